"""WARC files, compressed or not: the pages among their records, one after the other."""

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from ..units import MEGABYTE, Limits, Unit


def cut_warc(stream: BinaryIO, unit: Unit, limits: Limits) -> Iterator[Unit]:
    """A unit for each answer that holds a web page; a note counts what else there is.

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
            what = _kind(record)
            if what:
                others[what] += 1
                continue
            name = f"{unit.name}, record {number}"
            page = unit._replace(
                name=name, format="html", stem=f"{unit.stem}-{number}", path=None, is_alone=False
            )
            data = record.content_stream().read(limits.page_bytes + 1)
            if len(data) > limits.page_bytes:
                size = limits.page_bytes // MEGABYTE
                yield page.only_findings(
                    "too_large", f"The page was left out: it holds more than {size} MB."
                )
                continue
            given = {
                "url": record.rec_headers.get_header("WARC-Target-URI"),
                "published_at": record.rec_headers.get_header("WARC-Date"),
            }
            header = (
                record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
            )
            _, _, charset = header.lower().partition("charset=")
            charset = charset.split(";")[0].strip(" \"'")
            yield page._replace(
                data=data, encoding=charset or None, given={key: v for key, v in given.items() if v}
            )
    except (
        ArchiveLoadFailed,
        OSError,
        EOFError,
        ValueError,
        AttributeError,
        TypeError,
        KeyError,
        IndexError,
    ) as error:
        message = (
            f"The file was left out after record {number}: {' '.join(str(error).split())[:200]}"
        )
        yield unit.only_findings("unreadable", message)
    if others:
        shown = ", ".join(f"{what} {n}" for what, n in others.most_common(8))
        message = f"{others.total()} records hold no article page and were passed over: {shown}."
        yield unit.only_findings("other_records", message, severity="note")
    elif not number:
        yield unit.only_findings(
            "empty", "The file holds no record and was left out.", severity="warning"
        )


def _kind(record: object) -> str | None:
    """What a record is, if it is no page."""
    kind = str(record.rec_type)[:20]  # type: ignore[attr-defined]
    if kind not in ("response", "resource"):
        return kind
    http = record.http_headers  # type: ignore[attr-defined]
    if http is not None:
        status = str(http.get_statuscode())[:3]
        if status != "200":
            return f"status {status}"
        media = str(http.get_header("Content-Type") or "")
    else:
        media = str(record.rec_headers.get_header("Content-Type") or "")  # type: ignore[attr-defined]
    media = media.lower().split(";")[0].strip()[:40]
    return None if media in ("text/html", "application/xhtml+xml") else media or "no type"
