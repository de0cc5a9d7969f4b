"""The kit against codes: how good each measure is on these articles, and for whom.

Scores of a lexicon or a model are measurements with an error that nobody knows before people have
coded a sample (Grimmer and Stewart 2013, Political Analysis 21, 267-297; van Atteveldt, van der
Velden and Boukes 2021, Communication Methods and Measures 15, 121-140).
"""

import warnings
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ..portrayals import Evidence, Grouping, Observations, Resampling, observe
from ..tables import (
    DIVERGING,
    NEUTRAL_BAND,
    READINGS,
    SHARE,
    TABLES,
    VOICE_SHARE,
    check,
    empty,
)
from .codings import ADJUDICATED, final_codes
from .reliability import ReliabilityWarning, agreement

NO_FRAME = "none"
"""The code of a mention that stands in no frame."""
MIN_CODED = 10
"""Coded mentions that a group must hold for its correction to be reportable."""


def evaluate_against(
    codings: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    variable: str = "sentiment",
    measures: Sequence[str] | None = None,
    by: Sequence[str] = (),
    level: float = 0.95,
    n_resamples: int = 1_000,
    seed: int = 1,
) -> pd.DataFrame:
    """Hold each measure of tone against the codes, in all or in each group.

    Parameters
    ----------
    codings : DataFrame
        Table of codings; the codes that count are those of `final_codes`, and are -1, 0 or 1.
    mentions, articles, scores : DataFrame
        Tables of the mentions that were coded, of their articles, and of their scores.
    variable : str
        The variable with the codes.
    measures : sequence of str, optional
        The measures, which run from -1 to 1; all that do if there is none.
    by : sequence of str
        Columns of the mentions or the articles: an error that differs between actors is a bias.
    level, n_resamples, seed
        As for `summarise_portrayal`; articles are drawn.

    Returns
    -------
    DataFrame
        Table of evaluations (`framing.tables`): one row is a group, a measure and a window.
        ``accuracy`` and ``macro_f1`` are those of the signs of the scores (the model's most
        probable label; a lexicon's score within `NEUTRAL_BAND` of 0 is neutral), 0..1; macro_f1 is
        over the labels that were coded in the group. ``correlation`` is Pearson's r with the
        codes. ``bias`` is the mean score less the mean code, with its interval.

    Raises
    ------
    ValueError
        If nobody coded the variable, or no coded mention was scored.

    References
    ----------
    Grimmer, J., and B. M. Stewart. 2013. "Text as Data." Political Analysis 21: 267-297.

    Examples
    --------
    Two mentions: the codes say 1 and -1, the measure says 0.5 and 0.5. One is right; the measure is
    too kind by 0.5.

    >>> import pandas as pd, framing as fr
    >>> articles = fr.make_articles({"a": "China won.", "b": "China lost."})
    >>> mentions = fr.find_mentions(fr.split_sentences(articles), fr.read_codebook())
    >>> scores = pd.DataFrame({"mention_id": mentions["mention_id"], "measure": "vader_compound",
    ...                        "window": "clause", "value": 0.5})
    >>> codings = pd.DataFrame({"unit_id": mentions["mention_id"], "coder_id": "ann",
    ...                         "variable": "sentiment", "code": ["1", "-1"]})
    >>> row = fr.evaluate_against(codings, mentions, articles, scores).iloc[0]
    >>> print(row["n_mentions"], row["accuracy"], row["bias"])
    2 0.5 0.5
    """
    codes = pd.to_numeric(final_codes(codings, variable))
    grouping = Grouping([*by] or ["actor_id"], READINGS)
    seen = observe(Evidence(mentions, articles, scores), grouping)
    resampling = Resampling(n_resamples, level, seed)
    truth = seen.keys["mention_id"].map(codes).to_numpy(float)
    label_of_mention = _model_labels(scores)
    chosen = [v for v in seen.values if v.measure in (measures or DIVERGING)]
    rows: list[tuple[object, ...]] = []
    for key, is_in_group in _groups(seen, [*by]):
        for values in chosen:
            is_coded = is_in_group[values.row] & ~np.isnan(truth[values.row])
            row, value = values.row[is_coded], values.value[is_coded]
            if not len(row):
                continue
            judged = np.select([value >= NEUTRAL_BAND, value <= -NEUTRAL_BAND], [1.0, -1.0], 0.0)
            if values.measure == "targeted":
                judged = seen.keys["mention_id"].iloc[row].map(label_of_mention).to_numpy(float)
            unit = pd.factorize(seen.keys["article_id"].iloc[row])[0]
            verdict = _judge(truth[row], judged, value, unit, resampling)
            rows.append((*key, variable, values.measure, values.window, *verdict))
    if not rows:
        raise ValueError(
            f"no mention that was coded for {variable!r} has a score; are these the same articles?"
        )
    names = TABLES["evaluations"].column_names
    table = pd.DataFrame(rows, columns=[*by, *names])
    return table.astype(empty("evaluations").dtypes.to_dict())


