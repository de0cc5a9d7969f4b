"""Each notebook runs from the first cell to the last: on the sample, and on articles that it was
not written for.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import framing as fr
from framing.figures import CATALOGUE
from framing.kernel import NotebookError, run_notebook
from framing.rebuild import rebuild
from framing.runs import analyse
from notebooks import Run, read_notebook, write_notebook

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
WORKSHOP = ROOT / "data" / "workshop"
pytestmark = [pytest.mark.build, pytest.mark.usefixtures("model_is_asked_once")]
TINY = "China met Russia.\n"
"""Two mentions, no outlet, no date, no word that scores and no frame."""
OTHER = """id,outlet,date,title,body
a,Morning Post,2024-03-01,Talks,"China praised Russia. The United States warned of sanctions."
b,Evening Post,2024-04-02,A storm,"A storm hit the coast."
c,Evening Post,2024-05-03,Grain,"Ukraine asked for peace, and the EU promised help. Russia said no."
"""


def remember(make: Callable[..., Any]) -> Callable[..., Any]:
    """`fr.analyse`, which remembers what it made of the same articles with the same options."""
    made: dict[object, dict[str, pd.DataFrame]] = {}

    def remembered(articles: pd.DataFrame, *arguments: Any, **options: Any) -> Any:
        key = (tuple(articles["text"]), len(arguments), tuple(sorted(options)))
        if key not in made:
            made[key] = make(articles, *arguments, **options)
        return dict(made[key])

    return remembered


@pytest.fixture(scope="module", autouse=True)
def analyse_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fr, "analyse", remember(analyse), raising=False)
        yield


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def executed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(request.param, WORKSHOP, tmp_path_factory.mktemp("workshop"))


def test_warns_of_nothing_but_what_it_teaches(executed: Run) -> None:
    """That one article only describes itself, and that coders agree too little."""
    assert executed.warned <= {"DescriptiveWarning", "ReliabilityWarning"}


def test_shows_receipts_or_mentions_in_context(executed: Run) -> None:
    assert re.search(r"^mention +\S+:\d+:\d+", executed.text, flags=re.MULTILINE) or executed.html


def test_figures_have_alt_text_and_no_image_stands_without(executed: Run) -> None:
    images = re.findall(r"<img [^>]*>", executed.html)
    assert images, "a notebook draws"
    assert [image[:80] for image in images if not re.search(r'alt="[^"]{100,}"', image)] == []
    assert not any("image/png" in data for data in executed.shown), "drawn twice"


def test_no_output_names_a_folder_of_this_machine(executed: Run) -> None:
    assert str(ROOT) not in executed.html + executed.text


def test_saved_figures_are_those_of_the_command_line(executed: Run, workshop_figures: Path) -> None:
    for file in executed.figures.glob("*.*"):
        assert file.stem in CATALOGUE
        if file.suffix == ".csv":
            assert file.read_bytes() == (workshop_figures / file.name).read_bytes(), file.name


def takes_articles(notebook: Path) -> bool:
    """Whether a notebook reads what it is given; the one on reliability reads what was coded."""
    return '"ARTICLES = ' in notebook.read_text(encoding="utf8")


@pytest.mark.parametrize(
    ("name", "content"), [("three.csv", OTHER), ("one.txt", TINY)], ids=["three", "one"]
)
@pytest.mark.parametrize(
    "notebook", list(filter(takes_articles, NOTEBOOKS)), ids=lambda path: path.stem
)
@pytest.mark.filterwarnings("ignore")
def test_runs_on_other_articles(notebook: Path, name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf8")
    run = Run(notebook, tmp_path / name, tmp_path)
    assert run.text or run.shown


def test_articles_without_any_actor_give_tables_and_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "storm.txt").write_text("A storm hit the coast.\n", encoding="utf8")
    with pytest.raises(ValueError, match="no actor of the codebook is mentioned"):
        rebuild(tmp_path / "storm.txt", tmp_path / "out", notebooks=ROOT / "notebooks")
    assert (tmp_path / "out" / "tables" / "sentences.csv").exists()


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_has_parameters_ten_mentions_limits_and_solved_exercises(notebook: Path) -> None:
    cells = read_notebook(notebook).cells
    tags = [tag for cell in cells for tag in cell.metadata.get("tags", [])]
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert tags.count("parameters") == 1
    assert (
        tags.count("solution") == len(re.findall(r"^\*\*\d\.\*\*", prose, flags=re.MULTILINE)) >= 2
    )
    for heading in ("## Load", "## Read ten mentions", "## Limits", "## Exercises"):
        assert heading in prose
    assert re.match(r"# .+\?\n", prose), "the title is a question"
    assert "misses" in prose


def test_error_in_a_cell_names_notebook_and_error(tmp_path: Path) -> None:
    write_notebook(tmp_path / "broken.ipynb", ["1 / 0"])
    with pytest.raises(
        NotebookError, match=r"broken\.ipynb stopped at cell 0: ZeroDivisionError: division"
    ):
        run_notebook(tmp_path / "broken.ipynb", tmp_path / "out" / "broken.ipynb")
    assert not (tmp_path / "out").exists()


def test_only_the_named_parameters_are_replaced(tmp_path: Path) -> None:
    source = "ARTICLES = 'a'\nOTHER = 'b'"
    write_notebook(tmp_path / "n.ipynb", [source, "ARTICLES, OTHER"], tags=["parameters"])
    made = read_notebook(
        run_notebook(tmp_path / "n.ipynb", tmp_path / "m.ipynb", articles=Path("x y"))
    )
    assert made.cells[1].outputs[0].data["text/plain"] == "('x y', 'b')"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["m.ipynb", "n.ipynb"], (
        "no kernel file is left"
    )
