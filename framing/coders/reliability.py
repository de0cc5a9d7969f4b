"""How far coders agree: Krippendorff's alpha with an interval.

Alpha comes from matrices of coincidences, as Krippendorff (2011) sets them up; the tests hold it
against his published values and against nltk's alpha, which gives no interval and knows no ordinal
metric.
"""

import re
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..portrayals import Grouping, Resampling
from ..tables import METRICS, TABLES, check, empty
from .codings import ADJUDICATED, clean_codings
from .corrections.coded_intervals import find_jackknife_ends
from .disagreements import code_order
from .verdicts import TOO_FEW

RELIABLE, TENTATIVE = 0.80, 0.667
"""Krippendorff's marks (2004, Content Analysis, 2nd ed., p. 241): from 0.80 on codings are
reliable; from 0.667 on they allow tentative conclusions.
"""
ORDERED = {"sentiment": "ordinal"}
"""Variables of the coding rules whose codes have an order, with the metric that they get."""
_OF_MENTION = re.compile(r"(?P<article_id>.+):\d+:\d+")
"""A mention_id: that of its article, the number of its sentence, and its own in the sentence."""


class ReliabilityWarning(UserWarning):
    """Coders agree too little for the conclusion that is drawn."""


def agreement(
    codings: pd.DataFrame,
    *,
    metrics: Mapping[str, str] | None = None,
    mentions: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    cluster: str | Mapping[str, str] | None = None,
    level: float = 0.95,
    n_resamples: int | None = None,
    seed: int | None = None,
) -> pd.DataFrame:
    """Measure Krippendorff's alpha of each variable, with an interval over articles.

    Parameters
    ----------
    codings : DataFrame
        Table of codings; the adjudicated codes are left out. Coders may have left units out.
    metrics : mapping of str to str, optional
        Variable -> ``nominal``, ``ordinal`` or ``interval``. Where it is not named: ordinal for
        `ORDERED`, if all its codes are numbers, and otherwise nominal. Numbers alone do not make an
        order, since they may be those of frames.
    mentions : DataFrame, optional
        Table of mentions that says in which article each unit stands. Without it, a unit of the
        form of a mention_id, ``article:3:0``, stands in the article that it begins with, and
        any other unit for itself.
    articles : DataFrame, optional
        Table of articles; with it, articles of one `cluster` count as one.
    cluster : str or mapping of str to str, optional
        The column of the articles, as for `correct_portrayal`; or unit_id -> what the unit belongs
        to, such as its speech, in place of all of the above.
    level : float
        Coverage of the interval, 0..1.
    n_resamples, seed : int, optional
        Without effect, for calls of earlier versions: nothing is drawn any more.

    Returns
    -------
    DataFrame
        Table of agreement (`framing.tables`): one row is a variable of which two coders coded a
        unit, and a `ReliabilityWarning` names the others. ``alpha`` is 1 for perfect
        agreement and 0 for what chance would give; missing where all codes are the same, which says
        nothing. Its interval is a jackknife over articles (Student's t on their number less one,
        for the square root of 1 - alpha), since coders err on whole texts; it is missing where
        all depends on one article. ``verdict`` is about the lower end of the interval, as
        Krippendorff advises: ``reliable`` from 0.80, ``tentative`` from 0.667, ``not reliable``
        below, if the whole interval is, ``too few to tell`` if it reaches from below 0.667 to above
        it, and ``undefined`` where alpha or its interval is. A `ReliabilityWarning` says so unless
        it is reliable.

    Raises
    ------
    ValueError
        If a metric is unknown, codes of an ordinal or interval variable are no numbers, a unit has
        no cluster, or no unit of any variable was coded by two.

    References
    ----------
    Hayes, A. F., and K. Krippendorff. 2007. "Answering the Call for a Standard Reliability Measure
    for Coding Data." Communication Methods and Measures 1: 77-89. Krippendorff, K. 2004. Content
    Analysis. 2nd ed. Sage, p. 238-243. Krippendorff, K. 2011. "Computing Krippendorff's
    Alpha-Reliability." University of Pennsylvania.

    Examples
    --------
    Two coders, ten units (Krippendorff 2011, section A).

    >>> import pandas as pd, framing as fr, warnings
    >>> warnings.simplefilter("ignore", fr.ReliabilityWarning)
    >>> codes = {"meg": "0100000010", "owen": "1110010000"}
    >>> codings = pd.DataFrame([(str(unit), coder, "tone", code) for coder in codes
    ...                         for unit, code in enumerate(codes[coder])],
    ...                        columns=["unit_id", "coder_id", "variable", "code"])
    >>> fr.agreement(codings)[["alpha", "verdict"]].round(3).values.tolist()
    [[0.095, 'too few to tell']]
    """
    level = Resampling(level=level).level
    codings = clean_codings(codings)
    people = codings[codings["coder_id"] != ADJUDICATED].dropna(subset=["code"])
    cluster_of = _find_clusters(people["unit_id"], mentions, articles, cluster)
    is_doubled = people.duplicated(["unit_id", "variable"], keep=False)
    alone = sorted(set(people["variable"]) - set(people.loc[is_doubled, "variable"]))
    if alone:
        message = (
            f"no unit of {', '.join(map(repr, alone))} was coded by two coders, so there is no "
            "agreement to measure"
        )
        if not is_doubled.any():
            raise ValueError(message)
        warnings.warn(message, ReliabilityWarning, stacklevel=2)
    rows = [
        _agreement_on(str(variable), codes, (metrics or {}).get(str(variable)), cluster_of, level)
        for variable, codes in people[~people["variable"].isin(alone)].groupby(
            "variable", sort=True
        )
    ]
    table = pd.DataFrame(rows, columns=TABLES["agreement"].column_names).astype(
        empty("agreement").dtypes.to_dict()
    )
    for row in table[table["verdict"] != "reliable"].itertuples(index=False):
        warnings.warn(explain_agreement(row), ReliabilityWarning, stacklevel=2)
    return table


