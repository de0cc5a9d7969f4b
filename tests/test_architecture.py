"""The page on architecture keeps its word: what it adds to a copy of the kit, as written, works."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest

import framing as fr

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "architecture.md"
FENCE = re.compile(r"^```(?:python|html)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEAD = re.compile(r"^(?:#|\{#) (framing/[\w/.]+)(?:, in (\w+)| #\})?\n", re.MULTILINE)
"""What begins a part of a block: the file that it is for, and the registry of an entry."""
MOST_LINES = 140
SPOKEN = "27 delegates cheered!"
"""A spoken line that begins with digits, as the number of a subtitle does."""
RUN = """
import json, sys
from pathlib import Path
import framing as fr
from framing.cli import main
from framing.figures import CATALOGUE
from framing.pages.report import drawings
assert main(["analyse", "news", "--out", "out", "--measures", "vader", "insistence"]) == 0
tables, codebook = fr.read_tables("out"), fr.read_codebook()
fig, data = CATALOGUE["01_lengths"].make(tables, codebook)
fr.save_figure(fig, "01_lengths", data, "out")
drawings.CATALOGUE = {"01_lengths": CATALOGUE["01_lengths"]}
fr.write_report("out", "out/report.html")
fr.write_report("out", "out/no_text.html", with_text=False)
portrayals = fr.summarise_portrayal(tables["mentions"], tables["articles"], tables["scores"])
from framing.tables import label_of, scale_of
facts = {"kit": fr.__file__, "label": label_of("insistence"), "scale": scale_of("insistence"),
         "portrayed": sorted(set(portrayals["measure"]))}
