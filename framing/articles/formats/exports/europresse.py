"""Exports of Europresse: as a page, in which classes name the fields, or as text.

As text each document ends with its certificate, like ``news·20060314·LM·0001``, which holds the
day; what stands above is the outlet, a line with section and date, the headline, and the text.
"""

import re
from typing import Any

from ..markup import tree_text
from .common import N_WORDS, Export, Exported, make_exported, split_blocks
from .date_lines import find_date
from .fields import COPYRIGHT

MARK = re.compile(rb"DocPublicationName|titreArticle|docOcurrContainer|publiC-lblNodoc")
_CERTIFICATE = re.compile(
    r"^.{0,60}?\bnews[·.•]((?:19|20)\d\d)(\d\d)(\d\d)[·.•]\w{1,12}[·.•]\S+[ \t]*$", re.MULTILINE
)
_NOTICE = re.compile(
    r"^(?:ce document est destiné|this (?:document|material|article) is|dieses dokument|"
    r"este documento|dit document|ce certificat|this certificate|dieses zertifikat|"
    r"este certificado|dit certificaat|le présent document|"
    r"(?:généré|généré|generated|erstellt|generado) |"
    r"(?:numéro de document|document number)|certificat (?:émis|délivré)|certificate issued|"
    r"(?:cet article est paru dans|this article appeared in|illustration\(s\)\s*:)|"
    r"p\.\s?\d{1,3}\s*$|(?:visualisation personnelle|à des fins de visualisation)|"
    r"le droit d.auteur et son utilisation est régie|lois et conventions internationales)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?P<name>nom de la source|source name)\b|^(?:type de source|source type|périodicité|"
    r"periodicity|couverture géographique|geographical coverage|provenance|origin)\s*:?\s*$",
    re.IGNORECASE,
)
"""Labels of the box about the outlet, with what they say in the next line."""
_LENGTH_LINE = re.compile(rf"^(?P<outlet>.{{2,120}}?)\s*•\s*(?:.{{0,60}}•\s*)?{N_WORDS}\s*$", re.I)
_NUMBER = re.compile(r",?\s*n[o°º]\.?\s*\d[\w-]*\s*$", re.IGNORECASE)
"""The number of an issue behind the name of an outlet."""
_MAX_AUTHOR = 80


def split_europresse(text: str) -> Export | None:
    """Split the text of an export of Europresse into its articles; none if it is something else."""
    ends = list(_CERTIFICATE.finditer(text))
    if not ends:
        return None
    starts = [0, *(end.end() for end in ends)]
    articles = [
        _read_article(text[start : end.start()].split("\n"), "-".join(end.groups()))
        for start, end in zip(starts, ends, strict=False)
    ]
    return Export("Europresse", articles, None, len(ends))


def _read_article(lines: list[str], day: str) -> Exported:
    lines, named = _drop_box(lines)
    lines = [line for line in lines if not _NOTICE.match(line.strip())]
    blocks = split_blocks([line for line in lines if not COPYRIGHT.search(line)])
    head = next((n for n, block in enumerate(blocks) if find_date(" ".join(block))), None)
    if head is None:
        return make_exported(text="\n\n".join(map("\n".join, blocks)), published=day)
    block = blocks[head]
    dated = next((n for n, line in enumerate(block) if find_date(line)), 0)
    above = block[:dated] or (blocks[head - 1] if head else [])
    below = (
        blocks[head + 1 :] if not block[dated + 1 :] else [block[dated + 1 :], *blocks[head + 1 :]]
    )
    headline = " ".join(below[0]) if below else None
    rest = below[1:]
    if len(rest) > 1 and len(" ".join(rest[0])) < _MAX_AUTHOR and rest[0][-1][-1:] not in ".!?…»":
        rest = rest[1:]
    return make_exported(
        text="\n\n".join(map("\n".join, rest)),
        headline=headline,
        outlet=_NUMBER.sub("", above[0] if above and not named else named or "") or None,
        published=find_date(block[dated]) or day,
    )


def _drop_box(lines: list[str]) -> tuple[list[str], str]:
    """Drop the box about the outlet, which names it, and the line with the number of words."""
    kept: list[str] = []
    label, named = None, ""
    for line in lines:
        text = line.strip()
        found = _ABOUT.match(text)
        length = _LENGTH_LINE.match(text)
        if found:
            label = found
        elif label and text:
            named = text if label["name"] and not named else named
            label = None
        elif length:
            named = named or length["outlet"]
        elif not label:
            kept.append(line)
    return kept, named


def read_europresse(tree: Any) -> Export | None:
    """Read the articles of an export of Europresse that was saved as a page; none if it is none."""
    names = tree.xpath("//span[contains(@class, 'DocPublicationName')]") or tree.xpath(
        "//*[contains(@class, 'DocPublicationName')]"
    )
    if not names:
        return None
    articles = [_read_part(_around(name, set(names))) for name in names]
    n_seen = len(tree.xpath("//*[contains(@class, 'DocHeader')]"))
    return Export("Europresse", [article for article in articles if article.values], None, n_seen)


def _around(name: Any, names: set[Any]) -> Any:
    """The largest element around the name of an outlet that holds no other one."""
    largest = name
    for around in name.iterancestors():
        n_named = 0
        for node in around.iter(name.tag):
            n_named += node in names
            if n_named > 1:
                return largest
        largest = around
    return largest


def _read_part(document: Any) -> Exported:
    header = _text(document, "DocHeader")
    number = re.search(r"[·.•]((?:19|20)\d\d)(\d\d)(\d\d)[·.•]", _text(document, "lblNodoc"))
    outlet = _text(document, "DocPublicationName")
    return make_exported(
        text=_text(document, "DocText", "docOcurrContainer") or _text(document, "", tag="section"),
        headline=_text(document, "titreArticle"),
        outlet=_NUMBER.sub("", outlet.removesuffix(header).split("\n")[0]),
        published=find_date(header)
        or find_date(outlet)
        or ("-".join(number.groups()) if number else None),
    )


def _text(document: Any, *classes: str, tag: str = "*") -> str:
    """The text of the first element of a class, with its paragraphs."""
    for name in classes:
        nodes = document.xpath(f".//{tag}[contains(@class, $name)]", name=name)
        if nodes:
            return tree_text(nodes[0])
    return ""
