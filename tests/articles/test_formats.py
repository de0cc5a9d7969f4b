"""Every format is read by its content, no article is lost, and hostile files are refused."""

import gzip
import io
import json
import os
import pickle
import random
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import makers
import pandas as pd
import pytest

import framing as fr
from framing.articles.formats.columns import ColumnError
from framing.articles.formats.containers.archives import Budget, unpack
from framing.articles.formats.dispatch import read_unit
from framing.articles.formats.inputs import list_units
from framing.articles.formats.known import FORMATS, load
from framing.articles.formats.markup import html_text
from framing.articles.formats.tabular.workbooks import _panics
from framing.articles.formats.units import EMPTY, UNREADABLE_ARTICLE, UNREADABLE_FILE, Limits
from framing.articles.reading import read_units
from framing.tables.schema import violations


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


def read(
    folder: Path, name: str, data: bytes, limits: Limits | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Write a file and read it: articles, and findings without the notes on dates and columns."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    if limits is None:
        articles, findings = fr.read_articles(file, return_findings=True)
    else:
        units = list(list_units(file, limits=limits))
        found = [read_unit(unit, limits=limits) for unit in units]
        articles, findings = read_units(units)
        rows = [row for _, rows in found for row in rows]
        findings = pd.DataFrame(rows, columns=findings.columns)
        articles = articles.iloc[: sum(len(raws) for raws, _ in found)]
    assert violations(articles, "articles") == []
    expected = ["missing_date", "missing_outlet", "guessed_columns"]
    return articles, findings[~findings["check"].isin(expected)]


def test_every_format_has_its_functions_a_small_file_and_a_row_of_the_page(tmp_path: Path) -> None:
    for reader in FORMATS.values():
        for function in filter(None, (reader.parse, reader.cut)):
            assert callable(load(function))
    for name, data in makers.SEEDS.values():
        (tmp_path / name).write_bytes(data)
    met = {unit.format for unit in list_units(tmp_path)} - {"finding"}
    assert met == {name for name, reader in FORMATS.items() if reader.parse}
    page = (Path(__file__).parents[2] / "docs" / "articles.md").read_text(encoding="utf8").lower()
    titles = [title for reader in FORMATS.values() for title in reader.title.lower().split(", ")]
    assert [title for title in titles if title not in page and title != "xml of factiva"] == []


def checks(findings: pd.DataFrame) -> list[str]:
    return findings["check"].tolist()


def plain(articles: pd.DataFrame, column: str) -> list[object]:
    return articles[column].astype(object).where(articles[column].notna(), None).tolist()


WHOLE = f"{makers.HEADLINE}\n\n{makers.TEXT}"


@pytest.mark.parametrize(
    ("kind", "n"),
    [
        ("text", 1),
        ("html", 1),
        ("docx", 1),
        ("rtf", 1),
        ("csv", 3),
        ("tsv", 3),
        ("xlsx", 3),
        ("xls", 3),
        ("ods", 3),
        ("json", 3),
        ("jsonl", 3),
        ("parquet", 3),
        ("gz", 3),
        ("nexis", 2),
        ("lexis", 2),
        ("factiva", 2),
        ("proquest", 2),
    ],
)
@pytest.mark.parametrize("is_named", [True, False])
def test_format_is_told_by_content(tmp_path: Path, kind: str, n: int, is_named: bool) -> None:
    name, data = makers.SEEDS[kind]
    articles, _ = read(tmp_path, name if is_named else "file.txt", data)
    assert articles["text"].tolist() == [WHOLE] * n
    assert plain(articles, "headline") == [makers.HEADLINE] * n
    assert articles["article_id"].is_unique


def test_page_tells_outlet_date_language_and_address(tmp_path: Path) -> None:
    articles, _ = read(tmp_path, "page.html", makers.html())
    article = articles.iloc[0]
    assert article["outlet_id"] == "daily.example"
    assert article["published_at"] == pd.Timestamp("2023-03-17T18:53:00Z")
    assert article["language"] == "en"
    assert article["url"] == "https://www.daily.example/world/harbour-talks"


def test_date_of_linked_data(tmp_path: Path) -> None:
    data = '{"@graph": [{"@type": "NewsArticle", "datePublished": "2023-03-17T20:53:00Z"}]}'
    page = (
        makers.html()
        .replace(b"article:published_time", b"x")
        .replace(
            b"</head>", b'<script type="application/ld+json">' + data.encode() + b"</script></head>"
        )
    )
    assert read(tmp_path, "page.html", page)[0]["published_at"].iloc[0] == pd.Timestamp(
        "2023-03-17T20:53:00Z"
    )


def test_page_without_an_article_is_a_finding(tmp_path: Path) -> None:
    articles, findings = read(
        tmp_path, "page.html", b"<!doctype html><html><body><script>x()</script></body></html>"
    )
    assert (len(articles), checks(findings)) == (0, ["empty"])


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<p>One <i>two</i>.</p><p>Three.</p>", "One two.\n\nThree."),
        ("One.<br>Two.", "One.\nTwo."),
        ("a < b & c", "a < b & c"),
        ("<div>One<script>alert(1)</script></div><style>p{}</style>", "One"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
    ],
)
def test_text_of_html(fragment: str, text: str) -> None:
    assert html_text(fragment) == text


