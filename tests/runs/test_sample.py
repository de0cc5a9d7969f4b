"""The shipped sample article, against what a reader finds in it: numbers counted by hand."""

import pandas as pd
import pytest

Tables = dict[str, pd.DataFrame]


def sentence_with(tables: Tables, words: str) -> pd.Series:
    found = tables["sentences"][tables["sentences"]["text"].str.contains(words, regex=False)]
    assert len(found) == 1
    return found.iloc[0]


def hits_of(tables: Tables, surface: str, part_of: str) -> list[tuple[str, bool]]:
    """(actor_id, is_quoted) of each hit with these words in the sentence that holds `part_of`."""
    sentence_id = sentence_with(tables, part_of)["sentence_id"]
    joined = tables["frame_hits"].merge(
        tables["mentions"][["mention_id", "sentence_id", "actor_id"]], on="mention_id"
    )
    chosen = joined[(joined["sentence_id"] == sentence_id) & (joined["surface"] == surface)]
    return list(chosen[["actor_id", "is_quoted"]].itertuples(index=False, name=None))


def test_mentions_of_each_actor(sample_tables: Tables) -> None:
    assert sample_tables["mentions"]["actor_id"].value_counts().to_dict() == {
        "CHN": 39,
        "RUS": 25,
        "USA": 12,
        "UKR": 11,
        "HKG": 1,
        "IRN": 1,
        "SAU": 1,
        "TWN": 1,
        "UZB": 1,
        "WEST": 1,
    }


@pytest.mark.parametrize(
    ("actor_id", "surfaces"),
    [
        (
            "USA",
            {
                "United States": 6,
                "American": 2,
                "U.S.": 1,
                "White House": 1,
                "Washington": 1,
                "Blinken": 1,
            },
        ),
        (
            "UKR",
            {
                "Ukraine": 5,
                "Ukrainian": 2,
                "Zelenskyy": 2,
                "Volodomyr Zelenskyy": 1,
                "Dmytro Kuleba": 1,
            },
        ),
        (
            "RUS",
            {
                "Russia": 11,
                "Moscow": 4,
                "Putin": 4,
                "Kremlin": 2,
                "Russian": 1,
                "Vladimir Putin": 1,
                "the two countries": 1,
                "the two nations": 1,
            },
        ),
        (
            "CHN",
            {
                "China": 13,
                "Xi": 9,
                "Chinese": 4,
                "Beijing": 4,
                "Xi Jinping": 1,
                "Wang Wenbin": 1,
                "Wang Yi": 1,
                "Wang": 2,
                "Qin Posse": 1,
                "Qin": 1,
                "the two countries": 1,
                "the two nations": 1,
            },
        ),
    ],
)
def test_words_that_name_an_actor(
    actor_id: str, surfaces: dict[str, int], sample_tables: Tables
) -> None:
    mentions = sample_tables["mentions"].query("actor_id == @actor_id")
    assert mentions["surface"].value_counts().to_dict() == surfaces


def test_the_headline_names_three(sample_tables: Tables) -> None:
    headline = sample_tables["mentions"].query("sentence_id == 'xi-to-visit-putin:0'")
    assert headline[["actor_id", "surface"]].values.tolist() == [
        ["CHN", "Xi"],
        ["RUS", "Russia"],
        ["RUS", "Putin"],
    ]


@pytest.mark.parametrize("place", ["HONG KONG", "Black Sea"])
def test_a_place_that_is_no_actor(
    place: str, sample_articles: pd.DataFrame, sample_tables: Tables
) -> None:
    left = sample_articles["text"].iloc[0].index(place)
    mentions = sample_tables["mentions"]
    inside = mentions[(mentions["start"] < left + len(place)) & (mentions["end"] > left)]
    assert inside[inside["reading"] != "place"].empty


@pytest.mark.parametrize(
    ("surface", "candidate"),
    [("Qin Posse", "Qin Gang"), ("Volodomyr Zelenskyy", "Volodymyr Zelenskyy")],
)
def test_a_machine_s_misspelling_is_flagged(
    surface: str, candidate: str, sample_tables: Tables
) -> None:
    mention = sample_tables["mentions"].query("surface == @surface").iloc[0]
    assert mention["rule"] == "misspelt"
    assert candidate in mention["candidates"]


@pytest.mark.parametrize("word", ["containment", "encirclement", "suppression"])
def test_containment_is_a_quoted_word(word: str, sample_tables: Tables) -> None:
    # Xi's remarks: he accused the United States of a campaign against China.
    assert hits_of(sample_tables, word, "campaign of") == [
        ("CHN", True),
        ("USA", True),
        ("CHN", True),
    ]


def test_no_limits(sample_tables: Tables) -> None:
    assert hits_of(sample_tables, "no limits", "partnership with Russia") == [
        ("CHN", True),
        ("RUS", True),
    ]


def test_for_peace(sample_tables: Tables) -> None:
    assert hits_of(sample_tables, "for peace", "according to Wang") == [
        ("CHN", True),
        ("RUS", True),
        ("CHN", True),
    ]


def test_an_unclosed_quotation_stays_in_its_paragraph(
    sample_articles: pd.DataFrame, sample_tables: Tables
) -> None:
    text = sample_articles["text"].iloc[0]
    finding = sample_tables["findings"].query("check == 'unclosed_quotation'").iloc[0]
    words = text[finding["start"] : finding["end"]]
    assert words.startswith("“China’s position and approach")
    assert words.endswith("in sharp contrast to the double standards")
    assert sentence_with(sample_tables, "sharp contrast")["end"] == finding["end"]


def test_no_sentence_crosses_a_paragraph(sample_tables: Tables) -> None:
    assert not sample_tables["sentences"]["text"].str.contains("\n").any()


def test_a_quotation_is_one_sentence(sample_tables: Tables) -> None:
    said = sentence_with(sample_tables, "probably going to cement")["text"]
    assert said == "Xi’s trip “is probably going to cement that,” Bremmer stated."


def test_leave_a_comment_is_boilerplate(sample_tables: Tables) -> None:
    finding = sample_tables["findings"].query("check == 'boilerplate'")
    sentence = sentence_with(sample_tables, "Leave a Comment")
    assert finding[["start", "end"]].values.tolist() == [[sentence["start"], sentence["end"]]]
    assert sentence["part"] == "boilerplate"
    scored = sample_tables["scores"].merge(sample_tables["mentions"], on="mention_id")[
        "sentence_id"
    ]
    assert sentence["sentence_id"] not in set(scored)


def test_a_torn_paragraph_is_found(sample_articles: pd.DataFrame, sample_tables: Tables) -> None:
    starts = sample_tables["findings"].query("check == 'truncated'")["start"]
    text = sample_articles["text"].iloc[0]
    assert [text[start : start + 9] for start in starts] == ["“We are i", "territory", "He said, "]


def test_every_sentence_has_its_part(sample_tables: Tables) -> None:
    assert sample_tables["sentences"]["part"].value_counts().to_dict() == {
        "headline": 1,
        "body": 31,
        "boilerplate": 1,
    }
