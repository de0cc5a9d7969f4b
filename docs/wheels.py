"""Gather the wheels of the kit and of all that its notebooks need, as they are locked.

``make class`` runs it, where the registry can be reached, so that the room of the class needs no
network. For each system and version of Python uv chooses from the lock what is needed there, and
pip fetches it.
"""

import argparse
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PLATFORMS = {
    "windows": ("x86_64-pc-windows-msvc", ["win_amd64"]),
    "macos": ("aarch64-apple-darwin", ["macosx_14_0_arm64"]),
    "macos-intel": ("x86_64-apple-darwin", ["macosx_14_0_x86_64"]),
    "linux": (
        "x86_64-manylinux_2_28",
        [*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 16, -1)), "manylinux2014_x86_64"],
    ),
}
"""Name of a system -> what uv calls it, and the platforms of wheels that it takes."""
NO_NETWORK = "if the registry cannot be reached, make the zip with the kit's wheel alone"


def gather(out: Path, systems: list[str], pythons: list[str]) -> None:
    """Build the kit's wheel into a folder, and fetch the others for each system and Python."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("framing-*.whl"):
        old.unlink()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out)
    for system in systems:
        for python in pythons:
            fetch(out, system, python)


def fetch(out: Path, system: str, python: str) -> None:
    """Fetch what the notebooks need on a system with a version of Python, as it is locked."""
    triple, platforms = PLATFORMS[system]
    uv = Path(sysconfig.get_path("scripts")) / "uv"
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "pins.txt"
        wanted = ["--extra", "notebooks", "-c", "requirements.lock", "--python-version", python]
        plain = ["--quiet", "--no-header", "--no-annotate", "--no-emit-index-url", "-o", pins]
        target = ["--python-platform", triple]
        run(uv, "pip", "compile", "pyproject.toml", *wanted, *target, *plain)
        names = [part for name in platforms for part in ("--platform", name)]
        version = ["--python-version", python, "--implementation", "cp"]
        abis = ["--abi", f"cp{python.replace('.', '')}", "--abi", "abi3", "--abi", "none"]
        how = ["--quiet", "--no-deps", "--only-binary", ":all:", *version, *abis, *names]
        run(sys.executable, "-m", "pip", "download", *how, "--dest", out, "-r", pins)
    print(f"- wheels for {system}, Python {python}", flush=True)


def run(*command: object) -> None:
    """Run a command in the repository, and stop where it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(f"{Path(str(command[0])).name} failed; {NO_NETWORK}")


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "wheels")
    parser.add_argument("--systems", nargs="*", choices=list(PLATFORMS), default=["windows"])
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    parser.add_argument("--pythons", nargs="+", default=[here], metavar="3.N")
    chosen = parser.parse_args()
    gather(chosen.out.resolve(), chosen.systems, chosen.pythons)


if __name__ == "__main__":
    main()
