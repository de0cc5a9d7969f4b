"""Exports of databases in the layouts and languages that their users have: each article is found,
with its headline, outlet and day, and nothing else stands in its text.
"""

from pathlib import Path

import makers
import pandas as pd
import pytest

import framing as fr

CASES = Path(__file__).parent / "cases"

TEXTS = {
    "en": ("The board met on Monday and closed the quay.", "Farmers drove into the town."),
    "de": ("Der Hafenrat hat am Montag den Kai geschlossen.", "Bauern fuhren in die Stadt."),
    "fr": ("Le conseil du port a fermé le quai lundi.", "Les agriculteurs sont venus en ville."),
    "es": ("La junta cerró el muelle el lunes.", "Los agricultores entraron en la ciudad."),
    "nl": ("De havenraad sloot maandag de kade.", "Boeren reden dinsdag de stad in."),
}
HEADLINES = {
    "en": ("Quay closed", "Tractors in town"),
    "de": ("Kai geschlossen", "Traktoren in der Stadt"),
    "fr": ("Le quai ferme", "Tracteurs en ville"),
    "es": ("Cierra el muelle", "Tractores en la ciudad"),
    "nl": ("Kade gesloten", "Tractoren in de stad"),
}
DATES = {
    "en": ("March 16, 2023 Thursday 8:00 AM GMT", "Friday, 17 March 2023"),
    "de": ("16. März 2023 Donnerstag", "Freitag, 17. März 2023"),
    "fr": ("jeudi 16 mars 2023", "17 mars 2023 vendredi"),
    "es": ("jueves 16 de marzo de 2023", "17 marzo 2023 viernes"),
    "nl": ("donderdag 16 maart 2023", "17 maart 2023 vrijdag"),
}
NEXIS = {
    "en": "Section: NEWS;Length: {n} words;Byline: A. B.|Body|Load-Date: {late}|End of Document",
    "de": "Rubrik: POLITIK;Länge: {n} Wörter;Autor: A. B.|Body|Update: {late}|Ende des Dokuments",
    "fr": "Rubrique : POLITIQUE;Longueur : {n} mots;Auteur : A. B.|Corps|"
    "Date de chargement : {late}|Fin du document",
    "es": "Sección: POLÍTICA;Longitud: {n} palabras;Autor: A. B.|Cuerpo|"
    "Fecha de carga: {late}|Fin del documento",
    "nl": "Sectie: POLITIEK;Lengte: {n} woorden;Auteur: A. B.|Tekst|"
    "Laaddatum: {late}|Einde van document",
}
LATE = {
    "en": "May 1, 2024",
    "de": "1. Mai 2024",
    "fr": "1 mai 2024",
    "es": "1 de mayo de 2024",
    "nl": "1 mei 2024",
}
RIGHTS = {
    "en": "All Rights Reserved",
    "de": "Alle Rechte vorbehalten",
    "fr": "Tous droits réservés",
    "es": "Todos los derechos reservados",
    "nl": "Alle rechten voorbehouden",
}


def nexis(language: str, below_date: str = "", above: str = "", is_turned: bool = False) -> str:
    """Two documents in the layout of Nexis Uni; fields in the opposite order where it is turned."""
    fields, body, late, end = NEXIS[language].split("|")
    documents = []
    for headline, date, text in zip(
        HEADLINES[language], DATES[language], TEXTS[language], strict=True
    ):
        rows = fields.format(n=len(text.split())).split(";")
        documents.append(
            f"{above}{headline}\nThe Daily Example\n{date}\n{below_date}\n"
            f"Copyright 2023 Example {RIGHTS[language]}\n"
            + "\n".join(reversed(rows) if is_turned else rows)
            + f"\n{body}\n\n{text}\n\n{late.format(late=LATE[language])}\n\n{end}\n"
        )
    return "".join(documents)


