"""What stands in for make does what the Makefile does."""

import re
import subprocess
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
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
    monkeypatch.setattr(setup, "install", lambda root: None)
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
    assert ran == [["framing", "rebuild", own, "--out", "figures/press"]]


def test_notebooks_open_in_their_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(setup, "install", lambda root: None)
    monkeypatch.setattr(setup, "run", lambda command, root: seen.append(root))
    setup.main(["lab"])
    assert seen == [ROOT / "notebooks"]
    assert "cd notebooks && jupyter lab 00_start_here.ipynb" in recipe("lab").replace("../", "")


def test_make_installs_by_it() -> None:
    assert "framing/setup.py install" in recipe(".venv/ready")


@pytest.mark.parametrize(
    ("root", "is_windows", "program"),
    [
        (PureWindowsPath("C:/my kit"), True, r"C:\my kit\.venv\Scripts\framing.exe"),
        (PurePosixPath("/my kit"), False, "/my kit/.venv/bin/framing"),
    ],
    ids=["windows", "others"],
)
def test_programs_lie_where_the_system_has_them(
    root: PurePath, is_windows: bool, program: str
) -> None:
    assert str(setup.program_of(root, "framing", is_windows=is_windows)) == program


@pytest.mark.parametrize("what", ["figures", "test", "lab"])
@pytest.mark.parametrize("is_shipped", [True, False])
def test_windows_is_asked_for_nothing_but_programs_of_the_environment(
    what: str, is_shipped: bool
) -> None:
    """No shell, no program of Unix, and a path of Windows stays one word, whatever is in it."""
    path = r"data\workshop" if is_shipped else r"C:\news\my articles & more"
    commands = setup.commands_of(what, PureWindowsPath(path), is_shipped=is_shipped)
    root = PureWindowsPath("C:/my kit")
    scripts = {"framing", "jupyter", "ruff", "lint-imports", "pytest"}
    for name, *more in commands:
        assert name in scripts
        program = str(setup.program_of(root, name, is_windows=True))
        line = subprocess.list2cmdline([program, *more])
        assert line.startswith(rf'"C:\my kit\.venv\Scripts\{name}.exe"')
        assert not set(more) & {"&&", "|", ">", "sh", "bash"}
        if what == "figures" and not is_shipped:
            assert f'"{path}"' in line
            assert line.endswith('--out "figures/my articles & more"')
    installed = setup.install_commands(setup.program_of(root, "python", is_windows=True))
    assert {command[0] for command in installed} == {r"C:\my kit\.venv\Scripts\python.exe"}
    assert all(command[1] == "-m" for command in installed)


def test_what_is_run_gets_its_words_as_they_are(tmp_path: Path) -> None:
    """A folder with blanks and signs that mean something to a shell."""
    folder = tmp_path / "my kit & $HOME"
    folder.mkdir()
    words = ["a b", "c&d", "$HOME", '"']
    say = "import sys, pathlib; pathlib.Path('said').write_text(repr(sys.argv[1:]))"
    setup.run([setup.sys.executable, "-c", say, *words], folder)
    assert (folder / "said").read_text() == repr(words)


def test_setup_starts_with_nothing_installed() -> None:
    """It makes the environment, so it takes nothing but the standard library."""
    call = [setup.sys.executable, "-I", "-S", str(ROOT / "framing" / "setup.py"), "--help"]
    done = subprocess.run(call, capture_output=True, text=True, cwd="/")
    assert done.returncode == 0
    assert "figures" in done.stdout


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
