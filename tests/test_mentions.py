"""Sentences into mentions: which words name which actor."""

import pandas as pd
import pytest

import framing as fr
from framing import schema


def find(text: str, codebook: fr.Codebook, day: str | None = None) -> list[tuple[str, str]]:
    """(actor_id, surface) of each mention in one sentence."""
    sentences = schema.make("sentences", [("one:0", "one", 0, "body", 0, len(text), text)])
    articles = fr.make_articles({"one": text}).assign(
        published_at=pd.Series([day and pd.Timestamp(day, tz="UTC")], dtype=schema.DATETIME)
    )
    mentions = fr.find_mentions(sentences, codebook, articles=articles)
    actors = mentions["actor_id"].astype(object).where(mentions["actor_id"].notna(), None)
    return list(zip(actors, mentions["surface"], strict=True))


CHN, FRA, GBR, RUS, SAU, UKR, UN, USA = "CHN", "FRA", "GBR", "RUS", "SAU", "UKR", "UN", "USA"


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        # The longest alias wins.
        ("The United Kingdom of Great Britain and Northern Ireland won.",
         [(GBR, "United Kingdom of Great Britain and Northern Ireland")]),
        ("The Communist Party of China met.", [(CHN, "Communist Party of China")]),
        ("Vladimir Putin met Xi Jinping.", [(RUS, "Vladimir Putin"), (CHN, "Xi Jinping")]),
        # Word borders.
        ("Chinatown is not antiAmerican; Putinism is old.", []),
        ("Pro-Russian and China-backed groups met.", [(RUS, "Russian"), (CHN, "China")]),
        ("U.S.-China talks failed.", [(USA, "U.S."), (CHN, "China")]),
        ("US–Russia talks failed.", [(USA, "US"), (RUS, "Russia")]),
        ("(China) met “Russia”.", [(CHN, "China"), (RUS, "Russia")]),
        # Capitals.
        ("The US told us to go.", [(USA, "US")]),
        ("CHINA AND RUSSIA TALK", [(CHN, "CHINA"), (RUS, "RUSSIA")]),
        ("He put the china in a cabinet made of turkey feathers.", []),
        ("They went west; Western voters did not.", [("WEST", "Western")]),
        ("united states officials met.", [(USA, "united states")]),
        # Full stops.
        ("He left the U.S.", [(USA, "U.S.")]),
        ("He went to the U.S., then to the U.K.", [(USA, "U.S."), (GBR, "U.K.")]),
        ("The U.N. met in Geneva.", [(UN, "U.N.")]),
        # Possessives.
        ("China's plan and China’s price.", [(CHN, "China"), (CHN, "China")]),
        ("The United States’ plan and the U.S.’s price.", [(USA, "United States"), (USA, "U.S.")]),
        # Spaces inside a name.
        ("They met in Saudi\nArabia.", [(SAU, "Saudi\nArabia")]),
        ("They met in Saudi\u00a0Arabia.", [(SAU, "Saudi\u00a0Arabia")]),
        # Accents.
        ("The Élysée said no.", [(FRA, "Élysée")]),
        ("The Elysee said no.", [(FRA, "Elysee")]),
        # Blockers.
        ("The Washington Post wrote.", []),
        ("The Washington Post wrote of Washington.", [(USA, "Washington")]),
        ("He fled to Hong Kong over the South China Sea.", [("HKG", "Hong Kong")]),
        ("He ate a Turkey sandwich in New England.", []),
    ],
)  # fmt: skip
def test_who_is_named(text: str, mentions: list[tuple[str, str]], shipped_codebook: fr.Codebook) -> None:
    assert find(text, shipped_codebook) == mentions


@pytest.mark.parametrize(
    ("text", "alias_type", "reading"),
    [
        ("Ruritania warned.", "name", "actor"),
        ("He lives in Ruritania.", "name", "place"),
        ("The Ruritanian coast.", "demonym", "place"),
        ("A Ruritanian minister.", "demonym", "actor"),
        ("A Ruritanian-made car.", "demonym", "attribute"),
        ("Talks in Strelsau.", "capital", "place"),
        ("Zenda Castle waits.", "seat", "actor"),
        ("Anna Marek waits.", "leader", "actor"),
    ],
)
def test_reading(text: str, alias_type: str, reading: str, tiny_codebook: fr.Codebook) -> None:
    mentions = fr.find_mentions(fr.split_sentences(fr.make_articles({"one": text})), tiny_codebook)
    assert mentions[["alias_type", "reading"]].values.tolist() == [[alias_type, reading]]


@pytest.mark.parametrize(
    ("day", "actors"),
    [
        ("2019-12-31", []),
        ("2020-01-01", ["RUR"]),
        ("2021-12-31", ["RUR"]),
        ("2022-01-01", ["FRE"]),
        ("2022-12-31", ["FRE"]),
        ("2023-01-01", []),
        (None, [None]),  # two actors, and nothing says which
    ],
)
def test_a_leader_counts_on_days_in_office(day: str | None, actors: list[str], tiny_codebook: fr.Codebook) -> None:
    assert find("Anna Marek waits.", tiny_codebook, day) == [(actor, "Anna Marek") for actor in actors]


def test_confidence_is_shared_among_the_actors_that_words_name(tiny_codebook: fr.Codebook) -> None:
    sentences = fr.split_sentences(fr.make_articles({"one": "Anna Marek met Oskar Lind."}))
    assert fr.find_mentions(sentences, tiny_codebook)["confidence"].tolist() == [1 / 2, 1.0]


def test_one_row_is_an_alias(tiny_tables: dict[str, pd.DataFrame]) -> None:
    six = tiny_tables["mentions"].query("article_id == 'six'")
    assert six[["mention_id", "actor_id", "alias_type", "surface", "start", "end"]].values.tolist() == [
        ["six:0:0", "FRE", "name", "FREEDONIA", 15, 24],
        ["six:1:0", "FRE", "leader", "Anna Marek", 26, 36],
        ["six:1:1", "RUR", "capital", "Strelsau", 46, 54],
        ["six:1:2", "FRE", "seat", "Marble House", 68, 80],
        ["six:2:0", "RUR", "demonym", "Ruritanian", 86, 96],
        ["six:2:1", "FRE", "demonym", "Freedonians", 117, 128],
    ]


def test_mentions_of_each_actor(tiny_tables: dict[str, pd.DataFrame]) -> None:
    assert tiny_tables["mentions"]["actor_id"].value_counts().to_dict() == {"FRE": 10, "RUR": 10, "LIT": 3}


def test_a_missing_column_is_named(tiny_codebook: fr.Codebook) -> None:
    with pytest.raises(fr.SchemaError, match="lacks text"):
        fr.find_mentions(schema.empty("sentences").drop(columns="text"), tiny_codebook)