def summarise_validation(
    codings: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    frame_hits: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Summarise on how many coded mentions each measure was checked, and with what result.

    Parameters
    ----------
    codings : DataFrame
        Table of codings of mentions of these articles; ``sentiment`` (-1, 0, 1), ``voice``
        (narrator, source) and ``frame`` (a frame_id or ``none``) are known, and other variables are
        left alone.
    mentions, articles, scores, frame_hits, voices : DataFrame
        Tables of the corpus.

    Returns
    -------
    DataFrame
        Table of validations (`framing.tables`): one row is a measure; ``voice_`` and ``share_``
        stand for all shares of voices and of frames. Coded mentions that are not in the corpus do
        not count.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = fr.make_articles({"a": "China won.", "b": "China lost."})
    >>> sentences = fr.split_sentences(articles)
    >>> mentions = fr.find_mentions(sentences, fr.read_codebook())
    >>> scores = fr.score_sentiment(mentions, sentences, measures=["vader"], windows=["clause"])
    >>> codings = pd.DataFrame([(unit, coder, "sentiment", code) for coder in ("ann", "bob")
    ...                         for unit, code in zip(mentions["mention_id"], ["1", "-1"])],
    ...                        columns=["unit_id", "coder_id", "variable", "code"])
    >>> row = fr.summarise_validation(codings, mentions, articles, scores).iloc[0]
    >>> print(*row[["measure", "n_mentions", "alpha", "f1"]])
    vader_compound 2 1.0 1.0
    """
    check(codings, "codings")
    of_corpus = codings[codings["unit_id"].isin(mentions["mention_id"])]
    variables = set(of_corpus["variable"].dropna())
    alphas = _alphas(of_corpus)
    rows: list[tuple[object, ...]] = []
    if "sentiment" in variables:
        evaluations = evaluate_against(of_corpus, mentions, articles, scores, n_resamples=1)
        rows += [
            (row.measure, row.window, row.n_mentions, alphas.get("sentiment"), row.macro_f1)
            for row in evaluations.itertuples()
        ]
    if "voice" in variables and voices is not None:
        truth = final_codes(of_corpus, "voice")
        judged = voices.set_index("mention_id")["voice"].reindex(truth.index)
        rows.append(
            (VOICE_SHARE, "sentence", len(truth), alphas.get("voice"), _macro_f1(truth, judged))
        )
    if "frame" in variables and frame_hits is not None:
        truth = final_codes(of_corpus, "frame")
        f1 = _frames_f1(truth, frame_hits)
        rows.append((SHARE, "sentence", len(truth), alphas.get("frame"), f1))
    table = pd.DataFrame(rows, columns=TABLES["validations"].column_names)
    return table.astype(empty("validations").dtypes.to_dict())


def _groups(seen: Observations, by: list[str]) -> Iterator[tuple[tuple[object, ...], np.ndarray]]:
    """Each group with its mentions, as true or false; one of all mentions without a column."""
    if not by:
        yield (), np.ones(len(seen.keys), dtype=bool)
        return
    group = seen.keys.groupby(by, sort=True, observed=True).ngroup().to_numpy()
    for code in sorted(set(group[group >= 0])):
        is_in_group = group == code
        yield tuple(seen.keys[by].iloc[int(np.flatnonzero(is_in_group)[0])]), is_in_group


def _alphas(codings: pd.DataFrame) -> dict[str, float]:
    """Alpha of each variable that two coders or more coded."""
    apart = codings[(codings["coder_id"] != ADJUDICATED) & codings["code"].notna()]
    doubled = apart[apart.duplicated(["unit_id", "variable"], keep=False)]
    if doubled.empty:
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReliabilityWarning)
        table = agreement(doubled, n_resamples=1)
    return dict(zip(table["variable"], table["alpha"], strict=True))


def _model_labels(scores: pd.DataFrame) -> pd.Series:
    """The most probable label of each mention that the model judged, as -1, 0 or 1."""
    names = ["targeted_negative", "targeted_neutral", "targeted_positive"]
    probabilities = scores[scores["measure"].isin(names)]
    wide = (
        probabilities.pivot_table(index="mention_id", columns="measure", values="value")
        .reindex(columns=names)
        .dropna()
    )
    if wide.empty:
        return pd.Series(dtype=float)
    return pd.Series(wide.to_numpy().argmax(axis=1) - 1.0, index=wide.index)


def _macro_f1(truth: pd.Series, judged: pd.Series) -> float:
    f1s = []
    for label in sorted(truth.unique()):
        n_hits = ((truth == label) & (judged == label)).sum()
        f1s.append(2 * n_hits / ((truth == label).sum() + (judged == label).sum()))
    return float(np.mean(f1s))


def _frames_f1(truth: pd.Series, frame_hits: pd.DataFrame) -> float:
    """F1 of pairs of mention and frame, over the coded mentions."""
    hits = set(frame_hits[["mention_id", "frame_id"]].itertuples(index=False, name=None))
    of_kit = {pair for pair in hits if pair[0] in truth.index}
    of_coders = {pair for pair in truth.items() if pair[1] != NO_FRAME}
    return 2 * len(of_kit & of_coders) / max(1, len(of_kit) + len(of_coders))


def _judge(
    truth: np.ndarray,
    judged: np.ndarray,
    value: np.ndarray,
    unit: np.ndarray,
    resampling: Resampling,
) -> tuple[object, ...]:
    """n, articles, accuracy, macro-F1 with its interval, correlation, bias with its interval."""
    labels = sorted(set(truth))
    # For each label and article: right, coded, given by the kit.
    parts = [
        np.stack(
            [
                np.bincount(unit, weights=is_counted.astype(float))
                for is_counted in (
                    (truth == label) & (judged == label),
                    truth == label,
                    judged == label,
                )
            ]
        )
        for label in labels
    ]
    gap, n = np.bincount(unit, weights=value - truth), np.bincount(unit)
    n_articles = int(unit.max()) + 1
    f1_ends = bias_ends = (np.nan, np.nan)
    if n_articles > 1:
        drawn = resampling.draw(n_articles)
        with np.errstate(invalid="ignore", divide="ignore"):
            f1s = np.nanmean(
                [2 * (p[0] @ drawn) / (p[1] @ drawn + p[2] @ drawn) for p in parts], axis=0
            )
            biases = (gap @ drawn) / (n @ drawn)
        f1_ends, bias_ends = resampling.find_ends(f1s), resampling.find_ends(biases)
    varies = len(labels) > 1 and len(set(value)) > 1
    return (
        len(truth),
        n_articles,
        float((truth == judged).mean()),
        float(np.mean([2 * p[0].sum() / (p[1] + p[2]).sum() for p in parts])),
        *f1_ends,
        float(np.corrcoef(truth, value)[0, 1]) if varies else np.nan,
        float(gap.sum() / n.sum()),
        *bias_ends,
    )
