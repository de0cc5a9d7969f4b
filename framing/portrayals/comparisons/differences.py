"""A difference between two sides, with its interval and its p-value from one statistic.

The statistic is the difference divided by its standard error, which comes from leaving out one unit
at a time. Without strata, what it would be by chance is drawn: a unit that holds both sides, such
as a wire story that two outlets print, swaps them, and the units of one side are dealt out anew,
as many to each side as before. Since the statistic is studentised, this holds also where one side
varies more than the other (Janssen 1997; Chung and Romano 2013). Where a side has few units, all
exchanges are gone through instead, and some are so few that none can be rare. With strata each
stratum is one unit, and the statistic is Student's.
"""

import math
from itertools import combinations, product
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy  # and not stats from it, which takes half a second to load and is seldom used

from ..intervals import CELLS_AT_ONCE, MIN_ARTICLES, Means, Resampling, jackknife

MIN_STRATA = 3
"""Strata that a matched comparison must cover to be reportable: two differ by chance alone."""
MANY_UNITS, MOST_UNITS = 200, 20_000
"""Where the smaller side has so many units, or both together, Student's distribution stands for the
draws, from which it then hardly differs.
"""
_ENOUGH = 10
"""Draws that must reach the statistic before no more are needed to tell its p-value."""
_ALIKE = 1e-9


class Cells(NamedTuple):
    """Sums and numbers of the two sides by unit, each unit in one stratum."""

    stratum: np.ndarray
    sums: np.ndarray
    """Of shape (units, 2)."""
    counts: np.ndarray
    """Of shape (units, 2)."""

    @property
    def n_strata(self) -> int:
        """How many strata there are."""
        return int(self.stratum.max()) + 1

    @property
    def is_both(self) -> np.ndarray:
        """Which units hold both sides."""
        return np.asarray((self.counts > 0).all(axis=1))

    @property
    def n_units(self) -> np.ndarray:
        """How many units each side has."""
        return np.asarray((self.counts > 0).sum(axis=0))

    def by_stratum(self) -> tuple[np.ndarray, np.ndarray]:
        """Add up the units: the means of the sides in each stratum, and the stratum's weight."""
        sums, counts = np.zeros((self.n_strata, 2)), np.zeros((self.n_strata, 2))
        np.add.at(sums, self.stratum, self.sums)
        np.add.at(counts, self.stratum, self.counts)
        return sums / counts, counts.prod(axis=1) / counts.sum(axis=1)


class Difference(NamedTuple):
    """One difference, less what only a whole table knows."""

    estimate_a: float
    estimate_b: float
    difference: float
    ci_low: float
    ci_high: float
    p_value: float
    degrees: float
    """Degrees of freedom of the standard error."""


def tally_sides(
    unit: pd.Series | np.ndarray, side: np.ndarray, value: np.ndarray, stratum: np.ndarray
) -> Cells:
    """Add up values by unit and side; a unit that stands in two strata is two."""
    codes, _ = pd.factorize(unit)
    _, cell = np.unique(codes * (stratum.max() + 1) + stratum, return_inverse=True)
    n_cells = cell.max() + 1
    sums, counts = np.zeros((n_cells, 2)), np.zeros((n_cells, 2))
    np.add.at(sums, (cell, side), value)
    np.add.at(counts, (cell, side), 1)
    of_cell = np.zeros(n_cells, dtype=int)
    of_cell[cell] = stratum
    return Cells(of_cell, sums, counts)


def compare_strata(cells: Cells, resampling: Resampling, reach: float) -> Difference:
    """Compare two sides inside strata, each of which is one unit.

    Parameters
    ----------
    cells : Cells
        With mentions of both sides in every stratum.
    resampling : Resampling
        How wide the interval is.
    reach : float
        The largest difference that the measure's scale allows.

    Returns
    -------
    Difference
        The strata's differences, each weighted as its numbers allow, are the values of a jackknife
        (`jackknife`); interval and p-value are Student's. With one stratum there are none.
    """
    means, weights = cells.by_stratum()
    n_strata = len(weights)
    a, b = (float(side @ weights / weights.sum()) for side in means.T)
    gaps = (means[:, 0] - means[:, 1]) * weights
    of_gaps = jackknife(np.zeros(n_strata, dtype=int), np.arange(n_strata), gaps, weights, 1)
    (low,), (high,) = of_gaps.find_ends(resampling.level, (-reach, reach))
    difference, error, degrees = of_gaps.estimate[0], of_gaps.error[0], of_gaps.degrees[0]
    if not error <= _ALIKE:  # with one stratum there is no error, nor a p-value
        p_value = _student(abs(difference) / error, degrees)
    else:  # the level at which the interval would end at 0
        unseen = 1 / (abs(difference) / reach + 1)
        p_value = float(np.minimum(1, 2 * unseen ** of_gaps.n_at_most()[0]))
    return Difference(a, b, float(difference), low, high, p_value, degrees)


