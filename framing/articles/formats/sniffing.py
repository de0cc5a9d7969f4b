"""Which format a file is in: by its first bytes, and by its name only where these leave it open."""

import csv
import json
import re
import zipfile
from pathlib import PurePosixPath
from typing import NamedTuple

from .documents.mail import is_mail
from .encoding import find_utf16
from .known import FORMATS, tell_titles
from .names import GUESSES, count_known, usual_name
from .tabular.headers import find_header


class Format(NamedTuple):
    """A format, with a CSV's separator if the name tells it; or ``finding``, and why."""

    format: str
    separator: str = ""
    message: str = ""


_TABLES = {".csv": "", ".tsv": "\t", ".tab": "\t", ".psv": "|"}
"""Endings of tables, and the separator that they tell."""
_NO_MAIL = (*_TABLES, ".jsonl", ".ndjson", ".json", ".html", ".htm", ".xhtml", ".xml")
TEXT_SUFFIXES = ("", ".txt", ".text", ".asc", ".ris")
_MAGIC = (
    *((magic, reader.format) for reader in FORMATS.values() for magic in reader.magic),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"WARC/", "warc"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
)
_OTHERS = (
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3", "a database"),
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HTML = re.compile(
    rb"<!doctype\s+html|<(?:html|head|body|article|main|div|section|p|h1|h2|meta|title|table|span|script)[\s>/]",
    re.IGNORECASE,
)
_ROOT = re.compile(
    rb"(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>|\s)*<((?:[\w-]+:)?([A-Za-z_][\w.-]*))",
    re.DOTALL | re.IGNORECASE,
)
_NEWS_XML = ("nitf", "newsMessage", "newsItem", "packageItem", "REUTERS")
_INSIDE = re.compile(rb"<(?:\w+:)?(?:leadParagraph|tailParagraphs|nitf|newsItem)[\s>/]")
"""What tells that a file of another first element holds articles of one of the kinds."""
_XML_SUFFIXES = (".xml", ".nitf", ".newsml", ".sgm", ".sgml")
_TEXTS = frozenset(GUESSES["text"])
_JSON = re.compile(rb'\s*(?:\[\s*(?:[{\]]|\[)|\{\s*["}])')


def find_format(head: bytes, name: str) -> Format:
    """Tell the format of a file that begins with `head`.

    Examples
    --------
    >>> find_format(b"%PDF-1.7", "news.txt").format
    'pdf'
    >>> find_format(b'{"text": "Talks failed."}', "a").format
    'jsonl'
    >>> find_format(b"Talks failed.", "news.docx").message
    'The file was left out: it is called .docx, but is no such file; call it .txt if it is a text.'
    """
    for magic, name_of_format in _MAGIC:
        if head.startswith(magic):
            return Format(name_of_format)
    for magic, what in _OTHERS:
        if head.startswith(magic):
            return _left_out(f"it is {what}. What is read: {tell_titles()}.")
    if head[257:262] == b"ustar":
        return Format("tar")
    suffix = PurePosixPath(name).suffix.lower()
    text = _as_utf8(head)
    start = text.lstrip()
    if start.startswith(b"%PDF-"):
        return Format("pdf")
    for reader in FORMATS.values():
        if suffix in reader.suffixes:
            return Format(reader.format)
    if start.startswith(b"<") and suffix not in (".csv", ".tsv", ".jsonl", ".ndjson"):
        if _FEED.search(text[:4096]):
            return Format("feed")
        xml = _xml_format(text, start, suffix)
        if xml is not None:
            return xml
        if _HTML.search(text[:4096]) or suffix in (".html", ".htm", ".xhtml"):
            return Format("html")
    if suffix not in _NO_MAIL and is_mail(text):
        return Format("mail")
    if suffix in (".jsonl", ".ndjson") and not start.startswith(b"["):
        return Format("jsonl")
    if _JSON.match(text):
        return Format("json" if start.startswith(b"[") or not _is_jsonl(start) else "jsonl")
    if suffix in _TABLES:
        return Format("csv", _TABLES[suffix])
    if suffix in TEXT_SUFFIXES:
        separator = _separator(text)
        return Format("csv", separator) if separator else Format("text")
    if suffix in (".html", ".htm", ".xhtml") and not text.isspace() and text:
        return Format("html")
    if not text.strip() and suffix not in ("", *TEXT_SUFFIXES):
        return _left_out("it is empty.")
    return _left_out(f"it is called {suffix}, but is no such file; call it .txt if it is a text.")


def _xml_format(text: bytes, start: bytes, suffix: str) -> Format | None:
    """Tell which XML a file is, by its first element; none if it is a page, or no XML."""
    root = _ROOT.match(text)
    name = root[2].decode() if root else ""
    if name in _NEWS_XML or name.lower() == "nitf":
        return Format("xml")
    if name != "NewsML" and _INSIDE.search(text):
        return Format("xml")
    is_xml = start.startswith(b"<?xml") or suffix in _XML_SUFFIXES
    if not is_xml or not root or name.lower() == "html":
        return None
    return _left_out(
        f"it is XML of the kind <{name[:40]}>, which is not read. What is read: {tell_titles()}."
    )


def zip_format(archive: zipfile.ZipFile) -> Format:
    """Tell what a ZIP is: a Word file, a workbook, another kind of document, or an archive."""
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return Format("docx")
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return Format("sheets")
    if "mimetype" in names:
        is_short = archive.getinfo("mimetype").file_size <= 200
        kind = (
            archive.read("mimetype").decode("ascii", errors="replace").strip() if is_short else ""
        )
        if kind.startswith("application/vnd.oasis.opendocument.spreadsheet"):
            return Format("sheets")
        if kind.startswith("application/"):
            return _left_out(f"it is of the kind {kind!r}; save it as .docx, .html or .txt.")
    return Format("zip")


def ole_format(data: bytes) -> Format:
    """Tell what an old Office file is."""
    if "WordDocument".encode("utf-16-le") in data:
        return _left_out("it is an old Word file (.doc); save it as .docx.")
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return Format("sheets")
    return _left_out("it is an old Office file, or a protected one; save it anew.")


def _left_out(reason: str) -> Format:
    return Format("finding", message=f"The file was left out: {reason}")


def _as_utf8(head: bytes) -> bytes:
    """The head without its mark; of UTF-16, in UTF-8."""
    encoding = find_utf16(head)
    if encoding:
        return head.decode(encoding, errors="replace").encode("utf-8", errors="replace")
    return head.removeprefix(b"\xef\xbb\xbf")


def _is_jsonl(start: bytes) -> bool:
    """Whether the first line is an object by itself, and not one with the articles in it."""
    line = start.split(b"\n", 1)[0]
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    if not isinstance(row, dict):
        return False
    return b"\n" in start.strip() or not any(
        isinstance(value, list | dict) for value in row.values()
    )


def _separator(text: bytes) -> str:
    """The separator of a text that is a table.

    Its first line then has two known names of columns, one of them that of the text, or names the
    separator.
    """
    first = re.split(rb"[\r\n]", text, maxsplit=1)[0][:2000]
    line = first.decode("utf-8", errors="replace")
    named = re.fullmatch(r'"?sep=(.)"?\s*', line, re.IGNORECASE)
    line = line.strip()
    if named:
        return named[1]
    for separator in "\t,;|":
        cells = next(csv.reader([line], delimiter=separator), [])
        has_text = not _TEXTS.isdisjoint(map(usual_name, cells))
        if len(cells) > 1 and count_known(cells) > 1 and has_text:
            return separator
    return "\t" if _is_table_without_names(text) else ""


def _is_table_without_names(text: bytes) -> bool:
    """Whether lines are rows of as many cells, between tabs, one of them a date or an address."""
    lines = re.split(r"\r\n|\r|\n", text[:20_000].decode("utf-8", errors="replace"))[:20]
    rows = [line.split("\t") for line in lines[: max(2, len(lines) - 1)] if line.strip()]
    if len(rows) < 2 or {len(row) for row in rows} != {len(rows[0])} or len(rows[0]) < 2:
        return False
    told = find_header(rows).told
    return bool({"published_at", "url"} & told.keys() and {"headline", "text"} & told.keys())
