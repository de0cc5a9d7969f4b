"""Which ranks a group may have: those that the differences between all pairs leave open.

A rank is sure only as far as differences are (Mogstad, Romano, Shaikh and Wilhelm 2024): a group
ranks below as many as surely lie above it. All pairs are asked at once, so that all intervals hold
together; what pairs have in common, since actors stand in the same articles, is drawn with them.
"""

from typing import NamedTuple

import numpy as np
import scipy  # and not stats from it, which takes half a second to load and is seldom used

from ..intervals import jackknife

N_DRAWS = 2_000
_CELLS_AT_ONCE = 10_000_000


class Ranks(NamedTuple):
    """The lowest and the highest rank that each group may have; 1 is the largest mean."""

    low: np.ndarray
    high: np.ndarray


def find_rank_intervals(
    group: np.ndarray,
    unit: np.ndarray,
    value: np.ndarray,
    n_groups: int,
    *,
    level: float = 0.95,
    seed: int = 1,
) -> Ranks:
    """Find the ranks that each group's mean may have, all of them together at this level.

    Parameters
    ----------
    group, unit : ndarray of int
        To which group and which independent unit each value belongs.
    value : ndarray
        The values.
    n_groups : int
        Groups, each with a value.
    level : float
        How often all intervals together hold the true ranks, 0..1.
    seed : int
        Seed of the draws.

    Returns
    -------
    Ranks
        Groups in fewer than two units may have any rank.

    References
    ----------
    Mogstad, M., J. P. Romano, A. M. Shaikh, and D. Wilhelm. 2024. "Inference for Ranks with
    Applications to Mobility across Neighbourhoods and Academic Achievement across Countries."
    Review of Economic Studies 91: 476-518. Romano, J. P., and M. Wolf. 2005. "Exact and Approximate
    Stepdown Methods for Multiple Hypothesis Testing." JASA 100: 94-108.

    Examples
    --------
    Three groups in six units; the last one lies far below the others.

    >>> import numpy as np
    >>> value = np.array([0.1, 0.2, 0.3] * 2 + [0.15, 0.2, 0.3] * 2 + [-0.9, -0.8, -0.85] * 2)
    >>> ranks = find_rank_intervals(np.repeat([0, 1, 2], 6), np.tile(np.arange(6), 3), value, 3)
    >>> ranks.low.tolist(), ranks.high.tolist()
    ([1, 1, 3], [2, 2, 3])
    """
    means = jackknife(group, unit, value, np.ones(len(value)), n_groups)
    left = _leave_out(group, unit, value, n_groups)
    shared = left.T @ left
    a, b = np.triu_indices(n_groups, 1)
    own = np.diag(shared)
    variance = np.maximum(own[a] + own[b] - 2 * shared[a, b], 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = own[a] ** 2 / means.degrees[a] + own[b] ** 2 / means.degrees[b]
        least = np.minimum(means.degrees[a], means.degrees[b])
        degrees = np.maximum(variance**2 / spread, least)
        gap = means.estimate[a] - means.estimate[b]
        t = np.where(variance > 0, gap / np.sqrt(variance), np.sign(gap) * np.inf)
        p_value = 2 * scipy.stats.t.sf(np.abs(t), degrees)
    p_value = np.where((gap == 0) | np.isnan(p_value), 1.0, p_value)
    is_apart = _tell_apart(left, (a, b), variance, p_value, 1 - level, seed)
    is_a_above = is_apart & (gap > 0)
    is_b_above = is_apart & (gap < 0)
    n_above = np.bincount(b[is_a_above], minlength=n_groups)
    n_above += np.bincount(a[is_b_above], minlength=n_groups)
    n_below = np.bincount(a[is_a_above], minlength=n_groups)
    n_below += np.bincount(b[is_b_above], minlength=n_groups)
    return Ranks(1 + n_above, n_groups - n_below)


def _leave_out(group: np.ndarray, unit: np.ndarray, value: np.ndarray, n_groups: int) -> np.ndarray:
    """What leaving each unit out changes in the mean of each group, of shape (units, groups).

    The squares of a column add up to the variance of the jackknife, the products of two columns to
    the covariance of two means.
    """
    n_units = int(unit.max(initial=0)) + 1
    cell = unit * n_groups + group
    n = np.bincount(cell, minlength=n_units * n_groups).reshape(n_units, n_groups).astype(float)
    total = np.bincount(cell, value, n_units * n_groups).reshape(n_units, n_groups)
    stands = n > 0
    n_standing = stands.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        change = (total - n * (total.sum(axis=0) / n.sum(axis=0))) / (n.sum(axis=0) - n)
        change = np.where(stands, change - change.sum(axis=0) / n_standing, 0.0)
        return np.asarray(np.nan_to_num(change * np.sqrt((n_standing - 1) / n_standing)))


def _tell_apart(
    left: np.ndarray,
    pairs: tuple[np.ndarray, np.ndarray],
    variance: np.ndarray,
    p_value: np.ndarray,
    alpha: float,
    seed: int,
) -> np.ndarray:
    """Say which pairs surely differ, all together at this level, step by step.

    In each step the smallest p-value that the pairs still open would have by chance sets the mark.
    """
    a, b = pairs
    is_open = np.ones(len(a), dtype=bool)
    scale = np.sqrt(np.where(variance > 0, variance, np.inf))
    while is_open.any():
        rng = np.random.default_rng(seed)
        largest = []
        size = max(1, min(N_DRAWS, _CELLS_AT_ONCE // int(is_open.sum())))
        for first in range(0, N_DRAWS, size):
            drawn = rng.standard_normal((min(size, N_DRAWS - first), len(left))) @ left
            apart = np.abs(drawn[:, a[is_open]] - drawn[:, b[is_open]]) / scale[is_open]
            largest.append(apart.max(axis=1))
        mark = 2 * scipy.stats.norm.sf(np.quantile(np.concatenate(largest), 1 - alpha))
        is_told = is_open & (p_value <= mark)
        if not is_told.any():
            break
        is_open &= ~is_told
    return np.asarray(~is_open)
