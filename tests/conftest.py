"""What the tests share: six tiny fictional articles and their codebook, the shipped sample, and the
evaluation data.

The process that hands out the tests reads this too, and waits for what it loads; so what is large
is loaded by who needs it.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import CHROMIUM, Lab, launch
from filelock import FileLock
from pixels import few_pixels
from startup.remembering import MODULE, STARTUP, STEPS, VARIABLE, make_loader

import framing as fr

if TYPE_CHECKING:
    import pandas as pd

# Processes that test share the processors, and threads that wait for each other take them whole: to
# fit a small model took eight times as long. It counts for what is started, too.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
TINY = Path(__file__).parent / "tiny"
DATA = Path(__file__).parent.parent / "data"
SAMPLE = DATA / "sample"
WORKSHOP = DATA / "workshop"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--eval",
        metavar="FOLDER",
        help="folder of the evaluation data, which does not come with the kit",
    )
    parser.addoption(
        "--registries",
        action="store_true",
        help="build, too, what is made from npm's and Python's registries",
    )
    parser.addoption(
        "--screenshots", metavar="FOLDER", help="where the browser tests keep their screenshots"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no process waits for another at the end."""
    of_file = Counter(item.path for item in items)
    long = Counter(
        item.path for item in items if any(map(item.get_closest_marker, ("build", "browser")))
    )
    items.sort(key=lambda item: 4 * long[item.path] < of_file[item.path])


@pytest.fixture(scope="session")
def eval_folder(request: pytest.FixtureRequest) -> Path:
    given = request.config.getoption("--eval", default=None)
    if given is None:
        pytest.skip("needs the evaluation data: pytest --eval=FOLDER")
    folder = Path(given)
    if not folder.is_dir():
        pytest.fail(f"--eval: there is no folder {folder}")
    return folder


@pytest.fixture(scope="session")
def is_thorough(request: pytest.FixtureRequest) -> bool:
    """Whether to try as many cases as one would wait for only where all is tested."""
    return request.config.getoption("--eval", default=None) is not None


@pytest.fixture(scope="session")
def is_alike() -> Callable[[str, str, float], bool]:
    """Whether two texts have the same words, and the same numbers within some distance.

    The trained model's scores may differ a little from one kind of processor to another.
    """

    def compare(first: str, second: str, within: float) -> bool:
        numbers = [[float(n) for n in NUMBER.findall(text)] for text in (first, second)]
        words = [NUMBER.sub("#", text).split() for text in (first, second)]
        return words[0] == words[1] and all(
            abs(a - b) <= within for a, b in zip(*numbers, strict=True)
        )

    return compare


@pytest.fixture(autouse=True)
def no_figure_stays_open() -> Iterator[None]:
    """A plot goes into the current axes, which may not be those of the test before."""
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


@pytest.fixture(scope="session")
def tiny_codebook() -> fr.Codebook:
    return fr.read_codebook(TINY)


@pytest.fixture(scope="session")
def shipped_codebook() -> fr.Codebook:
    return fr.read_codebook()


@pytest.fixture(scope="session")
def tiny_articles() -> pd.DataFrame:
    return fr.read_articles(TINY / "articles.csv")


@pytest.fixture(scope="session")
def tiny_tables(tiny_articles: pd.DataFrame, tiny_codebook: fr.Codebook) -> dict[str, pd.DataFrame]:
    return fr.analyse(tiny_articles, tiny_codebook)


@pytest.fixture(scope="session")
def sample_articles() -> pd.DataFrame:
    return fr.read_articles(SAMPLE)


@pytest.fixture(scope="session")
def sample_tables(
    sample_articles: pd.DataFrame, shipped_codebook: fr.Codebook, shared_folder: Path
) -> dict[str, pd.DataFrame]:
    with asking_once(shared_folder):
        return fr.analyse(sample_articles, shipped_codebook)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all processes that test in one run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@contextmanager
def asking_once(folder: Path) -> Iterator[None]:
    """The model remembers its answers, and a run its long steps, here and in what is started."""
    from framing.measures.network.network import load_network
    from framing.runs import sharing_steps

    answers = folder / "answers"
    answers.touch()
    with pytest.MonkeyPatch.context() as patch, sharing_steps(folder / STEPS):
        patch.setenv(VARIABLE, str(answers))
        patch.setenv("PYTHONPATH", str(STARTUP), prepend=os.pathsep)
        patch.setattr(f"{MODULE}.load_network", make_loader(load_network))
        yield


@pytest.fixture(scope="module")
def model_is_asked_once(shared_folder: Path) -> Iterator[None]:
    """For modules that analyse what others analyse too, and do not test the model itself."""
    with asking_once(shared_folder):
        yield


@pytest.fixture(scope="session")
def workshop_folder(shared_folder: Path) -> Path:
    """The workshop corpus with its codes, analysed once in a run, however many processes test."""
    folder = shared_folder / "analysed-workshop"
    with FileLock(f"{folder}.lock"), asking_once(shared_folder):
        if not (folder / "manifest.json").exists():
            codings = DATA / "coding" / "workshop.csv"
            fr.analyse_path(WORKSHOP, folder, codings_path=codings, return_tables=False)
    return folder


@pytest.fixture(scope="session")
def workshop_tables(workshop_folder: Path) -> dict[str, pd.DataFrame]:
    return fr.read_tables(workshop_folder)


@pytest.fixture(scope="session")
def workshop_figures(
    shared_folder: Path, workshop_tables: dict[str, pd.DataFrame], shipped_codebook: fr.Codebook
) -> Path:
    """All figures of the workshop corpus, of few pixels, drawn once in a run."""
    folder = shared_folder / "drawn-workshop"
    with FileLock(f"{folder}.lock"):
        if not folder.with_suffix(".done").exists():
            with few_pixels():
                fr.save_all(workshop_tables, shipped_codebook, folder, with_doubtful=True)
            folder.with_suffix(".done").touch()
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The one browser of a run: a second driver of it in the same process would refuse to start."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here")
    with launch() as started:
        yield started


@pytest.fixture(scope="session")
def browser(chromium: Any) -> Any:
    return chromium


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here")
    server = Lab(tmp_path_factory.mktemp("lab"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def screenshots(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    given = request.config.getoption("--screenshots", default=None)
    folder = Path(given) if given else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
