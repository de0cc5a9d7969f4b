"""The kit's own gold (``data/coding``): mentions of countries, blocs and leaders in news, judged by
two coders, and sentences read with letters in place of names, most by one.
"""

import hashlib
from pathlib import Path

import pandas as pd

import framing as fr

from .evaluation import read_rows

FILE = Path(__file__).parents[2] / "data" / "coding" / "targets.csv"
CODING = FILE.parent
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
        articles = fr.make_articles(
            {str(row.get("id", row.get("doc"))): row["text"] for row in rows}
        )
        found[name] = dict(zip(articles["article_id"], articles["text"], strict=True))
    return found


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


def read_coded_sentences(folder: Path) -> pd.DataFrame:
    """Mentions of the sentences that were coded and not learnt from (``sentence_units.csv``), with
    the columns of `gold.newsmtsc.read_gold` and the file that the sentence is from.

    Raises
    ------
    ValueError
        If a sentence is not what the coders read.
    """
    units = pd.read_csv(CODING / "sentence_units.csv", dtype={"doc": "str", "sha256": "str"})
    units = units[(units["unit_id"] > LEARNT) & units["mentions"].notna()]
    codes = pd.read_csv(CODING / "sentence_codes.csv", dtype={"code": "str"}, low_memory=False)
    lights = codes[codes["question"] == "light"].set_index(["unit_id", "about"])["code"].to_dict()
    texts: dict[str, dict[str, str]] = {}
    for name in sorted(units["file"].unique()):
        articles = fr.make_articles(read_whole(folder, name))
        texts[name] = dict(zip(articles["article_id"], articles["text"], strict=True))
    rows = []
    for unit in units.itertuples(index=False):
        sentence = texts[unit.file][unit.doc][unit.start : unit.end]
        if digest(sentence) != unit.sha256:
            raise ValueError(f"unit {unit.unit_id} in {unit.file} is not what the coders read")
        for place in unit.mentions.split():
            letter, start, end = place.split(":")
            label = WORDS[int(lights[unit.unit_id, letter])]
            mention = sentence[int(start) : int(end)]
            name = f"unit {unit.unit_id} {start}"
            rows.append((name, sentence, int(start), int(end), mention, label, unit.file))
    columns = ["id", "sentence", "start", "end", "mention", "label", "file"]
    return pd.DataFrame(rows, columns=columns)
