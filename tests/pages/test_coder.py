"""The coding tool without a browser: keys arrive as messages, and what counts is what stands in the
file.
"""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from markupsafe import escape

import framing as fr
from framing.coders import final_codes, name_coders
from framing.pages.notebook.coder import Coder, code_mentions
from framing.pages.notebook.settling import settle_codes
from framing.pages.questions import make_questions
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


def read(file: Path) -> list[list[str]]:
    """The codes of a file that are there: mention, coder, variable and code."""
    columns = ["unit_id", "coder_id", "variable", "code"]
    return fr.read_codings(file)[columns].dropna().values.tolist()


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
    assert read(file) == [["m0", "ann", "sentiment", "-1"]]
    drawn = fr.read_codings(file).dropna()[["stratum", "probability"]]
    assert drawn.values.tolist() == [["all", 0.5]], "how it was drawn stays"
    assert coder.unit["active"] == "voice"
    hear(coder, kind="code", variable="voice", code="source")
    assert (coder.unit["mention_id"], coder.progress["n_done"]) == ("m1", 1)
    hear(coder, kind="code", variable="sentiment", code="1")
    assert violations(fr.read_codings(file), "codings") == []
    assert read(file) == [
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
    assert sorted(path.name for path in file.parent.iterdir()) == ["ann.csv", "coders.csv"]


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
        "asked",
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


def test_what_the_sample_has_a_column_for_is_asked_with_its_rules(
    sample: pd.DataFrame, tmp_path: Path, shipped_codebook: fr.Codebook
) -> None:
    coder = code_mentions(sample.assign(frame="", sentiment=""), tmp_path / "ann.csv", "ann")
    tone, frame = coder.variables
    assert [tone["name"], frame["name"]] == ["sentiment", "frame"]
    assert any("Critics called" in rule for rule in tone["rules"])
    assert all(answer["hint"] for answer in (*tone["answers"], *frame["answers"]))
    assert len(frame["answers"]) == len(shipped_codebook.frames) + 1
    own = code_mentions(
        sample, tmp_path / "bob.csv", "bob", variables=["sentiment"], rules={"sentiment": ["Mine."]}
    )
    assert own.variables[0]["rules"] == ["Mine."]


def test_rules_on_screen_are_those_that_are_written_down() -> None:
    written = (Path(__file__).parents[2] / "data" / "coding" / "workshop_rules.md").read_text(
        "utf8"
    )
    for rule in make_questions(["sentiment"])[0].rules:
        plain = [re.sub(r"\W+", " ", text) for text in (rule, written)]
        for code, label in (("-1", "negative"), ("0", "neutral"), ("1", "positive")):
            plain = [text.replace(f" {label} ", f" {code.strip('-')} ") for text in plain]
        assert plain[0].strip() in plain[1].replace("  ", " ")


def test_who_codes_is_listed_beside_the_codes(sample: pd.DataFrame, tmp_path: Path) -> None:
    (tmp_path / "coders.csv").write_text("coder_id,coded_by\nbob,language model\n", "utf8")
    for name in ("ann", "bob"):
        coder = code_mentions(sample, tmp_path / f"{name}.csv", name, variables=["sentiment"])
        for code in ("1", "0"):
            coder.code("sentiment", code)
    codings = fr.read_codings(tmp_path)
    assert name_coders(codings) == "one person and one language model"


def test_two_coders_differences_are_settled(sample: pd.DataFrame, tmp_path: Path) -> None:
    given = {"ann": ["1", "0", "-1"], "bob": ["1", "-1", "0"]}
    files = {name: tmp_path / f"{name}.csv" for name in given}
    for name, codes in given.items():
        coder = code_mentions(sample, files[name], name, variables=["sentiment", "voice"])
        for code in codes:
            coder.code("sentiment", code)
            coder.code("voice", "narrator")
    settled = tmp_path / "settled.csv"
    ask = {"variables": ["sentiment", "voice"]}
    tool = settle_codes(sample, files["ann"], files["bob"], settled, **ask)
    assert (tool.progress["n"], tool.unit["mention_id"], tool.unit["asked"]) == (
        2,
        "m1",
        ["sentiment"],
    )
    assert tool.unit["given"]["sentiment"] == [
        {"coder": "ann", "code": "0"},
        {"coder": "bob", "code": "-1"},
    ]
    hear(tool, kind="code", variable="sentiment", code="-1")
    assert (tool.unit["mention_id"], tool.progress["n_done"], tool.agreed) == ("m2", 1, [])
    again = settle_codes(sample, files["ann"], files["bob"], settled, **ask)
    assert again.unit["mention_id"] == "m2"
    hear(again, kind="code", variable="sentiment", code="0")
    assert [(row["variable"], row["n_differing"]) for row in again.agreed] == [
        ("sentiment", 2),
        ("voice", 0),
    ]
    codings = pd.concat([fr.read_codings(file) for file in [*files.values(), settled]])
    assert final_codes(fr.coders.clean_codings(codings), "sentiment").to_dict() == {
        "m0": "1",
        "m1": "-1",
        "m2": "0",
    }
    with pytest.raises(ValueError, match="both files hold the codes of ann"):
        settle_codes(sample, files["ann"], files["ann"], settled)
    with pytest.raises(ValueError, match="there is nothing to settle"):
        settle_codes(sample, files["ann"], files["bob"], settled, variables=["voice"])


def test_a_printed_sheet_has_the_rules_and_every_mention(
    sample: pd.DataFrame, tmp_path: Path
) -> None:
    file = fr.write_coding_sheet(sample, tmp_path / "new" / "sheet.html", title=HOSTILE)
    page = file.read_text("utf8")
    assert HOSTILE not in page
    assert page.count(escape(HOSTILE)) == 3
    assert page.count("<mark>China</mark>") == 3
    assert page.count('class="box"') == 3 * 6
    assert "not your own opinion of the actor" in page
    assert "style-src &#39;sha256-" in page
    assert "m0" not in page
    with pytest.raises(ValueError, match="lacks rows"):
        fr.write_coding_sheet(sample.head(0), file)


def test_coding_blind_and_finding_the_way_back(sample: pd.DataFrame, tmp_path: Path) -> None:
    blind = fr.blind_sample(sample)
    coder = code_mentions(blind, tmp_path / "ann.csv", "ann")
    assert coder.unit["mention_id"] == "s001"
    hear(coder, kind="code", variable="sentiment", code="-1")
    assert "m0" not in (tmp_path / "ann.csv").read_text(encoding="utf8")
    told = fr.read_codings(tmp_path / "ann.csv", sample=sample).dropna()
    assert told[["unit_id", "code", "stratum"]].values.tolist() == [["m0", "-1", "all"]]


def test_rows_are_settled_blind_or_with_the_key_beside_them(
    sample: pd.DataFrame, tmp_path: Path
) -> None:
    sample = sample.assign(row_id=["s001", "s002", "s003"])
    fr.write_sheet(sample, tmp_path / "sample.csv")
    shuffled = fr.blind_sample(sample).iloc[[2, 0, 1]]
    for name, code in (("ann", "1"), ("ben", "0")):
        coder = code_mentions(shuffled, tmp_path / f"{name}.csv", name, variables=["sentiment"])
        for _ in range(3):
            # They differ on the row that is shown first, the third of the sample.
            given = code if coder.unit["mention_id"] == "s003" else "1"
            hear(coder, kind="code", variable="sentiment", code=given)
    files = (tmp_path / "ann.csv", tmp_path / "ben.csv")
    for known, unit in ((shuffled, "s003"), (sample, "m2")):
        settler = settle_codes(known, *files, tmp_path / f"{unit}.csv")
        assert settler.unit["mention_id"] == unit
        hear(settler, kind="code", variable="sentiment", code="-1")
    codings = fr.read_codings(tmp_path / "s003.csv").dropna(subset=["code"])
    assert codings[["unit_id", "code"]].values.tolist() == [["m2", "-1"]]
