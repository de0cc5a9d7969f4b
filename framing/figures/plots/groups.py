"""Plots of groups held against each other: outlets, periods, sides, rankings and coders. A table
in, axes out.
"""

import textwrap
from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...tables import DIVERGING, check, label_of, of_measure
from ..style import FAINT, INK, MUTED, NEGATIVE, POSITIVE, actor_style, tell_apart
from .axes import UNSURE

ENDS = "more negative  ←  →  more positive"
N_TERMS = 12
"""Terms of each side that `plot_keyness` shows."""


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
    """One actor in several groups, such as outlets: a row a group, with its interval and n; grey if
    not reportable.

    Parameters
    ----------
    portrayals : DataFrame
        Table of portrayals of one actor, one row a group for this measure and window.
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
    rows = of_measure(portrayals, measure, window)
    if rows.empty and len(portrayals):
        raise ValueError(f"there is no {measure} over the window {window}")
    if rows[group].duplicated().any():
        raise ValueError(
            f"{rows[group][rows[group].duplicated()].iloc[0]} has several rows; choose one actor first"
        )
    order = order or sorted(rows[group].dropna())
    cells = rows.set_index(group)
    is_diverging = measure in DIVERGING
    if is_diverging:
        ax.axvline(0, color=MUTED, linewidth=1, zorder=0)
    for place, name in enumerate(order):
        ax.axhline(place, color=FAINT, linewidth=0.6, zorder=0)
        if name not in cells.index:
            continue
        row = cells.loc[name]
        style = actor_style(str(row["actor_id"]))
        colour = style.colour if row["is_reportable"] else UNSURE
        if pd.notna(row["ci_low"]):
            ax.hlines(place, row["ci_low"], row["ci_high"], color=colour, linewidth=2, alpha=0.75)
        shown, marker = row["estimate"], style.marker
        if limit is not None and abs(shown) > limit:
            shown, marker = (
                np.sign(shown) * limit,
                ">" if shown > 0 else "<",
            )  # it lies outside of what is drawn
        ax.plot(shown, place, marker, color=colour, ms=6.5, clip_on=False)
    if is_diverging:
        reach = limit or max(0.1, rows[["estimate", "ci_low", "ci_high"]].abs().max().max() * 1.08)
        ax.set_xlim(-reach, reach)
    sizes = [int(cells["n_mentions"].get(name, 0)) for name in order]
    names = [
        f"{(labels or {}).get(name, name)}  n = {n}" for name, n in zip(order, sizes, strict=True)
    ]
    ax.set_yticks(range(len(order)), names)
    ax.set_ylim(max(1, len(order)) - 0.5, -0.5)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(f"{label_of(measure)}\n{ENDS if is_diverging else ''}".rstrip())
    return ax


def plot_slope(
    comparisons: pd.DataFrame, *, labels: Mapping[str, str] | None = None, ax: Axes | None = None
) -> Axes:
    """Two sides, a line an actor: how each side portrays it, and which lines are steeper than
    chance.

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
            "plot_slope draws one measure, one window and one pair of sides; choose with .query(...)"
        )
    names = labels or {}
    rows = comparisons.dropna(subset=["estimate_a", "estimate_b"]).sort_values("estimate_b")
    ax.axhline(0, color=MUTED, linewidth=1, zorder=0)
    styles = tell_apart(rows["actor_id"])
    for row in rows.itertuples(index=False):
        style = styles[row.actor_id]
        colour = style.colour if row.is_reportable else UNSURE
        is_clear = row.is_reportable and row.q_value < 0.05
        ax.plot(
            [0, 1],
            [row.estimate_a, row.estimate_b],
            color=colour,
            linewidth=2.6 if is_clear else 1.1,
            marker=style.marker,
            ms=6,
            linestyle="-" if is_clear else (0, (4, 2)),
        )
    reach = (
        max(0.1, rows[["estimate_a", "estimate_b"]].abs().max().max() * 1.15) if len(rows) else 1.0
    )
    ax.set_ylim(-reach, reach)
    for side, column, align in ((0, "estimate_a", "right"), (1, "estimate_b", "left")):
        places = _spread_out(rows[column].to_numpy(float), 2 * reach * 0.045)
        for row, y in zip(rows.itertuples(index=False), places, strict=True):
            n = row.n_mentions_a if side == 0 else row.n_mentions_b
            is_clear = row.is_reportable and row.q_value < 0.05
            colour = actor_style(str(row.actor_id)).colour if row.is_reportable else MUTED
            ax.annotate(
                f"{names.get(row.actor_id, row.actor_id)}  n = {n}",
                (side, getattr(row, column)),
                xytext=(side + (-0.07 if side == 0 else 0.07), y),
                ha=align,
                va="center",
                fontsize=8.5,
                color=colour,
                fontweight="bold" if is_clear else "normal",
                arrowprops={"arrowstyle": "-", "color": FAINT, "lw": 0.6},
            )
    ax.set_xlim(-0.75, 1.75)
    sides = [str(rows[name].iloc[0]) if len(rows) else "" for name in ("side_a", "side_b")]
    ax.set_xticks([0, 1], [textwrap.fill(names.get(side, side), 22) for side in sides])
    ax.tick_params(axis="x", length=0, labelcolor=INK, labelsize=10)
    ax.xaxis.tick_top()
    measure = str(rows["measure"].iloc[0]) if len(rows) else ""
    ax.set_ylabel(f"{label_of(measure)}\n{ENDS}")
    ax.spines[["bottom", "top"]].set_visible(False)
    return ax


