"""Sentences into mentions: which words name which actor."""

from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.tables import schema
from framing.tables.contracts.columns import DATETIME


def find(text: str, codebook: fr.Codebook, day: str | None = None) -> list[tuple[str, str]]:
    """(actor_id, surface) of each mention in one sentence."""
    sentences = schema.make("sentences", [("one:0", "one", 0, "body", 0, len(text), text)])
    articles = fr.make_articles({"one": text}).assign(
        published_at=pd.Series([day and pd.Timestamp(day, tz="UTC")], dtype=DATETIME)
    )
    mentions = fr.find_mentions(sentences, codebook, articles=articles)
    actors = mentions["actor_id"].astype(object).where(mentions["actor_id"].notna(), None)
    return list(zip(actors, mentions["surface"], strict=True))


CHN, FRA, GBR, RUS, SAU, UKR, UN, USA = "CHN", "FRA", "GBR", "RUS", "SAU", "UKR", "UN", "USA"


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        # The longest alias wins.
        (
            "The United Kingdom of Great Britain and Northern Ireland won.",
            [(GBR, "United Kingdom of Great Britain and Northern Ireland")],
        ),
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
)
def test_who_is_named(
    text: str, mentions: list[tuple[str, str]], shipped_codebook: fr.Codebook
) -> None:
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
def test_a_leader_counts_on_days_in_office(
    day: str | None, actors: list[str], tiny_codebook: fr.Codebook
) -> None:
    assert find("Anna Marek waits.", tiny_codebook, day) == [
        (actor, "Anna Marek") for actor in actors
    ]


def test_confidence_is_shared_among_the_actors_that_words_name(tiny_codebook: fr.Codebook) -> None:
    sentences = fr.split_sentences(fr.make_articles({"one": "Anna Marek met Oskar Lind."}))
    assert fr.find_mentions(sentences, tiny_codebook)["confidence"].tolist() == [1 / 2, 1.0]


def test_one_row_is_an_alias(tiny_tables: dict[str, pd.DataFrame]) -> None:
    six = tiny_tables["mentions"].query("article_id == 'six'")
    assert six[
        ["mention_id", "actor_id", "alias_type", "surface", "start", "end"]
    ].values.tolist() == [
        ["six:0:0", "FRE", "name", "FREEDONIA", 15, 24],
        ["six:1:0", "FRE", "leader", "Anna Marek", 26, 36],
        ["six:1:1", "RUR", "capital", "Strelsau", 46, 54],
        ["six:1:2", "FRE", "seat", "Marble House", 68, 80],
        ["six:2:0", "RUR", "demonym", "Ruritanian", 86, 96],
        ["six:2:1", "FRE", "demonym", "Freedonians", 117, 128],
    ]


def test_mentions_of_each_actor(tiny_tables: dict[str, pd.DataFrame]) -> None:
    assert tiny_tables["mentions"]["actor_id"].value_counts().to_dict() == {
        "FRE": 10,
        "RUR": 10,
        "LIT": 3,
    }


def test_a_missing_column_is_named(tiny_codebook: fr.Codebook) -> None:
    with pytest.raises(fr.SchemaError, match="lacks text"):
        fr.find_mentions(schema.empty("sentences").drop(columns="text"), tiny_codebook)


# ---- what the words alone do not say
# --------------------------------------------------------------------------------


