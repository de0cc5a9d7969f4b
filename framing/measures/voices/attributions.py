"""Articles into attributed stretches: what is somebody's words, whose, and by which cue.

Rules over paragraphs, quotation marks, a table of cues and the borders of clauses; no parser. A
paragraph is read sentence by sentence (`framing.measures.voices.reported`); what no sentence
settles is settled here: a quotation that stands alone belongs to the last source of its paragraph
or of the two before, a sentence that ends in cue and colon gives the next paragraph, a name and a
colon give the turns of a transcript, and a quotation that is not closed runs on.

The task is quotation attribution in news (PolNeAR: Newell, Margolin and Ruths 2018, LREC); how
often the rules agree with its annotators is printed by ``benchmarks/voice.py`` and kept in
``docs/accuracy.md``.
"""

import bisect
import re
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from ...codebook import Codebook
from ...tables import check, make, rows_of, uncollected
from ...text import Quotation, find_paragraphs, find_quotations, fold
from .found import Found
from .leads import name_line, signature
from .memory import Memory, name_waiting, spoken_paragraph
from .reported import (
    TERM,
    find_announced,
    guess_source,
    is_whole,
    read_attributions,
    unclaimed_quotations,
)
from .sentence import QUOTATION, Cues, Piece, Sentence, compile_cues

Span = tuple[int, int]
"""Start and end of a paragraph or sentence, as offsets into the article's text."""

