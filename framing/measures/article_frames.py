"""Frames of whole articles: how likely it is that any sentence of an article holds a frame.

A frame that coders see in an article is often told by a few of its sentences. So what counts is not
the mean over all of them, which a long article dilutes, but whether one of them at least holds it
(noisy-or; Pearl 1988, Probabilistic Reasoning in Intelligent Systems, section 4.3).
``benchmarks/frames.py --ways`` compares this with other ways to sum up, against people.
"""

import numpy as np
import pandas as pd

from ..codebook import Codebook
from ..tables import check
from .network.network import read_shown, shipped_card
from .network.reading import show_all


def read_article_frames(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook,
    *,
    show_progress: bool = False,
) -> pd.DataFrame:
    """Read the frames of every article in all its sentences, those without a mention too.

    Parameters
    ----------
    mentions, sentences : DataFrame
        Tables of sentences, and of the mentions in them, whose names are hidden.
    codebook : Codebook
        Its pronouns and articles tell which mentions are names.
    show_progress : bool
        Draw a bar on standard error while the network reads.

    Returns
    -------
    DataFrame
        One row is an article and a frame that the network reads: article_id, frame_id,
        n_sentences, ``expected`` (how many of them are expected to hold the frame) and
        ``probability`` (that one of them at least does, if sentences were independent). Both rise
        with an article's length and are no shares of articles: from which value on a frame counts
        as there is for codes of your own to say. Boilerplate is not read.

    Raises
    ------
    SchemaError
        If a column is missing.

    Examples
    --------
    >>> import framing as fr
    >>> codebook = fr.read_codebook()
    >>> tables = fr.analyse(fr.make_articles({"one": "Norway and Chad signed a treaty."}))
    >>> frames = fr.read_article_frames(tables["mentions"], tables["sentences"], codebook)
    >>> frames.loc[frames["probability"] > 0.5, ["article_id", "frame_id"]].values.tolist()
    [['one', 'diplomacy']]
    """
    check(mentions, "mentions")
    check(sentences, "sentences")
    read = read_by_article(mentions, sentences, codebook, show_progress=show_progress)
    rows = [
        (article_id, frame, len(own), expected, probability)
        for article_id, own in read.items()
        for frame, expected, probability in zip(
            shipped_card()["frames"], own.sum(axis=0).tolist(), any_of(own).tolist(), strict=True
        )
    ]
    columns = ["article_id", "frame_id", "n_sentences", "expected", "probability"]
    return pd.DataFrame(rows, columns=columns)


def read_by_article(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook,
    *,
    show_progress: bool = False,
) -> dict[str, np.ndarray]:
    """Read all sentences: article_id -> probabilities, shape (sentences, frames of the card)."""
    shown = show_all(mentions, sentences, codebook)
    readings = read_shown(list(shown.values()), show_progress=show_progress)
    article_of = dict(zip(sentences["sentence_id"], sentences["article_id"], strict=True))
    read: dict[str, list[np.ndarray]] = {}
    for sentence_id, reading in zip(shown, readings, strict=True):
        read.setdefault(article_of[sentence_id], []).append(reading.frames)
    return {article_id: np.array(own) for article_id, own in read.items()}


def any_of(probabilities: np.ndarray) -> np.ndarray:
    """Probability that one of several independent things at least is there.

    Parameters
    ----------
    probabilities : ndarray, shape (things, kinds)

    Returns
    -------
    ndarray, shape (kinds,)

    Examples
    --------
    >>> any_of(np.array([[0.5, 0.0], [0.5, 0.25]])).tolist()
    [0.75, 0.25]
    """
    return np.asarray(1 - np.prod(1 - probabilities, axis=0))
