"""The JSON of news services: what is nested, wrapped, empty, or marked up."""

import json
from pathlib import Path
from typing import Any

import pytest

import framing as fr
from framing.articles.formats.json_shapes import SHAPES, find_shape

T = "The harbour board met on Monday and voted to close the quay."
TITLE, DAY = "Board closes quay", "2023-03-16T08:00:00Z"
URL = "https://www.daily.example/quay"
PLAIN = {"title": TITLE, "url": URL}
GUARDIAN = {"webTitle": TITLE, "webPublicationDate": DAY, "webUrl": URL}
NYT = {"web_url": URL, "headline": {"main": TITLE, "kicker": None}, "pub_date": DAY}
LD = {"@type": "NewsArticle", "headline": TITLE, "articleBody": T, "datePublished": DAY}
CATCHER = {**PLAIN, "link": URL, "published_date": "2023-03-16 08:00:00", "excerpt": "e"}
FULL = {**PLAIN, "text": T, "date": "2023-03-16"}

ANSWERS: dict[str, tuple[Any, str]] = {
    "guardian item": (
        {"response": {"content": {**GUARDIAN, "fields": {"body": f"<p>{T}</p>"}}}},
        "",
    ),
    "guardian search": (
        {"response": {"total": 1, "results": [{**GUARDIAN, "fields": {"bodyText": T}}]}},
        "daily.example",
    ),
    "guardian blocks": (
        {
            "response": {
                "relatedContent": [{**GUARDIAN, "webTitle": "Other"}],
                "content": {**GUARDIAN, "blocks": {"body": [{"bodyHtml": f"<p>{T}</p>"}]}},
            }
        },
        "",
    ),
    "new york times": (
        {"response": {"docs": [{**NYT, "lead_paragraph": T, "source": "The Daily"}], "meta": {}}},
        "The Daily",
    ),
    "new york times list": (
        {"results": [{**PLAIN, "section": "world", "abstract": T, "published_date": DAY}]},
        "",
    ),
    "news api": (
        {
            "status": "ok",
            "articles": [
                {**PLAIN, "source": {"id": None, "name": "Daily"}, "content": T, "publishedAt": DAY}
            ],
        },
        "Daily",
    ),
    "news api, no content": (
        {"articles": [{**PLAIN, "description": T, "content": None, "publishedAt": DAY}]},
        "",
    ),
    "news-please": (
        {
            **PLAIN,
            "text": None,
            "maintext": T,
            "date_publish": DAY,
            "date_download": "2024-06-01",
            "source_domain": "daily.example",
            "authors": ["Ann"],
        },
        "daily.example",
    ),
    "cc-news": ([{**PLAIN, "domain": "daily.example", "text": T, "date": DAY}], "daily.example"),
    "webhose": (
        {"posts": [{**PLAIN, "thread": {"site": "daily.example"}, "text": T, "published": DAY}]},
        "daily.example",
    ),
    "webhose, one": (
        {
            **PLAIN,
            "thread": {"site": "daily.example", "title": "x"},
            "text": T,
            "published": DAY,
            "entities": {"persons": [{"name": "x"}]},
        },
        "daily.example",
    ),
    "newscatcher": (
        {"articles": [{**CATCHER, "clean_url": "d.example", "summary": T}]},
        "d.example",
    ),
    "newscatcher 3": (
        {"articles": [{**CATCHER, "domain_url": "d.example", "content": T}]},
        "d.example",
    ),
    "event registry": (
        {
            "articles": {
                "results": [
                    {
                        **PLAIN,
                        "uri": "7",
                        "source": {"uri": "d.example", "title": "D"},
                        "body": T,
                        "dateTime": DAY,
                    }
                ]
            }
        },
        "d.example",
    ),
    "json-ld": ({"@context": "https://schema.org", **LD, "publisher": {"name": "Daily"}}, "Daily"),
    "json-ld graph": (
        {"@graph": [{"@type": "WebPage", "name": "p"}, {**LD, "publisher": {"name": "Daily"}}]},
        "Daily",
    ),
    "bing": (
        {
            "value": [
                {
                    "name": TITLE,
                    "url": URL,
                    "description": T,
                    "provider": [{"name": "Daily"}],
                    "datePublished": DAY,
                }
            ]
        },
        "Daily",
    ),
    "wordpress": (
        [
            {
                "title": {"rendered": TITLE},
                "content": {"rendered": f"<p>{T}</p>"},
                "date_gmt": DAY,
                "link": URL,
            }
        ],
        "",
    ),
    "json feed": (
        {"title": "D", "items": [{**PLAIN, "content_html": f"<p>{T}</p>", "date_published": DAY}]},
        "",
    ),
    "newsdata": (
        {
            "results": [
                {
                    "title": TITLE,
                    "link": URL,
                    "content": "ONLY AVAILABLE IN PAID PLANS",
                    "description": T,
                    "pubDate": DAY,
                    "source_id": "daily",
                }
            ]
        },
        "daily",
    ),
    "elasticsearch": ({"hits": {"hits": [{"_id": "1", "_source": FULL}]}}, ""),
    "mongodb": ([{**FULL, "_id": {"$oid": "x"}, "date": {"$date": "2023-03-16T08:00:00Z"}}], ""),
    "graphql": ({"data": {"articles": {"edges": [{"node": FULL}]}}}, ""),
    "json:api": ({"data": [{"type": "a", "id": "9", "attributes": FULL}]}, ""),
    "paragraphs": ({**FULL, "text": [{"type": "p", "text": T}]}, ""),
    "wrapped": ({"article": {**FULL, "comments": [{"text": "Nice.", "date": "2023-03-18"}]}}, ""),
    "by id": ({"a": FULL, "b": {**FULL, "title": "B"}}, ""),
    "by day": ({"2023-03-16": [FULL], "2023-03-17": [{**FULL, "title": "B"}]}, ""),
    "json-ld, publisher by its id": (
        {
            "@graph": [
                {"@type": "Organization", "@id": "#daily", "name": "Daily"},
                {**LD, "publisher": {"@id": "#daily"}},
            ]
        },
        "Daily",
    ),
    "json-ld live blog": (
        {
            **LD,
            "@type": "LiveBlogPosting",
            "url": URL,
            "articleBody": None,
            "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "8:00", "articleBody": T}],
        },
        "",
    ),
    "arc": (
        {
            "headlines": {"basic": TITLE},
            "display_date": DAY,
            "canonical_url": URL,
            "content_elements": [
                {"type": "text", "content": T},
                {"type": "image", "caption": "A quay.", "url": "https://daily.example/i.jpg"},
            ],
        },
        "",
    ),
    "opoint": (
        {
            "searchresult": {
                "document": [
                    {
                        "header": {"text": TITLE},
                        "body": {"text": T},
                        "unix_timestamp": 1678953600,
                        "first_source": {"name": "Daily"},
                        "url": URL,
                    }
                ]
            }
        },
        "Daily",
    ),
    "ninjs": (
        {
            "uri": "urn:x",
            "versioncreated": DAY,
            "headline": TITLE,
            "body_html": f"<p>{T}</p>",
            "source": "Daily",
        },
        "Daily",
    ),
    "agency": (
        {
            "data": {
                "items": [
                    {
                        "item": {
                            "headline": TITLE,
                            "versioncreated": DAY,
                            "body_nitf": f"<p>{T}</p>",
                            "provider": "Daily",
                        }
                    }
                ]
            }
        },
        "Daily",
    ),
    "domain with www": ({**FULL, "source_domain": "www.daily.example", "maintext": T}, ""),
    "table by columns": ({name: {"0": value} for name, value in FULL.items()}, ""),
    "table in parts": ({"columns": list(FULL), "data": [list(FULL.values())]}, ""),
    "an unknown service": ({"meta": {"n": 1}, "payload": {"stories": [FULL]}}, ""),
}


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
@pytest.mark.parametrize("name", ANSWERS)
def test_answer_of_a_service(tmp_path: Path, name: str, suffix: str) -> None:
    answer, outlet = ANSWERS[name]
    (tmp_path / f"a.{suffix}").write_text(json.dumps(answer), encoding="utf8")
    articles, findings = fr.read_articles(tmp_path / f"a.{suffix}", return_findings=True)
    first = articles.iloc[0]
    assert len(articles) == (2 if name.startswith("by ") else 1)
    assert first["text"] == f"{TITLE}\n\n{T}"
    assert (first["headline"], str(first["published_at"])[:10]) == (TITLE, "2023-03-16")
    assert first["outlet_id"] == (outlet or "daily.example")
    assert set(findings["check"]) <= {"guessed_columns", "summaries_only"}


