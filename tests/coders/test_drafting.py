"""Frames drafted from a definition and examples, and learners compared with codes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.cli import main
from framing.coders.learning.comparing import find_rate

OWING = (
    "{} owes the lender more than it can ever repay.",
    "The loans to {} come due, and the port is the security.",
    "A creditor may take the railway of {} if it defaults on its loans.",
    "{} borrowed for the dam and now repays its creditor with copper.",
)
OTHER = (
    "{} opened a museum of modern art.",
    "A storm reached {} in the early morning.",
    "The football team of {} won the match.",
    "{} sent its foreign minister to the talks.",
)
ACTORS = ("Chad", "Norway", "Kenya", "Japan", "Ghana", "Chile", "Nepal", "Spain")
DEFINITION = "Debt trap: loans are a means to gain hold of a country."
EXAMPLES = (
    "The lender will seize the harbour when the loan is not repaid.",
    "A small country cannot repay its creditor.",
    "Its debts leave the island at the mercy of the bank.",
)


@pytest.fixture(scope="module")
def corpus() -> dict[str, Any]:
    texts = {
        f"{kind}{number}{actor}": pattern.format(actor)
        for kind, patterns in (("o", OWING), ("n", OTHER))
        for number, pattern in enumerate(patterns)
        for actor in ACTORS
    }
    articles = fr.make_articles(texts)
    articles["outlet_id"] = np.where(np.arange(len(articles)) % 2, "east", "west")
    months = pd.date_range("2024-01-15", periods=4, freq="MS", tz="UTC", unit="us")
    articles["published_at"] = months[np.arange(len(articles)) % 4]
    sentences = fr.split_sentences(articles)
    mentions = fr.find_mentions(sentences, fr.read_codebook(), articles=articles)
    readings = fr.read_sentences(mentions, sentences, fr.read_codebook(), with_vectors=True)
    return {
        "articles": articles,
        "sentences": sentences,
        "mentions": mentions,
        "readings": readings,
    }


@pytest.fixture(scope="module")
def draft(corpus: dict[str, Any]) -> fr.Draft:
    given = {name: corpus[name] for name in ("sentences", "mentions", "readings")}
    return fr.draft_frame(DEFINITION, EXAMPLES, **given)


def test_near_sentences_are_near_in_meaning(draft: fr.Draft) -> None:
    assert draft.near["sentence_id"].str.startswith("o").mean() > 0.9
    assert draft.near["nearness"].is_monotonic_decreasing
    assert draft.near["nearness"].between(-1, 1).all()


def test_keywords_are_those_of_near_sentences(draft: fr.Draft) -> None:
    terms = set(draft.keywords["term"])
    assert {"repay", "lender"} & terms
    assert not terms & {"museum", "football", "storm", "norway", "kenya"}
    best = draft.keywords.iloc[0]
    assert best["n_near"] > best["n_others"]
    assert best["term"] in best["example"].lower()


def test_what_is_there_already_is_not_proposed(draft: fr.Draft) -> None:
    known = set(fr.read_codebook().keywords["keyword"].str.lower())
    assert not known & set(draft.keywords["term"])


def test_the_name_stands_before_the_colon(draft: fr.Draft) -> None:
    assert (draft.frame_id, draft.label, draft.variable) == (
        "debt_trap",
        "Debt trap",
        "frame:debt_trap",
    )
    assert draft.definition == "loans are a means to gain hold of a country."
    named = fr.draft_frame("Loans bind.", EXAMPLES, frame_id="binding", label="Binding loans")
    assert (named.frame_id, named.definition) == ("binding", "Loans bind.")
    with pytest.raises(ValueError, match="name the frame: frame_id="):
        fr.draft_frame("Loans bind.", EXAMPLES)
    with pytest.raises(ValueError, match="give three or more"):
        fr.draft_frame(DEFINITION, ["", " "])


def test_a_person_keeps_and_strikes(draft: fr.Draft) -> None:
    own = draft.keep(["Repay", "debt trap"])
    assert own.kept == ["repay", "debt trap"]
    assert own.strike(["repay"]).kept == ["debt trap"]
    first = draft.near["sentence_id"].iloc[0]
    assert not draft.strike([first]).near["is_kept"].iloc[0]
    assert draft.near["is_kept"].all()
    assert not draft.keywords["is_decided"].any()
    assert own.keywords["is_decided"].all()
    with pytest.raises(ValueError, match="the draft has no 'elsewhere'"):
        draft.strike(["elsewhere"])
    with pytest.raises(ValueError, match="keeps no keyword"):
        draft.keep([]).entry()


def test_it_becomes_a_frame_of_a_codebook(tmp_path: Path, draft: fr.Draft) -> None:
    codebook = fr.write_draft(draft.keep(["repay", "debt trap"]), tmp_path)
    assert codebook.frame_labels["debt_trap"] == "Debt trap"
    assert len(codebook.frames) == len(fr.read_codebook().frames) + 1
    assert not [one for one in fr.check_codebook(tmp_path) if one.is_error]
    tables = fr.analyse(fr.make_articles({"a": "Chad repaid Norway for the debt trap."}), codebook)
    assert "debt_trap" in set(tables["frame_hits"]["frame_id"])
    again = fr.write_draft(draft.keep(["creditor"]), tmp_path)
    own = again.keywords.query("frame_id == 'debt_trap'")["keyword"].tolist()
    assert own == ["creditor"]


def test_a_broken_codebook_is_left_as_it_is(tmp_path: Path, draft: fr.Draft) -> None:
    file = tmp_path / "frames.yaml"
    file.write_text("frames: [", encoding="utf8")
    with pytest.raises(fr.CodebookError, match=r"frames\.yaml"):
        fr.write_draft(draft, tmp_path)
    assert file.read_text(encoding="utf8") == "frames: ["


def code_all(corpus: dict[str, Any]) -> pd.DataFrame:
    mentions = corpus["mentions"]
    is_owing = mentions["article_id"].str.startswith("o")
    codings = pd.DataFrame({"unit_id": mentions["mention_id"], "coder_id": "ann"})
    return codings.assign(variable="frame:debt_trap", code=np.where(is_owing, "1", "0"))


@pytest.fixture(scope="module")
def compared(corpus: dict[str, Any]) -> dict[str, pd.DataFrame]:
    codings = code_all(corpus)
    # Every seventh code is turned, so that there are errors to read.
    turned = codings["code"].map({"0": "1", "1": "0"})
    codings["code"] = codings["code"].where(np.arange(len(codings)) % 7 > 0, turned)
    coded_first = codings[codings["unit_id"].str[1].isin(["0", "1", "2"])]
    given = {name: corpus[name] for name in ("mentions", "readings")}
    learner = fr.learn_frame(coded_first, corpus["sentences"], **given)
    return fr.compare_learners(
        learner, codings, corpus["sentences"], articles=corpus["articles"], **given
    )


def test_rates_by_outlet_and_actor(compared: dict[str, pd.DataFrame]) -> None:
    rates = compared["rates"].set_index(["column", "group"])
    assert set(rates.loc["outlet_id"].index) == {"east", "west"}
    assert rates.loc["outlet_id", "n_codes"].sum() == rates.loc["actor_id", "n_codes"].sum()
    few = rates["n_codes"] < 10
    assert few.any()
    assert rates.loc[few, "f1"].isna().all()
    known = rates[~few]
    assert (known["f1_low"] <= known["f1"]).all()
    assert (known["f1"] <= known["f1_high"]).all()


def test_rates_have_intervals_that_hold_where_codes_of_an_article_err_together() -> None:
    rng = np.random.default_rng(4)
    is_held = []
    for _ in range(400):
        sizes = rng.integers(1, 6, 30)
        is_right = rng.random(30) < 0.7
        right, wrong = (np.array([sizes * one]).T for one in (is_right, ~is_right))
        value, low, high = find_rate(right, wrong)
        assert low <= value <= high
        is_held.append(low <= 0.7 <= high)
    assert np.mean(is_held) > 0.92


def test_the_figure_says_where_it_errs(
    compared: dict[str, pd.DataFrame], corpus: dict[str, Any]
) -> None:
    book = fr.read_codebook()
    tables = {"articles": corpus["articles"]}
    fig, data = fr.draw_learner(compared, tables, book)
    rates = compared["rates"]
    assert set(data["group"]) == set(rates.loc[rates["f1"].notna(), "group"])
    title = " ".join(fig.get_suptitle().split())
    assert title.startswith("By these codes the learner of “debt_trap” is clearly worse for no")
    # One outlet of which next to nothing is found.
    worse = rates.assign(recall=np.where(rates["group"] == "east", 0.05, 0.9))
    worse = worse.assign(recall_low=worse["recall"] - 0.05, recall_high=worse["recall"] + 0.05)
    fig, _ = fr.draw_learner({**compared, "rates": worse}, tables, book)
    title = " ".join(fig.get_suptitle().split())
    assert "finds 5 % in East and 90 % in West" in title or "finds 5 % in east and 90 %" in title
    two = {name: pd.concat([one, one.assign(learner="b")]) for name, one in compared.items()}
    with pytest.raises(ValueError, match="say which learner= is drawn; there are b, debt_trap"):
        fr.draw_learner(two, tables, book)
    fig, data = fr.draw_learner(two, tables, book, learner="b")
    assert set(data["learner"]) == {"b"}
    nothing = {"rates": rates.assign(f1=np.nan), "drift": compared["drift"].assign(period=None)}
    fig, data = fr.draw_learner(nothing, tables, book)
    assert data.empty
    assert fig.get_suptitle().startswith("Too little is coded")


def test_errors_are_there_to_be_read(compared: dict[str, pd.DataFrame]) -> None:
    errors = compared["errors"]
    assert len(errors) > 4
    assert (errors["coded"] != errors["said"]).all()
    assert errors["probability"].is_monotonic_decreasing
    # Names stay hidden, as the learner sees the sentence.
    assert not errors["text"].str.contains("Norway|Kenya").any()


def test_drift_is_seen(corpus: dict[str, Any]) -> None:
    articles, sentences = corpus["articles"], corpus["sentences"]
    is_late = articles["article_id"].str[1] == "3"
    when = np.where(is_late, "2024-06-01", "2024-01-01")
    articles = articles.assign(published_at=pd.to_datetime(when, utc=True).as_unit("us"))
    # What is written later lies elsewhere, and nobody coded it.
    rng = np.random.default_rng(0)
    moved = {
        one: reading._replace(vector=rng.normal(4.0 * (one[1] == "3"), 1, 6).astype(np.float32))
        for one, reading in corpus["readings"].sentences.items()
    }
    given = {
        "mentions": corpus["mentions"],
        "readings": replace(corpus["readings"], sentences=moved),
    }
    codings = code_all(corpus)
    codings = codings[~codings["unit_id"].str[1].eq("3")]
    learner = fr.learn_frame(codings, sentences, **given)
    drift = fr.compare_learners(
        [learner], codings, sentences, articles=articles, by=["outlet_id"], **given
    )["drift"].set_index("period")
    assert drift.loc["2024-06", "share_far"] > drift.loc["2024-01", "share_far"] + 0.3
    assert drift["n_sentences"].sum() == len(sentences)
    with pytest.raises(ValueError, match="period= is month or year"):
        fr.compare_learners(learner, codings, sentences, articles=articles, period="day", **given)


def test_frames_suggest_on_the_command_line(
    tmp_path: Path, corpus: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for row in corpus["articles"].itertuples():
        (folder / f"{row.article_id}.txt").write_text(row.text, encoding="utf8")
    call = ["frames", "suggest", DEFINITION, str(folder)]
    for one in EXAMPLES:
        call += ["--example", one]
    assert main(call) == 0
    printed = capsys.readouterr().out
    assert "debt_trap" in printed
    assert "near in meaning" in printed
    assert "owes the lender" in printed
    out = tmp_path / "book"
    assert main([*call, "--out", str(out), "--keep", "repay", "--keep", "debt trap"]) == 0
    codebook = fr.read_codebook(out)
    own = codebook.keywords.query("frame_id == 'debt_trap'")["keyword"].tolist()
    assert own == ["repay", "debt trap"]
    assert main(["frames", "suggest", "Loans bind.", str(folder), "--example", "x"]) == 1
    assert "name the frame" in capsys.readouterr().err
