"""Plots of tone: by actor, of two measures, and of the words and sentences behind it."""

import textwrap
from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...tables import DIVERGING, check, label_of, with_sign
from ..style import ALIKE, INK, MUTED, NEGATIVE, POSITIVE, UNLIKE, actor_style, shade, tell_apart
from .axes import (
    ENDS,
    FULL_REACH,
    MIN_MENTIONS,
    UNSURE,
    draw_corrected,
    draw_interval,
    draw_zero,
    fill_cell,
    find_enough,
    find_limit,
    label_actors,
    label_rows,
    largest_actors,
    one_row_an_actor,
    put_legend,
    with_minus,
)

_SIGNS = {-1: "negative", 0: "neutral", 1: "positive"}
N_NAMED = 6
"""Actors that `plot_measures` tells apart; the others share one look."""


def plot_sentiment(
    portrayals: pd.DataFrame,
    *,
    measure: str,
    window: str = "clause",
    labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    corrections: pd.DataFrame | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the mean tone around each actor, with interval and n; grey what is not reportable.

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
        Groups with fewer are grey too.
    corrections : DataFrame, optional
        What codes make of it: actor_id, ``corrected``, ``corrected_low`` and ``corrected_high``,
        drawn as a diamond below the estimate of the scores.
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
    is_enough = find_enough(rows, min_mentions)
    if measure in DIVERGING:
        limit = find_limit(portrayals[portrayals["actor_id"].isin(counts.index)], window)
        ax.set_xlim(-limit, limit)
        draw_zero(ax)
    for place, (actor_id, row) in enumerate(rows.iterrows()):
        style = actor_style(str(actor_id))
        colour = style.colour if is_enough[actor_id] else UNSURE
        draw_interval(ax, place, row["ci_low"], row["ci_high"], colour)
        ax.plot(row["estimate"], place, marker=style.marker, color=colour, ms=7.5, linestyle="none")
    if corrections is not None:
        _draw_corrections(ax, corrections, list(counts.index))
    label_actors(ax, counts.index, counts, labels)
    ends = ENDS if measure in DIVERGING else ""
    ax.set_xlabel(f"{label_of(measure)}, mean over the {window}s\n{ends}".rstrip())
    return ax


def _draw_corrections(ax: Axes, corrections: pd.DataFrame, actors: list[str]) -> None:
    """Draw the corrected estimates below those of the scores."""
    rows = corrections.dropna(subset=["corrected"])
    for row in rows[rows["actor_id"].isin(actors)].itertuples(index=False):
        place = actors.index(row.actor_id) + 0.27
        marks = row.corrected, row.corrected_low, row.corrected_high
        draw_corrected(ax, marks, [place] * 3)


def plot_signs(signs: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how often two measures give mentions the same sign: a square a pair of signs.

    Parameters
    ----------
    signs : DataFrame
        One row is a pair of signs: ``first`` and ``second``, the measures; ``first_sign`` and
        ``second_sign``, each -1, 0 or 1; ``n``, the mentions.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    n_all = max(1, int(signs["n"].sum()))
    cells = signs.set_index(["first_sign", "second_sign"])["n"]
    for y, first in enumerate(_SIGNS):
        for x, second in enumerate(_SIGNS):
            n = int(cells.get((first, second), 0))
            colour = ALIKE if first == second else UNLIKE
            weight = 0.12 if first * second < 0 else 0.0
            share = n / n_all
            fill_cell(ax, x, y, shade(colour, 0.08 + weight + 1.4 * min(0.5, share)))
            ax.text(x, y - 0.08, f"{100 * share:.0f} %", ha="center", fontsize=12, color=INK)
            ax.text(x, y + 0.12, f"n = {n:,}", ha="center", va="top", fontsize=8, color=INK)
    totals = [int(signs.loc[signs["first_sign"] == sign, "n"].sum()) for sign in _SIGNS]
    label_rows(ax, [f"{name}  n = {n:,}" for name, n in zip(_SIGNS.values(), totals, strict=True)])
    ax.set_xticks(range(3), list(_SIGNS.values()))
    ax.tick_params(length=0)
    ax.set_xlim(-0.5, 2.5)
    ax.set_aspect("equal")
    ax.spines[:].set_visible(False)
    ax.set_ylabel(label_of(str(signs["first"].iloc[0])))
    ax.set_xlabel(label_of(str(signs["second"].iloc[0])))
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
    if scored.empty:
        middle = (max(len(order), 1) - 1) / 2
        look: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 9, "color": MUTED}
        box = {"facecolor": "white", "edgecolor": "none", "pad": 3}
        ax.text(0, middle, "none of these words counts", bbox=box, **look)
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
    window: str = "clause",
    ax: Axes | None = None,
) -> Axes:
    """Draw the sentence of each actor that is farthest from neutral, its score as a bar.

    Parameters
    ----------
    telling : DataFrame
        From `find_telling`: one row an actor; with columns ``words`` and ``where``, such as outlet
        and day, these are shown too.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    measure, window : str
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
        ax.text(1.15, place, with_sign(row["value"]), va="center", fontsize=9, color=look["color"])
        sentence = textwrap.shorten(" ".join(row["text"].split()), 250, placeholder=" …")
        lines = [textwrap.fill(sentence, 92)]
        if row.get("words"):
            scored = textwrap.shorten(with_minus(row["words"]), 86, placeholder=" …")
            lines.append(f"scored: {scored}")
        lines += [row["where"]] if row.get("where") else []
        quoted = "\n".join(lines)
        ax.text(2.0, place, quoted, va="center", fontsize=8.5, color=INK, linespacing=1.25)
    ax.axvline(0, ymax=1, color=MUTED, linewidth=1)
    ax.set_xlim(-1, 9.6)
    ax.set_xticks([-1, 0, 1], ["−1", "0", "1"])
    ax.spines["bottom"].set_bounds(-1, 1)
    label_actors(ax, counts.index, counts, labels)
    ax.set_xlabel(f"{label_of(measure)} of the {window}", loc="left")
    return ax
