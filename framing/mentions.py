"""Sentences into mentions of actors, resolved on the day of the article.

One pass over all aliases, blockers and ambiguous names at once; the longest one wins, at word borders. A blocker is a
name that holds an alias but is something else ("Washington Post"); it takes its words and gives no mention. What the
pass alone cannot say is settled article by article, and `rule` says how each mention was resolved:

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

import calendar
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from .codebook import Codebook
from .matching import WordList, stands_alone
from .readings import find_reading, is_language, tag_of
from .schema import READINGS, check, make, rows_of, uncollected
from .text import fold

_ACTS = frozenset({"leader", "official", "institution", "description"})
_MIN_MISSPELT = 8
"""Letters that a name must have before one wrong letter in it is forgiven."""
_REMEMBERED = 200_000
"""Runs of capitalised words whose neighbours are kept, so that each is looked up once in a corpus."""
_NEAR = 1
"""Sentences back that "the two countries" may reach."""
_NAME = r"[A-Z][\w’'-]*(?:\s(?:al-|bin |ibn |van |von |de |der |da |el-|[A-Z]\.\s)*[A-Z][\w’'-]+){1,3}"
_PERSON_AFTER = re.compile(rf",?\s(?P<name>{_NAME})")
_APPOSED = re.compile(rf"[’']s?\s(?:[\w-]+\s){{0,5}}[\w-]+,\s(?P<name>{_NAME}),")
_PERSON_BEFORE = re.compile(rf"(?P<name>{_NAME}),\s(?:[a-z’'-]+\s){{0,5}}$")
_CAPITALISED = re.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S*@\w\S*")
_FIRST_NAME = re.compile(r"(?<![\w.’'-])([A-Z][a-zà-ÿ]+)\s$")
_SECOND_NAME = re.compile(r"\s([A-Z][a-zà-ÿ]+)\b")
_CALENDAR = frozenset(calendar.day_name) | frozenset(calendar.month_name)
_BOTH = re.compile(
    r"\b(?:the two|both|these two)\s(?:countries|nations|sides|leaders|powers|neighbou?rs|presidents|governments|"
    r"capitals|allies|rivals|states|superpowers|militaries|foreign ministers|economies)\b",
    re.IGNORECASE,
)


class _Alias(NamedTuple):
    """What an entry of the word list names: an actor, or one of several senses of an ambiguous name."""

    actor_id: str
    alias_type: str
    valid_from: date | None
    valid_to: date | None
    person: str | None
    short_form: str | None

    def is_valid_on(self, day: date | None) -> bool:
        """Whether the alias names its actor on that day; on an unknown day it may."""
        if day is None:
            return True
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class _Sense(NamedTuple):
    """One meaning of an ambiguous name; no actor where it means something else."""

    name: str
    actor_id: str | None
    prior: float
    """How many cues it is worth to be the usual meaning."""


class _Compiled(NamedTuple):
    words: WordList
    entries: list[_Alias | _Sense | None]
    """What each entry of `words` names; none for a blocker."""
    cues: WordList
    cue_senses: list[_Sense]
    types: dict[str, str]
    """Folded ambiguous name -> alias type."""
    offices: WordList
    office_of: list[str]
    holders: dict[tuple[str, str], list[_Alias]]
    """Actor and office -> who held it and when."""
    near: dict[str, tuple[int, ...]]
    """Folded long alias, or the same with one letter left out -> entries."""
    parts: frozenset[str]
    """The words of which the long aliases consist."""
    near_windows: dict[str, list[tuple[int, int, list[int]]]]
    """Run of capitalised words -> its parts that are one letter away from long aliases, as far as it was asked for."""
    family: dict[tuple[str, str], list[str]]
    """Actor and folded short form -> the persons."""
    shorts: dict[tuple[str, str], str]
    """Actor and person -> the short form."""


class _Found(NamedTuple):
    """A mention in the making; offsets are into the sentence."""

    start: int
    end: int
    actor_id: str | None
    alias_type: str
    rule: str
    confidence: float
    person: str | None = None
    candidates: str | None = None


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


@lru_cache(maxsize=8)
def _compile(codebook: Codebook) -> _Compiled:
    aliases, blockers, ambiguous = codebook.aliases, codebook.blockers, codebook.ambiguous
    offices = list(codebook.office_words[["title", "office"]].itertuples(index=False, name=None))
    usual = {fold(title): office for title, office in offices}
    known: list[_Alias] = []
    holders: dict[tuple[str, str], list[_Alias]] = {}
    family: dict[tuple[str, str], list[str]] = {}
    shorts: dict[tuple[str, str], str] = {}
    near: dict[str, list[int]] = {}
    whole: set[str] = set()
    for number, row in enumerate(aliases.itertuples(index=False)):
        alias = _Alias(
            row.actor_id, row.alias_type, _day(row.valid_from), _day(row.valid_to), _text(row.person),
            _text(row.short_form),
        )  # fmt: skip
        known.append(alias)
        if alias.person and _text(row.office):
            office = usual.get(fold(row.office), row.office)
            holders.setdefault((row.actor_id, office), []).append(alias)
        if alias.person and alias.short_form:
            family.setdefault((row.actor_id, fold(alias.short_form)), []).append(alias.person)
            shorts[row.actor_id, alias.person] = alias.short_form
        folded = fold(row.alias)
        # Many a family name is one letter away from another one: alone it is mended only if it is long and a leader's.
        is_name = row.alias_type in ("name", "capital") or (alias.person and " " in folded)
        is_leader = row.alias_type == "leader" and len(folded) > _MIN_MISSPELT
        if len(folded) >= _MIN_MISSPELT and (is_name or is_leader):
            whole.add(folded)
            for key in _deletions(folded):
                near.setdefault(key, []).append(number)
    senses = [_Sense(row.alias, _text(row.actor_id), float(row.prior)) for row in ambiguous.itertuples(index=False)]
    cues = [
        (cue.strip(), sense)
        for sense, row in zip(senses, ambiguous.itertuples(index=False), strict=True)
        for cue in str(_text(row.cues) or "").split(";")
        if cue.strip()
    ]
    return _Compiled(
        WordList(
            [*aliases["alias"], *ambiguous["alias"], *blockers["phrase"]],
            [*aliases["is_case_sensitive"], *ambiguous["is_case_sensitive"], *blockers["is_case_sensitive"]],
        ),
        [*known, *senses, *[None] * len(blockers)],
        WordList([cue for cue, _ in cues], [cue[0].isupper() for cue, _ in cues]),
        [sense for _, sense in cues],
        dict(zip(map(fold, ambiguous["alias"]), ambiguous["alias_type"], strict=True)),
        WordList([title for title, _ in offices], [False] * len(offices)),
        [office for _, office in offices],
        holders,
        {key: tuple(numbers) for key, numbers in near.items()},
        frozenset(word for name in whole for word in name.split()),
        {},
        family,
        shorts,
    )


def _deletions(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


@uncollected()
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
        Table of mentions: one row is one naming of an actor. `start` and `end` are offsets into the article's text;
        `rule` says how it was resolved (see the module's text) and `reading` whether the actor or the place is meant
        (`framing.readings`). Where several actors are possible and nothing settles which, `actor_id` is missing and
        `candidates` lists them.

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
    columns = rows_of(sentences, ["article_id", "sentence_id", "start", "text"])
    for article_id, group in _by_article(columns):
        texts = [text for _, _, text in group]
        for (sentence_id, offset, text), found in zip(
            group, _resolve(texts, compiled, days.get(article_id)), strict=True
        ):
            own = [hit for hit in found if hit.alias_type != "demonym" or not is_language(text, hit.start, hit.end)]
            for number, hit in enumerate(own):
                reading = "actor"
                if hit.alias_type not in _ACTS:
                    is_demonym = hit.alias_type == "demonym"
                    reading = find_reading(text, hit.start, hit.end, codebook, is_demonym=is_demonym)
                rows.append(
                    (f"{sentence_id}:{number}", sentence_id, article_id, hit.actor_id, hit.alias_type, reading,
                     hit.confidence, text[hit.start : hit.end], offset + hit.start, offset + hit.end, hit.rule,
                     hit.person, hit.candidates)
                )  # fmt: skip
    return make("mentions", rows)


def unresolved(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The mentions that need a reader: those without an actor and those that were taken for a misspelling.

    Returns
    -------
    DataFrame
        One row is a mention: mention_id, surface, candidates, rule, and the text of its sentence.

    Raises
    ------
    SchemaError
        If a column is missing.
    """
    check(mentions, "mentions")
    doubtful = mentions[mentions["actor_id"].isna() | (mentions["rule"] == "misspelt")]
    texts = check(sentences, "sentences")[["sentence_id", "text"]]
    columns = ["mention_id", "surface", "actor_id", "candidates", "rule", "text"]
    return doubtful.merge(texts, on="sentence_id", how="left")[columns]


