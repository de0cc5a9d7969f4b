"""How good a learner is, in numbers and in words, beside what costs nothing."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..verdicts import judge_f1
from .features import Blocks
from .fitting import crossfit, probabilities, reduce_rows
from .training import Trained, best_threshold
from .units import Units

N_RESAMPLES = 500
_SHARES = (0.25, 0.5, 0.75)
"""Shares of the codes that the learning curve learns from, beside all of them."""
_REPEATS = 3
LITTLE = 0.02
"""A gain of F1 below this is little."""


class Verdict(NamedTuple):
    """What is to be thought of a learner."""

    word: str
    """good, fair or poor."""
    text: str
    scores: pd.DataFrame


class Counts(NamedTuple):
    """Hits, false alarms and misses by article, of each answer that counts: (articles, answers)."""

    hits: np.ndarray
    false: np.ndarray
    missed: np.ndarray

    def f1(self, times: np.ndarray | None = None) -> np.ndarray:
        """F1, the mean over answers; of each row of `times`, which says how often an article
        counts.
        """
        times = np.ones((1, len(self.hits))) if times is None else times
        hits, false, missed = (times @ one for one in self)
        return np.asarray((2 * hits / np.maximum(2 * hits + false + missed, 1e-12)).mean(axis=1))

    def rates(self) -> tuple[float, float]:
        """Precision and recall, the means over answers; not a number where nothing was said."""
        hits, false, missed = (one.sum(axis=0) for one in self)
        with np.errstate(invalid="ignore"):
            return float((hits / (hits + false)).mean()), float((hits / (hits + missed)).mean())


def count_errors(said: np.ndarray, units: Units) -> Counts:
    """Count what is right and wrong; of yes and no, only yes counts."""
    names, article = np.unique(units.article, return_inverse=True)
    answers = np.array([1] if len(units.classes) == 2 else range(len(units.classes)))
    is_said, is_coded = said[:, None] == answers, units.code[:, None] == answers
    tables = []
    for is_of in (is_said & is_coded, is_said & ~is_coded, ~is_said & is_coded):
        table = np.zeros((len(names), len(answers)))
        np.add.at(table, article, units.weight[:, None] * is_of)
        tables.append(table)
    return Counts(*tables)


def decide(logits: np.ndarray, units: Units, folds: np.ndarray) -> np.ndarray:
    """Say one answer for each unit; the threshold of yes is chosen on the other folds."""
    said = probabilities(logits)
    if len(units.classes) > 2:
        return np.asarray(said.argmax(axis=1))
    decided = np.zeros(len(said), dtype=int)
    for fold in np.unique(folds):
        out = folds == fold
        least = best_threshold(said[~out, 1], units.code[~out] == 1, units.weight[~out])
        decided[out] = said[out, 1] >= least
    return decided


def judge(name: str, units: Units, trained: Trained, hits: np.ndarray | None) -> Verdict:
    """Judge a learner beside its rivals, on articles that it had not learnt from.

    Parameters
    ----------
    hits : ndarray or None
        Where a keyword of the frame stands; None where it has none, or none that was found.
    """
    is_frame = len(units.classes) == 2
    commonest = int(np.argmax(np.bincount(units.code, weights=units.weight)))
    decided = {
        "learner": decide(trained.logits, units, trained.folds),
        "bag of words": decide(trained.words, units, trained.folds),
        "always yes" if is_frame else f"always {units.classes[commonest]}": np.full(
            len(units.code), 1 if is_frame else commonest
        ),
    }
    if hits is not None and is_frame:
        decided["keywords"] = hits.astype(int)
    counts = {rival: count_errors(said, units) for rival, said in decided.items()}
    n_articles = len(counts["learner"].hits)
    times = np.random.default_rng(1).multinomial(
        n_articles, np.full(n_articles, 1 / n_articles), N_RESAMPLES
    )
    drawn = {rival: own.f1(times) for rival, own in counts.items()}
    rows = []
    for rival, own in counts.items():
        low, high = np.quantile(drawn[rival], [0.025, 0.975])
        rows.append((rival, *own.rates(), float(own.f1()[0]), low, high))
    columns = ["what", "precision", "recall", "f1", "f1_low", "f1_high"]
    scores = pd.DataFrame(rows, columns=columns)
    of_rivals = scores.iloc[1:].sort_values("f1", ascending=False, kind="stable")
    best, mine = of_rivals.iloc[0], scores.iloc[0]
    gap = drawn["learner"] - drawn[best["what"]]
    low, high = np.quantile(gap, [0.025, 0.975])
    n_second = int(np.sort(np.bincount(units.code))[-2])
    word = judge_f1(mine["f1"], mine["f1_low"], mine["f1_high"], len(units.code), n_second)
    if mine["f1"] <= best["f1"]:
        word = "poor"
    elif low <= 0 and word == "good":
        word = "fair"
    beside = ", ".join(f"{row.what} {row.f1:.2f}" for row in of_rivals.itertuples())
    text = (
        f"The learner of {name!r} is {word}: {'' if is_frame else 'macro-'}F1 {mine['f1']:.2f} "
        f"({mine['f1_low']:.2f} to {mine['f1_high']:.2f}) on {len(units.code)} codes of articles "
        f"that it had not seen; {beside}. "
    )
    if mine["f1"] <= best["f1"]:
        text += f"It is no better than {best['what']}, which costs less."
    else:
        sure = "surely" if low > 0 else "not surely"
        text += (
            f"It is {sure} better than the best of these, by {mine['f1'] - best['f1']:.2f} "
            f"({low:.2f} to {high:.2f}).".replace("-", "−")
        )
    return Verdict(word, text, scores)


def trace_curve(
    units: Units, trained: Trained, blocks: Blocks, seed: int
) -> tuple[pd.DataFrame, str]:
    """Trace F1 over fewer codes, and say what more codes would bring.

    Returns
    -------
    tuple
        One row is a number of codes: n_codes, f1. And advice in a sentence, from a line through F1
        over one by the root of the number of codes.
    """
    rows = reduce_rows(blocks.rows(trained.with_words))
    rng, n_answers = np.random.default_rng(seed), len(units.classes)
    learnt_from = float(np.mean([(trained.folds != one).sum() for one in np.unique(trained.folds)]))
    found = []
    for share in _SHARES:
        f1 = []
        for _ in range(_REPEATS):
            (logits,) = crossfit(
                rows, units.code, n_answers, trained.folds, [trained.penalty], share=share, rng=rng
            )
            f1.append(count_errors(decide(logits, units, trained.folds), units).f1()[0])
        found.append((round(share * learnt_from), float(np.mean(f1))))
    whole = count_errors(decide(trained.logits, units, trained.folds), units).f1()[0]
    found.append((round(learnt_from), float(whole)))
    curve = pd.DataFrame(found, columns=["n_codes", "f1"])
    n = len(units.code)
    more = 60 if n < 300 else 10 * round(n / 50)
    slope = np.polyfit(1 / np.sqrt(curve["n_codes"]), curve["f1"], 1)[0]
    gain = max(0.0, float(slope * (1 / np.sqrt(n + more) - 1 / np.sqrt(n))))
    if gain < LITTLE:
        return curve, f"{more} more codes would help little (F1 +{gain:.2f})."
    return curve, f"{more} more codes would raise F1 by about {gain:.2f}."
