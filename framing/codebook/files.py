"""The files of a codebook: their names, columns, words and limits; finding and reading them."""

import csv
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from ..shipped import find_shipped
from .learnt import learner_files

FILES = tuple(
    """
    frames.yaml actors.csv aliases.csv blockers.csv names.csv negations.csv sentence_words.csv
    boilerplate.csv tortured_phrases.csv clause_borders.csv irregular_forms.csv
    reading_words.csv ambiguous.csv office_words.csv cues.csv voice_words.csv verbs.csv
    action_nouns.csv tone_words.csv
    """.split()
)
"""The files of a codebook, in the order in which its digest reads them."""
COLUMNS = {
    name: tuple(columns.split())
    for name, columns in {
        "actors.csv": "actor_id actor_label actor_type",
        "aliases.csv": (
            "actor_id alias alias_type is_case_sensitive valid_from valid_to reference person "
            "office short_form"
        ),
        "ambiguous.csv": "alias alias_type is_case_sensitive actor_id prior cues",
        "office_words.csv": "title office",
        "blockers.csv": "phrase is_case_sensitive reason",
        "names.csv": "name is_case_sensitive reason",
        "negations.csv": "word reference",
        "sentence_words.csv": "word word_type reference",
        "boilerplate.csv": "pattern reason",
        "tortured_phrases.csv": "phrase established origin reference",
        "clause_borders.csv": "word border_type reference",
        "irregular_forms.csv": "lemma form reference",
        "reading_words.csv": "word word_type",
        "cues.csv": "cue cue_class reference",
        "voice_words.csv": "word word_type",
        "verbs.csv": "verb verb_class agent_tone patient_tone is_mutual reference",
        "action_nouns.csv": "noun verb",
        "tone_words.csv": "phrase reads_as lexicon not_after reason",
    }.items()
}
"""The columns of each table."""
READING_WORD_TYPES = tuple(
    """
    place_before actor_before transfer_verb source_noun of_actor of_place between_actor
    heading_for place_noun actor_noun attribute_noun superlative located place_predicate
    auxiliary adverb attribute_suffix place_suffix skipped function_word
    personal_title first_name reader_verb government_noun state_noun union_noun plural_verb motion
    feature_noun body_noun reaching_on measured befallen currency
    """.split()
)
"""What a word of ``reading_words.csv`` can be to the reading of a mention."""
CUE_CLASSES = tuple(
    """
    speech address ask that quote judge phrase noun hearsay as strong inverted object
    """.split()
)
"""What a cue of ``cues.csv`` can take as its content."""
VOICE_WORD_TYPES = tuple(
    """
    determiner pronoun object auxiliary modal be adverb time preposition subordinator wh
    relative coordinator evidence label official denial relation blocker_before joiner
    noun_preposition phrase_end name_alike call_particle vague opener cue_helper go before_time
    shared_subject tail_clause adjunct after_addressee second_source fronted_clause
    phrase_border source_end not_continued continued speaker_person speaker_group speaker_nobody
    role_beside role_link role_chain role_be role_helper role_negation role_refusal role_opponent
    role_particle role_telling role_part role_lacking role_plan role_facing role_light
    role_control role_meeting role_aspect role_duty role_thing role_hosting
    denied denial_end withheld no_speaker after_passive said_noun remark_end floating owner
    hard_to fronted remark_noun speaking yardstick
    """.split()
)
"""What a word of ``voice_words.csv`` can be to attributions, voices and roles."""
OPTIONAL = {"aliases.csv": {"person", "office", "short_form"}}
"""Columns that a user's file may leave out."""
WORD_TYPES = {
    "sentence_words.csv": ("title", "inner", "either", "starter", "cue"),
    "reading_words.csv": READING_WORD_TYPES,
    "voice_words.csv": VOICE_WORD_TYPES,
}
REMOVED = "-"
"""The actor of an alias that a user's ``aliases.csv`` takes away from the shipped ones."""
MAX_BYTES = {"csv": 20_000_000, "yaml": 2_000_000, "yml": 2_000_000}
"""How large a file of a codebook may be, by its ending."""
MAX_ROWS = 200_000
"""Rows of one CSV file."""
MAX_ERRORS = 1_000
"""Errors of one file after which reading it stops."""


def shipped_codebook() -> Path:
    """Find the folder of the codebook that comes with the kit."""
    return find_shipped("codebook")


def codebook_files(path: str | Path | None) -> dict[str, Path]:
    """Find each file of a codebook; those that `path` does not hold are the shipped ones."""
    shipped = {name: shipped_codebook() / name for name in FILES}
    if path is None:
        return shipped
    path = Path(path)
    if path.is_dir():
        given = {name: path / name for name in FILES if (path / name).is_file()}
        if not given and not learner_files(path):
            raise FileNotFoundError(f"{path} holds none of the codebook files: {', '.join(FILES)}")
        return shipped | given
    if path.is_file() and path.suffix in (".yaml", ".yml"):
        return shipped | {"frames.yaml": path}
    raise FileNotFoundError(f"{path} is neither a codebook folder nor a YAML file of frames")


def adds_aliases(path: str | Path | None) -> bool:
    """Whether ``aliases.csv`` adds to the shipped one; beside an ``actors.csv`` it replaces it."""
    folder = Path(path) if path is not None else Path()
    return (
        path is not None
        and (folder / "aliases.csv").is_file()
        and not (folder / "actors.csv").is_file()
    )


def read_rows(file: Path) -> Iterator[tuple[int, dict[Any, Any]]]:
    """Read the rows of a CSV file, each with the line on which it ends."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, strict=True)
        names = next(reader, [])
        for cells in filter(None, reader):  # a `csv.DictReader` takes three times as long
            row: dict[Any, Any] = dict(zip(names, cells, strict=False))
            if len(cells) != len(names):
                row |= dict.fromkeys(names[len(cells) :])
                row |= {None: cells[len(names) :]} if len(cells) > len(names) else {}
            yield reader.line_num, row


def state_of(file: Path) -> tuple[Path, int, int]:
    """Tell a file from what it was before it changed; for what is kept as long as it does not."""
    state = file.stat()
    return file, state.st_mtime_ns, state.st_size


def read_csv(file: Path) -> pd.DataFrame:
    """Read a CSV file of a codebook as a table of texts; once as long as it does not change."""
    return _read_csv(*state_of(file)).copy(deep=False)


@lru_cache(maxsize=2 * len(COLUMNS))
def _read_csv(file: Path, _: int, __: int) -> pd.DataFrame:
    rows = [row for _, row in read_rows(file)]
    names = [name for name in COLUMNS[file.name] if rows and name in rows[0]]
    table = pd.DataFrame({name: [row[name] or None for row in rows] for name in names}, dtype="str")
    if "is_case_sensitive" in table:
        table["is_case_sensitive"] = table["is_case_sensitive"].str.lower() == "true"
    return table.reindex(columns=list(COLUMNS[file.name]))
