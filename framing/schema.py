"""The tables of the kit: what one row is, its columns, their types, units and ranges.

Every function reads its contract from here, and so do the data dictionary (``data/README.md``) and the tests.

Offsets are half-open characters into the ``text`` of the article, so ``text[start:end] == surface`` always; the
headline, where there is one, is the first paragraph of that text.
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd

DATETIME = "datetime64[us, UTC]"


@dataclass(frozen=True)
class Column:
    """One column: its name, dtype, meaning and limits.

    ``low`` and ``high`` are inclusive; ``values`` lists the allowed words; ``nullable`` says that missing is allowed.
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
MENTION_TYPES = (*ALIAS_TYPES, "description")
"""What names an actor in a text: an alias, or words like "the two countries"."""
ACTOR_TYPES = ("country", "territory", "organisation", "bloc", "armed_group")
RULES = ("alias", "context", "ambiguous", "inherited", "learnt", "misspelt", "both")
READINGS = ("actor", "place", "attribute", "unclear")
WINDOWS = ("sentence", "clause")
PARTS = ("headline", "body", "boilerplate")
SEVERITIES = ("note", "warning", "error")
COPIES = ("exact", "near")
FUNNEL = (
    "files", "unreadable_files", "articles_found", "unreadable", "empty", "not_english", "excluded",
    "exact_duplicates", "near_duplicates", "analysed",
)  # fmt: skip
"""The stages between the files and the articles that are analysed, in their order."""
STATUSES = ("empty", "not_english", "excluded", "exact_duplicates", "near_duplicates", "analysed")
QUOTE_TYPES = ("direct", "indirect", "mixed", "term")
VERB_CLASSES = (
    "verbal_cooperation", "material_cooperation", "verbal_confrontation", "material_confrontation",
)  # fmt: skip
HIT_VOICES = ("narrator", "source", "term", "unclear")
VOICES = ("narrator", "source", "unclear")
METRICS = ("nominal", "ordinal", "interval")
VERDICTS = ("reliable", "tentative", "not reliable")
RESAMPLED = ("articles", "clusters", "sentences", "nothing")

_START = Column("start", "int64", "first character of the stretch in the article's text", low=0)
_END = Column("end", "int64", "character after the last one of the stretch", low=0)


