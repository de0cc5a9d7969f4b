"""How fast the kit is, beside a naive script that does the same with the libraries' own objects.

    python benchmarks/speed.py --eval FOLDER [--articles 5000]

Both read the same articles, made by repeating and varying the texts of ``voice/train.jsonl`` in the
evaluation folder: from the second use of a text on, each of its sentences lacks one word, so that
few sentences stand twice and what the kit remembers of texts does not flatter it. The naive script
splits with spaCy's English sentencizer (``pip install spacy``; no model is needed), looks for the
names one after the other, and makes a ``TextBlob`` and a VADER score for each sentence with a name.
Times are those of the processor, in one process on one core. Articles a second are counted in
articles of 800 words. The scores are compared too: over the same sentences and with masking
switched off, they must be equal to the last digit. First comes the default run, which makes all
tables and summaries with all measures, and then the trained model by itself, on sentences that
differ, each in a process of its own that may use one core only.
"""

import argparse
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
from gold.evaluation import read_rows
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import framing as fr
from framing.measures.network.network import load_network

BASELINE = "naive, all aliases"
_WORDS = 800
"""Words of the article that speeds are told in."""
_N_MODEL, _N_DEFAULT = 60, 600
"""The most articles that the model and the default run are timed on."""


def make_corpus(folder: Path, n_articles: int, seed: int = 1) -> pd.DataFrame:
    """Articles of real paragraphs: each takes the paragraphs of one text in turn with some of
    another, shuffled.
    """
    texts = [row["text"] for row in read_rows(folder / "voice" / "train.jsonl")]
    rng = random.Random(seed)
    articles = {}
    for number in range(n_articles):
        own = texts[number % len(texts)].split("\n\n")
        other = rng.choice(texts).split("\n\n")
        paragraphs = own if number < len(texts) else own[::2] + other[1::2]
        if number >= len(texts):
            rng.shuffle(paragraphs)
            paragraphs = [vary(paragraph, rng) for paragraph in paragraphs]
        articles[f"article-{number}"] = "\n\n".join(paragraphs)
    return fr.make_articles(articles)


def vary(paragraph: str, rng: random.Random) -> str:
    """The paragraph without one lower-case word of each sentence."""
    varied = []
    for sentence in re.split(r"(?<=[.!?])\s+", paragraph):
        words = sentence.split(" ")
        inner = [place for place, word in enumerate(words) if word.isalpha() and word.islower()]
        if len(inner) > 3:
            del words[rng.choice(inner)]
        varied.append(" ".join(words))
    return " ".join(varied)


def sentence_splitter() -> Callable[[str], list[str]] | None:
    """spaCy's sentences of a text, or nothing where it is not installed."""
    try:
        import spacy
    except ImportError:
        return None
    english = spacy.blank("en")
    english.add_pipe("sentencizer")
    english.max_length = 10_000_000
    return lambda text: [sentence.text for sentence in english(text).sents]


def run_naive(
    articles: pd.DataFrame, names: list[str], split: Callable[[str], list[str]]
) -> pd.DataFrame:
    """Split, look for names, score: as one would write it in an afternoon."""
    analyzer = SentimentIntensityAnalyzer()
    rows = []
    for text in articles["text"]:
        for sentence in split(text):
            found = [name for name in names if name in sentence]
            if found:
                blob = TextBlob(sentence).sentiment
                vader = analyzer.polarity_scores(sentence)["compound"]
                rows += [(name, vader, blob.polarity, blob.subjectivity) for name in found]
    return pd.DataFrame(
        rows, columns=["name", "vader_compound", "textblob_polarity", "textblob_subjectivity"]
    )


def run_kit(articles: pd.DataFrame, codebook: fr.Codebook) -> dict[str, float]:
    """Every table but the model's scores and the summaries, and the seconds of the processor that
    each step took.
    """
    tables: dict[str, pd.DataFrame] = {"articles": articles}
    seconds: dict[str, float] = {}

    def step(name: str, make: Callable[[], pd.DataFrame]) -> None:
        start = time.process_time()
        tables[name] = make()
        seconds[name] = time.process_time() - start

    step("findings", lambda: fr.audit_articles(articles, codebook))
    step(
        "sentences",
        lambda: fr.split_sentences(articles, findings=tables["findings"], codebook=codebook),
    )
    step("mentions", lambda: fr.find_mentions(tables["sentences"], codebook, articles=articles))
    step("scores", lambda: fr.score_sentiment(tables["mentions"], tables["sentences"], codebook))
    step("attributions", lambda: fr.find_attributions(articles, tables["sentences"], codebook))
    step("speakers", lambda: fr.find_speakers(tables["mentions"], tables["attributions"], codebook))
    step(
        "voices",
        lambda: fr.attribute_voice(
            tables["mentions"], tables["attributions"], codebook, speakers=tables["speakers"]
        ),
    )
    step(
        "frame_hits",
        lambda: fr.match_frames(
            tables["mentions"], tables["sentences"], codebook, attributions=tables["attributions"]
        ),
    )
    step("roles", lambda: fr.extract_roles(tables["mentions"], tables["sentences"], codebook))
    return seconds


def count_differences(articles: pd.DataFrame, codebook: fr.Codebook) -> tuple[int, int]:
    """Scores of the kit without masking that differ from the libraries' own, and how many were
    compared.
    """
    sentences = fr.split_sentences(articles, codebook=codebook)
    mentions = fr.find_mentions(sentences, codebook)
    scores = fr.score_sentiment(
        mentions, sentences, codebook, windows=["sentence"], is_masked=False
    )
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


