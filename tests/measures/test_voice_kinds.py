"""Kinds of attribution that are easily misread, each with ten sentences or more.

A row of a case is content and source, or, where actors matter, the source and its actor.
"""

import pandas as pd
import pytest

import framing as fr
from framing.tables.rows import read_pieces


def attributed(text: str, codebook: fr.Codebook) -> pd.DataFrame:
    """Return the attributions of a text with their contents, speakers and actors."""
    articles = fr.make_articles({"one": text})
    sentences = fr.split_sentences(articles, codebook=codebook)
    mentions = fr.find_mentions(sentences, codebook, articles=articles)
    found = fr.find_attributions(articles, sentences, codebook)
    contents = [
        " ... ".join(text[start:end] for start, end in read_pieces(pieces))
        for pieces in found["pieces"]
    ]
    speakers = fr.find_speakers(mentions, found, codebook)
    return found.assign(content=contents, actor=speakers["speaker_actor_id"].fillna("").to_numpy())


def pairs(text: str, codebook: fr.Codebook) -> list[tuple[str, str]]:
    found = attributed(text, codebook)
    return list(zip(found["content"], found["source"].fillna(""), strict=True))


SINGLE_MARKS = [
    (
        "'We will never accept it,' said the minister. 'It is a crime.'",
        [("'We will never accept it,'", "the minister"), ("'It is a crime.'", "the minister")],
    ),
    (
        "‘The allies’ patience is over,’ said the envoy.",
        [("‘The allies’ patience is over,’", "the envoy")],
    ),
    (
        "The minister said: 'It's the fishermen's fault.'",
        [("'It's the fishermen's fault.'", "The minister")],
    ),
    ("Jo Doe said he was 'very, very tired'.", [("he was 'very, very tired'", "Jo Doe")]),
    (
        "Envoy calls the plan 'a disaster' after talks",
        [("the plan 'a disaster'", "Envoy")],
    ),
    ("The 'ghost towns' were the farmers' land.", [("'ghost towns'", "")]),
    ("The farmers' land was sold in the '90s.", []),
    (
        "'I told them \"enough\" and they left,' the general said.",
        [("'I told them \"enough\" and they left,'", "the general")],
    ),
    (
        "‘We won,’ Jo Doe said, ‘and they lost.’",
        [("‘We won,’ ... ‘and they lost.’", "Jo Doe")],
    ),
    ("« We are leaving », said the minister.", [("« We are leaving »", "the minister")]),
    ('"We are leaving ", said the minister.', [('"We are leaving "', "the minister")]),
    ("“We are leaving ” , said the minister.", [("“We are leaving ”", "the minister")]),
]


@pytest.mark.parametrize(("text", "expected"), SINGLE_MARKS)
def test_single_marks(
    text: str, expected: list[tuple[str, str]], shipped_codebook: fr.Codebook
) -> None:
    assert pairs(text, shipped_codebook) == expected