_BACK = 2
"""Paragraphs that a quotation without a cue may look back for its source."""
_LEAD = 100
"""Characters within which a line that leads in has its colon."""
_TURNS = 3
"""Paragraphs with a name and a colon that make a transcript."""
_TURN_WORDS = 6
"""Words that they must have on average, so that a list of figures is none."""
_DASHES = frozenset("—–-―")
_LETTER, _WORD = re.compile(r"\w"), re.compile(r"\w+")
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]{2,}(?:[ ,]+[A-Z][\w.'’]*)*\s*(?:\([A-Z][\w/ ]*\)\s*)?(?:--|[—–―-])\s"
)
_LABEL = re.compile(
    r"[\"“]?(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|of|the|de|al)){0,4}):\s+(?=\S)"
)


@uncollected()
def find_attributions(
    articles: pd.DataFrame, sentences: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
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
        Table of attributions: one row is one stretch of somebody's words, in the order of the text.
        `start` and `end` are offsets into the article's text; where the stretch is interrupted
        ("CLAUSE, NAME said, CLAUSE"), `pieces` has its parts. One stretch may hold another ("NAME
        said that OTHER denied it"). A quotation that is not closed runs to the end of its paragraph
        and says so. Quotations of up to three words without a cue are ``term``: scare quotes,
        titles and catchwords. `confidence` is that of the rule: .85 to .95 with a cue, .7 to .8 for
        a quotation that stands alone, .5 for one inside of a sentence, .3 for terms.

    Raises
    ------
    SchemaError
        If a column is missing.

    Examples
    --------
    >>> import framing as fr
    >>> articles = fr.make_articles({"one": "Russia won, the minister said."})
    >>> sentences = fr.split_sentences(articles)
    >>> found = fr.find_attributions(articles, sentences, fr.read_codebook())
    >>> found[["start", "end", "source", "cue", "quote_type"]].values.tolist()
    [[0, 10, 'the minister', 'said', 'indirect']]
    """
    check(articles, "articles")
    check(sentences, "sentences")
    rules = compile_cues(codebook)
    spans: dict[str, list[Span]] = {}
    for article_id, start, end in rows_of(sentences, ["article_id", "start", "end"]):
        spans.setdefault(article_id, []).append((start, end))
    rows: list[tuple[object, ...]] = []
    for article_id, text in rows_of(articles, ["article_id", "text"]):
        paragraphs = find_paragraphs(text)
        starts = [start for start, _ in paragraphs]
        attributions = find_in_text(text, paragraphs, spans.get(article_id, []), rules)
        for number, found in enumerate(attributions):
            paragraph_start = starts[bisect.bisect(starts, found.pieces[0].start) - 1]
            rows.append(_row(article_id, number, text, found, paragraph_start))
    return make("attributions", rows)


def _row(
    article_id: str, number: int, text: str, found: Found, paragraph_start: int
) -> tuple[object, ...]:
    """Return the row of an attribution in the table."""
    source, cue = found.source, found.cue
    return (
        f"{article_id}:a{number}",
        article_id,
        found.pieces[0].start,
        found.pieces[-1].end,
        ";".join(f"{piece.start}-{piece.end}" for piece in found.pieces),
        text[source.start : source.end] if source else None,
        source.start if source else None,
        source.end if source else None,
        text[cue.start : cue.end] if cue else None,
        _quote_type(text, found),
        found.is_closed,
        found.confidence,
        paragraph_start,
    )


def _quote_type(text: str, found: Found) -> str:
    """Return direct if all words stand in quotation marks, mixed if some do, else indirect."""
    if found.is_term:
        return "term"
    if found.is_spoken:
        return "direct"
    n_words = n_quoted = 0
    for start, end in found.pieces:
        quotations = find_quotations(text, start, end)
        if not quotations:
            n_words += _LETTER.search(text, start, end) is not None
            continue
        n_words += len(_WORD.findall(text, start, end))
        # A mark is no part of a word, so that no word stands in a quotation by half.
        n_quoted += sum(len(_WORD.findall(text, *quotation[:2])) for quotation in quotations)
    if n_quoted == n_words:
        return "direct"
    return "mixed" if n_quoted else "indirect"


def find_in_text(
    text: str, paragraphs: Sequence[Span], spans: Sequence[Span], rules: Cues
) -> list[Found]:
    """Return the attributions of an article whose paragraphs and sentences have these spans."""
    attributions: list[Found] = []
    memory = Memory()
    labels = _labels(text, paragraphs, rules)
    folded = fold(text)
    n_read = 0
    for number, (left, right) in enumerate(paragraphs):
        first = n_read
        while n_read < len(spans) and spans[n_read][0] < right:
            n_read += 1
        if number in labels:
            attributions.append(_read_turn(text, right, labels[number], is_spoken=number > 0))
            memory.speaks(labels[number], number)
            continue
        quotations = find_quotations(text, left, right)
        sentences = [
            Sentence(text, _after_dateline(text, start, end, left), end, quotations, rules)
            if _attributes_something(folded, start, end, rules, quotations)
            or ":" in text[start : min(end, start + _LEAD)]
            or text[end - 1] == ":"
            or text[start] in _DASHES
            or (number == 0 and not _DASHES.isdisjoint(text[start:end]))
            or (memory.waiting and (start == left or end == right))
            else None
            for start, end in spans[first:n_read]
        ]
        spoken = spoken_paragraph(text, (left, right), number, quotations, sentences, memory)
        if spoken:
            attributions.append(spoken)
            memory.is_announced = False
            continue
        found = _read_paragraph(text, number, sentences, memory)
        name_waiting(attributions, found, sentences, number, memory)
        is_colon_last = text[left:right].rstrip().endswith(":")
        memory.is_announced = memory.is_announced and is_colon_last
        memory.is_continued = bool(quotations) and not quotations[-1].is_closed
        attributions += _mark_unclosed(found, quotations)
    return attributions


def _after_dateline(text: str, start: int, end: int, left: int) -> int:
    """Return where a sentence begins after the place and agency: "LONDON (AP) — The king"."""
    dateline = _DATELINE.match(text, start, end) if start == left else None
    return dateline.end() if dateline else start


def _attributes_something(
    folded: str, start: int, end: int, rules: Cues, quotations: Sequence[Quotation]
) -> bool:
    """Whether a sentence holds the form of a cue or a part of a quotation."""
    return not rules.first_words.isdisjoint(_WORD.findall(folded, start, end)) or any(
        quotation.start < end and start < quotation.end for quotation in quotations
    )


def _read_turn(text: str, right: int, name: Piece, *, is_spoken: bool) -> Found:
    """Return the attribution of a paragraph that begins with a name and a colon."""
    words = text[name.end : right]
    start = right - len(words.lstrip(": "))
    colon = Piece(name.end, name.end + 1)
    return Found([Piece(start, right)], name, colon, 0.85, is_spoken=is_spoken)


def _read_paragraph(
    text: str, number: int, sentences: Sequence[Sentence | None], memory: Memory
) -> list[Found]:
    """Return the attributions of a paragraph; none stands for a sentence that attributes nothing.

    A quotation that stands alone before the first source waits for it.
    """
    attributions: list[Found] = []
    waiting: list[Quotation] = []
    for sentence in sentences:
        if sentence is None:
            memory.is_announced = False
            continue
        if not sentence.low:
            continue
        found = read_attributions(sentence)
        for attribution in found:
            if attribution.source:
                memory.speaks(attribution.source, number)
        unclaimed = unclaimed_quotations(sentence, found)
        is_alone = sentence.low == [QUOTATION]
        signed = _signed(sentence, unclaimed)
        found += signed
        if signed and signed[-1].source:
            memory.speaks(signed[-1].source, number)
            unclaimed = unclaimed_quotations(sentence, found)
        if not is_alone:
            near = memory.source if memory.paragraph == number else None
            found += [guess_source(sentence, quotation, near) for quotation in unclaimed]
        elif _goes_on(memory, number):
            found += [_lone(quotation, memory.source, 0.8) for quotation in unclaimed]
        else:
            waiting += unclaimed
        if found and waiting and found[0].source:
            attributions += [_lone(quotation, found[0].source, 0.7) for quotation in waiting]
            waiting = []
        attributions += sorted(found, key=lambda attribution: attribution.pieces[0].start)
        announced = find_announced(sentence)
        memory.is_led = announced is not None
        announced = announced or _named_line(sentence)
        if announced:
            memory.speaks(announced, number)
        memory.is_announced = bool(announced) or (memory.is_announced and is_alone)
    for quotation in waiting:
        is_short = len(text[quotation.start : quotation.end].split()) <= TERM
        is_term = is_short and not is_whole(text, quotation)
        attributions.append(_lone(quotation, None, 0.4)._replace(is_term=is_term))
    return attributions


def _signed(sentence: Sentence, quotations: Sequence[Quotation]) -> list[Found]:
    """Return the attributions of the quotations that are signed: "QUOTATION — NAME"."""
    signed: list[Found] = []
    for quotation in quotations:
        signer = signature(sentence, sentence.starts.index(quotation.start))
        if signer:
            signed.append(_lone(quotation, signer, 0.8))
    return signed


def _named_line(sentence: Sentence) -> Piece | None:
    """Return who speaks after a line that is nothing but a name and a colon."""
    items = name_line(sentence)
    return sentence.piece(*items) if items else None


def _goes_on(memory: Memory, number: int) -> bool:
    """Whether a quotation that stands alone in a paragraph belongs to the last source."""
    is_near = memory.source is not None and number - memory.paragraph <= _BACK
    return memory.is_announced or memory.is_continued or is_near


def _lone(quotation: Quotation, source: Piece | None, confidence: float) -> Found:
    """Return the attribution of a quotation without a cue."""
    return Found([Piece(quotation.start, quotation.end)], source, None, confidence)


def _mark_unclosed(attributions: list[Found], quotations: Sequence[Quotation]) -> list[Found]:
    """Say of each attribution whether a quotation that is not closed begins in it."""
    opened = [quotation.start for quotation in quotations if not quotation.is_closed]
    if not opened:
        return attributions
    return [
        found._replace(
            is_closed=not any(
                piece.start <= start < piece.end for piece in found.pieces for start in opened
            )
        )
        for found in attributions
    ]


def _labels(text: str, paragraphs: Sequence[Span], rules: Cues) -> dict[int, Piece]:
    """Return the paragraphs that begin with who speaks and a colon: a headline or all turns."""
    labels: dict[int, Piece] = {}
    n_turns: Counter[str] = Counter()
    for number, (left, right) in enumerate(paragraphs):
        label = _LABEL.match(text, left, right)
        if label and rules.words["label"].isdisjoint(label["name"].lower().split()):
            labels[number] = Piece(*label.span("name"))
            n_turns[label["name"]] += 1
    n_words = sum(len(text[slice(*paragraphs[number])].split()) for number in labels)
    is_transcript = (
        len(labels) >= _TURNS and max(n_turns.values()) > 1 and n_words > _TURN_WORDS * len(labels)
    )
    if is_transcript:
        return labels
    return {number: name for number, name in labels.items() if number == 0}