def explain_agreement(row: Any) -> str:
    """Say in a sentence what a row of the table of agreement allows.

    Examples
    --------
    >>> row = pd.Series({"variable": "tone", "alpha": 0.91, "ci_low": 0.7, "verdict": "tentative"})
    >>> explain_agreement(row).partition(";")[0]
    'tone: alpha is 0.91, but may be as low as 0.70, below 0.80'
    """
    variable, alpha, low = row.variable, row.alpha, row.ci_low
    if pd.isna(alpha):
        return (
            f"{variable}: alpha is undefined, since all codes are the same; that coders never "
            "differ on units that do not differ says nothing: code some on which they might"
        )
    if pd.isna(low):
        return (
            f"{variable}: alpha is {alpha:.2f}, but its interval is undefined, since all depends "
            "on one article; code mentions of more articles"
        )
    if row.verdict == "reliable":
        return f"{variable}: alpha is {alpha:.2f}, and hardly below {low:.2f}: the codes agree"
    if row.verdict == TOO_FEW:
        return (
            f"{variable}: alpha is {alpha:.2f}, and may be anything from {low:.2f} to "
            f"{row.ci_high:.2f}: {row.n_units:,} units coded by two are too few to tell whether "
            "coders agree; code mentions of more articles"
        )
    if alpha < TENTATIVE:
        advice = f"below {TENTATIVE} the codings are not reliable: mend the rules and code again"
        return f"{variable}: alpha is {alpha:.2f}, below {RELIABLE:.2f}; {advice}"
    return (
        f"{variable}: alpha is {alpha:.2f}, but may be as low as {low:.2f}, below {RELIABLE:.2f}; "
        "draw tentative conclusions only, or code mentions of more articles"
    )


def _find_clusters(
    units: pd.Series,
    mentions: pd.DataFrame | None,
    articles: pd.DataFrame | None,
    cluster: str | Mapping[str, str] | None,
) -> pd.Series:
    """unit_id -> what it belongs to: a cluster of articles, an article, or itself."""
    units = pd.Series(units.unique(), dtype="str")
    if cluster is not None and not isinstance(cluster, str):
        found = units.map({str(unit): name for unit, name in cluster.items()})
        if found.isna().any():
            raise ValueError(f"cluster= does not say what {units[found.isna()].iloc[0]} belongs to")
        return pd.Series(found.astype("str").to_numpy(), index=units)
    matches = [_OF_MENTION.fullmatch(unit) for unit in units]
    found = pd.Series([match["article_id"] if match else None for match in matches], dtype="str")
    if mentions is not None:
        of_mention = check(mentions, "mentions").set_index("mention_id")["article_id"]
        found = units.map(of_mention).fillna(found)
    if articles is not None:
        column = Grouping(cluster=cluster).settle(articles).cluster
        of_article = pd.Series(articles[column].array, index=articles["article_id"].array)
        found = found.map(of_article).astype("str").fillna(found)
    elif cluster is not None:
        raise ValueError(f"cluster= names {cluster}, a column of the articles: give articles=, too")
    return pd.Series(found.fillna(units).to_numpy(), index=units)


