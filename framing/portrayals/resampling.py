"""Resampling in whole clusters, for many groups at once: sums of draws are one product of matrices.

Mentions of one article resemble each other, so what is drawn with replacement is the article (the
cluster bootstrap; Field and Welsh 2007, JRSS B 69, 369-390), and an interval holds the middle of
the drawn means (the percentile method of Efron and Tibshirani 1993).
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from scipy import sparse

CELLS_AT_ONCE = 20_000_000
"""Numbers that a step may hold at once, so that memory does not grow with the corpus."""
_BLOCK = 4_000_000
"""Counts of draws in a block: two blocks are held at once, while one follows the other."""
_DRAWN_AT_ONCE = 2_000_000
"""Draws that are counted at once: while they are, each takes four times the memory of its count."""


def draw_counts(n_units: int, n_resamples: int, seed: int) -> Iterator[np.ndarray]:
    """How often each unit is drawn in each resample, in blocks of resamples that fit into memory.

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
    """Means of each group in each resample of the units, for several values of the same
    observations.

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
    exact = [own.astype(np.float32, copy=False) for own in sums]
    n_each = counts.astype(np.float32)
    with np.errstate(invalid="ignore", divide="ignore"):
        for drawn in draws:
            n_drawn = n_each @ drawn
            for part, own in zip(parts, exact, strict=True):
                part.append((own @ drawn) / n_drawn)
    return [np.concatenate(part, axis=1) for part in parts]


def find_intervals(drawn: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """The ends of the middle `level` of each row, leaving out what is not a number.

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
        place = np.maximum(share * (n_there - 1), 0)
        below = np.floor(place).astype(int)
        above = np.minimum(below + 1, np.maximum(n_there - 1, 0))
        low, high = ordered[rows, below].astype(float), ordered[rows, above].astype(float)
        ends.append(np.where(n_there > 0, low + (place - below) * (high - low), np.nan))
    return ends[0], ends[1]


def bootstrap_means(
    sums: Sequence[sparse.csr_array],
    counts: sparse.csr_array,
    *,
    n_resamples: int,
    level: float,
    seed: int,
) -> list[tuple[np.ndarray, np.ndarray]]:
    """The interval of the mean of each group, with units drawn as whole clusters.

    Parameters
    ----------
    sums, counts : sparse arrays
        As for `resample_means`.
    n_resamples, seed : int
        As for `draw_counts`.
    level : float
        Coverage, 0..1.

    Returns
    -------
    list of tuple of ndarray
        Lower and upper ends of each group, one pair a measure.
    """
    n_groups, n_units = counts.shape
    found = [(np.full(n_groups, np.nan), np.full(n_groups, np.nan)) for _ in sums]
    size = max(1, 2 * CELLS_AT_ONCE // max(1, n_resamples * len(sums)))
    kept = (
        list(draw_counts(n_units, n_resamples, seed))
        if n_units * n_resamples <= CELLS_AT_ONCE
        else None
    )
    for first in range(0, n_groups, size):
        part = slice(first, first + size)
        draws = kept if kept is not None else draw_counts(n_units, n_resamples, seed)
        means = resample_means([own[part] for own in sums], counts[part], draws)
        for (low, high), drawn in zip(found, means, strict=True):
            low[part], high[part] = find_intervals(drawn, level)
    return found


def tally(
    rows: np.ndarray, columns: np.ndarray, weights: np.ndarray, shape: tuple[int, int]
) -> sparse.csr_array:
    """Sums of weights by row and column."""
    return sparse.csr_array(sparse.coo_array((weights.astype(float), (rows, columns)), shape=shape))
