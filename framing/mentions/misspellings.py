"""Names with one wrong letter."""

import re
from collections.abc import Iterator
from datetime import date

from ..text import fold
from .aliases import MIN_MISSPELT, Alias, Compiled, Found, leave_one_out

_REMEMBERED = 200_000
"""Runs of capitalised words whose neighbours are kept, so that each is looked up once in a corpus.
"""
_CAPITALISED = re.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}")


def add_misspelt(
    texts: list[str],
    found: list[list[Found]],
    taken: list[list[tuple[int, int]]],
    compiled: Compiled,
    day: date | None,
) -> None:
    """Add names that are one letter away from a long alias."""
    for text, own, spans in zip(texts, found, taken, strict=True):
        for run in _CAPITALISED.finditer(text):
            if run.end() - run.start() < MIN_MISSPELT - 1:
                continue
            if any(start < run.end() and run.start() < end for start, end in spans):
                _mend_first_names(text, run.start(), run.end(), own, compiled, day)
                continue
            for start, end, hits in _near_windows(run.group(), compiled):
                alias = _only_one(hits, compiled, day)
                if alias:
                    own.append(_misspelt(run.start() + start, run.start() + end, *alias))
                    spans.append((run.start() + start, run.start() + end))
                    break


def _mend_first_names(
    text: str, start: int, end: int, own: list[Found], compiled: Compiled, day: date | None
) -> None:
    """Join a misspelt first name to the surname that was found beside it: "Volodomyr Zelenskyy"."""
    for place, hit in enumerate(own):
        if hit.person and start < hit.start and hit.end <= end:
            first = text.rfind(" ", start, hit.start - 1) + 1 or start
            alias = _only_one(_neighbours(text[first : hit.end], compiled), compiled, day)
            if alias and alias[0].actor_id == hit.actor_id:
                own[place] = _misspelt(first, hit.end, *alias)


def _windows(run: str) -> Iterator[tuple[int, int]]:
    """Spans of one to three words in a row, longest first."""
    words = [match.span() for match in re.finditer(r"\S+", run)]
    for length in range(min(3, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            yield words[first][0], words[first + length - 1][1]


def _near_windows(run: str, compiled: Compiled) -> list[tuple[int, int, list[int]]]:
    """The windows of a run of capitalised words that stand one letter away from long aliases, with
    those aliases.
    """
    windows = compiled.near_windows.get(run)
    if windows is None:
        if len(compiled.near_windows) >= _REMEMBERED:
            compiled.near_windows.clear()
        windows = compiled.near_windows[run] = [
            (start, end, hits)
            for start, end in _windows(run)
            if end - start >= MIN_MISSPELT - 1 and (hits := _neighbours(run[start:end], compiled))
        ]
    return windows


def _only_one(hits: list[int], compiled: Compiled, day: date | None) -> tuple[Alias, str] | None:
    """The alias among `hits`, with its words, if on that day they name one actor only."""
    found = [(compiled.entries[number], compiled.words.words[number]) for number in hits]
    valid = [
        (alias, word)
        for alias, word in found
        if isinstance(alias, Alias) and alias.is_valid_on(day)
    ]
    return valid[0] if valid and len({alias.actor_id for alias, _ in valid}) == 1 else None


def _neighbours(name: str, compiled: Compiled) -> list[int]:
    """Numbers of the long aliases that begin like `name` and are one letter away from it."""
    folded = fold(name.removesuffix("’s").removesuffix("'s"))
    words = folded.split()
    # One wrong letter leaves all other words of a name as they are.
    if len(words) > 1 and compiled.parts.isdisjoint(words):
        return []
    hits = sorted(
        {number for key in leave_one_out(folded) for number in compiled.near.get(key, ())}
    )
    near = [(number, fold(compiled.words.words[number])) for number in hits]
    return [
        number for number, word in near if word[0] == folded[0] and _distance(folded, word) == 1
    ]


def _distance(one: str, other: str) -> int:
    """0, 1 for one letter put in, left out, changed or two exchanged, or 2 for more."""
    if one == other:
        return 0
    first = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    rest, tail = one[first:], other[first:]
    is_one = (
        rest[1:] == tail[1:]
        or rest[1:] == tail
        or rest == tail[1:]
        or (rest[1::-1] + rest[2:] == tail)
    )
    return 1 if is_one else 2


def _misspelt(start: int, end: int, alias: Alias, word: str) -> Found:
    return Found(start, end, alias.actor_id, alias.alias_type, "misspelt", 0.7, alias.person, word)
