"""A sentence as the trained model sees it: the actor in question marked, all names hidden."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd

from ...codebook import Codebook
from ...tables import rows_of
from ...text import straighten
from ..masking import mask

TARGET, OTHER = "X", "Y"
"""The stand-ins: for the target's actor, and for all others."""

_MAX_CHARACTERS = 1000
"""Characters on either side of a mention that can hold all of those tokens; more is not even cut
into tokens.
"""
WORD = re.compile(r"\w[\w'-]*")
"""The words whose weights are told."""
_PERSONS = frozenset({"leader", "official"})
_POSSESSIVE = re.compile(r"['’]s?$")


class Shown(NamedTuple):
    """A sentence as the model sees it; the target stands at ``start:end``."""

    text: str
    start: int
    end: int


class Place(NamedTuple):
    """A mention in a sentence at ``start:end``."""

    start: int
    end: int
    who: tuple[object, ...]
    """The same for mentions of the same country or person."""
    is_name: bool = True


def identify(surface: str, actor_id: object, alias_type: str) -> tuple[object, ...]:
    """Return what two mentions share if they are shown alike: the actor, and a person's last name.

    Examples
    --------
    >>> identify("Vladimir Putin", "RUS", "leader") == identify("Putin’s", "RUS", "leader")
    True
    >>> identify("Putin", "RUS", "leader") == identify("Moscow", "RUS", "capital")
    False
    """
    if alias_type in _PERSONS or pd.isna(actor_id):  # type: ignore[call-overload]
        last_name = _POSSESSIVE.sub("", surface.lower()).split()[-1:]
        return actor_id if isinstance(actor_id, str) else None, last_name
    return (actor_id,)


@lru_cache(maxsize=8)
def _nameless(codebook: Codebook) -> frozenset[str]:
    """Collect the pronouns and articles of a codebook, which name nobody."""
    words = codebook.voice_words.query("word_type in ('pronoun', 'determiner')")["word"]
    return frozenset(words.str.lower())


def names_somebody(surface: str, alias_type: str, codebook: Codebook) -> bool:
    """Say whether a mention is a name, and not a description or a pronoun, which may be shown.

    Examples
    --------
    >>> import framing as fr
    >>> codebook = fr.read_codebook()
    >>> names_somebody("Xi", "leader", codebook), names_somebody("They", "leader", codebook)
    (True, False)
    >>> names_somebody("the two countries", "description", codebook)
    False
    """
    words = surface.lower().split()
    return alias_type not in ("description", "nominal") and not _nameless(codebook).issuperset(
        words
    )


def show_target(
    text: str, target: Place, others: Sequence[Place], *, is_masked: bool = True
) -> Shown:
    """Make a sentence into what the model sees when it judges `target`.

    Parameters
    ----------
    text : str
        One sentence.
    target : Place
        The mention to judge, as offsets into `text`.
    others : sequence of Place
        The other mentions in it. One that overlaps the target is left out.
    is_masked : bool
        False shows all names; only for comparison.

    Examples
    --------
    >>> xi, putin = Place(0, 2, ("Xi",)), Place(20, 34, ("Putin",))
    >>> show_target("Xi will soon praise Vladimir Putin.", putin, [xi])
    Shown(text='Y will soon praise X.', start=19, end=20)
    """
    plain = straighten(text)
    if is_masked:
        apart = [
            other for other in others if other.end <= target.start or other.start >= target.end
        ]
        spans = [
            (place.start, place.end, TARGET if place.who == target.who else OTHER)
            for place in (target, *apart)
            if place.is_name
        ]
        masked = mask(plain, spans)
        start, end = _moved(target.start, masked.stretches), _moved(target.end, masked.stretches)
        plain = masked.text
    else:
        start, end = target.start, target.end
    left, right = max(0, start - _MAX_CHARACTERS), end + _MAX_CHARACTERS
    return Shown(plain[left:right], start - left, end - left)


def _moved(offset: int, stretches: Sequence[Any]) -> int:
    """Turn an offset that stands inside no stretch into one in the masked text."""
    shift = 0
    for start, end, masked_start, masked_end in stretches:
        if end <= offset:
            shift = masked_end - end
        elif start < offset:
            return int(masked_start)
    return offset + shift


def show_mentions(
    mentions: pd.DataFrame, sentences: pd.DataFrame, codebook: Codebook, *, is_masked: bool = True
) -> Iterator[tuple[str, Shown | None]]:
    """Yield each mention's id, and its sentence as the model sees it where it is to be judged.

    Mentions in boilerplate and empty ones are not.
    """
    columns = ["sentence_id", "mention_id", "start", "end", "surface", "actor_id", "alias_type"]
    groups: dict[str, list[tuple[str, Place]]] = {}
    for sentence_id, mention_id, start, end, surface, actor_id, alias_type in rows_of(
        mentions, columns
    ):
        is_name = names_somebody(surface, alias_type, codebook)
        place = Place(start, end, identify(surface, actor_id, alias_type), is_name)
        groups.setdefault(sentence_id, []).append((mention_id, place))
    rows = rows_of(sentences, ["sentence_id", "text", "start", "part"])
    known = {sentence_id: rest for sentence_id, *rest in rows}
    for sentence_id, group in groups.items():
        text, offset, part = known[sentence_id]
        places = [
            place._replace(start=place.start - offset, end=place.end - offset) for _, place in group
        ]
        for number, (mention_id, _) in enumerate(group):
            target, others = places[number], places[:number] + places[number + 1 :]
            if part == "boilerplate" or not text[max(target.start, 0) : max(target.end, 0)].strip():
                yield mention_id, None
            else:
                yield mention_id, show_target(text, target, others, is_masked=is_masked)
