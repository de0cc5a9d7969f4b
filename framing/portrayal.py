"""Scores and frame hits into portrayals: means and shares by any columns, with intervals.

Mentions in one article are not independent, so intervals come from resampling articles, not mentions (the cluster
bootstrap; Field and Welsh 2007, JRSS B 69, 369-390; percentile method of Efron and Tibshirani 1993).
"""

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd

from .mentions import portraying
from .schema import TABLES, check

SHARE = "share_"
"""Measures of this prefix are shares of mentions that stand in a frame, 0..1."""


VOICE_GROUPS = ("narrator", "own side", "another actor", "other sources", "unclear")
"""Whose words a mention stands in: the outlet's, the mentioned actor's own, another actor's, or somebody else's."""


class DescriptiveWarning(UserWarning):
    """An interval describes the articles at hand and says nothing about others."""


def summarise_portrayal(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    frame_hits: pd.DataFrame | None = None,
    by: Sequence[str] = ("actor_id",),
    readings: Sequence[str] = ("actor",),
    n_resamples: int = 2_000,
    level: float = 0.95,
    seed: int = 1,
) -> pd.DataFrame:
    """Mean score of each group of mentions, and their share in each frame, with bootstrap intervals.

    Parameters
    ----------
    mentions, articles, scores : DataFrame
        Tables of mentions, of the articles that they stand in, and of their scores.
    frame_hits : DataFrame, optional
        Table of frame hits. With it, the measures ``share_<frame_id>`` give the share (0..1) of the scored mentions
        that stand in each frame that has any hit.
    by : sequence of str
        Columns of the mentions or the articles, or ``month`` (of publication, UTC). A missing value is a group too.
    readings : sequence of str
        Which mentions count: by default those that mean the actor, not those that only name a place or whose actor is
        not settled.
    n_resamples : int
        Bootstrap draws.
    level : float
        Coverage of the intervals, 0..1.
    seed : int
        Seed of the draws; the same seed gives the same intervals.

    Returns
    -------
    DataFrame
        Table of portrayals: one row is a group, a measure and a window. ``estimate`` is the mean over mentions;
        ``n_mentions`` counts those with a score and ``n_articles`` their articles. ``resampled`` says what the interval
        resamples: ``articles``; ``sentences`` where the group stands in one article, and the interval only describes
        that text (a `DescriptiveWarning` says so); ``nothing`` where it stands in one sentence, and there is none.

    Raises
    ------
    SchemaError
        If a column is missing.
    ValueError
        If `by` is empty or names a column that is in neither table, or a reading is unknown.

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
    >>> print(row["estimate"], row["n_mentions"], row["n_articles"], row["resampled"])
    0.0 3 2 articles
    """
    check(mentions, "mentions")
    check(articles, "articles")
    check(scores, "scores")
    by = list(by)
    if not by:
        raise ValueError("by= needs at least one column, for example by=['actor_id']")
    mentions = portraying(mentions, readings)
    values = _long_values(mentions, scores, frame_hits).merge(
        _keyed(mentions, articles, by), on="mention_id", validate="many_to_one"
    )
    rows = []
    is_descriptive = False
    rng = np.random.default_rng(seed)
    ids = pd.Index(articles["article_id"])
    draws = _draws(rng, len(ids), n_resamples) if len(ids) > 1 else None
    for key, group in values.groupby(by, sort=True, dropna=False, observed=True):
        units: pd.Index = ids
        resampled = "articles"
        weights = draws
        column = "article_id"
        if len(group["article_id"].unique()) == 1:
            column, units = "sentence_id", pd.Index(group["sentence_id"].unique())
            resampled = "sentences" if len(units) > 1 else "nothing"
            weights = _draws(np.random.default_rng(seed), len(units), n_resamples) if len(units) > 1 else None
            is_descriptive |= resampled == "sentences"
        estimates = _estimate(group, units.get_indexer(group[column]), weights, level)
        for (measure, window), (estimate, low, high, n_mentions, n_articles) in estimates.items():
            rows.append((*key, measure, window, estimate, low, high, n_mentions, n_articles, resampled))
    if is_descriptive:
        warnings.warn(
            "some groups stand in one article only: their intervals resample its sentences, so they describe this "
            "text and say nothing about an outlet or a period (column `resampled`)",
            DescriptiveWarning,
            stacklevel=2,
        )
    names = [*by, *(name for name in TABLES["portrayals"].column_names if name != "actor_id")]
    table = pd.DataFrame(rows, columns=names)
    dtypes = {c.name: c.dtype for c in TABLES["portrayals"].columns if c.name in names}
    return table.astype(dtypes)


