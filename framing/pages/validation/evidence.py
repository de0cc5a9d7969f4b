"""The three kinds of evidence for the numbers of an analysis, each check with its verdict."""

import warnings
from dataclasses import dataclass

import pandas as pd

from ...codebook import Codebook
from ...coders import (
    MIN_CODED,
    ReliabilityWarning,
    agreement,
    correct_portrayal,
    evaluate_against,
    explain_agreement,
    find_differential_error,
)
from ...portrayals import pair_measures, rank_variants
from ...tables import DIVERGING, MEASURES, Tables, find_main_measure, label_of, usual_window
from .checks import DOUBTFUL, FAILS, HOLDS, UNCHECKED, YOURS, Check, Part, show_rows

_CODE = "Draw a blind sample (sample_for_coding), let two people code it, and give --codings."
_AGREED = {"reliable": HOLDS, "tentative": DOUBTFUL, "not reliable": FAILS}


@dataclass(frozen=True)
class Question:
    """What the sheet is made of: the tables, the codes, how they were drawn, and the measure."""

    tables: Tables
    codebook: Codebook
    codings: pd.DataFrame | None
    sample: pd.DataFrame | None

    @property
    def measure(self) -> tuple[str, str] | None:
        """The measure, with its window, that groups are compared by."""
        return find_main_measure(self.tables["scores"], self.tables.get("validations"))

    @property
    def has_codes(self) -> bool:
        """Whether somebody coded the sentiment of a mention of these articles."""
        if self.codings is None:
            return False
        own = self.codings[self.codings["variable"] == "sentiment"].dropna(subset=["code"])
        return bool(own["unit_id"].isin(self.tables["mentions"]["mention_id"]).any())


def gather_parts(question: Question) -> list[Part]:
    """Gather all evidence that there is."""
    return [
        Part(
            "Substantive",
            "Does what is measured stand for what the study is about? No number answers that.",
            (_check_measures(question), _check_codebook(question)),
        ),
        Part(
            "Structural",
            "Do the texts, the coders and the measures behave as they should among themselves?",
            (
                _check_coverage(question),
                *_check_agreement(question),
                _check_disagreements(question),
                _check_robustness(question),
                _check_groups(question),
            ),
        ),
        Part(
            "External",
            "Do the scores say what coders say, who read the sentences and saw no score?",
            (
                _check_scores(question),
                *(_check_errors(question, between) for between in ("actor_id", "outlet_id")),
                _check_corrections(question),
            ),
        ),
    ]


def _check_measures(question: Question) -> Check:
    scored = question.tables["scores"][["measure", "window"]].drop_duplicates()
    rows = pd.DataFrame(
        [
            (label_of(row.measure), row.window, *_range_of(row.measure))
            for row in scored.sort_values(["measure", "window"]).itertuples(index=False)
        ],
        columns=["measure", "window", "low", "high"],
    )
    names = {"measure": "measure", "window": "over the", "low": "from", "high": "to"}
    return Check(
        "What is measured?",
        YOURS if len(rows) else UNCHECKED,
        "Tone around a mention is not tone toward the actor: word lists see the first, the model "
        "the second. Ask whether one of them is what your study means."
        if len(rows)
        else "Nothing was scored.",
        **show_rows(rows, names, "What was scored"),
    )


def _range_of(measure: str) -> tuple[float | None, float | None]:
    known = MEASURES.get(measure)
    return (known.low, known.high) if known else (None, None)


def _check_codebook(question: Question) -> Check:
    book = question.codebook
    frames = book.frames
    n_undefined = int((frames["definition"].fillna("").str.len() == 0).sum())
    n_without = int(frames["reference"].isna().sum())
    n_keywords = book.keywords["frame_id"].value_counts()
    rows = frames.assign(n=frames["frame_id"].map(n_keywords).fillna(0).astype(int))
    names = {"frame_label": "frame", "definition": "says", "n": "keywords", "reference": "follows"}
    return Check(
        "Is the codebook stated, and grounded?",
        YOURS if not n_undefined else DOUBTFUL,
        f"{book.name}, version {book.version}, digest {book.digest}: {len(frames)} frames, of "
        f"which {n_undefined} have no definition and {n_without} name no literature; "
        f"{len(book.actors)} actors with {len(book.aliases):,} names.",
        "Keywords are signs of a frame and no proof: code mentions for `frame` to see how good.",
        **show_rows(rows, names, "The frames"),
    )


