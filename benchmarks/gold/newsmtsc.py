"""NewsMTSC (Hamborg and Donnay 2021) as tables of the kit: what the accuracy benchmark and the
training both read.
"""

import re
from pathlib import Path

import pandas as pd

import framing as fr
from framing.tables.schema import make

from .evaluation import read_rows

_CAPITAL = re.compile(r"(?<!^)[A-Z]|^(?!The\b|An?\b)[A-Z]")
LABELS = ("negative", "neutral", "positive")


def read_gold(file: Path) -> pd.DataFrame:
    """One row is a target that people judged: id, sentence, start, end, mention, label."""
    return pd.DataFrame(read_rows(file))


def make_tables(gold: pd.DataFrame, codebook: fr.Codebook) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables of mentions and of sentences that hold the targets, each under its own id.

    The other mentions are those that the kit finds; one that overlaps a target gives way to it and
    leaves it its actor.
    """
    texts = {text: f"s{number}" for number, text in enumerate(dict.fromkeys(gold["sentence"]))}
    sentences = make(
        "sentences",
        [
            (sid, sid, 0, "body", 0, len(text), text)
            for number, (text, sid) in enumerate(texts.items())
        ],
    )
    found = fr.find_mentions(sentences, codebook)
    rows = []
    taken: dict[str, list[tuple[int, int]]] = {}
    by_sentence = dict(list(found.groupby("sentence_id")))
    columns = gold[["id", "sentence", "start", "end", "mention"]].drop_duplicates("id")
    for target_id, text, start, end, _ in columns.itertuples(index=False, name=None):
        sid = texts[text]
        taken.setdefault(sid, []).append((start, end))
        own = by_sentence.get(sid, found.head(0))
        under = own[(own["start"] < end) & (own["end"] > start)]
        if under.empty:
            actor, kind = (
                None,
                "name"
                if re.search(r"[A-Z]", re.sub(r"^(?:The|A|An)\b", "", text[start:end]))
                else "description",
            )
        else:
            actor, kind = under.iloc[-1][["actor_id", "alias_type"]]
        rows.append(
            (
                target_id,
                sid,
                sid,
                actor,
                kind,
                "actor",
                1.0,
                text[start:end],
                start,
                end,
                "alias",
                None,
                None,
            )
        )
    free = [
        all(end <= left or start >= right for left, right in taken.get(sid, ()))
        for sid, start, end in found[["sentence_id", "start", "end"]].itertuples(
            index=False, name=None
        )
    ]
    mentions = pd.concat([make("mentions", rows), found[free]], ignore_index=True)
    return mentions, sentences
