"""A sentence as words and mentions, and which mentions stand where an agent or a patient would."""

import re

from ...text import tag_of
from .words import RoleWords

MENTION = "\x00"
"""Stands for a whole mention among the words."""
GENITIVE = frozenset({"'s", "'"})
_TOKEN = re.compile(r"['’](?:s|re|ve|d|ll|m)\b|n['’]t\b|\w+?(?=n['’]t\b)|\w+(?:-\w+)*|\S")
_MARKS = frozenset('.,;:!?()—–"“”')
_BREAKS = _MARKS - {","}
_HYPHENS = frozenset("-–‑")
_JOINING = frozenset({"and", "or", "&"})
_LISTING = _JOINING | {","}
_OBJECT_ENDS = _MARKS | frozenset("that which who and or as but while because if".split())
_SUBJECT_ENDS = _MARKS | _JOINING | {"of"}
_FINITE_TAGS = frozenset("VBD VBZ VBP MD".split())
_LONG = 6
"""Words that may stand between the parts of one action."""
_LONG_REMARK = 12
"""Items that a remark between two commas may have."""


class RoleSentence:
    """One sentence as items: words, marks and whole mentions.

    Item `i` is ``surfaces[i]``, at ``starts[i]:ends[i]`` of the text, and ``low[i]`` in lower case.
    ``mentions[i]`` is its place among the sentence's mentions, or -1 for all other items.
    """

    def __init__(
        self, text: str, spans: list[tuple[int, int]], readings: list[str], words: RoleWords
    ) -> None:
        self.words, self.readings = words, readings
        self.surfaces: list[str] = []
        self.low: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.mentions: list[int] = []
        last = 0
        for number, (start, end) in sorted(enumerate(spans), key=lambda pair: pair[1]):
            if start < last:
                continue
            self._add_words(text, last, start)
            self.surfaces.append(text[start:end])
            self.low.append(MENTION)
            self.starts.append(start)
            self.ends.append(end)
            self.mentions.append(number)
            last = end
        self._add_words(text, last, len(text))
        self.n = len(self.low)

    def _add_words(self, text: str, start: int, end: int) -> None:
        tokens = list(_TOKEN.finditer(text, start, end))
        words = [token.group() for token in tokens]
        self.surfaces += words
        self.low += [word.lower().replace("’", "'") for word in words]
        self.starts += [token.start() for token in tokens]
        self.ends += [token.end() for token in tokens]
        self.mentions += [-1] * len(tokens)

    # One item

    def low_at(self, item: int) -> str:
        """Return an item in lower case, or an empty text where the sentence has none."""
        return self.low[item] if 0 <= item < self.n else ""

    def is_finite(self, item: int) -> bool:
        """Say whether an item is a finite verb."""
        if self.mentions[item] >= 0 or not self.surfaces[item][0].islower():
            return False
        low, before = self.low[item], self.low_at(item - 1)
        if low in self.words.finite:
            return True
        is_named = before in self.words.determiners or before in GENITIVE
        return not is_named and tag_of(low) in _FINITE_TAGS

    def is_chain(self, item: int) -> bool:
        """Say whether a verb passes its subject on to the next one: "wants to"."""
        return self.low[item] in self.words.chains and (
            self.low_at(item + 1) in self.words.after_chain
        )

    def is_verbal(self, item: int) -> bool:
        """Say whether a word that can be a noun stands where only a verb can."""
        before = self.low_at(item - 1)
        if before in self.words.helpers:
            return True
        after = self.low_at(item + 1)
        return (after == MENTION or after in self.words.determiners) and (
            before == MENTION or tag_of(before) in ("NNS", "NN", "RB")
        )

    # To the left

    def subjects(self, before: int) -> list[int]:
        """List the mentions in the subject of the verb whose phrase begins at item `before`."""
        item = self._end_of_subject(before)
        n_words = 0
        while item >= 0 and self.mentions[item] < 0:
            is_open = (
                self.low[item] in _SUBJECT_ENDS
                or self.low[item] in self.words.beside
                or self.is_finite(item)
            )
            if is_open or n_words >= _LONG:
                return []
            n_words += 1
            item -= 1
        return self._listed_before(item)

    def _end_of_subject(self, before: int) -> int:
        """Find the last item of a subject: before helpers, a relative pronoun and a remark."""
        item = before - 1
        while item >= 0 and (
            self.low[item] in self.words.helpers
            or self.low[item] in self.words.be
            or self.low[item].endswith("ly")
            or self.is_chain(item)
        ):
            item -= 1
        if self.low_at(item) in ("which", "who", "that"):
            return item - 2 if self.low_at(item - 1) == "," else item - 1
        if self.low_at(item) == ",":
            before_remark = self._before_remark(item)
            return item if before_remark < 0 else before_remark
        return item

    def _before_remark(self, comma: int) -> int:
        """Find the item before the remark that `comma` closes, or -1."""
        has_verb = False
        for item in range(comma - 1, max(0, comma - _LONG_REMARK), -1):
            if self.low[item] == ",":
                is_relative = self.low[item + 1] in ("who", "which")
                return item - 1 if is_relative or not has_verb else -1
            has_verb = has_verb or self.is_finite(item)
        return -1

    def _listed_before(self, item: int) -> list[int]:
        """List the mention at `item` and those before it, with "and" or a comma between them."""
        mentions = []
        while item >= 0 and self.mentions[item] >= 0:
            if not self._can_act(item):
                return []
            mentions.append(self.mentions[item])
            item -= 1
            while item >= 0 and self.low[item] in self.words.determiners:
                item -= 1
            if item < 1 or self.low[item] not in _LISTING:
                break
            while item >= 0 and self.low[item] in _LISTING:
                item -= 1
        return mentions

    def _can_act(self, item: int) -> bool:
        """Say whether a mention is neither a place nor merely where or with whom something is."""
        before = self.low_at(item - 1)
        if before in self.words.determiners and item > 1:
            before = self.low[item - 2]
        if before == "for" and self.low_at(item + 1) == "to":
            return True  # "for Poland to help Ukraine"
        return before not in self.words.beside and self.readings[self.mentions[item]] != "place"

    def owner(self, noun: int) -> int:
        """Find the mention whose action the noun at item `noun` names, or -1."""
        item, n_words = noun - 1, 0
        while item >= 0 and self.mentions[item] < 0 and n_words < 3:
            low = self.low[item]
            if low == "its":
                while item >= 0 and self.mentions[item] < 0:
                    item -= 1
                break
            is_modifier = low in GENITIVE or tag_of(low).startswith(("JJ", "NN"))
            if not is_modifier or low in self.words.beside:
                return -1
            n_words += low not in GENITIVE
            item -= 1
        return self.mentions[item] if item >= 0 else -1

    def hyphened_pair(self, before: int) -> tuple[int, int] | None:
        """Find the two mentions of "A-B talks" before item `before`."""
        item = before - 1
        while (
            item > 0 and self.mentions[item] < 0 and tag_of(self.low[item]).startswith(("JJ", "NN"))
        ):
            item -= 1
        if item < 2 or self.low[item - 1] not in _HYPHENS:
            return None
        pair = self.mentions[item - 2], self.mentions[item]
        return pair if min(pair) >= 0 else None

    # To the right

    def objects(self, first: int) -> list[int]:
        """List the mentions that are, or modify, the object that begins at item `first`."""
        item = self._first_object(first)
        return self._listed_after(item) if item >= 0 else []

    def _first_object(self, first: int) -> int:
        """Find the first mention of an object, with the words of one phrase before it, or -1."""
        words, has_link = self.words, False
        for item in range(first, self.n):
            if self.mentions[item] >= 0:
                break
            low, n_words = self.low[item], item - first
            if low in _OBJECT_ENDS:
                return -1
            if low == "to" and tag_of(self.low_at(item + 1)) in ("VB", "VBP"):
                return -1
            if low in words.links:
                if has_link or n_words > 3:
                    return -1
                has_link = True
            elif low in words.beside or n_words >= _LONG or self.is_finite(item):
                return -1
        else:
            return -1
        if item + 1 < self.n and item > first + 1 and self.is_finite(item + 1):
            return -1
        # "opposed the Iraq war" does nothing to Iraq.
        return -1 if self.low_at(item + 1) in words.nouns else item

    def _listed_after(self, item: int) -> list[int]:
        """List the mention at `item` and those after it, with "and" or a comma between them."""
        mentions = [self.mentions[item]]
        while item + 2 < self.n and self.low[item + 1] in _LISTING:
            item += 2
            while item < self.n and (
                self.low[item] in self.words.determiners or self.low[item] in _JOINING
            ):
                item += 1
            if item >= self.n or self.mentions[item] < 0:
                break
            if item + 1 < self.n and (
                self.is_finite(item + 1) or self.low[item + 1] in self.words.helpers
            ):
                break  # the subject of what follows
            mentions.append(self.mentions[item])
        return mentions

    def company(self, first: int) -> list[int]:
        """List the mentions after "with" a few words on: "in the afternoon with Xi"."""
        for item in range(first, min(self.n, first + _LONG)):
            if self.low[item] in _MARKS or self.is_finite(item):
                return []
            if self.low[item] == "with":
                return self.objects(item + 1)
        return []

    def pair(self, first: int) -> tuple[int, int] | None:
        """Find the two mentions of "A and B" at item `first`, each with the words of its phrase."""
        mentions: list[int] = []
        for item in range(first, min(self.n, first + 2 * _LONG)):
            if self.mentions[item] >= 0:
                mentions.append(self.mentions[item])
                if len(mentions) == 2:
                    return mentions[0], mentions[1]
            elif self.low[item] in _BREAKS or self.is_finite(item):
                return None
        return None
