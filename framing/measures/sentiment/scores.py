"""Mentions into scores: the tone of the words around an actor, and the sentiment toward it.

VADER and TextBlob are word lists with rules; they measure the tone *around* an actor, not *toward*
it, and the window says how far around. Names and frame keywords are masked first
(`framing.measures.masking`), so no score depends on who is named.

How well they agree with human labels of the sentiment toward a target (NewsMTSC, Hamborg and Donnay
2021; macro-F1 in per cent; printed by ``benchmarks/windows.py``):

====================  ==============  ==============  =================  =================
window                VADER, dev_mt   VADER, dev_rw   TextBlob, dev_mt   TextBlob, dev_rw
====================  ==============  ==============  =================  =================
sentence              52.4            51.0            42.5               39.8
clause                55.2            62.9            45.7               43.2
====================  ==============  ==============  =================  =================

The trained network (`framing.measures.network`) reaches 73.5 and 84.3 on the same parts.

Three students who read the texts agree far better (van Atteveldt, van der Velden and Boukes 2021),
so use these numbers to compare groups, with intervals, and never to judge one sentence.
``docs/accuracy.md`` has the whole table.

References: Hutto and Gilbert 2014, VADER (ICWSM); Loria, TextBlob, whose English lexicon is that of
Pattern (De Smedt and Daelemans 2012, JMLR 13).
"""

from collections.abc import Sequence
from typing import Any, Literal, overload

import pandas as pd

from ...codebook import Codebook, read_codebook
from ...mentions import group_by_sentence
from ...tables import (
    LEXICONS,
    MODEL,
    SCORERS,
    WINDOWS,
    assemble,
    check,
    empty,
    make,
    rows_of,
    uncollected,
)
from ..masking import leave_unmasked, mask_sentence, window_of
from ..network.reading import Readings
from .lexicon import find_scorer
from .model import score_targets, weigh_words


@overload
def score_sentiment(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook | None = ...,
    *,
    measures: Sequence[str] = ...,
    windows: Sequence[str] = ...,
    is_masked: bool = ...,
    return_words: Literal[False] = False,
    readings: Readings | None = ...,
    show_progress: bool = ...,
) -> pd.DataFrame: ...
@overload
def score_sentiment(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook | None = ...,
    *,
    measures: Sequence[str] = ...,
    windows: Sequence[str] = ...,
    is_masked: bool = ...,
    return_words: Literal[True],
    readings: Readings | None = ...,
    show_progress: bool = ...,
) -> tuple[pd.DataFrame, pd.DataFrame]: ...
def score_sentiment(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    measures: Sequence[str] = ("vader", "textblob"),
    windows: Sequence[str] = WINDOWS,
    is_masked: bool = True,
    return_words: bool = False,
    readings: Readings | None = None,
    show_progress: bool = False,
) -> pd.DataFrame | tuple[pd.DataFrame, pd.DataFrame]:
    """Score the words around every mention.

    Parameters
    ----------
    mentions, sentences : DataFrame
        Tables of mentions and of the sentences that they stand in.
    codebook : Codebook, optional
        Whose names and keywords are masked; the shipped one if there is none.
    measures : sequence of str
        ``vader`` (`vader_compound`, -1..1), ``textblob`` (`textblob_polarity`, -1..1, and
        `textblob_subjectivity`, 0..1), ``targeted`` (`targeted`, -1..1: the probability of a
        positive portrayal less that of a negative one; and `targeted_negative`, `targeted_neutral`
        and `targeted_positive`, 0..1), ``mended`` (`vader_mended` and `textblob_mended`, -1..1: the
        kit's own reading of the two lexicons, `framing.measures.sentiment.mended`).
    windows : sequence of str
        ``sentence``, and ``clause``: from the last border before the mention to the next strong one
        after it (`framing.text.clauses`). The model reads the whole sentence in any case: its
        scores have the window ``sentence``.
    is_masked : bool
        False scores the words as they stand, names too; only for comparison.
    return_words : bool
        Return the words that made each score too. The model then judges a sentence once more for
        each word in it.
    readings : Readings, optional
        What `read_sentences` made of the same tables, so that the model reads nothing twice.
    show_progress : bool
        Draw a bar on standard error while the model is at work.

    Returns
    -------
    scores : DataFrame
        Table of scores: one row is a mention, a measure and a window. 0 means scored neutral;
        missing means not scored, which is so for mentions in boilerplate.
    scored_words : DataFrame
        Only with `return_words`. Table of scored words: their valences are on VADER's scale of
        about -4..4, or TextBlob's of -1..1, after negation and emphasis. For the model: `targeted`
        less what it is without the word.

    Raises
    ------
    SchemaError
        If a column is missing.
    ValueError
        If a measure or a window is unknown, or a mention's sentence is not in `sentences`.
    """
    check(mentions, "mentions")
    check(sentences, "sentences")
    _check_words("measure", measures, SCORERS)
    _check_words("window", windows, WINDOWS)
    codebook = codebook or read_codebook()
    absent = set(mentions["sentence_id"]) - set(sentences["sentence_id"])
    if absent:
        raise ValueError(
            f"{len(absent)} sentences of the mentions are not in the sentences, "
            f"first {min(absent)!r}"
        )
    lexicons = [name for name in measures if name in LEXICONS]
    scores, words = [empty("scores")], [empty("scored_words")]
    if lexicons:
        tables = _score_lexicons(
            mentions, sentences, codebook, lexicons, windows, is_masked, return_words
        )
        scores, words = [tables[0]], [tables[1]]
    if MODEL in measures:
        judged = score_targets(
            mentions,
            sentences,
            codebook,
            is_masked=is_masked,
            readings=readings,
            show_progress=show_progress,
        )
        scores.append(make("scores", judged))
        if return_words:
            weighed = weigh_words(mentions, sentences, codebook, is_masked=is_masked)
            words.append(make("scored_words", weighed))
    table = pd.concat(scores, ignore_index=True)
    return (table, pd.concat(words, ignore_index=True)) if return_words else table


