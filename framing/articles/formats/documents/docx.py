"""Word files (.docx): all text of the body in its order, notes behind it."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import lxml.etree

from ..containers.archives import check_parts, open_zip
from ..exports.layouts import read_export
from ..units import Findings, Limits, Raw, Unit, content
from .docx_text import Walker
from .plain import read_head_of, read_labels
from .text_heads import read_head

_PARTS = (".xml", ".rels")
_DOCTYPE = re.compile(rb"<!DOCTYPE|<\0!\0D\0O\0C\0T|<!ENTITY", re.IGNORECASE)
_TOP = 6
"""Paragraphs above the headline, at most: a kicker, a date, a name of an outlet."""
_MAX_ABOVE = 120
"""Characters that such a paragraph may have."""
_MANY = 5
"""Paragraphs below a heading from which on it may be the headline of an article of its own."""
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_WORD}}}"
_STYLE = lxml.etree.XPath("w:style[@w:styleId=$id]", namespaces={"w": _WORD})


class _Paragraph(NamedTuple):
    text: str
    rank: int
    """1 for a title, 2 for a first heading, 3 for another heading, 0 for text."""


def parse_docx(unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the article in a Word file, or the articles of an export.

    A title at the top is the headline, or else a heading there; what stands above it follows it.
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
    paragraphs = list(_read_paragraphs(document, unit.name, findings))
    raws = read_export(
        "\n".join(paragraph.text for paragraph in paragraphs), unit, findings, are_paragraphs=True
    )
    if raws:
        return raws, findings
    _warn_of_several(paragraphs, unit, findings)
    headline_no = _find_headline(paragraphs)
    texts = [paragraph.text.replace("\t", " ") for paragraph in paragraphs]
    labelled, below = read_labels(
        "\n".join(line.strip() for line in texts if line.strip()), are_paragraphs=True
    )
    if labelled:
        text = below.strip().replace("\n", "\n\n")
        return [
            Raw({"article_id": unit.stem, **unit.given, **labelled, "text": text}, unit.name)
        ], findings
    headline = "" if headline_no is None else texts.pop(headline_no).strip()
    head = read_head_of(unit, "\n\n".join(texts), findings, headline or None)
    text = f"{headline}\n\n{head.text}" if headline else head.text
    values = {
        "article_id": unit.stem,
        **({"headline": headline} if headline else {}),
        **head.values,
        **unit.given,
        "text": text,
    }
    return [Raw(values, unit.name)], findings


def _read_paragraphs(document: Any, name: str, findings: Findings) -> Iterator[_Paragraph]:
    """Read the body and the notes that it refers to; what is left out of them is a finding."""
    walker = Walker()
    styles = _Styles(document)
    for text, style in walker.walk(document.element.body):
        yield _Paragraph(text, styles.rank(style))
    parts = {rel.reltype.rpartition("/")[2]: rel for rel in document.part.rels.values()}
    for kind, ids in (("footnotes", walker.footnotes), ("endnotes", walker.endnotes)):
        for text in walker.read_notes(_part(parts.get(kind)), ids):
            yield _Paragraph(text, 0)
    left_out = Counter(walker.left_out)
    for kind in ("comments", "header", "footer"):
        for rel in document.part.rels.values():
            if rel.reltype.rpartition("/")[2] == kind:
                text = " ".join(piece for piece, _ in Walker().walk(_part(rel))).strip()
                left_out[kind] += bool(text)
    shown = ", ".join(f"{what} {n}" for what, n in left_out.items() if n)
    if shown:
        message = f"Of the Word file these were left out on purpose: {shown}."
        findings.say(name, "parts_left_out", "note", message)


def _part(rel: Any) -> Any:
    """The tree of a part of the file, or none if it is not there or damaged."""
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    if rel is None or rel.is_external:
        return None
    try:
        return lxml.etree.fromstring(rel.target_part.blob, parser)
    except lxml.etree.XMLSyntaxError:
        return None


class _Styles:
    """The ranks of the styles that a file uses, by their own names or those of their bases.

    The ids are in the language of the program that wrote the file, the names in English.
    """

    def __init__(self, document: Any) -> None:
        self._ranks: dict[str, int] = {}
        try:
            self._element = document.styles.element
        except (AttributeError, KeyError):
            self._element = None

    def rank(self, style_id: str) -> int:
        """1 for titles, 2 for first headings, 3 for others, 0 for text."""
        if style_id not in self._ranks:
            self._ranks[style_id] = self._find_rank(style_id)
        return self._ranks[style_id]

    def _find_rank(self, style_id: str) -> int:
        for _ in range(12):
            found = _STYLE(self._element, id=style_id) if self._element is not None else []
            if not found:  # a file without styles names them by their usual ids
                return _rank(re.sub(r"(?<=[a-z])(?=\d$)", " ", style_id.lower()))
            name, base = found[0].find(f"{_W}name"), found[0].find(f"{_W}basedOn")
            rank = _rank((name.get(f"{_W}val") or "").lower() if name is not None else "")
            if rank:
                return rank
            style_id = (base.get(f"{_W}val") or "") if base is not None else ""
        return 0


def _rank(name: str) -> int:
    if name in ("title", "headline"):
        return 1
    if name == "heading 1":
        return 2
    return 3 if name.startswith("heading") else 0


def _warn_of_several(paragraphs: list[_Paragraph], unit: Unit, findings: Findings) -> None:
    """Say that headings may part several articles: days stand below them, or much text does."""
    blocks: list[list[str]] = []
    ranks: list[int] = []
    for paragraph in paragraphs:
        if paragraph.text.strip() and paragraph.rank:
            ranks.append(paragraph.rank)
            blocks.append([paragraph.text.strip()])
        elif paragraph.text.strip() and blocks:
            blocks[-1].append(paragraph.text.strip())
    dated = [block for block in blocks if "published_at" in _read_below(block)]
    # Below a title, headings part one article.
    first = [block for block, rank in zip(blocks, ranks, strict=True) if rank == min(ranks)]
    long = [block for block in first if len(block) > _MANY]
    parts = dated if len(dated) > 1 else long
    if len(parts) < 2:
        return
    shown = ", ".join(repr(block[0][:60]) for block in parts[:3])
    message = (
        f"{len(parts)} headings with {'days' if len(dated) > 1 else 'many paragraphs'} below them "
        f"may begin articles of their own, and were read as one article: {shown}."
    )
    severity = "warning" if len(dated) > 1 else "note"
    findings.say(unit.name, "several_articles", severity, message, unit.stem)


def _read_below(block: list[str]) -> dict[str, object]:
    """What the lines below a heading say."""
    below = "\n\n".join(line[: _MAX_ABOVE + 1] for line in block[1 : _TOP + 1])
    return read_head(f"{below}\n\nText.", headline=block[0]).values


def _find_headline(paragraphs: list[_Paragraph]) -> int | None:
    """Find the title among the first paragraphs, which are short up to there, or a heading."""
    top: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        if not paragraph.text.strip():
            continue
        if len(top) > _TOP:
            break
        top.append(number)
        if not paragraph.rank and len(paragraph.text) > _MAX_ABOVE:
            break
    ranked = [(paragraphs[number].rank, number) for number in top if paragraphs[number].rank]
    return min(ranked)[1] if ranked else None
