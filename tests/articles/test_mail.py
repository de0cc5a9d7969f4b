"""E-mail and newsgroups: headers are metadata, and never words of the article."""

from pathlib import Path

import pandas as pd
import pytest

import framing as fr

BODY = "The harbour board met on Monday.\n\nThe mayor objected to the plan."
POST = (
    "From: ann@example.org (Ann Writer)\nSubject: Re: The quay\nOrganization: Example Ltd\n"
    f"Lines: 3\nDate: Thu, 16 Mar 2023 08:00:00 GMT\n\n{BODY}\n"
)
USENET = (
    "Path: news.example!not-for-mail\nNewsgroups: talk.harbour,misc.boats\nFrom: b@post.example\n"
    "Subject: The quay\n  is closed\nDate: 16 Mar 93 21:11:05 GMT\nMessage-ID: <1@example>\n\n"
) + BODY
MIME = """Return-Path: <desk@daily.example>
From: =?utf-8?q?The_D=C3=A4ily?= <desk@daily.example>
Subject: =?utf-8?b?RGVyIEthaSDigJMgdGhlIHF1YXk=?=
Date: Thu, 16 Mar 2023 08:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: multipart/alternative; boundary="c"

--c
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

The harbour board met in the caf=E9 =
on Monday.
--c
Content-Type: text/html

<p>Another version.</p>
--c--
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename="plan.pdf"
Content-Transfer-Encoding: base64

JVBERi0=
--b--
"""
PAGE = """From: desk@daily.example
Subject: The quay
Date: Thu, 16 Mar 2023 08:00:00 +0100
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

PHA+VGhlIGhhcmJvdXIgYm9hcmQgbWV0LjwvcD48cD5JdCBpcyBjbG9zZWQuPC9wPg==
"""


def read(path: Path, name: str, content: str | bytes) -> tuple[pd.DataFrame, pd.DataFrame]:
    (path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return fr.read_articles(path / name, return_findings=True)


@pytest.mark.parametrize(
    ("name", "content", "headline", "day", "outlet", "text"),
    [
        ("post.txt", POST, "Re: The quay", "2023-03-16", "example.org", BODY),
        ("51121", USENET, "The quay is closed", "1993-03-16", "talk.harbour", BODY),
        (
            "rec.boats.3",
            POST.replace("\n", "\r\n"),
            "Re: The quay",
            "2023-03-16",
            "example.org",
            BODY,
        ),
        (
            "a.eml",
            MIME,
            "Der Kai – the quay",
            "2023-03-16",
            "daily.example",
            "The harbour board met in the café on Monday.",
        ),
        (
            "b.eml",
            PAGE,
            "The quay",
            "2023-03-16",
            "daily.example",
            "The harbour board met.\n\nIt is closed.",
        ),
    ],
)
def test_headers_are_metadata(
    tmp_path: Path, name: str, content: str, headline: str, day: str, outlet: str, text: str
) -> None:
    articles, findings = read(tmp_path, name, content)
    assert articles["headline"].tolist() == [headline]
    assert articles["outlet_id"].tolist() == [outlet]
    assert articles["published_at"].dt.strftime("%Y-%m-%d").tolist() == [day]
    assert articles["text"].tolist() == [f"{headline}\n\n{text}"]
    assert findings[findings["severity"] != "note"].empty


def test_attachments_are_named(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "a.eml", MIME)
    assert findings[["check", "severity"]].values.tolist() == [["attachments", "note"]]
    assert "plan.pdf" in findings["message"].iloc[0]


def test_mailbox_holds_several_articles(tmp_path: Path) -> None:
    envelope = "From ann@example.org Thu Mar 16 08:00:00 2023\n"
    box = f"{envelope}{POST}\nFrom here on it rained.\n\n{envelope}{POST.replace('quay', 'boat')}"
    articles, _ = read(tmp_path, "all.mbox", box)
    assert articles["article_id"].tolist() == ["all-1", "all-2"]
    assert articles["headline"].tolist() == ["Re: The quay", "Re: The boat"]
    assert articles["text"][0].endswith("From here on it rained.")


@pytest.mark.parametrize(
    "text",
    [
        "Subject: to change\n\nThe weather is bad.",
        "Minister: we must act\nOpposition: no\n\nThe talks failed.",
        "From: here to there\nThe road is long.\n\nIt goes on.",
    ],
)
def test_what_is_no_mail_stays_a_text(tmp_path: Path, text: str) -> None:
    articles, _ = read(tmp_path, "a.txt", text)
    assert articles["text"].tolist() == [text]


def test_latin_1_in_headers_and_body(tmp_path: Path) -> None:
    post = POST.replace("Re: The quay", "The café").replace("Monday", "Monday in the café")
    articles, _ = read(tmp_path, "a.txt", post.encode("latin-1"))
    assert "in the café" in articles["text"][0]
    assert articles["published_at"].notna().all()


@pytest.mark.parametrize(
    "content",
    [
        f"#! rnews 100\n{USENET}\n#! rnews 90\n{POST}",
        "From: list@daily.example\nSubject: Digest\nMIME-Version: 1.0\n"
        'Content-Type: multipart/digest; boundary="d"\n\n'
        f"--d\n\n{USENET}\n--d\n\n{POST}\n--d--\n",
    ],
)
def test_batches_and_digests_hold_several_articles(tmp_path: Path, content: str) -> None:
    articles, _ = read(tmp_path, "batch", content)
    assert articles["headline"].tolist() == ["The quay is closed", "Re: The quay"]


def test_a_line_that_a_mailbox_quoted_is_as_it_was_written(tmp_path: Path) -> None:
    envelope = "From ann@example.org Thu Mar 16 08:00:00 2023\n"
    articles, _ = read(tmp_path, "a.mbox", f"{envelope}{POST}\n>From here on it rained.\n")
    assert articles["text"][0].endswith("\n\nFrom here on it rained.")


def test_title_of_a_page_in_a_message_is_no_text(tmp_path: Path) -> None:
    page = f"<html><head><title>Mail</title></head><body><p>{BODY}</p></body></html>"
    mail = f"From: a@daily.example\nSubject: The quay\nContent-Type: text/html\n\n{page}"
    articles, _ = read(tmp_path, "a.eml", mail)
    assert articles["text"][0].split("\n\n")[:2] == ["The quay", BODY.replace("\n\n", " ")]


@pytest.mark.parametrize(
    "head",
    [
        "Title: The quay\nDate: 16 March 2023\nSource: daily.example\n",
        "---\nheadline: 'The quay'\nURL: https://www.daily.example/a\ndate: 2023-03-16\n---",
        "Von: Ann Bee <ann@daily.example>\nGesendet: Donnerstag, 16. März 2023 08:00\nAn: Bob\n"
        "Betreff: The quay\n",
        "From: a@daily.example\nSent: March 16, 2023 8:00 AM\nTo: B\nSubject: The quay\n",
    ],
)
def test_labels_before_a_text_are_metadata(tmp_path: Path, head: str) -> None:
    articles, _ = read(tmp_path, "a.txt", f"{head}\n{BODY}\n")
    assert articles[["headline", "outlet_id"]].values.tolist() == [["The quay", "daily.example"]]
    assert [str(day)[:10] for day in articles["published_at"]] == ["2023-03-16"]
    assert articles["text"].tolist() == [f"The quay\n\n{BODY}"]
