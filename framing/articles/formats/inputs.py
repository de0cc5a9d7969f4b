"""What lies in a folder, a file or an archive: its units, in a stable order."""

import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from .containers.archives import (
    BROKEN,
    Budget,
    Chain,
    Member,
    list_tar,
    list_zip,
    open_zip,
    unpack,
)
from .known import FORMATS, load
from .metadata import Metadata
from .sniffing import Format, find_format, ole_format, zip_format
from .units import LIMITS, MEGABYTE, METADATA, Limits, TooLargeError, Unit

COMPANIONS = (METADATA, "outlets.csv", "events.csv")
"""Files of a folder of articles that hold none."""
NOTES = ("README.MD", "LICENSE", "LICENSE.MD")
"""Files that speak of a folder, and that nobody takes for articles."""
PACKINGS = ("gz", "bz2", "xz")
PACKED = (".gz", ".bz2", ".xz", ".tgz")
_HEAD = 1 << 16


def list_units(path: str | Path, *, limits: Limits = LIMITS) -> Iterator[Unit]:
    """List the units of a file or a folder, in the order of their names and places.

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
    if all(_is_beside(file.relative_to(path).as_posix()) for file in files):
        names = ", ".join(file.name for file in files[:5])
        raise FileNotFoundError(f"the folder {path} holds no file of articles, but {names}")
    return _list_folder(path, files, limits)


def _list_folder(folder: Path, files: list[Path], limits: Limits) -> Iterator[Unit]:
    metadata = Metadata("")
    if (folder / METADATA).is_file():
        with (folder / METADATA).open("rb") as stream:
            yield from metadata.read(stream, METADATA, limits)
    for file in files:
        name = file.relative_to(folder).as_posix()
        if _is_beside(name):
            continue
        yield from map(metadata.add, _open_file(file, name, False, limits))
    yield from metadata.lost()


def _is_beside(name: str) -> bool:
    """Whether a file of a folder stands beside its articles and holds none."""
    return name in COMPANIONS or PurePosixPath(name).name.upper() in NOTES


class _Allowance(NamedTuple):
    """How much may still be opened, and how many archives lie around what is opened."""

    limits: Limits
    budget: Budget
    depth: int = 0

    def inside(self) -> "_Allowance":
        """The allowance one archive further in; the budget is shared."""
        return self._replace(depth=self.depth + 1)


def _open_file(file: Path, name: str, is_alone: bool, limits: Limits) -> Iterator[Unit]:
    unit = Unit(name, "text", _stem(name), path=str(file), is_alone=is_alone)
    try:
        with file.open("rb") as stream:
            allowance = _Allowance(limits, Budget(file.stat().st_size, limits))
            yield from _open_stream(stream, unit, name, allowance)
    except OSError as error:
        message = f"The file was left out, as it cannot be opened: {error.strerror or error}"
        yield unit.only_findings("unreadable", message)


def _open_stream(stream: BinaryIO, unit: Unit, name: str, allowance: _Allowance) -> Iterator[Unit]:
    """Open one file or member by its content, whose name has no ending like .gz."""
    is_on_disk = unit.path is not None
    head = _read_head(stream)
    kind = find_format(head, name)
    depth = allowance.limits.depth
    if allowance.depth > depth and kind.format in (*PACKINGS, "tar", "zip"):
        message = f"The archive was left out: it lies in more than {depth} others."
        yield unit.only_findings("too_large", message)
        return
    if kind.format in (*PACKINGS, "tar", "warc"):
        source: BinaryIO = stream
        if stream.seekable():
            stream.seek(0)
        else:
            source = io.BufferedReader(Chain(head, stream))  # type: ignore[assignment, arg-type]
        container = unit._replace(path=None)
        units = _open_container(source, container, name, kind.format, allowance)
        yield from _until_damage(units, container)
        return
    if is_on_disk:
        stream.seek(0)
        yield from _until_damage(_open_document(stream, unit, kind, allowance), unit)
        return
    with tempfile.SpooledTemporaryFile(max_size=allowance.limits.text_bytes) as copy:
        shutil.copyfileobj(io.BufferedReader(Chain(head, stream)), copy)  # type: ignore[arg-type]
        copy.seek(0)
        units = _open_document(copy, unit, kind, allowance)  # type: ignore[arg-type]
        yield from _until_damage(units, unit)


def _until_damage(units: Iterator[Unit], unit: Unit) -> Iterator[Unit]:
    """Pass on units; what ends them before their end becomes a finding."""
    try:
        yield from units
    except TooLargeError as error:
        message = f"The file, or the rest of it, was left out: {error}."
        yield unit.only_findings("too_large", message)
    except BROKEN as error:
        message = f"The file, or the rest of it, was left out, as it is damaged: {error}"
        yield unit.only_findings("unreadable", message)


def _open_container(
    stream: BinaryIO, unit: Unit, name: str, format: str, allowance: _Allowance
) -> Iterator[Unit]:
    if format == "warc":
        from .containers.web_archives import cut_warc

        yield from cut_warc(stream, unit, allowance.limits)
    elif format == "tar":
        yield from _open_members(list_tar(stream, allowance.budget), unit, allowance)
    else:
        inner, stem = _without_packing(name, unit.stem)
        inside = unpack(stream, format, allowance.budget)
        yield from _open_stream(inside, unit._replace(stem=stem), inner, allowance.inside())


def _without_packing(name: str, stem: str) -> tuple[str, str]:
    """The name and the stem of what a compressed file holds."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in PACKED:
        return name, stem
    inner = _stem(name) + (".tar" if suffix == ".tgz" else "")
    return inner, _stem(stem) if PurePosixPath(inner).suffix else stem


