"""Sentences into what a researcher's own learners tell of them.

The vectors are those that the network made when it read the sentences for everything else, so a
learner costs no second reading. Names are hidden from the words that it sees, too.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..codebook import Codebook, LearnerError, Learnt, digest_sentence
from ..tables import check
from .keywords import find_keywords
from .network.network import model_digest, read_shown
from .network.reading import Readings, show_all, vectors_of

_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*")


class Seen(NamedTuple):
    """Sentences as learners see them, one after the other."""

    ids: list[str]
    vectors: np.ndarray
    """Shape (sentences, width)."""
    texts: list[str]
    """With names hidden."""


def words_of(text: str) -> frozenset[str]:
    """Take the words of a sentence, which is as the network sees it; the stand-in is none.

    Examples
    --------
    >>> sorted(words_of("X's loans buried X in hard-to-pay debt."))
    ['buried', 'debt', 'hard-to-pay', 'in', 'loans']
    """
    found = _WORD.findall(text.lower().replace("’", "'"))
    return frozenset(word for word in found if len(word) > 1 and not word.startswith("x'"))


def see_sentences(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook,
    *,
    readings: Readings | None = None,
    show_progress: bool = False,
) -> Seen:
    """Show sentences to learners, also those without a mention.

    Parameters
    ----------
    mentions, sentences : DataFrame
        Tables of sentences, and of the mentions in them, whose names are hidden.
    codebook : Codebook
        Its pronouns and articles tell which mentions are names.
    readings : Readings, optional
        What `read_sentences` made with vectors of some of them, which are not read again.

    Returns
    -------
    Seen
        In the order of the sentences; boilerplate is left out.
    """
    check(sentences, "sentences")
    known: dict[str, np.ndarray] = {}
    if readings is not None:
        ids, vectors = vectors_of(readings)
        known = dict(zip(ids, vectors, strict=True)) if vectors.shape[1] else {}
    shown = show_all(mentions, sentences, codebook)
    left = [one for one in shown if one not in known]
    read = read_shown([shown[one] for one in left], show_progress=show_progress)
    known |= {one: reading.vector for one, reading in zip(left, read, strict=True)}
    vectors = np.array([known[one] for one in shown], dtype=np.float32)
    return Seen(list(shown), vectors, [one.text for one in shown.values()])


def see_read(readings: Readings) -> Seen:
    """Show to learners what was read with vectors."""
    ids, vectors = vectors_of(readings)
    return Seen(ids, vectors, [readings.texts[one] for one in ids])


def find_frame(texts: Sequence[str], frame_id: str, codebook: Codebook) -> np.ndarray:
    """Find in which sentences a keyword of a frame stands: 0 or 1 each; 0 for unknown frames."""
    if frame_id not in codebook.frame_labels:
        return np.zeros(len(texts))
    hits = (any(hit.frame_id == frame_id for hit in find_keywords(one, codebook)) for one in texts)
    return np.fromiter(hits, dtype=float, count=len(texts))


def judge_sentences(learnt: Learnt, seen: Seen, codebook: Codebook) -> np.ndarray:
    """Give the probability of each answer of a learner, for each sentence.

    Returns
    -------
    ndarray
        Shape (sentences, answers); adds up to 1. A sentence that was coded for the learner gets
        what a learner said that had not seen its article.

    Raises
    ------
    LearnerError
        If it has weights for vectors of another width than those of the network.
    """
    own = np.zeros((len(seen.ids), len(learnt.classes)))
    if not len(own):
        return own
    width, n_weights = seen.vectors.shape[1], learnt.weights.shape[1]
    if n_weights != width:
        raise LearnerError(
            f"the learner {learnt.name!r} has {n_weights} weights, and the vectors of the network "
            f"have {width} numbers, so it was learnt with another network or its file is broken: "
            "learn it again from the same codes (framing.learn_frame), or take "
            f"learners/{learnt.name}.json out of the codebook"
        )
    own[:, 1:] = seen.vectors @ learnt.weights.T + learnt.bias
    if learnt.keyword.any():
        own[:, 1:] += np.outer(find_frame(seen.texts, learnt.name, codebook), learnt.keyword)
    if learnt.words:
        n_logits = len(learnt.bias)
        own[:, 1:] += [add_words(text, learnt.words, n_logits) for text in seen.texts]
    own = np.exp(own - own.max(axis=1, keepdims=True))
    own /= own.sum(axis=1, keepdims=True)
    for row, text in enumerate(seen.texts):
        if (held := learnt.held_out.get(digest_sentence(text))) is not None:
            own[row] = held
    return np.asarray(own)


def add_words(text: str, words: Mapping[str, tuple[float, ...]], n_logits: int) -> np.ndarray:
    """Add up what the words of a sentence bring to each logit but the first."""
    known = [words[word] for word in sorted(words_of(text)) if word in words]
    if not known:
        return np.zeros(n_logits)
    rows = np.array(known)
    weight = rows[:, 0] / np.sqrt(rows[:, 0] @ rows[:, 0])
    return np.asarray(weight @ rows[:, 1:])


def check_learners(codebook: Codebook) -> None:
    """Refuse learners that were learnt with another network or another codebook.

    Raises
    ------
    LearnerError
        If there is one; the message says what to do.
    """
    for learnt in codebook.learners:
        for what, theirs, ours in (
            ("network", learnt.network, model_digest()),
            ("codebook", learnt.codebook, codebook.words_digest),
        ):
            if theirs != ours:
                raise LearnerError(
                    f"the learner {learnt.name!r} was learnt with the {what} {theirs}, and this is "
                    f"{ours}: its numbers would mean something else. Learn it again from the same "
                    "codes (framing.learn_frame, some seconds) and save it, or take "
                    f"learners/{learnt.name}.json out of the codebook"
                )
