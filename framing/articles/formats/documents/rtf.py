"""RTF: the text without its marks of layout."""

from ..exports.layouts import split_export, to_raws
from ..units import Findings, Limits, Raw, Unit, content
from .plain import first_line


def parse_rtf(unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the article in an RTF file, or the articles of an export."""
    from striprtf.striprtf import rtf_to_text

    findings = Findings()
    source = content(unit, limits.page_bytes * 4).decode("cp1252", errors="replace")
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    articles = split_export(text)
    if articles:
        return to_raws(articles, unit, findings), findings
    paragraphs = "\n\n".join(line for line in text.split("\n") if line.strip())
    values = {
        "article_id": unit.stem,
        **unit.given,
        "text": paragraphs,
        "headline": first_line(paragraphs),
    }
    return [Raw(values, unit.name)], findings
