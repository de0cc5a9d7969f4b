"""Tables on the disk: folders of Parquet parts, and a manifest that says what made them.

A part holds whole articles, and the parts of all tables that have the same name hold the same
articles. So what is asked of a corpus can be asked part by part, and memory does not grow with it.
Each file is written under another name and then renamed: none is ever half written.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ..clusters import join_clusters
from ..schema import TABLES, empty
from .files import replace_file
from .lock import MANIFEST

Tables = dict[str, pd.DataFrame]
ONLY_PART = "00000"
"""The part of a table that is made of the whole corpus at once."""


def write_part(
    folder: Path, name: str, part: str, table: pd.DataFrame, attrs: Mapping[str, str] | None = None
) -> None:
    """Write a part of a table as ``<name>.parquet/part-<part>.parquet``."""
    home = folder / f"{name}.parquet"
    if home.is_file():
        home.unlink()  # the layout of an earlier version
    home.mkdir(parents=True, exist_ok=True)
    stamped = table.copy(deep=False)
    stamped.attrs = dict(attrs or {})
    replace_file(
        home / f"part-{part}.parquet",
        lambda file: stamped.to_parquet(file, index=False, compression="zstd"),
    )


def read_part(
    folder: Path, name: str, part: str, columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """Read a part of a table, or some columns of it."""
    return pd.read_parquet(folder / f"{name}.parquet" / f"part-{part}.parquet", columns=columns)


def list_parts(folder: str | Path, name: str) -> list[Path]:
    """List the files of a table that `framing.analyse_path` wrote, in the order of the articles.

    Raises
    ------
    FileNotFoundError
        If the folder holds no finished run, or a part is missing.
    """
    folder = Path(folder)
    home = folder / f"{name}.parquet"
    if home.is_file():
        return [home]
    shards = read_manifest(folder).get("shards", [])
    files = [home / f"part-{shard}.parquet" for shard in shards]
    if shards and not any(file.is_file() for file in files):
        files = [home / f"part-{ONLY_PART}.parquet"]
    missing = [file for file in files if not file.is_file()]
    if missing:
        raise FileNotFoundError(
            f"{missing[0]} is missing; make it again with: framing analyse PATH --out {folder}"
        )
    return files


def read_manifest(folder: str | Path) -> dict[str, Any]:
    """Read what a run says of itself: versions, options, parts and numbers of rows.

    Raises
    ------
    FileNotFoundError
        If the folder holds no ``manifest.json``, or the run that wrote it was stopped.
    """
    folder = Path(folder)
    if not (folder / MANIFEST).is_file():
        raise FileNotFoundError(
            f"{folder} holds no {MANIFEST}; make it with: framing analyse PATH --out {folder}"
        )
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf8"))
    if not manifest.get("is_finished", True):
        raise FileNotFoundError(
            f"the run that writes {folder} is not finished; go on with the same command"
        )
    return manifest


def read_tables(folder: str | Path) -> Tables:
    """Read the tables that `analyse_path` wrote to a folder.

    The articles get the column ``cluster_id`` (`join_clusters`), as those of `analyse` have it.

    Raises
    ------
    FileNotFoundError
        If the folder holds no ``manifest.json``, or the run that wrote it was stopped.
    """
    return name_clusters({n: read_table(folder, n) for n in read_manifest(folder)["rows"]})


def name_clusters(tables: Tables) -> Tables:
    """Give the articles of a run their clusters of copies, where it looked for copies."""
    if "articles" not in tables or "duplicates" not in tables:
        return tables
    return {**tables, "articles": join_clusters(tables["articles"], tables["duplicates"])}


def read_table(folder: str | Path, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Read one of the tables that `analyse_path` wrote to a folder, or some of its columns.

    Raises
    ------
    FileNotFoundError
        If it is not there.
    """
    parts = [pq.read_table(file, columns=columns) for file in list_parts(folder, name)]
    if not parts:
        return empty(name)
    return pa.concat_tables(parts, promote_options="permissive").to_pandas()


def read_parts(
    folder: str | Path, name: str, columns: Sequence[str] | None = None
) -> Iterator[pd.DataFrame]:
    """Read the parts of a table one after the other; an empty table if there are none."""
    files = list_parts(folder, name)
    yield from (pd.read_parquet(file, columns=columns) for file in files)
    if not files:
        yield empty(name)


def tidy(folder: Path, names: Sequence[str], parts: Sequence[str]) -> None:
    """Remove what earlier runs left: other parts, and tables that are no more.

    Files of other names are left alone.
    """
    kept = {f"part-{part}.parquet" for part in (*parts, ONLY_PART)}
    for name in TABLES:
        home = folder / f"{name}.parquet"
        if name not in names:
            shutil.rmtree(home) if home.is_dir() else home.unlink(missing_ok=True)
            (folder / f"{name}.csv").unlink(missing_ok=True)
        elif home.is_dir():
            sharded = any((home / f"part-{part}.parquet").is_file() for part in parts)
            for file in home.glob("part-*.parquet"):
                if file.name not in kept or (sharded and file.name == f"part-{ONLY_PART}.parquet"):
                    file.unlink()


def remove_temporaries(folder: Path) -> None:
    """Remove what a killed run was writing."""
    for file in folder.rglob(".*.part"):
        file.unlink(missing_ok=True)
