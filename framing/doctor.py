"""What is installed, whether it fits, and what is missing.

For a first look, and for a report of a fault. It needs nothing but the standard library and
``packaging``, so that it can say what else is not there.
"""

import importlib.metadata
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterable
from typing import NamedTuple

from packaging.requirements import Requirement

EXTRAS = {
    "notebooks": "JupyterLab, and controls in notebooks",
    "cluster": "Dask, for corpora that one process cannot hold",
    "regression": "regressions on corrected outcomes",
    "docs": "the documentation, as a site",
    "dev": "tests and checks",
}
"""What each extra gives."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_SENTENCE = "China praised the brave and honest offer of Japan."


class Examined(NamedTuple):
    """One thing that was looked at.

    ``state`` is ``ok``, ``missing``, ``wrong`` (too old, or it does not work) or ``note`` (nothing
    that must be there).
    """

    topic: str
    name: str
    state: str
    found: str
    remedy: str


def examine() -> list[Examined]:
    """Look at everything that the kit needs.

    Returns
    -------
    list of Examined
        By topic: kit, machine, packages, data, extras. Nothing is changed and nothing fetched.
    """
    rows = [*_kit(), *_packages()]
    if all(row.state == "ok" for row in rows if row.topic == "packages"):
        rows += _data()
    else:
        untried = ("codebook, lexicons and model", "note", "not tried: packages are missing")
        rows.append(Examined("data", *untried, ""))
    return [*rows, *_extras()]


def is_well(rows: Iterable[Examined]) -> bool:
    """Say whether the kit can be used: nothing that it needs is missing or wrong."""
    return all(row.state in ("ok", "note") for row in rows)


def render(rows: Iterable[Examined]) -> str:
    """Write the rows as text: a block a topic, a line a thing, its remedy under it."""
    marks = {"ok": "ok", "missing": "MISSING", "wrong": "WRONG", "note": "-"}
    rows = list(rows)
    lines = []
    for topic in dict.fromkeys(row.topic for row in rows):
        lines += ["", topic]
        for row in (row for row in rows if row.topic == topic):
            lines.append(f"  {marks[row.state]:<8}{row.name:<22}{row.found}")
            if row.remedy:
                lines.append(f"  {'':<8}{'':<22}-> {row.remedy}")
    n_bad = sum(row.state in ("missing", "wrong") for row in rows)
    lines += ["", f"{n_bad} to mend, see above" if n_bad else "all is well"]
    return "\n".join(lines).lstrip("\n")


def requirements(extra: str | None = None) -> list[Requirement]:
    """List what the kit needs as it is installed, for all or for one extra."""
    needed = []
    for line in importlib.metadata.requires("framing") or []:
        requirement = Requirement(line)
        is_for_all = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        is_for_this = requirement.marker is None or requirement.marker.evaluate(
            {"extra": extra or ""}
        )
        if is_for_this and (extra is None or not is_for_all):
            needed.append(requirement)
    return needed


def look_for(requirement: Requirement) -> tuple[str, str]:
    """Give the state of a package and what was found: its version, or why it does not do."""
    try:
        installed = importlib.metadata.version(requirement.name)
    except importlib.metadata.PackageNotFoundError:
        return "missing", f"needs {requirement.specifier}"
    if not requirement.specifier.contains(installed, prereleases=True):
        return "wrong", f"{installed}, needs {requirement.specifier}"
    return "ok", installed


def _kit() -> list[Examined]:
    is_new = sys.version_info >= (3, 11)
    state, remedy = ("ok", "") if is_new else ("wrong", "install Python 3.11 or newer")
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    rows = [
        Examined("kit", "framing", "ok", _version_of_kit(), ""),
        Examined("kit", "Python", state, platform.python_version(), remedy),
        Examined("machine", "system", "ok", system, ""),
        Examined("machine", "cores", "ok", str(os.cpu_count()), ""),
    ]
    memory = _memory()
    if memory is not None:
        rows.append(Examined("machine", "memory", "ok", f"{memory / 2**30:.1f} GiB", ""))
    return rows


def _version_of_kit() -> str:
    try:
        return importlib.metadata.version("framing")
    except importlib.metadata.PackageNotFoundError:
        return "not installed, read from its folder"


def _memory() -> int | None:
    """Bytes of memory of this machine, where the system tells."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def _packages() -> list[Examined]:
    try:
        needed = requirements()
    except importlib.metadata.PackageNotFoundError:
        absent = "the kit itself is not installed"
        return [Examined("packages", "framing", "missing", absent, "pip install .")]
    rows = []
    for requirement in sorted(needed, key=lambda requirement: requirement.name.lower()):
        state, found = look_for(requirement)
        remedy = "" if state == "ok" else f'pip install "{requirement.name}{requirement.specifier}"'
        rows.append(Examined("packages", requirement.name, state, found, remedy))
    return rows


