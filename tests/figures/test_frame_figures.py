"""Which shares of frames a figure picks: those that a reader would ask about."""

import pandas as pd
import pytest

from framing.figures.frames import FREQUENT, MIN_REPORTABLE, N_SHARES, pick_outstanding

Row = tuple[str, float, float, float, float, int]


def shares(*rows: Row) -> pd.DataFrame:
    """Shares by frame, estimate, ends of the interval, share of the others, and mentions."""
    columns = ["frame_id", "estimate", "ci_low", "ci_high", "others", "n_mentions"]
    return pd.DataFrame(rows, columns=columns).assign(is_reportable=True)


WIDE: Row = ("war", 0.30, 0.20, 0.40, 0.10, 50)
NARROW: Row = ("peace", 0.05, 0.04, 0.06, 0.02, 50)


def test_the_widest_gap_comes_first_though_a_small_one_is_surer() -> None:
    assert pick_outstanding(shares(NARROW, WIDE))["frame_id"].tolist() == ["war", "peace"]


@pytest.mark.parametrize(
    "row",
    [
        ("others inside", 0.30, 0.05, 0.60, 0.10, 50),
        ("rare", FREQUENT / 4, 0.0, FREQUENT / 3, FREQUENT / 2, 50),
        ("few mentions", 0.30, 0.20, 0.40, 0.10, MIN_REPORTABLE - 1),
        ("no interval", 0.30, float("nan"), float("nan"), 0.10, 50),
    ],
    ids=lambda row: row[0],
)
def test_what_says_nothing_is_left_out(row: Row) -> None:
    assert pick_outstanding(shares(row, WIDE))["frame_id"].tolist() == ["war"]


def test_a_frame_that_only_others_stand_in_counts() -> None:
    assert len(pick_outstanding(shares(("war", 0.0, 0.0, 0.01, 0.1, 50)))) == 1


def test_no_more_than_a_dozen() -> None:
    assert len(pick_outstanding(shares(*[WIDE] * (N_SHARES + 3)))) == N_SHARES
