"""Tables on the disk: folders of Parquet parts, a manifest that says what made them, and summaries that stream.

A part holds whole articles, and the parts of all tables that have the same name hold the same articles. So what is
asked of a corpus can be asked part by part, and memory does not grow with it. Each file is written under another name
and then renamed: none is ever half written.
"""

import contextlib
import json
import os
import platform
import shutil
import sys
import time
import uuid
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from .duplicates import join_clusters
from .observations import observe
from .portrayal import MIN_ARTICLES, MIN_MENTIONS, DescriptiveWarning, resample
from .schema import TABLES, empty
from .spreadsheets import defuse_table
from .sums import Sums, add_up, join_sums

Tables = dict[str, pd.DataFrame]
MANIFEST, LOCK, WORK = "manifest.json", "run.lock", ".work"
ONLY_PART = "00000"
"""The part of a table that is made of the whole corpus at once."""


class LockedError(RuntimeError):
    """Another run writes into the same folder; the message names it."""


def write_part(folder: Path, name: str, part: str, table: pd.DataFrame, attrs: Mapping[str, str] | None = None) -> None:
    """Write a part of a table as ``<name>.parquet/part-<part>.parquet``."""
    home = folder / f"{name}.parquet"
    if home.is_file():
        home.unlink()  # the layout of an earlier version
    home.mkdir(parents=True, exist_ok=True)
    stamped = table.copy(deep=False)
    stamped.attrs = dict(attrs or {})
    _replace(home / f"part-{part}.parquet", lambda file: stamped.to_parquet(file, index=False, compression="zstd"))


