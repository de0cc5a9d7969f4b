"""The explorer without a browser: what is chosen and clicked arrives as values of its traits."""

import json
import subprocess
import sys
from typing import Any

import pandas as pd
import pytest

import framing as fr
from framing.pages.notebook.explorer import MAX_PANELS, Explorer
from framing.tables import make

FRAMES_READ = (("codebook", "threat"), ("codebook", "conflict"), ("policy", "economic"))
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)>\"'& \u202eolleh"


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    articles = fr.make_articles(
        {
            f"a{n}": f"China won praise. {HOSTILE} Russia lost the war.\n\n"
            "France waited, and Moscow said China was bad."
            for n in range(15)
        }
    )
    articles["outlet_id"] = pd.Series(["left", "right", HOSTILE] * 5, dtype="str")
    articles["published_at"] = pd.date_range(
        "2023-01-05", periods=15, freq="10D", tz="UTC", unit="us"
    )
    return fr.analyse(articles, measures=("vader",), drop_duplicates=None)


@pytest.fixture
def explorer(tables: dict[str, pd.DataFrame]) -> Any:
    return fr.explore_portrayal(tables)


def test_first_picture(explorer: Explorer) -> None:
    assert explorer.picture["title"] == "China and Russia, by outlet"
    assert [panel["label"] for panel in explorer.picture["panels"]] == ["China", "Russia"]
    assert explorer.picture["subtitle"] == "VADER compound of the clause"
    assert "articles are the units of chance, copies one" in explorer.picture["notes"][0]
    assert "Unchecked" in explorer.picture["notes"][-1]
    assert (
        len(explorer.data) == sum(len(panel["points"]) for panel in explorer.picture["panels"]) == 6
    )
    json.dumps(
        {name: getattr(explorer, name) for name in ("options", "choice", "picture")},
        allow_nan=False,
    )


def test_the_picture_follows_the_choice(explorer: Explorer) -> None:
    explorer.choose(by="month")
    assert explorer.picture["kind"] == "time"
    assert [row["key"] for row in explorer.picture["rows"]] == [
        "2023-01",
        "2023-02",
        "2023-03",
        "2023-04",
        "2023-05",
    ]
    assert list(explorer.picture["places"].values())[:2] == [0.0, pytest.approx(29.5, abs=0.1)]
    explorer.choose(actors=["FRA"], by="voice_group")
    assert explorer.data["actor_id"].unique().tolist() == ["FRA"]
    explorer.choose(
        outlets=["left"],
        by="outlet_id",
        voice="the outlet’s own",
        first="2023-02-01",
        last="2023-03-01",
    )
    assert explorer.data["outlet_id"].tolist() == ["left"]
    assert explorer.picture["serial"] == 4
    explorer.choose(outlets=[])
    assert explorer.picture["panels"] == []
    assert explorer.picture["notes"][0].startswith("No mention is left")
    with pytest.raises(ValueError, match="there is no colour to choose"):
        explorer.choose(colour="red")


def test_frames_read_stand_beside_those_by_keywords(tables: dict[str, pd.DataFrame]) -> None:
    sentences = tables["sentences"]["sentence_id"]
    rows = [(one, *frame, 0.25) for one in sentences for frame in FRAMES_READ]
    explorer = fr.explore_portrayal({**tables, "frames_read": make("frames_read", rows)})
    kinds = {item["kind"] for item in explorer.options["measures"]}
    assert {"frames read by the network", "policy frames read by the network"} <= kinds
    explorer.choose(measure="read_|sentence")
    assert {row["label"] for row in explorer.picture["rows"]} == {"Threat and warning", "Conflict"}
    assert explorer.picture["is_share"]
    point = explorer.picture["panels"][0]["points"][0]
    assert point["says"].startswith("China, Conflict: 25 %, 30 mentions")
    explorer.choose(measure="policy_economic|sentence")
    assert set(explorer.data["measure"]) == {"policy_economic"}
    assert explorer.picture["subtitle"].endswith("of the frame: Economic")
    assert explorer.listing["rows"][0]["score"] == "25 % likely"
    assert "Unchecked" in explorer.picture["notes"][-1]


