"""Exports of Factiva, with fields of two letters or as plain text.

Plain text has a line ``812 words``; either way an article ends with a line like ``Document
XXX0000020230317ej3h0001``, or in the field ``AN``. Fields are parted from what they hold by a tab,
as in a table, or by blanks.
"""

import re
from typing import Any

from ..markup import tree_text
from .common import N_WORDS, Export, Exported, cut_after, make_exported, split_blocks
from .date_lines import read_date_line
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
_SECTION_WORDS = (
    "world|news|business|international|national|politics|political|foreign|home|front|page|main|"
    "opinion|comment|editorial|letters?|features?|sports?|finance|financial|markets?|money|economy|"
    "economic|companies|technology|tech|science|health|culture|arts|analysis|europe|asia|africa|"
    "americas?|middle east|desk|section|the|and|top|local|metro|region|regional|city|life|style|"
    "one|a|u\\.s\\.|uk|us|politik|wirtschaft|ausland|inland|meinung|feuilleton|titelseite|seite|"
    "nachrichten|panorama|thema des tages|monde|politique|économie|société|actualité|une|idées|"
    "étranger|internacional|mundo|política|economía|opinión|portada|nacional|sociedad|buitenland|"
    "binnenland|economie|opinie|voorpagina|nieuws|mondo|esteri|politica|economia|internazionale"
)
_SECTION = re.compile(rf"(?:(?:{_SECTION_WORDS})\b|[\W\d_])+", re.IGNORECASE)
"""A line of such words is the section of a paper, which stands above the headline."""
_BYLINE = re.compile(r"^(?:by|von|par|por|door|di)\s+[^\W\d_a-z]", re.IGNORECASE)
_MAX_BYLINE = 100
_WRAPPED = 60
"""Characters from which on a line may go on in the next one."""
_HEADLINE_CLASS = re.compile(r"(?:^|\s)[a-z]{2}Headline(?:\s|$)")


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


def _find_headline(lines: list[str]) -> str | None:
    """The headline above the number of words: not the section above it, nor the byline below."""
    blocks = split_blocks([line for line in lines if not _is_byline(line.strip())])
    if blocks and sum(map(len, blocks)) > 1 and _SECTION.fullmatch(blocks[0][0]):
        blocks = [block for block in (blocks[0][1:], *blocks[1:]) if block]
    if not blocks:
        return " ".join(" ".join(lines).split()) or None
    first, *others = blocks[0]
    for line in others:
        if len(blocks) == 1 and len(first.rpartition("\n")[2]) < _WRAPPED:
            break
        first += f"\n{line}"
    return " ".join(first.split())


def _is_byline(line: str) -> bool:
    return len(line) < _MAX_BYLINE and bool(_BYLINE.match(line))


def page_text(tree: Any) -> str | None:
    """The text of a page that Factiva saved, from each headline on; none of any other page.

    A class names the headlines. Where they stand in the cells of a table, their rows are named by
    two letters, and nothing has to be cut off.
    """
    pieces = []
    for node in tree.xpath("//*[contains(@class, 'Headline')]"):
        is_in_cell = next(node.iterancestors("td"), None) is not None
        if is_in_cell or not _HEADLINE_CLASS.search(node.get("class")):
            continue
        top = node
        for around in node.iterancestors("div"):
            if "rticle" in (around.get("class") or ""):
                pieces += [tree_text(top), *map(tree_text, top.itersiblings())]
                break
            top = around
    return "\n\n".join(pieces) or None


def _read_plain(part: str, place: int) -> Exported:
    """Read an article without fields: headline, length, date, outlet, language, copyright, text.

    `place` is the line that says how many words there are.
    """
    end = _END.search(part)
    lines = part[: end.start() if end else len(part)].split("\n")
    headline = _find_headline(lines[:place])
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
