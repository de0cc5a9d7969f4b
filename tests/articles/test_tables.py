"""Tables as people have them: lines before the names, no names, objects printed into a cell."""

from pathlib import Path

import makers
import pandas as pd
import pytest

import framing as fr

TEXT = "The harbour board met on Monday and voted to close the quay. The mayor objected to it."
OTHER = "Farmers drove their tractors into the town on Tuesday. They ask for lower taxes on fuel."


def read(path: Path, name: str, content: str | bytes) -> tuple[pd.DataFrame, pd.DataFrame]:
    (path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return fr.read_articles(path / name, return_findings=True)


def rows_of(articles: pd.DataFrame) -> list[list[object]]:
    days = articles["published_at"].dt.strftime("%Y-%m-%d").fillna("")
    table = articles.assign(day=days)[["headline", "day", "outlet_id"]].astype(object)
    return table.where(table.notna(), None).values.tolist()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sep.csv", f"sep=;\ntitle;date;source;text\nA;13.07.2022;Daily;{TEXT}\n"),
        ("quoted.csv", f'"sep=|"\ntitle|date|source|text\nA|2022-07-13|Daily|{TEXT}\n'),
        ("bar.csv", f"title|date|source|text\nA|2022-07-13|Daily|{TEXT}\n"),
        ("tab.txt", f"sep=\t\ntitle\tdate\tsource\ttext\nA\t2022-07-13\tDaily\t{TEXT}\n"),
        (
            "pre.csv",
            f"Export of Monday, by Ann\n\ntitle,date,source,text\nA,2022-07-13,Daily,{TEXT}\n",
        ),
        ("many.csv", f"# a\n# b, c\n# d\n\ntitle;date;source;text\nA;2022-07-13;Daily;{TEXT}\n"),
        ("mark.csv", f"\ufefftitle,date,source,text\nA,2022-07-13,Daily,{TEXT}\n"),
        ("utf16.csv", f"sep=,\r\ntitle,date,source,text\r\nA,2022-07-13,Daily,{TEXT}\r\n"),
        ("half.csv", f"title,date,source,text\r\nA,2022-07-13,Daily,{TEXT}\r\n"),
        ("mac.csv", f"title,date,source,text\rA,2022-07-13,Daily,{TEXT}\r"),
        ("bar.psv", f"title|date|source|text\nA|2022-07-13|Daily|{TEXT}\n"),
        ("de.csv", f"Überschrift;Erscheinungsdatum;Zeitung;Volltext\nA;13.07.22;Daily;{TEXT}\n"),
        ("fr.csv", f"Titre;Date;Journal;Texte\nA;13/07/2022;Daily;{TEXT}\n"),
        ("es.csv", f"Título;Fecha;Fuente;Texto\nA;13/07/2022;Daily;{TEXT}\n"),
        ("nl.csv", f"Titel;Datum;Krant;Tekst\nA;13-07-2022;Daily;{TEXT}\n"),
        ("it.csv", f"Titolo;Data;Fonte;Testo\nA;13/07/2022;Daily;{TEXT}\n"),
        ("ref.csv", f"Title,Abstract Note,Date,PubTitle\nA,{TEXT},2022-07-13,Daily\n"),
        (
            "words.csv",
            f"News Title,Date (UTC),Media Outlet,Full Article Text\nA,2022-07-13,Daily,{TEXT}\n",
        ),
        ("wide.tsv", f"title\tsome, thing\tdate\tsource\ttext\nA\tx\t2022-07-13\tDaily\t{TEXT}\n"),
    ],
)
def test_the_row_of_names_is_found(tmp_path: Path, name: str, content: str) -> None:
    encoding = {"utf16.csv": "utf-16", "half.csv": "utf-16-le"}.get(name, "utf-8")
    data = content.encode(encoding)
    articles, findings = read(tmp_path, name, data)
    assert rows_of(articles) == [["A", "2022-07-13", "Daily"]]
    assert TEXT in articles["text"][0]
    assert set(findings["check"][findings["severity"] != "note"]) <= {"summaries_only"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "20030219,board closes the quay\n20030220,a mayor objects\n",
            [2, "board closes the quay"],
        ),
        (f"2023-03-16;Board closes quay;{TEXT}\n2023-03-17;Tractors in town;{OTHER}\n", [2, None]),
        (f"https://daily.example/1,2023-03-16,Board closes quay,{TEXT}\n", [1, None]),
        (f"16/03/2023\tThe Daily\tBoard closes quay\t{TEXT}\n", [1, None]),
        (
            f"2023-03-16,en,Board closes quay,{TEXT}\n2023-03-17,en,Tractors in town,{OTHER}\n",
            [2, 0],
        ),
        (f"sep=,\n2023-03-16,Board closes quay,{TEXT}\n", [1, None]),
        (f"\ufeff2023-03-16,Board closes quay,{TEXT}\n", [1, None]),
    ],
)
def test_a_table_without_names_loses_no_row(
    tmp_path: Path, content: str, expected: list[object]
) -> None:
    articles, findings = read(tmp_path, "a.csv", content)
    assert len(articles) == expected[0]
    assert articles["headline"][0].lower() in ("board closes quay", "board closes the quay")
    assert articles["published_at"].notna().all()
    found = findings.set_index("check")["message"]
    assert "If that is wrong, put a row of names on top" in found["no_header"]
    assert (TEXT in articles["text"][0]) == ("titles_only" not in found.index)


