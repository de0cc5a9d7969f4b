"""A folder for a class: notebooks without solutions, articles, and what coders said of them."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .shipped import find_shipped

DATA = ("sample", "workshop", "coding")
"""Folders of the data that the notebooks read."""
ANSWER = "# your answer\n"
"""What stands in a student's copy where the teacher's has a solution."""
_START = """\
# {title}

You need Python 3.11 or newer. In a terminal, in this folder:

    python -m venv env
    env/bin/pip install "PLACE[notebooks]"
    env/bin/jupyter lab notebooks/00_start_here.ipynb

PLACE is where the kit is: a folder or a wheel, which whoever gave you this folder can name. \
On Windows write
env\\Scripts\\ in place of env/bin/. The notebooks need no network. Their numbers say the order.
{more}"""


class PackError(RuntimeError):
    """The folder for the class could not be made; the message says why."""


def make_workshop(
    out: str | Path,
    *,
    root: str | Path | None = None,
    keep_solutions: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> list[Path]:
    """Make the folder that each student gets: notebooks without solutions, and their data.

    Parameters
    ----------
    out : str or Path
        The folder; it must be empty or not there yet, so that nobody's work is overwritten.
    root : str or Path, optional
        A copy of the repository; if there is none, what was installed with the kit.
    keep_solutions : bool
        Make the teacher's copy, with solutions and with the guide.
    say : callable
        Is given a line about each step.

    Returns
    -------
    list of Path
        The notebooks that were written.

    Raises
    ------
    PackError
        If the folder is not empty, or there are no notebooks at `root`.
    """
    import nbformat

    out, root = Path(out), Path(root) if root is not None else find_root()
    if out.exists() and any(out.iterdir()):
        raise PackError(f"{out} is not empty; name a folder that is not there yet")
    notebooks = sorted((root / "notebooks").glob("[0-9]*.ipynb"))
    if not notebooks:
        raise PackError(f"there are no notebooks in {root / 'notebooks'}")
    (out / "notebooks").mkdir(parents=True)
    written = []
    for notebook in notebooks:
        content = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
        n_solutions = 0 if keep_solutions else strip_solutions(content)
        written.append(out / "notebooks" / notebook.name)
        nbformat.write(content, written[-1])  # type: ignore[no-untyped-call]
        say(
            f"{notebook.name}: {n_solutions} solutions left out"
            if not keep_solutions
            else notebook.name
        )
    data = root / "data" if (root / "data").is_dir() else root
    for name in DATA:
        shutil.copytree(data / name, out / "data" / name, ignore=shutil.ignore_patterns("targets*"))
        say(f"data/{name}")
    if keep_solutions:
        shutil.copy2(root / "docs" / "workshop.md", out / "guide.md")
    title = "Teacher's copy" if keep_solutions else "How the news portrays countries"
    more = "\nguide.md has the timings, the goals and the questions.\n" if keep_solutions else ""
    (out / "README.md").write_text(_START.format(title=title, more=more), encoding="utf8")
    return written


def strip_solutions(notebook: Any) -> int:
    """Put an empty cell in the place of each tagged ``solution``, and count them.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Is changed.

    Returns
    -------
    int
    """
    n_solutions = 0
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if "solution" in tags:
            cell.source = ANSWER
            cell.metadata["tags"] = [*(tag for tag in tags if tag != "solution"), "answer"]
            n_solutions += 1
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return n_solutions


def find_root() -> Path:
    """Find the folder of notebooks and data: of a checkout, or as installed with the kit."""
    return find_shipped("notebooks").parent
