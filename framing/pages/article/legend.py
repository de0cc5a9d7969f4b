"""The legend: what is marked, how often, and the rules by which a tick shows only that."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from ...figures import actor_style
from ..weaving import shorten
from .facts import Facts, as_id

TITLES = {"a": "Actors", "f": "Frames", "v": "Words of", "t": "Text health"}
"""Letter of a part of the legend -> what stands beside it."""
UNDERLINES = ("solid", "dashed", "dotted", "double")
"""Line styles of frames, by the frame's place in the codebook."""


class Group:
    """One part of the legend: its values, and the sets of them that marks have."""

    def __init__(self, letter: str) -> None:
        self.letter = letter
        self.counts: Counter[Any] = Counter()
        self.places: dict[Any, int] = {}
        self.sets: dict[frozenset[int], int] = {}

    def place(self, value: Any) -> int:
        """Return the place of a value; a new one takes the next."""
        return self.places.setdefault(value, len(self.places))

    def count(self, value: Any, n: int = 1) -> None:
        """Add marks of a value, which the legend then lists."""
        self.place(value)
        self.counts[value] += n

    def token(self, values: Iterable[Any]) -> str:
        """Name the class of marks that have just these values."""
        places = frozenset(self.place(value) for value in values)
        return f"fr-{self.letter.upper()}{self.sets.setdefault(places, len(self.sets))}"

    def selectors(self, root: str) -> list[str]:
        """Select what a tick hides: the marks that have none of the values that are ticked."""
        is_on = f"{root}:has(.fr-g{self.letter} :checked)"
        return [
            is_on
            + "".join(f":not(:has(.fr-{self.letter}{n}:checked))" for n in sorted(places))
            + f" .fr-{self.letter.upper()}{token}"
            for places, token in self.sets.items()
        ]


class Chip(NamedTuple):
    """A value that can be ticked; ``look`` is an actor's colour or a frame's line."""

    place: int
    name: str
    n: int
    look: str


class Field(NamedTuple):
    """A part of the legend as the page shows it."""

    letter: str
    title: str
    chips: list[Chip]


def make_groups(facts: Facts) -> dict[str, Group]:
    """Count what the legend lists: actors, frames, voices and findings, by their letters."""
    groups = {letter: Group(letter) for letter in TITLES}
    for actor, n in Counter(as_id(row.actor_id) for row in facts.mentions).most_common():
        groups["a"].count(actor, n)
    for _, _, frame in facts.hits_at:
        groups["f"].count(frame)
    for mention_id in facts.by_id:
        groups["v"].count(facts.voice_of(mention_id))
    for finding in facts.findings:
        groups["t"].count(finding.check)
    return groups


def list_fields(facts: Facts, groups: dict[str, Group]) -> list[Field]:
    """List the parts of the legend that have anything to tick."""
    fields = []
    for letter, title in TITLES.items():
        group = groups[letter]
        chips = [
            Chip(
                group.places[value],
                shorten(_name_value(letter, value, facts), 40),
                group.counts[value],
                _look_of(letter, value, facts),
            )
            for value in sorted(group.counts, key=group.place)
        ]
        if chips:
            fields.append(Field(letter, title, chips))
    return fields


def line_of(frame_id: str, facts: Facts) -> str:
    """Return the line style of a frame."""
    frame_ids = list(facts.codebook.frame_labels)
    place = frame_ids.index(frame_id) if frame_id in frame_ids else 0
    return UNDERLINES[place % len(UNDERLINES)]


def write_rules(groups: dict[str, Group], root: str) -> str:
    """Write the style rules of one article: its actors' colours, and what a tick hides."""
    colours = "".join(
        f"{root} .fr-c{place}{{--c:{actor_style(actor).colour}}}"
        for actor, place in groups["a"].places.items()
    )
    hidden = [selector for group in groups.values() for selector in group.selectors(root)]
    return colours + "".join(
        f"{selector}{{background:none!important;border-color:transparent!important;"
        "box-shadow:none!important;outline:none!important}"
        f"{selector}>:is(.fr-tag,.fr-card),{selector}>.fr-words>:is(.fr-tag,.fr-card)"
        f"{{display:none!important}}{selector}.fr-of{{display:none!important}}"
        for selector in hidden
    )


def _look_of(letter: str, value: Any, facts: Facts) -> str:
    if letter == "a":
        return actor_style(value).colour
    return line_of(value, facts) if letter == "f" else ""


def _name_value(letter: str, value: Any, facts: Facts) -> str:
    """Name a value as the legend does."""
    labels = facts.codebook.actor_labels
    if letter == "a":
        return f"{value} {labels[value]}" if value in labels else str(value)
    if letter == "f":
        return str(facts.codebook.frame_labels.get(value, value))
    if letter == "t":
        return str(value).replace("_", " ")
    voice, actor = value
    if voice == "source":
        return f"sources for {labels.get(actor, actor)}" if actor else "other sources"
    return "the outlet" if voice == "narrator" else "nobody clear"
