"""The coding tool without a browser: keys arrive as messages, and what counts is what stands in the
file.
"""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import framing as fr
from framing.pages.notebook.coder import Coder, code_mentions
from framing.tables.schema import violations

HOSTILE = "<img src=x onerror=alert(1)>\"'&"


@pytest.fixture
def sample() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "mention_id": ["m0", "m1", "m2"],
            "before": ["", None, "He spoke."],
            "left": [HOSTILE, "", "a "],
            "surface": "China",
            "right": " met.",
            "outlet_id": "left",
            "stratum": "all",
            "probability": 0.5,
        }
    )


def hear(coder: Coder, **content: Any) -> None:
    """What the browser sends when a key is pressed."""
    coder._handle_custom_msg({"mention_id": coder.unit["mention_id"], **content}, [])


def test_each_label_is_saved_and_coding_goes_on_where_it_stopped(
    sample: pd.DataFrame, tmp_path: Path
) -> None:
    file = tmp_path / "new" / "ann.csv"
    coder = code_mentions(sample, file, "ann")
    assert coder.unit["active"] == "sentiment"
    hear(coder, kind="code", variable="sentiment", code="-1")
    read = fr.read_codings(file).dropna()
    assert read.iloc[:, :4].values.tolist() == [["m0", "ann", "sentiment", "-1"]]
    assert read.iloc[:, 4:].values.tolist() == [["all", 0.5]], "how it was drawn stays"
    assert coder.unit["active"] == "voice"
    hear(coder, kind="code", variable="voice", code="source")
    assert (coder.unit["mention_id"], coder.progress["n_done"]) == ("m1", 1)
    hear(coder, kind="code", variable="sentiment", code="1")
    codings = fr.read_codings(file)
    assert violations(codings, "codings") == []
    assert codings.dropna().iloc[:, :4].values.tolist() == [
        ["m0", "ann", "sentiment", "-1"],
        ["m1", "ann", "sentiment", "1"],
        ["m0", "ann", "voice", "source"],
    ]
    again = code_mentions(sample, file, "ann")
    assert (again.unit["mention_id"], again.unit["active"], again.progress["n_done"]) == (
        "m1",
        "voice",
        1,
    )
    assert again.progress["by_variable"] == {"sentiment": 2, "voice": 1}
    assert sorted(path.name for path in file.parent.iterdir()) == ["ann.csv"]


def test_codes_can_be_taken_back_one_by_one(sample: pd.DataFrame, tmp_path: Path) -> None:
    coder = code_mentions(sample, tmp_path / "ann.csv", "ann", variables=["sentiment"])
    for code in ("1", "0", "-1"):
        coder.code("sentiment", code)
    assert coder.codes["sentiment"].tolist() == ["1", "0", "-1"]
    hear(coder, kind="undo")
    hear(coder, kind="undo")
    assert coder.unit["mention_id"] == "m1"
    assert fr.read_codings(tmp_path / "ann.csv").dropna()["code"].tolist() == ["1"]
    coder.undo()
    coder.undo()
    assert coder.codes["sentiment"].tolist() == ["", "", ""]


def test_a_code_that_is_changed_leaves_the_mention_in_place(
    sample: pd.DataFrame, tmp_path: Path
) -> None:
    coder = code_mentions(sample, tmp_path / "ann.csv", "ann", variables=["sentiment"])
    coder.code("sentiment", "1")
    hear(coder, kind="go", step=-1)
    hear(coder, kind="code", variable="sentiment", code="0")
    assert (coder.unit["mention_id"], coder.unit["codes"]) == ("m0", {"sentiment": "0"})
    hear(coder, kind="open")
    assert coder.unit["mention_id"] == "m1"
    coder.go(99)
    assert coder.unit["mention_id"] == "m2"


def test_notes_and_typed_codes_are_no_formulas_in_a_spreadsheet(
    sample: pd.DataFrame, tmp_path: Path
) -> None:
    file = tmp_path / "ann.csv"
    coder = code_mentions(sample, file, "ann", variables=["sentiment", "topic"])
    hear(coder, kind="note", text="=HYPERLINK(1)\nsecond line")
    coder.code("sentiment", "-1")
    coder.code("topic", "+trade")
    kept = pd.read_csv(file, dtype="str", keep_default_na=False)
    assert kept.iloc[0, :5].tolist() == [
        "m0",
        "ann",
        "-1",
        "'+trade",
        "'=HYPERLINK(1)\nsecond line",
    ]
    assert fr.read_codings(file, variables=["topic"]).dropna()["code"].tolist() == ["+trade"]
    again = code_mentions(sample, file, "ann", variables=["topic"])
    again.go(-9)
    assert (again.unit["codes"], again.unit["note"]) == (
        {"topic": "+trade"},
        "=HYPERLINK(1)\nsecond line",
    )
    again.code("topic", "war")
    assert pd.read_csv(file, dtype="str")["sentiment"].iloc[0] == "-1", (
        "what is not asked today stays"
    )


