"""Read articles from files, folders and tables, and lose none without saying so."""

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, overload

import pandas as pd

from ..tables import make
from ..text import normalise
from .cleaning import clean_characters, describe_cleaning
from .dates import Moment, read_dates
from .formats.addresses import day_of, outlet_of
from .formats.dispatch import read_unit
from .formats.inputs import list_units
from .formats.languages import code_of
from .formats.units import Findings, Raw, Unit
from .placeholders import PLACEHOLDER, describe_placeholder, find_placeholder

_ADDRESS = re.compile(r"(?:https?:)?//\S+$")
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+?(\d{1,9}) chars\]\s*$")
"""How the News API and GNews say that they give no more of a text."""


class FindingsWarning(UserWarning):
    """Something in the input was mended, guessed or could not be read; the findings say what."""


@overload
def read_articles(
    path: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    return_findings: Literal[False] = False,
) -> pd.DataFrame: ...
@overload
def read_articles(
    path: str | Path, *, columns: Mapping[str, str] | None = None, return_findings: Literal[True]
) -> tuple[pd.DataFrame, pd.DataFrame]: ...
def read_articles(
    path: str | Path, *, columns: Mapping[str, str] | None = None, return_findings: bool = False
) -> pd.DataFrame | tuple[pd.DataFrame, pd.DataFrame]:
    """Read articles from a file or a folder.

    Parameters
    ----------
    path : str or Path
        A file of any format that is read, told by its content (HTML, DOCX, PDF, RTF, text, CSV,
        TSV, Excel, ODS, JSON, JSONL, Parquet, RSS, Atom, WARC, exports of news databases, and
        archives of these; ``docs/articles.md``), or a folder of such files, read in the order of
        their names and with its subfolders. In a folder, ``metadata.csv`` tells outlet_id,
        published_at and other columns of files by their article_id; ``outlets.csv``
        (`read_outlets`) and ``events.csv`` (`read_events`) are not taken for articles.
    columns : mapping of str to str, optional
        Column of the articles table -> column of your table, for example ``{"text": "Volltext"}``.
        Columns that are not named are guessed from their names; the guess is a finding.
    return_findings : bool
        Return the findings too. Otherwise a `FindingsWarning` sums them up.

    Returns
    -------
    articles : DataFrame
        Table of articles (`framing.tables.schema`), one row a text. The text is normalised
        (`framing.text.normalise`), keeps its paragraphs, and begins with the headline where there
        is one. In a text file that is a short line without a full stop; an outlet, a day and a
        byline beside it are read too, and leave the text. ``article_id`` is the file's
        path inside the folder without its ending, or the row's id; a second one of the same name
        gets ``~2``.
    findings : DataFrame
        Only with `return_findings`. Table of findings: unreadable files and rows, mended encodings,
        empty texts, duplicate ids, missing outlets, missing or unreadable dates, guessed columns;
        each with file and row.

    Raises
    ------
    FileNotFoundError
        If there is nothing at `path`, or the folder holds no file that can be read.
    ValueError
        If `columns` names a column that is not there, or a table has no column of texts.
    """
    path = Path(path)
    articles, findings = read_units(list_units(path), columns=columns)
    if return_findings:
        return articles, findings
    serious = findings[findings["severity"] != "note"]
    if len(serious):
        counts = serious.groupby("check", sort=True).size()
        summary = ", ".join(f"{check} {n}" for check, n in counts.items())
        warnings.warn(
            f"{path}: {len(articles)} articles read, with findings: {summary}. "
            f"First: {serious['message'].iloc[0]} ({serious['provenance'].iloc[0]}). "
            "All of them: read_articles(..., return_findings=True)",
            FindingsWarning,
            stacklevel=2,
        )
    return articles


