"""Plots of what was read: the funnel of articles, and what is wrong with their texts."""

from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ...tables import SEVERITIES
from ..style import FAINT, INK, MUTED
from .axes import label_rows

_FOUND, _ANALYSED = "articles_found", "analysed"
_NOT_ARTICLES = ("files", "unreadable_files")
_WHOLE_LOOKS: dict[str, dict[str, Any]] = {
    _FOUND: {"color": "#8c8c8c"},
    _ANALYSED: {"color": INK},
}
_REMOVED_LOOK: dict[str, Any] = {"color": "#b3b3b3", "hatch": "///", "edgecolor": "white"}
_KEPT_LOOK: dict[str, Any] = {"facecolor": "none", "edgecolor": MUTED, "linestyle": "--"}
_LOOKS = {"note": ("#c9c9c9", ""), "warning": ("#e0a458", "///"), "error": ("#a23b2a", "")}
"""Colour and hatch of each severity; they differ in lightness too."""


def plot_funnel(funnel: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how the articles that were found become those that are analysed.

    Each stage is a bar that begins where the last one ended.

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
            f"the funnel does not add up: {n_found:,} found, less the removed, "
            f"are not {n_analysed:,}"
        )
    rows = rows[(rows["n"] > 0) | rows["stage"].isin([_FOUND, _ANALYSED])]
    n_left = n_found
    names = []
    for place, row in enumerate(rows.itertuples(index=False)):
        name = row.stage.replace("_", " ").replace("english", "English")
        if row.stage in (_FOUND, _ANALYSED):
            start, kind, look = 0, "", _WHOLE_LOOKS[row.stage]
        else:
            start, kind = n_left - row.n, ", left out" if row.is_removed else ", kept"
            look = _REMOVED_LOOK if row.is_removed else _KEPT_LOOK
        ax.barh(place, row.n, left=start, height=0.62, **look)
        names.append(f"{name}{kind}  n = {row.n:,}")
        if kind and row.is_removed:
            ax.plot([n_left] * 2, [place - 0.69, place + 0.31], color=MUTED, linewidth=0.8)
            n_left -= row.n
    ax.plot([n_left] * 2, [len(names) - 1.69, len(names) - 1], color=MUTED, linewidth=0.8)
    label_rows(ax, names, top=-0.6)
    ax.set_xlim(0, max(1, n_found) * 1.02)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel("articles")
    return ax


def plot_findings(shares: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw what is wrong with the texts: a bar a check and severity.

    It is as long as the share of articles in which the check found something.

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
        share = 100 * row.share_articles
        look: dict[str, Any] = {"color": colour, "hatch": hatch, "edgecolor": "white"}
        ax.barh(place, share, height=0.66, label=label, **look)
        ax.text(share + 1, place, f"{share:.3g} %", va="center", color=INK, fontsize=8)
    names = [
        f"{row.check.replace('_', ' ')}  n = {row.n_articles:,}"
        for row in order.itertuples(index=False)
    ]
    label_rows(ax, names)
    ax.set_xlim(0, reach)
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.set_xlabel("articles with it, per cent")
    if names:
        ax.legend(title="severity", loc="upper left", bbox_to_anchor=(1.09, 1), borderaxespad=0)
    return ax
