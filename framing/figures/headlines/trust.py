"""Titles of figures of how far numbers can be trusted: rankings, codes, bias and corrections."""

import pandas as pd

from ...coders import TOO_FEW
from ...tables import with_sign
from .words import (
    CLEAR,
    Names,
    begin,
    find_clear_pair,
    join,
    name_in_text,
    percent,
    reportable,
    widen,
)


def tell_rankings(rankings: pd.DataFrame, names: Names, n_untold: int) -> str:
    """Say who is first and last by every way to measure, or that the order depends on it.

    Parameters
    ----------
    rankings : DataFrame
        Table of rankings of the actors that are drawn.
    names : mapping of str to str
        actor_id -> name.
    n_untold : int
        Ways to measure by which no two actors can be told apart.
    """
    n_variants = rankings["variant"].nunique()
    if n_untold == n_variants:
        ways = f"any of {n_variants} ways to measure" if n_variants > 1 else "this measure"
        return f"No two actors can be told apart by {ways}: do not report an order"
    if n_variants < 2:
        return ""
    ordered = rankings.sort_values(["variant", "rank"], kind="stable").groupby("variant")[
        "actor_id"
    ]
    ends = {"highest": ordered.first().unique(), "lowest": ordered.last().unique()}
    told = [
        f"{name_in_text(str(actors[0]), names)} is {end}"
        for end, actors in ends.items()
        if len(actors) == 1
    ]
    if told:
        return begin(f"{join(told)} by each of {n_variants} ways to measure")
    taus = rankings.loc[~rankings["is_baseline"], "tau"].dropna()
    least = f" (τ down to {with_sign(taus.min())})" if len(taus) else ""
    return f"The order of the actors depends on how it is measured{least}"


def tell_agreement(agreement: pd.DataFrame) -> str:
    """Say on which variables coders agree well enough.

    The words are those of the verdict: reliable, tentative, not reliable, too few to tell.
    """
    told: list[str] = []
    for verdict, word in (
        ("reliable", "agree reliably on"),
        ("tentative", "well enough for tentative conclusions on"),
        ("not reliable", "too little on"),
    ):
        rows = agreement[agreement["verdict"] == verdict]
        if len(rows):
            what = [f"{row.variable} ({row.alpha:.2f})" for row in rows.itertuples()]
            start = word if told or verdict == "reliable" else f"agree {word}"
            told.append(f"{start} {join(what)}")
    few = agreement[agreement["verdict"] == TOO_FEW]
    open_ = [f"{row.variable} ({row.ci_low:.2f} to {row.ci_high:.2f})" for row in few.itertuples()]
    if not told and not open_:
        return "All codes are alike, so that agreement has no measure"
    if not told:
        return f"Too few mentions are coded by two to tell how far coders agree on {join(open_)}"
    begun = f"Coders {', '.join(told)}"
    return f"{begun}; too few are coded to tell for {join(open_)}" if open_ else begun


def name_biased(rows: pd.DataFrame, names: Names, group: str = "actor_id") -> str:
    """Name those to whom a measure is clearly too kind or too harsh, once all are looked at.

    Parameters
    ----------
    rows : DataFrame
        Table of evaluations, one row a group.
    names : mapping of str to str
        Ids -> names.
    group : str
        The column that names the group.
    """
    told = []
    rows = rows.dropna(subset=["bias_low", "bias_high"])
    bias, wider = rows["bias"], widen(len(rows))
    for way, some in (
        ("too kind", rows[bias > (bias - rows["bias_low"]) * wider]),
        ("too harsh", rows[-bias > (rows["bias_high"] - bias) * wider]),
    ):
        if len(some):
            ids = some.sort_values("bias", key=abs, ascending=False)[group]
            told.append(f"{way} to {join([name_in_text(one, names) for one in ids])}")
    return join(told) if told else ""


def tell_bias(rows: pd.DataFrame, names: Names) -> str:
    """Say to which actors a measure is clearly too kind or too harsh, once all are looked at."""
    if rows[["bias_low", "bias_high"]].dropna().empty:
        return "Too few articles are coded to tell whether the measure is too kind or too harsh"
    told = name_biased(rows, names)
    if not told:
        return "By the codes the measure is not shown to be too kind or too harsh to any actor"
    return f"By the codes the measure is {told}"


