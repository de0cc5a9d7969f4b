"""What the network learns from and is looked at on: sentences whose actors all look alike, with
what people, coders or a teacher said of them.
"""

import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

import framing as fr
from benchmarks.gold.coded import LEARNT, CodedUnit, read_coded, read_coded_units
from benchmarks.gold.newsmtsc import LABELS, make_tables, read_gold
from framing.measures.network.shown import Place, names_somebody, show_sentence

from .codes import FRAMES, POLICY
from .units import read_sentences

UNLABELLED = (
    "text/ag_world",
    "text/releases",
    "text/war_headlines",
    "voice/train",
    "actors/geowebnews_dev",
)
_PERSON = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|him|[A-Z][a-z]+ [A-Z][a-z]+|[A-Z][a-z]{3,})\b"
)

_MARKED = re.compile(r"\((?P<tag>SRC/TAR|SRC|TAR|EVT): ?(?P<words>[^()]*)\)")
_FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
"""Classes of PLOVER that are acts for the target; the others are acts against it."""


@dataclass
class Example:
    """A sentence as the network sees it, its mentions, and what is known of it."""

    text: str
    spans: Sequence[tuple[int, int]]
    ids: list[str] = field(default_factory=list)
    """The gold's name of each mention, where it has one."""
    lights: list[int] = field(default_factory=list)
    """0, 1 or 2 for each mention, or -1."""
    pairs: list[tuple[int, int, int]] = field(default_factory=list)
    """Two positions among the mentions, and 0 against, 1 neither, 2 for."""
    policy: int = -1
    frames: list[int] | None = None
    is_by_people: bool = False
    """Whether people said what light it is, and not coders."""


def from_tables(mentions: pd.DataFrame, sentences: pd.DataFrame, codebook: fr.Codebook) -> dict:
    """sentence_id -> an example with all its mentions, which carry their ids."""
    texts = sentences.set_index("sentence_id")[["text", "start"]]
    examples = {}
    ordered = mentions.sort_values(["sentence_id", "start", "end"])
    for sentence_id, own in ordered.groupby("sentence_id", sort=False):
        text, offset = texts.loc[sentence_id]
        places, ids, last = [], [], -1
        columns = ["mention_id", "start", "end", "surface", "alias_type"]
        for mention_id, start, end, surface, alias_type in own[columns].itertuples(
            index=False, name=None
        ):
            if start < last or end <= start:
                continue
            last = end
            is_name = names_somebody(surface, alias_type, codebook)
            places.append(Place(start - offset, end - offset, is_name))
            ids.append(mention_id)
        shown, spans = show_sentence(text, places)
        examples[sentence_id] = Example(shown, spans, ids, [-1] * len(spans))
    return examples


def read_people(file: Path, codebook: fr.Codebook) -> tuple[list[Example], pd.DataFrame]:
    """A part of NewsMTSC, one example a sentence."""
    gold = read_gold(file)
    examples = label_gold(gold, codebook)
    for example in examples:
        example.is_by_people = True
    return examples, gold


def label_gold(gold: pd.DataFrame, codebook: fr.Codebook) -> list[Example]:
    """Targets that overlap one another get an example each, since one hides the other."""
    label_of = dict(zip(gold["id"], gold["label"].map(LABELS.index), strict=True))
    found, left = [], gold
    while len(left):
        mentions, sentences = make_tables(left, codebook)
        seen: set[str] = set()
        for example in from_tables(mentions, sentences, codebook).values():
            example.lights = [label_of.get(name, -1) for name in example.ids]
            if any(light >= 0 for light in example.lights):
                found.append(example)
            seen.update(example.ids)
        rest = left[~left["id"].isin(seen)]
        if len(rest) == len(left):
            raise ValueError(f"{len(rest)} targets stand nowhere, first {rest['id'].iloc[0]}")
        left = rest
    return found


def read_countries(folder: Path, part: str, codebook: fr.Codebook) -> tuple[list, pd.DataFrame]:
    """The kit's own gold of countries (``targets.csv``), one part of it."""
    gold = read_coded(folder, part).drop_duplicates("id")
    return label_gold(gold, codebook), gold


def read_sentence_codes(
    folder: Path, codebook: fr.Codebook, last: int | None = LEARNT
) -> list[Example]:
    """The sentences that were drawn and coded, up to a ``unit_id``: those after it measure what was
    learnt.
    """
    return [code_example(unit, codebook) for unit in read_coded_units(folder, last=last)]


