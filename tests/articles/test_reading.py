"""Reading articles: every kind of file, and every way in which one can be broken."""

import json
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.tables.schema import TABLES, violations

HEADER = "id,outlet,date,title,text\n"


def read(path: Path, content: str | bytes, **columns: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Write a file and read it: articles and findings."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf8"))
    return fr.read_articles(path, columns=columns, return_findings=True)


def checks(findings: pd.DataFrame) -> list[tuple[str, str]]:
    """Check and provenance of all findings but the notes."""
    serious = findings[findings["severity"] != "note"]
    return list(serious[["check", "provenance"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param("One.\n\nTwo.", "One.\n\nTwo.", id="paragraphs"),
        pytest.param("One.\r\n\r\nTwo.\r\n", "One.\n\nTwo.", id="CRLF"),
        pytest.param("One.\rTwo.", "One.\nTwo.", id="CR"),
        pytest.param("\ufeffOne.", "One.", id="UTF-8 with mark"),
        pytest.param("“Élysée.”".encode("utf-16"), "“Élysée.”", id="UTF-16"),
        pytest.param("Cafe\u0301.", "Café.", id="composed"),
        pytest.param(
            "One\x07 two." + " More." * 10, "One  two." + " More." * 10, id="control character"
        ),
    ],
)
def test_text_file(tmp_path: Path, content: str | bytes, text: str) -> None:
    articles, findings = read(tmp_path / "one.txt", content)
    assert articles[["article_id", "text", "provenance"]].values.tolist() == [
        ["one", text, "one.txt"]
    ]
    assert checks(findings) == []
    assert violations(articles, "articles") == []


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Talks fail\n\nThe talks failed.", "Talks fail"),
        ("The talks failed.", None),
        ("x" * 201 + "\n\nThe talks failed.", None),
        ("x" * 200 + "\n\nThe talks failed.", "x" * 200),
    ],
)
def test_first_short_paragraph_is_the_headline(
    tmp_path: Path, text: str, headline: str | None
) -> None:
    articles, _ = read(tmp_path / "one.txt", text)
    assert articles["headline"].astype(object).where(
        articles["headline"].notna(), None
    ).tolist() == [headline]
    assert articles["text"].tolist() == [text]


def test_latin_1_is_read_and_found(tmp_path: Path) -> None:
    articles, findings = read(
        tmp_path / "one.txt", "Line one.\nThe café is closed, says the garçon.".encode("latin-1")
    )
    assert articles["text"].tolist() == ["Line one.\nThe café is closed, says the garçon."]
    assert checks(findings) == [("encoding", "one.txt")]
    assert "line 2" in findings["message"].iloc[0]


@pytest.mark.parametrize(
    ("content", "check"),
    [
        (b"\x03\x04\x00\x00\xff", "not_text"),
        (b"PK\x03\x04\x00\x00\xff", "unreadable"),
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
    ],
)
def test_file_without_a_text(tmp_path: Path, content: bytes, check: str) -> None:
    articles, findings = read(tmp_path / "one.txt", content)
    assert (len(articles), checks(findings)) == (0, [(check, "one.txt")])
    assert [str(dtype) for dtype in articles.dtypes] == [
        column.dtype for column in TABLES["articles"].columns
    ]


def test_folder_is_read_in_order_with_subfolders(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.TXT", ".hidden/x.txt", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("China won.")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF")
    articles, findings = fr.read_articles(tmp_path, return_findings=True)
    assert articles["article_id"].tolist() == ["a/1", "a/2", "b"]
    assert checks(findings) == [("unknown_format", "scan.pdf")]


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_nothing_to_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileNotFoundError, match=name):
        fr.read_articles(tmp_path / name)


def test_unknown_format_is_an_error_for_a_single_file(tmp_path: Path) -> None:
    articles, findings = read(tmp_path / "news.docx", "x")
    assert (len(articles), checks(findings)) == (0, [("unknown_format", "news.docx")])


ROW = {
    "id": "a1",
    "outlet": "Daily",
    "date": "2023-03-17",
    "title": "Talks fail",
    "text": "The talks failed.",
}


def write_table(path: Path) -> Path:
    table = pd.DataFrame([ROW])
    if path.suffix == ".parquet":
        table.to_parquet(path, index=False)
    elif path.suffix == ".jsonl":
        path.write_text(json.dumps(ROW) + "\n")
    else:
        table.to_csv(
            path,
            index=False,
            sep="\t" if path.suffix == ".tsv" else ";" if "semi" in path.stem else ",",
        )
    return path


