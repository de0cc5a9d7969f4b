"""The stretch of a sentence that speaks about one actor, found without a parser.

The stretch begins after the last mark of punctuation before the actor. It ends at the next strong
border after the actor: a semicolon, a colon or a word of saying. A comma after the actor does not
end it, because in news what follows it is most often a remark between the actor and its verb
("Norway, a rich country, praised the deal"). A colon or "said" does, because what follows is told
by the actor, not about it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

BORDER_TYPES = ("weak", "strong")


def compile_borders(words: Mapping[str, str]) -> re.Pattern[str]:
    """Compile border words and marks for `clause_around`.

    Parameters
    ----------
    words : mapping of str to str
        Word or mark of punctuation -> border type. A ``weak`` border can only begin a clause, a
        ``strong`` one can begin or end it. The shipped list is
        ``data/codebook/clause_borders.csv``.

    Returns
    -------
    re.Pattern
        Finds every border, in any case of letters; its group ``strong`` is set where the border is
        strong. A mark between two digits (1,000 or 10:30) is no border. An empty mapping gives a
        pattern that finds nothing.

    Raises
    ------
    ValueError
        If a word is empty or a border type is unknown.
    """
    for word, border_type in words.items():
        if not word.strip() or border_type not in BORDER_TYPES:
            raise ValueError(
                f"border {word!r} has type {border_type!r}; a word needs a type of {BORDER_TYPES}"
            )

    def any_of(border_type: str) -> str:
        chosen = sorted(
            (word for word in words if words[word] == border_type), key=len, reverse=True
        )
        escaped = [rf"\b{re.escape(w)}\b" if w[0].isalpha() else re.escape(w) for w in chosen]
        return "|".join(escaped) or "(?!)"

    not_in_a_number = r"(?<!\d\S(?=\d))"
    # Most places are passed over by the first character alone.
    begins = f"(?=[{''.join(sorted({re.escape(word[0]) for word in words}))}])" if words else "(?!)"
    return re.compile(
        f"{begins}(?:(?P<strong>{any_of('strong')})|{any_of('weak')}){not_in_a_number}",
        re.IGNORECASE,
    )


def clause_around(text: str, start: int, end: int, borders: re.Pattern[str]) -> tuple[int, int]:
    """Find the clause of `text` that holds the target at ``start:end``.

    Parameters
    ----------
    text : str
        One sentence in which the target is already masked, so that no border hides in its name.
    start, end : int
        The target's half-open character offsets in `text`.
    borders : re.Pattern
        From `compile_borders`.

    Returns
    -------
    tuple of int
        Half-open span from after the last border before the target to the first strong border after
        it, or to the ends of the sentence where there is none. It holds the target and neither
        begins nor ends with a space. Targets with no border between them share one span.

    Raises
    ------
    ValueError
        If ``start:end`` is not a stretch of `text`, or is blank.

    Examples
    --------
    >>> borders = compile_borders({",": "weak", ":": "strong", "said": "strong"})
    >>> text = "After the ugly row, Actor, a host, won praise, officials said."
    >>> text[slice(*clause_around(text, 20, 25, borders))]
    'Actor, a host, won praise, officials'
    """
    if not (0 <= start < end <= len(text) and text[start:end].strip()):
        raise ValueError(f"no target at {start}:{end} in a sentence of {len(text)} characters")
    left, right = 0, len(text)
    for first, last, is_strong in _find_borders(text, borders):
        if last <= start:
            left = last
        elif first >= end and is_strong:
            right = first
            break
    window = text[left:right]
    left += len(window) - len(window.lstrip())
    return left, left + len(window.strip())


@lru_cache(maxsize=1 << 10)
def _find_borders(text: str, borders: re.Pattern[str]) -> list[tuple[int, int, bool]]:
    """List start, end and strength of each border, once for all targets of a sentence."""
    return [(*border.span(), border["strong"] is not None) for border in borders.finditer(text)]
