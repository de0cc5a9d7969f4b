"""Fit the network to examples, in batches of similar length, and let it read others."""

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from framing.measures.network.network import MAX_TOKENS, place_spans

from .examples import Example
from .network import Network

PAD = {"minilm": 0, "mpnet": 1}
"""The token that fills a batch, of each base."""
HEADS = ("light", "pair", "policy", "frames")
HAS_SHORT = torch.ops.mkldnn._is_mkldnn_bf16_supported()
"""Numbers of 16 bits are twice as fast where the processor has them, and dozens of times slower
where they are imitated.
"""


@dataclass(frozen=True)
class Recipe:
    """How one network is trained."""

    base: str
    epochs: int
    rate: float
    head_factor: float
    """How much faster the new layers learn than the last layer of the base."""
    decay: float
    """By how much each layer learns slower than the one above it."""
    seed: int = 1
    batch: int = 16
    smoothing: float = 0.1
    hard_share: float = 0.5
    """Share of a person's or coder's label in the student's loss; the rest is the teacher's."""
    n_layers: int | None = None
    averaged: float = 0.25
    """Weights are averaged over this last share of the steps (Izmailov et al. 2018, UAI)."""
    weights: tuple[float, float, float, float] = (1.0, 0.5, 0.4, 2.0)
    """Of the losses of `HEADS`."""


@dataclass
class Encoded:
    """An example as tokens."""

    ids: list[int]
    tokens: list[list[int]]
    """The tokens of each mention."""
    example: Example


def batches(
    lengths: Sequence[int], size: int, rng: random.Random | None = None
) -> Iterator[list[int]]:
    """Positions in batches of similar length; shuffled where there is a source of chance."""
    order = list(range(len(lengths)))
    if rng is None:
        order.sort(key=lambda i: lengths[i])
        yield from (order[at : at + size] for at in range(0, len(order), size))
        return
    rng.shuffle(order)
    pool = size * 40
    pools = [order[at : at + pool] for at in range(0, len(order), pool)]
    order = [i for own in pools for i in sorted(own, key=lambda i: lengths[i])]
    found = [order[at : at + size] for at in range(0, len(order), size)]
    rng.shuffle(found)
    yield from found


def group_by_rate(network: nn.Module, recipe: Recipe) -> list[dict[str, Any]]:
    """Every parameter with its rate: lower layers learn slower, heads faster."""
    n_layers = len(network.encoder.encoder.layer)
    groups = []
    for name, weights in network.named_parameters():
        rate = recipe.rate
        if name.startswith("encoder.encoder.layer."):
            rate *= recipe.decay ** (n_layers - 1 - int(name.split(".")[3]))
        elif name.startswith("encoder."):
            rate *= recipe.decay**n_layers
        else:
            rate *= recipe.head_factor
        groups.append(
            {"params": [weights], "lr": rate, "weight_decay": 0.01 if weights.dim() > 1 else 0.0}
        )
    return groups


def encode(tokenizer: Any, example: Example) -> Encoded:
    """Cut into tokens; a mention beyond the last token is judged by the last."""
    encoded = tokenizer.encode(example.text)
    ids, offsets = encoded.ids[:MAX_TOKENS], encoded.offsets[:MAX_TOKENS]
    tokens = place_spans(offsets, example.spans)
    known = set(every_pair(len(tokens)))
    example.pairs = [pair for pair in example.pairs if pair[:2] in known]
    return Encoded(ids, tokens, example)


