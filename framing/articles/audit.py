"""Text health: what in a text would spoil a measurement, span by span. Findings never change a
text.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import pandas as pd
import regex

from ..codebook import Codebook, RegexTimeoutError, read_codebook
from ..tables import check, make, uncollected
from ..text import Quotation, find_paragraphs, find_quotations
from .language import judge_language
from .paraphrase import Finding, find_paraphrase, judge_paraphrase

MOST_OF_A_KIND = 20
"""Findings of one check that are listed for one text; the last one counts the rest."""
_SENTENCE_END = regex.compile(r"[.!?…][\"'”’“»)\]*]*$|[)\]]$")
_LOWER_START = regex.compile(
    r"\p{Ll}(?:\p{Lu}|l[- ]|[’'])|(?:https?:|www\.|de|di|du|van|von|bin|ibn|ben)\b|\S+[@/]\S"
)
"""What begins in lower case and is not torn: iPhone, al-Shabab, d'Estaing, de Gaulle, an address.
"""
_OPENERS = ('"', "“", "«", "„", "''", "``", "‘‘")
_CLOSES_LATER = regex.compile(r"[^\"“”«»]{1,200}[\"”»]")
_BROKEN_OFF = regex.compile(r"\s(?:at|in|on|during|after)\s[^,;:]{1,80}[.!?]$")
_SAID_BEFORE = regex.compile(r"(?:\w+ed|said|told \w+|says),\s$")
_DAMAGED = regex.compile(
    r"\ufffd+|(?:â€[\u0080-\u00bfœžŸ¦˜™“”\u2018-\u2022]?|â\u0080[\u0080-\u00bf]|Ã[\u0080-\u00bf\u0192\u0160\u0161"
    r"\u2018-\u2022]|Â[\u00a0-\u00bf]|ï»¿|ï¿½|ðŸ\S{0,2})+"
)
_ENTITY = regex.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});"
)
_HIDDEN = regex.compile(r"(?<=\p{L})[\u00ad\u200b\u2060\ufeff]+(?=\p{L})")
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

        =======================  =======================================================================================
        ``boilerplate``          a paragraph that a web page added (note)
        ``unclosed_quotation``   an opening mark with no closing one in its paragraph (warning)
        ``truncated``            a paragraph of the body that begins in lower case or ends without a final mark
                                 (warning); a quotation that ends in a comma and does not go on
                                 (note)
        ``missing_paragraph``    dots, or a remark, where a paragraph should be (warning)
        ``long_line``            a paragraph of more than 10,000 characters, which probably lost its breaks (warning)
        ``damaged_encoding``     characters that were read in a wrong encoding (warning)
        ``html_entity``          an entity such as ``&amp;`` that nobody resolved (warning)
        ``hidden_character``     a soft hyphen or a space of no width inside a word, which hides it (warning)
        ``duplicate_paragraph``  a paragraph of 60 characters or more that stands in the text before (warning)
        ``wrong_language``       a text that is not in English (error), or perhaps not (note)
        ``future_date``          an article from the future (warning)
        ``tortured_phrase``      a fixed term with its words exchanged (warning; `framing.paraphrase`)
        ``misnamed``             a known person by a changed name (warning), or a misspelt one (note)
        ``paraphrased``          two of the last two checks' signs in one text (warning), or more (error)
        =======================  =======================================================================================

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
        found = audit_text(text, codebook, isinstance(headline, str))
        if pd.notna(published_at) and published_at > latest:
            message = f"The article is dated {published_at:%Y-%m-%d}, which is in the future."
            found.append((-1, -1, "future_date", "warning", message))
        for start, end, name, severity, message in found:
            at = (None, None) if start < 0 else (start, end)
            rows.append((article_id, *at, name, severity, message, provenance))
    return make("findings", rows)


def summarise_findings(findings: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """How many of the articles each check found something in.

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
    own = check(findings, "findings")
    own = own[own["article_id"].isin(articles["article_id"])]
    groups = own.groupby(["check", "severity"])["article_id"]
    table = groups.agg(n_findings="size", n_articles="nunique").reset_index()
    return table.assign(share_articles=table["n_articles"] / max(1, len(articles)))


def audit_text(text: str, codebook: Codebook, has_headline: bool) -> list[Finding]:
    """Findings of one text as (start, end, check, severity, message); -1 where the whole text is
    meant.
    """
    found = _audit_paragraphs(text, codebook, has_headline)
    found += _find_damage(text)
    found += judge_language(text, codebook)
    signs = find_paraphrase(text, codebook)
    return _limit([*found, *signs]) + list(judge_paraphrase(signs))


def _is_boilerplate(text: str, start: int, end: int, codebook: Codebook) -> bool:
    try:
        return _boilerplate(codebook).fullmatch(text, start, end, timeout=_TIMEOUT) is not None
    except TimeoutError:
        slow = _find_slow(text[start:end], codebook)
        raise RegexTimeoutError(
            f"boilerplate.csv of the codebook {codebook.name!r}: the pattern {slow!r} took more than {_TIMEOUT:g} s on "
            f"one paragraph of {end - start} characters; write it without repeats inside of repeats"
        ) from None


