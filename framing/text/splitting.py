"""One text into sentences, as offsets into it, with nothing but the standard library.

The unit is the sentence as a reader takes it, with two rules of its own: a paragraph is a hard
border, and a quotation is never cut, so that ``"We won. They lost," she said.`` is one unit. The
rules are few: quotations first, then every full stop, question mark, exclamation mark or ellipsis
outside of them is a border unless an abbreviation, an initial, a number or a lower-case word speaks
against it. How they were chosen, and how they do beside other splitters on sentences marked by
hand, is printed by ``benchmarks/sentences.py`` and kept in ``docs/accuracy.md``.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from .paragraphs import find_paragraphs
from .quotations import find_quotations

MAX_LENGTH = 2_000
"""Characters after which a sentence is cut at a border of words, so that no score has to read a
whole page.
"""

_STOP = re.compile(r"(?:\.(?:\s?\.){2,}|…|[.!?])+[)\]'’”\"»]*")
_LAST_TOKEN = re.compile(r"[^\s\"“”‘(\[—–/]*$")
_NEXT_TOKEN = re.compile(r"\s*[\"“„‘'(\[«]*([^\s]+)")
_MAX_TOKEN = 40
"""No abbreviation is longer; without a limit, the time would grow with the square of the
paragraph's length.
"""
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]$")


class SplitRules(NamedTuple):
    """What the words of a codebook say about the borders of sentences."""

    abbreviations: dict[str, str]
    """Abbreviation -> its kind."""
    starters: frozenset[str]
    """Words that begin sentences."""
    attribution: re.Pattern[str]
    """Finds what attributes the quoted question before it."""


def compile_rules(words: Iterable[tuple[str, str]]) -> SplitRules:
    """Make the rules of `split_text` from a list of words.

    Parameters
    ----------
    words : iterable of (str, str)
        A word and its type: ``title``, ``inner`` or ``either`` for abbreviations, ``starter`` for
        words that begin sentences, ``cue`` for verbs of saying. The shipped list is
        ``data/codebook/sentence_words.csv``.

    Returns
    -------
    SplitRules
    """
    by_type: dict[str, list[str]] = {}
    for word, word_type in words:
        by_type.setdefault(word_type, []).append(word)
    cues = "|".join(map(re.escape, by_type.get("cue", ["said"])))
    return SplitRules(
        {word: kind for kind in ("title", "inner", "either") for word in by_type.get(kind, [])},
        frozenset(by_type.get("starter", [])),
        re.compile(rf"\s*(?:(?:[A-Z][\w.'’-]*\s+){{1,4}}|(?:he|she|they|it|we|I)\s+)(?:{cues})\b"),
    )


def split_text(text: str, rules: SplitRules) -> list[tuple[int, int]]:
    """Find the half-open spans of the sentences of one text.

    Parameters
    ----------
    text : str
    rules : SplitRules
        From `compile_rules`.

    Returns
    -------
    list of (int, int)
        In order, outer space left out; none is longer than `MAX_LENGTH` characters.

    Examples
    --------
    >>> rules = compile_rules([("U.S", "either"), ("Mr", "title")])
    >>> text = 'The U.S. won. "We lost. Badly," said Mr. Jones.'
    >>> [text[start:end] for start, end in split_text(text, rules)]
    ['The U.S. won.', '"We lost. Badly," said Mr. Jones.']
    """
    spans = []
    for left, right in find_paragraphs(text):
        quotations = [(q.start, q.end) for q in find_quotations(text, left, right)]
        start = left
        for border in [*_borders(text, left, right, quotations, rules), right]:
            piece = text[start:border]
            if piece.strip():
                first = start + len(piece) - len(piece.lstrip())
                spans += _cut(text, first, first + len(piece.strip()))
            start = border
    return spans


def _borders(
    text: str, left: int, right: int, quotations: list[tuple[int, int]], rules: SplitRules
) -> list[int]:
    """List the ends of the sentences of one paragraph but the last."""
    borders = []
    open_quotations = iter(quotations)
    quotation = next(open_quotations, None)
    for stop in _STOP.finditer(text, left, right):
        while quotation and quotation[1] < stop.end():
            quotation = next(open_quotations, None)
        is_inside = (
            quotation is not None and quotation[0] < stop.start() and stop.end() < quotation[1]
        )
        if not is_inside and _is_border(text, stop, left, right, rules):
            borders.append(stop.end())
    return borders


def _is_border(text: str, stop: re.Match[str], left: int, right: int, rules: SplitRules) -> bool:
    """Say whether a stop outside quotations ends a sentence."""
    end = stop.end()
    following = _NEXT_TOKEN.match(text, end, right)
    if following is None:
        return False
    word = following.group(1)
    is_apart = text[end].isspace()
    is_upper = word[0].isupper() or word[0].isdigit() or not word[0].isalnum()
    mark = stop.group().rstrip("'’”\"»)]")
    is_quoted = mark != stop.group() and stop.group()[-1] in "”\"»’'"
    if is_quoted and word in ("―", "—", "–", "--", "-"):
        return False  # the signature under a quotation
    if mark != ".":
        if is_quoted and rules.attribution.match(text, end, right):
            return False
        return (
            is_apart and is_upper and not (mark[-1] in "…." and len(mark) > 1 and word[0] in "-–—")
        )
    if not is_apart:
        # "talks.The": a full stop between a lower-case word and a capitalised one lost its space.
        return (
            text[stop.start() - 1].islower()
            and word[0].isupper()
            and len(word) > 2
            and word[1:3].islower()
            if stop.start() > left and "." not in word[:-1]
            else False
        )
    if not is_upper:
        return False
    before = _LAST_TOKEN.search(text, max(left, stop.start() - _MAX_TOKEN), stop.start())
    token = before.group() if before else ""
    kind = "" if is_quoted else rules.abbreviations.get(token, "")
    if kind == "title" or (
        kind == "inner" and (word[0].isdigit() or not token[0].isupper() or token == "No")
    ):
        return False
    if kind == "either" or ("." in token and _INITIALS.search(token)):
        return word.strip("\"'“”‘’.,;:!?)") in rules.starters
    return not (len(token) == 1 and token.isupper() and token != "I" and word[0].isalpha())


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a span longer than `MAX_LENGTH` characters at a full stop, or else at a space."""
    spans = []
    while end - start > MAX_LENGTH:
        window = text[start : start + MAX_LENGTH]
        length = max(window.rfind(". "), window.rfind("! "), window.rfind("? ")) + 1
        length = length if length > MAX_LENGTH // 2 else window.rfind(" ")
        border = start + (length if length > 0 else MAX_LENGTH)
        spans.append((start, start + len(text[start:border].rstrip())))
        start = border + len(text[border:end]) - len(text[border:end].lstrip())
    return [*spans, (start, end)]
