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


def test_the_models_label_is_its_most_probable_one() -> None:
    mentions, articles, scores = tables([("a", "0", "CHN", 0.3), ("b", "0", "CHN", 0.3)])
    parts = {
        "targeted_negative": [0.2, 0.3],
        "targeted_neutral": [0.3, 0.6],
        "targeted_positive": [0.5, 0.1],
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


def world(rng: np.random.Generator, n_articles: int = 80) -> tuple[list[Spec], np.ndarray]:
    """Mentions with a true code each, and a measure that is noisy, timid, and too kind by 0.3."""
    specs: list[Spec] = []
    truth = []
    for article in range(n_articles):
        mood = rng.normal(-0.2, 0.5)
        for n in range(1 + rng.poisson(4)):
            latent = mood + rng.normal(0, 0.8)
            code = int(latent > 0.5) - int(latent < -0.5)
            truth.append(code)
            specs.append(
                (
                    f"a{article}",
                    str(n),
                    "CHN",
                    float(np.clip(0.5 * code + 0.3 + rng.normal(0, 0.4), -1, 1)),
                )
            )
    return specs, np.array(truth)


def test_corrected_intervals_cover_the_truth_and_naive_ones_do_not() -> None:
    """60 corpora of 80 articles, each with 80 coded mentions; the truth is the mean of a far
    larger one.
    """
    true_mean = world(np.random.default_rng(99), 20_000)[1].mean()
    rng = np.random.default_rng(5)
    covered, naive, shorter = 0, 0, 0
    for _ in range(60):
        specs, truth = world(rng)
        mentions, articles, scores = tables(specs)
        drawn = rng.choice(len(specs), 80, replace=False)
        sample = pd.DataFrame(
            {"mention_id": [f"m{n}" for n in drawn], "probability": 80 / len(specs)}
        )
        codings = codings_of({f"m{n}": int(truth[n]) for n in drawn})
        row = fr.correct_portrayal(
            codings, sample, mentions, articles, scores, measure="tone"
        ).iloc[0]
        plain = fr.summarise_portrayal(mentions, articles, scores).iloc[0]
        covered += row["ci_low"] <= true_mean <= row["ci_high"]
        naive += plain["ci_low"] <= true_mean <= plain["ci_high"]
        shorter += (
            row["ci_high"] - row["ci_low"] < 2 * 1.96 * truth[drawn].std() / np.sqrt(80) * 1.1
        )
    assert 54 <= covered <= 60
    assert naive <= 3
    assert shorter >= 48


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
