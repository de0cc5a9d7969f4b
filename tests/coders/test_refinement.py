"""Candidates for a codebook, and how far it agrees with labels made by hand."""

import math

import pandas as pd
import pytest

import framing as fr

LABELS = pd.DataFrame(
    [
        ("They fear an invasion.", "aggression", True),
        ("They crossed the border by night.", "aggression", True),
        ("The invasion of tourists began.", "aggression", False),
        ("The aggression and the invasion went on.", "aggression", True),
        ("It rained.", "aggression", False),
        ("Talks went on.", "diplomacy", False),
    ],
    columns=["text", "frame_id", "is_present"],
)


def test_precision_recall_and_misses(shipped_codebook: fr.Codebook) -> None:
    scores, misses = fr.evaluate_codebook(LABELS, shipped_codebook)
    row = scores.set_index("frame_id").loc["aggression"]
    assert row[["n_sentences", "n_present", "n_found"]].tolist() == [5, 3, 3]
    assert row[["precision", "recall", "f1"]].tolist() == [2 / 3, 2 / 3, 2 / 3]
    own = misses[misses["frame_id"] == "aggression"]
    assert own[["text", "fault", "keywords"]].values.tolist() == [
        ["They crossed the border by night.", "missed", ""],
        ["The invasion of tourists began.", "false", "invasion"],
    ]


def test_a_frame_that_is_never_there_has_no_recall(shipped_codebook: fr.Codebook) -> None:
    scores, _ = fr.evaluate_codebook(LABELS.query("text == 'It rained.'"), shipped_codebook)
    assert math.isnan(scores["recall"].iloc[0])
    assert math.isnan(scores["f1"].iloc[0])


def test_which_keyword_costs_what(shipped_codebook: fr.Codebook) -> None:
    costs = (
        fr.refine(LABELS, shipped_codebook).query("frame_id == 'aggression'").set_index("keyword")
    )
    assert costs.loc["invasion", ["n_right", "n_false", "precision", "n_alone"]].tolist() == [
        2,
        1,
        2 / 3,
        1,
    ]
    # Without it: one of three found, none wrong, so F1 is 2/4 instead of 4/6.
    assert costs.loc["invasion", "f1_change"] == pytest.approx(2 / 4 - 4 / 6)
    assert costs.loc["aggression", "f1_change"] == 0


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (LABELS.drop(columns="is_present"), "lack is_present"),
        (LABELS.assign(frame_id="mood"), "no frame 'mood'; it has containment"),
    ],
)
def test_labels_that_cannot_be_read(
    labels: pd.DataFrame, message: str, shipped_codebook: fr.Codebook
) -> None:
    with pytest.raises(ValueError, match=message):
        fr.evaluate_codebook(labels, shipped_codebook)


TEXTS = {
    f"a{n}": f"China fears encirclement by military bases. The “iron ring” is near. {other}"
    for n, other in enumerate(
        ["Rain fell on fields.", "Farmers sold grain.", "The harvest was late.", "Snow fell."]
    )
}


def test_terms_that_go_with_keywords_of_an_actor_and_in_quotations(
    shipped_codebook: fr.Codebook,
) -> None:
    articles = fr.make_articles(TEXTS)
    sentences = fr.split_sentences(articles)
    mentions = fr.find_mentions(sentences, shipped_codebook)
    attributions = fr.find_attributions(articles, sentences, shipped_codebook)
    found = fr.suggest_keywords(
        sentences,
        shipped_codebook,
        frame_id="containment",
        mentions=mentions,
        actor_id="CHN",
        attributions=attributions,
    )
    assert set(found["kind"]) == {"beside_keywords", "quoted", "of_actor"}
    beside = found[found["kind"] == "beside_keywords"]
    assert "military bases" in set(beside["term"])
    assert "encirclement" not in set(found["term"])
    quoted = found[found["kind"] == "quoted"]
    assert quoted[["term", "n_articles"]].values.tolist() == [["iron ring", 4]]
    assert "“iron ring”" in quoted["example"].iloc[0]


def test_what_to_look_for_must_be_said(shipped_codebook: fr.Codebook) -> None:
    sentences = fr.split_sentences(fr.make_articles(TEXTS))
    with pytest.raises(ValueError, match="say what to look for"):
        fr.suggest_keywords(sentences, shipped_codebook)
    with pytest.raises(ValueError, match="no frame 'mood'"):
        fr.suggest_keywords(sentences, shipped_codebook, frame_id="mood")
    with pytest.raises(ValueError, match="needs mentions="):
        fr.suggest_keywords(sentences, shipped_codebook, actor_id="CHN")
