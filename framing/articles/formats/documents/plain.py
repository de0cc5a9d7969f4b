"""Plain text: one article a file, or the export of a news database."""

from ....text import find_paragraphs, normalise
from ..encoding import decode
from ..exports.layouts import read_export
from ..units import Findings, Limits, Raw, Unit, content

MAX_HEADLINE = 200
"""Characters that a first paragraph of a text file may have to be taken for a headline."""


def parse_text(unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the article in a text file, or the articles of an export.

    A first short line with paragraphs after it is the headline of the one article.
    """
    findings = Findings()
    text = decode(content(unit, limits.text_bytes), unit.name, findings)
    if text is None:
        return [], findings
    raws = read_export(text, unit, findings)
    if raws:
        return raws, findings
    return [
        Raw({"article_id": unit.stem, "text": text, "headline": first_line(text)}, unit.name)
    ], findings


def first_line(text: str) -> str | None:
    """Return the first paragraph if it is a headline.

    That is one line of at most `MAX_HEADLINE` characters, with other paragraphs behind it.
    """
    text = normalise(text)
    paragraphs = find_paragraphs(text[: MAX_HEADLINE * 3])
    if len(paragraphs) < 2 or paragraphs[0][1] > MAX_HEADLINE or "\n" in text[: paragraphs[0][1]]:
        return None
    return text[: paragraphs[0][1]]
