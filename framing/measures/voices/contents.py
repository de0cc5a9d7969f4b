"""Where the content to the right of a cue starts and ends: "NAME said on Monday that CLAUSE"."""

from collections.abc import Sequence

from .phrases import is_listed
from .sentence import QUOTATION, Cue, Items, Sentence
from .sources import find_source

_REACH = 14
"""Words between a cue and its content, at most."""
_WH_REACH = 8
"""Words between a cue and a wh-word, at most."""
_CLAUSE = 8
"""Words in which a clause shows its verb."""
_ANY_CONTENT = frozenset({"speech", "address", "ask", "that"})
ADDRESSED = frozenset({"address", "ask"})
"""Classes of cues that name who is told or asked before the content."""


def content_start(sentence: Sentence, cue: Cue) -> int | None:
    """Return the first item of the content to the right of a cue, or none if none follows.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> def content_of(text, word):
    ...     sentence, cue = candidate(text, word)
    ...     start = content_start(sentence, cue)
    ...     return " ".join(sentence.surfaces[start : sentence.n]) if start else None
    >>> content_of("The envoy said on Tuesday that it rained.", "said")
    'that it rained'
    >>> content_of("Officials told NBC News the bridge fell.", "told")
    'the bridge fell'
    >>> content_of("The envoy said on Tuesday it rained.", "said")
    'it rained'
    >>> content_of("Moscow called the vote a farce.", "called")
    'the vote a farce'
    >>> content_of("A new poll shows the party is losing.", "shows")
    'the party is losing'
    >>> content_of("The envoy shows a film.", "shows") is None
    True
    """
    first, classes = cue.last, cue.classes
    if first >= sentence.n:
        return None
    if sentence.low[first] == "," and sentence.word(first + 1) == QUOTATION:
        return first + 1
    marker = _find_marker(sentence, cue)
    is_content = marker == first or "judge" not in classes or classes & {"speech", "address"}
    if marker is not None and is_content:
        is_quoted = "quote" in classes and sentence.low[marker] in (QUOTATION, ":")
        if is_quoted or classes & _ANY_CONTENT:
            return marker
    if classes & ADDRESSED:
        return _after_addressee(sentence, first)
    if "speech" in classes:
        start = _after_adjunct(sentence, first)
        is_clause = start is not None and sentence.has_finite(
            start, min(sentence.n, start + _REACH)
        )
        return start if is_clause or "judge" in classes or cue.lemma == "say" else None
    if "judge" in classes:
        return first
    if "that" in classes and cue.first and _is_evidence(sentence, find_source(sentence, cue, None)):
        return _after_adjunct(sentence, first)
    return None


def _find_marker(sentence: Sentence, cue: Cue) -> int | None:
    """Return the "that", wh-word, colon or quotation with which a content begins.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> _find_marker(*candidate("The envoy said on Tuesday that it rained.", "said"))
    5
    """
    first = cue.last
    is_addressed = bool(cue.classes & ADDRESSED)
    is_adjunct = (
        sentence.is_a(first, "preposition")
        or sentence.is_a(first, "time")
        or sentence.is_adverb(first)
    )
    for item in range(first, min(sentence.n, first + _REACH)):
        low = sentence.low[item]
        is_wh = sentence.is_a(item, "wh") and low != "when" and item - first < _WH_REACH
        is_led_to = item == first or is_adjunct or is_addressed
        if low in ("that", ":") or is_wh:
            is_marker = is_led_to or low == ":" or "speech" not in cue.classes
            return item if is_marker else None
        if low == QUOTATION:
            is_marker = (
                item == first
                or sentence.low[item - 1] in (",", ":")
                or sentence.is_a(item - 1, "time")
                or is_addressed
                or (is_adjunct and not sentence.is_a(item - 1, "determiner"))
                or "quote" in cue.classes
            )
            return item if is_marker else None
        if low == ";" or (low == "," and sentence.word(item + 1) not in (QUOTATION, "that")):
            return None
        is_clause = sentence.finite[item] or sentence.is_a(item, "pronoun")
        if is_clause and (item > first or not is_addressed):
            return None
    return None


def _is_evidence(sentence: Sentence, source: Items | None) -> bool:
    """Whether a poll, a study or a document is what shows something."""
    return source is not None and any(sentence.is_a(item, "evidence") for item in range(*source))


def _after_adjunct(sentence: Sentence, first: int) -> int | None:
    """Return the first item after "on Tuesday" or "often", or none at the end of the sentence."""
    item = first
    while item < sentence.n and (
        sentence.is_a(item, "time") or (sentence.is_adverb(item) and not sentence.is_name(item))
    ):
        item += 1
    if sentence.is_a(item, "adjunct"):
        last = item + 1
        while (
            last < sentence.n
            and last - item < _REACH
            and not sentence.finite[last]
            and sentence.low[last] not in (",", ";")
        ):
            is_time = sentence.is_a(last, "time")
            if is_time and last + 1 < sentence.n and sentence.low[last + 1] != ",":
                return last + 1
            if sentence.is_a(last, "pronoun") and last > item + 1:
                return last
            last += 1
    return item if item < sentence.n else None


def _after_addressee(sentence: Sentence, first: int) -> int | None:
    """Return the first item after who is told or asked: "told NBC News the bridge fell"."""
    if sentence.is_a(first, "object"):
        return first + 1 if first + 1 < sentence.n else None
    for item in range(first + 1, min(sentence.n, first + _REACH)):
        if sentence.is_a(item, "pronoun") or sentence.is_a(item, "after_addressee"):
            return item
        is_free = not (
            sentence.is_a(item - 1, "preposition") or sentence.is_a(item - 1, "determiner")
        )
        if is_free and sentence.is_a(item, "determiner"):
            return item
        if sentence.is_a(item, "time") and item + 1 < sentence.n:
            return item + 1
        if is_free and sentence.is_name(item) and not sentence.is_name(item - 1):
            return item
    return None


def is_phrase_content(sentence: Sentence, cue: Cue, start: int) -> bool:
    """Whether the content that begins at item `start` is a phrase and no clause."""
    if sentence.low[start] in ("that", ":", QUOTATION) or sentence.is_a(start, "wh"):
        return False
    if cue.classes & {"speech", "address"} and "judge" not in cue.classes:
        return False
    is_clause = "speech" in cue.classes and sentence.has_finite(
        start, min(sentence.n, start + _CLAUSE)
    )
    return not is_clause


def content_end(
    sentence: Sentence, start: int, cue: Cue, cues: Sequence[Cue], is_phrase: bool
) -> int:
    """Return where the content ends that begins at item `start`.

    It ends at a semicolon, before the next cue if that has a content of its own, at the comma after
    a clause that a conjunction opened, and, if it is a phrase and no clause, with the phrase.

    Examples
    --------
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
    semicolons = (item for item in range(start, sentence.n) if sentence.low[item] == ";")
    end = next(semicolons, sentence.n)
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


def has_content(sentence: Sentence, cue: Cue) -> bool:
    """Whether a cue surely has a content of its own."""
    return (
        bool(cue.classes & {"speech", "address", "ask"})
        or sentence.word(cue.last) in ("that", QUOTATION, ":")
        or "strong" in cue.classes
        or ("object" in cue.classes and sentence.opens_object(cue.last))
    )


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
        if is_border and item > start + 1 and not (low == "as" and "as" in cue.classes):
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
