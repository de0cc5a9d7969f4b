"""How well copies of an article are found, by what was changed in them, and how fast.

    python benchmarks/duplicates.py [--eval FOLDER] [--articles 20000] [--threshold 0.4]

Each article is held against changed copies of itself: with another headline and byline, cut,
reworded, updated. The articles are those of data/workshop, six outlets on the same eight events,
and, with --eval, the news of FOLDER/voice/train.jsonl. *Recall* is the share of copies in the
cluster of their article; *precision* is the share of pairs in one cluster, of an article or copy
with another one, that come of the same article. Articles that are joined as they are, before any
change, are listed at the end: they are copies in the data, or errors. Of these, only the first of
each cluster is changed.
"""

import argparse
import json
import random
import resource
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pandas as pd

import framing as fr
from framing.articles.duplicates import THRESHOLD, cluster_fingerprints, fingerprint_texts

WORKSHOP = Path(__file__).parent.parent / "data" / "workshop"
FURNITURE = (
    "Skip to main content",
    "Subscribe",
    "Share on Facebook",
    "Most popular",
    "Read more about this subject",
    "Sign up for our newsletter",
    "All rights reserved",
    "Terms of service",
    "Leave a comment",
)
Change = Callable[[str, random.Random, list[str]], str]


def reprint(text: str, rng: random.Random, others: list[str]) -> str:
    """Another headline, a dateline and a credit line."""
    paragraphs = text.split("\n\n")
    headline = " ".join(rng.choice(others).split()[:9])
    return "\n\n".join(
        [headline, "By the foreign desk, " + paragraphs[-1][:20], *paragraphs[1:], "With agencies"]
    )


def furnish(text: str, rng: random.Random, others: list[str]) -> str:
    """The furniture of a web page around it."""
    return "\n\n".join(
        [*FURNITURE[:4], text, *FURNITURE[4:], " ".join(rng.choice(others).split()[:30])]
    )


def cut(share: float) -> Change:
    """Only its beginning."""

    def change(text: str, rng: random.Random, others: list[str]) -> str:
        return " ".join(text.split()[: int(share * len(text.split()))])

    return change


def thin(share: float) -> Change:
    """Some of its paragraphs, anywhere, until about this share of the words is kept."""

    def change(text: str, rng: random.Random, others: list[str]) -> str:
        paragraphs = text.split("\n\n")
        left = sum(len(p.split()) for p in paragraphs)
        goal = share * left
        for place in rng.sample(range(len(paragraphs)), len(paragraphs)):
            if left - len(paragraphs[place].split()) >= goal:
                left -= len(paragraphs[place].split())
                paragraphs[place] = ""
        return "\n\n".join(filter(None, paragraphs))

    return change


def reword(share: float) -> Change:
    """Each word exchanged with this probability for some word of another article."""

    def change(text: str, rng: random.Random, others: list[str]) -> str:
        pool = rng.choice(others).split()
        return " ".join(
            rng.choice(pool) if rng.random() < share else word for word in text.split(" ")
        )

    return change


def update(text: str, rng: random.Random, others: list[str]) -> str:
    """A later version: the first quarter is new."""
    words, new = text.split(), rng.choice(others).split()
    n = len(words) // 4
    return " ".join([*new[:n], *words[n:]])


def all_of(*changes: Change) -> Change:
    def change(text: str, rng: random.Random, others: list[str]) -> str:
        for one in changes:
            text = one(text, rng, others)
        return text

    return change


CHANGES: dict[str, Change] = {
    "capitals and marks": lambda text, rng, others: text.upper().replace(",", ""),
    "headline and byline": reprint,
    "page furniture": furnish,
    "cut to 80 %": cut(0.8),
    "cut to 60 %": cut(0.6),
    "cut to 50 %": cut(0.5),
    "cut to 40 %": cut(0.4),
    "paragraphs to 60 %": thin(0.6),
    "2 % of words": reword(0.02),
    "5 % of words": reword(0.05),
    "10 % of words": reword(0.1),
    "20 % of words": reword(0.2),
    "first quarter new": update,
    "wire copy: 60 %, reprinted, 3 % of words": all_of(thin(0.6), reprint, reword(0.03)),
}


