"""Plain text: one article a file, or the export of a news database."""

import re

from ....text import find_paragraphs, normalise
from ..encoding import decode
from ..exports.date_lines import find_date, read_date_line
from ..exports.labels import plain, read_label
from ..exports.layouts import read_export
from ..units import Findings, Limits, Raw, Unit, content

MAX_HEADLINE = 200
"""Characters that a first paragraph of a text file may have to be taken for a headline."""

_N_TOP = 6
"""Lines at the top of a text in which its day may stand alone."""
_MAX_TOP = 120
"""Characters that each of them may have."""
_MAX_LABELS = 30
"""Lines with labels that may stand before a text."""
_LABELLED = re.compile(r"([^\W\d_][\w /-]{0,30}?)\s?:\s*(.*)$")
_OURS = {
    "headline": "headline",
    "outlet": "outlet_id",
    "published": "published_at",
    "url": "url",
    "language": "language",
}
"""Field of `read_label` -> our column."""
_SENT = {
    name: ours
    for ours, names in {
        "headline": "subject|betreff|objet|asunto|onderwerp",
        "published_at": "sent|gesendet|envoye|enviado|verzonden",
        "sender": "from|von|de|van",
    }.items()
    for name in names.split("|")
}
"""Labels of a letter that a program for e-mail saved as text -> our column, or the sender."""
_DOMAIN = re.compile(r"@([\w-]+(?:\.[\w-]+)+)")


def parse_text(unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the article in a text file, or the articles of an export.

    A first short line with paragraphs after it is the headline of the one article, unless labels
    before the text say what it is.
    """
    findings = Findings()
    text = decode(content(unit, limits.text_bytes), unit.name, findings)
    if text is None:
        return [], findings
    raws = read_export(text, unit, findings)
    if raws:
        return raws, findings
    values: dict[str, object] = {"article_id": unit.stem}
    labelled, below = read_labels(text)
    values |= labelled or {"headline": first_line(text), **find_day(text)}
    return [Raw({**values, "text": below}, unit.name)], findings


def read_labels(text: str, *, are_paragraphs: bool = False) -> tuple[dict[str, object], str]:
    """What lines with labels before a text say of it, and the text below them.

    There are none where fewer than two of them are known, or another line stands among them; but
    where lines are paragraphs, which no empty line parts, the first other one begins the text.
    """
    values: dict[str, object] = {}
    lines = text.removeprefix("\ufeff").lstrip().removeprefix("---\n").split("\n")
    for number, line in enumerate(lines[:_MAX_LABELS]):
        match = _LABELLED.match(line)
        is_text = read_label(line)[0] == "body"
        is_end = not match if are_paragraphs else not line.strip() or line.rstrip() == "---"
        if is_text or is_end:
            first = match[2] if match and is_text else line if are_paragraphs else ""
            below = "\n".join([first, *lines[number + 1 :]])
            return (values, below) if len(values) >= 2 and below.strip() else ({}, text)
        if not match:
            break
        name = plain(match[1])
        ours = _SENT.get(name) or _OURS.get(read_label(line)[0])
        value = match[2].strip().strip("\"'")
        if ours == "sender":
            ours, value = "outlet_id", (_DOMAIN.search(value) or ["", ""])[1]
        if ours and value:
            values.setdefault(ours, value)
    return {}, text


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

    That is one line of at most `MAX_HEADLINE` characters, with other paragraphs behind it.
    """
    text = normalise(text)
    paragraphs = find_paragraphs(text[: MAX_HEADLINE * 3])
    if len(paragraphs) < 2 or paragraphs[0][1] > MAX_HEADLINE or "\n" in text[: paragraphs[0][1]]:
        return None
    return text[: paragraphs[0][1]]
