"""Which mentions are the subject of a verb, right before it."""

import re

from ...text import tag_of
from .phrases import BREAKS, JOINING, LONG, MARKS, OWNING, RoleSentence

_SUBJECT_ENDS = MARKS | JOINING | {"of"}
_RELATIVES = frozenset({"which", "who", "that"})
_BEFORE_TIME = frozenset("on in at the this last next early late earlier later since".split())
_TAKEN_UP = frozenset({"it", "they", "he", "she"})
_POSTED = frozenset({"for", "to", "at"})
_OTHERS = frozenset(
    "other others countries states nations allies members governments powers".split()
)
_YEAR = re.compile(r"\d{1,2}|(?:19|20)\d\d")
_LONG_REMARK = 12
"""Items that a remark between two commas may have."""
_LONG_RELATIVE = 20
"""Items that a relative clause between two commas may have."""


def subjects(
    sentence: RoleSentence,
    before: int,
    *,
    may_be_object: bool = False,
    may_be_place: bool = False,
) -> list[int]:
    """List the mentions in the subject of the verb whose phrase begins at item `before`.

    One that is the object of an earlier verb counts only if it `may_be_object`, one that is read as
    a place only if it `may_be_place`, as what is invaded may.

    Examples
    --------
    >>> from framing.measures.roles.phrases import mark
    >>> sentence, names = mark("[France] on Monday said it would help [Mali].")
    >>> [names[mention] for mention in subjects(sentence, sentence.low.index("help"))]
    ['France']
    """
    item = _end_of_subject(sentence, before)
    # The objects of other verbs act too in "met A, who ..." and "helped A to ...".
    may_be_object = (
        may_be_object
        or sentence.low_at(before - 1) == "to"
        or any(low in _RELATIVES for low in sentence.low[max(0, item + 1) : before])
    )
    if item >= 0 and sentence.low[item] in sentence.words.parts:
        return []  # "regions that have joined Russia"
    n_words = 0
    is_relative = sentence.low_at(item + 1) in _RELATIVES
    item = _before_others(sentence, item)
    while item >= 0 and sentence.mentions[item] < 0:
        if n_words and sentence.low[item] in OWNING:
            return sentence.antecedents(item)  # "Togo said its troops struck Chad"
        is_open = (
            sentence.low[item] in _SUBJECT_ENDS
            or sentence.low[item] in sentence.words.beside
            or sentence.low[item] in sentence.words.pronouns
            or sentence.low[item] in sentence.words.clause_openers
            or sentence.is_finite(item)
            or _is_headline_verb(sentence, item)
            or (is_relative and n_words and _is_verb_of_mention(sentence, item))
        )
        if is_open or n_words >= LONG:
            return []
        n_words += 1
        item -= 1
    if item < 0:
        return []
    return _listed_before(sentence, _employer(sentence, item), may_be_object, may_be_place)


def subject_head(sentence: RoleSentence, before: int) -> str:
    """Give the last word of the subject of the verb whose phrase begins at item `before`.

    Examples
    --------
    >>> from framing.measures.roles.phrases import mark
    >>> sentence, _ = mark("[China]'s weather balloon has alarmed [Japan].")
    >>> subject_head(sentence, sentence.low.index("alarmed"))
    'balloon'
    """
    item = _end_of_subject(sentence, before)
    return sentence.low[item] if item >= 0 else ""


def _is_headline_verb(sentence: RoleSentence, item: int) -> bool:
    """Say whether a word after a mention can only be a verb: "Togo nabs spy who led ..."."""
    low = sentence.low[item]
    is_noun = low in sentence.words.nouns or tag_of(low).startswith("NN")
    return _is_verb_of_mention(sentence, item) and not is_noun


def _is_verb_of_mention(sentence: RoleSentence, item: int) -> bool:
    """Say whether a word after a mention may be its verb: "Togo backs rebels who attacked ..."."""
    return item > 0 and sentence.mentions[item - 1] >= 0 and sentence.is_action_form(item)


def _before_others(sentence: RoleSentence, last: int) -> int:
    """Step left over "and other countries"."""
    item = last
    while item >= 0 and sentence.low[item] in _OTHERS:
        item -= 1
    is_list = item >= 1 and item < last and sentence.low[item] in JOINING
    return item - 1 if is_list and sentence.mentions[item - 1] >= 0 else last


def _employer(sentence: RoleSentence, item: int) -> int:
    """Step from "Mali" in "the French envoy to Mali" to who has sent it."""
    before = item - 1
    while before > 0 and sentence.low[before] in sentence.words.determiners:
        before -= 1
    if sentence.low_at(before) not in _POSTED:
        return item
    for owner in range(before - 1, max(-1, before - 2 - LONG), -1):
        if sentence.mentions[owner] >= 0:
            is_office = any(word in sentence.words.offices for word in sentence.low[owner:before])
            return owner if is_office else item
        if sentence.low[owner] in MARKS or sentence.is_finite(owner):
            break
    return item


def _end_of_subject(sentence: RoleSentence, before: int) -> int:
    """Find the last item of a subject: before helpers, days, a relative pronoun and a remark."""
    item, last = before - 1, before
    while item >= 0 and item != last:
        last = item
        item = _before_helpers(sentence, item)
        item = _before_statement(sentence, _before_day(sentence, item))
        item = _before_telling(sentence, item)
    if item < 0:
        return -1
    if sentence.low[item] in _RELATIVES:
        return item - 2 if sentence.low_at(item - 1) == "," else item - 1
    if sentence.low[item] == ",":
        before_remark = _before_remark(sentence, item)
        return item if before_remark < 0 else _before_helpers(sentence, before_remark)
    return item


