"""Whether a mention portrays an actor or only names a place.

"Moscow warned" is about an actor; "talks in Moscow" only says where. The words on both sides
decide: what governs the name (a preposition of place, a verb that acts on it, the noun before "of")
and what follows it (a verb, a noun that acts such as "government", a noun of place such as
"coast"). Each sign adds to a sum or takes from it; the lists of words are
``data/codebook/reading_words.csv``, and which verbs are verbs is looked up in TextBlob's lexicon.

The question is the metonymy of toponyms (Gritta, Pilehvar and Collier 2020, LREV 54). How often the
rules agree with human annotators is printed by ``benchmarks/readings.py`` and kept in
``docs/accuracy.md``.
"""

import re
from functools import lru_cache

from ..codebook import READING_WORD_TYPES, Codebook
from ..text import is_verb, tags

ACTOR, PLACE, ATTRIBUTE, UNCLEAR = "actor", "place", "attribute", "unclear"

_REACH = 100
"""Characters on each side that can decide."""
_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|St|Gen|Sen|Dr)\.|['’]s\b|\w+(?:['’]\w+|\.\w+)*|\S")
_LIST_MARKS = frozenset({",", "and", "or", "&"})
_BE = frozenset("is was are were remains became become remained be been".split())
_GENITIVE = frozenset({"'s", "’s", "'", "’"})
_HYPHENS = frozenset("-\u2010\u2011")
_BREAKS = frozenset({",", ".", ";", ":", "(", ")", "—", "–", "-", "!", "?", '"', "”", ""})

_RELATIVE = frozenset({"which", "who"})
_OF_LANGUAGES = frozenset("is was has remains sounds uses borrows belongs differs".split())
"""Verbs that say of a language what they would not say of a people, which is many."""
_LANGUAGE_NOUN = re.compile(
    r"\s(?:languages?\b|dialects?\b|(?:version|edition|translation|subtitles)(?:\W*$|[),;]))", re.I
)
_LANGUAGE_CUES = frozenset(
    "in speak speaks spoke speaking into learn learning studying teach teaches fluent".split()
)
_JOINING = frozenset("and or as in at after before with to for but while on is".split())
_ARTICLES = frozenset("the a an these those many most some all other by two young".split())

Words = dict[str, frozenset[str]]
"""Word type -> its words."""


WITH_TERRITORY = frozenset(
    "EU WEST GLOBALSOUTH BALTICS NORDICS GULFSTATES ARABSTATES VISEGRAD AES COMMONWEALTH "
    "DNR".split()
)
"""Actors other than states in which something can happen; the other bodies are never a place."""


@lru_cache(maxsize=8)
def words_of(codebook: Codebook) -> Words:
    """Look up the words of ``reading_words.csv`` by their type."""
    by_type: Words = {word_type: frozenset() for word_type in READING_WORD_TYPES}
    table = codebook.reading_words
    return by_type | {
        str(word_type): frozenset(group["word"]) for word_type, group in table.groupby("word_type")
    }


def find_reading(
    text: str, start: int, end: int, codebook: Codebook, *, is_demonym: bool = False
) -> str:
    """Decide how the name at ``start:end`` of a sentence is meant.

    Parameters
    ----------
    text : str
        One sentence.
    start, end : int
        The name's half-open offsets in `text`.
    codebook : Codebook
        Whose ``reading_words`` are used.
    is_demonym : bool
        Whether the name is a demonym or an adjective ("Russian"), not a noun ("Russia").

    Returns
    -------
    str
        ``actor``, ``place``, ``attribute`` (neither: "Chinese-made", "speaks Russian") or
        ``unclear``.

    Examples
    --------
    >>> import framing as fr
    >>> codebook = fr.read_codebook()
    >>> find_reading("Moscow warned of a war.", 0, 6, codebook)
    'actor'
    >>> find_reading("They met in Moscow.", 12, 18, codebook)
    'place'
    """
    words = words_of(codebook)
    left = _TOKEN.findall(text[max(0, start - _REACH) : start])
    right = _TOKEN.findall(text[end : end + _REACH])
    low_left = [token.lower() for token in left]
    low_right = [token.lower() for token in right]
    if low_right[:1] and low_right[0] in _HYPHENS:
        reading = _read_compound(low_right[1] if len(low_right) > 1 else "", words)
        if reading:
            return reading
    if is_demonym:
        return _read_demonym(low_right, words)
    surface = text[start:end]
    if _is_dateline(surface, start, right):
        return PLACE
    value = _weigh(left, low_left, right, low_right, words)
    if surface.split()[-1].lower() in words["place_noun"]:
        value -= 1.2
    return ACTOR if value > 0 else PLACE if value < 0 else UNCLEAR


