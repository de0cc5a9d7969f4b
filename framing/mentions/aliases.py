"""The aliases of a codebook, compiled for one pass over a text.

Here "US" is told from "us": an alias that the codebook marks as case-sensitive counts only where
the text has its capitals, or is all in capitals (`framing.text.case`).
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ..codebook import Codebook
from ..tables import rows_of
from ..text import WordList, fold
from .readings import WITH_TERRITORY, words_of
from .weighing import Words

MIN_MISSPELT = 8
"""Letters that a name must have before one wrong letter in it is forgiven."""

HALF_NAME = re.compile(r"(North|South|East|West)(?:ern)?\s(\w+)")
"""A name that may be one of two halves: "North Korea"."""
_OTHER_SIDE = {"north": "south", "south": "north", "east": "west", "west": "east"}
_ALLIANCE = re.compile(r"\b(?:Alliance|Treaty|Pact)\b")
_OF_ALIAS = ["actor_id", "alias_type", "valid_from", "valid_to", "person", "short_form"]
_STEM = 4
"""Letters that a country's name and its demonym share."""


class Alias(NamedTuple):
    """An alias of one actor, and the days on which it names that actor."""

    actor_id: str
    alias_type: str
    valid_from: date | None
    valid_to: date | None
    person: str | None
    short_form: str | None

    def is_valid_on(self, day: date | None) -> bool:
        """Whether the alias names its actor on that day; on an unknown day it may."""
        if day is None:
            return True
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class Sense(NamedTuple):
    """One meaning of an ambiguous name; no actor where it means something else."""

    name: str
    actor_id: str | None
    prior: float
    """How many cues it is worth to be the usual meaning."""


class Persons(NamedTuple):
    """The persons of a codebook, by what an article may call them."""

    holders: dict[tuple[str, str], list[Alias]]
    """Actor and office -> who held it and when."""
    families: dict[tuple[str, str], list[str]]
    """Actor and folded short form -> the persons."""
    short_forms: dict[tuple[str, str], str]
    """Actor and person -> the short form."""
    offices: dict[tuple[str, str], list[str]]
    """Actor and person -> the offices held at some time."""


class LongNames(NamedTuple):
    """The aliases that are long enough to be known with one wrong letter."""

    entries: dict[str, tuple[int, ...]]
    """Folded alias, or the same with one letter left out -> entries."""
    words: frozenset[str]
    """The words of which they consist."""
    windows: dict[str, list[tuple[int, int, list[int]]]]
    """Run of capitalised words -> its parts one letter away from them, remembered once asked."""


class Compiled(NamedTuple):
    """All that a codebook says of names, ready to be looked up."""

    names: WordList
    entries: list[Alias | Sense | None]
    """What each entry of `names` names; none for a blocker."""
    cues: dict[str, list[tuple[str, Sense]]]
    """Folded ambiguous name -> words that speak for one of its senses."""
    cue_lists: dict[str, WordList]
    """Folded ambiguous name -> the same words compiled, remembered once asked."""
    ambiguous_types: dict[str, str]
    """Folded ambiguous name -> alias type."""
    titles: WordList
    """The words for offices."""
    office_of: list[str]
    """The office that each entry of `titles` stands for."""
    persons: Persons
    long_names: LongNames
    words: Words
    """Titles, first names and other words by which a name is judged."""
    title_heads: frozenset[str]
    """First words of the words for offices."""
    heads: frozenset[str]
    """First words of all descriptions that inherit: those, and "country", "bloc", "north"."""
    bodies: frozenset[str]
    """Actors that have no territory."""
    countries: frozenset[str]
    alliances: frozenset[str]
    """Bodies that a treaty or alliance is a part of the name of."""
    unions: frozenset[str]
    """Organisations and blocs: what "the bloc" and "the alliance" may be."""
    halves: dict[tuple[str, str], str]
    """"north" and "Kore" -> North Korea: each half of what two actors share."""
    half_actors: dict[str, str]
    """North Korea -> "north": the half that its leaders hold, too."""


def half_of(name: str, compiled: Compiled) -> str | None:
    """Say which half a name is of what two actors share: "north" for "North Korean"."""
    half = HALF_NAME.match(name)
    if half and (half.group(1).lower(), half.group(2)[:_STEM]) in compiled.halves:
        return half.group(1).lower()
    return None


