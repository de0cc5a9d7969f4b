"""The pages of the corpus: outlets, texts, frames and method."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ...coders import explain_row, judge_row
from ...figures import BY_OUTLET, TONE, calls_clear, go_on
from ...mentions import tell_readings
from ...portrayals import summarise_portrayal
from ...tables import label_of
from .drawings import Figure
from .groups import Row, correct, read_row
from .text import as_text, shorten_text
from .view import View, rank_counts

MAX_KEYWORDS = 150
"""Keywords of a frame that are listed."""


def key_numbers(view: View, n_actors: int) -> dict[str, Any]:
    """Count what the front page names: articles, outlets, mentions, and so on."""
    articles = view.tables["articles"]
    dates = articles["published_at"].dropna()
    return {
        "n_articles": len(articles),
        "n_outlets": int(articles["outlet_id"].nunique()),
        "first": f"{dates.min():%d %B %Y}".lstrip("0") if len(dates) else "",
        "last": f"{dates.max():%d %B %Y}".lstrip("0") if len(dates) else "",
        "n_undated": int(articles["published_at"].isna().sum()),
        "coverage": say_coverage(articles),
        "n_sentences": len(view.table("sentences")),
        "n_mentions": len(view.mentions),
        "n_found": len(view.tables["mentions"]),
        "not_counted": say_not_counted(view.tables["mentions"]),
        "n_actors": n_actors,
        "share_narrator": _share_narrator(_voices_of(view)["voice"]),
        "n_frame_hits": len(view.table("frame_hits")),
        "n_actions": len(view.table("roles")),
    }


def say_coverage(articles: pd.DataFrame) -> str:
    """Say how many articles have an outlet and a date; nothing where all have both.

    Examples
    --------
    >>> from framing import make_articles
    >>> say_coverage(make_articles({"a": "One.", "b": "Two."}))
    'None of the 2 articles has an outlet, and none has a date.'
    """
    n = len(articles)
    with_outlet, dated = (
        int(articles[name].notna().sum()) for name in ("outlet_id", "published_at")
    )
    if n in (0, min(with_outlet, dated)):
        return ""
    if not with_outlet and not dated:
        return f"None of the {n:,} articles has an outlet, and none has a date."
    n_neither = int(articles[["outlet_id", "published_at"]].isna().all(axis=1).sum())
    neither = f" {n_neither:,} {'has' if n_neither == 1 else 'have'} neither." if n_neither else ""
    return (
        f"Of {n:,} articles, {with_outlet:,} {'has' if with_outlet == 1 else 'have'} an outlet and "
        f"{dated:,} a date.{neither} What is told by outlet or over time is told of these alone."
    )


def say_not_counted(mentions: pd.DataFrame) -> str:
    """Say which mentions that were found count for no actor; nothing where all count.

    Examples
    --------
    >>> say_not_counted(pd.DataFrame({"reading": ["actor", "place", "unclear", "place"]}))
    'Of 4 mentions that were found, 1 means an actor, 2 only name a place, 1 is unclear.'
    """
    counts = mentions["reading"].value_counts().to_dict()
    if set(counts) <= {"actor"}:
        return ""
    return f"Of {len(mentions):,} mentions that were found, {tell_readings(counts)}."


def in_short(view: View, figures: Mapping[str, Sequence[Figure]]) -> dict[str, Any]:
    """Find what the figures of actors and of outlets say, and the commonest frame.

    The sentences are the titles of figures, so that one page has one test of what is clear. Outlets
    are told of where something is.
    """
    counts = rank_counts(view.framed["frame_id"])
    first = str(counts.index[0]) if len(counts) else ""
    said = {
        figure.name: go_on(figure.finding)
        for part in figures.values()
        for figure in part
        if figure.finding
    }
    outlets = said.get(BY_OUTLET.name, "")
    return {
        "tone": said.get(TONE.name, "") if view.measure else "",
        "outlets": outlets if calls_clear(outlets) else "",
        "frame": view.codebook.frame_labels.get(first, first),
        "n_frame": int(counts.iloc[0]) if len(counts) else 0,
    }


def list_outlets(view: View) -> list[dict[str, Any]]:
    """List the outlets by articles: how much they say, about whom, in whose words and tone."""
    articles = view.tables["articles"]
    if view.outlet_counts.empty:
        return []
    joined = view.mentions[["mention_id", "article_id", "actor_id"]].merge(
        articles[["article_id", "outlet_id"]], on="article_id"
    )
    joined = joined.merge(_voices_of(view), on="mention_id", how="left")
    toned: dict[str, Row] = {}
    if view.measure:
        portrayals = summarise_portrayal(view.mentions, articles, view.scores, by=["outlet_id"])
        portrayals = correct(view, portrayals, ["outlet_id"])
        toned = {
            row["outlet_id"]: read_row(row)
            for _, row in portrayals.dropna(subset=["outlet_id"]).iterrows()
        }
    by_outlet = dict(iter(joined.groupby("outlet_id")))
    actor_labels = view.codebook.actor_labels
    rows = []
    for outlet_id, n in view.outlet_counts.items():
        mentions = by_outlet.get(outlet_id, joined.head(0))
        most = rank_counts(mentions["actor_id"]).head(3)
        rows.append(
            {
                "label": view.outlet_labels.get(str(outlet_id), str(outlet_id)),
                "n_articles": int(n),
                "n_mentions": len(mentions),
                "share_narrator": _share_narrator(mentions["voice"].dropna()),
                "row": toned.get(str(outlet_id)),
                "most": [(actor_labels.get(actor, actor), int(m)) for actor, m in most.items()],
            }
        )
    return rows


def _voices_of(view: View) -> pd.DataFrame:
    """Keep the voices of the mentions that portray an actor: mention_id, voice."""
    voices = view.table("voices")[["mention_id", "voice"]]
    return voices[voices["mention_id"].isin(view.mentions["mention_id"])]


def _share_narrator(voices: pd.Series) -> float | None:
    """Find the share of mentions in an outlet's own words; none without mentions."""
    return float((voices == "narrator").mean()) if len(voices) else None


