"""Texts into paragraphs."""

import re

_BREAK = re.compile(r"[^\S\n]*\n\s*")
_ENDS_A_SENTENCE = re.compile(r"[.!?…:;”’\"')\]]\s*$")


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Find the half-open spans of the paragraphs, outer space left out.

    Every line break parts paragraphs, unless the text is hard-wrapped: where blank lines part the
    paragraphs and most single breaks stand in the middle of a sentence, only the blank lines count.

    Examples
    --------
    >>> find_paragraphs("One.\\n\\nTwo.")
    [(0, 4), (6, 10)]
    """
    breaks = list(_BREAK.finditer(text))
    single = [b for b in breaks if b.group().count("\n") == 1]
    if len(single) < len(breaks) and single:
        inner = sum(
            not _ENDS_A_SENTENCE.search(text, max(0, b.start() - 3), b.start()) for b in single
        )
        if inner > 0.6 * len(single):
            breaks = [b for b in breaks if b.group().count("\n") > 1]
    spans, start = [], 0
    for left, right in [(b.start(), b.end()) for b in breaks] + [(len(text), len(text))]:
        piece = text[start:left]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            spans.append((first, first + len(piece.strip())))
        start = right
    return spans
