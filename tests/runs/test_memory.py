"""What long steps made of the same tables is read again, in whatever process, as it was made."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.runs.memory import digest_values, remembered, share_steps, sharing_steps
from framing.runs.steps import score, take_apart
from framing.tables import empty

TINY = Path(__file__).parents[1] / "tiny"
Tables = dict[str, pd.DataFrame]


class Step:
    """Multiplies a table, and counts how often."""

    __name__ = "step"

    def __init__(self) -> None:
        self.n_done = 0

    def __call__(
        self, table: pd.DataFrame, *, factor: int = 1, show_progress: bool = False
    ) -> Tables:
        self.n_done += 1
        return {"made": table * factor}


@pytest.fixture
def step() -> Step:
    return Step()


@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame({"n": [1, 2], "x": [0.1, float("nan")]})


@pytest.fixture(autouse=True)
def folders(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    shared: list[Path] = []
    monkeypatch.setattr("framing.runs.memory._folders", shared)
    return shared


def ask(step: Step) -> object:
    return remembered(step)


def test_nothing_is_remembered_without_a_folder(step: Step, table: pd.DataFrame) -> None:
    recall = ask(step)
    for _ in range(2):
        assert recall(table)["made"].equals(table)
    assert step.n_done == 2


def test_the_same_is_done_once_and_another_anew(
    step: Step, table: pd.DataFrame, tmp_path: Path
) -> None:
    with sharing_steps(tmp_path / "steps"):
        for show in (False, True):
            made = ask(step)(table, factor=2, show_progress=show)
            pd.testing.assert_frame_equal(made["made"], 2 * table)
        assert step.n_done == 1
        ask(step)(table, factor=3)
        ask(step)(table.rename(columns={"x": "y"}))
        ask(step)(table + 1)
        assert step.n_done == 4
    ask(step)(table, factor=2)
    assert step.n_done == 5
    assert all(home.is_dir() for home in (tmp_path / "steps").iterdir())
    assert len(list((tmp_path / "steps").iterdir())) == 4, "nothing half written is left"


def test_the_first_folder_counts(
    step: Step, table: pd.DataFrame, tmp_path: Path, folders: list[Path]
) -> None:
    share_steps(tmp_path / "one")
    with sharing_steps(tmp_path / "two"):
        ask(step)(table)
    assert (tmp_path / "one").is_dir()
    assert not (tmp_path / "two").exists()
    assert folders == [tmp_path / "one"]


def test_tables_of_values_are_told_apart_by_all_that_they_hold(table: pd.DataFrame) -> None:
    others = [table + 1, table.iloc[::-1], table[["x", "n"]], table.head(1)]
    digests = {digest_values([other]) for other in (table, *others)}
    assert len(digests) == 5
    assert digest_values([table, 1]) != digest_values([table, 2])
    assert digest_values([table.copy(), "a"]) == digest_values([table, "a"])


@pytest.mark.filterwarnings("ignore::framing.FindingsWarning")
def test_a_run_in_memory_reads_what_one_on_the_disk_made(
    tiny_codebook: fr.Codebook, tmp_path: Path
) -> None:
    """Though only the one on the disk knows what was found in reading the files."""
    file, steps = tmp_path / "tiny.csv", tmp_path / "steps"
    file.write_text('text,colour\nRuritania won praise.\n"Share this\n\nShe left.",red\n', "utf8")
    quickly = {"measures": ("vader",)}
    with sharing_steps(steps):
        fr.analyse_path(file, tmp_path / "out", codebook_path=TINY, **quickly)
        n_made = len(list(steps.iterdir()))
        fr.analyse(fr.read_articles(file), tiny_codebook, **quickly)
    assert n_made == len(list(steps.iterdir())) == 2


def test_what_is_read_is_what_was_made(
    tiny_articles: pd.DataFrame, tiny_codebook: fr.Codebook, tmp_path: Path
) -> None:
    with sharing_steps(tmp_path):
        first, second = (
            take_apart(tiny_articles, empty("findings"), tiny_codebook) for _ in range(2)
        )
        given = (first["mentions"], first["sentences"], tiny_codebook, ("vader",))
        scored, again = (score(*given) for _ in range(2))
    for made, read in ((first, second), (scored, again)):
        assert set(made) == set(read)
        for name in made:
            assert made[name] is not read[name]
            pd.testing.assert_frame_equal(made[name], read[name], check_exact=True)
