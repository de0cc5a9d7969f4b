"""The borders of noun phrases and clauses in a sentence, told from the words beside them."""

import re

from ...text import tag_of
from .relatives import is_reduced_clause, relative_before
from .sentence import DASHES, QUOTATION, Items, Sentence

_BEFORE_PHRASE = DASHES | {",", ":", "-", ";", "(", ")", QUOTATION, "?", "!", "…"}
_AFTER_PHRASE = DASHES | {";", ":", QUOTATION, "(", "-"}
_REMARK_ENDS = frozenset({",", ";", QUOTATION, "—", ":"})
_TAIL_ENDS = DASHES | {",", QUOTATION, ";", "-", ")", "…"}
_NEAR = 8
"""Words within which a title leads up to a name."""
_LISTED = 7
"""Words within which a list goes on after a comma."""


def phrase_start(sentence: Sentence, last: int) -> int:
    """Return where the noun phrase begins that ends before item `last`.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> sentence = read_sentence("On Monday officials briefed on the talks said it failed.")
    >>> sentence.surfaces[phrase_start(sentence, sentence.low.index("said"))]
    'officials'
    >>> sentence = read_sentence("On Monday a man who met the envoy said it failed.")
    >>> sentence.surfaces[phrase_start(sentence, sentence.low.index("said"))]
    'a'
    """
    item, joiner = last - 1, -1
    while item >= 0 and sentence.low[item] not in _BEFORE_PHRASE:
        if sentence.is_a(item, "joiner"):
            joiner = item if joiner < 0 else joiner
        elif sentence.is_a(item, "subordinator"):
            break
        elif sentence.finite[item] and not is_reduced_clause(sentence, item, last):
            relative = relative_before(sentence, item)
            if relative > 0:
                return phrase_start(sentence, relative)
            return (item if joiner < 0 else joiner) + 1
        item -= 1
    start = item + 1
    return _without_lead(sentence, start + (joiner == start), last)


def _without_lead(sentence: Sentence, start: int, last: int) -> int:
    """Leave out what stands before the noun phrase proper: "On Monday the ministry"."""
    if start >= last or not (
        sentence.is_a(start, "preposition")
        or sentence.is_a(start, "time")
        or sentence.is_adverb(start)
    ):
        return start
    for item in range(last - 1, start, -1):
        if sentence.is_a(item, "time"):
            return item + 1 if item + 1 < last else start
        is_opening = sentence.is_a(item, "determiner") or sentence.is_a(item, "pronoun")
        if is_opening and not sentence.is_a(item - 1, "noun_preposition"):
            return item
    item = last - 1
    while item > start and sentence.is_name(item - 1):
        item -= 1
    return item if item > start else start + 1


def phrase_end(sentence: Sentence, first: int) -> int:
    """Return where the noun phrase ends that begins at item `first`, right of an inverted cue.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> sentence = read_sentence("“We won,” said Jo Doe, a spokesman, on Monday.")
    >>> sentence.surfaces[2 : phrase_end(sentence, 2)]
    ['Jo', 'Doe', ',', 'a', 'spokesman']
    """
    item = first
    while item < sentence.n:
        low = sentence.low[item]
        if low in _AFTER_PHRASE:
            break
        if low == ",":
            is_remark = (
                sentence.is_a(item + 1, "determiner")
                or sentence.word(item + 1) == "who"
                or _is_last_remark(sentence, item + 1)
            )
            if is_remark and item > first:
                item += 1
                while item < sentence.n and sentence.low[item] not in _REMARK_ENDS:
                    item += 1
            break
        if item > first and (
            sentence.is_a(item, "time")
            or sentence.is_a(item, "phrase_end")
            or sentence.finite[item]
        ):
            break
        item += 1
    return item


def _is_last_remark(sentence: Sentence, first: int) -> bool:
    """Whether the rest of a sentence is a remark on a name: ", Roe's partner"."""
    return (
        first < sentence.n
        and sentence.is_name(first)
        and not sentence.is_a(first, "time")
        and not sentence.has_finite(first, sentence.n)
        and QUOTATION not in sentence.low[first : sentence.n]
    )


def opens_noun_phrase(sentence: Sentence, item: int) -> bool:
    """Whether a name, a determiner, a pronoun or a title before a name stands at an item."""
    return (
        sentence.is_name(item)
        or sentence.is_a(item, "determiner")
        or sentence.is_a(item, "pronoun")
        or _leads_to_name(sentence, item)
    )


def _leads_to_name(sentence: Sentence, first: int) -> bool:
    """Whether words without a preposition or verb lead up to a name: "former Senator Jo Doe"."""
    if sentence.is_adverb(first):
        return False
    for item in range(first, min(sentence.n, first + _NEAR)):
        if sentence.is_name(item):
            return True
        if (
            sentence.finite[item]
            or sentence.is_a(item, "preposition")
            or sentence.is_a(item, "subordinator")
            or sentence.is_a(item, "time")
            or not sentence.low[item][0].isalpha()
        ):
            return False
    return False


def subject_after(sentence: Sentence, first: int) -> Items | None:
    """Return the subject after a participle that opens the sentence.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> subject_after(read_sentence("While calling for talks, it sent troops."), 2)
    Items(first=5, last=6)
    """
    for comma in range(first, sentence.n):
        if sentence.low[comma] == ",":
            start = comma + 1
            verbs = (item for item in range(start, sentence.n) if sentence.finite[item])
            end = next(verbs, start)
            return Items(start, end) if end > start else None
    return None