def portraying(mentions: pd.DataFrame, readings: Sequence[str] = ("actor",)) -> pd.DataFrame:
    """The mentions that portray an actor: those whose actor is settled and whose reading is one of `readings`.

    Raises
    ------
    ValueError
        If a reading is unknown.
    """
    unknown = [reading for reading in readings if reading not in READINGS]
    if isinstance(readings, str) or unknown:
        raise ValueError(f"readings must be a list of {', '.join(READINGS)}, not {readings!r}")
    return mentions[mentions["actor_id"].notna() & mentions["reading"].isin(list(readings))]


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


def _resolve(texts: list[str], compiled: _Compiled, day: date | None) -> list[list[_Found]]:
    """The mentions of each sentence of one article."""
    found: list[list[_Found]] = []
    taken: list[list[tuple[int, int]]] = []
    pending: list[tuple[int, int, int, list[_Sense]]] = []
    for number, text in enumerate(texts):
        own: list[_Found] = []
        spans: list[tuple[int, int]] = []
        for (start, end), entries in _spans(text, compiled).items():
            aliases = [entry for entry in entries if isinstance(entry, _Alias)]
            senses = [entry for entry in entries if isinstance(entry, _Sense)]
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
    counts: Counter[str | None] = Counter(hit.actor_id for own in found for hit in own if hit.actor_id)
    if pending:
        _settle(pending, texts, found, counts, compiled)
    learnt = _learn(texts, found, taken, compiled)
    _add_names(texts, found, taken, learnt, compiled)
    _add_misspelt(texts, found, taken, compiled, day)
    for number, own in enumerate(found):
        found[number] = [hit for hit in own if not _is_namesake(texts[number], hit, own)]
    _add_holders(texts, found, compiled, day)
    _add_both(texts, found)
    return [sorted(own, key=lambda hit: (hit.start, hit.end, hit.actor_id or "")) for own in found]