def test_titles_of_gdelt(tmp_path: Path) -> None:
    item = {**PLAIN, "seendate": "20230316T081500Z", "domain": "d.example", "language": "English"}
    (tmp_path / "a.json").write_text(json.dumps({"articles": [item]}), encoding="utf8")
    articles, findings = fr.read_articles(tmp_path / "a.json", return_findings=True)
    assert articles[["headline", "outlet_id", "language"]].values.tolist() == [
        [TITLE, "d.example", "en"]
    ]
    assert articles["published_at"].dt.hour.tolist() == [8]
    assert "titles_only" in findings["check"].tolist()


def test_a_path_can_be_named(tmp_path: Path) -> None:
    item = {"title": TITLE, "inner": {"deep": T}, "text": "Not this."}
    (tmp_path / "a.json").write_text(json.dumps([item]), encoding="utf8")
    articles = fr.read_articles(tmp_path / "a.json", columns={"text": "inner.deep"})
    assert articles["text"].tolist() == [f"{TITLE}\n\n{T}"]


def test_no_shape_hides_another() -> None:
    """An object with all paths of a shape, and no others, is of that shape."""
    for shape in SHAPES:
        row: dict[str, Any] = {}
        for mark in shape.marks:
            place = row
            *outer, last = mark.split(".") if not mark.startswith("@") else [mark]
            for step in outer:
                place = place.setdefault(step, {})
            place[last] = "x"
        found = find_shape(row)
        assert found is not None
        assert found.name == shape.name


def test_rows_with_titles_alone_are_counted(tmp_path: Path) -> None:
    rows = [{**GUARDIAN, "fields": {"bodyText": T}}, {**GUARDIAN, "webTitle": "B"}]
    (tmp_path / "a.json").write_text(json.dumps({"response": {"results": rows}}))
    articles, findings = fr.read_articles(tmp_path / "a.json", return_findings=True)
    assert len(articles) == 2
    assert findings["message"][findings["check"] == "titles_only"].str.contains("1 of 2").all()


@pytest.mark.parametrize("mark", ["… [+1200 chars]", "... [1200 chars]"])
def test_what_a_service_cuts_off_is_a_finding(tmp_path: Path, mark: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{**PLAIN, "content": T + mark}]))
    articles, findings = fr.read_articles(tmp_path / "a.json", return_findings=True)
    assert articles["text"].tolist() == [f"{TITLE}\n\n{T}"]
    assert "cut_by_source" in set(findings["check"])