LEXIS = {
    "en": "{k} of 2 DOCUMENTS|BYLINE: A. B.~SECTION: NEWS~LENGTH: {n} words|"
    "LOAD-DATE: May 1, 2024~LANGUAGE: ENGLISH~PUBLICATION-TYPE: Newspaper",
    "de": "{k} von 2 DOKUMENTEN|AUTOR: A. B.~RUBRIK: POLITIK~LÄNGE: {n} Wörter|"
    "UPDATE: 1. Mai 2024~SPRACHE: GERMAN; DEUTSCH~PUBLICATION-TYPE: Zeitung",
    "fr": "Document {k} de 2|AUTEUR: A. B.~RUBRIQUE: POLITIQUE~LONGUEUR: {n} mots|"
    "DATE-CHARGEMENT: 1 mai 2024~LANGUE: FRENCH; FRANÇAIS~TYPE-PUBLICATION: Journal",
    "es": "{k} de 2 DOCUMENTOS|AUTOR: A. B.~SECCIÓN: POLÍTICA~LONGITUD: {n} palabras|"
    "FECHA-CARGA: 1 de mayo de 2024~IDIOMA: SPANISH; ESPAÑOL~TIPO-PUBLICACIÓN: Periódico",
    "nl": "{k} van 2 DOCUMENTEN|AUTEUR: A. B.~SECTIE: POLITIEK~LENGTE: {n} woorden|"
    "LAAD-DATUM: 1 mei 2024~TAAL: DUTCH; NEDERLANDS~PUBLICATIE-TYPE: Krant",
}


def lexis(language: str) -> str:
    """Two documents in the older layout, with an edition below the date."""
    start, fields, foot = LEXIS[language].split("|")
    documents = []
    for k, text in enumerate(TEXTS[language]):
        rows = "\n\n".join(fields.format(n=len(text.split())).split("~"))
        documents.append(
            f"\n               {start.format(k=k + 1)}\n\n\n            The Daily Example\n\n"
            f"        {DATES[language][k]}\n\n          Late Edition - Final\n\n"
            f"{HEADLINES[language][k]}\n\n{rows}\n\n{text}\n\n"
            + "\n\n".join(foot.split("~"))
            + f"\n\n      Copyright 2023 Example\n     {RIGHTS[language]}\n"
        )
    return "".join(documents)


PROQUEST = {
    "en": "Document {k} of 2|Publication info|Full text|Title|Publication title|Publication date|"
    "ProQuest document ID|Language of publication: English",
    "de": "Dokument {k} von 2|Publikationsinfo|Volltext|Titel|Titel der Publikation|"
    "Erscheinungsdatum|ProQuest-Dokument-ID|Sprache der Publikation: Deutsch",
    "fr": "Document {k} de 2|Infos de publication |Texte intégral |Titre |"
    "Titre de la publication |Date de publication |ID du document ProQuest |"
    "Langue de publication : Français",
    "es": "Documento {k} de 2|Información de publicación|Texto completo|Título|"
    "Título de publicación|Fecha de publicación|ID del documento de ProQuest|"
    "Idioma de la publicación: Español",
    "nl": "Document {k} van 2|Publicatiegegevens|Volledige tekst|Titel|Titel van publicatie|"
    "Publicatiedatum|ProQuest document-ID|Taal van publicatie: Nederlands",
}


def proquest(language: str) -> str:
    start, info, body, title, outlet, date, number, spoken = PROQUEST[language].split("|")
    return "".join(
        f"{'_' * 60}\n\n{start.format(k=k + 1)}\n\n"
        f"{HEADLINES[language][k]}\n\n{info}: The Daily Example ; Antwerp.\n\n{body}: {text}\n\n"
        f"{title}: {HEADLINES[language][k]}\n\n{outlet}: The Daily Example; Antwerp\n\n"
        f"{date}: {DATES[language][k].replace(' 8:00 AM GMT', '')}\n\n{number}: 4711{k}\n\n"
        f"{spoken}\n\n"
        for k, text in enumerate(TEXTS[language])
    )


FACTIVA = {"en": "words", "de": "Wörter", "fr": "mots", "es": "palabras", "nl": "woorden"}
DOCUMENT = {"de": "Dokument", "es": "Documento"}


