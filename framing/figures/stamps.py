"""What a figure says of its measures: whether codes of these articles support them, and how well.

A measure is good, fair, poor, unchecked, or checked on too few (`judge_f1`); what is poor is drawn
grey.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from ..coders import (
    MIN_CODED,
    TOO_FEW,
    drawn_sample,
    evaluate_against,
    find_differential_error,
    judge_row,
)
from ..mentions import portraying
from ..tables import DIVERGING, MEASURES, VOICE_SHARE, Tables
from .headlines.trust import name_biased

Measure = str | tuple[str, str]
"""A measure over all its windows, or over one."""
UNCHECKED = "unchecked"
VERDICTS = ("poor", UNCHECKED, TOO_FEW, "fair", "good")
"""The verdicts, the worst first; what nobody, or hardly anybody, looked at may be anything."""


def judge_measures(tables: Tables, measures: Iterable[Measure]) -> str:
    """Say how good the worst of some measures is, as one of `VERDICTS`.

    Examples
    --------
    >>> row = {"measure": "targeted", "window": "sentence", "n_mentions": 200, "n_second": 60}
    >>> row |= {"f1": 0.5, "f1_low": 0.4, "f1_high": 0.55}
    >>> tables = {"validations": pd.DataFrame([row])}
    >>> judge_measures(tables, ["targeted"]), judge_measures(tables, ["voice_"])
    ('poor', 'unchecked')
    """
    verdicts = [verdict for measure in measures for verdict in _verdicts(tables, measure)]
    return min(verdicts, key=VERDICTS.index, default=UNCHECKED)


def _verdicts(tables: Tables, measure: Measure) -> list[str]:
    coded = tables.get("validations")
    if coded is None or coded.empty:
        return [UNCHECKED]
    rows = [
        judge_row(row)
        for row in coded.itertuples(index=False)
        if measure in (row.measure, (row.measure, row.window))
    ]
    return rows or [UNCHECKED]


def stamp_validation(tables: Tables, measures: Sequence[Measure]) -> str:
    """Say whether measures were checked against codes of these articles, and how good they are.

    Parameters
    ----------
    tables : dict of str to DataFrame
        From `analyse`; what the codes say is in the table of validations, which `analyse` makes of
        ``codings``.
    measures : sequence of str or (str, str)
        The measures that a figure shows, with their window, or without it where it shows all of
        them; ``voice_`` and ``share_`` stand for all shares of their kind.

    Returns
    -------
    str
        *Checked against codes by* whom, on how many mentions, with alpha, and for each measure and
        window a verdict with F1 and its interval, and a warning where one is poor; or *Unchecked*.

    Examples
    --------
    >>> stamp_validation({}, ["targeted"])
    'Unchecked: nobody has coded a sample of these articles.'
    """
    coded = tables.get("validations")
    if coded is None or coded.empty:
        return "Unchecked: nobody has coded a sample of these articles."
    pairs = coded[["measure", "window"]].itertuples(index=False, name=None)
    checked = coded[[pair[0] in measures or pair in measures for pair in pairs]]
    if checked.empty:
        return "Unchecked: nobody has coded this on a sample of these articles."
    parts = []
    keys = ["n_mentions", "n_doubled", "alpha"]
    for (n, n_doubled, alpha), rows in checked.groupby(keys, sort=False, dropna=False):
        agreed = f"alpha {alpha:.2f}" if pd.notna(alpha) else "no two coders"
        if n_doubled and pd.isna(alpha):
            agreed = "alpha undefined, since all codes are alike"
        scored = ", ".join(
            f"{_name_measure(row.measure, row.window)} {judge_row(row)} ({_write_f1(row)})"
            for row in rows.itertuples()
        )
        parts.append(f"on {n:,} mentions ({agreed}) {scored}")
    warning = (
        " Do not conclude from what is poor." if judge_measures(tables, measures) == "poor" else ""
    )
    return f"Checked against codes by {checked['coders'].iloc[0]}: {'; '.join(parts)}.{warning}"


def _write_f1(row: Any) -> str:
    """Write F1 with its interval, where it has one."""
    told = f"F1 {row.f1:.2f}"
    return told if pd.isna(row.f1_low) else f"{told}, {row.f1_low:.2f} to {row.f1_high:.2f}"


def stamp_differential_error(
    tables: Tables,
    measures: Sequence[Measure],
    between: str,
    names: Mapping[str, str] | None = None,
) -> str:
    """Say whether a measure that compares actors or outlets errs alike for them, by the codes.

    Parameters
    ----------
    tables : dict of str to DataFrame
        From `analyse`, with ``codings``; without them, or without mentions, articles and scores,
        there is nothing to say.
    measures : sequence of str or (str, str)
        As for `stamp_validation`.
    between : str
        The column whose values are compared.
    names : mapping of str to str, optional
        Value of the column -> the name that is shown.

    Returns
    -------
    str
        The largest difference between two errors, and what it means; empty without codes.
    """
    if not {"codings", "mentions", "articles", "scores"} <= set(tables):
        return ""
    codings, scores = tables["codings"], tables["scores"]
    if not has_sentiment(codings):
        return ""
    pairs = list(scores[["measure", "window"]].drop_duplicates().itertuples(index=False, name=None))
    kinds = [pair for pair in pairs if pair[0] in measures or pair in measures]
    kinds = [pair for pair in kinds if pair[0] in DIVERGING]
    sides = _find_coded_sides(tables, between)
    what = between.removesuffix("_id")
    if not kinds or not sides:
        return ""
    if len(sides) < 2:
        return f"Whether it errs alike for each {what} is unchecked: too few mentions are coded."
    found = find_differential_error(
        codings,
        tables["mentions"],
        tables["articles"],
        scores,
        between=between,
        sides=list(combinations(sides, 2)),
        measures=sorted({measure for measure, _ in kinds}),
        sample=sample_of_codes(tables),
    )
    is_shown = pd.MultiIndex.from_frame(found[["measure", "window"]]).isin(kinds)
    found = found[is_shown & found["is_reportable"]]
    found = found.sort_values(["q_value", "p_value"], kind="stable")
    if found.empty:
        return f"Whether it errs alike for each {what} is unchecked: too few articles are coded."
    row = found.iloc[0]
    names = names or {}
    told = _tell_error(row, names)
    if row["q_value"] < 0.05:
        return f"By the codes the error differs: {told}, so compare them corrected."
    biased = _name_biased(tables, row["measure"], row["window"], between, names)
    if biased:
        return (
            f"By the codes {_name_measure(row['measure'], row['window'])} is {biased}, so compare "
            f"it corrected; no two errors are shown to differ by {what} ("
            f"{tell_nearest(found, names)})."
        )
    return (
        f"By the codes no error is shown to differ by {what} ({tell_nearest(found, names)}), which "
        "does not show that none does."
    )


def tell_nearest(found: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Say which pair comes nearest to a clear difference, and which lies farthest apart.

    A pair that lies farther apart may be less sure, where fewer mentions of it are coded.

    Parameters
    ----------
    found : DataFrame
        Table of differential errors, the smallest q first.
    names : mapping of str to str
        Side -> the name that is shown.
    """
    surest, widest = found.iloc[0], found.loc[found["difference"].abs().idxmax()]
    told = f"the smallest q: {_tell_error(surest, names)}"
    if widest.name == surest.name:
        return told
    return f"{told}; farthest apart, but less sure: {_tell_error(widest, names)}"


