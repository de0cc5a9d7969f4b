"""Articles into attributed stretches: what is somebody's words, whose, and by which cue.

Rules over paragraphs, quotation marks, a table of cues and the borders of clauses; no parser. A paragraph is read
sentence by sentence. Each quotation counts as one item among the words, and a cue is a form from ``cues.csv`` that
stands outside of quotations. What stands around the cue says where its source and its content are:

==============  =====================================================================
order           example
==============  =====================================================================
content first   "CLAUSE, NAME said", "QUOTATION, said NAME"
content last    "NAME said that CLAUSE", "NAME called X a fool", "NAME: QUOTATION"
around          "CLAUSE, NAME said, CLAUSE"
phrase          "according to NAME, CLAUSE", "CLAUSE, as NAME put it"
none            a quotation that stands alone belongs to the source before it
==============  =====================================================================

The task is quotation attribution in news (PolNeAR: Newell, Margolin and Ruths 2018, LREC); how often the rules agree
with its annotators is printed by ``benchmarks/voice.py`` and kept in ``docs/accuracy.md``.
"""

import bisect
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from .codebook import Codebook
from .matching import inflect
from .readings import tag_of
from .schema import check, make
from .text import Quotation, find_paragraphs, find_quotations

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|St|Lt|Col|Sgt|Prof|Rev|Jr|Sr|Adm|Capt)\.|--+|"
    r"['’](?:s|re|ve|d|ll|m)\b|n['’]t\b|\w+(?:-\w+)*(?:['’](?:t|re|ve|d|ll|m|[A-Z]\w+)\b)?|\S"
)
_QUOTATION = "\x00"
"""Stands for a whole quotation among the words."""
_ENDS = frozenset(",.!?—…-–")
_STOPS = frozenset(".!?")
_TERM = 3
"""Words up to which a quotation that nobody is named for is a term."""
_TITLE = 0.6
"""Share of words with a capital from which a quotation is the title of something."""
_BACK = 2
"""Paragraphs that a quotation without a cue may look back for its source."""
_TURNS = 3
"""Paragraphs with a name and a colon that make a transcript."""
_TURN_WORDS = 6
"""Words that they must have on average, so that a list of figures is none."""
_LABEL = re.compile(r"[\"“]?(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|of|the|de|al)){0,4}):\s+(?=\S)")
_SKIP = 14
"""Words between a cue and its content, at most."""


class Piece(NamedTuple):
    """A half-open stretch of the article's text."""

    start: int
    end: int


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


class _Item(NamedTuple):
    """A word, a mark or a whole quotation of a sentence."""

    text: str
    low: str
    start: int
    end: int


class _Cue(NamedTuple):
    """A cue in a sentence: items ``first:last``."""

    first: int
    last: int
    lemma: str
    classes: frozenset[str]
    form: str
    """finite, base, ing or phrase."""


class _Rules(NamedTuple):
    cues: dict[str, list[tuple[tuple[str, ...], str, str]]]
    """First word of a form -> the other words, the cue, and the kind of form."""
    classes: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]


@lru_cache(maxsize=8)
def _compile(codebook: Codebook) -> _Rules:
    irregular: dict[str, list[str]] = {}
    for lemma, form in codebook.irregular_forms[["lemma", "form"]].itertuples(index=False, name=None):
        irregular.setdefault(lemma, []).append(form)
    classes: dict[str, set[str]] = {}
    cues: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for cue, cue_class in codebook.cues[["cue", "cue_class"]].itertuples(index=False, name=None):
        is_new = cue not in classes
        classes.setdefault(cue, set()).add(cue_class)
        if not is_new:
            continue
        first, *rest = cue.split()
        is_verb = cue_class not in ("phrase", "hearsay", "noun")
        for form in inflect(first, irregular) if is_verb else [first]:
            kind = "phrase" if not is_verb else "base" if form == first else "ing" if form.endswith("ing") else "finite"
            cues.setdefault(form, []).append((tuple(rest), cue, kind))
    for options in cues.values():
        options.sort(key=lambda option: -len(option[0]))
    words = {str(word_type): frozenset(group["word"]) for word_type, group in codebook.voice_words.groupby("word_type")}
    return _Rules(cues, {cue: frozenset(own) for cue, own in classes.items()}, words)


