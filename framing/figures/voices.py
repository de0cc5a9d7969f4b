"""Figures of voices and of frames."""

import pandas as pd
from matplotlib.figure import Figure

from ..codebook import Codebook
from ..mentions import portraying
from ..portrayals import (
    MIN_ARTICLES,
    join_voices,
    summarise_portrayal,
    summarise_voices,
)
from ..tables import SHARE, VOICE_SHARE, Tables, label_of, of_measure
from .frames import MIN_REPORTABLE, MIN_SHOWN
from .headlines.portrayals import (
    tell_pairs,
    tell_tone_of_voices,
    tell_voice_frames,
    tell_voices,
)
from .plots.axes import MAX_NODES, MIN_MENTIONS, largest_actors
from .plots.frames import plot_voice_shares
from .plots.voices import plot_tone_by_voice, plot_voices, plot_who_on_whom
from .recipe import (
    Content,
    NothingToSay,
    Recipe,
    explain_interval,
    explain_too_few,
    explain_top,
    hush_descriptive,
    keep_shown,
    main_measure,
    make_axes,
)
from .stamps import judge_measures

N_FRAMES = 8
"""Frames that are held against each other by voice: those that differ most."""


def _share_voices(tables: Tables, codebook: Codebook) -> Content:
    with hush_descriptive():
        shares = summarise_voices(tables["mentions"], tables["articles"], tables["voices"])
    if shares.empty:
        raise NothingToSay("no mention means an actor")
    wide = shares.pivot_table(index="actor_id", columns="measure", values="estimate", fill_value=0)
    per_actor = shares.drop_duplicates("actor_id").set_index("actor_id")
    told = per_actor[["n_mentions", "is_reportable"]].assign(
        narrator=wide.get(f"{VOICE_SHARE}narrator", 0.0),
        own=wide.get(f"{VOICE_SHARE}own_side", 0.0),
    )
    told = told.reset_index()
    told["is_shown"] = told["actor_id"].isin(keep_shown(told)["actor_id"])
    return Content(
        shares,
        "Mentions that mean the actor. Narrator: the outlet's own words. Own side: words of the "
        "actor's leaders, officials and institutions. Another actor: words of another one's. "
        f"Pale: fewer than {MIN_MENTIONS}. Intervals are in the CSV. "
        f"{explain_interval(shares)}{explain_top(shares)}",
        (VOICE_SHARE,),
        finding=tell_voices(told, codebook.actor_labels),
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
    part="voices",
)


