"""A difference between two sides, drawn again and again: its interval and its p-value by chance."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..intervals import CELLS_AT_ONCE, Resampling


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
    def is_apart(self) -> bool:
        """Whether every unit is on one side only."""
        return not (self.counts > 0).all(axis=1).any()

    def by_stratum(self) -> tuple[np.ndarray, np.ndarray]:
        """Add up the units: the means of the sides in each stratum, and the stratum's weight."""
        sums, counts = np.zeros((self.n_strata, 2)), np.zeros((self.n_strata, 2))
        np.add.at(sums, self.stratum, self.sums)
        np.add.at(counts, self.stratum, self.counts)
        return sums / counts, counts.prod(axis=1) / counts.sum(axis=1)


def tally_sides(unit: pd.Series, side: np.ndarray, value: np.ndarray, stratum: np.ndarray) -> Cells:
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


def estimate_sides(cells: Cells) -> tuple[float, float]:
    """Take the mean of each side: over its strata, each with the same weight on both sides."""
    means, weights = cells.by_stratum()
    estimates = (means * weights[:, None]).sum(axis=0) / weights.sum()
    return float(estimates[0]), float(estimates[1])


def resample_difference(cells: Cells, is_matched: bool, resampling: Resampling) -> np.ndarray:
    """Draw differences: of strata where they are matched, else of units, in each side apart."""
    if is_matched:
        return _resample_strata(cells, resampling)
    means = []
    for side in (0, 1):
        # Where both sides stand in the same units, the same seed draws the same units for both.
        is_drawn = (
            cells.counts[:, side] > 0 if cells.is_apart else np.ones(len(cells.counts), dtype=bool)
        )
        if is_drawn.sum() < 2:
            return np.full(resampling.n_resamples, np.nan)
        seed = resampling.seed + side * cells.is_apart
        drawn = replace(resampling, seed=seed).draw(int(is_drawn.sum()))
        with np.errstate(invalid="ignore", divide="ignore"):
            sums, counts = cells.sums[is_drawn, side], cells.counts[is_drawn, side]
            means.append((sums @ drawn) / (counts @ drawn))
    return np.asarray(means[0] - means[1])


def _resample_strata(cells: Cells, resampling: Resampling) -> np.ndarray:
    if cells.n_strata < 2:
        return np.full(resampling.n_resamples, np.nan)
    means, weights = cells.by_stratum()
    gaps = means @ np.array([1.0, -1.0])
    drawn = resampling.draw(cells.n_strata)
    return np.asarray(((gaps * weights) @ drawn) / (weights @ drawn))


def permute(cells: Cells, difference: float, resampling: Resampling) -> float:
    """Find the share of random exchanges of the sides that give as large a difference."""
    rng = np.random.default_rng(resampling.seed)
    n_units, n_permutations = len(cells.stratum), resampling.n_resamples
    of_stratum = (cells.stratum[:, None] == np.arange(cells.n_strata)).astype(float)
    if cells.is_apart:
        none = np.zeros(n_units)
        sums, counts = (cells.sums.sum(axis=1), none), (cells.counts.sum(axis=1), none)
    else:
        sums, counts = tuple(cells.sums.T), tuple(cells.counts.T)
    size = max(1, CELLS_AT_ONCE // (8 * n_units))
    n_as_large = 0
    for first in range(0, n_permutations, size):
        n = min(size, n_permutations - first)
        to_a = _assign_units(cells, n, rng) if cells.is_apart else rng.random((n, n_units)) < 0.5
        exchanged = [
            np.stack([np.where(to_a, x, y) @ of_stratum for x, y in (pair, pair[::-1])])
            for pair in (sums, counts)
        ]
        by_chance = np.abs(np.nan_to_num(_weigh_gaps(*exchanged)))
        n_as_large += int((by_chance >= abs(difference) - 1e-12).sum())
    return (1 + n_as_large) / (1 + n_permutations)


def _assign_units(cells: Cells, n: int, rng: np.random.Generator) -> np.ndarray:
    """Draw which units go to side a, as many in each stratum as before: n x units."""
    n_units = len(cells.stratum)
    n_each = np.bincount(cells.stratum, minlength=cells.n_strata)
    n_a = np.bincount(cells.stratum[cells.counts[:, 0] > 0], minlength=cells.n_strata)
    # In each stratum those with the lowest random numbers go.
    order = np.argsort(cells.stratum + rng.random((n, n_units)), axis=1)
    begins = np.concatenate([[0], np.cumsum(n_each)[:-1]])
    sorted_stratum = np.sort(cells.stratum)
    goes_to_a = np.arange(n_units) - begins[sorted_stratum] < n_a[sorted_stratum]
    to_a = np.zeros((n, n_units), dtype=bool)
    np.put_along_axis(to_a, order, np.broadcast_to(goes_to_a, (n, n_units)), axis=1)
    return to_a


def _weigh_gaps(sums: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Weighted differences; the arrays have the shape (2 sides, draws, strata)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        means = sums / counts
        weights = counts.prod(axis=0) / counts.sum(axis=0)
        gaps = np.where(weights > 0, (means[0] - means[1]) * weights, 0.0)
        return np.asarray(gaps.sum(axis=-1) / np.nansum(weights, axis=-1))
