"""Summaries: arithmetic by hand, and what the intervals resample."""

import math
import warnings

import numpy as np
import pandas as pd
import pytest
from worlds import Spec, tables

import framing as fr
from framing.tables.schema import empty, make, violations


def summarise(specs: list[Spec], by: list[str] | None = None, **more: object) -> pd.DataFrame:
    article_columns = {
        name: more.pop(name) for name in ("outlet_id", "published_at") if name in more
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", fr.DescriptiveWarning)
        return fr.summarise_portrayal(
            *tables(specs, **article_columns), by=by or ["actor_id"], **more
        )


THREE: list[Spec] = [
    ("a", "0", "CHN", 1.0),
    ("a", "1", "CHN", 0.0),
    ("b", "0", "CHN", -0.5),
    ("b", "0", "USA", 0.25),
]


def test_mean_and_counts_by_actor() -> None:
    table = summarise(THREE)
    columns = ["actor_id", "measure", "window", "estimate", "n_mentions", "n_articles"]
    assert table[columns].values.tolist() == [
        ["CHN", "tone", "sentence", (1 + 0 - 0.5) / 3, 3, 2],
        ["USA", "tone", "sentence", 0.25, 1, 1],
    ]
    assert violations(table, "portrayals") == []


def test_missing_score_is_not_zero() -> None:
    table = summarise([("a", "0", "CHN", 1.0), ("b", "0", "CHN", None)])
    assert table[["estimate", "n_mentions", "n_articles"]].values.tolist() == [[1.0, 1, 1]]


def test_by_two_columns_and_a_missing_outlet_is_a_group() -> None:
    table = summarise(THREE, by=["actor_id", "outlet_id"], outlet_id=["Daily", None])
    assert table["actor_id"].tolist() == ["CHN", "CHN", "USA"]
    assert table["outlet_id"].fillna("missing").tolist() == ["Daily", "missing", "missing"]
    assert table["estimate"].tolist() == [(1 + 0) / 2, -0.5, 0.25]


def test_by_month_in_utc() -> None:
    days = pd.to_datetime(
        ["2023-03-31T23:30:00-05:00", "2023-03-01"], utc=True, format="ISO8601"
    ).as_unit("us")
    table = summarise(THREE, by=["month"], published_at=list(days))
    assert table[["month", "n_mentions"]].values.tolist() == [["2023-03", 2], ["2023-04", 2]]


def test_one_article_resamples_its_sentences_and_warns() -> None:
    specs: list[Spec] = [("a", str(n), "CHN", float(n % 2)) for n in range(10)]
    with pytest.warns(fr.DescriptiveWarning, match="one article"):
        row = fr.summarise_portrayal(*tables(specs)).iloc[0]
    assert (row["resampled"], row["estimate"]) == ("sentences", 0.5)
    assert 0 < row["ci_low"] < 0.5 < row["ci_high"] < 1


def test_one_sentence_has_no_interval() -> None:
    row = summarise([("a", "0", "CHN", 1.0), ("a", "0", "CHN", 0.0), ("b", "0", "USA", 0.0)]).iloc[
        0
    ]
    assert (row["resampled"], row["estimate"]) == ("nothing", 0.5)
    assert math.isnan(row["ci_low"])
    assert math.isnan(row["ci_high"])


def test_articles_without_the_actor_do_not_shift_the_estimate() -> None:
    without = summarise([("a", "0", "CHN", 1.0), ("b", "0", "CHN", 0.0)])
    others = summarise([("a", "0", "CHN", 1.0), ("b", "0", "CHN", 0.0), ("c", "0", "USA", 1.0)])
    assert without["estimate"][0] == others["estimate"][0] == 0.5


def test_interval_of_independent_articles_is_near_normal_theory() -> None:
    values = np.random.default_rng(3).normal(0.1, 0.5, size=400)
    row = summarise([(f"a{n}", "0", "CHN", float(v)) for n, v in enumerate(values)]).iloc[0]
    margin = 1.96 * values.std() / math.sqrt(400)
    assert row["ci_low"] == pytest.approx(values.mean() - margin, abs=0.1 * margin)
    assert row["ci_high"] == pytest.approx(values.mean() + margin, abs=0.1 * margin)


def test_mentions_that_repeat_in_an_article_do_not_narrow_the_interval() -> None:
    once: list[Spec] = [(f"a{n}", "0", "CHN", float(n % 2)) for n in range(40)]
    row, repeated = summarise(once).iloc[0], summarise(once * 10).iloc[0]
    assert (repeated["n_mentions"], repeated["n_articles"]) == (400, 40)
    assert repeated["ci_high"] - repeated["ci_low"] == pytest.approx(row["ci_high"] - row["ci_low"])


def test_share_of_mentions_in_a_frame() -> None:
    hits = make(
        "frame_hits",
        [
            (m, "war", "war", "war", n, n + 1, "sentence", False, False, False, None)
            for n, m in enumerate(["m0", "m0", "m3"])
        ],
    )
    table = summarise(THREE, frame_hits=hits).query("measure == 'share_war'")
    assert table[["actor_id", "estimate", "n_mentions"]].values.tolist() == [
        ["CHN", 1 / 3, 3],
        ["USA", 1.0, 1],
    ]
    assert table.iloc[0][["ci_low", "ci_high"]].between(0, 1).all()


def test_shares_of_voices_and_roles() -> None:
    voices = make(
        "voices",
        [
            ("m0", "narrator", None, None, None, None),
            ("m1", "source", "q", "Xi", "CHN", "said"),
            ("m2", "source", "r", "Biden", "USA", "said"),
            ("m3", "unclear", None, None, None, None),
        ],
    )
    roles = make(
        "roles",
        [
            (
                "r0",
                "b:0",
                "m2",
                "warn",
                "m3",
                False,
                False,
                False,
                "verbal_confrontation",
                0,
                0,
                0,
                1,
                "grammar",
                None,
            )
        ],
    )
    table = (
        summarise(THREE, voices=voices, roles=roles)
        .query("actor_id == 'CHN'")
        .set_index("measure")["estimate"]
    )
    assert table.drop("tone").to_dict() == {
        "voice_narrator": 1 / 3,
        "voice_own_side": 1 / 3,
        "voice_another_actor": 1 / 3,
        "voice_other_sources": 0.0,
        "voice_unclear": 0.0,
        "role_agent": 1 / 3,
        "role_patient": 0.0,
    }
    by_voice = summarise(THREE, voices=voices, by=["actor_id", "voice_group"])
    assert by_voice[["actor_id", "voice_group", "estimate"]].values.tolist() == [
        ["CHN", "another actor", -0.5],
        ["CHN", "narrator", 1.0],
        ["CHN", "own side", 0.0],
        ["USA", "unclear", 0.25],
    ]


def test_by_part_and_country_of_the_outlet() -> None:
    sentences = make(
        "sentences",
        [
            ("a:0", "a", 0, "headline", 0, 1, "x"),
            ("a:1", "a", 1, "body", 1, 2, "x"),
            ("b:0", "b", 0, "body", 0, 1, "x"),
        ],
    )
    outlets = make("outlets", [("Daily", "The Daily", "IND")])
    table = summarise(
        THREE,
        by=["part", "country_iso3"],
        outlet_id=["Daily", None],
        sentences=sentences,
        outlets=outlets,
    )
    rows = table[["part", "country_iso3", "n_mentions"]].fillna("missing").values.tolist()
    assert rows == [["body", "IND", 1], ["body", "missing", 2], ["headline", "IND", 1]]


def test_clusters_are_drawn_whole() -> None:
    """Forty articles that are ten texts four times over say no more than ten."""
    values = np.random.default_rng(5).normal(size=10)
    specs: list[Spec] = [(f"a{n}", "0", "CHN", float(values[n % 10])) for n in range(40)]
    copies = [f"c{n % 10}" for n in range(40)]
    apart = summarise(specs).iloc[0]
    mentions, articles, scores = tables(specs, cluster_id=copies)
    together = fr.summarise_portrayal(mentions, articles, scores).iloc[0]
    once = summarise(specs[:10]).iloc[0]
    assert (together["estimate"], together["resampled"]) == (apart["estimate"], "clusters")
    assert (together["n_articles"], together["n_clusters"]) == (40, 10)
    ends = ["ci_low", "ci_high", "degrees"]
    assert together[ends].tolist() == pytest.approx(once[ends].tolist())
    each = fr.summarise_portrayal(mentions, articles, scores, cluster="article_id").iloc[0]
    assert each.equals(apart)


def test_copies_of_four_articles_are_too_few_to_report() -> None:
    specs: list[Spec] = [(f"a{n}", "0", "CHN", float(n % 4) / 4) for n in range(40)]
    columns = {"cluster_id": [f"c{n % 4}" for n in range(40)]}
    row = fr.summarise_portrayal(*tables(specs, **columns)).iloc[0]
    assert (row["n_articles"], row["n_clusters"], row["is_reportable"]) == (40, 4, False)


def test_mentions_of_copies_count_once_for_what_is_reportable() -> None:
    """Six texts with three mentions each, in four copies: 72 mentions, of which 18 count."""
    specs: list[Spec] = [(f"a{n}", str(i), "CHN", 0.0) for n in range(24) for i in range(3)]
    columns = {"cluster_id": [f"c{n % 6}" for n in range(24)]}
    mentions, articles, _ = tables(specs, **columns)
    articles["author"] = [f"author {n % 6}" for n in range(24)]
    hits = make(
        "frame_hits",
        [("m0", "war", "war", "war", 0, 1, "sentence", False, False, False, None)],
    )
    found = [
        fr.summarise_portrayal(
            mentions, articles, empty("scores"), frame_hits=hits, cluster=cluster
        ).iloc[0]
        for cluster in ("cluster_id", "author")
    ]
    assert [row["n_mentions"] for row in found] == [72, 72]
    assert [row["is_reportable"] for row in found] == [False, True]


def test_an_article_that_outweighs_all_others_makes_the_interval_wide() -> None:
    specs: list[Spec] = [("long", str(n), "CHN", 0.5) for n in range(100)]
    specs += [(f"a{n}", "0", "CHN", 0.1 * n) for n in range(5)]
    row, equal = summarise(specs).iloc[0], summarise(specs, weight="article").iloc[0]
    assert row["n_clusters"] == equal["n_clusters"] == 6
    assert (row["degrees"] < 1.5, equal["degrees"]) == (True, pytest.approx(5))
    assert row["ci_high"] - row["ci_low"] > equal["ci_high"] - equal["ci_low"]


def test_each_article_can_have_one_voice() -> None:
    row = summarise(THREE, weight="article").iloc[0]
    assert (row["estimate"], row["n_mentions"], row["n_articles"]) == ((0.5 - 0.5) / 2, 3, 2)
    with pytest.raises(ValueError, match="mention or article, not 'outlet'"):
        summarise(THREE, weight="outlet")


def test_a_group_below_the_minimum_is_not_reportable() -> None:
    specs: list[Spec] = [(f"a{n}", str(i), "CHN", 0.0) for n in range(5) for i in range(2)]
    assert summarise(specs)["is_reportable"].tolist() == [True]
    assert summarise(specs, min_mentions=11)["is_reportable"].tolist() == [False]
    assert summarise(specs, min_articles=6)["is_reportable"].tolist() == [False]


def test_intervals_do_not_depend_on_other_groups() -> None:
    rng = np.random.default_rng(2)
    specs: list[Spec] = [
        (f"a{n}", "0", actor, rng.normal()) for n in range(30) for actor in ("CHN", "USA")
    ]
    both = summarise(specs).query("actor_id == 'USA'").reset_index(drop=True)
    assert both.equals(summarise([spec for spec in specs if spec[2] == "USA"]))


@pytest.mark.parametrize(
    ("by", "message"), [(["mood"], "mood, which is neither"), ([], "at least one column")]
)
def test_unknown_column(by: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        fr.summarise_portrayal(*tables(THREE), by=by)


def test_nothing_to_summarise() -> None:
    assert violations(summarise([]), "portrayals") == []


def test_pair_of_measures() -> None:
    mentions, _, _ = tables(THREE)
    values = {"m0": (1.0, -1.0), "m1": (1.0, 0.5), "m2": (0.0, -1.0), "m3": (1.0, None)}
    scores = make(
        "scores",
        [
            (m, name, "sentence", value)
            for m, pair in values.items()
            for name, value in zip("xy", pair, strict=True)
        ],
    )
    paired = fr.pair_measures(scores, mentions, "x", "y")
    assert paired.values.tolist() == [
        ["m0", "CHN", 1.0, -1.0, True],
        ["m1", "CHN", 1.0, 0.5, False],
        ["m2", "CHN", 0.0, -1.0, False],
    ]
    with pytest.raises(ValueError, match="no scores of z over the window sentence"):
        fr.pair_measures(scores, mentions, "x", "z")


def test_names_that_are_swapped_swap_their_portrayals_and_nothing_else() -> None:
    """Exchange two countries in every article: each gets the numbers of the other, to the last
    digit.
    """
    templates = {
        "a": "{0} broke its promise. {1} praised the brave offer. Critics called {0} reckless.",
        "b": "{1} has lied, {0} said. {0} warned that {1} would fail.",
        "c": "{1} won the trust of its neighbours, and {0} applauded the wonderful deal.",
    }

    def portray(*names: str) -> pd.DataFrame:
        tables = fr.analyse(
            fr.make_articles({name: text.format(*names) for name, text in templates.items()})
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", fr.DescriptiveWarning)
            return fr.summarise_portrayal(
                tables["mentions"],
                tables["articles"],
                tables["scores"],
                frame_hits=tables["frame_hits"],
                roles=tables["roles"],
            )

    before, after = portray("Norway", "Mexico"), portray("Mexico", "Norway")
    assert set(before["actor_id"]) == {"MEX", "NOR"}
    after = after.assign(actor_id=after["actor_id"].map({"NOR": "MEX", "MEX": "NOR"}).astype("str"))
    after = after.sort_values(["actor_id", "measure", "window"], kind="stable").reset_index(
        drop=True
    )
    pd.testing.assert_frame_equal(before, after)
