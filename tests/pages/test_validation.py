"""The validation sheet: every check has a verdict, and what nobody coded is unchecked."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from worlds import Spec, tables

import framing as fr
from framing.cli import FAULTY, OK, USAGE, main
from framing.figures.recipe import stamp_differential_error
from framing.pages.validation.asked import Question
from framing.pages.validation.checks import DOUBTFUL, FAILS, HOLDS, UNCHECKED
from framing.pages.validation.evidence import gather_parts
from framing.pages.validation.page import make_validation

Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def codebook() -> fr.Codebook:
    return fr.read_codebook()


def made(extra: float = 0.0, name: str = "east") -> tuple[Tables, pd.DataFrame, pd.DataFrame]:
    """Two outlets with forty articles each, all coded by two who agree; the scores of the first
    outlet are too kind by `extra`.
    """
    rng = np.random.default_rng(1)
    specs: list[Spec] = []
    codes = rng.integers(-1, 2, 80)
    for n, code in enumerate(codes):
        score = 0.7 * code + extra * (n < 40) + rng.normal(0, 0.1)
        specs.append((f"a{n}", "0", "CHN" if n % 2 else "USA", float(np.clip(score, -1, 1))))
    mentions, articles, scores = tables(specs, outlet_id=[name] * 40 + ["west"] * 40)
    scores["measure"] = "targeted"
    rows = [(f"m{n}", c, "sentiment", str(code)) for c in "AB" for n, code in enumerate(codes)]
    codings = pd.DataFrame(rows, columns=["unit_id", "coder_id", "variable", "code"]).astype("str")
    sample = pd.DataFrame({"mention_id": mentions["mention_id"], "probability": 1.0})
    whole = {"mentions": mentions, "articles": articles, "scores": scores}
    return whole, codings, sample


def verdicts(question: Question) -> dict[str, str]:
    return {
        check.question: check.verdict for part in gather_parts(question) for check in part.checks
    }


def test_without_codes_the_external_evidence_is_unchecked(codebook: fr.Codebook) -> None:
    whole, *_ = made()
    parts = gather_parts(Question(whole, codebook, None, None))
    assert [part.name for part in parts] == ["Substantive", "Structural", "External"]
    assert {check.verdict for check in parts[2].checks} == {UNCHECKED}
    assert verdicts(Question(whole, codebook, None, None))["Do coders agree?"] == UNCHECKED


def test_a_good_measure_and_one_that_errs_differently(codebook: fr.Codebook) -> None:
    good = verdicts(Question(made()[0], codebook, *made()[1:]))
    assert good["Do coders agree on sentiment?"] == HOLDS
    assert good["Do scores agree with codes?"] == DOUBTFUL, "fair, by the rule"
    assert good["Does the measure err alike for every outlet?"] == DOUBTFUL
    assert good["Do the means hold once they are corrected?"] == HOLDS
    whole, codings, sample = made(extra=0.5)
    off = verdicts(Question(whole, codebook, codings, sample))
    assert off["Does the measure err alike for every outlet?"] == FAILS
    assert off["Does the measure err alike for every actor?"] == DOUBTFUL
    alone = verdicts(Question(whole, codebook, codings, None))
    assert alone["Do the means hold once they are corrected?"] == UNCHECKED


def test_figures_say_whether_the_measure_errs_alike() -> None:
    whole, codings, _ = made(extra=0.5)
    said = stamp_differential_error(whole | {"codings": codings}, ["targeted"], "outlet_id")
    assert said.startswith("By the codes the error differs: model (sentence) is kinder to east")
    fair = made()[0] | {"codings": codings}
    said = stamp_differential_error(fair, [("targeted", "sentence")], "actor_id")
    assert "no error is shown to differ by actor" in said
    scores = fair["scores"]
    kind = fair | {"scores": scores.assign(value=(scores["value"] + 0.3).clip(upper=1.0))}
    said = stamp_differential_error(kind, ["targeted"], "actor_id", {"USA": "United States"})
    assert "is too kind to" in said, "as the figure of bias says"
    assert "the United States" in said
    assert "no two errors are shown to differ by actor" in said
    few = fair | {"codings": codings[codings["unit_id"].isin(["m1", "m2"])]}
    assert "unchecked" in stamp_differential_error(few, ["targeted"], "outlet_id")
    assert stamp_differential_error(made()[0], ["targeted"], "outlet_id") == ""
    elsewhere = fair | {"codings": codings.assign(unit_id=codings["unit_id"] + "x")}
    assert stamp_differential_error(elsewhere, ["targeted"], "outlet_id") == ""


def test_the_page_is_escaped_loads_nothing_and_is_the_same_twice(codebook: fr.Codebook) -> None:
    whole, codings, sample = made(extra=0.5, name="<img src=x onerror=alert(1)>")
    codings["variable"] = "<b>sentiment</b>"
    codings = pd.concat([codings, made()[1]])
    page = make_validation(whole, codebook, codings, sample, title="<script>1</script>")
    assert page == make_validation(whole, codebook, codings, sample, title="<script>1</script>")
    assert "<img" not in page
    assert "<script" not in page
    assert "&lt;b&gt;sentiment" in page
    assert not re.search(r'(src|href)="(?!#|data:,")', page)
    assert "default-src &#39;none&#39;" in page
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)


def test_codes_of_other_articles_are_an_error(codebook: fr.Codebook) -> None:
    whole, codings, _ = made()
    with pytest.raises(ValueError, match="none of them is a mention of these articles"):
        make_validation(whole, codebook, codings.assign(unit_id="elsewhere"))


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "articles.csv").write_text("article_id,text\na,China won.\nb,China lost.\n")
    assert main(["validate", str(tmp_path / "nowhere")]) == USAGE
    results = tmp_path / "results"
    fr.analyse_path(tmp_path / "articles.csv", results, measures=("vader",))
    capsys.readouterr()
    assert main(["validate", str(results)]) == OK
    assert "unchecked" in (results / "validation.html").read_text(encoding="utf8")
    assert "code a sample" in capsys.readouterr().out
    codes = tmp_path / "codes.csv"
    codes.write_text("mention_id,sentiment_a\nx,1\n", encoding="utf8")
    assert main(["validate", str(results), "--codings", str(codes)]) == FAULTY
    assert "none of them is a mention" in capsys.readouterr().err


def test_rows_that_are_not_filled_in_are_no_codes(codebook: fr.Codebook) -> None:
    whole, codings, sample = made()
    units = {f"m{n}" for n in range(10)}
    half = codings.assign(code=codings["code"].where(codings["unit_id"].isin(units)))
    empty = codings.assign(variable="voice", code=None).astype("str")
    half = pd.concat([half, empty], ignore_index=True)
    page = make_validation(whole, codebook, half, sample)
    assert "80 mentions, 10 of them coded" in page
    judged = fr.summarise_validation(half, whole["mentions"], whole["articles"], whole["scores"])
    assert judged["n_mentions"].tolist() == [10]
    said = stamp_differential_error(whole | {"codings": half}, ["targeted"], "outlet_id")
    assert "unchecked: too few" in said


def few(n: int, codebook: fr.Codebook, **change: str) -> dict[str, tuple[str, str]]:
    """The checks where only the first mentions are coded."""
    whole, codings, sample = made()
    codings = codings[codings["unit_id"].isin([f"m{m}" for m in range(n)])].assign(**change)
    parts = gather_parts(Question(whole, codebook, codings, sample.assign(probability=n / 80)))
    return {check.question: (check.verdict, check.finding) for p in parts for check in p.checks}


def test_few_codes_say_neither_that_something_holds_nor_that_it_does_not(
    codebook: fr.Codebook,
) -> None:
    checks = few(22, codebook)
    verdict, said = checks["Do scores agree with codes?"]
    assert verdict == UNCHECKED
    assert "Too few to tell how good the model" in said
    assert "on 22 coded mentions: a verdict takes 30" in said
    whole, codings, sample = made()
    codings = codings[codings["unit_id"].isin([f"m{m}" for m in range(22)])]
    blind = whole | {"scores": whole["scores"].assign(value=0.0)}
    parts = gather_parts(Question(blind, codebook, codings, sample.assign(probability=22 / 80)))
    verdict, said = parts[2].checks[-1].verdict, parts[2].checks[-1].finding
    assert verdict == UNCHECKED, "the scores know nothing, so that all rests on eleven codes each"
    assert "0 of 2 actors, with 0% of the mentions, have an interval no wider than 0.60" in said
    alike = few(60, codebook, code="1")
    assert alike["Do scores agree with codes?"][0] == UNCHECKED
    assert alike["Do coders agree on sentiment?"][0] == UNCHECKED
    whole, codings, sample = made()
    codings = codings[codings["unit_id"].isin([f"m{m}" for m in range(8)])]
    codings.loc[codings.index[0], "code"] = "0" if codings["code"].iloc[0] != "0" else "1"
    parts = gather_parts(Question(whole, codebook, codings, sample))
    check = next(c for c in parts[1].checks if c.question == "Do coders agree on sentiment?")
    assert check.verdict == UNCHECKED
    assert "8 units coded by two are too few to tell whether coders agree" in check.finding


def test_opposite_errors_on_two_actors_are_seen_within_each(codebook: fr.Codebook) -> None:
    whole, codings, sample = made()
    is_east = whole["articles"]["outlet_id"].eq("east").to_numpy()
    sign = np.where(whole["mentions"]["actor_id"] == "CHN", 0.4, -0.4)
    scores = whole["scores"].assign(value=whole["scores"]["value"] * 0.5 + sign * is_east)
    question = Question(whole | {"scores": scores}, codebook, codings, sample)
    check = next(
        check
        for part in gather_parts(question)
        for check in part.checks
        if check.question == "Does the measure err alike for every outlet?"
    )
    assert check.verdict == FAILS
    assert "No difference is shown in 1 pair" in check.finding
    assert "Within one actor 2 of 2 pairs differ" in check.finding


def test_what_nobody_settled_is_counted(codebook: fr.Codebook) -> None:
    whole, codings, sample = made()
    is_other = codings["unit_id"].isin(["m1", "m2", "m3"]) & codings["coder_id"].eq("B")
    flipped = codings["code"].map({"-1": "1", "0": "1", "1": "-1"})
    codings["code"] = codings["code"].mask(is_other, flipped)
    page = make_validation(whole, codebook, codings, sample)
    assert "On 3 mentions coders differ and nobody has settled it: left out." in page
