"""What is wrong with a codebook, line by line."""

import csv
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

import regex

from ..tables import ACTOR_TYPES, ALIAS_TYPES, VERB_CLASSES
from .files import (
    COLUMNS,
    CUE_CLASSES,
    MAX_BYTES,
    MAX_ERRORS,
    MAX_ROWS,
    OPTIONAL,
    REMOVED,
    WORD_TYPES,
    codebook_files,
    read_rows,
    state_of,
)
from .frames_yaml import check_frames, compose, mapping
from .learnt import find_faults
from .problems import Problem, check_regex

_MAY_BE_EMPTY = {"valid_from", "valid_to", "reference", "reason", "cues", "not_after"}
"""Columns of any file whose cells may be empty."""
_ALLOWED = {
    "alias_type": ALIAS_TYPES,
    "actor_type": ACTOR_TYPES,
    "is_case_sensitive": ("true", "false"),
    "border_type": ("weak", "strong"),
    "origin": ("seen", "composed"),
    "lexicon": ("vader", "textblob", "both"),
    "cue_class": CUE_CLASSES,
    "verb_class": VERB_CLASSES,
    "agent_tone": ("-1", "0", "1"),
    "patient_tone": ("-1", "0", "1"),
    "is_mutual": ("true", "false"),
}
"""The words that a column may hold."""
_RULED = {*_ALLOWED, "word_type", "prior", "valid_from", "valid_to"}
"""Columns whose cells are no free text."""
_KEYS = {
    "actors.csv": ("actor_id",),
    "aliases.csv": ("alias", "actor_id", "valid_from", "valid_to"),
    "ambiguous.csv": ("alias", "actor_id"),
    "tortured_phrases.csv": ("phrase",),
    "tone_words.csv": ("phrase", "lexicon"),
}
"""The columns that name a row, where they are not the first two."""
_NAMING = ("actors.csv", "aliases.csv", "ambiguous.csv")
"""The files that say whom a name names."""


def check_codebook(path: str | Path | None = None) -> list[Problem]:
    """Say what is wrong with a codebook, line by line, without stopping at the first fault.

    Returns
    -------
    list of Problem
        Errors make the codebook unusable; advice does not. Empty for a faultless one.

    Raises
    ------
    FileNotFoundError
        If `path` is neither a folder with a codebook file nor a YAML file.
    """
    problems: list[Problem] = []
    files = codebook_files(path)
    for name, file in files.items():
        limit = MAX_BYTES[file.suffix[1:]]
        if file.stat().st_size > limit:
            problems.append(Problem(str(file), 1, f"is larger than {limit // 1_000_000} MB"))
        elif name == "frames.yaml":
            problems += check_frames(file)
        else:
            problems += _check_csv(name, *state_of(file))
    problems += [Problem(str(file), 1, fault) for file, fault in find_faults(path)]
    if not any(problem.is_error for problem in problems):
        problems += _check_across(files)
    return problems


@lru_cache(maxsize=2 * len(COLUMNS))
def _check_csv(name: str, file: Path, _: int, __: int) -> list[Problem]:
    """Columns, empty cells, dates, allowed words and duplicates of one CSV file, as it is now."""
    problems: list[Problem] = []
    n_errors = 0

    def say(line: int, message: str, is_error: bool = True) -> None:
        nonlocal n_errors
        n_errors += is_error
        problems.append(Problem(str(file), line, message, is_error))

    columns = [column for column in COLUMNS[name] if column not in OPTIONAL.get(name, ())]
    key = _KEYS.get(name, COLUMNS[name][:2])
    seen: dict[tuple[str, ...], int] = {}
    try:
        for number, (line, row) in enumerate(read_rows(file), start=1):
            if number > MAX_ROWS or n_errors >= MAX_ERRORS:
                what = f"{MAX_ROWS:,} rows" if number > MAX_ROWS else f"{MAX_ERRORS:,} errors"
                say(line, f"there are {what} before this line; from here on nothing was looked at")
                break
            missing = [column for column in columns if column not in row]
            if missing:
                known = ", ".join(columns)
                say(1, f"column {', '.join(missing)} is missing; the columns are {known}")
                break
            if None in row or any(row[column] is None for column in columns):
                say(
                    line,
                    f"the row has not {len(COLUMNS[name])} cells; "
                    "put cells with a comma in double quotes",
                )
                continue
            for column in columns:
                value = row[column].strip()
                # Most cells hold a free text, or nothing where nothing may stand.
                if column in _RULED if value else column not in _MAY_BE_EMPTY:
                    fault = _find_fault(name, column, value)
                    if fault:
                        say(line, fault)
            if name == "boilerplate.csv":
                check_regex(row["pattern"], partial(say, line))
            identity = tuple(row[column] for column in key)
            if identity in seen:
                first = seen[identity]
                say(line, f"{' / '.join(identity)} stands on line {first} already", is_error=False)
            seen.setdefault(identity, line)
    except (csv.Error, UnicodeDecodeError) as error:
        say(1, f"cannot be read as UTF-8 CSV: {error}")
    return problems


