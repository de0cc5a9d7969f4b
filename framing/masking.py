"""What a measure gets to see of a sentence: the words, but not who is named.

Lexicons score names: VADER gives "United States" +0.42 and "Justice Department" +0.53, TextBlob gives "Great Britain"
+0.80, and both give "China" nothing. So every actor, every institution of ``names.csv`` and every frame keyword is
replaced by a stand-in of one word that no lexicon scores. Two actors that change places leave the masked sentence as
it was, and with it every score.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import ahocorasick_rs
import regex

from .clauses import clause_around, compile_borders
from .codebook import Codebook, RegexTimeoutError
from .matching import Masked, Stretch, WordList, inflect_phrase, mask
from .text import fold, straighten

ACTOR, NAME, KEYWORD = "Actor", "Name", "Keyword"
"""The stand-ins for actors, for other names and for frame keywords."""

_MAX_WORDS_TO_NEGATION = 4
_MAX_WORDS_TO_DENIAL = 9
_CLAUSE_END = re.compile(r"[;.!?]|,\s(?:but|and|which|who|while)\b")
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
        found = {place for place, _, _ in self.literals.find_matches_as_indexes(folded, overlapping=True)}
        return sorted({*self.always, *(number for place in found for number in self.regexes_of[place])})


@lru_cache(maxsize=8)
def _keywords(codebook: Codebook) -> _Keywords:
    irregular: dict[str, list[str]] = {}
    for lemma, form in codebook.irregular_forms[["lemma", "form"]].itertuples(index=False, name=None):
        irregular.setdefault(lemma, []).append(form)
    words: list[str] = []
    entries: list[tuple[str, str]] = []
    regexes: list[tuple[str, str, regex.Pattern[str]]] = []
    by_literal: dict[str, list[int]] = {}
    always: list[int] = []
    columns = codebook.keywords[["frame_id", "keyword", "is_regex", "is_inflected"]].itertuples(index=False, name=None)
    for frame_id, keyword, is_regex, is_inflected in columns:
        if is_regex:
            pattern = regex.compile(rf"(?<!\w)(?:{straighten(keyword)})(?!\w)", regex.IGNORECASE)
            literals = literals_of(keyword)
            for literal in literals:
                by_literal.setdefault(literal, []).append(len(regexes))
            if not literals:
                always.append(len(regexes))
            regexes.append((frame_id, keyword, pattern))
            continue
        for form in inflect_phrase(keyword, irregular) if is_inflected else [keyword]:
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


def literals_of(pattern: str) -> tuple[str, ...]:
    """Folded letters of which every match of a regular expression holds at least one; empty where none are plain.

    Looking for them is much quicker than the expression, which is then tried on few sentences only.

    Examples
    --------
    >>> literals_of("zero[- ]sum (games|thinking)")
    ('games', 'thinking')
    >>> literals_of("colou?r"), literals_of("war|peace"), literals_of("(?<!no )war"), literals_of("(war|(a )?raid)s")
    (('colo',), ('war', 'peace'), ('war',), ('war', 'raid'))
    """
    plain = regex.sub(r"\\.|\[\^?\]?[^]]*\]", "\0", pattern)
    if regex.search(r"\(\?(?!:|=|!|<=|<!)", plain):
        return ()  # flags, names and conditions may change what letters mean
    outer, groups = _without_groups(plain)
    if "|" in outer:
        branches = [literals_of(branch) for branch in _split_branches(plain)]
        return tuple(dict.fromkeys(word for own in branches for word in own)) if all(branches) else ()
    choices = [literals_of(group.removeprefix("?:")) for group in groups]
    outer = regex.sub(r".[?*{][^A-Za-z]*", "\0", outer)
    choices += [(fold(run),) for run in regex.findall(r"[A-Za-z]+", outer)]
    return max(filter(None, choices), key=lambda choice: min(map(len, choice)), default=())


def _without_groups(pattern: str) -> tuple[str, list[str]]:
    """A pattern with a null character for each outer group, and the groups that every match has to pass."""
    outer, groups, depth, first = "", [], 0, 0
    for place, character in enumerate(pattern):
        if character == "(":
            first = place + 1 if depth == 0 else first
            depth += 1
        elif character == ")":
            depth -= 1
            if depth == 0:
                group = pattern[first:place]
                is_optional = pattern[place + 1 : place + 2] in ("?", "*", "{")
                if not is_optional and not group.startswith(("?=", "?!", "?<")):
                    groups.append(group)
                outer += "\0"
        elif depth == 0:
            outer += character
    return outer, groups


def _split_branches(pattern: str) -> list[str]:
    """The alternatives of a pattern outside of its groups."""
    branches, depth = [""], 0
    for character in pattern:
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            branches.append("")
        else:
            branches[-1] += character
    return branches


@lru_cache(maxsize=8)
def _names(codebook: Codebook) -> WordList:
    # A blocker is a name too ("American Civil Liberties Union"), and its words are no tone.
    names, blockers = codebook.names, codebook.blockers
    return WordList(
        [*names["name"], *blockers["phrase"]], [*names["is_case_sensitive"], *blockers["is_case_sensitive"]]
    )


@lru_cache(maxsize=8)
def _negations(codebook: Codebook) -> WordList:
    words = list(codebook.negations["word"])
    return WordList(words, [False] * len(words))


@lru_cache(maxsize=8)
def borders_of(codebook: Codebook) -> re.Pattern[str]:
    """The codebook's compiled borders of clauses, for `framing.clauses.clause_around`."""
    table = codebook.clause_borders
    return compile_borders(dict(zip(table["word"], table["border_type"], strict=True)))


