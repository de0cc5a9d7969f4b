"""Addresses of articles, and the outlets that they name."""

import re

_HOST = re.compile(
    r"\s*(?:https?:)?//(?:[^/@\s]*@)?([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})", re.IGNORECASE
)
_BARE = re.compile(r"\s*((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?:[/:?#]\S*)?\s*", re.IGNORECASE)


def outlet_of(url: object) -> str | None:
    """Return the domain of an address, without ``www``.

    Examples
    --------
    >>> outlet_of("https://www.daily.example/world/1?x=2"), outlet_of("daily.example/world")
    ('daily.example', 'daily.example')
    """
    text = str(url or "")[:2000]
    host = _HOST.match(text) or _BARE.fullmatch(text)
    return host[1].lower().removeprefix("www.") if host else None
