"""The head of a plain text is read by its form and place, and nothing is lost on the way."""

import itertools
from pathlib import Path

import makers
import pandas as pd
import pytest

import framing as fr
from framing.articles.formats.documents.text_heads import first_line, read_head

PROSE = "The board closed the quay on Monday, and nobody saw it.\n\nTurkey objected."
DAY, OUTLET, HEADLINE = "5 January 2023", "The Ledger", "Board closes quay"


def values_of(head: str) -> tuple[object, object, object]:
    values = read_head(f"{head}\n\n{PROSE}").values
    return tuple(values.get(name) for name in ("headline", "outlet_id", "published_at"))  # type: ignore[return-value]


@pytest.mark.parametrize("parted", ["\n", "\n\n"])
@pytest.mark.parametrize("order", list(itertools.permutations([HEADLINE, OUTLET, DAY])))
def test_headline_outlet_and_day_in_any_order(order: tuple[str, ...], parted: str) -> None:
    head = read_head(f"{parted.join(order)}\n\n{PROSE}")
    assert head.values == {"headline": HEADLINE, "outlet_id": OUTLET, "published_at": DAY}
    assert head.text == f"{HEADLINE}\n\n{PROSE}"
    assert (head.unread, head.left_out, head.guessed) == ((), (), "")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (f"{HEADLINE}\n{OUTLET}, {DAY}", (HEADLINE, OUTLET, DAY)),
        (f"{HEADLINE}\n{DAY} | {OUTLET}", (HEADLINE, OUTLET, DAY)),
        (f"{HEADLINE} | {OUTLET} | {DAY}", (HEADLINE, OUTLET, DAY)),
        (f"{HEADLINE}\n{OUTLET} ({DAY})", (HEADLINE, OUTLET, DAY)),
        (f"{HEADLINE}\nBy Jane Roe\n{OUTLET}\n{DAY}", (HEADLINE, OUTLET, DAY)),
        (f"{HEADLINE}\nBy JANE ROE and John Doe, {OUTLET}\n{DAY}", (HEADLINE, OUTLET, DAY)),
        (f"{HEADLINE}\nPublished on {DAY}\nUpdated 6 January 2023", (HEADLINE, None, DAY)),
        (f"{OUTLET}, {DAY}", (None, OUTLET, DAY)),
        (f"{HEADLINE}\n{OUTLET}", (HEADLINE, OUTLET, None)),
        (f"Date: {DAY}\n{HEADLINE}", (HEADLINE, None, DAY)),
        (f"Reuters\n{HEADLINE}", (HEADLINE, "Reuters", None)),
        ("Süddeutsche Zeitung\n5. Januar 2023\nDer Kai ist zu", None),
        (f"{HEADLINE}\nMeridian Voice\n{DAY}", (HEADLINE, "Meridian Voice", DAY)),
        (f"Turkey's Rising Star\n{DAY}", ("Turkey's Rising Star", None, DAY)),
        (f"Quay opens to the U.S.\n{DAY}", ("Quay opens to the U.S.", None, DAY)),
        ("Who closed the quay?", ("Who closed the quay?", None, None)),
        ("By Sea and Air", ("By Sea and Air", None, None)),
    ],
)
def test_heads_in_other_forms(head: str, expected: tuple[str | None, ...] | None) -> None:
    if expected is None:
        expected = ("Der Kai ist zu", "Süddeutsche Zeitung", "5. januar 2023")
    headline, outlet, day = values_of(head)
    assert (headline, outlet, day and str(day).lower()) == (
        *expected[:2],
        expected[2] and expected[2].lower(),
    )


@pytest.mark.parametrize(
    "text",
    [
        "The quay was closed on Monday.\n\nTurkey objected.",
        "Nobody saw it. The quay was closed “for good”, said the board. Who cared?\n\nAll did.",
        "“It is closed,” said the mayor, “for good.”\n\nTurkey objected.",
    ],
)
def test_a_sentence_is_no_headline(text: str) -> None:
    head = read_head(text)
    assert (head.values["headline"], head.text, head.unread) == (None, text, ())


