"""Articles into sentences: the table of what `split_text` makes of every text."""

from functools import lru_cache

import pandas as pd

from ..codebook import Codebook, read_codebook
from ..tables import check, make, rows_of, uncollected
from .splitting import SplitRules, compile_rules, split_text


@lru_cache(maxsize=8)
def _rules(codebook: Codebook) -> SplitRules:
    words = codebook.sentence_words
    return compile_rules(zip(words["word"], words["word_type"], strict=True))


@uncollected()
def split_sentences(
    articles: pd.DataFrame,
    *,
    findings: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """Split every article into sentences.

    Parameters
    ----------
    articles : DataFrame
        Table of articles (`framing.tables`).
    findings : DataFrame, optional
        Table of findings from `audit_articles`. Paragraphs that it calls ``boilerplate`` get that
        part; they are kept, but mentions in them are not scored.
    codebook : Codebook, optional
        Whose abbreviations are used; the shipped one if there is none.

    Returns
    -------
    DataFrame
        Table of sentences: one row is a sentence, ``article.text[start:end] == text``. A sentence
        longer than `framing.text.splitting.MAX_LENGTH` characters is cut at a space.

    Raises
    ------
    SchemaError
        If a column of the articles is missing.
    """
    check(articles, "articles")
    codebook = codebook or read_codebook()
    boilerplate: dict[str, list[tuple[int, int]]] = {}
    if findings is not None:
        furniture = check(findings, "findings").query("check == 'boilerplate'")
        for article_id, start, end in rows_of(furniture, ["article_id", "start", "end"]):
            boilerplate.setdefault(article_id, []).append((start, end))
    rows: list[tuple[object, ...]] = []
    for article_id, headline, text in rows_of(articles, ["article_id", "headline", "text"]):
        has_headline = isinstance(headline, str) and text.startswith(headline)
        headline_end = len(headline) if has_headline else 0
        skipped = boilerplate.get(article_id, [])
        for number, (start, end) in enumerate(find_sentences(text, codebook)):
            part = "headline" if end <= headline_end else "body"
            if any(start < right and left < end for left, right in skipped):
                part = "boilerplate"
            rows.append(
                (f"{article_id}:{number}", article_id, number, part, start, end, text[start:end])
            )
    return make("sentences", rows)


def find_sentences(text: str, codebook: Codebook | None = None) -> list[tuple[int, int]]:
    """Find the half-open spans of the sentences of one text.

    Examples
    --------
    >>> text = 'The U.S. won. "We lost. Badly," said Mr. Jones.'
    >>> [text[start:end] for start, end in find_sentences(text)]
    ['The U.S. won.', '"We lost. Badly," said Mr. Jones.']
    """
    return split_text(text, _rules(codebook or read_codebook()))