Path("out/facts.json").write_text(json.dumps(facts))
"""


class Addition(NamedTuple):
    """A part of a block: the file it is for, the registry of an entry, and the code."""

    file: str
    registry: str
    code: str


def read_additions() -> list[Addition]:
    additions = []
    for block in FENCE.findall(PAGE.read_text(encoding="utf8")):
        before, *parts = HEAD.split(block)
        assert before == "", "every block names its file"
        triples = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
        additions += [Addition(file, name or "", code) for file, name, code in triples]
    return additions


def add(addition: Addition, root: Path) -> None:
    """Write a module; or put an entry at the end of a registry, and what it imports at the top."""
    path = root / addition.file
    if not addition.registry:
        assert not path.exists()
        path.write_text(addition.code, encoding="utf8")
        return
    *imports, entry = addition.code.strip().splitlines()
    source = path.read_text(encoding="utf8")
    start = source.index(f"\n{addition.registry}: dict[")
    end = source.index("\n    )\n}", start) + 1
    source = f"{source[:end]}        {entry},\n{source[end:]}"
    top = source.index("\nfrom ") + 1
    source = source[:top] + "".join(f"{line}\n" for line in imports if line) + source[top:]
    path.write_text(source, encoding="utf8")


def subtitle(text: str) -> str:
    """Write the paragraphs of a text as subtitles."""
    return "\n".join(
        f"{n}\n00:00:{n % 60:02},000 --> 00:00:{n % 60:02},900\n{paragraph}\n"
        for n, paragraph in enumerate(text.split("\n\n"), start=1)
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a copy of the kit with all additions makes of the sample article as subtitles."""
    root = tmp_path_factory.mktemp("kit")
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "framing", root / "framing", ignore=leave)
    for name in ("data", "CITATION.cff"):
        (root / name).symlink_to(ROOT / name)
    for addition in read_additions():
        add(addition, root)
    (root / "news").mkdir()
    sample = next((ROOT / "data" / "sample").glob("*.txt")).read_text(encoding="utf8")
    text = f"{sample.strip()}\n\n{SPOKEN}\n\n“China won!” he said. “Russia lost! For good!”\n"
    (root / "news" / "talk.srt").write_text(subtitle(text), encoding="utf8")
    settings = {**os.environ, "PYTHONPATH": str(root), "MPLBACKEND": "Agg"}
    ran = subprocess.run(
        [sys.executable, "-c", RUN], cwd=root, env=settings, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return root / "out"


@pytest.fixture(scope="module")
def facts(made: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((made / "facts.json").read_text(encoding="utf8"))
    assert Path(read["kit"]).is_relative_to(made.parent), "the copy was run"
    return read


@pytest.fixture(scope="module")
def tables(made: Path) -> dict[str, pd.DataFrame]:
    return fr.read_tables(made)


def test_page_is_short_and_has_four_examples() -> None:
    assert len(PAGE.read_text(encoding="utf8").splitlines()) <= MOST_LINES
    additions = read_additions()
    assert [one.registry for one in additions if one.registry] == [
        *("FORMATS", "MEASURES", "CATALOGUE", "PAGES")
    ]
    text = PAGE.read_text(encoding="utf8")
    assert text.count("\n```") == 2 * len(FENCE.findall(text)), "every block is run"


def test_page_names_only_what_is_there() -> None:
    """Files by their path in the kit, in one of its rooms, or in the checkout."""
    text = FENCE.sub("", PAGE.read_text(encoding="utf8"))
    files = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("[dft]*/**/*.*")}
    folders = {f"{parent.as_posix()}/" for file in files for parent in Path(file).parents}
    named = re.findall(r"`(?:python )?([\w/]+(?:\.(?:py|pyi|md|svg)|/))`", text)
    there = files | folders
    missing = [name for name in named if not any(f"/{one}".endswith(f"/{name}") for one in there)]
    assert missing == []
    assert len(named) > 40


@pytest.mark.build
def test_new_format_is_read(tables: dict[str, pd.DataFrame]) -> None:
    (text,) = tables["articles"]["text"]
    assert SPOKEN in text
    assert "-->" not in text
    assert not re.search(r"^\d+$", text, re.MULTILINE)
    assert len(tables["mentions"]) > 20


@pytest.mark.build
def test_new_measure_is_scored_and_named(
    tables: dict[str, pd.DataFrame], facts: dict[str, Any]
) -> None:
    scores = tables["scores"]
    scores = scores[(scores["measure"] == "insistence") & (scores["window"] == "sentence")]
    mentions = tables["mentions"].merge(scores, on="mention_id")
    texts = tables["sentences"].set_index("sentence_id")["text"]
    assert len(mentions) == len(tables["mentions"])
    assert (mentions["value"] == mentions["sentence_id"].map(texts).str.count("!")).all()
    assert mentions["value"].max() > 0
    assert (facts["label"], facts["scale"]) == ("exclamation marks", [0.0, float("inf")])
    assert "insistence" in facts["portrayed"]


@pytest.mark.build
def test_new_figure_is_drawn_and_stands_in_the_report(
    tables: dict[str, pd.DataFrame], made: Path
) -> None:
    title = f"The longest article has {len(tables['sentences']):,} sentences"
    assert (made / "01_lengths.png").stat().st_size > 1000
    alt = (made / "01_lengths.txt").read_text(encoding="utf8")
    assert alt.startswith(title)
    assert f"Data (article_id, n_sentences): talk {len(tables['sentences'])}." in alt
    report = (made / "report.html").read_text(encoding="utf8")
    part = report[report.index('id="texts"') : report.index('id="quality"')]
    assert f"<h3>{title}</h3>" in part


@pytest.mark.build
@pytest.mark.parametrize("name", ["report.html", "no_text.html"])
def test_new_page_stands_in_the_report_and_its_list(
    name: str, tables: dict[str, pd.DataFrame], made: Path
) -> None:
    report = (made / name).read_text(encoding="utf8")
    assert report.count('<li><a href="#longest">Longest</a></li>') == 1
    page = report[report.index('<section id="longest"') :]
    page = page[: page.index("</section>")]
    assert f"<td>{len(tables['sentences']):,}</td>" in page
    assert ("talk" in page) == (name == "report.html")
