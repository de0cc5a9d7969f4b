"""What a class gets: one zip with notebooks, articles, starters and what to print; and its teacher.

The teacher's answers and the planted tilts are a zip of their own, not a sealed part of the other:
Windows opens no zip with AES, what it does open is soon broken, and a password is passed on.
"""

import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from packaging.utils import InvalidWheelFilename, parse_wheel_filename

from .articles import read_articles, read_events, read_outlets
from .codebook import read_codebook
from .coders import read_codings, sample_for_coding
from .mentions import find_mentions
from .pages import (
    define_frames,
    write_coding_sheet,
    write_handout,
    write_report,
    write_slides,
)
from .runs import analyse, run_notebook
from .shipped import find_shipped
from .tables import read_sheet, write_sheet
from .text import split_sentences

Say = Callable[[str], None]
DATA = ("sample", "workshop", "coding")
"""Folders of the data that the notebooks read."""
ANSWER = "# your answer\n"
"""What stands in a student's copy where the teacher's has a solution."""
SEALED = ("data/coding/workshop_truth.csv", "data/coding/workshop_tilts.md")
"""What says how an outlet leans."""
FOR_TEACHERS = ("slides.ipynb", "reveal.ipynb")
"""Notebooks that no student's folder holds; the last one opens what was planted."""
STARTERS = {
    "start_windows.bat": "start.bat",
    "start_macos.command": "start.sh",
    "start_linux.sh": "start.sh",
}
"""Starters, and what each is made from."""
PAIRS = (("potomac", "estuary"), ("elbe", "volga"), ("prairie", "konkan"))
"""Outlets that stand side by side on a handout."""
N_CODED = 20
"""Mentions on the coding sheet."""
PYTHONS = ("3.13", "3.12", "3.11", "3.14")
"""Versions that a starter looks for, unless the wheels are for some of them alone."""
SYSTEMS = {"win": "Windows", "macosx": "macOS", "manylinux": "Linux", "musllinux": "Linux"}
"""System -> how the platform of a wheel begins."""


class PackError(RuntimeError):
    """The folder for the class could not be made; the message says why."""


def make_zips(
    out: str | Path,
    *,
    root: str | Path | None = None,
    wheels: str | Path | None = None,
    say: Say = lambda line: None,
) -> tuple[Path, Path]:
    """Make the zip that a class gets, and beside it the teacher's.

    Parameters
    ----------
    out : str or Path
        The zip of the class, such as ``class.zip``; the teacher's is ``class_teacher.zip``. Neither
        may be there yet.
    root, wheels, say
        As for `make_workshop`.

    Returns
    -------
    tuple of Path
        The zip of the class and the teacher's, which holds the report on the workshop too.

    Raises
    ------
    PackError
        If one of them is there already, or as `make_workshop` does.
    """
    out = Path(out)
    teachers = out.with_name(f"{out.stem}_teacher.zip")
    for path in (out, teachers):
        if path.exists():
            raise PackError(f"{path} is there already; name a zip that is not there yet")
    with tempfile.TemporaryDirectory(prefix="framing-") as folder:
        mine, theirs = Path(folder) / teachers.stem, Path(folder) / out.stem
        make_workshop(theirs, root=root, wheels=wheels, say=say)
        make_workshop(mine, root=root, keep_solutions=True)
        say("analysing the articles for the teacher's report")
        write_workshop_report(mine / "data", mine / "report.html")
        say("running the slides")
        slides = run_notebook(mine / "notebooks" / FOR_TEACHERS[0], Path(folder) / "slides.ipynb")
        write_slides(slides, mine / "slides.html")
        out.parent.mkdir(parents=True, exist_ok=True)
        _zip(theirs, out)
        _zip(mine, teachers)
    return out, teachers


