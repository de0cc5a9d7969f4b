"""What is counted: every mention with a value of a measure, and the groups that it belongs to.

Summaries, comparisons, time lines and checks of robustness are all made of these observations.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..mentions import portraying
from ..tables import (
    PERIODS,
    ROLE_SHARE,
    SHARE,
    VOICE_GROUPS,
    VOICE_SHARE,
    check,
    meant_hits,
    name_periods,
)
from .grouping import Grouping

VOICE_COLUMNS = frozenset({"voice", "voice_group", "speaker", "speaker_actor_id"})
"""Columns that a table of voices brings, and that observations can be grouped by."""


@dataclass(frozen=True)
class Evidence:
    """The tables that observations are made of; those with None bring nothing where they lack.

    Without scores nothing is said of tone. ``frame_hits`` bring the measures ``share_<frame_id>``:
    1 for a scored mention in the frame, 0 for another. ``voices`` bring columns to group by
    (`VOICE_COLUMNS`) and, where none of them makes a group, the measures ``voice_<group>``
    (`VOICE_GROUPS`, blanks as underscores). ``roles`` bring ``role_agent`` and ``role_patient``: 1
    for a mention that acts on another actor, or is acted on. ``sentences`` bring ``part``, and
    ``outlets`` ``country_iso3`` and ``outlet_name``.
    """

    mentions: pd.DataFrame
    articles: pd.DataFrame
    scores: pd.DataFrame
    frame_hits: pd.DataFrame | None = None
    voices: pd.DataFrame | None = None
    roles: pd.DataFrame | None = None
    sentences: pd.DataFrame | None = None
    outlets: pd.DataFrame | None = None
    frame_kinds: Sequence[tuple[str, str]] | None = None
    """Frames and windows that have a share, even one of 0; those of the frame hits if None."""


@dataclass(frozen=True)
class Values:
    """The values of a measure over a window: ``value[i]`` is that of row ``row[i]`` of the keys."""

    measure: str
    window: str
    row: np.ndarray
    value: np.ndarray


@dataclass(frozen=True)
class Observations:
    """The mentions that count, with the columns that group them, and the values of each measure."""

    grouping: Grouping
    keys: pd.DataFrame
    values: tuple[Values, ...]
    units: pd.Index
    """The independent units: all of the corpus, those without a mention too."""


def observe(evidence: Evidence, grouping: Grouping) -> Observations:
    """Find the mentions that count, what groups them, and the values of each measure.

    Parameters
    ----------
    evidence : Evidence
        The tables.
    grouping : Grouping
        Its columns are those of the mentions, the articles or the tables beside them, or a period
        of publication (`PERIODS`). An article whose ``cluster`` is missing is its own.

    Returns
    -------
    Observations
        Mentions in articles that are not in the table of articles do not count, so that a part of
        the articles gives what the analysis of this part alone would give.

    Raises
    ------
    SchemaError
        If a column of a table is missing.
    ValueError
        If there is nothing to group by, a column is nowhere, a mention has two scores of the same
        measure and window, or a score is infinite.
    """
    check(evidence.mentions, "mentions")
    check(evidence.articles, "articles")
    check(evidence.scores, "scores")
    if not grouping.columns:
        raise ValueError("by= needs at least one column, for example by=['actor_id']")
    grouping = grouping.settle(evidence.articles)
    mentions = portraying(evidence.mentions, grouping.readings)
    mentions = mentions[mentions["article_id"].isin(evidence.articles["article_id"])]
    units = _clusters(evidence.articles, str(grouping.cluster))
    if evidence.voices is not None:
        mentions = join_voices(mentions, evidence.voices)
    keys = _keyed(mentions, evidence, grouping.columns)
    keys = keys.assign(unit=units.reindex(pd.Index(keys["article_id"])).to_numpy())
    values = [*_scored(keys, evidence.scores)]
    values += _framed(keys, values, evidence)
    if evidence.voices is not None and not VOICE_COLUMNS & set(grouping.columns):
        values += _voiced(keys["mention_id"], mentions)
    if evidence.roles is not None:
        values += _acting(keys["mention_id"], check(evidence.roles, "roles"))
    values = [one for one in values if len(one.row)]
    values.sort(key=lambda one: (one.measure, one.window))
    return Observations(grouping, keys, tuple(values), pd.Index(units.unique()))


def join_voices(mentions: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Join to each mention the voice it stands in, so that `summarise_portrayal` can group by it.

    Parameters
    ----------
    mentions, voices : DataFrame
        Tables of mentions and of their voices.

    Returns
    -------
    DataFrame
        The table of mentions with the columns voice, speaker, speaker_actor_id and ``voice_group``:
        ``narrator``; ``own side``, where the speaker speaks for the actor that is mentioned;
        ``another actor``, where for another one; ``other sources``, where for none that is known;
        or ``unclear``.

    Raises
    ------
    SchemaError
        If a column is missing.

    Examples
    --------
    >>> import framing as fr
    >>> text = "Poland waits. Moscow said Poland and Russia were at peace."
    >>> tables = fr.analyse(fr.make_articles({"one": text}))
    >>> joined = fr.join_voices(tables["mentions"], tables["voices"])
    >>> for row in joined[["surface", "voice_group"]].values.tolist():
    ...     print(row)
    ['Poland', 'narrator']
    ['Moscow', 'narrator']
    ['Poland', 'another actor']
    ['Russia', 'own side']
    """
    check(mentions, "mentions")
    check(voices, "voices")
    joined = mentions.merge(
        voices[["mention_id", "voice", "speaker", "speaker_actor_id"]], on="mention_id", how="left"
    )
    is_source = joined["voice"] == "source"
    is_known = is_source & joined["speaker_actor_id"].notna() & joined["actor_id"].notna()
    is_own_side = is_source & (joined["speaker_actor_id"] == joined["actor_id"])
    groups = (
        joined["voice"]
        .mask(is_source, "other sources")
        .mask(is_own_side, "own side")
        .mask(is_known & ~is_own_side, "another actor")
    )
    return joined.assign(voice_group=groups)


