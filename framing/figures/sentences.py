"""Figures to be read: what each measure read in one sentence, and the most telling sentences."""

import textwrap

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..articles import outlet_names
from ..codebook import Codebook
from ..measures import COMPARED, compare_words
from ..mentions import portraying
from ..portrayals import find_telling, pair_measures
from ..tables import (
    MEASURES,
    NEUTRAL_BAND,
    Tables,
    is_of_model,
    label_of,
    usual_window,
    with_sign,
)
from .headlines.texts import tell_read, tell_telling
from .plots.axes import MAX_ACTORS
from .plots.tone import plot_telling, plot_words
from .recipe import Content, NothingToSay, Recipe, explain_top, main_measure
from .style import INK

STRONG = 0.5
"""How far from 0 the score of a telling sentence is at least."""
N_WORDS = 14
"""Words of a sentence that are drawn: those that weigh most with one measure or another."""


def _words_of_mention(
    tables: Tables, codebook: Codebook, *, mention_id: str | None = None
) -> Content:
    mention_id = mention_id or _most_disputed(tables)
    if mention_id is None:
        raise NothingToSay("it takes mentions that VADER and the model have scored")
    scores = tables["scores"].query("mention_id == @mention_id")
    values = scores.set_index(["measure", "window"])["value"]
    read = {pair[0]: float(values.get(pair, float("nan"))) for pair in COMPARED.items()}
    mention = tables["mentions"].query("mention_id == @mention_id").iloc[0]
    sentence = tables["sentences"].query("sentence_id == @mention.sentence_id").iloc[0]
    start, end = (int(mention[side] - sentence["start"]) for side in ("start", "end"))
    text = str(sentence["text"])
    quoted = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    actor = codebook.actor_labels.get(str(mention["actor_id"]), str(mention["actor_id"]))
    words = compare_words(mention_id, tables["mentions"], tables["sentences"], codebook)
    n_words = _keep_weighty(words)["word_no"].nunique()
    most = f"the {N_WORDS} that weigh most" if n_words == N_WORDS else "those that weigh on it"
    return Content(
        words,
        f"Mention {mention_id}, in brackets; of its words {most}, in the order of "
        "the sentence. The model reads every name of the actor as X and of others as Y. Lexicons: "
        "the values of the words of its clause, each on its own scale. Model: its score less the "
        "one without the word.",
        tuple(COMPARED.items()),
        {"read": read, "quoted": " ".join(quoted.split())},
        finding=tell_read(read, NEUTRAL_BAND),
        topic=f"What each measure looked at in one sentence on {actor}",
        grey=(),
    )


def _most_disputed(tables: Tables) -> str | None:
    """Find the mention on which VADER and the model differ most."""
    if not {"vader_compound", "targeted"} <= set(tables["scores"]["measure"]):
        return None
    pairs = pair_measures(
        tables["scores"],
        portraying(tables["mentions"]),
        "vader_compound",
        "targeted",
        window=usual_window("vader_compound"),
        second_window=usual_window("targeted"),
    )
    distance = (pairs["vader_compound"] - pairs["targeted"]).abs()
    return str(pairs.loc[distance.idxmax(), "mention_id"]) if len(pairs) else None


def _show_words(content: Content, codebook: Codebook) -> Figure:
    words = _keep_weighty(content.data)
    lines = textwrap.fill(content.more["quoted"], 100)
    n_lines, n_words = lines.count("\n") + 1, words["word_no"].nunique()
    heights = [0.21 * n_lines, 0.7 + 0.24 * max(4, n_words)]
    fig = plt.figure(figsize=(9.2, 1.5 + sum(heights)))
    grid = fig.add_gridspec(2, len(COMPARED), height_ratios=heights)
    text = fig.add_subplot(grid[0, :])
    text.set_axis_off()
    text.text(0, 1, lines, va="top", fontsize=10, color=INK, style="italic", linespacing=1.3)
    axes = [fig.add_subplot(grid[1, column]) for column in range(len(COMPARED))]
    for ax, measure in zip(axes, COMPARED, strict=True):
        plot_words(words, measure=measure, ax=ax)
        ax.tick_params(labelleft=ax is axes[0])
        name, value = MEASURES[measure].short, content.more["read"][measure]
        score = with_sign(value) if pd.notna(value) else "no score"
        ax.set_title(f"{name[0].upper()}{name[1:]}: {score}")
    return fig