def make_workshop(
    out: str | Path,
    *,
    root: str | Path | None = None,
    keep_solutions: bool = False,
    wheels: str | Path | None = None,
    say: Say = lambda line: None,
) -> list[Path]:
    """Make the folder that each student gets, or with solutions the teacher's.

    It holds notebooks and their data, starters for each system, handouts, a coding sheet, and the
    wheels where there are any.

    Parameters
    ----------
    out : str or Path
        The folder; it must be empty or not there yet, so that nobody's work is overwritten.
    root : str or Path, optional
        A copy of the repository; if there is none, what was installed with the kit.
    keep_solutions : bool
        Make the teacher's copy: with solutions, answers, the guide, the slides, and what was
        planted, as a zip for the end. It has neither starters nor wheels.
    wheels : str or Path, optional
        A folder with the kit's wheel, and with all others that it needs where no network is.
    say : callable
        Is given a line about each step.

    Returns
    -------
    list of Path
        The notebooks that were written.

    Raises
    ------
    PackError
        If the folder is not empty, there are no notebooks at `root`, or not one wheel of the kit in
        `wheels`.
    """
    out, root = Path(out), Path(root) if root is not None else find_root()
    if out.exists() and any(out.iterdir()):
        raise PackError(f"{out} is not empty; name a folder that is not there yet")
    notebooks = sorted((root / "notebooks").glob("[0-9]*.ipynb"))
    if not notebooks:
        raise PackError(f"there are no notebooks in {root / 'notebooks'}")
    found = list_wheels(wheels) if wheels is not None else []
    if keep_solutions:
        notebooks += [root / "notebooks" / name for name in FOR_TEACHERS]
    (out / "notebooks").mkdir(parents=True)
    written = [_copy_notebook(one, out / "notebooks", keep_solutions, say) for one in notebooks]
    data = root / "data" if (root / "data").is_dir() else root
    for name in DATA:
        shutil.copytree(data / name, out / "data" / name, ignore=shutil.ignore_patterns("targets*"))
        say(f"data/{name}")
    sample, answers = draw_coded_mentions(out / "data")
    _print_pairs(out / "data" / "workshop", out / "handouts")
    (out / "coding").mkdir()
    if keep_solutions:
        answers.to_csv(out / "coding" / "answers.csv", index=False)
        shutil.copy2(root / "docs" / "workshop.md", out / "guide.md")
        _seal(out)
        _fill(root / "docs" / "class" / "README_teacher.txt", out / "README.txt", {})
        return written
    for name in SEALED:
        (out / name).unlink()
    write_sheet(sample, out / "coding" / "sample.csv")
    rules = define_frames(read_codebook(), out / "data" / "coding" / "workshop_rules.md")
    write_coding_sheet(sample, out / "coding" / "coding_sheet.html", codebook=rules)
    say("handouts and coding sheet")
    _add_starters(out, root, found, say)
    return written


def list_wheels(folder: str | Path) -> list[Path]:
    """List the wheels of a folder, of which one is the kit's.

    Raises
    ------
    PackError
        If none is, or more than one, or if a name is not that of a wheel.
    """
    found = sorted(Path(folder).glob("*.whl"))
    kits = [path for path in found if path.name.startswith("framing-")]
    if len(kits) != 1:
        raise PackError(
            f"{folder} must hold one framing-….whl, that of the kit; it has {len(kits)}"
        )
    for path in found:
        try:
            parse_wheel_filename(path.name)
        except InvalidWheelFilename as error:
            raise PackError(f"{path} is not named like a wheel") from error
    return found


def describe_wheels(found: Sequence[Path]) -> tuple[tuple[str, ...], str]:
    """Tell for which versions of Python some wheels are, and in a sentence for which systems.

    Examples
    --------
    >>> from pathlib import Path
    >>> one = Path("numpy-2.4.0-cp312-cp312-win_amd64.whl")
    >>> describe_wheels([Path("framing-0.1.0-py3-none-any.whl"), one])[0]
    ('3.12',)
    """
    tags = [tag for path in found for tag in parse_wheel_filename(path.name)[3]]
    bound = [tag for tag in tags if re.fullmatch(r"cp3\d+", tag.abi)]
    pythons = sorted({f"3.{tag.abi[3:]}" for tag in bound}, key=lambda name: int(name[2:]))
    beginnings = {tag.platform.partition("_")[0].rstrip("0123456789") for tag in bound}
    systems = sorted({SYSTEMS[name] for name in beginnings if name in SYSTEMS})
    if not found:
        text = "No wheel is in: the starters ask for that of the kit, and need the network once."
    elif not systems:
        text = "Of the wheels the kit's alone is in: the first start needs the network."
    else:
        which = f"{', '.join(systems)} (Python {', '.join(pythons)})"
        text = f"The wheels for {which} are in; other computers need the network once."
    return tuple(pythons) or PYTHONS, text


