"""The data dictionary, data/README.md, held against the files and against framing/schema.py."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from framing.tables.contracts.columns import Column
from framing.tables.schema import TABLES

DATA = Path(__file__).parents[2] / "data"
README = (DATA / "README.md").read_text(encoding="utf8")
SECTIONS = dict(
    re.findall(r"^### ([^\n]+)\n(.*?)(?=^##|\Z)", README, flags=re.MULTILINE | re.DOTALL)
)
EXPLAINING = ("NOTICE", "LICENSE.Apache-2.0")
FILES = sorted(
    p.relative_to(DATA).as_posix()
    for folder in DATA.iterdir()
    if folder.is_dir() and folder.name != "gazetteer"
    for p in folder.rglob("*")
    if p.is_file() and p.name not in EXPLAINING and p.suffix != ".md"
)
FILES = sorted(
    {"workshop/*.txt" if re.fullmatch(r"workshop/.*\.txt", name) else name for name in FILES}
)
CSV_FILES = [name for name in FILES if name.endswith(".csv")]
FACTS = (
    "One row is:",
    "Rows:",
    "Provenance:",
    "Method:",
    "Licence:",
    "Period and place:",
    "Known gaps:",
)


def described(section: str) -> list[str]:
    """What stands in the first cell of each row of the section's table."""
    return re.findall(r"^\| `([^`]+)` \|", section, flags=re.MULTILINE)


def as_row(column: Column) -> str:
    limits = [", ".join(column.values)] if column.values else []
    if column.low is not None:
        limits.append(
            f"{column.low:g} or more"
            if column.high is None
            else f"{column.low:g} to {column.high:g}"
        )
    if column.nullable:
        limits.append("may be missing")
    cells = [f"`{column.name}`", column.dtype, column.meaning, "; ".join(limits)]
    return "".join(f"| {cell} " if cell else "| " for cell in cells) + "|"


def test_sections_are_the_files_and_the_tables() -> None:
    assert sorted(SECTIONS) == sorted([*FILES, *(f"Table {name}" for name in TABLES)])


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("fact", FACTS)
def test_section_states(name: str, fact: str) -> None:
    assert re.search(rf"^- \*\*{fact}\*\* \S", SECTIONS[name], flags=re.MULTILINE)


@pytest.mark.parametrize("name", FILES)
def test_licence_has_a_name(name: str) -> None:
    licence = re.search(r"\*\*Licence:\*\* (.*)", SECTIONS[name])
    assert licence is not None
    assert re.match(r"(the list )?CC0-1\.0|Apache-2\.0|not stated", licence.group(1))


@pytest.mark.parametrize("name", CSV_FILES)
def test_columns_and_rows_of_a_csv_file(name: str) -> None:
    with (DATA / name).open(encoding="utf8", newline="") as lines:
        header, *rows = csv.reader(lines)
    assert described(SECTIONS[name]) == header
    assert f"**Rows:** {len(rows):,}.\n" in SECTIONS[name]


def test_keys_and_rows_of_the_frames() -> None:
    root = yaml.safe_load((DATA / "codebook/frames.yaml").read_text(encoding="utf8"))
    frames = root["frames"]
    keywords = [keyword for frame in frames for keyword in frame["keywords"]]
    used = {
        *root,
        *(key for frame in frames for key in frame),
        *(key for k in keywords if isinstance(k, dict) for key in k),
    }
    section = SECTIONS["codebook/frames.yaml"]
    assert used <= set(described(section))
    assert f"**Rows:** {len(frames)} frames, {len(keywords)} keywords.\n" in section


def test_allowed_words_of_the_smaller_lists_are_listed() -> None:
    for name, column in (
        ("sentence_words", "word_type"),
        ("reading_words", "word_type"),
        ("clause_borders", "border_type"),
        ("cues", "cue_class"),
        ("voice_words", "word_type"),
    ):
        with (DATA / f"codebook/{name}.csv").open(encoding="utf8", newline="") as lines:
            kinds = {row[column] for row in csv.DictReader(lines)}
        meaning = re.search(
            rf"^\| `{column}` \|(.*)", SECTIONS[f"codebook/{name}.csv"], flags=re.MULTILINE
        )
        assert meaning is not None
        assert {kind for kind in kinds if kind not in meaning.group(1)} == set()


@pytest.mark.parametrize("name", TABLES)
def test_table_of_the_kit(name: str) -> None:
    table, section = TABLES[name], SECTIONS[f"Table {name}"]
    assert (
        f"One row is {table.row}. Key: {', '.join(f'`{key}`' for key in table.key)}.\n" in section
    )
    assert [line for line in section.splitlines() if line.startswith("| `")] == [
        as_row(c) for c in table.columns
    ]


def test_sources_of_the_gazetteer_are_listed() -> None:
    section = README.split("## The gazetteer's sources")[1].split("\n## ")[0]
    files = {path.name for path in (DATA / "gazetteer").iterdir()}
    assert set(re.findall(r"`(\w+\.csv)`", section)) >= files
    assert sorted(path.name for path in DATA.glob("*.py")) == ["build_gazetteer.py"]


def test_gazetteer_is_up_to_date() -> None:
    command = [sys.executable, str(DATA / "build_gazetteer.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_sample_is_said_to_be_paraphrased() -> None:
    assert "paraphrased by a machine" in (DATA / "sample/README.md").read_text(encoding="utf8")
    assert "machine paraphrased" in SECTIONS["sample/xi-to-visit-putin.txt"]
