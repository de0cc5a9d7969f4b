"""From features and codes to a head: what is chosen, fitted, calibrated and held out."""

from typing import Any, NamedTuple

import numpy as np

from ...codebook import Learnt, digest_sentence
from .features import Blocks
from .fitting import (
    PENALTIES,
    Calibration,
    calibrate,
    crossfit,
    cut_folds,
    fit_softmax,
    log_loss,
    probabilities,
    reduce_rows,
)
from .units import Units


class Trained(NamedTuple):
    """A fit with everything that was found out about it on the way."""

    learnt: Learnt
    logits: np.ndarray
    """Calibrated, of each unit by learners that did not see its article."""
    words: np.ndarray
    """The same of a bag of words alone."""
    folds: np.ndarray
    penalty: float
    with_words: bool


def train(
    blocks: Blocks, texts: list[str], units: Units, known: dict[str, Any], seed: int
) -> Trained:
    """Choose the ridge, and whether words help, by articles that were left out; then fit it all."""
    folds = cut_folds(units.article, units.code, np.random.default_rng(seed))
    n_answers = len(units.classes)
    best: tuple[float, np.ndarray, float, bool] | None = None
    for with_words in (False, True) if blocks.words.shape[1] else (False,):
        rows = reduce_rows(blocks.rows(with_words))
        logits = crossfit(rows, units.code, n_answers, folds)
        for penalty, layer in zip(PENALTIES, logits, strict=True):
            loss = log_loss(layer, units.code, units.weight)
            if best is None or loss < best[0]:
                best = loss, layer, penalty, with_words
    assert best is not None
    _, logits, penalty, with_words = best
    calibration = calibrate(logits, units.code, units.weight)
    moved = calibration.slope * logits + calibration.shifts
    rows = blocks.rows(with_words)
    fit = fit_softmax(rows, units.code, n_answers, penalty)
    weights, bias, keyword, words = blocks.unfold(fit, calibration, with_words)
    said = probabilities(moved)
    learnt = Learnt(
        **known,
        classes=units.classes,
        weights=weights,
        bias=bias,
        keyword=keyword,
        words=words,
        held_out=_hold_out(texts, said),
        threshold=best_threshold(said[:, 1], units.code == 1, units.weight),
        report={},
    )
    return Trained(learnt, moved, _by_words(blocks, units, folds), folds, penalty, with_words)


def _by_words(blocks: Blocks, units: Units, folds: np.ndarray) -> np.ndarray:
    """The best that a bag of words does with the same codes, chosen and calibrated alike."""
    if not blocks.words.shape[1]:
        return np.zeros((len(units.code), len(units.classes)))
    logits = crossfit(reduce_rows(blocks.words), units.code, len(units.classes), folds)
    best = min(logits, key=lambda layer: log_loss(layer, units.code, units.weight))
    calibration: Calibration = calibrate(best, units.code, units.weight)
    return np.asarray(calibration.slope * best + calibration.shifts)


def _hold_out(texts: list[str], said: np.ndarray) -> dict[str, tuple[float, ...]]:
    """The probabilities of coded sentences by learners that did not see them: their mean, where a
    sentence was coded more than once.
    """
    found: dict[str, list[np.ndarray]] = {}
    for text, row in zip(texts, said, strict=True):
        found.setdefault(digest_sentence(text), []).append(row)
    return {key: tuple(np.mean(rows, axis=0).tolist()) for key, rows in sorted(found.items())}


def best_threshold(said: np.ndarray, is_there: np.ndarray, weight: np.ndarray) -> float:
    """Choose the probability from which yes is said: half of the best F1 (Lipton et al. 2014)."""
    order = np.argsort(-said, kind="stable")
    hits, n = np.cumsum((weight * is_there)[order]), np.cumsum(weight[order])
    f1 = 2 * hits / (n + float(weight @ is_there))
    return float(np.clip(f1.max() / 2, 0.05, 0.5))
