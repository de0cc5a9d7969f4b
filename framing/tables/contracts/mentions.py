"""Contracts of sentences and of the mentions in them."""

from .columns import END, MENTION_TYPES, PARTS, READINGS, RULES, START, Column, Table, id

MENTIONS_TABLES = (
    Table(
        "sentences",
        "a sentence; one quotation is never cut in two",
        ("sentence_id",),
        (
            id("sentence_id", "article_id and number"),
            id("article_id", "the article it stands in"),
            Column("sentence_no", "int64", "its place in the article, from 0", low=0),
            Column("part", "str", "where it stands", values=PARTS),
            START,
            END,
            Column("text", "str", "the words, as they stand in the article"),
        ),
    ),
    Table(
        "mentions",
        "an alias of an actor, found in a sentence",
        ("mention_id",),
        (
            id("mention_id", "sentence_id and number"),
            id("sentence_id", "the sentence it stands in"),
            id("article_id", "the article it stands in"),
            Column(
                "actor_id",
                "str",
                "the actor that is named; missing where that is not settled",
                nullable=True,
            ),
            Column("alias_type", "str", "what kind of name it is", values=MENTION_TYPES),
            Column(
                "reading", "str", "whether it means the actor or only the place", values=READINGS
            ),
            Column("confidence", "float64", "how sure the actor is", low=0, high=1),
            Column("surface", "str", "the words, as they stand in the article"),
            START,
            END,
            Column("rule", "str", "how it was resolved (`framing.mentions`)", values=RULES),
            Column(
                "person",
                "str",
                "who is named, or held the office that day, if known",
                nullable=True,
            ),
            Column(
                "candidates",
                "str",
                "who it may be, where that is in doubt, with semicolons",
                nullable=True,
            ),
        ),
    ),
)