@pytest.mark.parametrize(
    ("name", "row"), [("t.csv", 2), ("semi.csv", 2), ("t.tsv", 2), ("t.jsonl", 1), ("t.parquet", 1)]
)
def test_table_with_guessed_columns(tmp_path: Path, name: str, row: int) -> None:
    articles, findings = fr.read_articles(write_table(tmp_path / name), return_findings=True)
    article = articles.iloc[0]
    assert article["article_id"] == "a1"
    assert article["outlet_id"] == "Daily"
    assert article["published_at"] == pd.Timestamp("2023-03-17", tz="UTC")
    assert article["headline"] == "Talks fail"
    assert article["text"] == "Talks fail\n\nThe talks failed."
    assert article["provenance"] == f"{name}, row {row}"
    assert findings["check"].tolist() == ["guessed_columns"]
    assert violations(articles, "articles") == []


@pytest.mark.parametrize(
    "rows", ["text,Volltext\nshort,The long one.\n", "Volltext,text\nThe long one.,short\n"]
)
def test_explicit_column_wins_over_a_guess(tmp_path: Path, rows: str) -> None:
    articles, _ = read(tmp_path / "t.csv", rows, text="Volltext")
    assert articles["text"].tolist() == ["The long one."]


@pytest.mark.parametrize(
    ("header", "columns", "message"),
    [
        ("text", {"text": "Volltext"}, "t.csv has no column Volltext; it has text"),
        ("text", {"words": "text"}, "columns= knows article_id, .* not words"),
        ("Wortlaut", {}, "t.csv has no column that looks like a text .it has Wortlaut."),
    ],
)
def test_wrong_column_is_named(
    tmp_path: Path, header: str, columns: dict[str, str], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        read(tmp_path / "t.csv", f"{header}\nTalks failed.\n", **columns)


def test_headline_that_begins_the_text_is_not_doubled(tmp_path: Path) -> None:
    articles, _ = read(
        tmp_path / "t.csv", 'title,text\nTalks fail,"Talks fail\n\nThe talks failed."\n'
    )
    assert articles["text"].tolist() == ["Talks fail\n\nThe talks failed."]


def test_second_article_of_the_same_id_is_kept(tmp_path: Path) -> None:
    articles, findings = read(tmp_path / "t.csv", "id,text\na,One.\na,Two.\na~2,Three.\na,Four.\n")
    assert articles["article_id"].tolist() == ["a", "a~2", "a~2~2", "a~3"]
    assert articles["text"].tolist() == ["One.", "Two.", "Three.", "Four."]
    assert checks(findings) == [("duplicate_id", f"t.csv, row {row}") for row in (3, 4, 5)]


def test_column_that_stands_twice_is_read_once(tmp_path: Path) -> None:
    articles, _ = read(tmp_path / "t.csv", "text,text\nOne.,Two.\n")
    assert articles["text"].tolist() == ["One."]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2023-03-17", "2023-03-17T00:00:00+00:00"),
        ("2023-03-17T20:30:00+02:00", "2023-03-17T18:30:00+00:00"),
        ("2023-03-17T08:00:00Z", "2023-03-17T08:00:00+00:00"),
        ("17 March 2023", "2023-03-17T00:00:00+00:00"),
    ],
)
def test_date_is_utc(tmp_path: Path, date: str, expected: str) -> None:
    articles, _ = read(tmp_path / "t.csv", f"date,text\n{date},Talks failed.\n")
    assert articles["published_at"].iloc[0].isoformat() == expected


@pytest.mark.parametrize(
    ("date", "check", "severity"),
    [
        ("", "missing_date", "note"),
        ("yesterday-ish", "unreadable_date", "warning"),
        ("2023-02-30", "unreadable_date", "warning"),
        ("9999999999999999999999", "unreadable_date", "warning"),
    ],
)
def test_date_that_is_none(tmp_path: Path, date: str, check: str, severity: str) -> None:
    articles, findings = read(tmp_path / "t.csv", f"date,text\n{date},Talks failed.\n")
    assert articles["published_at"].isna().tolist() == [True]
    assert [check, severity] in findings[["check", "severity"]].values.tolist()


def test_broken_csv_row_keeps_the_numbers_of_the_others(tmp_path: Path) -> None:
    articles, findings = read(tmp_path / "t.csv", "id,text\na,One.\nb,Two, three.\nc,Four.\n")
    assert articles["provenance"].tolist() == ["t.csv, row 2", "t.csv, row 4"]
    assert checks(findings) == [("broken_row", "t.csv, line 3")]


def test_broken_jsonl_rows_keep_the_numbers_of_the_others(tmp_path: Path) -> None:
    content = '{"text": "One."}\n{"text": \n[1]\n\n{"text": "Five."}\n'
    articles, findings = read(tmp_path / "t.jsonl", content)
    assert articles["provenance"].tolist() == ["t.jsonl, row 1", "t.jsonl, row 5"]
    assert checks(findings) == [("broken_row", "t.jsonl, row 2"), ("broken_row", "t.jsonl, row 3")]


