"""The pair of sides that lie farthest apart, which is tested as picked for that.

Of many pairs one lies farthest apart by chance alone. The largest of the differences between all
pairs has the distribution of the studentised range, so interval and p-value are taken from it
(Games and Howell 1976, Journal of Educational Statistics 1, 113-125).
"""

from functools import lru_cache

import numpy as np
import pandas as pd
import scipy  # and not stats from it, which takes half a second to load and is seldom used

WIDEST = "widest"
"""Stands for the pair of sides that lie farthest apart."""


def find_widest(table: pd.DataFrame) -> tuple[tuple[str, str], int]:
    """Find the pair of sides whose reportable rows differ most, and of how many sides it is."""
    pairs = ["side_a", "side_b"]
    told = table[table["is_reportable"]]
    if told.empty:
        raise ValueError(
            "no two sides are reportable in the same group, so none lie farthest apart"
        )
    gaps = told.assign(gap=told["difference"].abs()).groupby(pairs)["gap"]
    # One row alone may be far apart by chance; a pair is judged by several where one has them.
    widths = gaps.mean()[gaps.size() >= min(2, gaps.size().max())]
    a, b = widths.idxmax()
    return (str(a), str(b)), len(set(told["side_a"]) | set(told["side_b"]))


def allow_for_picking(table: pd.DataFrame, n_sides: int, level: float) -> pd.DataFrame:
    """Widen intervals and raise p-values of a pair that was picked among so many sides.

    Both come from one statistic: how far the difference lies from 0 in half widths of its interval,
    as Student's. So the wider interval leaves out 0 where p is below 1 - level.
    """
    difference = table["difference"]
    below, above = difference - table["ci_low"], table["ci_high"] - difference
    half = below.where(difference > 0, above)
    statistic = (difference.abs() / half).where(difference != 0, 0.0)
    rows = list(zip(table["p_value"], statistic, table["degrees"], strict=True))
    wider = np.array([_widening(degrees, n_sides, level) for *_, degrees in rows])
    return table.assign(
        p_value=np.array([as_widest(*row, n_sides, level) for row in rows], dtype=float),
        ci_low=difference - below * wider,
        ci_high=difference + above * wider,
    )


@lru_cache(maxsize=1 << 10)
def as_widest(
    p_value: float, statistic: float, degrees: float, n_sides: int, level: float
) -> float:
    """Turn the p-value of one pair into that of the largest of all differences.

    Its `statistic` is the difference in half widths of its interval at `level`.

    Examples
    --------
    >>> round(as_widest(0.02, 1.2, 30.0, 3, 0.95), 3), as_widest(0.02, 1.2, 30.0, 2, 0.95)
    (0.052, 0.02)
    """
    if n_sides <= 2 or np.isnan(p_value):
        return p_value
    of_student = statistic * scipy.stats.t.ppf((1 + level) / 2, degrees)
    return float(scipy.stats.studentized_range.sf(np.sqrt(2) * of_student, n_sides, degrees))


@lru_cache(maxsize=1 << 10)
def _widening(degrees: float, n_sides: int, level: float) -> float:
    """How many times as wide the interval of a picked pair is."""
    if n_sides <= 2 or np.isnan(degrees):
        return 1.0
    widest = scipy.stats.studentized_range.ppf(level, n_sides, degrees) / np.sqrt(2)
    return float(widest / scipy.stats.t.ppf((1 + level) / 2, degrees))
