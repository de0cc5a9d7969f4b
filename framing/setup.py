"""What the Makefile does, for those who have no make: python framing/setup.py figures.

It makes the environment ``.venv`` beside the Makefile and runs in it. It is run as a file and
needs nothing but Python, since the kit is not there before.
"""

import argparse
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = Path("data/workshop")
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("lint-imports", "--no-logo"),
    ("pytest",),
)
"""The tests and checks of ``make test``, in their order."""


def programs_of(root: Path, *, is_windows: bool = os.name == "nt") -> Path:
    """Where an environment keeps its programs."""
    return root / ".venv" / ("Scripts" if is_windows else "bin")


def install_commands(python: Path) -> list[list[str]]:
    """List what fills an environment: uv, what the kit needs, and the kit."""
    uv = [str(python), "-m", "uv", "pip", "install", "--quiet", "--python", str(python)]
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return [
        [*pip, "-r", "requirements-uv.txt"],
        [*uv, "-r", "requirements.lock"],
        [*uv, "--no-deps", "--no-build-isolation", "--editable", "."],
    ]


def figure_commands(articles: Path, *, is_shipped: bool) -> list[list[str]]:
    """List the commands of the kit that analyse articles and draw the figures."""
    if not is_shipped:
        return [["rebuild", str(articles), "--out", str(Path("figures", articles.stem))]]
    sample = ["rebuild", "data/sample", "--out", "figures/sample", "--notebooks", "none"]
    codings = ["--codings", "data/coding/workshop.csv"]
    return [sample, ["rebuild", str(articles), "--out", "figures", *codings]]


def install(root: Path) -> Path:
    """Make the environment if it is not there or is older than the lists of what it needs."""
    programs = programs_of(root)
    python = programs / ("python.exe" if os.name == "nt" else "python")
    ready = root / ".venv" / "ready"
    needs = [root / "requirements.lock", root / "pyproject.toml"]
    if not all(file.is_file() for file in needs):
        raise SystemExit(f"{root} is no copy of the repository: it has no requirements.lock")
    if ready.is_file() and all(ready.stat().st_mtime >= file.stat().st_mtime for file in needs):
        return programs
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
    return programs


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
    programs = install(ROOT)
    if chosen.what == "figures":
        articles = chosen.articles.resolve()
        is_shipped = articles == ROOT / SHIPPED or chosen.articles == SHIPPED
        path = SHIPPED if is_shipped else articles
        for command in figure_commands(path, is_shipped=is_shipped):
            run([str(programs / "framing"), *command], ROOT)
    elif chosen.what == "test":
        for name, *more in CHECKS:
            run([str(programs / name), *more], ROOT)
    elif chosen.what == "lab":
        run([str(programs / "jupyter"), "lab", "00_start_here.ipynb"], ROOT / "notebooks")


if __name__ == "__main__":
    main()
