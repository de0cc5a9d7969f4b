"""Figures as vector images that follow the reader's choice of light or dark, and fit a phone.

An image stands in the page by its address, so nothing in it can run or load, whatever words of an
article it holds.
"""

import base64
import math
import re
import textwrap
import warnings
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from defusedxml.ElementTree import fromstring
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.gridspec import SubplotSpec

from ...figures import write_svg

NARROW = 4.3
"""Inches of a figure on a phone: at the width of its screen, letters keep their size."""
LONGEST = 24
"""Letters on a line beside an axis of a phone."""
_SVG = "http://www.w3.org/2000/svg"
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_COUNT = re.compile(r"\s*n = [\d,]+")
_FONTS = re.compile(r"'DejaVu Sans'[^;]*")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DARK_PAPER, _DARK_SPAN = 0.22, 0.72
"""Lightness, of 0 to 1, that white has in the dark, and how far black is above it."""


def as_image(fig: Figure) -> str:
    """Write a figure as the address of an SVG image that has a light and a dark set of colours.

    Parameters
    ----------
    fig : Figure
        Its background is left out, so that the page shows through.

    Returns
    -------
    str
        A ``data:`` address. Letters stay letters, in fonts of the reader's machine.
    """
    root = fromstring(_NOT_XML.sub("", write_svg(fig)))
    _drop_metadata(root)
    colours: dict[str, str] = {}
    for element in root.iter():
        style = element.get("style")
        if style:
            element.set("style", _COLOUR.sub(lambda hit: _name_colour(hit[0], colours), style))
            if "font" in style:
                fonts = _FONTS.sub("'DejaVu Sans', Verdana, sans-serif", element.get("style", ""))
                element.set("style", f"{fonts}; {_letters(style, colours)}")
    light = "".join(f"--{name}:{colour};" for colour, name in colours.items())
    dark = "".join(f"--{name}:{darken(colour)};" for colour, name in colours.items())
    sheet = SubElement(root, f"{{{_SVG}}}style")
    sheet.text = f":root{{{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"
    encoded = base64.b64encode(tostring(root, encoding="utf-8"))
    return "data:image/svg+xml;base64," + encoded.decode("ascii")


def _letters(style: str, colours: dict[str, str]) -> str:
    """Give letters without a colour the one of black, which an image would not turn in the dark."""
    return "" if "fill:" in style else f"fill: {_name_colour('#000000', colours)}"


def _name_colour(colour: str, colours: dict[str, str]) -> str:
    name = colours.setdefault(colour.lower(), f"c{len(colours)}")
    return f"var(--{name})"


def _drop_metadata(root: Element) -> None:
    for child in list(root):
        if child.tag == f"{{{_SVG}}}metadata":
            root.remove(child)


def darken(colour: str) -> str:
    """Turn a colour for a dark page: its lightness is turned round, its hue stays.

    Turned round for all colours alike, letters that can be read on their ground still can.
    Lightness and hue are those of Oklab (Ottosson 2020).

    Examples
    --------
    >>> darken("#ffffff"), darken("#000000")
    ('#1b1b1b', '#ebebeb')
    """
    lightness, a, b = _to_oklab(to_rgb(colour))
    turned = _DARK_PAPER + (1 - lightness) * _DARK_SPAN
    if math.hypot(a, b) > 0.09:  # a colour that means something: as light as it must be to be seen
        turned = max(turned, 0.62)
    red, green, blue = _from_oklab(turned, a, b)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _to_oklab(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, a: float, b: float) -> list[int]:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    shown = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in linear)
    return [round(255 * min(1.0, max(0.0, c.real))) for c in shown]


def as_narrow_image(fig: Figure) -> str:
    """Write a figure as an image for a phone; an empty text where it cannot be laid out so.

    The figure is changed.
    """
    if not fold(fig):
        return ""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", "constrained_layout not applied")
        try:
            return as_image(fig)
        except UserWarning:  # labels leave no room
            return ""


