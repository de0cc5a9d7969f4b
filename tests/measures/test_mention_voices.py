"""Sentences and whose words each mention stands in: surface, voice, speaker and its actor."""

import pandas as pd
import pytest

import framing as fr
from framing.tables.schema import violations

Row = tuple[str, str, str, str]

CASES: dict[str, tuple[str, list[Row]]] = {
    "the outlet's own words": ("China sent ships.", [("China", "narrator", "", "")]),
    "an actor speaks": (
        "Beijing said Japan was wrong.",
        [("Beijing", "narrator", "", ""), ("Japan", "source", "Beijing", "CHN")],
    ),
    "a seat speaks": (
        "The Kremlin said Ukraine had fired first.",
        [("Kremlin", "narrator", "", ""), ("Ukraine", "source", "The Kremlin", "RUS")],
    ),
    "officials of an actor": (
        "American officials said Iran would stop.",
        [("American", "narrator", "", ""), ("Iran", "source", "American officials", "USA")],
    ),
    "spokesman for an actor": (
        "A spokesman for Poland said Germany agreed.",
        [("Poland", "narrator", "", ""), ("Germany", "source", "A spokesman for Poland", "POL")],
    ),
    "a foreign minister": (
        "The Chinese foreign minister warned Japan.",
        [
            ("Chinese", "narrator", "", ""),
            ("Japan", "source", "The Chinese foreign minister", "CHN"),
        ],
    ),
    "a person by name": (
        "Kuleba said Russia had lied.",
        [("Kuleba", "narrator", "", ""), ("Russia", "source", "Dmytro Kuleba", "UKR")],
    ),
    "an analyst speaks for nobody": (
        "A Russian analyst said China would wait.",
        [("Russian", "narrator", "", ""), ("China", "source", "A Russian analyst", "")],
    ),
    "a student in a capital speaks for nobody": (
        "A student in Kyiv said Russia had lost.",
        [("Kyiv", "narrator", "", ""), ("Russia", "source", "A student in Kyiv", "")],
    ),
    "he, in the paragraph": (
        "Kuleba left the room. He said Russia had lied.",
        [("Kuleba", "narrator", "", ""), ("Russia", "source", "Dmytro Kuleba", "UKR")],
    ),
    "it, in the paragraph": (
        "The Kremlin confirmed the visit. It said Ukraine was wrong.",
        [("Kremlin", "narrator", "", ""), ("Ukraine", "source", "The Kremlin", "RUS")],
    ),
    "the inner stretch counts": (
        "Beijing said that Moscow had told reporters that Kyiv would fall.",
        [
            ("Beijing", "narrator", "", ""),
            ("Moscow", "source", "Beijing", "CHN"),
            ("Kyiv", "source", "Moscow", "RUS"),
        ],
    ),
    "nobody is named": (
        "“Russia will never leave this city,” the sign read. “Ukraine is ours.”",
        [("Russia", "source", "the sign", ""), ("Ukraine", "source", "the sign", "")],
    ),
    "a quotation out of the blue": (
        "“Russia will never leave this city.”",
        [("Russia", "unclear", "", "")],
    ),
}


def analysed(text: str, codebook: fr.Codebook) -> tuple[pd.DataFrame, pd.DataFrame]:
    articles = fr.make_articles({"one": text})
    articles["published_at"] = pd.Series(["2022-06-01"], dtype="datetime64[us, UTC]")
    sentences = fr.split_sentences(articles, codebook=codebook)
    mentions = fr.find_mentions(sentences, codebook, articles=articles)
    voices = fr.attribute_voice(
        mentions, fr.find_attributions(articles, sentences, codebook), codebook
    )
    assert violations(voices, "voices") == []
    return mentions, voices


@pytest.mark.parametrize("name", CASES)
def test_voice_of_each_mention(name: str, shipped_codebook: fr.Codebook) -> None:
    text, expected = CASES[name]
    mentions, voices = analysed(text, shipped_codebook)
    columns = ["surface", "voice", "speaker", "speaker_actor_id"]
    assert [
        tuple(row) for row in mentions.merge(voices)[columns].fillna("").values.tolist()
    ] == expected


def test_every_mention_has_a_voice(sample_tables: dict[str, pd.DataFrame]) -> None:
    assert (
        sample_tables["voices"]["mention_id"].tolist()
        == sample_tables["mentions"]["mention_id"].tolist()
    )
    in_words = sample_tables["voices"].query("voice == 'source'")
    assert in_words["attribution_id"].notna().all()


def test_receipt_says_whose_words(sample_tables: dict[str, pd.DataFrame]) -> None:
    mentions, voices = sample_tables["mentions"], sample_tables["voices"]
    accused = voices.query("cue == 'accused'")["mention_id"].iloc[0]
    receipt = fr.explain(accused, mentions, sample_tables["sentences"], voices=voices)
    assert "voice      source: Xi Jinping, for China [CHN]; cue 'accused'" in receipt
    first = voices.query("voice == 'narrator'")["mention_id"].iloc[0]
    assert "narrator: the outlet's own words" in fr.explain(
        first, mentions, sample_tables["sentences"], voices=voices
    )


def test_speakers_of_nothing(shipped_codebook: fr.Codebook) -> None:
    mentions, voices = analysed("Nothing happened.", shipped_codebook)
    assert len(mentions) == len(voices) == 0


@pytest.mark.parametrize(
    ("text", "voice", "is_denied"),
    [
        ("China plans an invasion.", "narrator", False),
        ("Kyiv said China plans an invasion.", "source", False),
        ("China’s “invasion” began.", "term", False),
        ("China denies that it is an invasion.", "source", True),
        ("China avoided calling it an invasion.", "narrator", True),
    ],
)
def test_frames_know_whose_words_they_are(
    text: str, voice: str, is_denied: bool, shipped_codebook: fr.Codebook
) -> None:
    articles = fr.make_articles({"one": text})
    sentences = fr.split_sentences(articles)
    mentions = fr.find_mentions(sentences, shipped_codebook)
    attributions = fr.find_attributions(articles, sentences, shipped_codebook)
    hits = fr.match_frames(mentions, sentences, shipped_codebook, attributions=attributions)
    hits = hits[hits["surface"] == "invasion"]
    assert set(hits["voice"]) == {voice}
    assert set(hits["is_denied"]) == {is_denied}
