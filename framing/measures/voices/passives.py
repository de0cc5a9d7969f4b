"""The passive of a cue: the source stands after "by", the subject is who is spoken of."""

from .phrases import opens_noun_phrase, phrase_end
from .sentence import QUOTATION, Cue, Items, Sentence

_REACH = 12
"""Words between a participle and the "by" of its agent."""
_JUDGING = frozenset({"judge", "address", "ask"})


def is_to_blame(sentence: Sentence, cue: Cue) -> bool | None:
    """Who is to blame blames nobody.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> is_to_blame(*candidate("Serbia is to blame for the war.", "blame"))
    False
    >>> is_to_blame(*candidate("Tonga is to thank for the deal.", "thank"))
    False
    """
    is_idiom = (
        cue.lemma in ("blame", "thank")
        and cue.form == "base"
        and sentence.word(cue.first - 1) == "to"
    )
    return False if is_idiom and not sentence.opens_object(cue.last) else None


def is_passive(sentence: Sentence, cue: Cue) -> bool | None:
    """The subject of a passive is not the source; the agent after "by" is.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> is_passive(*candidate("Nothing was ever said.", "said"))
    False
    >>> is_passive(*candidate("It was condemned by Japan.", "condemned"))
    True
    """
    item = cue.first - 1
    while item > 0 and sentence.is_adverb(item):
        item -= 1
    if cue.form != "finite" or not sentence.is_a(item, "be"):
        return None
    return find_agent(sentence, cue) is not None


def lacks_object(sentence: Sentence, cue: Cue) -> bool | None:
    """A verb that needs an object is a passive without a speaker where none follows.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> lacks_object(*candidate("China condemned over its missile test", "condemned"))
    False
    >>> lacks_object(*candidate("China condemned the test.", "condemned")) is None
    True
    """
    needs_object = cue.form == "finite" and "object" in cue.classes
    if not needs_object or not sentence.is_a(cue.last, "after_passive"):
        return None
    return find_agent(sentence, cue) is not None


def find_agent(sentence: Sentence, cue: Cue) -> Items | None:
    """Return the source of a passive, or none where none is named.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> def agent_of(text, word):
    ...     sentence, cue = candidate(text, word)
    ...     agent = find_agent(sentence, cue)
    ...     return " ".join(sentence.surfaces[slice(*agent)]) if agent else None
    >>> agent_of("China condemned by Japan over missile test", "condemned")
    'Japan'
    >>> agent_of("Hungary blamed for delay by the president of Poland", "blamed")
    'the president of Poland'
    >>> agent_of("Hungary blamed the delay caused by Poland.", "blamed") is None
    True
    """
    is_participle = cue.form == "finite" and not sentence.low[cue.first].endswith("s")
    if not is_participle or not cue.classes & _JUDGING:
        return None
    after = cue.last
    has_no_object = sentence.is_a(after, "preposition") or sentence.word(after) == "to"
    if not has_no_object and not _follows_be(sentence, cue):
        return None
    for item in range(after, min(sentence.n - 1, after + _REACH)):
        if sentence.low[item] in (",", ";", ":", "that") or sentence.finite[item]:
            return None
        if sentence.low[item] == "by" and _names_somebody(sentence, item + 1):
            return Items(item + 1, _agent_end(sentence, item + 1))
    return None


def patient_of(sentence: Sentence, cue: Cue) -> Items:
    """Return the items of the subject of a passive without its auxiliaries."""
    last = cue.first
    while last > 0 and (sentence.is_adverb(last - 1) or sentence.is_a(last - 1, "auxiliary")):
        last -= 1
    return Items(0, last)


def _follows_be(sentence: Sentence, cue: Cue) -> bool:
    item = cue.first - 1
    while item > 0 and sentence.is_adverb(item):
        item -= 1
    return sentence.is_a(item, "be")


def _names_somebody(sentence: Sentence, item: int) -> bool:
    """Whether a name or a noun phrase begins at an item, and no day and no number."""
    if sentence.is_a(item, "time") or sentence.surfaces[item][0].isdigit():
        return False
    if sentence.low[item] == QUOTATION or sentence.low[item].endswith("ing"):
        return False
    return opens_noun_phrase(sentence, item) or sentence.low[item].endswith("s")


def _agent_end(sentence: Sentence, first: int) -> int:
    """Return where the agent ends: before a preposition after a name, unless it is "of"."""
    end = phrase_end(sentence, first)
    for item in range(first + 1, end):
        is_named = sentence.word(item + 1)[:1].isalpha() and sentence.is_name(item + 1)
        is_noun = not sentence.is_name(item - 1) or sentence.is_a(item - 1, "official")
        is_within = sentence.low[item] == "of" and (is_named or is_noun)
        is_office = sentence.is_a(item - 1, "official") and sentence.low[item] in ("for", "in")
        if sentence.is_a(item, "preposition") and not (is_within or is_office):
            return item
        if sentence.low[item] == "to":
            return item
    return end
