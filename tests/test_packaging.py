"""What an installation gets: the wheel, its licences, and the lists of what it needs."""

import re
import runpy
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
ASSETS = ROOT / "framing" / "pages" / "assets"
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
NOTEBOOKS = [Requirement(line) for line in PROJECT["optional-dependencies"]["notebooks"]]
DEV = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf8")
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf8"))


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.build
def test_wheel_holds_the_codebook_the_model_and_the_sample(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("codebook", "model", "sample", "workshop", "coding"):
        for file in (ROOT / "data" / folder).iterdir():
            assert f"framing/_data/{folder}/{file.name}" in names


@pytest.mark.build
def test_wheel_holds_what_the_widgets_run_in_the_browser(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assets = {f"framing/pages/assets/{file.name}" for file in ASSETS.iterdir()}
    assert (
        {f"framing/pages/assets/{name}" for name in ("explorer.js", "coder.js", "widgets.css")}
        <= assets
        <= names
    )


@pytest.mark.build
def test_the_readme_of_a_registry_has_no_picture_and_no_link_of_the_repository(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (metadata,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
    text = archive.read(metadata).decode("utf8")
    assert "Description-Content-Type: text/markdown" in text
    assert "## How good it is" in text
    assert re.findall(r"\]\((?!https?:|#)", text) == []
    assert "macro-F1 61.0" in text, "the words of a link stay"


def test_with_an_address_pictures_and_links_of_the_readme_lead_there() -> None:
    text = "![a b](docs/x.webp) [c](docs/y.md#z) [d](https://example.org/) [e](#f)"
    assert runpy.run_path(str(ROOT / "docs" / "readme.py"))["make_portable"](
        text, "https://host.example/kit/"
    ) == (
        "![a b](https://host.example/kit/docs/x.webp) [c](https://host.example/kit/docs/y.md#z) "
        "[d](https://example.org/) [e](#f)"
    )


@pytest.mark.build
def test_wheel_holds_nothing_but_the_package(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [
        name for name in names if not re.match(r"framing/|framing-[\d.]+\.dist-info/", name)
    ] == []
    assert [name for name in names if name.endswith(".pyc")] == []
    assert all(
        name.startswith("framing/_data/notebooks/") for name in names if name.endswith(".ipynb")
    )


@pytest.mark.build
def test_wheel_analyses_a_text_in_another_environment(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "env", cwd=tmp_path)
    base = {"base": str(tmp_path / "env"), "platbase": str(tmp_path / "env")}
    site = Path(sysconfig.get_path("purelib", scheme="venv", vars=base))
    zipfile.ZipFile(wheel).extractall(site)
    # A line of a .pth file brings the dependencies, but not the editable installation of the kit
    # itself.
    (site / "dependencies.pth").write_text(
        "\n".join({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    )
    (tmp_path / "one.txt").write_text("China praised Russia.\n")
    code = (
        "import framing as fr\n"
        "from framing.codebook.files import shipped_codebook\n"
        "tables = fr.analyse_path('one.txt', 'out')\n"
        "print(fr.__file__)\n"
        "print(shipped_codebook())\n"
        "print(*tables['mentions']['actor_id'])\n"
        "print(tables['scores'].query('measure == \"targeted\"')['value'].notna().sum())\n"
        "print(len(fr.read_articles(shipped_codebook().parent / 'sample')))\n"
    )
    python = (
        Path(sysconfig.get_path("scripts", scheme="venv", vars=base)) / Path(sys.executable).name
    )
    package, codebook, actors, n_judged, n_articles = run(
        python, "-I", "-c", code, cwd=tmp_path
    ).splitlines()
    assert Path(package) == site / "framing" / "__init__.py"
    assert Path(codebook) == site / "framing" / "_data" / "codebook"
    assert (actors, n_judged, n_articles) == ("CHN RUS", "2", "1")


def closure(requirements: list[Requirement]) -> set[str]:
    """Names of all installed distributions that the requirements need, directly or not."""
    found: set[str] = set()
    waiting = [r for r in requirements if r.marker is None or r.marker.evaluate({"extra": ""})]
    while waiting:
        name = canonicalize_name(waiting.pop().name)
        if name in found:
            continue
        found.add(name)
        needs = [Requirement(line) for line in distribution(name).requires or []]
        waiting += [r for r in needs if r.marker is None or r.marker.evaluate({"extra": ""})]
    return found


def licence_of(name: str) -> str:
    data = distribution(name).metadata
    classifiers = [line for line in data.get_all("Classifier") or [] if line.startswith("License")]
    # Some packages put the whole text of their licence here; its first line names it.
    text = (data.get("License") or "").strip().split("\n")[0]
    return "; ".join(filter(None, [data.get("License-Expression"), text, *classifiers]))


@pytest.mark.parametrize("name", sorted(closure(RUNTIME)))
def test_licence_of_a_dependency_is_known_and_not_copyleft(name: str) -> None:
    assert licence_of(name)
    # Of licences that are offered as a choice, one that is not copyleft is enough.
    assert any(not re.search(r"GPL|GNU|Affero", one) for one in licence_of(name).split(" OR "))


def conda_requirements() -> dict[str, Requirement]:
    plain = [entry for entry in ENVIRONMENT["dependencies"] if isinstance(entry, str)]
    (pip,) = (entry["pip"] for entry in ENVIRONMENT["dependencies"] if isinstance(entry, dict))
    lines = [line for line in [*plain, *pip] if not line.startswith(("python=", "-e"))]
    return {canonicalize_name(r.name): r for r in map(Requirement, lines)}


@pytest.mark.parametrize("needed", [*RUNTIME, *NOTEBOOKS], ids=str)
def test_environment_holds(needed: Requirement) -> None:
    assert conda_requirements()[canonicalize_name(needed.name)].specifier == needed.specifier


def test_environment_holds_nothing_else() -> None:
    needed = {canonicalize_name(r.name) for r in (*RUNTIME, *NOTEBOOKS)}
    assert set(conda_requirements()) - {"pip"} == needed


def test_environment_is_one_that_binder_reads() -> None:
    assert "conda-forge" in ENVIRONMENT["channels"]
    assert [e for e in ENVIRONMENT["dependencies"] if str(e).startswith("python=")] == [
        "python=3.12"
    ]
    assert ENVIRONMENT["dependencies"][-1]["pip"][-1] == "-e ."
    assert not (ROOT / "binder").exists()


@pytest.mark.parametrize("needed", [*RUNTIME, *NOTEBOOKS, *DEV], ids=str)
def test_lock_satisfies(needed: Requirement) -> None:
    pins = [Requirement(line) for line in LOCK.splitlines() if line.strip()]
    versions = [
        next(iter(pin.specifier)).version
        for pin in pins
        if canonicalize_name(pin.name) == needed.name
    ]
    assert versions
    assert [version for version in versions if version not in needed.specifier] == []


def test_lock_holds_pins_alone() -> None:
    assert [
        line for line in LOCK.splitlines() if not re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .+)?", line)
    ] == []
    assert not re.search(r"://|@ |/|\\", LOCK)


def test_installed_version_is_that_of_the_project() -> None:
    try:
        installed = distribution("framing").version
    except PackageNotFoundError:
        pytest.skip("the kit is not installed")
    assert installed == PROJECT["version"]
