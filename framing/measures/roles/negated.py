"""Whether an action is told as one that does not happen: denied, refused, taken back."""

from .phrases import BREAKS, MENTION, RoleSentence
from .verbs import Verb

_LONGEST_PHRASE = 3
"""Words of "stopped short of"."""
_NOT_ONLY = frozenset({"only", "just", "merely", "simply"})
"""Words after "not" that deny nothing."""
_DENYING = frozenset({"denied", "denies", "deny", "denying"})
_INNER = frozenset({"of", "to", "without"})
"""Prepositions over which the negation of a noun reaches."""
_LONG_ASIDE = 14
"""Words between the commas of an aside."""
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
    low = [*_words_before(sentence, verb), ""]
    before = {
        " ".join(low[item : item + length])
        for length in range(1, _LONGEST_PHRASE + 1)
        for item in range(len(low) - length)
        if low[item + length] not in _NOT_ONLY
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


def _words_before(sentence: RoleSentence, verb: Verb) -> list[str]:
    """List the words that may negate a verb or noun: a few before it, as far as its clause goes.

    Asides are stepped over: "did not, however, condemn". "Refused to comment on its attack"
    refuses no attack, while "a suspension of aid" is no aid.
    """
    is_noun, is_finite = verb.form == "noun", verb.form == "finite"
    reach = _LONG_REACH if is_noun or sentence.low_at(verb.first - 1) == "to" else _REACH
    found: list[str] = []
    item = verb.first - 1
    while item >= 0 and len(found) < reach:
        low = sentence.low[item]
        if low == ",":
            opening = _opening_comma(sentence, item)
            if is_noun or opening < 0 or MENTION in found:
                break
            item = opening - 1
            continue
        is_border = is_noun and low in sentence.words.beside and low not in _INNER
        is_joint = low == "but" or (low == "and" and (is_noun or is_finite))
        if low in BREAKS or is_border or is_joint:
            break
        found.append(low)
        item -= 1
    return found[::-1]


def _opening_comma(sentence: RoleSentence, closing: int) -> int:
    """Find the comma that opens an aside which another closes, or -1."""
    for item in range(closing - 1, max(-1, closing - _LONG_ASIDE), -1):
        if sentence.low[item] in BREAKS:
            return -1
        if sentence.low[item] == ",":
            return item
    return -1


def _is_denied_clause(sentence: RoleSentence, item: int) -> bool:
    """Say whether a clause is one that somebody denies: "denied that its men had attacked"."""
    for that in range(item - 1, max(0, item - _LONG_CLAUSE), -1):
        if sentence.low[that] in BREAKS or sentence.low[that] == ",":
            return False
        if sentence.low[that] == "that":
            return sentence.low[that - 1] in _DENYING
    return False
