"""What is known of one article: its rows of every table, by what they belong to."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from ...codebook import Codebook
from ...measures import keep_likely
from ...tables import MAIN_MEASURES, check, empty

GREY = "#888888"
Span = tuple[int, int]
Voice = tuple[str, str | None]
"""Whose words something stands in: a voice, and the actor that a source speaks for."""


@dataclass(frozen=True)
class Facts:
    """One article, and what was found in it.

    ``mentions``, ``hits`` and ``attributions`` stand in the order of the text. ``hits_at`` holds
    the hits by span and frame, ``roles_of`` the roles of a mention with the side that it is on,
    ``scores_of`` its measures, windows and values, and ``placed`` the findings that have a place.
    ``pair`` is the measure, with its window, that the margin shows.
    """

    article: Mapping[str, Any]
    text: str
    codebook: Codebook
    focus: str | None
    pair: tuple[str, str] | None
    mentions: list[Any]
    by_id: dict[str, Any]
    scores_of: Mapping[str, list[tuple[str, str, float]]]
    voices: dict[str, Any]
    roles_of: Mapping[str, list[tuple[str, Any]]]
    hits_of: Mapping[str, list[Any]]
    read_in: Mapping[str, list[tuple[str, float]]]
    hits_at: Mapping[tuple[int, int, str], list[Any]]
    attributions: list[Any]
    speakers: dict[str, Any]
    findings: list[Any]
    placed: list[tuple[int, int, Any]]
    boilerplate: set[int]

    @cached_property
    def key(self) -> str:
        """A class name that no other reading view on the same page has."""
        stamp = "\0".join(map(str, (self.article["article_id"], self.text, self.focus, self.pair)))
        return "fr-" + hashlib.sha256(stamp.encode("utf-8", "replace")).hexdigest()[:10]

    def voice_of(self, mention_id: str) -> Voice:
        """Return whose words a mention stands in; the outlet's own where that was not read."""
        row = self.voices.get(mention_id)
        if row is None or row.voice == "narrator":
            return ("narrator", None)
        is_for_actor = row.voice == "source" and is_text(row.speaker_actor_id)
        return (row.voice, row.speaker_actor_id if is_for_actor else None)

    def name_actor(self, actor_id: object) -> str:
        """Name an actor by its label and its id."""
        if not is_text(actor_id):
            return "an actor not settled"
        return f"{self.codebook.actor_labels.get(str(actor_id), actor_id)} [{actor_id}]"

    def findings_in(self, start: int, end: int) -> list[Any]:
        """List the findings that share a character with a stretch of the text."""
        return [row for first, last, row in self.placed if first < end and start < last]


def gather_facts(
    article: Mapping[str, Any],
    tables: Mapping[str, pd.DataFrame],
    codebook: Codebook,
    *,
    measure: str | None,
    window: str | None,
    focus: str | None,
) -> Facts:
    """Gather what the tables hold of one article.

    Raises
    ------
    KeyError
        If there is no mention `focus` in it.
    """

    def rows(name: str, column: str, wanted: Iterable[str]) -> pd.DataFrame:
        table = check(tables[name], name) if name in tables else empty(name)
        return table[table[column].isin(list(wanted))]

    article_ids = [article["article_id"]]
    mentions = check(rows("mentions", "article_id", article_ids), "mentions")
    mentions = mentions.sort_values(["start", "end"])
    ids = mentions["mention_id"]
    if focus is not None and focus not in set(ids):
        raise KeyError(f"there is no mention {focus!r} in the article {article['article_id']!r}")
    mention_rows = _rows_of(mentions)
    scores = rows("scores", "mention_id", ids)
    hits = _rows_of(rows("frame_hits", "mention_id", ids).sort_values(["start", "end"]))
    attributions = rows("attributions", "article_id", article_ids).sort_values(["start", "end"])
    speakers = rows("speakers", "attribution_id", attributions["attribution_id"])
    findings = rows("findings", "article_id", article_ids)
    placed = findings.dropna(subset=["start", "end"]).sort_values("start", kind="stable")
    sentences = rows("sentences", "article_id", article_ids)
    return Facts(
        article=article,
        text=article["text"],
        codebook=codebook,
        focus=focus,
        pair=_choose_pair(scores, measure, window),
        mentions=mention_rows,
        by_id={row.mention_id: row for row in mention_rows},
        scores_of=_group_scores(scores),
        voices={row.mention_id: row for row in _rows_of(rows("voices", "mention_id", ids))},
        roles_of=_group_roles(rows("roles", "agent_mention_id", ids)),
        hits_of=group_by(hits, lambda hit: hit.mention_id),
        read_in=_group_read(rows("frames_read", "sentence_id", sentences["sentence_id"])),
        hits_at=group_by(hits, lambda hit: (hit.start, hit.end, hit.frame_id)),
        attributions=_rows_of(attributions),
        speakers={row.attribution_id: row for row in _rows_of(speakers)},
        findings=_rows_of(findings),
        placed=[(int(row.start), int(row.end), row) for row in _rows_of(placed)],
        boilerplate=set(sentences.loc[sentences["part"] == "boilerplate", "start"]),
    )


