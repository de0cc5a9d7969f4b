"""Mentions in the making: what was found in each sentence of an article, and what is still free."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .aliases import Compiled

_NAME_AFTER = re.compile(r"\s[A-Z][a-z]")
_NAME_BEFORE = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+\s$")
SECOND_NAME = re.compile(r"\s([A-Z][a-zà-ÿ]+)\b")


class Hit(NamedTuple):
    """A mention in the making; offsets are into the sentence."""

    start: int
    end: int
    actor_id: str | None
    alias_type: str
    rule: str
    confidence: float
    person: str | None = None
    candidates: str | None = None


class Title(NamedTuple):
    """A word for an office in a sentence ("envoy"), and which office it stands for."""

    start: int
    end: int
    office: str


@dataclass(slots=True)
class Sentence:
    """A sentence, its hits so far, and the stretches that no later step may take."""

    text: str
    hits: list[Hit] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    titles: list[Title] | None = None
    """The words for offices in it, once they were looked for (`find_titles`)."""

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing in ``text[start:end]`` was taken before."""
        return not any(left < end and start < right for left, right in self.taken)

    def take(self, hit: Hit) -> None:
        """Add a hit and take its stretch."""
        self.hits.append(hit)
        self.taken.append((hit.start, hit.end))


def find_titles(sentence: Sentence, compiled: Compiled) -> list[Title]:
    """Find the words for offices in a sentence; looked for once."""
    if sentence.titles is None:
        find_all_titles([sentence], compiled)
    return sentence.titles or []


def find_all_titles(sentences: Sequence[Sentence], compiled: Compiled) -> None:
    """Find the words for offices in sentences that were not looked at yet, in one pass."""
    sentences = [sentence for sentence in sentences if sentence.titles is None]
    found = compiled.titles.find_longest_in_each([sentence.text for sentence in sentences])
    for sentence, matches in zip(sentences, found, strict=True):
        sentence.titles = [
            Title(start, end, compiled.office_of[entry]) for start, end, entry in matches
        ]


def ambiguous(start: int, end: int, alias_type: str, candidates: Sequence[str]) -> Hit:
    """Make the hit that leaves open which of the candidates is meant."""
    share = 1 / len(candidates)
    return Hit(start, end, None, alias_type, "ambiguous", share, None, "; ".join(candidates))


def is_in_a_name(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word, which opens no sentence, stands beside: "Jordan Smith"."""
    after = _NAME_AFTER.match(text, end)
    before = _NAME_BEFORE.search(text[max(0, start - 30) : start])
    return bool(after or before)
