"""The kit against codes: how good each measure is on these articles, and for whom.

Scores of a lexicon or a model are measurements with an error that nobody knows before people have
coded a sample (Grimmer and Stewart 2013, Political Analysis 21, 267-297; van Atteveldt, van der
Velden and Boukes 2021, Communication Methods and Measures 15, 121-140).
"""

import warnings
from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from ..measures import likely_frames, pick_lights
from ..portrayals import Evidence, Grouping, Resampling
from ..tables import (
    DIVERGING,
    LABELS,
    NEUTRAL_BAND,
    READ,
    READINGS,
    SHARE,
    TABLES,
    VOICE_SHARE,
    check,
    empty,
)
from .answers import judge_answers
from .codings import ADJUDICATED, clean_codings, drawn_sample, final_codes
from .corrections.coded import Coded, gather_codes
from .corrections.means import estimate_errors
from .kinds import name_coders
from .reliability import ReliabilityWarning, agreement
from .sampling import find_chances
from .verdicts import Agreed, agree

NO_FRAME = "none"
"""The code of a mention that stands in no frame."""


def evaluate_against(
    codings: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    sample: pd.DataFrame | None = None,
    variable: str = "sentiment",
    measures: Sequence[str] | None = None,
    by: Sequence[str] = (),
    cluster: str | None = None,
    level: float = 0.95,
    n_resamples: int | None = None,
    seed: int | None = None,
) -> pd.DataFrame:
    """Hold each measure of tone against the codes, in all or in each group.

    Parameters
    ----------
    codings : DataFrame
        Table of codings; the codes that count are those of `final_codes`, and are -1, 0 or 1.
    mentions, articles, scores : DataFrame
        Tables of the mentions that were coded, of their articles, and of their scores.
    sample : DataFrame, optional
        From `sample_for_coding`, as for `correct_portrayal`: each coded mention then stands for as
        many as its ``probability`` says, and the result is about all scored mentions. Without it
        each coded mention counts once, and the result is about the coded ones: give it where
        strata were drawn with different chances.
    variable : str
        The variable with the codes.
    measures : sequence of str, optional
        The measures, which run from -1 to 1; all that do if there is none.
    by : sequence of str
        Columns of the mentions or the articles: an error that differs between actors is a bias.
    cluster : str, optional
        As for `correct_portrayal`.
    level : float
        Coverage, 0..1.
    n_resamples, seed : int, optional
        Without effect, for calls of earlier versions: nothing is drawn any more.

    Returns
    -------
    DataFrame
        Table of evaluations (`framing.tables`): one row is a group, a measure and a window.
        ``accuracy`` and ``macro_f1`` are those of the signs of the scores (the model's most
        probable label where its probabilities are there; a score within `NEUTRAL_BAND` of 0 is
        neutral), 0..1; macro_f1 is over the labels that were coded in the group, with the interval
        of a jackknife over clusters. ``correlation`` is Pearson's r with the codes. ``bias`` is
        the mean score less the mean code, with its interval as in `correct_portrayal`.

    Raises
    ------
    ValueError
        If nobody coded the variable, a code is none of -1, 0 and 1, or no coded mention was scored.

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
    level = Resampling(level=level).level
    evidence = Evidence(mentions, articles, scores)
    grouping = Grouping([*by] or ["actor_id"], READINGS, cluster)
    is_chosen = scores["measure"].isin(DIVERGING if measures is None else [*measures])
    kinds = scores.loc[is_chosen, ["measure", "window"]].dropna().drop_duplicates()
    labels = _model_labels(scores)
    rows: list[tuple[object, ...]] = []
    for measure, window in sorted(kinds.itertuples(index=False, name=None)):
        what = {"variable": variable, "measure": measure, "window": window}
        coded = gather_codes(codings, sample, evidence, grouping, **what)
        judged = _judge_signs(coded, labels if measure == "targeted" else None)
        for key, at in coded.groups([*by]):
            if (coded.weight[at] > 0).any():
                rows.append((*key, variable, measure, window, *_judge(coded, judged, at, level)))
    if not rows:
        raise ValueError(
            f"no mention that was coded for {variable!r} has a score; are these the same articles?"
        )
    names = TABLES["evaluations"].column_names
    table = pd.DataFrame(rows, columns=[*by, *names])
    order = [*by, "measure", "window"]
    table = table.astype(empty("evaluations").dtypes.to_dict())
    return table.sort_values(order, kind="stable", ignore_index=True)


def summarise_validation(
    codings: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    frame_hits: pd.DataFrame | None = None,
    frames_read: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
    sample: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Summarise on how many coded mentions each measure was checked, and with what result.

    Parameters
    ----------
    codings : DataFrame
        Table of codings of mentions of these articles; ``sentiment`` (-1, 0, 1), ``voice``
        (narrator, source), ``frame`` (a frame_id or ``none``), ``frame:NAME`` (1 or 0) and
        variables that were learnt are known, and others are left alone.
    mentions, articles, scores, frame_hits, frames_read, voices : DataFrame
        Tables of the corpus.
    sample : DataFrame, optional
        As for `evaluate_against`; that of the codings (`drawn_sample`) if there is none and they
        say how they were drawn.

    Returns
    -------
    DataFrame
        Table of validations (`framing.tables`): one row is a measure; ``voice_``, ``share_`` and
        ``read_`` stand for all shares of voices, of frames by keywords and of frames read;
        ``share_NAME`` and ``read_NAME`` for one frame that was asked for by itself (`judge_answers`
        says how). Coded mentions that are not in the corpus do not count.

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
    of_corpus = clean_codings(codings[codings["unit_id"].isin(mentions["mention_id"])])
    sample = drawn_sample(of_corpus) if sample is None else sample
    of_corpus = of_corpus[of_corpus["code"].notna()]
    variables = set(of_corpus["variable"].dropna())
    held = partial(_hold, mentions=mentions, articles=articles, sample=sample)
    rows: list[tuple[object, ...]] = []
    if "sentiment" in variables:
        evaluations = evaluate_against(of_corpus, mentions, articles, scores, sample=sample)
        f1s_of = evaluations[["macro_f1", "f1_low", "f1_high"]]
        n_second = _count_second(final_codes(of_corpus, "sentiment").dropna())
        rows += [
            (row.measure, row.window, "sentiment", row.n_mentions, n_second, *f1s)
            for row, f1s in zip(evaluations.itertuples(), f1s_of.to_numpy(), strict=True)
        ]
    if "voice" in variables and voices is not None:
        truth = final_codes(of_corpus, "voice").dropna()
        said = voices.set_index("mention_id")["voice"].reindex(truth.index).to_numpy()
        labels = np.unique(truth)
        there, said = (one[:, None] == labels for one in (truth.to_numpy(), said))
        rows.append((VOICE_SHARE, "sentence", "voice", *held(truth, there, said)))
    if "frame" in variables:
        truth = final_codes(of_corpus, "frame").dropna()
        found = {} if frame_hits is None else {SHARE: frame_hits}
        if frames_read is not None and len(frames_read):
            found[READ] = likely_frames(mentions, frames_read)
        for name, pairs in found.items():
            there, said = _count_frames(truth, pairs)
            rows.append((name, "sentence", "frame", *held(truth, there, said, is_pooled=True)))
    for variable in sorted(variables - {"sentiment", "voice", "frame"}):
        truth = final_codes(of_corpus, variable).dropna()
        for name, units, there, said in judge_answers(
            variable, truth, mentions, frame_hits, frames_read
        ):
            agreed = held(truth[units], there, said)
            n_second = min(int(there.sum()), int((~there).sum()))
            rows.append((name, "sentence", variable, *agreed._replace(n_second=n_second)))
    names = ["measure", "window", "variable", *Agreed._fields]
    table = pd.DataFrame(rows, columns=names).assign(coders=name_coders(of_corpus))
    alphas, doubled = _alphas(of_corpus), _count_doubled(of_corpus)
    table["alpha"] = table["variable"].map(alphas)
    table["n_doubled"] = table["variable"].map(doubled).fillna(0)
    dtypes = empty("validations").dtypes.to_dict()
    return table[list(dtypes)].astype(dtypes)


def _count_doubled(codings: pd.DataFrame) -> dict[str, int]:
    """How many units of each variable two coders or more coded."""
    apart = codings[codings["coder_id"] != ADJUDICATED]
    n_coders = apart.groupby(["variable", "unit_id"])["coder_id"].nunique()
    return {str(name): int(n) for name, n in (n_coders > 1).groupby("variable").sum().items()}


def _alphas(codings: pd.DataFrame) -> dict[str, float]:
    """Alpha of each variable that two coders or more coded."""
    apart = codings[(codings["coder_id"] != ADJUDICATED) & codings["code"].notna()]
    doubled = apart[apart.duplicated(["unit_id", "variable"], keep=False)]
    if doubled.empty:
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReliabilityWarning)
        table = agreement(doubled)
    return dict(zip(table["variable"], table["alpha"], strict=True))


def _model_labels(scores: pd.DataFrame) -> pd.Series:
    """The label of each mention that the model judged, as -1, 0 or 1."""
    names = [f"targeted_{label}" for label in LABELS]
    probabilities = scores[scores["measure"].isin(names)]
    wide = (
        probabilities.pivot_table(index="mention_id", columns="measure", values="value")
        .reindex(columns=names)
        .dropna()
    )
    if wide.empty:
        return pd.Series(dtype=float)
    return pd.Series(pick_lights(wide.to_numpy()) - 1.0, index=wide.index)


def _hold(
    codes: pd.Series,
    is_there: np.ndarray,
    is_said: np.ndarray,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    sample: pd.DataFrame | None,
    is_pooled: bool = False,
) -> Agreed:
    """Hold what a measure says of some coded mentions against their codes, weighed as drawn.

    Pooled, F1 is that of all pairs of a mention and a label, and else the mean of the labels.
    """
    units, weight = pd.Series(codes.index), np.ones(len(codes))
    if sample is not None:
        chance, _ = find_chances(sample, units, np.full(len(codes), True))
        is_drawn = chance > 0
        weight = np.where(is_drawn, 1 / np.where(is_drawn, chance, 1.0), 0.0)
        weight = weight if is_drawn.any() else np.ones(len(codes))
    column = Grouping(["actor_id"]).settle(articles).cluster
    of_article = dict(zip(articles["article_id"], articles[column], strict=True))
    of_unit = dict(zip(mentions["mention_id"], mentions["article_id"].map(of_article), strict=True))
    cluster = units.map(of_unit).astype("str").fillna("").to_numpy()
    if is_pooled:
        n_labels = is_there.shape[1]
        is_there, is_said = is_there.reshape(-1, 1), is_said.reshape(-1, 1)
        cluster, weight = np.repeat(cluster, n_labels), np.repeat(weight, n_labels)
    f1s = agree(is_there, is_said, cluster, weight)
    return Agreed(len(codes), _count_second(codes), *f1s)


def _count_second(codes: pd.Series) -> int:
    """How often the second most frequent code was given."""
    return int([*codes.value_counts(), 0, 0][1])


def _count_frames(truth: pd.Series, frame_hits: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """A row a coded mention, a column a frame: whether it was coded, and found."""
    names = sorted((set(truth) | set(frame_hits["frame_id"])) - {NO_FRAME}) or [NO_FRAME]
    there = np.stack([(truth == name).to_numpy() for name in names], axis=1)
    pairs = set(frame_hits[["mention_id", "frame_id"]].itertuples(index=False, name=None))
    said = [[(unit, name) in pairs for name in names] for unit in truth.index]
    return there, np.array(said)


def _judge_signs(coded: Coded, labels: pd.Series | None) -> np.ndarray:
    """The label that a measure gives each mention: the model's own, or else the score's sign."""
    score = coded.score
    judged = np.select([score >= NEUTRAL_BAND, score <= -NEUTRAL_BAND], [1.0, -1.0], 0.0)
    if labels is None:
        return judged
    given = coded.keys["mention_id"].map(labels).to_numpy(float)
    return np.where(np.isnan(given), judged, given)


def _judge(coded: Coded, judged: np.ndarray, at: np.ndarray, level: float) -> tuple[object, ...]:
    """n, articles, accuracy, macro-F1 with its interval, correlation, bias with its interval."""
    bias = estimate_errors(coded.take(at))
    at = at[coded.weight[at] > 0]
    truth, value, judged = coded.code[at], coded.score[at], judged[at]
    weight = coded.weight[at] / coded.weight[at].sum()
    labels = np.unique(truth)
    there, said = truth[:, None] == labels, judged[:, None] == labels
    return (
        len(at),
        coded.keys["article_id"].iloc[at].nunique(),
        float(weight @ (truth == judged)),
        *agree(there, said, coded.unit[at], weight, level=level),
        _correlate(truth, value, weight),
        bias.value,
        *bias.find_ends(level),
    )


def _correlate(truth: np.ndarray, value: np.ndarray, weight: np.ndarray) -> float:
    """Pearson's r of weighted pairs; not a number where one of the two does not vary."""
    if len(np.unique(truth)) < 2 or len(np.unique(value)) < 2:
        return np.nan
    matrix = np.cov(truth, value, aweights=weight, ddof=0)
    return float(np.clip(matrix[0, 1] / np.sqrt(matrix[0, 0] * matrix[1, 1]), -1, 1))
