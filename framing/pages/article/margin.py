"""The margin: the tone of each actor in each paragraph, with a tick for each of its mentions."""

import bisect
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from ..weaving import shorten
from .facts import Facts, Span, as_id, as_number
from .legend import Group
from .marking import name_tokens


class Tick(NamedTuple):
    """A mention in the margin: its place in per cent, and the classes that filters go by."""

    left: str
    tokens: str


class Tone(NamedTuple):
    """An actor in a paragraph: its mean score in words, of how many mentions, and their ticks.

    ``look`` is the class of its colour, ``token`` the one that a filter by actor goes by.
    """

    actor: str
    look: str
    token: str
    words: str
    n: int
    ticks: list[Tick]


def list_tones(
    facts: Facts, paragraphs: Sequence[Span], groups: Mapping[str, Group]
) -> tuple[list[list[Tone]], float]:
    """List the tones of each paragraph, the most mentioned actor first, and how far the axis goes.

    Mentions that only name a place count for no actor, nor do those without a score.
    """
    scored: list[dict[str, list[tuple[Any, float]]]] = [{} for _ in paragraphs]
    starts = [start for start, _ in paragraphs]
    values = {
        mention_id: value
        for mention_id, scores in facts.scores_of.items()
        for measure, window, value in scores
        if (measure, window) == facts.pair and pd.notna(value)
    }
    for mention in facts.mentions if paragraphs else ():
        if mention.reading == "actor" and mention.mention_id in values:
            place = bisect.bisect_right(starts, mention.start) - 1
            own = scored[place].setdefault(as_id(mention.actor_id), [])
            own.append((mention, values[mention.mention_id]))
    reach = max([0.25, *map(abs, values.values())])
    tones = [
        [
            _make_tone(actor, rows, reach, facts, groups)
            for actor, rows in sorted(actors.items(), key=lambda item: -len(item[1]))
        ]
        for actors in scored
    ]
    return tones, reach


def _make_tone(
    actor: str,
    rows: Sequence[tuple[Any, float]],
    reach: float,
    facts: Facts,
    groups: Mapping[str, Group],
) -> Tone:
    mean = sum(value for _, value in rows) / len(rows)
    sign = "▲" if mean > 0.005 else "▼" if mean < -0.005 else "="
    return Tone(
        shorten(actor, 12),
        f"fr-c{groups['a'].place(actor)}",
        groups["a"].token({actor}),
        f"{sign} {as_number(mean)}",
        len(rows),
        [
            Tick(f"{50 + 50 * value / reach:.1f}", name_tokens(mention, facts, groups))
            for mention, value in rows
        ],
    )
