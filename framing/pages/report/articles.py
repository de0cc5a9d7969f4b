"""The articles as the report holds them: sentence by sentence, with the mentions marked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from ...figures import actor_style
from .mentions import Fact
from .text import address, as_text, say_day
from .vector import darken
from .view import View

LONGEST_EVENT = pd.Timedelta(days=10)
"""An article is about an event of the table of events that was so long ago, or a day ahead."""


Span = tuple[int, int, str, str]
"""A mention in its article: start, end, mention_id and actor_id."""


class Piece(NamedTuple):
    """A stretch of a sentence; a mention has the numbers of its facts, and a colour."""

    text: str
    numbers: str = ""
    look: str = ""


class Sentence(NamedTuple):
    """A sentence in pieces; ``target`` is its place in the page."""

    target: str
    pieces: list[Piece]
    is_boilerplate: bool


class Paragraph(NamedTuple):
    """Sentences that follow each other; before it something may be left out."""

    sentences: list[Sentence]
    is_after_gap: bool


class Article(NamedTuple):
    """An article, or as much of it as the report holds.

    ``headline`` are the sentences of its headline; without them ``title`` stands there. In an
    edition without text the paragraphs hold the places of its mentions.
    """

    place: int
    title: str
    outlet: str
    day: str
    url: str
    event: str
    headline: list[Sentence]
    paragraphs: list[Paragraph]
    n_mentions: int


class Looks:
    """The colours of actors as classes of the page."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def name(self, actor_id: str) -> str:
        """Name the class of an actor's colour."""
        return self.names.setdefault(actor_style(actor_id).colour, f"k{len(self.names)}")

    def write_rules(self) -> str:
        """Write the rules of the style sheet that give each class its colour."""
        light = "".join(f".{name}{{--c:{colour}}}" for colour, name in self.names.items())
        dark = "".join(f".{name}{{--c:{darken(colour)}}}" for colour, name in self.names.items())
        return f"{light}\n@media screen and (prefers-color-scheme: dark){{{dark}}}\n"


def order_articles(articles: pd.DataFrame) -> pd.DataFrame:
    """Order articles by day, outlet and id; those without a day come last."""
    return articles.sort_values(
        ["published_at", "outlet_id", "article_id"], kind="stable", na_position="last"
    ).reset_index(drop=True)


def name_events(view: View, articles: pd.DataFrame) -> list[str]:
    """Name the event that each article follows; empty where none is known."""
    events = view.table("events").sort_values("event_date")
    rows = list(events[["event_date", "label"]].itertuples(index=False, name=None))
    day = pd.Timedelta(days=1)
    return [
        next(
            (
                str(label)
                for date, label in reversed(rows)
                if pd.notna(published) and date - day <= published <= date + LONGEST_EVENT
            ),
            "",
        )
        for published in articles["published_at"]
    ]


def name_targets(sentences: pd.DataFrame, places: Mapping[str, int]) -> dict[str, str]:
    """Map the id of each sentence to its place in the page."""
    columns = sentences[["sentence_id", "article_id", "sentence_no"]]
    return {
        key: f"s{places[article]}-{number}"
        for key, article, number in columns.itertuples(index=False, name=None)
        if article in places
    }


