"""Whose words a cue introduces: the items of a sentence that name its source.

The source of a finite cue is its own subject, to its left; a cue that shares the subject of the
sentence ("The envoy left, saying ...") takes that. What stands right before the cue, when adverbs,
auxiliaries and days are left out, decides.
"""

from ...text import tag_of
from .phrases import opens_whole_clause, phrase_start
from .sentence import DASHES, QUOTATION, Cue, Items, Sentence

_REMARK_MARKS = DASHES | {",", ")", "-"}


def main_subject(sentence: Sentence, before: int) -> Items | None:
    """Return the subject of the sentence, for a cue at item `before` that shares it.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> main_subject(read_sentence("On Monday, the old envoy often goes home, saying no."), 10)
    Items(first=3, last=6)
    >>> main_subject(read_sentence("The envoy left early."), 3)
    Items(first=0, last=2)
    """
    first = _clause_start(sentence, before)
    finite, low, forms = sentence.finite, sentence.low, sentence.rules.cues
    for item in range(first, before):
        if finite[item] or (
            item > first
            and low[item] in forms
            and sentence.cue_at(item)
            and not sentence.is_a(item - 1, "determiner")
        ):
            last = item
            while last > first and (
                sentence.is_adverb(last - 1) or sentence.is_a(last - 1, "auxiliary")
            ):
                last -= 1
            return Items(first, last) if last > first else None
    for item in range(first + 1, before):
        if sentence.surfaces[item].islower() and tag_of(sentence.low[item]) == "VBN":
            return Items(first, item)  # "The envoy left": a form that is a past tense too
    return None


def _clause_start(sentence: Sentence, before: int) -> int:
    """Return where the main clause begins, after "But" and "On Monday,"."""
    first = 0
    while first < before and (sentence.is_a(first, "opener") or sentence.is_adverb(first)):
        first += 1
    is_number = sentence.word(first + 1)[:1].isdigit()  # "About 270 people"
    if (
        (sentence.is_a(first, "preposition") and not is_number)
        or sentence.is_a(first, "subordinator")
        or tag_of(sentence.low[first]) == "VBG"
    ):
        if opens_whole_clause(sentence, first, before):
            return first
        commas = (item for item in range(first, before) if sentence.low[item] == ",")
        return next(commas, first) + 1
    return first


def find_source(sentence: Sentence, cue: Cue, main: Items | None) -> Items | None:
    """Return the items of a cue's source: its own subject, or `main` where it has none.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> def source_of(text, word):
    ...     sentence, cue = candidate(text, word)
    ...     return " ".join(sentence.surfaces[slice(*find_source(sentence, cue, Items(0, 2)))])
    >>> source_of("On Monday the army has also said it won.", "said")
    'the army'
    >>> source_of("The army on Monday said it won.", "said")
    'The army'
    >>> source_of("The man who said it won is here.", "said")
    'The man who'
    >>> source_of("The army won and said it was over.", "said")
    'The army'
    >>> source_of("The army came to say it won.", "say")
    'The army'
    """
    item = _before_days(sentence, _before_helpers(sentence, cue.first - 1))
    if item < 0 or sentence.is_a(item, "shared_subject") or sentence.low[item] == QUOTATION:
        return main
    if sentence.is_a(item, "relative"):
        last = item - 1 if sentence.word(item - 1) == "," else item
        return Items(phrase_start(sentence, last) if last else 0, item + 1)
    if sentence.is_a(item, "pronoun"):
        return Items(item, item + 1)
    if sentence.low[item] in _REMARK_MARKS:
        return main if cue.form == "ing" else _before_remark(sentence, item) or main
    is_infinitive = item + 1 < cue.first and sentence.low[cue.first - 1] == "to"
    if is_infinitive and cue.form in ("ing", "base"):
        return main
    start = phrase_start(sentence, item + 1)
    return Items(start, item + 1) if start <= item else main


def _before_helpers(sentence: Sentence, item: int) -> int:
    """Step left over adverbs, auxiliaries and "went on to"."""
    while item >= 0 and (
        sentence.is_adverb(item)
        or sentence.is_a(item, "auxiliary")
        or (sentence.is_a(item, "cue_helper") and _is_helper(sentence, item))
        or (sentence.is_a(item, "floating") and sentence.word(item - 1)[:1].isalpha())
    ):
        item -= 1
    return item


def _is_helper(sentence: Sentence, item: int) -> bool:
    """Whether "on" follows a form of go, and "as" follows "quoted"."""
    if sentence.low[item] == "on":
        return sentence.is_a(item - 1, "go")
    return sentence.low[item] != "as" or sentence.word(item - 1) == "quoted"


def _before_days(sentence: Sentence, last: int) -> int:
    """Step left over "late on Monday", unless it hangs on a preposition."""
    item = last
    while (
        item > 0
        and (sentence.is_a(item, "time") or sentence.low[item].isdigit())
        and sentence.low[item] != "may"
    ):
        item -= 1
    if item == last:
        return last
    while item > 0 and sentence.is_a(item, "before_time"):
        item -= 1
    return last if sentence.is_a(item, "preposition") else item


def _before_remark(sentence: Sentence, last: int) -> Items | None:
    """Return a source and the remarks on it that close with the mark at item `last`.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> _before_remark(read_sentence("Jo Doe, who chairs the party, said he won."), 7)
    Items(first=0, last=7)
    """
    closing = sentence.low[last]
    opening = "(" if closing == ")" else closing
    first, remark_end = 0, last
    for item in range(last - 1, -1, -1):
        if sentence.low[item] != opening:
            continue
        is_clause = sentence.has_finite(item + 1, remark_end)
        if is_clause and not sentence.is_a(item + 1, "relative"):
            break
        first = remark_end = item
        if opening != ",":
            break
    if not first:
        return None
    if any(sentence.is_a(0, lead) for lead in ("preposition", "subordinator", "time")):
        is_lead = not sentence.has_finite(0, first)
        if is_lead and "," in sentence.low[first + 1 : last]:
            return Items(first + 1, last)  # "On Monday, Jo Doe, a spokesman, said"
    start = phrase_start(sentence, first)
    return Items(start, last) if start < first else None