@lru_cache(maxsize=1 << 14)
def _find_fault(name: str, column: str, value: str) -> str | None:
    """What is wrong with a cell of a file, if anything is."""
    allowed = WORD_TYPES.get(name, ()) if column == "word_type" else _ALLOWED.get(column)
    may_be_empty = column in _MAY_BE_EMPTY or (name, column) == ("ambiguous.csv", "actor_id")
    if not value and not may_be_empty:
        return f"{column} is empty"
    if allowed is not None and value.lower() not in allowed:
        return f"{column} is {value!r}; allowed are {', '.join(allowed)}"
    if column == "prior" and not regex.fullmatch(r"\d+(\.\d+)?", value):
        return f"prior is {value!r}, not a number from 0"
    if column in ("valid_from", "valid_to") and value and not _is_date(value):
        return f"{column} is {value!r}, not a day like 2023-03-20"
    return None


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _check_across(files: dict[str, Path]) -> list[Problem]:
    """What shows only when files, or frames, are held against each other."""
    owner, problems = _check_owners(*(state_of(files[name]) for name in _NAMING))
    return problems + _check_keywords(files["frames.yaml"], owner)


@lru_cache(maxsize=2)
def _check_owners(
    actors: tuple[Path, int, int], aliases: tuple[Path, int, int], ambiguous: tuple[Path, int, int]
) -> tuple[dict[str, tuple[str, int]], list[Problem]]:
    """Folded name -> whom it names first and on which line; and names that cannot be used."""
    problems = []
    known = {row["actor_id"] for _, row in read_rows(actors[0])} | {REMOVED}
    owner: dict[str, tuple[str, int]] = {}
    for line, row in read_rows(aliases[0]):
        if row["actor_id"] not in known:
            message = f"actor {row['actor_id']} is not in actors.csv"
            problems.append(Problem(str(aliases[0]), line, message))
        actor, first = owner.setdefault(row["alias"].casefold(), (row["actor_id"], line))
        if actor != row["actor_id"] and not (row["valid_from"] or row["valid_to"]):
            message = f"alias {row['alias']!r} names {actor} on line {first} already"
            problems.append(Problem(str(aliases[0]), line, message))
    for line, row in read_rows(ambiguous[0]):
        if row["actor_id"]:
            owner.setdefault(row["alias"].casefold(), (row["actor_id"], line))
    return owner, problems


def _check_keywords(file: Path, owner: dict[str, tuple[str, int]]) -> list[Problem]:
    """Keywords that stand in two frames, or that name an actor."""
    problems = []
    seen: dict[str, int] = {}
    for frame in mapping(compose(file))["frames"].value:
        for node in mapping(frame)["keywords"].value:
            entry = mapping(node)
            word = (entry.get("keyword") or entry.get("regex") or node).value.casefold()
            line = node.start_mark.line + 1
            if word in seen:
                message = f"keyword {word!r} stands on line {seen[word]} already"
                problems.append(Problem(str(file), line, message, is_error=False))
            seen.setdefault(word, line)
            named = [owner[part][0] for part in regex.findall(r"\w+", word) if part in owner]
            if named and "regex" not in entry:
                message = (
                    f"keyword {word!r} names an actor ({named[0]}), "
                    "so its hits depend on who is named"
                )
                problems.append(Problem(str(file), line, message, is_error=False))
    return problems
