"""What lies in a folder, a file or an archive: its units, in a stable order."""

import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from .columns import GUESSES, is_missing
from .containers.archives import BROKEN, Budget, Member, list_tar, list_zip, open_zip, unpack
from .sniffing import Format, find_format, ole_format, zip_format
from .tabular.delimited import cut_table, read_records
from .tabular.json_files import cut_json
from .units import LIMITS, MEGABYTE, Findings, Limits, TooLargeError, Unit

METADATA = "metadata.csv"
"""A table beside text files: article_id, and any of outlet_id, published_at, language, headline and
url.
"""
COMPANIONS = (METADATA, "outlets.csv", "events.csv")
"""Files of a folder of articles that hold none."""
NOTES = ("README.MD", "LICENSE", "LICENSE.MD")
"""Files that speak of a folder, and that nobody takes for articles."""
PACKINGS = ("gz", "bz2", "xz")
PACKED = (".gz", ".bz2", ".xz", ".tgz")
_HEAD = 1 << 16


def list_units(path: str | Path, *, limits: Limits = LIMITS) -> Iterator[Unit]:
    """The units of a file or a folder, in the order of their names and places.

    Parameters
    ----------
    path : str or Path
        A file of any format that is read, or a folder of them, with its subfolders. What is hidden,
        and in a folder `COMPANIONS` and `NOTES`, is passed over.
    limits : Limits
        How large an input may be.

    Returns
    -------
    iterator of Unit
        Each can be read by itself (`read_unit`). What is refused is a unit too, with a finding.

    Raises
    ------
    FileNotFoundError
        If there is nothing at `path`, or the folder holds no file.
    """
    path = Path(path)
    if path.is_file():
        return _open_file(path, path.name, True, limits)
    if not path.is_dir():
        raise FileNotFoundError(f"there is no file or folder {path}")
    files = sorted(p for p in path.rglob("*") if p.is_file() and not _is_hidden(p, path))
    if not files:
        raise FileNotFoundError(f"the folder {path} holds no file")
    return _list_folder(path, files, limits)


def _list_folder(folder: Path, files: list[Path], limits: Limits) -> Iterator[Unit]:
    known = _Known("")
    if (folder / METADATA).is_file():
        with (folder / METADATA).open("rb") as stream:
            yield from known.read(stream, METADATA, limits)
    for file in files:
        name = file.relative_to(folder).as_posix()
        if name in COMPANIONS or file.name.upper() in NOTES:
            continue
        yield from map(known.add, _open_file(file, name, False, limits))
    yield from known.lost()


class _Known:
    """What a ``metadata.csv`` says of the files beside it, whose stems begin with `prefix`."""

    def __init__(self, prefix: str, is_late: bool = False) -> None:
        self.prefix, self.name, self.is_late = prefix, METADATA, is_late
        self.rows: dict[str, dict[str, object]] = {}
        self.by_stem: dict[str, dict[int, dict[str, object]]] = {}
        self.used: set[str] = set()

    def read(self, stream: BinaryIO, name: str, limits: Limits) -> Iterator[Unit]:
        """Take in a table; what is wrong with it is a unit."""
        findings = Findings()
        self.name = name
        for batch in cut_table(stream, Unit(name, "csv", name, data=b""), limits):
            findings += batch.findings
            if batch.format == "finding":
                continue
            if "article_id" not in batch.header:
                raise ValueError(
                    f"{name} lacks the column article_id (the file's name without its ending)"
                )
            for _, row in read_records(batch, limits, findings):
                if not is_missing(row["article_id"]):
                    named = {
                        ours: next(
                            (row[name] for name in names if not is_missing(row.get(name))), None
                        )
                        for ours, names in GUESSES.items()
                        if ours not in ("article_id", "text")
                    }
                    self.rows[str(row["article_id"])] = {
                        k: v for k, v in named.items() if v is not None
                    }
        for article_id, values in self.rows.items():
            stem, _, number = article_id.rpartition("-")
            self.by_stem.setdefault(article_id, {})[0] = values
            if stem and number.isdecimal() and len(number) < 10:
                self.by_stem.setdefault(stem, {})[int(number)] = values
        if findings:
            yield Unit(name, "finding", name, findings=tuple(findings))

    def add(self, unit: Unit) -> Unit:
        """The unit with what is known of it."""
        stem = unit.stem.removeprefix(self.prefix)
        if stem not in self.by_stem or unit.format == "finding":
            return unit
        self.used.add(stem)
        return unit._replace(known=self.by_stem[stem])

    def lost(self) -> Iterator[Unit]:
        """A unit with the rows that speak of no file."""
        findings = Findings()
        for article_id in self.rows:
            if article_id not in self.used and article_id.rpartition("-")[0] not in self.used:
                message = f"There is no article {article_id!r} in the folder."
                if self.is_late:
                    message = (
                        f"There is no article {article_id!r} behind this table; if there is one before it, put the "
                        "table first, or take the archive out of the one that it lies in."
                    )
                findings.say(self.name, "no_such_article", "warning", message)
        if findings:
            yield Unit(self.name, "finding", self.name, findings=tuple(findings))


