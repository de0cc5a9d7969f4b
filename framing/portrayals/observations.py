"""What is counted: every mention that has a value of a measure, with the groups that it belongs to.

Summaries, comparisons, time lines and checks of robustness are all made of these observations.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..mentions import portraying
from ..tables import PERIODS, ROLE_SHARE, SHARE, VOICE_GROUPS, VOICE_SHARE, check, name_periods


@dataclass(frozen=True)
class Values:
    """The values of one measure over one window: ``value[i]`` belongs to the mention in row
    ``row[i]`` of the keys.
    """

    measure: str
    window: str
    row: np.ndarray
    value: np.ndarray


@dataclass(frozen=True)
class Observations:
    """The mentions that count, with the columns that group them, and the values of each measure."""

    keys: pd.DataFrame
    values: tuple[Values, ...]
    units: pd.Index
    """The clusters that are drawn: all of the corpus, those without a mention too."""


def observe(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    frame_hits: pd.DataFrame | None = None,
    frame_kinds: Sequence[tuple[str, str]] | None = None,
    voices: pd.DataFrame | None = None,
    roles: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    outlets: pd.DataFrame | None = None,
    by: Sequence[str] = ("actor_id",),
    readings: Sequence[str] = ("actor",),
    cluster: str = "article_id",
) -> Observations:
    """The mentions that count, what groups them, and the values of each measure.

    Parameters
    ----------
    mentions, articles, scores : DataFrame
        Tables of mentions, of the articles that they stand in, and of their scores.
    frame_hits : DataFrame, optional
        With it there are the measures ``share_<frame_id>``: 1 for a scored mention in the frame, 0
        for another.
    frame_kinds : sequence of (str, str), optional
        Frames and windows that have a share, even one of 0; those of the frame hits if there are
        none.
    voices : DataFrame, optional
        With it observations can be grouped by ``voice``, ``voice_group``, ``speaker`` or
        ``speaker_actor_id``; where they are not, there are the measures ``voice_<group>``
        (`VOICE_GROUPS`, blanks as underscores).
    roles : DataFrame, optional
        With it there are the measures ``role_agent`` and ``role_patient``: 1 for a mention that
        acts on another actor, or is acted on.
    sentences : DataFrame, optional
        With it observations can be grouped by ``part``.
    outlets : DataFrame, optional
        With it observations can be grouped by ``country_iso3`` and ``outlet_name``.
    by : sequence of str
        Columns of the mentions, the articles or the tables above, or a period of publication
        (`PERIODS`).
    readings : sequence of str
        As for `summarise_portrayal`.
    cluster : str
        Column of the articles that says what is drawn as a whole; an article where it is missing is
        its own cluster.

    Raises
    ------
    SchemaError
        If a column of a table is missing.
    ValueError
        If `by` is empty or names a column that is nowhere.
    """
    check(mentions, "mentions")
    check(articles, "articles")
    check(scores, "scores")
    by = list(by)
    if not by:
        raise ValueError("by= needs at least one column, for example by=['actor_id']")
    kept = portraying(mentions, readings)
    units = _clusters(articles, cluster)
    if voices is not None:
        kept = join_voices(kept, voices)
    keys = _keyed(kept, articles, by, sentences, outlets)
    keys = keys.assign(unit=units.reindex(pd.Index(keys["article_id"])).to_numpy())
    values = _scored(keys, scores)
    scored = (
        np.unique(np.concatenate([v.row for v in values])) if values else np.zeros(0, dtype=int)
    )
    if frame_hits is not None:
        counted = scored if len(scores) else np.arange(len(keys))
        values += _framed(keys, counted, check(frame_hits, "frame_hits"), frame_kinds)
    if voices is not None and not {"voice", "voice_group", "speaker", "speaker_actor_id"} & set(by):
        values += [
            Values(
                VOICE_SHARE + group.replace(" ", "_"),
                "sentence",
                np.arange(len(keys)),
                (kept["voice_group"] == group).to_numpy(float),
            )
            for group in VOICE_GROUPS
        ]
    if roles is not None:
        told = check(roles, "roles")[lambda table: ~table["is_negated"]]
        for role in ("agent", "patient"):
            acts = keys["mention_id"].isin(told[f"{role}_mention_id"])
            if role == "patient":
                acts |= keys["mention_id"].isin(told.loc[told["is_mutual"], "agent_mention_id"])
            else:
                acts |= keys["mention_id"].isin(told.loc[told["is_mutual"], "patient_mention_id"])
            values.append(
                Values(ROLE_SHARE + role, "sentence", np.arange(len(keys)), acts.to_numpy(float))
            )
    values = [one for one in values if len(one.row)]
    values.sort(key=lambda one: (one.measure, one.window))
    return Observations(keys, tuple(values), pd.Index(units.unique()))


def join_voices(mentions: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Mentions with the voice that each stands in, so that `summarise_portrayal` can group by it.

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
    >>> tables = fr.analyse(fr.make_articles({"one": "Poland waits. Moscow said Poland and Russia were at peace."}))
    >>> fr.join_voices(tables["mentions"], tables["voices"])[["surface", "voice_group"]].values.tolist()
    [['Poland', 'narrator'], ['Moscow', 'narrator'], ['Poland', 'another actor'], ['Russia', 'own
    side']]
    """
    check(mentions, "mentions")
    check(voices, "voices")
    joined = mentions.merge(
        voices[["mention_id", "voice", "speaker", "speaker_actor_id"]], on="mention_id", how="left"
    )
    told = joined["voice"] == "source"
    own = told & (joined["speaker_actor_id"] == joined["actor_id"])
    another = told & joined["speaker_actor_id"].notna() & joined["actor_id"].notna() & ~own
    groups = (
        joined["voice"]
        .mask(told, "other sources")
        .mask(own, "own side")
        .mask(another, "another actor")
    )
    return joined.assign(voice_group=groups)