def list_funnel(view: View) -> list[tuple[str, int, bool]]:
    """List the stages of reading: how many articles each counted or removed.

    Files are not among them where the articles were given as a table.
    """
    funnel = view.table("funnel")
    if not funnel.loc[funnel["stage"] == "files", "n"].sum():
        funnel = funnel[~funnel["stage"].isin(["files", "unreadable_files"])]
    rows = funnel[["stage", "n", "is_removed"]].itertuples(index=False, name=None)
    return [
        (str(stage).replace("_", " "), int(n), bool(is_removed)) for stage, n, is_removed in rows
    ]


def list_findings(view: View) -> list[dict[str, Any]]:
    """List the findings by check, the gravest first, with an example where words may be shown."""
    order = {"error": 0, "warning": 1, "note": 2}
    rows = [
        {
            "check": str(check).replace("_", " "),
            "severity": str(severity),
            "n": len(findings),
            "n_articles": int(findings["article_id"].nunique()),
            "example": shorten_text(str(findings["message"].iloc[0]), 200)
            if view.with_text
            else "",
        }
        for (check, severity), findings in view.table("findings").groupby(
            ["check", "severity"], sort=True
        )
    ]
    return sorted(rows, key=lambda row: (order.get(row["severity"], 3), -row["n"], row["check"]))


def list_validations(view: View) -> list[dict[str, Any]]:
    """List how well each measure agrees with those who coded some of these mentions."""
    return [
        {
            "measure": label_of(row.measure),
            "window": row.window,
            "n": int(row.n_mentions),
            "alpha": None if pd.isna(row.alpha) else float(row.alpha),
            "f1": float(row.f1),
            "f1_low": None if pd.isna(row.f1_low) else float(row.f1_low),
            "f1_high": None if pd.isna(row.f1_high) else float(row.f1_high),
            "verdict": judge_row(row),
            "why": explain_row(row),
            "n_doubled": int(row.n_doubled),
            "coders": row.coders,
        }
        for row in view.table("validations").itertuples(index=False)
    ]


def list_frames(view: View) -> list[dict[str, Any]]:
    """List the frames of the codebook with their keywords, and how many mentions each has."""
    counts = view.framed["frame_id"].value_counts()
    codebook = view.codebook
    keywords_of = dict(iter(codebook.keywords.groupby("frame_id", sort=False)))
    rows = []
    for frame in codebook.frames.itertuples(index=False):
        keywords = keywords_of.get(frame.frame_id, codebook.keywords.head(0))
        shown = keywords["keyword"].head(MAX_KEYWORDS)
        rows.append(
            {
                "label": frame.frame_label,
                "definition": frame.definition,
                "reference": as_text(frame.reference).rstrip("."),
                "keywords": [codebook.say_keyword(frame.frame_id, word) for word in shown],
                "n_keywords": len(keywords),
                "n": int(counts.get(frame.frame_id, 0)),
            }
        )
    return rows