def count_naming(mentions: pd.DataFrame, *, by: Sequence[str] = ("actor_id",)) -> pd.DataFrame:
    """How often each kind of name is used for an actor: by name, demonym, capital, seat, leader and so on.

    Parameters
    ----------
    mentions : DataFrame
        Table of mentions; those without an actor are left out, places and actors both count.
    by : sequence of str
        Columns of the mentions that make a group.

    Returns
    -------
    DataFrame
        One row is a group and a kind of name: the columns of `by`, alias_type, ``n_mentions``, and ``share`` (0..1) of
        the group's mentions.

    Raises
    ------
    ValueError
        If `by` names a column that the mentions lack.
    """
    check(mentions, "mentions")
    unknown = [name for name in by if name not in mentions.columns]
    if unknown:
        raise ValueError(f"by= names {', '.join(unknown)}, which is no column of the mentions")
    known = mentions.dropna(subset=["actor_id"])
    counts = known.groupby([*by, "alias_type"], sort=True, observed=True).size().rename("n_mentions").reset_index()
    counts["share"] = counts["n_mentions"] / counts.groupby(list(by))["n_mentions"].transform("sum")
    return counts


def pair_measures(
    scores: pd.DataFrame,
    mentions: pd.DataFrame,
    first: str,
    second: str,
    *,
    window: str = "sentence",
    second_window: str | None = None,
) -> pd.DataFrame:
    """Two measures of the same mentions side by side; `second_window` is that of the second, if it is another.

    Returns
    -------
    DataFrame
        One row is a mention that both measures scored: mention_id, actor_id, `first`, `second`, and ``is_opposite``,
        true where one is above zero and the other below.

    Raises
    ------
    ValueError
        If a measure has no score in this window.
    """
    check(scores, "scores")
    windows = {first: window, second: second_window or window}
    inside = scores[scores["window"] == scores["measure"].map(windows)]
    wide = inside.pivot_table(index="mention_id", columns="measure", values="value", sort=False)
    missing = [f"{name} over the window {windows[name]}" for name in (first, second) if name not in wide.columns]
    if missing and len(scores):
        raise ValueError(f"there are no scores of {' or of '.join(missing)}")
    wide = wide.reindex(columns=[first, second]).dropna().reset_index()
    wide["is_opposite"] = wide[first] * wide[second] < 0
    actors = check(mentions, "mentions")[["mention_id", "actor_id"]]
    return actors.merge(wide, on="mention_id").rename_axis(columns=None)


