"""Mentions into scores: the tone of the words around an actor, by VADER and by TextBlob, and the sentiment toward it.

VADER and TextBlob are word lists with rules; they measure the tone *around* an actor, not *toward* it, and the window
says how far around. Names and frame keywords are masked first (`framing.masking`), so no score depends on who is named.

How well they agree with human labels of the sentiment toward a target (NewsMTSC, Hamborg and Donnay 2021; macro-F1 in
per cent; printed by ``benchmarks/windows.py``):

====================  ==============  ==============  =================  =================
window                VADER, dev_mt   VADER, dev_rw   TextBlob, dev_mt   TextBlob, dev_rw
====================  ==============  ==============  =================  =================
sentence              52.4            51.0            42.5               39.8
clause                55.2            62.9            45.7               43.2
====================  ==============  ==============  =================  =================

The trained model (`framing.targeted`) reaches 77.0 and 82.4 on the same parts.

Three students who read the texts agree far better (van Atteveldt, van der Velden and Boukes 2021), so use these
numbers to compare groups, with intervals, and never to judge one sentence. ``docs/accuracy.md`` has the whole table.

References: Hutto and Gilbert 2014, VADER (ICWSM); Loria, TextBlob, whose English lexicon is that of Pattern (De Smedt
and Daelemans 2012, JMLR 13).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple, overload

import pandas as pd

from .codebook import Codebook, read_codebook
from .masking import leave_unmasked, mask_sentence, window_of
from .mentions import group_by_sentence
from .schema import WINDOWS, check, make
from .targeted import MEASURES as TARGETED_MEASURES
from .targeted import score_targets, weigh_words

LEXICONS = ("vader", "textblob")
"""Measures of the words around a mention."""
MEASURES = {
    "vader": ("vader_compound",),
    "textblob": ("textblob_polarity", "textblob_subjectivity"),
    "targeted": TARGETED_MEASURES,
}
"""Names that `score_sentiment` takes, and the measures that each gives."""
RANGES = {
    "vader_compound": (-1.0, 1.0),
    "textblob_polarity": (-1.0, 1.0),
    "textblob_subjectivity": (0.0, 1.0),
    "targeted": (-1.0, 1.0),
    **dict.fromkeys(TARGETED_MEASURES[1:], (0.0, 1.0)),
}
"""Lowest and highest value of each measure."""


class Scored(NamedTuple):
    """A text's score and the words that made it, each with its valence."""

    value: float
    words: list[tuple[str, float]]


