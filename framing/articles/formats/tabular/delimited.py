"""CSV, TSV and JSONL: cut into batches of rows, so that no file is ever in memory as a whole, and
read by batch.

Where a quoted cell of a CSV holds line breaks, the row has several lines, and the batches keep it
together. Such a row must be well quoted: otherwise an opening mark that nobody closed would swallow
the articles after it. Then the line that it begins in is left out with a finding, and reading goes
on with the next one.
"""

import csv
import io
import itertools
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, NamedTuple

from ..columns import ColumnError, map_columns, pick, say_guesses
from ..encoding import find_encoding
from ..units import MEGABYTE, Findings, Limits, Raw, Unit, content

SEPARATORS = ",;\t"


class _TooLong(NamedTuple):
    """A line that is longer than a row may be; its bytes are not kept."""

    size: int


_Line = bytes | _TooLong


class _TooLongError(Exception):
    pass


class _Record(NamedTuple):
    """A row of a CSV: number of its first and last line, its lines, and its cells or what is wrong
    with it.
    """

    line: int
    last_line: int
    lines: list[_Line]
    cells: list[str]
    fault: str | None


class _Lines:
    """Lines of a file, as text, that can be given back."""

    def __init__(self, raw: Iterator[_Line], encoding: str) -> None:
        self.raw, self.encoding = raw, encoding
        self.waiting: deque[_Line] = deque()
        self.used: list[_Line] = []
        self.is_at_end = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.waiting.popleft() if self.waiting else next(self.raw, None)
        if line is None:
            self.is_at_end = True
            raise StopIteration
        self.used.append(line)
        if isinstance(line, _TooLong):
            raise _TooLongError
        return line.decode(self.encoding, errors="replace")

    def give_back(self, lines: list[_Line]) -> None:
        self.waiting.extendleft(reversed(lines))
        self.is_at_end = False


def cut_table(stream: BinaryIO, unit: Unit, limits: Limits) -> Iterator[Unit]:
    """The batches of rows of a CSV, TSV or JSONL table.

    Parameters
    ----------
    stream : file
        The table, which can be read twice.
    unit : Unit
        The whole file. Where it is on the disk, the batches name stretches of it; otherwise they
        hold their bytes.
    limits : Limits
        ``batch_bytes`` and ``row_bytes``.
    """
    findings = Findings()
    encoding = find_encoding(stream, unit.name, findings)
    unit = unit._replace(findings=(*unit.findings, *findings))
    if encoding is None:
        yield unit.only_findings()
        return
    stream.seek(0)
    lines: Iterator[_Line]
    records: Iterator[_Record]
    if encoding == "utf-16" or _has_old_breaks(stream):
        # Stretches of such a file cannot be told from its bytes alone.
        text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
        lines = (
            _bound(line.encode(errors="replace"), limits.row_bytes)
            for line in iter(lambda: text.readline(limits.row_bytes), "")
        )
        unit = unit._replace(path=None, data=b"", encoding="utf-8")
    else:
        lines = _read_lines(stream, limits.row_bytes)
        unit = unit._replace(encoding="utf-8" if encoding == "utf-8-sig" else encoding)
    if unit.format == "jsonl":
        records = (
            _Record(number, number, [line], [], None) for number, line in enumerate(lines, start=1)
        )
        yield from _batch(records, unit, limits)
        return
    head = next(lines, b"")  # its separators tell those of all
    first = b"" if isinstance(head, _TooLong) else head
    separator = unit.separator or max(
        SEPARATORS, key=first.decode(str(unit.encoding), errors="replace").count
    )
    records = _split_records(itertools.chain([head], lines), str(unit.encoding), separator)
    header = next(records, None)
    if header is None or not (header.fault or any(header.cells)):
        yield unit.only_findings("empty", "The file is empty and was left out.", severity="warning")
        return
    if header.fault:
        yield unit.only_findings(
            "unreadable", f"The row of names, line 1, cannot be read: {header.fault}."
        )
        return
    names = tuple(cell.strip().removeprefix("\ufeff") for cell in header.cells)
    unit = unit._replace(header=names, separator=separator, row=2, line=header.last_line + 1)
    yield from _batch(records, unit._replace(start=_size(header)), limits)


def parse_table(
    unit: Unit, columns: Mapping[str, str], limits: Limits
) -> tuple[list[Raw], Findings]:
    """The articles in a batch of rows."""
    findings = Findings()
    return read_rows(read_records(unit, limits, findings), unit, columns, findings), findings


