"""Lines that are a date and no more, in the languages of the databases."""

import re

from .labels import EDITION, any_of, plain

MONTHS = {
    1: "january|jan|januar|jänner|janvier|janv|enero|ene|januari",
    2: "february|feb|februar|février|févr|fév|febrero|februari",
    3: "march|mar|märz|mars|marzo|maart|mrt|mrz",
    4: "april|apr|avril|avr|abril|abr",
    5: "may|mai|mayo|mei",
    6: "june|jun|juni|juin|junio",
    7: "july|jul|juli|juillet|juil|julio",
    8: "august|aug|août|agosto|ago|augustus",
    9: "september|sept|sep|septembre|septiembre|setiembre",
    10: "october|oct|oktober|okt|octobre|octubre",
    11: "november|nov|novembre|noviembre",
    12: "december|dec|dezember|dez|décembre|déc|diciembre|dic",
}
"""Number of a month -> its names in English, German, French, Spanish and Dutch."""
WEEKDAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|"
    "sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|"
    "mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
)
_ENGLISH = "January February March April May June July August September October November December"
_NUMBERS = {plain(name): n for n, names in MONTHS.items() for name in names.split("|")}
_MONTH = "(?:" + "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = "(?:" + "|".join(plain(day) for day in WEEKDAYS.split("|")) + r")\b\.?"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
_DATE = re.compile(
    rf"(?P<day>{_DAY})\s+(?:de\s+|of\s+)?(?P<month>{_MONTH}),?\s+(?:de\s+|del\s+)?(?P<year>{_YEAR})\b"
    rf"|(?P<month2>{_MONTH})\s+(?P<day2>{_DAY}),?\s+(?P<year2>{_YEAR})\b"
    rf"|(?P<iso>{_YEAR}-\d\d-\d\d)"
    rf"|(?P<numbers>\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR})"
    rf"|(?P<month3>{_MONTH})(?:\s+de)?,?\s+(?P<year3>{_YEAR})\b"
)
_BEFORE = re.compile(rf"^(?:{_WEEKDAY},?\s+)?(?:(?:le|den|el|am|op|the|du)\s+)?$")
_CLOCK = r"\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:uhr|h|uur)\b)?"
_ZONE = r"(?:gmt|utc|[a-z]{2,4}t|cet|z)\b(?:[+-]\d{1,2}(?::?\d\d)?)?"
_AFTER = re.compile(rf"^(?:[\s,.;–-]|(?:at|um|à|a las|om)\s|{_WEEKDAY}|{_CLOCK}|{_ZONE})*$")
_EDITION = re.compile(rf"\b{any_of(plain(EDITION))}\b".replace(r"\ ", " ").replace(r"\|", "|"))
_MAX = 100


def read_date_line(line: str) -> str | None:
    """The date of a line that holds no more than a date, in English; none of any other line.

    A weekday, a time and an edition may stand around it.

    Examples
    --------
    >>> read_date_line("16. März 2023 Donnerstag"), read_date_line("jueves 16 de marzo de 2023")
    ('16 March 2023', '16 March 2023')
    >>> read_date_line("March 16, 2023 Thursday 8:00 AM GMT")
    '16 March 2023 8:00 AM GMT'
    >>> read_date_line("Iran marks attacks of September 11, 2001 with silence")
    """
    if len(line) > _MAX or not any(c.isdigit() for c in line):
        return None
    text = plain_line(line)
    match = _DATE.search(text)
    if not match or not _BEFORE.match(text[: match.start()]):
        return None
    rest = text[match.end() :]
    if not _AFTER.match(rest) and not _EDITION.search(rest):
        return None
    return _in_english(match, line[len(line) - len(rest) :] if rest else "")


def find_date(text: str) -> str | None:
    """The first full date in a text, in English."""
    for line in text.split("\n"):
        plain_text = plain_line(line)
        for match in _DATE.finditer(plain_text):
            if not match["month3"]:
                return _in_english(match, "")
    return None


def plain_line(line: str) -> str:
    """A line in lower case and without accents, as long as it was."""
    return "".join(plain(c) or c for c in line.strip())


def _in_english(match: re.Match[str], rest: str) -> str:
    if match["iso"] or match["numbers"]:
        return f"{match['iso'] or match['numbers']}{_clock(rest)}"
    month = match["month"] or match["month2"] or match["month3"]
    name = _ENGLISH.split()[_NUMBERS[month.rstrip(".")] - 1]
    year = match["year"] or match["year2"] or match["year3"]
    day = re.sub(r"\D", "", match["day"] or match["day2"] or "")
    return " ".join(f"{day} {name} {year}{_clock(rest)}".split())


def _clock(rest: str) -> str:
    """A time and its zone, as far as the rest of a line holds them."""
    found = re.search(rf"({_CLOCK})\s*({_ZONE})?", rest, re.IGNORECASE)
    if not found:
        return ""
    clock = re.sub(r"\s*(?:uhr|h|uur)\b", "", found[1], flags=re.IGNORECASE)
    clock = re.sub(r"(\d)[.h](\d)", r"\1:\2", clock)
    return f" {clock} {(found[2] or '').upper()}".rstrip()
