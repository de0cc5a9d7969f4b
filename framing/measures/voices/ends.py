"""Where a content ends: at a semicolon, before the next cue, with its clause or phrase."""

from collections.abc import Sequence

from ...text import tag_of
from .contents import has_content
from .phrases import end_before_participle, is_listed
from .sentence import DASHES, QUOTATION, Cue, Piece, Sentence
from .sources import find_source

REST_MARKS = DASHES | {",", ":", ";", "."}
"""Marks after which a content may go on."""
_NEXT = 4
"""Words from "as" on in which a clause shows its verb."""
_QUOTED = 6
"""Words within which a quotation goes on after a cue."""


def content_end(
    sentence: Sentence, start: int, cue: Cue, cues: Sequence[Cue], is_phrase: bool
) -> int:
    """Return where the content ends that begins at item `start`.

    It ends at a semicolon, before the next cue if that has a content of its own, at the comma after
    a clause that a conjunction opened, and, if it is a phrase and no clause, with the phrase.

    Examples
    --------
    >>> from framing.measures.voices.contents import content_start
    >>> from framing.measures.voices.cues import find_cues
    >>> from framing.measures.voices.sentence import read_sentence
    >>> def content_of(text, is_phrase=False):
    ...     sentence = read_sentence(text)
    ...     cues = find_cues(sentence)
    ...     start = content_start(sentence, cues[0])
    ...     end = content_end(sentence, start, cues[0], cues, is_phrase)
    ...     return sentence.text[slice(*sentence.piece(start, end))]
    >>> content_of("Kyiv said it was attacked; the war went on.")
    'it was attacked'
    >>> content_of("Kyiv said it was attacked, but Moscow said it was not there.")
    'it was attacked'
    >>> content_of("When Kyiv said it was attacked, he left the room.")
    'it was attacked'
    >>> content_of("He called the vote a farce when he came home.", is_phrase=True)
    'the vote a farce'
    >>> content_of("She said that Doe had left, an old friend.")
    'Doe had left'
    """
    end = next((item for item in range(start, sentence.n) if sentence.low[item] == ";"), sentence.n)
    if cue.form == "base" and sentence.word(cue.first - 1) == "to":
        end = _before_second_infinitive(sentence, start, end)
    for other in cues:
        if max(start, cue.last) <= other.first < end and other is not cue:
            border = _border_before_cue(sentence, start, other)
            if border is not None:
                return border
    source = find_source(sentence, cue, None)
    if source and sentence.is_a(source.first - 1, "fronted_clause"):
        border = _fronted_clause_end(sentence, start, end)
        if border is not None:
            return border
    if is_phrase:
        return _phrase_content_end(sentence, start, end, cue)
    return _without_remark(sentence, start, end)


def _before_second_infinitive(sentence: Sentence, start: int, end: int) -> int:
    """Return where ", and to" goes on with what is done beside: "to say that X, and to go"."""
    for item in range(start + 2, end - 1):
        if sentence.low[item : item + 2] == ["and", "to"] and sentence.low[item - 1] == ",":
            return item - 1
    return end


def _border_before_cue(sentence: Sentence, start: int, cue: Cue) -> int | None:
    """Return where a content that began at item `start` ends because of a later cue, if it does."""
    before = cue.first - 1
    while before > start and (sentence.is_adverb(before) or sentence.is_a(before, "auxiliary")):
        before -= 1
    for rule in NEXT_CUE_RULES:
        border = rule(sentence, start, cue, before)
        if border is not None:
            return max(start, border)
    return None


def before_participle(sentence: Sentence, start: int, cue: Cue, before: int) -> int | None:
    """End a content before a participle of saying.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> before_participle(*later_cue("He said it rained, adding that it was cold.", "adding"))
    4
    """
    if cue.form != "ing":
        return None
    low = sentence.low[before]
    is_telling = cue.classes & {"speech", "address", "judge"} or has_content(sentence, cue)
    if is_telling and low in (",", QUOTATION):
        return before if low == "," else before + 1
    return before if low in ("and", "while", "before") else None


def before_second_verb(sentence: Sentence, start: int, cue: Cue, before: int) -> int | None:
    """End a content before a second cue of the same source.

    Examples
    --------
    >>> before_second_verb(*later_cue("He said it rained and added that it was cold.", "added"))
    4
    """
    is_joined = sentence.low[before] in ("and", "but") and cue.form != "ing"
    if is_joined and has_content(sentence, cue):
        return before - (sentence.low[before - 1] == ",")
    return None


