"""Draw the rooms of the kit and what each takes from the others, from the imports themselves.

    python docs/rooms.py            # writes docs/rooms.svg

A test holds the picture against the code, so it cannot drift. The order of the rooms is that of the
contract in ``pyproject.toml``; the words in a box are the first sentence of the room's docstring.
"""

import ast
import html
import re
import sys
import textwrap
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "framing"
PICTURE = Path(__file__).with_name("rooms.svg")
WIDTH, HEIGHT, GAP, MARGIN = 440, 76, 44, 24
"""Of a box; between two floors; around the picture. All in pixels."""
INK, MUTED, LINE, PAPER = "#1f2933", "#52606d", "#0a5c94", "#ffffff"


def read_floors() -> list[list[str]]:
    """Read the floors of the house from the top, each with its rooms."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    floors = [re.split(r"\s*[|:]\s*", layer) for layer in contract["layers"]]
    return [rooms for floor in floors if (rooms := [r for r in floor if (PACKAGE / r).is_dir()])]


def room_of(path: Path) -> str:
    """Name the room that a module stands in."""
    return path.relative_to(PACKAGE).parts[0]


def count_imports() -> Counter[tuple[str, str]]:
    """Count the modules of one room that import from another."""
    pairs: Counter[tuple[str, str]] = Counter()
    for path in sorted(PACKAGE.rglob("*.py")):
        depth = len(path.relative_to(PACKAGE).parts)
        if depth == 1:
            continue
        tree = ast.parse(path.read_text(encoding="utf8"))
        froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        named = {(n.module or "").split(".")[0] for n in froms if n.level == depth}
        pairs.update((room_of(path), room) for room in named if (PACKAGE / room).is_dir())
    return pairs


def needs(pairs: Counter[tuple[str, str]], room: str) -> set[str]:
    """Find all rooms that a room stands on, directly or not."""
    below = {lower for upper, lower in pairs if upper == room}
    return below.union(*(needs(pairs, lower) for lower in below))


def first_words(room: str) -> str:
    """Give the first sentence of a room's docstring."""
    tree = ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf8"))
    return " ".join((ast.get_docstring(tree) or "").split("\n\n")[0].split()).rstrip(".")


def place_boxes(floors: list[list[str]]) -> dict[str, tuple[float, float]]:
    """Place each room: the left and upper edge of its box."""
    widest = max(map(len, floors))
    whole = widest * WIDTH + (widest - 1) * GAP
    places = {}
    for number, rooms in enumerate(floors):
        left = MARGIN + (whole - len(rooms) * WIDTH - (len(rooms) - 1) * GAP) / 2
        for place, room in enumerate(rooms):
            places[room] = (left + place * (WIDTH + GAP), MARGIN + number * (HEIGHT + GAP))
    return places


def draw_box(room: str, left: float, top: float) -> str:
    """Draw a room with its name and what it holds."""
    said = textwrap.wrap(first_words(room), 62)[:2]
    lines = "".join(
        f'<text x="{left + 16:g}" y="{top + 46 + 16 * number:g}" class="said">'
        f"{html.escape(line)}</text>"
        for number, line in enumerate(said)
    )
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>'
        f'<text x="{left + 16:g}" y="{top + 26:g}" class="room">{room}</text>{lines}'
    )


def draw_arrow(upper: tuple[float, float], lower: tuple[float, float]) -> str:
    """Draw an arrow to the next floor, or around the floors between."""
    x1, y1, x2, y2 = upper[0] + WIDTH / 2, upper[1] + HEIGHT, lower[0] + WIDTH / 2, lower[1] - 7
    if lower[1] - upper[1] <= HEIGHT + GAP:
        middle = (y1 + y2) / 2
        return f'<path d="M{x1:g} {y1:g} C{x1:g} {middle:g} {x2:g} {middle:g} {x2:g} {y2:g}"/>'
    side = -1 if x2 < x1 else 1
    y1 = upper[1] + HEIGHT / 2
    if x1 == x2:
        x1, y2 = x1 + WIDTH / 2, lower[1] + HEIGHT / 2
        around = x1 + 60
        return f'<path d="M{x1:g} {y1:g} C{around:g} {y1:g} {around:g} {y2:g} {x1 + 7:g} {y2:g}"/>'
    x1 += side * WIDTH / 2
    return f'<path d="M{x1:g} {y1:g} C{x2:g} {y1:g} {x2:g} {y1 + 40:g} {x2:g} {y2:g}"/>'


def draw() -> str:
    """Draw the house as SVG; an arrow says that a room takes names from the face of another.

    Arrows that follow from others are left out: what a room stands on may use all that is below.
    """
    floors, pairs = read_floors(), count_imports()
    places = place_boxes(floors)
    shown = [
        (upper, lower)
        for upper, lower in sorted(pairs)
        if not any(
            lower in needs(pairs, other)
            for middle, other in pairs
            if middle == upper and other != lower
        )
    ]
    arrows = "".join(draw_arrow(places[upper], places[lower]) for upper, lower in shown)
    boxes = "".join(draw_box(room, *place) for room, place in places.items())
    width = max(left for left, _ in places.values()) + WIDTH + MARGIN
    height = max(top for _, top in places.values()) + HEIGHT + MARGIN
    names = ", ".join(room for floor in reversed(floors) for room in floor)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'font-family="DejaVu Sans, Verdana, sans-serif">\n'
        f"<title>The rooms of the kit, from the lowest: {names}</title>\n"
        f"<style>rect{{fill:{PAPER};stroke:{MUTED}}}.room{{font-size:17px;font-weight:bold;"
        f"fill:{INK}}}.said{{font-size:12px;fill:{MUTED}}}path{{fill:none;stroke:{LINE};"
        f"stroke-width:1.6;marker-end:url(#tip)}}</style>\n"
        f'<defs><marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="6" '
        f'markerHeight="6" orient="auto"><path d="M0 0L8 4L0 8z" style="fill:{LINE};stroke:none;'
        f'marker-end:none"/></marker></defs>\n'
        f'<rect x="0" y="0" width="{width:g}" height="{height:g}" style="stroke:none"/>\n'
        f"{boxes}\n{arrows}\n</svg>\n"
    )


def main() -> int:
    """Write the picture."""
    PICTURE.write_text(draw(), encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
