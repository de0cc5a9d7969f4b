"""Plots of frames."""

import textwrap
from collections.abc import Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from ...tables import SHARE, check
from ..style import INK, MUTED
from .axes import MIN_MENTIONS, fill_cell, label_actors, largest_actors, only_once


def plot_frames(
    portrayals: pd.DataFrame,
    *,
    window: str = "sentence",
    labels: Mapping[str, str] | None = None,
    frame_labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of each actor's mentions in each frame as a heat map.

    Shares and intervals are written in.

    Parameters
    ----------
    portrayals : DataFrame
        Table of portrayals with measures ``share_<frame>``.
    window : str
        The window of the hits.
    labels, frame_labels : mapping of str to str, optional
        actor_id and frame_id -> the names that are shown.
    min_mentions : int
        Actors with fewer are grey.
    ax : Axes, optional
        Where to draw; the current axes if there are none.

    Raises
    ------
    ValueError
        If there are no shares of frames.
    """
    check(portrayals, "portrayals")
    ax = ax or plt.gca()
    is_share = portrayals["measure"].str.startswith(SHARE)
    shares = portrayals[is_share & (portrayals["window"] == window)]
    if shares.empty:
        raise ValueError(
            f"there are no shares of frames over the window {window}: "
            "give frame_hits= when summarising"
        )
    only_once(shares, ["actor_id", "measure"])
    counts = largest_actors(shares.groupby("actor_id")["n_mentions"].max())
    measures = _most_used(shares)
    cells = shares.set_index(["actor_id", "measure"])
    for y, actor_id in enumerate(counts.index):
        for x, measure in enumerate(measures):
            cell = cells.loc[(actor_id, measure)]
            _draw_share(ax, x, y, cell, is_enough=counts[actor_id] >= min_mentions)
    frames = [measure.removeprefix(SHARE) for measure in measures]
    names = [(frame_labels or {}).get(frame, frame.replace("_", " ")) for frame in frames]
    ax.set_xticks(
        range(len(names)),
        [textwrap.fill(name, 22, break_on_hyphens=False) for name in names],
        rotation=40,
        ha="left",
        rotation_mode="anchor",
    )
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", length=0, labelcolor=INK)
    label_actors(ax, counts.index, counts, labels)
    ax.set_xlim(-0.5, len(names) - 0.5)
    ax.spines[:].set_visible(False)
    return ax


def _most_used(shares: pd.DataFrame) -> list[str]:
    """Put the frames into the order of their mentions, ties by name."""

    def n_mentions(measure: str) -> float:
        return float(shares[shares["measure"] == measure].eval("estimate * n_mentions").sum())

    return sorted(shares["measure"].unique(), key=lambda measure: (-n_mentions(measure), measure))


def _draw_share(ax: Axes, x: int, y: int, cell: pd.Series, *, is_enough: bool) -> None:
    """Colour a cell by its share and write share and interval into it; grey below the minimum."""
    share = cell["estimate"]
    fill_cell(
        ax,
        x,
        y,
        plt.get_cmap("Blues")(0.04 + 0.9 * share) if is_enough else str(0.97 - 0.12 * share),
    )
    if not share > 0:
        return
    ink = "white" if is_enough and share > 0.55 else INK if is_enough else MUTED
    ax.text(x, y, f"{100 * share:.0f} %", ha="center", va="center", fontsize=8.5, color=ink)
    if pd.notna(cell["ci_low"]):
        interval = f"{100 * cell['ci_low']:.0f}–{100 * cell['ci_high']:.0f}"
        ax.text(x, y + 0.3, interval, ha="center", va="center", fontsize=6, color=ink)
