"""A sentence as words and mentions, and which mentions stand where an agent or a patient would."""

import re

from ...codebook import read_codebook
from ...text import tag_of
from .words import RoleWords, compile_role_words

MENTION = "\x00"
"""Stands for a whole mention among the words."""
GENITIVE = frozenset({"'s", "'"})
_TOKEN = re.compile(
    r"--+|\d[\d,.]*\d|['’](?:s|re|ve|d|ll|m)\b|n['’]t\b|\w+?(?=n['’]t\b)|\w+(?:-\w+)*|\S"
)
MARKS = frozenset('.,;:!?()—–"“”')
BREAKS = MARKS - {","}
_QUOTES = frozenset('“”"')
_PRONOUNS = frozenset("it them this that him her".split())
_AMOUNTS = (("as", "many", "as"), ("more", "than"), ("up", "to"), ("at", "least"), ("nearly",))
_HYPHENS = frozenset("-–‑")
JOINING = frozenset({"and", "or", "nor", "&"})
OWNING = frozenset({"its", "their"})
_LISTING = JOINING | {","}
_OBJECT_ENDS = MARKS | frozenset("that which who and or as but while because if".split())
_FINITE_TAGS = frozenset("VBD VBZ VBP MD".split())
_TITLE = 0.7
"""Share of words with a capital from which a sentence is a headline."""
_ASIDE = 5
"""Items of a bracket that is left out, its two marks included."""
LONG = 6
"""Words that may stand between the parts of one action."""


