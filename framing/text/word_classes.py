"""Word classes of single words, from the lexicon of TextBlob."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path


@lru_cache(maxsize=1)
def tags() -> dict[str, str]:
    """Load the commonest part of speech of every word in TextBlob's lexicon.

    The file is read without the library, which loads another one that takes a second.
    """
    spec = find_spec("textblob")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("No module named 'textblob'", name="textblob")
    lines = Path(spec.origin).with_name("en").joinpath("en-lexicon.txt").read_text(encoding="utf8")
    words = (line.split(" ") for line in lines.splitlines() if line and not line.startswith(";;;"))
    return {word: tag for word, tag, *_ in words}


@lru_cache(maxsize=1 << 16)
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
