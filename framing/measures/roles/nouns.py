"""The grammar of nouns of action: "talks between A and B", "A's attack on B"."""

from ...text import tag_of
from .phrases import JOINING, LONG, MARKS, RoleSentence
from .subjects import subjects
from .verbs import Action, Verb, pair_up

_BEFORE_TALKS = frozenset({"in", "at", "under"})
_DONE_TO = frozenset({"of", "on", "against", "to"})
_WHERE = frozenset({"in", "at", "on", "over", "about"})
_WORDS_TO_BY = 4
_WORDS_TO_BETWEEN = 7
_PUT = frozenset({"imposed", "placed", "levied", "slapped", "carried"})


def talks_between(sentence: RoleSentence, noun: Verb) -> list[Action]:
    """Read two actors after a noun and "between".

    Examples
    --------
    >>> from framing.measures.roles.actions import try_rule
    >>> try_rule(talks_between, "Talks between [Iran] and [Saudi Arabia] failed.")
    ['Iran negotiate with Saudi Arabia']
    """
    between = _between(sentence, noun.last)
    pair = sentence.pair(between + 1) if between >= 0 else None
    return [Action(pair[0], noun, pair[1], is_mutual=True)] if pair else []


def _between(sentence: RoleSentence, first: int) -> int:
    """Find the "between" after a noun, a day or a place: "talks on Monday in Bern between"."""
    for item in range(first, min(sentence.n, first + _WORDS_TO_BETWEEN)):
        if sentence.low[item] == "between":
            return item
        is_where = item > first or sentence.low[item] in _WHERE | sentence.words.times
        if not is_where or sentence.low[item] in MARKS or sentence.is_finite(item):
            break
    return -1


def talks_hyphened(sentence: RoleSentence, noun: Verb) -> list[Action]:
    """Read two actors with a hyphen between them before a noun.

    Examples
    --------
    >>> from framing.measures.roles.actions import try_rule
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
    >>> from framing.measures.roles.actions import try_rule
    >>> try_rule(noun_of, "[Russia]'s invasion of [Ukraine] went on.")
    ['Russia invade Ukraine']
    >>> try_rule(noun_of, "The [American]-led invasion of [Iraq] went on.")
    ['American invade Iraq']
    """
    follows = sentence.low_at(noun.last)
    if follows not in sentence.words.links or follows == "by" or _opens_verb(sentence, noun):
        return []
    agents = sentence.owners(noun.first)
    patients = sentence.objects(noun.last + 1) if agents else []
    return pair_up(agents, noun, patients)


def _opens_verb(sentence: RoleSentence, noun: Verb) -> bool:
    """Say whether the "to" after a noun belongs to a verb: "its veto to protect"."""
    after = sentence.low_at(noun.last + 1)
    is_base = any(kind == "base" for _, _, kind in sentence.words.forms.get(after, ()))
    return sentence.low_at(noun.last) == "to" and (is_base or tag_of(after) in ("VB", "VBP"))


def noun_by(sentence: RoleSentence, noun: Verb) -> list[Action]:
    """Read an actor after a noun and "by", and whom it is done to before or after that.

    Examples
    --------
    >>> from framing.measures.roles.actions import try_rule
    >>> try_rule(noun_by, "The attack by [Israel] on [Gaza] went on.")
    ['Israel attack Gaza']
    >>> try_rule(noun_by, "The invasion of [Iraq] by [American] troops went on.")
    ['American invade Iraq']
    >>> try_rule(noun_by, "The sanctions imposed on [Iran] by [Canada] stay.")
    ['Canada sanction Iran']
    """
    last = _after_put(sentence, noun.last)
    follows, links = sentence.low_at(last), sentence.words.links
    first = sentence.objects(last + 1) if follows in _DONE_TO | {"by"} else []
    if not first:
        return []
    item = sentence.mentions.index(first[-1], last) + 1
    for link in range(item, min(sentence.n, item + _WORDS_TO_BY)):
        low = sentence.low[link]
        is_pair = low in links and (low == "by") != (follows == "by")
        second = sentence.objects(link + 1) if is_pair else []
        if second:
            agents, patients = (first, second) if follows == "by" else (second, first)
            return [Action(agent, noun, patient) for agent in agents for patient in patients]
        if low in links or sentence.is_finite(link):
            return []
    return []


def _after_put(sentence: RoleSentence, item: int) -> int:
    """Step over "imposed" or "were launched" after a noun of action."""
    after = item
    while sentence.low_at(after) in sentence.words.be | sentence.words.helpers:
        after += 1
    low = sentence.low_at(after)
    is_put = low in _PUT or (low in sentence.words.light and tag_of(low) in ("VBN", "VBD"))
    return after + 1 if is_put else item


def noun_of_light_verb(sentence: RoleSentence, noun: Verb) -> list[Action]:
    """Read a noun that is what an actor has, makes, leads or launches.

    Examples
    --------
    >>> from framing.measures.roles.actions import try_rule
    >>> try_rule(noun_of_light_verb, "[Poland] led a loud campaign against [Hungary].")
    ['Poland fight Hungary']
    """
    if sentence.low_at(noun.last) not in sentence.words.links - {"by"}:
        return []
    if _opens_verb(sentence, noun):
        return []
    item = noun.first - 1
    while item > 0 and (
        sentence.low[item] in sentence.words.determiners
        or tag_of(sentence.low[item]).startswith(("JJ", "NN", "RB", "CD"))
        or sentence.low[item].isdigit()
        or sentence.low[item] in JOINING
    ):
        if sentence.low[item] in sentence.words.light or noun.first - item > LONG:
            break
        item -= 1
    if item < 1 or sentence.low[item] not in sentence.words.light:
        return []
    agents = subjects(sentence, item)
    patients = sentence.objects(noun.last + 1) if agents else []
    return pair_up(agents, noun, patients)


def in_talks_with(sentence: RoleSentence, noun: Verb) -> list[Action]:
    """Read who is in talks, at war or under pressure with, against or from whom.

    Examples
    --------
    >>> from framing.measures.roles.actions import try_rule
    >>> try_rule(in_talks_with, "[Chad] was in talks with [France].")
    ['Chad negotiate with France']
    """
    item = noun.first - 1
    follows_be = sentence.low_at(item - 1) in sentence.words.be
    is_in = follows_be and sentence.low_at(item) in _BEFORE_TALKS
    if not is_in or sentence.low_at(noun.last) not in ("with", "against"):
        return []
    agents = subjects(sentence, item)
    patients = sentence.objects(noun.last + 1) if agents else []
    return [Action(agent, noun, patient) for agent in agents for patient in patients]


def faced_from(sentence: RoleSentence, noun: Verb) -> list[Action]:
    """Read who faces, draws or comes under an action from whom.

    Examples
    --------
    >>> from framing.measures.roles.actions import try_rule
    >>> try_rule(faced_from, "[Iran] faced new sanctions from [Canada].")
    ['Canada sanction Iran']
    """
    if sentence.low_at(noun.last) not in ("from", "by"):
        return []
    item = noun.first - 1
    while item > 0 and sentence.mentions[item] < 0 and noun.first - item < _WORDS_TO_BY:
        if sentence.low[item] in sentence.words.facing:
            patients = subjects(sentence, item)
            agents = sentence.objects(noun.last + 1) if patients else []
            return [Action(agent, noun, patient) for agent in agents for patient in patients]
        item -= 1
    return []
