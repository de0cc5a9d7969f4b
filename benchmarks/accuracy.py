"""How well each measure of sentiment agrees with people, how sure it is of itself, and whether it
cares who is named.

    python benchmarks/accuracy.py --eval FOLDER [--parts dev_mt dev_rw coded_dev] [--swaps]

FOLDER/sentiment holds parts of NewsMTSC (Hamborg and Donnay 2021), one target a line. coded_dev and
coded_test are the halves of the kit's own gold: mentions of countries, blocs and leaders that two
coders judged apart. coded_sentences are all that coders read and the network did not learn from:
11,344 sentences drawn where a larger network saw a light that is not neutral, which takes minutes.
Every score comes from `framing.score_sentiment`. VADER and TextBlob call a mention positive from
+0.05 and negative from -0.05; the model's label is that which `label_sentiment` picks.
Macro-F1 in per cent, by FOLDER/score_sentiment.py, with 95 % intervals over sentences.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from gold.coded import read_coded, read_coded_sentences
from gold.evaluation import score
from gold.newsmtsc import make_tables, read_gold
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, interval_distance
from sklearn.metrics import f1_score

import framing as fr
from framing.measures.network.network import shipped_card
from framing.measures.network.shown import names_somebody
from framing.tables import of_measure
from framing.tables.schema import make

Tables = tuple[pd.DataFrame, pd.DataFrame]
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
    """A part of NewsMTSC, or of the kit's own gold."""
    if part == "coded_sentences":
        return read_coded_sentences(folder)
    kind, _, half = part.partition("_")
    return (
        read_coded(folder, half)
        if kind == "coded"
        else read_gold(folder / "sentiment" / f"{part}.jsonl")
    )


def label_values(values: pd.Series) -> pd.Series:
    """Labels from a lexicon's scores."""
    return pd.Series(
        np.select([values >= THRESHOLD, values <= -THRESHOLD], ["positive", "negative"], "neutral"),
        index=values.index,
    )


def label_probabilities(scores: pd.DataFrame) -> pd.DataFrame:
    """One row a mention: label, probability, and three probabilities in the order of `LABELS`."""
    return fr.label_sentiment(scores, min_probability=0.0).set_index("mention_id")


def predict(
    mentions: pd.DataFrame, sentences: pd.DataFrame, codebook: fr.Codebook
) -> Iterator[tuple[str, pd.Series]]:
    """The name of each way to label a mention, and its labels by mention_id."""
    lexicons = fr.score_sentiment(
        mentions, sentences, codebook, measures=["vader", "textblob", "mended"]
    )
    measures = ("vader_compound", "textblob_polarity", "vader_mended", "textblob_mended")
    names = ("VADER", "TextBlob", "VADER, mended", "TextBlob, mended")
    for name, measure in zip(names, measures, strict=True):
        for window in ("sentence", "clause"):
            own = of_measure(lexicons, measure, window)
            yield f"{name}, {window}", label_values(own.set_index("mention_id")["value"])
    for is_masked in (True, False):
        scores = fr.score_sentiment(
            mentions, sentences, codebook, measures=["targeted"], is_masked=is_masked
        )
        yield (
            f"targeted, names {'masked' if is_masked else 'shown'}",
            label_probabilities(scores)["label"],
        )


def run_scorer(
    scorer: Path, gold: pd.DataFrame, labels: pd.Series, name: str, keep: Path | None
) -> str:
    """What the scorer of the evaluation data prints for these labels."""
    answers = [{"id": i, "label": labels[i]} for i in gold["id"]]
    with tempfile.TemporaryDirectory() as folder:
        truth = Path(folder) / "gold.jsonl"
        gold[["id", "sentence", "label"]].to_json(truth, orient="records", lines=True)
        kept = keep and keep / (re.sub(r"\W+", "_", name) + ".jsonl")
        return score(scorer, truth, answers, keep=kept)


def print_table(
    parts: dict[str, pd.DataFrame], codebook: fr.Codebook, scorer: Path, keep: Path | None
) -> None:
    rows: dict[str, list[str]] = {}
    classes: dict[str, str] = {}
    for part, gold in parts.items():
        for name, labels in predict(*make_tables(gold, codebook), codebook):
            printed = run_scorer(scorer, gold, labels, f"{part} {name}", keep)
            f1, low, high = re.search(r"macro-F1 ([\d.]+) \[([\d.]+)-([\d.]+)\]", printed).groups()
            rows.setdefault(name, []).append(f"{f1} [{low}-{high}]")
            classes[f"{part}, {name}"] = printed.splitlines()[-1]
    print(
        f"{'macro-F1':<26}"
        + "".join(f"{part + f' ({len(gold)})':>20}" for part, gold in parts.items())
    )
    for name, cells in rows.items():
        print(f"{name:<26}" + "".join(f"{cell:>20}" for cell in cells))
    print()
    masked = {name: line for name, line in classes.items() if "masked" in name}
    width = max(34, *(len(name) + 1 for name in masked))
    for name, line in masked.items():
        print(f"{name:<{width}}{line}")


