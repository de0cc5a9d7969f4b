"""Markup of pages to trees, and trees to text."""

import copy
import re

import lxml.html

BLOCKS = frozenset(
    "address article aside blockquote body br center dd div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table td th tr "
    "ul".split()
)
UNSEEN = frozenset(
    "script style head title noscript template svg iframe object textarea select".split()
)
_TAG = re.compile(rb"<[a-zA-Z!/?]")
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE
)


def html_text(fragment: str) -> str:
    """Extract the text of a piece of HTML, with its paragraphs, without captions.

    Examples
    --------
    >>> html_text("<p>Talks <b>failed</b>.</p><script>x()</script><p>Grain &amp; oil.</p>")
    'Talks failed.\\n\\nGrain & oil.'
    """
    if not _TAG.search(fragment.encode()[:100_000]) and "&" not in fragment:
        return fragment
    tree = parse_page(
        f"<html><body><div>{fragment}</div></body></html>".encode(errors="replace"), "utf-8"
    )
    if tree is None:
        return ""
    lxml.etree.strip_elements(tree, "figcaption", with_tail=False)
    for node in tree.xpath("//*[@style]"):
        if _HIDDEN.search(node.get("style")) and node.getparent() is not None:
            node.drop_tree()
    return tree_text(tree)


def tree_text(tree: lxml.html.HtmlElement, between: str = "") -> str:
    """Extract the visible text of a page, a paragraph for each block.

    Where something is given to stand `between` the cells of a row, a row is one line, not several.
    """
    tree = copy.deepcopy(tree)
    lxml.etree.strip_elements(tree, *UNSEEN, with_tail=False)
    pieces: list[str] = []
    for event, node in lxml.etree.iterwalk(tree, events=("start", "end")):
        edge = "\n" if node.tag == "br" else "\n\n" if node.tag in BLOCKS else ""
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


def parse_page(data: bytes, encoding: str | None) -> lxml.html.HtmlElement | None:
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
