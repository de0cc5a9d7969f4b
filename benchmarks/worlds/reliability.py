"""Intervals of alpha and of macro-F1 over few and many articles, where the truth is known.

Two coders err more on some articles than on others, and ten units stand in each article; what a
measure gets right differs between articles in the same way.
"""

import warnings

import numpy as np
import pandas as pd

import framing as fr
from framing.tables import TABLES

SIZES, N_EACH = (5, 10, 20, 50), 10
CODES = np.array(["-1", "0", "1"])
WORLDS = {
    "errors differ between articles": (0.6, 2.4, 1.0),
    "many errors": (1.2, 2.4, 1.0),
    "errors are alike everywhere": (15.0, 85.0, 1.0),
    "two codes are rare": (0.6, 2.4, 0.15),
}
"""The beta distribution of the share of errors in an article, and how frequent the ends are."""


def code_articles(
    rng: np.random.Generator, n: int, world: tuple[float, float, float]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Make articles, true codes, and the codes of two coders: numbers from 0 to 2."""
    alpha, beta, rare = world
    article = np.repeat(np.arange(n), N_EACH)
    hard = rng.beta(alpha, beta, n)[article]
    moods = rng.dirichlet([rare, 1.0, rare], n)
    truth = (rng.random(len(article))[:, None] > moods[article].cumsum(axis=1)[:, :2]).sum(axis=1)
    coders = [
        np.where(rng.random(len(article)) < hard, rng.integers(0, 3, len(article)), truth)
        for _ in range(2)
    ]
    return article, truth, coders[0], coders[1]


def lay_out(article: np.ndarray, codes: dict[str, np.ndarray]) -> pd.DataFrame:
    """Make the table of codings of some coders."""
    unit = [f"a{name}:{place}:0" for place, name in enumerate(article)]
    parts = [
        pd.DataFrame({"unit_id": unit, "coder_id": coder, "code": CODES[own]})
        for coder, own in codes.items()
    ]
    return pd.concat(parts, ignore_index=True).assign(variable="sentiment").astype("str")


def measure(n_runs: int = 200, seed: int = 1) -> dict[str, pd.DataFrame]:
    """Measure how often intervals of alpha hold the value of very many articles, and, in half of
    the runs, those of F1.
    """
    rng = np.random.default_rng(seed)
    rows: dict[str, list[dict[str, object]]] = {"alpha": [], "f1": []}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", fr.ReliabilityWarning)
        for name, world in WORLDS.items():
            truths = {kind: one(code_articles(rng, 4_000, world)) for kind, one in _KINDS.items()}
            for n in SIZES:
                found: dict[str, list[tuple[float, float, float]]] = {"alpha": [], "f1": []}
                for run in range(n_runs):
                    made = code_articles(rng, n, world)
                    found["alpha"].append(find_alpha(made))
                    if run % 2 == 0:
                        found["f1"].append(find_f1(made))
                for kind, ends in found.items():
                    row = {"design": name, "articles": n}
                    rows[kind].append(row | summarise(np.array(ends), truths[kind][0]))
    return {
        "Krippendorff's alpha, nominal 95 %": pd.DataFrame(rows["alpha"]).round(3),
        "Macro-F1 against codes, nominal 95 %": pd.DataFrame(rows["f1"]).round(3),
    }


def summarise(ends: np.ndarray, truth: float) -> dict[str, object]:
    """Sum up the coverage and width of intervals, and those that the kit refused to give."""
    is_there = np.isfinite(ends).all(axis=1)
    is_held = (ends[:, 1] <= truth) & (ends[:, 2] >= truth)
    share = is_held[is_there].mean()
    return {
        "truth": round(truth, 3),
        "coverage": 100 * share,
        "error": 100 * np.sqrt(max(share * (1 - share), 0.25 / len(ends)) / len(ends)),
        "width": (ends[is_there, 2] - ends[is_there, 1]).mean(),
        "undefined": int((~is_there).sum()),
    }


def find_alpha(made: tuple[np.ndarray, ...]) -> tuple[float, float, float]:
    """Give alpha of two coders, and the ends of its interval."""
    article, _, first, second = made
    row = fr.agreement(lay_out(article, {"ann": first, "bob": second})).iloc[0]
    return row["alpha"], row["ci_low"], row["ci_high"]


def find_f1(made: tuple[np.ndarray, ...]) -> tuple[float, float, float]:
    """Give the macro-F1 of a measure that errs like a coder, and the ends of its interval."""
    article, truth, judged, _ = made
    codings = lay_out(article, {"ann": truth})
    ids = codings["unit_id"]
    article_ids = pd.Series([f"a{name}" for name in article], dtype="str")
    mentions = pd.DataFrame({"mention_id": ids, "article_id": article_ids, "actor_id": "CHN"})
    mentions = mentions.assign(sentence_id=ids, reading="actor")
    mentions = mentions.reindex(columns=TABLES["mentions"].column_names)
    articles = pd.DataFrame({"article_id": article_ids.unique()})
    articles = articles.reindex(columns=TABLES["articles"].column_names)
    scores = pd.DataFrame({"mention_id": ids, "measure": "targeted", "window": "sentence"})
    scores = scores.assign(value=judged - 1.0)
    row = fr.evaluate_against(codings, mentions, articles, scores).iloc[0]
    return row["macro_f1"], row["f1_low"], row["f1_high"]


_KINDS = {"alpha": find_alpha, "f1": find_f1}
