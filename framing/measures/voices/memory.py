"""What the next sentence and the next paragraph of an article may go on from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...text import Quotation
from .found import Found
from .leads import named_speaking, office_line, signature
from .sentence import QUOTATION, Piece, Sentence

_SPOKEN_WORDS = 4
"""Words from which a paragraph after a colon is a speech."""
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s|I|[Mm]y)\b")


@dataclass
class Memory:
    """What the next sentence of an article may go on from."""

    source: Piece | None = None
    """Who spoke last."""
    paragraph: int = 0
    """The paragraph in which it spoke."""
    is_announced: bool = False
    """Whether the last sentence ended in cue and colon."""
    is_continued: bool = False
    """Whether the last paragraph ended in a quotation that is not closed."""
    is_led: bool = False
    """Whether it has a cue, or calls what follows a statement, so that it needs no marks."""
    is_statement: bool = False
    """Whether the last paragraph is one of a statement that a line led in."""
    waiting: list[int] = field(default_factory=list)
    """Places of the quotations right before, whose source may be named under them."""

    def speaks(self, source: Piece, paragraph: int) -> None:
        """Remember who spoke last."""
        self.source, self.paragraph = source, paragraph


def spoken_paragraph(
    text: str,
    paragraph: tuple[int, int],
    number: int,
    quotations: Sequence[Quotation],
    sentences: Sequence[Sentence | None],
    memory: Memory,
) -> Found | None:
    """Return a paragraph that is somebody's words without quotation marks, if it is.

    The one after "NAME added:" is; those after "Statement by NAME:" are, as long as they speak of
    "we" or "I".
    """
    start, end = paragraph
    is_said = memory.is_announced and memory.is_led and memory.paragraph == number - 1
    goes_on = memory.is_statement and _FIRST_PERSON.search(text, start, end)
    if (
        not (is_said or goes_on)
        or memory.source is None
        or quotations
        or _is_list(text, *paragraph)
    ):
        memory.is_statement = False
        return None
    memory.is_statement = goes_on is not None or _FIRST_PERSON.search(text, start, end) is not None
    memory.speaks(memory.source, number)
    return Found([Piece(start, end)], memory.source, None, 0.7, is_spoken=True)


def _is_list(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is too short or too bare to be a speech, or is a heading itself."""
    words = text[start:end].split()
    return len(words) < _SPOKEN_WORDS or words[-1].endswith(":")


def name_waiting(
    attributions: list[Found],
    found: Sequence[Found],
    sentences: Sequence[Sentence | None],
    number: int,
    memory: Memory,
) -> None:
    """Give the quotations of the paragraphs before to a source that is named under them.

    It is named by a signature, or by the last of several paragraphs that are quoted.
    """
    first = next((sentence for sentence in sentences if sentence and sentence.low), None)
    is_quoted = first is not None and first.low[0] == QUOTATION
    signer = None
    if first is not None and not is_quoted:
        signer = signature(first)
        if memory.waiting and signer is None:
            signer = office_line(first) or named_speaking(first)
    named = signer
    if is_quoted and found and found[0].source and (found[0].cue or found[0].confidence > 0.7):
        named = found[0].source
    if named:
        for place in memory.waiting:
            if signer or attributions[place].source is None or not attributions[place].is_closed:
                attributions[place] = attributions[place]._replace(
                    source=named, confidence=0.7, is_term=False
                )
        memory.waiting = []
    if signer:
        memory.speaks(signer, number)
    is_lone = is_quoted and all(not one.cue for one in found) and not (signer or named)
    waits = is_lone and len(found) > 0
    memory.waiting = (memory.waiting if waits else []) + (
        list(range(len(attributions), len(attributions) + len(found))) if waits else []
    )
