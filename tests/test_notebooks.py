"""Each notebook runs from the first cell to the last: on the sample, and on articles that it was
not written for.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.figures import CATALOGUE
from framing.rebuild import rebuild
from framing.runs import analyse
from framing.runs.notebooks import (
    NotebookError,
    NotebookKernel,
    digest_sources,
    is_kept,
    list_notebooks,
    remember_analyses,
)
from notebooks import Run, read_notebook, write_notebook

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
WORKSHOP = ROOT / "data" / "workshop"
pytestmark = [pytest.mark.build, pytest.mark.usefixtures("model_is_asked_once")]
MADE = ("articles", "mentions", "scores", "frame_hits", "frames_read", "voices")
TINY = "China met Russia.\n"
"""Two mentions, no outlet, no date, no word that scores and no frame."""
OTHER = """id,outlet,date,title,body
a,Morning Post,2024-03-01,Talks,"China praised Russia. The United States warned of sanctions."
b,Evening Post,2024-04-02,A storm,"A storm hit the coast."
c,Evening Post,2024-05-03,Grain,"Ukraine asked for peace, and the EU promised help. Russia said no."
"""


@pytest.fixture(scope="module", autouse=True)
def analyse_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fr, "analyse", remember_analyses(analyse), raising=False)
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
            assert file.read_text("utf8") == (workshop_figures / file.name).read_text("utf8")


def test_what_was_coded_is_not_said_to_be_unchecked(executed: Run) -> None:
    assert "nobody has coded a sample" not in executed.html + executed.text


def test_tables_show_names_and_not_ids(executed: Run) -> None:
    shown = set(re.findall(r"<th[^>]*>(\w+)</th>", executed.html))
    assert shown & {"actor_id", "speaker_actor_id", "agent_id", "patient_id", "frame_id"} == set()


@pytest.mark.parametrize(
    "executed", [path for path in NOTEBOOKS if path.stem.startswith("07")], indirect=True, ids=str
)
def test_the_finding_is_clear_and_said_as_its_table_has_it(executed: Run) -> None:
    """By rule: whichever actors differ, at least one does, and the words follow from the table."""
    names = executed.names
    assert names["tagged"]["event"].notna().all()
    assert len(names["tagged"]) == len(names["workshop"]["articles"])
    scores_say, codes_say = executed.text.split("By the codes of ")
    assert codes_say.startswith(names["workshop"]["validations"]["coders"].iloc[0])
    for told, rows in ((scores_say, names["found"]), (codes_say, names["held"])):
        assert rows["is_reportable"].all()
        clear = rows[rows["q_value"] < 0.05]
        assert len(clear)
        assert ((clear["ci_low"] > 0) | (clear["ci_high"] < 0)).all()
        for row in rows.itertuples():
            verdict = f", on {row.actor}: {'harsher' if row.difference < 0 else 'kinder'} than"
            assert (verdict in told) == (row.q_value < 0.05), row.actor
    surest = names["found"].iloc[0]
    assert surest["q_value"] < 0.05
    assert set(names["context"]["actor"]) == {surest["actor"]}
    assert set(names["ten"]["outlet_id"]) == {"potomac", "estuary"}


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


def test_articles_without_any_actor_give_tables_and_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NotebookKernel, "begin", lambda *_: None)  # it would be ended unused
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


def test_what_would_be_the_same_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures and report are drawn once, and again if a table or a file of theirs is another."""
    drawn: list[str] = []

    def draw(tables: object, codebook: object, folder: Path, **_: object) -> list[Path]:
        drawn.append("figures")
        (folder / "one.png").write_text("drawn", encoding="utf8")
        return [folder / "one.png"]

    def report(results: Path, out: Path, **_: object) -> Path:
        out.write_text("told", encoding="utf8")
        return out

    module = sys.modules["framing.rebuild"]  # the function has the same name
    monkeypatch.setattr(module, "save_all", draw)
    monkeypatch.setattr(module, "write_report", report)
    articles = tmp_path / "one.txt"
    articles.write_text(TINY, encoding="utf8")
    for text, n_drawn in ((TINY, 1), (TINY, 1), ("China praised Russia.\n", 2)):
        if articles.read_text(encoding="utf8") != text:
            articles.write_text(text, encoding="utf8")
        made = rebuild(articles, tmp_path / "out", notebooks=tmp_path / "none")
        assert len(drawn) == n_drawn
        assert [file.name for file in made.figures] == ["one.png"]
    made.figures[0].write_text("painted over", encoding="utf8")
    rebuild(articles, tmp_path / "out", notebooks=tmp_path / "none")
    assert len(drawn) == 3


