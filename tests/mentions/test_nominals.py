"""Descriptions that inherit from the article: "the president", "the country", "the North"."""

from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.cli import main


def describe(text: str, codebook: fr.Codebook, *, day: str = "2018-05-01") -> list[tuple[str, ...]]:
    """Surface, actor and antecedent of each nominal mention."""
    articles = fr.make_articles({"one": text})
    articles["published_at"] = pd.Timestamp(day, tz="UTC").as_unit("us")
    mentions = fr.find_mentions(fr.split_sentences(articles), codebook, articles=articles)
    nominals = mentions[mentions["alias_type"] == "nominal"]
    columns = ["surface", "actor_id", "candidates"]
    return list(nominals[columns].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "nominals"),
    [
        (
            "Emmanuel Macron landed in Delhi. The president waved.",
            [("The president", "FRA", "Emmanuel Macron")],
        ),
        (
            "Angela Merkel landed. Later the chancellor waved.",
            [("the chancellor", "DEU", "Angela Merkel")],
        ),
        (
            "The Kenyan president landed. Reporters asked the president about maize.",
            [("the president", "KEN", "Kenyan")],
        ),
        (
            "The Trump administration delayed it. Critics of the administration cheered.",
            [("the administration", "USA", "Trump")],
        ),
        (
            "The Chilean government fell. Few had trusted the government.",
            [("the government", "CHL", "Chilean")],
        ),
        (
            "North Korea met South Korea. The North smiled, and the South did not.",
            [("The North", "PRK", "North Korea"), ("the South", "KOR", "South Korea")],
        ),
        (
            "North Korea met its neighbour. Talks of North and South Korea went on.",
            [("North", "PRK", "North Korea")],
        ),
        (
            "Ghana votes today. Many people left the country.",
            [("the country", "GHA", "Ghana")],
        ),
        (
            "The Peruvian foreign minister landed. The foreign minister waved.",
            [("The foreign minister", "PER", "Peruvian")],
        ),
        # Two hold it, and both are near.
        ("President Trump met President Macron. The president waved.", []),
        ("Ghana beat Togo. Rain fell over the country.", []),
        # It is not the whole description, or describes the name beside it.
        ("Angela Merkel landed. The chancellor of Austria waved.", []),
        ("Angela Merkel, the chancellor, waved.", []),
        ("Angela Merkel landed. The chancellor candidate waved.", []),
        (
            "Angela Merkel landed. The chancellor's coat was red.",
            [("The chancellor", "DEU", "Angela Merkel")],
        ),
        ("The German government fell. The government in Paris did not.", []),
        ("South Africa won. Birds flew to the south.", []),
        ("North Korea fired a missile into the North Pacific.", []),
        # Somebody else holds the office, too.
        ("Emmanuel Macron met the president of Acme Steel. The president waved.", []),
        # Pronouns are not read, and nobody is named.
        ("Angela Merkel landed. She waved.", []),
        ("The president waved.", []),
    ],
)
def test_descriptions_that_one_actor_holds(
    text: str, nominals: list[tuple[str, ...]], shipped_codebook: fr.Codebook
) -> None:
    assert describe(text, shipped_codebook) == nominals


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Kim Jong Un met Moon Jae-in. Mr. Kim said yes, and Mr. Moon said so.", "PRK KOR PRK KOR"),
        ("Kim Jong - un met Moon Jae - in. Mr Kim said yes.", "PRK KOR PRK"),
        ("Vladimir Putin met Xi Jinping. Mr Putin left before Mr Xi.", "RUS CHN RUS CHN"),
    ],
)
def test_short_forms_after_the_full_name(
    text: str, actors: str, shipped_codebook: fr.Codebook
) -> None:
    articles = fr.make_articles({"one": text})
    mentions = fr.find_mentions(fr.split_sentences(articles), shipped_codebook)
    assert " ".join(mentions["actor_id"]) == actors


