"""Scores, frame hits, voices and roles into portrayals: means and shares with intervals.

Mentions in one article are not independent, so intervals come from resampling articles, or whole
clusters of near-duplicates, and not mentions (`framing.portrayals.intervals`).
"""

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..tables import TABLES, empty
from .grouping import Grouping
from .intervals import (
    MIN_ARTICLES,
    MIN_MENTIONS,
    Resampling,
    bootstrap_means,
    find_intervals,
    tally,
)
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
    cluster: str = "article_id",
    min_mentions: int = MIN_MENTIONS,
    min_articles: int = MIN_ARTICLES,
    n_resamples: int = 2_000,
    level: float = 0.95,
    seed: int = 1,
) -> pd.DataFrame:
    """Summarise each group of mentions: mean scores and shares, with bootstrap intervals.

    Parameters
    ----------
    mentions, articles, scores : DataFrame
        Tables of mentions, of the articles that they stand in, and of their scores.
    frame_hits : DataFrame, optional
        Table of frame hits. With it, the measures ``share_<frame_id>`` give the share (0..1) of the
        scored mentions that stand in each frame that has any hit.
    voices : DataFrame, optional
        Table of voices. With it, `by` may name ``voice``, ``voice_group``, ``speaker`` and
        ``speaker_actor_id``; where it names none of them, the measures ``voice_<group>`` give the
        share of the mentions in each voice (`VOICE_GROUPS` in `framing.tables`, blanks as
        underscores).
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
    cluster : str
        Column of the articles whose equal values are drawn together, such as clusters of
        near-duplicates. An article where it is missing stands for itself.
    min_mentions, min_articles : int
        What a group must hold to be reportable.
    n_resamples : int
        Bootstrap draws.
    level : float
        Coverage of the intervals, 0..1.
    seed : int
        Seed of the draws; the same seed gives the same intervals.

    Returns
    -------
    DataFrame
        Table of portrayals: one row is a group, a measure and a window. ``estimate`` is the mean
        over mentions; ``n_mentions`` counts those with a score and ``n_articles`` their articles.
        ``resampled`` says what the interval resamples: ``articles`` or ``clusters``; ``sentences``
        where the group stands in one article, and the interval only describes that text (a
        `DescriptiveWarning` says so); ``nothing`` where it stands in one sentence or one cluster,
        and there is none. ``is_reportable`` is false below the stated minimum.

    Raises
    ------
    SchemaError
        If a column is missing.
    ValueError
        If `by` is empty or names a column that is nowhere, or a reading is unknown.

    References
    ----------
    Field, C. A., and A. H. Welsh. 2007. "Bootstrapping Clustered Data." JRSS B 69: 369-390.

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
    observations = observe(evidence, Grouping(by, readings, cluster))
    return resample(
        add_up(observations), Resampling(n_resamples, level, seed, min_mentions, min_articles)
    )


def summarise_voices(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    voices: pd.DataFrame,
    *,
    by: Sequence[str] = ("actor_id",),
    readings: Sequence[str] = ("actor",),
    n_resamples: int = 2_000,
    seed: int = 1,
) -> pd.DataFrame:
    """Summarise the share of each group's mentions in each voice, with bootstrap intervals.

    Parameters
    ----------
    mentions, articles, voices : DataFrame
        Tables of mentions, of the articles that they stand in, and of their voices.
    by, readings, n_resamples, seed
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
        n_resamples=n_resamples,
        seed=seed,
    )


