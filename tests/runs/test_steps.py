"""Steps between shards: ids of the corpus, copies, who leaves and why, and the funnel."""

import pandas as pd
import pytest

import framing as fr
from framing.runs import steps
from framing.runs.decisions import REASONS, Choice, Options, Roll, apply_choice, choose, take_roll
from framing.runs.funnel import count_reading, make_funnel
from framing.tables.schema import empty, make, violations

OPTIONS = Options(by=(), measures=(), exclude=None, languages=("en",), drop_duplicates="exact")
CODEBOOK = fr.read_codebook()


def article(name: str, text: str = "", language: str | None = None) -> tuple[object, ...]:
    return (
        name,
        None,
        None,
        language,
        None,
        text or f"China met {name} for talks.",
        None,
        f"{name}.txt",
    )


def finding(name: str, check: str = "truncated", severity: str = "warning") -> tuple[object, ...]:
    return (name, 0, 1, check, severity, "message", f"{name}.txt")


def roll(
    *articles: tuple[object, ...], read: tuple[tuple[object, ...], ...] = (), audited: bool = False
) -> Roll:
    table = make("articles", articles)
    found = steps.audit(table, CODEBOOK) if audited else empty("findings")
    return take_roll(table, make("findings", read), found)


def test_roll_holds_no_words_but_whether_there_are_any() -> None:
    seen = roll(article("a", "Talks failed."), article("b", "— …"))
    assert seen.articles["text"].tolist() == ["w", ""]
    assert "Talks" not in seen.articles.to_csv()
    assert (len(seen.digests), len(seen.signatures)) == (2, 2)


def test_id_that_a_shard_mended_goes_back_to_what_it_was() -> None:
    seen = roll(
        article("a"), article("a~2"), article("b~2"), read=(finding("a~2", "duplicate_id"),)
    )
    assert seen.articles["base"].tolist() == ["a", "a", "b~2"]


def test_names_are_told_apart_across_shards() -> None:
    shards = [
        roll(article("a", "One."), article("a~2", "Two."), read=(finding("a~2", "duplicate_id"),)),
        roll(article("b", "Three.")),
        roll(article("a", "Four.")),
    ]
    choices, _, counts = choose(shards, OPTIONS, {})
    assert [choice.names for choice in choices] == [(), (), (("a", "a~3"),)]
    assert counts == {"analysed": 4, "kept_copies": 0}


def test_an_own_name_that_looks_mended_is_kept() -> None:
    choices, _, _ = choose(
        [roll(article("a~2", "One.")), roll(article("a", "Two."), article("a", "Three."))],
        OPTIONS,
        {},
    )
    assert [name for choice in choices for name in choice.names] == [("a", "a~3")]


def test_a_copy_in_another_shard_leaves_and_the_earlier_one_stays() -> None:
    shards = [
        roll(article("a", "Talks failed.")),
        roll(article("b", "Talks failed!"), article("c")),
    ]
    choices, duplicates, counts = choose(shards, OPTIONS, {})
    assert [choice.removed for choice in choices] == [(), (("b", "exact_duplicates"),)]
    assert duplicates[["article_id", "cluster_id"]].values.tolist() == [["a", "a"], ["b", "a"]]
    assert counts == {"analysed": 2, "exact_duplicates": 1, "kept_copies": 0}


def test_copies_that_are_kept_are_counted() -> None:
    shards = [roll(*(article(name, "Talks failed.") for name in "abc"))]
    _, _, counts = choose(shards, OPTIONS._replace(drop_duplicates=None), {})
    assert counts == {"analysed": 3, "kept_copies": 2}


def test_an_article_that_cannot_be_analysed_leaves_as_unreadable() -> None:
    shards = [roll(article("a", "Talks failed."), article("b", "Rain fell."))]
    choices, _, counts = choose(shards, OPTIONS, {"a": "crashed the worker"})
    assert choices[0].removed == (("a", "unreadable"),)
    assert counts["unreadable"] == 1


def test_findings_exclude_under_the_name_in_the_corpus() -> None:
    bad = make("articles", [article("a", "Talks &amp; failed.")])
    shards = [
        roll(article("a", "One.")),
        take_roll(bad, empty("findings"), steps.audit(bad, CODEBOOK)),
    ]
    choices, _, _ = choose(shards, OPTIONS._replace(exclude="warning"), {})
    assert choices[1] == Choice((("a", "a~2"),), (("a~2", "excluded"),))


