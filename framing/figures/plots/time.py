"""A plot over time: an actor, with its events and changes of level."""

import math
from collections.abc import Mapping
from typing import Any

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation

from ...tables import check, label_of, of_measure
from ..style import FAINT, MUTED, actor_style
from .axes import CORRECTED, INTERVAL, UNSURE, draw_corrected

_CHANGE = "#a8751a"
_BEHIND = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.9}
"""The ground of small words, so that no line runs through them."""
_ASIDE = 7 / 72
"""Inches to the right of an estimate at which it stands corrected."""


def plot_timeline(
    portrayals: pd.DataFrame,
    *,
    measure: str,
    window: str = "sentence",
    period: str = "month",
    events: pd.DataFrame | None = None,
    changes: pd.DataFrame | None = None,
    labels: Mapping[str, str] | None = None,
    limit: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw one actor over time: events as dotted lines, changes of level as bands.

    What a trend explains as well is no band but an arrow over its stretch, called a trend.

    Parameters
    ----------
    portrayals : DataFrame
        From `summarise_portrayal` with `by` an actor and a period, for one actor; with a column
        ``middle`` a mark stands at that day, and else in the middle of the period. With columns
        ``corrected``, ``corrected_low`` and ``corrected_high``, what codes make of an estimate, a
        black diamond stands to the right of it.
    measure, window : str
        What to draw.
    period : str
        The column of the periods: ``day``, ``week``, ``month``, ``quarter`` or ``year``.
    events : DataFrame, optional
        From `read_events`; they are numbered in the order of time, and the legend names them.
    changes : DataFrame, optional
        From `find_changes`, for this actor and measure.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    limit : float, optional
        Where the axis ends on both sides of 0; chosen from the intervals if there is none. What
        goes on beyond it ends in an arrow.
    ax : Axes, optional
        Where to draw; the current axes if there are none.

    Raises
    ------
    ValueError
        If the measure is not there, or there are several actors.
    """
    check(portrayals, "portrayals")
    ax = ax or plt.gca()
    rows = of_measure(portrayals, measure, window).dropna(subset=[period])
    if rows.empty and len(portrayals):
        raise ValueError(f"there is no {measure} over the window {window} in articles with a date")
    if rows[period].duplicated().any():
        raise ValueError("plot_timeline draws one actor; choose one with .query(...)")
    rows = rows.sort_values(period)
    when = list(rows["middle"]) if "middle" in rows else middle_of(rows[period], period)
    reach = limit or (max(0.1, rows[INTERVAL].abs().max().max() * 1.1) if len(rows) else 1.0)
    top = reach * 1.12
    _draw_periods(ax, rows, when, reach)
    _join_neighbours(ax, rows, when, period)
    ax.set_ylim(-1.25 * reach, top)  # room for n below the lowest interval
    ax.axhline(0, color=MUTED, linewidth=1, zorder=0)
    if events is not None:
        _draw_events(ax, events, top)
    for change in changes.itertuples(index=False) if changes is not None else ():
        _draw_change(ax, change, top)
    # With more ticks at least, spans of four to five years have no step of months that keeps to the
    # most.
    locator = mdates.AutoDateLocator(minticks=3, maxticks=8)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))  # type: ignore[no-untyped-call]
    actor = str(rows["actor_id"].iloc[0]) if len(rows) else ""
    ax.set_title((labels or {}).get(actor, actor), pad=14)
    ax.set_ylabel(label_of(measure))
    return ax


def _draw_periods(ax: Axes, rows: pd.DataFrame, when: list[pd.Timestamp], reach: float) -> None:
    """Draw the estimate of each period, with its interval and, at the bottom, its n.

    What goes on beyond the reach ends in an arrow there.
    """
    look: dict[str, Any] = {"fontsize": 7, "va": "bottom", "color": MUTED}
    beside = ax.transData + ScaledTranslation(_ASIDE, 0, ax.figure.dpi_scale_trans)
    for moment, (_, row) in zip(when, rows.iterrows(), strict=True):
        style = actor_style(str(row["actor_id"]))
        colour = style.colour if row["is_reportable"] else UNSURE
        if pd.notna(row["ci_low"]):
            ends = row[["ci_low", "ci_high"]].clip(-reach, reach)
            ax.vlines(moment, *ends, color=colour, linewidth=2.2, alpha=0.75)
        for value, size in ((row["ci_low"], 5.0), (row["ci_high"], 5.0), (row["estimate"], 6.5)):
            if abs(value) > reach:
                arrow = "^" if value > 0 else "v"
                ax.plot(moment, math.copysign(reach, value), arrow, color=colour, ms=size)
        if abs(row["estimate"]) <= reach:
            ax.plot(moment, row["estimate"], style.marker, color=colour, ms=6.5)
        if pd.notna(row.get("corrected")):
            draw_corrected(ax, [moment] * 3, list(row[CORRECTED]), transform=beside)
        bottom = ax.get_xaxis_transform()
        n = str(row["n_mentions"])
        ax.annotate(n, (moment, 0.02), xycoords=bottom, ha="center", bbox=_BEHIND, **look)
    ax.annotate("n", (-0.006, 0.02), xycoords="axes fraction", ha="right", **look)


def _join_neighbours(ax: Axes, rows: pd.DataFrame, when: list[pd.Timestamp], period: str) -> None:
    """Join periods that follow each other; over one without articles no line is drawn."""
    middles = middle_of(rows[period], period)
    longest = {"day": 1.5, "week": 8, "month": 32, "quarter": 93, "year": 367}[period]
    estimates = list(rows["estimate"])
    for n in range(1, len(when)):
        if (middles[n] - middles[n - 1]).days <= longest:
            ends = when[n - 1 : n + 1], estimates[n - 1 : n + 1]
            ax.plot(*ends, color=FAINT, linewidth=1.4, zorder=0)


def _draw_change(ax: Axes, change: Any, top: float) -> None:
    """Draw a step as its day in a band, and a trend as an arrow from its first day to its last."""
    if change.kind == "trend":
        way = "↗ trend up" if change.after > change.before else "↘ trend down"
        look: dict[str, Any] = {"color": _CHANGE, "fontsize": 7.5, "ha": "center", "va": "bottom"}
        height, middle = 0.86 * top, change.earliest + (change.latest - change.earliest) / 2
        arrow = {"arrowstyle": "->", "color": _CHANGE, "linewidth": 1.2}
        ends = (change.latest, height), (change.earliest, height)
        ax.annotate("", *ends, arrowprops=arrow, zorder=0)
        ax.text(middle, height, way, bbox=_BEHIND, **look)
        return
    ax.axvspan(change.earliest, change.latest, color="#f2d9a7", alpha=0.55, zorder=0)
    ax.axvline(change.changed_at, color=_CHANGE, linewidth=1.2, zorder=0)


def _draw_events(ax: Axes, events: pd.DataFrame, top: float) -> None:
    """Draw each event as a dotted line with its number over it."""
    look: dict[str, Any] = {"ha": "center", "va": "bottom", "fontsize": 7.5, "color": MUTED}
    for number, event in enumerate(events.itertuples(index=False), start=1):
        ax.axvline(event.event_date, color=MUTED, linewidth=0.9, linestyle=":", zorder=0)
        ax.annotate(str(number), (event.event_date, top), annotation_clip=False, **look)


def middle_of(periods: pd.Series, period: str) -> list[pd.Timestamp]:
    """Find the moment in the middle of each period.

    Examples
    --------
    >>> import pandas as pd
    >>> [str(day.date()) for day in middle_of(pd.Series(["2023-02"]), "month")]
    ['2023-02-14']
    """
    code = {"day": "D", "week": "7D", "month": "M", "quarter": "Q", "year": "Y"}[period]
    if period == "week":
        return [pd.Timestamp(name) + pd.Timedelta(days=3.5) for name in periods]
    spans = [
        pd.Period(name.replace("-Q", "Q") if period == "quarter" else name, freq=code)
        for name in periods
    ]
    return [span.start_time + (span.end_time - span.start_time) / 2 for span in spans]
