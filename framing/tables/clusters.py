"""Clusters of copies: which articles count as one, since they are the same text."""

import pandas as pd

from .schema import check

CLUSTER = "cluster_id"
"""The column of the articles that names their cluster; statistics count its values as one."""


def join_clusters(articles: pd.DataFrame, duplicates: pd.DataFrame) -> pd.DataFrame:
    """Add the column ``cluster_id``, by which every interval and test counts copies as one.

    The articles that `analyse` and `read_tables` give have it already.

    Returns
    -------
    DataFrame
        One row is an article; one that repeats nothing is a cluster of its own, named as the
        article.
    """
    check(articles, "articles")
    clusters = check(duplicates, "duplicates").set_index("article_id")[CLUSTER]
    ids = articles["article_id"]
    joined = pd.Series(clusters.reindex(ids).array, index=ids.index, dtype="str")
    return articles.assign(**{CLUSTER: joined.fillna(ids)})
