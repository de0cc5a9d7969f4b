"""The words of the databases by language: labels of fields, units, ends, and names of languages.

The labels are those that Nexis, Lexis, Factiva, ProQuest and Europresse print in English, German,
French, Spanish and Dutch. They are compared without regard to case, accents, hyphens and the blank
that French sets before a colon.
"""

import re
import unicodedata
from functools import lru_cache

LABELS: dict[str, dict[str, str]] = {
    "headline": {
        "en": "headline|title|hlead|head line",
        "de": "titel|überschrift|schlagzeile",
        "fr": "titre|gros titre|manchette",
        "es": "título|titular|encabezado",
        "nl": "titel|kop|koptekst",
    },
    "outlet": {
        "en": "publication title|publication|publication name|source|source name|newspaper",
        "de": "titel der publikation|publikationstitel|name der publikation|quelle|zeitung",
        "fr": "titre de la publication|titre de publication|nom de la publication|journal",
        "es": "título de publicación|título de la publicación|fuente|publicación|periódico",
        "nl": "titel van publicatie|publicatietitel|naam van publicatie|bron|publicatie|krant",
    },
    "publication_info": {
        "en": "publication info",
        "de": "publikationsinfo|publikationsinformationen|angaben zur veröffentlichung",
        "fr": "infos de publication|informations de publication|info de publication",
        "es": "información de publicación|información de la publicación",
        "nl": "publicatie info|publicatiegegevens|publicatie informatie",
    },
    "published": {
        "en": "publication date|date of publication|date published|date",
        "de": "erscheinungsdatum|publikationsdatum|veröffentlichungsdatum|datum",
        "fr": "date de publication|date de parution|date",
        "es": "fecha de publicación|fecha",
        "nl": "publicatiedatum|datum van publicatie|verschijningsdatum|datum",
    },
    "length": {
        "en": "length|word count",
        "de": "länge|textlänge|umfang|anzahl der wörter",
        "fr": "longueur|nombre de mots",
        "es": "longitud|extensión|número de palabras",
        "nl": "lengte|aantal woorden",
    },
    "byline": {
        "en": "byline|author|authors|by",
        "de": "autor|autoren|verfasser|von",
        "fr": "auteur|auteurs|signature|par",
        "es": "autor|autores|firma|por",
        "nl": "auteur|auteurs|door",
    },
    "section": {
        "en": "section|column|pages|page|first page|start page|series|edition",
        "de": "rubrik|ressort|seiten|seite|spalte|serie|ausgabe",
        "fr": "rubrique|section|pages|page|chronique|série|édition",
        "es": "sección|páginas|página|columna|serie|edición",
        "nl": "sectie|rubriek|katern|paginas|pagina|kolom|serie|editie",
    },
    "dateline": {
        "en": "dateline",
        "de": "ortsmarke|ort und datum",
        "fr": "lieu et date|provenance",
        "es": "lugar y fecha|procedencia",
        "nl": "plaats en datum",
    },
    "highlight": {
        "en": "highlight|abstract|summary",
        "de": "highlight|zusammenfassung|abstract|vorspann",
        "fr": "résumé|chapeau|point fort|encadré",
        "es": "resumen|destacado|entradilla",
        "nl": "samenvatting|highlight|intro",
    },
    "body": {
        "en": "body|full text|fulltext|text",
        "de": "volltext|text|haupttext|textkörper|hauptteil|inhalt",
        "fr": "corps|texte intégral|texte complet|texte|corps du texte|corps de l'article",
        "es": "cuerpo|texto completo|texto|cuerpo del texto|texto integral",
        "nl": "volledige tekst|tekst|hoofdtekst|inhoud",
    },
    "updated": {
        "en": "load date|last updated|correction date|update|updated",
        "de": "update|ladedatum|zuletzt aktualisiert|letzte aktualisierung|aktualisiert",
        "fr": "date de chargement|date chargement|mise à jour|dernière mise à jour|"
        "date de mise à jour",
        "es": "fecha de carga|fecha carga|última actualización|actualización|actualizado",
        "nl": "laaddatum|laad datum|datum geladen|laatst bijgewerkt|bijgewerkt",
    },
    "language": {
        "en": "language|language of publication",
        "de": "sprache|sprache der publikation|publikationssprache",
        "fr": "langue|langue de publication|langue de la publication",
        "es": "idioma|idioma de publicación|idioma de la publicación|lengua",
        "nl": "taal|taal van publicatie|publicatietaal",
    },
    "url": {
        "en": "url|document url|link to article",
        "de": "url|dokument url|url des dokuments",
        "fr": "url|url du document|url de document",
        "es": "url|url del documento",
        "nl": "url|document url|url van document",
    },
    "kind": {
        "en": "publication type|pub type|document type|source type|type|type of material",
        "de": "publikationstyp|publikationsart|dokumenttyp|quellentyp|zeitungs code|quellenart",
        "fr": "type de publication|type publication|type de document|type de source",
        "es": "tipo de publicación|tipo publicación|tipo de documento|tipo de fuente",
        "nl": "publicatietype|publicatie type|type publicatie|documenttype|brontype",
    },
    "subject": {
        "en": "classification|subject|subjects|company|organization|person|people|industry|"
        "location|geographic|city|state|country|ticker|identifier keyword|"
        "company organization|terms|publication subject|business indexing term",
        "de": "klassifikation|klassifizierung|thema|themen|fachgebiet|schlagwörter|unternehmen|"
        "organisation|firma|personen|branche|geographie|ort|stadt|land|klassifizierungen",
        "fr": "classification|sujet|sujets|thème|entreprise|société|organisation|personnes|secteur|"
        "géographie|lieu|ville|pays|descripteurs|mots clés",
        "es": "clasificación|materia|tema|temas|empresa|organización|persona|personas|industria|"
        "geografía|lugar|ciudad|país|palabras clave|término de indexación",
        "nl": "classificatie|onderwerp|onderwerpen|bedrijf|organisatie|personen|branche|"
        "geografie|plaats|stad|trefwoorden",
    },
    "graphic": {
        "en": "graphic|graphics|notes",
        "de": "grafik|graphik|abbildung",
        "fr": "graphique|illustration",
        "es": "gráfico|ilustración",
        "nl": "grafiek|illustratie|afbeelding",
    },
    "correction": {
        "en": "correction|corrections",
        "de": "korrektur|berichtigung",
        "fr": "correction|rectificatif",
        "es": "corrección|rectificación|fe de errores",
        "nl": "correctie|rectificatie",
    },
    "number": {
        "en": "journal code|acc no|accession number|proquest document id|issn|e issn|isbn|"
        "proquest document link|links|link|database|copyright|publisher|place of publication|"
        "country of publication|publication year|number of references|credit|volume|issue|"
        "document id",
        "de": "zeitungscode|proquest dokument id|dokument id|proquest dokumentlink|datenbank|"
        "verlag|herausgeber|erscheinungsort|erscheinungsland|publikationsjahr|erscheinungsjahr|"
        "ort der publikation|land der publikation|urheberrecht",
        "fr": "code journal|id du document proquest|id document proquest|base de données|éditeur|"
        "lieu de publication|pays de publication|année de publication|droits d'auteur|"
        "lien vers le document proquest|lien proquest|numéro de document",
        "es": "código de publicación|id del documento de proquest|base de datos|editorial|editor|"
        "lugar de publicación|país de publicación|año de publicación|derechos de autor|"
        "vínculo de documentos de proquest|enlace de documentos de proquest",
        "nl": "krantcode|proquest document id|databank|database|uitgever|plaats van publicatie|"
        "land van publicatie|jaar van publicatie|publicatiejaar|auteursrecht|"
        "proquest documentkoppeling|proquest document koppeling",
    },
}
"""Field -> language -> its labels."""