def tell_corrections(rows: pd.DataFrame, names: Names) -> str:
    """Say whose portrayal the codes move most; whether a measure errs is for `tell_bias` to say.

    Parameters
    ----------
    rows : DataFrame
        Table of corrections, one row an actor.
    """
    rows = reportable(rows)
    if rows.empty:
        return "Too few mentions of each actor are coded to correct its scores"
    moved = rows.assign(move=(rows["estimate"] - rows["naive"]).abs())
    moved = moved.sort_values(["move", "actor_id"], ascending=[False, True], kind="stable")
    row = moved.iloc[0]
    actor = name_in_text(row["actor_id"], names)
    before, after = with_sign(row["naive"]), with_sign(row["estimate"])
    return begin(f"the codes move {actor} most, from {before} to {after}")


def tell_own_frame(frame: str, rows: pd.DataFrame, pairs: pd.DataFrame, names: Names) -> str:
    """Say how often a learnt frame is there by codes, beside keywords and learner, and for whom.

    Parameters
    ----------
    frame : str
        What it is called.
    rows : DataFrame
        One row is an actor or all of them, which come first, and a way to measure (``variant``).
    pairs : DataFrame
        Pairs of actors as corrected: low, high, difference, and the chance of error of all pairs.
    names : mapping of str to str
        actor_id -> name.
    """
    told = rows[rows["actor_id"] == rows["actor_id"].iloc[0]].set_index("variant")
    by_codes = told.iloc[-1]
    if pd.isna(by_codes["estimate"]):
        return f"Too few mentions are coded to say how often “{frame}” is there"
    low, high = (100 * by_codes[end] for end in ("ci_low", "ci_high"))
    others = [f"{percent(row.estimate)} by the {row.Index}" for row in told.iloc[:-1].itertuples()]
    title = (
        f"“{frame}” is in {percent(by_codes['estimate'])} of mentions by the codes ({low:.0f} to "
        f"{high:.0f} %), beside {join(others)}"
    )
    clear = pairs[pairs["chance"] < CLEAR]
    if clear.empty:
        return title
    pair = clear.loc[clear["difference"].idxmax()]
    of = rows[rows["variant"] == by_codes.name].set_index("actor_id")["estimate"]
    more, less = (
        f"{name_in_text(pair[side], names)} ({percent(of[pair[side]])})" for side in ("high", "low")
    )
    return f"{title}; clearly more for {more} than for {less}"


def tell_learner(learner: str, rates: pd.DataFrame, drift: pd.DataFrame, names: Names) -> str:
    """Say where a learner clearly errs more, or that nowhere; and where texts lie far from codes.

    Parameters
    ----------
    learner : str
        What it is called.
    rates : DataFrame
        Precision and recall of each group that is drawn, with their intervals.
    drift : DataFrame
        Share of sentences far from all codes, by period.
    names : mapping of str to str
        Group -> name.
    """
    told = []
    for what, words in (("precision", "is right of"), ("recall", "finds")):
        for _, rows in rates.groupby("column", sort=False):
            known = rows.dropna(subset=[what, f"{what}_low", f"{what}_high"])
            own = {what: "estimate", f"{what}_low": "ci_low", f"{what}_high": "ci_high"}
            known = known.drop(columns=["estimate", "ci_low", "ci_high"], errors="ignore")
            pair = find_clear_pair(known.rename(columns=own))
            if pair is not None:
                low, high = ((one["estimate"], name_in_text(one["group"], names)) for one in pair)
                told.append(
                    f"{words} {percent(low[0])} in {low[1]} and {percent(high[0])} in {high[1]}"
                )
    if told:
        title = f"The learner of “{learner}” {join(told)}"
    elif len(rates):
        title = f"By these codes the learner of “{learner}” is clearly worse for no outlet or actor"
    else:
        title = f"Too little is coded to say for whom the learner of “{learner}” errs"
    dated = drift.dropna(subset=["period"])
    if dated.empty:
        return title
    most = dated.loc[dated["share_far"].idxmax()]
    if not most["share_far"]:
        return f"{title}; no sentence lies far from all codes"
    far = f"{percent(most['share_far'])} of the sentences of {most['period']}"
    at_most = "" if len(dated) == 1 else ", more than of any other time,"
    is_alone = (dated["share_far"] == most["share_far"]).sum() == 1
    return f"{title}; {far}{at_most if is_alone else ''} lie far from all codes"
