"""A document of an export as its labels part it: what stands above, its fields, its text."""

import re
from typing import NamedTuple

from .date_lines import find_date
from .labels import BELOW, ENDS, N_OF, RESERVED, any_of, read_label

COPYRIGHT = re.compile(
    rf"^\s*(?:copyright\b.{{0,60}}\d{{4}}|\(c\)|©)|{any_of(RESERVED)}", re.IGNORECASE
)
END = re.compile(rf"^\s*{any_of(ENDS)}\s*\.?\s*$", re.IGNORECASE | re.MULTILINE)
PAGE_OF = re.compile(rf"^\s*(?:page|seite|página|pagina|pag\.?)\s+{N_OF}\s*$", re.IGNORECASE)
_ANY_LABEL = re.compile(r"^[^\W\d_][\w /-]{1,30}:(?:\s|$)")
_LOOK_AHEAD = 8
"""Lines below the first one without a label in which the label of the text may still come."""


class Document(NamedTuple):
    """The parts of a document of an export."""

    top: list[str]
    """The lines above the first field."""
    values: dict[str, str]
    """Field -> what stands behind and below its label; the first one counts."""
    body: list[str]


def read_document(lines: list[str], may_begin: tuple[str, ...] = BELOW) -> Document:
    """Part the lines of a document at its labels, which may stand in any order.

    The text begins at its own label or, in a layout that has none, at the first paragraph without
    a label below the length. It ends where only fields follow, of which the first is one of those
    that `may_begin` the foot.
    """
    lines = [line for line in lines if not PAGE_OF.match(line) and not END.match(line)]
    top: list[str] = []
    values: dict[str, str] = {}
    name = ""
    for index, line in enumerate(lines):
        field, value = read_label(line.strip())
        if field == "body":
            body, below = _cut_foot([value, *lines[index + 1 :]], may_begin)
            return Document(top, values | _read_below(below, values), body)
        if field:
            name = field if field not in values else ""
            values.setdefault(field, value)
        elif not line.strip():
            name = name if name and not values[name] else ""
            top += [] if values else [""]
        elif name:
            values[name] = f"{values[name]} {line.strip()}".strip()
        elif "length" in values and not COPYRIGHT.search(line) and not _is_awaited(lines, index):
            body, below = _cut_foot(lines[index:], may_begin)
            return Document(top, values | _read_below(below, values), body)
        elif not values:
            top.append(line)
    return Document(top, values, [])


def _is_awaited(lines: list[str], index: int) -> bool:
    """Tell whether the label of the text comes soon below a line."""
    near = lines[index + 1 : index + _LOOK_AHEAD]
    return any(read_label(line.strip())[0] == "body" for line in near)


def _cut_foot(lines: list[str], may_begin: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Cut off the fields below a text: from the first of those that only fields follow.

    If something else follows them, they are cut off from the day of loading on.
    """
    start = len(lines)
    blocks = _list_blocks(lines)
    for block_start, field, is_part in reversed(blocks):
        if field in may_begin:
            start = block_start
        if not is_part:
            break
    if start == len(lines):
        dated = [n for n, field, _ in blocks if field == "updated" and find_date(lines[n])]
        start = dated[-1] if dated else start
    body = lines[:start]
    while body and (not body[-1].strip() or COPYRIGHT.search(body[-1])):
        body = body[:-1]
    while body and not body[0].strip():
        body = body[1:]
    return body, lines[start:]


def _list_blocks(lines: list[str]) -> list[tuple[int, str, bool]]:
    """List blocks, which begin below an empty line or at a label: place, field, and whether what
    stands in it may be part of the fields.
    """
    blocks: list[tuple[int, str, bool]] = []
    is_below_empty, is_waiting = True, False
    open_field = ""
    for index, line in enumerate(lines):
        text = line.strip()
        if not text:
            is_below_empty = True
            continue
        field, value = read_label(text, is_below=True)
        field = "" if field in ("body", "length") else field
        if field:  # below the label of pictures, all is captions up to the next one
            open_field = "" if value else field
        if field or is_below_empty:
            is_part = bool(
                field
                or is_waiting
                or open_field == "graphic"
                or _ANY_LABEL.match(text)
                or COPYRIGHT.search(text)
                or _is_stray(text)
            )
            blocks.append((index, field, is_part))
            is_waiting = bool(field and not value)
        is_below_empty = False
    return blocks


def _is_stray(text: str) -> bool:
    """Tell whether a line is a few words and no sentence."""
    return len(text.split()) <= 3 and text[-1] not in '.!?…"”»:'


def _read_below(lines: list[str], known: dict[str, str]) -> dict[str, str]:
    """The fields below a text that are not known from above."""
    values: dict[str, str] = {}
    name = ""
    for line in lines:
        field, value = read_label(line.strip())
        if field:
            name = field if field not in values and field not in known else ""
            if name:
                values[name] = value
        elif line.strip() and name:
            values[name] = f"{values[name]} {line.strip()}".strip()
        elif not line.strip() and name and values[name]:
            name = ""
    return values
