"""Persons: short forms of full names, namesakes, and officials whom the codebook does not know."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from rapidfuzz.distance import OSA

from ..text import fold, stands_alone
from .aliases import Compiled
from .hits import (
    SECOND_NAME,
    Hit,
    Sentence,
    Title,
    ambiguous,
    find_all_titles,
    find_titles,
    is_in_a_name,
)
from .strangers import has_title, is_rare, other_half

_NAME = (
    r"[A-Z][\w’'-]*(?:\s(?:al-|bin |ibn |van |von |de |der |da |el-|[A-Z]\.\s)*[A-Z][\w’'-]+){1,3}"
)
_PERSON_AFTER = re.compile(rf",?\s(?P<name>{_NAME})")
_APPOSED = re.compile(rf"[’']s?\s(?:[\w-]+\s){{0,5}}[\w-]+,\s(?P<name>{_NAME}),")
_PERSON_BEFORE = re.compile(
    rf"(?P<name>{_NAME}),\s(?:[a-z’'-]+\s){{0,5}}(?:Mr\.?\s|Ms\.?\s|Mrs\.?\s|President\s)?$"
)
_FIRST_NAME = re.compile(r"(?<![\w.’'-])([A-Z][a-zà-ÿ]+)\s(?:[A-Z]\.\s)?$")
_UP_TO_TITLE = re.compile(r"(?:[’']s?)?\s(?:[\w-]+\s){0,3}")
_UP_TO_OFFICE = re.compile(r"(?:[’']s?)?\s")
_OF = re.compile(r"\sof\s(?:the\s)?")
_TITLE_OF = re.compile(r"\s(?:of|for|to|at|with)\s(?:the\s)?")
_OFFICES = frozenset({"leader", "official"})
"""Types of aliases that name a person."""
_SERVANTS = frozenset({"adviser", "ambassador", "spokesperson"})
"""Offices of those who serve a person, and by that the person's actor: "Mr. Trump’s adviser"."""


def drop_namesakes(sentences: Sequence[Sentence], compiled: Compiled) -> None:
    """Drop family names that belong to somebody else: "Brigitte Macron", and then "Macron" alone.

    Alone they are dropped only where the article never gives the full name of whom it may be.
    """
    named = {
        hit.person
        for sentence in sentences
        for hit in sentence.hits
        if " " in sentence.text[hit.start : hit.end]
    }
    strangers: set[str] = set()
    for sentence in sentences:
        namesakes = [
            hit
            for hit in sentence.hits
            if hit.alias_type in _OFFICES and _is_namesake(hit, sentence, named, compiled)
        ]
        if not namesakes:
            continue
        strangers.update(sentence.text[hit.start : hit.end] for hit in namesakes)
        sentence.hits = [hit for hit in sentence.hits if hit not in namesakes]
    for sentence in sentences if strangers else ():
        sentence.hits = [
            hit
            for hit in sentence.hits
            if hit.alias_type not in _OFFICES
            or hit.rule not in ("alias", "ambiguous")
            or sentence.text[hit.start : hit.end] not in strangers
            or not named.isdisjoint(_persons_of(hit, sentence.text, compiled))
            or any(0 <= hit.start - title.end <= 1 for title in find_titles(sentence, compiled))
        ]


def settle_persons(sentences: Sequence[Sentence], compiled: Compiled) -> None:
    """Settle a name that persons of several actors have by whom the article names beside it.

    "Von der Leyen" of the European Commission is not Germany's minister of that name, and stays so
    in the rest of the article.
    """
    names = [
        (sentence, hit)
        for sentence in sentences
        for hit in sentence.hits
        if hit.actor_id is None and hit.rule == "ambiguous" and hit.alias_type in _OFFICES
    ]
    if not names:
        return
    everywhere = {
        hit.actor_id
        for sentence in sentences
        for hit in sentence.hits
        if hit.alias_type not in _OFFICES
    }
    settled: dict[str, str] = {}
    for sentence, hit in names:
        actor_id = _named_beside(hit, sentence, compiled)
        if actor_id:
            settled.setdefault(_family(sentence, hit), actor_id)
    for sentence, hit in names:
        actor_id = (
            _named_beside(hit, sentence, compiled)
            or settled.get(_family(sentence, hit))
            or _only_candidate(hit, everywhere)
        )
        if actor_id and actor_id in (hit.candidates or "").split("; "):
            families = compiled.persons.families
            words = fold(sentence.text[hit.start : hit.end]).split()
            known = [
                person
                for first in range(len(words))
                for person in families.get((actor_id, " ".join(words[first:])), ())
            ]
            person = known[0] if len(set(known)) == 1 else None
            index = sentence.hits.index(hit)
            sentence.hits[index] = hit._replace(
                actor_id=actor_id, rule="context", confidence=0.8, person=person, candidates=None
            )


def _family(sentence: Sentence, hit: Hit) -> str:
    return fold(sentence.text[hit.start : hit.end]).split()[-1]


