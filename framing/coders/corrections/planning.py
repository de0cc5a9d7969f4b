"""How many codes are needed, and corrected outcomes for regressions of one's own."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import special

from ...portrayals import Evidence, Grouping, Resampling
from ...tables import TABLES, empty
from .coded import gather_codes
from .coded_intervals import Mean
from .means import Sampled, estimate_mean


class Need(NamedTuple):
    """What is asked of a plan: a width of the interval, or a difference found with some power, and
    how sure it is to be enough.
    """

    width: float | None
    power: float | None
    difference: float
    level: float
    assurance: float


class Plan(NamedTuple):
    """The trust, the two variances, how many codes are needed, and whether there are as many."""

    trust: float
    of_codes: float
    of_articles: float
    n_needed: int | None
    is_reachable: bool


def design_matrix(
    codings: pd.DataFrame,
    sample: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    columns: Sequence[str],
    frame_hits: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    outlets: pd.DataFrame | None = None,
    variable: str = "sentiment",
    measure: str = "targeted",
    window: str = "sentence",
    readings: Sequence[str] = ("actor",),
    cluster: str | None = None,
    weight: str = "mention",
) -> pd.DataFrame:
    """Make the table that a regression takes, with outcomes that the codes have corrected.

    The outcome of a mention that was not coded is what its score lets one expect; that of a coded
    one is moved by its error, times the number of mentions that it stands for. Single outcomes are
    therefore odd and may leave the scale, but regressed on anything that was known before the
    coding they give the coefficients that the codes of all mentions would give, however bad the
    measure is (design-based supervised learning).

    Parameters
    ----------
    codings, sample, mentions, articles, scores, frame_hits, variable, measure, window, readings
        As for `correct_portrayal`.
    columns : sequence of str
        What the outcome is regressed on: columns that `summarise_portrayal` can group by.
    voices, sentences, outlets
        As for `summarise_portrayal`.
    cluster : str, optional
        As for `correct_portrayal`.
    weight : str
        ``mention``: each counts once; ``article``: each article does.

    Returns
    -------
    DataFrame
        One row is a scored mention: mention_id, the columns, ``outcome``, ``cluster`` (for
        standard errors that allow for articles; a number), ``weight``, ``score``, and ``code``,
        which is missing where there is none.

    Raises
    ------
    ValueError
        As `correct_portrayal` does, and if nothing of the sample was coded.

    References
    ----------
    Egami, N., M. Hinck, B. M. Stewart, and H. Wei. 2023. "Using Imperfect Surrogates for Downstream
    Inference: Design-Based Supervised Learning for Social Science Applications of Large Language
    Models." NeurIPS 36.

    Examples
    --------
    Four scores of .5, of which two were coded as 0 and 1: the mean outcome is .5, as of the codes.

    >>> import pandas as pd, framing as fr
    >>> articles = fr.make_articles({name: "China met." for name in "abcd"})
    >>> mentions = fr.find_mentions(fr.split_sentences(articles), fr.read_codebook())
    >>> scores = pd.DataFrame({"mention_id": mentions["mention_id"], "measure": "targeted",
    ...                        "window": "sentence", "value": 0.5})
    >>> sample = pd.DataFrame({"mention_id": mentions["mention_id"].iloc[:2], "probability": 0.5})
    >>> codings = pd.DataFrame({"unit_id": sample["mention_id"], "coder_id": "ann",
    ...                         "variable": "sentiment", "code": ["0", "1"]})
    >>> rows = fr.design_matrix(codings, sample, mentions, articles, scores, columns=["actor_id"])
    >>> rows["outcome"].tolist(), rows["weight"].tolist()
    ([-0.5, 1.5, 0.5, 0.5], [1.0, 1.0, 1.0, 1.0])
    """
    coded = gather_codes(
        codings,
        sample,
        Evidence(mentions, articles, scores, frame_hits, voices, None, sentences, outlets),
        Grouping(columns, readings, cluster, weight),
        variable=variable,
        measure=measure,
        window=window,
    )
    if not coded.weight.any():
        raise ValueError("nothing of the sample was coded; are these the same articles?")
    everything = coded.take(np.arange(len(coded.keys)))
    expected = estimate_mean(everything).tuning * coded.score
    code = np.where(coded.weight > 0, coded.code, np.nan)
    stands_for = coded.weight / coded.weight.sum() * len(code)
    expected = expected + np.average(np.nan_to_num(code - expected), weights=coded.weight)
    outcome = expected + stands_for * np.nan_to_num(code - expected)
    n_each = coded.keys.groupby("article_id")["mention_id"].transform("size")
    return coded.keys[["mention_id", *columns]].assign(
        outcome=outcome,
        cluster=coded.unit,
        weight=1.0 / n_each if weight == "article" else 1.0,
        score=coded.score,
        code=code,
    )


def plan_coding(
    codings: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    sample: pd.DataFrame | None = None,
    width: float | None = None,
    power: float | None = None,
    difference: float = 0.2,
    assurance: float = 0.8,
    by: Sequence[str] = ("actor_id",),
    variable: str = "sentiment",
    measure: str = "targeted",
    window: str = "sentence",
    readings: Sequence[str] = ("actor",),
    cluster: str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Plan how many mentions to code, from the codes of a pilot.

    Parameters
    ----------
    codings, mentions, articles, scores, variable, measure, window, by, readings, cluster, level
        As for `correct_portrayal`. Thirty coded mentions of a group make a usable pilot.
    sample : DataFrame, optional
        From `sample_for_coding`, as for `correct_portrayal`; without it the pilot is taken as drawn
        with equal chances.
    width : float, optional
        The whole width that the interval of a corrected mean may have, such as 0.2 for ± 0.1.
    power : float, optional
        The chance, 0..1, with which a `difference` between two such groups is to be found, each
        with as many codes.
    difference : float
        The smallest difference that matters, on the scale of the measure.
    assurance : float
        How sure the plan is to be enough, 0..1: by chance a pilot shows too small a variance, and
        what is coded then too large a one.

    Returns
    -------
    DataFrame
        Table of coding plans (`framing.tables`): one row is a group. ``n_needed`` counts the coded
        mentions in all, the pilot's too, for what is asked; it is missing where even the codes of
        all mentions would not do, since the articles are a sample themselves: then more articles
        are needed. A width is planned for the variance that what is coded then will not exceed
        with this `assurance`, as far as the pilot tells (an F distribution), and a power for that
        which the pilot's own does not exceed. A group with fewer than five coded mentions has no
        plan.

    Raises
    ------
    ValueError
        If neither a width nor a power is asked for, or a number is out of range.

    References
    ----------
    Browne, R. H. 1995. "On the Use of a Pilot Sample for Sample Size Determination." Statistics in
    Medicine 14: 1933-1940. Kelley, K., and J. R. Rausch. 2006. "Sample Size Planning for the
    Standardized Mean Difference: Accuracy in Parameter Estimation via Narrow Confidence Intervals."
    Psychological Methods 11: 363-385.

    Examples
    --------
    Four hundred mentions, twenty coded; the scores know nothing.

    >>> import pandas as pd, framing as fr
    >>> articles = fr.make_articles({f"a{n}": "China met." for n in range(400)})
    >>> mentions = fr.find_mentions(fr.split_sentences(articles), fr.read_codebook())
    >>> scores = pd.DataFrame({"mention_id": mentions["mention_id"], "measure": "targeted",
    ...                        "window": "sentence", "value": 0.0})
    >>> codings = pd.DataFrame({"unit_id": mentions["mention_id"].iloc[:20], "coder_id": "ann",
    ...                         "variable": "sentiment", "code": ["0", "1"] * 10})
    >>> plan = fr.plan_coding(codings, mentions, articles, scores, width=0.2)
    >>> plan[["n_pilot", "n_needed", "is_reachable"]].values.tolist()
    [[20, 159, True]]
    """
    if width is None and power is None:
        raise ValueError("say what the codes are for: width= of an interval, or power=")
    if (width is not None and width <= 0) or difference <= 0 or not 0 < (power or 0.5) < 1:
        raise ValueError("width= and difference= are above 0, and power= is between 0 and 1")
    if not 0 < assurance < 1:
        raise ValueError(f"assurance= is between 0 and 1, such as 0.8; it is {assurance}")
    need = Need(width, power, difference, Resampling(level=level).level, assurance)
    evidence, grouping = Evidence(mentions, articles, scores), Grouping(by, readings, cluster)
    kind = {"variable": variable, "measure": measure, "window": window}
    if sample is None:
        drawn = mentions.loc[mentions["mention_id"].isin(codings["unit_id"]), "mention_id"]
        sample = pd.DataFrame({"mention_id": drawn, "probability": len(drawn) / len(mentions)})
    coded = gather_codes(codings, sample, evidence, grouping, **kind)
    rows = []
    for key, at in coded.groups([*by]):
        plan = plan_group(coded.take(at), need)
        rows.append((*key, measure, window, len(at), int((coded.weight[at] > 0).sum()), *plan))
    names = [name for name in TABLES["coding_plans"].column_names if name != "actor_id"]
    table = pd.DataFrame(rows, columns=[*by, *names])
    dtypes = empty("coding_plans").dtypes.items()
    return table.astype({name: dtype for name, dtype in dtypes if name in table})


