"""How well each measure of sentiment agrees with people, how sure it is of itself, and whether it cares who is named.

    python benchmarks/accuracy.py --eval FOLDER [--parts dev_mt dev_rw coded_dev] [--swaps]

FOLDER/sentiment holds parts of NewsMTSC (Hamborg and Donnay 2021), one target a line. coded_dev and coded_test are the
halves of the kit's own gold: mentions of countries, blocs and leaders that two coders judged apart. Every score comes
from `framing.score_sentiment`. VADER and TextBlob call a mention positive from +0.05 and negative from -0.05; the
model's label is its most probable one. Macro-F1 in per cent, by FOLDER/score_sentiment.py, with 95 % intervals over
sentences.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from gold.coded import read_coded
from gold.newsmtsc import make_tables, read_gold
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, interval_distance

import framing as fr
from framing.targeted import load_model

THRESHOLD = 0.05
N_BINS = 10
SWAPPED = (
    "Russia",
    "China",
    "Ukraine",
    "France",
    "Germany",
    "Iran",
    "Israel",
    "Japan",
    "India",
    "Brazil",
    "Canada",
    "Mexico",
    "Turkey",
    "Poland",
    "Italy",
    "Spain",
    "Egypt",
    "Syria",
    "Iraq",
    "Cuba",
    "Vietnam",
    "Nigeria",
    "Kenya",
    "Pakistan",
    "Belarus",
    "Hungary",
    "Sweden",
    "Greece",
    "Australia",
    "Venezuela",
)


def read_part(folder: Path, part: str) -> pd.DataFrame:
    """A part of NewsMTSC, or a half of the kit's own gold."""
    kind, _, half = part.partition("_")
    return read_coded(folder, half) if kind == "coded" else read_gold(folder / "sentiment" / f"{part}.jsonl")


def label_values(values: pd.Series) -> pd.Series:
    """Labels from a lexicon's scores."""
    return pd.Series(np.select([values >= THRESHOLD, values <= -THRESHOLD], ["positive", "negative"], "neutral"),
                     index=values.index)  # fmt: skip


def label_probabilities(scores: pd.DataFrame) -> pd.DataFrame:
    """One row a mention: label, probability, and the three probabilities in the order of `LABELS`."""
    return fr.label_sentiment(scores, min_probability=0.0).set_index("mention_id")


def predict(mentions: pd.DataFrame, sentences: pd.DataFrame, codebook: fr.Codebook) -> Iterator[tuple[str, pd.Series]]:
    """The name of each way to label a mention, and its labels by mention_id."""
    lexicons = fr.score_sentiment(mentions, sentences, codebook, measures=["vader", "textblob"])
    for name, measure in {"VADER": "vader_compound", "TextBlob": "textblob_polarity"}.items():
        for window in ("sentence", "clause"):
            own = lexicons[(lexicons["measure"] == measure) & (lexicons["window"] == window)]
            yield f"{name}, {window}", label_values(own.set_index("mention_id")["value"])
    for is_masked in (True, False):
        scores = fr.score_sentiment(mentions, sentences, codebook, measures=["targeted"], is_masked=is_masked)
        yield f"targeted, names {'masked' if is_masked else 'shown'}", label_probabilities(scores)["label"]


def run_scorer(scorer: Path, gold: pd.DataFrame, labels: pd.Series, name: str, keep: Path | None) -> str:
    """What the scorer of the evaluation data prints for these labels."""
    with tempfile.TemporaryDirectory() as folder:
        said, truth = Path(folder) / "said.jsonl", Path(folder) / "gold.jsonl"
        rows = [{"id": i, "label": labels[i]} for i in gold["id"]]
        said.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
        gold[["id", "sentence", "label"]].to_json(truth, orient="records", lines=True)
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            shutil.copy(said, keep / (re.sub(r"\W+", "_", name) + ".jsonl"))
        made = subprocess.run([sys.executable, str(scorer), str(truth), str(said)], capture_output=True, text=True)
        made.check_returncode()
    return made.stdout


def print_table(parts: dict[str, pd.DataFrame], codebook: fr.Codebook, scorer: Path, keep: Path | None) -> None:
    rows: dict[str, list[str]] = {}
    classes: dict[str, str] = {}
    for part, gold in parts.items():
        for name, labels in predict(*make_tables(gold, codebook), codebook):
            printed = run_scorer(scorer, gold, labels, f"{part} {name}", keep)
            f1, low, high = re.search(r"macro-F1 ([\d.]+) \[([\d.]+)-([\d.]+)\]", printed).groups()
            rows.setdefault(name, []).append(f"{f1} [{low}-{high}]")
            classes[f"{part}, {name}"] = printed.splitlines()[-1]
    print(f"{'macro-F1':<26}" + "".join(f"{part + f' ({len(gold)})':>20}" for part, gold in parts.items()))
    for name, cells in rows.items():
        print(f"{name:<26}" + "".join(f"{cell:>20}" for cell in cells))
    print()
    for name, line in classes.items():
        if "masked" in name:
            print(f"{name:<34}{line}")