def _is_dash(text: str, token: re.Match[str]) -> bool:
    """Say whether hyphens are two, or one between spaces, which part like a dash."""
    before, after = text[token.start() - 1 : token.start()], text[token.end() : token.end() + 1]
    return len(token.group()) > 1 or (before.isspace() and after.isspace())


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
        self._drop_asides()
        self.n = len(self.low)
        self.is_title = self._is_title()

    def _add_words(self, text: str, start: int, end: int) -> None:
        tokens = list(_TOKEN.finditer(text, start, end))
        words = [token.group() for token in tokens]
        self.surfaces += words
        self.low += [
            "—" if word[0] == "-" and _is_dash(text, token) else word.lower().replace("’", "'")
            for token, word in zip(tokens, words, strict=True)
        ]
        self.starts += [token.start() for token in tokens]
        self.ends += [token.end() for token in tokens]
        self.mentions += [-1] * len(tokens)

    def _drop_asides(self) -> None:
        """Leave out what parts nothing: short brackets, "the premier (R) met", and some marks."""
        item = 0
        while "(" in self.low[item:]:
            item = self.low.index("(", item)
            after = self.low[item : item + _ASIDE]
            if ")" not in after:
                item += 1
                continue
            last = item + after.index(")") + 1
            self._drop(item, last)
        # Marks around a few words of a clause part nothing: 'Oman "clearly" broke the truce'.
        inner = [
            item
            for item in range(1, len(self.low) - 1)
            if self.low[item] in _QUOTES
            and not MARKS.intersection(self.low[item - 1 : item + 2 : 2])
        ]
        for item in reversed(inner):
            self._drop(item, item + 1)

    def _drop(self, first: int, last: int) -> None:
        for row in (self.surfaces, self.low, self.starts, self.ends, self.mentions):
            del row[first:last]

    def _is_title(self) -> bool:
        """Say whether most words have a capital, as in a headline."""
        words = [
            surface
            for surface, mention in zip(self.surfaces, self.mentions, strict=True)
            if mention < 0 and surface.isalpha()
        ]
        long = [word for word in words if len(word) > 3]
        if len(long) > 2:
            return sum(word[0].isupper() for word in long) > _TITLE * len(long)
        # "Israeli Army Kills 5 in Gaza": of a few words, all but those of grammar.
        is_small = self.words.determiners | self.words.links | self.words.beside | JOINING | {"to"}
        return bool(long) and all(word[0].isupper() or word in is_small for word in words)

    # One item

    def low_at(self, item: int) -> str:
        """Return an item in lower case, or an empty text where the sentence has none."""
        return self.low[item] if 0 <= item < self.n else ""

    def is_finite(self, item: int) -> bool:
        """Say whether an item is a finite verb."""
        is_lower = self.surfaces[item][0].islower() or self.is_title
        if self.mentions[item] >= 0 or not is_lower:
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
        if before in self.words.aspects and self.low[item].endswith("ing"):
            return True
        after, is_after_noun = self.low_at(item + 1), before == MENTION or tag_of(before) == "NN"
        if is_after_noun and item + 1 < self.n and self._is_capital(item + 1):
            return self.low[item].endswith("s")  # "The Duma backs President Putin"
        if after in JOINING and item + 2 < self.n:
            is_joined = self.is_finite(item + 2) or self.is_action_form(item + 2)
            return is_joined and (before == MENTION or tag_of(before) == "NNS")
        return (after == MENTION or after in self.words.determiners) and (
            is_after_noun or tag_of(before) in ("NNS", "RB")
        )

    def _is_capital(self, item: int) -> bool:
        """Say whether a word, and no mention, has a capital where most words have none."""
        return self.mentions[item] < 0 and self.surfaces[item][0].isupper() and not self.is_title

    # To the left

    def owners(self, noun: int) -> list[int]:
        """Find the mentions whose action the noun at item `noun` names."""
        item, n_words = noun - 1, 0
        while item >= 0 and self.mentions[item] < 0 and n_words < 4:
            low = self.low[item]
            if low in OWNING:
                return self.antecedents(item)
            is_led = low == "led" and self.low_at(item - 1) in _HYPHENS
            if is_led:
                item -= 2
                break
            is_modifier = low in GENITIVE or tag_of(low).startswith(("JJ", "NN")) or low.isdigit()
            if not is_modifier or low in self.words.beside:
                return []
            n_words += low not in GENITIVE
            item -= 1
        return [self.mentions[item]] if item >= 0 and self.mentions[item] >= 0 else []

    def antecedents(self, pronoun: int) -> list[int]:
        """Find the mentions that "its" or "their" stands for: one right before, or the subject."""
        places = [item for item in range(pronoun) if self.mentions[item] >= 0]
        is_one = self.low[pronoun] == "its"
        if not places or (is_one and (len(places) == 1 or pronoun - places[-1] <= 2)):
            return [self.mentions[places[-1]]] if places and is_one else []
        last = places[0]
        listed = [last]
        for place in places[1:]:
            if place - last > 3 or self.low[place - 1] not in JOINING | self.words.determiners:
                break
            listed.append(place)
            last = place
        if self.is_finite_after(last) and (len(listed) == 1) == is_one:
            return [self.mentions[place] for place in listed]
        subjects = [place for place in places if self.is_finite_after(place)]
        return [self.mentions[subjects[-1]]] if subjects and is_one else []

    def is_finite_after(self, item: int) -> bool:
        """Say whether a finite verb or a helper follows an item."""
        return item + 1 < self.n and (
            self.is_finite(item + 1)
            or self.low[item + 1] in self.words.helpers
            or self.low[item + 1] in self.words.be
            or self.is_action_form(item + 1)
        )

    def is_action_form(self, item: int) -> bool:
        """Say whether an item is a finite form of a verb of action: "menaces"."""
        return self.mentions[item] < 0 and any(
            kind == "finite" for _, _, kind in self.words.forms.get(self.low[item], ())
        )

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

    def objects(self, first: int, *, is_material: bool = False) -> list[int]:
        """List the mentions that are, or modify, the object that begins at item `first`.

        What is done, and not said, to something in a country is done to that country.
        """
        item = self._first_object(first, is_material)
        return self.listed_after(item) if item >= 0 else []

    def _first_object(self, first: int, is_material: bool) -> int:
        """Find the first mention of an object, with the words of one phrase before it, or -1."""
        words, has_link = self.words, False
        first = self._after_amount(self._after_day(first))
        low = self.low_at(first)
        if low in words.links or low in words.times or low in _PRONOUNS - {"this", "that"}:
            return -1  # "accused of attacking Israel", "was killed on Monday in Israel"
        for item in range(first, self.n):
            if self.mentions[item] >= 0:
                break
            low, n_words = self.low[item], item - first
            if low in _OBJECT_ENDS:
                return -1
            if low == "to" and tag_of(self.low_at(item + 1)) in ("VB", "VBP"):
                return -1
            if low in words.links:
                if has_link or n_words > LONG - 1:
                    return -1
                has_link = True
            elif low in ("in", "from") and is_material and n_words and not has_link:
                has_link = True  # "attacked a base in Kenya", "rescued sailors from Yemen"
            elif low in words.beside or n_words >= LONG or self.is_finite(item):
                return -1
        else:
            return -1
        if item + 1 < self.n and item > first + 1 and self.is_finite(item + 1):
            return -1
        # "opposed the Iraq war" does nothing to Iraq.
        is_owner = self.low_at(item + 1) in GENITIVE
        after = self.low_at(item + 1 + is_owner)
        is_against = is_owner and after in words.opponents  # "condemned Japan's critics"
        return item if not is_against and (is_owner or after not in words.parts) else -1

    def _after_day(self, first: int) -> int:
        """Step over "on Friday" before what has an article: "vetoed on Friday the plan"."""
        item = first + (self.low_at(first) == "on")
        if self.low_at(item) in self.words.times and (
            self.low_at(item + 1) in self.words.determiners
        ):
            return item + 1
        return first

    def _after_amount(self, first: int) -> int:
        """Step over "as many as 100" and "more than 20"."""
        for words in _AMOUNTS:
            if tuple(self.low[first : first + len(words)]) == words:
                return first + len(words)
        return first

    def listed_after(self, item: int) -> list[int]:
        """List the mention at `item` and those after it, with "and" or a comma between them."""
        mentions = [self.mentions[item]]
        while item + 2 < self.n and self.low[item + 1] in _LISTING:
            if self.low[item + 1] == "," and self.low[item + 2] in JOINING and len(mentions) < 2:
                break  # "sided with A, and B urged"
            item += 2
            while item < self.n and (
                self.low[item] in self.words.determiners or self.low[item] in JOINING
            ):
                item += 1
            if item >= self.n or self.mentions[item] < 0:
                break
            if self.is_finite_after(item):
                break  # the subject of what follows
            mentions.append(self.mentions[item])
        return mentions

    def company(self, first: int) -> list[int]:
        """List the mentions after "with" a few words on: "in the afternoon with Xi"."""
        if self.low_at(first) in _PRONOUNS:
            return []
        for item in range(first, min(self.n, first + LONG)):
            if self.low[item] in MARKS or self.is_finite(item):
                return []
            if self.low[item] == "with":
                return self.objects(item + 1)
        return []

    def pair(self, first: int) -> tuple[int, int] | None:
        """Find the two mentions of "A and B" at item `first`, each with the words of its phrase."""
        mentions: list[int] = []
        for item in range(first, min(self.n, first + 2 * LONG)):
            if self.mentions[item] >= 0:
                mentions.append(self.mentions[item])
                if len(mentions) == 2:
                    return mentions[0], mentions[1]
            elif self.low[item] in BREAKS or self.is_finite(item):
                return None
        return None


def is_headline(sentence: RoleSentence) -> bool:
    """Say whether nothing closes a sentence, as in "Oman says port hit, accuses Iran"."""
    return sentence.low[-1] not in (".", "!", "?", "”", '"')


def mark(marked: str) -> tuple[RoleSentence, list[str]]:
    """Read a sentence whose mentions stand in square brackets; return it and their names."""
    text = ""
    spans: list[tuple[int, int]] = []
    for number, piece in enumerate(re.split(r"[\[\]]", marked)):
        if number % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    words = compile_role_words(read_codebook())
    sentence = RoleSentence(text, spans, ["actor"] * len(spans), words)
    return sentence, [text[start:end] for start, end in spans]
