"""Where the rows of a table begin, and what its columns are called or hold.

A table may have lines before its row of names, or no row of names at all; then the first row is
data, and its columns are told by what they hold.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...dates import StyleEvidence, read_date
from ...moments import DateStyle
from ..languages import LANGUAGES
from ..names import count_known
from ..units import Findings, Unit

N_SAMPLE = 60
"""Rows that a table is judged by."""
_N_BEFORE = 20
"""Rows that may stand before the row of names."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{4,}", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…\]][\"'”’»)]*$")
_LONG = 200
"""Characters that the cells of a column of texts have on average."""
_MOST = 0.8
"""Share of a column's cells that must be of a kind."""


class Header(NamedTuple):
    """The names of a table's columns, and how many rows stand before its data.

    `told` says which column holds what where they have no names; `before` is what stands before
    the row of names.
    """

    names: tuple[str, ...]
    n_before: int
    told: Mapping[str, str] = {}
    before: tuple[str, ...] = ()


def find_header(rows: Sequence[Sequence[object]]) -> Header:
    """Find the row of names among the first rows of a table, or tell its columns without one.

    Examples
    --------
    >>> find_header([["Export of Monday"], ["date", "text"], ["2023-03-16", "It rained."]])[:2]
    (('date', 'text'), 2)
    >>> find_header([["2023-03-16", "Board closes quay"]]).told
    {'published_at': 'column 1', 'headline': 'column 2'}
    """
    if not any(_width(row) for row in rows):
        return Header((), len(rows))
    widths = Counter(_width(row) for row in rows if _width(row) > 1)
    width = widths.most_common(1)[0][0] if widths else 1
    known = [count_known(row) for row in rows[:_N_BEFORE]]
    place = next((n for n, count in enumerate(known) if count >= min(2, width)), None)
    if place is None:
        place = next((n for n, row in enumerate(rows) if _width(row) >= width), 0)
        if known and not any(known[place : place + 1]) and _is_data(rows[place:]):
            return _without_names(rows, place)
    names = tuple(str(cell).strip().removeprefix("\ufeff") for cell in rows[place])
    return Header(names, place + 1, before=_shown(rows[:place]))


def say_header(header: Header, unit: Unit, findings: Findings) -> None:
    """Say what was left out before the row of names, and how columns without names were told."""
    before = [line for line in header.before if not line.lower().startswith("sep=")]
    if before:
        message = f"{len(before)} lines before the rows were left out: {before[0][:80]!r}."
        findings.say(unit.name, "preamble", "note", message)
    if header.told:
        listed = ", ".join(f"{theirs} = {ours}" for ours, theirs in header.told.items())
        message = (
            "The table has no row of names, so its columns were told by what they hold: "
            f"{listed}. If that is wrong, put a row of names on top, or name them: "
            "--column text='column 2'."
        )
        findings.say(unit.name, "no_header", "warning", message)


def tell_styles(rows: Iterable[Mapping[str, object]]) -> dict[str, DateStyle]:
    """Tell how each column of dates writes them, from all rows; the first ones tell which are."""
    seen: dict[str, list[bool]] = {}
    evidence: dict[str, StyleEvidence] = {}
    for number, row in enumerate(rows):
        names = list(row) if number < N_SAMPLE else list(evidence)
        for name in names:
            value = row.get(name)
            if isinstance(value, str | int | float) and value != "" and len(str(value)) <= 60:
                evidence.setdefault(name, StyleEvidence()).add(value)
                if number < N_SAMPLE:
                    seen.setdefault(name, []).append(read_date(value).at is not None)
        if number == N_SAMPLE:
            evidence = {
                name: column
                for name, column in evidence.items()
                if sum(seen[name]) >= _MOST * len(seen[name])
            }
    return {name: column.style() for name, column in evidence.items()}


def _width(row: Sequence[object]) -> int:
    """The number of the last cell that holds something."""
    return max((n for n, cell in enumerate(row, start=1) if not _is_blank(cell)), default=0)


def _is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _shown(rows: Sequence[Sequence[object]]) -> tuple[str, ...]:
    lines = (" ".join(str(cell) for cell in row if not _is_blank(cell)) for row in rows)
    return tuple(line for line in lines if line)


def _is_data(rows: Sequence[Sequence[object]]) -> bool:
    """Whether a row holds what no row of names does, and the next ones hold it there, too."""
    kinds = [_kind(cell) for cell in rows[0]]
    for place, kind in enumerate(kinds):
        if kind in ("date", "address") or (kind == "prose" and len(str(rows[0][place])) > 60):
            column = [_kind(row[place]) for row in rows[1:] if len(row) > place]
            column = [other for other in column if other]
            if kind == "prose" or not column or column.count(kind) >= _MOST * len(column):
                return True
    return False


def _kind(cell: object) -> str:
    """What a cell holds: a date, an address, prose (four words or more), a number, or a word."""
    if _is_blank(cell):
        return ""
    text = str(cell).strip()
    if _ADDRESS.fullmatch(text):
        return "address"
    if len(text) <= 60 and read_date(cell).at is not None:
        return "date"
    if re.fullmatch(r"[-+]?[\d.,]+", text):
        return "number"
    return "prose" if len(text.split()) >= 4 else "word"


def _without_names(rows: Sequence[Sequence[object]], place: int) -> Header:
    width = max(len(row) for row in rows[place:])
    names = tuple(f"column {number}" for number in range(1, width + 1))
    columns = {
        name: [row[n] for row in rows[place:] if len(row) > n and not _is_blank(row[n])]
        for n, name in enumerate(names)
    }
    return Header(names, place, _tell(columns), _shown(rows[:place]))


def _are_texts(cells: Sequence[object]) -> bool:
    """Whether cells are long, or end as sentences do, and so hold more than titles."""
    texts = [str(cell).strip() for cell in cells]
    if sum(map(len, texts)) >= _LONG * len(texts):
        return True
    n_whole = sum(len(text) >= 50 and bool(_SENTENCE_END.search(text)) for text in texts)
    return n_whole >= 0.5 * len(texts)


def _tell(columns: Mapping[str, list[object]]) -> dict[str, str]:
    """Our columns -> those that hold them."""
    told: dict[str, str] = {}
    left = {name: cells for name, cells in columns.items() if cells}
    kinds = {name: Counter(map(_kind, cells)) for name, cells in left.items()}

    def take(ours: str, name: str | None) -> None:
        if name is not None:
            told[ours] = name
            del left[name]

    def first(kind: str) -> str | None:
        return next((n for n in left if kinds[n][kind] >= _MOST * len(left[n])), None)

    take("published_at", first("date"))
    take("url", first("address"))
    codes = (
        name
        for name, cells in left.items()
        if all(str(cell).lower() in LANGUAGES for cell in cells)
    )
    take("language", next(codes, None))
    short = [n for n in left if kinds[n]["word"] + kinds[n]["prose"] >= _MOST * len(left[n])]
    short.sort(key=lambda name: -sum(len(str(cell)) for cell in left[name]) / len(left[name]))
    if short and _are_texts(left[short[0]]):
        take("text", short.pop(0))
    if short and (told or kinds[short[0]]["prose"]):
        take("headline", short.pop(0))
    repeating = [n for n in short if len(set(map(str, left[n]))) <= 0.5 * len(left[n])]
    take("outlet_id", (repeating or short)[0] if repeating or len(short) == 1 else None)
    return told
