"""The site on which the first notebook runs in a browser: built, served here, and booted without a
network.

Only where it is asked for, since it builds from npm's and Python's registries:
`pytest --registries -m lite`. It needs npm and Chromium.
"""

import functools
import hashlib
import http.server
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import CHROMIUM, SECONDS

from notebooks import code_of

ROOT = Path(__file__).parent.parent
LITE = ROOT / "docs" / "lite"
NOTEBOOKS = sorted(LITE.glob("*.ipynb"))
IS_DONE = r"""() =>
    document.querySelector(".jp-OutputArea-output .ansi-red-fg")
    || [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")]
        .every(p => /\[\d+\]/.test(p.innerText))
"""
"""Every cell has its number, or there is an error."""


def load_builder() -> Any:
    spec = importlib.util.spec_from_file_location("build_lite", LITE / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILDER = load_builder()


def test_closure_holds_what_the_needed_need() -> None:
    packages = {"a": {"depends": ["b_c"]}, "b-c": {"depends": ["a"]}, "d": {"depends": []}}
    assert BUILDER.find_closure(packages, ("a",)) == ["a", "b-c"]


def test_lock_keeps_the_shell_beside_it_and_the_rest_where_it_is_published(tmp_path: Path) -> None:
    (tmp_path / "b_c-2.0-py3-none-any.whl").write_bytes(b"wheel")
    lock = {
        "packages": {
            "b-c": {"file_name": "old.whl", "sha256": "0"},
            "d": {"file_name": "d.whl", "sha256": "1"},
        }
    }
    made = BUILDER.rewrite_lock(lock, tmp_path, ["b-c"], "https://example.org/v1/")["packages"]
    assert made["b-c"]["file_name"] == "b_c-2.0-py3-none-any.whl"
    assert made["b-c"]["sha256"] == hashlib.sha256(b"wheel").hexdigest()
    assert made["d"] == {"file_name": "https://example.org/v1/d.whl", "sha256": "1"}


@pytest.mark.build
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_without_what_browsers_lack(notebook: Path, tmp_path: Path) -> None:
    """In an ordinary Python, with the compiled packages that no browser has out of reach."""
    installs, *cells = code_of(notebook)
    assert installs.startswith("import piplite")
    absent = {"ahocorasick_rs", "onnxruntime", "tokenizers", "pyarrow", "datasketch"}
    if notebook.stem.startswith("00"):
        absent |= {"pandas", "numpy", "regex", "matplotlib", "yaml", "requests"}
    # As in a wheel, where the data lie inside the package.
    shutil.copytree(
        ROOT / "framing", tmp_path / "framing", ignore=shutil.ignore_patterns("__pycache__")
    )
    (tmp_path / "framing" / "_data").symlink_to(ROOT / "data")
    blocker = (
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name.split('.')[0] in {sorted(absent)}:\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Absent())\n"
    )
    code = blocker + "\n".join(cells).replace("plt.show()", "fig.savefig('figure.png')")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_notebook_that_needs_the_internet_says_so_and_that_it_is_untested() -> None:
    cells = {path.stem: json.loads(path.read_text("utf8"))["cells"] for path in NOTEBOOKS}
    prose = {name: "".join(own[0]["source"]) for name, own in cells.items()}
    assert "needs the internet" in prose["01_with_pandas"]
    assert "not tested in a browser" in prose["01_with_pandas"]
    assert "not tested" not in prose["00_first_steps"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not request.config.getoption("--registries"):
        pytest.skip("builds from npm's and Python's registries: pytest --registries")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here")
    if shutil.which("npm") is None:
        pytest.skip("there is no npm here")
    registry = subprocess.run(["npm", "ping"], capture_output=True, text=True, timeout=SECONDS)
    if registry.returncode:
        pytest.skip("npm's registry cannot be reached")
    folder = tmp_path_factory.mktemp("lite")
    done = subprocess.run(
        [sys.executable, str(LITE / "build.py"), "--out", str(folder)],
        capture_output=True,
        text=True,
        # Its environment is used once.
        env={**os.environ, "UV_COMPILE_BYTECODE": "0"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    handler = functools.partial(Quiet, directory=str(folder / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.browser
@pytest.mark.build
@pytest.mark.lite
def test_first_notebook_runs_in_a_browser_without_a_network(
    site: str, chromium: Any, tmp_path: Path
) -> None:
    asked: list[str] = []

    def only_here(route: Any) -> None:
        if route.request.url.startswith((f"{site}/", "data:", "blob:")):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    # The rule for names keeps the workers of the page in, whose requests no route sees.
    rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=["--no-sandbox", rules])
    # High enough for all cells: the lab takes the number from one that is out of sight.
    page = browser.new_page(viewport={"width": 1300, "height": 2400})
    page.set_default_timeout(1000 * SECONDS)
    page.route("**/*", only_here)
    page.goto(f"{site}/lab/index.html?path=00_first_steps.ipynb")
    page.wait_for_selector(".jp-Notebook")
    page.get_by_text("Python (Pyodide) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_function(IS_DONE)
    page.screenshot(path=str(tmp_path / "lite.png"))
    outputs = page.locator(".jp-OutputArea-output").all_inner_texts()
    browser.close()
    said = "\n".join(outputs)
    assert asked == []
    assert "Traceback" not in said, said
    assert len(outputs) == len(code_of(LITE / "00_first_steps.ipynb")) - 2, "two cells say nothing"
    assert "+0.42  United States" in said
    assert "+0.00  China" in said
