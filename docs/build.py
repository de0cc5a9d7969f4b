"""Build the documentation with one command: gather its pages, run its notebooks, write HTML.

    python docs/build.py --out build/docs

Needs the packages of the extras ``docs`` and ``notebooks``, and no network. The pages are
``docs/*.md``, the notebooks of ``notebooks/``, the changelog, and what is written here from the
code itself: the API from the docstrings, the tables from `framing.tables`, and the command line
from its own help.
"""

import argparse
import base64
import io
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import framing as fr
from framing.tables.contracts.columns import Column
from framing.tables.schema import TABLES

HERE = Path(__file__).parent
ROOT = HERE.parent
DATA = ("codebook", "coding", "sample", "workshop")
"""Folders of the data that pages and notebooks read."""

GROUPS: dict[str, tuple[str, ...]] = {
    "Read": ("articles.companions", "articles.reading", "codebook", "runs", "tables.storage"),
    "Check": ("articles", "tables.clusters"),
    "Find": ("text", "mentions", "measures", "portrayals.observations"),
    "Score": ("measures.sentiment",),
    "Read back to the words": ("pages", "measures.sentiment.words"),
    "Summarise": ("portrayals",),
    "Compare": ("portrayals.comparisons",),
    "Code and validate": ("coders", "pages.sheet", "tables.storage.csv_files"),
    "Draw a figure": ("figures",),
    "Draw into axes of your own": (
        "figures.plots",
        "figures.notes",
        "figures.saving",
        "figures.style",
    ),
    "In a notebook": ("pages.notebook",),
    "Publish and teach": ("rebuild", "pages.report", "workshop", "doctor"),
    "Errors and warnings": (),
}
"""The groups of the API, each with its rooms or modules; the longest path that fits wins."""
REST = "More"


def group_of(public: object) -> str:
    """Name the group of a public name."""
    if isinstance(public, type) and issubclass(public, Exception):
        return "Errors and warnings"
    module = str(public.__module__).removeprefix("framing.")
    homes = {place: group for group, places in GROUPS.items() for place in places}
    fitting = [place for place in homes if f"{module}.".startswith(f"{place}.")]
    return homes[max(fitting, key=len)] if fitting else REST


def group_names() -> dict[str, list[str]]:
    """Give the public names under the question that they answer; the others come last."""
    groups: dict[str, list[str]] = {group: [] for group in (*GROUPS, REST)}
    for name in fr.__all__:
        groups[group_of(getattr(fr, name))].append(name)
    return {group: names for group, names in groups.items() if names}


def write_api() -> str:
    """The page of all public names, as reStructuredText."""
    parts = [
        "The functions\n=============\n\n``import framing as fr`` loads nothing; each name loads "
        "what it needs at "
        "first use. Every function takes tables and gives new ones; :doc:`tables` says what a row "
        "is.\n\n"
        ".. currentmodule:: framing\n"
    ]
    for group, names in group_names().items():
        entries = "\n".join(f"   {name}" for name in names)
        parts.append(
            f"{group}\n{'-' * len(group)}\n\n.. autosummary::\n   :toctree: api\n"
            f"   :nosignatures:\n\n{entries}\n"
        )
    return "\n".join(parts)


def write_tables() -> str:
    """The page of all tables, from `framing.tables`."""
    parts = [
        "# The tables\n\nEvery step of the kit gives a table, and this is what a row of each is. A "
        "column that may be "
        "missing says so; nothing else is ever missing. `start` and `end` are half-open characters "
        "of the article's "
        "text, so `text[start:end]` is what the row speaks of.\n"
    ]
    for table in TABLES.values():
        rows = "\n".join(
            f"| `{c.name}` | {c.dtype} | {_escape(c.meaning)} | {_limits(c)} |"
            for c in table.columns
        )
        key = ", ".join(f"`{name}`" for name in table.key)
        parts.append(
            f"## {table.name}\n\nOne row is {_escape(table.row)}. Its key: {key}.\n\n"
            f"| column | type | meaning | holds |\n|---|---|---|---|\n{rows}\n"
        )
    return "\n".join(parts)


def _escape(text: str) -> str:
    return re.sub(r"([|*_<>])(?![^`]*`(?:[^`]*`[^`]*`)*[^`]*$)", r"\\\1", text)


def _limits(column: Column) -> str:
    if column.values:
        held = ", ".join(f"`{value}`" for value in column.values)
    elif column.low is not None or column.high is not None:
        low = "" if column.low is None else f"from {column.low:g}"
        held = " ".join(
            part for part in (low, "" if column.high is None else f"to {column.high:g}") if part
        )
    else:
        held = ""
    return ", or ".join(part for part in (held, "missing" if column.nullable else "") if part)


def write_commands() -> str:
    """The page of the command line, from its own help."""
    from framing.cli import _parser

    os.environ["COLUMNS"] = "100"
    parts = ["# The command line\n"]
    for name, parser in sorted(_walk(_parser())):
        help_text = parser.format_help().rstrip()
        parts.append(f"## {name}\n\n```text\n{help_text}\n```\n")
    return "\n".join(parts)


def _walk(parser: argparse.ArgumentParser) -> Iterable[tuple[str, argparse.ArgumentParser]]:
    yield parser.prog, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield from _walk(child)


def list_figures(gallery: str) -> list[tuple[str, str]]:
    """Anchor and question of each figure of the gallery's page."""
    return re.findall(r"^\(([\w-]+)\)=\n## (.+)$", gallery, flags=re.MULTILINE)


