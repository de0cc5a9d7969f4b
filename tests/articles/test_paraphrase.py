"""Signs of a machine's paraphrase: sentence by sentence, with the stretch that each names."""

import pytest

import framing as fr
from framing.articles.paraphrase import find_paraphrase, judge_paraphrase


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("China’s foreign minister, Qin Gang, spoke.", []),
        ("China’s unfamiliar priest, Qin Gang, spoke.", [("tortured_phrase", "unfamiliar priest")]),
        ("The Joined Together States voted.", [("tortured_phrase", "Joined Together States")]),
        (
            "Two warrior flies and ballistic rocket dispatches.",
            [
                ("tortured_phrase", "warrior flies"),
                ("tortured_phrase", "ballistic rocket dispatches"),
            ],
        ),
        ("Talks with Volodomyr Zelenskyy began.", [("misnamed", "Volodomyr Zelenskyy")]),
        ("Talks with Volodymyr Zelensky’s envoy began.", []),
        ("China’s foreign minister Qin Posse’s visit.", [("misnamed", "Qin Posse")]),
        ("Qin Posse, a farmer from the hills, spoke.", []),
        ("The mayor of the town, Qin Posse, spoke.", []),
        ("South Korea’s foreign minister Cho Posse spoke.", []),
        ("Sergey Lavrov met Sergei Lavrov.", []),
        ("President Zelenskyy met Prime Minister Modi.", []),
        ("Valeria Putin, a baker, and Wladimir Klitschko.", []),
        ("A priest unfamiliar with the town.", []),
    ],
)
def test_sentence(
    sentence: str, expected: list[tuple[str, str]], shipped_codebook: fr.Codebook
) -> None:
    hits = find_paraphrase(sentence, shipped_codebook)
    assert sorted((check, sentence[start:end]) for start, end, check, _, _ in hits) == sorted(
        expected
    )


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("China’s unfamiliar priest spoke.", None),
        ("The unfamiliar priest met an unfamiliar priest.", None),
        ("Volodomyr Zelenskyy met Hilary Clinton.", None),
        ("The unfamiliar priest met Volodomyr Zelenskyy.", "warning"),
        ("The unfamiliar priest met the prime priest and Volodomyr Zelenskyy.", "error"),
    ],
)
def test_several_signs_together_are_judged(
    text: str, severity: str | None, shipped_codebook: fr.Codebook
) -> None:
    judged = list(judge_paraphrase(find_paraphrase(text, shipped_codebook)))
    assert [row[2:4] for row in judged] == ([("paraphrased", severity)] if severity else [])


def test_every_phrase_of_the_list_is_found(shipped_codebook: fr.Codebook) -> None:
    phrases = shipped_codebook.tortured_phrases
    assert len(phrases) >= 150
    assert set(phrases["origin"]) == {"seen", "composed"}
    for phrase in phrases["phrase"]:
        hits = find_paraphrase(f"Then the {phrase} came.", shipped_codebook)
        assert "tortured_phrase" in {hit[2] for hit in hits}, phrase


def test_no_phrase_is_the_term_it_stands_for(shipped_codebook: fr.Codebook) -> None:
    for term in set(shipped_codebook.tortured_phrases["established"]):
        assert find_paraphrase(f"He spoke of the {term} again.", shipped_codebook) == [], term