@uncollected()
def _score_lexicons(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook,
    names: Sequence[str],
    windows: Sequence[str],
    is_masked: bool,
    return_words: bool,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make the tables of scores and of scored words of the lexicons."""
    measures = [measure for name in names for measure in SCORERS[name]]
    scorers = [find_scorer(name) for name in names]
    kinds = [(window, measure) for window in windows for measure in measures]
    ids: list[str] = []
    values: list[float | None] = []
    words: tuple[list[Any], ...] = ([], [], [], [], [], [])
    columns_of_sentences = rows_of(sentences, ["sentence_id", "text", "start", "part"])
    known = {sentence_id: rest for sentence_id, *rest in columns_of_sentences}
    for sentence_id, group in group_by_sentence(mentions).items():
        text, offset, part = known[sentence_id]
        ids += [mention_id for mention_id, _, _ in group]
        if part == "boilerplate":
            values += [None] * (len(group) * len(kinds))
            continue
        spans = [(start - offset, end - offset) for _, start, end in group]
        seen = mask_sentence(text, spans, codebook) if is_masked else leave_unmasked(text, spans)
        for (mention_id, _, _), (start, _) in zip(group, spans, strict=True):
            for window in windows:
                piece = seen.text[slice(*window_of(seen, start, window, codebook))]
                scored = [made for score in scorers for made in score(piece, codebook)]
                values += [value for value, _ in scored]
                if return_words:
                    for measure, (_, weights) in zip(measures, scored, strict=True):
                        _add_words(words, (mention_id, measure, window), weights)
    columns = (
        [mention_id for mention_id in ids for _ in kinds],
        [measure for _, measure in kinds] * len(ids),
        [window for window, _ in kinds] * len(ids),
        values,
    )
    return assemble("scores", columns), assemble("scored_words", words)


def _add_words(
    columns: tuple[list[Any], ...], key: tuple[str, str, str], words: list[tuple[str, float]]
) -> None:
    """Add the words of one score to the columns of the table of scored words."""
    n = len(words)
    for column, value in zip(columns, key, strict=False):
        column.extend([value] * n)
    columns[3].extend(range(n))
    columns[4].extend([word for word, _ in words])
    columns[5].extend([valence for _, valence in words])


def _check_words(kind: str, given: Sequence[str], known: Sequence[str] | dict[str, Any]) -> None:
    """Check that each of the given words is known."""
    if isinstance(given, str):
        raise ValueError(f"{kind}s must be a list such as [{given!r}], not a text")
    strange = [name for name in given if name not in known]
    if strange:
        raise ValueError(f"unknown {kind} {', '.join(strange)}; known are {', '.join(known)}")
