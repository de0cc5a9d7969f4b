"""A corpus in shards on the disk: how it is cut, what is done with each shard, and what need not be
done again.

A shard is a run of units of the input (`framing.readers.list_units`). It ends where a digest of a
unit's name says so, and not after a fixed number: so a file that is added changes its own shard,
and all others stay as they are. Each step of a shard leaves a mark with the digest of all that its
result depends on; if that is right, it is not done again.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..articles import ColumnError, Unit, read_units
from ..codebook import Codebook
from ..tables import WORK, read_part, write_json, write_part
from .decisions import Choice, Roll, apply_choice, take_roll
from .funnel import count_reading
from .steps import audit, score, take_apart

SHARD_SIZE = 200
"""Articles of `ARTICLE_BYTES` in a shard, on average."""
ARTICLE_BYTES = 5_000
"""Characters of a news article of some 800 words; a file of one article counts as so many."""
STEPS = ("read", "audit", "take_apart", "score")
_OF_ONE_ARTICLE = ("html", "pdf", "docx", "text", "rtf")
"""Formats of which most files hold one article, however large they are."""


class Shard(NamedTuple):
    """A run of units: the name of its parts, and the digest of what it is read from."""

    part: str
    key: str


class Context(NamedTuple):
    """What all shards of a run share."""

    folder: Path
    codebook: Codebook
    columns: dict[str, str]
    measures: tuple[str, ...]
    attrs: dict[str, str]


class ReadTask(NamedTuple):
    """Read a shard, and look for what is wrong with its texts."""

    shard: Shard
    units: tuple[Unit, ...]
    audit_key: str


class AnalyseTask(NamedTuple):
    """Take the articles of a shard apart, and score them."""

    part: str
    choice: Choice
    reasons: dict[str, str]
    keys: tuple[str, str]
    only: tuple[str, ...] | None = None
    """Try these articles alone and keep nothing, to find out which of them cannot be analysed."""


def digest(*parts: object) -> str:
    """A digest of everything that is given; what is equal has the same."""
    return hashlib.blake2b(
        repr(parts).encode("utf8", "backslashreplace"), digest_size=16
    ).hexdigest()


def cut(units: Iterable[Unit], size: int, salt: str) -> Iterator[tuple[str, list[Unit]]]:
    """Units in shards of about `size` articles, each with the digest of what it is read from.

    Parameters
    ----------
    units : iterable of Unit
        In their order.
    size : int
        Articles of `ARTICLE_BYTES`.
    salt : str
        What the digests depend on beside the units.
    """
    room = size * ARTICLE_BYTES
    own: list[Unit] = []
    keys: list[str] = []
    weight = 0
    for unit in units:
        n_bytes = _n_bytes(unit)
        own_weight = (
            ARTICLE_BYTES if unit.format in _OF_ONE_ARTICLE else max(n_bytes, ARTICLE_BYTES)
        )
        if own and weight + own_weight > 2 * room:
            yield digest(salt, keys), own
            own, keys, weight = [], [], 0
        own.append(unit)
        keys.append(_unit_key(unit, n_bytes))
        weight += own_weight
        place = int(digest(unit.name, unit.row, unit.start)[:8], 16) / 0xFFFFFFFF
        if weight >= room / 2 and place < 2 * own_weight / room:
            yield digest(salt, keys), own
            own, keys, weight = [], [], 0
    if own:
        yield digest(salt, keys), own


def _n_bytes(unit: Unit) -> int:
    if unit.data is not None:
        return len(unit.data)
    if unit.path is None:
        return 0
    end = Path(unit.path).stat().st_size if unit.end is None else unit.end
    return end - unit.start


def _unit_key(unit: Unit, n_bytes: int) -> str:
    """What a unit is: its name and place, and the time and size of its file, or its bytes."""
    place: tuple[object, ...] = (n_bytes,)
    if unit.data is not None:
        place = (hashlib.blake2b(unit.data, digest_size=16).hexdigest(),)
    elif unit.path is not None:
        stat = Path(unit.path).stat()
        place = (stat.st_size, stat.st_mtime_ns)
    return digest(unit._replace(data=None, path=None), place)


def read_marks(folder: Path, step: str) -> dict[str, dict[str, Any]]:
    """The marks of a step: part -> its key and counts."""
    marks = {}
    for file in sorted((folder / WORK / step).glob("*.json")):
        try:
            marks[file.stem] = json.loads(file.read_text(encoding="utf8"))
        except ValueError:
            file.unlink()  # half written by a system that went down
    return marks


def _is_done(folder: Path, step: str, part: str, key: str) -> bool:
    """Whether the step was done already; if not, what it left before counts no more."""
    file = _mark(folder, step, part)
    try:
        if json.loads(file.read_text(encoding="utf8"))["key"] == key:
            return True
    except (FileNotFoundError, ValueError, KeyError):
        pass
    file.unlink(missing_ok=True)
    return False


def _mark(folder: Path, step: str, part: str) -> Path:
    return folder / WORK / step / f"{part}.json"


def read_shard(context: Context, task: ReadTask) -> list[str]:
    """Read a shard and audit it, and say which of the two had to be done."""
    folder, part = context.folder, task.shard.part
    work = folder / WORK
    done: list[str] = []
    if not task.audit_key:  # a trial
        articles, read = read_units(task.units, columns=context.columns)
        take_roll(articles, read, audit(articles, context.codebook))
        return done
    if not _is_done(folder, "read", part, task.shard.key):
        try:
            articles, read = read_units(task.units, columns=context.columns)
        except ColumnError as error:
            error.stops_the_run = True  # type: ignore[attr-defined]
            raise
        write_part(work, "articles", part, articles)
        write_part(work, "read", part, read)
        names = [unit.name for unit in task.units if unit.is_first]
        counts = count_reading(names, articles, read)
        write_json(_mark(folder, "read", part), {"key": task.shard.key, "counts": counts})
        done.append("read")
    if not _is_done(folder, "audit", part, task.audit_key):
        articles, read = read_part(work, "articles", part), read_part(work, "read", part)
        found = audit(articles, context.codebook)
        roll = take_roll(articles, read, found)
        write_part(work, "found", part, found)
        write_part(work, "roll", part, roll.articles)
        prints = pd.DataFrame(
            {"digest": roll.digests, "signature": [row.tobytes() for row in roll.signatures]}
        )
        write_part(work, "fingerprints", part, prints)
        write_json(_mark(folder, "audit", part), {"key": task.audit_key})
        done.append("audit")
    return done


def load_roll(folder: Path, part: str) -> Roll:
    """The roll of a shard that `read_shard` wrote."""
    work = folder / WORK
    prints = read_part(work, "fingerprints", part)
    digests = np.array(prints["digest"].tolist(), dtype="S32")
    signatures = np.frombuffer(b"".join(prints["signature"]), dtype=np.uint16).reshape(
        len(prints), -1
    )
    found = read_part(work, "found", part, ["article_id", "check", "severity"]).drop_duplicates()
    return Roll(read_part(work, "roll", part), found, digests, signatures)


def analyse_shard(context: Context, task: AnalyseTask) -> list[str]:
    """Take the articles of a shard apart and score them, and say which of the two had to be done."""
    folder, part, codebook = context.folder, task.part, context.codebook
    work = folder / WORK
    if task.only is not None:
        articles, findings = _choose(work, task)
        chosen = articles[articles["article_id"].isin(list(task.only))].reset_index(drop=True)
        tables = take_apart(chosen, findings, codebook)
        score(tables["mentions"], tables["sentences"], codebook, context.measures)
        return []
    done = []
    if not _is_done(folder, "take_apart", part, task.keys[0]):
        articles, findings = _choose(work, task)
        tables = {
            "articles": articles,
            "findings": findings,
            **take_apart(articles, findings, codebook),
        }
        _write(context, part, "take_apart", task.keys[0], tables)
        done.append("take_apart")
    if not _is_done(folder, "score", part, task.keys[1]):
        mentions, sentences = (read_part(folder, name, part) for name in ("mentions", "sentences"))
        _write(
            context,
            part,
            "score",
            task.keys[1],
            score(mentions, sentences, codebook, context.measures),
        )
        done.append("score")
    return done


def _choose(work: Path, task: AnalyseTask) -> tuple[pd.DataFrame, pd.DataFrame]:
    read, found, articles = (
        read_part(work, name, task.part) for name in ("read", "found", "articles")
    )
    return apply_choice(task.choice, articles, read, found, task.reasons)


def _write(
    context: Context, part: str, step: str, key: str, tables: Mapping[str, pd.DataFrame]
) -> None:
    for name, table in tables.items():
        write_part(context.folder, name, part, table, context.attrs)
    rows = {name: len(table) for name, table in tables.items()}
    write_json(_mark(context.folder, step, part), {"key": key, "rows": rows})


def tidy_work(folder: Path, parts: Iterable[str]) -> None:
    """Remove what earlier runs left of shards that are no more."""
    kept = set(parts)
    for file in (folder / WORK).rglob("*"):
        is_of_a_shard = (
            file.suffix in (".json", ".parquet") and file.is_file() and file.parent != folder / WORK
        )
        if is_of_a_shard and file.stem.removeprefix("part-") not in kept:
            file.unlink()
