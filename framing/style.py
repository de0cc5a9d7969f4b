"""How the figures look: one style, and one fixed colour and marker for each actor."""

import zlib
from typing import NamedTuple

INK, MUTED, FAINT = "#222222", "#6b6b6b", "#d9d9d9"
NEGATIVE, POSITIVE = "#b2551d", "#1f6fa8"
"""Colours of negative and positive values; they differ in lightness too, and never carry the meaning alone."""

_OKABE_ITO = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7a6a00", "#444444")
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "h")
_FIXED = {"CHN": 1, "USA": 0, "RUS": 3, "UKR": 4, "EU": 5, "GBR": 7, "TWN": 2, "IRN": 6, "SAU": 2, "WEST": 5}


class ActorStyle(NamedTuple):
    """The colour and the marker of an actor."""

    colour: str
    marker: str


def actor_style(actor_id: str) -> ActorStyle:
    """The actor's colour (of Okabe and Ito's palette for all kinds of colour vision) and marker, always the same.

    Eight colours serve all actors, so two of them may share one: figures that tell actors apart label them too.
    """
    code = zlib.crc32(actor_id.encode())
    place = _FIXED.get(actor_id, code % len(_OKABE_ITO))
    return ActorStyle(_OKABE_ITO[place], _MARKERS[(place + (actor_id not in _FIXED) * (code // 8)) % len(_MARKERS)])


def set_style() -> None:
    """Set the kit's style for all figures that follow: fonts, sizes, thin axes, and files that never differ."""
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