def test_a_line_above_a_dateline_is_a_headline_whatever_its_mark() -> None:
    for dateline in ("OSLO — ", "ISTANBUL, Jan 5 (Reuters) - ", "NEW YORK (AP) — "):
        assert first_line(f"The quay will close.\n\n{dateline}{PROSE}") == "The quay will close."


def test_hard_wrapped_prose_around_a_day_is_no_head() -> None:
    text = f"The minister went home on\n{DAY}\nand was seen by nobody.\n\nTurkey objected."
    head = read_head(text)
    assert (head.values["headline"], head.text) == (None, text)


@pytest.mark.parametrize(
    ("head", "unread"),
    [
        (f"{HEADLINE}\nAnkara, {DAY}", [f"Ankara, {DAY}"]),
        (f"{HEADLINE}\nFor once nobody can land\n{OUTLET}\n{DAY}", ["For once nobody can land"]),
        (f"WORLD\n{HEADLINE}\n{DAY}", ["WORLD"]),
        ("Board closes quay and\nsends everyone home", ["Board closes", "sends everyone"]),
    ],
)
def test_what_is_not_understood_stays_and_is_a_finding(
    tmp_path: Path, head: str, unread: list[str]
) -> None:
    (tmp_path / "a.txt").write_text(f"{head}\n\n{PROSE}")
    articles, findings = fr.read_articles(tmp_path, return_findings=True)
    (message,) = findings.loc[findings["check"] == "unread_header_line", "message"]
    for line in unread:
        assert line in message
        assert line in articles["text"].iloc[0]


def test_a_byline_leaves_the_text_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{HEADLINE}\nBy Jane Roe\n{OUTLET}, {DAY}\n\n{PROSE}")
    articles, findings = fr.read_articles(tmp_path, return_findings=True)
    assert articles["text"].tolist() == [f"{HEADLINE}\n\n{PROSE}"]
    assert findings[["check", "severity"]].values.tolist() == [["parts_left_out", "note"]]
    assert "'By Jane Roe'" in findings["message"].iloc[0]


def test_an_outlet_told_by_its_place_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{HEADLINE}\nMeridian Voice\n{DAY}\n\n{PROSE}")
    articles, findings = fr.read_articles(tmp_path, return_findings=True)
    assert articles["outlet_id"].tolist() == ["Meridian Voice"]
    assert findings["check"].tolist() == ["guessed_outlet"]


def test_metadata_tells_the_name_of_the_outlet(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{HEADLINE}\nHarbour, {DAY}\n\n{PROSE}")
    (tmp_path / "metadata.csv").write_text("article_id,outlet_id\na,The Harbour\n")
    articles, findings = fr.read_articles(tmp_path, return_findings=True)
    assert articles["text"].tolist() == [f"{HEADLINE}\n\n{PROSE}"]
    assert findings.empty


LINES = (HEADLINE, OUTLET, DAY, "By Jane Roe", "Meridian Voice", "WORLD", f"Ankara, {DAY}", "A. B.")


@pytest.mark.parametrize("parted", ["\n", "\n\n"])
def test_no_line_of_a_head_is_lost(parted: str) -> None:
    for n in (1, 2, 3, 4):
        for lines in itertools.permutations(LINES, n):
            head = read_head(f"{parted.join(lines)}\n\n{PROSE}")
            told = [str(value) for value in head.values.values()] + [head.text, *head.left_out]
            assert head.text.endswith(PROSE)
            for line in lines:
                assert any(line in text for text in told), (lines, line, head)
            for line in head.unread:
                assert line in head.text
            assert len(head.text) <= len(parted.join(lines)) + len(PROSE) + 2 * (n + 1)


def test_word_files_without_styles_have_heads_too(tmp_path: Path) -> None:
    lines = [HEADLINE, OUTLET, DAY, *PROSE.split("\n\n")]
    (tmp_path / "a.docx").write_bytes(makers.docx(tuple(lines), headline=None))
    articles, _ = fr.read_articles(tmp_path, return_findings=True)
    row = articles.iloc[0]
    assert (row["headline"], row["outlet_id"]) == (HEADLINE, OUTLET)
    assert row["published_at"] == pd.Timestamp("2023-01-05", tz="UTC")
    assert row["text"] == f"{HEADLINE}\n\n{PROSE}"
