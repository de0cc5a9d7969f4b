"""The text of the article of a web page, held against the marks of the page itself.

trafilatura's fast setting is right for most pages. Its result is compared with the paragraphs that
the page itself marks as the article's or, where it marks none, with all of its longer paragraphs;
where it lacks many of them, the library's full setting is tried, and where that lacks those of the
article too, they are the text.
"""

import copy
import logging
import re
from typing import Any

from ..exports.date_lines import find_date, read_date_line
from ..exports.fields import COPYRIGHT
from ..markup import BLOCKS, UNSEEN
from .page_facts import CHANGED, is_beside

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
_DEPTH = 200
"""Elements inside of elements that paragraphs are looked for in."""
_MASS = 80
"""Characters of a paragraph from which on it counts where the page marks no article."""
_NEAR = 250
"""Characters of paragraphs beside a headline from which on they may be those of its article."""
_STATED = 200
"""Characters from which on a text that the page states in its linked data is compared, too."""

_TOP = 6
"""Paragraphs at the top of a text in which headline and day may stand."""
_MENU = 60
"""Characters of a line of a menu, and of a notice of rights, at most."""
_SHORT_HEADLINE = 8
_PARTS = (":", "|", "-", "–", "—", "·", "»", ">")
"""What stands between the name of a site and the headline in the title of a page."""
_MAX_DATE_LINE = 90
_HAPPENED = re.compile(
    r"^\W*(?:(?:first |last |originally )?(?:published|updated|modified|posted|created)|"
    r"veröffentlicht|aktualisiert|erschienen|stand|publié|mis à jour|publicado|actualizado|"
    r"gepubliceerd|bijgewerkt|pubblicato|aggiornato)\b"
    r"(?:\s+(?:on|at|am|um|le|el|op|il))?\s*:?\s*",
    re.IGNORECASE,
)
"""What a line with a day may say happened on it."""


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
    near = marked or _near_heading(merged, headline)
    mass = marked or [text for text in _paragraphs(merged) if len(text) >= _MASS]
    is_good = _share(fast, mass) >= _ENOUGH and (not near or _share(fast, near) >= _ENOUGH)
    if is_good and not _is_run_in(fast, headline):
        return fast
    full = _run(merged, fast=False)
    if marked:
        best = max((fast, full), key=lambda text: (_share(text, marked), len(text)))
    else:
        is_better = _share(full, near) >= _share(fast, near) and len(full) > 0.5 * len(fast)
        best = full if is_better else fast
    own = "\n\n".join(near)
    is_missed = _share(best, near) < _ENOUGH
    if own and _is_run_in(best, headline):
        return own
    if own and is_missed and (len(own) > 0.8 * len(best) or _share(best, near) < 0.25):
        return own
    return best


def find_own_line(text: str, headline: str | None) -> str | None:
    """Find the headline in the top lines of a text, where a title holds the name of a site too.

    Examples
    --------
    >>> find_own_line("Home\\n\\nQuay closes\\n\\nThe board met.", "Daily Example: Quay closes")
    'Quay closes'
    """
    for line in text.split("\n\n")[:_TOP] if headline else ():
        rest = str(headline).removesuffix(line)
        if len(line) > _SHORT_HEADLINE and rest != headline and rest.rstrip().endswith(_PARTS):
            return line
    return headline


def trim_text(text: str, headline: str | None) -> tuple[str, str | None]:
    """Trim a text, and give the day that stood alone in a line at its top, if one did.

    What goes are words of menus above the headline, lines at the top that hold no more than a day
    and what happened on it, and notices of rights at the end.
    """
    paragraphs = text.split("\n\n")
    if headline in paragraphs[1:_TOP]:
        place = paragraphs.index(str(headline))
        if all(len(line) < _MENU for line in paragraphs[:place]):
            paragraphs = paragraphs[place:]
    while len(paragraphs) > 1 and len(paragraphs[-1]) < _MENU and COPYRIGHT.search(paragraphs[-1]):
        paragraphs = paragraphs[:-1]
    dated = [line for line in paragraphs[:_TOP] if line != headline and _is_date_line(line)]
    kept = [line for line in paragraphs if line not in dated]
    own = (line for line in dated if not CHANGED.search(line))
    day = next((find_date(line) for line in own), None)
    return ("\n\n".join(kept), day) if any(line != headline for line in kept) else (text, day)


def _is_date_line(line: str) -> bool:
    if len(line) > _MAX_DATE_LINE or not any(letter.isdigit() for letter in line):
        return False
    return bool(read_date_line(_HAPPENED.sub("", line, count=1)))


def _near_heading(tree: Any, headline: str | None) -> list[str]:
    """The paragraphs of the smallest element with the headline that holds several of them."""
    for heading in list(tree.iter("h1"))[:3]:
        if headline and " ".join(heading.text_content().split()) != headline:
            continue
        for around in heading.iterancestors():
            is_page = around.tag == "body" or around.find(".//nav") is not None
            if is_page or around.find(".//footer") is not None:
                break
            texts = [text for text in _paragraphs(around) if text != headline]
            if len(texts) > 1 and sum(map(len, texts)) > _NEAR:
                return texts
    return []


def _cut(text: str) -> list[str]:
    """The paragraphs of a text, as far as its line breaks tell them."""
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _run(tree: Any, *, fast: bool) -> str:
    from trafilatura import bare_extraction

    document = bare_extraction(
        copy.deepcopy(tree),
        fast=fast,
        include_comments=False,
        include_tables=True,
        with_metadata=False,
    )
    text = "" if document is None or isinstance(document, dict) else document.text or ""
    return "\n\n".join(line for line in text.split("\n") if line.strip())


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
    """The paragraphs in a node that are no links and do not stand beside the article.

    What stands between two edges of blocks, or two line breaks, is one, in whatever element.
    """
    blocks = _Blocks()
    blocks.read(node, is_top=True)
    blocks.close()
    return blocks.texts


class _Blocks:
    """Collects the paragraphs of a node."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._n_linked = 0

    def close(self) -> None:
        """End the paragraph; it counts if it is long enough, and more than links."""
        text = " ".join("".join(self._pieces).split())
        if len(text) >= _LEAST and self._n_linked <= 0.6 * len(text):
            self.texts.append(text)
        self._pieces, self._n_linked = [], 0

    def read(
        self, node: Any, *, is_top: bool = False, is_link: bool = False, depth: int = 0
    ) -> None:
        """Take in the text of a node, without what stands beside the article in it."""
        tag = node.tag
        if depth > _DEPTH or tag in UNSEEN or (not is_top and is_beside(node)):
            return
        is_block = tag in BLOCKS
        is_link = is_link or tag == "a"
        if is_block:
            self.close()
        self._add(node.text, is_link)
        for child in node:
            self.read(child, is_link=is_link, depth=depth + 1)
            self._add(child.tail, is_link)
        if is_block:
            self.close()

    def _add(self, text: str | None, is_link: bool) -> None:
        if text:
            self._pieces.append(text)
            self._n_linked += len(text) if is_link else 0