def _clusters(articles: pd.DataFrame, cluster: str) -> pd.Series:
    """The unit of each article, by article_id."""
    units = articles[cluster].astype("str")
    return pd.Series(
        units.fillna(articles["article_id"]).to_numpy(), index=pd.Index(articles["article_id"])
    )


def _keyed(mentions: pd.DataFrame, evidence: Evidence, by: list[str]) -> pd.DataFrame:
    """Each mention with its sentence, its article and the columns of `by`."""
    articles, sentences, outlets = evidence.articles, evidence.sentences, evidence.outlets
    for period in PERIODS:
        if period in by and period not in mentions and period not in articles:
            articles = articles.assign(**{period: name_periods(articles["published_at"], period)})
    if outlets is not None:
        new = [name for name in check(outlets, "outlets").columns if name not in articles.columns]
        articles = articles.merge(
            outlets[["outlet_id", *new]], on="outlet_id", how="left", validate="many_to_one"
        )
    if sentences is not None and "part" in by:
        parts = check(sentences, "sentences").set_index("sentence_id")["part"]
        mentions = mentions.assign(part=mentions["sentence_id"].map(parts))
    from_articles = [name for name in by if name not in mentions.columns]
    unknown = [name for name in from_articles if name not in articles.columns]
    if unknown:
        raise ValueError(
            f"by= names {', '.join(unknown)}, which is neither a column of the mentions "
            "nor of the articles; voices=, sentences= and outlets= bring more"
        )
    if from_articles:
        mentions = mentions.merge(
            articles[["article_id", *from_articles]], on="article_id", validate="many_to_one"
        )
    return mentions[
        list(dict.fromkeys(["mention_id", "sentence_id", "article_id", *by]))
    ].reset_index(drop=True)


