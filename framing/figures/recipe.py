"""What every figure needs: saving and showing it with its data and alt text, and the notes under
it.

A figure says what it was drawn from, what its intervals resample, and whether people have checked
its measures on these articles; all three come from the tables.
"""

import textwrap
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..codebook import Codebook
from ..portrayals import DescriptiveWarning
from ..tables import MEASURES, VOICE_SHARE, Tables, find_main_measure
from .plots.axes import MAX_ACTORS
from .style import MUTED

Measure = str | tuple[str, str]
"""A measure over all its windows, or over one."""


def say_nothing(ax: Axes, why: str) -> None:
    """Write into empty axes why there is nothing to draw."""
    ax.text(0.5, 0.5, why, ha="center", color=MUTED)
    ax.set_axis_off()


@contextmanager
def hush_descriptive() -> Iterator[None]:
    """The note under a figure says what an interval resamples, so the warning need not."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DescriptiveWarning)
        yield


def make_axes(
    columns: int, n_actors: int, *, width: float = 8.6, extra: float = 1.9, row: float = 0.36
) -> tuple[Figure, list[Axes]]:
    """A row of axes as high as their actors need."""
    height = extra + row * max(1, min(n_actors, MAX_ACTORS))
    fig, axes = plt.subplots(1, columns, figsize=(width, height), squeeze=False)
    return fig, list(axes[0])


def count_articles(tables: Tables) -> str:
    """How many articles a figure is drawn from, as a sentence, and how many were left out, as
    another.
    """
    n = len(tables["articles"])
    counted = f"{n:,} article{'s' if n != 1 else ''}."
    funnel = tables.get("funnel")
    n_out = 0 if funnel is None else int(funnel.loc[funnel["is_removed"], "n"].sum())
    return f"{counted} {n_out:,} left out: see funnel." if n_out else counted


def explain_interval(data: pd.DataFrame) -> str:
    """What the intervals of some portrayals resample, as a sentence."""
    if len(data) and not data["resampled"].isin(["articles", "clusters"]).any():
        return "With one article the interval resamples sentences and is descriptive."
    return "Intervals resample articles, or sentences (descriptive) where an actor stands in one article."


def explain_top(data: pd.DataFrame) -> str:
    """That not all actors are shown, where that is so."""
    n = data["actor_id"].nunique()
    return f" The {MAX_ACTORS} of {n} actors with the most mentions." if n > MAX_ACTORS else ""


def stamp_validation(tables: Tables, measures: Sequence[Measure]) -> str:
    """Whether people have checked some measures on these articles, and what came out, as a
    sentence.

    Parameters
    ----------
    tables : dict of str to DataFrame
        From `analyse`; what people coded is in the table of validations, which `analyse` makes of
        ``codings``.
    measures : sequence of str or (str, str)
        The measures that a figure shows, with their window, or without it where it shows all of
        them; ``voice_`` and ``share_`` stand for all shares of their kind.

    Returns
    -------
    str
        *Validated on n mentions, alpha, F1 of each measure and window*, or *Not validated*.

    Examples
    --------
    >>> stamp_validation({}, ["targeted"])
    'Not validated: nobody has coded a sample of these articles.'
    """
    coded = tables.get("validations")
    if coded is None or coded.empty:
        return "Not validated: nobody has coded a sample of these articles."
    pairs = coded[["measure", "window"]].itertuples(index=False, name=None)
    own = coded[[pair[0] in measures or pair in measures for pair in pairs]]
    if own.empty:
        return "Not validated: nobody has coded this on a sample of these articles."
    parts = []
    for (n, alpha), rows in own.groupby(["n_mentions", "alpha"], sort=False, dropna=False):
        agreed = f"alpha {alpha:.2f}" if pd.notna(alpha) else "one coder, no alpha"
        scored = ", ".join(
            f"{_name_measure(row.measure, row.window)} {row.f1:.2f}" for row in rows.itertuples()
        )
        parts.append(f"on {n:,} mentions, {agreed}, F1: {scored}")
    return f"Validated {'; '.join(parts)}."


def _name_measure(measure: str, window: str) -> str:
    """A measure and the window that it was checked over; a voice has none."""
    name = MEASURES[measure].short if measure in MEASURES else measure
    return name if measure == VOICE_SHARE else f"{name} ({window})"


def add_note(fig: Figure, tables: Tables, measures: Sequence[Measure] | None, text: str) -> None:
    """Lines under the axes: how many articles, what is to be known, and the stamp of validation of
    the measures.

    Without measures (None) nothing is measured that people could have checked, and there is no
    stamp.
    """
    lines = f"{count_articles(tables)} {text.rstrip()}"
    if measures is not None:
        lines += f" {stamp_validation(tables, measures)}"
    width = int(fig.get_figwidth() * 14.8)
    fig.supxlabel(textwrap.fill(lines, width), x=0.01, ha="left", fontsize=8, color=MUTED)


Drawer = Callable[[Tables, Codebook], tuple[Figure, pd.DataFrame]]


@dataclass(frozen=True)
class Recipe:
    """How one figure of the kit is made, and what it is called.

    ``name`` is that of its files; ``label`` stands where it cannot be drawn; ``needs`` are the
    tables that it is drawn from, ``shows_words`` says that words of the articles stand in it.
    """

    name: str
    label: str
    needs: tuple[str, ...]
    make: Drawer
    shows_words: bool = False


class NothingToDraw(ValueError):
    """The articles do not allow this figure; the message says what is missing."""


def main_measure(tables: Tables) -> tuple[str, str]:
    """The measure that groups are held against each other by, and its window: the model's, or else
    a lexicon's.

    Raises
    ------
    NothingToDraw
        If nothing was scored that runs from negative to positive.
    """
    pair = find_main_measure(tables["scores"])
    if pair is None:
        raise NothingToDraw("nothing was scored that runs from negative to positive")
    return pair
