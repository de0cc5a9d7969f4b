"""What a class gets, the corpus that it reads, and whether the kit finds what was planted in it."""

import html
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kendalltau

import framing as fr
from framing.cli import OK, main
from framing.pages import define_frames, write_slides
from framing.runs.notebooks import run_notebook
from framing.workshop import (
    ANSWER,
    N_CODED,
    PAIRS,
    SEALED,
    STARTERS,
    PackError,
    describe_wheels,
    make_workshop,
    make_zips,
)
from notebooks import Run, read_notebook

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "data" / "workshop"
pytestmark = [pytest.mark.build, pytest.mark.usefixtures("model_is_asked_once")]
TRUTH = pd.read_csv(ROOT / "data" / "coding" / "workshop_truth.csv")


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    articles, findings = fr.read_articles(CORPUS, return_findings=True)
    assert findings.empty, findings
    return articles


@pytest.fixture(scope="module")
def tables(workshop_tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return workshop_tables


def test_every_outlet_covers_every_event(articles: pd.DataFrame) -> None:
    events = articles["article_id"].str.rsplit("_", n=1).str[0]
    grid = pd.crosstab(events, articles["outlet_id"])
    assert grid.shape == (8, 6)
    assert (grid == 1).all().all()
    assert set(articles["outlet_id"]) == set(fr.read_outlets(CORPUS)["outlet_id"])
    assert articles["published_at"].notna().all()
    assert len(fr.read_events(CORPUS)) == 8


def test_articles_are_long_enough_and_share_no_sentence(articles: pd.DataFrame) -> None:
    words = articles["text"].str.split().str.len()
    assert words.between(250, 500).all(), words[~words.between(250, 500)]
    sentences = fr.split_sentences(articles)
    long = sentences[sentences["text"].str.split().str.len() > 5]
    assert not long["text"].duplicated().any()


def test_texts_are_whole(articles: pd.DataFrame) -> None:
    health = fr.audit_articles(articles)
    assert health[health["severity"] != "note"].empty, health[["article_id", "message"]]


def test_at_least_a_dozen_mentions_an_article(tables: dict[str, pd.DataFrame]) -> None:
    assert tables["mentions"]["article_id"].value_counts().min() >= 12


def portrayed(tables: dict[str, pd.DataFrame], measure: str) -> pd.DataFrame:
    """Planted and found tone of each outlet and actor that is reportable."""
    found = fr.summarise_portrayal(
        tables["mentions"], tables["articles"], tables["scores"], by=["outlet_id", "actor_id"]
    )
    found = found[(found["measure"] == measure) & found["is_reportable"]]
    planted = TRUTH.query("aspect == 'tone'").rename(columns={"target": "actor_id"})
    return found.merge(planted, on=["outlet_id", "actor_id"])


def test_the_kit_recovers_the_planted_order_of_tone(tables: dict[str, pd.DataFrame]) -> None:
    both = portrayed(tables, "targeted")
    assert len(both) >= 20
    assert both["tilt"].corr(both["estimate"], method="spearman") > 0.7
    for actor_id, own in both.groupby("actor_id"):
        if len(own) > 3:
            assert kendalltau(own["tilt"], own["estimate"]).statistic > 0.4, actor_id


def test_opposite_tilts_are_told_apart(tables: dict[str, pd.DataFrame]) -> None:
    """Where two outlets were planted two steps or more apart, nine times in ten the kit has them in
    that order.
    """
    both = portrayed(tables, "targeted")
    pairs = both.merge(both, on="actor_id", suffixes=("_a", "_b")).query("tilt_a - tilt_b >= 2")
    assert len(pairs) >= 15
    assert (pairs["estimate_a"] > pairs["estimate_b"]).mean() >= 0.9


def test_planted_voices_are_heard(tables: dict[str, pd.DataFrame]) -> None:
    """The side whose officials an outlet quotes most is the one that was planted."""
    speakers = tables["speakers"].merge(
        tables["attributions"][["attribution_id", "article_id"]], on="attribution_id"
    )
    speakers = speakers.merge(tables["articles"][["article_id", "outlet_id"]], on="article_id")
    counts = pd.crosstab(speakers["outlet_id"], speakers["speaker_actor_id"])
    planted = TRUTH.query("aspect == 'voice' and tilt == 2").set_index("outlet_id")["target"]
    assert counts.loc[planted.index].idxmax(axis=1).to_dict() == planted.to_dict()


def test_planted_frames_turn_up(tables: dict[str, pd.DataFrame]) -> None:
    """A frame that was planted in an outlet is more frequent there than elsewhere, for most of
    them.
    """
    hits = tables["frame_hits"].merge(
        tables["mentions"][["mention_id", "article_id"]], on="mention_id"
    )
    hits = hits.merge(tables["articles"][["article_id", "outlet_id"]], on="article_id")
    shares = pd.crosstab(hits["outlet_id"], hits["frame_id"], normalize="index")
    planted = TRUTH.query("aspect == 'frame'")
    gaps = [
        shares.loc[row.outlet_id, row.target] - shares.drop(index=row.outlet_id)[row.target].mean()
        for row in planted.itertuples()
        if row.target in shares
    ]
    assert np.mean(np.array(gaps) > 0) >= 0.7


def test_every_figure_says_that_it_was_validated(tables: dict[str, pd.DataFrame]) -> None:
    assert re.match(
        r"Checked against codes by two language models: on \d+ mentions \(alpha 0\.\d\d\) "
        r"model \(sentence\) fair \(F1 0\.6\d, 0\.\d\d to 0\.\d\d\)\.",
        fr.stamp_validation(tables, ["targeted"]),
    )
    assert fr.stamp_validation(tables, ["joy"]).startswith("Unchecked: nobody has coded this")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class") / "students"
    make_workshop(folder, root=ROOT)
    return folder


def test_students_get_every_notebook_and_no_solution(pack: Path) -> None:
    made = sorted((pack / "notebooks").glob("*.ipynb"))
    assert [file.name for file in made] == [
        file.name for file in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
    ]
    for file in made:
        theirs = read_notebook(file).cells
        ours = read_notebook(ROOT / "notebooks" / file.name).cells
        solutions = [cell.source for cell in ours if "solution" in cell.metadata.get("tags", [])]
        assert solutions, f"{file.name} has no exercises"
        text = "\n".join(cell.source for cell in theirs)
        assert [solution for solution in solutions if solution in text] == []
        assert sum(cell.source == ANSWER for cell in theirs) == len(solutions)


def test_a_students_copy_runs(pack: Path, tmp_path: Path) -> None:
    """With the data that come with it."""
    assert Run(pack / "notebooks" / "02_mentions.ipynb", None, tmp_path).shown


def test_teachers_get_solutions_and_the_guide(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["workshop", str(tmp_path / "mine"), "--solutions"]) == OK
    n_notebooks = len(list((ROOT / "notebooks").glob("*.ipynb")))
    assert f"wrote {n_notebooks} notebooks" in capsys.readouterr().out
    assert (tmp_path / "mine" / "guide.md").read_text(encoding="utf8").startswith("# Teaching")
    texts = (tmp_path / "mine" / "notebooks" / "02_mentions.ipynb").read_text(encoding="utf8")
    assert '"solution"' in texts


MADE = ("guide.md", "report.html", "slides.html", "reveal.zip")


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """Files that are named like the kit's wheel and another."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for name in ("framing-0.1.0-py3-none-any.whl", "numpy-2.4.0-cp312-cp312-win_amd64.whl"):
        (folder / name).write_bytes(b"")
    return folder


def test_students_find_nowhere_how_an_outlet_leans(pack: Path) -> None:
    assert [name for name in SEALED if (pack / name).exists()] == []
    assert [name for name in SEALED if not (ROOT / name).is_file()] == []
    lean = pd.read_csv(ROOT / SEALED[0])
    for table in (pd.read_csv(file) for file in pack.rglob("*.csv")):
        assert not set(lean.columns) <= set(table.columns)
    told = "\n".join(file.read_text(encoding="utf8") for file in pack.rglob("*.ipynb"))
    assert "workshop_truth" not in told


def test_class_gets_handouts_and_a_coding_sheet_to_print(pack: Path) -> None:
    for left, right in PAIRS:
        sheet = (pack / "handouts" / f"{left}_{right}.html").read_text(encoding="utf8")
        assert sheet.count("<article>") == 16
    sample = fr.read_sheet(pack / "coding" / "sample.csv")
    assert len(sample) == N_CODED
    sheet = (pack / "coding" / "coding_sheet.html").read_text(encoding="utf8")
    assert sheet.count("<mark>") == N_CODED
    rules = (ROOT / "data" / "coding" / "workshop_rules.md").read_text(encoding="utf8")
    defined = re.findall(r"^\| `\w+` \| (.+) \|$", rules, re.MULTILINE)
    assert len(defined) == len(fr.read_codebook().frames)
    assert [one for one in defined if one not in html.unescape(sheet)] == []


def test_rules_that_leave_out_a_frame_are_refused(tmp_path: Path) -> None:
    (tmp_path / "rules.md").write_text("| `threat` | as a danger |\n", encoding="utf8")
    with pytest.raises(ValueError, match="defines no containment"):
        define_frames(fr.read_codebook(), tmp_path / "rules.md")


def test_the_guide_recommends_a_pair_that_shows_a_difference(
    tables: dict[str, pd.DataFrame],
) -> None:
    """And names one where the kit errs."""
    toward = fr.portraying(tables["mentions"]).query("actor_id == 'CHN'")
    scores = tables["scores"].query("measure == 'targeted'")[["mention_id", "value"]]
    means = toward.merge(scores, on="mention_id").groupby("article_id")["value"].mean()
    guide = " ".join((ROOT / "docs" / "workshop.md").read_text(encoding="utf8").split())
    wanted, weak = (
        [means[f"{event}_{outlet}"] for outlet in ("potomac", "estuary")]
        for event in ("e2-taiwan-visit", "e3-balloon")
    )
    assert wanted[1] - wanted[0] > 0.4
    assert weak[1] < 0.1
    number = r"([+−]\d\.\d\d)"
    found = re.search(f"toward China the kit gives {number} and {number}", guide)
    found_weak = re.search(rf"gives it {number} toward China \(`potomac` {number}\)", guide)
    assert found is not None
    assert found_weak is not None
    told = [float(one.replace("−", "-")) for one in (*found.groups(), *found_weak.groups()[::-1])]
    assert told == pytest.approx(wanted + weak, abs=0.03)


def test_zips_for_the_class_and_the_teacher(
    wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_short(data: Path, out: Path) -> None:
        out.write_text(str(data.is_dir()), encoding="utf8")

    monkeypatch.setattr("framing.workshop.write_workshop_report", write_short)
    monkeypatch.setattr("framing.workshop.run_notebook", lambda notebook, out: notebook)
    theirs, mine = make_zips(tmp_path / "class.zip", root=ROOT, wheels=wheels)
    with zipfile.ZipFile(theirs) as archive:
        names = archive.namelist()
        assert {f"class/{name}" for name in (*STARTERS, "README.txt")} <= set(names)
        assert {f"class/wheels/{file.name}" for file in wheels.iterdir()} <= set(names)
        assert b"Windows (Python 3.12) are in" in archive.read("class/README.txt")
        assert archive.read("class/start_windows.bat").count(b"\r\n") > 20
        assert archive.getinfo("class/start_macos.command").external_attr >> 16 & 0o111
    assert [name for name in names if name.endswith(SEALED) or "teacher" in name] == []
    with zipfile.ZipFile(mine) as archive:
        answers = pd.read_csv(archive.open("class_teacher/coding/answers.csv"))
        with zipfile.ZipFile(archive.open("class_teacher/reveal.zip")) as reveal:
            assert set(reveal.namelist()) == {*SEALED, "notebooks/reveal.ipynb"}
        assert {f"class_teacher/{name}" for name in MADE} <= set(archive.namelist())
    with zipfile.ZipFile(theirs) as archive, archive.open("class/coding/sample.csv") as sample:
        assert list(pd.read_csv(sample)["mention_id"]) == list(answers["mention_id"])
    assert answers["sentiment_adjudicated"].notna().all()
    with pytest.raises(PackError, match="is there already"):
        make_zips(theirs, root=ROOT)


def test_wheels_must_hold_the_kit_and_say_for_whom_they_are(wheels: Path, tmp_path: Path) -> None:
    kit, numpy = sorted(wheels.iterdir())
    assert "No wheel" in describe_wheels([])[1]
    assert "kit's alone" in describe_wheels([kit])[1]
    linux = Path("numpy-2.4.0-cp313-cp313-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl")
    pythons, text = describe_wheels([kit, numpy, linux])
    assert pythons == ("3.12", "3.13")
    assert "Linux, Windows" in text
    kit.unlink()
    with pytest.raises(PackError, match=r"must hold one framing-….whl"):
        make_workshop(tmp_path / "class", root=ROOT, wheels=wheels)


def test_starter_says_what_is_missing(pack: Path, tmp_path: Path) -> None:
    starter = tmp_path / "start_linux.sh"
    starter.write_bytes((pack / starter.name).read_bytes())
    for named, made in (("unpack the whole zip", "notebooks"), ("file framing-....whl", "wheels")):
        done = subprocess.run(["sh", starter], capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert named in done.stdout
        (tmp_path / made).mkdir(exist_ok=True)


def test_reveal_finds_what_was_planted(tmp_path: Path) -> None:
    shown = Run(ROOT / "notebooks" / "reveal.ipynb", None, tmp_path).text
    (rank,) = re.findall(r"planted and found, over \d+ outlets and actors: (\d\.\d+)", shown)
    assert float(rank) > 0.7


def test_a_folder_with_somebodys_work_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "answers.txt").write_text("mine", encoding="utf8")
    with pytest.raises(PackError, match="is not empty"):
        make_workshop(tmp_path, root=ROOT)
    with pytest.raises(PackError, match="no notebooks"):
        make_workshop(tmp_path / "new", root=tmp_path)


@pytest.fixture(scope="module")
def slides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("slides")
    run_notebook(ROOT / "notebooks" / "slides.ipynb", folder / "slides.ipynb")
    return write_slides(folder / "slides.ipynb", folder / "slides.html")


@pytest.mark.browser
def test_a_slide_shows_all_that_is_on_it(slides: Path, chromium: Any) -> None:
    """On a projector of 1280 by 720, with no bar to scroll and in letters of 16 pixels or more."""
    page = chromium.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(slides.as_uri())
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    n_seen = 0
    while True:
        n_seen += 1
        seen = page.evaluate("""() => {
            const slide = Reveal.getCurrentSlide(), k = Reveal.getScale();
            const words = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT), small = [];
            let cut = slide.scrollHeight > slide.clientHeight + 1;
            for (const node of slide.querySelectorAll("img, table, p, pre, li, h1, h2")) {
                const box = node.getBoundingClientRect();
                if (box.width && (box.right > 1280 || box.bottom > 720)) cut = true;
            }
            while (words.nextNode()) {
                const node = words.currentNode.parentElement;
                if (!words.currentNode.data.trim() || !node.getClientRects().length) continue;
                if (node.closest("style, script")) continue;
                if (k * parseFloat(getComputedStyle(node).fontSize) < 16)
                    small.push(words.currentNode.data);
            }
            return { cut, small, text: slide.innerText };
        }""")
        assert not seen["cut"], seen["text"]
        assert seen["small"] == []
        assert not re.search(r"Out\s*\[|\b(potomac|estuary|CHN|USA)\b", seen["text"])
        if page.evaluate("Reveal.isLastSlide()"):
            break
        page.evaluate("Reveal.next()")
    assert n_seen > 15
    page.close()


def test_slides_are_made_of_a_notebook_that_runs(slides: Path) -> None:
    cells = read_notebook(ROOT / "notebooks" / "slides.ipynb").cells
    assert all(
        cell.metadata["slideshow"]["slide_type"] in ("slide", "subslide", "notes") for cell in cells
    )
    text = slides.read_text("utf8")
    assert "Reveal.initialize" in text
    loaded = re.findall(r'<(?:script|link|img)\b[^>]* (?:src|href)="([^"]{0,80})', text)
    assert loaded
    assert [source for source in loaded if not source.startswith("data:")] == []
    assert "require(" not in text.split("Reveal.initialize")[1]
