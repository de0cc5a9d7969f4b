"""Differences between sides: arithmetic by hand, the error rate where there is none, and the order
of the sides.
"""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from worlds import Spec, days, tables, two_outlets

import framing as fr
from framing.portrayals import Resampling
from framing.portrayals.comparisons.differences import (
    compare_units,
    draw_by_chance,
    find_statistic,
    tally_sides,
)
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


@pytest.mark.build
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


@pytest.mark.build
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


def outlets_of(specs: list[Spec], **more: object) -> pd.DataFrame:
    """Compare outlets named by the first letter of each article."""
    names = list(dict.fromkeys(article for article, *_ in specs))
    return compare(specs, {"outlet_id": [name[0] for name in names]}, between="outlet_id", **more)


def test_interval_and_p_value_say_the_same() -> None:
    rng = np.random.default_rng(11)
    specs: list[Spec] = [
        (f"{side}{n}", "0", f"A{actor:02}", float(rng.normal(0.45 * (side == "a"), 0.5)))
        for actor in range(30)
        for side in "ab"
        for n in range(8)
    ]
    table = outlets_of(specs)
    is_apart = (table["ci_low"] > 0) | (table["ci_high"] < 0)
    assert is_apart.sum() in range(3, 28)
    assert ((table["p_value"] < 0.05) == is_apart).all()


@pytest.mark.build
def test_few_noisy_articles_against_many_are_rarely_called_different() -> None:
    rng = np.random.default_rng(12)
    specs: list[Spec] = [
        (f"{side}{n}", "0", f"A{actor:03}", float(rng.normal(0, spread)))
        for actor in range(100)
        for side, n_articles, spread in (("a", 10, 0.8), ("b", 60, 0.1))
        for n in range(n_articles)
    ]
    assert (outlets_of(specs)["p_value"] < 0.05).sum() <= 13


def test_story_in_both_outlets_is_one_unit() -> None:
    """Ten stories in both outlets, word for word: no difference, however they were chosen."""
    values = np.random.default_rng(13).normal(size=10)
    specs: list[Spec] = [(f"{o}{n}", "0", "CHN", float(values[n])) for o in "ab" for n in range(10)]
    specs += [("a99", "0", "CHN", 0.1), ("b99", "0", "CHN", -0.2)]
    names = list(dict.fromkeys(article for article, *_ in specs))
    columns = {"outlet_id": [name[0] for name in names], "cluster_id": [n[1:] for n in names]}
    columns["cluster_id"][-2:] = ["a99", "b99"]
    row = compare(specs, columns, between="outlet_id").iloc[0]
    assert row["ci_high"] - row["ci_low"] < 0.3
    assert (row["n_articles_a"], row["n_clusters_a"]) == (11, 11)


def test_q_is_asked_only_of_what_can_be_reported() -> None:
    rng = np.random.default_rng(14)
    specs: list[Spec] = [
        (f"{side}{n}", str(i), "CHN", float(rng.normal(side == "a", 0.3)))
        for side in "ab"
        for n in range(6)
        for i in range(2)
    ]
    specs += [(f"{o}{actor}x", "0", actor, 0.0) for actor in ("USA", "RUS", "IND") for o in "ab"]
    table = outlets_of(specs).set_index("actor_id")
    assert table.loc["CHN", "q_value"] == table.loc["CHN", "p_value"] < 0.05
    assert table.drop("CHN")[["ci_low", "p_value", "q_value"]].isna().all(axis=None)
    assert not table.drop("CHN")["is_reportable"].any()


def test_draws_grow_with_the_questions_so_that_a_thousand_leave_room() -> None:
    specs: list[Spec] = [
        (f"{side}{n}", "0", f"A{actor:04}", (side == "a") + 0.01 * n + 0.0 * actor)
        for actor in range(60)
        for side in "ab"
        for n in range(10)
    ]
    table = outlets_of(specs)  # 200 draws alone could give none below 1 in 201
    assert (table["p_value"] < 0.05 / 60).all()


def test_one_or_two_strata_are_not_reported() -> None:
    specs: list[Spec] = [
        (f"{side}{month}{n}", str(i), "CHN", 0.1 * n + (side == "a"))
        for month in range(3)
        for side in "ab"
        for n in range(4)
        for i in range(2)
    ]
    names = list(dict.fromkeys(article for article, *_ in specs))
    for n_strata, is_told in ((1, False), (2, False), (3, True)):
        month = [str(min(int(name[1]), n_strata - 1)) for name in names]
        columns = {"outlet_id": [name[0] for name in names], "month": month}
        row = compare(specs, columns, between="outlet_id", match=["month"]).iloc[0]
        assert (row["n_strata"], row["is_reportable"]) == (n_strata, is_told)
        assert np.isnan(row["p_value"]) == (n_strata == 1)


