"""Dates as newspapers, web pages and databases write them, British and American."""

import re
import warnings
from datetime import UTC, date, datetime

import pandas as pd

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        start=1,
    )
}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WRITTEN = (
    re.compile(rf"\b{_DAY}(?:\s+of)?[\s-]+{_MONTH}[\s,-]+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b", re.IGNORECASE),
)
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_CLOCK = re.compile(
    r"\b(\d{1,2}):(\d\d)(?::\d\d)?\s*([ap]\.?m\.?)?\s*(GMT|UTC|Z)?\b", re.IGNORECASE
)


def parse_date(value: object) -> tuple[pd.Timestamp | None, bool]:
    """Read the moment that a value tells, in UTC, and whether day and month may be exchanged.

    Of ``03/04/2023`` the month is the first number, as in American dates, unless it is above 12;
    with full stops the day is. A weekday and other words around a written date are passed over. A
    date without a time is midnight UTC, and a time without a zone is taken for UTC.

    Examples
    --------
    >>> parse_date("March 17, 2023 Friday 8:53 PM GMT")[0].isoformat()
    '2023-03-17T20:53:00+00:00'
    >>> parse_date("Friday, 17 March 2023")[0].isoformat(), parse_date("03/04/2023")[1]
    ('2023-03-17T00:00:00+00:00', True)
    """
    if isinstance(value, str):
        text = value.strip()[:200]
        try:
            moment = datetime.fromisoformat(text)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return pd.Timestamp(moment).tz_convert("UTC"), False
        except (ValueError, OverflowError):
            pass
        numbers = _NUMBERS.match(text)
        if numbers:
            first, second, year = int(numbers[1]), int(numbers[3]), int(numbers[4])
            is_day_first = first > 12 or (numbers[2] == "." and second <= 12)
            day, month = (first, second) if is_day_first else (second, first)
            is_open = numbers[2] != "." and first <= 12 and second <= 12 and first != second
            return _moment(year, month, day, text[numbers.end() :]), is_open
        if not re.search(r"[+-]\d\d:?\d\d\b", text):
            for pattern in _WRITTEN:
                match = pattern.search(text)
                if match:
                    month = _MONTHS[match["month"].lower()]
                    rest = text[: match.start()] + " " + text[match.end() :]
                    return _moment(int(match["year"]), month, int(match["day"]), rest), False
    elif not isinstance(value, int | float | date | datetime | pd.Timestamp):
        return None, False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            moment = pd.to_datetime(value, errors="coerce", utc=True)  # type: ignore[call-overload]
        except (ValueError, OverflowError, TypeError):
            return None, False
    return (None if pd.isna(moment) else moment), False


def _moment(year: int, month: int, day: int, rest: str) -> pd.Timestamp | None:
    clock = _CLOCK.search(rest)
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    if clock and clock[3]:
        hour = hour % 12 + (12 if clock[3][0] in "pP" else 0)
    try:
        return pd.Timestamp(datetime(year, month, day, hour, minute, tzinfo=UTC))
    except ValueError:
        return None
