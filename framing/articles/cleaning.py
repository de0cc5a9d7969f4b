"""Characters as they were meant: cleaned once, for every format, and each kind counted.

A soft hyphen, a mark of no width or a ligature hides a word: ``Turk<U+200B>menistan`` was Turkey.
"""

import html
import re
import unicodedata
from collections import Counter
from typing import NamedTuple

from ..text import normalise


def _range_of(first: str, last: str, ahead: int) -> range:
    return range(ord(first) + ahead, ord(last) + ahead + 1)


_ENTITY = re.compile(r"&(?:[A-Za-z]{2,31}\d{0,2}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_ESCAPED_TIMES = 5
"""How often an entity may have been escaped."""
_SHEET = re.compile(r"_x000([9aAdD])_")
"""How Excel writes tabs and line breaks in the text of a cell."""
_SOFT_HYPHEN = re.compile(r"\xad(?:\s*\n\s*)?")
_NO_WIDTH = re.compile(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufff9-\ufffc]"
    # Joiners shape words of other scripts, and emoji.
    "|(?<![^\\x00-\u058f\u2000-\u206f])[\u200c\u200d](?![^\\x00-\u058f\u2000-\u206f])"
)
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?;:,”\"])\u200b+(?=[A-Z“\"])")
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u0133": "ij",
    "\u0132": "IJ",
    "\u01c9": "lj",
    "\u01cc": "nj",
}
_LIGATURE = re.compile("[" + "".join(_LIGATURES) + "]")
_FORMS = {
    **{code: code - 0xFEE0 for a, z in ("09", "AZ", "az") for code in _range_of(a, z, 0xFEE0)},
    **{
        code: ord(unicodedata.normalize("NFKC", chr(code)))
        for code in range(0x1D400, 0x1D800)
        if unicodedata.normalize("NFKC", chr(code)).isascii()
    },
}
"""Letters and digits of full width, and those of mathematics, which stand for bold or slanted ones,
-> the usual ones.
"""
_FORM = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]")
_CYRILLIC = re.compile(r"(?:[À-ÿ¨¸]{2,}(?:[^\w¨¸]+|$)(?:[À-ÿ¨¸](?:[^\w¨¸]+|$))*){3,}")
"""Three words and more of accented letters alone: Cyrillic that was read as Latin."""
_HIDING = frozenset(
    chr(code)
    for first, last in (
        (0xAD, 0xAD),
        (0x34F, 0x34F),
        (0x61C, 0x61C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180E, 0x180E),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xFEFF, 0xFEFF),
        (0xFFF9, 0xFFFC),
    )
    for code in range(first, last + 1)
).union(_LIGATURES)
_LEADS = frozenset(
    map(chr, [*range(0x80, 0xA0), *range(0xC0, 0xE0), *range(0x100, 0x234), *range(0x400, 0x460)])
).union("\u2030\u20ac\ufffd")
"""Characters that the first byte of a letter in UTF-8 looks like, in another encoding."""
_LEADS_OF_THREE = frozenset(map(chr, range(0xE0, 0x100)))
_THREE = re.compile("[\xe0-\xff][^\\x00-\x7f]{2}")


class Cleaned(NamedTuple):
    """A text, and how many of each kind of fault were mended in it: words for people -> count."""

    text: str
    counts: Counter[str]


def clean_characters(text: str) -> Cleaned:
    """Normalise a text, and mend the characters that would hide its words.

    Entities of web pages are resolved, UTF-8 that was read in another encoding is read anew
    (by ``ftfy``), soft hyphens, marks of no width and byte order marks are removed, and ligatures
    are written as letters. What was written is not changed otherwise: quotation marks stay curly.

    Examples
    --------
    >>> clean_characters("Turk\\u200bmenistan &amp;amp; C\\u00c3\\u00b4te d\\u2019Ivoire").text
    'Turkmenistan & Côte d’Ivoire'
    """
    text = normalise(text)
    counts: Counter[str] = Counter()
    if "&" in text or "_x000" in text:
        text = _resolve_entities(text, counts)
    if not text.isascii():
        letters = set(text)
        if letters & _LEADS or (letters & _LEADS_OF_THREE and _THREE.search(text)):
            text = _decode_anew(text, counts)
            letters = set(text)
        if letters & _HIDING:
            text = _show_hidden(text, counts)
        if _FORM.search(text):
            text, counts["letters of other forms"] = _FORM.subn(
                lambda match: chr(_FORMS.get(ord(match.group()), ord(match.group()))), text
            )
    counts = +counts  # of what was found
    return Cleaned(normalise(text) if counts else text, counts)


def describe_cleaning(counts: Counter[str]) -> str:
    """Say what was mended, in one sentence.

    Examples
    --------
    >>> describe_cleaning(Counter({"soft hyphens": 3, "ligatures": 1}))
    'Characters were mended that would hide words: soft hyphens (3), ligatures (1).'
    """
    listed = ", ".join(f"{kind} ({n:,})" for kind, n in counts.most_common())
    return f"Characters were mended that would hide words: {listed}."


def _resolve_entities(text: str, counts: Counter[str]) -> str:
    def resolve(match: re.Match[str]) -> str:
        return html.unescape(match.group())

    for _ in range(_ESCAPED_TIMES):
        resolved, _ = _ENTITY.subn(resolve, text)
        if resolved == text:
            break
        counts["entities"] = max(counts["entities"], len(_ENTITY.findall(text)))
        text = resolved
    text, n = _SHEET.subn(lambda match: "\t" if match[1] == "9" else "\n", text)
    counts["escapes of a spreadsheet"] += n
    return normalise(text)


def _decode_anew(text: str, counts: Counter[str]) -> str:
    """Read lines anew that are UTF-8 in another encoding: each for itself, as a text may mix."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not line.isascii():
            mended = _mend(line)
            if mended != line:
                lines[number] = mended
                counts["lines in a wrong encoding"] += 1
    return "\n".join(lines)


def _mend(line: str) -> str:
    import ftfy  # takes a while to load, and few texts need it

    line = ftfy.fix_encoding(line, unescape_html=False)
    return _CYRILLIC.sub(_read_cyrillic, line) if _CYRILLIC.search(line) else line


def _read_cyrillic(match: re.Match[str]) -> str:
    try:
        return match.group().encode("cp1252").decode("cp1251")
    except UnicodeError:
        return match.group()


def _show_hidden(text: str, counts: Counter[str]) -> str:
    text, n_between = _BETWEEN_SENTENCES.subn(" ", text)
    text, counts["soft hyphens"] = _SOFT_HYPHEN.subn("", text)
    counts["byte order marks"] = text.count("\ufeff")
    text = text.replace("\ufeff", "")
    text, n_marks = _NO_WIDTH.subn("", text)
    counts["marks of no width"] = n_between + n_marks
    text, counts["ligatures"] = _LIGATURE.subn(lambda match: _LIGATURES[match.group()], text)
    return text
