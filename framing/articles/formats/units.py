"""What the readers share: units of reading, articles as they stand in a file, findings, limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..moments import DateStyle

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """How large an input may be before it is refused with a finding; sizes in bytes.

    Attributes
    ----------
    batch_bytes : int
        Rows of a table that are read at once.
    row_bytes : int
        One row of a CSV or JSONL table, and one object of a JSON array.
    text_bytes : int
        One plain text, RTF or JSON array.
    page_bytes : int
        One web page, feed, or JSON object that holds all others.
    document_bytes : int
        One PDF, Word or Excel file, and what its parts hold when unpacked; ``metadata.csv`` in an
        archive.
    n_pages : int
        Pages of a PDF; the others are left out with a finding.
    n_cells : int
        Cells of a workbook: in each sheet all up to the last one, empty ones counted.
    depth : int
        Archives inside archives; a compressed TAR counts as two.
    ratio : int
        How many times larger than its file an archive may become, and each member than its packed
        bytes, once it holds more than a megabyte.
    archive_bytes : int
        What an archive and all that is in it may hold when unpacked.
    n_members : int
        Members of an archive.
    directory_bytes : int
        The list of members of a ZIP.
    """

    batch_bytes: int = 4 * MEGABYTE
    row_bytes: int = 8 * MEGABYTE
    text_bytes: int = 32 * MEGABYTE
    page_bytes: int = 4 * MEGABYTE
    document_bytes: int = 64 * MEGABYTE
    n_pages: int = 300
    n_cells: int = 2_000_000
    depth: int = 4
    ratio: int = 200
    archive_bytes: int = 100_000 * MEGABYTE
    n_members: int = 10_000_000
    directory_bytes: int = 24 * MEGABYTE


LIMITS = Limits()

METADATA = "metadata.csv"
"""A table beside text files: article_id, and any of outlet_id, published_at, language, headline and
url.
"""

UNREADABLE_FILE = ("unreadable", "unknown_format", "not_text", "too_large")
"""Checks that leave out a file, a member of an archive, or the rest of it: one finding each."""
UNREADABLE_ARTICLE = ("broken_row", "broken_article")
"""Checks that leave out one row of a table, or one article of a file of several."""
EMPTY = ("empty",)
"""Checks that leave out a file or an article that holds no text."""

Finding = tuple[object, ...]
"""A row of the table of findings, in the order of its columns."""


class Unit(NamedTuple):
    """A piece of the input read by itself: a file, a member, a record, or a batch of rows.

    It is small and can be pickled: it names a file on the disk (`path`, and from byte `start` to
    `end`), or, where a piece of an archive has none, holds its bytes (`data`).

    Attributes
    ----------
    name : str
        The file inside the folder; for a piece of an archive, the archive and the name in it.
    format : str
        The reader that reads it; ``finding`` if there is nothing to read but the `findings`.
    stem : str
        What the ids of its articles begin with: the name without its ending.
    row, line : int
        Number of its first row, and of the line that this one begins in.
    header : tuple of str
        The names of a CSV's columns.
    is_first : bool
        It is the first, or only, piece of its file: what is to be said once of a file is said here.
    is_alone : bool
        The file was asked for by name, so that a column that it lacks is an error and not a
        finding.
    told : mapping
        Our column -> the column of a table without names that was told by what is in it.
    dates : mapping
        Column -> how all of the file writes its dates, where this piece is not all of it.
    known : mapping
        What ``metadata.csv`` says: the number of an article, or 0 for all of the file -> its
        columns.
    given : mapping
        What the container of a page says of it (address, date), for where the page says nothing.
    findings : tuple
        What was found before reading.
    """

    name: str
    format: str
    stem: str
    path: str | None = None
    data: bytes | None = None
    start: int = 0
    end: int | None = None
    encoding: str | None = None
    separator: str = ""
    header: tuple[str, ...] = ()
    row: int = 1
    line: int = 1
    is_first: bool = True
    is_alone: bool = False
    told: Mapping[str, str] = {}
    dates: Mapping[str, DateStyle] = {}
    known: Mapping[int, Mapping[str, object]] = {}
    given: Mapping[str, object] = {}
    findings: tuple[Finding, ...] = ()

    def only_findings(
        self, check: str = "", message: str = "", provenance: str = "", severity: str = "error"
    ) -> "Unit":
        """Make a unit with nothing to read but its findings and, if a `check` is named, another."""
        findings = Findings(self.findings)
        if check:
            findings.say(provenance or self.name, check, severity, message)
        return self._replace(format="finding", path=None, data=None, findings=tuple(findings))


class Raw(NamedTuple):
    """One article as it stands in a file: values by our columns, and where they come from."""

    values: dict[str, object]
    provenance: str


class TooLargeError(ValueError):
    """An input is larger than a limit, which the message names."""


class Findings(list[Finding]):
    """Rows of the table of findings."""

    def say(
        self,
        provenance: str,
        check: str,
        severity: str,
        message: str,
        article_id: str | None = None,
    ) -> None:
        """Add one that concerns a whole file, row or article."""
        self.append((article_id, None, None, check, severity, message, provenance))


def content(unit: Unit, limit: int) -> bytes:
    """Read the bytes of a unit.

    Raises
    ------
    TooLargeError
        If there are more than `limit`.
    """
    if unit.data is not None:
        data = unit.data
    else:
        with open(str(unit.path), "rb") as file:
            file.seek(unit.start)
            data = file.read(
                limit + 1 if unit.end is None else min(unit.end - unit.start, limit + 1)
            )
    if len(data) > limit:
        raise TooLargeError(
            f"it holds more than {limit / MEGABYTE:g} MB, and so much is not read at once; split it"
        )
    return data
