"""Corrected means, differences, regressions and plans of coding, where the truth is known.

A world makes many corpora at once, each of which is an actor's; the truth is the mean of a corpus
that is far larger. `measure` gives tables of how often intervals hold the truth, and how wide they
are; where ``ppi_python`` (MIT) is installed, beside those of its `ppi_mean_ci`.
"""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

import framing as fr
from framing.tables import TABLES

N_ARTICLES, N_EACH = 70, 5
SIZES = (30, 60, 120)


@dataclass(frozen=True)
class World:
    """What the corpora of a design are like, and how their mentions are drawn and coded."""

    name: str
    mood: float = 0.2
    """Standard deviation of what the mentions of an article have in common; of one it is .6."""
    cuts: tuple[float, float] = (-0.5, 0.3)
    """Where a mention is negative and positive; the first is minus infinity for shares."""
    slope: float = 0.6
    noise: float = 0.3
    bias: float = 0.2
    n_copies: int = 1
    strata: str = "none"
    """none, proportional or equal."""
    share_coded: float = 1.0

    @property
    def is_share(self) -> bool:
        """Whether codes are 0 or 1."""
        return self.cuts[0] == -np.inf


_SHARE = {"slope": 0.7, "bias": 0.1}
WORLDS = (
    World("good measure, independent mentions", mood=0.0),
    World("noise measure, independent mentions", mood=0.0, slope=0.0, noise=0.5, bias=0.0),
    World("proportional strata", strata="proportional"),
    World("equal strata", strata="equal"),
    World("clustered articles", mood=0.6),
    World("copies, four each", mood=0.6, n_copies=4),
    World("a third not coded", share_coded=2 / 3),
    World("share of one half, independent mentions", mood=0.0, cuts=(-np.inf, 0.0), **_SHARE),
    World("share of 5 %", cuts=(-np.inf, 1.04), **_SHARE),
    World("share of 5 %, noise measure", cuts=(-np.inf, 1.04), slope=0.0, noise=0.5, bias=0.0),
    World("nearly all coded alike", cuts=(-1.6, 1.6)),
)


@dataclass(frozen=True)
class Corpora:
    """Many corpora: a value a mention, with the number of its corpus and its article."""

    corpus: np.ndarray
    article: np.ndarray
    text: np.ndarray
    stratum: np.ndarray
    code: np.ndarray
    score: np.ndarray