def _id(name: str, meaning: str) -> Column:
    return Column(name, "str", meaning)


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "outlets",
            "a publisher",
            ("outlet_id",),
            (
                _id("outlet_id", "short name of the outlet"),
                Column("outlet_name", "str", "its name as readers know it"),
                Column("country_iso3", "str", "ISO 3166 alpha-3 code of its country", nullable=True),
            ),
        ),
        Table(
            "articles",
            "a text",
            ("article_id",),
            (
                _id("article_id", "name of the article, unique in a corpus"),
                Column("outlet_id", "str", "the outlet that published it", nullable=True),
                Column("published_at", DATETIME, "when it was published, UTC", nullable=True),
                Column("language", "str", "ISO 639-1 code, as the input says", nullable=True),
                Column("headline", "str", "its headline, which is also the first paragraph of the text", nullable=True),
                Column("text", "str", "the whole text; paragraphs are parted by line breaks"),
                Column("url", "str", "where it was published", nullable=True),
                Column("provenance", "str", "file, and row of it, that the text was read from"),
            ),
        ),
        Table(
            "actors",
            "a country, territory, organisation, bloc or armed group",
            ("actor_id",),
            (
                _id("actor_id", "ISO 3166 alpha-3 code for countries, a short name for others"),
                Column("actor_label", "str", "the name that figures show"),
                Column("actor_type", "str", "what kind of actor it is", values=ACTOR_TYPES),
            ),
        ),
        Table(
            "aliases",
            "a way to name an actor",
            ("actor_id", "alias", "valid_from"),
            (
                _id("actor_id", "the actor that is named"),
                Column("alias", "str", "the words that name it"),
                Column("alias_type", "str", "what kind of name it is", values=ALIAS_TYPES),
                Column("is_case_sensitive", "bool", "true: the words stand so, or in capitals; false: in any case"),
                Column("valid_from", "str", "first day on which it names the actor, ISO 8601", nullable=True),
                Column("valid_to", "str", "last day on which it names the actor, ISO 8601", nullable=True),
                Column("reference", "str", "where the fact comes from", nullable=True),
                Column("person", "str", "who is named, if it is a person", nullable=True),
                Column("office", "str", "what the person was from `valid_from` to `valid_to`", nullable=True),
                Column("short_form", "str", "the part of the name that an article uses after it", nullable=True),
            ),
        ),
        Table(
            "frames",
            "a defined interpretation",
            ("frame_id",),
            (
                _id("frame_id", "short name of the frame"),
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
                _id("frame_id", "the frame it is a sign of"),
                Column("keyword", "str", "the words, or the regular expression"),
                Column("is_regex", "bool", "true: `keyword` is a regular expression"),
                Column("is_inflected", "bool", "true: every inflected form of its words counts"),
                Column("reference", "str", "where it comes from", nullable=True),
            ),
        ),
        Table(
            "sentences",
            "a sentence; one quotation is never cut in two",
            ("sentence_id",),
            (
                _id("sentence_id", "article_id and number"),
                _id("article_id", "the article it stands in"),
                Column("sentence_no", "int64", "its place in the article, from 0", low=0),
                Column("part", "str", "where it stands", values=PARTS),
                _START,
                _END,
                Column("text", "str", "the words, as they stand in the article"),
            ),
        ),
        Table(
            "mentions",
            "an alias of an actor, found in a sentence",
            ("mention_id",),
            (
                _id("mention_id", "sentence_id and number"),
                _id("sentence_id", "the sentence it stands in"),
                _id("article_id", "the article it stands in"),
                Column("actor_id", "str", "the actor that is named; missing where that is not settled", nullable=True),
                Column("alias_type", "str", "what kind of name it is", values=MENTION_TYPES),
                Column("reading", "str", "whether it means the actor or only the place", values=READINGS),
                Column("confidence", "float64", "how sure the actor is", low=0, high=1),
                Column("surface", "str", "the words, as they stand in the article"),
                _START,
                _END,
                Column("rule", "str", "how it was resolved (`framing.mentions`)", values=RULES),
                Column("person", "str", "who is named, or held the office that day, if known", nullable=True),
                Column("candidates", "str", "who it may be, where that is in doubt, with semicolons", nullable=True),
            ),
        ),
        Table(
            "scores",
            "a mention, a measure and a window",
            ("mention_id", "measure", "window"),
            (
                _id("mention_id", "the mention that is scored"),
                Column("measure", "str", "what is measured"),
                Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
                Column("value", "float64", "the score; missing where the text was not scored", nullable=True),
            ),
        ),
        Table(
            "scored_words",
            "a word that made a score",
            ("mention_id", "measure", "window", "word_no"),
            (
                _id("mention_id", "the mention that is scored"),
                Column("measure", "str", "what is measured"),
                Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
                Column("word_no", "int64", "its place among the words of this score, from 0", low=0),
                Column("word", "str", "the word or words, as the lexicon took them"),
                Column("valence", "float64", "what it brings, on the lexicon's scale, after negation and emphasis"),
            ),
        ),
        Table(
            "frame_hits",
            "a mention and a keyword hit in its window",
            ("mention_id", "frame_id", "start", "end"),
            (
                _id("mention_id", "the mention that stands in the frame"),
                _id("frame_id", "the frame"),
                Column("keyword", "str", "the keyword of the codebook"),
                Column("surface", "str", "the words, as they stand in the article"),
                _START,
                _END,
                Column("window", "str", "the stretch that mention and keyword share", values=WINDOWS),
                Column("is_negated", "bool", "a negation stands before it in its clause"),
                Column("is_quoted", "bool", "it stands in quotation marks"),
                Column("is_denied", "bool", "somebody denies or avoids it: a word of denial stands before it"),
                Column(
                    "voice",
                    "str",
                    "whose words the keyword is; missing without attributions",
                    nullable=True,
                    values=HIT_VOICES,
                ),
            ),
        ),
        Table(
            "attributions",
            "one stretch of somebody's words",
            ("attribution_id",),
            (
                _id("attribution_id", "article_id and number"),
                _id("article_id", "the article it stands in"),
                _START,
                _END,
                Column("pieces", "str", "its parts as start-end, with semicolons, where it is interrupted"),
                Column("source", "str", "who said it, as the article has it; missing if not told", nullable=True),
                Column("source_start", "Int64", "first character of the source", nullable=True, low=0),
                Column("source_end", "Int64", "character after the last one of the source", nullable=True, low=0),
                Column("cue", "str", "the words that attribute it", nullable=True),
                Column(
                    "quote_type",
                    "str",
                    "in quotation marks as a whole, not at all, in part, or a mere term",
                    values=QUOTE_TYPES,
                ),
                Column("is_closed", "bool", "no quotation mark is missing"),
                Column("confidence", "float64", "how sure the rule is", low=0, high=1),
                Column("paragraph_start", "int64", "first character of the paragraph it begins in", low=0),
            ),
        ),
        Table(
            "speakers",
            "the speaker of an attributed stretch",
            ("attribution_id",),
            (
                _id("attribution_id", "the stretch"),
                Column("speaker", "str", "who speaks, pronouns resolved where the text settles them", nullable=True),
                Column("speaker_actor_id", "str", "the actor that the speaker speaks for, if any", nullable=True),
            ),
        ),
        Table(
            "voices",
            "a mention, and whose words it stands in",
            ("mention_id",),
            (
                _id("mention_id", "the mention"),
                Column("voice", "str", "the outlet's own words, a source's, or not settled", values=VOICES),
                Column("attribution_id", "str", "the stretch it stands in", nullable=True),
                Column("speaker", "str", "who speaks, pronouns resolved where the text settles them", nullable=True),
                Column("speaker_actor_id", "str", "the actor that the speaker speaks for, if any", nullable=True),
                Column("cue", "str", "the words that attribute it", nullable=True),
            ),
        ),
        Table(
            "roles",
            "an action between two actors",
            ("role_id",),
            (
                _id("role_id", "sentence_id and number"),
                _id("sentence_id", "the sentence it stands in"),
                _id("agent_mention_id", "who acts"),
                Column("verb", "str", "what is done: the lemma in the codebook"),
                _id("patient_mention_id", "to whom it is done"),
                Column("is_passive", "bool", "the sentence has the passive"),
                Column("is_negated", "bool", "a negation or a refusal stands before the verb"),
                Column("is_mutual", "bool", "both do it: agent and patient could be exchanged"),
                Column("verb_class", "str", "cooperation or confrontation, in words or deeds", values=VERB_CLASSES),
                Column("agent_tone", "int64", "how the verb paints its agent", low=-1, high=1),
                Column("patient_tone", "int64", "how the verb paints its patient", low=-1, high=1),
                _START,
                _END,
            ),
        ),
        Table(
            "portrayals",
            "a group of mentions, a measure and a window",
            ("actor_id", "measure", "window"),
            (
                _id("actor_id", "the actor that is portrayed"),
                Column("measure", "str", "what is measured; `share_`, `voice_` and `role_` are shares of mentions"),
                Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
                Column("estimate", "float64", "mean over mentions", nullable=True),
                Column("ci_low", "float64", "lower end of the interval", nullable=True),
                Column("ci_high", "float64", "upper end of the interval", nullable=True),
                Column("n_mentions", "int64", "scored mentions in the group", low=0),
                Column("n_articles", "int64", "articles that they stand in", low=0),
                Column("resampled", "str", "what the interval resamples", values=RESAMPLED),
                Column("is_reportable", "bool", "it holds the stated minimum of mentions and articles"),
            ),
        ),
        Table(
            "comparisons",
            "a group of mentions, a measure, a window and two sides",
            ("actor_id", "measure", "window", "side_a", "side_b"),
            (
                _id("actor_id", "the actor that is portrayed"),
                Column("measure", "str", "what is measured, as in the portrayals"),
                Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
                Column("between", "str", "the column whose values are the sides"),
                Column("side_a", "str", "the first side"),
                Column("side_b", "str", "the second side, which is taken from the first"),
                Column("estimate_a", "float64", "mean over the mentions of the first side", nullable=True),
                Column("estimate_b", "float64", "mean over the mentions of the second side", nullable=True),
                Column("difference", "float64", "estimate_a less estimate_b", nullable=True),
                Column("ci_low", "float64", "lower end of the interval of the difference", nullable=True),
                Column("ci_high", "float64", "upper end of the interval of the difference", nullable=True),
                Column("p_value", "float64", "share of exchanges with as large a difference", low=0, high=1),
                Column("q_value", "float64", "p_value with control of false discoveries", low=0, high=1),
                Column("cohens_d", "float64", "difference in standard deviations of mentions", nullable=True),
                Column("n_mentions_a", "int64", "mentions of the first side", low=0),
                Column("n_mentions_b", "int64", "mentions of the second side", low=0),
                Column("n_articles_a", "int64", "articles of the first side", low=0),
                Column("n_articles_b", "int64", "articles of the second side", low=0),
                Column("n_strata", "int64", "strata that both sides cover; 1 where nothing was matched", low=0),
                Column("is_reportable", "bool", "both sides hold the stated minimum of mentions and articles"),
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
                _id("actor_id", "the actor that is portrayed"),
                Column("measure", "str", "what is measured, as in the portrayals"),
                Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
                Column("changed_at", DATETIME, "date of the first article after the change"),
                Column("earliest", DATETIME, "lower end of the interval of that date"),
                Column("latest", DATETIME, "upper end of the interval of that date"),
                Column("before", "float64", "mean since the change before, or the beginning"),
                Column("after", "float64", "mean until the next change, or the end"),
                Column("p_value", "float64", "share of random orders with as large a change", low=0, high=1),
                Column("n_before", "int64", "articles behind `before`", low=1),
                Column("n_after", "int64", "articles behind `after`", low=1),
            ),
        ),
        Table(
            "rankings",
            "a way to measure and an actor's rank by it",
            ("variant", "actor_id"),
            (
                Column("variant", "str", "what was chosen otherwise"),
                Column("is_baseline", "bool", "the choice that the others are held against"),
                _id("actor_id", "the actor that is ranked"),
                Column("rank", "int64", "1 is the most positive", low=1),
                Column("estimate", "float64", "mean over mentions"),
                Column("ci_low", "float64", "lower end of the interval", nullable=True),
                Column("ci_high", "float64", "upper end of the interval", nullable=True),
                Column("n_mentions", "int64", "scored mentions", low=0),
                Column("n_articles", "int64", "articles that they stand in", low=0),
                Column("tau", "float64", "Kendall's rank correlation with the baseline", nullable=True, low=-1, high=1),
            ),
        ),
        Table(
            "codings",
            "a unit, a coder and a variable",
            ("unit_id", "coder_id", "variable"),
            (
                _id("unit_id", "what was coded: a mention_id"),
                _id("coder_id", "who coded; `adjudicated` settles what the others disagree on"),
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
                Column("alpha", "float64", "Krippendorff's alpha; missing where all codes are the same", nullable=True),
                Column("ci_low", "float64", "lower end of its interval", nullable=True),
                Column("ci_high", "float64", "upper end of its interval", nullable=True),
                Column("share_same", "float64", "share of units on which all coders agree", low=0, high=1),
                Column("n_units", "int64", "units that two coders or more coded", low=1),
                Column("n_coders", "int64", "coders", low=2),
                Column("verdict", "str", "what alpha allows", values=VERDICTS),
            ),
        ),
        Table(
            "evaluations",
            "a measure and a window against codes",
            ("variable", "measure", "window"),
            (
                Column("variable", "str", "what people were asked"),
                Column("measure", "str", "the measure that is held against them"),
                Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
                Column("n_mentions", "int64", "coded mentions with a score", low=1),
                Column("n_articles", "int64", "articles that they stand in", low=1),
                Column("accuracy", "float64", "share with the right label", low=0, high=1),
                Column("macro_f1", "float64", "mean F1 of the labels", low=0, high=1),
                Column("f1_low", "float64", "lower end of its interval", nullable=True),
                Column("f1_high", "float64", "upper end of its interval", nullable=True),
                Column("correlation", "float64", "Pearson's r of scores and codes", nullable=True, low=-1, high=1),
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
                _id("actor_id", "the actor that is portrayed"),
                Column("measure", "str", "what is measured, as in the portrayals"),
                Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
                Column("naive", "float64", "mean of the scores"),
                Column("estimate", "float64", "corrected mean; missing without a coded mention", nullable=True),
                Column("ci_low", "float64", "lower end of its interval", nullable=True),
                Column("ci_high", "float64", "upper end of its interval", nullable=True),
                Column("trust", "float64", "weight that the scores got", nullable=True, low=0, high=1),
                Column("n_mentions", "int64", "scored mentions", low=0),
                Column("n_coded", "int64", "of these, coded by people", low=0),
                Column("n_articles", "int64", "articles that they stand in", low=0),
                Column("is_reportable", "bool", "enough of them were coded"),
            ),
        ),
        Table(
            "validations",
            "a measure that people checked on these articles",
            ("measure", "window"),
            (
                Column("measure", "str", "the measure; `voice_` and `share_` stand for all shares of the kind"),
                Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
                Column("n_mentions", "int64", "coded mentions", low=1),
                Column("alpha", "float64", "Krippendorff's alpha of the coders", nullable=True),
                Column("f1", "float64", "macro-F1 against their codes", low=0, high=1),
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
                Column("log_odds", "float64", "above 0 where the target uses it more, natural logarithm"),
                Column("z", "float64", "log_odds divided by its standard error"),
                Column("prior", "float64", "words that the term got before counting", low=0),
                Column("n_articles", "int64", "articles with it, of the side that uses it more", low=0),
                Column("top_two_share", "float64", "share of its uses in two of these", nullable=True, low=0, high=1),
                Column("is_driven", "bool", "two articles hold most of its uses"),
            ),
        ),
        Table(
            "findings",
            "something that is wrong with an input or a text",
            ("provenance", "article_id", "start", "check"),
            (
                Column("article_id", "str", "the article; missing where none could be read", nullable=True),
                Column("start", "Int64", "first character of the stretch; missing for a whole text", nullable=True),
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
                _id("article_id", "the article"),
                _id("cluster_id", "the article of the cluster that was published first"),
                Column("kind", "str", "exact: an earlier one's words; of the first: its nearest copy's", values=COPIES),
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
                _id("article_id", "the article"),
                Column("status", "str", "analysed, or the stage of the funnel that it leaves at", values=STATUSES),
            ),
        ),
    )
}


