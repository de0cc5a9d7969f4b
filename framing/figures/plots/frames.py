"""Plots of shares of frames: all as a heat map, or those that stand out as dots."""

import textwrap
from collections.abc import Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from ...tables import SHARE, check
from ..style import FAINT, INK, MUTED, actor_style
from .axes import (
    MIN_MENTIONS,
    UNSURE,
    draw_interval,
    fill_cell,
    label_actors,
    label_rows,
    largest_actors,
    only_once,
    put_legend,
)
from .voices import VOICE_STYLES


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


def plot_shares(
    rows: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    frame_labels: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw shares of frames that stand out: a dot an actor and a frame, and what others have.

    Parameters
    ----------
    rows : DataFrame
        One row is an actor and a frame, from top to bottom: actor_id, frame_id, estimate, ci_low,
        ci_high, n_mentions, and ``others``, the share among the mentions of all other actors; where
        ``is_poor`` stands there and is true, the row is grey.
    labels, frame_labels : mapping of str to str, optional
        actor_id and frame_id -> the names that are shown.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    names = []
    for place, row in enumerate(rows.itertuples(index=False)):
        style, is_poor = actor_style(str(row.actor_id)), getattr(row, "is_poor", False)
        colour, ink = (UNSURE, UNSURE) if is_poor else (style.colour, INK)
        draw_interval(ax, place, 100 * row.ci_low, 100 * row.ci_high, colour)
        ax.plot(100 * row.estimate, place, style.marker, color=colour, ms=7.5, clip_on=False)
        ax.plot(100 * row.others, place, "|", color=ink, ms=13, mew=1.6)
        actor = (labels or {}).get(row.actor_id, row.actor_id)
        frame = f"{_name_frame(row.frame_id, frame_labels)}{', poor' if is_poor else ''}"
        names.append(f"{actor}: {frame}  n = {row.n_mentions}")
    label_rows(ax, names)
    ax.plot([], [], "o", color=MUTED, linestyle="none", label="this actor")
    ax.plot([], [], "|", color=INK, ms=13, mew=1.6, linestyle="none", label="all others")
    _finish_shares(ax)
    return ax


def plot_voice_shares(
    rows: pd.DataFrame,
    *,
    frame_labels: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw shares of frames in each voice: a row a frame, a mark a voice.

    Parameters
    ----------
    rows : DataFrame
        One row is a voice and a frame: voice_group, frame_id, estimate, ci_low, ci_high,
        n_mentions; frames from top to bottom in their order there.
    frame_labels : mapping of str to str, optional
        frame_id -> the name that is shown.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    frames = list(rows["frame_id"].drop_duplicates())
    groups = [group for group in VOICE_STYLES if group in set(rows["voice_group"])]
    for number, group in enumerate(groups):
        colour, _, marker = VOICE_STYLES[group]
        shift = (number - (len(groups) - 1) / 2) * 0.17
        cells = rows[rows["voice_group"] == group]
        for cell in cells.itertuples(index=False):
            place = frames.index(cell.frame_id) + shift
            draw_interval(ax, place, 100 * cell.ci_low, 100 * cell.ci_high, colour, width=1.8)
            ax.plot(100 * cell.estimate, place, marker, color=colour, ms=6, clip_on=False)
        label = f"{group}, n = {cells['n_mentions'].max()}"
        ax.plot([], [], marker, color=colour, linestyle="none", label=label)
    for border in range(1, len(frames)):
        ax.axhline(border - 0.5, color=FAINT, linewidth=0.6, zorder=0)
    label_rows(ax, [_name_frame(frame, frame_labels) for frame in frames])
    _finish_shares(ax)
    return ax


def _name_frame(frame_id: str, frame_labels: Mapping[str, str] | None) -> str:
    return (frame_labels or {}).get(frame_id, frame_id.replace("_", " "))


def _finish_shares(ax: Axes) -> None:
    ax.set_xlim(left=0)
    ax.tick_params(axis="y", pad=9)  # a mark at 0 reaches beyond the axis
    ax.set_xlabel("mentions in the frame, per cent")
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    put_legend(ax)
