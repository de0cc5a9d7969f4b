"""Whether an action is told as one that does not happen: denied, refused, taken back."""

from .phrases import BREAKS, RoleSentence
from .verbs import Verb

_LONGEST_PHRASE = 3
"""Words of "stopped short of"."""
_NOT_ONLY = frozenset({"only", "just", "merely", "simply"})
"""Words after "not" that deny nothing."""
_DENYING = frozenset({"denied", "denies", "deny", "denying"})
_LONG_CLAUSE = 9
"""Words between "denied that" and the verb."""
_REACH = 4
"""Words between a negation and a verb."""
_LONG_REACH = 7
"""The same for an infinitive and a noun: "did not find a moment to call"."""


def is_negated(sentence: RoleSentence, verb: Verb) -> bool:
    """Say whether a negation, or a word for what is lacking, stands shortly before a verb.

    Two of different kinds take each other back: "did not hesitate to attack", "refused to lift the
    embargo".
    """
    words, is_noun = sentence.words, verb.form == "noun"
    is_far = is_noun or sentence.low_at(verb.first - 1) == "to"
    first = max(0, verb.first - (_LONG_REACH if is_far else _REACH))
    if is_noun:
        first = _start_of_noun(sentence, verb.first, first)
    before = {
        " ".join(sentence.low[item : item + length])
        for item in range(first, verb.first)
        for length in range(1, min(_LONGEST_PHRASE, verb.first - item) + 1)
        if sentence.low_at(item + length) not in _NOT_ONLY
    }
    # "announced a suspension of aid to"
    nouns = {*sentence.low[verb.last : verb.object_at], *(before if is_noun else ())}
    if _is_denied_clause(sentence, verb.first):
        before.add("deny")
    kinds = (
        not words.negations.isdisjoint(before),
        not words.refusals.isdisjoint(before | nouns),
        not words.lacking.isdisjoint(nouns),
    )
    return sum(kinds) % 2 == 1


def _is_denied_clause(sentence: RoleSentence, item: int) -> bool:
    """Say whether a clause is one that somebody denies: "denied that its men had attacked"."""
    for that in range(item - 1, max(0, item - _LONG_CLAUSE), -1):
        if sentence.low[that] in BREAKS or sentence.low[that] == ",":
            return False
        if sentence.low[that] == "that":
            return sentence.low[that - 1] in _DENYING
    return False


def _start_of_noun(sentence: RoleSentence, noun: int, first: int) -> int:
    """Find where what governs a noun begins: at a mark or a preposition, else at item `first`.

    "refused to comment on its attack" refuses no attack, "a suspension of aid" is no aid.
    """
    for item in range(noun - 1, first - 1, -1):
        low = sentence.low[item]
        is_border = low in sentence.words.beside and low not in ("of", "to", "without")
        if low in BREAKS or low in (",", "and") or is_border:
            return item + 1
    return first
