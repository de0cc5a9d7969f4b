"""Reports whose figures are drawn and described, but not rendered, which takes half of the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib.pyplot as plt
import pytest

from framing.figures.saving import ShownFigure


@contextmanager
def without_pixels() -> Iterator[None]:
    """For tests of what stands around the images of a report."""

    def close(fig: Any, *_: object, **__: object) -> ShownFigure:
        plt.close(fig)
        return ShownFigure(b"\x89PNG", "", "")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("framing.pages.report.drawings.show_figure", close)
        yield
