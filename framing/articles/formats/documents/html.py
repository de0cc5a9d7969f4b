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
from ..markup import parse_page, tree_text
from ..units import Findings, Limits, Raw, Unit, content
from .plain import first_line

_DATES = tuple(
    "article:published_time datePublished date pubdate DC.date.issued parsely-pub-date".split()
)
"""Names under which a page says when it was published, the surest first."""
_EXPORT = re.compile(
    rb"length|proquest|do[ck]ument|news\xc2?\xb7|l.{1,8}nge|longueur|longitud|lengte", re.IGNORECASE
)


def parse_html(unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the article of a page, or the articles of an export that was saved as a page.

    The date is that of ``datePublished`` or ``article:published_time``, else the one that htmldate
    finds; the outlet is the domain of the page's address, else the name that the site gives itself.
    """
    findings = Findings()
    data = content(unit, limits.page_bytes)
    tree = parse_page(data, unit.encoding)
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
