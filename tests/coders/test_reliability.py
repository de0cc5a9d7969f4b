"""Alpha against published values and another library, its interval, and what is said of it."""

import warnings

import numpy as np
import pandas as pd
import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, interval_distance

import framing as fr
from framing.tables.schema import violations

FOUR = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}
"""Krippendorff (2011), section C: four observers, twelve units, missing data."""


def codings(codes: dict[str, str], variable: str = "tone") -> pd.DataFrame:
    rows = [
        (f"u{unit:02}", coder, variable, None if code == "." else code)
        for coder, own in codes.items()
        for unit, code in enumerate(own.split())
    ]
    return pd.DataFrame(rows, columns=["unit_id", "coder_id", "variable", "code"]).astype("str")


def alpha_of(codes: dict[str, str], metric: str, **more: object) -> pd.Series:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", fr.ReliabilityWarning)
        table = fr.agreement(codings(codes), metrics={"tone": metric}, **more)  # type: ignore[arg-type]
    assert violations(table, "agreement") == []
    return table.iloc[0]


@pytest.mark.parametrize(
    ("metric", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_four_observers_as_published(metric: str, published: float) -> None:
    row = alpha_of(FOUR, metric)
    assert round(row["alpha"], 3) == published
    assert (row["n_units"], row["n_coders"]) == (11, 4)


def test_two_observers_as_published() -> None:
    """Krippendorff (2011), section B."""
    two = {"A": "a a b b d c c c e d d a", "B": "b a b b b c c c e d d d"}
    assert round(alpha_of(two, "nominal")["alpha"], 3) == 0.692


@pytest.mark.parametrize(("metric", "published"), [("nominal", 0.691), ("interval", 0.811)])
def test_three_observers_of_whom_none_saw_all_as_published(metric: str, published: float) -> None:
    """The worked example of the encyclopaedias, after Krippendorff (1980): 15 units, of which 12
    can be paired.
    """
    three = {
        "A": ". . . . . 3 4 1 2 1 1 3 3 . 3",
        "B": "1 . 2 1 3 3 4 3 . . . . . . .",
        "C": ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
    }
    row = alpha_of(three, metric)
    assert row["alpha"] == pytest.approx(published, abs=0.0006)
    assert row["n_units"] == 12


@pytest.mark.parametrize(
    ("metric", "distance"), [("nominal", binary_distance), ("interval", interval_distance)]
)
def test_as_in_nltk(metric: str, distance: object) -> None:
    rng = np.random.default_rng(1)
    truth = rng.integers(-1, 2, 60)
    codes = {name: np.where(rng.random(60) < 0.7, truth, rng.integers(-1, 2, 60)) for name in "ABC"}
    ours = alpha_of({name: " ".join(map(str, own)) for name, own in codes.items()}, metric)["alpha"]
    triples = [
        (name, str(unit), int(code)) for name, own in codes.items() for unit, code in enumerate(own)
    ]
    assert ours == pytest.approx(AnnotationTask(triples, distance=distance).alpha())


def test_perfect_chance_and_no_variation() -> None:
    assert alpha_of({"A": "1 0 1 0", "B": "1 0 1 0"}, "nominal")["alpha"] == 1
    rng = np.random.default_rng(2)
    at_random = {name: " ".join(map(str, rng.integers(0, 2, 4_000))) for name in "AB"}
    assert alpha_of(at_random, "nominal", n_resamples=10)["alpha"] == pytest.approx(0, abs=0.04)
    same = alpha_of({"A": "1 1 1", "B": "1 1 1"}, "nominal")
    assert np.isnan(same["alpha"])
    assert same["verdict"] == "not reliable"


def test_interval_covers_the_alpha_of_many_units() -> None:
    """Two coders who are right in 85 of 100: alpha of 100 units holds that of 100,000 nine times in
    ten or more.
    """

    def pair(n: int, seed: int) -> dict[str, str]:
        rng = np.random.default_rng(seed)
        truth = rng.integers(0, 3, n)
        return {
            name: " ".join(map(str, np.where(rng.random(n) < 0.85, truth, rng.integers(0, 3, n))))
            for name in "AB"
        }

    whole = alpha_of(pair(20_000, 0), "nominal", n_resamples=2)["alpha"]
    rows = [alpha_of(pair(100, seed), "nominal", n_resamples=300) for seed in range(1, 41)]
    assert sum(row["ci_low"] <= whole <= row["ci_high"] for row in rows) >= 36


@pytest.mark.parametrize(
    ("codes", "verdict", "words"),
    [
        (
            "1 0 1 0 1 0 1 0 1 0 0 1",
            "tentative",
            "tentative conclusions",
        ),  # 1 - 23 * 4 / (2 * 12 * 12) = 0.68
        ("1 1 0 0 1 0 1 0 0 1 0 1", "not reliable", "mend the rules"),
    ],
)
def test_too_little_agreement_is_said(codes: str, verdict: str, words: str) -> None:
    with pytest.warns(fr.ReliabilityWarning, match=words):
        table = fr.agreement(codings({"A": "1 0 1 0 1 0 1 0 1 0 1 0", "B": codes}))
    assert table["verdict"].tolist() == [verdict]


def test_good_agreement_needs_no_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert fr.agreement(codings({"A": "1 0 1 0", "B": "1 0 1 0"}))["verdict"].tolist() == [
            "reliable"
        ]


def test_adjudicated_codes_are_nobodys() -> None:
    with_settled = codings({"A": "1 0 1 0", "B": "1 0 1 0", "adjudicated": "0 0 0 0"})
    assert fr.agreement(with_settled)[["alpha", "n_coders"]].values.tolist() == [[1.0, 2]]


def test_the_metric_is_guessed_from_the_codes() -> None:
    both = pd.concat(
        [
            codings({"A": "1 0 -1 1", "B": "1 0 -1 1"}),
            codings({"A": "x y x y", "B": "x y x y"}, "voice"),
        ]
    )
    assert fr.agreement(both).set_index("variable")["metric"].to_dict() == {
        "tone": "interval",
        "voice": "nominal",
    }


def test_what_has_no_alpha() -> None:
    with pytest.raises(ValueError, match="no unit of 'tone' was coded by two"):
        fr.agreement(codings({"A": "1 0"}))
    with pytest.raises(ValueError, match="alpha here knows nominal"):
        alpha_of({"A": "1 0", "B": "1 0"}, "ratio")
    with pytest.raises(ValueError, match="the code 'x' is no number"):
        alpha_of({"A": "1 x", "B": "1 0"}, "ordinal")


def test_codes_of_two_coders_are_crossed() -> None:
    table = fr.tabulate_codes(codings({"A": "1 0 -1 .", "B": "1 1 -1 1"}), "tone", "A", "B")
    assert table["first_code"].unique().tolist() == ["-1", "0", "1"]
    assert table.query("n > 0").values.tolist() == [["-1", "-1", 1], ["0", "1", 1], ["1", "1", 1]]
    with pytest.raises(ValueError, match="'Z' coded nothing of tone; the coders are A, B"):
        fr.tabulate_codes(codings({"A": "1", "B": "1"}), "tone", "A", "Z")
