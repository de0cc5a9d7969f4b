"""Worlds that no method was chosen by, drawn once the methods stood, to see whether they hold.

Means and shares of articles of two kinds, frames that are in an article or not, words that come in
runs; outlets that cover the same events; days of a week; coders of whom one is careless and none
saw all.
"""

import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd

import framing as fr

from .changes import SPREAD, Series, World, _error, _search
from .comparisons import Draw, _rate
from .means import SIZES, _cover
from .reliability import lay_out, summarise

Mentions = tuple[np.ndarray, np.ndarray]


def two_kinds(rng: np.random.Generator, n_articles: int) -> Mentions:
    """Three in ten articles are attacks; how often one names the actor is geometric."""
    level = np.where(rng.random(n_articles) < 0.3, -0.6, 0.1) + rng.normal(0, 0.1, n_articles)
    article = np.repeat(np.arange(n_articles), rng.geometric(0.3, n_articles))
    return article, np.clip(rng.standard_t(4, len(article)) * 0.25 + level[article], -1, 1)


def whole_articles(rng: np.random.Generator, n_articles: int) -> Mentions:
    """A frame that 15 of 100 articles are about: most mentions of these stand in it, few others."""
    chance = np.where(rng.random(n_articles) < 0.15, 0.7, 0.03)
    article = np.repeat(np.arange(n_articles), 2 + rng.poisson(5, n_articles))
    return article, (rng.random(len(article)) < chance[article]).astype(float)


def in_runs(rng: np.random.Generator, n_articles: int) -> Mentions:
    """A mention stands in the frame more often if the one before it does: 12 of 100 in all."""
    article = np.repeat(np.arange(n_articles), 1 + rng.geometric(0.2, n_articles))
    value, draws = np.zeros(len(article)), rng.random(len(article))
    for n in range(len(article)):
        is_first = n == 0 or article[n] != article[n - 1]
        before = 0.12 if is_first else value[n - 1]
        value[n] = draws[n] < 0.12 + (0.0 if is_first else 0.4 * (before - 0.12))
    return article, value


def same_events(rng: np.random.Generator, gap: float) -> pd.DataFrame:
    """Two outlets cover fourteen events, one to six times each, and an event moves both."""
    parts, mood = [], rng.normal(0, 0.4, 14)
    for side, level, first in (("a", gap, 0), ("b", 0.0, 200)):
        event = np.repeat(np.arange(14), rng.integers(1, 7, 14))
        article = np.repeat(np.arange(len(event)), 1 + rng.poisson(2, len(event)))
        own = mood[event] + rng.normal(level, 0.2, len(event))
        value = rng.normal(own[article], 0.3)
        story = event[article]
        part = pd.DataFrame({"article": article + first, "value": value, "story": story})
        parts.append(part.assign(side=side))
    return pd.concat(parts)


def unlike_in_size_and_kind(rng: np.random.Generator, gap: float) -> pd.DataFrame:
    """Eight articles of skewed tone against forty that are mostly neutral."""
    parts = []
    for side, n, first in (("a", 8, 0), ("b", 40, 8)):
        article = np.repeat(np.arange(n), rng.geometric(0.25, n))
        if side == "a":
            value = gap + 0.3 - rng.exponential(0.3, n)[article] + rng.normal(0, 0.2, len(article))
        else:
            value = np.where(rng.random(len(article)) < 0.7, 0, rng.normal(0, 0.5, len(article)))
        parts.append(pd.DataFrame({"article": article + first, "value": value, "side": side}))
    return pd.concat(parts)


def _weeks(rng: np.random.Generator) -> Series:
    """Twelve weeks whose weekends are milder, with from none to many articles a day."""
    n = rng.poisson(np.exp(rng.normal(0.5, 0.8, 84)))
    day = np.repeat(np.arange(84), n)
    value = 0.3 * (day % 7 >= 5) + rng.normal(0, SPREAD, len(day))
    return Series(day, value, np.arange(len(day)))


def _stories(rng: np.random.Generator) -> Series:
    """Stories of one to six days, each with a tone of its own and more articles at its start."""
    parts = []
    for story in range(40):
        first, length = rng.integers(0, 115), rng.integers(1, 7)
        day = first + np.repeat(np.arange(length), rng.poisson(3 / np.arange(1, length + 1)))
        parts.append((day, rng.normal(rng.normal(0, 0.3), 0.4, len(day)), np.full(len(day), story)))
    day, value, _ = (np.concatenate(one) for one in zip(*parts, strict=True))
    order = np.argsort(day, kind="stable")
    return Series(day[order], value[order], np.arange(len(day)))


