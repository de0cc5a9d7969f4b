"""The kit against coders: F1 and bias by hand, and corrected intervals that cover the truth where
naive ones do not.
"""

import numpy as np
import pandas as pd
import pytest
from worlds import Spec, tables

import framing as fr
from framing.tables.schema import make, violations


def codings_of(
    codes: dict[str, int | str], variable: str = "sentiment", coder: str = "ann"
) -> pd.DataFrame:
    rows = [(unit, coder, variable, str(code)) for unit, code in codes.items()]
    return pd.DataFrame(rows, columns=["unit_id", "coder_id", "variable", "code"]).astype("str")


def judged_by(scores: pd.DataFrame, measure: str, window: str = "clause") -> pd.DataFrame:
    return scores.assign(measure=measure, window=window)


def test_a_measure_that_is_too_kind_to_one_actor() -> None:
    rng = np.random.default_rng(1)
    specs: list[Spec] = [
        (f"a{n}", actor, actor, 0.0) for n in range(50) for actor in ("CHN", "USA")
    ]
    truth = rng.integers(-1, 2, len(specs))
    specs = [
        (a, s, actor, float(truth[n] * 0.8 + (actor == "USA") * 0.3))
        for n, (a, s, actor, _) in enumerate(specs)
    ]
    mentions, articles, scores = tables(specs)
    codings = codings_of({f"m{n}": int(code) for n, code in enumerate(truth)})
    table = fr.evaluate_against(
        codings, mentions, articles, judged_by(scores, "vader_compound"), by=["actor_id"]
    )
    usa, chn = table.set_index("actor_id").loc["USA"], table.set_index("actor_id").loc["CHN"]
    gaps = np.array([value for *_, value in specs]) - truth
    assert usa["bias"] == pytest.approx(gaps[1::2].mean())
    assert usa["bias_low"] > chn["bias_high"]
    assert (chn["accuracy"], chn["macro_f1"]) == (1.0, 1.0)
    value = np.array([value for *_, value in specs[1::2]])
    judged = np.select([value >= 0.05, value <= -0.05], [1, -1], 0)
    from sklearn.metrics import f1_score  # here, since it takes seconds to load

    assert usa["macro_f1"] == pytest.approx(f1_score(truth[1::2], judged, average="macro"))
    assert violations(table.query("actor_id == 'USA'"), "evaluations") == []


def test_the_models_label_is_a_neutral_one_only_where_it_is_much_likelier() -> None:
    mentions, articles, scores = tables([("a", "0", "CHN", 0.3), ("b", "0", "CHN", 0.3)])
    parts = {
        "targeted_negative": [0.2, 0.1],
        "targeted_neutral": [0.45, 0.8],
        "targeted_positive": [0.35, 0.1],
    }
    all_scores = pd.concat(
        [
            judged_by(scores, "targeted", "sentence"),
            *(judged_by(scores, name, "sentence").assign(value=own) for name, own in parts.items()),
        ]
    )
    row = fr.evaluate_against(codings_of({"m0": 1, "m1": 0}), mentions, articles, all_scores).iloc[
        0
    ]
    assert (row["measure"], row["accuracy"], row["n_articles"]) == ("targeted", 1.0, 2)


def test_codes_of_other_articles_are_an_error() -> None:
    mentions, articles, scores = tables([("a", "0", "CHN", 0.3)])
    with pytest.raises(ValueError, match="are these the same articles"):
        fr.evaluate_against(
            codings_of({"x": 1}), mentions, articles, judged_by(scores, "vader_compound")
        )


def test_a_score_without_probabilities_is_judged_by_its_sign() -> None:
    """Old: an accuracy of 0, since no probability was there to choose the label by."""
    mentions, articles, scores = tables([(f"a{n}", "0", "CHN", 0.3 * n) for n in range(-1, 2)])
    codes: dict[str, int | str] = {"m0": -1, "m1": 0, "m2": 1}
    scores = judged_by(scores, "targeted", "sentence")
    row = fr.evaluate_against(codings_of(codes), mentions, articles, scores).iloc[0]
    assert (row["accuracy"], row["macro_f1"]) == (1.0, 1.0)