def _spans(text: str, compiled: _Compiled) -> dict[tuple[int, int], list[_Alias | _Sense | None]]:
    by_span: dict[tuple[int, int], list[_Alias | _Sense | None]] = {}
    has_address = "://" in text or "@" in text or "www." in text
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if has_address else []
    for match in compiled.words.find_longest(text):
        if any(start <= match.start < end for start, end in addresses):
            continue  # a word in a web address names nobody
        by_span.setdefault((match.start, match.end), []).append(compiled.entries[match.entry])
    return by_span


def _resolve_alias(start: int, end: int, aliases: list[_Alias], day: date | None) -> _Found | None:
    valid = [alias for alias in aliases if alias.is_valid_on(day)]
    if not valid:
        return None
    actors = sorted({alias.actor_id for alias in valid})
    first = valid[0]
    if len(actors) > 1:
        return _Found(start, end, None, first.alias_type, "ambiguous", 1 / len(actors), None, "; ".join(actors))
    persons = {alias.person for alias in valid if alias.person}
    person = persons.pop() if len(persons) == 1 else None
    return _Found(start, end, first.actor_id, first.alias_type, "alias", 1.0, person)


def _settle(
    pending: list[tuple[int, int, int, list[_Sense]]],
    texts: list[str],
    found: list[list[_Found]],
    counts: Counter[str | None],
    compiled: _Compiled,
) -> None:
    """Give each ambiguous name the sense that most cues in its article speak for, if they clearly do."""
    hits = [[compiled.cue_senses[match.entry] for match in compiled.cues.find_all(text)] for text in texts]
    total = Counter(sense for own in hits for sense in own)
    first_names = {
        fold(senses[0].name)
        for number, start, end, senses in pending
        if _SECOND_NAME.match(texts[number], end) and _is_in_a_name(texts[number], start, end)
    }
    for number, start, end, senses in pending:
        text = texts[number]
        weights: dict[str | None, float] = {}
        for sense in senses:
            weight = 3.0 * hits[number].count(sense) + total[sense]
            if sense.actor_id:
                weight += 2.0 * min(3, counts[sense.actor_id])
            weights[sense.actor_id] = weights.get(sense.actor_id, 0.0) + weight
        if None in weights and _is_in_a_name(text, start, end):
            weights[None] += 6.0
        elif None in weights and fold(senses[0].name) in first_names:
            weights[None] += 3.0
        is_usual = sum(weights.values()) == 0
        for sense in senses:
            weights[sense.actor_id] += sense.prior
        best, second = [*sorted(weights.values(), reverse=True), 0.0][:2]
        alias_type = compiled.types[fold(senses[0].name)]
        if best > 0 and best >= 2 * second:
            actor_id = max(weights, key=lambda key: weights[key])
            if actor_id is not None:
                found[number].append(
                    _Found(
                        start,
                        end,
                        actor_id,
                        alias_type,
                        "alias" if is_usual else "context",
                        round(best / sum(weights.values()), 2),
                    )
                )
            continue
        actors = sorted(actor for actor in weights if actor)
        candidates = "; ".join([*actors, *(["none"] if None in weights else [])])
        found[number].append(_Found(start, end, None, alias_type, "ambiguous", 1 / len(weights), None, candidates))