def _long_values(mentions: pd.DataFrame, scores: pd.DataFrame, frame_hits: pd.DataFrame | None) -> pd.DataFrame:
    """mention_id, measure, window and value of everything that is summarised; what was not scored is left out."""
    long = scores[["mention_id", "measure", "window", "value"]].dropna(subset=["value"])
    if frame_hits is None or frame_hits.empty:
        return long
    check(frame_hits, "frame_hits")
    scored = pd.Index(scores.loc[scores["value"].notna(), "mention_id"].unique()) if len(scores) \
        else pd.Index(mentions["mention_id"])  # fmt: skip
    parts = [long]
    for (frame_id, window), hits in frame_hits.groupby(["frame_id", "window"], sort=True):
        is_hit = scored.isin(hits["mention_id"])
        parts.append(
            pd.DataFrame({"mention_id": scored, "measure": f"{SHARE}{frame_id}", "window": window,
                          "value": is_hit.astype(float)})
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def _keyed(mentions: pd.DataFrame, articles: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Each mention with its sentence, its article and the columns of `by`."""
    table = mentions
    if "month" in by and "month" not in mentions:
        month = articles["published_at"].dt.strftime("%Y-%m")
        articles = articles.assign(month=month)
    from_articles = [name for name in by if name not in mentions.columns]
    unknown = [name for name in from_articles if name not in articles.columns]
    if unknown:
        raise ValueError(
            f"by= names {', '.join(unknown)}, which is neither a column of the mentions nor of the articles"
        )
    if from_articles:
        table = table.merge(articles[["article_id", *from_articles]], on="article_id", validate="many_to_one")
    return table[list(dict.fromkeys(["mention_id", "sentence_id", "article_id", *by]))]


def _draws(rng: np.random.Generator, n_units: int, n_resamples: int) -> np.ndarray:
    """How often each unit is drawn in each resample: units x resamples."""
    return rng.multinomial(n_units, np.full(n_units, 1 / n_units), size=n_resamples).T.astype(np.float32)


def _estimate(
    group: pd.DataFrame, unit: np.ndarray, draws: np.ndarray | None, level: float
) -> dict[tuple[str, str], tuple[float, float, float, int, int]]:
    """Estimate, interval, mentions and articles of each measure and window of one group."""
    present, place = np.unique(unit, return_inverse=True)
    weights = draws[present].astype(np.float64) if draws is not None else None
    found = {}
    group = group.assign(_place=place)
    for (measure, window), rows in group.groupby(["measure", "window"], sort=True):
        value, at = rows["value"].to_numpy(), rows["_place"].to_numpy()
        low = high = np.nan
        if weights is not None:
            sums = np.bincount(at, weights=value, minlength=len(present))
            counts = np.bincount(at, minlength=len(present))
            with np.errstate(invalid="ignore", divide="ignore"):
                means = (sums @ weights) / (counts @ weights)
            low, high = np.nanquantile(means, [(1 - level) / 2, (1 + level) / 2])
        found[str(measure), str(window)] = (
            float(value.mean()), float(low), float(high), len(value), rows["article_id"].nunique(),
        )  # fmt: skip
    return found


def join_voices(mentions: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Mentions with the voice that each stands in, so that `summarise_portrayal` can group by it.

    Parameters
    ----------
    mentions, voices : DataFrame
        Tables of mentions and of their voices.

    Returns
    -------
    DataFrame
        The table of mentions with the columns voice, speaker, speaker_actor_id and ``voice_group``: ``narrator``;
        ``own side``, where the speaker speaks for the actor that is mentioned; ``another actor``, where for another
        one; ``other sources``, where for none that is known; or ``unclear``.

    Raises
    ------
    SchemaError
        If a column is missing.

    Examples
    --------
    >>> import framing as fr
    >>> tables = fr.analyse(fr.make_articles({"one": "Poland waits. Moscow said Poland and Russia were at peace."}))
    >>> fr.join_voices(tables["mentions"], tables["voices"])[["surface", "voice_group"]].values.tolist()
    [['Poland', 'narrator'], ['Moscow', 'narrator'], ['Poland', 'another actor'], ['Russia', 'own side']]
    """
    check(mentions, "mentions")
    check(voices, "voices")
    joined = mentions.merge(voices[["mention_id", "voice", "speaker", "speaker_actor_id"]], on="mention_id", how="left")
    told = joined["voice"] == "source"
    own = told & (joined["speaker_actor_id"] == joined["actor_id"])
    another = told & joined["speaker_actor_id"].notna() & joined["actor_id"].notna() & ~own
    groups = joined["voice"].mask(told, "other sources").mask(own, "own side").mask(another, "another actor")
    return joined.assign(voice_group=groups)


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
        Table of portrayals with the measures ``share_<voice group>`` (0..1; `VOICE_GROUPS`, blanks as underscores).

    Raises
    ------
    SchemaError
        If a column is missing.
    """  # fmt: skip
    joined = join_voices(mentions, voices)
    scores = pd.concat(
        [
            pd.DataFrame(
                {
                    "mention_id": joined["mention_id"],
                    "measure": SHARE + group.replace(" ", "_"),
                    "window": "sentence",
                    "value": (joined["voice_group"] == group).astype("float64"),
                }
            )
            for group in VOICE_GROUPS
        ],
        ignore_index=True,
    )
    return summarise_portrayal(joined, articles, scores, by=by, readings=readings, n_resamples=n_resamples, seed=seed)


def summarise_roles(roles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """How often each actor acts on each other, in cooperation and in confrontation.

    Parameters
    ----------
    roles, mentions : DataFrame
        Tables of roles and of the mentions that act or are acted on.

    Returns
    -------
    DataFrame
        One row is a pair: agent_id, patient_id, ``n_cooperation``, ``n_confrontation``, and ``verbs``, what was done
        with how often. Negated actions are left out; a mutual one counts in both directions.

    Raises
    ------
    SchemaError
        If a column is missing.
    """
    check(roles, "roles")
    actors = check(mentions, "mentions").set_index("mention_id")["actor_id"]
    told = roles[~roles["is_negated"]]
    there = pd.DataFrame(
        {
            "agent_id": told["agent_mention_id"].map(actors),
            "patient_id": told["patient_mention_id"].map(actors),
            "verb": told["verb"],
            "is_cooperation": told["verb_class"].str.endswith("cooperation"),
            "is_mutual": told["is_mutual"],
        }
    )
    back = there[there["is_mutual"]].rename(columns={"agent_id": "patient_id", "patient_id": "agent_id"})
    rows = [
        (*pair, int(group["is_cooperation"].sum()), int((~group["is_cooperation"]).sum()), _count_words(group["verb"]))
        for pair, group in pd.concat([there, back]).groupby(["agent_id", "patient_id"], sort=True)
    ]
    names = ["agent_id", "patient_id", "n_cooperation", "n_confrontation", "verbs"]
    return pd.DataFrame(rows, columns=names).astype({"n_cooperation": "int64", "n_confrontation": "int64"})


def _count_words(words: pd.Series) -> str:
    counts = words.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return ", ".join(f"{word} {n}" if n > 1 else str(word) for word, n in counts.items())
