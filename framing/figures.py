"""The kit's figures: compute first, then draw, then save, the same bytes each time."""

import textwrap
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from .canvas import (
    actor_labels,
    add_note,
    count_articles,
    explain_interval,
    explain_top,
    hush_descriptive,
    make_axes,
    save_figure,
    say_nothing,
    stamp_validation,
)
from .codebook import Codebook
from .context import COMPARED, compare_words, find_telling
from .datasets import Tables
from .figures_of_groups import NAMES as NAMES_OF_GROUPS
from .figures_of_groups import NothingToDraw
from .figures_of_health import NAMES as NAMES_OF_HEALTH
from .mentions import portraying
from .observations import SHARE, VOICE_SHARE, join_voices
from .plots import (
    MAX_ACTORS,
    MAX_NODES,
    MEASURE_NAMES,
    MIN_MENTIONS,
    plot_actions,
    plot_frames,
    plot_measures,
    plot_mentions,
    plot_naming,
    plot_sentiment,
    plot_telling,
    plot_tone_by_voice,
    plot_voices,
    plot_who_on_whom,
    plot_words,
)  # fmt: skip
from .portrayal import (
    count_naming,
    pair_measures,
    summarise_portrayal,
    summarise_roles,
    summarise_voices,
)
from .style import MUTED, set_style

NAMES = (
    "02_mentions_along_the_article",
    "02_how_actors_are_named",
    "03_tone_by_actor",
    "03_measures_disagree",
    "03_what_each_measure_read",
    "04_frames_by_actor",
    "05_whose_words",
    "05_tone_by_voice",
    "05_who_says_what_about_whom",
    "05_frames_by_voice",
    "06_actions_between_actors",
    "07_most_telling_sentences",
)
"""The files that `save_all` writes, each as .png, .svg, .csv and .txt (alt text)."""


def draw_mentions(tables: Tables, codebook: Codebook, article_id: str | None = None) -> tuple[Figure, pd.DataFrame]:
    """Mentions along one article: the one that is named, or the one with the most mentions. Figure and its data."""
    mentions = tables["mentions"]
    if article_id is None and len(mentions):
        counts = mentions["article_id"].value_counts(sort=False).sort_index()
        article_id = str(counts.idxmax())
    own = mentions[mentions["article_id"] == article_id]
    fig, ax = make_axes(1, own["actor_id"].nunique())
    plot_mentions(own, labels=actor_labels(codebook), ax=ax[0])
    fig.suptitle("Who is mentioned where in the article", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (),
        f"Article {article_id}. One tick is one mention, by name, demonym, capital, seat or leader; a short pale one "
        "only names the place. n counts both.",
    )
    return fig, own[["mention_id", "actor_id", "alias_type", "reading", "surface", "start", "end", "rule"]]