def collate(chosen: Sequence[Encoded], pad: int, is_every_pair: bool) -> dict[str, torch.Tensor]:
    """What `Network.forward` takes, for some examples."""
    longest = max(len(one.ids) for one in chosen)
    ids = torch.full((len(chosen), longest), pad)
    attended = torch.zeros_like(ids)
    rows, pairs, first = [], [], 0
    n_mentions = sum(len(one.tokens) for one in chosen)
    pooling = torch.zeros(n_mentions, len(chosen) * longest)
    for row, one in enumerate(chosen):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        attended[row, : len(one.ids)] = 1
        for own, tokens in enumerate(one.tokens):
            pooling[first + own, [row * longest + token for token in tokens]] = 1 / len(tokens)
            rows.append(row)
        wanted = (
            every_pair(len(one.tokens))
            if is_every_pair
            else [(i, j) for i, j, _ in one.example.pairs]
        )
        pairs += [(first + i, first + j) for i, j in wanted]
        first += len(one.tokens)
    return {
        "ids": ids,
        "attended": attended,
        "pooling": pooling,
        "row_of": torch.tensor(rows, dtype=torch.long),
        "pairs": torch.tensor(pairs, dtype=torch.long).reshape(-1, 2),
    }


def every_pair(n: int) -> list[tuple[int, int]]:
    """All ordered pairs of the first ten mentions of a sentence."""
    n = min(n, 10)
    return [(i, j) for i in range(n) for j in range(n) if i != j]


Soft = list[dict[str, np.ndarray]]
"""A teacher's logits of each head for each example, for all its mentions and all its pairs."""


def infer(network: Network, encoded: Sequence[Encoded], pad: int, size: int = 32) -> Soft:
    """Logits of every head for every example."""
    network.eval()
    found: Soft = [{} for _ in encoded]
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=HAS_SHORT):
        for positions in batches([len(one.ids) for one in encoded], size):
            chosen = [encoded[i] for i in positions]
            logits = network(**collate(chosen, pad, is_every_pair=True))
            whole = {head: values.float().numpy() for head, values in logits.items()}
            light = pair = 0
            for row, (position, one) in enumerate(zip(positions, chosen, strict=True)):
                n, n_pairs = len(one.tokens), len(every_pair(len(one.tokens)))
                found[position] = {
                    "light": whole["light"][light : light + n],
                    "pair": whole["pair"][pair : pair + n_pairs],
                    "policy": whole["policy"][row],
                    "frames": whole["frames"][row],
                }
                light, pair = light + n, pair + n_pairs
    return found


def hard_losses(
    logits: dict[str, torch.Tensor],
    chosen: Sequence[Encoded],
    recipe: Recipe,
    pair_logits: torch.Tensor,
) -> list[torch.Tensor]:
    """The loss of each head over what is labelled; nought where nothing is."""
    nought = logits["policy"].sum() * 0
    lights = torch.tensor(
        [light for one in chosen for light in one.example.lights], dtype=torch.long
    )
    labels = torch.tensor(
        [label for one in chosen for *_, label in one.example.pairs], dtype=torch.long
    )
    policy = torch.tensor([one.example.policy for one in chosen])
    is_by_people = torch.tensor(
        [one.example.is_by_people for one in chosen for _ in one.example.lights], dtype=torch.bool
    )
    light = torch.where(
        is_by_people.unsqueeze(-1), logits["light by people"], logits["light coded"]
    )
    losses = []
    for own, truth in (
        (light, lights),
        (pair_logits, labels),
        (logits["policy"], policy),
    ):
        is_known = truth >= 0
        losses.append(
            functional.cross_entropy(
                own[is_known], truth[is_known], label_smoothing=recipe.smoothing
            )
            if is_known.any()
            else nought
        )
    known = [row for row, one in enumerate(chosen) if one.example.frames is not None]
    if known:
        truth = torch.tensor([chosen[row].example.frames for row in known], dtype=torch.float)
        losses.append(functional.binary_cross_entropy_with_logits(logits["frames"][known], truth))
    else:
        losses.append(nought)
    return losses


def soft_losses(
    logits: dict[str, torch.Tensor], soft: Sequence[dict[str, np.ndarray]]
) -> list[torch.Tensor]:
    """The distance of each head from the teacher's probabilities."""
    losses = []
    for head in HEADS[:2]:
        taught = torch.tensor(np.concatenate([own[head] for own in soft]))
        losses.append(_cross(taught, logits[head]) if len(taught) else logits["policy"].sum() * 0)
    losses.append(_cross(torch.tensor(np.stack([own["policy"] for own in soft])), logits["policy"]))
    taught = torch.sigmoid(torch.tensor(np.stack([own["frames"] for own in soft])))
    losses.append(functional.binary_cross_entropy_with_logits(logits["frames"], taught))
    return losses


