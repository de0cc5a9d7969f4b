"""Words and tests that all titles of figures share."""

from collections.abc import Mapping, Sequence

import pandas as pd

Names = Mapping[str, str]
"""Ids -> the names that are shown."""
CLEAR = 0.05
"""A difference with a chance of error below this is called clear."""
_WITH_ARTICLE = ("United ", "Netherlands", "Philippines", "Czech Republic", "Holy See")
_ARTICLE_ENDS = ("Union", "Nations", "Islands", "States", "Republic", "Council", "League", "states")


def name_in_text(actor_id: str, names: Names) -> str:
    """Name an actor as it stands in a sentence.

    Examples
    --------
    >>> name_in_text("USA", {"USA": "United States"}), name_in_text("CHN", {})
    ('the United States', 'CHN')
    """
    name = str(names.get(actor_id, actor_id))
    needs = name.startswith(_WITH_ARTICLE) or name.endswith(_ARTICLE_ENDS)
    return f"the {name}" if needs else name


def begin(sentence: str) -> str:
    """Write the first letter of a sentence large, and leave the rest as it is.

    Examples
    --------
    >>> begin("the European Union is named most.")
    'The European Union is named most.'
    """
    return sentence[:1].upper() + sentence[1:]


def join(parts: Sequence[str]) -> str:
    """Join names in a sentence.

    Examples
    --------
    >>> join(["a"]), join(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def percent(share: float) -> str:
    """Write a share as a percentage.

    Examples
    --------
    >>> percent(0.125), percent(0.004)
    ('12 %', '0.4 %')
    """
    return f"{100 * share:.0f} %" if share == 0 or share >= 0.01 else f"{100 * share:.1f} %"


def reportable(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows that rest on enough and have an interval, the lowest estimate first."""
    kept = rows[rows["is_reportable"]].dropna(subset=["estimate", "ci_low", "ci_high"])
    return kept.sort_values(["estimate", *(n for n in ("actor_id",) if n in kept)], kind="stable")


def is_apart(first: pd.Series, second: pd.Series) -> bool:
    """Whether the intervals of two estimates do not overlap, which is more than a test asks for."""
    return bool(first["ci_high"] < second["ci_low"] or second["ci_high"] < first["ci_low"])


def find_clear_pair(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series] | None:
    """Find the two rows that lie farthest apart of those whose intervals do not overlap.

    Parameters
    ----------
    rows : DataFrame
        As `reportable` gives them.

    Returns
    -------
    (Series, Series) or None
        The lower and the higher one; None where all intervals overlap.
    """
    best, gap = None, 0.0
    for _, low in rows.iterrows():
        above = rows[rows["ci_low"] > low["ci_high"]]
        if len(above) and above["estimate"].iloc[-1] - low["estimate"] > gap:
            best = low, above.iloc[-1]
            gap = float(above["estimate"].iloc[-1] - low["estimate"])
    return best