@lru_cache(maxsize=8)
def compile_aliases(codebook: Codebook) -> Compiled:
    """Compile the names of a codebook; done once for each."""
    titles = list(rows_of(codebook.office_words, ["title", "office"]))
    aliases = [
        Alias(actor, kind, _day(first), _day(last), _text(person), _text(short_form))
        for actor, kind, first, last, person, short_form in rows_of(codebook.aliases, _OF_ALIAS)
    ]
    names_of_aliases = codebook.aliases["alias"].tolist()
    senses = [
        Sense(name, _text(actor), float(prior))
        for name, actor, prior in rows_of(codebook.ambiguous, ["alias", "actor_id", "prior"])
    ]
    cues: dict[str, list[tuple[str, Sense]]] = {}
    for sense, words_of_sense in zip(senses, codebook.ambiguous["cues"], strict=True):
        cues.setdefault(fold(sense.name), []).extend(
            (cue.strip(), sense) for cue in (_text(words_of_sense) or "").split(";") if cue.strip()
        )
    ambiguous_types = rows_of(codebook.ambiguous, ["alias", "alias_type"])
    names, entries = _compile_names(codebook, [*aliases, *senses])
    words = words_of(codebook)
    title_heads = frozenset(re.split(r"[\s-]", title.lower())[0] for title, _ in titles)
    return Compiled(
        names=names,
        entries=entries,
        cues=cues,
        cue_lists={},
        ambiguous_types={fold(name): alias_type for name, alias_type in ambiguous_types},
        titles=WordList([title for title, _ in titles], [False] * len(titles)),
        office_of=[office for _, office in titles],
        persons=_compile_persons(aliases, codebook.aliases["office"].tolist(), titles),
        long_names=_compile_long_names(aliases, names_of_aliases),
        words=words,
        halves=(halves := _compile_halves(aliases, names_of_aliases)),
        half_actors={actor_id: side for (side, _), actor_id in halves.items()},
        title_heads=title_heads,
        heads=title_heads
        | {"alliance", *_OTHER_SIDE}
        | words["government_noun"]
        | words["state_noun"]
        | words["union_noun"],
        bodies=_actors_of(codebook, "organisation", "bloc", "armed_group") - WITH_TERRITORY,
        countries=_actors_of(codebook, "country"),
        alliances=frozenset(
            codebook.aliases.loc[
                codebook.aliases["alias"].str.contains(_ALLIANCE)
                & (codebook.aliases["alias_type"] == "name"),
                "actor_id",
            ]
        )
        & _actors_of(codebook, "organisation", "bloc"),
        unions=_actors_of(codebook, "organisation", "bloc"),
    )


def _actors_of(codebook: Codebook, *kinds: str) -> frozenset[str]:
    is_one = codebook.actors["actor_type"].isin(kinds)
    return frozenset(codebook.actors.loc[is_one, "actor_id"])


def leave_one_out(word: str) -> set[str]:
    """List the word itself, and the word without each one of its letters."""
    return {word, *(word[:index] + word[index + 1 :] for index in range(len(word)))}


def _compile_names(
    codebook: Codebook, meanings: Sequence[Alias | Sense]
) -> tuple[WordList, list[Alias | Sense | None]]:
    """Compile aliases, ambiguous names and blockers, with the flag that tells "US" from "us".

    A name with a hyphen is known, too, where a program has put spaces around it ("Moon Jae - in").
    """
    tables = [
        (codebook.aliases, "alias"),
        (codebook.ambiguous, "alias"),
        (codebook.blockers, "phrase"),
    ]
    names = [name for table, column in tables for name in table[column].tolist()]
    flags = [
        is_sensitive for table, _ in tables for is_sensitive in table["is_case_sensitive"].tolist()
    ]
    entries = [*meanings, *[None] * len(codebook.blockers)]
    hyphened = [number for number, name in enumerate(names) if "-" in name[1:-1]]
    return WordList(
        [*names, *(names[number].replace("-", " - ") for number in hyphened)],
        [*flags, *(flags[number] for number in hyphened)],
    ), [*entries, *(entries[number] for number in hyphened)]


def _compile_persons(
    aliases: Iterable[Alias], offices: Iterable[object], titles: Iterable[tuple[str, str]]
) -> Persons:
    usual_offices = {fold(title): office for title, office in titles}
    holders: dict[tuple[str, str], list[Alias]] = {}
    families: dict[tuple[str, str], list[str]] = {}
    short_forms: dict[tuple[str, str], str] = {}
    held: dict[tuple[str, str], list[str]] = {}
    for alias, title in zip(aliases, map(_text, offices), strict=True):
        if alias.person and title:
            office = usual_offices.get(fold(title), title)
            holders.setdefault((alias.actor_id, office), []).append(alias)
            if office not in held.setdefault((alias.actor_id, alias.person), []):
                held[alias.actor_id, alias.person].append(office)
        if alias.person and alias.short_form:
            key = (alias.actor_id, fold(alias.short_form))
            families.setdefault(key, []).append(alias.person)
            short_forms[alias.actor_id, alias.person] = alias.short_form
    return Persons(holders, families, short_forms, held)


def _compile_halves(aliases: Iterable[Alias], names: Iterable[str]) -> dict[tuple[str, str], str]:
    halves: dict[tuple[str, str], str] = {}
    for alias, name in zip(aliases, names, strict=True):
        half = HALF_NAME.fullmatch(name) if alias.alias_type in ("name", "demonym") else None
        if half and alias.valid_to is None:
            halves[half.group(1).lower(), half.group(2)[:_STEM]] = alias.actor_id
    return {
        (side, stem): actor_id
        for (side, stem), actor_id in halves.items()
        if halves.get((_OTHER_SIDE[side], stem), actor_id) != actor_id
    }


def _compile_long_names(aliases: Iterable[Alias], names: Iterable[str]) -> LongNames:
    entries: dict[str, list[int]] = {}
    long_names: set[str] = set()
    for number, (alias, name) in enumerate(zip(aliases, map(fold, names), strict=True)):
        # Many a family name is one letter away from another one: alone it is mended only if it is
        # long and a leader's.
        is_name = alias.alias_type in ("name", "capital") or (alias.person and " " in name)
        is_leader = alias.alias_type == "leader" and len(name) > MIN_MISSPELT
        if len(name) >= MIN_MISSPELT and (is_name or is_leader):
            long_names.add(name)
            for key in leave_one_out(name):
                entries.setdefault(key, []).append(number)
    return LongNames(
        {key: tuple(numbers) for key, numbers in entries.items()},
        frozenset(word for name in long_names for word in name.split()),
        {},
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
