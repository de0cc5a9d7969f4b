"""Changes over time in worlds where it is known whether, when and how the level changes.

Each run is the series of one actor. Where nothing changes, any row is a false alarm; where there is
a trend, a row that is called a step.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

import framing as fr
from framing.tables.schema import make

SPREAD = 0.5
"""Standard deviation of articles around their level."""
STEP = 0.4
N_RESAMPLES = 250
"""Fewer than the kit draws by default, so that many runs fit into a minute."""
START = pd.Timestamp("2023-01-01", tz="UTC")


class Series(NamedTuple):
    """Articles of one run: their days, values, outlets, and the clusters of copies."""

    day: np.ndarray
    value: np.ndarray
    cluster: np.ndarray


World = Callable[[np.random.Generator], Series]


def _alone(day: np.ndarray, value: np.ndarray) -> Series:
    return Series(day, value, np.arange(len(day)))


def _one_day(rng: np.random.Generator) -> Series:
    outlet = np.arange(60) // 30
    return _alone(np.zeros(60, dtype=int), outlet - 0.5 + rng.normal(0, SPREAD, 60))


def _plain(n: int, n_days: int) -> World:
    def draw(rng: np.random.Generator) -> Series:
        return _alone(np.sort(rng.integers(0, n_days, n)), rng.normal(0, SPREAD, n))

    return draw


def _day_effects(rng: np.random.Generator) -> Series:
    day = np.repeat(np.arange(40), 5)
    return _alone(day, rng.normal(0, 0.3, 40)[day] + rng.normal(0, 0.4, 200))


def persist(rng: np.random.Generator, n_days: int, kept: float) -> np.ndarray:
    """Draw a series of days with variance 1 and that autocorrelation."""
    noise = rng.normal(0, 1, n_days)
    for day in range(1, n_days):
        noise[day] = kept * noise[day - 1] + np.sqrt(1 - kept**2) * noise[day]
    return noise


def _persistent(kept: float, n_days: int, per_day: int = 1) -> World:
    def draw(rng: np.random.Generator) -> Series:
        day = np.repeat(np.arange(n_days), per_day)
        level = persist(rng, n_days, kept)[day]
        if per_day == 1:
            return _alone(day, SPREAD * level)
        return _alone(day, 0.3 * level + rng.normal(0, 0.4, len(day)))

    return draw


def _copies(is_known: bool) -> World:
    def draw(rng: np.random.Generator) -> Series:
        text = np.repeat(np.arange(60), rng.choice([1, 1, 2, 6], 60))
        first = np.sort(rng.integers(0, 90, 60))
        later = np.concatenate([np.arange(n) for n in np.bincount(text)])
        value = rng.normal(0, SPREAD, 60)[text] + rng.normal(0, 0.02, len(text))
        return Series(first[text] + later, value, text if is_known else np.arange(len(text)))

    return draw


def _trend(rise: float) -> World:
    def draw(rng: np.random.Generator) -> Series:
        day = np.sort(rng.integers(0, 150, 200))
        return _alone(day, rise * day / 150 + rng.normal(0, SPREAD, 200))

    return draw


def _step(n_days: int, at: float, is_shared: bool = False) -> World:
    def draw(rng: np.random.Generator) -> Series:
        day = np.sort(rng.integers(0, n_days, 200))
        noise = rng.normal(0, SPREAD, 200)
        if is_shared:
            noise = 0.2 * rng.normal(0, 1, n_days)[day] + rng.normal(0, 0.4, 200)
        return _alone(day, STEP * (day >= at * n_days) + noise)

    return draw


NULLS: dict[str, World] = {
    "60 articles of one day, two outlets": _one_day,
    "exchangeable, 40 articles in 40 days": _plain(40, 40),
    "exchangeable, 200 articles in 150 days": _plain(200, 150),
    "day effects, 200 articles in 40 days": _day_effects,
    "autocorrelation .5, 60 days": _persistent(0.5, 60),
    "autocorrelation .7, 60 days": _persistent(0.7, 60),
    "autocorrelation .7, 60 days of 4 articles": _persistent(0.7, 60, 4),
    "autocorrelation .7, 200 days": _persistent(0.7, 200),
    "copies on successive days, clusters known": _copies(True),
    "copies on successive days, not known": _copies(False),
    "trend of .3 over 200 articles": _trend(0.3),
    "trend of 1.5 over 200 articles": _trend(1.5),
}
STEPS: dict[str, tuple[World, int]] = {
    "step of .4 in the middle, 150 days": (_step(150, 0.5), 75),
    "step of .4 in the middle, 60 days": (_step(60, 0.5), 30),
    "step of .4 after a third, 150 days": (_step(150, 1 / 3), 50),
    "step of .4 in the middle, 60 days with effects": (_step(60, 0.5, True), 30),
}
LEVELS = (0.5, -0.5, 0.4)


def _two_steps(rng: np.random.Generator) -> Series:
    return _alone(np.arange(120), np.repeat(LEVELS, 40) + rng.normal(0, SPREAD, 120))


def make_tables(runs: list[Series]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Mentions, articles and scores: each run is an actor, with one mention an article."""
    run = np.repeat(np.arange(len(runs)), [len(one.day) for one in runs])
    day, value = (np.concatenate([one[n] for one in runs]) for n in (0, 1))
    cluster = np.concatenate([one.cluster for one in runs])
    ids = [f"a{n:06}" for n in range(len(run))]
    articles = make("articles", [(i, None, None, "en", None, "x", None, "made up") for i in ids])
    articles["published_at"] = (START + pd.to_timedelta(day, unit="D")).as_unit("us")
    articles["cluster_id"] = pd.Series(
        [f"c{a}:{b}" for a, b in zip(run, cluster, strict=True)], dtype="str"
    )
    mentions = make(
        "mentions",
        [
            (i, f"{i}:0", i, f"run {a:05}", "name", "actor", 1.0, "x", 0, 1, "alias", None, None)
            for i, a in zip(ids, run, strict=True)
        ],
    )
    scores = make("scores", [(i, "tone", "sentence", v) for i, v in zip(ids, value, strict=True)])
    return mentions, articles, scores


