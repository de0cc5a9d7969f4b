"""What stands in a report: plain values, text and numbers, which the template lays out."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ...codebook import Codebook
from ...figures import stamp_validation
from ...portrayals import summarise_roles
from ...tables import Tables, is_of_model, label_of
from .actor_pages import Actor, list_actors, make_dossier, pick_telling
from .corpus_pages import (
    in_short,
    key_numbers,
    list_findings,
    list_frames,
    list_funnel,
    list_outlets,
    list_validations,
)
from .drawings import draw_all
from .evidence import count_evidence, list_evidence, sample_evidence
from .groups import limit_of, name_groups, summarise_groups
from .mentions import VOICES, show_mentions
from .view import View, look_at

MAX_SHOWN = 6_000
"""Mentions whose sentence is in a report, in all."""


def gather_content(
    tables: Tables,
    codebook: Codebook,
    *,
    with_text: bool,
    max_sentences: int,
    max_actors: int,
    seed: int,
) -> dict[str, Any]:
    """Gather everything that a report shows, by the names that its template uses.

    Parameters
    ----------
    tables : dict of str to DataFrame
        All that `analyse` gives, empty or not.
    codebook : Codebook
    with_text : bool
        Whether the tables hold the words of the articles.
    max_sentences, max_actors, seed
        As for `write_report`.

    Returns
    -------
    dict of str to object
        Values that are not yet escaped.
    """
    view = look_at(tables, codebook, with_text=with_text, seed=seed)
    measure, window = view.measure or (None, None)
    actors = list_actors(view, max_actors)
    return {
        **_gather_pages(view, [actor for actor in actors if actor.has_page], max_sentences),
        "numbers": key_numbers(view, len(actors)),
        "actors": actors,
        "limit": limit_of([actor.row for actor in actors if actor.row]),
        "max_sentences": max_sentences,
        "period": view.period,
        "measure": label_of(measure) if measure else None,
        "window": window,
        "tone_of": "Sentiment toward" if measure and is_of_model(measure) else "Tone around",
        "outlets": list_outlets(view),
        "funnel": list_funnel(view),
        "health": list_findings(view),
        "validations": list_validations(view),
        "stamp": stamp_validation(tables, [view.measure] if view.measure else []),
        "codebook": codebook,
        "frames": list_frames(view),
        "figures": draw_all(view),
        "in_short": in_short(view, actors),
    }


def _gather_pages(view: View, actors: Sequence[Actor], max_sentences: int) -> dict[str, Any]:
    """Gather the pages of some actors, the sentences behind them, and what the filters need."""
    actor_ids = [actor.actor_id for actor in actors]
    evidence, groups = list_evidence(view, actor_ids)
    telling = pick_telling(view, evidence) if max_sentences else evidence.head(0)
    drawn = sample_evidence(groups, max_sentences, seed=view.seed, most=MAX_SHOWN)
    shown = pd.concat([drawn, telling[["mention_id", "actor_id"]]]).drop_duplicates(
        ignore_index=True
    )
    counts = count_evidence(groups, shown)
    codes = name_groups(counts)
    labels = _label_groups(codes, view)
    codes_of = _codes_of(groups[groups["mention_id"].isin(shown["mention_id"])], codes)
    mentions = show_mentions(view, evidence, shown, codes_of, actor_ids, labels)
    summaries = summarise_groups(view, actor_ids) if actor_ids else {}
    actions = summarise_roles(view.table("roles"), view.tables["mentions"])
    return {
        "dossiers": [
            make_dossier(actor, evidence, counts, codes, summaries, actions, mentions, telling)
            for actor in actors
        ],
        "n_shown": len(shown),
        "n_evidence": len(evidence),
        "labels": labels,
        "select": {
            kind: [code for (code_kind, _), code in codes.items() if code_kind == kind]
            for kind in ("outlet", "voice", "sign")
        },
        "data": {
            "labels": labels,
            "counts": _counts_by_code(counts, codes, actor_ids),
            "cube": _cube(evidence, groups, codes, actor_ids),
        },
    }


def _label_groups(codes: Mapping[tuple[str, str], str], view: View) -> dict[str, str]:
    """The code of a group -> what the page calls it."""
    actors = view.codebook.actor_labels
    by_kind: dict[str, Mapping[str, str]] = {
        "outlet": view.outlet_labels,
        "voice": VOICES,
        "frame": view.codebook.frame_labels,
        "speaker": actors,
        "acts_on": actors,
        "acted_on_by": actors,
    }
    return {code: by_kind.get(kind, {}).get(group, group) for (kind, group), code in codes.items()}


def _codes_of(groups: pd.DataFrame, codes: Mapping[tuple[str, str], str]) -> dict[str, list[str]]:
    """mention_id -> the codes of its groups."""
    codes_of: dict[str, list[str]] = {}
    for mention_id, kind, group in groups[["mention_id", "kind", "group"]].itertuples(
        index=False, name=None
    ):
        codes_of.setdefault(mention_id, []).append(codes[kind, group])
    return codes_of


def _counts_by_code(
    counts: pd.DataFrame, codes: Mapping[tuple[str, str], str], actor_ids: Sequence[str]
) -> list[dict[str, int]]:
    """Count the mentions of each group, for each actor with a page."""
    places = {actor: n for n, actor in enumerate(actor_ids)}
    by_actor: list[dict[str, int]] = [{} for _ in actor_ids]
    for actor, kind, group, n in counts[["actor_id", "kind", "group", "n_mentions"]].itertuples(
        index=False, name=None
    ):
        by_actor[places[actor]][codes[kind, group]] = int(n)
    return by_actor


def _cube(
    evidence: pd.DataFrame,
    groups: pd.DataFrame,
    codes: Mapping[tuple[str, str], str],
    actor_ids: Sequence[str],
) -> list[list[Any]]:
    """Count each actor's mentions by outlet, voice and sign at once: [actor, codes, n]."""
    kinds = ("outlet", "voice", "sign")
    wide = evidence[["mention_id", "actor_id"]]
    for kind in kinds:
        rows = groups[groups["kind"] == kind]
        group_of = dict(zip(rows["mention_id"], rows["group"], strict=True))
        wide = wide.assign(**{kind: wide["mention_id"].map(group_of).astype("str")})
    places = {actor: n for n, actor in enumerate(actor_ids)}
    counted = wide.fillna("").groupby(["actor_id", *kinds], sort=True).size()
    return [
        [
            places[actor],
            [codes[kind, group] for kind, group in zip(kinds, named, strict=True) if group],
            int(n),
        ]
        for (actor, *named), n in counted.items()
    ]
