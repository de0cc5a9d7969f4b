"""The page of an actor."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ...mentions import portraying
from ...portrayals import find_telling, summarise_portrayal
from ...tables import Tables, label_of
from .groups import Row, Rows, list_actions, make_rows
from .mentions import Mention
from .text import rows_of_measure

N_TELLING = 2
"""Most telling sentences of an actor on each side of zero."""


class Actor(NamedTuple):
    """An actor in the list of all, and whether it has a page."""

    actor_id: str
    slug: str
    label: str
    n: int
    n_articles: int
    row: Row | None
    has_page: bool


class Dossier(NamedTuple):
    """The page of an actor."""

    actor: Actor
    n_scored: int
    n_shown: int
    measures: list[Row]
    limit: float
    parts: dict[str, Rows]
    telling: list[Mention]
    mentions: list[Mention]


def _slugs(actor_ids: Sequence[str]) -> list[str]:
    """Names for places in the page, of plain letters and different from each other."""
    found: dict[str, None] = {}
    for actor_id in actor_ids:
        slug = plain = re.sub(r"[^A-Za-z0-9_-]+", "-", actor_id).strip("-") or "actor"
        n = 1
        while slug in found:
            n += 1
            slug = f"{plain}-{n}"
        found[slug] = None
    return list(found)


def list_actors(
    tables: Tables,
    names: Mapping[str, str],
    measure: tuple[str, str] | None,
    max_actors: int,
    seed: int,
) -> list[Actor]:
    mentions = portraying(tables["mentions"])
    counts = mentions.groupby("actor_id", sort=True)["article_id"].agg(["size", "nunique"])
    counts = counts.sort_values("size", ascending=False, kind="stable")
    rows = {}
    if measure:
        table = summarise_portrayal(
            tables["mentions"], tables["articles"], rows_of_measure(tables, measure), seed=seed
        )
        rows = {row["actor_id"]: row_of(row) for _, row in table.iterrows()}
    return [
        Actor(
            actor_id,
            slug,
            names.get(actor_id, actor_id),
            int(n),
            int(n_articles),
            rows.get(actor_id),
            place < max_actors,
        )
        for place, ((actor_id, n, n_articles), slug) in enumerate(
            zip(counts.itertuples(name=None), _slugs(list(counts.index)), strict=True)
        )
    ]


def row_of(told: pd.Series, group: str = "", note: str = "") -> Row:
    """A row of a table of portrayals."""
    estimate, low, high = (
        None if pd.isna(told[name]) else float(told[name])
        for name in ("estimate", "ci_low", "ci_high")
    )
    return Row(
        group,
        "",
        int(told["n_mentions"]),
        0,
        estimate,
        low,
        high,
        bool(told["is_reportable"]),
        note,
    )


def limit_of(rows: Sequence[Row]) -> float:
    """One end of the axis that some rows share."""
    told = [row for row in rows if row.is_reportable] or list(rows)
    values = [
        abs(value)
        for row in told
        for value in (row.estimate, row.low, row.high)
        if value is not None
    ]
    return min(1.0, max([0.1, *(1.05 * value for value in values)]))


def pick_telling(
    tables: Tables, evidence: pd.DataFrame, measure: tuple[str, str] | None
) -> pd.DataFrame:
    """The sentences of each actor farthest from zero, on either side, no sentence twice."""
    found = [evidence[["mention_id", "actor_id", "value"]].head(0)]
    if measure is None:
        return found[0]
    scores = rows_of_measure(tables, measure)
    for side in (1, -1):
        scored = scores[scores["value"] * side > 0]
        left = tables["mentions"][tables["mentions"]["mention_id"].isin(evidence["mention_id"])]
        for _ in range(N_TELLING):
            best = find_telling(
                left, tables["sentences"], scored, measure=measure[0], window=measure[1]
            )
            found.append(best[["mention_id", "actor_id", "value"]])
            taken = pd.MultiIndex.from_frame(best[["actor_id", "sentence_id"]])
            left = left[~pd.MultiIndex.from_frame(left[["actor_id", "sentence_id"]]).isin(taken)]
    return pd.concat(found, ignore_index=True)


def make_dossier(
    actor: Actor,
    evidence: pd.DataFrame,
    counts: pd.DataFrame,
    codes: Mapping[tuple[str, str], str],
    summaries: Mapping[str, pd.DataFrame],
    actions: pd.DataFrame,
    measure: tuple[str, str] | None,
    mentions: Mapping[str, list[Mention]],
    telling: pd.DataFrame,
) -> Dossier:
    own = counts[counts["actor_id"] == actor.actor_id]
    parts = {
        kind: make_rows(kind, actor.actor_id, own, codes, summaries)
        for kind in ("outlet", "period", "voice", "speaker", "frame")
    }
    parts |= list_actions(actions, actor.actor_id, own, codes)
    table = summaries["measure"]
    table = table[(table["actor_id"] == actor.actor_id)]
    measures = [
        row_of(row, f"{label_of(row['measure'])}, over the {row['window']}")
        for _, row in table.iterrows()
    ]
    toned = [row for kind in ("outlet", "period", "voice", "speaker") for row in parts[kind].rows]
    shown = mentions[actor.actor_id]
    by_id = {mention.mention_id: mention for mention in shown}
    best = telling[telling["actor_id"] == actor.actor_id].sort_values(
        ["value", "mention_id"], kind="stable"
    )
    return Dossier(
        actor=actor,
        n_scored=int((evidence["actor_id"] == actor.actor_id).sum()),
        n_shown=len(shown),
        measures=measures,
        limit=limit_of([row for row in toned if row.estimate is not None]),
        parts=parts,
        telling=[by_id[mention_id] for mention_id in best["mention_id"]],
        mentions=shown,
    )
