"""The picture of the explorer: what is drawn of a choice."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from ...codebook import Codebook
from ...figures import middle_of
from ...tables import DIVERGING, SHARE, VOICE_GROUPS, Tables, label_of
from .exploration import COUNT, FRAMES, Choice, frames_of

GROUPS = {
    "outlet_id": "outlet",
    "month": "month",
    "week": "week",
    "day": "day",
    "voice_group": "voice",
    "alias_type": "kind of name",
}
"""What the explorer can part an actor's mentions by."""


def measures(
    pairs: pd.DataFrame, tables: Tables, codebook: Codebook, usual: tuple[str, str]
) -> dict[str, dict[str, Any]]:
    """Key -> what can be measured: measure and window, its name in the list and under the axis."""
    there = [
        (str(measure), str(window)) for measure, window in pairs.itertuples(index=False, name=None)
    ]
    ordered = sorted(there, key=lambda pair: (pair != usual, pair[0] not in DIVERGING, pair))
    listed: dict[str, dict[str, Any]] = {}
    for measure, window in ordered:
        name = label_of(measure)
        listed[f"{measure}|{window}"] = {
            "pair": (measure, window),
            "name": name,
            "kind": "Tone",
            "label": f"{name}, {window}",
            "axis": f"{name} of the {window}",
        }
    frames = codebook.frame_labels
    framed = frames_of(tables)
    if any(window == FRAMES[1] for _, window in framed):
        listed["|".join(FRAMES)] = {
            "pair": FRAMES,
            "name": "all frames",
            "kind": "Frames",
            "label": "all frames",
            "axis": "share of mentions in each frame",
        }
    for frame, window in framed:
        name = str(frames.get(frame, frame))
        listed[f"{SHARE}{frame}|{window}"] = {
            "pair": (SHARE + frame, window),
            "name": name,
            "kind": "Frames",
            "label": name,
            "axis": f"share of mentions in the frame: {name}",
        }
    listed[f"{COUNT}|sentence"] = {
        "pair": (COUNT, "sentence"),
        "name": "mentions",
        "kind": "Count",
        "label": "number of mentions",
        "axis": "number of mentions",
    }
    return listed


def reach_of(data: pd.DataFrame, chosen: Choice) -> float:
    """Where the axis ends: from what is reportable, so that a group of two mentions does not
    stretch it.
    """
    told = data[data["is_reportable"]] if data["is_reportable"].any() else data
    reach = told[["estimate", "ci_low", "ci_high"]].abs().max().max()
    if pd.isna(reach):
        return 1.0
    if chosen.measure == COUNT:
        return float(reach)
    return float(max(0.1, min(1.05 if chosen.measure in DIVERGING else 1.0, 1.1 * reach)))


def in_order(keys: list[str], by: str, data: pd.DataFrame) -> list[str]:
    """Rows from top to bottom: voices as they are told, other groups with the most mentions first."""
    if by == "voice_group":
        return [key for key in VOICE_GROUPS if key in keys]
    column = "estimate" if by == "measure" else "n_mentions"
    sizes = data.groupby(by)[column].sum()
    return sorted(keys, key=lambda key: (-float(sizes[key]), key))


def place_groups(keys: Sequence[str], period: str) -> dict[str, float]:
    """Where each period stands: days from the first one to its middle."""
    if not keys:
        return {}
    middles = pd.DatetimeIndex(
        pd.to_datetime(middle_of(pd.Series(keys, dtype="str"), period), utc=True)
    )
    days = (middles - middles[0]) / pd.Timedelta(days=1)
    return dict(zip(keys, [float(day) for day in days], strict=True))


def as_day(text: object) -> str | None:
    """An ISO day, or nothing where the text is none, as while somebody types."""
    try:
        return date.fromisoformat(str(text)).isoformat()
    except ValueError:
        return None


def say_words(by: str) -> str:
    return {"outlet_id": "outlet", "voice_group": "voice", "alias_type": "kind of name"}.get(
        by, "date"
    )


def enumerate(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