def test_a_sheet_may_have_lines_before_its_names_or_none(tmp_path: Path) -> None:
    before = [
        {"a": "Export of Monday", "b": ""},
        {"a": "title", "b": "text"},
        {"a": "A", "b": TEXT},
    ]
    articles, _ = read(tmp_path, "a.xlsx", makers.xlsx(before))
    assert articles["headline"].tolist() == ["A"]
    rows = [{"2023-03-15": "2023-03-16", OTHER: TEXT}]
    articles, findings = read(tmp_path, "b.xlsx", makers.xlsx(rows))
    assert articles["published_at"].dt.day.tolist() == [15, 16]
    assert "no_header" in findings["check"].tolist()


def test_columns_without_names_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"2023-03-16,{OTHER},{TEXT}\n2023-03-17,{TEXT},{OTHER}\n")
    articles, _ = fr.read_articles(
        tmp_path / "a.csv", columns={"text": "column 2"}, return_findings=True
    )
    assert OTHER in articles["text"][0]


@pytest.mark.parametrize(
    ("columns", "cells", "day"),
    [
        ("year,month,day", "2023,3,16", "2023-03-16"),
        ("Year,Month,Day", "2023.0,3.0,16.0", "2023-03-16"),
        ("day,month,year", "16,March,2023", "2023-03-16"),
        ("year,month", "2023,11", "2023-11-01"),
        ("year,date", "2023,2023-03-16", "2023-03-16"),
    ],
)
def test_a_date_in_several_columns(tmp_path: Path, columns: str, cells: str, day: str) -> None:
    articles, _ = read(tmp_path, "a.csv", f"title,{columns},text\nA,{cells},{TEXT}\n")
    assert articles["published_at"].dt.strftime("%Y-%m-%d").tolist() == [day]


def test_rows_between_tabs_without_names_are_a_table_in_a_text_file(tmp_path: Path) -> None:
    content = "2023-03-16\tBoard closes quay\n2023-03-17\tTractors in town\n"
    articles, _ = read(tmp_path, "a.txt", content)
    assert articles["headline"].tolist() == ["Board closes quay", "Tractors in town"]
    articles, _ = read(tmp_path, "b.txt", f"{TEXT}\n{OTHER}\n")
    assert len(articles) == 1


@pytest.mark.parametrize(
    ("cell", "outlet"),
    [
        ("{'id': None, 'name': 'Daily Example'}", "Daily Example"),
        ('{""id"": null, ""name"": ""Daily Example""}', "Daily Example"),
        ("['Daily Example']", "Daily Example"),
        ("{'title': 'Daily Example', 'uri': 'daily.example'}", "Daily Example"),
        ("[{'name': 'Daily Example', 'id': 3}]", "Daily Example"),
        ("{Daily} Example", "{Daily} Example"),
    ],
)
def test_objects_printed_as_text(tmp_path: Path, cell: str, outlet: str) -> None:
    articles, _ = read(tmp_path, "a.csv", f'title,source,text\nA,"{cell}",{TEXT}\n')
    assert articles["outlet_id"].tolist() == [outlet]


