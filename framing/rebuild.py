"""From a folder of articles to tables, figures and executed notebooks, in one go."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from .codebook import read_codebook
from .figures import save_all
from .pipeline import Tables, analyse_path

TIMEOUT = 600
"""Seconds that one cell of a notebook may take."""


class NotebookError(RuntimeError):
    """A notebook stopped with an error; the message names the notebook, the cell and the error."""


class Rebuilt(NamedTuple):
    """What was made: the tables, and the files of figures and notebooks."""

    tables: Tables
    figures: list[Path]
    notebooks: list[Path]


def rebuild(
    path: str | Path,
    out: str | Path = "figures",
    *,
    notebooks: str | Path = "notebooks",
    codebook_path: str | Path | None = None,
    columns: dict[str, str] | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> Rebuilt:
    """Analyse articles, write tables and figures, and run the notebooks over the same articles.

    Parameters
    ----------
    path : str or Path
        What `read_articles` reads.
    out : str or Path
        Folder for the figures; tables go to its subfolder ``tables`` and executed notebooks to ``notebooks``.
    notebooks : str or Path
        Folder of the notebooks; where it is missing, none are run.
    codebook_path, columns
        As for `analyse_path`.
    say : callable
        Is given a line about each step.

    Returns
    -------
    Rebuilt

    Raises
    ------
    FileNotFoundError
        If there is nothing at `path`.
    NotebookError
        If a notebook stops with an error.
    """
    path, out = Path(path).resolve(), Path(out).resolve()
    say(f"analysing {path.name}")
    tables = analyse_path(path, out / "tables", codebook_path=codebook_path, columns=columns, show_progress=True)
    say(f"drawing {len(tables['mentions']):,} mentions")
    figures = save_all(tables, read_codebook(codebook_path), out)
    made = []
    for notebook in sorted(Path(notebooks).glob("[0-9]*.ipynb")):
        say(f"running {notebook.name}")
        made.append(run_notebook(notebook, out / "notebooks" / notebook.name, articles=path, figures=out))
    return Rebuilt(tables, figures, made)


def run_notebook(notebook: Path, out: Path, **parameters: Path) -> Path:
    """Run a notebook in a fresh kernel and save the executed copy.

    Parameters
    ----------
    notebook : Path
        The notebook; its cell with the tag ``parameters`` assigns the defaults.
    out : Path
        The executed copy.
    **parameters : Path
        Values for names of that cell, in lower case: ``articles=...`` replaces ``ARTICLES = ...``.

    Returns
    -------
    Path
        `out`.

    Raises
    ------
    NotebookError
        If a cell stops with an error, or takes longer than `TIMEOUT`.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError

    content = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    for cell in content.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = "\n".join(_replace(line, parameters) for line in cell.source.splitlines())
    client = NotebookClient(
        content, timeout=TIMEOUT, kernel_name=_kernel(), resources={"metadata": {"path": str(notebook.parent)}},
        km=_manager(),
    )  # fmt: skip
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError) as error:
        raise NotebookError(f"{notebook.name} stopped: {str(error)[-2_000:]}") from error
    out.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(content, out)  # type: ignore[no-untyped-call]
    return out


def _replace(line: str, parameters: dict[str, Path]) -> str:
    name = line.split("=")[0].strip()
    return f"{name} = {str(parameters[name.lower()])!r}" if name.lower() in parameters else line


def _kernel() -> str:
    return "python3"


def _manager() -> Any:
    """A kernel of the running Python, over files instead of network ports where the system has them."""
    from jupyter_client.manager import AsyncKernelManager

    return AsyncKernelManager(kernel_name=_kernel(), transport="tcp" if sys.platform == "win32" else "ipc")
