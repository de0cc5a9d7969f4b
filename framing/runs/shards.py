"""How a corpus is cut into shards.

A shard is a run of units of the input (`framing.articles.formats.inputs.list_units`). It ends where
a digest of a unit's name says so, and not after a fixed number: so a file that is added changes its
own shard, and all others stay as they are.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..articles import Unit

SHARD_SIZE = 200
"""Articles of `ARTICLE_BYTES` in a shard, on average."""
ARTICLE_BYTES = 5_000
"""Characters of a news article of some 800 words; a file of one article counts as so many."""
_OF_ONE_ARTICLE = ("html", "pdf", "docx", "text", "rtf")
"""Formats of which most files hold one article, however large they are."""


class Shard(NamedTuple):
    """A run of units: the name of its parts, and the digest of what it is read from."""

    part: str
    key: str


def digest(*parts: object) -> str:
    """Digest everything that is given; what is equal has the same."""
    return hashlib.blake2b(
        repr(parts).encode("utf8", "backslashreplace"), digest_size=16
    ).hexdigest()


def cut(units: Iterable[Unit], size: int, salt: str) -> Iterator[tuple[str, list[Unit]]]:
    """Cut units into shards of about `size` articles, each with the digest of its input.

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
    waiting: list[Unit] = []
    keys: list[str] = []
    weight = 0
    for unit in units:
        n_bytes = _n_bytes(unit)
        unit_weight = (
            ARTICLE_BYTES if unit.format in _OF_ONE_ARTICLE else max(n_bytes, ARTICLE_BYTES)
        )
        if waiting and weight + unit_weight > 2 * room:
            yield digest(salt, keys), waiting
            waiting, keys, weight = [], [], 0
        waiting.append(unit)
        keys.append(_unit_key(unit, n_bytes))
        weight += unit_weight
        chance = int(digest(unit.name, unit.row, unit.start)[:8], 16) / 0xFFFFFFFF
        if weight >= room / 2 and chance < 2 * unit_weight / room:
            yield digest(salt, keys), waiting
            waiting, keys, weight = [], [], 0
    if waiting:
        yield digest(salt, keys), waiting


def _n_bytes(unit: Unit) -> int:
    if unit.data is not None:
        return len(unit.data)
    if unit.path is None:
        return 0
    end = Path(unit.path).stat().st_size if unit.end is None else unit.end
    return end - unit.start


def _unit_key(unit: Unit, n_bytes: int) -> str:
    """Digest a unit: its name and place, and the time and size of its file, or its bytes."""
    state: tuple[object, ...] = (n_bytes,)
    if unit.data is not None:
        state = (hashlib.blake2b(unit.data, digest_size=16).hexdigest(),)
    elif unit.path is not None:
        stat = Path(unit.path).stat()
        state = (stat.st_size, stat.st_mtime_ns)
    return digest(unit._replace(data=None, path=None), state)
