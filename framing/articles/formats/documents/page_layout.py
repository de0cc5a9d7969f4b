"""What a page is laid out with, and no part of its article: cards of others, tables for layout.

A card is a heading that is a link, with a few words and a picture: many stand side by side, above,
below or inside of an article. Old pages are cut into columns by tables, whose cells are no cells.
"""

from collections import defaultdict
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

_CARDS = frozenset("article li div section a".split())
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_LEAST_CARDS = 3
"""Cards side by side from which on they are no part of an article."""
_LONGEST = 700
"""Characters of a card at most."""
_CELL = 400
"""Characters of a cell from which on its table is one for layout."""
_OWN = 60
"""Characters that stand outside of the cards on the page of an article."""


def tidy_page(tree: Any, url: str | None) -> None:
    """Drop the cards of other articles from a page, and make tables for layout to blocks."""
    _unmake_tables(tree)
    _drop_cards(tree, url)


def _drop_cards(tree: Any, url: str | None) -> None:
    """Drop elements side by side of which each has a heading that leads to another page.

    They stay on a page without any other text: it is the front page of a site.
    """
    rows: dict[Any, dict[Any, None]] = defaultdict(dict)
    for name in _HEADINGS:
        for heading in tree.iter(name):
            card = _card_of(heading, url)
            if card is not None:
                rows[card.getparent()][card] = None
    groups = {around: group for around, group in rows.items() if len(group) >= _LEAST_CARDS}
    cards = [card for group in groups.values() for card in group]
    body = tree.find("body")
    if not cards or body is None or tree.find(".//h1") is None:
        return
    if _length(body) - sum(map(_length, cards)) < _OWN:
        return
    for around, group in groups.items():
        for card in group:
            if card.getparent() is not None:
                card.drop_tree()
        _drop_empty(around)


def _card_of(heading: Any, url: str | None) -> Any:
    """The largest element around a heading that holds no other heading, and leads elsewhere."""
    card = None
    for around in heading.iterancestors():
        headings = islice(around.iter("h1", *_HEADINGS), 2)
        if around.tag in ("body", "html", "main") or len(list(headings)) > 1:
            break
        if around.tag in _CARDS:
            card = around
    if card is None or card.getparent() is None or _length(card) > _LONGEST:
        return None
    links = [*heading.iter("a"), *(node for node in heading.iterancestors("a"))]
    return card if any(_leads_away(link.get("href"), url) for link in links) else None


def _leads_away(address: str | None, url: str | None) -> bool:
    """Tell whether a link leads to another page than its own."""
    if not address or address.startswith("#"):
        return False
    try:
        there, here = urlsplit(urljoin(url or "", address)), urlsplit(url or "")
    except ValueError:
        return False
    return there.path.rstrip("/") != here.path.rstrip("/") or not url


def _drop_empty(node: Any) -> None:
    """Drop what is left around cards: nothing, or the heading above them."""
    while node is not None and node.tag not in ("body", "html", "main"):
        texts = [" ".join(text.split()) for text in node.itertext()]
        headings = ["".join(part.itertext()) for part in node.iter(*_HEADINGS)]
        n_left = sum(map(len, texts)) - sum(len(" ".join(text.split())) for text in headings)
        around = node.getparent()
        if n_left > 0 or len(headings) > 1 or node.find(".//h1") is not None or around is None:
            return
        node.drop_tree()
        node = around


def _length(node: Any) -> int:
    return len(" ".join("".join(node.itertext()).split()))


def _unmake_tables(tree: Any) -> None:
    """Make the tables that lay out a page to blocks: such as hold tables, or a cell of much text.

    A table with heads of columns, or a caption, is one of data.
    """
    for table in list(tree.iter("table")):
        if next(table.iter("th", "caption"), None) is not None:
            continue
        cells = list(table.iter("td"))
        is_layout = table.find(".//table") is not None or any(
            _length(cell) > _CELL
            and (cell.find(".//p") is not None or len(cell.findall(".//br")) > 2)
            for cell in cells
        )
        if not is_layout:
            continue
        own = [
            node
            for node in table.iter("tbody", "tr", "td")
            if next(node.iterancestors("table")) is table
        ]
        for node in (table, *own):
            node.tag = "div"
