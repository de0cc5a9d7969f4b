"""The kit's figures: compute first, then draw, then save, the same bytes each time."""

import base64
import html
import io
import textwrap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .codebook import Codebook
from .context import COMPARED, compare_words, find_telling
from .mentions import portraying
from .observations import SHARE, join_voices
from .pipeline import Tables, write_csv
from .plots import (
    MAX_ACTORS,
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
    DescriptiveWarning,
    count_naming,
    pair_measures,
    summarise_portrayal,
    summarise_roles,
    summarise_voices,
)
from .style import MUTED, set_style

_DESCRIBED = (
    "speaker_actor_id", "agent_id", "patient_id", "n_cooperation", "n_confrontation", "verbs", "actor_id",
    "voice_group", "word", "measure", "valence", "estimate", "value", "surface", "n_mentions",
)  # fmt: skip
"""Columns of a figure's data that its alt text tells."""
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


def save_figure(
    fig: Figure, name: str, data: pd.DataFrame, folder: str | Path = "figures", *, alt: str | None = None
) -> list[Path]:
    """Write a figure as PNG and SVG, the table that it draws as CSV, and its alt text.

    Parameters
    ----------
    fig : Figure
    name : str
        File name without an ending.
    data : DataFrame
        The table that was drawn.
    folder : str or Path
        Made if it is missing.
    alt : str, optional
        The figure in words, for those who do not see it; written from the titles, labels and data if there is none.

    Returns
    -------
    list of Path
        The four files. The same figure gives the same bytes with the same version of matplotlib.

    Raises
    ------
    ValueError
        If `name` is not a plain file name.
    """
    if Path(name).name != name or name.startswith("."):
        raise ValueError(f"{name!r} is not a plain file name")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{name}{ending}" for ending in (".png", ".svg", ".csv", ".txt")]
    fig.savefig(files[0], metadata={"Software": None})
    fig.savefig(files[1], metadata={"Date": None})
    write_csv(data, files[2])
    files[3].write_text((alt or describe(fig, data)) + "\n", encoding="utf8")
    return files


class ShownFigure:
    """A figure in a notebook: an image with its alt text, which plain matplotlib output would lose."""

    def __init__(self, png: bytes, alt: str, caption: str) -> None:
        self.png, self.alt, self.caption = png, alt, caption

    def __repr__(self) -> str:
        return self.alt

    def _repr_html_(self) -> str:
        image = base64.b64encode(self.png).decode("ascii")
        return (
            f'<figure><img alt="{html.escape(self.alt, quote=True)}" style="max-width: 100%" '
            f'src="data:image/png;base64,{image}"><figcaption>{html.escape(self.caption)}</figcaption></figure>'
        )


def show_figure(fig: Figure, data: pd.DataFrame, *, alt: str | None = None, caption: str = "") -> ShownFigure:
    """Show a figure in a notebook with its alt text, and close it.

    Parameters
    ----------
    fig : Figure
    data : DataFrame
        The table that was drawn, from which the alt text is written.
    alt : str, optional
        The alt text, if not that of `describe`.
    caption : str
        A line under the figure.

    Returns
    -------
    ShownFigure
        Displays itself as the last expression of a cell.
    """
    png = io.BytesIO()
    fig.savefig(png, format="png", metadata={"Software": None})
    plt.close(fig)
    return ShownFigure(png.getvalue(), alt or describe(fig, data), caption)


def describe(fig: Figure, data: pd.DataFrame) -> str:
    """A figure in words: its title, what its axes show, its note, and up to twelve rows of its data."""
    parts = [fig.get_suptitle() or "Figure"]
    for ax in fig.axes:
        axis = " ".join(ax.get_xlabel().split())
        parts.append(". ".join(part for part in (ax.get_title(loc="left"), axis and f"Axis: {axis}") if part))
    parts += [" ".join(text.get_text().split()) for text in fig.texts if text.get_text() != fig.get_suptitle()]
    shown = [name for name in _DESCRIBED if name in data]
    rows = [
        " ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in row)
        for row in data[shown].head(12).itertuples(index=False, name=None)
    ]
    more = f" and {len(data) - 12} more rows in the CSV" if len(data) > 12 else ""
    parts.append(f"Data ({', '.join(shown)}): {'; '.join(rows)}{more}" if rows else "No data")
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def draw_mentions(tables: Tables, codebook: Codebook, article_id: str | None = None) -> tuple[Figure, pd.DataFrame]:
    """Mentions along one article: the one that is named, or the one with the most mentions. Figure and its data."""
    mentions = tables["mentions"]
    if article_id is None and len(mentions):
        counts = mentions["article_id"].value_counts(sort=False).sort_index()
        article_id = str(counts.idxmax())
    own = mentions[mentions["article_id"] == article_id]
    fig, ax = _subplots(1, own["actor_id"].nunique())
    plot_mentions(own, labels=_labels(codebook), ax=ax[0])
    fig.suptitle("Who is mentioned where in the article", x=0.01, ha="left")
    _note(
        fig,
        f"Article {article_id}. One tick is one mention, by name, demonym, capital, seat or leader; a short pale one "
        "only names the place. n counts both.",
    )
    return fig, own[["mention_id", "actor_id", "alias_type", "reading", "surface", "start", "end", "rule"]]


