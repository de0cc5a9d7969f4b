"""Figures of voices and of frames."""

import pandas as pd
from matplotlib.figure import Figure

from ..codebook import Codebook
from ..mentions import portraying
from ..portrayals import join_voices, summarise_portrayal, summarise_voices
from ..tables import SHARE, VOICE_SHARE, Tables, of_measure
from .plots.axes import MAX_NODES, MIN_MENTIONS, say_nothing
from .plots.frames import plot_frames
from .plots.voices import plot_tone_by_voice, plot_voices, plot_who_on_whom
from .recipe import (
    Content,
    Recipe,
    explain_interval,
    explain_top,
    hush_descriptive,
    make_axes,
)

_NO_KEYWORD = "No keyword of the codebook stands near a mention."


def _share_frames(tables: Tables, codebook: Codebook) -> Content:
    portrayals = tables["portrayals"]
    data = portrayals[portrayals["measure"].str.startswith(SHARE)]
    return Content(
        data,
        "Share of an actor's mentions with a keyword of the frame in the same sentence; "
        f"small figures: 95 % interval. {explain_interval(data)} "
        f"Grey: fewer than {MIN_MENTIONS} mentions.{explain_top(data)} "
        f"Codebook {codebook.name} {codebook.version} ({codebook.digest}).",
        (SHARE,),
    )


def _show_frames(content: Content, codebook: Codebook) -> Figure:
    return _draw_heat_map(content.data, codebook, extra=1.6)


def _draw_heat_map(shares: pd.DataFrame, codebook: Codebook, *, extra: float) -> Figure:
    n_frames = max(1, shares["measure"].nunique())
    n_actors = shares["actor_id"].nunique()
    fig, (ax,) = make_axes(1, n_actors, width=4.2 + 0.68 * n_frames, extra=extra, row=0.5)
    if shares.empty:
        say_nothing(ax, _NO_KEYWORD)
    else:
        frames = codebook.frame_labels
        plot_frames(shares, labels=codebook.actor_labels, frame_labels=frames, ax=ax)
    return fig


FRAMES = Recipe(
    name="04_frames_by_actor",
    title="Frames that each actor stands in",
    label="Frames",
    needs=("portrayals",),
    compute=_share_frames,
    draw=_show_frames,
)


