"""Small files of every format, in the layouts that people have. Outlets, people and events are
invented.
"""

import bz2
import gzip
import io
import json
import random
import struct
import tarfile
import zipfile

PARAGRAPHS = (
    "China warned the United States on Friday that talks on grain and shipping would end without a "
    "new offer.",
    "“We came here to listen,” said Jane Roe, a delegate of the invented Harbour Council, after a "
    "long session.",
    "Russia and Ukraine sent observers to the meeting, which the hosts called useful, if not yet a "
    "success.",
    "A second round is planned for April, and the delegates expect that ships will sail again "
    "before the summer.",
)
HEADLINE = "Harbour talks end without a deal"
TEXT = "\n\n".join(PARAGRAPHS)
N_WORDS = len(TEXT.split())


def html(
    title: str = HEADLINE, url: str = "https://www.daily.example/world/harbour-talks"
) -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="en-GB"><head><title>{title} | The Daily Example</title>
<meta charset="utf-8"><meta property="og:title" content="{title}">
<meta property="og:site_name" content="The Daily Example">
<link rel="canonical" href="{url}">
<meta property="article:published_time" content="2023-03-17T20:53:00+02:00">
<script src="https://tracker.example/x.js"></script><style>p {{ color: red }}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>{title}</h1>{paragraphs}</article>
<footer><p>Sign up for our newsletter</p><img src="https://tracker.example/pixel.gif"></footer></body></html>""".encode()


def docx(paragraphs: tuple[str, ...] = PARAGRAPHS, headline: str | None = HEADLINE) -> bytes:
    import docx as library

    document = library.Document()
    if headline:
        document.add_heading(headline, 0)
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rtf(lines: tuple[str, ...] = (HEADLINE, *PARAGRAPHS)) -> bytes:
    def escaped(line: str) -> str:
        return "".join(
            c if ord(c) < 128 else f"\\u{ord(c)}?"
            for c in line.replace("\\", "\\\\").replace("{", "\\{")
        )

    body = "\\par\n".join(escaped(line) for line in lines)
    return (
        "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times;}}{\\*\\generator An editor;}\\f0\\fs24 "
        + body
        + "\\par}"
    ).encode()


def pdf(pages: tuple[tuple[tuple[float, float, float, str], ...], ...]) -> bytes:
    """Pages of pieces: left, height above the foot, size of the letters, and the words."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    kids = []
    for page in pages:
        words = b"".join(
            f"BT /F1 {size} Tf {left} {height} Td (".encode()
            + text.encode("cp1252")
            .replace(b"\\", b"\\\\")
            .replace(b"(", b"\\(")
            .replace(b")", b"\\)")
            + b") Tj ET\n"
            for left, height, size, text in page
        )
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(words), words))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 "
            b"R >> >> "
            b"/Contents %d 0 R >>" % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (
        b" ".join(b"%d 0 R" % kid for kid in kids),
        len(kids),
    )
    out, places = b"%PDF-1.4\n", []
    for number, data in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(out),
    )
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def article_pdf(n_pages: int = 3) -> bytes:
    """A headline, paragraphs wrapped at about 60 characters with a parted word, and heads and feet
    on every page.
    """
    import textwrap

    pages = []
    for number in range(1, n_pages + 1):
        pieces: list[tuple[float, float, float, str]] = [
            (50, 780, 8, f"The Daily Example, 17 March 2023, page {number}")
        ]
        height = 740.0
        if number == 1:
            pieces.append((50, height, 18, HEADLINE))
            height -= 40
        for paragraph in PARAGRAPHS[number - 1 :] + PARAGRAPHS[: number - 1]:
            for line in textwrap.wrap(
                paragraph.replace("delegates", "dele-gates"), 60, break_on_hyphens=True
            ):
                pieces.append((50, height, 11, line.replace("dele-gates", "delegates")))
                height -= 14
            height -= 10
        pieces.append((290, 20, 8, str(number)))
        pages.append(tuple(pieces))
    return pdf(tuple(pages))


