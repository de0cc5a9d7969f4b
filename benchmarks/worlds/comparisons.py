"""How often comparisons find what is not there, and what is; and whether their intervals hold."""

from collections.abc import Callable

import numpy as np
import pandas as pd

import framing as fr

from .corpora import Tables, count_mentions, make_tables

Draw = Callable[[np.random.Generator, float], pd.DataFrame]
"""Draws one corpus with a difference: a row is a mention with article, side and value."""


def _of_articles(
    rng: np.random.Generator, n: int, *, level: float = 0.0, spread: float = 0.25, first: int = 0
) -> pd.DataFrame:
    """Articles of an outlet, whose levels differ by so much."""
    article = np.repeat(np.arange(n), count_mentions(rng, n))
    value = rng.normal(rng.normal(level, spread, n)[article], 0.3)
    return pd.DataFrame({"article": article + first, "value": value})


def _two(n_a: int, n_b: int, spread_a: float = 0.25, spread_b: float = 0.25) -> Draw:
    def draw(rng: np.random.Generator, gap: float) -> pd.DataFrame:
        a = _of_articles(rng, n_a, level=gap, spread=spread_a).assign(side="a")
        return pd.concat([a, _of_articles(rng, n_b, spread=spread_b, first=n_a).assign(side="b")])

    return draw


def _rare(n_a: int, n_b: int) -> Draw:
    """Shares of 5 %, and so much more on one side."""

    def draw(rng: np.random.Generator, gap: float) -> pd.DataFrame:
        parts = []
        for side, n, chance, first in (("a", n_a, 0.05 + gap, 0), ("b", n_b, 0.05, n_a)):
            article = np.repeat(np.arange(n), count_mentions(rng, n))
            own = rng.beta(chance * 9, (1 - chance) * 9, n)[article]
            value = (rng.random(len(article)) < own).astype(float)
            parts.append(pd.DataFrame({"article": article + first, "value": value, "side": side}))
        return pd.concat(parts)

    return draw


def longer_are_worse(rng: np.random.Generator, gap: float) -> pd.DataFrame:
    parts = []
    for side, n, level, first in (("a", 10, gap, 0), ("b", 30, 0.0, 10)):
        size = np.ceil(np.exp(rng.normal(0.7, 1, n))).astype(int)
        article = np.repeat(np.arange(n), size)
        value = rng.normal((level - 0.15 * np.log(size) + rng.normal(0, 0.2, n))[article], 0.3)
        parts.append(pd.DataFrame({"article": article + first, "value": value, "side": side}))
    return pd.concat(parts)


def wire(rng: np.random.Generator, gap: float) -> pd.DataFrame:
    """Of forty stories fifteen are printed by both outlets, in much the same words."""
    both = _of_articles(rng, 15, spread=0.5)
    copies = [both.assign(side=side, story=both["article"]) for side in "ab"]
    copies[1] = copies[1].assign(article=lambda t: t["article"] + 100)
    copies[0] = copies[0].assign(value=lambda t: t["value"] + gap)
    own = _two(10, 15)(rng, gap).assign(
        article=lambda t: t["article"] + 200, story=lambda t: t["article"]
    )
    return pd.concat([*copies, own])


def in_same_articles(rng: np.random.Generator, gap: float) -> pd.DataFrame:
    """Both sides stand in most articles, as two actors or two voices do."""
    n, mood = 20, rng.normal(0, 0.5, 20)
    parts = []
    for side, level in (("a", gap), ("b", 0.0)):
        article = np.repeat(np.arange(n), rng.poisson(2 if side == "a" else 4, n))
        value = rng.normal((mood + rng.normal(level, 0.2, n))[article], 0.3)
        parts.append(pd.DataFrame({"article": article, "value": value, "side": side}))
    return pd.concat(parts)


