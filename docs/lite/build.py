"""Build a site on which the first notebooks run in the reader's browser, with nothing installed.

    python docs/lite/build.py --out build/lite

It needs npm, and the package registries while it builds. The site is OUT/site: any server of files
can serve it. The Python in it, its shell and the parts of the kit that need no pandas lie in the
site itself, so that they work without a network. What was compiled for browsers (pandas,
matplotlib) is left where the makers of that Python publish it, and is fetched from there by the
reader's browser when a notebook asks for it.
"""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SHELL = ("micropip", "ipython", "jedi", "lazy-loader")
"""What the kernel starts with, and what the kit starts with, of what is packaged for browsers;
their needs come too.
"""
LIBRARIES = ("comm", "vaderSentiment")
"""Other pure Python that works without a network."""
LEFT_OUT = (
    "framing/_data/model/",
    "framing/_data/notebooks/",
    "framing/_data/coding/",
    "framing/_data/docs/",
)
"""What the kit cannot use in a browser, or not without pandas."""


def run(*command: object, cwd: Path | None = None) -> str:
    """Run a command and give what it prints; a failure says what was run and what it said."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(
            f"{' '.join(map(str, command))}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        )
    return done.stdout


def make_environment(folder: Path) -> Path:
    """An environment of its own for the builder of the site; its Python."""
    python, wanted = folder / "bin" / "python", HERE / "requirements.txt"
    uv = shutil.which("uv", path=Path(sys.executable).parent) or shutil.which("uv")
    if not python.exists() and uv:
        run(uv, "venv", "--quiet", "--seed", "--python", sys.executable, folder)
        run(uv, "pip", "install", "--quiet", "--python", python, "-r", wanted)
    elif not python.exists():
        run(sys.executable, "-m", "venv", folder)
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", wanted)
    return python


def find_distribution(environment: Path) -> tuple[str, str]:
    """Address and version of the browser's Python that the kernel was made for, as the kernel
    itself has them.
    """
    scripts = environment.glob(
        "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/*.js"
    )
    for script in sorted(scripts):
        found = re.search(
            r"https://[\w./-]+/pyodide/v([\d.]+)/full/", script.read_text(encoding="utf8")
        )
        if found:
            return found.group(0), found.group(1)
    raise SystemExit("the kernel does not say which Pyodide it was made for")


def fetch_distribution(folder: Path, version: str) -> Path:
    """The core of the browser's Python, without its packages."""
    unpacked = folder / version / "pyodide"
    if not unpacked.exists():
        unpacked.parent.mkdir(parents=True, exist_ok=True)
        run("npm", "pack", f"pyodide@{version}", "--silent", cwd=unpacked.parent)
        with tarfile.open(next(unpacked.parent.glob("pyodide-*.tgz"))) as archive:
            archive.extractall(unpacked.parent, filter="data")
        (unpacked.parent / "package").rename(unpacked)
    return unpacked


def find_closure(packages: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    """All packages of a lock file that the named ones need."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name not in found:
            found.add(name)
            waiting += packages[name]["depends"]
    return sorted(found)


def fetch_wheels(python: Path, specifiers: list[str], folder: Path, version: str) -> None:
    """Wheels of pure Python for the browser's version of it."""
    run(
        python,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary=:all:",
        "--python-version",
        version,
        "--implementation",
        "py",
        "--abi",
        "none",
        "--platform",
        "any",
        "--dest",
        folder,
        *specifiers,
    )


def rewrite_lock(
    lock: dict[str, Any], wheels: Path, local: list[str], address: str
) -> dict[str, Any]:
    """The lock file for this site: the shell's packages lie beside it, all others where they are
    published.
    """
    own = {
        re.sub(r"[-_.]+", "-", path.name.split("-")[0]).lower(): path
        for path in wheels.glob("*.whl")
    }
    for name, package in lock["packages"].items():
        if name in local:
            package["file_name"] = own[name].name
            package["sha256"] = hashlib.sha256(own[name].read_bytes()).hexdigest()
        else:
            package["file_name"] = address + package["file_name"]
    return lock


def make_kit(folder: Path) -> Path:
    """The kit's wheel without the model, which needs a runtime that browsers have not."""
    whole = folder / "whole"
    shutil.rmtree(whole, ignore_errors=True)
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", whole, cwd=ROOT)
    (wheel,) = whole.glob("*.whl")
    small = folder / wheel.name
    with (
        zipfile.ZipFile(wheel) as source,
        zipfile.ZipFile(small, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name.startswith(LEFT_OUT):
                continue
            content = source.read(name)
            if name.endswith(".dist-info/RECORD"):
                lines = content.decode("utf8").splitlines(keepends=True)
                content = "".join(line for line in lines if not line.startswith(LEFT_OUT)).encode(
                    "utf8"
                )
            target.writestr(source.getinfo(name), content)
    shutil.rmtree(whole)
    return small


def build(out: Path) -> Path:
    """Build the site; its folder."""
    out.mkdir(parents=True, exist_ok=True)
    environment = out / "env"
    python = make_environment(environment)
    address, version = find_distribution(environment)
    core = fetch_distribution(out / "core", version)
    lock = json.loads((core / "pyodide-lock.json").read_text(encoding="utf8"))
    local = find_closure(lock["packages"], SHELL)
    wheels = out / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    python_version = ".".join(lock["info"]["python"].split(".")[:2])
    fetch_wheels(
        python,
        [f"{name}=={lock['packages'][name]['version']}" for name in local],
        wheels / "shell",
        python_version,
    )
    fetch_wheels(python, list(LIBRARIES), wheels / "libraries", python_version)
    make_kit(wheels / "libraries")

    lite, site = out / "lite", out / "site"
    for folder in (lite, site):
        shutil.rmtree(folder, ignore_errors=True)
    # Where the builder looks for a Python that it need not fetch.
    staged = lite / "static" / "pyodide"
    shutil.copytree(core, staged)
    for wheel in (wheels / "shell").glob("*.whl"):
        shutil.copy2(wheel, staged)
    lock = rewrite_lock(lock, wheels / "shell", local, address)
    (staged / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf8")
    (lite / "files").mkdir(parents=True)
    for notebook in sorted(HERE.glob("*.ipynb")):
        shutil.copy2(notebook, lite / "files")
    options = [
        f"--piplite-wheels={wheel}" for wheel in sorted((wheels / "libraries").glob("*.whl"))
    ]
    run(
        python,
        "-m",
        "jupyter",
        "lite",
        "build",
        "--lite-dir",
        lite,
        "--contents",
        lite / "files",
        "--output-dir",
        site,
        *options,
        cwd=lite,
    )
    return site


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--out", type=Path, default=ROOT / "build" / "lite", help="folder (default: build/lite)"
    )
    site = build(parser.parse_args().out.resolve())
    print(f"built {site}\nserve it: python -m http.server --bind 127.0.0.1 --directory {site}")


if __name__ == "__main__":
    main()
