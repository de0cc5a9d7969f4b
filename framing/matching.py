"""One pass over a text for any word list: aliases, blockers, names, keywords.

A list is compiled once into an Aho-Corasick automaton (Aho and Corasick 1975), so that the time of a pass does not
depend on how many words the list has. Matching is done over `text.fold`, which keeps offsets, and every match stands
at word borders.
"""

import bisect
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import ahocorasick_rs

from .text import fold, straighten


class Match(NamedTuple):
    """A hit at ``start:end``; `entry` is the position in the compiled list of the word that was found."""

    start: int
    end: int
    entry: int


class WordList:
    """A compiled list of words.

    Parameters
    ----------
    words : sequence of str
        The words or phrases; the same one may stand twice.
    is_case_sensitive : sequence of bool
        For each word: true if the text must show it just so, or all in capitals.
    """

    def __init__(self, words: Sequence[str], is_case_sensitive: Sequence[bool]) -> None:
        self.words = [straighten(word) for word in words]
        entries: dict[str, list[int]] = {}
        for entry, word in enumerate(self.words):
            if not word.strip():
                raise ValueError(f"word {entry} of the list is empty")
            entries.setdefault(fold(word), []).append(entry)
        self._is_case_sensitive = list(is_case_sensitive)
        self._entries = [tuple(own) for own in entries.values()]
        self._automaton = ahocorasick_rs.AhoCorasick(list(entries), matchkind=ahocorasick_rs.MatchKind.Standard)

    def find_all(self, text: str) -> list[Match]:
        """Every hit at word borders, overlapping ones too, ordered by start and then longest first."""
        found = []
        folded = fold(text)
        for pattern, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if not stands_alone(folded, start, end):
                continue
            for entry in self._entries[pattern]:
                if not self._is_case_sensitive[entry] or has_capitals_of(text[start:end], self.words[entry]):
                    found.append(Match(start, end, entry))
        if len(found) > 1:
            found.sort(key=lambda match: (match.start, -match.end, match.entry))
        return found

    def find_longest(self, text: str) -> list[Match]:
        """Hits that do not overlap: from left to right the longest; words that fold alike all give a hit."""
        kept: list[Match] = []
        for match in self.find_all(text):
            if not kept or match.start >= kept[-1].end or (match.start, match.end) == kept[-1][:2]:
                kept.append(match)
        return kept


def has_capitals_of(surface: str, word: str) -> bool:
    """Whether `surface`, which folds to the same letters as `word`, has its capitals too, or is all in capitals."""
    if surface in (word, word.upper()):
        return True
    letters = [(a, b) for a, b in zip(surface, word, strict=True) if b.isalpha()]
    return all(a.isupper() == b.isupper() for a, b in letters) or all(a.isupper() for a, _ in letters)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` has no letter or digit grown on to either of its ends."""
    if start and text[start].isalnum() and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return False
    return not (end < len(text) and text[end - 1].isalnum() and (text[end].isalnum() or text[end] == "_"))


def inflect(word: str, irregular: Mapping[str, Iterable[str]]) -> set[str]:
    """The inflected forms of an English word, itself included.

    Regular forms follow the spelling rules of English (-s, -ed, -ing; e dropped, y to i, consonant doubled); the
    irregular ones come from ``data/codebook/irregular_forms.csv``. A form that does not exist ("containmented") does
    no harm, since no text holds it.

    Examples
    --------
    >>> sorted(inflect("carry", {}))
    ['carried', 'carries', 'carry', 'carrying']
    >>> sorted(inflect("lead", {"lead": ["led"]}))
    ['lead', 'leaded', 'leading', 'leads', 'led']
    """
    forms = {word, *irregular.get(word.lower(), ())}
    if len(word) < 3 or not word.isalpha():
        return forms
    vowels = "aeiou"
    if word.endswith("y") and word[-2] not in vowels:
        return forms | {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return forms | {word + "es", word + "ed", word + "ing"}
    if word.endswith("e"):
        return forms | {word + "s", word + "d", word[:-1] + "ing"}
    forms |= {word + "s", word + "ed", word + "ing"}
    is_short = sum(letter in vowels for letter in word) == 1
    if is_short and word[-1] not in vowels + "wxy" and word[-2] in vowels:
        forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return forms


def inflect_phrase(phrase: str, irregular: Mapping[str, Iterable[str]]) -> list[str]:
    """Every phrase in which one word of `phrase` is inflected, or its first and last ones are, itself included.

    Examples
    --------
    >>> "led campaigns" in inflect_phrase("lead campaign", {"lead": ["led"]})
    True
    """
    words = phrase.split()
    forms = {phrase}
    for place, word in enumerate(words):
        for form in inflect(word, irregular):
            forms.add(" ".join([*words[:place], form, *words[place + 1 :]]))
    if len(words) > 1:
        for first in inflect(words[0], irregular):
            for last in inflect(words[-1], irregular):
                forms.add(" ".join([first, *words[1:-1], last]))
    return sorted(forms)


class Stretch(NamedTuple):
    """A replaced stretch: its half-open span in the original and in the masked text."""

    start: int
    end: int
    masked_start: int
    masked_end: int


class Masked(NamedTuple):
    """A text in which some stretches are replaced by stand-ins, and where each of them was and is."""

    text: str
    stretches: list[Stretch]

    def to_original(self, offset: int) -> int:
        """The offset in the original text of an offset in the masked one that lies outside the stand-ins."""
        place = bisect.bisect_right(self.stretches, offset, key=lambda stretch: stretch.masked_end) - 1
        return offset if place < 0 else offset - self.stretches[place].masked_end + self.stretches[place].end

    def stand_in_at(self, start: int) -> tuple[int, int]:
        """The span in the masked text of the stand-in for the original character `start`.

        Raises
        ------
        KeyError
            If the character at `start` is not masked.
        """
        place = bisect.bisect_right(self.stretches, start, key=lambda stretch: stretch.start) - 1
        if place < 0 or start >= self.stretches[place].end:
            raise KeyError(f"character {start} is not masked")
        return self.stretches[place].masked_start, self.stretches[place].masked_end


def merge_spans(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans with a label, merged where they overlap; the label of the first one stays."""
    merged: list[tuple[int, int, str]] = []
    for start, end, label in sorted(spans, key=lambda span: (span[0], -span[1])):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), merged[-1][2])
        else:
            merged.append((start, end, label))
    return merged


def mask(text: str, spans: Iterable[tuple[int, int, str]]) -> Masked:
    """Replace every span of `text` by its stand-in.

    Parameters
    ----------
    text : str
    spans : iterable of (start, end, stand-in)
        Overlapping spans are merged under the stand-in of the first.

    Examples
    --------
    >>> masked = mask("Great Britain is great.", [(0, 13, "Actor")])
    >>> masked.text, masked.to_original(masked.text.index("great"))
    ('Actor is great.', 17)
    """
    pieces: list[str] = []
    stretches: list[Stretch] = []
    last = length = 0
    for start, end, stand_in in merge_spans(spans):
        length += start - last
        stretches.append(Stretch(start, end, length, length + len(stand_in)))
        pieces += [text[last:start], stand_in]
        length += len(stand_in)
        last = end
    pieces.append(text[last:])
    return Masked("".join(pieces), stretches)
