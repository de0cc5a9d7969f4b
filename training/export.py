"""Write a trained network as the kit reads it: one graph, weights of seven bits, its own card.

    python -m training.export --eval FOLDER --work DIR [--name student_all_1] [--out data/model]

Temperatures of each head (Guo et al. 2017), how likely a neutral light is, and the threshold of
`label_sentiment` are chosen on the development parts by likelihood, parts weighing the same. Most
of the coded mentions are in a neutral light, and policy frames are as common as in foreign news;
how far the first is taken back where one light is picked, and the second (Menon et al. 2021, ICLR,
logit adjustment), is chosen there too, by macro-F1. Frames that the coders hardly met are left
out.
"""

import argparse
import hashlib
import json
import re
from pathlib import Path

import numpy as np
import torch
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax
from sklearn.metrics import f1_score
from torch import nn

from .bases import fetch_base, read_tokenizer
from .codes import FRAMES, POLICY
from .fitting import PAD, Encoded, Soft, encode, infer
from .network import LIGHTS, Exported, Network
from .train import Data

LEFT_OUT = ("containment", "neutrality", "double_standards")
"""Frames that hardly occur among the coded sentences, so nothing is known of how well they are
read.
"""
BIASES = tuple(-i / 10 for i in range(11))
"""Added to the logit of a neutral light, one of them."""
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Shares of the logarithm of how common a policy frame is, of which one is taken back."""
HEAD = re.compile(r"/(?:light|pair|frame|policy|frames)(?:_out)?(?:\.\d)?/")
"""Nodes of the graph that keep all bits, which costs 4 MB."""
NEUTRAL = np.array([0.0, 1.0, 0.0])
SURE_SHARE = 0.7
"""Share of the development mentions that get a verdict of `label_sentiment`."""


def find_loss(logits: np.ndarray, truth: np.ndarray, weights: np.ndarray, heat: float) -> float:
    """How far the probabilities at a temperature lie from the labels."""
    log_p = log_softmax(logits / heat, axis=1)
    return float(-(weights * log_p[np.arange(len(truth)), truth]).sum())


def find_temperature(logits: np.ndarray, truth: np.ndarray, weights: np.ndarray) -> float:
    """The temperature that fits best; `weights` make parts count alike."""

    def loss(log_heat: float) -> float:
        return find_loss(logits, truth, weights, float(np.exp(log_heat)))

    return float(np.exp(minimize_scalar(loss, bounds=(-1.5, 1.5), method="bounded").x))


def gather_lights(
    parts: dict[str, tuple[list[Encoded], Soft]],
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Logits, labels and weights of all labelled mentions; each part weighs the same."""
    logits, truth, weights = [], [], []
    for encoded, soft in parts.values():
        own = [
            (values, label)
            for one, said in zip(encoded, soft, strict=True)
            for label, values in zip(one.example.lights, said["light"], strict=True)
            if label >= 0
        ]
        logits += [values for values, _ in own]
        truth += [label for _, label in own]
        weights += [1 / len(own)] * len(own)
    return np.array(logits), np.array(truth), np.array(weights)


def find_bias(parts: dict[str, tuple[list[Encoded], Soft]]) -> float:
    """What is added to the logit of a neutral light before one is picked: the best by the mean
    macro-F1 of the parts.
    """
    own = [gather_lights({name: part})[:2] for name, part in parts.items()]

    def mean_f1(bias: float) -> float:
        added = np.array([0.0, bias, 0.0])
        said = [(truth, (logits + added).argmax(1)) for logits, truth in own]
        return float(np.mean([f1_score(*pair, average="macro") for pair in said]))

    return max(BIASES, key=mean_f1)


