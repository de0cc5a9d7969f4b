"""No file names a machine or a registry, and notebooks are short, clean and explained."""

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT_SUFFIXES = {
    ".py",
    ".md",
    ".toml",
    ".yml",
    ".yaml",
    ".csv",
    ".txt",
    ".ipynb",
    ".lock",
    ".cff",
    ".svg",
    ".cfg",
    "",
}
SKIPPED = {
    ".git",
    ".venv",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    "__pycache__",
    "build",
    "dist",
}
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users)/\w|[A-Z]:\\Users")
TEMPORARY = re.compile(r"(?<![\w.])/tmp/")
REGISTRY = re.compile("|".join(("pypi" + r"\.org", "files" + r"\.pythonhosted", "npm" + "js")))


def tracked() -> list[Path]:
    """Files under version control; in a copy without it, all that no tool made."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0:
        return sorted(
            ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()
        )
    return sorted(
        p for p in ROOT.rglob("*") if p.is_file() and not SKIPPED & set(p.relative_to(ROOT).parts)
    )


FILES = [path for path in tracked() if path.suffix in TEXT_SUFFIXES]
NOTEBOOKS = [path for path in FILES if path.suffix == ".ipynb"]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{name_of(path)}:{number}: {line.strip()[:80]}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_folder_of_a_machine() -> None:
    assert lines_with(MACHINE, [path for path in FILES if path != Path(__file__)]) == []
    assert lines_with(TEMPORARY, [path for path in FILES if "tests" not in path.parts]) == []


def test_no_file_names_a_registry() -> None:
    assert lines_with(REGISTRY, FILES) == []


def test_files_are_utf8_with_line_feeds_and_a_last_one() -> None:
    assert FILES
    # The sample is kept as it was given.
    made = [path for path in FILES if path.suffix != ".txt" or path.parent.name != "sample"]
    assert [name_of(path) for path in FILES if b"\r" in path.read_bytes()] == []
    assert [name_of(path) for path in made if not path.read_bytes().endswith(b"\n")] == []


@pytest.mark.parametrize(
    ("line", "is_found"),
    [("see /home/ann/x", True), ("in /root/x", True), ("https://x.org/home/a", False)],
)
def test_pattern_of_machines(line: str, is_found: bool) -> None:
    assert bool(MACHINE.search(line)) is is_found


def cells_of(path: Path) -> list[dict[str, object]]:
    return json.loads(path.read_text(encoding="utf8"))["cells"]


def code_of(path: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in cells_of(path) if cell["cell_type"] == "code"]  # type: ignore[arg-type]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_notebook_is_committed_without_outputs(path: Path) -> None:
    code = [cell for cell in cells_of(path) if cell["cell_type"] == "code"]
    assert [n for n, cell in enumerate(code) if cell["outputs"] or cell["execution_count"]] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_cells_have_at_most_ten_lines(path: Path) -> None:
    assert [code for code in code_of(path) if len(code.splitlines()) > 10] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_notebook_defines_nothing_and_loops_over_nothing(path: Path) -> None:
    magic = re.compile(r"^\s*[%!].*$", flags=re.MULTILINE)
    trees = [ast.parse(magic.sub("", code)) for code in code_of(path)]
    heavy = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.While)
    assert [
        ast.unparse(node) for tree in trees for node in ast.walk(tree) if isinstance(node, heavy)
    ] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_text_stands_before_code(path: Path) -> None:
    kinds = [cell["cell_type"] for cell in cells_of(path)]
    assert kinds[0] == "markdown"
    # Two cells of code in a row are one step; three are a page without a word.
    assert not any(kinds[n : n + 3] == ["code"] * 3 for n in range(len(kinds)))
