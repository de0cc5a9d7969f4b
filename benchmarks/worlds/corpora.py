"""Made-up corpora as tables: many at once, each the portrayal of an actor of its own."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.tables import empty

Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]
"""Mentions, articles and scores."""


def make_tables(
    actor: np.ndarray,
    article: np.ndarray,
    value: np.ndarray,
    *,
    measure: str = "targeted",
    columns: dict[str, Sequence[object]] | None = None,
    article_of_column: np.ndarray | None = None,
) -> Tables:
    """Make the tables of a corpus from its mentions, one value each.

    Parameters
    ----------
    actor, article : ndarray
        Of each mention; an article may name several actors.
    value : ndarray
        Its score.
    measure : str
        What was measured.
    columns : dict of str to sequence, optional
        Columns of the articles, one value for each article of `article_of_column`.
    article_of_column : ndarray, optional
        The articles in the order of the columns; those of the mentions in order if there is none.
    """
    known = np.unique(article) if article_of_column is None else article_of_column
    names = pd.Series(known).astype(str)
    articles = empty("articles").reindex(range(len(names)))
    articles = articles.assign(article_id=names, text="", provenance="made up")
    for name, values in (columns or {}).items():
        articles[name] = pd.Series(values, index=articles.index)
    ids = pd.Series(np.arange(len(article))).astype(str)
    in_article = pd.Series(article).astype(str)
    mentions = empty("mentions").reindex(range(len(article)))
    mentions = mentions.assign(
        mention_id=ids,
        sentence_id=ids,
        article_id=in_article,
        actor_id=pd.Series(actor).astype(str),
        reading="actor",
        alias_type="name",
    )
    scores = pd.DataFrame(
        {"mention_id": ids, "measure": measure, "window": "sentence", "value": value}
    )
    return _as_empty(mentions, "mentions"), _as_empty(articles, "articles"), scores


def _as_empty(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Fill what no test looks at, and give the table the types of its contract."""
    types = empty(name).dtypes
    filled = {
        column: table[column].fillna(0 if kind.kind in "iuf" else False if kind.kind == "b" else "")
        for column, kind in types.items()
        if kind.kind in "iufb"
    }
    return table.assign(**filled).astype(types.to_dict())


def count_mentions(rng: np.random.Generator, n_articles: int) -> np.ndarray:
    """Draw how many mentions each article has: one to about ten."""
    return 1 + rng.poisson(3, n_articles)


def monte_carlo_error(share: float, n: int) -> float:
    """Give the standard error of a share of runs, in points of 100."""
    return 100 * float(np.sqrt(share * (1 - share) / n))