def _open_file(file: Path, name: str, is_alone: bool, limits: Limits) -> Iterator[Unit]:
    unit = Unit(name, "text", _stem(name), path=str(file), is_alone=is_alone)
    try:
        with file.open("rb") as stream:
            budget = Budget(file.stat().st_size, limits)
            yield from _open_stream(stream, unit, name, limits, budget, 0)
    except OSError as error:
        message = f"The file was left out, as it cannot be opened: {error.strerror or error}"
        yield unit.only_findings("unreadable", message)


def _open_stream(
    stream: BinaryIO, unit: Unit, name: str, limits: Limits, budget: Budget, depth: int
) -> Iterator[Unit]:
    """The units of one file or member, by its content. `name` is that of the content: without an
    ending like .gz.
    """
    is_on_disk = unit.path is not None
    head = _read_head(stream)
    found = find_format(head, name)
    if depth > limits.depth:
        message = f"The archive was left out: it lies in more than {limits.depth} others."
        if found.format in (*PACKINGS, "tar", "zip"):
            yield unit.only_findings("too_large", message)
            return
    if found.format in (*PACKINGS, "tar", "warc"):
        source: BinaryIO = stream
        if stream.seekable():
            stream.seek(0)
        else:
            source = io.BufferedReader(_Chain(head, stream))  # type: ignore[assignment, arg-type]
        yield from _open_container(
            source, unit._replace(path=None), name, found.format, limits, budget, depth
        )
        return
    if is_on_disk:
        stream.seek(0)
        yield from _open_document(stream, unit, name, found, limits, budget, depth)
        return
    with tempfile.SpooledTemporaryFile(max_size=limits.text_bytes) as copy:
        shutil.copyfileobj(io.BufferedReader(_Chain(head, stream)), copy)  # type: ignore[arg-type]
        copy.seek(0)
        yield from _open_document(copy, unit, name, found, limits, budget, depth)  # type: ignore[arg-type]


def _open_container(
    stream: BinaryIO, unit: Unit, name: str, format: str, limits: Limits, budget: Budget, depth: int
) -> Iterator[Unit]:
    try:
        if format == "warc":
            from .containers.web_archives import cut_warc

            yield from cut_warc(stream, unit, limits)
        elif format == "tar":
            yield from _open_members(list_tar(stream, budget), unit, limits, budget, depth)
        else:
            suffix = PurePosixPath(name).suffix.lower()
            inner = (
                _stem(name) + ".tar"
                if suffix == ".tgz"
                else _stem(name)
                if suffix in PACKED
                else name
            )
            stem = (
                _stem(unit.stem) if suffix in PACKED and PurePosixPath(inner).suffix else unit.stem
            )
            inside = unpack(stream, format, budget)
            yield from _open_stream(
                inside, unit._replace(stem=stem), inner, limits, budget, depth + 1
            )
    except TooLargeError as error:
        yield unit.only_findings(
            "too_large", f"The file, or the rest of it, was left out: {error}."
        )
    except BROKEN as error:
        message = f"The file, or the rest of it, was left out, as it is damaged: {error}"
        yield unit.only_findings("unreadable", message)