def draw_naming(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """By which kinds of names each actor is mentioned. Figure and its data."""
    naming = count_naming(tables["mentions"])
    fig, ax = _subplots(1, naming["actor_id"].nunique())
    plot_naming(naming, labels=_labels(codebook), ax=ax[0])
    fig.suptitle("By which names each actor is mentioned", x=0.01, ha="left")
    _note(fig, f"{_corpus(tables)} Shares of all mentions, whether they mean the actor or the place; n counts them. "
          f"Pale: fewer than {MIN_MENTIONS}. Description: \"the two countries\".{_top_note(naming)}")  # fmt: skip
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
    fig, axes = _subplots(len(there), data["actor_id"].nunique(), width=3.4 + 2.6 * len(there))
    for ax, (measure, span) in zip(axes, there, strict=True):
        plot_sentiment(portrayals, measure=measure, window=span, labels=_labels(codebook), ax=ax)
        ax.set_title(titles[measure, span])
        ax.tick_params(labelleft=ax is axes[0])
    reach = max(ax.get_xlim()[1] for ax in axes)
    for ax in axes:
        ax.set_xlim(-reach, reach)
    fig.suptitle("Tone of the words around each actor, and sentiment toward it", x=0.01, ha="left")
    _note(fig, f"{_corpus(tables)} Mean over mentions that mean the actor, with 95 % interval. {_interval(data)} "
          f"Grey: fewer than {MIN_MENTIONS} mentions.{_top_note(data)} "
          "Tone around an actor is not tone toward it.")  # fmt: skip
    return fig, data


def draw_frames(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Share of each actor's mentions in each frame. Figure and its data."""
    portrayals = tables["portrayals"]
    data = portrayals[portrayals["measure"].str.startswith(SHARE)]
    n_frames = max(1, data["measure"].nunique())
    fig, axes = _subplots(1, data["actor_id"].nunique(), width=4.2 + 0.68 * n_frames, extra=1.6, row=0.5)
    if data.empty:
        _say_nothing(axes[0], "No keyword of the codebook stands near a mention.")
    else:
        frames = dict(zip(codebook.frames["frame_id"], codebook.frames["frame_label"], strict=True))
        plot_frames(portrayals, labels=_labels(codebook), frame_labels=frames, ax=axes[0])
    fig.suptitle("Frames that each actor stands in", x=0.01, ha="left")
    _note(fig, f"{_corpus(tables)} Share of an actor's mentions with a keyword of the frame in the same sentence; "
          f"small figures: 95 % interval. {_interval(data)} Grey: fewer than {MIN_MENTIONS} mentions.{_top_note(data)} "
          f"Codebook {codebook.name} {codebook.version} ({codebook.digest}).")  # fmt: skip
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
        _say_nothing(axes[0][0], "Needs the scores of VADER and of another measure.")
    for ax, (name, span) in zip(axes[0], others.items(), strict=False):
        pairs = pair_measures(tables["scores"], mentions, "vader_compound", name, window=window, second_window=span)
        plot_measures(pairs, second=name, labels=_labels(codebook), ax=ax)
        if ax is not axes[0][-1] and ax.get_legend():
            ax.get_legend().remove()
        counted.append(pairs.rename(columns={name: "value"}).assign(measure=name))
        r = pairs["vader_compound"].corr(pairs[name])
        tallied.append(f"with {MEASURE_NAMES[name]} {'undefined' if pd.isna(r) else f'{r:.2f}'}, opposite signs in "
                       f"{int(pairs['is_opposite'].sum())} of {len(pairs)} mentions")  # fmt: skip
    fig.suptitle("The same mentions, different verdicts", x=0.01, ha="left")
    _note(fig, f"{_corpus(tables)} One mark is one mention. Correlation of VADER over the {window} "
          f"{'; '.join(tallied) or 'with nothing'} (shaded).")  # fmt: skip
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
        fig, axes = _subplots(1, 1)
        fig.suptitle("What each measure looked at", x=0.01, ha="left")
        _say_nothing(axes[0], "Needs mentions that VADER and the model have scored.")
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
    _note(fig, f"Mention {mention_id}, in bold, as the model sees its sentence: X is the actor, Y any other. Lexicons: "
          "the values of the words of its clause, each on its own scale. Model: its score less the one without the "
          "word.")  # fmt: skip
    return fig, data


def draw_telling(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """The most telling sentence of each actor. Figure and its data."""
    telling = find_telling(
        tables["mentions"], tables["sentences"], tables["scores"], scored_words=tables["scored_words"]
    )
    n_rows = max(1, min(MAX_ACTORS, len(telling)))
    fig, ax = plt.subplots(figsize=(10.5, 1.4 + 0.84 * n_rows), layout="none")
    fig.subplots_adjust(left=0.15, right=0.32, top=1 - 0.62 / fig.get_figheight(), bottom=1.05 / fig.get_figheight())
    plot_telling(telling, labels=_labels(codebook), ax=ax)
    fig.suptitle("The most telling sentence of each actor", x=0.01, ha="left", y=1 - 0.12 / fig.get_figheight())
    fig.text(0.01, 0.12 / fig.get_figheight(), f"{_corpus(tables)} The sentence whose clause around the "
             "actor VADER scores farthest from 0; names and frame keywords are masked. n: mentions it was picked from.",
             fontsize=8, color=MUTED)  # fmt: skip
    return fig, telling


def draw_voices(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """In whose words each actor is mentioned. Figure and its data."""
    with _descriptive():
        shares = summarise_voices(tables["mentions"], tables["articles"], tables["voices"])
    fig, ax = _subplots(1, shares["actor_id"].nunique())
    plot_voices(shares, labels=_labels(codebook), ax=ax[0])
    fig.suptitle("In whose words each actor is mentioned", x=0.01, ha="left")
    _note(fig, f"{_corpus(tables)} Mentions that mean the actor. Narrator: the outlet's own words. Own side: words of "
          "the actor's leaders, officials and institutions. Another actor: words of another one's. Pale: fewer than "
          f"{MIN_MENTIONS}. Intervals are in the CSV. {_interval(shares)}{_top_note(shares)}")  # fmt: skip
    return fig, shares


def draw_tone_by_voice(tables: Tables, codebook: Codebook, window: str = "clause") -> tuple[Figure, pd.DataFrame]:
    """Tone around each actor, split by whose words it is. Figure and its data."""
    mentions = join_voices(tables["mentions"], tables["voices"])
    with _descriptive():
        data = summarise_portrayal(mentions, tables["articles"], tables["scores"], by=["actor_id", "voice_group"])
    data = data[(data["measure"] == "vader_compound") & (data["window"] == window)]
    fig, ax = _subplots(1, data["actor_id"].nunique(), row=0.5)
    plot_tone_by_voice(data, window=window, labels=_labels(codebook), ax=ax[0])
    fig.suptitle("Tone around each actor, by whose words it is", x=0.01, ha="left")
    _note(fig, f"{_corpus(tables)} VADER over the clause, mean with 95 % interval. {_interval(data)} "
          f"Hollow: fewer than {MIN_MENTIONS} mentions.{_top_note(data)}")  # fmt: skip
    return fig, data


def draw_who_on_whom(tables: Tables, codebook: Codebook, window: str = "clause") -> tuple[Figure, pd.DataFrame]:
    """Who says what about whom: speaking actor by mentioned actor. Figure and its data."""
    mentions = join_voices(tables["mentions"], tables["voices"]).query("speaker_actor_id.notna()")
    keys = ["speaker_actor_id", "actor_id"]
    with _descriptive():
        data = summarise_portrayal(mentions, tables["articles"], tables["scores"], by=keys)
    data = data[(data["measure"] == "vader_compound") & (data["window"] == window)]
    frames = dict(zip(codebook.frames["frame_id"], codebook.frames["frame_label"], strict=True))
    hits = portraying(mentions).merge(tables["frame_hits"][["mention_id", "frame_id"]].drop_duplicates())
    counts = hits.groupby([*keys, "frame_id"]).size().rename("n").reset_index()
    common = counts.sort_values(["n", "frame_id"], ascending=[False, True]).drop_duplicates(keys)
    common = common.assign(frame=common["frame_id"].map(frames))[[*keys, "frame"]]
    data = data.merge(common.astype({"frame": "str"}), on=keys, how="left")
    fig, ax = _subplots(1, data["speaker_actor_id"].nunique(), extra=2.3, row=0.62)
    if data.empty:
        _say_nothing(ax[0], "No source that speaks for an actor mentions one.")
    else:
        plot_who_on_whom(data, window=window, labels=_labels(codebook), ax=ax[0])
    fig.suptitle("Who says what about whom", x=0.01, ha="left")
    _note(fig, f"{_corpus(tables)} Mentions in the words of leaders, officials and institutions. In a cell: mean "
          f"tone of the clause (VADER, −1 to 1), mentions, commonest frame. Grey: fewer than {MIN_MENTIONS} mentions. "
          "Intervals are in the CSV.")  # fmt: skip
    return fig, data


def draw_frames_by_voice(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Frames by whose words they are. Figure and its data."""
    mentions = join_voices(tables["mentions"], tables["voices"])
    with _descriptive():
        data = summarise_portrayal(
            mentions, tables["articles"], tables["scores"], frame_hits=tables["frame_hits"], by=["voice_group"]
        )
    data = data[data["measure"].str.startswith(SHARE)].rename(columns={"voice_group": "actor_id"})
    n_frames = max(1, data["measure"].nunique())
    fig, axes = _subplots(1, data["actor_id"].nunique(), width=4.2 + 0.68 * n_frames, extra=1.9, row=0.5)
    if data.empty:
        _say_nothing(axes[0], "No keyword of the codebook stands near a mention.")
    else:
        frames = dict(zip(codebook.frames["frame_id"], codebook.frames["frame_label"], strict=True))
        plot_frames(data, frame_labels=frames, ax=axes[0])
    fig.suptitle("Whose words the frames stand in", x=0.01, ha="left")
    _note(fig, f"{_corpus(tables)} Share of the mentions in each voice with a keyword of the frame in the same "
          f"sentence; small figures: 95 % interval. {_interval(data)} "
          f"Grey: fewer than {MIN_MENTIONS} mentions.")  # fmt: skip
    return fig, data.rename(columns={"actor_id": "voice_group"})


def draw_actions(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """A network of actions between actors. Figure and its data."""
    pairs = summarise_roles(tables["roles"], tables["mentions"])
    fig, ax = plt.subplots(figsize=(9.2, 5.6))
    if pairs.empty:
        _say_nothing(ax, "No action between two actors was found.")
    else:
        plot_actions(pairs, labels=_labels(codebook), ax=ax)
    fig.suptitle("Who does what to whom", x=0.01, ha="left")
    _note(fig, f"{_corpus(tables)} Actions that stand in one phrase; most are told in other ways and are not found. "
          "Figures on the arrows count them; mutual actions count both ways, denied ones do not. The verbs are in the "
          f"CSV. At most {MAX_ACTORS} actors.")  # fmt: skip
    return fig, pairs


_DRAWERS = (
    draw_mentions, draw_naming, draw_tone, draw_disagreement, draw_words, draw_frames, draw_voices, draw_tone_by_voice,
    draw_who_on_whom, draw_frames_by_voice, draw_actions, draw_telling,
)  # fmt: skip


def save_all(tables: Tables, codebook: Codebook, folder: str | Path) -> list[Path]:
    """Draw and save every figure of the kit.

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
        raise ValueError("no actor of the codebook is mentioned in these articles, so there is nothing to draw")
    set_style()
    files = []
    for name, draw in zip(NAMES, _DRAWERS, strict=True):
        fig, data = draw(tables, codebook)
        files += save_figure(fig, name, data, folder)
        plt.close(fig)
    return files


def _say_nothing(ax: Axes, why: str) -> None:
    ax.text(0.5, 0.5, why, ha="center", color=MUTED)
    ax.set_axis_off()


@contextmanager
def _descriptive() -> Iterator[None]:
    """The note under a figure says what an interval resamples, so the warning need not."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DescriptiveWarning)
        yield


def _subplots(
    columns: int, n_actors: int, *, width: float = 8.6, extra: float = 1.9, row: float = 0.36
) -> tuple[Figure, list[Axes]]:
    height = extra + row * max(1, min(n_actors, MAX_ACTORS))
    fig, axes = plt.subplots(1, columns, figsize=(width, height), squeeze=False)
    return fig, list(axes[0])


def _labels(codebook: Codebook) -> dict[str, str]:
    return dict(zip(codebook.actors["actor_id"], codebook.actors["actor_label"], strict=True))


def _corpus(tables: Tables) -> str:
    n = len(tables["articles"])
    return f"{n:,} article{'s' if n != 1 else ''}."


def _interval(data: pd.DataFrame) -> str:
    if len(data) and (data["resampled"] != "articles").all():
        return "With one article the interval resamples sentences and is descriptive."
    return "Intervals resample articles, or sentences (descriptive) where an actor stands in one article."


def _top_note(data: pd.DataFrame) -> str:
    n = data["actor_id"].nunique()
    return f" The {MAX_ACTORS} of {n} actors with the most mentions." if n > MAX_ACTORS else ""


def _note(fig: Figure, text: str) -> None:
    """A line or more under the axes, wrapped to the width of the figure."""
    fig.supxlabel(textwrap.fill(text, int(fig.get_figwidth() * 14.8)), x=0.01, ha="left", fontsize=8, color=MUTED)
