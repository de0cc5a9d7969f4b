"""Figures of what was read: the funnel, and the health of the texts."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from .audit import summarise_findings
from .canvas import add_note
from .codebook import Codebook
from .datasets import Tables
from .figures_of_groups import NothingToDraw
from .plots_of_health import plot_findings, plot_funnel
from .schema import empty


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
        read = f"{n['files']:,} files, of which {n.get('unreadable_files', 0):,} could not be read. "
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


NAMES = {"01_funnel": draw_funnel, "01_text_health": draw_findings}
"""Drawn where the tables allow it."""
