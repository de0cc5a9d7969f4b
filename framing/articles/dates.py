"""Dates as newspapers, web pages, databases and spreadsheets write them.

What one cell leaves open, such as the order of day and month, is told from the whole column
(`tell_style`).
"""

import re
import zoneinfo
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import pandas as pd

from ..text import fold
from .date_words import MONTHS, REGIONS, ZONES
from .moments import (
    CALENDARS,
    NOTHING,
    UNTOLD,
    DateStyle,
    Moment,
    at_clock,
    at_day,
    fitting_calendars,
    is_day,
    plausible_unit,
    read_number,
    written_number,
)

LONGEST = 200
"""Characters of a value that are looked at."""
_CENTURY = 50
"""Years of two digits from here on are of the 20th century, as in RFC 2822."""
_ORDERS = ("mdy", "dmy", "ymd")
_TICKS = re.compile(r"/Date\((\d{1,15})(?:[+-]\d{4})?\)/")
_FULL = r"(?:1[5-9]|20)\d\d"
_KOREAN = fold("년월일")
_YEAR_FIRST = re.compile(
    rf"(?<!\d)({_FULL})\s?[-/.年{_KOREAN[0]}]\s?(\d{{1,2}})(?:\s?[-/.月{_KOREAN[1]}]\s?(\d{{1,2}}))?(?!\d)[日{_KOREAN[2]}]?"
)
_PRINTED = re.compile(r"date(?:time)?\((\d{4}), (\d\d?), (\d\d?)(?:, (\d\d?), (\d\d?))?")
"""A date as Python prints it."""
_THREE = re.compile(rf"(?<![\d/.-])(\d\d?)\s?([/.-])\s?(\d\d?)\s?\2\s?({_FULL}|\d\d)(?![\d/-])")
_WEEKDAY = re.compile(r"\W*(?:[^\W\d_]{2,12}\W+)?")
_NAME = "|".join(sorted({fold(name) for name in MONTHS}, key=len, reverse=True))
_MONTH = rf"(?<![^\W\d_])(?P<month>{_NAME})(?![^\W\d_])\.?"
_DAY = r"(?<![\d:])(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?"
_OF = r"(?:\s*(?:of|de|del|di)\s)?[\s,./-]*"
_CLOCK_TIME = r"\d{1,2}:\d\d(?::\d\d)?"
_WRITTEN = tuple(
    re.compile(pattern)
    for year in (rf"(?P<year>{_FULL})(?!\d)", r"(?P<year>['’]?\d\d)(?![\d:.])")
    for pattern in (
        rf"{_DAY}{_OF}{_MONTH}{_OF}{year}",
        rf"{_MONTH}\s*{_DAY}[\s,]+(?:de\s+|del\s+)?{year}",
        rf"{_MONTH}\s+{_DAY},?\s+(?={_CLOCK_TIME}\s)[^a-z]{{4,20}}(?:[a-z]{{1,5}}\s+)?{year}",
        rf"(?<!\d){year}[\s,./-]*{_MONTH}[\s.-]*{_DAY}(?!\d)",
    )
)
"""Dates with the name of a month: with years of four digits first, then with those of two."""
_MONTH_ALONE = re.compile(
    rf"(?:{_NAME})?\.?\s?[-/–&]?\s?{_MONTH}{_OF}(?P<year>{_FULL})|"
    rf"{_MONTH.replace('<month>', '<short>')}[-/'’ ]{{1,2}}(?P<two>\d\d)|"
    rf"(?P<number>0?[1-9]|1[0-2])\s?[/.-]\s?(?P<whole>{_FULL})"
)
"""A month with its year: ``March 2023``, ``Mar-23``, ``March/April 2023``, ``03/2023``."""
_YEAR_ALONE = re.compile(rf"[^\w]*(?:[^\W\d_]{{1,12}}\W+|[qc]\d?\s?){{0,2}}(?P<year>{_FULL})\W*")
"""A year with a word or two that are no month, such as ``Spring 2023``, ``c2023``."""
_QUARTER = re.compile(
    r"\s*(?:q(?P<q>[1-4])[\s/-]*(?P<year>(?:19|20)\d\d)|"
    r"(?P<first>(?:19|20)\d\d)[\s/-]*q(?P<last>[1-4]))\s*",
    re.IGNORECASE,
)
_CLOCKS = (
    re.compile(r"(?<![\d.:])(\d{1,2})(?:[:.](\d\d)(?::(\d\d))?)?\s?([ap])\.?m\b\.?"),
    re.compile(
        r"(?<![\d.:])(\d{1,2})(?::|h\s?|\.(?=\d\d\s?uhr))(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?"
    ),
)
_OFFSET = re.compile(r"\s*\(?(?:gmt|utc|ut)?\s?([+-])(\d\d?):?(\d\d)?(?!\d)")
_ZONE = re.compile(r"\s*(?:uhr\s*)?\(?([a-z]{1,5})\b")
_REGION = re.compile(r"\[([A-Za-z]{1,20}/[A-Za-z_/]{1,40})\]")


