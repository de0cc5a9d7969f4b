"""VADER and TextBlob over one text: the libraries' lexicons, their published rules, and their scores to the last digit.

The libraries read each word again for every text that it stands in. Here a word is looked up once and remembered with
all that the rules ask of it, and the rules are applied only where a text holds a word of the lexicon. The word lists
themselves are the installed libraries' own. That the scores are equal is tested on made-up texts, and counted on news
by ``benchmarks/speed.py``.

References: Hutto and Gilbert 2014, VADER (ICWSM); Loria, TextBlob, whose English lexicon and rules are those of
Pattern (De Smedt and Daelemans 2012, JMLR 13).
"""

import math
import re
import string
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

_N_WORDS = 1 << 16
"""Words that each lexicon remembers: about 30 MB when full."""
_N_TEXTS = 1 << 13
"""Texts whose scores each lexicon remembers, since news repeats itself: about 10 MB when full."""
_LONG_WORD, _LONG_TEXT = 40, 2_000
"""Characters of the longest word and the longest text that are remembered."""
_T = TypeVar("_T")


class Scored(NamedTuple):
    """A text's score and the words that made it, each with its valence."""

    value: float
    words: list[tuple[str, float]]


class _Words(dict[str, _T]):
    """What is known of each word, made at first sight; forgotten altogether when there are too many."""

    def __init__(self, describe: Callable[[str], _T]) -> None:
        super().__init__()
        self._describe = describe

    def __missing__(self, word: str) -> _T:
        known = self._describe(word)
        if len(word) <= _LONG_WORD:
            if len(self) >= _N_WORDS:
                self.clear()
            self[word] = known
        return known


# ---- VADER ---------------------------------------------------------------------------------------------------------


class _VaderWord(NamedTuple):
    """A word between spaces, without the punctuation around it, and what it does to itself and its neighbours."""

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
    words: _Words[_VaderWord]
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
    from vaderSentiment import vaderSentiment as library

    analyzer = library.SentimentIntensityAnalyzer()
    lexicon, boosters, idioms = analyzer.lexicon, library.BOOSTER_DICT, library.SPECIAL_CASES
    negations = frozenset(library.NEGATE)
    # Words that the rules below name: they act on a word behind them, whether or not they negate or strengthen.
    acting = {"no", "never", "so", "this", "without", "doubt", "least"}

    def describe(word: str) -> _VaderWord:
        bare = word.strip(string.punctuation)
        text = bare if len(bare) > 2 else word  # what is left of an emoticon is no word
        low = text.lower()
        valence, boost = lexicon.get(low), boosters.get(low, 0.0)
        is_negation = low in negations or "n't" in low
        is_plain = not (boost or is_negation or low in acting)
        is_scored = valence is not None and low not in boosters
        return _VaderWord(text, low, text.isupper(), valence, is_scored, boost, is_negation, is_plain)

    emojis = {emoji: name for emoji, name in analyzer.emojis.items() if len(emoji) == 1}
    return _Vader(
        _Words(describe), emojis, re.compile(f"[{''.join(map(re.escape, emojis))}]"), boosters, idioms,
        (*idioms, *(phrase for phrase in boosters if " " in phrase)), library.N_SCALAR, library.C_INCR,
    )  # fmt: skip


def score_vader(text: str) -> Scored:
    """VADER's compound score of a text, and the words that made it.

    Examples
    --------
    >>> score_vader("The talks were not good.")
    Scored(value=-0.3412, words=[('good', -1.406)])
    """
    return _score_vader(text) if len(text) > _LONG_TEXT else _remembered_vader(text)