def write_thumbnails(gallery: str) -> str:
    """The grid of thumbnails, as HTML; the pictures are made when the figures have been drawn."""
    cells = [
        f'<a href="#{anchor}"><img loading="lazy" alt="" src="_static/thumbnails/{anchor}.png">'
        f"<span>{question}</span></a>"
        for anchor, question in list_figures(gallery)
    ]
    return '<nav class="gallery" aria-label="Figures">\n' + "\n".join(cells) + "\n</nav>"


class FirstPictures(HTMLParser):
    """The first embedded picture after each anchor."""

    def __init__(self, anchors: Iterable[str]) -> None:
        super().__init__()
        self.anchors, self.anchor, self.found = set(anchors), "", {}  # type: ignore[var-annotated]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an anchor, or keep a picture."""
        own = dict(attrs)
        if own.get("id") in self.anchors:
            self.anchor = str(own["id"])
        source = own.get("src") or ""
        if tag == "img" and self.anchor and source.startswith("data:image/png;base64,"):
            self.found.setdefault(self.anchor, base64.b64decode(source.partition(",")[2]))


def save_thumbnails(site: Path, gallery: str) -> list[str]:
    """Make the thumbnails from the figures on the built page; the anchors that have none."""
    from PIL import Image

    anchors = [anchor for anchor, _ in list_figures(gallery)]
    reader = FirstPictures(anchors)
    reader.feed((site / "gallery.html").read_text(encoding="utf8"))
    folder = site / "_static" / "thumbnails"
    folder.mkdir(exist_ok=True)
    for anchor, png in reader.found.items():
        with Image.open(io.BytesIO(png)) as picture:
            picture.thumbnail((640, 480))
            picture.save(folder / f"{anchor}.png", optimize=True)
    return [anchor for anchor in anchors if anchor not in reader.found]


def mend_contents(index: str, pages: set[str]) -> str:
    """The start page without entries that have no page, and with the pages that no entry names at
    the end.
    """
    listed = set(re.findall(r"^([\w/]+)$", index, flags=re.MULTILINE))
    kept = [
        line
        for line in index.splitlines()
        if not (re.fullmatch(r"[\w/]+", line) and line not in pages)
    ]
    rest = sorted(page for page in pages - listed if "/" not in page and page != "index")
    more = ["", "```{toctree}", ":hidden:", ":caption: More", "", *rest, "```"] if rest else []
    return "\n".join([*kept, *more]) + "\n"


def gather(source: Path) -> None:
    """Put all pages into one folder, as Sphinx wants them."""
    ignored = shutil.ignore_patterns("lite", "build.py", "rooms.py", "__pycache__", "_build")
    shutil.copytree(HERE, source, ignore=ignored)
    shutil.copytree(
        ROOT / "notebooks",
        source / "notebooks",
        ignore=shutil.ignore_patterns("slides*", "reveal*", ".*"),
        dirs_exist_ok=True,
    )
    for name in DATA:
        shutil.copytree(ROOT / "data" / name, source / "data" / name)
    made = {
        "api.rst": write_api(),
        "tables.md": write_tables(),
        "commands.md": write_commands(),
        "changelog.md": (ROOT / "CHANGELOG.md").read_text(encoding="utf8"),
    }
    for name, content in made.items():
        (source / name).write_text(content, encoding="utf8")
    gallery = (source / "gallery.md").read_text(encoding="utf8")
    gallery = gallery.replace("<!-- thumbnails -->", write_thumbnails(gallery))
    (source / "gallery.md").write_text(gallery, encoding="utf8")
    pages = {
        p.relative_to(source).with_suffix("").as_posix()
        for end in ("md", "rst", "ipynb")
        for p in source.rglob(f"*.{end}")
        if p.relative_to(source).parts[0] != "data"
    }
    index = (source / "index.md").read_text(encoding="utf8")
    (source / "index.md").write_text(mend_contents(index, pages), encoding="utf8")


def set_up_kernels(folder: Path) -> None:
    """Kernels that know nothing of the user's own settings, and speak of errors alone."""
    profile = folder / "profile_default"
    profile.mkdir(parents=True)
    (profile / "ipython_kernel_config.json").write_text(
        json.dumps({"IPKernelApp": {"log_level": 40}}), encoding="utf8"
    )
    os.environ["IPYTHONDIR"] = str(folder)


def build(out: Path, *, run_notebooks: bool = True) -> int:
    """Build into a folder: the site itself, and the gathered pages beside it. The exit code."""
    from sphinx.cmd.build import build_main

    work = out.parent / f"{out.name}-pages"
    for folder in (work, out):
        shutil.rmtree(folder, ignore_errors=True)
    gather(work / "source")
    set_up_kernels(work / "ipython")
    arguments = ["-b", "html", "-W", "--keep-going", "-q", "-j", "2", "-d", str(work / "doctrees")]
    os.environ["FRAMING_DOCS_NOT_RUN"] = "" if run_notebooks else "notebooks/*"
    code = build_main([*arguments, str(work / "source"), str(out)])
    if not code:
        missing = save_thumbnails(out, (HERE / "gallery.md").read_text(encoding="utf8"))
        if missing:
            print(f"no figure under {', '.join(missing)}", file=sys.stderr)
            code = 1
    return code


def main() -> int:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--out", type=Path, default=ROOT / "build" / "docs", help="folder (default: build/docs)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="show the notebooks without running them"
    )
    chosen = parser.parse_args()
    out = chosen.out.resolve()
    begun = time.monotonic()
    code = build(out, run_notebooks=not chosen.quick)
    if not code:
        print(f"built {out / 'index.html'} in {time.monotonic() - begun:.0f} seconds")
    return code


if __name__ == "__main__":
    sys.exit(main())
