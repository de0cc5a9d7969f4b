"""Who is no actor: persons with a country's name, namesakes, peoples, places and pronouns."""

import pandas as pd
import pytest

import framing as fr


def name(texts: list[str], codebook: fr.Codebook, day: str | None = None) -> list[str]:
    """The actors of each text, parted by spaces; ``?`` where nothing settles who is meant."""
    articles = fr.make_articles({str(number): text for number, text in enumerate(texts)})
    if day:
        articles["published_at"] = pd.Timestamp(day, tz="UTC").as_unit("us")
    sentences = fr.split_sentences(articles)
    mentions = fr.find_mentions(sentences, codebook, articles=articles)
    actors = mentions["actor_id"].astype(object).fillna("?")
    found = actors.groupby(mentions["article_id"], sort=False).agg(" ".join).to_dict()
    return [found.get(str(number), "") for number in range(len(texts))]


@pytest.mark.parametrize(
    "text",
    [
        "Mr England left the room early.",
        "MR ENGLAND LEFT THE ROOM EARLY",
        "Ms Ireland said no.",
        "Judge Brazil ruled against it.",
        "Sgt. Cuba was hurt.",
        "They thanked Dr. French for the lecture.",
        "Baroness Scotland opened the fair.",
        "Lord Jordan of Bury spoke.",
        "Prof. Chad marked the papers.",
        "Capt Norway steered the boat.",
        "Mrs. Paris and Miss London sang.",
        "Sheriff Israel resigned.",
        "General England saluted.",
    ],
)
def test_a_title_makes_a_person(text: str, shipped_codebook: fr.Codebook) -> None:
    assert name([text], shipped_codebook) == [""]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Ms Mucarsel-Powell won the seat.", ""),
        ("Ms Tallow-Merkel won the seat.", ""),
        ("A Macron-Lindqvist signed the form.", ""),
        ("Louise Baker-Merkel won the seat.", ""),
        ("The Musk-Trump feud went on.", "USA"),
        ("Trump-Putin talks failed.", "USA RUS"),
        ("Anti-Putin marchers sang.", "RUS"),
        ("Mark Miller said the shop would close.", ""),
        ("Jack Putin sells boats. Putin said so on Monday.", ""),
        ("Frank Macron sells boats.", ""),
        ("Tom J. Erdogan sells boats.", ""),
        ("Vladimir Putin spoke. Jack Putin sells boats. Putin said no.", "RUS RUS"),
        ("Vlad Putin spoke.", "RUS"),
        ("Emanuel Macron arrived.", "FRA"),
        ("When Macron arrived, it rained.", "FRA"),
        ("St Lucie was flooded.", ""),
        ("Port St. Lucie was flooded.", ""),
        ("St Lucia was flooded.", "LCA"),
    ],
)
def test_namesakes_of_a_leader(text: str, actors: str, shipped_codebook: fr.Codebook) -> None:
    assert name([text], shipped_codebook, "2019-06-01") == [actors]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Cherokee Indians signed the treaty.", ""),
        ("The Plains Indians hunted buffalo.", ""),
        ("A Navajo Indian carved it.", ""),
        ("Hopi Indians grow maize.", ""),
        ("Indians voted on Sunday.", "IND"),
        ("The volcano in New Britain erupted.", ""),
        ("Ships passed New Ireland.", ""),
        ("Inner Mongolia digs coal.", ""),
        ("Inner Mongolians herd sheep.", ""),
        ("Outer Mongolia was cold.", "MNG"),
        ("Little Odessa and Little Saigon are parts of cities.", ""),
    ],
)
def test_peoples_and_places_of_their_own(
    text: str, actors: str, shipped_codebook: fr.Codebook
) -> None:
    assert name([text], shipped_codebook) == [actors]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("SUBSCRIBE TO US", ""),
        ("FOLLOW US ON YOUR PHONE", ""),
        ("CONTACT US", ""),
        ("PLEASE JOIN US FOR DINNER ON FRIDAY", ""),
        ("HELP US!", ""),
        ("TELL US WHAT YOU THINK", ""),
        ("WRITE TO US TODAY", ""),
        ("ADVERTISE WITH US", ""),
        ("SHARE THIS WITH US", ""),
        ("JAPAN TO JOIN US", "JPN USA"),
        ("CHINA WARNS US OVER TAIWAN", "CHN USA TWN"),
        ("SUPPORT US TROOPS", "USA"),
        ("US TO SEND TROOPS", "USA"),
    ],
)
def test_capitals_that_speak_to_the_reader(
    text: str, actors: str, shipped_codebook: fr.Codebook
) -> None:
    assert name([text], shipped_codebook) == [actors]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Isis claimed the attack.", "ISIS"),
        ("ISIS claimed the attack.", "ISIS"),
        ("Opec cut its output.", "OPEC"),
        ("Unesco listed the temple.", "UNESCO"),
        ("Unicef sent tents.", "UNICEF"),
        ("Unrwa closed a school.", "UNRWA"),
        ("Farc laid down its arms.", "FARC"),
        ("Ecowas lifted the sanctions.", "ECOWAS"),
        ("Apec met in autumn.", "APEC"),
        ("Aukus alarmed its neighbours.", "AUKUS"),
        ("Nato met in spring.", "NATO"),
        ("Sadc, Igad and Saarc sent observers.", "SADC IGAD SAARC"),
        ("Nasa and USAid lost staff.", "USA USA"),
        ("Who spoke to us about it?", ""),
        ("The WHO spoke to the US.", "WHO USA"),
        ("The isis river is a stretch of the Thames.", ""),
    ],
)
def test_acronyms_spoken_as_words(text: str, actors: str, shipped_codebook: fr.Codebook) -> None:
    assert name([text], shipped_codebook) == [actors]


