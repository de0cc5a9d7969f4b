"""Figures of tone: by actor, where measures disagree, and the words and sentences behind it."""

import textwrap

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..codebook import Codebook
from ..measures import COMPARED, compare_words
from ..mentions import portraying
from ..portrayals import find_telling, pair_measures
from ..tables import MEASURES, Tables, label_of, usual_window
from .plots.axes import MAX_ACTORS, MIN_MENTIONS, say_nothing, with_minus
from .plots.tone import plot_measures, plot_sentiment, plot_telling, plot_words
from .recipe import Content, Recipe, explain_interval, explain_top, make_axes
from .style import MUTED


def _tone_of_actors(tables: Tables, codebook: Codebook, *, window: str = "clause") -> Content:
    portrayals = tables["portrayals"]
    titles = {
        ("vader_compound", window): "Around it: VADER",
        ("textblob_polarity", window): "Around it: TextBlob",
        ("targeted", usual_window("targeted")): "Toward it: trained model",
    }
    is_drawn = pd.MultiIndex.from_frame(portrayals[["measure", "window"]]).isin(list(titles))
    data = portrayals[is_drawn]
    panels = [key for key in titles if key[0] in set(data["measure"])] or list(titles)[:2]
    return Content(
        data,
        f"Mean over mentions that mean the actor, with 95 % interval. {explain_interval(data)} "
        f"Grey: fewer than {MIN_MENTIONS} mentions.{explain_top(data)} "
        "Tone around an actor is not tone toward it.",
        panels,
        # Panels share limits that hold all windows, so the plot looks at all portrayals.
        {"portrayals": portrayals, "titles": {key: titles[key] for key in panels}},
        between="actor_id",
    )


def _show_tone(content: Content, codebook: Codebook) -> Figure:
    portrayals, titles = content.more["portrayals"], content.more["titles"]
    n_actors = content.data["actor_id"].nunique()
    fig, axes = make_axes(len(titles), n_actors, width=3.4 + 2.6 * len(titles))
    labels = codebook.actor_labels
    for ax, ((measure, window), title) in zip(axes, titles.items(), strict=True):
        plot_sentiment(portrayals, measure=measure, window=window, labels=labels, ax=ax)
        ax.set_title(title)
        ax.tick_params(labelleft=ax is axes[0])
    reach = max(ax.get_xlim()[1] for ax in axes)
    for ax in axes:
        ax.set_xlim(-reach, reach)
    return fig


TONE = Recipe(
    name="03_tone_by_actor",
    title="Tone of the words around each actor, and sentiment toward it",
    label="Tone",
    needs=("portrayals",),
    compute=_tone_of_actors,
    draw=_show_tone,
)


def draw_tone(
    tables: Tables, codebook: Codebook, window: str = "clause"
) -> tuple[Figure, pd.DataFrame]:
    """Draw the tone around each actor by both lexicons, and toward it by the model, side by side.

    Returns the figure and its data.
    """
    return TONE.make(tables, codebook, window=window)


def _pair_with_vader(tables: Tables, codebook: Codebook, *, window: str = "clause") -> Content:
    mentions = portraying(tables["mentions"])
    scored = set(tables["scores"]["measure"])
    windows = {"textblob_polarity": window, "targeted": usual_window("targeted")}
    windows = {name: span for name, span in windows.items() if {name, "vader_compound"} <= scored}
    panels, verdicts = {}, []
    for name, span in windows.items():
        pairs = pair_measures(
            tables["scores"], mentions, "vader_compound", name, window=window, second_window=span
        )
        panels[name] = pairs
        r = pairs["vader_compound"].corr(pairs[name])
        verdicts.append(
            f"with {label_of(name)} {'undefined' if pd.isna(r) else f'{r:.2f}'}, opposite signs in "
            f"{int(pairs['is_opposite'].sum())} of {len(pairs)} mentions"
        )
    named = [
        pairs.rename(columns={name: "value"}).assign(measure=name) for name, pairs in panels.items()
    ]
    return Content(
        pd.concat(named, ignore_index=True) if named else pd.DataFrame({"mention_id": []}),
        f"One mark is one mention. Correlation of VADER over the {window} "
        f"{'; '.join(verdicts) or 'with nothing'} (shaded).",
        (("vader_compound", window), *windows.items()),
        {"panels": panels},
    )


def _show_disagreement(content: Content, codebook: Codebook) -> Figure:
    panels = content.more["panels"]
    n_panels = max(1, len(panels))
    fig, grid = plt.subplots(1, n_panels, figsize=(3.4 + 4.2 * n_panels, 5.2), squeeze=False)
    axes = grid[0]
    if not panels:
        say_nothing(axes[0], "Needs the scores of VADER and of another measure.")
    for ax, (name, pairs) in zip(axes, panels.items(), strict=False):
        plot_measures(pairs, second=name, labels=codebook.actor_labels, ax=ax)
        if ax is not axes[-1] and ax.get_legend():
            ax.get_legend().remove()
    return fig


