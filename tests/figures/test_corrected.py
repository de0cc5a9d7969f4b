"""What codes make of an estimate stands beside it, by outlet and by month as by actor."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.colors import to_hex

import framing as fr
from framing.figures import CATALOGUE, NothingToDraw
from framing.figures.corrected import correct_changes
from framing.figures.plots.axes import OF_CODES
from framing.figures.plots.fading import fade
from framing.figures.recipe import TOO_UNCERTAIN, explain_poor
from framing.figures.stamps import tell_nearest
from framing.figures.style import INK

N_ARTICLES = 30
"""Half of them of each outlet, a third of each month; each mentions China once."""


@pytest.fixture(scope="module")
def tables(shipped_codebook: fr.Codebook) -> dict[str, pd.DataFrame]:
    """The scores say 0.2 everywhere; coders say 1 for one outlet and -1 for the other."""
    texts = {f"{'ab'[n % 2]}{n:02}": "China met." for n in range(N_ARTICLES)}
    articles = fr.make_articles(texts)
    articles["outlet_id"] = articles["article_id"].str[0]
    days = [f"2024-0{1 + n % 3}-15" for n in range(N_ARTICLES)]
    articles["published_at"] = pd.to_datetime(days, utc=True).as_unit("us")
    sentences = fr.split_sentences(articles)
    mentions = fr.find_mentions(sentences, shipped_codebook)
    scores = mentions[["mention_id"]].assign(measure="targeted", window="sentence", value=0.2)
    codes = mentions["article_id"].str[0].map({"a": "1", "b": "-1"})
    codings = pd.DataFrame(
        {"unit_id": mentions["mention_id"], "coder_id": "ann", "variable": "sentiment"}
    ).assign(code=codes, stratum="all", probability=1.0)
    return {"articles": articles, "mentions": mentions, "scores": scores, "codings": codings}


def marks_of_codes(fig: plt.Figure) -> list[plt.Line2D]:
    return [line for ax in fig.axes for line in ax.lines if line.get_gid() == OF_CODES]


DRAWN = {"outlet_id": fr.draw_by_outlet, "month": fr.draw_over_time}


@pytest.mark.parametrize("group", DRAWN)
def test_groups_that_are_coded_have_a_corrected_mark(
    group: str, tables: dict[str, pd.DataFrame], shipped_codebook: fr.Codebook
) -> None:
    draw: Callable[..., tuple[plt.Figure, pd.DataFrame]] = DRAWN[group]
    fig, data = draw(tables, shipped_codebook)
    of_outlets = {"a": 1.0, "b": -1.0}
    expected = [of_outlets.get(name, 0.0) for name in data[group]]
    assert data["corrected"].tolist() == pytest.approx(expected, abs=0.05)
    assert data["estimate"].tolist() == pytest.approx([0.2] * len(data))
    assert (data["corrected_low"] < data["corrected_high"]).all()
    assert len(marks_of_codes(fig)) == 2 * len(data), "a diamond and its interval each"
    assert "corrected by codes" in fig.get_supxlabel()
    bare, data = draw({n: t for n, t in tables.items() if n != "codings"}, shipped_codebook)
    assert marks_of_codes(bare) == []
    assert data["corrected"].isna().all()
    assert "corrected" not in bare.get_supxlabel()


def test_what_rests_on_codes_is_not_grey_where_the_measure_is_poor(
    tables: dict[str, pd.DataFrame], shipped_codebook: fr.Codebook
) -> None:
    fig, _ = fr.draw_by_outlet(tables, shipped_codebook)
    fade(fig.axes[0])
    assert {to_hex(line.get_color()) for line in marks_of_codes(fig)} == {INK}
    others = [line for line in fig.axes[0].lines if line.get_gid() != OF_CODES]
    assert others
    assert all(len(set(line.get_color()[:3])) == 1 for line in others), "shades of grey"


@pytest.mark.parametrize(
    ("codes", "chance"),
    [(("-1", "1"), 0.01), (("1", "-1"), 1.0), (("1", "1"), 1.0)],
    ids=["as the scores", "the other way round", "no change"],
)
def test_codes_have_a_say_on_a_change_over_time(
    codes: tuple[str, str], chance: float, tables: dict[str, pd.DataFrame]
) -> None:
    turn = pd.Timestamp("2024-02-15", tz="UTC")
    articles = tables["articles"].set_index("article_id")
    is_after = (articles["published_at"] >= turn).reindex(tables["mentions"]["article_id"])
    code = [codes[after] for after in is_after]
    coded = {**tables, "codings": tables["codings"].assign(code=code)}
    row = {"actor_id": "CHN", "changed_at": turn, "before": -0.1, "after": 0.2}
    changes = pd.DataFrame([row])
    found = correct_changes(coded, changes, "targeted", "sentence")
    assert found == [chance] if chance == 1 else found[0] < chance
    bare = {name: table for name, table in tables.items() if name != "codings"}
    assert pd.isna(correct_changes(bare, changes, "targeted", "sentence")).all()
    # Behind the next change lies nothing that is coded as before the first.
    later = pd.Timestamp("2024-03-15", tz="UTC")
    two = pd.concat([changes, changes.assign(changed_at=later)])
    assert len(correct_changes(coded, two, "targeted", "sentence")) == 2


def test_codes_of_a_frame_by_one_coder_leave_out_what_asks_for_more(
    tables: dict[str, pd.DataFrame], shipped_codebook: fr.Codebook
) -> None:
    one = tables["mentions"]["mention_id"]
    codings = pd.DataFrame({"unit_id": one, "coder_id": "ann", "variable": "frame:x", "code": "1"})
    tables = {**tables, "codings": codings}
    for name, why in {
        "08_coder_agreement": "no mention was coded by two coders",
        "08_bias_by_actor": "nobody has coded the tone",
        "08_scores_beside_codes": "nobody has coded the tone",
    }.items():
        with pytest.raises(NothingToDraw, match=why):
            CATALOGUE[name].make(tables, shipped_codebook)


def test_the_axis_reaches_as_far_as_what_codes_make_of_it(
    tables: dict[str, pd.DataFrame], shipped_codebook: fr.Codebook
) -> None:
    portrayals = fr.summarise_portrayal(tables["mentions"], tables["articles"], tables["scores"])
    codings = tables["codings"].assign(code="1")
    whole = {**tables, "portrayals": portrayals, "codings": codings}
    fig, data = fr.draw_tone(whole, shipped_codebook)
    reach = fig.axes[0].get_xlim()[1]
    assert reach > data["corrected_high"].abs().max()
    assert reach > data["corrected_low"].abs().max()
    bare, _ = fr.draw_tone({**whole, "codings": codings.head(0)}, shipped_codebook)
    assert bare.axes[0].get_xlim()[1] < reach


def test_a_grey_figure_states_no_finding(
    tables: dict[str, pd.DataFrame], shipped_codebook: fr.Codebook
) -> None:
    row = {"measure": "targeted", "window": "sentence", "f1": 0.2, "n_mentions": 200, "alpha": 0.9}
    checked = pd.DataFrame([row]).assign(
        coders="ann", f1_low=0.15, f1_high=0.25, n_second=60, n_doubled=50
    )
    fig, _ = fr.draw_by_outlet({**tables, "validations": checked}, shipped_codebook)
    assert fig.get_suptitle().split() == TOO_UNCERTAIN.split()
    good = checked.assign(f1=0.9, f1_low=0.85, f1_high=0.95)
    fig, _ = fr.draw_by_outlet({**tables, "validations": good}, shipped_codebook)
    assert "uncertain" not in fig.get_suptitle()


def test_a_telling_sentence_names_its_outlet_and_its_day(shipped_codebook: fr.Codebook) -> None:
    articles = fr.make_articles({"a": "China attacked a village.", "b": "Japan won a prize."})
    articles["outlet_id"] = ["herald", None]
    articles["published_at"] = pd.to_datetime(["2024-03-05", None], utc=True).as_unit("us")
    whole = fr.analyse(articles, shipped_codebook)
    whole["scores"]["value"] = whole["scores"]["value"].where(
        whole["scores"]["measure"] != "targeted", 0.9
    )
    _, data = fr.draw_telling(whole, shipped_codebook)
    where = data.set_index("actor_id")["where"].to_dict()
    assert where == {"CHN": "herald, 5 March 2024", "JPN": ""}


def test_the_pair_nearest_to_a_clear_difference_is_told_apart_from_the_widest() -> None:
    found = pd.DataFrame(
        {
            "measure": "targeted",
            "window": "sentence",
            "side_a": ["CHN", "RUS"],
            "side_b": "IND",
            "difference": [0.2, -0.4],
            "q_value": [0.1, 0.3],
        }
    )
    names = {"CHN": "China", "RUS": "Russia", "IND": "India"}
    told = tell_nearest(found, names)
    assert "the smallest q: model (sentence) is kinder to China than to India by 0.20" in told
    assert told.endswith(
        "farthest apart, but less sure: model (sentence) is kinder to India than to Russia by "
        "0.40 (q = 0.30)"
    )
    assert "farthest" not in tell_nearest(found[:1], names)


def test_grey_of_the_poor_is_told_apart_from_grey_of_the_few() -> None:
    assert explain_poor("", has_panels=False) == "All of it is drawn grey for that."
    assert "whose n is small" in explain_poor("Grey: few.", has_panels=False)
