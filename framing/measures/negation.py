"""Negations and denials before a keyword."""

import re
from functools import lru_cache

from ..codebook import Codebook
from ..text import WordList
from .masking import borders_of

_MAX_WORDS_TO_NEGATION = 4
_MAX_WORDS_TO_DENIAL = 9
_CLAUSE_END = re.compile(r"[;.!?]|,\s(?:but|and|which|who|while)\b")


@lru_cache(maxsize=8)
def _negations(codebook: Codebook) -> WordList:
    words = list(codebook.negations["word"])
    return WordList(words, [False] * len(words))


@lru_cache(maxsize=8)
def _denials(codebook: Codebook) -> WordList:
    words = codebook.voice_words.query("word_type == 'denial'")["word"].tolist()
    return WordList(words, [False] * len(words))


def is_negated(text: str, start: int, codebook: Codebook) -> bool:
    """Say whether a negation stands at most four words before `start` in the same clause.

    Examples
    --------
    >>> import framing as fr
    >>> is_negated("It is not really an invasion.", 20, fr.read_codebook())
    True
    """
    for match in reversed(_negations(codebook).find_longest(text[:start])):
        between = text[match.end : start]
        if len(between.split()) > _MAX_WORDS_TO_NEGATION:
            return False
        if not borders_of(codebook).search(between.replace('"', " ").replace("“", " ")):
            return True
    return False


def is_denied(text: str, start: int, codebook: Codebook) -> bool:
    """Say whether a word of denial or avoidance stands before `start` in the same clause.

    Examples
    --------
    >>> import framing as fr
    >>> is_denied("It avoided calling this an invasion.", 27, fr.read_codebook())
    True
    """
    for match in reversed(_denials(codebook).find_longest(text[:start])):
        between = text[match.end : start]
        return len(between.split()) <= _MAX_WORDS_TO_DENIAL and not _CLAUSE_END.search(between)
    return False
