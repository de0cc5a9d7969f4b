"""What stands in a report: plain values, text and numbers, which the template lays out."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ...codebook import Codebook
from ...figures import judge_measures, stamp_validation
from ...portrayals import summarise_roles
from ...tables import SHARE, Tables, is_of_model, label_of
from .actor_pages import Actor, list_actors, make_dossier, pick_telling
from .articles import Looks, make_articles, name_events, name_targets, order_articles
from .corpus_pages import (
    in_short,
    key_numbers,
    list_outlets,
)
from .drawings import draw_all
from .evidence import count_evidence, list_evidence, sample_evidence
from .groups import Row, goes_beyond, limit_of, name_groups, summarise_groups
from .mentions import VOICES, Fact, tell_facts, tell_most
from .pages import gather_pages
from .pairs import find_alike
from .view import View, look_at

MAX_WHOLE = 500
"""Articles that a report holds with every sentence; of more it holds a sample."""
MAX_SENTENCES = 5
"""Mentions that every row of an actor's page draws where a report holds a sample."""
MAX_SHOWN = 6_000
"""Mentions of a sample, in all."""


def gather_content(
    tables: Tables,
    codebook: Codebook,
    *,
    with_text: bool,
    max_sentences: int | None,
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
    rows = [actor.row for actor in actors if actor.row]
    limit, figures = limit_of(rows), draw_all(view)
    outlets = list_outlets(view)
    return {
        **_gather_pages(view, actors, max_sentences),
        "numbers": key_numbers(view, len(actors)),
        "actors": actors,
        "limit": limit,
        "is_cut": goes_beyond(rows, limit),
        "max_sentences": MAX_SENTENCES if max_sentences is None else max_sentences,
        "period": view.period,
        "measure": label_of(measure) if measure else None,
        "window": window,
        "tone_of": "Sentiment toward" if measure and is_of_model(measure) else "Tone around",
        "outlets": outlets,
        "has_codes": _has_codes([actor.row for actor in actors]),
        "outlets_have_codes": _has_codes([outlet["row"] for outlet in outlets]),
        "stamp": stamp_validation(tables, [view.measure] if view.measure else []),
        "codebook": codebook,
        "pages": gather_pages(view),
        "figures": figures,
        "in_short": in_short(view, figures)
        | {"is_frame_poor": judge_measures(tables, [SHARE]) == "poor"},
    }


def _has_codes(rows: Sequence[Row | None]) -> bool:
    """Say whether codes correct one of some rows."""
    return any(row is not None and row.corrected is not None for row in rows)


def _gather_pages(view: View, actors: Sequence[Actor], max_sentences: int | None) -> dict[str, Any]:
    """Gather the pages of actors, the articles with the sentences behind them, and the filters."""
    articles = order_articles(view.tables["articles"])
    is_whole = max_sentences is None and len(articles) <= MAX_WHOLE
    actor_ids = [actor.actor_id for actor in actors]
    with_page = [actor for actor in actors if actor.has_page]
    evidence, groups = list_evidence(view, None if is_whole else [a.actor_id for a in with_page])
    n_drawn = MAX_SENTENCES if max_sentences is None else max_sentences
    telling = _pick_telling(view, evidence, with_page) if n_drawn else evidence.head(0)
    if is_whole:
        shown = evidence
    else:
        drawn = sample_evidence(groups, n_drawn, seed=view.seed, most=MAX_SHOWN)
        shown = evidence[
            evidence["mention_id"].isin([*drawn["mention_id"], *telling["mention_id"]])
        ]
        articles = articles[articles["article_id"].isin(shown["article_id"])]
    shown = _in_order(shown, articles)
    counts = count_evidence(groups, shown)
    codes = name_groups(counts)
    labels = _label_groups(codes, view)
    codes_of = _codes_of(groups[groups["mention_id"].isin(shown["mention_id"])], codes)
    facts = tell_facts(view, shown, codes_of, actor_ids, labels)
    looks = Looks()
    texts = make_articles(view, articles, shown, facts, looks, is_whole=is_whole)
    places = {article: n for n, article in enumerate(articles["article_id"])}
    targets = name_targets(view.table("sentences"), places)
    most = shown[shown["mention_id"].isin(telling["mention_id"])]
    sentences = tell_most(view, most, facts, targets, labels)
    page_ids = [actor.actor_id for actor in with_page]
    summaries = summarise_groups(view, page_ids) if page_ids else {}
    actions = summarise_roles(view.table("roles"), view.tables["mentions"])
    n_shown = shown["actor_id"].value_counts()
    events = name_events(view, articles)
    return {
        "dossiers": [
            make_dossier(
                actor,
                evidence,
                counts,
                codes,
                summaries,
                actions,
                telling,
                sentences,
                int(n_shown.get(actor.actor_id, 0)),
            )
            for actor in with_page
        ],
        "n_shown": len(shown),
        "n_evidence": len(evidence),
        "is_whole": is_whole,
        "articles": texts,
        "colours": looks.write_rules(),
        "n_shown_of": {str(actor): int(n) for actor, n in n_shown.items()},
        "labels": labels,
        "select": {
            kind: [code for (code_kind, _), code in codes.items() if code_kind == kind]
            for kind in ("outlet", "voice", "sign", "frame")
        },
        "data": {
            "labels": labels,
            "actors": [[actor.slug, actor.label] for actor in actors],
            "articles": [[one.title, one.outlet, one.day, one.event] for one in texts],
            "alike": find_alike(articles, events) if is_whole and view.with_text else [],
            "mentions": _list_mentions(shown["mention_id"], facts),
            "counts": [] if is_whole else _counts_by_code(counts, codes, actor_ids),
            "cube": [] if is_whole else _cube(evidence, groups, codes, actor_ids),
        },
    }


def _pick_telling(view: View, evidence: pd.DataFrame, actors: Sequence[Actor]) -> pd.DataFrame:
    """Pick the most telling sentences of the actors that have a page."""
    return pick_telling(
        view, evidence[evidence["actor_id"].isin([actor.actor_id for actor in actors])]
    )


def _in_order(shown: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Put mentions into the order of the articles, and within one of its text."""
    places = {article: n for n, article in enumerate(articles["article_id"])}
    ordered = shown.assign(place=shown["article_id"].map(places))
    return ordered.sort_values(["place", "start", "mention_id"], kind="stable")


def _list_mentions(mention_ids: pd.Series, facts: Mapping[str, Fact]) -> list[list[Any]]:
    """List what the page's script needs of each mention: [place of the actor, codes, facts]."""
    return [
        [facts[mention_id].actor, facts[mention_id].codes, " · ".join(facts[mention_id].facts)]
        for mention_id in mention_ids
    ]


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
