"""The text of a part of a Word file, whatever holds it: controls, changes, fields, boxes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "",
}
_LEFT_OUT = {
    f"{_W}del": "deletions",
    f"{_W}moveFrom": "places that text was moved from",
    f"{_W}altChunk": "embedded documents",
}
"""What is left out on purpose, with what the finding calls it."""
_PASSED_OVER = {
    *(f"{_W}{name}" for name in "instrText delText delInstrText rt sdtPr sdtEndPr".split()),
    *(f"{_W}{name}" for name in "pPr rPr tblPr tblGrid trPr tcPr sectPr smartTagPr".split()),
    *(f"{_W}{name}" for name in "customXmlPr object footnoteRef endnoteRef fldData".split()),
}
"""What holds settings, commands and codes, and no text."""
_MAX_DEPTH = 400


class Walker:
    """Goes through a tree, and notes which notes it refers to and what was left out."""

    def __init__(self) -> None:
        self.footnotes: list[str] = []
        self.endnotes: list[str] = []
        self.left_out: Counter[str] = Counter()

    def walk(self, node: Any) -> Iterator[tuple[str, str]]:
        """List the paragraphs in a node, each with the id of its style; a row is a paragraph.

        A paragraph that stands in a box follows the one that the box hangs on.
        """
        if node is not None:
            yield from self._walk(node, 0)

    def read_notes(self, part: Any, ids: list[str]) -> Iterator[str]:
        """List the texts of the notes with these ids, in their order."""
        if part is None:
            return
        notes = {note.get(f"{_W}id"): note for note in part}
        for note_id in dict.fromkeys(ids):
            if note_id in notes:
                text = " ".join(text.strip() for text, _ in self.walk(notes[note_id])).strip()
                if text:
                    yield text

    def _walk(self, node: Any, depth: int) -> Iterator[tuple[str, str]]:
        if depth > _MAX_DEPTH:
            raise ValueError("it is nested too deeply")
        for child in node:
            tag = child.tag
            if tag == f"{_W}p":
                yield from self._read_paragraph(child, depth)
            elif tag == f"{_W}tbl":
                yield from self._read_table(child, depth)
            elif tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[tag]] += 1
            elif tag == f"{_W}sdt" and _is_placeholder(child):
                self.left_out["empty fields of a form"] += 1
            elif isinstance(tag, str) and tag not in _PASSED_OVER:
                yield from self._walk(_chosen(child), depth + 1)

    def _read_paragraph(self, node: Any, depth: int) -> Iterator[tuple[str, str]]:
        pieces: list[str] = []
        boxes: list[Any] = []
        self._read_runs(node, pieces, boxes, depth)
        style = node.find(f"{_W}pPr/{_W}pStyle")
        yield "".join(pieces), "" if style is None else style.get(f"{_W}val") or ""
        for box in boxes:
            yield from self._walk(box, depth + 1)

    def _read_runs(self, node: Any, pieces: list[str], boxes: list[Any], depth: int) -> None:
        """Add the text in a node to `pieces`, and the boxes in it to `boxes`."""
        if depth > _MAX_DEPTH:
            raise ValueError("it is nested too deeply")
        for child in node:
            tag = child.tag
            if not isinstance(tag, str) or tag in _PASSED_OVER:
                continue
            name = tag.removeprefix(_W)
            if name == "t" or tag == f"{_MATH}t":
                pieces.append(child.text or "")
            elif name in _CHARACTERS:
                pieces.append(_CHARACTERS[name])
            elif name == "sym":
                pieces.append(_symbol(child.get(f"{_W}char")))
            elif name == "footnoteReference":
                self.footnotes.append(child.get(f"{_W}id") or "")
            elif name == "endnoteReference":
                self.endnotes.append(child.get(f"{_W}id") or "")
            elif name == "txbxContent":
                boxes.append(child)
            elif tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[tag]] += 1
            elif name == "r" and _is_hidden(child):
                self.left_out["hidden words"] += 1
            elif name == "sdt" and _is_placeholder(child):
                self.left_out["empty fields of a form"] += 1
            else:
                self._read_runs(_chosen(child), pieces, boxes, depth + 1)

    def _read_table(self, table: Any, depth: int) -> Iterator[tuple[str, str]]:
        """List the rows of a table: cells of one paragraph share one, between them a tab."""
        for row in _inside(table, f"{_W}tr"):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                self.left_out["deletions"] += 1
                continue
            line: list[str] = []
            style = ""
            for cell in _inside(row, f"{_W}tc"):
                filled = [pair for pair in self._walk(cell, depth + 1) if pair[0].strip()]
                line += [text for text, _ in filled[:1]]
                style = style or next((style for _, style in filled[:1]), "")
                if len(filled) > 1:
                    yield "\t".join(line), style
                    yield from filled[1:]
                    line, style = [], ""
            if line:
                yield "\t".join(line), style


def _inside(node: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those in controls and changes too."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _inside(child, tag)


def _chosen(node: Any) -> Iterable[Any]:
    """The one of several forms of the same content that a new program shows."""
    if node.tag != f"{_MC}AlternateContent":
        return node  # type: ignore[no-any-return]
    forms = [*node.findall(f"{_MC}Choice"), *node.findall(f"{_MC}Fallback")]
    full = [form for form in forms if any(True for _ in form.iter(f"{_W}t"))]
    return (full or forms)[:1]


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    is_on = mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")
    return is_on and any(True for _ in run.iter(f"{_W}t"))


def _is_placeholder(control: Any) -> bool:
    return control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None


def _symbol(code: str | None) -> str:
    """The character of a symbol; those of fonts of symbols have no meaning without their font."""
    try:
        character = chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= character <= "\uf8ff" else character