def _is_in_a_name(text: str, start: int, end: int) -> bool:
    """Whether a word with a capital, which opens no sentence, stands right before or after: "Jordan Smith"."""
    after = re.match(r"\s([A-Z][a-z]+)", text[end : end + 30])
    before = re.search(r"(?<=[a-z,] )([A-Z][a-z]+)\s$", text[max(0, start - 30) : start])
    return bool(after or before)


def _is_namesake(text: str, hit: _Found, own: list[_Found]) -> bool:
    """Whether a family name belongs to somebody else, whose first name stands beside it: "Brigitte Macron"."""
    if hit.person is None or hit.rule != "alias" or " " in text[hit.start : hit.end]:
        return False
    if any(other is not hit and other.start <= hit.start and hit.end <= other.end for other in own):
        return True  # part of a misspelt full name
    before = _FIRST_NAME.search(text, max(0, hit.start - 30), hit.start)
    if before and before.group(1)[0] != hit.person[0] and _is_rare(before.group(1)):
        return not any(other.end == before.end(1) for other in own)
    after = _SECOND_NAME.match(text, hit.end)
    return after is not None and _is_rare(after.group(1)) and not any(other.start == after.start(1) for other in own)


def _is_rare(word: str) -> bool:
    """Whether a capitalised word is a name and nothing else, as far as the lexicon of word classes knows."""
    return tag_of(word.lower()) == "" and tag_of(word) in ("", "NNP") and word not in _CALENDAR


def _learn(
    texts: list[str], found: list[list[_Found]], taken: list[list[tuple[int, int]]], compiled: _Compiled
) -> dict[str, _Found]:
    """Names of persons that one article introduces by actor and office: name -> a mention to copy."""
    learnt: dict[str, _Found] = {}
    for text, own, spans in zip(texts, found, taken, strict=True):
        named = [hit for hit in own if hit.actor_id and hit.alias_type not in ("leader", "official")]
        if not named:
            continue
        offices = compiled.offices.find_longest(text)
        for hit in named:
            for office in offices:
                between = text[hit.end : office.start]
                title = compiled.office_of[office.entry]
                if hit.start < office.start < hit.end < office.end:
                    between = " "  # "Indian army spokesman": the institution is part of the office's title
                if 0 < len(between) < 30 and re.fullmatch(r"(?:[’']s?)?\s(?:[\w-]+\s){0,3}", between):
                    for name in (_PERSON_AFTER.match(text, office.end), _PERSON_BEFORE.search(text[: hit.start])):
                        if name:
                            _note(learnt, name.span("name"), text, hit, spans, compiled, title)
                if re.fullmatch(r"\s(?:of|for|to|at|with)\s(?:the\s)?", text[office.end : hit.start]):
                    name = _PERSON_BEFORE.search(text[: office.start])
                    if name:
                        _note(learnt, name.span("name"), text, hit, spans, compiled, title)
            apposed = _APPOSED.match(text, hit.end)
            if apposed:
                _note(learnt, apposed.span("name"), text, hit, spans, compiled, None)
    return learnt


