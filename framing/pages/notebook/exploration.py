"""A corpus that can be asked again: who portrays whom how, and by which mentions.

The summaries are those of `framing.portrayals`, of the same observations. They are quick because
text is turned into numbers once, and because what has been asked for is kept.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...mentions import portraying, split_at_mentions
from ...portrayals import (
    DescriptiveWarning,
    Grouping,
    Observations,
    Resampling,
    Values,
    add_up,
    join_voices,
    resample,
)
from ...tables import PERIODS, SHARE, check, name_periods, of_measure
from .measured import SETS, find_framed, find_read, frames_of, read_of

COUNT = "n_mentions"
"""The measure that only counts."""
MAX_PERIODS = 110
"""Days, weeks or months that a time line holds at most; a longer one is told in longer periods."""
ORDERS = ("newest", "strongest", "by chance")
"""How a list of mentions can be sorted; the strongest have the scores farthest from zero."""


@dataclass(frozen=True)
class Choice:
    """What is asked: whose portrayal, by what, in which of the mentions.

    `outlets` and `voices` are missing where all count, also those that are not known; the dates are
    ISO days, and both are counted in. `by` is a column that mentions are grouped by; it means
    nothing where the measure is one of `SETS`.
    """

    actors: tuple[str, ...]
    measure: str
    window: str
    by: str
    outlets: tuple[str, ...] | None = None
    voices: tuple[str, ...] | None = None
    first: str | None = None
    last: str | None = None


class Exploration:
    """The mentions of a corpus that mean an actor, with their groups and scores as numbers.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        From `analyse`: ``articles``, ``sentences``, ``mentions``, ``scores``, and ``voices``,
        ``frame_hits`` and ``frames_read`` for groups and measures that need them.
    base : (str, str)
        The measure and window whose scored mentions are what shares of frames are shares of.
    seed : int
        Seed of the order of a list that is sorted by chance.

    Raises
    ------
    SchemaError
        If a column of a table is missing.
    """

    def __init__(
        self,
        tables: Mapping[str, pd.DataFrame],
        base: tuple[str, str],
        *,
        seed: int = 1,
    ) -> None:
        self.tables, self.base, self.seed = tables, base, seed
        portrayals = portraying(check(tables["mentions"], "mentions").reset_index(drop=True))
        self._is_portraying = np.zeros(len(tables["mentions"]), dtype=bool)
        self._is_portraying[portrayals.index] = True
        self.mentions = portrayals.reset_index(drop=True)
        self.articles = check(tables["articles"], "articles").reset_index(drop=True)
        self._article = pd.Index(self.articles["article_id"]).get_indexer(
            pd.Index(self.mentions["article_id"])
        )
        unit = self.articles[str(Grouping().settle(self.articles).cluster)]
        self._unit, self._units = pd.factorize(unit.fillna(self.articles["article_id"]))
        self._day = (
            self.articles["published_at"].dt.tz_localize(None).to_numpy().astype("datetime64[D]")
        )
        self._columns: dict[str, tuple[np.ndarray, pd.Index]] = {}
        self._scores: dict[tuple[str, str], np.ndarray] = {}

    def names(self, column: str) -> list[str]:
        """List what a column holds, in order; what is missing is left out."""
        return [str(name) for name in self._column(column)[1]]

    def count(self, column: str) -> dict[str, int]:
        """Count the mentions of each value of a column."""
        codes, names = self._column(column)
        sizes = np.bincount(codes[codes >= 0], minlength=len(names))
        return {str(name): int(n) for name, n in zip(names, sizes, strict=True)}

    def span(self) -> tuple[str, str] | None:
        """Find the first and the last day of publication; none where no day is known."""
        known = self._day[~np.isnat(self._day)]
        return (str(known.min()), str(known.max())) if len(known) else None

    def fit_period(self, choice: Choice) -> str:
        """Choose the period of a choice, or the next longer one whose time line is short enough."""
        days = self._day[np.unique(self._article[self._rows(choice)])]
        days = days[~np.isnat(days)]
        n_days = int((days.max() - days.min()).astype(int)) + 1 if len(days) else 0
        lengths = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
        longer = list(lengths)[list(lengths).index(choice.by) :]
        return next(
            (period for period in longer if n_days / lengths[period] <= MAX_PERIODS), "year"
        )

    def portray(self, choice: Choice) -> pd.DataFrame:
        """Summarise a choice as `summarise_portrayal` does, by actor and group.

        Returns
        -------
        DataFrame
            Table of portrayals with actor_id and, but for `SETS`, the column that the choice
            names; a missing value is a group too. For `COUNT` the estimate is the number of
            mentions, and there is no interval.
        """
        rows = self._rows(choice)
        by = ["actor_id"] if choice.measure in SETS else ["actor_id", choice.by]
        keys = pd.DataFrame({name: self._categories(name, rows) for name in by})
        article, sentence = self._article[rows], self._column("sentence_id")[0][rows]
        keys = keys.assign(article_id=article, sentence_id=sentence, unit=self._unit[article])
        values = [
            Values(measure, window, np.flatnonzero(~np.isnan(value)), value[~np.isnan(value)])
            for measure, window in self._asked(choice)
            if len(value := self._values(measure, window)[rows])
        ]
        seen = Observations(
            Grouping(by).settle(self.articles),
            keys,
            tuple(v for v in values if len(v.row)),
            pd.RangeIndex(len(self._units)),
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DescriptiveWarning)  # the column `resampled` says it
            table = resample(add_up(seen), Resampling())
        if choice.measure == COUNT:
            table = table.assign(
                estimate=table["n_mentions"].astype(float),
                ci_low=np.nan,
                ci_high=np.nan,
                resampled="nothing",
                is_reportable=True,
            )
            table["resampled"] = table["resampled"].astype("str")
        return table.astype(dict.fromkeys(by, "str"))

    def find_mentions(
        self, choice: Choice, actor_id: str | None = None, group: str | None = None
    ) -> pd.DataFrame:
        """Find the mentions that a number is made of, with what was measured.

        Parameters
        ----------
        choice : Choice
        actor_id, group : str, optional
            One actor, and one value of the choice's column (one measure for `SETS`); all if there
            is none.

        Returns
        -------
        DataFrame
            One row is a mention: mention_id, article_id, sentence_id, actor_id, outlet_id,
            published_at, surface, start and end, voice_group (if there are voices), the choice's
            column, measure, window and value. The mean of ``value`` is the estimate; where the
            measure is `COUNT`, the value is the base measure's, and may be missing.
        """
        rows = self._rows(choice)
        measure, window = choice.measure, choice.window
        if actor_id is not None:
            rows = rows[self._is_in("actor_id", [actor_id])[rows]]
        if group is not None and measure in SETS:
            measure = group
        elif group is not None:
            rows = rows[self._is_in(choice.by, [group])[rows]]
        shown = self.base if measure in (COUNT, *SETS) else (measure, window)
        value = self._values(*shown)[rows]
        if measure != COUNT:
            rows, value = rows[~np.isnan(value)], value[~np.isnan(value)]
        columns = ["mention_id", "article_id", "sentence_id", "actor_id", "surface", "start", "end"]
        found = self.mentions[columns].take(rows)
        about = (
            self.articles[["outlet_id", "published_at"]]
            .take(self._article[rows])
            .set_index(found.index)
        )
        more = ["voice_group"] if "voices" in self.tables else []
        if choice.measure not in SETS and choice.by not in (
            *found.columns,
            *about.columns,
            *more,
        ):
            more.append(choice.by)
        groups = {name: self._categories(name, rows).astype("str") for name in more}
        found = pd.concat([found, about], axis=1).assign(
            **groups, measure=shown[0], window=shown[1], value=value
        )
        return found.reset_index(drop=True)

    def sort_mentions(self, found: pd.DataFrame, order: str) -> pd.DataFrame:
        """Sort some mentions in one of `ORDERS`."""
        if order == "strongest":
            place = np.argsort(-found["value"].abs().fillna(-1).to_numpy(), kind="stable")
        elif order == "newest":
            # Of one moment, and so within an article, the order of reading stays.
            days = found["published_at"].reset_index(drop=True)
            place = days.sort_values(
                ascending=False, kind="stable", na_position="last"
            ).index.to_numpy()
        else:
            place = np.random.default_rng(self.seed).permutation(len(found))
        return found.take(place).reset_index(drop=True)

    def add_sentences(self, found: pd.DataFrame) -> pd.DataFrame:
        """Add to some mentions the words of their sentence, left and right of each."""
        sentences = self.tables["sentences"]
        near = sentences[sentences["sentence_id"].isin(found["sentence_id"])]
        return pd.concat([found, split_at_mentions(found, near)], axis=1)

    def _column(self, name: str) -> tuple[np.ndarray, pd.Index]:
        """Turn a column of the mentions or their articles into codes and names; -1 is missing."""
        if name not in self._columns:
            if name == "voice_group":
                voices = check(self.tables["voices"], "voices")
                column: pd.Series = join_voices(self.mentions, voices)["voice_group"]
            elif name in PERIODS and name not in self.articles:
                column = name_periods(self.articles["published_at"], name)
            else:
                column = self.mentions[name] if name in self.mentions else self.articles[name]
            codes, names = pd.factorize(column, sort=name != "sentence_id")
            is_of_mentions = name in self.mentions or name == "voice_group"
            self._columns[name] = (
                codes if is_of_mentions else codes[self._article],
                pd.Index(names),
            )
        return self._columns[name]

    def _categories(self, name: str, rows: np.ndarray) -> pd.Categorical:
        codes, names = self._column(name)
        return pd.Categorical.from_codes(codes[rows], categories=names)

    def _is_in(self, column: str, chosen: Sequence[str]) -> np.ndarray:
        codes, names = self._column(column)
        # The last place is that of what is missing, whose code is -1.
        return np.asarray(np.append(names.isin(list(chosen)), False)[codes])

    def _rows(self, choice: Choice) -> np.ndarray:
        """Find the rows of the mentions that a choice leaves."""
        is_kept = self._is_in("actor_id", choice.actors)
        if choice.outlets is not None:
            is_kept &= self._is_in("outlet_id", choice.outlets)
        if choice.voices is not None:
            is_kept &= self._is_in("voice_group", choice.voices)
        for day, is_from in ((choice.first, True), (choice.last, False)):
            if day:
                end = np.datetime64(day, "D")
                is_kept &= ((self._day >= end) if is_from else (self._day <= end))[self._article]
        return np.flatnonzero(is_kept)

    def _asked(self, choice: Choice) -> list[tuple[str, str]]:
        """The measures of a choice: one, or all frames."""
        if choice.measure not in SETS:
            return [(choice.measure, choice.window)]
        if choice.measure != SHARE:
            return [pair for pair in read_of(self.tables) if pair[0].startswith(choice.measure)]
        check(self.tables["frame_hits"], "frame_hits")
        return [
            (SHARE + frame, window)
            for frame, window in frames_of(self.tables)
            if window == choice.window
        ]

    def _values(self, measure: str, window: str) -> np.ndarray:
        """Return what was measured of each mention; not a number where it was not."""
        key = (measure, window)
        if key not in self._scores:
            if measure == COUNT:
                self._scores[key] = np.ones(len(self.mentions))
            elif measure.startswith(SHARE):
                stands = find_framed(self.tables["frame_hits"], self.mentions, measure, window)
                scored = self._values(*self.base)
                self._scores[key] = np.where(np.isnan(scored), np.nan, stands)
            elif measure.startswith(SETS):
                read = check(self.tables["frames_read"], "frames_read")
                self._scores[key] = find_read(read, self.mentions, measure)
            else:
                self._scores[key] = self._score_values(measure, window)
        return self._scores[key]

    def _score_values(self, measure: str, window: str) -> np.ndarray:
        """Return the scores of the mentions."""
        scores = of_measure(check(self.tables["scores"], "scores"), measure, window)
        value = scores["value"].to_numpy(float)
        if scores["mention_id"].array.equals(self.tables["mentions"]["mention_id"].array):
            # As `score_sentiment` leaves them, row by row.
            return np.asarray(value[self._is_portraying])
        place = pd.Index(scores["mention_id"]).get_indexer(pd.Index(self.mentions["mention_id"]))
        return np.asarray(np.append(value, np.nan)[place])
