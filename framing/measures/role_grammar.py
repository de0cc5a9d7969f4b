"""One sentence into the actions between the actors that it mentions."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..codebook import Codebook
from ..text import inflect_verb, irregular_forms, tag_of

_TOKEN = re.compile(r"['’](?:s|re|ve|d|ll|m)\b|n['’]t\b|\w+?(?=n['’]t\b)|\w+(?:-\w+)*|\S")
_MARK = re.compile(r"[.,;:!?()—–\"“”]")
_GENITIVE = frozenset({"'s", "'"})
_JOINING = frozenset({"and", "or", "&"})
_LONG = 6
"""Words that may stand between the parts of one action."""


class _Item(NamedTuple):
    """A word of a sentence, or a mention."""

    text: str
    low: str
    start: int
    end: int
    mention: int
    """Place among the sentence's mentions, or -1."""


class _Verb(NamedTuple):
    first: int
    last: int
    lemma: str
    form: str
    """finite, base, ing or noun."""


class _Action(NamedTuple):
    agent: int
    verb: _Verb
    patient: int
    is_passive: bool = False
    is_mutual: bool = False


class _Words(NamedTuple):
    forms: dict[str, list[tuple[tuple[str, ...], str, str]]]
    """First word of a form -> the other words, the verb, and the kind of form."""
    meaning: dict[str, tuple[str, int, int]]
    participles: frozenset[str]
    mutual: frozenset[str]
    beside: frozenset[str]
    """Prepositions before somebody who does not act."""
    links: frozenset[str]
    """Prepositions between a verb and its object."""
    chains: frozenset[str]
    """Verbs that pass their subject on: "wants to"."""
    determiners: frozenset[str]
    be: frozenset[str]
    do: frozenset[str]
    negations: frozenset[str]


@lru_cache(maxsize=8)
def compile_actions(codebook: Codebook) -> _Words:
    forms: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    meaning: dict[str, tuple[str, int, int]] = {}
    participles: set[str] = set()
    for row in codebook.verbs.itertuples(index=False):
        meaning[row.verb] = (row.verb_class, int(row.agent_tone), int(row.patient_tone))
        first, *rest = row.verb.split()
        for form, kind in inflect_verb(first, irregular_forms(codebook)):
            forms.setdefault(form, []).append((tuple(rest), row.verb, kind))
            if kind == "finite" and not form.endswith("s"):
                participles.add(form)
    for noun, verb in codebook.action_nouns[["noun", "verb"]].itertuples(index=False, name=None):
        first, *rest = noun.split()
        forms.setdefault(first, []).append((tuple(rest), verb, "noun"))
    for options in forms.values():
        options.sort(key=lambda option: -len(option[0]))
    mutual = codebook.verbs.loc[codebook.verbs["is_mutual"] == "true", "verb"]
    by_type = codebook.voice_words.groupby("word_type")["word"].agg(frozenset)
    return _Words(
        forms,
        meaning,
        frozenset(participles),
        frozenset(mutual),
        by_type["role_beside"],
        by_type["role_link"],
        by_type["role_chain"],
        by_type["determiner"],
        by_type["role_be"],
        by_type["role_helper"],
        by_type["role_negation"],
    )