def _moving(rng: np.random.Generator) -> Series:
    """A hundred days, each the mean of what moved the last five, with two articles each."""
    moved = np.convolve(rng.normal(0, 0.6, 104), np.ones(5) / 5, "valid")
    day = np.repeat(np.arange(100), 2)
    return Series(day, moved[day] + rng.normal(0, 0.4, 200), np.arange(200))


def _fall(rng: np.random.Generator) -> Series:
    day = np.sort(rng.integers(0, 100, 240))
    return Series(day, -0.5 * (day >= 60) + rng.normal(0, 0.6, 240), np.arange(240))


MEANS: dict[str, tuple[Callable[[np.random.Generator, int], Mentions], bool]] = {
    "tone, articles of two kinds": (two_kinds, False),
    "share, frames of whole articles": (whole_articles, True),
    "share, hits in runs": (in_runs, True),
}
SIDES: dict[str, tuple[Draw, float]] = {
    "outlets on the same events, events known": (same_events, 0.2),
    "8 skewed articles against 40 neutral ones": (unlike_in_size_and_kind, 0.5),
}
DAYS: dict[str, World] = {
    "weekends milder, 84 days": _weeks,
    "stories of some days, 120 days": _stories,
    "means of five days, 100 days": _moving,
    "a fall of .5 in 240 articles": _fall,
}


def code_with_one_careless(rng: np.random.Generator, n: int) -> pd.DataFrame:
    """Ten units an article, three coders, of whom one errs often, and a fifth of codes missing."""
    article = np.repeat(np.arange(n), 10)
    mood = rng.dirichlet([1.5, 3.0, 1.0], n).cumsum(axis=1)[article, :2]
    truth = (rng.random((len(article), 1)) > mood).sum(axis=1)
    hard = rng.beta(1.0, 4.0, n)[article]
    parts = []
    for coder, more in (("ann", 0.0), ("bob", 0.0), ("cat", 0.3)):
        is_off = rng.random(len(article)) < hard + more
        code = np.where(is_off, rng.integers(0, 3, len(article)), truth)
        part = lay_out(article, {coder: code})
        parts.append(part[rng.random(len(part)) < 0.8])
    return pd.concat(parts, ignore_index=True)


def _alphas(n_runs: int, seed: int) -> pd.DataFrame:
    rng, rows = np.random.default_rng(seed), []

    def ask(n: int) -> tuple[float, float, float]:
        row = fr.agreement(code_with_one_careless(rng, n)).iloc[0]
        return row["alpha"], row["ci_low"], row["ci_high"]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", fr.ReliabilityWarning)
        truth = ask(3_000)[0]
        for n in (5, 10, 20, 50):
            ends = np.array([ask(n) for _ in range(n_runs)])
            rows.append({"articles": n} | summarise(ends, truth))
    return pd.DataFrame(rows).round(3)


def measure(n_runs: int, seed: int) -> dict[str, pd.DataFrame]:
    """Measure coverage, false alarms and power where no method was chosen by them."""
    cells = {
        name: _cover(n_runs, seed, world, is_share=is_share)
        for name, (world, is_share) in MEANS.items()
    }
    coverage = {name: {n: own[n][0] for n in SIZES} for name, own in cells.items()}
    days = []
    for name, world in DAYS.items():
        found = _search(world, n_runs, seed)
        steps = found[found["kind"] == "step"]["actor_id"].nunique() / n_runs
        told = found["actor_id"].nunique() / n_runs
        days.append((name, steps, told, _error(told, n_runs)))
    return {
        "Other worlds: coverage of 95 % intervals that are reportable": pd.DataFrame(coverage)
        .T.round(1)
        .rename_axis("world"),
        "Other worlds: two sides": pd.DataFrame(
            {name: _rate(design, n_runs, seed) for name, design in SIDES.items()}
        )
        .T.round(1)
        .rename_axis("design"),
        "Other worlds: changes": pd.DataFrame(
            days, columns=["design", "called a step", "any change", "Monte Carlo error"]
        ),
        "Other worlds: alpha of three coders": _alphas(n_runs, seed),
    }
