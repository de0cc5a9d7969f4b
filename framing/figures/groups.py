"""Figures of outlets held against each other, of their words, and of months."""

import math
from typing import NamedTuple

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..articles import outlet_names
from ..codebook import Codebook
from ..portrayals import (
    MIN_ARTICLES,
    MIN_MENTIONS,
    compare_portrayal,
    count_terms,
    find_changes,
    measure_keyness,
    summarise_portrayal,
)
from ..tables import DIVERGING, Tables, label_of, of_measure
from .plots.axes import FULL_REACH, INTERVAL
from .plots.groups import N_TERMS, plot_groups, plot_keyness, plot_slope
from .plots.time import plot_timeline
from .recipe import Content, NothingToDraw, Recipe, hush_descriptive, main_measure

N_PANELS = 6
"""Actors that have a panel of their own: those with the most mentions."""
N_TIMELINES = 4
"""Actors that have a line of time of their own."""
FUNCTION_WORDS = (
    "auxiliary be coordinator determiner modal preposition pronoun relative subordinator wh"
).split()
"""Types of words of the codebook that hold sentences together, and are no finding."""
_GREY = f"Grey: fewer than {MIN_MENTIONS} mentions or {MIN_ARTICLES} independent articles."


def _portray_by_outlet(tables: Tables, codebook: Codebook) -> Content:
    measure, window = main_measure(tables)
    _need_two_outlets(tables)
    data = _summarise(tables, measure, window, ["actor_id", "outlet_id"])
    actors = _largest(data)
    return Content(
        data,
        "Mean over mentions that mean the actor, with 95 % interval over articles, copies counted "
        f"once. {_GREY} The {len(actors)} actors with the most mentions.",
        ((measure, window),),
        {
            "actors": actors,
            "look": {
                "measure": measure,
                "window": window,
                "order": sorted(data["outlet_id"].dropna().unique()),
                "labels": outlet_names(tables),
                "limit": _reach(data[data["actor_id"].isin(actors)]),
            },
        },
        between="outlet_id",
    )


def _show_by_outlet(content: Content, codebook: Codebook) -> Figure:
    actors, look = content.more["actors"], content.more["look"]
    n_outlets = len(look["order"])
    n_columns = min(3, len(actors))
    n_rows = math.ceil(len(actors) / n_columns)
    size = (3.2 + 2.8 * n_columns, 1.5 + n_rows * (0.75 + 0.27 * n_outlets))
    fig, axes = plt.subplots(n_rows, n_columns, figsize=size, squeeze=False, sharex=True)
    panels = list(axes.flat)
    for number, (actor_id, ax) in enumerate(zip(actors, panels, strict=False)):
        plot_groups(content.data[content.data["actor_id"] == actor_id], **look, ax=ax)
        ax.set_title(codebook.actor_labels.get(actor_id, actor_id))
        if number % n_columns:
            _keep_counts(ax)
        if number + n_columns < len(actors):
            ax.set_xlabel("")
    for ax in panels[len(actors) :]:
        ax.set_axis_off()
    return fig


def _keep_counts(ax: Axes) -> None:
    """Take the names of the outlets off a panel, since those to the left of it show them."""
    names = [tick.get_text() for tick in ax.get_yticklabels()]
    ax.set_yticks(range(len(names)), [name.rsplit("  ", 1)[1] for name in names])


BY_OUTLET = Recipe(
    name="07_actors_by_outlet",
    title="How each outlet portrays each actor",
    label="By outlet",
    needs=("mentions", "scores"),
    compute=_portray_by_outlet,
    draw=_show_by_outlet,
    column="outlet_id",
)


