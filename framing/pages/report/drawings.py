"""The figures of the report."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd

from ...codebook import Codebook
from ...figures import CATALOGUE, PARTS, Recipe, describe, set_style, take_texts
from ...portrayals import summarise_portrayal
from ...tables import Tables
from .text import shorten_text
from .vector import as_image, as_narrow_image
from .view import View

MAX_OUTLETS = 12
"""Outlets that the figures compare: those with the most articles."""
MAX_TABLE = 60
"""Rows of a figure's data that stand under it."""


class Figure(NamedTuple):
    """A figure as an image, in words and as a table; without an image, its note says why.

    ``narrow`` is the image for a phone; empty where only the wide one can be drawn. ``finding`` is
    the title where it says something of the data, and not only what the figure is about.
    """

    title: str
    note: str
    alt: str = ""
    source: str = ""
    narrow: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    n_rows: int = 0
    name: str = ""
    finding: str = ""


def draw_all(view: View) -> dict[str, list[Figure]]:
    """Draw the figures of each part of a report; those that the articles do not allow say why."""
    parts = ["texts"] if view.mentions.empty else list(PARTS)
    tables = view.tables
    if len(parts) > 1:
        tables = tables | {"portrayals": portray_actors(view)}
    figures: dict[str, list[Figure]] = {part: [] for part in PARTS}
    with mpl.rc_context():
        set_style()
        for part in parts:
            chosen = _of_largest_outlets(view, tables) if part == "outlets" else tables
            figures[part] = [
                _draw(recipe, chosen, view.codebook)
                for recipe in CATALOGUE.values()
                if recipe.part == part
                and recipe.by_default
                and (view.with_text or not recipe.shows_words)
            ]
    n_outlets = len(view.outlet_counts)
    if n_outlets > MAX_OUTLETS:
        figures["outlets"] = [
            figure._replace(
                note=f"The {MAX_OUTLETS} of {n_outlets:,} outlets with the most articles. "
                f"{figure.note}"
            )
            for figure in figures["outlets"]
        ]
    return figures


def portray_actors(view: View) -> pd.DataFrame:
    """Portray each actor by scores, keywords and frames read; a run may have parted them by more.

    Returns
    -------
    DataFrame
        Table of portrayals, one row an actor and a measure, but for policy frames.
    """
    scores = view.tables["scores"]
    if len(view.frames_read):
        scores = pd.concat([scores, view.frames_read], ignore_index=True)
    articles, hits = view.tables["articles"], view.tables["frame_hits"]
    return summarise_portrayal(view.mentions, articles, scores, frame_hits=hits)


def _of_largest_outlets(view: View, tables: Tables) -> Tables:
    """Keep the tables of the outlets with the most articles, where a figure cannot hold all."""
    largest = view.outlet_counts.index[:MAX_OUTLETS]
    if len(largest) == len(view.outlet_counts):
        return tables
    articles = tables["articles"][tables["articles"]["outlet_id"].isin(largest)]
    small = {
        name: tables[name][tables[name]["article_id"].isin(articles["article_id"])]
        for name in ("sentences", "mentions")
    }
    scores = tables["scores"][tables["scores"]["mention_id"].isin(small["mentions"]["mention_id"])]
    return tables | small | {"articles": articles, "scores": scores}


def _draw(recipe: Recipe, tables: Tables, codebook: Codebook) -> Figure:
    before = set(plt.get_fignums())
    try:
        fig, data = recipe.make(tables, codebook)
    except ValueError as why:
        # A figure that cannot be drawn is no reason to have no report, but it must be seen that it
        # is missing.
        for number in set(plt.get_fignums()) - before:
            plt.close(number)
        return Figure(recipe.label, f"Not drawn: {why}.")
    alt = describe(fig, data)
    # The page says these in text that wraps on a phone.
    texts = take_texts(fig)
    source = as_image(fig)
    narrow = as_narrow_image(fig)
    plt.close(fig)
    shown = data.head(MAX_TABLE)
    return Figure(
        title=texts.title,
        note=". ".join(part for part in (texts.topic, texts.note) if part).replace(
            "in the CSV", "in the table below"
        ),
        alt=alt,
        source=source,
        narrow=narrow,
        columns=[str(name) for name in shown.columns],
        rows=[[_cell(value) for value in row] for row in shown.itertuples(index=False, name=None)],
        n_rows=len(data),
        name=recipe.name,
        finding=texts.title if texts.topic else "",
    )


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.3f}".replace("-", "−")
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return "" if value is None or value is pd.NA else shorten_text(str(value), 200)
