"""Learning curves: what a learner makes of 25 to 400 codes of people, beside what costs less.

    python benchmarks/learn.py --eval FOLDER [--draws 10] [--only frac gvfc narrative time]

Three sets were coded by people. ``frac``: 262 sentences of Canadian news with one of ten policy
frames each (Guida et al. 2025), each frame against the rest. ``gvfc``: 565 headlines on gun
violence with one of nine frames (Liu et al. 2019), each against the rest, and all nine at once.
``narrative``: five frames of 213 articles on climate (Frermann et al. 2023); an article is there
what its sentences are on average, and who is hero, villain and victim is not in this part.

For each number of codes so many units are drawn ten times; the learner sees their codes, and is
scored on all others: F1 at its own threshold, the mean over frames with five codes of yes or more.
Beside it stand a bag of words (tf-idf of words and pairs, logistic regression, balanced classes,
threshold by cross-validation), keywords mined from the same codes (the ten terms with the highest
weighted log-odds of Monroe et al. 2008), and the answer that is always yes. Intervals are those of
Student over the draws. The last row is F1 when nine tenths of the set are codes.

``time`` says what a learner adds to the time of an analysis: to articles of ``speed.py``, the
processor's time of all steps, and of what is done for the learner alone.
"""

import argparse
import json
import sys
import time
import warnings
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

import framing as fr
from framing.coders.learning.features import make_blocks
from framing.coders.learning.training import train
from framing.coders.learning.units import MIN_EACH, Units
from framing.coders.refinement import list_terms, score_terms
from framing.measures.learnt import Seen, judge_sentences, see_sentences
from framing.measures.network.reading import read_sentences
from framing.tables.schema import make

SIZES = (25, 50, 100, 200, 400)
N_MINED = 10


class Gold(NamedTuple):
    """Units with their codes: a column a frame."""

    name: str
    seen: Seen
    codes: dict[str, np.ndarray]
    classes: np.ndarray | None
    """Which one of several, where that is what was coded."""


def see(texts: list[str], codebook: fr.Codebook) -> Seen:
    """Read texts of a sentence each."""
    ids = [str(n) for n in range(len(texts))]
    rows = [(i, i, 0, "body", 0, len(text), text) for i, text in zip(ids, texts, strict=True)]
    sentences = make("sentences", rows)
    return see_sentences(fr.find_mentions(sentences, codebook), sentences, codebook)


def see_articles(texts: list[str], codebook: fr.Codebook) -> Seen:
    """Read articles: the mean vector of their sentences, and all their words."""
    articles = fr.make_articles({f"{n:04}": text for n, text in enumerate(texts)})
    sentences = fr.split_sentences(articles, codebook=codebook)
    mentions = fr.find_mentions(sentences, codebook, articles=articles)
    seen = see_sentences(mentions, sentences, codebook)
    of = sentences.set_index("sentence_id")["article_id"].reindex(seen.ids).to_numpy()
    ids = sorted(set(of))
    vectors = np.array([seen.vectors[of == one].mean(axis=0) for one in ids])
    words = [" ".join(np.array(seen.texts, dtype=object)[of == one]) for one in ids]
    return Seen(ids, vectors, words)


def read_gold(folder: Path, name: str, codebook: fr.Codebook) -> Gold:
    """Read one of the sets."""
    file = {"narrative": "narrative_frames_dev"}.get(name, f"{name}_dev")
    path = folder / "frames" / f"{file}.jsonl"
    if not path.is_file():
        print(
            f"no {path}: give the folder of the evaluation data with --eval FOLDER", file=sys.stderr
        )
        raise SystemExit(2)
    with path.open(encoding="utf8") as lines:
        rows = [json.loads(line) for line in lines]
    if name == "narrative":
        codes = {
            one: np.array([bool(row["frames"][one]) for row in rows]).astype(int)
            for one in rows[0]["frames"]
        }
        return Gold(name, see_articles([row["text"] for row in rows], codebook), codes, None)
    column = "sentence" if name == "frac" else "headline"
    frames = np.array([row["frame"] for row in rows])
    codes = {one: (frames == one).astype(int) for one in np.unique(frames)}
    return Gold(name, see([row[column] for row in rows], codebook), codes, frames)