@overload
def score_sentiment(
    mentions: pd.DataFrame, sentences: pd.DataFrame, codebook: Codebook | None = ..., *,
    measures: Sequence[str] = ..., windows: Sequence[str] = ..., is_masked: bool = ...,
    return_words: Literal[False] = False, show_progress: bool = ...,
) -> pd.DataFrame: ...  # fmt: skip
@overload
def score_sentiment(
    mentions: pd.DataFrame, sentences: pd.DataFrame, codebook: Codebook | None = ..., *,
    measures: Sequence[str] = ..., windows: Sequence[str] = ..., is_masked: bool = ..., return_words: Literal[True],
    show_progress: bool = ...,
) -> tuple[pd.DataFrame, pd.DataFrame]: ...  # fmt: skip
def score_sentiment(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    measures: Sequence[str] = ("vader", "textblob"),
    windows: Sequence[str] = WINDOWS,
    is_masked: bool = True,
    return_words: bool = False,
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
        ``vader`` (`vader_compound`, -1..1), ``textblob`` (`textblob_polarity`, -1..1, and `textblob_subjectivity`,
        0..1), ``targeted`` (`targeted`, -1..1: the probability of a positive portrayal less that of a negative one;
        and `targeted_negative`, `targeted_neutral` and `targeted_positive`, 0..1).
    windows : sequence of str
        ``sentence``, and ``clause``: from the last border before the mention to the next strong one after it
        (`framing.clauses`). The model reads the whole sentence in any case: its scores have the window ``sentence``.
    is_masked : bool
        False scores the words as they stand, names too; only for comparison.
    return_words : bool
        Return the words that made each score too. The model then judges a sentence once more for each word in it.
    show_progress : bool
        Draw a bar on standard error while the model is at work.

    Returns
    -------
    scores : DataFrame
        Table of scores: one row is a mention, a measure and a window. 0 means scored neutral; missing means not
        scored, which is so for mentions in boilerplate.
    scored_words : DataFrame
        Only with `return_words`. Table of scored words: their valences are on VADER's scale of about -4..4, or
        TextBlob's of -1..1, after negation and emphasis. For the model: `targeted` less what it is without the word.

    Raises
    ------
    SchemaError
        If a column is missing.
    ValueError
        If a measure or a window is unknown, or a mention's sentence is not in `sentences`.
    """
    check(mentions, "mentions")
    check(sentences, "sentences")
    _check_words("measure", measures, MEASURES)
    _check_words("window", windows, WINDOWS)
    codebook = codebook or read_codebook()
    absent = set(mentions["sentence_id"]) - set(sentences["sentence_id"])
    if absent:
        raise ValueError(f"{len(absent)} sentences of the mentions are not in the sentences, first {min(absent)!r}")
    lexicons = [name for name in measures if name in LEXICONS]
    scores, words = (
        _score_lexicons(mentions, sentences, codebook, lexicons, windows, is_masked, return_words)
        if lexicons
        else ([], [])
    )
    if "targeted" in measures:
        scores += score_targets(mentions, sentences, codebook, is_masked=is_masked, show_progress=show_progress)
        if return_words:
            words += weigh_words(mentions, sentences, codebook, is_masked=is_masked)
    table = make("scores", scores)
    return (table, make("scored_words", words)) if return_words else table


def _score_lexicons(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook,
    measures: Sequence[str],
    windows: Sequence[str],
    is_masked: bool,
    return_words: bool,
) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Rows of the tables of scores and of scored words."""
    remembered: dict[str, dict[str, Scored]] = {}
    scores: list[tuple[object, ...]] = []
    words: list[tuple[object, ...]] = []
    known = sentences.set_index("sentence_id")[["text", "start", "part"]]
    places = dict(zip(known.index, known.itertuples(index=False, name=None), strict=True))
    for sentence_id, group in group_by_sentence(mentions).items():
        text, offset, part = places[sentence_id]
        spans = [(start - offset, end - offset) for _, start, end in group]
        seen = mask_sentence(text, spans, codebook) if is_masked else leave_unmasked(text, spans)
        for (mention_id, _, _), (start, _) in zip(group, spans, strict=True):
            for window in windows:
                if part == "boilerplate":
                    scores += [(mention_id, m, window, None) for name in measures for m in MEASURES[name]]
                    continue
                piece = seen.text[slice(*window_of(seen, start, window, codebook))]
                if piece not in remembered:
                    remembered[piece] = {k: v for name in measures for k, v in _SCORERS[name](piece).items()}
                for measure, scored in remembered[piece].items():
                    scores.append((mention_id, measure, window, scored.value))
                    if return_words:
                        words += [
                            (mention_id, measure, window, number, word, valence)
                            for number, (word, valence) in enumerate(scored.words)
                        ]
    return scores, words


def _check_words(kind: str, given: Sequence[str], known: Sequence[str] | dict[str, Any]) -> None:
    if isinstance(given, str):
        raise ValueError(f"{kind}s must be a list such as [{given!r}], not a text")
    strange = [name for name in given if name not in known]
    if strange:
        raise ValueError(f"unknown {kind} {', '.join(strange)}; known are {', '.join(known)}")


@lru_cache(maxsize=1)
def _vader() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def score_vader(text: str) -> Scored:
    """VADER's compound score of a text, and the words that made it.

    The score is the library's to the last digit; its own functions are called word by word, only for words that its
    lexicon holds, so that each word's valence is known.

    Examples
    --------
    >>> score_vader("The talks were not good.")
    Scored(value=-0.3412, words=[('good', -1.406)])
    """
    from vaderSentiment.vaderSentiment import BOOSTER_DICT, SentiText

    analyzer = _vader()
    if not analyzer.emojis.keys().isdisjoint(text):
        text = _describe_emojis(text, analyzer.emojis)
    text = text.strip()
    senti_text = SentiText(text)
    tokens = senti_text.words_and_emoticons
    lowered = [token.lower() for token in tokens]
    sentiments: list[float] = []
    for place, token in enumerate(tokens):
        word = lowered[place]
        if word not in analyzer.lexicon or word in BOOSTER_DICT or lowered[place : place + 2] == ["kind", "of"]:
            sentiments.append(0)
        else:
            # A word's valence depends on the three words before it and the two after; the library lowers the case of
            # every word it is given again and again, so it is given no more.
            first = max(0, place - 3)
            near = _Near(tokens[first : place + 3], senti_text.is_cap_diff)
            sentiments = analyzer.sentiment_valence(0, near, token, place - first, sentiments)
    sentiments = analyzer._but_check(tokens, sentiments)
    compound = analyzer.score_valence(sentiments, text)["compound"]
    return Scored(compound, [(t, round(float(v), 4)) for t, v in zip(tokens, sentiments, strict=True) if v])


class _Near(NamedTuple):
    """The part of VADER's ``SentiText`` that a word's valence depends on."""

    words_and_emoticons: list[str]
    is_cap_diff: bool


def _describe_emojis(text: str, emojis: dict[str, str]) -> str:
    """The text with emojis spelt out, as VADER reads it."""
    described = ""
    is_after_space = True
    for character in text:
        if character in emojis:
            described += ("" if is_after_space else " ") + emojis[character]
            is_after_space = False
        else:
            described += character
            is_after_space = character == " "
    return described


@lru_cache(maxsize=1)
def _textblob() -> tuple[Any, frozenset[str]]:
    from textblob._text import EMOTICONS, Sentiment
    from textblob.en import sentiment

    class Lexicon(dict[str, Any]):
        """TextBlob's rules over a plain dictionary: its own asks at each look-up whether it is loaded."""

        assessments = Sentiment.assessments
        labeler, negations = sentiment.labeler, sentiment.negations
        modifiers, modifier = sentiment.modifiers, staticmethod(sentiment.modifier)
        tokenizer = staticmethod(sentiment.tokenizer)

    sentiment.load()
    emoticons = {form.lower() for forms in EMOTICONS.values() for form in forms}
    return Lexicon(sentiment), frozenset({*sentiment.keys(), "(!)", *emoticons})


def score_textblob(text: str) -> tuple[Scored, Scored]:
    """TextBlob's polarity and subjectivity of a text, each with the words that made it.

    The numbers are those of ``TextBlob(text).sentiment``: the same lexicon and rules are called without the object
    around them, and not at all where no word is in the lexicon.

    Examples
    --------
    >>> score_textblob("The talks were not good.")[0]
    Scored(value=-0.35, words=[('not good', -0.35)])
    """
    sentiment, scored_tokens = _textblob()
    tokens = _tokenise(text).lower().split()
    if scored_tokens.isdisjoint(tokens):
        return Scored(0.0, []), Scored(0.0, [])
    found = sentiment.assessments((token, None) for token in tokens)
    n = len(found) or 1
    polarity = sum(valence for _, valence, _, _ in found) / n
    subjectivity = sum(valence for _, _, valence, _ in found) / n
    return (
        Scored(polarity, [(" ".join(words), round(p, 4)) for words, p, _, _ in found]),
        Scored(subjectivity, [(" ".join(words), round(s, 4)) for words, _, s, _ in found]),
    )


def _tokenise(text: str) -> str:
    """TextBlob's tokens with a space between them.

    Its tokenizer looks at one word at a time, but for emoticons and a mark of irony that are written with spaces; so
    its result can be remembered word by word unless there may be one of these.
    """
    from textblob._text import RE_EMOTICONS, RE_SARCASM

    tokens = " ".join(map(_tokenise_word, text.split()))
    if RE_EMOTICONS.search(tokens) or RE_SARCASM.search(tokens):
        return " ".join(_textblob()[0].tokenizer(text))
    return tokens


@lru_cache(maxsize=1 << 16)
def _tokenise_word(word: str) -> str:
    return " ".join(_textblob()[0].tokenizer(word))


def _score_vader(text: str) -> dict[str, Scored]:
    return {"vader_compound": score_vader(text)}


def _score_textblob(text: str) -> dict[str, Scored]:
    polarity, subjectivity = score_textblob(text)
    return {"textblob_polarity": polarity, "textblob_subjectivity": subjectivity}


_SCORERS = {"vader": _score_vader, "textblob": _score_textblob}
