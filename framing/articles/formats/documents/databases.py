"""Full-text exports of news databases: several articles in one file, each between headers and a
foot.

Four layouts are told apart by their own marks: that of Nexis Uni (``Length:``, ``Body``,
``Load-Date:``, ``End of Document``), the older one of Lexis (``1 of 25 DOCUMENTS``, ``LENGTH:``),
Factiva's (two-letter fields, or plain with ``812 words`` and a last line ``Document
XXX0000020230317ej3h0001``) and ProQuest's (``Document 1 of 25``, ``Full text:``, ``Publication
title:``). The text of a document counts, whatever file it came in.
"""

import re
from typing import NamedTuple

from ...dates import parse_date
from ..units import Findings, Raw, Unit

_LEXIS_END = re.compile(r"^\s*End of Document\s*$", re.MULTILINE | re.IGNORECASE)
_LEXIS_START = re.compile(r"^\s*(?:Document\s+)?(\d+) of (\d+) DOCUMENTS?\s*$", re.MULTILINE)
_LEXIS_FIELD = re.compile(
    r"^(byline|section|length|dateline|highlight|language|load-date|publication-type|graphic|subject|correction|"
    r"correction-date|edition|series|journal-code|copyright|body|classification|document-type|url|pub-type)"
    r":?[ \t]*(.*)$",
    re.IGNORECASE,
)
_LEXIS_FOOT = (
    "load-date",
    "publication-type",
    "pub-type",
    "language",
    "graphic",
    "subject",
    "journal-code",
    "classification",
    "document-type",
    "correction-date",
    "url",
)
_FACTIVA_END = re.compile(r"^\s*Document ([A-Z0-9]{3,12}0\d{6,}[a-z0-9]*)\s*$", re.MULTILINE)
_FACTIVA_TAG = re.compile(
    r"^[ \t]*(HD|BY|WC|PD|ET|SN|SC|PG|LA|CY|LP|TD|CT|ED|SE|CR|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|ART|RF)(?:[ \t]+(.*))?$"
)
_WORDS = re.compile(r"^\s*([\d,]+) words\s*$", re.IGNORECASE)
_COPYRIGHT = re.compile(r"^\s*(?:copyright\b|\(c\)|©|all rights reserved)", re.IGNORECASE)
_PROQUEST_START = re.compile(r"^\s*Document (\d+) of (\d+)\s*$", re.MULTILINE)
_PROQUEST_FIELD = re.compile(
    r"^(author|publication info|proquest document link|links?|abstract|full text|title|publication title|pages|"
    r"publication year|publication date|publication subject|section|publisher|place of publication|subject|location|"
    r"people|company / organization|company|"
    r"country of publication|issn|e-issn|source type|language of publication|document type|proquest document id|"
    r"document url|copyright|last updated|database|identifier / keyword|column|first page|dateline|"
    r"number of references|classification|credit):[ \t]*(.*)$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*_{10,}\s*$", re.MULTILINE)
_PAGE_OF = re.compile(r"^\s*Page \d+ of \d+\s*$", re.IGNORECASE)


class Exported(NamedTuple):
    """One article of an export: our columns, the words that it says it has, and how many documents
    are promised.
    """

    values: dict[str, object]
    n_words: int | None
    n_promised: int | None


