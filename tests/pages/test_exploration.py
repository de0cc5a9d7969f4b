"""The explorer's numbers are those of `summarise_portrayal`, and each is the mean of the mentions
that it names.
"""

import numpy as np
import pandas as pd
import pytest
from worlds import Spec, days, tables

import framing as fr
from framing.pages.notebook.exploration import COUNT, Choice, Exploration
from framing.pages.notebook.measured import FRAMES, frames_of, list_measures, read_of
from framing.tables import POLICY, READ, make

TONE = ("tone", "sentence")


@pytest.fixture(scope="module")
def world() -> dict[str, pd.DataFrame]:
    rng = np.random.default_rng(5)
    specs: list[Spec] = []
    for n in range(30):
        for sentence in range(4):
            score = None if n == 3 and sentence == 0 else float(rng.normal(0.1 * (n % 3), 0.4))
            specs.append((f"a{n:02}", str(sentence), ("CHN", "RUS")[int(rng.integers(2))], score))
    outlets = [None if n == 7 else ("left", "mid", "right")[n % 3] for n in range(30)]
    when = [None if n == 9 else day for n, day in enumerate(days(30))]
    mentions, articles, scores = tables(specs, outlet_id=outlets, published_at=when)
    hits = mentions.iloc[::5]
    frame_hits = make(
        "frame_hits",
        [
            (m, ("threat", "peace")[n % 2], "x", "x", 0, 1, "sentence", False, False, False, None)
            for n, m in enumerate(hits["mention_id"])
        ],
    )
    return {"mentions": mentions, "articles": articles, "scores": scores, "frame_hits": frame_hits}


@pytest.mark.filterwarnings("ignore::framing.DescriptiveWarning")
@pytest.mark.parametrize("by", ["outlet_id", "day", "week", "month", "alias_type"])
def test_portrayals_are_those_of_the_summary(world: dict[str, pd.DataFrame], by: str) -> None:
    found = Exploration(world, TONE).portray(Choice(("CHN", "RUS"), *TONE, by))
    expected = fr.summarise_portrayal(
        world["mentions"], world["articles"], world["scores"], by=["actor_id", by]
    )
    pd.testing.assert_frame_equal(found, expected.astype({by: "str"}), check_exact=True)


def test_copies_count_as_they_do_in_the_summary(world: dict[str, pd.DataFrame]) -> None:
    copies = [f"c{n // 3}" for n in range(len(world["articles"]))]
    articles = world["articles"].assign(cluster_id=pd.Series(copies, dtype="str"))
    found = Exploration({**world, "articles": articles}, TONE).portray(
        Choice(("CHN", "RUS"), *FRAMES, "outlet_id")
    )
    frame_hits = world["frame_hits"]
    expected = fr.summarise_portrayal(
        world["mentions"], articles, world["scores"], frame_hits=frame_hits
    )
    expected = expected[expected["measure"].str.startswith("share_")].reset_index(drop=True)
    pd.testing.assert_frame_equal(found, expected, check_exact=True)
    assert (found["n_mentions"] > 30).all()
    assert not found["is_reportable"].any()


def test_shares_of_frames_are_those_of_the_summary(world: dict[str, pd.DataFrame]) -> None:
    found = Exploration(world, TONE).portray(Choice(("CHN", "RUS"), *FRAMES, "outlet_id"))
    expected = fr.summarise_portrayal(
        world["mentions"],
        world["articles"],
        world["scores"],
        frame_hits=world["frame_hits"],
    )
    expected = expected[expected["measure"].str.startswith("share_")].reset_index(drop=True)
    pd.testing.assert_frame_equal(found, expected, check_exact=True)
    assert frames_of(world) == [("peace", "sentence"), ("threat", "sentence")]


@pytest.mark.parametrize("prefix", [READ, POLICY])
def test_frames_read_are_those_of_the_summary(world: dict[str, pd.DataFrame], prefix: str) -> None:
    rng = np.random.default_rng(7)
    frames = [("codebook", "threat"), ("codebook", "conflict"), ("policy", "economic")]
    sentences = world["mentions"]["sentence_id"].unique()[5:]  # five were not read
    rows = [(s, *frame, float(rng.uniform())) for s in sentences for frame in frames]
    read = make("frames_read", rows[::2])
    explored = Exploration({**world, "frames_read": read}, TONE)
    asked = Choice(("CHN", "RUS"), prefix, "sentence", "outlet_id")
    found = explored.portray(asked)
    scores = fr.score_frames(world["mentions"], read)
    expected = fr.summarise_portrayal(world["mentions"], world["articles"], scores)
    own = {measure for measure, _ in read_of({"frames_read": read}) if measure.startswith(prefix)}
    expected = expected[expected["measure"].isin(own)].reset_index(drop=True)
    assert len(expected) == 2 * len(own) > 0
    pd.testing.assert_frame_equal(found, expected, check_exact=True)
    group = sorted(own)[0]
    behind = explored.find_mentions(asked, "CHN", group)
    estimate = found.query("actor_id == 'CHN' and measure == @group")["estimate"].iloc[0]
    assert behind["value"].mean() == pytest.approx(estimate)


