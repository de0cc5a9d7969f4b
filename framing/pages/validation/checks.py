"""What a check of the validation sheet is, and how its numbers are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

UNCHECKED, HOLDS, DOUBTFUL, FAILS, YOURS = (
    "unchecked",
    "holds",
    "in doubt",
    "does not hold",
    "yours to judge",
)
"""The verdicts."""
MAX_ROWS = 40


@dataclass(frozen=True)
class Check:
    """One question of the sheet: the verdict in words, what was found, and what to do.

    The values are not yet escaped.
    """

    question: str
    verdict: str
    finding: str
    remedy: str = ""
    caption: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()

    @property
    def slug(self) -> str:
        """The name of its place on the page."""
        words = (word.strip("?,.").lower() for word in self.question.split())
        return "-".join(word for word in words if word.isalnum())


@dataclass(frozen=True)
class Part:
    """One kind of evidence, what it means, and its checks."""

    name: str
    meaning: str
    checks: Sequence[Check] = field(default_factory=tuple)

    @property
    def slug(self) -> str:
        """The name of its place on the page."""
        return self.name.lower()


def write_number(value: object) -> str:
    """Write a cell: numbers with two places and a true minus, what is missing as a dash.

    Examples
    --------
    >>> [write_number(value) for value in (-0.256, 1200, None, "x", True)]
    ['−0.26', '1,200', '–', 'x', 'yes']
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if pd.isna(value):
        return "–"
    if isinstance(value, float):
        return f"{value:.2f}".replace("-", "−")
    return f"{value:,}" if isinstance(value, int) else str(value)


def show_rows(table: pd.DataFrame, columns: Mapping[str, str], caption: str) -> dict[str, Any]:
    """Give the columns of a table under readers' names, as a `Check` takes them."""
    shown = table[list(columns)].head(MAX_ROWS)
    n_more = len(table) - len(shown)
    rows = [
        [write_number(cell) for cell in row]
        for row in shown.astype(object).itertuples(index=False, name=None)
    ]
    caption = f"{caption}; {n_more:,} rows more are not shown" if n_more else caption
    return {"caption": caption, "columns": list(columns.values()), "rows": rows}
