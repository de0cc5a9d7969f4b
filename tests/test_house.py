"""The house: rooms import each other through their faces, and only a few modules touch the disk.

The order of the rooms itself is held by import-linter (``pyproject.toml``), which `make test` runs.
"""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import framing as fr

ROOMS = tuple(
    "tables codebook text articles mentions measures portrayals coders runs figures pages".split()
)
FACES = {*ROOMS, "pages.notebook"}
"""The widgets of a notebook have a face of their own, since they need more than the rest."""
ON_DISK = {
    *"articles.companions articles.formats.containers.archives articles.formats.inputs".split(),
    *"articles.formats.units codebook.codebook codebook.files codebook.frames_yaml".split(),
    *"codebook.learnt coders.codings coders.kinds coders.learning.files figures.saving".split(),
    "measures.network.network",
    "pages.article.page",
    "pages.layout",
    *"pages.notebook.codes_file pages.notebook.widgets pages.report.writing rebuild".split(),
    *"pages.handout pages.questions pages.slides".split(),
    *"pages.sheet pages.validation.page runs.manifest runs.memory runs.notebooks".split(),
    *"runs.stores.disk runs.stores.shelves text.word_classes".split(),
    *"tables.storage.csv_files tables.storage.files tables.storage.lock".split(),
    *"tables.storage.parts workshop".split(),
}
MAY_PRINT = {"cli", "commands", "rebuild", "__main__"}
DISK_CALLS = {
    *"open read_text read_bytes write_text write_bytes read_csv read_parquet read_json".split(),
    *"to_csv to_parquet to_json to_excel to_pickle savefig mkdir unlink rmtree iterdir".split(),
    "rglob",
}
FORBIDDEN_CALLS = {
    "eval",
    "exec",
    "__import__",
    "yaml.load",
    "yaml.unsafe_load",
    "yaml.full_load",
    "os.system",
}
FORBIDDEN_IMPORTS = {
    "pickle",
    "marshal",
    "shelve",
    "dill",
    "requests",
    "httpx",
    "urllib.request",
    "socket",
}
OF_CHARACTERS = (
    "text.characters",
    "text.paragraphs",
    "text.quotations",
    "text.clauses",
    "text.splitting",
)
"""Modules that a browser without compiled packages can load."""
MAX_LINES = 350

PACKAGE = Path(fr.__file__).parent


