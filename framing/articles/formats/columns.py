"""Which column of somebody's table is which of ours."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from ..dates import read_dates
from .json_shapes import SUMMARY, Shape, at_path, find_shape
from .names import GUESSES, plain_name, usual_name
from .units import Findings, Raw, Unit
from .values import plain_text, unfold

_SUMMARIES = tuple(
    "description summary abstract snippet excerpt short_description lead_paragraph trailtext "
    "standfirst teaser abstract_note opening_text hit_sentence lead chapo".split()
)
"""Names of what stands for a text where a row has none."""
_TITLES_ONLY = {"stories_id", "media_name", "media_url", "media_id"}
"""Columns by which a table of Media Cloud is known, which holds titles and no texts."""
_LONG = 150
"""Characters from which a cell in a column of an unknown name may be a text."""


class ColumnError(ValueError):
    """A table lacks the columns that are asked for or needed; the message names those it has."""


class _Columns(NamedTuple):
    """Ours, and `SUMMARY`, -> the columns or paths that may hold it, the surest first."""

    paths: dict[str, tuple[str, ...]]
    shape: str = ""


def read_rows(
    rows: Iterable[tuple[int | str, Mapping[str, object]]],
    unit: Unit,
    columns: Mapping[str, str],
    findings: Findings,
) -> list[Raw]:
    """Read the articles in numbered rows, guessing columns for every set of them that rows have.

    Raises
    ------
    ColumnError
        If no row has the columns that are asked for or needed.
    """
    told = {ours: theirs for ours, theirs in unit.told.items() if theirs not in columns.values()}
    columns = {**told, **columns}
    mappings: dict[tuple[str, ...], _Columns | ColumnError] = {}
    raws: list[Raw] = []
    dates: dict[str, list[int]] = {}
    n_summaries = n_titles = 0
    for number, row in rows:
        names = tuple(row)
        if len(names) > 1 and all(name == value for name, value in row.items()):
            message = "The row repeats the names of the columns, and was left out."
            findings.say(f"{unit.name}, row {number}", "preamble", "note", message)
            continue
        if names not in mappings:
            try:
                mappings[names] = _map_columns(names, unit.name, columns, row)
            except ColumnError as error:
                mappings[names] = error
        mapped = mappings[names]
        values, used = _pick(row, {} if isinstance(mapped, ColumnError) else mapped.paths)
        if "published_at" in values:
            dates.setdefault(used["published_at"], []).append(len(raws))
        n_summaries += SUMMARY in used
        n_titles += "headline" in values and "text" not in values
        values.setdefault("article_id", f"{unit.stem}-{number}")
        raws.append(Raw(values, f"{unit.name}, row {number}"))
    for path, places in dates.items():
        written = [raws[place].values["published_at"] for place in places]
        moments = read_dates(written, unit.dates.get(path))
        for place, moment in zip(places, moments, strict=True):
            raws[place].values["published_at"] = moment
    usable = [mapping for mapping in mappings.values() if not isinstance(mapping, ColumnError)]
    errors = [mapping for mapping in mappings.values() if isinstance(mapping, ColumnError)]
    if unit.header and not mappings:
        usable = [_map_columns(unit.header, unit.name, columns, {})]
        if unit.is_first and not findings:
            message = "The table has a row of names and no row below it, and was left out."
            findings.say(unit.name, "empty", "warning", message)
    if errors and not usable:
        raise errors[0]
    if unit.is_first and usable:
        _say_guesses(usable, unit.name, columns, findings)
    if n_titles and any({"text", SUMMARY} & set(mapping.paths) for mapping in usable):
        message = (
            f"{n_titles} of {len(raws)} rows hold a title and no text; the titles were read. "
            "Fetch the texts by their addresses, or name their column with --column text=..."
        )
        findings.say(unit.name, "titles_only", "warning", message)
    if n_summaries:
        message = (
            f"{n_summaries} of {len(raws)} rows hold no more than a summary, which was read; "
            "fetch the texts by their addresses, or name their column with --column text=..."
        )
        findings.say(unit.name, "summaries_only", "warning", message)
    return raws


def _map_columns(
    names: Iterable[object], name: str, columns: Mapping[str, str], row: Mapping[str, object]
) -> _Columns:
    """Our column -> theirs: the given `columns`, those of a known shape, and guesses.

    Raises
    ------
    ColumnError
        If a column that is asked for is not there, or none looks like a text.
    """
    theirs = [str(column) for column in names]
    strange = [ours for ours in columns if ours not in GUESSES]
    if strange:
        raise ColumnError(f"columns= knows {', '.join(GUESSES)}, not {', '.join(strange)}")
    absent = [
        column
        for column in columns.values()
        if column not in theirs and at_path(row, column) is None
    ]
    if absent:
        raise ColumnError(f"{name} has no column {', '.join(absent)}; it has {_names(theirs)}")
    shape = find_shape(row)
    paths = _find_paths(theirs, columns, shape)
    if "text" not in paths and not _is_without_texts(paths, theirs, row):
        raise ColumnError(
            f"{name} has no column that looks like a text (it has {_names(theirs)}); "
            "name it with columns={'text': '...'} or --column text=..."
        )
    return _Columns(paths, shape.name if shape else "")


def _find_paths(
    theirs: list[str], columns: Mapping[str, str], shape: Shape | None
) -> dict[str, tuple[str, ...]]:
    known = shape.paths if shape else {}
    taken = {*columns.values(), *(path for paths in known.values() for path in paths)}
    exact = {plain_name(column): column for column in reversed(theirs)}
    by_name = {usual_name(column): column for column in reversed(theirs)} | exact
    found: dict[str, tuple[str, ...]] = {}
    for ours, guesses in {**GUESSES, SUMMARY: _SUMMARIES}.items():
        if ours in columns:
            found[ours] = (columns[ours],)
            continue
        guessed = (by_name[guess] for guess in guesses if guess in by_name)
        paths = (*known.get(ours, ()), *(column for column in guessed if column not in taken))
        if paths:
            found[ours] = paths
    return found


def _is_without_texts(
    paths: Mapping[str, tuple[str, ...]], theirs: list[str], row: Mapping[str, object]
) -> bool:
    """Whether a table that names no texts holds summaries or titles, and none under other names."""
    if SUMMARY not in paths and "headline" not in paths:
        return False
    if {plain_name(column) for column in theirs} & _TITLES_ONLY:
        return True
    mapped = {path for found in paths.values() for path in found}
    others = [value for name, value in row.items() if name not in mapped]
    is_dated = "published_at" in paths or "url" in paths or SUMMARY in paths
    return is_dated and not any(isinstance(v, str) and len(v) >= _LONG for v in others)


def _say_guesses(
    mappings: list[_Columns], name: str, columns: Mapping[str, str], findings: Findings
) -> None:
    """Add the finding that says which columns were guessed."""
    guessed: dict[str, str] = {}
    for mapping in mappings:
        for ours, paths in mapping.paths.items():
            if ours not in columns and not (ours == SUMMARY and "text" in mapping.paths):
                guessed.setdefault(ours, " or ".join(paths[:3]))
    if not any({"text", SUMMARY} & set(mapping.paths) for mapping in mappings):
        message = (
            "The table holds titles and no texts; the titles were read. "
            "Fetch the texts by their addresses, or name their column with --column text=..."
        )
        findings.say(name, "titles_only", "warning", message)
    if guessed:
        listed = ", ".join(f"{ours} = {theirs}" for ours, theirs in guessed.items())
        shapes = ", ".join(sorted({mapping.shape for mapping in mappings} - {""}))
        by = f" and the shape of {shapes}" if shapes else ""
        message = f"Columns guessed from their names{by}: {listed}."
        findings.say(name, "guessed_columns", "note", message)


def _pick(
    row: Mapping[str, object], paths: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, object], dict[str, str]]:
    """The article in a row of a table, by our columns, and where each value of it was found."""
    values: dict[str, object] = {}
    used: dict[str, str] = {}
    for ours, candidates in paths.items():
        if ours == SUMMARY and "text" in values:
            continue
        name = "text" if ours == SUMMARY else ours
        for path in candidates:
            value = unfold(at_path(row, path), name)
            if not is_missing(value):
                if ours == "published_at" and plain_name(path) == "year":
                    value = _whole_date(row, value)
                is_words = name in ("text", "headline") and isinstance(value, str)
                values[name] = plain_text(str(value)) if is_words else value
                used[ours] = path
                break
    return values, used


def _whole_date(row: Mapping[str, object], year: object) -> object:
    """The date that columns called year, month and day tell together."""
    parts = {plain_name(name): value for name, value in row.items()}
    month, day = (str(parts.get(name) or "").strip().removesuffix(".0") for name in _PARTS)
    year = str(year).strip().removesuffix(".0")
    if not month or not year.isdecimal():
        return year
    if not month.isdecimal():
        return f"{day} {month} {year}".strip()
    return f"{year}-{month.zfill(2)}" + (f"-{day.zfill(2)}" if day.isdecimal() else "")


_PARTS = ("month", "day")


def is_missing(value: object) -> bool:
    """Tell whether a cell holds nothing."""
    if value is None or value == "":
        return True
    return not isinstance(value, list | dict) and bool(pd.isna(value))  # type: ignore[call-overload]


def _names(theirs: list[str]) -> str:
    shown = ", ".join(theirs[:40])
    return shown if len(theirs) <= 40 else f"{shown} and {len(theirs) - 40} more"
