"""The names that columns of tables, and of objects, are known by."""

import re
from collections.abc import Iterable
from functools import lru_cache

from ...text import fold
from .exports.labels import LABELS

_USUAL: dict[str, str] = {
    "article_id": "article_id id doc_id docid document_id stories_id uid guid uuid articleid _id",
    "outlet_id": "outlet_id outlet source publication newspaper medium media_name publisher "
    "source_name sourcename source_domain sourcedomain publication_name newspaper_name name_source "
    "news_outlet media_outlet site_name sitename site domain hostname journal paper pubtitle "
    "source_url fonte testata jornal",
    "published_at": "published_at date published publish_date publication_date publishedat "
    "datetime timestamp pub_date time date_published datepublished published_date publishdate "
    "date_publish pubdate published_on publishing_date publicationdate date_time release_date "
    "seendate created_at created_utc created publish_time "
    "data_pubblicazione data_di_pubblicazione data_publicacao data_de_publicacao data year",
    "language": "language lang",
    "headline": "headline title headline_text headlines news_title article_title heading webtitle "
    "titolo",
    "text": "text body content article fulltext full_text article_text maintext articlebody "
    "article_body bodytext body_text content_text content_html article_content main_text raw_text "
    "plain_text plaintext text_content story_text transcript speech story paragraphs testo news",
    "url": "url link uri web_url weburl article_url articleurl permalink page_url "
    "requested_url responded_url",
}
_LABELLED = {
    "outlet_id": "outlet",
    "published_at": "published",
    "language": "language",
    "headline": "headline",
    "text": "body",
    "url": "url",
}
"""Our column -> the field of `LABELS` that is the same."""
_FILLERS = frozenset(
    "article articles news the of name web page full main original clean cleaned raw utc gmt local "
    "english string value".split()
)
"""Words that a name may have beside that of a column: ``Full Article Text``, ``date (UTC)``."""


def plain_name(column: object) -> str:
    """Bring the name of a column into the form of `GUESSES`.

    Examples
    --------
    >>> plain_name("Erscheinungs-Datum "), plain_name("Título")
    ('erscheinungs_datum', 'titulo')
    """
    return _plain_name(str(column)[:200])


@lru_cache(maxsize=4096)
def _plain_name(column: str) -> str:
    return fold(column).strip().translate(_SEPARATORS)


_SEPARATORS = str.maketrans(" -.", "___")


def _guesses(ours: str, usual: str) -> tuple[str, ...]:
    labels = LABELS.get(_LABELLED.get(ours, ""), {}).values()
    named = (plain_name(label) for part in labels for label in part.split("|"))
    return tuple(dict.fromkeys([*usual.split(), *named]))


GUESSES = {ours: _guesses(ours, usual) for ours, usual in _USUAL.items()}
"""The names that a column is guessed by, in any case and with underscores for blanks, hyphens and
full stops, the labels of the databases in five languages among them. Of those that are there the
first that is not empty in a row counts.
"""
_KNOWN = {guess: ours for ours, guesses in reversed(GUESSES.items()) for guess in guesses}


def usual_name(column: object) -> str:
    """The name of a column as it stands in `GUESSES`, without words that say no more.

    Examples
    --------
    >>> usual_name("Full Article Text"), usual_name("Date (UTC)"), usual_name("Words")
    ('text', 'date', 'words')
    """
    name = plain_name(column)
    if name in _KNOWN:
        return name
    words = [word for word in _WORD.findall(name) if word not in _FILLERS]
    short = "_".join(words)
    return short if short in _KNOWN else name


def count_known(names: Iterable[object]) -> int:
    """Count our columns that are among some names."""
    return len({_KNOWN[name] for name in map(usual_name, names) if name in _KNOWN})


_WORD = re.compile(r"[^\W_]+")
