"""Articles into sentences: text -> the sentences that a reader sees."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.tables import schema
from framing.text.sentences import find_sentences
from framing.text.splitting import MAX_LENGTH


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in find_sentences(text)]


CASES = [
    # Country names with full stops.
    ["The U.S. won."],
    ["He left the U.S.", "He never came back."],
    ["The U.S. Army left.", "The U.S. Congress stayed."],
    ["The U.N. Security Council met.", "It voted."],
    ["He came to Washington, D.C. on Monday.", "He left."],
    ["We met in Washington.", "D.C. was cold."],
    # Titles and initials.
    ["Mr. Smith met Mrs. Jones."],
    ["Dr. A. B. Smith spoke.", "She left."],
    ["J. R. R. Tolkien wrote.", "Nobody read."],
    ["George W. Bush left.", "He smiled."],
    ["Lt. Gen. John Doe retired.", "He smiled."],
    ["Rep. Alexandria Ocasio-Cortez, D-N.Y., spoke.", "She left."],
    ["Was it I?", "It was I.", "He left."],
    # Abbreviations.
    ["He spoke, e.g. about trade.", "She left."],
    ["The case Smith v. Jones went on.", "It ended."],
    ["Apple Inc. shares fell.", "It lost."],
    ["He works for Smith & Co.", "He is rich."],
    ["He works for Smith & Co. in London.", "He is rich."],
    ["John Smith Jr. spoke.", "He left."],
    ["They sell cars, boats, etc.", "The shop is full."],
    ["On Jan. 5 they met.", "On Feb. 6 they left."],
    ["See No. 5 of the list.", "It is long."],
    ["He said no.", "It was late."],
    ["Mt. Everest is high.", "Ft. Worth is flat."],
    ["He lives on St. James St. in London.", "She left."],
    ["She has a Ph.D. from Yale.", "He has none."],
    # Times and numbers.
    ["Talks begin at 9 a.m. Monday.", "They end at noon."],
    ["Talks begin at 9 a.m.", "The hall is full."],
    ["The rate rose 3.5 percent.", "Prices fell."],
    ["It cost $1.5 million.", "Nobody paid."],
    ["The war ended in 1945.", "Then came peace."],
    ["He owes $5.", "She owes 6."],
    ["Visit example.com for more.", "It helps."],
    # Question and exclamation marks, ellipses.
    ["Who pays?", "Nobody knows."],
    ["What?!", "He left."],
    ["Yahoo! reported gains.", "It rose."],
    ["He paused … and left.", "She stayed."],
    ["He paused...", "Then he left."],
    ["He paused. . . .", "Then he left."],
    # Quotations are never cut.
    ['"We won. They lost," she said.', "He agreed."],
    ["“We won. They lost,” she said.", "He agreed."],
    ["«Nous avons gagné. Ils ont perdu», dit-elle.", "Il part."],
    ["“We won,” he said.", "“They lost. All of them.”", "He smiled."],
    ["“We won.”", "He smiled.", "“They lost.”"],
    ["“Who pays?” she asked.", "Nobody knew."],
    ["“Who pays?” Smith asked.", "Nobody knew."],
    ["“Who pays?” asked Smith.", "Nobody knew."],
    ["“Stop!”", "Nobody heard."],
    ["He called it “a farce.”", "The minister left."],
    ["“It is over. We lost. He left."],
    # Brackets and datelines.
    ["He (the mayor) left.", "(Nobody saw.)", "She stayed."],
    ["MOSCOW (Reuters) - Talks failed.", "He left."],
    ["MOSCOW, Jan. 5 — Talks failed.", "He left."],
    ["HONG KONG — Talks failed.", "He left."],
]


@pytest.mark.parametrize("sentences", CASES, ids=" | ".join)
def test_sentences_of_a_paragraph(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("No stop here\n\nTalks failed. He left.", ["No stop here", "Talks failed.", "He left."]),
        (
            "“It is over. We lost\n\nHe left. She stayed.",
            ["“It is over. We lost", "He left.", "She stayed."],
        ),
        ("“It is over.\n\n“We lost,” he said.", ["“It is over.", "“We lost,” he said."]),
        (
            "A long\nsentence is wrapped\nhere.\n\nHe left.",
            ["A long\nsentence is wrapped\nhere.", "He left."],
        ),
        ("The talks failed.The end came.", ["The talks failed.", "The end came."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_paragraphs_are_hard_borders(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


LIMITS = [
    (["He is the man called X.", "Nobody knows him."], "a single capital is taken for an initial"),
    (
        ["He moved to the U.S.", "Smith stayed."],
        "a name after U.S. may belong to it, as in U.S. Congress",
    ),
    (
        ["They sell cars, boats, etc.", "Business is good."],
        "only listed words open a sentence after an abbreviation",
    ),
    (["iPhone sales fell.", "iPads rose."], "a word in lower case never opens a sentence"),
    (
        ["1. The first item.", "2. The second item."],
        "a number before a full stop may be the end of a sentence",
    ),
]


@pytest.mark.parametrize(
    "sentences",
    [pytest.param(s, marks=pytest.mark.xfail(strict=True, reason=reason)) for s, reason in LIMITS],
)
def test_limits(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("text", "n_sentences"),
    [
        ("x" * 100_000, 100_000 // MAX_LENGTH),
        ("x " * 50_000, 100_000 // MAX_LENGTH),
        ("One. " * 20_000, 20_000),
        ("“One. " * 10 + "Two. " * 20_000, None),
    ],
    ids=["no spaces", "spaces", "stops", "unclosed quotation"],
)
def test_a_hundred_thousand_characters_are_cut(text: str, n_sentences: int | None) -> None:
    sentences = fr.split_sentences(fr.make_articles({"long": text}))
    assert schema.violations(sentences, "sentences") == []
    assert sentences["text"].str.len().max() <= MAX_LENGTH
    assert "".join(sentences["text"]).replace(" ", "") == text.replace(" ", "")
    if n_sentences is not None:
        assert len(sentences) == n_sentences


MARKS = ['"', "?", "...", "…", "\n", "\n\n", "(", ")", "3.5", "a.m.", "\u00a0", "'", "»", "!"]
WORDS = [*"The talks U.S. Mr. won. “We lost.”".split(), *MARKS, "J.", "é", "\t"]
news = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


@pytest.mark.build
@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(max_size=200) | news)
def test_spans_cover_every_character_in_order(text: str) -> None:
    last = 0
    for start, end in find_sentences(text):
        assert text[last:start].strip() == ""
        assert start < end
        assert text[start:end] == text[start:end].strip()
        last = end
    assert text[last:].strip() == ""


def test_one_row_is_a_sentence(tiny_tables: dict[str, pd.DataFrame]) -> None:
    three = tiny_tables["sentences"].query("article_id == 'three'")
    assert three[["sentence_id", "part", "start", "end", "text"]].values.tolist() == [
        ["three:0", "headline", 0, 17, "Talks in Strelsau"],
        ["three:1", "body", 19, 58, "Oskar Lind led peace talks in Strelsau."],
        ["three:2", "body", 60, 112, "“There will be no limits, said a Freedonian officer."],
        ["three:3", "boilerplate", 114, 129, "Leave a comment"],
    ]


def test_without_findings_nothing_is_boilerplate(tiny_articles: pd.DataFrame) -> None:
    assert set(fr.split_sentences(tiny_articles)["part"]) == {"headline", "body"}


def test_a_missing_column_is_named(tiny_articles: pd.DataFrame) -> None:
    with pytest.raises(fr.SchemaError, match="lacks text"):
        fr.split_sentences(tiny_articles.drop(columns="text"))
