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
_N_TOP = 10
"""Paragraphs among which the headline is looked for."""
_LARGE = 1.3
"""How much larger its letters are than usual ones, and than those of the first paragraph."""
_SHORTEST, _LONGEST = 10, 200
"""Letters that a headline has."""
_SOFT = ("\u2010", "\xad")
"""Hyphens that only a break at the end of a line makes."""


def cut_paragraphs(lines: list[Line]) -> list[list[Line]]:
    """Cut lines into paragraphs.

    A new one begins where the gap between two lines is larger than inside of a sentence, where a
    line is indented, after a line that ends a sentence well before the right edge, and where
    letters have another size.
    """
    if not lines:
        return []
    usual = _usual_gap(lines)
    height = median(line.top - line.bottom for line in lines)
    edges = sorted(line.right for line in lines)
    edge = edges[int(0.9 * (len(edges) - 1))]
    paragraphs = [[lines[0]]]
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
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return paragraphs


def raise_headline(paragraphs: list[list[Line]]) -> list[list[Line]]:
    """Put the paragraph with the largest letters of the first page first, if it is a headline.

    A box beside the text may stand before it in the file.
    """
    if not paragraphs:
        return []
    sizes = [
        median(line.top - line.bottom for line in part) if part[0].page == 0 else 0.0
        for part in paragraphs[:_N_TOP]
    ]
    usual = median(line.top - line.bottom for part in paragraphs for line in part)
    largest = max(sizes)
    place = sizes.index(largest)
    n_letters = sum(len(line.text) for line in paragraphs[place])
    if not place or largest < _LARGE * usual or not _SHORTEST < n_letters < _LONGEST:
        return paragraphs
    if largest < _LARGE * sizes[0]:
        return paragraphs
    return [paragraphs[place], *paragraphs[:place], *paragraphs[place + 1 :]]


def join_lines(paragraphs: list[list[str]]) -> str:
    """Join the lines of each paragraph, and the words that are parted between two of them."""
    text = " ".join(line for lines in paragraphs for line in lines)
    words = Counter(re.findall(r"\w+(?:-\w+)*", text))
    joined = []
    for first, *others in paragraphs:
        paragraph = first
        for line in others:
            if line[:1].islower() and _PARTED.search(paragraph[-_TAIL:]):
                paragraph = _join_parted(paragraph, line, words)
            else:
                paragraph += " " + line
        joined.append(paragraph)
    return "\n\n".join(joined)


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
