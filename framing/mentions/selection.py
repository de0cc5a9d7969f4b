"""Which mentions count, which need a reader, and which stand in one sentence."""

from collections.abc import Mapping, Sequence

import pandas as pd

from ..tables import READINGS, check, rows_of


def unresolved(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """List the mentions that need a reader: those not settled, and those taken for a misspelling.

    Returns
    -------
    DataFrame
        One row is a mention: mention_id, surface, candidates, rule, and the text of its sentence.

    Raises
    ------
    SchemaError
        If a column is missing.
    """
    check(mentions, "mentions")
    doubtful = mentions[mentions["actor_id"].isna() | (mentions["rule"] == "misspelt")]
    texts = check(sentences, "sentences")[["sentence_id", "text"]]
    columns = ["mention_id", "surface", "actor_id", "candidates", "rule", "text"]
    return doubtful.merge(texts, on="sentence_id", how="left")[columns]


def portraying(mentions: pd.DataFrame, readings: Sequence[str] = ("actor",)) -> pd.DataFrame:
    """Select the mentions whose actor is settled and whose reading is one of `readings`.

    Raises
    ------
    ValueError
        If a reading is unknown.
    """
    unknown = [reading for reading in readings if reading not in READINGS]
    if isinstance(readings, str) or unknown:
        raise ValueError(f"readings must be a list of {', '.join(READINGS)}, not {readings!r}")
    return mentions[mentions["actor_id"].notna() & mentions["reading"].isin(list(readings))]


_READ = {
    "actor": ("means an actor", "mean an actor"),
    "place": ("only names a place", "only name a place"),
    "attribute": ("only describes a thing or language", "only describe a thing or language"),
    "unclear": ("is unclear", "are unclear"),
}


def tell_readings(counts: Mapping[str, int]) -> str:
    """Tell how many mentions mean an actor, and what the others are.

    Parameters
    ----------
    counts : mapping of str to int
        Reading -> mentions.

    Examples
    --------
    >>> tell_readings({"place": 34, "actor": 207, "unclear": 1})
    '207 mean an actor, 34 only name a place, 1 is unclear'
    """
    return ", ".join(
        f"{counts[reading]:,} {one if counts[reading] == 1 else several}"
        for reading, (one, several) in _READ.items()
        if counts.get(reading)
    )


def group_by_sentence(mentions: pd.DataFrame) -> dict[str, list[tuple[str, int, int]]]:
    """Map each sentence id to its mentions as (mention_id, start, end), in order of appearance."""
    groups: dict[str, list[tuple[str, int, int]]] = {}
    columns = rows_of(mentions, ["sentence_id", "mention_id", "start", "end"])
    for sentence_id, mention_id, start, end in columns:
        groups.setdefault(sentence_id, []).append((mention_id, start, end))
    return groups


def split_at_mentions(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Split its sentence at each mention: left, right, in the order of the mentions."""
    placed = (
        check(sentences, "sentences")
        .set_index("sentence_id")
        .loc[mentions["sentence_id"], ["text", "start"]]
    )
    rows = zip(placed["text"], placed["start"], mentions["start"], mentions["end"], strict=True)
    sides = [(text[: start - begin], text[end - begin :]) for text, begin, start, end in rows]
    return pd.DataFrame(sides, columns=["left", "right"], index=mentions.index, dtype="str")
