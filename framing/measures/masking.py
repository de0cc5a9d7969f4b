"""What a measure gets to see of a sentence: the words, but not who is named.

Lexicons score names: VADER gives "United States" +0.42 and "Justice Department" +0.53, TextBlob
gives "Great Britain" +0.80, and both give "China" nothing. So every actor, every institution of
``names.csv`` and every frame keyword is replaced by a stand-in of one word that no lexicon scores.
Two actors that change places leave the masked sentence as it was, and with it every score.
"""

import bisect
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ..codebook import Codebook
from ..text import WordList, clause_around, compile_borders, straighten
from .keywords import KeywordHit, find_keywords


class Stretch(NamedTuple):
    """A replaced stretch: its half-open span in the original and in the masked text."""

    start: int
    end: int
    masked_start: int
    masked_end: int


class Masked(NamedTuple):
    """A text with stand-ins for some stretches, and where each of them was and is."""

    text: str
    stretches: list[Stretch]

    def to_original(self, offset: int) -> int:
        """Turn an offset in the masked text, outside the stand-ins, into one in the original."""
        stretches = self.stretches
        number = bisect.bisect_right(stretches, offset, key=lambda stretch: stretch.masked_end) - 1
        if number < 0:
            return offset
        return offset - stretches[number].masked_end + stretches[number].end

    def stand_in_at(self, start: int) -> tuple[int, int]:
        """Find the span in the masked text of the stand-in for the original character `start`.

        Raises
        ------
        KeyError
            If the character at `start` is not masked.
        """
        stretches = self.stretches
        number = bisect.bisect_right(stretches, start, key=lambda stretch: stretch.start) - 1
        if number < 0 or start >= stretches[number].end:
            raise KeyError(f"character {start} is not masked")
        return stretches[number].masked_start, stretches[number].masked_end