DESIGNS: dict[str, tuple[Draw, float]] = {
    "20 against 20 articles": (_two(20, 20), 0.3),
    "5 against 20": (_two(5, 20), 0.5),
    "10 against 60, the few much noisier": (_two(10, 60, 0.5, 0.1), 0.5),
    "10 against 60, the many much noisier": (_two(10, 60, 0.1, 0.5), 0.3),
    "few long articles, more negative": (longer_are_worse, 0.4),
    "shares of 5 %, 10 against 60": (_rare(10, 60), 0.2),
    "shares of 5 %, 50 against 50": (_rare(50, 50), 0.1),
    "a wire story in both outlets": (wire, 0.2),
    "sides in the same articles": (in_same_articles, 0.2),
}
"""Each design, and the difference that its power is asked for."""


def _join(draw: Draw, gap: float, n_runs: int, seed: int) -> tuple[pd.DataFrame, Tables]:
    """So many corpora in one, each the portrayal of an actor of its own."""
    rng = np.random.default_rng(seed)
    rows = pd.concat([draw(rng, gap).assign(run=run) for run in range(n_runs)], ignore_index=True)
    rows["article"] += rows["run"] * 1_000
    by_article = rows.drop_duplicates("article").set_index("article").sort_index()
    columns = {"run": [f"run {run:04}" for run in by_article["run"]]}
    # Where an article holds both sides, the actors are the sides, else the outlets.
    is_within = rows.groupby("article")["side"].nunique().max() > 1
    if not is_within:
        columns["outlet_id"] = list(by_article["side"])
    if "story" in rows:
        story = by_article["run"] * 1_000 + by_article["story"]
        columns["cluster_id"] = list(story.astype(int).astype(str))
    tables = make_tables(
        (rows["side"] if is_within else rows["run"]).to_numpy(),
        rows["article"].to_numpy(),
        rows["value"].to_numpy(),
        measure="share_of_a_frame" if set(rows["value"]) <= {0.0, 1.0} else "tone",
        columns=columns,
    )
    return rows, tables


def compare(draw: Draw, gap: float, n_runs: int, seed: int) -> pd.DataFrame:
    """Compare the two sides in so many corpora."""
    _, (mentions, articles, scores) = _join(draw, gap, n_runs, seed)
    between = "outlet_id" if articles["outlet_id"].notna().all() else "actor_id"
    return fr.compare_portrayal(
        mentions, articles, scores, between=between, by=["run"], n_resamples=999, min_articles=5
    )


def _rate(design: tuple[Draw, float], n_runs: int, seed: int) -> dict[str, float]:
    draw, gap = design
    alike, apart = compare(draw, 0.0, n_runs, seed), compare(draw, gap, n_runs, seed + 1)
    is_held = (apart["ci_low"] <= gap) & (gap <= apart["ci_high"])
    return {
        "false alarms at 5 %": 100 * (alike["p_value"] < 0.05).mean(),
        "reportable": 100 * alike["is_reportable"].mean(),
        "difference": gap,
        "coverage": 100 * is_held.mean(),
        "power": 100 * (apart["p_value"] < 0.05).mean(),
    }


def matched(n_strata: int, of_event: float, gap: float = 0.0) -> Callable[..., pd.DataFrame]:
    """Outlets compared month by month, where each event moves the difference by so much."""

    def draw(rng: np.random.Generator) -> pd.DataFrame:
        parts = []
        for month in range(n_strata):
            mood, moved = rng.normal(0, 0.3), rng.normal(gap, of_event)
            for side, level in (("a", mood + moved), ("b", mood)):
                n = 2 + rng.poisson(8 / n_strata + 3)
                part = _of_articles(rng, n, level=level, spread=0.2)
                parts.append(part.assign(side=side, month=month))
        rows = pd.concat(parts, ignore_index=True)
        codes = pd.factorize(rows[["article", "side", "month"]].apply(tuple, axis=1))[0]
        return rows.assign(article=codes)

    return draw


