"""What a run says of itself: versions, digests, the tables that it wrote, and their numbers."""

import hashlib
import os
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..articles import UNREADABLE_FILE, remedy_of
from ..codebook import Codebook, CodebookError, read_codebook
from ..measures import model_digest
from ..mentions import portraying, tell_readings
from ..shipped import kit_version, package_folder
from ..tables import (
    MANIFEST,
    ONLY_PART,
    SEVERITIES,
    Tables,
    read_manifest,
    read_parts,
    tidy,
    write_csv,
    write_json,
    write_part,
)

SCORING = ("vadersentiment", "textblob", "onnxruntime", "tokenizers", "numpy")
READING = (
    *("trafilatura", "python-docx", "pypdfium2", "striprtf"),
    *("python-calamine", "warcio", "feedparser", "ftfy"),
)
LIBRARIES = (*SCORING, "pandas", "datasketch", "py3langid", *READING)
"""Libraries whose versions the manifest keeps, since the numbers depend on them."""
MAX_REASONS = 8
"""Reasons why files were not read that are told apart for one check; others are counted as one."""
MAX_CSV_ROWS = 200_000
"""Tables of more rows are written as Parquet alone: no spreadsheet opens them with pleasure."""


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Digest the kit's own code, so that a changed kit does everything anew."""
    state = hashlib.blake2b(digest_size=6)
    folder = package_folder()
    for file in sorted(folder.rglob("*.py")):
        state.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return state.hexdigest()


def versions(names: Sequence[str]) -> dict[str, str]:
    """Look up the installed versions of libraries."""
    return {name: version(name) for name in names}


def write_tables(
    tables: Tables, out: str | Path, codebook: Codebook, options: Mapping[str, object]
) -> None:
    """Write tables that are in memory to a folder, as `analyse_path` writes its own.

    There are Parquet files, CSV files of small tables, and a manifest. In CSV, a text that a
    spreadsheet would take for a formula gets an apostrophe in front; Parquet holds it as it is.
    """
    folder = Path(out)
    attrs = describe(codebook)
    for name, table in tables.items():
        write_part(folder, name, ONLY_PART, table, attrs)
    tidy(folder, list(tables), [])
    rows = {name: len(table) for name, table in tables.items()}
    write_manifest(folder, attrs, {"options": dict(options), "rows": rows, "shards": [ONLY_PART]})
    for name in small_tables(folder):
        write_table_csv(folder, name)


def describe(codebook: Codebook) -> dict[str, str]:
    """Name the codebook of a run."""
    return {"codebook": f"{codebook.name} {codebook.version}", "codebook_digest": codebook.digest}


def write_manifest(folder: Path, attrs: Mapping[str, str], facts: Mapping[str, object]) -> None:
    """Write the manifest.

    A table that has become too large for CSV must not keep that of an earlier run.
    """
    made_by = {
        "framing": kit_version(),
        "code_digest": code_digest(),
        **attrs,
        "model": model_digest(),
    }
    write_json(folder / MANIFEST, {**made_by, "libraries": versions(LIBRARIES), **facts})
    for name in set(read_manifest(folder)["rows"]).difference(small_tables(folder)):
        (folder / f"{name}.csv").unlink(missing_ok=True)


def note_codebook(folder: Path, path: str | Path) -> None:
    """Note in the manifest where the codebook of the run lies, as seen from the results."""
    try:
        place = Path(os.path.relpath(Path(path).resolve(), folder.resolve())).as_posix()
    except ValueError:  # on another drive
        place = Path(path).resolve().as_posix()
    write_json(folder / MANIFEST, {**read_manifest(folder), "codebook_path": place})


def codebook_of(folder: str | Path, path: str | Path | None = None) -> Codebook:
    """Read the codebook at a path or, without one, that of the run where it still is the same.

    Where the run noted none it is the shipped one; so it is, with a warning, where what was noted
    has changed or is gone.
    """
    if path is not None or not (Path(folder) / MANIFEST).is_file():
        return read_codebook(path)
    facts = read_manifest(folder)
    if "codebook_path" not in facts:
        return read_codebook()
    place = Path(folder) / str(facts["codebook_path"])
    with suppress(CodebookError, OSError):
        codebook = read_codebook(place)
        if codebook.digest == facts["codebook_digest"]:
            return codebook
    warnings.warn(
        f"the codebook of these results, {place}, has changed or is gone; the shipped one is used: "
        "name yours with --codebook, or analyse again",
        stacklevel=2,
    )
    return read_codebook()


