"""Plots of what was read: from the articles found to those analysed, and what is wrong with their
texts.
"""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ...tables import SEVERITIES
from ..style import FAINT, INK, MUTED

_FOUND, _ANALYSED = "articles_found", "analysed"
_NOT_ARTICLES = ("files", "unreadable_files")
_LOOKS = {"note": ("#c9c9c9", ""), "warning": ("#e0a458", "///"), "error": ("#a23b2a", "")}
"""Colour and hatch of each severity; they differ in lightness too."""


def plot_funnel(funnel: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """How the articles that were found become those that are analysed: a bar a stage, each from
    where the last ended.

    Parameters
    ----------
    funnel : DataFrame
        Table of the funnel: ``stage``, ``n`` and ``is_removed``. Stages without an article are not
        drawn; what is counted but stays is an empty bar.
    ax : Axes, optional
        Where to draw; the current axes if there are none.

    Raises
    ------
    ValueError
        If what was found, less what was removed, is not what was analysed.
    """
    ax = ax or plt.gca()
    rows = funnel[~funnel["stage"].isin(_NOT_ARTICLES)]
    counts = dict(zip(rows["stage"], rows["n"], strict=True))
    n_found, n_analysed = int(counts.get(_FOUND, 0)), int(counts.get(_ANALYSED, 0))
    if n_found - int(rows.loc[rows["is_removed"], "n"].sum()) != n_analysed:
        raise ValueError(
            f"the funnel does not add up: {n_found:,} found, less the removed, are not {n_analysed:,}"
        )
    rows = rows[(rows["n"] > 0) | rows["stage"].isin([_FOUND, _ANALYSED])]
    left = n_found
    names = []
    for place, row in enumerate(rows.itertuples(index=False)):
        name = row.stage.replace("_", " ").replace("english", "English")
        if row.stage in (_FOUND, _ANALYSED):
            ax.barh(
                place, row.n, color="#1f6fa8" if row.stage == _ANALYSED else "#8c8c8c", height=0.62
            )
            names.append(f"{name}  n = {row.n:,}")
        elif row.is_removed:
            ax.barh(
                place,
                row.n,
                left=left - row.n,
                color="#d98c5f",
                hatch="///",
                edgecolor="white",
                height=0.62,
            )
            ax.plot([left, left], [place - 0.69, place + 0.31], color=MUTED, linewidth=0.8)
            left -= row.n
            names.append(f"{name}, left out  n = {row.n:,}")
        else:
            ax.barh(
                place,
                row.n,
                left=left - row.n,
                facecolor="none",
                edgecolor=MUTED,
                linestyle="--",
                height=0.62,
            )
            names.append(f"{name}, kept  n = {row.n:,}")
    ax.plot([left, left], [len(names) - 1.69, len(names) - 1], color=MUTED, linewidth=0.8)
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(max(1, len(names)) - 0.5, -0.6)
    ax.set_xlim(0, max(1, n_found) * 1.02)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("articles")
    return ax


def plot_findings(shares: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """What is wrong with the texts: a bar a check and severity, as long as the share of articles
    that it is found in.

    Parameters
    ----------
    shares : DataFrame
        From `summarise_findings`.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    order = shares.assign(rank=shares["severity"].map(SEVERITIES.index))
    order = order.sort_values(
        ["rank", "share_articles", "check"], ascending=[False, False, True], kind="stable"
    )
    reach = min(100.0, max(5.0, 125 * order["share_articles"].max())) if len(order) else 100.0
    seen = set()
    for place, row in enumerate(order.itertuples(index=False)):
        colour, hatch = _LOOKS[row.severity]
        label = row.severity if row.severity not in seen else None
        seen.add(row.severity)
        ax.barh(
            place,
            100 * row.share_articles,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            height=0.66,
            label=label,
        )
        ax.text(
            100 * row.share_articles + 1,
            place,
            f"{100 * row.share_articles:.3g} %",
            va="center",
            color=INK,
            fontsize=8,
        )
    names = [
        f"{row.check.replace('_', ' ')}  n = {row.n_articles:,}"
        for row in order.itertuples(index=False)
    ]
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(max(1, len(names)) - 0.5, -0.5)
    ax.set_xlim(0, reach)
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("articles with it, per cent")
    if names:
        ax.legend(title="severity", loc="upper left", bbox_to_anchor=(1.09, 1), borderaxespad=0)
    return ax