def empty(name: str) -> pd.DataFrame:
    """An empty table of the right columns and dtypes.

    Examples
    --------
    >>> list(empty("scores").columns)
    ['mention_id', 'measure', 'window', 'value']
    """
    return pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in TABLES[name].columns})


def make(name: str, rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    """A table from rows whose values stand in the order of the contract's columns."""
    columns = list(zip(*rows, strict=True))
    return assemble(name, columns) if columns else empty(name)


def assemble(name: str, columns: Iterable[Sequence[object]]) -> pd.DataFrame:
    """A table from its columns, in the order of the contract; for long tables, whose rows would fill the memory."""
    pairs = zip(TABLES[name].columns, columns, strict=True)
    return pd.DataFrame({c.name: pd.Series(values, dtype=c.dtype) for c, values in pairs})


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles of objects in the meantime; also a decorator.

    Rows are very many small tuples, none of which is in a cycle, and to look through them takes a tenth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def rows_of(table: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns as tuples, several times as quick as ``itertuples`` where the columns hold text.

    Examples
    --------
    >>> list(rows_of(pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}), ["b", "a"]))
    [('x', 1), ('y', 2)]
    """
    return zip(*(table[column].tolist() for column in columns), strict=True)


def check(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return `table` if it has the columns of the contract `name`.

    Raises
    ------
    SchemaError
        If a column is missing; the message names all that are, and those that are there.
    """
    missing = [c for c in TABLES[name].column_names if c not in table.columns]
    if missing:
        raise SchemaError(
            f"the table of {name} (one row is {TABLES[name].row}) lacks {', '.join(missing)}; "
            f"it has {', '.join(map(str, table.columns)) or 'no columns'}"
        )
    return table


