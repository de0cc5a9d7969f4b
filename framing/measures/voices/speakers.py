"""Who a source is, and which actor it speaks for."""

import re
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from ...codebook import Codebook
from ...tables import check, make, read_pieces, rows_of, uncollected

_HE, _IT, _THEY = (
    frozenset({"he", "she", "him", "her"}),
    frozenset({"it"}),
    frozenset({"they", "them"}),
)
_NOBODY = frozenset({"i", "we", "you", "who", "which", "that", "one", "some", "many", "others"})
_RELATIVE = re.compile(r",?\s*\b(?:who|which|that)$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their|even|also)\s+", re.IGNORECASE)
_GENITIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"[\w-]+")
_PERSON_TYPES = frozenset({"leader", "official"})
_BODY_TYPES = frozenset({"institution", "seat"})
_FAR = 900
"""Characters that a pronoun may look back for its speaker in earlier paragraphs."""


class Mention(NamedTuple):
    mention_id: str
    actor_id: str | None
    alias_type: str
    reading: str
    surface: str
    start: int
    end: int
    person: str | None


class Stretch(NamedTuple):
    attribution_id: str
    pieces: tuple[tuple[int, int], ...]
    source: str | None
    source_start: int
    source_end: int
    cue: str | None
    is_term: bool
    confidence: float
    paragraph_start: int


class _Speaker(NamedTuple):
    name: str | None
    actor_id: str | None
    is_person: bool
    place: int
    paragraph_start: int