def _read_compound(word: str, words: Words) -> str | None:
    """The reading that the word after a hyphen gives: "Paris-based", "Paris-made", "Paris-led"."""
    if word in words["place_suffix"]:
        return PLACE
    if word in words["attribute_suffix"]:
        return ATTRIBUTE
    if (word.endswith("ed") and is_verb(word)) or word in ("led", "run"):
        return ACTOR
    return None


def _read_demonym(right: list[str], words: Words) -> str:
    """The reading that the noun after a demonym gives: "Russian coast", "Russian troops"."""
    r1, r2 = (*right, "", "")[:2]
    if r1 in words["attribute_noun"]:
        return ATTRIBUTE
    if r1 in words["place_noun"] or (
        r2 in words["place_noun"] and r1 not in words["actor_noun"] and r2.isalpha()
    ):
        return PLACE
    return ACTOR


def _is_dateline(surface: str, start: int, right: list[str]) -> bool:
    """Whether a name in capitals says where the report was written: "MOSCOW — It is quiet"."""
    if not (start < 30 and surface.isupper() and len(surface) > 4):
        return False
    first = right[0] if right else ""
    if first in _BREAKS:
        return first not in (".", "-")
    return start < 3 and first[:1].isupper() and not first.isupper()


def is_language(text: str, start: int, end: int) -> bool:
    """Tell whether an adjective is the name of a language: "in Spanish.", "English is taught".

    Examples
    --------
    >>> is_language("They spoke Russian.", 11, 18), is_language("They met Russian envoys.", 9, 16)
    (True, False)
    """
    after = _TOKEN.match(text[end : end + 30].lstrip())
    if after and after.group() in _HYPHENS:
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
    is_listed = after is not None and after.group() in ("and", "or")
    if after and is_verb(after.group().lower()) and after.group().lower() not in _OF_LANGUAGES:
        return False  # a people: "Chinese voted on Sunday"
    return (
        text[start:end].endswith(("ish", "ese", "ch")) and word not in _ARTICLES and not is_listed
    )


def _weigh(
    left: list[str], low_left: list[str], right: list[str], low_right: list[str], words: Words
) -> float:
    """Sum up what both sides say: above zero an actor is meant, below zero a place."""
    index, is_listed = _governor(left, low_left, words)
    governor = low_left[index] if index >= 0 else ""
    before = low_left[max(0, index - 9) : index] if index > 0 else []
    first = right[0] if right else ""
    r1 = first.lower()
    value = _weigh_governor(governor, before, words)
    if not governor or governor in (":", '"', "“"):
        value += 0.5 if r1 == "," or governor else 0.0
    elif governor == "," and not is_listed:
        value += -0.5 if r1 in _BREAKS else 0.2
    elif governor in _BE:
        value += 0.3
    elif left[index][0].islower() and not value and (is_verb(governor) or before[-1:] == ["to"]):
        value += 1.1
    is_modifier = (
        first[:1].islower()
        and r1 not in _BE
        and not is_verb(r1)
        and r1 not in words["function_word"]
        and r1.isalpha()
        and r1 not in words["auxiliary"]
    )
    if is_modifier or (first[:1].isupper() and first.isalpha()):
        is_one_of_many = is_modifier and low_left[-1:] in (["a"], ["an"])
        return _weigh_noun(value, r1, is_one_of_many, words)
    if r1 in _GENITIVE:
        return _weigh_possession(value, low_right, words)
    if governor == "between":
        return value  # what follows is said of something else
    return value + _weigh_predicate(_after_list(right, low_right), words)


def _weigh_noun(value: float, noun: str, is_one_of_many: bool, words: Words) -> float:
    """Weigh the noun that the name modifies: "Paris airport", "Paris officials"."""
    if noun in words["place_noun"]:
        return value - 1.5
    if noun in words["actor_noun"]:
        return value * 0.5 + 1.6  # the preposition governs that noun and not the name
    return value * 0.8 + (-0.3 if is_one_of_many else 0.5)


