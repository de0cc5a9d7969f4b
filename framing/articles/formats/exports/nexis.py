"""Exports of Nexis, in the layout of Nexis Uni and in the older one of Lexis.

Nexis Uni marks its articles by ``Length:``, ``Body``, ``Load-Date:`` and ``End of Document``, Lexis
by ``1 of 25 DOCUMENTS`` and ``LENGTH:``.
"""

import re

from .exported import (
    COPYRIGHT,
    Exported,
    cut_after,
    cut_at,
    looks_like_date,
    make_exported,
    split_blocks,
)

_END = re.compile(r"^\s*End of Document\s*$", re.MULTILINE | re.IGNORECASE)
_START = re.compile(r"^\s*(?:Document\s+)?(\d+) of (\d+) DOCUMENTS?\s*$", re.MULTILINE)
_LENGTH = re.compile(r"^\s*length:[ \t]*[\d,]+ words", re.MULTILINE | re.IGNORECASE)
_LOAD_DATE = re.compile(r"^\s*load-date:", re.MULTILINE | re.IGNORECASE)
_FIELD = re.compile(
    r"^(byline|section|length|dateline|highlight|language|load-date|publication-type|graphic|"
    r"subject|correction|correction-date|edition|series|journal-code|copyright|body|"
    r"classification|document-type|url|pub-type):?[ \t]*(.*)$",
    re.IGNORECASE,
)
_FOOT = tuple(
    "load-date publication-type pub-type language graphic subject journal-code classification "
    "document-type correction-date url".split()
)
"""Fields that stand behind the text."""
_PAGE_OF = re.compile(r"^\s*Page \d+ of \d+\s*$", re.IGNORECASE)


def split_nexis(text: str) -> list[Exported] | None:
    """Split an export of Nexis into its articles; none if it is something else."""
    if not _LENGTH.search(text):
        return None
    starts = list(_START.finditer(text))
    if starts:
        return [_read_article(part, int(starts[0][2])) for part in cut_at(starts, text)]
    if _END.search(text) or _LOAD_DATE.search(text):
        return [_read_article(part, None) for part in cut_after(_END, text)]
    return None


def _read_article(part: str, n_promised: int | None) -> Exported:
    top, fields, body = _split_fields(part)
    headline, outlet, published = _read_top(top)
    while body and (not body[-1].strip() or COPYRIGHT.match(body[-1])):
        body = body[:-1]
    return make_exported(
        text="\n".join(body),
        headline=headline,
        outlet=outlet,
        published=published,
        language=fields.get("language"),
        url=fields.get("url"),
        length=fields.get("length"),
        n_promised=n_promised,
    )


def _split_fields(part: str) -> tuple[list[str], dict[str, str], list[str]]:
    """The lines above the fields, the fields, and the lines of the text."""
    lines = [line for line in part.split("\n") if not _PAGE_OF.match(line) and not _END.match(line)]
    is_marked = any(line.strip().lower().rstrip(":") == "body" for line in lines)
    top: list[str] = []
    fields: dict[str, str] = {}
    body: list[str] = []
    name, is_body = "", False
    for line in lines:
        match = _FIELD.match(line.strip())
        key = match[1].lower() if match and (":" in line or match[1].lower() == "body") else ""
        value = match[2].strip() if match else ""
        if key == "body" and not is_body:
            is_body, name = True, ""
            body += [value] if value else []
        elif key and key != "body" and (not is_body or key in _FOOT):
            fields.setdefault(key, value)
            name = key
        elif is_body:
            # What follows a field of the foot belongs to it.
            body += [] if name else [line]
        elif not line.strip():
            name = name if name and not fields[name] else ""
        elif name:
            fields[name] = f"{fields[name]} {line.strip()}".strip()
        elif "length" in fields and not is_marked:
            # The older layout has no line "Body": the text begins after the fields.
            is_body = True
            body.append(line)
        else:
            top += [] if fields else [line]
    return top, fields, body


def _read_top(top: list[str]) -> tuple[str | None, str | None, str | None]:
    """Headline, outlet and date: the outlet stands before the date, the headline on either side."""
    heads = [line for block in split_blocks(top) for line in block if not COPYRIGHT.match(line)]
    dated = next((n for n, line in enumerate(heads) if looks_like_date(line)), None)
    if dated is None:
        return (heads[0] if heads else None), None, None
    before = heads[:dated]
    after = [line for line in heads[dated + 1 :] if "all rights reserved" not in line.lower()]
    outlet = before[-1] if before else None
    if after:
        return " ".join(after), outlet, heads[dated]
    return (" ".join(before[:-1]) or None), outlet, heads[dated]
