"""What an article is about, by a few keywords, so that sides are compared on the same topic."""

from collections.abc import Mapping, Sequence

import pandas as pd

from ...tables import check
from ...text import WordList


def tag_topics(articles: pd.DataFrame, topics: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Give each article the topic whose keywords it has most of, to match comparisons by it.

    Parameters
    ----------
    articles : DataFrame
        Table of articles.
    topics : mapping of str to sequence of str
        Topic -> its words or phrases, found as whole words in any case.

    Returns
    -------
    DataFrame
        The articles with a column ``topic``: missing where no keyword is found; of two with as many
        hits, the one that is named first.

    Raises
    ------
    ValueError
        If there are no topics, or one has no words.

    Examples
    --------
    >>> import framing as fr
    >>> articles = fr.make_articles({"one": "The balloon drifted away.", "two": "Prices rose."})
    >>> tagged = fr.tag_topics(articles, {"balloon": ["balloon", "airship"]})
    >>> tagged["topic"].fillna("none").tolist()
    ['balloon', 'none']
    """
    check(articles, "articles")
    if not topics or not all(topics.values()):
        raise ValueError("topics= needs at least one topic, and each topic at least one word")
    lists = {topic: WordList(list(words), [False] * len(words)) for topic, words in topics.items()}
    hits = pd.DataFrame(
        {
            topic: [len(words.find_all(text)) for text in articles["text"]]
            for topic, words in lists.items()
        }
    )
    best = (
        hits.idxmax(axis=1).where(hits.max(axis=1) > 0).astype("str")
        if len(hits)
        else pd.Series(dtype="str")
    )
    return articles.assign(topic=best.to_numpy())