def _weigh_possession(value: float, low_right: list[str], words: Words) -> float:
    """Weigh what belongs to the name: "Paris’s suburbs", "Paris’s decision"."""
    _, r2, r3 = (*low_right, "", "")[:3]
    if r2 in words["place_noun"] or (r3 in words["place_noun"] and r2 not in words["actor_noun"]):
        return value - 1.5
    if words["actor_noun"].intersection(low_right[1:5]):
        return value * 0.5 + 1.5
    if any(
        token in words["superlative"] or (token.endswith("est") and len(token) > 5)
        for token in low_right[1:4]
    ):
        return value - 1.2
    return value * 0.4 + 0.7


def _weigh_governor(governor: str, before: list[str], words: Words) -> float:
    """Weigh the preposition that governs the name, with the words before it."""
    near = before[-4:]
    if governor in words["place_before"]:
        return -0.3 if governor == "in" and before[-1:] == ["interest"] else -2.2
    if governor in words["actor_before"]:
        return -0.8 if "border" in near or "borders" in near else 1.6
    if governor == "from":
        return 1.2 if words["source_noun"].intersection(near) else -1.5
    if governor == "to":
        return 1.5 if words["transfer_verb"].intersection(before) else -1.4
    if governor == "for":
        return -1.0 if words["heading_for"].intersection(near) else 0.9
    if governor in ("including", "like"):
        return -0.4
    if governor == "between":
        return 0.8 if words["between_actor"].intersection(before) else -0.6
    if governor in ("on", "over", "towards"):
        return -1.0 if before[-1:] in (["all"], ["down"]) else 0.6
    if governor == "of":
        head = before[-1] if before else ""
        if head in words["of_place"]:
            return -1.6
        if head in words["of_actor"]:
            return 1.3
        if words["of_place"].intersection(near):
            return -0.8
        return 0.7 if words["of_actor"].intersection(near) else -0.15
    if governor in ("(", ";"):
        return -0.6
    return 0.0


def _weigh_predicate(right: list[str], words: Words) -> float:
    """Weigh what is said of the name, past adverbs and days: "will decide", "is located"."""
    while right and (
        right[0].lower() in words["adverb"] or (right[0].endswith("ly") and right[0].islower())
    ):
        right = right[1:]
    if len(right) > 2 and right[0].lower() == "on" and right[1].endswith("day"):
        right = right[2:]
    r1, r2 = (*(t.lower() for t in right), "", "")[:2]
    if r1 in words["located"]:
        return -1.5
    if r1 in _BE:
        return -1.0 if r2 in words["place_predicate"] else -0.6 if r2 in ("a", "an", "the") else 0.7
    if r1 in words["auxiliary"]:
        return 1.5
    if right and right[0][0].islower() and is_verb(r1):
        return 1.3
    if r1 == "," and r2 in _RELATIVE:
        return 0.8 * _weigh_predicate(right[2:], words)
    if r1 in (",", "("):
        return -0.25
    return 0.0


def _governor(left: list[str], low: list[str], words: Words) -> tuple[int, bool]:
    """Index of the word that governs the name, and whether names are listed in between."""
    index, is_listed = len(left) - 1, False
    while index >= 0:
        if low[index] in words["skipped"] or (
            left[index].islower()
            and tags().get(low[index]) == "JJ"
            and low[index] not in words["place_before"]
        ):
            index -= 1
            continue
        if low[index] in _LIST_MARKS:
            last = index - 1
            if last >= 0 and left[last] == ",":
                last -= 1
            before = last
            while before >= 0 and left[before][:1].isupper() and last - before < 4:
                before -= 1
            if before < last:
                index, is_listed = before, True
                continue
        break
    return index, is_listed


def _after_list(right: list[str], low: list[str]) -> list[str]:
    """What follows the name, past names that are listed after it with "and"."""
    index = 0
    while index < len(right) and low[index] in _LIST_MARKS:
        after = index + 1
        if after < len(low) and low[after] in ("and", "or"):
            after += 1
        if after < len(low) and low[after] == "the":
            after += 1
        first = after
        while after < len(right) and right[after][:1].isupper() and after - first < 4:
            after += 1
        if after == first:
            break
        index = after
    return right[index:] if index < len(right) else right
