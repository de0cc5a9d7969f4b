"""Titles of figures of texts, names and words."""

from collections.abc import Mapping

import pandas as pd

from ...tables import MEASURES
from .words import CLEAR, Names, begin, join, name_in_text, percent

_LEADING = ("leader", "official", "seat")
"""Kinds of names by which an actor is those who govern it."""
_GOVERNED = "leaders, officials and seats of power"


def tell_funnel(counts: Mapping[str, int], removed: Mapping[str, int]) -> str:
    """Say how many articles were analysed, and what most of the others were left out for.

    Examples
    --------
    >>> tell_funnel({"articles_found": 9, "analysed": 7}, {"empty": 2})
    '7 of 9 articles were analysed; the others are empty'
    """
    n_found, n_analysed = counts.get("articles_found", 0), counts.get("analysed", 0)
    start = f"{n_analysed:,} of {n_found:,} articles were analysed"
    left = {stage: n for stage, n in removed.items() if n}
    if not left:
        return start
    most = max(left, key=lambda stage: left[stage])
    name = most.replace("_", " ").replace("english", "English")
    which = "the others" if len(left) == 1 and n_found - n_analysed > 1 else "most of the others"
    which = "the other" if n_found - n_analysed == 1 else which
    return f"{start}; {which} {'is' if which == 'the other' else 'are'} {name}"


def tell_findings(shares: pd.DataFrame, n_articles: int) -> str:
    """Say which fault of the worst severity most articles have."""
    for severity, one, several in (
        ("error", "cannot be measured as it is", "cannot be measured as they are"),
        ("warning", "may be measured wrongly", "may be measured wrongly"),
        ("note", "has something that is good to know", "have something that is good to know"),
    ):
        rows = shares[shares["severity"] == severity]
        if rows.empty:
            continue
        rows = rows.sort_values(["n_articles", "check"], ascending=[False, True], kind="stable")
        row = rows.iloc[0]
        check = str(row["check"]).replace("_", " ")
        verb = several if row["n_articles"] > 1 else one
        return f"{row['n_articles']:,} of {n_articles:,} articles {verb}: {check}"
    return ""


def tell_positions(mentions: pd.DataFrame, names: Names) -> str:
    """Say who is mentioned most in an article, and who comes up only in its second half."""
    counts = mentions["actor_id"].value_counts(sort=False).sort_index()
    if counts.empty:
        return ""
    counts = counts.sort_values(ascending=False, kind="stable")
    first = name_in_text(str(counts.index[0]), names)
    if len(counts) == 1:
        return begin(f"{first} is the only actor of this article")
    if counts.iloc[0] == counts.iloc[1]:
        second = name_in_text(str(counts.index[1]), names)
        start = f"{first} and {second} are mentioned most"
    else:
        start = f"{first} is mentioned most ({counts.iloc[0]} of {counts.sum()} times)"
    starts = mentions.groupby("actor_id")["start"].min().reindex(counts.index)
    late = starts[(starts > mentions["end"].max() / 2) & (counts >= 3)]
    more = (
        f"; {name_in_text(str(late.index[0]), names)} comes up only in the second half"
        if len(late)
        else ""
    )
    return begin(start + more)


def tell_naming(naming: pd.DataFrame, names: Names, min_mentions: int) -> str:
    """Say which actor is named most by those who govern it, and which least."""
    counts = naming.groupby("actor_id")["n_mentions"].sum()
    governed = naming[naming["alias_type"].isin(_LEADING)].groupby("actor_id")["n_mentions"].sum()
    shares = (governed.reindex(counts.index, fill_value=0) / counts)[counts >= min_mentions]
    shares = shares.sort_index().sort_values(ascending=False, kind="stable")
    if shares.empty:
        return ""
    top = float(shares.iloc[0])
    first = [name_in_text(str(actor), names) for actor in shares.index[shares == top]]
    if top == 0:
        return f"No actor is named by its {_GOVERNED.replace(' and ', ' or ')}"
    if len(first) == len(shares):
        return begin(f"{join(first)} is named by {_GOVERNED} in {percent(top)} of mentions")
    return begin(f"{join(first)} is named most by {_GOVERNED} ({percent(top)} of mentions)")


def tell_signs(signs: pd.DataFrame) -> str:
    """Say how often two measures see the same sign, and how often opposite ones.

    Parameters
    ----------
    signs : DataFrame
        One row is a pair of measures and of signs: first, second, first_sign, second_sign, n.
    """
    if signs.empty:
        return ""
    told = []
    for (first, second), cells in signs.groupby(["first", "second"], sort=False):
        n = int(cells["n"].sum())
        same = int(cells.loc[cells["first_sign"] == cells["second_sign"], "n"].sum())
        product = cells["first_sign"] * cells["second_sign"]
        opposite = int(cells.loc[product < 0, "n"].sum())
        told.append((same / n, f"{_short(first)} and {_short(second)}", opposite / n))
    worst = min(told)
    return begin(
        f"{worst[1]} give {percent(worst[0])} of mentions the same sign, and "
        f"{percent(worst[2])} opposite ones"
    )


def _short(measure: str) -> str:
    name = MEASURES[measure].short if measure in MEASURES else measure
    return "the model" if name == "model" else name


def tell_read(scores: Mapping[str, float], band: float) -> str:
    """Say how each measure reads one sentence.

    Examples
    --------
    >>> tell_read({"vader_compound": 0.88, "textblob_polarity": 0.09, "targeted": -0.83}, 0.05)
    'VADER and TextBlob read this sentence as positive, the model as negative'
    """
    read: dict[str, list[str]] = {}
    for measure, value in scores.items():
        if pd.notna(value):
            word = "positive" if value > band else "negative" if value < -band else "neutral"
            read.setdefault(word, []).append(_short(measure))
    told = [f"{join(measures)} as {word}" for word, measures in read.items()]
    if not told:
        return ""
    verb = " read" if len(next(iter(read.values()))) > 1 else " reads"
    return begin(", ".join([told[0].replace(" as ", f"{verb} this sentence as "), *told[1:]]))


def tell_telling(telling: pd.DataFrame, names: Names) -> str:
    """Say for how many actors the strongest sentence about them is negative."""
    if telling.empty:
        return ""
    below = [name_in_text(actor, names) for actor in telling.loc[telling["value"] < 0, "actor_id"]]
    n, n_above = len(telling), len(telling) - len(below)
    start = "The strongest sentence about"
    if n == 1:
        actor = name_in_text(telling["actor_id"].iloc[0], names)
        return f"{start} {actor} is {'negative' if below else 'positive'}"
    if not below or not n_above:
        return f"{start} each of {n} actors is {'negative' if below else 'positive'}"
    if len(below) <= 4:
        others = "the other" if n_above == 1 else f"{n_above} others"
        return f"{start} {join(below)} is negative, about {others} positive"
    return f"{start} {len(below)} of {n} actors is negative, about the others positive"


def tell_terms(keyness: pd.DataFrame, outlets: Names) -> str:
    """Say by which words two sides differ most, of those that pass a test."""
    found = keyness[keyness["q_value"] < CLEAR]
    if found.empty:
        return ""
    told = []
    for side, rows in (
        ("target", found[found["z"] > 0].sort_values("z", ascending=False, kind="stable")),
        ("reference", found[found["z"] < 0].sort_values("z", kind="stable")),
    ):
        if len(rows):
            words = join([f"“{term}”" for term in rows["term"].head(3)])
            name = rows[side].iloc[0]
            told.append(f"{outlets.get(name, name)} says {words} more")
    return begin("; ".join(told))