def code_places(text: str, mentions: Iterable[dict]) -> Example:
    """An example of a sentence and its mentions as `training.draw` keeps them, without codes."""
    places = [Place(one["start"], one["end"], one["is_name"]) for one in mentions]
    return Example(*show_sentence(text, places))


def code_example(unit: CodedUnit, codebook: fr.Codebook) -> Example:
    """An example of a coded sentence: a letter's codes hold for all its mentions."""
    said, letters, places = unit.said, [], []
    for letter, start, end in unit.places:
        surface = unit.text[start:end]
        letters.append(letter)
        places.append(Place(start, end, names_somebody(surface, kind_of(surface), codebook)))
    example = Example(*show_sentence(unit.text, places))
    example.lights = [1 + int(said["light", letter]) for letter in letters]
    for i, one in enumerate(letters):
        for j, two in enumerate(letters):
            if one != two:
                example.pairs.append((i, j, 1 + int(said.get(("pair", f"{one}>{two}"), 0))))
    example.policy = list(POLICY.values()).index(said["policy", ""])
    example.frames = [int(said.get(("frame", frame), 0)) for frame in FRAMES.values()]
    return example


def kind_of(surface: str) -> str:
    """A description starts with a small letter; a name does not."""
    return "description" if re.match(r"(?:the )?[a-z]", surface) else "name"


def read_manuals(file: Path, codebook: fr.Codebook) -> list[Example]:
    """The codings of the PLOVER and CAMEO manuals, one directed pair a sentence (CC BY-SA 4.0)."""
    found = []
    with file.open(encoding="utf8") as lines:
        for row in map(json.loads, lines):
            example = read_markup(row, codebook)
            if example is not None:
                found.append(example)
    return found


def read_markup(row: dict, codebook: fr.Codebook) -> Example | None:
    """A row of the manuals: each source acts for or against each target.

    Examples
    --------
    >>> row = {"event": "AID", "markup": "(SRC: Chad) (EVT: fed) (TAR: Mali)."}
    >>> read_markup(row, fr.read_codebook())
    Example(text='X fed X.', spans=((0, 1), (6, 7)), ids=[], lights=[-1, -1], \
pairs=[(0, 1, 2)], policy=-1, frames=None)
    """
    if not row["markup"]:
        return None
    text, places, roles, at = "", [], [], 0
    for match in _MARKED.finditer(row["markup"]):
        text += row["markup"][at : match.start()]
        at = match.end()
        start = len(text)
        text += match["words"]
        if match["tag"] != "EVT":
            is_name = names_somebody(match["words"], kind_of(match["words"]), codebook)
            places.append(Place(start, len(text), is_name))
            roles.append(match["tag"])
    text += row["markup"][at:]
    label = 2 if row["event"] in _FRIENDLY else 0
    pairs = [
        (i, j, label)
        for i, one in enumerate(roles)
        for j, two in enumerate(roles)
        if i != j and "SRC" in one and "TAR" in two
    ]
    if not pairs:
        return None
    shown, spans = show_sentence(text, places)
    return Example(shown, spans, [], [-1] * len(spans), pairs)


def show_unlabelled(
    folder: Path, codebook: fr.Codebook, n: int, seed: int, held_out: Iterable[str]
) -> list[Example]:
    """Sentences of news, with the mentions that the kit finds, and of others that it does not know
    one at a time, since most targets of the labelled sentences are of that kind. Fewer are always
    the first of more, so that a student finds what a teacher read of them.
    """
    rng, known = random.Random(seed), set(held_out)
    found: list[Example] = []
    for name in UNLABELLED:
        sentences = read_sentences(folder, name, known, 5, 60)
        mentions = fr.find_mentions(sentences, codebook)
        found += from_tables(mentions, sentences, codebook).values()
        for text in sentences.loc[~sentences["sentence_id"].isin(mentions["sentence_id"]), "text"]:
            others = [m.span() for m in _PERSON.finditer(text) if m.start() > 0]
            places = [Place(start, end, text[start].isupper()) for start, end in others[:4]]
            shown, spans = show_sentence(text, places)
            found.append(Example(shown, spans, [], [-1] * len(spans)))
    rng.shuffle(found)
    return found[:n]
