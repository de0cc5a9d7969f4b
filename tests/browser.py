"""A real JupyterLab and a real browser for the tests, and nothing of the network beside them.

Needs Chromium (Debian and Ubuntu: the package `chromium`). The folder for screenshots is that of
``--screenshots``, or else a temporary one.
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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from notebooks import write_notebook

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
SECONDS = 600
"""After which what should have come is given up, on a crowded machine too."""
HARMLESS = (
    # JupyterLab asks whether a file is there, and the answer that it is not is an error to the
    # browser.
    r"Failed to load resource: the server responded with a status of 404 "
    r".*/api/contents/.*workspace",
    # The sockets of a kernel that a test has killed.
    r"WebSocket connection to 'ws://127\.0\.0\.1:\d+/api/kernels/",
)
"""Messages of JupyterLab on the console that mean no harm."""


class Lab:
    """A JupyterLab that serves one folder and knows nothing of the user's settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.token = secrets.token_hex(16)
        names = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
        own = {f"JUPYTER_{name}": str(folder / f".{name.lower()}") for name in names}
        own |= {
            f"JUPYTERLAB_{name}_DIR": str(folder / f".{name.lower()}")
            for name in ("WORKSPACES", "SETTINGS")
        }
        overrides = folder / ".config_dir" / "labconfig" / "default_setting_overrides.json"
        overrides.parent.mkdir(parents=True)
        settings = {
            "@jupyterlab/apputils-extension:notification": {
                "fetchNews": "false",
                "checkForUpdates": False,
            },
            # So that cells out of sight are in the page, too.
            "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
        }
        overrides.write_text(json.dumps(settings), encoding="utf8")
        self.log = (folder / "lab.log").open("w", encoding="utf8")
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "jupyter",
                "lab",
                "--no-browser",
                "--allow-root",
                "--ServerApp.ip=127.0.0.1",
                f"--ServerApp.port={self.port}",
                "--ServerApp.port_retries=0",
                f"--IdentityProvider.token={self.token}",
                "--LabApp.extension_manager=readonly",
                f"--ServerApp.root_dir={folder}",
            ],
            env={**os.environ, **own},
            stdout=self.log,
            stderr=subprocess.STDOUT,
            cwd=folder,
        )
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

    def is_ready(self, notebook: str) -> bool:
        """The kernel is idle, and the page has reached it: before that, a cell that is run waits
        for ever.
        """
        return any(
            s["path"] == notebook
            and s["kernel"]["execution_state"] == "idle"
            and s["kernel"]["connections"]
            for s in self.ask("sessions") or []
        )

    def write_notebook(self, name: str, cells: Sequence[str]) -> None:
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        write_notebook(self.folder / name, cells, kernelspec=kernel)

    def stop(self) -> None:
        self.ask("shutdown", "POST")
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()


class Visit:
    """A notebook in a page of the browser, and what the page asked for and complained of."""

    def __init__(self, page: Any, lab: Lab, notebook: str) -> None:
        self.page, self.lab, self.notebook = page, lab, notebook
        self.asked: list[str] = []
        self.errors: list[str] = []
        page.set_default_timeout(1000 * SECONDS)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "dialog",
            lambda dialog: (self.errors.append(f"dialog: {dialog.message}"), dialog.dismiss()),
        )
        page.on("console", self._hear)
        page.route("**/*", self._only_here)
        page.goto(lab.address(notebook))
        page.wait_for_selector(".jp-Notebook")
        self.wait(lambda: lab.is_ready(notebook), "the page did not reach the kernel")

    def _only_here(self, route: Any) -> None:
        if route.request.url.startswith((f"http://127.0.0.1:{self.lab.port}/", "data:", "blob:")):
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def _hear(self, message: Any) -> None:
        said = f"{message.text} {(message.location or {}).get('url', '')}"
        if message.type == "error" and not any(re.search(known, said) for known in HARMLESS):
            self.errors.append(said)

    def wait(self, is_there: Callable[[], Any], complaint: str) -> None:
        """Ask again until it is there; the page's own pause, since its requests wait for it."""
        try:
            wait_for(is_there, complaint, lambda: self.page.wait_for_timeout(150))
        except AssertionError:
            self.page.screenshot(path=str(self.lab.folder / "stuck.png"))
            raise

    def run_all(self) -> None:
        """Run all cells, and wait until each has its number; an error in one is raised here."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        self.wait(self._ran, "not every cell ran")

    def run_cell(self, number: int) -> str:
        """Run one cell, and give what it says."""
        cell = self.page.locator(".jp-CodeCell").nth(number)
        before = cell.locator(".jp-InputPrompt").inner_text()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        self.wait(
            lambda: (
                re.fullmatch(r"\[\d+\]:", now := cell.locator(".jp-InputPrompt").inner_text())
                and now != before
            ),
            f"cell {number} did not run",
        )
        said = cell.locator(".jp-OutputArea-output")
        return str(said.last.inner_text()) if said.count() else ""

    def _ran(self) -> bool:
        prompts = self.page.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts()
        faults = self.page.locator(
            '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"] .ansi-red-fg'
        )
        error = self.page.locator(
            '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]'
        )
        assert not error.count(), error.first.inner_text()
        assert not faults.count(), faults.first.inner_text()
        return bool(prompts) and all(
            re.fullmatch(r"\[\d+\]:", prompt.strip()) for prompt in prompts
        )

    def find_serious(self, selector: str) -> list[str]:
        """What axe-core calls serious or critical in a part of the page."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page, context=selector).response["violations"]
        return [
            f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:160]}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ]


def wait_for(
    is_there: Callable[[], Any],
    complaint: str,
    pause: Callable[[], object] = lambda: time.sleep(0.3),
) -> None:
    """Ask again until it is there."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if is_there():
            return
        pause()
    raise AssertionError(complaint)


@contextmanager
def launch() -> Iterator[Any]:
    """A browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def visit(
    browser: Any, lab: Lab, notebook: str, *, width: int = 1400, height: int = 1100
) -> Iterator[Visit]:
    """Open a notebook in a page of its own."""
    page = browser.new_page(viewport={"width": width, "height": height})
    yield Visit(page, lab, notebook)
    page.close()