def resample(sums: Sums, resampling: Resampling) -> pd.DataFrame:
    """Make the table of portrayals from sums by article and group (`framing.portrayals.sums`).

    Parameters
    ----------
    sums : Sums
        From `add_up`, or from `join_sums` where a corpus was summed up part by part: the result is
        the same.
    resampling : Resampling
        How intervals are drawn, and what is reportable.

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
    parts = [
        part
        for kinds in _of_the_same_counts(sums)
        for part in _estimate(sums, kinds, group, names, resampling)
    ]
    table = _join_parts(parts, by)
    table["is_reportable"] = resampling.is_reportable(table["n_mentions"], table["n_articles"])
    if (table["resampled"] == "sentences").any():
        warnings.warn(
            "some groups stand in one article only: their intervals resample its sentences, so "
            "they describe this text and say nothing about an outlet or a period "
            "(column `resampled`)",
            DescriptiveWarning,
            stacklevel=3,
        )
    return table


def _of_the_same_counts(sums: Sums) -> list[list[Kind]]:
    """The measures in sets that have as many values in each cell, since these share their draws."""
    sets: list[list[Kind]] = []
    for kind, added in sorted(sums.added.items(), key=lambda item: item[0]):
        alike = next(
            (kinds for kinds in sets if np.array_equal(sums.added[kinds[0]].n, added.n)), None
        )
        if alike is None:
            sets.append([kind])
        else:
            alike.append(kind)
    return sets


def _estimate(
    sums: Sums, kinds: list[Kind], group: np.ndarray, names: pd.DataFrame, resampling: Resampling
) -> list[pd.DataFrame]:
    """The rows of measures that share their counts; `_group` is the place of a group in `names`."""
    shape = (len(names), len(sums.units))
    unit = sums.cells["_unit"].to_numpy()
    count = sums.added[kinds[0]].n
    filled = np.flatnonzero(count)
    counts = tally(group[filled], unit[filled], count[filled], shape)
    totals = [
        tally(group[filled], unit[filled], sums.added[kind].total[filled], shape).astype(np.float32)
        for kind in kinds
    ]
    n_mentions = np.bincount(group, weights=count, minlength=len(names)).astype(int)
    n_articles = np.bincount(group[filled], minlength=len(names))
    has_two_units = np.diff(counts.indptr) > 1
    parts = []
    for kind, ends in zip(kinds, bootstrap_means(totals, counts, resampling), strict=True):
        low, high = (np.where(has_two_units, end, np.nan) for end in ends)
        resampled = np.where(has_two_units, sums.grouping.drawn, "nothing").astype(object)
        in_one_article = np.flatnonzero(~has_two_units & (n_articles == 1))
        _resample_sentences(
            sums.added[kind], group, in_one_article, (low, high, resampled), resampling
        )
        total = np.bincount(group, weights=sums.added[kind].total, minlength=len(names))
        with np.errstate(invalid="ignore"):
            estimate = total / n_mentions
        part = names.assign(
            measure=kind[0],
            window=kind[1],
            estimate=estimate,
            ci_low=low,
            ci_high=high,
            n_mentions=n_mentions,
            n_articles=n_articles,
            resampled=resampled,
            _group=np.arange(len(names)),
        )
        parts.append(part[n_mentions > 0])
    return parts


def _resample_sentences(
    added: Added,
    group: np.ndarray,
    groups: np.ndarray,
    columns: tuple[np.ndarray, np.ndarray, np.ndarray],
    resampling: Resampling,
) -> None:
    """Fill in the intervals of the groups in one article; as many sentences share their draws."""
    low, high, resampled = columns
    of_sentence = group[added.place]
    chosen = np.flatnonzero(np.isin(of_sentence, groups))
    chosen = chosen[np.argsort(of_sentence[chosen], kind="stable")]
    which, n_sentences = np.unique(of_sentence[chosen], return_counts=True)
    for n in np.unique(n_sentences[n_sentences > 1]):
        alike = which[n_sentences == n]
        rows = chosen[np.isin(of_sentence[chosen], alike)]
        drawn = resampling.draw(int(n))
        sums = added.sentence_total[rows].reshape(-1, n)
        counts = added.sentence_count[rows].astype(float).reshape(-1, n)
        means = (sums @ drawn) / (counts @ drawn)
        low[alike], high[alike] = find_intervals(means, resampling.level)
        resampled[alike] = "sentences"


def _join_parts(parts: list[pd.DataFrame], by: list[str]) -> pd.DataFrame:
    """The rows of all measures, group by group, in the types of the portrayals."""
    dtypes = {c.name: c.dtype for c in TABLES["portrayals"].columns if c.name != "is_reportable"}
    if not parts:
        columns = [*by, *(name for name in dtypes if name != "actor_id")]
        nothing = empty("portrayals").drop(columns=["is_reportable", "actor_id"])
        return nothing.assign(**{name: pd.Series(dtype="str") for name in by})[columns]
    table = pd.concat(parts, ignore_index=True).sort_values(
        ["_group", "measure", "window"], kind="stable"
    )
    table = table.drop(columns="_group").reset_index(drop=True)
    return table.astype({name: dtype for name, dtype in dtypes.items() if name in table})