def rss() -> bytes:
    items = "".join(
        f"<item><title>{HEADLINE} {n}</title><link>https://daily.example/{n}</link><guid>{n}</guid>"
        f"<pubDate>Fri, 17 Mar 2023 20:53:00 GMT</pubDate><description>Short.</description>"
        f"<content:encoded><![CDATA[{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}]]>"
        "</content:encoded></item>"
        for n in (1, 2)
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>The Daily Example</title><link>https://daily.example/</link><language>en-gb</language>{items}"
        "</channel></rss>"
    ).encode()


def atom() -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        "<title>The Daily Example</title>"
        f'<entry><title>{HEADLINE}</title><link href="https://daily.example/1"/><id>1</id>'
        f"<updated>2023-03-17T20:53:00Z</updated><summary>{PARAGRAPHS[0]}</summary></entry></feed>"
    ).encode()


def warc(pages: tuple[tuple[str, str, bytes], ...] | None = None) -> bytes:
    """Records of address, media type and bytes, as a crawler writes them."""
    pages = pages or (
        (
            "https://www.daily.example/1",
            "text/html; charset=utf-8",
            html(url="https://www.daily.example/1"),
        ),
        ("https://www.daily.example/x.png", "image/png", b"\x89PNG"),
        (
            "https://post.example/2",
            "text/html",
            b"<html><body><article><p>" + TEXT.encode() + b"</p></article></body></html>",
        ),
    )
    out = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n"
    for url, media, data in pages:
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n".encode() + data
        out += (
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: "
                "2023-03-18T01:02:03Z\r\n"
                "Content-Type: application/http; msgtype=response\r\nContent-Length: "
                f"{len(answer)}\r\n\r\n"
            ).encode()
            + answer
            + b"\r\n\r\n"
        )
    return out


def warc_gz() -> bytes:
    return gzip.compress(warc(), mtime=0)


ROWS = [
    {
        "id": f"a{n}",
        "outlet": "The Daily Example",
        "date": "2023-03-17",
        "title": HEADLINE,
        "text": TEXT,
    }
    for n in range(3)
]


