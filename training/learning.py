"""What both networks are trained with: rates that fall by layer, and batches of like length."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

from torch import nn

PAD = {"minilm": 0, "mpnet": 1}
"""The token that fills a batch, of each base."""


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


def group_by_rate(network: nn.Module, recipe: Any) -> list[dict[str, Any]]:
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
