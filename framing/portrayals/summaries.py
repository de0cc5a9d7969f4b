"""Scores, frame hits, voices and roles into portrayals: means and shares by any columns, with
intervals.

Mentions in one article are not independent, so intervals come from resampling articles, or whole
clusters of near-duplicates, and not mentions (`framing.resampling`).
"""

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..tables import TABLES, empty
from .observations import observe
from .resampling import bootstrap_means, draw_counts, find_intervals, tally
from .sums import Added, Kind, Sums, add_up

MIN_MENTIONS, MIN_ARTICLES = 10, 5
"""What a group must hold to be reportable: below some ten mentions a mean is mostly chance, and
below five articles the bootstrap's intervals are too narrow to be believed.
"""


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
    """Mean score of each group of mentions, and their shares by frame, voice and role, with
    bootstrap intervals.

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
        share of the mentions in each voice (`framing.observations.VOICE_GROUPS`, blanks as
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
    >>> scores = pd.DataFrame({"mention_id": mentions["mention_id"], "measure": "m", "window": "sentence",
    ...                        "value": [1.0, 0.0, -1.0]})
    >>> row = fr.summarise_portrayal(mentions, articles, scores).iloc[0]
    >>> print(row["estimate"], row["n_mentions"], row["n_articles"], row["resampled"], row["is_reportable"])
    0.0 3 2 articles False
    """
    seen = observe(
        mentions,
        articles,
        scores,
        frame_hits=frame_hits,
        voices=voices,
        roles=roles,
        sentences=sentences,
        outlets=outlets,
        by=by,
        readings=readings,
        cluster=cluster,
    )
    is_clustered = cluster != "article_id"
    return resample(
        add_up(seen, by, is_clustered=is_clustered),
        by,
        drawn="clusters" if is_clustered else "articles",
        min_mentions=min_mentions,
        min_articles=min_articles,
        n_resamples=n_resamples,
        level=level,
        seed=seed,
    )


def resample(
    sums: Sums,
    by: Sequence[str],
    *,
    drawn: str = "articles",
    min_mentions: int = MIN_MENTIONS,
    min_articles: int = MIN_ARTICLES,
    n_resamples: int = 2_000,
    level: float = 0.95,
    seed: int = 1,
) -> pd.DataFrame:
    """The table of portrayals from sums by article and group (`framing.sums`).

    Parameters
    ----------
    sums : Sums
        From `add_up`, or from `join_sums` where a corpus was summed up part by part: the result is
        the same.
    by, min_mentions, min_articles, n_resamples, level, seed
        As for `summarise_portrayal`.
    drawn : str
        What the units are: ``articles`` or ``clusters``.

    Returns
    -------
    DataFrame
        Table of portrayals.

    Warns
    -----
    DescriptiveWarning
        If a group stands in one article only.
    """
    by = list(by)
    grouped = sums.cells.groupby(by, sort=True, dropna=False, observed=True)
    group = grouped.ngroup().to_numpy()
    names = sums.cells.iloc[np.unique(group, return_index=True)[1]][by].reset_index(drop=True)
    shape = (len(names), len(sums.units))
    unit = sums.cells["_unit"].to_numpy()
    parts = []
    for kinds in _of_the_same_counts(sums):
        count = sums.added[kinds[0]].n
        there = np.flatnonzero(count)
        at = group[there]
        counts = tally(at, unit[there], count[there], shape)
        totals = [
            tally(at, unit[there], sums.added[kind].total[there], shape).astype(np.float32)
            for kind in kinds
        ]
        n_mentions = np.bincount(group, weights=count, minlength=len(names)).astype(int)
        n_articles = np.bincount(at, minlength=len(names))
        intervals = bootstrap_means(totals, counts, n_resamples=n_resamples, level=level, seed=seed)
        for kind, (low, high) in zip(kinds, intervals, strict=True):
            resampled = np.where(np.diff(counts.indptr) > 1, drawn, "nothing").astype(object)
            low[resampled == "nothing"] = high[resampled == "nothing"] = np.nan
            inside = np.flatnonzero((resampled == "nothing") & (n_articles == 1))
            _resample_sentences(
                sums.added[kind], group, inside, (low, high, resampled), n_resamples, level, seed
            )
            with np.errstate(invalid="ignore"):
                estimate = (
                    np.bincount(group, weights=sums.added[kind].total, minlength=len(names))
                    / n_mentions
                )
            columns = {
                **{name: names[name] for name in by},
                "measure": kind[0],
                "window": kind[1],
                "estimate": estimate,
                "ci_low": low,
                "ci_high": high,
                "n_mentions": n_mentions,
                "n_articles": n_articles,
                "resampled": resampled,
                "_group": np.arange(len(names)),
            }
            parts.append(pd.DataFrame(columns)[n_mentions > 0])
    dtypes = {c.name: c.dtype for c in TABLES["portrayals"].columns if c.name != "is_reportable"}
    if parts:
        table = pd.concat(parts, ignore_index=True).sort_values(
            ["_group", "measure", "window"], kind="stable"
        )
        table = table.drop(columns="_group").reset_index(drop=True)
        table = table.astype({name: dtype for name, dtype in dtypes.items() if name in table})
    else:
        table = (
            empty("portrayals")
            .drop(columns=["is_reportable", "actor_id"])
            .assign(**{name: pd.Series(dtype="str") for name in by})[
                [*by, *(name for name in dtypes if name != "actor_id")]
            ]
        )
    table["is_reportable"] = (table["n_mentions"] >= min_mentions) & (
        table["n_articles"] >= min_articles
    )
    if (table["resampled"] == "sentences").any():
        warnings.warn(
            "some groups stand in one article only: their intervals resample its sentences, so they describe this "
            "text and say nothing about an outlet or a period (column `resampled`)",
            DescriptiveWarning,
            stacklevel=3,
        )
    return table


def _of_the_same_counts(sums: Sums) -> list[list[Kind]]:
    """The measures in sets that have as many values in each cell, since these share their draws."""
    found: list[list[Kind]] = []
    for kind, own in sorted(sums.added.items(), key=lambda item: item[0]):
        same = next(
            (kinds for kinds in found if np.array_equal(sums.added[kinds[0]].n, own.n)), None
        )
        if same is None:
            found.append([kind])
        else:
            same.append(kind)
    return found


def _resample_sentences(
    added: Added,
    group: np.ndarray,
    groups: np.ndarray,
    ends: tuple[np.ndarray, np.ndarray, np.ndarray],
    n_resamples: int,
    level: float,
    seed: int,
) -> None:
    """Fill in the intervals of the groups that stand in one article; those with as many sentences
    share their draws.
    """
    low, high, resampled = ends
    of = group[added.place]
    chosen = np.flatnonzero(np.isin(of, groups))
    chosen = chosen[np.argsort(of[chosen], kind="stable")]
    which, n_sentences = np.unique(of[chosen], return_counts=True)
    for n in np.unique(n_sentences[n_sentences > 1]):
        own = which[n_sentences == n]
        rows = chosen[np.isin(of[chosen], own)]
        drawn = np.concatenate(list(draw_counts(int(n), n_resamples, seed)), axis=1)
        sums = added.sentence_total[rows].reshape(-1, n)
        counts = added.sentence_count[rows].astype(float).reshape(-1, n)
        low[own], high[own] = find_intervals((sums @ drawn) / (counts @ drawn), level)
        resampled[own] = "sentences"


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
    """Share of each group's mentions in each voice, with bootstrap intervals.

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
        `framing.observations.VOICE_GROUPS`, blanks as underscores).

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
