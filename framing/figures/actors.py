"""Figures of who is mentioned, by which names, and who acts on whom."""

import textwrap

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..articles import outlet_names
from ..codebook import Codebook
from ..mentions import portraying
from ..portrayals import MIN_MENTIONS as MIN_REPORTABLE
from ..portrayals import count_naming, summarise_roles
from ..tables import Tables
from .headlines.portrayals import tell_actions
from .headlines.texts import tell_naming, tell_positions
from .headlines.words import say_number
from .plots.actors import pick_pairs, plot_actions, plot_mentions, plot_naming
from .plots.axes import MAX_NODES, MIN_MENTIONS
from .recipe import Content, NothingToSay, Recipe, explain_top, keep_shown, make_axes


def _find_mentions(tables: Tables, codebook: Codebook, *, article_id: str | None = None) -> Content:
    mentions = tables["mentions"].dropna(subset=["actor_id"])
    if mentions.empty:
        raise NothingToSay("no actor is mentioned")
    if article_id is None:
        counts = portraying(mentions)["article_id"].value_counts(sort=False).sort_index()
        article_id = str(counts.idxmax()) if len(counts) else str(mentions["article_id"].iloc[0])
    of_article = mentions[mentions["article_id"] == article_id]
    portrayed = portraying(of_article)
    n_other = len(of_article) - len(portrayed)
    which = say_number(
        n_other,
        "that only names the place or is not settled",
        "that only name the place or are not settled",
    )
    pale = f" Short and pale, and not counted: {which}." if n_other else ""
    return Content(
        of_article[
            ["mention_id", "actor_id", "alias_type", "reading", "surface", "start", "end", "rule"]
        ],
        f"Article {article_id}. One tick is one mention that means the actor, by name, demonym, "
        f"capital, seat or leader; n counts them.{pale}",
        more={"mentions": of_article},
        finding=tell_positions(portrayed, codebook.actor_labels),
        topic=f"Who is mentioned where in {_name_article(tables, article_id)}",
    )


def _name_article(tables: Tables, article_id: str) -> str:
    """Name an article by its headline, or by its first words, and by its outlet and day."""
    row = tables["articles"].set_index("article_id").loc[article_id]
    words = row["headline"] if pd.notna(row["headline"]) else row["text"]
    named = f"“{textwrap.shorten(' '.join(str(words).split()), 70, placeholder=' …')}”"
    outlet = outlet_names(tables).get(row["outlet_id"], row["outlet_id"])
    day = row["published_at"]
    where = [str(outlet)] if pd.notna(row["outlet_id"]) else []
    where += [f"{day:%d %B %Y}".lstrip("0")] if pd.notna(day) else []
    return f"{named} ({', '.join(where)})" if where else named


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
    return MENTIONS.show(tables, codebook, article_id=article_id)


def _count_names(tables: Tables, codebook: Codebook) -> Content:
    naming = count_naming(portraying(tables["mentions"]))
    if naming.empty:
        raise NothingToSay("no mention means an actor")
    return Content(
        naming,
        f"Shares of the mentions that mean the actor, as in the figures of tone; n counts them. "
        f"Pale: fewer than {MIN_MENTIONS}. "
        f'Description: "the two countries".{explain_top(naming)}',
        finding=tell_naming(keep_shown(naming), codebook.actor_labels, MIN_REPORTABLE),
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
    part="voices",
)


def draw_naming(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw by which kinds of names each actor is mentioned; returns the figure and its data."""
    return NAMING.show(tables, codebook)


def _count_actions(tables: Tables, codebook: Codebook) -> Content:
    data = summarise_roles(tables["roles"], tables["mentions"])
    if data.empty:
        raise NothingToSay("no action between two actors was found")
    return Content(
        data,
        "Actions that stand in one phrase, read by rules; most are told in other ways and are not "
        "found, and what only the network finds is left out. Of those found in other news one in "
        "five was wrong: read them. In a cell: cooperation (+) and confrontation (−), and what was "
        "done. Mutual actions count both ways, denied ones do not. At most "
        f"{MAX_NODES} actors; what happened once stands in the CSV alone.",
        finding=tell_actions(data, codebook.actor_labels),
    )


def _show_actions(content: Content, codebook: Codebook) -> Figure:
    shown = pick_pairs(content.data)
    n_columns, n_rows = (shown[side].nunique() for side in ("patient_id", "agent_id"))
    fig, ax = plt.subplots(figsize=(max(7.0, 3.0 + 1.35 * n_columns), 2.4 + 0.72 * n_rows))
    plot_actions(content.data, labels=codebook.actor_labels, ax=ax)
    return fig


ACTIONS = Recipe(
    name="06_actions_between_actors",
    title="Who does what to whom",
    label="Actions",
    needs=("mentions", "roles"),
    compute=_count_actions,
    draw=_show_actions,
    part="voices",
    by_default=False,  # of the actions found in unread news, 78 per cent are right
)


def draw_actions(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw the matrix of actions between actors; returns the figure and its data."""
    return ACTIONS.show(tables, codebook)