def plan_group(sampled: Sampled, need: Need) -> Plan:
    """Plan how many mentions of a group to code, as `plan_coding` does."""
    is_coded, n_all = sampled.weight > 0, len(sampled.score)
    n_pilot = int(is_coded.sum())
    if n_pilot < 5:
        return Plan(np.nan, np.nan, np.nan, None, False)
    mean = estimate_mean(sampled)
    of_codes, of_articles = _part_variances(sampled, mean)
    n = np.arange(2, n_all + 1)
    degrees = np.minimum(n, len(np.unique(sampled.unit))) - 1
    # Intervals are somewhat wider than Student's alone, and the pilot's shows by how much.
    ends, pilot = mean.find_ends(need.level), of_articles + of_codes * (1 / n_pilot - 1 / n_all)
    reach = special.stdtrit(mean.df, (1 + need.level) / 2)
    wider = np.clip((ends[1] - ends[0]) / (2 * reach * np.sqrt(max(pilot, 1e-12))), 1, 1.5)
    unseen = 1 - (1 - need.assurance) ** (1 / n_pilot)
    floor = (sampled.scale[1] - sampled.scale[0]) ** 2 * unseen * (1 - unseen) / 4

    def find_error(times: np.ndarray | float) -> np.ndarray:
        """The standard error if everything varies so many times as much as the pilot shows."""
        by_codes = np.maximum(of_codes * times, floor) * (1 / n - 1 / n_all)
        return np.asarray(wider * np.sqrt(of_articles * times + by_codes))

    is_enough = np.ones(len(n), dtype=bool)
    if need.width is not None:
        error = find_error(special.fdtri(n - 1, n_pilot - 1, need.assurance))
        is_enough &= 2 * special.stdtrit(degrees, (1 + need.level) / 2) * error <= need.width
    if need.power is not None:
        error = find_error((n_pilot - 1) / special.chdtri(n_pilot - 1, need.assurance))
        reach = special.stdtrit(2 * degrees, (1 + need.level) / 2)
        reach = reach + special.stdtrit(2 * degrees, need.power)
        is_enough &= reach * np.sqrt(2) * error <= need.difference
    needed = int(n[is_enough][0]) if is_enough.any() else None
    return Plan(mean.trust, of_codes, of_articles, needed, needed is not None)


def _part_variances(sampled: Sampled, mean: Mean) -> tuple[float, float]:
    """The variance of one code, scores allowed for, and that of the mean of all codes."""
    at = np.flatnonzero(sampled.weight > 0)
    weight = sampled.weight[at] / sampled.weight[at].sum()
    code, rest = sampled.code[at], sampled.code[at] - mean.tuning * sampled.score[at]
    grown = len(at) / (len(at) - 1)
    of_codes = grown * float(weight @ (rest - weight @ rest) ** 2)
    of_one = grown * float(weight @ (code - weight @ code) ** 2)
    by_drawing = of_codes * (float(weight @ weight) - 1 / len(sampled.score))
    whole = float(mean.influence @ mean.influence)
    return of_codes, max(whole - by_drawing, of_one / len(sampled.score))