def read_units(
    units: Iterable[Unit], *, columns: Mapping[str, str] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read articles from some units of an input, without knowledge of the others.

    Parameters
    ----------
    units : iterable of Unit
        From `framing.articles.list_units`.
    columns : mapping of str to str, optional
        As for `read_articles`.

    Returns
    -------
    articles : DataFrame
        Table of articles, as for `read_articles`. Ids are unique in it: a second article of the
        same name in these units gets ``~2``.
    findings : DataFrame
        Table of findings.

    Raises
    ------
    ValueError
        As for `read_articles`.
    """
    findings = Findings()
    rows: list[tuple[object, ...]] = []
    taken: dict[str, int] = {}
    for unit in units:
        raws, unit_findings = read_unit(unit, columns=columns)
        findings += unit_findings
        for raw in raws:
            row = _article(raw, taken, findings)
            if row is not None:
                rows.append(row)
    return make("articles", rows), make("findings", findings)


def _article(raw: Raw, taken: dict[str, int], findings: Findings) -> tuple[object, ...] | None:
    """A row of the table of articles, or none where there is no text."""
    values = raw.values
    article_id = " ".join(str(values["article_id"]).split())
    text, headline, counts = _clean(values)
    if not text and not headline:
        message = "The article has no text and was left out."
        findings.say(raw.provenance, "empty", "warning", message, article_id)
        return None
    cut = _CUT.search(text)
    if cut:
        text = text[: cut.start()].rstrip()
        message = (
            f"The source gives the first {len(text)} characters only; {cut[1]} more are missing."
        )
        findings.say(raw.provenance, "cut_by_source", "warning", message, article_id)
    if headline:
        text = _below_headline(text, headline)
    notice = find_placeholder(headline, text)
    article_id = _unique_id(article_id, taken, raw, findings)
    if counts:
        message = describe_cleaning(counts)
        findings.say(raw.provenance, "cleaned_characters", "note", message, article_id)
    if notice:
        message = describe_placeholder(notice)
        findings.say(raw.provenance, PLACEHOLDER, "warning", message, article_id)
    if "\ufffd" in text:
        message = f"{text.count(chr(0xFFFD))} characters could not be read and stand as \ufffd."
        findings.say(raw.provenance, "unreadable_characters", "warning", message, article_id)
    written = values.get("published_at")
    day = day_of(values.get("url")) if written is None else None
    published = _date(day if written is None else written, raw, article_id, findings)
    outlet_id, language, url = (
        str(values[name]).strip() or None if name in values else None
        for name in ("outlet_id", "language", "url")
    )
    if outlet_id is None or _ADDRESS.match(outlet_id) or outlet_id.islower():
        outlet_id = outlet_of(outlet_id or url) or outlet_id
    if outlet_id is not None:
        outlet_id = clean_characters(outlet_id).text
    else:
        message = "The article has no outlet; it is left out of comparisons of outlets."
        findings.say(raw.provenance, "missing_outlet", "note", message, article_id)
    language = code_of(language) if language else None
    origin = raw.provenance
    return article_id, outlet_id, published, language, headline or None, text, url, origin


def _below_headline(text: str, headline: str) -> str:
    """The text with its headline on top, once: it may begin with it, in other blanks.

    A sentence that only begins with the same words is no headline.
    """
    words = r"\s+".join(re.escape(word) for word in headline.split())
    top = re.match(words, text)
    if top and not re.match(r"[^\S\n]*[a-zß-ÿ,]", text[top.end() :]):
        return headline + text[top.end() :]
    return f"{headline}\n\n{text}".strip()


def _clean(values: Mapping[str, object]) -> tuple[str, str, Counter[str]]:
    """Text, headline, and what was mended in them, counted by kind."""
    text = values.get("text")
    body = clean_characters(text if isinstance(text, str) else "")
    top = clean_characters(str(values.get("headline") or ""))
    return body.text, " ".join(top.text.split()), body.counts + top.counts


def _unique_id(article_id: str, taken: dict[str, int], raw: Raw, findings: Findings) -> str:
    """The id, or the id with ``~2`` where it was taken; `taken` counts the articles of each id."""
    taken[article_id] = taken.get(article_id, 0) + 1
    if taken[article_id] == 1:
        return article_id
    while (unique := f"{article_id}~{taken[article_id]}") in taken:
        taken[article_id] += 1
    taken[unique] = 1
    message = f"The id {article_id!r} was taken already; this article is kept as {unique!r}."
    findings.say(raw.provenance, "duplicate_id", "warning", message, unique)
    return unique


def _date(value: object, raw: Raw, article_id: str, findings: Findings) -> pd.Timestamp | None:
    if value is None:
        message = (
            "The article has no date; it is left out of charts over time, and leaders count "
            "whenever they held office."
        )
        findings.say(raw.provenance, "missing_date", "note", message, article_id)
        return None
    moment = value if isinstance(value, Moment) else read_dates([value])[0]
    shown = repr(moment.written)
    if moment.at is None:
        message = (
            f"The date {shown} could not be read; write it like 2023-03-20 or 2023-03-20T08:00:00Z."
        )
        findings.say(raw.provenance, "unreadable_date", "warning", message, article_id)
        return None
    if moment.is_open:
        message = (
            f"The date {shown} was read as {moment.at:%d %B %Y}; if day and month are the other "
            "way round, write it like 2023-03-20."
        )
        findings.say(raw.provenance, "ambiguous_date", "warning", message, article_id)
    if moment.precision != "day":
        message = (
            f"The date {shown} tells no more than the {moment.precision}; its first day stands "
            "for it."
        )
        findings.say(raw.provenance, "imprecise_date", "warning", message, article_id)
    if moment.exactly is not None:
        message = (
            f"The date {shown} is {moment.exactly:%Y-%m-%d %H:%M} in UTC; the day where it was "
            f"published, {moment.at:%Y-%m-%d}, counts."
        )
        findings.say(raw.provenance, "own_day", "note", message, article_id)
    return moment.at.as_unit("us")


def make_articles(texts: Mapping[str, str]) -> pd.DataFrame:
    """Make a table of articles of texts at hand, article_id -> text, without headline or date.

    Examples
    --------
    >>> make_articles({"one": "Talks failed."})["text"].tolist()
    ['Talks failed.']
    """
    return make(
        "articles",
        [
            (name, None, None, None, None, normalise(text), None, "given")
            for name, text in texts.items()
        ],
    )
