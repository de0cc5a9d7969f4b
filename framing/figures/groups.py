"""Figures of outlets held against each other, and of their words."""

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
    measure_keyness,
    summarise_portrayal,
)
from ..tables import Tables, of_measure
from .corrected import add_corrections, explain_corrections, find_extremes
from .headlines.actors import tell_outlets
from .headlines.portrayals import tell_two_sides
from .headlines.texts import tell_terms
from .plots.axes import CORRECTED, FULL_REACH, INTERVAL
from .plots.groups import N_TERMS, plot_groups, plot_keyness, plot_slope
from .recipe import (
    GREY,
    Content,
    NothingToDraw,
    NothingToSay,
    Recipe,
    hush_descriptive,
    main_measure,
)

N_PANELS = 6
"""Actors that have a panel of their own: those with the most mentions."""
FUNCTION_WORDS = (
    "adverb auxiliary be coordinator determiner modal noun_preposition preposition pronoun "
    "relative role_be subordinator time wh"
).split()
"""Types of words of the codebook that hold sentences together, or say when; they are no finding."""
COMMON_WORDS = (
    "time times moment minute minutes hour hours day days week weeks month months year years "
    "decade decades century centuries way ways thing things kind sort lot part one two three four "
    "five six seven eight nine ten hundred thousand million billion s t"
).split()
"""Words of time and number, and others of little content, that the codebook does not list."""


def _portray_by_outlet(tables: Tables, codebook: Codebook) -> Content:
    measure, window = main_measure(tables)
    _need_two_outlets(tables)
    data = summarise(tables, measure, window, ["actor_id", "outlet_id"])
    actors = largest(data)
    data = add_corrections(data, tables, measure, window, ["actor_id", "outlet_id"])
    extremes = find_extremes(tables, data[data["actor_id"].isin(actors)], measure, window)
    shown = data[data["actor_id"].isin(actors)]
    return Content(
        data,
        "Mean over mentions that mean the actor, with 95 % interval over articles, copies counted "
        f"once; an arrow: it goes on. {GREY} The {len(actors)} actors with the most mentions. "
        "Clear: the chance of error, times the pairs that could have been picked, is below 0.05."
        f"{explain_corrections(shown)}",
        ((measure, window),),
        {
            "actors": actors,
            "look": {
                "measure": measure,
                "window": window,
                "order": _order_outlets(shown),
                "labels": outlet_names(tables),
                "limit": reach_of(shown),
            },
        },
        between="outlet_id",
        finding=tell_outlets(extremes, codebook.actor_labels, _short_names(tables)),
    )


def _short_names(tables: Tables) -> dict[str, str]:
    """Name each outlet without its country, as a sentence does."""
    return {key: name.split(" (")[0] for key, name in outlet_names(tables).items()}


def _order_outlets(data: pd.DataFrame) -> list[str]:
    return sorted(data["outlet_id"].dropna().unique())


def _show_by_outlet(content: Content, codebook: Codebook) -> Figure:
    actors, look = content.more["actors"], content.more["look"]
    n_outlets = len(look["order"])
    n_columns = min(3, len(actors))
    n_rows = math.ceil(len(actors) / n_columns)
    row = 0.27 if content.data["corrected"].isna().all() else 0.34
    size = (3.2 + 2.8 * n_columns, 1.9 + n_rows * (0.75 + row * n_outlets))
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
    part="outlets",
    column="outlet_id",
)


