"""Cases written apart from the rules: by a reader who had seen what is asked and none of the code.

A case is a text and what a careful reader says of some of its words: whose they are, given by words
of the source or of the speaker, and the actor that speaks, where it speaks for one. No source: the
words are the outlet's own. With "!": whoever it is, not that one.
"""

import pandas as pd
import pytest

import framing as fr
from framing.tables.rows import read_pieces

Expected = tuple[str, str | None, str | None]
"""Words of the text, whose they are, and the actor."""

CASES: dict[str, list[tuple[str, list[Expected]]]] = {
    "single quotation marks": [
        (
            "'The harbour is closed,' the mayor of Odesa told reporters. 'Nobody leaves.'",
            [
                ("The harbour is closed", "the mayor of Odesa", None),
                ("Nobody leaves", "the mayor of Odesa", None),
            ],
        ),
        (
            "‘We’ll see,’ the Japanese minister said. ‘It’s Russia’s move.’",
            [
                ("We’ll see", "the Japanese minister", "JPN"),
                ("It’s Russia’s move", "the Japanese minister", "JPN"),
            ],
        ),
        (
            "'It's the dogs' turn,' said the Swedish farmer, who left at once.",
            [("It's the dogs' turn", "the Swedish farmer", None), ("who left at once", None, None)],
        ),
        (
            "The ministers' cars were sold in the '90s, and the farmers' union bought "
            "Poland's last tractor.",
            [("cars were sold in the", None, None), ("bought Poland", None, None)],
        ),
        (
            "The so-called 'peace plan' for Sudan failed.",
            [("for Sudan failed", None, None), ("peace plan", None, None)],
        ),
        (
            "Peru's envoy said: 'Chile is a friend.' The hall was empty.",
            [("Chile is a friend", "Peru's envoy", "PER"), ("The hall was empty", None, None)],
        ),
        (
            "Russia 'will not leave Syria', says Kremlin",
            [("will not leave Syria", "Kremlin", "RUS")],
        ),
        (
            "'Rock 'n' roll will outlive China,' said the Finnish singer.",
            [("roll will outlive China", "the Finnish singer", None)],
        ),
        (
            "Ministers’ offices in Japan’s north and O’Brien’s hotel were shut for "
            "three days’ rest.",
            [("offices in Japan", None, None), ("hotel were shut", None, None)],
        ),
        (
            "'Iran broke the deal.\n\n'Israel knew of it,' the Omani mediator said.",
            [
                ("Iran broke the deal", "the Omani mediator", None),
                ("Israel knew of it", "the Omani mediator", None),
            ],
        ),
        (
            "The Iranian aide said: 'He told me \"Leave Iraq now\" and hung up.'",
            [("He told me", "The Iranian aide", "IRN"), ("and hung up", "The Iranian aide", "IRN")],
        ),
        (
            "'Ukraine,' the Danish premier said, 'needs aircraft.' Denmark has sent none.",
            [
                ("Ukraine", "the Danish premier", "DNK"),
                ("needs aircraft", "the Danish premier", "DNK"),
                ("Denmark has sent none", None, None),
            ],
        ),
        (
            "The Class of '68 marched in Prague; rock'n'roll played until ten o'clock.",
            [("marched in Prague", None, None), ("played until", None, None)],
        ),
        (
            "A Cuban doctor called the strike 'an act of war'.",
            [("an act of war", "A Cuban doctor", None)],
        ),
    ],
    "passives": [
        ("Iran accused by Israel of arming rebels", [("of arming rebels", "Israel", "ISR")]),
        ("Turkey urged by Greece to pull back ships", [("to pull back ships", "Greece", "GRC")]),
        ("Hungary praised by Slovakia for its veto", [("Hungary", "!Hungary", None)]),
        ("Serbia is to blame for the war.", [("for the war", "!Serbia", None)]),
        ("Moscow is accused of poisoning wells.", [("poisoning wells", "!Moscow", None)]),
        (
            "Kenya was warned by the IMF that its debts are too high.",
            [("its debts are too high", "the IMF", "IMF")],
        ),
        ("Mali told by Ecowas to hold elections", [("to hold elections", "Ecowas", "ECOWAS")]),
        ("Ghana is said to owe China billions.", [("owe China billions", "!Ghana", None)]),
        (
            "Qatar has been called a sponsor of terror by Egypt.",
            [("sponsor of terror", "Egypt", "EGY")],
        ),
        (
            "Israel told to open crossing as Spain is criticised over arms",
            [("to open crossing", "!Israel", None), ("over arms", "!Spain", None)],
        ),
        (
            "Poland, criticised by Brussels over its courts, said it would appeal.",
            [("it would appeal", "Poland", "POL"), ("over its courts", "!Poland", None)],
        ),
        (
            "Canada is believed to have expelled two Indian diplomats.",
            [("expelled two Indian diplomats", "!Canada", None)],
        ),
    ],
    "what was not said": [
        ("Hungary has never condemned the invasion.", [("the invasion", None, None)]),
        ("India refused to call the strike a crime.", [("a crime", None, None)]),
        (
            "The ministry has still not said whether Iran fired first.",
            [("Iran fired first", None, None)],
        ),
        ("Japan declined to say who had paid Taiwan.", [("paid Taiwan", None, None)]),
        (
            "Serbia stopped short of blaming Russia for the blast.",
            [("Russia for the blast", None, None)],
        ),
        ("Brazil did not accuse Venezuela of fraud.", [("of fraud", None, None)]),
        (
            "Beijing would not confirm that Taiwan's envoy had left.",
            [("envoy had left", None, None)],
        ),
        ("No official has said that Cuba paid.", [("Cuba paid", None, None)]),
        ("Turkey has yet to say whether Sweden may join.", [("Sweden may join", None, None)]),
        ("Kenya failed to mention that Somalia had paid.", [("Somalia had paid", None, None)]),
        (
            "The Kremlin has so far avoided saying that Syria is lost.",
            [("Syria is lost", None, None)],
        ),
        ("Nobody in Minsk admitted that Poland was right.", [("Poland was right", None, None)]),
        (
            "The Danish minister said that Hungary had never condemned Russia.",
            [("Hungary had never condemned Russia", "The Danish minister", "DNK")],
        ),
        ("Iran denied that it had armed the rebels.", [("it had armed the rebels", "Iran", "IRN")]),
        (
            "Neither Egypt nor Jordan has said that the border is open.",
            [("the border is open", None, None)],
        ),
    ],
    "two actors in the source": [
        (
            "France, together with Germany, warned that Turkey was wrong.",
            [("Turkey was wrong", "France", "FRA")],
        ),
        (
            "Kenya, unlike Uganda, said Rwanda was to blame.",
            [("Rwanda was to blame", "Kenya", "KEN")],
        ),
        (
            "Japan, the closest ally of the United States in Asia, said China had crossed a line.",
            [("China had crossed a line", "Japan", "JPN")],
        ),
        (
            "Iran, whose ally Syria had fallen, said Israel was behind it.",
            [("Israel was behind it", "Iran", "IRN")],
        ),
        (
            "Oman's foreign minister, a guest of Qatar, said that Iran would pay.",
            [("Iran would pay", "foreign minister", "OMN")],
        ),
        (
            "The Chilean envoy to Peru said Bolivia was late.",
            [("Bolivia was late", "The Chilean envoy", "CHL")],
        ),
        (
            "The US ambassador to Ukraine said Russia had lied.",
            [("Russia had lied", "The US ambassador", "USA")],
        ),
        (
            "NATO thanked Norway, whereas Russia accused Finland of lying.",
            [("of lying", "Russia", "RUS")],
        ),
        (
            "Mexico praised Cuba, and Spain said Panama was late.",
            [("Panama was late", "Spain", "ESP")],
        ),
        (
            "After meeting Chinese officials, Japan's premier said that Taiwan was safe.",
            [("Taiwan was safe", "Japan's premier", "JPN")],
        ),
        (
            "Speaking in Moscow, the Indian minister said that oil was cheap.",
            [("oil was cheap", "the Indian minister", "IND")],
        ),
        (
            "The African Union congratulated Ghana, while Togo accused Benin of fraud.",
            [("of fraud", "Togo", "TGO")],
        ),
        (
            "Egypt, backed by Qatar and Turkey, said Sudan must not be split.",
            [("Sudan must not be split", "Egypt", "EGY")],
        ),
        (
            "Lithuania, which borders Belarus, said that Minsk had closed the road.",
            [("Minsk had closed the road", "Lithuania", "LTU")],
        ),
        (
            "A spokesman for Poland's foreign ministry in talks with Germany said "
            "Hungary had lied.",
            [("Hungary had lied", "A spokesman for Poland", "POL")],
        ),
        (
            "Vietnam, according to Laos, owes Cambodia a bridge.",
            [("owes Cambodia a bridge", "Laos", "LAO")],
        ),
    ],
    "closing marks, signatures and lines that lead in": [
        (
            "« Russia will not wait », said the Serbian minister.",
            [("Russia will not wait", "the Serbian minister", "SRB")],
        ),
        (
            '" Ukraine needs time " , said the Danish envoy .',
            [("Ukraine needs time", "the Danish envoy", "DNK")],
        ),
        (
            "“Iran broke the deal.\n\n"
            "“Israel knew of it.”\n\nThe Omani mediator was speaking in Muscat.",
            [
                ("Iran broke the deal", "The Omani mediator", "OMN"),
                ("Israel knew of it", "The Omani mediator", "OMN"),
                ("was speaking in Muscat", None, None),
            ],
        ),
        (
            "“China has paid its share.”\n\n— the foreign ministry of Laos",
            [("China has paid its share", "the foreign ministry", "LAO")],
        ),
        (
            "Statement by the president of Peru:\n\n"
            "Chile has broken the treaty. We will go to court.",
            [
                ("Chile has broken the treaty", "the president of Peru", "PER"),
                ("We will go to court", "the president of Peru", "PER"),
            ],
        ),
        (
            "„Polen ist ein Freund“, said the German minister.",
            [("Polen ist ein Freund", "the German minister", "DEU")],
        ),
        (
            "“Japan will pay.”\n\n"
            "“It has never been late.”\n\nThose were the words of the Thai premier.",
            [("Japan will pay", "the Thai premier", "THA")],
        ),
        (
            "The Turkish foreign ministry said in a statement:\n\n"
            "“Greece has moved its ships.\n\n“We will answer.”",
            [
                ("Greece has moved its ships", "The Turkish foreign ministry", "TUR"),
                ("We will answer", "The Turkish foreign ministry", "TUR"),
            ],
        ),
        (
            "“Cuba is open.” — Ministry of Tourism, Havana",
            [("Cuba is open", "Ministry of Tourism", None)],
        ),
        (
            "What the Kremlin says:\n\n"
            "“Kyiv fired first.”\n\nWhat Kyiv says:\n\n“Moscow fired first.”",
            [("Kyiv fired first", "Kremlin", "RUS"), ("Moscow fired first", "Kyiv", "UKR")],
        ),
        (
            "The Peruvian minister was blunt: “Bolivia is late.”",
            [("Bolivia is late", "The Peruvian minister", "PER")],
        ),
        (
            "“ Sudan is hungry, ” said the WHO. “ Chad too. ”",
            [("Sudan is hungry", "the WHO", "WHO"), ("Chad too", "the WHO", "WHO")],
        ),
        (
            "“We are ready.\n\n“Syria is not,” Jordan's king told the press.",
            [("We are ready", "Jordan's king", "JOR"), ("Syria is not", "Jordan's king", "JOR")],
        ),
    ],
}


