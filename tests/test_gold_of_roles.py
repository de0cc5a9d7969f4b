"""Marks of who does what to whom by two readers are checked, compared and gathered."""

import json
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

ROOT = Path(__file__).parent.parent
FIRST = "Ostrian troops shelled a Velian port, but Velia did not attack Ostria."
SECOND = "Velia and Ostria hold talks."


def unit(number: int, start: int, text: str, names: list[tuple[str, str]]) -> dict[str, object]:
    mentions = []
    end = 0
    for position, (surface, actor_id) in enumerate(names, 1):
        begin = text.index(surface, end)
        end = begin + len(surface)
        mentions.append({"number": position, "start": begin, "end": end, "actor_id": actor_id})
    place = {"file": "text/made", "doc": f"made{number}", "start": start, "end": start + len(text)}
    return {"unit_id": number, **place, "sha256": f"{number:012}", "text": text} | {
        "mentions": mentions
    }


UNITS = {
    1: unit(
        1, 10, FIRST, [("Ostrian", "OST"), ("Velian", "VEL"), ("Velia", "VEL"), ("Ostria", "OST")]
    ),
    2: unit(2, 0, SECOND, [("Velia", "VEL"), ("Ostria", "OST")]),
    3: unit(3, 0, "Velia, Ostria: rain.", [("Velia", "VEL"), ("Ostria", "OST")]),
}
ONE = "1|1>2|shelled|v|-|.\n1|3>4|attack|v|-|n\n2|1=2|talks|n|+|.\n3|.\n"
TWO = "1|1>2|shelled|v|-|.\n2|1=2|hold|v|+|.\n3|.\n"


@pytest.fixture
def gather(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT)
    return import_module("benchmarks.gold.gather_roles")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    lines = [json.dumps(row) + "\n" for row in UNITS.values()]
    (tmp_path / "roles_units.jsonl").write_text("".join(lines), encoding="utf8")
    for name, text in {"one": ONE, "two": TWO}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "001.txt").write_text(text, encoding="utf8")
    return tmp_path


def run(gather: ModuleType, work: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    out = work / "roles_news.csv"
    arguments = ["--work", str(work), "--readers", "one", "two", "--out", str(out)]
    monkeypatch.setattr(sys, "argv", ["gather_roles.py", *arguments])
    gather.main()
    return out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1|1>2|shelled|v|-", "six fields"),
        ("1|1-2|shelled|v|-|.", "1>2 or 1=2"),
        ("1|1>7|shelled|v|-|.", "no mention 1 or 7"),
        ("1|1>4|shelled|v|-|.", "one actor"),
        ("1|1>2|bombed|v|-|.", "'bombed' stands 0 times"),
        ("1|1>2|shelled#2|v|-|.", "'shelled' stands 1 times"),
        ("1|1>2|shelled|x|-|.", "the last three fields"),
        ("9|.", "no sentence 9"),
        ("1|1>2|shelled|v|-|.\n1|.", "marks and a dot"),
        ("1|1>2|shelled|v|-|.\n1|1>2|shelled|v|-|.", "already"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(
    gather: ModuleType, tmp_path: Path, line: str, said: str
) -> None:
    (tmp_path / "001.txt").write_text(line, encoding="utf8")
    (fault,) = gather.read_marks(tmp_path, UNITS)[1]
    assert said in fault


def test_a_sentence_without_a_line_is_named(
    gather: ModuleType,
    work: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (work / "two" / "001.txt").write_text("1|.\n3|.\n", encoding="utf8")
    with pytest.raises(SystemExit):
        run(gather, work, monkeypatch)
    assert capsys.readouterr().err == "two: no line for sentences 2\n"


def test_readers_differ_in_the_negated_deed_alone(
    gather: ModuleType,
    work: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        run(gather, work, monkeypatch)
    said = capsys.readouterr()
    # One marks 4 ordered pairs (the mutual deed is two), the other 3 of them: F1 = 2 * 3 / 7.
    assert "F1 85.7, and with the same sign 85.7" in said.out
    # 6 pairs, codes yes 4 + 3 and no 2 + 3: alpha = 1 - 11 * 2 / (2 * 7 * 5).
    assert f"alpha, is marked: {1 - 22 / 70:.2f}" in said.out
    assert "1\tVEL>OST: -n | none" in said.out
    assert said.err == "not settled yet: sentences 1\n"
    assert not (work / "roles_news.csv").exists()


def test_the_sign_counts_where_both_mark_a_pair(gather: ModuleType) -> None:
    marks = [
        {2: [gather.Mark(1, 2, 17, False, "verb", sign, False)], 1: [], 3: []} for sign in "+-"
    ]
    one, two = (gather.pair_up(own, UNITS) for own in marks)
    assert gather.find_differences(one, two) == {2: ["VEL>OST: + | -"]}
    assert "F1 100.0, and with the same sign 0.0" in gather.describe_agreement(one, two, UNITS)


def test_what_is_settled_is_written_without_words(
    gather: ModuleType, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (work / "settled").mkdir()
    (work / "settled" / "001.txt").write_text("1|3>4|attack|v|-|n\n", encoding="utf8")
    out = run(gather, work, monkeypatch)
    gold = pd.read_csv(out, dtype={"sha256": "str"})
    assert gold["doc"].tolist() == ["made1", "made2", "made3"]
    first, second, third = gold.to_dict("records")
    starts = [first[column] - 10 for column in ("agent_start", "verb_start", "patient_start")]
    assert [FIRST[int(at) :].split()[0] for at in starts] == ["Velia", "attack", "Ostria."]
    assert (first["agent_id"], first["patient_id"]) == ("VEL", "OST")
    assert (first["sign"], first["is_negated"], first["is_mutual"]) == (-1, 1, 0)
    assert (second["kind"], second["sign"], second["is_mutual"]) == ("noun", 1, 1)
    assert pd.isna(third["agent_id"])
    assert pd.isna(third["verb_start"])
    assert not any(word in out.read_text(encoding="utf8") for word in ("shelled", "Velia", "talks"))


def test_a_reader_sees_numbers_in_the_sentence_and_whom_they_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(ROOT)
    draw = import_module("benchmarks.gold.draw_roles")
    both = [
        {"number": 1, "start": 0, "end": 8, "actor_id": "OST", "actor_label": "Ostria"},
        {"number": 2, "start": 0, "end": 8, "actor_id": "VEL", "actor_label": "Velia"},
    ]
    shown = draw.show_unit({"unit_id": 7, "text": "The  two thank Sorrel", "mentions": both})
    assert shown == "7\t[1+2: The two] thank Sorrel\n\t1 Ostria (OST), 2 Velia (VEL)\n"
    copies = [{"text": text, "mentions": both} for text in ("A b.", "a  B.", "A c.")]
    assert [unit["text"] for unit in draw.drop_copies(copies, {"a c."})] == ["A b."]
