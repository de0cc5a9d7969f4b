"""RTF: the text without its marks of layout."""

import re

from ..exports.layouts import read_export
from ..units import Findings, Limits, Raw, Unit, content
from .plain import first_line

_INSTRUCTION = re.compile(r"\{\\\*\s*\\fldinst\b")
_CELL = re.compile(r"\\(?:nest)?cell(?![a-z])\s?")
_ROW = re.compile(r"\\(?:nest)?row(?![a-z])\s?")


def parse_rtf(unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the article in an RTF file, or the articles of an export.

    Of a link the words are read and not its address; the cells of a row stand in one line.
    """
    from striprtf.striprtf import rtf_to_text

    findings = Findings()
    source = content(unit, limits.page_bytes * 4).decode("cp1252", errors="replace")
    source = _ROW.sub(r"\\par ", _CELL.sub(r"\\tab ", _drop_instructions(source)))
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    raws = read_export(text, unit, findings, are_paragraphs=True)
    if raws:
        return raws, findings
    lines = (line.replace("\t", " ").strip() for line in text.split("\n"))
    paragraphs = "\n\n".join(line for line in lines if line)
    values = {
        "article_id": unit.stem,
        **unit.given,
        "text": paragraphs,
        "headline": first_line(paragraphs),
    }
    return [Raw(values, unit.name)], findings


def _drop_instructions(source: str) -> str:
    """Drop what a field is told to do, with the addresses in it; what it shows stays."""
    pieces: list[str] = []
    position = 0
    for match in _INSTRUCTION.finditer(source):
        if match.start() < position:
            continue
        pieces.append(source[position : match.start()])
        position = _end_of_group(source, match.start())
    return "".join([*pieces, source[position:]])


def _end_of_group(source: str, start: int) -> int:
    """The place behind the brace that closes the group that opens at `start`."""
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(source, start):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    return len(source)
