"""The articles of two outlets on paper, side by side."""

import re
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.pages import write_handout

OUTLETS = pd.DataFrame(
    {
        "outlet_id": ["east", "west"],
        "outlet_name": ["Harbour Post", "Hill <b>Courier</b>"],
        "country_iso3": [None, "FRA"],
    }
)
EVENTS = pd.DataFrame(
    {
        "event_date": pd.to_datetime(["2024-03-01", "2024-05-01"], utc=True),
        "label": ["Grain & ships", "A summit"],
    }
)


def articles() -> pd.DataFrame:
    """Both outlets on the first event, one on the second, and a third outlet."""
    told = {
        "a": "A deal on grain\n\nShips sail. <i>Ports</i> open.\n\nPrices fall.",
        "b": "Grain leaves\n\nThe port is quiet.",
        "c": "Leaders meet\n\nThey talk.",
        "d": "Another view\n\nNobody asked.",
    }
    made = fr.make_articles(told)
    days = ["2024-03-02", "2024-03-03", "2024-05-02", "2024-03-02"]
    published = pd.to_datetime(days, utc=True)
    headlines = [text.split("\n")[0] for text in told.values()]
    outlets = ["west", "east", "east", "north"]
    return made.assign(outlet_id=outlets, published_at=published, headline=headlines)


def write(tmp_path: Path, pair: tuple[str, str]) -> str:
    path = write_handout(articles(), tmp_path / "h.html", pair, outlets=OUTLETS, events=EVENTS)
    return path.read_text(encoding="utf8")


def test_sheet_holds_an_event_that_both_report_in_the_order_of_the_pair(tmp_path: Path) -> None:
    text = write(tmp_path, ("east", "west"))
    assert re.findall(r"<h1>(.*)</h1>", text) == ["Grain &amp; ships"]
    assert re.findall(r"<h2>(.*)</h2>", text) == ["Grain leaves", "A deal on grain"]
    assert "3 March 2024" in text
    assert "Nobody asked" not in text


def test_sentences_are_numbered_in_their_paragraphs(tmp_path: Path) -> None:
    text = write(tmp_path, ("west", "east"))
    paragraphs = [
        re.findall(r'class="no">(\d+)<', paragraph)
        for paragraph in re.findall(r"<p>(<span.*)</p>", text)
    ]
    assert paragraphs == [["1", "2"], ["3"], ["1"]]


def test_words_of_articles_and_outlets_are_escaped(tmp_path: Path) -> None:
    text = write(tmp_path, ("west", "east"))
    assert "&lt;i&gt;Ports&lt;/i&gt;" in text
    assert "<b>Courier" not in text
    assert "default-src &#39;none&#39;" in text


def test_outlets_without_a_common_event_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="both east and south"):
        write(tmp_path, ("east", "south"))
