"""One plot a function: a table in, axes out. Nothing here computes, saves, shows or sets a style."""

import textwrap
from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from .observations import SHARE, VOICE_GROUPS, VOICE_SHARE
from .schema import MENTION_TYPES, check
from .style import FAINT, INK, MUTED, NEGATIVE, POSITIVE, actor_style, tell_apart

MIN_MENTIONS = 5
"""Groups with fewer scored mentions are drawn in grey."""
UNSURE = "#a6a6a6"
"""Colour of what is drawn from too little."""
MAX_ACTORS = 12
"""Actors that a plot shows at most: those with the most mentions."""

MAX_NODES = 7
"""Actors of a network or a matrix: with more of them it cannot be read."""
NEARER_THE_AGENT = 0.4
"""Where on an arrow its number stands: off the middle, so that those of two arrows there and back do not meet."""

MEASURE_NAMES = {
    "vader_compound": "VADER compound",
    "textblob_polarity": "TextBlob polarity",
    "textblob_subjectivity": "TextBlob subjectivity",
    "targeted": "model’s score",
    "targeted_negative": "probability of a negative portrayal",
    "targeted_neutral": "probability of a neutral portrayal",
    "targeted_positive": "probability of a positive portrayal",
}
_NAMING_STYLES = {
    "name": ("#0072B2", ""),
    "demonym": ("#56B4E9", "///"),
    "capital": ("#E69F00", ""),
    "seat": ("#D55E00", "xx"),
    "institution": ("#CC79A7", ""),
    "leader": ("#009E73", ""),
    "official": ("#7fceb9", "..."),
    "description": ("#999999", ""),
}
_VOICE_STYLES = {
    "narrator": ("#8c8c8c", "", "o"),
    "own side": ("#0072B2", "", "s"),
    "another actor": ("#D55E00", "///", "^"),
    "other sources": ("#E69F00", "...", "D"),
    "unclear": ("#b8b8b8", "xx", "X"),
}
"""Colour, hatch and marker of each voice group."""
_DIVERGING = ("vader_compound", "textblob_polarity", "targeted")


def plot_mentions(mentions: pd.DataFrame, *, labels: Mapping[str, str] | None = None, ax: Axes | None = None) -> Axes:
    """Where in an article each actor is mentioned: a row an actor, a tick a mention, a short pale one if only a place.

    Parameters
    ----------
    mentions : DataFrame
        Table of mentions of one article.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    ax : Axes, optional
        Where to draw; the current axes if there are none.

    Raises
    ------
    ValueError
        If the mentions stand in more than one article.
    """
    check(mentions, "mentions")
    ax = ax or plt.gca()
    if len(mentions["article_id"].unique()) > 1:
        raise ValueError("plot_mentions draws one article; choose one with mentions.query('article_id == ...')")
    counts = _top(mentions["actor_id"].value_counts(sort=False))
    for row, actor_id in enumerate(counts.index):
        own = mentions[mentions["actor_id"] == actor_id]
        ax.hlines(row, 0, mentions["end"].max(), color=FAINT, linewidth=0.8, zorder=0)
        colour = actor_style(actor_id).colour
        acts = own["reading"] != "place"
        ax.plot(own.loc[acts, "start"], np.full(acts.sum(), row), "|", color=colour, ms=14, mew=2.2)
        ax.plot(own.loc[~acts, "start"], np.full((~acts).sum(), row), "|", color=colour, ms=6, mew=2.2, alpha=0.45)
    _label_actors(ax, counts.index, counts, labels)
    ax.set_xlim(0, mentions["end"].max() * 1.01 if len(mentions) else 1)
    ax.set_xlabel("characters from the beginning of the article")
    return ax


