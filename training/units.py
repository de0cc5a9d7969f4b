"""Units of coding: sentences with their place, digest and mentions, and how a coder sees them."""

import re
import string
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

import framing as fr
from benchmarks.gold.coded import digest, read_whole
from framing.measures.masking import mask
from framing.measures.network.shown import names_somebody
from framing.tables import rows_of


def read_sentences(
    folder: Path, name: str, known: set[str], shortest: int, longest: int
) -> pd.DataFrame:
    """The different sentences of a file that may be drawn: of so many words, and not `known`, which
    are digests.
    """
    sentences = fr.split_sentences(fr.make_articles(read_whole(folder, name)))
    sentences = sentences[sentences["part"] != "boilerplate"].drop_duplicates("text")
    is_new = ~sentences["text"].map(digest).isin(known)
    n_words = sentences["text"].str.split().str.len()
    return sentences[n_words.between(shortest, longest) & is_new]


_PERSONS = frozenset({"leader", "official"})
_POSSESSIVE = re.compile(r"['’]s?$")


def identify(surface: str, actor_id: object, alias_type: str) -> tuple[object, ...]:
    """Return what two mentions share if they are of the same actor, or person.

    Examples
    --------
    >>> identify("Vladimir Putin", "RUS", "leader") == identify("Putin’s", "RUS", "leader")
    True
    >>> identify("Putin", "RUS", "leader") == identify("Moscow", "RUS", "capital")
    False
    """
    if alias_type in _PERSONS or pd.isna(actor_id):  # type: ignore[call-overload]
        last_name = _POSSESSIVE.sub("", surface.lower()).split()[-1:]
        return actor_id if isinstance(actor_id, str) else None, last_name
    return (actor_id,)


def name_places(mentions: pd.DataFrame, offset: int, codebook: fr.Codebook) -> Iterable[dict]:
    """Yield the mentions of a sentence, each with the letter of whom it names."""
    letters: dict[tuple[object, ...], str] = {}
    end_before = -1
    columns = ["start", "end", "surface", "actor_id", "alias_type"]
    for start, end, surface, actor_id, alias_type in mentions.sort_values(["start", "end"])[
        columns
    ].itertuples(index=False, name=None):
        if start < end_before:
            continue
        end_before = end
        who = tuple(str(part) for part in identify(surface, actor_id, alias_type))
        letter = letters.setdefault(who, string.ascii_uppercase[len(letters) % 26])
        yield {
            "letter": letter,
            "start": int(start) - offset,
            "end": int(end) - offset,
            "actor_id": None if pd.isna(actor_id) else actor_id,
            "alias_type": alias_type,
            "is_name": names_somebody(surface, alias_type, codebook),
        }


def show_unit(unit: dict[str, Any]) -> str:
    """Show a sentence as a coder sees it: ``[A]`` for a name, ``[A: the president]`` else."""
    text = unit["text"]
    spans = []
    for place in unit["mentions"]:
        start, end, letter = place["start"], place["end"], place["letter"]
        stand_in = f"[{letter}]" if place["is_name"] else f"[{letter}: {text[start:end]}]"
        spans.append((start, end, stand_in))
    return mask(text, spans).text.replace("\n", " ")


def make_units(
    name: str,
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    codebook: fr.Codebook,
    doubt: Mapping[str, float],
) -> Iterable[dict]:
    """Yield sentences of a file as units, also those without a mention; `doubt` is by sentence."""
    of_sentence = dict(list(mentions.groupby("sentence_id")))
    columns = ["sentence_id", "article_id", "start", "text"]
    for sentence_id, article_id, start, text in rows_of(sentences, columns):
        found = of_sentence.get(sentence_id)
        places = [] if found is None else list(name_places(found, start, codebook))
        yield {
            "file": name,
            "doc": article_id,
            "start": int(start),
            "end": int(start) + len(text),
            "sha256": digest(text),
            "text": text,
            "doubt": doubt.get(sentence_id, 0.0),
            "actors": sorted({str(place["actor_id"]) for place in places}),
            "mentions": places,
        }
