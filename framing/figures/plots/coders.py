"""Plots of agreement and of errors."""

import textwrap
from collections.abc import Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from ...coders import RELIABLE, TENTATIVE
from ...tables import check, label_of
from ..style import ALIKE, INK, MUTED, UNLIKE, actor_style, shade
from .axes import (
    ENDS,
    FULL_REACH,
    INTERVAL,
    UNSURE,
    draw_interval,
    draw_zero,
    fill_cell,
    label_rows,
    put_legend,
)

_NAMES = {"-1": "negative", "0": "neutral", "1": "positive"}
"""What the codes of sentiment are called."""


def plot_agreement(agreement: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw alpha of each variable, and the marks from which it is tentative and reliable.

    Parameters
    ----------
    agreement : DataFrame
        From `framing.agreement`.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    check(agreement, "agreement")
    ax = ax or plt.gca()
    for left, right, strength, verdict in (
        (0, TENTATIVE, 0.04, "not reliable"),
        (TENTATIVE, RELIABLE, 0.14, "tentative"),
        (RELIABLE, 1.0, 0.3, "reliable"),
    ):
        ax.axvspan(left, right, color=shade(ALIKE, strength), zorder=0, linewidth=0)
        middle = (left + right) / 2
        ax.text(middle, -0.5, verdict, ha="center", va="bottom", fontsize=8, color=MUTED)
    for place, row in enumerate(agreement.itertuples(index=False)):
        draw_interval(ax, place, row.ci_low, row.ci_high, INK, alpha=None)
        ax.plot(row.alpha, place, "o", color=INK, ms=8)
        ax.text(row.alpha, place - 0.16, f"{row.alpha:.2f}", ha="center", va="bottom", fontsize=9)
    ticks = [
        f"{row.variable}  n = {row.n_units}\n{row.n_coders} coders, {row.metric}"
        for row in agreement.itertuples(index=False)
    ]
    label_rows(ax, ticks, bottom=0.4, top=-0.7)
    low = agreement[["alpha", "ci_low"]].min().min() if len(agreement) else 0.0
    ax.set_xlim(min(0.0, 0.0 if pd.isna(low) else low - 0.05), 1.0)
    ax.set_xlabel("Krippendorff’s alpha")
    return ax


def plot_confusion(
    confusion: pd.DataFrame, *, first: str, second: str, ax: Axes | None = None
) -> Axes:
    """Draw which codes two coders confuse: a cell a pair of codes, with how often.

    Parameters
    ----------
    confusion : DataFrame
        From `tabulate_codes`.
    first, second : str
        What the rows and the columns are called.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    codes = list(confusion["first_code"].drop_duplicates())
    cells = confusion.set_index(["first_code", "second_code"])["n"]
    most = max(1, int(cells.max())) if len(cells) else 1
    for y, code in enumerate(codes):
        for x, other in enumerate(codes):
            n = int(cells.get((code, other), 0))
            fill_cell(ax, x, y, shade(ALIKE if code == other else UNLIKE, 0.06 + 0.64 * n / most))
            ax.text(x, y, str(n), ha="center", va="center", fontsize=10, color=INK)
    shown = [textwrap.shorten(_NAMES.get(code, code), 14, placeholder="…") for code in codes]
    totals = [int(sum(cells.get((code, other), 0) for other in codes)) for code in codes]
    label_rows(ax, [f"{name}  n = {n}" for name, n in zip(shown, totals, strict=True)])
    ax.set_xticks(range(len(codes)), shown, rotation=0 if len(codes) <= 4 else 60)
    ax.set_xlim(-0.5, max(1, len(codes)) - 0.5)
    ax.set_ylabel(first)
    ax.set_xlabel(second)
    ax.spines[:].set_visible(False)
    return ax


def plot_bias(
    evaluations: pd.DataFrame,
    *,
    group: str = "actor_id",
    labels: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how far a measure is too kind or too harsh to each group, by the codes.

    Parameters
    ----------
    evaluations : DataFrame
        From `evaluate_against` with `by` one column, for one measure and window.
    group : str
        The column of the groups.
    labels : mapping of str to str, optional
        Group -> the name that is shown.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    check(evaluations, "evaluations")
    ax = ax or plt.gca()
    order = ["n_mentions", group]
    rows = evaluations.sort_values(order, ascending=[False, True]).reset_index(drop=True)
    draw_zero(ax)
    for place, row in rows.iterrows():
        style = actor_style(str(row[group]))
        colour, marker = style if group == "actor_id" else (INK, "o")
        draw_interval(ax, place, row["bias_low"], row["bias_high"], colour)
        ax.plot(row["bias"], place, marker, color=colour, ms=7)
    names = labels or {}
    ticks = [
        f"{names.get(row[group], row[group])}  n = {row['n_mentions']}, F1 {row['macro_f1']:.2f}"
        for _, row in rows.iterrows()
    ]
    label_rows(ax, ticks)
    biases = rows[["bias", "bias_low", "bias_high"]]
    reach = max(0.3, biases.abs().max().max() * 1.1) if len(rows) else 1.0
    ax.set_xlim(-reach, reach)
    ax.set_xlabel("mean score less mean code\ntoo harsh  ←  →  too kind")
    return ax


def plot_corrections(
    corrections: pd.DataFrame, *, labels: Mapping[str, str] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw what the scores say (hollow), and once codes have corrected them (filled).

    Parameters
    ----------
    corrections : DataFrame
        From `correct_portrayal`, one row an actor. Those with too few coded mentions are grey.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    check(corrections, "corrections")
    ax = ax or plt.gca()
    order = ["n_mentions", "actor_id"]
    rows = corrections.sort_values(order, ascending=[False, True]).reset_index(drop=True)
    draw_zero(ax)
    for place, row in rows.iterrows():
        style = actor_style(str(row["actor_id"]))
        colour = style.colour if row["is_reportable"] else UNSURE
        draw_interval(ax, place, row["ci_low"], row["ci_high"], colour)
        if pd.notna(row["estimate"]):
            ax.plot(row["estimate"], place, style.marker, color=colour, ms=7.5)
        ax.plot(row["naive"], place, style.marker, color=colour, mfc="white", ms=6.5)
    ax.plot([], [], "o", color=INK, mfc="white", label="scores alone")
    ax.plot([], [], "o", color=INK, label="corrected by codes")
    names = labels or {}
    ticks = [
        f"{names.get(row['actor_id'], row['actor_id'])}  "
        f"n = {row['n_mentions']}, {row['n_coded']} coded"
        for _, row in rows.iterrows()
    ]
    label_rows(ax, ticks)
    largest = rows[["naive", *INTERVAL]].abs().max().max()
    reach = min(FULL_REACH, max(0.2, largest * 1.08 if pd.notna(largest) else 1.0))
    ax.set_xlim(-reach, reach)
    measure = str(rows["measure"].iloc[0]) if len(rows) else ""
    ax.set_xlabel(f"{label_of(measure)}, mean\n{ENDS}")
    put_legend(ax)
    return ax
