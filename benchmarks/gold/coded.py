"""The kit's own gold (``data/coding``): mentions of countries, blocs and leaders in news, judged by
two coders, and sentences read with letters in place of names, most by one.
"""

import hashlib
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import framing as fr

from .evaluation import read_rows

FILE = Path(__file__).parents[2] / "data" / "coding" / "targets.csv"
UNITS = FILE.with_name("sentence_units.csv")
LEARNT = 5_729
"""The shipped network learnt from the sentences up to this ``unit_id``; the later ones measure."""
WORDS = {-1: "negative", 0: "neutral", 1: "positive"}


def digest(sentence: str) -> str:
    """What `data/coding` keeps of a sentence in place of its words."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:12]


def read_texts(folder: Path, files: list[str]) -> dict[str, dict[str, str]]:
    """file -> document -> text, as the kit normalises it."""
    found = {}
    for name in files:
        rows = read_rows(folder / f"{name}.jsonl")
        found[name] = normalise({str(row.get("id", row.get("doc"))): row["text"] for row in rows})
    return found


def normalise(texts: dict[str, str]) -> dict[str, str]:
    """Texts as the kit normalises them."""
    articles = fr.make_articles(texts)
    return dict(zip(articles["article_id"], articles["text"], strict=True))


def read_whole(folder: Path, name: str) -> dict[str, str]:
    """Document id -> its text, with the headline as a paragraph of its own."""
    found = {}
    for row in read_rows(folder / f"{name}.jsonl"):
        parts = [row[part] for part in ("headline", "text") if row.get(part)]
        found[str(row.get("id", row.get("doc")))] = "\n\n".join(parts)
    return found


def read_coded(folder: Path, part: str | None = None) -> pd.DataFrame:
    """One row is a mention, with the columns of `gold.newsmtsc.read_gold` and those of the file.

    Raises
    ------
    ValueError
        If a sentence is not what the coders read.
    """
    coded = pd.read_csv(FILE, dtype={"doc": "str", "sha256": "str"})
    texts = read_texts(folder, sorted(coded["file"].unique()))
    coded = coded if part is None else coded[coded["part"] == part]
    rows = []
    for row in coded.itertuples(index=False):
        sentence = texts[row.file][row.doc][row.start : row.end]
        if digest(sentence) != row.sha256:
            raise ValueError(
                f"{FILE.name}: sentence of unit {row.unit_id} in {row.file} is not what the coders "
                "read"
            )
        mention = sentence[row.mention_start : row.mention_end]
        label = WORDS.get(row.code)
        rows.append(
            (f"unit {row.unit_id}", sentence, row.mention_start, row.mention_end, mention, label)
        )
    gold = pd.DataFrame(
        rows, columns=["id", "sentence", "start", "end", "mention", "label"], index=coded.index
    )
    return pd.concat(
        [gold, coded[["actor_id", "alias_type", "part", "coder_a", "coder_b"]]], axis="columns"
    )


class CodedUnit(NamedTuple):
    """A sentence that coders read with letters in place of names."""

    unit_id: int
    file: str
    text: str
    places: list[tuple[str, int, int]]
    """Letter, start and end of each mention."""
    said: dict[tuple[str, str], str]
    """The settled code of each question and what it is about."""


def read_coded_units(folder: Path, first: int = 1, last: int | None = None) -> list[CodedUnit]:
    """The sentences that were drawn and coded (``sentence_units.csv``, ``sentence_codes.csv``),
    from one ``unit_id`` to another.

    Raises
    ------
    ValueError
        If a sentence is not what the coders read.
    """
    units = pd.read_csv(UNITS, dtype={"doc": "str", "sha256": "str"})
    units = units[(units["unit_id"] >= first) & (last is None or units["unit_id"] <= last)]
    codes = pd.read_csv(UNITS.with_name("sentence_codes.csv"), dtype="str", keep_default_na=False)
    said: dict[int, dict[tuple[str, str], str]] = {}
    columns = ["unit_id", "question", "about", "code"]
    for unit_id, question, about, code in codes[columns].itertuples(index=False, name=None):
        said.setdefault(int(unit_id), {})[question, about] = code
    texts = {name: normalise(read_whole(folder, name)) for name in sorted(units["file"].unique())}
    found = []
    for unit in units.fillna("").itertuples(index=False):
        text = texts[unit.file][unit.doc][unit.start : unit.end]
        if digest(text) != unit.sha256:
            raise ValueError(f"unit {unit.unit_id} in {unit.file} is not what the coders read")
        tokens = (token.split(":") for token in unit.mentions.split())
        places = [(letter, int(start), int(end)) for letter, start, end in tokens]
        found.append(CodedUnit(unit.unit_id, unit.file, text, places, said[unit.unit_id]))
    return found


def read_coded_sentences(folder: Path) -> pd.DataFrame:
    """Mentions of the sentences that were coded and not learnt from, with the columns of
    `gold.newsmtsc.read_gold` and the file that the sentence is from.
    """
    rows = [
        (
            f"unit {unit.unit_id} {start}",
            unit.text,
            start,
            end,
            unit.text[start:end],
            WORDS[int(unit.said["light", letter])],
            unit.file,
        )
        for unit in read_coded_units(folder, first=LEARNT + 1)
        for letter, start, end in unit.places
    ]
    columns = ["id", "sentence", "start", "end", "mention", "label", "file"]
    return pd.DataFrame(rows, columns=columns)
