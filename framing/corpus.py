"""Reads articles from a text file, a folder of them, or a table, and loses none without saying so."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, overload

import charset_normalizer
import numpy as np
import pandas as pd

from .schema import TABLES, make
from .text import find_paragraphs, normalise

TABLE_SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
CODED = ("sentiment", "voice", "frame")
"""The variables of the coding rules (``data/coding``)."""
MAX_HEADLINE = 200
"""A first paragraph of a text file that is longer than this many characters is not taken for a headline."""

METADATA = "metadata.csv"
"""A table beside text files: article_id, and any of outlet_id, published_at, language, headline and url."""
COMPANIONS = (METADATA, "outlets.csv", "events.csv")
"""Files of a folder of articles that hold none."""
GUESSES: dict[str, tuple[str, ...]] = {
    "article_id": ("article_id", "id", "doc_id", "docid", "document_id", "stories_id", "uid", "guid"),
    "outlet_id": ("outlet_id", "outlet", "source", "publication", "newspaper", "medium", "media_name", "publisher"),
    "published_at": ("published_at", "date", "published", "publish_date", "publication_date", "publishedat",
                     "datetime", "timestamp", "pub_date", "time"),
    "language": ("language", "lang"),
    "headline": ("headline", "title"),
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "article_text", "maintext"),
    "url": ("url", "link", "uri"),
}  # fmt: skip

_ENCODINGS = ("cp1252", "cp1251", "big5", "gb18030", "shift_jis", "euc_kr")
"""What a text that is not UTF-8 may be in; of two that are as plausible, the first."""


class FindingsWarning(UserWarning):
    """Something in the input was mended, guessed or could not be read; the findings say what."""


class _Raw(NamedTuple):
    """One article as it stands in a file: the values of the columns, and where they come from."""

    values: dict[str, object]
    provenance: str


class _Findings(list[tuple[object, ...]]):
    def say(self, provenance: str, check: str, severity: str, message: str, article_id: str | None = None) -> None:
        self.append((article_id, None, None, check, severity, message, provenance))


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
        A ``.txt`` file (one article), a CSV, TSV, JSONL or Parquet table (one article a row), or a folder of such
        files, read in the order of their names and with its subfolders. In a folder, ``metadata.csv`` tells outlet_id,
        published_at and other columns of text files by their article_id; ``outlets.csv`` (`read_outlets`) and
        ``events.csv`` (`read_events`) are not taken for articles.
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
    findings = _Findings()
    rows: list[tuple[object, ...]] = []
    taken: dict[str, int] = {}
    for raw in _read_any(path, dict(columns or {}), findings):
        row = _article(raw, taken, findings)
        if row is not None:
            rows.append(row)
    articles, found = make("articles", rows), make("findings", findings)
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
    table = pd.read_csv(file, dtype="str", encoding="utf-8-sig")
    name = next((own for own in (unit, "unit_id") if own in table), None)
    if name is None:
        raise ValueError(f"{file} has no column {unit} or unit_id; it has {', '.join(table.columns)}")
    units = table[name].str.strip()
    if units.isna().any():
        raise ValueError(f"{file}, row {int(np.flatnonzero(units.isna())[0]) + 2}: the unit is not named")
    if {"variable", "code", "coder_id"} <= set(table.columns):
        long = table.assign(unit_id=units)
    else:
        coders = table["coder_id"] if "coder_id" in table else pd.Series(file.stem, index=table.index, dtype="str")
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


def _read_any(path: Path, columns: dict[str, str], findings: _Findings) -> Iterator[_Raw]:
    if path.is_file():
        if path.suffix.lower() not in (".txt", *TABLE_SUFFIXES):
            findings.say(path.name, "unknown_format", "error", f"{_kinds()} are read; {path.name} is none of them")
            return
        yield from _read_file(path, path.name, columns, findings)
        return
    if not path.is_dir():
        raise FileNotFoundError(f"there is no file or folder {path}")
    files = sorted(p for p in path.rglob("*") if p.is_file() and not _is_hidden(p, path))
    if not files:
        raise FileNotFoundError(f"the folder {path} holds no file")
    known = _read_metadata(path / METADATA, findings) if (path / METADATA).is_file() else {}
    for file in files:
        name = file.relative_to(path).as_posix()
        if name in COMPANIONS:
            continue
        if file.suffix.lower() in (".txt", *TABLE_SUFFIXES):
            try:
                for raw in _read_file(file, name, columns, findings):
                    yield raw._replace(values={**raw.values, **known.pop(str(raw.values["article_id"]), {})})
            except (ValueError, OSError) as error:
                findings.say(name, "unreadable", "error", f"The file was left out: {error}")
        elif file.name.upper() not in ("README.MD", "LICENSE", "LICENSE.MD"):
            findings.say(name, "unknown_format", "warning", f"The file was left out: {_kinds()} are read.")
    for article_id in known:
        findings.say(METADATA, "no_such_article", "warning", f"There is no article {article_id!r} in the folder.")


def _read_metadata(file: Path, findings: _Findings) -> dict[str, dict[str, object]]:
    """What a table beside text files says of them: article_id -> its other columns."""
    table = _read_table(file, file.name, findings)
    if table is None:
        return {}
    if "article_id" not in table:
        raise ValueError(f"{file.name} lacks the column article_id (the file's name without its ending)")
    ours = [name for name in GUESSES if name in table.columns and name not in ("article_id", "text")]
    found: dict[str, dict[str, object]] = {}
    for row in table.dropna(subset=["article_id"]).to_dict("records"):
        found[str(row["article_id"])] = {name: row[name] for name in ours if pd.notna(row[name])}
    return found


def _kinds() -> str:
    return ", ".join((".txt", *TABLE_SUFFIXES)) + " files"


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _read_file(file: Path, name: str, columns: dict[str, str], findings: _Findings) -> Iterator[_Raw]:
    suffix = file.suffix.lower()
    if suffix == ".txt":
        text = _decode(file.read_bytes(), name, findings)
        if text is not None:
            values: dict[str, object] = {"article_id": name.removesuffix(file.suffix), "text": text}
            values["headline"] = _first_line(text)
            yield _Raw(values, name)
        return
    table = _read_table(file, name, findings)
    if table is None:
        return
    mapping = _map_columns(table, name, columns, findings)
    table = table.loc[:, ~table.columns.duplicated()]
    table = pd.DataFrame({ours: table[theirs] for ours, theirs in mapping.items()})
    stem = name.removesuffix(file.suffix)
    for number, row in enumerate(table.to_dict("records"), start=2 if suffix in (".csv", ".tsv") else 1):
        row = {key: value for key, value in row.items() if isinstance(value, list | dict) or pd.notna(value)}
        row.setdefault("article_id", f"{stem}-{number}")
        yield _Raw(row, f"{name}, row {number}")


def _read_table(file: Path, name: str, findings: _Findings) -> pd.DataFrame | None:
    suffix = file.suffix.lower()
    if suffix == ".parquet":
        return pd.read_parquet(file)
    text = _decode(file.read_bytes(), name, findings)
    if text is None:
        return None
    if not text.strip():
        findings.say(name, "empty", "warning", "The file is empty and was left out.")
        return None
    if suffix in (".csv", ".tsv"):
        return _parse_csv(text, "\t" if suffix == ".tsv" else None, name, findings)
    return _parse_jsonl(text, name, findings)


def _parse_csv(text: str, separator: str | None, name: str, findings: _Findings) -> pd.DataFrame:
    import csv
    import io

    csv.field_size_limit(2**31 - 1)
    if separator is None:
        head = text.split("\n", 1)[0]
        separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    header = [cell.strip() for cell in next(reader)]
    rows: list[list[str | None]] = []
    for cells in reader:
        if len(cells) != len(header):
            findings.say(
                f"{name}, line {reader.line_num}", "broken_row", "error",
                f"The row has {len(cells)} cells, not {len(header)}, and was left out; quote cells that hold a comma.",
            )  # fmt: skip
            rows.append([None] * len(header))  # keeps the numbers of the rows right
        else:
            rows.append([*cells])
    return pd.DataFrame(rows, columns=header).replace("", None)


def _parse_jsonl(text: str, name: str, findings: _Findings) -> pd.DataFrame:
    import json

    rows: list[dict[str, object]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            rows.append({})
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError("it is not an object in braces")
            rows.append(row)
        except (ValueError, RecursionError) as error:
            findings.say(f"{name}, row {number}", "broken_row", "error", f"The line was left out, as no JSON: {error}")
            rows.append({})
    return pd.DataFrame(rows)


def _map_columns(table: pd.DataFrame, name: str, columns: dict[str, str], findings: _Findings) -> dict[str, str]:
    strange = [ours for ours in columns if ours not in GUESSES]
    if strange:
        raise ValueError(f"columns= knows {', '.join(GUESSES)}, not {', '.join(strange)}")
    absent = [theirs for theirs in columns.values() if theirs not in table.columns]
    if absent:
        raise ValueError(f"{name} has no column {', '.join(absent)}; it has {', '.join(map(str, table.columns))}")
    mapping = dict(columns)
    by_name = {str(column).strip().lower().replace(" ", "_"): column for column in reversed(list(table.columns))}
    for ours, guesses in GUESSES.items():
        theirs = next((by_name[g] for g in guesses if g in by_name and by_name[g] not in mapping.values()), None)
        if ours not in mapping and theirs is not None:
            mapping[ours] = theirs
    if "text" not in mapping:
        raise ValueError(
            f"{name} has no column that looks like a text (it has {', '.join(map(str, table.columns))}); "
            "name it with columns={'text': '...'} or --column text=..."
        )
    guessed = [f"{ours} = {theirs}" for ours, theirs in mapping.items() if ours not in columns]
    if guessed:
        findings.say(name, "guessed_columns", "note", f"Columns guessed from their names: {', '.join(guessed)}.")
    return mapping


def _decode(data: bytes, name: str, findings: _Findings) -> str | None:
    """The bytes as text; anything but UTF-8 is a finding, and what is no text gives none."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                break
    if b"\0" in data or sum(byte < 9 or 13 < byte < 32 for byte in data[:10_000]) > 0.02 * len(data[:10_000]):
        findings.say(name, "not_text", "error", "The file holds bytes that are no text, and was left out.")
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # The ASCII around them says nothing, so the guess looks at the lines with the strange bytes alone.
        lines = b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:100_000]
        guesses = charset_normalizer.from_bytes(lines, cp_isolation=list(_ENCODINGS))
        plausible = {guess.encoding: guess.coherence - guess.chaos for guess in guesses}
        encoding = max(_ENCODINGS, key=lambda name: plausible.get(name, -1.0))
        row = data.count(b"\n", 0, error.start) + 1
        findings.say(
            name, "encoding", "warning",
            f"The text is not UTF-8 (byte {error.start}, line {row}) and was read as {encoding}; "
            "characters may be wrong. Save it as UTF-8 to be sure.",
        )  # fmt: skip
        return data.decode(encoding, errors="replace")