def test_widest_pair_is_tested_as_picked() -> None:
    rng = np.random.default_rng(15)
    specs: list[Spec] = [
        (f"{o}{n}", str(i), actor, float(rng.normal(0.15 * (o == "a"), 0.3)))
        for o in "abcd"
        for n in range(8)
        for i in range(2)
        for actor in ("CHN", "USA")
    ]
    widest = outlets_of(specs, sides="widest")
    pair = tuple(widest[["side_a", "side_b"]].iloc[0])
    alone = outlets_of(specs, sides=[pair])
    assert len(widest) == 2
    assert (widest["p_value"] > alone["p_value"]).all()
    width, narrower = (t["ci_high"] - t["ci_low"] for t in (widest, alone))
    assert (width > narrower).all()
    every = outlets_of(specs)
    gaps = every.assign(gap=every["difference"].abs()).groupby(["side_a", "side_b"])["gap"].mean()
    assert gaps.idxmax() == pair
    with pytest.raises(ValueError, match="pairs of values, or 'widest'"):
        outlets_of(specs, sides="broadest")
    with pytest.raises(ValueError, match="no two sides are reportable"):
        outlets_of(specs[:4], sides="widest")


def test_interval_and_p_of_a_picked_pair_never_contradict_each_other() -> None:
    signs = set()
    for seed in range(24):
        rng = np.random.default_rng(seed)
        shift = 0.45 + 0.01 * seed
        specs: list[Spec] = [
            (f"{o}{n}", "0", "CHN", float(np.clip(rng.normal(shift * (o == "a"), 0.3), -1, 1)))
            for o in "abcd"
            for n in range(6)
        ]
        row = outlets_of(specs, sides="widest", min_mentions=2).iloc[0]
        leaves_out = row["ci_low"] > 0 or row["ci_high"] < 0
        assert leaves_out == (row["p_value"] < 0.05), seed
        signs.add(leaves_out)
    assert signs == {True, False}


@pytest.mark.parametrize(
    ("n_a", "n_b", "n_both", "rarest"),
    [(3, 3, 0, 2 / 20), (2, 4, 0, 1 / 15), (4, 4, 0, 2 / 70), (3, 4, 0, 1 / 35), (0, 0, 4, 2 / 16)],
)
def test_few_articles_have_an_exact_p_and_an_interval_only_where_it_could_leave_out_0(
    n_a: int, n_b: int, n_both: int, rarest: float
) -> None:
    values = [
        *((f"a{n}", "A", 0.8 + 0.01 * n) for n in range(n_a)),
        *((f"b{n}", "B", -0.8 + 0.02 * n) for n in range(n_b)),
        *(
            (f"c{n}", side, v + 0.01 * n)
            for n in range(n_both)
            for side, v in (("A", 0.8), ("B", -0.8))
        ),
    ]
    units, sides, values_of = zip(*values, strict=True)
    side = (np.array(sides) == "B").astype(int)
    cells = tally_sides(np.array(units), side, np.array(values_of), np.zeros(len(side), dtype=int))
    for seed in (1, 2):
        row = compare_units(cells, Resampling(2_000, 0.95, seed), 2.0)
        assert row.p_value == pytest.approx(rarest), "none is farther out, and nothing is drawn"
        assert np.isnan(row.ci_low) == np.isnan(row.ci_high) == (rarest > 0.05)
        assert rarest > 0.05 or row.ci_low > 0
    wide = compare_units(cells, Resampling(2_000, 1 - 1.01 * rarest, 1), 2.0)
    assert wide.ci_low > 0, "at a level that so few articles allow"


def test_an_exact_p_is_the_share_of_all_exchanges() -> None:
    rng = np.random.default_rng(1)
    for n_a, n_b in ((3, 3), (4, 4), (2, 7), (4, 6)):
        value = rng.normal(size=n_a + n_b)
        side = np.repeat([0, 1], [n_a, n_b])
        cells = tally_sides(np.arange(n_a + n_b), side, value, np.zeros_like(side))
        p = compare_units(cells, Resampling(2_000, 0.95, 1), 9.0).p_value
        by_hand = []
        for chosen in combinations(range(n_a + n_b), n_a):
            is_a = np.isin(np.arange(n_a + n_b), chosen)
            a, b = value[is_a], value[~is_a]
            error = np.sqrt(a.var(ddof=1) / n_a + b.var(ddof=1) / n_b)
            by_hand.append(abs(a.mean() - b.mean()) / error)
        a, b = value[:n_a], value[n_a:]
        seen = abs(a.mean() - b.mean()) / np.sqrt(a.var(ddof=1) / n_a + b.var(ddof=1) / n_b)
        assert p == pytest.approx(np.mean(np.array(by_hand) >= seen - 1e-9))


def test_five_articles_on_a_side_are_drawn_as_before() -> None:
    value = np.array([0.3, 0.1, 0.5, 0.2, 0.4, -0.1, 0.0, -0.3, 0.2, -0.2])
    side = np.repeat([0, 1], 5)
    cells = tally_sides(np.arange(10), side, value, np.zeros_like(side))
    drawn = draw_by_chance(cells, Resampling(999, 0.95, 1))
    row = compare_units(cells, Resampling(999, 0.95, 1), 2.0)
    p = (1 + (drawn >= find_statistic(cells) - 1e-9).sum()) / (1 + len(drawn))
    assert row.p_value == p
