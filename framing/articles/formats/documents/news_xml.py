"""XML and SGML of news agencies and databases: NITF, NewsML-G2, Factiva, Reuters-21578.

No address in a file is followed, no entity resolved, and no list of documents (DTD) loaded.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

import lxml.etree

from ..encoding import decode
from ..exports.common import Exported, make_exported
from ..markup import tree_text
from ..units import Findings, Limits, Raw, Unit, content

_ENTITY = re.compile(rb"<!ENTITY|<\0!\0E\0N\0T\0I\0T\0Y", re.IGNORECASE)
_REUTERS = re.compile(r"<REUTERS\b[^>]*>(.*?)(?:</REUTERS>|(?=<REUTERS\b)|\Z)", re.DOTALL)
_REUTERS_DATE = re.compile(r"(\d{1,2})-([A-Z]{3})-(\d{4})\s*(\d\d:\d\d:\d\d)?")
_TAG = re.compile(r"<[^>]*>")
_UNREAD = ("media", "media-caption", "table", "script", "style")
"""Parts of a text that are no running words: captions, tables."""
Node = Any


def parse_xml(unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the articles in a file of one of the kinds.

    Raises
    ------
    ValueError
        If it declares entities, which could expand without end or name files, or is damaged.
    """
    findings = Findings()
    data = content(unit, limits.text_bytes)
    if _ENTITY.search(data):
        raise ValueError("it declares XML entities, which are refused")
    if re.search(rb"<REUTERS\b", data):
        text = decode(data, unit.name, findings)
        articles = list(_read_reuters(text or ""))
    else:
        root = _parse(data)
        articles = list(_read_tree(root))
        n_items = sum(node.tag == "newsItem" for node in root.iter("newsItem"))
        if articles and n_items > len(articles):
            message = (
                f"{n_items - len(articles)} items without a text, such as pictures, were left out."
            )
            findings.say(unit.name, "parts_left_out", "note", message)
    raws = []
    for number, article in enumerate(articles, start=1):
        values = {"article_id": f"{unit.stem}-{number}", **unit.given, **article.values}
        place = f"{unit.name}, article {number}"
        if len(articles) == 1:
            values["article_id"], place = unit.stem, unit.name
        raws.append(Raw(values, place))
    if not raws:
        message = "The XML holds no article with a text (pictures or lists?) and was left out."
        findings.say(unit.name, "empty", "warning", message)
    return raws, findings


def _parse(data: bytes) -> Node:
    """The tree of a file, with names that have lost their namespaces."""
    parser = lxml.etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    root = lxml.etree.fromstring(data, parser)
    if root is None:
        raise ValueError("it is damaged")
    for node in root.iter(lxml.etree.Element):
        node.tag = lxml.etree.QName(node).localname
    return root


def _read_tree(root: Node) -> Iterator[Exported]:
    if root.tag == "newsItem" or next(root.iter("newsItem"), None) is not None:
        items = [root] if root.tag == "newsItem" else root.iter("newsItem")
        articles = map(_read_newsml, items)
    elif next(root.iter("nitf"), None) is not None:
        articles = map(_read_nitf, root.iter("nitf"))
    else:
        articles = map(_read_factiva, _outermost(root))
    yield from (article for article in articles if article.values.get("text"))


def _outermost(root: Node) -> Iterator[Node]:
    """The articles of a file of Factiva, of which none lies in another."""
    if root.tag == "article":
        yield root
    else:
        yield from (node for node in root.iter("article") if node.find(".//headline") is not None)


def _read_nitf(nitf: Node) -> Exported:
    bodies = nitf.findall(".//body.content")
    full = nitf.findall(".//body.content/block[@class='full_text']")
    return make_exported(
        text=_without_lead("\n\n".join(_text(body) for body in full or bodies)),
        headline=_first(nitf, ".//hedline/hl1", ".//body.head//hl1", "./head/title", ".//hl2"),
        outlet=_first(
            nitf,
            ".//pubdata/@name",
            ".//doc.copyright/@holder",
            ".//doc.rights/@owner",
            ".//body.head/distributor",
            ".//doc-id/@regsrc",
        ),
        published=_first(
            nitf, ".//date.issue/@norm", ".//pubdata/@date.publication", ".//date.release/@norm"
        ),
        language=_language(nitf),
        url=_address(_first(nitf, ".//pubdata/@ex-ref")),
    )


