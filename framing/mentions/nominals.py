"""Actors named by what they are: "the president", "the administration", "the North".

A description with the definite article inherits from the article's own text, where one actor holds
it: whoever was named with that office, government or half of a country. Two actors that hold it
settle nothing, unless one of them alone holds it in the sentences around. Pronouns are not read.
What such a mention inherits from stands in its `candidates`.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ..text import tag_of
from .aliases import Compiled, half_of
from .hits import Hit, Sentence, Title, find_all_titles, find_titles

_NEAR = 2
"""Sentences back within which one of several holders may be the only one."""
_CLEARLY = 4
"""Times as often as all others that one of several holders must be named to be the one meant."""
_CONFIDENCE = 0.6
_NEAR_ONLY = frozenset({"state", "union"})
"""What so many hold that only the sentences around can say which is meant."""
_FALLS_BACK = {"government": "state", "administration": "president"}
"""Whose a government is, if none was named as such: the only state's that is spoken of, or the only
president's."""
_PERSONS = frozenset({"leader", "official"})
_STATES = frozenset({"name", "demonym", "capital", "seat"})
_SIDES = frozenset({"north", "south", "east", "west"})
_DEFINITE = re.compile(r"\b((?:[Tt]he|THE|[Tt]his)\s)([A-Za-z]+)")
_AFTER_ARTICLE = re.compile(r"th(?:e|is)\s([a-z]+)")
_NOT_ALONE = re.compile(
    r"\s?(?:of|for|at)\s(?!(?:the\s)?(?:time|moment|day|end|a|an|his|her|its|their)\b)|"
    r"\s(?:and\sCEO\b|in\s(?=[A-Z]))|[-\u2010\u2011]"
)
_NAME_AFTER = re.compile(r",?\s[A-Z][a-z]+\s[A-Z]")
_WORD_AFTER = re.compile(r"\s([a-z]+)\b")
_GOES_ON = re.compile(r"\s?[A-Z]|\sof\b|[-\u2010\u2011]|\sside\b")
_HALF_OF_PAIR = re.compile(
    r"\b(North|South|East|West)(?=\s(?:and|or)\s(?:North|South|East|West)\s[A-Z])"
)
_COMPANY = re.compile(r",?\s(?:and\sCEO\s)?(?:of|at|for)\s(?:the\s)?([A-Z][\w&’'-]+)")
_UP_TO_OFFICE = re.compile(
    r"(?:[’']s?)?\s(?:(?:new|former|then|current|late|[a-z]+ing|interim|first|next)\s)?|"
    r",\s(?:(?:the|its|their|a|an|[A-Z][\w’'.-]*)\s)?(?:[\w’'-]+\s){0,2}"
)
_VAGUE = frozenset("head chief general representative secretary judge presidency".split())
"""Words for offices that as often mean something else, or the office, where they stand alone."""
_MINISTRY_AFTER = re.compile(r"(?:[’']s?)?\s(?:[\w-]+\s){1,2}[Mm]inistry\b(?!\sof\b)")
_NOUN_AFTER = re.compile(r"(?:[’']s?)?\s(\w+)")


class _Holder(NamedTuple):
    """An actor that holds a description from a sentence on, and the words that say so."""

    sentence_no: int
    start: int
    actor_id: str
    surface: str
    person: str | None


class _Found(NamedTuple):
    """A description in a sentence, given by its stretch and by what it describes."""

    start: int
    end: int
    key: str


