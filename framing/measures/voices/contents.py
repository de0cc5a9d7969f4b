"""Where the content to the right of a cue starts: "NAME said on Monday that CLAUSE"."""

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
    if first - 1 > cue.first and sentence.is_a(first - 1, "wh"):
        return first - 1  # "explained how": the cue holds the first word of its content
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
        clause = first + (sentence.word(first) in ("even", "just", "only"))
        if sentence.is_a(clause, "tail_clause") and "judge" not in classes:
            return _that_after(sentence, clause)  # "said before she came that", "said when"
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
    first = _after_insertion(sentence, cue.last)
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
        is_place = low == "," and sentence.word(item + 2) == "," and is_adjunct
        if is_place and sentence.word(item + 3) == "that":
            return item + 3  # "said in Lyon, France, that"
        if low == ";" or (low == "," and sentence.word(item + 1) not in (QUOTATION, "that")):
            return None
        is_clause = sentence.finite[item] or sentence.is_a(item, "pronoun")
        if is_clause and (item > first or not is_addressed):
            return None
    return None


def _that_after(sentence: Sentence, first: int) -> int | None:
    """Return the "that" which follows a clause of time, if one does."""
    reach = range(first + 1, min(sentence.n, first + _REACH))
    return next((item for item in reach if sentence.low[item] == "that"), None)


def _after_insertion(sentence: Sentence, first: int) -> int:
    """Return the "that" after a remark between commas: "insists, most recently today, that"."""
    if sentence.word(first) != ",":
        return first
    for item in range(first + 1, min(sentence.n, first + _REACH)):
        if sentence.finite[item]:
            return first
        if sentence.low[item] == "," and sentence.word(item + 1) == "that":
            return item + 1
    return first


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


def has_content(sentence: Sentence, cue: Cue) -> bool:
    """Whether a cue surely has a content of its own."""
    return (
        bool(cue.classes & {"speech", "address", "ask"})
        or sentence.word(cue.last) in ("that", QUOTATION, ":")
        or "strong" in cue.classes
        or ("object" in cue.classes and sentence.opens_object(cue.last))
    )