class ActionReader:
    """One sentence as items, and the actions in it."""

    def __init__(
        self, text: str, spans: list[tuple[int, int]], readings: list[str], words: _Words
    ) -> None:
        self.words, self.readings = words, readings
        self.items: list[_Item] = []
        place = 0
        for number, (start, end) in sorted(enumerate(spans), key=lambda pair: pair[1]):
            if start < place:
                continue
            self._add_words(text, place, start)
            self.items.append(_Item(text[start:end], "\x00", start, end, number))
            place = end
        self._add_words(text, place, len(text))
        self.low = [item.low for item in self.items]
        self.n = len(self.items)

    def _add_words(self, text: str, start: int, end: int) -> None:
        for token in _TOKEN.finditer(text, start, end):
            word = token.group()
            self.items.append(
                _Item(word, word.lower().replace("’", "'"), token.start(), token.end(), -1)
            )

    def actions(self) -> Iterator[_Action]:
        """The actions of the sentence, from left to right."""
        for verb in self._verbs():
            if self._is_chain(verb.last - 1) and self.low[verb.last] == "to":
                continue  # "refused to recognise": the second verb is the action
            if verb.form == "noun":
                yield from self._of_noun(verb)
            elif self._is_passive(verb):
                yield from self._passive(verb)
            else:
                yield from self._active(verb)

    def is_negated(self, verb: _Verb) -> bool:
        return bool(
            self.words.negations.intersection(self.low[max(0, verb.first - 4) : verb.first])
        )

    # Verbs

    def _verbs(self) -> Iterator[_Verb]:
        place = 0
        while place < self.n:
            verb = self._verb_at(place)
            if verb:
                yield verb
                place = verb.last
            else:
                place += 1

    def _verb_at(self, place: int) -> _Verb | None:
        item = self.items[place]
        if item.mention >= 0 or (item.text[0].isupper() and place):
            return None
        before = self.low[place - 1] if place else ""
        for rest, lemma, form in self.words.forms.get(item.low, ()):
            last = place + 1 + len(rest)
            if tuple(self.low[place + 1 : last]) != rest:
                continue
            is_after = before in ("of", "for") and form != "ing"
            is_noun = (
                before in self.words.determiners
                or before in _GENITIVE
                or is_after
                or (tag_of(item.low).startswith("NN") and not self._is_verbal(place))
            )
            if (form == "noun") == is_noun or (
                form == "noun" and self._after_mention(place) and not self._is_verbal(place)
            ):
                return _Verb(place, last, lemma, form)
        return None

    def _is_verbal(self, place: int) -> bool:
        """Whether a word that can be a noun stands where only a verb can."""
        before = self.low[place - 1] if place else ""
        after = self.items[place + 1] if place + 1 < self.n else None
        follows = after is not None and (after.mention >= 0 or after.low in self.words.determiners)
        return before in self.words.do or (
            follows and (before == "\x00" or tag_of(before) in ("NNS", "NN", "RB"))
        )

    def _after_mention(self, place: int) -> bool:
        return place > 0 and self.items[place - 1].mention >= 0

    def _is_passive(self, verb: _Verb) -> bool:
        if self.low[verb.first] not in self.words.participles:
            return False
        place = verb.first - 1
        while place >= 0 and (
            self.low[place].endswith("ly")
            or self.low[place] in ("not", "also", "never", "been", "being")
        ):
            if self.low[place] in ("been", "being"):
                return True
            place -= 1
        is_be = (
            place >= 0
            and self.low[place] in self.words.be
            and self.low[place] not in ("has", "have", "had")
        )
        return is_be or (verb.last < self.n and self.low[verb.last] == "by")

    # Parts

    def _subjects(self, before: int) -> list[int]:
        """Mentions that are, or modify, the subject of the verb whose phrase begins at item
        `before`.
        """
        place = before - 1
        while place >= 0 and (
            self.low[place] in self.words.do
            or self.low[place] in self.words.be
            or self.low[place].endswith("ly")
            or self._is_chain(place)
        ):
            place -= 1
        if place >= 0 and self.low[place] in ("which", "who", "that"):
            place -= 1
            if place >= 0 and self.low[place] == ",":
                place -= 1
        elif place >= 0 and self.low[place] == "," and self._opening(place) >= 0:
            place = self._opening(place)
        n_words = 0
        while place >= 0 and self.items[place].mention < 0:
            low = self.low[place]
            is_open = (
                bool(_MARK.match(low))
                or low in self.words.beside
                or low in _JOINING
                or low == "of"
                or self._is_finite(place)
            )
            if is_open or n_words >= _LONG:
                return []
            n_words += 1
            place -= 1
        if place < 0:
            return []
        return self._conjoined_left(place)

    def _opening(self, comma: int) -> int:
        """The item before the comma that opens the remark which `comma` closes, or -1."""
        has_verb = False
        for place in range(comma - 1, max(0, comma - 12), -1):
            if self.low[place] == ",":
                is_relative = self.low[place + 1] in ("who", "which")
                return place - 1 if is_relative or not has_verb else -1
            has_verb = has_verb or self._is_finite(place)
        return -1

    def _conjoined_left(self, place: int) -> list[int]:
        """The mention at `place` and those listed before it with "and" or a comma."""
        found = []
        while place >= 0 and self.items[place].mention >= 0:
            if not self._can_act(place):
                return []
            found.append(self.items[place].mention)
            step = place - 1
            while step >= 0 and self.low[step] in self.words.determiners:
                step -= 1
            if step < 1 or (self.low[step] not in _JOINING and self.low[step] != ","):
                break
            while step >= 0 and (self.low[step] in _JOINING or self.low[step] == ","):
                step -= 1
            place = step
            if found and place >= 0 and self.items[place].mention < 0:
                break
        return found

    def _can_act(self, place: int) -> bool:
        before = self.low[place - 1] if place else ""
        if before in self.words.determiners and place > 1:
            before = self.low[place - 2]
        if before == "for" and place + 1 < self.n and self.low[place + 1] == "to":
            return True  # "for Poland to help Ukraine"
        return (
            before not in self.words.beside and self.readings[self.items[place].mention] != "place"
        )

    def _objects(self, after: int) -> list[int]:
        """Mentions that are, or modify, the object that begins at item `after`."""
        place, n_words, has_link = after, 0, False
        while place < self.n and self.items[place].mention < 0:
            low = self.low[place]
            if _MARK.match(low) or low in (
                "that",
                "which",
                "who",
                "and",
                "or",
                "as",
                "but",
                "while",
                "because",
                "if",
            ):
                return []
            if low == "to" and place + 1 < self.n and tag_of(self.low[place + 1]) in ("VB", "VBP"):
                return []
            if low in self.words.links:
                if has_link or n_words > 3:
                    return []
                has_link = True
            elif low in self.words.beside or self._is_finite(place) or n_words >= _LONG:
                return []
            n_words += 1
            place += 1
        if place >= self.n or (
            place + 1 < self.n and self._is_finite(place + 1) and place > after + 1
        ):
            return []
        if place + 1 < self.n and any(
            form == "noun" for _, _, form in self.words.forms.get(self.low[place + 1], ())
        ):
            return []  # "opposed the Iraq war" does nothing to Iraq
        found = [self.items[place].mention]
        while place + 2 < self.n and (
            self.low[place + 1] in _JOINING or self.low[place + 1] == ","
        ):
            step = place + 2
            while step < self.n and (
                self.low[step] in self.words.determiners or self.low[step] in _JOINING
            ):
                step += 1
            if step >= self.n or self.items[step].mention < 0:
                break
            if step + 1 < self.n and (
                self._is_finite(step + 1) or self.low[step + 1] in self.words.do
            ):
                break  # the subject of what follows
            found.append(self.items[step].mention)
            place = step
        return found

    def _is_chain(self, place: int) -> bool:
        return (
            self.low[place] in self.words.chains
            and place + 1 < self.n
            and self.low[place + 1] in ("to", "not", *self.words.be)
        )

    def _is_finite(self, place: int) -> bool:
        item = self.items[place]
        if item.mention >= 0 or not item.text[0].islower():
            return False
        if item.low in self.words.do - {
            "to",
            "not",
            "also",
            "never",
            "n't",
        } or item.low in self.words.be - {
            "be",
            "been",
            "being",
        }:
            return True
        return tag_of(item.low) in ("VBD", "VBZ", "VBP", "MD") and (
            place == 0
            or (
                self.low[place - 1] not in self.words.determiners
                and self.low[place - 1] not in _GENITIVE
            )
        )

    # Kinds of action

    def _active(self, verb: _Verb) -> Iterator[_Action]:
        if verb.form == "ing" and not (verb.first and self.low[verb.first - 1] in self.words.be):
            yield from self._of_doing(verb)
            return
        agents = self._subjects(verb.first)
        if not agents:
            return
        patients = [mention for mention in self._objects(verb.last) if mention not in agents]
        for agent in agents:
            for patient in patients:
                yield _Action(agent, verb, patient)
        if not patients and verb.lemma in self.words.mutual:
            patients = [mention for mention in self._company(verb.last) if mention not in agents]
            for agent in agents:
                for patient in patients:
                    yield _Action(agent, verb, patient)
        if not patients and len(agents) == 2 and verb.lemma in self.words.mutual:
            yield _Action(min(agents), verb, max(agents), is_mutual=True)

    def _of_doing(self, verb: _Verb) -> Iterator[_Action]:
        """ "accused Russia of invading Ukraine": the accused is the agent; "Russia's backing
        Serbia".
        """
        if verb.first < 2 or self.low[verb.first - 1] not in ("of", "for", *_GENITIVE):
            return
        agent = self.items[verb.first - 2].mention
        if agent >= 0:
            for patient in self._objects(verb.last):
                yield _Action(agent, verb, patient)

    def _passive(self, verb: _Verb) -> Iterator[_Action]:
        by = next(
            (
                place
                for place in range(verb.last, min(self.n, verb.last + 4))
                if self.low[place] == "by"
            ),
            None,
        )
        patients = self._subjects(verb.first)
        if by is None or not patients:
            return
        for agent in self._objects(by + 1):
            for patient in patients:
                if agent != patient:
                    yield _Action(agent, verb, patient, is_passive=True)

    def _of_noun(self, noun: _Verb) -> Iterator[_Action]:
        """ "Russia's invasion of Ukraine", "talks between A and B"."""
        follows = self.low[noun.last] if noun.last < self.n else ""
        pair = self._pair(noun.last + 1) if follows == "between" else self._hyphened(noun.first)
        if pair:
            yield _Action(pair[0], noun, pair[1], is_mutual=True)
            return
        if follows not in self.words.links - {"by"}:
            return
        place = noun.first - 1
        n_words = 0
        while place >= 0 and self.items[place].mention < 0 and n_words < 3:
            if self.low[place] == "its":
                while place >= 0 and self.items[place].mention < 0:
                    place -= 1
                break
            is_modifier = self.low[place] in _GENITIVE or tag_of(self.low[place]).startswith(
                ("JJ", "NN")
            )
            if not is_modifier or self.low[place] in self.words.beside:
                return
            n_words += self.low[place] not in _GENITIVE
            place -= 1
        if place < 0 or self.items[place].mention < 0:
            return
        for patient in self._objects(noun.last + 1):
            yield _Action(self.items[place].mention, noun, patient)

    def _company(self, after: int) -> list[int]:
        """With whom: "met in the afternoon with Xi"."""
        for place in range(after, min(self.n, after + _LONG)):
            if self._is_finite(place) or _MARK.match(self.low[place]):
                return []
            if self.low[place] == "with":
                return self._objects(place + 1)
        return []

    def _pair(self, first: int) -> tuple[int, int] | None:
        """The two mentions of "A and B" at item `first`, each with the words of its own phrase."""
        found: list[int] = []
        for place in range(first, min(self.n, first + 2 * _LONG)):
            if self.items[place].mention >= 0:
                found.append(self.items[place].mention)
                if len(found) == 2:
                    return found[0], found[1]
            elif self._is_finite(place) or (
                _MARK.match(self.low[place]) and self.low[place] != ","
            ):
                return None
        return None

    def _hyphened(self, before: int) -> tuple[int, int] | None:
        """The two mentions of "A-B talks"."""
        place = before - 1
        while (
            place > 0
            and self.items[place].mention < 0
            and tag_of(self.low[place]).startswith(("JJ", "NN"))
        ):
            place -= 1
        if place < 2 or self.low[place - 1] not in ("-", "–", "‑"):
            return None
        pair = self.items[place - 2].mention, self.items[place].mention
        return pair if min(pair) >= 0 else None
