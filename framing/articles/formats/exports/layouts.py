"""Which layout an export has, and its articles as they stand in the file."""

from ..units import Findings, Raw, Unit
from .exported import Exported
from .factiva import split_factiva
from .nexis import split_nexis
from .proquest import split_proquest


def split_export(text: str) -> list[Exported]:
    """Split an export of a news database into its articles; none if the text is something else."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\x0c", "\n")
    for split in (split_proquest, split_factiva, split_nexis):
        articles = split(text)
        if articles is not None:
            return articles
    return []


def to_raws(articles: list[Exported], unit: Unit, findings: Findings) -> list[Raw]:
    """Give the articles of an export their ids; say where number or length is not as stated."""
    raws = []
    for number, article in enumerate(articles, start=1):
        provenance, article_id = f"{unit.name}, article {number}", f"{unit.stem}-{number}"
        raws.append(Raw({"article_id": article_id, **unit.given, **article.values}, provenance))
        n_words = len(str(article.values.get("text") or "").split())
        if article.n_words and n_words and not 0.7 < n_words / article.n_words < 1.4:
            message = (
                f"The export says {article.n_words} words, but {n_words} were found; "
                "compare it with the file."
            )
            findings.say(provenance, "length_mismatch", "warning", message, article_id)
    promised = max((article.n_promised or 0 for article in articles), default=0)
    if promised and promised != len(articles):
        message = (
            f"The export says it holds {promised} documents, but {len(articles)} were found; "
            "download it again."
        )
        findings.say(unit.name, "count_mismatch", "warning", message)
    return raws
