"""What the documentation says of accuracy is what the benchmarks print. Needs the evaluation data
(--eval FOLDER).
"""

import io
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

import pandas as pd
import pytest
from browser import CHROMIUM

import framing as fr
from framing.runs.manifest import write_tables

ROOT = Path(__file__).parent.parent
ACCURACY = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf8")
ALONE = {
    "extraction.py",
    "planted.py",
    "portrayal.py",
    "explorer.py",
    "cells.py",
    "inference.py",
    "mutations.py",
    "report.py",
    "scale.py",
    "side_by_side.py",
}
"""Benchmarks that need no evaluation data."""
OF_THE_NETWORK = {"roles.py", "frames.py"}
"""Benchmarks whose scores differ a little between processors, by one action or a point."""
SCRIPTS = sorted(path.name for path in (ROOT / "benchmarks").glob("*.py") if path.name not in ALONE)

pytestmark = [pytest.mark.build, pytest.mark.filterwarnings("ignore")]
asks_once = pytest.mark.usefixtures("model_is_asked_once")


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "benchmarks" / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def told_by(script: str, *arguments: object) -> str:
    """What a script prints, in this process, which need not load the kit and the codebook again."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.setattr(sys, "argv", [script, *map(str, arguments)])
        patch.syspath_prepend(ROOT / "benchmarks")
        try:
            runpy.run_path(str(ROOT / "benchmarks" / script), run_name="__main__")
        except SystemExit as stop:
            if stop.code:
                raise
    return said.getvalue()


def lines_of(text: str) -> set[str]:
    return {line.rstrip() for line in text.splitlines() if re.search(r"\d\.\d", line)}


@pytest.mark.parametrize("script", SCRIPTS)
def test_benchmark_says_what_it_does_and_that_data_are_missing(
    script: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    for arguments, code in ((["--help"], 0), (["--eval", str(tmp_path)], 2)):
        monkeypatch.setattr(sys, "argv", [script, *arguments])
        with pytest.raises(SystemExit) as stop:
            runpy.run_path(str(ROOT / "benchmarks" / script), run_name="__main__")
        assert stop.value.code == code
    said = capsys.readouterr()
    assert "--eval FOLDER" in said.out
    assert "--eval" in said.err


@asks_once
def test_what_was_planted_is_found_as_the_documentation_says(
    is_alike: Callable[[str, str, float], bool],
) -> None:
    printed = told_by("planted.py", "--simulations", 2).split("\n\n")[0].strip()
    (documented,) = (
        block
        for block in re.findall(r"```text\n(.*?)\n```", ACCURACY, flags=re.DOTALL)
        if block.startswith("measure                   groups")
    )
    texts = [
        re.sub(r"\d+ %", "", text) for text in (documented, printed)
    ]  # a pair more or less is some per cent
    assert is_alike(*texts, 0.05)


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_sentences_side_by_side_are_as_the_documentation_says() -> None:
    """In a process of its own: another driver of a browser would refuse to start in this one."""
    done = run("side_by_side.py")
    assert done.returncode == 0, done.stderr
    table, shipped = done.stdout.split("least likeness")[1].rsplit("\nshipped:", 1)
    documented = (ROOT / "docs" / "report.md").read_text(encoding="utf8")
    assert f"least likeness{table.rstrip()}\n" in documented
    assert f"from a likeness of **{float(shipped):.2f}** on" in documented


def test_summaries_are_timed() -> None:
    printed = told_by("portrayal.py", "--articles", 50)
    assert re.search(r"the same, every measure and window +\d+\.\d", printed)


def test_inference_prints_the_tables_that_the_documentation_has() -> None:
    done = run("inference.py", "--runs", 2, "--processes", 1, "--only", "means")
    assert done.returncode == 0, done.stderr
    tables = re.findall(r"^(\w[^|\n]*)\n\n(\| world .*)$", done.stdout, flags=re.MULTILINE)
    assert len(tables) == 2
    assert all(f"{title}\n\n{head}" in ACCURACY for title, head in tables)


def test_a_run_that_differs_is_told_from_one_that_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scale = runpy.run_path(str(ROOT / "benchmarks" / "scale.py"))
    tables = fr.analyse(
        fr.make_articles({"a": "China was praised.", "b": "Russia met Kenya."}), measures=("vader",)
    )
    other = {**tables, "mentions": tables["mentions"].assign(confidence=0.5)}
    twice = {**tables, "mentions": pd.concat([tables["mentions"]] * 2, ignore_index=True)}
    for name, own in {
        "same": tables,
        "turned": {**tables, "scores": tables["scores"][::-1]},
        "other": other,
        "twice": twice,
    }.items():
        write_tables(own, tmp_path / name, fr.read_codebook(), {})
    answers = {}
    for name in ("turned", "other", "twice"):
        comparison = scale["Comparison"](tmp_path / "same")
        comparison.add(tmp_path / name)
        answers[name] = comparison.print()
    assert answers == {"turned": True, "other": False, "twice": False}
    assert capsys.readouterr().out.count("| 0 of 1 |") == 2


@asks_once
@pytest.mark.evaluation
def test_scores_of_windows_are_those_of_the_documentation(eval_folder: Path) -> None:
    printed = lines_of(told_by("windows.py", "--eval", eval_folder))
    assert len(printed) > 10
    assert printed - lines_of(ACCURACY) == set()


@pytest.mark.evaluation
def test_scores_of_sentences_are_those_of_the_documentation(eval_folder: Path) -> None:
    printed = told_by("sentences.py", "--eval", eval_folder)
    (own,) = (line for line in printed.splitlines() if line.startswith("framing"))
    without_time = own.rsplit(maxsplit=1)[0]
    assert any(line.startswith(without_time) for line in ACCURACY.splitlines())


@pytest.mark.evaluation
@pytest.mark.parametrize(
    "script", ["voice.py", "roles.py", "frames.py", "mentions.py", "readings.py"]
)
def test_scores_are_those_of_the_documentation(
    script: str, eval_folder: Path, is_alike: Callable[[str, str, float], bool]
) -> None:
    printed = {
        line
        for line in lines_of(told_by(script, "--eval", eval_folder))
        if " ms for 800 words" not in line
    }
    assert len(printed) >= 2
    documented = lines_of(ACCURACY)
    within = 1.0 if script in OF_THE_NETWORK else 0.0
    unlike = [
        line
        for line in printed - documented
        if not any(is_alike(line, own, within) for own in documented)
    ]
    assert unlike == []


@asks_once
@pytest.mark.evaluation
def test_scores_of_sentiment_are_those_of_the_documentation(
    eval_folder: Path, is_alike: Callable[[str, str, float], bool]
) -> None:
    """Within half a point: the model's scores differ a little between processors."""
    printed = run("accuracy.py", "--eval", eval_folder).stdout
    own = re.search(r"```text\n(macro-F1 .*?)\n\nevery target replaced", ACCURACY, flags=re.DOTALL)
    assert own is not None
    assert is_alike(printed.strip(), own.group(1).strip(), 0.5)


@pytest.mark.evaluation
def test_speed_is_compared_at_equal_scores(eval_folder: Path) -> None:
    printed = run("speed.py", "--eval", eval_folder, "--articles", 20, "--rounds", 1).stdout
    assert re.search(r"masking off: 0 of [\d,]+ sentences", printed)
    assert re.search(r"the model on one core: \d+ mentions a second", printed)
    assert re.search(r"the default run, .*: [\d.]+ articles a second", printed)


@pytest.mark.evaluation
def test_coded_sentences_are_what_coders_read_and_as_many_as_documented(
    eval_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    from gold.coded import read_coded_sentences

    gold = read_coded_sentences(eval_folder)
    assert f"coded_sentences ({len(gold)})" in ACCURACY
    assert not gold["id"].duplicated().any()
    assert gold["label"].isin(["negative", "neutral", "positive"]).all()
    shown = [row.sentence[row.start : row.end] for row in gold.itertuples()]
    assert shown == gold["mention"].tolist()