def read_part(folder: Path, name: str, part: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """A part of a table, or some columns of it."""
    return pd.read_parquet(folder / f"{name}.parquet" / f"part-{part}.parquet", columns=columns)


def list_parts(folder: str | Path, name: str) -> list[Path]:
    """The files of a table in a folder that `framing.analyse_path` wrote, in the order of the articles.

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
        raise FileNotFoundError(f"{missing[0]} is missing; make it again with: framing analyse PATH --out {folder}")
    return files


def read_manifest(folder: str | Path) -> dict[str, Any]:
    """What a run says of itself: versions, options, parts and numbers of rows.

    Raises
    ------
    FileNotFoundError
        If the folder holds no ``manifest.json``, or the run that wrote it was stopped.
    """
    folder = Path(folder)
    if not (folder / MANIFEST).is_file():
        raise FileNotFoundError(f"{folder} holds no {MANIFEST}; make it with: framing analyse PATH --out {folder}")
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf8"))
    if not manifest.get("is_finished", True):
        raise FileNotFoundError(f"the run that writes {folder} is not finished; go on with the same command")
    return manifest


def write_json(file: Path, content: object) -> None:
    """Write a JSON file, in one piece or not at all."""
    text = json.dumps(content, indent=2) + "\n"
    file.parent.mkdir(parents=True, exist_ok=True)
    _replace(file, lambda temporary: temporary.write_text(text, encoding="utf8"))


def read_tables(folder: str | Path) -> Tables:
    """The tables that `analyse_path` wrote to a folder.

    Raises
    ------
    FileNotFoundError
        If the folder holds no ``manifest.json``, or the run that wrote it was stopped.
    """
    return {name: read_table(folder, name) for name in read_manifest(folder)["rows"]}


def read_table(folder: str | Path, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """One of the tables that `analyse_path` wrote to a folder, or some of its columns.

    Raises
    ------
    FileNotFoundError
        If it is not there.
    """
    parts = [pq.read_table(file, columns=columns) for file in list_parts(folder, name)]
    if not parts:
        return empty(name)
    return pa.concat_tables(parts, promote_options="permissive").to_pandas()


def read_parts(folder: str | Path, name: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
    """The parts of a table, or some columns of them, one after the other; an empty table if there are none."""
    files = list_parts(folder, name)
    yield from (pd.read_parquet(file, columns=columns) for file in files)
    if not files:
        yield empty(name)


def write_csv(table: pd.DataFrame | Iterable[pd.DataFrame], file: Path) -> None:
    """Write a table as CSV: UTF-8, line feeds, six decimals, and no cell that a spreadsheet would run.

    It may come in parts, of which one at a time is in memory.
    """

    def write(temporary: Path) -> None:
        with temporary.open("w", encoding="utf8", newline="") as out:
            for number, part in enumerate([table] if isinstance(table, pd.DataFrame) else table):
                safe = defuse_table(part)
                safe.to_csv(out, header=not number, index=False, lineterminator="\n", float_format="%.6g")

    _replace(file, write)


def _replace(file: Path, write: Callable[[Path], object]) -> None:
    temporary = file.with_name(f".{file.name}.{uuid.uuid4().hex}.part")
    try:
        write(temporary)
        os.replace(temporary, file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def tidy(folder: Path, names: Sequence[str], parts: Sequence[str]) -> None:
    """Remove what earlier runs left of the kit's tables: half-written files, other parts, and tables that are no more.

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


@contextlib.contextmanager
def hold_lock(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder.

    Raises
    ------
    LockedError
        If another run is at work there. The lock of a run that is no more is taken over; whether a run on another
        machine still is cannot be seen from here, so the message names the file to remove.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / LOCK
    own = {"pid": os.getpid(), "host": platform.node()}
    for _ in range(3):
        try:
            descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
            break
        except FileExistsError:
            if _is_abandoned(file):
                file.unlink(missing_ok=True)
                continue
            holder = _holder(file)
            if holder.get("host") != own["host"]:
                raise LockedError(
                    f"a run on {holder.get('host')} (process {holder.get('pid')}) writes into {folder}; "
                    f"if it is no more, remove {file}"
                ) from None
            if _is_alive(int(holder["pid"]), file):
                raise LockedError(f"process {holder['pid']} writes into {folder}; wait for it, or stop it") from None
            file.unlink(missing_ok=True)
    else:
        raise LockedError(f"other runs start in {folder} at the same time; try again")
    with os.fdopen(descriptor, "w", encoding="utf8") as lock:
        json.dump(own, lock)
        lock.flush()
        try:
            yield
        finally:
            if sys.platform != "win32":
                file.unlink(missing_ok=True)
    file.unlink(missing_ok=True)


def _holder(file: Path) -> dict[str, Any]:
    try:
        holder: dict[str, Any] = json.loads(file.read_text(encoding="utf8"))
        return holder if isinstance(holder.get("pid"), int) else {}
    except FileNotFoundError:
        return {"host": platform.node(), "pid": -1}
    except (ValueError, OSError):
        return {}


def _is_abandoned(file: Path) -> bool:
    """Whether a run was killed between making its lock and signing it, which takes a run that lives no time."""
    try:
        for _ in range(10):
            if file.stat().st_size:
                return False
            time.sleep(0.1)
    except OSError:
        return False
    return True


def _is_alive(pid: int, file: Path) -> bool:
    if sys.platform == "win32":
        # A signal would end the process there; but a file that a process holds open cannot be removed.
        try:
            file.unlink()
        except PermissionError:
            return True
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid > 0


def summarise_dataset(
    folder: str | Path,
    *,
    by: Sequence[str] = ("actor_id",),
    tables: Sequence[str] = ("frame_hits",),
    readings: Sequence[str] = ("actor",),
    min_mentions: int = MIN_MENTIONS,
    min_articles: int = MIN_ARTICLES,
    n_resamples: int = 2_000,
    level: float = 0.95,
    seed: int = 1,
) -> pd.DataFrame:
    """Portrayals of a dataset that need not fit into memory, as `summarise_portrayal` makes them of tables.

    The parts are read one after the other and added up by article and group (`framing.sums`); only these sums are
    kept, some 200 bytes for each article and group. The result is that of `summarise_portrayal` on the same tables to
    the last bit, since both add up and resample in the same order.

    Parameters
    ----------
    folder : str or Path
        A folder that `analyse_path` wrote.
    by, readings, min_mentions, min_articles, n_resamples, level, seed
        As for `summarise_portrayal`.
    tables : sequence of str
        Which of ``frame_hits``, ``voices`` and ``roles`` bring measures and columns; ``sentences`` and ``outlets`` are
        read where `by` needs them.

    Returns
    -------
    DataFrame
        Table of portrayals. Where the run found near-duplicates, whole clusters of them are resampled.

    Raises
    ------
    FileNotFoundError
        If the folder holds no finished run.
    ValueError
        As for `summarise_portrayal`.
    """
    folder = Path(folder)
    manifest = read_manifest(folder)
    whole = {name: read_table(folder, name) for name in ("outlets", "duplicates") if name in manifest["rows"]}
    parts = manifest.get("shards") or [None]
    return summarise_parts(
        partial(load_part, folder), parts, by=by, tables=tables,
        outlets=whole.get("outlets"), duplicates=whole.get("duplicates"), readings=readings, min_mentions=min_mentions,
        min_articles=min_articles, n_resamples=n_resamples, level=level, seed=seed,
    )  # fmt: skip


def load_part(folder: Path, part: str | None, name: str, columns: Sequence[str] | None) -> pd.DataFrame:
    """A table of a part, or of a dataset that was written whole."""
    return read_table(folder, name, columns) if part is None else read_part(folder, name, part, columns)


Load = Callable[[Any, str, Sequence[str] | None], pd.DataFrame]
Each = Callable[[Callable[[Any], Sums], Sequence[Any]], Iterable[Sums]]


def summarise_parts(
    load: Load,
    parts: Sequence[Any],
    *,
    by: Sequence[str],
    tables: Sequence[str] = ("frame_hits",),
    outlets: pd.DataFrame | None = None,
    duplicates: pd.DataFrame | None = None,
    readings: Sequence[str] = ("actor",),
    each: Each = map,
    **options: Any,
) -> pd.DataFrame:
    """The portrayals of the parts of a corpus.

    ``load(part, name, columns)`` gives a table of a part. ``each(function, parts)`` adds up the parts, in their order;
    other processes may do it.
    """
    strange = set(tables) - {"frame_hits", "voices", "roles"}
    if strange:
        raise ValueError(f"tables= takes frame_hits, voices and roles, not {', '.join(sorted(strange))}")
    kinds: set[tuple[str, str]] = set()
    if "frame_hits" in tables:
        for part in parts:
            kinds |= set(load(part, "frame_hits", ["frame_id", "window"]).itertuples(index=False, name=None))
    copies = duplicates if duplicates is not None and len(duplicates) else None
    add_up_one = partial(
        _add_up_part, load=load, tables=tables, kinds=sorted(kinds), outlets=outlets, readings=readings, by=by
    )
    if copies is None:
        items = [(part, None) for part in parts]
    else:
        place = pd.Index(copies["article_id"])
        rows = (place.get_indexer(load(part, "articles", ["article_id"])["article_id"]) for part in parts)
        items = [(part, copies.iloc[own[own >= 0]]) for part, own in zip(parts, rows, strict=True)]
    sums = join_sums(list(each(add_up_one, items)))
    with warnings.catch_warnings():
        # The column `resampled` says it for each row, and so do the figures.
        warnings.simplefilter("ignore", DescriptiveWarning)
        return resample(sums, by, drawn="articles" if copies is None else "clusters", **options)


def _add_up_part(
    item: tuple[Any, pd.DataFrame | None],
    *,
    load: Load,
    tables: Sequence[str],
    kinds: list[tuple[str, str]],
    outlets: pd.DataFrame | None,
    readings: Sequence[str],
    by: Sequence[str],
) -> Sums:
    """The sums of a part, with the copies among its articles if articles are drawn in clusters of them."""
    part, copies = item
    # Texts are by far the largest column, and say nothing here.
    columns = [name for name in TABLES["articles"].column_names if name not in ("text", "headline")]
    articles = load(part, "articles", columns).assign(headline=None, text="")
    if copies is not None:
        articles = join_clusters(articles, copies)
    wanted = [*tables, *(["sentences"] if "part" in by else [])]
    extra: dict[str, Any] = {name: load(part, name, None) for name in wanted}
    seen = observe(
        load(part, "mentions", None), articles, load(part, "scores", None), **extra,
        frame_kinds=kinds if "frame_hits" in tables else None, outlets=outlets, by=by, readings=readings,
        cluster="article_id" if copies is None else "cluster_id",
    )  # fmt: skip
    return add_up(seen, by, is_clustered=copies is not None)
