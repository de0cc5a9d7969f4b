"""What takes long and comes out the same is done once in a run of the tests, however many
processes test.

The network of the model judges one sentence at a time, so the same tokens and marks have the same
answer to the last digit, whatever is scored beside them. And the same articles are taken apart and
scored once (`framing.runs.memory`). All else of an analysis is done again each time.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

STARTUP = Path(__file__).parent
"""A folder on the path of each Python that is to remember; its ``sitecustomize`` sees to it."""
VARIABLE = "FRAMING_REMEMBERED"
"""The environment variable that names the file of the answers."""
MODULE = "framing.measures.sentiment.model"
STEPS = "steps"
"""The folder, beside the file of the answers, of what was made of the same articles."""


class Remembering:
    """Runs a network on what no process has asked it yet."""

    def __init__(self, network: Any, file: Path) -> None:
        self.network, self.file, self.lock = network, file, Lock()
        self.answers: dict[str, list[float]] = {}
        self.n_read = 0

    def run(self, names: None, fed: dict[str, Any]) -> list[list[list[float]]]:
        """What the network answers."""
        asked = hashlib.sha256(fed["ids"].tobytes() + fed["marks"].tobytes()).hexdigest()
        if asked not in self.answers:
            self._read_on()
        if asked not in self.answers:
            answer = self.answers[asked] = self.network.run(names, fed)[0][0].tolist()
            # One short write at the end of the file, which another process cannot split.
            with self.file.open("ab", buffering=0) as out:
                out.write(f"{asked} {' '.join(map(repr, answer))}\n".encode())
        return [[self.answers[asked]]]

    def _read_on(self) -> None:
        with self.lock, self.file.open("rb") as given:
            given.seek(self.n_read)
            whole = given.read().rpartition(b"\n")[0]
            self.n_read += len(whole) + bool(whole)
        for line in whole.decode().splitlines():
            asked, *answer = line.split()
            self.answers[asked] = [float(number) for number in answer]


def make_loader(load: Callable[[], Any]) -> Callable[[], Any]:
    """`load_model`, whose model remembers in the file that the environment names.

    One that remembers already is not made to do so twice.
    """
    kept: list[Any] = []
    plain = getattr(load, "plain", load)

    def load_model() -> Any:
        if not kept:
            loaded = plain()
            file = Path(os.environ[VARIABLE])
            kept.append(loaded._replace(session=Remembering(loaded.session, file)))
        return kept[0]

    load_model.plain = plain  # type: ignore[attr-defined]
    return load_model


def _change_model(module: Any) -> None:
    module.load_model = make_loader(module.load_model)


def _change_memory(module: Any) -> None:
    module.share_steps(Path(os.environ[VARIABLE]).with_name(STEPS))


CHANGES = {MODULE: _change_model, "framing.runs.memory": _change_memory}
"""Modules that are changed when a process that remembers loads them."""
