"""Text, files and codebooks from strangers: each attack is stopped, and goes through when its guard
is taken away.

A row of `CASES` is an attack and its guard. Others stand where their module is tested: what runs in
a browser in ``test_report_page``, ``test_article_page`` and ``test_lab``; the report in
``test_report``; ids and names of members that look like paths in ``test_shards``, ``test_reading``
and ``test_formats``; imports of pickle and the network in ``test_house``; cells of the tables of a
run in ``test_analysis``.
"""

import gzip
import io
import json
import random
import re
import shutil
import socket
import struct
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import hostile
import jinja2
import makers
import pandas as pd
import pytest
import yaml
from hostile import IMAGE, RUN
from jinja2 import Environment
from makers import FRAME, HEAD
from pixels import without_pixels

import framing as fr
from framing.articles import audit
from framing.articles.formats.dispatch import read_unit
from framing.articles.formats.inputs import list_units
from framing.articles.formats.units import Limits
from framing.codebook import codebook, files, frames_yaml
from framing.codebook.files import shipped_codebook
from framing.codebook.problems import RegexTimeoutError
from framing.figures.saving import ShownFigure
from framing.measures import keywords
from framing.pages.notebook import widgets
from framing.pages.notebook.explorer import Explorer
from framing.pages.report.writing import make_report
from framing.tables.storage.csv_files import write_csv

STRICT: dict[str, object] = {
    "depth": 1,
    "n_members": 3,
    "n_cells": 100,
    "page_bytes": 100_000,
    "document_bytes": 100_000,
    "timeout": 0.01,
}
"""Limits that a small file breaks."""
SLOW = "(a|aa)+(b|c)"
LETTERS = "a" * 26 + "d"
NOISE = random.Random(1).randbytes(60_000).hex().encode()


def read(folder: Path, name: str, data: bytes, **limits: Any) -> tuple[list[str], set[str]]:
    """The texts in a file, and the checks of its errors."""
    file = folder / name
    file.write_bytes(data)
    bound = Limits(**limits)
    found = [
        read_unit(unit._replace(is_alone=False), limits=bound)
        for unit in list_units(file, limits=bound)
    ]
    errors = {str(row[3]) for _, findings in found for row in findings if row[4] == "error"}
    return [str(raw.values.get("text")) for raws, _ in found for raw in raws], errors


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    parts = parts_of(data)
    return makers.make_zip(
        {**parts, name: parts.get(name, b"").replace(old, new, 1) if old else new}
    )


def refused(kind: str, name: str, data: bytes, *limits: str) -> Callable[[Path], None]:
    """The attack with a file that must end with this finding and no article."""

    def attack(folder: Path) -> None:
        assert read(folder, name, data, **{limit: STRICT[limit] for limit in limits}) == (
            [],
            {kind},
        )

    return attack


def member_that_expands(folder: Path) -> None:
    texts, errors = read(
        folder, "a.zip", makers.make_zip({"a.txt": b"0" * (3 << 20), "b.txt": NOISE})
    )
    assert errors == {"unreadable"}
    assert sum(map(len, texts)) <= 200_000


def crawl(page: bytes) -> bytes:
    return gzip.compress(makers.warc((("https://www.daily.example/1", "text/html", page),)))


def many_members(folder: Path) -> None:
    members = {f"{n}.txt": b"China won." for n in range(9)}
    texts, errors = read(folder, "a.zip", makers.make_zip(members), n_members=STRICT["n_members"])
    assert (len(texts), errors) == (3, {"too_large"})


def dimensions() -> bytes:
    """An old workbook that claims more rows than there can be."""
    claim = struct.pack("<HH", 0x0200, 14) + struct.pack("<IIHHH", 0, 70_000, 0, 256, 0)
    first = next(iter(makers.ROWS[0]))
    label = struct.pack(
        "<HHHHHHB", 0x0204, 9 + 2 * len(first), 0, 0, 0, len(first), 1
    ) + first.encode("utf-16-le")
    data = makers.xls()
    place, end = data.index(label), data.rindex(struct.pack("<HH", 0x000A, 0)) + 4
    return data[:place] + claim + data[place:end] + data[end + len(claim) :]


def frames_refused(text: str, message: str) -> Callable[[Path], None]:
    def attack(folder: Path) -> None:
        (folder / "frames.yaml").write_text(text, encoding="utf8")
        assert [
            message in str(problem) for problem in fr.check_codebook(folder) if problem.is_error
        ] == [True]

    return attack


