"""Exports of Factiva, with fields of two letters or as plain text.

Plain text has a line ``812 words``; either way an article ends with a line like ``Document
XXX0000020230317ej3h0001``.
"""

import re

from .exported import COPYRIGHT, Exported, cut_after, looks_like_date, make_exported, split_blocks

_END = re.compile(r"^\s*Document ([A-Z0-9]{3,12}0\d{6,}[a-z0-9]*)\s*$", re.MULTILINE)
_TAG = re.compile(
    r"^[ \t]*(HD|BY|WC|PD|ET|SN|SC|PG|LA|CY|LP|TD|CT|ED|SE|CR|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|ART|"
    r"RF)(?:[ \t]+(.*))?$"
)
_WORDS = re.compile(r"^\s*([\d,]+) words\s*$", re.IGNORECASE)
_CLOCK = re.compile(r"^\d{1,2}:\d\d")
_LANGUAGES = ("English", "German", "French", "Spanish")


def split_factiva(text: str) -> list[Exported] | None:
    """Split an export of Factiva into its articles; none if it is something else."""
    if not _END.search(text):
        return None
    articles = [_read_article(part) for part in cut_after(_END, text)]
    return [article for article in articles if article]


def _read_article(part: str) -> Exported | None:
    end = _END.search(part)
    lines = part[: end.start() if end else len(part)].split("\n")
    fields = _read_fields(lines)
    if {"HD", "WC", "PD"} <= fields.keys():
        published = f"{fields['PD']} {fields.get('ET', '')}"
        return make_exported(
            text="\n\n".join(fields[tag] for tag in ("LP", "TD") if fields.get(tag)),
            headline=fields["HD"],
            outlet=fields.get("SN"),
            published=" ".join(published.split()),
            language=fields.get("LA"),
            length=fields["WC"],
        )
    n_words_line = next((n for n, line in enumerate(lines) if _WORDS.match(line)), None)
    if n_words_line is not None:
        return _read_plain(lines[:n_words_line], lines[n_words_line], lines[n_words_line + 1 :])
    text = "\n".join(lines).strip()
    return make_exported(text=text) if text else None


def _read_fields(lines: list[str]) -> dict[str, str]:
    """Tag of two or three letters -> what stands behind and below it."""
    fields: dict[str, list[str]] = {}
    tag = ""
    for line in lines:
        match = _TAG.match(line)
        if match:
            tag = match[1]
            fields.setdefault(tag, []).append(match[2] or "")
        elif tag:
            fields[tag].append(line)
    return {tag: "\n".join(value).strip() for tag, value in fields.items()}


def _read_plain(top: list[str], length: str, rest: list[str]) -> Exported:
    """Read an article without fields: headline, length, date, outlet, language, copyright, text."""
    blocks = split_blocks(top)
    headline = " ".join(blocks[0]) if len(blocks) > 1 else None
    if len(blocks) == 1:
        headline = blocks[0][0]
    lines = [line.strip() for line in rest]
    published = next((line for line in lines[:8] if looks_like_date(line)), None)
    outlet: str | None = None
    if published is not None:
        below = lines[lines.index(published) + 1 :][:4]
        outlet = next((line for line in below if line and not _CLOCK.match(line)), None)
    head_end = next((n for n, line in enumerate(lines[:20]) if COPYRIGHT.match(line)), None)
    if head_end is None:
        head_end = next((n for n, line in enumerate(lines) if not line and n > 0), 0)
    return make_exported(
        text="\n".join(rest[head_end + 1 :]),
        headline=headline,
        outlet=outlet,
        published=published,
        language=next((line for line in lines[: head_end + 1] if line in _LANGUAGES), None),
        length=length,
    )
