"""How a figure is made: computed, drawn, and given its title and the note under it.

A figure says what it was drawn from, what its intervals rest on, and whether its measures
were held against codes of these articles; all three come from the tables.
"""

import textwrap
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from ..articles import outlet_names
from ..codebook import Codebook
from ..portrayals import MIN_ARTICLES, MIN_MENTIONS, DescriptiveWarning
from ..tables import Tables, find_main_measure
from .plots.axes import MAX_ACTORS, largest_actors, say_nothing
from .plots.axes import MIN_MENTIONS as FEW
from .plots.fading import fade
from .stamps import Measure, judge_measures, stamp_differential_error, stamp_validation
from .style import MUTED

Drawer = Callable[[Tables, Codebook], tuple[Figure, pd.DataFrame]]
"""A figure of some tables, with the data that it shows."""
TOO_FEW = f"fewer than {MIN_MENTIONS} mentions or {MIN_ARTICLES} independent articles"
"""What is not reportable, in words."""
GREY = f"Grey: {TOO_FEW}."
TOO_UNCERTAIN = "Too uncertain to say: the codes show this measure to be poor here"
"""The title of a figure that is grey, in place of what its numbers would say."""


class NothingToDraw(ValueError):
    """The articles do not allow this figure; the message says what is missing."""


class NothingToSay(NothingToDraw):
    """The tables are there, but what the figure would show says nothing; the message says why."""


PARTS = ("overview", "outlets", "voices", "texts", "quality")
"""Parts of the report that show figures."""


@dataclass(frozen=True)
class Content:
    """What a figure shows.

    ``data`` is saved beside it; ``more`` holds what is drawn and does not stand in the data. The
    note under it begins with the number of articles and ends with the validation of ``measures``;
    without measures (None) nothing is measured that codes could have checked. ``between`` names the
    column whose values are compared, so that the note says whether the measure errs alike for them.
    ``finding`` is what the data say in a sentence (`headlines`), which becomes the title; ``topic``
    stands below it in place of the recipe's, where it is about one article. ``grey`` names the
    measures that turn the figure grey where they are poor: those of ``measures``, if it is None; or
    ``panels`` names the measure of each of the axes, which turn grey by themselves.
    """

    data: pd.DataFrame
    note: str = ""
    measures: Sequence[Measure] | None = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    between: str | None = None
    finding: str = ""
    topic: str = ""
    grey: Sequence[Measure] | None = None
    panels: Sequence[Measure] = ()


class Texts(NamedTuple):
    """What stands above and below a figure: its finding, its topic and its note."""

    title: str
    topic: str
    note: str


def write_texts(fig: Figure, texts: Texts) -> None:
    """Write the title over a figure, its topic below the title, and the note under its axes."""
    width = fig.get_figwidth()
    topic = textwrap.fill(texts.topic, int(width * 11.5), break_on_hyphens=False)
    room = "\n" * (topic.count("\n") + 1) if topic else ""
    title = fig.suptitle(
        textwrap.fill(texts.title, int(width * 8.4), break_on_hyphens=False) + room,
        x=0.01,
        ha="left",
        linespacing=1.25,
    )
    if texts.topic:
        below = Annotation(
            topic, (0, 0), xycoords=title, va="bottom", fontsize=10, color=MUTED, gid="topic"
        )
        fig.add_artist(below)
    if texts.note:
        note = textwrap.fill(texts.note, int(width * 14.8))
        fig.supxlabel(note, x=0.01, ha="left", fontsize=8, color=MUTED)


def take_texts(fig: Figure) -> Texts:
    """Take the texts off a figure, for a page that says them in words of its own."""
    topics = [artist for artist in fig.findobj(Annotation) if artist.get_gid() == "topic"]
    note = " ".join(fig.get_supxlabel().split())
    texts = Texts(
        " ".join(fig.get_suptitle().split()),
        " ".join(topics[0].get_text().split()) if topics else "",
        note,
    )
    for artist in topics:
        artist.remove()
    fig.suptitle("")
    fig.supxlabel("")
    return texts


