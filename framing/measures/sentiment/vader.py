"""VADER over one text: the library's lexicon and rules, and its scores to the last digit.

The libraries of VADER and TextBlob read each word again for every text that it stands in. Here a
word is looked up once and remembered with all that the rules ask of it, and the rules are applied
only where a text holds a word of the lexicon. The word lists themselves are the installed
libraries' own. That the scores are equal is tested on made-up texts, and counted on news by
``benchmarks/speed.py``.

References: Hutto and Gilbert 2014, VADER (ICWSM); Loria, TextBlob, whose English lexicon and rules
are those of Pattern (De Smedt and Daelemans 2012, JMLR 13).
"""

import math
import re
import string
from functools import lru_cache
from typing import NamedTuple

from ...codebook import Codebook
from .lexicon import LONG_TEXT, N_TEXTS, RememberedWords, Scored


class _VaderWord(NamedTuple):
    """A word without the punctuation around it, and what it does to itself and its neighbours."""

    text: str
    low: str
    is_upper: bool
    valence: float | None
    """Of words in the lexicon."""
    is_scored: bool
    boost: float
    """By which a word such as "very" or "hardly" strengthens the next one; 0 for all others."""
    is_negation: bool
    is_plain: bool
    """Whether it leaves the three words after it as they are."""


class _Vader(NamedTuple):
    """What the rules need of the library."""

    words: RememberedWords[_VaderWord]
    emojis: dict[str, str]
    an_emoji: re.Pattern[str]
    boosters: dict[str, float]
    """Of one word or of several: "kind of"."""
    idioms: dict[str, float]
    """Phrases with a valence of their own: "kiss of death"."""
    phrases: tuple[str, ...]
    """The idioms, and the boosters of several words."""
    negated: float
    """By which a negation multiplies."""
    shouted: float
    """What capitals add."""


@lru_cache(maxsize=1)
def _vader() -> _Vader:
    """Load the library's lexicon."""
    from vaderSentiment import vaderSentiment as library

    analyzer = library.SentimentIntensityAnalyzer()
    lexicon, boosters, idioms = analyzer.lexicon, library.BOOSTER_DICT, library.SPECIAL_CASES
    negations = frozenset(library.NEGATE)
    # Words that the rules below name: they act on a word behind them, whether or not they negate or
    # strengthen.
    acting = {"no", "never", "so", "this", "without", "doubt", "least"}

    def describe(word: str) -> _VaderWord:
        bare = word.strip(string.punctuation)
        text = bare if len(bare) > 2 else word  # what is left of an emoticon is no word
        low = text.lower()
        valence, boost = lexicon.get(low), boosters.get(low, 0.0)
        is_negation = low in negations or "n't" in low
        is_plain = not (boost or is_negation or low in acting)
        is_scored = valence is not None and low not in boosters
        return _VaderWord(
            text, low, text.isupper(), valence, is_scored, boost, is_negation, is_plain
        )

    emojis = {emoji: name for emoji, name in analyzer.emojis.items() if len(emoji) == 1}
    return _Vader(
        RememberedWords(describe),
        emojis,
        re.compile(f"[{''.join(map(re.escape, emojis))}]"),
        boosters,
        idioms,
        (*idioms, *(phrase for phrase in boosters if " " in phrase)),
        library.N_SCALAR,
        library.C_INCR,
    )


def score_piece(text: str, codebook: Codebook) -> tuple[Scored]:
    """Score a piece of a masked sentence with the measure of the scorer ``vader``."""
    return (score_vader(text),)


def score_vader(text: str) -> Scored:
    """Score a text with VADER's compound, and list the words that made it.

    Examples
    --------
    >>> score_vader("The talks were not good.")
    Scored(value=-0.3412, words=[('good', -1.406)])
    """
    return _score_vader(text) if len(text) > LONG_TEXT else _remembered_vader(text)


def _score_vader(text: str) -> Scored:
    vader = _vader()
    if not vader.emojis.keys().isdisjoint(text):
        text = vader.an_emoji.sub(lambda emoji: _spell_out(emoji, vader.emojis), text)
    words = list(map(vader.words.__getitem__, text.split()))
    indexes = [index for index, word in enumerate(words) if word.is_scored]
    if not indexes:
        return Scored(0.0, [])
    is_mixed = 0 < sum(word.is_upper for word in words) < len(words)
    line = " ".join([word.low for word in words])
    has_phrase = any(phrase in line for phrase in vader.phrases)
    valences = [_valence(words, index, is_mixed, has_phrase, vader) for index in indexes]
    if "but" in line:
        _weigh_but(words, indexes, valences)
    total = float(sum(valences))
    emphasis = _emphasis(text)
    total += emphasis if total > 0 else -emphasis if total < 0 else 0.0
    compound = round(max(-1.0, min(total / math.sqrt(total * total + 15), 1.0)), 4)
    return Scored(
        compound,
        [(words[i].text, round(v, 4)) for i, v in zip(indexes, valences, strict=True) if v],
    )


