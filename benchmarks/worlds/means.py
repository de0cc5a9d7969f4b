"""How often the 95 % intervals of means and shares hold the truth, by independent articles."""

from collections.abc import Callable

import numpy as np
import pandas as pd

import framing as fr

from .corpora import count_mentions, make_tables

SIZES = {5: 5, 10: 5, 20: 5, 50: 3, 200: 1}
"""Independent articles, and how many times the runs: small corpora are cheap, and err the most."""
MIN_TOLD = 30
"""Reportable rows without which a cell has no coverage."""
N_TRUTH = 200_000
"""Articles from which the truth of a world is taken."""

World = Callable[[np.random.Generator, int], tuple[np.ndarray, np.ndarray]]
"""Draws so many articles: the article of each mention, and its value."""


def _clipped(
    rng: np.random.Generator, level: np.ndarray, n: np.ndarray, spread: float = 0.4
) -> tuple[np.ndarray, np.ndarray]:
    article = np.repeat(np.arange(len(n)), n)
    return article, np.clip(rng.normal(level[article], spread), -1, 1)


def usual(rng: np.random.Generator, n_articles: int) -> tuple[np.ndarray, np.ndarray]:
    level = rng.normal(-0.1, 0.25, n_articles)
    return _clipped(rng, level, count_mentions(rng, n_articles))


def mostly_neutral(rng: np.random.Generator, n_articles: int) -> tuple[np.ndarray, np.ndarray]:
    article, value = _clipped(rng, np.full(n_articles, -0.3), count_mentions(rng, n_articles), 0.5)
    return article, np.where(rng.random(len(value)) < 0.6, 0.0, value)


def three_codes(rng: np.random.Generator, n_articles: int) -> tuple[np.ndarray, np.ndarray]:
    article = np.repeat(np.arange(n_articles), count_mentions(rng, n_articles))
    chance = rng.dirichlet([2, 5, 1], n_articles).cumsum(axis=1)[article]
    return article, (rng.random((len(article), 1)) > chance).sum(axis=1) - 1.0


def longer_are_worse(rng: np.random.Generator, n_articles: int) -> tuple[np.ndarray, np.ndarray]:
    n = np.ceil(np.exp(rng.normal(0.7, 1, n_articles))).astype(int)
    return _clipped(rng, rng.normal(-0.15 * np.log(n), 0.2), n, 0.3)


def _few_long(share: float, size: int, gap: float) -> World:
    def draw(rng: np.random.Generator, n_articles: int) -> tuple[np.ndarray, np.ndarray]:
        is_long = rng.random(n_articles) < share
        long = rng.integers(size, 2 * size, n_articles)
        n = np.where(is_long, long, 1 + rng.poisson(1.5, n_articles))
        return _clipped(rng, rng.normal(np.where(is_long, -gap, 0), 0.2), n, 0.3)

    return draw


def _share(chance: float, alike: float) -> World:
    """A share of mentions; those of an article are alike with this correlation."""

    def draw(rng: np.random.Generator, n_articles: int) -> tuple[np.ndarray, np.ndarray]:
        strength = (1 - alike) / alike
        own = rng.beta(chance * strength, (1 - chance) * strength, n_articles)
        article = np.repeat(np.arange(n_articles), count_mentions(rng, n_articles))
        return article, (rng.random(len(article)) < own[article]).astype(float)

    return draw


MEANS: dict[str, World] = {
    "tone, articles differ": usual,
    "tone, 60 % of the scores 0": mostly_neutral,
    "three codes": three_codes,
    "tone falls with length": longer_are_worse,
    "a fifth of the articles 5 times as long and more negative": _few_long(0.2, 8, 0.3),
    "a tenth of the articles 12 times as long and much more negative": _few_long(0.1, 20, 0.5),
}
SHARES: dict[str, World] = {
    "share of 1 %": _share(0.01, 0.1),
    "share of 5 %": _share(0.05, 0.1),
    "share of 5 %, articles differ much": _share(0.05, 0.3),
    "share of 20 %": _share(0.2, 0.1),
    "share of 50 %": _share(0.5, 0.2),
    "share of 90 %": _share(0.9, 0.1),
}


def portray(
    rng: np.random.Generator,
    world: World,
    n_articles: int,
    n_runs: int,
    *,
    n_copies: int = 1,
    is_share: bool = False,
    weight: str = "mention",
) -> pd.DataFrame:
    """Portray so many corpora of a world, each the portrayal of one actor, in one table."""
    drawn = [world(rng, n_articles) for _ in range(n_runs)]
    text = np.concatenate([run * n_articles + article for run, (article, _) in enumerate(drawn)])
    value = np.concatenate([value for _, value in drawn])
    text, value = np.tile(text, n_copies), np.tile(value, n_copies)
    copy = np.repeat(np.arange(n_copies), len(text) // n_copies)
    article = text * n_copies + copy
    columns = {"cluster_id": (np.unique(article) // n_copies).astype(str)} if n_copies > 1 else {}
    mentions, articles, scores = make_tables(
        text // n_articles,
        article,
        value,
        measure="share_of_a_frame" if is_share else "targeted",
        columns=columns,
    )
    return fr.summarise_portrayal(mentions, articles, scores, weight=weight)


def _cover(n_runs: int, seed: int, world: World, **how: object) -> dict[int, tuple[float, ...]]:
    """Find for each size the coverage of the rows that are reportable, and how many these are."""
    article, value = world(np.random.default_rng(seed), N_TRUTH)
    truth = value.mean()
    if how.get("weight") == "article":
        truth = (np.bincount(article, weights=value) / np.bincount(article)).mean()
    found = {}
    for size, times in SIZES.items():
        rows = portray(np.random.default_rng(seed + size), world, size, times * n_runs, **how)
        is_told = rows["is_reportable"]
        is_held = ((rows["ci_low"] <= truth) & (truth <= rows["ci_high"]))[is_told]
        is_enough = is_told.sum() >= MIN_TOLD
        found[size] = (100 * is_held.mean() if is_enough else np.nan, 100 * is_told.mean())
    return found


def measure(n_runs: int, seed: int) -> dict[str, pd.DataFrame]:
    """Measure coverage of what is reportable, and how much that is."""
    rare = SHARES["share of 5 %"]
    cells = {
        **{name: _cover(n_runs, seed, world) for name, world in MEANS.items()},
        "tone, each text in four copies": _cover(n_runs, seed, usual, n_copies=4),
        "tone, each article with one voice": _cover(n_runs, seed, usual, weight="article"),
        "tone falls with length, each article with one voice": _cover(
            n_runs, seed, longer_are_worse, weight="article"
        ),
        **{name: _cover(n_runs, seed, world, is_share=True) for name, world in SHARES.items()},
        "share of 5 %, each text in four copies": _cover(
            n_runs, seed, rare, n_copies=4, is_share=True
        ),
        "share of 5 %, each article with one voice": _cover(
            n_runs, seed, rare, is_share=True, weight="article"
        ),
    }
    titles = (
        "Coverage of 95 % intervals that are reportable, by independent articles",
        "Rows that are reportable, per cent",
    )
    return {
        title: pd.DataFrame(
            {name: {n: own[n][which] for n in SIZES} for name, own in cells.items()}
        )
        .T.round(1)
        .rename_axis("world")
        for which, title in enumerate(titles)
    }