def _search(world: World, n_runs: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    tables = make_tables([world(rng) for _ in range(n_runs)])
    return fr.find_changes(*tables, n_resamples=N_RESAMPLES, seed=seed)


def _error(share: float, n_runs: int) -> float:
    return float(np.sqrt(share * (1 - share) / n_runs))


def measure(n_runs: int, seed: int) -> dict[str, pd.DataFrame]:
    """Measure false alarms, detection, the interval of the day, and the finding of two changes."""
    alarms = []
    for name, world in NULLS.items():
        found = _search(world, n_runs, seed)
        steps = found[found["kind"] == "step"]["actor_id"].nunique() / n_runs
        told = found["actor_id"].nunique() / n_runs
        alarms.append((name, steps, told, _error(told, n_runs)))
    powers = []
    for name, (world, at) in STEPS.items():
        found = _search(world, n_runs, seed).drop_duplicates("actor_id")
        truth = START + pd.Timedelta(days=at)
        steps = found[found["kind"] == "step"]
        covers = ((steps["earliest"] <= truth) & (steps["latest"] >= truth)).mean()
        share = len(found) / n_runs
        width = (steps["latest"] - steps["earliest"]).dt.days.median()
        row = (share, _error(share, n_runs), len(steps) / n_runs, covers)
        powers.append((name, *row, _error(covers, max(1, len(steps))), width))
    found = _search(_two_steps, n_runs, seed)
    n_steps = found[found["kind"] == "step"].groupby("actor_id").size()
    truths = [START + pd.Timedelta(days=day) for day in (40, 80)]
    near = [((found["earliest"] <= day) & (found["latest"] >= day)) for day in truths]
    segments = [
        (
            "levels .5, -.5 and .4, 40 days each",
            (n_steps == 2).sum() / n_runs,
            (n_steps > 2).sum() / n_runs,
            (near[0] | near[1]).mean(),
        )
    ]
    return {
        "Changes: false alarms at 5 %": pd.DataFrame(
            alarms, columns=["design", "called a step", "any change", "Monte Carlo error"]
        ),
        "Changes: a step of .4 in 200 articles, and the interval of its day": pd.DataFrame(
            powers,
            columns=[
                "design",
                "found",
                "Monte Carlo error",
                "called a step",
                "its day in the interval",
                "error of that",
                "median width in days",
            ],
        ),
        "Changes: two steps": pd.DataFrame(
            segments,
            columns=["design", "both found", "more than two", "intervals that hold a true day"],
        ),
    }
