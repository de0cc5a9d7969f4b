"""Text health: each check on a short text, with the stretch that it names."""

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from arithmetic import growth
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.articles.audit import MOST_OF_A_KIND
from framing.tables.schema import make, violations

DATA = Path(__file__).parents[2] / "data"


def audit(text: str, headline: str | None = None, published_at: object = None) -> pd.DataFrame:
    articles = make(
        "articles", [("one", None, published_at, None, headline, text, None, "one.txt")]
    )
    findings = fr.audit_articles(articles, now=datetime(2024, 5, 1, tzinfo=UTC))
    assert violations(findings, "findings") == []
    assert findings["start"].isna().equals(findings["end"].isna())
    spans = findings.dropna(subset=["start"])
    assert (
        spans["start"].ge(0) & spans["start"].lt(spans["end"]) & spans["end"].le(len(text))
    ).all()
    return findings


def found(
    text: str, headline: str | None = None, published_at: object = None
) -> list[tuple[str, str]]:
    """Checks and the words that they point at; none for a whole text."""
    rows = audit(text, headline, published_at).itertuples(index=False)
    return [(row.check, text[row.start : row.end] if pd.notna(row.start) else "") for row in rows]


CUT = "He said that the talks would go on for as long as they had to and that the"
LONG = "The envoys of both republics spent the whole night over the text of the treaty."
FRENCH = (
    "Le président est arrivé lundi dans la capitale pour une visite de deux jours. Il a rencontré"
    " les ministres du pays avant de partir pour la ville voisine, où il doit signer un accord "
    "sur le commerce et les frontières."
)
SPANISH = (
    "El presidente llegó a la capital el lunes para una visita de dos días y se reunió con los "
    "ministros antes de viajar a la ciudad vecina, donde firmará un acuerdo sobre el comercio y "
    "las fronteras de los dos países."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The talks failed.\n\nThey went home.", [], id="healthy"),
        pytest.param(
            "Talks failed.\n\nLeave a Comment", [("boilerplate", "Leave a Comment")], id="last line"
        ),
        pytest.param("They did not leave a comment.", [], id="same words in a sentence"),
        pytest.param('He said: "We won.', [("unclosed_quotation", '"We won.')], id="unclosed"),
        pytest.param("He said: “We won.\n\n“We did.”", [], id="quotation over paragraphs"),
        pytest.param("He said: ''We won.\n\n''We did.''", [], id="doubled marks over paragraphs"),
        pytest.param(
            '"We won and it was a long day.\nA fisherman, at the port."', [], id="pulled quotation"
        ),
        pytest.param(
            "One.\n\nterritory was lost.",
            [("truncated", "territory was lost.")],
            id="beginning cut",
        ),
        pytest.param(f"{CUT}\n\nTwo.", [("truncated", CUT)], id="end cut"),
        pytest.param(f"{CUT} (as it were)\n\nTwo.", [], id="ends in a bracket"),
        pytest.param("Short line\n\nTwo.", [], id="short line"),
        pytest.param(
            "One.\n\niPhone prices rose.\n\nde Gaulle said no.\n\nal-Shabab fled.",
            [],
            id="small but whole",
        ),
        pytest.param(
            "He said, “We won,” at a rally.",
            [("truncated", "“We won,”")],
            id="quotation broken off",
        ),
        pytest.param("“We won,” he said at a rally.", [], id="quotation with its source behind"),
        pytest.param(
            "Ab. " * 2_501 + "End.", [("long_line", "Ab. " * 2_501 + "End.")], id="long line"
        ),
        pytest.param(
            f"{LONG}\n\nTalks.\n\n{LONG}", [("duplicate_paragraph", LONG)], id="paragraph twice"
        ),
        pytest.param("Talks.\n\nTalks.", [], id="short paragraph twice"),
        pytest.param(
            "One.\n\n[...]\n\nTwo.", [("missing_paragraph", "[...]")], id="paragraph left out"
        ),
        pytest.param("The envoyâ€™s visit.", [("damaged_encoding", "â€™")], id="curly mark"),
        pytest.param("The cafÃ© closed.", [("damaged_encoding", "Ã©")], id="accent"),
        pytest.param("The caf\ufffd closed.", [("damaged_encoding", "\ufffd")], id="replacement"),
        pytest.param("SÃO PAULO. Âge and café, naïve.", [], id="accents that belong there"),
        pytest.param("Ruritania &amp; Syldavia.", [("html_entity", "&amp;")], id="entity"),
        pytest.param("AT&T and R&D; black&white.", [], id="ampersand"),
        pytest.param(
            "The gov\u00adern\u00adment fell.",
            [("hidden_character", "\u00ad")] * 2,
            id="soft hyphens",
        ),
        pytest.param("A \u200b space.", [], id="space of no width between words"),
        pytest.param(FRENCH, [("wrong_language", "")], id="French"),
        pytest.param(SPANISH, [("wrong_language", "")], id="Spanish"),
        pytest.param("Президент прибыл в столицу.", [("wrong_language", "")], id="Russian"),
        pytest.param(
            "总统星期一抵达首都,会见了各国部长并签署了贸易协定",
            [("wrong_language", "")],
            id="Chinese",
        ),
        pytest.param("Xi, Putin to meet in Moscow", [], id="short headline"),
        pytest.param(
            "Xi Jinping Vladimir Putin Narendra Modi Cyril Ramaphosa Sergei Lavrov Wang Yi",
            [],
            id="names",
        ),
        pytest.param(
            "Macron says “l’Europe est mortelle” in a speech that we heard.", [], id="foreign words"
        ),
        pytest.param("12,5 13,7 88,0 " * 40, [], id="numbers"),
    ],
)
def test_check(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Comment",
        "Sign up for our newsletter",
        "Read more: Ten things to know",
        "Advertisement",
        "Share on Facebook",
        "We use cookies to improve your experience.",
        "Accept all cookies",
        "Newsletter",
        "Subscribe now",
        "Enter your email address",
        "Facebook | Twitter | WhatsApp",
        "Copy link",
        "Editor’s picks",
        "Most read in World",
        "You may also like",
        "Skip to main content",
        "All rights reserved.",
        "Cookie settings",
        "This article is available to subscribers",
        "3 min read",
        "margin-right: 15px;",
        ".bio-text {",
    ],
)
def test_page_furniture(line: str) -> None:
    assert found(f"Talks failed.\n\n{line}\n\nThey went home.") == [("boilerplate", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Read the treaty, he said, and then sign.",
        "Share prices fell on Monday.",
        "X marks the spot.",
        "The newsletter of the party was banned.",
        "Most viewed the vote as a formality.",
        "Watch what they do, not what they say.",
        "We found that the cookies were stale.",
        "Cookie makers protested.",
        "Support for the party fell.",
    ],
)
def test_sentences_that_begin_like_page_furniture(line: str) -> None:
    assert ("boilerplate", line) not in found(f"Talks failed.\n\n{line}\n\nThey went home.")


