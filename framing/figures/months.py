"""The figure of months: how actors are portrayed over time, with events and changes of level."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..codebook import Codebook
from ..portrayals import MIN_DAYS, MIN_SEGMENT, find_changes, list_searched
from ..tables import DIVERGING, Tables, label_of, name_periods
from .corrected import add_corrections, correct_changes, explain_corrections
from .groups import largest, reach_of, summarise
from .headlines.portrayals import tell_changes
from .headlines.words import say_number
from .plots.axes import INTERVAL
from .plots.time import plot_timeline
from .recipe import GREY, Content, NothingToDraw, Recipe, main_measure

N_TIMELINES = 4
"""Actors that have a line of time of their own."""


def _portray_months(tables: Tables, codebook: Codebook) -> Content:
    measure, window = main_measure(tables)
    data = summarise(tables, measure, window, ["actor_id", "month"]).dropna(subset=["month"])
    if data["month"].nunique() < 3:
        raise NothingToDraw("the articles are of fewer than three months, or have no dates")
    data = data.assign(middle=_find_middles(tables, data))
    data = add_corrections(data, tables, measure, window, ["actor_id", "month"])
    actors = largest(data)[:N_TIMELINES]
    data = data[data["actor_id"].isin(actors)].reset_index(drop=True)
    evidence = tables["mentions"], tables["articles"], tables["scores"]
    changes = find_changes(*evidence, measures=[measure])
    changes = changes[(changes["window"] == window) & changes["actor_id"].isin(actors)]
    changes = changes.assign(chance_corrected=correct_changes(tables, changes, measure, window))
    searched = list_searched(*evidence, measures=[measure])
    searched = set(searched.loc[searched["window"] == window, "actor_id"])
    banded = _tell_changes(changes, len(searched & set(actors)), len(actors))
    events = tables.get("events")
    named = (
        "; ".join(f"{n} {row.label}" for n, row in enumerate(events.itertuples(), start=1))
        if events is not None
        else "no table of events"
    )
    limit = reach_of(data)
    cut = " An arrow: it goes on." if data[INTERVAL].abs().max().max() > limit else ""
    look = {"measure": measure, "window": window, "events": events, "limit": limit}
    return Content(
        data,
        "Mean of a month with 95 % interval, at the middle day of its mentions; months that follow "
        f"each other are joined. {GREY}{cut}{explain_corrections(data)} {banded}. Events: {named}.",
        ((measure, window),),
        {"actors": actors, "changes": changes, "look": look},
        finding=tell_changes(changes, actors, searched, codebook.actor_labels),
    )


def _find_middles(tables: Tables, data: pd.DataFrame) -> pd.Series:
    """Find the middle day of the mentions of each actor and month."""
    days = tables["mentions"][["actor_id", "article_id"]].merge(
        tables["articles"][["article_id", "published_at"]], on="article_id"
    )
    days = days.dropna().assign(month=lambda table: name_periods(table["published_at"], "month"))
    middles = days.groupby(["actor_id", "month"])["published_at"].median()
    keys = pd.MultiIndex.from_frame(data[["actor_id", "month"]])
    return pd.Series(middles.reindex(keys).to_numpy(), index=data.index)


def _tell_changes(changes: pd.DataFrame, n_searched: int, n_shown: int) -> str:
    """Say how many changes a figure shows, which are no more than a trend, and who has too few."""
    found = _tell_found(changes)
    if n_searched == n_shown:
        return found
    whose = f" in the portrayal of {n_shown - n_searched} of {n_shown} actors" if n_searched else ""
    few = (
        f"No change was looked for{whose}: it takes {MIN_SEGMENT} articles before it and "
        f"{MIN_SEGMENT} after it, on {MIN_DAYS} days each"
    )
    return f"{found}. {few}" if n_searched else few


def _tell_found(changes: pd.DataFrame) -> str:
    """Say how many changes there are, and which of them are no more than a trend."""
    if changes.empty:
        return "No change of level was found"
    n_trends = int((changes["kind"] == "trend").sum())
    n_steps = len(changes) - n_trends
    told = []
    if n_steps:
        steps = say_number(n_steps, "change")
        told.append(f"Bands: {steps} of level, with the interval of the day")
    if n_trends:
        trends = say_number(n_trends, "change")
        told.append(f"Arrows: {trends} that a straight trend explains as well")
    test = "Each has p < 0.05 for itself, against drawn series that do not change"
    return ". ".join([*told, test])


def _show_over_time(content: Content, codebook: Codebook) -> Figure:
    actors, changes, look = (content.more[name] for name in ("actors", "changes", "look"))
    size = (9.2, 2.2 + 1.8 * len(actors))
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
    part="overview",
    column="published_at",
)


def draw_over_time(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw a panel an actor and a mark a month, with events and changes of level.

    Returns the figure and its data.
    """
    return OVER_TIME.show(tables, codebook)
