"""Modules import downwards only, and only a few touch the disk: read from the source, not from a run."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import framing as fr

LADDER = [
    {"schema", "text", "clauses", "resampling"},
    {"matching", "splitting", "codebook", "corpus"},
    {"audit", "sentences", "readings"},
    {"mentions", "phrases"},
    {"masking", "reported", "targeted"},
    {"sentiment", "frames", "attributions", "voice", "roles"},
    {"observations", "context", "refinement"},
    {"sums"},
    {"portrayal"},
    {"comparison", "keyness", "timeline", "robustness", "coding"},
    {"reliability"},
    {"validation"},
    {"pipeline"},
    {"style"},
    {"plots"},
    {"plots_of_groups", "canvas"},
    {"figures_of_groups"},
    {"figures"},
    {"widgets", "rebuild", "workshop"},
    {"cli"},
]
STEP = {module: step for step, modules in enumerate(LADDER) for module in modules}
ON_DISK = {"corpus", "codebook", "targeted", "pipeline", "canvas", "widgets", "rebuild", "workshop", "cli"}
MAY_PRINT = {"cli", "rebuild"}
DISK_CALLS = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "read_csv", "read_parquet", "read_json", "to_csv",
    "to_parquet", "to_json", "to_excel", "to_pickle", "savefig", "mkdir", "unlink", "rmtree", "iterdir", "rglob",
}  # fmt: skip
FORBIDDEN_CALLS = {"eval", "exec", "__import__", "yaml.load", "yaml.unsafe_load", "yaml.full_load", "os.system"}
FORBIDDEN_IMPORTS = {"pickle", "marshal", "shelve", "dill", "requests", "httpx", "urllib", "socket"}

SOURCES = {path.stem: path for path in sorted((Path(__file__).parent.parent / "framing").rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf8")) for name, path in SOURCES.items()}
MODULES = [name for name in SOURCES if name not in ("__init__", "__main__")]


def own_imports(tree: ast.AST) -> set[str]:
    """Modules of the kit that a module imports, in functions too."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            parts = (node.module or "").split(".")
            if node.level:
                found |= {parts[0]} if node.module else {alias.name for alias in node.names}
            elif parts[0] == "framing":
                found |= {parts[1]} if parts[1:] else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("framing.")}
    return found


def foreign_imports(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
    return found


def calls(tree: ast.AST) -> set[str]:
    """What is called, as it is written: ``open``, ``yaml.load``, ``file.read_text``."""
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def test_every_module_is_on_the_ladder() -> None:
    assert sorted(MODULES) == sorted(STEP)


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    wrong = {name for name in own_imports(TREES[module]) if STEP[name] >= STEP[module]}
    assert wrong == set()


@pytest.mark.parametrize("module", sorted(set(MODULES) - ON_DISK))
def test_module_leaves_the_disk_alone(module: str) -> None:
    assert {call.split(".")[-1] for call in calls(TREES[module])} & DISK_CALLS == set()


@pytest.mark.parametrize("module", SOURCES)
def test_module_runs_nothing_unsafe(module: str) -> None:
    assert calls(TREES[module]) & FORBIDDEN_CALLS == set()
    assert foreign_imports(TREES[module]) & FORBIDDEN_IMPORTS == set()


@pytest.mark.parametrize("module", sorted(set(SOURCES) - MAY_PRINT))
def test_module_does_not_print(module: str) -> None:
    assert "print" not in calls(TREES[module])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from .text import fold", {"text"}),
        ("from . import text, schema", {"text", "schema"}),
        ("def f():\n    from framing.cli import main", {"cli"}),
        ("import framing.cli", {"cli"}),
        ("import regex", set()),
    ],
)
def test_reader_of_imports(source: str, expected: set[str]) -> None:
    assert own_imports(ast.parse(source)) == expected


def loaded_by(code: str, *names: str) -> set[str]:
    """Which of the named packages a fresh Python has loaded after the code."""
    ask = f"{code}\nimport sys\nprint(*sorted({set(names)} & set(sys.modules)))"
    return set(subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout.split())


def test_import_defines_and_loads_nothing() -> None:
    assert loaded_by("import framing", "numpy", "pandas", "regex", "vaderSentiment", "textblob", "matplotlib") == set()


def test_reading_and_scoring_load_neither_lexicons_nor_charts() -> None:
    code = "import framing as fr\nfr.read_articles, fr.analyse, fr.score_sentiment"
    assert loaded_by(code, "pandas", "vaderSentiment", "textblob", "nltk", "matplotlib", "requests") == {"pandas"}


@pytest.mark.parametrize("module", ["text", "clauses", "splitting"])
def test_module_of_characters_needs_the_standard_library_alone(module: str) -> None:
    assert loaded_by(f"import framing.{module}", "numpy", "pandas", "regex", "ahocorasick_rs") == set()


def test_public_names_are_those_of_the_stub_and_are_there() -> None:
    stub = ast.parse((SOURCES["text"].parent / "__init__.pyi").read_text(encoding="utf8"))
    named = [alias.name for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(named) == fr.__all__ == dir(fr)
    assert [name for name in fr.__all__ if not callable(getattr(fr, name))] == []


def test_public_name_wins_over_a_module_of_the_same_name() -> None:
    ask = "import framing.cli, framing as fr\nfr.rebuild\nprint(type(fr.rebuild).__name__)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "function"
