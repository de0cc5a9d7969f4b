"""What the words on both sides of a name say: above zero an actor is meant, below zero a place."""

import calendar
import re

from ..text import is_verb, tag_of, tags

Words = dict[str, frozenset[str]]
"""Word type -> its words."""

TOKEN = re.compile(r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|St|Gen|Sen|Dr)\.|['’]s\b|\w+(?:['’]\w+|\.\w+)*|\S")
HYPHENS = frozenset("-\u2010\u2011")
BREAKS = frozenset({",", ".", ";", ":", "(", ")", "—", "–", "-", "!", "?", '"', "”", ""})
_LIST_MARKS = frozenset({",", "and", "or", "&"})
_BE = frozenset("is was are were remains became become remained be been".split())
_GENITIVE = frozenset({"'s", "’s", "'", "’"})
_NAMING = frozenset("called named renamed dubbed".split())
_OBJECTS = frozenset("the a an that to their its his her no any in on for at more".split())
"""Words that a verb takes after it, and a noun does not so often."""
_MONTHS = frozenset(name.lower() for name in calendar.month_name[1:])
_RELATIVE = frozenset({"which", "who", "whose"})


def weigh(
    left: list[str], low_left: list[str], right: list[str], low_right: list[str], words: Words
) -> float:
    """Sum up what both sides say: above zero an actor is meant, below zero a place."""
    index, is_listed = _governor(left, low_left, words)
    governor = low_left[index] if index >= 0 else ""
    before = low_left[max(0, index - 9) : index] if index > 0 else []
    first = right[0] if right else ""
    r1 = first.lower()
    value = _weigh_governor(governor, before, words)
    if not governor or governor in (":", '"', "“"):
        value += 0.5 if r1 == "," or governor else 0.0
    elif governor == "," and not is_listed:
        value += -0.5 if r1 in BREAKS else 0.2
    elif governor in _BE:
        value += 0.3
    elif governor in _NAMING:
        value += 0.0
    elif left[index][0].islower() and not value and (is_verb(governor) or before[-1:] == ["to"]):
        value += 1.1
    is_modifier = (
        first[:1].islower()
        and r1 not in _BE
        and not is_verb(r1)
        and r1 not in words["function_word"]
        and r1.isalpha()
        and r1 not in words["auxiliary"]
        and not _is_said_of_several(r1, low_right[1] if len(low_right) > 1 else "", words)
    )
    if is_modifier or (first[:1].isupper() and first.isalpha()):
        is_one_of_many = is_modifier and low_left[-1:] in (["a"], ["an"])
        return _weigh_noun(value, r1, is_one_of_many, words)
    if r1 in _GENITIVE:
        return _weigh_possession(value, low_right, words)
    if governor == "between":
        return value  # what follows is said of something else
    return value + _weigh_predicate(_after_list(right, low_right), words)


def weigh_kind(name: list[str], words: Words) -> float:
    """Weigh what the name says of itself: "Korean Peninsula", "Paris Institute"."""
    kind = name[-1].lower()
    if kind in words["feature_noun"]:
        return -1.8
    if kind in words["place_noun"]:
        return -1.2
    return 1.5 if len(name) > 1 and kind in words["body_noun"] else 0.0


def _weigh_noun(value: float, noun: str, is_one_of_many: bool, words: Words) -> float:
    """Weigh the noun that the name modifies: "Paris airport", "Paris officials"."""
    if noun in words["place_noun"]:
        return value - 1.5
    if noun in words["actor_noun"]:
        return value * 0.5 + 1.6  # the preposition governs that noun and not the name
    return value * 0.8 + (-0.3 if is_one_of_many else 0.5)


def _weigh_possession(value: float, low_right: list[str], words: Words) -> float:
    """Weigh what belongs to the name: "Paris’s suburbs", "Paris’s decision"."""
    _, r2, r3 = (*low_right, "", "")[:3]
    if r2 in words["place_noun"] or (r3 in words["place_noun"] and r2 not in words["actor_noun"]):
        return value - 1.5
    if words["actor_noun"].intersection(low_right[1:5]):
        return value * 0.5 + 1.5
    if any(
        token in words["superlative"]
        # "Largest", and not "request" or "interest".
        or (token.endswith("est") and len(token) > 5 and tag_of(token)[:2] not in ("NN", "VB"))
        for token in low_right[1:4]
    ):
        return value - 1.2
    return value * 0.4 + 0.7


