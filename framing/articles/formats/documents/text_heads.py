"""The head of a plain text: lines above its first paragraph that nothing labels.

A line is read by its form (a day, an outlet with its day, a byline, a label) or, between such
lines, by its place. What is read leaves the text; what is not read stays in it, with a finding.
"""

import re
from typing import NamedTuple

from ....text import find_paragraphs, normalise
from ..exports.date_lines import find_date, read_date_line
from ..exports.labels import read_label
from ..units import Findings
from .lines_of_heads import is_byline, is_name, is_outlet, is_prose

MAX_HEADLINE = 200
"""Characters that a first paragraph of a text file may have to be taken for a headline."""

_N_TOP = 6
"""Lines at the top of a text that may be its head."""
_MAX_TOP = 120
"""Characters that each of them may have, but for the headline."""
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]{2,30}(?:,\s[\w.'’ -]{2,24}){0,2}\s*(?:\([^)\n]{2,30}\)\s*)?(?:[—–]|--?\s)"
)
"""How a first paragraph begins that names a place: ISTANBUL, March 18 (Reuters) —"""
_PARTED = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")
_ADDRESS = re.compile(r"https?://\S+")
_PUBLISHED = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted)|veröffentlicht|publié|publicado)"
    r"(?: on| am| le| el)?\s*:?\s*",
    re.IGNORECASE,
)
_FIELDS = {"headline": "headline", "outlet": "outlet_id", "url": "url", "byline": "byline"}


class Head(NamedTuple):
    """What the head of a text says, and the text without what was read of it."""

    values: dict[str, object]
    text: str
    left_out: tuple[str, ...] = ()
    """Lines that were read and stand in no column, such as a byline."""
    unread: tuple[str, ...] = ()
    """Lines of the head that stay in the text, as it is open what they are."""
    guessed: str = ""
    """The outlet, where only its place tells that it is one."""

    def say(self, provenance: str, article_id: str, findings: Findings) -> None:
        """Tell what was left out, guessed or not read."""
        for lines, check, severity, message in (
            (self.left_out, "parts_left_out", "note", "Of the head of the text was left out: {}."),
            (
                self.unread,
                "unread_header_line",
                "warning",
                "Above the first paragraph stands what was not read as headline, outlet or day; "
                "it stays in the text: {}.",
            ),
            (
                (self.guessed,) if self.guessed else (),
                "guessed_outlet",
                "note",
                "Beside the day stands {}, which was taken for the outlet.",
            ),
        ):
            if lines:
                shown = ", ".join(repr(line) for line in lines)
                findings.say(provenance, check, severity, message.format(shown), article_id)


class _Line(NamedTuple):
    text: str
    end: int
    """Where it ends in the text."""
    values: dict[str, object]
    """What its form says; nothing if it says nothing."""
    is_whole: bool
    """All of it was read."""
    is_last_of_block: bool


def read_head(text: str, *, outlet: str | None = None, headline: str | None = None) -> Head:
    """Read the head of a text.

    Parameters
    ----------
    outlet : str, optional
        Of the text, where it is known: a line that names it is read.
    headline : str, optional
        Where it is known and not in the text.

    Examples
    --------
    >>> head = read_head("Quay closes\\nThe Ledger\\n5 January 2023\\n\\nThe board closed it.")
    >>> head.values
    {'outlet_id': 'The Ledger', 'published_at': '5 January 2023', 'headline': 'Quay closes'}
    >>> head.text
    'Quay closes\\n\\nThe board closed it.'
    """
    text = normalise(text).strip()
    lines = _list_top(text, outlet)
    n_read = max((n for n, line in enumerate(lines, start=1) if line.values), default=0)
    top, below = lines[:n_read], lines[n_read:]
    rest = text[top[-1].end :].strip() if top else text
    is_broken = any(line.text[0].islower() for line in top if not line.is_whole)
    if not rest or rest[0].islower() or is_broken or not top:
        return _read_without(text, lines, headline)
    values: dict[str, object] = {}
    left_out: list[str] = []
    for line in top:
        for name, value in line.values.items():
            if line.is_whole and (name == "byline" or name in values):
                left_out += [] if line.text in left_out else [line.text]
            if name != "byline":
                values.setdefault(name, value)
    open_lines = [n for n, line in enumerate(top) if not line.is_whole]
    next_line = _find_next_headline(below, rest)
    has_headline = bool(headline or "headline" in values)
    guessed = ""
    if "outlet_id" not in values:
        place = _find_outlet(top, open_lines, has_headline or bool(next_line))
        if place is not None:
            open_lines.remove(place)
            values["outlet_id"] = guessed = top[place].text
    unread = [top[n].text for n in open_lines]
    if not has_headline:
        free = [top[n].text for n in open_lines if not top[n].values]
        own = _choose_headline(free) if free else next_line
        if own is None and free and next_line:
            own = next_line
        if own is not None:
            values["headline"] = own
            rest = rest.removeprefix(own).lstrip() if own == next_line and own not in free else rest
            unread = [line for line in unread if line != own]
    shown = [str(values["headline"])] if values.get("headline") and not headline else []
    return Head(
        values, "\n\n".join([*shown, *unread, rest]), tuple(left_out), tuple(unread), guessed
    )


def find_day(text: str) -> dict[str, object]:
    """The day that stands alone in a line between short ones at the top of a text, if one does."""
    lines = [line.strip() for line in text[: 10 * _MAX_TOP].split("\n") if line.strip()]
    for line in lines[:_N_TOP]:
        if len(line) > _MAX_TOP:
            break
        day = read_date_line(line)
        if day:
            return {"published_at": find_date(day) or day}
    return {}


