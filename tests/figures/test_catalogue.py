"""Figures are saved with their data and alt text, the same bytes each time, escaped where shown."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from pixels import few_pixels, no_images

import framing as fr
from framing.figures import CATALOGUE, NothingToDraw, take_texts
from framing.figures.saving import describe

pytestmark = [pytest.mark.build, pytest.mark.usefixtures("model_is_asked_once")]

ROOT = Path(__file__).parents[2]
OF_GROUPS = (
    "07_actors_by_outlet",
    "07_two_outlets",
    "07_over_time",
    "08_rankings",
    "08_coder_agreement",
    "08_bias_by_actor",
    "08_scores_beside_codes",
)
"""Figures of several outlets and months, and of codes."""
SAYS_NOTHING = (
    *("01_funnel", "01_text_health", "07_distinctive_words"),
    "04_own_frame_by_actor",
)
"""Figures that have nothing to say of the workshop corpus, of which all articles are kept, and of
whose codes nothing was learnt.
"""
OF_MANY = ("04_frames_by_actor", "04_frames_read_by_actor", "05_frames_by_voice")
"""Figures that take more than one article."""
ALWAYS = tuple(name for name in CATALOGUE if name not in (*OF_GROUPS, *SAYS_NOTHING, *OF_MANY))
"""Figures that any article gives in which actors act, speak and are mentioned often."""
OF_THE_MODEL = tuple(
    name for name in CATALOGUE if name[:2] in ("03", "05", "06", "07", "08") or "_read_" in name
)
"""Figures whose numbers the model makes, which differ a little between processors."""
CORPORA = {"sample": ROOT / "figures" / "sample", "workshop": ROOT / "figures"}
DRAWN = [("sample", name) for name in ("01_text_health", *ALWAYS)] + [
    ("workshop", name) for name in (*ALWAYS, *OF_MANY, *OF_GROUPS)
]


_OF_CODES = ("codings", "mentions", "scores")
"""What a note on errors that differ is made of."""
OF_ALL = ("articles", "outlets", "events", "funnel", "validations", *_OF_CODES)
"""Tables that any figure may take its names and its note from."""


@pytest.fixture(scope="module")
def saved(
    tmp_path_factory: pytest.TempPathFactory,
    shipped_codebook: fr.Codebook,
    workshop_tables: dict[str, pd.DataFrame],
    workshop_figures: Path,
) -> dict[str, tuple[Path, Path]]:
    """Of each corpus two folders: all figures at once, and each by itself from what it needs."""
    folder = tmp_path_factory.mktemp("figures")
    sample = fr.analyse_path(ROOT / "data" / "sample", folder / "tables")
    folders = {
        "sample": (folder / "all", folder / "sample"),
        "workshop": (workshop_figures, folder / "workshop"),
    }
    with few_pixels():
        fr.save_all(sample, shipped_codebook, folder / "all", with_doubtful=True)
        for corpus, tables in {"sample": sample, "workshop": workshop_tables}.items():
            for name in (name for other, name in DRAWN if other == corpus):
                recipe = CATALOGUE[name]
                needed = {key: tables[key] for key in (*recipe.needs, *OF_ALL) if key in tables}
                fig, data = recipe.make(needed, shipped_codebook)
                fr.save_figure(fig, name, data, folders[corpus][1])
                plt.close(fig)
    return folders


@pytest.mark.parametrize(("corpus", "name"), DRAWN)
def test_is_rebuilt_byte_for_byte(
    saved: dict[str, tuple[Path, Path]], corpus: str, name: str
) -> None:
    for ending in (".png", ".svg", ".csv", ".txt"):
        first, second = (folder / f"{name}{ending}" for folder in saved[corpus])
        assert first.read_bytes() == second.read_bytes(), ending


@pytest.mark.parametrize(("corpus", "name"), DRAWN)
def test_shipped_figure_is_up_to_date(
    saved: dict[str, tuple[Path, Path]],
    corpus: str,
    name: str,
    is_alike: Callable[[str, str, float], bool],
) -> None:
    within = 0.05 if name in OF_THE_MODEL else 0
    for ending in (".csv", ".txt"):
        files = (folder / f"{name}{ending}" for folder in (CORPORA[corpus], saved[corpus][0]))
        assert is_alike(*(file.read_text(encoding="utf8") for file in files), within), ending


def test_no_other_figure_is_shipped() -> None:
    for corpus, folder in CORPORA.items():
        shipped = {file.stem for file in folder.glob("*.png")}
        assert shipped == {name for other, name in DRAWN if other == corpus}


@pytest.mark.parametrize(("corpus", "name"), DRAWN)
def test_alt_text_says_title_and_data_and_whether_it_was_validated(
    saved: dict[str, tuple[Path, Path]], corpus: str, name: str
) -> None:
    alt = (saved[corpus][0] / f"{name}.txt").read_text(encoding="utf8")
    assert len(alt) > 150
    assert "Data (" in alt
    word = {
        "01_text_health": "paraphrased",
        "02_mentions_along_the_article": "Russia",
        "05_frames_by_voice": "narrator",
        "03_measures_disagree": "TextBlob",
        "03_what_each_measure_read": "targeted",
        "08_coder_agreement": "sentiment",
    }
    assert word.get(name, "CHN") in alt
    assert name == "01_text_health" or re.search(
        r"Checked against codes by two language models|Unchecked: nobody has coded", alt
    )


def names_of_drawn(tables: dict[str, pd.DataFrame], codebook: fr.Codebook) -> set[str]:
    """Draw what the tables allow, without saving it, and name it."""
    names = set()
    for name, recipe in CATALOGUE.items():
        try:
            fig, data = recipe.make(tables, codebook)
        except NothingToDraw:
            continue
        fig.draw_without_rendering()
        texts = take_texts(fig)
        assert texts.title
        assert texts.topic == "" or texts.topic not in describe(fig, data), "taken off"
        plt.close(fig)
        names.add(name)
    return names


@pytest.mark.parametrize(
    "measures", [("vader",), ("textblob",), ("targeted",), ("vader", "textblob")], ids=str
)
def test_figures_without_some_measures(
    measures: tuple[str, ...], shipped_codebook: fr.Codebook
) -> None:
    """Figures that need a measure that was not asked for are not drawn, and the others are."""
    text = "China, a splendid and brave friend, praised and thanked Russia. Russia thanked China."
    tables = fr.analyse(fr.make_articles({"one": text}), shipped_codebook, measures=measures)
    drawn = names_of_drawn(tables, shipped_codebook)
    several = {"03_measures_disagree"} if len(measures) > 1 else set()
    assert several == drawn & {"03_measures_disagree", "03_what_each_measure_read"}
    assert drawn - several == {
        "02_mentions_along_the_article",
        "02_how_actors_are_named",
        "03_tone_by_actor",
        "05_whose_words",
        "06_actions_between_actors",
        "07_most_telling_sentences",
    }


def test_figures_without_frames_or_scored_words(shipped_codebook: fr.Codebook) -> None:
    articles = fr.make_articles({"one": "China met Japan.", "two": "France met Japan."})
    tables = fr.analyse(articles, shipped_codebook)
    assert {"03_tone_by_actor", "06_actions_between_actors"} <= names_of_drawn(
        tables, shipped_codebook
    )


def test_who_asks_for_a_figure_that_says_nothing_is_told_why(
    shipped_codebook: fr.Codebook, tmp_path: Path
) -> None:
    tables = fr.analyse(fr.make_articles({"one": "China met Japan."}), shipped_codebook)
    fig, data = fr.draw_frames(tables, shipped_codebook)
    assert data.empty
    assert "Nothing to show: of actors" in " ".join(fig.axes[0].texts[0].get_text().split())
    plt.close(fig)
    said: list[str] = []
    (tmp_path / "01_funnel.txt").write_text("of an earlier run", encoding="utf8")
    with no_images():
        files = fr.save_all(tables, shipped_codebook, tmp_path, say=said.append)
    assert any(line.startswith("04_frames_by_actor is not drawn: of actors") for line in said)
    assert any(line.startswith("01_funnel is not drawn: no article was left out") for line in said)
    assert not any(file.stem in ("04_frames_by_actor", "01_funnel") for file in files)
    assert not (tmp_path / "01_funnel.txt").exists()


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


def test_nothing_to_draw_is_said(tmp_path: Path, shipped_codebook: fr.Codebook) -> None:
    tables = fr.analyse(fr.make_articles({"one": "It rained."}), shipped_codebook)
    with pytest.raises(ValueError, match="no actor of the codebook"):
        fr.save_all(tables, shipped_codebook, tmp_path)


def test_doubtful_figures_are_drawn_only_when_asked_for(
    tmp_path: Path, shipped_codebook: fr.Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = fr.analyse(fr.make_articles({"one": "China praised Russia."}), shipped_codebook)
    name = "06_actions_between_actors"
    monkeypatch.setattr("framing.figures.catalogue.CATALOGUE", {name: CATALOGUE[name]})
    assert fr.save_all(tables, shipped_codebook, tmp_path) == []
    assert fr.save_all(tables, shipped_codebook, tmp_path, with_doubtful=True) != []


def test_describe_counts_what_it_leaves_out() -> None:
    fig, _ = plt.subplots()
    data = pd.DataFrame({"actor_id": [f"A{n}" for n in range(15)], "estimate": 0.5})
    assert "and 3 more rows" in describe(fig, data)
    plt.close(fig)


def test_a_figure_of_a_part_that_no_report_has_is_refused() -> None:
    with pytest.raises(ValueError, match="03_tone_by_actor: no part 'tones'; known are overview"):
        replace(CATALOGUE["03_tone_by_actor"], part="tones")
