"""Means of what was coded, with their intervals: the arithmetic behind every correction.

A mean is made of all scores and of the codes of a sample (Hájek 1971). Its error is added up by
cluster, since mentions of one article resemble each other, and each cluster's part is enlarged by
its weight, as a jackknife would do. Intervals keep to the scale of the codes and always have a
width: a sample in which all is alike leaves out what is rare.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import scipy  # and not stats from it, which takes half a second to load and is seldom used

Scale = tuple[float, float]
"""The lowest and the highest value that a mean may have; from -high to high where it is signed."""
Ends = tuple[float, float]
"""The lower and the upper end of an interval."""
_NOTHING = 1e-12


@dataclass(frozen=True)
class Sampled:
    """The mentions of a group, of which some were coded.

    ``score``, ``code``, ``weight``, ``unit`` and ``stratum`` have one value a mention. ``weight``
    is one over the chance of being drawn and coded, and 0 where nobody coded the mention; the code
    does not count there. ``unit`` numbers the clusters from 0, of ``n_units`` in all.
    """

    score: np.ndarray
    code: np.ndarray
    weight: np.ndarray
    unit: np.ndarray
    stratum: np.ndarray
    n_units: int
    scale: Scale


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
        if variance < _NOTHING:
            unseen = 1 - tail ** (1 / max(n_clusters, 1.0))
            return mean * (1 - unseen), mean + unseen * (1 - mean)
        if self.n_most is None:
            reach = float(scipy.stats.t.ppf(1 - tail, df) * np.sqrt(variance))
            return mean - reach, mean + reach
        inside = np.clip(mean, 0.5 / self.n_most, 1 - 0.5 / self.n_most)
        n = min(inside * (1 - inside) / variance, self.n_most)
        n *= (scipy.stats.norm.ppf(tail) / scipy.stats.t.ppf(tail, df)) ** 2
        yes, no = mean * n + 0.5, (1 - mean) * n + 0.5
        low, high = scipy.stats.beta.ppf([tail, 1 - tail], yes, no)
        return float(min(low, mean)), float(max(high, mean))


@dataclass(frozen=True)
class Mean:
    """A mean of codes: its value, the trust in the scores, and what each cluster brings to it.

    ``parts`` are shares of the scale, each with the sign with which it counts, and ``width`` times
    their sum, from ``scale[0]`` on where it has no sign, is the value.
    """

    value: float
    trust: float
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
    for _ in range(24):
        middle = (low + high) / 2
        ends = find_ends(1 - float(np.exp(middle)))
        if ends[0] > 0 or ends[1] < 0:
            high = middle
        else:
            low = middle
    return float(np.exp(high))


def estimate_mean(sampled: Sampled) -> Mean:
    """Estimate the mean that the codes of all mentions would have, from those of a sample.

    The codes are regressed on the scores inside strata. The slope, kept between 0 and 1 and shrunk
    by what chance alone would make of it, is the trust in the scores: the centred power tuning of
    Angelopoulos, Duchi and Zrnic (2023, "PPI++"), with the weights that make the variance of a
    sample without replacement smallest.
    """
    low, high = sampled.scale
    design = _Design(sampled)
    codes = sampled.code[design.at]
    is_signed = low == -high and bool(np.isin(codes, (low, 0.0, high)).all())
    origin, width = (0.0, high) if is_signed else (low, high - low)
    score, code = (sampled.score - origin) / width, (codes - origin) / width
    slope = design.regress(code, score)
    trust = design.shrink(slope, code, score)
    gap = float(score.mean()) - design.mean(score[design.at])
    of_score = design.add_up(score[design.at]) - design.add_up_all(score)
    parts = []
    for sign in (1, -1) if is_signed else (1,):
        share = np.maximum(sign * code, 0)
        # The parts' slopes add up to the whole one, as regression is linear.
        own = design.regress(share, score) * trust / slope if trust else 0.0
        parts.append((sign, design.make_share(share, score, own, gap, of_score)))
    value = float(np.clip(origin + width * (design.mean(code) + trust * gap), low, high))
    influence = design.growth(trust) * width * (design.add_up(code) - trust * of_score)
    return Mean(
        value=value,
        trust=trust,
        influence=influence,
        parts=tuple(parts),
        width=width,
        scale=sampled.scale,
        n_coded=len(design.at),
        n_clusters=design.n_clusters,
        n_effective=design.n_effective,
        df=design.df,
    )


def estimate_errors(sampled: Sampled) -> Mean:
    """Estimate the mean error of the scores, score less code, from the coded mentions."""
    low, high = sampled.scale
    errors = replace(
        sampled,
        score=np.zeros(len(sampled.score)),
        code=sampled.score - sampled.code,
        scale=(low - high, high - low),
    )
    return estimate_mean(errors)


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
    if error < _NOTHING:
        unseen = 1 - float(((1 - level) / 2) ** (1 / n))
        return value - fault * unseen, value + unseen * (1 - value)
    reach = float(scipy.stats.t.ppf((1 + level) / 2, n - 1) * error)
    middle = float(np.sqrt(max(1 - value, 0)))
    return 1 - (middle + reach) ** 2, 1 - max(middle - reach, 0.0) ** 2


class _Design:
    """The coded mentions of a group: their weights, clusters and strata, and sums over them."""

    def __init__(self, sampled: Sampled) -> None:
        self.n_units, self.all_units = sampled.n_units, sampled.unit
        self.at = np.flatnonzero(sampled.weight > 0)
        stands_for = sampled.weight[self.at]
        self.weight = stands_for / stands_for.sum()
        self.spread = stands_for * (stands_for - 1)
        self.unit = sampled.unit[self.at]
        self.stratum = merge_small_strata(sampled.stratum[self.at], self.unit)
        self.of_unit = np.bincount(self.unit, weights=self.weight, minlength=self.n_units)
        self.of_stratum = np.bincount(self.stratum, weights=self.weight)

    @property
    def n_clusters(self) -> int:
        """Clusters with a code."""
        return int((self.of_unit > 0).sum())

    @property
    def n_effective(self) -> float:
        """Say for how many independent codes those count that are all alike.

        How much the codes of a cluster resemble each other cannot be seen in them, so it is the
        middle (geometric) between effective codes and effective clusters (Kish 1965).
        """
        return float(1 / np.sqrt((self.weight @ self.weight) * (self.of_unit @ self.of_unit)))

    @property
    def df(self) -> float:
        """Degrees of freedom: of clusters of one weight, their number less one."""
        squares = self.of_unit**2
        return max(1.0, float(squares.sum() ** 2 / (squares @ squares)) - 1)

    @cached_property
    def _cells(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The stratum of each cell of cluster and stratum, the cell of each mention, and by how
        much its part is enlarged, since its own codes draw the mean toward it.
        """
        n_strata = len(self.of_stratum)
        cells, cell = np.unique(self.unit * n_strata + self.stratum, return_inverse=True)
        stratum = cells % n_strata
        share = np.bincount(cell, weights=self.weight) / self.of_stratum[stratum]
        n_each = np.bincount(stratum)[stratum]
        grown = np.sqrt((n_each - 1) / n_each) / np.maximum(1 - share, _NOTHING)
        return stratum, cell, np.where(share < 1 - _NOTHING, grown, 1.0)

    def mean(self, values: np.ndarray) -> float:
        """The weighted mean of values of the coded mentions."""
        return float(self.weight @ values)

    def _residuals(self, values: np.ndarray) -> np.ndarray:
        _, cell, grown = self._cells
        return np.asarray(self.weight * self._center(values) * grown[cell])

    def add_up(self, values: np.ndarray) -> np.ndarray:
        """What each cluster brings to the error of the mean of coded mentions."""
        return np.bincount(self.unit, weights=self._residuals(values), minlength=self.n_units)

    def add_up_all(self, values: np.ndarray) -> np.ndarray:
        """What each cluster brings to the error of the mean of all mentions."""
        apart = (values - values.mean()) / len(values)
        return np.bincount(self.all_units, weights=apart, minlength=self.n_units)

    def _center(self, values: np.ndarray) -> np.ndarray:
        means = np.bincount(self.stratum, weights=self.weight * values) / self.of_stratum
        return np.asarray(values - means[self.stratum])

    def regress(self, code: np.ndarray, score: np.ndarray) -> float:
        """Find the slope of the codes on the scores; 0 where the scores do not vary."""
        apart = self._center(score[self.at])
        square = float(self.spread @ apart**2)
        return float(self.spread @ (apart * self._center(code))) / square if square > 0 else 0.0

    def shrink(self, slope: float, code: np.ndarray, score: np.ndarray) -> float:
        """Shrink a slope by its own error, so that scores without a link get no weight."""
        if self.n_clusters < 3 or slope <= 0:
            return 0.0
        apart = self._center(score[self.at])
        moment = self.spread * apart * (self._center(code) - slope * apart)
        of_unit = np.bincount(self.unit, weights=moment)
        square = float(self.spread @ apart**2) ** 2 * (self.n_clusters - 2) / self.n_clusters
        return float(np.clip(slope - float(of_unit @ of_unit) / square / slope, 0, 1))

    def growth(self, trust: float) -> float:
        """By how much errors are enlarged, since the slope was fitted to them."""
        return float(np.sqrt((self.n_clusters - 1) / (self.n_clusters - 2))) if trust else 1.0

    def make_share(
        self, share: np.ndarray, score: np.ndarray, trust: float, gap: float, of_score: np.ndarray
    ) -> Share:
        """Make a share of the scale from its codes and from the slope that it has."""
        error = self.add_up(share) - trust * of_score
        rest = share - trust * score[self.at]
        means = np.bincount(self.stratum, weights=self.weight * share) / self.of_stratum
        between = float(self.of_stratum @ (means - self.mean(share)) ** 2) / len(score)
        plain, tuned = self.add_up(share), float(error @ error)
        gain = float(plain @ plain) / tuned if tuned > _NOTHING else 1.0
        n_most = max(1.0, gain) / float(self.weight @ self.weight)
        return Share(
            float(np.clip(self.mean(share) + trust * gap, 0, 1)),
            self.growth(trust) * error,
            between + self._blend(rest),
            n_most if np.isin(share, (0.0, 1.0)).all() else None,
        )

    def _blend(self, values: np.ndarray) -> float:
        """What is added to the variance if each stratum takes two more clusters from the whole.

        A small stratum in which all codes are alike would be taken as sure otherwise.
        """
        if len(self.of_stratum) < 2:
            return 0.0
        stratum, cell, _ = self._cells
        own = np.bincount(cell, weights=self._residuals(values)) ** 2
        of_each, n_each = np.bincount(stratum, weights=own), np.bincount(stratum)
        whole = self.weight @ (values - self.mean(values)) ** 2
        from_whole = self.of_stratum**2 * whole / n_each
        return max(0.0, float((2 / (n_each + 1) * (from_whole - of_each)).sum()))


def merge_small_strata(stratum: np.ndarray, unit: np.ndarray) -> np.ndarray:
    """Number the strata, those with codes in one cluster alone put together with others.

    Examples
    --------
    >>> merge_small_strata(np.array([5, 5, 7, 9]), np.array([0, 1, 2, 3])).tolist()
    [0, 0, 1, 1]
    """
    stratum = np.unique(stratum, return_inverse=True)[1]
    while True:
        pairs = np.unique(np.stack([stratum, unit]), axis=1)[0]
        n_each = np.bincount(pairs)
        alone = np.flatnonzero(n_each < 2)
        if len(n_each) == 1 or not len(alone):
            return np.asarray(stratum)
        if len(alone) == 1:
            alone = np.argsort(n_each, kind="stable")[:2]
        joined = np.where(np.isin(stratum, alone), alone.min(), stratum)
        stratum = np.unique(joined, return_inverse=True)[1]
