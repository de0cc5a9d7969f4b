"""The pages of the corpus: outlets, texts, frames and method."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ...articles import outlet_names
from ...codebook import Codebook
from ...mentions import portraying
from ...portrayals import summarise_portrayal
from ...tables import MEASURES, Tables, empty
from .actors import Actor, row_of
from .groups import Row
from .text import as_text, rows_of_measure, shorten_text

MAX_KEYWORDS = 150
"""Keywords of a frame that are listed."""


def key_numbers(tables: Tables, actors: Sequence[Actor]) -> dict[str, Any]:
    articles, mentions = tables["articles"], portraying(tables["mentions"])
    dates = articles["published_at"].dropna()
    voices = tables["voices"]
    told = voices[voices["mention_id"].isin(mentions["mention_id"])]["voice"]
    return {
        "n_articles": len(articles),
        "n_outlets": int(articles["outlet_id"].nunique()),
        "first": f"{dates.min():%d %B %Y}".lstrip("0") if len(dates) else "",
        "last": f"{dates.max():%d %B %Y}".lstrip("0") if len(dates) else "",
        "n_undated": int(articles["published_at"].isna().sum()),
        "n_sentences": len(tables["sentences"]),
        "n_mentions": len(mentions),
        "n_found": len(tables["mentions"]),
        "n_actors": len(actors),
        "share_narrator": float((told == "narrator").mean()) if len(told) else None,
        "n_frame_hits": len(tables["frame_hits"]),
        "n_actions": len(tables["roles"]),
    }


def in_short(
    tables: Tables, actors: Sequence[Actor], measure: tuple[str, str] | None, codebook: Codebook
) -> dict[str, Any]:
    """The ends of the ranking, and the commonest frame."""
    told = [actor for actor in actors if measure and actor.row and actor.row.is_reportable]
    told = sorted(told, key=lambda actor: -(actor.row.estimate or 0.0) if actor.row else 0.0)
    hits = tables["frame_hits"].merge(
        portraying(tables["mentions"])[["mention_id"]], on="mention_id"
    )
    counts = (
        hits.drop_duplicates(["mention_id", "frame_id"])["frame_id"].value_counts().sort_index()
    )
    frames = codebook.frame_labels
    first = str(counts.idxmax()) if len(counts) else ""
    return {
        "best": told[0] if len(told) > 1 else None,
        "worst": told[-1] if len(told) > 1 else None,
        "n_ranked": len(told),
        "frame": frames.get(first, first),
        "n_frame": int(counts.max()) if len(counts) else 0,
    }


def list_outlets(
    tables: Tables, names: Mapping[str, str], measure: tuple[str, str] | None, seed: int
) -> list[dict[str, Any]]:
    """The outlets by articles: how much they say, about whom, in whose words and in what tone."""
    articles, mentions = tables["articles"], portraying(tables["mentions"])
    if not articles["outlet_id"].notna().any():
        return []
    joined = mentions[["mention_id", "article_id", "actor_id"]].merge(
        articles[["article_id", "outlet_id"]], on="article_id"
    )
    joined = joined.merge(tables["voices"][["mention_id", "voice"]], on="mention_id", how="left")
    toned: dict[str, Row] = {}
    if measure:
        table = summarise_portrayal(
            mentions, articles, rows_of_measure(tables, measure), by=["outlet_id"], seed=seed
        )
        toned = {
            row["outlet_id"]: row_of(row)
            for _, row in table.dropna(subset=["outlet_id"]).iterrows()
        }
    labels = outlet_names(tables)
    counts = (
        articles["outlet_id"]
        .value_counts()
        .sort_index()
        .sort_values(ascending=False, kind="stable")
    )
    by_outlet = dict(iter(joined.groupby("outlet_id")))
    found = []
    for outlet_id, n in counts.items():
        own = by_outlet.get(outlet_id, joined.head(0))
        most = (
            own["actor_id"]
            .value_counts()
            .sort_index()
            .sort_values(ascending=False, kind="stable")
            .head(3)
        )
        known = own["voice"].dropna()
        found.append(
            {
                "label": labels.get(str(outlet_id), str(outlet_id)),
                "n_articles": int(n),
                "n_mentions": len(own),
                "share_narrator": float((known == "narrator").mean()) if len(known) else None,
                "row": toned.get(str(outlet_id)),
                "most": [(names.get(actor, actor), int(m)) for actor, m in most.items()],
            }
        )
    return found


def list_funnel(tables: Tables) -> list[tuple[str, int, bool]]:
    funnel = tables.get("funnel")
    if funnel is None:
        return []
    rows = funnel[["stage", "n", "is_removed"]].itertuples(index=False, name=None)
    return [
        (str(stage).replace("_", " "), int(n), bool(is_removed)) for stage, n, is_removed in rows
    ]


def list_findings(tables: Tables, with_text: bool) -> list[dict[str, Any]]:
    """Findings by check, the gravest first, with an example where words may be shown."""
    findings = tables["findings"]
    order = {"error": 0, "warning": 1, "note": 2}
    found = [
        {
            "check": str(check).replace("_", " "),
            "severity": str(severity),
            "n": len(own),
            "n_articles": int(own["article_id"].nunique()),
            "example": shorten_text(str(own["message"].iloc[0]), 200) if with_text else "",
        }
        for (check, severity), own in findings.groupby(["check", "severity"], sort=True)
    ]
    return sorted(found, key=lambda row: (order.get(row["severity"], 3), -row["n"], row["check"]))


def list_validations(tables: Tables) -> list[dict[str, Any]]:
    names = {name: measure.label for name, measure in MEASURES.items()}
    return [
        {
            "measure": names.get(row.measure, row.measure),
            "window": row.window,
            "n": int(row.n_mentions),
            "alpha": None if pd.isna(row.alpha) else float(row.alpha),
            "f1": float(row.f1),
        }
        for row in tables.get("validations", empty("validations")).itertuples(index=False)
    ]


def list_frames(tables: Tables, codebook: Codebook) -> list[dict[str, Any]]:
    hits = tables["frame_hits"].drop_duplicates(["mention_id", "frame_id"])
    hits = hits[hits["mention_id"].isin(portraying(tables["mentions"])["mention_id"])][
        "frame_id"
    ].value_counts()
    keywords = dict(iter(codebook.keywords.groupby("frame_id", sort=False)))
    found = []
    for frame in codebook.frames.itertuples(index=False):
        own = keywords.get(frame.frame_id, codebook.keywords.head(0))
        shown = own.head(MAX_KEYWORDS)[["keyword", "is_regex"]].itertuples(index=False, name=None)
        found.append(
            {
                "label": frame.frame_label,
                "definition": frame.definition,
                "reference": as_text(frame.reference).rstrip("."),
                "keywords": list(shown),
                "n_keywords": len(own),
                "n": int(hits.get(frame.frame_id, 0)),
            }
        )
    return found
