"""Periods of publication that articles are grouped by."""

import pandas as pd

PERIODS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
"""Periods of publication (UTC) that observations can be grouped by; a week is named by its Monday.
"""


def name_periods(published_at: pd.Series, period: str) -> pd.Series:
    """The day, week, month, quarter or year of each date in UTC, as text that sorts as time does.

    Examples
    --------
    >>> import pandas as pd
    >>> day = pd.Series(pd.to_datetime(["2023-03-22T12:00Z"]))
    >>> [name_periods(day, period)[0] for period in PERIODS]
    ['2023-03-22', '2023-03-20', '2023-03', '2023-Q1', '2023']
    """
    if published_at.dt.tz is not None:
        published_at = published_at.dt.tz_convert("UTC")
    if period == "quarter":
        named = published_at.dt.strftime("%Y-Q") + published_at.dt.quarter.astype("Int64").astype(
            "string"
        )
    elif period == "week":
        monday = published_at.dt.normalize() - pd.to_timedelta(
            published_at.dt.day_of_week, unit="D"
        )
        named = monday.dt.strftime("%Y-%m-%d")
    else:
        named = published_at.dt.strftime(
            {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}[period]
        )
    return named.astype("str")
