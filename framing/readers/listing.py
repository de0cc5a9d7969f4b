"""What lies in a folder, a file or an archive: its units, in a stable order."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from .columns import GUESSES, is_missing
from .sniffing import find_format
from .tables import cut_table, read_records
from .units import LIMITS, Findings, Limits, Unit

METADATA = "metadata.csv"
"""A table beside text files: article_id, and any of outlet_id, published_at, language, headline and url."""
COMPANIONS = (METADATA, "outlets.csv", "events.csv")
"""Files of a folder of articles that hold none."""
NOTES = ("README.MD", "LICENSE", "LICENSE.MD")
"""Files that speak of a folder, and that nobody takes for articles."""
_HEAD = 1 << 16


def list_units(path: str | Path, *, limits: Limits = LIMITS) -> Iterator[Unit]:
    """The units of a file or a folder, in the order of their names and places.

    Parameters
    ----------
    path : str or Path
        A file of any format that is read, or a folder of them, with its subfolders. What is hidden, and in a folder
        `COMPANIONS` and `NOTES`, is passed over.
    limits : Limits
        How large an input may be.

    Returns
    -------
    iterator of Unit
        Each can be read by itself (`read_unit`). What is refused is a unit too, with a finding.

    Raises
    ------
    FileNotFoundError
        If there is nothing at `path`, or the folder holds no file.
    """
    path = Path(path)
    if path.is_file():
        return _open_file(path, path.name, True, limits)
    if not path.is_dir():
        raise FileNotFoundError(f"there is no file or folder {path}")
    files = sorted(p for p in path.rglob("*") if p.is_file() and not _is_hidden(p, path))
    if not files:
        raise FileNotFoundError(f"the folder {path} holds no file")
    return _list_folder(path, files, limits)


def _list_folder(folder: Path, files: list[Path], limits: Limits) -> Iterator[Unit]:
    known: dict[str, dict[str, object]] = {}
    if (folder / METADATA).is_file():
        known, unit = _read_metadata(folder / METADATA, limits)
        if unit.findings:
            yield unit
    by_stem: dict[str, dict[int, dict[str, object]]] = {}
    for article_id, values in known.items():
        stem, _, number = article_id.rpartition("-")
        by_stem.setdefault(article_id, {})[0] = values
        if stem and number.isdecimal():
            by_stem.setdefault(stem, {})[int(number)] = values
    used: set[str] = set()
    for file in files:
        name = file.relative_to(folder).as_posix()
        if name in COMPANIONS or file.name.upper() in NOTES:
            continue
        for unit in _open_file(file, name, False, limits):
            if unit.stem in by_stem and unit.format != "finding":
                used.add(unit.stem)
                unit = unit._replace(known=by_stem[unit.stem])
            yield unit
    lost = Findings()
    for article_id in known:
        if article_id not in used and article_id.rpartition("-")[0] not in used:
            lost.say(METADATA, "no_such_article", "warning", f"There is no article {article_id!r} in the folder.")
    if lost:
        yield Unit(METADATA, "finding", METADATA, findings=tuple(lost))


def _open_file(file: Path, name: str, is_alone: bool, limits: Limits) -> Iterator[Unit]:
    try:
        with file.open("rb") as stream:
            unit = Unit(name, "text", _stem(name), path=str(file), is_alone=is_alone)
            yield from open_stream(stream, unit, limits)
    except OSError as error:
        yield Unit(name, "finding", _stem(name)).only_findings(
            "unreadable", f"The file was left out, as it cannot be opened: {error.strerror or error}"
        )


def open_stream(stream: BinaryIO, unit: Unit, limits: Limits) -> Iterator[Unit]:
    """The units of one file or member, by its content."""
    head = stream.read(_HEAD)
    stream.seek(0)
    found = find_format(head, unit.name)
    unit = unit._replace(format=found.format)
    if found.format in ("csv", "jsonl"):
        yield from cut_table(stream, unit._replace(separator=found.separator), limits)
    elif found.format == "parquet":
        from .parquet import cut_parquet

        yield from cut_parquet(stream, unit, limits)
    elif found.format == "finding":
        yield unit.only_findings("unknown_format", found.message, severity="error" if unit.is_alone else "warning")
    else:
        yield unit


def _read_metadata(file: Path, limits: Limits) -> tuple[dict[str, dict[str, object]], Unit]:
    """What a table beside text files says of them, article_id -> its other columns; and what is wrong with it."""
    findings = Findings()
    known: dict[str, dict[str, object]] = {}
    with file.open("rb") as stream:
        whole = Unit(METADATA, "csv", METADATA, path=str(file))
        for batch in cut_table(stream, whole, limits):
            findings += batch.findings
            if batch.format == "finding":
                continue
            if "article_id" not in batch.header:
                raise ValueError(f"{METADATA} lacks the column article_id (the file's name without its ending)")
            for _, row in read_records(batch, limits, findings):
                if not is_missing(row["article_id"]):
                    known[str(row["article_id"])] = {
                        name: row[name] for name in GUESSES
                        if name not in ("article_id", "text") and not is_missing(row.get(name))
                    }  # fmt: skip
    return known, Unit(METADATA, "finding", METADATA, findings=tuple(findings))


def _stem(name: str) -> str:
    """The name without its ending: a blank name keeps it."""
    suffix = PurePosixPath(name).suffix
    return name.removesuffix(suffix)


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)
