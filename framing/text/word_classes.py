"""Word classes of single words, from the lexicon of TextBlob."""

from functools import lru_cache


@lru_cache(maxsize=1)
def tags() -> dict[str, str]:
    """Load the commonest part of speech of every word in TextBlob's lexicon."""
    from textblob.en import lexicon

    lexicon.load()
    return dict(lexicon)


def tag_of(word: str) -> str:
    """Look up the commonest part of speech of a word: a Penn Treebank tag, or an empty text."""
    return tags().get(word, "")


@lru_cache(maxsize=1 << 14)
def is_verb(word: str) -> bool:
    """Say whether a lower-case word is first of all a finite verb or a past participle."""
    tag = tag_of(word)
    if not tag and word.endswith("ed"):
        return True
    return tag.startswith("VB")
