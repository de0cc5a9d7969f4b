"""The grammar of passives: the patient before a participle, and the agent after "by"."""

from .phrases import BREAKS, RoleSentence
from .subjects import subjects
from .verbs import Action, Verb

_BETWEEN_BE_AND_PARTICIPLE = frozenset("not also never been being".split())
_WORDS_TO_BY = 9
_WORDS_TO_BE = 4


def is_passive(sentence: RoleSentence, verb: Verb) -> bool:
    """Say whether a participle stands after a form of "be", or before "by" without an object."""
    low, words = sentence.low, sentence.words
    if low[verb.first] not in words.participles:
        return False
    item = verb.first - 1
    while item >= 0 and (low[item].endswith("ly") or low[item] in _BETWEEN_BE_AND_PARTICIPLE):
        if low[item] in ("been", "being"):
            return True
        item -= 1
    if sentence.low_at(item) in words.passive_be:
        return True
    after = sentence.low_at(verb.last)
    return after == "by" or (after in words.beside and _item_of_by(sentence, verb) >= 0)


def _item_of_by(sentence: RoleSentence, verb: Verb) -> int:
    """Find the "by" after a participle, in the same clause, or -1."""
    for item in range(verb.last, min(sentence.n, verb.last + _WORDS_TO_BY)):
        if sentence.low[item] == "by":
            return item
        if sentence.low[item] in BREAKS or sentence.low[item] == "," or sentence.is_finite(item):
            return -1
    return -1


def passive(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read the patient before a participle and the agent after "by".

    Examples
    --------
    >>> from framing.measures.roles.actions import try_rule
    >>> try_rule(passive, "The plan of [Kyiv] was rejected by [Moscow].")
    ['Moscow reject Kyiv']
    >>> try_rule(passive, "[Hungary] blamed for delay by [Poland]")
    ['Poland blame Hungary']
    """
    by = _item_of_by(sentence, verb)
    if by < 0:
        return []
    if verb.first == 0:
        return _fronted(sentence, verb, by)
    is_reduced = not sentence.words.passive_be.intersection(
        sentence.low[max(0, verb.first - _WORDS_TO_BE) : verb.first]
    )  # "praised the plan rejected by Moscow"
    is_material = sentence.words.meaning[verb.lemma][0].startswith("material")
    patients = subjects(sentence, verb.first, may_be_object=is_reduced, may_be_place=is_material)
    if not patients:
        return []
    return [
        Action(agent, verb, patient, is_passive=True)
        for agent in sentence.objects(by + 1)
        for patient in patients
        if agent != patient
    ]


def _fronted(sentence: RoleSentence, verb: Verb, by: int) -> list[Action]:
    """Read a passive in front of its patient: "Fined by Malta over waste, Italy appealed"."""
    agents = sentence.objects(by + 1)
    commas = [item for item in range(by, sentence.n - 1) if sentence.low[item] == ","]
    patient = sentence.mentions[commas[0] + 1] if commas else -1
    if patient < 0 or patient in agents or sentence.readings[patient] == "place":
        return []
    return [Action(agent, verb, patient, is_passive=True) for agent in agents]
