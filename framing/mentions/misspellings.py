"""Names with one wrong letter: put in, left out, changed, or exchanged with its neighbour."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from rapidfuzz.distance import OSA

from ..text import fold, tag_of
from .aliases import MIN_MISSPELT, Alias, Compiled, leave_one_out
from .hits import Hit, Sentence

_REMEMBERED = 200_000
"""Runs of capitalised words that are remembered, so that a corpus looks up each of them once."""
_CAPITALISED = re.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}")


def add_misspelt(sentences: Sequence[Sentence], compiled: Compiled, day: date | None) -> None:
    """Add names that are one letter away from a long alias."""
    for sentence in sentences:
        for run in _CAPITALISED.finditer(sentence.text):
            if run.end() - run.start() < MIN_MISSPELT - 1:
                continue
            if not sentence.is_free(run.start(), run.end()):
                _mend_first_names(sentence, run.start(), run.end(), compiled, day)
                continue
            for start, end, entries in _near_windows(run.group(), compiled):
                alias = _only_one(entries, compiled, day)
                if alias:
                    sentence.take(_misspelt(run.start() + start, run.start() + end, *alias))
                    break


def _mend_first_names(
    sentence: Sentence, start: int, end: int, compiled: Compiled, day: date | None
) -> None:
    """Join a misspelt first name to the surname that was found beside it: "Volodomyr Zelenskyy"."""
    for index, hit in enumerate(sentence.hits):
        if hit.person and start < hit.start and hit.end <= end:
            first = sentence.text.rfind(" ", start, hit.start - 1) + 1 or start
            full_name = sentence.text[first : hit.end]
            alias = _only_one(_near_whole(full_name, compiled), compiled, day)
            if alias and alias[0].actor_id == hit.actor_id:
                sentence.hits[index] = _misspelt(first, hit.end, *alias)


def _windows(run: str) -> Iterator[tuple[int, int]]:
    """Spans of one to three words in a row, longest first."""
    words = [match.span() for match in re.finditer(r"\S+", run)]
    for length in range(min(3, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            yield words[first][0], words[first + length - 1][1]


def _near_windows(run: str, compiled: Compiled) -> list[tuple[int, int, list[int]]]:
    """Parts of a run of capitalised words that are near long aliases, with those aliases."""
    remembered = compiled.long_names.windows
    windows = remembered.get(run)
    if windows is None:
        if len(remembered) >= _REMEMBERED:
            remembered.clear()
        windows = remembered[run] = [
            (start, end, entries)
            for start, end in _windows(run)
            if end - start >= MIN_MISSPELT - 1
            and (entries := _neighbours(run[start:end], compiled))
        ]
    return windows


def _near_whole(name: str, compiled: Compiled) -> list[int]:
    """Long aliases that a whole name is near; remembered beside the runs, whose parts it holds."""
    remembered = compiled.long_names.windows
    key = name + "\n"
    if key not in remembered:
        if len(remembered) >= _REMEMBERED:
            remembered.clear()
        remembered[key] = [(0, len(name), _neighbours(name, compiled))]
    return remembered[key][0][2]


def _only_one(entries: list[int], compiled: Compiled, day: date | None) -> tuple[Alias, str] | None:
    """The first of the aliases, with its words, if on that day they name one actor only."""
    aliases = [(compiled.entries[entry], compiled.names.words[entry]) for entry in entries]
    valid = [
        (alias, words)
        for alias, words in aliases
        if isinstance(alias, Alias) and alias.is_valid_on(day)
    ]
    return valid[0] if valid and len({alias.actor_id for alias, _ in valid}) == 1 else None


def _neighbours(name: str, compiled: Compiled) -> list[int]:
    """Entries of the long aliases that begin like `name` and are one letter away from it."""
    folded = fold(name.removesuffix("’s").removesuffix("'s"))
    words = folded.split()
    # One wrong letter leaves all other words of a name as they are.
    if len(words) > 1 and compiled.long_names.words.isdisjoint(words):
        return []
    by_key = compiled.long_names.entries
    keys = by_key.keys() & leave_one_out(folded)
    candidates = sorted({entry for key in keys for entry in by_key[key]})
    aliases = [(entry, fold(compiled.names.words[entry])) for entry in candidates]
    return [
        entry
        for entry, alias in aliases
        if alias[0] == folded[0]
        and OSA.distance(folded, alias, score_cutoff=1) == 1
        and not _is_another_name(words, alias.split())
    ]


def _is_another_name(words: Sequence[str], alias: Sequence[str]) -> bool:
    """Whether the last word, which differs, is a name itself: Mark Miller is no Mark Milley."""
    return (
        len(words) > 1
        and words[-1] != alias[-1]
        and words[:-1] == alias[:-1]
        and tag_of(words[-1].capitalize()) != ""
    )


def _misspelt(start: int, end: int, alias: Alias, words: str) -> Hit:
    return Hit(start, end, alias.actor_id, alias.alias_type, "misspelt", 0.7, alias.person, words)
