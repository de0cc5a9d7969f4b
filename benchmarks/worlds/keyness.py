"""Words of two sides that differ in nothing, or in five words, where words come in bursts.

A term's rate differs from article to article by a gamma distribution: with a shape of 1, half of
its uses stand in some 15 % of the articles; with .1 in 2 %.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

import framing as fr

N_TERMS = 60
N_DIFFERENT = 5
USUAL = 400
"""Words of an article in the middle."""


class World(NamedTuple):
    """Two sides: their articles, how bursty words are, and how article lengths vary."""

    n_target: int
    n_reference: int
    shape: float = 0.5
    spread: float = 0.5
    """Standard deviation of the logarithm of the length."""
    longer: float = 1.0
    """How many times as long the target's articles are."""
    copies: int = 1
    """Articles that one text in five of the target stands in."""
    shared: float = 0.0
    """Share of the target's texts that the reference prints too."""
    n_groups: int = 2
    ratio: float = 1.0
    """How much more often the target uses the first five terms."""


NULLS = {
    "20 and 20 articles": World(20, 20),
    "5 and 5 articles": World(5, 5),
    "10 and 60 articles": World(10, 60),
    "10 and 60, the ten a quarter as long": World(10, 60, longer=0.25),
    "20 and 20, the first four times as long": World(20, 20, longer=4),
    "20 and 20, lengths from 40 to 4,000": World(20, 20, spread=1.2),
    "60 and 60, very bursty": World(60, 60, shape=0.1),
    "20 and 20, one text in five copied 4 times": World(20, 20, copies=4),
    "20 and 20, half of the texts in both": World(20, 20, shared=0.5),
    "20 against all 60 of three others": World(20, 60, n_groups=4),
}
DIFFERENT = {
    "60 and 60, five terms three times as often": World(60, 60, ratio=3),
    "20 and 20, five terms five times as often": World(20, 20, ratio=5),
    "10 and 60, five terms five times as often": World(10, 60, ratio=5),
}


def draw_counts(world: World, rng: np.random.Generator) -> pd.DataFrame:
    """Draw counts of terms by article, as `count_terms` gives them."""
    n = world.n_target + world.n_reference
    is_target = np.arange(n) < world.n_target
    length = USUAL * np.exp(rng.normal(0, world.spread, n)) * np.where(is_target, world.longer, 1)
    rate = np.exp(rng.uniform(np.log(0.1), np.log(8), N_TERMS)) / 1000
    more = np.where(np.arange(N_TERMS) < N_DIFFERENT, world.ratio, 1.0)
    each = rate * rng.gamma(world.shape, 1 / world.shape, (n, N_TERMS))
    uses = rng.poisson(length[:, None] * np.where(is_target[:, None], each * more, each))
    rest = np.maximum(1, rng.poisson(length) - uses.sum(axis=1))
    group = np.where(is_target, 0, 1 + np.arange(n) % (world.n_groups - 1))
    text = np.arange(n)
    if world.copies > 1:
        again = np.repeat(np.flatnonzero(is_target & (text % 5 == 0)), world.copies - 1)
        text = np.concatenate([text, again])
        uses, rest, group = (one[text] for one in (uses, rest, group))
    if world.shared:
        both = np.flatnonzero(is_target)[: int(world.shared * world.n_target)]
        replaced = world.n_target + np.arange(len(both))
        uses[replaced], rest[replaced], text[replaced] = uses[both], rest[both], both
    counts = np.column_stack([uses, rest])
    article, term = np.nonzero(counts)
    names = [*(f"term {t:02}" for t in range(N_TERMS)), "other words"]
    return pd.DataFrame(
        {
            "group": [f"g{g}" for g in group[article]],
            "article_id": [f"a{a}" for a in article],
            "unit": [f"t{t}" for t in text[article]],
            "term": [names[t] for t in term],
            "n": counts[article, term],
        }
    )


def _measure(world: World, n_runs: int, seed: int) -> list[pd.DataFrame]:
    rng = np.random.default_rng(seed)
    reference = "g1" if world.n_groups == 2 else None
    tables = []
    for _ in range(n_runs):
        table = fr.measure_keyness(
            draw_counts(world, rng), target="g0", reference=reference, min_count=4
        )
        tables.append(table[table["term"] != "other words"])
    return tables


def measure(n_runs: int, seed: int) -> dict[str, pd.DataFrame]:
    """Measure false alarms and power; a run has 60 terms, so that a fifth of the runs is enough."""
    n_runs = max(4, n_runs // 5)
    errors = []
    for name, world in NULLS.items():
        tables = _measure(world, n_runs, seed)
        tested = [table.dropna(subset=["p_value"]) for table in tables]
        rates = np.array([(table["p_value"] <= 0.05).mean() for table in tested])
        by_z = np.mean([(table["z"].abs() > 1.96).mean() for table in tables])
        any_q = np.mean([(table["q_value"] < 0.05).any() for table in tables])
        share = np.mean([len(a) / len(b) for a, b in zip(tested, tables, strict=True)])
        error = rates.std(ddof=1) / np.sqrt(n_runs)
        errors.append((name, by_z, rates.mean(), error, any_q, share))
    powers = []
    for name, world in DIFFERENT.items():
        found, false = [], []
        for table in _measure(world, n_runs, seed):
            is_true = table["term"] < f"term {N_DIFFERENT:02}"
            is_found = table["q_value"] < 0.05
            found.append(is_found[is_true].mean())
            false.append((is_found & ~is_true).sum() / max(1, is_found.sum()))
        error = np.std(found, ddof=1) / np.sqrt(n_runs)
        powers.append((name, np.mean(found), error, np.mean(false)))
    return {
        "Keyness: terms found where the sides do not differ": pd.DataFrame(
            errors,
            columns=[
                "design",
                "z beyond 1.96",
                "p <= .05",
                "Monte Carlo error",
                "runs with any q < .05",
                "share of terms tested",
            ],
        ),
        "Keyness: terms that differ": pd.DataFrame(
            powers, columns=["design", "found, q < .05", "Monte Carlo error", "false discoveries"]
        ),
    }
