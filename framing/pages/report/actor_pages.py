"""The page of an actor, and the list of all actors."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ...portrayals import find_telling, summarise_portrayal
from ...tables import label_of
from .groups import Row, Rows, correct, goes_beyond, limit_of, list_actions, make_rows, read_row
from .mentions import Telling
from .view import View

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
    """The page of an actor; ``is_cut`` says that something goes on beyond the limit."""

    actor: Actor
    n_scored: int
    n_shown: int
    measures: list[Row]
    limit: float
    is_cut: bool
    parts: dict[str, Rows]
    telling: list[Telling]


def _slugs(actor_ids: Sequence[str]) -> list[str]:
    """Name places in the page for the actors, in plain letters and all different."""
    slugs: dict[str, None] = {}
    for actor_id in actor_ids:
        slug = plain = re.sub(r"[^A-Za-z0-9_-]+", "-", actor_id).strip("-") or "actor"
        n = 1
        while slug in slugs:
            n += 1
            slug = f"{plain}-{n}"
        slugs[slug] = None
    return list(slugs)


def list_actors(view: View, max_actors: int) -> list[Actor]:
    """List all actors, the most mentioned first; the first `max_actors` have a page."""
    counts = view.mentions.groupby("actor_id", sort=True)["article_id"].agg(["size", "nunique"])
    counts = counts.sort_values("size", ascending=False, kind="stable")
    rows = {}
    if view.measure:
        portrayals = summarise_portrayal(view.mentions, view.tables["articles"], view.scores)
        portrayals = correct(view, portrayals, ["actor_id"])
        rows = {row["actor_id"]: read_row(row) for _, row in portrayals.iterrows()}
    labels = view.codebook.actor_labels
    slugs = _slugs(list(counts.index))
    return [
        Actor(
            actor_id,
            slug,
            labels.get(actor_id, actor_id),
            int(n),
            int(n_articles),
            rows.get(actor_id),
            rank < max_actors,
        )
        for rank, ((actor_id, n, n_articles), slug) in enumerate(
            zip(counts.itertuples(name=None), slugs, strict=True)
        )
    ]


def pick_telling(view: View, evidence: pd.DataFrame) -> pd.DataFrame:
    """Pick the sentences of each actor farthest from zero, on either side, no sentence twice."""
    picked = [evidence[["mention_id", "actor_id", "value"]].head(0)]
    if view.measure is None:
        return picked[0]
    measure, window = view.measure
    for side in (1, -1):
        scored = view.scores[view.scores["value"] * side > 0]
        left = view.mentions[view.mentions["mention_id"].isin(evidence["mention_id"])]
        for _ in range(N_TELLING):
            best = find_telling(
                left,
                view.tables["sentences"],
                scored,
                measure=measure,
                window=window,
                codebook=view.codebook,
            )
            picked.append(best[["mention_id", "actor_id", "value"]])
            taken = pd.MultiIndex.from_frame(best[["actor_id", "sentence_id"]])
            left = left[~pd.MultiIndex.from_frame(left[["actor_id", "sentence_id"]]).isin(taken)]
    return pd.concat(picked, ignore_index=True)


def make_dossier(
    actor: Actor,
    evidence: pd.DataFrame,
    counts: pd.DataFrame,
    codes: Mapping[tuple[str, str], str],
    summaries: Mapping[str, pd.DataFrame],
    actions: pd.DataFrame,
    telling: pd.DataFrame,
    sentences: Mapping[str, Telling],
    n_shown: int,
) -> Dossier:
    """Make the page of an actor from what is known of all: its rows, and its sentences."""
    actor_counts = counts[counts["actor_id"] == actor.actor_id]
    parts = {
        kind: make_rows(kind, actor.actor_id, actor_counts, codes, summaries)
        for kind in ("outlet", "period", "voice", "speaker", "frame")
    }
    parts |= list_actions(actions, actor.actor_id, actor_counts, codes)
    by_measure = summaries["measure"]
    measures = [
        read_row(row, f"{label_of(row['measure'])}, over the {row['window']}")
        for _, row in by_measure[by_measure["actor_id"] == actor.actor_id].iterrows()
    ]
    toned = [row for kind in ("outlet", "period", "voice", "speaker") for row in parts[kind].rows]
    best = telling[telling["actor_id"] == actor.actor_id].sort_values(
        ["value", "mention_id"], kind="stable"
    )
    limit = limit_of([row for row in toned if row.estimate is not None])
    return Dossier(
        actor=actor,
        n_scored=int((evidence["actor_id"] == actor.actor_id).sum()),
        n_shown=n_shown,
        measures=measures,
        limit=limit,
        is_cut=goes_beyond(toned, limit),
        parts=parts,
        telling=[sentences[mention_id] for mention_id in best["mention_id"]],
    )
