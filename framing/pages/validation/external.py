"""The external evidence: whether scores say what coders say."""

import pandas as pd

from ...coders import (
    MIN_CODED,
    correct_portrayal,
    count_unsettled,
    evaluate_against,
    explain_row,
    find_differential_error,
    judge_row,
    summarise_validation,
)
from ...tables import label_of, say_number
from .asked import CODE, Question
from .checks import DOUBTFUL, FAILS, HOLDS, UNCHECKED, Check, show_rows

_JUDGED = {"good": HOLDS, "fair": DOUBTFUL, "poor": FAILS}
"""What is too few to tell is unchecked."""
WIDEST, MIN_KNOWN = 0.60, 3
"""Width of a corrected interval, on the scale from -1 to 1, from which on it says too little, and
the actors with a narrower one that it takes to say that means hold.
"""


def check_scores(question: Question) -> Check:
    """Check whether the main measure agrees with the codes, by the rule of `judge_f1`."""
    asked = "Do scores agree with codes?"
    if not question.has_codes:
        return Check(asked, UNCHECKED, "Nobody coded the sentiment of these mentions.", CODE)
    drawn = question.drawn
    table = evaluate_against(question.codings, *_of(question), sample=drawn)
    main = question.measure
    chosen = table[(table["measure"] == main[0]) & (table["window"] == main[1])] if main else table
    judged = summarise_validation(question.codings, *_of(question), sample=drawn)
    row = next(
        row
        for row in judged.itertuples(index=False)
        if main is None or (row.measure, row.window) == main
    )
    word, name = judge_row(row), label_of(row.measure)
    verdict = _JUDGED.get(word, UNCHECKED)
    told = f"The {name} is {word}" if word in _JUDGED else f"Too few to tell how good the {name} is"
    names = {
        **{"measure": "measure", "window": "over the", "n_mentions": "coded", "macro_f1": "F1"},
        **{"f1_low": "from", "f1_high": "to", "correlation": "r", "bias": "bias"},
        **{"bias_low": "from ", "bias_high": "to "},
    }
    biased = (chosen["bias_low"] > 0) | (chosen["bias_high"] < 0)
    return Check(
        asked,
        DOUBTFUL if verdict == HOLDS and biased.any() else verdict,
        f"{told}. {explain_row(row)}; of three classes 0.33 is guessing. "
        f"{'Its mean is biased.' if biased.any() else 'No bias of its mean is shown.'}"
        f"{_say_unsettled(question)}",
        "" if drawn is not None else _unweighted(),
        **show_rows(table, names, "Each measure against the codes"),
    )


def _say_unsettled(question: Question) -> str:
    n = 0 if question.codings is None else count_unsettled(question.codings, "sentiment")
    on = say_number(n, "mention")
    return f" On {on} coders differ and nobody has settled it: left out." if n else ""


def _unweighted() -> str:
    return "Each coded mention counts once: with --sample, as many as it was drawn for."


def _of(question: Question) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    tables = question.tables
    return tables["mentions"], tables["articles"], tables["scores"]