def draw_voices(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw in whose words each actor is mentioned; returns the figure and its data."""
    return VOICES.show(tables, codebook)


def _tone_of_voices(tables: Tables, codebook: Codebook) -> Content:
    measure, window = main_measure(tables)
    mentions = join_voices(tables["mentions"], tables["voices"])
    data = _summarise_tone(tables, mentions, ["actor_id", "voice_group"])
    n_voices = data.loc[data["n_mentions"] >= MIN_MENTIONS, "voice_group"].nunique()
    if n_voices < 2:
        raise NothingToSay(f"fewer than two voices have {MIN_MENTIONS} mentions of an actor")
    counts = data.groupby("actor_id")["n_mentions"].sum()
    shown = data[data["actor_id"].isin(largest_actors(counts).index)]
    return Content(
        data,
        f"Mean of {label_of(measure)} of the {window}, with 95 % interval. "
        f"{explain_interval(data)} "
        f"Hollow, without interval: {explain_too_few(data)}.{explain_top(data)}",
        ((measure, window), VOICE_SHARE),
        {"measure": measure, "window": window},
        finding=tell_tone_of_voices(shown, codebook.actor_labels),
    )


def _summarise_tone(tables: Tables, mentions: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    scores = of_measure(tables["scores"], *main_measure(tables))
    with hush_descriptive():
        return summarise_portrayal(mentions, tables["articles"], scores, by=by)


def _show_tone_of_voices(content: Content, codebook: Codebook) -> Figure:
    fig, (ax,) = make_axes(1, content.data["actor_id"].nunique(), row=0.5)
    plot_tone_by_voice(content.data, **content.more, labels=codebook.actor_labels, ax=ax)
    return fig


TONE_BY_VOICE = Recipe(
    name="05_tone_by_voice",
    title="How each actor is portrayed, by whose words it is",
    label="Tone by voice",
    needs=("mentions", "scores", "voices"),
    compute=_tone_of_voices,
    draw=_show_tone_of_voices,
    part="voices",
)


def draw_tone_by_voice(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw how each actor is portrayed by whose words it is; returns the figure and its data."""
    return TONE_BY_VOICE.show(tables, codebook)


def _tone_between_actors(tables: Tables, codebook: Codebook) -> Content:
    measure, window = main_measure(tables)
    mentions = join_voices(tables["mentions"], tables["voices"]).query("speaker_actor_id.notna()")
    pair = ["speaker_actor_id", "actor_id"]
    data = _summarise_tone(tables, mentions, pair)
    if data.empty:
        raise NothingToSay("no source that speaks for an actor mentions one")
    if data["n_mentions"].max() < MIN_MENTIONS:
        raise NothingToSay(f"no source speaks {MIN_MENTIONS} times of the same actor")
    data = data.merge(_find_commonest(tables, mentions, codebook), on=pair, how="left")
    # Frames that codes do not support are left out of the cells, and stay in the data.
    has_frames = judge_measures(tables, (SHARE,)) != "poor"
    frames = ", commonest frame" if has_frames else ""
    return Content(
        data,
        "Mentions in the words of leaders, officials and institutions. In a cell: mean of "
        f"{label_of(measure)} of the {window} (−1 to 1), mentions{frames}. "
        f"Grey: {explain_too_few(data)}. "
        f"At most {MAX_NODES} speakers and {MAX_NODES} actors. Intervals are in the CSV.",
        ((measure, window), VOICE_SHARE, *([SHARE] if has_frames else [])),
        {"measure": measure, "window": window, "has_frames": has_frames},
        finding=tell_pairs(data, codebook.actor_labels),
    )


def _find_commonest(tables: Tables, mentions: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Find the commonest frame of each speaker and actor: one row a pair."""
    pair = ["speaker_actor_id", "actor_id"]
    hits = portraying(mentions).merge(
        tables["frame_hits"][["mention_id", "frame_id"]].drop_duplicates()
    )
    counts = hits.groupby([*pair, "frame_id"]).size().rename("n").reset_index()
    commonest = counts.sort_values(["n", "frame_id"], ascending=[False, True]).drop_duplicates(pair)
    commonest = commonest.assign(frame=commonest["frame_id"].map(codebook.frame_labels))
    return commonest[[*pair, "frame"]].astype({"frame": "str"})


def _show_tone_between_actors(content: Content, codebook: Codebook) -> Figure:
    look = dict(content.more)
    data = content.data if look.pop("has_frames") else content.data.drop(columns="frame")
    n_rows, n_columns = (
        min(MAX_NODES, data[name].nunique()) for name in ("speaker_actor_id", "actor_id")
    )
    row = 0.8 if "frame" in data else 0.55
    fig, (ax,) = make_axes(1, n_rows, width=max(8.6, 3.2 + 1.3 * n_columns), extra=2.6, row=row)
    plot_who_on_whom(data, **look, labels=codebook.actor_labels, ax=ax)
    return fig


WHO_ON_WHOM = Recipe(
    name="05_who_says_what_about_whom",
    title="Who says what about whom",
    label="Who on whom",
    needs=("mentions", "scores", "frame_hits", "voices"),
    compute=_tone_between_actors,
    draw=_show_tone_between_actors,
    part="voices",
)


def draw_who_on_whom(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw who says what about whom, speaking by mentioned actor; returns figure and data."""
    return WHO_ON_WHOM.show(tables, codebook)


def _share_frames_by_voice(tables: Tables, codebook: Codebook) -> Content:
    with hush_descriptive():
        data = summarise_portrayal(
            join_voices(tables["mentions"], tables["voices"]),
            tables["articles"],
            tables["scores"],
            frame_hits=tables["frame_hits"],
            by=["voice_group"],
        )
    data = data[data["measure"].str.startswith(SHARE) & (data["window"] == "sentence")]
    data = data.assign(frame_id=data["measure"].str.removeprefix(SHARE)).reset_index(drop=True)
    shown = _keep_used(data)
    if shown["voice_group"].nunique() < 2 or shown["frame_id"].nunique() < MIN_SHOWN:
        raise NothingToSay(
            f"fewer than two voices with {MIN_REPORTABLE} mentions in {MIN_ARTICLES} articles "
            f"differ in {MIN_SHOWN} frames"
        )
    return Content(
        data,
        "Share of the mentions in each voice with a keyword of the frame in the same sentence, "
        f"with 95 % interval. {explain_interval(data)} Voices with {MIN_REPORTABLE} mentions in "
        f"{MIN_ARTICLES} articles or more, and the {shown['frame_id'].nunique()} frames in which "
        "they differ most.",
        (SHARE, VOICE_SHARE),
        {"shown": shown},
        finding=tell_voice_frames(shown, codebook.frame_labels, data["frame_id"].nunique()),
    )


def _keep_used(shares: pd.DataFrame) -> pd.DataFrame:
    """Keep voices with enough mentions, and the frames in which these differ most."""
    enough = shares[shares["is_reportable"] & (shares["voice_group"] != "unclear")]
    enough = enough.dropna(subset=["ci_low", "ci_high"])
    spread = enough.groupby("frame_id")["estimate"].agg(lambda values: values.max() - values.min())
    chosen = spread[spread > 0].sort_values(ascending=False, kind="stable").index[:N_FRAMES]
    shown = enough[enough["frame_id"].isin(chosen)]
    order = {frame: place for place, frame in enumerate(chosen)}
    return shown.sort_values("frame_id", key=lambda ids: ids.map(order), kind="stable")


def _show_frames_by_voice(content: Content, codebook: Codebook) -> Figure:
    shown = content.more["shown"]
    fig, (ax,) = make_axes(1, shown["frame_id"].nunique(), width=9.6, row=0.55)
    plot_voice_shares(shown, frame_labels=codebook.frame_labels, ax=ax)
    return fig


FRAMES_BY_VOICE = Recipe(
    name="05_frames_by_voice",
    title="Whose words the frames stand in",
    label="Frames by voice",
    needs=("mentions", "scores", "frame_hits", "voices"),
    compute=_share_frames_by_voice,
    draw=_show_frames_by_voice,
    part="voices",
)


def draw_frames_by_voice(tables: Tables, codebook: Codebook) -> tuple[Figure, pd.DataFrame]:
    """Draw the frames by whose words they stand in; returns the figure and its data."""
    return FRAMES_BY_VOICE.show(tables, codebook)