def find_attributions(articles: pd.DataFrame, sentences: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Find every stretch of an article that is somebody's words and not the outlet's own.

    Parameters
    ----------
    articles, sentences : DataFrame
        Tables of articles and of their sentences.
    codebook : Codebook
        Whose ``cues`` and ``voice_words`` are used.

    Returns
    -------
    DataFrame
        Table of attributions: one row is one stretch of somebody's words, in the order of the text. `start` and `end`
        are offsets into the article's text; where the stretch is interrupted ("CLAUSE, NAME said, CLAUSE"), `pieces`
        has its parts. One stretch may hold another ("NAME said that OTHER denied it"). A quotation that is not closed
        runs to the end of its paragraph and says so. Quotations of up to three words without a cue are ``term``:
        scare quotes, titles and catchwords. `confidence` is that of the rule: .85 to .95 with a cue, .7 to .8 for a
        quotation that stands alone, .5 for one inside of a sentence, .3 for terms.

    Raises
    ------
    SchemaError
        If a column is missing.

    Examples
    --------
    >>> import framing as fr
    >>> articles, codebook = fr.make_articles({"one": "Russia won, the minister said."}), fr.read_codebook()
    >>> found = fr.find_attributions(articles, fr.split_sentences(articles), codebook)
    >>> found[["start", "end", "source", "cue", "quote_type"]].values.tolist()
    [[0, 10, 'the minister', 'said', 'indirect']]
    """
    check(articles, "articles")
    check(sentences, "sentences")
    rules = _compile(codebook)
    spans: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in sentences[["article_id", "start", "end"]].itertuples(index=False, name=None):
        spans.setdefault(article_id, []).append((start, end))
    rows: list[tuple[object, ...]] = []
    for article_id, text in articles[["article_id", "text"]].itertuples(index=False, name=None):
        found = find_in_text(text, spans.get(article_id, []), rules)
        starts = [start for start, _ in find_paragraphs(text)]
        rows += [
            _row(article_id, number, text, one, starts[bisect.bisect(starts, one.pieces[0].start) - 1])
            for number, one in enumerate(found)
        ]
    return make("attributions", rows)


def _row(article_id: str, number: int, text: str, one: Found, paragraph: int) -> tuple[object, ...]:
    start, end = one.pieces[0].start, one.pieces[-1].end
    source, cue = one.source, one.cue
    return (
        f"{article_id}:a{number}", article_id, start, end, ";".join(f"{p.start}-{p.end}" for p in one.pieces),
        text[source.start : source.end] if source else None, source.start if source else None,
        source.end if source else None, text[cue.start : cue.end] if cue else None, _quote_type(text, one),
        one.is_closed, one.confidence, paragraph,
    )  # fmt: skip


def _quote_type(text: str, one: Found) -> str:
    """direct where all words stand in quotation marks, mixed where some do, else indirect."""
    if one.is_term:
        return "term"
    if one.is_spoken:
        return "direct"
    words = quoted = 0
    for start, end in one.pieces:
        spans = find_quotations(text, start, end)
        for word in re.finditer(r"\w+", text[start:end]):
            words += 1
            quoted += any(q.start <= start + word.start() < q.end for q in spans)
    return "direct" if quoted == words else "mixed" if quoted else "indirect"


class _Source(NamedTuple):
    """Who spoke last, and in which paragraph."""

    paragraph: int
    source: Piece | None


def find_in_text(text: str, spans: Sequence[tuple[int, int]], rules: _Rules) -> list[Found]:
    """The attributions of one article whose sentences have these spans, in the order of the text."""
    found: list[Found] = []
    last: _Source | None = None
    is_announced = is_continued = False
    place = 0
    paragraphs = find_paragraphs(text)
    labels = _labels(text, paragraphs, rules)
    talker: Piece | None = None
    for number, (left, right) in enumerate(paragraphs):
        if number in labels:
            talker = labels[number]
            start = talker.end + len(text[talker.end : right]) - len(text[talker.end : right].lstrip(": "))
            found.append(
                Found([Piece(start, right)], talker, Piece(talker.end, talker.end + 1), 0.85, is_spoken=number > 0)
            )
            while place < len(spans) and spans[place][0] < right:
                place += 1
            last = _Source(number, talker)
            if number == 0:
                talker = None
            continue
        quotations = find_quotations(text, left, right)
        waiting: list[Quotation] = []
        first = len(found)
        while place < len(spans) and spans[place][0] < right:
            start, end = spans[place]
            place += 1
            sentence = _Sentence(text, start, end, quotations, rules)
            if not sentence.items:
                continue
            own = sentence.read()
            for one in own:
                if one.source is None or one.is_term:
                    continue
                last = _Source(number, one.source)
            is_alone = len(sentence.items) == 1 and sentence.items[0].low == _QUOTATION
            loose = sentence.loose(own)
            for quotation in loose:
                if is_alone and (is_announced or is_continued or (last and number - last.paragraph <= _BACK)):
                    source = last.source if last else None
                    own.append(Found([Piece(quotation.start, quotation.end)], source, None, 0.8))
                elif is_alone:
                    waiting.append(quotation)
                else:
                    own.append(sentence.guess(quotation, last.source if last and last.paragraph == number else None))
            if own and waiting and own[0].source:
                found += [Found([Piece(q.start, q.end)], own[0].source, None, 0.7) for q in waiting]
                waiting = []
            found += sorted(own, key=lambda one: one.pieces[0].start)
            announced = sentence.announced()
            if announced:
                last = _Source(number, announced)
            is_announced = bool(announced) or (is_announced and is_alone)
        found += [Found([Piece(q.start, q.end)], None, None, 0.4, len(text[q.start:q.end].split()) <= _TERM)
                  for q in waiting]  # fmt: skip
        is_announced = is_announced and text[left:right].rstrip().endswith(":")
        is_continued = bool(quotations) and not quotations[-1].is_closed
        opened = {q.start for q in quotations if not q.is_closed}
        if opened:
            found[first:] = [
                one._replace(is_closed=not any(p.start <= q < p.end for p in one.pieces for q in opened))
                for one in found[first:]
            ]
    return found


def _labels(text: str, paragraphs: Sequence[tuple[int, int]], rules: _Rules) -> dict[int, Piece]:
    """Paragraphs that begin with the name of who speaks and a colon: a headline, or the turns of a transcript."""
    labels: dict[int, Piece] = {}
    names: dict[str, int] = {}
    for number, (left, right) in enumerate(paragraphs):
        label = _LABEL.match(text, left, right)
        if label and not rules.words["label"].intersection(label["name"].lower().split()):
            labels[number] = Piece(*label.span("name"))
            names[label["name"]] = names.get(label["name"], 0) + 1
    n_words = sum(len(text[slice(*paragraphs[number])].split()) for number in labels)
    is_transcript = len(labels) >= _TURNS and max(names.values()) > 1 and n_words > _TURN_WORDS * len(labels)
    return labels if is_transcript else {number: name for number, name in labels.items() if number == 0}


class _Sentence:
    """One sentence as items, with the questions that the rules ask of it."""

    def __init__(self, text: str, start: int, end: int, quotations: Sequence[Quotation], rules: _Rules) -> None:
        self.text, self.rules = text, rules
        self.items: list[_Item] = []
        place = start
        for quotation in [*quotations, None]:
            if quotation and (quotation.end <= start or quotation.start >= end):
                continue
            border = max(start, quotation.start) if quotation else end
            for token in _TOKEN.finditer(text, place, border):
                word = token.group()
                self.items.append(_Item(word, word.lower().replace("’", "'"), token.start(), token.end()))
            if quotation:
                place = min(end, quotation.end)
                self.items.append(_Item(text[border:place], _QUOTATION, border, place))
        self.low = [item.low for item in self.items]
        self.n = len(self.items)
        while self.n and self.low[self.n - 1] in _STOPS:
            self.n -= 1
        words = rules.words
        self.is_aux = words["auxiliary"].__contains__
        self.finite = [self._is_finite(place) for place in range(len(self.items))]

    # Words

    def _is_finite(self, place: int) -> bool:
        low = self.low[place]
        if low in self.rules.words["auxiliary"]:
            return low not in ("been", "being", "be", "'s") or low == "be"
        item = self.items[place]
        if not item.text[0].islower() or low in self.rules.words["preposition"]:
            return False
        before = self.low[place - 1] if place else ""
        if before in self.rules.words["determiner"] or before in ("'s", "to"):
            return False
        tag = tag_of(low)
        if tag in ("VBD", "VBZ", "MD"):
            return True
        if tag == "VBN" or (tag == "" and low.endswith("ed")):
            if before in self.rules.words["pronoun"]:
                return True
            after = self.low[place + 1] if place + 1 < len(self.low) else ""
            return (
                bool(before)
                and not self._is(place - 1, "auxiliary")
                and (after in self.rules.words["determiner"] or after in self.rules.words["object"])
            )
        if tag in ("VBP", "VB"):
            return before in self.rules.words["pronoun"] or (place > 0 and tag_of(before) == "NNS")
        return not tag and low.endswith("ed") and len(low) > 4

    def _is(self, place: int, word_type: str) -> bool:
        return 0 <= place < len(self.low) and self.low[place] in self.rules.words[word_type]

    def _is_adverb(self, place: int) -> bool:
        low = self.low[place]
        return self._is(place, "adverb") or (
            low.endswith("ly") and self.items[place].text.islower() and tag_of(low) in ("RB", "")
        )

    def _has_finite(self, first: int, last: int) -> bool:
        return any(self.finite[first:last])

    def _is_name(self, place: int) -> bool:
        return self.items[place].text[0].isupper()

    def _piece(self, first: int, last: int) -> Piece | None:
        while first < last and self.low[first] in (",", ":", "-", "—", "–", ";", "--", "(", "that", ")"):
            first += 1
        while first < last and self.low[last - 1] in (",", ":", "-", "—", "–", ";", "--", "("):
            last -= 1
        return Piece(self.items[first].start, self.items[last - 1].end) if first < last else None

    # Cues

    def cues(self) -> list[_Cue]:
        found = []
        place = 0
        while place < len(self.low):
            cue = self._cue_at(place)
            if cue and self._is_cue(cue):
                found.append(cue)
                place = cue.last
            else:
                place += 1
        return found

    def _cue_at(self, place: int) -> _Cue | None:
        for rest, lemma, form in self.rules.cues.get(self.low[place], ()):
            last = place + 1 + len(rest)
            if tuple(self.low[place + 1 : last]) == rest:
                return _Cue(place, last, lemma, self.rules.classes[lemma], form)
        return None

    def _is_cue(self, cue: _Cue) -> bool:
        if cue.form == "phrase":
            return "noun" not in cue.classes
        place, words = cue.first, self.rules.words
        before = self.low[place - 1] if place else ""
        after = self.low[cue.last] if cue.last < len(self.low) else ""
        if before == "'s" and cue.form == "ing" and place > 1 and self._is(place - 2, "pronoun"):
            return True
        if (
            (before in words["determiner"] and before not in ("all", "both"))
            or before in ("of", "'s", "'")
            or before in words["blocker_before"]
        ):
            return False
        if place and (before.endswith("s'") or before == "-"):
            return False
        if self.items[place].text[0].isupper() and place and self.low[place] in ("may", "state", "states", "mark"):
            return False
        if self.low[place] in ("state", "states"):
            return after in ("that", _QUOTATION)
        if self.items[place].text[0].isupper() and place and not self._is_headline():
            return False
        verb = place - 1
        while verb > 0 and self._is_adverb(verb):
            verb -= 1
        if place and self._is(verb, "be") and cue.form == "finite":
            return False  # the passive: its subject is not the source
        if (
            any(self._is(near, "blocker_before") for near in range(max(0, place - 8), place))
            and "," not in self.low[max(0, place - 8) : place]
        ):
            return False  # "avoided condemning the attack or calling it a war"
        if cue.lemma == "call" and cue.last < self.n:
            if after in ("into", "off", "in", "out", "up", "back"):
                return False
            is_named = after == _QUOTATION or self._is_name(cue.last)
            if (
                is_named
                and cue.form == "finite"
                and place
                and self.items[place - 1].text.islower()
                and not (
                    self._is(place - 1, "pronoun")
                    or self._is(place - 1, "auxiliary")
                    or self._is_adverb(place - 1)
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
                self._is(place - 1, "auxiliary")
                or self._is_adverb(place - 1)
                or self._is(place - 1, "coordinator")
                or self._is(place - 1, "preposition")
            )
        ):
            return (
                after in ("that", _QUOTATION, ":")
                or after in words["pronoun"]
                or cue.lemma in ("say", "claim", "call", "accuse", "urge", "demand", "ask", "warn", "announce", "blame")
            )
        tag = tag_of(self.low[place])
        if tag.startswith("NN") or cue.form == "base":
            if before in ("many", "some", "others", "one", "all") and cue.form == "finite":
                return False
            if before in words["pronoun"] or before in words["modal"] or before in words["auxiliary"]:
                return True
            if before in words["preposition"] or tag_of(before).startswith("JJ"):
                return False
            if after in ("that", _QUOTATION, ":") or after in words["pronoun"]:
                return True
            if cue.form == "base":
                if not tag.startswith("NN"):
                    return (
                        bool(place)
                        and (before[0].isalnum() or before in ("%", ",", ")", "—", "--"))
                        and before not in ("let", "not")
                    )
                return bool(place) and (tag_of(before) == "NNS" or before in words["adverb"] or before in ("who", "to"))
            return bool(place) and (self._is_name(place - 1) or before in words["adverb"] or before == "who")
        return True

    def _is_headline(self) -> bool:
        words = [item for item in self.items if item.text[0].isalpha() and len(item.text) > 3]
        return len(words) > 3 and sum(item.text[0].isupper() for item in words) > 0.7 * len(words)

    # Sources

    def _np_start(self, last: int) -> int:
        """Where the noun phrase begins that ends before item `last`."""
        words = self.rules.words
        place, joined = last - 1, -1
        while place >= 0:
            low = self.low[place]
            if low in (",", ";", ":", "(", ")", "—", "–", "--", "-", _QUOTATION, "?", "!", "…"):
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
                    and not self._is(place, "auxiliary")
                    and place + 1 < last
                    and self._is(place + 1, "preposition")
                    and place
                    and not self._is(place - 1, "pronoun")
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
        if start >= last or not (self._is(start, "preposition") or self._is(start, "time") or self._is_adverb(start)):
            return start
        for place in range(last - 1, start, -1):
            if self._is(place, "time"):
                return place + 1 if place + 1 < last else start
            if self._is(place, "determiner") or self._is(place, "pronoun"):
                before = self.low[place - 1]
                if before not in ("of", "for", "at", "from", "with", "to", "in", "on", "by"):
                    return place
        place = last - 1
        while place > start and self._is_name(place - 1):
            place -= 1
        return place if place > start + 0 else start + 1

    def _main(self, before: int) -> tuple[int, int] | None:
        """The subject of the sentence, for a cue that shares it."""
        first = 0
        while first < before and (self.low[first] in ("but", "and", "still", "yet", "so") or self._is_adverb(first)):
            first += 1
        if self._is(first, "preposition") or self._is(first, "subordinator") or tag_of(self.low[first]) == "VBG":
            commas = [place for place in range(first, before) if self.low[place] == ","]
            first = commas[0] + 1 if commas else first + 1
        for place in range(first, before):
            if self.finite[place] or (self._cue_at(place) and place > first and not self._is(place - 1, "determiner")):
                end = place
                while end > first and (self._is_adverb(end - 1) or self._is(end - 1, "auxiliary")):
                    end -= 1
                if end > first:
                    return first, end
                return None
        for place in range(first + 1, before):
            if self.items[place].text.islower() and tag_of(self.low[place]) == "VBN":
                return first, place  # "The envoy left": a form that is a past tense too
        return None

    def _subject(self, cue: _Cue, main: tuple[int, int] | None) -> tuple[int, int] | None:
        place = cue.first - 1
        while place >= 0 and (
            self._is_adverb(place)
            or self._is(place, "auxiliary")
            or (
                self.low[place] in ("to", "went", "goes", "on", "quoted", "as", "going", "been", "'s")
                and self._leads(place)
            )
        ):
            place -= 1
        skipped = place
        while skipped > 0 and (self._is(skipped, "time") or self.low[skipped].isdigit()) and self.low[skipped] != "may":
            skipped -= 1
        if skipped < place:
            while skipped > 0 and self.low[skipped] in ("on", "in", "late", "early", "at", "the", "this", "last"):
                skipped -= 1
            if skipped >= 0 and not self._is(skipped, "preposition"):
                place = skipped
        if place < 0:
            return main
        low = self.low[place]
        if self._is(place, "relative"):
            end = place - 1 if place and self.low[place - 1] == "," else place
            start = self._np_start(end) if end else 0
            return (start, place + 1)
        if self._is(place, "pronoun"):
            return place, place + 1
        if low in ("and", "but", "or", "then", "nor", "by", "while", "before", "after", "when", "in", "without"):
            return main
        if low in (",", ")", "—", "–", "--", "-"):
            if cue.form == "ing":
                return main
            opening = {")": "("}.get(low, low)
            first, segment_end = None, place
            for start in range(place - 1, -1, -1):
                if self.low[start] != opening:
                    continue
                if self._has_finite(start + 1, segment_end) and not self._is(start + 1, "relative"):
                    break
                first, segment_end = start, start
                if opening != ",":
                    break
            if not first:
                return main
            if self._is(0, "preposition") or self._is(0, "subordinator") or self._is(0, "time"):
                later = [start for start in range(first + 1, place) if self.low[start] == ","]
                if later and not self._has_finite(0, first):
                    return first + 1, place
            begin = self._np_start(first)
            return (begin, place) if begin < first else main
        if low == _QUOTATION:
            return main
        if cue.form in ("ing", "base") and place + 1 < cue.first and self.low[cue.first - 1] == "to":
            return main
        end = place + 1
        start = self._np_start(end)
        if start >= end:
            return main
        if start and self.low[start - 1] == "," and cue.form != "ing":
            # "NAME, a spokesman for the ministry in Kyiv said": the apposition lacks its second comma.
            pass
        return start, end

    def _later_subject(self, cue: _Cue) -> tuple[int, int] | None:
        """The subject that follows a participle at the beginning of a sentence: "While calling for talks, it ..."."""
        for comma in range(cue.last, self.n):
            if self.low[comma] == ",":
                end = next((place for place in range(comma + 1, self.n) if self.finite[place]), comma + 1)
                return (comma + 1, end) if end > comma + 1 else None
        return None

    def _leads(self, place: int) -> bool:
        low = self.low[place]
        if low == "on":
            return place > 0 and self.low[place - 1] in ("went", "goes", "go", "gone", "going")
        if low == "as":
            return place > 0 and self.low[place - 1] == "quoted"
        return True

    def _after(self, first: int) -> int:
        """Where the noun phrase ends that begins at item `first`, to the right of an inverted cue."""
        place = first
        while place < self.n:
            low = self.low[place]
            if low in (";", ":", "—", "–", "--", _QUOTATION, "(", "-"):
                break
            if low == ",":
                following = place + 1
                if (
                    following < self.n
                    and (self._is(following, "determiner") or self.low[following] == "who")
                    and place > first
                ):
                    place += 1
                    while place < self.n and self.low[place] not in (",", ";", _QUOTATION, "—", ":"):
                        place += 1
                break
            if place > first and (
                self._is(place, "time")
                or low
                in ("while", "when", "after", "as", "who", "during", "before", "adding", "that", "because", "but")
            ):
                break
            if place > first and low in ("in", "on", "at") and self._is_name(place - 1) is not False:
                break
            if place > first and low in ("in", "on", "at"):
                break
            if place > first and self.finite[place]:
                break
            place += 1
        return place

    # Contents

    def _tail(self, place: int, is_address: bool) -> int | None:
        """Where the adverbials after a cue end, if nothing but adverbials follows it up to a mark; else none."""
        if place >= self.n or self.low[place] in (",", _QUOTATION, ";", "—", "–", "--", "-", ")", "…"):
            return min(place, self.n)
        low = self.low[place]
        if low in (":", "that") or (self._is(place, "wh") and low != "when"):
            return None
        is_clause = low in ("as", "while", "when", "after", "before", "because", "since")
        if not (
            is_clause
            or is_address
            or self._is(place, "time")
            or self._is(place, "preposition")
            or self._is_adverb(place)
        ):
            return None
        while place < self.n and self.low[place] not in (",", ";", "—", "–", "--"):
            if self.low[place] in ("that", ":", _QUOTATION):
                return None
            if self.finite[place] and not is_clause:
                return None
            place += 1
        return place

    def _content_start(self, cue: _Cue) -> int | None:
        """The first item of the content to the right of a cue, or none if what follows is not one."""
        first, classes, words = cue.last, cue.classes, self.rules.words
        if first >= self.n:
            return None
        if self.low[first] == "," and first + 1 < self.n and self.low[first + 1] == _QUOTATION:
            return first + 1
        marker = None
        is_adjunct = self._is(first, "preposition") or self._is(first, "time") or self._is_adverb(first)
        is_addressed = bool(classes & {"address", "ask"})
        for place in range(first, min(self.n, first + _SKIP)):
            low = self.low[place]
            if low in ("that", ":") or (low in words["wh"] and low != "when" and place - first < 8):
                if place == first or is_adjunct or is_addressed or low == ":" or "speech" not in classes:
                    marker = place
                break
            if low == _QUOTATION:
                is_apart = place == first or self.low[place - 1] in (",", ":") or self._is(place - 1, "time")
                if (
                    is_apart
                    or is_addressed
                    or (is_adjunct and not self._is(place - 1, "determiner"))
                    or "quote" in classes
                ):
                    marker = place
                break
            if low == ";" or (low == "," and not (place + 1 < self.n and self.low[place + 1] in (_QUOTATION, "that"))):
                break
            if (place > first or not is_addressed) and (self.finite[place] or self._is(place, "pronoun")):
                break
        if marker is not None and (marker == first or "judge" not in classes or classes & {"speech", "address"}):
            if "speech" in classes or "address" in classes or "ask" in classes or "that" in classes:
                return marker
            if "quote" in classes and self.low[marker] in (_QUOTATION, ":"):
                return marker
        if "address" in classes or "ask" in classes:
            return self._after_addressee(first)
        if "speech" in classes:
            begin = self._after_adjunct(first)
            is_clause = begin is not None and self._has_finite(begin, min(self.n, begin + _SKIP))
            return begin if is_clause or "judge" in classes or cue.lemma == "say" else None
        if "judge" in classes:
            return first
        if "that" in classes and cue.first and self._speaks_from_evidence(cue):
            return self._after_adjunct(first)
        return None

    def _speaks_from_evidence(self, cue: _Cue) -> bool:
        """Whether a poll, a study or a document is what shows something."""
        subject = self._subject(cue, None)
        return subject is not None and any(self._is(place, "evidence") for place in range(*subject))

    def _after_adjunct(self, first: int) -> int | None:
        place = first
        while place < self.n and (self._is(place, "time") or (self._is_adverb(place) and not self._is_name(place))):
            place += 1
        if place < self.n and self.low[place] in ("in", "on", "at", "during"):
            end = place + 1
            while end < self.n and end - place < _SKIP and not self.finite[end] and self.low[end] not in (",", ";"):
                if self._is(end, "time") and end + 1 < self.n and self.low[end + 1] not in (",",):
                    return end + 1
                if self._is(end, "pronoun") and end > place + 1:
                    return end
                end += 1
        return place if place < self.n else None

    def _after_addressee(self, first: int) -> int | None:
        if self._is(first, "object"):
            return first + 1 if first + 1 < self.n else None
        place = first
        while place < self.n and place - first < _SKIP:
            if place > first and (
                self._is(place, "pronoun")
                or self.low[place] in ("there", "if", "how", "why", "what", "about", "to", "of")
            ):
                return place
            if (
                place > first
                and self._is(place, "determiner")
                and not self._is(place - 1, "preposition")
                and not self._is(place - 1, "determiner")
            ):
                return place
            if place > first and self._is(place, "time") and place + 1 < self.n:
                return place + 1
            if (
                place > first
                and not self._is_name(place - 1)
                and self._is_name(place)
                and not self._is(place - 1, "preposition")
                and not self._is(place - 1, "determiner")
            ):
                return place
            place += 1
        return None

    def _content_end(self, start: int, cue: _Cue, cues: Sequence[_Cue], is_phrase: bool) -> int:
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
            while before > start and (self._is_adverb(before) or self._is(before, "auxiliary")):
                before -= 1
            if (
                other.form == "ing"
                and self.low[before] in (",", _QUOTATION)
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
                    and self.low[subject[0] - 1] in ("and", "but", "while", "whereas", ";", "—", "although", "as")
                ) and not (other.form == "base" and self._is(other.first - 1, "modal")):
                    border = subject[0] - 1
                    if (
                        (border > start and self.low[border - 1] in (",", _QUOTATION))
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
                if self.low[place] == "," and self._has_finite(start, place) and not self._is_listed(start, place, end):
                    return place
                if (
                    self.low[place] == _QUOTATION
                    and self.items[place].text.rstrip("\"”'’» ")[-1:] == ","
                    and place + 1 < end
                ):
                    return place + 1
        if not is_phrase:
            return end
        for place in range(start + 1, end):
            low = self.low[place]
            if (
                self.low[place - 1] == _QUOTATION
                and self.items[place - 1].text.rstrip("\"”'’» ")[-1:] == ","
                and low not in ("and", "or", _QUOTATION)
            ):
                return place
            if low == "and" and self._has_finite(place + 1, min(end, place + 3)):
                return place
            if low == "," and not (
                place + 1 < end and (self.low[place + 1] == _QUOTATION or self._is_listed(start, place, end))
            ):
                return place
            if (
                low in ("while", "when", "after", "before", "during", "because", "—", "although", "but", "as")
                and place > start + 1
                and not (
                    low == "as"
                    and cue.lemma
                    in (
                        "describe",
                        "portray",
                        "denounce",
                        "dismiss",
                        "condemn",
                        "blast",
                        "criticize",
                        "refer to",
                        "characterize",
                        "hail",
                        "identify",
                        "deride",
                        "mock",
                        "praise",
                        "decry",
                        "slam",
                        "cite",
                        "depict",
                        "label",
                        "cast",
                        "reject",
                    )
                )
            ):
                return place
            if low in ("on", "in", "at") and place + 1 < end and self._is(place + 1, "time"):
                return place
            if self._is(place, "time") and place + 1 >= end:
                return place
        return end

    def _speaks(self, cue: _Cue) -> bool:
        """Whether a cue surely has a content of its own."""
        follows = self.low[cue.last] if cue.last < self.n else ""
        return (
            bool(cue.classes & {"speech", "address", "ask"})
            or follows in ("that", _QUOTATION, ":")
            or cue.lemma in ("call", "accuse", "criticize", "describe", "blame", "urge")
        )

    def _is_listed(self, start: int, place: int, end: int) -> bool:
        """Whether the comma at `place` stands in a list: another comma or "and" follows soon, and no verb."""
        for following in range(place + 1, min(end, place + 7)):
            if self.finite[following]:
                return False
            if self.low[following] in ("and", "or") and following > place + 1:
                return True
            if self.low[following] == "and" and self.low[place] == ",":
                return False
        return False

    # Reading

    def read(self) -> list[Found]:
        """The attributions that the cues of this sentence make."""
        cues = self.cues()
        found: list[Found] = []
        border = 0
        last_source: tuple[int, int] | None = None
        for _number, cue in enumerate(cues):
            if cue.form == "phrase":
                one = self._read_phrase(cue)
                if one:
                    found.append(one)
                continue
            main = last_source or self._main(cue.first)
            one, source, border = self._read_cue(cue, cues, main, border)
            if one:
                found.append(one)
                if source and not self._is(source[1] - 1, "relative"):
                    last_source = source
        return found

    def _found(
        self, pieces: list[Piece | None], source: tuple[int, int] | None, cue: _Cue, confidence: float
    ) -> Found | None:
        own = [piece for piece in pieces if piece]
        if not own:
            return None
        span = Piece(self.items[cue.first].start, self.items[cue.last - 1].end)
        return Found(own, self._piece(*source) if source else None, span, confidence)

    def _read_phrase(self, cue: _Cue) -> Found | None:
        if "hearsay" in cue.classes:
            return None
        end = cue.last
        while end < self.n and self.low[end] not in (",", ";", "—", "–", "--", _QUOTATION, ":"):
            if (
                self.low[end] in ("and", "but", "who", "which", "that")
                and self._has_finite(end, self.n)
                and end > cue.last
            ):
                break
            end += 1
        if (
            end < self.n
            and self.low[end] == ","
            and end + 1 < self.n
            and self._is(end + 1, "determiner")
            and cue.first > 0
        ):
            more = end + 1
            while more < self.n and self.low[more] not in (",", ";", "—"):
                more += 1
            if more >= self.n or not self._has_finite(end + 1, more):
                end = more
        while cue.first == 0 and end < self.n and self.low[end] == ",":
            more = next((place for place in range(end + 1, self.n) if self.low[place] == ","), self.n)
            if more >= self.n or self._has_finite(end + 1, more) or self._is(end + 1, "preposition"):
                break
            end = more  # an apposition to the source
        source = (cue.last, end)
        border = cue.first
        if border > 1 and self.low[border - 1] == "," and self._is(border - 2, "relative") and end < self.n:
            return self._found([self._piece(end, self.n)], source, cue, 0.9)
        pieces = [self._piece(0, border)] if border > 1 else []
        if border <= 1 or not self._has_finite(0, border):
            pieces.append(self._piece(end, self.n))
        return self._found(pieces, source, cue, 0.9)

    def _read_cue(
        self, cue: _Cue, cues: Sequence[_Cue], main: tuple[int, int] | None, border: int
    ) -> tuple[Found | None, tuple[int, int] | None, int]:
        can_follow = bool(cue.classes & {"speech", "that", "quote", "address", "ask"})
        before = cue.first - 1
        # QUOTATION, said NAME
        if (
            can_follow
            and cue.form == "finite"
            and before >= 0
            and cue.last < self.n
            and self.low[before] in (_QUOTATION, ",")
        ):
            nxt = cue.last
            is_np = (
                self._is_name(nxt)
                or self._is(nxt, "determiner")
                or self._is(nxt, "pronoun")
                or self._leads_to_name(nxt)
            )
            clause = self._piece(border, before + 1 if self.low[before] == _QUOTATION else before)
            has_quote = _QUOTATION in self.low[border : before + 1]
            if (
                is_np
                and clause
                and (
                    (
                        self.low[before] == _QUOTATION
                        and (self._closes(before) or (self._is_name(nxt) and cue.lemma == "say"))
                    )
                    or (
                        self.low[before] == ","
                        and not self._ends_apposition(before)
                        and (self.low[before - 1] == _QUOTATION or self._has_finite(border, before))
                        and cue.lemma in ("say", "add", "write", "ask", "report", "tweet")
                    )
                )
            ):
                end = self._after(nxt)
                if not (
                    self.low[before] == ","
                    and self._has_finite(end, self.n)
                    and not has_quote
                    and end < self.n
                    and self.low[end] != ","
                ):
                    pieces = [clause, self._rest(end, 0, end)]
                    return self._found(pieces, (nxt, end), cue, 0.95), (nxt, end), end
        if cue.form == "finite" and cue.last < self.n and self.low[cue.last] == "by" and self.low[before] == "as":
            end = self._after(cue.last + 1)
            pieces = [self._piece(border, before)] if before - border > 1 else [self._piece(end, self.n)]
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
            and not self._is(source[1] - 1, "relative")
        ):
            b = source[0] - 1
            while b > border and self._is(b, "coordinator"):
                b = -1
            tail = self._tail(cue.last, bool(cue.classes & {"address", "ask"}))
            is_as = b >= 0 and self.low[b] == "as" and ("speech" in cue.classes or cue.lemma in ("put it", "report"))
            if is_as and tail is not None and (b == 0 or self.low[b - 1] == ","):
                if b == 0 or not self._has_finite(border, b):
                    return self._found([self._piece(tail, self.n)], source, cue, 0.9), source, self.n
                return self._found([self._piece(border, b)], source, cue, 0.9), source, tail
            if b >= 0 and self.low[b] == _QUOTATION:
                is_closing = self._closes(b)
                if (tail is not None and (is_closing or tail >= self.n)) or (
                    is_closing and not self._is_intro(border, b)
                ):
                    end = tail if tail is not None else cue.last
                    pieces = [self._piece(border if self._is_one_clause(border, b) else b, b + 1)]
                    rest = self._rest(end, border, b)
                    return self._found([*pieces, rest], source, cue, 0.95), source, end
            if b >= 0 and self.low[b] in (",", "—", "–", "--", "?", "!") and tail is not None:
                clause_first = border
                has_quote = _QUOTATION in self.low[clause_first:b]
                if (
                    (has_quote and cue.classes != frozenset({"quote"}))
                    or has_quote
                    or (
                        "speech" in cue.classes
                        and (
                            (self._has_finite(clause_first, b) and not self._is_intro(clause_first, b))
                            or (tail < self.n and self.low[tail] == ",")
                        )
                    )
                ):
                    rest = self._rest(tail, clause_first, b)
                    is_lead = (
                        rest and self._is(clause_first, "preposition") and self._text_is_quoted(rest) and not has_quote
                    )
                    pieces = [None if is_lead else self._piece(clause_first, b)]
                    return self._found([*pieces, rest], source, cue, 0.9), source, tail
        if cue.form == "ing" and source is None:
            source = self._later_subject(cue)
        start = self._content_start(cue)
        if start is None or start >= self.n:
            return None, source, border
        is_phrase = self._is_phrasal(cue, start)
        end = self._content_end(start, cue, cues, is_phrase)
        if cue.first == 0 and self.low[start] == "that":
            end = self._second_verb(start, end)  # "Reports that NAME resigned were denied"
        one = self._found([self._piece(start, end)], source, cue, 0.85 if source else 0.6)
        return one, source, end if end < self.n and not is_phrase else border

    def _second_verb(self, start: int, end: int) -> int:
        """Where the second finite verb begins, and with it the main clause."""
        was_finite, n_verbs = False, 0
        for place in range(start, end):
            n_verbs += self.finite[place] and not was_finite
            if n_verbs == 2:
                return place
            was_finite = self.finite[place] or (was_finite and self._is_adverb(place))
        return end

    def _is_phrasal(self, cue: _Cue, start: int) -> bool:
        low = self.low[start]
        if low in ("that", ":", _QUOTATION) or self._is(start, "wh"):
            return False
        if cue.classes & {"speech", "address"} and "judge" not in cue.classes:
            return False
        return not ("speech" in cue.classes and self._has_finite(start, min(self.n, start + 8)))

    def _ends_apposition(self, comma: int) -> bool:
        """Whether the comma closes a remark about a name: "Jo Doe, who chairs the party, said"."""
        for place in range(comma - 1, 0, -1):
            if self.low[place] == ",":
                return self._is(place + 1, "relative") or (
                    not self._has_finite(place + 1, comma) and not self._has_finite(0, place)
                )
        return False

    def _leads_to_name(self, first: int) -> bool:
        """Whether words without a preposition or verb lead up to a name: "former Senator Jo Doe"."""
        for place in range(first, min(self.n, first + 8)):
            if self._is_name(place):
                return True
            low = self.low[place]
            if (
                self.finite[place]
                or self._is(place, "preposition")
                or self._is(place, "subordinator")
                or self._is(place, "time")
                or not low[0].isalpha()
            ):
                return False
            if place == first and self._is_adverb(place):
                return False
        return False

    def _closes(self, place: int) -> bool:
        """Whether the quotation at `place` ends with a mark that lets a source follow."""
        inner = self.items[place].text.rstrip("\"”'’» ")
        return bool(inner) and inner[-1] in _ENDS

    def _is_intro(self, first: int, last: int) -> bool:
        """Whether the clause only leads up to another: "After calling him a fool, ..."."""
        while first < last and self.low[first] in ("and", "but", "so"):
            first += 1
        if first >= last:
            return False
        if self.low[first] in (
            "after",
            "when",
            "while",
            "asked",
            "if",
            "before",
            "as",
            "since",
            "because",
            "although",
            "though",
            "in",
            "during",
            "at",
            "on",
            "with",
            "by",
            "for",
            "once",
            "until",
            "speaking",
            "responding",
        ):
            commas = self.low[first:last].count(",")
            return commas == 0
        return tag_of(self.low[first]) in ("VBG", "VBN") and self.low[first:last].count(",") == 0

    def _is_one_clause(self, first: int, place: int) -> bool:
        """Whether the words before the quotation at `place` belong to its sentence: "Trump is “a fool,” she said"."""
        return place > first and self.low[place - 1] not in (":", ".")

    def _rest(self, place: int, border: int, before: int) -> Piece | None:
        """What the source goes on to say after the cue, if it does."""
        if place >= self.n:
            return None
        low = self.low[place]
        nxt = place + 1 if low in (",", "—", "–", "--", ":", ";", ".") else place
        if nxt >= self.n:
            return None
        if self.low[nxt] == _QUOTATION:
            return self._piece(nxt, self._until_cue(nxt))
        if low not in (",", "—", "–", "--"):
            return None
        if tag_of(self.low[nxt]) in ("VBG",) or self.low[nxt] in ("adding", "who", "which", "according", "noting"):
            return None
        if self.low[nxt] in ("because", "if", "although", "though", "even", "and", "but", "or", "so") or self._is(
            nxt, "pronoun"
        ):
            return None if self.low[before] == _QUOTATION else self._piece(nxt, self._until_cue(nxt))
        is_open = (
            not self._has_finite(border, before)
            or self._is(border, "wh")
            or self.finite[nxt]
            or self.low[nxt] in ("to", "that")
        )
        if is_open and self.low[before] != _QUOTATION:
            return self._piece(nxt, self._until_cue(nxt))
        if (
            self.low[nxt] in ("and", "but", "so", "because", "if", "or")
            and _QUOTATION not in self.low[border : before + 1]
        ):
            return self._piece(nxt, self._until_cue(nxt))
        if _QUOTATION in self.low[nxt : nxt + 6] and self.low[nxt] in (
            "and",
            "but",
            "that",
            "because",
            "to",
            "so",
            "or",
        ):
            return self._piece(nxt, self._until_cue(nxt))
        return None

    def _text_is_quoted(self, piece: Piece) -> bool:
        return any(item.low == _QUOTATION and item.start == piece.start for item in self.items)

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
        return self._piece(*source) if source else None

    # Quotations without a cue

    def loose(self, own: Sequence[Found]) -> list[Quotation]:
        """Quotations of this sentence that no attribution holds."""
        taken = [piece for one in own for piece in one.pieces]
        return [
            Quotation(item.start, item.end, True)
            for item in self.items
            if item.low == _QUOTATION and not any(a < item.end and item.start < b for a, b in taken)
        ]

    def guess(self, quotation: Quotation, near: Piece | None) -> Found:
        """A quotation inside a sentence without a cue: its clause's subject is the likeliest source."""
        place = next(place for place, item in enumerate(self.items) if item.start == quotation.start)
        subject = self._main(place)
        source = self._piece(*subject) if subject else near
        words = re.findall(r"\w+", self.text[quotation.start : quotation.end])
        is_title = len(words) > 1 and sum(word[0].isupper() for word in words) > _TITLE * len(words)
        is_term = len(words) <= _TERM or is_title
        return Found([Piece(quotation.start, quotation.end)], source, None, 0.3 if is_term else 0.5, is_term)