def complaint(run: Callable[[], object]) -> str:
    """What is said of a regular expression that takes too long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keywords, "_TIMEOUT", STRICT["timeout"])
        patch.setattr(audit, "_TIMEOUT", STRICT["timeout"])
        try:
            run()
        except RegexTimeoutError as error:
            return str(error)
    return ""


def slow_keyword(folder: Path) -> None:
    text = HEAD + FRAME + f"      - {{regex: '{SLOW}'}}\n"
    (folder / "frames.yaml").write_text(text, encoding="utf8")
    own = fr.read_codebook(folder)
    said = complaint(lambda: keywords.find_keywords(LETTERS, own))
    assert (
        f"frame 'storm' of the codebook 'tiny': the regular expression '{SLOW}' took more" in said
    )


def slow_boilerplate(folder: Path) -> None:
    (folder / "boilerplate.csv").write_text(f"pattern,reason\nshare,x\n{SLOW},x\n", encoding="utf8")
    own = fr.read_codebook(folder)
    said = complaint(lambda: audit.audit_text(LETTERS, own, ""))
    assert f"the pattern '{SLOW}' took more" in said


def is_harmless(page: str, n_scripts: int = 0) -> None:
    assert not re.search(r"<img src=x", page)
    assert page.count("<script") == n_scripts


@lru_cache(maxsize=1)
def hostile_tables() -> tuple[dict[str, pd.DataFrame], fr.Codebook]:
    return hostile.analyse(fr.read_codebook())


def report(_: Path) -> None:
    """Its own scripts are the code and the data."""
    with without_pixels():
        is_harmless(make_report(*hostile_tables(), title=RUN, max_actors=2), n_scripts=2)


def explorer(_: Path) -> None:
    tables, own = hostile_tables()
    shown = Explorer(tables, own)
    shown.open_article(tables["mentions"]["mention_id"][0])
    is_harmless(shown.article["html"])


def reading_view(_: Path) -> None:
    articles = fr.make_articles({RUN: f"China {RUN} won."}).assign(
        headline=RUN, outlet_id=IMAGE, url=RUN
    )
    sentences = fr.split_sentences(articles)
    tables = {
        "articles": articles,
        "sentences": sentences,
        "mentions": fr.find_mentions(sentences, fr.read_codebook()),
    }
    is_harmless(fr.render_article(RUN, tables))


def concordance(_: Path) -> None:
    articles = fr.make_articles({RUN: f"China {RUN} won."})
    sentences = fr.split_sentences(articles)
    is_harmless(
        fr.show_in_context(fr.find_mentions(sentences, fr.read_codebook()), sentences)._repr_html_()
    )


def figure_in_a_notebook(_: Path) -> None:
    is_harmless(ShownFigure(b"png", caption=RUN, alt=f'"><img src=x {RUN}')._repr_html_())


def widgets_write_text(_: Path) -> None:
    """The one exception shows what `render_article` has escaped."""
    unsafe = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    )
    lines = [
        line
        for name in ("explorer.js", "coder.js")
        for line in widgets.read_asset(name).splitlines()
    ]
    found = [line for line in lines if unsafe.search(line)]
    assert [line.strip().partition(" =")[0] for line in found] == ["text.innerHTML"]


def formulas(folder: Path) -> None:
    table = pd.DataFrame({"mention_id": ["=1+1", "@x"], "left": ["+cmd", "-x"]}, dtype="str")
    fr.write_sheet(table, folder / "a.csv")
    write_csv(table, folder / "b.csv")
    cells = [
        cell for name in "ab" for cell in re.split("[,\n]", (folder / f"{name}.csv").read_text())
    ]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert fr.read_sheet(folder / "a.csv").equals(table)


def nothing(*_: object, **__: object) -> None: ...


def unescaped(**options: Any) -> jinja2.Environment:
    return Environment(**{**options, "autoescape": False})


FEED = (
    makers.rss()
    .decode()
    .replace('<?xml version="1.0"?>', '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY j "ha">]>')
)
WORD = with_part(
    makers.docx(),
    "word/document.xml",
    b"<w:document",
    b'<!DOCTYPE l [<!ENTITY j "ha">]><w:document',
)
BOOK = "xl/worksheets/sheet1.xml"
FAR = makers.xlsx(reference="Z99")


class Case(NamedTuple):
    """An attack, its guard, and what stands in the guard's place when it is taken away."""

    name: str
    attack: Callable[[Path], None]
    guard: str
    without: object