def compare_units(
    cells: Cells, resampling: Resampling, reach: float, *, n_questions: int = 1
) -> Difference:
    """Compare two sides whose units are articles or clusters of them.

    Parameters
    ----------
    cells : Cells
        In one stratum.
    resampling : Resampling
        How often to draw, and how wide the interval is.
    reach : float
        The largest difference that the measure's scale allows.
    n_questions : int
        Questions that are asked together: where the statistic is seldom reached by chance, there
        are so many draws that its p-value can be small enough to count among them.

    Returns
    -------
    Difference
        The interval ends where the statistic would be reached by chance in 1 - level of the draws,
        so that it leaves out 0 exactly where p is below that. Where a side has fewer than
        `MIN_ARTICLES` units and there are no more exchanges than draws, p is exact; and where the
        rarest of them is not as rare as 1 - level, as of 3 and 3 units, there is no interval. There
        is neither where a side has one unit.
    """
    n_units = cells.n_units
    a, b = map(float, cells.sums.sum(axis=0) / cells.counts.sum(axis=0))
    difference = a - b
    if n_units.min() < 2:
        return Difference(a, b, difference, np.nan, np.nan, np.nan, np.nan)
    sides = [
        jackknife(np.zeros(int(n), dtype=int), np.arange(n), total[here], count[here], 1)
        for n, total, count in zip(n_units, cells.sums.T, cells.counts.T, strict=True)
        for here in [count > 0]
    ]
    _, error = _studentise(*_as_observed(cells))
    degrees = _join_degrees(sides[0], sides[1], is_apart=not cells.is_both.any())
    if n_units.min() >= MANY_UNITS or n_units.sum() > MOST_UNITS:
        p_value = _student(find_statistic(cells), degrees)
        edge = float(scipy.stats.t.ppf((1 + resampling.level) / 2, degrees))
    else:
        statistic = find_statistic(cells)
        n_exchanges, n_rarest = _count_exchanges(cells)
        is_exact = n_units.min() < MIN_ARTICLES and n_exchanges <= resampling.n_resamples
        by_chance = (
            _exchange_all(cells) if is_exact else draw_by_chance(cells, resampling, n_questions)
        )
        p_value = (1 + (by_chance >= statistic - 1e-9).sum()) / (1 + len(by_chance))
        edge = _edge(by_chance, resampling.level)
        if is_exact and n_rarest / n_exchanges > 1 - resampling.level:
            return Difference(a, b, difference, np.nan, np.nan, float(p_value), degrees)
    if error[0] > _ALIKE:
        low, high = difference - edge * error[0], difference + edge * error[0]
    else:
        low, high = _ends_of_alike(sides, difference, resampling.level, reach)
    low, high = np.clip([low, high], -reach, reach)
    return Difference(a, b, difference, float(low), float(high), float(p_value), degrees)


class _Side(NamedTuple):
    """What each unit of a side brings, in so many draws; arrays of (draws, units)."""

    sums: np.ndarray
    counts: np.ndarray


def find_statistic(cells: Cells) -> float:
    """Find the difference divided by its standard error, either way."""
    gap, error = _studentise(*_as_observed(cells))
    return float(_divide(np.abs(gap), error)[0])


def draw_by_chance(cells: Cells, resampling: Resampling, n_questions: int = 1) -> np.ndarray:
    """Draw the statistic as it would be by chance, more often where it is seldom reached."""
    rng, statistic = np.random.default_rng(resampling.seed), find_statistic(cells)
    n_draws = resampling.n_resamples
    drawn = [_exchange(cells, n_draws, rng)]
    n_most = int(2 * n_questions / (1 - resampling.level))
    if n_most > n_draws and (drawn[0] >= statistic - 1e-9).sum() < _ENOUGH:
        drawn.append(_exchange(cells, n_most - n_draws, rng))
    return np.concatenate(drawn)


def _as_observed(cells: Cells) -> tuple[_Side, _Side, int]:
    """The two sides as they are, units of both first, and how many these are."""
    both, single = np.flatnonzero(cells.is_both), np.flatnonzero(~cells.is_both)
    sides = []
    for which in (0, 1):
        units = np.concatenate([both, single[cells.counts[single, which] > 0]])
        sides.append(_Side(cells.sums[None, units, which], cells.counts[None, units, which]))
    return sides[0], sides[1], len(both)


def _count_exchanges(cells: Cells) -> tuple[int, int]:
    """In how many ways the sides can be exchanged, and how many have one statistic at least.

    Two have, each being the other turned round, where sides are as large as each other.
    """
    is_single = ~cells.is_both
    n_a, n_b = (int(n) for n in (cells.counts[is_single] > 0).sum(axis=0))
    n_ways = 2 ** int(cells.is_both.sum()) * math.comb(n_a + n_b, n_a)
    return n_ways, 2 if n_a == n_b else 1


