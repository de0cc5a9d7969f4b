"""Figures of who is mentioned, by which names, and who acts on whom."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..codebook import Codebook
from ..portrayals import count_naming, summarise_roles
from ..tables import Tables
from .plots.actors import plot_actions, plot_mentions, plot_naming
from .plots.axes import MAX_NODES, MIN_MENTIONS, say_nothing
from .recipe import Content, Recipe, explain_top, make_axes


def _find_mentions(tables: Tables, codebook: Codebook, *, article_id: str | None = None) -> Content:
    mentions = tables["mentions"]
    if article_id is None and len(mentions):
        counts = mentions["article_id"].value_counts(sort=False).sort_index()
        article_id = str(counts.idxmax())
    of_article = mentions[mentions["article_id"] == article_id]
    return Content(
        of_article[
            ["mention_id", "actor_id", "alias_type", "reading", "surface", "start", "end", "rule"]
        ],
        f"Article {article_id}. One tick is one mention, by name, demonym, capital, seat or "
        "leader; a short pale one only names the place. n counts both.",
        more={"mentions": of_article},
    )


def _show_mentions(content: Content, codebook: Codebook) -> Figure:
    fig, (ax,) = make_axes(1, content.data["actor_id"].nunique())
    plot_mentions(content.more["mentions"], labels=codebook.actor_labels, ax=ax)
    return fig


MENTIONS = Recipe(
    name="02_mentions_along_the_article",
    title="Who is mentioned where in the article",
    label="Mentions",
    needs=("mentions",),
    compute=_find_mentions,
    draw=_show_mentions,
    shows_words=True,
)


def draw_mentions(
    tables: Tables, codebook: Codebook, article_id: str | None = None
) -> tuple[Figure, pd.DataFrame]:
    """Draw the mentions along one article: the one that is named, or the one with the most.

    Returns the figure and its data.
    """
    return MENTIONS.make(tables, codebook, article_id=article_id)


def _count_names(tables: Tables, codebook: Codebook) -> Content:
    naming = count_naming(tables["mentions"])
    return Content(
        naming,
        f"Shares of all mentions, whether they mean the actor or the place; n counts them. "
        f"Pale: fewer than {MIN_MENTIONS}. "
        f'Description: "the two countries".{explain_top(naming)}',
    )


def _show_names(content: Content, codebook: Codebook) -> Figure:
    fig, (ax,) = make_axes(1, content.data["actor_id"].nunique())
    plot_naming(content.data, labels=codebook.actor_labels, ax=ax)
    return fig


NAMING = Recipe(
    name="02_how_actors_are_named",
    title="By which names each actor is mentioned",
    label="Naming",
    needs=("mentions",),
    compute=_count_names,
    draw=_show_names,
)


def draw_naming(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw by which kinds of names each actor is mentioned; returns the figure and its data."""
    return NAMING.make(tables, codebook)


def _count_actions(tables: Tables, codebook: Codebook) -> Content:
    return Content(
        summarise_roles(tables["roles"], tables["mentions"]),
        "Actions that stand in one phrase; most are told in other ways and are not found. "
        "Figures on the arrows count them; mutual actions count both ways, denied ones do not. "
        f"The verbs are in the CSV. At most {MAX_NODES} actors.",
    )


def _show_actions(content: Content, codebook: Codebook) -> Figure:
    fig, ax = plt.subplots(figsize=(9.2, 5.6))
    if content.data.empty:
        say_nothing(ax, "No action between two actors was found.")
    else:
        plot_actions(content.data, labels=codebook.actor_labels, ax=ax)
    return fig


ACTIONS = Recipe(
    name="06_actions_between_actors",
    title="Who does what to whom",
    label="Actions",
    needs=("mentions", "roles"),
    compute=_count_actions,
    draw=_show_actions,
    by_default=False,  # of the actions found in unread news, 78 per cent are right
)


def draw_actions(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw the network of actions between actors; returns the figure and its data."""
    return ACTIONS.make(tables, codebook)
