"""Where the tables of one shard lie: in memory, on the disk, or nowhere for long.

Each step of a shard on the disk leaves a mark with the digest of all that its result depends on; if
that is right, the step is not done again.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ...tables import WORK, Tables, read_part, write_json, write_part
from ..steps import Shelf

_BEFORE_CHOICE = ("read", "audit")
"""Steps whose tables hold all articles of the input, and are no result."""


class MemoryShelf:
    """The tables of a shard in memory, by the step that made them."""

    def __init__(self, part: str, made: dict[str, Tables] | None = None) -> None:
        self.part, self.made = part, made or {}

    def is_done(self, step: str, key: str) -> bool:
        """Say whether the step left its tables here."""
        return step in self.made

    def get(self, step: str, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Get a table as a step made it, or some of its columns."""
        table = self.made[step][name]
        return table if columns is None else table[list(columns)]

    def keep(
        self, step: str, key: str, tables: Tables, *, counts: Mapping[str, int] | None = None
    ) -> None:
        """Keep the tables of a step."""
        self.made[step] = tables

    def report(self, steps: list[str]) -> dict[str, Tables]:
        """Give the tables of these steps, since they may be made in another process."""
        return {step: self.made[step] for step in steps}


class DiskShelf:
    """The tables of a shard on the disk, as parts of the same name, with a mark for each step.

    Parameters
    ----------
    folder : Path
        Where all tables of the run lie.
    part : str
        Name of the shard's parts.
    attrs : mapping
        What the parts of the results say of themselves.
    """

    def __init__(self, folder: Path, part: str, attrs: Mapping[str, str]) -> None:
        self.folder, self.part, self.attrs = folder, part, attrs

    def is_done(self, step: str, key: str) -> bool:
        """Say whether the step was done from the same; if not, what it left counts no more."""
        mark = self._mark(step)
        try:
            if json.loads(mark.read_text(encoding="utf8"))["key"] == key:
                return True
        except (FileNotFoundError, ValueError, KeyError):
            pass
        mark.unlink(missing_ok=True)
        return False

    def get(self, step: str, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Read a table, or some of its columns."""
        return read_part(self._home(step), name, self.part, columns)

    def keep(
        self, step: str, key: str, tables: Tables, *, counts: Mapping[str, int] | None = None
    ) -> None:
        """Write the tables of a step, and then its mark."""
        attrs = None if step in _BEFORE_CHOICE else self.attrs
        for name, table in tables.items():
            write_part(self._home(step), name, self.part, table, attrs)
        rows = {name: len(table) for name, table in tables.items()}
        write_json(self._mark(step), {"key": key, "rows": rows, "counts": dict(counts or {})})

    def report(self, steps: list[str]) -> list[str]:
        """Name these steps; their tables are where they belong."""
        return steps

    def _home(self, step: str) -> Path:
        return self.folder / WORK if step in _BEFORE_CHOICE else self.folder

    def _mark(self, step: str) -> Path:
        return self.folder / WORK / step / f"{self.part}.json"


class TrialShelf(MemoryShelf):
    """Takes what it has not made itself from the disk, and leaves nothing there."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(shelf.part)
        self._shelf = shelf

    def get(self, step: str, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Get a table that the trial made, or the one that lies on the disk."""
        if step in self.made:
            return super().get(step, name, columns)
        return self._shelf.get(step, name, columns)

    def report(self, steps: list[str]) -> dict[str, Tables]:
        """Give nothing, since a trial is over when it is known whether it failed."""
        return {}


def read_marks(folder: Path, step: str) -> dict[str, dict[str, Any]]:
    """Read the marks of a step: part -> its key and counts."""
    marks = {}
    for file in sorted((folder / WORK / step).glob("*.json")):
        try:
            marks[file.stem] = json.loads(file.read_text(encoding="utf8"))
        except ValueError:
            file.unlink()  # half written by a system that went down
    return marks


def tidy_work(folder: Path, parts: Iterable[str]) -> None:
    """Remove what earlier runs left of shards that are no more."""
    kept = set(parts)
    for file in (folder / WORK).rglob("*"):
        is_of_a_shard = (
            file.suffix in (".json", ".parquet") and file.is_file() and file.parent != folder / WORK
        )
        if is_of_a_shard and file.stem.removeprefix("part-") not in kept:
            file.unlink()
