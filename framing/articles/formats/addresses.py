"""Addresses of articles, and the outlets that they name."""

import re

_HOST = re.compile(
    r"\s*(?:https?:)?//(?:[^/@\s]*@)?([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})", re.IGNORECASE
)
_BARE = re.compile(r"\s*((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?:[/:?#]\S*)?\s*", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")


def outlet_of(url: object) -> str | None:
    """Return the domain of an address, without ``www`` and the names of pages for telephones.

    Examples
    --------
    >>> outlet_of("https://www.daily.example/world/1?x=2"), outlet_of("m.daily.example/world")
    ('daily.example', 'daily.example')
    """
    text = str(url or "")[:2000]
    host = _HOST.match(text) or _BARE.fullmatch(text)
    return _PREFIX.sub("", host[1].lower(), count=1) if host else None
