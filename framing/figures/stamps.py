"""What a figure says of its measures: whether codes of these articles support them, and how well.

A measure is good, fair, poor, unchecked, or checked on too few (`judge_f1`); what is poor is drawn
grey. So is what a learner tells that the codes which it was learnt from show to be poor.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from ..codebook import Codebook, Learnt
from ..coders import (
    MIN_CODED,
    TOO_FEW,
    drawn_sample,
    evaluate_against,
    find_differential_error,
    judge_row,
)
from ..mentions import portraying
from ..tables import DIVERGING, MEASURES, READ, SHARE, VOICE_SHARE, Tables
from .headlines.trust import name_biased

Measure = str | tuple[str, str]
"""A measure over all its windows, or over one."""
UNCHECKED = "unchecked"
VERDICTS = ("poor", UNCHECKED, TOO_FEW, "fair", "good")
"""The verdicts, the worst first; what nobody, or hardly anybody, looked at may be anything."""


def judge_measures(
    tables: Tables, measures: Iterable[Measure], codebook: Codebook | None = None
) -> str:
    """Say how good the worst of some measures is, as one of `VERDICTS`.

    What a learner of the codebook tells is poor, too, where the learner's own record says so.

    Examples
    --------
    >>> row = {"measure": "targeted", "window": "sentence", "n_mentions": 200, "n_second": 60}
    >>> row |= {"f1": 0.5, "f1_low": 0.4, "f1_high": 0.55}
    >>> tables = {"validations": pd.DataFrame([row])}
    >>> judge_measures(tables, ["targeted"]), judge_measures(tables, ["voice_"])
    ('poor', 'unchecked')
    """
    verdicts = [
        verdict
        for measure in measures
        for verdict in (*_verdicts(tables, measure), *_own_verdicts(codebook, measure))
    ]
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


def _own_verdicts(codebook: Codebook | None, measure: Measure) -> list[str]:
    """Give the verdict that a learner's record holds, where it is that it is poor.

    Of codes of other articles good ones show nothing here, and bad ones give no reason to hope.
    """
    learnt = find_learner(codebook, measure)
    return ["poor"] if learnt is not None and learnt.report.get("word") == "poor" else []


def find_learner(codebook: Codebook | None, measure: Measure) -> Learnt | None:
    """Find the learner of a codebook that a measure comes from; None of other measures."""
    name = measure if isinstance(measure, str) else measure[0]
    for learnt in codebook.learners if codebook else ():
        if name in [READ + output for output in learnt.outputs]:
            return learnt
    return None


def _tell_learners(
    codebook: Codebook | None, measures: Sequence[Measure], checked: Iterable[str]
) -> str:
    """Say what the records of learners say of them: where it is poor, or nobody checked it here."""
    told = []
    for measure in measures:
        learnt = find_learner(codebook, measure)
        name = measure if isinstance(measure, str) else measure[0]
        word = learnt.report.get("word") if learnt is not None else None
        if learnt is None or word not in VERDICTS or (name in checked and word != "poor"):
            continue
        warning = ": do not conclude from it" if word == "poor" else ""
        sentence = (
            f"The learner of {_quote_frame(learnt.name, codebook)} is {word} by the codes that it "
            f"was learnt from{_write_record(learnt)}{warning}."
        )
        told += [sentence] if sentence not in told else []
    return " ".join(told)


def _quote_frame(frame: str, codebook: Codebook | None) -> str:
    labels = codebook.frame_labels if codebook else {}
    return f"“{labels.get(frame, frame.replace('_', ' '))}”"


def _write_record(learnt: Learnt) -> str:
    """Write the F1 of a learner's record; nothing where the file holds something else."""
    n, rows = learnt.report.get("n_codes"), learnt.report.get("scores") or [{}]
    f1s = [rows[0].get(name) for name in ("f1", "f1_low", "f1_high")]
    if not all(isinstance(one, int | float) for one in (n, *f1s)):
        return ""
    return f" (F1 {f1s[0]:.2f}, {f1s[1]:.2f} to {f1s[2]:.2f}, on {n:,})"


def stamp_validation(
    tables: Tables, measures: Sequence[Measure], codebook: Codebook | None = None
) -> str:
    """Say whether measures were checked against codes of these articles, and how good they are.

    Parameters
    ----------
    tables : dict of str to DataFrame
        From `analyse`; what the codes say is in the table of validations, which `analyse` makes of
        ``codings``.
    measures : sequence of str or (str, str)
        The measures that a figure shows, with their window, or without it where it shows all of
        them; ``voice_`` and ``share_`` stand for all shares of their kind.
    codebook : Codebook, optional
        Whose learners tell what their own codes say of them.

    Returns
    -------
    str
        *Checked against codes by* whom, on how many mentions, with alpha, and for each measure and
        window a verdict with F1 and its interval, and a warning where one is poor; or *Unchecked*.
        Then of each learner that is poor by its own record, or unchecked here, what that says.

    Examples
    --------
    >>> stamp_validation({}, ["targeted"])
    'Unchecked: nobody has coded a sample of these articles.'
    """
    coded = tables.get("validations")
    if coded is None or coded.empty:
        told = "Unchecked: nobody has coded a sample of these articles."
        return " ".join(filter(None, (told, _tell_learners(codebook, measures, ()))))
    pairs = coded[["measure", "window"]].itertuples(index=False, name=None)
    checked = coded[[pair[0] in measures or pair in measures for pair in pairs]]
    learnt = _tell_learners(codebook, measures, set(checked["measure"]))
    if checked.empty:
        told = "Unchecked: nobody has coded this on a sample of these articles."
        return " ".join(filter(None, (told, learnt)))
    parts = []
    keys = ["n_mentions", "n_doubled", "alpha"]
    for (n, n_doubled, alpha), rows in checked.groupby(keys, sort=False, dropna=False):
        agreed = f"alpha {alpha:.2f}" if pd.notna(alpha) else "no two coders"
        if n_doubled and pd.isna(alpha):
            agreed = "alpha undefined, since all codes are alike"
        scored = ", ".join(
            f"{_name_measure(row.measure, row.window, codebook)} {judge_row(row)} "
            f"({_write_f1(row)})"
            for row in rows.itertuples()
        )
        parts.append(f"on {n:,} mentions ({agreed}) {scored}")
    warning = (
        " Do not conclude from what is poor." if judge_measures(tables, measures) == "poor" else ""
    )
    told = f"Checked against codes by {checked['coders'].iloc[0]}: {'; '.join(parts)}.{warning}"
    return " ".join(filter(None, (told, learnt)))


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


def _name_measure(measure: str, window: str, codebook: Codebook | None = None) -> str:
    """Name a measure and the window that it was checked over; a voice has none."""
    name = MEASURES[measure].short if measure in MEASURES else measure
    for prefix, how in ((SHARE, "by keywords"), (READ, "as read")):
        if measure.startswith(prefix) and measure != prefix:
            name = f"{_quote_frame(measure.removeprefix(prefix), codebook)} {how}"
    return name if measure == VOICE_SHARE else f"{name} ({window})"


def sample_of_codes(tables: Tables) -> pd.DataFrame | None:
    """Find how the coded mentions were drawn; None where codes cannot correct what is measured."""
    codings = tables.get("codings")
    return drawn_sample(codings) if codings is not None and has_sentiment(codings) else None


def has_sentiment(codings: pd.DataFrame) -> bool:
    """Whether somebody coded sentiment; rows that are not filled in are no codes."""
    return bool((codings["variable"] == "sentiment")[codings["code"].notna()].any())
