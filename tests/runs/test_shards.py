"""Runs that are stopped, changed, crowded or crashed: what is done again, and what comes out."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import worlds

import framing as fr
from framing.articles.formats.inputs import list_units
from framing.cli import main
from framing.runs.shards import cut
from framing.runs.stores import disk
from framing.tables.storage.lock import LockedError
from framing.tables.storage.parts import list_parts, read_table

pytestmark = pytest.mark.build

MEASURES = ("vader", "textblob")
PATIENCE = 600
"""Seconds after which a process that should have come to something is given up."""
PEOPLE = ["China", "Russia", "Ukraine", "Japan", "India", "Brazil", "Kenya"]
DEEDS = [
    "threatened {b} with a bitter trade war over {n} ships",
    "praised {b} for the good talks of day {n}",
    "said {b} had won {n} of the contracts",
    "met {b} in room {n} and hoped for peace",
]


def text_of(number: int) -> str:
    chance = random.Random(number)
    sentences = []
    for _ in range(3):
        a, b = chance.sample(PEOPLE, 2)
        sentences.append(f"{a} {chance.choice(DEEDS).format(b=b, n=chance.randint(2, 9_999))}.")
    return " ".join(sentences)


def write_news(folder: Path, n: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(n):
        (folder / f"n{number:03d}.txt").write_text(text_of(number) + "\n", encoding="utf8")
    return folder


def ordered(tables: dict[str, pd.DataFrame]) -> dict[str, list[str]]:
    return {
        name: sorted(table.to_csv(index=False, header=False).splitlines())
        for name, table in tables.items()
    }


def computed(out: Path) -> dict[str, int]:
    found: dict[str, int] = json.loads((out / "manifest.json").read_text())["computed"]
    return found


def run(news: Path, out: Path, **options: object) -> dict[str, int]:
    given = {"measures": MEASURES, "shard_size": 10, "return_tables": False, **options}
    fr.analyse_path(news, out, **given)  # type: ignore[arg-type]
    return computed(out)


def command(news: Path, out: Path, *more: str) -> list[str]:
    kit = [sys.executable, "-m", "framing", "analyse", str(news), "--out", str(out)]
    return [*kit, "--shard-size", "10", "--measures", *MEASURES, *more]


def count_marks(out: Path) -> int:
    return len(list(out.glob(".work/*/*.json")))


def wait_for_marks(process: subprocess.Popen[Any], out: Path, n: int) -> None:
    """Wait until a run has done so many steps of shards, or is over."""
    end = time.monotonic() + PATIENCE
    while count_marks(out) < n and process.poll() is None and time.monotonic() < end:
        time.sleep(0.002)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_news(tmp_path_factory.mktemp("news") / "in", 40)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_news(tmp_path_factory.mktemp("few") / "in", 3)


@pytest.fixture(scope="module")
def out(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    run(news, folder)
    return folder


def test_shards_are_of_the_size_that_is_asked_for(news: Path) -> None:
    sizes = [len(units) for _, units in cut(list_units(news), 10, "")]
    assert sum(sizes) == 40
    assert len(sizes) > 3
    assert all(5 <= size <= 20 for size in sizes[:-1])


def test_in_shards_or_in_memory_the_tables_are_the_same(news: Path, out: Path) -> None:
    assert len(list_parts(out, "articles")) > 3
    in_memory = fr.analyse(fr.read_articles(news), measures=MEASURES)
    in_shards = fr.read_tables(out)
    assert sorted(in_memory) == sorted(in_shards)
    # Reading has findings and files of its own.
    for tables in (in_memory, in_shards):
        findings = tables["findings"]
        of_reading = findings["check"].isin(["missing_date", "missing_outlet"])
        tables["findings"] = findings[~of_reading]
        tables["funnel"] = tables["funnel"][tables["funnel"]["stage"] != "files"]
    assert ordered(in_memory) == ordered(in_shards)
    pd.testing.assert_frame_equal(
        in_memory["portrayals"], in_shards["portrayals"], check_exact=True
    )


def test_a_folder_of_parts_is_read_as_one_table(out: Path) -> None:
    pd.testing.assert_frame_equal(
        pd.read_parquet(out / "mentions.parquet"), fr.read_tables(out)["mentions"]
    )


def test_the_same_run_again_does_nothing(news: Path, out: Path) -> None:
    assert set(run(news, out).values()) == {0}


def test_changed_options_do_again_what_depends_on_them(tmp_path: Path) -> None:
    news = write_news(tmp_path / "in", 12)
    first = run(news, tmp_path)
    n = first["read"]
    assert n > 1
    assert first == {"read": n, "audit": n, "take_apart": n, "score": n, "summaries": 1}
    nothing = dict.fromkeys(first, 0)
    assert run(news, tmp_path, by=("actor_id", "reading")) == {**nothing, "summaries": 1}
    assert run(news, tmp_path, measures=("vader",)) == {**nothing, "score": n, "summaries": 1}
    frames = Path(__file__).parents[2] / "data" / "codebook" / "frames.yaml"
    (tmp_path / "own.yaml").write_text(
        frames.read_text(encoding="utf8").replace("version: ", "version: 9", 1)
    )
    changed = run(news, tmp_path, measures=("vader",), codebook_path=tmp_path / "own.yaml")
    assert changed == {"read": 0, "audit": n, "take_apart": n, "score": n, "summaries": 1}


def test_an_added_file_changes_its_own_shard_alone(tmp_path: Path) -> None:
    news, out = write_news(tmp_path / "in", 20), tmp_path / "out"
    options = {"measures": ("vader",), "shard_size": 5}
    n = run(news, out, **options)["read"]
    (news / "n010a.txt").write_text("Russia thanked Kenya for 17 letters.\n")
    added = run(news, out, **options)
    assert 1 <= added["read"] <= 2 < n
    assert added["take_apart"] == added["read"]
    run(news, tmp_path / "fresh", **options)
    assert ordered(fr.read_tables(out)) == ordered(fr.read_tables(tmp_path / "fresh"))
    (news / "n010a.txt").unlink()
    assert 1 <= run(news, out, **options)["read"] <= 2
    assert len(read_table(out, "articles")) == 20


def test_killed_runs_go_on_where_they_were(news: Path, out: Path, tmp_path: Path) -> None:
    chance = random.Random(1)
    n_before = 0
    for _ in range(2):
        process = subprocess.Popen(command(news, tmp_path), stdout=subprocess.DEVNULL)
        n_wanted = n_before + chance.randint(2, 3)
        wait_for_marks(process, tmp_path, n_wanted)
        process.send_signal(signal.SIGKILL)
        process.wait()
        n_now = count_marks(tmp_path)
        assert n_now >= n_before
        n_before = n_now
    assert n_before > 2
    (tmp_path / "mentions.parquet").mkdir(exist_ok=True)
    (tmp_path / "mentions.parquet" / ".part-x.parquet.0.part").write_bytes(b"half")
    again = run(news, tmp_path)
    assert sum(again.values()) < sum(computed(out).values()) or computed(out)["read"] == 0
    assert again["read"] < len(list_parts(out, "articles"))
    assert ordered(fr.read_tables(tmp_path)) == ordered(fr.read_tables(out))
    assert not list(tmp_path.rglob(".*.part"))


def test_tables_of_a_run_that_is_not_finished_are_not_read(few: Path, tmp_path: Path) -> None:
    run(few, tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps(manifest | {"is_finished": False}))
    with pytest.raises(FileNotFoundError, match="go on with the same command"):
        fr.read_tables(tmp_path)


def test_two_runs_into_one_folder(news: Path, tmp_path: Path) -> None:
    tmp_path.joinpath("run.lock").write_text(
        json.dumps({"pid": os.getppid(), "host": os.uname().nodename})
    )
    with pytest.raises(LockedError, match=f"process {os.getppid()} writes into"):
        run(news, tmp_path)
    tmp_path.joinpath("run.lock").write_text(json.dumps({"pid": 7, "host": "elsewhere"}))
    with pytest.raises(LockedError, match=r"a run on elsewhere \(process 7\) .* remove .*run.lock"):
        run(news, tmp_path)


def test_lock_of_a_dead_run_is_taken_over(few: Path, tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    tmp_path.joinpath("run.lock").write_text(
        json.dumps({"pid": dead.pid, "host": os.uname().nodename})
    )
    assert run(few, tmp_path)["summaries"] == 1
    assert not (tmp_path / "run.lock").exists()


def hear_ctrl_c() -> None:
    """A job in the background of a shell ignores it, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_stops_and_says_how_to_go_on(tmp_path: Path) -> None:
    # Long enough that the signal comes before the end on a busy machine too.
    news, out = write_news(tmp_path / "in", 100), tmp_path / "out"
    process = subprocess.Popen(
        command(news, out, "--workers", "2"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_ctrl_c,
    )
    wait_for_marks(process, out, 1)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 130
    assert "goes on where" in said
    assert "Traceback" not in said
    assert not (out / "run.lock").exists()
    assert run(news, out)["summaries"] == 1


def test_an_article_that_kills_its_worker_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = write_news(tmp_path / "in", 1)
    (news / "n001.txt").write_text(f"{worlds.DEADLY} Russia met Kenya.\n")
    monkeypatch.setattr(disk, "analyse_shard", worlds.analyse_or_die)
    tables = fr.analyse_path(news, tmp_path / "out", measures=("vader",), workers=2)
    assert tables["articles"]["article_id"].tolist() == ["n000"]
    (left,) = tables["findings"].query("check == 'left_out'").itertuples()
    assert (left.article_id, left.severity) == ("n001", "error")
    assert "crashed the worker" in left.message
    funnel = tables["funnel"].set_index("stage")["n"]
    assert (funnel["articles_found"], funnel["unreadable"], funnel["analysed"]) == (2, 1, 1)
    known = json.loads((tmp_path / "out" / ".work" / "crashed.json").read_text())["articles"]
    assert list(known) == ["n001"]


def test_an_article_with_an_error_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = write_news(tmp_path / "in", 6)
    (news / "n002.txt").write_text(f"{worlds.FAULTY} Russia met Kenya.\n")
    monkeypatch.setattr(disk, "analyse_shard", worlds.analyse_or_die)
    tables = fr.analyse_path(news, tmp_path / "out", measures=("vader",))
    (left,) = tables["findings"].query("check == 'left_out'").itertuples()
    assert left.article_id == "n002"
    assert "ZeroDivisionError" in left.message


def test_funnel_adds_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news = write_news(tmp_path / "in", 5)
    (news / "copy.txt").write_text(text_of(1) + "\n")
    (news / "empty.txt").write_text("")
    (news / "broken.bin").write_bytes(b"\0\1\2\3" * 100)
    (news / "table.csv").write_text(
        'id,text\na,"Japan met India on 4 days."\nb\nc,""\nn001,"Kenya praised Japan."\n'
    )
    options = ["--measures", "vader", "--shard-size", "3"]
    assert main(["analyse", str(news), "--out", str(tmp_path / "out"), *options]) == 0
    funnel = read_table(tmp_path / "out", "funnel").set_index("stage")
    assert funnel["n"].to_dict() == {
        "files": 9,
        "unreadable_files": 1,
        "articles_found": 11,
        "unreadable": 1,
        "empty": 2,
        "not_english": 0,
        "excluded": 0,
        "exact_duplicates": 1,
        "near_duplicates": 0,
        "analysed": 7,
    }
    assert (
        funnel.loc["articles_found", "n"] - funnel.loc[funnel["is_removed"], "n"].sum()
        == funnel.loc["analysed", "n"]
    )
    said = capsys.readouterr().out
    assert "- exact duplicates" in said
    tables = fr.read_tables(tmp_path / "out")
    assert "n001~2" in set(tables["articles"]["article_id"])  # of another shard, or of the same
    assert set(tables["findings"]["check"]) >= {"left_out", "duplicate_id", "broken_row", "empty"}


def test_a_shard_without_articles_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_text("")
    tables = fr.analyse_path(tmp_path / "in", tmp_path / "out", measures=("vader",))
    assert len(tables["articles"]) == 0
    assert tables["findings"]["check"].tolist() == ["empty"]


def test_hostile_ids_never_become_paths(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    ids = ["../../up", "/etc/passwd", "a\\b", "..", "C:x", "x" * 400]
    rows = [json.dumps({"id": name, "text": text_of(n)}) for n, name in enumerate(ids)]
    (tmp_path / "in" / "rows.jsonl").write_text("\n".join(rows))
    run(tmp_path / "in", tmp_path / "out")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out"]
    names = {p.name for p in (tmp_path / "out").rglob("part-*")}
    assert names
    assert all(set(name) <= set("part-0123456789abcdef.parquet") for name in names)
    assert read_table(tmp_path / "out", "articles")["article_id"].tolist() == ids


def test_summaries_by_other_columns_stream(
    news: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = fr.read_tables(out)
    by = ["actor_id", "alias_type"]
    expected = fr.summarise_portrayal(
        tables["mentions"],
        tables["articles"],
        tables["scores"],
        frame_hits=tables["frame_hits"],
        voices=tables["voices"],
        roles=tables["roles"],
        by=by,
    )
    made = fr.summarise_dataset(out, by=by, tables=["frame_hits", "voices", "roles"])
    pd.testing.assert_frame_equal(made, expected, check_exact=True)
    assert main(["summarise", str(out), "--by", "alias_type", "--weight", "article"]) == 0
    assert "portrayals_by_actor_id_alias_type.csv" in capsys.readouterr().out
    by_article = fr.summarise_dataset(out, by=by, weight="article")["estimate"].tolist()
    written = pd.read_csv(out / "portrayals_by_actor_id_alias_type.csv")["estimate"].tolist()
    assert written == pytest.approx(by_article, abs=1e-6)
    with pytest.raises(ValueError, match="mood"):
        fr.summarise_dataset(out, by=["mood"])


def test_dask_is_an_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert (
        main(["analyse", str(tmp_path), "--out", str(tmp_path / "out"), "--cluster", "tcp://x:1"])
        == 1
    )
    assert "pip install 'framing[cluster]'" in capsys.readouterr().err


def test_cluster_with_a_killed_worker(news: Path, out: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, scheduler_port=0
        ) as own,
        distributed.Client(own) as client,
    ):
        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
        run(news, tmp_path, client=client)
        in_memory = fr.analyse(
            fr.read_articles(news), measures=MEASURES, client=client, shard_size=20
        )
    assert ordered(fr.read_tables(tmp_path)) == ordered(fr.read_tables(out))
    assert ordered(in_memory)["scores"] == ordered(fr.read_tables(out))["scores"]
