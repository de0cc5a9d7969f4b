"""How far keywords and the network agree with people on frames.

    python benchmarks/frames.py --eval FOLDER

``frames/narrative_frames_dev.jsonl`` of the evaluation folder holds 213 articles of climate news in
which coders said of five frames whether they are there (Frermann, Li, Khanehzar and Mikolajczak
2023). Half of the articles choose a threshold, in keywords for 1,000 words or in the network's
probability that any sentence holds the frame, from which it counts as present; the other half is
scored, and the halves change places. Beside them stand a bag of words (logistic regression over
tf-idf) trained on the same halves, and the answer that is always yes. The coders' frame
"resolution" is the nearest to the codebook's "responsibility", and not the same. ``--ways`` prints
how well other ways to sum up the sentences of an article do.

``frames/frac_dev.jsonl`` holds 262 sentences with one of ten policy frames each, by people (Guida
et al. 2025); FOLDER/score_frames.py scores what the network says.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from gold.evaluation import read_rows, score
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.pipeline import make_pipeline

import framing as fr
from framing.measures.article_frames import any_of, read_by_article
from framing.measures.keywords import find_keywords
from framing.measures.network.network import read_shown, shipped_card
from framing.measures.network.reading import show_all
from framing.tables.schema import make
from framing.text.sentences import find_sentences

CODED = {
    "conflict": "conflict",
    "economic_consequences": "economic_consequences",
    "human_interest": "human_interest",
    "morality": "morality",
    "responsibility": "resolution",
}
"""Frame of the codebook -> frame of the coders."""


def read_gold(folder: Path) -> list[dict]:
    return read_rows(folder / "frames" / "narrative_frames_dev.jsonl")


def rates(texts: list[str], codebook: fr.Codebook) -> dict[str, np.ndarray]:
    """Keywords for 1,000 words of each frame in each text."""
    counts = {frame: np.zeros(len(texts)) for frame in CODED}
    for number, text in enumerate(texts):
        for start, end in find_sentences(text, codebook):
            for hit in find_keywords(text[start:end], codebook):
                if hit.frame_id in counts:
                    counts[hit.frame_id][number] += 1
        for frame in counts:
            counts[frame][number] *= 1000 / max(1, len(text.split()))
    return counts


def probabilities(texts: list[str], codebook: fr.Codebook) -> dict[str, np.ndarray]:
    """Probability that any sentence of a text holds a frame, as the network reads them."""
    articles, sentences, mentions = take_apart(texts, codebook)
    read = fr.read_article_frames(mentions, sentences, codebook)
    wide = read.pivot(index="article_id", columns="frame_id", values="probability")
    return {frame: wide.loc[articles["article_id"], frame].to_numpy() for frame in CODED}


def take_apart(
    texts: list[str], codebook: fr.Codebook
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Articles, sentences and mentions of some texts."""
    articles = fr.make_articles({f"{number:04}": text for number, text in enumerate(texts)})
    sentences = fr.split_sentences(articles, codebook=codebook)
    return articles, sentences, fr.find_mentions(sentences, codebook, articles=articles)


WAYS = {
    "mean of all sentences": lambda own: own.mean(axis=0),
    "the highest": lambda own: own.max(axis=0),
    "mean of the three highest": lambda own: np.sort(own, axis=0)[-3:].mean(axis=0),
    "share of 0.3 and more": lambda own: (own >= 0.3).mean(axis=0),
    "sum of all": lambda own: own.sum(axis=0),
    "any of them": any_of,
}
"""Ways to sum up the probabilities of an article's sentences, shape (sentences, frames)."""


def print_ways(gold: list[dict], halves: np.ndarray, codebook: fr.Codebook) -> None:
    """Mean F1 and mean area under the curve of each way over the frames."""
    articles, sentences, mentions = take_apart([row["text"] for row in gold], codebook)
    read = read_by_article(mentions, sentences, codebook)
    names = shipped_card()["frames"]
    print(f"{'':<28}{'F1':>6}{'AUC':>6}")
    for way, sum_up in WAYS.items():
        summed = np.array([sum_up(read[own]) for own in articles["article_id"]])
        scores = []
        for frame, name in CODED.items():
            coded = np.array([bool(row["frames"][name]) for row in gold])
            value = summed[:, names.index(frame)]
            said = choose_apart(value, coded, halves)
            scores.append((100 * f1_score(coded, said), 100 * roc_auc_score(coded, value)))
        f1, area = np.mean(scores, axis=0)
        print(f"{way:<28}{f1:>6.1f}{area:>6.1f}")


