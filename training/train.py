"""Train a network that reads each sentence once: lights of all its mentions, acts for and against
between them, and frames.

    python -m training.train --eval FOLDER --work DIR [--seed N] [--layers N] [--anew]

FOLDER is the folder of the evaluation data. Learnt from are NewsMTSC's training part (people's
labels of persons; Hamborg and Donnay 2021, MIT), the sentences coded by careful reading
(``data/coding/sentence_codes.csv``) and the codings of the PLOVER and CAMEO manuals (CC BY-SA 4.0).
A large network (the teacher, mpnet-base) learns all of it first; a small one (the student, MiniLM)
then learns from its probabilities too, also for sentences that nobody labelled (Hinton, Vinyals and
Dean 2015, arXiv 1503.02531). Names never reach either: every actor looks the same.

Each stage leaves its result in DIR and is not done again while that is there, so an interrupted run
goes on. A student of all layers starts from the shipped weights and is taught by the teacher and by
what it read itself before, mixed; this is kept in ``training/readings.npz``, so that a better
student costs no new teacher. ``--anew`` trains both from the beginning. `training.export` writes
what the kit reads.
"""

import argparse
import dataclasses
import functools
import json
import time
from pathlib import Path

import pandas as pd
import torch
from sklearn.metrics import f1_score

import framing as fr
from benchmarks.gold.coded import LEARNT

from .bases import fetch_base, read_tokenizer
from .codes import POLICY
from .examples import (
    Example,
    from_tables,
    read_countries,
    read_manuals,
    read_people,
    read_sentence_codes,
    show_unlabelled,
)
from .fitting import PAD, Encoded, Recipe, Soft, encode, fit, infer
from .network import Network
from .readings import (
    READINGS,
    digest_shown,
    load_readings,
    mix_readings,
    pick_taught,
    pick_telling,
    save_readings,
)
from .shipped import start_from

TEACHER = Recipe("mpnet", epochs=1, rate=3e-5, head_factor=5.0, decay=0.9)
STUDENT = Recipe("minilm", epochs=3, rate=6e-5, head_factor=10.0, decay=1.0, batch=32)
OWN_SHARE = {"light": 0.3, "pair": 0.5, "policy": 1.0, "frames": 1.0}
"""How much of what is taught is what the shipped network reads itself, by head: chosen for lights
and policy frames on the dev parts (``log.txt``); a teacher of one epoch does not know frames yet.
"""
PORTION = 5_000
"""Sentences after which what the teacher read is written down, lest an interruption lose all."""


def log(line: str) -> None:
    """Print a line at once, so that a log can be followed."""
    print(line, flush=True)


class Data:
    """What the stages share: labelled, unlabelled and dev sentences, as the network sees them."""

    def __init__(
        self, folder: Path, work: Path, n_unlabelled: int = 0, *, with_all_codes: bool = False
    ) -> None:
        self.folder, self.work, self.n_unlabelled = folder, work, n_unlabelled
        self.last_unit = None if with_all_codes else LEARNT
        self.codebook = fr.read_codebook()

    @functools.cached_property
    def labelled(self) -> list[Example]:
        """People's labels, coders' codes and the manuals, in this order."""
        people, _ = read_people(self.folder / "sentiment" / "train.jsonl", self.codebook)
        coded = read_sentence_codes(self.folder, self.codebook, self.last_unit)
        manuals = read_manuals(self.folder / "directed" / "plover_gsr.jsonl", self.codebook)
        log(f"{len(people):,} sentences of people, {len(coded):,} coded, {len(manuals)} of manuals")
        return people + coded + manuals

    @functools.cached_property
    def unlabelled(self) -> list[Example]:
        """Sentences that nobody labelled; none of the kit's own gold."""
        held_out = set(pd.read_csv(fr.shipped.find_shipped("coding") / "targets.csv")["sha256"])
        return show_unlabelled(self.folder, self.codebook, self.n_unlabelled, 1, held_out)

    @functools.cached_property
    def dev(self) -> dict[str, tuple[list[Example], dict[str, int]]]:
        """Parts with lights, each with id -> label."""
        parts = {}
        for part in ("dev_mt", "dev_rw"):
            examples, _ = read_people(self.folder / "sentiment" / f"{part}.jsonl", self.codebook)
            parts[part] = examples
        parts["countries"], _ = read_countries(self.folder, "dev", self.codebook)
        return parts

    @functools.cached_property
    def policy(self) -> list[Example]:
        """The sentences of FrAC's dev part, with one policy frame each."""
        with (self.folder / "frames" / "frac_dev.jsonl").open(encoding="utf8") as lines:
            rows = [json.loads(line) for line in lines]
        sentences = fr.tables.make(
            "sentences",
            [
                (f"s{i}", f"s{i}", 0, "body", 0, len(r["sentence"]), r["sentence"])
                for i, r in enumerate(rows)
            ],
        )
        mentions = fr.find_mentions(sentences, self.codebook)
        found = from_tables(mentions, sentences, self.codebook)
        examples = []
        for i, row in enumerate(rows):
            example = found.get(f"s{i}") or Example(row["sentence"], [])
            example.policy = list(POLICY.values()).index(row["frame"])
            examples.append(example)
        return examples


