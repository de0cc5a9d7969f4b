"""What was learnt from codes: the files of a codebook's folder ``learners``, read with suspicion.

Such a file may come from anybody. It is JSON and nothing else, of a size and shape that are
checked, and what it holds is numbers and words; nothing in it is ever run.
"""

import hashlib
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

LEARNERS = "learners"
"""The folder inside a codebook's that holds the files, one a learner."""
FORMAT = "framing learner 1"
MAX_LEARNER_BYTES = 5_000_000
MAX_LEARNERS = 50
MAX_CLASSES = 40
NO, YES = "no", "yes"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_DIGEST = re.compile(r"[0-9a-f]{6,64}")
_CLASS = re.compile(r"[^\s.][^\n\r\t]{0,59}")
_MAX_WORDS = 20_000
_MAX_WIDTH = 10_000


class LearnerError(ValueError):
    """A learner cannot be used; the message says why, and what to do."""


@dataclass(frozen=True, eq=False)
class Learnt:
    """What was learnt from codes: a linear head on the vectors of the network, and its record.

    ``classes`` are the answers; those of a frame are ``("no", "yes")``. The logit of each answer
    but the first is ``bias + weights @ vector + keyword * hit + words``; that of the first is 0.
    ``words`` maps a word to its weight in a sentence and what it adds to each logit. ``held_out``
    maps the digest of a sentence that was coded to the probabilities of a learner that did not see
    its article, so that what is estimated with the same codes is not too sure of itself.
    ``threshold`` is the probability from which a frame counts as there. ``report`` says how good it
    is, and who coded.
    """

    name: str
    variable: str
    classes: tuple[str, ...]
    network: str
    codebook: str
    codes: str
    weights: np.ndarray = field(repr=False)
    bias: np.ndarray = field(repr=False)
    keyword: np.ndarray = field(repr=False)
    words: Mapping[str, tuple[float, ...]] = field(repr=False)
    held_out: Mapping[str, tuple[float, ...]] = field(repr=False)
    threshold: float
    report: Mapping[str, Any] = field(repr=False)

    @property
    def is_frame(self) -> bool:
        """Whether it says yes or no, and not which of several."""
        return self.classes == (NO, YES)

    @property
    def digest(self) -> str:
        """The first twelve digits of the SHA-256 of all it holds."""
        return hashlib.sha256(write_learnt(self).encode()).hexdigest()[:12]

    @property
    def outputs(self) -> tuple[str, ...]:
        """Name what it tells of a sentence, as the table of frames read does."""
        return (self.name,) if self.is_frame else tuple(f"{self.name}.{c}" for c in self.classes)


def digest_sentence(text: str) -> str:
    """Tell a sentence from others without keeping its words."""
    return hashlib.sha256(" ".join(text.split()).encode("utf8", "surrogatepass")).hexdigest()[:16]


def is_learner_name(name: str) -> bool:
    """Whether a learner may be called so, as its file and the measures will be.

    Examples
    --------
    >>> is_learner_name("debt_trap"), is_learner_name("../debt trap")
    (True, False)
    """
    return bool(_NAME.fullmatch(name))


def write_learnt(learnt: Learnt) -> str:
    """Write what was learnt as JSON, numbers with six digits."""
    return json.dumps(
        {
            "format": FORMAT,
            "name": learnt.name,
            "variable": learnt.variable,
            "classes": list(learnt.classes),
            "network": learnt.network,
            "codebook": learnt.codebook,
            "codes": learnt.codes,
            "threshold": learnt.threshold,
            "report": dict(learnt.report),
            "bias": _short(learnt.bias),
            "keyword": _short(learnt.keyword),
            "words": {word: _short(values) for word, values in learnt.words.items()},
            "held_out": {key: _short(values) for key, values in learnt.held_out.items()},
            "weights": [_short(row) for row in learnt.weights],
        },
        indent=1,
        ensure_ascii=False,
        allow_nan=False,
    )


def _short(values: Sequence[float] | np.ndarray) -> list[float]:
    return [float(f"{value:.6g}") for value in np.asarray(values, dtype=float)]