def _rate_matched(n_strata: int, of_event: float, n_runs: int, seed: int) -> dict[str, float]:
    rng = np.random.default_rng(seed)
    draw = matched(n_strata, of_event)
    rows = pd.concat([draw(rng).assign(run=run) for run in range(n_runs)], ignore_index=True)
    rows["article"] += rows["run"] * 10_000
    of_article = rows.drop_duplicates("article").set_index("article").sort_index()
    mentions, articles, scores = make_tables(
        rows["run"].to_numpy(),
        rows["article"].to_numpy(),
        rows["value"].to_numpy(),
        measure="tone",
        columns={
            "outlet_id": list(of_article["side"]),
            "event": [f"month {month}" for month in of_article["month"]],
        },
    )
    found = fr.compare_portrayal(mentions, articles, scores, between="outlet_id", match=["event"])
    is_held = (found["ci_low"] <= 0) & (found["ci_high"] >= 0)
    return {
        "false alarms at 5 %": 100 * (found["p_value"] < 0.05).mean(),
        "coverage": 100 * is_held.mean(),
        "reportable": 100 * found["is_reportable"].mean(),
    }


def _rate_families(n_runs: int, seed: int) -> dict[str, dict[str, float]]:
    """Forty actors, of which eight differ, and as many again that are seldom named."""
    rng = np.random.default_rng(seed)
    rates = []
    for _ in range(max(10, n_runs // 10)):
        parts = []
        for actor in range(80):
            n, gap = (20 if actor < 40 else 2), (0.5 if actor < 8 else 0.0)
            rows = _two(n, n)(rng, gap)
            parts.append(
                rows.assign(actor=actor, article=lambda t, a=actor: t["article"] + a * 100)
            )
        rows = pd.concat(parts, ignore_index=True)
        of_article = rows.drop_duplicates("article").set_index("article").sort_index()
        mentions, articles, scores = make_tables(
            np.array([f"{actor:02}" for actor in rows["actor"]]),
            rows["article"].to_numpy(),
            rows["value"].to_numpy(),
            measure="tone",
            columns={"outlet_id": list(of_article["side"])},
        )
        found = fr.compare_portrayal(
            mentions, articles, scores, between="outlet_id", n_resamples=999
        )
        is_found, is_true = found["q_value"] < 0.05, found["actor_id"].astype(int) < 8
        rates.append(
            (100 * (is_found & ~is_true).sum() / max(1, is_found.sum()), is_found[is_true])
        )
    return {
        "80 rows, of which 40 are reportable and 8 differ": {
            "false discoveries at 5 %": np.mean([rate for rate, _ in rates]),
            "power": 100 * np.mean([own.mean() for _, own in rates]),
        }
    }


def _rate_widest(n_outlets: int, n_runs: int, seed: int) -> float:
    """How often the pair that lies farthest apart is called different where none is."""
    rng, n_alarms = np.random.default_rng(seed), 0
    for _ in range(n_runs):
        parts = [
            _of_articles(rng, 12, first=100 * outlet).assign(side=f"outlet {outlet}")
            for outlet in range(n_outlets)
        ]
        rows = pd.concat(parts, ignore_index=True)
        of_article = rows.drop_duplicates("article").set_index("article").sort_index()
        mentions, articles, scores = make_tables(
            np.full(len(rows), "one"),
            rows["article"].to_numpy(),
            rows["value"].to_numpy(),
            measure="tone",
            columns={"outlet_id": list(of_article["side"])},
        )
        found = fr.compare_portrayal(
            mentions, articles, scores, between="outlet_id", sides="widest", n_resamples=499
        )
        n_alarms += int(found["p_value"].iloc[0] < 0.05)
    return 100 * n_alarms / n_runs


def measure(n_runs: int, seed: int) -> dict[str, pd.DataFrame]:
    """Measure error rates, coverage and power."""
    designs = {name: _rate(design, 2 * n_runs, seed) for name, design in DESIGNS.items()}
    strata = {
        f"{n} months{', events move outlets apart' if moved else ''}": _rate_matched(
            n, moved, 2 * n_runs, seed
        )
        for n in (2, 3, 5, 12)
        for moved in (0.0, 0.3)
    }
    widest = {
        f"{n} outlets": {"false alarms at 5 %": _rate_widest(n, n_runs, seed)} for n in (3, 6)
    }
    return {
        title: pd.DataFrame(rows).T.round(1).rename_axis("design")
        for title, rows in {
            "Two sides": designs,
            "Matched by month": strata,
            "Many questions at once": _rate_families(n_runs, seed),
            "The pair that lies farthest apart": widest,
        }.items()
    }