def _cross(taught: torch.Tensor, own: torch.Tensor) -> torch.Tensor:
    return -(functional.softmax(taught, -1) * functional.log_softmax(own, -1)).sum(-1).mean()


def _positions(chosen: Sequence[Encoded]) -> torch.Tensor:
    """Where the labelled pairs stand among all pairs."""
    found, first = [], 0
    for one in chosen:
        known = {pair: at for at, pair in enumerate(every_pair(len(one.tokens)))}
        found += [first + known[i, j] for i, j, _ in one.example.pairs]
        first += len(known)
    return torch.tensor(found, dtype=torch.long)


def fit(
    network: Network,
    recipe: Recipe,
    encoded: Sequence[Encoded],
    score: Callable[[Network], str],
    file: Path,
    log: Callable[[str], None],
    soft: Soft | None = None,
) -> None:
    """Train a network and leave its averaged weights in `file`; an interrupted run goes on after
    its last whole epoch.
    """
    optimizer = torch.optim.AdamW(group_by_rate(network, recipe), foreach=True)
    per_epoch = math.ceil(len(encoded) / recipe.batch)
    n_steps = per_epoch * recipe.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: (
            min(1.0, (step + 1) / (0.06 * n_steps)) * max(0.05, (n_steps - step) / n_steps)
        ),
    )
    mean = torch.optim.swa_utils.AveragedModel(network)
    pad, done, started = PAD[recipe.base], file.with_suffix(".part"), time.perf_counter()
    states: dict[str, Any] = {
        "network": network,
        "optimizer": optimizer,
        "schedule": schedule,
        "mean": mean,
    }
    first = 1
    if done.is_file():
        kept = torch.load(done, weights_only=True)
        for name, own in states.items():
            own.load_state_dict(kept[name])
        first = kept["epoch"] + 1
        log(f"going on after epoch {kept['epoch']}")
    for epoch in range(first, recipe.epochs + 1):
        rng = random.Random(recipe.seed * 1000 + epoch)
        torch.manual_seed(recipe.seed * 1000 + epoch)
        network.train()
        total, step = 0.0, (epoch - 1) * per_epoch
        for positions in batches([len(one.ids) for one in encoded], recipe.batch, rng):
            chosen = [encoded[i] for i in positions]
            parts = collate(chosen, pad, is_every_pair=True)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HAS_SHORT):
                logits = network(**parts)
            logits = {head: values.float() for head, values in logits.items()}
            hard = hard_losses(logits, chosen, recipe, logits["pair"][_positions(chosen)])
            losses = hard
            if soft is not None:
                taught = soft_losses(logits, [soft[i] for i in positions])
                share = recipe.hard_share
                losses = [share * h + (1 - share) * t for h, t in zip(hard, taught, strict=True)]
            loss = sum(w * own for w, own in zip(recipe.weights, losses, strict=True))
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            total += loss.item() * len(chosen)
            step += 1
            if step > (1 - recipe.averaged) * n_steps and step % 10 == 0:
                mean.update_parameters(network)
            if step % 100 == 0:
                log(f"  step {step} of {n_steps}, {time.perf_counter() - started:.0f} s")
        log(
            f"epoch {epoch}: loss {total / len(encoded):.3f}  {score(network)}  "
            f"{time.perf_counter() - started:.0f} s"
        )
        whole = {name: own.state_dict() for name, own in states.items()}
        torch.save({**whole, "epoch": epoch}, done.with_suffix(".new"))
        done.with_suffix(".new").replace(done)
    network.load_state_dict(mean.module.state_dict())
    log(f"averaged: {score(network)}")
    torch.save(network.state_dict(), file)
    done.unlink()