ESCAPING = ("weaving", "article.details", "article.marking")
"""Modules of the reading view that escape what they show."""
CASES = [
    Case(
        "member of a ZIP that expands",
        member_that_expands,
        "framing.articles.formats.containers.archives.check_ratio",
        nothing,
    ),
    Case(
        "GZ that expands",
        refused("too_large", "a.txt.gz", gzip.compress(b"0" * (3 << 20))),
        "framing.articles.formats.containers.archives.Budget.spend",
        nothing,
    ),
    Case(
        "TAR.GZ that expands",
        refused("too_large", "a.tar.gz", makers.make_tar({"a.txt": b"0" * (3 << 20)}, "gz")),
        "framing.articles.formats.containers.archives.Budget.spend",
        nothing,
    ),
    Case(
        "WARC.GZ that expands",
        refused("unreadable", "a.warc.gz", crawl(b"0" * (3 << 20))),
        "framing.articles.formats.containers.archives.Budget.spend",
        nothing,
    ),
    Case(
        "large page in a WARC.GZ",
        refused("too_large", "a.warc.gz", crawl(NOISE), "page_bytes"),
        "STRICT.page_bytes",
        1 << 20,
    ),
    Case(
        "large metadata.csv in a TAR",
        refused(
            "too_large",
            "a.tar",
            makers.make_tar({"metadata.csv": b"article_id,outlet_id\na," + NOISE}),
            "document_bytes",
        ),
        "STRICT.document_bytes",
        1 << 20,
    ),
    Case(
        "archives in archives",
        refused(
            "too_large",
            "a.zip",
            makers.make_zip(
                {"b.zip": makers.make_zip({"c.zip": makers.make_zip({"a.txt": b"China won."})})}
            ),
            "depth",
        ),
        "STRICT.depth",
        9,
    ),
    Case(
        "members without number",
        many_members,
        "framing.articles.formats.containers.archives.Budget.count",
        nothing,
    ),
    Case(
        "Word file that expands",
        refused(
            "too_large", "a.docx", with_part(makers.docx(), "word/big.xml", b"", b"0" * (3 << 20))
        ),
        "framing.articles.formats.documents.docx.check_parts",
        nothing,
    ),
    Case(
        "entities in a Word file",
        refused("unreadable", "a.docx", WORD),
        "framing.articles.formats.documents.docx._DOCTYPE",
        re.compile(b"(?!)"),
    ),
    Case(
        "entities in a feed",
        refused("unreadable", "a.xml", FEED.encode()),
        "framing.articles.formats.documents.feeds.defusedxml.sax.parseString",
        nothing,
    ),
    Case(
        "entities in a workbook",
        refused(
            "unreadable",
            "a.xlsx",
            with_part(
                makers.xlsx(), BOOK, b"<worksheet", b'<!DOCTYPE l [<!ENTITY j "ha">]><worksheet'
            ),
        ),
        "framing.articles.formats.tabular.workbook_limits._refuse_entities",
        nothing,
    ),
    Case(
        "far cell, xlsx",
        refused("too_large", "a.xlsx", FAR, "n_cells"),
        "framing.articles.formats.tabular.workbooks.check_cells",
        nothing,
    ),
    Case(
        "far cell in other marks",
        refused("too_large", "a.xlsx", with_part(FAR, BOOK, b'r="Z99"', b"r='Z99'"), "n_cells"),
        "framing.articles.formats.tabular.workbooks.check_cells",
        nothing,
    ),
    Case(
        "workbook whose part expands",
        refused(
            "too_large", "a.xlsx", with_part(makers.xlsx(), "xl/sheet.dat", b"", b"0" * (3 << 20))
        ),
        "framing.articles.formats.tabular.workbook_limits.check_parts",
        nothing,
    ),
    Case(
        "far cell, xls",
        refused("too_large", "a.xls", makers.xls(corner=(99, 25)), "n_cells"),
        "framing.articles.formats.tabular.workbooks.check_cells",
        nothing,
    ),
    Case(
        "claim of many rows, xls",
        refused("unreadable", "a.xls", dimensions()),
        "framing.articles.formats.tabular.workbooks.check_cells",
        nothing,
    ),
    Case(
        "repeated cells, ods",
        refused("too_large", "a.ods", makers.ods(50), "n_cells"),
        "framing.articles.formats.tabular.workbooks.check_cells",
        nothing,
    ),
    Case(
        "YAML aliases",
        frames_refused("a: &a [x]\nb: [*a, *a]\n" + HEAD + FRAME, "YAML aliases"),
        "framing.codebook.frames_yaml._Loader",
        yaml.SafeLoader,
    ),
    Case(
        "YAML nested deeply",
        frames_refused("a: " + "[" * 30 + "]" * 30 + "\n" + HEAD + FRAME, "nested more than 20"),
        "framing.codebook.frames_yaml.MAX_DEPTH",
        99,
    ),
    Case(
        "YAML of many nodes",
        frames_refused("a: [" + "x," * 6_000 + "x]\n" + HEAD + FRAME, "than 5,000 texts"),
        "framing.codebook.frames_yaml.MAX_NODES",
        9_000,
    ),
    Case(
        "regular expression that fills the memory",
        frames_refused(
            HEAD + FRAME + "      - {regex: '(a{150}){150}'}\n", "more than 10,000 steps"
        ),
        "framing.codebook.problems.MAX_STEPS",
        99_999,
    ),
    Case("slow keyword", slow_keyword, "STRICT.timeout", None),
    Case("slow boilerplate", slow_boilerplate, "STRICT.timeout", None),
    Case(
        "script in the reading view",
        reading_view,
        " ".join(f"framing.pages.{name}.escape" for name in ESCAPING),
        str,
    ),
    Case("script in the report", report, "framing.pages.layout.jinja2.Environment", unescaped),
    Case(
        "script in the data of the report",
        report,
        "framing.pages.report.writing.safe_json",
        json.dumps,
    ),
    Case(
        "script in the explorer",
        explorer,
        " ".join(f"framing.pages.{name}.escape" for name in ESCAPING),
        str,
    ),
    Case("script in a concordance", concordance, "framing.pages.context.escape", str),
    Case(
        "script in a caption",
        figure_in_a_notebook,
        "framing.figures.saving.html.escape",
        lambda text, **_: text,
    ),
    Case(
        "widgets write text",
        widgets_write_text,
        "framing.pages.notebook.widgets.read_asset",
        lambda _: "a.innerHTML = own.text",
    ),
    Case(
        "formulas in sheets", formulas, "framing.tables.storage.csv_files.defuse", lambda cell: cell
    ),
]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something asked the network")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(frames_yaml, "MAX_NODES", 5_000)


