"""RTF: the text without its marks of layout."""

import re

from ..exports.layouts import read_export
from ..units import Findings, Limits, Raw, Unit, content
from .plain import read_head_of, read_labels

_INSTRUCTION = re.compile(r"\{\\\*\s*\\fldinst\b")
"""What a field is told to do, with the addresses in it; what it shows stays."""
_UNSEEN = re.compile(r"\{(?:\\[a-z]{1,30}-?\d{0,9} ?){0,40}?\\(?:v|deleted)(?![a-z0-9])")
_NOTE = re.compile(r"\{(?:\\\*)?\\footnote(?![a-z])(?:\\ftnalt)?")
_CELL = re.compile(r"\\(?:nest)?cell(?![a-z])\s?")
_ROW = re.compile(r"\\(?:nest)?row(?![a-z])\s?")


def parse_rtf(unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the article in an RTF file, or the articles of an export.

    Of a link the words are read and not its address; the cells of a row stand in one line.
    """
    from striprtf.striprtf import rtf_to_text

    findings = Findings()
    source = content(unit, limits.page_bytes * 4).decode("cp1252", errors="replace")
    source, _ = _cut_groups(source, _INSTRUCTION)
    source, hidden = _cut_groups(source, _UNSEEN)
    source, notes = _cut_groups(source, _NOTE)
    if hidden:
        message = (
            f"Of the RTF these were left out on purpose: deleted or hidden words {len(hidden)}."
        )
        findings.say(unit.name, "parts_left_out", "note", message)
    if notes and "}" in source:
        end = source.rindex("}")
        source = source[:end] + "".join(f"\\par\n{note}" for note in notes) + source[end:]
    source = _ROW.sub(r"\\par ", _CELL.sub(r"\\tab ", source))
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    raws = read_export(text, unit, findings, are_paragraphs=True)
    if raws:
        return raws, findings
    lines = (line.replace("\t", " ").strip() for line in text.split("\n"))
    paragraphs = "\n\n".join(line for line in lines if line)
    labelled, below = read_labels(paragraphs.replace("\n\n", "\n"), are_paragraphs=True)
    if labelled:
        text = below.strip().replace("\n", "\n\n")
        return [
            Raw({"article_id": unit.stem, **unit.given, **labelled, "text": text}, unit.name)
        ], findings
    head = read_head_of(unit, paragraphs, findings)
    values = {"article_id": unit.stem, **head.values, **unit.given, "text": head.text}
    return [Raw(values, unit.name)], findings


def _cut_groups(source: str, pattern: re.Pattern[str]) -> tuple[str, list[str]]:
    """Cut the groups that begin like a pattern out of a source; what is left, and the groups."""
    pieces: list[str] = []
    groups: list[str] = []
    position = 0
    for match in pattern.finditer(source):
        if match.start() < position:
            continue
        pieces.append(source[position : match.start()])
        position = _end_of_group(source, match.start())
        groups.append("{" + source[match.end() : position])
    return "".join([*pieces, source[position:]]), groups


def _end_of_group(source: str, start: int) -> int:
    """The place behind the brace that closes the group that opens at `start`."""
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(source, start):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    return len(source)