def test_nominals_can_be_left_out(shipped_codebook: fr.Codebook) -> None:
    sentences = fr.split_sentences(
        fr.make_articles(
            {"one": "Ghana votes today. It rained in the country, the government said."}
        )
    )
    both = fr.find_mentions(sentences, shipped_codebook)
    named = fr.find_mentions(sentences, shipped_codebook, with_nominals=False)
    assert both["alias_type"].tolist() == ["name", "nominal"]
    assert both["reading"].tolist() == ["actor", "place"]
    assert named["alias_type"].tolist() == ["name"]


@pytest.mark.parametrize("with_nominals", [True, False])
def test_an_analysis_leaves_nominals_out(with_nominals: bool) -> None:
    articles = fr.make_articles({"one": "Ghana votes today. It rained in the country."})
    tables = fr.analyse(articles, measures=("vader",), with_nominals=with_nominals)
    assert ("nominal" in set(tables["mentions"]["alias_type"])) == with_nominals


def test_the_command_leaves_nominals_out_and_does_again_what_depends_on_them(
    tmp_path: Path,
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Votes\n\nGhana votes today. It rained in the country.")
    out = tmp_path / "out"
    command = ["analyse", str(tmp_path / "in"), "--out", str(out), "--measures", "vader"]
    kinds = []
    for more in ([], ["--no-nominals"]):
        assert main([*command, *more]) == 0
        kinds.append(set(fr.read_tables(out)["mentions"]["alias_type"]))
    assert kinds == [{"name", "nominal"}, {"name"}]


@pytest.mark.parametrize(
    ("text", "nominals"),
    [
        # Halves are held by who leads them, and an administration by its president.
        ("Kim Jong Un spoke. Mr. Kim said the North would wait.", ["the North PRK"]),
        (
            "Kim Jong Un and Moon Jae-in met. The North talked, and the South agreed.",
            ["The North PRK", "the South KOR"],
        ),
        ("President Donald Trump spoke. The administration will act.", ["The administration USA"]),
        (
            "Donald Trump spoke. The Trump administration, said Xi Jinping, was late. "
            "The administration acted.",
            ["The administration USA"],
        ),
        ("The Kremlin denied it. The country has changed.", ["The country RUS"]),
        ("Vladimir Putin dined. The Russian leader left. The leader waved.", ["The leader RUS"]),
        ("King Charles III spoke. The king was tired.", ["The king GBR"]),
        (
            "Prime Minister Narendra Modi left. The prime minister slept.",
            ["The prime minister IND"],
        ),
        ("South Sudan and Sudan fought. The South won.", ["The South SSD"]),
        # Of two that hold it none is meant, and nobody holds what is somebody else's.
        ("Donald Trump met Xi Jinping. The administration will act.", []),
        ("Angela Merkel spoke. The administration of the school closed.", []),
        ("Kim Jong Un wrote to Jo Doe, who grew up in the North of England.", []),
        ("Vladimir Putin and Emmanuel Macron met. The president left early.", []),
    ],
)
def test_descriptions_are_held_by_one_actor(
    text: str, nominals: list[str], shipped_codebook: fr.Codebook
) -> None:
    day = "2023-06-01" if "Charles" in text else "2018-05-01"
    found = describe(text, shipped_codebook, day=day)
    assert [f"{surface} {actor}" for surface, actor, _ in found] == nominals


@pytest.mark.parametrize(
    "text",
    [
        "The foreign minister of Kenya met the foreign minister of Ghana. The two ministers ate.",
        "Kenya and Ghana met. The two heads of state ate.",
        "The troops of Kenya met those of Ghana. The two armies left.",
        "Kenya and Ghana met. Both prime ministers ate.",
    ],
)
def test_two_that_are_told_by_what_they_are(text: str, shipped_codebook: fr.Codebook) -> None:
    mentions = fr.find_mentions(
        fr.split_sentences(fr.make_articles({"one": text})), shipped_codebook
    )
    both = mentions[mentions["rule"] == "both"]
    assert sorted(both["actor_id"]) == ["GHA", "KEN"]