def name_of(path: Path) -> str:
    """``articles.dates`` for a module; ``articles`` for the face of a room."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


SOURCES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
MODULES = [name for name in SOURCES if name not in ("__init__", "__main__")]


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(SOURCES[module].read_text(encoding="utf8"))


def own_imports(tree: ast.AST, module: str, *, is_package: bool = False) -> set[str]:
    """Places inside the kit that a module imports from, as dotted paths."""
    parts = module.split(".")
    package = parts if is_package else parts[:-1]
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            if node.level:
                base = package[: len(package) - (node.level - 1)]
                found.add(".".join([*base, *([node.module] if node.module else [])]))
            elif node.module and node.module.partition(".")[0] == "framing":
                found.add(node.module.partition(".")[2])
        elif isinstance(node, ast.Import):
            found |= {
                alias.name.partition(".")[2]
                for alias in node.names
                if alias.name.partition(".")[0] == "framing"
            }
    return found


def room_of(module: str) -> str:
    return module.partition(".")[0]


def past_the_face(module: str) -> set[str]:
    """Imports that reach into another room past its face."""
    source = SOURCES[module]
    imported = own_imports(tree_of(module), module, is_package=source.stem == "__init__")
    return {
        place
        for place in imported
        if room_of(place) in ROOMS and room_of(place) != room_of(module) and place not in FACES
    }


@cache
def foreign_imports(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level:
            module = node.module or ""
            found |= {
                one for alias in node.names for one in _with_parents(f"{module}.{alias.name}")
            }
        elif isinstance(node, ast.Import):
            found |= {one for alias in node.names for one in _with_parents(alias.name)}
    return found


def _with_parents(module: str) -> set[str]:
    parts = module.split(".")
    return {".".join(parts[: n + 1]) for n in range(len(parts))}


@cache
def calls(tree: ast.AST) -> set[str]:
    """What is called, as it is written: ``open``, ``yaml.load``, ``file.read_text``."""
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def test_the_folders_are_the_rooms() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir()} - {"__pycache__", "_data"}
    assert folders == set(ROOMS)
    assert len([path for path in PACKAGE.iterdir() if path.is_file()]) <= 10


def test_rooms_import_each_other_through_their_faces() -> None:
    assert {module: found for module in MODULES if (found := past_the_face(module))} == {}


def test_modules_are_short() -> None:
    lengths = {
        module: len(SOURCES[module].read_text(encoding="utf8").splitlines()) for module in MODULES
    }
    assert {module: n for module, n in lengths.items() if n > MAX_LINES} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_face_says_what_enters_what_leaves_and_what_does_not_belong(room: str) -> None:
    said = ast.get_docstring(tree_of(room))
    assert said is not None
    assert "in;" in said
    assert " out." in " ".join(said.split())
    assert len(said.split()) >= 20


def test_modules_leave_the_disk_alone() -> None:
    assert {
        module: found
        for module in sorted(set(MODULES) - ON_DISK)
        if (found := {call.split(".")[-1] for call in calls(tree_of(module))} & DISK_CALLS)
    } == {}


def test_modules_on_the_disk_are_there() -> None:
    assert ON_DISK - set(MODULES) == set()


def test_modules_run_nothing_unsafe() -> None:
    assert {
        module: found
        for module in SOURCES
        if (
            found := calls(tree_of(module)) & FORBIDDEN_CALLS
            | foreign_imports(tree_of(module)) & FORBIDDEN_IMPORTS
        )
    } == {}


def test_modules_do_not_print() -> None:
    printing = {module for module in SOURCES if "print" in calls(tree_of(module))}
    assert printing <= MAY_PRINT


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from .dates import parse_date", {"articles.dates"}),
        ("from ..text import fold", {"text"}),
        ("from ..text.characters import fold", {"text.characters"}),
        ("from .. import text", {""}),
        ("def f():\n    from framing.cli import main", {"cli"}),
        ("import framing.cli", {"cli"}),
        ("import regex", set()),
    ],
)
def test_reader_of_imports(source: str, expected: set[str]) -> None:
    assert own_imports(ast.parse(source), "articles.reading") == expected


def test_reader_of_imports_of_a_face() -> None:
    assert own_imports(ast.parse("from .dates import x"), "articles", is_package=True) == {
        "articles.dates"
    }


def loaded_by(code: str, *names: str) -> set[str]:
    """Which of the named packages a fresh Python has loaded after the code."""
    ask = f"{code}\nimport sys\nprint(*sorted({set(names)} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_defines_and_loads_nothing() -> None:
    heavy = ("numpy", "pandas", "regex", "vaderSentiment", "textblob", "matplotlib")
    assert loaded_by("import framing", *heavy) == set()


@pytest.mark.build
def test_reading_and_scoring_load_neither_lexicons_nor_charts() -> None:
    code = "import framing as fr\nfr.read_articles, fr.analyse, fr.score_sentiment"
    assert loaded_by(
        code, "pandas", "vaderSentiment", "textblob", "nltk", "matplotlib", "requests"
    ) == {"pandas"}


@pytest.mark.parametrize("module", OF_CHARACTERS)
def test_module_of_characters_needs_the_standard_library_alone(module: str) -> None:
    compiled = ("numpy", "pandas", "regex", "ahocorasick_rs")
    assert loaded_by(f"import framing.{module}", *compiled) == set()


def test_public_names_are_those_of_the_stub_and_are_there() -> None:
    stub = ast.parse((PACKAGE / "__init__.pyi").read_text(encoding="utf8"))
    named = [
        alias.name for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names
    ]
    assert sorted(named) == fr.__all__ == dir(fr)
    assert [name for name in fr.__all__ if not callable(getattr(fr, name))] == []


@pytest.mark.build
def test_public_name_wins_over_a_module_of_the_same_name() -> None:
    ask = "import framing.cli, framing as fr\nfr.rebuild\nprint(type(fr.rebuild).__name__)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "function"
