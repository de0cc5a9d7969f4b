"""E-mail and posts of newsgroups, one a file or a mailbox of them: headers are metadata."""

import email
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

from ..encoding import decode
from ..units import Findings, Limits, Raw, Unit, content

_KNOWN = frozenset(
    "from subject date newsgroups message-id path organization lines received return-path to cc "
    "mime-version reply-to sender xref nntp-posting-host content-type content-transfer-encoding "
    "distribution references in-reply-to delivered-to list-id x-mailer approved followup-to "
    "summary keywords article-i.d. expires envelope-to dkim-signature archived-at".split()
)
_NEEDED = frozenset("from subject newsgroups".split())
_HEADER = re.compile(rb"([A-Za-z][\w.-]{1,40}):(?:[ \t]|\r?$)")
_ENVELOPE = re.compile(rb"^(?:From \S+ .{0,40}\d\d:\d\d.{0,40}|#! rnews \d{1,9}\r?)$", re.MULTILINE)
"""What stands before each message of a mailbox, or of a batch of posts."""
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
"""How a mailbox writes a line that would look like the beginning of a message."""
_BREAK = re.compile(rb"\r?\n")
_SIGNATURE = re.compile(r"\r?\n--[ \t]?\r?\n((?:[^\n]{0,100}(?:\n|\Z)){1,8})\s*\Z")
"""What stands below two hyphens at the end of a message: a few short lines."""
_DOMAIN = re.compile(r"@([\w-]+(?:\.[\w-]+)+)")


def is_mail(head: bytes) -> bool:
    """Say whether a file begins with headers of a message: two known ones, and a line without any.

    Examples
    --------
    >>> is_mail(b"From: ann@example.org\\nSubject: The quay\\n\\nIt is closed.")
    True
    >>> is_mail(b"Subject: to change\\n\\nThe weather is bad.")
    False
    """
    envelope = _ENVELOPE.match(head)
    lines = _BREAK.split(head[envelope.end() :].lstrip(b"\r\n") if envelope else head, maxsplit=200)
    names: set[str] = set()
    for line in lines:
        if not line.strip():
            break
        if line[:1] in b" \t" and names:
            continue
        header = _HEADER.match(line)
        if not header:
            return False
        names.add(header[1].decode("ascii", errors="replace").lower())
    return len(names & _KNOWN) >= 2 and bool(names & _NEEDED)


def parse_mail(unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the messages.

    The subject is the headline, the newsgroup or else the sender's domain the outlet. The plain
    text counts, or else that of HTML; attachments are left out with a finding.
    """
    findings = Findings()
    pieces = _split(content(unit, limits.text_bytes))
    read = [email.message_from_bytes(piece) for piece in pieces]
    if len(read) == 1 and _is_saved_page(read[0]):
        return _read_saved_page(read[0], unit, limits)
    messages = [message for one in read for message in _undigest(one)]
    raws = []
    for number, message in enumerate(messages, start=1):
        is_one = len(messages) == 1
        name = unit.name if is_one else f"{unit.name}, message {number}"
        article_id = unit.stem if is_one else f"{unit.stem}-{number}"
        values = _read(message, name, findings)
        raws.append(Raw({"article_id": article_id, **unit.given, **values}, name))
    return raws, findings


def _is_saved_page(message: Message) -> bool:
    """Tell whether a message is none, but a page with its pictures that a browser saved (.mht)."""
    is_saved = "saved by" in _header(message, "From").lower()
    return is_saved or bool(message["Snapshot-Content-Location"])


def _read_saved_page(message: Message, unit: Unit, limits: Limits) -> tuple[list[Raw], Findings]:
    """Read the page; its address is that of its part, the day of saving is not its day."""
    from .html import parse_html  # loads the parser of web pages

    pages = [part for part in _parts(message) if part.get_content_type() == "text/html"]
    if not pages:
        raise ValueError("it is a saved page without a page in it")
    payload = pages[0].get_payload(decode=True)
    url = _header(message, "Snapshot-Content-Location") or _header(pages[0], "Content-Location")
    return parse_html(
        unit._replace(
            data=payload if isinstance(payload, bytes) else b"",
            encoding=pages[0].get_content_charset(),
            given={"url": url, **unit.given} if url.startswith("http") else unit.given,
        ),
        limits,
    )


def _split(data: bytes) -> list[bytes]:
    """The messages of a mailbox, or the one message."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    starts = [
        match
        for match in _ENVELOPE.finditer(data)
        if match.start() == 0
        or match.group().startswith(b"#")
        or data[max(0, match.start() - 3) : match.start()].endswith((b"\n\n", b"\n\r\n"))
    ]
    if not starts or starts[0].start() > 0:
        return [data]
    ends = [match.start() for match in starts[1:]] + [len(data)]
    pairs = zip(starts, ends, strict=True)
    return [
        _QUOTED_FROM.sub(rb"\1", data[match.end() : end].lstrip(b"\r\n")) for match, end in pairs
    ]


