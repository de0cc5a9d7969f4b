"""Pairs of mentions that stand like agent and patient, read more loosely than the grammar does.

Any verb will do, also one that the codebook does not know, and anything but a finite verb may stand
between it and the mention after it: "Chad put a ban of two years, by decree, on goods of Mali". So
many of these pairs are no action, and whether a pair is one is left to the network.
"""

from ...text import tag_of
from .phrases import BREAKS, GENITIVE, RoleSentence
from .shared import nearest_subjects, shared_subjects
from .subjects import subjects
from .verbs import Verb, verbs_at

_REACH = 12
"""Items between a verb and whom it may be done to."""


def loose_pairs(sentence: RoleSentence) -> dict[tuple[int, int], tuple[Verb, bool]]:
    """Find the pairs of mentions around each verb and noun of action.

    Returns
    -------
    dict
        Agent and patient, as places among the mentions -> the word between them, and whether the
        agent is that word's own subject and not shared with another verb.

    Examples
    --------
    >>> from framing.measures.roles.phrases import mark
    >>> sentence, names = mark("[Chad] slapped, by decree, a levy on cotton of [Mali].")
    >>> for (agent, patient), (verb, is_own) in loose_pairs(sentence).items():
    ...     print(names[agent], verb.lemma, names[patient], is_own)
    Chad slapped Mali True
    """
    found: dict[tuple[int, int], tuple[Verb, bool]] = {}
    for item in range(sentence.n):
        for verb in _words_at(sentence, item):
            patients = _patients(sentence, verb.last)
            if not patients:
                continue
            own, shared = _agents(sentence, verb)
            for agents, is_own in ((own, True), (shared, False)):
                for agent in agents:
                    for patient in patients:
                        if agent != patient and not found.get((agent, patient), (verb, False))[1]:
                            found[agent, patient] = verb, is_own
    return found


def _words_at(sentence: RoleSentence, item: int) -> list[Verb]:
    """Read the word at an item as a verb or as a noun of action, known or not."""
    low = sentence.low[item]
    if sentence.mentions[item] >= 0 or low in sentence.words.be | sentence.words.helpers:
        return []
    nouns = [verb for verb in verbs_at(sentence, item) if verb.form == "noun"]
    before = sentence.low_at(item - 1)
    is_known = low in sentence.words.forms or low in sentence.words.gapped
    is_verb = is_known or tag_of(low).startswith("VB") or low.endswith(("ed", "ing"))
    if nouns or not is_verb or before in sentence.words.determiners or before in GENITIVE:
        return nouns
    return [Verb(item, item + 1, low, "ing" if low.endswith("ing") else "finite", item + 1)]


def _agents(sentence: RoleSentence, verb: Verb) -> tuple[list[int], list[int]]:
    """Find who may do what a word says: its own subject, and that of another verb."""
    if verb.form == "noun":
        return sentence.owners(verb.first), []
    own = subjects(sentence, verb.first)
    if sentence.low_at(verb.first - 1) == "to" or verb.form == "ing":
        return own, nearest_subjects(sentence, verb.first - 1)
    return own, shared_subjects(sentence, verb.first)


def _patients(sentence: RoleSentence, first: int) -> list[int]:
    """List the next mention, and those joined to it, where no finite verb stands before."""
    for item in range(first, min(sentence.n, first + _REACH)):
        if sentence.mentions[item] >= 0:
            return sentence.listed_after(item)
        low = sentence.low[item]
        is_agent_next = low == "by" and sentence.low_at(item - 1) in sentence.words.participles
        if low in BREAKS or low == "anti" or is_agent_next or sentence.is_finite(item):
            return []
    return []