def draw_by_outlet(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw small multiples, a panel an actor and a row an outlet; returns the figure and its data.

    They show the measure that groups are held against each other by.
    """
    return BY_OUTLET.show(tables, codebook)


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
        finding=tell_two_sides(pair.comparison, codebook.actor_labels, _short_names(tables)),
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
    part="outlets",
    column="outlet_id",
)


def draw_two_outlets(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw a slope for each actor between the two outlets that differ most.

    Returns the figure and its data.
    """
    return TWO_OUTLETS.show(tables, codebook)


def _compare_terms(tables: Tables, codebook: Codebook) -> Content:
    target, reference = _find_farthest(tables, *main_measure(tables)).sides
    counts = count_terms(tables["sentences"], tables["articles"], mentions=tables["mentions"])
    # Words that hold a sentence together, and of time, tell nothing of what it is about.
    words = codebook.voice_words
    is_function = words["word_type"].isin(FUNCTION_WORDS)
    counts = counts[~counts["term"].isin({*words["word"][is_function], *COMMON_WORDS})]
    data = measure_keyness(counts, target=target, reference=reference, min_count=4)
    n_tested, n_found = int(data["q_value"].notna().sum()), int((data["q_value"] < 0.05).sum())
    if not n_tested:
        raise NothingToSay("no word stands in enough articles of the two outlets to be tested")
    if not n_found:
        raise NothingToSay(
            f"no word sets {_short_names(tables).get(target, target)} and "
            f"{_short_names(tables).get(reference, reference)} apart: of {n_tested:,} tested, none "
            "has q < 0.05"
        )
    return Content(
        data.reset_index(drop=True),
        f"{n_found} of {n_tested:,} words of four uses or more, in enough articles to be tested, "
        "have q < 0.05: articles are dealt out anew to the two outlets, since words come in "
        "bursts; false discoveries controlled. Log-odds with an informative prior (Monroe and "
        "others 2008). Names of actors and common words are left out. n: uses by the outlet on "
        "the right, and by the one on the left. Hollow: one or two articles hold most of the "
        "uses. All words, p, q and dispersion are in the CSV.",
        None,
        more={"outlets": outlet_names(tables)},
        finding=tell_terms(data, _short_names(tables)),
    )


def _show_distinctive_words(content: Content, codebook: Codebook) -> Figure:
    n_found = int((content.data["q_value"] < 0.05).sum())
    fig, ax = plt.subplots(figsize=(8.2, 2.6 + 0.22 * min(n_found, 2 * N_TERMS)))
    plot_keyness(content.data, labels=content.more["outlets"], ax=ax)
    return fig


DISTINCTIVE_WORDS = Recipe(
    name="07_distinctive_words",
    title="Words that two outlets use more than each other",
    label="Distinctive words",
    needs=("sentences", "mentions", "scores"),
    compute=_compare_terms,
    draw=_show_distinctive_words,
    part="outlets",
    shows_words=True,
    column="outlet_id",
)


def draw_distinctive_words(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw the terms that two outlets use more than each other; returns the figure and its data."""
    return DISTINCTIVE_WORDS.show(tables, codebook)


def summarise(tables: Tables, measure: str, window: str, by: list[str]) -> pd.DataFrame:
    """Summarise the portrayals in groups by one measure."""
    scores = of_measure(tables["scores"], measure, window)
    with hush_descriptive():
        return summarise_portrayal(tables["mentions"], tables["articles"], scores, by=by)


def largest(data: pd.DataFrame) -> list[str]:
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


def reach_of(data: pd.DataFrame) -> float:
    """Choose one end of the axis for all panels, by what is reportable and what is corrected."""
    reportable = data[data["is_reportable"]]
    columns = [*INTERVAL, *CORRECTED]
    reach = (reportable if len(reportable) else data)[columns].abs().max().max()
    return 1.0 if pd.isna(reach) else max(0.1, min(FULL_REACH, 1.1 * float(reach)))


def _need_two_outlets(tables: Tables) -> None:
    if tables["articles"]["outlet_id"].nunique() < 2:
        raise NothingToDraw("the articles are of one outlet, or of none that is known")


def _find_farthest(tables: Tables, measure: str, window: str) -> _Pair:
    """Compare the two outlets that portray the same actors most differently."""
    _need_two_outlets(tables)
    given = (tables["mentions"], tables["articles"], tables["scores"])
    if _LAST and all(one is other for one, other in zip(_LAST[0].given, given, strict=True)):
        return _LAST[0].pair
    pair = _compare_widest(tables, measure, window)
    _LAST[:] = [_Answer(given, pair)]
    return pair


class _Answer(NamedTuple):
    given: tuple[pd.DataFrame, ...]
    pair: _Pair


_LAST: list[_Answer] = []
"""The last answer, and the tables that it is of: two figures ask for it, and it takes long."""


def _compare_widest(tables: Tables, measure: str, window: str) -> _Pair:
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
