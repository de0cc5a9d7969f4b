"""The documentation: it builds without a warning, its links lead somewhere, it loads nothing, and
its code runs.

The notebooks are shown here without being run, since tests/test_notebooks.py runs each of them.
"""

import ast
import csv
import importlib.util
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import matplotlib
import pytest
import yaml
from browser import CHROMIUM, SECONDS
from pixels import few_pixels, without_pixels

import framing as fr
from framing.cli import main
from framing.tables.schema import TABLES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.glob("*.md")])
FENCE = re.compile(
    r"(?:^<!-- (?P<note>[^\n]*?) -->\n)?^```(?P<language>[\w{}+-]*)[^\n]*\n(?P<code>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
MAX_NOT_RUN = 13
"""Blocks of all pages together that may say why they are not run."""


def load_builder() -> Any:
    spec = importlib.util.spec_from_file_location("build_docs", DOCS / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILDER = load_builder()


class Block(NamedTuple):
    """A fenced block: its language, its code, and the comment before it."""

    language: str
    code: str
    note: str

    @property
    def is_run(self) -> bool:
        """Parts of the kit itself are run where a copy of it is extended (test_architecture)."""
        return not self.note.startswith("not run: ") and not self.code.startswith("# framing/")


def blocks_of(page: Path) -> list[Block]:
    return _blocks_in(page.read_text(encoding="utf8"))


def _blocks_in(text: str) -> list[Block]:
    return [Block(m["language"], m["code"], m["note"] or "") for m in FENCE.finditer(text)]


def commands_of(block: Block) -> list[list[str]]:
    """The commands of a block of sh, without comments."""
    lines = block.code.replace("\\\n", " ").splitlines()
    return [words for words in (shlex.split(line, comments=True) for line in lines) if words]


def outputs_of(page: Path) -> list[str]:
    """What a page says that its code prints: blocks of text after one of Python, in its section."""
    outputs = []
    for section in re.split(r"^##+ ", page.read_text(encoding="utf8"), flags=re.MULTILINE):
        for block, after in pairwise(_blocks_in(section)):
            if block.language == "python" and block.is_run and after.language == "text":
                outputs.append(after.code.rstrip())
    return outputs


def run_command(words: list[str]) -> None:
    """A command of the kit, in this process, since to start Python and load the kit takes long."""
    said = io.StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(said):
            code = main(words)
    except SystemExit as stop:
        code = int(stop.code or 0)
    assert not code, (words, said.getvalue()[-3000:])


@pytest.mark.build
@pytest.mark.usefixtures("model_is_asked_once")
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_code_of_page_runs(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_alike: Callable[[str, str, float], bool],
) -> None:
    """In order, with no name of another page, in a folder that holds the data and nothing else.

    What the page says is printed is, the model's numbers a little aside.
    """
    for name in ("codebook", "coding", "sample", "workshop"):
        shutil.copytree(ROOT / "data" / name, tmp_path / "data" / name)
    (tmp_path / "docs").symlink_to(DOCS)
    script: list[str] = []
    commands: list[list[str]] = []
    for block in blocks_of(page):
        if block.note.startswith("file: "):
            (tmp_path / block.note.removeprefix("file: ")).write_text(block.code, encoding="utf8")
        is_there = "statsmodels" not in block.code or importlib.util.find_spec("statsmodels")
        if block.language in ("python", "py") and block.is_run and is_there:
            script.append(block.code)
        if block.language in ("sh", "bash", "console") and block.is_run:
            # `make` is what the tests themselves are run by.
            commands += [words for words in commands_of(block) if words[0] != "make"]
    strange = [words for words in commands if words[0] != "framing"]
    assert strange == [], "only framing is run here; say before the block why it is not"
    monkeypatch.chdir(tmp_path)
    # What a report's images look like, and that they are drawn, is tested where reports are.
    with few_pixels(), without_pixels(), matplotlib.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("default")
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(compile("\n".join(script), page.name, "exec"), {"__name__": "__main__"})
        for words in commands:
            run_command(words[1:])
    said = printed.getvalue().splitlines()
    for part in (part for shown in outputs_of(page) for part in shown.split("\n\n")):
        length = len(part.splitlines())
        stretches = ("\n".join(said[at : at + length]) for at in range(len(said) - length + 1))
        assert any(is_alike(part, stretch, 0.03) for stretch in stretches), part


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_blocks_that_are_not_run_have_a_reason_and_are_well_formed(page: Path) -> None:
    for block in blocks_of(page):
        if block.note.startswith("not run: "):
            assert len(block.note.removeprefix("not run: ").split()) >= 3, "say why"
        if block.language in ("python", "py"):
            ast.parse(block.code)
        elif block.language in ("sh", "bash"):
            checked = subprocess.run(
                ["bash", "-n"], input=block.code, capture_output=True, text=True
            )
            assert checked.returncode == 0, checked.stderr
        elif block.language == "yaml":
            list(yaml.safe_load_all(block.code))
        elif block.language == "json":
            json.loads(block.code)


def test_few_blocks_are_not_run() -> None:
    notes = [block.note for page in PAGES for block in blocks_of(page)]
    assert sum(note.startswith("not run: ") for note in notes) <= MAX_NOT_RUN


def test_every_public_name_has_a_question() -> None:
    """A new module belongs into GROUPS of docs/build.py."""
    groups = BUILDER.group_names()
    assert groups.get(BUILDER.REST, []) == []
    assert sorted(name for names in groups.values() for name in names) == fr.__all__


def test_gallery_shows_every_figure() -> None:
    """A new `draw_...` belongs into docs/gallery.md."""
    gallery = (DOCS / "gallery.md").read_text(encoding="utf8")
    drawn = {name for name in fr.__all__ if name.startswith("draw_")}
    assert {name for name in drawn if f"fr.{name}(" not in gallery} == set()
    assert {name for name in drawn if f"{{py:func}}`framing.{name}`" not in gallery} == set()


def test_contents_take_new_pages_and_miss_no_old_ones() -> None:
    index = "# A\n\n```{toctree}\nstart\nscale\n```\n"
    made = BUILDER.mend_contents(index, {"start", "extra", "notebooks/00", "index"})
    assert "start" in made
    assert "scale" not in made
    assert made.endswith(":caption: More\n\nextra\n```\n")


class Reader(HTMLParser):
    """Where a page's links lead, which names it has, and what it loads."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(page.read_text(encoding="utf8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        self.ids |= {own[name] for name in ("id", "name") if name in own}
        if tag == "a" and "href" in own:
            self.links.append(own["href"])
        elif tag == "link" and own.get("rel") in (
            "stylesheet",
            "preload",
            "icon",
            "shortcut icon",
            "modulepreload",
        ):
            self.loads.append(own["href"])
        elif tag in ("script", "img", "iframe", "source", "video", "audio", "embed", "object"):
            self.loads += [own[name] for name in ("src", "srcset", "data", "poster") if name in own]


class Site(NamedTuple):
    folder: Path
    pages: dict[Path, Reader]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, model_is_asked_once: None) -> Site:
    folder = tmp_path_factory.mktemp("docs") / "site"
    command = [sys.executable, str(DOCS / "build.py"), "--quick", "--out", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    assert "WARNING" not in done.stdout + done.stderr
    return Site(folder, {page: Reader(page) for page in sorted(folder.rglob("*.html"))})


@pytest.mark.build
@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["index.html", "start.html"])
def test_axe_finds_nothing_serious(page: str, scheme: str, site: Site, chromium: Any) -> None:
    """On the first page, and where the reading view, tables and figures stand in the site's own
    style.
    """
    from axe_playwright_python.sync_playwright import Axe

    shown = chromium.new_page(color_scheme=scheme)
    shown.set_default_timeout(1000 * SECONDS)
    shown.goto((site.folder / page).as_uri())
    found = Axe().run(shown).response["violations"]
    shown.close()
    faults = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"][:160]) for one in faults] == []


@pytest.mark.build
def test_site_has_its_pages(site: Site) -> None:
    names = {page.relative_to(site.folder).as_posix() for page in site.pages}
    assert {
        "index.html",
        "start.html",
        "gallery.html",
        "api.html",
        "tables.html",
        "search.html",
    } <= names
    assert {f"{page.stem}.html" for page in PAGES if page.parent == DOCS} <= names
    assert {
        f"notebooks/{path.stem}.html" for path in (ROOT / "notebooks").glob("[0-9]*.ipynb")
    } <= names
    assert {f"api/framing.{name}.html" for name in fr.__all__} <= names


@pytest.mark.build
def test_links_lead_somewhere(site: Site) -> None:
    broken = []
    for page, reader in site.pages.items():
        for link in reader.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                is_whole = parts.scheme == "mailto" or (
                    parts.scheme == "https" and "." in parts.netloc
                )
                broken += [] if is_whole else [(page.name, link)]
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            anchor = unquote(parts.fragment)
            if not target.is_file() or (
                anchor and target in site.pages and anchor not in site.pages[target].ids
            ):
                broken.append((page.name, link))
    assert broken == []


@pytest.mark.build
def test_nothing_is_loaded_from_elsewhere(site: Site) -> None:
    loads = {
        (page.name, load.split("?")[0])
        for page, reader in site.pages.items()
        for load in reader.loads
    }
    outside = {(page, load) for page, load in loads if re.match(r"(?:\w+:)?//", load)}
    assert outside == set()
    absent = {
        (page, load)
        for page, load in loads
        if not load.startswith("data:")
        and not any((p.parent / load).resolve().is_file() for p in site.pages if p.name == page)
    }
    assert absent == set()
    sheets = {sheet.name: sheet.read_text(encoding="utf8") for sheet in site.folder.rglob("*.css")}
    calls = {
        (name, found)
        for name, text in sheets.items()
        for found in re.findall(r"(?:@import|url\()\s*['\"]?((?:https?:)?//[^'\")\s]+)", text)
    }
    assert calls == set()


@pytest.mark.build
def test_gallery_shows_thumbnails_and_figures_with_alt_text(site: Site) -> None:
    html = (site.folder / "gallery.html").read_text(encoding="utf8")
    figures = BUILDER.list_figures((DOCS / "gallery.md").read_text(encoding="utf8"))
    pictures = re.findall(r'<img alt="([^"]{100,})"', html)
    assert (
        len(pictures)
        == len(figures)
        == len(list((site.folder / "_static" / "thumbnails").glob("*.png")))
    )


@pytest.mark.build
def test_tables_and_commands_are_those_of_the_code(site: Site) -> None:
    assert set(TABLES) <= site.pages[site.folder / "tables.html"].ids
    commands = site.pages[site.folder / "commands.html"].ids
    assert {"framing", "framing-analyse", "framing-doctor", "framing-codebook-check"} <= commands


@pytest.mark.build
def test_search_knows_the_words_of_the_site(site: Site) -> None:
    index = (site.folder / "searchindex.js").read_text(encoding="utf8")
    assert index.startswith("Search.setIndex(")
    assert '"krippendorff"' in index or "krippendorff:" in index


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_can_be_read_in_the_repository(page: Path) -> None:
    """A code host shows a link without words as nothing, and the directives of the site as code."""
    text = page.read_text(encoding="utf8")
    prose = FENCE.sub("", text)
    assert re.findall(r"(?<!!)\[\]\([^)]*\)", prose) == []
    assert "literalinclude" not in text
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", prose)
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_what_is_copied_from_the_page_of_accuracy_is_still_there() -> None:
    accuracy = (DOCS / "accuracy.md").read_text(encoding="utf8")
    measures = (DOCS / "measures.md").read_text(encoding="utf8")
    tables = [
        block["code"] for block in FENCE.finditer(measures) if block["code"].startswith("macro-F1")
    ]
    assert len(tables) == 1
    assert tables[0] in accuracy


def test_numbers_of_voice_and_place_are_the_same_everywhere() -> None:
    accuracy = (DOCS / "accuracy.md").read_text(encoding="utf8")
    words = re.search(r"reported words .* F (\d+\.\d)", accuracy)[1]
    people = re.search(r"two annotators agree at (\d+\.\d)", accuracy)[1]
    places = re.search(r"\(GeoWebNews\) +\d+ +[\d.]+ +([\d.]+)", accuracy)[1]
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    assert f"[F {words}](docs/accuracy.md#voice); two people {people}" in readme
    voice, place = (
        (ROOT / "notebooks" / name).read_text(encoding="utf8")
        for name in ("05_voice.ipynb", "02_mentions.ipynb")
    )
    assert f"an F of {words}; two human readers agree at {people}" in voice
    assert f"on {places} per cent of the place names" in place


TELL_OF_GROUPS = (
    "README.md",
    "docs/measures.md",
    "docs/coding.md",
    "notebooks/03_sentiment.ipynb",
    "framing/pages/assets/article.html.j2",
    "framing/pages/assets/report_method.html.j2",
)


def test_what_scores_may_be_used_for_is_said_alike_everywhere() -> None:
    for name in TELL_OF_GROUPS:
        text = " ".join((ROOT / name).read_text(encoding="utf8").replace('\\n",', "").split())
        text = text.replace('" "', "")
        for part in ("cores never judge a sentence", "0.60", "even groups may be turned round"):
            assert part in text, (name, part)
    pages = [*PAGES, *(ROOT / "notebooks").glob("*.ipynb")]
    pages += (ROOT / "framing" / "pages" / "assets").glob("*.j2")
    says = [p.relative_to(ROOT).as_posix() for p in pages if "ompare groups" in p.read_text("utf8")]
    assert set(says) <= set(TELL_OF_GROUPS)


def test_readme_says_which_planted_tilts_are_missed() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    rows = re.findall(
        r"^ *([A-Z][\w ]+?)  +(-?[\d.]+) +(-?[\d.]+) +(-?[\d.]+) +(-?[\d.]+)"
        r" +(-?[\d.]+)$",
        readme,
        re.MULTILINE,
    )
    with (ROOT / "data" / "coding" / "workshop_truth.csv").open(encoding="utf8") as file:
        truth = {
            (row["outlet_id"], row["target"]): int(row["tilt"])
            for row in csv.DictReader(file)
            if row["aspect"] == "tone"
        }
    ids = {"China": "CHN", "Russia": "RUS", "Taiwan": "TWN", "Ukraine": "UKR"}
    ids["United States"] = "USA"
    missed: dict[int, list[str]] = {}
    assert len(rows) == len(ids)
    for actor, *numbers in rows:
        difference, low, high = map(float, numbers[2:])
        gap = truth["potomac", ids[actor]] - truth["estuary", ids[actor]]
        if low < 0 < high:
            missed.setdefault(abs(gap), []).append(actor)
        else:
            assert difference * gap > 0, actor
    names = {n: ", ".join(actors) for n, actors in missed.items()}
    said = f"of two steps ({names[2]}) and three ({names[3]})"
    assert said in " ".join(readme.split())
    assert set(missed) == {2, 3}


def test_picture_of_the_rooms_is_that_of_the_imports() -> None:
    """`python docs/rooms.py` draws it anew."""
    drawn = subprocess.run(
        [sys.executable, "-c", "import rooms; print(rooms.draw(), end='')"],
        cwd=DOCS,
        capture_output=True,
        text=True,
        check=True,
    )
    assert drawn.stdout == (DOCS / "rooms.svg").read_text(encoding="utf8")
