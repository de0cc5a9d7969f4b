"""Which mentions stand behind a number: every group that a mention counts in, and a fair sample of
each group.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ...mentions import portraying
from ...portrayals import join_voices
from ...tables import NEUTRAL_BAND, PERIODS, empty, name_periods, of_measure

SIGNS = ("negative", "neutral", "positive")
KINDS = ("outlet", "period", "voice", "sign", "speaker", "frame", "acts_on", "acted_on_by")
"""What a mention is grouped by. `acts_on` and `acted_on_by` name the other actor of an action."""
MAX_PERIODS = 24


def choose_period(published_at: pd.Series) -> str:
    """The shortest of month, quarter and year that parts the dates into no more than `MAX_PERIODS`.

    Examples
    --------
    >>> import pandas as pd
    >>> choose_period(pd.Series(pd.to_datetime(["2023-01-05", "2023-11-02"], utc=True)))
    'month'
    """
    named = published_at.dropna()
    fits = [
        name for name in ("month", "quarter") if name_periods(named, name).nunique() <= MAX_PERIODS
    ]
    return fits[0] if fits else "year"


def list_evidence(
    tables: Mapping[str, pd.DataFrame],
    *,
    measure: tuple[str, str] | None,
    actor_ids: Sequence[str] | None = None,
    period: str = "month",
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The mentions that count, and every group that each of them counts in.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``mentions`` and ``articles``; where they are there, ``scores``, ``voices``, ``frame_hits``
        and ``roles``.
    measure : (str, str) or None
        Measure and window whose scores count: a mention without one is left out. All mentions count
        if there is none.
    actor_ids : sequence of str, optional
        Only mentions of these actors.
    period : str
        A period of `framing.observations.PERIODS`.

    Returns
    -------
    evidence : DataFrame
        One row is a mention that portrays an actor: the columns of the mentions, ``outlet_id``,
        ``published_at``, ``voice_group``, ``speaker``, ``speaker_actor_id``, and ``value`` of the
        measure.
    groups : DataFrame
        One row is a mention and a group: mention_id, actor_id, ``kind`` (of `KINDS`) and ``group``.
        Where the group is not known (no outlet, no date) there is no row; a mention may be in
        several frames, and act on several actors.
    """
    if period not in PERIODS:
        raise ValueError(f"period= is one of {', '.join(PERIODS)}, not {period!r}")
    evidence = portraying(tables["mentions"])
    if actor_ids is not None:
        evidence = evidence[evidence["actor_id"].isin(list(actor_ids))]
    if measure is None:
        evidence = evidence.assign(value=np.nan)
    else:
        scores = tables["scores"]
        own = of_measure(scores, measure[0], measure[1]).dropna(subset=["value"])
        evidence = evidence.merge(own[["mention_id", "value"]], on="mention_id")
    evidence = join_voices(evidence, tables.get("voices", empty("voices")))
    articles = tables["articles"][["article_id", "outlet_id", "published_at"]]
    evidence = evidence.merge(articles, on="article_id", how="left").reset_index(drop=True)
    value = evidence["value"]
    sign = pd.Series(
        np.select([value <= -NEUTRAL_BAND, value >= NEUTRAL_BAND], [SIGNS[0], SIGNS[2]], SIGNS[1]),
        index=evidence.index,
        dtype="str",
    ).where(value.notna())
    keys = evidence[["mention_id", "actor_id"]]
    told = {
        "outlet": evidence["outlet_id"],
        "period": name_periods(evidence["published_at"], period),
        "voice": evidence["voice_group"],
        "sign": sign,
        "speaker": evidence["speaker_actor_id"].where(evidence["voice"] == "source"),
    }
    parts = [
        keys.assign(kind=kind, group=group.astype("str")).dropna() for kind, group in told.items()
    ]
    hits = tables.get("frame_hits", empty("frame_hits"))[
        ["mention_id", "frame_id"]
    ].drop_duplicates()
    parts.append(
        keys.merge(hits.rename(columns={"frame_id": "group"}), on="mention_id").assign(kind="frame")
    )
    pairs = _list_actions(tables.get("roles", empty("roles")), tables["mentions"])
    parts.append(keys.merge(pairs, on="mention_id"))
    groups = pd.concat(
        [part[["mention_id", "actor_id", "kind", "group"]] for part in parts], ignore_index=True
    )
    return evidence, groups.astype("str")


