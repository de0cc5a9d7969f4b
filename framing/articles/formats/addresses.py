"""Addresses of articles, and the outlets that they name."""

import re

_HOST = re.compile(
    r"\s*(?:https?:)?//(?:[^/@\s]*@)?([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})", re.IGNORECASE
)
_BARE = re.compile(r"\s*((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?:[/:?#]\S*)?\s*", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_COPY = re.compile(
    r"\s*(?:https?:)?//(?:"
    r"(?:web\.|wayback\.)?archive\.org/(?:web/)?\d{1,14}(?:[a-z]{2}_)?/"
    r"|(?:archive\.(?:is|ph|today|li|md|vn|fo))/(?:o/\w{1,12}|[\d.-]{4,20}|newest)/"
    r"|webcache\.googleusercontent\.com/search\?q=cache:(?:[\w-]{4,20}:)?"
    r"|(?:www\.)?google\.[a-z.]{2,6}/amp/(?P<google>s/)?"
    r"|[\w-]+\.cdn\.ampproject\.org/[cvi]/(?P<amp>s/)?"
    r")(?P<inner>.+)",
    re.IGNORECASE | re.DOTALL,
)
"""What archives of the web and caches put before the address of a page that they copied."""

_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?([0-2]\d|3[01])(?:[/-]|$)")


def day_of(url: object) -> str | None:
    """Return the day that stands in the path of an address, as many outlets write it there.

    Examples
    --------
    >>> day_of("https://daily.example/world/2023/03/16/quay"), day_of("https://daily.example/2023")
    ('2023-03-16', None)
    """
    found = _DAY.search(original_of(str(url or "")[:2000]))
    return "-".join(found.groups()) if found else None


def original_of(url: str) -> str:
    """Return the address of which another one is a copy, in an archive of the web or a cache.

    Examples
    --------
    >>> original_of("https://web.archive.org/web/20230107010203/https://daily.example/quay")
    'https://daily.example/quay'
    >>> original_of("https://daily-example.cdn.ampproject.org/c/s/daily.example/quay")
    'https://daily.example/quay'
    """
    copy = _COPY.match(url)
    if not copy:
        return url
    inner = copy["inner"].strip()
    if re.match(r"https?:", inner, re.IGNORECASE):
        return re.sub(r"^(https?):/+", r"\1://", inner, flags=re.IGNORECASE)
    is_named = _BARE.fullmatch(inner.split("+")[0].split("&")[0])
    return f"http{'s' if copy['amp'] or copy['google'] else ''}://{inner}" if is_named else url


def outlet_of(url: object) -> str | None:
    """Return the domain of an address, without ``www`` and the names of pages for telephones.

    Examples
    --------
    >>> outlet_of("https://www.daily.example/world/1?x=2"), outlet_of("m.daily.example/world")
    ('daily.example', 'daily.example')
    """
    text = original_of(str(url or "")[:2000])
    host = _HOST.match(text) or _BARE.fullmatch(text)
    return _PREFIX.sub("", host[1].lower(), count=1) if host else None