def _check_coverage(question: Question) -> Check:
    tables = question.tables
    mentions, findings = tables["mentions"], tables.get("findings")
    means_actor = mentions["reading"].eq("actor")
    n_scored = mentions.loc[means_actor, "mention_id"].isin(tables["scores"]["mention_id"]).sum()
    n_means, n = int(means_actor.sum()), len(mentions)
    n_unclear = int(mentions["reading"].eq("unclear").sum())
    n_errors = 0
    if findings is not None:
        n_errors = findings.loc[findings["severity"] == "error", "article_id"].nunique()
    share = n_scored / n_means if n_means else 0.0
    is_whole = share >= 0.95 and n_errors == 0 and n_unclear <= 0.1 * max(n, 1)
    return Check(
        "Is what was found also measured?",
        HOLDS if is_whole else DOUBTFUL,
        f"{n:,} mentions were found in {len(tables['articles']):,} articles; {n_means:,} mean the "
        f"actor, and {share:.0%} of these were scored. {n_unclear:,} are unclear. {n_errors:,} "
        "articles have a finding that is an error.",
        "What the kit did not find nobody coded: look for missed names in some articles.",
    )


def _check_agreement(question: Question) -> list[Check]:
    asked = "Do coders agree?"
    nothing = "No mention was coded by two coders who worked apart."
    if question.codings is None:
        return [Check(asked, UNCHECKED, nothing, _CODE)]
    own = question.codings["unit_id"].isin(question.tables["mentions"]["mention_id"])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ReliabilityWarning)  # the sheet says it
            table = agreement(
                question.codings[own],
                mentions=question.tables["mentions"],
                articles=question.tables["articles"],
            )
    except ValueError:
        return [Check(asked, UNCHECKED, nothing, _CODE)]
    if table.empty:
        return [Check(asked, UNCHECKED, nothing, _CODE)]
    return [
        Check(
            f"Do coders agree on {row.variable}?",
            _AGREED.get(row.verdict, UNCHECKED),
            f"{explain_agreement(row)}.",
            f"{row.n_units:,} mentions of {row.n_articles:,} articles, {row.n_coders} coders, "
            f"{row.metric} codes; the interval is {row.ci_low:.2f} to {row.ci_high:.2f}.",
        )
        for row in table.itertuples(index=False)
    ]


def _check_disagreements(question: Question) -> Check:
    asked, main = "Do the measures agree with each other?", question.measure
    scored = set(question.tables["scores"]["measure"])
    others = [name for name in DIVERGING if main and name in scored and name != main[0]]
    if main is None or not others:
        return Check(asked, UNCHECKED, "Only one measure runs from negative to positive.")
    rows = []
    for name in others:
        paired = pair_measures(
            question.tables["scores"],
            question.tables["mentions"],
            main[0],
            name,
            window=main[1],
            second_window=usual_window(name),
        )
        r = paired[main[0]].corr(paired[name])
        rows.append((label_of(name), len(paired), float(r), float(paired["is_opposite"].mean())))
    table = pd.DataFrame(rows, columns=["other", "n", "r", "opposite"])
    names = {"other": "measure", "n": "mentions", "r": "r", "opposite": "share of opposite signs"}
    return Check(
        asked,
        HOLDS if table["r"].min() >= 0.5 else DOUBTFUL,
        f"With the {label_of(main[0])} they correlate from {table['r'].min():.2f} to "
        f"{table['r'].max():.2f}.",
        "Measures that differ measure different things, or err: coders tell which.",
        **show_rows(table, names, f"Beside the {label_of(main[0])}"),
    )


def _check_robustness(question: Question) -> Check:
    asked = "Is the order of the actors robust?"
    try:
        table = rank_variants(question.tables)
    except (ValueError, KeyError) as error:
        return Check(asked, UNCHECKED, f"It could not be asked: {error}.")
    if table.empty or table["actor_id"].nunique() < 3:
        return Check(asked, UNCHECKED, "Fewer than three actors have enough mentions.")
    taus = table.drop_duplicates("variant")[["variant", "tau"]]
    least = float(taus["tau"].min())
    return Check(
        asked,
        HOLDS if least >= 0.7 else DOUBTFUL if least >= 0.3 else FAILS,
        f"Of {table['actor_id'].nunique()} actors the order by other measures, windows and "
        f"voices correlates with the usual one by {least:.2f} or more (Kendall’s tau).",
        "Where the order depends on such a choice, do not report the order.",
        **show_rows(taus, {"variant": "choice", "tau": "tau"}, "Each choice"),
    )


def _check_groups(question: Question) -> Check:
    table = question.tables.get("portrayals")
    if table is None or table.empty:
        return Check("Are the groups large enough?", UNCHECKED, "There are no portrayals.")
    share = float(table["is_reportable"].mean())
    return Check(
        "Are the groups large enough?",
        HOLDS if share == 1 else DOUBTFUL,
        f"{int(table['is_reportable'].sum()):,} of {len(table):,} rows of the portrayals are "
        "reportable; the others rest on too few mentions or articles.",
        "Leave out rows that are not reportable, or collect more articles.",
    )


