"""The keywords of frames in a sentence."""

from functools import lru_cache
from typing import NamedTuple

import ahocorasick_rs
import regex

from ..codebook import Codebook, RegexTimeoutError
from ..tables import rows_of
from ..text import WordList, fold, inflect_phrase, irregular_forms, straighten
from .literals import literals_of

_TIMEOUT = 1.0


class KeywordHit(NamedTuple):
    """A keyword at ``start:end`` of a sentence."""

    frame_id: str
    keyword: str
    start: int
    end: int


class _Keywords(NamedTuple):
    words: WordList
    entries: list[tuple[str, str]]
    regexes: list[tuple[str, str, regex.Pattern[str]]]
    """Frame, keyword, pattern."""
    literals: ahocorasick_rs.AhoCorasick
    regexes_of: list[list[int]]
    """For each literal, the regular expressions whose matches may hold it."""
    always: list[int]
    """Regular expressions without a literal."""

    def regexes_to_try(self, folded: str) -> list[int]:
        """List the regular expressions that may match a text."""
        hits = self.literals.find_matches_as_indexes(folded, overlapping=True)
        literals = {literal for literal, _, _ in hits}
        return sorted({*self.always}.union(*(self.regexes_of[literal] for literal in literals)))


@lru_cache(maxsize=8)
def _keywords(codebook: Codebook) -> _Keywords:
    """Compile the keywords of a codebook."""
    words: list[str] = []
    entries: list[tuple[str, str]] = []
    regexes: list[tuple[str, str, regex.Pattern[str]]] = []
    by_literal: dict[str, list[int]] = {}
    always: list[int] = []
    columns = ["frame_id", "keyword", "is_regex", "is_inflected"]
    for frame_id, keyword, is_regex, is_inflected in rows_of(codebook.keywords, columns):
        if is_regex:
            pattern = regex.compile(rf"(?<!\w)(?:{straighten(keyword)})(?!\w)", regex.IGNORECASE)
            literals = literals_of(keyword)
            for literal in literals:
                by_literal.setdefault(literal, []).append(len(regexes))
            if not literals:
                always.append(len(regexes))
            regexes.append((frame_id, keyword, pattern))
            continue
        for form in (
            inflect_phrase(keyword, irregular_forms(codebook)) if is_inflected else [keyword]
        ):
            words.append(form)
            entries.append((frame_id, keyword))
    return _Keywords(
        WordList(words, [False] * len(words)),
        entries,
        regexes,
        ahocorasick_rs.AhoCorasick(list(by_literal)),
        list(by_literal.values()),
        always,
    )


def find_keywords(text: str, codebook: Codebook) -> list[KeywordHit]:
    """Find every frame keyword in one sentence; of those of one frame that overlap, the longest.

    Raises
    ------
    RegexTimeoutError
        If a regular expression of the codebook needs more than a second.
    """
    return list(_find_keywords(text, codebook))


@lru_cache(maxsize=1 << 13)
def _find_keywords(text: str, codebook: Codebook) -> tuple[KeywordHit, ...]:
    """As `find_keywords`; remembered, since scores and frames both ask."""
    compiled = _keywords(codebook)
    hits = [
        KeywordHit(*compiled.entries[m.entry], m.start, m.end)
        for m in compiled.words.find_all(text)
    ]
    plain = straighten(text)
    for number in compiled.regexes_to_try(fold(text)):
        frame_id, keyword, pattern = compiled.regexes[number]
        try:
            matches = pattern.finditer(plain, timeout=_TIMEOUT)
            hits += [KeywordHit(frame_id, keyword, *m.span()) for m in matches if m.group()]
        except TimeoutError:
            raise RegexTimeoutError(
                f"frames.yaml, frame {frame_id!r} of the codebook {codebook.name!r}: the regular "
                f"expression {keyword!r} took more than {_TIMEOUT:g} s on one sentence of "
                f"{len(text)} characters; write it without repeats inside of repeats"
            ) from None
    hits.sort(key=lambda hit: (hit.start, -hit.end, hit.frame_id))
    kept: list[KeywordHit] = []
    last: dict[str, int] = {}
    for hit in hits:
        if hit.start >= last.get(hit.frame_id, 0):
            kept.append(hit)
            last[hit.frame_id] = hit.end
    return tuple(kept)