def read_texts(folder: str | None) -> dict[str, str]:
    articles = fr.read_articles(WORKSHOP)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    if folder is not None:
        with (Path(folder) / "voice" / "train.jsonl").open(encoding="utf8") as lines:
            texts |= {row["doc"]: row["text"] for row in map(json.loads, lines)}
    return texts


def measure(texts: dict[str, str], name: str, threshold: float) -> tuple[float, float]:
    """Recall and precision of the copies that one change makes."""
    rng = random.Random(name)
    others = list(texts.values())
    both = texts | {
        f"{key} (copy)": CHANGES[name](text, rng, others) for key, text in texts.items()
    }
    found = fr.find_duplicates(fr.make_articles(both), threshold=threshold)
    cluster = dict(zip(found["article_id"], found["cluster_id"], strict=True))
    recall = sum(
        key in cluster and cluster[key] == cluster.get(f"{key} (copy)") for key in texts
    ) / len(texts)
    pairs = [
        pair
        for _, own in found.groupby("cluster_id")
        for pair in combinations(own["article_id"], 2)
    ]
    own = sum(one.removesuffix(" (copy)") == other.removesuffix(" (copy)") for one, other in pairs)
    return recall, own / len(pairs) if pairs else float("nan")


def time_clusters(texts: list[str], n_articles: int, threshold: float) -> None:
    """Fingerprints and clusters of a corpus in which every fifth article is a copy."""
    rng = random.Random(1)
    made = [
        " ".join(rng.sample(texts[rng.randrange(len(texts))].split(), 150))
        for _ in range(n_articles * 4 // 5)
    ]
    made += [reword(0.05)(rng.choice(made), rng, texts) for _ in range(n_articles - len(made))]
    digests, signatures = fingerprint_texts(made)
    start = time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = cluster_fingerprints(
        [f"a{n}" for n in range(n_articles)], digests, signatures, threshold=threshold
    )
    seconds = time.process_time() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / n_articles
    size = signatures.nbytes / n_articles + digests.nbytes / n_articles
    print(
        f"\n{n_articles:,} articles of 150 words: clusters in {seconds:.1f} s of processor time, "
        f"{len(found):,} articles in clusters, {size:.0f} bytes an article kept, {grown:.0f} more"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--eval",
        metavar="FOLDER",
        help="folder of the evaluation data; without it, the workshop only",
    )
    parser.add_argument(
        "--articles", type=int, default=20_000, help="articles of the test of speed (default 20000)"
    )
    parser.add_argument(
        "--threshold", type=float, default=THRESHOLD, help=f"resemblance (default {THRESHOLD})"
    )
    options = parser.parse_args()
    if options.eval is not None and not (Path(options.eval) / "voice" / "train.jsonl").is_file():
        parser.error(f"--eval {options.eval} holds no voice/train.jsonl")
    every = read_texts(options.eval)
    copies = fr.find_duplicates(fr.make_articles(every), threshold=options.threshold)
    texts = {
        key: text
        for key, text in every.items()
        if key not in set(copies.query("not is_first")["article_id"])
    }
    print(f"{len(texts):,} articles, threshold {options.threshold}\n")
    print(f"{'what was changed':42}{'recall':>8}{'precision':>11}")
    for name in CHANGES:
        recall, precision = measure(texts, name, options.threshold)
        print(f"{name:42}{recall:8.3f}{precision:11.3f}")
    long = [" ".join(text.split()[:800]) for text in texts.values() if len(text.split()) > 400][
        :200
    ]
    start = time.process_time()
    fingerprint_texts(long)
    n_words = sum(len(text.split()) for text in long) / len(long)
    print(
        f"\nfingerprints: {len(long) / (time.process_time() - start):,.0f} articles of "
        f"{n_words:.0f} words a second"
    )
    time_clusters(long, options.articles, options.threshold)
    print(
        f"\njoined as they are: {len(copies)} articles in {copies['cluster_id'].nunique()} clusters"
    )
    if len(copies):
        with pd.option_context("display.max_rows", None, "display.width", 160):
            print(
                copies[["article_id", "cluster_id", "similarity"]].round(2).to_string(index=False)
            )


if __name__ == "__main__":
    main()
