"""Text health: what would spoil a measurement, span by span. Findings never change a text."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import pandas as pd
import regex

from ..codebook import Codebook, RegexTimeoutError, read_codebook
from ..tables import check, make, uncollected
from ..text import Quotation, find_paragraphs, find_quotations, fold
from .formats.documents.text_heads import MAX_HEADLINE
from .language import judge_language, little_words
from .paraphrase import Finding, find_paraphrase, judge_paraphrase
from .placeholders import PLACEHOLDER, describe_placeholder, find_placeholder

MOST_OF_A_KIND = 20
"""Findings of one check that are listed for one text; the last one counts the rest."""
_SENTENCE_END = regex.compile(r"[.!?…][\"'”’“»)\]*]*$|[)\]]$")
_LOWER_START = regex.compile(
    r"\p{Ll}(?:\p{Lu}|l[- ]|[’'])|(?:https?:|www\.|de|di|du|van|von|bin|ibn|ben)\b|\S+[@/]\S"
)
"""What begins in lower case and is whole: iPhone, al-Shabab, d'Estaing, de Gaulle, an address."""
_OPENERS = ('"', "“", "«", "„", "''", "``", "‘", "'")
_CLOSES_LATER = regex.compile(r"[^\"“”«»]{1,200}[\"”»]")
_BROKEN_OFF = regex.compile(r"\s(?:at|in|on|during|after)\s[^,;:]{1,80}[.!?]$")
_SAID_BEFORE = regex.compile(r"(?:\w+ed|said|told \w+|says),\s$")
_DAMAGED = regex.compile(
    r"\ufffd+|(?:â€[\u0080-\u00bfœžŸ¦˜™“”\u2018-\u2022]?|â\u0080[\u0080-\u00bf]|"
    r"Ã[\u0080-\u00bf\u0192\u0160\u0161\u2018-\u2022]|Â[\u00a0-\u00bf]|ï»¿|ï¿½|ðŸ\S{0,2})+"
)
_ENTITY = regex.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});"
)
_HIDDEN = regex.compile(r"(?<=\p{L})[\u00ad\u200b\u2060\ufeff]+(?=\p{L})")
_DAMAGES = (
    (
        _DAMAGED,
        "damaged_encoding",
        "was read in a wrong encoding: read the file again as it was written",
    ),
    (_ENTITY, "html_entity", "is an entity of a web page that nobody resolved"),
    (_HIDDEN, "hidden_character", "hides in a word, which is then not found"),
)
"""Pattern, name of the check, and what the message says of what it matches."""
_LEFT_OUT = regex.compile(
    r"[\[(]?(?:\.{3,6}|…)[\])]?|[\[(](?:text|paragraphs?|content) (?:missing|omitted)[\])]"
)
_TIMEOUT = 2.0


@lru_cache(maxsize=8)
def _boilerplate(codebook: Codebook) -> regex.Pattern[str]:
    return regex.compile(
        "|".join(f"(?:{pattern})" for pattern in codebook.boilerplate["pattern"]), regex.IGNORECASE
    )


@uncollected()
def audit_articles(
    articles: pd.DataFrame, codebook: Codebook | None = None, *, now: datetime | None = None
) -> pd.DataFrame:
    """Find what is wrong in the texts of articles.

    Parameters
    ----------
    articles : DataFrame
        Table of articles.
    codebook : Codebook, optional
        Whose boilerplate, tortured phrases, persons and offices are used; the shipped one if there
        is none.
    now : datetime, optional
        Dates more than a day later are in the future; this moment if it is missing. With a time
        zone.

    Returns
    -------
    DataFrame
        Table of findings; one row is one stretch, or a whole text, where `start` is missing. At
        most `MOST_OF_A_KIND` of one check are listed for one text, but all of ``boilerplate``.

        =======================  ===================================================================
        ``boilerplate``          a paragraph that a web page added (note)
        ``unclosed_quotation``   an opening mark with no closing one in its paragraph (warning)
        ``truncated``            a paragraph of the body that begins in lower case or ends without a
                                 final mark (warning); a quotation that ends in a comma and does not
                                 go on (note)
        ``missing_paragraph``    dots, or a remark, where a paragraph should be (warning)
        ``long_line``            a paragraph of more than 10,000 characters, which probably lost its
                                 breaks (warning)
        ``damaged_encoding``     characters that were read in a wrong encoding (warning)
        ``html_entity``          an entity such as ``&amp;`` that nobody resolved (warning)
        ``hidden_character``     a soft hyphen or a space of no width inside a word, which hides it
                                 (warning)
        ``duplicate_paragraph``  a paragraph of 60 characters or more that stands in the text before
                                 (warning)
        ``wrong_language``       a text that is not in English (error), or perhaps not (note)
        ``future_date``          an article from the future (warning)
        ``tortured_phrase``      a fixed term with its words exchanged (warning;
                                 `framing.articles.paraphrase`)
        ``misnamed``             a known person by a changed name (warning), or a misspelt one
                                 (note)
        ``placeholder``          an error page, a check for robots or a question about cookies in
                                 place of an article (warning)
        ``paraphrased``          two of the last two checks' signs in one text (warning), or more
                                 (error)
        =======================  ===================================================================

    Raises
    ------
    SchemaError
        If a column of the articles is missing.
    """
    check(articles, "articles")
    codebook = codebook or read_codebook()
    latest = (now or datetime.now(UTC)) + timedelta(days=1)
    rows: list[tuple[object, ...]] = []
    columns = articles[["article_id", "headline", "text", "published_at", "provenance"]]
    for article_id, headline, text, published_at, provenance in columns.itertuples(
        index=False, name=None
    ):
        title = headline if isinstance(headline, str) else ""
        findings = audit_text(text, codebook, title)
        notice = find_placeholder(title, text)
        if notice:
            findings.append((-1, -1, PLACEHOLDER, "warning", describe_placeholder(notice)))
        if pd.notna(published_at) and published_at > latest:
            message = f"The article is dated {published_at:%Y-%m-%d}, which is in the future."
            findings.append((-1, -1, "future_date", "warning", message))
        for start, end, name, severity, message in findings:
            span = (None, None) if start < 0 else (start, end)
            rows.append((article_id, *span, name, severity, message, provenance))
    return make("findings", rows)


