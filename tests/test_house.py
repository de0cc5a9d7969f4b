"""Modules import downwards only, and only a few touch the disk: read from the source, not from a
run.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import framing as fr

LADDER = [
    {"marks", "style", "spreadsheets", "schema", "text", "clauses", "lexicons", "resampling"},
    {"readers.units"},
    {"readers.encoding", "readers.columns", "readers.dates", "readers.packed"},
    {"readers.cells", "readers.tables", "readers.sniffing", "readers.exports", "readers.archives"},
    {"readers.warc", "readers.trees"},
    {"readers.plain", "readers.parquet", "readers.sheets"},
    {"readers.html", "readers.docx", "readers.rtf", "readers.pdf"},
    {"readers.feeds", "readers.listing"},
    {"readers"},
    {"matching", "splitting", "codebook", "corpus", "duplicates", "selection"},
    {"paraphrase", "sentences", "readings"},
    {"audit"},
    {"mentions", "phrases"},
    {"masking", "reported", "targeted"},
    {"sentiment", "frames", "attributions", "voice", "roles"},
    {"observations", "context", "refinement"},
    {"sums"},
    {"portrayal", "evidence", "redaction"},
    {"datasets", "steps"},
    {"comparison", "keyness", "timeline", "robustness", "coding"},
    {"exploration"},
    {"reliability"},
    {"validation"},
    {"shards", "workers"},
    {"pipeline"},
    {"plots"},
    {"plots_of_groups", "plots_of_health", "canvas"},
    {"figures_of_groups"},
    {"figures_of_health"},
    {"figures", "reader", "dossiers"},
    {"report_content"},
    {"widgets", "rebuild", "workshop", "doctor", "report"},
    {"coder", "explorer"},
    {"cli"},
]
STEP = {module: step for step, modules in enumerate(LADDER) for module in modules}
ON_DISK = {
    "readers.units",
    "readers.parquet",
    "readers.listing",
    "readers.archives",
    "corpus",
    "codebook",
    "targeted",
    "spreadsheets",
    "datasets",
    "shards",
    "pipeline",
    "canvas",
    "reader",
    "widgets",
    "coder",
    "rebuild",
    "workshop",
    "report",
    "cli",
}
MAY_PRINT = {"cli", "rebuild", "__main__"}
DISK_CALLS = {
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "read_csv",
    "read_parquet",
    "read_json",
    "to_csv",
    "to_parquet",
    "to_json",
    "to_excel",
    "to_pickle",
    "savefig",
    "mkdir",
    "unlink",
    "rmtree",
    "iterdir",
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
FORBIDDEN_IMPORTS = {"pickle", "marshal", "shelve", "dill", "requests", "httpx", "urllib", "socket"}

PACKAGE = Path(__file__).parent.parent / "framing"


def name_of(path: Path) -> str:
    """``readers.html`` for a module of a package in the package; ``readers`` for that package
    itself.
    """
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


SOURCES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf8")) for name, path in SOURCES.items()}
MODULES = [name for name in SOURCES if name not in ("__init__", "__main__")]


def own_imports(tree: ast.AST, package: str = "") -> set[str]:
    """Modules of the kit that a module imports, in functions too; `package` is the one inside the
    kit it stands in.
    """
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            name = node.module or ""
            if node.level:
                base = package if node.level == 1 else ""
            elif name.partition(".")[0] == "framing":
                base, name = "", name.partition(".")[2]
            else:
                continue
            start = ".".join(part for part in (base, name) if part)
            deeper = {f"{start}.{alias.name}" if start else alias.name for alias in node.names}
            modules = {one for one in deeper if one in SOURCES}
            found |= modules or ({start} if start else deeper)
        elif isinstance(node, ast.Import):
            found |= {
                alias.name.partition(".")[2]
                for alias in node.names
                if alias.name.startswith("framing.")
            }
    return found


def package_of(module: str) -> str:
    return (
        module
        if SOURCES[module].stem == "__init__" and module != "__init__"
        else module.rpartition(".")[0]
    )


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
    wrong = {
        name
        for name in own_imports(TREES[module], package_of(module))
        if STEP[name] >= STEP[module]
    }
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
        ("from framing.readers.units import Unit", {"readers.units"}),
        ("from framing.readers import units, read_unit", {"readers.units"}),
        ("from .readers import read_unit", {"readers"}),
        ("import regex", set()),
    ],
)
def test_reader_of_imports(source: str, expected: set[str]) -> None:
    assert own_imports(ast.parse(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from .units import Unit", {"readers.units"}),
        ("from . import units", {"readers.units"}),
        ("from ..text import normalise", {"text"}),
        ("from .. import text", {"text"}),
    ],
)
def test_reader_of_imports_inside_a_package(source: str, expected: set[str]) -> None:
    assert own_imports(ast.parse(source), "readers") == expected


def loaded_by(code: str, *names: str) -> set[str]:
    """Which of the named packages a fresh Python has loaded after the code."""
    ask = f"{code}\nimport sys\nprint(*sorted({set(names)} & set(sys.modules)))"
    return set(
        subprocess.run(
            [sys.executable, "-c", ask], capture_output=True, text=True, check=True
        ).stdout.split()
    )


def test_import_defines_and_loads_nothing() -> None:
    assert (
        loaded_by(
            "import framing", "numpy", "pandas", "regex", "vaderSentiment", "textblob", "matplotlib"
        )
        == set()
    )


def test_reading_and_scoring_load_neither_lexicons_nor_charts() -> None:
    code = "import framing as fr\nfr.read_articles, fr.analyse, fr.score_sentiment"
    assert loaded_by(
        code, "pandas", "vaderSentiment", "textblob", "nltk", "matplotlib", "requests"
    ) == {"pandas"}


@pytest.mark.parametrize("module", ["text", "clauses", "splitting"])
def test_module_of_characters_needs_the_standard_library_alone(module: str) -> None:
    assert (
        loaded_by(f"import framing.{module}", "numpy", "pandas", "regex", "ahocorasick_rs") == set()
    )


def test_public_names_are_those_of_the_stub_and_are_there() -> None:
    stub = ast.parse((SOURCES["text"].parent / "__init__.pyi").read_text(encoding="utf8"))
    named = [
        alias.name for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names
    ]
    assert sorted(named) == fr.__all__ == dir(fr)
    assert [name for name in fr.__all__ if not callable(getattr(fr, name))] == []


def test_public_name_wins_over_a_module_of_the_same_name() -> None:
    ask = "import framing.cli, framing as fr\nfr.rebuild\nprint(type(fr.rebuild).__name__)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "function"