def before_second_source(sentence: Sentence, start: int, cue: Cue, before: int) -> int | None:
    """End a content before a clause in which another source speaks.

    Examples
    --------
    >>> before_second_source(*later_cue("Kyiv said it won, while Moscow denied it.", "denied"))
    5
    """
    if cue.form not in ("finite", "base") or not has_content(sentence, cue):
        return None
    source = find_source(sentence, cue, None)
    if source is None or source.first <= start:
        return None
    border = source.first - 1
    if cue.form == "base" and sentence.is_a(cue.first - 1, "modal"):
        return None
    is_apart = border > start and sentence.low[border - 1] in (",", QUOTATION)
    if sentence.is_a(border, "second_source") or sentence.low[border] == "—":
        return border if is_apart or sentence.low[border] in ("while", "but", "and") else None
    return None


NEXT_CUE_RULES = (before_participle, before_second_verb, before_second_source)
"""How a later cue ends a content; tried in this order."""


def later_cue(text: str, word: str) -> tuple[Sentence, int, Cue, int]:
    """Return what a rule of `NEXT_CUE_RULES` takes for a later cue of a text, for examples."""
    from .cues import candidate

    sentence, cue = candidate(text, word)
    return sentence, 2, cue, cue.first - 1


def _fronted_clause_end(sentence: Sentence, start: int, end: int) -> int | None:
    """Return the comma that closes a clause before the main one: "When he said it rained, ..."."""
    for item in range(start + 2, end):
        low = sentence.low[item]
        if low == "," and sentence.has_finite(start, item) and not is_listed(sentence, item, end):
            return item
        if low == QUOTATION and sentence.last_mark(item) == "," and item + 1 < end:
            return item + 1
    return None


def _phrase_content_end(sentence: Sentence, start: int, end: int, cue: Cue) -> int:
    """Return where a content that is a phrase ends: "called the vote a farce when ..."."""
    for item in range(start + 1, end):
        low = sentence.low[item]
        if (
            sentence.low[item - 1] == QUOTATION
            and sentence.last_mark(item - 1) == ","
            and low not in ("and", "or", QUOTATION)
        ):
            return item
        if low == "and" and sentence.has_finite(item + 1, min(end, item + 3)):
            return item
        is_last = item + 1 >= end
        if low == "," and (
            is_last or not (sentence.low[item + 1] == QUOTATION or is_listed(sentence, item, end))
        ):
            return item
        is_border = low == "—" or sentence.is_a(item, "phrase_border")
        is_as = low == "as" and "as" in cue.classes
        if is_as and sentence.is_name(item + 1) and sentence.has_finite(item + 2, item + _NEXT):
            is_as = False  # "condemned the launch as Pyongyang fired"
        if is_border and item > start + 1 and not is_as:
            return item
        if low in ("on", "in", "at") and not is_last and sentence.is_a(item + 1, "time"):
            return item
        if is_last and sentence.is_a(item, "time"):
            return item
    return end


def _without_remark(sentence: Sentence, start: int, end: int) -> int:
    """Return the end before the outlet's last remark on a name: "had left, an old friend"."""
    commas = (item for item in range(end - 1, start + 2, -1) if sentence.low[item] == ",")
    comma = next(commas, end)
    is_remark = sentence.is_a(comma + 1, "determiner") and not sentence.has_finite(comma + 1, end)
    return comma if is_remark and QUOTATION not in sentence.low[comma:end] else end


def goes_on_with(sentence: Sentence, item: int, border: int, before: int) -> Piece | None:
    """Return what the source goes on to say after the cue, if it does."""
    mark = sentence.word(item)
    first = item + (mark in REST_MARKS)
    if first >= sentence.n:
        return None
    if sentence.low[first] != QUOTATION:
        is_fronted = sentence.is_a(border, "fronted") and mark == ","
        is_participle = tag_of(sentence.low[first]) == "VBG" and not is_fronted
        is_other = is_participle or sentence.is_a(first, "not_continued")
        if is_other or (mark != "," and mark not in DASHES):
            return None
        is_conjunction = sentence.low[first] in ("that", "to")
        if sentence.low[before] == QUOTATION:
            is_continued = is_conjunction and QUOTATION in sentence.low[first : first + _QUOTED]
        else:
            is_continued = (
                is_conjunction
                or sentence.is_a(first, "continued")
                or sentence.is_a(first, "pronoun")
                or sentence.finite[first]
                or sentence.is_a(border, "wh")
                or is_fronted
                or not sentence.has_finite(border, before)
            )
        if not is_continued:
            return None
    return sentence.piece(first, end_before_participle(sentence, first))