def print_policy(folder: Path, codebook: fr.Codebook) -> None:
    """Score the policy frame that the network finds likeliest in each sentence."""
    gold = folder / "frames" / "frac_dev.jsonl"
    rows = read_rows(gold)
    sentences = make(
        "sentences",
        [
            (f"{r['id']}", "a", n, "body", 0, len(r["sentence"]), r["sentence"])
            for n, r in enumerate(rows)
        ],
    )
    shown = show_all(fr.find_mentions(sentences, codebook), sentences, codebook)
    policies = shipped_card()["policies"]
    said = [
        {"id": row["id"], "frame": policies[int(reading.policy.argmax())]}
        for row, reading in zip(rows, read_shown(list(shown.values())), strict=True)
    ]
    print("\npolicy frames, one a sentence, FrAC dev, the network")
    print(score(folder / "score_frames.py", gold, said))


def best_threshold(rate: np.ndarray, coded: np.ndarray) -> float:
    """The rate from which F1 is best; 0 says yes to everything."""
    candidates = np.array([0.0, *np.unique(rate[rate > 0])])
    said = rate >= candidates[:, np.newaxis]
    f1 = 2 * (said & coded).sum(axis=1) / np.maximum(1, said.sum(axis=1) + coded.sum())
    return float(candidates[f1.argmax()])


def choose_apart(rate: np.ndarray, coded: np.ndarray, halves: np.ndarray) -> np.ndarray:
    """Say yes or no of each half with the threshold that is best on the other."""
    said = np.zeros(len(coded), dtype=bool)
    for choosing in (halves, ~halves):
        said[~choosing] = rate[~choosing] >= best_threshold(rate[choosing], coded[choosing])
    return said


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--eval", type=Path, required=True, metavar="FOLDER", help="folder of the evaluation data"
    )
    parser.add_argument(
        "--ways", action="store_true", help="compare ways to sum up an article's sentences, only"
    )
    chosen = parser.parse_args()
    gold = read_gold(chosen.eval)
    texts = [row["text"] for row in gold]
    codebook = fr.read_codebook()
    halves = np.arange(len(gold)) % 2 == 0
    if chosen.ways:
        print_ways(gold, halves, codebook)
        return
    counted, read = rates(texts, codebook), probabilities(texts, codebook)
    print(
        f"{len(gold)} articles; F1 and accuracy on the half that did not choose the threshold, per "
        "cent\n"
    )
    print(
        f"{'':<24}{'present':>8}{'network':>16}{'keywords':>16}"
        f"{'bag of words':>16}{'always yes':>12}{'found at all':>14}"
    )
    means = []
    for frame, name in CODED.items():
        coded = np.array([bool(row["frames"][name]) for row in gold])
        by_network = choose_apart(read[frame], coded, halves)
        by_keywords = choose_apart(counted[frame], coded, halves)
        by_words = np.zeros(len(gold), dtype=bool)
        for choosing in (halves, ~halves):
            model = make_pipeline(
                TfidfVectorizer(min_df=2, sublinear_tf=True),
                LogisticRegression(C=10, class_weight="balanced"),
            )
            model.fit(
                [text for text, take in zip(texts, choosing, strict=True) if take], coded[choosing]
            )
            rest = [text for text, take in zip(texts, choosing, strict=True) if not take]
            by_words[~choosing] = model.predict(rest)
        scores = [
            100 * f1_score(coded, guess)
            for guess in (by_network, by_keywords, by_words, np.ones(len(gold), dtype=bool))
        ]
        right = [
            100 * float((coded == guess).mean()) for guess in (by_network, by_keywords, by_words)
        ]
        means.append(scores)
        at_all = 100 * float((counted[frame][coded] > 0).mean())
        print(
            f"{frame:<24}{100 * coded.mean():>8.0f}{scores[0]:>8.1f}{right[0]:>8.1f}"
            f"{scores[1]:>8.1f}{right[1]:>8.1f}{scores[2]:>8.1f}{right[2]:>8.1f}"
            f"{scores[3]:>12.1f}{at_all:>14.1f}"
        )
    mean = np.mean(means, axis=0)
    print(
        f"{'mean':<24}{'':>8}{mean[0]:>8.1f}{'':>8}{mean[1]:>8.1f}{'':>8}{mean[2]:>8.1f}"
        f"{'':>8}{mean[3]:>12.1f}"
    )
    print_policy(chosen.eval, codebook)


if __name__ == "__main__":
    main()
