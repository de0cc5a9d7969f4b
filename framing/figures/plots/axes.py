"""What all plots share: which rows are drawn, and what stands at the axes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.patches import Rectangle

from ...tables import DIVERGING, MEASURES, of_measure
from ..style import INK, MUTED

MIN_MENTIONS = 5
"""Groups with fewer scored mentions are drawn in grey."""
UNSURE = "#a6a6a6"
"""Colour of what is drawn from too little."""
MAX_ACTORS = 12
"""Actors that a plot shows at most: those with the most mentions."""

MAX_NODES = 7
"""Actors of a network or a matrix: with more of them it cannot be read."""
ENDS = "more negative  ←  →  more positive"
"""What the two ends of a diverging measure mean."""
FULL_REACH = 1.05 * max(MEASURES[name].high for name in DIVERGING)
"""Where the axis of a diverging measure ends at most, on both sides of 0."""
INTERVAL = ["estimate", "ci_low", "ci_high"]
"""Columns of an estimate and of its interval."""
CORRECTED = ["corrected", "corrected_low", "corrected_high"]
"""Columns of what codes make of an estimate, and of the interval of that."""
OF_CODES = "of codes"
"""The gid of marks that rest on codes, and do not turn grey where a measure is poor."""


def find_enough(rows: pd.DataFrame, min_mentions: int) -> pd.Series:
    """Say which groups are drawn in full: what is reportable and has so many mentions.

    Where all stand in one article, none is reportable, and the figure describes that text.
    """
    describes = bool((rows["n_articles"] <= 1).all())
    return (rows["n_mentions"] >= min_mentions) & (rows["is_reportable"] | describes)


def label_rows(ax: Axes, names: Sequence[str], *, bottom: float = 0.5, top: float = -0.5) -> None:
    """Name the rows of a plot from top to bottom, and end the axis a little beyond them."""
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(max(1, len(names)) - bottom, top)
    ax.spines["left"].set_visible(False)


def label_actors(
    ax: Axes, actor_ids: pd.Index, counts: pd.Series, labels: Mapping[str, str] | None
) -> None:
    """Name the rows of a plot by their actors, with the number of mentions."""
    names = labels or {}
    label_rows(ax, [f"{names.get(str(actor), actor)}  n = {counts[actor]}" for actor in actor_ids])


def put_legend(ax: Axes) -> None:
    """Put the legend to the right of the axes, where it covers nothing."""
    ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0)


def draw_interval(
    ax: Axes,
    y: float,
    low: float,
    high: float,
    colour: str,
    *,
    width: float = 2.2,
    alpha: float | None = 0.75,
) -> None:
    """Draw an interval as a line in a row, where there is one."""
    if pd.notna(low):
        ax.hlines(y, low, high, color=colour, linewidth=width, alpha=alpha)


def draw_corrected(ax: Axes, x: Sequence[Any], y: Sequence[Any], *, transform: Any = None) -> None:
    """Draw what codes make of an estimate: a black diamond, and its interval as a line.

    Parameters
    ----------
    ax : Axes
    x, y : sequence
        Each has three: of the estimate, and of the two ends of its interval.
    transform : Transform, optional
        From these to the figure; that of the data if there is none.
    """
    look: dict[str, Any] = {"color": INK, "gid": OF_CODES, "transform": transform or ax.transData}
    ax.plot(x[1:], y[1:], linewidth=1.2, alpha=0.75, solid_capstyle="butt", **look)
    ax.plot(x[:1], y[:1], "D", ms=4.5, **look)


def draw_zero(ax: Axes) -> None:
    """Draw the line of a score of 0 behind the marks."""
    ax.axvline(0, color=MUTED, linewidth=1, zorder=0)


def fill_cell(ax: Axes, column: int, row: int, colour: Any) -> None:
    """Fill one cell of a matrix."""
    corner = (column - 0.5, row - 0.5)
    ax.add_patch(Rectangle(corner, 1, 1, facecolor=colour, edgecolor="white"))


def stack_bars(
    ax: Axes,
    width: np.ndarray,
    left: np.ndarray,
    is_enough: Iterable[bool],
    colour: str,
    hatch: str,
    label: str,
) -> BarContainer:
    """Draw one piece of the bar of each row; pale where a row rests on too little."""
    look: dict[str, Any] = {"color": colour, "hatch": hatch, "edgecolor": "white", "lw": 0.6}
    bars = ax.barh(range(len(width)), width, left=left, height=0.66, label=label, **look)
    for bar, enough in zip(bars, is_enough, strict=True):
        bar.set_alpha(1.0 if enough else 0.35)
    return bars


def say_nothing(ax: Axes, why: str) -> None:
    """Write into empty axes why there is nothing to draw."""
    ax.text(0.5, 0.5, why, ha="center", color=MUTED)
    ax.set_axis_off()


def with_minus(number: str) -> str:
    """Write a number with a minus sign in place of a hyphen."""
    return number.replace("-", "−")


def largest_actors(counts: pd.Series) -> pd.Series:
    """Keep the most frequent actors, ties in the order of their ids."""
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


def rows_of(portrayals: pd.DataFrame, measure: str, window: str) -> pd.DataFrame:
    """Keep the rows of one measure and window, which must be there."""
    rows = of_measure(portrayals, measure, window)
    if rows.empty and len(portrayals):
        raise ValueError(f"there is no {measure} over the window {window}")
    return rows


def only_once(rows: pd.DataFrame, key: list[str]) -> None:
    """Refuse rows that have a key twice, since one mark cannot show both."""
    if rows.duplicated(key).any():
        actor_id = rows.loc[rows.duplicated(key), "actor_id"].iloc[0]
        raise ValueError(
            f"{actor_id} has several rows; choose one group first, for example one outlet"
        )


def find_limit(portrayals: pd.DataFrame, window: str) -> float:
    """Find one limit for all diverging measures, so that panels can be compared."""
    rows = portrayals[portrayals["measure"].isin(DIVERGING) & (portrayals["window"] == window)]
    reach = rows[INTERVAL].abs().max().max()
    return (
        1.0 if pd.isna(reach) or reach == 0 else min(FULL_REACH, float(np.ceil(reach * 10.5) / 10))
    )