BELOW = ("updated", "language", "url", "kind", "subject", "graphic", "correction", "number")
"""Fields that tell that a text has ended."""

ENDS = (
    "end of document|ende des dokuments|ende des dokumentes|dokumentende|fin du document|"
    "fin de document|fin del documento|fin de documento|einde van document|"
    "einde van het document|einde document|document end"
)
"""What stands alone below a document of Nexis."""

WORDS = (
    "words?|mots?|wörter|worte?|palabras?|woorden|woord|parole|parola|palavras?|ord|słów|słowa|слов"
)
"""What a length is counted in."""

DOCUMENT = r"documents?|dokumente?n?|documentos?|documenten|documenti|документ"
N_OF = r"(\d+)[ \t]+(?:of|von|de|sur|van)[ \t]+(\d+)"
"""The number of a document, or of a page, and how many there are."""

EDITION = (
    "edition|édition|edición|editie|ausgabe|auflage|correction appended|correction ajoutée|"
    "berichtigung angefügt|korrektur angefügt|corrección adjunta|correctie toegevoegd"
)
"""What ends a word, or is one, that tells that a short line names an edition, or a correction."""

EDITION_WORDS = (
    "late|early|first|second|third|final|main|national|international|morning|evening|afternoon|"
    "city|metro|metropolitan|home|state|regional|local|suburban|suburbs|north|south|east|west|"
    "northern|southern|eastern|western|sunday|monday|tuesday|wednesday|thursday|friday|saturday|"
    "weekend|with|stocks|star|stars|all|and|replate|updated|zone|region|bulldog|sunrise|midday"
)
"""Words that a line which names an edition may consist of, beside numbers."""

