"""Persons: short forms of full names, namesakes, and officials whom the codebook does not know."""

import calendar
import re
from datetime import date

from ..text import fold, stands_alone, tag_of
from .aliases import Compiled, Found
from .ambiguity import SECOND_NAME, is_in_a_name

_NAME = (
    r"[A-Z][\w’'-]*(?:\s(?:al-|bin |ibn |van |von |de |der |da |el-|[A-Z]\.\s)*[A-Z][\w’'-]+){1,3}"
)
_PERSON_AFTER = re.compile(rf",?\s(?P<name>{_NAME})")
_APPOSED = re.compile(rf"[’']s?\s(?:[\w-]+\s){{0,5}}[\w-]+,\s(?P<name>{_NAME}),")
_PERSON_BEFORE = re.compile(rf"(?P<name>{_NAME}),\s(?:[a-z’'-]+\s){{0,5}}$")
_FIRST_NAME = re.compile(r"(?<![\w.’'-])([A-Z][a-zà-ÿ]+)\s$")
_CALENDAR = frozenset(calendar.day_name) | frozenset(calendar.month_name)


def is_namesake(text: str, hit: Found, own: list[Found]) -> bool:
    """Whether a family name belongs to somebody else, whose first name stands beside it: "Brigitte
    Macron".
    """
    if hit.person is None or hit.rule != "alias" or " " in text[hit.start : hit.end]:
        return False
    if any(other is not hit and other.start <= hit.start and hit.end <= other.end for other in own):
        return True  # part of a misspelt full name
    before = _FIRST_NAME.search(text, max(0, hit.start - 30), hit.start)
    if before and before.group(1)[0] != hit.person[0] and _is_rare(before.group(1)):
        return not any(other.end == before.end(1) for other in own)
    after = SECOND_NAME.match(text, hit.end)
    return (
        after is not None
        and _is_rare(after.group(1))
        and not any(other.start == after.start(1) for other in own)
    )


def _is_rare(word: str) -> bool:
    """Whether a capitalised word is a name and nothing else, as far as the lexicon of word classes
    knows.
    """
    return tag_of(word.lower()) == "" and tag_of(word) in ("", "NNP") and word not in _CALENDAR


def learn_persons(
    texts: list[str],
    found: list[list[Found]],
    taken: list[list[tuple[int, int]]],
    compiled: Compiled,
) -> dict[str, Found]:
    """Names of persons that one article introduces by actor and office: name -> a mention to copy."""
    learnt: dict[str, Found] = {}
    for text, own, spans in zip(texts, found, taken, strict=True):
        named = [
            hit for hit in own if hit.actor_id and hit.alias_type not in ("leader", "official")
        ]
        if not named:
            continue
        offices = compiled.offices.find_longest(text)
        for hit in named:
            for office in offices:
                between = text[hit.end : office.start]
                title = compiled.office_of[office.entry]
                if hit.start < office.start < hit.end < office.end:
                    between = " "  # "Indian army spokesman": the institution is part of the office's title
                if 0 < len(between) < 30 and re.fullmatch(
                    r"(?:[’']s?)?\s(?:[\w-]+\s){0,3}", between
                ):
                    for name in (
                        _PERSON_AFTER.match(text, office.end),
                        _PERSON_BEFORE.search(text[: hit.start]),
                    ):
                        if name:
                            _note(learnt, name.span("name"), text, hit, spans, compiled, title)
                if re.fullmatch(
                    r"\s(?:of|for|to|at|with)\s(?:the\s)?", text[office.end : hit.start]
                ):
                    name = _PERSON_BEFORE.search(text[: office.start])
                    if name:
                        _note(learnt, name.span("name"), text, hit, spans, compiled, title)
            apposed = _APPOSED.match(text, hit.end)
            if apposed:
                _note(learnt, apposed.span("name"), text, hit, spans, compiled, None)
    return learnt