def factiva(language: str) -> str:
    """Plain text, with a list of the search behind it."""
    articles = "".join(
        f"\n{HEADLINES[language][k]}\n\nA. B.\n{len(text.split())} {FACTIVA[language]}\n"
        f"{DATES[language][k].replace(' 8:00 AM GMT', '')}\nThe Daily Example\nDAILYX\n{k}\n"
        f"(c) 2023 Example. {RIGHTS[language]}.\n\n{text}\n\n"
        f"{DOCUMENT.get(language, 'Document')} DAILYX002023031{k}ej3h0000{k}\n\n"
        for k, text in enumerate(TEXTS[language])
    )
    return articles + "Search Summary\nText\tquay\nDate\tIn the last 3 months\n" + "Source x " * 20


FIELDS = ("HD", "BY", "WC", "PD", "SN", "LA", "LP", "TD", "NS", "AN")


def factiva_rows(order: tuple[str, ...] = FIELDS) -> list[tuple[str, str]]:
    return [
        (
            tag,
            {
                "HD": HEADLINES["en"][k],
                "BY": "A. B.",
                "WC": f"{len(text.split()) + 2} words",
                "PD": f"{16 + k} March 2023",
                "SN": "The Daily Example",
                "LA": "English",
                "LP": text,
                "TD": "IN all.\n\nNo more.",
                "NS": "c11 : Plans",
                "AN": f"Document DAILYX002023031{k}ej3h0000{k}",
            }[tag],
        )
        for k, text in enumerate(TEXTS["en"])
        for tag in order
    ]


def as_rtf_table(rows: list[tuple[str, str]]) -> bytes:
    def cell(text: str) -> str:
        return text.replace("\n\n", "\\par ") + "\\cell "

    body = "".join(
        f"\\trowd\\cellx800\\cellx9000 {{\\b {cell(tag)}}}{cell(text)}\\row\n" for tag, text in rows
    )
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}" + body + "}").encode("cp1252")


def as_page(rows: list[tuple[str, str]]) -> bytes:
    body = "".join(
        f"<tr><td><b>{tag}</b></td><td>"
        + "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
        + "</td></tr>"
        for tag, text in rows
    )
    return f"<html><head><title>F</title></head><body><table>{body}</table></body></html>".encode()


def europresse(language: str = "fr") -> str:
    """Documents of Europresse as text."""
    return "".join(
        f"Le Quotidien Exemple\nPolitique, {DATES['fr'][k]}, p. 16\n\n{HEADLINES['fr'][k]}\n\n"
        f"Anne Auteur\n\n{text}\n\n© 2023 Le Quotidien Exemple. Tous droits réservés.\n"
        f"news·2023031{6 + k}·EX·000{k}\n"
        "Ce document est destiné à l'usage exclusif de l'utilisateur. Généré le 4 juillet 2024.\n\n"
        for k, text in enumerate(TEXTS["fr"])
    )


def read(folder: Path, name: str, data: str | bytes) -> tuple[pd.DataFrame, pd.DataFrame]:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return fr.read_articles(folder / name, return_findings=True)


def assert_two(
    articles: pd.DataFrame, language: str, ends: str = "", outlet: str = "The Daily Example"
) -> None:
    assert articles["headline"].tolist() == list(HEADLINES[language])
    assert articles["outlet_id"].tolist() == [outlet] * 2
    assert [str(date)[:10] for date in articles["published_at"]] == ["2023-03-16", "2023-03-17"]
    whole = zip(HEADLINES[language], TEXTS[language], strict=True)
    assert articles["text"].tolist() == [f"{head}\n\n{text}{ends}" for head, text in whole]


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("make", [nexis, lexis, proquest, factiva])
def test_databases_are_read_in_the_language_of_their_users(
    tmp_path: Path, make: object, language: str
) -> None:
    data: str = make(language)  # type: ignore[operator]
    articles, findings = read(tmp_path, "e.txt", data)
    assert_two(articles, language)
    assert not findings["check"].isin(["unsplit_export", "length_mismatch", "count_mismatch"]).any()


@pytest.mark.parametrize("language", TEXTS)
def test_order_of_fields_does_not_matter(tmp_path: Path, language: str) -> None:
    assert_two(read(tmp_path, "e.txt", nexis(language, is_turned=True))[0], language)


