"""Cases of tone written apart from the rules: by a reader who had seen none of the code."""

import pandas as pd
import pytest

import framing as fr

REACH = "the lexicon's own grammar: a negation reaches the next word or two"
SUBJECT = "who is nobody is said too far from what nobody is: VADER looks back three words"
CASES = [
    # The text, the measure, and what its sign should be: below zero, zero, or at most zero.
    ("China's plan isn't great.", "textblob_mended", "-"),
    ("China’s plan isn’t great.", "textblob_mended", "-"),
    ("Chile's answer wasn't good.", "textblob_mended", "-"),
    ("Ghana lacks good roads.", "vader_mended", "-"),
    ("Ghana lacks good roads.", "textblob_mended", "-"),
    ("A lack of trust hurts Kenya.", "vader_mended", "-"),
    ("Kenya failed to win.", "vader_mended", "-"),
    ("Kenya fails to impress its friends.", "vader_mended", "-"),
    ("Joy Peace, the envoy of Ghana, spoke on Monday.", "vader_mended", "0"),
    ("Grace Hope, a spokeswoman for Togo, left on Monday.", "vader_mended", "0"),
    ("Kenyan minister John Savage spoke on Monday.", "vader_mended", "0"),
    ("The ruling party of Ghana met on Monday.", "vader_mended", "0"),
    ("Shares in Ghana opened on Monday.", "vader_mended", "0"),
    ("Crude from Angola was shipped on Monday.", "vader_mended", "0"),
    ("Crude from Angola was shipped on Monday.", "textblob_mended", "0"),
    ("Men like those left Ghana on Monday.", "vader_mended", "0"),
    ("The party of Kenya's premier shares an office.", "vader_mended", "0"),
]
LIMITS = [
    ("Peru doesn't have good roads.", "textblob_mended", "-", REACH),
    ("Brazil won't be happy.", "textblob_mended", "-", REACH),
    ("Nobody in Ghana is happy.", "vader_mended", "-", SUBJECT),
    ("No one in Peru was pleased.", "vader_mended", "-", SUBJECT),
    ("Few in Togo are happy.", "vader_mended", "-", SUBJECT),
]


@pytest.fixture(scope="module")
def scored(shipped_codebook: fr.Codebook) -> pd.Series:
    """Text and measure -> the score of the sentence."""
    texts = [case[0] for case in [*CASES, *LIMITS]]
    articles = fr.make_articles({text: text for text in dict.fromkeys(texts)})
    sentences = fr.split_sentences(articles)
    mentions = fr.find_mentions(sentences, shipped_codebook, articles=articles)
    scores = fr.score_sentiment(
        mentions, sentences, shipped_codebook, measures=("mended",), windows=("sentence",)
    )
    scores = scores.merge(mentions[["mention_id", "article_id"]], on="mention_id")
    return scores.groupby(["article_id", "measure"])["value"].first()


@pytest.mark.parametrize(
    ("text", "measure", "sign"),
    [
        *CASES,
        *(
            pytest.param(*case[:3], marks=pytest.mark.xfail(strict=True, reason=case[3]))
            for case in LIMITS
        ),
    ],
)
def test_tone_of_a_sentence(text: str, measure: str, sign: str, scored: pd.Series) -> None:
    value = scored[text, measure]
    assert value < 0 if sign == "-" else value == 0
