"""Titles of figures that hold actors against each other, and outlets on an actor."""

import pandas as pd

from ...tables import is_of_model
from .words import CLEAR, Names, begin, find_clear_pair, join, name_in_text, reportable

_MOST_NAMED = 3
"""Actors that a title lists at most."""


def tell_tone(
    rows: pd.DataFrame, names: Names, measure: str, corrected: pd.DataFrame | None = None
) -> str:
    """Say which actor is portrayed most negatively and which most positively.

    Parameters
    ----------
    rows : DataFrame
        Portrayals by one measure, one row an actor.
    names : mapping of str to str
        actor_id -> name.
    measure : str
        The measure; one of the model is about the actor, others about the words around it.
    corrected : DataFrame, optional
        Pairs of actors as codes correct them: ``low``, ``high``, ``difference`` (above 0) and
        ``chance``, the chance of error times the pairs that could have been picked. They count for
        more than the scores, since an interval of scores leaves out the error of the measure.
    """
    rows = reportable(rows)
    if rows.empty:
        return "No actor stands in enough articles to conclude anything about its portrayal"
    low, high = rows.iloc[0], rows.iloc[-1]
    lowest = name_in_text(low["actor_id"], names)
    is_toward = is_of_model(measure)
    if len(rows) == 1:
        word = (
            "clearly negative"
            if low["ci_high"] < 0
            else "clearly positive"
            if low["ci_low"] > 0
            else "neither clearly negative nor clearly positive"
        )
        what = f"the portrayal of {lowest} is" if is_toward else f"the words around {lowest} are"
        return begin(f"{what} {word}; of no other actor is there enough")
    pair = find_clear_pair(rows)
    of_codes = pd.DataFrame(columns=["low", "high"]) if corrected is None else corrected
    is_clear = of_codes["chance"] < CLEAR if len(of_codes) else pd.Series(dtype=bool)
    if is_clear.any():
        widest = of_codes.loc[of_codes["difference"].where(is_clear).idxmax()]
        low_name, high_name = (name_in_text(widest[side], names) for side in ("low", "high"))
        told = f"{low_name} is portrayed more negatively than {high_name}"
        return f"Corrected by codes, {told}; the difference is clear"
    if pair is None:
        return _tell_no_difference(rows, names)
    below, above = pair
    lower, higher = (name_in_text(row["actor_id"], names) for row in pair)
    if is_toward:
        told = f"{lower} is portrayed more negatively than {higher}"
    else:
        told = f"the words around {lower} are more negative than those around {higher}"
    if {below["actor_id"], above["actor_id"]} <= {*of_codes["low"], *of_codes["high"]}:
        return f"By the scores alone, {told}; corrected by codes, the difference is not clear"
    is_widest = (below["actor_id"], above["actor_id"]) == (low["actor_id"], high["actor_id"])
    if is_widest and of_codes.empty:
        down = "least positive" if low["estimate"] > 0 else "most negative"
        up = "least negative" if high["estimate"] < 0 else "most positive"
        if is_toward:
            told = f"{lower} is portrayed {down}ly, {higher} {up}ly"
        else:
            told = f"the words around {lower} are {down}, those around {higher} {up}"
    return begin(f"{told}; the difference is clear")


def _tell_no_difference(rows: pd.DataFrame, names: Names) -> str:
    """Say that no two actors differ, and which intervals leave out 0 all the same."""
    is_off = (rows["ci_low"] > 0) | (rows["ci_high"] < 0)
    if "corrected_low" in rows:
        is_off |= (rows["corrected_low"] > 0) | (rows["corrected_high"] < 0)
    off = [name_in_text(actor, names) for actor in rows["actor_id"][is_off]]
    told = f"No difference between the {len(rows)} actors is clear, once all pairs are looked at"
    if not off:
        return told
    whose = join(off) if len(off) <= _MOST_NAMED else f"{len(off)} of them"
    leave = f"the interval of {whose} leaves" if len(off) == 1 else f"intervals of {whose} leave"
    return f"{told}, though {leave} out 0"


def tell_outlets(extremes: pd.DataFrame, actors: Names, outlets: Names) -> str:
    """Say which actor two outlets portray most differently, and whether that is clear.

    Parameters
    ----------
    extremes : DataFrame
        One row is an actor, with the outlets that portray it most negatively and most positively:
        actor_id, low, high, difference (above 0), and ``chance``, the chance of error of having
        picked the two of all pairs; missing where it was not tested, and then left out; and, where
        codes correct both, ``chance_corrected``, the same as they correct it.
    """
    order = extremes.dropna(subset=["chance"])
    if order.empty:
        return "No actor is mentioned often enough by two outlets to compare them"
    chances = order.reindex(columns=["chance", "chance_corrected"])
    order = order.assign(by_all=chances.astype(float).max(axis=1)).sort_values(
        ["by_all", "chance", "difference", "actor_id"],
        ascending=[True, True, False, True],
        kind="stable",
    )
    row = order.iloc[0]
    actor = name_in_text(row["actor_id"], actors)
    low, high = (str(outlets.get(row[side], row[side])) for side in ("low", "high"))
    if row["chance"] < CLEAR <= row["by_all"]:
        told = f"by the scores alone, {actor} is portrayed more negatively by {low} than by {high}"
        return begin(f"{told}; corrected by codes, the difference is not clear")
    if row["chance"] < CLEAR:
        others = int((order["by_all"] < CLEAR).sum()) - 1
        more = f", and so are those on {others} more" if others > 1 else ""
        more = (
            f", and so is that on {name_in_text(order['actor_id'].iloc[1], actors)}"
            if others == 1
            else more
        )
        told = (
            f"{actor} is portrayed more negatively by {low} than by {high}; the difference is clear"
        )
        return begin(f"{told}{more}")
    widest = order.sort_values("difference", ascending=False, kind="stable").iloc[0]
    actor = name_in_text(widest["actor_id"], actors)
    low, high = (str(outlets.get(widest[side], widest[side])) for side in ("low", "high"))
    return f"No clear difference between outlets: {low} and {high} lie farthest apart, on {actor}"
