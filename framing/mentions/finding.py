"""Sentences into mentions of actors, resolved on the day of the article.

One pass over all aliases, blockers and ambiguous names at once; the longest one wins, at word
borders. A blocker is a name that holds an alias but is something else ("Washington Post"); it takes
its words and gives no mention. What the pass alone cannot say is settled article by article, and
`rule` says how each mention was resolved:

==========  ======================================================================================================
alias       the words name one actor of the codebook on that day
context     the words are ambiguous ("Georgia"), and cues in the article settle them
ambiguous   nothing settles them: `actor_id` is missing and `candidates` lists who it may be (`unresolved`)
inherited   a short form of somebody whose full name stands in the article ("Xi" after "Xi Jinping")
learnt      somebody the codebook does not know, introduced by actor and office ("Chinese envoy Li Ming")
misspelt    one letter away from a long alias, or a known family name beside an actor's; `candidates` says which
both        "the two countries": two mentions, of the two actors named last
==========  ======================================================================================================
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pandas as pd

from ..codebook import Codebook
from ..tables import check, make, rows_of, uncollected
from .aliases import Alias, Compiled, Found, Sense, compile_aliases
from .ambiguity import settle_ambiguous
from .misspellings import add_misspelt
from .persons import add_holders, add_names, is_namesake, learn_persons
from .readings import find_reading, is_language

_ACTS = frozenset({"leader", "official", "institution", "description"})
_NEAR = 1
"""Sentences back that "the two countries" may reach."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S*@\w\S*")
_BOTH = re.compile(
    r"\b(?:the two|both|these two)\s(?:countries|nations|sides|leaders|powers|neighbou?rs|presidents|governments|"
    r"capitals|allies|rivals|states|superpowers|militaries|foreign ministers|economies)\b",
    re.IGNORECASE,
)


@uncollected()
def find_mentions(
    sentences: pd.DataFrame, codebook: Codebook, *, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find every mention of an actor.

    Parameters
    ----------
    sentences : DataFrame
        Table of sentences.
    codebook : Codebook
        Whose actors are looked for.
    articles : DataFrame, optional
        Table of articles. With it, a leader or official counts only in articles of the days in
        office; without it, and in articles without a date, always.

    Returns
    -------
    DataFrame
        Table of mentions: one row is one naming of an actor. `start` and `end` are offsets into the
        article's text; `rule` says how it was resolved (see the module's text) and `reading`
        whether the actor or the place is meant (`framing.readings`). Where several actors are
        possible and nothing settles which, `actor_id` is missing and `candidates` lists them.

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
    compiled = compile_aliases(codebook)
    days: dict[str, date] = {}
    if articles is not None:
        dated = check(articles, "articles").dropna(subset=["published_at"])
        days = dict(zip(dated["article_id"], dated["published_at"].dt.date, strict=True))
    rows: list[tuple[object, ...]] = []
    columns = rows_of(sentences, ["article_id", "sentence_id", "start", "text"])
    for article_id, group in _by_article(columns):
        texts = [text for _, _, text in group]
        for (sentence_id, offset, text), found in zip(
            group, _resolve(texts, compiled, days.get(article_id)), strict=True
        ):
            own = [
                hit
                for hit in found
                if hit.alias_type != "demonym" or not is_language(text, hit.start, hit.end)
            ]
            for number, hit in enumerate(own):
                reading = "actor"
                if hit.alias_type not in _ACTS:
                    is_demonym = hit.alias_type == "demonym"
                    reading = find_reading(
                        text, hit.start, hit.end, codebook, is_demonym=is_demonym
                    )
                rows.append(
                    (
                        f"{sentence_id}:{number}",
                        sentence_id,
                        article_id,
                        hit.actor_id,
                        hit.alias_type,
                        reading,
                        hit.confidence,
                        text[hit.start : hit.end],
                        offset + hit.start,
                        offset + hit.end,
                        hit.rule,
                        hit.person,
                        hit.candidates,
                    )
                )
    return make("mentions", rows)