def sample_evidence(
    groups: pd.DataFrame, n: int, *, seed: int = 1, most: int | None = None
) -> pd.DataFrame:
    """A sample of mentions in which every group has `n` that were drawn for it, or all where it has
    fewer.

    All groups draw from one random order of the mentions, so that a mention that is drawn for its
    outlet also serves its month: the sample is as small as it can be, and each group's part of it
    is a fair draw.

    Parameters
    ----------
    groups : DataFrame
        From `list_evidence`.
    n : int
        Mentions that each group draws.
    seed : int
        Seed of the order; it does not depend on the order of the rows.
    most : int, optional
        Mentions in all; `n` is lowered until they are no more, and with `n` of 1 the last of the
        order are left out.

    Returns
    -------
    DataFrame
        One row is a mention that was drawn: mention_id and actor_id, sorted by mention_id.

    Examples
    --------
    >>> import pandas as pd
    >>> groups = pd.DataFrame({"mention_id": ["a", "b", "c"], "actor_id": "CHN", "kind": "outlet", "group": "x"})
    >>> len(sample_evidence(groups, 2)), len(sample_evidence(groups, 9))
    (2, 3)
    """
    ids = groups["mention_id"].drop_duplicates()
    key = f"framing {seed % 10**8:08}"  # 16 bytes
    order = pd.Series(pd.util.hash_array(ids.to_numpy(object), hash_key=key), index=ids.to_numpy())
    ranked = groups.assign(place=groups["mention_id"].map(order)).sort_values(
        ["place", "mention_id"], kind="stable"
    )
    rank = ranked.groupby(["actor_id", "kind", "group"], sort=False).cumcount()
    drawn = ranked[rank < n]
    while most is not None and n > 1 and drawn["mention_id"].nunique() > most:
        n -= 1
        drawn = ranked[rank < n]
    drawn = drawn.drop_duplicates(["mention_id", "actor_id"])[["mention_id", "actor_id"]]
    return (drawn if most is None else drawn.head(most)).sort_values(
        "mention_id", ignore_index=True
    )


def count_evidence(groups: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """How many mentions each group has, and how many of them are shown.

    Returns
    -------
    DataFrame
        One row is an actor, a kind and a group: ``n_mentions`` and ``n_shown``.
    """
    keys = ["actor_id", "kind", "group"]
    told = groups.assign(is_shown=groups["mention_id"].isin(shown["mention_id"]))
    counts = told.groupby(keys, sort=True)["is_shown"].agg(["size", "sum"]).reset_index()
    counts.columns = pd.Index([*keys, "n_mentions", "n_shown"])
    return counts.astype({"n_mentions": "int64", "n_shown": "int64"})


def _list_actions(roles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Mention by mention, on whom it acts and who acts on it; denied actions are left out."""
    actors = mentions.set_index("mention_id")["actor_id"]
    told = roles[~roles["is_negated"].astype(bool)]
    pairs = told[["agent_mention_id", "patient_mention_id"]]
    mutual = told[told["is_mutual"].astype(bool)]
    back = mutual[["patient_mention_id", "agent_mention_id"]].set_axis(pairs.columns, axis=1)
    pairs = pd.concat([pairs, back], ignore_index=True)
    parts = [
        pd.DataFrame({"mention_id": pairs[own], "kind": kind, "group": pairs[other].map(actors)})
        for kind, own, other in (
            ("acts_on", "agent_mention_id", "patient_mention_id"),
            ("acted_on_by", "patient_mention_id", "agent_mention_id"),
        )
    ]
    return pd.concat(parts, ignore_index=True).dropna().drop_duplicates()
