"""Figures of trust in the numbers: agreement of coders, bias, corrections and rankings."""

import warnings

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..codebook import Codebook
from ..coders import (
    MIN_CODED,
    ReliabilityWarning,
    agreement,
    correct_portrayal,
    evaluate_against,
    find_pairs,
    name_coders,
    tabulate_codes,
)
from ..mentions import portraying
from ..portrayals import MIN_ARTICLES, MIN_MENTIONS, rank_variants
from ..tables import DIVERGING, Tables, label_of
from .headlines.trust import (
    tell_agreement,
    tell_bias,
    tell_corrections,
    tell_rankings,
)
from .plots.coders import plot_agreement, plot_bias, plot_confusion, plot_corrections
from .plots.ranks import explain_bars, find_untold, keep_ranked, plot_rankings
from .recipe import Content, NothingToDraw, Recipe, main_measure
from .stamps import sample_of_codes


def _rank_actors(tables: Tables, codebook: Codebook) -> Content:
    data = rank_variants(
        tables, cluster="cluster_id" if "cluster_id" in tables["articles"] else None
    )
    if data["actor_id"].nunique() < 2:
        raise NothingToDraw(
            f"no two actors have {MIN_MENTIONS} mentions in {MIN_ARTICLES} articles by every "
            "measure"
        )
    scored = set(tables["scores"]["measure"])
    n_variants, n_untold = data["variant"].nunique(), len(find_untold(data))
    untold = (
        f"In {n_untold} of {n_variants} ways to measure no two actors can be told apart. "
        if n_untold
        else ""
    )
    return Content(
        data,
        f"Actors with {MIN_MENTIONS} mentions and {MIN_ARTICLES} articles under every choice. "
        f"{explain_bars(data)} {untold}"
        "τ: rank correlation with the choice in bold. Estimates and intervals are in the CSV.",
        [name for name in DIVERGING if name in scored],
        between="actor_id",
        finding=tell_rankings(keep_ranked(data), codebook.actor_labels, n_untold),
        grey=(),
    )


def _show_rankings(content: Content, codebook: Codebook) -> Figure:
    n_variants = content.data["variant"].nunique()
    n_actors = content.data["actor_id"].nunique()
    fig, ax = plt.subplots(figsize=(3.6 + 1.35 * n_variants, 2.1 + 0.42 * min(10, n_actors)))
    plot_rankings(content.data, labels=codebook.actor_labels, ax=ax)
    return fig


RANKINGS = Recipe(
    name="08_rankings",
    title="The most positive actor on top, by each way to measure",
    label="Rankings",
    needs=("mentions", "scores", "voices", "duplicates"),
    compute=_rank_actors,
    draw=_show_rankings,
    part="quality",
)


