"""Ranks of actors that do not differ, or differ by known steps, in articles that hold several.

The numbers are those of `find_rank_intervals`, by which `rank_variants` makes its intervals.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy

from framing.portrayals.comparisons.ranks import find_rank_intervals


class World(NamedTuple):
    """Actors with their levels, and the articles that they stand in."""

    levels: tuple[float, ...]
    n_articles: int = 60
    share: float = 0.4
    """Articles that each actor stands in."""
    mood: float = 0.3
    """Spread of what all actors of an article share."""
    own: float = 0.3
    """Spread of what the mentions of an actor in an article share."""
    is_uneven: bool = False
    """Whether some actors stand in few articles, and vary more."""


ALIKE = (0.0,) * 8
STEPS = tuple(np.linspace(0, 0.7, 8))
WORLDS = {
    "eight actors alike, 60 articles": World(ALIKE),
    "eight actors alike, 20 articles": World(ALIKE, 20, 0.5),
    "eight alike, some in few articles": World(ALIKE, 60, is_uneven=True),
    "eight alike, no mood of articles": World(ALIKE, mood=0.0, own=0.4),
    "thirty actors alike, 100 articles": World((0.0,) * 30, 100),
    "eight actors .1 apart, 60 articles": World(STEPS),
    "eight actors .1 apart, 400 articles": World(STEPS, 400),
    "two groups of four, .4 apart": World((0.0,) * 4 + (0.4,) * 4),
}


def draw_mentions(
    world: World, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw the actor, the article and the value of each mention."""
    n_actors = len(world.levels)
    share = np.full(n_actors, world.share)
    own = np.full(n_actors, world.own)
    if world.is_uneven:
        share, own = share / np.linspace(1, 4, n_actors), own * np.linspace(1, 2, n_actors)
    stands = rng.random((world.n_articles, n_actors)) < share
    stands[:5] |= stands[:5].sum(axis=0) + stands[5:].sum(axis=0) < 5
    article, actor = np.nonzero(stands)
    mood = rng.normal(0, world.mood, world.n_articles)[article]
    level = np.array(world.levels)[actor] + mood + rng.normal(0, own[actor])
    n = rng.poisson(1.5, len(level)) + 1
    value = np.repeat(level, n) + rng.normal(0, 0.2, n.sum())
    return np.repeat(actor, n), np.repeat(article, n), value


def measure(n_runs: int, seed: int) -> dict[str, pd.DataFrame]:
    """Measure how often all intervals hold the true ranks, how often each does, and their width."""
    rows = []
    for name, world in WORLDS.items():
        rng = np.random.default_rng(seed)
        levels = np.array(world.levels)
        best = scipy.stats.rankdata(-levels, "min")
        last = scipy.stats.rankdata(-levels, "max")
        holds, widths, taus = [], [], []
        for _ in range(n_runs):
            actor, article, value = draw_mentions(world, rng)
            ranks = find_rank_intervals(actor, article, value, len(levels))
            holds.append((ranks.low <= best) & (ranks.high >= last))
            widths.append((ranks.high - ranks.low + 1).mean())
            half = article % 2 == 0
            means = [
                np.bincount(actor[part], value[part], len(levels))
                / np.maximum(np.bincount(actor[part], minlength=len(levels)), 1)
                for part in (half, ~half)
            ]
            taus.append(scipy.stats.kendalltau(*means).statistic)
        together = np.all(holds, axis=1).mean()
        error = np.sqrt(together * (1 - together) / n_runs)
        rows.append((name, together, error, np.mean(holds), np.mean(widths), np.mean(taus)))
    return {
        "Ranks: intervals that hold the true ranks, nominal 95 % for all together": pd.DataFrame(
            rows,
            columns=[
                "design",
                "all hold",
                "Monte Carlo error",
                "each holds",
                "mean width in ranks",
                "tau between two halves of the articles",
            ],
        )
    }
