"""The network: a sentence is read once, and answers for all its mentions.

A small encoder (MiniLM; Wang et al. 2020, arXiv 2002.10957) reads the sentence; heads on its states
answer in what light it puts each mention, whether one acts for or against another, and which frames
it stands in. It was trained on labels of people and on codes of language models:
``docs/model_card.md`` says which, how good each head is and what it must not be used for.

A network of this kind learns who is usually written about badly, unless it is kept from it. So it
never sees a name: every actor is shown as the same stand-in. Answers are the same whoever is named,
to the last digit.
"""

import json
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from tqdm import tqdm

from ...shipped import find_shipped
from .shown import Shown

MAX_TOKENS = 128
"""Tokens that the network reads at once; a longer sentence is read in stretches that overlap."""
MAX_MENTIONS = 24
"""Mentions that are answered for at once; a pair of mentions further apart has no answer."""
_DECIMALS = 4


class Network(NamedTuple):
    """A network that is ready to read."""

    tokenizer: Any
    """Cuts a text into tokens."""
    session: Any
    """Runs the network."""
    card: dict[str, Any]
    """What its file says of it: ``threshold``, ``frames``, ``policies``, ``sha256``."""


class Reading(NamedTuple):
    """What the network says of a sentence with m mentions, as probabilities."""

    lights: np.ndarray
    """Shape (m, 3): negative, neutral, positive."""
    pairs: np.ndarray
    """Shape (m, m, 3): the first acts against the second, neither, for it."""
    policy: np.ndarray
    """Shape (policies,): adds up to 1."""
    frames: np.ndarray
    """Shape (frames,): each by itself."""
    vector: np.ndarray
    """Shape (width,), float32: the sentence as a point among others; no probability."""


def shipped_model() -> Path:
    """Find the folder of the network that comes with the kit, in a checkout or installed."""
    return find_shipped("model")


def model_digest() -> str:
    """Return the first twelve digits of the shipped network's SHA-256, to tell networks apart."""
    return str(shipped_card()["sha256"])[:12]


@lru_cache(maxsize=1)
def shipped_card() -> dict[str, Any]:
    """Read what the shipped network's file says of it, without the network."""
    return dict(json.loads((shipped_model() / "network.json").read_text(encoding="utf8")))


@lru_cache(maxsize=1)
def load_network() -> Network:
    """Load the shipped network, which takes a quarter of a second at first use."""
    return read_network(shipped_model())


def read_network(folder: Path, weights: Path | None = None) -> Network:
    """Read the network in a folder, with its own weights or others.

    Raises
    ------
    FileNotFoundError
        If a file is missing.
    """
    import onnxruntime  # type: ignore[import-untyped]
    from tokenizers import Tokenizer

    files = (
        folder / "tokenizer.json",
        weights or folder / "network.onnx",
        folder / "network.json",
    )
    for file in files:
        if not file.is_file():
            raise FileNotFoundError(
                f"the model lacks {file}; install the kit again, or train it: training/README.md"
            )
    options = onnxruntime.SessionOptions()
    # One sentence at a time on one thread, and many at once: quicker than threads inside of one,
    # and the same result whatever else is read beside it.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # Sentences differ in length, so a plan of memory for one length is of no use for the next.
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(files[1]), options, providers=["CPUExecutionProvider"]
    )
    card = json.loads(files[2].read_text(encoding="utf8"))
    return Network(Tokenizer.from_file(str(files[0])), session, card)


def read_shown(
    shown: Sequence[Shown], *, network: Network | None = None, show_progress: bool = False
) -> list[Reading]:
    """Read sentences, those that are the same once.

    Parameters
    ----------
    shown : sequence of Shown
        Sentences as `framing.measures.network.shown` shows them.
    network : Network, optional
        The shipped one if there is none.
    show_progress : bool
        Draw a bar on standard error, if that is a terminal and it takes longer than two seconds.

    Returns
    -------
    list of Reading
        In the order of `shown`. Rounded to four decimals: processors differ in the seventh.
    """
    own = network or load_network()
    different = list(dict.fromkeys(shown))
    with ThreadPoolExecutor(_n_threads()) as pool:
        bar = tqdm(
            pool.map(lambda one: _read_one(one, own), different),
            total=len(different),
            unit="sentence",
            desc="sentences read by the network",
            delay=2,
            leave=False,
            disable=None if show_progress else True,
        )
        readings = dict(zip(different, bar, strict=True))
    return [readings[one] for one in shown]


