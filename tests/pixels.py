"""Figures of few pixels or none, since to render them takes half of the time of a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from framing.figures.saving import ShownFigure


@contextmanager
def without_pixels() -> Iterator[None]:
    """Figures of a report are drawn and described, but not rendered."""

    def close(fig: Any, *_: object, **__: object) -> ShownFigure:
        plt.close(fig)
        return ShownFigure(b"\x89PNG", "", "")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("framing.pages.report.drawings.show_figure", close)
        yield


@contextmanager
def few_pixels(*, to_files: bool = True) -> Iterator[None]:
    """Images are of few pixels, and a figure is laid out once for all of its images.

    Without `to_files` none is made but those that a page or a notebook shows.
    """
    save = Figure.savefig

    def save_small(self: Figure, place: Any, **options: Any) -> None:
        if to_files or not isinstance(place, Path):
            save(self, place, **{"dpi": 30, **options})
            self.set_layout_engine("none")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", save_small)
        yield


@contextmanager
def no_images() -> Iterator[None]:
    """Figures are saved without their images: their data and their words alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", lambda *_, **__: None)
        yield
