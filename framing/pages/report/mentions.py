"""What is known of each mention that is shown, and the most telling ones with their sentences."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from ...tables import MAIN_MEASURES, MEASURES, of_measure
from .text import MAX_LETTERS, as_text, say_day, say_signed, shorten_text
from .view import View

VOICES = {
    "narrator": "the outlet’s own words",
    "own side": "its own side",
    "another actor": "another actor’s side",
    "other sources": "other sources",
    "unclear": "not settled",
}
"""Voice group -> what a page calls it."""


class Fact(NamedTuple):
    """What is known of a mention that is shown.

    ``number`` is its place among them, ``actor`` the place of its actor in the list of all,
    ``codes`` the groups that it counts in; ``facts`` say whose words it stands in, what it scored,
    its frames and its actions.
    """

    number: int
    actor: int
    codes: str
    facts: list[str]


class Telling(NamedTuple):
    """A mention with its sentence in three pieces, and the place of that sentence in the page."""

    left: str
    surface: str
    right: str
    article: str
    start: int
    end: int
    facts: list[str]
    sign: str
    target: str


def tell_facts(
    view: View,
    rows: pd.DataFrame,
    codes_of: Mapping[str, list[str]],
    actor_ids: Sequence[str],
    labels: Mapping[str, str],
) -> dict[str, Fact]:
    """Map the mention_id of each mention that is shown to what is known of it.

    ``rows`` are those of the evidence that are shown, in the order of their articles.
    """
    places = {actor: n for n, actor in enumerate(actor_ids)}
    scores = _scores_of(view, rows["mention_id"])
    facts = {}
    for number, row in enumerate(rows.itertuples(index=False)):
        codes = codes_of.get(row.mention_id, [])
        own = _list_facts(row, codes, labels, scores.get(row.mention_id, []))
        facts[str(row.mention_id)] = Fact(number, places[row.actor_id], " ".join(codes), own)
    return facts


def tell_most(
    view: View,
    rows: pd.DataFrame,
    facts: Mapping[str, Fact],
    targets: Mapping[str, str],
    labels: Mapping[str, str],
) -> dict[str, Telling]:
    """Map the mention_id of each of the most telling mentions to its sentence and facts.

    ``targets`` are the places of sentences in the page, by their ids.
    """
    sentences = view.table("sentences")
    near = sentences[sentences["sentence_id"].isin(rows["sentence_id"])]
    texts = {
        key: (text, int(start))
        for key, text, start in near[["sentence_id", "text", "start"]].itertuples(
            index=False, name=None
        )
    }
    telling = {}
    for row in rows.itertuples(index=False):
        text, offset = texts[row.sentence_id]
        left, right = _around(text, row.start - offset, row.end - offset)
        fact = facts[row.mention_id]
        about = [view.outlet_labels.get(row.outlet_id, row.outlet_id), say_day(row.published_at)]
        telling[str(row.mention_id)] = Telling(
            left if view.with_text else "",
            as_text(row.surface),
            right if view.with_text else "",
            str(row.article_id),
            int(row.start),
            int(row.end),
            [one for one in map(as_text, about) if one] + fact.facts,
            next((labels[code] for code in fact.codes.split() if code[0] == "s"), ""),
            targets.get(row.sentence_id, ""),
        )
    return telling


def _list_facts(
    row: Any,
    codes: Sequence[str],
    labels: Mapping[str, str],
    scores: Sequence[tuple[str, float]],
) -> list[str]:
    """List what is known of a mention: voice, scores, frames and actions."""
    facts = [fact for fact in [_whose(row, codes, labels)] if fact]
    facts += [f"{name} {say_signed(value)}" for name, value in scores]
    for letter, word in (("f", "frame:"), ("a", "acts on"), ("b", "acted on by")):
        facts += [f"{word} {labels[code]}" for code in codes if code[0] == letter]
    return facts


def _scores_of(view: View, mention_ids: pd.Series) -> dict[str, list[tuple[str, float]]]:
    """mention_id -> its scores by the measures that are shown, each with its short name."""
    scores = view.table("scores")
    scores = scores[scores["mention_id"].isin(mention_ids) & scores["value"].notna()]
    usual = [pair for pair in MAIN_MEASURES if len(of_measure(scores, *pair))]
    by_mention: dict[str, list[tuple[str, float]]] = {}
    for measure, window in usual or ([view.measure] if view.measure else []):
        rows = of_measure(scores, measure, window)[["mention_id", "value"]]
        name = MEASURES[measure].short
        for mention_id, value in rows.itertuples(index=False, name=None):
            by_mention.setdefault(mention_id, []).append((name, float(value)))
    return by_mention


def _whose(row: Any, codes: Sequence[str], labels: Mapping[str, str]) -> str:
    """Say whose words a mention stands in."""
    if pd.isna(row.voice):
        return ""
    if row.voice != "source":
        return VOICES[row.voice]
    actor = next((labels[code] for code in codes if code[0] == "k"), "")
    speaker = as_text(row.speaker)
    if speaker:
        return f"words of {shorten_text(speaker, 80)}" + (f", for {actor}" if actor else "")
    return f"words of {actor}" if actor else "words of a source"


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Cut what stands before and after a mention in its sentence, on one line and short."""
    half = (MAX_LETTERS - (end - start)) // 2
    left, right = re.sub(r"\s+", " ", text[:start]), re.sub(r"\s+", " ", text[end:])
    return (left if len(left) <= half else "…" + left[-half:]), (
        right if len(right) <= half else right[:half] + "…"
    )
