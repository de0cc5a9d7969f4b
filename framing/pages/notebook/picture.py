"""The picture of the explorer: what is drawn of a choice, and the words around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from ...codebook import Codebook
from ...figures import ENDS, actor_style, middle_of, name_in_text
from ...portrayals import MENTIONS_OF_A_SHARE, MIN_ARTICLES, MIN_MENTIONS
from ...tables import (
    DIVERGING,
    PERIODS,
    POLICY,
    READ,
    SHARE,
    VOICE_GROUPS,
    Tables,
    is_share,
    label_of,
)
from .exploration import COUNT, MAX_PERIODS, Choice
from .measured import FRAMES, SETS, frames_of, read_of

GROUPS = {
    "outlet_id": "outlet",
    "month": "month",
    "week": "week",
    "day": "day",
    "voice_group": "voice",
    "alias_type": "kind of name",
}
"""What the explorer can part an actor's mentions by."""


_FRAMED = {
    SHARE: ("frames by keywords", "share of mentions with a keyword of"),
    READ: ("frames read by the network", "mean probability, as the network reads it, of"),
    POLICY: ("policy frames read by the network", "mean probability, as the network reads it, of"),
}
"""Beginning of measures of frames -> what they are called, and what stands under the axis."""
REACHES = (0.25, 0.5, 1.0)
"""Where the axis of a score or a share can end."""


class Measurable(NamedTuple):
    """What can be measured: measure and window, and its names, in the list and under the axis."""

    pair: tuple[str, str]
    name: str
    kind: str
    label: str
    axis: str


@dataclass(frozen=True)
class Names:
    """What the explorer calls actors and outlets, by their ids, and what can be measured."""

    actors: Mapping[str, str]
    outlets: Mapping[str, str]
    measurables: Mapping[str, Measurable]

    def find_measurable(self, pair: tuple[str, str]) -> Measurable:
        """Find what can be measured by its measure and window."""
        return next(item for item in self.measurables.values() if item.pair == pair)

    def name_outlet(self, outlet_id: object) -> str | None:
        """Name an outlet; none where it is not known."""
        return self.outlets.get(outlet_id) if isinstance(outlet_id, str) else None


def list_measurables(
    pairs: pd.DataFrame, tables: Tables, codebook: Codebook, usual: tuple[str, str]
) -> dict[str, Measurable]:
    """List what can be measured, by a key: scores, the usual one first, then frames and counts."""
    there = [
        (str(measure), str(window)) for measure, window in pairs.itertuples(index=False, name=None)
    ]
    listed: dict[str, Measurable] = {}
    for measure, window in sorted(
        there, key=lambda pair: (pair != usual, pair[0] not in DIVERGING, pair)
    ):
        name = label_of(measure)
        listed[f"{measure}|{window}"] = Measurable(
            (measure, window), name, "Tone", f"{name}, {window}", f"{name} of the {window}"
        )
    framed = [(SHARE + frame, window) for frame, window in frames_of(tables)] + read_of(tables)
    for prefix, (kind, axis) in _FRAMED.items():
        pairs_of_kind = [pair for pair in framed if pair[0].startswith(prefix)]
        if any(window == FRAMES[1] for _, window in pairs_of_kind):
            every = (prefix, FRAMES[1])
            listed["|".join(every)] = Measurable(every, "all", kind, f"all {kind}", f"{axis} each")
        for measure, window in pairs_of_kind:
            frame = measure.removeprefix(prefix)
            labels = codebook.frame_labels if prefix != POLICY else {}
            name = labels.get(frame, frame.replace("_", " ").capitalize())
            listed[f"{measure}|{window}"] = Measurable(
                (measure, window), name, kind, name, f"{axis} the frame: {name}"
            )
    listed[f"{COUNT}|sentence"] = Measurable(
        (COUNT, "sentence"), "mentions", "Count", "number of mentions", "number of mentions"
    )
    return listed


