"""Scores, frame hits, voices and roles into portrayals: means and shares with intervals.

Mentions in one article are not independent, nor are copies of one text, so intervals rest on
articles, or whole clusters of copies, and not on mentions (`framing.portrayals.intervals`).
"""

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..tables import CLUSTER, TABLES, empty, is_share, scale_of
from .grouping import Grouping
from .intervals import MIN_ARTICLES, MIN_MENTIONS, Means, Resampling, jackknife
from .observations import Evidence, observe
from .sums import Added, Kind, Sums, add_up


class DescriptiveWarning(UserWarning):
    """An interval describes the articles at hand and says nothing about others."""


def summarise_portrayal(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    frame_hits: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
    roles: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    outlets: pd.DataFrame | None = None,
    by: Sequence[str] = ("actor_id",),
    readings: Sequence[str] = ("actor",),
    cluster: str | None = None,
    weight: str = "mention",
    min_mentions: int = MIN_MENTIONS,
    min_articles: int = MIN_ARTICLES,
    level: float = 0.95,
) -> pd.DataFrame:
    """Summarise each group of mentions: mean scores and shares, with intervals.

    Parameters
    ----------
    mentions, articles, scores : DataFrame
        Tables of mentions, of the articles that they stand in, and of their scores.
    frame_hits : DataFrame, optional
        Table of frame hits. With it, the measures ``share_<frame_id>`` give the share (0..1) of the
        scored mentions that stand in each frame that has any hit; hits that are negated or denied
        ("no threat") do not count.
    voices : DataFrame, optional
        Table of voices. With it, `by` may name ``voice``, ``voice_group``, ``speaker`` and
        ``speaker_actor_id``; where it names none of them, the measures ``voice_<group>`` give the
        share of the mentions in each voice (`VOICE_GROUPS` in `framing.tables`, blanks as
        underscores), of those that the table of voices knows.
    roles : DataFrame, optional
        Table of roles. With it, ``role_agent`` and ``role_patient`` give the share of the mentions
        that act on another actor, and that are acted on.
    sentences, outlets : DataFrame, optional
        With them, `by` may name ``part`` of the article, and ``outlet_name`` and ``country_iso3``
        of the outlet.
    by : sequence of str
        Columns of the mentions or the articles, of the tables above, or a period of publication in
        UTC (``day``, ``week``, ``month``, ``quarter``, ``year``). A missing value is a group too.
    readings : sequence of str
        Which mentions count: by default those that mean the actor, not those that only name a place
        or whose actor is not settled.
    cluster : str, optional
        Column of the articles whose equal values are one independent unit; if there is none, the
        clusters of copies (``cluster_id``, which articles of `analyse` and `read_tables` have; see
        `join_clusters`), or else each article. An article where it is missing stands for itself.
    weight : str
        ``mention``: a mean over mentions, so that an article counts as often as it names the actor;
        ``article``: each article has one voice, the mean of its mentions.
    min_mentions, min_articles : int
        What a group must hold to be reportable; articles that are copies count once. Of shares
        three times as many mentions are asked.
    level : float
        Coverage of the intervals, 0..1.

    Returns
    -------
    DataFrame
        Table of portrayals: one row is a group, a measure and a window. ``estimate`` is the mean;
        ``n_mentions`` counts those with a score, ``n_articles`` their articles, and ``n_clusters``
        the independent units among these. ``ci_low`` and ``ci_high`` are Student's interval from
        leaving out one unit at a time, with ``degrees`` of freedom, and for shares Wilson's with
        the effective number of mentions; they stay on the scale of the measure. ``resampled`` says
        what is left out: ``articles``, or ``clusters`` where some are copies; ``sentences`` where
        the group stands in one article, and the interval only describes that text (a
        `DescriptiveWarning` says so); ``nothing`` where it stands in one sentence or one cluster,
        and there is none. ``is_reportable`` is false below the stated minimum.

    Raises
    ------
    SchemaError
        If a column is missing.
    ValueError
        If `by` is empty or names a column that is nowhere, a reading or a weight is unknown, a
        score is infinite or stands there twice, or the level is no share.

    References
    ----------
    Bell, R. M., and D. F. McCaffrey. 2002. "Bias Reduction in Standard Errors for Linear Regression
    with Multi-Stage Samples." Survey Methodology 28: 169-181. Franco, C., R. J. A. Little, T. A.
    Louis, and E. V. Slud. 2019. "Comparative Study of Confidence Intervals for Proportions in
    Complex Sample Surveys." Journal of Survey Statistics and Methodology 7: 334-364. Miller, R. G.
    1974. "The Jackknife: A Review." Biometrika 61: 1-15.

    Examples
    --------
    Two articles, three mentions of one actor, scored 1, 0 and -1: the mean is 0, over 2 articles.

    >>> import pandas as pd, framing as fr
    >>> articles = fr.make_articles({"a": "China won. China lost.", "b": "China met."})
    >>> sentences = fr.split_sentences(articles)
    >>> mentions = fr.find_mentions(sentences, fr.read_codebook())
    >>> scores = pd.DataFrame({"mention_id": mentions["mention_id"], "measure": "m",
    ...                        "window": "sentence", "value": [1.0, 0.0, -1.0]})
    >>> row = fr.summarise_portrayal(mentions, articles, scores).iloc[0]
    >>> print(*row[["estimate", "n_mentions", "n_articles", "resampled", "is_reportable"]])
    0.0 3 2 articles False
    """
    evidence = Evidence(mentions, articles, scores, frame_hits, voices, roles, sentences, outlets)
    observations = observe(evidence, Grouping(by, readings, cluster, weight))
    limits = Resampling(level=level, min_mentions=min_mentions, min_articles=min_articles)
    return resample(add_up(observations), limits)


