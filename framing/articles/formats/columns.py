"""Which column of somebody's table is which of ours."""

from collections.abc import Iterable, Mapping

import pandas as pd

from .units import Findings, Raw, Unit

GUESSES: dict[str, tuple[str, ...]] = {
    ours: tuple(guesses.split())
    for ours, guesses in {
        "article_id": "article_id id doc_id docid document_id stories_id uid guid",
        "outlet_id": "outlet_id outlet source publication newspaper medium media_name publisher",
        "published_at": "published_at date published publish_date publication_date publishedat "
        "datetime timestamp pub_date time",
        "language": "language lang",
        "headline": "headline title",
        "text": "text body content article fulltext full_text article_text maintext",
        "url": "url link uri",
    }.items()
}
"""The names that a column is guessed by, in any case and with blanks for underscores; the first
that is there counts.
"""

_TITLES_ONLY = {"stories_id", "media_name", "media_url", "media_id"}
"""Columns by which a table of Media Cloud is known, which holds titles and no texts."""


class ColumnError(ValueError):
    """A table lacks the columns that are asked for or needed; the message names those it has."""


def read_rows(
    rows: Iterable[tuple[int, Mapping[str, object]]],
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
    mappings: dict[tuple[str, ...], dict[str, str] | ColumnError] = {}
    raws: list[Raw] = []
    for number, row in rows:
        names = tuple(row)
        if names not in mappings:
            try:
                mappings[names] = _map_columns(names, unit.name, columns)
            except ColumnError as error:
                mappings[names] = error
        mapped = mappings[names]
        mapping = {} if isinstance(mapped, ColumnError) else mapped
        raws.append(_pick(row, mapping, f"{unit.stem}-{number}", f"{unit.name}, row {number}"))
    usable = [mapping for mapping in mappings.values() if not isinstance(mapping, ColumnError)]
    errors = [mapping for mapping in mappings.values() if isinstance(mapping, ColumnError)]
    if unit.header and not mappings:
        usable = [_map_columns(unit.header, unit.name, columns)]
    if errors and not usable:
        raise errors[0]
    if unit.is_first and usable:
        guessed = {ours: mapping[ours] for mapping in reversed(usable) for ours in mapping}
        _say_guesses(guessed, unit.name, columns, findings)
    return raws


def _map_columns(names: Iterable[object], name: str, columns: Mapping[str, str]) -> dict[str, str]:
    """Our column -> theirs: the given `columns`, and guesses for the others.

    Raises
    ------
    ColumnError
        If a column that is asked for is not there, or none looks like a text.
    """
    theirs = [str(column) for column in names]
    strange = [ours for ours in columns if ours not in GUESSES]
    if strange:
        raise ColumnError(f"columns= knows {', '.join(GUESSES)}, not {', '.join(strange)}")
    absent = [column for column in columns.values() if column not in theirs]
    if absent:
        raise ColumnError(f"{name} has no column {', '.join(absent)}; it has {_names(theirs)}")
    mapping = dict(columns)
    by_name = {column.strip().lower().replace(" ", "_"): column for column in reversed(theirs)}
    for ours, guesses in GUESSES.items():
        free = [
            by_name[guess]
            for guess in guesses
            if guess in by_name and by_name[guess] not in mapping.values()
        ]
        if ours not in mapping and free:
            mapping[ours] = free[0]
    if "text" not in mapping and "headline" in mapping and set(by_name) & _TITLES_ONLY:
        return mapping
    if "text" not in mapping:
        raise ColumnError(
            f"{name} has no column that looks like a text (it has {_names(theirs)}); "
            "name it with columns={'text': '...'} or --column text=..."
        )
    return mapping


def _say_guesses(
    mapping: Mapping[str, str], name: str, columns: Mapping[str, str], findings: Findings
) -> None:
    """Add the finding that says which columns were guessed."""
    if "text" not in mapping:
        message = (
            "The table holds titles and no texts; the titles were read. "
            "Fetch the texts by their addresses."
        )
        findings.say(name, "titles_only", "warning", message)
    guessed = [f"{ours} = {theirs}" for ours, theirs in mapping.items() if ours not in columns]
    if guessed:
        message = f"Columns guessed from their names: {', '.join(guessed)}."
        findings.say(name, "guessed_columns", "note", message)


def _pick(
    row: Mapping[str, object], mapping: Mapping[str, str], article_id: str, provenance: str
) -> Raw:
    """The article in a row of a table; one that names no id gets `article_id`.

    An object with a name (``{"source": {"name": ...}}``) stands for it, and a list of texts for its
    paragraphs.
    """
    values = {
        ours: row[theirs]
        for ours, theirs in mapping.items()
        if theirs in row and not is_missing(row[theirs])
    }
    for ours, value in values.items():
        if isinstance(value, dict):
            values[ours] = value.get("name") or value.get("title") or value.get("id")
        elif isinstance(value, list):
            values[ours] = "\n\n".join(part for part in value if isinstance(part, str))
    values = {ours: value for ours, value in values.items() if not is_missing(value)}
    values.setdefault("article_id", article_id)
    return Raw(values, provenance)


def is_missing(value: object) -> bool:
    """Tell whether a cell holds nothing."""
    if value is None or value == "":
        return True
    return not isinstance(value, list | dict) and bool(pd.isna(value))  # type: ignore[call-overload]


def _names(theirs: list[str]) -> str:
    shown = ", ".join(theirs[:40])
    return shown if len(theirs) <= 40 else f"{shown} and {len(theirs) - 40} more"