def first_line(text: str) -> str | None:
    """Return the first paragraph if it is a headline.

    That is one line of at most `MAX_HEADLINE` characters, with other paragraphs behind it. It ends
    without a full stop, or a paragraph follows that begins with the name of a place.

    Examples
    --------
    >>> first_line("Quay closes\\n\\nThe board closed it."), first_line("It closed.\\n\\nAll left.")
    ('Quay closes', None)
    >>> first_line("The quay will close.\\n\\nOSLO — The board closed it.")
    'The quay will close.'
    """
    text = normalise(text)
    paragraphs = find_paragraphs(text[: MAX_HEADLINE * 3])
    if len(paragraphs) < 2 or paragraphs[0][1] > MAX_HEADLINE or "\n" in text[: paragraphs[0][1]]:
        return None
    line = text[: paragraphs[0][1]]
    if is_prose(line) and not _DATELINE.match(text, paragraphs[1][0]):
        return None
    return line


def _read_without(text: str, lines: list[_Line], headline: str | None) -> Head:
    """Read a text that has no line above it whose form tells what it is."""
    values = {} if headline else {"headline": first_line(text)}
    block = lines[: next((n for n, line in enumerate(lines, 1) if line.is_last_of_block), 0)]
    is_doubtful = (
        len(block) > 1
        and not headline
        and values["headline"] is None
        and block[0].text[0].isupper()
        and all(len(line.text) <= _MAX_TOP for line in block)
        and text[block[-1].end :].strip()
    )
    unread = tuple(line.text for line in block) if is_doubtful else ()
    return Head({**values, **find_day(text)}, text, unread=unread)


def _list_top(text: str, outlet: str | None) -> list[_Line]:
    """List the first lines, up to one that is a sentence or too long."""
    lines: list[_Line] = []
    for match in re.finditer(r"[^\n]+", text[: MAX_HEADLINE * (_N_TOP + 4)]):
        line = match[0].strip()
        if not line:
            continue
        if len(lines) == _N_TOP or len(line) > MAX_HEADLINE:
            break
        values, is_whole = _read_line(line, outlet, not lines)
        if not values and is_prose(line):
            break
        blank = re.compile(r"[^\S\n]*\n[^\S\n]*\n").match(text, match.end())
        lines.append(_Line(line, match.end(), values, is_whole, bool(blank)))
    return lines


def _read_line(line: str, outlet: str | None, is_first: bool) -> tuple[dict[str, object], bool]:
    """What the form of a line says, and whether that is all that it says."""
    if len(line) > _MAX_TOP:
        return {}, False
    field, value = read_label(line)
    if field == "published" and value and _read_day(value):
        return {"published_at": _read_day(value)}, True
    if field in _FIELDS and value:
        return {_FIELDS[field]: value}, True
    if _ADDRESS.fullmatch(line):
        return {"url": line}, True
    readings = [_read_parts(parts, outlet, is_first) for parts in _split_line(line)]
    return max(readings, key=lambda reading: (reading[1], len(reading[0])))


def _read_parts(
    parts: list[str], outlet: str | None, is_first: bool
) -> tuple[dict[str, object], bool]:
    """What the parts of a line say; nothing, if they hold no day and one of them is open."""
    values: dict[str, object] = {}
    open_parts: list[str] = []
    for part in parts:
        day = _read_day(part)
        if day:
            values.setdefault("published_at", day)
        elif is_byline(part):
            values.setdefault("byline", part)
        elif is_outlet(part, outlet):
            values.setdefault("outlet_id", part)
        else:
            open_parts.append(part)
    if is_first and len(values) > 1 and open_parts == parts[:1] and _choose_headline(open_parts):
        return {**values, "headline": parts[0]}, True
    is_said = "published_at" in values or not open_parts
    return (values, not open_parts) if is_said and values else ({}, False)


def _split_line(line: str) -> list[list[str]]:
    """The ways to part a line: not at all, at marks, at a comma, at brackets."""
    ways = [[line]]
    if _PARTED.search(line):
        ways.append([part.strip() for part in _PARTED.split(line) if part.strip()])
    for match in re.finditer(r",\s+|\s+(?=\()", line):
        left, right = line[: match.start()], line[match.end() :].strip("() ")
        ways.append([left, right])
    return [way for way in ways if all(way)]


def _read_day(part: str) -> str | None:
    day = read_date_line(_PUBLISHED.sub("", part, count=1) if _PUBLISHED.match(part) else part)
    return (find_date(day) or day) if day else None


def _find_outlet(top: list[_Line], open_lines: list[int], has_headline: bool) -> int | None:
    """Find the line beside the day that can only be the name of an outlet."""
    free = [n for n in open_lines if not top[n].values]
    for n in free:
        near = [top[m].values for m in (n - 1, n + 1) if 0 <= m < len(top)]
        is_near = any("published_at" in values for values in near)
        is_called = is_name(top[n].text) and len(top[n].text.split()) > 1
        others = [m for m in free if m != n]
        if (
            is_near
            and is_called
            and (has_headline or _choose_headline([top[m].text for m in others]))
        ):
            return n
    return None


def _choose_headline(lines: list[str]) -> str | None:
    """Choose the headline of some lines: the first, unless it is one word, or in capitals."""
    for line in lines:
        n_words = len(line.split())
        if n_words > 2 or (n_words == 2 and not line.isupper() and not is_name(line)):
            return line
    return None


def _find_next_headline(below: list[_Line], rest: str) -> str | None:
    """The line below the others, if it is a headline with a paragraph below it."""
    if not below or (len(below) > 1 and not below[0].is_last_of_block):
        return None
    return below[0].text if first_line(rest) == below[0].text else None
