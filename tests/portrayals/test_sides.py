"""Differences between sides: arithmetic by hand, the error rate where there is none, and the order
of the sides.
"""

import numpy as np
import pandas as pd
import pytest
from worlds import Spec, days, tables, two_outlets

import framing as fr
from framing.tables.schema import make, violations

PAIRED: list[Spec] = [
    ("a0", "0", "CHN", 0.5),
    ("b0", "0", "CHN", 0.1),
    ("b0", "1", "CHN", 0.3),
    ("a1", "0", "CHN", -0.5),
    ("b1", "0", "CHN", -0.6),
    ("b1", "1", "CHN", -0.6),
    ("a2", "0", "CHN", 0.9),
]


def compare(specs: list[Spec], articles: dict[str, list[object]], **more: object) -> pd.DataFrame:
    return fr.compare_portrayal(*tables(specs, **articles), n_resamples=200, **more)  # type: ignore[arg-type]


def test_difference_is_the_first_side_less_the_second() -> None:
    outlets = ["a", "b", "a", "b", "a"]
    row = compare(PAIRED, {"outlet_id": outlets}, between="outlet_id").iloc[0]
    mean_a, mean_b = (0.5 - 0.5 + 0.9) / 3, (0.1 + 0.3 - 0.6 - 0.6) / 4
    assert (row["side_a"], row["side_b"], row["n_articles_a"], row["n_mentions_b"]) == (
        "a",
        "b",
        3,
        4,
    )
    assert row[["estimate_a", "estimate_b", "difference"]].tolist() == pytest.approx(
        [mean_a, mean_b, mean_a - mean_b]
    )
    turned = compare(PAIRED, {"outlet_id": outlets}, between="outlet_id", sides=[("b", "a")]).iloc[
        0
    ]
    assert (turned["side_a"], turned["difference"]) == ("b", pytest.approx(mean_b - mean_a))


def test_matched_by_topic_leaves_out_what_one_side_covers_alone() -> None:
    columns = {"outlet_id": ["a", "b", "a", "b", "a"], "topic": ["0", "0", "1", "1", "2"]}
    row = compare(PAIRED, columns, between="outlet_id", match=["topic"]).iloc[0]
    gaps = [0.5 - 0.2, -0.5 + 0.6]  # each topic weighs 1 * 2 / (1 + 2)
    assert row["difference"] == pytest.approx(sum(gaps) / 2)
    assert (row["n_strata"], row["n_mentions_a"], row["n_articles_a"]) == (2, 2, 2)


def test_cohens_d_is_in_standard_deviations_of_mentions() -> None:
    specs: list[Spec] = [
        (f"{side}{n}", "0", "CHN", level + (n % 2))
        for side, level in (("a", 1.0), ("b", 0.0))
        for n in range(10)
    ]
    row = compare(specs, {"outlet_id": ["a"] * 10 + ["b"] * 10}, between="outlet_id").iloc[0]
    spread = np.std([0, 1] * 5, ddof=1)
    assert row["cohens_d"] == pytest.approx(1 / spread)


def test_actors_are_compared_inside_articles() -> None:
    """USA is 0.2 above China in every article, whatever its mood: clear in pairs, and lost between
    articles.
    """
    moods = np.random.default_rng(1).normal(0, 1, 12)
    specs: list[Spec] = [
        (f"a{n}", actor, actor, float(mood + (actor == "USA") * (0.2 + 0.01 * (-1) ** n)))
        for n, mood in enumerate(moods)
        for actor in ("CHN", "USA")
    ]
    row = fr.compare_portrayal(*tables(specs), between="actor_id", n_resamples=999).iloc[0]
    assert (row["side_a"], row["side_b"]) == ("CHN", "USA")
    assert row["difference"] == pytest.approx(-0.2)
    assert row["ci_high"] < -0.15
    assert row["p_value"] < 0.01


def test_no_difference_is_rarely_called_one() -> None:
    rng = np.random.default_rng(6)
    p = [
        fr.compare_portrayal(*two_outlets(rng, 0.0), between="outlet_id", n_resamples=99)[
            "p_value"
        ][0]
        for _ in range(60)
    ]
    assert 0 <= np.mean(np.array(p) <= 0.05) <= 0.13
    assert 0.3 < np.mean(p) < 0.7


def test_interval_holds_the_true_difference_nearly_always() -> None:
    rng = np.random.default_rng(7)
    rows = [
        fr.compare_portrayal(*two_outlets(rng, 0.4), between="outlet_id", n_resamples=300).iloc[0]
        for _ in range(60)
    ]
    assert sum(row["ci_low"] <= 0.4 <= row["ci_high"] for row in rows) >= 52
    assert np.mean([row["p_value"] < 0.05 for row in rows]) > 0.9


def test_false_discoveries_are_controlled_over_the_table() -> None:
    rng = np.random.default_rng(8)
    specs: list[Spec] = [
        (f"{o}{n}", "0", f"A{actor:02}", float(rng.normal() + (o == "a") * (actor == 0) * 3))
        for o in "ab"
        for n in range(10)
        for actor in range(20)
    ]
    table = compare(
        specs, {"outlet_id": ["a"] * 10 + ["b"] * 10}, between="outlet_id", min_articles=1
    )
    assert len(table) == 20
    told = table[table["is_reportable"]]
    assert (told["q_value"] >= told["p_value"]).all()
    assert violations(table.assign(window="sentence"), "comparisons") == []


def test_months_and_voices_can_be_sides() -> None:
    specs: list[Spec] = [(f"a{n}", "0", "CHN", float(n)) for n in range(40)]
    row = compare(
        specs, {"published_at": days(40)}, between="month", sides=[("2023-04", "2023-03")]
    ).iloc[0]
    assert row["difference"] == pytest.approx(np.mean(range(31, 40)) - np.mean(range(31)))
    voices = make(
        "voices",
        [(f"m{n}", "narrator" if n % 2 else "source", None, None, None, None) for n in range(40)],
    )
    row = fr.compare_portrayal(*tables(specs), between="voice", voices=voices, n_resamples=99).iloc[
        0
    ]
    assert (row["side_a"], row["side_b"], row["difference"]) == ("narrator", "source", 1.0)


def test_what_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="'c' is no value of outlet_id; there are a, b"):
        compare(
            PAIRED,
            {"outlet_id": ["a", "b", "a", "b", "a"]},
            between="outlet_id",
            sides=[("a", "c")],
        )
    with pytest.raises(ValueError, match="mood, which is neither"):
        compare(PAIRED, {}, between="mood")
    empty = compare([], {}, between="outlet_id")
    assert violations(empty, "comparisons") == []
    one = compare(PAIRED[:1], {"outlet_id": ["a"]}, between="outlet_id")
    assert one.empty


def test_topics_by_keywords() -> None:
    articles = fr.make_articles(
        {"a": "Balloon, balloon, spy.", "b": "Spies met.", "c": "A spy and a balloon."}
    )
    tagged = fr.tag_topics(articles, {"balloon": ["balloon"], "spy": ["spy", "spies met"]})
    assert tagged["topic"].tolist() == ["balloon", "spy", "balloon"]
    with pytest.raises(ValueError, match="at least one word"):
        fr.tag_topics(articles, {"balloon": []})