def draw_rankings(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw how the ranking of actors moves between ways to measure; returns figure and data."""
    return RANKINGS.show(tables, codebook)


def _codings_of(tables: Tables) -> pd.DataFrame:
    if "codings" not in tables:
        raise NothingToDraw("nobody has coded a sample of these articles")
    codings = tables["codings"]
    if "mentions" not in tables:
        return codings
    own = codings[codings["unit_id"].isin(tables["mentions"]["mention_id"])]
    if own.empty:
        raise NothingToDraw("the codes are of other articles")
    return own


def _codes_of_tone(tables: Tables) -> pd.DataFrame:
    codings = _codings_of(tables)
    if "sentiment" not in set(codings["variable"]):
        raise NothingToDraw("nobody has coded the tone ('sentiment')")
    return codings


def _measure_agreement(tables: Tables, codebook: Codebook) -> Content:
    codings = _codings_of(tables)
    if not find_pairs(codings):
        raise NothingToDraw("no mention was coded by two coders who worked apart")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReliabilityWarning)  # the figure shows it
        data = agreement(codings, mentions=tables.get("mentions"), articles=tables.get("articles"))
    variable = (
        "sentiment" if "sentiment" in set(data["variable"]) else str(data["variable"].iloc[0])
    )
    first, second = find_pairs(codings[codings["variable"] == variable])[0]
    checked = tables.get("validations")
    return Content(
        data,
        f"Codes by {name_coders(codings)}. 95 % intervals over articles (jackknife). Marks of "
        "Krippendorff (2004), which the whole interval has to reach: 0.667 for tentative "
        "conclusions, 0.80 for reliable codings.",
        tuple(checked["measure"]) if checked is not None else (),
        {
            "confusion": tabulate_codes(codings, variable, first, second),
            "variable": variable,
            "coders": (first, second),
        },
        finding=tell_agreement(data),
        grey=(),
    )


def _show_agreement(content: Content, codebook: Codebook) -> Figure:
    size = (10.4, 2.6 + 0.75 * max(2, len(content.data)))
    fig, axes = plt.subplots(1, 2, figsize=size, width_ratios=[1.5, 1])
    plot_agreement(content.data, ax=axes[0])
    first, second = (f"coder {coder}" for coder in content.more["coders"])
    plot_confusion(content.more["confusion"], first=first, second=second, ax=axes[1])
    axes[1].set_title(f"Codes of {content.more['variable']}", loc="left")
    return fig


AGREEMENT = Recipe(
    name="08_coder_agreement",
    title="How far two coders agree who worked apart",
    label="Agreement",
    needs=("codings",),
    compute=_measure_agreement,
    draw=_show_agreement,
    part="quality",
)


def draw_agreement(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw how far the coders agree, and what they confuse in sentiment.

    Returns the figure and its data.
    """
    return AGREEMENT.show(tables, codebook)


def _measure_bias(tables: Tables, codebook: Codebook) -> Content:
    measure, window = main_measure(tables)
    mentions, codings = portraying(tables["mentions"]), _codes_of_tone(tables)
    data = evaluate_against(
        codings[codings["unit_id"].isin(mentions["mention_id"])],
        mentions,
        tables["articles"],
        tables["scores"],
        measures=[measure],
        by=["actor_id"],
        sample=sample_of_codes(tables),
    )
    is_enough = (data["window"] == window) & (data["n_mentions"] >= MIN_CODED)
    data = data[is_enough].reset_index(drop=True)
    if data.empty:
        raise NothingToDraw(f"no actor has {MIN_CODED} coded mentions")
    return Content(
        data,
        "Mean score less mean code of the same mentions, with 95 % interval over articles. Too "
        "kind or too harsh: the interval stays off 0 when it is widened for all actors that are "
        f"looked at. Actors with {MIN_CODED} coded mentions or more that mean the actor.",
        ((measure, window),),
        finding=tell_bias(data, codebook.actor_labels),
        grey=(),
    )


def _show_bias(content: Content, codebook: Codebook) -> Figure:
    fig, ax = plt.subplots(figsize=(8.6, 2.4 + 0.36 * max(1, len(content.data))))
    plot_bias(content.data, labels=codebook.actor_labels, ax=ax)
    return fig


BIAS = Recipe(
    name="08_bias_by_actor",
    title="Mean score less mean code: is the measure kinder to some actors than coders are?",
    label="Bias",
    needs=("mentions", "scores", "codings"),
    compute=_measure_bias,
    draw=_show_bias,
    part="quality",
)


def draw_bias(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw whether a measure is kinder to some actors than people are; returns figure and data."""
    return BIAS.show(tables, codebook)


def _correct_scores(tables: Tables, codebook: Codebook) -> Content:
    measure, window = main_measure(tables)
    codings = _codes_of_tone(tables)
    sample = sample_of_codes(tables)
    if sample is None:
        raise NothingToDraw(
            "the codes do not say with which probability their mentions were drawn (sample_for_"
            "coding writes it into the sheet)"
        )
    data = correct_portrayal(
        codings,
        sample,
        tables["mentions"],
        tables["articles"],
        tables["scores"],
        measure=measure,
        window=window,
    )
    data = data[data["is_reportable"]].reset_index(drop=True)
    if data.empty:
        raise NothingToDraw(f"no actor has {MIN_CODED} coded mentions in {MIN_ARTICLES} articles")
    return Content(
        data,
        f"Mean of {label_of(measure)} of the {window}, and the same less its mean error in the "
        "coded sample, with 95 % interval (prediction-powered inference). Actors with "
        f"{MIN_CODED} coded mentions in {MIN_ARTICLES} articles.",
        ((measure, window),),
        finding=tell_corrections(data, codebook.actor_labels),
        grey=(),
    )


def _show_corrections(content: Content, codebook: Codebook) -> Figure:
    fig, ax = plt.subplots(figsize=(9.4, 2.4 + 0.4 * len(content.data)))
    plot_corrections(content.data, labels=codebook.actor_labels, ax=ax)
    return fig


CORRECTIONS = Recipe(
    name="08_scores_beside_codes",
    title="Scores alone, beside scores corrected by codes",
    label="Scores beside codes",
    needs=("mentions", "scores", "codings"),
    compute=_correct_scores,
    draw=_show_corrections,
    part="quality",
)


def draw_corrections(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw what scores say of each actor, beside what codes make of it; returns figure and data."""
    return CORRECTIONS.show(tables, codebook)
