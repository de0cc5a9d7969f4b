"""Word files (.docx): paragraphs and tables in their order."""

import io
import re
from collections.abc import Iterator

from ..containers.archives import check_parts, open_zip
from ..exports.layouts import split_export, to_raws
from ..units import Findings, Limits, Raw, Unit, content
from .plain import first_line

_PARTS = (".xml", ".rels")
_DOCTYPE = re.compile(rb"<!DOCTYPE|<\0!\0D\0O\0C\0T|<!ENTITY", re.IGNORECASE)


def parse_docx(unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the article in a Word file, or the articles of an export.

    A first paragraph styled as a title is the headline.
    """
    import docx

    findings = Findings()
    data = content(unit, limits.document_bytes)
    with open_zip(io.BytesIO(data), limits) as archive:
        check_parts(archive, limits)
        for info in archive.infolist():
            if info.filename.endswith(_PARTS) and _DOCTYPE.search(archive.read(info)):
                raise ValueError(
                    f"its part {info.filename} declares entities, which no Word file needs"
                )
    document = docx.Document(io.BytesIO(data))
    paragraphs: list[str] = []
    headline: str | None = None
    for text, style in _paragraphs(document):
        if not paragraphs and text.strip() and style.startswith(("Title", "Heading")):
            headline = text.strip()
        paragraphs.append(text)
    text = "\n\n".join(paragraphs)
    articles = split_export("\n".join(paragraphs))
    if articles:
        return to_raws(articles, unit, findings), findings
    values = {
        "article_id": unit.stem,
        **unit.given,
        "text": text,
        "headline": headline or first_line(text),
    }
    return [Raw(values, unit.name)], findings


def _paragraphs(document: object) -> Iterator[tuple[str, str]]:
    from docx.table import Table

    for block in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(block, Table):
            for row in block.rows:
                yield " ".join(dict.fromkeys(cell.text for cell in row.cells)), ""
        else:
            try:
                style = str(block.style.name or "")
            except (AttributeError, KeyError):
                style = ""
            yield block.text, style
