"""XML that is no web page: the kinds that are read, and those that are refused by their names."""

from pathlib import Path

import pandas as pd
import pytest

import framing as fr

HEAD = "Board closes quay"
TEXTS = ("The board met on Monday.", "The mayor objected.")
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXTS)
XML = '<?xml version="1.0" encoding="UTF-8"?>'


def read(folder: Path, name: str, data: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    (folder / name).write_bytes(data.encode())
    return fr.read_articles(folder / name, return_findings=True)


NITF = f"""<nitf xml:lang="en-GB"><head><title>A slug</title><docdata>
<date.issue norm="20230316T080000Z"/></docdata><pubdata name="The Daily Example"/></head><body>
<body.head><hedline><hl1>{HEAD}</hl1><hl2>A deck</hl2></hedline><dateline>ANTWERP</dateline>
</body.head><body.content>{PARAGRAPHS}<media><media-caption><p>A picture.</p></media-caption>
</media></body.content></body></nitf>"""
NYT = NITF.replace(
    PARAGRAPHS,
    f'<block class="lead_paragraph"><p>{TEXTS[0]}</p></block>'
    f'<block class="full_text">{PARAGRAPHS}</block>',
)
DTD = '<!DOCTYPE nitf SYSTEM "http://agency.example/nitf-3-4.dtd">'


def newsml(inner: str) -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xml:lang="en"><itemMeta>
<provider literal="The Daily Example"/><versionCreated>2024-01-01T00:00:00Z</versionCreated>
<firstCreated>2023-03-16T08:00:00+00:00</firstCreated></itemMeta><contentMeta>
<headline>{HEAD}</headline></contentMeta><contentSet>{inner}</contentSet></newsItem>"""


PAGE = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
    f"<head><title>No headline</title></head><body>{PARAGRAPHS}</body></html></inlineXML>"
)
PICTURE = '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentSet/></newsItem>'
FACTIVA = f"""<article><headline><paragraph><para>{HEAD}</para></paragraph></headline>
<sourceName>The Daily Example</sourceName><modificationDate>2024-01-01</modificationDate>
<publicationDate><date>2023-03-16</date></publicationDate><baseLanguage>EN</baseLanguage>
<leadParagraph><paragraph>{TEXTS[0]}</paragraph></leadParagraph><tailParagraphs><paragraph>
{TEXTS[1]}</paragraph></tailParagraphs></article>"""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xml", XML + NITF),
        ("a.nitf", NITF),
        ("a.xml", XML + DTD + NITF),
        ("a.xml", XML + NYT),
        ("a.xml", XML + newsml(PAGE)),
        ("a.xml", f"{XML}<docs>{NITF}</docs>"),
        ("a.xml", XML + newsml(f"<inlineXML>{NITF}</inlineXML>")),
        ("a.xml", newsml(f"<inlineData>{TEXTS[0]}\n\n{TEXTS[1]}</inlineData>")),
        ("a.xml", f"{XML}<newsMessage><itemSet>{PICTURE}{newsml(PAGE)}</itemSet></newsMessage>"),
        ("a.xml", XML + FACTIVA),
        ("a.txt", f"{XML}<ppsArticleResponse>{FACTIVA}</ppsArticleResponse>"),
    ],
)
def test_xml_of_news_is_read(tmp_path: Path, name: str, data: str) -> None:
    articles, _ = read(tmp_path, name, data)
    assert articles["headline"].tolist() == [HEAD]
    assert articles["outlet_id"].tolist() == ["The Daily Example"]
    assert [str(date)[:10] for date in articles["published_at"]] == ["2023-03-16"]
    assert articles["language"].tolist() == ["en"]
    assert articles["text"].iloc[0].split("\n\n") == [HEAD, *TEXTS]


def test_several_articles_in_one_file(tmp_path: Path) -> None:
    articles, _ = read(tmp_path, "a.xml", f"{XML}<articles>{FACTIVA}{FACTIVA}</articles>")
    assert articles["article_id"].tolist() == ["a-1", "a-2"]


REUTERS = """<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" NEWID="1">
<DATE>26-FEB-1987 15:01:01.79</DATE>
<UNKNOWN>&#5;&#5;&#5;C T</UNKNOWN>
<TEXT>&#2;
<TITLE>COCOA &amp; COFFEE</TITLE>
<DATELINE>    SALVADOR, Feb 26 - </DATELINE><BODY>Showers went on in the zone, and
prices rose &lt;in part>.
    Arrivals were 155,221 bags.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS TOPICS="NO" NEWID="2">
<DATE> 2-MAR-1987 15:03:27.51</DATE>
<TEXT TYPE="BRIEF">
<TITLE>BOARD CLOSES QUAY</TITLE>
</TEXT>
</REUTERS>
"""


def test_reuters_21578(tmp_path: Path) -> None:
    articles, _ = read(tmp_path, "reut2-000.sgm", REUTERS)
    assert articles["headline"].tolist() == ["COCOA & COFFEE", "BOARD CLOSES QUAY"]
    assert articles["text"].iloc[0].split("\n\n")[1:] == [
        "Showers went on in the zone, and prices rose <in part>.",
        "Arrivals were 155,221 bags.",
    ]
    assert [str(date)[:10] for date in articles["published_at"]] == ["1987-02-26", "1987-03-02"]
    assert articles["outlet_id"].tolist() == ["Reuters"] * 2


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (f"{XML}<TEI><title>A</title><p>No.</p></TEI>", "<TEI>"),
        (f"{XML}<urlset><url><loc>https://daily.example/</loc></url></urlset>", "<urlset>"),
        (f"<ns:book xmlns:ns='urn:x'><title>A</title>{PARAGRAPHS}</ns:book>", "<book>"),
        (f"{XML}<article><title>A</title><section>{PARAGRAPHS}</section></article>", "<article>"),
        (f"{XML}<!-- made by hand --><NewsML><p>Old.</p></NewsML>", "<NewsML>"),
        (f"{XML}<!DOCTYPE corpus [<!ELEMENT p ANY>]><corpus><p>x</p></corpus>", "<corpus>"),
    ],
)
def test_other_xml_is_refused_by_name(tmp_path: Path, data: str, kind: str) -> None:
    articles, findings = read(tmp_path, "a.xml", data)
    assert (len(articles), findings["check"].tolist()) == (0, ["unknown_format"])
    assert kind in findings["message"].iloc[0]


def test_page_that_is_xml_stays_a_page(tmp_path: Path) -> None:
    page = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><html><head><title>'
        f"{HEAD}</title></head><body><h1>{HEAD}</h1>{PARAGRAPHS}</body></html>"
    )
    articles, _ = read(tmp_path, "a.xml", XML + page)
    assert articles["headline"].tolist() == [HEAD]


def test_news_without_a_text_says_so(tmp_path: Path) -> None:
    articles, findings = read(tmp_path, "a.xml", XML + PICTURE)
    assert (len(articles), findings["check"].tolist()) == (0, ["empty"])


def test_entities_are_refused(tmp_path: Path) -> None:
    hostile = f'{XML}<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/hostname">]>{NITF}'
    articles, findings = read(tmp_path, "a.xml", hostile.replace(TEXTS[0], "&x;"))
    assert (len(articles), findings["check"].tolist()) == (0, ["unreadable"])