def parse_learnt(text: str, where: str) -> Learnt:
    """Read what `write_learnt` wrote.

    Raises
    ------
    LearnerError
        If it is something else, or was changed into what no learner can be.
    """

    def fault(what: str) -> LearnerError:
        return LearnerError(
            f"{where}: {what}; it is not as framing.learn_frame writes it. Learn it again from the "
            "codes, or take the file out of the folder"
        )

    try:
        held = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise fault(f"this is no JSON ({str(error)[:80] or 'nested too deep'})") from None
    if not _can_be_written(held):
        raise fault("it is nested too deep, or holds half a character")
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise fault(f'there is no "format": "{FORMAT}"')
    name, classes = held.get("name"), held.get("classes")
    if not isinstance(name, str) or not is_learner_name(name):
        raise fault(f'"name" is {str(name)[:60]!r}, not lower-case letters, digits and _')
    if (
        not isinstance(classes, list)
        or not 2 <= len(classes) <= MAX_CLASSES
        or not all(isinstance(one, str) and _CLASS.fullmatch(one) for one in classes)
        or len(set(classes)) < len(classes)
    ):
        raise fault(f'"classes" must be 2 to {MAX_CLASSES} different short names')
    n = len(classes) - 1
    texts = {key: held.get(key) for key in ("variable", "network", "codebook", "codes")}
    for key, value in texts.items():
        if not isinstance(value, str) or (key != "variable" and not _DIGEST.fullmatch(value)):
            raise fault(f'"{key}" is {str(value)[:60]!r}')
    if texts["variable"] not in (name, f"frame:{name}"):
        raise fault(f'"variable" is {str(texts["variable"])[:60]!r}, and the learner {name!r}')
    threshold = _numbers([held.get("threshold")], 1)
    if threshold is None or not 0 <= threshold[0] <= 1:
        raise fault('"threshold" is no number from 0 to 1')
    rows = held.get("weights")
    width = len(rows[0]) if isinstance(rows, list) and rows and isinstance(rows[0], list) else 0
    if not isinstance(rows, list) or len(rows) != n or not 1 <= width <= _MAX_WIDTH:
        raise fault(f'"weights" must be {n} lists of numbers')
    weights = [_numbers(row, width) for row in rows]
    bias, keyword = _numbers(held.get("bias"), n), _numbers(held.get("keyword"), n)
    if bias is None or keyword is None or any(row is None for row in weights):
        raise fault('"weights", "bias" and "keyword" must be finite numbers, as many as it says')
    words = _tuples(held.get("words"), n + 1, lambda row: 0.1 < row[0] < 100)
    held_out = _tuples(
        held.get("held_out"), n + 1, lambda row: min(row) >= 0 and abs(sum(row) - 1) < 1e-3
    )
    if words is None or held_out is None or not _is_report(held.get("report")):
        raise fault('"words", "held_out" and "report" must map names to what belongs to them')
    return Learnt(
        name,
        str(texts["variable"]),
        tuple(classes),
        str(texts["network"]),
        str(texts["codebook"]),
        str(texts["codes"]),
        np.array(weights, dtype=float),
        np.array(bias),
        np.array(keyword),
        words,
        held_out,
        threshold[0],
        held["report"],
    )


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _can_be_written(held: object) -> bool:
    """Whether what was read can be written and hashed again."""
    try:
        json.dumps(held, ensure_ascii=False).encode("utf8")
    except (RecursionError, UnicodeEncodeError):
        return False
    return True


def _is_report(report: object) -> bool:
    """Whether it is a record with tables that are lists of flat rows, where there are any."""
    if not isinstance(report, dict):
        return False
    tables = [report.get(name, []) for name in ("scores", "curve")]
    return all(
        isinstance(rows, list)
        and all(isinstance(row, dict) for row in rows)
        and not any(isinstance(cell, dict | list) for row in rows for cell in row.values())
        for rows in tables
    )


def _numbers(values: object, n: int) -> list[float] | None:
    """Take so many finite numbers, or nothing."""
    if not isinstance(values, list) or len(values) != n:
        return None
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in values):
        return None
    if not all(abs(one) < 1e9 and math.isfinite(one) for one in values):
        return None
    return [float(one) for one in values]


def _tuples(
    values: object, n: int, holds: Callable[[list[float]], bool]
) -> dict[str, tuple[float, ...]] | None:
    """Take a mapping of words to so many numbers that something holds of, or nothing."""
    if not isinstance(values, dict) or len(values) > _MAX_WORDS:
        return None
    found: dict[str, tuple[float, ...]] = {}
    for word, row in values.items():
        numbers = _numbers(row, n)
        if numbers is None or len(word) > 200 or not holds(numbers):
            return None
        found[word] = tuple(numbers)
    return found


def learner_files(path: str | Path | None) -> tuple[Path, ...]:
    """Find the files of learners in a codebook's folder."""
    if path is None or not (Path(path) / LEARNERS).is_dir():
        return ()
    return tuple(sorted((Path(path) / LEARNERS).glob("*.json")))


def read_learnt(file: str | Path) -> Learnt:
    """Read one file of a learner.

    Raises
    ------
    FileNotFoundError
        If there is none.
    LearnerError
        If it is too large, no text, or holds something else.
    """
    file = Path(file)
    if file.is_dir():
        raise LearnerError(f"{file} is a folder, and no learner; take it out of the folder")
    if not file.is_file():
        raise FileNotFoundError(f"there is no learner at {file}")
    if file.stat().st_size > MAX_LEARNER_BYTES:
        raise LearnerError(
            f"{file} is larger than {MAX_LEARNER_BYTES // 1_000_000} MB, which no learner is; take "
            "it out of the folder"
        )
    try:
        text = file.read_bytes().decode("utf8")
    except UnicodeDecodeError:
        raise LearnerError(f"{file} is no text in UTF-8; take it out of the folder") from None
    learnt = parse_learnt(text, str(file))
    if file.stem != learnt.name:
        raise LearnerError(
            f"{file} holds the learner {learnt.name!r}; a file is called as its learner is: rename "
            f"it to {learnt.name}.json"
        )
    return learnt


def read_learners(path: str | Path | None) -> tuple[Learnt, ...]:
    """Read all learners of a codebook's folder, in the order of their names."""
    files = learner_files(path)
    if len(files) > MAX_LEARNERS:
        raise LearnerError(
            f"{path}/{LEARNERS} holds {len(files)} files; {MAX_LEARNERS} are the most"
        )
    return tuple(map(read_learnt, files))


def find_faults(path: str | Path | None) -> Iterator[tuple[Path, str]]:
    """Say of each file of a learner that cannot be used why."""
    for file in learner_files(path):
        try:
            read_learnt(file)
        except LearnerError as error:
            yield file, str(error).removeprefix(f"{file}: ")