def summarise_findings(findings: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Count the articles that each check found something in.

    Returns
    -------
    DataFrame
        One row is a check and a severity: ``n_findings``, ``n_articles``, and ``share_articles`` of
        all (0..1). Findings that belong to none of the articles, such as those of files that could
        not be read, are left out.

    Raises
    ------
    SchemaError
        If a column is missing.

    Examples
    --------
    >>> import framing as fr
    >>> articles = fr.make_articles({"a": "Talks failed. &amp; &amp;", "b": "They went home."})
    >>> fr.summarise_findings(fr.audit_articles(articles), articles).values.tolist()
    [['html_entity', 'warning', 2, 1, 0.5]]
    """
    check(articles, "articles")
    check(findings, "findings")
    of_articles = findings[findings["article_id"].isin(articles["article_id"])]
    groups = of_articles.groupby(["check", "severity"])["article_id"]
    table = groups.agg(n_findings="size", n_articles="nunique").reset_index()
    return table.assign(share_articles=table["n_articles"] / max(1, len(articles)))


def audit_text(text: str, codebook: Codebook, headline: str) -> list[Finding]:
    """Find what is wrong in one text; start and end are -1 where the whole text is meant."""
    findings = _audit_paragraphs(text, codebook, headline)
    findings += _find_damage(text)
    findings += judge_language(text, codebook)
    signs = find_paraphrase(text, codebook)
    return _limit([*findings, *signs]) + list(judge_paraphrase(signs))


def _is_boilerplate(text: str, start: int, end: int, codebook: Codebook) -> bool:
    try:
        return _boilerplate(codebook).fullmatch(text, start, end, timeout=_TIMEOUT) is not None
    except TimeoutError:
        slow = _find_slow(text[start:end], codebook)
        raise RegexTimeoutError(
            f"boilerplate.csv of the codebook {codebook.name!r}: the pattern {slow!r} took more "
            f"than {_TIMEOUT:g} s on one paragraph of {end - start} characters; write it without "
            "repeats inside of repeats"
        ) from None


def _find_slow(paragraph: str, codebook: Codebook) -> str:
    """The first pattern that takes half of the time that all of them have, or else the longest."""
    patterns = list(codebook.boilerplate["pattern"])
    for pattern in patterns:
        try:
            regex.fullmatch(pattern, paragraph, regex.IGNORECASE, timeout=_TIMEOUT / 2)
        except TimeoutError:
            return str(pattern)
    return str(max(patterns, key=len))


def _audit_paragraphs(text: str, codebook: Codebook, headline: str) -> list[Finding]:
    findings: list[Finding] = []
    paragraphs = find_paragraphs(text)
    seen: set[str] = set()
    title = _words_of(headline)
    for index, (start, end) in enumerate(paragraphs):
        if end - start > 10_000:
            message = f"A paragraph of {end - start:,} characters has probably lost its breaks."
            findings.append((start, end, "long_line", "warning", message))
        if end - start <= 500 and _is_boilerplate(text, start, end, codebook):
            shown = _short(text, start, end)
            message = f"{shown} belongs to the web page, not to the article, and is not scored."
            findings.append((start, end, "boilerplate", "note", message))
            continue
        if end - start < 40 and _LEFT_OUT.fullmatch(text, start, end):
            message = f"{_short(text, start, end)} stands where a paragraph is missing."
            findings.append((start, end, "missing_paragraph", "warning", message))
            continue
        words = _words_of(text[start:end]) if end - start <= 10_000 else ""
        is_headline = (
            words == title if title else index == 0 and _may_be_headline(text, end, codebook)
        )
        if end - start >= 60 and words and not is_headline:
            if words in seen:
                message = f"The paragraph {_short(text, start, end)} stands in the text before."
                findings.append((start, end, "duplicate_paragraph", "warning", message))
            seen.add(words)
        quotations = find_quotations(text, start, end)
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else (end, end)
        findings += _find_unclosed(text, end, quotations, following)
        if not is_headline and not (title and index == 0):
            findings += _find_cuts(text, start, end, quotations, len(paragraphs))
    return findings


def _words_of(text: str) -> str:
    return " ".join(text.lower().split())


def _may_be_headline(text: str, end: int, codebook: Codebook) -> bool:
    """Whether a first paragraph reads as a headline that nobody named.

    It is short, has no final mark, and does not break off after a word such as "the".
    """
    if end > MAX_HEADLINE or end == len(text) or _SENTENCE_END.search(text[:end]):
        return False
    return fold(text[:end]).split()[-1] not in little_words(codebook)


def _find_unclosed(
    text: str, end: int, quotations: list[Quotation], following: tuple[int, int]
) -> list[Finding]:
    """Quotations that their paragraph does not close, unless the next one goes on with them."""
    unclosed = [quotation for quotation in quotations if not quotation.is_closed]
    if not unclosed or text.startswith(_OPENERS, *following):
        return []
    if _CLOSES_LATER.fullmatch(text, *following):
        return []
    findings: list[Finding] = []
    for quotation in unclosed:
        shown = _short(text, quotation.start, end)
        message = f"The quotation that begins {shown} never closes."
        findings.append((quotation.start, end, "unclosed_quotation", "warning", message))
    return findings


def _find_cuts(
    text: str, start: int, end: int, quotations: list[Quotation], n_paragraphs: int
) -> list[Finding]:
    """Where sentences of one paragraph are cut off."""
    findings: list[Finding] = []
    if text[start].islower() and not _LOWER_START.match(text, start, end):
        message = f"The paragraph begins in the middle of a sentence: {_short(text, start, end)}"
        findings.append((start, end, "truncated", "warning", message))
    elif (
        n_paragraphs > 1
        and end - start > 60
        and not _SENTENCE_END.search(text[max(start, end - 4) : end])
        and text[end - 1] not in ":;,—–-"
    ):
        message = (
            f"The paragraph ends in the middle of a sentence: …{text[max(start, end - 40) : end]}"
        )
        findings.append((start, end, "truncated", "warning", message))
    last = quotations[-1] if quotations else None
    if (
        last
        and last.is_closed
        and end - last.end <= 90
        and text[last.start : last.end].rstrip("\"”»'’").endswith(",")
    ):
        is_said = _SAID_BEFORE.search(text, max(start, last.start - 30), last.start)
        if is_said and _BROKEN_OFF.fullmatch(text, last.end, end):
            shown = _short(text, last.start, last.end)
            message = f"The quotation {shown} ends in a comma and does not go on."
            findings.append((last.start, last.end, "truncated", "note", message))
    return findings


def _find_damage(text: str) -> list[Finding]:
    """Characters that reading, or a web page, has damaged."""
    if text.isascii() and "&" not in text:
        return []
    findings: list[Finding] = []
    for pattern, name, complaint in _DAMAGES:
        for match in pattern.finditer(text):
            start, end = match.span()
            shown = repr(text[start:end][:20])
            if name == "hidden_character":
                shown = f"U+{ord(match.group()[0]):04X}"
            findings.append((start, end, name, "warning", f"{shown} {complaint}."))
    return findings


def _limit(findings: list[Finding]) -> list[Finding]:
    """The first findings of each check, in the order of the text; the last counts the others."""
    counts = Counter(check for _, _, check, _, _ in findings)
    kept: list[Finding] = []
    n_kept: Counter[str] = Counter()
    seen: set[tuple[int, str]] = set()
    for start, end, name, severity, message in sorted(findings, key=lambda finding: finding[:3]):
        n_kept[name] += 1
        # What belongs to the page is not scored, so all of it is needed.
        is_limited = name != "boilerplate"
        if (is_limited and n_kept[name] > MOST_OF_A_KIND) or (start, name) in seen:
            continue
        seen.add((start, name))
        if is_limited and n_kept[name] == MOST_OF_A_KIND < counts[name]:
            message = f"{message} There are {counts[name] - MOST_OF_A_KIND:,} more like it."
        kept.append((start, end, name, severity, message))
    return kept


def _short(text: str, start: int, end: int, width: int = 50) -> str:
    piece = " ".join(text[start : min(end, start + 4 * width)].split())
    return repr(piece if len(piece) <= width else piece[: width - 1] + "…")
