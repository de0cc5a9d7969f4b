"""Samples that are drawn where there is doubt, and learners of their codes: do intervals hold?

A frame stands in a share of the mentions of a corpus; features tell of it, as vectors of a network
do, and a pilot of 60 random codes makes a first learner. Then 100 mentions are coded, drawn by
chance or where that learner is in doubt, and the share is corrected by them: with the scores of the
first learner, or with those of a learner of the new codes, which for coded mentions are those of
learners that had not seen their articles.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

import framing as fr
from framing.coders.learning.features import make_blocks
from framing.coders.learning.fitting import fit_softmax, probabilities
from framing.coders.learning.training import train
from framing.coders.learning.units import Units
from framing.tables import TABLES

N_ARTICLES, N_EACH, WIDTH, PILOT, N_CODED = 240, 5, 8, 60, 100


@dataclass(frozen=True)
class World:
    """How rare a frame is, how much features tell of it, and how alike articles' mentions are."""

    name: str
    level: float
    tells: float = 2.0
    mood: float = 0.5


WORLDS = (
    World("in a half, features tell much", 0.0),
    World("in a fifth, features tell much", -2.0),
    World("in a fifth, features tell little", -1.5, tells=0.5),
    World("in one of fifteen, features tell much", -4.0),
    World("features tell nothing", -1.2, tells=0.0),
)


@dataclass(frozen=True)
class Corpus:
    """A corpus: an article, features and a code a mention."""

    article: np.ndarray
    vectors: np.ndarray
    code: np.ndarray


def make_corpus(world: World, rng: np.random.Generator, n_articles: int = N_ARTICLES) -> Corpus:
    """Make one corpus."""
    article = np.repeat(np.arange(n_articles), 1 + rng.poisson(N_EACH - 1, n_articles))
    vectors = rng.normal(0, 1, (len(article), WIDTH))
    vectors[:, 1] += rng.normal(0, world.mood, n_articles)[article]
    latent = world.level + world.tells * vectors[:, :2].sum(axis=1) / np.sqrt(2)
    latent = latent + rng.normal(0, world.mood, n_articles)[article]
    code = (rng.random(len(article)) < 1 / (1 + np.exp(-latent))).astype(int)
    return Corpus(article, vectors.astype(np.float32), code)


def make_tables(corpus: Corpus) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Make mentions, sentences and articles of a corpus; each mention is a sentence."""
    n = np.arange(len(corpus.code))
    ids = pd.Series(n.astype(str), dtype="str")
    articles = pd.Series(corpus.article.astype(str), dtype="str")
    mentions = pd.DataFrame({"mention_id": ids, "sentence_id": ids, "article_id": articles})
    more = {"alias_type": "name", "reading": "actor", "confidence": 1.0, "surface": "x"}
    mentions = mentions.assign(actor_id="CHN", **more, start=0, end=1, rule="alias")
    mentions = mentions.reindex(columns=TABLES["mentions"].column_names)
    sentences = pd.DataFrame({"sentence_id": ids, "article_id": articles, "text": "x is here"})
    sentences = sentences.assign(sentence_no=0, part="body", start=0, end=9)
    sentences = sentences.reindex(columns=TABLES["sentences"].column_names)
    return mentions, sentences, fr.make_articles(dict.fromkeys(articles.unique(), "x is here"))


def as_scores(values: np.ndarray) -> pd.DataFrame:
    """Make scores of probabilities."""
    ids = pd.Series(np.arange(len(values)).astype(str), dtype="str")
    scores = pd.DataFrame({"mention_id": ids, "measure": "read_mine", "window": "sentence"})
    return scores.assign(value=values)


def score_by_pilot(corpus: Corpus, rng: np.random.Generator) -> np.ndarray:
    """Score all mentions by a ridge that was fitted to a few random codes."""
    at = rng.choice(len(corpus.code), PILOT, replace=False)
    fit = fit_softmax(corpus.vectors[at], corpus.code[at], 2, 10.0)
    return probabilities(corpus.vectors @ fit.weights + fit.bias)[:, 1]


def learn(corpus: Corpus, at: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Learn from the codes of some mentions: probabilities of all, and of the coded ones by
    learners that did not see their articles.
    """
    texts = [str(one) for one in at]
    blocks = make_blocks(corpus.vectors[at], texts, np.zeros(len(at)))
    ids = at.astype(str)
    units = Units(ids, at, corpus.article[at], corpus.code[at], weight, ("no", "yes"))
    digests = {"network": "abcdef", "codebook": "abcdef", "codes": "abcdef"}
    trained = train(blocks, texts, units, {"name": "mine", "variable": "frame:mine", **digests}, 1)
    logits = corpus.vectors @ trained.learnt.weights[0] + trained.learnt.bias[0]
    return 1 / (1 + np.exp(-logits)), probabilities(trained.logits)[:, 1]


