"""The grammar of actions: which rule reads which verb, and what each rule takes for an action.

Rules are functions of a sentence and a verb in it. `rules_for` says which are tried on a verb, and
in which order; the first that finds an action has the last word. Those for nouns stand in
`framing.measures.roles.nouns`.
"""

from collections.abc import Iterator

from ...text import tag_of
from .nouns import (
    faced_from,
    in_talks_with,
    noun_by,
    noun_of,
    noun_of_light_verb,
    talks_between,
    talks_hyphened,
)
from .phrases import BREAKS, GENITIVE, RoleSentence, mark
from .subjects import nearest_subjects, shared_subjects, subjects
from .verbs import Action, Rule, Verb, pair_up, verbs_at

_BETWEEN_BE_AND_PARTICIPLE = frozenset("not also never been being".split())
_WORDS_TO_BY = 9
_WORDS_TO_NEGATION = 4
_TO_NEGATED_VERB = 7
"""Words between a negation and an infinitive: "did not find a moment to call"."""
_SHARED_BY = frozenset({"and", "but", "then"})
_BEFORE_DOING = frozenset({"by", "after", "before", "while"})
_WORDS_TO_PLAN = 3


NOUN_RULES: tuple[Rule, ...] = (
    talks_between,
    talks_hyphened,
    noun_of,
    noun_by,
    noun_of_light_verb,
    in_talks_with,
    faced_from,
)
"""How a noun of action is read; tried in this order."""


def find_actions(sentence: RoleSentence) -> Iterator[Action]:
    """Find the actions of a sentence, from left to right."""
    last = 0
    for item in range(sentence.n):
        if item < last:
            continue
        for verb in verbs_at(sentence, item):
            actions = [] if _is_light(sentence, verb) else _read_verb(sentence, verb)
            if actions:
                yield from actions
                last = verb.last
                break


def _is_light(sentence: RoleSentence, verb: Verb) -> bool:
    """Say whether a noun inside of a verb says better what is done: "express support for"."""
    return any(
        noun.form == "noun" and noun_of_light_verb(sentence, noun)
        for item in range(verb.last, verb.object_at)
        for noun in verbs_at(sentence, item)
    )