def _note(
    learnt: dict[str, _Found],
    span: tuple[int, int],
    text: str,
    hit: _Found,
    taken: list[tuple[int, int]],
    compiled: _Compiled,
    office: str | None,
) -> None:
    """Remember a name; somebody of that family name in the same office, or in an office not told, was meant perhaps."""
    if any(start < span[1] and span[0] < end for start, end in taken):
        return
    name = text[slice(*span)]
    actor_id = hit.actor_id or ""
    alike = [person for word in name.split() for person in compiled.family.get((actor_id, fold(word)), [])]
    if office is not None:
        holders = {alias.person for alias in compiled.holders.get((actor_id, office), [])}
        alike = [person for person in alike if person in holders]
    rule = "misspelt" if alike else "learnt"
    candidates = "; ".join(dict.fromkeys(alike)) if alike else None
    learnt.setdefault(name, _Found(0, 0, hit.actor_id, "official", rule, 0.7, name, candidates))


def _add_names(
    texts: list[str],
    found: list[list[_Found]],
    taken: list[list[tuple[int, int]]],
    learnt: dict[str, _Found],
    compiled: _Compiled,
) -> None:
    """Add learnt names, and short forms of everybody whose full name stands in the article."""
    shorts: dict[str, list[_Found]] = {}
    for own, text in zip(found, texts, strict=True):
        for hit in own:
            if hit.person and hit.actor_id and len(text[hit.start : hit.end].split()) > 1:
                short = compiled.shorts.get((hit.actor_id, hit.person))
                if short:
                    shorts.setdefault(short, []).append(hit._replace(rule="inherited", confidence=0.9))
    for name, hit in learnt.items():
        family = [word for word in name.split() if (hit.actor_id or "", fold(word)) in compiled.family]
        word = family[0] if family else name.split()[-1]
        shorts.setdefault(word, []).append(hit._replace(rule="inherited", confidence=0.6))
    wanted = [*learnt, *shorts]
    if not wanted:
        return
    pattern = re.compile("|".join(re.escape(word) for word in sorted(wanted, key=len, reverse=True)))
    for text, own, spans in zip(texts, found, taken, strict=True):
        for match in pattern.finditer(text):
            start, end = match.span()
            if not stands_alone(text, start, end) or any(a < end and start < b for a, b in spans):
                continue
            word = match.group()
            options = [learnt[word]] if word in learnt else shorts[word]
            if word in shorts and word not in learnt and _is_in_a_name(text, start, end):
                continue
            actors = sorted({option.actor_id for option in options if option.actor_id})
            spans.append((start, end))
            if len(actors) > 1:
                own.append(_Found(start, end, None, "official", "ambiguous", 1 / len(actors), None, "; ".join(actors)))
                continue
            persons = {option.person for option in options}
            hit = options[-1]._replace(start=start, end=end)
            own.append(hit if len(persons) == 1 else hit._replace(person=None))


def _add_misspelt(
    texts: list[str],
    found: list[list[_Found]],
    taken: list[list[tuple[int, int]]],
    compiled: _Compiled,
    day: date | None,
) -> None:
    """Add names that are one letter away from a long alias."""
    for text, own, spans in zip(texts, found, taken, strict=True):
        for run in _CAPITALISED.finditer(text):
            if run.end() - run.start() < _MIN_MISSPELT - 1:
                continue
            if any(start < run.end() and run.start() < end for start, end in spans):
                _mend_first_names(text, run.start(), run.end(), own, compiled, day)
                continue
            for start, end, hits in _near_windows(run.group(), compiled):
                alias = _only_one(hits, compiled, day)
                if alias:
                    own.append(_misspelt(run.start() + start, run.start() + end, *alias))
                    spans.append((run.start() + start, run.start() + end))
                    break


def _mend_first_names(
    text: str, start: int, end: int, own: list[_Found], compiled: _Compiled, day: date | None
) -> None:
    """Join a misspelt first name to the surname that was found beside it: "Volodomyr Zelenskyy"."""
    for place, hit in enumerate(own):
        if hit.person and start < hit.start and hit.end <= end:
            first = text.rfind(" ", start, hit.start - 1) + 1 or start
            alias = _only_one(_neighbours(text[first : hit.end], compiled), compiled, day)
            if alias and alias[0].actor_id == hit.actor_id:
                own[place] = _misspelt(first, hit.end, *alias)