# Some attacks have several guards, but are the same while all of them stand.
@pytest.mark.parametrize(
    "case", {case.attack: case for case in CASES}.values(), ids=lambda case: case.name
)
def test_attack_is_stopped(case: Case, tmp_path: Path) -> None:
    case.attack(tmp_path)


@pytest.mark.build
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_attack_goes_through_without_its_guard(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for guard in case.guard.split():
        if guard.startswith("STRICT."):
            monkeypatch.setitem(STRICT, guard.removeprefix("STRICT."), case.without)
        else:
            monkeypatch.setattr(guard, case.without)
    with pytest.raises(AssertionError):
        case.attack(tmp_path)


def test_nothing_is_fetched(tmp_path: Path) -> None:
    page = makers.html().replace(
        b"<h1>",
        b'<img src="https://tracker.example/p.gif"><link href="https://x.example/a.css"><h1>',
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.html").write_bytes(page)
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    relation = (
        b'<Relationship Id="x9" TargetMode="External" Target="https://tracker.example/t" Type="'
        + kind
        + b'"/>'
    )
    word = with_part(
        makers.docx(),
        "word/_rels/document.xml.rels",
        b"</Relationships>",
        relation + b"</Relationships>",
    )
    (tmp_path / "in" / "word.docx").write_bytes(word)
    (tmp_path / "in" / "feed.rss").write_bytes(makers.rss())
    tables = fr.analyse_path(
        tmp_path / "in", tmp_path / "out", measures=("vader",), drop_duplicates=None
    )
    assert {"page", "word"} <= set(tables["articles"]["article_id"])
    view = fr.render_article("page", tables)
    assert not re.search(r"src=|https?://tracker", view)
    with pytest.raises(AssertionError, match="asked the network"):
        socket.create_connection(("tracker.example", 80))


@pytest.mark.build
def test_damaged_codebooks_are_read_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first rows of each shipped file, so that three hundred are read in seconds."""
    small = tmp_path / "shipped"
    shutil.copytree(shipped_codebook(), small)
    for file in set(small.glob("*.csv")) - {small / "actors.csv"}:
        file.write_text("".join(file.open(encoding="utf8").readlines()[:40]), encoding="utf8")
    lines = (small / "frames.yaml").read_text(encoding="utf8").split("\n  - id: ")
    (small / "frames.yaml").write_text("\n  - id: ".join(lines[:3]) + "\n", encoding="utf8")
    for module in (codebook, files):
        monkeypatch.setattr(module, "shipped_codebook", lambda: small)
    shipped = sorted(file for file in small.iterdir() if file.name in files.FILES)
    generator = random.Random(7)
    n_read, said = 0, []
    for number in range(300):
        file = shipped[number % len(shipped)]
        own = tmp_path / "own"
        own.mkdir()
        (own / file.name).write_bytes(damage(file.read_bytes(), generator))
        try:
            fr.read_codebook(own)
            n_read += 1
        except fr.CodebookError as error:
            said.append(str(error))
        shutil.rmtree(own)
    assert min(n_read, len(said)) > 20
    assert [text for text in said if not re.search(r"\.(?:csv|yaml):\d+: error: \S", text)] == []


def damage(data: bytes, generator: random.Random) -> bytes:
    """As `makers.mutate`, or with two of its values exchanged."""
    if generator.random() < 2 / 3:
        return makers.mutate(data, generator)
    values = re.split(rb"([,\n:])", data)
    first, second = (2 * generator.randrange(len(values) // 2) for _ in range(2))
    values[first], values[second] = values[second], values[first]
    return b"".join(values)
