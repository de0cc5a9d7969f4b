"""Characters, paragraphs and quotation marks.

Everything here takes one text and gives offsets into it; nothing changes a text except `normalise`, which is applied
once, when an article is read.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple


class Quotation(NamedTuple):
    """A stretch in quotation marks, marks included. `is_closed` is false where the closing mark is missing."""

    start: int
    end: int
    is_closed: bool


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BREAK = re.compile(r"[^\S\n]*\n\s*")
_ENDS_A_SENTENCE = re.compile(r"[.!?…:;”’\"')\]]\s*$")
_OPENERS = "“„«"
_CLOSERS = "”»"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MARK = re.compile(r"''|``|‘‘|’’|[“”„«»\"]")


def normalise(text: str) -> str:
    """The text as the kit keeps it: composed characters (NFC), line feeds only, no control characters, no outer space.

    Examples
    --------
    >>> normalise("One.\\r\\n\\r\\nTwo. ")
    'One.\\n\\nTwo.'
    """
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return _CONTROL.sub(" ", text).strip()


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the paragraphs, outer space left out.

    Every line break parts paragraphs, unless the text is hard-wrapped: where blank lines part the paragraphs and most
    single breaks stand in the middle of a sentence, only the blank lines count.

    Examples
    --------
    >>> find_paragraphs("One.\\n\\nTwo.")
    [(0, 4), (6, 10)]
    """
    breaks = list(_BREAK.finditer(text))
    single = [b for b in breaks if b.group().count("\n") == 1]
    if len(single) < len(breaks) and single:
        inner = sum(not _ENDS_A_SENTENCE.search(text, max(0, b.start() - 3), b.start()) for b in single)
        if inner > 0.6 * len(single):
            breaks = [b for b in breaks if b.group().count("\n") > 1]
    spans, start = [], 0
    for left, right in [(b.start(), b.end()) for b in breaks] + [(len(text), len(text))]:
        piece = text[start:left]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            spans.append((first, first + len(piece.strip())))
        start = right
    return spans


def find_quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """Quotations of one paragraph, in order, never nested.

    Curly, straight, angled and doubled single marks are paired inside ``text[start:end]``. The direction of a straight
    mark comes from the character before it. A quotation that is not closed runs to the end of the paragraph and is
    marked so. An opening mark inside an open quotation closes it if it follows punctuation, and otherwise is nested
    and passed over.

    Examples
    --------
    >>> find_quotations('He said, "Yes." Then: "No')
    [Quotation(start=9, end=15, is_closed=True), Quotation(start=22, end=25, is_closed=False)]
    """
    end = len(text) if end is None else end
    found: list[Quotation] = []
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
            found.append(Quotation(opened, right, True))
            opened = -1
    if opened >= 0:
        found.append(Quotation(opened, end, False))
    return found


def is_inside(quotations: Iterable[Quotation], start: int, end: int) -> bool:
    """Whether ``start:end`` stands in one of the quotations.

    Examples
    --------
    >>> is_inside(find_quotations('He said "yes".'), 9, 12)
    True
    """
    return any(quotation.start <= start and end <= quotation.end for quotation in quotations)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in "‘’‛ʼ′`´":
        return "'"
    if character in "“”„‟″":
        return '"'
    if character in "\u2010\u2011":
        return "-"
    if character.isspace():
        return " "
    base = unicodedata.normalize("NFD", character)[0]
    return base if len(base.lower()) == 1 else character


def fold(text: str) -> str:
    """The text for matching: lower case, no accents, straight marks, plain spaces, and not one character longer.

    Examples
    --------
    >>> fold("L’Élysée\\nParis")
    "l'elysee paris"
    """
    if not text.isascii():
        text = _NOT_ASCII.sub(lambda character: _fold_character(character.group()), text)
    return text.lower().replace("\n", " ").replace("\t", " ").replace("`", "'")


_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " ", "\n": " "})


def straighten(text: str) -> str:
    """The text with straight quotation marks and apostrophes and plain spaces; the length stays the same.

    VADER does not see the negation in ``didn’t`` with a curly apostrophe.
    """
    return text if text.isascii() and "\n" not in text else text.translate(_STRAIGHT)