DISAGREEMENT = Recipe(
    name="03_measures_disagree",
    title="The same mentions, different verdicts",
    label="Disagreement",
    needs=("mentions", "scores"),
    compute=_pair_with_vader,
    draw=_show_disagreement,
)


def draw_disagreement(
    tables: Tables, codebook: Codebook, window: str = "clause"
) -> tuple[Figure, pd.DataFrame]:
    """Draw how far VADER disagrees with TextBlob, and with the model, on the same mentions.

    Returns the figure and its data.
    """
    return DISAGREEMENT.make(tables, codebook, window=window)


def _words_of_mention(
    tables: Tables, codebook: Codebook, *, mention_id: str | None = None
) -> Content:
    if mention_id is None:
        mention_id = _most_disputed(tables)
    if mention_id is None:
        return Content(pd.DataFrame({"word_no": [], "word": [], "measure": [], "valence": []}))
    scores = tables["scores"].query("mention_id == @mention_id")
    return Content(
        compare_words(mention_id, tables["mentions"], tables["sentences"], codebook),
        f"Mention {mention_id}, in bold, as the model sees its sentence: X is the actor, Y any "
        "other. Lexicons: the values of the words of its clause, each on its own scale. Model: its "
        "score less the one without the word.",
        tuple(COMPARED.items()),
        {"scores": scores.set_index(["measure", "window"])["value"]},
    )


def _most_disputed(tables: Tables) -> str | None:
    """Find the mention on which VADER and the model differ most."""
    if not {"vader_compound", "targeted"} <= set(tables["scores"]["measure"]):
        return None
    pairs = pair_measures(
        tables["scores"],
        portraying(tables["mentions"]),
        "vader_compound",
        "targeted",
        window=usual_window("vader_compound"),
        second_window=usual_window("targeted"),
    )
    distance = (pairs["vader_compound"] - pairs["targeted"]).abs()
    return str(pairs.loc[distance.idxmax(), "mention_id"]) if len(pairs) else None


def _show_words(content: Content, codebook: Codebook) -> Figure:
    if content.note is None:
        fig, (ax,) = make_axes(1, 1)
        say_nothing(ax, "Needs mentions that VADER and the model have scored.")
        return fig
    n_words = content.data["word_no"].nunique()
    fig, axes = plt.subplots(1, len(COMPARED), figsize=(9.2, 1.6 + 0.21 * max(6, n_words)))
    for ax, (measure, window) in zip(axes, COMPARED.items(), strict=True):
        plot_words(content.data, measure=measure, ax=ax)
        ax.tick_params(labelleft=ax is axes[0])
        name = MEASURES[measure].short
        score = content.more["scores"].get((measure, window), float("nan"))
        ax.set_title(with_minus(f"{name[0].upper()}{name[1:]}: {score:+.2f}"))
    return fig


WORDS = Recipe(
    name="03_what_each_measure_read",
    title="What each measure looked at",
    label="Words",
    needs=("sentences", "mentions", "scores"),
    compute=_words_of_mention,
    draw=_show_words,
    shows_words=True,
)


def draw_words(
    tables: Tables, codebook: Codebook, mention_id: str | None = None
) -> tuple[Figure, pd.DataFrame]:
    """Draw what each measure looked at in one sentence; returns the figure and its data.

    It is the sentence of the mention on which VADER and the model differ most, unless another is
    named.
    """
    return WORDS.make(tables, codebook, mention_id=mention_id)


def _telling_sentences(tables: Tables, codebook: Codebook) -> Content:
    return Content(
        find_telling(
            tables["mentions"],
            tables["sentences"],
            tables["scores"],
            scored_words=tables["scored_words"],
        ),
        "The sentence whose clause around the actor VADER scores farthest from 0; names and frame "
        "keywords are masked. n: mentions it was picked from.",
        (("vader_compound", usual_window("vader_compound")),),
    )


def _show_telling(content: Content, codebook: Codebook) -> Figure:
    n_rows = max(1, min(MAX_ACTORS, len(content.data)))
    height = 1.4 + 0.84 * n_rows
    fig, ax = plt.subplots(figsize=(10.5, height), layout="none")
    fig.subplots_adjust(left=0.19, right=0.34, top=1 - 0.62 / height, bottom=1.05 / height)
    plot_telling(content.data, labels=codebook.actor_labels, ax=ax)
    return fig


def _write_by_inches(fig: Figure, title: str, note: str) -> None:
    """Write title and note at the edges, since the sentences beside the axes leave no layout."""
    margin = 0.12 / fig.get_figheight()
    fig.suptitle(title, x=0.01, ha="left", y=1 - margin)
    fig.text(0.01, margin, textwrap.fill(note, 150), fontsize=8, color=MUTED)


TELLING = Recipe(
    name="07_most_telling_sentences",
    title="The most telling sentence of each actor",
    label="Telling",
    needs=("sentences", "mentions", "scores", "scored_words"),
    compute=_telling_sentences,
    draw=_show_telling,
    write=_write_by_inches,
    shows_words=True,
)


def draw_telling(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw the most telling sentence of each actor; returns the figure and its data."""
    return TELLING.make(tables, codebook)
