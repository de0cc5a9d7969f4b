"""One run at a time in a folder.

The lock is a file that only one process can create, and a note in it says which. It needs no locks
of the system, which shared folders such as those of Lustre often do not have.
"""

import contextlib
import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MANIFEST, LOCK, WORK = "manifest.json", "run.lock", ".work"


class LockedError(RuntimeError):
    """Another run writes into the same folder; the message names it."""


@contextlib.contextmanager
def hold_lock(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder.

    Raises
    ------
    LockedError
        If another run is at work there. The lock of a run that is no more is taken over; whether a
        run on another machine still is cannot be seen from here, so the message names the file to
        remove.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / LOCK
    signature = {"pid": os.getpid(), "host": platform.node()}
    for _ in range(3):
        try:
            descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
            break
        except FileExistsError:
            if _is_abandoned(file):
                file.unlink(missing_ok=True)
                continue
            holder = _holder(file)
            if holder.get("host") != signature["host"]:
                raise LockedError(
                    f"a run on {holder.get('host')} (process {holder.get('pid')}) writes into "
                    f"{folder}; if it is no more, remove {file}"
                ) from None
            if _is_alive(int(holder["pid"]), file):
                raise LockedError(
                    f"process {holder['pid']} writes into {folder}; wait for it, or stop it"
                ) from None
            file.unlink(missing_ok=True)
    else:
        raise LockedError(f"other runs start in {folder} at the same time; try again")
    with os.fdopen(descriptor, "w", encoding="utf8") as lock:
        json.dump(signature, lock)
        lock.flush()
        try:
            yield
        finally:
            if sys.platform != "win32":
                file.unlink(missing_ok=True)
    file.unlink(missing_ok=True)


def _holder(file: Path) -> dict[str, Any]:
    """Read who signed a lock; nobody, if it cannot be read."""
    try:
        holder: dict[str, Any] = json.loads(file.read_text(encoding="utf8"))
        return holder if isinstance(holder.get("pid"), int) else {}
    except FileNotFoundError:
        return {"host": platform.node(), "pid": -1}
    except (ValueError, OSError):
        return {}


def _is_abandoned(file: Path) -> bool:
    """Say whether a run was killed before it signed its lock, which takes a living one no time."""
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
        # A signal would end the process there; but a file that a process holds open cannot be
        # removed.
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
