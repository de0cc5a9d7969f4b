"""What stands in a report: plain values, text and numbers, ready for a page; computed here and laid
out elsewhere.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ...articles import outlet_names
from ...codebook import Codebook
from ...figures import stamp_validation
from ...portrayals import summarise_roles
from ...tables import Tables, is_of_model, label_of
from .actors import limit_of, list_actors, make_dossier, pick_telling
from .corpus import (
    in_short,
    key_numbers,
    list_findings,
    list_frames,
    list_funnel,
    list_outlets,
    list_validations,
)
from .drawings import draw_all
from .evidence import choose_period, count_evidence, list_evidence, sample_evidence
from .groups import name_groups, summarise_groups
from .mentions import VOICES, show_mentions
from .text import describe_measure

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
    """Everything that a report shows, by the names that its template uses.

    Parameters
    ----------
    tables : dict of str to DataFrame
        All that `analyse` gives, empty or not.
    codebook : Codebook
    with_text : bool
        Whether the tables hold the words of the articles.
    max_sentences, max_actors, seed
        As for `framing.report.write_report`.

    Returns
    -------
    dict of str to object
        Values that are not yet escaped.
    """
    names = codebook.actor_labels
    measure = describe_measure(tables)
    period = choose_period(tables["articles"]["published_at"])
    actors = list_actors(tables, names, measure, max_actors, seed)
    chosen = [actor for actor in actors if actor.has_page]
    ids = [actor.actor_id for actor in chosen]
    evidence, groups = list_evidence(tables, measure=measure, actor_ids=ids, period=period)
    telling = pick_telling(tables, evidence, measure if max_sentences else None)
    shown = sample_evidence(groups, max_sentences, seed=seed, most=MAX_SHOWN)
    shown = pd.concat([shown, telling[["mention_id", "actor_id"]]]).drop_duplicates(
        ignore_index=True
    )
    counts = count_evidence(groups, shown)
    codes = name_groups(counts)
    labels = _label_groups(codes, names, tables, codebook)
    own = _codes_of(groups[groups["mention_id"].isin(shown["mention_id"])], codes)
    mentions = show_mentions(tables, evidence, shown, own, ids, labels, with_text)
    summaries = (
        summarise_groups(tables, ids, measure=measure, period=period, seed=seed) if ids else {}
    )
    actions = summarise_roles(tables["roles"], tables["mentions"])
    dossiers = [
        make_dossier(actor, evidence, counts, codes, summaries, actions, measure, mentions, telling)
        for actor in chosen
    ]
    return {
        "numbers": key_numbers(tables, actors),
        "actors": actors,
        "limit": limit_of([actor.row for actor in actors if actor.row]),
        "dossiers": dossiers,
        "n_shown": len(shown),
        "n_evidence": len(evidence),
        "max_sentences": max_sentences,
        "labels": labels,
        "select": {
            kind: [code for (own_kind, _), code in codes.items() if own_kind == kind]
            for kind in ("outlet", "voice", "sign")
        },
        "data": {
            "labels": labels,
            "counts": _counts_by_code(counts, codes, ids),
            "cube": _cube(evidence, groups, codes, ids),
        },
        "period": period,
        "measure": label_of(measure[0]) if measure else None,
        "window": measure[1] if measure else None,
        "tone_of": "Sentiment toward" if measure and is_of_model(measure[0]) else "Tone around",
        "outlets": list_outlets(tables, names, measure, seed),
        "funnel": list_funnel(tables),
        "health": list_findings(tables, with_text),
        "validations": list_validations(tables),
        "stamp": stamp_validation(tables, [measure] if measure else []),
        "codebook": codebook,
        "frames": list_frames(tables, codebook),
        "figures": draw_all(tables, codebook, with_text=with_text, seed=seed),
        "in_short": in_short(tables, actors, measure, codebook),
    }


def _label_groups(
    codes: Mapping[tuple[str, str], str],
    names: Mapping[str, str],
    tables: Tables,
    codebook: Codebook,
) -> dict[str, str]:
    """The code of a group -> what the page calls it."""
    frames = codebook.frame_labels
    by_kind: dict[str, Mapping[str, str]] = {
        "outlet": outlet_names(tables),
        "voice": VOICES,
        "frame": frames,
        "speaker": names,
        "acts_on": names,
        "acted_on_by": names,
    }
    return {code: by_kind.get(kind, {}).get(group, group) for (kind, group), code in codes.items()}


def _codes_of(groups: pd.DataFrame, codes: Mapping[tuple[str, str], str]) -> dict[str, list[str]]:
    """mention_id -> the codes of its groups."""
    found: dict[str, list[str]] = {}
    for mention_id, kind, group in groups[["mention_id", "kind", "group"]].itertuples(
        index=False, name=None
    ):
        found.setdefault(mention_id, []).append(codes[kind, group])
    return found


def _counts_by_code(
    counts: pd.DataFrame, codes: Mapping[tuple[str, str], str], ids: Sequence[str]
) -> list[dict[str, int]]:
    """For each actor with a page, how many mentions each group has."""
    places = {actor: n for n, actor in enumerate(ids)}
    found: list[dict[str, int]] = [{} for _ in ids]
    for actor, kind, group, n in counts[["actor_id", "kind", "group", "n_mentions"]].itertuples(
        index=False, name=None
    ):
        found[places[actor]][codes[kind, group]] = int(n)
    return found


def _cube(
    evidence: pd.DataFrame,
    groups: pd.DataFrame,
    codes: Mapping[tuple[str, str], str],
    ids: Sequence[str],
) -> list[list[Any]]:
    """How many mentions each actor has in each outlet, voice and sign at once: [actor, codes, n]."""
    kinds = ("outlet", "voice", "sign")
    wide = evidence[["mention_id", "actor_id"]]
    for kind in kinds:
        own = groups[groups["kind"] == kind]
        known = dict(zip(own["mention_id"], own["group"], strict=True))
        wide = wide.assign(**{kind: wide["mention_id"].map(known).astype("str")})
    places = {actor: n for n, actor in enumerate(ids)}
    counted = wide.fillna("").groupby(["actor_id", *kinds], sort=True).size()
    return [
        [
            places[actor],
            [codes[kind, group] for kind, group in zip(kinds, named, strict=True) if group],
            int(n),
        ]
        for (actor, *named), n in counted.items()
    ]
