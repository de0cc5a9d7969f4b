"""Values of a table as a page shows them."""

from typing import Any

import pandas as pd

GREY = "#888888"


def is_true(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def as_id(actor_id: object) -> str:
    return str(actor_id) if is_true(actor_id) else "not settled"


def flags_of(hit: Any) -> str:
    named = (("quoted", hit.is_quoted), ("negated", hit.is_negated), ("denied", hit.is_denied))
    return ", ".join(name for name, is_so in named if is_so)


def as_number(value: float) -> str:
    return "not scored" if pd.isna(value) else f"{value:+.2f}".replace("-", "−")


def rgba(colour: str, alpha: float) -> str:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {alpha:g})"
