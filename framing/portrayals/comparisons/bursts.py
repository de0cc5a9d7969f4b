"""Whether two sides use terms at different rates, article by article, since words come in bursts.

The statistic is the difference of the logarithms of the two rates, divided by its standard error
over articles. What it would be by chance is drawn: articles are dealt out anew, as many to each
side as before, and a unit that stands on both sides swaps them (Janssen 1997; Chung and Romano
2013). The p-value is the larger one of these draws and of Student's t. Each alone finds too much
somewhere: Welch's t, which Lijffijt and others (2016) propose, where a side has few articles (16 %
at 5 % with ten against sixty), and the draws, in what is left after false discoveries are
controlled, where the articles of one side are much longer (``benchmarks/worlds/keyness.py``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy  # and not its parts from it, which take long to load and are seldom used
from scipy import sparse

N_RESAMPLES = 20_000
"""Draws for terms that chance hardly ever reaches; most need a few hundred."""
CAN_BE_FOUND = 0.05
"""A term is tested if the most uneven spread of its articles has a smaller chance than this."""
_ENOUGH = 10
"""Draws that must reach the statistic before no more are needed to tell its p-value."""
_SMALL = 0.5
"""Uses that each side gets before counting."""
_FIRST = 250
_CELLS_AT_ONCE = 2_000_000
_DRAWN_IN_ALL = 400_000_000
"""Sides that may be dealt out in all, so that a large corpus has fewer draws."""


@dataclass(frozen=True)
class Uses:
    """Uses of terms by unit and side: a row is a unit on a side, a column a term."""

    uses: sparse.csc_array
    length: np.ndarray
    """Words of each row."""
    unit: np.ndarray
    is_target: np.ndarray

    @property
    def partner(self) -> np.ndarray:
        """The row of the same unit on the other side; -1 where there is none."""
        partner = np.full(len(self.unit), -1)
        order = np.argsort(self.unit, kind="stable")
        first = np.flatnonzero(self.unit[order][1:] == self.unit[order][:-1])
        partner[order[first]], partner[order[first + 1]] = order[first + 1], order[first]
        return partner


def tally_uses(target: pd.DataFrame, reference: pd.DataFrame, terms: pd.Index) -> Uses:
    """Add up what each unit uses on each side.

    Parameters
    ----------
    target, reference : DataFrame
        The counts of both sides: unit, term, n.
    terms : Index
        The terms that are of interest; all others count as words of the unit.
    """
    both = pd.concat([target.assign(side=1), reference.assign(side=0)], ignore_index=True)
    units = pd.factorize(both["unit"])[0]
    cells, row = np.unique(2 * units + both["side"].to_numpy(), return_inverse=True)
    length = np.bincount(row, weights=both["n"], minlength=len(cells))
    column = terms.get_indexer(pd.Index(both["term"]))
    is_asked = column >= 0
    uses = sparse.coo_array(
        (both["n"].to_numpy(float)[is_asked], (row[is_asked], column[is_asked])),
        shape=(len(cells), len(terms)),
    )
    return Uses(sparse.csc_array(uses), length, cells // 2, cells % 2 == 1)


def find_dispersion(uses: Uses) -> pd.DataFrame:
    """Find how unevenly the units of each side use each term (Gries' deviation of proportions).

    Returns
    -------
    DataFrame
        One row is a term: ``target`` and ``reference``, from 0, each unit uses it as often as its
        length lets expect, to nearly 1, one short unit holds all; missing where there is no use.

    References
    ----------
    Gries, S. T. 2008. "Dispersions and Adjusted Frequencies in Corpora." International Journal of
    Corpus Linguistics 13: 403-437.
    """
    columns = {}
    for name, side in (("target", uses.is_target), ("reference", ~uses.is_target)):
        expected = uses.length[side] / uses.length[side].sum()
        held = sparse.coo_array(uses.uses[side])
        total = np.bincount(held.coords[1], held.data, held.shape[1])
        own = expected[held.coords[0]]
        apart = np.abs(held.data / total[held.coords[1]] - own) - own
        distance = (np.bincount(held.coords[1], apart, held.shape[1]) + 1) / 2
        columns[name] = np.where(total > 0, distance, np.nan)
    return pd.DataFrame(columns)


def find_p_values(uses: Uses, *, n_resamples: int = N_RESAMPLES, seed: int = 1) -> np.ndarray:
    """Test for each term whether the two sides use it at one rate.

    Returns
    -------
    ndarray
        p-values; not a number where a term stands in so few units that no spread of them over the
        sides would be rare. Which these are depends on no side, so that they can be left out of
        the family that false discoveries are counted in (Bourgon and others 2010).

    References
    ----------
    Besag, J., and P. Clifford. 1991. "Sequential Monte Carlo p-Values." Biometrika 78: 301-304.
    Lijffijt, J., T. Nevalainen, T. Säily, P. Papapetrou, K. Puolamäki, and H. Mannila. 2016.
    "Significance Testing of Word Frequencies in Corpora." Digital Scholarship in the Humanities 31:
    374-397.
    """
    p_values = np.full(uses.uses.shape[1], np.nan)
    active = np.flatnonzero(_can_be_found(uses))
    n_sides = np.bincount(uses.is_target, minlength=2)
    if not len(active) or n_sides.min() < 2:
        return p_values
    rates = _Rates(uses, active)
    observed, degrees = (one[:, 0] for one in rates.measure(uses.is_target[:, None]))
    of_student = np.full(len(p_values), np.nan)
    of_student[active] = 2 * scipy.stats.t.sf(observed, degrees)
    n_as_large, n_drawn = np.zeros(len(active), dtype=int), 0
    n_resamples = min(n_resamples, max(_FIRST, _DRAWN_IN_ALL // len(uses.unit)))
    rng = np.random.default_rng(seed)
    while n_drawn < n_resamples and len(active):
        size = max(_FIRST, n_drawn)
        size = min(size, n_resamples - n_drawn, max(50, _CELLS_AT_ONCE // len(active)))
        drawn = np.concatenate(list(_deal_out(uses, size, rng)), axis=1)
        reached = rates.measure(drawn)[0] >= observed[:, None] * (1 - 1e-9)
        n_as_large, n_drawn = n_as_large + reached.sum(axis=1), n_drawn + size
        p_values[active] = (1 + n_as_large) / (1 + n_drawn)
        is_open = n_as_large < _ENOUGH
        active, observed, n_as_large = active[is_open], observed[is_open], n_as_large[is_open]
        rates = _Rates(uses, active)
    return np.asarray(np.maximum(p_values, of_student))


class _Side(NamedTuple):
    """A side's units and words, the rate of each term, and the variance of its logarithm."""

    n: np.ndarray
    words: np.ndarray
    rate: np.ndarray
    expected: np.ndarray
    """Uses, and a little more, so that a side without a use has a logarithm."""
    variance: np.ndarray
    factor: np.ndarray
    by_others: np.ndarray
    """Uses, each as often as the unit has words on the other side."""


class _Rates:
    """Studentised differences of rates of some terms, for many ways to deal out the sides."""

    def __init__(self, uses: Uses, terms: np.ndarray) -> None:
        x, length, partner = sparse.csc_array(uses.uses[:, terms]), uses.length, uses.partner
        self.length, self.is_paired = length, partner >= 0
        self.x = sparse.csr_array(x.T)
        self.squares = sparse.csr_array((x * x).T)
        self.by_length = sparse.csr_array((x * length[:, None]).T)
        paired = np.where(self.is_paired, partner, 0)
        others_length = np.where(self.is_paired, length[paired], 0.0)
        self.by_others = sparse.csr_array((x * others_length[:, None]).T)
        others = sparse.csr_array(x)[paired] * self.is_paired[:, None].astype(float)
        self.product = np.asarray((x * others).sum(axis=0)).ravel() / 2
        self.length_product = float(length @ others_length) / 2

    def measure(self, is_target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Measure how far the rates lie apart, and on how many degrees of freedom that rests.

        Both are of shape (terms, ways to deal out).
        """
        a, b = self._side(is_target.astype(float)), self._side(1.0 - is_target)
        variance = a.variance + b.variance
        degrees = variance**2 / (a.variance**2 / (a.n - 1) + b.variance**2 / (b.n - 1))
        if self.is_paired.any():
            shared = self.product[:, None] - b.rate * a.by_others - a.rate * b.by_others
            shared = shared + a.rate * b.rate * self.length_product
            shared = shared * np.sqrt(a.factor * b.factor) / (a.expected * b.expected)
            variance = np.maximum(variance - 2 * shared, variance * 1e-9)
        apart = np.abs(np.log(a.expected / a.words) - np.log(b.expected / b.words))
        return apart / np.sqrt(variance), degrees

    def _side(self, is_on: np.ndarray) -> "_Side":
        words, n_units, n = self.length @ is_on, is_on.sum(axis=0), self.x @ is_on
        rate, expected, factor = n / words, n + _SMALL, n_units / (n_units - 1)
        left = self.squares @ is_on - 2 * rate * (self.by_length @ is_on)
        left = factor * (left + rate**2 * (self.length**2 @ is_on))
        variance = np.maximum(left, expected) / expected**2
        by_others = self.by_others @ is_on if self.is_paired.any() else np.zeros(0)
        return _Side(n_units, words, rate, expected, variance, factor, by_others)


def _deal_out(uses: Uses, n_draws: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Deal the units out to the sides anew, in blocks of draws."""
    partner = uses.partner
    single = np.flatnonzero(partner < 0)
    first = np.flatnonzero((partner >= 0) & uses.is_target)
    n_target = int(uses.is_target[single].sum())
    step = max(1, _CELLS_AT_ONCE // max(1, len(uses.unit)))
    for done in range(0, n_draws, step):
        n = min(step, n_draws - done)
        drawn = np.zeros((len(uses.unit), n), dtype=bool)
        if 0 < n_target < len(single):
            order = np.argpartition(rng.random((n, len(single))), n_target, axis=1)
            drawn[single[order[:, :n_target].T], np.arange(n)] = True
        else:
            drawn[single] = uses.is_target[single][:, None]
        keeps = rng.random((len(first), n)) < 0.5
        drawn[first], drawn[partner[first]] = keeps, ~keeps
        yield drawn


def _can_be_found(uses: Uses) -> np.ndarray:
    """Say which terms stand in enough units to lie unevenly by more than chance."""
    is_single = uses.partner < 0
    stands = uses.uses > 0
    n_alone = np.asarray(stands[is_single].sum(axis=0)).ravel()
    n_paired = np.asarray(stands[~is_single].sum(axis=0)).ravel() / 2
    n_all, log_fact = is_single.sum(), scipy.special.gammaln
    chances = []
    for side in (uses.is_target, ~uses.is_target):
        n_side = (side & is_single).sum()
        held = np.minimum(n_alone, n_side)
        log = log_fact(n_side + 1) - log_fact(n_side - held + 1)
        log = log - log_fact(n_all + 1) + log_fact(n_all - held + 1)
        chances.append(np.exp(log) * 0.5**n_paired)
    return np.asarray(np.minimum(*chances) < CAN_BE_FOUND)
