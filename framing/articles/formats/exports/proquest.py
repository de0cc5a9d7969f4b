"""Exports of ProQuest: ``Document 1 of 25``, ``Full text:``, ``Publication title:``.

The labels are in the language of the user; a document is numbered, or the only one of its file.
"""

import re

from .common import Export, Exported, cut_at, make_exported
from .fields import read_document
from .labels import BELOW, DOCUMENT, N_OF, read_label

_START = re.compile(rf"^\s*(?:{DOCUMENT})[ \t]+{N_OF}\s*$", re.MULTILINE | re.IGNORECASE)
_RULE = re.compile(r"^\s*_{10,}\s*$", re.MULTILINE)
_DETAILS = re.compile(r"^[ \t]*Details[ \t]*$", re.MULTILINE)
_FULL = re.compile(r"^[ \t]*Full [Tt]ext\s*\|.*$", re.MULTILINE)
_MARKS = ({"body"}, {"outlet", "publication_info"}, {"published", "publication_info", "number"})
"""Of each of these an article has one field or more."""
_ALSO_BELOW = ("headline", "outlet", "published", "publication_info", "section")
"""Fields that stand below a text too, and with which the foot may begin."""


def split_proquest(text: str) -> Export | None:
    """Split an export of ProQuest into its articles; none if it is something else."""
    text = _join_details(text)
    starts = list(_START.finditer(text))
    if not starts and "proquest" not in text.lower():
        return None
    parts = cut_at(starts, text) if starts else re.split(_RULE, text)
    parts = [part for part in parts if _is_document(part)]
    if not parts:
        return None
    n_promised = int(starts[0][2]) if starts else None
    return Export("ProQuest", [_read_article(part) for part in parts], n_promised, len(parts))


def _join_details(text: str) -> str:
    """Put what stands below a label of the newer layout behind it, and close its rules.

    Its text stands below ``Full Text | Newspapers``, its fields below ``Details``.
    """
    if not _DETAILS.search(text) or not _FULL.search(text):
        return text
    pieces = _DETAILS.split(text)
    for place, piece in enumerate(pieces[1:], start=1):
        lines = piece.split("\n")
        for index, line in enumerate(lines[:-1]):
            is_label = read_label(f"{line.strip()}:")[0] and ":" not in line
            if is_label and lines[index + 1].strip():
                lines[index] = f"{line.strip()}: {lines[index + 1].strip()}"
                lines[index + 1] = ""
        pieces[place] = "\n".join(lines)
    joined = "\n".join(_RULE.sub("", piece) for piece in pieces)
    return _FULL.sub("Full text:", joined)


def _is_document(part: str) -> bool:
    """Tell whether a part has the fields of an article, and a text with its label."""
    fields = {read_label(line.strip())[0] for line in part.split("\n")}
    return all(fields & marks for marks in _MARKS)


def _read_article(part: str) -> Exported:
    document = read_document(_RULE.sub("", part).split("\n"), (*BELOW, *_ALSO_BELOW))
    values = document.values
    outlet = values.get("outlet") or values.get("publication_info", "")
    return make_exported(
        text="\n".join(document.body),
        headline=values.get("headline") or " ".join(" ".join(document.top).split()) or None,
        outlet=re.split(r"[;\n]", outlet)[0].strip() or None,
        published=values.get("published") or values.get("publication_info"),
        language=values.get("language"),
        url=values.get("url"),
    )