def _windows(run: str) -> Iterator[tuple[int, int]]:
    """Spans of one to three words in a row, longest first."""
    words = [match.span() for match in re.finditer(r"\S+", run)]
    for length in range(min(3, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            yield words[first][0], words[first + length - 1][1]


def _near_windows(run: str, compiled: _Compiled) -> list[tuple[int, int, list[int]]]:
    """The windows of a run of capitalised words that stand one letter away from long aliases, with those aliases."""
    windows = compiled.near_windows.get(run)
    if windows is None:
        if len(compiled.near_windows) >= _REMEMBERED:
            compiled.near_windows.clear()
        windows = compiled.near_windows[run] = [
            (start, end, hits)
            for start, end in _windows(run)
            if end - start >= _MIN_MISSPELT - 1 and (hits := _neighbours(run[start:end], compiled))
        ]
    return windows


def _only_one(hits: list[int], compiled: _Compiled, day: date | None) -> tuple[_Alias, str] | None:
    """The alias among `hits`, with its words, if on that day they name one actor only."""
    found = [(compiled.entries[number], compiled.words.words[number]) for number in hits]
    valid = [(alias, word) for alias, word in found if isinstance(alias, _Alias) and alias.is_valid_on(day)]
    return valid[0] if valid and len({alias.actor_id for alias, _ in valid}) == 1 else None


def _neighbours(name: str, compiled: _Compiled) -> list[int]:
    """Numbers of the long aliases that begin like `name` and are one letter away from it."""
    folded = fold(name.removesuffix("’s").removesuffix("'s"))
    words = folded.split()
    # One wrong letter leaves all other words of a name as they are.
    if len(words) > 1 and compiled.parts.isdisjoint(words):
        return []
    hits = sorted({number for key in _deletions(folded) for number in compiled.near.get(key, ())})
    near = [(number, fold(compiled.words.words[number])) for number in hits]
    return [number for number, word in near if word[0] == folded[0] and _distance(folded, word) == 1]


def _distance(one: str, other: str) -> int:
    """0, 1 for one letter put in, left out, changed or two exchanged, or 2 for more."""
    if one == other:
        return 0
    first = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, tail = one[first:], other[first:]
    is_one = rest[1:] == tail[1:] or rest[1:] == tail or rest == tail[1:] or (rest[1::-1] + rest[2:] == tail)
    return 1 if is_one else 2


def _misspelt(start: int, end: int, alias: _Alias, word: str) -> _Found:
    return _Found(start, end, alias.actor_id, alias.alias_type, "misspelt", 0.7, alias.person, word)


def _add_holders(texts: list[str], found: list[list[_Found]], compiled: _Compiled, day: date | None) -> None:
    """Say who held an office on that day, where only the office is named: "the British prime minister"."""
    if day is None:
        return
    for text, own in zip(texts, found, strict=True):
        open_hits = [hit for hit in own if hit.person is None and hit.actor_id]
        if not open_hits:
            continue
        for office in compiled.offices.find_longest(text):
            for hit in open_hits:
                before = re.fullmatch(r"(?:[’']s?)?\s", text[hit.end : office.start])
                after = re.fullmatch(r"\sof\s(?:the\s)?", text[office.end : hit.start])
                holders = compiled.holders.get((hit.actor_id or "", compiled.office_of[office.entry]), [])
                persons = {alias.person for alias in holders if alias.is_valid_on(day)}
                if (before or after) and len(persons) == 1 and not _PERSON_AFTER.match(text, office.end):
                    own[own.index(hit)] = hit._replace(person=persons.pop())
                    open_hits.remove(hit)
                    break


def _add_both(texts: list[str], found: list[list[_Found]]) -> None:
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
                    _Found(match.start(), match.end(), actor, "description", "both", 0.6) for actor in sorted(last)
                ]


def group_by_sentence(mentions: pd.DataFrame) -> dict[str, list[tuple[str, int, int]]]:
    """Sentence id -> its mentions as (mention_id, start, end), in order of appearance."""
    groups: dict[str, list[tuple[str, int, int]]] = {}
    columns = rows_of(mentions, ["sentence_id", "mention_id", "start", "end"])
    for sentence_id, mention_id, start, end in columns:
        groups.setdefault(sentence_id, []).append((mention_id, start, end))
    return groups