def _weigh_governor(governor: str, before: list[str], words: Words) -> float:
    """Weigh the preposition that governs the name, with the words before it."""
    near = before[-4:]
    if governor in words["place_before"]:
        return -0.3 if governor == "in" and before[-1:] == ["interest"] else -2.2
    if governor in words["actor_before"]:
        return -0.8 if "border" in near or "borders" in near else 1.6
    if governor == "from":
        return 1.2 if words["source_noun"].intersection(near) else -1.5
    if governor == "to":
        if words["motion"].intersection(before[-2:]):
            return -1.4
        return 1.5 if words["transfer_verb"].intersection(before) else -1.4
    if governor == "for":
        return -1.0 if words["heading_for"].intersection(near) else 0.9
    if governor in ("including", "like"):
        return -0.4
    if governor == "between":
        return 0.8 if words["between_actor"].intersection(before) else -0.6
    if governor == "on" and words["reaching_on"].intersection(near):
        return -1.4
    if governor in ("on", "over", "towards"):
        return -1.0 if before[-1:] in (["all"], ["down"]) else 0.6
    if governor == "of":
        head = before[-1] if before else ""
        if head in words["of_place"]:
            return -1.6
        if head in words["of_actor"]:
            return 1.3
        if words["of_place"].intersection(near):
            return -0.8
        return 0.7 if words["of_actor"].intersection(near) else -0.15
    if governor in ("(", ";"):
        return -0.6
    return 0.0


def _weigh_predicate(right: list[str], words: Words) -> float:
    """Weigh what is said of the name, past adverbs and days: "will decide", "is located"."""
    while right and (
        right[0].lower() in words["adverb"] or (right[0].endswith("ly") and right[0].islower())
    ):
        right = right[1:]
    right = _past_the_day(right)
    r1, r2 = (*(t.lower() for t in right), "", "")[:2]
    if r1 in _BE and (r2 in words["adverb"] or (r2.endswith("ly") and r2 != "only")):
        r2 = right[2].lower() if len(right) > 2 else ""
    if r1 in words["located"]:
        return -1.5
    if r1 in words["measured"]:
        return -0.4
    is_passive = r1 in ("was", "were") or (r1 in ("has", "have", "had") and r2 == "been")
    if is_passive and words["befallen"].intersection(t.lower() for t in right[1:3]):
        return -0.5
    if r1 in _BE:
        return -1.0 if r2 in words["place_predicate"] else -0.6 if r2 in ("a", "an", "the") else 0.7
    if r1 in words["auxiliary"]:
        return 1.5
    if right and right[0][0].islower() and (is_verb(r1) or _is_said_of_several(r1, r2, words)):
        return 1.3
    if r1 == "," and r2 == "where":
        return -1.0
    if r1 == "," and r2 == "whose":
        return 0.6
    if r1 == "," and r2 in _RELATIVE:
        return 0.8 * _weigh_predicate(right[2:], words)
    if r1 in (",", "("):
        return -0.25
    return 0.0


def _is_said_of_several(word: str, after: str, words: Words) -> bool:
    """Whether a word that is mostly a noun is the verb here: "share the view", "hope that"."""
    return word in words["plural_verb"] and (after in _OBJECTS or tags().get(after) == "JJ")


def _past_the_day(right: list[str]) -> list[str]:
    """Skip the day that stands between a name and its verb: "on Monday", "on April 4"."""
    low = [token.lower() for token in right[:4]]
    if len(low) > 2 and low[0] == "on" and low[1].endswith("day"):
        return right[2:]
    if len(low) > 3 and low[0] == "on" and (low[1] in _MONTHS or low[2] in _MONTHS):
        return right[3:]
    if len(low) > 2 and low[0] in ("this", "last") and low[1] in ("week", "month", "year"):
        return right[2:]
    return right


def _governor(left: list[str], low: list[str], words: Words) -> tuple[int, bool]:
    """Index of the word that governs the name, and whether names are listed in between."""
    index, is_listed = len(left) - 1, False
    while index >= 0:
        if low[index] in words["skipped"] or (
            left[index].islower()
            and tags().get(low[index]) == "JJ"
            and low[index] not in words["place_before"]
        ):
            index -= 1
            continue
        if low[index] in _LIST_MARKS:
            last = index - 1
            if last >= 0 and left[last] == ",":
                last -= 1
            before = last
            while (
                before >= 0
                and left[before][:1].isupper()
                and last - before < 4
                and not (before == 0 and low[0] in words["function_word"])
            ):
                before -= 1
            if before < last:
                index, is_listed = before, True
                continue
        break
    return index, is_listed


def _after_list(right: list[str], low: list[str]) -> list[str]:
    """What follows the name, past names that are listed after it with "and"."""
    index = 0
    while index < len(right) and low[index] in _LIST_MARKS:
        after = index + 1
        if after < len(low) and low[after] in ("and", "or"):
            after += 1
        if after < len(low) and low[after] == "the":
            after += 1
        first = after
        while after < len(right) and right[after][:1].isupper() and after - first < 4:
            after += 1
        if after == first:
            break
        index = after
    return right[index:] if index < len(right) else right