def resolve(
    text: str, codebook: fr.Codebook, day: str | None = None
) -> list[tuple[str | None, str, str, str | None]]:
    """(actor_id, surface, rule, person) of each mention in a short article."""
    articles = fr.make_articles({"one": text}).assign(
        published_at=pd.Series([day and pd.Timestamp(day, tz="UTC")], dtype=DATETIME)
    )
    mentions = fr.find_mentions(fr.split_sentences(articles), codebook, articles=articles)
    columns = mentions[["actor_id", "surface", "rule", "person"]].astype(object)
    return list(columns.where(columns.notna(), None).itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Truss spoke.", "2022-09-20", [(GBR, "Truss", "alias", "Liz Truss")]),
        (
            "The British prime minister spoke.",
            "2022-09-20",
            [(GBR, "British", "alias", "Liz Truss")],
        ),
        (
            "The British prime minister spoke.",
            "2022-09-05",
            [(GBR, "British", "alias", "Boris Johnson")],
        ),
        (
            "The president of France spoke.",
            "2023-05-01",
            [(FRA, "France", "alias", "Emmanuel Macron")],
        ),
        ("The British prime minister spoke.", None, [(GBR, "British", "alias", None)]),
        (
            "Boris Johnson left. Johnson waved.",
            "2022-07-07",
            [
                (GBR, "Boris Johnson", "alias", "Boris Johnson"),
                (GBR, "Johnson", "inherited", "Boris Johnson"),
            ],
        ),
        (
            "Chinese envoy Li Ming left. Li waved.",
            None,
            [
                (CHN, "Chinese", "alias", None),
                (CHN, "Li Ming", "learnt", "Li Ming"),
                (CHN, "Li", "inherited", "Li Ming"),
            ],
        ),
        (
            "Vladimr Putin left.",
            "2022-07-07",
            [(RUS, "Vladimr Putin", "misspelt", "Vladimir Putin")],
        ),
        ("They flew to Afganistan.", None, [("AFG", "Afganistan", "misspelt", None)]),
        (
            "France and Ukraine agreed. Both countries signed.",
            None,
            [
                (FRA, "France", "alias", None),
                (UKR, "Ukraine", "alias", None),
                (FRA, "Both countries", "both", None),
                (UKR, "Both countries", "both", None),
            ],
        ),
        (
            "Georgia and Russia fought over South Ossetia.",
            None,
            [
                ("GEO", "Georgia", "context", None),
                (RUS, "Russia", "alias", None),
                ("XSO", "South Ossetia", "alias", None),
            ],
        ),
        ("Voters in Georgia chose a senator in Atlanta.", None, []),
        ("Georgia is nice.", None, [(None, "Georgia", "ambiguous", None)]),
        ("Michael Jordan scored for the Bulls.", None, []),
        ("See www.russia.example and press@china.example for more.", None, []),
        ("He speaks Russian. She taught in French.", None, []),
    ],
)
def test_resolution(
    text: str,
    day: str | None,
    expected: list[tuple[str | None, str, str, str | None]],
    shipped_codebook: fr.Codebook,
) -> None:
    assert resolve(text, shipped_codebook, day) == expected


def test_two_persons_of_one_surname_and_two_actors_are_not_guessed(
    tiny_codebook: fr.Codebook,
) -> None:
    text = "Ruritanian envoy Tom Berg met Freedonian envoy Ann Berg. Berg smiled."
    assert resolve(text, tiny_codebook)[-1][:3] == (None, "Berg", "ambiguous")


def test_unresolved_lists_what_needs_a_reader(shipped_codebook: fr.Codebook) -> None:
    sentences = fr.split_sentences(
        fr.make_articles({"one": "Georgia is nice. Emanuel Macron left. France stays."})
    )
    listed = fr.unresolved(fr.find_mentions(sentences, shipped_codebook), sentences)
    assert listed[["surface", "candidates", "rule"]].values.tolist() == [
        ["Georgia", "GEO; none", "ambiguous"],
        ["Emanuel Macron", "Emmanuel Macron", "misspelt"],
    ]
    assert listed["text"].tolist() == ["Georgia is nice.", "Emanuel Macron left."]


def test_summaries_leave_out_places_and_what_is_not_settled(shipped_codebook: fr.Codebook) -> None:
    sentences = fr.split_sentences(
        fr.make_articles({"one": "Moscow warned Georgia. Talks in Moscow failed."})
    )
    mentions = fr.find_mentions(sentences, shipped_codebook)
    assert fr.portraying(mentions)[["actor_id", "reading"]].values.tolist() == [["RUS", "actor"]]
    assert len(fr.portraying(mentions, ["actor", "place"])) == 2
    with pytest.raises(ValueError, match="readings must be a list"):
        fr.portraying(mentions, "actor")


def test_a_user_s_aliases_add_override_and_remove(tmp_path: Path) -> None:
    (tmp_path / "aliases.csv").write_text(
        "actor_id,alias,alias_type,is_case_sensitive,valid_from,valid_to,reference\n"
        "CHN,the Middle Kingdom,name,false,,,mine\n"
        "USA,Georgia,name,false,,,mine\n"
        "-,Kremlin,seat,false,,,mine\n",
        encoding="utf8",
    )
    own = fr.read_codebook(tmp_path)
    text = "The Kremlin, Georgia and the Middle Kingdom met France."
    assert find(text, own) == [(USA, "Georgia"), (CHN, "the Middle Kingdom"), (FRA, "France")]
    assert own.digest != fr.read_codebook().digest


def test_one_wrong_letter_is_forgiven_and_two_are_not(shipped_codebook: fr.Codebook) -> None:
    near = [
        "Afganistan",
        "Affghanistan",
        "Afghanisten",
        "Afghansitan",
    ]  # out, in, changed, exchanged
    far = ["Afganisten", "Affghanisttan", "Afghasnitan"]
    for name in near:
        assert find(f"They flew to {name}.", shipped_codebook) == [("AFG", name)]
    for name in far:
        assert find(f"They flew to {name}.", shipped_codebook) == []
