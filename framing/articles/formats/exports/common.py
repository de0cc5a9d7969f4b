"""What the layouts of exports share: an export, an article in it, and how its text is cut."""

import re
from typing import NamedTuple

from .date_lines import find_date, read_date_line
from .labels import WORDS, language_code

N_WORDS = rf"(\d[\d.,\s]{{0,8}})\s*(?:{WORDS})\b"
LENGTH = re.compile(
    rf"^[ \t]*[^\W\d_][\w ]{{2,24}}[ \t]?:[ \t]*{N_WORDS}", re.MULTILINE | re.IGNORECASE
)
"""A line that says how many words an article has, whatever it is called."""

_STAMP = re.compile(r"(?:19|20)\d\d-?\d\d-?\d\dT\d\d:?\d\d")
"""How a moment with its clock begins, which is read as it stands."""


class Exported(NamedTuple):
    """One article of an export, by our columns, with the count that the export states."""

    values: dict[str, object]
    n_words: int | None
    """Words that the article says it has."""


class Export(NamedTuple):
    """What a file of a database holds."""

    database: str
    articles: list[Exported]
    n_promised: int | None = None
    """Documents that the export says it has."""
    n_seen: int = 0
    """Signs of an article that are in it; more than articles if it could not be split."""
    left_out: str = ""
    """What stands around the articles, such as a cover sheet."""


def make_exported(
    *,
    text: str,
    headline: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    language: str | None = None,
    url: str | None = None,
    length: str | None = None,
) -> Exported:
    """Make an article of what its fields say, without blanks and empty lines that are too many."""
    text = "\n".join(line.strip() for line in text.split("\n"))
    values = {
        "headline": " ".join(headline.split()) if headline else None,
        "text": re.sub(r"\n{3,}", "\n\n", text).strip(),
        "outlet_id": " ".join(outlet.split()) if outlet else None,
        "published_at": read_published(published),
        "language": language_code(language),
        "url": url,
    }
    words = re.search(N_WORDS, length or "", re.IGNORECASE)
    digits = re.sub(r"\D", "", words[1]) if words else ""
    n_words = int(digits) if 0 < len(digits) < 8 else None
    return Exported({key: value for key, value in values.items() if value}, n_words)


def read_published(value: str | None) -> str | None:
    """The date of a field in English, so that the months of other languages are read."""
    if not value or _STAMP.match(value):
        return value or None
    return read_date_line(value) or find_date(value) or value


def cut_at(starts: list[re.Match[str]], text: str) -> list[str]:
    """Cut a text at numbered headers into what stands behind each, up to the next."""
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [text[start.end() : end] for start, end in zip(starts, ends, strict=True)]


def cut_after(pattern: re.Pattern[str], text: str) -> list[str]:
    """Cut a text after every match; what follows the last one counts from 20 words on."""
    parts, start = [], 0
    for match in pattern.finditer(text):
        parts.append(text[start : match.end()])
        start = match.end()
    rest = text[start:]
    if len(rest.split()) > 20:
        parts.append(rest)
    return [part for part in parts if part.strip()]


def split_blocks(lines: list[str]) -> list[list[str]]:
    """Split lines into blocks at the empty ones."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]
