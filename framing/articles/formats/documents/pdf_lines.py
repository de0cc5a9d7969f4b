"""The lines of a page of a PDF, from the letters that the library tells and from their places.

The library says which letters follow each other, and sets blanks and breaks where it sees gaps. Two
things are mended: a hyphen that it takes out at the end of a line, and blanks that it sets between
the letters of a word that is printed with space between them.
"""

from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

MAX_LETTERS = 2_000_000
"""Letters of a file whose places are asked for; of the pages behind them only the text is read."""
_HYPHENS = "\x02\ufffe"
"""What the library gives for a hyphen at the end of a line, with no break after it."""
_COLUMN = 4.0
"""A gap of so many heights of a line is the one between two columns."""
_LOOSE = 0.06
"""Letters with a larger gap between them, in heights of their line, are spaced; usual is none."""
_BLANK = 0.12
"""How much wider the gap between two words is than that between spaced letters."""
_INITIALS = 20
"""Large first letters that a page may have."""
_RUN = 4
"""Gaps in a row from which on letters count as spaced."""


class Line(NamedTuple):
    """A line of a page: its text and its place, from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    page: int


class _Letter(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    top: float
    is_after_blank: bool = False


def read_lines(page: object, number: int, n_left: int) -> tuple[list[Line], int]:
    """Read the lines of a page, and count its letters; at most `n_left` are asked for places."""
    textpage = page.get_textpage()  # type: ignore[attr-defined]
    n_letters: int = textpage.count_chars()
    if n_letters > n_left:
        lines = [
            Line(text, 0, 0, 0, 0, number)
            for text in textpage.get_text_range().splitlines()
            if text.strip()
        ]
        return lines, n_letters
    lines = [_make_line(letters, number) for letters in _cut_lines(textpage, n_letters)]
    return _join_initials([line for line in lines if line.text]), n_letters


def _join_initials(lines: list[Line]) -> list[Line]:
    """Join a large first letter, which goes down beside several lines, with the first of them."""
    usual = median(line.top - line.bottom for line in lines) if lines else 0.0
    initials = [
        line
        for line in lines
        if len(line.text) == 1 and line.text.isalpha() and line.top - line.bottom > 1.5 * usual
    ]
    for initial in initials[:_INITIALS]:
        for index, line in enumerate(lines):
            height = line.top - line.bottom
            if (
                initial.top - initial.bottom > 1.5 * height
                and abs(initial.top - line.top) < 0.7 * height
                and -0.2 * height < line.left - initial.right < 0.7 * height
            ):
                lines[index] = line._replace(text=initial.text + line.text, left=initial.left)
                lines.remove(initial)
                break
    return lines


def _cut_lines(textpage: object, n_letters: int) -> Iterator[list[_Letter]]:
    """Cut the letters of a page into lines: at breaks, at hyphens, and at gaps between columns."""
    line: list[_Letter] = []
    is_after_blank = False
    for letter in _list_letters(textpage, n_letters):
        is_break = letter.text in "\r\n"
        if is_break or letter.text.isspace():
            is_after_blank = True
        if line and (is_break or _is_new_line(line[-1], letter)):
            yield line
            line = []
        if not letter.text.isspace():
            text = "-" if letter.text in _HYPHENS else letter.text
            line.append(letter._replace(text=text, is_after_blank=is_after_blank))
            is_after_blank = False
    if line:
        yield line


def _is_new_line(last: _Letter, letter: _Letter) -> bool:
    if letter.text.isspace():
        return False
    height = last.top - last.bottom
    return (
        letter.left - last.right > _COLUMN * height > 0
        or (last.text == "-" and letter.right < last.left)
        or letter.bottom - last.bottom > _COLUMN * height > 0
    )


def _list_letters(textpage: object, n_letters: int) -> Iterator[_Letter]:
    """List the letters with the boxes that their font gives them, which touch in most prints."""
    import ctypes

    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    place = ctypes.byref(box)
    high = ""
    for index in range(n_letters):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = chr(code)
            continue
        text = chr(code) if code else ""
        if high:
            pair = (high + text).encode("utf-16", "surrogatepass")
            text, high = pair.decode("utf-16", errors="replace"), ""
        if not text:
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage, index, place)
        yield _Letter(text, box.left, box.right, box.bottom, box.top)


def _make_line(letters: list[_Letter], number: int) -> Line:
    bottom, top = (
        median(getattr(letter, side) for letter in letters) for side in ("bottom", "top")
    )
    blanks = _find_blanks(letters, top - bottom)
    text = "".join(
        f" {letter.text}" if is_blank else letter.text
        for letter, is_blank in zip(letters, blanks, strict=True)
    )
    left, right = letters[0].left, max(letter.right for letter in letters)
    return Line(text.strip(), left, right, bottom, top, number)


def _find_blanks(letters: list[_Letter], height: float) -> list[bool]:
    """Tell which letters have a blank before them.

    Where letters are spaced, what counts is how much wider a gap is than the one between letters.
    """
    blanks = [letter.is_after_blank for letter in letters]
    gaps = [0.0, *(letter.left - last.right for last, letter in pairwise(letters))]
    if height <= 0 or len(letters) <= _RUN:
        is_spaced = len(letters) > 2 and all(blanks[1:]) and max(gaps) < height
        is_word = is_spaced and all(letter.text.isalpha() for letter in letters)
        return [False] * len(letters) if is_word else blanks
    for start, end in _find_spaced(gaps, _LOOSE * height):
        n_words = sum(letter.text.isalpha() for letter in letters[start - 1 : end])
        usual = median(gaps[start:end])
        if n_words > 0.5 * (end - start) and usual > 0:
            for index in range(start, end):
                blanks[index] = gaps[index] > usual + _BLANK * height
    return blanks


def _find_spaced(gaps: list[float], loose: float) -> Iterator[tuple[int, int]]:
    """Find the stretches of spaced letters: the whole line, or gaps in a row that are all wide."""
    if median(gaps[1:]) > loose:
        yield 1, len(gaps)
        return
    start = 0
    for index, gap in enumerate([*gaps, 0.0]):
        if gap > loose and index < len(gaps):
            start = start or index
        elif start:
            if index - start >= _RUN:
                yield start, index
            start = 0
