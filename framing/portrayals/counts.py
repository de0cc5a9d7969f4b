"""Plain counts: how actors are named, who acts on whom, how measures agree."""

from collections.abc import Sequence

import pandas as pd

from ..tables import check


def count_naming(mentions: pd.DataFrame, *, by: Sequence[str] = ("actor_id",)) -> pd.DataFrame:
    """Count how often each kind of name is used for an actor: name, demonym, capital and so on.

    Parameters
    ----------
    mentions : DataFrame
        Table of mentions; those without an actor are left out, places and actors both count.
    by : sequence of str
        Columns of the mentions that make a group.

    Returns
    -------
    DataFrame
        One row is a group and a kind of name: the columns of `by`, alias_type, ``n_mentions``, and
        ``share`` (0..1) of the group's mentions.

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
    counts = (
        known.groupby([*by, "alias_type"], sort=True, observed=True)
        .size()
        .rename("n_mentions")
        .reset_index()
    )
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
    """Pair two measures of the same mentions; `second_window` is that of the second, if another.

    Returns
    -------
    DataFrame
        One row is a mention that both measures scored: mention_id, actor_id, `first`, `second`, and
        ``is_opposite``, true where one is above zero and the other below.

    Raises
    ------
    ValueError
        If a measure has no score in this window.
    """
    check(scores, "scores")
    windows = {first: window, second: second_window or window}
    inside = scores[scores["window"] == scores["measure"].map(windows)]
    wide = inside.pivot_table(index="mention_id", columns="measure", values="value", sort=False)
    missing = [
        f"{name} over the window {windows[name]}"
        for name in (first, second)
        if name not in wide.columns
    ]
    if missing and len(scores):
        raise ValueError(f"there are no scores of {' or of '.join(missing)}")
    wide = wide.reindex(columns=[first, second]).dropna().reset_index()
    wide["is_opposite"] = wide[first] * wide[second] < 0
    actors = check(mentions, "mentions")[["mention_id", "actor_id"]]
    return actors.merge(wide, on="mention_id").rename_axis(columns=None)


def summarise_roles(
    roles: pd.DataFrame, mentions: pd.DataFrame, *, found_by: Sequence[str] = ("grammar",)
) -> pd.DataFrame:
    """Count how often each actor acts on each other, in cooperation and in confrontation.

    Parameters
    ----------
    roles, mentions : DataFrame
        Tables of roles and of the mentions that act or are acted on.
    found_by : sequence of str
        Which actions count: those of the ``grammar``, and of the ``network``, which finds more and
        errs more often.

    Returns
    -------
    DataFrame
        One row is a pair: agent_id, patient_id, ``n_cooperation``, ``n_confrontation``, and
        ``verbs``, what was done with how often. Negated actions are left out; a mutual one counts
        in both directions.

    Raises
    ------
    SchemaError
        If a column is missing.
    """
    check(roles, "roles")
    actors = check(mentions, "mentions").set_index("mention_id")["actor_id"]
    told = roles[~roles["is_negated"] & roles["found_by"].isin(found_by)]
    there = pd.DataFrame(
        {
            "agent_id": told["agent_mention_id"].map(actors),
            "patient_id": told["patient_mention_id"].map(actors),
            "verb": told["verb"],
            "is_cooperation": told["verb_class"].str.endswith("cooperation"),
            "is_mutual": told["is_mutual"],
        }
    )
    back = there[there["is_mutual"]].rename(
        columns={"agent_id": "patient_id", "patient_id": "agent_id"}
    )
    rows = [
        (
            *pair,
            int(group["is_cooperation"].sum()),
            int((~group["is_cooperation"]).sum()),
            _count_words(group["verb"]),
        )
        for pair, group in pd.concat([there, back]).groupby(["agent_id", "patient_id"], sort=True)
    ]
    names = ["agent_id", "patient_id", "n_cooperation", "n_confrontation", "verbs"]
    return pd.DataFrame(rows, columns=names).astype(
        {"n_cooperation": "int64", "n_confrontation": "int64"}
    )


def _count_words(words: pd.Series) -> str:
    counts = words.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return ", ".join(f"{word} {n}" if n > 1 else str(word) for word, n in counts.items())
