"""Two sides corrected by codes, how a measure errs for each, and how many codes it takes."""

import numpy as np
import pandas as pd
import pytest
from worlds import Spec, tables

import framing as fr
from framing.coders.corrections.means import Sampled, estimate_mean
from framing.coders.corrections.planning import Need, plan_group
from framing.tables.schema import violations

Made = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]


def two_outlets(
    rng: np.random.Generator,
    *,
    gap: float = 0.0,
    extra: float = 0.0,
    n: int = 60,
    n_coded: int = 40,
) -> Made:
    """Codes of a sample of each outlet: the first is more positive by `gap`, and its scores more
    still by `extra`. Both outlets have as many articles of two mentions.
    """
    specs: list[Spec] = []
    codes, outlets = [], []
    for outlet in ("east", "west"):
        for article in range(n):
            outlets.append(outlet)
            for _ in range(2):
                latent = rng.normal(gap * (outlet == "east"), 0.7)
                codes.append(int(latent > 0.4) - int(latent < -0.4))
                score = 0.6 * codes[-1] + extra * (outlet == "east") + rng.normal(0, 0.2)
                specs.append((f"{outlet}{article}", "0", "CHN", float(np.clip(score, -1, 1))))
    mentions, articles, scores = tables(specs, outlet_id=list(outlets))
    scores["measure"] = "targeted"
    rows = []
    for side in range(2):
        chosen = rng.choice(2 * n, n_coded, replace=False) + 2 * n * side
        rows += [(f"m{one}", n_coded / (2 * n), str(side), str(codes[one])) for one in chosen]
    sample = pd.DataFrame(rows, columns=["mention_id", "probability", "stratum", "code"])
    codings = sample.assign(unit_id=sample["mention_id"], coder_id="ann", variable="sentiment")
    return codings, sample.drop(columns="code"), mentions, articles, scores


def compared(made: Made, **more: object) -> pd.Series:
    codings, sample, *given = made
    table = fr.compare_portrayal(
        *given,
        between="outlet_id",
        codings=codings,
        sample=sample,
        **more,  # type: ignore[arg-type]
    )
    assert violations(table, "corrected_comparisons") == []
    return table.iloc[0]


def test_a_difference_that_the_measure_makes_up_is_taken_away() -> None:
    made = two_outlets(np.random.default_rng(1), extra=0.4)
    row = compared(made)
    assert row["naive"] > 0.3
    assert row["ci_low"] < 0 < row["ci_high"]
    assert row["p_value"] > 0.05
    alone = fr.compare_portrayal(*made[2:], between="outlet_id").iloc[0]
    assert alone["p_value"] < 0.01
    assert alone["difference"] == pytest.approx(row["naive"])


def test_a_difference_that_is_there_is_found() -> None:
    row = compared(two_outlets(np.random.default_rng(2), gap=0.8))
    assert 0 < row["ci_low"] < row["difference"] < row["ci_high"]
    assert row["q_value"] == row["p_value"] < 0.01
    assert (row["side_a"], row["n_coded_a"], row["is_reportable"]) == ("east", 40, True)


def test_the_sides_are_those_of_the_corrected_means() -> None:
    codings, sample, mentions, articles, scores = two_outlets(np.random.default_rng(3))
    row = compared((codings, sample, mentions, articles, scores))
    means = fr.correct_portrayal(codings, sample, mentions, articles, scores, by=["outlet_id"])
    assert row[["estimate_a", "estimate_b"]].tolist() == means["estimate"].tolist()
    swapped = compared((codings, sample, mentions, articles, scores), sides=[("west", "east")])
    assert swapped["difference"] == pytest.approx(-row["difference"])
    assert swapped["p_value"] == pytest.approx(row["p_value"])


@pytest.mark.build
def test_p_is_below_5_where_the_interval_leaves_out_0() -> None:
    rng = np.random.default_rng(4)
    rows = pd.DataFrame([compared(two_outlets(rng, gap=0.35, n=20)) for _ in range(8)])
    is_off = (rows["ci_low"] > 0) | (rows["ci_high"] < 0)
    assert is_off.tolist() == (rows["p_value"] < 0.05).tolist()
    assert 0 < is_off.sum() < 8


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"match": ["month"]}, "match= does not go with codings="),
        ({"weight": "article"}, "weight= does not go"),
        ({"sides": "widest"}, "name the pairs"),
        ({"sides": [("east", "north")]}, "'north' is no value of outlet_id; there are east, west"),
        ({"sample": None}, "codings= and sample= go together"),
        ({"measures": ["joy"]}, "nothing was scored of joy"),
        ({"level": 95}, "between 0 and 1"),
    ],
)
def test_what_no_corrected_comparison_is_made_of(more: dict[str, object], message: str) -> None:
    codings, sample, *given = two_outlets(np.random.default_rng(1), n=6, n_coded=5)
    choices: dict[str, object] = {"codings": codings, "sample": sample, "between": "outlet_id"}
    with pytest.raises(ValueError, match=message):
        fr.compare_portrayal(*given, **(choices | more))  # type: ignore[arg-type]


def test_few_codes_are_not_reportable() -> None:
    row = compared(two_outlets(np.random.default_rng(5), n=8, n_coded=6))
    assert not row["is_reportable"]
    assert np.isnan(row["q_value"])


def test_a_measure_that_is_kinder_to_one_outlet() -> None:
    codings, sample, *given = two_outlets(np.random.default_rng(6), extra=0.3)
    table = fr.find_differential_error(codings, *given, between="outlet_id", sample=sample)
    assert violations(table, "differential_errors") == []
    row = table.iloc[0]
    assert row["difference"] == pytest.approx(row["error_a"] - row["error_b"])
    assert row["q_value"] < 0.01
    biases = fr.evaluate_against(codings, *given, sample=sample, by=["outlet_id"])["bias"]
    assert row[["error_a", "error_b"]].tolist() == pytest.approx(biases.tolist())


