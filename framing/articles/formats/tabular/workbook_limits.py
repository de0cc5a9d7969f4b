"""Count the cells of a workbook from its bytes, before it is opened.

The library that reads workbooks makes room for all cells up to the last one before anybody can ask
how many there are, and a process that gets no room ends at once, without an error that could be
caught.
"""

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from ..containers.archives import check_parts, open_zip
from ..units import Limits, TooLargeError

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,9})\$?(\d{1,9})")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_BOUND_SHEET, _DIMENSIONS, _END = 0x0085, 0x0200, 0x000A
_CELLS = {0x0201, 0x0203, 0x0204, 0x0205, 0x0006, 0x00D6, 0x00FD, 0x027E}
_RUNS_OF_CELLS = {0x00BD, 0x00BE}
_XLS_ROWS, _XLS_COLUMNS = 65_536, 256


class _Area:
    """The cells of each sheet up to its last one; refuses more than ``n_cells`` of them."""

    def __init__(self, limits: Limits) -> None:
        self.limit = limits.n_cells
        self.others = self.rows = self.columns = 0

    def add(self, row: int, column: int) -> None:
        """Take in a cell; rows and columns are counted from 1."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.others + self.rows * self.columns > self.limit:
            raise TooLargeError(
                f"its sheets have more than {self.limit:,} cells up to the last one; save it as CSV"
            )

    def close_sheet(self) -> None:
        """Go on with the next sheet."""
        self.others += self.rows * self.columns
        self.rows = self.columns = 0


def check_cells(data: bytes, limits: Limits) -> None:
    """Refuse a workbook (.xlsx, .ods, .xls) whose sheets have more than ``n_cells`` cells in all.

    Raises
    ------
    TooLargeError
        If they have, or if its parts expand too much.
    ValueError
        If it is damaged, declares entities, or is of the kind .xlsb, whose cells nobody can count
        beforehand.
    """
    area = _Area(limits)
    if not data.startswith(b"PK"):
        _check_xls(data, area)
        return
    with open_zip(io.BytesIO(data), limits) as archive:
        check_parts(archive, limits)
        for info in archive.infolist():
            _check_part(info, archive, area)


def _check_part(info: zipfile.ZipInfo, archive: zipfile.ZipFile, area: _Area) -> None:
    name = info.filename.casefold()
    if name.endswith("workbook.bin"):
        raise ValueError("it is a binary workbook (.xlsb); save it as .xlsx")
    part = archive.read(info)
    # What a part is called says nothing: a workbook may name any of them as a sheet.
    if name.endswith("content.xml"):
        _parse(part, _OdsCells(area))
    elif b"sheetData" in part or part.startswith(_WIDE):
        _parse(part, _XlsxCells(area))
    area.close_sheet()


def _parse(part: bytes, cells: "_OdsCells | _XlsxCells") -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_entities
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise ValueError(f"it is damaged ({error})") from error


def _refuse_entities(*_: object) -> None:
    raise ValueError("it declares entities, which no workbook needs")


class _XlsxCells:
    """Places of the cells with content in a sheet of Excel: as stated, or else the next one."""

    def __init__(self, area: _Area) -> None:
        self.area, self.row, self.column = area, 0, 0
        self.place: tuple[int, int] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A row or a cell begins, or something in a cell, which is thus not empty."""
        local = name.rpartition(":")[2]
        if local == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif local == "c":
            reference = _REFERENCE.fullmatch(attributes.get("r", ""))
            self.column = _number(reference[1]) if reference else self.column + 1
            self.place = max(self.row, int(reference[2]) if reference else 1), self.column
        elif self.place:
            self.area.add(*self.place)

    def end(self, name: str) -> None:
        """A cell ends."""
        if name.rpartition(":")[2] == "c":
            self.place = None


