"""One contract for every plot: axes in and out, nothing else changed, n and intervals drawn."""

import re
import warnings
from collections.abc import Callable
from functools import wraps
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

import framing as fr
from framing.figures.plots.axes import MAX_ACTORS
from framing.figures.style import _COLOURS, _FIXED, actor_style, tell_apart
from framing.tables.schema import empty

Draw = Callable[[dict[str, pd.DataFrame], Axes | None], Axes]


def once(make: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    """Make a table for a plot once from the same tables; several tests draw it."""
    kept: list[tuple[Any, tuple[str, ...], pd.DataFrame]] = []

    @wraps(make)
    def made(tables: dict[str, pd.DataFrame], *by: str) -> pd.DataFrame:
        for other, columns, table in kept:
            if other is tables and columns == by:
                return table
        kept.append((tables, by, make(tables, *by)))
        return kept[-1][2]

    return made


def first_article(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    mentions = tables["mentions"]
    return mentions[mentions["article_id"] == mentions["article_id"].iloc[0]]


@once
def pairs(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return fr.pair_measures(
        tables["scores"], tables["mentions"], "vader_compound", "textblob_polarity"
    )


@once
def words(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    if tables["mentions"].empty:
        return pd.DataFrame({"word_no": [], "word": [], "measure": [], "valence": []})
    return fr.compare_words(
        tables["mentions"]["mention_id"].iloc[0], tables["mentions"], tables["sentences"]
    )


@once
def telling(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return fr.find_telling(tables["mentions"], tables["sentences"], tables["scores"])


@once
def by_voice(tables: dict[str, pd.DataFrame], *by: str) -> pd.DataFrame:
    mentions = fr.join_voices(tables["mentions"], tables["voices"])
    return fr.summarise_portrayal(mentions, tables["articles"], tables["scores"], by=by)


@once
def voices(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return fr.summarise_voices(tables["mentions"], tables["articles"], tables["voices"])


def funnel() -> pd.DataFrame:
    rows = [
        ("files", 3, False),
        ("unreadable_files", 1, False),
        ("articles_found", 9, False),
        ("empty", 1, True),
        ("not_english", 0, True),
        ("near_duplicates", 2, False),
        ("analysed", 8, False),
    ]
    return pd.DataFrame(rows, columns=["stage", "n", "is_removed"])


@once
def health(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return fr.summarise_findings(tables["findings"], tables["articles"])


PLOTS: dict[str, Draw] = {
    "funnel": lambda t, ax: fr.plot_funnel(funnel(), ax=ax),
    "findings": lambda t, ax: fr.plot_findings(health(t), ax=ax),
    "mentions": lambda t, ax: fr.plot_mentions(first_article(t), ax=ax),
    "naming": lambda t, ax: fr.plot_naming(fr.count_naming(t["mentions"]), ax=ax),
    "vader": lambda t, ax: fr.plot_sentiment(t["portrayals"], measure="vader_compound", ax=ax),
    "textblob": lambda t, ax: fr.plot_sentiment(
        t["portrayals"], measure="textblob_subjectivity", ax=ax
    ),
    "toward": lambda t, ax: fr.plot_sentiment(
        t["portrayals"], measure="targeted", window="sentence", ax=ax
    ),
    "words": lambda t, ax: fr.plot_words(words(t), ax=ax),
    "frames": lambda t, ax: fr.plot_frames(t["portrayals"], ax=ax),
    "measures": lambda t, ax: fr.plot_measures(pairs(t), ax=ax),
    "voices": lambda t, ax: fr.plot_voices(voices(t), ax=ax),
    "tone by voice": lambda t, ax: fr.plot_tone_by_voice(
        by_voice(t, "actor_id", "voice_group"), ax=ax
    ),
    "who on whom": lambda t, ax: fr.plot_who_on_whom(
        by_voice(t, "speaker_actor_id", "actor_id"), ax=ax
    ),
    "actions": lambda t, ax: fr.plot_actions(fr.summarise_roles(t["roles"], t["mentions"]), ax=ax),
    "telling": lambda t, ax: fr.plot_telling(telling(t), ax=ax),
}


pytestmark = pytest.mark.filterwarnings("ignore::framing.DescriptiveWarning")


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


@pytest.fixture(params=PLOTS)
def draw(request: pytest.FixtureRequest) -> Draw:
    return PLOTS[request.param]


def test_returns_the_axes_it_was_given(draw: Draw, sample_tables: dict[str, pd.DataFrame]) -> None:
    _, axes = plt.subplots(1, 2)
    assert draw(sample_tables, axes[0]) is axes[0]
    assert not axes[1].has_data()


def test_uses_the_current_axes_by_default(
    draw: Draw, sample_tables: dict[str, pd.DataFrame]
) -> None:
    _, ax = plt.subplots()
    assert draw(sample_tables, None) is ax


def test_changes_neither_tables_nor_style(
    draw: Draw, sample_tables: dict[str, pd.DataFrame]
) -> None:
    before = {name: table.copy() for name, table in sample_tables.items()}
    style = dict(mpl.rcParams)
    _, ax = plt.subplots()
    draw(sample_tables, ax)
    assert dict(mpl.rcParams) == style
    for name, table in before.items():
        pd.testing.assert_frame_equal(table, sample_tables[name])


def test_labels_its_axes_and_says_n(draw: Draw, sample_tables: dict[str, pd.DataFrame]) -> None:
    _, ax = plt.subplots()
    draw(sample_tables, ax)
    legend = ax.get_legend()
    words = [tick.get_text() for tick in ax.get_yticklabels()]
    words += [text.get_text() for text in legend.get_texts()] if legend else []
    # The words of one sentence are drawn of one mention.
    assert draw is PLOTS["words"] or any(re.search(r"n = \d+", word) for word in words), words
    assert ax.get_xlabel() or any(tick.get_text() for tick in ax.get_xticklabels())


@pytest.mark.build
def test_draws_the_same_twice(draw: Draw, sample_tables: dict[str, pd.DataFrame]) -> None:
    pictures = []
    for tables in (sample_tables, dict(sample_tables)):  # of the second all is made anew
        fig, ax = plt.subplots()
        draw(tables, ax)
        fig.canvas.draw()
        pictures.append(bytes(fig.canvas.buffer_rgba()))
        plt.close(fig)
    assert pictures[0] == pictures[1]


def test_diverging_measures_share_limits_centred_on_zero(
    sample_tables: dict[str, pd.DataFrame],
) -> None:
    _, (left, right) = plt.subplots(1, 2)
    fr.plot_sentiment(sample_tables["portrayals"], measure="vader_compound", ax=left)
    fr.plot_sentiment(sample_tables["portrayals"], measure="textblob_polarity", ax=right)
    assert left.get_xlim() == right.get_xlim()
    assert left.get_xlim()[0] == -left.get_xlim()[1]


def test_groups_under_the_minimum_are_grey(sample_tables: dict[str, pd.DataFrame]) -> None:
    _, ax = plt.subplots()
    fr.plot_sentiment(sample_tables["portrayals"], measure="vader_compound", min_mentions=20, ax=ax)
    colours = {
        round(line.get_ydata()[0]): line.get_color()
        for line in ax.lines
        if line.get_marker() != "None"
    }
    assert colours[0] == actor_style("CHN").colour  # 33 mentions
    assert colours[2] == "#a6a6a6"  # 12 mentions of the United States


def test_every_interval_is_drawn(sample_tables: dict[str, pd.DataFrame]) -> None:
    rows = sample_tables["portrayals"].query("measure == 'vader_compound' and window == 'clause'")
    _, ax = plt.subplots()
    fr.plot_sentiment(sample_tables["portrayals"], measure="vader_compound", ax=ax)
    assert len(ax.collections) == rows["ci_low"].notna().sum() > 0


def test_many_actors_are_cut_to_the_most_mentioned() -> None:
    rows = [
        (f"A{n:02}", "vader_compound", "clause", 0.0, -0.1, 0.1, n + 1, 2, 2, 1.0, "articles", True)
        for n in range(30)
    ]
    columns = list(empty("portrayals").columns)
    _, ax = plt.subplots()
    fr.plot_sentiment(pd.DataFrame(rows, columns=columns), measure="vader_compound", ax=ax)
    ticks = [tick.get_text() for tick in ax.get_yticklabels()]
    assert len(ticks) == MAX_ACTORS
    assert ticks[0] == "A29  n = 30"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda t: fr.plot_funnel(funnel().assign(n=1)), "does not add up"),
        (lambda t: fr.plot_sentiment(t["portrayals"], measure="joy"), "the measures are"),
        (
            lambda t: fr.plot_frames(t["portrayals"].query("measure == 'vader_compound'")),
            "frame_hits=",
        ),
        (
            lambda t: fr.plot_sentiment(pd.concat([t["portrayals"]] * 2), measure="vader_compound"),
            "several rows",
        ),
        (
            lambda t: fr.plot_mentions(
                pd.concat([t["mentions"], t["mentions"].assign(article_id="x")])
            ),
            "one article",
        ),
    ],
)
def test_says_what_is_wrong(
    call: Callable, words: str, sample_tables: dict[str, pd.DataFrame]
) -> None:
    with pytest.raises(ValueError, match=words):
        call(sample_tables)


def test_an_actor_keeps_its_colour() -> None:
    assert actor_style("CHN") == actor_style("CHN") != actor_style("USA")


def test_usual_actors_share_no_look() -> None:
    assert len({actor_style(actor) for actor in _FIXED}) == len(_FIXED)


def test_actors_in_one_figure_are_told_apart() -> None:
    ids = [*_FIXED, *(f"A{n}" for n in range(20))]
    styles = tell_apart(ids)
    assert list(styles) == ids
    assert len({(style.colour, style.marker) for style in styles.values()}) == len(ids)
    assert styles["USA"].dashes == styles["IND"].dashes == "-"
    assert styles["WEST"].colour == styles["EU"].colour
    assert styles["WEST"].dashes != styles["EU"].dashes
    assert tell_apart(["A", "A"]).keys() == {"A"}


# Machado, Oliveira and Fernandes 2009, severity 1, over linear RGB.
VISION = {
    "all colours": np.eye(3),
    "no red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "no blue": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
}


def lab(colour: str, seen: np.ndarray) -> np.ndarray:
    """CIELAB of a colour as somebody sees it, under D65."""
    part = np.array(mpl.colors.to_rgb(colour))
    linear = np.clip(
        seen @ np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4), 0, 1
    )
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    x, y, z = np.cbrt(np.maximum(to_xyz @ linear / [0.9505, 1, 1.089], 0.000001))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("vision", VISION)
def test_colours_of_actors_differ_for_everybody(vision: str) -> None:
    """A distance of 2.3 is just seen; marks that lie far apart need several times as much."""
    seen = [lab(colour, np.array(VISION[vision])) for colour in _COLOURS]
    near = min(np.linalg.norm(a - b) for n, a in enumerate(seen) for b in seen[:n])
    assert near > 10


@pytest.fixture
def one_day() -> pd.DataFrame:
    row = ("CHN", "targeted", "sentence", 0.1, -0.1, 0.3, 12, 6, 6, 5.0, "articles", True)
    return pd.DataFrame([row], columns=list(empty("portrayals").columns)).assign(day="2020-01-01")


@pytest.mark.parametrize(
    "days", [1, 2, 20, 80, 160, 400, 1000, 1300, 1400, 1600, 1800, 3000, 20000]
)
def test_any_stretch_of_time_has_ticks_and_no_warning(days: int, one_day: pd.DataFrame) -> None:
    events = pd.DataFrame(
        {
            "event_date": pd.to_datetime(["2020-01-01"]) + pd.to_timedelta([0, days], unit="D")[1:],
            "label": "end",
        }
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fig, ax = plt.subplots()
        fr.plot_timeline(one_day, measure="targeted", period="day", events=events, ax=ax)
        fig.canvas.draw()
    low, high = ax.get_xlim()
    assert 1 <= sum(low <= tick <= high for tick in ax.get_xticks()) <= 9


def test_words_that_pass_no_test_are_not_drawn() -> None:
    counts = pd.DataFrame(
        [(g, f"{g}{n}", t, 3) for g in "ab" for n in range(3) for t in ("war", "peace")],
        columns=["group", "article_id", "term", "n"],
    )
    table = fr.measure_keyness(counts, target="a", reference="b")
    ax = fr.plot_keyness(table, ax=plt.figure().subplots())
    assert [text.get_text() for text in ax.texts] == [
        "No term sets the two apart: of 2 tested, none has q < 0.05"
    ]


def test_a_ranking_of_actors_that_may_have_any_rank_says_so() -> None:
    actors = ["CHN", "FRA", "IRN"]
    table = fr.tables.schema.make(
        "rankings",
        [("first", True, a, n, 1, 3, 0.1, 0.0, 0.2, 20, 9, 1.0) for n, a in enumerate(actors, 1)]
        + [
            ("other", False, a, n, n, n, 0.1, 0.0, 0.2, 20, 9, 1.0) for n, a in enumerate(actors, 1)
        ],
    )
    ax = fr.plot_rankings(table, ax=plt.figure().subplots())
    first, other = (tick.get_text() for tick in ax.get_xticklabels())
    assert "cannot be\ntold apart" in first
    assert "told apart" not in other


def test_a_trend_is_drawn_as_a_trend() -> None:
    day = pd.Timestamp("2023-03-01", tz="UTC")
    months = fr.tables.schema.make(
        "portrayals",
        [],
    )
    row = ("CHN", "m", "sentence", day, day, day + pd.Timedelta(days=60), 0.1, 0.4, "trend")
    changes = fr.tables.schema.make("changes", [(*row, 0.01, 0.5, 30, 30)])
    ax = fr.plot_timeline(
        months.assign(month=""), measure="m", changes=changes, ax=plt.figure().subplots()
    )
    assert "↗ trend up" in [text.get_text() for text in ax.texts]


def test_what_goes_on_beyond_the_axis_of_time_ends_in_an_arrow(one_day: pd.DataFrame) -> None:
    look = {"measure": "targeted", "period": "day", "limit": 0.5}
    for values, arrows in (((-0.9, -1.0, 1.0), ["v", "^", "v"]), ((0.1, -0.2, 0.4), [])):
        rows = one_day.assign(**dict(zip(["estimate", "ci_low", "ci_high"], values, strict=True)))
        ax = fr.plot_timeline(rows, **look, ax=plt.figure().subplots())  # type: ignore[arg-type]
        drawn = [line for line in ax.lines if line.get_marker() in ("^", "v")]
        assert [line.get_marker() for line in drawn] == arrows
        for line in drawn:
            assert abs(float(line.get_ydata()[0])) == 0.5, "inside of the axis"  # type: ignore[index]