def plot_naming(
    naming: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """By which kinds of names each actor is mentioned: a bar an actor, a piece a kind.

    Parameters
    ----------
    naming : DataFrame
        From `count_naming`, one group an actor.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    min_mentions : int
        Actors with fewer are pale.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    _only_once(naming, ["actor_id", "alias_type"])
    counts = _top(naming.groupby("actor_id")["n_mentions"].sum())
    kinds = [kind for kind in MENTION_TYPES if kind in set(naming["alias_type"])]
    shares = naming.pivot_table(index="actor_id", columns="alias_type", values="share", fill_value=0.0)
    shares = shares.reindex(index=counts.index, columns=kinds, fill_value=0.0)
    left = np.zeros(len(counts))
    for kind in kinds:
        colour, hatch = _NAMING_STYLES[kind]
        width = 100 * shares[kind].to_numpy()
        bars = ax.barh(range(len(counts)), width, left=left, color=colour, hatch=hatch, edgecolor="white", lw=0.6,
                       height=0.66, label=kind)  # fmt: skip
        for bar, n in zip(bars, counts, strict=True):
            bar.set_alpha(1.0 if n >= min_mentions else 0.35)
        left += width
    ax.set_xlim(0, 100)
    ax.set_xlabel("mentions, per cent")
    if kinds:
        ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0)
    _label_actors(ax, counts.index, counts, labels)
    return ax


def plot_sentiment(
    portrayals: pd.DataFrame,
    *,
    measure: str,
    window: str = "clause",
    labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """Mean tone around each actor, with its interval and n; grey below `min_mentions`.

    Parameters
    ----------
    portrayals : DataFrame
        Table of portrayals, one row an actor for this measure and window.
    measure, window : str
        What to draw. All measures that run from negative to positive share their limits, centred on zero.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    min_mentions : int
        Groups with fewer are grey.
    ax : Axes, optional
        Where to draw; the current axes if there are none.

    Raises
    ------
    ValueError
        If the measure is not there, or an actor has several rows.
    """
    check(portrayals, "portrayals")
    ax = ax or plt.gca()
    rows = _of_measure(portrayals, measure, window)
    counts = _top(rows.set_index("actor_id")["n_mentions"])
    rows = rows.set_index("actor_id").loc[counts.index]
    if measure in _DIVERGING:
        limit = _limit(portrayals[portrayals["actor_id"].isin(counts.index)], window)
        ax.set_xlim(-limit, limit)
        ax.axvline(0, color=MUTED, linewidth=1, zorder=0)
    for place, (actor_id, row) in enumerate(rows.iterrows()):
        style = actor_style(str(actor_id))
        colour = style.colour if row["n_mentions"] >= min_mentions else UNSURE
        if pd.notna(row["ci_low"]):
            ax.hlines(place, row["ci_low"], row["ci_high"], color=colour, linewidth=2.2, alpha=0.75)
        ax.plot(row["estimate"], place, marker=style.marker, color=colour, ms=7.5, linestyle="none")
    _label_actors(ax, counts.index, counts, labels)
    ends = "more negative  ←  →  more positive" if measure in _DIVERGING else ""
    ax.set_xlabel(f"{MEASURE_NAMES.get(measure, measure)}, mean over the {window}s\n{ends}".rstrip())
    return ax


def plot_frames(
    portrayals: pd.DataFrame,
    *,
    window: str = "sentence",
    labels: Mapping[str, str] | None = None,
    frame_labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """Share of each actor's mentions that stand in each frame, as a heat map with the shares and intervals written in.

    Parameters
    ----------
    portrayals : DataFrame
        Table of portrayals with measures ``share_<frame>``.
    window : str
        The window of the hits.
    labels, frame_labels : mapping of str to str, optional
        actor_id and frame_id -> the names that are shown.
    min_mentions : int
        Actors with fewer are grey.
    ax : Axes, optional
        Where to draw; the current axes if there are none.

    Raises
    ------
    ValueError
        If there are no shares of frames.
    """
    check(portrayals, "portrayals")
    ax = ax or plt.gca()
    shares = portrayals[portrayals["measure"].str.startswith(SHARE) & (portrayals["window"] == window)]
    if shares.empty:
        raise ValueError(f"there are no shares of frames over the window {window}: give frame_hits= when summarising")
    _only_once(shares, ["actor_id", "measure"])
    counts = _top(shares.groupby("actor_id")["n_mentions"].max())
    frames = sorted(
        shares["measure"].unique(),
        key=lambda m: (-(shares[shares["measure"] == m].eval("estimate * n_mentions").sum()), m),
    )
    cells = shares.set_index(["actor_id", "measure"])
    for y, actor_id in enumerate(counts.index):
        is_enough = counts[actor_id] >= min_mentions
        for x, measure in enumerate(frames):
            cell = cells.loc[(actor_id, measure)]
            share = cell["estimate"]
            colour = plt.get_cmap("Blues")(0.04 + 0.9 * share) if is_enough else str(0.97 - 0.12 * share)
            ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor="white"))
            if share > 0:
                ink = "white" if is_enough and share > 0.55 else INK if is_enough else MUTED
                ax.text(x, y, f"{100 * share:.0f} %", ha="center", va="center", fontsize=8.5, color=ink)
                if pd.notna(cell["ci_low"]):
                    interval = f"{100 * cell['ci_low']:.0f}–{100 * cell['ci_high']:.0f}"
                    ax.text(x, y + 0.3, interval, ha="center", va="center", fontsize=6, color=ink)
    names = [m.removeprefix(SHARE) for m in frames]
    names = [(frame_labels or {}).get(name, name.replace("_", " ")) for name in names]
    ax.set_xticks(
        range(len(frames)),
        [textwrap.fill(n, 22, break_on_hyphens=False) for n in names],
        rotation=40,
        ha="left",
        rotation_mode="anchor",
    )
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", length=0, labelcolor=INK)
    _label_actors(ax, counts.index, counts, labels)
    ax.set_xlim(-0.5, len(frames) - 0.5)
    ax.spines[:].set_visible(False)
    return ax


def plot_measures(
    pairs: pd.DataFrame,
    *,
    first: str = "vader_compound",
    second: str = "textblob_polarity",
    labels: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Two measures of the same mentions against each other; where they differ in sign, the ground is shaded.

    Parameters
    ----------
    pairs : DataFrame
        From `pair_measures`: one row a mention.
    first, second : str
        The measures on the horizontal and the vertical axis.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    for corner in ((-1.05, 0), (0, -1.05)):
        ax.add_patch(Rectangle(corner, 1.05, 1.05, facecolor="#f6ead9", edgecolor="none", zorder=0))
    ax.axhline(0, color=MUTED, linewidth=0.8, zorder=1)
    ax.axvline(0, color=MUTED, linewidth=0.8, zorder=1)
    counts = _top(pairs["actor_id"].value_counts(sort=False))
    for actor_id, style in tell_apart(counts.index[:6]).items():
        own = pairs[pairs["actor_id"] == actor_id]
        ax.plot(own[first], own[second], style.marker, color=style.colour, alpha=0.65, ms=6, mec="white", mew=0.5,
                label=f"{(labels or {}).get(str(actor_id), actor_id)}, n = {len(own)}")  # fmt: skip
    rest = pairs[~pairs["actor_id"].isin(counts.index[:6])]
    if len(rest):
        ax.plot(rest[first], rest[second], ".", color=UNSURE, label=f"others, n = {len(rest)}")
    ax.set_xlim(-1.05, 1.05)
    ax.set_ylim(-1.05, 1.05)
    ax.set_aspect("equal")
    ax.text(-1.0, 0.98, "opposite signs", fontsize=8, color=MUTED, va="top")
    ax.text(1.0, -1.0, "opposite signs", fontsize=8, color=MUTED, ha="right")
    ax.set_xlabel(f"{MEASURE_NAMES.get(first, first)}  (− to +)")
    ax.set_ylabel(f"{MEASURE_NAMES.get(second, second)}  (− to +)")
    if len(counts):
        ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0)
    return ax


def plot_words(words: pd.DataFrame, *, measure: str = "targeted", ax: Axes | None = None) -> Axes:
    """What a measure looked at: the words of one sentence from top to bottom, a bar for what each brings.

    Parameters
    ----------
    words : DataFrame
        From `compare_words`.
    measure : str
        Whose bars are drawn; the words are those of all measures.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    order = words.drop_duplicates("word_no").sort_values("word_no")
    rows = {number: row for row, number in enumerate(order["word_no"])}
    own = words[words["measure"] == measure]
    for word_no, valence in own[["word_no", "valence"]].itertuples(index=False, name=None):
        is_good = valence > 0
        ax.barh(rows[word_no], valence, color=POSITIVE if is_good else NEGATIVE, hatch="" if is_good else "///",
                edgecolor="white", linewidth=0, height=0.7)  # fmt: skip
    ax.axvline(0, color=MUTED, linewidth=1)
    reach = 1.1 * max(0.1, own["valence"].abs().max()) if len(own) else 1.0
    ax.set_xlim(-reach, reach)
    ax.set_yticks(range(len(order)), order["word"])
    for tick, name in zip(ax.get_yticklabels(), order["measure"], strict=True):
        if name == "mention":
            tick.set_fontweight("bold")
    ax.set_ylim(max(len(order), 1) - 0.4, -0.6)
    ax.set_xlabel("what the word brings")
    return ax


def plot_telling(
    telling: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    measure: str = "vader_compound",
    ax: Axes | None = None,
) -> Axes:
    """The sentence of each actor that is farthest from neutral, with its score as a bar.

    Parameters
    ----------
    telling : DataFrame
        From `find_telling`: one row an actor; with a column ``words``, these are shown too.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    measure : str
        What the scores are, for the label of the axis.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    counts = _top(telling.set_index("actor_id")["n_mentions"])
    rows = telling.set_index("actor_id").loc[counts.index]
    for place, (_, row) in enumerate(rows.iterrows()):
        colour = POSITIVE if row["value"] > 0 else NEGATIVE
        ax.barh(place, row["value"], color=colour, height=0.5, hatch="" if row["value"] > 0 else "///",
                edgecolor="white", linewidth=0)  # fmt: skip
        ax.text(1.1, place, f"{row['value']:+.2f}".replace("-", "−"), va="center", fontsize=9, color=colour)
        sentence = textwrap.shorten(" ".join(row["text"].split()), 210, placeholder=" …")
        lines = [textwrap.fill(sentence, 82)]
        if row.get("words"):
            lines.append("scored: " + textwrap.shorten(row["words"].replace("-", "−"), 76, placeholder=" …"))
        ax.text(1.9, place, "\n".join(lines), va="center", fontsize=8.5, color=INK, linespacing=1.25)
    ax.axvline(0, color=MUTED, linewidth=1)
    ax.set_xlim(-1, 1)
    _label_actors(ax, counts.index, counts, labels)
    ax.set_xlabel(f"{MEASURE_NAMES.get(measure, measure)}\nof the clause")
    return ax


def plot_voices(
    shares: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """In whose words each actor is mentioned: a bar an actor, a piece a voice.

    Parameters
    ----------
    shares : DataFrame
        From `summarise_voices`, one group an actor.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    min_mentions : int
        Actors with fewer are pale.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    check(shares, "portrayals")
    ax = ax or plt.gca()
    _only_once(shares, ["actor_id", "measure"])
    counts = _top(shares.groupby("actor_id")["n_mentions"].max())
    cells = shares.set_index(["actor_id", "measure"])["estimate"]
    left = np.zeros(len(counts))
    for group in VOICE_GROUPS:
        colour, hatch, _ = _VOICE_STYLES[group]
        measure = VOICE_SHARE + group.replace(" ", "_")
        width = np.array([100 * cells.get((actor_id, measure), 0.0) for actor_id in counts.index])
        bars = ax.barh(range(len(counts)), width, left=left, color=colour, hatch=hatch, edgecolor="white", lw=0.6,
                       height=0.66, label=group)  # fmt: skip
        for bar, n, start, size in zip(bars, counts, left, width, strict=True):
            bar.set_alpha(1.0 if n >= min_mentions else 0.35)
            if size >= 9:
                box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85}
                middle = bar.get_y() + bar.get_height() / 2
                ax.text(start + size / 2, middle, f"{size:.0f}", ha="center", va="center", fontsize=8, color=INK,
                        bbox=box)  # fmt: skip
        left += width
    ax.set_xlim(0, 100)
    ax.set_xlabel("mentions, per cent")
    if len(counts):
        ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0)
    _label_actors(ax, counts.index, counts, labels)
    return ax