def _agreement_on(
    variable: str, codes: pd.DataFrame, metric: str | None, cluster_of: pd.Series, level: float
) -> tuple[object, ...]:
    """One row of the table of agreement."""
    wide = codes.pivot(index="unit_id", columns="coder_id", values="code")
    wide = wide[wide.notna().sum(axis=1) > 1]
    metric = metric or _find_metric(variable, codes["code"])
    values, counts = _count_codes(wide, variable, metric)
    cluster = pd.factorize(cluster_of.reindex(wide.index))[0]
    of_cluster = np.zeros((cluster.max() + 1, len(values), len(values)))
    np.add.at(of_cluster, cluster, _coincidences(counts))
    whole = of_cluster.sum(axis=0)
    alpha = float(_alpha(whole[None], values, metric)[0])
    without_each = _alpha(whole - of_cluster, values, metric)
    shares = whole.sum(axis=0) / whole.sum()
    by_chance = 1 - float(shares @ shares)
    fault = 1 / by_chance if by_chance > 0 else 1.0
    low, high = find_jackknife_ends(alpha, without_each, level, fault=fault)
    low = max(-1.0, low) if np.isfinite(low) else low
    share_same = float(((counts > 0).sum(axis=1) == 1).mean())
    verdict = _verdict(low, high)
    return (variable, metric, alpha, low, high, share_same, *wide.shape, len(of_cluster), verdict)


def _find_metric(variable: str, codes: pd.Series) -> str:
    """The metric of a variable that is known to have an order; nominal for any other."""
    is_numbered = pd.to_numeric(codes, errors="coerce").notna().all()
    return ORDERED.get(variable, "nominal") if is_numbered else "nominal"


def _count_codes(wide: pd.DataFrame, variable: str, metric: str) -> tuple[np.ndarray, np.ndarray]:
    """The values in order, as numbers, and how many coders gave each: units x values."""
    if metric not in METRICS:
        raise ValueError(
            f"the metric of {variable} is {metric!r}; alpha here knows {', '.join(METRICS)}"
        )
    known = sorted(set(wide.stack().dropna()), key=code_order)
    numbers = pd.to_numeric(pd.Series(known), errors="coerce").to_numpy(float)
    if metric != "nominal" and np.isnan(numbers).any():
        strange = [code for code, number in zip(known, numbers, strict=True) if np.isnan(number)]
        raise ValueError(f"{variable} is {metric}, but the code {strange[0]!r} is no number")
    counts = np.stack([(wide == code).sum(axis=1).to_numpy(float) for code in known], axis=1)
    return numbers, counts


def _coincidences(counts: np.ndarray) -> np.ndarray:
    """Each unit's coincidences of codes: units x values x values (Krippendorff 2011, step 2)."""
    pairs = counts[:, :, None] * counts[:, None, :]
    pairs -= counts[:, :, None] * np.eye(counts.shape[1])
    return np.asarray(pairs / (counts.sum(axis=1) - 1)[:, None, None])


def _alpha(coincidences: np.ndarray, values: np.ndarray, metric: str) -> np.ndarray:
    """Alpha of each of several matrices of coincidences: resamples x values x values."""
    n_each = coincidences.sum(axis=2)
    n = n_each.sum(axis=1)
    k = len(values)
    if metric == "nominal":
        distance = np.broadcast_to(1 - np.eye(k), coincidences.shape)
    elif metric == "interval":
        distance = np.broadcast_to((values[:, None] - values[None, :]) ** 2, coincidences.shape)
    else:
        below = np.cumsum(n_each, axis=1) - n_each / 2
        distance = (below[:, :, None] - below[:, None, :]) ** 2
    observed = (coincidences * distance).sum(axis=(1, 2))
    expected = (n_each[:, :, None] * n_each[:, None, :] * distance).sum(axis=(1, 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(1 - (n - 1) * observed / np.where(expected > 0, expected, np.nan))


def _verdict(low: float, high: float) -> str:
    if np.isnan(low):
        return "undefined"
    if low >= TENTATIVE:
        return "reliable" if low >= RELIABLE else "tentative"
    return "not reliable" if high < TENTATIVE else TOO_FEW
