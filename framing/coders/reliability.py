"""How far coders agree: Krippendorff's alpha with an interval, and where they differ.

Alpha and its resamples come from matrices of coincidences, as Krippendorff (2011) sets them up; the
tests hold them against his published values and against nltk's alpha, which gives no interval and
knows no ordinal metric.
"""

import warnings
from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..mentions import split_at_mentions
from ..portrayals import Resampling, draw_counts
from ..tables import METRICS, TABLES, check, empty
from .codings import ADJUDICATED, of_variable

RELIABLE, TENTATIVE = 0.80, 0.667
"""Krippendorff's marks (2004, Content Analysis, 2nd ed., p. 241): from 0.80 on codings are
reliable; from 0.667 on they allow tentative conclusions.
"""


class ReliabilityWarning(UserWarning):
    """Coders agree too little for the conclusion that is drawn."""


def agreement(
    codings: pd.DataFrame,
    *,
    metrics: Mapping[str, str] | None = None,
    level: float = 0.95,
    n_resamples: int = 2_000,
    seed: int = 1,
) -> pd.DataFrame:
    """Measure Krippendorff's alpha of each variable, with a bootstrap interval.

    Parameters
    ----------
    codings : DataFrame
        Table of codings by two coders or more; the adjudicated codes are left out. Coders may have
        left units out.
    metrics : mapping of str to str, optional
        Variable -> ``nominal``, ``ordinal`` or ``interval``. Where it is not named: interval if all
        codes are numbers and there are more than two of them, otherwise nominal.
    level : float
        Coverage of the interval, 0..1.
    n_resamples, seed : int
        Bootstrap draws of units, and their seed.

    Returns
    -------
    DataFrame
        Table of agreement (`framing.tables`): one row is a variable. ``alpha`` is 1 for perfect
        agreement and 0 for what chance would give; missing where all codes are the same, which says
        nothing. ``verdict`` is ``reliable`` from 0.80, ``tentative`` from 0.667 and ``not
        reliable`` below; a `ReliabilityWarning` says so below 0.80.

    Raises
    ------
    ValueError
        If a metric is unknown, codes of an ordinal or interval variable are no numbers, or nobody
        else coded a unit.

    References
    ----------
    Hayes, A. F., and K. Krippendorff. 2007. "Answering the Call for a Standard Reliability Measure
    for Coding Data." Communication Methods and Measures 1: 77-89. Krippendorff, K. 2011. "Computing
    Krippendorff's Alpha-Reliability." University of Pennsylvania.

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
    [[0.095, 'not reliable']]
    """
    check(codings, "codings")
    resampling = Resampling(n_resamples, level, seed)
    people = codings[codings["coder_id"] != ADJUDICATED].dropna(subset=["code"])
    rows = [
        _agreement_on(str(variable), codes, (metrics or {}).get(str(variable)), resampling)
        for variable, codes in people.groupby("variable", sort=True)
    ]
    table = pd.DataFrame(rows, columns=TABLES["agreement"].column_names).astype(
        empty("agreement").dtypes.to_dict()
    )
    for row in table[table["verdict"] != "reliable"].itertuples(index=False):
        advice = (
            "draw tentative conclusions only"
            if row.verdict == "tentative"
            else f"below {TENTATIVE} the codings are not reliable: mend the rules and code again"
        )
        warnings.warn(
            f"{row.variable}: alpha is {row.alpha:.2f}, below {RELIABLE:.2f}; {advice}",
            ReliabilityWarning,
            stacklevel=2,
        )
    return table


def _agreement_on(
    variable: str, codes: pd.DataFrame, metric: str | None, resampling: Resampling
) -> tuple[object, ...]:
    """One row of the table of agreement."""
    wide = codes.drop_duplicates(["unit_id", "coder_id"]).pivot(
        index="unit_id", columns="coder_id", values="code"
    )
    wide = wide[wide.notna().sum(axis=1) > 1]
    if wide.empty:
        raise ValueError(
            f"no unit of {variable!r} was coded by two coders, so there is no agreement to measure"
        )
    metric = metric or _guess_metric(codes["code"])
    values, counts = _count_codes(wide, variable, metric)
    coincidences = _coincidences(counts)
    alpha = float(_alpha(coincidences.sum(axis=0)[None], values, metric)[0])
    flat = coincidences.reshape(len(counts), -1)
    shape = (-1, len(values), len(values))
    # Block by block, since a resample is a whole matrix of coincidences.
    drawn = [
        _alpha((block.T @ flat).reshape(shape), values, metric)
        for block in draw_counts(len(counts), resampling.n_resamples, resampling.seed)
    ]
    ends = resampling.find_ends(np.concatenate(drawn))
    share_same = float((wide.nunique(axis=1) == 1).mean())
    return (variable, metric, alpha, *ends, share_same, *wide.shape, _verdict(alpha))


