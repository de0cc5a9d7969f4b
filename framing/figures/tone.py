"""Figures of tone: by actor, where measures disagree, and the words and sentences behind it."""

import textwrap

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..codebook import Codebook
from ..measures import COMPARED, compare_words
from ..mentions import portraying
from ..portrayals import find_telling, pair_measures
from ..tables import Tables, label_of
from .recipe import (
    add_note,
    count_articles,
    explain_interval,
    explain_top,
    make_axes,
    say_nothing,
    stamp_validation,
)
from .plots.axes import MAX_ACTORS, MIN_MENTIONS
from .plots.tone import plot_measures, plot_sentiment, plot_telling, plot_words
from .style import MUTED


def draw_tone(
    tables: Tables, codebook: Codebook, window: str = "clause"
) -> tuple[Figure, pd.DataFrame]:
    """Tone around each actor by both lexicons, and toward it by the model, side by side. Figure and
    its data.
    """
    portrayals = tables["portrayals"]
    titles = {
        ("vader_compound", window): "Around it: VADER",
        ("textblob_polarity", window): "Around it: TextBlob",
        ("targeted", "sentence"): "Toward it: trained model",
    }
    wanted = pd.MultiIndex.from_frame(portrayals[["measure", "window"]]).isin(list(titles))
    data = portrayals[wanted]
    there = [key for key in titles if key[0] in set(data["measure"])] or list(titles)[:2]
    fig, axes = make_axes(len(there), data["actor_id"].nunique(), width=3.4 + 2.6 * len(there))
    for ax, (measure, span) in zip(axes, there, strict=True):
        plot_sentiment(
            portrayals, measure=measure, window=span, labels=codebook.actor_labels, ax=ax
        )
        ax.set_title(titles[measure, span])
        ax.tick_params(labelleft=ax is axes[0])
    reach = max(ax.get_xlim()[1] for ax in axes)
    for ax in axes:
        ax.set_xlim(-reach, reach)
    fig.suptitle("Tone of the words around each actor, and sentiment toward it", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        there,
        f"Mean over mentions that mean the actor, with 95 % interval. {explain_interval(data)} "
        f"Grey: fewer than {MIN_MENTIONS} mentions.{explain_top(data)} "
        "Tone around an actor is not tone toward it.",
    )
    return fig, data


def draw_disagreement(
    tables: Tables, codebook: Codebook, window: str = "clause"
) -> tuple[Figure, pd.DataFrame]:
    """How far VADER disagrees with TextBlob, and with the model, on the same mentions. Figure and
    its data.
    """
    mentions = portraying(tables["mentions"])
    others = {"textblob_polarity": window, "targeted": "sentence"}
    scored = set(tables["scores"]["measure"])
    others = {name: span for name, span in others.items() if {name, "vader_compound"} <= scored}
    fig, axes = plt.subplots(
        1, max(1, len(others)), figsize=(3.4 + 4.2 * max(1, len(others)), 5.2), squeeze=False
    )
    counted, tallied = [], []
    if not others:
        say_nothing(axes[0][0], "Needs the scores of VADER and of another measure.")
    for ax, (name, span) in zip(axes[0], others.items(), strict=False):
        pairs = pair_measures(
            tables["scores"], mentions, "vader_compound", name, window=window, second_window=span
        )
        plot_measures(pairs, second=name, labels=codebook.actor_labels, ax=ax)
        if ax is not axes[0][-1] and ax.get_legend():
            ax.get_legend().remove()
        counted.append(pairs.rename(columns={name: "value"}).assign(measure=name))
        r = pairs["vader_compound"].corr(pairs[name])
        tallied.append(
            f"with {label_of(name)} {'undefined' if pd.isna(r) else f'{r:.2f}'}, opposite signs in "
            f"{int(pairs['is_opposite'].sum())} of {len(pairs)} mentions"
        )
    fig.suptitle("The same mentions, different verdicts", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (("vader_compound", window), *others.items()),
        f"One mark is one mention. Correlation of VADER over the {window} "
        f"{'; '.join(tallied) or 'with nothing'} (shaded).",
    )
    return fig, pd.concat(counted, ignore_index=True) if counted else pd.DataFrame(
        {"mention_id": []}
    )


def draw_words(
    tables: Tables, codebook: Codebook, mention_id: str | None = None
) -> tuple[Figure, pd.DataFrame]:
    """What each measure looked at in one sentence: that of the mention on which VADER and the model
    differ most, unless another is named. Figure and its data.
    """
    scored = set(tables["scores"]["measure"])
    if mention_id is None and {"vader_compound", "targeted"} <= scored:
        pairs = pair_measures(
            tables["scores"],
            portraying(tables["mentions"]),
            "vader_compound",
            "targeted",
            window="clause",
            second_window="sentence",
        )
        distance = (pairs["vader_compound"] - pairs["targeted"]).abs()
        mention_id = str(pairs.loc[distance.idxmax(), "mention_id"]) if len(pairs) else None
    if mention_id is None:
        fig, axes = make_axes(1, 1)
        fig.suptitle("What each measure looked at", x=0.01, ha="left")
        say_nothing(axes[0], "Needs mentions that VADER and the model have scored.")
        return fig, pd.DataFrame({"word_no": [], "word": [], "measure": [], "valence": []})
    data = compare_words(mention_id, tables["mentions"], tables["sentences"], codebook)
    n_words = data["word_no"].nunique()
    fig, axes = plt.subplots(1, len(COMPARED), figsize=(9.2, 1.6 + 0.21 * max(6, n_words)))
    scores = (
        tables["scores"]
        .query("mention_id == @mention_id")
        .set_index(["measure", "window"])["value"]
    )
    names = ("VADER", "TextBlob", "Model")
    for ax, name, (measure, window) in zip(axes, names, COMPARED.items(), strict=True):
        plot_words(data, measure=measure, ax=ax)
        ax.tick_params(labelleft=ax is axes[0])
        ax.set_title(
            f"{name}: {scores.get((measure, window), float('nan')):+.2f}".replace("-", "−")
        )
    fig.suptitle("What each measure looked at", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        tuple(COMPARED.items()),
        f"Mention {mention_id}, in bold, as the model sees its sentence: X is the actor, Y any other. Lexicons: "
        "the values of the words of its clause, each on its own scale. Model: its score less the one without the "
        "word.",
    )
    return fig, data


def draw_telling(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """The most telling sentence of each actor. Figure and its data."""
    telling = find_telling(
        tables["mentions"],
        tables["sentences"],
        tables["scores"],
        scored_words=tables["scored_words"],
    )
    n_rows = max(1, min(MAX_ACTORS, len(telling)))
    fig, ax = plt.subplots(figsize=(10.5, 1.4 + 0.84 * n_rows), layout="none")
    fig.subplots_adjust(
        left=0.19, right=0.34, top=1 - 0.62 / fig.get_figheight(), bottom=1.05 / fig.get_figheight()
    )
    plot_telling(telling, labels=codebook.actor_labels, ax=ax)
    fig.suptitle(
        "The most telling sentence of each actor",
        x=0.01,
        ha="left",
        y=1 - 0.12 / fig.get_figheight(),
    )
    stamp = stamp_validation(tables, [("vader_compound", "clause")])
    text = (
        f"{count_articles(tables)} The sentence whose clause around the actor VADER scores farthest from 0; names and "
        f"frame keywords are masked. n: mentions it was picked from. {stamp}"
    )
    fig.text(0.01, 0.12 / fig.get_figheight(), textwrap.fill(text, 150), fontsize=8, color=MUTED)
    return fig, telling
