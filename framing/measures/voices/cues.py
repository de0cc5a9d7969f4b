"""The cues of a codebook in all their forms."""

from functools import lru_cache
from typing import NamedTuple

from ...codebook import Codebook
from ...text import WordList, inflect_verb, irregular_forms


class Cue(NamedTuple):
    """A cue in a sentence: items ``first:last``."""

    first: int
    last: int
    lemma: str
    classes: frozenset[str]
    form: str
    """finite, base, ing or phrase."""


class Cues(NamedTuple):
    """The cues of a codebook in all their forms, and its words of grammar."""

    cues: dict[str, list[tuple[tuple[str, ...], str, str]]]
    """First word of a form -> the other words, the cue, and the kind of form."""
    classes: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    first_words: WordList
    """The keys of `cues`: a sentence without any of them and without a quotation attributes
    nothing.
    """


@lru_cache(maxsize=8)
def compile_cues(codebook: Codebook) -> Cues:
    """Compile the cues and words of a codebook for `Reader`."""
    classes: dict[str, set[str]] = {}
    cues: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for cue, cue_class in codebook.cues[["cue", "cue_class"]].itertuples(index=False, name=None):
        is_new = cue not in classes
        classes.setdefault(cue, set()).add(cue_class)
        if not is_new:
            continue
        first, *rest = cue.split()
        is_verb = cue_class not in ("phrase", "hearsay", "noun")
        forms = inflect_verb(first, irregular_forms(codebook)) if is_verb else [(first, "phrase")]
        for form, kind in forms:
            cues.setdefault(form, []).append((tuple(rest), cue, kind))
    for options in cues.values():
        options.sort(key=lambda option: -len(option[0]))
    words = {
        str(word_type): frozenset(group["word"])
        for word_type, group in codebook.voice_words.groupby("word_type")
    }
    first_words = WordList(list(cues), [False] * len(cues))
    return Cues(cues, {cue: frozenset(own) for cue, own in classes.items()}, words, first_words)
