"""From a folder of articles to tables, figures, executed notebooks and the report, in one go.

The notebooks run while the figures are drawn, in one kernel, which loads the kit while the articles
are analysed and does not analyse them again. Figures, report and notebooks that would be the same
as the last time are kept.
"""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from .codebook import Codebook, read_codebook
from .figures import NO_ACTOR, save_all
from .pages import write_report
from .runs import (
    NotebookKernel,
    analyse_path,
    check_funnel,
    code_digest,
    digest_files,
    is_kept,
    list_notebooks,
    sharing_steps,
)
from .tables import Tables, write_json

REPORT, NOTE = "report.html", "drawn.json"
"""The file of the report, and that which says what figures and report were made from."""


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
        As for `analyse_path`; the notebooks are given the codes too.
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
    codings = Path(codings_path).resolve() if codings_path else None
    chosen = list_notebooks(Path(notebooks), path, say)
    made = [out / "notebooks" / notebook.name for notebook in chosen]
    stale = [
        pair
        for pair in zip(chosen, made, strict=True)
        if not is_kept(*pair, articles=path, codings=codings)
    ]
    with NotebookKernel() as kernel, ThreadPoolExecutor(1) as aside:
        if stale and path.exists():
            # Whatever fails here fails again in the first notebook, which says so.
            aside.submit(kernel.begin, stale[0][0].parent)
        try:
            say(f"analysing {path.name}")
            with sharing_steps(kernel.steps) if stale else nullcontext():
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
            running = aside.submit(kernel.run_all, stale, articles=path, codings=codings, say=say)
            figures = _draw(tables, read_codebook(codebook_path), out, say)
        except BaseException:
            kernel.kill()
            raise
        running.result()
    return Rebuilt(tables, figures, made, out / REPORT)


def _draw(tables: Tables, codebook: Codebook, out: Path, say: Callable[[str], None]) -> list[Path]:
    """Draw the figures and write the report, if those of the last time are not the same."""
    note = out / NOTE
    made_from = " ".join(
        [
            digest_files(out / "tables", "*.parquet"),
            codebook.digest,
            code_digest(),
            version("matplotlib"),
        ]
    )
    kept = json.loads(note.read_text(encoding="utf8")) if note.is_file() else {}
    if kept.get("made_from") == made_from:
        files = {out / name: digest for name, digest in kept["files"].items()}
        if all(file.is_file() and digest_files(file) == own for file, own in files.items()):
            say("figures and report are as they were: nothing that they are made from has changed")
            return [file for file in files if file.name != REPORT]
    say(f"drawing {len(tables['mentions']):,} mentions")
    figures = save_all(tables, codebook, out, with_doubtful=True, say=say)
    say("writing the report")
    report = write_report(out / "tables", out / REPORT, codebook=codebook)
    made = {file.name: digest_files(file) for file in [*figures, report]}
    write_json(note, {"made_from": made_from, "files": made})
    return figures
