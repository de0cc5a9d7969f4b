"""The text of the article of a web page, held against the marks of the page itself.

trafilatura's fast setting is right for most pages. Its result is compared with the paragraphs that
the page itself marks as the article's; where it lacks many of them, the library's full setting is
tried, and where that lacks them too, those paragraphs are the text.
"""

import copy
import logging
import re
from typing import Any

from ..markup import tree_text
from .page_facts import is_beside

_BODY = re.compile(
    r"(?:^|[\s_-])(?:article|story|entry|post)[-_]*(?:body|text|content)|articlebody|storybody|"
    r"body-text|field-body",
    re.IGNORECASE,
)
"""Classes and ids of the parts of a page that hold the text of its article."""
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|sponsored|teasers?|related|recommend\w*|promos?|most[-_]?(?:read|viewed|popular)|"
    r"trending|outbrain|taboola|newsletter|also[-_]?read|read[-_]?(?:next|also)|"
    r"more[-_](?:from|on)|references|footnotes|bibliography|comments?|comment[-_]list|"
    r"mehr-zum-thema|lire-aussi|lees-ook)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Classes and ids of what belongs to other articles, or to readers."""
_LEAST = 25
"""Characters of a paragraph from which on it counts."""
_LONG = 150
"""Characters above which a paragraph is more than that of a teaser; most of them are kept."""
_ENOUGH = 0.75
"""Share of the paragraphs marked by the page that a result should hold."""
_SHORT = 600
"""Characters of a result below which the full setting is asked, too."""
_STATED = 200
"""Characters from which on a text that the page states in its linked data is compared, too."""


def extract_text(tree: Any, headline: str | None, stated: str = "") -> str:
    """Extract the text of the article of a page: paragraphs with an empty line between them.

    `stated` is the text that the page's linked data gives, where it does. Nothing is returned where
    there is no text but that of menus.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    merged = copy.deepcopy(tree)
    _drop_others(merged)
    _merge_bodies(merged)
    marked = _marked_paragraphs(merged, headline)
    if len(stated) > _STATED and _share("".join(marked), _cut(stated)) < 0.5:
        marked = _cut(stated)
    fast = _run(merged, fast=True)
    if _is_good(fast, marked) and not _is_run_in(fast, headline):
        return fast
    full = _run(merged, fast=False)
    best = max((fast, full), key=lambda text: (_share(text, marked), len(text)))
    own = "\n\n".join(marked)
    is_missed = _share(best, marked) < _ENOUGH
    if marked and _is_run_in(best, headline):
        return own
    if marked and is_missed and (len(own) > 0.8 * len(best) or _share(best, marked) < 0.25):
        return own
    return best


def _cut(text: str) -> list[str]:
    """The paragraphs of a text, as far as its line breaks tell them."""
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _run(tree: Any, *, fast: bool) -> str:
    from trafilatura import bare_extraction

    document = bare_extraction(
        copy.deepcopy(tree),
        fast=fast,
        include_comments=False,
        include_tables=False,
        with_metadata=False,
    )
    text = "" if document is None or isinstance(document, dict) else document.text or ""
    return "\n\n".join(line for line in text.split("\n") if line.strip())


def _is_good(text: str, marked: list[str]) -> bool:
    if not marked:
        return len(text) >= _SHORT
    return _share(text, marked) >= _ENOUGH


def _is_run_in(text: str, headline: str | None) -> bool:
    """Tell whether all is one line, as the library gives it where it finds no article."""
    return bool(headline and "\n" not in text and text.startswith(headline) and text != headline)


def _share(text: str, marked: list[str]) -> float:
    """The share of the marked paragraphs, by their characters, that stand in a text."""
    if not marked:
        return 0.0
    squeezed = _squeeze(text)
    n_found = sum(len(part) for part in marked if _squeeze(part)[:80] in squeezed)
    return n_found / sum(map(len, marked))


def _squeeze(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _drop_others(tree: Any) -> None:
    """Drop teasers of other articles, comments and lists of references, by what they are called."""
    n_long = sum(size for p in tree.iter("p") if (size := len(p.text_content())) > _LONG)
    n_long = n_long or 1
    for node in list(tree.iter("div", "section", "aside", "article", "ul", "ol")):
        names = f"{node.get('class') or ''} {node.get('id') or ''}"
        if len(names) < 3 or not _OTHERS.search(names) or node.getparent() is None:
            continue
        inside = node.iter("h1", "div", "section", "article")
        is_own = any(part.tag == "h1" or _is_body(part) for part in inside)
        long = [size for p in node.iter("p") if (size := len(p.text_content())) > _LONG]
        if not is_own and sum(long) < 0.6 * n_long:
            node.drop_tree()


def _is_body(node: Any) -> bool:
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    return node.get("itemprop") == "articleBody" or bool(_BODY.search(names))


def _merge_bodies(tree: Any) -> None:
    """Put the parts of one article into the first of them, where advertisements part it."""
    parts = _list_bodies(tree)
    if len(parts) < 2:
        return
    first = parts[0]
    around = next(first.iterancestors("article"), None)
    for part in parts[1:]:
        if next(part.iterancestors("article"), None) is not around:
            continue
        for child in list(part):
            first.append(child)
        part.getparent().remove(part)


def _list_bodies(tree: Any) -> list[Any]:
    """The parts with running text that are named as an article's, of which none is in another."""
    bodies: list[Any] = []
    for node in tree.iter("div", "section", "article", "main"):
        if not _is_body(node):
            continue
        if any(around in bodies for around in node.iterancestors()):
            continue
        if node.find(".//h1") is None and not _stands_beside(node) and _paragraphs(node):
            bodies.append(node)
    return bodies


def _marked_paragraphs(tree: Any, headline: str | None) -> list[str]:
    """The paragraphs of the article by the page's own marks, or none if it has no marks."""
    bodies = _list_bodies(tree)[:1] or _articles(tree)
    paragraphs = [text for body in bodies for text in _paragraphs(body)]
    return [text for text in paragraphs if text != headline]


def _articles(tree: Any) -> list[Any]:
    """The one element called an article that holds the first heading, or is the only one."""
    articles = [node for node in tree.iter("article") if not _stands_beside(node)]
    with_heading = [node for node in articles if node.find(".//h1") is not None]
    if with_heading:
        return with_heading[:1]
    return articles if len(articles) == 1 else []


def _stands_beside(node: Any) -> bool:
    around = [node, *node.iterancestors()]
    return any(is_beside(part) for part in around if part.tag not in ("body", "html"))


def _paragraphs(node: Any) -> list[str]:
    """The paragraphs in a node that are no links and do not stand beside the article."""
    texts: list[str] = []
    for paragraph in node.iter("p"):
        text = tree_text(paragraph) if len(paragraph) else (paragraph.text or "").strip()
        text = " ".join(text.split())
        n_linked = sum(len("".join(link.itertext())) for link in paragraph.iter("a"))
        if len(text) < _LEAST or n_linked > 0.6 * len(text):
            continue
        if not _is_inside_beside(paragraph, node):
            texts.append(text)
    return texts


def _is_inside_beside(paragraph: Any, node: Any) -> bool:
    """Tell whether something between a paragraph and a node around it stands beside the article."""
    for around in paragraph.iterancestors():
        if around is node:
            return False
        if is_beside(around):
            return True
    return False
