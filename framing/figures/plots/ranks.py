"""A plot of rankings: what each way to measure puts on top, and how sure that is."""

import textwrap
from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from ...tables import check
from ..style import INK, tell_apart
from .axes import with_minus

MAX_RANKED = 10
"""Actors whose ranks are drawn."""


def keep_ranked(rankings: pd.DataFrame, max_actors: int = MAX_RANKED) -> pd.DataFrame:
    """Keep the actors with the most mentions, as many as are drawn."""
    counts = rankings.groupby("actor_id")["n_mentions"].max().sort_index()
    kept = counts.sort_values(ascending=False, kind="stable").index[:max_actors]
    return rankings[rankings["actor_id"].isin(kept)]


def explain_bars(rankings: pd.DataFrame, max_actors: int = MAX_RANKED) -> str:
    """Say what the bars are, or where the ranks that an actor may have stand if none are drawn."""
    n_actors = rankings["actor_id"].nunique()
    if n_actors <= max_actors:
        return "Bars: the ranks that an actor may have."
    return (
        f"The {max_actors} of {n_actors} actors with the most mentions. The first and the last "
        "rank that an actor may have are in the CSV."
    )


def plot_rankings(
    rankings: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    max_actors: int = MAX_RANKED,
    ax: Axes | None = None,
) -> Axes:
    """Draw how the ranking of actors moves between variants: a line an actor.

    Each variant is a column, with its tau. Bars are the ranks that an actor may have; where all
    actors may have all ranks, the column says that they cannot be told apart.

    Parameters
    ----------
    rankings : DataFrame
        From `rank_variants`. The baseline is named in bold.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    max_actors : int
        The actors with the most mentions are drawn, ranked among themselves; bars are drawn where
        these are all.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    check(rankings, "rankings")
    ax = ax or plt.gca()
    names = labels or {}
    shown = keep_ranked(rankings, max_actors)
    counts = shown.groupby("actor_id")["n_mentions"].max().sort_index()
    counts = counts.sort_values(ascending=False, kind="stable")
    shown = shown.assign(rank=shown.groupby("variant")["rank"].rank(method="first"))
    variants = list(shown["variant"].drop_duplicates())
    ranks = shown.pivot(index="actor_id", columns="variant", values="rank")[variants]
    styles = tell_apart(counts.index)
    if len(ranks) == rankings["actor_id"].nunique():
        _draw_rank_intervals(ax, shown, variants, styles)
    for actor_id, row in ranks.iterrows():
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
        name = names.get(str(actor_id), str(actor_id))
        first, last = row.iloc[0], row.iloc[-1]
        label = f"{name}  n = {counts[actor_id]}"
        ax.text(-0.15, first, label, ha="right", va="center", fontsize=9)
        ax.text(len(variants) - 0.85, last, name, ha="left", va="center", fontsize=9)
    _label_variants(ax, rankings)
    ax.set_ylim(max(1, len(ranks)) + 0.5, 0.5)
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    return ax


def _draw_rank_intervals(
    ax: Axes, rankings: pd.DataFrame, variants: list[str], styles: Mapping[str, Any]
) -> None:
    """Draw the ranks that each actor may have as thin bars beside each other."""
    actors = sorted(styles)
    for row in rankings.itertuples(index=False):
        place = variants.index(row.variant) + 0.035 * (
            actors.index(row.actor_id) - (len(actors) - 1) / 2
        )
        colour = styles[row.actor_id].colour
        ax.vlines(
            place, row.rank_low, row.rank_high, color=colour, linewidth=1.6, alpha=0.35, zorder=0
        )


def find_untold(rankings: pd.DataFrame) -> list[str]:
    """Find the variants in which every actor may have every rank."""
    n_actors = rankings["actor_id"].nunique()
    is_any = (rankings["rank_low"] == 1) & (rankings["rank_high"] == n_actors)
    return [str(name) for name, rows in is_any.groupby(rankings["variant"]) if rows.all()]


def _label_variants(ax: Axes, rankings: pd.DataFrame) -> None:
    """Name each column by its variant and its tau; the baseline in bold."""
    variants, untold = rankings.drop_duplicates("variant"), find_untold(rankings)
    ticks = [
        with_minus(f"{textwrap.fill(row.variant, 13)}\nτ = {row.tau:.2f}")
        + ("\ncannot be\ntold apart" if row.variant in untold else "")
        for row in variants.itertuples(index=False)
    ]
    ax.set_xticks(range(len(ticks)), ticks, fontsize=8.5)
    ax.xaxis.tick_top()
    for tick, is_baseline in zip(ax.get_xticklabels(), variants["is_baseline"], strict=True):
        tick.set_fontweight("bold" if is_baseline else "normal")
    ax.tick_params(axis="x", length=0, labelcolor=INK)
    ax.set_xlim(-1.6, max(1, len(ticks)) + 0.2)
