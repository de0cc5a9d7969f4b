"""Plots of agreement and of errors."""

import textwrap
from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...coders import RELIABLE, TENTATIVE
from ...tables import check, label_of
from ..style import INK, MUTED, actor_style
from .axes import UNSURE
from .groups import ENDS


def plot_agreement(agreement: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Alpha of each variable with its interval, and the marks from which it is tentative and
    reliable.

    Parameters
    ----------
    agreement : DataFrame
        From `framing.agreement`.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    check(agreement, "agreement")
    ax = ax or plt.gca()
    for left, right, colour, words in (
        (0, TENTATIVE, "#f6e3d7", "not reliable"),
        (TENTATIVE, RELIABLE, "#f7f0d8", ""),
        (RELIABLE, 1.0, "#dcecf5", "reliable"),
    ):
        ax.axvspan(left, right, color=colour, zorder=0, linewidth=0)
        ax.text(
            (left + right) / 2,
            -0.5,
            words or "tentative",
            ha="center",
            va="bottom",
            fontsize=8,
            color=MUTED,
        )
    for place, row in enumerate(agreement.itertuples(index=False)):
        if pd.notna(row.ci_low):
            ax.hlines(place, row.ci_low, row.ci_high, color=INK, linewidth=2.2)
        ax.plot(row.alpha, place, "o", color=INK, ms=8)
        ax.text(row.alpha, place - 0.16, f"{row.alpha:.2f}", ha="center", va="bottom", fontsize=9)
    ticks = [
        f"{row.variable}  n = {row.n_units}\n{row.n_coders} coders, {row.metric}"
        for row in agreement.itertuples(index=False)
    ]
    ax.set_yticks(range(len(agreement)), ticks)
    ax.set_ylim(max(1, len(agreement)) - 0.4, -0.7)
    low = agreement[["alpha", "ci_low"]].min().min() if len(agreement) else 0.0
    ax.set_xlim(min(0.0, 0.0 if pd.isna(low) else low - 0.05), 1.0)
    ax.set_xlabel("Krippendorff’s alpha")
    ax.spines["left"].set_visible(False)
    return ax


def plot_confusion(
    confusion: pd.DataFrame, *, first: str, second: str, ax: Axes | None = None
) -> Axes:
    """Which codes two coders confuse: a cell a pair of codes, with how often.

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
    for y, one in enumerate(codes):
        for x, other in enumerate(codes):
            n = int(cells.get((one, other), 0))
            colour = plt.get_cmap("Blues" if one == other else "Oranges")(0.05 + 0.6 * n / most)
            ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor="white"))
            ax.text(x, y, str(n), ha="center", va="center", fontsize=10, color=INK)
    shown = [textwrap.shorten(code.replace("-1", "−1"), 14, placeholder="…") for code in codes]
    totals = [int(sum(cells.get((code, other), 0) for other in codes)) for code in codes]
    ax.set_yticks(
        range(len(codes)), [f"{name}  n = {n}" for name, n in zip(shown, totals, strict=True)]
    )
    ax.set_xticks(range(len(codes)), shown, rotation=0 if len(codes) <= 4 else 60)
    ax.set_xlim(-0.5, max(1, len(codes)) - 0.5)
    ax.set_ylim(max(1, len(codes)) - 0.5, -0.5)
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
    """How far one measure is too kind or too harsh to each group, by the codes that people gave.

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
    rows = evaluations.sort_values(["n_mentions", group], ascending=[False, True]).reset_index(
        drop=True
    )
    ax.axvline(0, color=MUTED, linewidth=1, zorder=0)
    for place, row in rows.iterrows():
        colour = actor_style(str(row[group])).colour if group == "actor_id" else INK
        if pd.notna(row["bias_low"]):
            ax.hlines(
                place, row["bias_low"], row["bias_high"], color=colour, linewidth=2.2, alpha=0.75
            )
        marker = actor_style(str(row[group])).marker if group == "actor_id" else "o"
        ax.plot(row["bias"], place, marker, color=colour, ms=7)
    names = [
        f"{(labels or {}).get(row[group], row[group])}  n = {row['n_mentions']}, F1 {row['macro_f1']:.2f}"
        for _, row in rows.iterrows()
    ]
    ax.set_yticks(range(len(rows)), names)
    ax.set_ylim(max(1, len(rows)) - 0.5, -0.5)
    reach = (
        max(0.3, rows[["bias", "bias_low", "bias_high"]].abs().max().max() * 1.1)
        if len(rows)
        else 1.0
    )
    ax.set_xlim(-reach, reach)
    ax.set_xlabel("mean score less mean code\ntoo harsh  ←  →  too kind")
    ax.spines["left"].set_visible(False)
    return ax


def plot_corrections(
    corrections: pd.DataFrame, *, labels: Mapping[str, str] | None = None, ax: Axes | None = None
) -> Axes:
    """What the scores say (hollow) and what they say once coders have corrected them (filled, with
    interval).

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
    rows = corrections.sort_values(["n_mentions", "actor_id"], ascending=[False, True]).reset_index(
        drop=True
    )
    ax.axvline(0, color=MUTED, linewidth=1, zorder=0)
    for place, row in rows.iterrows():
        style = actor_style(str(row["actor_id"]))
        colour = style.colour if row["is_reportable"] else UNSURE
        if pd.notna(row["ci_low"]):
            ax.hlines(place, row["ci_low"], row["ci_high"], color=colour, linewidth=2.2, alpha=0.75)
        if pd.notna(row["estimate"]):
            ax.plot(row["estimate"], place, style.marker, color=colour, ms=7.5)
        ax.plot(row["naive"], place, style.marker, color=colour, mfc="white", ms=6.5)
    ax.plot([], [], "o", color=INK, mfc="white", label="scores alone")
    ax.plot([], [], "o", color=INK, label="corrected by coders")
    names = [
        f"{(labels or {}).get(row['actor_id'], row['actor_id'])}  n = {row['n_mentions']}, {row['n_coded']} coded"
        for _, row in rows.iterrows()
    ]
    ax.set_yticks(range(len(rows)), names)
    ax.set_ylim(max(1, len(rows)) - 0.5, -0.5)
    spans = rows[["naive", "estimate", "ci_low", "ci_high"]].abs().max().max()
    ax.set_xlim(
        *(np.array([-1, 1]) * min(1.05, max(0.2, spans * 1.08 if pd.notna(spans) else 1.0)))
    )
    measure = str(rows["measure"].iloc[0]) if len(rows) else ""
    ax.set_xlabel(f"{label_of(measure)}, mean\n{ENDS}")
    ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0)
    ax.spines["left"].set_visible(False)
    return ax
