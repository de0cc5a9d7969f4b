"""The keywords of frames in words: a regular expression as a reader would say it."""

from collections.abc import Iterable
from typing import NamedTuple

ELLIPSIS = "…"
"""Stands for any word or character."""
_CONDITIONS = {"?<!": "not after", "?<=": "only after", "?!": "not before", "?=": "only before"}
_NOTHING_TO_READ = "bBAZzGKXR"
"""Letters that after a backslash stand for a place, and not for characters."""
_BLANKS, _CLASSES = "snrtfvh", "wWdDSpPNL"
_COUNTS = "?*+{"


def word_keyword(keyword: str, *, is_regex: bool) -> str:
    """Say a keyword in words; one that is no regular expression is its words already.

    Alternatives stand in brackets, what may be missing too, `ELLIPSIS` stands for any word, and
    what must not or must stand beside the words follows them.

    Examples
    --------
    >>> word_keyword("(?<!net )(?<!tax )neutrality", is_regex=True)
    'neutrality, not after “net” or “tax”'
    >>> word_keyword("fence[- ]sit(ter|ters)", is_regex=True)
    'fence-sit(ter/ters)'
    """
    if not is_regex:
        return keyword
    reader = _Reader(keyword)
    words = _clean(reader.read_all())
    said = [words or ELLIPSIS]
    for kind, found in reader.conditions.items():
        around = dict.fromkeys(_clean(one).strip(f"- {ELLIPSIS}") for one in found)
        around.pop("", None)
        if around:
            said.append(f"{kind} {_list(around)}")
    return ", ".join(said)


class _Piece(NamedTuple):
    """What a part of an expression reads as, and whether brackets stand around it."""

    text: str
    is_bracketed: bool = False


class _Reader:
    """Reads an expression from left to right; `conditions` are what must stand beside it."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at = pattern, 0
        self.conditions: dict[str, list[str]] = {}

    def read_all(self) -> str:
        """Read to the end; a bracket that nobody opened is passed over."""
        read: list[str] = []
        while self.at < len(self.pattern):
            alternatives = [one for one in self.read_alternatives() if one]
            read.append(" / ".join(alternatives))
            self.at += 1
        return "".join(read)

    def read_alternatives(self) -> list[str]:
        """Read until the bracket closes; the alternatives that stand between bars."""
        alternatives = [""]
        while self.at < len(self.pattern) and self.pattern[self.at] != ")":
            if self.pattern[self.at] == "|":
                alternatives.append("")
                self.at += 1
            else:
                alternatives[-1] += self.read_counted()
        return alternatives

    def read_counted(self) -> str:
        """Read one piece and how often it may stand there."""
        piece = self.read_piece()
        may_miss = False
        while self.at < len(self.pattern) and self.pattern[self.at] in _COUNTS:
            count = self.pattern[self.at]
            self.at += 1
            if count == "{":
                count = self.read_to("}")
            may_miss |= count in ("?", "*") or count.startswith(("0", ","))
        if not may_miss or piece.is_bracketed or not piece.text.strip(f" {ELLIPSIS}"):
            return piece.text
        body = piece.text.strip()
        if body[0] != "(" or body.find(")") < len(body) - 1:
            body = f"({body})"
        return f"{body} " if piece.text.endswith(" ") else body

    def read_piece(self) -> _Piece:
        """Read a character, a class of characters, or what stands in brackets."""
        char = self.pattern[self.at]
        self.at += 1
        if char == "(":
            return self.read_brackets()
        if char == "[":
            return _Piece(self.read_class())
        if char == "\\":
            return _Piece(self.read_escaped())
        if char == ".":
            return _Piece(ELLIPSIS)
        return _Piece("" if char in "^$" else char)

    def read_brackets(self) -> _Piece:
        """Read alternatives in brackets, or a condition, which leaves nothing in its place."""
        rest = self.pattern[self.at :]
        kind = next((mark for mark in _CONDITIONS if rest.startswith(mark)), None)
        if kind:
            self.at += len(kind)
        elif rest.startswith("?#"):
            self.read_to(")")
            return _Piece("")
        elif rest.startswith("?"):
            self.skip_name()
        alternatives = self.read_alternatives()
        self.at += 1
        if kind:
            self.conditions.setdefault(_CONDITIONS[kind], []).extend(alternatives)
            return _Piece("")
        there = list(dict.fromkeys(filter(None, alternatives)))
        if len(there) < 2 and len(alternatives) < 2:
            return _Piece("".join(there))
        return _Piece(f"({'/'.join(there)})" if there else "", is_bracketed=True)

    def skip_name(self) -> None:
        """Pass over what stands before the words in brackets: a name, flags, or ``?:``."""
        while self.at < len(self.pattern) and self.pattern[self.at] not in ":>)":
            self.at += 1
        if self.at < len(self.pattern) and self.pattern[self.at] != ")":
            self.at += 1

    def read_class(self) -> str:
        """Read a class of characters: its only letter, its letters, or `ELLIPSIS`."""
        start = self.at
        while self.at < len(self.pattern) and (self.pattern[self.at] != "]" or self.at == start):
            self.at += 2 if self.pattern[self.at] == "\\" else 1
        body = self.pattern[start : self.at]
        self.at += 1
        letters = list(dict.fromkeys(body.replace("\\s", " ").casefold()))
        if not body or body.startswith("^") or "\\" in letters or "-" in body[1:-1]:
            return ELLIPSIS
        if not any(letter.isalnum() for letter in letters):
            return letters[0]
        return letters[0] if len(letters) == 1 else f"({'/'.join(letters)})"

    def read_escaped(self) -> str:
        """Read what follows a backslash."""
        char = self.pattern[self.at : self.at + 1]
        self.at += 1
        if char in _CLASSES and char:
            if self.pattern[self.at : self.at + 1] == "{":
                self.read_to("}")
            return ELLIPSIS
        if char in _BLANKS:
            return " " if char else ""
        if char in _NOTHING_TO_READ:
            return ""
        return ELLIPSIS if char.isalnum() else char

    def read_to(self, end: str) -> str:
        """Read up to a mark and pass over it."""
        start = self.at
        found = self.pattern.find(end, start)
        self.at = len(self.pattern) if found < 0 else found + 1
        return self.pattern[start : found if found >= 0 else None].lstrip("{")


def _clean(words: str) -> str:
    while ELLIPSIS * 2 in words:
        words = words.replace(ELLIPSIS * 2, ELLIPSIS)
    return " ".join(words.split())


def _list(words: Iterable[str]) -> str:
    """Join with commas and a last "or"."""
    *most, last = [f"“{word}”" for word in words]
    return f"{', '.join(most)} or {last}" if most else last
