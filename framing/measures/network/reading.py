"""Sentences with mentions, read once: what each mention, pair and sentence was given."""

import itertools
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ...codebook import Codebook
from ...tables import rows_of
from .network import Network, Reading, load_network, read_shown
from .shown import Shown, show_mentions, show_sentence

NEITHER = 0.95
"""From this probability on, it is all but sure that one mention does nothing to another."""


@dataclass(frozen=True)
class Readings:
    """What the network says of sentences and of the mentions in them.

    One is made by `read_sentences` and given to `score_sentiment`, `read_frames` and
    `extract_roles`, so that a sentence is read once for all of them.
    """

    lights: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    """mention_id -> probability of a negative, a neutral and a positive light."""
    pairs: dict[tuple[str, str], tuple[float, float, float]] = field(default_factory=dict)
    """Two mention ids of a sentence -> probability that the first acts against the second, does
    neither, or acts for it; where it is all but sure that it does neither, there is no entry."""
    sentences: dict[str, Reading] = field(default_factory=dict)
    """sentence_id -> its reading, for policy, frames and vector."""
    texts: dict[str, str] = field(default_factory=dict)
    """sentence_id -> the sentence as the network saw it; kept with the vectors alone."""


def read_sentences(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook,
    *,
    is_masked: bool = True,
    with_vectors: bool = False,
    network: Network | None = None,
    show_progress: bool = False,
) -> Readings:
    """Read every sentence that holds a mention once.

    Parameters
    ----------
    mentions, sentences : DataFrame
        Tables of mentions and of the sentences that they stand in.
    codebook : Codebook
        Its pronouns and articles tell which mentions are names.
    is_masked : bool
        False shows all names; only for comparison.
    with_vectors : bool
        Keep the vectors too, three kilobytes for each sentence.
    network : Network, optional
        The shipped one if there is none.
    show_progress : bool
        Draw a bar on standard error, if that is a terminal and it takes longer than two seconds.

    Returns
    -------
    Readings
        Mentions in boilerplate and empty ones have none.
    """
    shown = list(show_mentions(mentions, sentences, codebook, is_masked=is_masked))
    own = network or load_network()
    read = read_shown([one for *_, one in shown], network=own, show_progress=show_progress)
    found = Readings()
    for (sentence_id, ids, as_shown), reading in zip(shown, read, strict=True):
        # Where mentions overlap, a sentence is read more than once; its first reading counts.
        kept = reading if with_vectors else reading._replace(vector=reading.vector[:0])
        found.sentences.setdefault(sentence_id, kept)
        if with_vectors:
            found.texts.setdefault(sentence_id, as_shown.text)
        for mention_id, light in zip(ids, reading.lights.tolist(), strict=True):
            found.lights.setdefault(mention_id, tuple(light))
        said = reading.pairs.tolist()
        for (i, one), (j, two) in itertools.permutations(enumerate(ids), 2):
            if said[i][j][1] < NEITHER:
                found.pairs.setdefault((one, two), tuple(said[i][j]))
    return found


def show_all(
    mentions: pd.DataFrame, sentences: pd.DataFrame, codebook: Codebook
) -> dict[str, Shown]:
    """Show every sentence, those without a mention as they stand: sentence_id -> sentence.

    Of one whose mentions overlap, the first way to show it is taken. Boilerplate is left out.
    """
    shown: dict[str, Shown] = {}
    for sentence_id, _, one in show_mentions(mentions, sentences, codebook):
        shown.setdefault(sentence_id, one)
    rows = rows_of(sentences, ["sentence_id", "text", "part"])
    return {
        sentence_id: shown.get(sentence_id) or show_sentence(text, [])
        for sentence_id, text, part in rows
        if part != "boilerplate"
    }


def vectors_of(readings: Readings) -> tuple[list[str], np.ndarray]:
    """Return the ids of sentences that were read with vectors, and these, one row a sentence."""
    ids = list(readings.sentences)
    width = 0 if not ids else len(readings.sentences[ids[0]].vector)
    rows = [readings.sentences[one].vector for one in ids]
    return ids, np.array(rows).reshape(len(ids), width)