def draw_picture(chosen: Choice, data: pd.DataFrame, names: Names) -> dict[str, Any]:
    """Make what the browser draws of a choice: panels of points, and the words around them."""
    is_frames = chosen.measure in SETS
    by = column_of(chosen)
    measurable = names.find_measurable((chosen.measure, chosen.window))
    data = data.dropna(subset=[by])
    keys = sorted(data[by].unique())
    labels = label_groups(keys, by, names)
    is_time = by in PERIODS
    if not is_time:
        keys = order_rows(keys, by, data)
    panels = []
    for actor in chosen.actors:
        rows = data[data["actor_id"] == actor]
        panels.append(
            {
                "actor": actor,
                "label": names.actors[actor],
                **actor_style(actor)._asdict(),
                "n": int(rows["n_mentions"].sum()) if not is_frames else None,
                "points": [
                    _draw_point(row, row[by], names.actors[actor], labels[row[by]], measurable)
                    for row in rows.to_dict("records")
                ],
            }
        )
    what = "frame" if is_frames else {**GROUPS, "quarter": "quarter", "year": "year"}[chosen.by]
    actors = join_names([name_in_text(actor, names.actors) for actor in chosen.actors])
    return {
        "title": f"{actors[:1].upper()}{actors[1:]}, by {what}" if actors else "No actor is chosen",
        "subtitle": measurable.axis,
        "kind": "time" if is_time else "rows",
        "is_count": chosen.measure == COUNT,
        "is_diverging": chosen.measure in DIVERGING,
        "is_share": chosen.measure.startswith(SETS),
        "reach": reach_of(data, chosen),
        "ends": ENDS if chosen.measure in DIVERGING else "",
        "rows": [{"key": key, "label": labels[key]} for key in keys],
        "places": place_periods(keys, by) if is_time else {},
        "panels": panels if len(data) else [],
    }


def column_of(chosen: Choice) -> str:
    """Name the column that a choice parts its portrayals by: frames stand in that of measures."""
    return "measure" if chosen.measure in SETS else chosen.by


def _draw_point(
    row: dict[Any, Any], key: str, actor: str, label: str, measurable: Measurable
) -> dict[str, Any]:
    """Make a point, and what it says to those who do not see it."""
    has_interval = pd.notna(row["ci_low"])
    few = "" if row["is_reportable"] else " (too few to report)"
    return {
        "key": key,
        "x": row["estimate"],
        "n": row["n_mentions"],
        "low": row["ci_low"] if has_interval else None,
        "high": row["ci_high"] if has_interval else None,
        "is_reportable": bool(row["is_reportable"]),
        "says": f"{actor}, {label}: {_say_estimate(row, measurable.pair[0])}"
        f"{_say_number(row['n_mentions'], 'mention')} in "
        f"{_say_number(row['n_articles'], 'article')}{few}",
    }


def _say_estimate(row: dict[Any, Any], measure: str) -> str:
    """Say an estimate and its interval, before the numbers of mentions; of a count nothing."""

    def show(value: float) -> str:
        if measure.startswith(SETS):
            return f"{100 * value:.0f} %"
        return f"{value:+.2f}" if round(value, 2) else "0"

    said = "" if measure == COUNT else f"{show(row['estimate'])}, "
    if pd.isna(row["ci_low"]):
        return said
    of = " over sentences of one article" if row["resampled"] == "sentences" else ""
    return f"{said}95 % interval {show(row['ci_low'])} to {show(row['ci_high'])}{of}, "


def _say_number(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'s' if n != 1 else ''}"


def label_groups(keys: Sequence[str], by: str, names: Names) -> dict[str, str]:
    """Name the groups of a choice, by their keys."""
    labels: Mapping[str, str] = {}
    if by == "outlet_id":
        labels = names.outlets
    elif by == "measure":
        labels = {item.pair[0]: item.name for item in names.measurables.values()}
    return {key: labels.get(key, key) for key in keys}


