"""What long steps made of the same tables, remembered in a folder that several processes share.

`framing rebuild` analyses the articles, and the notebooks that it runs analyse them again: what is
taken apart and scored a second time is read instead. Without such a folder nothing is remembered.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Any

import pandas as pd

from ..tables import ONLY_PART, Tables, read_part, write_part

_SILENT = "show_progress"
"""What a step may be told that its tables do not depend on."""
_folders: list[Path] = []
"""The first one counts: whoever runs all wants one for all."""


@contextmanager
def sharing_steps(folder: Path) -> Iterator[None]:
    """Remember in a folder, meanwhile, what `remembered` steps make, if there is none yet."""
    _folders.append(folder)
    try:
        yield
    finally:
        _folders.remove(folder)


def share_steps(folder: Path) -> None:
    """Remember in a folder, from now on, what `remembered` steps make, if there is none yet."""
    _folders.append(folder)


def remembered(step: Callable[..., Tables]) -> Callable[..., Tables]:
    """Let a step read what it made of the same tables before, in whatever process.

    Its tables must depend on nothing but what it is given.
    """

    @wraps(step)
    def recall(*given: Any, **options: Any) -> Tables:
        if not _folders:
            return step(*given, **options)
        named = [part for pair in sorted(options.items()) if pair[0] != _SILENT for part in pair]
        home = _folders[0] / digest_values([step.__name__, *given, *named])
        if home.is_dir():
            names = sorted(file.stem for file in home.glob("*.parquet"))
            return {name: read_part(home, name, ONLY_PART) for name in names}
        made = step(*given, **options)
        _keep(home, made)
        return made

    return recall


def _keep(home: Path, tables: Tables) -> None:
    """Write tables to a folder that is there whole or not at all."""
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, ignore_cleanup_errors=True) as scratch:
        made = Path(scratch, "made")
        for name, table in tables.items():
            write_part(made, name, ONLY_PART, table)
        with suppress(OSError):  # another process was quicker
            made.rename(home)


def digest_values(values: Sequence[Any]) -> str:
    """Digest tables by their content, and other values by their digest or what they show."""
    state = hashlib.blake2b(digest_size=12)
    for value in values:
        if isinstance(value, pd.DataFrame):
            state.update(",".join(map(str, value.columns)).encode())
            state.update(pd.util.hash_pandas_object(value).to_numpy().tobytes())
        else:
            state.update(str(getattr(value, "digest", repr(value))).encode())
        state.update(b"\0")
    return state.hexdigest()
