"""Excel and OpenDocument sheets (.xlsx, .xlsb, .xls, .ods): a row is an article, and the first row has the names."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from .columns import ColumnError
from .packed import check_parts, open_zip
from .tables import read_rows
from .units import Findings, Limits, Raw, TooLargeError, Unit, content

_CELL = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})(\d{1,7})"')
_REPEATED = re.compile(rb'<table:(?:table-cell|table-row|covered-table-cell)[^>]*?-repeated="(\d+)"[^>]*?>')


def parse_sheets(unit: Unit, columns: Mapping[str, str], limits: Limits) -> tuple[list[Raw], Findings]:
    """The articles in the sheets of a workbook.

    Raises
    ------
    ValueError
        If it cannot be read.
    TooLargeError
        If a sheet has more cells than ``n_cells``: between the first and the last one, as the reader keeps them all.
    """
    import python_calamine as calamine

    findings = Findings()
    data = content(unit, limits.document_bytes)
    if data.startswith(b"PK"):
        with open_zip(io.BytesIO(data), limits) as archive:
            check_parts(archive, limits, (".xml", ".bin"))
            _check_cells(archive, limits)
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
        place = unit._replace(name=f"{unit.name}, sheet {name}" if len(book.sheet_names) > 1 else unit.name)
        if len(book.sheet_names) > 1:
            place = place._replace(stem=f"{unit.stem}/{name}")
        try:
            with _panics():
                sheet = book.get_sheet_by_name(name)
            if sheet.height * sheet.width > limits.n_cells:
                raise TooLargeError(f"the sheet has more than {limits.n_cells:,} cells; save it as CSV")
            raws += read_rows(_rows(sheet), place, columns, findings)
        except ColumnError as error:
            errors.append(error)
            findings.say(place.name, "unreadable", "warning", f"The sheet was left out: {error}")
        except (calamine.CalamineError, ValueError) as error:
            check = "too_large" if isinstance(error, TooLargeError) else "unreadable"
            findings.say(place.name, check, "error", f"The sheet was left out: {error}")
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


def _rows(sheet: object) -> Iterator[tuple[int, Mapping[str, object]]]:
    rows = iter(sheet.to_python(skip_empty_area=False))  # type: ignore[attr-defined]
    header: list[str] | None = None
    for number, cells in enumerate(rows, start=1):
        if not any(cell != "" for cell in cells):
            continue
        if header is None:
            header = [str(cell).strip() for cell in cells]
            continue
        # Of two columns of one name, the first counts.
        row = dict(zip(reversed(header), reversed(cells), strict=False))
        yield number, {name: cell for name, cell in reversed(row.items()) if name}


def _check_cells(archive: zipfile.ZipFile, limits: Limits) -> None:
    for info in archive.infolist():
        if info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml"):
            found = [(_number(letters), int(row)) for letters, row in _CELL.findall(archive.read(info))]
            wide = max((column for column, _ in found), default=0) - min((column for column, _ in found), default=0) + 1
            high = max((row for _, row in found), default=0) - min((row for _, row in found), default=0) + 1
            if wide * high > limits.n_cells:
                raise TooLargeError(f"{info.filename} has {wide * high:,} cells, more than {limits.n_cells:,}")
        elif info.filename == "content.xml":
            filled = (int(match[1]) for match in _REPEATED.finditer(archive.read(info)) if not match[0].endswith(b"/>"))
            if max(filled, default=0) > 10_000:
                raise TooLargeError("a cell with content is repeated more than 10,000 times")


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
