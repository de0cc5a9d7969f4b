"""Sentiment toward an actor, judged by the trained network that reads the whole sentence.

VADER and TextBlob measure the tone of the words around a mention; the network was trained on
sentences in which people and language models judged in what light *this* mention is put. It gives
the probabilities that the light is negative, neutral or positive, and `targeted`, the last less the
first. `framing.measures.network` says what it gets to see, and ``docs/model_card.md`` how good it
is.
"""

import warnings
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from ...codebook import Codebook
from ...tables import LABELS, MEASURES, SCORERS
from ..network.network import read_shown, shipped_card
from ..network.reading import Readings, read_sentences
from ..network.shown import WORD, Shown, show_mentions

_DECIMALS = 4


def score_targets(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook,
    *,
    is_masked: bool = True,
    readings: Readings | None = None,
    show_progress: bool = False,
) -> list[tuple[str, str, str, float | None]]:
    """Make the rows of the table of scores, four for each mention.

    Warns
    -----
    UserWarning
        If a mention holds no character of its sentence; its scores are missing.
    """
    own = readings or read_sentences(
        mentions, sentences, codebook, is_masked=is_masked, show_progress=show_progress
    )
    measures, window = SCORERS["targeted"], MEASURES["targeted"].usual_window
    unscored = (None,) * len(measures)
    rows: list[tuple[str, str, str, float | None]] = []
    for mention_id in mentions["mention_id"]:
        light = own.lights.get(mention_id)
        values = unscored if light is None else _values(light)
        rows += [
            (mention_id, measure, window, value)
            for measure, value in zip(measures, values, strict=True)
        ]
    _warn_of_empty(mentions)
    return rows


def _warn_of_empty(mentions: pd.DataFrame) -> None:
    """Warn of mentions that have no score because they hold no character."""
    empty = mentions.loc[mentions["end"] <= mentions["start"], "mention_id"]
    if len(empty):
        warnings.warn(
            f"{len(empty)} mentions are empty and have no score, first {empty.iloc[0]!r}",
            stacklevel=3,
        )


def _values(light: Iterable[float]) -> tuple[float, ...]:
    """Make the values of `SCORERS["targeted"]` of three probabilities."""
    negative, neutral, positive = light
    return round(positive - negative, _DECIMALS), negative, neutral, positive


def weigh_words(
    mentions: pd.DataFrame, sentences: pd.DataFrame, codebook: Codebook, *, is_masked: bool = True
) -> list[tuple[str, str, str, int, str, float]]:
    """Make the rows of the table of scored words: what each word brings to `targeted`.

    The sentence is read again without the word, for every word but the mention's own; its weight is
    the score less the one without it (leave-one-out; Li, Monroe and Jurafsky 2016, arXiv
    1612.08220). Unlike the weights of a lexicon these do not add up to the score.
    """
    measure = MEASURES["targeted"]
    weights: dict[str, list[tuple[str, str, str, int, str, float]]] = {}
    for _, ids, shown in show_mentions(mentions, sentences, codebook, is_masked=is_masked):
        for mention_id, weighed in zip(ids, _weigh(shown), strict=True):
            key = (mention_id, measure.name, measure.usual_window)
            rows = [(*key, number, *one) for number, one in enumerate(weighed)]
            weights.setdefault(mention_id, rows)
    return [row for mention_id in mentions["mention_id"] for row in weights.get(mention_id, [])]


def _weigh(shown: Shown) -> Iterator[list[tuple[str, float]]]:
    """Yield the words and weights of each mention of a sentence, all of one reading of it each."""
    words = list(WORD.finditer(shown.text))
    shortened = [without(shown, *word.span()) for word in words]
    whole, *rest = [reading.lights for reading in read_shown([shown, *shortened])]
    for mention, (start, end) in enumerate(shown.spans):
        score = _values(whole[mention].tolist())[0]
        yield [
            (word.group(), round(score - _values(lights[mention].tolist())[0], _DECIMALS))
            for word, lights in zip(words, rest, strict=True)
            if word.end() <= start or word.start() >= end
        ]


def without(shown: Shown, start: int, end: int) -> Shown:
    """Leave out the word at ``start:end`` of a sentence, and the space after it.

    Examples
    --------
    >>> without(Shown("X never lied.", ((0, 1),)), 2, 7)
    Shown(text='X lied.', spans=((0, 1),))
    """
    if shown.text[end : end + 1] == " ":
        end += 1
    gone = end - start
    spans = tuple(
        (
            first - gone if first >= end else min(first, start),
            last - gone if last >= end else min(last, start),
        )
        for first, last in shown.spans
    )
    return Shown(shown.text[:start] + shown.text[end:], spans)


def label_sentiment(scores: pd.DataFrame, *, min_probability: float | None = None) -> pd.DataFrame:
    """Label each mention with the model's verdict, or as one that it is not sure about.

    Parameters
    ----------
    scores : DataFrame
        Table of scores with the measures of the model.
    min_probability : float, optional
        Verdicts of a lower probability are ``uncertain``. By default the threshold that leaves 70
        per cent of the human-labelled development sentences with a verdict; ``docs/model_card.md``
        says how many of those are right.

    Returns
    -------
    DataFrame
        One row is a mention that was scored: mention_id, label (negative, neutral, positive,
        uncertain; `pick_lights`), and the probability of that light.

    Raises
    ------
    ValueError
        If there are no scores of the model in the table.
    """
    wide = scores[scores["measure"].isin(SCORERS["targeted"][1:])].pivot_table(
        index="mention_id", columns="measure", values="value"
    )
    if wide.empty:
        raise ValueError(
            "there are no scores of the model; make them with "
            "score_sentiment(..., measures=['targeted'])"
        )
    wide = wide[list(SCORERS["targeted"][1:])].dropna()
    threshold = shipped_card()["threshold"] if min_probability is None else min_probability
    three = wide.to_numpy()
    chosen = pick_lights(three)
    probability = three[np.arange(len(three)), chosen]
    label = np.where(probability >= threshold, np.array(LABELS)[chosen], "uncertain")
    table = pd.DataFrame({"label": label, "probability": probability}, index=wide.index)
    return table.astype({"label": "str"}).reset_index().rename_axis(columns=None)


def pick_lights(probabilities: np.ndarray) -> np.ndarray:
    """Pick the light of each mention, where a neutral one has to be likelier than the others are.

    Most mentions are in a neutral light. The likeliest light would leave the others out too often,
    so the probability of a neutral one counts less: by how much was chosen on the development parts
    by macro-F1 (logit adjustment; Menon et al. 2021, ICLR). The probabilities themselves stay.

    Parameters
    ----------
    probabilities : ndarray, shape (n, 3)
        Of a negative, neutral and positive light.

    Returns
    -------
    ndarray, shape (n,)
        Places in `LABELS`.
    """
    weights = np.array([1.0, shipped_card()["neutral_weight"], 1.0])
    return np.asarray((probabilities * weights).argmax(axis=1))