def draw_by_outlet(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw small multiples, a panel an actor and a row an outlet; returns the figure and its data.

    They show the measure that groups are held against each other by.
    """
    return BY_OUTLET.make(tables, codebook)


class _Pair(NamedTuple):
    """The two outlets that portray the same actors most differently, of how many pairs."""

    comparison: pd.DataFrame
    sides: tuple[str, str]
    n_pairs: int


def _compare_farthest(tables: Tables, codebook: Codebook) -> Content:
    measure, window = main_measure(tables)
    pair = _find_farthest(tables, measure, window)
    return Content(
        pair.comparison,
        f"Of {pair.n_pairs} pairs of outlets the one that lies farthest apart, and tested as "
        f"picked for that. The {len(pair.comparison)} actors with {MIN_MENTIONS} mentions and "
        f"{MIN_ARTICLES} articles in both. Bold and solid: q < 0.05, false discoveries controlled "
        "over these lines. Intervals are in the CSV.",
        ((measure, window),),
        {"outlets": outlet_names(tables)},
        between="outlet_id",
    )


def _show_two_outlets(content: Content, codebook: Codebook) -> Figure:
    fig, ax = plt.subplots(figsize=(8.2, 6.4))
    plot_slope(content.data, labels={**content.more["outlets"], **codebook.actor_labels}, ax=ax)
    return fig


TWO_OUTLETS = Recipe(
    name="07_two_outlets",
    title="The two outlets that differ most, actor by actor",
    label="Two outlets",
    needs=("mentions", "scores"),
    compute=_compare_farthest,
    draw=_show_two_outlets,
    column="outlet_id",
)


def draw_two_outlets(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw a slope for each actor between the two outlets that differ most.

    Returns the figure and its data.
    """
    return TWO_OUTLETS.make(tables, codebook)


def _portray_months(tables: Tables, codebook: Codebook) -> Content:
    measure, window = main_measure(tables)
    data = _summarise(tables, measure, window, ["actor_id", "month"]).dropna(subset=["month"])
    if data["month"].nunique() < 3:
        raise NothingToDraw("the articles are of fewer than three months, or have no dates")
    actors = _largest(data)[:N_TIMELINES]
    data = data[data["actor_id"].isin(actors)].reset_index(drop=True)
    changes = find_changes(
        tables["mentions"], tables["articles"], tables["scores"], measures=[measure]
    )
    changes = changes[(changes["window"] == window) & changes["actor_id"].isin(actors)]
    banded = _tell_changes(changes)
    events = tables.get("events")
    named = (
        "; ".join(f"{n} {row.label}" for n, row in enumerate(events.itertuples(), start=1))
        if events is not None
        else "no table of events"
    )
    look = {"measure": measure, "window": window, "events": events, "limit": _reach(data)}
    return Content(
        data,
        f"Mean of a month with 95 % interval. {_GREY} {banded}. Events: {named}.",
        ((measure, window),),
        {"actors": actors, "changes": changes, "look": look},
    )


def _tell_changes(changes: pd.DataFrame) -> str:
    """Say how many changes a figure shows, and which of them are no more than a trend."""
    if changes.empty:
        return "No change of level was found"
    n_trends = int((changes["kind"] == "trend").sum())
    n_steps = len(changes) - n_trends
    told = []
    if n_steps:
        told.append(f"Bands: {n_steps} changes of level, with the interval of their day")
    if n_trends:
        told.append(f"Arrows: {n_trends} changes that a straight trend explains as well")
    return ". ".join(told)


def _show_over_time(content: Content, codebook: Codebook) -> Figure:
    actors, changes, look = (content.more[name] for name in ("actors", "changes", "look"))
    size = (9.2, 1.8 + 1.8 * len(actors))
    fig, axes = plt.subplots(len(actors), 1, figsize=size, sharex=True, squeeze=False)
    for actor_id, ax in zip(actors, axes.flat, strict=True):
        plot_timeline(
            content.data[content.data["actor_id"] == actor_id],
            **look,
            labels=codebook.actor_labels,
            changes=changes[changes["actor_id"] == actor_id],
            ax=ax,
        )
        measure = look["measure"]
        ax.set_ylabel(f"{label_of(measure)}\n− to +" if measure in DIVERGING else measure)
    return fig


OVER_TIME = Recipe(
    name="07_over_time",
    title="How each actor is portrayed over time",
    label="Over time",
    needs=("mentions", "scores"),
    compute=_portray_months,
    draw=_show_over_time,
    column="published_at",
)


def draw_over_time(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw a panel an actor and a mark a month, with events and changes of level.

    Returns the figure and its data.
    """
    return OVER_TIME.make(tables, codebook)


def _compare_terms(tables: Tables, codebook: Codebook) -> Content:
    target, reference = _find_farthest(tables, *main_measure(tables)).sides
    counts = count_terms(tables["sentences"], tables["articles"], mentions=tables["mentions"])
    data = measure_keyness(counts, target=target, reference=reference, min_count=4)
    is_function = codebook.voice_words["word_type"].isin(FUNCTION_WORDS)
    data = data[~data["term"].isin(codebook.voice_words["word"][is_function])]
    n_tested, n_found = int(data["q_value"].notna().sum()), int((data["q_value"] < 0.05).sum())
    return Content(
        data.reset_index(drop=True),
        f"{n_found} of {n_tested:,} words of four uses or more, in enough articles to be tested, "
        "have q < 0.05: articles are dealt out anew to the two outlets, since words come in "
        "bursts; false discoveries controlled. Log-odds with an informative prior (Monroe and "
        "others 2008). Names of actors and function words are left out. n: uses by the outlet on "
        "the right, and by the one on the left. Hollow: one or two articles hold most of the "
        "uses. All words, p, q and dispersion are in the CSV.",
        more={"outlets": outlet_names(tables)},
    )


def _show_distinctive_words(content: Content, codebook: Codebook) -> Figure:
    n_found = int((content.data["q_value"] < 0.05).sum())
    fig, ax = plt.subplots(figsize=(8.2, 2.2 + 0.22 * min(n_found, 2 * N_TERMS)))
    plot_keyness(content.data, labels=content.more["outlets"], ax=ax)
    return fig


DISTINCTIVE_WORDS = Recipe(
    name="07_distinctive_words",
    title="Words that two outlets use more than each other",
    label="Distinctive words",
    needs=("sentences", "mentions", "scores"),
    compute=_compare_terms,
    draw=_show_distinctive_words,
    shows_words=True,
    column="outlet_id",
)


def draw_distinctive_words(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw the terms that two outlets use more than each other; returns the figure and its data."""
    return DISTINCTIVE_WORDS.make(tables, codebook)


def _summarise(tables: Tables, measure: str, window: str, by: list[str]) -> pd.DataFrame:
    scores = of_measure(tables["scores"], measure, window)
    with hush_descriptive():
        return summarise_portrayal(tables["mentions"], tables["articles"], scores, by=by)


def _largest(data: pd.DataFrame) -> list[str]:
    """Pick the actors with the most mentions that are reportable in a group or more."""
    reportable = data[data["is_reportable"]]["actor_id"].unique()
    rows = data[data["actor_id"].isin(reportable)]
    counts = rows.groupby("actor_id")["n_mentions"].sum().sort_index()
    actors = list(counts.sort_values(ascending=False, kind="stable").index[:N_PANELS])
    if not actors:
        raise NothingToDraw(
            f"no actor has {MIN_MENTIONS} mentions in {MIN_ARTICLES} articles of one group"
        )
    return actors


def _reach(data: pd.DataFrame) -> float:
    """Choose one end of the axis for all panels, from the intervals of what is reportable."""
    reportable = data[data["is_reportable"]]
    reach = (reportable if len(reportable) else data)[INTERVAL].abs().max().max()
    return 1.0 if pd.isna(reach) else max(0.1, min(FULL_REACH, 1.1 * float(reach)))


def _need_two_outlets(tables: Tables) -> None:
    if tables["articles"]["outlet_id"].nunique() < 2:
        raise NothingToDraw("the articles are of one outlet, or of none that is known")


def _find_farthest(tables: Tables, measure: str, window: str) -> _Pair:
    """Compare the two outlets that portray the same actors most differently."""
    _need_two_outlets(tables)
    scores = of_measure(tables["scores"], measure, window)
    try:
        comparison = compare_portrayal(
            tables["mentions"],
            tables["articles"],
            scores,
            between="outlet_id",
            sides="widest",
        )
    except ValueError as fault:
        raise NothingToDraw(f"of the outlets, {fault}") from fault
    comparison = comparison[comparison["is_reportable"]].reset_index(drop=True)
    if len(comparison) < 2:
        raise NothingToDraw("no two outlets have two actors that are reportable in both")
    sides = comparison[["side_a", "side_b"]].iloc[0]
    n_outlets = tables["articles"]["outlet_id"].nunique()
    return _Pair(comparison, tuple(sides), n_outlets * (n_outlets - 1) // 2)
