"""Characters that hide words are mended once, for every format, and counted."""

import json
from pathlib import Path

import makers
import pandas as pd
import pytest

import framing as fr
from framing.articles.cleaning import clean_characters


@pytest.mark.parametrize(
    ("written", "meant", "counts"),
    [
        ("Ger\xadmany de\xad\nnounced it.", "Germany denounced it.", {"soft hyphens": 2}),
        ("Turk\u200bmenistan", "Turkmenistan", {"marks of no width": 1}),
        ("Uz\u2060bek\u200dis\u200ctan", "Uzbekistan", {"marks of no width": 3}),
        ("\u202aChina\u202c", "China", {"marks of no width": 2}),
        ("It ended.\u200bThen rain.", "It ended. Then rain.", {"marks of no width": 1}),
        ("Rus\ufeffsia", "Russia", {"byte order marks": 1}),
        ("an o\ufb03cial con\ufb02ict", "an official conflict", {"ligatures": 2}),
        ("AT&amp;amp;T &amp;#8217;s", "AT&T ’s", {"entities": 2}),
        ("&ldquo;Yes&rdquo;&nbsp;&mdash; x &lt; y", "“Yes”\xa0— x < y", {"entities": 5}),
        ("It&#146;s", "It’s", {"entities": 1}),
        ("Xiâ\x80\x99s CÃ´te dâ€™Ivoire", "Xi’s Côte d’Ivoire", {"lines in a wrong encoding": 1}),
        ("Fine: café.\nTÃ¼rkiye", "Fine: café.\nTürkiye", {"lines in a wrong encoding": 1}),
        ("Ð\x9fÑ\x80Ð¸Ð²ÐµÑ\x82", "Привет", {"lines in a wrong encoding": 1}),
        ("Ðîññèÿ è Óêðàèíà íà÷àëè", "Россия и Украина начали", {"lines in a wrong encoding": 1}),
        ("вЂњYesвЂќ in CГґte", "“Yes” in Côte", {"lines in a wrong encoding": 1}),
        ("ＣＨＩＮＡ ２", "CHINA 2", {"letters of other forms": 6}),
        (
            "\U0001d5d6\U0001d5f5\U0001d5f6\U0001d5fb\U0001d5ee",
            "China",
            {"letters of other forms": 5},
        ),
        ("Us &amp;amp;amp;amp; them", "Us & them", {"entities": 1}),
        ("one_x000D_two", "one\ntwo", {"escapes of a spreadsheet": 1}),
    ],
)
def test_characters_are_mended(written: str, meant: str, counts: dict[str, int]) -> None:
    assert clean_characters(written) == (meant, counts)
    assert clean_characters(meant) == (meant, {})


@pytest.mark.parametrize(
    "text",
    [
        "“It’s naïve” – São Paulo, £5… Ærø, Łódź, Ð is a letter.",
        "AT&T and R&D; &c.; a & b; &unknown;",
        "می\u200cخواهم",
        "A family: 👨\u200d👩\u200d👧",
        "Президент заявил, что «переговоры» идут.",
        "中国外交部发言人表示：“好”。",
        "Ísland á ó né úr æð.",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert clean_characters(text) == (text, {})


def write(path: Path, format: str, text: str) -> Path:
    file = path / f"one.{format}"
    if format == "csv":
        pd.DataFrame({"title": ["T"], "date": ["2023-01-05"], "text": [text]}).to_csv(
            file, index=False
        )
    elif format == "json":
        file.write_text(json.dumps([{"title": "T", "date": "2023-01-05", "text": text}]))
    elif format == "docx":
        file.write_bytes(makers.docx((text, "The mayor objected to the plan."), "T"))
    elif format == "rtf":
        file.write_bytes(makers.rtf(("T", text, "The mayor objected to the plan.")))
    elif format == "html":
        body = f"<article><h1>T</h1><p>{text}</p><p>{makers.PARAGRAPHS[0]}</p></article>"
        file.write_text(f"<html><head><title>T</title></head><body>{body}</body></html>")
    else:
        file.write_text(f"T\n\n{text}")
    return file


@pytest.mark.parametrize("format", ["csv", "json", "docx", "rtf", "html", "txt"])
def test_every_format_is_cleaned_and_says_so(tmp_path: Path, format: str) -> None:
    text = "Turk\u200bmenistan had no of\ufb01cial, says Ger\xadmany."
    articles, findings = fr.read_articles(write(tmp_path, format, text), return_findings=True)
    assert "Turkmenistan had no official, says Germany." in articles["text"][0]
    cleaned = findings[findings["check"] == "cleaned_characters"]
    assert cleaned["severity"].tolist() == ["note"]
    assert "ligatures (1)" in cleaned["message"].iloc[0]


def test_headline_and_outlet_are_cleaned_too(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,outlet,text\nRus\ufeffsia,Caf&eacute;,It rained.\n")
    articles = fr.read_articles(tmp_path / "a.csv")
    assert articles[["headline", "outlet_id"]].values.tolist() == [["Russia", "Café"]]


def test_the_outlet_is_the_domain_where_nothing_else_says_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "title,url,source,text\n"
        "A,https://www.office.example/releases/1,,It rained.\n"
        "B,https://www.office.example/releases/2,Daily,It rained more.\n"
        "C,www.office.example/3,,It rained again.\nD,none,,Sun.\n"
    )
    outlets = fr.read_articles(tmp_path / "a.csv")["outlet_id"]
    assert outlets.fillna("").tolist() == ["office.example", "Daily", "office.example", ""]


def test_a_text_of_an_old_mac_is_told_by_its_apostrophes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Xi’s envoy said “no” in Côte d’Ivoire.".encode("mac-roman"))
    articles, findings = fr.read_articles(tmp_path / "a.txt", return_findings=True)
    assert articles["text"].tolist() == ["Xi’s envoy said “no” in Côte d’Ivoire."]
    assert "encoding" in set(findings["check"])
