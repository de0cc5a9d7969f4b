"""Whether a measure errs more for one side than for another."""

from collections.abc import Sequence

import pandas as pd

from ...portrayals import Evidence, Grouping
from ...tables import DIVERGING, READINGS
from ..sampling import MIN_CODED
from .coded import gather_codes
from .means import estimate_errors
from .sides import compare_sides, control_discoveries, lay_out


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
        rows = compare_sides(coded, groups, between, sides, estimate_errors, level, min_coded)
        parts.append(lay_out(rows, kind | {"between": between}, groups, name))
    if not parts:
        raise ValueError("nothing was scored that runs from negative to positive; see measures=")
    return control_discoveries(pd.concat(parts, ignore_index=True), name)
