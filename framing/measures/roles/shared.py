"""Which mentions are the subject of a verb that shares it with a verb before."""

from ...text import tag_of
from .phrases import BREAKS, GENITIVE, RoleSentence
from .subjects import subjects

_REACH = 14
"""Items between a verb and the one before it that has the same subject."""


def shared_subjects(sentence: RoleSentence, before: int) -> list[int]:
    """List the subjects that a verb shares with the only finite verb before it.

    Examples
    --------
    >>> from framing.measures.roles.phrases import mark
    >>> sentence, names = mark("[China] praised [Iran] and attacked [Japan].")
    >>> [names[mention] for mention in shared_subjects(sentence, sentence.low.index("attacked"))]
    ['China']
    """
    first = _first_finite(sentence, before)
    if first < 0 or before - first > _REACH:
        return []
    verbs = [item for item in range(first + 1, before) if _is_verb(sentence, item)]
    was_verb = first
    for item in verbs:
        if item != was_verb + 1 and sentence.low[first] not in sentence.words.telling:
            return []
        was_verb = item
    return subjects(sentence, first)


def _first_finite(sentence: RoleSentence, before: int) -> int:
    """Find the first finite verb of the clause that ends before an item, or -1."""
    start = before - 1
    while start >= 0 and sentence.low[start] not in BREAKS:
        start -= 1
    for item in range(start + 1, before):
        if sentence.low[item] in sentence.words.clause_openers - {"and", "but", "that"}:
            return -1
        if _is_verb(sentence, item):
            return item
    return -1


def nearest_subjects(
    sentence: RoleSentence, before: int, *, is_participle: bool = False
) -> list[int]:
    """List the subjects of the finite verb nearest to the left of an item.

    An infinitive may have a subject of its own before it, a participle after "without" has none.

    Examples
    --------
    >>> from framing.measures.roles.phrases import mark
    >>> sentence, names = mark("[Togo] said [China] used its veto to shield [Iran].")
    >>> [names[mention] for mention in nearest_subjects(sentence, sentence.low.index("to"))]
    ['China']
    """
    for item in range(before - 1, max(-1, before - _REACH), -1):
        if sentence.low[item] in BREAKS:
            return []
        has_own = sentence.low[item] in sentence.words.controlling or sentence.low[item] == "for"
        if has_own and not is_participle:
            return []  # "called on the world to help", "a plea for troops to help"
        if _is_verb(sentence, item):
            return subjects(sentence, item)
    return []


def _is_verb(sentence: RoleSentence, item: int) -> bool:
    if sentence.is_finite(item):
        return True
    low, before = sentence.low[item], sentence.low_at(item - 1)
    if item < 1 or before in sentence.words.determiners or before in GENITIVE:
        return False
    if sentence.is_action_form(item) and (
        sentence.mentions[item - 1] >= 0 or sentence.is_verbal(item)
    ):
        return True
    is_past = tag_of(low) in ("VBN", "VBD") or (not tag_of(low) and low.endswith("ed"))
    follows_noun = (
        sentence.mentions[item - 1] >= 0
        or tag_of(before).startswith(("NN", "RB"))
        or before in sentence.words.negations
    )
    return is_past and follows_noun and sentence.low_at(item + 1) != "by"