def make_articles(
    view: View,
    articles: pd.DataFrame,
    shown: pd.DataFrame,
    facts: Mapping[str, Fact],
    looks: Looks,
    *,
    is_whole: bool,
) -> list[Article]:
    """Make the articles of a report.

    Parameters
    ----------
    view : View
    articles : DataFrame
        Those that are shown, in order.
    shown : DataFrame
        The mentions that are shown.
    facts : mapping of str to Fact
        By mention_id.
    looks : Looks
        Learns the colours of the actors.
    is_whole : bool
        Whether all sentences are held, or those with a mention that is shown and their neighbours.
    """
    places = {article: n for n, article in enumerate(articles["article_id"])}
    sentences = view.table("sentences")
    sentences = sentences[sentences["article_id"].isin(list(places))]
    targets = name_targets(sentences, places)
    by_sentence = _group_mentions(shown)
    by_article: dict[str, list[Any]] = {}
    for one in sentences.sort_values(["article_id", "sentence_no"]).itertuples(index=False):
        by_article.setdefault(one.article_id, []).append(one)
    n_mentions = shown.groupby("article_id").size()
    events = name_events(view, articles)
    made = []
    for place, row in enumerate(articles.itertuples(index=False)):
        rows = [
            (one, _make_sentence(one, targets, by_sentence, facts, looks, row.article_id))
            for one in by_article.get(row.article_id, [])
        ]
        is_kept = [is_whole] * len(rows) if view.with_text else [False] * len(rows)
        for n, (one, _) in enumerate(rows):
            if one.sentence_id in by_sentence:
                reach = range(max(0, n - 1), min(len(rows), n + 2)) if view.with_text else [n]
                for near in reach:
                    is_kept[near] = True
        outlet = view.outlet_labels.get(row.outlet_id, as_text(row.outlet_id))
        is_head = [view.with_text and one.part == "headline" for one, _ in rows]
        kept = [(n, *rows[n]) for n in range(len(rows)) if is_kept[n]]
        made.append(
            Article(
                place,
                as_text(row.headline) or str(row.article_id),
                outlet,
                say_day(row.published_at),
                address(row.url),
                events[place],
                [sentence for n, _, sentence in kept if is_head[n]],
                list(_part([one for one in kept if not is_head[one[0]]], row.text)),
                int(n_mentions.get(row.article_id, 0)),
            )
        )
    return made


def _group_mentions(shown: pd.DataFrame) -> dict[str, list[Span]]:
    """sentence_id -> its mentions that are shown, in the order of the text."""
    groups: dict[str, list[Span]] = {}
    columns = ["sentence_id", "start", "end", "mention_id", "actor_id"]
    for sentence_id, *span in shown.sort_values(["start", "end"], kind="stable")[
        columns
    ].itertuples(index=False, name=None):
        groups.setdefault(sentence_id, []).append(tuple(span))
    return groups


def _part(kept: Sequence[tuple[int, Any, Sentence]], text: str) -> Iterator[Paragraph]:
    """Part sentences into paragraphs, at line breaks of the text and where some are left out."""
    sentences: list[Sentence] = []
    is_after_gap, last_number, last_end = False, None, 0
    for number, row, sentence in kept:
        is_gap = last_number is not None and number != last_number + 1
        if sentences and (is_gap or "\n" in text[last_end : row.start]):
            yield Paragraph(sentences, is_after_gap)
            sentences, is_after_gap = [], is_gap
        sentences.append(sentence)
        last_number, last_end = number, int(row.end)
    if sentences:
        yield Paragraph(sentences, is_after_gap)


def _make_sentence(
    row: Any,
    targets: Mapping[str, str],
    by_sentence: Mapping[str, list[Span]],
    facts: Mapping[str, Fact],
    looks: Looks,
    article_id: str,
) -> Sentence:
    """Make a sentence; mentions that share characters are marked as one."""
    text, offset, at = row.text or "", int(row.start), 0
    pieces: list[Piece] = []
    for first, last, mention_id, actor_id in by_sentence.get(row.sentence_id, []):
        number = str(facts[mention_id].number)
        start, end = first - offset, last - offset
        if not text:  # an edition without text
            words = f"Article {article_id}, characters {first} to {last}"
            pieces.append(Piece(words, number, looks.name(actor_id)))
        elif start < at:
            pieces[-1] = pieces[-1]._replace(numbers=f"{pieces[-1].numbers} {number}")
        else:
            pieces += [Piece(text[at:start])] if start > at else []
            pieces.append(Piece(text[start:end], number, looks.name(actor_id)))
            at = end
    if text[at:]:
        pieces.append(Piece(text[at:]))
    return Sentence(targets[row.sentence_id], pieces, row.part == "boilerplate")