def test_a_choice_is_what_a_query_leaves(world: dict[str, pd.DataFrame]) -> None:
    asked = Choice(
        ("RUS",), *TONE, "month", outlets=("left", "mid"), first="2023-03-05", last="2023-03-20"
    )
    found = Exploration(world, TONE).find_mentions(asked)
    articles = world["articles"]
    kept = articles[
        articles["outlet_id"].isin(["left", "mid"])
        & articles["published_at"].between("2023-03-05", "2023-03-21")
    ]
    expected = world["mentions"].query("actor_id == 'RUS'")
    expected = expected[expected["article_id"].isin(kept["article_id"])]
    assert found["mention_id"].tolist() == expected["mention_id"].tolist()
    assert set(found["month"]) == {"2023-03"}


@pytest.mark.parametrize("measure", [TONE, ("share_threat", "sentence")])
def test_each_number_is_the_mean_of_its_mentions(
    world: dict[str, pd.DataFrame], measure: tuple[str, str]
) -> None:
    explored = Exploration(world, TONE)
    asked = Choice(("CHN", "RUS"), *measure, "outlet_id")
    rows = explored.portray(asked).dropna(subset=["outlet_id"])
    for row in rows.itertuples(index=False):
        behind = explored.find_mentions(asked, row.actor_id, row.outlet_id)
        assert behind["value"].mean() == pytest.approx(row.estimate)
        assert len(behind) == row.n_mentions


def test_counts_hold_what_was_not_scored_too(world: dict[str, pd.DataFrame]) -> None:
    explored = Exploration(world, TONE)
    asked = Choice(("CHN", "RUS"), COUNT, "sentence", "outlet_id")
    rows = explored.portray(asked)
    assert rows["estimate"].sum() == len(world["mentions"]) == 120
    assert rows["ci_low"].isna().all()
    assert rows["is_reportable"].all()
    assert explored.find_mentions(asked)["value"].isna().sum() == 1
    assert explored.count("outlet_id") == {"left": 40, "mid": 36, "right": 40}
    assert explored.span() == ("2023-03-01", "2023-03-30")


def test_orders(world: dict[str, pd.DataFrame]) -> None:
    explored = Exploration(world, TONE)
    found = explored.find_mentions(Choice(("CHN",), *TONE, "outlet_id"))
    newest = explored.sort_mentions(found, "newest")
    assert newest["published_at"].dropna().is_monotonic_decreasing
    assert newest["article_id"].iloc[-1] == "a09", "without a date, and so last"
    of_last = newest[newest["article_id"] == "a29"]["mention_id"].tolist()
    assert of_last == found[found["article_id"] == "a29"]["mention_id"].tolist(), (
        "in the order of reading"
    )
    strongest = explored.sort_mentions(found, "strongest")["value"].abs()
    assert strongest.is_monotonic_decreasing
    by_chance = explored.sort_mentions(found, "by chance")
    assert sorted(by_chance["mention_id"]) == sorted(found["mention_id"])
    assert by_chance["mention_id"].tolist() != found["mention_id"].tolist()


def test_a_long_time_is_told_in_longer_periods(world: dict[str, pd.DataFrame]) -> None:
    assert Exploration(world, TONE).fit_period(Choice(("CHN",), *TONE, "day")) == "day"
    far = world["articles"].copy()
    far["published_at"] = pd.Series(days(30, "2001-01-01")) + pd.to_timedelta(
        np.arange(30) * 60, unit="D"
    )
    far["published_at"] = far["published_at"].dt.as_unit("us")
    old = Exploration({**world, "articles": far}, TONE)
    assert old.fit_period(Choice(("CHN", "RUS"), *TONE, "day")) == "month"
    assert old.fit_period(Choice(("CHN", "RUS"), *TONE, "day", last="2001-03-01")) == "day"


def test_scores_in_another_order_find_their_mentions(world: dict[str, pd.DataFrame]) -> None:
    shuffled = {**world, "scores": world["scores"].sample(frac=1, random_state=2)}
    asked = Choice(("CHN",), *TONE, "outlet_id")
    pd.testing.assert_frame_equal(
        Exploration(shuffled, TONE).portray(asked), Exploration(world, TONE).portray(asked)
    )


def test_measures_are_listed_once(world: dict[str, pd.DataFrame]) -> None:
    scores = world["scores"]
    more = pd.concat(
        [scores, scores.assign(window="clause"), scores.assign(measure="mood")], ignore_index=True
    )
    expected = [["tone", "sentence"], ["tone", "clause"], ["mood", "sentence"]]
    assert list_measures(more).values.tolist() == expected
    assert list_measures(scores.head(0)).empty
