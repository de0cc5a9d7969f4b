"""WARC files, compressed or not: the pages among their records, one after the other."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from ..units import MEGABYTE, Limits, Unit

_DAMAGE = (OSError, EOFError, ValueError, AttributeError, TypeError, KeyError, IndexError)
"""What the library raises on a damaged file, beside its own error."""


def cut_warc(stream: BinaryIO, unit: Unit, limits: Limits) -> Iterator[Unit]:
    """Cut a WARC file into its web pages; a note counts what else there is.

    The address and the date of the record stand for the page's own where it has none.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    class Records(ArchiveIterator):  # type: ignore[misc]
        INC_RECORD = ""  # it would print what a damaged file holds

    others: Counter[str] = Counter()
    number = 0
    try:
        for number, record in enumerate(Records(stream), start=1):
            kind = _kind(record)
            if kind:
                others[kind] += 1
            else:
                yield _page(record, number, unit, limits)
    except (ArchiveLoadFailed, *_DAMAGE) as error:
        reason = " ".join(str(error).split())[:200]
        message = f"The file was left out after record {number}: {reason}"
        yield unit.only_findings("unreadable", message)
    if others:
        shown = ", ".join(f"{what} {n}" for what, n in others.most_common(8))
        message = f"{others.total()} records hold no article page and were passed over: {shown}."
        yield unit.only_findings("other_records", message, severity="note")
    elif not number:
        message = "The file holds no record and was left out."
        yield unit.only_findings("empty", message, severity="warning")


def _page(record: Any, number: int, unit: Unit, limits: Limits) -> Unit:
    """The page that a record holds, with the address and the date that the record states."""
    page = unit._replace(
        name=f"{unit.name}, record {number}",
        format="html",
        stem=f"{unit.stem}-{number}",
        path=None,
        is_alone=False,
    )
    data = record.content_stream().read(limits.page_bytes + 1)
    if len(data) > limits.page_bytes:
        size = limits.page_bytes // MEGABYTE
        message = f"The page was left out: it holds more than {size} MB."
        return page.only_findings("too_large", message)
    stated = {
        "url": record.rec_headers.get_header("WARC-Target-URI"),
        "published_at": record.rec_headers.get_header("WARC-Date"),
    }
    http = record.http_headers
    media = http.get_header("Content-Type", "") if http else ""
    charset = media.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
    given = {name: value for name, value in stated.items() if value}
    return page._replace(data=data, encoding=charset or None, given=given)


def _kind(record: Any) -> str | None:
    """What a record is, if it is no page."""
    kind = str(record.rec_type)[:20]
    if kind not in ("response", "resource"):
        return kind
    http = record.http_headers
    if http is not None:
        status = str(http.get_statuscode())[:3]
        if status != "200":
            return f"status {status}"
        media = str(http.get_header("Content-Type") or "")
    else:
        media = str(record.rec_headers.get_header("Content-Type") or "")
    media = media.lower().split(";")[0].strip()[:40]
    return None if media in ("text/html", "application/xhtml+xml") else media or "no type"
