"""CSV, TSV and JSONL: cut into batches of rows and read by batch, never in memory as a whole."""

import csv
import io
import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO

from ..columns import read_rows
from ..encoding import find_encoding
from ..names import count_known
from ..units import MEGABYTE, Findings, Limits, Raw, Unit, content
from .headers import N_SAMPLE, Header, find_header, say_header, tell_styles
from .objects import find_records, looks_like_article
from .records import Line, Record, TooLong, bound, read_lines, size_of, split_records

SEPARATORS = ",;\t|"
_NAMED = re.compile(r"\ufeff?\"?sep=(\\t|.)\"?\s*$", re.IGNORECASE)
"""A first line that names the separator, as spreadsheets write it."""
_MARK = b"\xef\xbb\xbf"


def cut_table(stream: BinaryIO, unit: Unit, limits: Limits) -> Iterator[Unit]:
    """Cut a CSV, TSV or JSONL table into batches of rows.

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
    yield from with_styles(lambda: _cut_table(stream, unit, limits), limits)


def with_styles(cut: Callable[[], Iterator[Unit]], limits: Limits) -> Iterator[Unit]:
    """Cut a table; where it has several batches, all of them tell how its dates are written.

    `cut` is called a second time then, so that none of them has to be kept.
    """
    pieces = cut()
    first = list(itertools.islice(pieces, 2))
    if len(first) < 2:
        yield from first
        return
    rows = (
        row
        for piece in itertools.chain(first, pieces)
        if piece.format != "finding"
        for _, row in read_records(piece, limits, Findings())
    )
    dates = tell_styles(rows)
    for piece in cut():
        yield piece._replace(dates=dates)


def _cut_table(stream: BinaryIO, unit: Unit, limits: Limits) -> Iterator[Unit]:
    stream.seek(0)
    findings = Findings()
    encoding = find_encoding(stream, unit.name, findings)
    unit = unit._replace(findings=(*unit.findings, *findings))
    if encoding is None:
        yield unit.only_findings()
        return
    stream.seek(0)
    lines: Iterator[Line]
    if encoding.startswith("utf-16") or _has_old_breaks(stream):
        # Stretches of such a file cannot be told from its bytes alone.
        lines = _recode(stream, encoding, limits.row_bytes)
        unit = unit._replace(path=None, data=b"", encoding="utf-8")
    else:
        lines = read_lines(stream, limits.row_bytes)
        unit = unit._replace(encoding="utf-8" if encoding == "utf-8-sig" else encoding)
    if unit.format == "jsonl":
        numbered = enumerate(lines, start=1)
        records = (Record(number, number, [line], [], None) for number, line in numbered)
        yield from _batch(records, unit, limits)
    else:
        yield from _cut_csv(lines, unit, limits)


def _recode(stream: BinaryIO, encoding: str, limit: int) -> Iterator[Line]:
    """The lines of a text, in UTF-8."""
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    try:
        for line in iter(lambda: text.readline(limit), ""):
            line = f"{line[:-1]}\n" if line.endswith("\r") else line
            yield bound(line.encode(errors="replace"), limit)
    finally:
        text.detach()  # or else the stream is closed with it


def _cut_csv(lines: Iterator[Line], unit: Unit, limits: Limits) -> Iterator[Unit]:
    head = _take_sample(lines, limits)
    if head and isinstance(head[0], bytes) and head[0].startswith(_MARK):
        head[0] = head[0].removeprefix(_MARK)
        unit = unit._replace(start=len(_MARK))
    separator, header = _judge(head, unit)
    records = split_records(itertools.chain(head, lines), str(unit.encoding), separator)
    skipped = list(itertools.islice(records, header.n_before))
    names = skipped[-1] if skipped and not header.told else None
    if names and names.fault:
        message = f"The row of names, line {names.line}, cannot be read: {names.fault}."
        yield unit.only_findings("unreadable", message)
        return
    if not any(header.names):
        yield unit.only_findings("empty", "The file is empty and was left out.", severity="warning")
        return
    findings = Findings(unit.findings)
    say_header(header, unit, findings)
    unit = unit._replace(
        header=header.names,
        told=header.told,
        separator=separator,
        row=1 + header.n_before,
        line=1 + (skipped[-1].last_line if skipped else 0),
        start=unit.start + sum(map(size_of, skipped)),
        findings=tuple(findings),
    )
    yield from _batch(records, unit, limits)


def _take_sample(lines: Iterator[Line], limits: Limits) -> list[Line]:
    """The first lines, which tell the separator and the row of names."""
    head: list[Line] = []
    size = 0
    while len(head) < N_SAMPLE and size < limits.batch_bytes // 8:
        line = next(lines, None)
        if line is None:
            break
        head.append(line)
        size += line.size if isinstance(line, TooLong) else len(line)
    return head


def _judge_first_line(line: str, candidates: str) -> tuple[str, Header] | None:
    """The separator and the names, where the first line is a row of two known names or more."""
    for separator in sorted(candidates, key=line.count, reverse=True):
        try:
            cells = next(csv.reader([line], delimiter=separator, strict=True), [])
        except csv.Error:  # such as a name that goes on in the next line
            continue
        if count_known(cells) >= 2:
            return separator, Header(tuple(cell.strip() for cell in cells), 1)
    return None


def _judge(head: list[Line], unit: Unit) -> tuple[str, Header]:
    """The separator of a table, and its row of names.

    It is the separator that is named, or else the one that gives the most known names, or the most
    even rows.
    """
    line = head[0] if head else b""
    first = "" if isinstance(line, TooLong) else line.decode(str(unit.encoding), errors="replace")
    named = _NAMED.match(first)
    candidates = named[1].replace("\\t", "\t") if named else unit.separator or SEPARATORS
    plain = _judge_first_line(first, candidates)
    if plain:
        return plain
    judged = []
    for separator in candidates:
        records = list(split_records(iter(head), str(unit.encoding), separator))
        # The sample may end inside of the last row.
        rows = [record.cells for record in records[: max(1, len(records) - 1)]]
        if len(records) > 1 and not records[-1].fault:
            rows.append(records[-1].cells)
        header = find_header(rows)
        widths = Counter(len(row) for row in rows if row)
        width, n_even = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
        evenness = n_even / max(1, len(rows)) if width > 1 else 0.0
        n_known = count_known(header.names) + len(header.told)
        judged.append(((n_known, evenness, first.count(separator)), separator, header))
    best = max(judged, key=lambda judgement: judgement[0])
    return best[1], best[2]


def parse_table(
    unit: Unit, columns: Mapping[str, str], limits: Limits
) -> tuple[list[Raw], Findings]:
    """Read the articles in a batch of rows."""
    findings = Findings()
    return read_rows(read_records(unit, limits, findings), unit, columns, findings), findings


def read_records(
    unit: Unit, limits: Limits, findings: Findings
) -> Iterator[tuple[int | str, Mapping[str, object]]]:
    """Read the rows of a batch with their numbers: column -> cell."""
    read = _read_jsonl if unit.format == "jsonl" else _read_csv
    return read(unit, limits, findings)


def _read_csv(
    unit: Unit, limits: Limits, findings: Findings
) -> Iterator[tuple[int | str, Mapping[str, object]]]:
    lines: Iterator[Line] = iter(io.BytesIO(_rows_of(unit, limits)))
    header = unit.header
    records = split_records(lines, str(unit.encoding), unit.separator)
    for number, record in enumerate(records, start=unit.row):
        fault = record.fault
        if not fault and record.cells and len(record.cells) != len(header):
            sizes = f"it has {len(record.cells)} cells, not {len(header)}"
            fault = f"{sizes}; quote cells that hold a comma"
        if fault:
            line = unit.line - 1 + (record.line if record.fault else record.last_line)
            message = f"The row was left out: {fault}."
            findings.say(f"{unit.name}, line {line}", "broken_row", "error", message)
        elif any(record.cells):
            # Of two columns of one name, the first counts.
            yield number, dict(zip(reversed(header), reversed(record.cells), strict=True))


def _read_jsonl(
    unit: Unit, limits: Limits, findings: Findings
) -> Iterator[tuple[int | str, Mapping[str, object]]]:
    text = _rows_of(unit, limits).decode(str(unit.encoding), errors="replace")
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=unit.row):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError("it is not an object in braces")
            records = [row] if looks_like_article(row) else find_records(row)
            objects = [record for record in records if isinstance(record, dict)]
            if not objects:
                message = "The line holds no article and was left out."
                findings.say(f"{unit.name}, row {number}", "empty", "warning", message)
            for place, record in enumerate(objects, start=1):
                yield number if len(objects) == 1 else f"{number}.{place}", record
        except (ValueError, RecursionError) as error:
            message = f"The line was left out, as no JSON: {error}"
            findings.say(f"{unit.name}, row {number}", "broken_row", "error", message)


def _rows_of(unit: Unit, limits: Limits) -> bytes:
    return content(unit, limits.batch_bytes + limits.row_bytes)


def _batch(records: Iterable[Record], unit: Unit, limits: Limits) -> Iterator[Unit]:
    """Units of about ``batch_bytes``; a row that is too long is a finding between two of them."""
    is_on_disk = unit.path is not None
    begin = end = unit.start
    lines: list[bytes] = []
    row, line, number, is_first = unit.row, unit.line, unit.row, unit.is_first

    def close() -> Unit:
        findings = unit.findings if is_first else ()
        batch = unit._replace(row=row, line=line, is_first=is_first, findings=findings)
        if is_on_disk:
            return batch._replace(start=begin, end=end)
        return batch._replace(start=0, data=b"".join(lines))

    for record in records:
        is_too_long = any(isinstance(piece, TooLong) for piece in record.lines)
        if (is_too_long and end > begin) or end - begin >= limits.batch_bytes:
            yield close()
            begin, lines, row, line, is_first = end, [], number, record.line, False
        number += 1
        end += size_of(record)
        if is_too_long:
            provenance = f"{unit.name}, line {record.line}"
            message = f"The row was left out: it is longer than {limits.row_bytes // MEGABYTE} MB."
            later = unit._replace(is_first=False, findings=())
            yield later.only_findings("broken_row", message, provenance)
            begin, row, line = end, number, record.line + 1
        elif not is_on_disk:
            lines += [piece for piece in record.lines if isinstance(piece, bytes)]
    if end > begin or is_first:
        yield close()


def _has_old_breaks(stream: BinaryIO) -> bool:
    """Whether lines end with carriage returns alone; the stream is put back."""
    position = stream.tell()
    head = stream.read(MEGABYTE)
    stream.seek(position)
    return b"\r" in head and b"\n" not in head
