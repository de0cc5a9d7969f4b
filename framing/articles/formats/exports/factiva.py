"""Exports of Factiva, with fields of two letters or as plain text.

Plain text has a line ``812 words``; either way an article ends with a line like ``Document
XXX0000020230317ej3h0001``, or in the field ``AN``. Fields are parted from what they hold by a tab,
as in a table, or by blanks.
"""

import re

from .date_lines import read_date_line
from .exported import N_WORDS, Export, Exported, cut_after, make_exported, split_blocks
from .fields import COPYRIGHT
from .labels import DOCUMENT, language_code

_CODE = r"[A-Z0-9]{3,12}0\d{6,}[a-z0-9]*"
_END = re.compile(rf"^[ \t]*(?:{DOCUMENT}) ({_CODE})\s*$", re.MULTILINE | re.IGNORECASE)
_TAGS = (
    "HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|ART|SE|DT|"
    "DLN|NGC|PP|PN|ATC|DCG"
)
_TAG = re.compile(rf"^[ \t]*({_TAGS})(?:[ \t]+(.*))?$")
_TAG_AND_TAB = re.compile(rf"^[ \t|]*({_TAGS})[ ]*(?:\t(.*))?$")
_CODED = ("CO", "IN", "NS", "RE")
"""Fields of codes, with a colon between a code and its name; they are words of English, too."""
_ONCE = ("HD", "PD", "WC", "SN", "AN", "LP", "TD")
"""Fields that an article has once, so that a second one belongs to the next article."""
_NEEDED = ({"HD"}, {"PD"}, {"LP", "TD"}, {"WC", "SN", "AN"})
"""Of each of these an article has one field or more."""
_WORDS = re.compile(rf"^\s*{N_WORDS}\s*$", re.IGNORECASE)
_CLOCK = re.compile(r"^\d{1,2}[:.h]\d\d")


def split_factiva(text: str) -> Export | None:
    """Split an export of Factiva into its articles; none if it is something else."""
    lines = text.split("\n")
    by_fields = _split_fields(lines)
    if by_fields:
        articles = [_read_tagged(fields) for fields in by_fields]
        return Export("Factiva", articles, None, len(articles))
    if not _END.search(text):
        return None
    parts = cut_after(_END, text)
    plain = [(part, _find_length(part)) for part in parts]
    articles = [_read_plain(part, place) for part, place in plain if place is not None]
    left_out = "\n".join(part for part, place in plain if place is None)
    if not articles:
        return None
    return Export("Factiva", articles, None, len(_END.findall(text)), left_out)


def _split_fields(lines: list[str]) -> list[dict[str, str]]:
    """List the fields of each article: tag -> what stands behind and below it."""
    pattern = _TAG_AND_TAB if any(re.match(r"^[ \t|]*HD[ ]*\t", line) for line in lines) else _TAG
    articles: list[dict[str, list[str]]] = [{}]
    tag = ""
    for line in lines:
        match = pattern.match(line)
        value = (match[2] or "").strip() if match else ""
        if match and not (match[1] in _CODED and value and " : " not in value):
            if match[1] in _ONCE and match[1] in articles[-1]:
                articles.append({})
            tag = match[1]
            articles[-1].setdefault(tag, []).append(value)
        elif _END.match(line):
            articles.append({})
            tag = ""
        elif tag:
            articles[-1][tag].append(line)
    fields = [
        {tag: "\n".join(value).strip() for tag, value in article.items()} for article in articles
    ]
    return [article for article in fields if all(article.keys() & tags for tags in _NEEDED)]


def _read_tagged(fields: dict[str, str]) -> Exported:
    return make_exported(
        text="\n\n".join(fields[tag] for tag in ("LP", "TD", "CT") if fields.get(tag)),
        headline=fields["HD"],
        outlet=fields.get("SN"),
        published=" ".join(f"{fields['PD']} {fields.get('ET', '')}".split()),
        language=fields.get("LA"),
        length=fields.get("WC"),
    )


def _find_length(part: str) -> int | None:
    """The line of a part that says how many words there are."""
    lines = part.split("\n")
    return next((n for n, line in enumerate(lines) if _WORDS.match(line)), None)


def _read_plain(part: str, place: int) -> Exported:
    """Read an article without fields: headline, length, date, outlet, language, copyright, text.

    `place` is the line that says how many words there are.
    """
    end = _END.search(part)
    lines = part[: end.start() if end else len(part)].split("\n")
    blocks = split_blocks(lines[:place])
    headline = " ".join(blocks[0]) if len(blocks) > 1 else blocks[0][0] if blocks else None
    rest = [line.strip() for line in lines[place + 1 :]]
    dated = next((n for n, line in enumerate(rest[:8]) if read_date_line(line)), None)
    published = outlet = None
    if dated is not None:
        below = [line for line in rest[dated + 1 : dated + 5] if line]
        clock = next((line for line in below[:1] if _CLOCK.match(line)), "")
        published = f"{rest[dated]} {clock}".strip()
        outlet = next((line for line in below if not _CLOCK.match(line)), None)
    head_end = next((n for n, line in enumerate(rest[:20]) if COPYRIGHT.search(line)), None)
    if head_end is None:
        head_end = next((n for n, line in enumerate(rest) if not line and n > 0), 0)
    return make_exported(
        text="\n".join(lines[place + 2 + head_end :]),
        headline=headline,
        outlet=outlet,
        published=published,
        language=next((line for line in rest[: head_end + 1] if language_code(line)), None),
        length=lines[place],
    )
