"""The grammar of actions: which rule reads which verb, and what each rule takes for an action.

Rules are functions of a sentence and a verb in it. `rules_for` says which are tried on a verb, and
in which order; the first that finds an action has the last word. Those for nouns stand in
`framing.measures.roles.nouns`.
"""

from collections.abc import Iterator

from ...text import tag_of
from .infinite import (
    accused_of_doing,
    begun_doing,
    by_doing,
    doing_besides,
    in_order_to,
    is_aspect,
    is_doing,
    of_doing,
    plan_to,
)
from .nouns import (
    faced_from,
    in_talks_with,
    noun_by,
    noun_of,
    noun_of_light_verb,
    talks_between,
    talks_hyphened,
)
from .passives import is_passive, passive
from .phrases import BREAKS, RoleSentence, is_headline, mark
from .shared import shared_subjects
from .subjects import subject_head, subjects
from .verbs import Action, Rule, Verb, each_on_each, pair_up, verbs_at

_IN_BE_DOING = frozenset({"not", "n't", "now"})
_WORDS_TO_MUST = 5
_WORDS_TO_TO = 6
_WORDS_TO_NOUN = 4
_WORDS_TO_THING = 3
_SHARED_BY = frozenset({"and", "but", "then", "or", "nor"})
_ON_A_TOPIC = frozenset({"on", "about", "over"})


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
        if item < last or sentence.low[item] not in sentence.words.starts:
            continue
        for verb in verbs_at(sentence, item):
            actions = _read_verb(sentence, verb)
            if actions and not _is_light(sentence, verb):
                yield from actions
                last = verb.last
                break


def _is_light(sentence: RoleSentence, verb: Verb) -> bool:
    """Say whether a noun after a verb says better what is done: "offered harsh criticism of"."""
    low = sentence.low[verb.first]
    is_aspect = low in sentence.words.aspects  # "stopped its war on"
    reach = _WORDS_TO_NOUN if is_aspect or low in sentence.words.light else 0
    return any(
        noun.form == "noun"
        and (noun_of_light_verb(sentence, noun) or (is_aspect and noun_of(sentence, noun)))
        for item in range(verb.last, min(sentence.n, verb.object_at + reach))
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
            return [action for action in actions if not _is_of_thing(sentence, action)]
    return []


def _is_of_thing(sentence: RoleSentence, action: Action) -> bool:
    """Say whether a thing of an actor is said to do, or is met with, what only people can.

    "China's missile alarmed Japan" and "received Russian gas" are no words between the two, while
    "China's missile struck Japan" is a deed of China's.
    """
    verb, words = action.verb, sentence.words
    if verb.form == "noun" or action.is_passive:
        return False
    is_told = words.meaning[verb.lemma][0].startswith("verbal")
    if is_told and subject_head(sentence, verb.first) in words.things:
        return True
    if verb.lemma not in words.hosting:
        return False
    patient = sentence.mentions.index(action.patient)
    is_thing = not words.things.isdisjoint(sentence.low[patient + 1 : patient + _WORDS_TO_THING])
    # "hosted a summit on Syria"
    return is_thing or not _ON_A_TOPIC.isdisjoint(sentence.low[verb.object_at + 1 : patient])


def rules_for(sentence: RoleSentence, verb: Verb) -> tuple[Rule, ...]:
    """Choose the rules to try on a verb, in order, by its form and the words before it."""
    if verb.form == "telling":
        return (demanded_of,)
    if verb.form == "noun":
        return NOUN_RULES
    if is_passive(sentence, verb):
        return (passive,)
    if verb.form == "ing" and not _follows_be(sentence, verb):
        return of_doing, accused_of_doing, doing_besides, plan_to, by_doing, begun_doing, is_doing
    if verb.form == "base" and sentence.low_at(verb.first - 1) in _SHARED_BY:
        return joined_infinitive, active, active_with, active_together, active_joined
    if sentence.low_at(verb.first - 1) == "to":
        return active, active_with, active_together, plan_to, in_order_to
    return active, active_with, active_together, active_joined


def _follows_be(sentence: RoleSentence, verb: Verb) -> bool:
    item = verb.first - 1
    while item >= 0 and (sentence.low[item].endswith("ly") or sentence.low[item] in _IN_BE_DOING):
        item -= 1
    return sentence.low_at(item) in sentence.words.be


# Rules for verbs


def active(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read the subject before a verb as agents and the object after it as patients.

    Examples
    --------
    >>> try_rule(active, "[Russian] troops invaded [Ukraine] and [Georgia].")
    ['Russian invade Ukraine', 'Russian invade Georgia']
    >>> try_rule(active, "[Norway] on Monday sent 20 doctors to [Chad].")
    ['Norway send ... to Chad']
    >>> try_rule(active, "[China] and [India] accused each other of lying.")
    ['China accuse India']
    """
    is_intransitive = verb.lemma in sentence.words.mutual - sentence.words.meeting
    if is_intransitive and " " not in verb.lemma:
        return []
    if is_aspect(sentence, verb):
        return []
    return each_on_each(sentence, subjects(sentence, verb.first), verb)


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
    is_noun = is_noun and not low.endswith("ly")
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
    is_comma = sentence.low_at(item) == "," and verb.first == item + 1 and is_headline(sentence)
    if verb.form != "finite" or not (is_comma or sentence.low_at(item) in _SHARED_BY):
        return []
    return each_on_each(sentence, shared_subjects(sentence, item), verb)


def joined_infinitive(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read an infinitive after "and" like the one before it, which has the "to".

    Examples
    --------
    >>> try_rule(joined_infinitive, "[Oman]'s plan to isolate and punish [Chad] failed.")
    ['Oman punish Chad']
    """
    for to in range(verb.first - 2, max(0, verb.first - _WORDS_TO_TO), -1):
        if sentence.low[to] == "to":
            twin = verb._replace(first=to + 1)
            for rule in rules_for(sentence, twin):
                actions = rule(sentence, twin)
                if actions:
                    return [action._replace(verb=verb) for action in actions]
        if sentence.low[to] in BREAKS or sentence.is_finite(to):
            break
    return []


def demanded_of(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read of whom one says that it must or should do something.

    Examples
    --------
    >>> try_rule(demanded_of, "[Qatar] said that [Chad] must leave the north.")
    ['Qatar demand Chad']
    """
    item = verb.last + (sentence.low_at(verb.last) == "that")
    patients = sentence.objects(item)
    if not patients:
        return []
    last = max(place for place, mention in enumerate(sentence.mentions) if mention in patients)
    for after in range(last + 1, min(sentence.n, last + _WORDS_TO_MUST)):
        if sentence.low[after] in sentence.words.duties:
            return pair_up(subjects(sentence, verb.first), verb, patients)
        if sentence.low[after] in BREAKS or sentence.is_finite(after):
            break
    return []


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