def _n_threads() -> int:
    """Count the cores for this process, or take what the usual variable says, as workers do."""
    wanted = os.environ.get("OMP_NUM_THREADS", "")
    if wanted.isdigit() and int(wanted):
        return int(wanted)
    allowed = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return min(allowed, 8)


class Stretch(NamedTuple):
    """Tokens that are read at once, and the mentions that are answered for."""

    ids: list[int]
    mentions: list[int]
    tokens: list[list[int]]
    """Where each of the mentions stands among `ids`."""


def place_spans(
    offsets: Sequence[tuple[int, int]], spans: Iterable[tuple[int, int]]
) -> list[list[int]]:
    """List for each span of a text the tokens under it; the last of all where there is none.

    Examples
    --------
    >>> place_spans([(0, 0), (0, 5), (6, 10), (0, 0)], [(0, 10), (6, 8), (20, 22)])
    [[1, 2], [2], [3]]
    """
    return [
        [i for i, (a, b) in enumerate(offsets) if a < end and b > start and b > a]
        or [len(offsets) - 1]
        for start, end in spans
    ]


def cut(tokenizer: Any, shown: Shown) -> list[Stretch]:
    """Cut a sentence into the stretches that are read.

    Most sentences are one. In a longer one each mention belongs to the stretch whose middle it is
    nearest to.
    """
    encoded = tokenizer.encode(shown.text)
    ids, offsets = encoded.ids, encoded.offsets
    tokens = place_spans(offsets, shown.spans)
    inside = MAX_TOKENS - 2
    if len(ids) <= MAX_TOKENS:
        bounds = [(1, len(ids) - 1)]
    else:
        starts = [*range(1, len(ids) - 1 - inside, inside // 2), len(ids) - 1 - inside]
        bounds = [(start, start + inside) for start in starts]
    homes: dict[int, list[int]] = {number: [] for number in range(len(bounds))}
    for mention, own in enumerate(tokens):
        home = min(homes, key=lambda number: abs(sum(bounds[number]) / 2 - own[0]))
        homes[home].append(mention)
    stretches = []
    for (start, end), mentions in zip(bounds, homes.values(), strict=True):
        cut_ids = [ids[0], *ids[start:end], ids[-1]]
        for first in range(0, max(len(mentions), 1), MAX_MENTIONS):
            chosen = mentions[first : first + MAX_MENTIONS]
            moved = [_move(tokens[mention], start, len(cut_ids)) for mention in chosen]
            stretches.append(Stretch(cut_ids, chosen, moved))
    return stretches


def _move(tokens: list[int], start: int, n: int) -> list[int]:
    """Turn places among all tokens into those in a stretch of `n` that begins at `start`."""
    moved = [token - start + 1 for token in tokens]
    return [token for token in moved if 0 <= token < n] or [n - 1]


def _read_one(shown: Shown, network: Network) -> Reading:
    """Read a sentence, in stretches if it is long, and put their answers together."""
    stretches = cut(network.tokenizer, shown)
    m = len(shown.spans)
    lights, pairs = np.zeros((m, 3)), np.zeros((m, m, 3))
    pairs[..., 1] = 1.0
    policies, frames, vectors = [], [], []
    for ids, mentions, tokens in stretches:
        # The graph wants one mention at least.
        pooling = np.zeros((max(len(mentions), 1), len(ids)), dtype=np.float32)
        for row, own in enumerate(tokens):
            pooling[row, own] = 1 / len(own)
        fed = {"ids": np.array([ids], dtype=np.int64), "pooling": pooling}
        light, pair, policy, frame, vector = network.session.run(None, fed)
        if mentions:
            lights[mentions] = light
            pairs[np.ix_(mentions, mentions)] = pair
        policies.append(policy[0])
        frames.append(frame[0])
        vectors.append(vector[0])
    return Reading(
        lights.round(_DECIMALS),
        pairs.round(_DECIMALS),
        _rounded(np.mean(np.array(policies, dtype=np.float64), axis=0)),
        _rounded(np.max(np.array(frames, dtype=np.float64), axis=0)),
        np.mean(vectors, axis=0).round(_DECIMALS),
    )


def _rounded(values: np.ndarray) -> np.ndarray:
    return np.asarray(np.round(values, _DECIMALS))