def test_strata_drawn_with_other_chances_are_weighed() -> None:
    """Nine in ten mentions are of China and scored right, one is of the USA and scored too kind by
    1, but as many of each were coded: the bias is .1, not .5.
    """
    specs: list[Spec] = [(f"a{n}", "0", "CHN" if n < 180 else "USA", 0.0) for n in range(200)]
    mentions, articles, scores = tables(specs)
    codes: dict[str, int | str] = {f"m{n}": 0 for n in range(20)}
    codes |= {f"m{n}": -1 for n in range(180, 200)}
    drawn = {"mention_id": list(codes), "probability": [20 / 180] * 20 + [1.0] * 20}
    sample = pd.DataFrame(drawn).assign(stratum=["CHN"] * 20 + ["USA"] * 20)
    scores = judged_by(scores, "vader_compound")
    given = (codings_of(codes), mentions, articles, scores)
    row, plain = (fr.evaluate_against(*given, sample=one).iloc[0] for one in (sample, None))
    assert (row["bias"], plain["bias"]) == (pytest.approx(0.1), pytest.approx(0.5))
    assert row["bias_low"] <= 0.1 <= row["bias_high"]
    assert (row["accuracy"], plain["accuracy"]) == (pytest.approx(0.9), pytest.approx(0.5))


@pytest.mark.parametrize("code", ["1.0", "+1", " 1 ", "1,0", 1.0, 1])
def test_a_code_counts_however_it_is_written(code: object) -> None:
    mentions, articles, scores = tables([("a", "0", "CHN", 0.5), ("b", "0", "CHN", 0.5)])
    codings = pd.concat([codings_of({"m0": 1, "m1": 1}), codings_of({"m0": 1, "m1": 1}, coder="b")])
    codings["code"] = codings["code"].astype(object)
    codings.iloc[2:, 3] = code
    table = fr.evaluate_against(codings, mentions, articles, judged_by(scores, "vader_compound"))
    assert table["n_mentions"].tolist() == [2]


def test_errors_that_are_all_alike_have_an_interval() -> None:
    mentions, articles, scores = tables([(f"a{n}", "0", "CHN", 1.0) for n in range(12)])
    codings = codings_of({f"m{n}": 1 for n in range(12)})
    row = fr.evaluate_against(codings, mentions, articles, judged_by(scores, "targeted")).iloc[0]
    assert (row["bias"], row["macro_f1"], row["f1_high"]) == (0.0, 1.0, 1.0)
    assert row["bias_low"] < 0 < row["bias_high"]
    assert row["f1_low"] == pytest.approx(0.025 ** (1 / 12))
    alone = fr.evaluate_against(
        codings_of({"m0": 1}), mentions, articles, judged_by(scores, "targeted")
    )
    assert alone[["f1_low", "f1_high", "bias_low", "bias_high"]].isna().all(axis=None)


Corpora = tuple[list[Spec], np.ndarray, np.ndarray]


def corpora(rng: np.random.Generator, n: int, n_articles: int = 50) -> Corpora:
    """As many corpora, each an actor's: mentions, their true codes, and the numbers of corpora.

    The measure is noisy, timid, and too kind by 0.3.
    """
    specs: list[Spec] = []
    truth, corpus = [], []
    for number in range(n):
        for article in range(n_articles):
            mood = rng.normal(-0.2, 0.4)
            for _ in range(1 + rng.poisson(3)):
                latent = mood + rng.normal(0, 0.8)
                code = int(latent > 0.5) - int(latent < -0.5)
                score = float(np.clip(0.5 * code + 0.3 + rng.normal(0, 0.4), -1, 1))
                specs.append((f"a{number}-{article}", "0", f"corpus {number:03}", score))
                truth.append(code)
                corpus.append(number)
    return specs, np.array(truth), np.array(corpus)


def draw(rng: np.random.Generator, corpus: np.ndarray, n_each: int) -> pd.DataFrame:
    rows = []
    for number in np.unique(corpus):
        at = np.flatnonzero(corpus == number)
        chosen = rng.choice(at, n_each, replace=False)
        rows += [(f"m{one}", n_each / len(at), str(number)) for one in chosen]
    return pd.DataFrame(rows, columns=["mention_id", "probability", "stratum"])


@pytest.mark.build
@pytest.mark.parametrize(("is_noise", "n_coded"), [(False, 30), (True, 60)])
def test_corrected_intervals_cover_the_truth(is_noise: bool, n_coded: int) -> None:
    """80 corpora of 50 articles; the truth is the mean of a far larger one. A measure of pure noise
    gets no weight, and costs no width.
    """
    true_mean = corpora(np.random.default_rng(99), 1, 20_000)[1].mean()
    rng = np.random.default_rng(5)
    specs, truth, corpus = corpora(rng, 80)
    mentions, articles, scores = tables(specs)
    if is_noise:
        scores["value"] = rng.uniform(-1, 1, len(scores))
    sample = draw(rng, corpus, n_coded)
    codings = codings_of({one: int(truth[int(one[1:])]) for one in sample["mention_id"]})
    table = fr.correct_portrayal(codings, sample, mentions, articles, scores, measure="tone")
    assert violations(table, "corrections") == []
    is_covered = table["ci_low"].le(true_mean) & table["ci_high"].ge(true_mean)
    assert is_covered.sum() >= 72
    width = (table["ci_high"] - table["ci_low"]).mean()
    of_codes = 2 * 2.0 * truth.std() / np.sqrt(n_coded)
    if is_noise:
        assert table["trust"].mean() < 0.08
        assert width < of_codes * 1.25
    else:
        assert (table["naive"] - true_mean).min() > 0.1
        assert width < of_codes * 0.95


