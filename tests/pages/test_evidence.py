"""Which mentions stand behind a number: groups, fair samples, and counts that are true."""

import numpy as np
import pandas as pd
import pytest
from worlds import days, tables

import framing as fr
from framing.pages.report.evidence import count_evidence, list_evidence, sample_evidence
from framing.pages.report.view import View, choose_period
from framing.tables.schema import make

TONE = ("tone", "sentence")
SPECS = [
    ("a", "0", "CHN", 0.5),
    ("a", "1", "CHN", -0.5),
    ("b", "0", "CHN", 0.04),
    ("b", "0", "RUS", -0.05),
]


def world() -> dict[str, pd.DataFrame]:
    mentions, articles, scores = tables(SPECS, outlet_id=["left", None], published_at=days(2))
    voices = make(
        "voices",
        [
            ("m0", "narrator", None, None, None, None),
            ("m1", "source", "x", "Xi", "CHN", "said"),
            ("m2", "source", "x", "Li", "RUS", "said"),
            ("m3", "unclear", None, None, None, None),
        ],
    )
    hits = make(
        "frame_hits",
        [
            ("m0", "war", "k", "k", 0, 1, "sentence", False, False, False, None),
            ("m0", "war", "k", "k", 5, 6, "sentence", False, False, False, None),
        ],
    )
    acts = [
        ("m2", "meet", "m3", False, False, True, "verbal_cooperation"),
        ("m3", "hit", "m2", False, True, False, "material_confrontation"),
    ]
    roles = make(
        "roles", [(f"r{n}", "b:0", *act, 0, 0, 0, 1, "grammar", None) for n, act in enumerate(acts)]
    )
    return {
        "mentions": mentions,
        "articles": articles,
        "scores": scores,
        "voices": voices,
        "frame_hits": hits,
        "roles": roles,
    }


def groups_of(mention_id: str) -> set[tuple[str, str]]:
    _, groups = list_evidence(View(world(), fr.read_codebook(), TONE))
    own = groups[groups["mention_id"] == mention_id]
    assert not own.duplicated().any()
    return set(zip(own["kind"], own["group"], strict=True))


def test_a_mention_counts_in_every_group_that_is_known() -> None:
    month = ("period", "2023-03")
    assert groups_of("m0") == {
        ("outlet", "left"),
        month,
        ("voice", "narrator"),
        ("sign", "positive"),
        ("frame", "war"),
    }
    assert groups_of("m1") == {
        ("outlet", "left"),
        month,
        ("voice", "own side"),
        ("sign", "negative"),
        ("speaker", "CHN"),
    }


def test_a_mutual_action_counts_both_ways_and_a_denied_one_not_at_all() -> None:
    assert {pair for pair in groups_of("m2") if pair[0].startswith("act")} == {
        ("acts_on", "RUS"),
        ("acted_on_by", "RUS"),
    }
    assert {pair for pair in groups_of("m3") if pair[0].startswith("act")} == {
        ("acts_on", "CHN"),
        ("acted_on_by", "CHN"),
    }


def test_the_neutral_band_ends_at_five_hundredths() -> None:
    assert ("sign", "neutral") in groups_of("m2")
    assert ("sign", "negative") in groups_of("m3")


def test_mentions_without_a_score_do_not_count_where_scores_do() -> None:
    own, codebook = world(), fr.read_codebook()
    own["scores"].loc[0, "value"] = np.nan
    evidence, _ = list_evidence(View(own, codebook, TONE))
    assert list(evidence["mention_id"]) == ["m1", "m2", "m3"]
    assert len(list_evidence(View(own, codebook, None))[0]) == 4


def test_an_unknown_period_is_refused() -> None:
    with pytest.raises(ValueError, match="fortnight"):
        list_evidence(View(world(), fr.read_codebook(), None, "fortnight"))


def random_groups(n: int = 3_000) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    ids = [f"m{i}" for i in range(n)]
    drawn = {
        kind: rng.integers(0, size, n).astype(str)
        for kind, size in (("outlet", 10), ("period", 12))
    }
    rows = [
        pd.DataFrame({"mention_id": ids, "actor_id": "CHN", "kind": kind, "group": drawn[kind]})
        for kind in drawn
    ]
    return pd.concat(rows, ignore_index=True)


def test_every_group_gets_its_draw_and_groups_share_mentions() -> None:
    groups = random_groups()
    shown = sample_evidence(groups, 8)
    counts = count_evidence(groups, shown)
    assert counts["n_shown"].min() >= 8
    assert len(shown) < 1.6 * 12 * 8, "far fewer than the 22 groups of 8 would take apart"
    assert counts["n_mentions"].sum() == 2 * 3_000
    assert (counts["n_shown"] <= counts["n_mentions"]).all()


def test_the_sample_depends_on_the_seed_and_not_on_the_order_of_rows() -> None:
    groups = random_groups()
    shuffled = groups.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(sample_evidence(groups, 4), sample_evidence(shuffled, 4))
    assert not sample_evidence(groups, 4).equals(sample_evidence(groups, 4, seed=2))


@pytest.mark.build
def test_the_sample_is_fair() -> None:
    """The draw of a group is one of its mentions by chance: over many seeds each is drawn about as
    often.
    """
    groups = random_groups(40).query("kind == 'outlet'").assign(group="x")
    drawn = pd.concat([sample_evidence(groups, 10, seed=seed) for seed in range(200)])[
        "mention_id"
    ].value_counts()
    assert len(drawn) == 40  # 200 draws of 10 out of 40: 50 each, standard deviation 6.1
    assert drawn.between(50 - 5 * 6.1, 50 + 5 * 6.1).all()


def test_no_more_than_the_most_are_drawn() -> None:
    groups = random_groups()
    assert len(sample_evidence(groups, 8, most=40)) <= 40
    assert len(sample_evidence(groups, 8, most=3)) == 3
    assert len(sample_evidence(groups, 0)) == 0


@pytest.mark.parametrize(
    ("first", "period"), [("2023-01", "month"), ("2019-01", "quarter"), ("2000-01", "year")]
)
def test_periods_are_as_short_as_fits(first: str, period: str) -> None:
    assert choose_period(pd.Series(pd.date_range(first, "2024-12", freq="MS", tz="UTC"))) == period


def test_without_dates_a_period_is_named_all_the_same() -> None:
    assert choose_period(pd.Series([pd.NaT], dtype="datetime64[us, UTC]")) == "month"
