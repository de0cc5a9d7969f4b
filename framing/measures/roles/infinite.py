"""The grammar of participles and infinitives, whose agent stands with another verb or noun."""

from .phrases import BREAKS, GENITIVE, RoleSentence, is_headline
from .shared import nearest_subjects, shared_subjects
from .subjects import subjects
from .verbs import Action, Verb, each_on_each

_BEFORE_DOING = frozenset({"by", "after", "before", "while", "without"})
_WORDS_TO_PLAN = 3
_LONGEST_ASPECT = 3
"""Words of "stopped short of"."""
_BLAMED = frozenset({"of", "with", "for"})


def of_doing(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read an actor before "of", "for", "from" or a genitive, and what it is said to be doing.

    Examples
    --------
    >>> from framing.measures.roles.actions import try_rule
    >>> try_rule(of_doing, "[Kyiv] accused [Russia] of invading [Ukraine].")
    ['Russia invade Ukraine']
    >>> try_rule(of_doing, "[Greece] stopped [Turkey] from attacking [Cyprus].")
    ['Turkey attack Cyprus']
    """
    before = sentence.low_at(verb.first - 1)
    if verb.first < 2 or (before not in ("of", "for", "from") and before not in GENITIVE):
        return []
    agent = sentence.mentions[verb.first - 2]
    if agent < 0:
        return []
    return each_on_each(sentence, [agent], verb)


def accused_of_doing(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read who is accused of, charged with or blamed for doing something.

    Examples
    --------
    >>> from framing.measures.roles.actions import try_rule
    >>> try_rule(accused_of_doing, "[French] agents charged with spying on [Chad] were freed.")
    ['French spy on Chad']
    """
    blamed = verb.first - 2
    if blamed < 1 or sentence.low[verb.first - 1] not in _BLAMED:
        return []
    is_participle = sentence.low[blamed] in sentence.words.participles | {"guilty"}
    agents = subjects(sentence, blamed) if is_participle else []
    return each_on_each(sentence, agents, verb)


def doing_besides(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read a participle after a comma, whose agent is the subject of the clause before it.

    Examples
    --------
    >>> from framing.measures.roles.actions import try_rule
    >>> try_rule(doing_besides, "[Iran] closed the strait, accusing [Oman] of fraud.")
    ['Iran accuse Oman']
    """
    if sentence.low_at(verb.first - 1) != ",":
        return []
    return each_on_each(sentence, shared_subjects(sentence, verb.first - 1), verb)


def plan_to(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read what the owner of a plan, a decision or an offer is to do.

    Examples
    --------
    >>> from framing.measures.roles.actions import try_rule
    >>> try_rule(plan_to, "[Poland]'s decision to arm [Ukraine] was cheered.")
    ['Poland arm Ukraine']
    >>> try_rule(plan_to, "[Poland]'s approach to fighting [Ukraine] was cheered.")
    ['Poland fight Ukraine']
    """
    for item in range(verb.first - 2, max(-1, verb.first - 2 - _WORDS_TO_PLAN), -1):
        if sentence.low[item] in sentence.words.plans:
            return each_on_each(sentence, sentence.owners(item), verb)
    return []


def by_doing(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read a participle after "by", "after" or "while", whose agent is the nearest subject.

    Examples
    --------
    >>> from framing.measures.roles.actions import try_rule
    >>> try_rule(by_doing, "[Poland] responded by expelling [Russian] envoys.")
    ['Poland expel Russian']
    """
    if sentence.low_at(verb.first - 1) not in _BEFORE_DOING:
        return []
    agents = nearest_subjects(sentence, verb.first - 1, is_participle=True)
    return each_on_each(sentence, agents, verb)


def in_order_to(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read an infinitive whose agent is the subject of the only verb before it.

    Examples
    --------
    >>> from framing.measures.roles.actions import try_rule
    >>> try_rule(in_order_to, "[Russia] used its veto to shield [Syria].")
    ['Russia shield Syria']
    """
    start = verb.first - 1
    for item in range(start - 1, -1, -1):
        if sentence.mentions[item] >= 0:
            agents = nearest_subjects(sentence, start)
            is_subject = sentence.mentions[item] in agents
            return each_on_each(sentence, agents, verb) if is_subject else []
        if sentence.low[item] in BREAKS or sentence.low[item] == ",":
            return []
    return []


def begun_doing(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read what the subject of "began", "considered" or "ruled out" is, or is not, to do.

    Examples
    --------
    >>> from framing.measures.roles.actions import try_rule
    >>> try_rule(begun_doing, "[Russia] has begun shelling [Ukraine].")
    ['Russia shell Ukraine']
    >>> try_rule(begun_doing, "[Russia] ruled out shelling [Ukraine].")
    ['Russia shell Ukraine']
    """
    length = aspect_before(sentence, verb.first)
    if not length:
        return []
    return each_on_each(sentence, subjects(sentence, verb.first - length), verb)


def aspect_before(sentence: RoleSentence, item: int) -> int:
    """Count the words before an item that say of a participle at it whether it is done.

    Examples
    --------
    >>> from framing.measures.roles.phrases import mark
    >>> sentence, _ = mark("[Oman] stopped short of attacking [Iran].")
    >>> aspect_before(sentence, sentence.low.index("attacking"))
    3
    """
    for length in range(min(_LONGEST_ASPECT, item), 0, -1):
        if " ".join(sentence.low[item - length : item]) in sentence.words.aspects:
            return length
    return 0


def is_aspect(sentence: RoleSentence, verb: Verb) -> bool:
    """Say whether a verb only says of the participle after it whether it is done: "denied bombing
    Ukraine".
    """
    return any(
        sentence.low_at(verb.last + after).endswith("ing")
        and aspect_before(sentence, verb.last + after) > after
        for after in range(_LONGEST_ASPECT)
    )


def is_doing(sentence: RoleSentence, verb: Verb) -> list[Action]:
    """Read a headline without "is": "UK says Russia planning to attack".

    Examples
    --------
    >>> from framing.measures.roles.actions import try_rule
    >>> try_rule(is_doing, "[Russian] troops attacking [Ukraine] from the north")
    ['Russian attack Ukraine']
    """
    if not is_headline(sentence) or any(sentence.is_finite(item) for item in range(verb.first)):
        return []
    return each_on_each(sentence, subjects(sentence, verb.first), verb)