def add_nominals(sentences: Sequence[Sentence], compiled: Compiled) -> None:
    """Add descriptions that one actor of the article holds; what is taken already stays."""
    if not any(hit.actor_id for sentence in sentences for hit in sentence.hits):
        return
    # Few sentences have a noun that inherits; they alone are looked at closely.
    found = {
        number: list(_descriptions(sentence, compiled))
        for number, sentence in enumerate(sentences)
        if not compiled.heads.isdisjoint(_AFTER_ARTICLE.findall(sentence.text.lower()))
        or _may_have_pair(sentence.text)
    }
    wanted = {description.key for descriptions in found.values() for description in descriptions}
    if not wanted:
        return
    wanted |= {other for key, other in _FALLS_BACK.items() if key in wanted}
    holders = _find_holders(sentences, compiled, wanted)
    for number, descriptions in found.items():
        for start, end, key in descriptions:
            sentence = sentences[number]
            # "Liz Truss, the foreign secretary": the words before it name whom it describes.
            if any(hit.start < end and start <= hit.end + len(", ") for hit in sentence.hits):
                continue
            holder = _only_holder(holders.get(key, []), number, start, key)
            other = _FALLS_BACK.get(key)
            if holder is None and other and key not in holders:
                holder = _only_holder(holders.get(other, []), number, start, other)
            if holder and sentence.is_free(start, end):
                sentence.take(
                    Hit(
                        start,
                        end,
                        holder.actor_id,
                        "nominal",
                        "inherited",
                        _CONFIDENCE,
                        holder.person,
                        holder.surface,
                    )
                )


def is_territory(surface: str, compiled: Compiled) -> bool:
    """Whether a description may be a place, too: "the country", "the North", not "the president".

    Examples
    --------
    >>> import framing as fr
    >>> from framing.mentions.aliases import compile_aliases
    >>> compiled = compile_aliases(fr.read_codebook())
    >>> is_territory("the country", compiled), is_territory("the president", compiled)
    (True, False)
    """
    noun = surface.split()[-1].lower()
    return noun in _SIDES or noun in compiled.words["state_noun"]


def _descriptions(sentence: Sentence, compiled: Compiled) -> Iterator[_Found]:
    """List the descriptions of a sentence that may inherit."""
    text = sentence.text
    for article in _DEFINITE.finditer(text):
        word = article.group(2).lower()
        if word not in compiled.heads:
            continue
        title = _title_at(sentence, article.end(1), word, compiled)
        if title:
            is_alone = _is_alone(text, title.end) and not _NAME_AFTER.match(text, title.end)
            if is_alone and text[title.start : title.end].lower() not in _VAGUE:
                yield _Found(article.start(), title.end, title.office)
            continue
        noun, end = article.group(2), article.end()
        if noun.lower() in _SIDES and noun[0].isupper():
            if not _GOES_ON.match(text, end):
                yield _Found(article.start(), end, noun.lower())
        elif _is_alone(text, end):
            if noun.lower() == "alliance":
                yield _Found(article.start(), end, "alliance")
            elif noun.lower() in compiled.words["union_noun"]:
                yield _Found(article.start(), end, "union")
            elif noun.lower() in compiled.words["government_noun"]:
                yield _Found(article.start(), end, noun.lower())
            elif noun.lower() in compiled.words["state_noun"]:
                yield _Found(article.start(), end, "state")
    for half in _HALF_OF_PAIR.finditer(text) if _may_have_pair(text) else ():
        yield _Found(half.start(), half.end(), half.group(1).lower())


def _may_have_pair(text: str) -> bool:
    """Whether "North and" or the like may stand in a text; the pattern for it is slow."""
    return "th and " in text or "st and " in text or "th or " in text or "st or " in text


def _title_at(sentence: Sentence, start: int, word: str, compiled: Compiled) -> Title | None:
    """Return the word for an office that begins with `word` at an offset, if one does."""
    if word not in compiled.title_heads:
        return None
    titles = find_titles(sentence, compiled)
    return next((title for title in titles if title.start == start), None)


def _is_alone(text: str, end: int) -> bool:
    """Whether a description that ends there is whole: no "of", no noun that it belongs to."""
    word = _WORD_AFTER.match(text, end)
    is_compound = word is not None and tag_of(word.group(1)) in ("NN", "NNS", "JJ")
    return not is_compound and not _NOT_ALONE.match(text, end)


