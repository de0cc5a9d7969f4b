"""Rankings: by hand, under each choice, and of the same actors everywhere."""

import numpy as np
import pandas as pd
import pytest
from worlds import Spec, tables

import framing as fr
from framing.portrayals.comparisons.ranks import find_rank_intervals
from framing.tables.schema import make, violations

LEVELS = {"FRA": 0.5, "CHN": 0.0, "IRN": -0.5}


def corpus() -> dict[str, pd.DataFrame]:
    specs: list[Spec] = [
        (f"a{n}", actor, actor, level) for n in range(12) for actor, level in LEVELS.items()
    ]
    mentions, articles, scores = tables(specs, cluster_id=[f"c{n // 2}" for n in range(12)])
    vader = scores.assign(measure="vader_compound", window="clause")
    model = scores.assign(measure="targeted", value=-scores["value"])
    voices = make(
        "voices",
        [
            (m, "narrator" if i % 2 else "source", None, None, None, None)
            for i, m in enumerate(mentions["mention_id"])
        ],
    )
    return {
        "mentions": mentions,
        "articles": articles,
        "scores": pd.concat([vader, model]),
        "voices": voices,
    }


def test_each_choice_is_a_variant_and_a_turned_measure_turns_the_ranking() -> None:
    table = fr.rank_variants(corpus(), cluster="cluster_id", min_mentions=2, min_articles=2)
    assert table["variant"].unique().tolist() == [
        "VADER, clause",
        "model, sentence",
        "without sources",
        "without near-duplicates",
    ]
    ranks = table.pivot(index="variant", columns="actor_id", values="rank")
    assert ranks.loc["VADER, clause"].to_dict() == {"FRA": 1, "CHN": 2, "IRN": 3}
    assert ranks.loc["model, sentence"].to_dict() == {"FRA": 3, "CHN": 2, "IRN": 1}
    taus = table.drop_duplicates("variant").set_index("variant")["tau"]
    assert taus.round(6).to_dict() == {
        "VADER, clause": -1.0,
        "model, sentence": 1.0,
        "without sources": 1.0,
        "without near-duplicates": 1.0,
    }
    assert table.query("is_baseline")["variant"].unique().tolist() == ["model, sentence"]
    assert table.query("variant == 'without near-duplicates'")["n_articles"].unique().tolist() == [
        6
    ]
    assert violations(table, "rankings") == []


def test_another_codebook_is_a_variant() -> None:
    own = corpus()
    other = {
        **own,
        "scores": own["scores"].assign(
            value=lambda t: t["value"] * np.where(t["measure"] == "targeted", -1, 1)
        ),
    }
    table = fr.rank_variants(own, others={"my codebook": other}, min_mentions=2, min_articles=2)
    assert table.query("variant == 'my codebook'")["tau"].unique().round(6).tolist() == [-1.0]


def test_only_actors_that_are_reportable_everywhere_are_ranked() -> None:
    own = corpus()
    scores = own["scores"]
    rare = own["mentions"].query("actor_id == 'CHN'")["mention_id"].iloc[5:]
    own["scores"] = scores[(scores["measure"] != "targeted") | ~scores["mention_id"].isin(rare)]
    assert set(fr.rank_variants(own, min_mentions=6)["actor_id"]) == {"FRA", "IRN"}
    assert fr.rank_variants(own, min_articles=50).empty


def draw(levels: list[float], seed: int, n_articles: int = 40) -> tuple[np.ndarray, ...]:
    """Actors, articles and values: each actor stands in half of the articles, with their mood."""
    rng = np.random.default_rng(seed)
    article, actor = np.nonzero(rng.random((n_articles, len(levels))) < 0.5)
    mood = rng.normal(0, 0.4, n_articles)
    return actor, article, np.array(levels)[actor] + mood[article] + rng.normal(0, 0.3, len(actor))


def test_actors_that_do_not_differ_may_have_any_rank() -> None:
    n_sure = 0
    for seed in range(60):
        ranks = find_rank_intervals(*draw([0.0] * 8, seed), 8)
        n_sure += not ((ranks.low == 1) & (ranks.high == 8)).all()
    assert n_sure <= 6


def test_rank_intervals_hold_the_ranks_and_tell_apart_what_differs() -> None:
    levels = [1.0, 0.5, 0.0, -0.5, -1.0]
    found = [find_rank_intervals(*draw(levels, seed, 80), 5) for seed in range(20)]
    holds = [((one.low <= range(1, 6)) & (one.high >= range(1, 6))).all() for one in found]
    assert sum(holds) >= 18
    assert np.mean([one.high - one.low for one in found]) < 0.5


def test_actors_in_the_same_articles_are_compared_inside_them() -> None:
    """The mood of an article moves both alike, so a small gap in each of them is sure."""
    mood = np.random.default_rng(1).normal(0, 1, 20)
    jitter = np.random.default_rng(2).normal(0, 0.02, 40)
    value = np.concatenate([mood + 0.1, mood]) + jitter
    both = np.repeat([0, 1], 20)
    inside = find_rank_intervals(both, np.tile(np.arange(20), 2), value, 2)
    apart = find_rank_intervals(both, np.arange(40), value, 2)
    assert (inside.low.tolist(), inside.high.tolist()) == ([1, 2], [1, 2])
    assert (apart.low.tolist(), apart.high.tolist()) == ([1, 1], [2, 2])


def test_copies_of_one_text_make_no_rank_sure() -> None:
    specs: list[Spec] = [
        (f"a{n}", actor, actor, level + 0.01 * (n % 3))
        for n in range(12)
        for actor, level in LEVELS.items()
    ]
    mentions, articles, scores = tables(specs, cluster_id=["one"] * 11 + ["two"])
    own = {
        "mentions": mentions,
        "articles": articles,
        "scores": scores.assign(measure="targeted"),
    }
    alone = fr.rank_variants(own, cluster="article_id", min_mentions=2, min_articles=2)
    assert alone.query("is_baseline")["rank_high"].tolist() == [1, 2, 3]
    assert fr.rank_variants(own, min_mentions=2, min_articles=5).empty


def test_nothing_to_rank_by() -> None:
    own = corpus()
    with pytest.raises(ValueError, match="no scores of vader_compound"):
        fr.rank_variants({**own, "scores": own["scores"].assign(measure="joy")})
    with pytest.raises(ValueError, match="no scores of targeted over the window clause"):
        fr.rank_variants(own, baseline=("targeted", "clause"))
