"""`framing doctor`: what it says of a whole installation, and of one that lacks something."""

import importlib.metadata
import json
import subprocess
import sys

import pytest
from packaging.requirements import Requirement

from framing import doctor
from framing.cli import main
from framing.doctor import Examined, examine, is_well, look_for, render


def without(name: str, found: str | None = None):  # type: ignore[no-untyped-def]
    """`importlib.metadata.version` where one package is missing, or has another version."""
    real = importlib.metadata.version

    def version(asked: str) -> str:
        if asked.lower() != name:
            return real(asked)
        if found is None:
            raise importlib.metadata.PackageNotFoundError(asked)
        return found

    return version


@pytest.fixture(scope="module")
def rows() -> list[Examined]:
    return examine()


def test_all_is_well_here(rows: list[Examined]) -> None:
    assert is_well(rows), render(rows)
    assert render(rows).endswith("all is well")
    assert list(dict.fromkeys(row.topic for row in rows)) == [
        "kit",
        "machine",
        "packages",
        "data",
        "extras",
    ]


def test_every_requirement_is_looked_at(rows: list[Examined]) -> None:
    lines = [
        line for line in importlib.metadata.requires("framing") or [] if "extra ==" not in line
    ]
    assert sorted(row.name for row in rows if row.topic == "packages") == sorted(
        Requirement(r).name for r in lines
    )


def test_what_comes_with_the_kit_is_read_and_used(rows: list[Examined]) -> None:
    found = {row.name: row.found for row in rows if row.topic == "data"}
    assert "digest" in found["codebook"]
    assert found["model"].endswith(tuple("0123456789"))
    assert "VADER +" in found["lexicons"]
    assert "draws with" in found["figures"]


def test_every_extra_is_described(rows: list[Examined]) -> None:
    declared = set(importlib.metadata.metadata("framing").get_all("Provides-Extra") or [])
    assert set(doctor.EXTRAS) == declared
    assert declared <= {row.name for row in rows if row.topic == "extras"}


@pytest.mark.parametrize(
    ("version", "state", "said"),
    [(None, "missing", "needs >=3.0"), ("2.1.0", "wrong", "2.1.0, needs >=3.0")],
)
def test_missing_or_old_package_has_its_remedy(
    version: str | None,
    state: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(importlib.metadata, "version", without("pandas", version))
    found = examine()
    (row,) = (row for row in found if row.name == "pandas")
    assert (row.state, row.found, row.remedy) == (state, said, 'pip install "pandas>=3.0"')
    assert not is_well(found)
    assert "not tried" in next(row.found for row in found if row.topic == "data")
    assert main(["doctor"]) == 1
    assert '-> pip install "pandas>=3.0"' in capsys.readouterr().out


def test_missing_extra_is_a_note_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", without("furo"))
    (row,) = (row for row in doctor._extras() if row.name == "docs")
    assert (row.state, row.remedy) == ("note", 'pip install "framing[docs]"')
    assert row.found.endswith("without furo")


def test_what_fails_is_said_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise OSError("the file is cut")

    monkeypatch.setattr(doctor, "_try_model", fail)
    found = doctor._data()
    assert [row.state for row in found] == ["ok", "ok", "wrong", "ok"]
    assert found[2].found == "OSError: the file is cut"


def test_version_of_a_requirement() -> None:
    assert look_for(Requirement("packaging>=1")) == ("ok", importlib.metadata.version("packaging"))


def test_json_holds_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {"topic", "name", "state", "found", "remedy"} == set(said[0])


def test_without_pandas_the_command_line_says_what_is_missing_and_no_traceback() -> None:
    code = (
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] == 'pandas':\n"
        "            raise ModuleNotFoundError(\"No module named 'pandas'\")\n"
        "sys.meta_path.insert(0, Absent())\n"
        "import importlib.metadata as m\n"
        "real = m.version\n"
        "def version(name):\n"
        "    if name == 'pandas': raise m.PackageNotFoundError(name)\n"
        "    return real(name)\n"
        "m.version = version\n"
        "from framing.__main__ import main\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "framing cannot start: No module named 'pandas'" in done.stderr
    assert "MISSING pandas" in done.stderr
    assert "Traceback" not in done.stderr
