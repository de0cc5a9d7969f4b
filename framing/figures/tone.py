"""Figures of tone: by actor, and where measures disagree."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..codebook import Codebook
from ..mentions import portraying
from ..portrayals import pair_measures
from ..tables import (
    MEASURES,
    NEUTRAL_BAND,
    Tables,
    is_of_model,
    of_measure,
    usual_window,
)
from .corrected import add_corrections, compare_corrected, explain_corrections
from .headlines.actors import tell_tone
from .headlines.texts import tell_signs
from .plots.axes import CORRECTED, FULL_REACH
from .plots.tone import plot_sentiment, plot_signs
from .recipe import (
    Content,
    NothingToSay,
    Recipe,
    explain_interval,
    explain_too_few,
    explain_top,
    keep_shown,
    main_measure,
    make_axes,
)


def _tone_of_actors(tables: Tables, codebook: Codebook, *, window: str = "clause") -> Content:
    portrayals = tables["portrayals"]
    shown = main_measure(tables)
    others = [
        ("targeted", usual_window("targeted")),
        ("vader_compound", window),
        ("textblob_polarity", window),
    ]
    there = set(portrayals[["measure", "window"]].itertuples(index=False, name=None))
    panels = [shown, *(pair for pair in others if pair[0] != shown[0] and pair in there)]
    is_drawn = pd.MultiIndex.from_frame(portrayals[["measure", "window"]]).isin(panels)
    data = add_corrections(portrayals[is_drawn], tables, *shown)
    told = keep_shown(of_measure(data, *shown))
    return Content(
        data,
        f"Mean over mentions that mean the actor, with 95 % interval. {explain_interval(data)} "
        f"Grey: {explain_too_few(data)}.{explain_top(data)}"
        f"{explain_corrections(data)} "
        "Tone around an actor is not tone toward it.",
        panels,
        # Panels share limits that hold all windows, so the plot looks at all portrayals.
        {"portrayals": portrayals, "data": data, "panels": panels},
        between="actor_id",
        finding=tell_tone(
            told,
            codebook.actor_labels,
            shown[0],
            compare_corrected(told, tables, *shown),
        ),
        panels=panels,
    )


def _show_tone(content: Content, codebook: Codebook) -> Figure:
    portrayals, data = content.more["portrayals"], content.more["data"]
    n_actors, n_panels = data["actor_id"].nunique(), len(content.panels)
    fig, axes = make_axes(n_panels, n_actors, width=3.6 + 2.6 * n_panels, extra=2.1)
    labels = codebook.actor_labels
    for ax, (measure, window) in zip(axes, content.more["panels"], strict=True):
        plot_sentiment(
            portrayals,
            measure=measure,
            window=window,
            labels=labels,
            corrections=of_measure(data, measure, window),
            ax=ax,
        )
        where = "Toward it" if is_of_model(measure) else "Around it"
        name = MEASURES[measure].short
        ax.set_title(f"{where}: {'trained model' if name == 'model' else name}")
        ax.tick_params(labelleft=ax is axes[0])
    reach = max(ax.get_xlim()[1] for ax in axes)
    corrected = 1.05 * keep_shown(data)[CORRECTED].abs().max().max()
    reach = max(reach, min(FULL_REACH, corrected)) if corrected > 0 else reach
    for ax in axes:
        ax.set_xlim(-reach, reach)
    return fig


TONE = Recipe(
    name="03_tone_by_actor",
    title="Sentiment toward each actor, and tone of the words around it",
    label="Tone",
    needs=("portrayals",),
    compute=_tone_of_actors,
    draw=_show_tone,
    part="overview",
)


def draw_tone(
    tables: Tables, codebook: Codebook, window: str = "clause"
) -> tuple[Figure, pd.DataFrame]:
    """Draw how each actor is portrayed: by the best measure first, and by the others beside it.

    Where codes of a sample are there, the corrected estimate stands beside that of the scores.
    Returns the figure and its data.
    """
    return TONE.show(tables, codebook, window=window)


def _count_signs(tables: Tables, codebook: Codebook, *, window: str = "clause") -> Content:
    first, span = main_measure(tables)
    mentions = portraying(tables["mentions"])
    scored = set(tables["scores"][["measure", "window"]].itertuples(index=False, name=None))
    others = [("targeted", usual_window("targeted")), ("vader_compound", window)]
    others = [*others, ("textblob_polarity", window)]
    others = [pair for pair in others if pair[0] != first and pair in scored]
    parts = []
    for other, other_span in others:
        pairs = pair_measures(
            tables["scores"], mentions, first, other, window=span, second_window=other_span
        )
        signs = {
            f"{n}_sign": _sign(pairs[name]) for n, name in (("first", first), ("second", other))
        }
        counts = pd.DataFrame(signs).value_counts().rename("n").reset_index()
        parts.append(counts.assign(first=first, second=other))
    if not parts or not sum(map(len, parts)):
        raise NothingToSay("it takes mentions with the scores of two measures of tone")
    columns = ["first", "second", "first_sign", "second_sign", "n"]
    data = pd.concat(parts)[columns].sort_values(columns[:4], ignore_index=True)
    return Content(
        data,
        f"Mentions by the sign that two measures give them; within {NEUTRAL_BAND} of 0 is neutral. "
        "Green: both agree. Violet: they do not, and in the corners they contradict each other.",
        ((first, span), *others),
        finding=tell_signs(data),
        grey=(),
    )


def _sign(values: pd.Series) -> pd.Series:
    return (values > NEUTRAL_BAND).astype(int) - (values < -NEUTRAL_BAND).astype(int)


def _show_signs(content: Content, codebook: Codebook) -> Figure:
    seconds = content.data["second"].drop_duplicates()
    fig, axes = plt.subplots(
        1, len(seconds), figsize=(2.6 + 3.6 * len(seconds), 4.6), squeeze=False
    )
    for ax, second in zip(axes[0], seconds, strict=True):
        plot_signs(content.data[content.data["second"] == second], ax=ax)
    return fig


DISAGREEMENT = Recipe(
    name="03_measures_disagree",
    title="The same mentions, the verdicts of two measures",
    label="Disagreement",
    needs=("mentions", "scores"),
    compute=_count_signs,
    draw=_show_signs,
    part="quality",
)


def draw_disagreement(
    tables: Tables, codebook: Codebook, window: str = "clause"
) -> tuple[Figure, pd.DataFrame]:
    """Draw how often measures give the same mentions the same sign; returns figure and data."""
    return DISAGREEMENT.show(tables, codebook, window=window)
