"""How the figures look: one style, and one fixed colour and marker for each actor."""

import zlib
from collections.abc import Iterable
from typing import Any, NamedTuple

INK, MUTED, FAINT = "#222222", "#6b6b6b", "#d9d9d9"
NEGATIVE, POSITIVE = "#b2551d", "#1f6fa8"
"""Colours of negative and positive values; they differ in lightness too, and never carry the
meaning alone.
"""

ALIKE, UNLIKE = "#3f8f86", "#8a6fb0"
"""Colours of what agrees and what does not: two measures, two coders."""
PIECES = (
    *("#4b6584", "#9fb3c8", "#b08d57", "#7a5c3e", "#2a9d8f"),
    *("#a8d5cd", "#8a6fb0", "#8c8c8c", "#cfc59f"),
)
"""Colours of the pieces of a bar, none of which is an actor's."""

_COLOURS = (
    *("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"),
    *("#332288", "#882255", "#5d3a1a", "#117733"),
)
"""Six of Okabe and Ito's, and four darker ones: a test holds that each two differ for all kinds of
colour vision. None is grey, since grey means too few.
"""
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "h")
_FIXED = {
    "USA": (0, "o"),
    "CHN": (1, "s"),
    "TWN": (2, "^"),
    "RUS": (3, "D"),
    "UKR": (4, "v"),
    "EU": (5, "P"),
    "IND": (6, "h"),
    "JPN": (7, "X"),
    "NATO": (8, "^"),
    "DEU": (9, "D"),
    "WEST": (5, "X"),
    "IRN": (8, "X"),
    "GBR": (7, "o"),
    "SAU": (9, "s"),
}
"""Colour and marker of the actors that are drawn together most; no two of them share both."""
_DASHES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1.2, 1.6)), (0, (6, 2, 1.2, 2)))


def tone_map() -> Any:
    """Shades from negative to positive, white in the middle, in the colours of all figures."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("tone", [NEGATIVE, "white", POSITIVE])


def shade(colour: str, strength: float) -> Any:
    """Mix a colour with white, from 0 (white) to 1."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("shade", ["white", colour])(strength)


class ActorStyle(NamedTuple):
    """The colour and the marker of an actor."""

    colour: str
    marker: str


class LineStyle(NamedTuple):
    """The colour, the marker and the dashes of an actor among others."""

    colour: str
    marker: str
    dashes: Any


def actor_style(actor_id: str) -> ActorStyle:
    """Give an actor's colour and marker, always the same.

    Ten colours serve all actors, so two of them may share one: figures that tell actors apart label
    them, or ask `tell_apart`.
    """
    code = zlib.crc32(actor_id.encode())
    usual = code % len(_COLOURS), _MARKERS[code // len(_COLOURS) % len(_MARKERS)]
    colour, marker = _FIXED.get(actor_id, usual)
    return ActorStyle(_COLOURS[colour], marker)


def tell_apart(actor_ids: Iterable[str]) -> dict[str, LineStyle]:
    """Choose styles for actors in the same axes: those of one colour differ in dash and marker.

    Parameters
    ----------
    actor_ids : iterable of str
        In the order of their weight: the first of a colour keeps its marker and a whole line.

    Returns
    -------
    dict of str to LineStyle
        Up to eight actors of one colour have different markers, and up to four different dashes.

    Examples
    --------
    >>> [style.dashes == "-" for style in tell_apart(["EU", "CHN", "WEST"]).values()]
    [True, True, False]
    """
    styles: dict[str, LineStyle] = {}
    for actor_id in dict.fromkeys(actor_ids):
        colour, marker = actor_style(actor_id)
        used = [style.marker for style in styles.values() if style.colour == colour]
        free = [name for name in _MARKERS if name not in used]
        marker = marker if marker not in used or not free else free[0]
        styles[actor_id] = LineStyle(colour, marker, _DASHES[len(used) % len(_DASHES)])
    return styles


def set_style() -> None:
    """Set the kit's style for all figures that follow.

    It sets fonts, sizes and thin axes, and makes the files the same each time.
    """
    import matplotlib as mpl

    mpl.rcParams.update(
        {
            "axes.edgecolor": MUTED,
            "axes.labelcolor": INK,
            "axes.labelsize": 9.5,
            "axes.spines.right": False,
            "axes.spines.top": False,
            "axes.titlelocation": "left",
            "axes.titlesize": 11,
            "axes.titleweight": "bold",
            "figure.constrained_layout.use": True,
            "figure.dpi": 110,
            "figure.titlesize": 13,
            "figure.titleweight": "bold",
            "font.family": "DejaVu Sans",
            "font.size": 9.5,
            "legend.frameon": False,
            "savefig.dpi": 160,
            "savefig.facecolor": "white",
            "svg.fonttype": "path",
            "svg.hashsalt": "framing",
            "text.parse_math": False,
            "xtick.color": MUTED,
            "ytick.color": INK,
            "ytick.major.size": 0,
        }
    )