def export(network: Network, heats: dict[str, float], tokenizer: object, out: Path) -> Path:
    """Write the graph as float and as int8, and return the file of the float one."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    exact, small = out / "float.onnx", out / "network.onnx"
    network.eval()
    kept = [i for i, frame in enumerate(FRAMES.values()) if frame not in LEFT_OUT]
    last = nn.Linear(network.frames_out.in_features, len(kept))
    last.weight.data = network.frames_out.weight.data[kept]
    last.bias.data = network.frames_out.bias.data[kept]
    network.frames_out = last
    pooling = torch.zeros(2, 20)
    pooling[0, 3] = pooling[1, 7] = 1.0
    torch.onnx.export(
        Exported(network, heats).eval(),
        (torch.randint(1000, 2000, (1, 20)), pooling),
        str(exact),
        input_names=["ids", "pooling"],
        output_names=["light", "pair", "policy", "frames", "vector"],
        dynamic_axes={"ids": {1: "tokens"}, "pooling": {0: "mentions", 1: "tokens"}},
        opset_version=17,
        dynamo=False,
    )
    graph = onnx.load(str(exact)).graph
    kept_exact = [
        node.name
        for node in graph.node
        if node.op_type in ("MatMul", "Gemm") and HEAD.search(node.name)
    ]
    quantize_dynamic(
        str(exact),
        str(small),
        per_channel=True,
        weight_type=QuantType.QInt8,
        # Of eight bits, some products overflow on processors without instructions of their own for
        # them, so scores would differ from one machine to the next.
        reduce_range=True,
        nodes_to_exclude=kept_exact,
    )
    onnx.checker.check_model(str(small))
    return exact


def describe(out: Path, base: Path, facts: dict[str, object]) -> None:
    """Write tokenizer and card."""
    tokenizer = json.loads((base / "tokenizer.json").read_text(encoding="utf8"))
    tokenizer["padding"] = tokenizer["truncation"] = None
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf8")
    card = {
        "lights": LIGHTS,
        "policies": list(POLICY.values()),
        "frames": [frame for frame in FRAMES.values() if frame not in LEFT_OUT],
        **facts,
        "sha256": hashlib.sha256((out / "network.onnx").read_bytes()).hexdigest(),
    }
    (out / "network.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf8")


def main() -> None:
    """Choose the temperatures, and write the network."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--eval", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--work", type=Path, required=True, metavar="DIR")
    parser.add_argument("--name", default="student_all_1", help="weights in DIR, without .pt")
    parser.add_argument("--layers", type=int, help="of the network (default: all)")
    parser.add_argument(
        "--bias", type=float, help="added to the logit of neutral lights (default: the best)"
    )
    parser.add_argument("--out", type=Path, default=Path("data/model"), metavar="DIR")
    chosen = parser.parse_args()
    base = fetch_base("minilm", chosen.work)
    tokenizer = read_tokenizer(base)
    network = Network("minilm", base, chosen.layers)
    network.load_state_dict(torch.load(chosen.work / f"{chosen.name}.pt", weights_only=True))
    data = Data(chosen.eval, chosen.work)
    parts = {}
    for name, examples in data.dev.items():
        encoded = [encode(tokenizer, one) for one in examples]
        parts[name] = encoded, infer(network, encoded, PAD["minilm"])
    logits, truth, weights = gather_lights(parts)
    bias = find_bias(parts) if chosen.bias is None else chosen.bias
    fits = []
    for one in BIASES:
        moved = logits + one * NEUTRAL
        heat = find_temperature(moved, truth, weights)
        fits.append((find_loss(moved, truth, weights, heat), one, heat))
    _, prior, heat = min(fits, key=lambda fit: fit[0])
    logits += prior * NEUTRAL
    network.light_out.bias.data[1] += prior
    probability = np.exp(logits / heat)
    probability /= probability.sum(1, keepdims=True)
    neutral_weight = float(np.exp((bias - prior) / heat))
    picked = (probability * [1.0, neutral_weight, 1.0]).argmax(1)
    best = np.sort(probability[np.arange(len(picked)), picked])
    threshold = float(best[int((1 - SURE_SHARE) * len(best))])
    policy = adjust_policy(network, tokenizer, data)
    heats = {"light": heat, "pair": 1.0, "policy": policy["heat"], "frames": 1.0}
    export(network, heats, tokenizer, chosen.out)
    facts = {"threshold": round(threshold, 3), "neutral_weight": round(neutral_weight, 3)}
    describe(chosen.out, base, {**facts, "temperatures": heats})
    print(f"temperatures {heats}, threshold {threshold:.3f}, prior taken back {policy['prior']}")
    print(f"added to neutral lights {prior}, and {bias} in all where one is picked")


def adjust_policy(network: Network, tokenizer: object, data: Data) -> dict[str, float]:
    """Take back some of what the network knows of how common each policy frame is.

    Returns the share that is taken back, and the temperature after it.
    """
    encoded = [encode(tokenizer, one) for one in data.policy]
    logits = np.array([own["policy"] for own in infer(network, encoded, PAD["minilm"])])
    truth = np.array([one.policy for one in data.policy])
    met = [one.policy for one in data.labelled if one.policy >= 0]
    prior = np.log(np.bincount(met, minlength=len(POLICY)) / len(met))
    share = max(
        SHARES, key=lambda one: f1_score(truth, (logits - one * prior).argmax(1), average="macro")
    )
    network.policy_out.bias.data -= torch.tensor(share * prior, dtype=torch.float)
    weights = np.full(len(truth), 1 / len(truth))
    return {"prior": share, "heat": find_temperature(logits - share * prior, truth, weights)}


if __name__ == "__main__":
    main()
