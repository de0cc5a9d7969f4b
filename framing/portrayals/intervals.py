"""Every interval of the kit: draws with replacement, their means, and the ends of the middle.

Mentions of one article resemble each other, so what is drawn with replacement is the article (the
cluster bootstrap; Field and Welsh 2007, JRSS B 69, 369-390), and an interval holds the middle of
the drawn means (the percentile method of Efron and Tibshirani 1993). Many groups are resampled at
once: sums of draws are one product of matrices.

`Resampling` says how often to draw, how wide an interval is and what a group must hold to be
reported; `Grouping` says what is drawn. Only the day of a change has its interval elsewhere
(`find_changes`), since it is a place in an order and no mean.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy  # and not stats from it, which takes half a second to load and is seldom used
from scipy import sparse

MIN_MENTIONS, MIN_ARTICLES = 10, 5
"""What a group must hold to be reportable: below some ten mentions a mean is mostly chance, and
below five articles the bootstrap's intervals are too narrow to be believed.
"""
CELLS_AT_ONCE = 20_000_000
"""Numbers that a step may hold at once, so that memory does not grow with the corpus."""
_BLOCK = 4_000_000
"""Counts of draws in a block: two blocks are held at once, while one follows the other."""
_DRAWN_AT_ONCE = 2_000_000
"""Draws that are counted at once: while they are, each takes four times the memory of its count."""


@dataclass(frozen=True)
class Resampling:
    """How intervals are drawn, and what a group must hold to be reportable.

    ``n_resamples`` draws with the seed ``seed``; ``level`` is the coverage of an interval, 0..1;
    ``min_mentions`` and ``min_articles`` are the least that makes a group reportable.
    """

    n_resamples: int = 2_000
    level: float = 0.95
    seed: int = 1
    min_mentions: int = MIN_MENTIONS
    min_articles: int = MIN_ARTICLES

    def draw(self, n_units: int) -> np.ndarray:
        """Count how often each unit is drawn in each resample, all resamples at once."""
        return np.concatenate(list(draw_counts(n_units, self.n_resamples, self.seed)), axis=1)

    def find_ends(self, drawn: np.ndarray) -> tuple[float, float]:
        """Find the ends of the interval of one number, from its values in the resamples."""
        (low,), (high,) = find_intervals(drawn[None, :], self.level)
        return float(low), float(high)

    def is_reportable(self, n_mentions: pd.Series, n_articles: pd.Series) -> pd.Series:
        """Say which groups hold the stated minimum of mentions and articles."""
        return (n_mentions >= self.min_mentions) & (n_articles >= self.min_articles)


def draw_counts(n_units: int, n_resamples: int, seed: int) -> Iterator[np.ndarray]:
    """Count how often each unit is drawn in each resample, in blocks that fit into memory.

    Parameters
    ----------
    n_units : int
        Clusters that are drawn from.
    n_resamples : int
        Draws of `n_units` clusters with replacement.
    seed : int
        The same seed gives the same draws.

    Yields
    ------
    ndarray
        Of shape (units, resamples of this block).
    """
    rng = np.random.default_rng(seed)
    size = max(1, min(n_resamples, _BLOCK // max(1, n_units)))
    step = max(1, _DRAWN_AT_ONCE // max(1, n_units))
    for first in range(0, n_resamples, size):
        block = np.empty((n_units, min(size, n_resamples - first)), dtype=np.float32)
        for left in range(0, block.shape[1], step):
            n = min(step, block.shape[1] - left)
            drawn = rng.integers(0, n_units, size=(n, n_units))
            drawn += np.arange(n)[:, None] * n_units
            block[:, left : left + n] = (
                np.bincount(drawn.ravel(), minlength=n * n_units).reshape(n, n_units).T
            )
        yield block


def resample_means(
    sums: Sequence[sparse.csr_array], counts: sparse.csr_array, draws: Iterable[np.ndarray]
) -> list[np.ndarray]:
    """Take the means of each group in each resample, for several values of the same observations.

    Parameters
    ----------
    sums : sequence of sparse array
        What each unit brings to each group, of shape (groups, units): the sum of its values, one
        array a measure.
    counts : sparse array
        The number of these values, the same for every measure.
    draws : iterable of ndarray
        From `draw_counts`.

    Returns
    -------
    list of ndarray
        One a measure, of shape (groups, resamples); not a number where a resample holds nothing of
        a group.
    """
    parts: list[list[np.ndarray]] = [[] for _ in sums]
    totals = [total.astype(np.float32, copy=False) for total in sums]
    n_each = counts.astype(np.float32)
    with np.errstate(invalid="ignore", divide="ignore"):
        for drawn in draws:
            n_drawn = n_each @ drawn
            for part, total in zip(parts, totals, strict=True):
                part.append((total @ drawn) / n_drawn)
    return [np.concatenate(part, axis=1) for part in parts]


def find_intervals(drawn: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Find the ends of the middle `level` of each row, leaving out what is not a number.

    Returns
    -------
    tuple of ndarray
        Lower and upper ends, one for each row; not a number where a row holds no number.
    """
    ordered = np.sort(drawn, axis=1)  # what is not a number comes last
    n_there = (~np.isnan(ordered)).sum(axis=1)
    rows = np.arange(len(ordered))
    ends = []
    for share in ((1 - level) / 2, (1 + level) / 2):
        position = np.maximum(share * (n_there - 1), 0)
        below = np.floor(position).astype(int)
        above = np.minimum(below + 1, np.maximum(n_there - 1, 0))
        low, high = ordered[rows, below].astype(float), ordered[rows, above].astype(float)
        ends.append(np.where(n_there > 0, low + (position - below) * (high - low), np.nan))
    return ends[0], ends[1]


