"""ZIP, whether an archive or a document: what it holds, before anything of it is unpacked."""

import struct
import zipfile
from typing import BinaryIO

from .units import MEGABYTE, Limits, TooLargeError


def open_zip(stream: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """The ZIP in a stream, if its list of members is no larger than ``directory_bytes``.

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
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) < place + 20:
        raise zipfile.BadZipFile("its list of members is missing; it is damaged or cut off")
    n_members, directory = struct.unpack("<HI", tail[place + 10 : place + 16])
    if directory == 0xFFFFFFFF or n_members == 0xFFFF:
        wide = tail.rfind(b"PK\x06\x06")
        if 0 <= wide <= len(tail) - 48:
            (directory,) = struct.unpack("<Q", tail[wide + 40 : wide + 48])
    if directory > limits.directory_bytes:
        raise TooLargeError(
            f"its list of members has {directory / MEGABYTE:.0f} MB, more than {limits.directory_bytes // MEGABYTE}; "
            "split it or make a TAR of it"
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
        raise TooLargeError(f"unpacked it holds {total // MEGABYTE} MB, more than {limits.document_bytes // MEGABYTE}")
    for info in parts:
        check_ratio(info, limits)


def check_ratio(info: zipfile.ZipInfo, limits: Limits) -> None:
    """Refuse a member that expands more than ``ratio`` times.

    Raises
    ------
    TooLargeError
        If it does, and holds more than a megabyte.
    """
    if info.file_size > MEGABYTE and info.file_size > limits.ratio * max(1, info.compress_size):
        raise TooLargeError(
            f"it expands {info.file_size // max(1, info.compress_size)}-fold, more than {limits.ratio}-fold"
        )
