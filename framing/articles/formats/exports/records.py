"""Records with a label or a tag before each field: exports of EBSCO, Gale and wiso, and RIS.

EBSCO numbers its records (``Record: 1``) and puts the text last, behind ``Full Text:``. RIS, which
most databases give for programs that keep references, has a tag of two letters at the beginning of
each line, and often no more than an abstract.
"""

import re

from .common import Export, Exported, cut_after, cut_at, make_exported
from .date_lines import find_date

_RECORD = re.compile(r"^[ \t]*Record:[ \t]*\d+[ \t]*$", re.MULTILINE)
_EBSCO = re.compile(r"^[ \t]*(Title|Source|Language|Full Text Word Count|Full Text):[ \t]*", re.M)
_FOOT = re.compile(r"^[ \t]*(?:Copyright of .+ is the property of|Database:|_{5,})", re.MULTILINE)
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")
_GALE_END = re.compile(r"^[ \t]*Gale Document Number:.*$", re.MULTILINE)
_GALE_SOURCE = re.compile(r"(?P<outlet>.{2,120}?)[.,]?\s+\((?P<day>[^()]*\d{4})\)")
_WISO_END = re.compile(
    r"^[ \t]*Dauerhafte Adresse des Dokuments:.*(?:\n[ \t]*Alle Rechte vorbehalten.*)?"
    r"(?:\n[ \t]*©.*)?$",
    re.MULTILINE,
)
_WISO_SOURCE = re.compile(r"\s*(?P<outlet>.{2,120}?)\s+(?:vom\s+)?(?P<day>\d\d\.\d\d\.\d{4})\b")
_WISO_HEAD = re.compile(r"\s*(?:Ressort|Rubrik|Ausgabe|Dokumentnummer|Seiten?|Nr\.|Autor)\s*:")
_RIS_START = re.compile(r"^TY {2}- ?", re.MULTILINE)
_RIS = re.compile(r"^([A-Z][A-Z0-9]) {2}- ?(.*)$")
_RIS_TAGS = {
    "headline": ("TI", "T1", "CT"),
    "outlet": ("T2", "JO", "JF", "JA", "BT", "PB"),
    "published": ("DA", "Y1", "PY"),
    "text": ("FT", "N2", "AB", "N1"),
    "url": ("UR", "L2"),
    "language": ("LA",),
}
"""What of an article -> the tags that may hold it, the surest first."""


def split_records(text: str) -> Export | None:
    """Split an export of EBSCO or a RIS file into its articles; none if it is something else."""
    if _RIS_START.search(text[:2000]):
        parts = cut_at(list(_RIS_START.finditer(text)), text)
        read = [_read_ris(part) for part in parts]
        articles = [article for article in read if article.values]
        return Export("RIS", articles, None, len(parts))
    for database, end, read_one in _CITED:
        parts = [part for part in cut_after(end, text) if end.search(part)]
        if parts:
            return Export(database, [read_one(part) for part in parts], None, len(parts))
    starts = list(_RECORD.finditer(text))
    if not starts or "Full Text:" not in text:
        return None
    parts = cut_at(starts, text)
    articles = [_read_ebsco(part) for part in parts if "Full Text:" in part]
    return Export("EBSCO", articles, None, len(parts))


def _read_ebsco(part: str) -> Exported:
    marks = list(_EBSCO.finditer(part))
    place = next(n for n, mark in enumerate(marks) if mark[1] == "Full Text")
    fields: dict[str, str] = {}
    for mark in marks[:place]:
        line = part[mark.end() :].partition("\n")
        more = re.match(r"(?:[ \t]{2,}\S.*\n?)*", line[2])
        fields.setdefault(mark[1], f"{line[0]} {more[0] if more else ''}".strip())
    text = part[marks[place].end() :]
    foot = _FOOT.search(text)
    source = fields.get("Source", "")
    day = _DAY.search(source)
    return make_exported(
        text=text[: foot.start()] if foot else text,
        headline=fields.get("Title", "").removesuffix("."),
        outlet=re.split(r"\.\s|,\s|;\s", source)[0],
        published=day[0] if day else find_date(source),
        language=fields.get("Language"),
        length=f"{fields.get('Full Text Word Count', '')} words",
    )


def _read_gale(part: str) -> Exported:
    head, _, body = part.partition("Full Text:")
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    cited = next((match for line in lines if (match := _GALE_SOURCE.match(line))), None)
    body = re.split(r"^\s*(?:Source Citation|Copyright:)", body, maxsplit=1, flags=re.M)[0]
    return make_exported(
        text=re.sub(r"\A\s*(?:Byline|Dateline):.*", "", body),
        headline=lines[0] if lines else None,
        outlet=cited["outlet"] if cited else None,
        published=(find_date(cited["day"]) or cited["day"]) if cited else None,
    )


def _read_wiso(part: str) -> Exported:
    lines = part.strip().split("\n")
    place, cited = next(
        ((n, match) for n, line in enumerate(lines[:12]) if (match := _WISO_SOURCE.match(line))),
        (0, None),
    )
    rest = [line for line in lines[place + 1 :] if not _WISO_HEAD.match(line)]
    end = next((n for n, line in enumerate(rest) if line.startswith("Quelle:")), len(rest))
    return make_exported(
        text="\n".join(rest[:end]),
        headline=" ".join(lines[: place or 1]),
        outlet=cited["outlet"] if cited else None,
        published=cited["day"] if cited else None,
        language="Deutsch",
    )


_CITED = (("Gale", _GALE_END, _read_gale), ("wiso", _WISO_END, _read_wiso))
"""Databases, the line that ends each of their articles, and how one is read."""


def _read_ris(part: str) -> Exported:
    fields: dict[str, list[str]] = {}
    tag = ""
    for line in part.split("\n")[1:]:
        match = _RIS.match(line.rstrip())
        if match:
            tag = match[1]
            if tag == "ER":
                break
            fields.setdefault(tag, []).append(match[2].strip())
        elif tag and line.strip():
            fields[tag][-1] += f"\n{line.strip()}"
    found = {
        ours: next(("\n\n".join(fields[tag]) for tag in tags if any(fields.get(tag, []))), None)
        for ours, tags in _RIS_TAGS.items()
    }
    published = (found["published"] or "").partition("\n")[0].strip("/ ")
    return make_exported(
        text=found["text"] or "",
        headline=found["headline"],
        outlet=found["outlet"],
        published=published,
        language=found["language"],
        url=found["url"],
    )