def bootstrap_means(
    sums: Sequence[sparse.csr_array], counts: sparse.csr_array, resampling: Resampling
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Find the interval of the mean of each group, with units drawn as whole clusters.

    Parameters
    ----------
    sums, counts : sparse arrays
        As for `resample_means`.
    resampling : Resampling
        How often to draw, and how wide the intervals are.

    Returns
    -------
    list of tuple of ndarray
        Lower and upper ends of each group, one pair a measure.
    """
    n_groups, n_units = counts.shape
    n_resamples = resampling.n_resamples
    ends = [(np.full(n_groups, np.nan), np.full(n_groups, np.nan)) for _ in sums]
    size = max(1, 2 * CELLS_AT_ONCE // max(1, n_resamples * len(sums)))
    kept = (
        list(draw_counts(n_units, n_resamples, resampling.seed))
        if n_units * n_resamples <= CELLS_AT_ONCE
        else None
    )
    for first in range(0, n_groups, size):
        part = slice(first, first + size)
        draws = kept if kept is not None else draw_counts(n_units, n_resamples, resampling.seed)
        means = resample_means([total[part] for total in sums], counts[part], draws)
        for (low, high), drawn in zip(ends, means, strict=True):
            low[part], high[part] = find_intervals(drawn, resampling.level)
    return ends


def find_t_interval(
    estimate: float, residuals: np.ndarray, n: int, level: float
) -> tuple[float, float]:
    """Find Student's interval of a mean, from what each cluster's sum departs from its share.

    Parameters
    ----------
    estimate : float
        The mean.
    residuals : ndarray
        For each cluster, the sum over its values of their departures from the mean.
    n : int
        Values in all.
    level : float
        Coverage, 0..1.

    Returns
    -------
    tuple of float
        Lower and upper end; not a number where there is one cluster.
    """
    n_units = len(residuals)
    if n_units < 2:
        return np.nan, np.nan
    error = np.sqrt((residuals @ residuals) * n_units / (n_units - 1)) / n
    reach = scipy.stats.t.ppf((1 + level) / 2, n_units - 1) * error
    return float(estimate - reach), float(estimate + reach)


def tally(
    rows: np.ndarray, columns: np.ndarray, weights: np.ndarray, shape: tuple[int, int]
) -> sparse.csr_array:
    """Sum weights by row and column."""
    return sparse.csr_array(sparse.coo_array((weights.astype(float), (rows, columns)), shape=shape))
