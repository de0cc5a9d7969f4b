"""One sentence into the stretches of it that are somebody's words.

What stands around a cue says where its source and its content are:

==============  =====================================================================
order           example
==============  =====================================================================
content first   "CLAUSE, NAME said", "QUOTATION, said NAME"
content last    "NAME said that CLAUSE", "NAME called X a fool", "NAME: QUOTATION"
around          "CLAUSE, NAME said, CLAUSE"
phrase          "according to NAME, CLAUSE", "CLAUSE, as NAME put it"
==============  =====================================================================
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...text import Quotation, tag_of
from .cues import Cue, Cues
from .phrases import QUOTATION, Piece, Sentence

TERM = 3
"""Words up to which a quotation that nobody is named for is a term."""
_TITLE = 0.6
"""Share of words with a capital from which a quotation is the title of something."""
_SKIP = 14
"""Words between a cue and its content, at most."""


class Found(NamedTuple):
    """An attribution in the making; offsets are into the article's text."""

    pieces: list[Piece]
    source: Piece | None
    cue: Piece | None
    confidence: float
    is_term: bool = False
    is_closed: bool = True
    is_spoken: bool = False
    """A turn of a transcript: verbatim without quotation marks."""


class Reader(Sentence):
    """One sentence, and the attributions that its cues and quotations make."""

    def __init__(
        self, text: str, start: int, end: int, quotations: Sequence[Quotation], rules: Cues
    ) -> None:
        super().__init__(text, start, end, quotations, rules.words)
        self.rules = rules

    def cues(self) -> list[Cue]:
        """The cues of the sentence, from left to right."""
        found: list[Cue] = []
        place = 0
        for first, low in enumerate(self.low):
            if first >= place and low in self.rules.cues:
                cue = self._cue_at(first)
                if cue and self._is_cue(cue):
                    found.append(cue)
                    place = cue.last
        return found

    def _cue_at(self, place: int) -> Cue | None:
        options = self.rules.cues.get(self.low[place])
        if options is None:
            return None
        for rest, lemma, form in options:
            last = place + 1 + len(rest)
            if not rest or tuple(self.low[place + 1 : last]) == rest:
                return Cue(place, last, lemma, self.rules.classes[lemma], form)
        return None

    def _is_cue(self, cue: Cue) -> bool:
        if cue.form == "phrase":
            return "noun" not in cue.classes
        place, words = cue.first, self.words
        before = self.low[place - 1] if place else ""
        after = self.low[cue.last] if cue.last < len(self.low) else ""
        if before == "'s" and cue.form == "ing" and place > 1 and self.is_a(place - 2, "pronoun"):
            return True
        if (
            (before in words["determiner"] and before not in ("all", "both"))
            or before in ("of", "'s", "'")
            or before in words["blocker_before"]
        ):
            return False
        if place and (before.endswith("s'") or before == "-"):
            return False
        if self.is_name(place) and place and self.low[place] in ("may", "state", "states", "mark"):
            return False
        if self.low[place] in ("state", "states"):
            return after in ("that", QUOTATION)
        if self.is_name(place) and place and not self.is_headline():
            return False
        verb = place - 1
        while verb > 0 and self.is_adverb(verb):
            verb -= 1
        if place and self.is_a(verb, "be") and cue.form == "finite":
            return False  # the passive: its subject is not the source
        if (
            any(self.is_a(near, "blocker_before") for near in range(max(0, place - 8), place))
            and "," not in self.low[max(0, place - 8) : place]
        ):
            return False  # "avoided condemning the attack or calling it a war"
        if cue.lemma == "call" and cue.last < self.n:
            if after in ("into", "off", "in", "out", "up", "back"):
                return False
            is_named = after == QUOTATION or self.is_name(cue.last)
            if (
                is_named
                and cue.form == "finite"
                and place
                and self.surfaces[place - 1].islower()
                and not (
                    self.is_a(place - 1, "pronoun")
                    or self.is_a(place - 1, "auxiliary")
                    or self.is_adverb(place - 1)
                    or before in ("and", "who", "that")
                )
            ):
                return False  # "a book called “Silence”"
        if cue.lemma == "comment" and after != "on" and after != "that":
            return False
        if before.isdigit() or (cue.lemma == "insist" and after == "on"):
            return False
        if (
            cue.form == "ing"
            and place
            and before[0].isalpha()
            and not (
                self.is_a(place - 1, "auxiliary")
                or self.is_adverb(place - 1)
                or self.is_a(place - 1, "coordinator")
                or self.is_a(place - 1, "preposition")
            )
        ):
            return (
                after in ("that", QUOTATION, ":")
                or after in words["pronoun"]
                or "strong" in cue.classes
            )
        tag = tag_of(self.low[place])
        if tag.startswith("NN") or cue.form == "base":
            if before in ("many", "some", "others", "one", "all") and cue.form == "finite":
                return False
            if (
                before in words["pronoun"]
                or before in words["modal"]
                or before in words["auxiliary"]
            ):
                return True
            if before in words["preposition"] or tag_of(before).startswith("JJ"):
                return False
            if after in ("that", QUOTATION, ":") or after in words["pronoun"]:
                return True
            if cue.form == "base":
                if not tag.startswith("NN"):
                    return (
                        bool(place)
                        and (before[0].isalnum() or before in ("%", ",", ")", "—", "--"))
                        and before not in ("let", "not")
                    )
                return bool(place) and (
                    tag_of(before) == "NNS" or before in words["adverb"] or before in ("who", "to")
                )
            return bool(place) and (
                self.is_name(place - 1) or before in words["adverb"] or before == "who"
            )
        return True

    def _main(self, before: int) -> tuple[int, int] | None:
        """The subject of the sentence, for a cue that shares it."""
        first = 0
        while first < before and (
            self.low[first] in ("but", "and", "still", "yet", "so") or self.is_adverb(first)
        ):
            first += 1
        if (
            self.is_a(first, "preposition")
            or self.is_a(first, "subordinator")
            or tag_of(self.low[first]) == "VBG"
        ):
            commas = [place for place in range(first, before) if self.low[place] == ","]
            first = commas[0] + 1 if commas else first + 1
        for place in range(first, before):
            if self.finite[place] or (
                self._cue_at(place) and place > first and not self.is_a(place - 1, "determiner")
            ):
                end = place
                while end > first and (self.is_adverb(end - 1) or self.is_a(end - 1, "auxiliary")):
                    end -= 1
                if end > first:
                    return first, end
                return None
        for place in range(first + 1, before):
            if self.surfaces[place].islower() and tag_of(self.low[place]) == "VBN":
                return first, place  # "The envoy left": a form that is a past tense too
        return None

    def _subject(self, cue: Cue, main: tuple[int, int] | None) -> tuple[int, int] | None:
        place = cue.first - 1
        while place >= 0 and (
            self.is_adverb(place)
            or self.is_a(place, "auxiliary")
            or (
                self.low[place]
                in ("to", "went", "goes", "on", "quoted", "as", "going", "been", "'s")
                and self._leads(place)
            )
        ):
            place -= 1
        skipped = place
        while (
            skipped > 0
            and (self.is_a(skipped, "time") or self.low[skipped].isdigit())
            and self.low[skipped] != "may"
        ):
            skipped -= 1
        if skipped < place:
            while skipped > 0 and self.low[skipped] in (
                "on",
                "in",
                "late",
                "early",
                "at",
                "the",
                "this",
                "last",
            ):
                skipped -= 1
            if skipped >= 0 and not self.is_a(skipped, "preposition"):
                place = skipped
        if place < 0:
            return main
        low = self.low[place]
        if self.is_a(place, "relative"):
            end = place - 1 if place and self.low[place - 1] == "," else place
            start = self.phrase_start(end) if end else 0
            return (start, place + 1)
        if self.is_a(place, "pronoun"):
            return place, place + 1
        if low in (
            "and",
            "but",
            "or",
            "then",
            "nor",
            "by",
            "while",
            "before",
            "after",
            "when",
            "in",
            "without",
        ):
            return main
        if low in (",", ")", "—", "–", "--", "-"):
            if cue.form == "ing":
                return main
            opening = {")": "("}.get(low, low)
            first, segment_end = None, place
            for start in range(place - 1, -1, -1):
                if self.low[start] != opening:
                    continue
                if self.has_finite(start + 1, segment_end) and not self.is_a(start + 1, "relative"):
                    break
                first, segment_end = start, start
                if opening != ",":
                    break
            if not first:
                return main
            if self.is_a(0, "preposition") or self.is_a(0, "subordinator") or self.is_a(0, "time"):
                later = [start for start in range(first + 1, place) if self.low[start] == ","]
                if later and not self.has_finite(0, first):
                    return first + 1, place
            begin = self.phrase_start(first)
            return (begin, place) if begin < first else main
        if low == QUOTATION:
            return main
        if (
            cue.form in ("ing", "base")
            and place + 1 < cue.first
            and self.low[cue.first - 1] == "to"
        ):
            return main
        end = place + 1
        start = self.phrase_start(end)
        if start >= end:
            return main
        if start and self.low[start - 1] == "," and cue.form != "ing":
            # "NAME, a spokesman for the ministry in Kyiv said": the apposition lacks its second
            # comma.
            pass
        return start, end

    def _leads(self, place: int) -> bool:
        low = self.low[place]
        if low == "on":
            return place > 0 and self.low[place - 1] in ("went", "goes", "go", "gone", "going")
        if low == "as":
            return place > 0 and self.low[place - 1] == "quoted"
        return True

    def _tail(self, place: int, is_address: bool) -> int | None:
        """Where the adverbials after a cue end, if nothing but adverbials follows it up to a mark;
        else none.
        """
        if place >= self.n or self.low[place] in (
            ",",
            QUOTATION,
            ";",
            "—",
            "–",
            "--",
            "-",
            ")",
            "…",
        ):
            return min(place, self.n)
        low = self.low[place]
        if low in (":", "that") or (self.is_a(place, "wh") and low != "when"):
            return None
        is_clause = low in ("as", "while", "when", "after", "before", "because", "since")
        if not (
            is_clause
            or is_address
            or self.is_a(place, "time")
            or self.is_a(place, "preposition")
            or self.is_adverb(place)
        ):
            return None
        while place < self.n and self.low[place] not in (",", ";", "—", "–", "--"):
            if self.low[place] in ("that", ":", QUOTATION):
                return None
            if self.finite[place] and not is_clause:
                return None
            place += 1
        return place

    def _content_start(self, cue: Cue) -> int | None:
        """The first item of the content to the right of a cue, or none if what follows is not one."""
        first, classes, words = cue.last, cue.classes, self.words
        if first >= self.n:
            return None
        if self.low[first] == "," and first + 1 < self.n and self.low[first + 1] == QUOTATION:
            return first + 1
        marker = None
        is_adjunct = (
            self.is_a(first, "preposition") or self.is_a(first, "time") or self.is_adverb(first)
        )
        is_addressed = bool(classes & {"address", "ask"})
        for place in range(first, min(self.n, first + _SKIP)):
            low = self.low[place]
            if low in ("that", ":") or (low in words["wh"] and low != "when" and place - first < 8):
                if (
                    place == first
                    or is_adjunct
                    or is_addressed
                    or low == ":"
                    or "speech" not in classes
                ):
                    marker = place
                break
            if low == QUOTATION:
                is_apart = (
                    place == first
                    or self.low[place - 1] in (",", ":")
                    or self.is_a(place - 1, "time")
                )
                if (
                    is_apart
                    or is_addressed
                    or (is_adjunct and not self.is_a(place - 1, "determiner"))
                    or "quote" in classes
                ):
                    marker = place
                break
            if low == ";" or (
                low == ","
                and not (place + 1 < self.n and self.low[place + 1] in (QUOTATION, "that"))
            ):
                break
            if (place > first or not is_addressed) and (
                self.finite[place] or self.is_a(place, "pronoun")
            ):
                break
        if marker is not None and (
            marker == first or "judge" not in classes or classes & {"speech", "address"}
        ):
            if "speech" in classes or "address" in classes or "ask" in classes or "that" in classes:
                return marker
            if "quote" in classes and self.low[marker] in (QUOTATION, ":"):
                return marker
        if "address" in classes or "ask" in classes:
            return self._after_addressee(first)
        if "speech" in classes:
            begin = self._after_adjunct(first)
            is_clause = begin is not None and self.has_finite(begin, min(self.n, begin + _SKIP))
            return begin if is_clause or "judge" in classes or cue.lemma == "say" else None
        if "judge" in classes:
            return first
        if "that" in classes and cue.first and self._speaks_from_evidence(cue):
            return self._after_adjunct(first)
        return None

    def _speaks_from_evidence(self, cue: Cue) -> bool:
        """Whether a poll, a study or a document is what shows something."""
        subject = self._subject(cue, None)
        return subject is not None and any(
            self.is_a(place, "evidence") for place in range(*subject)
        )

    def _after_adjunct(self, first: int) -> int | None:
        place = first
        while place < self.n and (
            self.is_a(place, "time") or (self.is_adverb(place) and not self.is_name(place))
        ):
            place += 1
        if place < self.n and self.low[place] in ("in", "on", "at", "during"):
            end = place + 1
            while (
                end < self.n
                and end - place < _SKIP
                and not self.finite[end]
                and self.low[end] not in (",", ";")
            ):
                if self.is_a(end, "time") and end + 1 < self.n and self.low[end + 1] not in (",",):
                    return end + 1
                if self.is_a(end, "pronoun") and end > place + 1:
                    return end
                end += 1
        return place if place < self.n else None

    def _after_addressee(self, first: int) -> int | None:
        if self.is_a(first, "object"):
            return first + 1 if first + 1 < self.n else None
        place = first
        while place < self.n and place - first < _SKIP:
            if place > first and (
                self.is_a(place, "pronoun")
                or self.low[place] in ("there", "if", "how", "why", "what", "about", "to", "of")
            ):
                return place
            if (
                place > first
                and self.is_a(place, "determiner")
                and not self.is_a(place - 1, "preposition")
                and not self.is_a(place - 1, "determiner")
            ):
                return place
            if place > first and self.is_a(place, "time") and place + 1 < self.n:
                return place + 1
            if (
                place > first
                and not self.is_name(place - 1)
                and self.is_name(place)
                and not self.is_a(place - 1, "preposition")
                and not self.is_a(place - 1, "determiner")
            ):
                return place
            place += 1
        return None

    def _content_end(self, start: int, cue: Cue, cues: Sequence[Cue], is_phrase: bool) -> int:
        """Where the content ends that begins at item `start`."""
        end = self.n
        for place in range(start, self.n):
            if self.low[place] == ";":
                end = place
                break
        for other in cues:
            if other.first < max(start, cue.last) or other.first >= end or other is cue:
                continue
            before = other.first - 1
            while before > start and (self.is_adverb(before) or self.is_a(before, "auxiliary")):
                before -= 1
            if (
                other.form == "ing"
                and self.low[before] in (",", QUOTATION)
                and (other.classes & {"speech", "address", "judge"} or self._speaks(other))
            ):
                return max(start, before if self.low[before] == "," else before + 1)
            if other.form == "ing" and self.low[before] in ("and", "while", "before"):
                return max(start, before)
            if self.low[before] in ("and", "but") and other.form != "ing" and self._speaks(other):
                return max(start, before - (self.low[before - 1] == ","))
            if other.form in ("finite", "base") and self._speaks(other):
                subject = self._subject(other, None)
                if (
                    subject
                    and subject[0] > start
                    and self.low[subject[0] - 1]
                    in ("and", "but", "while", "whereas", ";", "—", "although", "as")
                ) and not (other.form == "base" and self.is_a(other.first - 1, "modal")):
                    border = subject[0] - 1
                    if (
                        (border > start and self.low[border - 1] in (",", QUOTATION))
                        or self.low[border] in ("while", "but", ";")
                        or self.low[border] == "and"
                    ):
                        return max(start, border)
        subject = self._subject(cue, None)
        if (
            subject
            and subject[0]
            and self.low[subject[0] - 1]
            in ("while", "although", "though", "when", "after", "because", "since", "if", "before")
        ):
            for place in range(start + 2, end):
                if (
                    self.low[place] == ","
                    and self.has_finite(start, place)
                    and not self.is_listed(start, place, end)
                ):
                    return place
                if (
                    self.low[place] == QUOTATION
                    and self.surfaces[place].rstrip("\"”'’» ")[-1:] == ","
                    and place + 1 < end
                ):
                    return place + 1
        if not is_phrase:
            return self._without_apposition(start, end)
        for place in range(start + 1, end):
            low = self.low[place]
            if (
                self.low[place - 1] == QUOTATION
                and self.surfaces[place - 1].rstrip("\"”'’» ")[-1:] == ","
                and low not in ("and", "or", QUOTATION)
            ):
                return place
            if low == "and" and self.has_finite(place + 1, min(end, place + 3)):
                return place
            if low == "," and not (
                place + 1 < end
                and (self.low[place + 1] == QUOTATION or self.is_listed(start, place, end))
            ):
                return place
            if (
                low
                in (
                    "while",
                    "when",
                    "after",
                    "before",
                    "during",
                    "because",
                    "—",
                    "although",
                    "but",
                    "as",
                )
                and place > start + 1
                and not (low == "as" and "as" in cue.classes)
            ):
                return place
            if low in ("on", "in", "at") and place + 1 < end and self.is_a(place + 1, "time"):
                return place
            if self.is_a(place, "time") and place + 1 >= end:
                return place
        return end

    def _without_apposition(self, start: int, end: int) -> int:
        """The end, before a last remark on a name, which is the outlet's: "said NAME had left, an
        old friend".
        """
        comma = next(
            (place for place in range(end - 1, start + 2, -1) if self.low[place] == ","), end
        )
        is_remark = self.is_a(comma + 1, "determiner") and not self.has_finite(comma + 1, end)
        return comma if is_remark and QUOTATION not in self.low[comma:end] else end

    def _speaks(self, cue: Cue) -> bool:
        """Whether a cue surely has a content of its own."""
        follows = self.low[cue.last] if cue.last < self.n else ""
        return (
            bool(cue.classes & {"speech", "address", "ask"})
            or follows in ("that", QUOTATION, ":")
            or "strong" in cue.classes
        )

    def read(self) -> list[Found]:
        """The attributions that the cues of this sentence make."""
        cues = self.cues()
        found: list[Found] = []
        border = 0
        last_source: tuple[int, int] | None = None
        for cue in cues:
            if cue.form == "phrase":
                one = self._read_phrase(cue)
                if one:
                    found.append(one)
                continue
            main = last_source or self._main(cue.first)
            one, source, border = self._read_cue(cue, cues, main, border)
            if one:
                found.append(one)
                if source and not self.is_a(source[1] - 1, "relative"):
                    last_source = source
        return found

    def _found(
        self,
        pieces: list[Piece | None],
        source: tuple[int, int] | None,
        cue: Cue,
        confidence: float,
    ) -> Found | None:
        own = [piece for piece in pieces if piece]
        if not own:
            return None
        span = Piece(self.starts[cue.first], self.ends[cue.last - 1])
        return Found(own, self.piece(*source) if source else None, span, confidence)

    def _read_phrase(self, cue: Cue) -> Found | None:
        if "hearsay" in cue.classes:
            return None
        end = cue.last
        while end < self.n and self.low[end] not in (",", ";", "—", "–", "--", QUOTATION, ":"):
            if (
                self.low[end] in ("and", "but", "who", "which", "that")
                and self.has_finite(end, self.n)
                and end > cue.last
            ):
                break
            end += 1
        if (
            end < self.n
            and self.low[end] == ","
            and end + 1 < self.n
            and self.is_a(end + 1, "determiner")
            and cue.first > 0
        ):
            more = end + 1
            while more < self.n and self.low[more] not in (",", ";", "—"):
                more += 1
            if more >= self.n or not self.has_finite(end + 1, more):
                end = more
        while cue.first == 0 and end < self.n and self.low[end] == ",":
            more = next(
                (place for place in range(end + 1, self.n) if self.low[place] == ","), self.n
            )
            if (
                more >= self.n
                or self.has_finite(end + 1, more)
                or self.is_a(end + 1, "preposition")
            ):
                break
            end = more  # an apposition to the source
        source = (cue.last, end)
        border = cue.first
        if (
            border > 1
            and self.low[border - 1] == ","
            and self.is_a(border - 2, "relative")
            and end < self.n
        ):
            return self._found([self.piece(end, self.n)], source, cue, 0.9)
        pieces = [self.piece(0, border)] if border > 1 else []
        if border <= 1 or not self.has_finite(0, border):
            pieces.append(self.piece(end, self.n))
        return self._found(pieces, source, cue, 0.9)

    def _read_cue(
        self, cue: Cue, cues: Sequence[Cue], main: tuple[int, int] | None, border: int
    ) -> tuple[Found | None, tuple[int, int] | None, int]:
        can_follow = bool(cue.classes & {"speech", "that", "quote", "address", "ask"})
        before = cue.first - 1
        # QUOTATION, said NAME
        if (
            can_follow
            and cue.form == "finite"
            and before >= 0
            and cue.last < self.n
            and self.low[before] in (QUOTATION, ",")
        ):
            nxt = cue.last
            is_np = (
                self.is_name(nxt)
                or self.is_a(nxt, "determiner")
                or self.is_a(nxt, "pronoun")
                or self.leads_to_name(nxt)
            )
            clause = self.piece(border, before + 1 if self.low[before] == QUOTATION else before)
            has_quote = QUOTATION in self.low[border : before + 1]
            if (
                is_np
                and clause
                and (
                    (
                        self.low[before] == QUOTATION
                        and (self.closes(before) or (self.is_name(nxt) and cue.lemma == "say"))
                    )
                    or (
                        self.low[before] == ","
                        and not self._ends_apposition(before)
                        and (self.low[before - 1] == QUOTATION or self.has_finite(border, before))
                        and "inverted" in cue.classes
                    )
                )
            ):
                end = self.phrase_end(nxt)
                if not (
                    self.low[before] == ","
                    and self.has_finite(end, self.n)
                    and not has_quote
                    and end < self.n
                    and self.low[end] != ","
                ):
                    pieces = [clause, self._rest(end, 0, end)]
                    return self._found(pieces, (nxt, end), cue, 0.95), (nxt, end), end
        if (
            cue.form == "finite"
            and cue.last < self.n
            and self.low[cue.last] == "by"
            and self.low[before] == "as"
        ):
            end = self.phrase_end(cue.last + 1)
            pieces = (
                [self.piece(border, before)] if before - border > 1 else [self.piece(end, self.n)]
            )
            return self._found(pieces, (cue.last + 1, end), cue, 0.9), (cue.last + 1, end), border
        source = self._subject(cue, main)
        # CLAUSE, NAME said
        if (
            can_follow
            and source
            and source[1] <= cue.first
            and source[0] > border
            and cue.form != "ing"
            and source != main
            and not self.is_a(source[1] - 1, "relative")
        ):
            b = source[0] - 1
            while b > border and self.is_a(b, "coordinator"):
                b = -1
            tail = self._tail(cue.last, bool(cue.classes & {"address", "ask"}))
            is_as = (
                b >= 0
                and self.low[b] == "as"
                and ("speech" in cue.classes or cue.lemma in ("put it", "report"))
            )
            if is_as and tail is not None and (b == 0 or self.low[b - 1] == ","):
                if b == 0 or not self.has_finite(border, b):
                    return self._found([self.piece(tail, self.n)], source, cue, 0.9), source, self.n
                return self._found([self.piece(border, b)], source, cue, 0.9), source, tail
            if b >= 0 and self.low[b] == QUOTATION:
                is_closing = self.closes(b)
                if (tail is not None and (is_closing or tail >= self.n)) or (
                    is_closing and not self._is_intro(border, b)
                ):
                    end = tail if tail is not None else cue.last
                    pieces = [self.piece(border if self._is_one_clause(border, b) else b, b + 1)]
                    rest = self._rest(end, border, b)
                    return self._found([*pieces, rest], source, cue, 0.95), source, end
            if b >= 0 and self.low[b] in (",", "—", "–", "--", "?", "!") and tail is not None:
                clause_first = border
                has_quote = QUOTATION in self.low[clause_first:b]
                if (
                    (has_quote and cue.classes != frozenset({"quote"}))
                    or has_quote
                    or (
                        "speech" in cue.classes
                        and (
                            (
                                self.has_finite(clause_first, b)
                                and not self._is_intro(clause_first, b)
                            )
                            or (tail < self.n and self.low[tail] == ",")
                        )
                    )
                ):
                    rest = self._rest(tail, clause_first, b)
                    is_lead = (
                        rest
                        and self.is_a(clause_first, "preposition")
                        and self.is_quotation(rest)
                        and not has_quote
                    )
                    pieces = [None if is_lead else self.piece(clause_first, b)]
                    return self._found([*pieces, rest], source, cue, 0.9), source, tail
        if cue.form == "ing" and source is None:
            source = self.subject_after(cue.last)
        start = self._content_start(cue)
        if start is None or start >= self.n:
            return None, source, border
        is_phrase = self._is_phrasal(cue, start)
        end = self._content_end(start, cue, cues, is_phrase)
        if cue.first == 0 and self.low[start] == "that":
            end = self.second_verb(start, end)  # "Reports that NAME resigned were denied"
        one = self._found([self.piece(start, end)], source, cue, 0.85 if source else 0.6)
        return one, source, end if end < self.n and not is_phrase else border

    def _is_phrasal(self, cue: Cue, start: int) -> bool:
        low = self.low[start]
        if low in ("that", ":", QUOTATION) or self.is_a(start, "wh"):
            return False
        if cue.classes & {"speech", "address"} and "judge" not in cue.classes:
            return False
        return not ("speech" in cue.classes and self.has_finite(start, min(self.n, start + 8)))

    def _ends_apposition(self, comma: int) -> bool:
        """Whether the comma closes a remark about a name: "Jo Doe, who chairs the party, said"."""
        for place in range(comma - 1, 0, -1):
            if self.low[place] == ",":
                return self.is_a(place + 1, "relative") or (
                    not self.has_finite(place + 1, comma) and not self.has_finite(0, place)
                )
        return False

    def _is_intro(self, first: int, last: int) -> bool:
        """Whether the clause only leads up to another: "After calling him a fool, ..."."""
        while first < last and self.low[first] in ("and", "but", "so"):
            first += 1
        if first >= last:
            return False
        is_intro = self.is_a(first, "subordinator") or self.is_a(first, "preposition")
        if is_intro or tag_of(self.low[first]) in ("VBG", "VBN"):
            return "," not in self.low[first:last]
        return False

    def _is_one_clause(self, first: int, place: int) -> bool:
        """Whether the words before the quotation at `place` belong to its sentence: "Trump is “a
        fool,” she said".
        """
        return place > first and self.low[place - 1] not in (":", ".")

    def _rest(self, place: int, border: int, before: int) -> Piece | None:
        """What the source goes on to say after the cue, if it does."""
        if place >= self.n:
            return None
        low = self.low[place]
        nxt = place + 1 if low in (",", "—", "–", "--", ":", ";", ".") else place
        if nxt >= self.n:
            return None
        if self.low[nxt] == QUOTATION:
            return self.piece(nxt, self._until_cue(nxt))
        if low not in (",", "—", "–", "--"):
            return None
        if tag_of(self.low[nxt]) in ("VBG",) or self.low[nxt] in (
            "adding",
            "who",
            "which",
            "according",
            "noting",
        ):
            return None
        if self.low[nxt] in (
            "because",
            "if",
            "although",
            "though",
            "even",
            "and",
            "but",
            "or",
            "so",
        ) or self.is_a(nxt, "pronoun"):
            return None if self.low[before] == QUOTATION else self.piece(nxt, self._until_cue(nxt))
        is_open = (
            not self.has_finite(border, before)
            or self.is_a(border, "wh")
            or self.finite[nxt]
            or self.low[nxt] in ("to", "that")
        )
        if is_open and self.low[before] != QUOTATION:
            return self.piece(nxt, self._until_cue(nxt))
        if (
            self.low[nxt] in ("and", "but", "so", "because", "if", "or")
            and QUOTATION not in self.low[border : before + 1]
        ):
            return self.piece(nxt, self._until_cue(nxt))
        if QUOTATION in self.low[nxt : nxt + 6] and self.low[nxt] in (
            "and",
            "but",
            "that",
            "because",
            "to",
            "so",
            "or",
        ):
            return self.piece(nxt, self._until_cue(nxt))
        return None

    def _until_cue(self, first: int) -> int:
        for place in range(first, self.n):
            if self.low[place] == ";":
                return place
            cue = self._cue_at(place)
            if cue and place > first and self.low[place - 1] == "," and cue.form == "ing":
                return place - 1
        return self.n

    def announced(self) -> Piece | None:
        """The source of a sentence that ends in a colon, whose content the next one holds."""
        if not self.low or self.low[-1] != ":":
            return None
        cues = [cue for cue in self.cues() if cue.form != "phrase"]
        source = self._subject(cues[-1], self._main(cues[-1].first)) if cues else None
        return self.piece(*source) if source else None

    def loose(self, own: Sequence[Found]) -> list[Quotation]:
        """Quotations of this sentence that no attribution holds."""
        taken = [piece for one in own for piece in one.pieces]
        quoted = [
            (self.starts[p], self.ends[p]) for p, low in enumerate(self.low) if low == QUOTATION
        ]
        return [
            Quotation(start, end, True)
            for start, end in quoted
            if not any(a < end and start < b for a, b in taken)
        ]

    def guess(self, quotation: Quotation, near: Piece | None) -> Found:
        """A quotation inside a sentence without a cue: its clause's subject is the likeliest
        source.
        """
        place = self.starts.index(quotation.start)
        subject = self._main(place)
        source = self.piece(*subject) if subject else near
        words = re.findall(r"\w+", self.text[quotation.start : quotation.end])
        is_title = len(words) > 1 and sum(word[0].isupper() for word in words) > _TITLE * len(words)
        is_term = len(words) <= TERM or is_title
        return Found(
            [Piece(quotation.start, quotation.end)], source, None, 0.3 if is_term else 0.5, is_term
        )