def test_the_coder_sees_the_paragraph_and_nothing_else(
    sample: pd.DataFrame, tmp_path: Path
) -> None:
    coder = code_mentions(sample, tmp_path / "ann.csv", "ann")
    assert coder.unit["left"] == HOSTILE
    assert "left" not in [coder.unit["outlet"], coder.unit["before"]]
    assert set(coder.unit) == {
        "mention_id",
        "place",
        "before",
        "left",
        "surface",
        "right",
        "after",
        "codes",
        "note",
        "active",
        "outlet",
    }
    shown = code_mentions(sample, tmp_path / "bob.csv", "bob", is_outlet_shown=True)
    assert shown.unit["outlet"] == "left"


def test_frames_of_the_codebook_have_keys(
    sample: pd.DataFrame, tmp_path: Path, tiny_codebook: fr.Codebook
) -> None:
    coder = code_mentions(
        sample, tmp_path / "ann.csv", "ann", variables=["frame"], codebook=tiny_codebook
    )
    keys = [(answer["key"], answer["code"]) for answer in coder.variables[0]["answers"]]
    assert keys == [("1", "aggression"), ("2", "peacemaking"), ("3", "partnership"), ("4", "none")]
    hear(coder, kind="code", variable="frame", code="no such frame")
    assert "no answer to frame" in coder.progress["trouble"]
    assert not (tmp_path / "ann.csv").exists()
    with pytest.raises(ValueError, match="there are keys for 33"):
        code_mentions(
            sample,
            tmp_path / "x.csv",
            "x",
            variables=["t"],
            answers={"t": {str(n): "" for n in range(40)}},
        )


def test_a_key_pressed_on_another_mention_does_nothing(
    sample: pd.DataFrame, tmp_path: Path
) -> None:
    coder = code_mentions(sample, tmp_path / "ann.csv", "ann", variables=["sentiment"])
    before = coder.progress["serial"]
    hear(coder, kind="code", variable="sentiment", code="1", mention_id="m2")
    assert coder.codes["sentiment"].eq("").all()
    assert coder.progress["serial"] == before + 1, "the browser is told what is shown"


def test_two_windows_on_one_file_do_not_write_over_each_other(
    sample: pd.DataFrame, tmp_path: Path
) -> None:
    first, second = (
        code_mentions(sample, tmp_path / "ann.csv", "ann", variables=["sentiment"])
        for _ in range(2)
    )
    first.code("sentiment", "1")
    second.go(2)
    second.code("sentiment", "-1")
    first.code("sentiment", "0")
    assert fr.read_codings(tmp_path / "ann.csv")["code"].tolist() == ["1", "0", "-1"]


def test_agreement_is_shown_when_both_are_done(sample: pd.DataFrame, tmp_path: Path) -> None:
    ann, bob = ("1", "0", "-1"), ("1", "0", "0")
    mine = code_mentions(
        sample, tmp_path / "ann.csv", "ann", variables=["sentiment"], other=tmp_path / "bob.csv"
    )
    for code in ann:
        mine.code("sentiment", code)
    assert mine.agreed == [], "the other has not begun"
    theirs = code_mentions(
        sample, tmp_path / "bob.csv", "bob", variables=["sentiment"], other=tmp_path / "ann.csv"
    )
    for code in bob:
        assert theirs.agreed == [], "nothing before both are done"
        theirs.code("sentiment", code)
    (row,) = theirs.agreed
    both = pd.concat(
        [fr.read_codings(tmp_path / name) for name in ("ann.csv", "bob.csv")], ignore_index=True
    )
    with pytest.warns(fr.ReliabilityWarning):
        (expected,) = fr.agreement(both).itertuples(index=False)
    assert (row["alpha"], row["n"], row["with"]) == (expected.alpha, 3, "ann")
    assert fr.read_codings(tmp_path)["coder_id"].unique().tolist() == ["ann", "bob"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"coder_id": "bob"}, "holds the codes of ann; name another file for bob"),
        ({"rows": 2}, "holds the codes of another sample"),
        ({"drop": "surface"}, "the sample lacks surface"),
        ({"rows": 0}, "there is nothing to code"),
        ({"coder_id": "adjudicated"}, "it cannot be 'adjudicated'"),
    ],
)
def test_what_does_not_belong_together_is_refused(
    sample: pd.DataFrame, tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    file = tmp_path / "ann.csv"
    code_mentions(sample, file, "ann").code("sentiment", "0")
    before = file.read_bytes()
    other = sample.head(change.get("rows", 3)).drop(columns=change.get("drop", []))
    with pytest.raises(ValueError, match=message):
        code_mentions(other, file, change.get("coder_id", "ann"))
    assert file.read_bytes() == before


def test_another_file_is_left_alone(sample: pd.DataFrame, tmp_path: Path) -> None:
    (tmp_path / "prices.csv").write_text("day,price\n1,2\n", encoding="utf8")
    with pytest.raises(ValueError, match="is no file of codes: it lacks coder_id, mention_id"):
        code_mentions(sample, tmp_path / "prices.csv", "ann")


def test_a_full_disk_is_told_and_nothing_is_taken_for_saved(
    sample: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coder = code_mentions(sample, tmp_path / "ann.csv", "ann", variables=["sentiment"])
    coder.code("sentiment", "1")

    def fail(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", fail)
    hear(coder, kind="code", variable="sentiment", code="0")
    assert coder.progress["trouble"] == "Not saved: no space left"
    assert (coder.progress["n_done"], coder.unit["mention_id"]) == (1, "m1")
    assert fr.read_codings(tmp_path / "ann.csv").dropna()["code"].tolist() == ["1"]
