"""PDF: lines become paragraphs again, without what stands at the head and foot of every page.

A PDF knows places of letters and no paragraphs. A new one begins where the gap between two lines is
larger than usual, where a line is indented, and after a line that ends a sentence well before the
right edge. A word that is parted at the end of a line is joined, with its hyphen where the text has
it with one elsewhere. Lines at the top or bottom that repeat on most pages (numbers counted as the
same) are dropped with a finding that quotes them.
"""

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ..exports.layouts import split_export, to_raws
from ..units import Findings, Limits, Raw, Unit, content
from .plain import first_line

_EDGE = 2
"""Lines at each end of a page that may be running heads or feet."""
_WORK = 20_000_000
"""Stretches times letters of a page, the cost of their text; above it only line breaks count."""
_ENDS = re.compile(r"[.!?…:][\"'”’»)\]]*$")


class _Line(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    top: float
    page: int


def parse_pdf(unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the article in a PDF, or the articles of an export."""
    import pypdfium2

    findings = Findings()
    data = content(unit, limits.document_bytes)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = (
            "it is protected by a password"
            if "assword" in str(error)
            else "it is damaged or no PDF"
        )
        raise ValueError(f"{reason} ({error})") from error
    try:
        n_pages = len(document)
        pages, n_broken = [], 0
        for number in range(min(n_pages, limits.n_pages)):
            try:
                pages.append(_read_lines(document[number], number))
            except pypdfium2.PdfiumError:
                n_broken += 1
    finally:
        document.close()
    if n_broken:
        findings.say(
            unit.name, "broken_page", "error", f"{n_broken} pages of {n_pages} could not be read."
        )
    if n_pages > limits.n_pages:
        message = f"Only the first {limits.n_pages} of {n_pages} pages were read; split the file."
        findings.say(unit.name, "missing_pages", "error", message)
    lines = _drop_running(pages, unit.name, findings)
    text = _join(lines)
    if not text.strip():
        message = (
            "The PDF holds no text (scanned pages?) and was left out; "
            "run a text recognition on it first."
        )
        findings.say(unit.name, "empty", "warning", message)
        return [], findings
    articles = split_export("\n".join(line.text for line in lines))
    if articles:
        return to_raws(articles, unit, findings), findings
    values = {"article_id": unit.stem, **unit.given, "text": text, "headline": first_line(text)}
    return [Raw(values, unit.name)], findings


def _read_lines(page: object, number: int) -> list[_Line]:
    """Pieces on one base line, in the order of the page, are one line."""
    textpage = page.get_textpage()  # type: ignore[attr-defined]
    lines: list[_Line] = []
    n_stretches = textpage.count_rects()
    if n_stretches * textpage.count_chars() > _WORK:
        return [
            _Line(text, 0, 0, 0, 0, number)
            for text in textpage.get_text_range().splitlines()
            if text.strip()
        ]
    for index in range(n_stretches):
        left, bottom, right, top = textpage.get_rect(index)
        text = (
            textpage.get_text_bounded(left, bottom, right, top).replace("\r", "").replace("\n", " ")
        )
        text = text.replace("\x02", "-").replace("\ufffe", "-").strip()
        if not text:
            continue
        last = lines[-1] if lines else None
        if (
            last
            and abs(last.bottom - bottom) < 0.5 * (top - bottom)
            and -1 <= left - last.right < 4 * (top - bottom)
        ):
            joined = f"{last.text} {text}"
            lines[-1] = _Line(
                joined, last.left, right, min(bottom, last.bottom), max(top, last.top), number
            )
        else:
            lines.append(_Line(text, left, right, bottom, top, number))
    return lines


def _drop_running(pages: list[list[_Line]], name: str, findings: Findings) -> list[_Line]:
    def shape(line: _Line) -> str:
        return re.sub(r"\d+", "#", line.text)

    counts = Counter(
        key for page in pages for key in {shape(line) for line in page[:_EDGE] + page[-_EDGE:]}
    )
    running = {key for key, n in counts.items() if n >= 3 and n > 0.5 * len(pages)}
    kept: list[_Line] = []
    dropped: Counter[str] = Counter()
    for page in pages:
        for index, line in enumerate(page):
            is_edge = index < _EDGE or index >= len(page) - _EDGE
            is_number = re.fullmatch(r"[-–—\s]*(?:[Pp]age )?\d{1,4}(?: of \d+)?[-–—\s]*", line.text)
            if is_edge and (shape(line) in running or (is_number and len(pages) > 1)):
                dropped[shape(line)] += 1
            else:
                kept.append(line)
    if dropped:
        shown = ", ".join(f"{text[:60]!r} ({n} times)" for text, n in dropped.most_common(5))
        findings.say(
            name,
            "running_heads",
            "note",
            f"Lines that repeat at the edges of pages were left out: {shown}.",
        )
    return kept


def _join(lines: list[_Line]) -> str:
    if not lines:
        return ""
    gaps = [
        a.bottom - b.bottom for a, b in pairwise(lines) if a.page == b.page and a.bottom > b.bottom
    ]
    gap = median(gaps) if gaps else 0.0
    height = median(line.top - line.bottom for line in lines)
    edges = sorted(line.right for line in lines)
    edge = edges[int(0.9 * (len(edges) - 1))]
    words = Counter(re.findall(r"\w+(?:-\w+)+", " ".join(line.text for line in lines)))
    paragraphs = [lines[0].text]
    for last, line in pairwise(lines):
        ends = bool(_ENDS.search(last.text))
        is_next = last.page == line.page and last.bottom > line.bottom
        is_new = (
            (is_next and last.bottom - line.bottom > 1.35 * gap and gap > 0)
            or (line.left - last.left > 0.8 * height and is_next and ends)
            or (ends and last.right < edge - 4 * height)
            or abs((line.top - line.bottom) - (last.top - last.bottom)) > 0.35 * height
        )
        if is_new:
            paragraphs.append(line.text)
        elif (
            paragraphs[-1].endswith("-")
            and len(paragraphs[-1]) > 1
            and paragraphs[-1][-2].isalpha()
            and line.text[:1].islower()
        ):
            before = re.findall(r"\w+(?:-\w+)*-$", paragraphs[-1])[-1]
            after = re.findall(r"^\w+", line.text)[0]
            is_hyphenated = words[before + after] > 0
            paragraphs[-1] = (paragraphs[-1] if is_hyphenated else paragraphs[-1][:-1]) + line.text
        else:
            paragraphs[-1] += " " + line.text
    return "\n\n".join(paragraphs)
