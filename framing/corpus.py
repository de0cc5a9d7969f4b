"""Reads articles from a text file, a folder of them, or a table, and loses none without saying so."""

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, overload

import numpy as np
import pandas as pd

from .readers import Findings, Raw, Unit, list_units, read_unit
from .readers.dates import parse_date
from .schema import TABLES, make
from .spreadsheets import restore
from .text import normalise

CODED = ("sentiment", "voice", "frame")
"""The variables of the coding rules (``data/coding``)."""


_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+(\d{1,9}) chars\]\s*$")
"""How the News API says that it gives no more of a text."""


class FindingsWarning(UserWarning):
    """Something in the input was mended, guessed or could not be read; the findings say what."""


@overload
def read_articles(
    path: str | Path, *, columns: Mapping[str, str] | None = None, return_findings: Literal[False] = False
) -> pd.DataFrame: ...
@overload
def read_articles(
    path: str | Path, *, columns: Mapping[str, str] | None = None, return_findings: Literal[True]
) -> tuple[pd.DataFrame, pd.DataFrame]: ...
def read_articles(
    path: str | Path, *, columns: Mapping[str, str] | None = None, return_findings: bool = False
) -> pd.DataFrame | tuple[pd.DataFrame, pd.DataFrame]:
    """Read articles from a file or a folder.

    Parameters
    ----------
    path : str or Path
        A file of any format that is read, told by its content (HTML, DOCX, PDF, RTF, text, CSV, TSV, Excel, ODS, JSON,
        JSONL, Parquet, RSS, Atom, WARC, exports of news databases, and archives of these; ``docs/articles.md``), or a
        folder of such files, read in the order of their names and with its subfolders. In a folder, ``metadata.csv``
        tells outlet_id, published_at and other columns of files by their article_id; ``outlets.csv`` (`read_outlets`)
        and ``events.csv`` (`read_events`) are not taken for articles.
    columns : mapping of str to str, optional
        Column of the articles table -> column of your table, for example ``{"text": "Volltext"}``. Columns that are
        not named are guessed from their names; the guess is a finding.
    return_findings : bool
        Return the findings too. Otherwise a `FindingsWarning` sums them up.

    Returns
    -------
    articles : DataFrame
        Table of articles (`framing.schema`), one row a text. The text is normalised (`framing.text.normalise`), keeps
        its paragraphs, and begins with the headline where there is one. In a text file the first paragraph is taken
        for the headline if it is one line of at most `MAX_HEADLINE` characters and other paragraphs follow.
        ``article_id`` is the file's path inside the folder without its ending, or the row's id; a second one of the
        same name gets ``~2``.
    findings : DataFrame
        Only with `return_findings`. Table of findings: unreadable files and rows, mended encodings, empty texts,
        duplicate ids, missing or unreadable dates, guessed columns; each with file and row.

    Raises
    ------
    FileNotFoundError
        If there is nothing at `path`, or the folder holds no file that can be read.
    ValueError
        If `columns` names a column that is not there, or a table has no column of texts.
    """
    path = Path(path)
    articles, found = read_units(list_units(path), columns=columns)
    if return_findings:
        return articles, found
    serious = found[found["severity"] != "note"]
    if len(serious):
        counts = serious.groupby("check", sort=True).size()
        summary = ", ".join(f"{check} {n}" for check, n in counts.items())
        warnings.warn(
            f"{path}: {len(articles)} articles read, with findings: {summary}. First: {serious['message'].iloc[0]} "
            f"({serious['provenance'].iloc[0]}). All of them: read_articles(..., return_findings=True)",
            FindingsWarning,
            stacklevel=2,
        )
    return articles


