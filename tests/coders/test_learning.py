"""Frames learnt from codes: they find what is there, say how well, and are refused if wrong."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.codebook import LearnerError, digest_sentence, write_learnt
from framing.coders.learning.features import make_blocks
from framing.coders.learning.fitting import (
    calibrate,
    cut_folds,
    fit_softmax,
    probabilities,
    reduce_rows,
)
from framing.measures.learnt import Seen, add_words, judge_sentences, see_sentences
from framing.measures.network.network import Reading
from framing.measures.network.reading import Readings
from framing.tables.schema import make, violations

pytestmark = pytest.mark.build

WIDTH = 12
BURDEN = ("owes", "debt", "loan", "default", "repay", "creditor", "arrears", "lender")
OTHER = ("match", "festival", "weather", "museum", "harvest", "bridge", "song", "garden")


def make_world(n_articles: int = 80, seed: int = 0, n_answers: int = 2) -> dict[str, Any]:
    """Articles of two sentences; the first directions of a vector say what each sentence is about,
    and its words do so now and then.
    """
    rng = np.random.default_rng(seed)
    rows, vectors, codes = [], [], []
    for article in range(n_articles):
        for number in range(2):
            code = int(rng.integers(n_answers))
            words = [
                *rng.choice(OTHER, 3),
                rng.choice(BURDEN if code and rng.random() < 0.3 else OTHER),
            ]
            text = f"{' '.join(words)} {article} {number}"
            rows.append((f"a{article}:{number}", f"a{article}", number, "body", 0, len(text), text))
            vector = rng.normal(0, 1, WIDTH)
            vector[code] += 2.0
            vectors.append(vector.astype(np.float32))
            codes.append(code)
    sentences = make("sentences", rows)
    ids = sentences["sentence_id"].tolist()
    readings = Readings(
        sentences={
            one: Reading(np.zeros((0, 3)), np.zeros((0, 0, 3)), np.zeros(0), np.zeros(0), vector)
            for one, vector in zip(ids, vectors, strict=True)
        },
        texts=dict(zip(ids, sentences["text"], strict=True)),
    )
    return {
        "sentences": sentences,
        "readings": readings,
        "codes": np.array(codes),
        "vectors": np.array(vectors),
    }


def code(world: dict[str, Any], variable: str = "frame:debt_trap", n: int | None = None) -> Any:
    names = ["0", "1"] if variable.startswith("frame:") else ["hero", "villain", "victim"]
    codings = pd.DataFrame({"unit_id": world["sentences"]["sentence_id"], "coder_id": "ann"})
    codings = codings.assign(variable=variable, code=[names[one] for one in world["codes"]])
    return codings.head(n) if n else codings


def learn(world: dict[str, Any], codings: pd.DataFrame, **more: Any) -> fr.Learner:
    empty = make("mentions", [])
    given = {"mentions": empty, "readings": world["readings"], **more}
    return fr.learn_frame(codings, world["sentences"], **given)


@pytest.fixture(scope="module")
def world() -> dict[str, Any]:
    return make_world()


@pytest.fixture(scope="module")
def learner(world: dict[str, Any]) -> fr.Learner:
    return learn(world, code(world))


def judge(learner: fr.Learner, world: dict[str, Any]) -> np.ndarray:
    seen = Seen(
        world["sentences"]["sentence_id"].tolist(),
        world["vectors"],
        world["sentences"]["text"].tolist(),
    )
    return judge_sentences(learner.learnt, seen, fr.read_codebook())


def test_what_is_there_is_found_in_sentences_that_nobody_coded(learner: fr.Learner) -> None:
    fresh = make_world(seed=7)
    said = judge(learner, fresh)
    assert said.shape == (160, 2)
    assert said.sum(axis=1) == pytest.approx(1)
    is_right = (said[:, 1] >= learner.learnt.threshold) == (fresh["codes"] == 1)
    assert is_right.mean() > 0.85


def test_scores_are_those_of_articles_that_were_not_seen(learner: fr.Learner) -> None:
    scores = learner.scores.set_index("what")
    fresh = make_world(seed=8, n_articles=400)
    there, found = fresh["codes"] == 1, judge(learner, fresh)[:, 1] >= learner.learnt.threshold
    f1 = 2 * (there & found).sum() / (there.sum() + found.sum())
    assert scores.loc["learner", "f1_low"] < f1 < scores.loc["learner", "f1_high"]
    assert scores.loc["always yes", "recall"] == 1
    assert scores.loc["learner", "f1"] > scores.drop("learner")["f1"].max()


def test_probabilities_mean_what_they_say(learner: fr.Learner) -> None:
    fresh = make_world(seed=9, n_articles=600)
    said, there = judge(learner, fresh)[:, 1], fresh["codes"] == 1
    band = np.minimum((said * 4).astype(int), 3)
    gaps = [abs((there - said)[band == one].sum()) for one in range(4)]
    assert sum(gaps) / len(said) < 0.06


def test_the_verdict_is_in_words(learner: fr.Learner) -> None:
    assert str(learner).startswith("The learner of 'debt_trap' is good: F1 0.")
    assert "bag of words" in learner.verdict
    assert "always yes" in learner.verdict
    assert "60 more codes would" in learner.advice
    assert learner.curve["n_codes"].is_monotonic_increasing
    assert "<table" in learner._repr_html_()


def test_noise_is_called_poor(world: dict[str, Any]) -> None:
    codings = code(world)
    codings["code"] = np.random.default_rng(3).choice(["0", "1"], len(codings), p=[0.7, 0.3])
    found = learn(world, codings)
    assert found.learnt.report["word"] == "poor"
    assert "It is no better than" in found.verdict or "It is not surely better" in found.verdict


def test_coded_sentences_get_what_a_learner_said_that_had_not_seen_them(
    learner: fr.Learner, world: dict[str, Any]
) -> None:
    text = world["sentences"]["text"].iloc[0]
    held = learner.learnt.held_out[digest_sentence(text)]
    assert judge(learner, world)[0] == pytest.approx(held)
    blind = replace(learner.learnt, held_out={})
    seen = Seen(["x"], world["vectors"][:1], [text])
    assert judge_sentences(blind, seen, fr.read_codebook())[0] != pytest.approx(held)


def test_it_is_refused_with_too_few_positives(world: dict[str, Any]) -> None:
    codings = code(world)
    is_yes = codings["code"] == "1"
    few = pd.concat([codings[is_yes].head(4), codings[~is_yes]])
    with pytest.raises(LearnerError, match=r"only 4 of 'yes' among .* 5 of each .*informative"):
        learn(world, few)


def test_codes_of_one_article_are_refused(world: dict[str, Any]) -> None:
    sentences = world["sentences"].assign(article_id="a0")
    with pytest.raises(LearnerError, match="all codes of 'debt_trap' are of one article"):
        learn({**world, "sentences": sentences}, code(world))


def test_units_that_are_nowhere_are_told(world: dict[str, Any]) -> None:
    codings = code(world)
    stranger = codings.head(1).assign(unit_id="elsewhere:1")
    assert "1 codes are of units" in learn(world, pd.concat([codings, stranger])).advice
    with pytest.raises(ValueError, match="none is a sentence here"):
        learn(world, stranger)


@pytest.mark.parametrize(
    ("variable", "message"), [(None, "say which variable"), ("frame:../x", "cannot be called")]
)
def test_what_is_learnt_must_be_named(
    world: dict[str, Any], variable: str | None, message: str
) -> None:
    codings = pd.concat([code(world), code(world, "frame:other"), code(world, "frame:../x")])
    with pytest.raises(ValueError, match=message):
        learn(world, codings, variable=variable)


def test_a_variable_of_several_answers() -> None:
    world = make_world(n_articles=90, n_answers=3)
    found = learn(world, code(world, "character"))
    assert found.learnt.classes == ("hero", "victim", "villain")
    assert found.measures == tuple(f"read_character.{one}" for one in found.learnt.classes)
    scores = found.scores.set_index("what")
    assert scores.loc["learner", "f1"] > scores.drop("learner")["f1"].max() + 0.2
    fresh = make_world(seed=5, n_answers=3)
    names = np.array(["hero", "villain", "victim"])[fresh["codes"]]
    said = np.array(found.learnt.classes)[judge(found, fresh).argmax(axis=1)]
    assert (said == names).mean() > 0.7


def test_a_whole_codebook_is_learnt(world: dict[str, Any]) -> None:
    names = np.where(world["codes"] == 1, "threat", "none").astype(object)
    names[:3] = "rivalry"
    codings = code(world).assign(variable="frame", code=names)
    mine = code(world, "frame:debt_trap")
    given = {"mentions": make("mentions", []), "readings": world["readings"]}
    both = pd.concat([codings, mine])
    found, refused = fr.learn_frames(both, world["sentences"], **given)
    assert sorted(found) == ["debt_trap", "threat"]
    assert found["threat"].learnt.report["n_each"]["yes"] == (names == "threat").sum()
    assert refused.keys() == {"rivalry"}
    assert "only 3 of 'yes'" in refused["rivalry"]
    with pytest.raises(ValueError, match="no frame was coded"):
        fr.learn_frames(code(world, "frame:x").assign(variable="tone"), world["sentences"])


def test_each_code_stands_for_as_many_as_its_probability_says(world: dict[str, Any]) -> None:
    codings = code(world)
    kept = codings[(codings["code"] == "1") | (codings.index % 8 == 0)]
    chances = np.where(kept["code"] == "1", 1.0, 1 / 8)
    plain, weighed = learn(world, kept), learn(world, kept.assign(probability=chances))
    fresh = make_world(seed=11, n_articles=300)
    truth = (fresh["codes"] == 1).mean()
    means = [judge(one, fresh)[:, 1].mean() for one in (plain, weighed)]
    assert abs(means[1] - truth) < (means[0] - truth) / 2


def test_a_learner_is_the_same_again(world: dict[str, Any], learner: fr.Learner) -> None:
    again = learn(world, code(world).sample(frac=1, random_state=1))
    assert write_learnt(again.learnt) == write_learnt(learner.learnt)


def test_a_file_holds_it_all(tmp_path: Path, learner: fr.Learner, world: dict[str, Any]) -> None:
    file = fr.save_learner(learner, tmp_path / "book")
    assert file == tmp_path / "book" / "learners" / "debt_trap.json"
    assert file.stat().st_size < 100_000
    again = fr.read_learner(file)
    assert judge(again, world) == pytest.approx(judge(learner, world), abs=1e-4)
    assert str(again) == str(learner)
    assert again.scores.equals(learner.scores)
    held = json.loads(file.read_text(encoding="utf8"))
    assert {"network", "codebook", "codes"} <= held.keys()
    assert held["report"]["coders"] == ["ann"]
    assert not any(text in file.read_text(encoding="utf8") for text in world["sentences"]["text"])


def test_the_codebook_has_it(tmp_path: Path, learner: fr.Learner) -> None:
    shipped = fr.read_codebook()
    fr.save_learner(learner, tmp_path)
    codebook = fr.read_codebook(tmp_path)
    assert [one.name for one in codebook.learners] == ["debt_trap"]
    assert codebook.words_digest == shipped.digest != codebook.digest
    assert fr.add_learner(learner, shipped).digest == codebook.digest
    assert fr.add_learner(learner, codebook).learners == (learner.learnt,)
    assert fr.check_codebook(tmp_path) == []


def breaking(**changes: Any) -> Callable[[dict[str, Any]], str]:
    return lambda held: json.dumps(held | changes)


HOSTILE: dict[str, Callable[[dict[str, Any]], str]] = {
    "no JSON": lambda held: json.dumps(held)[:200],
    "a pickle": lambda held: "\x80\x04\x95cposix\nsystem\n",
    "nested": lambda held: "[" * 100_000,
    "another format": breaking(format="framing learner 99"),
    "a list": lambda held: "[]",
    "no name": breaking(name=None),
    "a path for a name": breaking(name="../../etc/passwd"),
    "classes that are one": breaking(classes=["yes"]),
    "classes twice": breaking(classes=["yes", "yes"]),
    "too many classes": breaking(classes=[f"c{n}" for n in range(99)]),
    "a digest that is none": breaking(network="<script>"),
    "no weights": breaking(weights=[]),
    "weights of another shape": breaking(weights=[[1.0], [2.0]]),
    "ragged": breaking(weights=[[1.0, [2.0]]]),
    "not a number": lambda held: json.dumps(held | {"bias": [float("nan")]}),
    "infinite": lambda held: json.dumps(held).replace('"keyword": [', '"keyword": [1e999, ', 1),
    "huge": breaking(bias=[1e300]),
    "truth for a number": breaking(bias=[True]),
    "words that are a list": breaking(words=[1]),
    "words of other shapes": breaking(words={"a": [1.0]}),
    "a probability above 1": breaking(held_out={"ab": [0.5, 1.5]}),
    "a threshold above 1": breaking(threshold=7),
    "a report that is text": breaking(report="good"),
    "scores that are no rows": breaking(report={"scores": 5}),
    "scores of scores": breaking(report={"scores": [{"f1": [1]}]}),
    "a curve of numbers": breaking(report={"curve": [1, 2]}),
    "half a character": breaking(classes=["no", "\ud800"]),
    "another variable": breaking(variable="frame:other"),
    "probabilities that are more than all": breaking(held_out={"ab": [1.0, 1.0]}),
    "a word that weighs next to nothing": breaking(words={"oil": [1e-300, 1.0]}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_broken_file_is_refused(tmp_path: Path, learner: fr.Learner, kind: str) -> None:
    file = fr.save_learner(learner, tmp_path)
    held = json.loads(file.read_text(encoding="utf8"))
    file.write_text(HOSTILE[kind](held), encoding="utf8")
    with pytest.raises(LearnerError, match=r"debt_trap\.json.*Learn it again.*take the file out"):
        fr.read_learner(file)
    with pytest.raises(ValueError, match=r"debt_trap\.json"):
        fr.read_codebook(tmp_path)
    assert [problem.is_error for problem in fr.check_codebook(tmp_path)] == [True]


def test_files_that_are_no_learners_are_refused(tmp_path: Path, learner: fr.Learner) -> None:
    file = fr.save_learner(learner, tmp_path)
    with pytest.raises(LearnerError, match=r"rename it to debt_trap\.json"):
        fr.read_learner(file.rename(file.with_name("other.json")))
    file.write_bytes(b"\xff\xfe" * 9)
    with pytest.raises(LearnerError, match="no text in UTF-8"):
        fr.read_learner(file)
    file.write_bytes(b" " * 5_000_001)
    with pytest.raises(LearnerError, match="larger than 5 MB"):
        fr.read_learner(file)
    with pytest.raises(FileNotFoundError, match="no learner at"):
        fr.read_learner(tmp_path / "none.json")
    file.unlink()
    file.mkdir()
    with pytest.raises(LearnerError, match="is a folder"):
        fr.read_learner(file)


def test_weights_for_vectors_of_another_width_are_refused(world: dict[str, Any]) -> None:
    seen = Seen(["x"], world["vectors"][:1], ["text"])
    known = learn(world, code(world)).learnt
    narrow = replace(known, weights=known.weights[:, 1:])
    with pytest.raises(LearnerError, match=r"has 11 weights.*have 12.*learn it again"):
        judge_sentences(narrow, seen, fr.read_codebook())


ARTICLES = {"one": "Chad owes the lender more than it can repay. Norway opened a museum."}


@pytest.mark.parametrize("what", ["network", "codebook"])
def test_one_of_another_network_or_codebook_is_refused(
    tmp_path: Path, learner: fr.Learner, what: str
) -> None:
    foreign = replace(learner, learnt=replace(learner.learnt, **{what: "abcdef123456"}))
    codebook = fr.add_learner(foreign, fr.read_codebook())
    message = f"'debt_trap' was learnt with the {what} abcdef123456.*Learn it again"
    with pytest.raises(LearnerError, match=message):
        fr.analyse(fr.make_articles(ARTICLES), codebook)
    fr.save_learner(foreign, tmp_path / "book")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(ARTICLES["one"], encoding="utf8")
    with pytest.raises(LearnerError, match=message):
        fr.analyse_path(tmp_path / "in", tmp_path / "out", codebook_path=tmp_path / "book")


ACTORS = ("Chad", "Norway", "Kenya", "Japan", "Ghana", "Chile", "Nepal", "Spain")
OWING = (
    "{} owes the lender more than it can ever repay.",
    "The loans to {} come due, and the port is the security.",
    "A creditor may take the railway of {} if it defaults.",
    "{} borrowed for the dam and now pays with its copper.",
)
NOT_OWING = (
    "{} opened a museum of modern art.",
    "A storm reached {} in the early morning.",
    "The football team of {} won the match.",
    "{} sent its foreign minister to the talks.",
)


@pytest.fixture(scope="module")
def real() -> dict[str, Any]:
    """Sentences composed for this test, read by the network, and a learner of them."""
    texts = {
        f"{kind}{number}{actor}": pattern.format(actor)
        for kind, patterns in (("o", OWING), ("n", NOT_OWING))
        for number, pattern in enumerate(patterns)
        for actor in ACTORS[:5]
    }
    articles = fr.make_articles(texts)
    tables = fr.analyse(articles)
    codings = pd.DataFrame({"unit_id": tables["mentions"]["mention_id"], "coder_id": "ann"})
    is_owing = tables["mentions"]["article_id"].str.startswith("o")
    codings = codings.assign(variable="frame:debt_trap", code=np.where(is_owing, "1", "0"))
    learner = fr.learn_frame(codings, tables["sentences"], mentions=tables["mentions"])
    return {"learner": learner, "codings": codings, "articles": articles}


def test_it_runs_with_the_analysis_and_codes_correct_it(real: dict[str, Any]) -> None:
    codebook = fr.add_learner(real["learner"], fr.read_codebook())
    fresh = {f"f{n}": one.format("Peru") for n, one in enumerate(OWING[:2] + NOT_OWING[:2])}
    articles = pd.concat([real["articles"], fr.make_articles(fresh)], ignore_index=True)
    tables = fr.analyse(articles, codebook)
    read = tables["frames_read"]
    assert violations(read, "frames_read") == []
    learnt = read[read["frame_set"] == "learnt"]
    assert len(learnt) == len(tables["sentences"])
    assert learnt["frame_id"].eq("debt_trap").all()
    told = learnt.set_index("sentence_id")["probability"]
    of_peru = told[told.index.str.startswith("f")].sort_index().to_numpy()
    assert of_peru[:2].min() > 0.6 > 0.4 > of_peru[2:].max()
    assert "read_debt_trap" in set(tables["portrayals"]["measure"])
    sample = pd.DataFrame({"mention_id": real["codings"]["unit_id"], "probability": 0.9})
    corrected = fr.correct_portrayal(
        real["codings"],
        sample,
        tables["mentions"],
        tables["articles"],
        fr.score_frames(tables["mentions"], read),
        variable="frame:debt_trap",
        measure="read_debt_trap",
    ).set_index("actor_id")
    chad = corrected.loc["TCD"]
    assert chad["n_coded"] > 5
    assert chad["ci_low"] < chad["estimate"] < chad["ci_high"]


def test_codes_of_the_frame_say_how_good_learner_and_keywords_are(real: dict[str, Any]) -> None:
    codebook = fr.add_learner(real["learner"], fr.read_codebook())
    tables = fr.analyse(real["articles"], codebook)
    hits = make(
        "frame_hits",
        [
            (unit, "debt_trap", "owes", "owes", 0, 1, "sentence", is_negated, False, False, None)
            for unit, is_negated in zip(
                real["codings"]["unit_id"].head(8), [False, True] * 4, strict=True
            )
        ],
    )
    given = [tables[name] for name in ("mentions", "articles", "scores")]
    checked = fr.summarise_validation(
        real["codings"], *given, frame_hits=hits, frames_read=tables["frames_read"]
    ).set_index("measure")
    assert violations(checked.reset_index(), "validations") == []
    meant = hits[~hits["is_negated"]]["mention_id"]
    is_there = real["codings"].set_index("unit_id")["code"] == "1"
    n_hits = int(is_there[meant].sum())
    f1 = 2 * n_hits / (len(meant) + int(is_there.sum()))
    assert checked.loc["share_debt_trap", "f1"] == pytest.approx(f1)
    learnt = checked.loc["read_debt_trap"]
    assert learnt["n_mentions"] == len(real["codings"])
    of_learner = real["learner"].scores.set_index("what").loc["learner", "f1"]
    assert learnt["f1"] == pytest.approx(of_learner, abs=0.1)
    told = fr.stamp_validation({"validations": checked.reset_index()}, ["read_debt_trap"])
    assert "“debt trap” as read (sentence) " in told


ROLES = {
    "hero": ("{} rescued the sailors from the storm.", "{} saved the town from the flood.",
             "{} freed the hostages and brought them home.", "{} came to the aid of the wounded."),
    "victim": ("{} was bombed in the night and mourns its dead.", "{} suffers under the siege.",
               "{} lost its harvest and its people go hungry.", "{} was invaded and robbed."),
    "villain": ("{} ordered the massacre of the villagers.", "{} tortures its prisoners.",
                "{} poisoned the river and lied about it.", "{} starves the city that it holds."),
}  # fmt: skip


def test_classes_run_with_the_analysis_too(tmp_path: Path) -> None:
    """Hero, victim, villain: from codes to portrayals, and checked by the codes."""
    texts = {
        f"{role}{number}{actor}": pattern.format(actor)
        for role, patterns in ROLES.items()
        for number, pattern in enumerate(patterns)
        for actor in ACTORS[:4]
    }
    articles = fr.make_articles(texts)
    tables = fr.analyse(articles)
    mentions = tables["mentions"]
    role = mentions["article_id"].str.extract(r"^([a-z]+)", expand=False)
    codings = pd.DataFrame({"unit_id": mentions["mention_id"], "coder_id": "ann"})
    codings = codings.assign(variable="character", code=role)
    learner = fr.learn_frame(codings, tables["sentences"], mentions=mentions)
    assert learner.learnt.classes == ("hero", "victim", "villain")
    kept = fr.read_learner(fr.save_learner(learner, tmp_path))
    assert kept.scores.equals(learner.scores), "also what nobody can say, the precision of never"
    codebook = fr.read_codebook(tmp_path)
    fresh = {"new1": "Peru rescued the children from the flood.", "new2": "Peru tortures captives."}
    both = pd.concat([articles, fr.make_articles(fresh)], ignore_index=True)
    own = fr.analyse(both, codebook)
    read = own["frames_read"].query("frame_set == 'learnt'")
    assert read.groupby("sentence_id")["probability"].sum().to_numpy() == pytest.approx(1, abs=1e-3)
    read = read.assign(article_id=read["sentence_id"].str.partition(":")[0])
    most = read.loc[read.groupby("article_id")["probability"].idxmax()].set_index("article_id")
    assert most.loc[["new1", "new2"], "frame_id"].tolist() == [
        "character.hero",
        "character.villain",
    ]
    means = own["portrayals"].query("measure.str.startswith('read_character.')")
    assert set(means["measure"]) == set(learner.measures)
    checked = fr.summarise_validation(
        codings,
        *(own[name] for name in ("mentions", "articles", "scores")),
        frames_read=own["frames_read"],
    ).set_index("measure")
    assert set(checked.index) == set(learner.measures)
    of_learner = learner.scores.set_index("what").loc["learner", "f1"]
    assert checked["f1"].mean() == pytest.approx(of_learner, abs=0.02)


def test_it_takes_the_place_of_the_frame_that_the_network_reads(real: dict[str, Any]) -> None:
    known = replace(real["learner"].learnt, name="threat")
    codebook = fr.read_codebook().with_learners([known])
    tables = fr.analyse(fr.make_articles(ARTICLES), codebook)
    read = tables["frames_read"].query("frame_id == 'threat'")
    assert read["frame_set"].unique().tolist() == ["learnt"]
    scores = fr.score_frames(tables["mentions"], tables["frames_read"])
    of_threat = scores[scores["measure"] == "read_threat"]
    assert len(of_threat) == len(tables["mentions"])


def test_what_it_tells_depends_on_no_name(real: dict[str, Any]) -> None:
    codebook = fr.read_codebook()
    told = []
    for actor in ("China", "Denmark", "Chad"):
        articles = fr.make_articles({str(n): one.format(actor) for n, one in enumerate(OWING)})
        sentences = fr.split_sentences(articles)
        seen = see_sentences(fr.find_mentions(sentences, codebook), sentences, codebook)
        blind = replace(real["learner"].learnt, held_out={})
        told.append(judge_sentences(blind, seen, codebook))
    assert np.array_equal(told[0], told[1])
    assert np.array_equal(told[1], told[2])


def test_the_head_is_what_the_fit_says(world: dict[str, Any]) -> None:
    hits = (np.arange(160) % 3 == 0).astype(float)
    texts = world["sentences"]["text"].tolist()
    blocks = make_blocks(world["vectors"], texts, hits)
    rows = blocks.rows(True)
    fit = fit_softmax(rows, world["codes"], 2, 1.0)
    calibration = calibrate(rows @ fit.weights + fit.bias, world["codes"], np.ones(160))
    weights, bias, keyword, words = blocks.unfold(fit, calibration, True)
    moved = calibration.slope * (rows @ fit.weights + fit.bias) + calibration.shifts
    logits = moved[:, 1] - moved[:, 0]
    direct = world["vectors"] @ weights[0] + bias[0] + hits * keyword[0]
    direct += [add_words(text, words, 1)[0] for text in texts]
    assert direct == pytest.approx(logits, abs=1e-6)


def test_articles_are_not_torn_apart() -> None:
    rng = np.random.default_rng(0)
    articles, codes = rng.integers(0, 30, 200).astype(str), (rng.random(200) < 0.15).astype(int)
    folds = cut_folds(articles, codes, rng)
    assert pd.Series(folds).groupby(articles).nunique().eq(1).all()
    assert set(folds) == set(range(5))
    n_each = np.bincount(folds[codes == 1])
    assert n_each.max() - n_each.min() <= 3


def test_reduced_rows_keep_their_distances() -> None:
    rows = np.random.default_rng(0).normal(size=(6, 40))
    reduced = reduce_rows(rows)
    assert reduced.shape == (6, 6)
    assert reduced @ reduced.T == pytest.approx(rows @ rows.T)


def test_a_larger_ridge_is_less_sure() -> None:
    rows, codes = np.array([[-1.0], [1.0], [-1.0], [1.0]]), np.array([0, 1, 0, 1])
    sure = [
        probabilities(rows @ fit.weights + fit.bias)[1, 1]
        for fit in (fit_softmax(rows, codes, 2, penalty) for penalty in (0.1, 10.0))
    ]
    assert sure[0] > 0.9 > sure[1] > 0.5


def test_codes_that_check_nothing_are_taken_all_the_same(tmp_path: Path) -> None:
    """The first codes of a frame come before it has keywords that are found, or a learner."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(ARTICLES["one"], encoding="utf8")
    mentions = fr.analyse_path(tmp_path / "in", tmp_path / "out", return_tables=True)["mentions"]
    codes = pd.DataFrame({"mention_id": mentions["mention_id"], "coder_id": "ann"})
    codes.assign(**{"frame:debt_trap": "1"}).to_csv(tmp_path / "own.csv", index=False)
    tables = fr.analyse_path(
        tmp_path / "in", tmp_path / "out", codings_path=tmp_path / "own.csv", return_tables=True
    )
    assert tables["validations"].empty
    assert len(tables["codings"]) == len(mentions) == 2
