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


def test_perfect_and_chance() -> None:
    assert alpha_of({"A": "1 0 1 0", "B": "1 0 1 0"}, "nominal")["alpha"] == 1
    rng = np.random.default_rng(2)
    at_random = {name: " ".join(map(str, rng.integers(0, 2, 4_000))) for name in "AB"}
    assert alpha_of(at_random, "nominal")["alpha"] == pytest.approx(0, abs=0.04)


def test_alpha_of_codes_that_are_all_the_same_is_undefined() -> None:
    with pytest.warns(fr.ReliabilityWarning, match="alpha is undefined, since all codes are the"):
        row = fr.agreement(codings({"A": "1 1 1", "B": "1 1 1"})).iloc[0]
    assert np.isnan(row["alpha"])
    assert row["verdict"] == "undefined"


def of_articles(n_articles: int, n_each: int, seed: int, prefix: str = "a") -> pd.DataFrame:
    """Two coders of three codes, who err more on some articles than on others."""
    rng = np.random.default_rng(seed)
    hard = np.repeat(rng.beta(0.6, 2.4, n_articles), n_each)
    truth = rng.integers(0, 3, len(hard))
    units = [f"{prefix}{n}:{unit}:0" for n in range(n_articles) for unit in range(n_each)]
    parts = []
    for coder in "AB":
        codes = np.where(rng.random(len(hard)) < hard, rng.integers(0, 3, len(hard)), truth)
        columns = {"unit_id": units, "coder_id": coder, "variable": "tone", "code": codes}
        parts.append(pd.DataFrame(columns).astype("str"))
    return pd.concat(parts, ignore_index=True)


@pytest.mark.build
@pytest.mark.filterwarnings("ignore::framing.ReliabilityWarning")
def test_interval_covers_the_alpha_of_many_articles() -> None:
    """Ten units of each of ten articles hold the alpha of 5,000 articles some 94 times in 100."""
    whole = fr.agreement(of_articles(5_000, 10, seed=0))["alpha"].iloc[0]
    rows = [fr.agreement(of_articles(10, 10, seed)).iloc[0] for seed in range(1, 61)]
    assert sum(row["ci_low"] <= whole <= row["ci_high"] for row in rows) >= 54


@pytest.mark.filterwarnings("ignore::framing.ReliabilityWarning")
def test_a_unit_belongs_to_its_article() -> None:
    table = of_articles(6, 4, seed=1)
    by_id = fr.agreement(table).iloc[0]
    assert (by_id["n_units"], by_id["n_articles"]) == (24, 6)
    named = table.assign(unit_id="u" + table["unit_id"].str.replace(":", "-"))
    article_of = {unit: unit.split("-")[0] for unit in named["unit_id"]}
    given = fr.agreement(named, cluster=article_of).iloc[0]
    assert given.drop("variable").tolist() == by_id.drop("variable").tolist()
    assert fr.agreement(named)["n_articles"].iloc[0] == 24
    articles = fr.make_articles({f"a{n}": "x" for n in range(6)})
    articles["cluster_id"] = ["a0", "a0", "a2", "a3", "a4", "a5"]
    assert fr.agreement(table, articles=articles)["n_articles"].iloc[0] == 5
    assert fr.agreement(table, articles=articles, cluster="article_id")["n_articles"].iloc[0] == 6
    with pytest.raises(ValueError, match="does not say what ua0-0-0 belongs to"):
        fr.agreement(named, cluster={})
    with pytest.raises(ValueError, match="a column of the articles: give articles="):
        fr.agreement(table, cluster="outlet_id")


def test_mentions_say_where_units_stand() -> None:
    sentences = fr.split_sentences(fr.make_articles({"a:1:2": "China won. China lost."}))
    mentions = fr.find_mentions(sentences, fr.read_codebook())
    rows = [(unit, who, "tone", "1") for unit in mentions["mention_id"] for who in "AB"]
    table = pd.DataFrame(rows, columns=["unit_id", "coder_id", "variable", "code"])
    table.loc[0, "code"] = "0"
    with pytest.warns(fr.ReliabilityWarning, match="all depends on one article"):
        row = fr.agreement(table, mentions=mentions).iloc[0]
    assert (row["n_articles"], row["verdict"]) == (1, "undefined")


