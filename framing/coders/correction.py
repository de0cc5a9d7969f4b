"""Estimates corrected by the codes of a sample."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..portrayals import Evidence, Grouping, find_t_interval, observe
from ..tables import TABLES, empty
from .codings import final_codes
from .evaluation import MIN_CODED


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
    min_coded: int = MIN_CODED,
    level: float = 0.95,
) -> pd.DataFrame:
    """Correct portrayals to what people would have coded, by a coded sample of the mentions.

    The mean of the scores is corrected by the mean error in the coded sample, each coded mention
    standing for as many as its probability of being drawn says. How far the scores are trusted is
    chosen so that the variance is smallest, so a measure that knows nothing costs nothing. The
    intervals are valid however bad the measure is, since chance comes from the drawing of the
    sample and of the articles alone.

    Parameters
    ----------
    codings : DataFrame
        Table of codings; the codes that count are those of `final_codes`, and must be numbers on
        the measure's scale: -1, 0, 1 for tone; 0, 1 for a share.
    sample : DataFrame
        From `sample_for_coding`: mention_id and the ``probability`` with which each mention was
        drawn. A mention of the sample that nobody coded, or on which coders did not settle, is
        taken as missing at random in its stratum.
    mentions, articles, scores, frame_hits, by, readings
        As for `summarise_portrayal`.
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
        scores; ``estimate`` is the corrected one, with its interval (Student's t, clustered by
        article); ``trust`` is the weight of the scores, 0..1. Without a coded mention there is no
        estimate.

    Raises
    ------
    ValueError
        If the sample lacks its probabilities, or the measure was not scored.

    References
    ----------
    Angelopoulos, A. N., S. Bates, C. Fannjiang, M. I. Jordan, and T. Zrnic. 2023.
    "Prediction-Powered Inference." Science 382: 669-674; and, for the trust, A. N. Angelopoulos, J.
    C. Duchi, and T. Zrnic. 2023. "PPI++." arXiv 2311.01453. Egami, N., M. Hinck, B. M. Stewart, and
    H. Wei. 2023. "Using Imperfect Surrogates for Downstream Inference: Design-Based Supervised
    Learning for Social Science Applications of Large Language Models." NeurIPS 36.

    Examples
    --------
    Four mentions with a score of 0.5 each; two were drawn and coded as 0 and 0. The scores know
    nothing of the codes.

    >>> import pandas as pd, framing as fr
    >>> articles = fr.make_articles({name: "China met." for name in "abcd"})
    >>> mentions = fr.find_mentions(fr.split_sentences(articles), fr.read_codebook())
    >>> scores = pd.DataFrame({"mention_id": mentions["mention_id"], "measure": "targeted",
    ...                        "window": "sentence", "value": 0.5})
    >>> sample = pd.DataFrame({"mention_id": mentions["mention_id"].iloc[:2], "probability": 0.5})
    >>> codings = pd.DataFrame({"unit_id": sample["mention_id"], "coder_id": "ann",
    ...                         "variable": "sentiment", "code": "0"})
    >>> row = fr.correct_portrayal(codings, sample, mentions, articles, scores).iloc[0]
    >>> print(row["naive"], row["estimate"], row["n_coded"])
    0.5 0.0 2
    """
    missing = [name for name in ("mention_id", "probability") if name not in sample]
    if missing:
        raise ValueError(
            f"the sample lacks {', '.join(missing)}: give the table that sample_for_coding made"
        )
    evidence = Evidence(mentions, articles, scores, frame_hits)
    seen = observe(evidence, Grouping(by, readings))
    values = next((v for v in seen.values if (v.measure, v.window) == (measure, window)), None)
    if values is None:
        raise ValueError(f"there is no {measure} over the window {window}")
    codes = pd.to_numeric(final_codes(codings, variable))
    chances = _chances(sample, codes)
    keys, score = seen.keys.iloc[values.row].reset_index(drop=True), values.value
    chance = keys["mention_id"].map(chances).to_numpy(float)
    code = keys["mention_id"].map(codes).where(~np.isnan(chance)).to_numpy(float)
    is_coded = ~np.isnan(code)
    weight = np.where(is_coded, 1 / np.where(is_coded, chance, 1.0), 0.0)
    rows = []
    by = seen.grouping.columns
    for key, at in keys.groupby(by, sort=True, observed=True).indices.items():
        unit = pd.factorize(keys["article_id"].iloc[at])[0]
        coded, gap = weight[at] * np.nan_to_num(code[at]), weight[at] * score[at] - score[at]
        n_coded = int(is_coded[at].sum())
        corrected = _correct(coded, gap, unit, level) if n_coded else (np.nan,) * 4
        rows.append(
            (
                *(key if isinstance(key, tuple) else (key,)),
                measure,
                window,
                float(score[at].mean()),
                *corrected,
                len(at),
                n_coded,
                unit.max() + 1,
                n_coded >= min_coded,
            )
        )
    names = [name for name in TABLES["corrections"].column_names if name != "actor_id"]
    table = pd.DataFrame(rows, columns=[*by, *names])
    return table.astype(
        {name: dtype for name, dtype in empty("corrections").dtypes.items() if name in table}
    )


def _chances(sample: pd.DataFrame, codes: pd.Series) -> pd.Series:
    """The chance of being drawn and coded, by mention; units without a code thin their stratum."""
    is_coded = sample["mention_id"].isin(codes.dropna().index)
    stratum = sample["stratum"] if "stratum" in sample else pd.Series("all", index=sample.index)
    share = is_coded.groupby(stratum).transform("mean")
    coded = sample[is_coded].assign(chance=(sample["probability"] * share)[is_coded])
    return coded.drop_duplicates("mention_id").set_index("mention_id")["chance"].astype(float)


def _correct(
    coded: np.ndarray, gap: np.ndarray, unit: np.ndarray, level: float
) -> tuple[float, float, float, float]:
    """Estimate, its interval and the trust in the scores, from sums by article."""
    n, size = len(coded), np.bincount(unit)
    sum_coded, sum_gap = np.bincount(unit, weights=coded), np.bincount(unit, weights=gap)
    residual_coded = sum_coded - size * coded.sum() / n
    residual_gap = sum_gap - size * gap.sum() / n
    covariance, variance = residual_coded @ residual_gap, residual_gap @ residual_gap
    trust = float(np.clip(covariance / max(variance, 1e-12), 0, 1))
    estimate = float((coded - trust * gap).sum() / n)
    ends = find_t_interval(estimate, residual_coded - trust * residual_gap, n, level)
    return (estimate, *ends, trust)
