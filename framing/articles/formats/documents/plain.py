"""Plain text: one article a file, or the export of a news database."""

import re

from ..encoding import decode
from ..exports.labels import plain, read_label
from ..exports.layouts import read_export
from ..units import Findings, Limits, Raw, Unit, content
from .text_heads import Head, read_head

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

    Labels before the text of the one article say what it is, or else the lines of its head.
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
    if labelled:
        return [Raw({**values, **labelled, "text": below}, unit.name)], findings
    head = read_head_of(unit, text, findings)
    return [Raw({**values, **head.values, "text": head.text}, unit.name)], findings


def read_head_of(unit: Unit, text: str, findings: Findings, headline: str | None = None) -> Head:
    """Read the head of the one text of a unit, and say what of it was not read."""
    outlet = unit.known.get(0, {}).get("outlet_id")
    head = read_head(text, outlet=str(outlet) if outlet else None, headline=headline)
    head.say(unit.name, unit.stem, findings)
    return head


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