def _without_lead(text: str) -> str:
    """The text without the word that marks its first paragraph, which may stand there twice."""
    first, _, rest = text.partition("\n\n")
    lead = re.sub(r"^\s*LEAD:\s*", "", first)
    if lead == first:
        return text
    return rest if rest.strip().startswith(lead.strip()) else f"{lead}\n\n{rest}"


def _read_newsml(item: Node) -> Exported:
    inline = [*item.findall("./contentSet/inlineXML"), *item.findall("./contentSet/inlineData")]
    inner = [_read_nitf(nitf) for node in inline[:1] for nitf in node.iter("nitf")]
    text = str(inner[0].values.get("text", "")) if inner else ""
    return make_exported(
        text=text or "\n\n".join(_text(node) for node in inline[:1]),
        headline=_first(item, "./contentMeta/headline", "./itemMeta/title", ".//inlineXML//title"),
        outlet=_first(
            item,
            "./itemMeta/provider/name",
            "./itemMeta/provider/@literal",
            "./contentMeta/infoSource/name",
            "./contentMeta/infoSource/@literal",
            "./rightsInfo/copyrightHolder/name",
            "./rightsInfo/copyrightHolder/@literal",
            "./contentMeta/creditline",
            "./itemMeta/provider/@qcode",
        ),
        published=_first(
            item,
            "./itemMeta/firstCreated",
            "./contentMeta/contentCreated",
            "./itemMeta/versionCreated",
            "./contentMeta/contentModified",
        ),
        language=_first(item, "./contentMeta/language/@tag") or _language(item),
        url=_address(_first(item, "./itemMeta/link[@rel='irel:seeAlso']/@href")),
    )


def _read_factiva(article: Node) -> Exported:
    parts = [*article.iter("leadParagraph"), *article.iter("tailParagraphs")]
    paragraphs = [
        _squeeze(node)
        for part in parts
        for node in (list(part.iter("paragraph")) or [part])
        if _squeeze(node)
    ]
    return make_exported(
        text="\n\n".join(paragraphs),
        headline=_first(article, ".//headline"),
        outlet=_first(article, ".//sourceName", ".//publisherName"),
        published=_first(article, ".//publicationDate/date", ".//publicationDate"),
        language=_first(article, ".//baseLanguage", ".//baseLang"),
        length=f"{_first(article, './/wordCount') or ''} words",
    )


def _read_reuters(text: str) -> Iterator[Exported]:
    """Read the articles of Reuters-21578, whose paragraphs begin with an indent."""
    for match in _REUTERS.finditer(text):
        document = match[1]
        whole = _element(document, "TEXT")
        body = _element(whole, "BODY") or re.sub(
            r"<(TITLE|DATELINE|AUTHOR)>.*?</\1>", "", whole, flags=re.DOTALL
        )
        paragraphs = re.split(r"\n[ \t]{2,}|\n\s*\n", _plain(body))
        date = _REUTERS_DATE.search(_element(document, "DATE"))
        yield make_exported(
            text="\n\n".join(" ".join(part.split()) for part in paragraphs if part.split()),
            headline=_plain(_element(whole, "TITLE")),
            outlet="Reuters",
            published=" ".join(filter(None, date.groups())) if date else None,
            language="English",
        )


def _element(text: str, name: str) -> str:
    match = re.search(rf"<{name}\b[^>]*>(.*?)(?:</{name}>|\Z)", text, re.DOTALL)
    return match[1] if match else ""


def _plain(text: str) -> str:
    """A piece of SGML without tags, entities, and the mark of the end that Reuters sent."""
    text = html.unescape(_TAG.sub("", re.sub(r"&#(?:3|2|5|22|31|127);", "", text)))
    return re.sub(r"\s*\bReuter\s*\Z", "", text, flags=re.IGNORECASE).rstrip("\x03 \n\t")


def _text(node: Node) -> str:
    if len(node) == 0:  # plain text, whose line breaks tell its paragraphs
        return node.text or ""
    lxml.etree.strip_elements(node, *_UNREAD, with_tail=False)
    return tree_text(node)


def _squeeze(node: Node) -> str:
    return " ".join("".join(node.itertext()).split())


def _first(node: Node, *paths: str) -> str | None:
    """What stands at the first of some paths at which something stands."""
    for path in paths:
        for found in node.xpath(path):
            text = found if isinstance(found, str) else _squeeze(found)
            if text.strip():
                return str(text).strip()
    return None


def _language(node: Node) -> str | None:
    return node.get("{http://www.w3.org/XML/1998/namespace}lang") or _first(node, ".//body/@lang")


def _address(value: str | None) -> str | None:
    return value if value and value.startswith(("http://", "https://")) else None
