"""Archives and compressed files, unpacked within limits; ZIP documents are checked here too."""

import bz2
import contextlib
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from ..units import MEGABYTE, METADATA, Limits, TooLargeError


def open_zip(stream: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """Open the ZIP in a stream, if its list of members is no larger than ``directory_bytes``.

    Raises
    ------
    TooLargeError
        If it is.
    zipfile.BadZipFile
        If there is none.
    """
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 20:
        raise zipfile.BadZipFile("its list of members is missing; it is damaged or cut off")
    n_members, directory = struct.unpack("<HI", tail[end + 10 : end + 16])
    if directory == 0xFFFFFFFF or n_members == 0xFFFF:
        wide = tail.rfind(b"PK\x06\x06")
        if 0 <= wide <= len(tail) - 48:
            (directory,) = struct.unpack("<Q", tail[wide + 40 : wide + 48])
    if directory > limits.directory_bytes:
        raise TooLargeError(
            f"its list of members has {directory / MEGABYTE:.0f} MB, more than "
            f"{limits.directory_bytes // MEGABYTE}; split it or make a TAR of it"
        )
    stream.seek(0)
    return zipfile.ZipFile(stream)


def check_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse a document whose parts expand too much.

    Raises
    ------
    TooLargeError
        If the parts hold more than ``document_bytes``, or one expands more than ``ratio`` times.
    """
    parts = archive.infolist()
    total = sum(info.file_size for info in parts)
    if total > limits.document_bytes:
        raise TooLargeError(
            f"unpacked it holds {total // MEGABYTE} MB, more than "
            f"{limits.document_bytes // MEGABYTE}"
        )
    for info in parts:
        check_ratio(info, limits)


def check_ratio(info: zipfile.ZipInfo, limits: Limits) -> None:
    """Refuse a member that expands more than ``ratio`` times.

    Raises
    ------
    TooLargeError
        If it does, and holds more than a megabyte.
    """
    packed_size = max(1, info.compress_size)
    if info.file_size > MEGABYTE and info.file_size > limits.ratio * packed_size:
        ratio = info.file_size // packed_size
        raise TooLargeError(f"it expands {ratio}-fold, more than {limits.ratio}-fold")


BROKEN = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError),
    *(EOFError, OSError, RuntimeError, NotImplementedError, ValueError),
)
"""What a damaged, encrypted or unknown archive raises."""


class Member(NamedTuple):
    """A member of an archive: its name, a stream of its bytes, or why it is refused."""

    name: str
    stream: BinaryIO | None
    fault: str = ""


class Budget:
    """What one input may hold when it is unpacked, over all archives in it."""

    def __init__(self, size: int, limits: Limits) -> None:
        self.limits = limits
        self.n_left = limits.n_members
        self.bytes_left = min(limits.archive_bytes, MEGABYTE + limits.ratio * size)

    def spend(self, size: int) -> None:
        """Count bytes that were unpacked."""
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise TooLargeError(
                f"unpacked it becomes more than {self.limits.ratio} times as large as its file, or "
                f"holds more than {self.limits.archive_bytes // MEGABYTE} MB"
            )

    def count(self) -> None:
        """Count a member."""
        self.n_left -= 1
        if self.n_left < 0:
            raise TooLargeError(f"it has more than {self.limits.n_members:,} members")


class Metered(io.RawIOBase):
    """A stream whose bytes are counted as they are read; what is read again counts once."""

    def __init__(
        self, stream: BinaryIO, count: Callable[[int], None], can_rewind: bool = False
    ) -> None:
        self.stream, self.count, self.can_rewind = stream, count, can_rewind
        self.position = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Whether it can go back to its beginning."""
        return self.can_rewind

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Say where it is, or go back to the beginning: what is skipped would not be counted."""
        if self.can_rewind and (offset, whence) == (0, io.SEEK_SET):
            self.stream.seek(0)
            self.count(-self.position)
            self.position = 0
        elif (offset, whence) != (0, io.SEEK_CUR):
            raise io.UnsupportedOperation("seek")
        return self.position

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read as much as the buffer holds, or less."""
        data = self.stream.read(len(buffer))
        self.position += len(data)
        self.count(len(data))
        buffer[: len(data)] = data
        return len(data)


class Chain(io.RawIOBase):
    """What was read of a stream already, and then the rest of it."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self.head, self.stream = head, stream

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read as much as the buffer holds, or less."""
        data = self.head[: len(buffer)]
        self.head = self.head[len(data) :]
        data = data or self.stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def unpack(stream: BinaryIO, packing: str, budget: Budget) -> BinaryIO:
    """Open the stream inside of a compressed one."""
    openers: dict[str, Callable[[BinaryIO], object]] = {
        "gz": gzip.open,
        "bz2": bz2.open,
        "xz": lzma.open,
    }
    inner = openers[packing](stream)
    return io.BufferedReader(Metered(inner, budget.spend, stream.seekable()), 1 << 17)  # type: ignore[arg-type]


def list_tar(stream: BinaryIO, budget: Budget) -> Iterator[Member]:
    """List the files in a TAR, in their order; links, devices and what is hidden are none.

    Tables that speak of the others come first, if the stream can be rewound.
    """
    is_twice = stream.seekable()
    if is_twice:
        n_left = budget.n_left
        # Damage is met again below, behind what can be read before it.
        with contextlib.suppress(*BROKEN):
            yield from (member for member in _go_through(stream, budget) if _speaks(member.name))
        budget.n_left = n_left
        stream.seek(0)
    yield from (
        member for member in _go_through(stream, budget) if not (is_twice and _speaks(member.name))
    )


def _go_through(stream: BinaryIO, budget: Budget) -> Iterator[Member]:
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for info in archive:
            archive.members = []  # type: ignore[attr-defined]  # it would grow with the archive
            budget.count()
            if info.isfile():
                member = Metered(archive.extractfile(info), lambda _: None)  # type: ignore[arg-type]
                yield Member(info.name, io.BufferedReader(member))  # type: ignore[arg-type]


def list_zip(stream: BinaryIO, budget: Budget, limits: Limits) -> Iterator[Member]:
    """List the files in a ZIP, in the order of their names."""
    with open_zip(stream, limits) as archive:
        # A table that speaks of the others comes first.
        for info in sorted(
            archive.infolist(), key=lambda info: (not _speaks(info.filename), info.filename)
        ):
            budget.count()
            if info.is_dir():
                continue
            if info.flag_bits & 1:
                yield Member(info.filename, None, "it is protected by a password; unpack it first")
                continue
            try:
                check_ratio(info, limits)
                member = archive.open(info)
            except BROKEN as error:
                yield Member(info.filename, None, str(error))
                continue
            with member:
                metered = Metered(member, budget.spend)  # type: ignore[arg-type]
                yield Member(info.filename, io.BufferedReader(metered, 1 << 17))


def _speaks(name: str) -> bool:
    """Whether a member is a table that speaks of the others."""
    return name.rpartition("/")[2] == METADATA
