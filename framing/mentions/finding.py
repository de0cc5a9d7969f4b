"""Sentences into mentions of actors, resolved on the day of the article.

One pass over all aliases, blockers and ambiguous names at once; the longest one wins, at word
borders. A blocker is a name that holds an alias but is something else ("Washington Post"); it takes
its words and gives no mention. What the pass alone cannot say is settled article by article
(`_resolve`), and `rule` says how each mention was resolved:

==========  ====================================================================================
alias       the words name one actor of the codebook on that day
context     the words are ambiguous ("Georgia"), and cues in the article settle them
ambiguous   nothing settles them: `actor_id` is missing and `candidates` lists who it may be
            (`unresolved`)
inherited   a short form of somebody whose full name stands in the article ("Xi" after
            "Xi Jinping"), or a description that one actor holds there ("the president": alias type
            ``nominal``; `candidates` says from which words)
learnt      somebody the codebook does not know, introduced by actor and office ("Chinese envoy
            Li Ming")
misspelt    one letter away from a long alias, or a known family name beside an actor's;
            `candidates` says which
both        "the two countries": two mentions, of the two actors named last; "the two Koreas"
==========  ====================================================================================
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby

import pandas as pd

from ..codebook import Codebook
from ..tables import check, make, rows_of, uncollected
from ..text import Match
from .aliases import Alias, Compiled, Sense, compile_aliases
from .ambiguous_names import AmbiguousName, settle_ambiguous
from .hits import Hit, Sentence, ambiguous
from .languages import is_language
from .misspellings import add_misspelt
from .nominals import add_nominals, is_territory
from .persons import add_holders, add_names, drop_namesakes, learn_persons, settle_persons
from .readings import find_reading
from .strangers import has_title, is_reader

_ACTS = frozenset({"leader", "official", "institution", "description"})
"""Types of aliases that always name the actor and never a place."""
_NEAR = 1
"""Sentences back that "the two countries" may reach."""
_FAR = 4
"""Sentences back in which a second country is looked for, where one is no country."""
_STATES = re.compile(r"\b(?:countries|nations|states|presidents|capitals)$", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S*@\w\S*")
_BOTH = re.compile(
    r"\b(?:the two|both|these two)\s(?:countries|nations|sides|leaders|powers|neighbou?rs|"
    r"presidents|governments|capitals|allies|rivals|states|superpowers|militaries|"
    r"(?:foreign\s|prime\s|defen[cs]e\s)?ministers|heads of state|armies|economies)\b",
    re.IGNORECASE,
)
_NAMED_TOGETHER = re.compile(
    r"\b(?:[Tt]he|[Bb]oth|THE|BOTH)\s(?:two\s|TWO\s)?(Koreas|Sudans|Congos|KOREAS|SUDANS|CONGOS)\b|"
    r"\b(Korean\s[Pp]eninsula)\b"
)
_ACTORS_TOGETHER = {
    "koreas": ("KOR", "PRK"),
    "sudans": ("SDN", "SSD"),
    "congos": ("COD", "COG"),
    "korean peninsula": ("KOR", "PRK"),
}
"""Two states in one name."""


@uncollected()
def find_mentions(
    sentences: pd.DataFrame,
    codebook: Codebook,
    *,
    articles: pd.DataFrame | None = None,
    with_nominals: bool = True,
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
    with_nominals : bool
        Whether "the president" and "the country" name the one actor of the article that holds them
        (`framing.mentions.nominals`): mentions of alias type ``nominal``, with the words that they
        inherit from in `candidates`.

    Returns
    -------
    DataFrame
        Table of mentions: one row is one naming of an actor. `start` and `end` are offsets into the
        article's text; `rule` says how it was resolved (see the module's text) and `reading`
        whether the actor or the place is meant (`framing.mentions.readings`). Where several actors
        are possible and nothing settles which, `actor_id` is missing and `candidates` lists them.

    Raises
    ------
    SchemaError
        If a column of the sentences is missing.

    Examples
    --------
    >>> import framing as fr
    >>> articles = fr.make_articles({"one": "The Kremlin thanked China; us it ignored."})
    >>> sentences = fr.split_sentences(articles)
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
    # The sentences of an article stand together in the table.
    for article_id, group in groupby(columns, key=lambda row: row[0]):
        _, sentence_ids, offsets, texts = zip(*group, strict=True)
        resolved = _resolve(texts, compiled, days.get(article_id), with_nominals=with_nominals)
        for sentence_id, offset, sentence in zip(sentence_ids, offsets, resolved, strict=True):
            for number, hit in enumerate(sentence.hits):
                mention_id = f"{sentence_id}:{number}"
                reading = _reading_of(hit, sentence.text, codebook, compiled)
                rows.append(
                    (
                        mention_id,
                        sentence_id,
                        article_id,
                        hit.actor_id,
                        hit.alias_type,
                        reading,
                        hit.confidence,
                        sentence.text[hit.start : hit.end],
                        offset + hit.start,
                        offset + hit.end,
                        hit.rule,
                        hit.person,
                        hit.candidates,
                    )
                )
    return make("mentions", rows)


def _reading_of(hit: Hit, text: str, codebook: Codebook, compiled: Compiled) -> str:
    is_office = hit.alias_type == "nominal" and not is_territory(
        text[hit.start : hit.end], compiled
    )
    if hit.alias_type in _ACTS or is_office:
        return "actor"
    is_demonym = hit.alias_type == "demonym"
    reading = find_reading(text, hit.start, hit.end, codebook, is_demonym=is_demonym)
    is_body = hit.actor_id in compiled.bodies and hit.alias_type not in ("seat", "capital")
    return reading if not is_body or reading == "attribute" else "actor"


def _resolve(
    texts: Sequence[str], compiled: Compiled, day: date | None, *, with_nominals: bool
) -> list[Sentence]:
    """Find the mentions in the sentences of one article, step by step."""
    sentences = [Sentence(text) for text in texts]
    ambiguous_names = _find_names(sentences, compiled, day)
    settle_ambiguous(ambiguous_names, sentences, compiled)
    settle_persons(sentences, compiled)
    learnt = learn_persons(sentences, compiled)
    add_names(sentences, learnt, compiled)
    add_misspelt(sentences, compiled, day)
    drop_namesakes(sentences, compiled)
    add_holders(sentences, compiled, day)
    _add_named_together(sentences)
    _add_both(sentences, compiled)
    if with_nominals:
        add_nominals(sentences, compiled)
    _drop_languages(sentences)
    _sort_hits(sentences)
    return sentences


def _find_names(
    sentences: Sequence[Sentence], compiled: Compiled, day: date | None
) -> list[AmbiguousName]:
    """Take all names of the codebook; those that the words alone do not settle are returned."""
    ambiguous_names: list[AmbiguousName] = []
    found = compiled.names.find_longest_in_each([sentence.text for sentence in sentences])
    for number, (sentence, matches) in enumerate(zip(sentences, found, strict=True)):
        spans = _spans(sentence.text, matches, compiled) if matches else {}
        for (start, end), entries in spans.items():
            if is_reader(sentence.text, start, end, compiled.words):
                continue
            aliases = [entry for entry in entries if isinstance(entry, Alias)]
            senses = [entry for entry in entries if isinstance(entry, Sense)]
            is_person = any(alias.person for alias in aliases)
            if not is_person and has_title(sentence.text, start, compiled.words):
                sentence.taken.append((start, end))
            elif senses:
                ambiguous_names.append(AmbiguousName(number, start, end, senses))
                sentence.taken.append((start, end))
            elif len(aliases) < len(entries):
                sentence.taken.append((start, end))  # a blocker
            elif valid := [alias for alias in aliases if alias.is_valid_on(day)]:
                sentence.take(_resolve_alias(start, end, valid))
    return ambiguous_names


def _spans(
    text: str, matches: Sequence[Match], compiled: Compiled
) -> dict[tuple[int, int], list[Alias | Sense | None]]:
    """Spans of the longest names -> what they may mean; a word in a web address names nobody."""
    by_span: dict[tuple[int, int], list[Alias | Sense | None]] = {}
    has_address = "://" in text or "@" in text or "www." in text
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if has_address else []
    for match in matches:
        if not any(start <= match.start < end for start, end in addresses):
            entry = compiled.entries[match.entry]
            by_span.setdefault((match.start, match.end), []).append(entry)
    return by_span


def _resolve_alias(start: int, end: int, aliases: Sequence[Alias]) -> Hit:
    """The hit of words that are aliases of one actor, or of several on the same day."""
    actors = sorted({alias.actor_id for alias in aliases})
    first = aliases[0]
    if len(actors) > 1:
        return ambiguous(start, end, first.alias_type, actors)
    persons = {alias.person for alias in aliases if alias.person}
    person = persons.pop() if len(persons) == 1 else None
    return Hit(start, end, first.actor_id, first.alias_type, "alias", 1.0, person)


def _add_both(sentences: Sequence[Sentence], compiled: Compiled) -> None:
    """Add the two actors named last where "the two countries" are spoken of.

    Of more than two that were just named, those are meant that the article names most.
    """
    n_named: Counter[str] = Counter()
    for number, sentence in enumerate(sentences):
        text = sentence.text
        if not ("oth " in text or "two " in text or "TWO " in text or "OTH " in text):
            continue  # the pattern is slow, and few sentences have its words
        for match in _BOTH.finditer(sentence.text):
            named = [
                hit.actor_id
                for back in range(max(0, number - _NEAR), number + 1)
                for hit in sorted(sentences[back].hits)
                if hit.actor_id and (back < number or hit.end <= match.start())
            ]
            last = list(dict.fromkeys(reversed(named)))
            if _STATES.search(match.group()):
                last = _countries_first(last, sentences[: number + 1], compiled)
            if len(last) > 2:
                n_named = n_named or _count_named(sentences)
                last = sorted(last, key=lambda actor_id: -n_named[actor_id])[:2]
            if len(last) == 2:
                sentence.hits += [
                    Hit(match.start(), match.end(), actor_id, "description", "both", 0.6)
                    for actor_id in sorted(last)
                ]


def _countries_first(
    named: list[str], sentences: Sequence[Sentence], compiled: Compiled
) -> list[str]:
    """Take two countries for "the two nations", from some sentences back if need be."""
    countries = [actor_id for actor_id in named if actor_id in compiled.countries]
    for sentence in reversed(sentences[-_FAR - 1 :]):
        if len(countries) > 1:
            return countries
        for hit in sorted(sentence.hits, reverse=True):
            if hit.actor_id in compiled.countries and hit.actor_id not in countries:
                countries.append(hit.actor_id)
    return countries if len(countries) > 1 else named


def _count_named(sentences: Sequence[Sentence]) -> Counter[str]:
    return Counter(hit.actor_id for each in sentences for hit in each.hits if hit.actor_id)


def _add_named_together(sentences: Sequence[Sentence]) -> None:
    """Add both states where one name has two: "the two Koreas", "the Korean Peninsula"."""
    for sentence in sentences:
        text = sentence.text
        if not ("orea" in text or "udans" in text or "ongos" in text or "OREAS" in text):
            continue
        for match in _NAMED_TOGETHER.finditer(sentence.text):
            name = match.group(1) or match.group(2)
            start, end = match.span(1 if match.group(1) else 2)
            sentence.hits = [hit for hit in sentence.hits if hit.end <= start or end <= hit.start]
            for actor_id in _ACTORS_TOGETHER[name.lower()]:
                sentence.take(Hit(start, end, actor_id, "name", "both", 0.6))


def _drop_languages(sentences: Sequence[Sentence]) -> None:
    """Drop adjectives that name a language: "spoke Russian"."""
    for sentence in sentences:
        sentence.hits = [
            hit
            for hit in sentence.hits
            if hit.alias_type != "demonym" or not is_language(sentence.text, hit.start, hit.end)
        ]


def _sort_hits(sentences: Sequence[Sentence]) -> None:
    for sentence in sentences:
        sentence.hits.sort(key=lambda hit: (hit.start, hit.end, hit.actor_id or ""))