def small_tables(folder: Path) -> list[str]:
    """List the tables that are written as CSV too, the largest first."""
    rows = read_manifest(folder)["rows"]
    return sorted(
        (name for name in rows if rows[name] <= MAX_CSV_ROWS), key=lambda name: -int(rows[name])
    )


def write_table_csv(folder: Path, name: str) -> None:
    """Write a table of the folder as CSV too."""
    write_csv(read_parts(folder, name), folder / f"{name}.csv")


class Report(NamedTuple):
    """What is said of a run when it is done; no table had to be loaded for it.

    Attributes
    ----------
    rows : dict
        Table -> its rows.
    actors : dict
        The actors with the most mentions that mean them, as the report counts them.
    n_actors : int
        All that are meant by a mention.
    readings : dict
        Reading -> mentions: those that are no ``actor`` count for none.
    findings : DataFrame
        One row is a kind of finding, the worst first: severity, check, n, the first one's
        provenance and message, and what to do (remedy).
    gaps : dict
        Column of the articles -> how many lack it.
    """

    rows: dict[str, int]
    actors: dict[str, int]
    n_actors: int
    findings: pd.DataFrame
    gaps: dict[str, int]
    readings: dict[str, int]

    def tell_mentions(self, names: Mapping[str, str]) -> list[str]:
        """Tell how many mentions there are, what they mean, and of which actors most are."""
        read = tell_readings(self.readings)
        found = f"{self.rows['mentions']:,} mentions of {self.n_actors:,} actors"
        lines = [f"{found}: {read}" if read else found]
        most = [f"{names.get(actor, actor)} {n:,}" for actor, n in self.actors.items()]
        return [*lines, *([f"most mentioned, as actors: {', '.join(most)}"] if most else [])]

    def tell_findings(self) -> list[str]:
        """Tell what was found in the articles, and what to do; nothing where nothing was."""
        if self.findings.empty:
            return []
        lines = [f"{self.rows['findings']:,} findings, by kind:"]
        for row in self.findings.itertuples(index=False):
            lines.append(f"  {row.severity:<8}{row.check:<22}{row.n:>8,}  {row.remedy}")
            lines.append(f"{'':10}such as {row.provenance}: {row.message}")
        return [*lines, "  all of them: the table of findings"]


def report_on(folder: str | Path, n_actors: int = 8) -> Report:
    """Count rows, the most mentioned actors, the kinds of findings, and what the articles lack.

    Actors are counted as in figures and reports: by the mentions that mean them and not the place.
    """
    actors: Counter[str] = Counter()
    readings: Counter[str] = Counter()
    for mentions in read_parts(folder, "mentions", ["actor_id", "reading"]):
        readings.update(mentions["reading"].value_counts().to_dict())
        meant = portraying(mentions)["actor_id"]
        actors.update(meant.value_counts().sort_index().to_dict())
    gaps = dict.fromkeys(("outlet_id", "published_at"), 0)
    for articles in read_parts(folder, "articles", list(gaps)):
        for column in gaps:
            gaps[column] += int(articles[column].isna().sum())
    findings = group_findings(read_parts(folder, "findings"))
    rows = read_manifest(folder)["rows"]
    most = dict(actors.most_common(n_actors))
    return Report(rows, most, len(actors), findings, gaps, dict(readings))


def group_findings(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Group findings by kind, as `Report` says; of what was not read, by the reason too."""
    counts: Counter[tuple[str, str, str]] = Counter()
    firsts: dict[tuple[str, str, str], tuple[str, str]] = {}
    for part in parts:
        reason = part["message"].str.replace(r"\d+|[\"'].*?[\"']", "", regex=True)
        reason = reason.where(part["check"].isin(UNREADABLE_FILE), "")
        for kind, group in part.groupby([part["severity"], part["check"], reason], sort=False):
            known = kind in counts or sum(kind[:2] == other[:2] for other in counts) < MAX_REASONS
            key = kind if known else (*kind[:2], "")
            counts[key] += len(group)
            first = group.iloc[0]
            firsts.setdefault(key, (first["provenance"], first["message"]))
    kinds = sorted(counts, key=lambda kind: (-SEVERITIES.index(kind[0]), -counts[kind], kind[1:]))
    rows = [(*kind[:2], counts[kind], *firsts[kind], remedy_of(kind[1])) for kind in kinds]
    names = ["severity", "check", "n", "provenance", "message", "remedy"]
    return pd.DataFrame(rows, columns=names)
