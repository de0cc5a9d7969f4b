"""Coded units as a learner sees them: vectors of the network, keywords of the frame, and words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...measures import words_of
from .fitting import Calibration, Fit

SIZE = 4.0
"""Length of an average row of each block, so that one ridge is right for all of them."""
_KEYWORD = 2.0
"""How far a keyword moves a row: half as far as all else."""
_LEAST_SENTENCES = 2
"""Coded sentences in which a word must stand."""


@dataclass(frozen=True)
class Blocks:
    """What is known of coded units, a row each, in blocks that can be left out."""

    vectors: np.ndarray
    keyword: np.ndarray
    words: np.ndarray
    mean: np.ndarray
    spread: np.ndarray
    word_weights: dict[str, float]
    """How much a word counts for beside others in its sentence: the rarer, the more."""
    word_means: np.ndarray

    def rows(self, with_words: bool) -> np.ndarray:
        """Put the blocks side by side."""
        parts = [self.vectors, self.keyword[:, None]]
        return np.hstack([*parts, self.words] if with_words else parts)

    def unfold(
        self, fit: Fit, calibration: Calibration, with_words: bool
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, dict[str, tuple[float, ...]]]:
        """Turn coefficients of rows into those of what a new sentence has.

        Returns
        -------
        tuple
            Weights of the vector, intercepts, what a keyword adds, and what each word does, as
            `framing.codebook.Learnt` holds them: the logit of the first answer is 0.
        """
        apart = calibration.slope * (fit.weights[:, 1:] - fit.weights[:, :1])
        moved = calibration.slope * fit.bias + calibration.shifts
        bias = moved[1:] - moved[0]
        width = self.vectors.shape[1]
        of_vector = apart[:width].T * (SIZE / np.sqrt(width)) / self.spread
        bias = bias - of_vector @ self.mean
        of_keyword = _KEYWORD * apart[width]
        words: dict[str, tuple[float, ...]] = {}
        if with_words and self.word_weights:
            of_words = SIZE * apart[width + 1 :]
            bias = bias - self.word_means @ of_words
            words = {
                word: (weight, *row)
                for (word, weight), row in zip(
                    self.word_weights.items(), of_words.tolist(), strict=True
                )
            }
        return of_vector, bias, of_keyword, words


def make_blocks(vectors: np.ndarray, texts: Sequence[str], hits: np.ndarray) -> Blocks:
    """Make blocks of features; nothing here knows a code.

    Parameters
    ----------
    vectors : ndarray
        Shape (units, width).
    texts : sequence of str
        The sentences as the network sees them.
    hits : ndarray
        1 where a keyword of the frame stands in the sentence, and 0 elsewhere.
    """
    mean, spread = vectors.mean(axis=0, dtype=float), vectors.std(axis=0, dtype=float) + 1e-3
    scaled = (vectors - mean) / spread * (SIZE / np.sqrt(vectors.shape[1]))
    held = [words_of(text) for text in texts]
    counts = Counter(word for words in held for word in words)
    known = sorted(word for word, n in counts.items() if n >= _LEAST_SENTENCES)
    weights = {word: 1 + float(np.log(len(texts) / counts[word])) for word in known}
    place = {word: number for number, word in enumerate(known)}
    words = np.zeros((len(texts), len(known)))
    for row, own in enumerate(held):
        for word in own & place.keys():
            words[row, place[word]] = weights[word]
    words /= np.maximum(np.linalg.norm(words, axis=1, keepdims=True), 1e-9)
    means = words.mean(axis=0) if len(known) else np.zeros(0)
    return Blocks(scaled, _KEYWORD * hits, SIZE * (words - means), mean, spread, weights, means)