def print_calibration(parts: dict[str, pd.DataFrame], codebook: fr.Codebook) -> None:
    """Reliability by ten bins of the probability of the label, and what the uncertain band is worth."""
    probabilities, hits, groups = [], [], []
    for gold in parts.values():
        mentions, sentences = make_tables(gold, codebook)
        judged = label_probabilities(fr.score_sentiment(mentions, sentences, codebook, measures=["targeted"]))
        own = judged.loc[gold["id"]]
        probabilities += own["probability"].tolist()
        hits += (own["label"].to_numpy() == gold["label"].to_numpy()).tolist()
        groups += gold["sentence"].str.split().str.len().tolist()
    probability, hit, n_words = np.array(probabilities), np.array(hits, dtype=float), np.array(groups)
    bins = np.clip((probability * N_BINS).astype(int), 0, N_BINS - 1)
    print("probability of the label   mentions   mean probability   right")
    error = 0.0
    for number in np.unique(bins):
        inside = bins == number
        error += inside.mean() * abs(hit[inside].mean() - probability[inside].mean())
        print(f"{number / N_BINS:>10.1f} to {(number + 1) / N_BINS:.1f}{inside.sum():>17}"
              f"{probability[inside].mean():>19.2f}{hit[inside].mean():>8.2f}")  # fmt: skip
    print(f"expected calibration error {error:.3f}")
    threshold = load_model().threshold
    sure = probability >= threshold
    print(f"verdict from a probability of {threshold:.2f}: {100 * sure.mean():.0f} per cent of the mentions, "
          f"{100 * hit[sure].mean():.1f} per cent right; of the others {100 * hit[~sure].mean():.1f}")  # fmt: skip
    for low, high in ((0, 15), (16, 25), (26, 40), (41, 10_000)):
        inside = (n_words >= low) & (n_words <= high)
        print(f"sentences of {low} to {high if high < 1000 else 'more'} words: {int(inside.sum())} mentions, "
              f"{100 * hit[inside].mean():.1f} per cent right")  # fmt: skip


def print_agreement(folder: Path) -> None:
    """How far the coders of the kit's own gold agree before they talked."""
    coded = read_coded(folder)
    long = coded.melt("id", ["coder_a", "coder_b"], "coder", "code")
    triples = list(long[["coder", "id", "code"]].itertuples(index=False, name=None))
    nominal = AnnotationTask(triples, distance=binary_distance).alpha()
    interval = AnnotationTask(triples, distance=interval_distance).alpha()
    same = (coded["coder_a"] == coded["coder_b"]).mean()
    counts = coded["label"].value_counts()
    print(f"the kit's own gold: {len(coded)} mentions, {', '.join(f'{n} {label}' for label, n in counts.items())}")
    print(f"coders agree on {100 * same:.1f} per cent, alpha {nominal:.2f} (nominal), {interval:.2f} (interval)")


def print_swaps(parts: dict[str, pd.DataFrame], codebook: fr.Codebook) -> None:
    """What the scores owe to the name: every target is replaced by each of thirty actors."""
    gold = pd.concat(parts.values(), ignore_index=True)
    print("every target replaced by each of 30 countries: mean score of the actor that does worst and best, their "
          "distance, and how far each score is from its sentence's mean over the actors")  # fmt: skip
    spans = list(gold[["sentence", "start", "end"]].itertuples(index=False, name=None))
    for is_masked in (True, False):
        table = {}
        for name in SWAPPED:
            swapped = gold.assign(
                sentence=[text[:start] + name + text[end:] for text, start, end in spans],
                end=gold["start"] + len(name),
                id=gold["id"] + ":" + name,
            )
            mentions, sentences = make_tables(swapped, codebook)
            # An actor of its own, or a sentence that names the same country elsewhere would change its meaning.
            is_target = mentions["mention_id"].isin(swapped["id"])
            mentions = mentions.assign(actor_id=mentions["actor_id"].mask(is_target, "SWAPPED"))
            scores = fr.score_sentiment(mentions, sentences, codebook, measures=["targeted"], is_masked=is_masked)
            scores = scores[scores["mention_id"].isin(swapped["id"])]
            scores = scores.assign(mention_id=scores["mention_id"].str.rpartition(":")[0])
            table[name] = scores.query("measure == 'targeted'").set_index("mention_id")["value"]
        wide = pd.DataFrame(table)
        means = wide.mean()
        moved = wide.sub(wide.mean(axis="columns"), axis="index").abs().to_numpy().mean()
        ends = f"{means.idxmin()} {means.min():+.3f}  {means.idxmax()} {means.max():+.3f}"
        distance = means.max() - means.min()
        print(f"names {'masked' if is_masked else 'shown '}  {ends}  distance {distance:.3f}  each {moved:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True, metavar="FOLDER", help="folder of the evaluation data")
    parser.add_argument("--parts", nargs="+", default=["dev_mt", "dev_rw", "coded_dev"], metavar="PART",
                        help="files of FOLDER/sentiment without .jsonl, coded_dev, coded_test")  # fmt: skip
    parser.add_argument("--predictions", type=Path, metavar="DIR", help="keep what was predicted, one file a row")
    parser.add_argument("--swaps", action="store_true", help="swap names too, which takes some minutes")
    chosen = parser.parse_args()
    codebook = fr.read_codebook()
    parts = {part: read_part(chosen.eval, part) for part in chosen.parts}
    started = time.perf_counter()
    print_table(parts, codebook, chosen.eval / "score_sentiment.py", chosen.predictions)
    print()
    print_calibration(parts, codebook)
    print()
    print_agreement(chosen.eval)
    if chosen.swaps:
        print()
        print_swaps(parts, codebook)
    print(f"\n{time.perf_counter() - started:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
