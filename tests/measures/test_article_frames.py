"""Frames of whole articles: one sentence that holds a frame is enough."""

import numpy as np
import pytest

import framing as fr

TEXTS = {
    "long": "Norway and Chad signed a treaty. " + "It rained in the hills all day. " * 12,
    "short": "Norway and Chad signed a treaty.",
    "empty": "",
}


@pytest.fixture(scope="module")
def read() -> tuple[dict, fr.Codebook]:
    codebook = fr.read_codebook()
    articles = fr.make_articles(TEXTS)
    sentences = fr.split_sentences(articles, codebook=codebook)
    return {
        "mentions": fr.find_mentions(sentences, codebook),
        "sentences": sentences,
    }, codebook


def test_a_row_is_an_article_with_sentences_and_a_frame(read) -> None:
    tables, codebook = read
    frames = fr.read_article_frames(tables["mentions"], tables["sentences"], codebook)
    assert not frames.duplicated(["article_id", "frame_id"]).any()
    assert frames["article_id"].unique().tolist() == ["long", "short"]
    assert set(frames["frame_id"]) <= set(codebook.frame_labels)
    n_sentences = frames.groupby("article_id")["n_sentences"].unique().str[0]
    assert n_sentences.to_dict() == {"long": 13, "short": 1}
    assert frames["probability"].between(0, 1).all()
    assert (frames["expected"] <= frames["n_sentences"]).all()


def test_sentences_on_something_else_do_not_dilute_a_frame(read) -> None:
    tables, codebook = read
    frames = fr.read_article_frames(tables["mentions"], tables["sentences"], codebook)
    wide = frames.pivot(index="article_id", columns="frame_id", values="probability")
    assert wide.loc["short", "diplomacy"] > 0.5
    assert wide.loc["long", "diplomacy"] >= wide.loc["short", "diplomacy"]


def test_one_sentence_has_what_is_read_of_it(read) -> None:
    tables, codebook = read
    frames = fr.read_article_frames(tables["mentions"], tables["sentences"], codebook)
    of_article = frames[frames["article_id"] == "short"].set_index("frame_id")["probability"]
    own = fr.read_frames(tables["mentions"], tables["sentences"], codebook)
    of_sentence = own[
        (own["frame_set"] == "codebook") & own["sentence_id"].str.startswith("short")
    ].set_index("frame_id")["probability"]
    assert np.allclose(of_article[of_sentence.index], of_sentence)
    assert (of_article.drop(of_sentence.index) < 0.01).all(), "smaller ones have no row there"


def test_nothing_to_read_gives_no_rows(read) -> None:
    tables, codebook = read
    frames = fr.read_article_frames(
        tables["mentions"].head(0), tables["sentences"].head(0), codebook
    )
    assert len(frames) == 0
    assert list(frames) == ["article_id", "frame_id", "n_sentences", "expected", "probability"]