def draw_naming(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """By which kinds of names each actor is mentioned. Figure and its data."""
    naming = count_naming(tables["mentions"])
    fig, ax = make_axes(1, naming["actor_id"].nunique())
    plot_naming(naming, labels=actor_labels(codebook), ax=ax[0])
    fig.suptitle("By which names each actor is mentioned", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (),
        f"Shares of all mentions, whether they mean the actor or the place; n counts them. "
        f'Pale: fewer than {MIN_MENTIONS}. Description: "the two countries".{explain_top(naming)}',
    )
    return fig, naming


def draw_tone(tables: Tables, codebook: Codebook, window: str = "clause") -> tuple[Figure, pd.DataFrame]:
    """Tone around each actor by both lexicons, and toward it by the model, side by side. Figure and its data."""
    portrayals = tables["portrayals"]
    titles = {
        ("vader_compound", window): "Around it: VADER",
        ("textblob_polarity", window): "Around it: TextBlob",
        ("targeted", "sentence"): "Toward it: trained model",
    }
    wanted = pd.MultiIndex.from_frame(portrayals[["measure", "window"]]).isin(list(titles))
    data = portrayals[wanted]
    there = [key for key in titles if key[0] in set(data["measure"])] or list(titles)[:2]
    fig, axes = make_axes(len(there), data["actor_id"].nunique(), width=3.4 + 2.6 * len(there))
    for ax, (measure, span) in zip(axes, there, strict=True):
        plot_sentiment(portrayals, measure=measure, window=span, labels=actor_labels(codebook), ax=ax)
        ax.set_title(titles[measure, span])
        ax.tick_params(labelleft=ax is axes[0])
    reach = max(ax.get_xlim()[1] for ax in axes)
    for ax in axes:
        ax.set_xlim(-reach, reach)
    fig.suptitle("Tone of the words around each actor, and sentiment toward it", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        there,
        f"Mean over mentions that mean the actor, with 95 % interval. {explain_interval(data)} "
        f"Grey: fewer than {MIN_MENTIONS} mentions.{explain_top(data)} "
        "Tone around an actor is not tone toward it.",
    )
    return fig, data


def draw_frames(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Share of each actor's mentions in each frame. Figure and its data."""
    portrayals = tables["portrayals"]
    data = portrayals[portrayals["measure"].str.startswith(SHARE)]
    n_frames = max(1, data["measure"].nunique())
    fig, axes = make_axes(1, data["actor_id"].nunique(), width=4.2 + 0.68 * n_frames, extra=1.6, row=0.5)
    if data.empty:
        say_nothing(axes[0], "No keyword of the codebook stands near a mention.")
    else:
        frames = dict(zip(codebook.frames["frame_id"], codebook.frames["frame_label"], strict=True))
        plot_frames(portrayals, labels=actor_labels(codebook), frame_labels=frames, ax=axes[0])
    fig.suptitle("Frames that each actor stands in", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (SHARE,),
        f"Share of an actor's mentions with a keyword of the frame in the same sentence; "
        f"small figures: 95 % interval. {explain_interval(data)} Grey: fewer than {MIN_MENTIONS} mentions."
        f"{explain_top(data)} Codebook {codebook.name} {codebook.version} ({codebook.digest}).",
    )
    return fig, data


def draw_disagreement(tables: Tables, codebook: Codebook, window: str = "clause") -> tuple[Figure, pd.DataFrame]:
    """How far VADER disagrees with TextBlob, and with the model, on the same mentions. Figure and its data."""
    mentions = portraying(tables["mentions"])
    others = {"textblob_polarity": window, "targeted": "sentence"}
    scored = set(tables["scores"]["measure"])
    others = {name: span for name, span in others.items() if {name, "vader_compound"} <= scored}
    fig, axes = plt.subplots(1, max(1, len(others)), figsize=(3.4 + 4.2 * max(1, len(others)), 5.2), squeeze=False)
    counted, tallied = [], []
    if not others:
        say_nothing(axes[0][0], "Needs the scores of VADER and of another measure.")
    for ax, (name, span) in zip(axes[0], others.items(), strict=False):
        pairs = pair_measures(tables["scores"], mentions, "vader_compound", name, window=window, second_window=span)
        plot_measures(pairs, second=name, labels=actor_labels(codebook), ax=ax)
        if ax is not axes[0][-1] and ax.get_legend():
            ax.get_legend().remove()
        counted.append(pairs.rename(columns={name: "value"}).assign(measure=name))
        r = pairs["vader_compound"].corr(pairs[name])
        tallied.append(f"with {MEASURE_NAMES[name]} {'undefined' if pd.isna(r) else f'{r:.2f}'}, opposite signs in "
                       f"{int(pairs['is_opposite'].sum())} of {len(pairs)} mentions")  # fmt: skip
    fig.suptitle("The same mentions, different verdicts", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (("vader_compound", window), *others.items()),
        f"One mark is one mention. Correlation of VADER over the {window} "
        f"{'; '.join(tallied) or 'with nothing'} (shaded).",
    )
    return fig, pd.concat(counted, ignore_index=True) if counted else pd.DataFrame({"mention_id": []})


def draw_words(tables: Tables, codebook: Codebook, mention_id: str | None = None) -> tuple[Figure, pd.DataFrame]:
    """What each measure looked at in one sentence: that of the mention on which VADER and the model differ most, unless
    another is named. Figure and its data."""
    scored = set(tables["scores"]["measure"])
    if mention_id is None and {"vader_compound", "targeted"} <= scored:
        pairs = pair_measures(tables["scores"], portraying(tables["mentions"]), "vader_compound", "targeted",
                              window="clause", second_window="sentence")  # fmt: skip
        distance = (pairs["vader_compound"] - pairs["targeted"]).abs()
        mention_id = str(pairs.loc[distance.idxmax(), "mention_id"]) if len(pairs) else None
    if mention_id is None:
        fig, axes = make_axes(1, 1)
        fig.suptitle("What each measure looked at", x=0.01, ha="left")
        say_nothing(axes[0], "Needs mentions that VADER and the model have scored.")
        return fig, pd.DataFrame({"word_no": [], "word": [], "measure": [], "valence": []})
    data = compare_words(mention_id, tables["mentions"], tables["sentences"], codebook)
    n_words = data["word_no"].nunique()
    fig, axes = plt.subplots(1, len(COMPARED), figsize=(9.2, 1.6 + 0.21 * max(6, n_words)))
    scores = tables["scores"].query("mention_id == @mention_id").set_index(["measure", "window"])["value"]
    names = ("VADER", "TextBlob", "Model")
    for ax, name, (measure, window) in zip(axes, names, COMPARED.items(), strict=True):
        plot_words(data, measure=measure, ax=ax)
        ax.tick_params(labelleft=ax is axes[0])
        ax.set_title(f"{name}: {scores.get((measure, window), float('nan')):+.2f}".replace("-", "−"))
    fig.suptitle("What each measure looked at", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        tuple(COMPARED.items()),
        f"Mention {mention_id}, in bold, as the model sees its sentence: X is the actor, Y any other. Lexicons: "
        "the values of the words of its clause, each on its own scale. Model: its score less the one without the "
        "word.",
    )
    return fig, data


def draw_telling(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """The most telling sentence of each actor. Figure and its data."""
    telling = find_telling(
        tables["mentions"], tables["sentences"], tables["scores"], scored_words=tables["scored_words"]
    )
    n_rows = max(1, min(MAX_ACTORS, len(telling)))
    fig, ax = plt.subplots(figsize=(10.5, 1.4 + 0.84 * n_rows), layout="none")
    fig.subplots_adjust(left=0.19, right=0.34, top=1 - 0.62 / fig.get_figheight(), bottom=1.05 / fig.get_figheight())
    plot_telling(telling, labels=actor_labels(codebook), ax=ax)
    fig.suptitle("The most telling sentence of each actor", x=0.01, ha="left", y=1 - 0.12 / fig.get_figheight())
    stamp = stamp_validation(tables, [("vader_compound", "clause")])
    text = (
        f"{count_articles(tables)} The sentence whose clause around the actor VADER scores farthest from 0; names and "
        f"frame keywords are masked. n: mentions it was picked from. {stamp}"
    )
    fig.text(0.01, 0.12 / fig.get_figheight(), textwrap.fill(text, 150), fontsize=8, color=MUTED)
    return fig, telling


def draw_voices(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """In whose words each actor is mentioned. Figure and its data."""
    with hush_descriptive():
        shares = summarise_voices(tables["mentions"], tables["articles"], tables["voices"])
    fig, ax = make_axes(1, shares["actor_id"].nunique())
    plot_voices(shares, labels=actor_labels(codebook), ax=ax[0])
    fig.suptitle("In whose words each actor is mentioned", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (VOICE_SHARE,),
        f"Mentions that mean the actor. Narrator: the outlet's own words. Own side: words of "
        "the actor's leaders, officials and institutions. Another actor: words of another one's. Pale: fewer than "
        f"{MIN_MENTIONS}. Intervals are in the CSV. {explain_interval(shares)}{explain_top(shares)}",
    )
    return fig, shares


def draw_tone_by_voice(tables: Tables, codebook: Codebook, window: str = "clause") -> tuple[Figure, pd.DataFrame]:
    """Tone around each actor, split by whose words it is. Figure and its data."""
    mentions = join_voices(tables["mentions"], tables["voices"])
    with hush_descriptive():
        data = summarise_portrayal(mentions, tables["articles"], tables["scores"], by=["actor_id", "voice_group"])
    data = data[(data["measure"] == "vader_compound") & (data["window"] == window)]
    fig, ax = make_axes(1, data["actor_id"].nunique(), row=0.5)
    plot_tone_by_voice(data, window=window, labels=actor_labels(codebook), ax=ax[0])
    fig.suptitle("Tone around each actor, by whose words it is", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (("vader_compound", window), VOICE_SHARE),
        f"VADER over the clause, mean with 95 % interval. {explain_interval(data)} "
        f"Hollow: fewer than {MIN_MENTIONS} mentions.{explain_top(data)}",
    )
    return fig, data


def draw_who_on_whom(tables: Tables, codebook: Codebook, window: str = "clause") -> tuple[Figure, pd.DataFrame]:
    """Who says what about whom: speaking actor by mentioned actor. Figure and its data."""
    mentions = join_voices(tables["mentions"], tables["voices"]).query("speaker_actor_id.notna()")
    keys = ["speaker_actor_id", "actor_id"]
    with hush_descriptive():
        data = summarise_portrayal(mentions, tables["articles"], tables["scores"], by=keys)
    data = data[(data["measure"] == "vader_compound") & (data["window"] == window)]
    frames = dict(zip(codebook.frames["frame_id"], codebook.frames["frame_label"], strict=True))
    hits = portraying(mentions).merge(tables["frame_hits"][["mention_id", "frame_id"]].drop_duplicates())
    counts = hits.groupby([*keys, "frame_id"]).size().rename("n").reset_index()
    common = counts.sort_values(["n", "frame_id"], ascending=[False, True]).drop_duplicates(keys)
    common = common.assign(frame=common["frame_id"].map(frames))[[*keys, "frame"]]
    data = data.merge(common.astype({"frame": "str"}), on=keys, how="left")
    n_rows, n_columns = (min(MAX_NODES, data[name].nunique()) for name in keys)
    fig, ax = make_axes(1, n_rows, width=max(8.6, 3.2 + 1.3 * n_columns), extra=2.3, row=0.8)
    if data.empty:
        say_nothing(ax[0], "No source that speaks for an actor mentions one.")
    else:
        plot_who_on_whom(data, window=window, labels=actor_labels(codebook), ax=ax[0])
    fig.suptitle("Who says what about whom", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (("vader_compound", window), VOICE_SHARE, SHARE),
        f"Mentions in the words of leaders, officials and institutions. In a cell: mean "
        f"tone of the clause (VADER, −1 to 1), mentions, commonest frame. Grey: fewer than {MIN_MENTIONS} mentions. "
        f"At most {MAX_NODES} speakers and {MAX_NODES} actors. "
        "Intervals are in the CSV.",
    )
    return fig, data


def draw_frames_by_voice(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Frames by whose words they are. Figure and its data."""
    mentions = join_voices(tables["mentions"], tables["voices"])
    with hush_descriptive():
        data = summarise_portrayal(
            mentions, tables["articles"], tables["scores"], frame_hits=tables["frame_hits"], by=["voice_group"]
        )
    data = data[data["measure"].str.startswith(SHARE)].rename(columns={"voice_group": "actor_id"})
    n_frames = max(1, data["measure"].nunique())
    fig, axes = make_axes(1, data["actor_id"].nunique(), width=4.2 + 0.68 * n_frames, extra=1.9, row=0.5)
    if data.empty:
        say_nothing(axes[0], "No keyword of the codebook stands near a mention.")
    else:
        frames = dict(zip(codebook.frames["frame_id"], codebook.frames["frame_label"], strict=True))
        plot_frames(data, frame_labels=frames, ax=axes[0])
    fig.suptitle("Whose words the frames stand in", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (SHARE, VOICE_SHARE),
        f"Share of the mentions in each voice with a keyword of the frame in the same "
        f"sentence; small figures: 95 % interval. {explain_interval(data)} "
        f"Grey: fewer than {MIN_MENTIONS} mentions.",
    )
    return fig, data.rename(columns={"actor_id": "voice_group"})


def draw_actions(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """A network of actions between actors. Figure and its data."""
    pairs = summarise_roles(tables["roles"], tables["mentions"])
    fig, ax = plt.subplots(figsize=(9.2, 5.6))
    if pairs.empty:
        say_nothing(ax, "No action between two actors was found.")
    else:
        plot_actions(pairs, labels=actor_labels(codebook), ax=ax)
    fig.suptitle("Who does what to whom", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (),
        f"Actions that stand in one phrase; most are told in other ways and are not found. "
        "Figures on the arrows count them; mutual actions count both ways, denied ones do not. The verbs are in the "
        f"CSV. At most {MAX_NODES} actors.",
    )
    return fig, pairs


_DRAWERS = (
    draw_mentions, draw_naming, draw_tone, draw_disagreement, draw_words, draw_frames, draw_voices, draw_tone_by_voice,
    draw_who_on_whom, draw_frames_by_voice, draw_actions, draw_telling,
)  # fmt: skip


NO_ACTOR = "no actor of the codebook is mentioned in these articles, so there is nothing to draw"


def save_all(tables: Tables, codebook: Codebook, folder: str | Path) -> list[Path]:
    """Draw and save every figure of the kit that the articles allow.

    Those of `NAMES` are always drawn; those of `framing.figures_of_groups.NAMES` and `framing.figures_of_health.NAMES`
    where there are outlets, dates, enough articles, hand coding, a funnel or findings to draw them from.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    ValueError
        If no actor is mentioned in the articles.
    """
    if tables["mentions"].empty:
        raise ValueError(NO_ACTOR)
    set_style()
    files = []
    for name, draw in [*zip(NAMES, _DRAWERS, strict=True), *NAMES_OF_GROUPS.items(), *NAMES_OF_HEALTH.items()]:
        try:
            fig, data = draw(tables, codebook)
        except NothingToDraw:
            continue
        files += save_figure(fig, name, data, folder)
        plt.close(fig)
    return files