def violations(table: pd.DataFrame, name: str) -> list[str]:
    """Say in what `table` breaks the contract `name`: keys, dtypes, missing values, ranges and allowed words.

    Returns
    -------
    list of str
        One sentence a fault; empty where all holds.
    """
    check(table, name)
    faults = []
    for column in TABLES[name].columns:
        values = table[column.name]
        if str(values.dtype) != column.dtype:
            faults.append(f"{name}.{column.name} is {values.dtype}, not {column.dtype}")
        if not column.nullable and values.isna().any():
            faults.append(f"{name}.{column.name} is missing in {int(values.isna().sum())} rows")
        present = values.dropna()
        if column.low is not None and (present < column.low).any():
            faults.append(f"{name}.{column.name} is below {column.low}")
        if column.high is not None and (present > column.high).any():
            faults.append(f"{name}.{column.name} is above {column.high}")
        if column.values and not present.isin(column.values).all():
            strange = sorted(set(present) - set(column.values))
            faults.append(f"{name}.{column.name} holds {strange[:3]}, not {column.values}")
    if table.duplicated(list(TABLES[name].key)).any():
        faults.append(f"{name} has rows with the same key ({', '.join(TABLES[name].key)})")
    return faults


def read_pieces(pieces: str) -> tuple[tuple[int, int], ...]:
    """The half-open spans that the column `pieces` of the attributions holds.

    Examples
    --------
    >>> read_pieces("0-12;20-31")
    ((0, 12), (20, 31))
    """
    return tuple((int(start), int(end)) for start, _, end in (piece.partition("-") for piece in pieces.split(";")))
