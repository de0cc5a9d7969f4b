"""Plots of frames."""

import textwrap
from collections.abc import Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...tables import SHARE, check
from ..style import INK, MUTED
from .axes import MIN_MENTIONS, label_actors, largest_actors, only_once


def plot_frames(
    portrayals: pd.DataFrame,
    *,
    window: str = "sentence",
    labels: Mapping[str, str] | None = None,
    frame_labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """Share of each actor's mentions that stand in each frame, as a heat map with the shares and
    intervals written in.

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
    shares = portrayals[
        portrayals["measure"].str.startswith(SHARE) & (portrayals["window"] == window)
    ]
    if shares.empty:
        raise ValueError(
            f"there are no shares of frames over the window {window}: give frame_hits= when summarising"
        )
    only_once(shares, ["actor_id", "measure"])
    counts = largest_actors(shares.groupby("actor_id")["n_mentions"].max())
    frames = sorted(
        shares["measure"].unique(),
        key=lambda m: (-(shares[shares["measure"] == m].eval("estimate * n_mentions").sum()), m),
    )
    cells = shares.set_index(["actor_id", "measure"])
    for y, actor_id in enumerate(counts.index):
        is_enough = counts[actor_id] >= min_mentions
        for x, measure in enumerate(frames):
            cell = cells.loc[(actor_id, measure)]
            share = cell["estimate"]
            colour = (
                plt.get_cmap("Blues")(0.04 + 0.9 * share) if is_enough else str(0.97 - 0.12 * share)
            )
            ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor="white"))
            if share > 0:
                ink = "white" if is_enough and share > 0.55 else INK if is_enough else MUTED
                ax.text(
                    x, y, f"{100 * share:.0f} %", ha="center", va="center", fontsize=8.5, color=ink
                )
                if pd.notna(cell["ci_low"]):
                    interval = f"{100 * cell['ci_low']:.0f}–{100 * cell['ci_high']:.0f}"
                    ax.text(x, y + 0.3, interval, ha="center", va="center", fontsize=6, color=ink)
    names = [m.removeprefix(SHARE) for m in frames]
    names = [(frame_labels or {}).get(name, name.replace("_", " ")) for name in names]
    ax.set_xticks(
        range(len(frames)),
        [textwrap.fill(n, 22, break_on_hyphens=False) for n in names],
        rotation=40,
        ha="left",
        rotation_mode="anchor",
    )
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", length=0, labelcolor=INK)
    label_actors(ax, counts.index, counts, labels)
    ax.set_xlim(-0.5, len(frames) - 0.5)
    ax.spines[:].set_visible(False)
    return ax
