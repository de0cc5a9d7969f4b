"""Train the model of the sentiment toward an actor: from the labelled sentences to the files under
data/model.

    python -m training.train --eval FOLDER --work DIR [--out DIR]

FOLDER/sentiment/train.jsonl is NewsMTSC (Hamborg and Donnay 2021, MIT licence); its dev parts
choose nothing but the temperature and the threshold, and are scored after each epoch. A large model
(the teacher, mpnet-base) learns the task first; a small one (the student, MiniLM) then learns from
its probabilities too, also for sentences that nobody labelled (Hinton, Vinyals and Dean 2015, arXiv
1503.02531). Names never reach either: both see what `framing.measures.sentiment.model` shows.

Each stage leaves its result in DIR and is not done again while that is there, so an interrupted run
goes on.
"""

import argparse
import hashlib
import json
import math
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import torch
from sklearn.metrics import f1_score
from torch import nn
from torch.nn import functional
from transformers import AutoModel

import framing as fr
from benchmarks.gold.coded import FILE, digest
from benchmarks.gold.newsmtsc import LABELS, make_tables, read_gold
from framing.measures.sentiment.model import encode, judge, read_model
from framing.measures.sentiment.shown import (
    Place,
    Shown,
    identify,
    names_somebody,
    show_mentions,
    show_target,
)
from framing.text.characters import straighten

from .bases import fetch_base, read_tokenizer
from .learning import PAD, batches, group_by_rate

ROOT = Path(__file__).parent.parent
MODEL_FOLDER = ROOT / "data" / "model"
COVERAGE = 0.7
"""Share of the dev mentions that the threshold leaves with a verdict."""
Encoded = tuple[list[int], list[int]]


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
    """Share of the people's label in the student's loss; the rest is the teacher's."""


TEACHERS = (Recipe("mpnet", epochs=3, rate=3e-5, head_factor=5.0, decay=0.9),)
STUDENT = Recipe("minilm", epochs=4, rate=1e-4, head_factor=10.0, decay=1.0, batch=32)
N_UNLABELLED = 28_000
_TARGET = re.compile(r"\bX\b")
_PERSON = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|him|[A-Z][a-z]+ [A-Z][a-z]+|[A-Z][a-z]{3,})\b"
)


class Network(nn.Module):
    """An encoder whose target tokens are marked, and a head over its first, its target's and its
    mean vector.
    """

    def __init__(self, base: str, folder: Path) -> None:
        super().__init__()
        attention = "eager" if base == "mpnet" else "sdpa"
        self.encoder = AutoModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation=attention
        )
        width = self.encoder.config.hidden_size
        self.mark = nn.Embedding(2, width)
        nn.init.normal_(self.mark.weight, std=0.02)
        self.mark.weight.data[0] = 0
        self.dropout = nn.Dropout(0.1)
        self.hidden = nn.Linear(3 * width, width)
        self.out = nn.Linear(width, len(LABELS))

    def forward(
        self, ids: torch.Tensor, marks: torch.Tensor, attended: torch.Tensor
    ) -> torch.Tensor:
        """Logits of the labels, of shape (sentences, 3)."""
        vectors = self.encoder.get_input_embeddings()(ids) + self.mark(marks)
        states = self.encoder(
            inputs_embeds=vectors, attention_mask=attended
        ).last_hidden_state.float()
        target, every = marks.unsqueeze(-1).float(), attended.unsqueeze(-1).float()
        mean_of_target = (states * target).sum(1) / target.sum(1).clamp(min=1)
        pooled = torch.cat(
            [states[:, 0], mean_of_target, (states * every).sum(1) / every.sum(1)], -1
        )
        return self.out(self.dropout(torch.tanh(self.hidden(self.dropout(pooled)))))


def show_gold(gold: pd.DataFrame, codebook: fr.Codebook) -> list[Shown]:
    """The targets of a part of NewsMTSC as the model sees them, in the order of its rows."""
    mentions, sentences = make_tables(gold, codebook)
    shown = dict(show_mentions(mentions, sentences, codebook))
    return [
        shown[i] or Shown(text, 0, 0)
        for i, text in gold[["id", "sentence"]].itertuples(index=False, name=None)
    ]


def read_composed(file: Path) -> list[tuple[str, Shown]]:
    """Labelled sentences that were composed for training: countries and what NewsMTSC has too
    little of.

    They are written as the model sees them; each X of a sentence is a target of its own, since all
    name one actor.
    """
    rows = [line.split("\t") for line in file.read_text(encoding="utf8").splitlines()]
    return [
        (label, Shown(straighten(text), *m.span()))
        for label, text in rows
        for m in _TARGET.finditer(text)
    ]


