"""The files of a codebook, found and read row by row."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from ..shipped import find_shipped
from .layout import COLUMNS, FILES


def shipped_codebook() -> Path:
    """The folder of the codebook that comes with the kit, in a checkout or in an installed package."""
    return find_shipped("codebook")


def codebook_files(path: str | Path | None) -> dict[str, Path]:
    shipped = {name: shipped_codebook() / name for name in FILES}
    if path is None:
        return shipped
    path = Path(path)
    if path.is_dir():
        own = {name: path / name for name in FILES if (path / name).is_file()}
        if not own:
            raise FileNotFoundError(f"{path} holds none of the codebook files: {', '.join(FILES)}")
        return shipped | own
    if path.is_file() and path.suffix in (".yaml", ".yml"):
        return shipped | {"frames.yaml": path}
    raise FileNotFoundError(f"{path} is neither a codebook folder nor a YAML file of frames")


def adds_aliases(path: str | Path | None) -> bool:
    """Whether the folder's ``aliases.csv`` adds to the shipped one; beside an ``actors.csv`` it
    replaces it.
    """
    folder = Path(path) if path is not None else Path()
    return (
        path is not None
        and (folder / "aliases.csv").is_file()
        and not (folder / "actors.csv").is_file()
    )


def read_rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with the line on which each ends."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        for row in reader:
            yield reader.line_num, row


def read_csv(file: Path) -> pd.DataFrame:
    table = pd.DataFrame([row for _, row in read_rows(file)], dtype="str").replace("", None)
    if "is_case_sensitive" in table:
        table["is_case_sensitive"] = table["is_case_sensitive"].str.lower() == "true"
    return table.reindex(columns=list(COLUMNS[file.name]))
