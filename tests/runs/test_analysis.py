"""From a file to a folder of tables and back."""

import csv
import json
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.measures import model_digest
from framing.tables.schema import violations

ROWS = """\
id,outlet,date,title,text
=a,Daily,2023-03-17,+China praised,"China was praised for peace.

Russia attacked Ukraine and NATO threatened sanctions."
@b,,2023-03-18,-Talks fail,"China met Japan."
"""
NAMES = [
    "articles",
    "attributions",
    "duplicates",
    "findings",
    "frame_hits",
    "frames_read",
    "funnel",
    "mentions",
    "portrayals",
    "roles",
    "scored_words",
    "scores",
    "sentences",
    "speakers",
    "voices",
]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("news") / "news.csv"
    file.write_text(ROWS, encoding="utf8")
    return file


@pytest.fixture(scope="module")
def out(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    fr.analyse_path(news, folder)
    return folder


def test_round_trip_keeps_every_table(news: Path, tmp_path: Path) -> None:
    made = fr.analyse_path(news, tmp_path)
    read = fr.read_tables(tmp_path)
    assert sorted(read) == NAMES
    for name, table in made.items():
        pd.testing.assert_frame_equal(read[name], table)


@pytest.mark.parametrize("name", NAMES)
def test_table_keeps_its_contract(out: Path, name: str) -> None:
    table = fr.read_tables(out)[name]
    assert len(table) > 0 or name == "duplicates"
    assert violations(table, name) == []


def test_formulas_are_defused_in_csv_alone(out: Path) -> None:
    with (out / "articles.csv").open(encoding="utf8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["article_id"] for row in rows] == ["'=a", "'@b"]
    assert [row["headline"] for row in rows] == ["'+China praised", "'-Talks fail"]
    assert fr.read_tables(out)["articles"]["article_id"].tolist() == ["=a", "@b"]


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_of_a_csv_begins_a_formula(out: Path, name: str) -> None:
    with (out / f"{name}.csv").open(encoding="utf8", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    risky = [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [cell for cell in risky if not pd.notna(pd.to_numeric(cell, errors="coerce"))] == []


def test_manifest_names_what_made_the_tables(out: Path) -> None:
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf8"))
    codebook = fr.read_codebook()
    assert manifest["framing"] == version("framing")
    assert manifest["codebook"] == f"{codebook.name} {codebook.version}"
    assert manifest["codebook_digest"] == codebook.digest
    assert manifest["libraries"]["vadersentiment"] == version("vadersentiment")
    assert manifest["options"] == {
        "by": ["actor_id"],
        "measures": ["vader", "textblob", "targeted"],
        "exclude": None,
        "languages": ["en"],
        "drop_duplicates": "exact",
        "columns": {},
        "with_nominals": True,
    }
    assert manifest["model"] == model_digest()
    assert manifest["rows"] == {name: len(table) for name, table in fr.read_tables(out).items()}


def test_manifest_names_no_path_of_the_machine(news: Path, out: Path) -> None:
    texts = [file.read_bytes() for file in out.rglob("*") if file.is_file()]
    assert len(texts) > 30
    assert not any(str(news.parent).encode() in text for text in texts)


def test_second_run_gives_the_same_bytes(news: Path, out: Path, tmp_path: Path) -> None:
    fr.analyse_path(news, tmp_path)
    files = [
        sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
        for folder in (tmp_path, out)
    ]
    assert files[0] == files[1]
    assert [
        name for name in files[0] if (tmp_path / name).read_bytes() != (out / name).read_bytes()
    ] == []


def test_findings_of_reading_come_first(news: Path, out: Path) -> None:
    assert fr.read_tables(out)["findings"]["check"].tolist()[0] == "guessed_columns"


def test_no_articles_give_empty_tables() -> None:
    tables = fr.analyse(fr.make_articles({}))
    assert {name: len(table) for name, table in tables.items()} == {
        **dict.fromkeys(tables, 0),
        "funnel": 10,
    }
    assert tables["funnel"]["n"].sum() == 0
    assert [fault for name in NAMES for fault in violations(tables[name], name)] == []


def test_folder_without_a_manifest(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"manifest\.json; make it with: framing analyse"):
        fr.read_tables(tmp_path)


def test_nothing_is_written_for_a_wrong_path(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        fr.analyse_path(tmp_path / "nowhere", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_notices_leave_in_memory_as_from_files(tmp_path: Path) -> None:
    news = tmp_path / "news.csv"
    news.write_text(
        "id,title,text\na,Page not found,The page was moved.\nb,Talks,China met Japan.\n"
    )
    articles = fr.read_articles(news, return_findings=True)[0]
    in_memory = fr.analyse(articles, measures=("vader",))
    from_file = fr.analyse_path(news, tmp_path / "out", measures=("vader",))
    for made in (in_memory, from_file):
        assert made["articles"]["article_id"].tolist() == ["b"]
        found = made["findings"]
        assert found["article_id"][found["check"] == "placeholder"].tolist() == ["a"]