def check_errors(question: Question, between: str) -> Check:
    """Check whether the measure errs alike for the values of a column, and within each actor."""
    what, main = between.removesuffix("_id"), question.measure
    asked = f"Does the measure err alike for every {what}?"
    if not question.has_codes or main is None:
        return Check(asked, UNCHECKED, "Nobody coded the sentiment of these mentions.", CODE)
    table = find_differential_error(
        question.codings,
        *_of(question),
        between=between,
        sample=question.drawn,
        measures=[main[0]],
    )
    table = table[(table["window"] == main[1]) & table["is_reportable"]].sort_values("p_value")
    within = _find_within_actors(question, between)
    if table.empty:
        return Check(
            asked,
            UNCHECKED,
            f"No two have {MIN_CODED} coded mentions in enough articles.",
            "Code more of each: framing sample --equal, or plan_coding.",
        )
    n_off = int((table["q_value"] < 0.05).sum())
    n_within = int((within["q_value"] < 0.05).sum())
    if between == "actor_id":
        apart = ""
    elif within.empty:
        apart = (
            f" No actor has {MIN_CODED} coded mentions in two of them, so that errors on two "
            "actors that are opposite may cancel each other out in these numbers."
        )
    else:
        apart = f" Within one actor {n_within} of {say_number(len(within), 'pair')} differ."
    names = {
        **{"side_a": "a", "side_b": "b", "error_a": "error of a", "error_b": "error of b"},
        **{"difference": "difference", "ci_low": "from", "ci_high": "to", "q_value": "q"},
    }
    return Check(
        asked,
        FAILS if n_off or n_within else DOUBTFUL,
        (
            f"{n_off} of {say_number(len(table), 'pair')} differ (q < 0.05)."
            if n_off
            else f"No difference is shown in {say_number(len(table), 'pair')}, which does not show "
            f"that there is none: the widest interval reaches {_reach(table):.2f}."
        )
        + apart,
        "Compare with codings= and sample=, which takes such errors out.",
        **show_rows(table, names, "Pairs, the least probable by chance first"),
    )


def _find_within_actors(question: Question, between: str) -> pd.DataFrame:
    """Errors that differ between outlets on the same actor: what cancels out over all is seen."""
    main = question.measure
    if between == "actor_id" or main is None:
        return pd.DataFrame({"q_value": []}, dtype=float)
    table = find_differential_error(
        question.codings,
        *_of(question),
        between=between,
        by=["actor_id"],
        sample=question.drawn,
        measures=[main[0]],
    )
    return table[(table["window"] == main[1]) & table["is_reportable"]]


def _reach(table: pd.DataFrame) -> float:
    return float(table[["ci_low", "ci_high"]].abs().max(axis=None))


def check_corrections(question: Question) -> Check:
    """Check whether the means of the scores lie inside of the corrected intervals."""
    asked, main = "Do the means hold once they are corrected?", question.measure
    drawn = question.drawn
    if not question.has_codes or main is None or drawn is None:
        missing = "codes" if not question.has_codes else "the sample with its probabilities"
        return Check(asked, UNCHECKED, f"It takes {missing}.", f"{CODE} And --sample.")
    table = correct_portrayal(
        question.codings, drawn, *_of(question), measure=main[0], window=main[1]
    )
    enough = table[table["is_reportable"]].sort_values("n_coded", ascending=False)
    actors = say_number(len(table), "actor")
    few = f"{len(table) - len(enough)} of {actors} have too few codes."
    if enough.empty:
        return Check(asked, UNCHECKED, few, "Code more mentions: plan_coding says how many.")
    is_off = (enough["naive"] < enough["ci_low"]) | (enough["naive"] > enough["ci_high"])
    n_off = int(is_off.sum())
    known = enough[enough["ci_high"] - enough["ci_low"] <= WIDEST]
    share = known["n_mentions"].sum() / table["n_mentions"].sum()
    is_enough = len(known) >= min(MIN_KNOWN, len(table)) and share >= 0.5
    names = {
        **{"actor_id": "actor", "naive": "scores alone", "estimate": "corrected"},
        **{"ci_low": "from", "ci_high": "to", "trust": "weight of the scores"},
        **{"n_mentions": "mentions", "n_coded": "coded"},
    }
    return Check(
        asked,
        FAILS if n_off else HOLDS if is_enough else UNCHECKED,
        f"Of {say_number(len(enough), 'actor')} with enough codes, the mean of the scores alone "
        f"lies outside of the corrected interval for {n_off}. {few} {len(known)} of {actors}, with "
        f"{share:.0%} of the mentions, have an interval no wider than {WIDEST:.2f}; it takes "
        f"{MIN_KNOWN}, or all, with half of the mentions, to say that the means hold.",
        "Report the corrected means."
        if is_enough or n_off
        else "Code more mentions: plan_coding says how many.",
        **show_rows(enough, names, "Actors with enough codes"),
    )
