"""Whether the level of a series of days shifts, where, and whether a trend says it as well.

Days resemble their neighbours, so a split that parts high days from low ones is no news by itself.
The noise of a series is therefore described by white noise and by noise that persists from day to
day, both found from how far days lie apart that are one to ten days apart (a variogram), and the
largest gap is held against the largest gaps of drawn series with such noise.

Gaps are divided by the long-run deviation of what is left when the two best steps are taken out,
in the series and in each drawn one, so that a step does not hide itself (Vogelsang 1999); the noise
that is drawn is found with nothing taken out, so that it is not too small. Both choices were made
by simulation (`benchmarks/worlds/changes.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

MIN_DAYS = 3
"""Days that each side of a split must hold."""
N_LAGS = 10
"""Days over which neighbours are compared."""
PERSISTENCE = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.75)
"""What share of a day's noise may live on in the next. Noise that persists more cannot be told
from a step in some hundred days.
"""
N_STEPS_OUT = 2
"""Steps that are taken out before the noise is measured that gaps are divided by."""
_DRAWN_AT_ONCE = 250
"""Series in a block of draws; after each block a search that found nothing is given up."""


@dataclass(frozen=True)
class Series:
    """A group's days in their order: what was measured, and how much each day weighs.

    ``value`` is the mean of a day. ``weight`` is how sure it is: one over its variance, which is
    that of days, and that of articles over their number. ``n`` counts its articles.
    """

    value: np.ndarray
    weight: np.ndarray
    n: np.ndarray

    def part(self, start: int, end: int) -> "Series":
        """Take the days from `start` up to `end`."""
        return Series(*(one[start:end] for one in (self.value, self.weight, self.n)))

    def may_split(self, min_segment: int) -> np.ndarray:
        """Say for each day but the last whether it may be the last one before a change."""
        before, n_days = np.cumsum(self.n)[:-1], len(self.n)
        day = np.arange(1, n_days)
        is_enough = (before >= min_segment) & (self.n.sum() - before >= min_segment)
        return np.asarray(is_enough & (day >= MIN_DAYS) & (n_days - day >= MIN_DAYS))


class Noise(NamedTuple):
    """Noise of one or more series: white, persistent, and what they are worth in the long run."""

    white: np.ndarray
    persistent: np.ndarray
    persistence: np.ndarray
    long_run: np.ndarray


class Shift(NamedTuple):
    """A shift of level: the first day after it, the interval of that day, and the p-values.

    ``p_value`` is of no shift, and ``p_step`` of a straight trend in place of a step.
    """

    at: int
    low: int
    high: int
    p_value: float
    p_step: float


def weigh_days(day: np.ndarray, value: np.ndarray, size: np.ndarray, min_segment: int) -> Series:
    """Sum articles up by day, and weigh each day by one over the variance of its mean.

    Parameters
    ----------
    day : ndarray of int
        The day of each article, counted from 0 without gaps.
    value, size : ndarray
        The mean of each article, and how many values are behind it.
    min_segment : int
        As for `find_shift`.
    """
    n = np.bincount(day).astype(float)
    total = np.bincount(day, size)
    mean = np.bincount(day, size * value) / total
    n_effective = total**2 / np.bincount(day, size**2)
    degrees = size.sum() - (total / n_effective).sum()
    within = 0.0
    if degrees > 1e-9:
        within = float((size * (value - mean[day]) ** 2).sum() / degrees)
    rough = Series(mean, n_effective, n)
    gaps = find_gaps(mean[None], rough.weight, rough.may_split(min_segment))
    (left,) = take_step_out(mean[None], gaps, rough.weight)
    left = left - np.average(left, weights=rough.weight)
    between = max(0.0, float((left**2 - within / n_effective).sum() / max(1, len(n) - 2)))
    variance = between + within / n_effective
    weight = np.ones(len(n)) if variance.min() <= 0 else 1 / variance
    return Series(mean, weight / weight.mean(), n)


def find_shift(
    series: Series,
    rng: np.random.Generator,
    *,
    alpha: float = 0.05,
    min_segment: int = 5,
    n_resamples: int = 1_000,
    level: float = 0.95,
) -> Shift | None:
    """Find the one shift of level that parts a series best; None where p is not below alpha.

    Parameters
    ----------
    series : Series
        From `weigh_days`.
    rng : Generator
        Where draws come from.
    alpha, n_resamples, level
        As for `find_changes`.
    min_segment : int
        Articles that each side must hold.

    References
    ----------
    Andrews, D. W. K. 1993. "Tests for Parameter Instability and Structural Change with Unknown
    Change Point." Econometrica 61: 821-856. Vogelsang, T. J. 1999. "Sources of Nonmonotonic Power
    When Testing for a Shift in Mean of a Dynamic Time Series." Journal of Econometrics 88:
    283-299. Eo, Y., and J. Morley. 2015. "Likelihood-Ratio-Based Confidence Sets for the Timing of
    Structural Breaks." Quantitative Economics 6: 463-497.
    """
    may_split = series.may_split(min_segment)
    if not may_split.any():
        return None
    search = _Search(series, may_split, rng)
    raw = np.abs(find_gaps(series.value[None], series.weight, may_split))
    if raw.max() <= 1e-9 * np.abs(series.value).max():
        return None
    (gaps,) = search.measure_gaps(series.value[None])
    p_value = search.test_level(gaps.max(), alpha, n_resamples)
    if p_value >= alpha:
        return None
    low, high, p_step = search.locate(gaps, n_resamples, level)
    return Shift(int(gaps.argmax()) + 1, low + 1, high + 1, p_value, p_step)


class _Search:
    """A series, where it may split, and the noise that it is held against."""

    def __init__(self, series: Series, may_split: np.ndarray, rng: np.random.Generator) -> None:
        self.series, self.may_split, self.rng = series, may_split, rng
        self.value, self.weight = series.value, series.weight
        days = np.arange(len(self.value))
        self.line = days - np.average(days, weights=self.weight)

    def measure_gaps(self, values: np.ndarray) -> np.ndarray:
        """How far the means before and after each day lie apart, in long-run deviations."""
        gaps = find_gaps(values, self.weight, self.may_split)
        return np.asarray(np.abs(gaps) / np.sqrt(self._long_run(values, gaps))[:, None])

    def _long_run(self, values: np.ndarray, gaps: np.ndarray) -> np.ndarray:
        """What a long mean of each series varies by, when its best steps are taken out."""
        left = take_step_out(values, gaps, self.weight)
        for _ in range(N_STEPS_OUT - 1):
            gaps = find_gaps(left, self.weight, self.may_split)
            left = take_step_out(left, gaps, self.weight)
        floor = 1e-12 * np.abs(self.value).max() ** 2
        return np.asarray(np.maximum(fit_noise(left, self.weight).long_run, floor))

    def _draw(self, noise: Noise, n_resamples: int) -> Iterator[np.ndarray]:
        """Draw series in blocks that fit into memory."""
        for first in range(0, n_resamples, _DRAWN_AT_ONCE):
            size = min(_DRAWN_AT_ONCE, n_resamples - first)
            yield draw_noise(noise, self.weight, size, self.rng)

    def test_level(self, largest: float, alpha: float, n_resamples: int) -> float:
        """The share of series without a shift that have as large a gap."""
        n_as_large, n_drawn = 0, 0
        for drawn in self._draw(fit_noise(self.value[None], self.weight), n_resamples):
            n_as_large += int((self.measure_gaps(drawn).max(axis=1) >= largest).sum())
            n_drawn += len(drawn)
            if n_as_large / n_drawn > alpha + 4 * np.sqrt(alpha / n_drawn):
                break
        return (1 + n_as_large) / (1 + n_drawn)

    def locate(self, gaps: np.ndarray, n_resamples: int, level: float) -> tuple[int, int, float]:
        """Find the interval of the day, and how often a trend looks as much like a step.

        In the interval are the days whose fit falls behind that of the best day by no more than
        chance lets that of the true day fall behind.
        """
        at, values = int(gaps.argmax()), self.value[None]
        left = take_step_out(values, find_gaps(values, self.weight, self.may_split), self.weight)
        (slope,), (advantage,) = self._slopes(values), self._advantage(values)
        lost, n_as_large = [], 0
        for drawn in self._draw(fit_noise(left, self.weight), n_resamples):
            squares = self.measure_gaps(drawn + (self.value - left)) ** 2
            lost.append(squares.max(axis=1) - squares[:, at])
            n_as_large += int((self._advantage(drawn + slope * self.line) >= advantage).sum())
        reach = np.quantile(np.concatenate(lost), level)
        near = np.flatnonzero(self.may_split & (gaps.max() ** 2 - gaps**2 <= reach + 1e-9))
        return int(near[0]), int(near[-1]), (1 + n_as_large) / (1 + n_resamples)

    def _slopes(self, values: np.ndarray) -> np.ndarray:
        weighted = self.weight * self.line
        return np.asarray((values @ weighted) / (weighted @ self.line))

    def _advantage(self, values: np.ndarray) -> np.ndarray:
        """How much more the best step explains than the best line, in long-run variances."""
        gaps = find_gaps(values, self.weight, self.may_split)
        of_line = self._slopes(values) ** 2 * (self.weight @ self.line**2)
        advantage = (gaps**2).max(axis=1) - of_line
        return np.asarray(advantage / self._long_run(values, gaps))


def find_gaps(values: np.ndarray, weight: np.ndarray, may_split: np.ndarray) -> np.ndarray:
    """How far the means before and after each day lie apart, each in deviations of white noise.

    The square is what a step there explains. 0 where the series may not split; rows are series.
    """
    before, total = np.cumsum(weight)[:-1], weight.sum()
    sums = np.cumsum(values * weight, axis=-1)
    scale = np.where(may_split, np.sqrt(total / (before * (total - before))), 0.0)
    return np.asarray((sums[..., :-1] - sums[..., -1:] * (before / total)) * scale)


def take_step_out(values: np.ndarray, gaps: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Take the best step out of each series."""
    at = np.abs(gaps).argmax(axis=-1)[:, None]
    gap = np.take_along_axis(gaps, at, axis=-1)
    before, total = np.cumsum(weight)[at], weight.sum()
    high = gap * np.sqrt((total - before) / (before * total))
    low = -gap * np.sqrt(before / ((total - before) * total))
    return np.asarray(values - np.where(np.arange(values.shape[-1]) <= at, high, low))


