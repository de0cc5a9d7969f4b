"""Plots of mentions, of names and of actions."""

import textwrap
from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...tables import MENTION_TYPES, check
from ..style import FAINT, INK, PIECES, actor_style, tone_map
from .axes import (
    MAX_NODES,
    MIN_MENTIONS,
    fill_cell,
    label_actors,
    largest_actors,
    only_once,
    put_legend,
    stack_bars,
)

_NAMING_STYLES = {
    kind: (colour, hatch)
    for kind, colour, hatch in zip(
        (
            *("name", "demonym", "capital", "seat", "leader"),
            *("official", "institution", "description", "nominal"),
        ),
        PIECES,
        ("", "///", "", "xx", "", "...", "", "", "\\"),
        strict=True,
    )
}
"""Colour and hatch of each kind of name."""


def plot_mentions(
    mentions: pd.DataFrame, *, labels: Mapping[str, str] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw where in an article each actor is mentioned: a row an actor, a tick a mention.

    Mentions that do not mean the actor, such as those of the place, are short and pale, and are not
    counted.

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
    means_actor = (mentions["reading"] == "actor").groupby(mentions["actor_id"]).sum()
    counts = largest_actors(means_actor)
    for row, actor_id in enumerate(counts.index):
        of_actor = mentions[mentions["actor_id"] == actor_id]
        ax.hlines(row, 0, mentions["end"].max(), color=FAINT, linewidth=0.8, zorder=0)
        colour = actor_style(actor_id).colour
        is_place = of_actor["reading"] != "actor"
        for starts, look in (
            (of_actor.loc[~is_place, "start"], {"ms": 14}),
            (of_actor.loc[is_place, "start"], {"ms": 6, "alpha": 0.45}),
        ):
            ax.plot(starts, np.full(len(starts), row), "|", color=colour, mew=2.2, **look)
    label_actors(ax, counts.index, counts, labels)
    ax.set_xlim(0, mentions["end"].max() * 1.01 if len(mentions) else 1)
    ax.set_xlabel("begins  ←  characters of the article  →  ends")
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
    """Draw who does what to whom: a row who acts, a column to whom, with the verbs in the cells.

    Parameters
    ----------
    pairs : DataFrame
        From `summarise_roles`: one row a pair of actors. Those of `pick_pairs` are drawn.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    shown = pick_pairs(pairs)
    agents, patients = (list_ends(shown, side) for side in ("agent_id", "patient_id"))
    for row in shown.itertuples(index=False):
        _draw_pair(ax, patients.index(row.patient_id), agents.index(row.agent_id), row)
    names = [textwrap.fill((labels or {}).get(actor, actor), 16) for actor in patients]
    ax.set_xticks(range(len(patients)), names, fontsize=8.5)
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", length=0, labelcolor=INK)
    ax.xaxis.set_label_position("top")
    ax.set_xlabel("to whom it is done", labelpad=8)
    label_actors(ax, pd.Index(agents), _count_actions(shown, "agent_id"), labels)
    ax.set_ylabel("who acts")
    ax.set_xlim(-0.5, max(1, len(patients)) - 0.5)
    ax.spines[:].set_visible(False)
    return ax


def pick_pairs(pairs: pd.DataFrame) -> pd.DataFrame:
    """Pick the pairs of the `MAX_NODES` busiest actors with two actions or more, or with any.

    Examples
    --------
    >>> pairs = pd.DataFrame({"agent_id": ["A", "C"], "patient_id": ["B", "A"],
    ...                       "n_cooperation": [2, 0], "n_confrontation": [0, 1]})
    >>> pick_pairs(pairs)["agent_id"].tolist()
    ['A']
    """
    often = pairs[pairs["n_cooperation"] + pairs["n_confrontation"] > 1]
    pairs = often if len(often) else pairs
    ends = pd.concat([_count_actions(pairs, side) for side in ("agent_id", "patient_id")])
    actors = largest_actors(ends.groupby(level=0).sum().astype("int64")).index[:MAX_NODES]
    return pairs[pairs["agent_id"].isin(actors) & pairs["patient_id"].isin(actors)]


def list_ends(pairs: pd.DataFrame, side: str) -> list[str]:
    """List who acts, or to whom it is done, the most frequent first."""
    return [str(actor) for actor in largest_actors(_count_actions(pairs, side)).index]


def _count_actions(pairs: pd.DataFrame, side: str) -> pd.Series:
    totals = pairs["n_cooperation"] + pairs["n_confrontation"]
    return totals.groupby(pairs[side].astype("str")).sum().astype("int64")


def _draw_pair(ax: Axes, x: int, y: int, pair: Any) -> None:
    """Colour a cell by what prevails in it, and write numbers and verbs into it."""
    n_all = pair.n_cooperation + pair.n_confrontation
    balance = (pair.n_cooperation - pair.n_confrontation) / n_all
    strength = 0.15 + 0.35 * min(1.0, n_all / 12)
    fill_cell(ax, x, y, tone_map()(0.5 + 0.8 * strength * balance))
    parts = [f"+{pair.n_cooperation}"] if pair.n_cooperation else []
    parts += [f"−{pair.n_confrontation}"] if pair.n_confrontation else []
    ax.text(x, y - 0.22, "  ".join(parts), ha="center", va="center", fontsize=10, color=INK)
    # A verb and its number stay on one line.
    verbs = ", ".join(verb.replace(" ", "\u00a0") for verb in pair.verbs.split(", "))
    verbs = textwrap.fill(verbs, 21, max_lines=3, placeholder=" …", break_on_hyphens=False)
    ax.text(x, y - 0.05, verbs, ha="center", va="top", fontsize=7, color=INK)
