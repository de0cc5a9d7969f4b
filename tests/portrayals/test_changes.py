"""Changes over time: found where they were put, seldom found where there are none, and honest about
the day.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from worlds import Spec, days, tables

import framing as fr
from framing.portrayals import list_searched
from framing.tables.schema import violations


def series(levels: list[float], seed: int, noise: float = 0.3) -> tuple[list[Spec], list[object]]:
    rng = np.random.default_rng(seed)
    specs: list[Spec] = [
        (f"a{n:03}", "0", "CHN", level + rng.normal(0, noise)) for n, level in enumerate(levels)
    ]
    return specs, days(len(levels))


def changes(levels: list[float], seed: int = 1, **more: object) -> list[dict[str, object]]:
    specs, dates = series(levels, seed)
    table = fr.find_changes(*tables(specs, published_at=dates), n_resamples=300, **more)  # type: ignore[arg-type]
    assert violations(table, "changes") == []
    return list(table.to_dict("records"))


def test_two_changes_are_found_where_they_are() -> None:
    first, second = changes([0.5] * 30 + [-0.5] * 30 + [0.4] * 30)
    dates = days(90)
    for found, place in ((first, 30), (second, 60)):
        assert abs((found["changed_at"] - dates[place]).days) <= 3  # type: ignore[operator]
        assert found["earliest"] <= dates[place] <= found["latest"]  # type: ignore[operator]
    assert first["before"] == pytest.approx(0.5, abs=0.2)
    assert first["after"] == second["before"] == pytest.approx(-0.5, abs=0.2)


@pytest.mark.build
def test_noise_seldom_changes() -> None:
    draws = [np.random.default_rng(seed).normal(0, 0.3, 40) for seed in range(40)]
    assert several([(days(40), noise) for noise in draws])["actor_id"].nunique() <= 6


def test_a_weaker_change_has_a_wider_interval() -> None:
    strong, weak = (changes([level] * 40 + [-level] * 40, seed=3)[0] for level in (0.6, 0.15))
    widths = [found["latest"] - found["earliest"] for found in (strong, weak)]  # type: ignore[operator]
    assert widths[0] < widths[1]


def one_actor(
    dates: list[object], values: np.ndarray, **columns: list[object]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    specs: list[Spec] = [(f"a{n:03}", "0", "CHN", float(value)) for n, value in enumerate(values)]
    return tables(specs, published_at=dates, **columns)


def several(worlds: list[tuple[list[object], np.ndarray]]) -> pd.DataFrame:
    """Changes of several actors, each with the dates and values of its articles."""
    specs: list[Spec] = [
        (f"{run}:{n:03}", "0", f"run {run}", float(value))
        for run, (_, values) in enumerate(worlds)
        for n, value in enumerate(values)
    ]
    dates = [date for dates, _ in worlds for date in dates]
    return fr.find_changes(*tables(specs, published_at=dates), n_resamples=199)


def test_outlets_of_one_day_are_no_change() -> None:
    values = np.repeat([-0.5, 0.5], 30) + np.random.default_rng(1).normal(0, 0.1, 60)
    assert fr.find_changes(*one_actor(days(1) * 60, values)).empty


def test_a_change_never_falls_into_a_day() -> None:
    values = np.repeat([-0.5, 0.5], [33, 27]) + np.random.default_rng(1).normal(0, 0.1, 60)
    dates = [day + pd.Timedelta(hours=h) for day in days(20) for h in (1, 12, 23)]  # type: ignore[operator]
    (found,) = fr.find_changes(*one_actor(dates, values)).itertuples()
    assert found.changed_at == days(20)[11]
    assert found.n_before + found.n_after == 60


@pytest.mark.build
@pytest.mark.parametrize("kept", [0.0, 0.5, 0.7])
def test_days_that_vary_and_persist_are_no_change(kept: float) -> None:
    worlds = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        level = rng.normal(0, 0.4, 60)
        for day in range(1, 60):
            level[day] = kept * level[day - 1] + np.sqrt(1 - kept**2) * level[day]
        dates = [day for day in days(60) for _ in range(3)]
        worlds.append((dates, np.repeat(level, 3) + rng.normal(0, 0.2, 180)))
    found = several(worlds)
    assert found[found["kind"] == "step"]["actor_id"].nunique() <= 6


def test_copies_count_as_one_article_of_their_first_day() -> None:
    values = np.r_[np.tile([0.3, -0.3], 15), np.full(20, 0.8)]
    given = one_actor(days(50), values, cluster_id=[f"c{n}" for n in range(30)] + ["wire"] * 20)
    (found,) = fr.find_changes(*given, cluster="article_id")["n_after"]
    assert found == 20
    assert fr.find_changes(*given).empty


def test_a_trend_is_called_a_trend() -> None:
    draws = [np.random.default_rng(seed).normal(0, 0.4, 100) for seed in range(12)]
    found = several([(days(100), np.linspace(-0.5, 0.5, 100) + noise) for noise in draws])
    assert (found["kind"] == "trend").sum() >= 9
    assert (found["kind"] == "step").sum() <= 2
    trends = found[found["kind"] == "trend"]
    assert (trends["earliest"] == days(100)[0]).all()
    assert (trends["latest"] == days(100)[-1]).all()


def test_a_step_of_two_fifths_in_200_articles_is_found() -> None:
    draws = [np.random.default_rng(seed).normal(0, 0.5, 200) for seed in range(15)]
    found = several([(days(200), np.repeat([0.0, 0.4], 100) + noise) for noise in draws])
    assert found["actor_id"].nunique() >= 13


def test_days_are_those_of_utc() -> None:
    values = np.repeat([0.5, -0.5], 10)
    evening = pd.date_range("2023-03-01 22:00", periods=20, tz="America/New_York", unit="us")
    mentions, articles, scores = one_actor(days(20), values)
    articles["published_at"] = pd.Series(evening)
    (found,) = fr.find_changes(mentions, articles, scores)["changed_at"]
    assert found == pd.Timestamp("2023-03-12", tz="UTC")


def test_undated_and_few_articles_have_no_change() -> None:
    specs, dates = series([1.0] * 4 + [-1.0] * 4, 1)
    assert fr.find_changes(*tables(specs, published_at=dates)).empty
    assert fr.find_changes(*tables(specs * 3)).empty


def test_events_are_read_in_the_order_of_time(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text("date,label\n2023-03-20,Visit\n2023-02-04,Balloon\n", encoding="utf8")
    events = fr.read_events(file)
    assert events["label"].tolist() == ["Balloon", "Visit"]
    assert violations(events, "events") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("date,label\n2023-03-20,A\nlast week,B\n", "row 3: the date 'last week'"),
        ("label\nA\n", "lacks the column event_date"),
    ],
)
def test_events_that_cannot_be_read(text: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text(text, encoding="utf8")
    with pytest.raises(ValueError, match=message):
        fr.read_events(file)


def test_a_group_is_searched_exactly_where_it_has_enough_on_both_sides() -> None:
    for n, per_day, is_searched in ((9, 1, False), (10, 1, True), (12, 3, False), (15, 3, False)):
        specs, _ = series([0.5] * (n // 2) + [-0.5] * (n - n // 2), 1, noise=0.01)
        dates = [days(n)[place // per_day] for place in range(n)]
        given = tables(specs, published_at=dates)
        assert bool(len(list_searched(*given))) is is_searched, n
        assert bool(len(fr.find_changes(*given, n_resamples=300, alpha=1.0))) is is_searched, n