@pytest.fixture(scope="module")
def attributed(shipped_codebook: fr.Codebook) -> dict[str, pd.DataFrame]:
    """Text -> its attributions with their speakers, all texts in one pass."""
    texts = [text for cases in CASES.values() for text, _ in cases]
    articles = fr.make_articles({str(number): text for number, text in enumerate(texts)})
    sentences = fr.split_sentences(articles, codebook=shipped_codebook)
    mentions = fr.find_mentions(sentences, shipped_codebook, articles=articles)
    found = fr.find_attributions(articles, sentences, shipped_codebook)
    speakers = fr.find_speakers(mentions, found, shipped_codebook)
    found = found.merge(speakers, on="attribution_id").query("quote_type != 'term'")
    return {text: found[found["article_id"] == str(number)] for number, text in enumerate(texts)}


def innermost(text: str, words: str, found: pd.DataFrame) -> pd.Series | None:
    """Return the shortest stretch that holds the words."""
    start = text.index(words)
    end = start + len(words)
    holds = [
        any(first <= start and end <= last for first, last in read_pieces(pieces))
        for pieces in found["pieces"]
    ]
    inside = found[holds]
    if inside.empty:
        return None
    return inside.loc[(inside["end"] - inside["start"]).idxmin()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(*case, id=f"{label}: {case[0][:40]}")
        for label, cases in CASES.items()
        for case in cases
    ],
)
def test_whose_words(
    text: str, expected: list[Expected], attributed: dict[str, pd.DataFrame]
) -> None:
    for words, source, actor in expected:
        stretch = innermost(text, words, attributed[text])
        said = "" if stretch is None else f"{stretch['source']} {stretch['speaker']}".lower()
        if source is None:
            assert stretch is None, words
        elif source.startswith("!"):
            assert source[1:].lower() not in said, words
        else:
            assert source.lower() in said, words
        if actor is not None and stretch is not None:
            assert stretch["speaker_actor_id"] == actor, words


def test_each_kind_has_ten_cases() -> None:
    assert min(map(len, CASES.values())) >= 10