@pytest.mark.parametrize(
    "order", [FIELDS, FIELDS[::-1], ("SN", "PD", "HD", "WC", "LP", "TD", "AN")]
)
@pytest.mark.parametrize("kind", ["tab", "blank", "rtf", "html", "docx"])
def test_fields_of_factiva(tmp_path: Path, kind: str, order: tuple[str, ...]) -> None:
    rows = factiva_rows(order)
    data = {
        "tab": "\n".join(f" {tag}\t{text}" for tag, text in rows).encode(),
        "blank": "\n".join(f"{tag} {text}" for tag, text in rows).encode(),
        "rtf": as_rtf_table(rows),
        "html": as_page(rows),
        "docx": makers.docx(tuple(f"{tag}\t{text}" for tag, text in rows), headline=None),
    }[kind]
    articles, _ = read(tmp_path, f"e.{'txt' if kind in ('tab', 'blank') else kind}", data)
    assert_two(articles, "en", ends="\n\nIN all.\n\nNo more.")


@pytest.mark.parametrize(
    "edition",
    [
        "Edition 1;\nScotland",
        "Late Edition - Final",
        "First Edition",
        "1. Ausgabe",
        "Édition Paris",
        "Ulster Edition;\n   Scot Region",
        "Abendausgabe",
        "Met 2 Edition",
        "FIRST WITH STOCKS Edition",
    ],
)
def test_edition_is_no_headline(tmp_path: Path, edition: str) -> None:
    assert_two(read(tmp_path, "e.txt", nexis("en", below_date=edition + "\n"))[0], "en")
    older = lexis("en").replace("Late Edition - Final", edition)
    assert_two(read(tmp_path, "e.txt", older)[0], "en")


@pytest.mark.parametrize(
    "headline",
    [
        "National Gallery reopens",
        "Norland wins the cup final",
        "Evening of song",
        "Updated rules for ports",
        "New edition of the dictionary",
    ],
)
@pytest.mark.parametrize("edition", ["", "Late Edition - Final"])
def test_headline_with_the_words_of_an_edition_stays(
    tmp_path: Path, headline: str, edition: str
) -> None:
    older = lexis("en").replace("Late Edition - Final", edition)
    articles, _ = read(tmp_path, "e.txt", older.replace(HEADLINES["en"][0], headline))
    assert articles["headline"].tolist() == [headline, HEADLINES["en"][1]]


def test_captions_below_a_text_are_no_part_of_it(tmp_path: Path) -> None:
    below = "Graphic\n\nA quay, in June.\n\nPhoto 2: the mayor.\n\nClassification\n\nLoad-Date"
    assert_two(read(tmp_path, "e.txt", nexis("en").replace("Load-Date", below))[0], "en")


EBSCO = "".join(
    f"Record: {k + 1}\nTitle: {HEADLINES['en'][k]}.\nAuthors: Bee, Ann\n"
    f"Source: The Daily Example. 03/{16 + k}/2023, p4. 1p.\nDocument Type: Article\n"
    f"Full Text Word Count: {len(text.split())}\nAccession Number: {k}\n"
    f"Full Text: {text}\nCopyright of The Daily Example is the property of Example Ltd.\n\n"
    for k, text in enumerate(TEXTS["en"])
)
RIS = "".join(
    f"TY  - NEWS\nTI  - {HEADLINES['en'][k]}\nAU  - Bee, Ann\nT2  - The Daily Example\n"
    f"PY  - 2023\nDA  - 2023/03/{16 + k}/\nAB  - {text}\nER  - \n\n"
    for k, text in enumerate(TEXTS["en"])
)


@pytest.mark.parametrize(("name", "data"), [("e.txt", EBSCO), ("e.ris", RIS), ("e.txt", RIS)])
def test_records_of_labels_or_tags(tmp_path: Path, name: str, data: str) -> None:
    articles, findings = read(tmp_path, name, data)
    assert_two(articles, "en")
    assert ("summaries_only" in set(findings["check"])) == (data == RIS)