def _scored(keys: pd.DataFrame, scores: pd.DataFrame) -> list[Values]:
    row_of_score = pd.Index(keys["mention_id"]).get_indexer(pd.Index(scores["mention_id"]))
    value = scores["value"].to_numpy()
    is_there = scores["value"].notna().to_numpy() & (row_of_score >= 0)
    kinds = scores.groupby(["measure", "window"], sort=True, observed=True)
    values = []
    for (measure, window), rows in kinds.indices.items():
        there = rows[is_there[rows]]
        of_kind = Values(str(measure), str(window), row_of_score[there], value[there])
        _refuse_faults(of_kind, keys["mention_id"])
        values.append(of_kind)
    return values


def _refuse_faults(values: Values, mention_ids: pd.Series) -> None:
    """Raise where a mention is scored twice, or a score is no number that can be averaged."""
    what = f"{values.measure} over the window {values.window}"
    is_infinite = np.isinf(values.value)
    if is_infinite.any():
        mention_id = mention_ids.iloc[values.row[is_infinite][0]]
        raise ValueError(
            f"the score of {mention_id}, {what}, is infinite; leave it empty or mend it"
        )
    n_scores = np.bincount(values.row, minlength=1)
    if n_scores.max() > 1:
        mention_id = mention_ids.iloc[int(n_scores.argmax())]
        raise ValueError(
            f"{mention_id} has {n_scores.max()} scores of {what}, so it would count so often; keep "
            'one: scores.drop_duplicates(["mention_id", "measure", "window"])'
        )


def _framed(keys: pd.DataFrame, scored: list[Values], evidence: Evidence) -> list[Values]:
    """Whether each scored mention stands in a frame; every mention counts if nothing was scored.

    A hit that is negated or denied ("no threat") does not put a mention into its frame.
    """
    if evidence.frame_hits is None:
        return []
    if len(evidence.scores):
        row = np.unique(np.concatenate([np.zeros(0, dtype=int), *(one.row for one in scored)]))
    else:
        row = np.arange(len(keys))
    ids = keys["mention_id"].iloc[row]
    frame_hits = check(evidence.frame_hits, "frame_hits")
    by = ["frame_id", "window"]
    known = frame_hits[by].drop_duplicates().sort_values(by).itertuples(index=False, name=None)
    meant = meant_hits(frame_hits).groupby(by, observed=True)["mention_id"]
    hits: dict[tuple[str, str], pd.Series] = dict(iter(meant))  # type: ignore[arg-type]
    return [
        Values(
            f"{SHARE}{frame_id}",
            str(window),
            row,
            ids.isin(hits.get((frame_id, window), ())).to_numpy(float),
        )
        for frame_id, window in (known if evidence.frame_kinds is None else evidence.frame_kinds)
    ]


def _voiced(mention_ids: pd.Series, mentions: pd.DataFrame) -> list[Values]:
    """Whether each mention stands in a voice, for each group of voices.

    A mention without a row in the table of voices is not counted, as one without a score is not.
    """
    group_of_mention = mentions.set_index("mention_id")["voice_group"]
    groups = mention_ids.map(group_of_mention)
    row = np.flatnonzero(groups.notna())
    groups = groups.iloc[row]
    return [
        Values(
            VOICE_SHARE + group.replace(" ", "_"),
            "sentence",
            row,
            (groups == group).to_numpy(float),
        )
        for group in VOICE_GROUPS
    ]


def _acting(mention_ids: pd.Series, roles: pd.DataFrame) -> list[Values]:
    """Whether each mention acts, and whether it is acted on; who does so mutually does both."""
    actions = roles[~roles["is_negated"]]
    mutual = actions[actions["is_mutual"]]
    acts = {}
    for role, other in (("agent", "patient"), ("patient", "agent")):
        is_role = mention_ids.isin(actions[f"{role}_mention_id"])
        acts[role] = is_role | mention_ids.isin(mutual[f"{other}_mention_id"])
    return [
        Values(ROLE_SHARE + role, "sentence", np.arange(len(mention_ids)), one.to_numpy(float))
        for role, one in acts.items()
    ]
