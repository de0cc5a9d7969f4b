"""The verbs and nouns of action in a sentence, and what an action is."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ...text import tag_of
from .phrases import BREAKS, GENITIVE, MENTION, RoleSentence

_EACH_OTHER = (["each", "other"], ["one", "another"])
_GAP = 9
"""Words between the parts of a verb such as "send ... to"."""


class Verb(NamedTuple):
    """A verb or a noun of action: items ``first:last`` of a sentence."""

    first: int
    last: int
    lemma: str
    form: str
    """finite, base, ing, noun, or telling for a verb of saying."""
    object_at: int
    """The item at which its object begins."""


class Action(NamedTuple):
    """One action: agent and patient are places among the mentions of the sentence."""

    agent: int
    verb: Verb
    patient: int
    is_passive: bool = False
    is_mutual: bool = False


def pair_up(agents: list[int], verb: Verb, patients: list[int]) -> list[Action]:
    """Let each agent act on each patient that is no agent too."""
    return [
        Action(agent, verb, patient)
        for agent in agents
        for patient in patients
        if patient not in agents
    ]


def each_on_each(sentence: RoleSentence, agents: list[int], verb: Verb) -> list[Action]:
    """Let each agent act on each mention in the object of a verb, or two on each other."""
    if not agents:
        return []
    if sentence.low[verb.object_at : verb.object_at + 2] in _EACH_OTHER:
        return [Action(min(agents), verb, max(agents), is_mutual=True)] if len(agents) == 2 else []
    is_material = sentence.words.meaning[verb.lemma][0].startswith("material")
    return pair_up(agents, verb, sentence.objects(verb.object_at, is_material=is_material))


Rule = Callable[[RoleSentence, Verb], list[Action]]


def verbs_at(sentence: RoleSentence, item: int) -> Iterator[Verb]:
    """Read the verbs or nouns of action that may begin at an item, the likeliest first.

    Examples
    --------
    >>> from framing.measures.roles.phrases import mark
    >>> sentence, _ = mark("[Paris] hits back at [Rome], sending a note to [Bern].")
    >>> [verb.lemma for item in range(sentence.n) for verb in verbs_at(sentence, item)]
    ['hit back at', 'send ... to']
    """
    low, words = sentence.low[item], sentence.words
    if low in words.telling and sentence.is_finite(item):
        yield Verb(item, item + 1, "demand", "telling", item + 1)
    if low not in words.forms and low not in words.gapped:
        return
    is_name = sentence.surfaces[item][0].isupper() and item > 0 and not sentence.is_title
    if sentence.mentions[item] >= 0 or is_name:
        return
    is_phrase = False
    for rest, lemma, form in words.forms.get(low, ()):
        last = item + 1 + len(rest)
        if tuple(sentence.low[item + 1 : last]) != rest:
            continue
        if form != "noun" and not rest and (is_phrase or _is_particled(sentence, item)):
            continue
        if form == "finite" and _is_attribute(sentence, item):
            continue
        if _is_noun(sentence, item, form, is_phrase=bool(rest)) == (form == "noun"):
            is_phrase = is_phrase or bool(rest)
            yield Verb(item, last, lemma, form, last)
    if not is_phrase and not _is_noun(sentence, item, "", is_phrase=False):
        yield from _gapped_at(sentence, item)


def _is_noun(sentence: RoleSentence, item: int, form: str, *, is_phrase: bool) -> bool:
    """Say whether a word stands as a noun; `form` is what it would be as a verb."""
    low, before = sentence.low[item], sentence.low_at(item - 1)
    if before in sentence.words.determiners or before in GENITIVE:
        return True
    if before in ("of", "for") and form != "ing":
        return True
    if is_phrase and form != "noun":
        return tag_of(low).startswith("NN") and tag_of(before).startswith("VB")
    is_verbal = sentence.is_verbal(item)
    if form == "noun" and before == MENTION and not is_verbal:
        return True
    return tag_of(low).startswith("NN") and not is_verbal


def _is_attribute(sentence: RoleSentence, item: int) -> bool:
    """Say whether a participle stands before a mention like an adjective: "two armed Iraqis"."""
    is_participle = sentence.low[item] in sentence.words.participles
    if not is_participle or sentence.low_at(item + 1) != MENTION:
        return False
    before = sentence.low_at(item - 1)
    is_counted = before.isdigit() or tag_of(before).startswith(("CD", "JJ"))
    is_after_verb = tag_of(before) in ("VBD", "VBZ") and before not in sentence.words.be
    return is_counted or is_after_verb


def _is_particled(sentence: RoleSentence, item: int) -> bool:
    """Say whether a particle beside a verb makes another of it, or it is a particle itself."""
    low, after = sentence.low[item], sentence.low_at(item + 1)
    if after in sentence.words.particles:
        return True
    if low not in sentence.words.particles:
        return False
    before = sentence.low_at(item - 1)
    return before in sentence.words.forms or tag_of(before).startswith("VB")


def _gapped_at(sentence: RoleSentence, item: int) -> Iterator[Verb]:
    """Read the verbs with some words before their preposition: "send troops to"."""
    after = sentence.low_at(item + 1)
    is_particled = after in sentence.words.particles or after in sentence.words.beside
    for particles, rest, lemma, form in sentence.words.gapped.get(sentence.low[item], ()):
        first = item + 1 + len(particles)
        if tuple(sentence.low[item + 1 : first]) != particles or (is_particled and not particles):
            continue  # "dropped in on the king" drops nothing
        for link in range(first, min(sentence.n, first + _GAP)):
            if sentence.low[link] in BREAKS or sentence.low[link] == ",":
                break
            if link > first and sentence.is_finite(link):
                break
            last = link + len(rest)
            if link > first and tuple(sentence.low[link:last]) == rest:
                if rest[-1] == "to" and tag_of(sentence.low_at(last)) == "VB":
                    break  # "presented a plan to improve"
                yield Verb(item, first, lemma, form, last)
                break