def find_disagreements(
    codings: pd.DataFrame, mentions: pd.DataFrame, sentences: pd.DataFrame, *, variable: str
) -> pd.DataFrame:
    """Find the units on which coders differ, with what each said, in context.

    Returns
    -------
    DataFrame
        One row is a mention: unit_id, a column for each coder (``adjudicated`` last), left,
        surface, right.

    Raises
    ------
    ValueError
        If nobody coded the variable.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> sentences = fr.split_sentences(fr.make_articles({"a": "China won. China lost."}))
    >>> mentions = fr.find_mentions(sentences, fr.read_codebook())
    >>> codings = pd.DataFrame({"unit_id": [*mentions["mention_id"]] * 2,
    ...                         "coder_id": ["ann"] * 2 + ["bob"] * 2,
    ...                         "variable": "tone", "code": ["1", "-1", "1", "0"]})
    >>> fr.find_disagreements(codings, mentions, sentences, variable="tone").iloc[0].tolist()
    ['a:1:0', '-1', '0', '', 'China', ' lost.']
    """
    codes = of_variable(codings, variable).drop_duplicates(["unit_id", "coder_id"])
    wide = codes.pivot(index="unit_id", columns="coder_id", values="code").rename_axis(columns=None)
    people = [name for name in wide.columns if name != ADJUDICATED]
    wide = wide.loc[
        wide[people].nunique(axis=1) > 1, [*people, *([ADJUDICATED] if ADJUDICATED in wide else [])]
    ]
    shown = check(mentions, "mentions")[mentions["mention_id"].isin(wide.index)]
    sides = split_at_mentions(shown, sentences)
    shown = pd.DataFrame(
        {
            "unit_id": shown["mention_id"],
            "left": sides["left"],
            "surface": shown["surface"],
            "right": sides["right"],
        }
    )
    return wide.reset_index().merge(shown, on="unit_id", how="left")


def tabulate_codes(codings: pd.DataFrame, variable: str, first: str, second: str) -> pd.DataFrame:
    """Count how often one coder gave each code where another gave each: a confusion matrix.

    Returns
    -------
    DataFrame
        One row is a pair of codes: first_code, second_code, n. Units that one of them left out do
        not count.

    Raises
    ------
    ValueError
        If one of them coded nothing of the variable.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> codings = pd.DataFrame({"unit_id": ["u", "v", "u", "v"],
    ...                         "coder_id": ["ann", "ann", "bob", "bob"],
    ...                         "variable": "tone", "code": ["1", "0", "1", "1"]})
    >>> fr.tabulate_codes(codings, "tone", "ann", "bob").values.tolist()
    [['0', '0', 0], ['0', '1', 1], ['1', '0', 0], ['1', '1', 1]]
    """
    asked = of_variable(codings, variable).drop_duplicates(["unit_id", "coder_id"])
    codes = {
        name: asked[asked["coder_id"] == name].set_index("unit_id")["code"]
        for name in (first, second)
    }
    for name, column in codes.items():
        if column.empty:
            known = ", ".join(sorted(asked["coder_id"].unique()))
            raise ValueError(f"{name!r} coded nothing of {variable}; the coders are {known}")
    both = pd.DataFrame({"first_code": codes[first], "second_code": codes[second]}).dropna()
    values = sorted(set(both["first_code"]) | set(both["second_code"]), key=_code_order)
    index = pd.MultiIndex.from_product([values, values], names=["first_code", "second_code"])
    return both.value_counts(sort=False).reindex(index, fill_value=0).rename("n").reset_index()


def _guess_metric(codes: pd.Series) -> str:
    numbers = pd.to_numeric(codes, errors="coerce")
    return "interval" if numbers.notna().all() and numbers.nunique() > 2 else "nominal"


def _code_order(code: str) -> tuple[bool, float, str]:
    number = pd.to_numeric(code, errors="coerce")
    return bool(pd.isna(number)), float(number) if pd.notna(number) else 0.0, code


def _count_codes(wide: pd.DataFrame, variable: str, metric: str) -> tuple[np.ndarray, np.ndarray]:
    """The values in order, as numbers, and how many coders gave each: units x values."""
    if metric not in METRICS:
        raise ValueError(
            f"the metric of {variable} is {metric!r}; alpha here knows {', '.join(METRICS)}"
        )
    known = sorted(set(wide.stack().dropna()), key=_code_order)
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


def _verdict(alpha: float) -> str:
    return (
        "reliable" if alpha >= RELIABLE else "tentative" if alpha >= TENTATIVE else "not reliable"
    )