def _keep_weighty(words: pd.DataFrame) -> pd.DataFrame:
    """Keep the words that weigh most, each measure's weights on the scale of its largest."""
    reach = words.groupby("measure")["valence"].transform(lambda values: values.abs().max())
    weight = (words["valence"].abs() / reach.where(reach > 0)).fillna(0.0)
    weights = weight.groupby(words["word_no"]).max()
    kept = weights[weights >= 0.05].sort_values(ascending=False, kind="stable").index[:N_WORDS]
    return words[words["word_no"].isin(kept)].reset_index(drop=True)


WORDS = Recipe(
    name="03_what_each_measure_read",
    title="What each measure looked at",
    label="Words",
    needs=("sentences", "mentions", "scores"),
    compute=_words_of_mention,
    draw=_show_words,
    shows_words=True,
)


def draw_words(
    tables: Tables, codebook: Codebook, mention_id: str | None = None
) -> tuple[Figure, pd.DataFrame]:
    """Draw what each measure looked at in one sentence; returns the figure and its data.

    It is the sentence of the mention on which VADER and the model differ most, unless another is
    named.
    """
    return WORDS.show(tables, codebook, mention_id=mention_id)


def _telling_sentences(tables: Tables, codebook: Codebook) -> Content:
    measure, window = main_measure(tables)
    data = find_telling(
        tables["mentions"],
        tables["sentences"],
        tables["scores"],
        scored_words=None if is_of_model(measure) else tables["scored_words"],
        measure=measure,
        window=window,
        codebook=codebook,
    )
    data = data[data["value"].abs() >= STRONG].reset_index(drop=True)
    if data.empty:
        raise NothingToSay(f"no sentence about an actor is scored {STRONG} from 0 or more")
    data["where"] = _tell_where(tables, data["sentence_id"])
    return Content(
        data,
        f"Of the sentences about an actor (named first in it, as who acts or is acted on) the one "
        f"that {label_of(measure)} puts farthest from 0; no sentence twice. Actors without one "
        f"that is {STRONG} from 0 or more are left out. n: mentions of them.{explain_top(data)}",
        ((measure, window),),
        {"measure": measure, "window": window},
        finding=tell_telling(data.head(MAX_ACTORS), codebook.actor_labels),
    )


def _tell_where(tables: Tables, sentence_ids: pd.Series) -> list[str]:
    """Name the outlet and the day of some sentences, as far as they are known."""
    article_of = tables["sentences"].set_index("sentence_id")["article_id"]
    articles = tables["articles"].set_index("article_id")
    outlets = outlet_names(tables)
    told = []
    for article_id in sentence_ids.map(article_of):
        outlet, day = articles.loc[article_id, ["outlet_id", "published_at"]]
        parts = [str(outlets.get(outlet, outlet))] if pd.notna(outlet) else []
        parts += [f"{day:%d %B %Y}".lstrip("0")] if pd.notna(day) else []
        told.append(", ".join(parts))
    return told


def _show_telling(content: Content, codebook: Codebook) -> Figure:
    n_rows = min(MAX_ACTORS, len(content.data))
    fig, ax = plt.subplots(figsize=(10.5, 1.9 + 0.74 * n_rows))
    plot_telling(content.data, **content.more, labels=codebook.actor_labels, ax=ax)
    return fig


TELLING = Recipe(
    name="07_most_telling_sentences",
    title="The most telling sentence about each actor",
    label="Telling",
    needs=("sentences", "mentions", "scores", "scored_words"),
    compute=_telling_sentences,
    draw=_show_telling,
    shows_words=True,
)


def draw_telling(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw the most telling sentence about each actor; returns the figure and its data."""
    return TELLING.show(tables, codebook)
