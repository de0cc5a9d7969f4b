"""Plots of mentions, of names and of actions."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...tables import MENTION_TYPES, check
from ..style import FAINT, INK, NEGATIVE, POSITIVE, actor_style
from .axes import (
    MAX_NODES,
    MIN_MENTIONS,
    label_actors,
    largest_actors,
    only_once,
    put_legend,
    stack_bars,
)

NEARER_THE_AGENT = 0.4
"""Where on an arrow its number stands: off the middle, so that those of two arrows do not meet."""
_DASHED = (0, (4, 2))
_ACTION_STYLES = {
    "n_cooperation": (POSITIVE, "-", 0.3),
    "n_confrontation": (NEGATIVE, _DASHED, -0.1),
}
"""Colour, dashes and bow of the arrows of each kind of action."""
_NAMING_STYLES = {
    "name": ("#0072B2", ""),
    "demonym": ("#56B4E9", "///"),
    "capital": ("#E69F00", ""),
    "seat": ("#D55E00", "xx"),
    "institution": ("#CC79A7", ""),
    "leader": ("#009E73", ""),
    "official": ("#7fceb9", "..."),
    "description": ("#999999", ""),
    "nominal": ("#c9b458", "\\\\"),
}


def plot_mentions(
    mentions: pd.DataFrame, *, labels: Mapping[str, str] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw where in an article each actor is mentioned: a row an actor, a tick a mention.

    Mentions that only name the place are short and pale.

    Parameters
    ----------
    mentions : DataFrame
        Table of mentions of one article.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    ax : Axes, optional
        Where to draw; the current axes if there are none.

    Raises
    ------
    ValueError
        If the mentions stand in more than one article.
    """
    check(mentions, "mentions")
    ax = ax or plt.gca()
    if len(mentions["article_id"].unique()) > 1:
        raise ValueError(
            "plot_mentions draws one article; choose one with mentions.query('article_id == ...')"
        )
    counts = largest_actors(mentions["actor_id"].value_counts(sort=False))
    for row, actor_id in enumerate(counts.index):
        of_actor = mentions[mentions["actor_id"] == actor_id]
        ax.hlines(row, 0, mentions["end"].max(), color=FAINT, linewidth=0.8, zorder=0)
        colour = actor_style(actor_id).colour
        is_place = of_actor["reading"] == "place"
        for starts, look in (
            (of_actor.loc[~is_place, "start"], {"ms": 14}),
            (of_actor.loc[is_place, "start"], {"ms": 6, "alpha": 0.45}),
        ):
            ax.plot(starts, np.full(len(starts), row), "|", color=colour, mew=2.2, **look)
    label_actors(ax, counts.index, counts, labels)
    ax.set_xlim(0, mentions["end"].max() * 1.01 if len(mentions) else 1)
    ax.set_xlabel("characters from the beginning of the article")
    return ax


def plot_naming(
    naming: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """Draw by which kinds of names each actor is mentioned: a bar an actor, a piece a kind.

    Parameters
    ----------
    naming : DataFrame
        From `count_naming`, one group an actor.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    min_mentions : int
        Actors with fewer are pale.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    only_once(naming, ["actor_id", "alias_type"])
    counts = largest_actors(naming.groupby("actor_id")["n_mentions"].sum())
    kinds = [kind for kind in MENTION_TYPES if kind in set(naming["alias_type"])]
    shares = naming.pivot_table(
        index="actor_id", columns="alias_type", values="share", fill_value=0.0
    )
    shares = shares.reindex(index=counts.index, columns=kinds, fill_value=0.0)
    left = np.zeros(len(counts))
    for kind in kinds:
        colour, hatch = _NAMING_STYLES[kind]
        width = 100 * shares[kind].to_numpy()
        stack_bars(ax, width, left, counts >= min_mentions, colour, hatch, kind)
        left += width
    ax.set_xlim(0, 100)
    ax.set_xlabel("mentions, per cent")
    if kinds:
        put_legend(ax)
    label_actors(ax, counts.index, counts, labels)
    return ax


def plot_actions(
    pairs: pd.DataFrame, *, labels: Mapping[str, str] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw a network of actions: an arrow from who acts to whom it is done.

    Cooperation is solid and bowed out, confrontation dashed.

    Parameters
    ----------
    pairs : DataFrame
        From `summarise_roles`: one row a pair of actors. The `MAX_NODES` actors that act most are
        drawn.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    totals = pairs["n_cooperation"] + pairs["n_confrontation"]
    ends = pd.concat(
        [totals.groupby(pairs["agent_id"]).sum(), totals.groupby(pairs["patient_id"]).sum()]
    )
    counts = largest_actors(ends.groupby(level=0).sum().astype("int64")).head(MAX_NODES)
    angles = np.pi / 2 - 2 * np.pi * np.arange(len(counts)) / max(1, len(counts))
    places = {actor: (np.cos(a), np.sin(a)) for actor, a in zip(counts.index, angles, strict=True)}
    for row in pairs.itertuples(index=False):
        if row.agent_id not in places or row.patient_id not in places:
            continue
        for kind in _ACTION_STYLES:
            if n := getattr(row, kind):
                _draw_arrow(ax, places[row.agent_id], places[row.patient_id], kind, n)
    for actor, (x, y) in places.items():
        style = actor_style(str(actor))
        ax.plot(x, y, style.marker, color=style.colour, ms=15, mec="white")
        name = f"{(labels or {}).get(str(actor), actor)}\nn = {counts[actor]}"
        ax.text(1.26 * x, 1.24 * y, name, ha="center", va="center", fontsize=9, color=INK)
    for kind, (colour, dashes, _) in _ACTION_STYLES.items():
        label = f"{kind.removeprefix('n_')}, n = {int(pairs[kind].sum())}"
        ax.plot([], [], color=colour, linestyle=dashes, label=label)
    put_legend(ax)
    ax.set_xlim(-1.55, 1.55)
    ax.set_ylim(-1.4, 1.4)
    ax.set_aspect("equal")
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    ax.set_xlabel("an arrow points from who acts to whom it is done")
    return ax


def _draw_arrow(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], kind: str, n: int
) -> None:
    """Draw an arrow as thick as its actions are many, with their number on it."""
    colour, dashes, bow = _ACTION_STYLES[kind]
    arrow = {
        "arrowstyle": "-|>",
        "color": colour,
        "linestyle": dashes,
        "lw": 0.9 + 0.8 * np.sqrt(n),
        "connectionstyle": f"arc3,rad={bow}",
        "shrinkA": 16,
        "shrinkB": 16,
    }
    ax.annotate("", xy=end, xytext=start, arrowprops=arrow)
    x, y = _on_arc(start, end, bow, NEARER_THE_AGENT)
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
    ax.text(x, y, str(n), fontsize=8, color=colour, ha="center", va="center", bbox=box)


def _on_arc(
    start: tuple[float, float], end: tuple[float, float], bow: float, share: float
) -> tuple[float, float]:
    """Find a point of the curve that matplotlib draws for ``arc3``, at a share of its way."""
    ends = np.array([start, end])
    bend = ends.mean(axis=0) + bow * np.array([end[1] - start[1], start[0] - end[0]])
    x, y = (1 - share) ** 2 * ends[0] + 2 * share * (1 - share) * bend + share**2 * ends[1]
    return float(x), float(y)
