"""Plots of voices."""

import textwrap
from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...tables import VOICE_GROUPS, VOICE_SHARE, check, label_of, of_measure
from ..style import FAINT, INK, MUTED
from .axes import MAX_NODES, MIN_MENTIONS, label_actors, largest_actors, only_once

_VOICE_STYLES = {
    "narrator": ("#8c8c8c", "", "o"),
    "own side": ("#0072B2", "", "s"),
    "another actor": ("#D55E00", "///", "^"),
    "other sources": ("#E69F00", "...", "D"),
    "unclear": ("#b8b8b8", "xx", "X"),
}
"""Colour, hatch and marker of each voice group."""


def plot_voices(
    shares: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """In whose words each actor is mentioned: a bar an actor, a piece a voice.

    Parameters
    ----------
    shares : DataFrame
        From `summarise_voices`, one group an actor.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    min_mentions : int
        Actors with fewer are pale.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    check(shares, "portrayals")
    ax = ax or plt.gca()
    only_once(shares, ["actor_id", "measure"])
    counts = largest_actors(shares.groupby("actor_id")["n_mentions"].max())
    cells = shares.set_index(["actor_id", "measure"])["estimate"]
    left = np.zeros(len(counts))
    for group in VOICE_GROUPS:
        colour, hatch, _ = _VOICE_STYLES[group]
        measure = VOICE_SHARE + group.replace(" ", "_")
        width = np.array([100 * cells.get((actor_id, measure), 0.0) for actor_id in counts.index])
        bars = ax.barh(
            range(len(counts)),
            width,
            left=left,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            lw=0.6,
            height=0.66,
            label=group,
        )
        for bar, n, start, size in zip(bars, counts, left, width, strict=True):
            bar.set_alpha(1.0 if n >= min_mentions else 0.35)
            if size >= 9:
                box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85}
                middle = bar.get_y() + bar.get_height() / 2
                ax.text(
                    start + size / 2,
                    middle,
                    f"{size:.0f}",
                    ha="center",
                    va="center",
                    fontsize=8,
                    color=INK,
                    bbox=box,
                )
        left += width
    ax.set_xlim(0, 100)
    ax.set_xlabel("mentions, per cent")
    if len(counts):
        ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0)
    label_actors(ax, counts.index, counts, labels)
    return ax


def plot_tone_by_voice(
    portrayals: pd.DataFrame,
    *,
    measure: str = "vader_compound",
    window: str = "clause",
    labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """Mean tone around each actor in each voice, with its interval; hollow below `min_mentions`.

    Parameters
    ----------
    portrayals : DataFrame
        From `summarise_portrayal` with ``by=["actor_id", "voice_group"]`` over the mentions of
        `join_voices`.
    measure, window : str
        What to draw.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    min_mentions : int
        Groups with fewer are hollow.
    ax : Axes, optional
        Where to draw; the current axes if there are none.

    Raises
    ------
    ValueError
        If the measure is not there.
    """
    check(portrayals, "portrayals")
    ax = ax or plt.gca()
    rows = of_measure(portrayals, measure, window)
    if rows.empty and len(portrayals):
        raise ValueError(f"there is no {measure} over the window {window}")
    counts = largest_actors(rows.groupby("actor_id")["n_mentions"].sum())
    groups = [group for group in VOICE_GROUPS if group in set(rows["voice_group"])]
    cells = rows.set_index(["actor_id", "voice_group"])
    ax.axvline(0, color=MUTED, linewidth=1, zorder=0)
    for number, group in enumerate(groups):
        colour, _, marker = _VOICE_STYLES[group]
        shift = (number - (len(groups) - 1) / 2) * 0.17
        for place, actor_id in enumerate(counts.index):
            if (actor_id, group) not in cells.index:
                continue
            cell = cells.loc[(actor_id, group)]
            is_enough = cell["n_mentions"] >= min_mentions
            if pd.notna(cell["ci_low"]):
                ax.hlines(
                    place + shift,
                    cell["ci_low"],
                    cell["ci_high"],
                    color=colour,
                    linewidth=1.8,
                    alpha=0.7,
                )
            ax.plot(
                cell["estimate"],
                place + shift,
                marker,
                color=colour,
                ms=6.5,
                mfc=colour if is_enough else "white",
            )
        ax.plot([], [], marker, color=colour, label=group)
    for border in range(1, len(counts)):
        ax.axhline(border - 0.5, color=FAINT, linewidth=0.6, zorder=0)
    ax.set_xlim(-1.05, 1.05)
    ends = "more negative  ←  →  more positive"
    ax.set_xlabel(f"{label_of(measure)}, mean over the {window}s\n{ends}")
    if groups:
        ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0)
    label_actors(ax, counts.index, counts, labels)
    return ax


def plot_who_on_whom(
    portrayals: pd.DataFrame,
    *,
    measure: str = "vader_compound",
    window: str = "clause",
    labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """Who says what about whom: a row a speaking actor, a column a mentioned one; in each cell the
    tone and n.

    Parameters
    ----------
    portrayals : DataFrame
        From `summarise_portrayal` with ``by=["speaker_actor_id", "actor_id"]`` over the mentions of
        `join_voices`; with a column ``frame``, the commonest frame of each cell is written under
        its tone.
    measure, window : str
        What to draw, from -1 to 1.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    min_mentions : int
        Cells with fewer are grey.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    check(portrayals, "portrayals")
    ax = ax or plt.gca()
    rows = of_measure(portrayals, measure, window)
    rows = rows.dropna(subset=["speaker_actor_id", "actor_id"])
    speakers = largest_actors(rows.groupby("speaker_actor_id")["n_mentions"].sum()).head(MAX_NODES)
    actors = largest_actors(rows.groupby("actor_id")["n_mentions"].sum()).head(MAX_NODES)
    for row in rows.itertuples(index=False):
        if row.speaker_actor_id not in speakers.index or row.actor_id not in actors.index:
            continue
        y, x = speakers.index.get_loc(row.speaker_actor_id), actors.index.get_loc(row.actor_id)
        is_enough = row.n_mentions >= min_mentions
        strength = min(1.0, abs(row.estimate) / 0.6)
        colour = (
            plt.get_cmap("PuOr")(0.5 + 0.38 * strength * np.sign(row.estimate))
            if is_enough
            else "#ececec"
        )
        ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor="white"))
        sign = f"{row.estimate:+.2f}".replace("-", "−") if abs(row.estimate) >= 0.005 else "0"
        ax.text(
            x,
            y - 0.27,
            sign,
            ha="center",
            va="center",
            fontsize=9.5,
            color=INK if is_enough else MUTED,
        )
        note = f"n = {row.n_mentions}"
        if isinstance(getattr(row, "frame", None), str):
            note += "\n" + textwrap.fill(
                row.frame, 20, break_on_hyphens=False, max_lines=4, placeholder=" …"
            )
        ax.text(
            x, y - 0.12, note, ha="center", va="top", fontsize=7, color=INK if is_enough else MUTED
        )
    names = labels or {}
    ax.set_xticks(
        range(len(actors)),
        [textwrap.fill(names.get(str(a), str(a)), 16) for a in actors.index],
        fontsize=8.5,
    )
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", length=0, labelcolor=INK)
    ax.xaxis.set_label_position("top")
    ax.set_xlabel("is mentioned", labelpad=8)
    label_actors(ax, speakers.index, speakers, labels)
    ax.set_ylabel("speaks")
    ax.set_xlim(-0.5, max(1, len(actors)) - 0.5)
    ax.spines[:].set_visible(False)
    return ax
