"""One article of an export, whatever its layout, and what the layouts have in common."""

import re
from typing import NamedTuple

from ...dates import parse_date

COPYRIGHT = re.compile(r"^\s*(?:copyright\b|\(c\)|©|all rights reserved)", re.IGNORECASE)
_LANGUAGES = {"english": "en", "german": "de", "french": "fr", "spanish": "es"}


class Exported(NamedTuple):
    """One article of an export, by our columns, with the counts that the export states."""

    values: dict[str, object]
    n_words: int | None
    """Words that the article says it has."""
    n_promised: int | None
    """Documents that the export says it has."""


def make_exported(
    *,
    text: str,
    headline: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    language: str | None = None,
    url: str | None = None,
    length: str | None = None,
    n_promised: int | None = None,
) -> Exported:
    """Make an article of what its fields say, without blanks and empty lines that are too many."""
    text = "\n".join(line.strip() for line in text.split("\n"))
    values = {
        "headline": " ".join(headline.split()) if headline else None,
        "text": re.sub(r"\n{3,}", "\n\n", text).strip(),
        "outlet_id": outlet,
        "published_at": published,
        "language": _LANGUAGES.get(" ".join((language or "").split()).lower().split(";")[0]),
        "url": url,
    }
    words = re.search(r"([\d,]+)\s*words", length or "", re.IGNORECASE)
    is_number = words and words[1].replace(",", "") and len(words[1]) < 9
    n_words = int(words[1].replace(",", "")) if words and is_number else None
    return Exported({key: value for key, value in values.items() if value}, n_words, n_promised)


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


def looks_like_date(line: str) -> bool:
    """Whether a short line holds a year and can be read as a date."""
    return (
        len(line) <= 80
        and bool(re.search(r"\d", line))
        and bool(re.search(r"(19|20)\d\d", line))
        and (parse_date(line)[0] is not None)
    )
