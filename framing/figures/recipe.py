"""How a figure is made: computed, drawn, and given its title and the note under it.

A figure says what it was drawn from, what its intervals rest on, and whether its measures
were held against codes of these articles; all three come from the tables.
"""

import textwrap
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..codebook import Codebook
from ..coders import MIN_CODED, find_differential_error, judge_f1
from ..portrayals import DescriptiveWarning
from ..tables import DIVERGING, MEASURES, VOICE_SHARE, Tables, find_main_measure
from .plots.axes import MAX_ACTORS
from .style import MUTED

Measure = str | tuple[str, str]
"""A measure over all its windows, or over one."""


Drawer = Callable[[Tables, Codebook], tuple[Figure, pd.DataFrame]]
"""A figure of some tables, with the data that it shows."""


class NothingToDraw(ValueError):
    """The articles do not allow this figure; the message says what is missing."""


@dataclass(frozen=True)
class Content:
    """What a figure shows.

    ``data`` is saved beside it; ``more`` holds what is drawn and does not stand in the data. The
    note under it begins with the number of articles and ends with the validation of ``measures``;
    without measures (None) nothing is measured that codes could have checked. ``between`` names the
    column whose values are compared, so that the note says whether the measure errs alike for them.
    Without a note there is nothing to draw.
    """

    data: pd.DataFrame
    note: str | None = None
    measures: Sequence[Measure] | None = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    between: str | None = None


def write_texts(fig: Figure, title: str, note: str) -> None:
    """Write a figure's title, and the note under its axes."""
    fig.suptitle(title, x=0.01, ha="left")
    width = int(fig.get_figwidth() * 14.8)
    if note:
        fig.supxlabel(textwrap.fill(note, width), x=0.01, ha="left", fontsize=8, color=MUTED)


@dataclass(frozen=True)
class Recipe:
    """How one figure of the kit is made: computed from the tables, drawn, titled and explained.

    ``name`` is that of its files; ``label`` stands where it cannot be drawn; ``needs`` are the
    tables that it is computed from. ``compute`` turns tables and codebook into the content, which
    ``draw`` shows with the names of the codebook; ``shows_words`` says that words of the articles
    stand in it. ``column`` is the column of the articles without which an article is not in it.
    What is measured with too many errors is drawn only where it is asked for, not ``by_default``.
    """

    name: str
    title: str
    label: str
    needs: tuple[str, ...]
    compute: Callable[..., Content]
    draw: Callable[[Content, Any], Figure]
    write: Callable[[Figure, str, str], None] = write_texts
    shows_words: bool = False
    column: str = ""
    by_default: bool = True

    def make(
        self, tables: Tables, codebook: Codebook | None, **choices: Any
    ) -> tuple[Figure, pd.DataFrame]:
        """Make the figure; returns it with the data that it shows.

        Raises
        ------
        NothingToDraw
            If the tables do not allow it.
        """
        content = self.compute(tables, codebook, **choices)
        fig = self.draw(content, codebook)
        self.write(fig, self.title, complete_note(tables, content))
        return fig, content.data


def complete_note(tables: Tables, content: Content) -> str:
    """Add to a figure's note how many articles there are and whether its measures were checked."""
    if content.note is None:
        return ""
    note = f"{count_articles(tables)} {content.note.rstrip()}"
    if content.measures is None:
        return note
    told = [note, stamp_validation(tables, content.measures)]
    if content.between is not None:
        told.append(stamp_differential_error(tables, content.measures, content.between))
    return " ".join(one for one in told if one)


