"""Web pages: the article alone, and what the page says of itself. Nothing is fetched."""

import copy
import logging
import re

import lxml.html

from ..exports.europresse import MARK, read_europresse
from ..exports.factiva import page_text
from ..exports.layouts import read_export, to_raws
from ..markup import parse_page, tree_text
from ..units import Findings, Limits, Raw, Unit, content
from .page_facts import Facts, is_beside
from .page_layout import tidy_page
from .page_text import extract_text, find_own_line, trim_text
from .text_heads import first_line

_CHANGED = re.compile(r"modif|updat|expir", re.IGNORECASE)
_SAVED = re.compile(
    rb"<!--[^>]{0,200}?(?:saved from url=\(\d{1,5}\)|\burl:\s*)(https?://[^\s<>\"]{4,2000})",
    re.IGNORECASE,
)
"""Where a page was saved from, as browsers and their helpers write it on top."""
_EXPORT = re.compile(
    rb"length|proquest|do[ck]ument|news\xc2?\xb7|l.{1,8}nge|longueur|longitud|lengte", re.IGNORECASE
)


def parse_html(unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the article of a page, or the articles of an export that was saved as a page.

    The date is the one that the page states for its article, else the one that htmldate finds; the
    outlet is the domain of the page's address, else the name that the site gives itself.
    """
    findings = Findings()
    data = content(unit, limits.page_bytes)
    tree = parse_page(data, unit.encoding)
    if tree is None:
        return [Raw({"article_id": unit.stem, **unit.given}, unit.name)], findings
    raws = _read_export(tree, data, unit, findings)
    if raws:
        return raws, findings
    saved = _SAVED.search(data[:4000])
    if saved and "url" not in unit.given:
        unit = unit._replace(given={**unit.given, "url": saved[1].decode("utf8", "replace")})
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
    return read_export(page_text(tree) or tree_text(tree, "\t"), unit, findings)


def _extract(tree: lxml.html.HtmlElement, unit: Unit) -> dict[str, object]:
    facts = Facts(tree, unit.given.get("url"))
    tidy_page(tree, facts.url)
    text = extract_text(tree, facts.headline, facts.body) or tree_text(tree)
    headline = find_own_line(text, facts.headline) or first_line(text)
    text, day = trim_text(text, headline)
    values: dict[str, object] = {"text": text, "headline": headline}
    extra = {
        "published_at": facts.published or day or _guess_date(tree),
        "url": facts.url,
        "outlet_id": facts.outlet,
        "language": facts.language,
    }
    return values | {name: value for name, value in extra.items() if value}


def _guess_date(tree: lxml.html.HtmlElement) -> str | None:
    """The day that htmldate finds in what does not stand beside the article."""
    import htmldate

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    own = copy.deepcopy(tree)
    for node in list(own.iter()):
        name = f"{node.get('property') or ''} {node.get('name') or ''}"
        is_change = node.tag == "meta" and _CHANGED.search(name)
        if (is_change or is_beside(node)) and node.getparent() is not None:
            node.drop_tree()
    found: str | None = htmldate.find_date(own, extensive_search=False, original_date=True)
    return found
