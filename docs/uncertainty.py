"""Draw what intervals, p and q mean: the figures of ``docs/measures.md``.

    python docs/uncertainty.py            # writes docs/uncertainty_*.svg

Each is made of a corpus of known truth, with the kit's own functions.
"""

import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

import framing as fr
from framing.figures.style import MUTED
from framing.portrayals.comparisons import differences
from framing.portrayals.comparisons.ranks import find_rank_intervals
from framing.portrayals.intervals import Resampling

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "benchmarks"))
from worlds import changes as worlds_of_changes  # noqa: E402
from worlds import keyness as worlds_of_words  # noqa: E402
from worlds import rankings as worlds_of_ranks  # noqa: E402
from worlds.comparisons import DESIGNS, compare  # noqa: E402
from worlds.means import N_TRUTH, portray, usual  # noqa: E402

SURE, MISSED, UNSURE = "#0a5c94", "#b4451f", "#b3b3b3"


def draw_interval() -> tuple[Figure, pd.DataFrame]:
    """A hundred samples of twelve articles, with their intervals and the truth."""
    truth = usual(np.random.default_rng(1), N_TRUTH)[1].mean()
    rows = portray(np.random.default_rng(5), usual, 12, 100)
    is_held = (rows["ci_low"] <= truth) & (truth <= rows["ci_high"])
    fig, ax = plt.subplots(figsize=(7, 5.4))
    for place, (row, held) in enumerate(zip(rows.itertuples(), is_held, strict=True)):
        ax.plot([row.ci_low, row.ci_high], [place] * 2, color=SURE if held else MISSED, lw=1.2)
        ax.plot(row.estimate, place, "o", color=SURE if held else MISSED, ms=2.5)
    ax.axvline(truth, color=MUTED, ls=":", lw=1.4)
    ax.text(truth, len(rows) + 0.2, "the truth", ha="center", va="bottom", color=MUTED)
    ax.set(xlabel="mean tone of twelve articles, with its 95 % interval", yticks=[])
    ax.spines["left"].set_visible(False)
    missed = int((~is_held).sum())
    ax.set_title(
        f"{len(rows) - missed} of {len(rows)} intervals hold the truth", loc="left", pad=20
    )
    return fig, rows


def draw_p() -> tuple[Figure, pd.DataFrame]:
    """The statistics that chance alone gives, and the one that was seen."""
    rng = np.random.default_rng(3)
    drawn = DESIGNS["5 against 20"][0](rng, 0.35)
    side = (drawn["side"] == "b").to_numpy(int)
    values = drawn["value"].to_numpy()
    cells = differences.tally_sides(drawn["article"], side, values, np.zeros(len(drawn), dtype=int))
    answer = differences.compare_units(cells, Resampling(), 2.0)
    by_chance = differences.draw_by_chance(cells, Resampling())
    seen = differences.find_statistic(cells)
    fig, ax = plt.subplots(figsize=(7, 3.6))
    edges = np.linspace(0, max(5, seen + 0.5), 46)
    counts, _, bars = ax.hist(by_chance, bins=edges, color=UNSURE)
    for bar, left in zip(bars, edges, strict=False):
        if left >= seen - 0.06:
            bar.set_facecolor(MISSED)
    ax.axvline(seen, color=SURE, lw=1.6)
    ax.text(seen + 0.06, counts.max() * 0.9, "what was seen", color=SURE, va="top")
    ax.set(
        xlabel="difference between the sides, divided by its error, either way",
        ylabel="exchanges",
        xlim=(0, edges[-1]),
    )
    ax.set_title(f"p = {answer.p_value:.3f}: the share as far out by chance", loc="left")
    return fig, pd.DataFrame({"statistic": by_chance})


def draw_q() -> tuple[Figure, pd.DataFrame]:
    """Forty questions, of which eight have a difference: their p-values in order."""
    apart = compare(DESIGNS["20 against 20 articles"][0], 0.35, 8, 1).assign(differs=True)
    alike = compare(DESIGNS["20 against 20 articles"][0], 0.0, 32, 2).assign(differs=False)
    rows = pd.concat([apart, alike]).sort_values("p_value").reset_index(drop=True)
    line = 0.05 * (rows.index + 1) / len(rows)
    n_found = int(np.flatnonzero(rows["p_value"] <= line)[-1] + 1)
    fig, ax = plt.subplots(figsize=(7, 3.8))
    place = np.arange(1, len(rows) + 1)
    for differs, colour, label in ((True, SURE, "differ"), (False, UNSURE, "do not differ")):
        own = rows["differs"] == differs
        ax.plot(
            place[own], rows["p_value"][own], "o", color=colour, label=f"{own.sum()} that {label}"
        )
    ax.plot(place, line, color=MISSED, lw=1.4, label="0.05 × place / questions")
    ax.axhline(0.05, color=MUTED, ls=":", lw=1.2)
    ax.text(len(rows), 0.052, "p = 0.05", color=MUTED, ha="right", va="bottom")
    ax.set(xlabel="questions, in the order of their p", ylabel="p", yscale="log")
    ax.set_yticks([1, 0.1, 0.01, 0.001], ["1", "0.1", "0.01", "0.001"])
    ax.minorticks_off()
    ax.legend(frameon=False, loc="lower right")
    n_below = int((rows["p_value"] < 0.05).sum())
    ax.set_title(f"{n_below} have p below 0.05, {n_found} have q below 0.05", loc="left")
    return fig, rows