@pytest.mark.parametrize(
    ("text", "severity"),
    [(FRENCH, "error"), (" ".join(FRENCH.split()[:24]), "note"), ("Président à Moscou", None)],
)
def test_the_language_is_as_sure_as_the_text_is_long(text: str, severity: str | None) -> None:
    severities = audit(text).query("check == 'wrong_language'")["severity"].tolist()
    assert severities == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2024-05-03", [("future_date", "")]), ("2024-05-01", []), ("1999-01-01", []), (None, [])],
)
def test_dates_in_the_future(day: str | None, expected: list[tuple[str, str]]) -> None:
    published = None if day is None else pd.Timestamp(day, tz="UTC")
    assert found("Talks failed.", published_at=published) == expected


def test_headline_needs_no_final_mark() -> None:
    text = f"{CUT}\n\nTwo."
    assert found(text, headline=CUT) == []


def test_many_of_a_kind_are_counted() -> None:
    findings = audit("A &amp; B. " * 500)
    assert len(findings) == MOST_OF_A_KIND
    assert findings["message"].iloc[-1].endswith("There are 480 more like it.")


def test_all_page_furniture_is_listed() -> None:
    """It is not scored, so none may be passed over."""
    findings = audit("\n\n".join(["Talks failed.", *["Leave a comment"] * 50]))
    assert findings["check"].tolist() == ["boilerplate"] * 50