def test_pdf_has_paragraphs_and_no_running_heads(tmp_path: Path) -> None:
    articles, findings = read(tmp_path, "scan.pdf", makers.article_pdf(3))
    a, b, c, d = makers.PARAGRAPHS
    assert articles["text"].iloc[0].split("\n\n") == [
        makers.HEADLINE,
        a,
        b,
        c,
        d,
        b,
        c,
        d,
        a,
        c,
        d,
        a,
        b,
    ]
    assert checks(findings) == ["running_heads"]
    assert "'The Daily Example, # March #, page #' (3 times)" in findings["message"].iloc[0]


def test_line_that_repeats_inside_a_pdf_is_kept(tmp_path: Path) -> None:
    page = tuple((50.0, 700.0 - 20 * n, 11.0, f"Line {n} of the page ends here.") for n in range(8))
    articles, _ = read(tmp_path, "a.pdf", makers.pdf((page, page, page)))
    assert articles["text"].iloc[0].count("Line 4") == 3
    assert articles["text"].iloc[0].count("Line 0") == 0


def test_pdf_without_text_and_with_too_many_pages(tmp_path: Path) -> None:
    articles, findings = read(tmp_path, "a.pdf", makers.pdf(((),)))
    assert (len(articles), checks(findings)) == (0, ["empty"])
    articles, findings = read(tmp_path, "b.pdf", makers.article_pdf(5), Limits(n_pages=2))
    assert checks(findings)[0] == "missing_pages"


@pytest.mark.parametrize("layout", makers.EXPORTS)
@pytest.mark.parametrize("kind", ["txt", "rtf", "docx", "html"])
def test_export_of_a_database(tmp_path: Path, layout: str, kind: str) -> None:
    data = makers.export_as(kind, makers.EXPORTS[layout](3))
    articles, findings = read(tmp_path, f"export.{kind}", data)
    assert articles["article_id"].tolist() == ["export-1", "export-2", "export-3"]
    assert plain(articles, "headline") == [makers.HEADLINE] * 3
    assert [text.split("\n\n") for text in articles["text"]] == [
        [makers.HEADLINE, *makers.PARAGRAPHS]
    ] * 3
    assert [outlet.split(" (")[0] for outlet in articles["outlet_id"]] == ["The Daily Example"] * 3
    assert articles["published_at"].dt.day.tolist() == [17, 18, 19]
    assert checks(findings) == []


def test_export_that_lacks_a_document_says_so(tmp_path: Path) -> None:
    assert checks(read(tmp_path, "e.txt", makers.lexis(2, promised=3).encode())[1]) == [
        "count_mismatch"
    ]
    short = makers.nexis(2).replace(makers.TEXT, makers.PARAGRAPHS[0], 1)
    assert checks(read(tmp_path, "e.txt", short.encode())[1]) == ["length_mismatch"]
    empty = makers.nexis(2).replace(makers.TEXT, "", 1).replace(makers.HEADLINE + "\n", "", 1)
    articles, findings = read(tmp_path, "e.txt", empty.encode())
    assert (len(articles), checks(findings)) == (1, ["empty"])


