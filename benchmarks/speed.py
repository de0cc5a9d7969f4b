"""How fast the kit is, beside a naive script that does the same with the libraries' own objects.

    python benchmarks/speed.py --eval FOLDER [--articles 2000]

Both read the same articles, made by repeating and varying the texts of ``voice/train.jsonl`` in the evaluation
folder, and score by VADER and TextBlob every sentence that mentions an actor. The naive script splits with a regular
expression, looks for the names one after the other, and makes a ``TextBlob`` and a VADER score for each sentence. Both
run in this process, one after the other, and the best of `--rounds` is printed. The scores are compared too: over
the same sentences and with masking switched off, they must be equal to the last digit. The trained model is timed by
itself, in a process of its own that may use one core only.
"""

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import framing as fr
from framing.targeted import load_model

BASELINE = "naive, all aliases"


def make_corpus(folder: Path, n_articles: int, seed: int = 1) -> pd.DataFrame:
    """Articles of real paragraphs: each takes the paragraphs of one text in turn with some of another, shuffled."""
    file = folder / "voice" / "train.jsonl"
    if not file.is_file():
        print(f"no {file}: give the folder of the evaluation data with --eval FOLDER", file=sys.stderr)
        raise SystemExit(2)
    with file.open(encoding="utf8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    rng = random.Random(seed)
    articles = {}
    for number in range(n_articles):
        own = texts[number % len(texts)].split("\n\n")
        other = rng.choice(texts).split("\n\n")
        paragraphs = own if number < len(texts) else own[::2] + other[1::2]
        if number >= len(texts):
            rng.shuffle(paragraphs)
        articles[f"article-{number}"] = "\n\n".join(paragraphs)
    return fr.make_articles(articles)


def run_naive(articles: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Split, look for names, score: as one would write it in an afternoon."""
    analyzer = SentimentIntensityAnalyzer()
    rows = []
    for text in articles["text"]:
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            found = [name for name in names if name in sentence]
            if found:
                blob = TextBlob(sentence).sentiment
                vader = analyzer.polarity_scores(sentence)["compound"]
                rows += [(name, vader, blob.polarity, blob.subjectivity) for name in found]
    return pd.DataFrame(rows, columns=["name", "vader_compound", "textblob_polarity", "textblob_subjectivity"])


def score_given(texts: list[str]) -> list[tuple[float, object]]:
    """The libraries' own scores of sentences that are known to hold a mention; nothing is split or looked for."""
    analyzer = SentimentIntensityAnalyzer()
    return [(analyzer.polarity_scores(text)["compound"], TextBlob(text).sentiment) for text in texts]


def run_kit(articles: pd.DataFrame, codebook: fr.Codebook, windows: tuple[str, ...], is_masked: bool) -> pd.DataFrame:
    """The same steps with the kit."""
    sentences = fr.split_sentences(articles, codebook=codebook)
    mentions = fr.find_mentions(sentences, codebook)
    return fr.score_sentiment(mentions, sentences, codebook, windows=windows, is_masked=is_masked)


def count_differences(articles: pd.DataFrame, codebook: fr.Codebook) -> tuple[int, int]:
    """Scores of the kit without masking that differ from the libraries' own, and how many were compared."""
    sentences = fr.split_sentences(articles, codebook=codebook)
    mentions = fr.find_mentions(sentences, codebook)
    scores = fr.score_sentiment(mentions, sentences, codebook, windows=["sentence"], is_masked=False)
    wide = scores.pivot_table(index="mention_id", columns="measure", values="value").reset_index()
    wide = wide.merge(mentions[["mention_id", "sentence_id"]]).drop_duplicates("sentence_id")
    wide = wide.merge(sentences[["sentence_id", "text"]])
    analyzer = SentimentIntensityAnalyzer()
    vader = wide["text"].map(lambda text: analyzer.polarity_scores(text)["compound"])
    blobs = wide["text"].map(lambda text: TextBlob(text).sentiment)
    different = (
        (wide["vader_compound"] != vader)
        | (wide["textblob_polarity"] != blobs.map(lambda blob: blob.polarity))
        | (wide["textblob_subjectivity"] != blobs.map(lambda blob: blob.subjectivity))
    )
    return int(different.sum()), len(wide)


def print_model(folder: Path) -> None:
    """What the trained model takes: to start, for each mention, and in memory."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    codebook = fr.read_codebook()
    sentences = fr.split_sentences(make_corpus(folder, 150), codebook=codebook).drop_duplicates("text")
    sentences = sentences[sentences["text"].str.split().str.len().between(10, 40)]
    mentions = fr.find_mentions(sentences, codebook)
    n_words = mentions.merge(sentences[["sentence_id", "text"]])["text"].str.split().str.len().mean()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    load_model()
    loaded = time.perf_counter()
    fr.score_sentiment(mentions, sentences, codebook, measures=["targeted"])
    done = time.perf_counter()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = len(mentions) / (done - loaded)
    print(f"the model on one core: {rate:.0f} mentions a second ({len(mentions):,}, {n_words:.0f} words a sentence)")
    print(f"it starts in {loaded - start:.2f} s and adds {after - before:.0f} MB to the {before:.0f} MB of the process")


def best_of(rounds: int, run: Callable[[], object]) -> float:
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True, metavar="FOLDER", help="folder of the evaluation data")
    parser.add_argument("--articles", type=int, default=2_000, help="number of articles (default 2000)")
    parser.add_argument("--rounds", type=int, default=2, help="the best of this many runs counts (default 2)")
    parser.add_argument("--only-model", action="store_true", help="time the trained model and nothing else")
    chosen = parser.parse_args()
    if chosen.only_model:
        print_model(chosen.eval)
        return
    codebook = fr.read_codebook()
    articles = make_corpus(chosen.eval, chosen.articles)
    names = sorted(codebook.aliases["alias"], key=len, reverse=True)
    n_words = int(articles["text"].str.split().str.len().sum())
    sentences = fr.split_sentences(articles, codebook=codebook)
    n_sentences = len(sentences)
    mentioning = fr.find_mentions(sentences, codebook)["sentence_id"]
    given = sentences.loc[sentences["sentence_id"].isin(mentioning), "text"].tolist()
    print(f"{len(articles):,} articles, {n_words:,} words, {n_sentences:,} sentences, {len(names):,} aliases\n")
    countries = codebook.aliases.query("alias_type in ['name', 'demonym', 'capital']")["alias"].tolist()
    runs: dict[str, Callable[[], object]] = {
        BASELINE: lambda: run_naive(articles, names),
        "naive, names, demonyms and capitals": lambda: run_naive(articles, countries),
        "the libraries alone, mentions given": lambda: score_given(given),
        "kit, sentence window, not masked": lambda: run_kit(articles, codebook, ("sentence",), False),
        "kit, sentence window, masked": lambda: run_kit(articles, codebook, ("sentence",), True),
        "kit, both windows, masked": lambda: run_kit(articles, codebook, ("sentence", "clause"), True),
        "kit, every table but the model's": lambda: fr.analyse(articles, codebook, measures=("vader", "textblob")),
        "kit, every table (analyse)": lambda: fr.analyse(articles, codebook),
    }
    seconds = {}
    print(f"{'':<38}{'seconds':>9}{'articles/s':>12}{'sentences/s':>13}{'times the naive':>17}")
    for name, run in runs.items():
        seconds[name] = best_of(chosen.rounds, run)
        ratio = seconds[BASELINE] / seconds[name]
        print(
            f"{name:<38}{seconds[name]:>9.1f}{len(articles) / seconds[name]:>12.0f}"
            f"{n_sentences / seconds[name]:>13.0f}{ratio:>17.2f}",
            flush=True,
        )
    n_different, n_compared = count_differences(articles, codebook)
    print(f"\nscores that differ from the libraries' own, masking off: {n_different} of {n_compared:,} sentences")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {peak:,.0f} MB\n", flush=True)
    subprocess.run([sys.executable, __file__, "--eval", str(chosen.eval), "--only-model"], check=True)


if __name__ == "__main__":
    main()
