"""JSON: an array of objects, one object, or one with an array in it (``{"articles": [...]}``)."""

import json
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from ..encoding import decode
from ..units import MEGABYTE, Findings, Limits, Unit
from .delimited import with_styles
from .objects import find_records

_DECODER = json.JSONDecoder()


def cut_json(stream: BinaryIO, unit: Unit, limits: Limits) -> Iterator[Unit]:
    """Cut a JSON file into batches of JSONL.

    The elements of an array at the top are decoded one by one; what follows a damaged one is left
    out with a finding.
    """
    yield from with_styles(lambda: _cut_json(stream, unit, limits), limits)


def _cut_json(stream: BinaryIO, unit: Unit, limits: Limits) -> Iterator[Unit]:
    stream.seek(0)
    findings = Findings()
    data = stream.read(limits.text_bytes + 1)
    if len(data) > limits.text_bytes:
        size = limits.text_bytes // MEGABYTE
        message = f"The file was left out: it holds more than {size} MB; save it as JSONL."
        yield unit.only_findings("too_large", message)
        return
    text = decode(data, unit.name, findings)
    del data
    unit = unit._replace(
        findings=(*unit.findings, *findings), format="jsonl", encoding="utf-8", path=None
    )
    if text is None:
        yield unit.only_findings()
        return
    text = text.removeprefix("\ufeff").strip()
    if not text.startswith("["):
        if len(text) > 4 * limits.page_bytes:
            size = 4 * limits.page_bytes // MEGABYTE
            message = (
                f"The file was left out: one object of more than {size} MB; "
                "save its articles as JSONL."
            )
            yield unit.only_findings("too_large", message)
            return
        try:
            objects: Iterator[object] = iter(find_records(json.loads(text)))
        except (ValueError, RecursionError) as error:
            yield unit.only_findings("unreadable", f"The file was left out, as no JSON: {error}")
            return
        yield from _batch(objects, unit, limits)
        return
    faults = Findings()
    yield from _batch(_elements(text, unit, limits, faults), unit, limits, faults)
    if faults:
        yield unit._replace(findings=tuple(faults)).only_findings()


def _elements(text: str, unit: Unit, limits: Limits, faults: Findings) -> Iterator[object]:
    """The elements of an array, one by one, up to a damaged one, which is added to `faults`."""
    position, number = 1, 0
    while True:
        while position < len(text) and text[position] in " \t\r\n,":
            position += 1
        if position < len(text) and text[position] == "]":
            return
        number += 1
        try:
            # A piece of the text, so that no element can fill the memory.
            value, size = _DECODER.raw_decode(text[position : position + limits.row_bytes])
        except (ValueError, RecursionError) as error:
            message = f"The file was left out from element {number} on, as no JSON: {error}"
            faults.say(f"{unit.name}, row {number}", "unreadable", "error", message)
            return
        yield value
        position += size


def _batch(
    objects: Iterator[object], unit: Unit, limits: Limits, faults: Sequence[object] = ()
) -> Iterator[Unit]:
    lines: list[bytes] = []
    size, row, is_first = 0, 1, True

    def close() -> Unit:
        findings = unit.findings if is_first else ()
        return unit._replace(data=b"\n".join(lines), row=row, is_first=is_first, findings=findings)

    for number, value in enumerate(objects, start=1):
        try:
            line = json.dumps(value).encode()
        except RecursionError:
            line = b'"nested too deeply"'
        lines.append(line)
        size += len(line)
        if size >= limits.batch_bytes:
            yield close()
            lines, size, row, is_first = [], 0, number + 1, False
    if lines:
        yield close()
    elif is_first and not faults:
        message = "The file holds no object and was left out."
        yield unit.only_findings("empty", message, severity="warning")
