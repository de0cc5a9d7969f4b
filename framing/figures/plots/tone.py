"""One plot a function: a table in, axes out. Nothing here computes, saves, shows or sets a style."""

import textwrap
from collections.abc import Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...tables import DIVERGING, check, label_of
from ..style import INK, MUTED, NEGATIVE, POSITIVE, actor_style, tell_apart
from .axes import MIN_MENTIONS, UNSURE, find_limit, label_actors, largest_actors, one_row_an_actor


def plot_sentiment(
    portrayals: pd.DataFrame,
    *,
    measure: str,
    window: str = "clause",
    labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """Mean tone around each actor, with its interval and n; grey below `min_mentions`.

    Parameters
    ----------
    portrayals : DataFrame
        Table of portrayals, one row an actor for this measure and window.
    measure, window : str
        What to draw. All measures that run from negative to positive share their limits, centred on
        zero.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    min_mentions : int
        Groups with fewer are grey.
    ax : Axes, optional
        Where to draw; the current axes if there are none.

    Raises
    ------
    ValueError
        If the measure is not there, or an actor has several rows.
    """
    check(portrayals, "portrayals")
    ax = ax or plt.gca()
    rows = one_row_an_actor(portrayals, measure, window)
    counts = largest_actors(rows.set_index("actor_id")["n_mentions"])
    rows = rows.set_index("actor_id").loc[counts.index]
    if measure in DIVERGING:
        limit = find_limit(portrayals[portrayals["actor_id"].isin(counts.index)], window)
        ax.set_xlim(-limit, limit)
        ax.axvline(0, color=MUTED, linewidth=1, zorder=0)
    for place, (actor_id, row) in enumerate(rows.iterrows()):
        style = actor_style(str(actor_id))
        colour = style.colour if row["n_mentions"] >= min_mentions else UNSURE
        if pd.notna(row["ci_low"]):
            ax.hlines(place, row["ci_low"], row["ci_high"], color=colour, linewidth=2.2, alpha=0.75)
        ax.plot(row["estimate"], place, marker=style.marker, color=colour, ms=7.5, linestyle="none")
    label_actors(ax, counts.index, counts, labels)
    ends = "more negative  ←  →  more positive" if measure in DIVERGING else ""
    ax.set_xlabel(f"{label_of(measure)}, mean over the {window}s\n{ends}".rstrip())
    return ax


def plot_measures(
    pairs: pd.DataFrame,
    *,
    first: str = "vader_compound",
    second: str = "textblob_polarity",
    labels: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Two measures of the same mentions against each other; where they differ in sign, the ground
    is shaded.

    Parameters
    ----------
    pairs : DataFrame
        From `pair_measures`: one row a mention.
    first, second : str
        The measures on the horizontal and the vertical axis.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    for corner in ((-1.05, 0), (0, -1.05)):
        ax.add_patch(Rectangle(corner, 1.05, 1.05, facecolor="#f6ead9", edgecolor="none", zorder=0))
    ax.axhline(0, color=MUTED, linewidth=0.8, zorder=1)
    ax.axvline(0, color=MUTED, linewidth=0.8, zorder=1)
    counts = largest_actors(pairs["actor_id"].value_counts(sort=False))
    for actor_id, style in tell_apart(counts.index[:6]).items():
        own = pairs[pairs["actor_id"] == actor_id]
        ax.plot(
            own[first],
            own[second],
            style.marker,
            color=style.colour,
            alpha=0.65,
            ms=6,
            mec="white",
            mew=0.5,
            label=f"{(labels or {}).get(str(actor_id), actor_id)}, n = {len(own)}",
        )
    rest = pairs[~pairs["actor_id"].isin(counts.index[:6])]
    if len(rest):
        ax.plot(rest[first], rest[second], ".", color=UNSURE, label=f"others, n = {len(rest)}")
    ax.set_xlim(-1.05, 1.05)
    ax.set_ylim(-1.05, 1.05)
    ax.set_aspect("equal")
    ax.text(-1.0, 0.98, "opposite signs", fontsize=8, color=MUTED, va="top")
    ax.text(1.0, -1.0, "opposite signs", fontsize=8, color=MUTED, ha="right")
    ax.set_xlabel(f"{label_of(first)}  (− to +)")
    ax.set_ylabel(f"{label_of(second)}  (− to +)")
    if len(counts):
        ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0)
    return ax


def plot_words(words: pd.DataFrame, *, measure: str = "targeted", ax: Axes | None = None) -> Axes:
    """What a measure looked at: the words of one sentence from top to bottom, a bar for what each
    brings.

    Parameters
    ----------
    words : DataFrame
        From `compare_words`.
    measure : str
        Whose bars are drawn; the words are those of all measures.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    order = words.drop_duplicates("word_no").sort_values("word_no")
    rows = {number: row for row, number in enumerate(order["word_no"])}
    own = words[words["measure"] == measure]
    for word_no, valence in own[["word_no", "valence"]].itertuples(index=False, name=None):
        is_good = valence > 0
        ax.barh(
            rows[word_no],
            valence,
            color=POSITIVE if is_good else NEGATIVE,
            hatch="" if is_good else "///",
            edgecolor="white",
            linewidth=0,
            height=0.7,
        )
    ax.axvline(0, color=MUTED, linewidth=1)
    reach = 1.1 * max(0.1, own["valence"].abs().max()) if len(own) else 1.0
    ax.set_xlim(-reach, reach)
    ax.set_yticks(range(len(order)), order["word"])
    for tick, name in zip(ax.get_yticklabels(), order["measure"], strict=True):
        if name == "mention":
            tick.set_fontweight("bold")
    ax.set_ylim(max(len(order), 1) - 0.4, -0.6)
    ax.set_xlabel("what the word brings")
    return ax


def plot_telling(
    telling: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    measure: str = "vader_compound",
    ax: Axes | None = None,
) -> Axes:
    """The sentence of each actor that is farthest from neutral, with its score as a bar.

    Parameters
    ----------
    telling : DataFrame
        From `find_telling`: one row an actor; with a column ``words``, these are shown too.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    measure : str
        What the scores are, for the label of the axis.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    counts = largest_actors(telling.set_index("actor_id")["n_mentions"])
    rows = telling.set_index("actor_id").loc[counts.index]
    for place, (_, row) in enumerate(rows.iterrows()):
        colour = POSITIVE if row["value"] > 0 else NEGATIVE
        ax.barh(
            place,
            row["value"],
            color=colour,
            height=0.5,
            hatch="" if row["value"] > 0 else "///",
            edgecolor="white",
            linewidth=0,
        )
        ax.text(
            1.1,
            place,
            f"{row['value']:+.2f}".replace("-", "−"),
            va="center",
            fontsize=9,
            color=colour,
        )
        sentence = textwrap.shorten(" ".join(row["text"].split()), 210, placeholder=" …")
        lines = [textwrap.fill(sentence, 82)]
        if row.get("words"):
            lines.append(
                "scored: " + textwrap.shorten(row["words"].replace("-", "−"), 76, placeholder=" …")
            )
        ax.text(
            1.9, place, "\n".join(lines), va="center", fontsize=8.5, color=INK, linespacing=1.25
        )
    ax.axvline(0, color=MUTED, linewidth=1)
    ax.set_xlim(-1, 1)
    label_actors(ax, counts.index, counts, labels)
    ax.set_xlabel(f"{label_of(measure)}\nof the clause")
    return ax
