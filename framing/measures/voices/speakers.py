"""Who a source is, and which actor it speaks for."""

import re
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from ...codebook import Codebook, words_by_type
from ...tables import check, make, read_pieces, rows_of, uncollected
from ...text import is_verb

_RELATIVE = re.compile(r",?\s*\b(?:[Ww]ho|[Ww]hich|[Tt]hat)$")  # and not "the WHO"
_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their|even|also)\s+", re.IGNORECASE)
_GENITIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"[\w-]+")
_REMARK = re.compile(r"\s*(?:,|[(—–]|--)\s*")
_PERSON_TYPES = frozenset({"leader", "official"})
_BODY_TYPES = frozenset({"institution", "seat"})
_FAR = 900
"""Characters that a pronoun may look back for its speaker in earlier paragraphs."""
_NEARER = 200
"""Characters after the last speaker from which a person named there is meant by a pronoun."""
_OBJECT = 4
"""Characters of an article before the object of a cue."""
_SAYING = frozenset("said says say added adds noted notes".split())
"""Cues that take a clause, which may speak of the speaker itself."""
_OFFICE_REACH = 5
"""Words after an actor's name within which a noun of office makes a source speak for it."""


class Mention(NamedTuple):
    """A mention as it is needed here: the columns of the same names."""

    mention_id: str
    actor_id: str | None
    alias_type: str
    reading: str
    surface: str
    start: int
    end: int
    person: str | None


class Stretch(NamedTuple):
    """An attributed stretch; `source_start` is -1 without a source."""

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
    """Who speaks in a stretch, and where its source stands."""

    name: str | None
    actor_id: str | None
    is_person: bool
    start: int
    paragraph_start: int


class _Words(NamedTuple):
    """The words by which a source is known."""

    offices: frozenset[str]
    """Nouns of office."""
    relations: frozenset[str]
    """Words that join one to its actor: "spokesman for"."""
    persons: frozenset[str]
    """Pronouns that stand for one person; "it" stands for a body."""
    groups: frozenset[str]
    nobody: frozenset[str]
    """Pronouns that stand for no source of the article."""
    before_place: frozenset[str]
    """Words after which a name is no head: "from Ghana", "and Ghana"."""
    remarks: frozenset[str]
    """Words with which the head of a source ends: "which", "backed", "like"."""


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
    mentions_by_article = mentions_of(mentions)
    speakers: dict[str, _Speaker] = {}
    for article_id, stretches in stretches_of(attributions).items():
        speakers |= _find_speakers(stretches, mentions_by_article.get(article_id, []), codebook)
    ids = attributions["attribution_id"]
    return make("speakers", [(each, speakers[each].name, speakers[each].actor_id) for each in ids])


def mentions_of(mentions: pd.DataFrame) -> dict[str, list[Mention]]:
    """Group mentions by article."""
    groups: dict[str, list[Mention]] = {}
    for article_id, *values in rows_of(mentions, ["article_id", *Mention._fields]):
        mention = Mention(*values)
        groups.setdefault(article_id, []).append(
            mention._replace(actor_id=_text(mention.actor_id), person=_text(mention.person))
        )
    return groups


def stretches_of(attributions: pd.DataFrame) -> dict[str, list[Stretch]]:
    """Group attributed stretches by article."""
    columns = ["quote_type" if name == "is_term" else name for name in Stretch._fields]
    groups: dict[str, list[Stretch]] = {}
    for article_id, *values in rows_of(attributions, ["article_id", *columns]):
        stretch = Stretch(*values)
        source = _text(stretch.source)
        groups.setdefault(article_id, []).append(
            stretch._replace(
                pieces=read_pieces(values[1]),
                source=source,
                source_start=int(stretch.source_start) if source is not None else -1,
                source_end=int(stretch.source_end) if source is not None else -1,
                cue=_text(stretch.cue),
                is_term=values[columns.index("quote_type")] == "term",
            )
        )
    return groups


def _text(value: object) -> str | None:
    """Return a text, or none for what is missing."""
    return value if isinstance(value, str) else None


def _find_speakers(
    stretches: list[Stretch], mentions: list[Mention], codebook: Codebook
) -> dict[str, _Speaker]:
    """Return the speaker of each attribution of an article.

    They are found one after the other, since a pronoun looks back to the speakers before it.
    """
    words = _words(codebook)
    speakers: dict[str, _Speaker] = {}
    earlier: list[_Speaker] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.source_start):
        speaker = _speaker_of(stretch, mentions, earlier, words)
        speakers[stretch.attribution_id] = speaker
        if speaker.name:
            earlier.append(speaker)
    return speakers


def _speaker_of(
    stretch: Stretch, mentions: list[Mention], earlier: list[_Speaker], words: _Words
) -> _Speaker:
    """Return who speaks in a stretch."""
    start, paragraph = stretch.source_start, stretch.paragraph_start
    nobody = _Speaker(None, None, False, start, paragraph)
    if stretch.source is None:
        return nobody
    name = _RELATIVE.sub("", stretch.source).strip(" ,") or stretch.source
    low = name.lower()
    if low in words.nobody:
        return nobody
    if low == "it" or low in words.persons or low in words.groups:
        return _resolve(low, stretch, mentions, earlier, words)
    within = [
        mention
        for mention in mentions
        if start <= mention.start and mention.end <= stretch.source_end and mention.actor_id
    ]
    actor_id = None
    for first, part in _parts(name, words):
        part_start, part_end = start + first, start + first + len(part)
        inside = [one for one in within if part_start <= one.start and one.end <= part_end]
        for mention in inside:
            if mention.alias_type in _PERSON_TYPES:
                return _Speaker(mention.person or name, mention.actor_id, True, start, paragraph)
        actor_id = _speaks_for(part, part_start, inside, words)
        if actor_id:
            break
    offices = words.offices.intersection(_WORD.findall(low))
    if actor_id is None and not within and offices and low.startswith("the ") and earlier:
        last = earlier[-1]
        is_same = not offices.isdisjoint(_WORD.findall((last.name or "").lower()))
        if is_same and (last.paragraph_start == paragraph or start - last.start < _FAR / 2):
            actor_id = last.actor_id  # "the ministry", after "China's foreign ministry"
    return _Speaker(name, actor_id, False, start, paragraph)


