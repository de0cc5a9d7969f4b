"""RSS and Atom files: an article for each entry; no address in them is followed."""

import io
import re
import xml.sax
from collections.abc import Mapping
from xml.sax.handler import ContentHandler

import defusedxml.sax

from ..addresses import outlet_of
from ..markup import html_text
from ..units import Findings, Limits, Raw, Unit, content

_PLUGIN = re.compile(
    r"(?:\A|\n)[^\n]{0,20}\b(?:the post|der beitrag|l.article|la entrada|el artículo|het bericht|"
    r"l.articolo|o post|inlägget)\b[^\n]{0,400}?(?:appeared first|erschien zuerst|"
    r"est apparu en premier|apareció primero|se publicó primero|verscheen eerst|"
    r"proviene da|apareceu primeiro|dök först upp)[^\n]{0,200}\s*\Z",
    re.IGNORECASE,
)
"""The line in which a program for blogs says where an entry comes from."""


def parse_feed(unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the entries of a feed: the full content or else the summary, which is a finding.

    Raises
    ------
    ValueError
        If it declares entities, which could expand without end or name files, or is no feed.
    """
    import feedparser

    findings = Findings()
    data = content(unit, limits.page_bytes)
    try:
        defusedxml.sax.parseString(
            data, ContentHandler(), forbid_entities=True, forbid_external=True
        )
    except defusedxml.common.DefusedXmlException as error:
        raise ValueError("it declares XML entities, which are refused") from error
    except (xml.sax.SAXException, ValueError, LookupError, UnicodeError):
        pass  # feedparser reads broken feeds too
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version") and not feed.entries:
        raise ValueError("it holds no entry of RSS or Atom")
    head: Mapping[str, object] = feed.feed
    raws: list[Raw] = []
    n_summaries = n_titles = 0
    for number, entry in enumerate(feed.entries, start=1):
        texts = [_text(part) for part in entry.get("content") or []]
        text = max(texts, key=len) if texts else _text(entry.get("summary_detail"))
        text = _PLUGIN.sub("", text).strip()
        if _is_title(text, entry):
            text = ""
        n_titles += not text
        n_summaries += bool(text) and not texts
        url = entry.get("link")
        values = {
            "text": text,
            "headline": _text(entry.get("title_detail")),
            "url": url,
            "published_at": entry.get("published") or entry.get("updated"),
            "outlet_id": _origin(entry)
            or outlet_of(url)
            or outlet_of(head.get("link"))
            or head.get("title"),
            "language": str(head.get("language") or "")[:2].lower(),
        }
        values = {key: value for key, value in values.items() if value}
        raws.append(
            Raw({"article_id": f"{unit.stem}-{number}", **values}, f"{unit.name}, entry {number}")
        )
    if n_summaries:
        message = (
            f"{n_summaries} of {len(raws)} entries hold no more than a summary, which was read."
        )
        findings.say(unit.name, "summaries_only", "warning", message)
    if n_titles:
        message = (
            f"{n_titles} of {len(raws)} entries hold a title and no text; the titles were read. "
            "Fetch the texts by their addresses."
        )
        findings.say(unit.name, "titles_only", "warning", message)
    if not raws:
        findings.say(unit.name, "empty", "warning", "The feed has no entry and was left out.")
    return raws, findings


def _is_title(text: str, entry: Mapping[str, object]) -> bool:
    """Tell whether a summary says no more than the title, with the outlet, as of news searches."""
    source = entry.get("source")
    named = str(source.get("title") or "") if isinstance(source, Mapping) else ""
    title = _text(entry.get("title_detail"))
    words, known = (re.findall(r"\w+", part.lower()) for part in (text, f"{title} {named}"))
    return (bool(words) and " ".join(words) in " ".join(known)) or (
        bool(named) and not set(words) - set(known)
    )


def _origin(entry: Mapping[str, object]) -> str | None:
    """The domain that an entry of somebody's collection says it comes from."""
    source = entry.get("source")
    return outlet_of(source.get("href")) if isinstance(source, Mapping) else None


def _text(part: object) -> str:
    """The text of a part of an entry, whose markup is read only where it is said to be markup."""
    if not isinstance(part, Mapping):
        return ""
    value = str(part.get("value") or "")
    return value if part.get("type") == "text/plain" else html_text(value)