def test_any_part_of_the_articles_gives_what_analysing_only_it_gives() -> None:
    rng = np.random.default_rng(3)
    specs, truth, corpus = corpora(rng, 2)
    mentions, articles, scores = tables(specs)
    articles["outlet_id"] = pd.Series(rng.choice(["x", "y"], len(articles)), dtype="str")
    sample = draw(rng, corpus, 60)
    codings = codings_of({one: int(truth[int(one[1:])]) for one in sample["mention_id"].iloc[5:]})
    part = articles[articles["outlet_id"] == "x"]
    own = mentions[mentions["article_id"].isin(part["article_id"])]
    own_sample = sample[sample["mention_id"].isin(own["mention_id"])]
    own_scores = scores[scores["mention_id"].isin(own["mention_id"])]
    given = {"measure": "tone", "by": ["actor_id"]}
    filtered = fr.correct_portrayal(codings, sample, mentions, part, scores, **given)
    alone = fr.correct_portrayal(codings, own_sample, own, part, own_scores, **given)
    pd.testing.assert_frame_equal(filtered, alone)
    assert filtered["n_coded"].sum() < len(own_sample) <= filtered["n_mentions"].sum()
    whole = fr.correct_portrayal(codings, sample, mentions, articles, scores, **given)
    assert (whole["n_mentions"] > filtered["n_mentions"]).all()


@pytest.mark.parametrize(
    ("code", "measure", "scale"),
    [(1, "tone", (-1, 1)), (0, "tone", (-1, 1)), (1, "share_war", (0, 1))],
)
@pytest.mark.parametrize("score", [0.9, -0.3])
def test_corrections_stay_on_the_scale_and_have_a_width(
    code: int, measure: str, scale: tuple[int, int], score: float
) -> None:
    """Old: twelve codes of 1, with scores of -.3 that are .9 elsewhere, gave 2.0 and no width."""
    specs: list[Spec] = [(f"a{n}", "0", "CHN", score if n < 12 else 0.9) for n in range(60)]
    mentions, articles, scores = tables(specs)
    scores["value"] = scores["value"].clip(scale[0], scale[1])
    sample = pd.DataFrame({"mention_id": [f"m{n}" for n in range(12)], "probability": 0.2})
    row = fr.correct_portrayal(
        codings_of({f"m{n}": code for n in range(12)}),
        sample,
        mentions,
        articles,
        scores.assign(measure=measure),
        measure=measure,
    ).iloc[0]
    assert row["estimate"] == code
    assert scale[0] <= row["ci_low"] < row["ci_high"] <= scale[1]
    assert row["ci_low"] <= row["estimate"] <= row["ci_high"]


def test_copies_count_as_one_article() -> None:
    specs: list[Spec] = [(f"a{n}", "0", "CHN", 0.1) for n in range(40)]
    mentions, articles, scores = tables(specs)
    sample = pd.DataFrame({"mention_id": mentions["mention_id"], "probability": 1.0})
    codings = codings_of({f"m{n}": 1 if n // 4 % 2 else 0 for n in range(40)})
    given = (codings, sample, mentions)
    apart = fr.correct_portrayal(*given, articles, scores, measure="tone").iloc[0]
    copied = articles.assign(cluster_id=[f"a{n // 4 * 4}" for n in range(40)])
    as_one = fr.correct_portrayal(*given, copied, scores, measure="tone").iloc[0]
    assert as_one["ci_high"] - as_one["ci_low"] > 1.6 * (apart["ci_high"] - apart["ci_low"])
    named = fr.correct_portrayal(*given, copied, scores, measure="tone", cluster="article_id")
    assert named.iloc[0].equals(apart)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"probability": [0.5, 0.0]}, "the probability of m1 in the sample is 0.0"),
        ({"probability": [0.5, 1.2]}, "above 0 and at most 1"),
        ({"mention_id": ["m0", "m0"]}, "m0 is twice in the sample"),
        ({"code": ["1", "2"]}, "sentiment of m1 is coded '2', which is no number from -1 to 1"),
        ({"code": ["1", "good"]}, "coded 'good', which is no number"),
        ({"level": 95}, "between 0 and 1"),
    ],
)
def test_what_no_correction_is_made_of(change: dict[str, object], message: str) -> None:
    mentions, articles, scores = tables([("a", "0", "CHN", 0.3), ("b", "0", "CHN", 0.3)])
    sample = pd.DataFrame({"mention_id": ["m0", "m1"], "probability": 0.5})
    codings = codings_of({"m0": 1, "m1": 0})
    more = {}
    for name, value in change.items():
        if name == "level":
            more["level"] = value
        else:
            (codings if name == "code" else sample)[name] = value
    with pytest.raises(ValueError, match=message):
        fr.correct_portrayal(
            codings, sample, mentions, articles, judged_by(scores, "targeted", "sentence"), **more
        )


