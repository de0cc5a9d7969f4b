"""Uses of a verb of saying in which nothing is said: "too soon to say", "called off"."""

from ...text import tag_of
from .sentence import QUOTATION, Cue, Sentence

_STOPS = frozenset({",", ";", ".", ""})
_NEAR = 8
"""Words within which "to" and a place follow who is welcomed."""


def is_only_a_word(sentence: Sentence, cue: Cue) -> bool | None:
    """A "say" between commas, what is too soon to say, and an elliptic "to" are nobody's words.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> is_only_a_word(*candidate("It fell to, say, ten.", "say"))
    False
    >>> is_only_a_word(*candidate("It is too soon to say whether it will work.", "say"))
    False
    >>> is_only_a_word(*candidate("They gave systems or promised to, it seems.", "promised"))
    False
    """
    after = sentence.word(cue.last)
    if after == "to" and sentence.word(cue.last + 1) in _STOPS:
        return False
    if cue.form != "base":
        return None
    before = sentence.word(cue.first - 1)
    if cue.lemma == "say" and before == "," and after == ",":
        return False
    is_judged = before == "to" and sentence.is_a(cue.first - 2, "hard_to")
    return False if is_judged else None


def states_something(sentence: Sentence, cue: Cue) -> bool | None:
    """The word "state" is a verb only before "that" or a quotation.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> states_something(*candidate("Both states voted for it.", "states"))
    False
    >>> states_something(*candidate("It states that he won.", "states"))
    True
    """
    if sentence.low[cue.first] not in ("state", "states"):
        return None
    is_modified = tag_of(sentence.word(cue.first - 1)) == "JJ"
    return sentence.word(cue.last) in ("that", QUOTATION) and not is_modified


def is_called(sentence: Sentence, cue: Cue) -> bool | None:
    """A form of "call" before a particle, or between a noun and a name, judges nothing.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> is_called(*candidate("They called off the talks.", "called"))
    False
    >>> is_called(*candidate("It wants him to call President Doe, and soon.", "call"))
    False
    >>> is_called(*candidate("He wrote a book called “Silence” there.", "called"))
    False
    """
    if cue.lemma != "call" or cue.last >= sentence.n:
        return None
    if sentence.is_a(cue.last, "call_particle"):
        return False
    before = cue.first - 1
    if _is_telephoned(sentence, cue):
        return False
    is_named = sentence.low[cue.last] == QUOTATION or sentence.is_name(cue.last)
    if not is_named or cue.form != "finite" or before < 0:
        return None
    is_verb = (
        not sentence.surfaces[before].islower()
        or sentence.is_a(before, "pronoun")
        or sentence.is_a(before, "auxiliary")
        or sentence.is_adverb(before)
        or sentence.low[before] in ("and", "who", "that")
    )
    return None if is_verb else False


def _is_telephoned(sentence: Sentence, cue: Cue) -> bool:
    """Whether "call" has a name, or a counterpart, and nothing that it is called."""
    item = cue.last
    if sentence.is_a(item, "determiner") and "counterpart" in sentence.low[item : item + 4]:
        return True
    while item < sentence.n and sentence.low[item] != QUOTATION and sentence.is_name(item):
        item += 1
    return item > cue.last and (
        item >= sentence.n
        or sentence.low[item] in _STOPS
        or sentence.is_a(item, "time")
        or sentence.low[item] in ("and", "on", "from", "to", "after", "before")
    )


def is_visited(sentence: Sentence, cue: Cue) -> bool | None:
    """Who is called on is asked for something, or else visited.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> is_visited(*candidate("He had called on Jo Doe, and left.", "called"))
    False
    >>> is_visited(*candidate("He called on Jo Doe to resign.", "called")) is None
    True
    """
    if cue.lemma != "call on":
        return None
    for item in range(cue.last, sentence.n):
        if sentence.low[item] in ("to", "for", QUOTATION, "that"):
            return None
        if sentence.low[item] in _STOPS:
            break
    return False


def is_greeted(sentence: Sentence, cue: Cue) -> bool | None:
    """Who is welcomed to a place is received there.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> is_greeted(*candidate("He welcomed Jo Doe to the Kremlin.", "welcomed"))
    False
    >>> is_greeted(*candidate("He welcomed the decision to leave.", "welcomed")) is None
    True
    """
    if cue.lemma != "welcome":
        return None
    for item in range(cue.last, min(sentence.n - 1, cue.last + _NEAR)):
        if sentence.low[item] == "to":
            is_place = sentence.is_name(item + 1) or sentence.is_a(item + 1, "determiner")
            return False if is_place else None
    return None


def is_other_use(sentence: Sentence, cue: Cue) -> bool | None:
    """A comment without "on" or "that", insisting on something and a counted word say nothing.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> is_other_use(*candidate("They insist on a vote.", "insist"))
    False
    >>> is_other_use(*candidate("He read 12 reports.", "reports"))
    False
    """
    after = sentence.word(cue.last)
    is_comment = cue.lemma == "comment" and after not in ("on", "that")
    is_insisting = cue.lemma == "insist" and after == "on"
    is_counted = sentence.word(cue.first - 1).isdigit() and not sentence.is_a(cue.last, "pronoun")
    return False if is_comment or is_insisting or is_counted else None
