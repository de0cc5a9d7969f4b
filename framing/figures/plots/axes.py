"""What all plots share: which rows are drawn, and what stands at the axes."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...tables import DIVERGING, of_measure

MIN_MENTIONS = 5
"""Groups with fewer scored mentions are drawn in grey."""
UNSURE = "#a6a6a6"
"""Colour of what is drawn from too little."""
MAX_ACTORS = 12
"""Actors that a plot shows at most: those with the most mentions."""

MAX_NODES = 7
"""Actors of a network or a matrix: with more of them it cannot be read."""


def label_actors(
    ax: Axes, actor_ids: pd.Index, counts: pd.Series, labels: Mapping[str, str] | None
) -> None:
    names = [f"{(labels or {}).get(str(a), a)}  n = {counts[a]}" for a in actor_ids]
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(max(1, len(names)) - 0.5, -0.5)
    ax.spines["left"].set_visible(False)


def largest_actors(counts: pd.Series) -> pd.Series:
    """The most frequent actors, ties in the order of their ids."""
    ordered = counts.sort_index().sort_values(ascending=False, kind="stable")
    return ordered.head(MAX_ACTORS)


def one_row_an_actor(portrayals: pd.DataFrame, measure: str, window: str) -> pd.DataFrame:
    """Keep the rows of one measure and window, of which each actor must have one."""
    rows = of_measure(portrayals, measure, window)
    if rows.empty and len(portrayals):
        known = ", ".join(sorted(portrayals["measure"].unique()))
        raise ValueError(
            f"there is no {measure} over the window {window}; the measures are {known}"
        )
    only_once(rows, ["actor_id"])
    return rows


def only_once(rows: pd.DataFrame, key: list[str]) -> None:
    if rows.duplicated(key).any():
        actor_id = rows.loc[rows.duplicated(key), "actor_id"].iloc[0]
        raise ValueError(
            f"{actor_id} has several rows; choose one group first, for example one outlet"
        )


def find_limit(portrayals: pd.DataFrame, window: str) -> float:
    """One limit for all measures that have a negative side, so that panels can be compared."""
    rows = portrayals[portrayals["measure"].isin(DIVERGING) & (portrayals["window"] == window)]
    reach = rows[["estimate", "ci_low", "ci_high"]].abs().max().max()
    return 1.0 if pd.isna(reach) or reach == 0 else min(1.05, float(np.ceil(reach * 10.5) / 10))
