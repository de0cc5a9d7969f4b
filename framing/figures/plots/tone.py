"""Plots of tone: by actor, of two measures, and of the words and sentences behind it."""

import textwrap
from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...tables import DIVERGING, check, label_of
from ..style import INK, MUTED, NEGATIVE, POSITIVE, actor_style, tell_apart
from .axes import (
    ENDS,
    FULL_REACH,
    MIN_MENTIONS,
    UNSURE,
    draw_interval,
    draw_zero,
    find_limit,
    label_actors,
    largest_actors,
    one_row_an_actor,
    put_legend,
    with_minus,
)

N_NAMED = 6
"""Actors that `plot_measures` tells apart; the others share one look."""


def plot_sentiment(
    portrayals: pd.DataFrame,
    *,
    measure: str,
    window: str = "clause",
    labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """Draw the mean tone around each actor, with interval and n; grey below `min_mentions`.

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
        draw_zero(ax)
    for place, (actor_id, row) in enumerate(rows.iterrows()):
        style = actor_style(str(actor_id))
        colour = style.colour if row["n_mentions"] >= min_mentions else UNSURE
        draw_interval(ax, place, row["ci_low"], row["ci_high"], colour)
        ax.plot(row["estimate"], place, marker=style.marker, color=colour, ms=7.5, linestyle="none")
    label_actors(ax, counts.index, counts, labels)
    ends = ENDS if measure in DIVERGING else ""
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
    """Draw two measures of the same mentions against each other.

    Where they differ in sign, the ground is shaded.

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
    _shade_opposite_signs(ax)
    counts = largest_actors(pairs["actor_id"].value_counts(sort=False))
    named = counts.index[:N_NAMED]
    for actor_id, style in tell_apart(named).items():
        of_actor = pairs[pairs["actor_id"] == actor_id]
        ax.plot(
            of_actor[first],
            of_actor[second],
            style.marker,
            color=style.colour,
            alpha=0.65,
            ms=6,
            mec="white",
            mew=0.5,
            label=f"{(labels or {}).get(str(actor_id), actor_id)}, n = {len(of_actor)}",
        )
    rest = pairs[~pairs["actor_id"].isin(named)]
    if len(rest):
        ax.plot(rest[first], rest[second], ".", color=UNSURE, label=f"others, n = {len(rest)}")
    ax.set_xlabel(f"{label_of(first)}  (− to +)")
    ax.set_ylabel(f"{label_of(second)}  (− to +)")
    if len(counts):
        put_legend(ax)
    return ax


def _shade_opposite_signs(ax: Axes) -> None:
    """Cross the axes at 0, and shade and name the quarters in which two scores differ in sign."""
    for corner in ((-FULL_REACH, 0), (0, -FULL_REACH)):
        quarter = Rectangle(
            corner, FULL_REACH, FULL_REACH, facecolor="#f6ead9", edgecolor="none", zorder=0
        )
        ax.add_patch(quarter)
    ax.axhline(0, color=MUTED, linewidth=0.8, zorder=1)
    ax.axvline(0, color=MUTED, linewidth=0.8, zorder=1)
    ax.text(-1.0, 0.98, "opposite signs", fontsize=8, color=MUTED, va="top")
    ax.text(1.0, -1.0, "opposite signs", fontsize=8, color=MUTED, ha="right")
    ax.set_xlim(-FULL_REACH, FULL_REACH)
    ax.set_ylim(-FULL_REACH, FULL_REACH)
    ax.set_aspect("equal")


def _look_of(value: float) -> dict[str, Any]:
    """Choose the look of a bar by the sign of its value."""
    is_good = value > 0
    return {
        "color": POSITIVE if is_good else NEGATIVE,
        "hatch": "" if is_good else "///",
        "edgecolor": "white",
        "linewidth": 0,
    }


def plot_words(words: pd.DataFrame, *, measure: str = "targeted", ax: Axes | None = None) -> Axes:
    """Draw what a measure looked at: the words of a sentence, a bar for what each brings.

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
    scored = words[words["measure"] == measure]
    for word_no, valence in scored[["word_no", "valence"]].itertuples(index=False, name=None):
        ax.barh(rows[word_no], valence, height=0.7, **_look_of(valence))
    ax.axvline(0, color=MUTED, linewidth=1)
    reach = 1.1 * max(0.1, scored["valence"].abs().max()) if len(scored) else 1.0
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
    """Draw the sentence of each actor that is farthest from neutral, its score as a bar.

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
        look = _look_of(row["value"])
        ax.barh(place, row["value"], height=0.5, **look)
        number = with_minus(f"{row['value']:+.2f}")
        ax.text(1.1, place, number, va="center", fontsize=9, color=look["color"])
        sentence = textwrap.shorten(" ".join(row["text"].split()), 210, placeholder=" …")
        lines = [textwrap.fill(sentence, 82)]
        if row.get("words"):
            scored = textwrap.shorten(with_minus(row["words"]), 76, placeholder=" …")
            lines.append(f"scored: {scored}")
        quoted = "\n".join(lines)
        ax.text(1.9, place, quoted, va="center", fontsize=8.5, color=INK, linespacing=1.25)
    ax.axvline(0, color=MUTED, linewidth=1)
    ax.set_xlim(-1, 1)
    label_actors(ax, counts.index, counts, labels)
    ax.set_xlabel(f"{label_of(measure)}\nof the clause")
    return ax
