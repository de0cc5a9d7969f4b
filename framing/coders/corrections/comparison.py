"""Two sides held against each other by what coders would have coded, and by how a measure errs."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any, TypedDict, Unpack

import numpy as np
import pandas as pd
import scipy  # and not stats from it, which takes half a second to load and is seldom used

from ...portrayals import Evidence, Grouping, Resampling
from ...portrayals import compare_portrayal as compare_scores
from ...tables import DIVERGING, READINGS, TABLES, empty
from ..sampling import MIN_CODED
from .coded import Coded, gather_codes, has_enough
from .intervals import Difference, Mean, find_p_value
from .means import Sampled, estimate_errors, estimate_mean


class Choices(TypedDict, total=False):
    """What else a comparison can be asked for, with or without codes."""

    sides: Sequence[tuple[str, str]] | str | None
    match: Sequence[str]
    frame_hits: pd.DataFrame | None
    voices: pd.DataFrame | None
    roles: pd.DataFrame | None
    sentences: pd.DataFrame | None
    outlets: pd.DataFrame | None
    measures: Sequence[str] | None
    by: Sequence[str]
    readings: Sequence[str]
    cluster: str | None
    weight: str
    min_mentions: int
    min_articles: int
    n_resamples: int
    level: float
    seed: int


_UNCORRECTED = {"match": (), "weight": "mention"}
"""What a corrected comparison leaves as it is."""


def compare_portrayal(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    between: str,
    codings: pd.DataFrame | None = None,
    sample: pd.DataFrame | None = None,
    variable: str = "sentiment",
    min_coded: int = MIN_CODED,
    **choices: Unpack[Choices],
) -> pd.DataFrame:
    """Compare two sides in each group, by the scores alone or corrected by the codes of a sample.

    Parameters
    ----------
    mentions, articles, scores : DataFrame
        As for `summarise_portrayal`.
    between : str
        The column whose values are the sides: ``outlet_id``, ``month``, ``actor_id``,
        ``voice_group`` or any other.
    codings, sample : DataFrame, optional
        As for `correct_portrayal`. With both, what coders would have coded is compared
        (`correct_comparison`) by each measure that runs from -1 to 1, or by those of ``measures``.
    variable, min_coded
        As for `correct_portrayal`.
    **choices
        ``sides``, pairs of values, (a, b), of which b is taken from a, or "widest"; ``match``,
        columns inside of whose values the sides are compared; ``measures``; ``by``, ``readings``,
        ``cluster``, ``level``, ``weight``, ``frame_hits``, ``voices``, ``roles``, ``sentences`` and
        ``outlets`` as for `summarise_portrayal`; ``min_mentions`` and ``min_articles`` of a
        reportable side; ``n_resamples`` and ``seed`` of the exchanges. With codes there is no
        ``match``, no "widest" and no ``weight``.

    Returns
    -------
    DataFrame
        Without codes a table of comparisons, with codes one of corrected comparisons
        (`framing.tables`): one row is a group, a measure, a window and a pair of sides, with the
        difference, its interval, ``p_value``, and ``q_value`` over the reportable rows (Benjamini
        and Hochberg). Without codes, p is the share of random exchanges of articles between the
        sides that reach the difference over its standard error, or Student's where there is a
        match or are many articles.

    Raises
    ------
    SchemaError
        If a column of a table is missing.
    ValueError
        If `between` names a column that is nowhere, a side is no value of it, or a choice does not
        go with codes.

    References
    ----------
    Benjamini, Y., and Y. Hochberg. 1995. "Controlling the False Discovery Rate." JRSS B 57:
    289-300. Bourgon, R., R. Gentleman, and W. Huber. 2010. "Independent Filtering Increases
    Detection Power for High-Throughput Experiments." PNAS 107: 9546-9551. Chung, E., and J. P.
    Romano. 2013. "Exact and Asymptotically Robust Permutation Tests." Annals of Statistics 41:
    484-507. Janssen, A. 1997. "Studentized Permutation Tests for Non-i.i.d. Hypotheses and the
    Generalized Behrens-Fisher Problem." Statistics and Probability Letters 36: 9-21.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = fr.make_articles({f"{side}{n}": "China met." for side in "ab" for n in range(6)})
    >>> articles["outlet_id"] = articles["article_id"].str[0]
    >>> sentences = fr.split_sentences(articles)
    >>> mentions = fr.find_mentions(sentences, fr.read_codebook())
    >>> scores = pd.DataFrame({"mention_id": mentions["mention_id"], "measure": "targeted",
    ...                        "window": "sentence",
    ...                        "value": [0.9, 0.8, 1.0] * 2 + [0.1, 0.2, 0.0] * 2})
    >>> row = fr.compare_portrayal(mentions, articles, scores, between="outlet_id").iloc[0]
    >>> print(row["side_a"], row["side_b"], round(row["difference"], 2), row["p_value"] < 0.01)
    a b 0.8 True

    Coders, who were asked about all twelve, see the same in both outlets.

    >>> sample = pd.DataFrame({"mention_id": mentions["mention_id"], "probability": 1.0})
    >>> codings = pd.DataFrame({"unit_id": mentions["mention_id"], "coder_id": "ann",
    ...                         "variable": "sentiment", "code": ["0", "1"] * 6})
    >>> row = fr.compare_portrayal(mentions, articles, scores, between="outlet_id",
    ...                            codings=codings, sample=sample).iloc[0]
    >>> print(round(row["naive"], 2), row["difference"], row["p_value"])
    0.8 0.0 1.0
    """
    if codings is None and sample is None:
        return compare_scores(mentions, articles, scores, between=between, **choices)
    if codings is None or sample is None:
        raise ValueError("codings= and sample= go together: the codes, and how they were drawn")
    asked: dict[str, Any] = dict(choices)
    for name, usual in _UNCORRECTED.items():
        if asked.pop(name, usual) not in (usual, [], None):
            raise ValueError(f"{name}= does not go with codings=: leave it out, or the codes")
    for name in ("n_resamples", "seed", "min_mentions", "min_articles"):
        asked.pop(name, None)
    chosen = asked.pop("measures", None) or DIVERGING
    kinds = scores.loc[scores["measure"].isin(chosen), ["measure", "window"]].drop_duplicates()
    asked |= {"between": between, "variable": variable, "min_coded": min_coded}
    parts = [
        correct_comparison(
            codings, sample, mentions, articles, scores, measure=measure, window=window, **asked
        )
        for measure, window in sorted(kinds.itertuples(index=False, name=None))
    ]
    if not parts:
        raise ValueError(f"nothing was scored of {', '.join(chosen)}")
    return _control_discoveries(pd.concat(parts, ignore_index=True))


def correct_comparison(
    codings: pd.DataFrame,
    sample: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    between: str,
    sides: Sequence[tuple[str, str]] | None = None,
    frame_hits: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
    roles: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    outlets: pd.DataFrame | None = None,
    variable: str = "sentiment",
    measure: str = "targeted",
    window: str = "sentence",
    by: Sequence[str] = ("actor_id",),
    readings: Sequence[str] = ("actor",),
    cluster: str | None = None,
    min_coded: int = MIN_CODED,
    level: float = 0.95,
) -> pd.DataFrame:
    """Correct the differences between sides to what coders would have coded.

    Each side is corrected as `correct_portrayal` does it, so that a measure that errs more on one
    side than on the other does no harm.

    Parameters
    ----------
    codings, sample, mentions, articles, scores, variable, measure, window, by, cluster, level
        As for `correct_portrayal`.
    between, sides, frame_hits, voices, roles, sentences, outlets, readings
        As for `compare_portrayal`.
    min_coded : int
        Coded mentions that each side needs to be reportable.

    Returns
    -------
    DataFrame
        Table of corrected comparisons (`framing.tables`): one row is a group and a pair of sides.
        ``naive`` is the difference of the scores alone. The interval is put together from those of
        the sides, with what they have in common; ``p_value`` is the smallest chance of error at
        which it leaves out 0, and ``q_value`` is p after the procedure of Benjamini and Hochberg
        over the reportable rows. A side without two coded clusters has neither.

    Raises
    ------
    ValueError
        As `correct_portrayal` and `compare_portrayal` do.

    References
    ----------
    Newcombe, R. G. 1998. "Interval Estimation for the Difference between Independent Proportions."
    Statistics in Medicine 17: 873-890. Zou, G. Y., and A. Donner. 2008. "Construction of Confidence
    Limits about Effect Measures." Statistics in Medicine 27: 1693-1702; and those of
    `correct_portrayal`.
    """
    groups = [name for name in by if name != between]
    coded = gather_codes(
        codings,
        sample,
        Evidence(mentions, articles, scores, frame_hits, voices, roles, sentences, outlets),
        Grouping([*groups, between], readings, cluster),
        variable=variable,
        measure=measure,
        window=window,
    )
    name = "corrected_comparisons"
    rows = _compare_sides(coded, groups, between, sides, estimate_mean, level, min_coded)
    kind = {"measure": measure, "window": window, "between": between}
    return _control_discoveries(_lay_out(rows, kind, groups, name), name)


def find_differential_error(
    codings: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    between: str = "actor_id",
    sample: pd.DataFrame | None = None,
    sides: Sequence[tuple[str, str]] | None = None,
    variable: str = "sentiment",
    measures: Sequence[str] | None = None,
    by: Sequence[str] = (),
    readings: Sequence[str] = READINGS,
    cluster: str | None = None,
    min_coded: int = MIN_CODED,
    level: float = 0.95,
) -> pd.DataFrame:
    """Find out whether a measure errs more for one actor, outlet or other side than for another.

    An error that is the same everywhere leaves a comparison right; one that differs makes it wrong.
    That no difference is found does not show that there is none: look at the interval.

    Parameters
    ----------
    codings, mentions, articles, scores, sample, variable, measures, cluster, level
        As for `evaluate_against`.
    between, sides, by, readings
        As for `compare_portrayal`; by default all coded mentions, whatever their reading.
    min_coded : int
        Coded mentions that each side needs to be reportable.

    Returns
    -------
    DataFrame
        Table of differential errors (`framing.tables`): one row is a measure, a window and a pair
        of sides, in each group of `by`. An error is score less code, so ``error_a`` above 0 is too
        kind to side a; ``difference`` is error_a less error_b, with its interval over clusters.
        ``p_value`` and ``q_value`` are as in `correct_comparison`.

    Raises
    ------
    ValueError
        As `evaluate_against` and `compare_portrayal` do.

    References
    ----------
    TeBlunthuis, N., V. Hase, and C.-H. Chan. 2024. "Misclassification in Automated Content Analysis
    Causes Bias in Regression. Can We Fix It? Yes We Can!" Communication Methods and Measures 18:
    278-299.

    Examples
    --------
    The measure gives .5 to all; coders see 0 in one outlet and 1 or 0 in the other.

    >>> import pandas as pd, framing as fr
    >>> articles = fr.make_articles({f"{side}{n}": "China met." for side in "ab" for n in range(9)})
    >>> articles["outlet_id"] = articles["article_id"].str[0]
    >>> mentions = fr.find_mentions(fr.split_sentences(articles), fr.read_codebook())
    >>> scores = pd.DataFrame({"mention_id": mentions["mention_id"], "measure": "targeted",
    ...                        "window": "sentence", "value": 0.5})
    >>> codings = pd.DataFrame({"unit_id": mentions["mention_id"], "coder_id": "ann",
    ...                         "variable": "sentiment", "code": ["0"] * 9 + ["1", "0", "1"] * 3})
    >>> row = fr.find_differential_error(codings, mentions, articles, scores,
    ...                                  between="outlet_id").iloc[0]
    >>> print(*row[["error_a", "error_b", "difference"]].astype(float).round(2))
    0.5 -0.17 0.67
    """
    groups = [name for name in by if name != between]
    evidence, grouping = (
        Evidence(mentions, articles, scores),
        Grouping([*groups, between], readings, cluster),
    )
    is_chosen = scores["measure"].isin(DIVERGING if measures is None else [*measures])
    kinds = scores.loc[is_chosen, ["measure", "window"]].dropna().drop_duplicates()
    name, parts = "differential_errors", []
    for measure, window in sorted(kinds.itertuples(index=False, name=None)):
        kind = {"variable": variable, "measure": measure, "window": window}
        coded = gather_codes(codings, sample, evidence, grouping, **kind)
        rows = _compare_sides(coded, groups, between, sides, estimate_errors, level, min_coded)
        parts.append(_lay_out(rows, kind | {"between": between}, groups, name))
    if not parts:
        raise ValueError("nothing was scored that runs from negative to positive; see measures=")
    return _control_discoveries(pd.concat(parts, ignore_index=True), name)


def _compare_sides(
    coded: Coded,
    groups: list[str],
    between: str,
    sides: Sequence[tuple[str, str]] | None,
    estimate: Callable[[Sampled], Mean],
    level: float,
    min_coded: int,
) -> list[dict[str, Any]]:
    """The rows of all groups and pairs of sides, with everything that needs no other row."""
    level = Resampling(level=level).level
    known = sorted(coded.keys[between].dropna().unique())
    if isinstance(sides, str):
        raise ValueError(f"sides={sides!r} does not go with codes: name the pairs")
    strange = [side for pair in sides or () for side in pair if side not in known]
    if strange:
        raise ValueError(
            f"{strange[0]!r} is no value of {between}; there are {', '.join(map(str, known[:12]))}"
        )
    rows = []
    for key, in_group in coded.groups(groups):
        if any(pd.isna(value) for value in key):
            continue
        of_side = coded.keys[between].iloc[in_group]
        taken = {side: in_group[(of_side == side).to_numpy()] for side in known}
        means = {
            side: estimate(coded.take(at)) if coded.weight[at].any() else None
            for side, at in taken.items()
        }
        for pair in sides or combinations(known, 2):
            if all(len(taken[side]) for side in pair):
                row = _compare_pair([means[side] for side in pair], level, min_coded)
                row |= dict(zip(groups, key, strict=True)) | dict(
                    zip(("side_a", "side_b"), pair, strict=True)
                )
                rows.append(row | _count(coded, [taken[side] for side in pair]))
    return rows


def _compare_pair(means: list[Mean | None], level: float, min_coded: int) -> dict[str, Any]:
    first, second = means
    row: dict[str, Any] = {
        "estimate_a": first.value if first else np.nan,
        "estimate_b": second.value if second else np.nan,
        "is_reportable": all(mean is not None and has_enough(mean, min_coded) for mean in means),
    }
    numbers = dict.fromkeys(("difference", "ci_low", "ci_high", "p_value"), np.nan)
    if first and second:
        difference = Difference(first, second)
        numbers["difference"] = difference.value
        numbers["ci_low"], numbers["ci_high"] = difference.find_ends(level)
        if min(first.n_clusters, second.n_clusters) > 1:
            numbers["p_value"] = find_p_value(difference.value, difference.find_ends)
    return row | numbers


def _count(coded: Coded, taken: list[np.ndarray]) -> dict[str, Any]:
    """What both sides hold, and the difference of their scores alone."""
    counts: dict[str, Any] = {
        "naive": float(coded.score[taken[0]].mean() - coded.score[taken[1]].mean())
    }
    for side, at in zip("ab", taken, strict=True):
        counts[f"n_mentions_{side}"] = len(at)
        counts[f"n_coded_{side}"] = int((coded.weight[at] > 0).sum())
        counts[f"n_articles_{side}"] = coded.keys["article_id"].iloc[at].nunique()
    return counts


def _lay_out(
    rows: list[dict[str, Any]], kind: Mapping[str, str], groups: list[str], name: str
) -> pd.DataFrame:
    """Put rows into the columns of their contract, after the columns that make the groups."""
    columns = [column for column in TABLES[name].column_names if column != "actor_id"]
    table = pd.DataFrame(rows).assign(**kind, q_value=np.nan)
    table = (
        table.rename(columns={"estimate_a": "error_a", "estimate_b": "error_b"})
        if "error_a" in columns
        else table
    )
    return table.reindex(columns=[*groups, *columns])


def _control_discoveries(table: pd.DataFrame, name: str = "corrected_comparisons") -> pd.DataFrame:
    """Give the reportable rows their q-values, and all columns their types."""
    q_value = np.full(len(table), np.nan)
    is_asked = table["is_reportable"].to_numpy(bool) & table["p_value"].notna().to_numpy()
    if is_asked.any():
        p_values = table.loc[is_asked, "p_value"].astype(float)
        q_value[is_asked] = scipy.stats.false_discovery_control(p_values)
    dtypes = {column: dtype for column, dtype in empty(name).dtypes.items() if column in table}
    return table.assign(q_value=q_value).astype(dtypes)
