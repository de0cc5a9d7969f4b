"""Figures of groups held against each other: outlets, months, sides, ways to measure, and coders."""

import math
from itertools import combinations

import matplotlib.pyplot as plt
import pandas as pd
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
from .recipe import NothingToDraw, add_note, hush_descriptive, main_measure
from .plots.groups import plot_groups, plot_keyness, plot_slope
from .plots.time import plot_timeline

N_PANELS = 6
"""Actors that have a panel of their own: those with the most mentions."""
MIN_LETTERS = 4
"""Letters of the shortest word that the figure of distinctive words shows: shorter ones hold
sentences together.
"""
_GREY = f"Grey: fewer than {MIN_MENTIONS} mentions or {MIN_ARTICLES} articles."


def draw_by_outlet(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Small multiples: a panel an actor, a row an outlet. Figure and its data."""
    measure, window = main_measure(tables)
    if tables["articles"]["outlet_id"].nunique() < 2:
        raise NothingToDraw("the articles are of one outlet, or of none that is known")
    data = _summarise(tables, measure, window, ["actor_id", "outlet_id"])
    actors, order = _top(data), _outlets_in_order(data)
    reach = _reach(data[data["actor_id"].isin(actors)])
    columns = min(3, len(actors))
    rows = math.ceil(len(actors) / columns)
    size = (3.2 + 2.8 * columns, 1.5 + rows * (0.75 + 0.27 * len(order)))
    fig, axes = plt.subplots(rows, columns, figsize=size, squeeze=False, sharex=True)
    for place, ax in enumerate(axes.flat):
        if place >= len(actors):
            ax.set_axis_off()
            continue
        own = data[data["actor_id"] == actors[place]]
        plot_groups(
            own,
            measure=measure,
            window=window,
            order=order,
            labels=outlet_names(tables),
            limit=reach,
            ax=ax,
        )
        ax.set_title(codebook.actor_labels.get(actors[place], actors[place]))
        names = [tick.get_text() for tick in ax.get_yticklabels()]
        if place % columns:
            ax.set_yticks(range(len(order)), [name.rsplit("  ", 1)[1] for name in names])
        if place + columns < len(actors):
            ax.set_xlabel("")
    fig.suptitle("How each outlet portrays each actor", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        ((measure, window),),
        f"Mean over mentions that mean the actor, with 95 % interval; articles are "
        f"resampled. {_GREY} The {len(actors)} actors with the most mentions.",
    )
    return fig, data


def draw_two_outlets(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """A slope for each actor between the two outlets that differ most. Figure and its data."""
    measure, window = main_measure(tables)
    data, _, n_pairs = _farthest(tables, measure, window)
    fig, ax = plt.subplots(figsize=(8.2, 6.4))
    plot_slope(data, labels={**outlet_names(tables), **codebook.actor_labels}, ax=ax)
    fig.suptitle("The two outlets that differ most, actor by actor", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        ((measure, window),),
        f"Of {n_pairs} pairs of outlets the one that lies farthest apart, so it was picked "
        f"by its size. The {len(data)} actors with {MIN_MENTIONS} mentions and {MIN_ARTICLES} articles in both. Bold "
        "and solid: q < 0.05, false discoveries controlled over these lines. Intervals are in the CSV.",
    )
    return fig, data


def draw_over_time(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """A panel an actor, a mark a month, with events and changes of level. Figure and its data."""
    measure, window = main_measure(tables)
    data = _summarise(tables, measure, window, ["actor_id", "month"]).dropna(subset=["month"])
    if data["month"].nunique() < 3:
        raise NothingToDraw("the articles are of fewer than three months, or have no dates")
    actors = _top(data)[:4]
    data = data[data["actor_id"].isin(actors)].reset_index(drop=True)
    changes = find_changes(
        tables["mentions"], tables["articles"], tables["scores"], measures=[measure]
    )
    changes = changes[changes["window"] == window]
    events = tables.get("events")
    reach = _reach(data)
    fig, axes = plt.subplots(
        len(actors), 1, figsize=(9.2, 1.8 + 1.8 * len(actors)), sharex=True, squeeze=False
    )
    for actor_id, ax in zip(actors, axes.flat, strict=True):
        own = data[data["actor_id"] == actor_id]
        plot_timeline(
            own,
            measure=measure,
            window=window,
            events=events,
            labels=codebook.actor_labels,
            limit=reach,
            changes=changes[changes["actor_id"] == actor_id],
            ax=ax,
        )
        ax.set_ylabel(f"{label_of(measure)}\n− to +" if measure in DIVERGING else measure)
    fig.suptitle("How each actor is portrayed over time", x=0.01, ha="left")
    named = (
        "; ".join(f"{n} {row.label}" for n, row in enumerate(events.itertuples(), start=1))
        if events is not None
        else "no table of events"
    )
    told = changes[changes["actor_id"].isin(actors)]
    found = (
        f"Bands: {len(told)} changes of level, with the interval of their day"
        if len(told)
        else "No change of level was found"
    )
    add_note(
        fig,
        tables,
        ((measure, window),),
        f"Mean of a month with 95 % interval. {_GREY} {found}. Events: {named}.",
    )
    return fig, data


def draw_distinctive_words(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Terms that two outlets use more than each other. Figure and its data."""
    measure, window = main_measure(tables)
    _, (target, reference), _ = _farthest(tables, measure, window)
    counts = count_terms(tables["sentences"], tables["articles"], mentions=tables["mentions"])
    data = measure_keyness(counts, target=target, reference=reference, min_count=4)
    data = data[data["term"].str.len() >= MIN_LETTERS].reset_index(drop=True)
    fig, ax = plt.subplots(figsize=(8.2, 7.4))
    plot_keyness(data, labels=outlet_names(tables), ax=ax)
    fig.suptitle("Words that two outlets use more than each other", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (),
        "Log-odds with an informative Dirichlet prior (Monroe and others 2008); the prior of each "
        "word is in the CSV. Names of actors are left out. n: uses by the outlet on the right, and by the one on "
        "the left. Hollow: one or two articles hold most of the uses. Words of four uses or more, and of "
        f"{MIN_LETTERS} letters or more.",
    )
    return fig, data


def _summarise(tables: Tables, measure: str, window: str, by: list[str]) -> pd.DataFrame:
    with hush_descriptive():
        return summarise_portrayal(
            tables["mentions"], tables["articles"], _only(tables, measure, window), by=by
        )


def _only(tables: Tables, measure: str, window: str) -> pd.DataFrame:
    scores = tables["scores"]
    return of_measure(scores, measure, window)


def _top(data: pd.DataFrame) -> list[str]:
    """The actors with the most mentions that are reportable in a group or more."""
    told = data[data["is_reportable"]]["actor_id"].unique()
    counts = data[data["actor_id"].isin(told)].groupby("actor_id")["n_mentions"].sum().sort_index()
    actors = list(counts.sort_values(ascending=False, kind="stable").index[:N_PANELS])
    if not actors:
        raise NothingToDraw(
            f"no actor has {MIN_MENTIONS} mentions in {MIN_ARTICLES} articles of one group"
        )
    return actors


def _outlets_in_order(data: pd.DataFrame) -> list[str]:
    return sorted(data["outlet_id"].dropna().unique())


def _reach(data: pd.DataFrame) -> float:
    """One end of the axis for all panels, from the intervals of what is reportable."""
    told = data[data["is_reportable"]]
    reach = (told if len(told) else data)[["estimate", "ci_low", "ci_high"]].abs().max().max()
    return 1.0 if pd.isna(reach) else max(0.1, min(1.05, 1.1 * float(reach)))


def _farthest(
    tables: Tables, measure: str, window: str
) -> tuple[pd.DataFrame, tuple[str, str], int]:
    """The comparison of the two outlets that portray the same actors most differently, and of how
    many pairs.
    """
    if tables["articles"]["outlet_id"].nunique() < 2:
        raise NothingToDraw("the articles are of one outlet, or of none that is known")
    portrayals = _summarise(tables, measure, window, ["actor_id", "outlet_id"])
    told = portrayals[portrayals["is_reportable"]]
    wide = told.pivot(index="actor_id", columns="outlet_id", values="estimate")
    gaps = {
        (a, b): (wide[a] - wide[b]).abs().mean()
        for a, b in combinations(wide.columns, 2)
        if (wide[a].notna() & wide[b].notna()).sum() > 1
    }
    if not gaps:
        raise NothingToDraw("no two outlets have two actors that are reportable in both")
    pair = max(gaps, key=lambda own: gaps[own])
    shared = wide[list(pair)].dropna().index
    mentions = tables["mentions"][tables["mentions"]["actor_id"].isin(shared)]
    data = compare_portrayal(
        mentions,
        tables["articles"],
        _only(tables, measure, window),
        between="outlet_id",
        sides=[pair],
    )
    return data, pair, len(gaps)
