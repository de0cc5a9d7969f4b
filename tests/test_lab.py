"""A notebook in a real JupyterLab in a real browser: run it, use a control, and look at the picture that comes.

Needs Chromium (Debian and Ubuntu: the package `chromium`); nothing outside this machine is asked for anything.
"""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
SECONDS = 120
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")


class Lab:
    """A JupyterLab that serves one folder and knows nothing of the user's settings."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.token = secrets.token_hex(16)
        names = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
        own = {f"JUPYTER_{name}": str(folder / f".{name.lower()}") for name in names}
        own |= {f"JUPYTERLAB_{name}_DIR": str(folder / f".{name.lower()}") for name in ("WORKSPACES", "SETTINGS")}
        overrides = folder / ".config_dir" / "labconfig" / "default_setting_overrides.json"
        overrides.parent.mkdir(parents=True)
        quiet = {"fetchNews": "false", "checkForUpdates": False}
        overrides.write_text(json.dumps({"@jupyterlab/apputils-extension:notification": quiet}), encoding="utf8")
        self.log = (folder / "lab.log").open("w", encoding="utf8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1",
             f"--ServerApp.port={self.port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={self.token}",
             "--LabApp.extension_manager=readonly", f"--ServerApp.root_dir={folder}"],
            env={**os.environ, **own}, stdout=self.log, stderr=subprocess.STDOUT, cwd=folder,
        )  # fmt: skip
        wait_for(lambda: self.ask("status"), "JupyterLab did not start")

    def ask(self, what: str, method: str = "GET") -> Any:
        """What the server's interface answers; nothing where it does not yet."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/{what}", method=method)
        request.add_header("Authorization", f"token {self.token}")
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return json.loads(answer.read() or b"{}")
        except OSError:
            return None

    def address(self, notebook: str) -> str:
        return f"http://127.0.0.1:{self.port}/doc/tree/{notebook}?token={self.token}&reset"

    def is_ready(self) -> bool:
        """The kernel is idle, and the page has reached it: before that, a cell that is run waits for ever."""
        return any(
            s["kernel"]["execution_state"] == "idle" and s["kernel"]["connections"] for s in self.ask("sessions") or []
        )

    def stop(self) -> None:
        self.ask("shutdown", "POST")
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()


def wait_for(
    is_there: Callable[[], Any], complaint: str, pause: Callable[[], object] = lambda: time.sleep(0.3)
) -> None:
    """Ask again until it is there. With a page, `pause` must be the page's own, since its requests wait for it."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if is_there():
            return
        pause()
    raise AssertionError(complaint)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Lab, Path]]:
    folder = tmp_path_factory.mktemp("lab")
    (folder / "notebooks").mkdir()
    shutil.copytree(ROOT / "data" / "workshop", folder / "data" / "workshop")
    shutil.copytree(ROOT / "data" / "coding", folder / "data" / "coding")
    shutil.copy2(ROOT / "notebooks" / "07_portrayal.ipynb", folder / "notebooks")
    server = Lab(folder)
    yield server, folder
    server.stop()


def test_a_control_in_a_notebook_changes_the_picture(lab: tuple[Lab, Path]) -> None:
    from playwright.sync_api import sync_playwright

    server, folder = lab
    asked, errors = [], []

    def only_here(route: Any) -> None:
        if route.request.url.startswith((f"http://127.0.0.1:{server.port}/", "data:", "blob:")):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(1000 * SECONDS)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.route("**/*", only_here)

        page.goto(server.address("notebooks/07_portrayal.ipynb"))
        page.wait_for_selector(".jp-Notebook")
        wait_for(server.is_ready, "the page did not reach the kernel", lambda: page.wait_for_timeout(300))
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        # The last prompt gets its number when all cells before it are done.
        wait_for(lambda: all_cells_ran(page, folder), "not every cell ran", lambda: page.wait_for_timeout(1_000))

        picker = page.locator(".jupyter-widgets select").first
        picker.scroll_into_view_if_needed()
        picture = page.locator(".widget-html img").first
        before = picture.get_attribute("src")
        picker.select_option(index=1)
        changed = "old => document.querySelector('.widget-html img')?.src !== old"
        page.wait_for_function(changed, arg=before)
        shown = page.locator(".widget-label", has_text="groups").last.inner_text()
        picture.screenshot(path=str(folder / "picture.png"))
        alt = picture.get_attribute("alt")
        browser.close()
    assert asked == [], "the page asked for something outside this machine"
    assert errors == []
    assert re.search(r"by outlet: \d groups", shown)
    assert shown.split(" by ")[0] in alt, "the picture is of the actor that was chosen"
    assert (folder / "picture.png").stat().st_size > 10_000


def all_cells_ran(page: Any, folder: Path) -> bool:
    """Save the notebook, and see in the file whether every cell has its number; an error is raised here."""
    page.keyboard.press("Control+s")
    content = nbformat.read(folder / "notebooks" / "07_portrayal.ipynb", as_version=4)
    cells = [cell for cell in content.cells if cell.cell_type == "code" and cell.source.strip()]
    faults = [output for cell in cells for output in cell.outputs if output.output_type == "error"]
    assert not faults, faults[0].evalue
    return all(cell.execution_count for cell in cells)