def plot_tone_by_voice(
    portrayals: pd.DataFrame,
    *,
    measure: str = "vader_compound",
    window: str = "clause",
    labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """Mean tone around each actor in each voice, with its interval; hollow below `min_mentions`.

    Parameters
    ----------
    portrayals : DataFrame
        From `summarise_portrayal` with ``by=["actor_id", "voice_group"]`` over the mentions of `join_voices`.
    measure, window : str
        What to draw.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    min_mentions : int
        Groups with fewer are hollow.
    ax : Axes, optional
        Where to draw; the current axes if there are none.

    Raises
    ------
    ValueError
        If the measure is not there.
    """
    check(portrayals, "portrayals")
    ax = ax or plt.gca()
    rows = portrayals[(portrayals["measure"] == measure) & (portrayals["window"] == window)]
    if rows.empty and len(portrayals):
        raise ValueError(f"there is no {measure} over the window {window}")
    counts = _top(rows.groupby("actor_id")["n_mentions"].sum())
    groups = [group for group in VOICE_GROUPS if group in set(rows["voice_group"])]
    cells = rows.set_index(["actor_id", "voice_group"])
    ax.axvline(0, color=MUTED, linewidth=1, zorder=0)
    for number, group in enumerate(groups):
        colour, _, marker = _VOICE_STYLES[group]
        shift = (number - (len(groups) - 1) / 2) * 0.17
        for place, actor_id in enumerate(counts.index):
            if (actor_id, group) not in cells.index:
                continue
            cell = cells.loc[(actor_id, group)]
            is_enough = cell["n_mentions"] >= min_mentions
            if pd.notna(cell["ci_low"]):
                ax.hlines(place + shift, cell["ci_low"], cell["ci_high"], color=colour, linewidth=1.8, alpha=0.7)
            ax.plot(cell["estimate"], place + shift, marker, color=colour, ms=6.5, mfc=colour if is_enough else "white")
        ax.plot([], [], marker, color=colour, label=group)
    for border in range(1, len(counts)):
        ax.axhline(border - 0.5, color=FAINT, linewidth=0.6, zorder=0)
    ax.set_xlim(-1.05, 1.05)
    ends = "more negative  ←  →  more positive"
    ax.set_xlabel(f"{MEASURE_NAMES.get(measure, measure)}, mean over the {window}s\n{ends}")
    if groups:
        ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0)
    _label_actors(ax, counts.index, counts, labels)
    return ax