@pytest.mark.parametrize(
    ("words", "language", "day"),
    [("parole", "Italiano", "{k} marzo 2023"), ("palavras", "Português", "{k} março 2023")],
)
def test_plain_text_of_factiva_in_more_languages(
    tmp_path: Path, words: str, language: str, day: str
) -> None:
    data = "".join(
        f"{HEADLINES['en'][k]}\n\n{len(text.split())} {words}\n{day.format(k=16 + k)}\n"
        f"The Daily Example\nDEX\n{language}\nCopyright 2023 Example\n\n{text}\n\n"
        f"Documento DEX000002023031{k}ej3h0000{k}\n\n"
        for k, text in enumerate(TEXTS["en"])
    )
    assert_two(read(tmp_path, "e.txt", data)[0], "en")


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "Correction Appended"), ("de", "Korrektur angefügt"), ("fr", "Correction ajoutée")],
)
def test_note_of_a_correction_is_no_headline(tmp_path: Path, language: str, line: str) -> None:
    assert_two(read(tmp_path, "e.txt", nexis(language, above=f"{line}\n"))[0], language)


def test_correction_below_a_text_is_no_part_of_it(tmp_path: Path) -> None:
    data = nexis("en").replace(
        "Load-Date", "Correction: The quay is the southern one.\n\nGraphic: A map.\n\nLoad-Date"
    )
    assert_two(read(tmp_path, "e.txt", data)[0], "en")


def test_words_with_a_colon_inside_a_text_stay(tmp_path: Path) -> None:
    text = "Subject: this is how her letter began.\n\nThe board did not answer it at all."
    data = nexis("en").replace(TEXTS["en"][1], text).replace("Length: 5 words", "Length: 15 words")
    assert read(tmp_path, "e.txt", data)[0]["text"].iloc[1].endswith(text)


COVERS = {
    "en": "Date and Time: Friday, May 3, 2024 8:31:00 AM CEST\nJob Number: 19\nDocuments (2)\n"
    "1. {a}\nClient/Matter: -None-\nSearch Terms: quay\nSearch Type: Natural Language\n"
    "Narrowed by:\nContent Type\nNews\nNarrowed by\nTimeline: 01 Jan 2023\n2. {b}\n"
    "Client/Matter: -None-\nSearch Terms: quay\nNarrowed by:\nContent Type\nNews\n",
    "de": "Datum und Uhrzeit: 3. Mai 2024 8:31 Uhr\nAuftragsnummer: 19\nDokumente (2)\n1. {a}\n"
    "Mandant/Angelegenheit: -Kein-\nSuchbegriffe: Kai\n2. {b}\nSuchbegriffe: Kai\n\n",
    "fr": "Date et heure : vendredi 3 mai 2024\nDocuments (2)\n1. {a}\nClient/Dossier : -Aucun-\n"
    "Termes de recherche : quai\n2. {b}\nTermes de recherche : quai\nType de contenu\nPresse\n",
    "es": "Fecha y hora: 3 de mayo de 2024\nDocumentos (2)\n1. {a}\nTérminos de búsqueda: muelle\n"
    "2. {b}\nTérminos de búsqueda: muelle\n",
    "nl": "Datum en tijd: 3 mei 2024\nDocumenten (2)\n1. {a}\nZoektermen: kade\n2. {b}\n"
    "Zoektermen: kade\n",
}


@pytest.mark.parametrize("kind", ["txt", "docx", "rtf"])
@pytest.mark.parametrize("language", COVERS)
def test_cover_sheet_is_no_article(tmp_path: Path, language: str, kind: str) -> None:
    head, other = HEADLINES[language]
    data = COVERS[language].format(a=head, b=other) + nexis(language)
    articles, findings = read(tmp_path, f"e.{kind}", makers.export_as(kind, data))
    assert_two(articles, language)
    assert "parts_left_out" in findings["check"].tolist()
    short = data[: data.rindex(other)] + "\n"
    checks = read(tmp_path, f"short.{kind}", makers.export_as(kind, short))[1]["check"].tolist()
    assert "count_mismatch" in checks


