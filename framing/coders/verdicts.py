"""The one rule for how good a measure is by its F1 against codes, and for when that can be said."""

from typing import Any, NamedTuple

import numpy as np

from .corrections.coded_intervals import find_jackknife_ends

GOOD, FAIR = 0.80, 0.60
"""F1 from which a measure is good, near the alpha between the two language models that coded the
workshop corpus, and fair, which orders groups that lie clearly apart. Below, it errs too often even
for groups (``docs/coding.md``).
"""
MIN_JUDGED, MIN_EACH = 30, 5
"""Coded mentions below which nothing is said of a measure, and those that its second most frequent
code must have: where all codes are alike, whoever always says the same is right.
"""
MAX_WIDTH = 0.20
"""An interval that is wider reaches over more than one step from poor to good."""
TOO_FEW = "too few to tell"


class Agreed(NamedTuple):
    """How far a measure agrees with codes: on how many mentions, how many of them have the second
    most frequent code, and F1 with its interval.
    """

    n_mentions: int
    n_second: int
    f1: float
    f1_low: float
    f1_high: float


def judge_f1(f1: float, low: float, high: float, n_mentions: int, n_second: int) -> str:
    """Say in words how good a measure is, where its F1 is known well enough to say it.

    It is ``good`` from `GOOD` on, ``fair`` from `FAIR` on, and ``poor`` below. It is `TOO_FEW`
    where fewer mentions are coded than `MIN_JUDGED`, where all but a few codes are alike
    (`MIN_EACH`), where there is no interval, and where it is wider than `MAX_WIDTH`, one step of
    the verdict.

    Examples
    --------
    >>> [judge_f1(f1, f1 - 0.05, f1 + 0.05, 200, 60) for f1 in (0.9, 0.7, 0.5)]
    ['good', 'fair', 'poor']
    >>> judge_f1(0.7, 0.5, 0.8, 200, 60), judge_f1(1.0, 0.9, 1.0, 10, 5)
    ('too few to tell', 'too few to tell')
    >>> judge_f1(1.0, 0.9, 1.0, 200, 0)
    'too few to tell'
    """
    if n_mentions < MIN_JUDGED or n_second < MIN_EACH or not high - low <= MAX_WIDTH:
        return TOO_FEW
    return "good" if f1 >= GOOD else "fair" if f1 >= FAIR else "poor"


def judge_row(row: Any) -> str:
    """Judge a row of the table of validations."""
    return judge_f1(row.f1, row.f1_low, row.f1_high, row.n_mentions, row.n_second)


def explain_row(row: Any) -> str:
    """Say in a sentence why a row of the table of validations has its verdict.

    Examples
    --------
    >>> explain_row(Agreed(10, 0, 1.0, 0.7, 1.0))
    'F1 1.00 on 10 coded mentions: a verdict takes 30, and 5 with the second most frequent code'
    """
    begin = f"F1 {row.f1:.2f}"
    if row.f1_low <= row.f1_high:
        begin += f" ({row.f1_low:.2f} to {row.f1_high:.2f})"
    begin += f" on {row.n_mentions:,} coded mentions"
    if row.n_mentions < MIN_JUDGED or row.n_second < MIN_EACH:
        return (
            f"F1 {row.f1:.2f} on {row.n_mentions:,} coded mentions: a verdict takes {MIN_JUDGED}, "
            f"and {MIN_EACH} with the second most frequent code"
        )
    if not row.f1_low <= row.f1_high:
        return f"{begin}, all of one article, so that there is no interval"
    if judge_row(row) == TOO_FEW:
        return f"{begin}: the interval is wider than {MAX_WIDTH:.2f}, one step of the verdict"
    return begin


def agree(
    is_there: np.ndarray,
    is_said: np.ndarray,
    cluster: np.ndarray,
    weight: np.ndarray | None = None,
    *,
    level: float = 0.95,
) -> tuple[float, float, float]:
    """Find the mean F1 of some labels with the interval of a jackknife over clusters.

    Parameters
    ----------
    is_there, is_said : ndarray
        A row is a mention and a column a label: whether it was coded, and what the measure says.
        Numbers in place of yes and no are counts.
    cluster : ndarray
        What each mention belongs to, such as its article.
    weight : ndarray, optional
        For how many mentions each stands; all for as many if there is none.

    Returns
    -------
    tuple of float
        F1, 0..1, with the ends of its interval, which are missing where there is one cluster. A
        label that is neither there nor said has an F1 of 0.

    Examples
    --------
    >>> there, said = np.array([[1], [1], [0]]), np.array([[1], [0], [0]])
    >>> round(agree(there, said, np.array(["a", "b", "c"]))[0], 3)
    0.667
    """
    weight = np.ones(len(is_there)) if weight is None else weight / weight.sum()
    there, said = (
        np.asarray(one, dtype=float).reshape(len(weight), -1) for one in (is_there, is_said)
    )
    number = np.unique(cluster, return_inverse=True)[1]
    hits, sums = np.zeros((2, int(number.max()) + 1, there.shape[1]))
    np.add.at(hits, number, weight[:, None] * np.minimum(there, said))
    np.add.at(sums, number, weight[:, None] * (there + said) / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        f1 = float(np.nan_to_num(hits.sum(axis=0) / sums.sum(axis=0)).mean())
        without = (hits.sum(axis=0) - hits) / (sums.sum(axis=0) - sums)
    # A label that one cluster alone holds has no F1 without it, and counts as missed.
    ends = find_jackknife_ends(f1, np.nan_to_num(without).mean(axis=1), level)
    low, high = np.clip(ends, 0.0, 1.0)
    return f1, float(low), float(high)
