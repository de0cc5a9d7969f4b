"""What takes long and comes out the same is done once in a run of the tests, however many
processes test.

The network judges one sentence at a time, so the same tokens and mentions have the same answer to
the last digit, whatever is scored beside them. And the same articles are taken apart and scored
once (`framing.runs.memory`). All else of an analysis is done again each time.
"""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

STARTUP = Path(__file__).parent
"""A folder on the path of each Python that is to remember; its ``sitecustomize`` sees to it."""
VARIABLE = "FRAMING_REMEMBERED"
"""The environment variable that names the file of the answers."""
MODULE = "framing.measures.network.network"
STEPS = "steps"
"""The folder, beside the file of the answers, of what was made of the same articles."""


class Remembering:
    """Runs a network on what no process has asked it yet."""

    def __init__(self, network: Any, file: Path) -> None:
        self.network, self.file, self.lock = network, file, Lock()
        self.answers: dict[str, list[Any]] = {}
        self.n_read = 0

    def run(self, names: None, fed: dict[str, Any]) -> list[Any]:
        """What the network answers."""
        from filelock import FileLock

        asked = hashlib.sha256(fed["ids"].tobytes() + fed["pooling"].tobytes()).hexdigest()
        if asked not in self.answers:
            self._read_on()
        if asked not in self.answers:
            answer = self.answers[asked] = self.network.run(names, fed)
            parts = [[list(part.shape), part.ravel().tolist()] for part in answer]
            # One write at the end of the file, under a lock, which another process cannot split.
            with FileLock(f"{self.file}.lock"), self.file.open("ab", buffering=0) as out:
                out.write(f"{asked} {json.dumps(parts)}\n".encode())
        return self.answers[asked]

    def _read_on(self) -> None:
        import numpy as np

        with self.lock, self.file.open("rb") as given:
            given.seek(self.n_read)
            whole = given.read().rpartition(b"\n")[0]
            self.n_read += len(whole) + bool(whole)
        for line in whole.decode().splitlines():
            asked, _, answer = line.partition(" ")
            self.answers[asked] = [
                np.array(values, dtype=np.float32).reshape(shape)
                for shape, values in json.loads(answer)
            ]


def make_loader(load: Callable[[], Any]) -> Callable[[], Any]:
    """`load_network`, whose model remembers in the file that the environment names.

    One that remembers already is not made to do so twice.
    """
    kept: list[Any] = []
    plain = getattr(load, "plain", load)

    def load_network() -> Any:
        if not kept:
            loaded = plain()
            file = Path(os.environ[VARIABLE])
            kept.append(loaded._replace(session=Remembering(loaded.session, file)))
        return kept[0]

    load_network.plain = plain  # type: ignore[attr-defined]
    return load_network


def _change_model(module: Any) -> None:
    module.load_network = make_loader(module.load_network)


def _change_memory(module: Any) -> None:
    module.share_steps(Path(os.environ[VARIABLE]).with_name(STEPS))


CHANGES = {MODULE: _change_model, "framing.runs.memory": _change_memory}
"""Modules that are changed when a process that remembers loads them."""