def _note(
    learnt: dict[str, Found],
    span: tuple[int, int],
    text: str,
    hit: Found,
    taken: list[tuple[int, int]],
    compiled: Compiled,
    office: str | None,
) -> None:
    """Remember a name; somebody of that family name in the same office, or in an office not told,
    was meant perhaps.
    """
    if any(start < span[1] and span[0] < end for start, end in taken):
        return
    name = text[slice(*span)]
    actor_id = hit.actor_id or ""
    alike = [
        person
        for word in name.split()
        for person in compiled.family.get((actor_id, fold(word)), [])
    ]
    if office is not None:
        holders = {alias.person for alias in compiled.holders.get((actor_id, office), [])}
        alike = [person for person in alike if person in holders]
    rule = "misspelt" if alike else "learnt"
    candidates = "; ".join(dict.fromkeys(alike)) if alike else None
    learnt.setdefault(name, Found(0, 0, hit.actor_id, "official", rule, 0.7, name, candidates))


def add_names(
    texts: list[str],
    found: list[list[Found]],
    taken: list[list[tuple[int, int]]],
    learnt: dict[str, Found],
    compiled: Compiled,
) -> None:
    """Add learnt names, and short forms of everybody whose full name stands in the article."""
    shorts: dict[str, list[Found]] = {}
    for own, text in zip(found, texts, strict=True):
        for hit in own:
            if hit.person and hit.actor_id and len(text[hit.start : hit.end].split()) > 1:
                short = compiled.shorts.get((hit.actor_id, hit.person))
                if short:
                    shorts.setdefault(short, []).append(
                        hit._replace(rule="inherited", confidence=0.9)
                    )
    for name, hit in learnt.items():
        family = [
            word for word in name.split() if (hit.actor_id or "", fold(word)) in compiled.family
        ]
        word = family[0] if family else name.split()[-1]
        shorts.setdefault(word, []).append(hit._replace(rule="inherited", confidence=0.6))
    wanted = [*learnt, *shorts]
    if not wanted:
        return
    pattern = re.compile(
        "|".join(re.escape(word) for word in sorted(wanted, key=len, reverse=True))
    )
    for text, own, spans in zip(texts, found, taken, strict=True):
        for match in pattern.finditer(text):
            start, end = match.span()
            if not stands_alone(text, start, end) or any(a < end and start < b for a, b in spans):
                continue
            word = match.group()
            options = [learnt[word]] if word in learnt else shorts[word]
            if word in shorts and word not in learnt and is_in_a_name(text, start, end):
                continue
            actors = sorted({option.actor_id for option in options if option.actor_id})
            spans.append((start, end))
            if len(actors) > 1:
                own.append(
                    Found(
                        start,
                        end,
                        None,
                        "official",
                        "ambiguous",
                        1 / len(actors),
                        None,
                        "; ".join(actors),
                    )
                )
                continue
            persons = {option.person for option in options}
            hit = options[-1]._replace(start=start, end=end)
            own.append(hit if len(persons) == 1 else hit._replace(person=None))


def add_holders(
    texts: list[str], found: list[list[Found]], compiled: Compiled, day: date | None
) -> None:
    """Say who held an office on that day, where only the office is named: "the British prime
    minister".
    """
    if day is None:
        return
    for text, own in zip(texts, found, strict=True):
        open_hits = [hit for hit in own if hit.person is None and hit.actor_id]
        if not open_hits:
            continue
        for office in compiled.offices.find_longest(text):
            for hit in open_hits:
                before = re.fullmatch(r"(?:[’']s?)?\s", text[hit.end : office.start])
                after = re.fullmatch(r"\sof\s(?:the\s)?", text[office.end : hit.start])
                holders = compiled.holders.get(
                    (hit.actor_id or "", compiled.office_of[office.entry]), []
                )
                persons = {alias.person for alias in holders if alias.is_valid_on(day)}
                if (
                    (before or after)
                    and len(persons) == 1
                    and not _PERSON_AFTER.match(text, office.end)
                ):
                    own[own.index(hit)] = hit._replace(person=persons.pop())
                    open_hits.remove(hit)
                    break
