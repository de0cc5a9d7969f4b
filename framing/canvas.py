"""What every figure needs: saving and showing it with its data and alt text, and the notes under it.

A figure says what it was drawn from, what its intervals resample, and whether people have checked its measures on these
articles; all three come from the tables.
"""

import base64
import html
import io
import textwrap
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .codebook import Codebook
from .datasets import Tables, write_csv
from .observations import VOICE_SHARE
from .plots import MAX_ACTORS
from .portrayal import DescriptiveWarning
from .style import MUTED

Measure = str | tuple[str, str]
"""A measure over all its windows, or over one."""
_SHORT = {
    "vader_compound": "VADER", "textblob_polarity": "TextBlob", "targeted": "model", "share_": "frames",
    "voice_": "voices",
}  # fmt: skip
_DESCRIBED = (
    "speaker_actor_id", "agent_id", "patient_id", "n_cooperation", "n_confrontation", "verbs", "variant", "variable",
    "actor_id", "outlet_id", "month", "voice_group", "term", "word", "measure", "valence", "rank", "alpha", "verdict",
    "estimate", "difference", "q_value", "z", "n_target", "n_reference", "macro_f1", "bias", "value", "surface",
    "n_mentions", "n_units", "stage", "n", "is_removed", "check", "severity", "share_articles",
)  # fmt: skip
"""Columns of a figure's data that its alt text tells."""