def make_corpora(
    world: World, n: int, rng: np.random.Generator, n_articles: int = N_ARTICLES
) -> Corpora:
    """Make corpora of some articles, with N_EACH mentions in each on average."""
    per_article = 1 + rng.poisson(N_EACH - 1, n * n_articles)
    article = np.repeat(np.arange(n * n_articles), per_article)
    text = article // world.n_copies
    moods = rng.normal(0, world.mood, text.max() + 1)
    stratum = rng.choice(3, size=len(article), p=(0.6, 0.2, 0.2))
    latent = moods[text] + rng.normal(0, 0.6, len(article))
    if world.strata != "none":
        latent = latent + np.where(stratum == 1, 0.4, 0.0)
    low, high = world.cuts
    code = (latent > high).astype(float) - (latent < low)
    score = world.slope * code + world.bias + rng.normal(0, world.noise, len(code))
    score = np.clip(score, 0.0 if world.is_share else -1.0, 1.0)
    return Corpora(article // n_articles, article, text, stratum, code, score)


def make_tables(
    corpora: Corpora, world: World
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, dict[str, str]]:
    """Make mentions, articles and scores of corpora, and say what is measured."""
    ids = pd.Series(np.arange(len(corpora.code)).astype(str), dtype="str")
    article_ids = pd.Series(corpora.article.astype(str), dtype="str")
    mentions = pd.DataFrame(
        {"mention_id": ids, "sentence_id": article_ids, "article_id": article_ids}
    )
    mentions["actor_id"] = pd.Series(np.char.zfill(corpora.corpus.astype(str), 5), dtype="str")
    constants = {"alias_type": "name", "reading": "actor", "confidence": 1.0, "surface": "x"}
    mentions = mentions.assign(**constants, start=0, end=1, rule="alias")
    mentions = mentions.reindex(columns=TABLES["mentions"].column_names)
    first = np.unique(corpora.article, return_index=True)[1]
    articles = fr.make_articles(dict.fromkeys(article_ids.iloc[first], "x"))
    articles["cluster_id"] = pd.Series(corpora.text[first].astype(str), dtype="str")
    measure = "share_world" if world.is_share else "targeted"
    scores = pd.DataFrame({"mention_id": ids, "measure": measure, "window": "sentence"})
    scores["value"] = corpora.score
    return mentions, articles, scores, {"measure": measure, "window": "sentence"}


def draw_sample(
    corpora: Corpora,
    world: World,
    n: int | np.ndarray,
    rng: np.random.Generator,
    group: np.ndarray | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw and code about `n` mentions of each group, by default of each corpus."""
    group = corpora.corpus if group is None else group
    n_each = np.broadcast_to(n, group.max() + 1)
    stratum = np.zeros(len(group), int) if world.strata == "none" else corpora.stratum
    rows, codes = [], []
    for number in range(int(group.max()) + 1):
        own = np.flatnonzero(group == number)
        sizes = np.bincount(stratum[own])
        wanted = n_each[number] * sizes / sizes.sum()
        if world.strata == "equal":
            wanted = n_each[number] / len(sizes)
        wanted = np.minimum(np.round(np.broadcast_to(wanted, sizes.shape)).astype(int), sizes)
        for part, n_part in enumerate(wanted):
            at = rng.choice(own[stratum[own] == part], n_part, replace=False)
            rows += [(str(one), n_part / sizes[part], f"{number} {part}") for one in at]
            codes += [one for one in at if rng.random() < world.share_coded]
    sample = pd.DataFrame(rows, columns=["mention_id", "probability", "stratum"])
    codings = pd.DataFrame({"unit_id": np.array(codes).astype(str), "coder_id": "ann"})
    codings["code"] = corpora.code[codes].astype(int).astype(str)
    return sample, codings.assign(variable="sentiment")


def find_truth(world: World) -> float:
    """Find the mean of the codes of a far larger corpus."""
    return float(make_corpora(world, 1, np.random.default_rng(99), 400_000 // N_EACH).code.mean())


def error_of(share: float, n_runs: int) -> float:
    """Give the Monte Carlo error of a percentage."""
    return float(100 * np.sqrt(max(share * (1 - share), 0.25 / n_runs) / n_runs))


def measure(n_runs: int = 200, seed: int = 1) -> dict[str, pd.DataFrame]:
    """Measure coverage and width of everything that is corrected by codes; of the slower tables in
    half of the runs, and of the regressions in a quarter.
    """
    rng = np.random.default_rng(seed)
    means = [row for world in WORLDS for row in correct_means(world, n_runs, rng)]
    note = "" if has_ppi() else " (ppi_python is not installed: pip install ppi-python)"
    tables = {
        f"Corrected means, nominal 95 %{note}": pd.DataFrame(means),
        "Corrected differences between two outlets": pd.DataFrame(
            correct_differences(n_runs // 2, rng)
        ),
        "Does the measure err more for one outlet?": pd.DataFrame(find_errors(n_runs // 2, rng)),
        "Plans of coding from a pilot of 40": pd.DataFrame(plan(n_runs // 2, rng)),
    }
    if importlib.util.find_spec("statsmodels"):
        tables["Regressions on corrected outcomes"] = pd.DataFrame(regress(n_runs // 4, rng))
    return {title: table.round(3) for title, table in tables.items()}


def has_ppi() -> bool:
    """Whether ``ppi_python`` is installed."""
    return importlib.util.find_spec("ppi_py") is not None


def correct_means(world: World, n_runs: int, rng: np.random.Generator) -> list[dict[str, object]]:
    """Correct the mean of each corpus, with fewer and more codes."""
    truth = find_truth(world)
    corpora = make_corpora(world, n_runs, rng)
    *tables, kind = make_tables(corpora, world)
    rows = []
    for n in SIZES:
        sample, codings = draw_sample(corpora, world, n, rng)
        found = fr.correct_portrayal(codings, sample, *tables, **kind)
        is_covered = found["ci_low"].le(truth) & found["ci_high"].ge(truth)
        row = {
            "design": world.name,
            "coded": n,
            "truth": round(truth, 3),
            "coverage": 100 * is_covered.mean(),
            "error": error_of(is_covered.mean(), n_runs),
            "width": (found["ci_high"] - found["ci_low"]).mean(),
            "trust": found["trust"].mean(),
        }
        is_simple = world.strata == "none" and world.share_coded == 1
        ends = ppi_ends(corpora, sample) if is_simple and has_ppi() else np.full((1, 2), np.nan)
        is_held = (ends[:, 0] <= truth) & (ends[:, 1] >= truth)
        row["ppi coverage"] = 100 * is_held.mean() if np.isfinite(ends).all() else np.nan
        row["ppi width"] = (ends[:, 1] - ends[:, 0]).mean()
        rows.append(row)
    return rows


def ppi_ends(corpora: Corpora, sample: pd.DataFrame) -> np.ndarray:
    """Give the intervals of ``ppi_python``, which knows neither clusters nor strata."""
    from ppi_py import ppi_mean_ci

    coded = sample["mention_id"].astype(int).to_numpy()
    is_coded = np.zeros(len(corpora.code), dtype=bool)
    is_coded[coded] = True
    ends = []
    for number in range(int(corpora.corpus.max()) + 1):
        own = corpora.corpus == number
        labelled, others = own & is_coded, own & ~is_coded
        given = (corpora.code[labelled], corpora.score[labelled], corpora.score[others])
        ends.append([float(np.squeeze(end)) for end in ppi_mean_ci(*given, alpha=0.05)])
    return np.array(ends)


def make_sides(
    world: World, n_runs: int, rng: np.random.Generator, gap: float, is_shared: bool, extra: float
) -> tuple[Corpora, np.ndarray, list[object]]:
    """Make corpora of two outlets, where one may be more positive and scored more kindly.

    Where they share texts, every article of the one is a copy of one of the other.
    """
    corpora = make_corpora(world, n_runs, rng)
    outlet = corpora.article % 2
    text = corpora.article // 2 if is_shared else corpora.text
    moods = rng.normal(0, world.mood, text.max() + 1)
    latent = moods[text] + rng.normal(0, 0.6, len(text)) + gap * (outlet == 0)
    code = (latent > world.cuts[1]).astype(float) - (latent < world.cuts[0])
    score = world.slope * code + world.bias + extra * (outlet == 0)
    score = np.clip(score + rng.normal(0, world.noise, len(code)), -1, 1)
    made = replace(corpora, text=text, code=code, score=score)
    tables: list[object] = [*make_tables(made, world)]
    articles = tables[1]
    assert isinstance(articles, pd.DataFrame)
    articles["outlet_id"] = np.where(articles["article_id"].astype(int) % 2 == 0, "east", "west")
    return made, outlet, tables


def correct_differences(n_runs: int, rng: np.random.Generator) -> list[dict[str, object]]:
    """Correct the difference between two outlets, with and without one."""
    designs = {
        "no difference, scored alike": (0.0, False, 0.0),
        "no difference, one scored kindlier": (0.0, False, 0.3),
        "the same, texts in both outlets": (0.0, True, 0.3),
        "a difference, one scored kindlier": (0.3, False, 0.3),
    }
    rows = []
    for name, (gap, is_shared, extra) in designs.items():
        world = World(name, mood=0.4)
        large, outlet, _ = make_sides(world, 100, np.random.default_rng(98), gap, is_shared, extra)
        truth = float(large.code[outlet == 0].mean() - large.code[outlet == 1].mean())
        truth = truth if gap else 0.0
        made, outlet, (mentions, articles, scores, _) = make_sides(
            world, n_runs, rng, gap, is_shared, extra
        )
        for n in (30, 60):
            sample, codings = draw_sample(made, world, n, rng, made.corpus * 2 + outlet)
            found = fr.compare_portrayal(
                mentions,
                articles,
                scores,
                between="outlet_id",
                codings=codings,
                sample=sample,
                measures=["targeted"],
            )
            is_covered = found["ci_low"].le(truth) & found["ci_high"].ge(truth)
            row = {"design": name, "coded a side": n, "truth": round(truth, 3)}
            row |= {"naive": found["naive"].mean(), "coverage": 100 * is_covered.mean()}
            row |= {"error": error_of(is_covered.mean(), n_runs)}
            row |= {"width": (found["ci_high"] - found["ci_low"]).mean()}
            rows.append(row | {"p below .05": 100 * found["p_value"].lt(0.05).mean()})
    return rows


def find_errors(n_runs: int, rng: np.random.Generator) -> list[dict[str, object]]:
    """Look for a differential error where there is one, and where there is none."""
    rows = []
    for name, is_shared, extra in (
        ("the same error", False, 0.0),
        ("the same error, texts in both outlets", True, 0.0),
        ("kinder by .3", False, 0.3),
    ):
        world = World(name, mood=0.4)
        made, outlet, (mentions, articles, scores, _) = make_sides(
            world, n_runs, rng, 0.0, is_shared, extra
        )
        for n in (30, 60):
            sample, codings = draw_sample(made, world, n, rng, made.corpus * 2 + outlet)
            found = fr.find_differential_error(
                codings,
                mentions,
                articles,
                scores,
                between="outlet_id",
                by=["actor_id"],
                sample=sample,
            )
            share = found["p_value"].lt(0.05).mean()
            row = {"design": name, "coded a side": n, "p below .05": 100 * share}
            rows.append(row | {"error": error_of(share, n_runs)})
    return rows


def plan(n_runs: int, rng: np.random.Generator) -> list[dict[str, object]]:
    """Plan from a pilot, code as many as each plan says, and see whether they were enough."""
    rows = []
    for name, asked in (
        ("width of .3", {"width": 0.3}),
        ("width of .3, assurance .9", {"width": 0.3, "assurance": 0.9}),
        ("power of .8 for .3", {"power": 0.8}),
    ):
        for slope, noise in ((0.6, 0.3), (0.0, 0.5)):
            world = World(name, slope=slope, noise=noise)
            low = make_corpora(world, n_runs, rng)
            *tables, kind = make_tables(low, world)
            pilot, codings = draw_sample(low, world, 40, rng)
            plans = fr.plan_coding(
                codings, *tables, sample=pilot, difference=0.3, **asked, measure=kind["measure"]
            )
            is_planned = plans["is_reachable"].to_numpy()
            needed = plans["n_needed"].fillna(0).to_numpy(int)
            found = _correct(low, world, needed, rng)[is_planned]
            width = found["ci_high"] - found["ci_low"]
            row = {"design": f"{name}, {'good' if slope else 'noise'} measure"}
            row |= {"codes": np.median(needed[is_planned]), "reachable": 100 * is_planned.mean()}
            row |= {"mean width then": width.mean(), "as asked": 100 * width.le(0.3).mean()}
            if "power" in asked:
                moved = replace(world, cuts=(world.cuts[0] - 0.32, world.cuts[1] - 0.32))
                high = _correct(make_corpora(moved, n_runs, rng), moved, needed, rng)[is_planned]
                row["as asked"] = 100 * _are_apart(found, high).mean()
            row["error"] = error_of(row["as asked"] / 100, len(found))
            rows.append(row)
    return rows


def _correct(
    corpora: Corpora, world: World, n: np.ndarray, rng: np.random.Generator
) -> pd.DataFrame:
    """Correct the mean of each corpus by so many codes."""
    *tables, kind = make_tables(corpora, world)
    return fr.correct_portrayal(*draw_sample(corpora, world, n, rng)[::-1], *tables, **kind)


def _are_apart(low: pd.DataFrame, high: pd.DataFrame) -> pd.Series:
    """Which corpora are told from the same ones that differ by .3."""
    gap = high["estimate"] - low["estimate"]
    reach = [(one["ci_high"] - one["ci_low"]) / 2 for one in (low, high)]
    return gap > np.sqrt(reach[0] ** 2 + reach[1] ** 2)


def regress(n_runs: int, rng: np.random.Generator) -> list[dict[str, object]]:
    """Regress corrected outcomes on the outlet, where one outlet is scored more kindly."""
    import statsmodels.formula.api as smf

    fit: Callable[..., object] = smf.wls
    rows = []
    for name, gap in (("no effect", 0.0), ("an effect", 0.3)):
        world = World(name, mood=0.4)
        large, outlet, _ = make_sides(world, 100, np.random.default_rng(98), gap, False, 0.3)
        truth = float(large.code[outlet == 0].mean() - large.code[outlet == 1].mean()) if gap else 0
        made, outlet, (mentions, articles, scores, _) = make_sides(
            world, n_runs, rng, gap, False, 0.3
        )
        sample, codings = draw_sample(made, world, 120, rng)
        held, naive = [], []
        columns = ["actor_id", "outlet_id"]
        for _, own in mentions.groupby("actor_id"):
            ids = set(own["mention_id"])
            own_sample = sample[sample["mention_id"].isin(ids)]
            own_codings = codings[codings["unit_id"].isin(ids)]
            own_articles = articles[articles["article_id"].isin(own["article_id"])]
            own_tables = (own, own_articles, scores.loc[own.index])
            table = fr.design_matrix(own_codings, own_sample, *own_tables, columns=columns)
            table["east"] = (table["outlet_id"] == "east").astype(float)
            groups = {"groups": table["cluster"]}
            for outcome, into in (("outcome", held), ("score", naive)):
                model = fit(f"{outcome} ~ east", table, weights=table["weight"])
                fitted = model.fit(cov_type="cluster", cov_kwds=groups, use_t=True)
                low, high = fitted.conf_int().loc["east"]
                into.append(low <= truth <= high)
        row = {"design": name, "truth": round(truth, 3), "coverage": 100 * np.mean(held)}
        row |= {"error": error_of(float(np.mean(held)), n_runs)}
        rows.append(row | {"coverage of scores alone": 100 * np.mean(naive)})
    return rows
