"""Portrayal over time: the days on which a level changes, and how sure they are."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ...tables import TABLES, empty
from ..grouping import Grouping
from ..intervals import CELLS_AT_ONCE, Resampling
from ..observations import Evidence, Observations, Values, observe

MIN_SEGMENT = 5
"""Articles that a stretch of time must hold on each side of a change."""


def find_changes(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    frame_hits: pd.DataFrame | None = None,
    measures: Sequence[str] | None = None,
    by: Sequence[str] = ("actor_id",),
    readings: Sequence[str] = ("actor",),
    alpha: float = 0.05,
    min_segment: int = MIN_SEGMENT,
    n_resamples: int = 1_000,
    level: float = 0.95,
    seed: int = 1,
) -> pd.DataFrame:
    """Find the days on which the mean of a measure changes, with how sure the day is.

    Articles stand in the order of their dates. The change is put where the two means differ most
    for their numbers (the cumulated sum of departures from the mean); how often an order of
    articles drawn by chance gives as large a departure is the p-value. After a change, each side is
    searched again (binary segmentation).

    Parameters
    ----------
    mentions, articles, scores, frame_hits, by, readings
        As for `summarise_portrayal`; articles without a date are left out.
    measures : sequence of str, optional
        Which measures to search; all if there is none.
    alpha : float
        A side is searched on only where p is below it, 0..1.
    min_segment : int
        Articles that each side of a change must hold.
    n_resamples : int
        Random orders for the p-value, and resamples of the articles of either side for the interval
        of the day.
    level : float
        Coverage of the intervals, 0..1.
    seed : int
        Seed of the draws.

    Returns
    -------
    DataFrame
        Table of changes (`framing.tables`): one row is a change. ``changed_at`` is the date of the
        first article after it, ``earliest`` and ``latest`` the interval of that date; ``before``
        and ``after`` are the means on the two sides, as far as the next change. p-values are of
        each search alone: of twenty searches without a change, one finds one at the usual alpha.

    References
    ----------
    Taylor, W. A. 2000. "Change-Point Analysis: A Powerful New Tool for Detecting Changes."
    Vostrikova, L. J. 1981. "Detecting Disorder in Multidimensional Random Processes." Soviet Math.
    Doklady 24: 55-59.

    Examples
    --------
    Twelve articles, one a day, that turn from 0.5 to -0.5 on the seventh.

    >>> import pandas as pd, framing as fr
    >>> articles = fr.make_articles({f"a{n:02}": "China met." for n in range(12)})
    >>> articles["published_at"] = pd.date_range("2023-03-01", periods=12, tz="UTC", unit="us")
    >>> mentions = fr.find_mentions(fr.split_sentences(articles), fr.read_codebook())
    >>> scores = pd.DataFrame({"mention_id": mentions["mention_id"], "measure": "m",
    ...                        "window": "sentence", "value": [0.5] * 6 + [-0.5] * 6})
    >>> row = fr.find_changes(mentions, articles, scores).iloc[0]
    >>> print(row["changed_at"].date(), row["before"], row["after"], row["p_value"] < 0.05)
    2023-03-07 0.5 -0.5 True
    """
    evidence = Evidence(mentions, articles, scores, frame_hits)
    seen = observe(evidence, Grouping(by, readings))
    resampling = Resampling(n_resamples, level, seed)
    dates = articles.set_index("article_id")["published_at"]
    rows = [
        (*key, values.measure, values.window, *change)
        for values in seen.values
        if measures is None or values.measure in measures
        for key, series in _series(seen, values, dates)
        for change in _Search(series, alpha, min_segment, resampling).find_all()
    ]
    by = seen.grouping.columns
    names = [name for name in TABLES["changes"].column_names if name != "actor_id"]
    dtypes = {c.name: c.dtype for c in TABLES["changes"].columns if c.name in [*by, *names]}
    if not rows:
        return empty("changes")[names].assign(**{name: pd.Series(dtype="str") for name in by})[
            [*by, *names]
        ]
    table = pd.DataFrame(rows, columns=[*by, *names])
    for name in ("changed_at", "earliest", "latest"):
        table[name] = pd.to_datetime(table[name], utc=True).dt.as_unit("us")
    return table.astype(dtypes)


def _series(
    seen: Observations, values: Values, dates: pd.Series
) -> Iterator[tuple[tuple[object, ...], pd.DataFrame]]:
    """Each group and its articles in the order of their dates, with sum and count of the values."""
    by = seen.grouping.columns
    codes = seen.keys.groupby(by, sort=True, observed=True).ngroup().to_numpy()
    observations = pd.DataFrame(
        {
            "code": codes[values.row],
            "article_id": seen.keys["article_id"].to_numpy()[values.row],
            "when": seen.keys["article_id"].map(dates).to_numpy()[values.row],
            "value": values.value,
        }
    )
    is_dated = (observations["code"] >= 0) & observations["when"].notna()
    for code, group in observations[is_dated].groupby("code", sort=True):
        key = tuple(seen.keys[by].iloc[int(np.flatnonzero(codes == code)[0])])
        by_article = group.groupby(["when", "article_id"], sort=True)["value"]
        yield key, by_article.agg(["sum", "count"]).reset_index()


class _Search:
    """The search for changes in one series of articles, with one stream of random numbers."""

    def __init__(
        self, series: pd.DataFrame, alpha: float, min_segment: int, resampling: Resampling
    ) -> None:
        self.when = series["when"]
        self.sums = series["sum"].to_numpy(float)
        self.counts = series["count"].to_numpy(float)
        self.alpha, self.min_segment, self.resampling = alpha, min_segment, resampling
        self.rng = np.random.default_rng(resampling.seed)

    def find_all(self) -> list[tuple[object, ...]]:
        """Find the changes, as the table of changes has them."""
        p_values = dict(sorted(self._segment(0, len(self.sums))))
        borders = [0, *p_values, len(self.sums)]
        rows: list[tuple[object, ...]] = []
        for start, at, end in zip(borders, borders[1:], borders[2:], strict=False):
            moments = [pd.Timestamp(self.when.iloc[n]) for n in (at, *self._locate(start, at, end))]
            before, after = (
                self.sums[part].sum() / self.counts[part].sum()
                for part in (slice(start, at), slice(at, end))
            )
            rows.append((*moments, before, after, p_values[at], at - start, end - at))
        return rows

    def _segment(self, start: int, end: int) -> list[tuple[int, float]]:
        """The changes between two articles, each with its p-value."""
        if end - start < 2 * self.min_segment:
            return []
        sums, counts = self.sums[start:end], self.counts[start:end]
        gaps = self._departures(sums, counts)
        at = int(gaps.argmax()) + 1
        n_as_large = 0
        for n in self._blocks(end - start):
            orders = self.rng.permuted(np.tile(np.arange(end - start), (n, 1)), axis=1)
            by_chance = self._departures(sums[orders], counts[orders]).max(axis=1)
            n_as_large += int((by_chance >= gaps.max() - 1e-12).sum())
        p_value = (1 + n_as_large) / (1 + self.resampling.n_resamples)
        if p_value >= self.alpha:
            return []
        left = self._segment(start, start + at)
        right = self._segment(start + at, end)
        return [*left, (start + at, p_value), *right]

    def _locate(self, start: int, at: int, end: int) -> tuple[int, int]:
        """The interval of a change: where it falls when the articles of each side are redrawn."""
        places = []
        for n in self._blocks(end - start):
            sides = [
                self.rng.integers(start, at, size=(n, at - start)),
                self.rng.integers(at, end, size=(n, end - at)),
            ]
            drawn = np.concatenate(sides, axis=1)
            gaps = self._departures(self.sums[drawn], self.counts[drawn])
            places.append(start + 1 + gaps.argmax(axis=1))
        level = self.resampling.level
        low, high = np.quantile(
            np.concatenate(places), [(1 - level) / 2, (1 + level) / 2], method="nearest"
        )
        return int(low), int(high)

    def _departures(self, sums: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """How far the means before and after each article lie apart; the last axis is time."""
        n, total = np.cumsum(counts, axis=-1)[..., :-1], counts.sum(axis=-1, keepdims=True)
        s, whole = np.cumsum(sums, axis=-1)[..., :-1], sums.sum(axis=-1, keepdims=True)
        gaps = np.abs(s / n - (whole - s) / (total - n)) * np.sqrt(n * (total - n) / total)
        gaps[..., : self.min_segment - 1] = 0.0
        gaps[..., gaps.shape[-1] - self.min_segment + 1 :] = 0.0
        return np.asarray(gaps)

    def _blocks(self, n_articles: int) -> list[int]:
        """Sizes of blocks of resamples that fit into memory."""
        n_resamples = self.resampling.n_resamples
        size = max(1, min(n_resamples, CELLS_AT_ONCE // (4 * n_articles)))
        return [min(size, n_resamples - first) for first in range(0, n_resamples, size)]