def fold(fig: Figure) -> bool:
    """Lay a figure out anew for a phone: panels below each other, legends above their panel.

    Returns
    -------
    bool
        Whether it was done, to the figure itself; a matrix of many columns cannot be folded.
    """
    places = {ax: place for ax in fig.axes if (place := ax.get_subplotspec()) is not None}
    panels = list(places)
    if not panels or any(_is_matrix(ax) for ax in panels):
        return False
    height = fig.get_figheight()
    heights = [max(0.8, ax.get_position().height * height) for ax in panels]
    if places[panels[0]].get_gridspec().ncols > 1:
        _stack(fig, places, heights)
        height = sum(heights) + 0.75 * len(panels)
    for ax in panels:
        height += 0.55 * _raise_legend(ax)
        _turn_labels(ax)
    fig.set_size_inches(NARROW, max(2.2, height))
    return True


def _is_matrix(ax: Axes) -> bool:
    """Whether words stand in cells under many words, which need their width."""
    words = [label for label in _labels_of(ax.xaxis) if re.search(r"[^\W\d_]{3}", label)]
    return len(words) > 4 and len(ax.texts) >= 3 * len(words)


def _labels_of(axis: Any) -> list[str]:
    return [label.get_text() for label in axis.get_ticklabels()]


def _stack(fig: Figure, places: Mapping[Axes, SubplotSpec], heights: Sequence[float]) -> None:
    """Put the panels of a grid below each other; each tells the rows that the first told for it."""
    names: list[str] = []
    for ax, place in places.items():
        own = _labels_of(ax.yaxis)
        if place.colspan.start == 0:
            names = [_COUNT.sub("", label) for label in own]
        elif len(own) == len(names) and all(_COUNT.fullmatch(label) for label in own):
            told = [f"{name} {label}" for name, label in zip(names, own, strict=True)]
            ax.set_yticks(ax.get_yticks(), told)
    grid = fig.add_gridspec(len(places), 1, height_ratios=list(heights))
    for row, ax in enumerate(places):
        ax.set_subplotspec(grid[row, 0])
        ax.tick_params(labelleft=True, labelbottom=True)


def _raise_legend(ax: Axes) -> bool:
    """Put a legend above its panel, and say whether there was one."""
    legend = ax.get_legend()
    if legend is None:
        return False
    names = [text.get_text() for text in legend.get_texts()]
    ax.legend(
        [handle for handle in legend.legend_handles if handle is not None],
        names,
        title=legend.get_title().get_text() or None,
        loc="lower right",
        bbox_to_anchor=(1.0, 1.0),
        ncols=2 if max(map(len, names), default=0) < 18 else 1,
        alignment="left",
        borderaxespad=0.2,
        columnspacing=1.0,
        handlelength=1.2,
        fontsize=8.5,
    )
    return True


def _turn_labels(ax: Axes) -> None:
    """Keep words at an axis from running into each other, over the edge, or into half the width."""
    rows = _labels_of(ax.yaxis)
    if any(len(label) > LONGEST for label in rows):
        ax.set_yticks(ax.get_yticks(), [_wrap(label, LONGEST) for label in rows])
    words = _labels_of(ax.xaxis)
    longest = max(map(len, words), default=0)
    if len(words) > 4 and longest > 6:
        ax.tick_params(axis="x", labelrotation=90)
    elif words and longest > (room := 2 * LONGEST // len(words)) - 8 and longest > 8:
        ax.set_xticks(ax.get_xticks(), [_wrap(label, max(8, room - 8)) for label in words])
    ax.xaxis.label.set_horizontalalignment("right")
    ax.xaxis.label.set_x(1.0)


def _wrap(label: str, width: int) -> str:
    """Break a label into lines; a count stays on one of them."""
    return textwrap.fill(label.replace(" = ", "\u00a0=\u00a0"), width)
