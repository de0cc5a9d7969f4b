"""The cues of a codebook in all their forms."""

from functools import lru_cache
from typing import NamedTuple

from ...codebook import Codebook
from ...text import WordList, inflect


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
    irregular: dict[str, list[str]] = {}
    for lemma, form in codebook.irregular_forms[["lemma", "form"]].itertuples(
        index=False, name=None
    ):
        irregular.setdefault(lemma, []).append(form)
    classes: dict[str, set[str]] = {}
    cues: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for cue, cue_class in codebook.cues[["cue", "cue_class"]].itertuples(index=False, name=None):
        is_new = cue not in classes
        classes.setdefault(cue, set()).add(cue_class)
        if not is_new:
            continue
        first, *rest = cue.split()
        is_verb = cue_class not in ("phrase", "hearsay", "noun")
        for form in inflect(first, irregular) if is_verb else [first]:
            kind = (
                "phrase"
                if not is_verb
                else "base"
                if form == first
                else "ing"
                if form.endswith("ing")
                else "finite"
            )
            cues.setdefault(form, []).append((tuple(rest), cue, kind))
    for options in cues.values():
        options.sort(key=lambda option: -len(option[0]))
    words = {
        str(word_type): frozenset(group["word"])
        for word_type, group in codebook.voice_words.groupby("word_type")
    }
    first_words = WordList(list(cues), [False] * len(cues))
    return Cues(cues, {cue: frozenset(own) for cue, own in classes.items()}, words, first_words)
