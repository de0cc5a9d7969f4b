"""Intervals of what was coded: of means, of their differences, and of what is at most 1.

They keep to the scale of the codes and always have a width, since a sample in which all is alike
leaves out what is rare.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import special

Scale = tuple[float, float]
"""The lowest and the highest value that a mean may have; from -high to high where it is signed."""
Ends = tuple[float, float]
"""The lower and the upper end of an interval."""
NOTHING = 1e-12
"""What is smaller than this is an error of rounding."""


@dataclass(frozen=True)
class Share:
    """A mean on a scale from 0 to 1: what it is, and what each cluster brings to its error.

    ``extra`` is added to the variance; ``n_most`` is the largest number of independent codes that
    the sample can stand for, if each is 0 or 1, and none where there are others.
    """

    mean: float
    influence: np.ndarray
    extra: float
    n_most: float | None

    def find_ends(self, n_clusters: float, df: float, level: float) -> Ends:
        """Find the ends of its interval.

        It is that of Jeffreys (Brown, Cai and DasGupta 2001) for the effective number of codes, as
        Korn and Graubard (1998) have it, and Student's where codes are graded. Where all are alike,
        another one may be as frequent as `n_clusters` independent clusters could miss by chance.
        """
        mean, tail = self.mean, (1 - level) / 2
        variance = float(self.influence @ self.influence) + self.extra
        if variance < NOTHING:
            unseen = 1 - tail ** (1 / max(n_clusters, 1.0))
            return mean * (1 - unseen), mean + unseen * (1 - mean)
        if self.n_most is None:
            reach = float(special.stdtrit(df, 1 - tail) * np.sqrt(variance))
            return mean - reach, mean + reach
        inside = np.clip(mean, 0.5 / self.n_most, 1 - 0.5 / self.n_most)
        n = min(inside * (1 - inside) / variance, self.n_most)
        n *= (special.ndtri(tail) / special.stdtrit(df, tail)) ** 2
        yes, no = mean * n + 0.5, (1 - mean) * n + 0.5
        low, high = special.betaincinv(yes, no, [tail, 1 - tail])
        return float(min(low, mean)), float(max(high, mean))


@dataclass(frozen=True)
class Mean:
    """A mean of codes: its value, the trust in the scores, and what each cluster brings to it.

    ``tuning`` is what the scores are multiplied by; the trust is what those of mentions without a
    code weigh.

    ``parts`` are shares of the scale, each with the sign with which it counts, and ``width`` times
    their sum, from ``scale[0]`` on where it has no sign, is the value.
    """

    value: float
    trust: float
    tuning: float
    influence: np.ndarray
    parts: tuple[tuple[int, Share], ...]
    width: float
    scale: Scale
    n_coded: int
    n_clusters: int
    n_effective: float
    df: float

    def find_ends(self, level: float) -> Ends:
        """Find the ends of the interval; not a number where one cluster alone was coded."""
        if self.n_clusters < 2:
            return np.nan, np.nan
        below, above = self._find_arms(level)
        low, high = self.scale
        return max(low, self.value - below), min(high, self.value + above)

    def _find_arms(self, level: float) -> Ends:
        arms = []
        for sign, share in self.parts:
            low, high = share.find_ends(self.n_effective, self.df, level)
            arms.append((share.mean - low, high - share.mean)[::sign])
        if len(arms) == 1:
            return self.width * arms[0][0], self.width * arms[0][1]
        (_, positive), (_, negative) = self.parts
        together = -_correlate(positive.influence, negative.influence)
        below, above = (add_arms(arms[0][i], arms[1][i], together) for i in (0, 1))
        return self.width * below, self.width * above


@dataclass(frozen=True)
class Difference:
    """The difference between two means, which may stand in the same clusters."""

    first: Mean
    second: Mean

    @property
    def value(self) -> float:
        """The first less the second."""
        return self.first.value - self.second.value

    def find_ends(self, level: float) -> Ends:
        """Find the ends of the interval from those of both means (Zou and Donner 2008)."""
        together = -_correlate(self.first.influence, self.second.influence)
        ends = self.first.find_ends(level), self.second.find_ends(level)
        values = self.first.value, self.second.value
        below = add_arms(values[0] - ends[0][0], ends[1][1] - values[1], together)
        above = add_arms(ends[0][1] - values[0], values[1] - ends[1][0], together)
        return self.value - below, self.value + above


def add_arms(first: float, second: float, correlation: float) -> float:
    """Add the arms of two intervals as the errors of a sum add up (Newcombe 1998)."""
    return float(np.sqrt(max(first**2 + second**2 + 2 * correlation * first * second, 0.0)))


def _correlate(first: np.ndarray, second: np.ndarray) -> float:
    size = float(np.sqrt((first @ first) * (second @ second)))
    return float(first @ second) / size if size > 0 else 0.0


def find_p_value(value: float, find_ends: Callable[[float], Ends]) -> float:
    """Find the smallest chance of error at which an interval leaves out 0.

    Examples
    --------
    >>> find_p_value(0.0, lambda level: (-level, level))
    1.0
    """
    if value == 0 or not np.isfinite(find_ends(0.5)).all():
        return 1.0 if value == 0 else np.nan
    low, high = np.log(1e-9), 0.0
    for _ in range(14):
        middle = (low + high) / 2
        ends = find_ends(1 - float(np.exp(middle)))
        if ends[0] > 0 or ends[1] < 0:
            high = middle
        else:
            low = middle
    return float(np.exp(high))


def find_jackknife_ends(
    value: float, without_each: np.ndarray, level: float, *, fault: float = 1.0
) -> Ends:
    """Find Student's interval of a number of at most 1, from what it is without each cluster.

    It is made for the square root of what is missing to 1, which varies as much near 1 as
    elsewhere. Where no cluster makes a difference, it allows for as many others as these could miss
    by chance. It ends at 1.

    Parameters
    ----------
    value : float
        Such as an F1 or alpha.
    without_each : ndarray
        The same without each cluster in turn.
    level : float
        Coverage, 0..1.
    fault : float
        What the number would lose if every cluster had a fault.

    Returns
    -------
    tuple of float
        Lower and upper end; not a number where there is one cluster, or one value is none.
    """
    n = len(without_each)
    if n < 2 or not np.isfinite(without_each).all() or not np.isfinite(value):
        return np.nan, np.nan
    missing = np.sqrt(np.maximum(1 - without_each, 0))
    error = np.sqrt((n - 1) / n * ((missing - missing.mean()) ** 2).sum())
    if error < NOTHING:
        unseen = 1 - float(((1 - level) / 2) ** (1 / n))
        return value - fault * unseen, value + unseen * (1 - value)
    reach = float(special.stdtrit(n - 1, (1 + level) / 2) * error)
    middle = float(np.sqrt(max(1 - value, 0)))
    return 1 - (middle + reach) ** 2, 1 - max(middle - reach, 0.0) ** 2
