"""Web pages: day, address, outlet and text of the article, and of nothing that stands beside it."""

import gzip
import json
import sys
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.articles.formats.addresses import outlet_of
from framing.articles.placeholders import find_placeholder

ROOT = Path(__file__).parent.parent.parent
CASES = Path(__file__).parent / "cases"
HEADLINE = "Board closes the northern quay"
BODY = (
    "The harbour board met on Monday evening and voted by nine to two to close the quay.",
    "The mayor objected to the plan, saying that the ferry would lose its only berth.",
    "The chairwoman answered that the quay had been declared unsafe three times.",
    "A vote on the costs will follow in the summer, when the survey is done.",
)
OLD = '"datePublished": "2011-05-05", "headline": "Older story on the tram"'
NEW = f'"@type": "NewsArticle", "headline": "{HEADLINE}", "datePublished": "2023-03-16T08:00:00Z"'


def page(head: str = "", body: str = "", article: str = "") -> str:
    paragraphs = article or "".join(f"<p>{text}</p>" for text in BODY)
    return (
        f'<!doctype html><html lang="en"><head><title>{HEADLINE}</title>{head}</head><body>'
        f'<nav><a href="/">Home</a></nav>{body}<article><h1>{HEADLINE}</h1>{paragraphs}</article>'
        "<footer>© 2009 Daily Example</footer></body></html>"
    )


def ld(*objects: str) -> str:
    return "".join(f'<script type="application/ld+json">{{{text}}}</script>' for text in objects)


def read(folder: Path, text: str) -> tuple[pd.Series, pd.DataFrame]:
    (folder / "a.html").write_text(text, encoding="utf8")
    articles, findings = fr.read_articles(folder / "a.html", return_findings=True)
    return articles.iloc[0], findings


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (ld(f'"@type": "VideoObject", {OLD}', NEW), ""),
        (ld(f'"@type": "NewsArticle", {OLD}', NEW), ""),
        (ld(f'"@graph": [{{"@type": "ItemList"}}, {{{NEW}}}]'), ""),
        (ld(NEW.replace("16T", '16T08:00:00Z", "description": "two\nlines", "x": "T')), ""),
        (ld(NEW + ', "keywords": ["a", "b",],'), ""),
        ("<!-- --><script type='application/ld+json'><!--{" + NEW + "}--></script>", ""),
        (
            '<meta property="article:modified_time" content="2025-01-07T09:08:22Z">'
            '<meta name="dc.date.issued" content="2023-03-16">',
            "",
        ),
        (
            '<meta name="publish-date" content="2023-03-16">',
            '<aside><time datetime="2011-05-05">5 May 2011</time></aside>',
        ),
        (ld(NEW), '<div itemscope><meta itemprop="datePublished" content="2011-05-05"></div>'),
        ('<link rel="canonical" href="https://daily.example/2023/03/16/quay">', ""),
        (
            '<meta property="og:updated_time" content="2025-01-07">'
            '<meta property="article:published_time" content="2023-03-16T08:00:00Z">',
            "",
        ),
    ],
)
def test_day_is_that_of_the_article(tmp_path: Path, head: str, body: str) -> None:
    article, _ = read(tmp_path, page(head, body))
    assert str(article["published_at"])[:10] == "2023-03-16"


@pytest.mark.parametrize(
    "article",
    [
        '<time datetime="2023-03-16">16 March</time>{p}<ol class="references"><li>Retrieved '
        '<time datetime="2011-05-05">5 May 2011</time></li></ol>',
        '<figure><video></video><time datetime="2011-05-05"></time></figure>'
        '<time pubdate datetime="2023-03-16"></time>{p}',
        '<span itemprop="datePublished" content="2023-03-16"></span>'
        '<time class="modified" itemprop="dateModified" datetime="2025-01-07"></time>{p}',
        '<div class="related"><time datetime="2011-05-05"></time></div>'
        '<time datetime="2023-03-16"></time>{p}',
        '<time class="entry-date published updated" datetime="2023-03-16"></time>{p}',
        '<p class="by">By Ann Bee<br>16 March 2023, updated 7 January 2025</p>{p}',
        "<span>Updated: 7 January 2025</span> <span>Published: 16 March 2023</span>{p}",
    ],
)
def test_day_in_the_body_is_not_that_of_something_beside(tmp_path: Path, article: str) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)
    found, _ = read(tmp_path, page(article=article.replace("{p}", paragraphs)))
    assert str(found["published_at"])[:10] == "2023-03-16"