def read_units(units: Iterable[Unit], *, columns: Mapping[str, str] | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read articles from some units of an input, without knowledge of the others.

    Parameters
    ----------
    units : iterable of Unit
        From `framing.readers.list_units`.
    columns : mapping of str to str, optional
        As for `read_articles`.

    Returns
    -------
    articles : DataFrame
        Table of articles, as for `read_articles`. Ids are unique in it: a second article of the same name in these
        units gets ``~2``.
    findings : DataFrame
        Table of findings.

    Raises
    ------
    ValueError
        As for `read_articles`.
    """
    findings = Findings()
    rows: list[tuple[object, ...]] = []
    taken: dict[str, int] = {}
    for unit in units:
        raws, found = read_unit(unit, columns=columns)
        findings += found
        for raw in raws:
            row = _article(raw, taken, findings)
            if row is not None:
                rows.append(row)
    return make("articles", rows), make("findings", findings)


def read_outlets(path: str | Path) -> pd.DataFrame:
    """Read a CSV of outlets: outlet_id, outlet_name, country_iso3.

    Parameters
    ----------
    path : str or Path
        The file, or a folder of articles with an ``outlets.csv``.

    Raises
    ------
    ValueError
        If a column is missing or an outlet_id stands twice.
    """
    path = _companion(path, "outlets.csv")
    table = pd.read_csv(path, dtype="str", encoding="utf-8-sig")
    missing = [name for name in TABLES["outlets"].column_names if name not in table]
    if missing:
        raise ValueError(f"{path} lacks the column {', '.join(missing)}")
    if table["outlet_id"].duplicated().any():
        raise ValueError(f"{path}: outlet_id {table['outlet_id'][table['outlet_id'].duplicated()].iloc[0]!r} twice")
    return table[TABLES["outlets"].column_names]


def read_events(path: str | Path) -> pd.DataFrame:
    """Read a CSV of events to mark on a time line: date, label.

    Parameters
    ----------
    path : str or Path
        The file, or a folder of articles with an ``events.csv``.

    Returns
    -------
    DataFrame
        Table of events, in the order of time: event_date (UTC), label.

    Raises
    ------
    ValueError
        If a column is missing or a date cannot be read; the message names the row.
    """
    path = _companion(path, "events.csv")
    table = pd.read_csv(path, dtype="str", encoding="utf-8-sig")
    names = {"event_date": next((n for n in ("event_date", "date", "day") if n in table), None),
             "label": next((n for n in ("label", "event", "name") if n in table), None)}  # fmt: skip
    missing = [ours for ours, theirs in names.items() if theirs is None]
    if missing:
        raise ValueError(f"{path} lacks the column {', '.join(missing)}; it has {', '.join(table.columns)}")
    dates = pd.to_datetime(table[names["event_date"]], errors="coerce", utc=True)
    if dates.isna().any():
        row = int(np.flatnonzero(dates.isna())[0])
        value = table[names["event_date"]].iloc[row]
        raise ValueError(f"{path}, row {row + 2}: the date {value!r} cannot be read; write it like 2023-03-20")
    events = pd.DataFrame({"event_date": dates.dt.as_unit("us"), "label": table[names["label"]].astype("str")})
    return events.sort_values(["event_date", "label"]).reset_index(drop=True)


def _companion(path: str | Path, name: str) -> Path:
    return Path(path) / name if Path(path).is_dir() else Path(path)


def read_codings(path: str | Path, *, variables: Sequence[str] | None = None, unit: str = "mention_id") -> pd.DataFrame:
    """Read what coders coded: one CSV, or a folder with a CSV for each coder.

    Parameters
    ----------
    path : str or Path
        A CSV in which one row is a unit and the variables are columns, as `framing.sample_for_coding` makes it. A
        column ``coder_id`` names the coder; without one, the file's name does. Or one row is a unit, a coder and a
        variable: unit_id, coder_id, variable, code. A column ``<variable>_<coder>`` holds the codes of one coder, so
        that one file can hold several.
    variables : sequence of str, optional
        The columns to read; if there is none: sentiment, voice and frame, as far as they are there.
    unit : str
        The column that names the unit; ``unit_id`` is looked for too.

    Returns
    -------
    DataFrame
        Table of codings (`framing.schema`). A code is text without blanks around it; an empty cell is missing.

    Raises
    ------
    FileNotFoundError
        If there is nothing at `path`.
    ValueError
        If a file has no column of units or none of the variables, or a coder coded a unit twice; with file and row.
    """
    path = Path(path)
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise FileNotFoundError(f"there is no CSV of codings at {path}")
    parts = [_read_coding(file, tuple(variables or CODED), unit) for file in files]
    table = pd.concat(parts, ignore_index=True)
    twice = table.duplicated(["unit_id", "coder_id", "variable"])
    if twice.any():
        row = table[twice].iloc[0]
        raise ValueError(f"{path}: {row['coder_id']} coded {row['variable']} of {row['unit_id']} twice; keep one row")
    return table[TABLES["codings"].column_names]


def _read_coding(file: Path, variables: tuple[str, ...], unit: str) -> pd.DataFrame:
    table = pd.read_csv(file, dtype="str", encoding="utf-8-sig").rename(columns=restore)
    name = next((own for own in (unit, "unit_id") if own in table), None)
    if name is None:
        raise ValueError(f"{file} has no column {unit} or unit_id; it has {', '.join(table.columns)}")
    units = table[name].str.strip().map(restore).astype("str")
    if units.isna().any():
        raise ValueError(f"{file}, row {int(np.flatnonzero(units.isna())[0]) + 2}: the unit is not named")
    if {"variable", "code", "coder_id"} <= set(table.columns):
        long = table.assign(unit_id=units)
    else:
        coders = (
            table["coder_id"].map(restore)
            if "coder_id" in table
            else pd.Series(file.stem, index=table.index, dtype="str")
        )
        parts = []
        for variable in variables:
            if variable in table:
                parts.append(pd.DataFrame({"unit_id": units, "coder_id": coders, "code": table[variable]}))
            for column in (own for own in table.columns if own.startswith(f"{variable}_")):
                own = {"unit_id": units, "coder_id": column.removeprefix(f"{variable}_"), "code": table[column]}
                parts.append(pd.DataFrame(own))
            parts = [part if "variable" in part else part.assign(variable=variable) for part in parts]
        if not parts:
            raise ValueError(f"{file} has none of the columns {', '.join(variables)}; name yours with variables=")
        long = pd.concat(parts, ignore_index=True)
    long = long[TABLES["codings"].column_names].astype("str")
    return long.assign(code=long["code"].str.strip().str.lstrip("'").replace("", None).astype("str"))


def _article(raw: Raw, taken: dict[str, int], findings: Findings) -> tuple[object, ...] | None:
    """A row of the table of articles, or none where there is no text."""
    values = raw.values
    article_id = " ".join(str(values["article_id"]).split())
    text = values.get("text")
    text = normalise(text) if isinstance(text, str) else ""
    headline = normalise(str(values["headline"])) if values.get("headline") else ""
    headline = " ".join(headline.split())
    if not text and not headline:
        findings.say(raw.provenance, "empty", "warning", "The article has no text and was left out.", article_id)
        return None
    cut = _CUT.search(text)
    if cut:
        text = text[: cut.start()].rstrip()
        message = f"The source gives the first {len(text)} characters only; {cut[1]} more are missing."
        findings.say(raw.provenance, "cut_by_source", "warning", message, article_id)
    if headline and not text.startswith(headline):
        text = f"{headline}\n\n{text}".strip()
    taken[article_id] = taken.get(article_id, 0) + 1
    if taken[article_id] > 1:
        while (unique := f"{article_id}~{taken[article_id]}") in taken:
            taken[article_id] += 1
        taken[unique] = 1
        findings.say(
            raw.provenance, "duplicate_id", "warning",
            f"The id {article_id!r} was taken already; this article is kept as {unique!r}.", unique,
        )  # fmt: skip
        article_id = unique
    if "\ufffd" in text:
        message = f"{text.count(chr(0xFFFD))} characters could not be read and stand as \ufffd."
        findings.say(raw.provenance, "unreadable_characters", "warning", message, article_id)
    published = _date(values.get("published_at"), raw, article_id, findings)
    plain = {name: str(values[name]).strip() or None if name in values else None
             for name in ("outlet_id", "language", "url")}  # fmt: skip
    return (
        article_id, plain["outlet_id"], published, plain["language"], headline or None, text, plain["url"],
        raw.provenance,
    )  # fmt: skip


def _date(value: object, raw: Raw, article_id: str, findings: Findings) -> pd.Timestamp | None:
    if value is None:
        findings.say(
            raw.provenance, "missing_date", "note",
            "The article has no date; it is left out of charts over time, and leaders count whenever they held office.",
            article_id,
        )  # fmt: skip
        return None
    moment, is_open = parse_date(value)
    if moment is None:
        findings.say(
            raw.provenance, "unreadable_date", "warning",
            f"The date {str(value)[:40]!r} could not be read; write it like 2023-03-20 or 2023-03-20T08:00:00Z.",
            article_id,
        )  # fmt: skip
        return None
    if is_open:
        findings.say(
            raw.provenance, "ambiguous_date", "warning",
            f"The date {str(value)[:40]!r} was read as month/day/year; if that is wrong, write it like 2023-03-20.",
            article_id,
        )  # fmt: skip
    return moment.as_unit("us")


def make_articles(texts: Mapping[str, str]) -> pd.DataFrame:
    """A table of articles from texts that are at hand: article_id -> text. They have no headline, date or outlet.

    Examples
    --------
    >>> make_articles({"one": "Talks failed."})["text"].tolist()
    ['Talks failed.']
    """
    return make("articles", [(name, None, None, None, None, normalise(text), None, "given")
                             for name, text in texts.items()])  # fmt: skip
