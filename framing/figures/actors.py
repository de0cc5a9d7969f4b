"""Figures of who is mentioned, by which names, and who acts on whom."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..codebook import Codebook
from ..portrayals import count_naming, summarise_roles
from ..tables import Tables
from .recipe import add_note, explain_top, make_axes, say_nothing
from .plots.actors import plot_actions, plot_mentions, plot_naming
from .plots.axes import MAX_NODES, MIN_MENTIONS


def draw_mentions(
    tables: Tables, codebook: Codebook, article_id: str | None = None
) -> tuple[Figure, pd.DataFrame]:
    """Mentions along one article: the one that is named, or the one with the most mentions. Figure
    and its data.
    """
    mentions = tables["mentions"]
    if article_id is None and len(mentions):
        counts = mentions["article_id"].value_counts(sort=False).sort_index()
        article_id = str(counts.idxmax())
    own = mentions[mentions["article_id"] == article_id]
    fig, ax = make_axes(1, own["actor_id"].nunique())
    plot_mentions(own, labels=codebook.actor_labels, ax=ax[0])
    fig.suptitle("Who is mentioned where in the article", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (),
        f"Article {article_id}. One tick is one mention, by name, demonym, capital, seat or leader; a short pale one "
        "only names the place. n counts both.",
    )
    return fig, own[
        ["mention_id", "actor_id", "alias_type", "reading", "surface", "start", "end", "rule"]
    ]


def draw_naming(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """By which kinds of names each actor is mentioned. Figure and its data."""
    naming = count_naming(tables["mentions"])
    fig, ax = make_axes(1, naming["actor_id"].nunique())
    plot_naming(naming, labels=codebook.actor_labels, ax=ax[0])
    fig.suptitle("By which names each actor is mentioned", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (),
        f"Shares of all mentions, whether they mean the actor or the place; n counts them. "
        f'Pale: fewer than {MIN_MENTIONS}. Description: "the two countries".{explain_top(naming)}',
    )
    return fig, naming


def draw_actions(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """A network of actions between actors. Figure and its data."""
    pairs = summarise_roles(tables["roles"], tables["mentions"])
    fig, ax = plt.subplots(figsize=(9.2, 5.6))
    if pairs.empty:
        say_nothing(ax, "No action between two actors was found.")
    else:
        plot_actions(pairs, labels=codebook.actor_labels, ax=ax)
    fig.suptitle("Who does what to whom", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (),
        f"Actions that stand in one phrase; most are told in other ways and are not found. "
        "Figures on the arrows count them; mutual actions count both ways, denied ones do not. The verbs are in the "
        f"CSV. At most {MAX_NODES} actors.",
    )
    return fig, pairs
