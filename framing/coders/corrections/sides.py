"""Pairs of sides in each group: their difference, its interval and its p- and q-value."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from ...portrayals import Resampling, find_q_values
from ...tables import TABLES, empty
from .coded import Coded, has_enough
from .coded_intervals import Difference, Mean, find_p_value
from .means import Sampled


def compare_sides(
    coded: Coded,
    groups: list[str],
    between: str,
    sides: Sequence[tuple[str, str]] | None,
    estimate: Callable[[Sampled], Mean],
    level: float,
    min_coded: int,
) -> list[dict[str, Any]]:
    """The rows of all groups and pairs of sides, with everything that needs no other row."""
    level = Resampling(level=level).level
    known = sorted(coded.keys[between].dropna().unique())
    if isinstance(sides, str):
        raise ValueError(f"sides={sides!r} does not go with codes: name the pairs")
    strange = [side for pair in sides or () for side in pair if side not in known]
    if strange:
        raise ValueError(
            f"{strange[0]!r} is no value of {between}; there are {', '.join(map(str, known[:12]))}"
        )
    rows = []
    for key, in_group in coded.groups(groups):
        if any(pd.isna(value) for value in key):
            continue
        of_side = coded.keys[between].iloc[in_group]
        taken = {side: in_group[(of_side == side).to_numpy()] for side in known}
        means = {
            side: estimate(coded.take(at)) if coded.weight[at].any() else None
            for side, at in taken.items()
        }
        for pair in sides or combinations(known, 2):
            if all(len(taken[side]) for side in pair):
                row = _compare_pair([means[side] for side in pair], level, min_coded)
                row |= dict(zip(groups, key, strict=True)) | dict(
                    zip(("side_a", "side_b"), pair, strict=True)
                )
                rows.append(row | _count(coded, [taken[side] for side in pair]))
    return rows


def _compare_pair(means: list[Mean | None], level: float, min_coded: int) -> dict[str, Any]:
    first, second = means
    row: dict[str, Any] = {
        "estimate_a": first.value if first else np.nan,
        "estimate_b": second.value if second else np.nan,
        "is_reportable": all(mean is not None and has_enough(mean, min_coded) for mean in means),
    }
    numbers = dict.fromkeys(("difference", "ci_low", "ci_high", "p_value"), np.nan)
    if first and second:
        difference = Difference(first, second)
        numbers["difference"] = difference.value
        numbers["ci_low"], numbers["ci_high"] = difference.find_ends(level)
        # A test takes as many codes as a report does: with a few all alike, p would be tiny.
        if row["is_reportable"]:
            numbers["p_value"] = find_p_value(difference.value, difference.find_ends)
    return row | numbers


def _count(coded: Coded, taken: list[np.ndarray]) -> dict[str, Any]:
    """What both sides hold, and the difference of their scores alone."""
    counts: dict[str, Any] = {
        "naive": float(coded.score[taken[0]].mean() - coded.score[taken[1]].mean())
    }
    for side, at in zip("ab", taken, strict=True):
        counts[f"n_mentions_{side}"] = len(at)
        counts[f"n_coded_{side}"] = int((coded.weight[at] > 0).sum())
        counts[f"n_articles_{side}"] = coded.keys["article_id"].iloc[at].nunique()
    return counts


def lay_out(
    rows: list[dict[str, Any]], kind: Mapping[str, str], groups: list[str], name: str
) -> pd.DataFrame:
    """Put rows into the columns of their contract, after the columns that make the groups."""
    columns = [column for column in TABLES[name].column_names if column != "actor_id"]
    table = pd.DataFrame(rows).assign(**kind, q_value=np.nan)
    table = (
        table.rename(columns={"estimate_a": "error_a", "estimate_b": "error_b"})
        if "error_a" in columns
        else table
    )
    return table.reindex(columns=[*groups, *columns])


def control_discoveries(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Give the reportable rows their q-values, and all columns their types."""
    q_value = find_q_values(table["p_value"], table["is_reportable"])
    dtypes = {column: dtype for column, dtype in empty(name).dtypes.items() if column in table}
    return table.assign(q_value=q_value).astype(dtypes)