def judge_parts(parts: dict[str, pd.DataFrame], codebook: fr.Codebook) -> pd.DataFrame:
    """One row is a target: part, label, its probability, coded, is_right, n_words, kind of name,
    and the file of a coded sentence.
    """
    tables = []
    for part, gold in parts.items():
        mentions, sentences = make_tables(gold, codebook)
        scores = fr.score_sentiment(mentions, sentences, codebook, measures=["targeted"])
        own = label_probabilities(scores).loc[gold["id"]].reset_index()
        known = mentions.set_index("mention_id").loc[gold["id"]].reset_index()
        is_country = known["actor_id"].notna() & ~known["alias_type"].isin(["leader", "official"])
        named = zip(known["surface"], known["alias_type"], strict=True)
        is_nameless = [
            not names_somebody(surface, alias_type, codebook) for surface, alias_type in named
        ]
        kind = np.select(
            [is_nameless, is_country],
            ["pronoun or description", "country or institution"],
            "person",
        )
        tables.append(
            pd.DataFrame(
                {
                    "part": part,
                    "probability": own["probability"],
                    "label": own["label"],
                    "coded": gold["label"].to_numpy(),
                    "is_right": own["label"] == gold["label"].to_numpy(),
                    "n_words": gold["sentence"].str.split().str.len().to_numpy(),
                    "kind": kind,
                    "file": gold["file"].to_numpy() if "file" in gold else None,
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def bin_probabilities(judged: pd.DataFrame) -> pd.DataFrame:
    """The reliability diagram: one row a bin of the probability, with n, its mean and the share
    that is right.
    """
    bins = np.clip((judged["probability"] * N_BINS).astype(int), 0, N_BINS - 1)
    groups = judged.groupby(bins.rename("bin"))
    return groups.agg(
        n=("is_right", "size"), probability=("probability", "mean"), right=("is_right", "mean")
    )


def find_error(judged: pd.DataFrame) -> float:
    """Expected calibration error (Guo et al. 2017)."""
    binned = bin_probabilities(judged)
    return float(
        (binned["n"] / len(judged) * (binned["right"] - binned["probability"]).abs()).sum()
    )


def print_calibration(judged: pd.DataFrame) -> None:
    """Whether the probabilities mean what they say, and what the uncertain band is worth."""
    print("probability of the label   mentions   mean probability   right")
    for number, row in bin_probabilities(judged).iterrows():
        print(
            f"{number / N_BINS:>10.1f} to {(number + 1) / N_BINS:.1f}{row['n']:>17.0f}"
            f"{row['probability']:>19.2f}{row['right']:>8.2f}"
        )
    errors = {part: find_error(own) for part, own in judged.groupby("part", sort=False)}
    print(
        f"expected calibration error {find_error(judged):.3f}: "
        + ", ".join(f"{part} {error:.3f}" for part, error in errors.items())
    )
    threshold = shipped_card()["threshold"]
    sure, unsure = (own["is_right"] for _, own in judged.groupby(judged["probability"] < threshold))
    print(
        f"verdict from a probability of {threshold:.2f}: {100 * len(sure) / len(judged):.0f} per "
        "cent of mentions, "
        f"{100 * sure.mean():.1f} per cent right; of the others {100 * unsure.mean():.1f}\n"
    )
    lengths = pd.cut(
        judged["n_words"], [0, 15, 25, 40, 10_000], labels=["to 15 words", "to 25", "to 40", "more"]
    )
    groupings, width = [judged["kind"], lengths], 28
    if judged["file"].notna().any():
        groupings.append(judged["file"].str.cat(judged["kind"], sep=", "))
        width = 48
    print(f"{'':<{width}}{'mentions':>10}{'per cent right':>16}{'macro-F1':>10}")
    for groups in groupings:
        for name, own in judged.groupby(groups, observed=True):
            f1 = 100 * f1_score(own["coded"], own["label"], average="macro")
            print(f"{name:<{width}}{len(own):>10}{100 * own['is_right'].mean():>16.1f}{f1:>10.1f}")


def draw_calibration(judged: pd.DataFrame, file: Path) -> None:
    """The reliability diagram as a figure."""
    fr.set_style()
    binned = bin_probabilities(judged).query("n >= 10")
    fig, ax = plt.subplots(figsize=(5.6, 4.6))
    ax.plot([1 / 3, 1], [1 / 3, 1], color="#777777", linewidth=1, linestyle="--")
    ax.plot(binned["probability"], binned["right"], "o-", color="#0072B2")
    for row in binned.itertuples():
        ax.annotate(
            f"n = {row.n}",
            (row.probability, row.right),
            (6, -12),
            textcoords="offset points",
            fontsize=8,
        )
    ax.set_xlabel("probability that the model gives its label")
    ax.set_ylabel("share of labels that codes confirm")
    fig.suptitle("Does the model know how sure it may be?", x=0.01, ha="left")
    note = (
        f"{len(judged):,} mentions of the dev parts, those of countries coded by language models.\n"
        "On the dashed line the probabilities are right. Expected calibration error "
        f"{find_error(judged):.3f}.\nPoints of fewer than ten mentions are left out."
    )
    fig.supxlabel(note, x=0.01, ha="left", fontsize=8)
    fig.savefig(file, metadata={"Software": None})
    plt.close(fig)


def print_agreement(folder: Path) -> None:
    """How far the coders of the kit's own gold agree before they talked."""
    coded = read_coded(folder)
    long = coded.melt("id", ["coder_a", "coder_b"], "coder", "code")
    triples = list(long[["coder", "id", "code"]].itertuples(index=False, name=None))
    nominal = AnnotationTask(triples, distance=binary_distance).alpha()
    interval = AnnotationTask(triples, distance=interval_distance).alpha()
    same = (coded["coder_a"] == coded["coder_b"]).mean()
    counts = coded["label"].value_counts()
    print(
        f"the kit's own gold: {len(coded)} mentions, "
        f"{', '.join(f'{n} {label}' for label, n in counts.items())}"
    )
    print(
        f"coders agree on {100 * same:.1f} per cent, alpha {nominal:.2f} (nominal), {interval:.2f} "
        "(interval)"
    )


def swap_name(
    name: str, targets: list[str], mentions: pd.DataFrame, sentences: pd.DataFrame
) -> Tables:
    """Mentions and sentences in which each target has another name; each target gets a sentence of
    its own.
    """
    texts = dict(zip(sentences["sentence_id"], sentences["text"], strict=True))
    others = dict(list(mentions.groupby("sentence_id")))
    swapped, found = [], []
    for target in mentions[mentions["mention_id"].isin(targets)].itertuples(index=False):
        text = texts[target.sentence_id]
        own = others[target.sentence_id].copy()
        is_target, is_after = own["mention_id"] == target.mention_id, own["start"] >= target.end
        shift = len(name) - (target.end - target.start)
        own.loc[is_target, ["end", "surface", "actor_id", "alias_type"]] = [
            target.start + len(name),
            name,
            "NEW",
            "name",
        ]
        own.loc[is_after, ["start", "end"]] += shift
        own["mention_id"] = own["mention_id"].where(
            is_target, target.mention_id + " " + own["mention_id"]
        )
        found.append(own.assign(sentence_id=target.mention_id))
        text = text[: target.start] + name + text[target.end :]
        swapped.append((target.mention_id, target.mention_id, 0, "body", 0, len(text), text))
    return pd.concat(found, ignore_index=True), make("sentences", swapped)


def print_swaps(parts: dict[str, pd.DataFrame], codebook: fr.Codebook) -> None:
    """What the scores owe to the name: every target is replaced by each of thirty actors."""
    gold = pd.concat(parts.values(), ignore_index=True)
    mentions, sentences = make_tables(gold, codebook)
    print(
        "every target replaced by each of 30 countries: those with the lowest and the highest mean "
        "score,\n"
        "their distance, and how far each score is from its sentence's mean over the countries"
    )
    for is_masked in (True, False):
        table = {}
        for name in SWAPPED:
            tables = swap_name(name, gold["id"].tolist(), mentions, sentences)
            scores = fr.score_sentiment(
                *tables, codebook, measures=["targeted"], is_masked=is_masked
            )
            scores = scores[
                (scores["measure"] == "targeted") & scores["mention_id"].isin(gold["id"])
            ]
            table[name] = scores.set_index("mention_id")["value"]
        wide = pd.DataFrame(table)
        means = wide.mean()
        moved = wide.sub(wide.mean(axis="columns"), axis="index").abs().to_numpy().mean()
        ends = f"{means.idxmin()} {means.min():+.3f}  {means.idxmax()} {means.max():+.3f}"
        distance = means.max() - means.min()
        print(
            f"names {'masked' if is_masked else 'shown '}  {ends}  distance {distance:.3f}  each "
            f"{moved:.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--eval", type=Path, required=True, metavar="FOLDER", help="folder of the evaluation data"
    )
    parser.add_argument(
        "--parts",
        nargs="+",
        default=["dev_mt", "dev_rw", "coded_dev"],
        metavar="PART",
        help="files of FOLDER/sentiment without .jsonl, coded_dev, coded_test, coded_sentences",
    )
    parser.add_argument(
        "--predictions", type=Path, metavar="DIR", help="keep what was predicted, one file a row"
    )
    parser.add_argument("--diagram", type=Path, metavar="FILE", help="draw the reliability diagram")
    parser.add_argument(
        "--swaps", action="store_true", help="swap names too, which takes some minutes"
    )
    chosen = parser.parse_args()
    codebook = fr.read_codebook()
    parts = {part: read_part(chosen.eval, part) for part in chosen.parts}
    started = time.perf_counter()
    print_table(parts, codebook, chosen.eval / "score_sentiment.py", chosen.predictions)
    print()
    judged = judge_parts(parts, codebook)
    print_calibration(judged)
    if chosen.diagram:
        draw_calibration(judged, chosen.diagram)
    print()
    print_agreement(chosen.eval)
    if chosen.swaps:
        print()
        print_swaps(parts, codebook)
    print(f"\n{time.perf_counter() - started:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