def _named_beside(hit: Hit, sentence: Sentence, compiled: Compiled) -> str | None:
    """The only one of those who may be meant that the sentence names, or names by an office."""
    bodies = [other for other in sentence.hits if other.alias_type not in _OFFICES]
    actor_id = _only_candidate(hit, {other.actor_id for other in bodies})
    if actor_id:
        return actor_id
    titles = find_titles(sentence, compiled)
    by_office = {
        other.actor_id
        for other in bodies
        for title in titles
        if (hit.end <= title.start and _TITLE_OF.fullmatch(sentence.text[title.end : other.start]))
        or (other.end < title.start <= hit.start and other.end + 3 > title.start)
    }
    return _only_candidate(hit, by_office)


def _only_candidate(hit: Hit, actors: Collection[str | None]) -> str | None:
    """The only actor of those who may be meant that is named."""
    named = [actor for actor in (hit.candidates or "").split("; ") if actor in actors]
    return named[0] if len(named) == 1 else None


def _persons_of(hit: Hit, text: str, compiled: Compiled) -> list[str]:
    """List whom a family name may mean: one person, or all of that name."""
    if hit.person:
        return [hit.person]
    actors = [hit.actor_id] if hit.actor_id else (hit.candidates or "").split("; ")
    family = fold(text[hit.start : hit.end])
    families = compiled.persons.families
    return [person for actor in actors for person in families.get((actor, family), [])]


def _is_namesake(
    hit: Hit, sentence: Sentence, named: Collection[str | None], compiled: Compiled
) -> bool:
    """Whether another first name, or half of another surname, stands beside a family name."""
    text, hits = sentence.text, sentence.hits
    if hit.rule not in ("alias", "ambiguous"):
        return False
    if " " in text[hit.start : hit.end]:
        return False
    if any(
        other is not hit and other.start <= hit.start and hit.end <= other.end for other in hits
    ):
        return hit.rule == "alias"  # part of a misspelt full name
    half = other_half(text, hit.start, hit.end)
    if half and not any(half.start(2) < other.end and other.start < half.end(2) for other in hits):
        return True
    persons = _persons_of(hit, text, compiled)
    before = _FIRST_NAME.search(text, max(0, hit.start - 30), hit.start)
    if (
        persons
        and before
        and _is_first_name(before.group(1), compiled)
        and not any(_may_be_called(before.group(1), person, named) for person in persons)
    ):
        return not any(other.end == before.end(1) for other in hits)
    after = SECOND_NAME.match(text, hit.end)
    return (
        after is not None
        and hit.rule == "alias"
        and is_rare(after.group(1))
        and not any(fold(after.group(1)) in fold(person) for person in persons)
        and not any(other.start == after.start(1) for other in hits)
    )


def _is_first_name(word: str, compiled: Compiled) -> bool:
    if word.lower() in compiled.words["personal_title"]:
        return False
    return is_rare(word) or word.lower() in compiled.words["first_name"]


def _may_be_called(first_name: str, person: str, named: Collection[str | None]) -> bool:
    """Whether a person may be called so: by the own name, begun or misspelt, or a pet name.

    A pet name ("Mike" for Michael) is known by its first letter alone; it takes a person whose full
    name the article gives.
    """
    given, own = fold(first_name), fold(person.split()[0])
    if given[0] != own[0]:
        return False
    is_alike = given[:3] == own[:3] or OSA.distance(given, own, score_cutoff=2) <= 2
    return is_alike or person in named


def learn_persons(sentences: Sequence[Sentence], compiled: Compiled) -> dict[str, Hit]:
    """Learn whom one article introduces by actor and office: name -> a hit to copy."""
    learnt: dict[str, Hit] = {}
    with_hits = [sentence for sentence in sentences if sentence.hits]
    find_all_titles(with_hits, compiled)
    for sentence in with_hits:
        actors = sentence.hits
        titles = find_titles(sentence, compiled)
        of_servants = [title for title in titles if title.office in _SERVANTS]
        for hit in actors:
            own = of_servants if hit.alias_type in _OFFICES else titles
            for start, end, office in _introductions(sentence.text, hit, own):
                name = sentence.text[start:end]
                if name not in learnt and hit.actor_id and sentence.is_free(start, end):
                    learnt[name] = _official(name, hit.actor_id, office, compiled)
    return learnt


def _introductions(
    text: str, hit: Hit, titles: Sequence[Title]
) -> Iterator[tuple[int, int, str | None]]:
    """Spans of the names that an actor's name introduces, with the office where one is told."""
    for title in titles:
        between = text[hit.end : title.start]
        if hit.start < title.start < hit.end < title.end:
            between = " "  # "Indian army spokesman": the institution is part of the title
        if 0 < len(between) < 30 and _UP_TO_TITLE.fullmatch(between):
            yield from _name_of(_PERSON_AFTER.match(text, title.end), title.office)
            yield from _name_of(_PERSON_BEFORE.search(text[: hit.start]), title.office)
        if _TITLE_OF.fullmatch(text[title.end : hit.start]):
            yield from _name_of(_PERSON_BEFORE.search(text[: title.start]), title.office)
    if hit.alias_type not in _OFFICES:
        yield from _name_of(_APPOSED.match(text, hit.end), None)


