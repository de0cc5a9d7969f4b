"""The grammar of actions: which rule reads which verb, and what each rule takes for an action.

Rules are functions of a sentence and a verb in it. `rules_for` says which are tried on a verb, and
in which order; the first that finds an action has the last word.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ...codebook import read_codebook
from ...text import tag_of
from .phrases import GENITIVE, MENTION, RoleSentence
from .words import compile_role_words

_BETWEEN_BE_AND_PARTICIPLE = frozenset("not also never been being".split())
_WORDS_TO_BY = 4
_WORDS_TO_NEGATION = 4


class Verb(NamedTuple):
    """A verb or a noun of action: items ``first:last`` of a sentence."""

    first: int
    last: int
    lemma: str
    form: str
    """finite, base, ing or noun."""


class Action(NamedTuple):
    """One action: agent and patient are places among the mentions of the sentence."""

    agent: int
    verb: Verb
    patient: int
    is_passive: bool = False
    is_mutual: bool = False


Rule = Callable[[RoleSentence, Verb], list[Action]]


def find_actions(sentence: RoleSentence) -> Iterator[Action]:
    """Find the actions of a sentence, from left to right."""
    for verb in find_verbs(sentence):
        if sentence.is_chain(verb.last - 1) and sentence.low[verb.last] == "to":
            continue  # "refused to recognise": the second verb is the action
        for rule in rules_for(sentence, verb):
            actions = rule(sentence, verb)
            if actions:
                yield from actions
                break


def rules_for(sentence: RoleSentence, verb: Verb) -> tuple[Rule, ...]:
    """Choose the rules to try on a verb, in order, by its form and the words before it."""
    if verb.form == "noun":
        return talks_between, talks_hyphened, noun_of
    if is_passive(sentence, verb):
        return (passive,)
    if verb.form == "ing" and sentence.low_at(verb.first - 1) not in sentence.words.be:
        return (of_doing,)
    return active, active_with, active_together


def is_negated(sentence: RoleSentence, verb: Verb) -> bool:
    """Say whether a negation stands among the words before a verb."""
    first = max(0, verb.first - _WORDS_TO_NEGATION)
    return not sentence.words.negations.isdisjoint(sentence.low[first : verb.first])


# Verbs


def find_verbs(sentence: RoleSentence) -> Iterator[Verb]:
    """Find the verbs and nouns of action of a sentence, from left to right."""
    item = 0
    while item < sentence.n:
        verb = _verb_at(sentence, item) if sentence.low[item] in sentence.words.forms else None
        if verb:
            yield verb
        item = verb.last if verb else item + 1


def _verb_at(sentence: RoleSentence, item: int) -> Verb | None:
    """Read the verb or noun of action that begins at an item, if one does."""
    low, words = sentence.low[item], sentence.words
    if sentence.mentions[item] >= 0 or (sentence.surfaces[item][0].isupper() and item):
        return None
    before = sentence.low_at(item - 1)
    for rest, lemma, form in words.forms[low]:
        last = item + 1 + len(rest)
        if tuple(sentence.low[item + 1 : last]) != rest:
            continue
        is_noun = (
            before in words.determiners
            or before in GENITIVE
            or (before in ("of", "for") and form != "ing")
            or (tag_of(low).startswith("NN") and not sentence.is_verbal(item))
        )
        if (form == "noun") == is_noun or (
            form == "noun" and before == MENTION and not sentence.is_verbal(item)
        ):
            return Verb(item, last, lemma, form)
    return None


def is_passive(sentence: RoleSentence, verb: Verb) -> bool:
    """Say whether a participle stands after a form of "be", or right before "by"."""
    low, words = sentence.low, sentence.words
    if low[verb.first] not in words.participles:
        return False
    item = verb.first - 1
    while item >= 0 and (low[item].endswith("ly") or low[item] in _BETWEEN_BE_AND_PARTICIPLE):
        if low[item] in ("been", "being"):
            return True
        item -= 1
    return sentence.low_at(item) in words.passive_be or sentence.low_at(verb.last) == "by"


# Rules for nouns


def talks_between(sentence: RoleSentence, noun: Verb) -> list[Action]:
    """Read two actors after a noun and "between".

    Examples
    --------
    >>> try_rule(talks_between, "Talks between [Iran] and [Saudi Arabia] failed.")
    ['Iran negotiate with Saudi Arabia']
    """
    is_between = sentence.low_at(noun.last) == "between"
    pair = sentence.pair(noun.last + 1) if is_between else None
    return [Action(pair[0], noun, pair[1], is_mutual=True)] if pair else []


def talks_hyphened(sentence: RoleSentence, noun: Verb) -> list[Action]:
    """Read two actors with a hyphen between them before a noun.

    Examples
    --------
    >>> try_rule(talks_hyphened, "The [Israeli]-[Palestinian] conflict goes on.")
    ['Israeli fight Palestinian']
    """
    is_between = sentence.low_at(noun.last) == "between"
    pair = None if is_between else sentence.hyphened_pair(noun.first)
    return [Action(pair[0], noun, pair[1], is_mutual=True)] if pair else []


def noun_of(sentence: RoleSentence, noun: Verb) -> list[Action]:
    """Read an actor's noun and, after a preposition, the actor that it is done to.

    Examples
    --------
    >>> try_rule(noun_of, "[Russia]'s invasion of [Ukraine] went on.")
    ['Russia invade Ukraine']
    """
    follows = sentence.low_at(noun.last)
    if follows not in sentence.words.links or follows == "by":
        return []
    agent = sentence.owner(noun.first)
    if agent < 0:
        return []
    return [Action(agent, noun, patient) for patient in sentence.objects(noun.last + 1)]


# Rules for verbs


def passive(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read the patient before a participle and the agent after "by".

    Examples
    --------
    >>> try_rule(passive, "The plan of [Kyiv] was rejected by [Moscow].")
    ['Moscow reject Kyiv']
    """
    following = sentence.low[verb.last : verb.last + _WORDS_TO_BY]
    patients = sentence.subjects(verb.first)
    if "by" not in following or not patients:
        return []
    agents = sentence.objects(verb.last + following.index("by") + 1)
    return [
        Action(agent, verb, patient, is_passive=True)
        for agent in agents
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
    return [Action(agent, verb, patient) for patient in sentence.objects(verb.last)]


def active(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read the subject before a verb as agents and the object after it as patients.

    Examples
    --------
    >>> try_rule(active, "[Russian] troops invaded [Ukraine] and [Georgia].")
    ['Russian invade Ukraine', 'Russian invade Georgia']
    """
    agents = sentence.subjects(verb.first)
    return _each_on_each(agents, verb, sentence.objects(verb.last)) if agents else []


def active_with(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read the company after "with" as the patient of a mutual verb.

    Examples
    --------
    >>> try_rule(active_with, "[Putin] met on Monday with [Xi].")
    ['Putin meet Xi']
    """
    if verb.lemma not in sentence.words.mutual:
        return []
    agents = sentence.subjects(verb.first)
    return _each_on_each(agents, verb, sentence.company(verb.last)) if agents else []


def active_together(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read the two subjects of a mutual verb as its agent and patient.

    Examples
    --------
    >>> try_rule(active_together, "[China] and [Russia] signed a pact.")
    ['China sign Russia']
    """
    if verb.lemma not in sentence.words.mutual:
        return []
    agents = sentence.subjects(verb.first)
    return [Action(min(agents), verb, max(agents), is_mutual=True)] if len(agents) == 2 else []


def _each_on_each(agents: list[int], verb: Verb, patients: list[int]) -> list[Action]:
    return [
        Action(agent, verb, patient)
        for agent in agents
        for patient in patients
        if patient not in agents
    ]


def try_rule(rule: Rule, marked: str) -> list[str]:
    """Show what one rule reads in a sentence whose mentions stand in square brackets.

    Examples
    --------
    >>> try_rule(active, "[China] praised [Russia].")
    ['China praise Russia']
    """
    text = ""
    spans: list[tuple[int, int]] = []
    for number, piece in enumerate(re.split(r"[\[\]]", marked)):
        if number % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    words = compile_role_words(read_codebook())
    sentence = RoleSentence(text, spans, ["actor"] * len(spans), words)
    names = [text[start:end] for start, end in spans]
    return [
        f"{names[action.agent]} {action.verb.lemma} {names[action.patient]}"
        for verb in find_verbs(sentence)
        if rule in rules_for(sentence, verb)
        for action in rule(sentence, verb)
    ]
