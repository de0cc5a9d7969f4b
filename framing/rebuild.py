"""From a folder of articles to tables, figures, executed notebooks and the report, in one go."""

import sys
import tempfile
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from .codebook import read_codebook
from .figures import NO_ACTOR, save_all
from .pages import write_report
from .runs import analyse_path, check_funnel
from .tables import Tables

TIMEOUT = 600
"""Seconds that one cell of a notebook may take."""


class NotebookError(RuntimeError):
    """A notebook stopped with an error; the message names the notebook, the cell and the error."""


class Rebuilt(NamedTuple):
    """What was made: the tables, the files of figures and notebooks, and the report."""

    tables: Tables
    figures: list[Path]
    notebooks: list[Path]
    report: Path


def rebuild(
    path: str | Path,
    out: str | Path = "figures",
    *,
    notebooks: str | Path = "notebooks",
    codebook_path: str | Path | None = None,
    columns: dict[str, str] | None = None,
    codings_path: str | Path | None = None,
    say: Callable[[str], None] = lambda line: None,
    show: Callable[[Tables], None] = lambda tables: None,
) -> Rebuilt:
    """Analyse articles, write tables, figures and the report, and run the notebooks over them.

    Parameters
    ----------
    path : str or Path
        What `read_articles` reads.
    out : str or Path
        Folder for the figures and ``report.html``; tables go to its subfolder ``tables`` and
        executed notebooks to ``notebooks``.
    notebooks : str or Path
        Folder of the notebooks; where it is missing, none are run.
    codebook_path, columns, codings_path
        As for `analyse_path`.
    say : callable
        Is given a line about each step.
    show : callable
        Is given the tables as soon as they are written, before anything can fail for want of
        articles or mentions.

    Returns
    -------
    Rebuilt

    Raises
    ------
    FileNotFoundError
        If there is nothing at `path`.
    NothingToAnalyseError
        If no article is left to analyse; the message says why.
    ValueError
        If no actor is mentioned in the articles. The tables are written all the same.
    NotebookError
        If a notebook stops with an error.
    """
    path, out = Path(path).resolve(), Path(out).resolve()
    say(f"analysing {path.name}")
    tables = analyse_path(
        path,
        out / "tables",
        codebook_path=codebook_path,
        columns=columns,
        codings_path=codings_path,
        show_progress=True,
    )
    show(tables)
    check_funnel(tables["funnel"])
    if tables["mentions"].empty:
        raise ValueError(NO_ACTOR)
    made = []
    for notebook in sorted(Path(notebooks).glob("[0-9]*.ipynb")):
        say(f"running {notebook.name}")
        made.append(
            run_notebook(notebook, out / "notebooks" / notebook.name, articles=path, figures=out)
        )
    # Last, since the notebooks save some of them too, without what coders said.
    say(f"drawing {len(tables['mentions']):,} mentions")
    codebook = read_codebook(codebook_path)
    figures = save_all(tables, codebook, out, with_doubtful=True)
    say("writing the report")
    report = write_report(out / "tables", out / "report.html", codebook=codebook)
    return Rebuilt(tables, figures, made, report)


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
    from traitlets.config import Config

    content = fill_in(nbformat.read(notebook, as_version=4), **parameters)  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory(prefix="framing-") as folder:
        client = NotebookClient(
            content,
            timeout=TIMEOUT,
            kernel_name="python3",
            shutdown_kernel="immediate",
            resources={"metadata": {"path": str(notebook.parent)}},
            config=Config(KernelManager=_transport(Path(folder))),
        )
        try:
            client.execute()
        except (CellExecutionError, CellTimeoutError) as error:
            raise NotebookError(_where(content, notebook.name, error)) from error
    out.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(content, out)  # type: ignore[no-untyped-call]
    return out


def fill_in(content: Any, **parameters: Path) -> Any:
    """Give the cell with the tag ``parameters`` other values, as for `run_notebook`."""
    for cell in content.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = "\n".join(_replace(line, parameters) for line in cell.source.splitlines())
    return content


def _replace(line: str, parameters: dict[str, Path]) -> str:
    name = line.split("=")[0].strip()
    return f"{name} = {str(parameters[name.lower()])!r}" if name.lower() in parameters else line


def _where(content: Any, name: str, error: Exception) -> str:
    for number, cell in enumerate(content.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                source = textwrap.indent(cell.source, "    ")
                return (
                    f"{name} stopped at cell {number}: {output.ename}: {output.evalue}\n\n{source}"
                )
    return f"{name} stopped: {error}"


def _transport(folder: Path) -> dict[str, str]:
    """Reach the kernel over files in `folder`, not network ports, where the system has them."""
    # An absolute path: kernel and client need not run in the same folder.
    return {} if sys.platform == "win32" else {"transport": "ipc", "ip": str(folder / "kernel")}
