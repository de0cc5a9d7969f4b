"""What a run says of itself: versions, digests, and the tables that it wrote."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from ..codebook import Codebook
from ..coders import summarise_validation
from ..measures import model_digest
from ..shipped import kit_version, package_folder
from ..tables import (
    MANIFEST,
    ONLY_PART,
    Tables,
    read_manifest,
    read_part,
    read_parts,
    tidy,
    write_csv,
    write_json,
    write_part,
)
from .steps import concat_tables

SCORING = ("vadersentiment", "textblob", "onnxruntime", "tokenizers", "numpy")
READING = (
    "trafilatura",
    "python-docx",
    "pypdfium2",
    "striprtf",
    "python-calamine",
    "warcio",
    "feedparser",
)
LIBRARIES = (*SCORING, "pandas", "datasketch", "py3langid", *READING)
"""Libraries whose versions the manifest keeps, since the numbers depend on them."""
MAX_CSV_ROWS = 200_000
"""Tables of more rows are written as Parquet alone: no spreadsheet opens them with pleasure."""


@lru_cache(maxsize=1)
def code_digest() -> str:
    """A digest of the kit's own code, so that a changed kit does everything anew."""
    found = hashlib.blake2b(digest_size=6)
    folder = package_folder()
    for file in sorted(folder.rglob("*.py")):
        found.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def versions(names: Sequence[str]) -> dict[str, str]:
    return {name: version(name) for name in names}


def validate(folder: Path, parts: Sequence[str], codings: pd.DataFrame) -> pd.DataFrame:
    """`summarise_validation` of the coded mentions, which are few."""
    found: dict[str, list[pd.DataFrame]] = {
        name: [] for name in ("mentions", "scores", "voices", "frame_hits")
    }
    articles = []
    for part in parts:
        for name, tables in found.items():
            table = read_part(folder, name, part)
            tables.append(table[table["mention_id"].isin(codings["unit_id"])])
        own = read_part(folder, "articles", part)
        articles.append(own[own["article_id"].isin(found["mentions"][-1]["article_id"])])
    joined = {name: concat_tables(tables, name) for name, tables in found.items()}
    return summarise_validation(
        codings,
        joined["mentions"],
        concat_tables(articles, "articles"),
        joined["scores"],
        frame_hits=joined["frame_hits"],
        voices=joined["voices"],
    )


def write_tables(
    tables: Tables, out: str | Path, codebook: Codebook, options: Mapping[str, object]
) -> None:
    """Write tables that are in memory as `analyse_path` writes its own: as Parquet, as CSV where
    small, and a manifest.

    In CSV, a text that a spreadsheet would take for a formula gets an apostrophe in front; Parquet
    holds it as it is.
    """
    folder = Path(out)
    attrs = {"codebook": f"{codebook.name} {codebook.version}", "codebook_digest": codebook.digest}
    for name, table in tables.items():
        write_part(folder, name, ONLY_PART, table, attrs)
    tidy(folder, list(tables), [])
    rows = {name: len(table) for name, table in tables.items()}
    write_manifest(folder, attrs, {"options": dict(options), "rows": rows, "shards": [ONLY_PART]})
    for name in small_tables(folder):
        write_table_csv(folder, name)


def write_manifest(folder: Path, attrs: Mapping[str, str], facts: Mapping[str, object]) -> None:
    """Write the manifest; a table that has become too large for CSV must not keep that of an
    earlier run.
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


def small_tables(folder: Path) -> list[str]:
    """The tables that are written as CSV too, the largest first."""
    rows = read_manifest(folder)["rows"]
    return sorted(
        (name for name in rows if rows[name] <= MAX_CSV_ROWS), key=lambda name: -int(rows[name])
    )


def write_table_csv(folder: Path, name: str) -> None:
    write_csv(read_parts(folder, name), folder / f"{name}.csv")
