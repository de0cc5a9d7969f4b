"""Contracts of the codebook: actors and their aliases, frames and their keywords."""

from .columns import ACTOR_TYPES, ALIAS_TYPES, Column, Table, id

CODEBOOK_TABLES = (
    Table(
        "actors",
        "a country, territory, organisation, bloc or armed group",
        ("actor_id",),
        (
            id("actor_id", "ISO 3166 alpha-3 code for countries, a short name for others"),
            Column("actor_label", "str", "the name that figures show"),
            Column("actor_type", "str", "what kind of actor it is", values=ACTOR_TYPES),
        ),
    ),
    Table(
        "aliases",
        "a way to name an actor",
        ("actor_id", "alias", "valid_from"),
        (
            id("actor_id", "the actor that is named"),
            Column("alias", "str", "the words that name it"),
            Column("alias_type", "str", "what kind of name it is", values=ALIAS_TYPES),
            Column(
                "is_case_sensitive",
                "bool",
                "true: the words stand so, or in capitals; false: in any case",
            ),
            Column(
                "valid_from",
                "str",
                "first day on which it names the actor, ISO 8601",
                nullable=True,
            ),
            Column(
                "valid_to", "str", "last day on which it names the actor, ISO 8601", nullable=True
            ),
            Column("reference", "str", "where the fact comes from", nullable=True),
            Column("person", "str", "who is named, if it is a person", nullable=True),
            Column(
                "office",
                "str",
                "what the person was from `valid_from` to `valid_to`",
                nullable=True,
            ),
            Column(
                "short_form",
                "str",
                "the part of the name that an article uses after it",
                nullable=True,
            ),
        ),
    ),
    Table(
        "frames",
        "a defined interpretation",
        ("frame_id",),
        (
            id("frame_id", "short name of the frame"),
            Column("frame_label", "str", "the name that figures show"),
            Column("definition", "str", "what the frame says about the world"),
            Column("reference", "str", "the literature it follows", nullable=True),
        ),
    ),
    Table(
        "keywords",
        "a sign of a frame",
        ("frame_id", "keyword"),
        (
            id("frame_id", "the frame it is a sign of"),
            Column("keyword", "str", "the words, or the regular expression"),
            Column("is_regex", "bool", "true: `keyword` is a regular expression"),
            Column("is_inflected", "bool", "true: every inflected form of its words counts"),
            Column("reference", "str", "where it comes from", nullable=True),
        ),
    ),
)