def test_feeds(tmp_path: Path) -> None:
    articles, findings = read(tmp_path, "a.xml", makers.rss())
    assert articles["text"].str.split("\n\n").str[1:].tolist() == [list(makers.PARAGRAPHS)] * 2
    assert articles["published_at"].iloc[0] == pd.Timestamp("2023-03-17T20:53:00Z")
    assert checks(findings) == []
    articles, findings = read(tmp_path, "b.xml", makers.atom())
    assert (articles["outlet_id"].tolist(), checks(findings)) == (
        ["daily.example"],
        ["summaries_only"],
    )


@pytest.mark.parametrize(
    ("kind", "text"),
    [("text", "x < y, says <b>.\n\nYes."), ("html", "x < y, says .\n\nYes.")],
)
def test_markup_of_a_feed_is_read_where_it_is_markup(tmp_path: Path, kind: str, text: str) -> None:
    entry = (
        f'<entry><title type="{kind}">One &lt;i&gt;</title><content type="{kind}">x &amp;lt; y, '
        "says &lt;b&gt;.\n\nYes.</content></entry>"
    )
    if kind == "text":
        entry = entry.replace("&amp;lt;", "&lt;")
    else:
        entry = entry.replace("\n\n", "&lt;/b&gt;&lt;p&gt;")
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>D</title>{entry}</feed>'
    articles, _ = read(tmp_path, "a.xml", feed.encode())
    assert articles["headline"].tolist() == ["One <i>" if kind == "text" else "One"]
    assert articles["text"].iloc[0].endswith(text)


@pytest.mark.parametrize("kind", ["warc", "warc.gz"])
def test_warc(tmp_path: Path, kind: str) -> None:
    articles, findings = read(tmp_path, *makers.SEEDS[kind])
    assert articles["provenance"].tolist() == [f"a.{kind}, record 2", f"a.{kind}, record 4"]
    assert articles["outlet_id"].tolist() == ["daily.example", "post.example"]
    assert articles["published_at"].iloc[1] == pd.Timestamp("2023-03-18T01:02:03Z")
    assert checks(findings) == ["other_records"]
    assert "2 records" in findings["message"].iloc[0]


def test_news_api_says_how_much_is_missing(tmp_path: Path) -> None:
    articles, findings = read(tmp_path, *makers.SEEDS["news api"])
    assert articles["text"].tolist() == [f"{makers.HEADLINE}\n\n{makers.PARAGRAPHS[0]}"]
    assert (articles["outlet_id"].iloc[0], checks(findings)) == (
        "The Daily Example",
        ["cut_by_source"],
    )


def test_media_cloud_holds_titles(tmp_path: Path) -> None:
    articles, findings = read(tmp_path, *makers.SEEDS["media cloud"])
    assert articles["text"].tolist() == [makers.HEADLINE]
    assert checks(findings) == ["titles_only"]


@pytest.mark.parametrize(
    ("tree", "texts"),
    [
        ({"articles": [{"text": "One."}, {"body": "Two."}]}, ["One.", "Two."]),
        ({"response": {"docs": [{"text": "One."}]}}, ["One."]),
        ({"hits": {"hits": [{"_source": {"text": "One."}}]}}, ["One."]),
        ({"title": "T", "text": "One."}, ["T\n\nOne."]),
        ([{"text": ["One.", "Two."]}], ["One.\n\nTwo."]),
    ],
)
def test_shapes_of_json(tmp_path: Path, tree: object, texts: list[str]) -> None:
    assert (
        read(tmp_path, "a.json", json.dumps(tree, indent=1).encode())[0]["text"].tolist() == texts
    )


def test_json_is_read_up_to_the_damage(tmp_path: Path) -> None:
    articles, findings = read(tmp_path, "a.json", b'[{"text": "One."}, {"text": "Two."}, {"text": ')
    assert (articles["text"].tolist(), checks(findings)) == (["One.", "Two."], ["unreadable"])
    assert "from element 3 on" in findings["message"].iloc[0]


