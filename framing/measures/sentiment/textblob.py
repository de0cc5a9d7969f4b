"""TextBlob's polarity and subjectivity, with the words that they come from.

The lexicon and the tokens are the installed library's own; its rules are kept here in a copy that
is several times as quick (``docs/measures.md`` has the numbers).
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from ...codebook import Codebook
from .lexicon import LONG_TEXT, N_TEXTS, RememberedWords, Scored


class _Token(NamedTuple):
    """A token of TextBlob's, and what its lexicon says of it."""

    text: str
    entry: tuple[float, float, float] | None
    """Polarity, subjectivity and intensity of words in the lexicon."""
    is_modifier: bool
    is_negation: bool
    mood: float | None
    """The polarity of an emoticon or a mark of irony."""


class _BlobWord(NamedTuple):
    """A word between spaces as TextBlob cuts it."""

    tokens: tuple[_Token, ...]
    line: str
    """The tokens with spaces between them."""
    may_end_emoticon: bool


class _TextBlob(NamedTuple):
    """What the rules need of the library."""

    tokenise: Callable[[str], list[str]]
    words: RememberedWords[_BlobWord]
    tokens: RememberedWords[_Token]
    emoticons: tuple[re.Pattern[str], ...]
    is_adverb: Callable[[str], bool]


@lru_cache(maxsize=1)
def _textblob() -> _TextBlob:
    """Load the library's lexicon."""
    from textblob import _text as library
    from textblob.en import sentiment

    sentiment.load()
    lexicon: dict[str, Any] = dict(sentiment)
    moods: dict[str, float] = {"(!)": 0.0}
    for (_, polarity), forms in library.EMOTICONS.items():
        for form in forms:
            moods.setdefault(form.lower(), polarity)
    emoticons = (library.RE_EMOTICONS, library.RE_SARCASM)
    # An emoticon may be written with spaces: its last part stands at the beginning of a word.
    forms = [*(form for forms in library.EMOTICONS.values() for form in forms), "(!)"]
    ends = {form[first:] for form in forms for first in range(1, len(form))}
    an_end = re.compile(f"(?:{'|'.join(' ?'.join(map(re.escape, end)) for end in ends)})(?: |$)")

    def describe_token(text: str) -> _Token:
        low = text.lower()
        parts = lexicon.get(low, {})
        is_mood = low in moods and (
            low == "(!)" or (len(low) <= 5 and low not in library.PUNCTUATION)
        )
        return _Token(
            low,
            tuple(parts[None]) if None in parts else None,
            any(part in parts for part in sentiment.modifiers),
            low in sentiment.negations,
            moods[low] if is_mood and not low.isalpha() else None,
        )

    def describe_word(word: str) -> _BlobWord:
        line = word if word.isalpha() else " ".join(sentiment.tokenizer(word))
        may_end = an_end.match(line) or any(pattern.search(line) for pattern in emoticons)
        return _BlobWord(tuple(map(describe_token, line.split())), line, bool(may_end))

    return _TextBlob(
        sentiment.tokenizer,
        RememberedWords(describe_word),
        RememberedWords(describe_token),
        emoticons,
        sentiment.modifier,
    )


def score_piece(text: str, codebook: Codebook) -> tuple[Scored, Scored]:
    """Score a piece of a masked sentence with the measures of the scorer ``textblob``."""
    return score_textblob(text)


def score_textblob(text: str) -> tuple[Scored, Scored]:
    """Score the polarity and subjectivity of a text, each with the words that made it.

    Examples
    --------
    >>> score_textblob("The talks were not good.")[0]
    Scored(value=-0.35, words=[('not good', -0.35)])
    """
    return _score_textblob(text) if len(text) > LONG_TEXT else _remembered_textblob(text)


def _score_textblob(text: str) -> tuple[Scored, Scored]:
    blob = _textblob()
    assessed = _assess(_tokens(text, blob), blob.is_adverb)
    polarity = subjectivity = 0.0
    for phrase in assessed:  # not sum(), which rounds in another way from Python 3.12 on
        polarity += phrase.polarity
        subjectivity += phrase.subjectivity
    n = len(assessed) or 1
    words = [" ".join(phrase.words) for phrase in assessed]
    polarities = [round(phrase.polarity, 4) for phrase in assessed]
    subjectivities = [round(phrase.subjectivity, 4) for phrase in assessed]
    return (
        Scored(polarity / n, list(zip(words, polarities, strict=True))),
        Scored(subjectivity / n, list(zip(words, subjectivities, strict=True))),
    )


_remembered_textblob = lru_cache(maxsize=N_TEXTS)(_score_textblob)


def _tokens(text: str, blob: _TextBlob) -> list[_Token]:
    """Cut a text into tokens, word by word unless an emoticon may be written over several words."""
    words = list(map(blob.words.__getitem__, text.split()))
    if any(word.may_end_emoticon for word in words):
        line = " ".join([word.line for word in words if word.line])
        if any(pattern.search(line) for pattern in blob.emoticons):
            return list(map(blob.tokens.__getitem__, " ".join(blob.tokenise(text)).split()))
    return [token for word in words for token in word.tokens]


class _Assessed:
    """A word of the lexicon with what stands before it, in the making."""

    __slots__ = ("intensity", "polarity", "subjectivity", "words")

    def __init__(self, word: str, polarity: float, subjectivity: float, intensity: float) -> None:
        self.words = [word]
        self.polarity, self.subjectivity, self.intensity = polarity, subjectivity, intensity


def _assess(tokens: list[_Token], is_adverb: Callable[[str], bool]) -> list[_Assessed]:
    """Assess the words of the lexicon, each with the negation or modifier that stands before it."""
    assessed: list[_Assessed] = []
    negated: list[_Assessed] = []
    modifier: str | None = None
    negation: str | None = None
    for word, entry, is_modifier, is_negation, mood in tokens:
        if entry is not None:
            polarity, subjectivity, intensity = entry
            if modifier is None:
                last = _Assessed(word, polarity, subjectivity, intensity)
                assessed.append(last)
            else:
                last = assessed[-1]
                last.words.append(word)
                last.polarity = max(-1.0, min(polarity * last.intensity, 1.0))
                last.subjectivity = max(-1.0, min(subjectivity * last.intensity, 1.0))
                last.intensity = intensity
            if negation is not None:
                last.words.insert(0, negation)
                last.intensity = 1.0 / last.intensity
                negated.append(last)
            modifier = word if is_modifier else None
            negation = word if is_negation else None
            continue
        if is_negation:
            negation = word
        elif negation is not None and len(word.strip("'")) > 1:
            negation = None
        if negation is not None and modifier is not None and is_adverb(modifier):
            assessed[-1].words.append(negation)
            negated.append(assessed[-1])
            negation = None
        elif modifier is not None and len(word) > 2:
            modifier = None
        if word == "!" and assessed:
            last = assessed[-1]
            last.words.append("!")
            last.polarity = max(-1.0, min(last.polarity * 1.25, 1.0))
        if mood is not None:
            assessed.append(_Assessed(word, mood, 1.0, 1.0))
    for phrase in set(negated):
        phrase.polarity *= -0.5
    return assessed
