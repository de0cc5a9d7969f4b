"""Plots of voices."""

import textwrap
from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...tables import VOICE_GROUPS, VOICE_SHARE, check, find_main_measure, label_of, of_measure
from ..style import FAINT, INK, MUTED, PIECES, tone_map
from .axes import (
    ENDS,
    FULL_REACH,
    MAX_NODES,
    MIN_MENTIONS,
    draw_interval,
    draw_zero,
    fill_cell,
    find_enough,
    label_actors,
    largest_actors,
    only_once,
    put_legend,
    rows_of,
    stack_bars,
    with_minus,
)

VOICE_STYLES = {
    "narrator": ("#8c8c8c", "", "o"),
    "own side": (PIECES[4], "", "s"),
    "another actor": (PIECES[6], "///", "^"),
    "other sources": (PIECES[2], "...", "D"),
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
    """Draw in whose words each actor is mentioned: a bar an actor, a piece a voice.

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
        colour, hatch, _ = VOICE_STYLES[group]
        measure = VOICE_SHARE + group.replace(" ", "_")
        width = np.array([100 * cells.get((actor_id, measure), 0.0) for actor_id in counts.index])
        bars = stack_bars(ax, width, left, counts >= min_mentions, colour, hatch, group)
        for bar, start, size in zip(bars, left, width, strict=True):
            if size >= 9:  # the number has room
                _write_share(ax, start + size / 2, bar.get_y() + bar.get_height() / 2, size)
        left += width
    ax.set_xlim(0, 100)
    ax.set_xlabel("mentions, per cent")
    if len(counts):
        put_legend(ax)
    label_actors(ax, counts.index, counts, labels)
    return ax


def _write_share(ax: Axes, x: float, y: float, share: float) -> None:
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85}
    ax.text(x, y, f"{share:.0f}", ha="center", va="center", fontsize=8, color=INK, bbox=box)


def plot_tone_by_voice(
    portrayals: pd.DataFrame,
    *,
    measure: str | None = None,
    window: str | None = None,
    labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """Draw the mean tone around each actor in each voice; hollow what is not reportable.

    Parameters
    ----------
    portrayals : DataFrame
        From `summarise_portrayal` with ``by=["actor_id", "voice_group"]`` over the mentions of
        `join_voices`.
    measure, window : str, optional
        What to draw; that of `find_main_measure` if there is none.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    min_mentions : int
        Groups with fewer are hollow too.
    ax : Axes, optional
        Where to draw; the current axes if there are none.

    Raises
    ------
    ValueError
        If the measure is not there.
    """
    check(portrayals, "portrayals")
    ax = ax or plt.gca()
    measure, window = _choose(portrayals, measure, window)
    rows = rows_of(portrayals, measure, window)
    counts = largest_actors(rows.groupby("actor_id")["n_mentions"].sum())
    groups = [group for group in VOICE_GROUPS if group in set(rows["voice_group"])]
    cells = rows.assign(is_enough=find_enough(rows, min_mentions))
    cells = cells.set_index(["actor_id", "voice_group"])
    draw_zero(ax)
    for number, group in enumerate(groups):
        shift = (number - (len(groups) - 1) / 2) * 0.17
        for place, actor_id in enumerate(counts.index):
            if (actor_id, group) in cells.index:
                cell = cells.loc[(actor_id, group)]
                is_enough = bool(cell["is_enough"])
                _draw_voice(ax, place + shift, cell, group, is_enough=is_enough)
        colour, _, marker = VOICE_STYLES[group]
        ax.plot([], [], marker, color=colour, label=group)
    for border in range(1, len(counts)):
        ax.axhline(border - 0.5, color=FAINT, linewidth=0.6, zorder=0)
    ax.set_xlim(-FULL_REACH, FULL_REACH)
    ax.set_xlabel(f"{label_of(measure)}, mean over the {window}s\n{ENDS}")
    if groups:
        put_legend(ax)
    label_actors(ax, counts.index, counts, labels)
    return ax


def _choose(portrayals: pd.DataFrame, measure: str | None, window: str | None) -> tuple[str, str]:
    """Take the measure and the window that are asked for, or the usual ones."""
    usual = find_main_measure(portrayals) or ("", "")
    return measure or usual[0], window or usual[1]


def _draw_voice(ax: Axes, y: float, cell: pd.Series, group: str, *, is_enough: bool) -> None:
    colour, _, marker = VOICE_STYLES[group]
    if is_enough:  # that of a few mentions reaches from end to end
        draw_interval(ax, y, cell["ci_low"], cell["ci_high"], colour, width=1.8, alpha=0.7)
    ax.plot(cell["estimate"], y, marker, color=colour, ms=6.5, mfc=colour if is_enough else "white")


def plot_who_on_whom(
    portrayals: pd.DataFrame,
    *,
    measure: str | None = None,
    window: str | None = None,
    labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """Draw who says what about whom: a row a speaking actor, a column a mentioned one.

    In each cell stand the tone and n.

    Parameters
    ----------
    portrayals : DataFrame
        From `summarise_portrayal` with ``by=["speaker_actor_id", "actor_id"]`` over the mentions of
        `join_voices`; with a column ``frame``, the commonest frame of each cell is written under
        its tone.
    measure, window : str, optional
        What to draw, from -1 to 1; that of `find_main_measure` if there is none.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    min_mentions : int
        Cells with fewer are grey.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    check(portrayals, "portrayals")
    ax = ax or plt.gca()
    rows = of_measure(portrayals, *_choose(portrayals, measure, window))
    rows = rows.dropna(subset=["speaker_actor_id", "actor_id"])
    speakers = largest_actors(rows.groupby("speaker_actor_id")["n_mentions"].sum()).head(MAX_NODES)
    actors = largest_actors(rows.groupby("actor_id")["n_mentions"].sum()).head(MAX_NODES)
    for row in rows.assign(is_enough=find_enough(rows, min_mentions)).itertuples(index=False):
        if row.speaker_actor_id in speakers.index and row.actor_id in actors.index:
            y, x = speakers.index.get_loc(row.speaker_actor_id), actors.index.get_loc(row.actor_id)
            _draw_pair(ax, x, y, row, is_enough=row.is_enough)
    names = labels or {}
    ax.set_xticks(
        range(len(actors)),
        [textwrap.fill(names.get(str(actor), str(actor)), 16) for actor in actors.index],
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


def _draw_pair(ax: Axes, x: int, y: int, pair: Any, *, is_enough: bool) -> None:
    """Colour a cell by its tone, and write the tone, n and the commonest frame into it."""
    strength = 0.38 * min(1.0, abs(pair.estimate) / 0.6)
    tone = tone_map()(0.5 + strength * np.sign(pair.estimate))
    fill_cell(ax, x, y, tone if is_enough else "#ececec")
    ink = INK if is_enough else MUTED
    number = with_minus(f"{pair.estimate:+.2f}") if abs(pair.estimate) >= 0.005 else "0"
    frame = getattr(pair, "frame", None)
    middle = y if isinstance(frame, str) else y + 0.12
    ax.text(x, middle - 0.27, number, ha="center", va="center", fontsize=9.5, color=ink)
    note = f"n = {pair.n_mentions}"
    if isinstance(frame, str):
        lines = textwrap.fill(frame, 20, break_on_hyphens=False, max_lines=4, placeholder=" …")
        note += f"\n{lines}"
    ax.text(x, middle - 0.12, note, ha="center", va="top", fontsize=7, color=ink)
