"""Verbs of relative clauses, with and without a pronoun, inside of a noun phrase."""

from ...text import tag_of
from .sentence import Sentence

_RELATIVE_SUBJECTS = frozenset({"who", "which", "that"})
_RELATIVE_OTHERS = frozenset({"whose", "where", "whom"})
_LONG_RELATIVE = 6
"""Words between "whose" and its verb."""


def relative_before(sentence: Sentence, verb: int) -> int:
    """Return where the relative pronoun of a verb stands, without a comma before it; else -1."""
    item = verb - 1
    while item > 0 and (sentence.is_adverb(item) or sentence.is_a(item, "auxiliary")):
        item -= 1
    if sentence.low[item] not in _RELATIVE_SUBJECTS:
        # "a nurse at the clinic where the first patients were treated"
        first = max(0, item - _LONG_RELATIVE)
        while item > first and sentence.low[item] not in _RELATIVE_OTHERS:
            if sentence.finite[item] or not sentence.low[item][0].isalpha():
                return -1
            item -= 1
        if sentence.low[item] not in _RELATIVE_OTHERS:
            return -1
    if item < 1 or sentence.finite[item - 1]:
        return -1  # "officials asked who met the envoy"
    is_bound = sentence.low[item - 1].isalpha() and not sentence.is_a(item - 1, "preposition")
    return item if is_bound else -1


def is_reduced_clause(sentence: Sentence, item: int, last: int) -> bool:
    """Whether a verb belongs to the noun before it: "officials briefed on the matter"."""
    return (
        0 < item < last - 1
        and tag_of(sentence.low[item]) in ("VBN", "VBD", "")
        and not sentence.is_a(item, "auxiliary")
        and sentence.is_a(item + 1, "preposition")
        and not sentence.is_a(item - 1, "pronoun")
    )
