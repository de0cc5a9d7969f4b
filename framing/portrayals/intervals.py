"""Intervals of means and shares: the jackknife over independent units.

Mentions of one article resemble each other, and copies are one text, so the unit of chance is the
article, or the cluster of copies that it belongs to. The interval of a mean comes from leaving out
one unit after the other (the delete-one jackknife; Miller 1974, Biometrika 61, 1-15) with Student's
t; its degrees of freedom fall where few units hold most of the mentions (Bell and McCaffrey 2002,
Survey Methodology 28, 169-181). A share has the interval of Wilson for an effective number of
mentions (Korn and Graubard 1998, Survey Methodology 24, 193-201; Franco, Little, Louis and Slud
2019, Journal of Survey Statistics and Methodology 7, 334-364), which does not end at 0 where
nothing was seen. Few hits say little of how alike the mentions of an article are, so what they say
is joined with what is usual (Smyth 2004, Statistical Applications in Genetics and Molecular Biology
3, 3). How often each of them holds the truth is measured by ``benchmarks/inference.py``.

`Resampling` says how wide an interval is, and how often comparisons exchange their sides;
`Grouping` says what a unit is.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy  # and not stats from it, which takes half a second to load and is seldom used

MIN_MENTIONS, MIN_ARTICLES = 10, 5
"""What a group must hold to be reportable: below some ten mentions a mean is mostly chance; from
five independent articles on the intervals hold what they promise (``docs/accuracy.md``).
"""
MENTIONS_OF_A_SHARE = 3
"""A share needs so many times the mentions of a mean, thirty by default: below that its interval
tells little (Parker et al. 2017, "National Center for Health Statistics Data Presentation Standards
for Proportions", Vital and Health Statistics 2(175)).
"""
CELLS_AT_ONCE = 20_000_000
"""Numbers that a step may hold at once, so that memory does not grow with the corpus."""
_ALIKE = 1e-9
"""A standard error below this is that of values that are all alike, but for rounding."""
USUALLY_ALIKE = 0.2
"""How alike the mentions of an article usually are in a share: their correlation. In news and in
releases of governments it is about that for frames and voices, and goes from none to a half.
"""
USUAL_DEGREES = 4.0
"""Degrees of freedom that what is usual counts for beside those of the articles seen."""
_RARE = 1.5
"""So many times its chance of error may an interval of 95 % miss a rare share, on its lower side
alone, since on the other it never does.
"""


@dataclass(frozen=True)
class Resampling:
    """How wide intervals are, how often sides are exchanged, and what makes a group reportable.

    ``n_resamples`` exchanges with the seed ``seed``; ``level`` is the coverage of an interval,
    0..1; ``min_mentions`` and ``min_articles`` are the least that makes a group reportable, copies
    of an article counted once; of a share, `MENTIONS_OF_A_SHARE` times the mentions.

    Raises
    ------
    ValueError
        If the level is no share.
    """

    n_resamples: int = 2_000
    level: float = 0.95
    seed: int = 1
    min_mentions: int = MIN_MENTIONS
    min_articles: int = MIN_ARTICLES

    def __post_init__(self) -> None:
        if not 0 < self.level < 1:
            raise ValueError(
                f"level= is the coverage of the intervals, between 0 and 1, such as 0.95; "
                f"it is {self.level}"
            )

    def is_reportable(
        self, n_mentions: pd.Series, n_clusters: pd.Series, *, is_share: bool = False
    ) -> pd.Series:
        """Say which groups hold enough mentions and independent articles to be reported.

        Those of copies are counted once.

        Nothing else is looked at. How unequal the articles are is left to the interval: to leave
        out samples that hold a long article would keep those that miss it. So would a limit to the
        width of the interval of a share, which depends on the share that was seen.
        """
        min_mentions = self.min_mentions * (MENTIONS_OF_A_SHARE if is_share else 1)
        return (n_mentions >= min_mentions) & (n_clusters >= self.min_articles)


@dataclass(frozen=True)
class Means:
    """Means of groups with the chance in them; each array has an entry for each group."""

    estimate: np.ndarray
    error: np.ndarray
    """Standard error; not a number where there is one unit."""
    degrees: np.ndarray
    """Degrees of freedom of the error, from 1 to the number of units less 1."""
    n_units: np.ndarray
    n: np.ndarray
    """Values."""
    n_once: np.ndarray
    """The same, where those of a unit's rows, such as copies of a text, count as one row's."""
    apart: np.ndarray
    """Variance of the mean in variances of a value, if values, copies aside, were independent."""
    alike: np.ndarray
    """The same, if all values of a unit were equal."""

    def find_ends(self, level: float, scale: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
        """Find the interval of each mean, on the scale of the measure and never of no width.

        Returns
        -------
        tuple of ndarray
            Lower and upper ends; not a number where a group has fewer than two units, or where all
            its values are alike on a scale that has no ends.
        """
        low, high = scale
        with np.errstate(invalid="ignore", divide="ignore"):
            reach = scipy.stats.t.ppf((1 + level) / 2, self.degrees) * self.error
            ends = self.estimate - reach, self.estimate + reach
            is_alike, unseen = self.error < _ALIKE, self.find_unseen(level)
            bounds = (self.estimate + unseen * (end - self.estimate) for end in (low, high))
            lower, upper = (
                np.where(is_alike, np.where(np.isfinite(bound), bound, np.nan), end)
                for bound, end in zip(bounds, ends, strict=True)
            )
        return np.clip(lower, low, high), np.clip(upper, low, high)

    def find_share_ends(self, level: float) -> tuple[np.ndarray, np.ndarray]:
        """Find the intervals of Wilson for the effective number of values.

        That is how many independent ones vary as much (`_find_effective`). Where few hits were
        seen, Wilson's end toward 0 is too near: it is moved out to the share that gives as many in
        `_RARE` times the chance of error (as Brown, Cai and DasGupta 2001 do in its chance of
        error).
        """
        share, error = np.clip(self.estimate, 0, 1), 1 - level
        n = self._find_effective(share, level)
        square = scipy.stats.norm.isf(error / 2) ** 2 / n
        middle = (share + square / 2) / (1 + square)
        reach = np.sqrt(square * (share * (1 - share) + square / 4)) / (1 + square)
        hits, rare = n * share, min(_RARE * error, 1.0)
        with np.errstate(invalid="ignore"):
            first = scipy.stats.beta.ppf(rare, hits, n - hits + 1)
            last = scipy.stats.beta.ppf(1 - rare, hits + 1, n - hits)
        low = np.where(hits > 0, np.minimum(middle - reach, first), 0.0)
        high = np.where(n - hits > 0, np.maximum(middle + reach, last), 1.0)
        is_one = self.n_units < 2
        return np.where(is_one, np.nan, low), np.where(is_one, np.nan, high)

    def _find_effective(self, share: np.ndarray, level: float) -> np.ndarray:
        """Find how many independent values vary as much as these.

        The variance that was seen and the usual one are joined by their degrees of freedom
        (Smyth 2004). Those of the seen one are few where there are few hits, none where there are
        none. It is no less than that of independent values; only what lies above that is unsure,
        so only for that Student's t makes up.
        """
        binomial = share * (1 - share)
        usual = self.apart + USUALLY_ALIKE * (self.alike - self.apart)
        with np.errstate(invalid="ignore", divide="ignore"):
            degrees = 1 / (1 / self.degrees + self.apart / (2 * binomial))
            degrees = np.where(binomial > 0, degrees, 0.0)
            seen = np.where(binomial > 0, self.error**2 / binomial, 0.0)
            variance = (USUAL_DEGREES * usual + degrees * seen) / (USUAL_DEGREES + degrees)
            variance = np.maximum(variance, self.apart)
            unsure = np.maximum(1 - self.apart / variance, 1e-6)
            degrees = (USUAL_DEGREES + degrees) / unsure
            wider = scipy.stats.t.isf((1 - level) / 2, degrees)
            return np.asarray((scipy.stats.norm.isf((1 - level) / 2) / wider) ** 2 / variance)

    def find_unseen(self, level: float) -> np.ndarray:
        """Find the largest share of other values that may exist though none was seen."""
        return np.asarray(1 - ((1 - level) / 2) ** (1 / self.n_at_most()))

    def n_at_most(self) -> np.ndarray:
        """Say for how many independent values those count that are all alike.

        How much the values of a unit resemble each other cannot be seen in them, so it is the
        middle (geometric) between the values, copies counted once, and the units; simulations
        chose it.
        """
        return np.asarray(np.sqrt(self.n_once * (self.degrees + 1)))


def jackknife(
    group: np.ndarray,
    unit: np.ndarray,
    total: np.ndarray,
    n: np.ndarray,
    n_groups: int,
    *,
    n_values: np.ndarray | None = None,
    are_copies: bool = True,
) -> Means:
    """Take the mean of each group, and its standard error by leaving out one unit at a time.

    Parameters
    ----------
    group, unit : ndarray of int
        Where each row belongs; a unit may have several rows in a group.
    total, n : ndarray
        What each row brings: the sum of its values, and their number or weight, above 0.
    n_groups : int
        Groups; those without a row have no mean.
    n_values : ndarray, optional
        How many values are behind each row, if not `n`.
    are_copies : bool
        Whether the rows of a unit are copies of each other, so that their values count once.

    Returns
    -------
    Means
        The error is that of the delete-one jackknife of a ratio; the degrees of freedom are those
        of Bell and McCaffrey (2002) for means of units that vary alike, m - 1 where all m units
        weigh the same.

    References
    ----------
    Bell, R. M., and D. F. McCaffrey. 2002. "Bias Reduction in Standard Errors for Linear Regression
    with Multi-Stage Samples." Survey Methodology 28: 169-181. Miller, R. G. 1974. "The Jackknife: A
    Review." Biometrika 61: 1-15.

    Examples
    --------
    Two groups: three articles with one value each, and one with two values.

    >>> import numpy as np
    >>> means = jackknife(np.array([0, 0, 0, 1]), np.array([0, 1, 2, 0]),
    ...                   np.array([0.2, 0.4, 0.6, 1.0]), np.array([1, 1, 1, 2]), 2)
    >>> means.estimate.round(2).tolist(), means.error.round(3).tolist(), means.degrees.tolist()
    ([0.4, 0.5], [0.115, nan], [2.0, nan])
    """
    size = int(unit.max(initial=0)) + 1
    pairs, of_row = np.unique(group * size + unit, return_inverse=True)
    group = pairs // size
    total = np.bincount(of_row, weights=total, minlength=len(pairs))
    values = np.bincount(of_row, weights=n if n_values is None else n_values, minlength=len(pairs))
    n = np.bincount(of_row, weights=n, minlength=len(pairs))
    once = values / np.bincount(of_row, minlength=len(pairs)) if are_copies else values

    def add(values: np.ndarray) -> np.ndarray:
        return np.bincount(group, weights=values, minlength=n_groups)

    n_units, all_n, all_total = add(np.ones(len(group))), add(n), add(total)
    with np.errstate(invalid="ignore", divide="ignore"):
        estimate = all_total / all_n
        without = (all_total[group] - total) / (all_n[group] - n)
        departure = without - (add(without) / n_units)[group]
        error = np.sqrt((n_units - 1) / n_units * add(departure**2))
        weight = n / all_n[group]
        degrees = _find_degrees(weight, add, group)
    is_one = n_units < 2
    return Means(
        estimate,
        np.where(is_one, np.nan, error),
        np.where(is_one, np.nan, np.clip(degrees, 1, n_units - 1)),
        n_units.astype(int),
        add(values),
        add(once).round(6),  # thirds add up to whole numbers
        add(weight**2 / once),
        add(weight**2),
    )


def _find_degrees(
    weight: np.ndarray, add: Callable[[np.ndarray], np.ndarray], group: np.ndarray
) -> np.ndarray:
    """Find Satterthwaite's degrees of freedom: a squared trace over the trace of a square.

    The traces are of the form that adds up the squared departures of the units from the mean, each
    divided by what the others weigh; they are written out so that no matrix is needed.
    """
    squared = (weight / (1 - weight)) ** 2
    q = add(weight**2)
    first, second, third = add(squared), add(squared * weight), add(squared * weight**2)
    trace = add(squared * (1 - 2 * weight + q[group]))
    own = (1 + q[group] - 2 * weight) ** 2 - (q[group] - 2 * weight) ** 2
    of_square = (
        q**2 * first**2
        - 4 * q * first * second
        + 2 * first * third
        + 2 * second**2
        + add(squared**2 * own)
    )
    return np.asarray(trace**2 / of_square)