@dataclass(frozen=True)
class Recipe:
    """How one figure of the kit is made: computed from the tables, drawn, titled and explained.

    ``name`` is that of its files; ``title`` says what it is about, and stands below the finding;
    ``label`` stands where it cannot be drawn; ``needs`` are the tables that it is computed from.
    ``compute`` turns tables and codebook into the content, which ``draw`` shows with the names of
    the codebook; ``part`` is the part of the report that it stands in, one of `PARTS`, or empty
    where it stands in none; ``shows_words`` says that words of the articles stand in it. ``column``
    is the column of the articles without which an article is not in it. What is measured with too
    many errors is drawn only where it is asked for, not ``by_default``.
    """

    name: str
    title: str
    label: str
    needs: tuple[str, ...]
    compute: Callable[..., Content]
    draw: Callable[[Content, Any], Figure]
    part: str = ""
    shows_words: bool = False
    column: str = ""
    by_default: bool = True

    def __post_init__(self) -> None:
        """Refuse a part that no report has, in which the figure would never be seen."""
        if self.part not in ("", *PARTS):
            raise ValueError(f"{self.name}: no part {self.part!r}; known are {', '.join(PARTS)}")

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
        is_poor = fade_poor(fig, tables, content, codebook)
        finding = content.finding
        if finding and is_poor and not content.panels:
            finding = TOO_UNCERTAIN
        topic = content.topic or self.title
        texts = Texts(
            finding or topic, topic if finding else "", complete_note(tables, content, codebook)
        )
        write_texts(fig, texts)
        return fig, content.data

    def show(
        self, tables: Tables, codebook: Codebook | None, **choices: Any
    ) -> tuple[Figure, pd.DataFrame]:
        """Make the figure for somebody who asked for it: one that says nothing says why.

        Raises
        ------
        NothingToDraw
            If the tables that it takes are not there.
        """
        try:
            return self.make(tables, codebook, **choices)
        except NothingToSay as why:
            fig, (ax,) = make_axes(1, 1)
            say_nothing(ax, textwrap.fill(f"Nothing to show: {why}.", 90))
            note = f"{count_articles(tables)} `framing figures` and the report leave it out."
            write_texts(fig, Texts(self.title, "", note))
            return fig, pd.DataFrame()


def fade_poor(
    fig: Figure, tables: Tables, content: Content, codebook: Codebook | None = None
) -> bool:
    """Turn a figure grey, or those of its axes, whose measure is poor; says whether one is."""
    if content.panels:
        poor = [judge_measures(tables, [one], codebook) == "poor" for one in content.panels]
        for ax, is_poor in zip(fig.axes, poor, strict=False):
            if is_poor:
                fade(ax)
                ax.set_title(f"{ax.get_title(loc='left')}, poor")
        return any(poor)
    grey = content.measures or () if content.grey is None else content.grey
    is_poor = bool(grey) and judge_measures(tables, grey, codebook) == "poor"
    if is_poor:
        for ax in fig.axes:
            fade(ax)
    return is_poor


def complete_note(tables: Tables, content: Content, codebook: Codebook | None) -> str:
    """Add to a figure's note how many articles there are and whether its measures were checked."""
    note = f"{count_articles(tables)} {content.note.rstrip()}"
    if content.measures is None:
        return note
    told = [note, stamp_validation(tables, content.measures, codebook)]
    greys = content.panels or (content.measures if content.grey is None else content.grey)
    if greys and judge_measures(tables, greys, codebook) == "poor":
        told.append(explain_poor(note, has_panels=bool(content.panels)))
    if content.between is not None:
        names = {**outlet_names(tables), **(codebook.actor_labels if codebook else {})}
        told.append(stamp_differential_error(tables, content.measures[:1], content.between, names))
    return " ".join(one for one in told if one)


def explain_poor(note: str, *, has_panels: bool) -> str:
    """Say what is grey because a measure is poor, apart from what is grey because it is few.

    Examples
    --------
    >>> explain_poor("Grey: few.", has_panels=True)
    'A panel called poor is grey for that; in the others grey means few.'
    """
    if has_panels:
        return "A panel called poor is grey for that; in the others grey means few."
    few = "; of few are the rows whose n is small" if "Grey:" in note else ""
    return f"All of it is drawn grey for that{few}."


def keep_shown(data: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of the actors that a plot shows, so that a title is about what is seen."""
    per_actor = data.groupby("actor_id")["n_mentions"]
    counts = per_actor.sum() if "alias_type" in data else per_actor.max()
    return data[data["actor_id"].isin(largest_actors(counts).index)]


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


def explain_too_few(data: pd.DataFrame) -> str:
    """Say what is not drawn in full: what is not reportable, or too little of the one article."""
    return TOO_FEW if (data["n_articles"] > 1).any() else f"fewer than {FEW} mentions"


def explain_top(data: pd.DataFrame) -> str:
    """Say that not all actors are shown, where that is so."""
    n = data["actor_id"].nunique()
    return f" The {MAX_ACTORS} of {n} actors with the most mentions." if n > MAX_ACTORS else ""


def main_measure(tables: Tables) -> tuple[str, str]:
    """Find the measure, with its window, that figures show and groups are compared by.

    It is the one that agrees best with codes, or else the model's (`find_main_measure`).

    Raises
    ------
    NothingToDraw
        If nothing was scored that runs from negative to positive.
    """
    pair = find_main_measure(tables["scores"], tables.get("validations"))
    if pair is None:
        raise NothingToDraw("nothing was scored that runs from negative to positive")
    return pair