def _check_scores(question: Question) -> Check:
    asked = "Do scores agree with codes?"
    if not question.has_codes:
        return Check(asked, UNCHECKED, "Nobody coded the sentiment of these mentions.", _CODE)
    table = evaluate_against(question.codings, *_of(question), sample=question.sample)
    main = question.measure
    chosen = table[(table["measure"] == main[0]) & (table["window"] == main[1])] if main else table
    low = float(chosen["f1_low"].min())
    verdict = UNCHECKED if pd.isna(low) else HOLDS if low > 1 / 3 else FAILS
    names = {
        **{"measure": "measure", "window": "over the", "n_mentions": "coded", "macro_f1": "F1"},
        **{"f1_low": "from", "f1_high": "to", "correlation": "r", "bias": "bias"},
        **{"bias_low": "from ", "bias_high": "to "},
    }
    biased = (chosen["bias_low"] > 0) | (chosen["bias_high"] < 0)
    return Check(
        asked,
        DOUBTFUL if verdict == HOLDS and (biased.any() or low < 0.6) else verdict,
        f"The macro-F1 of the {label_of(chosen['measure'].iloc[0])} is "
        f"{chosen['macro_f1'].iloc[0]:.2f}, and hardly below {low:.2f}; of three classes 0.33 is "
        f"guessing. {'Its mean is biased.' if biased.any() else 'No bias of its mean is shown.'}",
        "" if question.sample is not None else _unweighted(),
        **show_rows(table, names, "Each measure against the codes"),
    )


def _unweighted() -> str:
    return "Each coded mention counts once: with --sample, as many as it was drawn for."


def _of(question: Question) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    tables = question.tables
    return tables["mentions"], tables["articles"], tables["scores"]


def _check_errors(question: Question, between: str) -> Check:
    what, main = between.removesuffix("_id"), question.measure
    asked = f"Does the measure err alike for every {what}?"
    if not question.has_codes or main is None:
        return Check(asked, UNCHECKED, "Nobody coded the sentiment of these mentions.", _CODE)
    table = find_differential_error(
        question.codings,
        *_of(question),
        between=between,
        sample=question.sample,
        measures=[main[0]],
    )
    table = table[(table["window"] == main[1]) & table["is_reportable"]].sort_values("p_value")
    if table.empty:
        return Check(
            asked,
            UNCHECKED,
            f"No two have {MIN_CODED} coded mentions in enough articles.",
            "Code more of each: sample_for_coding with is_equal=True, or plan_coding.",
        )
    n_off = int((table["q_value"] < 0.05).sum())
    names = {
        **{"side_a": "a", "side_b": "b", "error_a": "error of a", "error_b": "error of b"},
        **{"difference": "difference", "ci_low": "from", "ci_high": "to", "q_value": "q"},
    }
    return Check(
        asked,
        FAILS if n_off else DOUBTFUL,
        f"{n_off} of {len(table)} pairs differ (q < 0.05)."
        if n_off
        else f"None of {len(table)} pairs is shown to differ, which does not show that none does: "
        f"the widest interval reaches {_reach(table):.2f}.",
        "Compare with codings= and sample=, which takes such errors out.",
        **show_rows(table, names, "Pairs, the least probable by chance first"),
    )


def _reach(table: pd.DataFrame) -> float:
    return float(table[["ci_low", "ci_high"]].abs().max(axis=None))


def _check_corrections(question: Question) -> Check:
    asked, main = "Do the means hold once they are corrected?", question.measure
    if not question.has_codes or main is None or question.sample is None:
        missing = "codes" if not question.has_codes else "the sample with its probabilities"
        return Check(asked, UNCHECKED, f"It takes {missing}.", f"{_CODE} And --sample.")
    table = correct_portrayal(
        question.codings, question.sample, *_of(question), measure=main[0], window=main[1]
    )
    enough = table[table["is_reportable"]].sort_values("n_coded", ascending=False)
    few = f"{len(table) - len(enough)} of {len(table)} actors have too few codes."
    if enough.empty:
        return Check(asked, UNCHECKED, few, "Code more mentions: plan_coding says how many.")
    n_off = int(
        ((enough["naive"] < enough["ci_low"]) | (enough["naive"] > enough["ci_high"])).sum()
    )
    names = {
        **{"actor_id": "actor", "naive": "scores alone", "estimate": "corrected"},
        **{"ci_low": "from", "ci_high": "to", "trust": "weight of the scores"},
        **{"n_mentions": "mentions", "n_coded": "coded"},
    }
    return Check(
        asked,
        FAILS if n_off else HOLDS,
        f"Of {len(enough)} actors with enough codes, the mean of the scores alone lies outside of "
        f"the corrected interval for {n_off}. {few}",
        "Report the corrected means.",
        **show_rows(enough, names, "Actors with enough codes"),
    )
