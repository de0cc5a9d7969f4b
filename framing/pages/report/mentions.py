"""The sentences behind the numbers."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from ...articles import outlet_names
from ...tables import Tables, of_measure
from .text import MAX_LETTERS, address, as_text, describe_measure, say_signed, shorten_text

VOICES = {
    "narrator": "the outlet’s own words",
    "own side": "its own side",
    "another actor": "another actor’s side",
    "other sources": "other sources",
    "unclear": "not settled",
}
SHORT = {"targeted": "model", "vader_compound": "VADER", "textblob_polarity": "TextBlob"}
_SHOWN_SCORES = (
    ("targeted", "sentence"),
    ("vader_compound", "clause"),
    ("textblob_polarity", "clause"),
)


class Mention(NamedTuple):
    """A mention that is shown: its sentence in three pieces, the sentences around it, and what is
    known of it.
    """

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


def show_mentions(
    tables: Tables,
    evidence: pd.DataFrame,
    shown: pd.DataFrame,
    own: Mapping[str, list[str]],
    ids: Sequence[str],
    labels: Mapping[str, str],
    with_text: bool,
) -> dict[str, list[Mention]]:
    """Of each actor the mentions that are shown, by outlet and date."""
    rows = evidence[evidence["mention_id"].isin(shown["mention_id"])]
    names = outlet_names(tables)
    rows = rows.assign(
        place=rows["actor_id"].map({actor: n for n, actor in enumerate(ids)}),
        outlet=rows["outlet_id"].map(lambda key: names.get(key, key)),
    )
    rows = rows.sort_values(["place", "outlet", "published_at", "mention_id"], kind="stable")
    sentences = tables["sentences"]
    near = sentences[sentences["article_id"].isin(rows["article_id"])]
    columns = near[["sentence_id", "article_id", "sentence_no", "start", "text"]]
    places = {
        key: (article, no, start)
        for key, article, no, start, _ in columns.itertuples(index=False, name=None)
    }
    texts = {
        (article, no): text
        for _, article, no, _, text in columns.itertuples(index=False, name=None)
    }
    heads = tables["articles"][tables["articles"]["article_id"].isin(rows["article_id"])].set_index(
        "article_id"
    )
    scores = _scores_of(tables, rows["mention_id"])
    found: dict[str, list[Mention]] = {actor: [] for actor in ids}
    for number, row in enumerate(rows.itertuples(index=False)):
        left = right = before = after = ""
        if row.sentence_id in places and with_text:
            article, no, offset = places[row.sentence_id]
            text = texts[article, no]
            left, right = _around(text, row.start - offset, row.end - offset)
            before, after = (shorten_text(texts.get((article, no + step), "")) for step in (-1, 1))
        head = heads.loc[row.article_id]
        facts = [
            fact
            for fact in (
                as_text(row.outlet),
                "" if pd.isna(row.published_at) else f"{row.published_at:%d %B %Y}".lstrip("0"),
                _whose(row, labels, own),
            )
            if fact
        ]
        facts += [f"{name} {say_signed(value)}" for name, value in scores.get(row.mention_id, [])]
        codes = own.get(row.mention_id, [])
        facts += [f"frame: {labels[code]}" for code in codes if code[0] == "f"]
        facts += [f"acts on {labels[code]}" for code in codes if code[0] == "a"]
        facts += [f"acted on by {labels[code]}" for code in codes if code[0] == "b"]
        mention = Mention(
            number,
            str(row.mention_id),
            left,
            row.surface,
            right,
            before,
            after,
            str(row.article_id),
            as_text(head["headline"]),
            address(head["url"]),
            int(row.start),
            int(row.end),
            facts,
            next((labels[code] for code in codes if code[0] == "s"), ""),
            " ".join(codes),
        )
        found[row.actor_id].append(mention)
    return found


def _scores_of(tables: Tables, mention_ids: pd.Series) -> dict[str, list[tuple[str, float]]]:
    scores = tables["scores"]
    scores = scores[scores["mention_id"].isin(mention_ids) & scores["value"].notna()]
    usual = [
        pair
        for pair in _SHOWN_SCORES
        if ((scores["measure"] == pair[0]) & (scores["window"] == pair[1])).any()
    ]
    measure = describe_measure(tables)
    found: dict[str, list[tuple[str, float]]] = {}
    for pair in usual or ([measure] if measure else []):
        own = of_measure(scores, pair[0], pair[1])
        for mention_id, value in own[["mention_id", "value"]].itertuples(index=False, name=None):
            found.setdefault(mention_id, []).append((SHORT.get(pair[0], pair[0]), float(value)))
    return found


def _whose(row: Any, labels: Mapping[str, str], own: Mapping[str, list[str]]) -> str:
    """Whose words a mention stands in."""
    if pd.isna(row.voice):
        return ""
    if row.voice != "source":
        return VOICES[row.voice]
    actor = next((labels[code] for code in own.get(row.mention_id, []) if code[0] == "k"), "")
    speaker = as_text(row.speaker)
    if speaker:
        return f"words of {shorten_text(speaker, 80)}" + (f", for {actor}" if actor else "")
    return f"words of {actor}" if actor else "words of a source"


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a mention in its sentence, on one line and not too long."""
    half = (MAX_LETTERS - (end - start)) // 2
    left, right = re.sub(r"\s+", " ", text[:start]), re.sub(r"\s+", " ", text[end:])
    return (left if len(left) <= half else "…" + left[-half:]), (
        right if len(right) <= half else right[:half] + "…"
    )
