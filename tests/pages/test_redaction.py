"""Tables without the words of the articles: nothing of a text stays, and all numbers do."""

import dataclasses
import hashlib

import hostile
import pandas as pd
import pytest

import framing as fr
from framing.pages.report.redaction import cut_runs, find_runs, redact_tables
from framing.tables.schema import violations


@pytest.fixture(scope="module")
def redacted(
    tiny_tables: dict[str, pd.DataFrame], tiny_codebook: fr.Codebook
) -> dict[str, pd.DataFrame]:
    return redact_tables(tiny_tables, tiny_codebook)[0]


def test_tables_keep_their_rows_and_contracts(
    redacted: dict[str, pd.DataFrame], tiny_tables: dict[str, pd.DataFrame]
) -> None:
    assert "scored_words" not in redacted
    for name, table in redacted.items():
        assert len(table) == len(tiny_tables[name])
        assert [fault for fault in violations(table, name) if "same key" not in fault] == []


def test_no_word_of_a_text_stays_but_those_of_the_codebook(
    redacted: dict[str, pd.DataFrame],
) -> None:
    cells = " ".join(
        str(cell) for name in redacted for cell in redacted[name].astype("str").to_numpy().ravel()
    )
    for word in ("harbour", "Anna", "Marek", "Strelsau", "rumour", "comment"):
        assert word not in cells


def test_an_article_is_named_by_the_digest_of_its_text(
    redacted: dict[str, pd.DataFrame], tiny_tables: dict[str, pd.DataFrame]
) -> None:
    text = tiny_tables["articles"]["text"][0]
    own = hashlib.sha256(text.encode("utf8")).hexdigest()[:16]
    assert redacted["articles"]["article_id"][0] == own
    assert redacted["sentences"]["sentence_id"][0] == f"{own}:0"
    assert redacted["mentions"]["mention_id"].str.match(r"[0-9a-f]{16}:\d+:\d+$").all()
    assert list(redacted["mentions"]["start"]) == list(tiny_tables["mentions"]["start"])
    assert set(redacted["scores"]["mention_id"]) <= set(redacted["mentions"]["mention_id"])


def test_copies_of_a_text_stay_apart(tiny_codebook: fr.Codebook) -> None:
    tables = fr.analyse(
        fr.make_articles({"a": "Ruritania won.", "b": "Ruritania won."}),
        tiny_codebook,
        measures=("vader",),
        drop_duplicates=None,
    )
    first, second = redact_tables(tables, tiny_codebook)[0]["articles"]["article_id"]
    assert second == f"{first}-2"


def test_runs_are_cut_before_the_word_that_completes_them(tiny_codebook: fr.Codebook) -> None:
    text = "They said it is an act of open war against Ruritania."
    outlets = pd.DataFrame(
        {"outlet_id": ["x"], "outlet_name": ["An Act of Open War Weekly"], "country_iso3": ["USA"]}
    )
    frames = tiny_codebook.frames.assign(definition="It is an act of aggression.")
    codebook = dataclasses.replace(tiny_codebook, frames=frames)
    tables = fr.analyse(
        fr.make_articles({"a": text}), codebook, outlets=outlets, measures=("vader",)
    )
    kept, own = redact_tables(tables, codebook)
    assert list(kept["outlets"]["outlet_name"]) == ["An Act of Open …"]
    assert set(own.frames["definition"]) == {"It is an act …"}
    assert own.digest == codebook.digest


def test_free_codes_and_unknown_tables_are_left_out(
    tiny_tables: dict[str, pd.DataFrame], tiny_codebook: fr.Codebook
) -> None:
    unit = tiny_tables["mentions"]["mention_id"][0]
    rows = [
        (unit, "ann", "sentiment", "-1"),
        (unit, "ann", "frame", "said it was a very bad day"),
        ("?", "ann", "voice", "source"),
    ]
    codings = pd.DataFrame(rows, columns=["unit_id", "coder_id", "variable", "code"], dtype="str")
    own = {"notes": pd.DataFrame({"x": ["a secret"]}), "codings": codings}
    kept, _ = redact_tables(tiny_tables | own, tiny_codebook)
    assert "notes" not in kept
    assert list(kept["codings"]["code"]) == ["-1", "source"]
    assert kept["codings"]["unit_id"].str.match(r"[0-9a-f]{16}").all()


def test_input_is_not_changed(tiny_codebook: fr.Codebook) -> None:
    tables, codebook = hostile.analyse(fr.read_codebook())
    before = {name: table.copy(deep=True) for name, table in tables.items()}
    redact_tables(tables, codebook)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, before[name])


def test_texts_of_fewer_than_five_words_share_no_run() -> None:
    assert find_runs(["one two three four"], ["one two three four"]) == set()
    assert cut_runs("", {("a", "b", "c", "d", "e")}) == ""
