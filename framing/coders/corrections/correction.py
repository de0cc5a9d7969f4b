"""Estimates corrected by the codes of a sample."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ...portrayals import Evidence, Grouping, Resampling
from ...tables import TABLES, empty
from ..sampling import MIN_CODED
from .coded import gather_codes, has_enough
from .means import estimate_mean


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
        leave out what is rare. ``trust`` is the weight of the scores of mentions without a code,
        0..1. Without a coded mention there is no estimate, and with one coded cluster no interval.
        ``is_reportable`` asks for `min_coded` mentions in at least `MIN_ARTICLES` clusters.

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