def test_archives_of_all(tmp_path: Path) -> None:
    members = {
        f"x/{name}": data
        for name, data in (makers.SEEDS[k] for k in ("html", "docx", "csv", "warc.gz", "nexis"))
    }
    for name, packing in (("a.zip", None), ("a.tar", ""), ("a.tgz", "gz"), ("a.tar.bz2", "bz2")):
        data = makers.make_zip(members) if packing is None else makers.make_tar(members, packing)
        articles, _ = read(tmp_path, name, data)
        assert len(articles) == 1 + 1 + 3 + 2 + 2
        assert {"a/x/nexis-1", "a/x/nexis-2", "a0", "a1", "a2"} <= set(articles["article_id"])
        assert all(provenance.startswith(f"{name}/x/") for provenance in articles["provenance"])


def test_metadata_in_a_folder_and_in_a_zip(tmp_path: Path) -> None:
    members = {
        "n/a.txt": b"China won.",
        "n/metadata.csv": b"article_id,outlet_id,url\na,Daily,\ne,,https://post.example\ne-2,Star,\nz,,\n",
        "n/e.txt": makers.nexis(2).encode(),
    }
    with zipfile.ZipFile(io.BytesIO(makers.make_zip(members))) as archive:
        archive.extractall(tmp_path / "folder")
    for articles, findings in (
        fr.read_articles(tmp_path / "folder" / "n", return_findings=True),
        read(tmp_path, "m.zip", makers.make_zip(members)),
    ):
        assert articles["outlet_id"].tolist() == ["Daily", "The Daily Example (London)", "Star"]
        assert plain(articles, "url") == [None, "https://post.example", "https://post.example"]
        assert findings[findings["check"] == "no_such_article"]["message"].tolist() == [
            "There is no article 'z' in the folder."
        ]


@pytest.mark.parametrize("name", ["m.zip", "m.tar", "m.tgz", "m.tar.bz2"])
def test_metadata_speaks_of_its_folder_wherever_it_stands_in_the_archive(
    tmp_path: Path, name: str
) -> None:
    members = {
        "n/a.txt": b"China won.",
        "o/a.txt": b"Russia won.",
        "o/metadata.csv": b"article_id,outlet_id\na,Post\n",
        "n/metadata.csv": b"article_id,outlet_id\na,Daily\nz,\n",
    }
    packing = {"m.tar": "", "m.tgz": "gz", "m.tar.bz2": "bz2"}
    data = makers.make_tar(members, packing[name]) if name in packing else makers.make_zip(members)
    articles, findings = read(tmp_path, name, data)
    assert dict(zip(articles["article_id"], articles["outlet_id"], strict=True)) == {
        "m/n/a": "Daily",
        "m/o/a": "Post",
    }
    (lost,) = findings[findings["check"] == "no_such_article"]["message"]
    assert lost == "There is no article 'z' in the folder."


def test_metadata_that_comes_too_late_says_so(tmp_path: Path) -> None:
    inner = makers.make_tar(
        {"a.txt": b"China won.", "metadata.csv": b"article_id,outlet_id\na,Daily\n"}
    )
    articles, findings = read(tmp_path, "m.zip", makers.make_zip({"inner.tar": inner}))
    assert plain(articles, "outlet_id") == [None]
    (lost,) = findings[findings["check"] == "no_such_article"]["message"]
    assert "no article 'a' behind this table" in lost
    assert "put the table first" in lost


def test_tar_that_is_cut_off_is_read_up_to_there_with_its_metadata(tmp_path: Path) -> None:
    members = {
        "a.txt": b"China won.",
        "metadata.csv": b"article_id,outlet_id\na,Daily\n",
        "b.txt": b"x" * 5_000,
    }
    articles, findings = read(tmp_path, "m.tar", makers.make_tar(members)[:4_000])
    assert articles["outlet_id"].tolist()[:1] == ["Daily"]
    assert "unreadable" in checks(findings)


