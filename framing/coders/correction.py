"""Estimates corrected by the codes of a sample."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..portrayals import MIN_ARTICLES, Evidence, Grouping, Resampling, observe
from ..tables import TABLES, empty, scale_of
from .codings import number_codes
from .estimation import Mean, Sampled, Scale, estimate_mean
from .sampling import MIN_CODED, check_sample, find_chances

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


def correct_portrayal(
    codings: pd.DataFrame,
    sample: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    frame_hits: pd.DataFrame | None = None,
    variable: str = "sentiment",
    measure: str = "targeted",
    window: str = "sentence",
    by: Sequence[str] = ("actor_id",),
    readings: Sequence[str] = ("actor",),
    cluster: str | None = None,
    min_coded: int = MIN_CODED,
    level: float = 0.95,
) -> pd.DataFrame:
    """Correct portrayals to what coders would have coded, by a coded sample of the mentions.

    The mean of the scores is corrected by the mean error in the coded sample, each coded mention
    standing for as many as its probability of being drawn says (the ratio estimator of Hájek). How
    far the scores are trusted is the slope of the codes on the scores, shrunk by its own error, so
    a measure that knows nothing gets no weight and costs nothing. The intervals are valid however
    bad the measure is, since chance comes from the drawing of the sample and of the articles alone.

    Parameters
    ----------
    codings : DataFrame
        Table of codings; the codes that count are those of `final_codes`, and must be numbers on
        the measure's scale: -1, 0, 1 for tone; 0, 1 for a share.
    sample : DataFrame
        From `sample_for_coding`: mention_id and the ``probability`` with which each mention was
        drawn. A mention of the sample that nobody coded, or on which coders did not settle, is
        taken as missing at random in its stratum. What is not among the mentions or articles does
        not count, so that any part of a corpus gives what analysing only this part gives.
    mentions, articles, scores, frame_hits, by, readings
        As for `summarise_portrayal`.
    cluster : str, optional
        Column of the articles whose equal values count as one; by default ``cluster_id``, if the
        articles have it, so that copies count once, or else each article.
    variable : str
        The variable with the codes.
    measure, window : str
        What is corrected.
    min_coded : int
        Coded mentions below which a group's correction is not reportable.
    level : float
        Coverage, 0..1.

    Returns
    -------
    DataFrame
        Table of corrections (`framing.tables`): one row is a group. ``naive`` is the mean of the
        scores; ``estimate`` is the corrected one, with its interval. Both stay on the scale of the
        measure. The interval is that of Jeffreys for the effective number of coded mentions, with
        Student's t on the coded clusters, and is never without a width: codes that are all alike
        leave out what is rare. ``trust`` is the weight of the scores, 0..1. Without a coded mention
        there is no estimate, and with one coded cluster no interval. ``is_reportable`` asks for
        `min_coded` mentions in at least `MIN_ARTICLES` clusters.

    Raises
    ------
    ValueError
        If the sample lacks its probabilities, the measure was not scored, or a code is not on its
        scale.

    References
    ----------
    Angelopoulos, A. N., S. Bates, C. Fannjiang, M. I. Jordan, and T. Zrnic. 2023.
    "Prediction-Powered Inference." Science 382: 669-674; and, for the trust, A. N. Angelopoulos, J.
    C. Duchi, and T. Zrnic. 2023. "PPI++." arXiv 2311.01453. Egami, N., M. Hinck, B. M. Stewart, and
    H. Wei. 2023. "Using Imperfect Surrogates for Downstream Inference: Design-Based Supervised
    Learning for Social Science Applications of Large Language Models." NeurIPS 36. Korn, E. L., and
    B. I. Graubard. 1998. "Confidence Intervals for Proportions with Small Expected Number of
    Positive Counts." Survey Methodology 24: 193-201.

    Examples
    --------
    Four mentions with a score of 0.5 each; two were drawn and coded as 0 and 0. The scores know
    nothing of the codes, and two codes that are alike do not say much.

    >>> import pandas as pd, framing as fr
    >>> articles = fr.make_articles({name: "China met." for name in "abcd"})
    >>> mentions = fr.find_mentions(fr.split_sentences(articles), fr.read_codebook())
    >>> scores = pd.DataFrame({"mention_id": mentions["mention_id"], "measure": "targeted",
    ...                        "window": "sentence", "value": 0.5})
    >>> sample = pd.DataFrame({"mention_id": mentions["mention_id"].iloc[:2], "probability": 0.5})
    >>> codings = pd.DataFrame({"unit_id": sample["mention_id"], "coder_id": "ann",
    ...                         "variable": "sentiment", "code": "0"})
    >>> row = fr.correct_portrayal(codings, sample, mentions, articles, scores).iloc[0]
    >>> print(*row[["naive", "estimate", "n_coded"]], *row[["ci_low", "ci_high"]].round(2))
    0.5 0.0 2 -0.84 0.84
    """
    level = Resampling(level=level).level
    coded = gather_codes(
        codings,
        sample,
        Evidence(mentions, articles, scores, frame_hits),
        Grouping(by, readings, cluster),
        variable=variable,
        measure=measure,
        window=window,
    )
    rows = []
    for key, at in coded.groups([*by]):
        sampled, articles_at = coded.take(at), coded.keys["article_id"].iloc[at].nunique()
        n_coded = int((sampled.weight > 0).sum())
        corrected, is_enough = (np.nan,) * 4, False
        if n_coded:
            mean = estimate_mean(sampled)
            corrected = (mean.value, *mean.find_ends(level), mean.trust)
            is_enough = has_enough(mean, min_coded)
        naive = float(sampled.score.mean())
        numbers = (naive, *corrected, len(at), n_coded, articles_at, is_enough)
        rows.append((*key, measure, window, *numbers))
    names = [name for name in TABLES["corrections"].column_names if name != "actor_id"]
    table = pd.DataFrame(rows, columns=[*by, *names])
    return table.astype(
        {name: dtype for name, dtype in empty("corrections").dtypes.items() if name in table}
    )


def has_enough(mean: Mean, min_coded: int) -> bool:
    """Whether a mean rests on enough coded mentions in enough clusters to be reported."""
    return mean.n_coded >= min_coded and mean.n_clusters >= MIN_ARTICLES
