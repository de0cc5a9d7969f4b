"""Quotation marks, and what stands between them."""

import re
from collections.abc import Iterable
from typing import NamedTuple


class Quotation(NamedTuple):
    """A stretch in quotation marks, marks included; it may lack the closing one."""

    start: int
    end: int
    is_closed: bool


_OPENERS = "“„«"
_CLOSERS = "”»"
_MARK = re.compile(r"''|``|‘‘|’’|[“”„«»\"]")


def find_quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """Find the quotations of one paragraph, in order, never nested.

    Curly, straight, angled and doubled single marks are paired inside ``text[start:end]``. The
    direction of a straight mark comes from the character before it. A quotation that is not closed
    runs to the end of the paragraph and is marked so. An opening mark inside an open quotation
    closes it if it follows punctuation, and otherwise is nested and passed over.

    Examples
    --------
    >>> find_quotations('He said, "Yes." Then: "No')
    [Quotation(start=9, end=15, is_closed=True), Quotation(start=22, end=25, is_closed=False)]
    """
    end = len(text) if end is None else end
    quotations: list[Quotation] = []
    opened = -1
    for mark in _MARK.finditer(text, start, end):
        left, right = mark.span()
        before = text[left - 1] if left > start else " "
        after = text[right] if right < end else " "
        if mark.group() == "“" and opened >= 0 and text[opened] == "„":
            is_opening = False  # German and Polish: „so“
        elif mark.group() in _OPENERS or mark.group() in ("``", "‘‘"):
            is_opening = True
        elif mark.group() in _CLOSERS or mark.group() == "’’":
            # A closing mark at the beginning of a word is a wrong keystroke for an opening one.
            is_opening = opened < 0 and before.isspace() and after.isalnum()
        else:
            is_opening = (before.isspace() or before in "([{—–-/…‘'“") and not after.isspace()
            if before.isdigit() and opened < 0:
                continue  # 5'10" and 12" are measures
        if opened < 0:
            if is_opening:
                opened = left
        elif not is_opening or before in ".,!?":
            quotations.append(Quotation(opened, right, True))
            opened = -1
    if opened >= 0:
        quotations.append(Quotation(opened, end, False))
    return quotations


def is_inside(quotations: Iterable[Quotation], start: int, end: int) -> bool:
    """Say whether ``start:end`` stands in one of the quotations.

    Examples
    --------
    >>> is_inside(find_quotations('He said "yes".'), 9, 12)
    True
    """
    return any(quotation.start <= start and end <= quotation.end for quotation in quotations)
