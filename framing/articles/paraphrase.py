"""Signs that a machine has paraphrased a text: fixed terms and names with their words exchanged.

Programs that exchange words for synonyms do so inside fixed terms and names too: the foreign
minister becomes an "unfamiliar priest" (Cabanac, Labbé and Magazinov 2021, "Tortured phrases: A
dubious writing style emerging in science", arXiv 2107.06751). One sign may be chance or a slip of
the pen; several in one text are not.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex
from rapidfuzz.distance import OSA

from ..codebook import Codebook
from ..tables import rows_of
from ..text import WordList, fold, inflect_phrase

Finding = tuple[int, int, str, str, str]
"""start, end, check, severity, message."""

MANY_SIGNS = 3
"""Signs from which a text is surely paraphrased; two make it doubtful."""
_MIN_NAME = 6
"""Letters that a given name must have before one close to it is a misspelling of it."""
_REACH = 120
"""Characters before a name in which the office and the state of the person must stand."""
_TITLES = frozenset(
    {"president", "minister", "prime", "secretary", "general", "king", "queen", "prince", "pope"}
)
_WORD = regex.compile(r"\w+")
_PAIR = regex.compile(r"(?<![\p{L}.’'-])(\p{Lu}[\p{L}’'-]+) (\p{Lu}\p{Ll}[\p{L}-]+)")


class _Person(NamedTuple):
    name: str
    actor_id: str
    words: tuple[str, ...]


class _Known(NamedTuple):
    phrases: WordList
    established: list[str]
    offices: WordList
    names: dict[str, list[str]]
    """Folded name of a state or its people, by actor."""
    by_first: dict[str, list[_Person]]
    by_last: dict[str, list[_Person]]
    firsts: frozenset[str]
    whole: frozenset[tuple[str, ...]]
    """Every two neighbouring words of a known name."""


@lru_cache(maxsize=8)
def _compile(codebook: Codebook) -> _Known:
    phrases: list[str] = []
    established: list[str] = []
    for phrase, term in codebook.tortured_phrases[["phrase", "established"]].itertuples(
        index=False, name=None
    ):
        forms = inflect_phrase(phrase, {})
        phrases += forms
        established += [term] * len(forms)
    by_first: dict[str, list[_Person]] = {}
    by_last: dict[str, list[_Person]] = {}
    names: dict[str, list[str]] = {}
    whole: set[tuple[str, ...]] = set()
    columns = ["actor_id", "alias", "alias_type", "person"]
    for actor_id, alias, alias_type, person in rows_of(codebook.aliases, columns):
        words = tuple(fold(alias).split())
        whole.update(pairwise(words))
        if alias_type in ("name", "demonym"):
            names.setdefault(actor_id, []).append(fold(alias))
        elif isinstance(person, str) and len(words) > 1:
            known = _Person(alias, actor_id, words)
            by_first.setdefault(words[0], []).append(known)
            by_last.setdefault(words[-1], []).append(known)
    ambiguous = codebook.ambiguous[["actor_id", "alias", "alias_type"]].dropna(subset=["actor_id"])
    for actor_id, alias, alias_type in ambiguous.itertuples(index=False, name=None):
        if alias_type in ("name", "demonym"):
            names.setdefault(actor_id, []).append(fold(alias))
    for phrase in codebook.blockers["phrase"].tolist():
        words = tuple(fold(phrase).split())
        whole.update(pairwise(words))
    offices = list(codebook.office_words["title"])
    return _Known(
        WordList(phrases, [False] * len(phrases)),
        established,
        WordList(offices, [False] * len(offices)),
        names,
        by_first,
        by_last,
        frozenset(by_first),
        frozenset(whole),
    )


def find_paraphrase(text: str, codebook: Codebook) -> list[Finding]:
    """Find signs of a machine's paraphrase in one text.

    Returns
    -------
    list of (start, end, check, severity, message)
        ``tortured_phrase``: a fixed term with its words exchanged, from ``tortured_phrases.csv``.
        ``misnamed``: a known surname after a misspelt given name (a note), or the first name of
        somebody known, near his or her office and state, before another surname.
    """
    known = _compile(codebook)
    findings: list[Finding] = []
    tortured = known.phrases.find_longest(text)
    for start, end, entry in tortured:
        message = (
            f"{text[start:end]!r} stands where news says {known.established[entry]!r}: "
            "a sign of a paraphrase."
        )
        findings.append((start, end, "tortured_phrase", "warning", message))
    offices: list[tuple[int, int]] | None = None
    folded = fold(text)
    for match in _PAIR.finditer(text, overlapped=True):
        first, last = folded[match.start(1) : match.end(1)], folded[match.start(2) : match.end(2)]
        last = last.removesuffix("'s")
        if (first, last) in known.whole or first in _TITLES:
            continue
        end = match.start(2) + len(last)
        if last in known.by_last and first not in known.firsts:
            person = _spelt_like(first, known.by_last[last])
            if person is not None:
                message = f"{text[match.start() : end]!r} is not how {person.name} is spelt."
                findings.append((match.start(), end, "misnamed", "note", message))
        elif first in known.by_first and last not in known.by_last:
            if offices is None:
                offices = [(hit.start, hit.end) for hit in known.offices.find_all(text)]
                offices += [(hit.start, hit.end) for hit in tortured]
            person = _introduced(first, folded, match.start(), offices, known)
            if person is not None:
                message = (
                    f"{text[match.start() : end]!r} stands where {person.name} is meant, "
                    "or somebody unknown."
                )
                findings.append((match.start(), end, "misnamed", "warning", message))
    return findings


def judge_paraphrase(findings: list[Finding]) -> Iterator[Finding]:
    """Judge the whole text where several signs come together."""
    signs = {
        message for _, _, check, _, message in findings if check in ("tortured_phrase", "misnamed")
    }
    if len(signs) >= 2 and any(check == "tortured_phrase" for _, _, check, _, _ in findings):
        severity = "error" if len(signs) >= MANY_SIGNS else "warning"
        message = (
            f"{len(signs)} signs that a machine paraphrased the text: "
            "its words are not the reporter's."
        )
        yield (-1, -1, "paraphrased", severity, message)


def _spelt_like(first: str, persons: list[_Person]) -> _Person | None:
    """The person whose given name is one or two letters away, of those with the surname."""
    if len(first) < _MIN_NAME:
        return None
    for person in persons:
        given = person.words[-2]
        if len(given) < _MIN_NAME or given[0] != first[0]:
            continue
        if 0 < OSA.distance(first, given, score_cutoff=2) <= 2:
            return person
    return None


def _introduced(
    first: str, folded: str, start: int, offices: list[tuple[int, int]], known: _Known
) -> _Person | None:
    """The only person of that first name, if an office and his or her state stand before it."""
    persons = known.by_first[first]
    if len({person.words for person in persons}) > 1:
        return None
    person = persons[0]
    begin = max(folded.rfind(". ", 0, start), start - _REACH, 0)
    is_office = any(begin <= left and 0 <= start - right <= 3 for left, right in offices)
    if not is_office:
        return None
    before = " ".join(_WORD.findall(folded[begin:start]))
    is_state = any(
        f" {' '.join(_WORD.findall(name))} " in f" {before} "
        for name in known.names.get(person.actor_id, ())
    )
    return person if is_state else None
