"""Keyness: the equations by hand, the order of the sides, and words that one article drives."""

import math

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.tables.schema import violations

COLUMNS = ["group", "article_id", "term", "n"]


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


def bursty(seed: int, sides: tuple[int, int], ratio: float = 1.0) -> pd.DataFrame:
    """Forty terms that come in bursts; the target uses the first three `ratio` times as often."""
    rng = np.random.default_rng(seed)
    n = sum(sides)
    is_target = np.arange(n) < sides[0]
    rate = rng.uniform(0.5, 4, 40) * rng.gamma(0.5, 2, (n, 40))
    rate[: sides[0], :3] *= ratio
    uses = np.column_stack([rng.poisson(rate), np.full(n, 300)])
    article, term = np.nonzero(uses)
    return pd.DataFrame(
        {
            "group": np.where(is_target[article], "a", "b"),
            "article_id": [f"{a}" for a in article],
            "term": [f"t{t:02}" for t in term],
            "n": uses[article, term],
        }
    )


@pytest.mark.build
@pytest.mark.parametrize("sides", [(20, 20), (8, 50)])
def test_bursts_are_no_difference(sides: tuple[int, int]) -> None:
    found = [fr.measure_keyness(bursty(seed, sides), target="a") for seed in range(12)]
    terms = pd.concat(found)
    assert (terms["z"].abs() > 1.96).mean() > 0.12
    assert (terms["p_value"] <= 0.05).mean() < 0.075
    assert (terms["p_value"] <= 0.005).mean() < 0.015


def test_terms_that_differ_in_all_articles_are_found() -> None:
    table = fr.measure_keyness(bursty(3, (60, 60), ratio=6), target="a", reference="b")
    found = table[table["q_value"] < 0.05]
    assert set(found[found["log_odds"] > 0]["term"]) == {"t00", "t01", "t02"}


def test_one_article_makes_no_difference_and_is_dispersed() -> None:
    own = pd.concat(
        [bursty(1, (10, 10)), pd.DataFrame([("a", "0", "balloon", 90)], columns=COLUMNS)]
    )
    row = fr.measure_keyness(own, target="a").set_index("term").loc["balloon"]
    assert row["z"] > 4
    assert pd.isna(row["p_value"])
    assert row["dispersion"] > 0.8


def test_dispersion_by_hand() -> None:
    """One article of two thirds of the words holds half of the uses: DP is 2/3 - 1/2."""
    own = counts({("a", "1"): "war war x x", ("a", "2"): "war war", ("b", "3"): "x x x x war"})
    table = fr.measure_keyness(own, target="a", reference="b", min_count=1).set_index("term")
    assert table.loc["war", "dispersion"] == pytest.approx(2 / 3 - 1 / 2)


def test_copies_count_as_one_text() -> None:
    own = bursty(1, (20, 20))
    wire = [("a", f"w{n}", "wire", 3) for n in range(12)]
    rest = [("a", f"w{n}", "t40", 300) for n in range(12)]
    own = pd.concat([own, pd.DataFrame(wire + rest, columns=COLUMNS)])
    alone = fr.measure_keyness(own, target="a").set_index("term")
    assert alone.loc["wire", "p_value"] < 0.03
    own["unit"] = own["article_id"].where(~own["article_id"].str.startswith("w"), "wire story")
    as_one = fr.measure_keyness(own, target="a").set_index("term")
    assert not as_one.loc["wire", "p_value"] < 0.05


def test_texts_that_both_sides_print_are_no_difference() -> None:
    own = bursty(2, (15, 15))
    own["unit"] = (own["article_id"].astype(int) % 15).astype(str)
    both = own[own["group"] == "a"].assign(group="b")
    own = pd.concat([own[own["group"] == "a"], both], ignore_index=True)
    table = fr.measure_keyness(own, target="a", reference="b")
    assert (table["p_value"].dropna() > 0.9).all()


def test_units_are_clusters_of_copies_where_articles_name_them() -> None:
    articles = fr.make_articles({"a": "The talks failed.", "b": "The talks failed."})
    articles = articles.assign(outlet_id="x", cluster_id=["one", "one"])
    sentences = fr.split_sentences(articles)
    assert set(fr.count_terms(sentences, articles)["unit"]) == {"one"}
    own = fr.count_terms(sentences, articles, cluster="article_id")
    assert own["unit"].tolist() == own["article_id"].tolist()


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
