"""Case: what tells "US", the country, from "us", where an alias asks for its own capitals."""


def has_capitals_of(surface: str, word: str) -> bool:
    """Say whether `surface`, which folds as `word` does, has its capitals or nothing else.

    Examples
    --------
    >>> has_capitals_of("US", "US"), has_capitals_of("us", "US"), has_capitals_of("CHINA", "China")
    (True, False, True)
    """
    if surface in (word, word.upper()):
        return True
    letters = [(a, b) for a, b in zip(surface, word, strict=True) if b.isalpha()]
    return all(a.isupper() == b.isupper() for a, b in letters) or all(
        a.isupper() for a, _ in letters
    )