def test_paragraphs_printed_as_a_list(tmp_path: Path) -> None:
    articles, _ = read(tmp_path, "a.csv", f"title,text\nA,\"['{TEXT}', '{OTHER}']\"\n")
    assert articles["text"].tolist() == [f"A\n\n{TEXT}\n\n{OTHER}"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"text,content,date\n,{TEXT},2023-03-16\n", TEXT),
        (f"title,text,description\nA,,{TEXT}\n", f"A\n\n{TEXT}"),
        (f'title,text\nA,"<p>{TEXT}</p><p>x &lt; y</p>"\n', f"A\n\n{TEXT}\n\nx < y"),
        (f'title,text\nA,"&lt;p&gt;{TEXT}&lt;/p&gt;"\n', f"A\n\n{TEXT}"),
        ('title,text\nA,"The <blink> tag, and x < y."\n', "A\n\nThe <blink> tag, and x < y."),
    ],
)
def test_the_first_text_that_is_not_empty_counts_without_markup(
    tmp_path: Path, content: str, text: str
) -> None:
    articles, _ = read(tmp_path, "a.csv", content)
    assert articles["text"].tolist() == [text]


def test_titles_are_no_texts_where_a_column_of_another_name_holds_them(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no column that looks like a text"):
        read(tmp_path, "a.csv", f"title,date,Wortlaut\nA,2023-03-16,{TEXT} {OTHER}\n")


def test_the_column_is_told_from_the_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last row tells the order for the first batch, in a table of several."""
    from dataclasses import replace

    from framing.articles import LIMITS, list_units, read_units

    limits = replace(LIMITS, batch_bytes=200)
    rows = [f"0{n}/03/23,{TEXT}" for n in range(1, 9)] + [f"16/03/23,{OTHER}"]
    table = "\n".join(["date,text", *rows])
    (tmp_path / "a.csv").write_text(table)
    (tmp_path / "b.jsonl").write_text(
        "\n".join(f'{{"date": "{row[:8]}", "text": "{row[9:]}"}}' for row in rows)
    )
    (tmp_path / "c.json").write_text(
        "[" + ",".join(f'{{"date": "{row[:8]}", "text": "{row[9:]}"}}' for row in rows) + "]"
    )
    for name in ("a.csv", "b.jsonl", "c.json"):
        units = list(list_units(tmp_path / name, limits=limits))
        articles, findings = read_units(units)
        assert len(units) > 2
        assert articles["published_at"].dt.day.tolist() == [*range(1, 9), 16]
        assert "ambiguous_date" not in findings["check"].tolist()


def test_dates_of_metadata_are_told_by_their_column(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(OTHER)
    (tmp_path / "metadata.csv").write_text("article_id,published_at\na,04/03/23\nb,16/03/23\n")
    articles, findings = fr.read_articles(tmp_path, return_findings=True)
    assert articles["published_at"].dt.strftime("%d.%m.").tolist() == ["04.03.", "16.03."]
    assert findings["check"].tolist() == ["missing_outlet", "missing_outlet"]


@pytest.mark.parametrize("written", ["NaT", "nan", "unknown", "n.d.", "-"])
def test_a_date_that_nobody_knows_is_missing_and_not_unreadable(
    tmp_path: Path, written: str
) -> None:
    _, findings = read(tmp_path, "a.csv", f"title,date,text\nA,{written},{TEXT}\n")
    assert findings["check"].tolist() == ["guessed_columns", "missing_date", "missing_outlet"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "id,outlet,date,title,text\r\n"),
        ("b.jsonl", "\n\n"),
        ("c.json", '{"articles": []}'),
    ],
)
def test_a_table_without_rows_is_said_to_be_empty(tmp_path: Path, name: str, content: str) -> None:
    articles, findings = read(tmp_path, name, content)
    assert articles.empty
    assert "empty" in set(findings["check"])


def test_columns_of_metadata_have_the_names_of_any_table(tmp_path: Path) -> None:
    (tmp_path / "metadata.csv").write_text("article_id,Outlet Name,Datum\na,Daily,13.07.2022\n")
    (tmp_path / "a.txt").write_text(TEXT)
    articles, _ = fr.read_articles(tmp_path, return_findings=True)
    assert rows_of(articles) == [[None, "2022-07-13", "Daily"]]
