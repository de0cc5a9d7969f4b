"""Means with the chance in them: by hand, against scipy's own, and at the edges."""

import numpy as np
import pandas as pd
import pytest
import scipy

from framing.portrayals.intervals import (
    USUAL_DEGREES,
    USUALLY_ALIKE,
    Means,
    Resampling,
    jackknife,
)

SCALE = (-1.0, 1.0)


def one_group(values: list[list[float]]) -> Means:
    """The mean over units that each hold some values."""
    unit = np.arange(len(values))
    total, n = (np.array([f(own) for own in values], dtype=float) for f in (sum, len))
    return jackknife(np.zeros(len(values), dtype=int), unit, total, n, 1)


def ends(values: list[list[float]]) -> tuple[float, float]:
    low, high = one_group(values).find_ends(0.95, SCALE)
    return float(low[0]), float(high[0])


def share_ends(values: list[list[float]], level: float = 0.95) -> tuple[float, float]:
    low, high = one_group(values).find_share_ends(level)
    return float(low[0]), float(high[0])


def test_units_of_one_value_have_students_interval() -> None:
    values = [0.1, -0.3, 0.4, 0.2, 0.0, -0.1]
    expected = scipy.stats.t.interval(0.95, 5, np.mean(values), scipy.stats.sem(values))
    assert ends([[value] for value in values]) == pytest.approx(expected)


def test_error_is_that_of_leaving_out_one_unit_after_the_other() -> None:
    values = [[0.5, 0.1], [-0.2], [0.3, 0.3, 0.6]]
    without = [np.mean(np.concatenate(values[:i] + values[i + 1 :])) for i in range(3)]
    means = one_group(values)
    assert means.estimate[0] == pytest.approx(np.mean(np.concatenate(values)))
    assert means.error[0] == pytest.approx(
        np.sqrt(2 / 3 * ((without - np.mean(without)) ** 2).sum())
    )


def test_degrees_of_freedom_are_those_of_the_form() -> None:
    """Bell and McCaffrey: the squared trace of a matrix over the trace of its square."""
    n = np.array([1.0, 2.0, 7.0, 3.0])
    weight = n / n.sum()
    form = np.diag(n / (1 - weight)) @ (np.eye(4) - weight[None, :])
    form = form.T @ form
    expected = np.trace(form) ** 2 / np.trace(form @ form)
    means = jackknife(np.zeros(4, dtype=int), np.arange(4), np.array([0.1, 0.9, 2.0, -1.0]), n, 1)
    assert means.degrees[0] == pytest.approx(expected)
    assert one_group([[0.1, 0.2]] * 6).degrees[0] == pytest.approx(5)
    assert one_group([[0.1] * 60, [0.2], [0.3], [0.1]]).degrees[0] == pytest.approx(1, abs=0.1)


def test_rows_of_a_unit_are_added_up() -> None:
    apart = jackknife(*map(np.array, ([0, 0, 0], [0, 1, 1], [1.0, 0.2, 0.4], [2, 1, 1])), 1)
    together = jackknife(*map(np.array, ([0, 0], [0, 1], [1.0, 0.6], [2, 2])), 1)
    assert (apart.error[0], apart.n_units[0]) == (pytest.approx(together.error[0]), 2)


def test_groups_do_not_depend_on_each_other() -> None:
    rng = np.random.default_rng(4)
    group, unit = rng.integers(0, 9, 300), rng.integers(0, 40, 300)
    total, n = rng.normal(size=300), rng.integers(1, 5, 300)
    both = jackknife(group, unit, total, n, 9)
    for which in range(9):
        own = group == which
        alone = jackknife(np.zeros(own.sum(), dtype=int), unit[own], total[own], n[own], 1)
        assert (both.estimate[which], both.error[which], both.degrees[which]) == (
            alone.estimate[0],
            alone.error[0],
            alone.degrees[0],
        )


def test_one_unit_has_no_interval() -> None:
    assert np.isnan(ends([[0.5, 0.1]])).all()
    assert np.isnan(share_ends([[1.0, 0.0]])).all()


def test_an_interval_is_never_of_no_width_and_stays_on_the_scale() -> None:
    for value in (0.0, 0.3, -1.0):
        low, high = ends([[value]] * 20)
        assert -1 <= low <= value <= high <= 1
        assert high - low > 0.1
    assert ends([[1.0], [-1.0]]) == SCALE
    assert np.isnan(one_group([[0.3]] * 20).find_ends(0.95, (-np.inf, np.inf))).all()


def test_a_share_of_none_in_forty_articles_may_be_a_few_in_a_hundred() -> None:
    low, high = share_ends([[0.0]] * 40)
    assert (low, high) == (0.0, pytest.approx(1.96**2 / (40 + 1.96**2), abs=1e-4))
    assert share_ends([[1.0]] * 40) == (pytest.approx(1 - high), 1.0)


