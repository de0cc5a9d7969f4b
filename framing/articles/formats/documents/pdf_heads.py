"""Lines at the edges of the pages of a PDF that belong to the print and not to the article."""

import re
from collections import Counter

from ..units import Findings
from .pdf_lines import Line

_EDGE = 2
"""Lines at each end of a page that may be running heads or feet."""
_NUMBER = re.compile(r"[-–—\s]*(?:[Pp]age )?\d{1,4}(?: of \d+)?[-–—\s]*")
_NUMBERING = r"(?:\w{1,6} )?\d{1,4} ?(?:/|of|von|sur|de|van) ?\d{1,4}"
_ADDRESS = re.compile(rf"((?:https?|file)://\S+)(?: +{_NUMBERING})?", re.IGNORECASE)
_MOMENT = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? (?:at )?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?",
    re.IGNORECASE,
)
"""When, from where, and which page: what a browser prints at the edges of a page."""


def drop_print_marks(
    pages: list[list[Line]], name: str, findings: Findings
) -> tuple[list[list[Line]], str | None]:
    """Drop what a browser printed around its pages, and return the address that it printed.

    The moment of printing and the address stand alone in a line at an edge, and beside one of them
    may stand the title of the page, the number of the page, or both.
    """
    kept: list[list[Line]] = []
    marks: Counter[str] = Counter()
    address: str | None = None
    for page in pages:
        edges = [*page[:_EDGE], *page[-_EDGE:]]
        rows = {line.bottom for line in edges if _is_sure(line.text) and _is_at_edge(line, page)}
        dropped = [line for line in edges if line.bottom in rows]
        for line in dropped:
            found = _ADDRESS.search(line.text)
            address = address or (found[1] if found else None)
            marks[line.text] += 1
        kept.append([line for line in page if line not in dropped])
    if marks:
        shown = ", ".join(repr(text[:60]) for text in list(marks)[:4])
        message = f"What a browser printed at the edges of the pages was left out: {shown}."
        findings.say(name, "running_heads", "note", message)
    is_page = address is not None and not address.lower().startswith("file:")
    return kept, address if is_page else None


def _is_sure(text: str) -> bool:
    """Tell whether a line holds a moment or an address that a browser printed, and little else.

    Examples
    --------
    >>> _is_sure("11/28/26, 2:23 PM Quay closes"), _is_sure("11/28/26 was a Saturday.")
    (True, False)
    >>> _is_sure("https://daily.example/quay 1/3"), _is_sure("See https://daily.example/quay")
    (True, False)
    """
    moment = _MOMENT.search(text)
    if moment and (moment.start() == 0 or moment.end() == len(text)):
        return True
    return bool(_ADDRESS.fullmatch(text))


def _is_at_edge(line: Line, page: list[Line]) -> bool:
    """Tell whether no line of the page stands higher, or none lower."""
    return line.bottom in (
        max(other.bottom for other in page),
        min(other.bottom for other in page),
    )


def drop_running(pages: list[list[Line]], name: str, findings: Findings) -> list[Line]:
    """Drop lines at the edges that stand on most pages, numbers counted as the same."""
    counts = Counter(
        key for page in pages for key in {_shape(line) for line in page[:_EDGE] + page[-_EDGE:]}
    )
    running = {key for key, n in counts.items() if n >= 3 and n > 0.5 * len(pages)}
    if len(pages) == 2:
        running |= _find_alike(*pages)
    kept: list[Line] = []
    dropped: Counter[str] = Counter()
    for page in pages:
        for index, line in enumerate(page):
            is_edge = index < _EDGE or index >= len(page) - _EDGE
            is_number = _NUMBER.fullmatch(line.text) and len(pages) > 1
            if is_edge and (_shape(line) in running or is_number):
                dropped[_shape(line)] += 1
            else:
                kept.append(line)
    if dropped:
        shown = ", ".join(f"{text[:60]!r} ({n} times)" for text, n in dropped.most_common(5))
        message = f"Lines that repeat at the edges of pages were left out: {shown}."
        findings.say(name, "running_heads", "note", message)
    return kept


def _find_alike(first: list[Line], second: list[Line]) -> set[str]:
    """What stands at the very same place of both pages of a file."""
    places = {(_shape(line), round(line.bottom)) for line in first[:_EDGE] + first[-_EDGE:]}
    edges = second[:_EDGE] + second[-_EDGE:]
    return {_shape(line) for line in edges if (_shape(line), round(line.bottom)) in places}


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)
