"""Samples for coders, the files that come back, and the codes that count."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from worlds import Spec, tables

import framing as fr
from framing.coders import drawn_sample
from framing.coders.doubts import find_doubt
from framing.pages.sheet import write_coding_folder
from framing.tables.schema import make, violations

ACTORS = {"CHN": 60, "USA": 30, "FRA": 9, "ITA": 1}
SPECS: list[Spec] = [
    (f"a{n % 10}", f"{actor}{n}", actor, 0.0) for actor, size in ACTORS.items() for n in range(size)
]


MENTIONS, ARTICLES, _ = tables(SPECS)
SENTENCES = make(
    "sentences",
    [(i, i.split(":")[0], 0, "body", 0, 9, "x is here") for i in MENTIONS["sentence_id"].unique()],
)


def draw(**more: object) -> pd.DataFrame:
    return fr.sample_for_coding(MENTIONS, SENTENCES, ARTICLES, **more)  # type: ignore[arg-type]


def test_strata_are_drawn_in_proportion() -> None:
    sample = draw(n=20)
    counts = sample["stratum"].value_counts()
    assert counts.sum() == 20
    assert (counts["CHN"], counts["USA"]) == (12, 6)
    assert sample.groupby("stratum")["probability"].first()["CHN"] == pytest.approx(12 / 60)
    assert counts["others"] == 2
    assert sample["mention_id"].is_unique


def test_equal_strata_give_rare_actors_as_many() -> None:
    counts = draw(n=40, is_equal=True)["stratum"].value_counts()
    assert counts.to_dict() == {"CHN": 15, "USA": 15, "FRA": 9, "ITA": 1}


@pytest.mark.build
def test_every_mention_is_as_likely_as_it_says(is_thorough: bool) -> None:
    n_draws = 300 if is_thorough else 100
    draws = pd.concat([draw(n=20, seed=seed)["mention_id"] for seed in range(n_draws)])
    drawn = draws.value_counts() / n_draws
    expected = draw(n=20).drop_duplicates("stratum").set_index("stratum")["probability"]
    chinese = [drawn.get(f"m{n}", 0.0) for n in range(60)]
    assert np.mean(chinese) == pytest.approx(expected["CHN"], abs=0.005)
    assert np.std(chinese) < 0.05


def test_the_sheet_is_blind_and_the_same_for_a_seed() -> None:
    sample = draw(n=10, variables=["tone"])
    assert list(sample.columns) == [
        "row_id",
        "mention_id",
        "article_id",
        "before",
        "left",
        "surface",
        "right",
        "after",
        "stratum",
        "probability",
        "tone",
    ]
    assert sample.equals(draw(n=10, variables=["tone"]))
    assert not sample["mention_id"].equals(draw(n=10, variables=["tone"], seed=2)["mention_id"])
    assert (sample["left"] + sample["surface"] + sample["right"]).eq("x is here").all()
    assert len(draw(n=1_000)) == len(SPECS)
    with pytest.raises(ValueError, match="1 or more"):
        draw(n=0)


def test_one_file_with_a_column_for_each_coder(tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    file.write_text(
        "mention_id,sentiment_ann,sentiment_bob,note\nm1, 1,0,x\nm2,'-1,,y\n", encoding="utf8"
    )
    codings = fr.read_codings(file)
    assert codings.fillna("missing").values.tolist() == [
        ["m1", "ann", "sentiment", "1"],
        ["m2", "ann", "sentiment", "-1"],
        ["m1", "bob", "sentiment", "0"],
        ["m2", "bob", "sentiment", "missing"],
    ]
    assert violations(codings, "codings") == []


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *[(one, "1") for one in ("1", "1.0", " 1 ", "+1", "1,0", "1.", "'1", "\u00a01", "1.00")],
        *[(one, "-1") for one in ("-1", "-1.0", "−1", "–1", "- 1", "'-1", "-1,0")],
        *[(one, "0") for one in ("0", "-0", "0.0", "+0")],
        *[("0,5", "0.5"), (".5", "0.5"), ("-.5", "-0.5"), ("10", "10")],
        *[(one, one) for one in ("war", "1e3", "1-2", "none", "1,2,3", "+", "²", "1 of 2", "nan")],
    ],
)
def test_numbers_are_written_in_one_way(written: str, code: str) -> None:
    row = {"unit_id": "m", "coder_id": "ann", "variable": "tone", "code": written}
    assert fr.final_codes(pd.DataFrame([row]), "tone").to_dict() == {"m": code}


def test_a_sheet_with_a_blank_that_pandas_saved(tmp_path: Path) -> None:
    """Old: 1 beside 1.0 was a disagreement, and the unit was lost."""
    units = {"mention_id": ["m1", "m2", "m3"]}
    pd.DataFrame({**units, "sentiment": [1, -1, None]}).to_csv(tmp_path / "ann.csv", index=False)
    pd.DataFrame({**units, "sentiment": [1, -1, 0]}).to_csv(tmp_path / "bob.csv", index=False)
    codings = fr.read_codings(tmp_path)
    assert fr.final_codes(codings, "sentiment").to_dict() == {"m1": "1", "m2": "-1", "m3": "0"}


def test_a_unit_that_a_coder_coded_twice() -> None:
    rows = [("m", "ann", "tone", code) for code in (1, "1.0", None)]
    codings = pd.DataFrame(rows, columns=["unit_id", "coder_id", "variable", "code"])
    assert fr.final_codes(codings, "tone").to_dict() == {"m": "1"}
    codings.loc[2, "code"] = "0"
    with pytest.raises(ValueError, match="ann coded tone of m twice, and not alike"):
        fr.final_codes(codings, "tone")


def test_a_folder_with_a_file_for_each_coder(tmp_path: Path) -> None:
    for coder, code in (("ann", "1"), ("bob", "0")):
        (tmp_path / f"{coder}.csv").write_text(
            f"mention_id,sentiment,voice\nm1,{code},narrator\n", encoding="utf8"
        )
    codings = fr.read_codings(tmp_path)
    assert codings.query("variable == 'sentiment'")[["coder_id", "code"]].values.tolist() == [
        ["ann", "1"],
        ["bob", "0"],
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,sentiment\nm1,1\n", "no column mention_id"),
        ("mention_id,mood\nm1,1\n", "none of the columns sentiment"),
        ("mention_id,sentiment\n,1\n", "row 2: the unit is not named"),
        ("mention_id,sentiment\nm1,1\nm1,0\n", "coded sentiment of m1 twice"),
    ],
)
def test_files_that_cannot_be_read(text: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "ann.csv"
    file.write_text(text, encoding="utf8")
    with pytest.raises(ValueError, match=message):
        fr.read_codings(file)


def test_the_adjudicated_code_counts_and_a_tie_does_not() -> None:
    rows = [
        ("u", "ann", "1"),
        ("u", "bob", "0"),
        ("u", "adjudicated", "-1"),
        ("v", "ann", "1"),
        ("v", "bob", "0"),
        ("w", "ann", "1"),
        ("w", "bob", "1"),
        ("w", "cid", "0"),
    ]
    codings = pd.DataFrame(
        [(u, c, "tone", code) for u, c, code in rows],
        columns=["unit_id", "coder_id", "variable", "code"],
    )
    assert fr.final_codes(codings, "tone").to_dict() == {"u": "-1", "w": "1"}
    with pytest.raises(ValueError, match="nobody coded 'mood'; the variables are tone"):
        fr.final_codes(codings, "mood")


def in_doubt(values: dict[str, float]) -> pd.DataFrame:
    """Scores of a learner: what it says of some mentions, and .02 of all others."""
    ids = MENTIONS["mention_id"]
    scores = pd.DataFrame({"mention_id": ids, "measure": "read_debt_trap", "window": "sentence"})
    return scores.assign(value=ids.map(values).fillna(0.02))


def test_half_is_drawn_where_there_is_doubt() -> None:
    unsure = {f"m{n}": 0.5 for n in range(20)}
    given = {
        "n": 40,
        "strata": ("alias_type",),
        "variable": "frame:debt_trap",
        "strategy": "informative",
    }
    sample = draw(**given, scores=in_doubt(unsure))
    drawn = sample["stratum"].str.endswith(" | unsure")
    assert set(sample["mention_id"][drawn]) <= unsure.keys()
    # 20 in proportion: 4 and 16; then 20 by doubt, of 20 * .5 beside 80 * .14 (p = .02).
    assert drawn.sum() == 4 + 9
    chances = sample.groupby(drawn)["probability"].first()
    assert chances[True] == pytest.approx(13 / 20)
    assert chances[False] == pytest.approx(27 / 80)
    assert sample.columns[-1] == "frame:debt_trap"


def test_chances_are_those_of_the_draws() -> None:
    unsure = {f"m{n}": 0.4 for n in range(15)}
    given = {"n": 30, "variable": "frame:debt_trap", "strategy": "informative"}
    counts = pd.Series(0, index=MENTIONS["mention_id"])
    for seed in range(150):
        sample = draw(**given, scores=in_doubt(unsure), seed=seed).set_index("mention_id")
        counts[sample.index] += 1
    share = counts / 150
    assert share[list(unsure)].mean() == pytest.approx(
        sample.loc[sample.index.isin(list(unsure)), "probability"].mean(), abs=0.05
    )
    assert (1 / sample["probability"]).sum() == pytest.approx(len(MENTIONS))


def test_keywords_and_network_that_disagree_are_in_doubt() -> None:
    hits = pd.DataFrame({"mention_id": ["m0", "m1"], "frame_id": "debt_trap"})
    doubt = find_doubt(
        pd.Series(["m0", "m1", "m2", "m3"]),
        "frame:debt_trap",
        in_doubt({"m0": 0.98, "m1": 0.02, "m2": 0.98}),
        hits,
    )
    # A keyword and yes; a keyword and no; yes without a keyword; neither.
    assert doubt.tolist() == pytest.approx([0.14, 0.5, 0.5, 0.14])
    without = find_doubt(pd.Series(["m0", "m2"]), "frame:debt_trap", None, hits)
    assert without[0] > without[1] > 0


def test_no_doubt_without_a_reason() -> None:
    given = {"n": 10, "strategy": "informative"}
    with pytest.raises(ValueError, match="needs a frame to be in doubt about"):
        draw(**given)
    with pytest.raises(ValueError, match="nothing says where 'debt_trap' is in doubt"):
        draw(**given, variable="frame:debt_trap")
    with pytest.raises(ValueError, match="strategy= is random or informative"):
        draw(n=10, strategy="clever")


def test_codes_of_one_frame_are_read(tmp_path: Path) -> None:
    unsure = {f"m{n}": 0.5 for n in range(20)}
    sample = draw(n=12, variable="frame:debt_trap", strategy="informative", scores=in_doubt(unsure))
    file = tmp_path / "ann.csv"
    fr.write_sheet(sample.assign(**{"frame:debt_trap": "1"}), file)
    codings = fr.read_codings(file)
    assert codings["variable"].unique().tolist() == ["frame:debt_trap"]
    assert codings["probability"].tolist() == pytest.approx(sample["probability"].tolist())
    assert len(fr.final_codes(codings, "frame:debt_trap")) == 12


def test_coders_see_nothing_that_names_the_outlet(tmp_path: Path) -> None:
    """Ids of articles are names of files, and strata may be outlets."""
    names = {f"a{n}": f"globe_{n}" for n in range(10)}
    articles = ARTICLES.assign(
        article_id=ARTICLES["article_id"].map(names), outlet_id="globe", text="Text of it."
    )
    mentions = MENTIONS.assign(
        article_id=MENTIONS["article_id"].map(names),
        mention_id="globe_" + MENTIONS["mention_id"],
    )
    sample = fr.sample_for_coding(
        mentions, SENTENCES, articles, n=20, strata=["outlet_id", "actor_id"]
    )
    codes = write_coding_folder(sample, tmp_path / "coding", ["ann", "ben"])
    fr.write_coding_sheet(fr.blind_sample(sample), tmp_path / "blind.html")
    given = [*codes.glob("*.csv"), tmp_path / "coding" / "rules.md", tmp_path / "blind.html"]
    for file in [*given, tmp_path / "coding" / "coding_sheet.html"]:
        assert "globe" not in file.read_text(encoding="utf8"), file.name
    sheet = fr.read_sheet(codes / "ann.csv")
    assert sheet["mention_id"].tolist() == [f"s{n:03}" for n in range(1, 21)]
    assert not {"stratum", "probability", "article_id"} & set(sheet)

    truth = dict(zip(sheet["mention_id"], sample["mention_id"], strict=True))
    coded = sheet.assign(sentiment=[str(n % 3 - 1) for n in range(20)]).sample(frac=1.0)
    fr.write_sheet(coded, codes / "ann.csv")
    expected = {truth[row.mention_id]: row.sentiment for row in coded.itertuples()}
    alone = tmp_path / "elsewhere" / "ann.csv"
    alone.parent.mkdir()
    alone.write_bytes((codes / "ann.csv").read_bytes())
    key = tmp_path / "coding" / "sample.csv"
    ways = [fr.read_codings(codes), fr.read_codings(codes / "ann.csv")]
    ways += [fr.read_codings(alone, sample=given) for given in (key, fr.read_sheet(key), sample)]
    for codings in ways:
        said = codings[codings["coder_id"].eq("ann") & codings["code"].notna()]
        assert dict(zip(said["unit_id"], said["code"], strict=True)) == expected
        drawn = drawn_sample(codings)
        assert drawn is not None
        chances = sample.set_index("mention_id")["probability"]
        assert drawn.set_index("mention_id")["probability"].to_dict() == pytest.approx(
            chances.to_dict()
        )
    by_row = fr.read_codings(alone)
    assert set(by_row["unit_id"]) == set(truth), "agreement needs no key"
    whole = fr.read_codings(tmp_path / "coding" / "codes")
    assert "sample" not in set(whole["coder_id"])
    by_mention = coded.assign(mention_id=coded["mention_id"].map(truth))
    fr.write_sheet(by_mention, codes / "ann.csv")
    again = fr.read_codings(codes / "ann.csv").dropna()
    assert dict(zip(again["unit_id"], again["code"], strict=True)) == expected
