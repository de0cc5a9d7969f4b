"""Draw in grey what should not be read as a result."""

from itertools import chain
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.colors import to_rgba, to_rgba_array
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from ..style import MUTED
from .axes import OF_CODES

_DARKEST, _LIGHTEST = 0.5, 0.82
"""How light black and light colours become, 0..1: told from what is drawn in earnest, and seen."""
_WHITE = 0.97
_LIGHTNESS = np.array([0.2126, 0.7152, 0.0722])


def fade(ax: Axes) -> None:
    """Turn what is drawn in some axes, and in their legend, grey, but for what rests on codes."""
    legend = ax.get_legend()
    handles = legend.legend_handles if legend else []
    for artist in chain(ax.lines, ax.collections, ax.patches, ax.texts, handles):
        if artist is None or artist.get_gid() == OF_CODES:
            continue
        if isinstance(artist, Line2D):
            artist.set_color(_grey(artist.get_color()))
            artist.set_markerfacecolor(_grey(artist.get_markerfacecolor()))
            artist.set_markeredgecolor(_grey(artist.get_markeredgecolor()))
        elif isinstance(artist, Collection):
            artist.set_facecolor(_grey_all(artist.get_facecolor()))
            artist.set_edgecolor(_grey_all(artist.get_edgecolor()))
        elif isinstance(artist, Patch):
            artist.set_facecolor(_grey(artist.get_facecolor()))
            artist.set_edgecolor(_grey(artist.get_edgecolor()))
        elif isinstance(artist, Text):
            artist.set_color(MUTED)


def _grey(colour: Any) -> Any:
    """Turn a colour grey, as light as it is but not too dark and not too light; white stays white.

    Examples
    --------
    >>> _grey("white"), _grey("none")
    ((1.0, 1.0, 1.0, 1.0), 'none')
    """
    if isinstance(colour, str) and colour == "none":
        return colour
    return tuple(float(part) for part in _grey_all(to_rgba(colour))[0])


def _grey_all(colours: Any) -> Any:
    rgba = to_rgba_array(colours).copy()
    light = rgba[:, :3] @ _LIGHTNESS
    grey = np.where(light > _WHITE, 1.0, _DARKEST + (_LIGHTEST - _DARKEST) * light)
    rgba[:, :3] = grey[:, None]
    return rgba.round(6)
