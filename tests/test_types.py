"""The types of the kit hold together.

It is a test so that other tests run beside it: mypy takes one processor for as long as it takes.
"""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.build
def test_mypy_finds_no_fault() -> None:
    command = [sys.executable, "-m", "mypy"]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
