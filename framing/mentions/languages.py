"""Names of languages, which name no actor: "spoke Russian", "in Spanish", "English is taught"."""

import re

from ..text import is_verb
from .weighing import HYPHENS, TOKEN

_PREDICATE = frozenset("was were am are being been become became".split())
"""Verbs after which the name of a people stands alone: "none of them were British"."""
_OF_LANGUAGES = frozenset("is was has remains sounds uses borrows belongs differs".split())
"""Verbs that say of a language what they would not say of a people, which is many."""
_LANGUAGE_NOUN = re.compile(
    r"\s(?:languages?\b|dialects?\b|(?:version|edition|translation|subtitles)(?:\W*$|[),;]))", re.I
)
_ABOUT_LANGUAGE = re.compile(r"\b(?:languages?|tongues?|dialects?|lessons?|subtitles)\b", re.I)
_LANGUAGE_CUES = frozenset(
    "in speak speaks spoke speaking into learn learning studying teach teaches fluent".split()
)
_JOINING = frozenset("and or as in at after before with to for but while on is".split())
_ARTICLES = frozenset("the a an these those many most some all other by two young".split())


def is_language(text: str, start: int, end: int) -> bool:
    """Tell whether an adjective is the name of a language: "in Spanish.", "English is taught".

    Examples
    --------
    >>> is_language("They spoke Russian.", 11, 18), is_language("They met Russian envoys.", 9, 16)
    (True, False)
    """
    after = TOKEN.match(text[end : end + 30].lstrip())
    if after and after.group() in HYPHENS:
        return False
    before = text[max(0, start - 20) : start].split()
    word = before[-1].lower().strip('“"(') if before else ""
    if (
        after
        and after.group()[0].isalnum()
        and not is_verb(after.group().lower())
        and after.group() not in _JOINING
    ):
        return bool(_LANGUAGE_NOUN.match(text, end))
    if word in _LANGUAGE_CUES:
        return True
    if word in _PREDICATE and not _ABOUT_LANGUAGE.search(text, 0, start):
        return False
    is_listed = after is not None and after.group() in ("and", "or")
    if after and is_verb(after.group().lower()) and after.group().lower() not in _OF_LANGUAGES:
        return False  # a people: "Chinese voted on Sunday"
    return (
        text[start:end].endswith(("ish", "ese", "ch")) and word not in _ARTICLES and not is_listed
    )