def csv(separator: str = ",") -> bytes:
    import csv as library

    out = io.StringIO()
    writer = library.DictWriter(out, list(ROWS[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(ROWS)
    return out.getvalue().encode()


def jsonl() -> bytes:
    return "\n".join(json.dumps(row) for row in ROWS).encode()


def json_array() -> bytes:
    return json.dumps(ROWS, indent=1).encode()


def news_api() -> bytes:
    article = {
        "source": {"id": None, "name": "The Daily Example"},
        "author": "Jane Roe",
        "title": HEADLINE,
        "description": "Talks ended.",
        "url": "https://daily.example/1",
        "publishedAt": "2023-03-17T20:53:00Z",
        "content": PARAGRAPHS[0] + "… [+1234 chars]",
    }
    return json.dumps({"status": "ok", "totalResults": 1, "articles": [article]}).encode()


def media_cloud() -> bytes:
    return (
        "stories_id,publish_date,title,url,language,media_name,media_url\n"
        f"77,2023-03-17 20:53:00,{HEADLINE},https://daily.example/1,en,The Daily Example,https://daily.example/\n"
    ).encode()


def parquet() -> bytes:
    import pandas as pd

    out = io.BytesIO()
    pd.DataFrame(ROWS).to_parquet(out, index=False)
    return out.getvalue()


def _cell(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;")


def xlsx(rows: list[dict[str, str]] | None = None, reference: str = "") -> bytes:
    """A workbook of one sheet; `reference` puts one more cell at that place."""
    rows = rows or ROWS
    table = [list(rows[0]), *(list(row.values()) for row in rows)]
    body = "".join(
        f'<row r="{n}">'
        + "".join(
            f'<c r="{chr(65 + m)}{n}" t="inlineStr"><is><t>{_cell(v)}</t></is></c>'
            for m, v in enumerate(cells)
        )
        + "</row>"
        for n, cells in enumerate(table, start=1)
    )
    body += (
        f'<row><c r="{reference}" t="inlineStr"><is><t>x</t></is></c></row>' if reference else ""
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return make_zip(
        {
            "[Content_Types].xml": '<?xml version="1.0"?><Types '
            f'xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
            'PartName="/xl/workbook.xml" '
            f'ContentType="{sheet}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
            f'ContentType="{sheet}.worksheet+xml"/></Types>',
            "_rels/.rels": '<?xml version="1.0"?><Relationships '
            f'xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<?xml version="1.0"?><workbook xmlns="{main}" '
            f'xmlns:r="{relations}"><sheets><sheet '
            'name="Articles" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships '
            f'xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{relations}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": '<?xml version="1.0"?><worksheet '
            f'xmlns="{main}"><sheetData>{body}</sheetData>'
            "</worksheet>",
        }
    )


def ods(repeated: int = 1) -> bytes:
    table = [list(ROWS[0]), *(list(row.values()) for row in ROWS)]
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:number-columns-repeated="{repeated}" '
            'office:value-type="string">'
            f"<text:p>{_cell(v)}</text:p></table:table-cell>"
            for v in row
        )
        + "</table:table-row>"
        for row in table
    )
    names = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for n in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return make_zip(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": '<?xml version="1.0"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            "<manifest:file-entry "
            f'manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
            "content.xml": '<?xml version="1.0"?><office:document-content '
            f"{names}><office:body><office:spreadsheet>"
            "<table:table "
            f'table:name="Articles">{cells}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        }
    )


def make_zip(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def make_tar(members: dict[str, bytes], packing: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    pack = {
        "": lambda data: data,
        "gz": lambda data: gzip.compress(data, mtime=0),
        "bz2": bz2.compress,
    }
    return pack[packing](out.getvalue())  # type: ignore[no-untyped-call]


def nexis(n: int = 2) -> str:
    """The layout of Nexis Uni."""
    return "\n".join(
        f"""Page {k} of {n}
{HEADLINE}
The Daily Example (London)
March {16 + k}, 2023 Friday

Copyright 2023 Example Media Limited All Rights Reserved

Section: NEWS; Pg. {k}
Length: {N_WORDS} words
Byline: Jane Roe
Highlight: No date was set.
Body

{TEXT}

Load-Date: March {17 + k}, 2023


End of Document

"""
        for k in range(1, n + 1)
    )


def lexis(n: int = 2, promised: int | None = None) -> str:
    """The older layout, with capitals."""
    return "\n".join(
        f"""
                               {k} of {promised or n} DOCUMENTS


                           The Daily Example (London)

                             March {16 + k}, 2023 Friday
                                London Edition

{HEADLINE}

BYLINE: Jane Roe

SECTION: NEWS; Pg. {k}

LENGTH: {N_WORDS} words

DATELINE: VIENNA

{TEXT}

LOAD-DATE: March {17 + k}, 2023

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                 Copyright 2023 Example Media Limited
                         All Rights Reserved

"""
        for k in range(1, n + 1)
    ).replace("                                London Edition\n", "")


def factiva(n: int = 2) -> str:
    return "\n".join(
        f"""
{HEADLINE}

Jane Roe
{N_WORDS} words
{16 + k} March 2023
The Daily Example
DAILYX
{k}
English
(c) 2023 Example Media. All rights reserved.

{TEXT}

Document DAILYX002023031{k}ej3h0000{k}

"""
        for k in range(1, n + 1)
    )


def factiva_fields(n: int = 2) -> str:
    return "\n".join(
        f"""HD {HEADLINE}
BY Jane Roe
WC {N_WORDS} words
PD {16 + k} March 2023
ET 20:53
SN The Daily Example
SC DAILYX
PG {k}
LA English
CY (c) 2023 Example Media. All rights reserved.
LP {PARAGRAPHS[0]}

TD
{chr(10).join(f"{text}{chr(10)}" for text in PARAGRAPHS[1:])}
NS gdip : International Relations
PUB Example Media
AN Document DAILYX002023031{k}ej3h0000{k}

Document DAILYX002023031{k}ej3h0000{k}
"""
        for k in range(1, n + 1)
    )


def proquest(n: int = 2) -> str:
    return "\n".join(
        f"""____________________________________________________________

Document {k} of {n}

{HEADLINE}
Author: Roe, Jane
Publication info: The Daily Example ; London [London]. {16 + k} Mar 2023: {k}.
ProQuest document link
Abstract: A short summary.
Full text: {TEXT}

Subject: Negotiations; Shipping
Title: {HEADLINE}
Publication title: The Daily Example; London
Pages: {k}
Publication year: 2023
Publication date: Mar {16 + k}, 2023
Publisher: Example Media
Place of publication: London
Country of publication: Nowhere
ISSN: 00000000
Source type: Newspapers
Language of publication: English
Document type: News
ProQuest document ID: 27888888{k}
Document URL: https://database.example/{k}
Copyright: Copyright Example Media Mar {16 + k}, 2023
Last updated: 2023-03-18
Database: Example Newsstream
"""
        for k in range(1, n + 1)
    )


def nitf() -> bytes:
    paragraphs = "".join(f"<p>{_cell(text)}</p>" for text in PARAGRAPHS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><nitf><head><docdata><date.issue '
        'norm="20230317T205300Z"/></docdata><pubdata name="The Daily Example"/></head><body>'
        f"<body.head><hedline><hl1>{HEADLINE}</hl1></hedline></body.head><body.content>"
        f"{paragraphs}</body.content></body></nitf>"
    ).encode()


def newsml() -> bytes:
    item = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xml:lang="en"><itemMeta><provider '
        'literal="The Daily Example"/><versionCreated>2023-03-17T20:53:00Z</versionCreated>'
        f"</itemMeta><contentMeta><headline>{HEADLINE}</headline></contentMeta><contentSet>"
        f"<inlineXML>{nitf().decode().partition('?>')[2]}</inlineXML></contentSet></newsItem>"
    )
    return f"<newsMessage><itemSet>{item}{item}</itemSet></newsMessage>".encode()


def reuters() -> bytes:
    body = "\n".join(f"    {_cell(text)}" for text in PARAGRAPHS)
    return "".join(
        f'<REUTERS NEWID="{n}">\n<DATE>17-MAR-2023 20:53:00.79</DATE>\n<TEXT>&#2;\n'
        f"<TITLE>{HEADLINE}</TITLE>\n<BODY>{body}\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n"
        for n in (1, 2)
    ).encode()


def factiva_tabs(n: int = 2) -> bytes:
    return "\n".join(
        f" HD\t{HEADLINE}\n WC\t{N_WORDS} words\n PD\t{16 + k} March 2023\n SN\tThe Daily Example\n"
        f" LP\t{PARAGRAPHS[0]}\n\n TD\t" + "\n\n".join(PARAGRAPHS[1:]) + "\n\n"
        f" AN\tDocument DAILYX002023031{k}ej3h0000{k}\n"
        for k in range(1, n + 1)
    ).encode()


def europresse() -> bytes:
    body = "".join(f"<p>{_cell(text)}</p>" for text in PARAGRAPHS)
    article = (
        '<article><span class="DocPublicationName">Le Quotidien Exemple</span><span '
        'class="DocHeader">Politique, vendredi 17 mars 2023, p. 16</span><div '
        f'class="titreArticle"><p>{HEADLINE}</p></div><div class="DocText">{body}</div>'
        '<div class="publiC-lblNodoc">news·20230317·EX·0001</div></article>'
    )
    return f"<!DOCTYPE html><html><body>{article * 2}</body></html>".encode()


EXPORTS = {
    "nexis": nexis,
    "lexis": lexis,
    "factiva": factiva,
    "factiva_fields": factiva_fields,
    "proquest": proquest,
}


def export_as(kind: str, text: str) -> bytes:
    """An export as the file that the database offers: text, RTF, Word or a page."""
    if kind == "rtf":
        return rtf(tuple(text.split("\n")))
    if kind == "docx":
        return docx(tuple(text.split("\n")), headline=None)
    if kind == "html":
        body = "".join(f"<p>{_cell(line)}</p>" for line in text.split("\n"))
        head = "<!DOCTYPE html><html><head><title>Export</title></head>"
        return f"{head}<body>{body}</body></html>".encode()
    return text.encode()


def xls(rows: list[dict[str, str]] | None = None, corner: tuple[int, int] | None = None) -> bytes:
    """A workbook of 1997: one stream of records in a compound file. `corner` puts one more cell
    there.
    """

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def label(row: int, column: int, text: str) -> bytes:
        return record(
            0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le")
        )

    rows = rows or ROWS
    table = [list(rows[0]), *(list(row.values()) for row in rows)]
    begin = struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 0x07CC, 0x41, 0x06)
    cells = b"".join(
        label(r, c, value[:2000]) for r, row in enumerate(table) for c, value in enumerate(row)
    )
    cells += label(*corner, "x") if corner else b""
    sheet = record(0x0809, begin) + cells + record(0x000A, b"")
    name = b"Articles"

    def globals_(place: int) -> bytes:
        bound = struct.pack("<IBB", place, 0, 0) + struct.pack("<BB", len(name), 0) + name
        start = struct.pack("<HHHHII", 0x0600, 0x05, 0x0DBB, 0x07CC, 0x41, 0x06)
        return (
            record(0x0809, start)
            + record(0x0042, struct.pack("<H", 1200))
            + record(0x0085, bound)
            + record(0x000A, b"")
        )

    stream = globals_(len(globals_(0))) + sheet
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    n = len(stream) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, n + 2), 0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = (name + "\0").encode("utf-16-le")
        links = struct.pack("<BBIII", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<H", len(raw))
            + links
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    directory = (
        entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
        + entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
        + bytes(256)
    )
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * 432
    return header + struct.pack("<128I", *fat) + directory + stream


def mail() -> bytes:
    """A message of two versions and an attachment."""
    return (
        "Return-Path: <desk@daily.example>\nFrom: The Daily <desk@daily.example>\n"
        f"Subject: =?utf-8?q?{HEADLINE.replace(' ', '_')}?=\nDate: Fri, 17 Mar 2023 20:53:00 EST\n"
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n'
        f"Content-Type: text/plain; charset=utf-8\n\n{TEXT}\n--b\n"
        f"Content-Type: text/html\n\n<p>{PARAGRAPHS[0]}</p>\n--b\n"
        "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--b--\n"
    ).encode()


def mailbox() -> bytes:
    envelope = b"From desk@daily.example Fri Mar 17 20:53:00 2023\n"
    return (envelope + mail() + b"\n") * 2


def guardian() -> bytes:
    """An answer of nested objects, with markup in the text."""
    item = {
        "id": "world/1",
        "webTitle": HEADLINE,
        "webPublicationDate": "2023-03-17T20:53:00Z",
        "webUrl": "https://www.daily.example/world/1",
        "fields": {"body": "".join(f"<p>{text}</p>" for text in PARAGRAPHS)},
    }
    return json.dumps({"response": {"status": "ok", "results": [item, item]}}).encode()


def without_names() -> bytes:
    """A table whose first row is data, behind a line that names the separator."""
    rows = [f'{day}/03/23;"{HEADLINE}";"{PARAGRAPHS[day % 4]}"' for day in range(10, 20)]
    return "\n".join(["sep=;", *rows]).encode()


SEEDS = {
    "text": ("a.txt", (HEADLINE + "\n\n" + TEXT).encode()),
    "html": ("a.html", html()),
    "docx": ("a.docx", docx()),
    "pdf": ("a.pdf", article_pdf()),
    "rtf": ("a.rtf", rtf()),
    "csv": ("a.csv", csv()),
    "tsv": ("a.tsv", csv("\t")),
    "xlsx": ("a.xlsx", xlsx()),
    "xls": ("a.xls", xls()),
    "ods": ("a.ods", ods()),
    "json": ("a.json", json_array()),
    "jsonl": ("a.jsonl", jsonl()),
    "parquet": ("a.parquet", parquet()),
    "rss": ("a.rss", rss()),
    "atom": ("a.atom", atom()),
    "warc": ("a.warc", warc()),
    "warc.gz": ("a.warc.gz", warc_gz()),
    "nexis": ("nexis.txt", nexis().encode()),
    "lexis": ("lexis.txt", lexis().encode()),
    "factiva": ("factiva.txt", factiva().encode()),
    "proquest": ("proquest.txt", proquest().encode()),
    "factiva tabs": ("factiva.txt", factiva_tabs()),
    "europresse": ("europresse.html", europresse()),
    "nitf": ("a.xml", nitf()),
    "newsml": ("b.xml", newsml()),
    "reuters": ("r.sgm", reuters()),
    "news api": ("n.json", news_api()),
    "media cloud": ("m.csv", media_cloud()),
    "guardian": ("g.json", guardian()),
    "without names": ("w.csv", without_names()),
    "mail": ("a.eml", mail()),
    "mailbox": ("a.mbox", mailbox()),
    "zip": ("a.zip", make_zip({"a.html": html(), "b/c.csv": csv()})),
    "tar.gz": ("a.tar.gz", make_tar({"a.txt": TEXT.encode(), "b.jsonl": jsonl()}, "gz")),
    "gz": ("a.csv.gz", gzip.compress(csv(), mtime=0)),
}
"""One file of every kind: its name and its bytes."""


def mutate(data: bytes, generator: random.Random) -> bytes:
    """The bytes, damaged in one of the ways in which files are."""
    out = bytearray(data)
    way = generator.randrange(7)
    if way == 0:
        return bytes(out[: generator.randrange(len(out))])
    if way == 1:
        for _ in range(generator.choice((1, 4, 32, 256))):
            out[generator.randrange(len(out))] ^= 1 << generator.randrange(8)
    elif way == 2:
        start = generator.randrange(len(out))
        del out[start : start + generator.randrange(1, 200)]
    elif way == 3:
        start = generator.randrange(len(out))
        piece = out[start : start + generator.randrange(1, 200)] * generator.choice((2, 50, 1000))
        out[start:start] = piece
    elif way == 4:
        start = generator.randrange(len(out))
        out[start : start + 20] = (
            generator.choice((b"\0", b"\xff", b"<", b'"', b"{", b"[", b"(", b"\r", b"&#x0;")) * 40
        )
    elif way == 5:
        encoding = generator.choice(("utf-16", "utf-32", "cp1251", "shift_jis", "utf-7"))
        return data.decode("utf-8", errors="replace").encode(encoding, errors="replace")
    else:
        opening = generator.choice((b"[", b'{"a":', b"<div>", b"{\\b ", b"<<", b"("))
        place = generator.randrange(len(out))
        out[place:place] = opening * generator.choice((100, 10_000))
    return bytes(out)


HEAD = "name: tiny\nversion: 0.0.1\nframes:\n"
FRAME = """\
  - id: storm
    label: Storm
    definition: Bad weather.
    include: Yes if it rains.
    exclude: No if it is dry.
    example: A storm came.
    keywords:
      - storm
"""
"""A codebook of one frame, to which keywords are added."""
