"""One sentence as words and whole quotations, and what can be seen of each without a parser.

A quotation counts as one item, so that what stands around it can be read as one clause. Which words
are finite verbs is told from a lexicon of word classes and from the words beside them; closed
classes of words are ``voice_words.csv``.
"""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import compress
from operator import add
from typing import NamedTuple

from ...codebook import Codebook, read_codebook, words_by_type
from ...tables import rows_of
from ...text import (
    Quotation,
    find_quotations,
    fold,
    inflect_verb,
    irregular_forms,
    tag_of,
)

QUOTATION = "\x00"
"""Stands for a whole quotation among the words."""
DASHES = frozenset({"—", "–", "--"})
_TOKEN = re.compile(
    r"(?=\S)(?:[a-z]\w*+(?!['’-])"  # most words, told at once
    r"|(?:[A-Z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|St|Lt|Col|Sgt|Prof|Rev|Jr|Sr|Adm|Capt)\."
    r"|--+|['’](?:s|re|ve|d|ll|m)\b|n['’]t\b"
    r"|\w+(?:-\w+)*(?:['’](?:t|re|ve|d|ll|m|[A-Z]\w+)\b)?|\S)"
)
_WORD = re.compile(r"\w+")
_ENDS = frozenset(",.!?—…-–")
_STOPS = frozenset(".!?")
_TRAILING = DASHES | {",", ":", "-", ";", "("}
_LEADING = _TRAILING | {"that", ")"}
_CLOSING_MARKS = "\"”'’» "
_NAMES = ("WHO", "IS")
"""Names in capitals that would be words of grammar in lower case."""
_FINITE_TAGS = frozenset("VBD VBZ MD VBN VBP VB".split())
_REMEMBERED = 100_000
"""Words that are remembered at most."""
_NO_VERB = frozenset({"phrase", "hearsay", "noun"})


class Piece(NamedTuple):
    """A half-open stretch of the article's text."""

    start: int
    end: int


class Items(NamedTuple):
    """Items ``first:last`` of a sentence."""

    first: int
    last: int


class Cue(NamedTuple):
    """A cue in a sentence: items ``first:last``."""

    first: int
    last: int
    lemma: str
    classes: frozenset[str]
    form: str
    """finite, base, ing or phrase."""


class _MayBeFinite(dict[str, bool]):
    """Word -> whether it can be a finite verb at all, found out once for each word."""

    def __init__(self, auxiliaries: frozenset[str]) -> None:
        self._auxiliaries = auxiliaries

    def __missing__(self, low: str) -> bool:
        may_be = low in self._auxiliaries or low.endswith("ed") or tag_of(low) in _FINITE_TAGS
        if len(self) < _REMEMBERED:
            self[low] = may_be
        return may_be


class Cues(NamedTuple):
    """The cues of a codebook in all their forms, and its words of grammar."""

    cues: dict[str, list[tuple[tuple[str, ...], str, str]]]
    """First word of a form -> the other words, the cue, and the kind of form."""
    classes: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    first_words: frozenset[str]
    """What the keys of `cues` begin with, folded: a sentence without any of these words and without
    a quotation attributes nothing.
    """
    may_be_finite: _MayBeFinite


