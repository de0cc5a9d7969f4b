"""Notebooks are read, written and run; what reads and runs them takes seconds to load, and is
loaded only then.
"""

import contextlib
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pixels import few_pixels


def read_notebook(path: Path) -> Any:
    """A notebook with its cells."""
    import nbformat

    return nbformat.read(path, as_version=4)


def code_of(path: Path) -> list[str]:
    """The sources of the cells of code."""
    return [cell.source for cell in read_notebook(path).cells if cell.cell_type == "code"]


def write_notebook(
    path: Path, sources: Iterable[str], *, tags: Iterable[str] = (), **metadata: object
) -> None:
    """A notebook of cells of code, each with the tags."""
    import nbformat

    made = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)}) for source in sources
        ],
        metadata=metadata,
    )
    nbformat.write(made, path)


class Run:
    """A notebook run in this process, the figures that it saved, what its cells put out, and what
    its names stand for at the end.

    A kernel takes seconds to start and loads all anew; that notebooks run in one is tested by the
    slides and the lab.
    """

    def __init__(self, notebook: Path, articles: Path | None, folder: Path) -> None:
        import matplotlib
        import matplotlib.pyplot as plt
        from IPython.core.interactiveshell import InteractiveShell
        from IPython.utils.capture import capture_output
        from traitlets.config import Config

        from framing.runs.notebooks import fill_in

        self.figures = folder / "figures"
        content = read_notebook(notebook)
        if articles:
            fill_in(content, articles=articles, figures=self.figures)
        shell = InteractiveShell(config=Config(HistoryManager={"enabled": False}))
        self.text, self.shown, self.warned = "", [], set()
        with (
            few_pixels(to_files=False),
            matplotlib.rc_context(),
            contextlib.chdir(notebook.parent),
            warnings.catch_warnings(record=True) as caught,
        ):
            warnings.simplefilter("default")
            for kind in (ResourceWarning, DeprecationWarning, PendingDeprecationWarning):
                warnings.simplefilter("ignore", kind)
            for cell in content.cells:
                if cell.cell_type == "code":
                    with capture_output() as captured:
                        done = shell.run_cell(cell.source)
                        done.raise_error()
                    self.text += captured.stdout
                    self.shown += [output.data for output in captured.outputs]
                    if done.result is not None:
                        self.shown.append(shell.display_formatter.format(done.result)[0])
            self.warned = {warning.category.__name__ for warning in caught}
            plt.close("all")
        self.names = dict(shell.user_ns)
        self.html = "\n".join(data["text/html"] for data in self.shown if "text/html" in data)
