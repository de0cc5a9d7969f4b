"""Changes over time: found where they were put, seldom found where there are none, and honest about
the day.
"""

from pathlib import Path

import numpy as np
import pytest
from worlds import Spec, days, tables

import framing as fr
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


def test_noise_seldom_changes() -> None:
    assert sum(bool(changes([0.0] * 40, seed=seed)) for seed in range(40)) <= 6


def test_a_weaker_change_has_a_wider_interval() -> None:
    strong, weak = (changes([level] * 40 + [-level] * 40, seed=3)[0] for level in (0.6, 0.15))
    widths = [found["latest"] - found["earliest"] for found in (strong, weak)]  # type: ignore[operator]
    assert widths[0] < widths[1]


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
