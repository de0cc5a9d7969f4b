"""Exports of NewsBank and Westlaw: a line of outlet and day, few labels, and a foot.

NewsBank writes ``January 5, 2023 | Northern Example, The (City)`` or ``Northern Example, The (City)
- January 5, 2023`` below the headline or, in its older layout, outlet and day above it. Westlaw has
the number of its database (``2023 WLNR 123``), then outlet and day, and the headline below them.
"""

import re

from .common import N_WORDS, Export, Exported, cut_after, make_exported, split_blocks
from .date_lines import find_date, read_date_line
from .fields import COPYRIGHT, END

_RECORD = re.compile(r"^[ \t]*Record Number:[ \t]*\S.*$", re.MULTILINE)
_LABEL = re.compile(
    r"^(?:Author/Byline|Author|Byline|Section|Pages?|Edition|Column|Source|Series|Volume|Issue|"
    r"Dateline|Readability|Lexile|Index terms|Memo|Caption|Copyright|Record Number|OpenURL Link|"
    r"Location\(s\)|Topics|Correction|Article ID|Estimated printed pages?)\s*:",
    re.IGNORECASE,
)
_WORDS = re.compile(rf"^(?:.*\|\s*)?{N_WORDS}\s*$", re.IGNORECASE)
_STRAY = re.compile(
    r"^(?:Read News Document|[-–_*=\s]{3,}|Page \d+ of \d+|\d{1,3})$", re.IGNORECASE
)
_FOOT = re.compile(
    r"^(?:CITATION\b|\(c\)|©|-{2,} Index References -{2,}|(?:Copyright|Record Number|OpenURL Link|"
    r"Caption|Correction|"
    r"Index terms|Memo|Lexile|Readability)\b\s*[(:©])",
    re.IGNORECASE,
)
_WLNR = re.compile(r"^\s*(?:19|20)\d\d WLNR \d+\s*$", re.MULTILINE)
_MAX_BYLINE = 80
_MAX_OUTLET = 100
_MAX_ABOVE = 6
"""Lines of a headline, and empty ones, above the line with outlet and day."""


def split_newsbank(text: str) -> Export | None:
    """Split an export of NewsBank into its articles; none if it is something else.

    Its marks are the lines with outlet and day together with a label that only it has, or numbers
    of records.
    """
    lines = text.split("\n")
    heads = [n for n, line in enumerate(lines) if _read_head(lines, n)]
    if heads:
        starts = [_start_above(lines, head) for head in heads]
        ends = [*starts[1:], len(lines)]
        articles = [
            _read_below_headline(lines[start:end], head - start, _read_head(lines, head))
            for start, head, end in zip(starts, heads, ends, strict=True)
        ]
        return Export("NewsBank", articles, None, len(heads))
    if not _RECORD.search(text):
        return None
    parts = [part for part in cut_after(_RECORD, text) if _RECORD.search(part)]
    read = [_read_below_day(part.split("\n")) for part in parts]
    articles = [article for article in read if article.values.get("published_at")]
    return Export("NewsBank", articles, None, len(parts)) if articles else None


def split_westlaw(text: str) -> Export | None:
    """Split an export of Westlaw into its articles; none if it is something else."""
    if not _WLNR.search(text):
        return None
    parts = [part for part in cut_after(END, text) if _WLNR.search(part)]
    articles = [
        _read_below_day(part[_WLNR.search(part).end() :].split("\n"))  # type: ignore[union-attr]
        for part in parts
    ]
    return Export("Westlaw", articles, None, len(_WLNR.findall(text)))


def _read_head(lines: list[str], place: int) -> tuple[str, str] | None:
    """Outlet and day of a line that holds both, where a label of NewsBank follows soon."""
    line = lines[place].strip()
    if len(line) > 2 * _MAX_OUTLET or not any(letter.isdigit() for letter in line):
        return None
    pieces = [piece.strip() for piece in re.split(r"\s+[|–-]\s+", line)]
    if len(pieces) < 2:
        return None
    dated = next((n for n in (0, 1, len(pieces) - 1) if read_date_line(pieces[n])), None)
    if dated is None:
        return None
    below = [text.strip() for text in lines[place + 1 : place + 5] if text.strip()]
    if not any(_LABEL.match(text) or _WORDS.match(text) for text in below[:2]):
        return None
    outlet = pieces[1] if dated == 0 else pieces[0]
    return (outlet, pieces[dated]) if len(outlet) < _MAX_OUTLET else None


def _start_above(lines: list[str], head: int) -> int:
    """The line in which the headline above a line with outlet and day begins."""
    start, top = head, max(0, head - _MAX_ABOVE)
    while start > top and not lines[start - 1].strip():
        start -= 1
    while start > top and lines[start - 1].strip() and not _is_foot(lines[start - 1]):
        start -= 1
    return start


def _read_below_headline(lines: list[str], head: int, found: tuple[str, str] | None) -> Exported:
    outlet, day = found or ("", "")
    body = lines[head + 1 :]
    length = next((match[0] for line in body[:6] if (match := _WORDS.match(line.strip()))), None)
    return make_exported(
        text="\n".join(_cut_body(body)),
        headline=" ".join(lines[:head]),
        outlet=outlet,
        published=day,
        length=length and length.rpartition("|")[2],
    )


def _read_below_day(lines: list[str]) -> Exported:
    """Read an article whose headline stands below outlet, day and labels."""
    dated = next((n for n, line in enumerate(lines) if read_date_line(line)), None)
    if dated is None:
        return make_exported(text="\n".join(lines))
    above = [line for line in lines[:dated] if line.strip() and not _is_foot(line)]
    above = [line for line in above if not _STRAY.match(line.strip())]
    blocks = split_blocks([line for line in lines[dated + 1 :] if not _is_head(line)])
    texts = ["\n".join(block) for block in blocks[1:]]
    if len(texts) > 1 and len(texts[0]) < _MAX_BYLINE and texts[0][-1] not in ".!?…”\"'":
        texts = texts[1:]
    words = re.search(r"^Word Count:\s*(\d+)", "\n".join(lines), re.MULTILINE)
    return make_exported(
        text="\n".join(_cut_body("\n\n".join(texts).split("\n"))),
        headline=" ".join(blocks[0]) if blocks else None,
        outlet=above[-1] if above else None,
        published=find_date(lines[dated]),
        length=f"{words[1]} words" if words else None,
    )


def _cut_body(lines: list[str]) -> list[str]:
    """The lines of a text without the labels above it and the foot below it."""
    start = 0
    while start < len(lines) and (_is_head(lines[start]) or not lines[start].strip()):
        start += 1
    end = next((n for n in range(start, len(lines)) if _is_foot(lines[n])), len(lines))
    return [line for line in lines[start:end] if not _STRAY.match(line.strip())]


def _is_head(line: str) -> bool:
    text = line.strip()
    return bool(_LABEL.match(text) or _WORDS.match(text) or _STRAY.match(text))


def _is_foot(line: str) -> bool:
    return bool(_FOOT.match(line.strip()) or COPYRIGHT.search(line))
