"""Plots of groups held against each other: outlets, sides, and their words."""

import textwrap
from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...tables import DIVERGING, check, label_of
from ..style import ALIKE, FAINT, INK, MUTED, UNLIKE, actor_style, tell_apart
from .axes import (
    CORRECTED,
    ENDS,
    INTERVAL,
    UNSURE,
    draw_corrected,
    draw_interval,
    draw_zero,
    label_rows,
    rows_of,
)

N_TERMS = 12
"""Terms of each side that `plot_keyness` shows."""
_CLEAR = 0.05
"""A difference with a q-value below this is drawn as one."""


def plot_groups(
    portrayals: pd.DataFrame,
    *,
    measure: str,
    group: str = "outlet_id",
    window: str = "sentence",
    order: list[str] | None = None,
    labels: Mapping[str, str] | None = None,
    limit: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw one actor in several groups, such as outlets: a row a group, with interval and n.

    Groups that are not reportable are grey.

    Parameters
    ----------
    portrayals : DataFrame
        Table of portrayals of one actor, one row a group for this measure and window. With columns
        ``corrected``, ``corrected_low`` and ``corrected_high``, what codes make of an estimate, a
        black diamond stands below it.
    measure, window : str
        What to draw.
    group : str
        The column of the groups.
    order : list of str, optional
        The groups from top to bottom, so that panels agree; those of the table, by name, if there
        is none.
    labels : mapping of str to str, optional
        Group -> the name that is shown.
    limit : float, optional
        Where the axis ends on both sides of 0; chosen from the intervals if there is none.
    ax : Axes, optional
        Where to draw; the current axes if there are none.

    Raises
    ------
    ValueError
        If the measure is not there, or a group has several rows.
    """
    check(portrayals, "portrayals")
    ax = ax or plt.gca()
    rows = rows_of(portrayals, measure, window)
    if rows[group].duplicated().any():
        doubled = rows[group][rows[group].duplicated()].iloc[0]
        raise ValueError(f"{doubled} has several rows; choose one actor first")
    order = order or sorted(rows[group].dropna())
    cells = rows.set_index(group)
    is_diverging = measure in DIVERGING
    if is_diverging:
        draw_zero(ax)
    for place, name in enumerate(order):
        ax.axhline(place, color=FAINT, linewidth=0.6, zorder=0)
        if name in cells.index:
            _draw_group(ax, place, cells.loc[name], limit)
    if is_diverging:
        reach = limit or max(0.1, rows[INTERVAL].abs().max().max() * 1.08)
        ax.set_xlim(-reach, reach)
    names = labels or {}
    counts = [int(cells["n_mentions"].get(name, 0)) for name in order]
    label_rows(
        ax, [f"{names.get(name, name)}  n = {n}" for name, n in zip(order, counts, strict=True)]
    )
    ax.set_xlabel(f"{label_of(measure)}\n{ENDS if is_diverging else ''}".rstrip())
    return ax


def _draw_group(ax: Axes, place: int, row: pd.Series, limit: float | None) -> None:
    """Draw a group's estimate and interval; what goes on beyond the limit ends in an arrow."""
    style = actor_style(str(row["actor_id"]))
    colour = style.colour if row["is_reportable"] else UNSURE
    draw_interval(ax, place, row["ci_low"], row["ci_high"], colour, width=2)
    for end, side, arrow in ((row["ci_low"], -1, "<"), (row["ci_high"], 1, ">")):
        if limit is not None and pd.notna(end) and side * end > limit:
            ax.plot(side * limit, place, arrow, color=colour, ms=5, clip_on=False)
    estimate, marker = row["estimate"], style.marker
    if limit is not None and abs(estimate) > limit:
        marker = ">" if estimate > 0 else "<"
        estimate = np.sign(estimate) * limit
    ax.plot(estimate, place, marker, color=colour, ms=6.5, clip_on=False)
    if pd.notna(row.get("corrected")):
        draw_corrected(ax, list(row[CORRECTED]), [place + 0.3] * 3)


def plot_slope(
    comparisons: pd.DataFrame, *, labels: Mapping[str, str] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw two sides, a line an actor: how each portrays it, and which lines are no chance.

    Parameters
    ----------
    comparisons : DataFrame
        From `compare_portrayal`: one measure, one window and one pair of sides. Lines with a
        q-value below 0.05 are thick and named in bold; what is not reportable is grey.
    labels : mapping of str to str, optional
        actor_id, and side -> the name that is shown.
    ax : Axes, optional
        Where to draw; the current axes if there are none.

    Raises
    ------
    ValueError
        If there is more than one measure, window or pair of sides.
    """
    check(comparisons, "comparisons")
    ax = ax or plt.gca()
    if len(comparisons[["measure", "window", "side_a", "side_b"]].drop_duplicates()) > 1:
        raise ValueError(
            "plot_slope draws one measure, one window and one pair of sides; "
            "choose with .query(...)"
        )
    names = labels or {}
    rows = comparisons.dropna(subset=["estimate_a", "estimate_b"]).sort_values("estimate_b")
    ax.axhline(0, color=MUTED, linewidth=1, zorder=0)
    styles = tell_apart(rows["actor_id"])
    for row in rows.itertuples(index=False):
        style = styles[row.actor_id]
        is_clear = _is_clear(row)
        ax.plot(
            [0, 1],
            [row.estimate_a, row.estimate_b],
            color=style.colour if row.is_reportable else UNSURE,
            linewidth=2.6 if is_clear else 1.1,
            marker=style.marker,
            ms=6,
            linestyle="-" if is_clear else (0, (4, 2)),
        )
    estimates = rows[["estimate_a", "estimate_b"]]
    reach = max(0.1, estimates.abs().max().max() * 1.15) if len(rows) else 1.0
    ax.set_ylim(-reach, reach)
    for x, side in enumerate("ab"):
        heights = _spread_out(rows[f"estimate_{side}"].to_numpy(float), 2 * reach * 0.045)
        for row, height in zip(rows.itertuples(index=False), heights, strict=True):
            _name_line(ax, x, side, row, height, names)
    ax.set_xlim(-0.75, 1.75)
    sides = [str(rows[name].iloc[0]) if len(rows) else "" for name in ("side_a", "side_b")]
    ax.set_xticks([0, 1], [textwrap.fill(names.get(side, side), 22) for side in sides])
    ax.tick_params(axis="x", length=0, labelcolor=INK, labelsize=10)
    ax.xaxis.tick_top()
    measure = str(rows["measure"].iloc[0]) if len(rows) else ""
    ax.set_ylabel(f"{label_of(measure)}\n{ENDS}")
    ax.spines[["bottom", "top"]].set_visible(False)
    return ax


def _is_clear(row: Any) -> bool:
    return bool(row.is_reportable and row.q_value < _CLEAR)


def _name_line(
    ax: Axes, x: int, side: str, row: Any, height: float, names: Mapping[str, str]
) -> None:
    """Write an actor's name and n beside the end of its line, on its side."""
    ax.annotate(
        f"{names.get(row.actor_id, row.actor_id)}  n = {getattr(row, f'n_mentions_{side}')}",
        (x, getattr(row, f"estimate_{side}")),
        xytext=(x + (-0.07 if x == 0 else 0.07), height),
        ha="right" if x == 0 else "left",
        va="center",
        fontsize=8.5,
        color=actor_style(str(row.actor_id)).colour if row.is_reportable else MUTED,
        fontweight="bold" if _is_clear(row) else "normal",
        arrowprops={"arrowstyle": "-", "color": FAINT, "lw": 0.6},
    )


def plot_keyness(
    keyness: pd.DataFrame,
    *,
    n_terms: int = N_TERMS,
    labels: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the most distinctive terms of two sides, both named: a dot a term.

    Only terms are drawn that the two sides use at different rates article by article. A dot is
    hollow where one or two articles drive it.

    Parameters
    ----------
    keyness : DataFrame
        From `measure_keyness`, for one target. Terms with a q-value below 0.05 are drawn; if there
        is none, the plot says so.
    n_terms : int
        Terms of each side.
    labels : mapping of str to str, optional
        Side -> the name that is shown.
    ax : Axes, optional
        Where to draw; the current axes if there are none.

    Raises
    ------
    ValueError
        If there are several targets.
    """
    check(keyness, "keyness")
    ax = ax or plt.gca()
    if len(keyness[["target", "reference"]].drop_duplicates()) > 1:
        raise ValueError(
            "plot_keyness draws one target; choose one with .query(\"target == '...'\")"
        )
    found = keyness[keyness["q_value"] < _CLEAR]
    chosen = pd.concat([found[found["z"] > 0].head(n_terms), found[found["z"] < 0].tail(n_terms)])
    for place, row in enumerate(chosen.itertuples(index=False)):
        colour = ALIKE if row.log_odds > 0 else UNLIKE
        ax.hlines(place, 0, row.log_odds, color=FAINT, linewidth=1.2, zorder=0)
        face = "white" if row.is_driven else colour
        ax.plot(row.log_odds, place, "o", color=colour, ms=7, mfc=face)
    ticks = [
        f"{row.term}  n = {row.n_target}, {row.n_reference}"
        for row in chosen.itertuples(index=False)
    ]
    if not ticks:
        n_tested = int(keyness["q_value"].notna().sum())
        nothing = f"No term sets the two apart: of {n_tested:,} tested, none has q < {_CLEAR}"
        nothing = nothing if n_tested else "No term stands in enough articles to be tested"
        ax.text(0.5, 0.5, nothing, ha="center", va="center", transform=ax.transAxes)
        ax.set_axis_off()
        return ax
    label_rows(ax, ticks, bottom=0.4, top=-0.6)
    reach = max(1.0, chosen["log_odds"].abs().max() * 1.12)
    ax.set_xlim(-reach, reach)
    ax.axvline(0, color=MUTED, linewidth=1)
    target, reference = str(chosen["target"].iloc[0]), str(chosen["reference"].iloc[0])
    _name_sides(ax, reach, target, reference, labels or {})
    ax.set_xlabel(f"log-odds; terms with q < {_CLEAR}, tested article by article")
    return ax


def _name_sides(
    ax: Axes, reach: float, target: str, reference: str, names: Mapping[str, str]
) -> None:
    """Write over the terms which side uses those to the left and those to the right more."""
    look: dict[str, Any] = {"va": "bottom", "fontsize": 8.5}
    left = f"← more in {names.get(reference, reference)}"
    ax.text(-0.02 * reach, -0.9, left, ha="right", color=UNLIKE, **look)
    right = f"more in {names.get(target, target)} →"
    ax.text(0.02 * reach, -0.9, right, ha="left", color=ALIKE, **look)


def _spread_out(places: np.ndarray, gap: float) -> np.ndarray:
    """Move places apart, in whatever order they come, so that labels do not overlap."""
    order = np.argsort(places, kind="stable")
    moved = places[order].astype(float)
    for _ in range(200):
        close = np.flatnonzero(np.diff(moved) < gap - 1e-9)
        if not len(close):
            break
        for lower in close:
            middle = (moved[lower] + moved[lower + 1]) / 2
            moved[lower] = min(moved[lower], middle - gap / 2)
            moved[lower + 1] = max(moved[lower + 1], middle + gap / 2)
    apart = np.empty_like(moved)
    apart[order] = moved
    return apart
