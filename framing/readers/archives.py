"""ZIP, TAR and compressed files: their members, streamed, under limits on size, number and depth.

Nothing is unpacked to a place that a member names: a member is read, or copied to a nameless temporary file, and its
name is only a name.
"""

import bz2
import contextlib
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from .packed import check_ratio, open_zip
from .units import MEGABYTE, Limits, TooLargeError

BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError,
          NotImplementedError, ValueError)  # fmt: skip
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
                f"unpacked it becomes more than {self.limits.ratio} times as large as its file, or holds more than "
                f"{self.limits.archive_bytes // MEGABYTE} MB"
            )

    def count(self) -> None:
        """Count a member."""
        self.n_left -= 1
        if self.n_left < 0:
            raise TooLargeError(f"it has more than {self.limits.n_members:,} members")


class Metered(io.RawIOBase):
    """A stream whose bytes are counted as they are read; what is read again counts once."""

    def __init__(self, stream: BinaryIO, count: Callable[[int], None], can_rewind: bool = False) -> None:
        self.stream, self.count, self.can_rewind = stream, count, can_rewind
        self.place = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Whether it can go back to its beginning."""
        return self.can_rewind

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        """Say where it is, or go back to the beginning; nothing else, since what is skipped would not be counted."""
        if self.can_rewind and (place, whence) == (0, io.SEEK_SET):
            self.stream.seek(0)
            self.count(-self.place)
            self.place = 0
        elif (place, whence) != (0, io.SEEK_CUR):
            raise io.UnsupportedOperation("seek")
        return self.place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read as much as the buffer holds, or less."""
        data = self.stream.read(len(buffer))
        self.place += len(data)
        self.count(len(data))
        buffer[: len(data)] = data
        return len(data)


def unpack(stream: BinaryIO, packing: str, budget: Budget) -> BinaryIO:
    """The stream inside of a compressed one."""
    openers: dict[str, Callable[[BinaryIO], object]] = {"gz": gzip.open, "bz2": bz2.open, "xz": lzma.open}
    inner = openers[packing](stream)
    return io.BufferedReader(Metered(inner, budget.spend, stream.seekable()), 1 << 17)  # type: ignore[arg-type]


def list_tar(stream: BinaryIO, budget: Budget) -> Iterator[Member]:
    """The files in a TAR, in their order; links, devices and what is hidden are none.

    Tables that speak of the others come first, if the stream can be rewound.
    """
    is_twice = stream.seekable()
    if is_twice:
        n_left = budget.n_left
        with contextlib.suppress(*BROKEN):  # damage is met again below, behind what can be read before it
            yield from (member for member in _go_through(stream, budget) if _speaks(member.name))
        budget.n_left = n_left
        stream.seek(0)
    yield from (member for member in _go_through(stream, budget) if not (is_twice and _speaks(member.name)))


def _go_through(stream: BinaryIO, budget: Budget) -> Iterator[Member]:
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for info in archive:
            archive.members = []  # type: ignore[attr-defined]  # the list would grow with the archive
            budget.count()
            if info.isfile():
                member = Metered(archive.extractfile(info), lambda _: None)  # type: ignore[arg-type]
                yield Member(info.name, io.BufferedReader(member))  # type: ignore[arg-type]


def list_zip(stream: BinaryIO, budget: Budget, limits: Limits) -> Iterator[Member]:
    """The files in a ZIP, in the order of their names."""
    with open_zip(stream, limits) as archive:
        # A table that speaks of the others comes first.
        for info in sorted(archive.infolist(), key=lambda info: (not _speaks(info.filename), info.filename)):
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
                yield Member(info.filename, io.BufferedReader(Metered(member, budget.spend), 1 << 17))  # type: ignore[arg-type]


def _speaks(name: str) -> bool:
    return name.rpartition("/")[2] == "metadata.csv"
