"""Short texts and the actors that a careful reader finds in them, on the day of the text."""

import csv
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing import schema

with (Path(__file__).parent / "resolution.csv").open(encoding="utf8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))
CODEBOOK = fr.read_codebook()


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    """Actors of each text in order of appearance; a question mark where nothing settles which."""
    articles = fr.make_articles({row["id"]: row["text"] for row in ROWS})
    days = [pd.Timestamp(row["day"], tz="UTC") if row["day"] else None for row in ROWS]
    articles["published_at"] = pd.Series(days, dtype=schema.DATETIME)
    mentions = fr.find_mentions(fr.split_sentences(articles, codebook=CODEBOOK), CODEBOOK, articles=articles)
    actors = mentions["actor_id"].fillna("?").groupby(mentions["article_id"]).agg(" ".join)
    return actors.to_dict()


def test_there_are_at_least_400_and_each_has_its_own_name() -> None:
    assert len(ROWS) >= 400
    assert len({row["id"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_text_names(row: dict[str, str], found: dict[str, str]) -> None:
    if row["gap"]:
        # A known limit; when it is mended, the row must say so.
        assert found.get(row["id"], "") != row["expected"], f"{row['gap']!r} is no gap any more"
        pytest.xfail(row["gap"])
    assert found.get(row["id"], "") == row["expected"], row["text"]