def test_day_beside_the_article_is_not_its_own(tmp_path: Path) -> None:
    ticker = '<div class="ticker"><i itemprop="datePublished" content="2011-05-05"></i></div>'
    own = '<meta itemprop="datePublished" content="2023-03-16">'
    found, _ = read(tmp_path, page(body=ticker, article=f"{own}<p>{BODY[0]}</p>"))
    assert str(found["published_at"])[:10] == "2023-03-16"


CANONICAL = '<link rel="canonical" href="https://daily.example/quay">'


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        (CANONICAL + '<meta property="og:url" content="http://social.daily.example/q">', None),
        ('<meta property="og:url" content="https://www.daily.example/q">', None),
        (
            '<link rel="canonical" href="/quay"><meta property="og:url" content="https://daily.example/q">',
            None,
        ),
        ('<link rel="canonical" href="https://m.daily.example/quay">', None),
        ('<link rel="canonical" href="//www.daily.example/quay">', None),
        ("<!-- saved from url=(0031)https://www.daily.example/quay -->", None),
        ("<!--\n Page saved with SingleFile\n url: https://www.daily.example/quay\n-->", None),
        ('<link rel="amphtml" href="https://amp.daily.example/quay">', None),
        (
            '<meta property="og:site_name" content="The Daily Example">'
            '<link rel="alternate" type="application/rss+xml" href="https://daily.example/rss">',
            None,
        ),
        (ld(NEW + ', "publisher": {"name": "The Daily", "url": "https://daily.example"}'), None),
        (CANONICAL + '<meta property="og:site_name" content="The Daily Example">', None),
        ('<meta property="og:site_name" content="The Daily Example">', "The Daily Example"),
    ],
)
def test_outlet_has_one_name(tmp_path: Path, head: str, outlet: str | None) -> None:
    article, _ = read(tmp_path, page(head))
    assert article["outlet_id"] == (outlet or "daily.example")


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        (f"{HEADLINE} | Daily Example", "<h1>Daily Example</h1>"),
        (f"Daily Example: {HEADLINE}", f'<h1 class="logo">Daily Example</h1><h1>{HEADLINE}</h1>'),
        (f"{HEADLINE} - Daily Example", f"<h2>{HEADLINE}</h2>"),
    ],
)
def test_name_of_the_site_is_no_headline(tmp_path: Path, title: str, heading: str) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)
    data = f"<html><head><title>{title}</title></head><body>{heading}{paragraphs}</body></html>"
    assert read(tmp_path, data)[0]["headline"] == HEADLINE


UNNAMED = "".join(
    f'<div class="x{n}"><h4><a href="/{n}">Older story {n}</a></h4><p>Growers on slope {n} '
    "keep candles ready for the nights of April, and choirs of the schools sing.</p></div>"
    for n in range(8)
)
STRUCTURES = {
    "elements of a live blog": "".join(
        f'<article class="post"><h2>At {n + 8}</h2><p>{text}</p></article>'
        for n, text in enumerate(BODY)
    ),
    "texts in elements without a meaning": "".join(
        f"<div><span>{text}</span></div>" for text in BODY
    ),
    "line breaks in a marked body": f'<div itemprop="articleBody">{"<br><br>".join(BODY)}</div>',
    "elements in a marked body": '<div itemprop="articleBody">'
    + "".join(f"<div>{text}</div>" for text in BODY)
    + "</div>",
    "a table that lays out the page": f'<table><tr><td><a href="/">Home</a></td><td>'
    f"{'<br><br>'.join(BODY)}</td></tr></table>",
    "questions and answers": "<dl>"
    + "".join(f"<dt>What of {n}?</dt><dd>{text}</dd>" for n, text in enumerate(BODY))
    + "</dl>",
}


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("beside", ["", UNNAMED])
def test_text_is_found_in_whatever_elements(tmp_path: Path, structure: str, beside: str) -> None:
    data = (
        f"<html><head><title>{HEADLINE}</title></head><body><main><h1>{HEADLINE}</h1>"
        f"{STRUCTURES[structure]}</main><section>{beside}</section></body></html>"
    )
    text = read(tmp_path, data)[0]["text"]
    assert all(paragraph in text for paragraph in BODY)