class Sentence:
    """One sentence as items: words, marks and whole quotations.

    Item `i` is ``surfaces[i]``, at ``starts[i]:ends[i]`` of the text, and ``low[i]`` in lower case.
    There are very many of them, so they stand in four lists and are no objects; where they stand is
    looked for only in sentences that attribute something. The marks that end the sentence are items
    from `n` on.
    """

    def __init__(
        self, text: str, start: int, end: int, quotations: Sequence[Quotation], rules: Cues
    ) -> None:
        self.text, self.start, self.rules, self.words = text, start, rules, rules.words
        self.surfaces: list[str] = []
        self.low: list[str] = []
        offset = start
        for quotation in [*quotations, None]:
            if quotation and (quotation.end <= start or quotation.start >= end):
                continue
            border = max(start, quotation.start) if quotation else end
            surfaces = _TOKEN.findall(text, offset, border)
            self.surfaces += surfaces
            low = [*map(str.lower, surfaces)]
            if text.find("’", offset, border) >= 0:
                low = [word.replace("’", "'") for word in low]
            if text.find("WHO", offset, border) >= 0 or text.find("IS", offset, border) >= 0:
                pairs = zip(surfaces, low, strict=True)
                low = [surface if surface in _NAMES else word for surface, word in pairs]
            self.low += low
            if quotation:
                offset = min(end, quotation.end)
                self.surfaces.append(text[border:offset])
                self.low.append(QUOTATION)
        self._n_items = self.n = len(self.low)
        while self.n and self.low[self.n - 1] in _STOPS:
            self.n -= 1

    @cached_property
    def starts(self) -> list[int]:
        """Where each item begins in the text; nothing but space stands between two of them."""
        starts, offset = [], self.start
        find = self.text.index
        for surface in self.surfaces:
            offset = find(surface, offset)
            starts.append(offset)
            offset += len(surface)
        return starts

    @cached_property
    def ends(self) -> list[int]:
        """Where each item ends in the text."""
        return [*map(add, self.starts, map(len, self.surfaces))]

    def word(self, item: int) -> str:
        """Return an item in lower case, or an empty text outside of the sentence."""
        return self.low[item] if 0 <= item < self._n_items else ""

    def is_a(self, item: int, word_type: str) -> bool:
        """Whether an item is of a type of ``voice_words.csv``."""
        return 0 <= item < self._n_items and self.low[item] in self.words[word_type]

    def is_adverb(self, item: int) -> bool:
        """Whether an item is an adverb."""
        low = self.low[item]
        return low in self.words["adverb"] or (
            low.endswith("ly") and self.surfaces[item].islower() and tag_of(low) in ("RB", "")
        )

    def is_name(self, item: int) -> bool:
        """Whether an item begins with a capital."""
        return self.surfaces[item][0].isupper()

    def opens_object(self, item: int) -> bool:
        """Whether a name, a determiner, a pronoun or a quotation stands at an item."""
        return 0 <= item < self.n and (
            self.low[item] == QUOTATION
            or (self.is_name(item) and not self.is_a(item, "preposition"))
            or self.is_a(item, "determiner")
            or self.is_a(item, "pronoun")
            or self.is_a(item, "object")
        )

    def is_headline(self) -> bool:
        """Whether most words have capitals."""
        words = [word for word in self.surfaces if word[0].isalpha() and len(word) > 3]
        return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.7 * len(words)

    @cached_property
    def finite(self) -> list[bool]:
        """Whether each item is a finite verb; many sentences are done before this is asked."""
        may_be = self.rules.may_be_finite
        finite = [*map(may_be.__getitem__, self.low)]
        for item in compress(range(self._n_items), finite):
            finite[item] = self._is_finite(item)
        return finite

    def _is_finite(self, item: int) -> bool:
        low, words = self.low[item], self.words
        if low in words["auxiliary"]:
            return low not in ("been", "being", "'s")
        if not self.surfaces[item][0].islower() or low in words["preposition"]:
            return False
        before = self.low[item - 1] if item else ""
        if before in words["determiner"] or before in ("'s", "to"):
            return False
        tag = tag_of(low) or ("VBN" if low.endswith("ed") else "")
        if tag in ("VBD", "VBZ", "MD"):
            return True
        if tag not in ("VBN", "VBP", "VB"):
            return False
        if before in words["pronoun"]:
            return True
        if tag == "VBN":
            has_object = self.is_a(item + 1, "determiner") or self.is_a(item + 1, "object")
            return has_object and item > 0 and before not in words["auxiliary"]
        return tag_of(before) == "NNS"

    def has_finite(self, first: int, last: int) -> bool:
        """Whether a finite verb stands in items ``first:last``."""
        return any(self.finite[first:last])

    def cue_at(self, item: int) -> Cue | None:
        """Return what has the form of a cue at an item, be it a cue here or not."""
        options = self.rules.cues.get(self.low[item])
        for rest, lemma, form in options or ():
            last = item + 1 + len(rest)
            if not rest or tuple(self.low[item + 1 : last]) == rest:
                return Cue(item, last, lemma, self.rules.classes[lemma], form)
        return None

    def piece(self, first: int, last: int) -> Piece | None:
        """Return the stretch of text of items ``first:last`` without the marks at its ends."""
        while first < last and self.low[first] in _LEADING:
            first += 1
        while first < last and self.low[last - 1] in _TRAILING:
            last -= 1
        return Piece(self.starts[first], self.ends[last - 1]) if first < last else None

    def is_quotation(self, piece: Piece) -> bool:
        """Whether a stretch begins with a whole quotation."""
        return any(
            start == piece.start and low == QUOTATION
            for start, low in zip(self.starts, self.low, strict=True)
        )

    def last_mark(self, item: int) -> str:
        """Return the last character inside the quotation at an item."""
        return self.surfaces[item].rstrip(_CLOSING_MARKS)[-1:]

    def closes(self, item: int) -> bool:
        """Whether the quotation at an item ends with a mark that lets a source follow."""
        return self.last_mark(item) in _ENDS


@lru_cache(maxsize=8)
def compile_cues(codebook: Codebook) -> Cues:
    """Compile the cues and words of a codebook for `Sentence`."""
    irregular = irregular_forms(codebook)
    classes: dict[str, set[str]] = {}
    cues: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    first_words: set[str] = set()
    for cue, cue_class in rows_of(codebook.cues, ["cue", "cue_class"]):
        is_new = cue not in classes
        classes.setdefault(cue, set()).add(cue_class)
        if not is_new:
            continue
        first, *rest = cue.split()
        if cue_class == "noun":
            first_words.update((first, first + "s"))
        is_verb = cue_class not in _NO_VERB
        forms = inflect_verb(first, irregular) if is_verb else [(first, "phrase")]
        for form, kind in forms:
            cues.setdefault(form, []).append((tuple(rest), cue, kind))
    for options in cues.values():
        options.sort(key=lambda option: -len(option[0]))
    return Cues(
        cues,
        {cue: frozenset(cue_classes) for cue, cue_classes in classes.items()},
        words := words_by_type(codebook),
        frozenset(part for word in (*cues, *first_words) for part in _WORD.findall(fold(word))[:1]),
        _MayBeFinite(words["auxiliary"]),
    )


def read_sentence(text: str) -> Sentence:
    """Read a text as one sentence with the words of the shipped codebook.

    Examples
    --------
    >>> read_sentence("“We won,” said Doe.").surfaces
    ['“We won,”', 'said', 'Doe', '.']
    """
    return Sentence(text, 0, len(text), find_quotations(text), compile_cues(read_codebook()))
