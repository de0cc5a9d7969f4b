"""Keyness: the equations by hand, the order of the sides, and words that one article drives."""

import math

import pandas as pd
import pytest

import framing as fr
from framing.tables.schema import violations


def counts(spec: dict[tuple[str, str], str]) -> pd.DataFrame:
    """(group, article) -> words."""
    rows = [
        (group, article, word, words.split().count(word))
        for (group, article), words in spec.items()
        for word in sorted(set(words.split()))
    ]
    return pd.DataFrame(rows, columns=["group", "article_id", "term", "n"])


def test_equations_of_monroe_colaresi_and_quinn() -> None:
    """Eight words; the prior is worth eight: 'war' gets 8 * 3 / 8 = 3, the others the rest."""
    table = fr.measure_keyness(
        counts({("a", "1"): "war war peace talk", ("b", "2"): "war peace peace talk"}),
        target="a",
        reference="b",
        min_count=1,
        prior_strength=8,
    ).set_index("term")
    odds_a, odds_b = (2 + 3) / (4 + 8 - 2 - 3), (1 + 3) / (4 + 8 - 1 - 3)
    delta = math.log(odds_a) - math.log(odds_b)
    assert table.loc["war", ["n_target", "n_reference", "prior"]].tolist() == [2, 1, 3.0]
    assert table.loc["war", "log_odds"] == pytest.approx(delta)
    assert table.loc["war", "z"] == pytest.approx(delta / math.sqrt(1 / (2 + 3) + 1 / (1 + 3)))
    assert table.loc["talk", "z"] == pytest.approx(0)


def test_sides_keep_their_order_and_mirror_each_other() -> None:
    own = counts({("a", "1"): "war war peace talk", ("b", "2"): "war peace peace talk"})
    ab, ba = (
        fr.measure_keyness(own, target=t, reference=r, min_count=1).set_index("term")
        for t, r in ("ab", "ba")
    )
    assert ab["target"].unique().tolist() == ["a"]
    assert ab["z"].sort_index().tolist() == pytest.approx((-ba["z"]).sort_index().tolist())


def test_three_groups_are_each_held_against_the_others() -> None:
    own = counts({("a", "1"): "war " * 6, ("b", "2"): "peace " * 6, ("c", "3"): "talk " * 6})
    table = fr.measure_keyness(own)
    best = (
        table.sort_values("z", ascending=False)
        .drop_duplicates("target")
        .set_index("target")["term"]
    )
    assert best.to_dict() == {"a": "war", "b": "peace", "c": "talk"}
    assert set(table["reference"]) == {"all others"}
    assert violations(table, "keyness") == []


def test_a_word_that_one_article_drives_is_marked() -> None:
    own = counts(
        {
            ("a", "1"): "balloon " * 9,
            ("a", "2"): "war balloon",
            ("a", "3"): "war",
            ("a", "4"): "war",
            ("a", "5"): "war",
            ("b", "6"): "peace " * 9,
            ("b", "7"): "peace",
            ("b", "8"): "talk",
        }
    )
    table = fr.measure_keyness(own, target="a", reference="b", min_count=1).set_index("term")
    assert table.loc["balloon", ["n_articles", "top_two_share", "is_driven"]].tolist() == [
        2,
        1.0,
        True,
    ]
    assert table.loc["war", ["n_articles", "top_two_share", "is_driven"]].tolist() == [
        4,
        0.5,
        False,
    ]
    assert table.loc["peace", ["n_articles", "is_driven"]].tolist() == [2, True]


def test_names_do_not_count_and_end_a_phrase() -> None:
    articles = fr.make_articles({"a": "The Chinese army left, and China won again."}).assign(
        outlet_id="x"
    )
    sentences = fr.split_sentences(articles)
    mentions = fr.find_mentions(sentences, fr.read_codebook())
    terms = fr.count_terms(sentences, articles, mentions=mentions, max_words=2)["term"].tolist()
    assert terms == sorted(["the", "army", "left", "army left", "and", "won", "again", "won again"])
    near = fr.count_terms(sentences, articles, mentions=mentions, by="actor_id")
    assert near["group"].unique().tolist() == ["CHN"]


def test_what_cannot_be_held_against_each_other() -> None:
    own = counts({("a", "1"): "war"})
    with pytest.raises(ValueError, match="two groups or more"):
        fr.measure_keyness(own)
    with pytest.raises(ValueError, match="'z' is no group; there are a"):
        fr.measure_keyness(own, target="z")
    with pytest.raises(ValueError, match="make it with count_terms"):
        fr.measure_keyness(own.drop(columns="n"))
    assert violations(fr.measure_keyness(own.head(0)), "keyness") == []