def summarise_voices(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    voices: pd.DataFrame,
    *,
    by: Sequence[str] = ("actor_id",),
    readings: Sequence[str] = ("actor",),
    cluster: str | None = None,
) -> pd.DataFrame:
    """Summarise the share of each group's mentions in each voice, with intervals.

    Parameters
    ----------
    mentions, articles, voices : DataFrame
        Tables of mentions, of the articles that they stand in, and of their voices.
    by, readings, cluster
        As for `summarise_portrayal`.

    Returns
    -------
    DataFrame
        Table of portrayals with the measures ``voice_<group>`` (0..1;
        `VOICE_GROUPS` in `framing.tables`, blanks as underscores).

    Raises
    ------
    SchemaError
        If a column is missing.
    """
    return summarise_portrayal(
        mentions,
        articles,
        empty("scores"),
        voices=voices,
        by=by,
        readings=readings,
        cluster=cluster,
    )


def resample(sums: Sums, resampling: Resampling) -> pd.DataFrame:
    """Make the table of portrayals from sums by article and group (`framing.portrayals.sums`).

    Parameters
    ----------
    sums : Sums
        From `add_up`, or from `join_sums` where a corpus was summed up part by part: the result is
        the same.
    resampling : Resampling
        How wide intervals are, and what is reportable.

    Returns
    -------
    DataFrame
        Table of portrayals.

    Warns
    -----
    DescriptiveWarning
        If a group stands in one article only.
    """
    by = sums.grouping.columns
    grouped = sums.cells.groupby(by, sort=True, dropna=False, observed=True)
    group = grouped.ngroup().to_numpy()
    names = sums.cells.iloc[np.unique(group, return_index=True)[1]][by].reset_index(drop=True)
    parts = [_estimate(sums, kind, group, names, resampling) for kind in sorted(sums.added)]
    table = _join_parts(parts, by)
    if (table["resampled"] == "sentences").any():
        warnings.warn(
            "some groups stand in one article only: their intervals rest on its sentences, so "
            "they describe this text and say nothing about an outlet or a period "
            "(column `resampled`)",
            DescriptiveWarning,
            stacklevel=3,
        )
    return table


def _estimate(
    sums: Sums, kind: Kind, group: np.ndarray, names: pd.DataFrame, resampling: Resampling
) -> pd.DataFrame:
    """The rows of a measure; `_group` is the place of a group in `names`."""
    added, measure, n_groups = sums.added[kind], kind[0], len(names)
    filled = np.flatnonzero(added.n)
    group_of, unit = group[filled], sums.cells["_unit"].to_numpy()[filled]
    total, n_values = added.total[filled], added.n[filled]
    n = n_values
    if sums.grouping.weight == "article":
        total, n = total / n, np.ones(len(filled))
    are_copies = sums.grouping.cluster == CLUSTER
    means = jackknife(group_of, unit, total, n, n_groups, n_values=n_values, are_copies=are_copies)
    low, high = _find_ends(means, measure, resampling.level)
    n_articles = np.bincount(group_of, minlength=n_groups)
    resampled = np.where(n_articles > means.n_units, "clusters", "articles").astype(object)
    resampled[means.n_units < 2] = "nothing"
    degrees = means.degrees.copy()
    in_one_article = np.flatnonzero(n_articles == 1)
    inside = _jackknife_sentences(added, group, in_one_article, n_groups)
    has_sentences = inside.n_units > 1
    of_texts = _find_ends(inside, measure, resampling.level)
    for end, of_text in zip((low, high), of_texts, strict=True):
        end[has_sentences] = of_text[has_sentences]
    resampled[has_sentences] = "sentences"
    degrees[has_sentences] = inside.degrees[has_sentences]
    part = names.assign(
        measure=measure,
        window=kind[1],
        estimate=means.estimate,
        ci_low=low,
        ci_high=high,
        degrees=degrees,
        n_mentions=means.n.astype(int),
        n_articles=n_articles,
        n_clusters=means.n_units,
        resampled=resampled,
        is_reportable=resampling.is_reportable(
            means.n_once, means.n_units, is_share=is_share(measure)
        ),
        _group=np.arange(n_groups),
    )
    return part[n_articles > 0]


def _find_ends(means: Means, measure: str, level: float) -> tuple[np.ndarray, np.ndarray]:
    if is_share(measure):
        return means.find_share_ends(level)
    return means.find_ends(level, scale_of(measure))


def _jackknife_sentences(
    added: Added, group: np.ndarray, groups: np.ndarray, n_groups: int
) -> Means:
    """The means of the groups that stand in one article, over its sentences."""
    of_sentence = group[added.place]
    chosen = np.flatnonzero(np.isin(of_sentence, groups))
    return jackknife(
        of_sentence[chosen],
        np.arange(len(chosen)),
        added.sentence_total[chosen],
        added.sentence_count[chosen],
        n_groups,
    )


def _join_parts(parts: list[pd.DataFrame], by: list[str]) -> pd.DataFrame:
    """The rows of all measures, group by group, in the types of the portrayals."""
    dtypes = {column.name: column.dtype for column in TABLES["portrayals"].columns}
    if not parts:
        columns = [*by, *(name for name in dtypes if name != "actor_id")]
        nothing = empty("portrayals").drop(columns="actor_id")
        return nothing.assign(**{name: pd.Series(dtype="str") for name in by})[columns]
    table = pd.concat(parts, ignore_index=True).sort_values(
        ["_group", "measure", "window"], kind="stable"
    )
    table = table.drop(columns="_group").reset_index(drop=True)
    return table.astype({name: dtype for name, dtype in dtypes.items() if name in table})
