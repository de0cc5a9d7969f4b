"""The kit's own reading of the two lexicons, beside the libraries' own numbers."""

import pytest

import framing as fr
from framing.measures.masking import mask_sentence
from framing.measures.sentiment.mended import mend, score_mended
from framing.measures.sentiment.textblob import score_textblob


@pytest.mark.parametrize(
    ("text", "written_out"),
    [
        ("It isn't great.", "It is not great."),
        ("It isn’t great.", "It is not great."),
        ("They can't win.", "They can not win."),
        ("They won’t be safe.", "They will not be safe."),
        ("We shan't be happy.", "We shall not be happy."),
        ("It ain't good.", "It is not good."),
        ("It wasn't a success.", "It was not a success."),
        ("They haven’t been kind.", "They have not been kind."),
        ("It DIDN'T go well.", "It DID not go well."),
        ("You mustn't be angry.", "You must not be angry."),
        ("Isn't it good?", "Is not it good?"),
    ],
)
def test_textblob_reads_every_contracted_negation(
    text: str, written_out: str, shipped_codebook: fr.Codebook
) -> None:
    mended = score_mended(text, shipped_codebook)[1]
    assert mend(text, "textblob", shipped_codebook).text == written_out
    assert mended.value == score_textblob(written_out)[0].value


@pytest.mark.parametrize(
    "text",
    [
        "Nobody trusts the envoy.",
        "No one supports the plan.",
        "A lack of trust remained.",
        "The plan lacks support.",
        "Lacking support, it fell.",
        "They failed to win.",
        "The talks fail to bring peace.",
        "Its failure to win surprised them.",
        "They were unable to agree.",
        "It is no longer safe.",
        "They refused to help.",
        "The plan is far from good.",
        "An absence of honesty marked it.",
    ],
)
def test_vader_reads_what_was_not_there(text: str, shipped_codebook: fr.Codebook) -> None:
    scored = score_mended(text, shipped_codebook)[0]
    assert scored.value < 0
    assert any(word.endswith(("= not", "= without")) for word, weight in scored.words if not weight)


@pytest.mark.parametrize(
    "text",
    [
        "The party met.",
        "Shares rose.",
        "Crude rose.",
        "A united front.",
        "The security council met.",
        "It sold energy.",
        "The interests of both.",
        "A city like the capital.",
        "Two others as well.",
        "The supreme court met.",
        "A grand jury met.",
        "The treasury spoke.",
    ],
)
def test_neutral_senses_of_news(text: str, shipped_codebook: fr.Codebook) -> None:
    scores = score_mended(text, shipped_codebook)
    assert [scored.value for scored in scores] == [0.0, 0.0]
    assert any("=" in word for scored in scores for word, _ in scored.words)


@pytest.mark.parametrize(
    "text", ["They like the plan.", "The party-goers left.", "Who would like a seat?", "Calm."]
)
def test_other_senses_stay(text: str, shipped_codebook: fr.Codebook) -> None:
    assert mend(text, "vader", shipped_codebook).changes == ()


def test_the_table_of_scores_shows_both(shipped_codebook: fr.Codebook) -> None:
    sentences = fr.split_sentences(fr.make_articles({"one": "Ghana isn't great."}))
    mentions = fr.find_mentions(sentences, shipped_codebook)
    scores, words = fr.score_sentiment(
        mentions,
        sentences,
        shipped_codebook,
        measures=["textblob", "mended"],
        windows=["sentence"],
        return_words=True,
    )
    values = scores.set_index("measure")["value"]
    assert values["textblob_polarity"] == 0.8
    assert values["textblob_mended"] == -0.8 * 0.5
    assert "isn't = is not" in set(words["word"])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Joy Peace spoke.", "Name spoke."),
        ("Mr Savage spoke.", "Mr Name spoke."),
        ("Mrs. Grace Hope spoke.", "Mrs. Name spoke."),
        ("Judge Love ruled.", "Judge Name ruled."),
        ("Sgt. Strong and Capt. Brave met.", "Sgt. Name and Capt. Name met."),
        ("Faith R. Hope spoke.", "Name spoke."),
        ("They met Mark Strong.", "They met Name."),
        ("Hope springs.", "Hope springs."),
        ("Joy and grief.", "Joy and grief."),
        ("A savage attack.", "A savage attack."),
    ],
)
def test_persons_are_masked(text: str, masked: str, shipped_codebook: fr.Codebook) -> None:
    assert mask_sentence(text, [], shipped_codebook).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "Towns like Ghent opened schools.",
        "Officials in cities like Lima met.",
        "Like Togo, Ghana votes.",
        "He works like Jo Doe.",
        "Papers like LE MONDE were printed.",
    ],
)
def test_like_before_a_name_is_a_preposition(text: str, shipped_codebook: fr.Codebook) -> None:
    assert [scored.value for scored in score_mended(text, shipped_codebook)] == [0, 0]


@pytest.mark.parametrize("text", ["They like Ghent.", "Voters like Togo.", "We would like Lima."])
def test_who_likes_a_name_does(text: str, shipped_codebook: fr.Codebook) -> None:
    assert score_mended(text, shipped_codebook)[0].value > 0
