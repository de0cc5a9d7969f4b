"""Scores: the table of them, and that no score depends on which actor is named."""

import pandas as pd
import pytest
from arithmetic import vader
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from textblob.en import sentiment as textblob_lexicon
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import framing as fr
from framing.measures.sentiment.lexicon import find_scorer
from framing.tables import schema
from framing.tables.contracts.columns import WINDOWS
from framing.tables.measures import LEXICONS, MEASURES, MODEL, SCORERS, USUAL_SCORERS

CODEBOOK = fr.read_codebook()
VADER = SentimentIntensityAnalyzer()
textblob_lexicon.load()
VADER_WORDS = sorted(VADER.lexicon)
TEXTBLOB_WORDS = sorted(textblob_lexicon.keys())
NEGATIONS = "|not|never|hardly|isn't|didn’t|without|no longer|very|kind of|too|no".split("|")
KEY = ["mention_id", "measure", "window"]

quickly = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def sentences_of(texts: list[str]) -> pd.DataFrame:
    """One sentence an article, without the splitter."""
    return schema.make(
        "sentences", [(f"{n}:0", str(n), 0, "body", 0, len(t), t) for n, t in enumerate(texts)]
    )


def scores_of(texts: list[str], **options: object) -> tuple[pd.DataFrame, pd.DataFrame]:
    sentences = sentences_of(texts)
    mentions = fr.find_mentions(sentences, CODEBOOK)
    return mentions, fr.score_sentiment(mentions, sentences, CODEBOOK, **options)


# ---- no score depends on who is named
# ------------------------------------------------------------------------------


ALIASES = CODEBOOK.aliases["alias"].tolist()
SHOUTED = [
    "Why {a} is {v} and {b} is {n} {w}: a {x} tale",
    "{a}-{b} talks in spring: {n} {v}, then {w}, then {x}",
]
TEMPLATES = [
    "After the {v} talks in spring {a} and its {w} guests met {b} and this was {n} {x}.",
    "The {v} visit to {a} was {n} {w}, and the hosts told {b} that it was {x}.",
    "Readers call {a}'s {v} plan for {b} in spring {n} {w}: a {x} one.",
    "Of {a}’s {v} answer, and of {b}’s {w} reply, they are {n} {x}!",
    "Officials called {a}-{b} relations {n} {v} but {w}, and {x}.",
    "“This is {n} {v},” said {a} in spring; “{b} is {n} {w},” said he who was {x}.",
    "Is it {v} of {a}, or {w} of {b}, {n} {x}??",
    "It was {n} {a} that was {v} – it was {b} ({w}) that was {n} {x}.",
    "In spring it was {n} {a} {v} and {n} to {b} {w}, but {x}.",
    *SHOUTED,
]
words = st.sampled_from(VADER_WORDS) | st.sampled_from(TEXTBLOB_WORDS)
cases = st.tuples(
    st.sampled_from(TEMPLATES),
    st.sampled_from(ALIASES),
    st.sampled_from(ALIASES),
    st.sampled_from(NEGATIONS),
    words,
    words,
    words,
)


def fill(template: str, a: str, b: str, n: str, v: str, w: str, x: str) -> str:
    text = template.format(a=a, b=b, n=n, v=v, w=w, x=x)
    return text.upper() if template in SHOUTED else text


N_VALUES = sum(len(SCORERS[name]) for name in LEXICONS) * len(WINDOWS)
"""Values of the lexicons for one mention; `test_targeted` has the model's swaps."""


def values_of(
    texts: list[str], **options: object
) -> list[dict[tuple[str, str, str], float] | None]:
    """Score each text by place of the mention; texts without two mentions have no scores."""
    mentions, scores = scores_of(texts, **options)
    counts = mentions["sentence_id"].value_counts()
    by_text: list[dict[tuple[str, str, str], float] | None] = [
        {} if counts.get(f"{n}:0") == 2 else None for n in range(len(texts))
    ]
    for mention_id, measure, window, value in scores[[*KEY, "value"]].itertuples(
        index=False, name=None
    ):
        number, _, place = mention_id.split(":")
        found = by_text[int(number)]
        if found is not None:
            found[place, measure, window] = value
    return by_text


@pytest.mark.build
def test_name_swap(is_thorough: bool) -> None:
    """No score changes if the two actors change places or if two others take theirs."""
    compared, n_batches = 0, 125 if is_thorough else 75

    # Without shrinking: a batch takes minutes to shrink, and the message names the one sentence
    # that failed.
    @settings(quickly, max_examples=n_batches, phases=[Phase.generate])
    @given(st.lists(cases, min_size=20, max_size=20))
    def swap(batch: list[tuple[str, ...]]) -> None:
        nonlocal compared
        texts = [fill(t, a, b, *rest) for t, a, b, *rest in batch]
        swapped = [fill(t, b, a, *rest) for t, a, b, *rest in batch]
        others = [fill(t, "China", "Russia", *rest) for t, a, b, *rest in batch]
        values = values_of(texts + swapped + others, measures=LEXICONS)
        n = len(texts)
        for text, first, second, third in zip(
            texts, values[:n], values[n : 2 * n], values[2 * n :], strict=True
        ):
            # A random word beside a name may make a blocker of it ("Turkish delight"), which is no
            # mention.
            if first is None or second is None or third is None:
                continue
            compared += 1
            assert len(first) == 2 * N_VALUES
            assert first == second == third, text

    swap()
    assert compared >= 16 * n_batches


UNMASKED = [
    ("It was not {a} that met {b}.", "Great Britain", "China"),
    ("After the talks, {a} left; {b} stayed.", "Great Britain", "China"),
    ("After the talks, {a} left; {b} stayed.", "United States", "Russia"),
]