def test_what_is_read_twice_is_counted_once(tmp_path: Path) -> None:
    members = {f"{n}.txt": b"China won %d." % n for n in range(40)}
    limits = Limits(n_members=40)
    articles, findings = read(tmp_path, "m.tgz", makers.make_tar(members, "gz"), limits)
    assert (len(articles), checks(findings)) == (40, [])
    budget = Budget(1 << 20, limits)
    with gzip.open(tmp_path / "m.tgz") as stream:
        size = len(stream.read())
    with (tmp_path / "m.tgz").open("rb") as packed:
        inside = unpack(packed, "gz", budget)
        inside.read()
        inside.seek(0)
        assert inside.read(5) == b"0.txt"
        assert budget.bytes_left >= Budget(1 << 20, limits).bytes_left - size


def test_companions_and_notes_are_no_articles(tmp_path: Path) -> None:
    members = {
        "a.txt": b"China won.",
        "README.md": b"x",
        "outlets.csv": b"outlet_id\n",
        "__MACOSX/a.txt": b"x",
        ".b.txt": b"x",
    }
    articles, findings = read(tmp_path, "a.zip", makers.make_zip(members))
    assert (articles["article_id"].tolist(), checks(findings)) == (["a/a"], [])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_batches_hold_every_row(tmp_path: Path, separator: str) -> None:
    generator = random.Random(1)
    rows = [(f"a{n}", 'Line one.\n\nLine, "two".' * generator.randint(1, 4)) for n in range(200)]
    table = pd.DataFrame(rows, columns=["id", "text"])
    limits = Limits(batch_bytes=500)
    for name, write in (
        ("a.csv", lambda f: table.to_csv(f, index=False, sep=separator)),
        ("b.csv", lambda f: table.to_csv(f, index=False, sep=separator, encoding="utf-16")),
        ("a.jsonl", lambda f: table.to_json(f, orient="records", lines=True)),
        ("a.parquet", lambda f: table.to_parquet(f, row_group_size=50)),
    ):
        write(tmp_path / name)
        units = list(list_units(tmp_path / name, limits=limits))
        assert len(units) > 3
        assert sum(unit.is_first for unit in units) == 1
        articles, findings = read_units(pickle.loads(pickle.dumps(units)))
        assert articles[["article_id", "text"]].values.tolist() == [list(row) for row in rows]
        first = 1 if name.endswith(("jsonl", "parquet")) else 2
        assert articles["provenance"].iloc[-1] == f"{name}, row {199 + first}"
        assert findings["check"].value_counts().to_dict() == {
            "missing_date": 200,
            "missing_outlet": 200,
            "guessed_columns": 1,
        }


def test_open_quotation_mark_swallows_no_article(tmp_path: Path) -> None:
    data = b'id,text\na,one\nb,"two\nc,three\nd,"four\n\nmore"\ne,"fi"ve\nf,"six\n'
    articles, findings = read(tmp_path, "a.csv", data)
    assert articles[["article_id", "text"]].values.tolist() == [
        ["a", "one"],
        ["c", "three"],
        ["d", "four\n\nmore"],
        ["e", "five"],
    ]
    assert findings[["check", "provenance"]].values.tolist() == [
        ["broken_row", "a.csv, line 3"],
        ["broken_row", "a.csv, line 9"],
    ]


# Hostile files. Each of these tests fails when the guard that it names is taken away.

BOMB = b"0" * (30 << 20)


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.zip", lambda: makers.make_zip({"a.txt": BOMB})),
        ("a.txt.gz", lambda: gzip.compress(BOMB)),
        ("a.tar.gz", lambda: makers.make_tar({"a.txt": BOMB}, "gz")),
        ("a.tar.bz2", lambda: makers.make_tar({"a.txt": BOMB}, "bz2")),
        (
            "nested.zip",
            lambda: makers.make_zip(
                {f"{n}.zip": makers.make_zip({"a.txt": BOMB[: 1 << 20]}) for n in range(20)}
            ),
        ),
    ],
)
def test_archive_that_expands_a_thousandfold_is_refused(
    tmp_path: Path, name: str, pack: Callable[[], bytes]
) -> None:
    articles, findings = read(tmp_path, name, pack())
    assert "unreadable" in checks(findings) or "too_large" in checks(findings)
    assert articles["text"].str.len().sum() < 10 << 20


