"""Mentions in the making: what was found in each sentence of an article, and what is still free."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

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
    """The words for offices in it, once they were looked for (`persons.find_titles`)."""

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing in ``text[start:end]`` was taken before."""
        return not any(left < end and start < right for left, right in self.taken)

    def take(self, hit: Hit) -> None:
        """Add a hit and take its stretch."""
        self.hits.append(hit)
        self.taken.append((hit.start, hit.end))


def ambiguous(start: int, end: int, alias_type: str, candidates: Sequence[str]) -> Hit:
    """Make the hit that leaves open which of the candidates is meant."""
    share = 1 / len(candidates)
    return Hit(start, end, None, alias_type, "ambiguous", share, None, "; ".join(candidates))


def is_in_a_name(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word, which opens no sentence, stands beside: "Jordan Smith"."""
    after = re.match(r"\s([A-Z][a-z]+)", text[end : end + 30])
    before = re.search(r"(?<=[a-z,] )([A-Z][a-z]+)\s$", text[max(0, start - 30) : start])
    return bool(after or before)
