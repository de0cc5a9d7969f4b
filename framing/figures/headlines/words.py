"""Words and tests that all titles of figures share."""

import math
from collections.abc import Mapping, Sequence
from itertools import combinations
from statistics import NormalDist

import pandas as pd

from ...tables import say_number as say_number

Names = Mapping[str, str]
"""Ids -> the names that are shown."""
CLEAR = 0.05
"""A difference with a chance of error below this is called clear."""
LOOKED_AT = "once all pairs are looked at"
"""Why a difference is not clear although two intervals lie apart: the widest of many was picked."""
_NO_NAMES = ("A", "All", "By", "Each", "Every", "In", "No", "Of", "Outlets’", "The", "Too")
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


def go_on(sentence: str) -> str:
    """Write the first letter small where a sentence goes on after a colon, unless it is a name's.

    Examples
    --------
    >>> go_on("No frame stands out"), go_on("The United States acts"), go_on("China acts")
    ('no frame stands out', 'the United States acts', 'China acts')
    """
    word = sentence.partition(" ")[0]
    return word.lower() + sentence[len(word) :] if word in _NO_NAMES else sentence


def calls_clear(sentence: str) -> bool:
    """Whether a title calls a difference clear.

    Examples
    --------
    >>> calls_clear("China is kinder; the difference is clear"), calls_clear("No clear difference")
    (True, False)
    """
    return "difference is clear" in sentence


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


def widen(n_looks: int) -> float:
    """Say how much wider an interval must be to hold where the best of so many is picked.

    Examples
    --------
    >>> widen(1), round(widen(66), 2)
    (1.0, 1.72)
    """
    normal = NormalDist()
    return normal.inv_cdf(1 - CLEAR / 2 / max(1, n_looks)) / normal.inv_cdf(1 - CLEAR / 2)


def is_apart(low: pd.Series, high: pd.Series, n_looks: int = 1) -> bool:
    """Whether two intervals do not overlap, widened for the pairs that these were picked from.

    That is more than a test of the difference asks for.
    """
    gap = high["estimate"] - low["estimate"]
    facing = low["ci_high"] - low["estimate"] + high["estimate"] - high["ci_low"]
    return bool(gap > 0 and gap > facing * widen(n_looks))


def find_clear_pair(
    rows: pd.DataFrame, n_looks: int | None = None
) -> tuple[pd.Series, pd.Series] | None:
    """Find the two rows that lie farthest apart of those that are clearly apart.

    Parameters
    ----------
    rows : DataFrame
        As `reportable` gives them.
    n_looks : int, optional
        From how many pairs they are picked; those of the rows if there is none.

    Returns
    -------
    (Series, Series) or None
        The lower and the higher one; None where no two are clearly apart.
    """
    n_looks = n_looks or math.comb(len(rows), 2)
    each = [row for _, row in rows.iterrows()]
    apart = [pair for pair in combinations(each, 2) if is_apart(*pair, n_looks)]
    return max(apart, key=lambda pair: pair[1]["estimate"] - pair[0]["estimate"], default=None)
