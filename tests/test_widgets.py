"""Controls in a notebook, used as a browser would: values are set, and what follows is looked at."""

from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

import pandas as pd
import pytest

import framing as fr
from framing.schema import violations
from framing.widgets import code_mentions, explore_portrayal


def controls_of(box: Any, kind: str) -> list[Any]:
    """All widgets of a kind inside another, in their order."""
    found = [box] if type(box).__name__ == kind else []
    return found + [own for child in getattr(box, "children", ()) for own in controls_of(child, kind)]


@pytest.mark.filterwarnings("ignore::framing.DescriptiveWarning")
def test_the_picture_follows_the_controls(sample_tables: dict[str, pd.DataFrame]) -> None:
    box = explore_portrayal(sample_tables)
    actor, measure, group = controls_of(box, "Dropdown")
    (picture,) = controls_of(box, "HTML")
    (said,) = controls_of(box, "Label")
    assert actor.value == "CHN"
    assert measure.value == "model, sentence"
    assert group.options == ("voice", "kind of name"), "the sample has neither outlet nor date"
    group.value = "kind of name"
    seen = {picture.value}
    actor.value = "RUS"
    assert box.data["actor_id"].unique().tolist() == ["RUS"]
    seen.add(picture.value)
    measure.value = "VADER, clause"
    assert set(box.data["measure"]) == {"vader_compound"}
    seen.add(picture.value)
    group.value = "voice"
    assert {"narrator", "another actor"} <= set(box.data["voice_group"])
    seen.add(picture.value)
    assert len(seen) == 4
    assert said.value.startswith("Russia by voice: ")
    assert all('alt="' in html for html in seen)


def test_nothing_to_explore() -> None:
    with pytest.raises(ValueError, match="no actor is mentioned"):
        explore_portrayal(fr.analyse(fr.make_articles({"one": "It rained."})))


HOSTILE = "<img src=x onerror=alert(1)>\"'&"


@pytest.fixture
def sample() -> pd.DataFrame:
    return pd.DataFrame({"mention_id": ["m0", "m1", "m2"], "left": [HOSTILE, "", "a "], "surface": "China",
                         "right": " met.", "stratum": "all", "probability": 0.5})  # fmt: skip


def test_answers_are_saved_at_once_and_coding_goes_on_where_it_stopped(sample: pd.DataFrame, tmp_path: Path) -> None:
    file = tmp_path / "ann.csv"
    box = code_mentions(sample, file, "ann")
    tone, voice = controls_of(box, "ToggleButtons")
    _, forth = controls_of(box, "Button")
    tone.value, voice.value = "-1", "source"
    forth.click()
    assert (tone.value, voice.value) == (None, None)
    tone.value = "1"
    codings = fr.read_codings(file)
    assert violations(codings, "codings") == []
    assert codings.dropna().values.tolist() == [
        ["m0", "ann", "sentiment", "-1"], ["m1", "ann", "sentiment", "1"], ["m0", "ann", "voice", "source"],
    ]  # fmt: skip
    again = code_mentions(sample, file, "ann")
    (said,) = controls_of(again, "Label")
    assert said.value == "ann: mention 2 of 3, 1 done"
    assert controls_of(again, "ToggleButtons")[0].value == "1"


def test_an_answer_can_be_changed(sample: pd.DataFrame, tmp_path: Path) -> None:
    file = tmp_path / "ann.csv"
    box = code_mentions(sample, file, "ann", variables=["sentiment", "frame"])
    back, forth = controls_of(box, "Button")
    controls_of(box, "Text")[0].value = "threat"
    forth.click()
    back.click()
    assert controls_of(box, "Text")[0].value == "threat"
    controls_of(box, "Text")[0].value = "none"
    assert fr.read_codings(file).dropna()["code"].tolist() == ["none"]


def test_the_sheet_shows_hostile_text_as_it_is_and_no_score(sample: pd.DataFrame, tmp_path: Path) -> None:
    (shown,) = controls_of(code_mentions(sample, tmp_path / "ann.csv", "ann"), "HTML")
    assert "<img" not in shown.value
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown.value
    assert "<b>[China]</b>" in shown.value


def test_somebody_elses_file_is_left_alone(sample: pd.DataFrame, tmp_path: Path) -> None:
    file = tmp_path / "ann.csv"
    controls_of(code_mentions(sample, file, "ann"), "ToggleButtons")[0].value = "0"
    with pytest.raises(ValueError, match="holds the answers of ann; name another file for bob"):
        code_mentions(sample, file, "bob")
    with pytest.raises(ValueError, match="answers to another sample"):
        code_mentions(sample.head(2), file, "ann")
