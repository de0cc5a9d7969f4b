"""Notebooks run over other articles than their own, all in one kernel that loads the kit once."""

import hashlib
import json
import sys
import tempfile
import textwrap
import warnings
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd

from ..coders import clean_codings, summarise_validation
from ..tables import Tables
from .analysis import analyse
from .manifest import code_digest
from .memory import digest_values, share_steps

TIMEOUT = 600
"""Seconds that one cell of a notebook may take."""
_MADE_FROM = "framing_made_from"
_STEPS = "steps"
_BEGIN = "from framing.runs.notebooks import begin\nbegin({scratch!r})"


class NotebookError(RuntimeError):
    """A notebook stopped with an error; the message names the notebook, the cell and the error."""


class NotebookKernel:
    """One kernel for some notebooks, one after the other, each of which begins with nothing.

    Figures that a notebook saves go to a folder that is thrown away: what is kept is drawn of the
    tables by whoever runs the notebooks.
    """

    def __init__(self) -> None:
        self._manager: Any = None
        self._is_killed = False

    def __enter__(self) -> "NotebookKernel":
        self._folder = tempfile.TemporaryDirectory(prefix="framing-")
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._folder.cleanup()

    @property
    def steps(self) -> Path:
        """Folder of what was made of the articles before, which the kernel need not do again."""
        return Path(self._folder.name, _STEPS)

    def run_all(
        self,
        notebooks: Iterable[tuple[Path, Path]],
        *,
        articles: Path,
        codings: Path | None = None,
        say: Callable[[str], None] = lambda line: None,
    ) -> None:
        """Run pairs of a notebook and its executed copy over the same articles and codes."""
        for notebook, out in notebooks:
            if self._is_killed:
                return
            say(f"running {notebook.name}")
            made_from = digest_sources(notebook, articles, codings)
            figures = Path(self._folder.name) / "figures"
            given = {"articles": articles, "figures": figures}
            given |= {"codings": codings} if codings else {}
            self.run(notebook, out, given, made_from=made_from)

    def run(
        self, notebook: Path, out: Path, parameters: dict[str, Path], *, made_from: str = ""
    ) -> Path:
        """Run one notebook, as `run_notebook` does, and note what the copy was made from."""
        import nbformat
        from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

        content = fill_in(nbformat.read(notebook, as_version=4), **parameters)  # type: ignore[no-untyped-call]
        try:
            self.begin(notebook.parent)
            self._execute(content, notebook.parent)
        except (CellExecutionError, CellTimeoutError) as error:
            raise NotebookError(_where(content, notebook.name, error)) from error
        except DeadKernelError as error:
            raise NotebookError(f"{notebook.name} stopped: {error}") from error
        content.metadata[_MADE_FROM] = made_from
        out.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(content, out)  # type: ignore[no-untyped-call]
        return out

    def begin(self, folder: Path) -> None:
        """Start the kernel in a folder, if it is not there yet, and let it begin with nothing."""
        import nbformat

        cell = nbformat.v4.new_code_cell(_BEGIN.format(scratch=self._folder.name))  # type: ignore[no-untyped-call]
        self._execute(nbformat.v4.new_notebook(cells=[cell]), folder)  # type: ignore[no-untyped-call]

    def kill(self) -> None:
        """End the kernel at once, whatever it does."""
        self._is_killed = True
        process = getattr(getattr(self._manager, "provisioner", None), "process", None)
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()

    def _execute(self, content: Any, folder: Path) -> None:
        from nbclient import NotebookClient
        from traitlets.config import Config

        if self._is_killed:
            return
        transport = Config(KernelManager=_transport(Path(self._folder.name)))
        client = NotebookClient(
            content,
            km=self._manager,
            timeout=TIMEOUT,
            kernel_name="python3",
            resources={"metadata": {"path": str(folder)}},
            config=transport,
        )
        if self._manager is None:
            self._manager = client.create_kernel_manager()
            client.owns_km = False
        try:
            client.execute()
        finally:
            if client.kc is not None:
                client.kc.stop_channels()


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
    with NotebookKernel() as kernel:
        return kernel.run(notebook, out, parameters)


def list_notebooks(folder: Path, articles: Path, say: Callable[[str], None]) -> list[Path]:
    """List the notebooks of a folder that say something of these articles.

    One without a parameter for articles is about those of the workshop, and of no others.
    """
    workshop = (folder / ".." / "data" / "workshop").resolve()
    chosen = []
    for notebook in sorted(folder.glob("[0-9]*.ipynb")):
        if "ARTICLES" in _list_parameters(_read_json(notebook)) or articles == workshop:
            chosen.append(notebook)
        else:
            say(f"{notebook.name} is not run: it is about the articles of the workshop")
    return chosen


