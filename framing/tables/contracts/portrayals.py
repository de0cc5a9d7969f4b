"""Contracts of numbers with intervals: summaries, comparisons, changes and ranks."""

from .columns import CHANGE_KINDS, DATETIME, RESAMPLED, WINDOWS, Column, Table, id

PORTRAYALS_TABLES = (
    Table(
        "portrayals",
        "a group of mentions, a measure and a window",
        ("actor_id", "measure", "window"),
        (
            id("actor_id", "the actor that is portrayed"),
            Column(
                "measure",
                "str",
                "what is measured; `share_`, `voice_` and `role_` are shares of mentions",
            ),
            Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
            Column("estimate", "float64", "mean over mentions, or over articles", nullable=True),
            Column("ci_low", "float64", "lower end of the interval", nullable=True),
            Column("ci_high", "float64", "upper end of the interval", nullable=True),
            Column("n_mentions", "int64", "scored mentions in the group", low=0),
            Column("n_articles", "int64", "articles that they stand in", low=0),
            Column(
                "n_clusters", "int64", "independent articles among these: copies count once", low=0
            ),
            Column(
                "degrees",
                "float64",
                "degrees of freedom of the interval: fewer where few articles hold most mentions",
                nullable=True,
                low=1,
            ),
            Column("resampled", "str", "what the interval rests on", values=RESAMPLED),
            Column(
                "is_reportable",
                "bool",
                "it holds the stated minimum of mentions and independent articles",
            ),
        ),
    ),
    Table(
        "comparisons",
        "a group of mentions, a measure, a window and two sides",
        ("actor_id", "measure", "window", "side_a", "side_b"),
        (
            id("actor_id", "the actor that is portrayed"),
            Column("measure", "str", "what is measured, as in the portrayals"),
            Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
            Column("between", "str", "the column whose values are the sides"),
            Column("side_a", "str", "the first side"),
            Column("side_b", "str", "the second side, which is taken from the first"),
            Column(
                "estimate_a", "float64", "mean over the mentions of the first side", nullable=True
            ),
            Column(
                "estimate_b", "float64", "mean over the mentions of the second side", nullable=True
            ),
            Column("difference", "float64", "estimate_a less estimate_b", nullable=True),
            Column(
                "ci_low",
                "float64",
                "lower end of the interval of the difference; missing where none can leave out 0, "
                "as of 3 and 3 articles",
                nullable=True,
            ),
            Column(
                "ci_high",
                "float64",
                "upper end of the interval of the difference; missing as ci_low is",
                nullable=True,
            ),
            Column(
                "p_value",
                "float64",
                "how often chance alone gives a statistic as large; missing with one unit a side",
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
            Column(
                "degrees",
                "float64",
                "degrees of freedom of the difference",
                nullable=True,
                low=1,
            ),
            Column(
                "cohens_d",
                "float64",
                "difference in standard deviations of mentions",
                nullable=True,
            ),
            Column("n_mentions_a", "int64", "mentions of the first side", low=0),
            Column("n_mentions_b", "int64", "mentions of the second side", low=0),
            Column("n_articles_a", "int64", "articles of the first side", low=0),
            Column("n_articles_b", "int64", "articles of the second side", low=0),
            Column("n_clusters_a", "int64", "independent articles of the first side", low=0),
            Column("n_clusters_b", "int64", "independent articles of the second side", low=0),
            Column(
                "n_strata",
                "int64",
                "strata that both sides cover; 1 where nothing was matched",
                low=0,
            ),
            Column(
                "is_reportable",
                "bool",
                "both sides hold the stated minimum of mentions and independent articles, and a "
                "matched comparison of strata",
            ),
        ),
    ),
    Table(
        "events",
        "something that happened, to mark on a time line",
        ("event_date", "label"),
        (
            Column("event_date", DATETIME, "the day, UTC"),
            Column("label", "str", "what figures call it"),
        ),
    ),
    Table(
        "changes",
        "a change of a measure's level in a group",
        ("actor_id", "measure", "window", "changed_at"),
        (
            id("actor_id", "the actor that is portrayed"),
            Column("measure", "str", "what is measured, as in the portrayals"),
            Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
            Column("changed_at", DATETIME, "day, UTC, of the first article after the change"),
            Column(
                "earliest", DATETIME, "lower end of the interval of that day; a trend's first day"
            ),
            Column("latest", DATETIME, "upper end of the interval of that day; a trend's last day"),
            Column("before", "float64", "mean since the change before, or the beginning"),
            Column("after", "float64", "mean until the next change, or the end"),
            Column(
                "kind",
                "str",
                "trend, where a straight one explains the change as well as a step",
                values=CHANGE_KINDS,
            ),
            Column(
                "p_value",
                "float64",
                "share of series without a change, and with days that vary and persist as these "
                "do, that have as large a one",
                low=0,
                high=1,
            ),
            Column(
                "p_step",
                "float64",
                "share of series with a straight trend that a step fits as much better",
                low=0,
                high=1,
            ),
            Column("n_before", "int64", "articles behind `before`, copies counted once", low=1),
            Column("n_after", "int64", "articles behind `after`, copies counted once", low=1),
        ),
    ),
    Table(
        "rankings",
        "a way to measure and an actor's rank by it",
        ("variant", "actor_id"),
        (
            Column("variant", "str", "what was chosen otherwise"),
            Column("is_baseline", "bool", "the choice that the others are held against"),
            id("actor_id", "the actor that is ranked"),
            Column("rank", "int64", "1 is the most positive", low=1),
            Column("rank_low", "int64", "the first rank that the actor may have", low=1),
            Column("rank_high", "int64", "the last rank that the actor may have", low=1),
            Column("estimate", "float64", "mean over mentions"),
            Column("ci_low", "float64", "lower end of the interval", nullable=True),
            Column("ci_high", "float64", "upper end of the interval", nullable=True),
            Column("n_mentions", "int64", "scored mentions", low=0),
            Column("n_articles", "int64", "articles that they stand in", low=0),
            Column(
                "tau",
                "float64",
                "Kendall's rank correlation with the baseline",
                nullable=True,
                low=-1,
                high=1,
            ),
        ),
    ),
    Table(
        "keyness",
        "a term and two sides",
        ("term", "target", "reference"),
        (
            Column("term", "str", "the word or phrase, in lower case"),
            Column("target", "str", "the group whose terms are looked for"),
            Column("reference", "str", "the group it is held against, or `all others`"),
            Column("n_target", "int64", "uses by the target", low=0),
            Column("n_reference", "int64", "uses by the reference", low=0),
            Column(
                "log_odds", "float64", "above 0 where the target uses it more, natural logarithm"
            ),
            Column(
                "z",
                "float64",
                "log_odds divided by the standard error of independent uses; it orders terms",
            ),
            Column(
                "p_value",
                "float64",
                "share of ways to deal the articles out to the sides with rates as far apart; "
                "missing for terms in too few articles",
                nullable=True,
                low=0,
                high=1,
            ),
            Column(
                "q_value",
                "float64",
                "p_value with control of false discoveries",
                nullable=True,
                low=0,
                high=1,
            ),
            Column(
                "dispersion",
                "float64",
                "Gries' DP on the side that uses it more: 0 evenly, 1 all in one article",
                nullable=True,
                low=0,
                high=1,
            ),
            Column("prior", "float64", "words that the term got before counting", low=0),
            Column("n_articles", "int64", "articles with it, of the side that uses it more", low=0),
            Column(
                "top_two_share",
                "float64",
                "share of its uses in two of these",
                nullable=True,
                low=0,
                high=1,
            ),
            Column("is_driven", "bool", "two articles hold most of its uses"),
        ),
    ),
)
