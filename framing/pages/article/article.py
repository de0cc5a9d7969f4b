"""An article as it reads, with all that was found in it: safe HTML and CSS, and no script.

Tinted words are mentions of an actor, underlined ones keywords of a frame, shaded ones somebody's
words. Each has its details on hover and on keyboard focus, and each has a label in words, so that
neither colour nor style is needed: a notebook that is opened untrusted loses the style sheet and
keeps the labels and the inline colours.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ...codebook import Codebook, read_codebook
from ...tables import check
from .facts import as_id, gather_facts
from .page import render_page


class ShownArticle:
    """An article in a notebook: HTML there, a text with the names of the actors elsewhere."""

    def __init__(self, page: str, text: str) -> None:
        self.page, self.text = page, text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.page


def show_article(
    article_id: str,
    tables: Mapping[str, pd.DataFrame],
    codebook: Codebook | None = None,
    *,
    measure: str | None = None,
    window: str | None = None,
    focus: str | None = None,
) -> ShownArticle:
    """Show an article as it reads, with all that was found in it.

    It is the last expression of a notebook's cell.

    Parameters
    ----------
    article_id, tables, codebook, measure, window, focus
        As for `render_article`.

    Returns
    -------
    ShownArticle
        Displays itself: as HTML in a notebook, and as a text with each actor in brackets elsewhere.

    Raises
    ------
    KeyError
        If there is no such article, or no mention `focus` in it.
    """
    page = render_article(article_id, tables, codebook, measure=measure, window=window, focus=focus)
    mentions = tables["mentions"][tables["mentions"]["article_id"] == article_id].sort_values(
        "start"
    )
    text, shown, at = _find_article(article_id, tables)["text"], "", 0
    for start, end, actor in mentions[["start", "end", "actor_id"]].itertuples(
        index=False, name=None
    ):
        if start >= at:
            shown += f"{text[at:end]} [{as_id(actor)}]"
            at = end
    return ShownArticle(page, shown + text[at:])


def render_article(
    article_id: str,
    tables: Mapping[str, pd.DataFrame],
    codebook: Codebook | None = None,
    *,
    measure: str | None = None,
    window: str | None = None,
    focus: str | None = None,
) -> str:
    """Render an article as HTML that needs nothing else: no script, no file, no network.

    Parameters
    ----------
    article_id : str
    tables : dict of str to DataFrame
        From `analyse` or `read_tables`. The articles and the mentions are needed; of the others
        what is there is shown.
    codebook : Codebook, optional
        Whose names actors and frames are shown by; the shipped one if there is none.
    measure, window : str, optional
        What the margin shows, the mean over the mentions of actors in each paragraph; the model's
        score if it is there, or else a lexicon's.
    focus : str, optional
        A mention_id, which is marked; its element has the attribute ``data-focus``.

    Returns
    -------
    str
        One ``<section>``. It follows the reader's choice of light or dark, or that of JupyterLab or
        of an element around it with ``data-jp-theme-light`` "true" or "false".

    Raises
    ------
    KeyError
        If there is no such article, or no mention `focus` in it.
    """
    article = _find_article(article_id, tables)
    facts = gather_facts(
        article, tables, codebook or read_codebook(), measure=measure, window=window, focus=focus
    )
    return render_page(facts)


def _find_article(article_id: str, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    articles = check(tables["articles"], "articles")
    rows = articles[articles["article_id"] == article_id]
    if rows.empty:
        first = (
            repr(articles["article_id"].iloc[0]) if len(articles) else "none, the table is empty"
        )
        raise KeyError(f"there is no article {article_id!r}; ids look like {first}")
    return dict(rows.iloc[0])
