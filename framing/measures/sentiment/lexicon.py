"""What the two lexicons share: scored words, and what is remembered of texts."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, TypeVar

from ...codebook import Codebook

_N_WORDS = 1 << 16
"""Words that each lexicon remembers: about 30 MB when full."""
N_TEXTS = 1 << 13
"""Texts whose scores each lexicon remembers, since news repeats itself: about 10 MB when full."""
_LONG_WORD, LONG_TEXT = 40, 2_000
"""Characters of the longest word and the longest text that are remembered."""
_T = TypeVar("_T")


class Scored(NamedTuple):
    """A text's score and the words that made it, each with its valence."""

    value: float
    words: list[tuple[str, float]]


ScorePiece = Callable[[str, Codebook], tuple[Scored, ...]]
"""Scores a piece of a masked sentence: one score for each measure of the scorer, in their order."""


def find_scorer(name: str) -> ScorePiece:
    """Load the scorer of a name: ``score_piece`` of the module that is called so.

    Raises
    ------
    LookupError
        If there is no such module, or it has no such function.
    """
    try:
        found: ScorePiece = import_module(f".{name}", __package__).score_piece
    except (ModuleNotFoundError, AttributeError) as error:
        raise LookupError(
            f"nothing scores {name!r}: framing/measures/sentiment/{name}.py with a function "
            f"score_piece(text, codebook) is missing ({error})"
        ) from error
    return found


class RememberedWords(dict[str, _T]):
    """What is known of each word, found out at first sight; emptied when it holds too many."""

    def __init__(self, describe: Callable[[str], _T]) -> None:
        super().__init__()
        self._describe = describe

    def __missing__(self, word: str) -> _T:
        known = self._describe(word)
        if len(word) <= _LONG_WORD:
            if len(self) >= _N_WORDS:
                self.clear()
            self[word] = known
        return known