def is_listed(sentence: Sentence, comma: int, end: int) -> bool:
    """Whether a comma stands in a list: "and" or "or" follows soon, and no verb before it.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> is_listed(read_sentence("He called it mad, bad and ugly."), 4, 8)
    True
    """
    for item in range(comma + 1, min(end, comma + _LISTED)):
        if sentence.finite[item]:
            return False
        if sentence.low[item] in ("and", "or") and item > comma + 1:
            return True
        if sentence.low[item] == "and":
            return False
    return False


def second_verb(sentence: Sentence, start: int, end: int) -> int:
    """Return where the second finite verb begins, and with it the main clause.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> second_verb(read_sentence("Reports that he resigned on Monday were denied."), 1, 8)
    6
    """
    was_finite, n_verbs = False, 0
    for item in range(start, end):
        n_verbs += sentence.finite[item] and not was_finite
        if n_verbs == 2:
            return item
        was_finite = sentence.finite[item] or (was_finite and sentence.is_adverb(item))
    return end


def tail_end(sentence: Sentence, first: int, is_address: bool) -> int | None:
    """Return where the adverbials after a cue end, if they alone follow it up to a mark.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> tail_end(read_sentence("He left, she said on Monday, and slept."), 5, False)
    7
    >>> tail_end(read_sentence("He left, she said it was on Monday."), 5, False) is None
    True
    """
    if first >= sentence.n or sentence.low[first] in _TAIL_ENDS:
        return min(first, sentence.n)
    low = sentence.low[first]
    if low in (":", "that") or (sentence.is_a(first, "wh") and low != "when"):
        return None
    is_clause = sentence.is_a(first, "tail_clause")
    if not (
        is_clause
        or is_address
        or sentence.is_a(first, "time")
        or sentence.is_a(first + 1, "time")
        or sentence.is_a(first, "preposition")
        or sentence.is_adverb(first)
    ):
        return None
    item = first
    while item < sentence.n and sentence.low[item] not in (",", ";", "—", "–", "--"):
        if sentence.low[item] in ("that", ":"):
            return None
        if sentence.low[item] == QUOTATION and not _is_title(sentence, item):
            return None
        if sentence.finite[item] and not is_clause:
            return None
        item += 1
    return item


def _is_title(sentence: Sentence, item: int) -> bool:
    """Whether a quotation after a name, a determiner or "'s" is a title: on MSNBC's “New Day”."""
    words = re.findall(r"\w+", sentence.surfaces[item])
    is_led = item > 0 and (
        sentence.low[item - 1] == "'s"
        or sentence.is_name(item - 1)
        or sentence.is_a(item - 1, "determiner")
        or sentence.is_a(item - 1, "preposition")
    )
    return is_led and len(words) <= _LISTED and all(w[0].isupper() or len(w) < 4 for w in words)


def ends_apposition(sentence: Sentence, comma: int) -> bool:
    """Whether a comma closes a remark about a name.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> ends_apposition(read_sentence("Jo Doe, who chairs the party, said he won."), 7)
    True
    """
    for item in range(comma - 1, 0, -1):
        if sentence.low[item] == ",":
            return sentence.is_a(item + 1, "relative") or (
                not sentence.has_finite(item + 1, comma) and not sentence.has_finite(0, item)
            )
    return False


def opens_whole_clause(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a preposition or participle opens a clause with a verb of its own.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> opens_whole_clause(read_sentence("Shifting rains could ruin the farms, he said."), 0, 6)
    True
    >>> opens_whole_clause(read_sentence("In a speech he gave today, he said no."), 0, 6)
    False
    """
    if sentence.is_a(first, "subordinator"):
        return False
    for item in range(first + 1, last):
        if sentence.is_a(item, "subordinator") or sentence.is_a(item, "relative"):
            return False
        if sentence.low[item] in (",", ";", QUOTATION):
            return False
        if sentence.finite[item]:
            is_own = sentence.is_a(item, "modal") or sentence.is_a(item, "be")
            return is_own and not sentence.is_a(item - 1, "pronoun")
    return False


def is_intro(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a clause without a comma only leads up to another.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> is_intro(read_sentence("After calling him a fool, he left."), 0, 5)
    True
    """
    while first < last and sentence.low[first] in ("and", "but", "so"):
        first += 1
    if first >= last or "," in sentence.low[first:last]:
        return False
    if sentence.word(first + 1)[:1].isdigit():
        return False  # "About 270 people left"
    if opens_whole_clause(sentence, first, last):
        return False
    return (
        sentence.is_a(first, "subordinator")
        or sentence.is_a(first, "preposition")
        or tag_of(sentence.low[first]) in ("VBG", "VBN")
    )


def end_before_participle(sentence: Sentence, first: int) -> int:
    """Return where a content ends that goes on up to ", adding" or a semicolon.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> end_before_participle(read_sentence("“No,” he said, and left, adding little."), 4)
    6
    """
    for item in range(first, sentence.n):
        if sentence.low[item] == ";":
            return item
        if item > first and sentence.low[item - 1] == ",":
            cue = sentence.cue_at(item)
            if cue and cue.form == "ing":
                return item - 1
    return sentence.n