_remembered_vader = lru_cache(maxsize=N_TEXTS)(_score_vader)


def _spell_out(emoji: re.Match[str], names: dict[str, str]) -> str:
    """Name an emoji, with a space before the name unless there is one."""
    is_apart = emoji.start() == 0 or emoji.string[emoji.start() - 1] == " "
    return ("" if is_apart else " ") + names[emoji.group()]


def _valence(
    words: list[_VaderWord], index: int, is_mixed: bool, has_phrase: bool, vader: _Vader
) -> float:
    """Weigh the word at `index` by the three words before it and the two after it."""
    word = words[index]
    base = valence = word.valence or 0.0
    after = words[index + 1] if index + 1 < len(words) else None
    if after and after.low == "of" and word.low == "kind":
        return 0.0
    if after and word.low == "no" and after.valence is not None:
        valence = 0.0  # it negates the next word and is no word of its own
    is_shouted = is_mixed and word.is_upper
    before = words[max(0, index - 3) : index][::-1]  # the nearest one first
    if not has_phrase and not is_shouted and all(near.is_plain for near in before):
        return valence
    low = [near.low for near in before]
    if "no" in low[:2] or (low[2:] == ["no"] and low[0] in ("or", "nor")):
        valence = base * vader.negated
    if is_shouted:
        valence += vader.shouted if valence > 0 else -vader.shouted
    for distance, near in enumerate(before):
        if near.valence is not None:
            continue
        valence += _boost(near, valence, is_mixed, vader) * (1.0, 0.95, 0.9)[distance]
        valence *= _negation(before, low, distance, vader)
        if distance == 2 and has_phrase:
            valence = _idiom(words, index, valence, vader)
    if low[:1] == ["least"] and before[0].valence is None and low[1:2] not in (["at"], ["very"]):
        valence *= vader.negated
    return valence


def _boost(near: _VaderWord, valence: float, is_mixed: bool, vader: _Vader) -> float:
    """Say what a word such as "very" before another adds to its valence."""
    boost = -near.boost if valence < 0 else near.boost
    if boost and near.is_upper and is_mixed:
        boost += vader.shouted if valence > 0 else -vader.shouted
    return boost


def _negation(before: list[_VaderWord], low: list[str], distance: int, vader: _Vader) -> float:
    """Say what the word at that distance multiplies the valence by.

    "Never so" strengthens, and "without doubt" leaves it as it is. With three words before, "so" or
    "this" right before the word strengthens it whatever the third one is.
    """
    pointing = ("so", "this")
    if distance == 1:
        if low[1] == "never" and low[0] in pointing:
            return 1.25
        if low[1] == "without" and low[0] == "doubt":
            return 1.0
    elif distance == 2:
        if (low[2] == "never" and low[1] in pointing) or low[0] in pointing:
            return 1.25
        if low[2] == "without" and "doubt" in low[:2]:
            return 1.0
    return vader.negated if before[distance].is_negation else 1.0


def _idiom(words: list[_VaderWord], index: int, valence: float, vader: _Vader) -> float:
    """Weigh a word that may be part of an idiom or stand after a booster of several words."""
    low = [word.low for word in words[index - 3 : index + 3]]

    def phrase(first: int, last: int) -> str:
        return " ".join(low[first:last])

    before = (phrase(2, 4), phrase(1, 4), phrase(1, 3), phrase(0, 3), phrase(0, 2))
    valence = next((vader.idioms[each] for each in before if each in vader.idioms), valence)
    for last in (5, 6):
        if len(low) >= last:
            valence = vader.idioms.get(phrase(3, last), valence)
    for each in (phrase(0, 3), phrase(0, 2), phrase(1, 3)):
        valence += vader.boosters.get(each, 0.0)
    return valence


def _weigh_but(words: list[_VaderWord], indexes: list[int], valences: list[float]) -> None:
    """Halve what stands before the first "but" and raise by half what stands after it.

    The library finds a valence by its value, so that of equal ones the first is weighed each time;
    so is it here.
    """
    but = next((index for index, word in enumerate(words) if word.low == "but"), None)
    if but is None:
        return
    for valence in valences:
        first = valences.index(valence)
        if indexes[first] != but:
            valences[first] = valence * (0.5 if indexes[first] < but else 1.5)


def _emphasis(text: str) -> float:
    """Say what exclamation marks (up to four) and question marks (from two) add."""
    n_asked = text.count("?")
    asked = 0.0 if n_asked < 2 else n_asked * 0.18 if n_asked <= 3 else 0.96
    return min(text.count("!"), 4) * 0.292 + asked
