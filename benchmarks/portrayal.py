"""How fast summaries and comparisons are, over a made-up corpus of any size.

    python benchmarks/portrayal.py [--articles 10000] [--resamples 2000]

Articles of some thirty mentions each, by ten outlets over a year, of thirty actors, with a score of
each measure that `analyse` gives for the model and both lexicons. Nothing but chance differs
between groups.
"""

import argparse
import resource
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

import framing as fr
from framing.tables.schema import make

MEASURES = {
    "vader_compound": ("sentence", "clause"),
    "textblob_polarity": ("sentence", "clause"),
    "textblob_subjectivity": ("sentence", "clause"),
    "targeted": ("sentence",),
    "targeted_negative": ("sentence",),
    "targeted_neutral": ("sentence",),
    "targeted_positive": ("sentence",),
}


def make_corpus(n_articles: int, seed: int = 1) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Mentions, articles and scores."""
    rng = np.random.default_rng(seed)
    n_mentions = 30 * n_articles
    rows = [
        (f"a{n}", f"outlet {n % 10}", None, "en", None, "x", None, "made up")
        for n in range(n_articles)
    ]
    articles = make("articles", rows)
    days = pd.to_timedelta(rng.integers(0, 365, n_articles), unit="D")
    articles["published_at"] = (pd.Timestamp("2023-01-01", tz="UTC") + days).as_unit("us")
    article = np.sort(rng.integers(0, n_articles, n_mentions))
    sentence = rng.integers(0, 25, n_mentions)
    ids = pd.Series([f"m{n}" for n in range(n_mentions)], dtype="str")
    mentions = pd.DataFrame(
        {
            "mention_id": ids,
            "sentence_id": pd.Series(
                [f"a{a}:{s}" for a, s in zip(article, sentence, strict=True)], dtype="str"
            ),
            "article_id": pd.Series([f"a{a}" for a in article], dtype="str"),
            "actor_id": pd.Series(
                [f"actor {n:02}" for n in rng.integers(0, 30, n_mentions)], dtype="str"
            ),
            "alias_type": "name",
            "reading": "actor",
            "confidence": 1.0,
            "surface": "x",
            "start": 0,
            "end": 1,
            "rule": "alias",
            "person": None,
            "candidates": None,
        }
    )
    mood = rng.normal(0, 0.3, n_articles)[article]
    scores = [
        pd.DataFrame(
            {
                "mention_id": ids,
                "measure": measure,
                "window": window,
                "value": np.tanh(mood + rng.normal(0, 0.4, n_mentions)),
            }
        )
        for measure, windows in MEASURES.items()
        for window in windows
    ]
    return mentions, articles, pd.concat(scores, ignore_index=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--articles", type=int, default=10_000, help="number of articles (default 10000)"
    )
    chosen = parser.parse_args()
    mentions, articles, scores = make_corpus(chosen.articles)
    one = scores[scores["measure"] == "targeted"]
    print(f"{len(articles):,} articles, {len(mentions):,} mentions, {len(scores):,} scores")
    print()
    by = ["outlet_id", "actor_id", "month"]
    three = scores[scores["measure"].isin(["vader_compound", "textblob_polarity", "targeted"])]
    three = three[(three["measure"] == "targeted") | (three["window"] == "clause")]

    def summarise(own: pd.DataFrame, **more: object) -> pd.DataFrame:
        return fr.summarise_portrayal(mentions, articles, own, **more)

    runs: dict[str, Callable[[], pd.DataFrame]] = {
        "by outlet, actor and month, one measure": lambda: summarise(one, by=by),
        "the same, three measures": lambda: summarise(three, by=by),
        "the same, every measure and window": lambda: summarise(scores, by=by),
        "by actor, every measure and window": lambda: summarise(scores),
        "two outlets compared, one measure": lambda: fr.compare_portrayal(
            mentions, articles, one, between="outlet_id", sides=[("outlet 0", "outlet 1")]
        ),
        "changes over time, one measure": lambda: fr.find_changes(
            mentions, articles, one, by=["actor_id"]
        ),
    }
    print(f"{'':<42}{'seconds':>9}{'rows':>9}")
    for name, run in runs.items():
        started = time.perf_counter()
        rows = len(run())
        print(f"{name:<42}{time.perf_counter() - started:>9.1f}{rows:>9,}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of this process: {peak:,.0f} MB")


if __name__ == "__main__":
    main()
