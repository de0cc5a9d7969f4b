"""The weights of the network that the kit ships, to go on from."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from .codes import FRAMES
from .network import Network

_UNNAMED = {(1536, 384): "network.pair.0.weight", (384, 3): "network.pair_out.weight"}
"""The graph names every weight but those of pairs, which are told by their shape."""


def read_weights(file: Path) -> dict[str, np.ndarray]:
    """Name -> weights as numbers, from a graph whose weights are small whole numbers.

    Matrices are as the graph multiplies them: shape (in, out).
    """
    graph = onnx.load(str(file)).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found = {}
    for name, values in stored.items():
        if name.endswith(("_scale", "_zero_point")):
            continue
        if name.endswith("_quantized"):
            name = name.removesuffix("_quantized")
            scale, nought = stored[f"{name}_scale"], stored[f"{name}_zero_point"]
            values = (values.astype("float32") - nought) * scale
            name = name.removesuffix("_Transposed")
        found[_UNNAMED.get(values.shape, name) if name.startswith("onnx::MatMul") else name] = (
            values
        )
    return found


def start_from(network: Network, file: Path, frames: list[str]) -> None:
    """Set a network's weights to those of a shipped graph of as many layers.

    `frames` are those that the graph tells, as its card names them; the weights of other frames
    stay as they are.
    """
    stored = read_weights(file)
    own = network.state_dict()
    with torch.no_grad():
        for i in range(len(network.encoder.encoder.layer)):
            for part, suffix in ((2, "weight"), (1, "bias")):
                whole = torch.tensor(stored.pop(f"joint.{i}.{suffix}"))
                whole = whole.T if part == 2 else whole
                for name, values in zip(("query", "key", "value"), whole.chunk(3), strict=True):
                    own[f"encoder.encoder.layer.{i}.attention.self.{name}.{suffix}"].copy_(values)
        kept = [i for i, frame in enumerate(FRAMES.values()) if frame in frames]
        (first_kind,) = (stored[name] for name in stored if name.startswith("onnx::Add"))
        own["encoder.embeddings.token_type_embeddings.weight"][0] = torch.tensor(first_kind)
        for name, values in stored.items():
            target = name.removeprefix("network.")
            if target not in own:
                continue
            wanted = torch.tensor(values)
            is_matrix = wanted.dim() == 2 and "embeddings" not in target
            wanted = wanted.T if is_matrix else wanted
            if target.startswith("frames_out"):
                own[target][kept] = wanted
            else:
                own[target].copy_(wanted)
        network.light_coded.load_state_dict(network.light_out.state_dict())
