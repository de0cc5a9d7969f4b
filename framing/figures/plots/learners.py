"""Plots of learners: what they tell beside keywords and codes, where they err, and drift."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from ..style import ALIKE, FAINT, INK, MUTED, UNLIKE
from .axes import (
    UNSURE,
    draw_corrected,
    draw_interval,
    label_rows,
    put_legend,
    say_nothing,
)

RATES = {"precision": (-0.16, INK), "recall": (0.16, "white")}
"""What is drawn of each group: how far from the middle of its row, and filled with what."""
EVERYBODY = "all actors"
"""What stands in place of an actor in the row of all of them."""
BY_KEYWORDS, BY_LEARNER, BY_CODES = "keywords", "learner", "corrected by codes"
WAYS = {
    BY_KEYWORDS: ("s", UNLIKE, "white", -0.24),
    BY_LEARNER: ("o", ALIKE, None, 0.0),
    BY_CODES: ("D", INK, None, 0.24),
}
"""The marker, colour, filling and place in its row of each way to tell a frame."""
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


def plot_own_frame(
    rows: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    poor: Sequence[str] = (),
    ax: Axes | None = None,
) -> Axes:
    """Draw how often a frame is there, by actor: by keywords, by a learner, corrected by codes.

    Parameters
    ----------
    rows : DataFrame
        One row is an actor and a way to measure: actor_id (`EVERYBODY` for all of them), variant
        (`BY_KEYWORDS`, `BY_LEARNER`, `BY_CODES`), estimate, ci_low, ci_high, n_mentions, n_coded
        and is_reportable, without which it is grey; actors from top to bottom in their order.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    poor : sequence of str
        Ways that are drawn grey, since codes show them to be poor.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    order = list(rows["actor_id"].drop_duplicates())
    for way, (marker, colour, fill, aside) in WAYS.items():
        own = rows[(rows["variant"] == way) & rows["estimate"].notna()]
        is_poor = way in poor
        for row in own.itertuples(index=False):
            y = order.index(row.actor_id) + aside
            if way == BY_CODES:
                x = [100 * one for one in (row.estimate, row.ci_low, row.ci_high)]
                draw_corrected(ax, x, [y, y, y])
                continue
            ink = colour if row.is_reportable and not is_poor else UNSURE
            draw_interval(ax, y, 100 * row.ci_low, 100 * row.ci_high, ink, width=1.8)
            ax.plot(
                100 * row.estimate, y, marker, color=ink, mfc=fill or ink, ms=6.5, clip_on=False
            )
        if len(own):
            ink, said = (UNSURE, f"{way}, poor") if is_poor else (colour, way)
            ax.plot([], [], marker, color=ink, mfc=fill or ink, label=said)
    names, counts = labels or {}, rows.groupby("actor_id")[["n_mentions", "n_coded"]].max()
    label_rows(
        ax,
        [
            f"{names.get(one, one)}  n = {counts.loc[one, 'n_mentions']:,}, "
            f"{counts.loc[one, 'n_coded']:,} coded"
            for one in order
        ],
    )
    if order[:1] == [EVERYBODY]:
        ax.axhline(0.5, color=MUTED, linewidth=0.8)
    ax.set_xlim(left=0)
    ax.tick_params(axis="y", pad=9)
    ax.set_xlabel("mentions in the frame, per cent")
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    put_legend(ax)
    return ax
