"""JSON: an array of objects, an object with such an array in it (``{"articles": [...]}``), or one
object.
"""

import json
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from ..columns import GUESSES
from ..encoding import decode
from ..units import MEGABYTE, Findings, Limits, Unit

_DECODER = json.JSONDecoder()
_ARRAYS = (
    "articles",
    "results",
    "items",
    "data",
    "docs",
    "documents",
    "stories",
    "hits",
    "response",
    "records",
    "value",
)


def cut_json(stream: BinaryIO, unit: Unit, limits: Limits) -> Iterator[Unit]:
    """The objects of a JSON file as batches of JSONL.

    The elements of an array at the top are decoded one by one; what follows a damaged one is left
    out with a finding.
    """
    findings = Findings()
    data = stream.read(limits.text_bytes + 1)
    if len(data) > limits.text_bytes:
        message = f"The file was left out: it holds more than {limits.text_bytes // MEGABYTE} MB; save it as JSONL."
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
            message = f"The file was left out: one object of more than {size} MB; save its articles as JSONL."
            yield unit.only_findings("too_large", message)
            return
        try:
            objects: Iterator[object] = iter(_find_objects(json.loads(text)))
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
    place, number = 1, 0
    while True:
        while place < len(text) and text[place] in " \t\r\n,":
            place += 1
        if place < len(text) and text[place] == "]":
            return
        number += 1
        try:
            # A piece of the text, so that no element can fill the memory.
            value, size = _DECODER.raw_decode(text[place : place + limits.row_bytes])
        except (ValueError, RecursionError) as error:
            message = f"The file was left out from element {number} on, as no JSON: {error}"
            faults.say(f"{unit.name}, row {number}", "unreadable", "error", message)
            return
        yield value
        place += size


def _batch(
    objects: Iterator[object], unit: Unit, limits: Limits, faults: Sequence[object] = ()
) -> Iterator[Unit]:
    lines: list[bytes] = []
    size, row, is_first = 0, 1, True
    for number, value in enumerate(objects, start=1):
        try:
            line = json.dumps(value).encode()
        except RecursionError:
            line = b'"nested too deeply"'
        lines.append(line)
        size += len(line)
        if size >= limits.batch_bytes:
            yield unit._replace(
                data=b"\n".join(lines),
                row=row,
                is_first=is_first,
                findings=unit.findings if is_first else (),
            )
            lines, size, row, is_first = [], 0, number + 1, False
    if lines:
        yield unit._replace(
            data=b"\n".join(lines),
            row=row,
            is_first=is_first,
            findings=unit.findings if is_first else (),
        )
    elif is_first and not faults:
        yield unit.only_findings(
            "empty", "The file holds no object and was left out.", severity="warning"
        )


def _find_objects(tree: object, depth: int = 0) -> list[object]:
    """The list of objects nearest to the top, under the usual names first; else the object itself."""
    if isinstance(tree, list):
        return tree
    if not isinstance(tree, dict) or depth > 3:
        return [tree]
    keys = {str(key).strip().lower() for key in tree}
    if keys & set(GUESSES["text"]) and not any(
        isinstance(tree[key], list) for key in tree if key in _ARRAYS
    ):
        return [tree]
    inner = sorted(tree, key=lambda key: _ARRAYS.index(key) if key in _ARRAYS else len(_ARRAYS))
    for key in inner:
        value = tree[key]
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            return [
                item["_source"]
                if isinstance(item, dict) and isinstance(item.get("_source"), dict)
                else item
                for item in value
            ]
    for key in inner:
        if isinstance(tree[key], dict) and key in _ARRAYS:
            return _find_objects(tree[key], depth + 1)
    return [] if any(key in _ARRAYS for key in tree) else [tree]
