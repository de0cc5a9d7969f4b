"""Frames that the network reads: the table, its scores, and how both stand beside keywords."""

import pandas as pd
import pytest

import framing as fr
from framing.measures.frames_read import LEAST, LIKELY, likely_frames
from framing.measures.network.network import shipped_card
from framing.tables import scale_of, schema

CODEBOOK = fr.read_codebook()
TEXTS = {
    "a": "Norway and Chad signed a treaty. It rained.\n\nMali shelled a village in Niger.",
    "b": "Peru thanked Chile for its help.",
}


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    articles = fr.make_articles(TEXTS)
    sentences = fr.split_sentences(articles)
    mentions = fr.find_mentions(sentences, CODEBOOK)
    frames_read = fr.read_frames(mentions, sentences, CODEBOOK)
    return {"sentences": sentences, "mentions": mentions, "frames_read": frames_read}


def test_every_sentence_with_a_mention_is_read_and_no_other(tables) -> None:
    read = tables["frames_read"]
    assert schema.violations(read, "frames_read") == []
    assert set(read["sentence_id"]) == set(tables["mentions"]["sentence_id"])
    assert set(read["frame_set"]) <= {"codebook", "policy"}
    assert read["probability"].ge(LEAST).all()


def test_policy_frames_of_a_sentence_add_up_to_one(tables) -> None:
    read = tables["frames_read"].query("frame_set == 'policy'")
    sums = read.groupby("sentence_id")["probability"].sum()
    assert sums.between(1 - 10 * LEAST, 1 + 1e-3).all()


def test_frames_are_those_of_the_card_and_of_the_codebook() -> None:
    card = shipped_card()
    assert set(card["frames"]) <= set(CODEBOOK.frames["frame_id"])
    assert len(card["policies"]) == 10


def test_each_mention_has_a_score_of_each_frame_even_where_it_has_no_row(tables) -> None:
    scores = fr.score_frames(tables["mentions"], tables["frames_read"])
    assert schema.violations(scores, "scores") == []
    card = shipped_card()
    n_kinds = len(card["frames"]) + len(card["policies"])
    assert len(scores) == n_kinds * len(tables["mentions"])
    assert all(scale_of(measure) == (0.0, 1.0) for measure in scores["measure"].unique())


def test_mentions_of_sentences_that_were_not_read_have_no_score(tables) -> None:
    first = tables["mentions"]["sentence_id"].iloc[0]
    read = tables["frames_read"][tables["frames_read"]["sentence_id"] != first]
    scores = fr.score_frames(tables["mentions"], read)
    is_unread = tables["mentions"]["sentence_id"] == first
    unread = tables["mentions"].loc[is_unread, "mention_id"]
    assert not scores["mention_id"].isin(unread).any()


def test_likely_frames_are_those_of_the_codebook_from_a_limit_on() -> None:
    mentions = pd.DataFrame({"mention_id": ["m", "n"], "sentence_id": ["s", "t"]})
    rows = [
        ("s", "codebook", "threat", LIKELY),
        ("s", "codebook", "rivalry", LIKELY - 0.01),
        ("s", "policy", "other", 0.9),
    ]
    likely = likely_frames(mentions, schema.make("frames_read", rows))
    assert likely.values.tolist() == [["m", "threat", LIKELY]]


def test_boilerplate_is_not_read(tables) -> None:
    sentences = tables["sentences"].assign(part="boilerplate")
    assert fr.read_frames(tables["mentions"], sentences, CODEBOOK).empty


def test_readings_made_before_give_the_same(tables) -> None:
    readings = fr.read_sentences(tables["mentions"], tables["sentences"], CODEBOOK)
    again = fr.read_frames(tables["mentions"], tables["sentences"], CODEBOOK, readings=readings)
    pd.testing.assert_frame_equal(again, tables["frames_read"])
    scored = fr.score_sentiment(
        tables["mentions"], tables["sentences"], CODEBOOK, measures=["targeted"], readings=readings
    )
    alone = fr.score_sentiment(
        tables["mentions"], tables["sentences"], CODEBOOK, measures=["targeted"]
    )
    pd.testing.assert_frame_equal(scored, alone)


def test_portrayals_hold_both_measures_side_by_side(tables) -> None:
    made = fr.analyse(fr.make_articles(TEXTS), CODEBOOK)
    measures = set(made["portrayals"]["measure"])
    assert {"read_diplomacy", "policy_other", "targeted"} <= measures


def test_exchanging_two_actors_changes_no_frame(tables) -> None:
    swapped = fr.make_articles({"b": "Chile thanked Peru for its help."})
    sentences = fr.split_sentences(swapped)
    mentions = fr.find_mentions(sentences, CODEBOOK)
    read = fr.read_frames(mentions, sentences, CODEBOOK)
    known = tables["frames_read"]
    own = known[known["sentence_id"].isin(read["sentence_id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(read, own)
