"""The aliases of a codebook, compiled for one pass over a text."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ..codebook import Codebook
from ..text import WordList, fold

MIN_MISSPELT = 8
"""Letters that a name must have before one wrong letter in it is forgiven."""


class Alias(NamedTuple):
    """What an entry of the word list names: an actor, or one of several senses of an ambiguous
    name.
    """

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


class Compiled(NamedTuple):
    words: WordList
    entries: list[Alias | Sense | None]
    """What each entry of `words` names; none for a blocker."""
    cues: WordList
    cue_senses: list[Sense]
    types: dict[str, str]
    """Folded ambiguous name -> alias type."""
    offices: WordList
    office_of: list[str]
    holders: dict[tuple[str, str], list[Alias]]
    """Actor and office -> who held it and when."""
    near: dict[str, tuple[int, ...]]
    """Folded long alias, or the same with one letter left out -> entries."""
    parts: frozenset[str]
    """The words of which the long aliases consist."""
    near_windows: dict[str, list[tuple[int, int, list[int]]]]
    """Run of capitalised words -> its parts that are one letter away from long aliases, as far as
    it was asked for.
    """
    family: dict[tuple[str, str], list[str]]
    """Actor and folded short form -> the persons."""
    shorts: dict[tuple[str, str], str]
    """Actor and person -> the short form."""


class Found(NamedTuple):
    """A mention in the making; offsets are into the sentence."""

    start: int
    end: int
    actor_id: str | None
    alias_type: str
    rule: str
    confidence: float
    person: str | None = None
    candidates: str | None = None


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


@lru_cache(maxsize=8)
def compile_aliases(codebook: Codebook) -> Compiled:
    aliases, blockers, ambiguous = codebook.aliases, codebook.blockers, codebook.ambiguous
    offices = list(codebook.office_words[["title", "office"]].itertuples(index=False, name=None))
    usual = {fold(title): office for title, office in offices}
    known: list[Alias] = []
    holders: dict[tuple[str, str], list[Alias]] = {}
    family: dict[tuple[str, str], list[str]] = {}
    shorts: dict[tuple[str, str], str] = {}
    near: dict[str, list[int]] = {}
    whole: set[str] = set()
    for number, row in enumerate(aliases.itertuples(index=False)):
        alias = Alias(
            row.actor_id,
            row.alias_type,
            _day(row.valid_from),
            _day(row.valid_to),
            _text(row.person),
            _text(row.short_form),
        )
        known.append(alias)
        if alias.person and _text(row.office):
            office = usual.get(fold(row.office), row.office)
            holders.setdefault((row.actor_id, office), []).append(alias)
        if alias.person and alias.short_form:
            family.setdefault((row.actor_id, fold(alias.short_form)), []).append(alias.person)
            shorts[row.actor_id, alias.person] = alias.short_form
        folded = fold(row.alias)
        # Many a family name is one letter away from another one: alone it is mended only if it is
        # long and a leader's.
        is_name = row.alias_type in ("name", "capital") or (alias.person and " " in folded)
        is_leader = row.alias_type == "leader" and len(folded) > MIN_MISSPELT
        if len(folded) >= MIN_MISSPELT and (is_name or is_leader):
            whole.add(folded)
            for key in leave_one_out(folded):
                near.setdefault(key, []).append(number)
    senses = [
        Sense(row.alias, _text(row.actor_id), float(row.prior))
        for row in ambiguous.itertuples(index=False)
    ]
    cues = [
        (cue.strip(), sense)
        for sense, row in zip(senses, ambiguous.itertuples(index=False), strict=True)
        for cue in str(_text(row.cues) or "").split(";")
        if cue.strip()
    ]
    return Compiled(
        WordList(
            [*aliases["alias"], *ambiguous["alias"], *blockers["phrase"]],
            [
                *aliases["is_case_sensitive"],
                *ambiguous["is_case_sensitive"],
                *blockers["is_case_sensitive"],
            ],
        ),
        [*known, *senses, *[None] * len(blockers)],
        WordList([cue for cue, _ in cues], [cue[0].isupper() for cue, _ in cues]),
        [sense for _, sense in cues],
        dict(zip(map(fold, ambiguous["alias"]), ambiguous["alias_type"], strict=True)),
        WordList([title for title, _ in offices], [False] * len(offices)),
        [office for _, office in offices],
        holders,
        {key: tuple(numbers) for key, numbers in near.items()},
        frozenset(word for name in whole for word in name.split()),
        {},
        family,
        shorts,
    )


def leave_one_out(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