@pytest.mark.build
def test_an_error_that_is_the_same_for_all_is_seldom_taken_as_different() -> None:
    rng = np.random.default_rng(7)
    p_values = []
    for _ in range(12):
        codings, sample, *given = two_outlets(rng, n=15, n_coded=20)
        table = fr.find_differential_error(codings, *given, between="outlet_id", sample=sample)
        p_values.append(table["p_value"].iloc[0])
    assert sum(value < 0.05 for value in p_values) <= 2


def test_regressed_outcomes_give_the_corrected_difference() -> None:
    """Of one stratum an outlet, the mean outcome of each is its mean code, weighed."""
    codings, sample, *given = two_outlets(np.random.default_rng(8), extra=0.4)
    rows = fr.design_matrix(codings, sample, *given, columns=["outlet_id"])
    assert list(rows) == "mention_id outlet_id outcome cluster weight score code".split()
    assert len(rows) == 240
    means = rows.groupby("outlet_id")["outcome"].mean()
    scores = rows.groupby("outlet_id")["score"].mean()
    assert scores["east"] - scores["west"] > 0.3
    assert abs(means["east"] - means["west"]) < 0.25
    assert rows["cluster"].nunique() == 120
    by_article = fr.design_matrix(codings, sample, *given, columns=["outlet_id"], weight="article")
    assert by_article["weight"].tolist() == [0.5] * 240


@pytest.mark.build
def test_regression_with_statsmodels() -> None:
    formula = pytest.importorskip("statsmodels.formula.api")
    codings, sample, *given = two_outlets(np.random.default_rng(9), gap=0.6, extra=0.3)
    rows = fr.design_matrix(codings, sample, *given, columns=["outlet_id"])
    groups = {"groups": rows["cluster"]}
    model = formula.wls("outcome ~ outlet_id", rows, weights=rows["weight"])
    fit = model.fit(cov_type="cluster", cov_kwds=groups)
    corrected = compared((codings, sample, *given))
    assert -fit.params["outlet_id[T.west]"] == pytest.approx(corrected["difference"], abs=0.1)
    low, high = fit.conf_int().loc["outlet_id[T.west]"]
    assert high - low == pytest.approx(corrected["ci_high"] - corrected["ci_low"], rel=0.25)


def test_a_plan_gives_the_width_that_was_asked_for() -> None:
    rng = np.random.default_rng(10)
    codings, sample, *given = two_outlets(rng, n=200, n_coded=30)
    plan = fr.plan_coding(codings, *given, sample=sample, width=0.2, by=["outlet_id"])
    assert violations(plan.assign(actor_id="x").iloc[:1], "coding_plans") == []
    needed = int(plan["n_needed"].iloc[0])
    assert 30 < needed < 250
    made = two_outlets(rng, n=200, n_coded=needed)
    table = fr.correct_portrayal(*made, by=["outlet_id"])
    assert (table["ci_high"] - table["ci_low"]).max() < 0.23
    for more in ({"width": 0.19}, {"width": 0.2, "assurance": 0.85}):
        plan = fr.plan_coding(codings, *given, sample=sample, by=["outlet_id"], **more)
        assert int(plan["n_needed"].iloc[0]) > needed


def test_a_plan_is_enough_as_often_as_it_is_to_be() -> None:
    """Of 100 pilots of 40 about 80 lead to as many codes as the width takes."""
    rng, scale, n_held = np.random.default_rng(6), (-1.0, 1.0), 0
    for _ in range(100):
        code = rng.choice([-1.0, 0.0, 1.0], 400, p=[0.3, 0.5, 0.2])
        score, unit = 0.6 * code + rng.normal(0, 0.3, 400), np.arange(400)

        def draw(n: int, what: tuple[np.ndarray, ...] = (score, code, unit)) -> Sampled:
            score, code, unit = what
            weight = np.where(rng.permutation(400) < n, 400 / n, 0.0)
            return Sampled(score, code, weight, unit, np.zeros(400, dtype=int), 400, scale)

        plan = plan_group(draw(40), Need(0.25, None, 0.2, 0.95, 0.8))
        low, high = estimate_mean(draw(plan.n_needed or 400)).find_ends(0.95)
        n_held += high - low <= 0.25
    assert 70 <= n_held <= 92


def test_a_plan_that_no_code_can_fulfil() -> None:
    codings, sample, *given = two_outlets(np.random.default_rng(11), n=10, n_coded=10)
    plan = fr.plan_coding(codings, *given, sample=sample, power=0.9, difference=0.05)
    assert plan["n_needed"].isna().all()
    assert not plan["is_reachable"].any()
    few = fr.plan_coding(codings.iloc[:3], *given, sample=sample, width=0.5)
    assert few["n_needed"].isna().all()


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({}, "say what the codes are for"),
        ({"width": 0.0}, "above 0"),
        ({"power": 80}, "between 0 and 1"),
        ({"power": 0.8, "difference": 0}, "above 0"),
        ({"width": 0.2, "assurance": 80}, "assurance= is between 0 and 1"),
    ],
)
def test_plans_that_ask_for_nothing(more: dict[str, float], message: str) -> None:
    codings, _, *given = two_outlets(np.random.default_rng(1), n=6, n_coded=5)
    with pytest.raises(ValueError, match=message):
        fr.plan_coding(codings, *given, **more)