def _name_of(
    match: re.Match[str] | None, office: str | None
) -> Iterator[tuple[int, int, str | None]]:
    if match:
        yield *match.span("name"), office


def _official(name: str, actor_id: str, office: str | None, compiled: Compiled) -> Hit:
    """A hit to copy for somebody introduced, who may be somebody known with a misspelt name.

    That is so where somebody of the same family name held the office, or where no office is told.
    """
    families, holders = compiled.persons.families, compiled.persons.holders
    alike = [person for word in name.split() for person in families.get((actor_id, fold(word)), [])]
    if office is not None:
        known = {alias.person for alias in holders.get((actor_id, office), [])}
        alike = [person for person in alike if person in known]
    rule = "misspelt" if alike else "learnt"
    candidates = "; ".join(dict.fromkeys(alike)) if alike else None
    return Hit(0, 0, actor_id, "official", rule, 0.7, name, candidates)


def add_names(sentences: Sequence[Sentence], learnt: Mapping[str, Hit], compiled: Compiled) -> None:
    """Add learnt names, and short forms of everybody whose full name stands in the article."""
    short_forms = _short_forms(sentences, learnt, compiled)
    if not learnt and not short_forms:
        return
    longest_first = sorted([*learnt, *short_forms], key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(name) for name in longest_first))
    for sentence in sentences:
        for match in pattern.finditer(sentence.text):
            name, (start, end) = match.group(), match.span()
            if not stands_alone(sentence.text, start, end) or not sentence.is_free(start, end):
                continue
            if name in learnt:
                sentence.take(learnt[name]._replace(start=start, end=end))
            elif _is_titled(sentence, start, compiled) or not is_in_a_name(
                sentence.text, start, end
            ):
                sentence.take(_inherited(start, end, short_forms[name]))


def _is_titled(sentence: Sentence, start: int, compiled: Compiled) -> bool:
    """Whether the word before a name is a title, and no part of it: "since President Moon"."""
    return has_title(sentence.text, start, compiled.words) or any(
        title.end == start - 1 for title in find_titles(sentence, compiled)
    )


def _short_forms(
    sentences: Sequence[Sentence], learnt: Mapping[str, Hit], compiled: Compiled
) -> dict[str, list[Hit]]:
    """Short form -> hits to copy of those who may be meant by it in the article."""
    short_forms: dict[str, list[Hit]] = {}
    for sentence in sentences:
        for hit in sentence.hits:
            if hit.person and hit.actor_id and len(sentence.text[hit.start : hit.end].split()) > 1:
                short_form = compiled.persons.short_forms.get((hit.actor_id, hit.person))
                if short_form:
                    copy = hit._replace(rule="inherited", confidence=0.9)
                    short_forms.setdefault(short_form, []).append(copy)
    for name, hit in learnt.items():
        words = name.split()
        families = compiled.persons.families
        known = [word for word in words if (hit.actor_id or "", fold(word)) in families]
        copy = hit._replace(rule="inherited", confidence=0.6)
        short_forms.setdefault(known[0] if known else words[-1], []).append(copy)
    return short_forms


def _inherited(start: int, end: int, options: Sequence[Hit]) -> Hit:
    """The hit of a short form, which names the actor and person only if all options agree."""
    actors = sorted({option.actor_id for option in options if option.actor_id})
    if len(actors) > 1:
        return ambiguous(start, end, "official", actors)
    hit = options[-1]._replace(start=start, end=end)
    return hit if len({option.person for option in options}) == 1 else hit._replace(person=None)


def add_holders(sentences: Sequence[Sentence], compiled: Compiled, day: date | None) -> None:
    """Say who held an office on that day where it stands alone: "the British prime minister"."""
    if day is None:
        return
    for sentence in sentences:
        text = sentence.text
        open_hits = [hit for hit in sentence.hits if hit.person is None and hit.actor_id]
        if not open_hits:
            continue
        for title in find_titles(sentence, compiled):
            for hit in open_hits:
                before = _UP_TO_OFFICE.fullmatch(text, hit.end, max(hit.end, title.start))
                after = _OF.fullmatch(text, title.end, max(title.end, hit.start))
                if not (before or after):
                    continue
                holders = compiled.persons.holders.get((hit.actor_id or "", title.office), [])
                persons = {alias.person for alias in holders if alias.is_valid_on(day)}
                if len(persons) == 1 and not _PERSON_AFTER.match(text, title.end):
                    index = sentence.hits.index(hit)
                    sentence.hits[index] = hit._replace(person=persons.pop())
                    open_hits.remove(hit)
                    break
