"""One contract for every plot: it takes and returns axes, changes nothing else, and draws n and intervals."""

import re
from collections.abc import Callable

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes

import framing as fr
from framing.plots import MAX_ACTORS
from framing.schema import empty
from framing.style import actor_style

Draw = Callable[[dict[str, pd.DataFrame], Axes | None], Axes]


def first_article(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    mentions = tables["mentions"]
    return mentions[mentions["article_id"] == mentions["article_id"].iloc[0]]


def pairs(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return fr.pair_measures(tables["scores"], tables["mentions"], "vader_compound", "textblob_polarity")


def words(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    if tables["mentions"].empty:
        return pd.DataFrame({"word_no": [], "word": [], "measure": [], "valence": []})
    return fr.compare_words(tables["mentions"]["mention_id"].iloc[0], tables["mentions"], tables["sentences"])


def telling(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return fr.find_telling(tables["mentions"], tables["sentences"], tables["scores"])


def by_voice(tables: dict[str, pd.DataFrame], *by: str) -> pd.DataFrame:
    mentions = fr.join_voices(tables["mentions"], tables["voices"])
    return fr.summarise_portrayal(mentions, tables["articles"], tables["scores"], by=by, n_resamples=50)


def voices(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return fr.summarise_voices(tables["mentions"], tables["articles"], tables["voices"], n_resamples=50)


def funnel() -> pd.DataFrame:
    rows = [("files", 3, False), ("unreadable_files", 1, False), ("articles_found", 9, False), ("empty", 1, True),
            ("not_english", 0, True), ("near_duplicates", 2, False), ("analysed", 8, False)]  # fmt: skip
    return pd.DataFrame(rows, columns=["stage", "n", "is_removed"])


def health(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return fr.summarise_findings(tables["findings"], tables["articles"])


PLOTS: dict[str, Draw] = {
    "funnel": lambda t, ax: fr.plot_funnel(funnel(), ax=ax),
    "findings": lambda t, ax: fr.plot_findings(health(t), ax=ax),
    "mentions": lambda t, ax: fr.plot_mentions(first_article(t), ax=ax),
    "naming": lambda t, ax: fr.plot_naming(fr.count_naming(t["mentions"]), ax=ax),
    "vader": lambda t, ax: fr.plot_sentiment(t["portrayals"], measure="vader_compound", ax=ax),
    "textblob": lambda t, ax: fr.plot_sentiment(t["portrayals"], measure="textblob_subjectivity", ax=ax),
    "toward": lambda t, ax: fr.plot_sentiment(t["portrayals"], measure="targeted", window="sentence", ax=ax),
    "words": lambda t, ax: fr.plot_words(words(t), ax=ax),
    "frames": lambda t, ax: fr.plot_frames(t["portrayals"], ax=ax),
    "measures": lambda t, ax: fr.plot_measures(pairs(t), ax=ax),
    "voices": lambda t, ax: fr.plot_voices(voices(t), ax=ax),
    "tone by voice": lambda t, ax: fr.plot_tone_by_voice(by_voice(t, "actor_id", "voice_group"), ax=ax),
    "who on whom": lambda t, ax: fr.plot_who_on_whom(by_voice(t, "speaker_actor_id", "actor_id"), ax=ax),
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


def test_uses_the_current_axes_by_default(draw: Draw, sample_tables: dict[str, pd.DataFrame]) -> None:
    _, ax = plt.subplots()
    assert draw(sample_tables, None) is ax


def test_changes_neither_tables_nor_style(draw: Draw, sample_tables: dict[str, pd.DataFrame]) -> None:
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


def test_draws_the_same_twice(draw: Draw, sample_tables: dict[str, pd.DataFrame]) -> None:
    pictures = []
    for _ in range(2):
        fig, ax = plt.subplots()
        draw(sample_tables, ax)
        fig.canvas.draw()
        pictures.append(bytes(fig.canvas.buffer_rgba()))
        plt.close(fig)
    assert pictures[0] == pictures[1]


def test_diverging_measures_share_limits_centred_on_zero(sample_tables: dict[str, pd.DataFrame]) -> None:
    _, (left, right) = plt.subplots(1, 2)
    fr.plot_sentiment(sample_tables["portrayals"], measure="vader_compound", ax=left)
    fr.plot_sentiment(sample_tables["portrayals"], measure="textblob_polarity", ax=right)
    assert left.get_xlim() == right.get_xlim()
    assert left.get_xlim()[0] == -left.get_xlim()[1]


def test_groups_under_the_minimum_are_grey(sample_tables: dict[str, pd.DataFrame]) -> None:
    _, ax = plt.subplots()
    fr.plot_sentiment(sample_tables["portrayals"], measure="vader_compound", min_mentions=20, ax=ax)
    colours = {round(line.get_ydata()[0]): line.get_color() for line in ax.lines if line.get_marker() != "None"}
    assert colours[0] == actor_style("CHN").colour  # 33 mentions
    assert colours[2] == "#a6a6a6"  # 12 mentions of the United States


def test_every_interval_is_drawn(sample_tables: dict[str, pd.DataFrame]) -> None:
    rows = sample_tables["portrayals"].query("measure == 'vader_compound' and window == 'clause'")
    _, ax = plt.subplots()
    fr.plot_sentiment(sample_tables["portrayals"], measure="vader_compound", ax=ax)
    assert len(ax.collections) == rows["ci_low"].notna().sum() > 0


def test_many_actors_are_cut_to_the_most_mentioned() -> None:
    rows = [(f"A{n:02}", "vader_compound", "clause", 0.0, -0.1, 0.1, n + 1, 2, "articles", True) for n in range(30)]
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
        (lambda t: fr.plot_frames(t["portrayals"].query("measure == 'vader_compound'")), "frame_hits="),
        (lambda t: fr.plot_sentiment(pd.concat([t["portrayals"]] * 2), measure="vader_compound"), "several rows"),
        (lambda t: fr.plot_mentions(pd.concat([t["mentions"], t["mentions"].assign(article_id="x")])), "one article"),
    ],
)
def test_says_what_is_wrong(call: Callable, words: str, sample_tables: dict[str, pd.DataFrame]) -> None:
    with pytest.raises(ValueError, match=words):
        call(sample_tables)


def test_an_actor_keeps_its_colour() -> None:
    assert actor_style("CHN") == actor_style("CHN") != actor_style("USA")
