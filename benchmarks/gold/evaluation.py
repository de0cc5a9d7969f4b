"""The evaluation data: its files, and the scripts beside them that score a file of answers."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


def read_rows(file: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines; ends the program, and says why, where it is not there."""
    if not file.is_file():
        remedy = "give the folder of the evaluation data with --eval FOLDER"
        print(f"no {file}: {remedy}", file=sys.stderr)
        raise SystemExit(2)
    with file.open(encoding="utf8") as lines:
        return list(map(json.loads, lines))


def score(
    scorer: Path,
    gold: Path,
    answers: Iterable[Mapping[str, Any]],
    *task: str,
    keep: Path | None = None,
) -> str:
    """What a scorer prints of some answers to a file of gold.

    A scorer with several tasks is told which; ``keep`` is where the answers stay, as JSON lines.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = keep or Path(folder, "said.jsonl")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(json.dumps(row) + "\n" for row in answers), encoding="utf8")
        command = [sys.executable, str(scorer), *task, str(gold), str(file)]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{scorer.name} on {gold.name}: {done.stderr.strip()}")
    return done.stdout.strip()
