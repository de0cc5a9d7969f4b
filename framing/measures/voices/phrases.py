"""One sentence as words and whole quotations, and the grammar that can be seen without a parser.

A quotation counts as one item, so that what stands around it can be read as one clause. Which words
are finite verbs is told from a lexicon of word classes and from the words beside them; closed
classes of words are ``voice_words.csv``.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ...text import Quotation, tag_of

QUOTATION = "\x00"
"""Stands for a whole quotation among the words."""
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|St|Lt|Col|Sgt|Prof|Rev|Jr|Sr|Adm|Capt)\.|--+|"
    r"['’](?:s|re|ve|d|ll|m)\b|n['’]t\b|\w+(?:-\w+)*(?:['’](?:t|re|ve|d|ll|m|[A-Z]\w+)\b)?|\S"
)
_ENDS = frozenset(",.!?—…-–")
_STOPS = frozenset(".!?")
_TRAILING = frozenset({",", ":", "-", "—", "–", ";", "--", "("})
_LEADING = _TRAILING | {"that", ")"}
_PHRASE_MARKS = _TRAILING | {")", QUOTATION, "?", "!", "…"}
_PHRASE_ENDS = frozenset({";", ":", "—", "–", "--", QUOTATION, "(", "-"})


class Piece(NamedTuple):
    """A half-open stretch of the article's text."""

    start: int
    end: int