def _by_article(
    columns: Iterator[tuple[str, str, int, str]],
) -> Iterator[tuple[str, list[tuple[str, int, str]]]]:
    """Sentences of one article after the other; they stand together in the table."""
    current: str | None = None
    group: list[tuple[str, int, str]] = []
    for article_id, sentence_id, offset, text in columns:
        if article_id != current and group and current is not None:
            yield current, group
            group = []
        current = article_id
        group.append((sentence_id, offset, text))
    if group and current is not None:
        yield current, group


def _resolve(texts: list[str], compiled: Compiled, day: date | None) -> list[list[Found]]:
    """The mentions of each sentence of one article."""
    found: list[list[Found]] = []
    taken: list[list[tuple[int, int]]] = []
    pending: list[tuple[int, int, int, list[Sense]]] = []
    for number, text in enumerate(texts):
        own: list[Found] = []
        spans: list[tuple[int, int]] = []
        for (start, end), entries in _spans(text, compiled).items():
            aliases = [entry for entry in entries if isinstance(entry, Alias)]
            senses = [entry for entry in entries if isinstance(entry, Sense)]
            if senses:
                pending.append((number, start, end, senses))
                spans.append((start, end))
            elif len(aliases) == len(entries):
                hit = _resolve_alias(start, end, aliases, day)
                if hit:
                    own.append(hit)
                    spans.append((start, end))
            else:
                spans.append((start, end))
        found.append(own)
        taken.append(spans)
    counts: Counter[str | None] = Counter(
        hit.actor_id for own in found for hit in own if hit.actor_id
    )
    if pending:
        settle_ambiguous(pending, texts, found, counts, compiled)
    learnt = learn_persons(texts, found, taken, compiled)
    add_names(texts, found, taken, learnt, compiled)
    add_misspelt(texts, found, taken, compiled, day)
    for number, own in enumerate(found):
        found[number] = [hit for hit in own if not is_namesake(texts[number], hit, own)]
    add_holders(texts, found, compiled, day)
    _add_both(texts, found)
    return [sorted(own, key=lambda hit: (hit.start, hit.end, hit.actor_id or "")) for own in found]


def _spans(text: str, compiled: Compiled) -> dict[tuple[int, int], list[Alias | Sense | None]]:
    by_span: dict[tuple[int, int], list[Alias | Sense | None]] = {}
    has_address = "://" in text or "@" in text or "www." in text
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if has_address else []
    for match in compiled.words.find_longest(text):
        if any(start <= match.start < end for start, end in addresses):
            continue  # a word in a web address names nobody
        by_span.setdefault((match.start, match.end), []).append(compiled.entries[match.entry])
    return by_span


def _resolve_alias(start: int, end: int, aliases: list[Alias], day: date | None) -> Found | None:
    valid = [alias for alias in aliases if alias.is_valid_on(day)]
    if not valid:
        return None
    actors = sorted({alias.actor_id for alias in valid})
    first = valid[0]
    if len(actors) > 1:
        return Found(
            start,
            end,
            None,
            first.alias_type,
            "ambiguous",
            1 / len(actors),
            None,
            "; ".join(actors),
        )
    persons = {alias.person for alias in valid if alias.person}
    person = persons.pop() if len(persons) == 1 else None
    return Found(start, end, first.actor_id, first.alias_type, "alias", 1.0, person)


def _add_both(texts: list[str], found: list[list[Found]]) -> None:
    """Add a mention of each of the two actors named last where "the two countries" are spoken of."""
    for number, text in enumerate(texts):
        if not any(word in text for word in ("two ", "oth ", "TWO ", "OTH ")):
            continue  # the pattern is slow, and few sentences have its words
        for match in _BOTH.finditer(text):
            behind = [
                hit.actor_id
                for back in range(max(0, number - _NEAR), number + 1)
                for hit in sorted(found[back])
                if hit.actor_id and (back < number or hit.end <= match.start())
            ]
            last = list(dict.fromkeys(reversed(behind)))[:2]
            if len(last) == 2:
                found[number] += [
                    Found(match.start(), match.end(), actor, "description", "both", 0.6)
                    for actor in sorted(last)
                ]