def test_table_in_an_article_is_read(tmp_path: Path) -> None:
    table = "<table><tr><th>Town</th><th>Votes</th></tr><tr><td>Fjell</td><td>812</td></tr></table>"
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)
    text = read(tmp_path, page(article=paragraphs + table + paragraphs.lower()))[0]["text"]
    assert "Fjell" in text


def test_canonical_address_that_is_a_front_page_is_not_believed(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://daily.example/">'
    head += '<meta property="og:url" content="https://daily.example/quay">'
    assert read(tmp_path, page(head))[0]["url"] == "https://daily.example/quay"


@pytest.mark.parametrize(
    ("url", "outlet"),
    [("https://www2.daily.example/x", "daily.example"), ("http://m.example/", "m.example")],
)
def test_domain_of_an_address(url: str, outlet: str) -> None:
    assert outlet_of(url) == outlet


TEASERS = "".join(
    f'<article class="teaser"><h3><a href="/{n}">Older story {n}</a></h3><p>Growers on slope {n} '
    "keep candles ready for the nights of April, and school choirs sing.</p></article>"
    for n in range(6)
)


@pytest.mark.parametrize(
    "article",
    [
        f"<p>{BODY[0]}</p>",
        f'<div class="teasers">{TEASERS}</div><p>{BODY[0]}</p>',
        f'<p>{BODY[0]}</p><section class="related">{TEASERS}</section>',
        f'<div class="entry-content"><p>{BODY[0]}</p></div><div class="comments"><p>I was there '
        "myself on that evening and saw nothing of all this.</p></div>",
    ],
)
@pytest.mark.parametrize("where", ["before", "nowhere"])
def test_short_article_is_not_lost_to_teasers(tmp_path: Path, article: str, where: str) -> None:
    beside = f'<div class="most-read">{TEASERS}</div>' if where == "before" else ""
    found, _ = read(tmp_path, page(body=beside, article=article))
    assert found["text"] == f"{HEADLINE}\n\n{BODY[0]}"


@pytest.mark.parametrize("name", ["article__body", "story-body", "entry-content"])
@pytest.mark.parametrize("between", ["", '<div class="ad"><span>Advertisement</span></div>'])
def test_all_parts_of_an_article_are_read(tmp_path: Path, name: str, between: str) -> None:
    parts = between.join(
        f'<div class="row"><div class="{name}"><p>{text}</p></div></div>' for text in BODY
    )
    assert read(tmp_path, page(article=parts))[0]["text"].split("\n\n") == [HEADLINE, *BODY]


def test_shared_pages_are_read() -> None:
    articles = {
        name: fr.read_articles(CASES / f"html_{name}.html").iloc[0]
        for name in ("two_article_bodies", "canonical_and_ogurl", "related_microdata_first")
    }
    assert articles["two_article_bodies"]["text"].count("Second part, number") == 12
    assert articles["canonical_and_ogurl"]["outlet_id"] == "daily.example"
    assert str(articles["related_microdata_first"]["published_at"])[:10] == "2023-03-16"


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("404", "The page that you look for has moved. Go back to the front page."),
        ("Seite nicht gefunden", "Leider existiert diese Seite nicht mehr."),
        ("Page introuvable", "La page demandée n'existe pas. Retour à l'accueil."),
        ("Página no encontrada", "La página que busca ya no existe."),
        ("Pagina niet gevonden", "Deze pagina bestaat niet meer."),
        ("Access denied", "You don't have permission to access this page on this server."),
        ("Just a moment...", "Checking your browser before you enter. Ray ID: 7f."),
        ("Are you a robot?", "Please verify you are human. Enable JavaScript and cookies."),
        (
            "Before you continue",
            "We use cookies and data to measure audiences in Turkey. Accept all. Reject all.",
        ),
        ("Datenschutz", "Wir verwenden Cookies. Alle akzeptieren. Mit Werbung in Polen lesen."),
        (
            "Daily Example",
            "We and our 812 partners store and/or access information on a device, such as cookies, "
            "and process personal data, in Germany and France.",
        ),
        ("Daily Example", "Please enable JS and disable any ad blocker"),
        ("Oops!", "Sorry, the page you are looking for cannot be found in our China section."),
        ("403 Forbidden", "nginx"),
        ("Erreur 404", "La page que vous recherchez est introuvable."),
        ("Mit Werbung weiterlesen", "Ihre Zustimmung ist jederzeit widerrufbar."),
        ("Pardon Our Interruption", "Something made us think you were a bot, in Germany."),
        ("Quay closed", "To continue reading, subscribe now. Already a subscriber? Sign in."),
        ("503 Service Unavailable", "The service is temporarily unavailable."),
    ],
)
def test_notice_is_a_placeholder_and_not_analysed(tmp_path: Path, headline: str, text: str) -> None:
    data = (
        f"<!doctype html><html><head><title>{headline}</title></head><body><h1>{headline}</h1>"
        f"<p>{text}</p></body></html>"
    )
    _, findings = read(tmp_path, data)
    assert "placeholder" in findings["check"].tolist()
    articles, _ = fr.read_articles(tmp_path / "a.html", return_findings=True)
    audited = fr.audit_articles(articles)
    for found in (findings, audited):
        assert fr.choose_articles(articles, found)["status"].tolist() == ["excluded"]
    shared = audited.merge(findings, on=["article_id", "check", "severity", "message"])
    assert shared["check"].tolist() == ["placeholder"]


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        (HEADLINE, " ".join(BODY)),
        ("Court bans cookies", "A court ruled on Monday that cookie banners mislead readers."),
        ("Robots take over the port", "Forty robots now unload ships. Are you a robot? they ask."),
        ("Page 404 of the file", "On page 404 the minister admits that he knew of the plan. " * 5),
        ("EU talks on privacy", "Ministers met in Brussels to talk of personal data. They agreed."),
        ("Forbidden city reopens", "The Forbidden City in Beijing reopened on Monday."),
        ("Quay closed", f"{BODY[0]} {BODY[1]} Subscribe now. Already a subscriber? Log in."),
        ("Trial goes on", "Access was denied to reporters at the court in Ankara on Monday. " * 9),
    ],
)
def test_article_on_such_notices_is_none(headline: str, text: str) -> None:
    assert find_placeholder(headline, text) is None


