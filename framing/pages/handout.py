"""Two outlets side by side on paper: a sheet an event, to be read with a pencil."""

import importlib.resources
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from ..articles import outlet_names
from ..tables import replace_file
from ..text import split_sentences
from .layout import make_environment, write_policy
from .report.text import say_day

QUESTIONS = (
    "What does only one of the two tell? Would you have missed it?",
    "Where both tell the same, which words differ, and in what light do they put each actor?",
    "Who is quoted here, and whose words are left out there?",
    "What would a reader of one of them alone believe?",
)
"""What stands below each pair."""


class _Article(NamedTuple):
    headline: str
    outlet: str
    day: str
    paragraphs: list[list[tuple[int, str]]]


def write_handout(
    articles: pd.DataFrame,
    path: str | Path,
    pair: tuple[str, str],
    *,
    outlets: pd.DataFrame,
    events: pd.DataFrame,
    questions: Sequence[str] = QUESTIONS,
) -> Path:
    """Write the articles of two outlets as a page to print: one sheet for each event.

    Nothing is tinted or aligned, as in the report's part on two articles: finding what differs is
    what readers do with it. Sentences are numbered, so that they can be named aloud.

    Parameters
    ----------
    articles : DataFrame
        Those with a day, of both outlets; each follows the last event before it.
    path : str or Path
        The HTML file; its folder is made if it is missing. It needs no network.
    pair : tuple of str
        The outlet_id of the left and of the right column.
    outlets, events : DataFrame
        From `read_outlets` and `read_events`.
    questions : sequence of str
        What stands below each pair.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    ValueError
        If there is no event on which each of the two has an article.
    """
    names = outlet_names({"outlets": outlets})
    own = articles[articles["outlet_id"].isin(pair) & articles["published_at"].notna()]
    own = pd.merge_asof(
        own.sort_values("published_at", kind="stable"),
        events.sort_values("event_date"),
        left_on="published_at",
        right_on="event_date",
    )
    sentences = split_sentences(own)
    sheets = [
        (event, [_lay_out(one, names, sentences) for one in _order(rows, pair)])
        for event, rows in own.groupby("label", sort=False)
        if rows["outlet_id"].nunique() == len(pair)
    ]
    if not sheets:
        raise ValueError(f"there is no event on which both {pair[0]} and {pair[1]} have an article")
    assets = importlib.resources.files("framing.pages") / "assets"
    style, page = (
        (assets / f"handout.{kind}").read_text(encoding="utf8") for kind in ("css", "html.j2")
    )
    text = (
        make_environment()
        .from_string(page)
        .render(
            title=" and ".join(names.get(name, name) for name in pair),
            sheets=sheets,
            questions=questions,
            style=Markup(style),
            policy=write_policy(style),
        )
    )
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, lambda temporary: temporary.write_text(text, encoding="utf8", newline="\n"))
    return path


def _order(rows: pd.DataFrame, pair: tuple[str, str]) -> list[Any]:
    return sorted(rows.itertuples(index=False), key=lambda one: pair.index(one.outlet_id))


def _lay_out(article: Any, names: dict[str, str], sentences: pd.DataFrame) -> _Article:
    body = sentences[
        (sentences["article_id"] == article.article_id) & (sentences["part"] != "headline")
    ]
    return _Article(
        article.headline if isinstance(article.headline, str) else "",
        names.get(article.outlet_id, article.outlet_id),
        say_day(article.published_at),
        list(_part(article.text, body)),
    )


def _part(text: str, body: pd.DataFrame) -> Iterator[list[tuple[int, str]]]:
    """Part an article into paragraphs of numbered sentences, at its line ends."""
    paragraph: list[tuple[int, str]] = []
    end = 0
    for number, one in enumerate(body.itertuples(index=False), start=1):
        if paragraph and "\n" in text[end : one.start]:
            yield paragraph
            paragraph = []
        paragraph.append((number, one.text))
        end = one.end
    yield paragraph
