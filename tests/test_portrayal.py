"""Summaries: arithmetic by hand, and what the intervals resample."""

import math
import warnings

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.schema import make, violations

Spec = tuple[str, str, str, float | None]  # article, sentence, actor, value


def tables(specs: list[Spec], **article_columns: list[object]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Mentions, articles and scores: one mention and one score a spec."""
    ids = list(dict.fromkeys(article for article, *_ in specs))
    articles = make("articles", [(i, None, None, None, None, "x", None, "given") for i in ids])
    for name, values in article_columns.items():
        articles[name] = pd.Series(values, dtype=articles[name].dtype)
    mentions = make(
        "mentions",
        [
            (f"m{n}", f"{article}:{sentence}", article, actor, "name", "actor", 1.0, "x", 0, 1, "alias", None, None)
            for n, (article, sentence, actor, _) in enumerate(specs)
        ],
    )
    scores = make("scores", [(f"m{n}", "tone", "sentence", value) for n, (*_, value) in enumerate(specs)])
    return mentions, articles, scores


def summarise(specs: list[Spec], by: list[str] | None = None, **more: object) -> pd.DataFrame:
    article_columns = {name: more.pop(name) for name in ("outlet_id", "published_at") if name in more}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", fr.DescriptiveWarning)
        return fr.summarise_portrayal(*tables(specs, **article_columns), by=by or ["actor_id"], **more)


THREE: list[Spec] = [("a", "0", "CHN", 1.0), ("a", "1", "CHN", 0.0), ("b", "0", "CHN", -0.5), ("b", "0", "USA", 0.25)]


def test_mean_and_counts_by_actor() -> None:
    table = summarise(THREE)
    columns = ["actor_id", "measure", "window", "estimate", "n_mentions", "n_articles"]
    assert table[columns].values.tolist() == [
        ["CHN", "tone", "sentence", (1 + 0 - 0.5) / 3, 3, 2],
        ["USA", "tone", "sentence", 0.25, 1, 1],
    ]
    assert violations(table, "portrayals") == []


def test_missing_score_is_not_zero() -> None:
    table = summarise([("a", "0", "CHN", 1.0), ("b", "0", "CHN", None)])
    assert table[["estimate", "n_mentions", "n_articles"]].values.tolist() == [[1.0, 1, 1]]


def test_by_two_columns_and_a_missing_outlet_is_a_group() -> None:
    table = summarise(THREE, by=["actor_id", "outlet_id"], outlet_id=["Daily", None])
    assert table["actor_id"].tolist() == ["CHN", "CHN", "USA"]
    assert table["outlet_id"].fillna("missing").tolist() == ["Daily", "missing", "missing"]
    assert table["estimate"].tolist() == [(1 + 0) / 2, -0.5, 0.25]


def test_by_month_in_utc() -> None:
    days = pd.to_datetime(["2023-03-31T23:30:00-05:00", "2023-03-01"], utc=True, format="ISO8601").as_unit("us")
    table = summarise(THREE, by=["month"], published_at=list(days))
    assert table[["month", "n_mentions"]].values.tolist() == [["2023-03", 2], ["2023-04", 2]]


def test_one_article_resamples_its_sentences_and_warns() -> None:
    specs: list[Spec] = [("a", str(n), "CHN", float(n % 2)) for n in range(10)]
    with pytest.warns(fr.DescriptiveWarning, match="one article"):
        row = fr.summarise_portrayal(*tables(specs)).iloc[0]
    assert (row["resampled"], row["estimate"]) == ("sentences", 0.5)
    assert 0 < row["ci_low"] < 0.5 < row["ci_high"] < 1


def test_one_sentence_has_no_interval() -> None:
    row = summarise([("a", "0", "CHN", 1.0), ("a", "0", "CHN", 0.0), ("b", "0", "USA", 0.0)]).iloc[0]
    assert (row["resampled"], row["estimate"]) == ("nothing", 0.5)
    assert math.isnan(row["ci_low"])
    assert math.isnan(row["ci_high"])


def test_articles_without_the_actor_do_not_shift_the_estimate() -> None:
    without = summarise([("a", "0", "CHN", 1.0), ("b", "0", "CHN", 0.0)])
    others = summarise([("a", "0", "CHN", 1.0), ("b", "0", "CHN", 0.0), ("c", "0", "USA", 1.0)])
    assert without["estimate"][0] == others["estimate"][0] == 0.5


def test_same_seed_same_numbers() -> None:
    specs: list[Spec] = [(f"a{n}", "0", "CHN", math.sin(n)) for n in range(50)]
    assert summarise(specs, seed=7).equals(summarise(specs, seed=7))
    assert not summarise(specs, seed=7).equals(summarise(specs, seed=8))


def test_interval_of_independent_articles_is_near_normal_theory() -> None:
    values = np.random.default_rng(3).normal(0.1, 0.5, size=400)
    row = summarise([(f"a{n}", "0", "CHN", float(v)) for n, v in enumerate(values)]).iloc[0]
    margin = 1.96 * values.std() / math.sqrt(400)
    assert row["ci_low"] == pytest.approx(values.mean() - margin, abs=0.1 * margin)
    assert row["ci_high"] == pytest.approx(values.mean() + margin, abs=0.1 * margin)


def test_mentions_that_repeat_in_an_article_do_not_narrow_the_interval() -> None:
    once: list[Spec] = [(f"a{n}", "0", "CHN", float(n % 2)) for n in range(40)]
    row, repeated = summarise(once).iloc[0], summarise(once * 10).iloc[0]
    assert (repeated["n_mentions"], repeated["n_articles"]) == (400, 40)
    assert repeated["ci_high"] - repeated["ci_low"] == pytest.approx(row["ci_high"] - row["ci_low"])


def test_share_of_mentions_in_a_frame() -> None:
    hits = make("frame_hits", [(m, "war", "war", "war", n, n + 1, "sentence", False, False, False, None)
                               for n, m in enumerate(["m0", "m0", "m3"])])  # fmt: skip
    table = summarise(THREE, frame_hits=hits).query("measure == 'share_war'")
    assert table[["actor_id", "estimate", "n_mentions"]].values.tolist() == [["CHN", 1 / 3, 3], ["USA", 1.0, 1]]
    assert table.iloc[0][["ci_low", "ci_high"]].between(0, 1).all()


@pytest.mark.parametrize(("by", "message"), [(["mood"], "mood, which is neither"), ([], "at least one column")])
def test_unknown_column(by: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        fr.summarise_portrayal(*tables(THREE), by=by)


def test_nothing_to_summarise() -> None:
    assert violations(summarise([]), "portrayals") == []


def test_pair_of_measures() -> None:
    mentions, _, _ = tables(THREE)
    values = {"m0": (1.0, -1.0), "m1": (1.0, 0.5), "m2": (0.0, -1.0), "m3": (1.0, None)}
    scores = make("scores", [(m, name, "sentence", value) for m, pair in values.items()
                             for name, value in zip("xy", pair, strict=True)])  # fmt: skip
    paired = fr.pair_measures(scores, mentions, "x", "y")
    assert paired.values.tolist() == [
        ["m0", "CHN", 1.0, -1.0, True],
        ["m1", "CHN", 1.0, 0.5, False],
        ["m2", "CHN", 0.0, -1.0, False],
    ]
    with pytest.raises(ValueError, match="no scores of z over the window sentence"):
        fr.pair_measures(scores, mentions, "x", "z")