def _find_holders(
    sentences: Sequence[Sentence], compiled: Compiled, wanted: set[str]
) -> dict[str, list[_Holder]]:
    """Description -> who holds it in the article, in the order of the text."""
    holders: dict[str, list[_Holder]] = {}
    has_office = not wanted.isdisjoint(compiled.office_of)
    if has_office:
        find_all_titles(sentences, compiled)
    for number, sentence in enumerate(sentences):
        titles = find_titles(sentence, compiled) if has_office else []
        for hit in sorted(sentence.hits, key=lambda hit: hit.start):
            if not hit.actor_id or hit.rule == "both":
                continue
            surface = sentence.text[hit.start : hit.end]
            for key in _held(hit, sentence, titles, compiled):
                if key in wanted:
                    holder = _Holder(number, hit.start, hit.actor_id, surface, hit.person)
                    holders.setdefault(key, []).append(holder)
        for title in titles:
            stranger = _stranger(number, sentence, title) if title.office in wanted else None
            if stranger:
                holders.setdefault(title.office, []).append(stranger)
    return holders


def _held(
    hit: Hit, sentence: Sentence, titles: Sequence[Title], compiled: Compiled
) -> Iterator[str]:
    """List the descriptions that a mention gives its actor: offices, governments, halves."""
    text = sentence.text
    for title in titles:
        before, after = text[title.end : hit.start], text[hit.end : title.start]
        if before in (" ", " of ", " of the ") or _UP_TO_OFFICE.fullmatch(after):
            yield title.office
    if hit.person and hit.alias_type in _PERSONS:
        yield from compiled.persons.offices.get((hit.actor_id or "", hit.person), [])
    noun = _NOUN_AFTER.match(text, hit.end)
    if noun and noun.group(1).lower() in compiled.words["government_noun"]:
        yield noun.group(1).lower()
    elif "inistry" in text and _MINISTRY_AFTER.match(text, hit.end):
        yield "ministry"
    if hit.alias_type == "name" and hit.actor_id in compiled.unions:
        yield "union"
        if hit.actor_id in compiled.alliances:
            yield "alliance"
    if hit.alias_type in _STATES and hit.actor_id not in compiled.bodies:
        yield "state"
        half = half_of(text[hit.start : hit.end], compiled)
        if half:
            yield half
    elif hit.alias_type in _PERSONS and hit.actor_id in compiled.half_actors:
        yield compiled.half_actors[hit.actor_id]


def _stranger(number: int, sentence: Sentence, title: Title) -> _Holder | None:
    """Somebody of no actor who holds the office, too: "president of Acme"."""
    company = _COMPANY.match(sentence.text, title.end)
    if company is None or not sentence.is_free(*company.span(1)):
        return None
    return _Holder(number, title.start, "", company.group(1), None)


def _only_holder(holders: Sequence[_Holder], number: int, start: int, key: str) -> _Holder | None:
    """The only one who holds a description: in the article, or else nearby and before it."""
    before = [h for h in holders if (h.sentence_no, h.start) < (number, start)]
    near = [h for h in before if number - h.sentence_no <= _NEAR]
    for group in [near] if key in _NEAR_ONLY else [list(holders), near]:
        if len({h.actor_id for h in group}) == 1 and group[0].actor_id:
            return _last_of(group, before)
    return None if key in _NEAR_ONLY else _whom_the_text_is_about(holders, before)


def _last_of(group: Sequence[_Holder], before: Collection[_Holder]) -> _Holder:
    """The holder named last before a description; no person where the group has several."""
    chosen = ([h for h in group if h in before] or group)[-1]
    return chosen if len({h.person for h in group}) == 1 else chosen._replace(person=None)


def _whom_the_text_is_about(
    holders: Sequence[_Holder], before: Collection[_Holder]
) -> _Holder | None:
    """The holder whom the article names far more often than all others together."""
    counts = Counter(h.actor_id for h in holders)
    if not counts:
        return None
    actor_id, most = counts.most_common(1)[0]
    if not actor_id or most < _CLEARLY * (len(holders) - most):
        return None
    return _last_of([h for h in holders if h.actor_id == actor_id], before)
