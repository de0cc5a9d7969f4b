"""Means of what was coded: the arithmetic behind every correction.

A mean is made of all scores and of the codes of a sample (Hájek 1971). Its error is added up by
cluster, since mentions of one article resemble each other, and each cluster's part is enlarged by
its weight, as a jackknife would do; that the slope was fitted needs no more, since it is shrunk
(simulated in ``benchmarks/worlds/corrections.py``). Intervals keep to the scale of the codes and
always have a width: a sample in which all is alike leaves out what is rare.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from .coded_intervals import NOTHING, Mean, Scale, Share

_MOST = 1.3
"""So many times the effective number of codes is the most that a small variance may claim, which by
chance is far too small where few codes are rare ones; simulations chose it.
"""


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


def estimate_mean(sampled: Sampled) -> Mean:
    """Estimate the mean that the codes of all mentions would have, from those of a sample.

    The codes are regressed on the scores inside strata. The slope, shrunk by what chance alone
    would make of it, tunes how much the scores move the mean: the centred power tuning of
    Angelopoulos, Duchi and Zrnic (2023, "PPI++"), with the weights that make the variance of a
    sample without replacement smallest. The trust is what the scores of mentions that nobody coded
    weigh then, and is kept between 0 and 1.
    """
    low, high = sampled.scale
    design = _Design(sampled)
    codes = sampled.code[design.at]
    is_signed = low == -high and bool(np.isin(codes, (low, 0.0, high)).all())
    origin, width = (0.0, high) if is_signed else (low, high - low)
    score, code = (sampled.score - origin) / width, (codes - origin) / width
    slope = design.regress(code, score)
    tuning = design.shrink(slope, code, score)
    gap = float(score.mean()) - design.mean(score[design.at])
    of_score = design.add_up(score[design.at]) - design.add_up_all(score)
    parts = []
    for sign in (1, -1) if is_signed else (1,):
        share = np.maximum(sign * code, 0)
        # The parts' slopes add up to the whole one, as regression is linear.
        own = design.regress(share, score) * tuning / slope if tuning else 0.0
        parts.append((sign, design.make_share(share, score, own, gap, of_score)))
    value = float(np.clip(origin + width * (design.mean(code) + tuning * gap), low, high))
    influence = width * (design.add_up(code) - tuning * of_score)
    return Mean(
        value=value,
        trust=tuning * (1 - design.share_coded),
        tuning=tuning,
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


class _Design:
    """The coded mentions of a group: their weights, clusters and strata, and sums over them."""

    def __init__(self, sampled: Sampled) -> None:
        self.n_units, self.all_units = sampled.n_units, sampled.unit
        self.at = np.flatnonzero(sampled.weight > 0)
        stands_for = sampled.weight[self.at]
        self.weight = stands_for / stands_for.sum()
        self.spread = stands_for * (stands_for - 1)
        self.share_coded = len(self.at) / len(sampled.weight)
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
        grown = np.sqrt((n_each - 1) / n_each) / np.maximum(1 - share, NOTHING)
        return stratum, cell, np.where(share < 1 - NOTHING, grown, 1.0)

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
        """Shrink a slope by its own error, so that scores without a link get no weight.

        The scores of mentions that nobody coded get a weight of 1 at most.
        """
        if self.n_clusters < 3 or slope <= 0 or self.share_coded == 1:
            return 0.0
        apart = self._center(score[self.at])
        moment = self.spread * apart * (self._center(code) - slope * apart)
        of_unit = np.bincount(self.unit, weights=moment)
        square = float(self.spread @ apart**2) ** 2 * (self.n_clusters - 2) / self.n_clusters
        shrunk = slope - float(of_unit @ of_unit) / square / slope
        return float(np.clip(shrunk, 0, 1 / (1 - self.share_coded)))

    def make_share(
        self, share: np.ndarray, score: np.ndarray, trust: float, gap: float, of_score: np.ndarray
    ) -> Share:
        """Make a share of the scale from its codes and from the slope that it has."""
        error = self.add_up(share) - trust * of_score
        rest = share - trust * score[self.at]
        means = np.bincount(self.stratum, weights=self.weight * share) / self.of_stratum
        between = float(self.of_stratum @ (means - self.mean(share)) ** 2) / len(score)
        plain, tuned = self.add_up(share), float(error @ error)
        gain = float(plain @ plain) / tuned if tuned > NOTHING else 1.0
        n_most = _MOST * max(1.0, gain) / float(self.weight @ self.weight)
        return Share(
            float(np.clip(self.mean(share) + trust * gap, 0, 1)),
            error,
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