def is_kept(notebook: Path, out: Path, *, articles: Path, codings: Path | None = None) -> bool:
    """Whether an executed copy is what running the notebook again would give."""
    if not out.is_file():
        return False
    made_from = _read_json(out)["metadata"].get(_MADE_FROM)
    return bool(made_from == digest_sources(notebook, articles, codings))


def digest_sources(notebook: Path, articles: Path, codings: Path | None = None) -> str:
    """Digest what a notebook's output depends on: itself, articles, codes, the data, the kit."""
    state = hashlib.blake2b(code_digest().encode(), digest_size=12)
    for root in filter(None, (notebook, articles, codings, notebook.parent.parent / "data")):
        state.update(digest_files(root).encode())
    return state.hexdigest()


def digest_files(root: Path, pattern: str = "*") -> str:
    """Digest a file, or the files of a folder by names and content."""
    state = hashlib.blake2b(digest_size=12)
    for file in sorted(root.rglob(pattern)) if root.is_dir() else [root]:
        if file.is_file():
            content = hashlib.blake2b(file.read_bytes(), digest_size=12).digest()
            state.update(file.name.encode() + b"\0" + content)
    return state.hexdigest()


def fill_in(content: Any, **parameters: Path) -> Any:
    """Give the cell with the tag ``parameters`` other values, as for `run_notebook`."""
    for cell in content.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = "\n".join(_replace(line, parameters) for line in cell.source.splitlines())
    return content


def begin(scratch: str) -> None:
    """Make the kernel that this runs in as if it were new, but for what it has loaded.

    What `analyse` made of some articles is remembered, since each notebook begins with it. Figures
    that go to the folder `scratch` are not rendered. `DescriptiveWarning` is hushed: what it says
    stands in the column `resampled`, and an executed copy would show it in red, with the path of a
    file of the kernel.
    """
    import matplotlib as mpl
    import matplotlib.pyplot as plt
    from IPython.core.getipython import get_ipython

    import framing

    shell: Any = get_ipython()  # type: ignore[no-untyped-call]
    shell.reset(new_session=True)
    plt.close("all")
    if not _AT_FIRST:
        _AT_FIRST.update(style=dict(mpl.rcParams), filters=list(warnings.filters))
        mpl.figure.Figure.savefig = _render_unless_in(Path(scratch))  # type: ignore[method-assign]
        framing.analyse = remember_analyses(analyse)  # type: ignore[assignment]
        share_steps(Path(scratch, _STEPS))
    mpl.rcParams.update(_AT_FIRST["style"])
    warnings.filters[:] = _AT_FIRST["filters"]  # type: ignore[index]
    warnings.simplefilter("ignore", framing.DescriptiveWarning)
    pd.reset_option("^display")


_AT_FIRST: dict[str, Any] = {}
"""What the style of figures and the filters of warnings were when the kernel was new."""


def _render_unless_in(scratch: Path) -> Callable[..., None]:
    from matplotlib.figure import Figure

    savefig = Figure.savefig

    def save(self: Figure, place: Any, *arguments: Any, **options: Any) -> None:
        if not (isinstance(place, str | Path) and Path(place).is_relative_to(scratch)):
            savefig(self, place, *arguments, **options)

    return save


def remember_analyses(make: Callable[..., Tables]) -> Callable[..., Tables]:
    """`analyse`, which remembers what it made of the same articles with the same options."""
    made: dict[str, Tables] = {}

    def remembered(articles: pd.DataFrame, *arguments: Any, **options: Any) -> Tables:
        # Outlets, events and codes are added to what is made of the articles alone.
        passed = {name: options.pop(name, None) for name in ("outlets", "events", "codings")}
        named = [part for pair in sorted(options.items()) for part in pair]
        key = digest_values([articles, *arguments, *named])
        if key not in made:
            made[key] = make(articles, *arguments, **options)
        tables = made[key] | {name: table for name, table in passed.items() if table is not None}
        if "codings" in tables:
            tables["codings"] = clean_codings(tables["codings"])
            tables["validations"] = _validate(tables)
        return {name: table.copy() for name, table in tables.items()}

    return remembered


def _validate(tables: Tables) -> pd.DataFrame:
    names = ("codings", "mentions", "articles", "scores")
    extra = {name: tables[name] for name in ("frame_hits", "frames_read", "voices")}
    return summarise_validation(*(tables[name] for name in names), **extra)


def _read_json(notebook: Path) -> Any:
    """Read a notebook without its library, which takes two seconds to load."""
    return json.loads(notebook.read_text(encoding="utf8"))


def _list_parameters(content: Mapping[str, Any]) -> set[str]:
    return {
        line.split("=")[0].strip()
        for cell in content["cells"]
        if "parameters" in cell["metadata"].get("tags", [])
        for line in "".join(cell["source"]).splitlines()
    }


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