def _open_members(
    members: Iterator[Member], unit: Unit, limits: Limits, budget: Budget, depth: int
) -> Iterator[Unit]:
    tables: list[_Known] = []
    is_late, is_empty = False, True

    def add(unit: Unit) -> Unit:
        for known in tables:
            unit = known.add(unit)
        return unit

    for member in members:
        path = PurePosixPath(member.name)
        if (
            any(part.startswith(".") and part.strip(".") for part in path.parts)
            or "__MACOSX" in path.parts
        ):
            continue
        is_empty = False
        name = f"{unit.name}/{member.name}"
        inner = unit._replace(
            name=name, stem=f"{unit.stem}/{_stem(member.name)}", path=None, data=b"", is_alone=False
        )
        if member.stream is None:
            yield inner.only_findings("unreadable", f"The member was left out: {member.fault}")
        elif path.name == METADATA:
            tables.append(_Known(f"{unit.stem}/" + member.name.removesuffix(METADATA), is_late))
            try:
                data = member.stream.read(limits.document_bytes + 1)
                if len(data) > limits.document_bytes:
                    size = limits.document_bytes // MEGABYTE
                    yield inner.only_findings(
                        "too_large", f"The table was left out: it holds more than {size} MB."
                    )
                    continue
                yield from tables[-1].read(io.BytesIO(data), name, limits)
            except (ValueError, OSError) as error:
                yield inner.only_findings("unreadable", f"The member was left out: {error}")
        elif path.name not in COMPANIONS and path.name.upper() not in NOTES:
            is_late = True
            try:
                yield from map(
                    add, _open_stream(member.stream, inner, member.name, limits, budget, depth + 1)
                )
            except TooLargeError:
                raise
            except BROKEN as error:
                yield inner.only_findings(
                    "unreadable", f"The member was left out, as it is damaged: {error}"
                )
    if is_empty:
        yield unit.only_findings(
            "empty", "The archive holds no file and was left out.", severity="warning"
        )
    for known in tables:
        yield from known.lost()


def _open_document(
    stream: BinaryIO,
    unit: Unit,
    name: str,
    found: Format,
    limits: Limits,
    budget: Budget,
    depth: int,
) -> Iterator[Unit]:
    try:
        if found.format == "zip":
            with open_zip(stream, limits) as archive:
                found = zip_format(archive)
            stream.seek(0)
        elif found.format == "ole":
            found = ole_format(stream.read(limits.document_bytes))
            stream.seek(0)
        unit = unit._replace(format=found.format, data=None if unit.path else b"")
        if found.format in ("csv", "jsonl"):
            yield from cut_table(stream, unit._replace(separator=found.separator), limits)
        elif found.format == "json":
            yield from cut_json(stream, unit, limits)
        elif found.format == "parquet":
            from .tabular.parquet import cut_parquet

            yield from cut_parquet(stream, unit, limits)
        elif found.format == "zip":
            if depth >= limits.depth:
                yield unit.only_findings(
                    "too_large", f"The archive was left out: it lies in {limits.depth} others."
                )
            else:
                yield from _open_members(
                    list_zip(stream, budget, limits), unit, limits, budget, depth
                )
        elif found.format == "finding":
            yield unit.only_findings(
                "unknown_format", found.message, severity="error" if unit.is_alone else "warning"
            )
        elif unit.path is not None:
            yield unit
        else:
            yield unit._replace(data=stream.read(limits.document_bytes + 1))
    except TooLargeError as error:
        yield unit.only_findings(
            "too_large", f"The file, or the rest of it, was left out: {error}."
        )
    except BROKEN as error:
        message = f"The file, or the rest of it, was left out, as it is damaged: {error}"
        yield unit.only_findings("unreadable", message)


class _Chain(io.RawIOBase):
    """What was read of a stream already, and then the rest of it."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self.head, self.stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self.head[: len(buffer)]
        self.head = self.head[len(data) :]
        data = data or self.stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _read_head(stream: BinaryIO) -> bytes:
    head = b""
    while len(head) < _HEAD and (more := stream.read(_HEAD - len(head))):
        head += more
    return head


def _stem(name: str) -> str:
    """The name without its ending."""
    return name.removesuffix(PurePosixPath(name).suffix)


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)