class Scorer:
    """Scores of a network on the dev parts, as a line of the log."""

    def __init__(self, data: Data, base: str, tokenizer: object) -> None:
        self.pad = PAD[base]
        self.parts = {
            name: [encode(tokenizer, one) for one in own] for name, own in data.dev.items()
        }
        self.policy = [encode(tokenizer, one) for one in data.policy]

    def scores(self, network: Network) -> dict[str, float]:
        """Macro-F1 in per cent, by part."""
        found = {}
        for name, encoded in self.parts.items():
            found[name] = score_lights(encoded, infer(network, encoded, self.pad))
        logits = infer(network, self.policy, self.pad)
        truth = [one.example.policy for one in self.policy]
        said = [int(own["policy"].argmax()) for own in logits]
        found["policy"] = 100 * f1_score(truth, said, average="macro")
        return found

    def __call__(self, network: Network) -> str:
        """Say the scores in a line."""
        return "  ".join(f"{name} {value:.1f}" for name, value in self.scores(network).items())


def score_lights(encoded: list[Encoded], logits: Soft) -> float:
    """Macro-F1 of lights in per cent."""
    truth, said = [], []
    for one, own in zip(encoded, logits, strict=True):
        for label, values in zip(one.example.lights, own["light"], strict=True):
            if label >= 0:
                truth.append(label)
                said.append(int(values.argmax()))
    return 100 * float(f1_score(truth, said, average="macro"))


def train_teacher(data: Data, recipe: Recipe, file: Path) -> None:
    """Train a teacher, and keep what it reads in the labelled and the unlabelled sentences."""
    weights = data.work / f"teacher_{recipe.seed}.pt"
    base = fetch_base(recipe.base, data.work)
    tokenizer = read_tokenizer(base)
    torch.manual_seed(recipe.seed)
    network = Network(recipe.base, base)
    if not weights.is_file():
        log(f"teacher {recipe}")
        encoded = [encode(tokenizer, one) for one in data.labelled]
        fit(network, recipe, encoded, Scorer(data, recipe.base, tokenizer), weights, log)
    network.load_state_dict(torch.load(weights, weights_only=True))
    examples = data.labelled + data.unlabelled
    started, soft = time.perf_counter(), []
    for at in range(0, len(examples), PORTION):
        encoded = [encode(tokenizer, one) for one in examples[at : at + PORTION]]
        soft += infer(network, encoded, PAD[recipe.base])
        save_readings(file, examples[: len(soft)], soft)
        seconds = time.perf_counter() - started
        log(f"the teacher read {len(soft):,} of {len(examples):,} sentences in {seconds:.0f} s")


def read_along(data: Data, taught: Path, file: Path) -> None:
    """Mix what the shipped network reads itself into what the teacher read."""
    examples, soft = pick_taught(data.labelled + data.unlabelled, load_readings(taught))
    base = fetch_base("minilm", data.work)
    network, tokenizer = Network("minilm", base), read_tokenizer(base)
    start_from_shipped(network)
    own = infer(network, [encode(tokenizer, one) for one in examples], PAD["minilm"])
    save_readings(file, examples, mix_readings(soft, own, OWN_SHARE))
    log(f"the shipped network read {len(own):,} sentences")