class StyleEvidence:
    """What the values of a column, seen one by one, tell of how it writes its dates."""

    def __init__(self) -> None:
        self._orders: Counter[str] = Counter()
        self._calendars: Counter[str] = Counter()
        self._n_digits: Counter[int] = Counter()
        self._units: Counter[str] = Counter()
        self._years: dict[str, set[int]] = {order: set() for order in _ORDERS}
        self._n_orders = 0

    def add(self, value: object) -> None:
        """Take in a value."""
        text = written_number(value)
        if text and text.isdecimal() and len(text) in (6, 7, 8):
            self._n_digits[6 if len(text) == 6 else 8] += 1
            self._calendars.update(fitting_calendars(text))
        unit = plausible_unit(text) if text else None
        if unit:
            self._units[unit] += 1
        match = _find_three(value) if isinstance(value, str) else None
        if match:
            self._n_orders += 1
            for order in _orders_of(match):
                self._orders[order] += 1
                self._years[order].add(_in_order(match, order)[0])

    def style(self) -> DateStyle:
        """Tell the style.

        An order of day and month is told where nine in ten of the values allow it, and fewer allow
        every other one, or its years lie nearer to each other. A unit is told where nine in ten of
        the numbers that tell one tell this.
        """
        most = max(self._orders.values(), default=0)
        best = [order for order in _ORDERS if self._orders[order] == most > 0]
        spans = {order: max(self._years[order]) - min(self._years[order]) for order in best}
        best = [order for order in best if spans[order] == min(spans.values())]
        is_told = most >= 0.9 * self._n_orders and len(best) == 1
        calendars = tuple(
            max(formats, key=lambda name: self._calendars[name])
            for n, formats in CALENDARS.items()
            if self._n_digits[n]
        )
        unit, n_units = next(iter(self._units.most_common(1)), (None, 0))
        unit = unit if n_units >= 0.9 * self._units.total() else None
        return DateStyle(best[0] if is_told else None, calendars, unit)


def tell_style(values: Iterable[object]) -> DateStyle:
    """Tell how a whole column writes its dates; see `StyleEvidence.style`.

    Examples
    --------
    >>> tell_style(["04/03/2023", "16/03/2023"]).order
    'dmy'
    >>> tell_style(["04/03/2023"]).order is None
    True
    """
    evidence = StyleEvidence()
    for value in values:
        evidence.add(value)
    return evidence.style()


def read_date(value: object, style: DateStyle = UNTOLD) -> Moment:
    """Read the moment that a value tells, in a column of a known style.

    Numbers are years, months (202303), days (20230316), days of a spreadsheet (44931), or seconds,
    milliseconds, microseconds or nanoseconds since 1970, whichever is plausible. Without a style,
    the first number of ``03/04/2023`` is the month, as in American dates, unless it is above 12;
    with full stops the day is. A weekday and other words around a written date are passed over.

    Examples
    --------
    >>> read_date(44931).at.isoformat(), read_date("March 2023").precision
    ('2023-01-05T00:00:00+00:00', 'month')
    >>> read_date("16 March 2023 11:30 PM EDT").at.date().isoformat()
    '2023-03-16'
    """
    if isinstance(value, datetime):  # a Timestamp is one, too
        return (
            NOTHING if pd.isna(value) else at_clock(value.replace(tzinfo=None), value.utcoffset())
        )
    if isinstance(value, date):
        return at_clock(datetime(value.year, value.month, value.day), None)
    number = written_number(value)
    if number:
        return read_number(number, style)
    if not isinstance(value, str):
        return NOTHING
    text = _in_ascii_digits(value.strip()[:LONGEST])
    try:
        moment = datetime.fromisoformat(text)
        return at_clock(moment.replace(tzinfo=None), moment.utcoffset())
    except (ValueError, OverflowError):
        pass
    ticks = _TICKS.fullmatch(text)
    if ticks:
        return read_number(ticks[1], style)
    return _read_text(fold(text), text, style)