def _find_slow(paragraph: str, codebook: Codebook) -> str:
    """The first pattern that takes a share of the time that all of them have, or else the longest."""
    patterns = list(codebook.boilerplate["pattern"])
    for pattern in patterns:
        try:
            regex.fullmatch(pattern, paragraph, regex.IGNORECASE, timeout=_TIMEOUT / 2)
        except TimeoutError:
            return str(pattern)
    return str(max(patterns, key=len))


def _audit_paragraphs(text: str, codebook: Codebook, has_headline: bool) -> list[Finding]:
    found: list[Finding] = []
    paragraphs = find_paragraphs(text)
    seen: set[str] = set()
    for place, (start, end) in enumerate(paragraphs):
        if end - start > 10_000:
            message = f"A paragraph of {end - start:,} characters has probably lost its breaks."
            found.append((start, end, "long_line", "warning", message))
        if end - start <= 500 and _is_boilerplate(text, start, end, codebook):
            message = f"{_short(text, start, end)} belongs to the web page, not to the article, and is not scored."
            found.append((start, end, "boilerplate", "note", message))
            continue
        if end - start < 40 and _LEFT_OUT.fullmatch(text, start, end):
            message = f"{_short(text, start, end)} stands where a paragraph is missing."
            found.append((start, end, "missing_paragraph", "warning", message))
            continue
        if end - start >= 60:
            words = " ".join(text[start:end].lower().split())
            if words in seen:
                message = f"The paragraph {_short(text, start, end)} stands in the text before."
                found.append((start, end, "duplicate_paragraph", "warning", message))
            seen.add(words)
        quotations = find_quotations(text, start, end)
        following = paragraphs[place + 1] if place + 1 < len(paragraphs) else (end, end)
        continues = text.startswith(_OPENERS, *following) or _CLOSES_LATER.fullmatch(
            text, *following
        )
        for quotation in quotations:
            if not quotation.is_closed and not continues:
                message = (
                    f"The quotation that begins {_short(text, quotation.start, end)} never closes."
                )
                found.append((quotation.start, end, "unclosed_quotation", "warning", message))
        if has_headline and place == 0:
            continue
        found += _find_cuts(text, start, end, quotations, len(paragraphs))
    return found


def _find_cuts(
    text: str, start: int, end: int, quotations: list[Quotation], n_paragraphs: int
) -> list[Finding]:
    """Where sentences of one paragraph are cut off."""
    found: list[Finding] = []
    if text[start].islower() and not _LOWER_START.match(text, start, end):
        message = f"The paragraph begins in the middle of a sentence: {_short(text, start, end)}"
        found.append((start, end, "truncated", "warning", message))
    elif (
        n_paragraphs > 1
        and end - start > 60
        and not _SENTENCE_END.search(text[max(start, end - 4) : end])
        and text[end - 1] not in ":;,—–-"
    ):
        message = (
            f"The paragraph ends in the middle of a sentence: …{text[max(start, end - 40) : end]}"
        )
        found.append((start, end, "truncated", "warning", message))
    last = quotations[-1] if quotations else None
    if (
        last
        and last.is_closed
        and end - last.end <= 90
        and text[last.start : last.end].rstrip("\"”»'’").endswith(",")
    ):
        is_said = _SAID_BEFORE.search(text, max(start, last.start - 30), last.start)
        if is_said and _BROKEN_OFF.fullmatch(text, last.end, end):
            message = f"The quotation {_short(text, last.start, last.end)} ends in a comma and does not go on."
            found.append((last.start, last.end, "truncated", "note", message))
    return found


def _find_damage(text: str) -> list[Finding]:
    """Characters that reading, or a web page, has damaged."""
    if text.isascii() and "&" not in text:
        return []
    found: list[Finding] = []
    for pattern, name, what in (
        (
            _DAMAGED,
            "damaged_encoding",
            "was read in a wrong encoding: read the file again as it was written",
        ),
        (_ENTITY, "html_entity", "is an entity of a web page that nobody resolved"),
        (_HIDDEN, "hidden_character", "hides in a word, which is then not found"),
    ):
        for match in pattern.finditer(text):
            start, end = match.span()
            shown = (
                f"U+{ord(match.group()[0]):04X}"
                if name == "hidden_character"
                else repr(text[start:end][:20])
            )
            found.append((start, end, name, "warning", f"{shown} {what}."))
    return found


def _limit(findings: list[Finding]) -> list[Finding]:
    """The first findings of each check, in the order of the text; the last one of them counts the
    others.
    """
    counts = Counter(check for _, _, check, _, _ in findings)
    kept: list[Finding] = []
    n_kept: Counter[str] = Counter()
    places: set[tuple[int, str]] = set()
    for start, end, name, severity, message in sorted(findings, key=lambda one: one[:3]):
        n_kept[name] += 1
        is_limited = (
            name != "boilerplate"
        )  # what belongs to the page is not scored, so all of it is needed
        if (is_limited and n_kept[name] > MOST_OF_A_KIND) or (start, name) in places:
            continue
        places.add((start, name))
        if is_limited and n_kept[name] == MOST_OF_A_KIND < counts[name]:
            message = f"{message} There are {counts[name] - MOST_OF_A_KIND:,} more like it."
        kept.append((start, end, name, severity, message))
    return kept


def _short(text: str, start: int, end: int, width: int = 50) -> str:
    piece = " ".join(text[start : min(end, start + 4 * width)].split())
    return repr(piece if len(piece) <= width else piece[: width - 1] + "…")