def merge_spans(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Merge labelled spans where they overlap; the label of the first one stays."""
    merged: list[tuple[int, int, str]] = []
    for start, end, label in sorted(spans, key=lambda span: (span[0], -span[1])):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), merged[-1][2])
        else:
            merged.append((start, end, label))
    return merged


def mask(text: str, spans: Iterable[tuple[int, int, str]]) -> Masked:
    """Replace every span of `text` by its stand-in.

    Parameters
    ----------
    text : str
    spans : iterable of (start, end, stand-in)
        Overlapping spans are merged under the stand-in of the first.

    Examples
    --------
    >>> masked = mask("Great Britain is great.", [(0, 13, "Actor")])
    >>> masked.text, masked.to_original(masked.text.index("great"))
    ('Actor is great.', 17)
    """
    pieces: list[str] = []
    stretches: list[Stretch] = []
    last = length = 0
    for start, end, stand_in in merge_spans(spans):
        length += start - last
        stretches.append(Stretch(start, end, length, length + len(stand_in)))
        pieces += [text[last:start], stand_in]
        length += len(stand_in)
        last = end
    pieces.append(text[last:])
    return Masked("".join(pieces), stretches)


ACTOR, NAME, KEYWORD = "Actor", "Name", "Keyword"
"""The stand-ins for actors, for other names and for frame keywords."""


@lru_cache(maxsize=8)
def _names(codebook: Codebook) -> WordList:
    # A blocker is a name too ("American Civil Liberties Union"), and its words are no tone.
    names, blockers = codebook.names, codebook.blockers
    return WordList(
        [*names["name"], *blockers["phrase"]],
        [*names["is_case_sensitive"], *blockers["is_case_sensitive"]],
    )


@lru_cache(maxsize=8)
def _persons(codebook: Codebook) -> re.Pattern[str]:
    """Compile what makes a person: a title or a first name, and a name after it ("Mr Savage")."""
    table = codebook.reading_words
    by_type = {
        word_type: "|".join(sorted(map(re.escape, group["word"].str.capitalize())))
        for word_type, group in table.groupby("word_type")
    }
    title, first = by_type.get("personal_title", "(?!)"), by_type.get("first_name", "(?!)")
    name = r"[A-Z][a-zà-ÿ][\w’-]*"
    return re.compile(
        rf"(?<![\w-])(?:(?:{title})\.?\s(?P<titled>{name}(?:\s{name})?)|"
        rf"(?P<named>(?:{first})\s(?:[A-Z]\.\s)?{name}))"
    )


def _find_persons(text: str, codebook: Codebook) -> Iterator[tuple[int, int]]:
    for match in _persons(codebook).finditer(text):
        yield match.span(match.lastgroup or 0)


def mask_sentence(
    text: str,
    actors: Iterable[tuple[int, int]],
    codebook: Codebook,
    *,
    keywords: Iterable[KeywordHit] | None = None,
) -> Masked:
    """Replace the actors, names and frame keywords of a sentence by stand-ins.

    Its quotation marks become straight.

    Parameters
    ----------
    text : str
        One sentence.
    actors : iterable of (start, end)
        Its mentions, as offsets into `text`.
    codebook : Codebook
        Whose names and keywords are masked too.
    keywords : iterable of KeywordHit, optional
        What `find_keywords` found in `text`, if that is known already.

    Examples
    --------
    >>> import framing as fr
    >>> mask_sentence("The U.S. Justice Department sued.", [(4, 8)], fr.read_codebook()).text
    'The Actor Name sued.'
    """
    spans = [(start, end, ACTOR) for start, end in actors]
    taken = [(start, end) for start, end, _ in spans]
    hits = find_keywords(text, codebook) if keywords is None else keywords
    others = [(m.start, m.end, NAME) for m in _names(codebook).find_longest(text)]
    others += [
        (start, end, NAME)
        for start, end in _find_persons(text, codebook)
        if not any(left < end and start < right for left, right in taken)
    ]
    others += [(hit.start, hit.end, KEYWORD) for hit in hits]
    for start, end, stand_in in others:
        # What overlaps a mention is cut back to its own words, so that each actor keeps one
        # stand-in of its own.
        for piece in _without(start, end, taken):
            if text[slice(*piece)].strip():
                spans.append((*piece, stand_in))
    plain = straighten(text)
    spans = sorted(spans)
    if _is_shouted(plain, spans):
        spans = [(start, end, stand_in.upper()) for start, end, stand_in in spans]
    return mask(plain, spans)


def leave_unmasked(text: str, actors: Iterable[tuple[int, int]]) -> Masked:
    """Show a sentence as it stands, only to compare its scores with the masked ones."""
    return Masked(text, [Stretch(start, end, start, end) for start, end in sorted(actors)])


def _without(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """List the parts of ``start:end`` outside of the spans of `taken`."""
    pieces = [(start, end)]
    for left, right in taken:
        pieces = [
            part
            for a, b in pieces
            for part in ((a, min(b, left)), (max(a, right), b))
            if part[0] < part[1]
        ]
    return pieces


def _is_shouted(text: str, spans: list[tuple[int, int, str]]) -> bool:
    """Say whether all words outside the masked spans are in capitals, as in some headlines."""
    rest, last = [], 0
    for start, end, _ in spans:
        rest.append(text[last:start])
        last = max(last, end)
    return "".join([*rest, text[last:]]).isupper()


@lru_cache(maxsize=8)
def borders_of(codebook: Codebook) -> re.Pattern[str]:
    """Compile a codebook's borders of clauses for `clause_around`."""
    table = codebook.clause_borders
    return compile_borders(dict(zip(table["word"], table["border_type"], strict=True)))


def window_of(masked: Masked, start: int, window: str, codebook: Codebook) -> tuple[int, int]:
    """Find the window around the mention that begins at `start`, as a span of the masked sentence.

    Raises
    ------
    ValueError
        If `window` is neither ``sentence`` nor ``clause``.
    """
    if window == "sentence":
        return 0, len(masked.text)
    if window == "clause":
        return clause_around(masked.text, *masked.stand_in_at(start), borders_of(codebook))
    raise ValueError(f"window {window!r} is unknown; there are 'sentence' and 'clause'")