def _score_vader(text: str) -> Scored:
    vader = _vader()
    if not vader.emojis.keys().isdisjoint(text):
        text = vader.an_emoji.sub(lambda emoji: _spell_out(emoji, vader.emojis), text)
    words = list(map(vader.words.__getitem__, text.split()))
    places = [place for place, word in enumerate(words) if word.is_scored]
    if not places:
        return Scored(0.0, [])
    is_mixed = 0 < sum(word.is_upper for word in words) < len(words)
    line = " ".join([word.low for word in words])
    has_phrase = any(phrase in line for phrase in vader.phrases)
    valences = [_valence(words, place, is_mixed, has_phrase, vader) for place in places]
    if "but" in line:
        _weigh_but(words, places, valences)
    total = float(sum(valences))
    emphasis = _emphasis(text)
    total += emphasis if total > 0 else -emphasis if total < 0 else 0.0
    compound = round(max(-1.0, min(total / math.sqrt(total * total + 15), 1.0)), 4)
    return Scored(compound, [(words[p].text, round(v, 4)) for p, v in zip(places, valences, strict=True) if v])


_remembered_vader = lru_cache(maxsize=_N_TEXTS)(_score_vader)


def _spell_out(emoji: re.Match[str], names: dict[str, str]) -> str:
    """An emoji's name, with a space before it unless there is one."""
    is_apart = emoji.start() == 0 or emoji.string[emoji.start() - 1] == " "
    return ("" if is_apart else " ") + names[emoji.group()]


def _valence(words: list[_VaderWord], place: int, is_mixed: bool, has_phrase: bool, vader: _Vader) -> float:
    """The valence of the word at `place`, after what the three words before it and the two after it do to it."""
    word = words[place]
    base = valence = word.valence or 0.0
    after = words[place + 1] if place + 1 < len(words) else None
    if after and after.low == "of" and word.low == "kind":
        return 0.0
    if after and word.low == "no" and after.valence is not None:
        valence = 0.0  # it negates the next word and is no word of its own
    is_shouted = is_mixed and word.is_upper
    before = words[max(0, place - 3) : place][::-1]  # the nearest one first
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
            valence = _idiom(words, place, valence, vader)
    if low[:1] == ["least"] and before[0].valence is None and low[1:2] not in (["at"], ["very"]):
        valence *= vader.negated
    return valence


def _boost(near: _VaderWord, valence: float, is_mixed: bool, vader: _Vader) -> float:
    boost = -near.boost if valence < 0 else near.boost
    if boost and near.is_upper and is_mixed:
        boost += vader.shouted if valence > 0 else -vader.shouted
    return boost


def _negation(before: list[_VaderWord], low: list[str], distance: int, vader: _Vader) -> float:
    """What the word at that distance multiplies the valence by; ``never so`` strengthens, ``without doubt`` does not.

    With three words before, "so" or "this" right before the word strengthens it whatever the third one is.
    """
    is_pointed = ("so", "this")
    if distance == 1:
        if low[1] == "never" and low[0] in is_pointed:
            return 1.25
        if low[1] == "without" and low[0] == "doubt":
            return 1.0
    elif distance == 2:
        if (low[2] == "never" and low[1] in is_pointed) or low[0] in is_pointed:
            return 1.25
        if low[2] == "without" and "doubt" in low[:2]:
            return 1.0
    return vader.negated if before[distance].is_negation else 1.0


def _idiom(words: list[_VaderWord], place: int, valence: float, vader: _Vader) -> float:
    """The valence where the word is part of an idiom, and of what strengthens it by several words."""
    low = [word.low for word in words[place - 3 : place + 3]]

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


def _weigh_but(words: list[_VaderWord], places: list[int], valences: list[float]) -> None:
    """Halve what stands before the first "but" and raise by half what stands after it.

    The library finds a valence by its value, so that of equal ones the first is weighed each time; so is it here.
    """
    but = next((place for place, word in enumerate(words) if word.low == "but"), None)
    if but is None:
        return
    for valence in valences:
        first = valences.index(valence)
        if places[first] != but:
            valences[first] = valence * (0.5 if places[first] < but else 1.5)


def _emphasis(text: str) -> float:
    """What exclamation marks (up to four) and question marks (from two) add."""
    n_asked = text.count("?")
    asked = 0.0 if n_asked < 2 else n_asked * 0.18 if n_asked <= 3 else 0.96
    return min(text.count("!"), 4) * 0.292 + asked


# ---- TextBlob ------------------------------------------------------------------------------------------------------


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
    """The tokens of a word between spaces, also as a text, and whether an emoticon may end in it."""

    tokens: tuple[_Token, ...]
    line: str
    may_end_emoticon: bool


