"""Figures of the texts: from those found to those analysed, and what is wrong with them."""

from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..articles import summarise_findings
from ..codebook import Codebook
from ..tables import Tables, empty
from .headlines.texts import tell_findings, tell_funnel
from .plots.health import plot_findings, plot_funnel
from .recipe import Content, NothingToDraw, NothingToSay, Recipe

WHOLE = ("articles_found", "analysed")
"""Stages of the funnel that are no loss."""


def _count_stages(tables: Tables, codebook: Any) -> Content:
    # A table in which a stage was no stage has lost its name where texts are taken out of a report.
    funnel = tables["funnel"].dropna(subset=["stage"]) if "funnel" in tables else empty("funnel")
    if funnel.empty:
        raise NothingToDraw("the tables hold no funnel")
    counts = dict(zip(funnel["stage"], funnel["n"], strict=True))
    stages = funnel[~funnel["stage"].isin(["files", *WHOLE])]
    if not stages["n"].sum():
        n = counts.get("analysed", 0)
        raise NothingToSay(f"no article was left out: all {n:,} that were found were analysed")
    left_out = stages[stages["is_removed"]]
    read = ""
    if counts.get("files"):
        n_unreadable = counts.get("unreadable_files", 0)
        read = f"{counts['files']:,} files, of which {n_unreadable:,} could not be read. "
    return Content(
        funnel,
        f"{read}Each bar begins where the one above it ends: what was found, less what was left "
        "out, is what was analysed. An empty bar is counted, but kept.",
        None,
        finding=tell_funnel(counts, dict(zip(left_out["stage"], left_out["n"], strict=True))),
    )


def _show_funnel(content: Content, codebook: Any) -> Figure:
    is_bar = (content.data["n"] > 0) & ~content.data["stage"].isin(["files", "unreadable_files"])
    fig, ax = plt.subplots(figsize=(8.6, 1.5 + 0.42 * max(2, int(is_bar.sum()))))
    plot_funnel(content.data, ax=ax)
    return fig


FUNNEL = Recipe(
    name="01_funnel",
    title="From the articles found to those analysed",
    label="Funnel",
    needs=("funnel",),
    compute=_count_stages,
    draw=_show_funnel,
    part="texts",
)


def draw_funnel(tables: Tables, codebook: Codebook | None = None) -> tuple[Figure, pd.DataFrame]:
    """Draw the way from the articles found to those analysed; returns the figure and its data.

    Raises
    ------
    NothingToDraw
        If the tables hold no funnel.
    """
    return FUNNEL.show(tables, codebook)


def _count_findings(tables: Tables, codebook: Any) -> Content:
    shares = summarise_findings(tables["findings"], tables["articles"])
    if shares.empty:
        raise NothingToDraw(_tell_none(tables["findings"]))
    said = tell_findings(shares, len(tables["articles"]))
    if len(shares) == 1:
        raise NothingToSay(f"there is one kind of finding: {said}")
    return Content(
        shares,
        "Articles in which a check found something, once or more; n counts them. A note is good to "
        "know, a warning may spoil a measurement, an error does.",
        None,
        finding=said,
    )


def _tell_none(findings: pd.DataFrame) -> str:
    """Say why no check has found anything in an article, though there may be other findings."""
    if findings.empty:
        return "nothing was found wrong with the texts"
    counts = findings["check"].value_counts()
    kinds = ", ".join(f"{check} {n}" for check, n in counts.items())
    return f"what was found concerns no article that was analysed ({kinds})"


def _show_findings(content: Content, codebook: Any) -> Figure:
    fig, ax = plt.subplots(figsize=(8.6, 1.6 + 0.32 * len(content.data)))
    plot_findings(content.data, ax=ax)
    return fig


FINDINGS = Recipe(
    name="01_text_health",
    title="What is wrong with the texts",
    label="Findings",
    needs=("findings",),
    compute=_count_findings,
    draw=_show_findings,
    part="texts",
)


def draw_findings(tables: Tables, codebook: Codebook | None = None) -> tuple[Figure, pd.DataFrame]:
    """Draw what is wrong with the texts, by check and severity; returns the figure and its data.

    Raises
    ------
    NothingToDraw
        If no text has a finding.
    """
    return FINDINGS.show(tables, codebook)