def _exchange_all(cells: Cells) -> np.ndarray:
    """Find the statistic of every way to exchange the sides but the one that is seen."""
    n_both, single = int(cells.is_both.sum()), np.flatnonzero(~cells.is_both)
    seen = tuple(np.flatnonzero(cells.counts[single, 0] > 0).tolist())
    ways = [
        (swap, (*chosen, *(n for n in range(len(single)) if n not in chosen)))
        for swap in product((False, True), repeat=n_both)
        for chosen in combinations(range(len(single)), len(seen))
        if any(swap) or chosen != seen
    ]
    is_swapped = np.array([swap for swap, _ in ways], dtype=bool).reshape(len(ways), n_both)
    order = np.array([order for _, order in ways], dtype=int).reshape(len(ways), len(single))
    return _find_exchanged(cells, is_swapped, order)


def _exchange(cells: Cells, n_draws: int, rng: np.random.Generator) -> np.ndarray:
    """Exchange the sides by chance: units of both swap them, those of one are dealt out anew."""
    n_both, n_single = int(cells.is_both.sum()), int((~cells.is_both).sum())
    size = max(1, CELLS_AT_ONCE // (8 * len(cells.counts)))
    drawn = []
    for first in range(0, n_draws, size):
        n = min(size, n_draws - first)
        is_swapped = rng.random((n, n_both)) < 0.5
        order = np.argsort(rng.random((n, n_single)), axis=1)
        drawn.append(_find_exchanged(cells, is_swapped, order))
    return np.concatenate(drawn)


def _find_exchanged(cells: Cells, is_swapped: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Find the statistic of some exchanges: which of both swap, and the order of single ones."""
    both, single = np.flatnonzero(cells.is_both), np.flatnonzero(~cells.is_both)
    n_a = int((cells.counts[single, 0] > 0).sum())
    halves = []
    for table in (cells.sums, cells.counts):
        a, b = table[both].T
        dealt = table[single].sum(axis=1)[order]  # one of the two is 0
        halves.append(
            (
                np.concatenate([np.where(is_swapped, b, a), dealt[:, :n_a]], axis=1),
                np.concatenate([np.where(is_swapped, a, b), dealt[:, n_a:]], axis=1),
            )
        )
    (sums_a, sums_b), (counts_a, counts_b) = halves
    gap, error = _studentise(_Side(sums_a, counts_a), _Side(sums_b, counts_b), len(both))
    return _divide(np.abs(gap), error)


def _studentise(a: _Side, b: _Side, n_both: int) -> tuple[np.ndarray, np.ndarray]:
    """Find differences and their standard errors by the jackknife.

    The first `n_both` units of the sides are the same: what moves both moves no difference.
    """
    (mean_a, of_a), (mean_b, of_b) = _leave_out(a), _leave_out(b)
    parts = [of_a[:, :n_both] - of_b[:, :n_both], of_a[:, n_both:], of_b[:, n_both:]]
    square = np.zeros(len(of_a))
    for part in parts:
        square += np.einsum("ij,ij->i", part, part)
    return mean_a - mean_b, np.sqrt(square)


def _leave_out(side: _Side) -> tuple[np.ndarray, np.ndarray]:
    """Find the means, and how they depart if one unit after the other is left out."""
    total, n = side.sums.sum(axis=1, keepdims=True), side.counts.sum(axis=1, keepdims=True)
    n_units = side.counts.shape[1]
    without = (total - side.sums) / (n - side.counts)
    without -= without.mean(axis=1, keepdims=True)
    return (total / n)[:, 0], without * np.sqrt((n_units - 1) / n_units)


def _divide(gap: np.ndarray, error: np.ndarray) -> np.ndarray:
    """Divide, where no gap is none however small its error, and a sure one is beyond all others."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = gap / error
    return np.where(gap < _ALIKE, 0.0, np.where(error < _ALIKE, np.inf, ratio))


def _edge(by_chance: np.ndarray, level: float) -> float:
    """Find the statistic from which on the p-value is below 1 - level."""
    n_beyond = int(np.floor((1 - level) * (1 + len(by_chance)) - 1))
    if n_beyond < 0:
        return np.inf
    return float(np.partition(by_chance, len(by_chance) - 1 - n_beyond)[-1 - n_beyond])


def _student(statistic: float, degrees: float) -> float:
    return float(2 * scipy.stats.t.sf(statistic, degrees))


def _join_degrees(a: Means, b: Means, *, is_apart: bool) -> float:
    """Join the degrees of freedom of two means, of different units (Welch) or of shared ones."""
    variances, degrees = np.array([a.error[0], b.error[0]]) ** 2, [a.degrees[0], b.degrees[0]]
    if not is_apart or variances.sum() < _ALIKE**2:
        return float(min(degrees))
    return float(variances.sum() ** 2 / (variances**2 / degrees).sum())


def _ends_of_alike(
    sides: list[Means], difference: float, level: float, reach: float
) -> tuple[float, float]:
    """Find the interval where each side's units are alike, from what may not have been seen."""
    if not np.isfinite(reach):
        return np.nan, np.nan
    width = float(np.hypot(*(side.find_unseen(level)[0] for side in sides))) * reach
    return difference - width, difference + width
