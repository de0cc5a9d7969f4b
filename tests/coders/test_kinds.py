"""Who coded is part of every number: a list of coders beside the codes says it."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.coders import name_coders
from framing.coders.verdicts import TOO_FEW, explain_row, judge_f1
from framing.tables.schema import make

CODES = "mention_id,sentiment_ann,sentiment_bob\nm1,1,1\nm2,0,-1\n"


def write(folder: Path, name: str, coders: str) -> Path:
    (folder / "mine.csv").write_text(CODES, encoding="utf8")
    (folder / name).write_text(f"coder_id,coded_by\n{coders}", encoding="utf8")
    return folder / "mine.csv"


@pytest.mark.parametrize("name", ["mine_coders.csv", "coders.csv"])
def test_list_beside_the_codes_says_who_coded(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name, "ann,person\nbob,language model\n")
    for source in (path, tmp_path):
        if source.is_dir() and name != "coders.csv":
            continue
        codings = fr.read_codings(source)
        said = codings.drop_duplicates("coder_id").set_index("coder_id")["coded_by"].to_dict()
        assert said == {"ann": "person", "bob": "language model"}
        assert name_coders(codings) == "one person and one language model"


def test_without_a_list_nothing_is_claimed(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(CODES, encoding="utf8")
    codings = fr.read_codings(tmp_path / "mine.csv")
    assert "coded_by" not in codings
    assert "not recorded" in name_coders(codings)


def test_coder_that_the_list_leaves_out_is_not_recorded(tmp_path: Path) -> None:
    codings = fr.read_codings(write(tmp_path, "coders.csv", "ann,person\n"))
    assert name_coders(codings).startswith("one person and one coder, whether people or")


@pytest.mark.parametrize(
    ("coders", "message"),
    [("ann,robot\n", r"row 2: coded_by is person or language model, not 'robot'")],
)
def test_list_that_says_something_else(tmp_path: Path, coders: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        fr.read_codings(write(tmp_path, "mine_coders.csv", coders))
    (tmp_path / "mine_coders.csv").write_text("coder_id\nann\n", encoding="utf8")
    with pytest.raises(ValueError, match="lacks the column coded_by"):
        fr.read_codings(tmp_path / "mine.csv")


def test_shipped_codes_are_said_to_be_of_language_models() -> None:
    folder = Path(__file__).parents[2] / "data" / "coding"
    assert name_coders(fr.read_codings(folder / "workshop.csv")) == "two language models"


def test_stamp_says_whose_codes_and_how_good() -> None:
    row = ("targeted", "sentence", 420, 420, 101, 0.81, 0.61, 0.54, 0.67, "two people")
    table = make("validations", [row])
    said = fr.stamp_validation({"validations": table}, ["targeted"])
    assert said == (
        "Checked against codes by two people: on 420 mentions (alpha 0.81) "
        "model (sentence) fair (F1 0.61, 0.54 to 0.67)."
    )
    judged = [judge_f1(f1, f1 - 0.05, f1 + 0.05, 30, 5) for f1 in (0.8, 0.6, 0.59)]
    assert judged == ["good", "fair", "poor"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"n_mentions": 29}, "a verdict takes 30"),
        ({"n_second": 4}, "5 with the second most frequent code"),
        ({"f1_low": 0.46}, "wider than 0.20"),
        ({"f1_low": np.nan, "f1_high": np.nan}, "all of one article"),
    ],
)
def test_there_is_no_verdict_on_too_little(change: dict[str, float], words: str) -> None:
    """One mention coded alike, or a wide interval, says neither that a measure is good nor bad."""
    for f1 in (1.0, 0.61, 0.1):
        row = ("targeted", "sentence", 420, 420, 101, 0.81, f1, 0.54, 0.67, "two people")
        table = make("validations", [row])
        for name, value in change.items():
            table[name] = value
        said = fr.stamp_validation({"validations": table}, ["targeted"])
        assert f"model (sentence) {TOO_FEW} (F1 {f1:.2f}" in said
        assert "Do not conclude" not in said
        assert words in explain_row(next(table.itertuples()))


def test_no_alpha_says_why() -> None:
    row = ("voice_", "sentence", 60, 60, 0, None, 1.0, None, None, "two people")
    said = fr.stamp_validation({"validations": make("validations", [row])}, ["voice_"])
    assert "(alpha undefined, since all codes are alike) voices too few to tell (F1 1.00)" in said
    alone = make("validations", [row]).assign(n_doubled=0)
    assert "(no two coders)" in fr.stamp_validation({"validations": alone}, ["voice_"])


def test_who_filled_in_nothing_is_no_coder() -> None:
    rows = [("u", "ann", "tone", "1", "person"), ("u", "bob", "tone", None, "person")]
    columns = ["unit_id", "coder_id", "variable", "code", "coded_by"]
    assert name_coders(pd.DataFrame(rows, columns=columns)) == "one person"
