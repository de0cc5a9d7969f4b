"""The funnel and the health of texts: where each bar begins and ends, and what the notes say."""

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import framing as fr
from framing.figures.catalogue import CATALOGUE
from framing.figures.recipe import NothingToDraw, count_articles
from framing.tables import make

FUNNEL = pd.DataFrame(
    [
        ("files", 12, False),
        ("unreadable_files", 2, False),
        ("articles_found", 100, False),
        ("unreadable", 0, True),
        ("empty", 5, True),
        ("not_english", 10, True),
        ("excluded", 0, True),
        ("exact_duplicates", 20, True),
        ("near_duplicates", 7, False),
        ("analysed", 65, False),
    ],
    columns=["stage", "n", "is_removed"],
)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_each_bar_of_the_funnel_begins_where_the_last_one_ends() -> None:
    ax = fr.plot_funnel(FUNNEL)
    spans = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches]
    assert spans == [(0, 100), (95, 100), (85, 95), (65, 85), (58, 65), (0, 65)]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == [
        "articles found  n = 100",
        "empty, left out  n = 5",
        "not English, left out  n = 10",
        "exact duplicates, left out  n = 20",
        "near duplicates, kept  n = 7",
        "analysed  n = 65",
    ]


def test_no_article_at_all() -> None:
    ax = fr.plot_funnel(FUNNEL.assign(n=0))
    assert [tick.get_text() for tick in ax.get_yticklabels()] == [
        "articles found  n = 0",
        "analysed  n = 0",
    ]
    assert fr.plot_findings(
        pd.DataFrame({"check": [], "severity": [], "n_articles": [], "share_articles": []})
    )


def test_bars_of_findings_are_shares_of_articles() -> None:
    articles = fr.make_articles(
        {
            "a": "Talks. &amp; &amp;",
            "b": "Talks &lt;.\n\nLeave a comment",
            "c": "Fine.",
            "d": "Fair.",
        }
    )
    shares = fr.summarise_findings(fr.audit_articles(articles), articles)
    assert shares.values.tolist() == [
        ["boilerplate", "note", 1, 1, 0.25],
        ["html_entity", "warning", 3, 2, 0.5],
    ]
    ax = fr.plot_findings(shares)
    assert [bar.get_width() for bar in ax.patches[:2]] == [50, 25]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == [
        "html entity  n = 2",
        "boilerplate  n = 1",
    ]


def test_figures_say_how_many_articles_were_left_out() -> None:
    tables = {"articles": fr.make_articles({"a": "x", "b": "y"}), "funnel": FUNNEL}
    assert count_articles(tables) == "2 articles. 35 left out: see funnel."
    assert count_articles({**tables, "funnel": FUNNEL.assign(is_removed=False)}) == "2 articles."
    fig, data = fr.draw_funnel(tables)
    assert data.equals(FUNNEL)
    assert "12 files, of which 2 could not be read." in " ".join(fig.get_supxlabel().split())
    assert "hecked" not in fig.get_supxlabel()


def test_nothing_to_draw() -> None:
    articles = fr.make_articles({"a": "Talks failed."})
    with pytest.raises(NothingToDraw, match="no funnel"):
        fr.draw_funnel({"articles": articles})
    with pytest.raises(NothingToDraw, match="nothing was found wrong"):
        fr.draw_findings({"articles": articles, "findings": fr.audit_articles(articles)})


def test_findings_of_no_article_are_not_called_nothing() -> None:
    row = (None, None, None, "no_such_article", "warning", "There is none.", "metadata.csv")
    tables = {"articles": fr.make_articles({"a": "x"}), "findings": make("findings", [row])}
    with pytest.raises(NothingToDraw) as why:
        fr.draw_findings(tables)
    assert str(why.value) == (
        "what was found concerns no article that was analysed (no_such_article 1)"
    )


def test_one_kind_of_finding_is_a_sentence_and_no_figure() -> None:
    articles = fr.make_articles({"a": "Talks failed. &amp; &amp;", "b": "Fine."})
    tables = {"articles": articles, "findings": fr.audit_articles(articles)}
    said = "one kind of finding: 1 of 2 articles may be measured wrongly: html entity"
    with pytest.raises(NothingToDraw, match=said):
        CATALOGUE["01_text_health"].make(tables, None)
    fig, data = fr.draw_findings(tables)
    assert data.empty
    assert said in " ".join(fig.axes[0].texts[0].get_text().split()), "who asks is told"