def plot_keyness(
    keyness: pd.DataFrame,
    *,
    n_terms: int = N_TERMS,
    labels: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The most distinctive terms of two sides, both named: a dot a term, hollow where one or two
    articles drive it.

    Parameters
    ----------
    keyness : DataFrame
        From `measure_keyness`, for one target.
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
    chosen = pd.concat(
        [keyness[keyness["z"] > 0].head(n_terms), keyness[keyness["z"] < 0].tail(n_terms)]
    )
    names = labels or {}
    for place, row in enumerate(chosen.itertuples(index=False)):
        colour = POSITIVE if row.z > 0 else NEGATIVE
        ax.hlines(place, 0, row.z, color=FAINT, linewidth=1.2, zorder=0)
        ax.plot(row.z, place, "o", color=colour, ms=7, mfc="white" if row.is_driven else colour)
    ticks = [
        f"{row.term}  n = {row.n_target}, {row.n_reference}"
        for row in chosen.itertuples(index=False)
    ]
    ax.set_yticks(range(len(chosen)), ticks)
    ax.set_ylim(max(1, len(chosen)) - 0.4, -0.6)
    reach = max(2.5, chosen["z"].abs().max() * 1.12) if len(chosen) else 2.5
    ax.set_xlim(-reach, reach)
    ax.axvline(0, color=MUTED, linewidth=1)
    for edge in (-1.96, 1.96):
        ax.axvline(edge, color=MUTED, linewidth=0.7, linestyle=":")
    if len(chosen):
        target, reference = (
            names.get(str(chosen[side].iloc[0]), str(chosen[side].iloc[0]))
            for side in ("target", "reference")
        )
        ax.text(
            -0.02 * reach,
            -0.9,
            f"← more in {reference}",
            ha="right",
            va="bottom",
            fontsize=8.5,
            color=NEGATIVE,
        )
        ax.text(
            0.02 * reach,
            -0.9,
            f"more in {target} →",
            ha="left",
            va="bottom",
            fontsize=8.5,
            color=POSITIVE,
        )
    ax.set_xlabel("z of the log-odds; dotted: ±1.96")
    ax.spines["left"].set_visible(False)
    return ax


def plot_rankings(
    rankings: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    max_actors: int = 10,
    ax: Axes | None = None,
) -> Axes:
    """How the ranking of actors moves between variants: a line an actor, a column a variant with
    its tau.

    Parameters
    ----------
    rankings : DataFrame
        From `rank_variants`. The baseline is named in bold.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    max_actors : int
        The actors with the most mentions are drawn, ranked among themselves.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    check(rankings, "rankings")
    ax = ax or plt.gca()
    names = labels or {}
    counts = (
        rankings.groupby("actor_id")["n_mentions"]
        .max()
        .sort_index()
        .sort_values(ascending=False, kind="stable")
    )
    own = rankings[rankings["actor_id"].isin(counts.index[:max_actors])]
    own = own.assign(rank=own.groupby("variant")["rank"].rank(method="first"))
    variants = list(own["variant"].drop_duplicates())
    wide = own.pivot(index="actor_id", columns="variant", values="rank")[variants]
    n_mentions = own.groupby("actor_id")["n_mentions"].max()
    styles = tell_apart(actor for actor in counts.index if actor in wide.index)
    for actor_id, row in wide.iterrows():
        style = styles[str(actor_id)]
        ax.plot(
            range(len(variants)),
            row,
            style.marker,
            linestyle=style.dashes,
            color=style.colour,
            linewidth=1.8,
            ms=9,
        )
        label = names.get(str(actor_id), str(actor_id))
        ax.text(
            -0.15,
            row.iloc[0],
            f"{label}  n = {n_mentions[actor_id]}",
            ha="right",
            va="center",
            fontsize=9,
        )
        ax.text(len(variants) - 0.85, row.iloc[-1], label, ha="left", va="center", fontsize=9)
    facts = own.drop_duplicates("variant").set_index("variant")
    ticks = [
        f"{textwrap.fill(name, 13)}\nτ = {facts['tau'][name]:.2f}".replace("-", "−")
        for name in variants
    ]
    ax.set_xticks(range(len(variants)), ticks, fontsize=8.5)
    ax.xaxis.tick_top()
    for tick, name in zip(ax.get_xticklabels(), variants, strict=True):
        tick.set_fontweight("bold" if facts["is_baseline"][name] else "normal")
    ax.tick_params(axis="x", length=0, labelcolor=INK)
    ax.set_xlim(-1.6, max(1, len(variants)) + 0.2)
    ax.set_ylim(max(1, len(wide)) + 0.5, 0.5)
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    return ax


def _spread_out(places: np.ndarray, gap: float) -> np.ndarray:
    """Places in ascending or any order, moved apart so that labels do not overlap."""
    order = np.argsort(places, kind="stable")
    moved = places[order].astype(float)
    for _ in range(200):
        close = np.flatnonzero(np.diff(moved) < gap - 1e-9)
        if not len(close):
            break
        for at in close:
            middle = (moved[at] + moved[at + 1]) / 2
            moved[at], moved[at + 1] = (
                min(moved[at], middle - gap / 2),
                max(moved[at + 1], middle + gap / 2),
            )
    found = np.empty_like(moved)
    found[order] = moved
    return found
