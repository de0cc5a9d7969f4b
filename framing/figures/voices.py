"""Figures of voices and of frames."""

import pandas as pd
from matplotlib.figure import Figure

from ..codebook import Codebook
from ..mentions import portraying
from ..portrayals import join_voices, summarise_portrayal, summarise_voices
from ..tables import SHARE, VOICE_SHARE, Tables, of_measure
from .recipe import (
    add_note,
    explain_interval,
    explain_top,
    hush_descriptive,
    make_axes,
    say_nothing,
)
from .plots.axes import MAX_NODES, MIN_MENTIONS
from .plots.frames import plot_frames
from .plots.voices import plot_tone_by_voice, plot_voices, plot_who_on_whom


def draw_frames(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Share of each actor's mentions in each frame. Figure and its data."""
    portrayals = tables["portrayals"]
    data = portrayals[portrayals["measure"].str.startswith(SHARE)]
    n_frames = max(1, data["measure"].nunique())
    fig, axes = make_axes(
        1, data["actor_id"].nunique(), width=4.2 + 0.68 * n_frames, extra=1.6, row=0.5
    )
    if data.empty:
        say_nothing(axes[0], "No keyword of the codebook stands near a mention.")
    else:
        frames = codebook.frame_labels
        plot_frames(portrayals, labels=codebook.actor_labels, frame_labels=frames, ax=axes[0])
    fig.suptitle("Frames that each actor stands in", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (SHARE,),
        f"Share of an actor's mentions with a keyword of the frame in the same sentence; "
        f"small figures: 95 % interval. {explain_interval(data)} Grey: fewer than {MIN_MENTIONS} mentions."
        f"{explain_top(data)} Codebook {codebook.name} {codebook.version} ({codebook.digest}).",
    )
    return fig, data


def draw_voices(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """In whose words each actor is mentioned. Figure and its data."""
    with hush_descriptive():
        shares = summarise_voices(tables["mentions"], tables["articles"], tables["voices"])
    fig, ax = make_axes(1, shares["actor_id"].nunique())
    plot_voices(shares, labels=codebook.actor_labels, ax=ax[0])
    fig.suptitle("In whose words each actor is mentioned", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (VOICE_SHARE,),
        f"Mentions that mean the actor. Narrator: the outlet's own words. Own side: words of "
        "the actor's leaders, officials and institutions. Another actor: words of another one's. Pale: fewer than "
        f"{MIN_MENTIONS}. Intervals are in the CSV. {explain_interval(shares)}{explain_top(shares)}",
    )
    return fig, shares


def draw_tone_by_voice(
    tables: Tables, codebook: Codebook, window: str = "clause"
) -> tuple[Figure, pd.DataFrame]:
    """Tone around each actor, split by whose words it is. Figure and its data."""
    mentions = join_voices(tables["mentions"], tables["voices"])
    with hush_descriptive():
        data = summarise_portrayal(
            mentions, tables["articles"], tables["scores"], by=["actor_id", "voice_group"]
        )
    data = of_measure(data, "vader_compound", window)
    fig, ax = make_axes(1, data["actor_id"].nunique(), row=0.5)
    plot_tone_by_voice(data, window=window, labels=codebook.actor_labels, ax=ax[0])
    fig.suptitle("Tone around each actor, by whose words it is", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (("vader_compound", window), VOICE_SHARE),
        f"VADER over the clause, mean with 95 % interval. {explain_interval(data)} "
        f"Hollow: fewer than {MIN_MENTIONS} mentions.{explain_top(data)}",
    )
    return fig, data


def draw_who_on_whom(
    tables: Tables, codebook: Codebook, window: str = "clause"
) -> tuple[Figure, pd.DataFrame]:
    """Who says what about whom: speaking actor by mentioned actor. Figure and its data."""
    mentions = join_voices(tables["mentions"], tables["voices"]).query("speaker_actor_id.notna()")
    keys = ["speaker_actor_id", "actor_id"]
    with hush_descriptive():
        data = summarise_portrayal(mentions, tables["articles"], tables["scores"], by=keys)
    data = of_measure(data, "vader_compound", window)
    frames = codebook.frame_labels
    hits = portraying(mentions).merge(
        tables["frame_hits"][["mention_id", "frame_id"]].drop_duplicates()
    )
    counts = hits.groupby([*keys, "frame_id"]).size().rename("n").reset_index()
    common = counts.sort_values(["n", "frame_id"], ascending=[False, True]).drop_duplicates(keys)
    common = common.assign(frame=common["frame_id"].map(frames))[[*keys, "frame"]]
    data = data.merge(common.astype({"frame": "str"}), on=keys, how="left")
    n_rows, n_columns = (min(MAX_NODES, data[name].nunique()) for name in keys)
    fig, ax = make_axes(1, n_rows, width=max(8.6, 3.2 + 1.3 * n_columns), extra=2.3, row=0.8)
    if data.empty:
        say_nothing(ax[0], "No source that speaks for an actor mentions one.")
    else:
        plot_who_on_whom(data, window=window, labels=codebook.actor_labels, ax=ax[0])
    fig.suptitle("Who says what about whom", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (("vader_compound", window), VOICE_SHARE, SHARE),
        f"Mentions in the words of leaders, officials and institutions. In a cell: mean "
        f"tone of the clause (VADER, −1 to 1), mentions, commonest frame. Grey: fewer than {MIN_MENTIONS} mentions. "
        f"At most {MAX_NODES} speakers and {MAX_NODES} actors. "
        "Intervals are in the CSV.",
    )
    return fig, data


def draw_frames_by_voice(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Frames by whose words they are. Figure and its data."""
    mentions = join_voices(tables["mentions"], tables["voices"])
    with hush_descriptive():
        data = summarise_portrayal(
            mentions,
            tables["articles"],
            tables["scores"],
            frame_hits=tables["frame_hits"],
            by=["voice_group"],
        )
    data = data[data["measure"].str.startswith(SHARE)].rename(columns={"voice_group": "actor_id"})
    n_frames = max(1, data["measure"].nunique())
    fig, axes = make_axes(
        1, data["actor_id"].nunique(), width=4.2 + 0.68 * n_frames, extra=1.9, row=0.5
    )
    if data.empty:
        say_nothing(axes[0], "No keyword of the codebook stands near a mention.")
    else:
        frames = codebook.frame_labels
        plot_frames(data, frame_labels=frames, ax=axes[0])
    fig.suptitle("Whose words the frames stand in", x=0.01, ha="left")
    add_note(
        fig,
        tables,
        (SHARE, VOICE_SHARE),
        f"Share of the mentions in each voice with a keyword of the frame in the same "
        f"sentence; small figures: 95 % interval. {explain_interval(data)} "
        f"Grey: fewer than {MIN_MENTIONS} mentions.",
    )
    return fig, data.rename(columns={"actor_id": "voice_group"})
