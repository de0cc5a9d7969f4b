"""One pass over a text for any word list, inflected forms, and masks."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.measures.masking import mask, merge_spans
from framing.text.inflection import inflect, inflect_phrase
from framing.text.word_lists import WordList, stands_alone

WORDS = WordList(
    ["Littlemark", "Greater Littlemark", "RU", "Port Élan", "war"],
    [False, False, True, False, False],
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Greater Littlemark and Littlemark", ["Greater Littlemark", "Littlemark"]),
        ("RU but not ru or Ru", ["RU"]),
        ("Port Élan, PORT ELAN, port\nélan", ["Port Élan", "PORT ELAN", "port\nélan"]),
        ("war, wars, warring, post-war, _war, war_", ["war", "war"]),
        ("", []),
    ],
)
def test_find_longest(text: str, found: list[str]) -> None:
    assert [text[match.start : match.end] for match in WORDS.find_longest(text)] == found


def test_find_all_gives_overlapping_hits_by_start_and_longest_first() -> None:
    assert [match[:2] for match in WORDS.find_all("Greater Littlemark")] == [(0, 18), (8, 18)]


def test_words_that_fold_alike_all_give_a_hit() -> None:
    words = WordList(["Élan", "elan"], [False, False])
    assert [match.entry for match in words.find_longest("élan")] == [0, 1]


def test_a_case_sensitive_word_stands_as_it_is_or_in_capitals() -> None:
    words = WordList(["Turkey"], [True])
    assert [bool(words.find_all(text)) for text in ("Turkey", "TURKEY", "turkey", "tURKEY")] == [
        True,
        True,
        False,
        False,
    ]


def test_an_empty_word_is_refused() -> None:
    with pytest.raises(ValueError, match="word 1 of the list is empty"):
        WordList(["war", " "], [False, False])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(["war", "RU", "Port", "Élan", "Greater", "Littlemark", " ", ",", "x", "’"])
    ).map("".join)
)
def test_the_longest_hits_never_overlap(text: str) -> None:
    matches = WORDS.find_longest(text)
    for first, second in pairwise(matches):
        assert first.end <= second.start
    assert all(stands_alone(text, match.start, match.end) for match in matches)


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("attack", {"attack", "attacks", "attacked", "attacking"}),
        ("invade", {"invade", "invades", "invaded", "invading"}),
        ("ally", {"ally", "allies", "allied", "allying"}),
        ("crush", {"crush", "crushes", "crushed", "crushing"}),
        ("ban", {"ban", "bans", "baned", "baning", "banned", "banning"}),
        ("betray", {"betray", "betrays", "betrayed", "betraying"}),
        ("no", {"no"}),
        ("cease-fire", {"cease-fire"}),
    ],
)
def test_inflect(word: str, forms: set[str]) -> None:
    assert inflect(word, {}) == forms


def test_irregular_forms_are_added() -> None:
    assert {"withdraw", "withdrew", "withdrawn"} <= inflect(
        "withdraw", {"withdraw": ["withdrew", "withdrawn"]}
    )


@pytest.mark.parametrize(
    "form", ["lead talk", "leads talk", "lead talks", "led talks", "leading talks"]
)
def test_inflect_phrase(form: str) -> None:
    assert form in inflect_phrase("lead talk", {"lead": ["led"]})


def test_merge_spans_keeps_the_first_label() -> None:
    assert merge_spans([(4, 9, "B"), (0, 5, "A"), (9, 12, "C")]) == [(0, 9, "A"), (9, 12, "C")]


def test_mask_knows_where_everything_was() -> None:
    text = "Great Britain met the United States."
    masked = mask(text, [(22, 35, "Actor"), (0, 13, "Actor")])
    assert masked.text == "Actor met the Actor."
    assert masked.stand_in_at(0) == masked.stand_in_at(12) == (0, 5)
    assert masked.stand_in_at(22) == (14, 19)
    assert text[masked.to_original(masked.text.index("met")) :].startswith("met")
    assert text[masked.to_original(masked.text.index(".")) :] == "."


def test_a_character_that_is_not_masked_has_no_stand_in() -> None:
    with pytest.raises(KeyError, match="character 14 is not masked"):
        mask("Great Britain met us.", [(0, 13, "Actor")]).stand_in_at(14)