@lru_cache(maxsize=8)
def _words(codebook: Codebook) -> _Words:
    """Return the words of a codebook by which a source is known."""
    words = words_by_type(codebook)
    titles = {title.lower().split()[-1] for title in codebook.office_words["title"]}
    return _Words(
        words["official"] | titles,
        words["relation"],
        words["speaker_person"],
        words["speaker_group"],
        words["speaker_nobody"],
        words["preposition"] | words["coordinator"] | words["determiner"],
        words["remark_end"],
    )


def _parts(name: str, words: _Words) -> list[tuple[int, str]]:
    """List the head of a source and the remark that says who it is, each with where it begins.

    "Egypt, backed by Qatar" has its head alone; "Jo Doe, a spokesman for Poland" a remark, too.
    """
    pieces = _REMARK.split(name)
    parts: list[tuple[int, str]] = []
    offset = 0
    for number, piece in enumerate(pieces):
        offset = name.index(piece, offset)
        if number and not piece.strip():
            continue
        low = _WORD.findall(piece.lower())
        if number == 0:
            for cut in _WORD.finditer(piece):
                if cut.start() and cut.group() in words.remarks:
                    parts.append((offset, piece[: cut.start()].rstrip()))
                    return parts
        elif low and (low[0] in words.remarks or is_verb(low[0])):
            break
        parts.append((offset, piece))
        offset += len(piece)
    return parts


def _speaks_for(name: str, start: int, within: list[Mention], words: _Words) -> str | None:
    """Return the actor for which a source without a person's name speaks."""
    bare = _GENITIVE.sub("", _ARTICLE.sub("", name)).lower()
    for mention in within:
        if _GENITIVE.sub("", _ARTICLE.sub("", mention.surface)).lower() == bare:
            return mention.actor_id
    for mention in within:
        before = _WORD.findall(name[: mention.start - start].lower())
        after = _WORD.findall(name[mention.end - start :].lower())
        joint = before[-2:-1] if before[-1:] == ["the"] else before[-1:]
        is_joined = bool(joint) and joint[0] in words.relations
        is_whole = mention.alias_type != "demonym" or not after  # "envoy in the Indian capital"
        leads = is_joined and is_whole and words.offices.intersection(before)
        follows = words.offices.intersection(after[:_OFFICE_REACH])
        if leads or follows or (mention.alias_type in _BODY_TYPES and not before):
            return mention.actor_id
    last = within[-1] if within else None
    if last and not name[last.end - start :].strip() and last.alias_type == "name":
        before = name[: last.start - start].split()
        is_described = bool(before) and before[-1].islower()
        if is_described and before[-1] not in words.before_place:
            return last.actor_id  # "its ally Russia", "oil-rich Qatar"
    return None


def _addressed(stretch: Stretch, mentions: list[Mention]) -> str | None:
    """Return the actor that is accused, urged or told right after the cue.

    "It accuses Beijing": whoever it is, it is not China.
    """
    first = stretch.pieces[0][0]
    if stretch.source_start > first or not stretch.cue or stretch.cue.lower() in _SAYING:
        return None
    return next((one.actor_id for one in mentions if 0 <= one.start - first <= _OBJECT), None)


def _resolve(
    pronoun: str,
    stretch: Stretch,
    mentions: list[Mention],
    earlier: list[_Speaker],
    words: _Words,
) -> _Speaker:
    """Return the speaker behind a pronoun.

    It is the last fitting speaker of the paragraph, else the nearest person or body named in it,
    else the last fitting speaker before it.
    """
    start, paragraph = stretch.source_start, stretch.paragraph_start
    wants_person, is_group = pronoun in words.persons, pronoun in words.groups
    addressed = _addressed(stretch, mentions)
    fitting = [
        speaker
        for speaker in earlier
        if (is_group or speaker.is_person == wants_person)
        or (wants_person and speaker.actor_id is None)
    ]
    if addressed:
        fitting = [speaker for speaker in fitting if speaker.actor_id != addressed]
        mentions = [mention for mention in mentions if mention.actor_id != addressed]
    here = [speaker for speaker in fitting if speaker.paragraph_start == paragraph]
    near = [
        mention
        for mention in mentions
        if paragraph <= mention.start
        and mention.end <= start
        and mention.actor_id
        and (mention.alias_type in _PERSON_TYPES) == wants_person
        and (mention.person or not wants_person)
        and mention.alias_type != "description"  # "the two states" are no "it"
        and mention.reading != "place"  # nor is where a statement was issued
    ]
    if here and not (near and near[-1].start > here[-1].start + _NEARER):
        return here[-1]._replace(start=start, paragraph_start=paragraph)
    if near and not is_group:
        name = near[-1].person or near[-1].surface
        return _Speaker(name, near[-1].actor_id, wants_person, start, paragraph)
    if fitting and start - fitting[-1].start < _FAR:
        return fitting[-1]._replace(start=start, paragraph_start=paragraph)
    return _Speaker(None, None, wants_person, start, paragraph)