def plot_who_on_whom(
    portrayals: pd.DataFrame,
    *,
    measure: str = "vader_compound",
    window: str = "clause",
    labels: Mapping[str, str] | None = None,
    min_mentions: int = MIN_MENTIONS,
    ax: Axes | None = None,
) -> Axes:
    """Who says what about whom: a row a speaking actor, a column a mentioned one; in each cell the tone and n.

    Parameters
    ----------
    portrayals : DataFrame
        From `summarise_portrayal` with ``by=["speaker_actor_id", "actor_id"]`` over the mentions of `join_voices`;
        with a column ``frame``, the commonest frame of each cell is written under its tone.
    measure, window : str
        What to draw, from -1 to 1.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    min_mentions : int
        Cells with fewer are grey.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    check(portrayals, "portrayals")
    ax = ax or plt.gca()
    rows = portrayals[(portrayals["measure"] == measure) & (portrayals["window"] == window)]
    rows = rows.dropna(subset=["speaker_actor_id", "actor_id"])
    speakers = _top(rows.groupby("speaker_actor_id")["n_mentions"].sum()).head(MAX_NODES)
    actors = _top(rows.groupby("actor_id")["n_mentions"].sum()).head(MAX_NODES)
    for row in rows.itertuples(index=False):
        if row.speaker_actor_id not in speakers.index or row.actor_id not in actors.index:
            continue
        y, x = speakers.index.get_loc(row.speaker_actor_id), actors.index.get_loc(row.actor_id)
        is_enough = row.n_mentions >= min_mentions
        strength = min(1.0, abs(row.estimate) / 0.6)
        colour = plt.get_cmap("PuOr")(0.5 + 0.38 * strength * np.sign(row.estimate)) if is_enough else "#ececec"
        ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor="white"))
        sign = f"{row.estimate:+.2f}".replace("-", "−") if abs(row.estimate) >= 0.005 else "0"
        ax.text(x, y - 0.27, sign, ha="center", va="center", fontsize=9.5, color=INK if is_enough else MUTED)
        note = f"n = {row.n_mentions}"
        if isinstance(getattr(row, "frame", None), str):
            note += "\n" + textwrap.fill(row.frame, 20, break_on_hyphens=False, max_lines=4, placeholder=" …")
        ax.text(x, y - 0.12, note, ha="center", va="top", fontsize=7, color=INK if is_enough else MUTED)
    names = labels or {}
    ax.set_xticks(
        range(len(actors)), [textwrap.fill(names.get(str(a), str(a)), 16) for a in actors.index], fontsize=8.5
    )
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", length=0, labelcolor=INK)
    ax.xaxis.set_label_position("top")
    ax.set_xlabel("is mentioned", labelpad=8)
    _label_actors(ax, speakers.index, speakers, labels)
    ax.set_ylabel("speaks")
    ax.set_xlim(-0.5, max(1, len(actors)) - 0.5)
    ax.spines[:].set_visible(False)
    return ax


def plot_actions(pairs: pd.DataFrame, *, labels: Mapping[str, str] | None = None, ax: Axes | None = None) -> Axes:
    """A network of actions: an arrow from who acts to whom; cooperation solid and bowed out, confrontation dashed.

    Parameters
    ----------
    pairs : DataFrame
        From `summarise_roles`: one row a pair of actors. The `MAX_NODES` actors that act most are drawn.
    labels : mapping of str to str, optional
        actor_id -> the name that is shown.
    ax : Axes, optional
        Where to draw; the current axes if there are none.
    """
    ax = ax or plt.gca()
    totals = pairs["n_cooperation"] + pairs["n_confrontation"]
    ends = pd.concat([totals.groupby(pairs["agent_id"]).sum(), totals.groupby(pairs["patient_id"]).sum()])
    counts = _top(ends.groupby(level=0).sum().astype("int64")).head(MAX_NODES)
    angles = np.pi / 2 - 2 * np.pi * np.arange(len(counts)) / max(1, len(counts))
    places = {actor: (np.cos(a), np.sin(a)) for actor, a in zip(counts.index, angles, strict=True)}
    kinds = (("n_cooperation", POSITIVE, "-", 0.3), ("n_confrontation", NEGATIVE, (0, (4, 2)), -0.1))
    for row in pairs.itertuples(index=False):
        if row.agent_id not in places or row.patient_id not in places:
            continue
        for column, colour, dashes, bow in kinds:
            n = getattr(row, column)
            if n == 0:
                continue
            start, end = places[row.agent_id], places[row.patient_id]
            ax.annotate(
                "", xy=end, xytext=start,
                arrowprops={"arrowstyle": "-|>", "color": colour, "linestyle": dashes, "lw": 0.9 + 0.8 * np.sqrt(n),
                            "connectionstyle": f"arc3,rad={bow}", "shrinkA": 16, "shrinkB": 16},
            )  # fmt: skip
            x, y = _on_arc(start, end, bow, NEARER_THE_AGENT)
            ax.text(x, y, str(n), fontsize=8, color=colour, ha="center", va="center",
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6})  # fmt: skip
    for actor, (x, y) in places.items():
        style = actor_style(str(actor))
        ax.plot(x, y, style.marker, color=style.colour, ms=15, mec="white")
        name = f"{(labels or {}).get(str(actor), actor)}\nn = {counts[actor]}"
        ax.text(1.26 * x, 1.24 * y, name, ha="center", va="center", fontsize=9, color=INK)
    ax.plot([], [], color=POSITIVE, linestyle="-", label=f"cooperation, n = {int(pairs['n_cooperation'].sum())}")
    ax.plot([], [], color=NEGATIVE, linestyle=(0, (4, 2)),
            label=f"confrontation, n = {int(pairs['n_confrontation'].sum())}")  # fmt: skip
    ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0)
    ax.set_xlim(-1.55, 1.55)
    ax.set_ylim(-1.4, 1.4)
    ax.set_aspect("equal")
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    ax.set_xlabel("an arrow points from who acts to whom it is done")
    return ax


def _on_arc(start: tuple[float, float], end: tuple[float, float], bow: float, share: float) -> tuple[float, float]:
    """A point of the quadratic curve that matplotlib draws for ``arc3``, at a share of its way."""
    ends = np.array([start, end])
    bend = ends.mean(axis=0) + bow * np.array([end[1] - start[1], start[0] - end[0]])
    x, y = (1 - share) ** 2 * ends[0] + 2 * share * (1 - share) * bend + share**2 * ends[1]
    return float(x), float(y)


def _label_actors(ax: Axes, actor_ids: pd.Index, counts: pd.Series, labels: Mapping[str, str] | None) -> None:
    names = [f"{(labels or {}).get(str(a), a)}  n = {counts[a]}" for a in actor_ids]
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(max(1, len(names)) - 0.5, -0.5)
    ax.spines["left"].set_visible(False)


def _top(counts: pd.Series) -> pd.Series:
    """The most frequent actors, ties in the order of their ids."""
    ordered = counts.sort_index().sort_values(ascending=False, kind="stable")
    return ordered.head(MAX_ACTORS)


def _of_measure(portrayals: pd.DataFrame, measure: str, window: str) -> pd.DataFrame:
    rows = portrayals[(portrayals["measure"] == measure) & (portrayals["window"] == window)]
    if rows.empty and len(portrayals):
        known = ", ".join(sorted(portrayals["measure"].unique()))
        raise ValueError(f"there is no {measure} over the window {window}; the measures are {known}")
    _only_once(rows, ["actor_id"])
    return rows


def _only_once(rows: pd.DataFrame, key: list[str]) -> None:
    if rows.duplicated(key).any():
        actor_id = rows.loc[rows.duplicated(key), "actor_id"].iloc[0]
        raise ValueError(f"{actor_id} has several rows; choose one group first, for example one outlet")


def _limit(portrayals: pd.DataFrame, window: str) -> float:
    """One limit for all measures that have a negative side, so that panels can be compared."""
    rows = portrayals[portrayals["measure"].isin(_DIVERGING) & (portrayals["window"] == window)]
    reach = rows[["estimate", "ci_low", "ci_high"]].abs().max().max()
    return 1.0 if pd.isna(reach) or reach == 0 else min(1.05, float(np.ceil(reach * 10.5) / 10))
