"""Sentences into mentions of actors.

One pass a sentence over all aliases and blockers at once; the longest one wins, at word borders. A blocker is a name
that holds an alias but is something else ("Washington Post"); it takes its words and gives no mention.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from .codebook import Codebook
from .matching import WordList
from .schema import check, make

_ACTS = frozenset({"leader", "official", "institution", "seat"})


class _Alias(NamedTuple):
    actor_id: str
    alias_type: str
    valid_from: date | None
    valid_to: date | None

    def is_valid_on(self, day: date | None) -> bool:
        """Whether the alias names its actor on that day; on an unknown day it may."""
        if day is None:
            return True
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class _Compiled(NamedTuple):
    words: WordList
    aliases: list[_Alias | None]
    """What each entry of `words` names; none for a blocker."""


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


@lru_cache(maxsize=8)
def _compile(codebook: Codebook) -> _Compiled:
    aliases, blockers = codebook.aliases, codebook.blockers
    entries: list[_Alias | None] = [
        _Alias(row.actor_id, row.alias_type, _day(row.valid_from), _day(row.valid_to))
        for row in aliases.itertuples(index=False)
    ]
    return _Compiled(
        WordList(
            [*aliases["alias"], *blockers["phrase"]],
            [*aliases["is_case_sensitive"], *blockers["is_case_sensitive"]],
        ),
        entries + [None] * len(blockers),
    )


def find_mentions(sentences: pd.DataFrame, codebook: Codebook, *, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find every mention of an actor.

    Parameters
    ----------
    sentences : DataFrame
        Table of sentences.
    codebook : Codebook
        Whose actors are looked for.
    articles : DataFrame, optional
        Table of articles. With it, a leader or official counts only in articles of the days in office; without it, and
        in articles without a date, always.

    Returns
    -------
    DataFrame
        Table of mentions: one row is one alias of an actor. `start` and `end` are offsets into the article's text.
        ``reading`` is ``actor`` for leaders, officials, institutions and seats, and ``unclear`` for names, demonyms
        and capitals, which may mean the place. ``confidence`` is 1 where the words name one actor of the codebook, and
        1 divided by the number of candidates where they name several; the first of them is taken.

    Raises
    ------
    SchemaError
        If a column of the sentences is missing.

    Examples
    --------
    >>> import framing as fr
    >>> sentences = fr.split_sentences(fr.make_articles({"one": "The Kremlin thanked China; us it ignored."}))
    >>> fr.find_mentions(sentences, fr.read_codebook())[["actor_id", "surface"]].values.tolist()
    [['RUS', 'Kremlin'], ['CHN', 'China']]
    """
    check(sentences, "sentences")
    compiled = _compile(codebook)
    days: dict[str, date] = {}
    if articles is not None:
        dated = check(articles, "articles").dropna(subset=["published_at"])
        days = dict(zip(dated["article_id"], dated["published_at"].dt.date, strict=True))
    rows: list[tuple[object, ...]] = []
    columns = sentences[["sentence_id", "article_id", "start", "text"]].itertuples(index=False, name=None)
    for sentence_id, article_id, offset, text in columns:
        for number, (start, end, candidates) in enumerate(_find_in(text, compiled, days.get(article_id))):
            alias = candidates[0]
            reading = "actor" if alias.alias_type in _ACTS else "unclear"
            confidence = 1 / len({candidate.actor_id for candidate in candidates})
            rows.append(
                (f"{sentence_id}:{number}", sentence_id, article_id, alias.actor_id, alias.alias_type, reading,
                 confidence, text[start:end], offset + start, offset + end)
            )  # fmt: skip
    return make("mentions", rows)


def _find_in(text: str, compiled: _Compiled, day: date | None) -> list[tuple[int, int, list[_Alias]]]:
    """Spans that name actors, with the aliases that they are on that day."""
    found: list[tuple[int, int, list[_Alias]]] = []
    by_span: dict[tuple[int, int], list[_Alias | None]] = {}
    for match in compiled.words.find_longest(text):
        by_span.setdefault((match.start, match.end), []).append(compiled.aliases[match.entry])
    for (start, end), entries in by_span.items():
        aliases = [alias for alias in entries if alias is not None]
        valid = [alias for alias in aliases if alias.is_valid_on(day)]
        if valid and len(aliases) == len(entries):
            found.append((start, end, valid))
    return found


def group_by_sentence(mentions: pd.DataFrame) -> dict[str, list[tuple[str, int, int]]]:
    """Sentence id -> its mentions as (mention_id, start, end), in order of appearance."""
    groups: dict[str, list[tuple[str, int, int]]] = {}
    columns = mentions[["sentence_id", "mention_id", "start", "end"]].itertuples(index=False, name=None)
    for sentence_id, mention_id, start, end in columns:
        groups.setdefault(sentence_id, []).append((mention_id, start, end))
    return groups
