"""How much of a sentence should be scored for the tone around one actor? Prints a table of rules.

usage: python benchmarks/windows.py --eval FOLDER

FOLDER/sentiment holds dev_mt.jsonl, dev_rw.jsonl and train.jsonl of NewsMTSC (Hamborg and Donnay
2021), one target a line: sentence, start, end and label (negative, neutral, positive). Each rule
picks the words to score; the label is positive from +0.05 and negative from -0.05, for VADER's
compound as its authors advise, for TextBlob's polarity alike. The figure is macro-F1 in per cent.
Intervals on the dev parts are 95 % bootstrap intervals over sentences.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.text.clauses import clause_around, compile_borders

BORDERS_PATH = Path(__file__).parents[1] / "data" / "codebook" / "clause_borders.csv"
PARTS = ("dev_mt", "dev_rw", "train")
LABELS = ("negative", "neutral", "positive")
THRESHOLD = 0.05
N_DRAWS = 1000
STAND_IN = "Actor"
SENTENCE = "whole sentence"
SHIPPED = "shipped: any mark to ; : or said"
FALLBACK = "shipped, sentence if nothing scored"
# VADER knows "didn't" but not "didn’t".
STRAIGHT = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")
# Words for one rival of the shipped list; measured here, used nowhere else.
JOINING = (
    "and but or nor yet so while although though because when whereas who whom which that "
    "after before if unless"
)

Span = tuple[int, int]
Score = Callable[[str], float]
Rule = Callable[[str, int, int], Span]


class Target(NamedTuple):
    """One target in its masked sentence, with the coder's label."""

    sentence: str
    text: str
    start: int
    end: int
    label: str


def read_targets(path: Path) -> Iterator[Target]:
    """Targets of one file, each masked by the stand-in."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["sentence"][: row["start"]] + STAND_IN + row["sentence"][row["end"] :]
        end = row["start"] + len(STAND_IN)
        yield Target(row["sentence"], text.translate(STRAIGHT), row["start"], end, row["label"])


def clause_rule(borders: dict[str, str]) -> Rule:
    """The rule of `clause_around` with these borders."""
    pattern = compile_borders(borders)
    return lambda text, start, end: clause_around(text, start, end, pattern)


def nearest_words(n_words: int) -> Rule:
    """So many words to either side of the target."""

    def rule(text: str, start: int, end: int) -> Span:
        words = list(re.finditer(r"\S+", text))
        inside = [i for i, word in enumerate(words) if word.start() < end and word.end() > start]
        first, last = max(0, inside[0] - n_words), min(len(words) - 1, inside[-1] + n_words)
        return words[first].start(), words[last].end()

    return rule


def long_enough(rule: Rule, n_words: int) -> Rule:
    """The span of `rule`, or the sentence where that span has fewer words."""

    def longer(text: str, start: int, end: int) -> Span:
        left, right = rule(text, start, end)
        return (left, right) if len(text[left:right].split()) >= n_words else (0, len(text))

    return longer


def list_rules(shipped: dict[str, str]) -> dict[str, Rule]:
    """Rule by name, from the whole sentence to the shipped rule."""
    marks = {word: kind for word, kind in shipped.items() if not word[0].isalpha()}
    all_strong, all_weak = dict.fromkeys(marks, "strong"), dict.fromkeys(marks, "weak")
    return {
        SENTENCE: clause_rule({}),
        "10 words either side": nearest_words(10),
        "target to sentence end": lambda text, start, end: (start, len(text)),
        "any mark to any mark": clause_rule(all_strong),
        "same, or a joining word": clause_rule(
            all_strong | dict.fromkeys(JOINING.split(), "strong")
        ),
        "any mark to sentence end": clause_rule(all_weak),
        "any mark to ; or :": clause_rule(marks),
        SHIPPED: clause_rule(shipped),
        "shipped, sentence if < 5 words": long_enough(clause_rule(shipped), 5),
    }


def label_of(value: float) -> str:
    """Label of one score."""
    return "positive" if value >= THRESHOLD else "negative" if value <= -THRESHOLD else "neutral"


def count_pairs(targets: list[Target], values: np.ndarray) -> np.ndarray:
    """Coder's label by measured label, counted for each sentence: sentences x 3 x 3."""
    numbers: dict[str, int] = {}
    counts = np.zeros((len(targets), 3, 3), dtype=int)
    for target, value in zip(targets, values, strict=True):
        number = numbers.setdefault(target.sentence, len(numbers))
        counts[number, LABELS.index(target.label), LABELS.index(label_of(value))] += 1
    return counts[: len(numbers)]


def macro_f1(counts: np.ndarray) -> np.ndarray:
    """Macro-F1 in per cent of the 3 x 3 counts in the last two axes."""
    hits = np.diagonal(counts, axis1=-2, axis2=-1)
    given = counts.sum(axis=-1) + counts.sum(axis=-2)
    return 100 * (2 * hits / np.maximum(given, 1)).mean(axis=-1)


def describe(counts: np.ndarray, is_interval_wanted: bool) -> str:
    """Macro-F1 over all sentences, with its bootstrap interval where wanted."""
    estimate = f"{macro_f1(counts.sum(axis=0)):.1f}"
    if not is_interval_wanted:
        return estimate
    n_sentences = len(counts)
    times = np.random.default_rng(1).multinomial(
        n_sentences, np.full(n_sentences, 1 / n_sentences), size=N_DRAWS
    )
    low, high = np.percentile(macro_f1(np.tensordot(times, counts, axes=1)), [2.5, 97.5])
    return f"{estimate} [{low:.1f}, {high:.1f}]"


def measure(
    targets_by_part: dict[str, list[Target]], rules: dict[str, Rule], score: Score
) -> pd.DataFrame:
    """Table of one lexicon: rule x part."""
    table = pd.DataFrame(index=[*rules, FALLBACK], columns=list(targets_by_part))
    for part, targets in targets_by_part.items():
        values = {
            name: np.array(
                [score(text[slice(*rule(text, start, end))]) for _, text, start, end, _ in targets]
            )
            for name, rule in rules.items()
        }
        values[FALLBACK] = np.where(values[SHIPPED] == 0, values[SENTENCE], values[SHIPPED])
        for name in values:
            table.loc[name, part] = describe(
                count_pairs(targets, values[name]), is_interval_wanted=part != "train"
            )
    return table


def main() -> int:
    """Print one table a lexicon; the exit code is 2 where the evaluation data are missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--eval",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="holds sentiment/dev_mt.jsonl etc.",
    )
    paths = {part: parser.parse_args().eval / "sentiment" / f"{part}.jsonl" for part in PARTS}
    missing = [str(path) for path in paths.values() if not path.is_file()]
    if missing:
        print(f"no evaluation data (--eval FOLDER): {', '.join(missing)}", file=sys.stderr)
        return 2

    targets_by_part = {part: list(read_targets(path)) for part, path in paths.items()}
    borders = pd.read_csv(BORDERS_PATH, encoding="utf-8")
    rules = list_rules(dict(zip(borders["word"], borders["border_type"], strict=True)))
    vader = SentimentIntensityAnalyzer()
    lexica: dict[str, Score] = {
        "VADER": lambda text: vader.polarity_scores(text)["compound"],
        "TextBlob": lambda text: TextBlob(text).sentiment.polarity,
    }
    for name, score in lexica.items():
        print(f"\n{name}: macro-F1, per cent")
        print(measure(targets_by_part, rules, cache(score)).to_string())
    return 0


if __name__ == "__main__":
    sys.exit(main())
