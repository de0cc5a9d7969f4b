"""The margin: the mean tone of each paragraph."""

import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from .facts import Facts, Span, as_number


class Tone(NamedTuple):
    """The mean score of the mentions of actors in a paragraph, and how many they are."""

    mean: float
    n: int


class Bar(NamedTuple):
    """A tone as the margin draws it: the side of its bar, its place in per cent, and its words."""

    side: str
    left: str
    width: str
    words: str
    n: int


def find_tones(facts: Facts, paragraphs: Sequence[Span]) -> dict[int, Tone]:
    """Find the tone of each paragraph, by its place; paragraphs without a score have none."""
    if facts.pair is None or not paragraphs:
        return {}
    starts = [start for start, _ in paragraphs]
    values = defaultdict(list)
    for mention_id, scores in facts.scores_of.items():
        mention = facts.by_id[mention_id]
        for measure, window, value in scores:
            is_shown = (measure, window) == facts.pair and mention.reading == "actor"
            if is_shown and pd.notna(value):
                values[bisect.bisect_right(starts, mention.start) - 1].append(value)
    return {place: Tone(sum(scores) / len(scores), len(scores)) for place, scores in values.items()}


def find_reach(tones: Mapping[int, Tone]) -> float:
    """Find the score that a full bar stands for."""
    return max([0.25, *(abs(tone.mean) for tone in tones.values())])


def make_bar(tone: Tone | None, reach: float) -> Bar | None:
    """Make the bar of a paragraph; none where it has no tone."""
    if tone is None:
        return None
    width = 50 * abs(tone.mean) / reach
    left = 50 - width if tone.mean < 0 else 50
    sign = "▲" if tone.mean > 0.005 else "▼" if tone.mean < -0.005 else "="
    return Bar(
        "fr-down" if tone.mean < 0 else "fr-up",
        f"{left:.1f}",
        f"{width:.1f}",
        f"{sign} {as_number(tone.mean)}",
        tone.n,
    )