@pytest.mark.parametrize(
    ("text", "day", "actors"),
    [
        ("Swaziland held a vote.", "2024-05-01", "SWZ"),
        ("Burma held a vote.", "2024-05-01", "MMR"),
        ("Turkey held a vote.", "2024-05-01", "TUR"),
        ("Türkiye held a vote.", "2021-05-01", "TUR"),
        ("The Czech Republic held a vote.", "2024-05-01", "CZE"),
        ("Cape Verde held a vote.", "2024-05-01", "CPV"),
        ("Ivory Coast held a vote.", "2024-05-01", "CIV"),
        ("East Timor held a vote.", "2024-05-01", "TLS"),
        ("Macedonia held a vote.", "2024-05-01", "MKD"),
        ("FYROM held a vote.", "2024-05-01", "MKD"),
        ("Nur-Sultan denied it.", "2024-05-01", "KAZ"),
        ("Byelorussia held a vote.", "2024-05-01", "BLR"),
        ("Zaire held a vote.", "2024-05-01", "COD"),
        ("The Soviet Union held a vote.", "2024-05-01", ""),
    ],
)
def test_names_in_use_after_a_change_of_name(
    text: str, day: str, actors: str, shipped_codebook: fr.Codebook
) -> None:
    assert name([text], shipped_codebook, day) == [actors]


def test_every_actor_is_found_by_each_of_its_names(shipped_codebook: fr.Codebook) -> None:
    aliases = shipped_codebook.aliases
    aliases = aliases[aliases["valid_to"].isna() & aliases["person"].isna()]
    labels = shipped_codebook.actors.rename(columns={"actor_label": "alias"})
    rows = pd.concat([labels, aliases])[["actor_id", "alias"]].drop_duplicates()
    rows = rows.reset_index(drop=True)
    texts = [f"{alias} voted on Sunday." for alias in rows["alias"]]
    articles = fr.make_articles({str(number): text for number, text in enumerate(texts)})
    mentions = fr.find_mentions(fr.split_sentences(articles), shipped_codebook)
    found = {
        (row.article_id, actor)
        for row in mentions.itertuples(index=False)
        for actor in (
            [row.actor_id] if isinstance(row.actor_id, str) else row.candidates.split("; ")
        )
    }
    missing = [
        (actor, alias)
        for number, (actor, alias) in enumerate(rows.itertuples(index=False, name=None))
        if (str(number), actor) not in found
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Ms von der Leyen, president of the European Commission, spoke.", "EU EU"),
        ("European Commission president Ursula von der Leyen spoke.", "EU EU"),
        (
            "Ursula von der Leyen, president of the European Commission, left Germany. "
            "Von der Leyen smiled.",
            "EU EU DEU EU",
        ),
        ("German minister Ursula von der Leyen spoke. Von der Leyen smiled.", "DEU DEU DEU"),
        ("Germany voted. Ursula von der Leyen waved.", "DEU DEU"),
        ("Ursula von der Leyen spoke.", "?"),
        ("Niger and Mali expelled envoys.", "NER MLI"),
        ("Talks of Mali and Niger failed.", "MLI NER"),
        ("Mali, which borders Niger, voted.", "MLI NER"),
        ("Mali voted. Niger did not.", "MLI NER"),
    ],
)
def test_who_stands_beside_settles_a_name(
    text: str, actors: str, shipped_codebook: fr.Codebook
) -> None:
    assert name([text], shipped_codebook) == [actors]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("They fled from Boko Haram.", "actor"),
        ("He met people in the WHO.", "actor"),
        ("Money went to Hezbollah.", "actor"),
        ("Arms came from the Taliban.", "actor"),
        ("Fear of the Rapid Support Forces in the south grew.", "actor"),
        ("Votes in Nato were few.", "actor"),
        ("Days in Unesco are long.", "actor"),
        ("They fought near Hamas.", "actor"),
        ("They came back from Opec.", "actor"),
        ("It rained in the EU.", "place"),
        ("It rained in Ghana.", "place"),
        ("The deal came, and China, which had long resisted, signed.", "actor"),
        ("The deal came, and Ghana, which has refused, left.", "actor"),
    ],
)
def test_bodies_and_clauses_are_no_places(
    text: str, reading: str, shipped_codebook: fr.Codebook
) -> None:
    sentences = fr.split_sentences(fr.make_articles({"one": text}))
    assert fr.find_mentions(sentences, shipped_codebook)["reading"].tolist() == [reading]
