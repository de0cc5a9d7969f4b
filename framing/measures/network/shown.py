"""A sentence as the network sees it: every actor looks alike."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from ...codebook import Codebook
from ...tables import rows_of
from ...text import straighten
from ..masking import Stretch, mask

STAND_IN = "X"
"""Every actor is shown as this, so two that change places leave a sentence as it was."""
WORD = re.compile(r"\w[\w'-]*")
"""The words whose weights are told."""


class Shown(NamedTuple):
    """A sentence as the network sees it; its mentions stand at `spans`."""

    text: str
    spans: tuple[tuple[int, int], ...]


class Place(NamedTuple):
    """A mention in a sentence at ``start:end``."""

    start: int
    end: int
    is_name: bool = True


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


def show_sentence(text: str, places: Sequence[Place], *, is_masked: bool = True) -> Shown:
    """Make a sentence into what the network sees.

    Parameters
    ----------
    text : str
        One sentence.
    places : sequence of Place
        Its mentions, as offsets into `text`; none overlaps another.
    is_masked : bool
        False shows all names; only for comparison.

    Examples
    --------
    >>> show_sentence("Chad thanked Mali.", [Place(0, 4), Place(13, 17)])
    Shown(text='X thanked X.', spans=((0, 1), (10, 11)))
    """
    hidden = [(place.start, place.end, STAND_IN) for place in places if place.is_name and is_masked]
    masked = mask(straighten(text), hidden)
    spans = [
        (_moved(place.start, masked.stretches, 0), _moved(place.end, masked.stretches, 1))
        for place in places
    ]
    return Shown(masked.text, tuple(spans))


def _moved(offset: int, stretches: Sequence[Stretch], side: int) -> int:
    """Turn an offset into one in the masked text; one inside a stretch into the stretch's end."""
    shift = 0
    for start, end, masked_start, masked_end in stretches:
        if end <= offset:
            shift = masked_end - end
        elif start < offset or (start == offset and not side):
            return masked_end if side else masked_start
    return offset + shift


def show_mentions(
    mentions: pd.DataFrame, sentences: pd.DataFrame, codebook: Codebook, *, is_masked: bool = True
) -> Iterator[tuple[str, tuple[str, ...], Shown]]:
    """Yield the sentences that hold mentions as the network sees them: id, mention ids, sentence.

    A sentence whose mentions overlap is shown more than once, so that none hides another; what is
    first said of a mention counts. Mentions
    in boilerplate and empty ones are not shown.
    """
    groups: dict[str, list[tuple[int, int, str, bool]]] = {}
    columns = ["sentence_id", "mention_id", "start", "end", "surface", "alias_type"]
    for sentence_id, mention_id, start, end, surface, alias_type in rows_of(mentions, columns):
        is_name = names_somebody(surface, alias_type, codebook)
        groups.setdefault(sentence_id, []).append((start, end, mention_id, is_name))
    rows = rows_of(sentences, ["sentence_id", "text", "start", "part"])
    known = {sentence_id: rest for sentence_id, *rest in rows if sentence_id in groups}
    for sentence_id, group in groups.items():
        text, offset, part = known[sentence_id]
        if part == "boilerplate":
            continue
        placed = [
            (Place(start - offset, end - offset, is_name), mention_id)
            for start, end, mention_id, is_name in sorted(group)
            if text[max(start - offset, 0) : max(end - offset, 0)].strip()
        ]
        for layer in _layers(placed):
            shown = show_sentence(text, [place for place, _ in layer], is_masked=is_masked)
            yield sentence_id, tuple(mention_id for _, mention_id in layer), shown


def _layers(placed: list[tuple[Place, str]]) -> Iterator[list[tuple[Place, str]]]:
    """Yield choices of sorted places that do not overlap one another, until each was chosen.

    Each choice is as full as it can be, so that no name is left to be seen.
    """
    left = placed
    while left:
        last, chosen = 0, []
        for place, mention_id in left:
            if place.start >= last:
                chosen.append((place, mention_id))
                last = place.end
        left = [one for one in left if one not in chosen]
        for place, mention_id in placed:
            if all(place.end <= other.start or other.end <= place.start for other, _ in chosen):
                chosen.append((place, mention_id))
        yield sorted(chosen)
