"""One sentence into the stretches of it that are somebody's words, and the quotations left over."""

import re
from collections.abc import Sequence

from ...text import Quotation
from .cues import find_cues
from .denials import has_no_speaker
from .found import Found, Reading, Setting, attribute
from .leads import lead_in, led_in, name_line, signed_line
from .nouns import owned_claims
from .sentence import DASHES, QUOTATION, Cue, Items, Piece, Sentence
from .shapes import SHAPES, content_last, find_setting
from .sources import find_source, main_subject

TERM = 3
"""Words up to which a quotation that nobody is named for is a term."""
_TITLE = 0.6
"""Share of words with a capital from which a quotation is the title of something."""
_CLOSING = "\"”'’» "
_PHRASE_MARKS = DASHES | {",", ";", QUOTATION, ":"}


def read_attributions(sentence: Sentence) -> list[Found]:
    """Return the attributions that the cues of a sentence make.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> from framing.measures.voices.found import show
    >>> sentence = read_sentence("Kyiv said it won, but Moscow said it lost.")
    >>> [show(sentence, found) for found in read_attributions(sentence)]
    [('it won', 'Kyiv', 'said'), ('it lost', 'Moscow', 'said')]
    """
    cues = find_cues(sentence)
    attributions: list[Found] = owned_claims(sentence, cues)
    led = led_in(sentence) or (signed_line(sentence) if not cues else None)
    if led:
        return [led, *attributions]
    border = 0
    last_source: Items | None = None
    for cue in cues:
        if cue.form == "phrase":
            found = according_to(sentence, cue)
        else:
            main = last_source or main_subject(sentence, cue.first)
            setting = find_setting(sentence, cue, cues, main, border)
            if has_no_speaker(sentence, cue, setting.source):
                continue
            found, source, border = _read_cue(sentence, cue, setting)
            if found and source and not sentence.is_a(source.last - 1, "relative"):
                last_source = source
        if found:
            attributions.append(found)
    return attributions


def _read_cue(sentence: Sentence, cue: Cue, setting: Setting) -> Reading:
    """Return what the first shape that fits makes of a cue."""
    for shape in SHAPES:
        reading = shape(sentence, cue, setting)
        if reading:
            return reading
    return content_last(sentence, cue, setting)


def according_to(sentence: Sentence, cue: Cue) -> Found | None:
    """Read a phrase without a verb, whose source follows it.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> from framing.measures.voices.found import show
    >>> def read(text):
    ...     sentence = read_sentence(text)
    ...     return show(sentence, according_to(sentence, find_cues(sentence)[0]))
    >>> read("According to the army, troops crossed the river.")
    ('troops crossed the river', 'the army', 'According to')
    >>> read("The trip, according to Jo Doe, a spokesman, was for peace.")
    ('The trip ... was for peace', 'Jo Doe, a spokesman', 'according to')
    """
    if "hearsay" in cue.classes:
        return None
    end = _phrase_source_end(sentence, cue)
    source = Items(cue.last, end)
    border = cue.first
    after = sentence.piece(end, sentence.n)
    is_in_relative = sentence.word(border - 1) == "," and sentence.is_a(border - 2, "relative")
    if is_in_relative and end < sentence.n:
        return attribute(sentence, [after], source, cue, 0.9)
    before = sentence.piece(0, border) if border > 1 else None
    is_whole = border > 1 and sentence.has_finite(0, border)
    return attribute(sentence, [before, None if is_whole else after], source, cue, 0.9)


