"""The figure of a learner that a reviewer asks for; it takes what `compare_learners` gives.

It stands in no catalogue, since to compare learners the network reads all sentences once more.
"""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..articles import outlet_names
from ..codebook import Codebook
from ..tables import Tables
from .headlines.trust import tell_learner
from .plots.axes import MAX_ACTORS
from .plots.learners import plot_drift, plot_rates
from .recipe import Content, NothingToDraw, Recipe


def _compare(tables: Tables, codebook: Codebook, *, learner: str | None = None) -> Content:
    rates, drift = tables["rates"], tables["drift"]
    known = sorted({*rates["learner"], *drift["learner"]})
    if learner is None and len(known) == 1:
        learner = known[0]
    if learner is None or learner not in known:
        raise NothingToDraw(f"say which learner= is drawn; there are {', '.join(known) or 'none'}")
    own = rates[(rates["learner"] == learner) & rates["f1"].notna()]
    shown = own.sort_values("n_codes", ascending=False, kind="stable")
    shown = shown.groupby("column", sort=False).head(MAX_ACTORS)
    shown = shown.sort_values("column", ascending=False, kind="stable").reset_index(drop=True)
    n_out = int((rates["learner"] == learner).sum()) - len(shown)
    names = {**outlet_names(tables), **codebook.actor_labels}
    moved = drift[drift["learner"] == learner]
    called = codebook.frame_labels.get(learner, learner)
    left_out = f" {n_out} groups have too few codes, or fewer than those shown." if n_out else ""
    return Content(
        shown,
        "Coded units are judged by a learner that had not seen their article. 95 % intervals "
        f"(Wilson) count articles, not codes, and are rather too wide.{left_out} Far: farther from "
        "all coded sentences than 95 in 100 coded ones lie from the others.",
        None,
        {"drift": moved, "names": names},
        finding=tell_learner(called, shown, moved, names),
        topic=f"What the learner of “{called}” gets right, by outlet and actor; and drift",
    )


def _show(content: Content, codebook: Codebook) -> Figure:
    n_rows = max(4, len(content.data), len(content.more["drift"]))
    size = (10.4, 2.6 + 0.38 * n_rows)
    fig, axes = plt.subplots(1, 2, figsize=size, width_ratios=[1.5, 1])
    plot_rates(content.data, labels=content.more["names"], ax=axes[0])
    plot_drift(content.more["drift"], ax=axes[1])
    return fig


LEARNERS = Recipe(
    name="08_learner",
    title="What a learner gets right, by outlet and actor; and drift",
    label="Learner",
    needs=("articles", "rates", "drift"),
    compute=_compare,
    draw=_show,
)


def draw_learner(
    compared: Tables, tables: Tables, codebook: Codebook, *, learner: str | None = None
) -> tuple[Figure, pd.DataFrame]:
    """Draw what a reviewer asks of a learner; returns the figure and its data.

    Parameters
    ----------
    compared : dict of str to DataFrame
        From `compare_learners`.
    tables : dict of str to DataFrame
        From `analyse`: articles, and outlets where there are some.
    codebook : Codebook
        Whose names of actors are shown.
    learner : str, optional
        Which one, where several were compared.

    Raises
    ------
    NothingToDraw
        If it is not said which of several is drawn.
    """
    return LEARNERS.show({**tables, **compared}, codebook, learner=learner)
