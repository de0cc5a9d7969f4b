"""Which language a text is in."""

from functools import lru_cache

import regex

from ..codebook import Codebook
from ..text import fold
from .paraphrase import Finding

_LETTERS = regex.compile(r"\p{L}+")
_LATIN = regex.compile(r"\p{Latin}+")
_READ_FOR_LANGUAGE = 2_000
_FEWEST_WORDS = 12
"""Words below which nothing is said of the language, unless another script tells it."""
_SURE_WORDS = 40
"""Words from which another language is sure."""
_ENGLISH_SHARE = 0.2
"""Share of little words from which a text is English.

In English news it is about 0.35, in other languages of the same script below 0.1.
"""
_MARGIN = 3.0
"""By how much a language must beat English, in natural logarithms a word; names do so by one."""
_LITTLE = tuple(
    "determiner pronoun object auxiliary modal be preposition coordinator subordinator".split()
)
"""Types of ``voice_words.csv`` whose words are little words."""


@lru_cache(maxsize=8)
def little_words(codebook: Codebook) -> frozenset[str]:
    """Return the words without which no English sentence gets along: *the*, *of*, *was* ..."""
    words = codebook.voice_words
    return frozenset(words.loc[words["word_type"].isin(_LITTLE), "word"])


def judge_language(text: str, codebook: Codebook) -> list[Finding]:
    """Judge whether a text is in English. Few words, or names alone, say nothing."""
    sample = text[:_READ_FOR_LANGUAGE]
    words = _LETTERS.findall(sample)
    n_letters = sum(map(len, words))
    is_latin = sample.isascii() or sum(map(len, _LATIN.findall(sample))) >= 0.4 * n_letters
    if n_letters >= 20 and not is_latin:
        message = "The text is not in Latin script, so it is not in English."
        return [(-1, -1, "wrong_language", "error", message)]
    if len(words) < _FEWEST_WORDS:
        return []
    little = little_words(codebook)
    share = sum(word in little for word in fold(" ".join(words)).split()) / len(words)
    if share >= _ENGLISH_SHARE:
        return []
    language, margin = _identify(sample)
    if language == "en" or margin < _MARGIN * len(words):
        return []
    if len(words) >= _SURE_WORDS:
        message = f"The text is not in English; it looks like {language!r} (ISO 639-1)."
        return [(-1, -1, "wrong_language", "error", message)]
    message = (
        f"The text may not be in English, but in {language!r} (ISO 639-1); "
        f"{len(words)} words do not settle it."
    )
    return [(-1, -1, "wrong_language", "note", message)]


def _identify(text: str) -> tuple[str, float]:
    """The likeliest language, and by how much it beats English.

    The library is py3langid (Lui and Baldwin 2012, "langid.py").
    """
    import py3langid  # loads its model, at first use

    ranked = dict(py3langid.rank(text))
    language = max(ranked, key=lambda name: ranked[name])
    return language, ranked[language] - ranked["en"]