def start_from_shipped(network: Network) -> None:
    """Set a network's weights to those that the kit ships."""
    shipped = fr.shipped.find_shipped("model")
    card = json.loads((shipped / "network.json").read_text(encoding="utf8"))
    start_from(network, shipped / "network.onnx", card["frames"])


def train_student(data: Data, readings: Path, recipe: Recipe, name: str, is_anew: bool) -> None:
    """Train the student on labels and on the teacher's logits."""
    base, weights = fetch_base(recipe.base, data.work), data.work / f"{name}.pt"
    if weights.is_file():
        return
    torch.manual_seed(recipe.seed)
    network = Network(recipe.base, base)
    if not is_anew:
        start_from_shipped(network)
        log("from the shipped weights")
    if recipe.n_layers is not None:
        network.keep_layers(recipe.n_layers)
    is_further = not is_anew and recipe.n_layers is None
    start = {name: values.clone() for name, values in network.state_dict().items()}
    log(f"student {name} {recipe}")
    tokenizer = read_tokenizer(base)
    read = load_readings(readings)
    labelled, soft = pick_taught(data.labelled, read)
    for one in labelled:
        read.pop(digest_shown(one), None)
    unlabelled, soft_others = pick_telling(*pick_taught(data.unlabelled, read))
    examples, soft = labelled + unlabelled, soft + soft_others
    log(f"{len(labelled):,} labelled sentences and {len(unlabelled):,} that the teacher read")
    encoded = [encode(tokenizer, one) for one in examples]
    scorer = Scorer(data, recipe.base, tokenizer)
    taught = weights.with_stem(f"{name}_taught")
    if taught.is_file():
        network.load_state_dict(torch.load(taught, weights_only=True))
    else:
        fit(network, recipe, encoded, scorer, taught, log, soft)
    if is_further:
        average_with(network, start)
        log(f"half way from where it started: {scorer(network)}")
    network.join_lights()
    torch.save(network.state_dict(), weights)


def average_with(network: Network, start: dict[str, torch.Tensor]) -> None:
    """Put a network half way between its weights and those that it started from, which is better on
    all parts together than either (Wortsman et al. 2022, CVPR).
    """
    own = network.state_dict()
    half = {
        name: (values + start[name]) / 2 if values.is_floating_point() else values
        for name, values in own.items()
    }
    network.load_state_dict(half)


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
        "--unlabelled",
        type=int,
        default=60_000,
        metavar="N",
        help="sentences that the teacher alone judges (default: %(default)s)",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the student (default: %(default)s)")
    parser.add_argument("--layers", type=int, help="of the student (default: all)")
    parser.add_argument(
        "--epochs",
        type=int,
        default=STUDENT.epochs,
        help="of the student (default: %(default)s)",
    )
    parser.add_argument(
        "--anew",
        action="store_true",
        help="train a teacher again, and a student from the base's weights",
    )
    parser.add_argument(
        "--with-all-codes",
        action="store_true",
        help="learn from the coded sentences that measure what was learnt, too",
    )
    parser.add_argument(
        "--teacher-only", action="store_true", help="stop when the teacher has read"
    )
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    data = Data(chosen.eval, chosen.work, chosen.unlabelled, with_all_codes=chosen.with_all_codes)
    readings = chosen.work / "readings.npz" if chosen.anew else READINGS
    taught = readings if chosen.anew else chosen.work / "taught.npz"
    if not readings.is_file():
        if not taught.is_file():
            train_teacher(data, TEACHER, taught)
        if not chosen.anew:
            read_along(data, taught, readings)
    if not chosen.teacher_only:
        recipe = dataclasses.replace(
            STUDENT, seed=chosen.seed, n_layers=chosen.layers, epochs=chosen.epochs
        )
        name = f"student_{chosen.layers or 'all'}_{chosen.seed}"
        train_student(data, readings, recipe, name, chosen.anew)
    log(f"done in {(time.perf_counter() - started) / 60:.0f} minutes")


if __name__ == "__main__":
    main()
