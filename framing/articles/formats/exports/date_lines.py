"""Lines of an export that are a date and no more, in the languages of the databases."""

import re

from ....text import fold
from ...date_words import MONTHS
from .labels import any_of, is_edition

_WEEKDAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|"
    "sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|"
    "mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
)
_MONTH = any_of("|".join(sorted({fold(name) for name in MONTHS}, key=len, reverse=True)))
_MONTH = rf"{_MONTH}(?![^\W\d_])\.?"
_WEEKDAY = rf"{any_of(fold(_WEEKDAYS))}(?![^\W\d_])\.?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
_DATE = re.compile(
    rf"(?<!\d){_DAY}\s*(?:de\s+|of\s+)?{_MONTH},?\s+(?:de\s+|del\s+)?{_YEAR}"
    rf"|{_MONTH}\s+{_DAY},?\s+{_YEAR}|{_YEAR}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}"
)
_MONTH_ALONE = re.compile(rf"(?<![^\W\d_]){_MONTH}(?:\s+de)?,?\s+{_YEAR}")
_BEFORE = re.compile(rf"(?:{_WEEKDAY},?\s+)?(?:(?:le|den|el|am|op|the|du)\s+)?")
_CLOCK = r"\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:uhr|h|uur)\b)?"
_ZONE = r"(?:gmt|utc|[a-z]{2,4}t|cet|z)\b(?:[+-]\d{1,2}(?::?\d\d)?)?"
_AFTER = re.compile(rf"(?:[\s,.;–-]|(?:at|um|à|a las|om)\s|{_WEEKDAY}|{_CLOCK}|{_ZONE})*")
_MAX = 100


def read_date_line(line: str) -> str | None:
    """The date of a line that holds no more than a date; none of any other line.

    A weekday, a time and an edition may stand around it.

    Examples
    --------
    >>> read_date_line("16. März 2023 Donnerstag"), read_date_line("jueves 16 de marzo de 2023")
    ('16. März 2023 Donnerstag', 'jueves 16 de marzo de 2023')
    >>> read_date_line("March 16, 2023 Thursday, Late Edition - Final")
    'March 16, 2023 Thursday, '
    >>> read_date_line("Iran marks attacks of September 11, 2001 with silence")
    """
    line = line.strip()
    if len(line) > _MAX or not any(c.isdigit() for c in line):
        return None
    text = fold(line)
    match = _DATE.search(text) or _MONTH_ALONE.search(text)
    if not match or not _BEFORE.fullmatch(text[: match.start()]):
        return None
    after = _AFTER.match(text, match.end())
    end = after.end() if after else match.end()
    return line[:end] if end == len(text) or is_edition(line[end:]) else None


def find_date(text: str) -> str | None:
    """The first full date in a text.

    Examples
    --------
    >>> find_date("Politique, mardi 14 mars 2006, p. 16")
    '14 mars 2006'
    """
    return next(iter(list_dates(text)), None)


def list_dates(text: str) -> list[str]:
    """All full dates in a text, as they stand there."""
    return [text[match.start() : match.end()] for match in _DATE.finditer(fold(text))]
