"""Web pages: the article alone, and what the page says of itself. Nothing is fetched."""

import copy
import json
import logging
import re
from collections.abc import Iterator

import lxml.html

from ..addresses import outlet_of
from ..exports.europresse import MARK, read_europresse
from ..exports.layouts import read_export, to_raws
from ..units import Findings, Limits, Raw, Unit, content
from .plain import first_line

_BLOCKS = frozenset(
    "address article aside blockquote body br center dd div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table td th tr "
    "ul".split()
)
_UNSEEN = frozenset("script style head noscript template svg iframe object textarea select".split())
_DATES = tuple(
    "article:published_time datePublished date pubdate DC.date.issued parsely-pub-date".split()
)
"""Names under which a page says when it was published, the surest first."""
_EXPORT = re.compile(
    rb"length|proquest|do[ck]ument|news\xc2?\xb7|l.{1,8}nge|longueur|longitud|lengte", re.IGNORECASE
)
_TAG = re.compile(rb"<[a-zA-Z!/?]")


def parse_html(unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the article of a page, or the articles of an export that was saved as a page.

    The date is that of ``datePublished`` or ``article:published_time``, else the one that htmldate
    finds; the outlet is the domain of the page's address, else the name that the site gives itself.
    """
    findings = Findings()
    data = content(unit, limits.page_bytes)
    tree = _parse(data, unit.encoding)
    if tree is None:
        return [Raw({"article_id": unit.stem, **unit.given}, unit.name)], findings
    raws = _read_export(tree, data, unit, findings)
    if raws:
        return raws, findings
    return [
        Raw({"article_id": unit.stem, **unit.given, **_extract(tree, unit)}, unit.name)
    ], findings


def _read_export(
    tree: lxml.html.HtmlElement, data: bytes, unit: Unit, findings: Findings
) -> list[Raw]:
    """Read the articles of an export that was saved as a page."""
    if MARK.search(data):
        export = read_europresse(tree)
        if export is not None:
            return to_raws(export, unit, findings)
    if not _EXPORT.search(data):
        return []
    return read_export(tree_text(tree, "\t"), unit, findings)


def html_text(fragment: str) -> str:
    """Extract the text of a piece of HTML, with its paragraphs.

    Examples
    --------
    >>> html_text("<p>Talks <b>failed</b>.</p><script>x()</script><p>Grain &amp; oil.</p>")
    'Talks failed.\\n\\nGrain & oil.'
    """
    if not _TAG.search(fragment.encode()[:100_000]) and "&" not in fragment:
        return fragment
    tree = _parse(
        f"<html><body><div>{fragment}</div></body></html>".encode(errors="replace"), "utf-8"
    )
    return "" if tree is None else tree_text(tree)


def tree_text(tree: lxml.html.HtmlElement, between: str = "") -> str:
    """Extract the visible text of a page, a paragraph for each block.

    Where something is given to stand `between` the cells of a row, a row is one line, not several.
    """
    tree = copy.deepcopy(tree)
    lxml.etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    pieces: list[str] = []
    for event, node in lxml.etree.iterwalk(tree, events=("start", "end")):
        edge = "\n" if node.tag == "br" else "\n\n" if node.tag in _BLOCKS else ""
        if between and node.tag in ("td", "th"):
            edge = between if event == "start" and node.getprevious() is not None else ""
        if event == "start":
            pieces += [edge, _inline(node.text)]
        else:
            pieces += ["" if node.tag == "br" else edge, _inline(node.tail)]
    lines = (
        re.sub(r"[ \xa0]+" if between else r"[ \t\xa0]+", " ", line).strip()
        for line in "".join(pieces).split("\n")
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _inline(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def _parse(data: bytes, encoding: str | None) -> lxml.html.HtmlElement | None:
    """The tree of a page.

    The parser has libxml2's own limits on depth and size, and no way to a network.
    """
    from trafilatura.utils import decode_file

    if encoding:
        try:
            text = data.decode(encoding, errors="replace")
        except LookupError:
            text = decode_file(data)
    else:
        text = decode_file(data)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", " ").removeprefix("\ufeff"))
    parser = lxml.html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = lxml.html.document_fromstring(text, parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None
    return tree if isinstance(tree, lxml.html.HtmlElement) else None


def _extract(tree: lxml.html.HtmlElement, unit: Unit) -> dict[str, object]:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    url = unit.given.get("url")
    stated = _stated_date(tree)
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    document = bare_extraction(
        copy.deepcopy(tree),
        url=str(url) if url else None,
        fast=True,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if document is None or isinstance(document, dict):
        text, fields = tree_text(tree), {}
    else:
        fields = document.as_dict()
        lines = [line for line in str(fields.get("text") or "").split("\n") if line.strip()]
        text = "\n\n".join(lines) or tree_text(tree)
    values: dict[str, object] = {"text": text, "headline": fields.get("title") or first_line(text)}
    address = fields.get("url") or url
    extra = {
        "published_at": stated or fields.get("date"),
        "url": address,
        "outlet_id": outlet_of(address) or fields.get("sitename"),
        "language": language[:2].lower() if language else None,
    }
    return values | {name: value for name, value in extra.items() if value}


def _stated_date(tree: lxml.html.HtmlElement) -> str | None:
    for name in _DATES:
        for node in tree.xpath(
            "//meta[@property=$name or @name=$name or @itemprop=$name]", name=name
        )[:1]:
            if node.get("content"):
                return str(node.get("content"))
    for node in tree.xpath("//script[@type='application/ld+json']")[:20]:
        try:
            data = json.loads(node.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            if isinstance(item.get("datePublished"), str):
                return str(item["datePublished"])
    return None


def _objects(data: object) -> Iterator[dict[str, object]]:
    items = data if isinstance(data, list) else [data]
    for item in items[:50]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (
                part
                for part in (graph if isinstance(graph, list) else [])[:50]
                if isinstance(part, dict)
            )
