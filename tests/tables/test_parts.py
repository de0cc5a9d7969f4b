"""Tables on the disk: parts, CSV, manifest, lock, and what is tidied up."""

import json
import os
import platform
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.portrayals import Grouping, Resampling, summarise_parts
from framing.tables.schema import empty
from framing.tables.storage import files
from framing.tables.storage.csv_files import write_csv
from framing.tables.storage.files import write_json
from framing.tables.storage.lock import LOCK, LockedError, hold_lock
from framing.tables.storage.parts import (
    list_parts,
    read_manifest,
    read_part,
    read_table,
    remove_temporaries,
    tidy,
    write_part,
)

ARTICLES = fr.make_articles({"a": "Talks failed.", "b": "Talks went on."})


def parts_of(folder: Path, name: str = "articles") -> list[str]:
    return sorted(file.name for file in (folder / f"{name}.parquet").glob("*"))


def write_run(folder: Path, names: dict[str, pd.DataFrame], shards: list[str]) -> None:
    for part, table in names.items():
        write_part(folder, "articles", part, table)
    rows = sum(map(len, names.values()))
    write_json(folder / "manifest.json", {"rows": {"articles": rows}, "shards": shards})


def test_parts_are_read_in_the_order_of_the_manifest_and_not_of_their_names(tmp_path: Path) -> None:
    write_run(tmp_path, {"00001-x": ARTICLES[:1], "00000-y": ARTICLES[1:]}, ["00001-x", "00000-y"])
    assert [file.name for file in list_parts(tmp_path, "articles")] == [
        "part-00001-x.parquet",
        "part-00000-y.parquet",
    ]
    pd.testing.assert_frame_equal(read_table(tmp_path, "articles"), ARTICLES)
    assert read_table(tmp_path, "articles", ["article_id"]).columns.tolist() == ["article_id"]


def test_an_empty_part_beside_a_full_one_changes_no_dtype(tmp_path: Path) -> None:
    write_run(tmp_path, {"0": empty("articles"), "1": ARTICLES}, ["0", "1"])
    pd.testing.assert_frame_equal(read_table(tmp_path, "articles"), ARTICLES)


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    write_run(tmp_path, {"0": ARTICLES, "1": ARTICLES}, ["0", "1"])
    (tmp_path / "articles.parquet" / "part-1.parquet").unlink()
    with pytest.raises(
        FileNotFoundError, match=r"part-1\.parquet is missing; make it again with: framing analyse"
    ):
        read_table(tmp_path, "articles")


def test_one_file_a_table_as_earlier_versions_wrote_it(tmp_path: Path) -> None:
    ARTICLES.to_parquet(tmp_path / "articles.parquet")
    assert len(read_table(tmp_path, "articles")) == 2
    write_part(tmp_path, "articles", "0", ARTICLES)
    assert parts_of(tmp_path) == ["part-0.parquet"]


def test_a_part_says_which_codebook_made_it_and_the_table_given_does_not_change(
    tmp_path: Path,
) -> None:
    write_part(tmp_path, "articles", "0", ARTICLES, {"codebook": "mine 1"})
    assert read_part(tmp_path, "articles", "0").attrs == {"codebook": "mine 1"}
    assert ARTICLES.attrs == {}


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_no_half(tmp_path: Path) -> None:
    write_json(tmp_path / "x.json", {"n": 1})
    with pytest.raises(TypeError):
        write_json(tmp_path / "x.json", {"n": object()})

    def fail(temporary: Path) -> None:
        temporary.write_text("half")
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        files.replace_file(tmp_path / "x.json", fail)
    assert json.loads((tmp_path / "x.json").read_text()) == {"n": 1}
    assert [file.name for file in tmp_path.iterdir()] == ["x.json"]


def test_texts_that_a_spreadsheet_would_run_are_defused_and_numbers_are_not(tmp_path: Path) -> None:
    write_csv(pd.DataFrame({"t": ["=1+1", "plain"], "n": [-1.5, 2]}), tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text().splitlines()[1:] == ["'=1+1,-1.5", "plain,2"]


def test_csv_has_six_digits_and_line_feeds(tmp_path: Path) -> None:
    write_csv(pd.DataFrame({"n": [2 / 3], "t": ["à"]}), tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_bytes() == "n,t\n0.666667,à\n".encode()


def test_tidy_keeps_parts_of_this_run_and_files_that_are_not_the_kits(tmp_path: Path) -> None:
    for part in ("0", "1", "00000"):
        write_part(tmp_path, "articles", part, ARTICLES)
        write_part(tmp_path, "mentions", part, empty("mentions"))
    for name in ("mentions.csv", "mine.csv", "articles.parquet/mine.txt"):
        (tmp_path / name).write_text("x")
    tidy(tmp_path, ["articles"], ["0"])
    assert parts_of(tmp_path) == ["mine.txt", "part-0.parquet"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["articles.parquet", "mine.csv"]


def test_the_only_part_stays_where_no_shard_is(tmp_path: Path) -> None:
    for part in ("00000", "9"):
        write_part(tmp_path, "funnel", part, empty("funnel"))
    tidy(tmp_path, ["funnel"], ["0"])
    assert parts_of(tmp_path, "funnel") == ["part-00000.parquet"]


def test_what_a_killed_run_was_writing_is_removed(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in (".x.parquet.0f.part", "deep/.y.json.0f.part", "deep/part-0.parquet"):
        (tmp_path / name).write_text("x")
    remove_temporaries(tmp_path)
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == ["part-0.parquet"]


def test_lock_names_its_holder_and_is_gone_afterwards(tmp_path: Path) -> None:
    with hold_lock(tmp_path / "new"):
        assert json.loads((tmp_path / "new" / LOCK).read_text()) == {
            "pid": os.getpid(),
            "host": platform.node(),
        }
        with (
            pytest.raises(LockedError, match=f"process {os.getpid()} writes"),
            hold_lock(tmp_path / "new"),
        ):
            pass
    assert list((tmp_path / "new").iterdir()) == []


def test_lock_is_gone_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), hold_lock(tmp_path):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_lock_of_a_run_that_was_killed_before_it_signed_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / LOCK).touch()
    with hold_lock(tmp_path):
        assert json.loads((tmp_path / LOCK).read_text())["pid"] == os.getpid()


def test_lock_that_cannot_be_read_is_left_to_its_owner(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text("{")
    with (
        pytest.raises(LockedError, match=r"if it is no more, remove .*run\.lock"),
        hold_lock(tmp_path),
    ):
        pass
    assert (tmp_path / LOCK).read_text() == "{"


def test_manifest_of_an_earlier_version_counts_as_finished(tmp_path: Path) -> None:
    write_json(tmp_path / "manifest.json", {"rows": {}})
    assert read_manifest(tmp_path) == {"rows": {}}
    assert fr.read_tables(tmp_path) == {}


def test_only_tables_that_bring_measures_are_added_up() -> None:
    with pytest.raises(
        ValueError, match="takes frame_hits, frames_read, voices, roles, not mentions"
    ):
        summarise_parts(lambda *_: ARTICLES, [], Grouping(), Resampling(), tables=["mentions"])
