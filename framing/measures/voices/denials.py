"""What was not said: a denied or withheld act of speech is no quotation."""

from .sentence import Cue, Items, Sentence

_TO_WITHHELD = frozenset({"to", "from", "of", "at"})


def is_denied_at(sentence: Sentence, item: int) -> bool:
    """Whether a negation stands among the auxiliaries and adverbs before the verb at an item.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> is_denied_at(read_sentence("It has still not said why."), 4)
    True
    >>> is_denied_at(read_sentence("It has not only said why."), 4)
    False
    """
    before = item - 1
    while before >= 0 and (sentence.is_a(before, "auxiliary") or sentence.is_adverb(before)):
        is_negation = sentence.is_a(before, "denied") or sentence.low[before].endswith("n't")
        if is_negation and not sentence.is_a(before + 1, "denial_end"):
            return True
        before -= 1
    return sentence.word(before + 1) == "longer" and sentence.word(before) == "no"


def is_denied(sentence: Sentence, cue: Cue) -> bool | None:
    """What was never said is nobody's words.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> is_denied(*candidate("Beijing has never condemned the war.", "condemned"))
    False
    >>> is_denied(*candidate("Beijing not only condemned the war.", "condemned")) is None
    True
    """
    return False if is_denied_at(sentence, cue.first) else None


def is_withheld(sentence: Sentence, cue: Cue) -> bool | None:
    """What somebody failed, or is yet, to say is nobody's words.

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> is_withheld(*candidate("India has yet to condemn the war.", "condemn"))
    False
    >>> is_withheld(*candidate("It stopped short of calling it a war.", "calling"))
    False
    >>> is_withheld(*candidate("It did not hesitate to call it a war.", "call")) is None
    True
    """
    item = cue.first - 1
    while item > 0 and sentence.is_adverb(item) and not sentence.is_a(item, "withheld"):
        item -= 1
    if sentence.word(item) in _TO_WITHHELD:
        item -= 1
    if sentence.word(item) in ("away", "back"):
        item -= 1
    if not sentence.is_a(item, "withheld") or item == cue.first - 1:
        return None
    return None if is_denied_at(sentence, item) else False


def has_no_speaker(sentence: Sentence, cue: Cue, source: Items | None) -> bool:
    """Whether the subject of a cue is nobody: "no country has condemned", "neither side said".

    Examples
    --------
    >>> from framing.measures.voices.cues import candidate
    >>> sentence, cue = candidate("No country has condemned the war.", "condemned")
    >>> has_no_speaker(sentence, cue, Items(0, 2))
    True
    """
    if source is None or source.last > cue.first or not sentence.is_a(source.first, "no_speaker"):
        return False
    return sentence.low[source.first] != "no" or sentence.surfaces[source.first + 1].islower()
