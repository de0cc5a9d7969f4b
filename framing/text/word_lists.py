"""One pass over a text for any word list: aliases, keywords, cues."""

from collections.abc import Sequence
from typing import NamedTuple

import ahocorasick_rs

from .case import has_capitals_of
from .characters import fold, straighten
from .word_classes import tag_of

_SHORT = 1000
_BETWEEN = "\n|\n"
"""Between texts that are searched as one, so that no word goes from one to the next."""


class Match(NamedTuple):
    """A word of a list at ``start:end`` of a text."""

    start: int
    end: int
    entry: int
    """Place of the word in the list."""


class WordList:
    """A compiled list of words.

    Parameters
    ----------
    words : sequence of str
        The words or phrases; the same one may stand twice.
    is_case_sensitive : sequence of bool
        For each word: true if the text must show it just so, or all in capitals; and with its
        accents, where it is another word without them.
    """

    def __init__(self, words: Sequence[str], is_case_sensitive: Sequence[bool]) -> None:
        self.words = [straighten(word) for word in words]
        entries: dict[str, list[int]] = {}
        for entry, word in enumerate(self.words):
            if not word.strip():
                raise ValueError(f"word {entry} of the list is empty")
            entries.setdefault(fold(word), []).append(entry)
        self._is_case_sensitive = list(is_case_sensitive)
        # "Réunion" is no reunion: without its accent it would be an English word.
        self._needs_accents = {
            entry
            for entry, (word, is_sensitive) in enumerate(
                zip(self.words, self._is_case_sensitive, strict=True)
            )
            if is_sensitive and not word.isascii() and tag_of(fold(word)) in ("NN", "NNS", "JJ")
        }
        self._entries = [tuple(alike) for alike in entries.values()]
        # Twice as quick to search with, and slow to build for a long list.
        is_short = len(entries) < _SHORT
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(entries),
            matchkind=ahocorasick_rs.MatchKind.Standard,
            implementation=ahocorasick_rs.Implementation.DFA if is_short else None,
        )

    def find_all(self, text: str) -> list[Match]:
        """Find every word that stands alone, overlapping ones too, by start, the longest first."""
        hits = []
        folded = fold(text)
        entries, is_case_sensitive, words = self._entries, self._is_case_sensitive, self.words
        for pattern, start, end in self._automaton.find_matches_as_indexes(
            folded, overlapping=True
        ):
            if not stands_alone(folded, start, end):
                continue
            for entry in entries[pattern]:
                if not is_case_sensitive[entry] or (
                    has_capitals_of(text[start:end], words[entry])
                    and (entry not in self._needs_accents or not text[start:end].isascii())
                ):
                    hits.append(Match(start, end, entry))
        if len(hits) > 1:
            hits.sort(key=lambda match: (match.start, -match.end, match.entry))
        return hits

    def find_longest(self, text: str) -> list[Match]:
        """Find the longest words from left to right, none of them over another.

        Words that fold alike all give a hit.
        """
        kept: list[Match] = []
        for match in self.find_all(text):
            if not kept or match.start >= kept[-1].end or (match.start, match.end) == kept[-1][:2]:
                kept.append(match)
        return kept

    def find_longest_in_each(self, texts: Sequence[str]) -> list[list[Match]]:
        """Find what `find_longest` finds in each text, in one pass, which is quicker for many."""
        found: list[list[Match]] = [[] for _ in texts]
        offset = number = 0
        for start, end, entry in self.find_longest(_BETWEEN.join(texts)):
            while start > offset + len(texts[number]):
                offset += len(texts[number]) + len(_BETWEEN)
                number += 1
            found[number].append(Match(start - offset, end - offset, entry))
        return found


def stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether ``text[start:end]`` has no letter or digit grown on to either of its ends."""
    after = text[end : end + 1]
    if (after.isalnum() or after == "_") and text[end - 1].isalnum():
        return False
    if not start:
        return True
    before = text[start - 1]
    return not (before.isalnum() or before == "_") or not text[start].isalnum()
