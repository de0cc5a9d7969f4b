"""Figures of whether the numbers can be trusted: text health, the funnel, agreement, bias and
rankings.
"""

import warnings

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..articles import summarise_findings
from ..codebook import Codebook
from ..coders import (
    ADJUDICATED,
    MIN_CODED,
    ReliabilityWarning,
    agreement,
    evaluate_against,
    tabulate_codes,
)
from ..portrayals import MIN_ARTICLES, MIN_MENTIONS, rank_variants
from ..tables import DIVERGING, Tables, empty
from .recipe import NothingToDraw, add_note, main_measure
from .plots.coders import plot_agreement, plot_bias, plot_confusion
from .plots.groups import plot_rankings
from .plots.health import plot_findings, plot_funnel


def draw_rankings(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """How the ranking of actors moves between ways to measure. Figure and its data."""
    data = rank_variants(
        tables, cluster="cluster_id" if "cluster_id" in tables["articles"] else None
    )
    if data["actor_id"].nunique() < 2:
        raise NothingToDraw(
            f"no two actors have {MIN_MENTIONS} mentions in {MIN_ARTICLES} articles by every measure"
        )
    n_variants, n_actors = data["variant"].nunique(), data["actor_id"].nunique()
    fig, ax = plt.subplots(figsize=(3.6 + 1.35 * n_variants, 2.1 + 0.42 * min(10, n_actors)))
    plot_rankings(data, labels=codebook.actor_labels, ax=ax)
    fig.suptitle("The most positive actor on top, by each way to measure", x=0.01, ha="left")
    measures = [name for name in DIVERGING if name in set(tables["scores"]["measure"])]
    add_note(
        fig,
        tables,
        measures,
        f"Actors with {MIN_MENTIONS} mentions and {MIN_ARTICLES} articles under every choice. "
        "τ: rank correlation with the choice in bold. Estimates and intervals are in the CSV: neighbours are "
        "often too close to call.",
    )
    return fig, data


def draw_agreement(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """How far the coders agree, and what they confuse in sentiment. Figure and its data."""
    if "codings" not in tables:
        raise NothingToDraw("nobody has coded a sample of these articles")
    codings = tables["codings"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReliabilityWarning)  # the figure shows it
        data = agreement(codings)
    variable = (
        "sentiment" if "sentiment" in set(data["variable"]) else str(data["variable"].iloc[0])
    )
    own = codings[(codings["variable"] == variable) & codings["code"].notna()]
    first, second = sorted(set(own["coder_id"]) - {ADJUDICATED})[:2]
    confusion = tabulate_codes(codings, variable, first, second)
    size = (10.4, 2.6 + 0.75 * max(2, len(data)))
    fig, axes = plt.subplots(1, 2, figsize=size, width_ratios=[1.5, 1])
    plot_agreement(data, ax=axes[0])
    plot_confusion(confusion, first=f"coder {first}", second=f"coder {second}", ax=axes[1])
    axes[1].set_title(f"Codes of {variable}", loc="left")
    fig.suptitle("How far two coders agree who worked apart", x=0.01, ha="left")
    checked = tables.get("validations")
    add_note(
        fig,
        tables,
        tuple(checked["measure"]) if checked is not None else (),
        "95 % intervals resample mentions. Marks of Krippendorff (2004): 0.667 for tentative "
        "conclusions, 0.80 for reliable codings.",
    )
    return fig, data


def draw_bias(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Whether a measure is kinder to some actors than people are. Figure and its data."""
    measure, window = main_measure(tables)
    if "codings" not in tables:
        raise NothingToDraw("nobody has coded a sample of these articles")
    data = evaluate_against(
        tables["codings"],
        tables["mentions"],
        tables["articles"],
        tables["scores"],
        measures=[measure],
        by=["actor_id"],
    )
    data = data[(data["window"] == window) & (data["n_mentions"] >= MIN_CODED)].reset_index(
        drop=True
    )
    if data.empty:
        raise NothingToDraw(f"no actor has {MIN_CODED} coded mentions")
    fig, ax = plt.subplots(figsize=(8.6, 2.0 + 0.36 * max(1, len(data))))
    plot_bias(data, labels=codebook.actor_labels, ax=ax)
    fig.suptitle("Is the measure kinder to some actors than coders are?", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        ((measure, window),),
        "Mean score less mean code of the same mentions, with 95 % interval (articles are "
        f"resampled). An interval off 0 is a bias. Actors with {MIN_CODED} coded mentions or more.",
    )
    return fig, data


def draw_funnel(tables: Tables, codebook: Codebook | None = None) -> tuple[Figure, pd.DataFrame]:
    """From the articles found to those analysed. Figure and its data.

    Raises
    ------
    NothingToDraw
        If the tables hold no funnel.
    """
    # A table in which a stage was no stage has lost its name where texts are taken out of a report.
    funnel = tables["funnel"].dropna(subset=["stage"]) if "funnel" in tables else empty("funnel")
    if funnel.empty:
        raise NothingToDraw("the tables hold no funnel")
    n = dict(zip(funnel["stage"], funnel["n"], strict=True))
    n_drawn = int(((funnel["n"] > 0) & ~funnel["stage"].isin(["files", "unreadable_files"])).sum())
    fig, ax = plt.subplots(figsize=(8.6, 1.5 + 0.42 * max(2, n_drawn)))
    plot_funnel(funnel, ax=ax)
    fig.suptitle("From the articles found to those analysed", x=0.01, ha="left")
    read = ""
    if n.get("files"):
        read = (
            f"{n['files']:,} files, of which {n.get('unreadable_files', 0):,} could not be read. "
        )
    add_note(
        fig,
        tables,
        None,
        f"{read}Each bar begins where the one above it ends: what was found, less what was left out, is what was "
        "analysed. An empty bar is counted, but kept.",
    )
    return fig, funnel


def draw_findings(tables: Tables, codebook: Codebook | None = None) -> tuple[Figure, pd.DataFrame]:
    """What is wrong with the texts, by check and severity. Figure and its data.

    Raises
    ------
    NothingToDraw
        If no text has a finding.
    """
    shares = summarise_findings(tables["findings"], tables["articles"])
    if shares.empty:
        raise NothingToDraw("nothing was found wrong with the texts")
    fig, ax = plt.subplots(figsize=(8.6, 1.6 + 0.32 * len(shares)))
    plot_findings(shares, ax=ax)
    fig.suptitle("What is wrong with the texts", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        None,
        "Articles in which a check found something, once or more; n counts them. A note is good to know, a warning may "
        "spoil a measurement, an error does.",
    )
    return fig, shares
