"""Word classes of single words, from the lexicon of TextBlob."""

from functools import lru_cache


@lru_cache(maxsize=1)
def tags() -> dict[str, str]:
    from textblob.en import lexicon

    lexicon.load()
    return dict(lexicon)


def tag_of(word: str) -> str:
    """The commonest part of speech of a word (Penn Treebank tags, TextBlob's lexicon), or an empty
    text.
    """
    return tags().get(word, "")


@lru_cache(maxsize=1 << 14)
def is_verb(word: str) -> bool:
    """Whether a lower-case word is first of all a finite verb or a past participle."""
    tag = tag_of(word)
    if not tag and word.endswith("ed"):
        return True
    return tag.startswith("VB")