def _rows_of(table: pd.DataFrame) -> list[Any]:
    return list(table.itertuples(index=False))


def group_by(rows: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    """Group rows by a key, the groups in the order of their first rows."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return dict(groups)


def _group_scores(scores: pd.DataFrame) -> dict[str, list[tuple[str, str, float]]]:
    """mention_id -> what it scored: measure, window, value."""
    scores_of = defaultdict(list)
    columns = scores[["mention_id", "measure", "window", "value"]]
    for mention_id, measure, window, value in columns.itertuples(index=False, name=None):
        scores_of[mention_id].append((measure, window, value))
    return scores_of


def _group_roles(roles: pd.DataFrame) -> dict[str, list[tuple[str, Any]]]:
    """mention_id -> its roles, each with the side that the mention is on."""
    roles_of = defaultdict(list)
    for role in roles.itertuples(index=False):
        roles_of[role.agent_mention_id].append(("agent", role))
        roles_of[role.patient_mention_id].append(("patient", role))
    return roles_of


def _group_read(frames_read: pd.DataFrame) -> dict[str, list[tuple[str, float]]]:
    """sentence_id -> the frames of the codebook that are likely there, the likeliest first."""
    likely = keep_likely(frames_read).sort_values("probability", ascending=False, kind="stable")
    columns = likely[["sentence_id", "frame_id", "probability"]].itertuples(index=False, name=None)
    read: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for sentence_id, frame_id, probability in columns:
        read[sentence_id].append((frame_id, probability))
    return read


def _choose_pair(
    scores: pd.DataFrame, measure: str | None, window: str | None
) -> tuple[str, str] | None:
    """Choose what the margin shows: what is asked for, or else the first that was scored."""
    scored = set(scores[["measure", "window"]].itertuples(index=False, name=None))
    pairs = (
        pair
        for pair in (*MAIN_MEASURES, *sorted(scored))
        if pair in scored and measure in (None, pair[0]) and window in (None, pair[1])
    )
    return next(pairs, None)


def is_text(value: object) -> bool:
    """Whether a cell holds a text that is not empty."""
    return isinstance(value, str) and bool(value)


def as_id(actor_id: object) -> str:
    """Show an actor's id, also where the actor is not settled."""
    return str(actor_id) if is_text(actor_id) else "not settled"


def as_number(value: float) -> str:
    """Write a score with its sign and two decimals, also where there is none."""
    if pd.isna(value):
        return "not scored"
    text = f"{value:+.2f}".replace("-", "−")
    return "0.00" if text in ("+0.00", "−0.00") else text


def flags_of(hit: Any) -> str:
    """Say whether a hit of a frame is quoted, negated or denied."""
    named = (("quoted", hit.is_quoted), ("negated", hit.is_negated), ("denied", hit.is_denied))
    return ", ".join(name for name, is_so in named if is_so)
