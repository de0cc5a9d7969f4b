"""The three kinds of evidence for the numbers of an analysis, each check with its verdict."""

import warnings

import pandas as pd

from ...coders import (
    ReliabilityWarning,
    agreement,
    explain_agreement,
)
from ...portrayals import pair_measures, rank_variants
from ...tables import (
    DIVERGING,
    MEASURES,
    label_of,
    say_number,
    usual_window,
)
from .asked import CODE, Question
from .checks import DOUBTFUL, FAILS, HOLDS, UNCHECKED, YOURS, Check, Part, show_rows
from .external import check_corrections, check_errors, check_scores

_AGREED = {"reliable": HOLDS, "tentative": DOUBTFUL, "not reliable": FAILS}


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
                check_scores(question),
                *(check_errors(question, between) for between in ("actor_id", "outlet_id")),
                check_corrections(question),
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
        f"{book.name}, version {book.version}, digest {book.digest}: "
        f"{say_number(len(frames), 'frame')}, of which "
        f"{say_number(n_undefined, 'has', 'have')} no definition and "
        f"{say_number(n_without, 'names', 'name')} no literature; "
        f"{say_number(len(book.actors), 'actor')} with {say_number(len(book.aliases), 'name')}.",
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
        f"{say_number(n, 'mention was', 'mentions were')} found in "
        f"{say_number(len(tables['articles']), 'article')}; {say_number(n_means, 'means', 'mean')} "
        f"the actor, and {share:.0%} of these were scored. {say_number(n_unclear, 'is', 'are')} "
        f"unclear. {say_number(n_errors, 'article has', 'articles have')} a finding that is an "
        "error.",
        "What the kit did not find nobody coded: look for missed names in some articles.",
    )


def _check_agreement(question: Question) -> list[Check]:
    asked = "Do coders agree?"
    nothing = "No mention was coded by two coders who worked apart."
    if question.codings is None:
        return [Check(asked, UNCHECKED, nothing, CODE)]
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
        return [Check(asked, UNCHECKED, nothing, CODE)]
    if table.empty:
        return [Check(asked, UNCHECKED, nothing, CODE)]
    return [
        Check(
            f"Do coders agree on {row.variable}?",
            _AGREED.get(row.verdict, UNCHECKED),
            f"{explain_agreement(row)}.",
            f"{say_number(row.n_units, 'mention')} of {say_number(row.n_articles, 'article')}, "
            f"{say_number(row.n_coders, 'coder')}, "
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