def read_records(
    unit: Unit, limits: Limits, findings: Findings
) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The rows of a batch with their numbers: column -> cell."""
    return (
        _read_jsonl(unit, limits, findings)
        if unit.format == "jsonl"
        else _read_csv(unit, limits, findings)
    )


def read_rows(
    rows: Iterable[tuple[int, Mapping[str, object]]],
    unit: Unit,
    columns: Mapping[str, str],
    findings: Findings,
) -> list[Raw]:
    """The articles in rows with numbers. Columns are guessed for every set of columns that the rows
    have.

    Raises
    ------
    ColumnError
        If no row has the columns that are asked for or needed.
    """
    mappings: dict[tuple[str, ...], dict[str, str] | ColumnError] = {}
    raws: list[Raw] = []
    for number, row in rows:
        names = tuple(row)
        if names not in mappings:
            try:
                mappings[names] = map_columns(names, unit.name, columns)
            except ColumnError as error:
                mappings[names] = error
        mapping = mappings[names]
        place = f"{unit.name}, row {number}"
        raws.append(
            pick(
                row,
                {} if isinstance(mapping, ColumnError) else mapping,
                f"{unit.stem}-{number}",
                place,
            )
        )
    usable = [mapping for mapping in mappings.values() if not isinstance(mapping, ColumnError)]
    errors = [mapping for mapping in mappings.values() if isinstance(mapping, ColumnError)]
    if unit.header and not mappings:
        usable = [map_columns(unit.header, unit.name, columns)]
    if errors and not usable:
        raise errors[0]
    if unit.is_first and usable:
        say_guesses(
            {ours: mapping[ours] for mapping in reversed(usable) for ours in mapping},
            unit.name,
            columns,
            findings,
        )
    return raws


def _read_csv(
    unit: Unit, limits: Limits, findings: Findings
) -> Iterator[tuple[int, Mapping[str, object]]]:
    lines: Iterator[_Line] = iter(io.BytesIO(_rows_of(unit, limits)))
    header = unit.header
    for number, record in enumerate(
        _split_records(lines, str(unit.encoding), unit.separator), start=unit.row
    ):
        fault = record.fault
        if not fault and record.cells and len(record.cells) != len(header):
            fault = f"it has {len(record.cells)} cells, not {len(header)}; quote cells that hold a comma"
        if fault:
            line = unit.line - 1 + (record.line if record.fault else record.last_line)
            findings.say(
                f"{unit.name}, line {line}",
                "broken_row",
                "error",
                f"The row was left out: {fault}.",
            )
        elif any(record.cells):
            # Of two columns of one name, the first counts.
            yield number, dict(zip(reversed(header), reversed(record.cells), strict=True))


def _read_jsonl(
    unit: Unit, limits: Limits, findings: Findings
) -> Iterator[tuple[int, Mapping[str, object]]]:
    lines = (
        _rows_of(unit, limits)
        .decode(str(unit.encoding), errors="replace")
        .removeprefix("\ufeff")
        .split("\n")
    )
    for number, line in enumerate(lines, start=unit.row):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError("it is not an object in braces")
            yield number, row
        except (ValueError, RecursionError) as error:
            message = f"The line was left out, as no JSON: {error}"
            findings.say(f"{unit.name}, row {number}", "broken_row", "error", message)


def _rows_of(unit: Unit, limits: Limits) -> bytes:
    return content(unit, limits.batch_bytes + limits.row_bytes)


def _batch(records: Iterable[_Record], unit: Unit, limits: Limits) -> Iterator[Unit]:
    """Units of about ``batch_bytes``. A row that is too long becomes a finding between two of them."""
    is_on_disk = unit.path is not None
    begin = end = unit.start
    lines: list[bytes] = []
    row, line, number, is_first = unit.row, unit.line, unit.row, unit.is_first

    def close() -> Unit:
        batch = unit._replace(
            row=row, line=line, is_first=is_first, findings=unit.findings if is_first else ()
        )
        return (
            batch._replace(start=begin, end=end)
            if is_on_disk
            else batch._replace(start=0, data=b"".join(lines))
        )

    for record in records:
        is_too_long = any(isinstance(piece, _TooLong) for piece in record.lines)
        if (is_too_long and end > begin) or end - begin >= limits.batch_bytes:
            yield close()
            begin, lines, row, line, is_first = end, [], number, record.line, False
        number += 1
        end += _size(record)
        if is_too_long:
            place = f"{unit.name}, line {record.line}"
            message = f"The row was left out: it is longer than {limits.row_bytes // MEGABYTE} MB."
            yield unit._replace(is_first=False, findings=()).only_findings(
                "broken_row", message, place
            )
            begin, row, line = end, number, record.line + 1
        elif not is_on_disk:
            lines += [piece for piece in record.lines if isinstance(piece, bytes)]
    if end > begin or is_first:
        yield close()


def _size(record: _Record) -> int:
    return sum(line.size if isinstance(line, _TooLong) else len(line) for line in record.lines)


def _read_lines(stream: BinaryIO, limit: int) -> Iterator[_Line]:
    while line := stream.readline(limit + 1):
        size = len(line)
        while len(line) > limit and not line.endswith(b"\n") and (more := stream.readline(limit)):
            size += len(more)
            line = line if not more.endswith(b"\n") else line + b"\n"
        yield line if size <= limit else _TooLong(size)


def _bound(line: bytes, limit: int) -> _Line:
    return line if len(line) <= limit else _TooLong(len(line))


def _has_old_breaks(stream: BinaryIO) -> bool:
    """Whether lines end with carriage returns alone; the stream is put back."""
    place = stream.tell()
    head = stream.read(MEGABYTE)
    stream.seek(place)
    return b"\r" in head and b"\n" not in head


def _split_records(raw: Iterator[_Line], encoding: str, separator: str) -> Iterator[_Record]:
    csv.field_size_limit(2**31 - 1)
    lines = _Lines(raw, encoding)
    reader = csv.reader(lines, delimiter=separator)
    number = 1
    while True:
        lines.used = []
        cells, fault = [], None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _TooLongError:
            fault = "it is too long"
        except csv.Error as error:
            fault = str(error)
        used = lines.used
        if len(used) > 1 or lines.is_at_end:
            fault = fault or _quoting_fault(used, encoding, separator)
        if fault:
            cells = []
            lines.give_back(used[1:])
            used = used[:1]
            reader = csv.reader(lines, delimiter=separator)
        yield _Record(number, number + len(used) - 1, used, cells, fault)
        number += len(used)


def _quoting_fault(used: list[_Line], encoding: str, separator: str) -> str | None:
    """What is wrong with the quotation marks of a row: anything if it has several lines, else one
    that never closes.
    """
    text = [line.decode(encoding, errors="replace") for line in used if isinstance(line, bytes)]
    try:
        next(csv.reader(iter(text), delimiter=separator, strict=True), None)
    except csv.Error as error:
        if len(used) > 1 or "end of data" in str(error):
            return "a quotation mark opens a cell and does not close it well; double the marks inside of a cell"
    return None
