"""Nouns of saying whose owner speaks: "the minister's claim that CLAUSE"."""

from ...text import tag_of
from .ends import content_end
from .found import Found, attribute
from .phrases import phrase_start, second_verb
from .sentence import Cue, Items, Sentence

_MODIFIERS = 3
"""Words between an owner and a noun of saying."""


def owned_claims(sentence: Sentence, cues: list[Cue]) -> list[Found]:
    """Return the attributions that nouns of saying before "that" make.

    Examples
    --------
    >>> from framing.measures.voices.sentence import read_sentence
    >>> from framing.measures.voices.found import show
    >>> def read(text):
    ...     sentence = read_sentence(text)
    ...     return [show(sentence, found) for found in owned_claims(sentence, [])]
    >>> read("The paper checked the minister's bold claim that the bridge fell.")
    [('the bridge fell', 'the minister', 'claim')]
    >>> read("His assertion that he resigned on Monday was denied.")
    [('he resigned on Monday', 'His', 'assertion')]
    >>> read("The claim that the bridge fell is old.")
    []
    """
    found: list[Found] = []
    if "that" not in sentence.low:
        return found
    for item in range(1, sentence.n - 1):
        if sentence.low[item + 1] != "that" or not _is_noun(sentence, item):
            continue
        owner = _owner(sentence, item)
        if owner is None:
            continue
        noun = Cue(item, item + 1, sentence.low[item], frozenset({"that"}), "phrase")
        start = item + 1
        end = content_end(sentence, start, noun, cues, is_phrase=False)
        if not sentence.has_finite(0, item):
            end = second_verb(sentence, start, end)
        attribution = attribute(sentence, [sentence.piece(start, end)], owner, noun, 0.8)
        found += [attribution] if attribution else []
    return found


def _is_noun(sentence: Sentence, item: int) -> bool:
    classes = sentence.rules.classes
    low = sentence.low[item]
    return any("noun" in classes.get(lemma, ()) for lemma in (low, low.removesuffix("s")))


def _owner(sentence: Sentence, noun: int) -> Items | None:
    """Return the items of whose noun it is."""
    for item in range(noun - 1, max(-1, noun - 2 - _MODIFIERS), -1):
        low = sentence.low[item]
        if sentence.is_a(item, "owner"):
            return Items(item, item + 1)
        if low in ("'s", "'") and item:
            return Items(phrase_start(sentence, item), item)
        is_modifier = tag_of(low).startswith(("JJ", "NN", "RB", "VBN")) or low.endswith("ed")
        if not is_modifier:
            return None
    return None