CORRECTED = (
    "correction appended|corrections appended|correction ajoutée|correction jointe|"
    "korrektur angefügt|berichtigung angefügt|korrektur angehängt|corrección adjunta|"
    "corrección añadida|correctie toegevoegd|correctie bijgevoegd|clarification appended"
)
"""A line of its own which says that a correction stands below the text."""

RESERVED = (
    "all rights reserved|alle rechte vorbehalten|tous droits réservés|"
    "todos los derechos reservados|reservados todos los derechos|alle rechten voorbehouden"
)

COVER = {
    "en": "date and time|job number|user name|client/matter|search terms|search type|narrowed by|"
    "content type|timeline|documents|created|sources|source|date|search summary",
    "de": "datum und uhrzeit|auftragsnummer|benutzername|mandant/angelegenheit|suchbegriffe|"
    "suchart|suchtyp|eingegrenzt durch|eingegrenzt auf|inhaltstyp|zeitachse|zeitraum|dokumente",
    "fr": "date et heure|numéro de tâche|numéro de travail|nom d'utilisateur|client/dossier|"
    "termes de recherche|termes recherchés|type de recherche|affiné par|limité par|"
    "type de contenu|chronologie|documents",
    "es": "fecha y hora|número de trabajo|nombre de usuario|cliente/asunto|términos de búsqueda|"
    "tipo de búsqueda|limitado por|filtrado por|tipo de contenido|cronología|documentos",
    "nl": "datum en tijd|taaknummer|opdrachtnummer|gebruikersnaam|klant/dossier|zoektermen|"
    "zoektype|type zoekopdracht|beperkt door|verfijnd door|inhoudstype|tijdlijn|documenten",
}
"""Labels of the sheet that Nexis puts before the articles, by language."""

LANGUAGES = {
    "en": "english|englisch|anglais|inglés|engels",
    "de": "german|deutsch|allemand|alemán|duits",
    "fr": "french|französisch|français|francés|frans",
    "es": "spanish|spanisch|espagnol|español|spaans",
    "nl": "dutch|niederländisch|néerlandais|neerlandés|holandés|nederlands",
    "it": "italian|italienisch|italien|italiano|italiaans",
    "pt": "portuguese|portugiesisch|portugais|portugués|português|portugees",
    "ru": "russian|russisch|russe|ruso",
    "zh": "chinese|chinesisch|chinois|chino|chinees",
    "ar": "arabic|arabisch|arabe|árabe",
    "ja": "japanese|japanisch|japonais|japonés|japans",
    "tr": "turkish|türkisch|turc|turco|turks",
    "pl": "polish|polnisch|polonais|polaco|pools",
    "sv": "swedish|schwedisch|suédois|sueco|zweeds",
    "uk": "ukrainian|ukrainisch|ukrainien|ucraniano|oekraïens",
    "da": "danish|dänisch|danois|danés|deens|dansk",
    "no": "norwegian|norwegisch|norvégien|noruego|noors|norsk",
}
"""Code of a language -> its names."""

