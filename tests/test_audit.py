"""Text health: each check on a short text, with the stretch that it names."""

import pytest

import framing as fr
from framing.schema import make, violations


def found(text: str, headline: str | None = None) -> list[tuple[str, str]]:
    """Checks and the words that they point at."""
    articles = make("articles", [("one", None, None, None, headline, text, None, "one.txt")])
    findings = fr.audit_articles(articles)
    assert violations(findings, "findings") == []
    return [(row.check, text[row.start : row.end]) for row in findings.itertuples(index=False)]


CUT = "He said that the talks would go on for as long as they had to and that the"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The talks failed.\n\nThey went home.", [], id="healthy"),
        pytest.param("Talks failed.\n\nLeave a Comment", [("boilerplate", "Leave a Comment")], id="last line"),
        pytest.param("They did not leave a comment.", [], id="same words in a sentence"),
        pytest.param('He said: "We won.', [("unclosed_quotation", '"We won.')], id="unclosed"),
        pytest.param("He said: “We won.\n\n“We did.”", [], id="quotation over paragraphs"),
        pytest.param("One.\n\nterritory was lost.", [("truncated", "territory was lost.")], id="beginning cut"),
        pytest.param(f"{CUT}\n\nTwo.", [("truncated", CUT)], id="end cut"),
        pytest.param("Short line\n\nTwo.", [], id="short line"),
        pytest.param("Ab. " * 2_501 + "End.", [("long_line", "Ab. " * 2_501 + "End.")], id="long line"),
    ],
)
def test_check(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_headline_needs_no_final_mark() -> None:
    text = f"{CUT}\n\nTwo."
    assert found(text, headline=CUT) == []


def test_sample_article_shows_what_its_readme_promises() -> None:
    from framing.codebook import shipped_codebook

    articles, _ = fr.read_articles(shipped_codebook().parent / "sample", return_findings=True)
    findings = fr.audit_articles(articles)
    pointed = {row.check: articles["text"][0][row.start : row.end] for row in findings.itertuples(index=False)}
    assert pointed["boilerplate"] == "Leave a Comment"
    assert pointed["unclosed_quotation"].endswith("to the double standards")
    truncated = findings.query("check == 'truncated'")
    assert any(articles["text"][0][start:].startswith("territory, the White House") for start in truncated["start"])


def test_findings_do_not_change_the_articles() -> None:
    articles = fr.make_articles({"one": "Talks failed.\n\nLeave a Comment"})
    before = articles.copy(deep=True)
    fr.audit_articles(articles)
    assert articles.equals(before)


def test_no_articles_no_findings() -> None:
    assert violations(fr.audit_articles(fr.make_articles({})), "findings") == []


def test_missing_column_is_named() -> None:
    with pytest.raises(fr.SchemaError, match="headline"):
        fr.audit_articles(fr.make_articles({"one": "Talks."}).drop(columns="headline"))
