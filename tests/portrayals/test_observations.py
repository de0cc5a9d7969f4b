"""What counts: any part of the articles gives what the analysis of this part alone gives."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import Spec, tables

import framing as fr
from framing.tables.schema import make

TEXTS = {
    "a": "China was praised. Russia attacked Ukraine, Kyiv said. China met Russia.",
    "b": "Nothing happened.",
    "c": "Japan feared a bitter war. “Japan is happy,” said Tokyo.",
    "d": "China lost badly, and Russia won. Brazil waited. Ukraine hoped, said Moscow.",
    "e": "China threatened Japan with a trade war. Moscow said China was a friend.",
    "f": "China was praised. Russia attacked Ukraine, Kyiv said. China met Russia!",
}
OUTLETS = ["x", "x", "y", None, "x", "y"]


@pytest.fixture(scope="module")
def world() -> dict[str, pd.DataFrame]:
    articles = fr.make_articles(TEXTS)
    articles["outlet_id"] = pd.Series(OUTLETS, dtype="str")
    days = pd.to_datetime([f"2023-03-{n + 29:02}" if n < 3 else f"2023-04-0{n}" for n in range(6)])
    articles["published_at"] = days.tz_localize("UTC").as_unit("us")
    return fr.analyse(articles, measures=("vader", "textblob"), drop_duplicates=None)


def portray(
    world: dict[str, pd.DataFrame], by: list[str], *, only: frozenset[str] | None = None
) -> pd.DataFrame:
    """Portray some articles: of tables that hold only them, or of all tables but for theirs."""
    articles = world["articles"]
    if only is not None:
        articles = articles[articles["article_id"].isin(only)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", fr.DescriptiveWarning)
        return fr.summarise_portrayal(
            world["mentions"],
            articles,
            world["scores"],
            voices=world["voices"],
            frame_hits=world["frame_hits"],
            roles=world["roles"],
            by=by,
        )


def cut(world: dict[str, pd.DataFrame], only: frozenset[str]) -> dict[str, pd.DataFrame]:
    mentions = world["mentions"][world["mentions"]["article_id"].isin(only)]
    of_mentions = {
        name: world[name][world[name]["mention_id"].isin(mentions["mention_id"])]
        for name in ("scores", "voices", "frame_hits")
    }
    articles = world["articles"][world["articles"]["article_id"].isin(only)]
    roles = world["roles"][world["roles"]["agent_mention_id"].isin(mentions["mention_id"])]
    return {"articles": articles, "mentions": mentions, "roles": roles, **of_mentions}


@pytest.mark.build
@settings(max_examples=12, deadline=None)
@given(
    only=st.frozensets(st.sampled_from(sorted(TEXTS)), min_size=1),
    by=st.sampled_from([["actor_id"], ["outlet_id"], ["actor_id", "month"], ["voice_group"]]),
)
def test_part_of_the_articles_is_as_if_only_these_were_there(
    world: dict[str, pd.DataFrame], only: frozenset[str], by: list[str]
) -> None:
    part, alone = portray(world, by, only=only), portray(cut(world, only), by)
    # Frames that only other articles have are shares of 0 here, and not known there.
    known = part["measure"].isin(set(alone["measure"]))
    assert (part.loc[~known, "estimate"] == 0).all()
    pd.testing.assert_frame_equal(part[known].reset_index(drop=True), alone)


def test_voices_of_one_outlet_are_its_own() -> None:
    """Outlet y is quoted throughout, and stands behind x in every table."""
    specs: list[Spec] = [(f"{o}{n}", "0", "CHN", 0.0) for o in "xy" for n in range(6)]
    mentions, articles, scores = tables(specs, outlet_id=["x"] * 6 + ["y"] * 6)
    voices = make(
        "voices",
        [(f"m{n}", "narrator" if n < 6 else "source", None, None, None, None) for n in range(12)],
    )
    shares = fr.summarise_portrayal(
        mentions, articles[articles["outlet_id"] == "y"], scores, voices=voices
    ).set_index("measure")["estimate"]
    assert shares["voice_narrator"] == 0.0
    assert shares["voice_other_sources"] == 1.0


def test_mention_without_a_voice_is_not_counted() -> None:
    specs: list[Spec] = [(f"a{n}", "0", "CHN", 0.0) for n in range(6)]
    voices = make("voices", [(f"m{n}", "narrator", None, None, None, None) for n in range(3)])
    table = fr.summarise_portrayal(*tables(specs), voices=voices).set_index("measure")
    shares = table[table.index.str.startswith("voice_")]
    assert shares["estimate"].sum() == pytest.approx(1)
    assert set(shares["n_mentions"]) == {3}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda s: pd.concat([s, s.iloc[:1]]), "m0 has 2 scores of tone over the window sentence"),
        (
            lambda s: s.assign(value=np.inf),
            "the score of m0, tone over the window sentence, is inf",
        ),
    ],
)
def test_scores_that_cannot_be_averaged(change: object, message: str) -> None:
    mentions, articles, scores = tables([("a", "0", "CHN", 0.1), ("b", "0", "CHN", 0.3)])
    with pytest.raises(ValueError, match=message):
        fr.summarise_portrayal(mentions, articles, change(scores))  # type: ignore[operator]


def test_what_is_denied_is_in_no_frame() -> None:
    specs: list[Spec] = [(f"a{n}", "0", "CHN", 0.0) for n in range(4)]
    hits = make(
        "frame_hits",
        [
            ("m0", "war", "war", "war", 0, 1, "sentence", False, False, False, None),
            ("m1", "war", "war", "war", 0, 1, "sentence", True, False, False, None),
            ("m2", "war", "war", "war", 0, 1, "sentence", False, False, True, None),
        ],
    )
    table = fr.summarise_portrayal(*tables(specs), frame_hits=hits).set_index("measure")
    assert table.loc["share_war", "estimate"] == 1 / 4
    denied = fr.summarise_portrayal(*tables(specs), frame_hits=hits.iloc[1:]).set_index("measure")
    assert denied.loc["share_war", "estimate"] == 0


def test_days_are_those_of_utc_whatever_the_zone() -> None:
    moment = pd.Timestamp("2023-03-31T23:30:00-05:00")
    mentions, articles, scores = tables([("a", "0", "CHN", 0.0)])
    articles["published_at"] = pd.Series([moment]).dt.as_unit("us")
    table = fr.summarise_portrayal(mentions, articles, scores, by=["day"])
    assert table["day"].tolist() == ["2023-04-01"]