def fit_noise(left: np.ndarray, weight: np.ndarray) -> Noise:
    """Describe the noise of each series by what its days differ at each distance.

    Days h apart differ by ``white + persistent * (1 - persistence ** h)``, half squared, which is
    fitted by least squares for each value of `PERSISTENCE`; near distances count more. Differences
    leave out the level, so that no estimate of it makes the noise look smaller or shorter.
    """
    scaled = (left - (left @ weight)[:, None] / weight.sum()) * np.sqrt(weight)
    n_days = scaled.shape[-1]
    lags = np.arange(1, max(2, min(N_LAGS, n_days // 3)) + 1)
    squares = np.cumsum(scaled**2, axis=1)
    apart = np.stack(
        [
            (squares[:, -lag - 1] + squares[:, -1] - squares[:, lag - 1]) / 2
            - np.einsum("sd,sd->s", scaled[:, lag:], scaled[:, :-lag])
            for lag in lags
        ],
        axis=1,
    )
    apart = np.maximum(apart / (n_days - lags), 0.0)
    trust = (n_days - lags) / np.sqrt(lags)
    rises = [np.zeros(len(lags)), *(1 - kept**lags for kept in PERSISTENCE[1:])]
    fits = [_fit_persistence(apart, trust, rise) for rise in rises]
    best = np.argmin([error for *_, error in fits], axis=0)
    series = np.arange(len(left))
    white, persistent = (np.array([fit[n] for fit in fits])[best, series] for n in (0, 1))
    kept = np.array(PERSISTENCE)[best]
    return Noise(white, persistent, kept, white + persistent * (1 + kept) / (1 - kept))


def _fit_persistence(
    apart: np.ndarray, trust: np.ndarray, rise: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """White and persistent noise, neither below 0, and the error of the fit."""
    a, b, c = trust.sum(), trust @ rise, trust @ rise**2
    x, y = apart @ trust, apart @ (trust * rise)
    white, persistent = x / a, np.zeros(len(apart))
    if c > 0:
        white, persistent = (c * x - b * y) / (a * c - b * b), (a * y - b * x) / (a * c - b * b)
        white, persistent = (
            np.where(white < 0, 0, np.where(persistent < 0, x / a, white)),
            np.where(white < 0, y / c, np.maximum(persistent, 0)),
        )
    fitted = white[:, None] + persistent[:, None] * rise
    return white, persistent, ((apart - fitted) ** 2) @ trust


def draw_noise(
    noise: Noise, weight: np.ndarray, n_series: int, rng: np.random.Generator
) -> np.ndarray:
    """Draw series of one kind of noise."""
    white, persistent, kept = (float(one[0]) for one in noise[:3])
    n_days = len(weight)
    drawn = np.sqrt(white) * rng.standard_normal((n_series, n_days))
    if persistent > 0:
        new = rng.standard_normal((n_days, n_series))
        new[1:] *= np.sqrt(1 - kept**2)
        for day in range(1, n_days):
            new[day] += kept * new[day - 1]
        drawn += np.sqrt(persistent) * new.T
    return np.asarray(drawn / np.sqrt(weight))
