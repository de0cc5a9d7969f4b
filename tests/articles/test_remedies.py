"""Each kind of finding has a remedy."""

import ast
from itertools import pairwise
from pathlib import Path

import framing as fr
from framing.articles import REMEDIES
from framing.tables import SEVERITIES


def named_checks() -> set[str]:
    """The checks that the code names: a word before a severity, or the first that is said."""
    names = set()
    package = Path(fr.__file__).parent
    for path in [*package.glob("articles/**/*.py"), *package.glob("runs/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call):
                items = node.args
                method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                is_said = method in ("say", "only_findings")
            elif isinstance(node, ast.Tuple):
                items, is_said = node.elts, False
            else:
                continue
            words = [item.value if isinstance(item, ast.Constant) else None for item in items]
            names |= {a for a, b in pairwise(words) if a and b in SEVERITIES}
            if is_said and words and isinstance(words[0], str) and words[0].isidentifier():
                names.add(words[0])
    return names


def test_every_check_has_a_remedy() -> None:
    checks = named_checks()
    assert {"imprecise_date", "empty", "parts_left_out", "truncated", "unreadable"} <= checks
    assert checks - set(REMEDIES) - set(SEVERITIES) == set()