def by_learner(
    gold: Gold, code: np.ndarray, at: np.ndarray, classes: tuple[str, ...]
) -> np.ndarray:
    """Say what a learner of some codes says of all units."""
    texts = [gold.seen.texts[n] for n in at]
    blocks = make_blocks(gold.seen.vectors[at], texts, np.zeros(len(at)))
    ids = np.array(gold.seen.ids)[at]
    units = Units(ids, at, ids, code[at], np.ones(len(at)), classes)
    known = {"name": "mine", "variable": "frame:mine"}
    digests = dict.fromkeys(("network", "codebook", "codes"), "abcdef")
    learnt = train(blocks, texts, units, known | digests, 1).learnt
    said = judge_sentences(learnt, gold.seen, fr.read_codebook())
    if len(classes) > 2:
        return said.argmax(axis=1)
    return (said[:, 1] >= learnt.threshold).astype(int)


def by_words(gold: Gold, code: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Say what a bag of words says that has the same codes."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    rows = words.fit_transform([gold.seen.texts[n] for n in at])
    model = LogisticRegression(C=10, class_weight="balanced", max_iter=500)
    folds = StratifiedKFold(min(5, int(np.bincount(code[at]).min())), shuffle=True, random_state=1)
    said = cross_val_predict(model, rows, code[at], cv=folds, method="predict_proba")[:, 1]
    best = max(np.unique(said), key=lambda least: f1_score(code[at], said >= least))
    model.fit(rows, code[at])
    all_rows = words.transform(gold.seen.texts)
    return (model.predict_proba(all_rows)[:, 1] >= best).astype(int)


def by_keywords(terms: list[set[str]], code: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Say yes where one of the terms stands that are most distinctive of the codes of yes."""
    inside = Counter(term for n in at if code[n] for term in terms[n])
    overall = Counter(term for n in at for term in terms[n])
    names = sorted(term for term, count in inside.items() if count > 1)
    if not names:
        return np.ones(len(code), dtype=int)
    z = score_terms(inside, overall, names)
    mined = {names[n] for n in np.argsort(-z, kind="stable")[:N_MINED]}
    return np.array([int(bool(mined & one)) for one in terms])


def trace(gold: Gold, n: int, draw: int, terms: list[set[str]]) -> dict[str, float]:
    """Draw so many codes once, and score everything on all other units: means over frames."""
    order = np.random.default_rng(draw).permutation(len(gold.seen.ids))
    at, out = np.sort(order[:n]), order[n:]
    found: dict[str, list[float]] = {}
    for code in gold.codes.values():
        counts = np.bincount(code[at], minlength=2)
        if counts.min() < MIN_EACH or not code[out].any():
            continue
        said = {
            "learner": by_learner(gold, code, at, ("no", "yes")),
            "bag of words": by_words(gold, code, at),
            "mined keywords": by_keywords(terms, code, at),
            "always yes": np.ones(len(code), dtype=int),
        }
        for name, own in said.items():
            found.setdefault(name, []).append(f1_score(code[out], own[out]))
    means = {name: float(np.mean(values)) for name, values in found.items()}
    means["frames"] = float(len(next(iter(found.values()), [])))
    return means


def print_curve(gold: Gold, draws: int) -> None:
    """Print the table of a set."""
    terms = [list_terms(text) for text in gold.seen.texts]
    whole = int(0.9 * len(gold.seen.ids))
    sizes = [*(n for n in SIZES if n < whole), whole]
    shares = ", ".join(f"{one} {100 * code.mean():.0f} %" for one, code in gold.codes.items())
    print(f"\n## {gold.name}: {len(gold.seen.ids)} units; yes in: {shares}\n")
    names = ("learner", "bag of words", "mined keywords", "always yes")
    print("| codes | frames | " + " | ".join(names) + " | learner less the best |")
    print("|---" * (len(names) + 3) + "|")
    for n in sizes:
        began = time.perf_counter()
        runs = [trace(gold, n, draw, terms) for draw in range(draws)]
        runs = [one for one in runs if one["frames"]]
        if not runs:
            print(f"| {n} | 0 | | | | | |")
            continue
        table = pd.DataFrame(runs)
        gaps = table["learner"] - table[list(names[1:])].max(axis=1)
        cells = [say(table[name]) for name in names]
        print(
            f"| {n} | {table['frames'].mean():.1f} | {' | '.join(cells)} | {say(gaps)} |",
            flush=True,
        )
        print(f"{n} codes: {time.perf_counter() - began:.0f} s", file=sys.stderr)


def print_classes(gold: Gold, draws: int) -> None:
    """Print how many are right where one of several is to be said."""
    names, code = np.unique(gold.classes, return_inverse=True)
    print(f"\n{gold.name}, one of {len(names)}: per cent right, and macro-F1\n")
    print("| codes | right | macro-F1 |\n|---|---|---|")
    whole = int(0.9 * len(code))
    for n in [*(n for n in SIZES if n >= 100 and n < whole), whole]:
        right, f1 = [], []
        for draw in range(draws):
            order = np.random.default_rng(draw).permutation(len(code))
            at, out = np.sort(order[:n]), order[n:]
            held = sorted(set(code[at]))
            place = np.full(len(names), -1)
            place[held] = np.arange(len(held))
            said = by_learner(gold, place[code], at, tuple(f"c{one}" for one in held))
            said = np.array(held)[said]
            right.append(accuracy_score(code[out], said[out]))
            f1.append(f1_score(code[out], said[out], average="macro"))
        print(f"| {n} | {say(pd.Series(right))} | {say(pd.Series(f1))} |", flush=True)


def print_time(folder: Path, n_articles: int) -> None:
    """Print what a learner adds to the time of an analysis."""
    sys.path.insert(0, str(Path(__file__).parent))
    from speed import make_corpus

    codebook, articles = fr.read_codebook(), make_corpus(folder, n_articles)
    began = time.process_time()
    tables = fr.analyse(articles, codebook)
    whole = time.process_time() - began
    mentions, sentences = tables["mentions"], tables["sentences"]
    coded = mentions.drop_duplicates("sentence_id").head(200)
    codes = pd.DataFrame({"unit_id": coded["mention_id"], "coder_id": "chance"})
    codes["code"] = np.random.default_rng(1).choice(["0", "1"], len(codes))
    codes = codes.assign(variable="frame:chance")
    readings = read_sentences(mentions, sentences, codebook, with_vectors=True)
    given = {"mentions": mentions, "readings": readings}
    learner = fr.learn_frame(codes, sentences, codebook=codebook, **given)
    times = []
    for book in (codebook, fr.add_learner(learner, codebook)):
        began = time.process_time()
        fr.read_frames(mentions, sentences, book, readings=readings)
        times.append(time.process_time() - began)
    added = times[1] - times[0]
    print(
        f"\n{n_articles} articles, {len(sentences):,} sentences, {len(readings.sentences):,} read"
    )
    print(
        f"all steps {whole:.1f} s; a learner adds {added:.2f} s: {100 * added / whole:.2f} per cent"
    )


def say(values: pd.Series) -> str:
    """Write a mean of draws in per cent, with Student's interval."""
    mean = 100 * values.mean()
    if len(values) < 2:
        return f"{mean:.1f}"
    half = stats.t.ppf(0.975, len(values) - 1) * 100 * values.std() / np.sqrt(len(values))
    return f"{mean:.1f} ± {half:.1f}"


def main() -> None:
    """Trace the curves."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--eval", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--draws", type=int, default=10)
    parser.add_argument("--articles", type=int, default=100, help="for time (default 100)")
    known = ("frac", "gvfc", "narrative", "time")
    parser.add_argument("--only", nargs="+", choices=known, default=known)
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    codebook = fr.read_codebook()
    print("F1 in per cent, mean over frames and draws, with 95 % interval over draws")
    for name in chosen.only:
        if name == "time":
            print_time(chosen.eval, chosen.articles)
            continue
        gold = read_gold(chosen.eval, name, codebook)
        print_curve(gold, chosen.draws)
        if gold.classes is not None:
            print_classes(gold, chosen.draws)


if __name__ == "__main__":
    main()
