"""Text health: what in a text would spoil a measurement, span by span. Findings never change a text."""

from functools import lru_cache

import pandas as pd
import regex

from .codebook import Codebook, read_codebook
from .schema import check, make
from .text import find_paragraphs, find_quotations

_SENTENCE_END = regex.compile(r"[.!?…][\"'”’»)\]]*$")
_TIMEOUT = 2.0


@lru_cache(maxsize=8)
def _boilerplate(codebook: Codebook) -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{pattern})" for pattern in codebook.boilerplate["pattern"]), regex.IGNORECASE)


def audit_articles(articles: pd.DataFrame, codebook: Codebook | None = None) -> pd.DataFrame:
    """Find what is wrong in the texts of articles.

    Parameters
    ----------
    articles : DataFrame
        Table of articles.
    codebook : Codebook, optional
        Whose patterns of boilerplate are used; the shipped one if there is none.

    Returns
    -------
    DataFrame
        Table of findings; one row is one stretch. Checks: ``boilerplate`` (a paragraph that a web page added),
        ``unclosed_quotation`` (an opening mark with no closing one in its paragraph), ``truncated`` (a paragraph of
        the body that begins in lower case, or ends without a final mark), ``long_line`` (a paragraph of more than
        10,000 characters, which has probably lost its breaks).

    Raises
    ------
    SchemaError
        If a column of the articles is missing.
    """
    check(articles, "articles")
    pattern = _boilerplate(codebook or read_codebook())
    rows: list[tuple[object, ...]] = []
    columns = articles[["article_id", "headline", "text", "provenance"]].itertuples(index=False, name=None)
    for article_id, headline, text, provenance in columns:
        for start, end, name, severity, message in audit_text(text, pattern, isinstance(headline, str)):
            rows.append((article_id, start, end, name, severity, message, provenance))
    return make("findings", rows)


def audit_text(text: str, boilerplate: regex.Pattern[str], has_headline: bool) -> list[tuple[int, int, str, str, str]]:
    """Findings of one text as (start, end, check, severity, message)."""
    found: list[tuple[int, int, str, str, str]] = []
    paragraphs = find_paragraphs(text)
    for place, (start, end) in enumerate(paragraphs):
        if end - start > 10_000:
            message = f"A paragraph of {end - start:,} characters has probably lost its breaks."
            found.append((start, end, "long_line", "warning", message))
        if end - start <= 500 and boilerplate.fullmatch(text, start, end, timeout=_TIMEOUT):
            message = f"{_short(text, start, end)} belongs to the web page, not to the article, and is not scored."
            found.append((start, end, "boilerplate", "note", message))
            continue
        quotations = find_quotations(text, start, end)
        continues = place + 1 < len(paragraphs) and text[paragraphs[place + 1][0]] in '“"«„'
        for quotation in quotations:
            if not quotation.is_closed and not continues:
                message = f"The quotation that begins {_short(text, quotation.start, end)} never closes."
                found.append((quotation.start, end, "unclosed_quotation", "warning", message))
        if has_headline and place == 0:
            continue
        if text[start].islower():
            message = f"The paragraph begins in the middle of a sentence: {_short(text, start, end)}"
            found.append((start, end, "truncated", "warning", message))
        elif len(paragraphs) > 1 and end - start > 60 and not _SENTENCE_END.search(text[max(start, end - 4) : end]) \
                and text[end - 1] not in ":;,—–-":  # fmt: skip
            message = f"The paragraph ends in the middle of a sentence: …{text[max(start, end - 40) : end]}"
            found.append((start, end, "truncated", "warning", message))
    return found


def _short(text: str, start: int, end: int, width: int = 50) -> str:
    piece = " ".join(text[start:end].split())
    return repr(piece if len(piece) <= width else piece[: width - 1] + "…")
