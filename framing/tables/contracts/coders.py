"""Contracts of what was coded, and of how well the kit agrees with them."""

from .columns import METRICS, VERDICTS, WINDOWS, Column, Table, id

_SIDES = (
    Column("between", "str", "the column whose values are the sides"),
    Column("side_a", "str", "the first side"),
    Column("side_b", "str", "the second side, which is taken from the first"),
)
_TEST = (
    Column("ci_low", "float64", "lower end of the interval of the difference", nullable=True),
    Column("ci_high", "float64", "upper end of the interval of the difference", nullable=True),
    Column(
        "p_value",
        "float64",
        "smallest chance of error at which the interval leaves out 0",
        nullable=True,
        low=0,
        high=1,
    ),
    Column(
        "q_value",
        "float64",
        "p_value with control of false discoveries among the reportable rows",
        nullable=True,
        low=0,
        high=1,
    ),
)
_CODED_SIDES = (
    Column("n_coded_a", "int64", "coded mentions of the first side", low=0),
    Column("n_coded_b", "int64", "coded mentions of the second side", low=0),
    Column("n_articles_a", "int64", "articles of the first side", low=0),
    Column("n_articles_b", "int64", "articles of the second side", low=0),
    Column("is_reportable", "bool", "enough of both sides was coded"),
)

CODERS_TABLES = (
    Table(
        "codings",
        "a unit, a coder and a variable",
        ("unit_id", "coder_id", "variable"),
        (
            id("unit_id", "what was coded: a mention_id"),
            id("coder_id", "who coded; `adjudicated` settles what the others disagree on"),
            Column("variable", "str", "what was asked"),
            Column("code", "str", "the answer; missing where the coder gave none", nullable=True),
        ),
    ),
    Table(
        "agreement",
        "a variable that coders coded",
        ("variable",),
        (
            Column("variable", "str", "what was asked"),
            Column("metric", "str", "how distances between codes count", values=METRICS),
            Column(
                "alpha",
                "float64",
                "Krippendorff's alpha; missing where all codes are the same",
                nullable=True,
            ),
            Column("ci_low", "float64", "lower end of its interval", nullable=True),
            Column("ci_high", "float64", "upper end of its interval", nullable=True),
            Column(
                "share_same", "float64", "share of units on which all coders agree", low=0, high=1
            ),
            Column("n_units", "int64", "units that two coders or more coded", low=1),
            Column("n_coders", "int64", "coders", low=2),
            Column("n_articles", "int64", "articles, or clusters, that they belong to", low=1),
            Column("verdict", "str", "what its lower end allows", values=VERDICTS),
        ),
    ),
    Table(
        "evaluations",
        "a measure and a window against codes",
        ("variable", "measure", "window"),
        (
            Column("variable", "str", "what coders were asked"),
            Column("measure", "str", "the measure that is held against them"),
            Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
            Column("n_mentions", "int64", "coded mentions with a score", low=1),
            Column("n_articles", "int64", "articles that they stand in", low=1),
            Column("accuracy", "float64", "share with the right label", low=0, high=1),
            Column("macro_f1", "float64", "mean F1 of the labels", low=0, high=1),
            Column("f1_low", "float64", "lower end of its interval", nullable=True),
            Column("f1_high", "float64", "upper end of its interval", nullable=True),
            Column(
                "correlation",
                "float64",
                "Pearson's r of scores and codes",
                nullable=True,
                low=-1,
                high=1,
            ),
            Column("bias", "float64", "mean score less mean code"),
            Column("bias_low", "float64", "lower end of its interval", nullable=True),
            Column("bias_high", "float64", "upper end of its interval", nullable=True),
        ),
    ),
    Table(
        "corrections",
        "a group of mentions whose mean was corrected by coders",
        ("actor_id", "measure", "window"),
        (
            id("actor_id", "the actor that is portrayed"),
            Column("measure", "str", "what is measured, as in the portrayals"),
            Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
            Column("naive", "float64", "mean of the scores"),
            Column(
                "estimate",
                "float64",
                "corrected mean; missing without a coded mention",
                nullable=True,
            ),
            Column("ci_low", "float64", "lower end of its interval", nullable=True),
            Column("ci_high", "float64", "upper end of its interval", nullable=True),
            Column(
                "trust",
                "float64",
                "weight that the scores of mentions without a code got",
                nullable=True,
                low=0,
                high=1,
            ),
            Column("n_mentions", "int64", "scored mentions", low=0),
            Column("n_coded", "int64", "of these, coded", low=0),
            Column("n_articles", "int64", "articles that they stand in", low=0),
            Column("is_reportable", "bool", "enough of them were coded"),
        ),
    ),
    Table(
        "corrected_comparisons",
        "a group of mentions, a measure, a window and two sides, corrected by coders",
        ("actor_id", "measure", "window", "side_a", "side_b"),
        (
            id("actor_id", "the actor that is portrayed"),
            Column("measure", "str", "what is measured, as in the portrayals"),
            Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
            *_SIDES,
            Column("estimate_a", "float64", "corrected mean of the first side", nullable=True),
            Column("estimate_b", "float64", "corrected mean of the second side", nullable=True),
            Column("naive", "float64", "difference of the scores alone"),
            Column("difference", "float64", "estimate_a less estimate_b", nullable=True),
            *_TEST,
            Column("n_mentions_a", "int64", "scored mentions of the first side", low=0),
            Column("n_mentions_b", "int64", "scored mentions of the second side", low=0),
            *_CODED_SIDES,
        ),
    ),
    Table(
        "differential_errors",
        "a measure, a window and two sides for which it may err differently",
        ("variable", "measure", "window", "side_a", "side_b"),
        (
            Column("variable", "str", "what coders were asked"),
            Column("measure", "str", "the measure that is held against them"),
            Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
            *_SIDES,
            Column("error_a", "float64", "mean score less mean code of side_a", nullable=True),
            Column("error_b", "float64", "mean score less mean code of side_b", nullable=True),
            Column("difference", "float64", "error_a less error_b", nullable=True),
            *_TEST,
            *_CODED_SIDES,
        ),
    ),
    Table(
        "coding_plans",
        "a group, and how many of its mentions have to be coded",
        ("actor_id", "measure", "window"),
        (
            id("actor_id", "the actor that is portrayed"),
            Column("measure", "str", "what is measured, as in the portrayals"),
            Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
            Column("n_mentions", "int64", "scored mentions", low=0),
            Column("n_pilot", "int64", "of these, coded in the pilot", low=0),
            Column(
                "trust", "float64", "weight that the scores would get", nullable=True, low=0, high=1
            ),
            Column(
                "variance_codes",
                "float64",
                "variance of a single code, scores allowed for",
                nullable=True,
            ),
            Column(
                "variance_articles",
                "float64",
                "variance of the mean that no code takes away, since the articles are a sample",
                nullable=True,
            ),
            Column(
                "n_needed",
                "Int64",
                "coded mentions that are needed; missing where even all would be too few",
                nullable=True,
                low=0,
            ),
            Column("is_reachable", "bool", "so many mentions are there"),
        ),
    ),
    Table(
        "validations",
        "a measure that was held against codes of these articles",
        ("measure", "window"),
        (
            Column(
                "measure",
                "str",
                "the measure; `voice_`, `share_` and `read_` stand for all shares of the kind",
            ),
            Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
            Column("n_mentions", "int64", "coded mentions", low=1),
            Column("alpha", "float64", "Krippendorff's alpha of the coders", nullable=True),
            Column("f1", "float64", "macro-F1 against their codes", low=0, high=1),
            Column("coders", "str", "who gave the codes, in words"),
        ),
    ),
)