def correct(
    corpus: Corpus, tables: tuple[pd.DataFrame, ...], sample: pd.DataFrame, said: np.ndarray
) -> tuple[float, float]:
    """Correct the share by the codes of a sample: the ends of its interval."""
    at = sample["mention_id"].astype(int).to_numpy()
    codings = pd.DataFrame({"unit_id": sample["mention_id"], "coder_id": "ann"})
    codings = codings.assign(variable="frame:mine", code=corpus.code[at].astype(str))
    row = fr.correct_portrayal(
        codings,
        sample,
        tables[0],
        tables[2],
        as_scores(said),
        variable="frame:mine",
        measure="read_mine",
    ).iloc[0]
    return float(row["ci_low"]), float(row["ci_high"])


def relearn(corpus: Corpus, sample: pd.DataFrame, said: np.ndarray, is_blind: bool) -> np.ndarray:
    """Score all mentions by a learner of the sample itself; by the first one if it is refused."""
    at = sample["mention_id"].astype(int).to_numpy()
    if min(np.bincount(corpus.code[at], minlength=2)) < 5:
        return said
    fresh, held = learn(corpus, at, 1 / sample["probability"].to_numpy(float))
    if is_blind:
        fresh[at] = held
    return fresh


def run(world: World, rng: np.random.Generator) -> dict[str, tuple[float, float]]:
    """Draw, code and correct once in each way."""
    corpus = make_corpus(world, rng)
    tables = make_tables(corpus)
    said = score_by_pilot(corpus, rng)
    seed = int(rng.integers(1 << 30))
    given = {"n": N_CODED, "variable": "frame:mine", "seed": seed}
    plain = fr.sample_for_coding(*tables, **given)
    sharp = fr.sample_for_coding(*tables, **given, strategy="informative", scores=as_scores(said))
    return {
        "random": correct(corpus, tables, plain, said),
        "informative": correct(corpus, tables, sharp, said),
        "informative, learnt from": correct(
            corpus, tables, sharp, relearn(corpus, sharp, said, True)
        ),
        "the same, coded mentions not held out": correct(
            corpus, tables, sharp, relearn(corpus, sharp, said, False)
        ),
    }


def measure(n_runs: int = 200, seed: int = 1) -> dict[str, pd.DataFrame]:
    """Measure how often intervals of a share hold the truth, and how wide they are."""
    rows = []
    for world in WORLDS:
        rng = np.random.default_rng(seed)
        truth = float(make_corpus(world, np.random.default_rng(99), 80_000).code.mean())
        runs = [run(world, rng) for _ in range(n_runs)]
        widths = {name: np.mean([one[name][1] - one[name][0] for one in runs]) for name in runs[0]}
        for name in runs[0]:
            held = np.mean([one[name][0] <= truth <= one[name][1] for one in runs])
            rows.append(
                {
                    "frame": world.name,
                    "100 codes": name,
                    "truth": truth,
                    "coverage": 100 * held,
                    "error": 100 * np.sqrt(max(held * (1 - held), 0.25 / n_runs) / n_runs),
                    "width": widths[name],
                    "width beside random": widths[name] / widths["random"],
                }
            )
    return {"A share corrected by 100 codes, nominal 95 %": pd.DataFrame(rows).round(3)}