def _undigest(message: Message) -> list[Message]:
    """The messages of a digest, or the one message."""
    if message.get_content_type() != "multipart/digest" or not message.is_multipart():
        return [message]
    parts = (part.get_payload() for part in message.get_payload() if isinstance(part, Message))
    inner = [part for parts_of in parts if isinstance(parts_of, list) for part in parts_of]
    return [part for part in inner if isinstance(part, Message)] or [message]


def _read(message: Message, name: str, findings: Findings) -> dict[str, object]:
    sender, groups = _header(message, "From"), _header(message, "Newsgroups")
    domain = _DOMAIN.search(sender)
    values = {
        "headline": _header(message, "Subject"),
        "text": _body(message, name, findings),
        "published_at": _header(message, "Date") or _header(message, "Sent"),
        "outlet_id": groups.split(",")[0].strip() or (domain[1].lower() if domain else ""),
        "language": _header(message, "Content-Language").split(",")[0],
        "url": _header(message, "Archived-At").strip("<> "),
    }
    return {ours: value for ours, value in values.items() if value}


def _header(message: Message, name: str) -> str:
    try:
        value = message.get(name)
        text = "" if value is None else str(make_header(decode_header(value)))
    except (MessageError, LookupError, ValueError, UnicodeError):
        text = str(message.get(name, ""))
    raw = text.encode("utf-8", errors="surrogateescape")
    return " ".join(raw.decode("utf-8", errors="replace").split())


def _body(message: Message, name: str, findings: Findings) -> str:
    """The words of a message: all of its plain texts, or else of its pages."""
    texts: dict[str, list[str]] = {"plain": [], "html": []}
    attached = []
    for part in _parts(message):
        kind = part.get_content_type()
        is_text = kind in ("text/plain", "text/html")
        if part.get_content_disposition() == "attachment" or not is_text:
            attached.append(part.get_filename() or kind)
        else:
            texts[part.get_content_subtype()].append(_decode(part, name, findings))
    if attached:
        listed = ", ".join(repr(str(one)[:60]) for one in attached[:5])
        message_of = f"{len(attached)} attachments were left out: {listed}."
        findings.say(name, "attachments", "note", message_of)
    plain = "\n\n".join(text.strip() for text in texts["plain"] if text.strip())
    signature = _SIGNATURE.search(plain)
    if signature and signature.start() > 0:
        plain = plain[: signature.start()].rstrip()
        shown = " ".join(signature[1].split())[:60]
        findings.say(name, "parts_left_out", "note", f"The signature was left out: {shown!r}.")
    if plain or not texts["html"]:
        return plain
    from ..markup import html_text  # loads the parser of web pages

    return "\n\n".join(map(html_text, texts["html"]))


def _parts(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart())


def _decode(part: Message, name: str, findings: Findings) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    try:
        return data.decode(charset) if charset else decode(data, name, findings) or ""
    except (LookupError, UnicodeError):
        return decode(data, name, findings) or ""
