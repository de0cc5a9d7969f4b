"""Which format a file is in: by its first bytes, and by its name only where plain text leaves it open."""

from pathlib import PurePosixPath
from typing import NamedTuple


class Format(NamedTuple):
    """A format, or ``finding`` and why there is no reader for it; for a CSV its separator, if the name tells it."""

    format: str
    separator: str = ""
    message: str = ""


TEXT_SUFFIXES = ("", ".txt", ".text", ".asc")
TABLE_SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")


def find_format(head: bytes, name: str) -> Format:
    """The format of a file that begins with `head`."""
    suffix = PurePosixPath(name).suffix.lower()
    if head.startswith(b"PAR1"):
        return Format("parquet")
    if suffix in (".jsonl", ".ndjson"):
        return Format("jsonl")
    if suffix in (".csv", ".tsv"):
        return Format("csv", "\t" if suffix == ".tsv" else "")
    if suffix in TEXT_SUFFIXES:
        return Format("text")
    return Format("finding", message="The file was left out: ")