def draw_change() -> tuple[Figure, pd.DataFrame]:
    """A step, a trend, and days that resemble their neighbours: what is told of each."""
    day, rng = np.arange(120), np.random.default_rng(8)
    noise = rng.normal(0, 0.35, 120)
    series = {
        "a step": 0.6 * (day >= 60) + noise,
        "a trend": 0.9 * day / 120 + noise,
        "no change, days that persist": 0.5 * worlds_of_changes.persist(rng, 120, 0.7),
    }
    runs = [worlds_of_changes.Series(day, value, day) for value in series.values()]
    found = fr.find_changes(*worlds_of_changes.make_tables(runs))
    fig, axes = plt.subplots(3, 1, figsize=(7, 5.4), sharex=True, sharey=True)
    for number, (ax, (name, value)) in enumerate(zip(axes, series.items(), strict=True)):
        ax.plot(day, value, "o", color=UNSURE, ms=3)
        rows = found[found["actor_id"] == f"run {number:05}"]
        told = "nothing is told"
        for row in rows.itertuples():
            first, last, at = (
                (one - worlds_of_changes.START).days
                for one in (row.earliest, row.latest, row.changed_at)
            )
            told = f"told as a {row.kind}, p = {row.p_value:.3f}"
            if row.kind == "step":
                ax.axvspan(first - 0.5, last + 0.5, color=MISSED, alpha=0.2, lw=0)
                ax.plot([0, at], [row.before] * 2, color=SURE)
                ax.plot([at, 119], [row.after] * 2, color=SURE)
            else:
                ax.plot([at / 2, (at + 119) / 2], [row.before, row.after], color=SURE)
        ax.set_title(f"{name}: {told}", loc="left")
    axes[-1].set(xlabel="day")
    return fig, found


def draw_words() -> tuple[Figure, pd.DataFrame]:
    """Words of two sides that do not differ: what z finds, and what the test by article does."""
    rng = np.random.default_rng(2)
    world = worlds_of_words.NULLS["20 and 20 articles"]
    tables = [
        fr.measure_keyness(worlds_of_words.draw_counts(world, rng), target="g0", reference="g1")
        for _ in range(8)
    ]
    rows = pd.concat(tables).dropna(subset=["p_value"])
    fig, ax = plt.subplots(figsize=(7, 4.2))
    is_found = rows["p_value"] <= 0.05
    ax.plot(rows["z"].abs(), rows["p_value"], "o", color=UNSURE, ms=4)
    ax.plot(rows["z"].abs()[is_found], rows["p_value"][is_found], "o", color=MISSED, ms=4)
    ax.axhline(0.05, color=MUTED, ls=":")
    ax.axvline(1.96, color=MUTED, ls=":")
    ax.set(xlabel="|z| of the log-odds; dotted: 1.96", ylabel="p by article", yscale="log")
    ax.set_yticks([1, 0.1, 0.05, 0.01], ["1", "0.1", "0.05", "0.01"])
    ax.minorticks_off()
    by_z, by_p = (rows["z"].abs() > 1.96).mean(), is_found.mean()
    ax.set_title(
        f"Of {len(rows)} words that do not differ, z finds {by_z:.0%}, the test {by_p:.0%}",
        loc="left",
    )
    return fig, rows


def draw_ranks() -> tuple[Figure, pd.DataFrame]:
    """Eight actors that do not differ, and eight that do: the ranks that each may have."""
    fig, axes = plt.subplots(1, 2, figsize=(7, 3.6), sharey=True)
    names = ("eight actors alike, 60 articles", "eight actors .1 apart, 400 articles")
    parts = []
    for ax, name in zip(axes, names, strict=True):
        actor, article, value = worlds_of_ranks.draw_mentions(
            worlds_of_ranks.WORLDS[name], np.random.default_rng(1)
        )
        ranks = find_rank_intervals(actor, article, value, 8)
        means = np.bincount(actor, value) / np.bincount(actor)
        rank = (-means).argsort().argsort() + 1
        parts.append(pd.DataFrame({"world": name, "rank": rank, **ranks._asdict()}))
        for place in range(8):
            ax.plot([rank[place]] * 2, [ranks.low[place], ranks.high[place]], color=SURE, lw=2)
            ax.plot(rank[place], rank[place], "o", color=SURE, ms=6)
        ax.set(xlabel="rank that was seen", xticks=range(1, 9), yticks=range(1, 9))
        ax.set_title(name, loc="left", fontsize=10)
    axes[0].set_ylabel("ranks it may have")
    axes[0].invert_yaxis()
    return fig, pd.concat(parts)


FIGURES = {
    "interval": draw_interval,
    "p": draw_p,
    "q": draw_q,
    "change": draw_change,
    "words": draw_words,
    "ranks": draw_ranks,
}


def main() -> None:
    """Write the figures."""
    fr.set_style()
    for name, draw in FIGURES.items():
        fig, _ = draw()
        fig.savefig(HERE / f"uncertainty_{name}.svg", metadata={"Date": None})
        plt.close(fig)


if __name__ == "__main__":
    with plt.rc_context({"svg.hashsalt": "framing"}):
        main()