def test_what_is_not_there_is_not_chosen(
    explorer: Explorer, tables: dict[str, pd.DataFrame]
) -> None:
    explorer.choice = {
        **explorer.choice,
        "actors": ["CHN", "???"],
        "measure": "???",
        "by": "???",
        "first": "2023-0",
    }
    assert explorer.data["actor_id"].unique().tolist() == ["CHN"]
    assert set(explorer.data["measure"]) == {"vader_compound"}
    assert explorer.options["max_actors"] == MAX_PANELS


def test_a_point_its_sentences_and_an_article(explorer: Explorer) -> None:
    assert len(explorer.selection) == explorer.data["n_mentions"].sum(), "all, before a click"
    explorer.select("CHN", HOSTILE, order="strongest")
    row = explorer.data.query("actor_id == 'CHN'").set_index("outlet_id").loc[HOSTILE]
    assert len(explorer.selection) == explorer.listing["n"] == row["n_mentions"]
    assert explorer.selection["value"].mean() == pytest.approx(row["estimate"])
    assert explorer.listing["title"] == f"China, {HOSTILE}"
    first = explorer.listing["rows"][0]
    assert first["surface"] == "China"
    assert first["about"][0] == HOSTILE
    explorer.open_article(first["mention_id"])
    assert "<script" not in explorer.article["html"]
    assert "<img" not in explorer.article["html"]
    assert "data-focus" in explorer.article["html"]
    explorer.choose(by="alias_type")
    assert explorer.article == {}
    assert explorer.place == {"order": "strongest"}, "the order stays, the point does not"
    assert explorer.listing["title"] == "All sentences of this figure"


def test_sentences_stand_there_from_the_first_and_can_be_searched(explorer: Explorer) -> None:
    assert explorer.listing["n"] == len(explorer.selection)
    explorer.select("CHN", "left", query="WON prai")
    texts = [row["left"] + row["surface"] + row["right"] for row in explorer.listing["rows"]]
    assert texts
    assert all("won praise" in text for text in texts)
    explorer.select(query="zzz")
    assert (explorer.listing["n"], explorer.listing["rows"]) == (0, [])


def test_a_view_comes_back_from_its_line(
    explorer: Explorer, tables: dict[str, pd.DataFrame]
) -> None:
    explorer.choose(actors=["RUS"], by="month", outlets=["left", HOSTILE], first="2023-02-01")
    explorer.select("RUS", "2023-03", order="strongest", query="war")
    again = fr.explore_portrayal(tables, view=explorer.view)
    assert again.choice == explorer.choice
    assert again.place.items() <= explorer.place.items()
    assert again.listing == explorer.listing
    assert again.view == explorer.view
    odd = fr.explore_portrayal(tables, view="actors=%3F%3F%3F&by=nothing&measure=&page=x&y=1")
    assert odd.picture["panels"] == []


def test_pages(explorer: Explorer) -> None:
    explorer.choose(by="alias_type", actors=["CHN"])
    explorer.select("CHN", "name")
    ids = [row["mention_id"] for row in explorer.listing["rows"]]
    explorer.select("CHN", "name", page=1)
    assert explorer.listing["page"] == 1
    assert not set(ids) & {row["mention_id"] for row in explorer.listing["rows"]}
    explorer.select("CHN", "name", page=99, order="no such")
    assert explorer.listing["page"] == explorer.listing["n_pages"] - 1
    assert explorer.listing["order"] == "newest"


def test_article_of_another_mention_is_none(explorer: Explorer) -> None:
    explorer.open_article("no such mention")
    assert explorer.article == {}


def test_nothing_to_explore() -> None:
    with pytest.raises(ValueError, match="no actor is mentioned"):
        fr.explore_portrayal(
            fr.analyse(fr.make_articles({"one": "It rained."}), measures=("vader",))
        )


@pytest.mark.build
@pytest.mark.parametrize("name", ["explore_portrayal", "code_mentions", "review_draft"])
def test_the_extra_is_named_where_it_is_missing(name: str) -> None:
    ask = f"import sys; sys.modules['anywidget'] = None; import framing as fr; fr.{name}"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True)
    assert done.returncode == 1
    assert "pip install 'framing[notebooks]'" in done.stderr
