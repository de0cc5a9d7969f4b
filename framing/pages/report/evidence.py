"""Which mentions stand behind a number: the groups that each counts in, and a fair sample."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ...portrayals import join_voices
from ...tables import NEUTRAL_BAND, PERIODS, name_periods
from .view import View

SIGNS = ("negative", "neutral", "positive")
KINDS = ("outlet", "period", "voice", "sign", "speaker", "frame", "acts_on", "acted_on_by")
"""What a mention is grouped by. `acts_on` and `acted_on_by` name the other actor of an action."""


def list_evidence(
    view: View, actor_ids: Sequence[str] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """List the mentions that count, and every group that each of them counts in.

    Parameters
    ----------
    view : View
        A mention without a score of its main measure is left out; where it has no main measure,
        all mentions count.
    actor_ids : sequence of str, optional
        Only mentions of these actors.

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

    Raises
    ------
    ValueError
        If the view's period is not one of `framing.tables.PERIODS`.
    """
    if view.period not in PERIODS:
        raise ValueError(f"period= is one of {', '.join(PERIODS)}, not {view.period!r}")
    evidence = view.mentions
    if actor_ids is not None:
        evidence = evidence[evidence["actor_id"].isin(list(actor_ids))]
    if view.measure is None:
        evidence = evidence.assign(value=np.nan)
    else:
        scored = view.scores.dropna(subset=["value"])
        evidence = evidence.merge(scored[["mention_id", "value"]], on="mention_id")
    evidence = join_voices(evidence, view.table("voices"))
    articles = view.tables["articles"][["article_id", "outlet_id", "published_at"]]
    evidence = evidence.merge(articles, on="article_id", how="left").reset_index(drop=True)
    return evidence, _list_groups(evidence, view)


def _list_groups(evidence: pd.DataFrame, view: View) -> pd.DataFrame:
    """List the groups that each mention counts in, one row a mention and a group."""
    group_of = {
        "outlet": evidence["outlet_id"],
        "period": name_periods(evidence["published_at"], view.period),
        "voice": evidence["voice_group"],
        "sign": _sign_of(evidence["value"]),
        "speaker": evidence["speaker_actor_id"].where(evidence["voice"] == "source"),
    }
    keys = evidence[["mention_id", "actor_id"]]
    parts = [
        keys.assign(kind=kind, group=group.astype("str")).dropna()
        for kind, group in group_of.items()
    ]
    framed = view.framed.rename(columns={"frame_id": "group"})
    parts.append(keys.merge(framed, on="mention_id").assign(kind="frame"))
    actions = _list_actions(view.table("roles"), view.tables["mentions"])
    parts.append(keys.merge(actions, on="mention_id"))
    columns = ["mention_id", "actor_id", "kind", "group"]
    return pd.concat([part[columns] for part in parts], ignore_index=True).astype("str")


def _sign_of(value: pd.Series) -> pd.Series:
    """Name the sign of each score, as one of `SIGNS`; missing where there is no score."""
    is_side = [value <= -NEUTRAL_BAND, value >= NEUTRAL_BAND]
    signs = np.select(is_side, [SIGNS[0], SIGNS[2]], SIGNS[1])
    return pd.Series(signs, index=value.index, dtype="str").where(value.notna())


def sample_evidence(
    groups: pd.DataFrame, n: int, *, seed: int = 1, most: int | None = None
) -> pd.DataFrame:
    """Draw mentions so that every group has `n` of its own, or all where it has fewer.

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
    >>> groups = pd.DataFrame({"mention_id": ["a", "b", "c"], "actor_id": "CHN"})
    >>> groups = groups.assign(kind="outlet", group="x")
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
    """Count the mentions of each group, and those of them that are shown.

    Returns
    -------
    DataFrame
        One row is an actor, a kind and a group: ``n_mentions`` and ``n_shown``.
    """
    keys = ["actor_id", "kind", "group"]
    marked = groups.assign(is_shown=groups["mention_id"].isin(shown["mention_id"]))
    counts = marked.groupby(keys, sort=True)["is_shown"].agg(["size", "sum"]).reset_index()
    counts.columns = pd.Index([*keys, "n_mentions", "n_shown"])
    return counts.astype({"n_mentions": "int64", "n_shown": "int64"})


def _list_actions(roles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """List on whom each mention acts and who acts on it; denied actions are left out."""
    actors = mentions.set_index("mention_id")["actor_id"]
    done = roles[~roles["is_negated"].astype(bool)]
    pairs = done[["agent_mention_id", "patient_mention_id"]]
    mutual = done[done["is_mutual"].astype(bool)]
    back = mutual[["patient_mention_id", "agent_mention_id"]].set_axis(pairs.columns, axis=1)
    pairs = pd.concat([pairs, back], ignore_index=True)
    parts = [
        pd.DataFrame({"mention_id": pairs[side], "kind": kind, "group": pairs[other].map(actors)})
        for kind, side, other in (
            ("acts_on", "agent_mention_id", "patient_mention_id"),
            ("acted_on_by", "patient_mention_id", "agent_mention_id"),
        )
    ]
    return pd.concat(parts, ignore_index=True).dropna().drop_duplicates()
