"""Save and show a figure with its data and with words for those who do not see it."""

import base64
import html
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from ..tables import write_csv

ENDINGS = (".png", ".svg", ".csv", ".txt")
"""Of the files of a figure: twice its image, its data and its alt text."""
N_DESCRIBED = 12
"""Rows of a figure's data that its alt text tells."""
_DESCRIBED = tuple(
    """
    speaker_actor_id agent_id patient_id n_cooperation n_confrontation verbs variant
    variable actor_id outlet_id month voice_group term word measure valence rank alpha
    verdict estimate difference q_value z n_target n_reference macro_f1 bias value surface
    n_mentions n_units stage n is_removed check severity share_articles
""".split()
)
"""Columns of a figure's data that its alt text tells, in this order; all, where it has none."""


def save_figure(
    fig: Figure,
    name: str,
    data: pd.DataFrame,
    folder: str | Path = "figures",
    *,
    alt: str | None = None,
) -> list[Path]:
    """Write a figure as PNG and SVG, the table that it draws as CSV, and its alt text.

    Parameters
    ----------
    fig : Figure
    name : str
        File name without an ending.
    data : DataFrame
        The table that was drawn.
    folder : str or Path
        Made if it is missing.
    alt : str, optional
        The figure in words, for those who do not see it; written from the titles, labels and data
        if there is none.

    Returns
    -------
    list of Path
        The four files. The same figure gives the same bytes with the same version of matplotlib.

    Raises
    ------
    ValueError
        If `name` is not a plain file name.
    """
    if Path(name).name != name or name.startswith("."):
        raise ValueError(f"{name!r} is not a plain file name")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{name}{ending}" for ending in ENDINGS]
    with _laid_out(fig):
        fig.savefig(files[0], metadata={"Software": None})
        fig.savefig(files[1], metadata={"Date": None})
    write_csv(data, files[2])
    files[3].write_text((alt or describe(fig, data)) + "\n", encoding="utf8")
    return files


def remove_figure(name: str, folder: str | Path) -> None:
    """Remove what an earlier run saved of a figure that is no longer drawn."""
    for ending in ENDINGS:
        (Path(folder) / f"{name}{ending}").unlink(missing_ok=True)


@contextmanager
def _laid_out(fig: Figure) -> Iterator[None]:
    """Lay a figure out once for all its images, which takes longer than to draw one."""
    engine = fig.get_layout_engine()
    if engine is None:
        yield
        return
    engine.execute(fig)
    # With "none" a place holder would stay, for which matplotlib draws each image twice; and with
    # none at all it would make another engine after each, if its settings asked for one.
    with mpl.rc_context({"figure.constrained_layout.use": False, "figure.autolayout": False}):
        fig.set_layout_engine(None)
        try:
            yield
        finally:
            fig.set_layout_engine(engine)


class ShownFigure:
    """A figure in a notebook: an image with the alt text that plain output would lose."""

    def __init__(self, png: bytes, alt: str, caption: str) -> None:
        self.png, self.alt, self.caption = png, alt, caption

    def __repr__(self) -> str:
        return self.alt

    def _repr_html_(self) -> str:
        image = base64.b64encode(self.png).decode("ascii")
        return (
            f'<figure><img alt="{html.escape(self.alt, quote=True)}" style="max-width: 100%" '
            f'src="data:image/png;base64,{image}">'
            f"<figcaption>{html.escape(self.caption)}</figcaption></figure>"
        )


def show_figure(
    fig: Figure, data: pd.DataFrame, *, alt: str | None = None, caption: str = ""
) -> ShownFigure:
    """Show a figure in a notebook with its alt text, and close it.

    Parameters
    ----------
    fig : Figure
    data : DataFrame
        The table that was drawn, from which the alt text is written.
    alt : str, optional
        The alt text, if not that of `describe`.
    caption : str
        A line under the figure.

    Returns
    -------
    ShownFigure
        Displays itself as the last expression of a cell.
    """
    png = io.BytesIO()
    with _laid_out(fig):
        fig.savefig(png, format="png", metadata={"Software": None})
    plt.close(fig)
    return ShownFigure(png.getvalue(), alt or describe(fig, data), caption)


def write_svg(fig: Figure) -> str:
    """Write a figure as the text of an SVG image without a ground; its letters stay letters."""
    written = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none"}), _laid_out(fig):
        fig.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    return written.getvalue().decode("utf8")


def describe(fig: Figure, data: pd.DataFrame) -> str:
    """Tell a figure in words: title, axes, note, and the twelve rows with the most mentions."""
    parts = [" ".join(fig.get_suptitle().split()) or "Figure"]
    parts += [
        " ".join(text.get_text().split())
        for text in fig.findobj(Annotation)
        if text.get_gid() == "topic"
    ]
    for ax in fig.axes:
        axis = " ".join(ax.get_xlabel().split())
        parts.append(
            ". ".join(part for part in (ax.get_title(loc="left"), axis and f"Axis: {axis}") if part)
        )
    parts += [
        " ".join(text.get_text().split())
        for text in fig.texts
        if text.get_text() != fig.get_suptitle()
    ]
    shown = [name for name in _DESCRIBED if name in data] or [str(name) for name in data]
    if len(data) > N_DESCRIBED and "n_mentions" in data:
        data = data.sort_values("n_mentions", ascending=False, kind="stable")
    rows = [
        " ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in row)
        for row in data[shown].head(N_DESCRIBED).itertuples(index=False, name=None)
    ]
    n_more = len(data) - N_DESCRIBED
    more = f" and {n_more} more rows in the CSV" if n_more > 0 else ""
    parts.append(f"Data ({', '.join(shown)}): {'; '.join(rows)}{more}" if rows else "No data")
    return ". ".join(part.rstrip(".") for part in parts if part) + "."