PASSIVES = [
    (
        "China condemned by Japan over missile test",
        [("China ... over missile test", "Japan")],
    ),
    ("Hungary blamed for delay by Poland", [("Hungary ... for delay", "Poland")]),
    ("Iran accused of lying by Israel", [("Iran ... of lying", "Israel")]),
    ("Pakistan slammed by India for attack", [("Pakistan ... for attack", "India")]),
    ("Germany urged to act by Poland", [("Germany ... to act", "Poland")]),
    ("Togo warned by Ghana", [("Togo", "Ghana")]),
    ("China Condemned By Japan Over Test", [("China ... Over Test", "Japan")]),
    (
        "France was sharply criticised by Italy for the decision.",
        [("France ... for the decision", "Italy")],
    ),
    ("Chad was told by France to leave.", [("Chad ... to leave", "France")]),
    ("Hungary condemned over border fence", []),
    ("Togo accused of fraud", []),
    ("Togo praised for reforms", []),
    ("Serbia is to blame for the war.", []),
    ("Tonga is to thank for the deal.", []),
    ("The army was largely to blame for the delay.", []),
    (
        "Togo, accused of fraud, said Ghana had lied.",
        [("Ghana had lied", "Togo, accused of fraud")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PASSIVES)
def test_passives(
    text: str, expected: list[tuple[str, str]], shipped_codebook: fr.Codebook
) -> None:
    assert pairs(text, shipped_codebook) == expected


@pytest.mark.parametrize(
    "text",
    [
        "China has never condemned the invasion.",
        "Beijing refused to call it a war.",
        "Iran has still not said that it fired the missile.",
        "India has yet to condemn Russia.",
        "Turkey stopped short of calling it a genocide.",
        "Qatar would not confirm that Hamas had left.",
        "India has so far failed to criticise Russia.",
        "France isn't saying whether Mali asked.",
        "Germany no longer calls China a partner.",
        "No country has condemned Russia.",
        "Neither side said that Ukraine had won.",
        "Hungary declined to say whether Poland had called.",
        "He left without saying that Togo had won.",
        "Nobody said that Togo had won.",
    ],
)
def test_what_was_not_said_is_in_nobodys_mouth(text: str, shipped_codebook: fr.Codebook) -> None:
    assert pairs(text, shipped_codebook) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The Kremlin did not hesitate to call it a war.", "it a war"),
        ("Poland not only said that Russia had lied.", "Russia had lied"),
        ("Poland said that Russia had not lied.", "Russia had not lied"),
        ("Hungary did not refuse to say that Russia had lied.", "Russia had lied"),
    ],
)
def test_what_was_said_all_the_same(text: str, content: str, shipped_codebook: fr.Codebook) -> None:
    assert [row[0] for row in pairs(text, shipped_codebook)] == [content]


ACTORS = [
    ("China, which borders Vietnam, accused India of lying.", ["CHN"]),
    ("Egypt, backed by Qatar, accused Israel of lying.", ["EGY"]),
    ("Egypt, backed by President Erdogan, accused Israel of lying.", ["EGY"]),
    ("Poland, like Estonia, said Russia had lied.", ["POL"]),
    ("Hungary, unlike Poland, said Ukraine was wrong.", ["HUN"]),
    ("Like Estonia, Poland said Russia had lied.", ["POL"]),
    ("Backed by Qatar, Egypt accused Israel of lying.", ["EGY"]),
    ("Egypt (which borders Sudan) accused Israel of lying.", ["EGY"]),
    ("Japan, together with South Korea, condemned North Korea.", ["JPN"]),
    ("Germany, once a friend of Russia, accused Moscow of lying.", ["DEU"]),
    ("Jo Doe, a spokesman for Poland, said Russia had lied.", ["POL"]),
    ("Mali's ally Russia said France had lied.", ["RUS"]),
    ("A student from Russia said France had lied.", [""]),
    ("The EU welcomed Georgia, while Egypt accused Sudan of fraud.", ["EU", "EGY"]),
    ("Poland praised Ukraine; Hungary accused Kyiv of lying.", ["POL", "HUN"]),
    ("Canada thanked Mexico, but Cuba denounced Panama.", ["CAN", "CUB"]),
    ("France praised Mali and Niger condemned Chad.", ["FRA", "NER"]),
    ("Israel rebuked by Norway over strikes", ["NOR"]),
]


@pytest.mark.parametrize(("text", "actors"), ACTORS)
def test_the_head_of_the_source_speaks(
    text: str, actors: list[str], shipped_codebook: fr.Codebook
) -> None:
    assert attributed(text, shipped_codebook)["actor"].tolist() == actors


