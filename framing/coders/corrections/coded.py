"""The scored mentions of a measure, and what was coded of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...portrayals import MIN_ARTICLES, Evidence, Grouping, observe
from ...tables import scale_of
from ..codings import number_codes
from ..sampling import check_sample, find_chances
from .coded_intervals import Mean, Scale
from .means import Sampled

ANY_SCALE = (-np.inf, np.inf)


@dataclass(frozen=True)
class Coded:
    """The scored mentions of a measure, with what was coded of them.

    ``keys`` has the columns that group them, their article and what is drawn with it (``unit``).
    The other arrays are those of `Sampled`.
    """

    keys: pd.DataFrame
    score: np.ndarray
    code: np.ndarray
    weight: np.ndarray
    unit: np.ndarray
    stratum: np.ndarray
    n_units: int
    scale: Scale

    def take(self, rows: np.ndarray) -> Sampled:
        """Take some of the mentions."""
        return Sampled(
            self.score[rows],
            self.code[rows],
            self.weight[rows],
            self.unit[rows],
            self.stratum[rows],
            self.n_units,
            self.scale,
        )

    def groups(self, by: Sequence[str]) -> Iterator[tuple[tuple[object, ...], np.ndarray]]:
        """Each group with the rows of its mentions; a missing value is a group, too."""
        if not by:
            yield (), np.arange(len(self.keys))
            return
        grouped = self.keys.groupby([*by], sort=True, dropna=False, observed=True)
        group = grouped.ngroup().to_numpy()
        for number in range(int(group.max()) + 1 if len(group) else 0):
            rows = np.flatnonzero(group == number)
            yield tuple(self.keys[[*by]].iloc[int(rows[0])]), rows


def find_scale(measure: str, *values: np.ndarray) -> Scale:
    """Find the scale of a measure: what the kit knows of it, or else what its values show.

    Examples
    --------
    >>> find_scale("share_war"), find_scale("mine", np.array([0.0, 4.0]))
    ((0.0, 1.0), (0.0, 4.0))
    """
    known = scale_of(measure)
    if np.isfinite(known).all():
        return known
    there = np.concatenate([one[np.isfinite(one)] for one in values])
    low, high = (float(there.min()), float(there.max())) if len(there) else (0.0, 1.0)
    usual = ((0.0, 1.0), (-1.0, 1.0), (low, high))
    return next(scale for scale in usual if scale[0] <= low and high <= scale[1])


def gather_codes(
    codings: pd.DataFrame,
    sample: pd.DataFrame | None,
    evidence: Evidence,
    grouping: Grouping,
    *,
    variable: str,
    measure: str,
    window: str,
) -> Coded:
    """Gather the scores of a measure and the codes of a sample of the same mentions.

    Without a sample each coded mention weighs as much, and the others do not count.

    Raises
    ------
    ValueError
        If the measure was not scored, or `number_codes` or `check_sample` find a fault.
    """
    if sample is not None:
        check_sample(sample)
    seen = observe(evidence, grouping)
    values = next((v for v in seen.values if (v.measure, v.window) == (measure, window)), None)
    if values is None:
        raise ValueError(f"there is no {measure} over the window {window}")
    keys, score = seen.keys.iloc[values.row].reset_index(drop=True), values.value
    codes = number_codes(codings, variable, ANY_SCALE)
    code = keys["mention_id"].map(codes).to_numpy(float)
    scale = find_scale(measure, score, code)
    number_codes(codings, variable, scale)
    is_coded = ~np.isnan(code)
    if sample is None:
        keys, score, code = keys[is_coded].reset_index(drop=True), score[is_coded], code[is_coded]
        weight, stratum = np.ones(len(code)), np.zeros(len(code), dtype=int)
    else:
        chance, stratum = find_chances(sample, keys["mention_id"], is_coded)
        weight = np.where(chance > 0, 1 / np.where(chance > 0, chance, 1.0), 0.0)
    unit, names = pd.factorize(keys["unit"])
    return Coded(keys, score, code, weight, unit, stratum, len(names), scale)


def has_enough(mean: Mean, min_coded: int) -> bool:
    """Whether a mean rests on enough coded mentions in enough clusters to be reported."""
    return mean.n_coded >= min_coded and mean.n_clusters >= MIN_ARTICLES
