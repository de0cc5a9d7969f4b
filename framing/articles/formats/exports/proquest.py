"""Exports of ProQuest: ``Document 1 of 25``, ``Full text:``, ``Publication title:``."""

import re

from .exported import Exported, cut_at, make_exported

_START = re.compile(r"^\s*Document (\d+) of (\d+)\s*$", re.MULTILINE)
_FIELD = re.compile(
    r"^(author|publication info|proquest document link|links?|abstract|full text|title|"
    r"publication title|pages|publication year|publication date|publication subject|section|"
    r"publisher|place of publication|subject|location|people|company / organization|company|"
    r"country of publication|issn|e-issn|source type|language of publication|document type|"
    r"proquest document id|document url|copyright|last updated|database|identifier / keyword|"
    r"column|first page|dateline|number of references|classification|credit):[ \t]*(.*)$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*_{10,}\s*$", re.MULTILINE)
_IN_TEXT = ("location", "people", "column", "section")
"""Names of fields that are words of a text too, and count as such inside of it."""


def split_proquest(text: str) -> list[Exported] | None:
    """Split an export of ProQuest into its articles; none if it is something else."""
    lower = text.lower()
    if "full text:" not in lower:
        return None
    starts = list(_START.finditer(text))
    if starts:
        return [_read_article(part, int(starts[0][2])) for part in cut_at(starts, text)]
    if "proquest document id:" in lower and "publication title:" in lower:
        return [_read_article(text, None)]
    return None


def _read_article(part: str, n_promised: int | None) -> Exported:
    top, fields = _split_fields(part)
    publication = fields.get("publication title", "") or fields.get("publication info", "")
    return make_exported(
        text=fields.get("full text", ""),
        headline=fields.get("title") or " ".join(top) or None,
        outlet=re.split(r"[;\n]", publication)[0].strip() or None,
        published=fields.get("publication date") or fields.get("publication info"),
        language=fields.get("language of publication"),
        url=fields.get("document url"),
        n_promised=n_promised,
    )


def _split_fields(part: str) -> tuple[list[str], dict[str, str]]:
    """The lines above the fields, and the fields."""
    top: list[str] = []
    fields: dict[str, list[str]] = {}
    name = ""
    for line in _RULE.sub("", part).split("\n"):
        match = _FIELD.match(line.strip())
        key = match[1].lower() if match else ""
        is_in_text = name == "full text" and key in _IN_TEXT
        if match and not is_in_text and key not in fields:
            name = key
            fields[name] = [match[2]]
        elif name:
            fields[name].append(line)
        elif line.strip():
            top.append(line.strip())
    return top, {name: "\n".join(value).strip() for name, value in fields.items()}
