"""Short texts, addresses and numbers as the report says them."""

import re
from typing import Any

import pandas as pd

MAX_LETTERS, MAX_CONTEXT = 600, 320
"""Characters shown of a mention's sentence, and of each sentence before and after it."""


def shorten_text(text: str, width: int = MAX_CONTEXT) -> str:
    """Put a text on one line, cut at `width` characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def as_text(value: object) -> str:
    """Return a text as it is, and an empty one for what is missing."""
    return value if isinstance(value, str) else ""


def address(value: object) -> str:
    """Return an address that can be followed, by http or https; an empty text for others."""
    return value if isinstance(value, str) and re.match(r"https?://[^\s]+$", value) else ""


def say_signed(value: float) -> str:
    """Write a number with its sign and two decimals; what rounds to zero has no sign.

    Examples
    --------
    >>> say_signed(0.318), say_signed(-0.5), say_signed(-0.001)
    ('+0.32', '−0.50', '0.00')
    """
    text = f"{value:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "−")


def say_share(value: float) -> str:
    """Write a share in per cent, with a decimal where it is small.

    Examples
    --------
    >>> say_share(0.76), say_share(0.0024), say_share(0.0)
    ('76 %', '0.2 %', '0 %')
    """
    return f"{100 * value:.1f} %" if 0 < value < 0.1 else f"{100 * value:.0f} %"


def say_day(moment: Any) -> str:
    """Write the day of a moment as readers do; an empty text where it is not known.

    Examples
    --------
    >>> say_day(pd.Timestamp("2023-02-04")), say_day(pd.NaT)
    ('4 February 2023', '')
    """
    return "" if pd.isna(moment) else f"{moment:%d %B %Y}".lstrip("0")
