"""What the Makefile does, for those who have no make: python framing/setup.py figures.

It makes the environment ``.venv`` beside the Makefile and runs in it. It is run as a file and
needs nothing but Python, since the kit is not there before.
"""

import argparse
import os
import subprocess
import sys
import venv
from pathlib import Path, PurePath

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = Path("data/workshop")
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("lint-imports", "--no-logo"),
    ("pytest",),
)
"""The tests and checks of ``make test``, in their order."""


def program_of(root: PurePath, name: str, *, is_windows: bool = os.name == "nt") -> PurePath:
    """Where the environment of a folder keeps one of its programs."""
    place, ending = ("Scripts", ".exe") if is_windows else ("bin", "")
    return root / ".venv" / place / f"{name}{ending}"


def install_commands(python: PurePath) -> list[list[str]]:
    """List what fills an environment: uv, what the kit needs, and the kit."""
    uv = [str(python), "-m", "uv", "pip", "install", "--quiet", "--python", str(python)]
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return [
        [*pip, "-r", "requirements-uv.txt"],
        [*uv, "-r", "requirements.lock"],
        [*uv, "--no-deps", "--no-build-isolation", "--editable", "."],
    ]


def figure_commands(articles: PurePath, *, is_shipped: bool) -> list[list[str]]:
    """List the commands of the kit that analyse articles and draw the figures."""
    if not is_shipped:
        return [["framing", "rebuild", str(articles), "--out", f"figures/{articles.stem}"]]
    sample = ["rebuild", "data/sample", "--out", "figures/sample", "--notebooks", "none"]
    codings = ["--codings", "data/coding/workshop.csv"]
    workshop = ["rebuild", articles.as_posix(), "--out", "figures", *codings]
    return [["framing", *sample], ["framing", *workshop]]


def commands_of(what: str, articles: PurePath, *, is_shipped: bool) -> list[list[str]]:
    """List the commands of something to be made, each with the name of a program first."""
    if what == "figures":
        return figure_commands(articles, is_shipped=is_shipped)
    if what == "test":
        return [list(check) for check in CHECKS]
    return [["jupyter", "lab", "00_start_here.ipynb"]] if what == "lab" else []


def install(root: Path) -> None:
    """Make the environment if it is not there or is older than the lists of what it needs."""
    python = Path(program_of(root, "python"))
    ready = root / ".venv" / "ready"
    needs = [root / "requirements.lock", root / "pyproject.toml"]
    if not all(file.is_file() for file in needs):
        raise SystemExit(f"{root} is no copy of the repository: it has no requirements.lock")
    if ready.is_file() and all(ready.stat().st_mtime >= file.stat().st_mtime for file in needs):
        return
    if not python.is_file():
        try:
            venv.create(root / ".venv", with_pip=True)
        except subprocess.CalledProcessError:
            raise SystemExit(
                "Python cannot make an environment; on Debian and Ubuntu install the package "
                "python3-venv, and remove the folder .venv"
            ) from None
    for command in install_commands(python):
        run(command, root)
    ready.touch()


def run(command: list[str], root: Path) -> None:
    """Run a program in the folder of the project; if it fails, end as it did."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in ("VIRTUAL_ENV", "PYTHONPATH")
    }
    settings = {"UV_COMPILE_BYTECODE": "1", "UV_PYTHON_DOWNLOADS": "never", **clean}
    done = subprocess.run(command, cwd=root, env=settings)
    if done.returncode:
        raise SystemExit(done.returncode)


def main(words: list[str] | None = None) -> None:
    """Make the environment, and run the figures, the tests or the notebooks in it."""
    if sys.version_info < (3, 11):  # noqa: UP036 - it runs before anything is installed
        raise SystemExit("framing needs Python 3.11 or newer")
    parser = argparse.ArgumentParser(prog="python framing/setup.py", description=main.__doc__)
    parser.add_argument("what", choices=("install", "figures", "test", "lab"))
    parser.add_argument("articles", nargs="?", type=Path, default=SHIPPED)
    chosen = parser.parse_args(words)
    install(ROOT)
    articles = chosen.articles.resolve()
    is_shipped = articles == ROOT / SHIPPED or chosen.articles == SHIPPED
    path = SHIPPED if is_shipped else articles
    folder = ROOT / "notebooks" if chosen.what == "lab" else ROOT
    for name, *more in commands_of(chosen.what, path, is_shipped=is_shipped):
        run([str(program_of(ROOT, name)), *more], folder)


if __name__ == "__main__":
    main()