def _read_verb(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Return what the first rule that finds an action makes of a verb."""
    if sentence.is_chain(verb.last - 1) and sentence.low[verb.last] == "to":
        # "refused to recognise": the second verb is the action.
        return active_together(sentence, verb)
    for rule in rules_for(sentence, verb):
        actions = rule(sentence, verb)
        if actions:
            return actions
    return []


def rules_for(sentence: RoleSentence, verb: Verb) -> tuple[Rule, ...]:
    """Choose the rules to try on a verb, in order, by its form and the words before it."""
    if verb.form == "noun":
        return NOUN_RULES
    if is_passive(sentence, verb):
        return (passive,)
    if verb.form == "ing" and not _follows_be(sentence, verb):
        return of_doing, doing_besides, plan_to, by_doing
    if sentence.low_at(verb.first - 1) == "to":
        return active, active_with, active_together, plan_to, in_order_to
    return active, active_with, active_together, active_joined


def is_negated(sentence: RoleSentence, verb: Verb) -> bool:
    """Say whether a negation, or a word for what is lacking, stands shortly before a verb."""
    is_infinitive = sentence.low_at(verb.first - 1) == "to"
    first = max(0, verb.first - (_TO_NEGATED_VERB if is_infinitive else _WORDS_TO_NEGATION))
    before = sentence.low[first : verb.first]
    words = sentence.words.lacking if verb.form == "noun" else sentence.words.negations
    return not words.isdisjoint(before)


def _follows_be(sentence: RoleSentence, verb: Verb) -> bool:
    item = verb.first - 1
    while item >= 0 and (sentence.low[item].endswith("ly") or sentence.low[item] in ("not", "now")):
        item -= 1
    return sentence.low_at(item) in sentence.words.be


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


# Rules for verbs


def passive(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read the patient before a participle and the agent after "by".

    Examples
    --------
    >>> try_rule(passive, "The plan of [Kyiv] was rejected by [Moscow].")
    ['Moscow reject Kyiv']
    >>> try_rule(passive, "[Hungary] blamed for delay by [Poland]")
    ['Poland blame Hungary']
    """
    by = _item_of_by(sentence, verb)
    patients = subjects(sentence, verb.first) if by >= 0 else []
    if not patients:
        return []
    return [
        Action(agent, verb, patient, is_passive=True)
        for agent in sentence.objects(by + 1)
        for patient in patients
        if agent != patient
    ]


def of_doing(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read an actor right before "of", "for" or a genitive, and what it is said to be doing.

    Examples
    --------
    >>> try_rule(of_doing, "[Kyiv] accused [Russia] of invading [Ukraine].")
    ['Russia invade Ukraine']
    """
    before = sentence.low_at(verb.first - 1)
    if verb.first < 2 or (before not in ("of", "for") and before not in GENITIVE):
        return []
    agent = sentence.mentions[verb.first - 2]
    if agent < 0:
        return []
    return [Action(agent, verb, patient) for patient in sentence.objects(verb.object_at)]


def doing_besides(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read a participle after a comma, whose agent is the subject of the clause before it.

    Examples
    --------
    >>> try_rule(doing_besides, "[Iran] closed the strait, accusing [Oman] of fraud.")
    ['Iran accuse Oman']
    """
    if sentence.low_at(verb.first - 1) != ",":
        return []
    return _each_on_each(shared_subjects(sentence, verb.first - 1), verb, sentence)


def active(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read the subject before a verb as agents and the object after it as patients.

    Examples
    --------
    >>> try_rule(active, "[Russian] troops invaded [Ukraine] and [Georgia].")
    ['Russian invade Ukraine', 'Russian invade Georgia']
    >>> try_rule(active, "[Norway] on Monday sent 20 doctors to [Chad].")
    ['Norway send ... to Chad']
    """
    is_intransitive = verb.lemma in sentence.words.mutual - sentence.words.meeting
    if is_intransitive and " " not in verb.lemma:
        return []
    return _each_on_each(subjects(sentence, verb.first), verb, sentence)


def active_with(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read the company after "with" as the patient of a mutual verb.

    Examples
    --------
    >>> try_rule(active_with, "[Putin] met on Monday with [Xi].")
    ['Putin meet Xi']
    """
    if verb.lemma not in sentence.words.mutual:
        return []
    agents = subjects(sentence, verb.first)
    patients = sentence.company(verb.last) if agents else []
    return pair_up(agents, verb, patients)


def active_together(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read the two subjects of a mutual verb as its agent and patient.

    Examples
    --------
    >>> try_rule(active_together, "[China] and [Russia] signed a pact.")
    ['China sign Russia']
    >>> try_rule(active_together, "[China] and [Russia] traded accusations over Taiwan.")
    ['China trade accusations Russia']
    """
    if verb.lemma not in sentence.words.mutual or _has_object(sentence, verb):
        return []
    agents = subjects(sentence, verb.first)
    return [Action(min(agents), verb, max(agents), is_mutual=True)] if len(agents) == 2 else []


def _has_object(sentence: RoleSentence, verb: Verb) -> bool:
    """Say whether a verb that needs no object has one: "battled militants"."""
    low = sentence.low_at(verb.last)
    is_noun = low in sentence.words.determiners or tag_of(low).startswith("NN") or low.endswith("s")
    is_time = low in sentence.words.times or sentence.low_at(verb.last + 1) == "ago"
    return " " not in verb.lemma and verb.lemma != "sign" and is_noun and not is_time


def active_joined(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read a verb after "and" whose subject is that of the only verb before it.

    Examples
    --------
    >>> try_rule(active_joined, "[China] closed its ports and denounced [Japan].")
    ['China denounce Japan']
    """
    item = verb.first - 1
    while item > 0 and (
        sentence.low[item].endswith("ly") or sentence.low[item] in ("also", "then", "later")
    ):
        item -= 1
    if sentence.low_at(item) not in _SHARED_BY or verb.form != "finite":
        return []
    return _each_on_each(shared_subjects(sentence, item), verb, sentence)


def plan_to(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read what the owner of a plan, a decision or an offer is to do.

    Examples
    --------
    >>> try_rule(plan_to, "[Poland]'s decision to arm [Ukraine] was cheered.")
    ['Poland arm Ukraine']
    >>> try_rule(plan_to, "[Poland]'s approach to fighting [Ukraine] was cheered.")
    ['Poland fight Ukraine']
    """
    for item in range(verb.first - 2, max(-1, verb.first - 2 - _WORDS_TO_PLAN), -1):
        if sentence.low[item] in sentence.words.plans:
            return _each_on_each(sentence.owners(item), verb, sentence)
    return []


def by_doing(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read a participle after "by", "after" or "while", whose agent is the nearest subject.

    Examples
    --------
    >>> try_rule(by_doing, "[Poland] responded by expelling [Russian] envoys.")
    ['Poland expel Russian']
    """
    if sentence.low_at(verb.first - 1) not in _BEFORE_DOING:
        return []
    return _each_on_each(nearest_subjects(sentence, verb.first - 1), verb, sentence)


def in_order_to(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read an infinitive whose agent is the subject of the only verb before it.

    Examples
    --------
    >>> try_rule(in_order_to, "[Russia] used its veto to shield [Syria].")
    ['Russia shield Syria']
    """
    start = verb.first - 1
    for item in range(start - 1, -1, -1):
        if sentence.mentions[item] >= 0:
            agents = nearest_subjects(sentence, start)
            is_subject = sentence.mentions[item] in agents
            return _each_on_each(agents, verb, sentence) if is_subject else []
        if sentence.low[item] in BREAKS or sentence.low[item] == ",":
            return []
    return []


def _each_on_each(agents: list[int], verb: Verb, sentence: RoleSentence) -> list[Action]:
    if not agents:
        return []
    is_material = sentence.words.meaning[verb.lemma][0].startswith("material")
    patients = sentence.objects(verb.object_at, is_material=is_material)
    return pair_up(agents, verb, patients)


def try_rule(rule: Rule, marked: str) -> list[str]:
    """Show what one rule reads in a sentence whose mentions stand in square brackets.

    Examples
    --------
    >>> try_rule(active, "[China] praised [Russia].")
    ['China praise Russia']
    """
    sentence, names = mark(marked)
    return [
        f"{names[action.agent]} {action.verb.lemma} {names[action.patient]}"
        for item in range(sentence.n)
        for verb in verbs_at(sentence, item)
        if rule in rules_for(sentence, verb)
        for action in rule(sentence, verb)
    ]
