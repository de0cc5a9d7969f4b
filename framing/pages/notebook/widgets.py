"""What the widgets share: the library that carries them, and the files that a browser reads.

They need anywidget, which comes with the extra ``notebooks``. Nothing is asked from a network: the
scripts and styles under ``framing/pages/assets`` travel with the kit.
"""

from importlib.resources import files
from typing import Any

try:
    import anywidget
    import traitlets
except ImportError as error:
    raise ImportError(
        "widgets need anywidget, which is not installed here; it comes with the extra `notebooks`: "
        "pip install 'framing[notebooks]'"
    ) from error


def read_asset(name: str) -> str:
    """Read a script or a style sheet of the kit."""
    return (files("framing.pages") / "assets" / name).read_text(encoding="utf8")


def synced(kind: Any, **more: Any) -> Any:
    """Make a trait that Python and the browser share."""
    return kind(**more).tag(sync=True)


class Widget(anywidget.AnyWidget):  # type: ignore[misc]
    """A widget of the kit; its texts are shown as they are, whatever they hold."""

    _css = read_asset("widgets.css")

    def __repr__(self) -> str:
        # That of ipywidgets would print every text that the widget holds.
        return f"<{type(self).__name__}: shown where a notebook runs>"


__all__ = ["Widget", "read_asset", "synced", "traitlets"]
