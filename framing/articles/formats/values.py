"""What is meant by a value of a table or an object: the words in it, without marks of layout."""

import ast
import html
import json
import re

_INNER = {
    "article_id": "$oid id value _id",
    "outlet_id": "name title domain uri url host id",
    "published_at": "$date $numberLong iso date datetime published value utc timestamp",
    "language": "code id name value",
    "headline": "main basic rendered text title headline name value #text",
    "text": "text plain content body full rendered value html maintext #text main",
    "url": "url href link canonical permalink web requested_url @id value",
}
"""Names under which an object holds what it stands for, by our columns."""
_MOST_PRINTED = 1 << 20
_MARKUP = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|figure|blockquote|table|td|section|article|"
    r"main|sup|sub|u|font|center|body|html)\s*>|<br\s*/?>|<(?:p|div|img|hr)[\s/>]",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"&lt;(?:/(?:p|div|span|a|b|i|em|strong)|br ?/?|p)&gt;", re.IGNORECASE)
_WITHHELD = re.compile(
    r"\s*(?:only available in (?:\w+ ){1,4}plans?\.?|\[?removed\]?|null|none|nan|nat|n/a|"
    r"undefined|#n/a)\s*",
    re.IGNORECASE,
)
"""What stands in place of a text that a service keeps back, or of nothing."""
_UNKNOWN = re.compile(
    r"\s*(?:unknown|not available|no date|n\.d\.|s\.d\.|[-–—?]+)\s*", re.IGNORECASE
)
"""What stands in place of a date or an outlet that nobody knows."""


def unfold(value: object, ours: str, depth: int = 0) -> object:
    """Get what a value stands for: of an object its name, of a list its texts or its first.

    Examples
    --------
    >>> unfold({"id": None, "name": "Daily Example"}, "outlet_id")
    'Daily Example'
    >>> unfold("{'id': None, 'name': 'Daily Example'}", "outlet_id")
    'Daily Example'
    """
    if isinstance(value, str):
        printed = _printed(value)
        if printed is not None and depth < 4:
            return unfold(printed, ours, depth + 1)
        if len(value) > 80:
            return value
        is_unknown = ours in ("published_at", "outlet_id") and _UNKNOWN.fullmatch(value)
        return None if is_unknown or _WITHHELD.fullmatch(value) else value
    if depth > 6:
        return None
    if isinstance(value, dict):
        inner = (value.get(name) for name in _INNER[ours].split())
        found = (unfold(item, ours, depth + 1) for item in inner if not is_empty(item))
        first = next((item for item in found if not is_empty(item)), None)
        if first is None and ours == "text" and "type" not in value:  # such as a picture
            return unfold(list(value.values()), ours, depth + 1)
        return first
    if isinstance(value, list):
        items = [unfold(item, ours, depth + 1) for item in value]
        items = [item for item in items if not is_empty(item)]
        if ours == "text":
            return "\n\n".join(item for item in items if isinstance(item, str)) or None
        return items[0] if items else None
    return value


def is_empty(value: object) -> bool:
    """Say whether a value holds nothing, or blanks alone."""
    return value is None or value in ("", [], {}) or (isinstance(value, str) and value.isspace())


def plain_text(value: str) -> str:
    """Remove the markup of a web page from a text, if it has any.

    Examples
    --------
    >>> plain_text("<p>Talks failed.</p><p>x &lt; y</p>"), plain_text("x < y")
    ('Talks failed.\\n\\nx < y', 'x < y')
    """
    if "&lt;" in value and _ESCAPED.search(value):
        value = html.unescape(value)
    if "<" not in value or not _MARKUP.search(value):
        return value
    from .markup import html_text  # loads the parser of web pages

    return html_text(value)


def _printed(text: str) -> object:
    """The object or list that a program printed as text, in JSON or as Python writes it."""
    if text[:1] not in "{[" or len(text) > _MOST_PRINTED:
        return None
    text = text.rstrip()
    if not text.endswith(("}", "]")) or not re.match(r"[{\[]\s*(?:[\"'{\[\]}]|None|null)", text):
        return None
    for read in (json.loads, ast.literal_eval):
        try:
            value = read(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
        return value if isinstance(value, dict | list) else None
    return None
