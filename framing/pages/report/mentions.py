"""The sentences behind the numbers."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from ...tables import MAIN_MEASURES, MEASURES, of_measure
from .text import MAX_LETTERS, address, as_text, say_signed, shorten_text
from .view import View

VOICES = {
    "narrator": "the outlet’s own words",
    "own side": "its own side",
    "another actor": "another actor’s side",
    "other sources": "other sources",
    "unclear": "not settled",
}
"""Voice group -> what a page calls it."""


class Mention(NamedTuple):
    """A mention that is shown: its sentence in three pieces, those around it, and its facts."""

    number: int
    mention_id: str
    left: str
    surface: str
    right: str
    before: str
    after: str
    article: str
    headline: str
    url: str
    start: int
    end: int
    facts: list[str]
    sign: str
    codes: str


class _Sentences(NamedTuple):
    """The sentences of the articles that are shown, by their ids and by their places."""

    places: dict[str, tuple[str, int, int]]
    texts: dict[tuple[str, int], str]

    def split(self, row: Any) -> tuple[str, str, str, str]:
        """Split a mention's surroundings: left and right of it, the sentence before and after."""
        if row.sentence_id not in self.places:
            return "", "", "", ""
        article, number, offset = self.places[row.sentence_id]
        left, right = _around(self.texts[article, number], row.start - offset, row.end - offset)
        before, after = (
            shorten_text(self.texts.get((article, number + step), "")) for step in (-1, 1)
        )
        return left, right, before, after


def show_mentions(
    view: View,
    evidence: pd.DataFrame,
    shown: pd.DataFrame,
    codes_of: Mapping[str, list[str]],
    actor_ids: Sequence[str],
    labels: Mapping[str, str],
) -> dict[str, list[Mention]]:
    """Make the mentions that are shown, by actor, outlet and date."""
    rows = evidence[evidence["mention_id"].isin(shown["mention_id"])]
    rows = rows.assign(
        place=rows["actor_id"].map({actor: n for n, actor in enumerate(actor_ids)}),
        outlet=rows["outlet_id"].map(lambda key: view.outlet_labels.get(key, key)),
    )
    rows = rows.sort_values(["place", "outlet", "published_at", "mention_id"], kind="stable")
    sentences = _gather_sentences(view, rows["article_id"])
    articles = view.tables["articles"]
    articles = articles[articles["article_id"].isin(rows["article_id"])].set_index("article_id")
    scores = _scores_of(view, rows["mention_id"])
    mentions: dict[str, list[Mention]] = {actor: [] for actor in actor_ids}
    for number, row in enumerate(rows.itertuples(index=False)):
        left, right, before, after = sentences.split(row)
        article = articles.loc[row.article_id]
        codes = codes_of.get(row.mention_id, [])
        mention = Mention(
            number,
            str(row.mention_id),
            left,
            row.surface,
            right,
            before,
            after,
            str(row.article_id),
            as_text(article["headline"]),
            address(article["url"]),
            int(row.start),
            int(row.end),
            _list_facts(row, codes, labels, scores.get(row.mention_id, [])),
            next((labels[code] for code in codes if code[0] == "s"), ""),
            " ".join(codes),
        )
        mentions[row.actor_id].append(mention)
    return mentions


def _gather_sentences(view: View, article_ids: pd.Series) -> _Sentences:
    """Gather the sentences of some articles; none where no text may be shown."""
    sentences = view.table("sentences")
    near = sentences[sentences["article_id"].isin(article_ids)] if view.with_text else sentences[:0]
    columns = near[["sentence_id", "article_id", "sentence_no", "start", "text"]]
    gathered = _Sentences({}, {})
    for key, article, number, start, text in columns.itertuples(index=False, name=None):
        gathered.places[key] = (article, number, start)
        gathered.texts[article, number] = text
    return gathered


def _list_facts(
    row: Any,
    codes: Sequence[str],
    labels: Mapping[str, str],
    scores: Sequence[tuple[str, float]],
) -> list[str]:
    """List what is known of a mention: outlet, date, voice, scores, frames and actions."""
    facts = [
        as_text(row.outlet),
        "" if pd.isna(row.published_at) else f"{row.published_at:%d %B %Y}".lstrip("0"),
        _whose(row, codes, labels),
    ]
    facts = [fact for fact in facts if fact]
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
