"""Draws, means and intervals: by hand, and against numpy's own."""

import numpy as np
import pytest

from framing.portrayals import intervals
from framing.portrayals.intervals import (
    Resampling,
    bootstrap_means,
    draw_counts,
    find_intervals,
    resample_means,
    tally,
)


def test_every_draw_has_as_many_units_as_there_are() -> None:
    drawn = np.concatenate(list(draw_counts(7, 50, seed=1)), axis=1)
    assert drawn.shape == (7, 50)
    assert (drawn.sum(axis=0) == 7).all()


def test_blocks_give_the_same_draws_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = np.concatenate(list(draw_counts(7, 50, seed=1)), axis=1)
    monkeypatch.setattr(intervals, "_BLOCK", 70)
    blocks = list(draw_counts(7, 50, seed=1))
    assert len(blocks) == 5
    assert np.array_equal(np.concatenate(blocks, axis=1), whole)


def test_intervals_are_numpys_quantiles() -> None:
    drawn = np.random.default_rng(1).normal(size=(5, 101))
    low, high = find_intervals(drawn, 0.9)
    assert np.allclose(low, np.quantile(drawn, 0.05, axis=1))
    assert np.allclose(high, np.quantile(drawn, 0.95, axis=1))


def test_what_is_not_a_number_is_left_out() -> None:
    low, high = find_intervals(np.array([[np.nan, 1.0, 2.0, 3.0], [np.nan] * 4]), 1.0)
    assert (low[0], high[0]) == (1.0, 3.0)
    assert np.isnan([low[1], high[1]]).all()


def test_one_group_by_hand() -> None:
    """Two units, 1 + 1 over two mentions and -1 over one: a resample is one of three means."""
    sums, counts = (
        tally(np.array([0, 0]), np.array([0, 1]), np.array(w), (1, 2)) for w in ([2, -1], [2, 1])
    )
    (drawn,) = resample_means([sums], counts, draw_counts(2, 500, seed=3))
    assert {round(float(mean), 6) for mean in drawn[0]} == {1.0, round(1 / 3, 6), -1.0}


def test_groups_in_blocks_are_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(4)
    at = (rng.integers(0, 40, 500), rng.integers(0, 20, 500))
    sums, counts = tally(*at, rng.normal(size=500), (40, 20)), tally(*at, np.ones(500), (40, 20))
    whole = bootstrap_means([sums, 2 * sums], counts, Resampling(n_resamples=100))
    monkeypatch.setattr(intervals, "CELLS_AT_ONCE", 1_000)
    monkeypatch.setattr(intervals, "_BLOCK", 500)
    parts = bootstrap_means([sums, 2 * sums], counts, Resampling(n_resamples=100))
    assert np.allclose(whole, parts)
    assert np.allclose(2 * np.array(whole[0]), whole[1])