def test_row_without_a_text_is_found(tmp_path: Path) -> None:
    articles, findings = read(tmp_path / "t.csv", "id,text,url\na,,here\nb,Two.,there\n")
    assert articles["article_id"].tolist() == ["b"]
    assert checks(findings) == [("empty", "t.csv, row 2")]


@pytest.mark.parametrize("content", ["id,text\n", "text", ""])
def test_table_without_rows(tmp_path: Path, content: str) -> None:
    articles, _ = read(tmp_path / "t.csv", content)
    assert len(articles) == 0


def test_hostile_file_names(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = [
        "=cmd.txt",
        "a b.txt",
        "..txt.txt",
        "ünï.txt",
        "'; DROP--.txt",
        "$(x).txt",
        "%s.txt",
        "{0}.txt",
    ]
    for name in names:
        (folder / name).write_text("China won.")
    tables = fr.analyse_path(folder, tmp_path / "out", drop_duplicates=None)
    assert sorted(tables["articles"]["provenance"]) == sorted(set(names) - {"..txt.txt"})
    assert tables["mentions"]["actor_id"].tolist() == ["CHN"] * 7
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out"]


def test_hostile_ids(tmp_path: Path) -> None:
    ids = ["../../up", "=1+1", "a:0", "a", "a b\nc", "x" * 5_000, "<b>"]
    rows = [json.dumps({"id": article_id, "text": "China won."}) for article_id in ids]
    (tmp_path / "t.jsonl").write_text("\n".join(rows))
    tables = fr.analyse_path(tmp_path / "t.jsonl", tmp_path / "out", drop_duplicates=None)
    assert tables["mentions"]["article_id"].tolist() == [
        " ".join(article_id.split()) for article_id in ids
    ]
    assert tables["mentions"]["mention_id"].is_unique
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "t.jsonl"]


def test_warning_sums_up_and_names_the_first(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("China won.")
    with pytest.warns(
        fr.FindingsWarning, match=r"1 articles read, with findings: empty 1\. First: .* \(a\.txt\)"
    ):
        fr.read_articles(tmp_path)


def test_outlets(tmp_path: Path) -> None:
    file = tmp_path / "outlets.csv"
    file.write_text("outlet_id,outlet_name,country_iso3\ndaily,The Daily,USA\n")
    assert fr.read_outlets(file).values.tolist() == [["daily", "The Daily", "USA"]]
    file.write_text("outlet_id,outlet_name\ndaily,The Daily\n")
    with pytest.raises(ValueError, match="country_iso3"):
        fr.read_outlets(file)


@pytest.mark.build
def test_folder_of_hostile_files_is_analysed_to_the_end(tmp_path: Path, is_thorough: bool) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "latin.txt").write_bytes("China’s café won.\n".replace("’", "'").encode("latin-1"))
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (folder / "large.txt").write_text(
        "The delegates met in the hall and talked about grain for hours.\n\n"
        * (75_000 if is_thorough else 15_000)
    )
    (folder / "line.txt").write_text("word " * 20_000)
    (folder / "good.txt").write_text("China won.")
    tables = fr.analyse_path(folder, tmp_path / "out")
    found = set(tables["findings"][["check", "provenance"]].itertuples(index=False, name=None))
    assert found >= {
        ("empty", "empty.txt"),
        ("encoding", "latin.txt"),
        ("not_text", "binary.txt"),
        ("long_line", "line.txt"),
    }
    assert tables["articles"]["article_id"].tolist() == ["good", "large", "latin", "line"]
    assert tables["mentions"]["article_id"].tolist() == ["good", "latin"]


def test_metadata_may_have_other_names_for_its_columns(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Talks failed.\n", encoding="utf8")
    (tmp_path / "metadata.csv").write_text(
        "article_id,outlet,date\none,ledger,2023-03-20\n", encoding="utf8"
    )
    (row,) = fr.read_articles(tmp_path).itertuples(index=False)
    assert (row.outlet_id, str(row.published_at.date())) == ("ledger", "2023-03-20")


def test_an_article_without_an_outlet_is_a_finding(tmp_path: Path) -> None:
    content = "outlet,date,text\n,2023-03-16,Talks failed.\nThe Ledger,2023-03-16,Talks go on.\n"
    _, findings = read(tmp_path / "t.csv", content)
    missing = findings[findings["check"] == "missing_outlet"]
    assert missing[["provenance", "severity"]].values.tolist() == [["t.csv, row 2", "note"]]
