"""What a teacher read, kept small and without words, so that a student can be trained without it.

A file holds, for each sentence, a digest of what the network saw and the logits of every head, in
steps of `STEP`. Sentences are found again by their digest, so a kit that has come to show a
sentence in another way since learns nothing from it, instead of something wrong.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.special import log_softmax, softmax

from .examples import Example
from .fitting import HEADS, Soft

READINGS = Path(__file__).parent / "readings.npz"
"""What the last teacher and the shipped network read."""
STEP = 1 / 8
"""The logits are kept as multiples of this, from -16 to 15.9; what lies beyond is sure anyhow."""
SHAPES = {"light": (-1, 3), "pair": (-1, 3), "policy": (10,), "frames": (15,)}


def digest_shown(example: Example) -> int:
    """A number of 64 bits for what the network sees of a sentence: its text and its mentions."""
    spans = [(int(start), int(end)) for start, end in example.spans]
    seen = f"{example.text}\n{spans}"
    return int.from_bytes(hashlib.sha256(seen.encode()).digest()[:8])


def save_readings(file: Path, examples: Sequence[Example], soft: Soft) -> None:
    """Write the logits of a teacher for some sentences."""
    kept = {
        head: np.concatenate([own[head].reshape(-1) for own in soft]).clip(-16, 15.8) / STEP
        for head in HEADS
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new.npz")
    np.savez_compressed(
        new,
        digest=np.array([digest_shown(one) for one in examples], dtype="uint64"),
        **{f"n_{head}": np.array([own[head].size for own in soft], "uint16") for head in HEADS},
        **{head: values.round().astype("int8") for head, values in kept.items()},
    )
    new.replace(file)


def load_readings(file: Path) -> dict[int, dict[str, np.ndarray]]:
    """Digest of a sentence -> logits of each head, as `save_readings` kept them."""
    with np.load(file) as kept:
        heads = {}
        for head, shape in SHAPES.items():
            ends = np.cumsum(kept[f"n_{head}"], dtype="int64")[:-1]
            whole = kept[head].astype("float32") * STEP
            heads[head] = [own.reshape(shape) for own in np.split(whole, ends)]
        digests = kept["digest"].tolist()
    rows = zip(*heads.values(), strict=True)
    return {own: dict(zip(heads, row, strict=True)) for own, row in zip(digests, rows, strict=True)}


def mix_readings(taught: Soft, own: Soft, shares: dict[str, float]) -> Soft:
    """Logits between what a teacher read and what the student did before it was taught.

    `shares` says of each head how much of it is the student's own. Heads whose answers exclude one
    another are mixed as logarithms of probabilities.
    """
    return [
        {
            head: share * _level(mine[head], head) + (1 - share) * _level(theirs[head], head)
            for head, share in shares.items()
        }
        for theirs, mine in zip(taught, own, strict=True)
    ]


def _level(logits: np.ndarray, head: str) -> np.ndarray:
    if head == "frames":
        return logits
    return np.asarray(log_softmax(logits, axis=-1))


def pick_taught(
    examples: Sequence[Example], readings: dict[int, dict[str, np.ndarray]]
) -> tuple[list[Example], Soft]:
    """The examples that the teacher read, and what it read."""
    taught = [(one, readings.get(digest_shown(one))) for one in examples]
    found = [(one, own) for one, own in taught if own is not None]
    return [one for one, _ in found], [own for _, own in found]


def pick_telling(examples: Sequence[Example], soft: Soft) -> tuple[list[Example], Soft]:
    """The half of the examples in which the teacher is least sure that nothing is said of anybody:
    that all lights are neutral, and no pair is for or against.
    """
    told = [max(_coloured(own["light"]), _coloured(own["pair"])) for own in soft]
    chosen = sorted(np.argsort(told)[len(told) // 2 :])
    return [examples[i] for i in chosen], [soft[i] for i in chosen]


def _coloured(logits: np.ndarray) -> float:
    """The largest probability of another answer than the one in the middle."""
    return 1 - float(softmax(logits, axis=-1)[:, 1].min()) if len(logits) else 0.0