def _in_ascii_digits(text: str) -> str:
    """A text whose digits of other scripts, as in Arabic or full-width ones, are 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(int(c)) if c.isdecimal() and not c.isascii() else c for c in text)


def read_dates(values: Sequence[object], style: DateStyle | None = None) -> list[Moment]:
    """Read the values of a whole column; without a style, these values tell it.

    Examples
    --------
    >>> [moment.at.date().isoformat() for moment in read_dates(["16/03/23", "04/03/23"])]
    ['2023-03-16', '2023-03-04']
    """
    style = tell_style(values) if style is None else style
    return [read_date(value, style)._replace(written=str(value)[:40]) for value in values]


def parse_date(value: object) -> tuple[pd.Timestamp | None, bool]:
    """Read the moment that a value tells, in UTC, and whether day and month may be exchanged.

    It is `read_date` for a value that stands alone.

    Examples
    --------
    >>> parse_date("March 17, 2023 Friday 8:53 PM GMT")[0].isoformat()
    '2023-03-17T20:53:00+00:00'
    >>> parse_date("Friday, 17 March 2023")[0].isoformat(), parse_date("03/04/2023")[1]
    ('2023-03-17T00:00:00+00:00', True)
    """
    moment = read_date(value)
    return moment.at, moment.is_open


def _read_text(text: str, original: str, style: DateStyle) -> Moment:
    """Read a folded text that is no number and not in the form of ISO 8601."""
    printed = _PRINTED.search(text)
    if printed:
        year, month, day, hour, minute = (int(part or 0) for part in printed.groups())
        return read_date(f"{year}-{month:02}-{day:02}T{hour % 24:02}:{minute % 60:02}")
    match = _YEAR_FIRST.search(text)
    if match:
        year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
        if month > 12 >= day > 0:
            month, day = day, month
        if month == 0 or day == 0:
            precision = "month" if month else "year"
            return at_day(year, max(month, 1), 1)._replace(precision=precision)
        return _with_clock(year, month, day, text, original, match)
    three = _find_three(text)
    if three:
        return _read_three(three, text, original, style)
    for pattern in _WRITTEN:
        match = pattern.search(text)
        if match:
            year = _whole_year(match["year"].strip("'’"))
            month = _FOLDED[match["month"]]
            return _with_clock(year, month, int(match["day"]), text, original, match)
    alone = _MONTH_ALONE.fullmatch(text)
    if alone:
        name = alone["month"] or alone["short"]
        month = _FOLDED[name] if name else int(alone["number"])
        year = _whole_year(alone["year"] or alone["two"] or alone["whole"])
        return at_day(year, month, 1)._replace(precision="month")
    quarter = _QUARTER.fullmatch(text)
    if quarter:
        first = 3 * int(quarter["q"] or quarter["last"]) - 2
        whole = int(quarter["year"] or quarter["first"])
        return at_day(whole, first, 1)._replace(precision="quarter")
    year_alone = _YEAR_ALONE.fullmatch(text)
    return read_number(year_alone["year"], style) if year_alone else NOTHING


_FOLDED = {fold(name): number for name, number in MONTHS.items()}


def _read_three(match: re.Match[str], text: str, original: str, style: DateStyle) -> Moment:
    orders = _orders_of(match)
    if not orders:
        return NOTHING
    usual = "dmy" if match[2] == "." else "mdy"
    preferred = (style.order, usual, *_ORDERS)
    order = next(order for order in preferred if order in orders)
    year, month, day = _in_order(match, order)
    is_turned = {"dmy", "mdy"} <= set(orders) and match[1] != match[3]
    is_open = order != style.order and match[2] != "." and is_turned
    if match[2] == "-" and style.order is None and "ymd" in orders:  # 23-03-16
        is_open = True
    return _with_clock(year, month, day, text, original, match)._replace(is_open=is_open)


def _find_three(text: str) -> re.Match[str] | None:
    """Three numbers with marks between them; with a year of two digits they begin the text."""
    match = _THREE.search(text[:LONGEST])
    is_short = match is not None and len(match[4]) == 2
    return None if is_short and match and not _WEEKDAY.fullmatch(text[: match.start()]) else match


def _orders_of(match: re.Match[str]) -> list[str]:
    """The orders in which three numbers are a day of the calendar."""
    orders = _ORDERS if len(match[4]) == 2 else _ORDERS[:2]
    return [order for order in orders if is_day(*_in_order(match, order))]


def _in_order(match: re.Match[str], order: str) -> tuple[int, int, int]:
    """Year, month and day."""
    parts = dict(zip(order, (match[1], match[3], match[4]), strict=True))
    return _whole_year(parts["y"]), int(parts["m"]), int(parts["d"])


def _whole_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= _CENTURY else 2000)


def _with_clock(
    year: int, month: int, day: int, text: str, original: str, match: re.Match[str]
) -> Moment:
    """The moment on a day that the rest of a text tells: its clock and its zone."""
    # A clock may stand inside of the match, between day and year.
    inside = text[match.start() : match.end()] if ":" in match.group() else " "
    rest = f"{text[: match.start()]} {inside} {text[match.end() :]}"
    clock = next((found for pattern in _CLOCKS if (found := pattern.search(rest))), None)
    if not clock:
        return at_day(year, month, day)
    hour, minute, second = int(clock[1]), int(clock[2] or 0), int(clock[3] or 0)
    if clock.re is _CLOCKS[0]:
        hour = hour % 12 + (12 if clock[4] == "p" else 0)
    try:
        moment = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return at_day(year, month, day)
    return at_clock(moment, _find_offset(rest[clock.end() :], original, moment))


def _find_offset(rest: str, original: str, moment: datetime) -> timedelta | None:
    """How far a clock is ahead of UTC, by what follows it."""
    offset = _OFFSET.match(rest)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timedelta(minutes=-minutes if offset[1] == "-" else minutes)
    region = _REGION.search(original)
    zone = _ZONE.match(rest)
    name = zone[1].upper() if zone else ""
    if name in ZONES:
        return timedelta(minutes=ZONES[name])
    key = region[1] if region else REGIONS.get(name)
    try:
        return zoneinfo.ZoneInfo(key).utcoffset(moment) if key else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
