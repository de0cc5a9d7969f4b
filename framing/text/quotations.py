"""Quotation marks, and what stands between them."""

import bisect
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Quotation(NamedTuple):
    """A stretch in quotation marks, marks included; it may lack the closing one."""

    start: int
    end: int
    is_closed: bool


_OPENERS = "“„«"
_CLOSERS = "”»"
_MARK = re.compile("[\"“”„«»'`‘’](?:(?<=[\"“”„«»])|(?<=')'|(?<=`)`|(?<=‘)‘|(?<=’)’)")
"""A mark or a doubled single one; as a class of characters first, it is found quickly."""
_AFTER_CLOSING = frozenset(",;:!?)")
_CLIPPED = (
    r"(?:\d\ds?|em|til|tis|twas|cause|cos|bout|round|neath|n|un|s|t)(?![\w-])"
    r"|(?-i:Abd|Ala|Ali|Amr|Ayn|Isa|Umar|Uthman)(?!\w)"
)
"""What follows a mark that stands for letters left out, or for a letter of Arabic."""
_SINGLE_OPENER = re.compile(
    rf"['‘`](?<![^\s(\[{{—–\-/\"“«].)(?<!['’‘`].)(?=[\w“\"«(\[…$£€#@.])(?!{_CLIPPED})",
    re.IGNORECASE,
)
_SINGLE_CLOSER = re.compile(r"['’](?<![\s(\[{'’‘`].)(?<!\s['’]n['’])(?![\w'’‘`])")
_MAY_BE_GENITIVE = re.compile(r"(?:s|z|x|\w{2}in)['’]\s+[\w“\"$£€]")
_GENITIVE_REACH = 8
"""Words that a quotation may have whose closing mark may be a plural's genitive."""
_UNCLOSED_WORDS = 3
"""Words that a quotation in single marks without a closing one has at least."""


def find_quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """Find the quotations of one paragraph, in order, never nested.

    Curly, straight, angled, single and doubled single marks are paired inside ``text[start:end]``.
    The direction of a straight mark comes from the characters beside it. A quotation that is not
    closed runs to the end of the paragraph and is marked so. An opening mark inside an open
    quotation closes it if it follows punctuation, and otherwise is nested and passed over.

    Single marks are told from apostrophes ("it's"), letters left out ("the '90s") and genitives of
    plurals: "the farmers' land" closes a quotation only if no surer mark does.

    Examples
    --------
    >>> find_quotations('He said, "Yes." Then: "No')
    [Quotation(start=9, end=15, is_closed=True), Quotation(start=22, end=25, is_closed=False)]
    >>> text = "'The farmers' land isn't free,' he said in the '90s."
    >>> [text[quotation.start : quotation.end] for quotation in find_quotations(text)]
    ["'The farmers' land isn't free,'"]
    """
    end = len(text) if end is None else end
    return _in_single_marks(text, start, end, _in_double_marks(text, start, end))


def _in_double_marks(text: str, start: int, end: int) -> list[Quotation]:
    """Find the quotations in all marks but single ones."""
    quotations: list[Quotation] = []
    opened = -1
    for mark in _MARK.finditer(text, start, end):
        (left, right), sign = mark.span(), mark.group()
        before = text[left - 1] if left > start else " "
        after = text[right] if right < end else " "
        if sign == "“" and opened >= 0 and text[opened] == "„":
            is_opening = False  # German and Polish: „so“
        elif sign in _OPENERS or sign in ("``", "‘‘"):
            is_opening = True
        elif sign in _CLOSERS or sign == "’’":
            # A closing mark at the beginning of a word is a wrong keystroke for an opening one.
            is_opening = opened < 0 and before.isspace() and after.isalnum()
        else:
            if before.isdigit() and opened < 0:
                continue  # 5'10" and 12" are measures
            is_opening = _opens(text, left, right, start, end, is_open=opened >= 0)
        if opened < 0:
            if is_opening:
                opened = left
        elif not is_opening or before in ".,!?":
            quotations.append(Quotation(opened, right, True))
            opened = -1
    if opened >= 0:
        quotations.append(Quotation(opened, end, False))
    return quotations


def _opens(text: str, left: int, right: int, start: int, end: int, *, is_open: bool) -> bool:
    """Say whether a straight mark opens a quotation, by the characters beside it."""
    before = text[left - 1] if left > start else " "
    after = text[right] if right < end else " "
    if not (before.isspace() or before in "([{—–-/…‘'“"):
        return False
    if after.isspace():
        # ' " so " ': a mark between spaces opens, if another one follows to close.
        return not is_open and before.isspace() and text.find('"', right, end) >= 0
    is_full_stop = after == "." and text[right : right + 2] != ".."
    return not (is_open and (after in _AFTER_CLOSING or is_full_stop))


def _in_single_marks(
    text: str, start: int, end: int, doubles: Sequence[Quotation]
) -> list[Quotation]:
    """Add the quotations in single marks; one that holds others in double marks takes them in."""
    if _SINGLE_OPENER.search(text, start, end) is None:
        return list(doubles)
    starts = [quotation.start for quotation in doubles]

    def is_free(mark: re.Match[str]) -> bool:
        number = bisect.bisect(starts, mark.start()) - 1
        return number < 0 or doubles[number].end <= mark.start()

    openers = [mark.start() for mark in _SINGLE_OPENER.finditer(text, start, end) if is_free(mark)]
    closers = [mark.start() for mark in _SINGLE_CLOSER.finditer(text, start, end) if is_free(mark)]
    singles: list[Quotation] = []
    last = start
    for number, opener in enumerate(openers):
        if opener < last:
            continue
        following = openers[number + 1] if number + 1 < len(openers) else end
        between = closers[bisect.bisect(closers, opener) : bisect.bisect(closers, following)]
        closer = _closer(text, opener, between)
        if closer >= 0:
            singles.append(Quotation(opener, closer + 1, True))
        elif _runs_on(text, start, opener, end) and not between:
            singles.append(Quotation(opener, end, False))
        else:
            continue
        last = singles[-1].end
    kept = [
        double
        for double in doubles
        if not any(one.start < double.end and double.start < one.end for one in singles)
    ]
    return sorted([*kept, *singles])


def _closer(text: str, opener: int, closers: Sequence[int]) -> int:
    """Return the mark that closes what opens at `opener`, or -1.

    The first sure one does, else the first that may be a genitive, if it is near.
    """
    for mark in closers:
        if not _MAY_BE_GENITIVE.match(text, max(0, mark - (4 if text[mark - 1] == "n" else 1))):
            return mark
    near = closers[:1]
    is_near = near and len(text[opener : near[0]].split()) <= _GENITIVE_REACH
    return near[0] if is_near else -1


def _runs_on(text: str, start: int, opener: int, end: int) -> bool:
    """Say whether a single mark at the head of a paragraph opens a quotation without an end."""
    is_first = not text[start:opener].strip() and text[opener + 1].isupper()
    return is_first and len(text[opener:end].split()) >= _UNCLOSED_WORDS


def is_inside(quotations: Iterable[Quotation], start: int, end: int) -> bool:
    """Say whether ``start:end`` stands in one of the quotations.

    Examples
    --------
    >>> is_inside(find_quotations('He said "yes".'), 9, 12)
    True
    """
    return any(quotation.start <= start and end <= quotation.end for quotation in quotations)