class Sentence:
    """One sentence as items: words, marks and whole quotations.

    Item `i` is ``surfaces[i]``, at ``starts[i]:ends[i]`` of the text, and ``low[i]`` in lower case.
    There are very many of them, so they stand in four lists and are no objects.
    """

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        quotations: Sequence[Quotation],
        words: Mapping[str, frozenset[str]],
    ) -> None:
        self.text, self.words = text, words
        self.surfaces: list[str] = []
        self.low: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        place = start
        for quotation in [*quotations, None]:
            if quotation and (quotation.end <= start or quotation.start >= end):
                continue
            border = max(start, quotation.start) if quotation else end
            tokens = list(_TOKEN.finditer(text, place, border))
            words_here = [token.group() for token in tokens]
            self.surfaces += words_here
            self.low += [word.lower().replace("’", "'") for word in words_here]
            self.starts += [token.start() for token in tokens]
            self.ends += [token.end() for token in tokens]
            if quotation:
                place = min(end, quotation.end)
                self.surfaces.append(text[border:place])
                self.low.append(QUOTATION)
                self.starts.append(border)
                self.ends.append(place)
        self.n = len(self.low)
        while self.n and self.low[self.n - 1] in _STOPS:
            self.n -= 1

    @cached_property
    def finite(self) -> list[bool]:
        """Whether each item is a finite verb; many sentences are done before this is asked."""
        return [self._is_finite(place) for place in range(len(self.low))]

    def _is_finite(self, place: int) -> bool:
        low = self.low[place]
        if low in self.words["auxiliary"]:
            return low not in ("been", "being", "be", "'s") or low == "be"
        if not self.surfaces[place][0].islower() or low in self.words["preposition"]:
            return False
        before = self.low[place - 1] if place else ""
        if before in self.words["determiner"] or before in ("'s", "to"):
            return False
        tag = tag_of(low)
        if tag in ("VBD", "VBZ", "MD"):
            return True
        if tag == "VBN" or (tag == "" and low.endswith("ed")):
            if before in self.words["pronoun"]:
                return True
            after = self.low[place + 1] if place + 1 < len(self.low) else ""
            return (
                bool(before)
                and not self.is_a(place - 1, "auxiliary")
                and (after in self.words["determiner"] or after in self.words["object"])
            )
        if tag in ("VBP", "VB"):
            return before in self.words["pronoun"] or (place > 0 and tag_of(before) == "NNS")
        return not tag and low.endswith("ed") and len(low) > 4

    def is_a(self, place: int, word_type: str) -> bool:
        """Whether the word at `place` is of a type of ``voice_words.csv``."""
        return 0 <= place < len(self.low) and self.low[place] in self.words[word_type]

    def is_adverb(self, place: int) -> bool:
        """Whether it is an adverb."""
        low = self.low[place]
        return self.is_a(place, "adverb") or (
            low.endswith("ly") and self.surfaces[place].islower() and tag_of(low) in ("RB", "")
        )

    def has_finite(self, first: int, last: int) -> bool:
        """Whether a finite verb stands in items ``first:last``."""
        return any(self.finite[first:last])

    def is_name(self, place: int) -> bool:
        """Whether it begins with a capital."""
        return self.surfaces[place][0].isupper()

    def piece(self, first: int, last: int) -> Piece | None:
        """The stretch of text that items ``first:last`` take, marks at its ends left out."""
        while first < last and self.low[first] in _LEADING:
            first += 1
        while first < last and self.low[last - 1] in _TRAILING:
            last -= 1
        return Piece(self.starts[first], self.ends[last - 1]) if first < last else None

    def is_headline(self) -> bool:
        """Whether most words have capitals."""
        words = [word for word in self.surfaces if word[0].isalpha() and len(word) > 3]
        return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.7 * len(words)

    def phrase_start(self, last: int) -> int:
        """Where the noun phrase begins that ends before item `last`."""
        words = self.words
        place, joined = last - 1, -1
        while place >= 0:
            low = self.low[place]
            if low in _PHRASE_MARKS:
                break
            if low in ("and", "or", "&"):
                joined = place if joined < 0 else joined
                place -= 1
                continue
            if low in words["subordinator"]:
                break
            if self.finite[place] and place < last:
                tag = tag_of(low)
                if (
                    tag in ("VBN", "VBD", "")
                    and not self.is_a(place, "auxiliary")
                    and place + 1 < last
                    and self.is_a(place + 1, "preposition")
                    and place
                    and not self.is_a(place - 1, "pronoun")
                ):
                    place -= 1  # "officials briefed on the matter"
                    continue
                return joined + 1 if joined >= 0 else place + 1
            place -= 1
        start = place + 1
        if joined == start:
            start += 1
        return self._strip(start, last)

    def _strip(self, start: int, last: int) -> int:
        """Leave out what stands before the noun phrase proper: "On Monday the ministry"."""
        if start >= last or not (
            self.is_a(start, "preposition") or self.is_a(start, "time") or self.is_adverb(start)
        ):
            return start
        for place in range(last - 1, start, -1):
            if self.is_a(place, "time"):
                return place + 1 if place + 1 < last else start
            if self.is_a(place, "determiner") or self.is_a(place, "pronoun"):
                before = self.low[place - 1]
                if before not in ("of", "for", "at", "from", "with", "to", "in", "on", "by"):
                    return place
        place = last - 1
        while place > start and self.is_name(place - 1):
            place -= 1
        return place if place > start + 0 else start + 1

    def subject_after(self, place: int) -> tuple[int, int] | None:
        """The subject that follows a participle at the beginning of a sentence: "While calling for
        talks, it ...".
        """
        for comma in range(place, self.n):
            if self.low[comma] == ",":
                end = next(
                    (later for later in range(comma + 1, self.n) if self.finite[later]), comma + 1
                )
                return (comma + 1, end) if end > comma + 1 else None
        return None

    def phrase_end(self, first: int) -> int:
        """Where the noun phrase ends that begins at item `first`, to the right of an inverted cue."""
        place = first
        while place < self.n:
            low = self.low[place]
            if low in _PHRASE_ENDS:
                break
            if low == ",":
                following = place + 1
                if (
                    following < self.n
                    and (self.is_a(following, "determiner") or self.low[following] == "who")
                    and place > first
                ):
                    place += 1
                    while place < self.n and self.low[place] not in (",", ";", QUOTATION, "—", ":"):
                        place += 1
                break
            if place > first and (
                self.is_a(place, "time")
                or low
                in (
                    "while",
                    "when",
                    "after",
                    "as",
                    "who",
                    "during",
                    "before",
                    "adding",
                    "that",
                    "because",
                    "but",
                )
            ):
                break
            if place > first and low in ("in", "on", "at") and self.is_name(place - 1) is not False:
                break
            if place > first and low in ("in", "on", "at"):
                break
            if place > first and self.finite[place]:
                break
            place += 1
        return place

    def leads_to_name(self, first: int) -> bool:
        """Whether words without a preposition or verb lead up to a name: "former Senator Jo Doe"."""
        for place in range(first, min(self.n, first + 8)):
            if self.is_name(place):
                return True
            low = self.low[place]
            if (
                self.finite[place]
                or self.is_a(place, "preposition")
                or self.is_a(place, "subordinator")
                or self.is_a(place, "time")
                or not low[0].isalpha()
            ):
                return False
            if place == first and self.is_adverb(place):
                return False
        return False

    def is_listed(self, start: int, place: int, end: int) -> bool:
        """Whether the comma at `place` stands in a list: another comma or "and" follows soon, and
        no verb.
        """
        for following in range(place + 1, min(end, place + 7)):
            if self.finite[following]:
                return False
            if self.low[following] in ("and", "or") and following > place + 1:
                return True
            if self.low[following] == "and" and self.low[place] == ",":
                return False
        return False

    def second_verb(self, start: int, end: int) -> int:
        """Where the second finite verb begins, and with it the main clause."""
        was_finite, n_verbs = False, 0
        for place in range(start, end):
            n_verbs += self.finite[place] and not was_finite
            if n_verbs == 2:
                return place
            was_finite = self.finite[place] or (was_finite and self.is_adverb(place))
        return end

    def is_quotation(self, piece: Piece) -> bool:
        """Whether a stretch begins with a whole quotation."""
        return any(
            self.low[place] == QUOTATION
            for place, start in enumerate(self.starts)
            if start == piece.start
        )

    def closes(self, place: int) -> bool:
        """Whether the quotation at `place` ends with a mark that lets a source follow."""
        inner = self.surfaces[place].rstrip("\"”'’» ")
        return bool(inner) and inner[-1] in _ENDS