def _phrase_source_end(sentence: Sentence, cue: Cue) -> int:
    """Return where the source after "according to" ends, with the remarks on it."""
    n = sentence.n
    end = cue.last
    while end < n and sentence.low[end] not in _PHRASE_MARKS:
        is_joint = end > cue.last and sentence.is_a(end, "source_end")
        if is_joint and sentence.has_finite(end, n):
            break
        end += 1
    if cue.first > 0:
        if sentence.word(end) == "," and sentence.is_a(end + 1, "determiner"):
            marks = (item for item in range(end + 1, n) if sentence.low[item] in (",", ";", "—"))
            remark_end = next(marks, n)
            if remark_end >= n or not sentence.has_finite(end + 1, remark_end):
                return remark_end
        return end
    while sentence.word(end) == ",":
        commas = (item for item in range(end + 1, n) if sentence.low[item] == ",")
        remark_end = next(commas, n)
        is_other = sentence.has_finite(end + 1, remark_end)
        if remark_end >= n or is_other or sentence.is_a(end + 1, "preposition"):
            break
        end = remark_end
    return end


def find_announced(sentence: Sentence) -> Piece | None:
    """Return the source of a sentence that ends in a colon; the next one holds its content.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> find_announced(read_sentence("Jo Doe said on Monday:"))
    Piece(start=0, end=6)
    >>> find_announced(read_sentence("Statement by Jo Doe:"))
    Piece(start=13, end=19)
    """
    if not sentence.low or sentence.low[-1] != ":":
        return None
    cues = [cue for cue in find_cues(sentence) if cue.form != "phrase"]
    if not cues:
        source = lead_in(sentence, len(sentence.low) - 1)
        return sentence.piece(*source) if source else None
    source = find_source(sentence, cues[-1], main_subject(sentence, cues[-1].first))
    return sentence.piece(*source) if source else None


def unclaimed_quotations(sentence: Sentence, attributions: Sequence[Found]) -> list[Quotation]:
    """Return the quotations of a sentence that no attribution holds.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> unclaimed_quotations(read_sentence("The “ghost town” slept."), [])
    [Quotation(start=4, end=16, is_closed=True)]
    """
    if QUOTATION not in sentence.low:
        return []
    pieces = [piece for found in attributions for piece in found.pieces]
    return [
        Quotation(start, end, True)
        for low, start, end in zip(sentence.low, sentence.starts, sentence.ends, strict=True)
        if low == QUOTATION and not any(piece.start < end and start < piece.end for piece in pieces)
    ]


def is_whole(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence of its own: it begins with a capital and has a stop.

    Examples
    --------
    >>> is_whole("“It is late.”", Quotation(0, 13, True)), is_whole("“late”", Quotation(0, 6, True))
    (True, False)
    """
    words = re.findall(r"\w+", text[quotation.start : quotation.end])
    ends = text[quotation.start : quotation.end].rstrip(_CLOSING)[-1:] in (".", "!", "?")
    return ends and len(words) > 1 and words[0][0].isupper() and words[-1].islower()


def guess_source(sentence: Sentence, quotation: Quotation, near: Piece | None) -> Found:
    """Attribute a quotation without a cue to the subject of its sentence, else to `near`.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> from framing.measures.voices.found import show
    >>> sentence = read_sentence("The city was a “ghost town” at noon.")
    >>> found = guess_source(sentence, unclaimed_quotations(sentence, [])[0], None)
    >>> show(sentence, found), found.is_term
    (('“ghost town”', 'The city', ''), True)
    """
    item = sentence.starts.index(quotation.start)
    is_led = sentence.word(item - 1) == ":"
    leading = (lead_in(sentence, item - 1) or name_line(sentence, item - 1)) if is_led else None
    if leading:
        return Found([Piece(quotation.start, quotation.end)], sentence.piece(*leading), None, 0.8)
    subject = main_subject(sentence, item)
    source = sentence.piece(*subject) if subject else near
    words = re.findall(r"\w+", sentence.text[quotation.start : quotation.end])
    n_capitals = sum(word[0].isupper() for word in words)
    is_said = sentence.word(item - 1) == ":" and is_whole(sentence.text, quotation)
    is_term = not is_said and (len(words) <= TERM or n_capitals > _TITLE * len(words))
    piece = Piece(quotation.start, quotation.end)
    return Found([piece], source, None, 0.3 if is_term else 0.5, is_term)