def _tell_error(row: pd.Series, names: Mapping[str, str]) -> str:
    """Say to which of two sides a measure is kinder."""
    kinder, other = (row["side_a"], row["side_b"])[:: 1 if row["difference"] > 0 else -1]
    return (
        f"{_name_measure(row['measure'], row['window'])} is kinder to "
        f"{names.get(kinder, kinder)} than to {names.get(other, other)} by "
        f"{abs(row['difference']):.2f} (q = {row['q_value']:.2f})"
    )


def _name_biased(
    tables: Tables, measure: str, window: str, between: str, names: Mapping[str, str]
) -> str:
    """Name those to whom a measure errs by itself, as the figure of bias does; or nobody."""
    mentions = portraying(tables["mentions"])
    codings = tables["codings"]
    found = evaluate_against(
        codings[codings["unit_id"].isin(mentions["mention_id"])],
        mentions,
        tables["articles"],
        tables["scores"],
        measures=[measure],
        by=[between],
        sample=sample_of_codes(tables),
    )
    is_enough = (found["window"] == window) & (found["n_mentions"] >= MIN_CODED)
    return name_biased(found[is_enough], names, between)


def _find_coded_sides(tables: Tables, between: str) -> list[str]:
    """The values of a column with enough coded mentions; none where no mention is coded."""
    mentions, articles = tables["mentions"], tables["articles"]
    codings = tables["codings"].dropna(subset=["code"])
    units = codings.loc[codings["variable"] == "sentiment", "unit_id"]
    coded = mentions[mentions["mention_id"].isin(units)]
    if between not in coded:
        coded = coded.merge(articles[["article_id", between]], on="article_id")
    counts = coded[between].value_counts()
    return sorted(counts.index[counts >= MIN_CODED]) or list(counts.index[:1])


def _name_measure(measure: str, window: str) -> str:
    """Name a measure and the window that it was checked over; a voice has none."""
    name = MEASURES[measure].short if measure in MEASURES else measure
    return name if measure == VOICE_SHARE else f"{name} ({window})"


def sample_of_codes(tables: Tables) -> pd.DataFrame | None:
    """Find how the coded mentions were drawn; None where codes cannot correct what is measured."""
    codings = tables.get("codings")
    return drawn_sample(codings) if codings is not None and has_sentiment(codings) else None


def has_sentiment(codings: pd.DataFrame) -> bool:
    """Whether somebody coded sentiment; rows that are not filled in are no codes."""
    return bool((codings["variable"] == "sentiment")[codings["code"].notna()].any())
