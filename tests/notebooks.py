"""Reading and writing notebooks; what this needs takes two seconds to load, and is loaded here."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any


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
