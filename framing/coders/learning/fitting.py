"""The arithmetic of learning: a softmax over linear features, its penalty, and its calibration.

A ridge keeps the weights small (Hoerl and Kennard 1970); its size is the one whose probabilities
for articles that were not learnt from are best (log loss). These are then calibrated by a slope and
an intercept for each answer (Platt 1999), shrunk towards none, since few codes tell little.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

PENALTIES = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
"""Sizes of the ridge that are tried, for rows of length about 4."""
MANY = 100
"""Units from which on half as many folds do."""
N_FOLDS = 10
_PRIOR = 2.0
"""So many codes' worth of belief that probabilities need no calibration."""
_METHOD = "TNC"
"""Truncated Newton (Nash 1984), which adds up by itself. L-BFGS-B asks BLAS, whose threads wait for
each other over a hundred numbers: on two busy cores a learner then took forty seconds, not one.
"""


class Fit(NamedTuple):
    """Coefficients of a softmax: a column for each answer."""

    weights: np.ndarray
    """Shape (features, answers)."""
    bias: np.ndarray
    """Shape (answers,)."""


class Calibration(NamedTuple):
    """Logits are multiplied by the slope, and the shifts added."""

    slope: float
    shifts: np.ndarray


def probabilities(logits: np.ndarray) -> np.ndarray:
    """Turn logits into probabilities, row by row.

    Examples
    --------
    >>> probabilities(np.array([[0.0, 0.0], [0.0, np.log(3)]])).tolist()
    [[0.5, 0.5], [0.25, 0.75]]
    """
    grown = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=1, keepdims=True))


def log_loss(logits: np.ndarray, codes: np.ndarray, weight: np.ndarray) -> float:
    """Measure how far probabilities are from the codes: the mean negative logarithm."""
    said = probabilities(logits)[np.arange(len(codes)), codes]
    return float(-(weight @ np.log(np.maximum(said, 1e-9))) / weight.sum())


def reduce_rows(rows: np.ndarray) -> np.ndarray:
    """Turn rows so that they need no more columns than there are rows; distances stay.

    Cholesky's root of their products has the same products.
    """
    if rows.shape[1] <= len(rows):
        return rows
    products = rows @ rows.T
    # Rows that are alike leave no room for a root; so little more changes none of it.
    least = 1e-9 * max(float(np.trace(products)) / len(rows), 1e-9)
    return np.asarray(np.linalg.cholesky(products + least * np.eye(len(rows))))


def fit_softmax(
    rows: np.ndarray, codes: np.ndarray, n_answers: int, penalty: float, start: Fit | None = None
) -> Fit:
    """Fit a softmax with a ridge; the intercepts are free.

    Parameters
    ----------
    rows : ndarray
        Shape (units, features).
    codes : ndarray
        Numbers of the answers, from 0.
    penalty : float
        Half of it times the sum of squares is added to the negative log likelihood.
    """
    width = rows.shape[1]
    truth = np.eye(n_answers)[codes]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        own = flat.reshape(width + 1, n_answers)
        weights, bias = own[:-1], own[-1]
        logits = rows @ weights + bias
        top = logits.max(axis=1, keepdims=True)
        grown = np.exp(logits - top)
        total = grown.sum(axis=1, keepdims=True)
        gap = grown / total - truth
        value = float((np.log(total) + top).sum() - (logits * truth).sum())
        value += penalty / 2 * float((weights**2).sum()) + 1e-4 * float(bias @ bias)
        slope = np.vstack([rows.T @ gap + penalty * weights, gap.sum(axis=0) + 2e-4 * bias])
        return value, slope.ravel()

    begun = np.zeros((width + 1, n_answers))
    if start is not None:
        begun = np.vstack([start.weights, start.bias])
    found = minimize(loss, begun.ravel(), jac=True, method=_METHOD)
    own = found.x.reshape(width + 1, n_answers)
    return Fit(own[:-1], own[-1])


def cut_folds(
    articles: np.ndarray, codes: np.ndarray, rng: np.random.Generator, n_folds: int = N_FOLDS
) -> np.ndarray:
    """Deal articles into folds so that each fold gets of each answer as many as the others.

    Returns
    -------
    ndarray
        The number of each unit's fold; units of an article have the same.
    """
    names, article = np.unique(articles, return_inverse=True)
    counts = np.zeros((len(names), int(codes.max()) + 1))
    np.add.at(counts, (article, codes), 1)
    n_folds = n_folds if len(codes) < MANY else n_folds // 2
    n_folds = max(2, min(n_folds, len(names)))
    rare = 1 / np.maximum(counts.sum(axis=0), 1)
    order = rng.permutation(len(names))
    order = order[np.argsort(-(counts[order] @ rare), kind="stable")]
    held = np.zeros((n_folds, counts.shape[1]))
    fold = np.zeros(len(names), dtype=int)
    for one in order:
        # The fold that has least of what this article brings, weighed by how rare that is.
        fold[one] = int(np.argmin(held @ (rare * counts[one]) + 1e-6 * held.sum(axis=1)))
        held[fold[one]] += counts[one]
    return np.asarray(fold[article])


def crossfit(
    rows: np.ndarray,
    codes: np.ndarray,
    n_answers: int,
    folds: np.ndarray,
    penalties: Sequence[float] = PENALTIES,
    *,
    share: float = 1.0,
    rng: np.random.Generator | None = None,
) -> np.ndarray:
    """Give the logits of each unit by learners that did not see its fold.

    Parameters
    ----------
    penalties : sequence of float
        One layer of the result each.
    share : float
        Learn from so much of the other folds alone, drawn by `rng`.

    Returns
    -------
    ndarray
        Shape (penalties, units, answers).
    """
    logits = np.zeros((len(penalties), len(codes), n_answers))
    for fold in np.unique(folds):
        at = np.flatnonzero(folds != fold)
        if share < 1 and rng is not None:
            at = rng.permutation(at)[: max(2, round(share * len(at)))]
        fit: Fit | None = None
        # From the largest ridge on, each fit begins where the last one ended.
        for place in np.argsort(penalties)[::-1]:
            fit = fit_softmax(rows[at], codes[at], n_answers, penalties[place], fit)
            out = folds == fold
            logits[place, out] = rows[out] @ fit.weights + fit.bias
    return logits


def calibrate(logits: np.ndarray, codes: np.ndarray, weight: np.ndarray) -> Calibration:
    """Find the slope and shifts that make probabilities mean what they say.

    Parameters
    ----------
    logits : ndarray
        Of units that were not learnt from, shape (units, answers).
    weight : ndarray
        For how many units of the corpus each stands.
    """
    n_answers = logits.shape[1]
    own = weight * len(weight) / weight.sum()

    def loss(flat: np.ndarray) -> float:
        belief = (flat[0] - 1) ** 2 + float(flat[1:] @ flat[1:]) / n_answers
        moved = flat[0] * logits + flat[1:]
        return float(log_loss(moved, codes, own) * len(own) + _PRIOR / 2 * belief)

    bounds = [(0.2, 5.0), *[(-6.0, 6.0)] * n_answers]
    found = minimize(loss, np.array([1.0, *np.zeros(n_answers)]), method=_METHOD, bounds=bounds)
    return Calibration(float(found.x[0]), np.asarray(found.x[1:]))