def _clusters(articles: pd.DataFrame, cluster: str) -> pd.Series:
    """What is drawn with each article, by article_id."""
    if cluster not in articles.columns:
        raise ValueError(f"cluster= names {cluster}, which is no column of the articles")
    units = articles[cluster].astype("str")
    return pd.Series(
        units.fillna(articles["article_id"]).to_numpy(), index=pd.Index(articles["article_id"])
    )


def _keyed(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    by: list[str],
    sentences: pd.DataFrame | None,
    outlets: pd.DataFrame | None,
) -> pd.DataFrame:
    """Each mention with its sentence, its article and the columns of `by`."""
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
            f"by= names {', '.join(unknown)}, which is neither a column of the mentions nor of the articles; "
            "voices=, sentences= and outlets= bring more"
        )
    if from_articles:
        mentions = mentions.merge(
            articles[["article_id", *from_articles]], on="article_id", validate="many_to_one"
        )
    return mentions[
        list(dict.fromkeys(["mention_id", "sentence_id", "article_id", *by]))
    ].reset_index(drop=True)


def _scored(keys: pd.DataFrame, scores: pd.DataFrame) -> list[Values]:
    places = pd.Index(keys["mention_id"]).get_indexer(pd.Index(scores["mention_id"]))
    there = scores["value"].notna().to_numpy() & (places >= 0)
    kinds = scores.groupby(["measure", "window"], sort=True, observed=True)
    return [
        Values(
            str(measure),
            str(window),
            places[rows[there[rows]]],
            scores["value"].to_numpy()[rows[there[rows]]],
        )
        for (measure, window), rows in kinds.indices.items()
    ]


def _framed(
    keys: pd.DataFrame,
    scored: np.ndarray,
    frame_hits: pd.DataFrame,
    kinds: Sequence[tuple[str, str]] | None,
) -> list[Values]:
    ids = keys["mention_id"].iloc[scored]
    hits = dict(
        iter(frame_hits.groupby(["frame_id", "window"], sort=True, observed=True)["mention_id"])
    )
    return [
        Values(
            f"{SHARE}{frame_id}",
            str(window),
            scored,
            ids.isin(hits.get((frame_id, window), ())).to_numpy(float),
        )
        for frame_id, window in (hits if kinds is None else kinds)
    ]