def memory_in_use() -> float:
    """Megabytes that this process holds now."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    held = re.search(r"VmRSS:\s+(\d+) kB", status.read_text(encoding="ascii"))
    return int(held.group(1)) / 1024 if held else float("nan")


def print_model(folder: Path, n_articles: int) -> None:
    """What the trained model takes: to start, for each mention, and in memory."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    codebook = fr.read_codebook()
    articles = make_corpus(folder, min(n_articles, _N_MODEL))
    sentences = fr.split_sentences(articles, codebook=codebook).drop_duplicates("text")
    sentences = sentences[sentences["text"].str.split().str.len().between(10, 40)]
    mentions = fr.find_mentions(sentences, codebook)
    n_words = (
        mentions.merge(sentences[["sentence_id", "text"]])["text"].str.split().str.len().mean()
    )
    before = memory_in_use()
    start = time.process_time()
    load_network()
    loaded = time.process_time()
    fr.score_sentiment(mentions, sentences, codebook, measures=["targeted"])
    done = time.process_time()
    rate = len(mentions) / (done - loaded)
    print(
        f"the model on one core: {rate:.0f} mentions a second ({len(mentions):,}, {n_words:.0f} "
        "words a sentence)"
    )
    print(
        f"it starts in {loaded - start:.2f} s and adds {memory_in_use() - before:.0f} MB to the "
        "process"
    )


def print_default(folder: Path, n_articles: int) -> None:
    """What `fr.analyse` takes as it stands: all measures, the trained model among them."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    codebook = fr.read_codebook()
    articles = make_corpus(folder, min(n_articles, _N_DEFAULT))
    fr.analyse(articles.head(2), codebook)
    seconds = time_of(lambda: fr.analyse(articles.iloc[2:], codebook))
    unit = articles["text"].iloc[2:].str.split().str.len().sum() / _WORDS
    print(
        f"the default run, the model and the summaries included: {unit / seconds:.1f} articles a "
        f"second ({unit:.0f} articles of {_WORDS} words in {seconds:.1f} s)"
    )


def time_of(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--eval", type=Path, required=True, metavar="FOLDER", help="folder of the evaluation data"
    )
    parser.add_argument(
        "--articles", type=int, default=2_000, help="number of articles (default 2000)"
    )
    parser.add_argument(
        "--rounds", type=int, default=1, help="the best of this many runs counts (default 1)"
    )
    parser.add_argument(
        "--only-model", action="store_true", help="time the trained model and nothing else"
    )
    parser.add_argument(
        "--only-default", action="store_true", help="time the default run and nothing else"
    )
    chosen = parser.parse_args()
    if chosen.only_model or chosen.only_default:
        (print_model if chosen.only_model else print_default)(chosen.eval, chosen.articles)
        return
    codebook = fr.read_codebook()
    articles = make_corpus(chosen.eval, chosen.articles)
    again = [sys.executable, __file__, "--eval", str(chosen.eval)]
    for part in ("--only-default", "--only-model"):
        subprocess.run([*again, "--articles", str(chosen.articles), part], check=True)
    fr.analyse(
        articles.head(2), codebook, measures=("vader", "textblob")
    )  # word lists load at first use
    n_words = int(articles["text"].str.split().str.len().sum())
    unit = n_words / _WORDS
    sentences = fr.split_sentences(articles, codebook=codebook)
    share = sentences["text"].duplicated().mean()
    print(
        f"\n{len(articles):,} articles, {n_words:,} words, {len(sentences):,} sentences "
        f"({share:.0%} of them for a second time), {len(codebook.aliases):,} aliases\n"
    )
    del sentences

    def row(name: str, seconds: float, naive: float | None = None) -> None:
        ratio = f"{naive / seconds:>17.2f}" if naive else ""
        print(
            f"{name:<42}{seconds:>9.1f}{1000 * seconds / unit:>12.2f}"
            f"{unit / seconds:>12.0f}{ratio}",
            flush=True,
        )

    print(f"{'':<42}{'seconds':>9}{'ms/article':>12}{'articles/s':>12}{'times the naive':>17}")
    split = sentence_splitter()
    baseline = None
    if split is None:
        print("(no naive script: pip install spacy)")
    else:
        aliases = codebook.aliases
        lists = {
            BASELINE: aliases["alias"].tolist(),
            "naive, names, demonyms and capitals": aliases.query(
                "alias_type in ['name', 'demonym', 'capital']"
            )["alias"].tolist(),
        }
        for name, names in lists.items():
            seconds = time_of(lambda names=names: run_naive(articles, names, split))
            baseline = baseline or seconds
            row(name, seconds, baseline)
    runs = [run_kit(articles, codebook) for _ in range(chosen.rounds)]
    steps = min(runs, key=lambda run: sum(run.values()))
    for name, seconds in steps.items():
        row(f"  {name}", seconds)
    aside = steps["findings"] + steps["roles"]
    row("lexicon measures, frames and voice", sum(steps.values()) - aside, baseline)
    row("the same, text health and roles", sum(steps.values()), baseline)
    n_different, n_compared = count_differences(articles.head(2_000), codebook)
    print(
        f"\nscores that differ from the libraries' own, masking off: {n_different} of "
        f"{n_compared:,} sentences"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {peak:,.0f} MB", flush=True)


if __name__ == "__main__":
    main()