def draw_frames(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw the share of each actor's mentions in each frame; returns the figure and its data."""
    return FRAMES.make(tables, codebook)


def _share_voices(tables: Tables, codebook: Codebook) -> Content:
    with hush_descriptive():
        shares = summarise_voices(tables["mentions"], tables["articles"], tables["voices"])
    return Content(
        shares,
        "Mentions that mean the actor. Narrator: the outlet's own words. Own side: words of the "
        "actor's leaders, officials and institutions. Another actor: words of another one's. "
        f"Pale: fewer than {MIN_MENTIONS}. Intervals are in the CSV. "
        f"{explain_interval(shares)}{explain_top(shares)}",
        (VOICE_SHARE,),
    )


def _show_voices(content: Content, codebook: Codebook) -> Figure:
    fig, (ax,) = make_axes(1, content.data["actor_id"].nunique())
    plot_voices(content.data, labels=codebook.actor_labels, ax=ax)
    return fig


VOICES = Recipe(
    name="05_whose_words",
    title="In whose words each actor is mentioned",
    label="Voices",
    needs=("mentions", "voices"),
    compute=_share_voices,
    draw=_show_voices,
)


def draw_voices(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw in whose words each actor is mentioned; returns the figure and its data."""
    return VOICES.make(tables, codebook)


def _tone_of_voices(tables: Tables, codebook: Codebook, *, window: str = "clause") -> Content:
    mentions = join_voices(tables["mentions"], tables["voices"])
    data = _summarise_tone(tables, mentions, ["actor_id", "voice_group"], window)
    return Content(
        data,
        f"VADER over the clause, mean with 95 % interval. {explain_interval(data)} "
        f"Hollow: fewer than {MIN_MENTIONS} mentions.{explain_top(data)}",
        (("vader_compound", window), VOICE_SHARE),
        {"window": window},
    )


def _summarise_tone(
    tables: Tables, mentions: pd.DataFrame, by: list[str], window: str
) -> pd.DataFrame:
    with hush_descriptive():
        data = summarise_portrayal(mentions, tables["articles"], tables["scores"], by=by)
    return of_measure(data, "vader_compound", window)


def _show_tone_of_voices(content: Content, codebook: Codebook) -> Figure:
    fig, (ax,) = make_axes(1, content.data["actor_id"].nunique(), row=0.5)
    plot_tone_by_voice(content.data, **content.more, labels=codebook.actor_labels, ax=ax)
    return fig


TONE_BY_VOICE = Recipe(
    name="05_tone_by_voice",
    title="Tone around each actor, by whose words it is",
    label="Tone by voice",
    needs=("mentions", "scores", "voices"),
    compute=_tone_of_voices,
    draw=_show_tone_of_voices,
)


def draw_tone_by_voice(
    tables: Tables, codebook: Codebook, window: str = "clause"
) -> tuple[Figure, pd.DataFrame]:
    """Draw the tone around each actor by whose words it is; returns the figure and its data."""
    return TONE_BY_VOICE.make(tables, codebook, window=window)


def _tone_between_actors(tables: Tables, codebook: Codebook, *, window: str = "clause") -> Content:
    mentions = join_voices(tables["mentions"], tables["voices"]).query("speaker_actor_id.notna()")
    pair = ["speaker_actor_id", "actor_id"]
    data = _summarise_tone(tables, mentions, pair, window)
    hits = portraying(mentions).merge(
        tables["frame_hits"][["mention_id", "frame_id"]].drop_duplicates()
    )
    counts = hits.groupby([*pair, "frame_id"]).size().rename("n").reset_index()
    commonest = counts.sort_values(["n", "frame_id"], ascending=[False, True]).drop_duplicates(pair)
    commonest = commonest.assign(frame=commonest["frame_id"].map(codebook.frame_labels))
    frames = commonest[[*pair, "frame"]].astype({"frame": "str"})
    return Content(
        data.merge(frames, on=pair, how="left"),
        "Mentions in the words of leaders, officials and institutions. In a cell: mean tone of the "
        "clause (VADER, −1 to 1), mentions, commonest frame. "
        f"Grey: fewer than {MIN_MENTIONS} mentions. "
        f"At most {MAX_NODES} speakers and {MAX_NODES} actors. Intervals are in the CSV.",
        (("vader_compound", window), VOICE_SHARE, SHARE),
        {"window": window},
    )


def _show_tone_between_actors(content: Content, codebook: Codebook) -> Figure:
    n_rows, n_columns = (
        min(MAX_NODES, content.data[name].nunique()) for name in ("speaker_actor_id", "actor_id")
    )
    fig, (ax,) = make_axes(1, n_rows, width=max(8.6, 3.2 + 1.3 * n_columns), extra=2.3, row=0.8)
    if content.data.empty:
        say_nothing(ax, "No source that speaks for an actor mentions one.")
    else:
        plot_who_on_whom(content.data, **content.more, labels=codebook.actor_labels, ax=ax)
    return fig


WHO_ON_WHOM = Recipe(
    name="05_who_says_what_about_whom",
    title="Who says what about whom",
    label="Who on whom",
    needs=("mentions", "scores", "frame_hits", "voices"),
    compute=_tone_between_actors,
    draw=_show_tone_between_actors,
)


def draw_who_on_whom(
    tables: Tables, codebook: Codebook, window: str = "clause"
) -> tuple[Figure, pd.DataFrame]:
    """Draw who says what about whom, speaking by mentioned actor; returns figure and data."""
    return WHO_ON_WHOM.make(tables, codebook, window=window)


def _share_frames_by_voice(tables: Tables, codebook: Codebook) -> Content:
    with hush_descriptive():
        data = summarise_portrayal(
            join_voices(tables["mentions"], tables["voices"]),
            tables["articles"],
            tables["scores"],
            frame_hits=tables["frame_hits"],
            by=["voice_group"],
        )
    data = data[data["measure"].str.startswith(SHARE)]
    return Content(
        data,
        "Share of the mentions in each voice with a keyword of the frame in the same sentence; "
        f"small figures: 95 % interval. {explain_interval(data)} "
        f"Grey: fewer than {MIN_MENTIONS} mentions.",
        (SHARE, VOICE_SHARE),
    )


def _show_frames_by_voice(content: Content, codebook: Codebook) -> Figure:
    # A voice stands where the plot has an actor.
    return _draw_heat_map(
        content.data.rename(columns={"voice_group": "actor_id"}), codebook, extra=1.9
    )


FRAMES_BY_VOICE = Recipe(
    name="05_frames_by_voice",
    title="Whose words the frames stand in",
    label="Frames by voice",
    needs=("mentions", "scores", "frame_hits", "voices"),
    compute=_share_frames_by_voice,
    draw=_show_frames_by_voice,
)


def draw_frames_by_voice(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw the frames by whose words they stand in; returns the figure and its data."""
    return FRAMES_BY_VOICE.make(tables, codebook)
