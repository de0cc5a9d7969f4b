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

from functools import lru_cache

from ..codebook import READING_WORD_TYPES, Codebook
from ..text import is_verb
from .weighing import BREAKS, HYPHENS, TOKEN, Words, weigh, weigh_kind

ACTOR, PLACE, ATTRIBUTE, UNCLEAR = "actor", "place", "attribute", "unclear"

_REACH = 100
"""Characters on each side that can decide."""


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
    right = TOKEN.findall(text[end : end + _REACH])
    low_right = [token.lower() for token in right]
    if low_right[:1] and low_right[0] in HYPHENS:
        reading = _read_compound(low_right[1] if len(low_right) > 1 else "", words)
        reading = reading or _read_pair(right[1:], words)
        if reading:
            return reading
    if low_right[:1] and low_right[0] in words["currency"]:
        return ATTRIBUTE  # "ten US dollars"
    if is_demonym:
        return _read_demonym(low_right, words)
    surface = text[start:end]
    if _is_dateline(surface, start, right):
        return PLACE
    left = TOKEN.findall(text[max(0, start - _REACH) : start])
    low_left = [token.lower() for token in left]
    value = weigh(left, low_left, right, low_right, words)
    value += weigh_kind(surface.split(), words)
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


def _read_pair(right: list[str], words: Words) -> str | None:
    """The reading that the noun after two names gives: "Peru-Chile talks", "Peru-Chile border"."""
    index = 0
    while index < min(3, len(right)) and right[index][:1].isupper():
        index += 1
    if index == 0 or index == len(right) or not right[index].isalpha():
        return None
    nouns = [token.lower() for token in right[index : index + 2]]
    if words["place_noun"].intersection(nouns):
        return PLACE
    return ACTOR if nouns[0] not in words["function_word"] else None


def _read_demonym(right: list[str], words: Words) -> str:
    """The reading that the noun after a demonym gives: "Russian coast", "Russian troops"."""
    r1, r2 = (*right, "", "")[:2]
    if r1 in words["attribute_noun"]:
        return ATTRIBUTE
    if r1 in words["place_noun"] - words["actor_noun"] or (
        r2 in words["place_noun"] and r1 not in words["actor_noun"] and r2.isalpha()
    ):
        return PLACE
    return ACTOR


def _is_dateline(surface: str, start: int, right: list[str]) -> bool:
    """Whether a name in capitals says where the report was written: "MOSCOW — It is quiet"."""
    if not (start < 30 and surface.isupper() and len(surface) > 4):
        return False
    first = right[0] if right else ""
    if first in BREAKS:
        return first not in (".", "-")
    return start < 3 and first[:1].isupper() and not first.isupper()
