"""Contracts of articles, their outlets, and what is wrong with them."""

from .columns import COPIES, DATETIME, FUNNEL, SEVERITIES, STATUSES, Column, Table, id

ARTICLES_TABLES = (
    Table(
        "outlets",
        "a publisher",
        ("outlet_id",),
        (
            id("outlet_id", "short name of the outlet"),
            Column("outlet_name", "str", "its name as readers know it"),
            Column("country_iso3", "str", "ISO 3166 alpha-3 code of its country", nullable=True),
        ),
    ),
    Table(
        "articles",
        "a text",
        ("article_id",),
        (
            id("article_id", "name of the article, unique in a corpus"),
            Column("outlet_id", "str", "the outlet that published it", nullable=True),
            Column(
                "published_at",
                DATETIME,
                "when it was published, UTC; on the outlet's own day",
                nullable=True,
            ),
            Column("language", "str", "ISO 639-1 code, as the input says", nullable=True),
            Column(
                "headline",
                "str",
                "its headline, which is also the first paragraph of the text",
                nullable=True,
            ),
            Column("text", "str", "the whole text; paragraphs are parted by line breaks"),
            Column("url", "str", "where it was published", nullable=True),
            Column("provenance", "str", "file, and row of it, that the text was read from"),
        ),
    ),
    Table(
        "findings",
        "something that is wrong with an input or a text",
        ("provenance", "article_id", "start", "check"),
        (
            Column(
                "article_id", "str", "the article; missing where none could be read", nullable=True
            ),
            Column(
                "start",
                "Int64",
                "first character of the stretch; missing for a whole text",
                nullable=True,
            ),
            Column("end", "Int64", "character after the last one of the stretch", nullable=True),
            Column("check", "str", "which check found it"),
            Column("severity", "str", "how much it matters", values=SEVERITIES),
            Column("message", "str", "what is wrong and what to do, in one sentence"),
            Column("provenance", "str", "file, and row of it"),
        ),
    ),
    Table(
        "duplicates",
        "an article of a cluster of copies",
        ("article_id",),
        (
            id("article_id", "the article"),
            id("cluster_id", "the article of the cluster that was published first"),
            Column(
                "kind",
                "str",
                "exact: an earlier one's words; of the first: its nearest copy's",
                values=COPIES,
            ),
            Column("similarity", "float64", "resemblance to the first, estimated", low=0, high=1),
            Column("is_first", "bool", "it is the first of its cluster"),
        ),
    ),
    Table(
        "funnel",
        "a stage between the files and the articles that are analysed",
        ("stage",),
        (
            Column("stage", "str", "the stage", values=FUNNEL),
            Column("n", "int64", "files, or articles, that it counts", low=0),
            Column("is_removed", "bool", "they are no more there after it"),
        ),
    ),
    Table(
        "choices",
        "an article and whether it is analysed",
        ("article_id",),
        (
            id("article_id", "the article"),
            Column(
                "status",
                "str",
                "analysed, or the stage of the funnel that it leaves at",
                values=STATUSES,
            ),
        ),
    ),
)