def test_benchmark_of_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It reads the layout with packed pages, and finds in the composed ones all that is there."""
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    import extraction

    composed = json.loads((extraction.COMPOSED / "ground-truth.json").read_text("utf8"))
    chosen = dict(list(composed.items())[:3])
    (tmp_path / "html").mkdir()
    for name in chosen:
        data = (extraction.COMPOSED / "html" / f"{name}.html").read_bytes()
        (tmp_path / "html" / f"{name}.html.gz").write_bytes(gzip.compress(data))
    (tmp_path / "ground-truth.json").write_text(json.dumps(chosen), encoding="utf8")
    monkeypatch.setattr(sys, "argv", ["extraction.py", "--pages", str(tmp_path)])
    extraction.main()
    rows = [line for line in capsys.readouterr().out.splitlines() if "|" in line]
    assert len(rows) == 2 + len(extraction.READERS)
    found = extraction.read_with_kit(extraction.COMPOSED, is_stripped=True)
    scores = extraction.score(found, composed)
    default = extraction.score(
        extraction.read_with_trafilatura(extraction.COMPOSED, fast=False), composed
    )
    assert scores["recall"] >= default["recall"]
    assert min(scores.values()) > 0.99


def test_shingles_are_compared_as_often_as_they_stand() -> None:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from extraction import compare_texts

    assert compare_texts("a b c d e", "a b c d") == (1 / 2, 1.0)
    assert compare_texts("a b c d a b c d", "a b c d") == (1 / 5, 1.0)
    assert compare_texts("", "") == (1.0, 1.0)
    assert compare_texts("x", "") == (0.0, 0.0)
