"""What a contract is made of: columns, tables, and the words that a column may hold."""

from dataclasses import dataclass

DATETIME = "datetime64[us, UTC]"


@dataclass(frozen=True)
class Column:
    """One column: its name, dtype, meaning and limits.

    ``low`` and ``high`` are inclusive; ``values`` lists the allowed words; ``nullable`` says that
    missing is allowed.
    """

    name: str
    dtype: str
    meaning: str
    nullable: bool = False
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: its name, what one row is, its key and its columns."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> list[str]:
        """The names of the columns in their order."""
        return [column.name for column in self.columns]


class SchemaError(ValueError):
    """A table does not hold what its contract says; the message names the table and the column."""


ALIAS_TYPES = ("name", "demonym", "capital", "seat", "leader", "official", "institution")
MENTION_TYPES = (*ALIAS_TYPES, "description", "nominal")
"""What names an actor in a text: an alias, or words like "the two countries"."""
ACTOR_TYPES = ("country", "territory", "organisation", "bloc", "armed_group")
RULES = ("alias", "context", "ambiguous", "inherited", "learnt", "misspelt", "both")
READINGS = ("actor", "place", "attribute", "unclear")
WINDOWS = ("sentence", "clause")
PARTS = ("headline", "body", "boilerplate")
SEVERITIES = ("note", "warning", "error")
COPIES = ("exact", "near")
FUNNEL = (
    "files",
    "unreadable_files",
    "articles_found",
    "unreadable",
    "empty",
    "not_english",
    "excluded",
    "exact_duplicates",
    "near_duplicates",
    "analysed",
)
"""The stages between the files and the articles that are analysed, in their order."""
FOUND_BY = ("grammar", "network")
LEARNT = "learnt"
FRAME_SETS = ("codebook", "policy", LEARNT)
"""Where a frame that is read comes from: the network's own, and learners of a codebook."""
STATUSES = ("empty", "not_english", "excluded", "exact_duplicates", "near_duplicates", "analysed")
QUOTE_TYPES = ("direct", "indirect", "mixed", "term")
VERB_CLASSES = (
    "verbal_cooperation",
    "material_cooperation",
    "verbal_confrontation",
    "material_confrontation",
)
HIT_VOICES = ("narrator", "source", "term", "unclear")
VOICES = ("narrator", "source", "unclear")
METRICS = ("nominal", "ordinal", "interval")
VERDICTS = ("reliable", "tentative", "not reliable", "too few to tell", "undefined")
RESAMPLED = ("articles", "clusters", "sentences", "nothing")
CHANGE_KINDS = ("step", "trend")
"""What the level of a series does: it turns on a day, or moves all along."""

START = Column("start", "int64", "first character of the stretch in the article's text", low=0)
END = Column("end", "int64", "character after the last one of the stretch", low=0)


def id(name: str, meaning: str) -> Column:
    """Make the column of an id, which is never missing."""
    return Column(name, "str", meaning)
