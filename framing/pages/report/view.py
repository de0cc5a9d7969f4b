"""What a report shows of the tables of a run: each question is asked of them once."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ...articles import outlet_names
from ...codebook import Codebook
from ...mentions import portraying
from ...tables import READ, Tables, empty, find_main_measure, name_periods, of_measure

MAX_PERIODS = 24
"""Months or quarters that a page shows at most; more are told in longer periods."""


@dataclass(frozen=True)
class View:
    """The tables of a run as the pages of a report look at them.

    ``measure`` is the measure, with its window, that actors and groups are compared by, or None
    where nothing was scored that runs from negative to positive; ``period`` is what time is parted
    into.
    """

    tables: Tables
    codebook: Codebook
    measure: tuple[str, str] | None
    period: str = "month"
    with_text: bool = True
    seed: int = 1

    def table(self, name: str) -> pd.DataFrame:
        """Return a table of the run; an empty one where there is none."""
        return self.tables[name] if name in self.tables else empty(name)

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """The mentions that portray an actor."""
        return portraying(self.tables["mentions"])

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The scores of the main measure; no row where there is none."""
        scores = self.table("scores")
        return of_measure(scores, *self.measure) if self.measure else scores.head(0)

    @cached_property
    def frames_read(self) -> pd.DataFrame:
        """Scores of the frames that the network read, as `score_frames` has them."""
        read, pairs = self.table("frames_read"), self.mentions[["mention_id", "sentence_id"]]
        pairs = pairs[pairs["sentence_id"].isin(read["sentence_id"])]
        ours = read[read["frame_set"] != "policy"]
        wide = ours.pivot(index="sentence_id", columns="frame_id", values="probability")
        wide = wide.reindex(pairs["sentence_id"]).fillna(0.0).add_prefix(READ)
        wide = wide.set_axis(pairs["mention_id"].to_numpy()).rename_axis("mention_id")
        scores = wide.reset_index().melt("mention_id", var_name="measure")
        return scores.assign(window="sentence")[list(empty("scores").columns)]

    @cached_property
    def framed(self) -> pd.DataFrame:
        """One row is a mention that portrays an actor, and a frame: mention_id, frame_id."""
        pairs = self.table("frame_hits")[["mention_id", "frame_id"]].drop_duplicates()
        return pairs[pairs["mention_id"].isin(self.mentions["mention_id"])]

    @cached_property
    def outlet_counts(self) -> pd.Series:
        """outlet_id -> how many articles it has, those with the most first."""
        return rank_counts(self.tables["articles"]["outlet_id"])

    @cached_property
    def outlet_labels(self) -> dict[str, str]:
        """outlet_id -> name and country, as far as there is a table of outlets."""
        return outlet_names(self.tables)


def look_at(tables: Tables, codebook: Codebook, *, with_text: bool, seed: int) -> View:
    """Choose the main measure and the period of some tables, and look at them by these."""
    return View(
        tables,
        codebook,
        find_main_measure(tables["scores"], tables.get("validations")),
        choose_period(tables["articles"]["published_at"]),
        with_text,
        seed,
    )


def choose_period(published_at: pd.Series) -> str:
    """Choose the shortest of month, quarter and year that gives at most `MAX_PERIODS` parts.

    Examples
    --------
    >>> import pandas as pd
    >>> choose_period(pd.Series(pd.to_datetime(["2023-01-05", "2023-11-02"], utc=True)))
    'month'
    """
    named = published_at.dropna()
    fits = [
        name for name in ("month", "quarter") if name_periods(named, name).nunique() <= MAX_PERIODS
    ]
    return fits[0] if fits else "year"


def rank_counts(values: pd.Series) -> pd.Series:
    """Count each value, the commonest first, and equally common ones in their order.

    Examples
    --------
    >>> rank_counts(pd.Series(["b", "a", "c", "c"])).to_dict()
    {'c': 2, 'a': 1, 'b': 1}
    """
    counts = values.value_counts().sort_index()
    return counts.sort_values(ascending=False, kind="stable")
