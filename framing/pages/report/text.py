"""Short texts, addresses and numbers as the report says them."""

import re

import pandas as pd

from ...tables import Tables, find_main_measure, of_measure

MAX_LETTERS, MAX_CONTEXT = 600, 320
"""Characters of a sentence that are shown around a mention, and of the sentences before and after
it.
"""


def describe_measure(tables: Tables) -> tuple[str, str] | None:
    return find_main_measure(tables["scores"])


def rows_of_measure(tables: Tables, measure: tuple[str, str]) -> pd.DataFrame:
    scores = tables["scores"]
    return of_measure(scores, measure[0], measure[1])


def shorten_text(text: str, width: int = MAX_CONTEXT) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def as_text(value: object) -> str:
    return value if isinstance(value, str) else ""


def address(value: object) -> str:
    """An address that can be followed: nothing but http and https."""
    return value if isinstance(value, str) and re.match(r"https?://[^\s]+$", value) else ""


def say_signed(value: float) -> str:
    """A number with its sign and two decimals; what rounds to zero has none.

    Examples
    --------
    >>> say_signed(0.318), say_signed(-0.5), say_signed(-0.001)
    ('+0.32', '−0.50', '0.00')
    """
    text = f"{value:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "−")


def say_share(value: float) -> str:
    """A share in per cent, with a decimal where it is small.

    Examples
    --------
    >>> say_share(0.76), say_share(0.0024), say_share(0.0)
    ('76 %', '0.2 %', '0 %')
    """
    return f"{100 * value:.1f} %" if 0 < value < 0.1 else f"{100 * value:.0f} %"
