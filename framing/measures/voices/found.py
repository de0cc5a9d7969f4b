"""What a rule makes of a cue: an attribution in the making."""

from collections.abc import Sequence
from typing import NamedTuple

from .sentence import Cue, Items, Piece, Sentence


class Found(NamedTuple):
    """An attribution in the making; offsets are into the article's text."""

    pieces: list[Piece]
    source: Piece | None
    cue: Piece | None
    confidence: float
    is_term: bool = False
    is_closed: bool = True
    is_spoken: bool = False
    """A turn of a transcript: verbatim without quotation marks."""


class Setting(NamedTuple):
    """What the shape of a cue depends on beside the cue itself."""

    cues: Sequence[Cue]
    source: Items | None
    """The source that stands before the cue, or the one that it shares."""
    mark: int
    """The item between a content and the source after it; -1 if no content can stand there."""
    border: int
    """The item up to which the words before the cue are taken."""


class Reading(NamedTuple):
    """What a shape makes of a cue: an attribution, its source, and where the next may begin."""

    found: Found | None
    source: Items | None
    border: int


def attribute(
    sentence: Sentence,
    pieces: Sequence[Piece | None],
    source: Items | None,
    cue: Cue,
    confidence: float,
) -> Found | None:
    """Return the attribution of these pieces to a source, or none if all are empty."""
    content = [piece for piece in pieces if piece]
    if not content:
        return None
    cue_span = Piece(sentence.starts[cue.first], sentence.ends[cue.last - 1])
    return Found(content, sentence.piece(*source) if source else None, cue_span, confidence)


def show(sentence: Sentence, found: Found) -> tuple[str, str, str]:
    """Return content, source and cue of an attribution as text, for examples."""
    spans = [found.source or (0, 0), found.cue or (0, 0), *found.pieces]
    source, cue, *pieces = (sentence.text[start:end] for start, end in spans)
    return " ... ".join(pieces), source, cue
