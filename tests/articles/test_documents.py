"""Word files and PDF as people's programs write them: no word lost, none torn, none read twice."""

import io
import zipfile
from pathlib import Path

import makers
import pandas as pd
import pytest

import framing as fr

CASES = Path(__file__).parent / "cases"
PRINTED = (
    "Quay closes after a final offer",
    "The office of the first officer affirmed on Friday that the ferry firm’s offer was "
    "sufficient, and that a well-known shipyard will re-fit the fleet.",
    "“We will wait,” said Ida Fjell. AVATAR, the ferry to Åbo, stays. To Yes, Vote!",
)


def read(folder: Path, name: str, data: bytes) -> tuple[pd.DataFrame, pd.DataFrame]:
    (folder / name).write_bytes(data)
    return fr.read_articles(folder / name, return_findings=True)


@pytest.mark.parametrize("style", ["letter_spaced", "two_columns"])
def test_print_of_a_browser_has_the_words_of_its_page(style: str) -> None:
    articles, _ = fr.read_articles(CASES / f"print_{style}.pdf", return_findings=True)
    assert articles["text"].iloc[0].split("\n\n") == list(PRINTED)
    assert articles["headline"].iloc[0] == PRINTED[0]


def spaced(
    text: str, top: float, size: float, step: float
) -> list[tuple[float, float, float, str]]:
    """A letter each, `step` apart; a blank is only a gap."""
    return [(50 + n * step, top, size, letter) for n, letter in enumerate(text) if letter != " "]


