"""Words that look like an actor's name and belong to somebody else: "Mr England", "FOLLOW US".

Three signs stand right beside the words: a personal title ("Judge Brazil"), a line of capitals that
speaks to its reader ("SUBSCRIBE TO US"), and the other half of a double-barrelled surname
("Mucarsel-Powell"). The titles and verbs are ``reading_words.csv``.
"""

import calendar
import re

from ..text import tag_of
from .weighing import Words

_WORD_BEFORE = re.compile(r"(?<![\w.’'-])([A-Z][\w’'-]*)\.?\s$")
_ADDRESSED = re.compile(
    r"(?:^|[.,:;!?|]|\b(?:PLEASE|AND|OR)\b)\W*(?!PLEASE\b)(\w+)(?:\s\w+){0,2}?\s$"
)
_AFTER_PRONOUN = re.compile(
    r"\W*$|\s*[.,!?:;|)\]]|\s(?:ON|AT|VIA|FOR|IN|BY|TO|TODAY|NOW|HERE|AND|OR|WHAT|HOW|WHY|YOUR|OUR|BACK|A|THE)\b"
)
_ASKS_WHO = re.compile(r"\s(?:IS|ARE|WAS|WERE|WILL|CAN|SHOULD|WOULD|COULD|ELSE)\b[^?]*\?\W*$")
_HALF_BEFORE = re.compile(r"([A-Z][a-z]+\.?\s)?(?<![\w-])([A-Z][a-zà-ÿ]+)[-\u2010\u2011]$")
_HALF_AFTER = re.compile(r"([-\u2010\u2011])([A-Z][a-zà-ÿ]{3,})(?![\w-])")
_NOUN_AFTER = re.compile(r"\s([a-z]+)")
_PREFIXES = frozenset("anti pro non ex post pre neo ultra mid half all never then un".split())
_CALENDAR = frozenset(calendar.day_name) | frozenset(calendar.month_name)
_HYPHENS = frozenset("-\u2010\u2011")
_REACH = 30


def has_title(text: str, start: int, words: Words) -> bool:
    """Whether a personal title stands before ``text[start:]``: "Mr England", "Sgt. Cuba".

    Examples
    --------
    >>> words = {"personal_title": frozenset({"judge", "mr"})}
    >>> has_title("Judge Brazil", 6, words), has_title("With Brazil", 5, words)
    (True, False)
    """
    words_before = text[max(0, start - _REACH) : start].split()
    if not words_before or words_before[-1].islower():
        return False  # most words; the pattern is slow
    before = _WORD_BEFORE.search(text, max(0, start - _REACH), start)
    return before is not None and before.group(1).lower() in words["personal_title"]


def is_reader(text: str, start: int, end: int, words: Words) -> bool:
    """Whether "US" or "WHO" is the pronoun, in a line of capitals that speaks to its reader.

    Examples
    --------
    >>> words = {"reader_verb": frozenset({"subscribe", "join"})}
    >>> is_reader("SUBSCRIBE TO US", 13, 15, words), is_reader("CHINA TO JOIN US", 14, 16, words)
    (True, False)
    >>> is_reader("WHO IS TO BLAME?", 0, 3, words), is_reader("WHO: IS IT OVER?", 0, 3, words)
    (True, False)
    """
    if text[start:end] == "WHO" and text.isupper() and _ASKS_WHO.match(text, end):
        return not any(map(str.isalnum, text[:start]))
    if text[start:end] != "US" or not text.isupper() or not _AFTER_PRONOUN.match(text, end):
        return False
    verb = _ADDRESSED.search(text[max(0, start - _REACH) : start])
    return verb is not None and verb.group(1).lower() in words["reader_verb"]


def other_half(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find the other half of a double-barrelled surname: "Mucarsel-Powell".

    What makes a word of another one is none ("Anti-Trump"), nor are two who meet ("Musk-Trump
    feud") unless a first name or a title stands before them.
    """
    if text[start - 1 : start] not in _HYPHENS and text[end : end + 1] not in _HYPHENS:
        return None
    before = _HALF_BEFORE.search(text, max(0, start - _REACH), start)
    if before and before.group(2).lower() not in _PREFIXES:
        noun = _NOUN_AFTER.match(text, end)
        named = before.group(1) and tag_of(before.group(1).strip(". ").lower()) in ("", "NN")
        if named or noun is None or not tag_of(noun.group(1)).startswith("NN"):
            return before
    after = _HALF_AFTER.match(text, end)
    return after if after and tag_of(after.group(2).lower()) == "" else None


def is_rare(word: str) -> bool:
    """Whether a capitalised word is a name only, as far as the lexicon of word classes knows."""
    return tag_of(word.lower()) == "" and tag_of(word) in ("", "NNP") and word not in _CALENDAR