@pytest.mark.parametrize(
    "notice",
    ["", "Ce certificat est émis à Utilisateur à titre personnel.\n", "Autre mention.\n\n"],
)
def test_europresse_as_text(tmp_path: Path, notice: str) -> None:
    articles, _ = read(
        tmp_path, "e.txt", europresse().replace("Ce document", f"{notice}Ce document")
    )
    assert_two(articles, "fr", outlet="Le Quotidien Exemple")


@pytest.mark.parametrize("is_dated", [True, False])
@pytest.mark.parametrize("tag", ["article", "div"])
def test_europresse_as_a_page(tmp_path: Path, is_dated: bool, tag: str) -> None:
    articles = "".join(
        '<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">'
        f'Le Quotidien Exemple</span></div><span class="DocHeader">'
        f"{DATES['fr'][k] if is_dated else 'Politique'}, p. 16</span>"
        f'<div class="titreArticle"><p class="titreArticleVisu">{HEADLINES["fr"][k]}</p></div>'
        f'</header><section><div class="docOcurrContainer"><p>{text}</p></div></section><footer>'
        f'<div class="publiC-lblNodoc">news·2023031{6 + k}·EX·000{k}</div>'
        "<small>© 2024 Exemple. Généré le 4 juillet 2024.</small></footer></article>"
        for k, text in enumerate(TEXTS["fr"])
    )
    articles = articles.replace("article>", f"{tag}>")
    page = f"<html><head><title></title></head><body>{articles}</body></html>"
    assert_two(read(tmp_path, "e.html", page)[0], "fr", outlet="Le Quotidien Exemple")


def test_unknown_end_of_documents_is_found_by_its_return(tmp_path: Path) -> None:
    data = nexis("en").replace("End of Document", "Slut på dokumentet")
    assert_two(read(tmp_path, "e.txt", data)[0], "en")


@pytest.mark.parametrize(
    "text",
    [
        nexis("en").replace("End of Document\n", "").replace("Load-Date", "Day", 1),
        "\n".join(f"{tag} x" for tag in ("WC", "PD", "SN", "LP", "TD", "AN")),
        "".join(
            f"{HEADLINES['en'][k]}\n\nDaily Example, The (City)\n"
            f"Author: A. B. | Section: News | 31 Words\n\n{text}\n\n"
            for k, text in enumerate(TEXTS["en"])
        ),
    ],
)
def test_export_that_cannot_be_split_says_so(tmp_path: Path, text: str) -> None:
    articles, findings = read(tmp_path, "e.txt", text)
    assert len(articles) == 1
    (message,) = findings[findings["check"] == "unsplit_export"]["message"]
    assert "Download it again" in message


def test_articles_that_run_into_each_other_are_counted(tmp_path: Path) -> None:
    data = nexis("en") + nexis("de").replace("Ende des Dokuments\n", "", 1)
    articles, findings = read(
        tmp_path, "e.txt", data.replace("End of Document", "Ende des Dokuments")
    )
    (message,) = findings[findings["check"] == "unsplit_export"]["message"]
    assert len(articles) == 3
    assert message.startswith("4 articles seem to stand in this export of Nexis, but 3")


@pytest.mark.parametrize(
    "text",
    [
        "Length: 5 words\n\nThis is a note on how long a note may be.",
        "HD is a tag. SN is one, too.\n\nPD is the third.",
        "End of Document\n\nThe board met.",
        "Document 1 of 2\n\nThe board met and read it.",
    ],
)
def test_text_that_only_sounds_like_an_export_is_a_text(tmp_path: Path, text: str) -> None:
    articles, findings = read(tmp_path, "e.txt", text)
    assert articles["article_id"].tolist() == ["e"]
    assert "unsplit_export" not in findings["check"].tolist()


def test_links_of_an_rtf_leave_their_words(tmp_path: Path) -> None:
    address = '{\\*\\fldinst{HYPERLINK "https://x.example/{a}" \\\\o "Tip"}}'
    link = "{\\field" + address + "{\\fldrslt{\\ul quay}}}"
    data = "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}The board closed the " + link + " on Monday.\\par}"
    assert read(tmp_path, "a.rtf", data)[0]["text"].tolist() == [
        "The board closed the quay on Monday."
    ]