class _OdsCells:
    """Places of cells in a sheet of OpenDocument, in which rows and cells are repeated."""

    def __init__(self, area: _Area) -> None:
        self.area, self.row, self.column = area, 0, 0
        self.n_rows = self.n_columns = 0
        self.is_in_cell = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A sheet, a row or a cell begins, or something in a cell, which is thus not empty."""
        local = name.rpartition(":")[2]
        if local == "table":
            self.area.close_sheet()
            self.row = 0
        elif local == "table-row":
            self.n_rows = int(attributes.get("table:number-rows-repeated", 1))
            self.row, self.column = self.row + self.n_rows, 0
        elif local in ("table-cell", "covered-table-cell"):
            self.column += int(attributes.get("table:number-columns-repeated", 1))
            self.is_in_cell = True
            if any(
                key.startswith(("office:", "calcext:")) or key == "table:formula"
                for key in attributes
            ):
                self.area.add(self.row, self.column)
        elif self.is_in_cell:
            self.area.add(self.row, self.column)

    def end(self, name: str) -> None:
        """A cell ends."""
        if name.rpartition(":")[2] in ("table-cell", "covered-table-cell"):
            self.is_in_cell = False


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _check_xls(data: bytes, area: _Area) -> None:
    """The sheets of an old workbook begin where its list of them says."""
    n_left = 2 * area.limit
    for stream in _workbook_streams(data):
        sheets = [
            struct.unpack_from("<I", stream, offset)[0]
            for kind, offset, size in _records(stream, 0)
            if kind == _BOUND_SHEET and size >= 4
        ]
        for start in (0, *sheets):
            for kind, offset, size in _records(stream, start):
                n_left -= 1
                if n_left < 0:
                    raise TooLargeError(
                        f"it has more than {2 * area.limit:,} records; save it as CSV"
                    )
                _add_record(stream, kind, offset, size, area)
            area.close_sheet()


def _add_record(stream: bytes, kind: int, offset: int, size: int, area: _Area) -> None:
    """Take in the cells of a record of an old workbook."""
    if kind == _DIMENSIONS and size >= 14:
        rows, columns = struct.unpack_from("<4xI2xH", stream, offset)
        if rows > _XLS_ROWS or columns > _XLS_COLUMNS:
            raise ValueError("it is damaged (a sheet says that it is larger than a sheet can be)")
    elif kind in _CELLS and size >= 4:
        row, column = struct.unpack_from("<HH", stream, offset)
        area.add(row + 1, column + 1)
    elif kind in _RUNS_OF_CELLS and size >= 6:
        (row,) = struct.unpack_from("<H", stream, offset)
        (last_column,) = struct.unpack_from("<H", stream, offset + size - 2)
        area.add(row + 1, last_column + 1)


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, int, int]]:
    """Kind, offset and size of the records from `offset` to the end of their part of the stream."""
    while offset + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, offset)
        if kind == _END or offset + 4 + size > len(stream):
            return
        yield kind, offset + 4, size
        offset += 4 + size


class _Sectors:
    """The sectors of a compound file (Microsoft's [MS-CFB]) and the chains that they form."""

    def __init__(self, data: bytes) -> None:
        head = data[:512].ljust(512, b"\0")
        self.shift, mini_shift = struct.unpack_from("<HH", head, 30)
        if self.shift not in (9, 12) or mini_shift != 6:
            raise ValueError("it is damaged (its sectors have no size)")
        self.data = data
        self.first_directory, _, self.cutoff, self.first_mini = struct.unpack_from(
            "<IIII", head, 48
        )
        next_table, n_tables = struct.unpack_from("<II", head, 68)
        n_sectors = len(data) >> self.shift
        tables = _numbers(head[76:])
        for _ in range(min(n_tables, n_sectors)):
            if next_table >= n_sectors:
                break
            *listed, next_table = _numbers(self.sector(next_table))
            tables += listed
        self.following = [
            following
            for table in tables
            if table < n_sectors
            for following in _numbers(self.sector(table))
        ][: n_sectors + 1]

    def sector(self, number: int) -> bytes:
        """The bytes of one sector."""
        start, end = (number + 1) << self.shift, (number + 2) << self.shift
        return self.data[start:end].ljust(1 << self.shift, b"\0")

    def join(self, number: int) -> bytes:
        """The bytes of a chain of sectors from its first one."""
        return b"".join(map(self.sector, _chain(number, self.following)))


def _workbook_streams(data: bytes) -> Iterator[bytes]:
    """The streams called Workbook or Book in a compound file."""
    sectors = _Sectors(data)
    directory = sectors.join(sectors.first_directory)
    entries = [directory[offset : offset + 128] for offset in range(0, len(directory), 128)]
    # Short streams lie in sectors of 64 bytes, which a stream of their own holds.
    mini = sectors.join(struct.unpack_from("<I", entries[0], 116)[0]) if entries else b""
    mini_following = _numbers(sectors.join(sectors.first_mini))
    for entry in entries:
        name = entry[:64].decode("utf-16-le", errors="replace").partition("\0")[0]
        if name.strip().casefold() not in ("workbook", "book"):
            continue
        start, length = struct.unpack_from("<II", entry, 116)
        if length >= sectors.cutoff:
            yield sectors.join(start)[:length]
        else:
            pieces = (mini[n << 6 : (n + 1) << 6] for n in _chain(start, mini_following))
            yield b"".join(pieces)[:length]


def _numbers(piece: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(piece) // 4}I", piece))


def _chain(number: int, following: list[int]) -> Iterator[int]:
    for _ in range(len(following)):
        if number >= len(following):
            return
        yield number
        number = following[number]
    raise ValueError("it is damaged (its sectors run in a circle)")
