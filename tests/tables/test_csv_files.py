"""Sheets: no cell is a formula, and every cell comes back as it was."""

from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.tables.storage.csv_files import defuse, restore

CELLS = [
    "=1+1",
    "+x",
    "-x",
    "@x",
    "\t=x",
    "\n=x",
    "'=x",
    "''=x",
    "'Tis",
    "",
    "NA",
    "plain",
    "-1",
    "+0.5",
    "1e-3",
    '"=x',
]


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_safe_and_comes_back(cell: str) -> None:
    safe = str(defuse(cell))
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r")) or float(safe) == float(cell)
    assert restore(safe) == cell


def test_a_sheet_comes_back_as_it_was(tmp_path: Path) -> None:
    sheet = pd.DataFrame(
        {
            "mention_id": [f"{cell}:0" for cell in CELLS],
            "left": CELLS,
            "probability": 1 / 3,
            "=x": "a,b\nc",
        }
    ).astype({"mention_id": "str", "left": "str", "=x": "str"})
    fr.write_sheet(sheet, tmp_path / "sheet.csv")
    pd.testing.assert_frame_equal(fr.read_sheet(tmp_path / "sheet.csv"), sheet)
    fr.write_sheet(sheet.astype({"left": "category"}), tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "sheet.csv").read_bytes()


def test_a_carriage_return_begins_no_row(tmp_path: Path) -> None:
    fr.write_sheet(pd.DataFrame({"left": ["a\r=1+1", "\r=x"]}), tmp_path / "sheet.csv")
    assert (tmp_path / "sheet.csv").read_bytes() == b'left\n"a\n=1+1"\n"\'\n=x"\n'


def test_the_units_of_codings_come_back_too(tmp_path: Path) -> None:
    fr.write_sheet(
        pd.DataFrame({"mention_id": ["=a:0", "b:0"], "sentiment": ["-1", "1"]}),
        tmp_path / "ann.csv",
    )
    assert fr.read_codings(tmp_path / "ann.csv")["unit_id"].tolist() == ["=a:0", "b:0"]
    assert "'=a:0" in (tmp_path / "ann.csv").read_text()
