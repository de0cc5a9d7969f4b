"""Marks over a text as HTML: spans are split at every border, and the text is not changed."""

import html
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

LONGEST = 160
"""Characters of somebody else's words in a label or a detail; longer ones are cut."""

_LONE = re.compile("[\ud800-\udfff]")


class Mark(NamedTuple):
    """A stretch of a text, and the HTML that shows it.

    ``layer`` orders marks over the same characters, 0 outermost. ``attributes``, ``before`` and
    ``details`` stand in the first piece of the stretch, ``after`` in the last; ``classes``,
    ``style`` and ``title`` on each.
    """

    start: int
    end: int
    layer: int
    classes: str = ""
    style: str = ""
    title: str = ""
    attributes: str = ""
    before: str = ""
    details: str = ""
    after: str = ""


class Piece(NamedTuple):
    """Characters between two borders, and the places of the marks on them, outermost first."""

    start: int
    end: int
    marks: tuple[int, ...]


def escape(text: object) -> str:
    """Write a text as it stands in HTML, in an attribute too.

    Half a surrogate pair becomes U+FFFD, which can be written.
    """
    return html.escape(_LONE.sub("\ufffd", str(text)), quote=True).replace("\r", "&#13;")


def escape_value(value: object) -> Markup:
    """Escape a value for a template, unless it is markup already.

    Examples
    --------
    >>> str(escape_value("a < b")), str(escape_value(Markup("<b>")))
    ('a &lt; b', '<b>')
    """
    return value if isinstance(value, Markup) else Markup(escape(value))


def shorten(text: object, longest: int = LONGEST) -> str:
    """Put a text on one line, cut at `longest` characters.

    Examples
    --------
    >>> shorten("a  long\\nstory", 7)
    'a long…'
    """
    line = " ".join(str(text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def split_at_borders(
    length: int, marks: Sequence[Mark], borders: Iterable[int] = ()
) -> Iterator[Piece]:
    """Cut a text wherever a mark begins or ends, and at other borders.

    Parameters
    ----------
    length : int
        Characters of the text; marks are clipped to it.
    marks : sequence of Mark
    borders : iterable of int
        Where to cut besides.

    Yields
    ------
    Piece
        In the order of the text, without a gap.

    Examples
    --------
    >>> [tuple(piece) for piece in split_at_borders(9, [Mark(0, 5, 0), Mark(3, 7, 1)])]
    [(0, 3, (0,)), (3, 5, (0, 1)), (5, 7, (1,)), (7, 9, ())]
    """
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for number, mark in enumerate(marks):
        start, end = max(0, mark.start), min(length, mark.end)
        if start < end:
            opening.setdefault(start, []).append(number)
            closing.setdefault(end, []).append(number)
    inner = {border for border in borders if 0 < border < length}
    cuts = sorted({0, length} | inner | set(opening) | set(closing))
    active: set[int] = set()
    for start, end in itertools.pairwise(cuts):
        active -= set(closing.get(start, ()))
        active |= set(opening.get(start, ()))
        yield Piece(
            start,
            end,
            tuple(sorted(active, key=lambda n: (marks[n].layer, marks[n].start, -marks[n].end, n))),
        )


def weave(text: str, marks: Sequence[Mark], blocks: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Write the HTML of each block of a text with its marks.

    Parameters
    ----------
    text : str
    marks : sequence of Mark
    blocks : sequence of (int, int)
        Half-open spans in the order of the text that do not overlap, such as paragraphs. A mark may
        cross them.

    Yields
    ------
    str
        One a block. Without the tags, and without what the marks bring, it is the block's text,
        escaped.
    """
    borders = (border for block in blocks for border in block)
    pieces = list(_pieces_in_blocks(split_at_borders(len(text), marks, borders), blocks))
    last = {number: place for place, (_, piece) in enumerate(pieces) for number in piece.marks}
    begun: set[int] = set()
    made: list[list[str]] = [[] for _ in blocks]
    for place, (block, piece) in enumerate(pieces):
        opening, closing = "", ""
        for number in piece.marks:
            mark, is_first = marks[number], number not in begun
            begun.add(number)
            opening += (
                f'<span class="{mark.classes}"{_style(mark)}{mark.attributes if is_first else ""}>'
            )
            opening += mark.before if is_first else ""
            ending = (
                (mark.after if last[number] == place else "")
                + (mark.details if is_first else "")
                + "</span>"
            )
            if mark.title:
                opening, ending = (
                    f'{opening}<span class="fr-words" title="{mark.title}">',
                    f"</span>{ending}",
                )
            closing = ending + closing
        made[block].append(f"{opening}{escape(text[piece.start : piece.end])}{closing}")
    yield from ("".join(parts) for parts in made)


def _style(mark: Mark) -> str:
    return f' style="{mark.style}"' if mark.style else ""


def _pieces_in_blocks(
    pieces: Iterable[Piece], blocks: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, Piece]]:
    block = 0
    for piece in pieces:
        while block < len(blocks) and blocks[block][1] <= piece.start:
            block += 1
        if block < len(blocks) and blocks[block][0] <= piece.start:
            yield block, piece