LATER = [
    (
        "“We built it.”\n\n“We paid for it.”\n\n“We will go,” said the minister of Ghana.",
        ["GHA"] * 3,
    ),
    ("“We built it.\n\n“We paid for it.\n\n“We will go,” said the minister of Ghana.", ["GHA"] * 3),
    ("'We did it all.\n\n'No one helped us,' said the minister of Ghana.", ["GHA"] * 2),
    ("“We will never accept it.”\n\n— the foreign ministry of Ghana", ["GHA"]),
    ("“We will never accept it.” — the foreign ministry of Ghana", ["GHA"]),
    ("“We will never accept it.”\n\nThe Foreign Ministry of Ghana", ["GHA"]),
    ("“We will never go.” – President Macron", ["FRA"]),
    ("Statement by the president of Ghana:\n\n“We will never accept it.”", ["GHA"]),
    ("Statement by the president of Ghana: “We will never accept it.”", ["GHA"]),
    ("Statement by the president of Ghana:\n\nWe will never accept the border.", ["GHA"]),
    ("Ghana's statement in full:\n\n“Togo has lied to the world.”", ["GHA"]),
    ("President Macron in a speech on Monday:\n\n“We will never give up.”", ["FRA"]),
    ("Kuleba on Telegram:\n\n“The enemy has lied to the world.”", ["UKR"]),
    ("The president of Ghana said on Monday:\n\nWe will never accept the border.", ["GHA"]),
    ("Three things to watch:\n\nThe border, the army and the vote.", []),
]


@pytest.mark.parametrize(("text", "actors"), LATER)
def test_speakers_named_before_and_after(
    text: str, actors: list[str], shipped_codebook: fr.Codebook
) -> None:
    assert attributed(text, shipped_codebook)["actor"].tolist() == actors


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Doe checked the minister's bold claim that the bridge fell.",
            [("the bridge fell", "the minister")],
        ),
        ("The claim that the bridge fell is old.", []),
        ("The bridge fell, Jo Doe told the paper on Monday.", [("The bridge fell", "Jo Doe")]),
        ("The bridge fell, the New Post reports.", [("The bridge fell", "the New Post")]),
    ],
)
def test_nouns_and_verbs_at_the_end(
    text: str, expected: list[tuple[str, str]], shipped_codebook: fr.Codebook
) -> None:
    assert pairs(text, shipped_codebook) == expected


LED_IN = [
    ("Statement by the ministry: The border stays shut.", "the ministry"),
    ("Statement from the Foreign Office: We regret the decision.", "the Foreign Office"),
    ("The army's statement: All units have returned to base.", "The army"),
    ("Press release of the foreign ministry: The talks have ended.", "the foreign ministry"),
    ("The premier in a letter on Monday: The port will open.", "The premier"),
    ("Message from Jo Doe: The school is open.", "Jo Doe"),
    ("Jo Doe: “We were late, and we are sorry.”", "Jo Doe"),
    (
        "It rained all night. The foreign minister: “We were late, and we are sorry.”",
        "The foreign minister",
    ),
    ("Jo Doe, minister of trade: “We were late, and we are sorry.”", "Jo Doe, minister of trade"),
    ("The minister, in her own words: “We were late, and we are sorry.”", "The minister"),
    # Nobody is named by what only tells of what follows.
    ("The minister's speech: what we know so far", ""),
    ("The premier's statement: 5 things that matter", ""),
    ("Photo: “We were late, and we are sorry.”", ""),
    ("The result: The port will open.", ""),
]


@pytest.mark.parametrize(("text", "source"), LED_IN)
def test_a_line_that_leads_in_names_the_speaker(
    text: str, source: str, shipped_codebook: fr.Codebook
) -> None:
    assert "".join(named for _, named in pairs(text, shipped_codebook)) == source


@pytest.mark.parametrize(
    "text",
    [
        "Putin called Xi on Monday.",
        "Biden phoned Scholz on Friday and wished him well.",
        "The minister called her counterpart in Lima on Tuesday.",
        "The envoy called his Kenyan counterpart before the vote.",
    ],
)
def test_a_call_is_a_contact(text: str, shipped_codebook: fr.Codebook) -> None:
    assert pairs(text, shipped_codebook) == []


def test_what_somebody_is_called_is_said(shipped_codebook: fr.Codebook) -> None:
    found = pairs("The minister called her rival a liar on Tuesday.", shipped_codebook)
    assert [source for _, source in found] == ["The minister"]