def test_archives_in_archives_are_read_to_the_stated_depth(tmp_path: Path) -> None:
    data = b"China won."
    for depth in range(1, 7):
        data = makers.make_zip({f"{depth}.zip" if depth > 1 else "a.txt": data})
        articles, findings = read(tmp_path, "a.zip", data)
        assert (len(articles), checks(findings)) == (
            (1, []) if depth <= Limits().depth else (0, ["too_large"])
        )


def test_number_of_members_is_limited(tmp_path: Path) -> None:
    members = {f"{n}.txt": b"China won." for n in range(20)}
    for name, data in (("a.zip", makers.make_zip(members)), ("a.tar", makers.make_tar(members))):
        articles, findings = read(tmp_path, name, data, Limits(n_members=10))
        assert checks(findings) == ["too_large"]
        assert len(articles) == 10
    _, findings = read(tmp_path, "a.zip", makers.make_zip(members), Limits(directory_bytes=100))
    assert checks(findings) == ["too_large"]


def test_member_named_like_a_path_stays_a_name(tmp_path: Path) -> None:
    members = {"../../up.txt": b"China won.", "/abs.txt": b"China won."}
    for name, data in (("a.zip", makers.make_zip(members)), ("b.tar", makers.make_tar(members))):
        articles, _ = read(tmp_path / "in", name, data)
        assert len(articles) == 2
    assert sorted(os.listdir(tmp_path)) == ["in"]
    assert sorted(os.listdir(tmp_path / "in")) == ["a.zip", "b.tar"]


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
FILE = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(("doctype", "entity"), [(LAUGHS, "&j;"), (FILE, "&j;")])
def test_xml_entities_are_refused(tmp_path: Path, doctype: str, entity: str) -> None:
    feed = makers.rss().decode().replace('<?xml version="1.0"?>', doctype).replace("Short.", entity)
    articles, findings = read(tmp_path, "a.xml", feed.encode())
    assert (len(articles), checks(findings)) == (0, ["unreadable"])
    assert "entities" in findings["message"].iloc[0]
    with zipfile.ZipFile(io.BytesIO(makers.docx())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = doctype.encode() + body[body.index("?>") + 2 :].encode()
    articles, findings = read(tmp_path, "a.docx", makers.make_zip(parts))
    assert (len(articles), checks(findings)) == (0, ["unreadable"])
    assert "entities" in findings["message"].iloc[0]


def test_word_file_that_expands_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(makers.docx())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/big.xml"] = BOMB
    articles, findings = read(tmp_path, "a.docx", makers.make_zip(parts))
    assert (len(articles), checks(findings)) == (0, ["too_large"])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", makers.xlsx(reference="XFD1048576")),
        ("a.ods", makers.ods(1_000_000)),
        ("a.xls", makers.xls(corner=(65_535, 255))),
    ],
)
def test_sheet_with_a_far_cell_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    articles, findings = read(tmp_path, name, data)
    assert (len(articles), checks(findings)) == (0, ["too_large"])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"[" * 1_000_000),
        ("b.json", b'{"articles": ' + b"[" * 1_000_000),
        ("c.json", b'{"a":' * 200_000 + b"1" + b"}" * 200_000),
    ],
)
def test_deep_json(tmp_path: Path, name: str, data: bytes) -> None:
    articles, findings = read(tmp_path, name, data)
    assert (len(articles), checks(findings)) == (0, ["unreadable"])


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_row_that_is_too_long_is_left_out_and_the_next_one_read(tmp_path: Path, name: str) -> None:
    rows = ["One.", "x" * 5000, "Three."]
    lines = (
        [json.dumps({"text": row}) for row in rows]
        if name.endswith("l")
        else ["id,text", *(f"a,{r}" for r in rows)]
    )
    articles, findings = read(tmp_path, name, "\n".join(lines).encode(), Limits(row_bytes=1000))
    assert (articles["text"].tolist(), checks(findings)) == (["One.", "Three."], ["broken_row"])


