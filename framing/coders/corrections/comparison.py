"""Two sides held against each other by what coders would have coded."""

from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

import pandas as pd

from ...portrayals import Evidence, Grouping
from ...portrayals import compare_portrayal as compare_scores
from ...tables import DIVERGING
from ..sampling import MIN_CODED
from .coded import gather_codes
from .means import estimate_mean
from .sides import compare_sides, control_discoveries, lay_out


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
    >>> print(round(row["naive"], 2), row["difference"])
    0.8 0.0

    Six codes of each are too few for a test.

    >>> print(row["is_reportable"], row["p_value"])
    False nan
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
    return control_discoveries(pd.concat(parts, ignore_index=True), "corrected_comparisons")


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
        which it leaves out 0, missing where the row is not reportable, and ``q_value`` is p after
        the procedure of Benjamini and Hochberg. A side without two coded clusters has neither.

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
    rows = compare_sides(coded, groups, between, sides, estimate_mean, level, min_coded)
    kind = {"measure": measure, "window": window, "between": between}
    return control_discoveries(lay_out(rows, kind, groups, name), name)
