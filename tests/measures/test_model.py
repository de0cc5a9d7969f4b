"""The model of the sentiment toward an actor: what it is shown, names exchanged, odd input."""

import hashlib
import itertools
import json
import subprocess
import sys
import warnings

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.measures.network.network import (
    MAX_MENTIONS,
    MAX_TOKENS,
    cut,
    load_network,
    read_network,
    read_shown,
    shipped_model,
)
from framing.measures.network.shown import (
    Place,
    Shown,
    names_somebody,
    show_mentions,
    show_sentence,
)
from framing.tables import SCORERS, schema

MEASURES = SCORERS["targeted"]

CODEBOOK = fr.read_codebook()
ACTORS = "Russia|China|France|Ukraine|Iran|Canada|North Korea|the United States".split("|")


def tables_of(texts: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mentions and sentences, one sentence a text."""
    rows = [(f"{n}:0", str(n), 0, "body", 0, len(text), text) for n, text in enumerate(texts)]
    sentences = schema.make("sentences", rows)
    return fr.find_mentions(sentences, CODEBOOK), sentences


def score(texts: list[str], **options: object) -> pd.DataFrame:
    """One row a mention, one column a measure, in the order of the texts."""
    mentions, sentences = tables_of(texts)
    scores = fr.score_sentiment(mentions, sentences, CODEBOOK, measures=["targeted"], **options)
    wide = scores.pivot_table(index="mention_id", columns="measure", values="value")
    return wide.loc[mentions["mention_id"]]


def place(text: str, word: str, *, is_name: bool = True) -> Place:
    start = text.index(word)
    return Place(start, start + len(word), is_name)


def marked(shown: Shown) -> list[str]:
    """The words of each mention."""
    return [shown.text[start:end] for start, end in shown.spans]


def judge(*shown: Shown) -> list[list[float]]:
    """The light of the first mention of each."""
    return [reading.lights[0].tolist() for reading in read_shown(shown)]


# ---- what the model is shown
# -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "surface",
    ["Russia", "President Vladimir Putin", "the Kremlin", "U.S.", "western media", "中国"],
)
def test_a_name_is_masked(surface: str) -> None:
    assert names_somebody(surface, "name", CODEBOOK)


@pytest.mark.parametrize("surface", ["he", "She", "Their", "", " "])
def test_a_pronoun_is_not(surface: str) -> None:
    assert not names_somebody(surface, "name", CODEBOOK)


def test_a_description_is_not() -> None:
    assert not names_somebody("the two countries", "description", CODEBOOK)


def test_every_actor_has_the_same_stand_in() -> None:
    text = "President Putin told Xi Jinping that Putin would visit China."
    second = text.rindex("Putin")
    places = [
        place(text, "Putin"),
        place(text, "Xi Jinping"),
        Place(second, second + 5),
        place(text, "China"),
    ]
    found = show_sentence(text, places)
    assert found.text == "President X told X that X would visit X."
    assert marked(found) == ["X"] * 4


def test_a_pronoun_stays_and_is_marked() -> None:
    text = "Merkel said that he was wrong about France."
    places = [place(text, "Merkel"), place(text, "he was"), place(text, "France")]
    places[1] = Place(places[1].start, places[1].start + 2, is_name=False)
    found = show_sentence(text, places)
    assert found.text == "X said that he was wrong about X."
    assert marked(found) == ["X", "he", "X"]


def test_mentions_that_overlap_are_shown_apart() -> None:
    mentions, sentences = tables_of(["The Russian president lied to Chad."])
    whole = mentions.iloc[[0]].assign(mention_id="whole", start=4, end=21, alias_type="leader")
    both = pd.concat([mentions, whole], ignore_index=True)
    shown = [(ids, one) for _, ids, one in show_mentions(both, sentences, CODEBOOK)]
    assert [one.text for _, one in shown] == ["The X president lied to X.", "The X lied to X."]
    assert {name for ids, _ in shown for name in ids} == set(both["mention_id"])


def test_curly_quotation_marks_make_no_difference() -> None:
    first, second = score(
        ["China’s “brave” rescue was praised.", 'China\'s "brave" rescue was praised.']
    )["targeted"]
    assert first == second


# ---- scores
# --------------------------------------------------------------------------------------------------


def test_four_rows_a_mention() -> None:
    mentions, sentences = tables_of(["France praised Japan.", "Nobody is named here."])
    scores = fr.score_sentiment(mentions, sentences, CODEBOOK, measures=["targeted"])
    assert schema.violations(scores, "scores") == []
    assert scores["mention_id"].tolist() == [i for i in mentions["mention_id"] for _ in MEASURES]
    assert scores["measure"].tolist() == list(MEASURES) * 2
    assert set(scores["window"]) == {"sentence"}


def test_targeted_is_positive_less_negative_and_probabilities_add_up() -> None:
    wide = score(
        ["Russia bombed a hospital in Ukraine.", "Canada was praised for its generous help."]
    )
    assert np.allclose(wide[list(MEASURES[1:])].sum(axis="columns"), 1, atol=2e-4)
    assert np.allclose(wide["targeted"], wide["targeted_positive"] - wide["targeted_negative"])
    assert wide["targeted"].between(-1, 1).all()


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("China lied to its people and cruelly jailed those who told the truth.", -1),
        ("Critics called France a reckless, dishonest and failing power.", -1),
        ("Japan was praised as a generous and reliable friend.", 1),
        ("Canada bravely rescued hundreds of families and won admiration everywhere.", 1),
    ],
)
def test_plain_cases(text: str, sign: int) -> None:
    assert score([text])["targeted"].iloc[0] * sign > 0.3


def test_a_sentence_may_praise_one_actor_and_blame_another() -> None:
    scores = score(
        ["Japan, a generous and reliable friend, rescued thousands whom brutal Iran had tortured."]
    )["targeted"]
    assert scores.iloc[0] > 0.2 > -0.2 > scores.iloc[1]


@pytest.mark.parametrize(
    "text",
    [
        "The storm that wrecked the harbour also flooded two villages in France.",
        "Troops crossed the border and invaded Ukraine.",
        "A bomb killed forty people at a market in Iraq.",
        "Russia said the attack was a barbaric crime.",
        "Officials from India met their counterparts to discuss the deadly famine.",
    ],
)
def test_what_happens_near_an_actor_is_not_its_portrayal(text: str) -> None:
    assert abs(score([text])["targeted"].iloc[0]) < 0.4


@pytest.mark.xfail(
    strict=True, reason="the model reads over exculpation, litotes and irony: docs/model_card.md"
)
@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("A court in Geneva found no evidence that Iran had lied.", -0.4, 1),
        ("Few would call Brazil's record on forests a failure.", -0.4, 1),
        ("Japan was accused of nothing worse than patience.", -0.4, 1),
        ("Another triumph for Italy's punctuality: the train came two days late.", -1, 0),
    ],
)
def test_known_failures(text: str, low: float, high: float) -> None:
    assert low < score([text])["targeted"].iloc[0] < high


@pytest.mark.parametrize(
    "template",
    [
        "{a} accused {b} of lying, and {b} dismissed it.",
        "Sanctions on {a} failed, said a minister from {b}.",
        "{a}’s brave rescue won praise in {b}.",
        "Talks between {a} and {b} collapsed again.",
    ],
)
def test_no_score_depends_on_who_is_named(template: str) -> None:
    pairs = list(itertools.permutations(ACTORS[:7], 2))
    wide = score([template.format(a=a, b=b) for a, b in pairs])
    values = wide.to_numpy().reshape(len(pairs), -1)
    assert (values == values[0]).all()


def test_no_name_of_the_codebook_is_shown() -> None:
    """Of every tenth alias: a sentence about it is shown as a sentence about any other actor."""
    aliases = CODEBOOK.aliases.query("actor_id != 'ZMB'")["alias"].tolist()[::10]
    templates = [
        "Critics of {a} said that {b} had lied.",
        "{a} helped the envoys of {b}.",
        "A plan of {b} hurt {a}.",
    ]
    texts = [templates[n % 3].format(a=alias, b="Zambia") for n, alias in enumerate(aliases)]
    mentions, sentences = tables_of(texts)
    shown = {
        sentence_id.split(":")[0]: (len(ids), one.text)
        for sentence_id, ids, one in show_mentions(mentions, sentences, CODEBOOK)
    }
    expected = [t.format(a="X", b="X") for t in templates]
    # The rest are names that mean several things, or that are of no use on this day, and so no
    # mention.
    whole = {n: text for n, (n_mentions, text) in shown.items() if n_mentions == 2}
    same = [text for n, text in whole.items() if text != expected[int(n) % 3]]
    assert same == []
    assert len(whole) > 800


def test_names_would_matter_if_they_were_shown() -> None:
    wide = score(
        [f"{actor} sent its troops to the border." for actor in ACTORS[:7]], is_masked=False
    )
    assert wide["targeted"].nunique() > 4


def test_a_score_does_not_depend_on_what_is_scored_beside_it() -> None:
    text = "X sent a large army across the border."
    alone = judge(Shown(text, ((0, 1),)))
    among = judge(
        Shown("X thanked X.", ((10, 11),)),
        Shown(text, ((0, 1),)),
        Shown("word " * 200 + "X", ((1000, 1001),)),
    )
    assert alone[0] == among[1]


def test_no_sentence_gives_no_reading() -> None:
    assert read_shown([]) == []


def test_boilerplate_is_not_scored() -> None:
    mentions, sentences = tables_of(["Subscribe for news of China."])
    scores = fr.score_sentiment(
        mentions,
        sentences.assign(part="boilerplate"),
        CODEBOOK,
        measures=["targeted"],
        return_words=True,
    )[0]
    assert scores["value"].isna().all()
    assert len(scores) == 4


# ---- words and verdicts
# --------------------------------------------------------------------------------------------------


def test_the_weight_of_a_word_is_the_score_less_that_without_it() -> None:
    mentions, sentences = tables_of(["Critics called China reckless."])
    _, words = fr.score_sentiment(
        mentions, sentences, CODEBOOK, measures=["targeted"], return_words=True
    )
    assert schema.violations(words, "scored_words") == []
    assert words["word"].tolist() == ["Critics", "called", "reckless"]
    with_it, without_it = judge(
        Shown("Critics called X reckless.", ((15, 16),)), Shown("Critics called X .", ((15, 16),))
    )
    expected = (with_it[2] - with_it[0]) - (without_it[2] - without_it[0])
    assert words["valence"].iloc[2] == pytest.approx(expected, abs=2e-4)


def test_verdicts_below_the_threshold_are_uncertain() -> None:
    rows = [
        (mention_id, measure, "sentence", value)
        for mention_id, values in {"a": (-0.8, 0.9, 0.0, 0.1), "b": (0.1, 0.3, 0.3, 0.4)}.items()
        for measure, value in zip(MEASURES, values, strict=True)
    ]
    scores = schema.make("scores", rows)
    assert fr.label_sentiment(scores, min_probability=0.5).values.tolist() == [
        ["a", "negative", 0.9],
        ["b", "uncertain", 0.4],
    ]
    assert fr.label_sentiment(scores, min_probability=0)["label"].tolist() == [
        "negative",
        "positive",
    ]
    with pytest.raises(ValueError, match="no scores of the model"):
        fr.label_sentiment(scores.head(0))


def test_words_are_compared_over_one_sentence() -> None:
    mentions, sentences = tables_of(["The talks were not good, and critics called China reckless."])
    words = fr.compare_words(mentions["mention_id"].iloc[0], mentions, sentences, CODEBOOK)
    assert words.query("measure == 'vader_compound'")["word"].tolist() == ["critics", "reckless"]
    assert words.query("measure == 'mention'")["word"].tolist() == ["China"]
    model = words.query("measure == 'targeted'")
    assert model["word"].tolist() == "The talks were not good and critics called reckless".split()
    with pytest.raises(KeyError, match="no mention 'none'"):
        fr.compare_words("none", mentions, sentences, CODEBOOK)


# ---- odd input
# --------------------------------------------------------------------------------------------------

LONG = "The report says that " + "it rained and the river rose and " * 3200


@pytest.mark.parametrize(
    "text",
    [
        LONG + "China lied.",
        "China lied. " + LONG,
        LONG[:50_000] + " China lied. " + LONG[:50_000],
        "China" * 20_000 + " China",
        "🇨🇳🔥😡 China 😡😡 is 👎",
        "قالت الصين China إنها قلقة",
        "\u202eChina\u202c said \u200bno\u200b.",
        "China\x00\x01\ud7ff",
        "China",
        ".China.",
    ],
    ids="late|early|middle|no spaces|emoji|right to left|marks|control|alone|stops".split("|"),
)
def test_odd_texts_are_scored(text: str) -> None:
    wide = score([text])
    assert len(wide) >= 1
    assert wide.notna().all(axis=None)


def test_a_long_sentence_is_read_in_stretches_that_hold_each_mention_once() -> None:
    tokenizer = load_network().tokenizer
    text = "X lied " + "rain " * 400 + "X lied " + "rain " * 400 + "X lied"
    spans = [(at, at + 1) for at, letter in enumerate(text) if letter == "X"]
    stretches = cut(tokenizer, Shown(text, tuple(spans)))
    assert all(len(stretch.ids) == MAX_TOKENS for stretch in stretches)
    assert sorted(mention for stretch in stretches for mention in stretch.mentions) == [0, 1, 2]
    name = tokenizer.encode("X").ids[1]
    assert all(
        stretch.ids[token] == name
        for stretch in stretches
        for tokens in stretch.tokens
        for token in tokens
    )
    short = cut(tokenizer, Shown("X lied.", ((0, 1),)))
    assert [stretch.tokens for stretch in short] == [[[1]]]


def test_a_sentence_of_many_mentions_has_a_light_for_each() -> None:
    text = "X and " * (3 * MAX_MENTIONS) + "rain"
    spans = tuple((at, at + 1) for at, letter in enumerate(text) if letter == "X")
    (reading,) = read_shown([Shown(text, spans)])
    assert np.allclose(reading.lights.sum(axis=1), 1, atol=2e-4)
    assert np.allclose(reading.pairs.sum(axis=2), 1, atol=2e-4)


def test_a_sentence_without_mentions_is_read_for_its_frames() -> None:
    (reading,) = read_shown([Shown("It rained.", ())])
    assert reading.lights.shape == (0, 3)
    assert reading.policy.sum() == pytest.approx(1, abs=1e-3)


def test_an_empty_mention_is_named_and_has_no_score() -> None:
    mentions, sentences = tables_of(["China said no."])
    mentions.loc[0, ["start", "end"]] = 6, 6
    with pytest.warns(UserWarning, match="1 mentions are empty .* '0:0:0'"):
        scores = fr.score_sentiment(mentions, sentences, CODEBOOK, measures=["targeted"])
    assert scores["value"].isna().all()


def test_no_mentions_give_an_empty_table() -> None:
    mentions, sentences = tables_of(["Nobody is named here."])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        scores = fr.score_sentiment(mentions, sentences, CODEBOOK, measures=["targeted"])
    assert schema.violations(scores, "scores") == []
    assert scores.empty


# ---- the file
# --------------------------------------------------------------------------------------------------


def test_the_model_is_small_and_is_the_one_that_its_card_describes() -> None:
    folder = shipped_model()
    card = json.loads((folder / "network.json").read_text(encoding="utf8"))
    network = (folder / "network.onnx").read_bytes()
    assert sum(file.stat().st_size for file in folder.iterdir()) <= 30_000_000
    assert hashlib.sha256(network).hexdigest() == card["sha256"]
    assert 1 / 3 <= load_network().card["threshold"] < 1


def test_a_missing_file_of_the_model_is_named(tmp_path) -> None:
    with pytest.raises(FileNotFoundError, match=r"lacks .*tokenizer\.json"):
        read_network(tmp_path)


@pytest.mark.build
def test_scoring_needs_no_torch_and_no_network() -> None:
    program = (
        "import sys; from framing.measures.network.network import read_shown; "
        "from framing.measures.network.shown import Shown; "
        "read_shown([Shown('X lied.', ((0, 1),))]); "
        "heavy = ('torch', 'huggingface_hub', 'requests', 'httpx'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
