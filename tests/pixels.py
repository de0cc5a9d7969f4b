"""Figures of few pixels or none, since to render them takes half of the time of a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@contextmanager
def without_pixels() -> Iterator[None]:
    """Figures of a report are drawn and described, but not rendered."""

    image = "data:image/svg+xml;base64,PHN2Zy8+"
    with pytest.MonkeyPatch.context() as patch:
        for name in ("as_image", "as_narrow_image"):
            patch.setattr(f"framing.pages.report.drawings.{name}", lambda _: image)
        yield


@contextmanager
def few_pixels(*, to_files: bool = True) -> Iterator[None]:
    """Images are of few pixels, and a figure is laid out once for all of its images.

    Without `to_files` none is made but those that a page or a notebook shows.
    """
    from matplotlib.figure import Figure

    save = Figure.savefig

    def save_small(self: "Figure", place: Any, **options: Any) -> None:
        if to_files or not isinstance(place, Path):
            save(self, place, **{"dpi": 30, **options})
            self.set_layout_engine("none")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", save_small)
        yield


@contextmanager
def figures_drawn_once() -> Iterator[None]:
    """Reports of the same tables have the same figures; they are drawn for the first of them."""
    from framing.pages.report.drawings import draw_all

    drawn: dict[tuple[int, bool], tuple[Any, Any]] = {}

    def draw_once(view: Any) -> Any:
        scores = view.tables["scores"]  # kept, so that no other table gets its number
        key = id(scores), view.with_text
        if key not in drawn:
            drawn[key] = scores, draw_all(view)
        return drawn[key][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("framing.pages.report.content.draw_all", draw_once)
        yield


@contextmanager
def no_images() -> Iterator[None]:
    """Figures are saved without their images: their data and their words alone."""
    from matplotlib.figure import Figure

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", lambda *_, **__: None)
        yield