@pytest.mark.parametrize(("template", "a", "b"), UNMASKED)
def test_name_swap_fails_without_masking(template: str, a: str, b: str) -> None:
    texts = [template.format(a=a, b=b), template.format(a=b, b=a)]
    first, second = values_of(texts, is_masked=False)
    assert first != second
    first, second = values_of(texts)
    assert first == second


@pytest.mark.parametrize(
    ("name", "measure", "leak"),
    [
        ("United States", "vader_compound", vader(1.8)),
        ("Great Britain", "textblob_polarity", 0.8),
        ("Justice Department", "vader_compound", vader(2.4)),
        ("Security Council", "vader_compound", vader(1.4)),
    ],
)
def test_a_name_is_no_tone(name: str, measure: str, leak: float) -> None:
    texts = [f"China met the {name} in spring."]
    of_china = [("0:0:0", measure, "sentence")]
    _, scores = scores_of(texts)
    assert scores["value"].eq(0).all()
    _, unmasked = scores_of(texts, is_masked=False)
    assert unmasked.set_index(KEY).loc[of_china, "value"].tolist() == [leak]


# ---- the table
# --------------------------------------------------------------------------------------------------


def test_one_row_is_a_mention_a_measure_and_a_window() -> None:
    _, scores = scores_of(["China is good."])
    assert list(scores[[*KEY, "value"]].itertuples(index=False, name=None)) == [
        ("0:0:0", "vader_compound", "sentence", vader(1.9)),
        ("0:0:0", "textblob_polarity", "sentence", 0.7),
        ("0:0:0", "textblob_subjectivity", "sentence", pytest.approx(0.6)),
        ("0:0:0", "vader_compound", "clause", vader(1.9)),
        ("0:0:0", "textblob_polarity", "clause", 0.7),
        ("0:0:0", "textblob_subjectivity", "clause", pytest.approx(0.6)),
    ]


def test_the_clause_is_narrower_than_the_sentence() -> None:
    _, scores = scores_of(["China is good; Russia is sad."], measures=["textblob"])
    polarity = scores[scores["measure"] == "textblob_polarity"].set_index(["mention_id", "window"])[
        "value"
    ]
    assert polarity["0:0:0", "sentence"] == pytest.approx((0.7 - 0.5) / 2)
    assert polarity["0:0:0", "clause"] == pytest.approx(0.7)
    assert polarity["0:0:1", "clause"] == pytest.approx(-0.5)


def test_a_curly_apostrophe_negates_like_a_straight_one() -> None:
    straight, curly = values_of(
        ["China didn't win when Russia met.", "China didn’t win when Russia met."]
    )
    assert straight == curly
    assert straight["0", "vader_compound", "sentence"] == vader(2.8 * -0.74)


def test_a_frame_keyword_is_no_tone() -> None:
    _, scores = scores_of(
        ["China denied the invasion of Russia and the war crime."], measures=["vader"]
    )
    _, unmasked = scores_of(
        ["China denied the invasion of Russia and the war crime."],
        measures=["vader"],
        is_masked=False,
    )
    assert scores["value"].tolist() == [vader(-1.9)] * 4  # "denied"
    assert unmasked["value"].tolist() != scores["value"].tolist()


def test_boilerplate_is_not_scored() -> None:
    sentences = sentences_of(["China is good."]).assign(part="boilerplate")
    scores = fr.score_sentiment(fr.find_mentions(sentences, CODEBOOK), sentences, CODEBOOK)
    assert len(scores) == 6
    assert scores["value"].isna().all()


def test_words_come_with_their_valence() -> None:
    _, (_, scored_words) = scores_of(
        ["China is good and sad."], return_words=True, windows=["clause"]
    )
    assert scored_words[["measure", "word_no", "word", "valence"]].values.tolist() == [
        ["vader_compound", 0, "good", 1.9],
        ["vader_compound", 1, "sad", -2.1],
        ["textblob_polarity", 0, "good", 0.7],
        ["textblob_polarity", 1, "sad", -0.5],
        ["textblob_subjectivity", 0, "good", 0.6],
        ["textblob_subjectivity", 1, "sad", 1.0],
    ]


@pytest.mark.parametrize("name", LEXICONS)
def test_a_scorer_gives_one_score_for_each_of_its_measures(name: str) -> None:
    for text in ("The good talks were sad!", "It rained."):
        scored = find_scorer(name)(text, CODEBOOK)
        for measure, (value, _) in zip(SCORERS[name], scored, strict=True):
            assert MEASURES[measure].low <= value <= MEASURES[measure].high
            assert MEASURES[measure].windows == tuple(WINDOWS)


def test_names_of_scorers_are_those_of_the_measures() -> None:
    assert {*LEXICONS, MODEL} == SCORERS.keys() >= {*USUAL_SCORERS}
    with pytest.raises(LookupError, match=r"nothing scores 'afinn': .*sentiment/afinn\.py"):
        find_scorer("afinn")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measures": ["afinn"]}, "unknown measure afinn; known are vader, textblob"),
        ({"windows": ["page"]}, "unknown window page; known are sentence, clause"),
        ({"measures": "vader"}, r"measures must be a list such as \['vader'\]"),
    ],
)
def test_unknown_words_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        scores_of(["China won."], **options)


def test_a_mention_without_its_sentence_is_refused() -> None:
    sentences = sentences_of(["China won."])
    mentions = fr.find_mentions(sentences, CODEBOOK)
    with pytest.raises(
        ValueError, match="1 sentences of the mentions are not in the sentences, first '0:0'"
    ):
        fr.score_sentiment(mentions, sentences.iloc[:0], CODEBOOK)