def save_figure(
    fig: Figure, name: str, data: pd.DataFrame, folder: str | Path = "figures", *, alt: str | None = None
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
        The figure in words, for those who do not see it; written from the titles, labels and data if there is none.

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
    files = [folder / f"{name}{ending}" for ending in (".png", ".svg", ".csv", ".txt")]
    fig.savefig(files[0], metadata={"Software": None})
    fig.savefig(files[1], metadata={"Date": None})
    write_csv(data, files[2])
    files[3].write_text((alt or describe(fig, data)) + "\n", encoding="utf8")
    return files


class ShownFigure:
    """A figure in a notebook: an image with its alt text, which plain matplotlib output would lose."""

    def __init__(self, png: bytes, alt: str, caption: str) -> None:
        self.png, self.alt, self.caption = png, alt, caption

    def __repr__(self) -> str:
        return self.alt

    def _repr_html_(self) -> str:
        image = base64.b64encode(self.png).decode("ascii")
        return (
            f'<figure><img alt="{html.escape(self.alt, quote=True)}" style="max-width: 100%" '
            f'src="data:image/png;base64,{image}"><figcaption>{html.escape(self.caption)}</figcaption></figure>'
        )


def show_figure(fig: Figure, data: pd.DataFrame, *, alt: str | None = None, caption: str = "") -> ShownFigure:
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
    fig.savefig(png, format="png", metadata={"Software": None})
    plt.close(fig)
    return ShownFigure(png.getvalue(), alt or describe(fig, data), caption)


def describe(fig: Figure, data: pd.DataFrame) -> str:
    """A figure in words: its title, what its axes show, its note, and the twelve rows with the most mentions."""
    parts = [fig.get_suptitle() or "Figure"]
    for ax in fig.axes:
        axis = " ".join(ax.get_xlabel().split())
        parts.append(". ".join(part for part in (ax.get_title(loc="left"), axis and f"Axis: {axis}") if part))
    parts += [" ".join(text.get_text().split()) for text in fig.texts if text.get_text() != fig.get_suptitle()]
    shown = [name for name in _DESCRIBED if name in data]
    if len(data) > 12 and "n_mentions" in data:
        data = data.sort_values("n_mentions", ascending=False, kind="stable")
    rows = [
        " ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in row)
        for row in data[shown].head(12).itertuples(index=False, name=None)
    ]
    more = f" and {len(data) - 12} more rows in the CSV" if len(data) > 12 else ""
    parts.append(f"Data ({', '.join(shown)}): {'; '.join(rows)}{more}" if rows else "No data")
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def say_nothing(ax: Axes, why: str) -> None:
    """Write into empty axes why there is nothing to draw."""
    ax.text(0.5, 0.5, why, ha="center", color=MUTED)
    ax.set_axis_off()


@contextmanager
def hush_descriptive() -> Iterator[None]:
    """The note under a figure says what an interval resamples, so the warning need not."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DescriptiveWarning)
        yield


def make_axes(
    columns: int, n_actors: int, *, width: float = 8.6, extra: float = 1.9, row: float = 0.36
) -> tuple[Figure, list[Axes]]:
    """A row of axes as high as their actors need."""
    height = extra + row * max(1, min(n_actors, MAX_ACTORS))
    fig, axes = plt.subplots(1, columns, figsize=(width, height), squeeze=False)
    return fig, list(axes[0])


def actor_labels(codebook: Codebook) -> dict[str, str]:
    """actor_id -> the name that figures show."""
    return dict(zip(codebook.actors["actor_id"], codebook.actors["actor_label"], strict=True))


def count_articles(tables: Tables) -> str:
    """How many articles a figure is drawn from, as a sentence, and how many were left out, as another."""
    n = len(tables["articles"])
    counted = f"{n:,} article{'s' if n != 1 else ''}."
    funnel = tables.get("funnel")
    n_out = 0 if funnel is None else int(funnel.loc[funnel["is_removed"], "n"].sum())
    return f"{counted} {n_out:,} left out: see funnel." if n_out else counted


def explain_interval(data: pd.DataFrame) -> str:
    """What the intervals of some portrayals resample, as a sentence."""
    if len(data) and not data["resampled"].isin(["articles", "clusters"]).any():
        return "With one article the interval resamples sentences and is descriptive."
    return "Intervals resample articles, or sentences (descriptive) where an actor stands in one article."


def explain_top(data: pd.DataFrame) -> str:
    """That not all actors are shown, where that is so."""
    n = data["actor_id"].nunique()
    return f" The {MAX_ACTORS} of {n} actors with the most mentions." if n > MAX_ACTORS else ""


def stamp_validation(tables: Tables, measures: Sequence[Measure]) -> str:
    """Whether people have checked some measures on these articles, and what came out, as a sentence.

    Parameters
    ----------
    tables : dict of str to DataFrame
        From `analyse`; what people coded is in the table of validations, which `analyse` makes of ``codings``.
    measures : sequence of str or (str, str)
        The measures that a figure shows, with their window, or without it where it shows all of them; ``voice_`` and
        ``share_`` stand for all shares of their kind.

    Returns
    -------
    str
        *Validated on n mentions, alpha, F1 of each measure and window*, or *Not validated*.

    Examples
    --------
    >>> stamp_validation({}, ["targeted"])
    'Not validated: nobody has coded a sample of these articles.'
    """
    coded = tables.get("validations")
    if coded is None or coded.empty:
        return "Not validated: nobody has coded a sample of these articles."
    pairs = coded[["measure", "window"]].itertuples(index=False, name=None)
    own = coded[[pair[0] in measures or pair in measures for pair in pairs]]
    if own.empty:
        return "Not validated: nobody has coded this on a sample of these articles."
    parts = []
    for (n, alpha), rows in own.groupby(["n_mentions", "alpha"], sort=False, dropna=False):
        agreed = f"alpha {alpha:.2f}" if pd.notna(alpha) else "one coder, no alpha"
        scored = ", ".join(f"{_name_measure(row.measure, row.window)} {row.f1:.2f}" for row in rows.itertuples())
        parts.append(f"on {n:,} mentions, {agreed}, F1: {scored}")
    return f"Validated {'; '.join(parts)}."


def _name_measure(measure: str, window: str) -> str:
    """A measure and the window that it was checked over; a voice has none."""
    name = _SHORT.get(measure, measure)
    return name if measure == VOICE_SHARE else f"{name} ({window})"


def add_note(fig: Figure, tables: Tables, measures: Sequence[Measure] | None, text: str) -> None:
    """Lines under the axes: how many articles, what is to be known, and the stamp of validation of the measures.

    Without measures (None) nothing is measured that people could have checked, and there is no stamp.
    """
    lines = f"{count_articles(tables)} {text.rstrip()}"
    if measures is not None:
        lines += f" {stamp_validation(tables, measures)}"
    width = int(fig.get_figwidth() * 14.8)
    fig.supxlabel(textwrap.fill(lines, width), x=0.01, ha="left", fontsize=8, color=MUTED)