def split_export(text: str) -> list[Exported]:
    """The articles of an export of a news database; none if the text is something else."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\x0c", "\n")
    starts = list(_PROQUEST_START.finditer(text))
    if (starts and "full text:" in text.lower()) or _is_single_proquest(text):
        return _split_proquest(text, starts)
    if _FACTIVA_END.search(text):
        parts = _cut_after(_FACTIVA_END, text)
        return [found for part in parts if (found := _factiva(part))]
    lexis = list(_LEXIS_START.finditer(text))
    has_fields = re.search(r"^\s*length:[ \t]*[\d,]+ words", text, re.MULTILINE | re.IGNORECASE)
    if lexis and has_fields:
        edges = [match.end() for match in lexis]
        ends = [match.start() for match in lexis[1:]] + [len(text)]
        promised = int(lexis[0][2])
        return [_lexis(text[a:b], promised) for a, b in zip(edges, ends, strict=True)]
    if has_fields and (
        _LEXIS_END.search(text) or re.search(r"^\s*load-date:", text, re.MULTILINE | re.IGNORECASE)
    ):
        return [_lexis(part, None) for part in _cut_after(_LEXIS_END, text)]
    return []


def to_raws(articles: list[Exported], unit: Unit, findings: Findings) -> list[Raw]:
    """Articles of an export as they stand in the file, with findings where their number or length
    is not as stated.
    """
    raws = []
    for number, article in enumerate(articles, start=1):
        place, article_id = f"{unit.name}, article {number}", f"{unit.stem}-{number}"
        raws.append(Raw({"article_id": article_id, **unit.given, **article.values}, place))
        n_words = len(str(article.values.get("text") or "").split())
        if article.n_words and n_words and not 0.7 < n_words / article.n_words < 1.4:
            findings.say(
                place,
                "length_mismatch",
                "warning",
                f"The export says {article.n_words} words, but {n_words} were found; compare it with the file.",
                article_id,
            )
    promised = max((article.n_promised or 0 for article in articles), default=0)
    if promised and promised != len(articles):
        findings.say(
            unit.name,
            "count_mismatch",
            "warning",
            f"The export says it holds {promised} documents, but {len(articles)} were found; download it again.",
        )
    return raws


def _cut_after(pattern: re.Pattern[str], text: str) -> list[str]:
    parts, start = [], 0
    for match in pattern.finditer(text):
        parts.append(text[start : match.end()])
        start = match.end()
    rest = text[start:]
    if len(rest.split()) > 20:
        parts.append(rest)
    return [part for part in parts if part.strip()]


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _lexis(part: str, promised: int | None) -> Exported:
    lines = [
        line for line in part.split("\n") if not _PAGE_OF.match(line) and not _LEXIS_END.match(line)
    ]
    is_marked = any(line.strip().lower().rstrip(":") == "body" for line in lines)
    top: list[str] = []
    fields: dict[str, str] = {}
    body: list[str] = []
    name, is_body = "", False
    for line in lines:
        match = _LEXIS_FIELD.match(line.strip())
        key = match[1].lower() if match and (":" in line or match[1].lower() == "body") else ""
        value = match[2].strip() if match else ""
        if key == "body" and not is_body:
            is_body, name = True, ""
            body += [value] if value else []
        elif key and key != "body" and (not is_body or key in _LEXIS_FOOT):
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
    heads = [line for block in _blocks(top) for line in block if not _COPYRIGHT.match(line)]
    dated = next((n for n, line in enumerate(heads) if _looks_like_date(line)), None)
    headline: str | None = None
    outlet: str | None = None
    published: str | None = None
    if dated is not None:
        published = heads[dated]
        before, after = heads[:dated], heads[dated + 1 :]
        after = [line for line in after if "all rights reserved" not in line.lower()]
        if after:  # outlet, date, headline
            outlet, headline = (before[-1] if before else None), " ".join(after)
        elif len(before) > 1:  # headline, outlet, date
            outlet, headline = before[-1], " ".join(before[:-1])
        else:
            outlet = before[-1] if before else None
    elif heads:
        headline = heads[0]
    body = _without_copyright(body)
    return _exported(
        headline,
        "\n".join(body),
        outlet,
        published,
        fields.get("language"),
        fields.get("url"),
        fields.get("length"),
        promised,
    )


def _without_copyright(lines: list[str]) -> list[str]:
    while lines and (not lines[-1].strip() or _COPYRIGHT.match(lines[-1])):
        lines = lines[:-1]
    return lines


def _looks_like_date(line: str) -> bool:
    return (
        len(line) <= 80
        and bool(re.search(r"\d", line))
        and bool(re.search(r"(19|20)\d\d", line))
        and (parse_date(line)[0] is not None)
    )


def _factiva(part: str) -> Exported | None:
    match = _FACTIVA_END.search(part)
    lines = part[: match.start() if match else len(part)].split("\n")
    tagged = [(_FACTIVA_TAG.match(line), line) for line in lines]
    tags = {tag[1] for tag, _ in tagged if tag}
    if {"HD", "WC", "PD"} <= tags:
        fields: dict[str, list[str]] = {}
        name = ""
        for tag, line in tagged:
            if tag:
                name = tag[1]
                fields.setdefault(name, []).append(tag[2] or "")
            elif name:
                fields[name].append(line)
        values = {key: "\n".join(value).strip() for key, value in fields.items()}
        text = "\n\n".join(values[key] for key in ("LP", "TD") if values.get(key))
        published = " ".join(" ".join((values.get("PD", ""), values.get("ET", ""))).split())
        return _exported(
            values["HD"],
            text,
            values.get("SN"),
            published,
            values.get("LA"),
            None,
            values["WC"],
            None,
        )
    words = next((n for n, line in enumerate(lines) if _WORDS.match(line)), None)
    if words is None:
        text = "\n".join(lines).strip()
        return _exported(None, text, None, None, None, None, None, None) if text else None
    blocks = _blocks(lines[:words])
    headline = (
        " ".join(blocks[0])
        if len(blocks) > 1
        else next((line for block in blocks for line in block), None)
    )
    after = [line.strip() for line in lines[words + 1 :]]
    dated = next((line for line in after[:8] if _looks_like_date(line)), None)
    outlet: str | None = None
    if dated is not None:
        outlet = next(
            (
                line
                for line in after[after.index(dated) + 1 :][:4]
                if line and not re.match(r"^\d{1,2}:\d\d", line)
            ),
            None,
        )
    end_of_head = next((n for n, line in enumerate(after[:20]) if _COPYRIGHT.match(line)), None)
    if end_of_head is None:
        end_of_head = next((n for n, line in enumerate(after) if not line and n > 0), 0)
    language = next(
        (
            line
            for line in after[: end_of_head + 1]
            if line in ("English", "German", "French", "Spanish")
        ),
        None,
    )
    text = "\n".join(lines[words + 2 + end_of_head :])
    return _exported(headline, text, outlet, dated, language, None, lines[words], None)


def _is_single_proquest(text: str) -> bool:
    lower = text.lower()
    return (
        "full text:" in lower and "proquest document id:" in lower and "publication title:" in lower
    )


def _split_proquest(text: str, starts: list[re.Match[str]]) -> list[Exported]:
    if not starts:
        return [_proquest(text, None)]
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [
        _proquest(text[m.end() : end], int(starts[0][2]))
        for m, end in zip(starts, ends, strict=True)
    ]


def _proquest(part: str, promised: int | None) -> Exported:
    fields: dict[str, list[str]] = {}
    name = ""
    top: list[str] = []
    for line in _RULE.sub("", part).split("\n"):
        match = _PROQUEST_FIELD.match(line.strip())
        is_in_text = (
            name == "full text"
            and match
            and match[1].lower() in ("location", "people", "column", "section")
        )
        if match and not is_in_text and match[1].lower() not in fields:
            name = match[1].lower()
            fields[name] = [match[2]]
        elif name:
            fields[name].append(line)
        elif line.strip():
            top.append(line.strip())
    values = {key: "\n".join(value).strip() for key, value in fields.items()}
    outlet = values.get("publication title", "") or values.get("publication info", "")
    outlet = re.split(r"[;\n]", outlet)[0].strip()
    published = values.get("publication date") or values.get("publication info")
    headline = values.get("title") or " ".join(top) or None
    return _exported(
        headline,
        values.get("full text", ""),
        outlet or None,
        published,
        values.get("language of publication"),
        values.get("document url"),
        None,
        promised,
    )


def _exported(
    headline: str | None,
    text: str,
    outlet: str | None,
    published: str | None,
    language: str | None,
    url: str | None,
    length: str | None,
    promised: int | None,
) -> Exported:
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()
    words = re.search(r"([\d,]+)\s*words", length or "", re.IGNORECASE)
    languages = {"english": "en", "german": "de", "french": "fr", "spanish": "es"}
    code = languages.get(" ".join((language or "").split()).lower().split(";")[0])
    values = {
        "headline": " ".join(headline.split()) if headline else None,
        "text": text,
        "outlet_id": outlet,
        "published_at": published,
        "language": code,
        "url": url,
    }
    n_words = (
        int(words[1].replace(",", ""))
        if words and words[1].replace(",", "") and len(words[1]) < 9
        else None
    )
    return Exported({key: value for key, value in values.items() if value}, n_words, promised)
