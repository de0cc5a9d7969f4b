"""Moments that numbers tell, and what one knows of a moment."""

import math
import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pandas as pd

_EARLIEST, _LATEST = 1500, 2100
"""Years that a number alone is taken for."""
_EXCEL = (20_000, 73_050)
"""Days since 1899 that a spreadsheet shows as a date: from October 1954 to 2099."""
_UNITS = {
    "s": (1, 1e8, 4.1e9),
    "ms": (1e3, 1e11, 4.1e12),
    "us": (1e6, 1e14, 4.1e15),
    "ns": (1e9, 1e17, 4.1e18),
}
"""Unit -> its ticks a second, and the range that they are plausible in: from 1973 to 2099."""
CALENDARS = {
    6: ("%Y%m", "%y%m%d", "%d%m%y", "%m%d%y"),
    8: ("%Y%m%d", "%d%m%Y", "%m%d%Y"),
    10: ("%Y%m%d%H",),
    12: ("%Y%m%d%H%M",),
    14: ("%Y%m%d%H%M%S",),
}
"""How a number of so many digits may spell a date; of those that fit as well, the first."""

_NUMBER = re.compile(r"\d{1,19}(?:\.\d{1,12})?(?:[eE]\+?\d{1,2})?")
_COMMA = re.compile(r"^(\d{1,19}),(\d{1,12}(?:[eE]\+?\d{1,2})?)$")
"""A number with the decimal comma of a spreadsheet in French or German."""


class Moment(NamedTuple):
    """What a value says of a moment.

    Attributes
    ----------
    at : Timestamp or None
        In UTC; none where the value is no date. A time without a zone is taken for UTC, a date
        without a time is midnight, a month or a year its first day. Where a zone is given and the
        outlet's own day is not that of UTC, it is the nearest moment of its own day.
    is_open : bool
        Day and month may be exchanged.
    precision : {'day', 'month', 'year'}
        What the value tells at least.
    exactly : Timestamp or None
        The moment in UTC, where `at` was moved to the outlet's own day.
    written : str
        The value, as `read_dates` found it.
    """

    at: pd.Timestamp | None
    is_open: bool = False
    precision: str = "day"
    exactly: pd.Timestamp | None = None
    written: str = ""


class DateStyle(NamedTuple):
    """How a column writes its dates, as far as it tells.

    Attributes
    ----------
    order : str or None
        ``dmy``, ``mdy`` or ``ymd``, for numbers with marks between them.
    calendars : tuple of str
        Formats of `datetime.strptime` for numbers without.
    unit : str or None
        ``days`` of a spreadsheet, or ``s``, ``ms``, ``us`` or ``ns`` since 1970: what a number of
        the column is that is not plausible by itself, since it is too early.
    """

    order: str | None = None
    calendars: tuple[str, ...] = ()
    unit: str | None = None


NOTHING = Moment(None)
UNTOLD = DateStyle()


def is_day(year: int, month: int, day: int) -> bool:
    """Say whether the calendar has this day."""
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def written_number(value: object) -> str | None:
    """The digits of a number, or of a text that is one; with a fraction where there is one."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value) if 0 < value < 10**19 else None
    if isinstance(value, float):
        if not (math.isfinite(value) and 0 < value < 1e19):
            return None
        return str(int(value)) if value == int(value) else repr(value)
    text = value.strip() if isinstance(value, str) else ""
    text = _COMMA.sub(r"\1.\2", text)
    if not _NUMBER.fullmatch(text):
        return None
    if text.isdecimal():
        return text if int(text) > 0 else None
    return written_number(float(text))


def read_number(digits: str, style: DateStyle) -> Moment:
    """Read the moment that digits tell, by the unit in which they are plausible."""
    whole, _, decimals = digits.partition(".")
    number = int(whole) + (float(f"0.{decimals}") if decimals else 0)
    if len(whole) == 4 and _EARLIEST <= number <= _LATEST:
        return at_day(int(whole), 1, 1)._replace(precision="year")
    unit = plausible_unit(digits)
    fitting = [] if unit == "days" else fitting_calendars(whole)
    if fitting:
        told = [name for name in style.calendars if name in fitting]
        name = (told or fitting)[0]
        moment = at_clock(datetime.strptime(whole.zfill(8 if len(whole) == 7 else 0), name), None)
        day_first = {name.replace("%d%m", "%m%d"), name.replace("%m%d", "%d%m")}
        is_open = not told and len(day_first & set(fitting)) > 1 and name[1] in "dm"
        precision = "month" if name == "%Y%m" else "day"
        return moment._replace(is_open=is_open, precision=precision)
    moment = _count_from_start(number, unit or style.unit)
    is_sure = unit is not None or (moment.at is not None and 1900 <= moment.at.year <= _LATEST)
    return moment if is_sure else NOTHING


def plausible_unit(digits: str) -> str | None:
    """The unit in which a number is a plausible date; none where digits may spell a date.

    Examples
    --------
    >>> plausible_unit("44931"), plausible_unit("1672531200"), plausible_unit("31536000")
    ('days', 's', None)
    """
    whole = digits.partition(".")[0]
    if len(whole) == 5:
        return "days" if _EXCEL[0] <= int(whole) <= _EXCEL[1] else None
    if fitting_calendars(whole):
        return None
    return next((n for n, (_, low, high) in _UNITS.items() if low <= int(whole) < high), None)


def _count_from_start(number: float, unit: str | None) -> Moment:
    """The moment so many units after the one that they are counted from."""
    if unit is None:
        return NOTHING
    start, seconds = datetime(1970, 1, 1), number
    if unit == "days":
        start, seconds = datetime(1899, 12, 30), round(number * 86_400)
    else:
        seconds = number / _UNITS[unit][0]
    try:
        return at_clock(start + timedelta(seconds=seconds), None)
    except OverflowError:
        return NOTHING


def fitting_calendars(digits: str) -> list[str]:
    """The formats in which digits without marks spell a plausible date."""
    if len(digits) == 7:
        digits = digits.zfill(8)
    fitting = []
    for name in CALENDARS.get(len(digits), ()):
        try:
            moment = datetime.strptime(digits, name)
        except ValueError:
            continue
        if 1900 <= moment.year <= _LATEST:
            fitting.append(name)
    return fitting


def at_day(year: int, month: int, day: int) -> Moment:
    """Make the moment that a day begins, or none where the calendar has no such day."""
    return at_clock(datetime(year, month, day), None) if is_day(year, month, day) else NOTHING


def at_clock(clock: datetime, ahead: timedelta | None) -> Moment:
    """The moment when a clock that is so far ahead of UTC shows this, on the day that it shows."""
    clock = clock.replace(fold=0)
    if not _EARLIEST <= clock.year <= _LATEST:  # such as 0001-01-01 or 9999-12-31, for no day
        return NOTHING
    try:
        exactly = clock - (ahead or timedelta())
        if exactly.date() == clock.date():
            return Moment(pd.Timestamp(exactly, tz=UTC))
        last = datetime(clock.year, clock.month, clock.day, 23, 59, 59)
        own = last if exactly > clock else last.replace(hour=0, minute=0, second=0)
        return Moment(pd.Timestamp(own, tz=UTC), exactly=pd.Timestamp(exactly, tz=UTC))
    except (ValueError, OverflowError):
        return NOTHING