def _data() -> list[Examined]:
    """What comes with the kit: read it, and use it once."""
    return [
        _attempt("codebook", _try_codebook, "framing codebook check"),
        _attempt("lexicons", _try_lexicons, "install vadersentiment and textblob anew"),
        _attempt("model", _try_model, "install the kit anew: its data are damaged"),
        _attempt("figures", _try_figures, "set MPLBACKEND=agg, or install matplotlib anew"),
    ]


def _attempt(name: str, attempt: Callable[[], str], remedy: str) -> Examined:
    try:
        return Examined("data", name, "ok", attempt(), "")
    except Exception as error:  # whatever is wrong, it must be said, and the rest looked at
        return Examined("data", name, "wrong", f"{type(error).__name__}: {error}", remedy)


def _try_codebook() -> str:
    codebook = importlib.import_module("framing.codebook").read_codebook()
    return (
        f"{codebook.name} {codebook.version}, digest {codebook.digest}, "
        f"{len(codebook.aliases):,} names"
    )


def _score(measure: str) -> float:
    """The highest score of the mentions in one sentence of praise."""
    fr = importlib.import_module("framing")
    tables = fr.analyse(fr.make_articles({"one": _SENTENCE}), measures=(measure,))
    scores = tables["scores"]
    is_asked = scores["measure"].isin(["vader_compound", "textblob_polarity", "targeted"])
    values = scores.loc[is_asked, "value"]
    if values.isna().any() or not len(values):
        raise ValueError("a sentence of praise got no score")
    return float(values.max())


def _try_lexicons() -> str:
    scores = {
        name: _score(measure) for name, measure in (("VADER", "vader"), ("TextBlob", "textblob"))
    }
    return "a sentence of praise: " + ", ".join(
        f"{name} {score:+.2f}" for name, score in scores.items()
    )


def _try_model() -> str:
    digest = importlib.import_module("framing.measures").model_digest()
    return f"digest {digest}; a sentence of praise: {_score('targeted'):+.2f}"


def _try_figures() -> str:
    matplotlib = importlib.import_module("matplotlib")
    importlib.import_module("framing.figures")
    fonts = importlib.import_module("matplotlib.font_manager")
    fonts.findfont("DejaVu Sans", fallback_to_default=False)
    return f"matplotlib draws with {matplotlib.get_backend()}; its font is there"


def _extras() -> list[Examined]:
    rows = []
    for extra, gives in EXTRAS.items():
        try:
            needed = requirements(extra)
        except importlib.metadata.PackageNotFoundError:
            return []
        absent = [requirement.name for requirement in needed if look_for(requirement)[0] != "ok"]
        if absent:
            found = f"{gives}; without {', '.join(absent)}"
            remedy = f'pip install "framing[{extra}]"'
            rows.append(Examined("extras", extra, "note", found, remedy))
        else:
            rows.append(Examined("extras", extra, "ok", gives, ""))
    browser = next((name for name in BROWSERS if shutil.which(name)), None)
    if browser:
        rows.append(Examined("extras", "browser", "ok", browser, ""))
    else:
        found = "none; only the tests of pages and notebooks need one"
        rows.append(Examined("extras", "browser", "note", found, "apt-get install chromium"))
    return rows
