"""Draw sentences of what chance seldom meets: some frames, and lights that are not neutral."""

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

import framing as fr
from framing.measures.keywords import find_keywords

from .codes import gather
from .examples import UNLABELLED, code_places
from .readings import READINGS, digest_shown, load_readings
from .units import make_units, read_sentences, show_unit

SELDOM, SELDOM_READ = 45, 6_000
"""Sentences for each such frame, and sentences of each file that are looked through."""
COLOURED = {
    "text/ag_world": 700,
    "text/releases": 500,
    "text/war_headlines": 700,
    "voice/train": 2_000,
    "actors/geowebnews_dev": 100,
}
"""Sentences that the fourth round takes from each file, at most."""


def find_all(name: str, sentences: pd.DataFrame, codebook: fr.Codebook) -> Iterable[dict]:
    """Yield sentences of a file as units, with all mentions; in none is there a doubt."""
    return make_units(name, sentences, fr.find_mentions(sentences, codebook), codebook, {})


def draw_seldom(
    folder: Path, work: Path, codebook: fr.Codebook, known: set[str], rng: random.Random
) -> list[dict]:
    """Draw sentences that may hold a frame which chance seldom meets: those with a keyword of it,
    and those that a bag of words, learnt from the codes so far, takes for a seldom policy frame.
    """
    with (work / "units.jsonl").open(encoding="utf8") as lines:
        units = {unit["unit_id"]: unit for unit in map(json.loads, lines)}
    codes = gather(work, units)
    policy = codes[codes["question"] == "policy"]
    bag = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(C=10, class_weight="balanced", max_iter=1000),
    )
    bag.fit([show_unit(units[i]) for i in policy["unit_id"]], policy["code"])
    parts = []
    for name in UNLABELLED:
        sentences = read_sentences(folder, name, known, 7, 55)
        n = min(len(sentences), SELDOM_READ)
        parts.append(sentences.sample(n, random_state=3).assign(file=name))
    sentences = pd.concat(parts, ignore_index=True)
    chosen: dict[str, list[int]] = {}
    for at, text in enumerate(sentences["text"]):
        for frame in {hit.frame_id for hit in find_keywords(text, codebook)}:
            chosen.setdefault(frame, []).append(at)
    chances = bag.predict_proba(sentences["text"])
    for column, code in enumerate(bag.classes_):
        if (policy["code"] == code).mean() < 0.1:
            chosen[f"policy {code}"] = list((-chances[:, column]).argsort()[: 3 * SELDOM])
    taken: set[int] = set()
    for frame, places in sorted(chosen.items()):
        free = [at for at in places if at not in taken]
        taken.update(rng.sample(free, min(SELDOM, len(free))))
        print(f"{frame}: {len(places):,} to draw from", flush=True)
    own = sentences.iloc[sorted(taken)]
    return [
        unit
        for name, group in own.groupby("file")
        for unit in find_all(str(name), group.drop(columns="file"), codebook)
    ]


def draw_coloured(
    folder: Path, codebook: fr.Codebook, known: set[str], rng: random.Random
) -> Iterator[dict]:
    """Draw sentences in which the last teacher saw a light that is not neutral, or was unsure:
    half of them where a positive one is likeliest, which is seldom met.
    """
    readings = load_readings(READINGS)
    for name, n in COLOURED.items():
        units, chances = [], []
        for unit in find_all(name, read_sentences(folder, name, known, 5, 60), codebook):
            read = readings.get(digest_shown(code_places(unit["text"], unit["mentions"])))
            if unit["mentions"] and read is not None:
                units.append(unit)
                chances.append(softmax(read["light"], axis=-1).max(axis=0))
        light = np.array(chances).reshape(-1, 3)
        taken: set[int] = set()
        for column, share in ((2, 0.5), (0, 1.0)):
            order = [at for at in (-light[:, column]).argsort() if at not in taken]
            # Not the likeliest alone, lest only what is plain be learnt.
            pool = order[: round(1.3 * n * 0.5)]
            taken.update(rng.sample(pool, min(len(pool), round(n * share) - len(taken))))
        print(f"{name}: {len(taken):,} of {len(units):,} sentences with an actor", flush=True)
        yield from (units[at] for at in sorted(taken))