@pytest.mark.parametrize(
    ("n", "codes", "verdict", "words"),
    [
        # 1 - 23 * 4 / (2 * 12 * 12) = 0.68, whose interval is wide with twelve units
        (1, "1 0 1 0 1 0 1 0 1 0 0 1", "too few to tell", "alpha is 0.68, and may be anything"),
        (40, "1 0 1 0 1 0 1 0 1 0 1 1", "tentative", "alpha is 0.83, but .* tentative conclusions"),
        (1, "1 1 0 0 1 0 1 0 0 1 0 1", "not reliable", "mend the rules"),
    ],
)
def test_too_little_agreement_is_said(n: int, codes: str, verdict: str, words: str) -> None:
    pair = {"A": " ".join(["1 0 1 0 1 0 1 0 1 0 1 0"] * n), "B": " ".join([codes] * n)}
    with pytest.warns(fr.ReliabilityWarning, match=words):
        table = fr.agreement(codings(pair))
    assert table["verdict"].tolist() == [verdict]


def test_the_verdict_is_about_the_lower_end() -> None:
    """Four units on which two agree may be luck; two hundred are not."""
    with pytest.warns(fr.ReliabilityWarning, match="4 units coded by two are too few"):
        few = fr.agreement(codings({"A": "1 0 1 0", "B": "1 0 1 0"})).iloc[0]
    assert few["ci_low"] < few["ci_high"] == 1.0
    many = {name: " ".join(["1 0"] * 100) for name in "AB"}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert fr.agreement(codings(many))["verdict"].tolist() == ["reliable"]


@pytest.mark.filterwarnings("ignore::framing.ReliabilityWarning")
def test_adjudicated_codes_are_nobodys() -> None:
    with_settled = codings({"A": "1 0 1 0", "B": "1 0 1 0", "adjudicated": "0 0 0 0"})
    assert fr.agreement(with_settled)[["alpha", "n_coders"]].values.tolist() == [[1.0, 2]]


@pytest.mark.filterwarnings("ignore::framing.ReliabilityWarning")
def test_numbers_alone_make_no_order() -> None:
    """Frames may be numbered; what is known to have an order is sentiment."""
    pair = {"A": "1 0 -1 1", "B": "1 0 -1 1"}
    words = {"A": "good bad good bad", "B": "good bad bad bad"}
    parts = [codings(pair, "sentiment"), codings(pair, "frame"), codings(words, "voice")]
    metrics = fr.agreement(pd.concat(parts)).set_index("variable")["metric"]
    assert metrics.to_dict() == {"sentiment": "ordinal", "frame": "nominal", "voice": "nominal"}
    said = fr.agreement(codings(pair, "frame"), metrics={"frame": "interval"})
    assert said["metric"].tolist() == ["interval"]
    assert fr.agreement(codings(words, "sentiment"))["metric"].tolist() == ["nominal"]


@pytest.mark.filterwarnings("ignore::framing.ReliabilityWarning")
def test_a_number_is_the_same_however_it_is_written() -> None:
    pair = codings({"A": "1 0 -1 1", "B": "1.0 +0 −1 1,0"})
    assert fr.agreement(pair)["alpha"].tolist() == [1.0]
    assert set(fr.tabulate_codes(pair, "tone", "A", "B")["second_code"]) == {"-1", "0", "1"}
    assert fr.final_codes(pair, "tone").to_dict() == dict(
        zip([f"u{n:02}" for n in range(4)], ["1", "0", "-1", "1"], strict=True)
    )


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


def test_what_one_coded_alone_is_named_and_hides_nothing() -> None:
    table = pd.concat([codings({"A": "1 0 1 0", "B": "1 0 1 0"}), codings({"A": "1 0"}, "voice")])
    with pytest.warns(fr.ReliabilityWarning, match="no unit of 'voice' was coded by two"):
        assert fr.agreement(table)["variable"].tolist() == ["tone"]