def _first_line(text: str) -> str | None:
    text = normalise(text)
    paragraphs = find_paragraphs(text[: MAX_HEADLINE * 3])
    if len(paragraphs) < 2 or paragraphs[0][1] > MAX_HEADLINE or "\n" in text[: paragraphs[0][1]]:
        return None
    return text[: paragraphs[0][1]]


def _article(raw: _Raw, taken: dict[str, int], findings: _Findings) -> tuple[object, ...] | None:
    """A row of the table of articles, or none where there is no text."""
    values = raw.values
    article_id = " ".join(str(values["article_id"]).split())
    text = values.get("text")
    text = normalise(text) if isinstance(text, str) else ""
    headline = normalise(str(values["headline"])) if values.get("headline") else ""
    headline = " ".join(headline.split())
    if not text and not headline:
        if set(values) - {"article_id"}:
            findings.say(raw.provenance, "empty", "warning", "The article has no text and was left out.", article_id)
        elif "row" not in raw.provenance:
            findings.say(raw.provenance, "empty", "warning", "The file is empty and was left out.", article_id)
        return None
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


def _date(value: object, raw: _Raw, article_id: str, findings: _Findings) -> pd.Timestamp | None:
    if value is None:
        findings.say(
            raw.provenance, "missing_date", "note",
            "The article has no date; it is left out of charts over time, and leaders count whenever they held office.",
            article_id,
        )  # fmt: skip
        return None
    moment = pd.to_datetime(value, errors="coerce", utc=True)  # type: ignore[call-overload]
    if pd.isna(moment):
        findings.say(
            raw.provenance, "unreadable_date", "warning",
            f"The date {str(value)[:40]!r} could not be read; write it like 2023-03-20 or 2023-03-20T08:00:00Z.",
            article_id,
        )  # fmt: skip
        return None
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
