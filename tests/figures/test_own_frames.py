"""A learnt frame beside keywords and codes, and what its own record says of it."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

import framing as fr
from framing.codebook import Learnt
from framing.figures import CATALOGUE, NothingToDraw, judge_measures
from framing.figures.plots.axes import OF_CODES, UNSURE
from framing.figures.plots.learners import BY_CODES, BY_KEYWORDS, BY_LEARNER, EVERYBODY
from framing.figures.recipe import TOO_UNCERTAIN
from framing.tables import make

N_ARTICLES = 30
"""Each mentions China in one sentence and Russia in the next."""
RECORD: dict[str, Any] = {
    "word": "poor",
    "n_codes": 60,
    "scores": [{"what": "learner", "f1": 0.4, "f1_low": 0.3, "f1_high": 0.5}],
}
SAID = (
    "The learner of “debt trap” is poor by the codes that it was learnt from (F1 0.40, 0.30 to "
    "0.50, on 60): do not conclude from it."
)


def learn(name: str = "debt_trap", **report: Any) -> Learnt:
    known = (name, f"frame:{name}", ("no", "yes"), "abcdef", "abcdef", "abcdef")
    numbers = (np.zeros((1, 3)), np.zeros(1), np.zeros(1), {}, {}, 0.5)
    return Learnt(*known, *numbers, RECORD | report)


@pytest.fixture
def book(shipped_codebook: fr.Codebook) -> fr.Codebook:
    return shipped_codebook.with_learners([learn()])


@pytest.fixture(scope="module")
def tables(shipped_codebook: fr.Codebook) -> dict[str, pd.DataFrame]:
    """Keywords find half of the mentions, the learner says 0.3, and coders say China alone."""
    texts = {f"a{n:02}": "China met. Russia met." for n in range(N_ARTICLES)}
    articles = fr.make_articles(texts)
    sentences = fr.split_sentences(articles)
    mentions = fr.find_mentions(sentences, shipped_codebook)
    read = [(one, "learnt", "debt_trap", 0.3) for one in sentences["sentence_id"]]
    codings = pd.DataFrame({"unit_id": mentions["mention_id"], "coder_id": "ann"}).assign(
        variable="frame:debt_trap",
        code=mentions["actor_id"].map({"CHN": "1", "RUS": "0"}),
        stratum="all",
        probability=1.0,
    )
    hits = [
        (unit, "debt_trap", "met", "met", 0, 3, "sentence", False, False, False, "narrator")
        for unit in mentions["mention_id"].iloc[: len(mentions) // 2]
    ]
    return {
        "articles": articles,
        "mentions": mentions,
        "frames_read": make("frames_read", read),
        "frame_hits": make("frame_hits", hits),
        "codings": codings,
    }


def title(fig: plt.Figure) -> str:
    return " ".join(fig.get_suptitle().split())


def note(fig: plt.Figure) -> str:
    return " ".join(fig.get_supxlabel().split())


def test_keywords_learner_and_codes_stand_side_by_side(
    tables: dict[str, pd.DataFrame], book: fr.Codebook
) -> None:
    fig, data = fr.draw_own_frame(tables, book)
    told = data.pivot_table(index="actor_id", columns="variant", values="estimate")
    assert told[BY_KEYWORDS].to_dict() == {EVERYBODY: 0.5, "CHN": 0.5, "RUS": 0.5}
    assert told[BY_LEARNER].tolist() == pytest.approx([0.3] * 3)
    of_codes = told[BY_CODES][[EVERYBODY, "CHN", "RUS"]].tolist()
    assert of_codes == pytest.approx([0.5, 1.0, 0.0], abs=0.02)
    assert data["actor_id"].iloc[0] == EVERYBODY
    assert set(data.loc[data["actor_id"] == "CHN", "n_coded"]) == {N_ARTICLES}
    assert title(fig).startswith("“debt trap” is in 50 % of mentions by the codes (")
    assert "beside 50 % by the keywords and 30 % by the learner" in title(fig)
    assert title(fig).endswith("clearly more for China (100 %) than for Russia (0 %)")
    rows = [label.get_text() for label in fig.axes[0].get_yticklabels()]
    assert rows[1].startswith("China  n = 30, 30 coded")


def test_a_learner_that_is_poor_is_grey_and_what_codes_make_of_it_is_not(
    tables: dict[str, pd.DataFrame], book: fr.Codebook, shipped_codebook: fr.Codebook
) -> None:
    def colours(fig: plt.Figure, marker: str) -> set[str]:
        lines = [line for line in fig.axes[0].lines if line.get_marker() == marker]
        return {to_hex(line.get_color()) for line in lines}

    fig, _ = fr.draw_own_frame(tables, book)
    assert colours(fig, "o") == {UNSURE}
    assert UNSURE not in colours(fig, "s")
    assert [one for one in fig.axes[0].lines if one.get_gid() == OF_CODES]
    assert UNSURE not in colours(fig, "D")
    assert SAID in note(fig)
    assert "learner, poor" in [one.get_text() for one in fig.axes[0].get_legend().get_texts()]
    fair = shipped_codebook.with_learners([learn(word="fair")])
    fig, _ = fr.draw_own_frame(tables, fair)
    assert UNSURE not in colours(fig, "o")


def test_where_too_little_is_coded_the_title_says_so(
    tables: dict[str, pd.DataFrame], book: fr.Codebook
) -> None:
    few = {**tables, "codings": tables["codings"].head(4)}
    fig, data = fr.draw_own_frame(few, book)
    assert title(fig) == "Too few mentions are coded to say how often “debt trap” is there"
    assert data.loc[data["variant"] == BY_CODES, "estimate"].isna().all()
    assert not [one for one in fig.axes[0].lines if one.get_gid() == OF_CODES]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"codings": None}, "nobody has coded a sample"),
        ({"variable": "frame:other"}, "no mention of these articles is coded for frame:debt_trap"),
        ({"unit_id": "elsewhere"}, "no mention of these articles is coded for frame:debt_trap"),
        ({"probability": None}, "do not say with which probability"),
    ],
    ids=str,
)
def test_it_is_drawn_only_where_a_learner_and_its_codes_are(
    tables: dict[str, pd.DataFrame], book: fr.Codebook, change: dict[str, Any], why: str
) -> None:
    codings = tables["codings"]
    if "codings" in change:
        own = {name: table for name, table in tables.items() if name != "codings"}
    elif "probability" in change:
        own = {**tables, "codings": codings.drop(columns="probability")}
    else:
        own = {**tables, "codings": codings.assign(**change)}
    with pytest.raises(NothingToDraw, match=why):
        CATALOGUE["04_own_frame_by_actor"].make(own, book)


def test_without_a_learner_there_is_no_such_figure(
    tables: dict[str, pd.DataFrame], book: fr.Codebook, shipped_codebook: fr.Codebook
) -> None:
    with pytest.raises(NothingToDraw, match="no frame that was learnt"):
        fr.draw_own_frame(tables, shipped_codebook)
    with pytest.raises(NothingToDraw, match="no learner of 'else' has codes here; there are debt"):
        fr.draw_own_frame(tables, book, frame="else")


def test_the_frame_with_most_codes_is_drawn_and_the_others_are_named(
    tables: dict[str, pd.DataFrame], shipped_codebook: fr.Codebook
) -> None:
    two = shipped_codebook.with_learners([learn("port_grab"), learn()])
    more = tables["codings"].head(20).assign(variable="frame:port_grab")
    read = tables["frames_read"]
    given = {
        **tables,
        "codings": pd.concat([tables["codings"], more]),
        "frames_read": pd.concat([read, read.assign(frame_id="port_grab")]),
    }
    fig, _ = fr.draw_own_frame(given, two)
    assert "“debt trap”" in title(fig)
    assert "Other learnt frames with codes: port grab." in note(fig)
    fig, _ = fr.draw_own_frame(given, two, frame="port_grab")
    assert "“port grab”" in title(fig)


def test_a_record_speaks_where_nobody_has_coded_these_articles(
    book: fr.Codebook, shipped_codebook: fr.Codebook
) -> None:
    assert judge_measures({}, ["read_debt_trap"], book) == "poor"
    assert judge_measures({}, [("read_debt_trap", "sentence")], book) == "poor"
    assert judge_measures({}, ["read_conflict", "share_debt_trap"], book) == "unchecked"
    assert judge_measures({}, ["read_debt_trap"]) == "unchecked"
    unchecked = "Unchecked: nobody has coded a sample of these articles."
    assert fr.stamp_validation({}, ["read_debt_trap"], book) == f"{unchecked} {SAID}"
    assert fr.stamp_validation({}, ["targeted"], book) == unchecked
    # What is fair elsewhere is not shown to be fair here.
    fair = shipped_codebook.with_learners([learn(word="fair")])
    assert judge_measures({}, ["read_debt_trap"], fair) == "unchecked"
    assert "“debt trap” is fair by the codes" in fr.stamp_validation({}, ["read_debt_trap"], fair)


def test_codes_of_these_articles_do_not_make_good_what_the_record_calls_poor(
    book: fr.Codebook, shipped_codebook: fr.Codebook
) -> None:
    row = {"measure": "read_debt_trap", "window": "sentence", "variable": "frame:debt_trap"}
    row |= {"n_mentions": 200, "n_second": 60, "f1": 0.9, "f1_low": 0.85, "f1_high": 0.95}
    row |= {"coders": "one person", "alpha": np.nan, "n_doubled": 0}
    checked = {"validations": pd.DataFrame([row])}
    assert judge_measures(checked, ["read_debt_trap"], book) == "poor"
    assert fr.stamp_validation(checked, ["read_debt_trap"], book).endswith(SAID)
    fair = shipped_codebook.with_learners([learn(word="fair")])
    assert judge_measures(checked, ["read_debt_trap"], fair) == "good"
    assert "learnt from" not in fr.stamp_validation(checked, ["read_debt_trap"], fair)


@pytest.mark.parametrize(
    "report",
    [
        {"word": 3},
        {"word": "<b>"},
        {"word": ["poor"]},
        {"scores": []},
        {"scores": [{"f1": "x"}]},
        {"n_codes": None},
    ],
    ids=str,
)
def test_a_record_that_holds_something_else_does_no_harm(
    report: dict[str, Any], shipped_codebook: fr.Codebook
) -> None:
    strange = shipped_codebook.with_learners([learn(**report)])
    told = fr.stamp_validation({}, ["read_debt_trap"], strange)
    is_poor = report.get("word", "poor") == "poor"
    assert told.endswith("learnt from: do not conclude from it." if is_poor else "these articles.")
    assert judge_measures({}, ["read_debt_trap"], strange) == ("poor" if is_poor else "unchecked")


def test_rows_of_a_poor_frame_are_grey_among_others(
    tables: dict[str, pd.DataFrame], book: fr.Codebook
) -> None:
    rows = [
        (actor, measure, estimate)
        for actor, estimates in (("CHN", (0.6, 0.1)), ("RUS", (0.1, 0.5)))
        for measure, estimate in zip(("read_debt_trap", "read_conflict"), estimates, strict=True)
    ]
    portrayals = pd.DataFrame(rows, columns=["actor_id", "measure", "estimate"]).assign(
        window="sentence",
        ci_low=lambda table: table["estimate"] - 0.05,
        ci_high=lambda table: table["estimate"] + 0.05,
        n_mentions=90,
        n_articles=30,
        is_reportable=True,
        resampled="articles",
    )
    given = {"articles": tables["articles"], "portrayals": portrayals}
    fig, _ = fr.draw_frames_read(given, book)
    names = [label.get_text() for label in fig.axes[0].get_yticklabels()]
    poor = [place for place, name in enumerate(names) if "debt trap, poor" in name]
    assert len(poor) == 2
    assert len(names) == 4
    dots = [line for line in fig.axes[0].lines if len(line.get_ydata()) == 1]
    is_grey = {line.get_ydata()[0]: to_hex(line.get_color()) == UNSURE for line in dots}
    assert [place for place in is_grey if is_grey[place]] == poor
    assert "Conflict" in title(fig), "the finding is about what is not poor"
    assert SAID in note(fig)
    alone = portrayals[portrayals["measure"] == "read_debt_trap"]
    three = pd.concat([alone, alone.head(1).assign(actor_id="USA", estimate=0.3)])
    fig, _ = fr.draw_frames_read({**given, "portrayals": three}, book)
    assert title(fig) in (TOO_UNCERTAIN, CATALOGUE["04_frames_read_by_actor"].title)
