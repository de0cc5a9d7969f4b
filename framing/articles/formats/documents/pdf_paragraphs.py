"""Lines of a PDF to paragraphs, and words that are parted at the end of a line to words."""

import re
from collections import Counter
from itertools import pairwise
from statistics import median

from .pdf_lines import Line

_ENDS = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W\d_]+")
_PARTED = re.compile(r"\w+(?:-\w+)*[-\u2010\xad]$")
_TAIL = 60
"""Characters before the end of a line in which the parted word stands."""
_SOFT = ("\u2010", "\xad")
"""Hyphens that only a break at the end of a line makes."""


def join_lines(lines: list[Line]) -> str:
    """Join lines to paragraphs.

    A new one begins where the gap between two lines is larger than inside of a sentence, where a
    line is indented, after a line that ends a sentence well before the right edge, and where
    letters have another size.
    """
    if not lines:
        return ""
    usual = _usual_gap(lines)
    height = median(line.top - line.bottom for line in lines)
    edges = sorted(line.right for line in lines)
    edge = edges[int(0.9 * (len(edges) - 1))]
    words = Counter(re.findall(r"\w+(?:-\w+)*", " ".join(line.text for line in lines)))
    paragraphs = [lines[0].text]
    for last, line in pairwise(lines):
        ends = bool(_ENDS.search(last.text))
        is_next = last.page == line.page and last.bottom > line.bottom
        is_wide = is_next and _gap(last, line) > 1.35 * usual > 0
        is_resized = abs((line.top - line.bottom) - (last.top - last.bottom)) > 0.35 * height
        if (
            is_wide
            or (line.left - last.left > 0.8 * height and is_next and ends)
            or (ends and last.right < edge - 3 * height)
            or (is_resized and not _goes_on(last, line))
        ):
            paragraphs.append(line.text)
        elif line.text[:1].islower() and _PARTED.search(paragraphs[-1][-_TAIL:]):
            paragraphs[-1] = _join_parted(paragraphs[-1], line.text, words)
        else:
            paragraphs[-1] += " " + line.text
    return "\n\n".join(paragraphs)


def _gap(last: Line, line: Line) -> float:
    """How far a line stands below the one before it, in heights of the larger one."""
    height = max(last.top - last.bottom, line.top - line.bottom)
    return (last.bottom - line.bottom) / height if height > 0 else 0.0


def _goes_on(last: Line, line: Line) -> bool:
    """Tell whether a line goes on with the sentence of the one before it."""
    return not _ENDS.search(last.text) and line.text[:1].islower()


def _usual_gap(lines: list[Line]) -> float:
    """The usual gap inside of a sentence; where no sentence goes on, that of most lines."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.page == b.page and a.bottom > b.bottom]
    inside = [_gap(a, b) for a, b in pairs if _goes_on(a, b)]
    gaps = inside or [_gap(a, b) for a, b in pairs]
    return median(gaps) if gaps else 0.0


def _join_parted(before: str, after: str, words: Counter[str]) -> str:
    """Join a text that ends in a hyphen and one that goes on, with the hyphen if it is the word's.

    The text itself tells where it has the word elsewhere; else a hyphen stays between two words of
    English that are none together, as in ``well-known``.
    """
    from textblob.en import spelling

    if before.endswith(_SOFT):
        return before[:-1] + after
    first, second = _PARTED.findall(before[-_TAIL:])[-1], re.findall(r"^\w+", after)[0]
    is_hyphenated = words[first + second] > 0
    if not is_hyphenated and not words[first[:-1] + second]:
        parts = [part.lower() for part in (first[:-1].rpartition("-")[2], second)]
        is_hyphenated = "".join(parts) not in spelling and all(
            part in spelling and _WORD.fullmatch(part) for part in parts
        )
    return (before if is_hyphenated else before[:-1]) + after
