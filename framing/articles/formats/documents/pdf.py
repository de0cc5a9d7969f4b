"""PDF: lines become paragraphs again, without what stands at the head and foot of every page.

A PDF knows places of letters and no paragraphs: `pdf_lines` makes lines of letters, `pdf_heads`
drops lines at the edges of pages that repeat or that a browser printed there, with a finding that
quotes them, and `pdf_paragraphs` joins the others.
"""

from ..addresses import outlet_of
from ..exports.layouts import read_export
from ..units import Findings, Limits, Raw, Unit, content
from .pdf_heads import drop_print_marks, drop_running
from .pdf_lines import MAX_LETTERS, Line, read_lines
from .pdf_paragraphs import cut_paragraphs, join_lines, raise_headline
from .text_heads import find_day, first_line


def parse_pdf(unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the article in a PDF, or the articles of an export.

    A print of a browser names the address of its page, whose domain is the outlet.
    """
    findings = Findings()
    pages = _read_pages(unit, limits, findings)
    pages, url = drop_print_marks(pages, unit.name, findings)
    lines = drop_running(pages, unit.name, findings)
    paragraphs = cut_paragraphs(lines)
    text = _join(raise_headline(paragraphs))
    if not text.strip():
        message = (
            "The PDF holds no text (scanned pages?) and was left out; "
            "run a text recognition on it first."
        )
        findings.say(unit.name, "empty", "warning", message)
        return [], findings
    raws = read_export(
        "\n\n".join("\n".join(line.text for line in part) for part in paragraphs), unit, findings
    )
    for raw in raws:
        written = str(raw.values.get("text") or "").split("\n\n")
        raw.values["text"] = join_lines([part.split("\n") for part in written])
    if raws:
        return raws, findings
    values = {
        "article_id": unit.stem,
        **find_day(text),
        **unit.given,
        "text": text,
        "headline": first_line(text),
    }
    if url:
        values = {"url": url, "outlet_id": outlet_of(url), **values}
    return [Raw(values, unit.name)], findings


def _join(paragraphs: list[list[Line]]) -> str:
    return join_lines([[line.text for line in part] for part in paragraphs])


def _read_pages(unit: Unit, limits: Limits, findings: Findings) -> list[list[Line]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content(unit, limits.document_bytes))
    except pypdfium2.PdfiumError as error:
        is_locked = "assword" in str(error)
        reason = "it is protected by a password" if is_locked else "it is damaged or no PDF"
        raise ValueError(f"{reason} ({error})") from error
    pages, n_broken, n_left = [], 0, MAX_LETTERS
    try:
        n_pages = len(document)
        for number in range(min(n_pages, limits.n_pages)):
            try:
                lines, n_letters = read_lines(document[number], number, n_left)
            except pypdfium2.PdfiumError:
                n_broken += 1
                continue
            pages.append(lines)
            n_left -= n_letters
    finally:
        document.close()
    if n_broken:
        message = f"{n_broken} pages of {n_pages} could not be read."
        findings.say(unit.name, "broken_page", "error", message)
    if n_pages > limits.n_pages:
        message = f"Only the first {limits.n_pages} of {n_pages} pages were read; split the file."
        findings.say(unit.name, "missing_pages", "error", message)
    return pages
