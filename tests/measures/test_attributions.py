"""Sentences and the stretches expected in them: content, source, cue, type; ... parts pieces."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.measures.voices.cues import CUE_RULES
from framing.measures.voices.ends import NEXT_CUE_RULES
from framing.measures.voices.shapes import SHAPES, content_last
from framing.tables.rows import read_pieces
from framing.tables.schema import violations

Row = tuple[str, str, str, str]


def found_in(text: str, codebook: fr.Codebook) -> pd.DataFrame:
    articles = fr.make_articles({"one": text})
    found = fr.find_attributions(
        articles, fr.split_sentences(articles, codebook=codebook), codebook
    )
    assert violations(found, "attributions") == []
    return found


def rows_of(text: str, codebook: fr.Codebook) -> list[Row]:
    found = found_in(text, codebook)
    return [
        (
            " ... ".join(text[start:end] for start, end in read_pieces(row.pieces)),
            row.source if isinstance(row.source, str) else "",
            row.cue if isinstance(row.cue, str) else "",
            row.quote_type,
        )
        for row in found.itertuples(index=False)
    ]


CASES: dict[str, tuple[str, list[Row]]] = {
    "subject, cue, that": (
        "The minister said that Russia would leave.",
        [("Russia would leave", "The minister", "said", "indirect")],
    ),
    "subject, cue, no that": (
        "Beijing said it was worried.",
        [("it was worried", "Beijing", "said", "indirect")],
    ),
    "adverbial between cue and content": (
        "The envoy said on Tuesday that the talks had failed.",
        [("the talks had failed", "The envoy", "said", "indirect")],
    ),
    "clause, name, cue": (
        "Russia would leave, the minister said.",
        [("Russia would leave", "the minister", "said", "indirect")],
    ),
    "clause, name, cue, adverbial": (
        "Russia would leave, the minister said on Monday.",
        [("Russia would leave", "the minister", "said", "indirect")],
    ),
    "clause, cue, name": (
        "Russia would leave, said Jo Doe, a spokesman.",
        [("Russia would leave", "Jo Doe, a spokesman", "said", "indirect")],
    ),
    "quotation, name, cue": ("“We won,” Jo Doe said.", [("“We won,”", "Jo Doe", "said", "direct")]),
    "quotation, cue, name": ("“We won,” said Jo Doe.", [("“We won,”", "Jo Doe", "said", "direct")]),
    "quotation, cue, title and name": (
        "“We won,” said former minister Jo Doe.",
        [("“We won,”", "former minister Jo Doe", "said", "direct")],
    ),
    "name, cue, quotation": ("Jo Doe said: “We won.”", [("“We won.”", "Jo Doe", "said", "direct")]),
    "around the cue": (
        "The plan, the minister said, is dead.",
        [("The plan ... is dead", "the minister", "said", "indirect")],
    ),
    "quotation goes on after the cue": (
        "“We won,” she said, “and they lost.”",
        [("“We won,” ... “and they lost.”", "she", "said", "direct")],
    ),
    "second quotation in the paragraph": (
        "“We won,” she said. “They lost everything.”",
        [("“We won,”", "she", "said", "direct"), ("“They lost everything.”", "she", "", "direct")],
    ),
    "mixed": (
        "The minister said the plan was “a very bad joke” on voters.",
        [("the plan was “a very bad joke” on voters", "The minister", "said", "mixed")],
    ),
    "according to, last": (
        "Troops crossed the river, according to the army.",
        [("Troops crossed the river", "the army", "according to", "indirect")],
    ),
    "according to, first": (
        "According to the army, troops crossed the river.",
        [("troops crossed the river", "the army", "According to", "indirect")],
    ),
    "according to, in the middle": (
        "The trip, according to the envoy, was for peace.",
        [("The trip ... was for peace", "the envoy", "according to", "indirect")],
    ),
    "as the source put it": (
        "As the ministry said, the border was closed.",
        [("the border was closed", "the ministry", "said", "indirect")],
    ),
    "addressee is skipped": (
        "Officials told reporters that the bridge fell.",
        [("the bridge fell", "Officials", "told", "indirect")],
    ),
    "addressee with a name": (
        "Officials told NBC News that the bridge fell.",
        [("the bridge fell", "Officials", "told", "indirect")],
    ),
    "report before that": (
        "The newspaper reported that he had left.",
        [("he had left", "The newspaper", "reported", "indirect")],
    ),
    "a poll shows": (
        "A new poll shows the party is losing.",
        [("the party is losing", "A new poll", "shows", "indirect")],
    ),
    "judging": (
        "Moscow called the vote a farce.",
        [("the vote a farce", "Moscow", "called", "indirect")],
    ),
    "accusing": (
        "Kyiv accused Moscow of lying.",
        [("Moscow of lying", "Kyiv", "accused", "indirect")],
    ),
    "judging ends at the next clause": (
        "He called the vote a farce when he came home.",
        [("the vote a farce", "He", "called", "indirect")],
    ),
    "saying shares the subject": (
        "The envoy left early, saying the talks had failed.",
        [("the talks had failed", "The envoy", "saying", "indirect")],
    ),
    "with somebody saying": (
        "Beijing denies the charges, with Wang saying that China was careful.",
        [
            ("the charges", "Beijing", "denies", "indirect"),
            ("China was careful", "Wang", "saying", "indirect"),
        ],
    ),
    "two sources in one sentence": (
        "Kyiv said it was attacked, but Moscow said it was not there.",
        [
            ("it was attacked", "Kyiv", "said", "indirect"),
            ("it was not there", "Moscow", "said", "indirect"),
        ],
    ),
    "semicolon ends a content": (
        "Kyiv said it was attacked; the war went on.",
        [("it was attacked", "Kyiv", "said", "indirect")],
    ),
    "because stays inside": (
        "She said he left because he was ill.",
        [("he left because he was ill", "She", "said", "indirect")],
    ),
    "apposition before the cue": (
        "Jo Doe, a spokesman for the army, said the bridge fell.",
        [("the bridge fell", "Jo Doe, a spokesman for the army", "said", "indirect")],
    ),
    "relative clause before the cue": (
        "Jo Doe, who chairs the party, said the bridge fell.",
        [("the bridge fell", "Jo Doe, who chairs the party", "said", "indirect")],
    ),
    "while calling": (
        "While calling for talks, it sent troops.",
        [("talks", "it", "calling for", "indirect")],
    ),
    "colon announces the next paragraph": (
        "Jo Doe said:\n\n“We won the war and we won the peace.”",
        [("“We won the war and we won the peace.”", "Jo Doe", "", "direct")],
    ),
    "a term": ("The city was a “ghost town” at noon.", [("“ghost town”", "The city", "", "term")]),
    "a headline": ("Harper: We will stay", [("We will stay", "Harper", ":", "indirect")]),
    "two quotations in one sentence": (
        "He called it “mad” and “bad.”",
        [("it “mad” and “bad.”", "He", "called", "mixed")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_attributions(name: str, shipped_codebook: fr.Codebook) -> None:
    text, expected = CASES[name]
    assert rows_of(text, shipped_codebook) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The minister approved of the plan.",
        "The report was long.",
        "The claims of the poor were heard.",
        "They highlight the growing closeness.",
        "The state of the economy is bad.",
        "He may go in May.",
        "It avoided condemning the attack or calling it an invasion.",
        "Nothing was said.",
        "The accused man left.",
        "She walked to the station and bought bread.",
    ],
)
def test_no_speech(text: str, shipped_codebook: fr.Codebook) -> None:
    assert rows_of(text, shipped_codebook) == []


@pytest.mark.parametrize("rule", [*CUE_RULES, *SHAPES, content_last, *NEXT_CUE_RULES])
def test_each_rule_has_a_sentence_as_its_example(rule: Callable[..., object]) -> None:
    examples = [line for line in str(rule.__doc__).splitlines() if ">>>" in line]
    assert any(rule.__name__ in line for line in examples)


def test_types_of_words_that_a_codebook_leaves_out_are_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "voice_words.csv").write_text("word,word_type\nsonnet,evidence\n", "utf8")
    codebook = fr.read_codebook(tmp_path)
    text = "The sonnet shows he was ill. Jo Doe, who left on Monday, said that it rained."
    assert rows_of(text, codebook) == [
        ("he was ill", "The sonnet", "shows", "indirect"),
        ("it rained", "Jo Doe, who left on Monday", "said", "indirect"),
    ]


TRANSCRIPT = (
    "The two met on Monday.\n\nDOE: What happened at the border last night?\n\n"
    "ROE: We were there and we saw nothing at all.\n\nDOE: Then who was it that called the army?"
)


def test_turns_of_a_transcript(shipped_codebook: fr.Codebook) -> None:
    assert [
        (source, cue, kind) for _, source, cue, kind in rows_of(TRANSCRIPT, shipped_codebook)
    ] == [
        ("DOE", ":", "direct"),
        ("ROE", ":", "direct"),
        ("DOE", ":", "direct"),
    ]


def test_unclosed_quotation_runs_to_the_end_of_its_paragraph(shipped_codebook: fr.Codebook) -> None:
    text = "He said, “We will stay. We will win\n\nThe war went on."
    found = found_in(text, shipped_codebook)
    assert found[["source", "is_closed"]].values.tolist() == [["He", False]]
    assert text[found["start"].iloc[0] : found["end"].iloc[0]] == "“We will stay. We will win"


@pytest.mark.parametrize(
    "text",
    [
        "”””““\"' said “",
        '"',
        "« Nous partons », a dit le ministre.",
        "„Wir gehen“, sagte der Minister.",
        "“He said ‘no’ and “yes” to it,” she said.",
        "said said said: that said",
        "“One. “Two. “Three.” Four,” said Jo Doe, “five",
        "No paragraphs here but he said “one” and then she said “two and three and four and five” "
        "and that was it",
        ", said , said ,",
        "According to",
        "He told",
        "\n\n\n",
    ],
)
def test_odd_marks_are_never_refused(text: str, shipped_codebook: fr.Codebook) -> None:
    found = found_in(text, shipped_codebook)
    assert found["start"].between(0, max(0, len(text) - 1)).all()
    assert (found["start"] < found["end"]).all()


@pytest.mark.parametrize(
    ("text", "content"),
    [
        pytest.param(
            "She said he won, compared with last year, by far.",
            "he won",
            marks=pytest.mark.xfail(
                strict=True, reason="what the outlet adds after a comma is not seen"
            ),
        ),
        pytest.param(
            "His criticism of the plan as too costly was loud.",
            "the plan as too costly",
            marks=pytest.mark.xfail(strict=True, reason="nouns of saying need a that"),
        ),
        pytest.param(
            "The idea drew a sharp no from him.",
            "The idea",
            marks=pytest.mark.xfail(strict=True, reason="idioms of saying are not in the table"),
        ),
        pytest.param(
            "He was described by Doe as a liar.",
            "a liar",
            marks=pytest.mark.xfail(strict=True, reason="passives with by are not read"),
        ),
    ],
)
def test_known_limits(text: str, content: str, shipped_codebook: fr.Codebook) -> None:
    assert [row[0] for row in rows_of(text, shipped_codebook)] == [content]


def test_sample(sample_tables: dict[str, pd.DataFrame]) -> None:
    found = sample_tables["attributions"].merge(sample_tables["speakers"])
    text = sample_tables["articles"]["text"].iloc[0]
    told = (
        found.dropna(subset=["source"])[["source", "cue", "speaker_actor_id"]]
        .fillna("")
        .values.tolist()
    )
    for source, cue, actor in [
        ("a statement released on Friday by China’s Foreign Ministry", "According to", "CHN"),
        ("The Kremlin", "confirmed", "RUS"),
        ("It", "said", "RUS"),
        ("spokesperson Wang Wenbin", "stated", "CHN"),
        ("Wang", "according to", "CHN"),
        ("Wang", "saying", "CHN"),
        ("American officials", "told", "USA"),
        ("China’s new unfamiliar priest, Qin Posse", "said", "CHN"),
        ("Dmytro Kuleba, the foreign minister of Ukraine", "shared", "UKR"),
        ("Bremmer", "stated", ""),
        ("he", "accused", "CHN"),
    ]:
        assert [source, cue, actor] in told
    unclosed = found[~found["is_closed"]]
    assert unclosed[["source", "speaker", "speaker_actor_id"]].values.tolist() == [
        ["He", "Wang", "CHN"]
    ]
    accused = found[found["cue"] == "accused"].iloc[0]
    assert accused["speaker"] == "Xi Jinping"
    assert text[accused["start"] : accused["end"]].startswith(
        "the United States of leading a campaign of “containment"
    )
    assert text[accused["end"] :].lstrip().startswith("reflected")
    terms = found[found["quote_type"] == "term"]
    assert [text[row.start : row.end] for row in terms.itertuples()] == ["“no limits”"]
    assert not set(found["cue"].dropna()) & {"approved of", "highlight", "condemning"}
