"""Figures are saved with their data and their alt text, the same bytes each time, and escaped where they are shown."""

from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import framing as fr
from framing.canvas import describe
from framing.figures import NAMES

ROOT = Path(__file__).parent.parent
OF_THE_MODEL = ("03_tone_by_actor", "03_measures_disagree", "03_what_each_measure_read")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders of figures of the sample, drawn one after the other."""
    codebook = fr.read_codebook()
    folders = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    for folder in folders:
        tables = fr.analyse(fr.read_articles(ROOT / "data" / "sample", return_findings=True)[0], codebook)
        fr.save_all(tables, codebook, folder)
    return folders


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", [".png", ".svg", ".csv", ".txt"])
def test_is_rebuilt_byte_for_byte(saved: tuple[Path, Path], name: str, ending: str) -> None:
    first, second = (folder / f"{name}{ending}" for folder in saved)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", [".csv", ".txt"])
def test_shipped_figures_are_those_of_the_sample(
    saved: tuple[Path, Path], name: str, ending: str, is_alike: Callable[[str, str, float], bool]
) -> None:
    shipped = ROOT / "figures" / f"{name}{ending}"
    texts = [file.read_text(encoding="utf8") for file in (shipped, saved[0] / shipped.name)]
    assert is_alike(*texts, 0.05 if name in OF_THE_MODEL else 0)


@pytest.mark.parametrize("name", NAMES)
def test_alt_text_says_title_and_data(saved: tuple[Path, Path], name: str) -> None:
    alt = (saved[0] / f"{name}.txt").read_text(encoding="utf8")
    assert len(alt) > 150
    assert "Data (" in alt
    assert {"05_frames_by_voice": "narrator", "03_what_each_measure_read": "targeted"}.get(name, "CHN") in alt


@pytest.mark.parametrize("measures", [("vader",), ("textblob",), ("targeted",), ("vader", "textblob")], ids=str)
def test_figures_without_some_measures(measures: tuple[str, ...], tmp_path: Path) -> None:
    """Figures that need a measure that was not asked for say so."""
    tables = fr.analyse(fr.make_articles({"one": "China praised Russia. Russia thanked China."}), measures=measures)
    assert len(fr.save_all(tables, fr.read_codebook(), tmp_path)) == 4 * len(NAMES)


def test_shown_figure_keeps_and_escapes_its_alt_text() -> None:
    fig, _ = plt.subplots()
    fig.suptitle('<script>"x"</script>')
    shown = fr.show_figure(fig, pd.DataFrame(), caption="<b>")._repr_html_()
    assert "<script>" not in shown
    assert "<b>" not in shown
    assert 'alt="&lt;script&gt;&quot;x&quot;&lt;/script&gt;' in shown


def test_name_of_a_figure_is_no_path(tmp_path: Path) -> None:
    fig, _ = plt.subplots()
    with pytest.raises(ValueError, match="plain file name"):
        fr.save_figure(fig, "../x", pd.DataFrame(), tmp_path)
    plt.close(fig)


def test_nothing_to_draw_is_said(tmp_path: Path) -> None:
    codebook = fr.read_codebook()
    tables = fr.analyse(fr.make_articles({"one": "It rained."}), codebook)
    with pytest.raises(ValueError, match="no actor of the codebook"):
        fr.save_all(tables, codebook, tmp_path)


def test_figures_without_frames_or_scored_words(tmp_path: Path) -> None:
    codebook = fr.read_codebook()
    tables = fr.analyse(fr.make_articles({"one": "China met Japan.", "two": "France met Japan."}), codebook)
    assert len(fr.save_all(tables, codebook, tmp_path)) == 4 * len(NAMES)


def test_describe_counts_what_it_leaves_out() -> None:
    fig, _ = plt.subplots()
    data = pd.DataFrame({"actor_id": [f"A{n}" for n in range(15)], "estimate": 0.5})
    assert "and 3 more rows" in describe(fig, data)
    plt.close(fig)
