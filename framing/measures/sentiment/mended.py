"""The kit's own reading of the two lexicons: negations that they lose, and neutral senses in news.

TextBlob loses every "n't" (its tokens are "is n ' t"), and either lexicon passes over "nobody",
"lack of" and "failed to"; both score words that are neutral in news: "the party", "shares",
"crude". The phrases of ``tone_words.csv`` are read as what they say there, and the libraries' own
rules score the rest. What was read otherwise stands among the words of a score, with weight 0. The
libraries' own numbers are those of `vader` and `textblob`, which nothing here changes.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from ...codebook import Codebook
from .lexicon import N_TEXTS, Scored
from .textblob import score_textblob
from .vader import score_vader

_CONTRACTED = re.compile(r"\b(\w+?)n['’]t\b", re.IGNORECASE)
_IRREGULAR = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_WORD_BEFORE = re.compile(r"([\w'’]+)\s$")

_NAME = " NAME"
"""What a phrase ends with that stands before a capital: "like NAME" is "as NAME"."""


class _Phrase(NamedTuple):
    """What a phrase is read as, and the words after which it is left as it is."""

    reads_as: str
    not_after: frozenset[str]


class Mended(NamedTuple):
    """A text as it is read, and what was read otherwise: "isn't = is not"."""

    text: str
    changes: tuple[str, ...]


class _Reading(NamedTuple):
    """The phrases of one lexicon."""

    pattern: re.Pattern[str]
    phrases: Mapping[str, _Phrase]


def score_piece(text: str, codebook: Codebook) -> tuple[Scored, Scored]:
    """Score a piece of a masked sentence with the measures of the scorer ``mended``."""
    return score_mended(text, codebook)


def score_mended(text: str, codebook: Codebook) -> tuple[Scored, Scored]:
    """Score a text by the mended readings of VADER (compound) and of TextBlob (polarity).

    Examples
    --------
    >>> import framing as fr
    >>> vader, textblob = score_mended("It isn't great.", fr.read_codebook())
    >>> textblob
    Scored(value=-0.4, words=[('not great', -0.4), ("isn't = is not", 0.0)])
    """
    return _remembered(text, codebook)


@lru_cache(maxsize=N_TEXTS)
def _remembered(text: str, codebook: Codebook) -> tuple[Scored, Scored]:
    for_vader, for_textblob = (mend(text, name, codebook) for name in ("vader", "textblob"))
    return (
        _with_changes(score_vader(for_vader.text), for_vader),
        _with_changes(score_textblob(for_textblob.text)[0], for_textblob),
    )


def mend(text: str, lexicon: str, codebook: Codebook) -> Mended:
    """Read a text as the lexicon, ``vader`` or ``textblob``, should.

    Examples
    --------
    >>> import framing as fr
    >>> mend("Nobody trusts the party.", "vader", fr.read_codebook()).text
    'not trusts the Name.'
    """
    changes: list[str] = []
    text = text.replace("’", "'")

    def write_out(match: re.Match[str]) -> str:
        verb = match.group(1)
        written = f"{_IRREGULAR.get(verb.lower(), verb)} not"
        changes.append(f"{match.group()} = {written}")
        return written

    def replace(match: re.Match[str]) -> str:
        words = match.group().lower()
        phrase = reading.phrases.get(words) or reading.phrases[words + _NAME]
        before = _WORD_BEFORE.search(text, 0, match.start()) if phrase.not_after else None
        if before and before.group(1).lower() in phrase.not_after:
            return match.group()
        changes.append(f"{match.group()} = {phrase.reads_as}")
        return phrase.reads_as

    reading = _reading(codebook, lexicon)
    if lexicon == "textblob":  # VADER knows them
        text = _CONTRACTED.sub(write_out, text)
    return Mended(reading.pattern.sub(replace, text), tuple(changes))


def _with_changes(scored: Scored, mended: Mended) -> Scored:
    return scored._replace(words=[*scored.words, *((change, 0.0) for change in mended.changes)])


@lru_cache(maxsize=16)
def _reading(codebook: Codebook, lexicon: str) -> _Reading:
    """Compile the phrases of a lexicon; the longest one wins."""
    table = codebook.tone_words
    own = table[table["lexicon"].isin([lexicon, "both"])]
    phrases = {
        row.phrase: _Phrase(
            row.reads_as.removesuffix(_NAME),
            frozenset(row.not_after.split(";")) if isinstance(row.not_after, str) else frozenset(),
        )
        for row in own.itertuples(index=False)
    }
    longest_first = sorted(phrases, key=len, reverse=True)
    pattern = "|".join(map(_written, longest_first)) or r"(?!)"
    # What is hyphened is another word: "party-goer", "crude-looking".
    return _Reading(re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE), phrases)


def _written(phrase: str) -> str:
    """Return the pattern of a phrase, which leaves the name after it where it is."""
    words = re.escape(phrase.removesuffix(_NAME))
    return words + r"(?=\s(?-i:[A-Z]))" if phrase.endswith(_NAME) else words