def test_the_sample_s_report() -> None:
    articles = fr.read_articles(DATA / "sample")
    findings = fr.audit_articles(articles)
    text = articles["text"][0]
    assert violations(findings, "findings") == []
    spans: dict[str, list[str]] = {}
    for row in findings.itertuples(index=False):
        spans.setdefault(row.check, []).append(
            text[row.start : row.end] if pd.notna(row.start) else row.severity
        )
    cuts = spans.pop("truncated")
    assert [cut[:9] for cut in cuts] == ["“We are i", "territory", "He said, "]
    (unclosed,) = spans.pop("unclosed_quotation")
    assert unclosed.startswith("“China’s position")
    assert unclosed.endswith("double standards")
    assert spans == {
        "boilerplate": ["Leave a Comment"],
        "misnamed": ["Volodomyr Zelenskyy", "Qin Posse"],
        "tortured_phrase": [
            "judicious and dependable mentality",
            "military commodities",
            "In an uncommon approach",
            "unfamiliar priest",
            "contention could raise wild",
            "expected a political arrangement",
            "preparation for the excursion",
        ],
        "paraphrased": ["error"],
    }


def test_the_workshop_corpus_is_healthy() -> None:
    assert fr.audit_articles(fr.read_articles(DATA / "workshop")).empty


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


PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "''",
        "\n\n",
        "\n",
        " ",
        "…",
        "&amp;",
        "â€™",
        "\u00ad",
        "\ufffd",
        "unfamiliar priest",
        "Qin Posse",
        "Volodomyr Zelenskyy",
        "China’s foreign minister, ",
        "<script>",
        "=1+1",
        "Leave a comment",
        "İ",
        "ß",
        "☃",
        ".",
    ]
)


@pytest.mark.build
@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=30), max_size=30).map("".join), st.booleans())
def test_any_text_gives_findings_with_valid_offsets(text: str, has_headline: bool) -> None:
    text = fr.make_articles({"one": text.encode(errors="ignore").decode()})["text"][0]
    audit(text, headline="x" if has_headline else None)


@pytest.mark.build
@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "“",
        '"',
        "''",
        "\n",
        "\n\n. ",
        "&",
        "â€",
        "Ã©",
        "Aa ",
        "Qin Aa ",
        "share facebook, ",
        "[",
        ".",
        "we use cookies ",
        "\u00ad",
        "a\u00ad",
        "unfamiliar priest ",
        "é",
        "talks failed in the city. ",
    ],
)
def test_ten_times_the_characters_take_ten_times_as_long(piece: str) -> None:
    def audit(size: int) -> None:
        text = piece * (size // len(piece))
        row = ("one", None, None, None, None, text, None, "one.txt")
        fr.audit_articles(make("articles", [row]))

    assert growth(audit, 30_000, 300_000) < 40


def test_hostile_strings_in_every_field_do_no_harm() -> None:
    hostile = "<script>alert(1)</script>\x00=cmd|'/C calc'!A0 {{7*7}} %s %n ../../etc"
    articles = make(
        "articles", [(hostile, hostile, None, hostile, hostile, hostile, hostile, hostile)]
    )
    findings = fr.audit_articles(articles)
    assert violations(findings, "findings") == []
    assert set(findings["article_id"]) <= {hostile}


LONG = "The northern quay of the old harbour is closed after the vote of the board on Monday"


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (f"{LONG}\n\n{LONG}\n\nIt rained.", LONG),
        (f"{LONG}\n\nIt rained.\n\n{LONG.upper()}\n\nIt snowed.", LONG),
        (f"{LONG}\n\nIt rained.", None),
        (f"{LONG}.\n\n{LONG}.\n\nIt rained.", f"{LONG}."),
        (f"a board votes and {LONG.lower()}\n\nIt rained.", f"a board votes and {LONG.lower()}"),
    ],
)
def test_a_headline_is_neither_cut_nor_a_copy(text: str, headline: str | None) -> None:
    assert found(text, headline) == []


@pytest.mark.parametrize(
    ("text", "check"),
    [
        (f"It rained.\n\n{LONG}\n\nIt snowed.", "truncated"),
        (f"It rained.\n\n{LONG}.\n\n{LONG}.", "duplicate_paragraph"),
        (f"{LONG} and the\n\nIt rained.", "truncated"),
    ],
)
def test_what_is_no_headline_is_still_found(text: str, check: str) -> None:
    assert [name for name, _ in found(text)] == [check]