class _TextBlob(NamedTuple):
    tokenise: Callable[[str], list[str]]
    words: _Words[_BlobWord]
    tokens: _Words[_Token]
    emoticons: tuple[re.Pattern[str], ...]
    is_adverb: Callable[[str], bool]


@lru_cache(maxsize=1)
def _textblob() -> _TextBlob:
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
    ends = {form[place:] for form in forms for place in range(1, len(form))}
    an_end = re.compile(f"(?:{'|'.join(' ?'.join(map(re.escape, end)) for end in ends)})(?: |$)")

    def describe_token(text: str) -> _Token:
        low = text.lower()
        parts = lexicon.get(low, {})
        is_mood = low in moods and (low == "(!)" or (len(low) <= 5 and low not in library.PUNCTUATION))
        return _Token(
            low, tuple(parts[None]) if None in parts else None, any(part in parts for part in sentiment.modifiers),
            low in sentiment.negations, moods[low] if is_mood and not low.isalpha() else None,
        )  # fmt: skip

    def describe_word(word: str) -> _BlobWord:
        line = word if word.isalpha() else " ".join(sentiment.tokenizer(word))
        may_end = an_end.match(line) or any(pattern.search(line) for pattern in emoticons)
        return _BlobWord(tuple(map(describe_token, line.split())), line, bool(may_end))

    return _TextBlob(sentiment.tokenizer, _Words(describe_word), _Words(describe_token), emoticons, sentiment.modifier)


def score_textblob(text: str) -> tuple[Scored, Scored]:
    """TextBlob's polarity and subjectivity of a text, each with the words that made it.

    Examples
    --------
    >>> score_textblob("The talks were not good.")[0]
    Scored(value=-0.35, words=[('not good', -0.35)])
    """
    return _score_textblob(text) if len(text) > _LONG_TEXT else _remembered_textblob(text)


def _score_textblob(text: str) -> tuple[Scored, Scored]:
    blob = _textblob()
    found = _assess(_tokens(text, blob), blob.is_adverb)
    polarity = subjectivity = 0.0
    for one in found:  # not sum(), which rounds in another way from Python 3.12 on
        polarity += one.polarity
        subjectivity += one.subjectivity
    n = len(found) or 1
    words = [" ".join(one.words) for one in found]
    return (
        Scored(polarity / n, [(word, round(one.polarity, 4)) for word, one in zip(words, found, strict=True)]),
        Scored(subjectivity / n, [(word, round(one.subjectivity, 4)) for word, one in zip(words, found, strict=True)]),
    )


_remembered_textblob = lru_cache(maxsize=_N_TEXTS)(_score_textblob)


def _tokens(text: str, blob: _TextBlob) -> list[_Token]:
    """The tokens of a text: word by word, but for emoticons, which the library may put together from several words."""
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
        self.words, self.polarity, self.subjectivity, self.intensity = [word], polarity, subjectivity, intensity


def _assess(tokens: list[_Token], is_adverb: Callable[[str], bool]) -> list[_Assessed]:
    """The words of the lexicon in a text, each with the negation or the modifier that stands before it."""
    found: list[_Assessed] = []
    negated: list[_Assessed] = []
    modifier: str | None = None
    negation: str | None = None
    for word, entry, is_modifier, is_negation, mood in tokens:
        if entry is not None:
            polarity, subjectivity, intensity = entry
            if modifier is None:
                last = _Assessed(word, polarity, subjectivity, intensity)
                found.append(last)
            else:
                last = found[-1]
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
            found[-1].words.append(negation)
            negated.append(found[-1])
            negation = None
        elif modifier is not None and len(word) > 2:
            modifier = None
        if word == "!" and found:
            found[-1].words.append("!")
            found[-1].polarity = max(-1.0, min(found[-1].polarity * 1.25, 1.0))
        if mood is not None:
            found.append(_Assessed(word, mood, 1.0, 1.0))
    for one in set(negated):
        one.polarity *= -0.5
    return found
