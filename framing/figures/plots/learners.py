"""Plots of what a reviewer asks of learners: where they err, and whether the texts drift away."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from ..style import INK, MUTED
from .axes import draw_interval, label_rows, say_nothing

RATES = {"precision": (-0.16, INK), "recall": (0.16, "white")}
"""What is drawn of each group: how far from the middle of its row, and filled with what."""
USUAL_FAR = 0.05
"""Share of coded sentences that lie as far from all others, by which far is told."""


def plot_rates(
    rates: pd.DataFrame, *, labels: Mapping[str, str] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the precision (filled) and recall (hollow) of a learner in each group, with intervals.

    Parameters
    ----------
    rates : DataFrame
        ``rates`` of `compare_learners`, of one learner.
    labels : mapping of str to str, optional
        Group -> the name that is shown.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    names, rows = labels or {}, rates.reset_index(drop=True)
    if rows.empty:
        say_nothing(ax, "too few codes in every group")
        return ax
    for place, row in rows.iterrows():
        for what, (aside, fill) in RATES.items():
            y = float(str(place)) + aside
            draw_interval(ax, y, row[f"{what}_low"], row[f"{what}_high"], INK, width=1.6)
            ax.plot(row[what], y, "o", color=INK, mfc=fill, ms=6)
    for what, (_, fill) in RATES.items():
        ax.plot([], [], "o", color=INK, mfc=fill, label=what)
    label_rows(
        ax,
        [
            f"{names.get(row['group'], row['group'])}  n = {row['n_codes']}"
            for _, row in rows.iterrows()
        ],
    )
    for place in range(1, len(rows)):
        if rows["column"].iloc[place] != rows["column"].iloc[place - 1]:
            ax.axhline(place - 0.5, color=MUTED, linewidth=0.6)
    ax.set_xlim(-0.02, 1.02)
    ax.set_xlabel("right of what it says is there (precision);\nfound of what is there (recall)")
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, borderaxespad=0)
    return ax


def plot_drift(drift: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the share of sentences that lie far from all that was coded, by period.

    Parameters
    ----------
    drift : DataFrame
        ``drift`` of `compare_learners`, of one learner.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    rows = drift.dropna(subset=["period"]).sort_values("period").reset_index(drop=True)
    if rows.empty:
        say_nothing(ax, "no article has a date")
        return ax
    ax.barh(range(len(rows)), rows["share_far"], height=0.6, color=MUTED)
    ax.axvline(USUAL_FAR, color=INK, linewidth=1, linestyle=":", label="of coded sentences")
    label_rows(ax, [f"{row['period']}  n = {row['n_sentences']:,}" for _, row in rows.iterrows()])
    ax.set_xlim(0, max(0.2, float(rows["share_far"].max()) * 1.1))
    ax.set_xlabel("sentences far from all codes, share")
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0)
    return ax
