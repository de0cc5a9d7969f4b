"""Excel and OpenDocument sheets (.xlsx, .xls, .ods): rows are articles, the first row has names."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from ..columns import ColumnError, read_rows
from ..units import Findings, Limits, Raw, Unit, content
from .headers import N_SAMPLE, find_header, say_header
from .workbook_limits import check_cells

Rows = Iterator[tuple[int, Mapping[str, object]]]


def parse_sheets(
    unit: Unit, columns: Mapping[str, str], limits: Limits
) -> tuple[list[Raw], Findings]:
    """Read the articles in the sheets of a workbook.

    Raises
    ------
    ValueError
        If it cannot be read.
    TooLargeError
        If it has more cells than ``n_cells``, all those up to the last one counted, as the library
        keeps them all.
    """
    import python_calamine as calamine

    findings = Findings()
    data = content(unit, limits.document_bytes)
    check_cells(data, limits)
    try:
        with _panics():
            book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError as error:
        raise ValueError("it is protected by a password; save it without one") from error
    except calamine.CalamineError as error:
        raise ValueError(f"it is damaged ({error})") from error
    raws: list[Raw] = []
    errors: list[ColumnError] = []
    for name in book.sheet_names:
        piece = unit
        if len(book.sheet_names) > 1:
            piece = unit._replace(name=f"{unit.name}, sheet {name}", stem=f"{unit.stem}/{name}")
        try:
            with _panics():
                sheet = book.get_sheet_by_name(name)
            piece, rows = _read_sheet(sheet, piece, findings)
            raws += read_rows(rows, piece, columns, findings)
        except ColumnError as error:
            errors.append(error)
            findings.say(piece.name, "unreadable", "warning", f"The sheet was left out: {error}")
        except (calamine.CalamineError, ValueError) as error:
            findings.say(piece.name, "unreadable", "error", f"The sheet was left out: {error}")
    if errors and not raws and unit.is_alone:
        raise errors[0]
    if not raws and not findings:
        findings.say(unit.name, "empty", "warning", "The file is empty and was left out.")
    return raws, findings


@contextmanager
def _panics() -> Iterator[None]:
    """The reader of sheets panics on some damaged files, which no ``except Exception`` catches."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError(f"it is damaged ({error})") from None


def _read_sheet(sheet: object, unit: Unit, findings: Findings) -> tuple[Unit, Rows]:
    """The numbered rows of a sheet, and what its columns without names were told to hold."""
    rows = sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    numbered = [
        (number, cells)
        for number, cells in enumerate(rows, start=1)
        if any(cell != "" for cell in cells)
    ]
    header = find_header([cells for _, cells in numbered[:N_SAMPLE]])
    say_header(header, unit, findings)
    return unit._replace(told=header.told), _name_cells(numbered[header.n_before :], header.names)


def _name_cells(numbered: Sequence[tuple[int, Sequence[object]]], names: Sequence[str]) -> Rows:
    for number, cells in numbered:
        # Of two columns of one name, the first counts.
        row = dict(zip(reversed(names), reversed(cells), strict=False))
        yield number, {name: cell for name, cell in reversed(row.items()) if name}