def wrapped(text: str, top: float, size: float) -> list[tuple[float, float, float, str]]:
    return [(50.0, top - 14 * n, size, line) for n, line in enumerate(text.split("/"))]


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (spaced("a bound hand on dun", 700, 10, 9), "a bound hand on dun"),
        (
            [(50, 700, 10, "The "), *[(80 + 12 * n, 700, 10, c) for n, c in enumerate("ferry")]],
            "The ferry",
        ),
        (
            wrapped("The board called the well-/known ferry a govern-/ment matter.", 700, 10),
            "The board called the well-known ferry a government matter.",
        ),
        (
            [
                (50, 676, 34, "T"),
                (72, 692, 10, "he board met on Monday"),
                (72, 678, 10, "and voted for the quay."),
            ],
            "The board met on Monday and voted for the quay.",
        ),
        ([(50, 700, 10, "5 6 7 8 9 10 11")], "5 6 7 8 9 10 11"),
    ],
)
def test_words_of_a_pdf(
    tmp_path: Path, pieces: list[tuple[float, float, float, str]], text: str
) -> None:
    articles, _ = read(tmp_path, "a.pdf", makers.pdf((tuple(pieces),)))
    assert articles["text"].tolist() == [text]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("11/28/26, 2:23 PM Quay closes", "https://www.daily.example/quay 1/1"),
        ("28.11.2026, 14:23", "https://www.daily.example/quay 1/1"),
        ("https://www.daily.example/quay", "1 of 1 28/11/2026, 14:23"),
    ],
)
def test_what_a_browser_prints_around_a_page_is_no_text(
    tmp_path: Path, head: str, foot: str
) -> None:
    page = (
        (20.0, 780.0, 8.0, head),
        (50.0, 700.0, 11.0, "The board met on 11/28/26, 2:23 PM."),
        (20.0, 15.0, 8.0, foot),
    )
    articles, findings = read(tmp_path, "a.pdf", makers.pdf((page,)))
    article = articles.iloc[0]
    assert article["text"] == "The board met on 11/28/26, 2:23 PM."
    assert article["url"] == "https://www.daily.example/quay"
    assert article["outlet_id"] == "daily.example"
    assert findings["check"].tolist()[0] == "running_heads"


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DOCUMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word(body: str, footnotes: str = "", header: str = "", styles: str = "") -> bytes:
    """A Word file of parts written by hand."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {"document": ("document.main", f"<w:body>{body}</w:body>")}
    for name, content in (("footnotes", footnotes), ("header", header), ("styles", styles)):
        if content:
            parts[name] = (name, content)
    roots = {"header": "hdr"}
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{DOCUMENTS}.{kind}+xml"/>'
        for name, (kind, _) in parts.items()
    )
    links = "".join(
        f'<Relationship Id="r{name}" Type="{office}/{name}" Target="{name}.xml"/>'
        for name in parts
        if name != "document"
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{kinds}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{links}</Relationships>",
    }
    for name, (_, content) in parts.items():
        root = roots.get(name, name)
        members[f"word/{name}.xml"] = (
            f'<w:{root} xmlns:w="{W}" xmlns:mc="{MC}" xmlns:v="urn:v">{content}</w:{root}>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    mark = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{mark}{''.join(runs)}</w:p>"


FIRST = paragraph(run("The board met."))
BOX = f"<w:txbxContent>{paragraph(run('In a box.'))}</w:txbxContent>"
CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (
            f"<w:sdt><w:sdtContent>{paragraph(run('In a control.'))}</w:sdtContent></w:sdt>",
            ["In a control."],
        ),
        (
            paragraph(
                run("Inline "), f"<w:sdt><w:sdtContent>{run('control.')}</w:sdtContent></w:sdt>"
            ),
            ["Inline control."],
        ),
        (
            paragraph(
                run("Nine"), f"<w:ins>{run(' to two')}</w:ins>", f"<w:moveTo>{run('.')}</w:moveTo>"
            ),
            ["Nine to two."],
        ),
        (
            paragraph(run("Anchor."), f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>"),
            ["Anchor.", "In a box."],
        ),
        (
            paragraph(
                f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
                f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            ),
            ["", "In a box."],
        ),
        (
            paragraph(
                f'<w:smartTag w:element="place">{run("Antwerp")}</w:smartTag>',
                f"<w:hyperlink>{run(' and ')}</w:hyperlink>",
                f'<w:fldSimple w:instr="DATE">{run("Ghent")}</w:fldSimple>',
            ),
            ["Antwerp and Ghent"],
        ),
        (
            paragraph(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"'
                '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                run("shown"),
            ),
            ["shown"],
        ),
        (
            f"<w:tbl><w:tr>{CELL.format('Yes')}{CELL.format('Yes')}</w:tr><w:tr><w:tc><w:tbl><w:tr>"
            f"{CELL.format('nested')}</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>",
            ["Yes Yes", "nested"],
        ),
    ],
)
def test_all_text_of_a_word_file_is_read_in_order(
    tmp_path: Path, body: str, texts: list[str]
) -> None:
    articles, _ = read(tmp_path, "a.docx", word(FIRST + body + paragraph(run("The end."))))
    expected = ["The board met.", *(text for text in texts if text), "The end."]
    assert [part for part in articles["text"].iloc[0].split("\n\n") if part.strip()] == expected


def test_notes_of_a_word_file_stand_at_its_end(tmp_path: Path) -> None:
    notes = "".join(
        f'<w:footnote w:id="{n}">{paragraph(run(f"Note {n}."))}</w:footnote>' for n in (1, 2, 3)
    )
    references = "".join(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in (2, 1))
    body = paragraph(run("The board met."), references) + paragraph(run("It closed."))
    articles, _ = read(tmp_path, "a.docx", word(body, footnotes=notes))
    texts = articles["text"].iloc[0].split("\n\n")
    assert texts == ["The board met.", "It closed.", "Note 2.", "Note 1."]


@pytest.mark.parametrize(
    ("piece", "what"),
    [
        (f"<w:del>{run('GONE')}</w:del>", "deletions 1"),
        (f"<w:moveFrom>{run('GONE')}</w:moveFrom>", "places that text was moved from 1"),
        (run("GONE", "<w:rPr><w:vanish/></w:rPr>"), "hidden words 1"),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('GONE')}"
            "</w:sdtContent></w:sdt>",
            "empty fields of a form 1",
        ),
    ],
)
def test_what_a_word_file_hides_is_left_out_with_a_finding(
    tmp_path: Path, piece: str, what: str
) -> None:
    data = word(FIRST + paragraph(run("It closed."), piece), header=paragraph(run("Page head")))
    articles, findings = read(tmp_path, "a.docx", data)
    assert "GONE" not in articles["text"].iloc[0]
    assert "Page head" not in articles["text"].iloc[0]
    (message,) = findings[findings["check"] == "parts_left_out"]["message"]
    assert what in message
    assert "header 1" in message


STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/>{base}</w:style>'
    for style, name, base in (
        ("Titel", "Title", ""),
        ("Ueberschrift1", "heading 1", ""),
        ("Schlagzeile", "Schlagzeile", '<w:basedOn w:val="Titel"/>'),
    )
)


@pytest.mark.parametrize(
    ("above", "style", "kept"),
    [
        ((), "Titel", []),
        (("POLITICS",), "Titel", ["POLITICS"]),
        (("The Daily Example", "16 March 2023", "POLITICS"), "Schlagzeile", ["POLITICS"]),
        (("POLITICS",), "Ueberschrift1", ["POLITICS"]),
    ],
)
def test_headline_of_a_word_file_is_its_title(
    tmp_path: Path, above: tuple[str, ...], style: str, kept: list[str]
) -> None:
    body = "".join(paragraph(run(text)) for text in above)
    body += paragraph(run("Mayor resigns"), style=style) + FIRST
    articles, _ = read(tmp_path, "a.docx", word(body, styles=STYLES))
    assert articles["headline"].iloc[0] == "Mayor resigns"
    assert articles["text"].iloc[0].split("\n\n") == ["Mayor resigns", *kept, "The board met."]


def test_heading_inside_the_text_is_no_headline(tmp_path: Path) -> None:
    body = paragraph(run("A long first paragraph of the article goes on. " * 5))
    body += paragraph(run("Background"), style="Ueberschrift1") + FIRST
    articles, _ = read(tmp_path, "a.docx", word(body, styles=STYLES))
    assert pd.isna(articles["headline"].iloc[0])


def headed(headline: str, *lines: str, style: str = "Ueberschrift1") -> str:
    return paragraph(run(headline), style=style) + "".join(paragraph(run(line)) for line in lines)


@pytest.mark.parametrize(
    ("body", "severity"),
    [
        (
            headed("Quay closes", "The Ledger, 5 January 2023", "It closed.")
            + headed("Quay opens", "The Ledger, 6 January 2023", "It opened."),
            "warning",
        ),
        (headed("Quay closes", *["It closed."] * 6) + headed("It opens", *["So."] * 6), "note"),
        # Headings inside of one article.
        (headed("Quay closes", "It closed.") + headed("Background", "It was old."), ""),
        (
            headed("The quay", "6 January 2023", "It closed.", style="Titel")
            + headed("Before", *["It closed."] * 6)
            + headed("After", *["It opened."] * 6),
            "",
        ),
    ],
)
def test_several_articles_in_one_word_file_are_a_finding(
    tmp_path: Path, body: str, severity: str
) -> None:
    articles, findings = read(tmp_path, "a.docx", word(body, styles=STYLES))
    assert len(articles) == 1
    several = findings[findings["check"] == "several_articles"]
    assert several["severity"].tolist() == ([severity] if severity else [])
    if severity:
        assert "2 headings" in several["message"].iloc[0]
        assert "'Quay closes'" in several["message"].iloc[0]
