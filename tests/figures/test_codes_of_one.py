"""What codes do not allow is left out with its reason, and nothing else with it."""

from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from pixels import few_pixels
from worlds import tables

import framing as fr
from framing.figures import NothingToDraw
from framing.figures.actors import MENTIONS
from framing.figures.trust import AGREEMENT


def world(n: int = 12) -> dict[str, pd.DataFrame]:
    """An actor in twelve articles."""
    mentions, articles, scores = tables([(f"a{m}", "0", "CHN", 0.5) for m in range(n)])
    return {"mentions": mentions, "articles": articles, "scores": scores}


def coded(coders: str, variable: str = "sentiment", units: range = range(12)) -> pd.DataFrame:
    rows = [(f"m{n}", coder, variable, str(n % 2)) for coder in coders.split() for n in units]
    return pd.DataFrame(rows, columns=["unit_id", "coder_id", "variable", "code"])


def test_agreement_of_one_coder_is_not_drawn(shipped_codebook: fr.Codebook) -> None:
    apart = pd.concat([coded("ann", units=range(6)), coded("bob", units=range(6, 12))])
    for codings in (coded("ann"), coded("ann adjudicated"), apart):
        with pytest.raises(NothingToDraw, match="coded by two coders who worked apart"):
            AGREEMENT.make(world() | {"codings": codings}, shipped_codebook)


def test_a_variable_of_one_coder_hides_no_other(shipped_codebook: fr.Codebook) -> None:
    parts = [coded("ann", "voice"), coded("bob cay"), coded("ann", units=range(2))]
    fig, data = AGREEMENT.make(world() | {"codings": pd.concat(parts)}, shipped_codebook)
    assert data["variable"].tolist() == ["sentiment"]
    assert "bob" in fig.axes[1].get_ylabel() + fig.axes[1].get_xlabel()
    plt.close(fig)


@pytest.mark.parametrize("fault", [ValueError("no"), KeyError("no"), ZeroDivisionError("no")])
def test_a_figure_that_fails_stops_no_other(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    shipped_codebook: fr.Codebook,
    fault: Exception,
) -> None:
    class Broken:
        by_default = True

        def make(self, *given: object) -> Callable[[], None]:
            plt.figure()
            raise fault

    catalogue = {"broken": Broken(), "08_coder_agreement": AGREEMENT, MENTIONS.name: MENTIONS}
    monkeypatch.setattr("framing.figures.catalogue.CATALOGUE", catalogue)
    (tmp_path / "broken.csv").write_text("of an earlier run")
    said: list[str] = []
    before = plt.get_fignums()
    with few_pixels():
        given = world() | {"codings": coded("ann")}
        files = fr.save_all(given, shipped_codebook, tmp_path, say=said.append)
    assert {file.stem for file in files} == {MENTIONS.name}
    assert said[0].startswith(f"broken could not be drawn ({type(fault).__name__})")
    assert said[1].startswith("08_coder_agreement is not drawn: no mention was coded by two")
    assert not (tmp_path / "broken.csv").exists()
    assert plt.get_fignums() == before
