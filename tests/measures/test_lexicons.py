"""VADER and TextBlob over one text: the arithmetic, and scores equal to the libraries' own."""

import random

import pytest
from arithmetic import vader
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textblob import TextBlob
from textblob.en import sentiment as textblob_lexicon
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

from framing.measures.sentiment.textblob import score_textblob
from framing.measures.sentiment.vader import score_vader

VADER = SentimentIntensityAnalyzer()
textblob_lexicon.load()
VADER_WORDS = sorted(VADER.lexicon)
TEXTBLOB_WORDS = sorted(textblob_lexicon.keys())

quickly = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize(
    ("text", "valences"),
    [
        ("They read the plan.", []),
        ("The plan is good.", [1.9]),
        ("The plan is good and great.", [1.9, 3.1]),
        ("The plan is bad.", [-2.5]),
        ("The plan is not good.", [1.9 * -0.74]),
        ("The plan isn't good.", [1.9 * -0.74]),
        ("The plan is very good.", [1.9 + 0.293]),
        ("The plan is good, but the price is bad.", [1.9 * 0.5, -2.5 * 1.5]),
    ],
)
def test_vader_sums_valences(text: str, valences: list[float]) -> None:
    scored = score_vader(text)
    assert scored.value == vader(sum(valences))
    assert [valence for _, valence in scored.words] == pytest.approx(valences, abs=0.0001)


def test_vader_counts_an_exclamation_mark() -> None:
    assert score_vader("The plan is good!").value == vader(1.9 + 0.292)


@pytest.mark.parametrize(
    ("text", "polarities", "subjectivities"),
    [
        ("They read the plan.", [], []),
        ("The plan is good.", [0.7], [0.6]),
        ("The plan is good and sad.", [0.7, -0.5], [0.6, 1.0]),
        ("The plan is not good.", [0.7 * -0.5], [0.6]),
        ("The plan is very good.", [0.7 * 1.3], [0.6 * 1.3]),
    ],
)
def test_textblob_takes_the_mean(
    text: str, polarities: list[float], subjectivities: list[float]
) -> None:
    polarity, subjectivity = score_textblob(text)
    assert polarity.value == pytest.approx(sum(polarities) / max(1, len(polarities)))
    assert subjectivity.value == pytest.approx(sum(subjectivities) / max(1, len(subjectivities)))
    assert [p for _, p in polarity.words] == pytest.approx(polarities)
    assert [s for _, s in subjectivity.words] == pytest.approx(subjectivities)


EMOJIS = sorted(VADER.emojis)
MARKS = [" ", *"!|?|.|(!)|( !|)|: )|8|:-(|good|BAD|n't|’".split("|"), "\n"]
anything = st.text(max_size=80) | st.lists(st.sampled_from([*EMOJIS, *MARKS]), max_size=12).map(
    "".join
)
lexicon_words = st.lists(
    st.sampled_from(VADER_WORDS)
    | st.sampled_from(TEXTBLOB_WORDS)
    | st.sampled_from(
        [*BOOSTER_DICT, *NEGATE, "but", "least", "kind of", "the", "so", "THIS", "doubt", "without"]
    ),
    max_size=10,
).map(" ".join)
mixed = lexicon_words.map(str.upper) | st.tuples(lexicon_words, anything).map(" ".join)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(anything, marks=pytest.mark.build),
        lexicon_words,
        pytest.param(mixed, marks=pytest.mark.build),
    ],
    ids=["anything", "lexicon_words", "mixed"],
)
def test_vader_equals_the_library_to_the_last_digit(texts: st.SearchStrategy[str]) -> None:
    @settings(quickly, max_examples=250)
    @given(texts)
    def is_equal(text: str) -> None:
        assert score_vader(text).value == VADER.polarity_scores(text)["compound"]

    is_equal()


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(anything, marks=pytest.mark.build),
        lexicon_words,
        pytest.param(mixed, marks=pytest.mark.build),
    ],
    ids=["anything", "lexicon_words", "mixed"],
)
def test_textblob_equals_the_library_to_the_last_digit(texts: st.SearchStrategy[str]) -> None:
    @settings(quickly, max_examples=250)
    @given(texts)
    def is_equal(text: str) -> None:
        polarity, subjectivity = score_textblob(text)
        assert (polarity.value, subjectivity.value) == TextBlob(text).sentiment

    is_equal()


RULES = [
    *BOOSTER_DICT,
    *NEGATE,
    *SPECIAL_CASES,
    *EMOJIS[:100],
    *"but|BUT|No|or|nor|at least|very least|kind of|never so|without doubt|this".split("|"),
    *"!|???|(!)|:)|; )|<3|…|“|”".split("|"),
    *"don’t ISN'T".split(),
    *("\u200b", "\xa0", "\n"),
    *"the news Keyword Actor *good* (good) good-looking İ ß éclair".split(),
]


def odd_text(rng: random.Random) -> str:
    """Mix words of both lexicons with what their rules look at, in any case and with marks."""
    words = []
    for _ in range(rng.randint(0, 14)):
        word = rng.choice(rng.choice([VADER_WORDS, TEXTBLOB_WORDS, RULES]))
        word = rng.choice([word, word, word, word, word.upper(), word.title()])
        words.append(
            rng.choice(["", "", "", "", '"', "(", "“", "*"])
            + word
            + rng.choice(["", "", "", ".", "!", "?", ")"])
        )
    return rng.choice([" ", " ", " ", " ", "  ", ""]).join(words)


@pytest.mark.build
def test_both_equal_the_libraries_on_odd_texts(is_thorough: bool) -> None:
    rng = random.Random(1)
    for text in (odd_text(rng) for _ in range(4_000 if is_thorough else 2_000)):
        assert score_vader(text).value == VADER.polarity_scores(text)["compound"], text
        assert tuple(scored.value for scored in score_textblob(text)) == TextBlob(text).sentiment, (
            text
        )