def _open_members(members: Iterator[Member], unit: Unit, allowance: _Allowance) -> Iterator[Unit]:
    tables: list[Metadata] = []
    is_late, is_empty = False, True
    for member in members:
        path = PurePosixPath(member.name)
        is_hidden = any(part.startswith(".") and part.strip(".") for part in path.parts)
        if is_hidden or "__MACOSX" in path.parts:
            continue
        is_empty = False
        inner = unit._replace(
            name=f"{unit.name}/{member.name}",
            stem=f"{unit.stem}/{_stem(member.name)}",
            path=None,
            data=b"",
            is_alone=False,
        )
        if member.stream is None:
            yield inner.only_findings("unreadable", f"The member was left out: {member.fault}")
        elif path.name == METADATA:
            prefix = f"{unit.stem}/" + member.name.removesuffix(METADATA)
            tables.append(Metadata(prefix, is_late))
            yield from _read_metadata(tables[-1], member.stream, inner, allowance.limits)
        elif path.name not in COMPANIONS and path.name.upper() not in NOTES:
            is_late = True
            for piece in _open_member(member.stream, member.name, inner, allowance.inside()):
                for table in tables:
                    piece = table.add(piece)
                yield piece
    if is_empty:
        message = "The archive holds no file and was left out."
        yield unit.only_findings("empty", message, severity="warning")
    for table in tables:
        yield from table.lost()


def _read_metadata(table: Metadata, stream: BinaryIO, unit: Unit, limits: Limits) -> Iterator[Unit]:
    try:
        data = stream.read(limits.document_bytes + 1)
        if len(data) > limits.document_bytes:
            size = limits.document_bytes // MEGABYTE
            message = f"The table was left out: it holds more than {size} MB."
            yield unit.only_findings("too_large", message)
            return
        yield from table.read(io.BytesIO(data), unit.name, limits)
    except (ValueError, OSError) as error:
        yield unit.only_findings("unreadable", f"The member was left out: {error}")


def _open_member(stream: BinaryIO, name: str, unit: Unit, allowance: _Allowance) -> Iterator[Unit]:
    try:
        yield from _open_stream(stream, unit, name, allowance)
    except TooLargeError:
        raise  # the budget is that of the whole input
    except BROKEN as error:
        message = f"The member was left out, as it is damaged: {error}"
        yield unit.only_findings("unreadable", message)


def _open_document(
    stream: BinaryIO, unit: Unit, kind: Format, allowance: _Allowance
) -> Iterator[Unit]:
    limits = allowance.limits
    if kind.format == "zip":
        with open_zip(stream, limits) as archive:
            kind = zip_format(archive)
        stream.seek(0)
    elif kind.format == "ole":
        kind = ole_format(stream.read(limits.document_bytes))
        stream.seek(0)
    unit = unit._replace(format=kind.format, data=None if unit.path else b"")
    reader = FORMATS.get(kind.format)
    if reader and reader.cut:
        yield from load(reader.cut)(stream, unit._replace(separator=kind.separator), limits)
    elif kind.format == "zip" and allowance.depth >= limits.depth:
        message = f"The archive was left out: it lies in {limits.depth} others."
        yield unit.only_findings("too_large", message)
    elif kind.format == "zip":
        yield from _open_members(list_zip(stream, allowance.budget, limits), unit, allowance)
    elif kind.format == "finding":
        severity = "error" if unit.is_alone else "warning"
        yield unit.only_findings("unknown_format", kind.message, severity=severity)
    elif unit.path is not None:
        yield unit
    else:
        yield unit._replace(data=stream.read(limits.document_bytes + 1))


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