def test_strata_that_were_drawn_more_often_weigh_less() -> None:
    """Every tenth mention of one half was coded 1, each of the other half -1: the mean is 0, not
    -0.8.
    """
    specs: list[Spec] = [(f"a{n}", "0", "CHN", 0.0) for n in range(200)]
    mentions, articles, scores = tables(specs)
    codes = {f"m{n}": 1 for n in range(0, 100, 10)} | {f"m{n}": -1 for n in range(100, 200)}
    sample = pd.DataFrame(
        {
            "mention_id": list(codes),
            "probability": [0.1] * 10 + [1.0] * 100,
            "stratum": ["rare"] * 10 + ["all"] * 100,
        }
    )
    row = fr.correct_portrayal(
        codings_of(codes), sample, mentions, articles, scores, measure="tone"
    ).iloc[0]
    assert row["estimate"] == pytest.approx(0)
    assert (row["n_coded"], row["is_reportable"]) == (110, True)


def test_units_that_nobody_coded_thin_out_their_stratum() -> None:
    specs: list[Spec] = [(f"a{n}", "0", "CHN", 0.0) for n in range(40)]
    mentions, articles, scores = tables(specs)
    sample = pd.DataFrame(
        {"mention_id": [f"m{n}" for n in range(20)], "probability": 0.5, "stratum": "all"}
    )
    codings = codings_of({f"m{n}": 1 for n in range(10)})
    row = fr.correct_portrayal(codings, sample, mentions, articles, scores, measure="tone").iloc[0]
    assert row["estimate"] == pytest.approx(1.0)


def test_a_group_without_codes_has_no_estimate() -> None:
    specs: list[Spec] = [(f"a{n}", "0", actor, 0.1) for n in range(4) for actor in ("CHN", "USA")]
    mentions, articles, scores = tables(specs)
    sample = pd.DataFrame({"mention_id": ["m0", "m2"], "probability": 0.5})
    table = fr.correct_portrayal(
        codings_of({"m0": 1, "m2": 0}), sample, mentions, articles, scores, measure="tone"
    )
    usa = table.set_index("actor_id").loc["USA"]
    assert usa["naive"] == pytest.approx(0.1)
    assert np.isnan(usa["estimate"])
    assert not table["is_reportable"].any()
    with pytest.raises(ValueError, match="lacks probability"):
        fr.correct_portrayal(
            codings_of({"m0": 1}), sample[["mention_id"]], mentions, articles, scores
        )
    with pytest.raises(ValueError, match="no joy over the window"):
        fr.correct_portrayal(
            codings_of({"m0": 1}), sample, mentions, articles, scores, measure="joy"
        )


def test_what_figures_say_of_their_measures() -> None:
    mentions, articles, scores = tables(
        [("a", str(n), "CHN", 0.5 if n % 2 else -0.5) for n in range(10)]
    )
    scores = judged_by(scores, "vader_compound")
    codes: dict[str, int | str] = {f"m{n}": 1 if n % 2 else -1 for n in range(10)}
    frames: dict[str, int | str] = {f"m{n}": "war" if n < 4 else "none" for n in range(10)}
    codings = pd.concat(
        [codings_of(codes, coder=coder) for coder in ("ann", "bob")] + [codings_of(frames, "frame")]
    )
    hits = make(
        "frame_hits",
        [
            (f"m{n}", "war", "war", "war", 0, 1, "sentence", False, False, False, None)
            for n in (0, 1, 9)
        ],
    )
    table = fr.summarise_validation(codings, mentions, articles, scores, frame_hits=hits).set_index(
        "measure"
    )
    assert table.loc["vader_compound", ["n_mentions", "alpha", "f1"]].tolist() == [10, 1.0, 1.0]
    assert table.loc["share_", "f1"] == pytest.approx(2 * 2 / (3 + 4))
    assert np.isnan(table.loc["share_", "alpha"])
    none = fr.summarise_validation(codings.assign(unit_id="elsewhere"), mentions, articles, scores)
    assert none.empty
    assert violations(none, "validations") == []