def test_without_a_hit_mentions_of_an_article_are_taken_to_be_as_alike_as_usual() -> None:
    """Ten articles of four: 1/40 if the mentions were independent, 1/10 if they were all alike."""
    variance = 1 / 40 + USUALLY_ALIKE * (1 / 10 - 1 / 40)
    degrees = USUAL_DEGREES / (1 - 1 / 40 / variance)
    square = scipy.stats.t.isf(0.025, degrees) ** 2 * variance
    assert share_ends([[0.0] * 4] * 10) == (0.0, pytest.approx(square / (1 + square)))


@pytest.mark.parametrize(
    ("share", "correlation", "n_articles", "at_most"),
    [(0.05, 0.3, 20, 98.5), (0.1, 0.3, 15, 98.5), (0.2, 0.1, 10, 98.5), (0.9, 0.3, 20, 98.5)],
)
@pytest.mark.parametrize("lengths", ["alike", "unlike"])
def test_intervals_of_shares_hold_as_often_as_they_say(
    share: float, correlation: float, n_articles: int, at_most: float, lengths: str
) -> None:
    """Ten mentions an article, or one to some twenty; 1,500 samples, so 1.7 points of chance."""
    rng, shape = np.random.default_rng(8), (1_500, n_articles)
    if lengths == "alike":
        n = 1 + rng.poisson(9, shape)
    else:
        n = np.ceil(np.exp(rng.normal(0.7, 1, shape))).astype(int)
    strength = (1 - correlation) / correlation
    hits = rng.binomial(n, rng.beta(share * strength, (1 - share) * strength, shape))
    group = np.repeat(np.arange(len(n)), n_articles)
    means = jackknife(group, np.arange(n.size), hits.ravel(), n.ravel(), len(n))
    low, high = means.find_share_ends(0.95)
    held = 100 * ((low <= share) & (share <= high)).mean()
    assert 92.0 <= held <= at_most + 0.8


@pytest.mark.parametrize("n_hits", [6, 30, 54])
def test_a_share_of_independent_mentions_has_wilsons_interval(n_hits: int) -> None:
    hits = [[1.0]] * n_hits + [[0.0]] * (60 - n_hits)
    wilson = scipy.stats.binomtest(n_hits, 60).proportion_ci(0.95, "wilson")
    assert share_ends(hits) == pytest.approx(wilson, abs=0.003)


@pytest.mark.parametrize("n_hits", [1, 2, 3])
def test_few_hits_do_not_rule_out_the_share_that_gives_as_many_in_7_of_100(n_hits: int) -> None:
    low, high = share_ends([[1.0]] * n_hits + [[0.0]] * (50 - n_hits))
    as_many = scipy.stats.binom.sf(n_hits - 1, 50, low)
    assert 0.02 < as_many <= 0.0751
    assert share_ends([[0.0]] * n_hits + [[1.0]] * (50 - n_hits)) == pytest.approx(
        (1 - high, 1 - low)
    )


def test_copies_do_not_make_a_share_surer() -> None:
    """Four rows of a unit are four copies, alike in all."""
    unit = np.repeat(np.arange(10), 4)
    one, none = np.ones(40), np.zeros(40)
    copies = jackknife(none.astype(int), unit, none, 3 * one, 1).find_share_ends(0.95)
    assert (copies[0][0], copies[1][0]) == share_ends([[0.0] * 3] * 10)


def test_articles_of_one_author_are_no_copies() -> None:
    """Six authors of twenty articles each, or six texts in twenty copies."""
    unit, n = np.repeat(np.arange(6), 20), np.full(120, 3)
    sums = np.tile([0.0, 1.0, 2.0, 1.0], 30)
    authors, copies = (
        jackknife(np.zeros(120, dtype=int), unit, sums, n, 1, are_copies=are_copies)
        for are_copies in (False, True)
    )
    assert (authors.n_once[0], copies.n_once[0]) == (360, 18)
    assert authors.find_share_ends(0.95)[0][0] > copies.find_share_ends(0.95)[0][0]


def test_articles_of_one_voice_are_as_many_values_as_they_hold() -> None:
    """Ten articles of which each has half its four mentions in a frame, or a little more."""
    group, unit, n = np.zeros(10, dtype=int), np.arange(10), np.ones(10)
    share = np.array([0.5, 0.75] * 5)
    apart = jackknife(group, unit, share, n, 1, n_values=4 * n).find_share_ends(0.95)
    alone = jackknife(group, unit, share, n, 1).find_share_ends(0.95)
    assert alone[0][0] < apart[0][0] < 0.625 < apart[1][0] < alone[1][0]


def test_a_share_needs_more_mentions_to_be_reportable() -> None:
    n = pd.Series([9, 10, 29, 30, 30]), pd.Series([5, 5, 5, 5, 4])
    assert Resampling().is_reportable(*n).tolist() == [False, True, True, True, False]
    assert Resampling().is_reportable(*n, is_share=True).tolist() == [False] * 3 + [True, False]


@pytest.mark.parametrize("level", [95, 0, 1, -0.5])
def test_level_is_a_share(level: float) -> None:
    with pytest.raises(ValueError, match=r"between 0 and 1, such as 0\.95"):
        Resampling(level=level)
