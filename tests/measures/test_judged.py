"""Pairs that the network judges, and the words that carry them."""

import pytest

import framing as fr
from framing.measures.network.reading import Readings
from framing.measures.roles.judged import LIKELY, SHARED, SURE, find_carrier
from framing.measures.roles.loose import loose_pairs
from framing.measures.roles.phrases import mark

CODEBOOK = fr.read_codebook()


@pytest.mark.parametrize(
    ("text", "pair", "sign", "lemma"),
    [
        ("[Paris], tired of it all, sanctioned the banks of [Rome].", (0, 1), -1, "sanction"),
        ("[Rome], which [Paris] had praised, attacked.", (1, 0), 1, "praise"),
        ("[Rome], which [Paris] had praised, attacked.", (0, 1), -1, "attack"),
        ("[Bern] frobbed and later zapped [Oslo].", (0, 1), -1, "zapped"),
    ],
)
def test_the_word_that_carries_an_action_has_its_sign(text, pair, sign, lemma) -> None:
    sentence, _ = mark(text)
    found = find_carrier(sentence, *pair, sign)
    assert found is not None
    assert found.lemma == lemma


def test_without_a_verb_there_is_no_receipt() -> None:
    sentence, _ = mark("[Bern] and [Oslo].")
    assert find_carrier(sentence, 0, 1, -1) is None


def make_roles(text: str, said: dict[tuple[int, int], tuple[float, float, float]]):
    articles = fr.make_articles({"a": text})
    sentences = fr.split_sentences(articles)
    mentions = fr.find_mentions(sentences, CODEBOOK)
    ids = list(mentions["mention_id"])
    pairs = {(ids[i], ids[j]): values for (i, j), values in said.items()}
    return fr.extract_roles(mentions, sentences, CODEBOOK, readings=Readings(pairs=pairs))


TEXT = "Norway, tired of delays in the far north, in the end sanctioned the old banks of Chad."


def test_a_pair_that_the_network_is_sure_of_is_added_with_its_receipt() -> None:
    roles = make_roles(TEXT, {(0, 1): (0.97, 0.02, 0.01)})
    (row,) = roles.to_dict("records")
    assert row["found_by"] == "network"
    assert row["probability"] == 0.97
    assert TEXT[row["start"] : row["end"]] == "sanctioned"
    assert row["verb_class"].endswith("confrontation")


def test_a_pair_below_the_limit_is_not() -> None:
    roles = make_roles(TEXT, {(0, 1): (SURE - 0.01, 1 - SURE, 0.01)})
    assert not (roles["found_by"] == "network").any()


def test_what_the_grammar_reads_is_not_added_again() -> None:
    roles = make_roles("Poland criticised Chad.", {(0, 1): (0.99, 0.01, 0.0)})
    assert roles["found_by"].tolist() == ["grammar"]
    assert roles["probability"].isna().all()


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("[Bern] zapped, for two years and by decree, the salt of [Oslo].", (0, 1, True)),
        ("[Bern]'s boycott of all the salt that comes from [Oslo] failed.", (0, 1, True)),
        ("[Bern] sent a note to mock [Oslo].", (0, 1, True)),
        ("[Bern] lost its salt and zapped the firms of [Oslo].", (0, 1, False)),
        ("[Bern] wants the hills, captured by [Oslo] in May.", None),
        ("[Bern] slept. The salt of [Oslo] was dear.", None),
        ("[Bern] said the salt was dear in [Oslo].", None),
    ],
)
def test_pairs_around_a_word_are_found_loosely(text, pair) -> None:
    sentence, _ = mark(text)
    found = {(*key, is_own) for key, (_, is_own) in loose_pairs(sentence).items()}
    assert (pair in found) if pair else not any(key[:2] == (0, 1) for key in found)


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("Norway sidelined, for two years and by decree, the salt of Chad.", LIKELY),
        ("Norway lost and later cited the firms of Chad.", SHARED),
    ],
)
def test_a_pair_around_a_word_needs_less(text, least) -> None:
    for probability, is_found in ((least, True), (least - 0.01, False)):
        roles = make_roles(text, {(0, 1): (probability, 1 - probability, 0.0)})
        assert (roles["found_by"] == "network").any() == is_found