@contextmanager
def hush_descriptive() -> Iterator[None]:
    """Hush the warning of descriptive intervals, which the note under a figure gives."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DescriptiveWarning)
        yield


def make_axes(
    columns: int, n_actors: int, *, width: float = 8.6, extra: float = 1.9, row: float = 0.36
) -> tuple[Figure, list[Axes]]:
    """Make a row of axes as high as their actors need."""
    height = extra + row * max(1, min(n_actors, MAX_ACTORS))
    fig, axes = plt.subplots(1, columns, figsize=(width, height), squeeze=False)
    return fig, list(axes[0])


def count_articles(tables: Tables) -> str:
    """Say how many articles a figure is drawn from, and how many were left out."""
    n = len(tables["articles"])
    counted = f"{n:,} article{'s' if n != 1 else ''}."
    funnel = tables.get("funnel")
    n_out = 0 if funnel is None else int(funnel.loc[funnel["is_removed"], "n"].sum())
    return f"{counted} {n_out:,} left out: see funnel." if n_out else counted


def explain_interval(data: pd.DataFrame) -> str:
    """Say in a sentence what the intervals of some portrayals rest on."""
    if len(data) and not data["resampled"].isin(["articles", "clusters"]).any():
        return "With one article the interval rests on its sentences and only describes it."
    copies = ", copies counted once" if (data["resampled"] == "clusters").any() else ""
    return (
        f"Intervals rest on articles{copies}, or on sentences (descriptive) where an actor stands "
        "in one article."
    )


def explain_top(data: pd.DataFrame) -> str:
    """Say that not all actors are shown, where that is so."""
    n = data["actor_id"].nunique()
    return f" The {MAX_ACTORS} of {n} actors with the most mentions." if n > MAX_ACTORS else ""


def stamp_validation(tables: Tables, measures: Sequence[Measure]) -> str:
    """Say whether measures were checked against codes of these articles, and how good they are.

    Parameters
    ----------
    tables : dict of str to DataFrame
        From `analyse`; what the codes say is in the table of validations, which `analyse` makes of
        ``codings``.
    measures : sequence of str or (str, str)
        The measures that a figure shows, with their window, or without it where it shows all of
        them; ``voice_`` and ``share_`` stand for all shares of their kind.

    Returns
    -------
    str
        *Checked against codes by* whom, on how many mentions, with alpha, and a verdict with F1 for
        each measure and window; or *Unchecked*.

    Examples
    --------
    >>> stamp_validation({}, ["targeted"])
    'Unchecked: nobody has coded a sample of these articles.'
    """
    coded = tables.get("validations")
    if coded is None or coded.empty:
        return "Unchecked: nobody has coded a sample of these articles."
    pairs = coded[["measure", "window"]].itertuples(index=False, name=None)
    checked = coded[[pair[0] in measures or pair in measures for pair in pairs]]
    if checked.empty:
        return "Unchecked: nobody has coded this on a sample of these articles."
    parts = []
    for (n, alpha), rows in checked.groupby(["n_mentions", "alpha"], sort=False, dropna=False):
        agreed = f"alpha {alpha:.2f}" if pd.notna(alpha) else "no alpha"
        scored = ", ".join(
            f"{_name_measure(row.measure, row.window)} {judge_f1(row.f1)} (F1 {row.f1:.2f})"
            for row in rows.itertuples()
        )
        parts.append(f"on {n:,} mentions ({agreed}) {scored}")
    return f"Checked against codes by {checked['coders'].iloc[0]}: {'; '.join(parts)}."


def stamp_differential_error(tables: Tables, measures: Sequence[Measure], between: str) -> str:
    """Say whether a measure that compares actors or outlets errs alike for them, by the codes.

    Parameters
    ----------
    tables : dict of str to DataFrame
        From `analyse`, with ``codings``; without them, or without mentions, articles and scores,
        there is nothing to say.
    measures : sequence of str or (str, str)
        As for `stamp_validation`.
    between : str
        The column whose values are compared.

    Returns
    -------
    str
        The largest difference between two errors, and what it means; empty without codes.
    """
    if not {"codings", "mentions", "articles", "scores"} <= set(tables):
        return ""
    codings, scores = tables["codings"], tables["scores"]
    if "sentiment" not in set(codings["variable"]):
        return ""
    pairs = list(scores[["measure", "window"]].drop_duplicates().itertuples(index=False, name=None))
    kinds = [pair for pair in pairs if pair[0] in measures or pair in measures]
    kinds = [pair for pair in kinds if pair[0] in DIVERGING]
    sides = _find_coded_sides(tables, between)
    what = between.removesuffix("_id")
    if not kinds or not sides:
        return ""
    if len(sides) < 2:
        return f"Whether it errs alike for each {what} is unchecked: too few mentions are coded."
    found = find_differential_error(
        codings,
        tables["mentions"],
        tables["articles"],
        scores,
        between=between,
        sides=list(combinations(sides, 2)),
        measures=sorted({measure for measure, _ in kinds}),
    )
    is_shown = pd.MultiIndex.from_frame(found[["measure", "window"]]).isin(kinds)
    found = found[is_shown & found["is_reportable"]].sort_values("q_value", kind="stable")
    if found.empty:
        return f"Whether it errs alike for each {what} is unchecked: too few articles are coded."
    row = found.iloc[0]
    kinder, other = (row["side_a"], row["side_b"])[:: 1 if row["difference"] > 0 else -1]
    told = (
        f"{_name_measure(row['measure'], row['window'])} is kinder to {kinder} than to {other} by "
        f"{abs(row['difference']):.2f} (q = {row['q_value']:.2f})"
    )
    if row["q_value"] < 0.05:
        return f"By the codes the error differs: {told}, so compare them corrected."
    return (
        f"By the codes no error is shown to differ by {what} (nearest to it: {told}), which does "
        "not show that none does."
    )


def _find_coded_sides(tables: Tables, between: str) -> list[str]:
    """The values of a column with enough coded mentions; none where no mention is coded."""
    mentions, articles = tables["mentions"], tables["articles"]
    units = tables["codings"].loc[tables["codings"]["variable"] == "sentiment", "unit_id"]
    coded = mentions[mentions["mention_id"].isin(units)]
    if between not in coded:
        coded = coded.merge(articles[["article_id", between]], on="article_id")
    counts = coded[between].value_counts()
    return sorted(counts.index[counts >= MIN_CODED]) or list(counts.index[:1])


def _name_measure(measure: str, window: str) -> str:
    """Name a measure and the window that it was checked over; a voice has none."""
    name = MEASURES[measure].short if measure in MEASURES else measure
    return name if measure == VOICE_SHARE else f"{name} ({window})"


def main_measure(tables: Tables) -> tuple[str, str]:
    """Find the measure, with its window, that groups are held against each other by.

    It is the model's, or else a lexicon's.

    Raises
    ------
    NothingToDraw
        If nothing was scored that runs from negative to positive.
    """
    pair = find_main_measure(tables["scores"])
    if pair is None:
        raise NothingToDraw("nothing was scored that runs from negative to positive")
    return pair