def show_unlabelled(folder: Path, codebook: fr.Codebook, seed: int) -> list[Shown]:
    """Targets in the news articles of the evaluation data, as the model sees them.

    Half of them are mentions that the kit finds; the other half are pronouns and names that it does
    not know, since most targets of the labelled sentences are of that kind. Sentences of the kit's
    own gold are left out.
    """
    texts: dict[str, str] = {}
    for part in (
        "voice/train",
        "voice/dev",
        "frames/narrative_frames_dev",
        "actors/geowebnews_dev",
    ):
        with (folder / f"{part}.jsonl").open(encoding="utf8") as lines:
            texts |= {
                f"{part}:{number}": json.loads(line)["text"] for number, line in enumerate(lines)
            }
    sentences = fr.split_sentences(fr.make_articles(texts))
    sentences = sentences[sentences["part"] != "boilerplate"].drop_duplicates("text")
    n_words = sentences["text"].str.split().str.len()
    held_out = (
        sentences["text"].map(digest).isin(pd.read_csv(FILE, dtype={"sha256": "str"})["sha256"])
    )
    sentences = sentences[(n_words >= 6) & (n_words <= 60) & ~held_out]
    mentions = fr.find_mentions(sentences, codebook)
    known = [one for _, one in show_mentions(mentions, sentences, codebook) if one is not None]
    places: dict[str, list[Place]] = {}
    columns = ["sentence_id", "start", "end", "surface", "actor_id", "alias_type"]
    for sentence_id, start, end, *named in mentions[columns].itertuples(index=False, name=None):
        places.setdefault(sentence_id, []).append(Place(start, end, identify(*named)))
    others = []
    for sentence_id, offset, text in sentences[["sentence_id", "start", "text"]].itertuples(
        index=False, name=None
    ):
        own = [
            p._replace(start=p.start - offset, end=p.end - offset)
            for p in places.get(sentence_id, ())
        ]
        found = [
            Place(*m.span(), (m.group(),), names_somebody(m.group(), "name", codebook))
            for m in _PERSON.finditer(text)
            if m.start() > 0
        ]
        found = [one for one in found if all(one.end <= p.start or one.start >= p.end for p in own)]
        others += [show_target(text, one, own) for one in found]
    rng = random.Random(seed)
    half = N_UNLABELLED // 2
    return rng.sample(sorted(set(known)), half) + rng.sample(sorted(set(others)), half)


def collate(
    encoded: Sequence[Encoded], chosen: Sequence[int], pad: int
) -> tuple[torch.Tensor, ...]:
    """Token ids, marks and the attended places of some sentences, each of shape (sentences,
    tokens).
    """
    longest = max(len(encoded[i][0]) for i in chosen)
    ids = torch.full((len(chosen), longest), pad)
    marks, attended = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, i in enumerate(chosen):
        length = len(encoded[i][0])
        ids[row, :length], marks[row, :length] = (
            torch.tensor(encoded[i][0]),
            torch.tensor(encoded[i][1]),
        )
        attended[row, :length] = 1
    return ids, marks, attended


def infer(network: Network, encoded: Sequence[Encoded], pad: int) -> np.ndarray:
    """Logits of every sentence."""
    network.eval()
    logits = np.zeros((len(encoded), len(LABELS)), np.float32)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for chosen in batches([len(ids) for ids, _ in encoded], 32):
            logits[chosen] = network(*collate(encoded, chosen, pad)).float().numpy()
    return logits


def macro_f1(gold: pd.DataFrame, logits: np.ndarray) -> float:
    """Macro-F1 of the labels with the highest logits, in per cent."""
    return 100 * float(
        f1_score(
            [LABELS.index(label) for label in gold["label"]], logits.argmax(1), average="macro"
        )
    )