def test_apply_choice_renames_leaves_out_and_says_both() -> None:
    articles = make("articles", [article("a"), article("b"), article("c")])
    choice = Choice((("a", "a~2"),), (("b", "exact_duplicates"), ("c", "unreadable")))
    kept, findings = apply_choice(
        choice, articles, empty("findings"), make("findings", [finding("a")]), {"c": "It died."}
    )
    assert kept["article_id"].tolist() == ["a~2"]
    assert violations(findings, "findings") == []
    assert findings[["article_id", "check", "severity"]].values.tolist() == [
        ["a~2", "truncated", "warning"],
        ["a~2", "duplicate_id", "warning"],
        ["b", "left_out", "note"],
        ["c", "left_out", "error"],
    ]
    assert findings["message"].tolist()[1:] == [
        "The id 'a' was taken already; this article is kept as 'a~2'.",
        REASONS["exact_duplicates"],
        REASONS["unreadable"] + " It died.",
    ]
    assert findings["provenance"].tolist()[1:] == ["a.txt", "b.txt", "c.txt"]
    assert articles["article_id"].tolist() == ["a", "b", "c"]


def test_what_a_shard_said_of_a_name_is_said_once() -> None:
    articles = make("articles", [article("a"), article("a~2")])
    said = make("findings", [finding("a~2", "duplicate_id")])
    _, findings = apply_choice(
        Choice((("a", "a~2"), ("a~2", "a~3"))), articles, said, empty("findings"), {}
    )
    assert findings[["article_id", "check"]].values.tolist() == [
        ["a~2", "duplicate_id"],
        ["a~3", "duplicate_id"],
    ]
    assert "'a~3'" in findings["message"].iloc[1]


def test_files_and_articles_are_counted() -> None:
    checks = ["unreadable", "empty", "broken_row", "broken_row", "encoding"]
    found = make("findings", [finding("x", check) for check in checks])
    assert count_reading(
        ["f", "g", "h"], make("articles", [article("a"), article("b")]), found
    ) == {
        "files": 3,
        "unreadable_files": 1,
        "articles_found": 2 + 1 + 2,
        "unreadable": 2,
        "empty": 1,
    }


@pytest.mark.parametrize(
    ("languages", "drop", "expected"),
    [
        (
            ("en",),
            "exact",
            {"not_english": (2, True), "near_duplicates": (3, False), "analysed": (5, False)},
        ),
        (
            ("en",),
            "near",
            {"not_english": (2, True), "near_duplicates": (0, True), "analysed": (5, False)},
        ),
        (
            None,
            "exact",
            {"not_english": (4, False), "near_duplicates": (3, False), "analysed": (5, False)},
        ),
    ],
)
def test_what_stays_is_counted_but_not_as_removed(
    languages: tuple[str, ...] | None, drop: str, expected: dict[str, tuple[int, bool]]
) -> None:
    counts = {"analysed": 5, "kept_copies": 3} | (
        {"not_english": 2} if languages else {"kept_foreign": 4}
    )
    funnel = make_funnel(
        {"articles_found": 7}, counts, languages=languages, drop_duplicates=drop
    ).set_index("stage")
    assert {stage: tuple(funnel.loc[stage]) for stage in expected} == expected


def foreigners() -> pd.DataFrame:
    russian = "Министры встретились в понедельник, чтобы обсудить вывоз зерна."
    rows = [
        article("en", "China met Japan."),
        article("named", "China traf Japan.", "de"),
        article("told", russian),
        article("blank", "…", "de"),
        article("again", russian),
    ]
    return make("articles", rows)


@pytest.mark.parametrize("languages", [("en",), None])
def test_articles_in_other_languages_are_counted_whether_they_leave_or_stay(
    languages: tuple[str, ...] | None,
) -> None:
    tables = fr.analyse(foreigners(), CODEBOOK, measures=("vader",), languages=languages)
    n, is_removed = (tables["funnel"].set_index("stage")[name] for name in ("n", "is_removed"))
    assert n["articles_found"] - n[is_removed].sum() == n["analysed"] == len(tables["articles"])
    if languages:
        assert (n["not_english"], is_removed["not_english"], n["analysed"]) == (3, True, 1)
    else:
        assert (
            n["not_english"],
            is_removed["not_english"],
            n["exact_duplicates"],
            n["analysed"],
        ) == (2, False, 1, 3)
        assert fr.plot_funnel(tables["funnel"])


def test_the_model_is_asked_apart_from_the_lexicons() -> None:
    articles = fr.make_articles({"a": "China was praised for peace."})
    tables = steps.take_apart(articles, empty("findings"), CODEBOOK)
    both = steps.score(tables["mentions"], tables["sentences"], CODEBOOK, ["targeted", "vader"])
    assert set(both["scores"]["measure"]) > {"vader_compound"}
    assert set(both["scored_words"]["measure"]) == {"vader_compound"}
    one = steps.score(tables["mentions"], tables["sentences"], CODEBOOK, ["vader"])
    assert len(one["scores"]) < len(both["scores"])
