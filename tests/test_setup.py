"""What stands in for make does what the Makefile does."""

import re
from pathlib import Path
from typing import Any

import pytest

from framing import setup

ROOT = Path(__file__).parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf8")


def recipe(target: str) -> str:
    """The lines under a target, without what make puts before a program."""
    found = re.search(rf"^{re.escape(target)}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert found
    return found[1].replace("\t@", "\n").replace("$(BIN)/", "").replace("$(PYTEST_ARGS)", "")


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands that were run, by the names of their programs."""
    found: list[list[str]] = []
    monkeypatch.setattr(setup, "install", lambda root: setup.programs_of(root))
    monkeypatch.setattr(
        setup, "run", lambda command, root: found.append([Path(command[0]).name, *command[1:]])
    )
    return found


def test_checks_are_those_of_make(ran: list[list[str]]) -> None:
    setup.main(["test"])
    made = [words.strip("\t@ ").split() for words in re.split(r"&&|\n", recipe("test"))]
    assert ran == [words for words in made if words]


def test_figures_of_the_shipped_articles_are_those_of_make(ran: list[list[str]]) -> None:
    setup.main(["figures"])
    (sample,) = re.findall(r"SHIPPED\),(framing .*?)\)", recipe("figures"))
    out, codings = "figures", "data/coding/workshop.csv"
    assert f"$(SHIPPED),{out}," in MAKEFILE
    assert f"$(SHIPPED),{codings})" in MAKEFILE
    workshop = f"framing rebuild data/workshop --out {out} --codings {codings}"
    assert ran == [sample.split(), workshop.split()]


def test_own_articles_have_a_folder_of_their_own_and_no_codes(
    ran: list[list[str]], tmp_path: Path
) -> None:
    setup.main(["figures", str(tmp_path / "press.csv")])
    own = str(tmp_path / "press.csv")
    assert ran == [["framing", "rebuild", own, "--out", str(Path("figures", "press"))]]


def test_make_installs_by_it() -> None:
    assert "framing/setup.py install" in recipe(".venv/ready")


@pytest.mark.parametrize(("is_windows", "name"), [(True, "Scripts"), (False, "bin")])
def test_programs_lie_where_the_system_has_them(is_windows: bool, name: str) -> None:
    assert setup.programs_of(Path("x"), is_windows=is_windows) == Path("x", ".venv", name)


@pytest.mark.parametrize("is_old", [True, False])
def test_environment_is_made_once_and_anew_when_needs_change(
    is_old: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    monkeypatch.setattr(setup.venv, "create", lambda place, with_pip: place.mkdir(exist_ok=True))
    monkeypatch.setattr(setup, "run", lambda command, root: made.append(command))
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_text("")
    setup.install(tmp_path)
    assert len(made) == 3
    if is_old:
        (tmp_path / ".venv" / "ready").touch()
        later = (tmp_path / ".venv" / "ready").stat().st_mtime + 60
        setup.os.utime(tmp_path / "pyproject.toml", (later, later))
    setup.install(tmp_path)
    assert len(made) == (6 if is_old else 3)


def test_what_fails_ends_with_its_own_code() -> None:
    with pytest.raises(SystemExit) as stop:
        setup.run([setup.sys.executable, "-c", "raise SystemExit(7)"], ROOT)
    assert stop.value.code == 7


def test_nothing_is_made_outside_a_copy_of_the_repository(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no copy of the repository"):
        setup.install(tmp_path)
    assert list(tmp_path.iterdir()) == []
