"""From a folder of articles to tables, figures, executed notebooks and the report, in one go.

The notebooks run while the figures are drawn, in one kernel, and those that have not changed since
the last time, nor anything they read, are kept.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from .codebook import read_codebook
from .figures import NO_ACTOR, save_all
from .kernel import NotebookKernel, is_kept, list_notebooks
from .pages import write_report
from .runs import analyse_path, check_funnel
from .tables import Tables


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
        Folder of the notebooks; where it is missing, none are run. One that does not take articles
        but reads those of the workshop is run with these alone.
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
    chosen = list_notebooks(Path(notebooks), path, say)
    made = [out / "notebooks" / notebook.name for notebook in chosen]
    stale = [pair for pair in zip(chosen, made, strict=True) if not is_kept(*pair, articles=path)]
    with NotebookKernel() as kernel, ThreadPoolExecutor(1) as aside:
        running = aside.submit(kernel.run_all, stale, articles=path, say=say)
        try:
            say(f"drawing {len(tables['mentions']):,} mentions")
            codebook = read_codebook(codebook_path)
            figures = save_all(tables, codebook, out, with_doubtful=True, say=say)
            say("writing the report")
            report = write_report(out / "tables", out / "report.html", codebook=codebook)
        except BaseException:
            kernel.kill()
            raise
        running.result()
    return Rebuilt(tables, figures, made, report)