def find_keywords(text: str, codebook: Codebook) -> list[KeywordHit]:
    """Every frame keyword in one sentence, ordered by start; in one frame the longest of those that overlap.

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
    found = [KeywordHit(*compiled.entries[m.entry], m.start, m.end) for m in compiled.words.find_all(text)]
    plain = straighten(text)
    for number in compiled.regexes_to_try(fold(text)):
        frame_id, keyword, pattern = compiled.regexes[number]
        try:
            hits = pattern.finditer(plain, timeout=_TIMEOUT)
            found += [KeywordHit(frame_id, keyword, *hit.span()) for hit in hits if hit.group()]
        except TimeoutError:
            raise RegexTimeoutError(
                f"frames.yaml, frame {frame_id!r} of the codebook {codebook.name!r}: the regular expression "
                f"{keyword!r} took more than {_TIMEOUT:g} s on one sentence of {len(text)} characters; write it "
                "without repeats inside of repeats"
            ) from None
    found.sort(key=lambda hit: (hit.start, -hit.end, hit.frame_id))
    kept: list[KeywordHit] = []
    last: dict[str, int] = {}
    for hit in found:
        if hit.start >= last.get(hit.frame_id, 0):
            kept.append(hit)
            last[hit.frame_id] = hit.end
    return tuple(kept)


def mask_sentence(
    text: str,
    actors: Iterable[tuple[int, int]],
    codebook: Codebook,
    *,
    keywords: Iterable[KeywordHit] | None = None,
) -> Masked:
    """The sentence with actors, names and frame keywords replaced by stand-ins, and straight quotation marks.

    Parameters
    ----------
    text : str
        One sentence.
    actors : iterable of (start, end)
        Its mentions, as offsets into `text`.
    codebook : Codebook
        Whose names and keywords are masked too.
    keywords : iterable of KeywordHit, optional
        What `find_keywords` found in `text`, if that is known already.

    Examples
    --------
    >>> import framing as fr
    >>> mask_sentence("The U.S. Justice Department sued.", [(4, 8)], fr.read_codebook()).text
    'The Actor Name sued.'
    """
    spans = [(start, end, ACTOR) for start, end in actors]
    taken = [(start, end) for start, end, _ in spans]
    hits = find_keywords(text, codebook) if keywords is None else keywords
    others = [(m.start, m.end, NAME) for m in _names(codebook).find_longest(text)]
    others += [(hit.start, hit.end, KEYWORD) for hit in hits]
    for start, end, stand_in in others:
        # What overlaps a mention is cut back to its own words, so that each actor keeps one stand-in of its own.
        for piece in _without(start, end, taken):
            if text[slice(*piece)].strip():
                spans.append((*piece, stand_in))
    plain = straighten(text)
    spans = sorted(spans)
    if _is_shouted(plain, spans):
        spans = [(start, end, stand_in.upper()) for start, end, stand_in in spans]
    return mask(plain, spans)


def leave_unmasked(text: str, actors: Iterable[tuple[int, int]]) -> Masked:
    """The sentence as it stands, in the form that `window_of` takes; only for comparison with masked scores."""
    return Masked(text, [Stretch(start, end, start, end) for start, end in sorted(actors)])


def _without(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of ``start:end`` outside of the spans of `taken`."""
    pieces = [(start, end)]
    for left, right in taken:
        pieces = [part for a, b in pieces for part in ((a, min(b, left)), (max(a, right), b)) if part[0] < part[1]]
    return pieces


def _is_shouted(text: str, spans: list[tuple[int, int, str]]) -> bool:
    """Whether all words outside the masked spans are in capitals, as in some headlines."""
    rest, last = [], 0
    for start, end, _ in spans:
        rest.append(text[last:start])
        last = max(last, end)
    return "".join([*rest, text[last:]]).isupper()


def window_of(masked: Masked, start: int, window: str, codebook: Codebook) -> tuple[int, int]:
    """The half-open span in the masked sentence of the window around the mention that begins at `start`.

    Raises
    ------
    ValueError
        If `window` is neither ``sentence`` nor ``clause``.
    """
    if window == "sentence":
        return 0, len(masked.text)
    if window == "clause":
        return clause_around(masked.text, *masked.stand_in_at(start), borders_of(codebook))
    raise ValueError(f"window {window!r} is unknown; there are 'sentence' and 'clause'")


def is_negated(text: str, start: int, codebook: Codebook) -> bool:
    """Whether a negation stands at most four words before `start`, with no border of a clause between.

    Examples
    --------
    >>> import framing as fr
    >>> is_negated("It is not really an invasion.", 20, fr.read_codebook())
    True
    """
    for match in reversed(_negations(codebook).find_longest(text[:start])):
        between = text[match.end : start]
        if len(between.split()) > _MAX_WORDS_TO_NEGATION:
            return False
        if not borders_of(codebook).search(between.replace('"', " ").replace("“", " ")):
            return True
    return False


def is_denied(text: str, start: int, codebook: Codebook) -> bool:
    """Whether a word of denial or avoidance stands before `start`, with no border of a clause between.

    Examples
    --------
    >>> import framing as fr
    >>> is_denied("It avoided calling this an invasion.", 27, fr.read_codebook())
    True
    """
    for match in reversed(_denials(codebook).find_longest(text[:start])):
        between = text[match.end : start]
        return len(between.split()) <= _MAX_WORDS_TO_DENIAL and not _CLAUSE_END.search(between)
    return False


@lru_cache(maxsize=8)
def _denials(codebook: Codebook) -> WordList:
    words = codebook.voice_words.query("word_type == 'denial'")["word"].tolist()
    return WordList(words, [False] * len(words))
