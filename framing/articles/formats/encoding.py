"""Bytes to text: which encoding, and what to say of it."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

import charset_normalizer

from .units import Findings

ENCODINGS = ("cp1252", "cp1251", "big5", "gb18030", "shift_jis", "euc_kr")
"""What a text that is not UTF-8 may be in; of two that are as plausible, the first."""
_MARK = b"\xef\xbb\xbf"
_CONTROLS = bytes([*range(9), *range(14, 32)])
_HALF = 2000
"""Bytes that tell, by every second one being zero, that a text without a mark is UTF-16."""
_MAC = re.compile(rb"[a-z]\xd5[a-z]|(?:^|\s)\xd2[A-Za-z][^\xd2]{1,400}\xd3(?:\s|$)")
_WINDOWS = re.compile(rb"[a-z]\x92[a-z]|\x93[A-Za-z]")
"""Apostrophes inside of words and quotation marks, as old Macs and as Windows write them."""
_CHUNK = 1 << 20
_EVIDENCE = 100_000


def find_encoding(stream: BinaryIO, name: str, findings: Findings) -> str | None:
    """Find the encoding of a stream, read to its end; none where it holds no text.

    Anything but UTF-8 is a finding.
    """
    head = stream.read(_CHUNK)
    marked = "utf-8-sig" if head.startswith(_MARK) else find_utf16(head)
    if marked and _is_decodable(head, stream, marked):
        return marked
    sample = head[:10_000]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > 0.02 * len(sample):
        _say_no_text(name, findings)
        return None
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset, row = 0, 1
    strange: tuple[int, int] | None = None
    evidence = b""
    for chunk in _chunks(stream):
        if b"\0" in chunk:
            _say_no_text(name, findings)
            return None
        if strange is None:
            waiting = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                n_breaks = chunk.count(b"\n", 0, max(0, error.start - waiting))
                strange = (offset - waiting + error.start, row + n_breaks)
            offset, row = offset + len(chunk), row + chunk.count(b"\n")
        if len(evidence) < _EVIDENCE and not chunk.isascii():
            # The ASCII around them says nothing, so the guess looks at the lines with the strange
            # bytes alone.
            lines = (line for line in chunk.split(b"\n") if not line.isascii())
            evidence += b"\n".join(lines)[:_EVIDENCE] + b"\n"
    if strange is None and not decoder.getstate()[0]:
        return "utf-8"
    if strange is None:
        strange = (offset - len(decoder.getstate()[0]), row)
    encoding = _guess(evidence[:_EVIDENCE].rstrip(b"\n"))
    message = (
        f"The text is not UTF-8 (byte {strange[0]}, line {strange[1]}) and was read as {encoding}; "
        "characters may be wrong. Save it as UTF-8 to be sure."
    )
    findings.say(name, "encoding", "warning", message)
    return encoding


def find_utf16(head: bytes) -> str | None:
    """The encoding of a text in UTF-16, by its mark or, in scripts of Europe, by its zeros.

    Examples
    --------
    >>> find_utf16("Quay".encode("utf-16")), find_utf16("Quay closed".encode("utf-16-be"))
    ('utf-16', 'utf-16-be')
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = head[:_HALF]
    if len(sample) >= 8 and b"\0" in sample:
        half = len(sample) // 2
        for encoding, zeros, others in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
            if sample[zeros::2].count(0) > 0.7 * half and sample[others::2].count(0) < 0.02 * half:
                return encoding
    return None


def _guess(evidence: bytes) -> str:
    """The most plausible of `ENCODINGS`, or that of old Macs, whose apostrophe is told."""
    if _MAC.search(evidence) and not _WINDOWS.search(evidence):
        return "mac_roman"
    guesses = charset_normalizer.from_bytes(evidence, cp_isolation=list(ENCODINGS))
    plausible = {guess.encoding: guess.coherence - guess.chaos for guess in guesses}
    return max(ENCODINGS, key=lambda encoding: plausible.get(encoding, -1.0))


def decode(data: bytes, name: str, findings: Findings) -> str | None:
    """Decode bytes to text; anything but UTF-8 is a finding, and what is no text gives none."""
    encoding = find_encoding(io.BytesIO(data), name, findings)
    return None if encoding is None else data.decode(encoding, errors="replace")


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _is_decodable(head: bytes, stream: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        decoder.decode(head)
        for chunk in _chunks(stream):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _say_no_text(name: str, findings: Findings) -> None:
    message = "The file holds bytes that are no text, and was left out."
    findings.say(name, "not_text", "error", message)
