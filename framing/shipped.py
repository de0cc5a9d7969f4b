"""What comes with the kit: its version, and its files, in a wheel and in a checkout."""

from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path


def kit_version() -> str:
    """Look up the version of the installed kit."""
    try:
        return version("framing")
    except PackageNotFoundError:
        return "unknown"


def package_folder() -> Path:
    """Find the folder of the installed package."""
    return Path(str(files("framing")))


def find_shipped(name: str) -> Path:
    """Find a file or folder that comes with the kit.

    In a wheel it lies in ``framing/_data``; in a checkout in ``data``, or at the top.

    Examples
    --------
    >>> find_shipped("codebook").name
    'codebook'
    """
    package = package_folder()
    paths = (package / "_data" / name, package.parent / "data" / name)
    return next((path for path in paths if path.exists()), package.parent / name)