@pytest.mark.parametrize("kind", ["text", "html", "docx", "pdf", "rtf", "rss", "xlsx", "json"])
def test_file_that_is_too_large(tmp_path: Path, kind: str) -> None:
    name, data = makers.SEEDS[kind]
    limits = Limits(text_bytes=100, page_bytes=20, document_bytes=100)
    file = tmp_path / name
    file.write_bytes(data)
    found = [read_unit(unit, limits=limits) for unit in list_units(file, limits=limits)]
    assert [[row[3] for row in findings] for _, findings in found] == [["too_large"]]
    assert [raws for raws, _ in found] == [[]]


def test_page_that_is_nested_too_deeply(tmp_path: Path) -> None:
    page = (
        b"<!doctype html><html><body>"
        + b"<div>" * 50_000
        + makers.TEXT.encode()
        + b"</div>" * 50_000
    )
    articles, findings = read(tmp_path, "a.html", page)
    assert len(articles) + len(findings) == 1


def test_page_of_too_many_stretches_is_read_without_their_places(tmp_path: Path) -> None:
    page = tuple((50.0 + 5 * (n % 90), 780.0 - 3 * (n // 90), 3.0, "x") for n in range(20_000))
    articles, _ = read(tmp_path, "a.pdf", makers.pdf((page,)))
    assert articles["text"].iloc[0].count("x") == 20_000


def test_password_is_a_finding(tmp_path: Path) -> None:
    data = bytearray(makers.make_zip({"a.txt": b"China won.", "b.txt": b"China won."}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    articles, findings = read(tmp_path, "a.zip", bytes(data))
    assert (articles["article_id"].tolist(), checks(findings)) == (["a/b"], ["unreadable"])
    assert "password" in findings["message"].iloc[0]


def test_wrong_column_raises_for_a_single_file_and_is_found_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(makers.xlsx([{"Wortlaut": "China won."}]))
    with pytest.raises(ColumnError, match="no column that looks like a text"):
        fr.read_articles(tmp_path / "a.xlsx")
    articles, findings = fr.read_articles(tmp_path, return_findings=True)
    assert (len(articles), findings["check"].tolist()) == (0, ["unreadable"])
    assert len(fr.read_articles(tmp_path / "a.xlsx", columns={"text": "Wortlaut"})) == 1


def test_every_sheet_of_a_workbook_is_read_under_its_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(makers.ods())) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    start = parts["content.xml"].index(b"<table:table ")
    end = parts["content.xml"].index(b"</office:spreadsheet>")
    sheet = parts["content.xml"][start:end].replace(b'table:name="', b'table:name="More ')
    both = parts["content.xml"][:end] + sheet + parts["content.xml"][end:]
    articles, _ = read(tmp_path, "a.ods", makers.make_zip({**parts, "content.xml": both}))
    assert len(articles) == 2 * len(makers.ROWS)
    assert sum("sheet More " in place for place in articles["provenance"]) == len(makers.ROWS)


def test_panic_of_the_reader_of_sheets_is_an_error_like_others() -> None:
    panic = type("PanicException", (BaseException,), {})
    with pytest.raises(ValueError, match="damaged"), _panics():
        raise panic("range end index 64 out of range")
    with pytest.raises(KeyboardInterrupt), _panics():
        raise KeyboardInterrupt


def test_budget_counts_over_all_layers() -> None:
    budget = Budget(100, Limits(ratio=10))
    budget.spend(1 << 20)
    budget.spend(1000)
    with pytest.raises(ValueError, match="10 times"):
        budget.spend(1)


@pytest.mark.parametrize("kind", makers.SEEDS)
def test_damaged_files_end_as_articles_or_findings(tmp_path: Path, kind: str) -> None:
    generator = random.Random(kind)
    name, data = makers.SEEDS[kind]
    names = [name] * 3 + [other for other, _ in makers.SEEDS.values()]
    for _ in range(12):
        file = tmp_path / generator.choice(names)
        file.write_bytes(makers.mutate(data, generator))
        units = list(list_units(file))
        found = [
            read_unit(unit, columns=None)
            for unit in (unit._replace(is_alone=False) for unit in units)
        ]
        reasons = {row[3] for _, findings in found for row in findings}
        assert sum(len(raws) for raws, _ in found) or reasons & {
            *UNREADABLE_FILE,
            *UNREADABLE_ARTICLE,
            *EMPTY,
            "other_records",
        }
        file.unlink()