def draw_coded_mentions(data: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw the mentions of the class's coding sheet from those with codes, and give their codes.

    Returns
    -------
    tuple of DataFrame
        The sample, as `sample_for_coding` gives it, and the answers in its order: ``no``,
        mention_id, surface and the codes.
    """
    articles = read_articles(data / "workshop")
    sentences = split_sentences(articles)
    mentions = find_mentions(sentences, read_codebook(), articles=articles)
    coded = read_sheet(data / "coding" / "workshop.csv")
    mentions = mentions[mentions["mention_id"].isin(coded["mention_id"])]
    sample = sample_for_coding(mentions, sentences, articles, n=N_CODED)
    answers = sample[["mention_id"]].merge(coded.drop(columns=["stratum", "probability"]))
    answers.insert(0, "no", range(1, len(answers) + 1))
    return sample, answers


def write_workshop_report(data: Path, out: Path) -> Path:
    """Analyse the workshop's articles, with their codes, and write the report on them."""
    workshop, codings = data / "workshop", data / "coding" / "workshop.csv"
    tables = analyse(
        read_articles(workshop),
        outlets=read_outlets(workshop),
        events=read_events(workshop),
        codings=read_codings(codings),
    )
    return write_report(tables, out)


def strip_solutions(notebook: Any) -> int:
    """Put an empty cell in the place of each tagged ``solution``, and count them.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Is changed.

    Returns
    -------
    int
    """
    n_solutions = 0
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if "solution" in tags:
            cell.source = ANSWER
            cell.metadata["tags"] = [*(tag for tag in tags if tag != "solution"), "answer"]
            n_solutions += 1
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return n_solutions


def find_root() -> Path:
    """Find the folder of notebooks and data: of a checkout, or as installed with the kit."""
    return find_shipped("notebooks").parent


def _copy_notebook(notebook: Path, folder: Path, keep_solutions: bool, say: Say) -> Path:
    import nbformat

    content = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    n_solutions = 0 if keep_solutions else strip_solutions(content)
    nbformat.write(content, folder / notebook.name)  # type: ignore[no-untyped-call]
    more = "" if keep_solutions else f": {n_solutions} solutions left out"
    say(f"{notebook.name}{more}")
    return folder / notebook.name


def _print_pairs(workshop: Path, out: Path) -> None:
    articles, outlets = read_articles(workshop), read_outlets(workshop)
    for pair in PAIRS:
        path = out / f"{'_'.join(pair)}.html"
        write_handout(articles, path, pair, outlets=outlets, events=read_events(workshop))


def _seal(out: Path) -> None:
    """Write what was planted, and the notebook that opens it, as a zip for the end of the day."""
    with zipfile.ZipFile(out / "reveal.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (*SEALED, f"notebooks/{FOR_TEACHERS[-1]}"):
            archive.write(out / name, name)


def _add_starters(out: Path, root: Path, found: Sequence[Path], say: Say) -> None:
    pythons, text = describe_wheels(found)
    locked = root / "requirements.lock"
    if locked.is_file():
        shutil.copy2(locked, out / locked.name)
    (out / "wheels").mkdir()
    for path in found:
        shutil.copy2(path, out / "wheels" / path.name)
    marks = {
        "@PYTHONS@": " ".join(pythons),
        "@VERSIONS@": " or ".join(pythons),
        "@LOCKED@": f"-c {locked.name}" if locked.is_file() else "",
        "@WHEELS@": text,
    }
    for name, source in (*STARTERS.items(), ("README.txt", "README.txt")):
        _fill(root / "docs" / "class" / source, out / name, marks)
    say(text)


def _fill(template: Path, out: Path, marks: dict[str, str]) -> None:
    """Write a template with its marks replaced, for Windows with its line ends."""
    text = template.read_text(encoding="utf8")
    for mark, value in {**marks, "@N@": str(N_CODED)}.items():
        text = text.replace(mark, value)
    newline = "\n" if out.suffix in (".sh", ".command") else "\r\n"
    out.write_text(text, encoding="utf8", newline=newline)
    if newline == "\n":
        out.chmod(0o755)


def _zip(folder: Path, out: Path) -> None:
    """Zip a folder under its name; wheels, which are zips, are stored as they are."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            kind = zipfile.ZIP_STORED if path.suffix == ".whl" else zipfile.ZIP_DEFLATED
            archive.write(path, path.relative_to(folder.parent), compress_type=kind)
