"""Which layout an export has, and its articles as they stand in the file."""

import re
from collections import Counter

from ..units import Findings, Raw, Unit
from .common import LENGTH, Export
from .europresse import split_europresse
from .factiva import split_factiva
from .newsbank import split_newsbank, split_westlaw
from .nexis import split_nexis
from .proquest import split_proquest
from .records import split_records

_FIELDS = re.compile(r"^[ \t]*(HD|WC|PD|SN|LP|TD|AN)(?:[ \t]|$)", re.MULTILINE)
_CLAIMS = re.compile(
    r"^[ \t]*Full Text Word Count:|^.{0,200}\|\s*\d+\s+Words[ \t]*$|^[ \t]*OpenURL Link:|"
    r"^[ \t]*Record:[ \t]*\d+[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""Lines of other databases, each of which stands once in an article."""
_LAYOUTS = (
    split_proquest,
    split_factiva,
    split_westlaw,
    split_nexis,
    split_europresse,
    split_records,
    split_newsbank,
)
_SHARE = 0.4
"""By how much the words of an article may differ from the number that is stated."""
REMEDY = (
    "Download it again as RTF or text, with full documents instead of a list, or save each article "
    "as a file of its own."
)


def split_export(text: str) -> Export | None:
    """Split an export of a news database into its articles; none if the text is something else."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\x0c", "\n")
    for split in _LAYOUTS:
        export = split(text)
        if export is not None and export.articles:
            return export
    return None


def read_export(
    text: str, unit: Unit, findings: Findings, *, are_paragraphs: bool = False
) -> list[Raw]:
    """Read the articles of an export; none if the text is something else.

    What claims to be an export and cannot be split is a finding, with the remedy. `are_paragraphs`
    says that each line of the text is a paragraph.
    """
    export = split_export(text)
    if export is not None:
        raws = to_raws(export, unit, findings)
        for raw in raws if are_paragraphs else []:
            raw.values["text"] = re.sub(r"\n+", "\n\n", str(raw.values.get("text") or ""))
        return raws
    n_seen = max(len(LENGTH.findall(text)), text.count("Load-Date:"))
    n_seen = max([n_seen, *Counter(map(_kind_of_claim, _CLAIMS.findall(text))).values()])
    if n_seen > 1 or len(set(_FIELDS.findall(text))) > 4:
        message = (
            "The file looks like the export of a news database, but its articles could not be told "
            f"apart, and it was read as one text. {REMEDY}"
        )
        findings.say(unit.name, "unsplit_export", "warning", message)
    return []


def _kind_of_claim(line: str) -> str:
    return re.sub(r"[\d\s]+", "", line.rpartition("|")[2]).lower()


def to_raws(export: Export, unit: Unit, findings: Findings) -> list[Raw]:
    """Give the articles of an export their ids; say where number or length is not as stated."""
    raws = []
    for number, article in enumerate(export.articles, start=1):
        provenance, article_id = f"{unit.name}, article {number}", f"{unit.stem}-{number}"
        raws.append(Raw({"article_id": article_id, **unit.given, **article.values}, provenance))
        n_words = len(str(article.values.get("text") or "").split())
        stated = article.n_words
        if stated and n_words and not 1 - 0.75 * _SHARE < n_words / stated < 1 + _SHARE:
            message = (
                f"The export says {stated} words, but {n_words} were found; "
                "compare it with the file."
            )
            findings.say(provenance, "length_mismatch", "warning", message, article_id)
    promised = export.n_promised
    if promised and promised != len(raws):
        message = (
            f"The export says it holds {promised} documents, but {len(raws)} were found; "
            "download it again."
        )
        findings.say(unit.name, "count_mismatch", "warning", message)
    if export.n_seen > len(raws):
        message = (
            f"{export.n_seen} articles seem to stand in this export of {export.database}, but "
            f"{len(raws)} could be told apart. {REMEDY}"
        )
        findings.say(unit.name, "unsplit_export", "warning", message)
    if export.database == "RIS":
        message = "References hold abstracts, and seldom the text; export the full text."
        findings.say(unit.name, "summaries_only", "warning", message)
    if export.left_out.strip():
        shown = " ".join(export.left_out.split())[:60]
        message = f"What stands around the articles was left out, as a cover sheet: {shown!r}."
        findings.say(unit.name, "parts_left_out", "note", message)
    return raws
