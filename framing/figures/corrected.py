"""What codes of a sample make of an estimate, which a figure draws beside it."""

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from ..coders import MIN_CODED, correct_comparison, correct_portrayal
from ..portrayals import compare_portrayal
from ..tables import Tables, of_measure
from .plots.axes import CORRECTED
from .stamps import sample_of_codes

MIN_DRAWS = 2_000
"""Random exchanges of a comparison, at least."""
COLUMNS = [*CORRECTED, "n_coded"]
"""Columns that stand beside an estimate: what codes make of it, its interval, and how many."""


def add_corrections(
    data: pd.DataFrame,
    tables: Tables,
    measure: str,
    window: str,
    by: Sequence[str] = ("actor_id",),
) -> pd.DataFrame:
    """Add to the portrayals of some groups by one measure what codes of a sample make of them.

    They are missing where too little was coded, where nothing was, and where it is not known how
    the coded mentions were drawn.
    """
    keys = [*by, "measure", "window"]
    return data.merge(_correct(tables, measure, window, by), on=keys, how="left")


def explain_corrections(data: pd.DataFrame) -> str:
    """Say in a sentence what the corrected marks are; nothing where there is none."""
    if data["corrected"].isna().all():
        return ""
    return (
        " Black diamonds: corrected by codes of a sample, with the interval of that, where "
        f"{MIN_CODED} mentions or more are coded."
    )


def compare_corrected(
    data: pd.DataFrame, tables: Tables, measure: str, window: str, between: str = "actor_id"
) -> pd.DataFrame:
    """Compare every two of the groups that are corrected, as corrected.

    Parameters
    ----------
    data : DataFrame
        From `add_corrections`: a row is a value of `between`.
    tables, measure, window
        As for `add_corrections`.
    between : str
        The column whose values are compared.

    Returns
    -------
    DataFrame
        One row is a pair: ``low`` and ``high``, the side with the lower and that with the higher
        corrected estimate; ``difference``, above 0; and ``chance``, the chance of error times the
        number of pairs, at most 1.
    """
    sample = sample_of_codes(tables)
    sides = sorted(data.dropna(subset=["corrected"])[between].unique())
    if sample is None or len(sides) < 2:
        return pd.DataFrame(columns=["low", "high", "difference", "chance"])
    table = correct_comparison(
        tables["codings"],
        sample,
        tables["mentions"],
        tables["articles"],
        of_measure(tables["scores"], measure, window),
        between=between,
        sides=list(combinations(sides, 2)),
        measure=measure,
        window=window,
        by=["actor_id"],
    )
    return order_pairs(table)


def order_pairs(compared: pd.DataFrame) -> pd.DataFrame:
    """Lay out pairs that were compared as `compare_corrected` does.

    `compared` is from `correct_comparison`; pairs without a p are left out.
    """
    table = compared.dropna(subset=["p_value"])
    is_higher = table["difference"] > 0
    return pd.DataFrame(
        {
            "low": table["side_b"].where(is_higher, table["side_a"]),
            "high": table["side_a"].where(is_higher, table["side_b"]),
            "difference": table["difference"].abs(),
            "chance": (table["p_value"] * len(table)).clip(upper=1.0),
        }
    ).reset_index(drop=True)


def correct_changes(
    tables: Tables, changes: pd.DataFrame, measure: str, window: str
) -> list[float]:
    """Give the chance of error of each change over time, as codes correct it.

    It is 1 where the codes put it the other way round, and missing where they do not correct both
    sides, which reach as far as the actor's next change.
    """
    days, mentions = tables["articles"]["published_at"], tables["mentions"]
    chances = []
    for row in changes.itertuples(index=False):
        others = changes.loc[changes["actor_id"] == row.actor_id, "changed_at"]
        is_near = (days >= others[others < row.changed_at].max()) | (others.min() == row.changed_at)
        is_near &= days.notna() & ~(days >= others[others > row.changed_at].min())
        side = (days >= row.changed_at).map({False: "before", True: "after"}).where(is_near)
        found = compare_corrected(
            pd.DataFrame({"side": ["after", "before"], "corrected": 0.0}),
            {
                **tables,
                "articles": tables["articles"].assign(side=side),
                "mentions": mentions[mentions["actor_id"] == row.actor_id],
            },
            measure,
            window,
            "side",
        )
        is_alike = (found["high"] == "after") == (row.after > row.before)
        chances.append(float(found["chance"].where(is_alike, 1.0).min()))
    return chances


def find_extremes(tables: Tables, data: pd.DataFrame, measure: str, window: str) -> pd.DataFrame:
    """Find the outlets that portray each actor most negatively and most positively.

    The chance of error is that of the two, times the number of pairs that they were picked from; so
    is that of the two as codes correct them, missing where these do not.
    """
    columns = ["actor_id", "low", "high", "difference", "chance", "chance_corrected"]
    enough = data[data["is_reportable"]].dropna(subset=["outlet_id"])
    enough = enough.sort_values(["estimate", "outlet_id"], kind="stable")
    ends = [
        (actor, rows.iloc[0], rows.iloc[-1], len(rows))
        for actor, rows in enough.groupby("actor_id")
    ]
    ends = [end for end in ends if end[3] > 1]
    n_pairs = sum(n * (n - 1) // 2 for *_, n in ends)
    scores = of_measure(tables["scores"], measure, window)
    found = []
    for actor, low, high, _ in ends:
        mentions = tables["mentions"][tables["mentions"]["actor_id"] == actor]
        row = compare_portrayal(
            mentions,
            tables["articles"],
            scores,
            between="outlet_id",
            sides=[(high["outlet_id"], low["outlet_id"])],
            n_resamples=max(MIN_DRAWS, 40 * n_pairs),
        ).iloc[0]
        chance = min(1.0, row["p_value"] * n_pairs)
        of_codes = compare_corrected(
            pd.DataFrame([low, high]),
            {**tables, "mentions": mentions},
            measure,
            window,
            "outlet_id",
        )
        is_alike = of_codes["low"] == low["outlet_id"]
        of_codes["chance"] = (of_codes["chance"] * n_pairs).where(is_alike, 1.0).clip(upper=1.0)
        corrected = of_codes["chance"].min()
        found.append(
            (actor, low["outlet_id"], high["outlet_id"], row["difference"], chance, corrected)
        )
    return pd.DataFrame(found, columns=columns)


def _correct(tables: Tables, measure: str, window: str, by: Sequence[str]) -> pd.DataFrame:
    """Correct each group for which enough was coded."""
    sample = sample_of_codes(tables)
    columns = [*by, "measure", "window", *COLUMNS]
    if sample is None or not {"mentions", "scores"} <= set(tables):
        numbers = dict.fromkeys(COLUMNS, "float64")
        return pd.DataFrame(columns=columns).astype(dict.fromkeys(columns, "str") | numbers)
    table = correct_portrayal(
        tables["codings"],
        sample,
        tables["mentions"],
        tables["articles"],
        of_measure(tables["scores"], measure, window),
        measure=measure,
        window=window,
        by=by,
    )
    table = table[table["is_reportable"]]
    names = dict(zip(["estimate", "ci_low", "ci_high"], CORRECTED, strict=True))
    return table.rename(columns=names)[columns].astype({"n_coded": "float64"})