def fit(
    network: Network,
    recipe: Recipe,
    encoded: Sequence[Encoded],
    labels: torch.Tensor,
    dev: dict[str, tuple[pd.DataFrame, list[Encoded]]],
    file: Path,
    soft: torch.Tensor | None = None,
) -> None:
    """Train a network and leave its weights in `file`; an interrupted run goes on after its last
    whole epoch.

    `encoded` holds the labelled sentences first; where there is `soft`, the teacher's logits, it
    has a row for each.
    """
    optimizer = torch.optim.AdamW(group_by_rate(network, recipe), foreach=True)
    n_steps = math.ceil(len(encoded) / recipe.batch) * recipe.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: (
            min(1.0, (step + 1) / (0.06 * n_steps)) * max(0.02, (n_steps - step) / n_steps)
        ),
    )
    pad, done, started = PAD[recipe.base], file.with_suffix(".part"), time.perf_counter()
    first = 1
    if done.is_file():
        kept = torch.load(done, weights_only=True)
        for part, own in (("network", network), ("optimizer", optimizer), ("schedule", schedule)):
            own.load_state_dict(kept[part])
        first = kept["epoch"] + 1
        log(f"going on after epoch {kept['epoch']}")
    for epoch in range(first, recipe.epochs + 1):
        rng = random.Random(recipe.seed * 1000 + epoch)
        torch.manual_seed(recipe.seed * 1000 + epoch)
        step = (epoch - 1) * math.ceil(len(encoded) / recipe.batch)
        network.train()
        total = 0.0
        for chosen in batches([len(ids) for ids, _ in encoded], recipe.batch, rng):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = network(*collate(encoded, chosen, pad)).float()
            loss = _loss(logits, torch.tensor(chosen), labels, soft, recipe)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            total += loss.item() * len(chosen)
            step += 1
            if step % 100 == 0:
                log(f"  step {step} of {n_steps}, {time.perf_counter() - started:.0f} s")
        scores = "  ".join(
            f"{part} {macro_f1(gold, infer(network, own, pad)):.1f}"
            for part, (gold, own) in dev.items()
        )
        log(
            f"epoch {epoch}: loss {total / len(encoded):.3f}  {scores}  "
            f"{time.perf_counter() - started:.0f} s"
        )
        states = {
            "network": network.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
        }
        torch.save({**states, "epoch": epoch}, done.with_suffix(".new"))
        done.with_suffix(".new").replace(done)
    torch.save(network.state_dict(), file)
    done.unlink()


def _loss(
    logits: torch.Tensor,
    chosen: torch.Tensor,
    labels: torch.Tensor,
    soft: torch.Tensor | None,
    recipe: Recipe,
) -> torch.Tensor:
    is_labelled = chosen < len(labels)
    hard = torch.zeros(len(chosen))
    if is_labelled.any():
        hard[is_labelled] = functional.cross_entropy(
            logits[is_labelled],
            labels[chosen[is_labelled]],
            label_smoothing=recipe.smoothing,
            reduction="none",
        )
    if soft is None:
        return hard.mean()
    taught = -(functional.softmax(soft[chosen], -1) * functional.log_softmax(logits, -1)).sum(-1)
    return torch.where(
        is_labelled, recipe.hard_share * hard + (1 - recipe.hard_share) * taught, taught
    ).mean()


def log(line: str) -> None:
    """Print a line at once, so that a log can be followed."""
    print(line, flush=True)


