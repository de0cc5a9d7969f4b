"""Sentences and the actors that a careful reader sees in them, row by row: `resolution.csv`.

`day` is the day of the article, `expected` lists the actors of all mentions in the order of the
text (``?`` where the text settles nothing), `about` says what the row is for, and `gap` why a row
is known to fail: it must go on failing until the reason is gone.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

import framing as fr

with (Path(__file__).parent / "resolution.csv").open(encoding="utf8", newline="") as file:
    ROWS = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def resolved(shipped_codebook: fr.Codebook) -> dict[str, str]:
    """Row -> the actors found, all rows in one pass."""
    days = {row["id"]: row["day"] or None for row in ROWS}
    articles = fr.make_articles({row["id"]: row["text"] for row in ROWS})
    articles["published_at"] = articles["article_id"].map(days).astype("datetime64[us, UTC]")
    mentions = fr.find_mentions(fr.split_sentences(articles), shipped_codebook, articles=articles)
    actors = mentions["actor_id"].astype(object).fillna("?")
    found = actors.groupby(mentions["article_id"], sort=False).agg(" ".join).to_dict()
    return {row["id"]: found.get(row["id"], "") for row in ROWS}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=row["id"],
            marks=[pytest.mark.xfail(strict=True, reason=row["gap"])] if row["gap"] else [],
        )
        for row in ROWS
    ],
)
def test_actors_of_a_sentence(row: dict[str, str], resolved: dict[str, str]) -> None:
    assert resolved[row["id"]] == row["expected"], row["text"]


def test_table_is_large_and_each_row_is_new() -> None:
    assert len(ROWS) >= 400
    assert max(Counter(row["id"] for row in ROWS).values()) == 1
    assert max(Counter((row["text"], row["day"]) for row in ROWS).values()) == 1
    assert sum("misspel" in row["about"] for row in ROWS) >= 30
    assert sum(bool(row["gap"]) for row in ROWS) <= 0.05 * len(ROWS)
