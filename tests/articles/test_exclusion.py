"""Which articles are analysed: one stage each, and the counts add up."""

import pandas as pd
import pytest

import framing as fr
from framing.tables.contracts.columns import STATUSES
from framing.tables.schema import make, violations


def article(
    name: str, text: str = "Talks failed.", language: str | None = None
) -> tuple[object, ...]:
    return (name, None, None, language, None, text, None, f"{name}.txt")


def finding(name: str, check: str, severity: str) -> tuple[object, ...]:
    return (name, 0, 1, check, severity, "message", f"{name}.txt")


ARTICLES = make(
    "articles",
    [
        article("fine"),
        article("blank", " \n—\n"),
        article("german", "Talks.", "de"),
        article("foreign"),
        article("perhaps"),
        article("british", language="en-GB"),
        article("torn"),
        article("odd"),
        article("copy"),
        article("like"),
    ],
)
FINDINGS = make(
    "findings",
    [
        finding("foreign", "wrong_language", "error"),
        finding("perhaps", "wrong_language", "note"),
        finding("torn", "paraphrased", "error"),
        finding("odd", "truncated", "warning"),
        (None, None, None, "unreadable", "error", "message", "x.pdf"),
    ],
)
DUPLICATES = make(
    "duplicates",
    [
        ("fine", "fine", "exact", 1.0, True),
        ("copy", "fine", "exact", 1.0, False),
        ("like", "fine", "near", 0.7, False),
    ],
)


def left_out(**options: object) -> dict[str, str]:
    choices = fr.choose_articles(ARTICLES, FINDINGS, DUPLICATES, **options)
    assert violations(choices, "choices") == []
    assert choices["article_id"].tolist() == ARTICLES["article_id"].tolist()
    assert choices["status"].value_counts().sum() == len(ARTICLES)
    return dict(choices.query("status != 'analysed'").itertuples(index=False, name=None))


ALWAYS = {"blank": "empty"}
FOREIGN = {"german": "not_english", "foreign": "not_english"}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ALWAYS | FOREIGN | {"copy": "exact_duplicates"}),
        ({"drop_duplicates": None}, ALWAYS | FOREIGN),
        (
            {"drop_duplicates": "near"},
            ALWAYS | FOREIGN | {"copy": "exact_duplicates", "like": "near_duplicates"},
        ),
        ({"drop_duplicates": None, "languages": None}, ALWAYS),
        ({"drop_duplicates": None, "languages": ("en", "de")}, ALWAYS | {"foreign": "not_english"}),
        ({"drop_duplicates": None, "exclude": "error"}, ALWAYS | FOREIGN | {"torn": "excluded"}),
        (
            {"drop_duplicates": None, "exclude": "warning"},
            ALWAYS | FOREIGN | {"torn": "excluded", "odd": "excluded"},
        ),
        (
            {"drop_duplicates": None, "exclude": "note", "languages": None},
            ALWAYS | dict.fromkeys(("foreign", "perhaps", "torn", "odd"), "excluded"),
        ),
    ],
)
def test_options(options: dict[str, object], expected: dict[str, str]) -> None:
    assert left_out(**options) == expected


def test_where_the_first_has_left_the_next_one_stays() -> None:
    findings = make("findings", [finding("fine", "paraphrased", "error")])
    choices = fr.choose_articles(
        ARTICLES, findings, DUPLICATES, exclude="error", drop_duplicates="near"
    )
    status = dict(choices.itertuples(index=False, name=None))
    assert [status[name] for name in ("fine", "copy", "like")] == [
        "excluded",
        "analysed",
        "near_duplicates",
    ]


def test_without_duplicates_none_are_dropped() -> None:
    assert "exact_duplicates" not in set(fr.choose_articles(ARTICLES, FINDINGS)["status"])


def test_no_articles() -> None:
    nothing = fr.make_articles({})
    choices = fr.choose_articles(nothing, fr.audit_articles(nothing), fr.find_duplicates(nothing))
    assert violations(choices, "choices") == []
    assert choices.empty


def test_statuses_stand_in_the_order_in_which_they_apply() -> None:
    every = make("findings", [finding("x", "wrong_language", "error")])
    row = make("articles", [article("x", "")])
    again = make("duplicates", [("y", "y", "exact", 1.0, True), ("x", "y", "exact", 1.0, False)])
    both = pd.concat([row, make("articles", [article("y")])], ignore_index=True)
    assert fr.choose_articles(both, every, again, exclude="error")["status"].tolist() == [
        "empty",
        "analysed",
    ]
    assert STATUSES[-1] == "analysed"


@pytest.mark.parametrize("options", [{"exclude": "fatal"}, {"drop_duplicates": "all"}])
def test_unknown_words_are_refused(options: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="must be one of"):
        fr.choose_articles(ARTICLES, FINDINGS, DUPLICATES, **options)  # type: ignore[arg-type]