def test_only_notebooks_about_these_articles_are_run_and_only_if_something_changed(
    tmp_path: Path,
) -> None:
    folder, workshop = tmp_path / "notebooks", tmp_path / "data" / "workshop"
    folder.mkdir()
    workshop.mkdir(parents=True)
    write_notebook(folder / "1.ipynb", ["ARTICLES = 'a'"], tags=["parameters"])
    write_notebook(folder / "8.ipynb", ["WORKSHOP = 'a'"], tags=["parameters"])
    said: list[str] = []
    names = [path.name for path in list_notebooks(folder, tmp_path / "mine", said.append)]
    assert (names, len(said)) == (["1.ipynb"], 1)
    assert len(list_notebooks(folder, workshop.resolve(), said.append)) == 2
    notebook, mine = folder / "1.ipynb", tmp_path / "mine.txt"
    mine.write_text(TINY, encoding="utf8")
    made_from = digest_sources(notebook, mine)
    write_notebook(tmp_path / "made.ipynb", [], framing_made_from=made_from)
    assert is_kept(notebook, tmp_path / "made.ipynb", articles=mine)
    mine.write_text(TINY * 2, encoding="utf8")
    assert not is_kept(notebook, tmp_path / "made.ipynb", articles=mine)
    assert not is_kept(notebook, tmp_path / "none.ipynb", articles=mine)
    write_notebook(tmp_path / "made.ipynb", [], framing_made_from=digest_sources(notebook, mine))
    assert is_kept(notebook, tmp_path / "made.ipynb", articles=mine)
    assert not is_kept(notebook, tmp_path / "made.ipynb", articles=mine, codings=notebook)


def test_an_analysis_is_remembered_by_what_it_is_of(
    workshop_tables: dict[str, pd.DataFrame],
) -> None:
    calls: list[object] = []

    def make(articles: pd.DataFrame, **options: object) -> dict[str, pd.DataFrame]:
        calls.append(options)
        return {name: workshop_tables[name] for name in workshop_tables if name in MADE}

    remembered = remember_analyses(make)
    articles, codings = workshop_tables["articles"], workshop_tables["codings"]
    first = remembered(articles)
    assert set(remembered(articles, outlets=workshop_tables["outlets"])) - set(first) == {"outlets"}
    coded = remembered(articles, codings=codings)
    pd.testing.assert_frame_equal(coded["validations"], workshop_tables["validations"])
    assert len(calls) == 1
    remembered(articles, measures=("vader",))
    remembered(articles.head(3))
    assert len(calls) == 3


@pytest.fixture(scope="module")
def kernel() -> Iterator[NotebookKernel]:
    with NotebookKernel() as started:
        yield started


def test_error_in_a_cell_names_notebook_and_error(kernel: NotebookKernel, tmp_path: Path) -> None:
    write_notebook(tmp_path / "broken.ipynb", ["1 / 0"])
    with pytest.raises(
        NotebookError, match=r"broken\.ipynb stopped at cell 0: ZeroDivisionError: division"
    ):
        kernel.run(tmp_path / "broken.ipynb", tmp_path / "out" / "broken.ipynb", {})
    assert not (tmp_path / "out").exists()


def test_executed_copies_show_no_descriptive_warning(
    kernel: NotebookKernel, tmp_path: Path
) -> None:
    """It would stand in red, with the path of a file of the kernel; any other warning is shown."""
    warn = "import warnings, framing as fr\nwarnings.warn('{}', {})"
    sources = [warn.format("of one article", "fr.DescriptiveWarning")]
    sources.append(warn.format("something else", "UserWarning"))
    write_notebook(tmp_path / "n.ipynb", sources)
    for name in ("first", "again"):
        kernel.begin(tmp_path)
        made = read_notebook(kernel.run(tmp_path / "n.ipynb", tmp_path / f"{name}.ipynb", {}))
        assert made.cells[0].outputs == []
        assert "something else" in made.cells[1].outputs[0].text


def test_only_the_named_parameters_are_replaced(kernel: NotebookKernel, tmp_path: Path) -> None:
    source = "ARTICLES = 'a'\nOTHER = 'b'"
    write_notebook(tmp_path / "n.ipynb", [source, "ARTICLES, OTHER"], tags=["parameters"])
    given = {"articles": Path("x y")}
    made = read_notebook(kernel.run(tmp_path / "n.ipynb", tmp_path / "m.ipynb", given))
    assert made.cells[1].outputs[0].data["text/plain"] == "('x y', 'b')"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["m.ipynb", "n.ipynb"], (
        "no kernel file is left"
    )
