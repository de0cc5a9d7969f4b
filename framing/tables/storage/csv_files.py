"""CSV files for spreadsheets: no cell is run there, and reading gives back what was written.

A cell that begins like a formula gets an apostrophe in front; numbers stay as they are. A program
that splits lines at other marks than the comma may still see cells that nobody wrote.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from .files import replace_file

_FORMULA = re.compile(r"'*[=+\-@\t\n]")
_DEFUSED = re.compile(r"'+[=+\-@\t\n]")
_NUMBER = re.compile(r"[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?")


def defuse(cell: object) -> object:
    """Put an apostrophe in front of a cell that a spreadsheet would take for a formula.

    Examples
    --------
    >>> defuse("=1+1"), defuse("-1"), defuse("'=x"), defuse("plain")
    ("'=1+1", '-1', "''=x", 'plain')
    """
    if not isinstance(cell, str):
        return cell
    # A carriage return would not be quoted, and begin a new row.
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def restore(cell: object) -> object:
    """Give back what `defuse` was given; carriage returns have become line feeds.

    Examples
    --------
    >>> restore("'=1+1"), restore("''=x"), restore("'Tis")
    ('=1+1', "'=x", "'Tis")
    """
    return cell[1:] if isinstance(cell, str) and _DEFUSED.match(cell) else cell


def write_sheet(table: pd.DataFrame, path: str | Path) -> None:
    """Write a table as CSV (UTF-8) for people to open in a spreadsheet, such as a sample to code.

    Parameters
    ----------
    table : DataFrame
        Any table. A text that a spreadsheet would run as a formula gets an apostrophe in front;
        `read_sheet` and `read_codings` take it away again.
    path : str or Path
        The file; one that is there is replaced.
    """
    defuse_table(table).to_csv(path, index=False, lineterminator="\n", encoding="utf8")


def read_sheet(path: str | Path) -> pd.DataFrame:
    """Read what `write_sheet` wrote.

    Every column is text but ``probability``, and an empty cell is an empty text.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    """
    cells = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    table = cells.rename(columns=restore).map(restore).astype("str")
    return (
        table.assign(probability=pd.to_numeric(table["probability"]))
        if "probability" in table
        else table
    )


def defuse_table(table: pd.DataFrame) -> pd.DataFrame:
    """Defuse the texts of a table and the names of its columns."""
    safe = table.rename(columns=defuse)
    for position, dtype in enumerate(safe.dtypes):
        if isinstance(dtype, pd.CategoricalDtype) or pd.api.types.is_string_dtype(dtype):
            safe.isetitem(position, safe.iloc[:, position].astype(object).map(defuse))
    return safe


def write_csv(table: pd.DataFrame | Iterable[pd.DataFrame], file: Path) -> None:
    """Write a table as CSV: UTF-8, line feeds, six decimals, and no cell that would be run.

    It may come in parts, of which one at a time is in memory.
    """

    def write(temporary: Path) -> None:
        with temporary.open("w", encoding="utf8", newline="") as out:
            for number, part in enumerate([table] if isinstance(table, pd.DataFrame) else table):
                safe = defuse_table(part)
                safe.to_csv(
                    out, header=not number, index=False, lineterminator="\n", float_format="%.6g"
                )

    replace_file(file, write)