def _before_helpers(sentence: RoleSentence, item: int) -> int:
    words = sentence.words
    while item >= 0 and (
        sentence.low[item] in words.helpers
        or sentence.low[item] in words.be
        or sentence.low[item].endswith("ly")
        or sentence.low[item] in words.adverbs
        or (sentence.low[item] in words.negations and sentence.low[item] != "nor")
        or sentence.is_chain(item)
    ):
        item -= 1
    return item


def _before_day(sentence: RoleSentence, last: int) -> int:
    """Step left over "on Wednesday", "late last month" or "in 2014"."""
    item = last
    while item >= 0 and (
        sentence.low[item] in sentence.words.times or _YEAR.fullmatch(sentence.low[item])
    ):
        item -= 1
    if item == last:
        return last
    while item >= 0 and sentence.low[item] in _BEFORE_TIME:
        item -= 1
    return item


def _before_statement(sentence: RoleSentence, last: int) -> int:
    """Step left over "in a statement"."""
    if last < 2 or sentence.low[last] not in sentence.words.statements:
        return last
    item = last - 1
    while item > 0 and sentence.low[item] in sentence.words.determiners:
        item -= 1
    return item - 1 if sentence.low[item] == "in" else last


def _before_telling(sentence: RoleSentence, last: int) -> int:
    """Step left over "said it" and "announced that they", whose subject does both."""
    if last < 2 or sentence.low[last] not in _TAKEN_UP:
        return last
    item = last - 1
    if sentence.low[item] == "that":
        item -= 1
    item = _before_day(sentence, item)
    return item - 1 if item > 0 and sentence.low[item] in sentence.words.telling else last


def _before_remark(sentence: RoleSentence, comma: int) -> int:
    """Find the item before the remark that `comma` closes, or -1."""
    for item in range(comma - 1, max(0, comma - _LONG_RELATIVE), -1):
        if sentence.low[item] == "," and sentence.low[item + 1] in ("who", "which"):
            return item - 1
        if sentence.low[item] in BREAKS:
            break
    has_verb = False
    for item in range(comma - 1, max(0, comma - _LONG_REMARK), -1):
        if sentence.low[item] == ",":
            is_relative = sentence.low[item + 1] in ("who", "which")
            return item - 1 if is_relative or not has_verb else -1
        has_verb = has_verb or sentence.is_finite(item)
    return -1


def _listed_before(
    sentence: RoleSentence, item: int, may_be_object: bool, may_be_place: bool
) -> list[int]:
    """List the mention at `item` and those that "and" and commas join to it: "A, B and C"."""
    mentions: list[int] = []
    while item >= 0 and sentence.mentions[item] >= 0:
        is_object = not may_be_object and _is_object(sentence, item)
        if not _can_act(sentence, item, may_be_place):
            return mentions if is_object else []
        if is_object:
            # "praised A, and B attacked": A is what an earlier clause is about.
            return mentions
        mentions.append(sentence.mentions[item])
        item -= 1
        while item >= 0 and sentence.low[item] in sentence.words.determiners:
            item -= 1
        # "Germany, Israel hold talks": a headline may list two without "and".
        is_joined = item >= 1 and sentence.low[item] in JOINING
        is_listed = sentence.low_at(item) == "," and (len(mentions) > 1 or item == 1)
        if not (is_joined or is_listed):
            break
        item -= 1
        if is_joined and sentence.low_at(item) == ",":
            item -= 1
            if not _is_list(sentence, item):
                break
    return mentions


def _is_list(sentence: RoleSentence, item: int) -> bool:
    """Say whether "A," before ", and B" stands in a list of three or more."""
    before = item - 1
    while before > 0 and sentence.low[before] in sentence.words.determiners:
        before -= 1
    return sentence.low_at(before) == "," and sentence.mentions[before - 1] >= 0


def _is_object(sentence: RoleSentence, item: int) -> bool:
    """Say whether a mention stands right after a verb, as its object."""
    before = item - 1
    while before > 0 and (
        sentence.low[before] in sentence.words.determiners - {"that"}
        or sentence.low[before].isdigit()
        or tag_of(sentence.low[before]) in ("CD", "JJ")
        or "-" in sentence.low[before]
    ):
        before -= 1
    if before < 0 or sentence.mentions[before] >= 0:
        return False
    low = sentence.low[before]
    if before < 1 or sentence.low[before - 1] in MARKS or not sentence.surfaces[before].islower():
        return False  # "ruined Libya lectures Beijing": an adjective
    if low in sentence.words.telling:
        return False  # "said China used its veto"
    is_verb = low in sentence.words.forms or tag_of(low) in ("VBD", "VBZ", "VBP", "VBN")
    is_joined = sentence.low[before - 1] in JOINING or sentence.low[before - 1] in _RELATIVES
    if tag_of(low) == "VBG":
        return low not in sentence.words.be  # "men holding two Iraqis demanded"
    return is_verb and (
        is_joined or sentence.mentions[before - 1] >= 0 or sentence.is_finite(before)
    )


def _can_act(sentence: RoleSentence, item: int, may_be_place: bool) -> bool:
    """Say whether a mention is neither a place nor merely where or with whom something is."""
    first = item - 1
    before = sentence.low_at(first)
    if before in sentence.words.determiners and item > 1:
        first -= 1
        before = sentence.low[first]
    if before == "for" and (
        sentence.low_at(item + 1) == "to" or sentence.low_at(first - 1) in sentence.words.offices
    ):
        return True  # "for Poland to help Ukraine", "a spokesman for Poland"
    is_place = sentence.readings[sentence.mentions[item]] == "place"
    return before not in sentence.words.beside and (may_be_place or not is_place)