class Exported(nn.Module):
    """The trained network for one sentence at a time, written out so that it runs fast.

    The same arithmetic as the encoder's, but with nothing to hide and one product for query, key
    and value in place of three: with weights of eight bits, much of the time goes into starting
    products.
    """

    def __init__(self, network: Network, temperature: float) -> None:
        super().__init__()
        self.network, self.temperature = network, temperature
        self.heads = network.encoder.config.num_attention_heads
        attentions = [layer.attention.self for layer in network.encoder.encoder.layer]
        self.joint = nn.ModuleList(
            nn.Linear(own.query.in_features, 3 * own.query.out_features) for own in attentions
        )
        for joint, own in zip(self.joint, attentions, strict=True):
            joint.weight.data = torch.cat([own.query.weight, own.key.weight, own.value.weight])
            joint.bias.data = torch.cat([own.query.bias, own.key.bias, own.value.bias])

    def forward(self, ids: torch.Tensor, marks: torch.Tensor) -> torch.Tensor:
        """Probabilities of the labels, of shape (1, 3)."""
        embeddings = self.network.encoder.embeddings
        places = embeddings.position_embeddings.weight[: ids.shape[1]]
        states = embeddings.word_embeddings(ids[0]) + self.network.mark(marks[0]) + places
        states = embeddings.LayerNorm(states + embeddings.token_type_embeddings.weight[0])
        for joint, layer in zip(self.joint, self.network.encoder.encoder.layer, strict=True):
            query, key, value = (
                part.reshape(-1, self.heads, part.shape[-1] // self.heads).transpose(0, 1)
                for part in joint(states).chunk(3, -1)
            )
            weights = functional.softmax(
                query @ key.transpose(1, 2) / math.sqrt(query.shape[-1]), -1
            )
            mixed = (weights @ value).transpose(0, 1).reshape(states.shape)
            states = layer.attention.output.LayerNorm(layer.attention.output.dense(mixed) + states)
            wide = functional.gelu(layer.intermediate.dense(states))
            states = layer.output.LayerNorm(layer.output.dense(wide) + states)
        target = marks[0].unsqueeze(-1).to(states.dtype)
        of_target = (states * target).sum(0) / target.sum(0).clamp(min=1)
        pooled = torch.cat([states[0], of_target, states.mean(0)]).unsqueeze(0)
        logits = self.network.out(torch.tanh(self.network.hidden(pooled)))
        return functional.softmax(logits / self.temperature, -1)


def find_temperature(logits: np.ndarray, gold: Sequence[int]) -> float:
    """The temperature under which the labels are most probable (Guo et al. 2017, ICML)."""
    scaled, truth = torch.tensor(logits), torch.tensor(gold)
    choices = np.arange(0.5, 4.0, 0.01)
    losses = [functional.cross_entropy(scaled / float(choice), truth).item() for choice in choices]
    return round(float(choices[int(np.argmin(losses))]), 2)


def calibration_error(probabilities: np.ndarray, gold: Sequence[int]) -> float:
    """Expected calibration error over ten bins of the probability of the label."""
    probability, hit = probabilities.max(1), probabilities.argmax(1) == np.array(gold)
    bins = np.minimum((probability * 10).astype(int), 9)
    return float(
        sum(
            (bins == b).mean() * abs(hit[bins == b].mean() - probability[bins == b].mean())
            for b in set(bins)
        )
    )


def export(network: Network, base: Path, temperature: float, folder: Path) -> Path:
    """Write the network as float and as int8, and return the file of the float one; the int8 one is
    what ships.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    exact, small = base.parent / "float.onnx", folder / "targeted.onnx"
    network.eval()
    ids = torch.randint(1000, 2000, (1, 20))
    marks = torch.zeros_like(ids)
    marks[0, 3] = 1
    axes = {"ids": {1: "tokens"}, "marks": {1: "tokens"}}
    torch.onnx.export(
        Exported(network, temperature).eval(),
        (ids, marks),
        str(exact),
        input_names=["ids", "marks"],
        output_names=["probabilities"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(exact), str(small), per_channel=True, weight_type=QuantType.QInt8)
    onnx.checker.check_model(str(small))
    tokenizer = json.loads((base / "tokenizer.json").read_text(encoding="utf8"))
    tokenizer["padding"] = tokenizer["truncation"] = None
    (folder / "tokenizer.json").write_text(
        json.dumps(tokenizer, ensure_ascii=False), encoding="utf8"
    )
    return exact


def describe(folder: Path, **facts: object) -> None:
    """Write what the kit and its readers must know of the model: the threshold, and how it was
    made.
    """
    digest = hashlib.sha256((folder / "targeted.onnx").read_bytes()).hexdigest()
    text = json.dumps({"labels": LABELS, **facts, "sha256": digest}, indent=2) + "\n"
    (folder / "targeted.json").write_text(text, encoding="utf8")


class Data:
    """What the stages share: the labelled parts and the unlabelled sentences, as the model sees
    them.
    """

    def __init__(self, folder: Path) -> None:
        self.codebook = fr.read_codebook()
        self.folder = folder
        self.gold = {
            part: read_gold(folder / "sentiment" / f"{part}.jsonl")
            for part in ("train", "dev_mt", "dev_rw")
        }
        self.shown = {part: show_gold(gold, self.codebook) for part, gold in self.gold.items()}
        composed = read_composed(ROOT / "training" / "composed.tsv")
        self.shown["train"] += [shown for _, shown in composed]
        labels = [*self.gold["train"]["label"], *(label for label, _ in composed)]
        self.labels = torch.tensor([LABELS.index(label) for label in labels])

    def unlabelled(self, seed: int) -> list[Shown]:
        """Mentions in the unlabelled articles, always the same for the same seed."""
        return show_unlabelled(self.folder, self.codebook, seed)

    def dev(self, tokenizer: Any) -> dict[str, tuple[pd.DataFrame, list[Encoded]]]:
        """The dev parts with their sentences as tokens."""
        return {
            part: (self.gold[part], [encode(tokenizer, shown) for shown in self.shown[part]])
            for part in ("dev_mt", "dev_rw")
        }


def train_teacher(data: Data, recipe: Recipe, work: Path) -> np.ndarray:
    """Train a teacher, and return its logits for the labelled and then the unlabelled sentences."""
    weights, logits = work / f"teacher_{recipe.seed}.pt", work / f"teacher_{recipe.seed}.npy"
    if not logits.is_file():
        base = fetch_base(recipe.base, work)
        tokenizer = read_tokenizer(base)
        torch.manual_seed(recipe.seed)
        network = Network(recipe.base, base)
        encoded = [encode(tokenizer, shown) for shown in data.shown["train"]]
        if not weights.is_file():
            log(f"teacher {recipe}")
            fit(network, recipe, encoded, data.labels, data.dev(tokenizer), weights)
        network.load_state_dict(torch.load(weights, weights_only=True))
        encoded += [encode(tokenizer, shown) for shown in data.unlabelled(STUDENT.seed)]
        started = time.perf_counter()
        np.save(logits, infer(network, encoded, PAD[recipe.base]))
        log(
            f"the teacher labelled {len(encoded)} sentences in {time.perf_counter() - started:.0f} "
            "s"
        )
    return np.load(logits)


def train_student(data: Data, soft: np.ndarray, recipe: Recipe, work: Path) -> Network:
    """Train the student on the people's labels and on the teacher's logits."""
    base, weights = fetch_base(recipe.base, work), work / "student.pt"
    torch.manual_seed(recipe.seed)
    network = Network(recipe.base, base)
    if not weights.is_file():
        log(f"student {recipe}")
        tokenizer = read_tokenizer(base)
        shown = data.shown["train"] + data.unlabelled(recipe.seed)
        encoded = [encode(tokenizer, one) for one in shown]
        fit(network, recipe, encoded, data.labels, data.dev(tokenizer), weights, torch.tensor(soft))
    network.load_state_dict(torch.load(weights, weights_only=True))
    return network


def ship(network: Network, data: Data, recipe: Recipe, work: Path, folder: Path) -> None:
    """Find temperature and threshold on the dev parts, export, and compare the shipped file with
    the float one.
    """
    base = fetch_base(recipe.base, work)
    dev = data.dev(read_tokenizer(base))
    gold = [LABELS.index(label) for own, _ in dev.values() for label in own["label"]]
    logits = np.concatenate(
        [infer(network, encoded, PAD[recipe.base]) for _, encoded in dev.values()]
    )
    temperature = find_temperature(logits, gold)
    probabilities = torch.softmax(torch.tensor(logits) / temperature, -1).numpy()
    threshold = round(float(np.quantile(probabilities.max(1), 1 - COVERAGE)), 3)
    exact = export(network, base, temperature, folder)
    describe(folder, threshold=threshold, temperature=temperature)
    error = calibration_error(probabilities, gold)
    before = calibration_error(torch.softmax(torch.tensor(logits), -1).numpy(), gold)
    log(
        f"temperature {temperature}, threshold {threshold}, calibration error {before:.3f}, then "
        f"{error:.3f}"
    )
    for name, file in (("float", exact), ("int8", folder / "targeted.onnx")):
        model = read_model(folder, file)
        scored = {
            part: macro_f1(data.gold[part], judge(data.shown[part], model=model)) for part in dev
        }
        log(
            f"{name}, {file.stat().st_size / 1e6:.1f} MB: "
            + "  ".join(f"{p} {s:.1f}" for p, s in scored.items())
        )


def main() -> None:
    """Run every stage that has not left its result yet."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--eval", type=Path, required=True, metavar="FOLDER", help="folder of the evaluation data"
    )
    parser.add_argument(
        "--work", type=Path, required=True, metavar="DIR", help="folder for what the stages leave"
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=MODEL_FOLDER,
        metavar="DIR",
        help="where the model goes (default: %(default)s)",
    )
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    data = Data(chosen.eval)
    soft = np.mean([train_teacher(data, recipe, chosen.work) for recipe in TEACHERS], axis=0)
    network = train_student(data, soft, STUDENT, chosen.work)
    ship(network, data, STUDENT, chosen.work, chosen.out)
    log(f"done in {(time.perf_counter() - started) / 60:.0f} minutes")


if __name__ == "__main__":
    main()