def write_notes(chosen: Choice, data: pd.DataFrame, *, asked_by: str, source: str) -> list[str]:
    """Write what is to be known of a picture: what it leaves out, and what its intervals are.

    ``asked_by`` is what the mentions were to be parted by; a long time is told in longer periods.
    ``source`` says what was counted and validated.
    """
    by = column_of(chosen)
    if not data[by].notna().any():
        return ["No mention is left. Choose another actor, outlet, voice or date."]
    notes = []
    if by in PERIODS and asked_by != by:
        notes.append(
            f"More than {MAX_PERIODS} {asked_by}s: shown by {by}. Choose a shorter time for more."
        )
    n_missing = int(data.loc[data[by].isna(), "n_mentions"].sum())
    if n_missing:
        what = "date" if by in PERIODS else GROUPS[by]
        notes.append(f"{n_missing:,} mentions are left out, since their {what} is not known.")
    if chosen.measure != COUNT:
        alone = (
            " Where a group stands in one article, its sentences are, "
            "and the interval only describes it."
            if (data["resampled"] == "sentences").any()
            else ""
        )
        least = MIN_MENTIONS * (MENTIONS_OF_A_SHARE if is_share(chosen.measure) else 1)
        notes.append(
            "Mean over mentions with 95 % interval; articles are the units of chance, copies one."
            f"{alone} Grey and hollow: fewer than {least} mentions or {MIN_ARTICLES} "
            "independent articles."
        )
    return [*notes, source]


def show_sentence(row: dict[Any, Any], names: Names) -> dict[str, Any]:
    """Make a sentence of the list: its words, where it stands, and its score."""
    voice = row.get("voice_group")
    whose = voice if isinstance(voice, str) else None
    about = [
        names.name_outlet(row["outlet_id"]),
        show_day(row["published_at"]),
        "outlet’s own words" if voice == "narrator" else whose,
    ]
    if pd.isna(row["value"]):
        score = "not scored"
    elif row["measure"].startswith(SHARE):
        score = "in the frame" if row["value"] else "not in it"
    elif row["measure"].startswith(SETS):
        score = f"{100 * row['value']:.0f} % likely"
    else:
        score = f"{row['value']:+.2f}" if round(row["value"], 2) else "0.00"
    return {
        "mention_id": row["mention_id"],
        "left": row["left"],
        "surface": row["surface"],
        "right": row["right"],
        "about": [text for text in about if text],
        "score": score,
    }


def show_day(moment: Any) -> str | None:
    """Write the day of a moment; none where it is not known."""
    return moment.strftime("%Y-%m-%d") if pd.notna(moment) else None


def reach_of(data: pd.DataFrame, chosen: Choice) -> float:
    """Choose where the axis ends: by what is reportable, so that two mentions do not stretch it."""
    counted = data[data["is_reportable"]] if data["is_reportable"].any() else data
    reach = counted[["estimate", "ci_low", "ci_high"]].abs().max().max()
    if pd.isna(reach):
        return 1.0
    if chosen.measure == COUNT:
        return float(reach)
    # A few lengths, so that views of one measure have one scale, month by month or by outlet.
    return next((length for length in REACHES if reach <= length), 1.0)


def order_rows(keys: list[str], by: str, data: pd.DataFrame) -> list[str]:
    """Order rows from the top: voices as they are told, others by their mentions."""
    if by == "voice_group":
        return [key for key in VOICE_GROUPS if key in keys]
    column = "estimate" if by == "measure" else "n_mentions"
    sizes = data.groupby(by)[column].sum()
    return sorted(keys, key=lambda key: (-float(sizes[key]), key))


def place_periods(keys: Sequence[str], period: str) -> dict[str, float]:
    """Place each period on the axis: days from the first one to its middle."""
    if not keys:
        return {}
    middles = pd.DatetimeIndex(
        pd.to_datetime(middle_of(pd.Series(keys, dtype="str"), period), utc=True)
    )
    days = (middles - middles[0]) / pd.Timedelta(days=1)
    return dict(zip(keys, [float(day) for day in days], strict=True))


def as_day(text: object) -> str | None:
    """Read an ISO day; nothing where the text is none, as while somebody types."""
    try:
        return date.fromisoformat(str(text)).isoformat()
    except ValueError:
        return None


def join_names(names: Sequence[str]) -> str:
    """Join names as a sentence does.

    Examples
    --------
    >>> join_names(["China", "Russia", "India"])
    'China, Russia and India'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