_EDITION = re.compile(
    rf"^(?:{EDITION})(?!\w)|\w*(?:{EDITION})(?!\w)\s*(?:$|[;,:\d(–-])", re.IGNORECASE
)
_EDITION_WORDS = re.compile(
    rf"(?:\W|\d+(?:st|nd|rd|th)?\b|\b(?:{EDITION_WORDS})\b)+", re.IGNORECASE
)
_MAX_EDITION = 8
"""Words that such a line may have."""
_LABEL = re.compile(r"^[*\s]*([^\W\d_][\w '’/&,.()-]{0,45}?)[*\s]*:[*]*[ \t]*(.*)$")
_CLASSED = "classification|klassifikation|klassifizierung|clasificación|classificatie"
"""Labels that stand alone in a line above the terms of a document, as that of its text may."""


@lru_cache(maxsize=4096)
def plain(label: str) -> str:
    """A label without case, accents and hyphens.

    Examples
    --------
    >>> plain("Load-Date"), plain("Länge")
    ('load date', 'lange')
    """
    letters = unicodedata.normalize("NFD", label.strip().lower())
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.sub(r"[-_/&]+", " ", letters.replace("’", "'")).split())


_FIELDS = {
    plain(label): field
    for field, by_language in LABELS.items()
    for labels in by_language.values()
    for label in labels.split("|")
}
_ALONE = {plain(label) for label in _CLASSED.split("|")} | {
    label for label, field in _FIELDS.items() if field == "body"
}
_ALONE_BELOW = _ALONE | {
    label for label, field in _FIELDS.items() if field in ("graphic", "correction")
}
_COVER = {plain(label) for labels in COVER.values() for label in labels.split("|")}
_CODES = {plain(name): code for code, names in LANGUAGES.items() for name in names.split("|")}


def any_of(words: str) -> str:
    """A pattern for any of some words that stand between bars."""
    return "(?:" + "|".join(re.escape(word) for word in words.split("|")) + ")"


def read_label(line: str, *, is_below: bool = False) -> tuple[str, str]:
    """The field that a line names, and what stands behind its label; two empty texts if none.

    Some labels may stand alone in a line, and more of them below a text, where it is no headline.

    Examples
    --------
    >>> read_label("Longueur : 812 mots"), read_label("He said: nothing")
    (('length', '812 mots'), ('', ''))
    """
    match = _LABEL.match(line)
    if match:
        field = _FIELDS.get(plain(match[1]), "")
        return (field, match[2].strip()) if field else ("", "")
    label = plain(line) if len(line) < 40 else ""
    return (_FIELDS[label], "") if label in (_ALONE_BELOW if is_below else _ALONE) else ("", "")


def is_edition(line: str) -> bool:
    """Tell whether a line names the edition of a paper, or says that a correction follows.

    Examples
    --------
    >>> is_edition("Late City Final"), is_edition("Abendausgabe"), is_edition("1 Star Edition")
    (True, True, True)
    >>> is_edition("National Gallery reopens"), is_edition("France wins the cup final")
    (False, False)
    """
    line = line.strip()
    if not any(c.isalpha() for c in line) or len(line.split()) > _MAX_EDITION or line[-1] in ".!?":
        return False
    return bool(_EDITION.search(line) or _EDITION_WORDS.fullmatch(line))


def is_cover_line(line: str) -> bool:
    """Tell whether a line begins with a label of a cover sheet, or is one."""
    head = re.sub(r"\s*\(\d+\)\s*$", "", line).partition(":")[0]
    return plain(head) in _COVER


def language_code(name: str | None) -> str | None:
    """The code of a language that is called by one of its names, the first one if there are more.

    Examples
    --------
    >>> language_code("GERMAN; DEUTSCH"), language_code("néerlandais"), language_code("en-GB")
    ('de', 'nl', 'en')
    """
    first = re.split(r"[;,(/]", name or "")[0].strip()
    code = first[:2].lower() if re.fullmatch(r"[A-Za-z]{2}(?:-[A-Za-z]{2,4})?", first) else None
    return _CODES.get(plain(first), code)
