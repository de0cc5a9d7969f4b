"""Mentions into frame hits: which keywords count, where, and how they are marked."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

import framing as fr
from framing.codebook.problems import RegexTimeoutError
from framing.measures.keywords import find_keywords
from framing.tables import schema


def hits_in(text: str, codebook: fr.Codebook, **options: str) -> pd.DataFrame:
    sentences = schema.make("sentences", [("one:0", "one", 0, "body", 0, len(text), text)])
    return fr.match_frames(fr.find_mentions(sentences, codebook), sentences, codebook, **options)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Inflected forms, in any case of letters.
        ("The invasion began.", ["invasion"]),
        ("Two invasions began.", ["invasions"]),
        ("They INVADED it, are invading it and invade it.", ["INVADED", "invading", "invade"]),
        ("Peace talks and a peace talk.", ["Peace talks", "peace talk"]),
        (
            "She leads talks, he led talks, we are leading talks.",
            ["leads talks", "led talks", "leading talks"],
        ),
        ("These acts of war and this act of wars.", ["acts of war", "act of wars"]),
        # Keywords without inflection.
        ("No limits, no limit.", ["No limits"]),
        # Curly and straight marks, and spaces of any kind.
        ("They don't part ways and don’t part ways.", ["don't part ways", "don’t part ways"]),
        ("An act of\nwar, a peace\u00a0talk.", ["act of\nwar", "peace\u00a0talk"]),
        ("The “invasion” and 'invasion'.", ["invasion", "invasion"]),
        # Regular expressions.
        ("Iron-clad friendship, ironclad allies.", ["Iron-clad friendship", "ironclad allies"]),
        # Never inside another word.
        ("Noninvasion, invasionist, invaders, unironclad friends, ironclad friendships.", []),
        ("A pre-invasion plan.", ["invasion"]),
    ],
)
def test_what_counts_as_a_keyword(text: str, found: list[str], tiny_codebook: fr.Codebook) -> None:
    assert [text[hit.start : hit.end] for hit in find_keywords(text, tiny_codebook)] == found


def test_of_one_frame_the_first_of_those_that_overlap(shipped_codebook: fr.Codebook) -> None:
    text = "They seek a lasting peace deal."
    found = [
        (hit.frame_id, text[hit.start : hit.end]) for hit in find_keywords(text, shipped_codebook)
    ]
    assert found == [("peacemaking", "lasting peace")]


def test_one_row_is_a_mention_and_a_hit(tiny_codebook: fr.Codebook) -> None:
    hits = hits_in("Ruritania fears an invasion by Freedonia.", tiny_codebook)
    columns = ["aggression", "invasion", "invasion", 19, 27, "sentence", False, False, False, None]
    assert hits.astype(object).where(hits.notna(), None).values.tolist() == [
        ["one:0:0", *columns],
        ["one:0:1", *columns],
    ]


@pytest.mark.parametrize(
    ("text", "is_negated"),
    [
        ("Ruritania will invade.", False),
        ("Ruritania will not invade.", True),
        ("Ruritania won’t invade.", True),
        ("Ruritania stopped short of an invasion.", True),
        ("Ruritania did not plan, but did invade.", False),
        ("Ruritania did not by any means at all invade.", False),
        ("Nothing changed; Ruritania will invade.", False),
    ],
)
def test_negated(text: str, is_negated: bool, tiny_codebook: fr.Codebook) -> None:
    assert hits_in(text, tiny_codebook)["is_negated"].tolist() == [is_negated]


@pytest.mark.parametrize(
    ("text", "is_quoted"),
    [
        ("Ruritania fears an invasion.", False),
        ("Ruritania fears an “invasion” now.", True),
        ('Ruritania fears an "act" of invasion.', False),
        ('Ruritania said: "We fear an invasion."', True),
        ("Ruritania said: “We fear an invasion.", True),
    ],
)
def test_quoted(text: str, is_quoted: bool, tiny_codebook: fr.Codebook) -> None:
    assert hits_in(text, tiny_codebook)["is_quoted"].tolist() == [is_quoted]


@pytest.mark.parametrize(
    ("window", "mentions"),
    [("sentence", ["one:0:0", "one:0:1"]), ("clause", ["one:0:1"])],
)
def test_window(window: str, mentions: list[str], tiny_codebook: fr.Codebook) -> None:
    hits = hits_in("Ruritania waits; Freedonia plans an invasion.", tiny_codebook, window=window)
    assert hits["mention_id"].tolist() == mentions
    assert set(hits["window"]) == {window}


def test_unknown_window_is_refused(tiny_codebook: fr.Codebook) -> None:
    with pytest.raises(ValueError, match="window 'page' is unknown"):
        hits_in("Ruritania plans an invasion.", tiny_codebook, window="page")


def test_boilerplate_has_no_hits(tiny_codebook: fr.Codebook) -> None:
    text = "Ruritania plans an invasion."
    sentences = schema.make("sentences", [("one:0", "one", 0, "boilerplate", 0, len(text), text)])
    mentions = fr.find_mentions(sentences, tiny_codebook)
    assert len(mentions) == 1
    assert fr.match_frames(mentions, sentences, tiny_codebook).empty


def with_regex(pattern: str, folder: Path) -> fr.Codebook:
    frame = {
        **dict.fromkeys(("label", "definition", "include", "exclude", "example"), "x"),
        "id": "f",
        "keywords": [{"regex": pattern}, "calm"],
    }
    codebook = {"name": "slow", "version": "1.0.0", "frames": [frame]}
    (folder / "frames.yaml").write_text(yaml.safe_dump(codebook), encoding="utf8")
    return fr.read_codebook(folder)


@pytest.mark.parametrize("slow", ["(a|aa)+(b|c)", "(a|a)*c"])
def test_a_regular_expression_that_runs_forever_is_stopped_and_named(
    slow: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("framing.measures.keywords._TIMEOUT", 0.1)
    codebook = with_regex(slow, tmp_path)
    with pytest.raises(
        RegexTimeoutError, match=r"frames.yaml, frame 'f' of the codebook 'slow'"
    ) as stopped:
        find_keywords("a" * 60 + "d ends a calm day", codebook)
    assert repr(slow) in str(stopped.value)


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a*)*b", "([a-z]+ ?)*[0-9]"])
def test_repeats_inside_of_repeats_end_where_the_engine_knows_how(
    pattern: str, tmp_path: Path
) -> None:
    hits = find_keywords("a" * 60 + "d ends a calm day!", with_regex(pattern, tmp_path))
    assert [hit.keyword for hit in hits] == ["calm"]
