"""Who speaks in a headline, behind a relative clause, and after "in the words of"."""

import pandas as pd
import pytest

import framing as fr
from framing.tables.rows import read_pieces


def attributed(text: str, codebook: fr.Codebook) -> list[tuple[str, str, str]]:
    """Return the contents, sources and actors of the attributions of a text."""
    articles = fr.make_articles({"one": text})
    sentences = fr.split_sentences(articles, codebook=codebook)
    mentions = fr.find_mentions(sentences, codebook, articles=articles)
    found = fr.find_attributions(articles, sentences, codebook)
    actors = fr.find_speakers(mentions, found, codebook)["speaker_actor_id"]
    rows = zip(found["pieces"], found["source"], actors, strict=True)
    return [
        (
            " ... ".join(text[start:end] for start, end in read_pieces(pieces)),
            "" if pd.isna(source) else source,
            "" if pd.isna(actor) else actor,
        )
        for pieces, source, actor in rows
    ]


CASES = [
    (
        "A minister from Japan who met China's envoy said the deal was dead.",
        [("the deal was dead", "A minister from Japan who met China's envoy", "JPN")],
    ),
    (
        "Ministers from Ghana who had visited Togo warned that the port would close.",
        [("the port would close", "Ministers from Ghana who had visited Togo", "GHA")],
    ),
    (
        "The people who fled Mali for Niger said the town was empty.",
        [("the town was empty", "The people who fled Mali for Niger", "")],
    ),
    (
        "The man who shot the guard fled, police said.",
        [("The man who shot the guard fled", "police", "")],
    ),
    (
        "In the words of China, the deal is void.",
        [("the deal is void", "China", "CHN")],
    ),
    (
        "The deal is void, in the words of China.",
        [("The deal is void", "China", "CHN")],
    ),
    (
        "In the view of Japan, the island is its own.",
        [("the island is its own", "Japan", "JPN")],
    ),
    (
        "Border will close within days – Polish minister\n\nIt rained.",
        [("Border will close within days", "Polish minister", "POL")],
    ),
    (
        "Two killed as bridge falls - Mali officials\n\nIt rained.",
        [("Two killed as bridge falls", "Mali officials", "MLI")],
    ),
    ("Bridge falls in storm – Daily Post\n\nIt rained.", []),
    ("Polish minister – live updates\n\nIt rained.", []),
    ("The 12 who won – and the minister\n\nIt rained.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_speaker(
    text: str, expected: list[tuple[str, str, str]], shipped_codebook: fr.Codebook
) -> None:
    assert attributed(text, shipped_codebook) == expected


GAPS = [
    (
        "Talks are dead - Iran\n\nIt rained.",
        ("Talks are dead", "Iran", "IRN"),
        "an outlet's name stands behind the dash of a headline, too",
    ),
    (
        "Egypt heard from Qatar that the dam was legal.",
        ("the dam was legal", "Qatar", "QAT"),
        "who hears is told; the speaker behind 'from' is not read",
    ),
    (
        'Iran\'s foreign minister flew home. "The talks are dead," he said.',
        ('"The talks are dead,"', "he", "IRN"),
        "a pronoun looks back to persons by name, not by office",
    ),
    (
        "A general whom Iran jailed said the war was lost.",
        ("the war was lost", "A general whom Iran jailed", ""),
        "a relative clause with a subject of its own is not passed over",
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            text, expected, id=text[:40], marks=pytest.mark.xfail(strict=True, reason=reason)
        )
        for text, expected, reason in GAPS
    ],
)
def test_speaker_not_yet_found(
    text: str, expected: tuple[str, str, str], shipped_codebook: fr.Codebook
) -> None:
    assert expected in attributed(text, shipped_codebook)