@uncollected()
def find_speakers(
    mentions: pd.DataFrame, attributions: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
    """Say who speaks in each attributed stretch, and for which actor.

    Parameters
    ----------
    mentions, attributions, codebook
        As for `attribute_voice`.

    Returns
    -------
    DataFrame
        Table of speakers: one row is an attributed stretch, in the order of `attributions`.

    Raises
    ------
    SchemaError
        If a column is missing.
    """
    check(mentions, "mentions")
    check(attributions, "attributions")
    own = mentions_of(mentions)
    speakers: dict[str, _Speaker] = {}
    for article_id, stretches in stretches_of(attributions).items():
        speakers |= _find_speakers(stretches, own.get(article_id, []), codebook)
    ids = attributions["attribution_id"]
    return make("speakers", [(each, speakers[each].name, speakers[each].actor_id) for each in ids])


def mentions_of(mentions: pd.DataFrame) -> dict[str, list[Mention]]:
    columns = [
        "article_id",
        "mention_id",
        "actor_id",
        "alias_type",
        "reading",
        "surface",
        "start",
        "end",
        "person",
    ]
    groups: dict[str, list[Mention]] = {}
    for (
        article_id,
        mention_id,
        actor_id,
        alias_type,
        reading,
        surface,
        start,
        end,
        person,
    ) in rows_of(mentions, columns):
        groups.setdefault(article_id, []).append(
            Mention(
                mention_id,
                actor_id if isinstance(actor_id, str) else None,
                alias_type,
                reading,
                surface,
                start,
                end,
                person if isinstance(person, str) else None,
            )
        )
    return groups


def stretches_of(attributions: pd.DataFrame) -> dict[str, list[Stretch]]:
    columns = [
        "article_id",
        "attribution_id",
        "pieces",
        "source",
        "source_start",
        "source_end",
        "cue",
        "quote_type",
        "confidence",
        "paragraph_start",
    ]
    groups: dict[str, list[Stretch]] = {}
    for row in rows_of(attributions, columns):
        (
            article_id,
            attribution_id,
            pieces,
            source,
            start,
            end,
            cue,
            quote_type,
            confidence,
            paragraph_start,
        ) = row
        is_told = isinstance(source, str)
        groups.setdefault(article_id, []).append(
            Stretch(
                attribution_id,
                read_pieces(pieces),
                source if is_told else None,
                int(start) if is_told else -1,
                int(end) if is_told else -1,
                cue if isinstance(cue, str) else None,
                quote_type == "term",
                float(confidence),
                int(paragraph_start),
            )
        )
    return groups


def _find_speakers(
    stretches: list[Stretch], mentions: list[Mention], codebook: Codebook
) -> dict[str, _Speaker]:
    """Attribution -> its speaker, one after the other, since a pronoun looks back to the speakers
    before it.
    """
    words = _words(codebook)
    speakers: dict[str, _Speaker] = {}
    earlier: list[_Speaker] = []
    for stretch in sorted(stretches, key=lambda one: one.source_start):
        speaker = _speaker_of(stretch, mentions, earlier, words)
        speakers[stretch.attribution_id] = speaker
        if speaker.name:
            earlier.append(speaker)
    return speakers


def _speaker_of(
    stretch: Stretch,
    mentions: list[Mention],
    earlier: list[_Speaker],
    words: tuple[frozenset[str], frozenset[str]],
) -> _Speaker:
    place, paragraph = stretch.source_start, stretch.paragraph_start
    if stretch.source is None:
        return _Speaker(None, None, False, place, paragraph)
    name = _RELATIVE.sub("", stretch.source).strip(" ,") or stretch.source
    low = name.lower()
    if low in _NOBODY:
        return _Speaker(None, None, False, place, paragraph)
    if low in _HE | _IT | _THEY:
        return _resolve(low, stretch, mentions, earlier)
    within = [
        m for m in mentions if place <= m.start and m.end <= stretch.source_end and m.actor_id
    ]
    persons = [m for m in within if m.alias_type in _PERSON_TYPES]
    if persons:
        return _Speaker(persons[0].person or name, persons[0].actor_id, True, place, paragraph)
    actor_id = _speaks_for(name, place, within, words)
    is_office = bool(words[0].intersection(_WORD.findall(low)))
    if actor_id is None and not within and is_office and low.startswith("the ") and earlier:
        last = earlier[-1]
        if last.paragraph_start == paragraph or place - last.place < _FAR / 2:
            actor_id = last.actor_id  # "the ministry", after "China's foreign ministry"
    return _Speaker(name, actor_id, False, place, paragraph)


@lru_cache(maxsize=8)
def _words(codebook: Codebook) -> tuple[frozenset[str], frozenset[str]]:
    """Nouns of office, and words that join one to its actor: "spokesman for"."""
    by_type = codebook.voice_words.groupby("word_type")["word"].agg(frozenset)
    titles = {title.lower().split()[-1] for title in codebook.office_words["title"]}
    return by_type["official"] | titles, by_type["relation"]


def _speaks_for(
    name: str, place: int, within: list[Mention], words: tuple[frozenset[str], frozenset[str]]
) -> str | None:
    """The actor for which a source without a person's name speaks."""
    if not within:
        return None
    bare = _GENITIVE.sub("", _ARTICLE.sub("", name)).lower()
    for mention in within:
        if _GENITIVE.sub("", mention.surface).lower() == bare:
            return mention.actor_id
    for mention in within:
        before = _WORD.findall(name[: mention.start - place].lower())
        after = _WORD.findall(name[mention.end - place :].lower())
        is_joined = bool(before) and (before[-1] in words[1] or before[-1] == "the")
        leads = words[0].intersection(before) and is_joined
        follows = words[0].intersection(after[:5])
        if leads or follows or (mention.alias_type in _BODY_TYPES and not before):
            return mention.actor_id
    return None


def _resolve(
    low: str, stretch: Stretch, mentions: list[Mention], earlier: list[_Speaker]
) -> _Speaker:
    """The speaker behind a pronoun."""
    place, paragraph = stretch.source_start, stretch.paragraph_start
    wants_person = low in _HE
    fitting = [
        one
        for one in earlier
        if (low in _THEY)
        or one.is_person == wants_person
        or (wants_person and one.actor_id is None)
    ]
    here = [one for one in fitting if one.paragraph_start == paragraph]
    near = [
        m
        for m in mentions
        if paragraph <= m.start
        and m.end <= place
        and m.actor_id
        and (m.alias_type in _PERSON_TYPES) == wants_person
        and (m.person or not wants_person)
    ]
    if here and not (near and near[-1].start > here[-1].place + 200):
        return here[-1]._replace(place=place, paragraph_start=paragraph)
    if near and low not in _THEY:
        name = near[-1].person or near[-1].surface
        return _Speaker(name, near[-1].actor_id, wants_person, place, paragraph)
    if fitting and place - fitting[-1].place < _FAR:
        return fitting[-1]._replace(place=place, paragraph_start=paragraph)
    return _Speaker(None, None, wants_person, place, paragraph)
