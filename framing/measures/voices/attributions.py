"""Articles into attributed stretches: what is somebody's words, whose, and by which cue.

Rules over paragraphs, quotation marks, a table of cues and the borders of clauses; no parser. A
paragraph is read sentence by sentence (`framing.reported`); what no sentence settles is settled
here: a quotation that stands alone belongs to the last source of its paragraph or of the two
before, a sentence that ends in cue and colon gives the next paragraph, a name and a colon give the
turns of a transcript, and a quotation that is not closed runs on.

The task is quotation attribution in news (PolNeAR: Newell, Margolin and Ruths 2018, LREC); how
often the rules agree with its annotators is printed by ``benchmarks/voice.py`` and kept in
``docs/accuracy.md``.
"""

import bisect
import re
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from ...codebook import Codebook
from ...tables import check, make, rows_of, uncollected
from ...text import Quotation, find_paragraphs, find_quotations
from .cues import Cues, compile_cues
from .phrases import QUOTATION, Piece
from .reported import TERM, Found, Reader

_BACK = 2
"""Paragraphs that a quotation without a cue may look back for its source."""
_TURNS = 3
"""Paragraphs with a name and a colon that make a transcript."""
_TURN_WORDS = 6
"""Words that they must have on average, so that a list of figures is none."""
_LETTER, _WORD = re.compile(r"\w"), re.compile(r"\w+")
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
    >>> articles, codebook = fr.make_articles({"one": "Russia won, the minister said."}), fr.read_codebook()
    >>> found = fr.find_attributions(articles, fr.split_sentences(articles), codebook)
    >>> found[["start", "end", "source", "cue", "quote_type"]].values.tolist()
    [[0, 10, 'the minister', 'said', 'indirect']]
    """
    check(articles, "articles")
    check(sentences, "sentences")
    rules = compile_cues(codebook)
    spans: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in rows_of(sentences, ["article_id", "start", "end"]):
        spans.setdefault(article_id, []).append((start, end))
    rows: list[tuple[object, ...]] = []
    for article_id, text in rows_of(articles, ["article_id", "text"]):
        paragraphs = find_paragraphs(text)
        found = find_in_text(text, paragraphs, spans.get(article_id, []), rules)
        starts = [start for start, _ in paragraphs]
        rows += [
            _row(
                article_id,
                number,
                text,
                one,
                starts[bisect.bisect(starts, one.pieces[0].start) - 1],
            )
            for number, one in enumerate(found)
        ]
    return make("attributions", rows)


def _row(article_id: str, number: int, text: str, one: Found, paragraph: int) -> tuple[object, ...]:
    start, end = one.pieces[0].start, one.pieces[-1].end
    source, cue = one.source, one.cue
    return (
        f"{article_id}:a{number}",
        article_id,
        start,
        end,
        ";".join(f"{p.start}-{p.end}" for p in one.pieces),
        text[source.start : source.end] if source else None,
        source.start if source else None,
        source.end if source else None,
        text[cue.start : cue.end] if cue else None,
        _quote_type(text, one),
        one.is_closed,
        one.confidence,
        paragraph,
    )


def _quote_type(text: str, one: Found) -> str:
    """direct where all words stand in quotation marks, mixed where some do, else indirect."""
    if one.is_term:
        return "term"
    if one.is_spoken:
        return "direct"
    words = quoted = 0
    for start, end in one.pieces:
        spans = find_quotations(text, start, end)
        if not spans:
            words += _LETTER.search(text, start, end) is not None
            continue
        places = [word.start() for word in _WORD.finditer(text, start, end)]
        words += len(places)
        quoted += sum(any(q.start <= place < q.end for q in spans) for place in places)
    return "direct" if quoted == words else "mixed" if quoted else "indirect"


class _Source(NamedTuple):
    """Who spoke last, and in which paragraph."""

    paragraph: int
    source: Piece | None


def find_in_text(
    text: str, paragraphs: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]], rules: Cues
) -> list[Found]:
    """The attributions of one article whose paragraphs and sentences have these spans, in the order
    of the text.
    """
    found: list[Found] = []
    last: _Source | None = None
    is_announced = is_continued = False
    place = 0
    labels = _labels(text, paragraphs, rules)
    talker: Piece | None = None
    cues = [hit.start for hit in rules.first_words.find_all(text)]
    for number, (left, right) in enumerate(paragraphs):
        if number in labels:
            talker = labels[number]
            start = (
                talker.end
                + len(text[talker.end : right])
                - len(text[talker.end : right].lstrip(": "))
            )
            found.append(
                Found(
                    [Piece(start, right)],
                    talker,
                    Piece(talker.end, talker.end + 1),
                    0.85,
                    is_spoken=number > 0,
                )
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
            has_cue = bisect.bisect_left(cues, start) < bisect.bisect_left(cues, end)
            if not has_cue and not any(q.start < end and start < q.end for q in quotations):
                is_announced = False
                continue
            sentence = Reader(text, start, end, quotations, rules)
            if not sentence.low:
                continue
            own = sentence.read()
            for one in own:
                if one.source is None or one.is_term:
                    continue
                last = _Source(number, one.source)
            is_alone = sentence.low == [QUOTATION]
            loose = sentence.loose(own)
            for quotation in loose:
                if is_alone and (
                    is_announced or is_continued or (last and number - last.paragraph <= _BACK)
                ):
                    source = last.source if last else None
                    own.append(Found([Piece(quotation.start, quotation.end)], source, None, 0.8))
                elif is_alone:
                    waiting.append(quotation)
                else:
                    own.append(
                        sentence.guess(
                            quotation, last.source if last and last.paragraph == number else None
                        )
                    )
            if own and waiting and own[0].source:
                found += [Found([Piece(q.start, q.end)], own[0].source, None, 0.7) for q in waiting]
                waiting = []
            found += sorted(own, key=lambda one: one.pieces[0].start)
            announced = sentence.announced()
            if announced:
                last = _Source(number, announced)
            is_announced = bool(announced) or (is_announced and is_alone)
        found += [
            Found(
                [Piece(q.start, q.end)], None, None, 0.4, len(text[q.start : q.end].split()) <= TERM
            )
            for q in waiting
        ]
        is_announced = is_announced and text[left:right].rstrip().endswith(":")
        is_continued = bool(quotations) and not quotations[-1].is_closed
        opened = {q.start for q in quotations if not q.is_closed}
        if opened:
            found[first:] = [
                one._replace(
                    is_closed=not any(p.start <= q < p.end for p in one.pieces for q in opened)
                )
                for one in found[first:]
            ]
    return found


def _labels(text: str, paragraphs: Sequence[tuple[int, int]], rules: Cues) -> dict[int, Piece]:
    """Paragraphs that begin with the name of who speaks and a colon: a headline, or the turns of a
    transcript.
    """
    labels: dict[int, Piece] = {}
    names: dict[str, int] = {}
    for number, (left, right) in enumerate(paragraphs):
        label = _LABEL.match(text, left, right)
        if label and not rules.words["label"].intersection(label["name"].lower().split()):
            labels[number] = Piece(*label.span("name"))
            names[label["name"]] = names.get(label["name"], 0) + 1
    n_words = sum(len(text[slice(*paragraphs[number])].split()) for number in labels)
    is_transcript = (
        len(labels) >= _TURNS and max(names.values()) > 1 and n_words > _TURN_WORDS * len(labels)
    )
    return (
        labels
        if is_transcript
        else {number: name for number, name in labels.items() if number == 0}
    )
