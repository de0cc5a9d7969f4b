"""Rows of a CSV, told from its lines; a row that is not well quoted costs one line and no more.

Where a quoted cell holds line breaks, the row has several lines. Such a row must be well quoted:
otherwise an opening mark that nobody closed would swallow the articles after it. Then the line that
it begins in is left out, and reading goes on with the next one.
"""

import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple


class TooLong(NamedTuple):
    """A line that is longer than a row may be; its bytes are not kept."""

    size: int


Line = bytes | TooLong


class _LineError(Exception):
    """A line that is too long came up while the reader of CSV asked for the next one."""


class Record(NamedTuple):
    """A row of a table: its first and last line by number, its lines, its cells or its fault."""

    line: int
    last_line: int
    lines: list[Line]
    cells: list[str]
    fault: str | None


class _Lines:
    """Lines of a file, as text, that can be given back."""

    def __init__(self, raw: Iterator[Line], encoding: str) -> None:
        self.raw, self.encoding = raw, encoding
        self.waiting: deque[Line] = deque()
        self.used: list[Line] = []
        self.is_at_end = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.waiting.popleft() if self.waiting else next(self.raw, None)
        if line is None:
            self.is_at_end = True
            raise StopIteration
        self.used.append(line)
        if isinstance(line, TooLong):
            raise _LineError
        return line.decode(self.encoding, errors="replace")

    def give_back(self, lines: list[Line]) -> None:
        self.waiting.extendleft(reversed(lines))
        self.is_at_end = False


def split_records(raw: Iterator[Line], encoding: str, separator: str) -> Iterator[Record]:
    """Split the lines of a CSV into rows."""
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
        except _LineError:
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
        yield Record(number, number + len(used) - 1, used, cells, fault)
        number += len(used)


def _quoting_fault(used: list[Line], encoding: str, separator: str) -> str | None:
    """What is wrong with the quotation marks of a row.

    In a row of several lines anything counts, in one line only a mark that never closes.
    """
    text = [line.decode(encoding, errors="replace") for line in used if isinstance(line, bytes)]
    try:
        next(csv.reader(iter(text), delimiter=separator, strict=True), None)
    except csv.Error as error:
        if len(used) > 1 or "end of data" in str(error):
            return (
                "a quotation mark opens a cell and does not close it well; "
                "double the marks inside of a cell"
            )
    return None


def read_lines(stream: BinaryIO, limit: int) -> Iterator[Line]:
    """Read the lines of a file; of one that is too long only the size is kept."""
    while line := stream.readline(limit + 1):
        size = len(line)
        while len(line) > limit and not line.endswith(b"\n") and (more := stream.readline(limit)):
            size += len(more)
            line = line if not more.endswith(b"\n") else line + b"\n"
        yield line if size <= limit else TooLong(size)


def bound(line: bytes, limit: int) -> Line:
    """Keep a line, or only its size where it is too long."""
    return line if len(line) <= limit else TooLong(len(line))


def size_of(record: Record) -> int:
    """Count the bytes of a row."""
    return sum(line.size if isinstance(line, TooLong) else len(line) for line in record.lines)
