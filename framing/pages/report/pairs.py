"""Which articles tell of the same thing, so that two outlets can be read side by side."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from ...measures import WORD

N_ALIKE = 6
"""Articles that are offered beside one."""
LEAST = 0.08
"""Cosine from which two texts may tell of the same thing."""
MAX_DAYS = 14
"""Days between two articles about one event at most, where both days are known."""
COPY = 0.97
"""Cosine from which one text is a copy of the other, which nobody need read beside it."""


def find_alike(articles: pd.DataFrame, events: Sequence[str]) -> list[list[int]]:
    """Find for each article those of other outlets that tell of the same thing, likest first.

    Likeness is the cosine of the words of two texts, each word weighted by its rarity (tf-idf;
    Salton and Buckley 1988). It orders what is offered, and is not shown. Articles of one event are
    offered before all others; where no outlet is known, those of the same outlet are not left out.

    Parameters
    ----------
    articles : DataFrame
        In the order of the page.
    events : sequence of str
        The event of each, or an empty text.

    Returns
    -------
    list of list of int
        Places of articles, at most `N_ALIKE` for each.

    Examples
    --------
    >>> from framing import make_articles
    >>> told = {"a": "Ministers sign grain deal", "b": "Grain deal is signed", "c": "Rain all day"}
    >>> find_alike(make_articles(told), ["", "", ""])
    [[1], [0], []]
    """
    if len(articles) < 2:
        return [[] for _ in range(len(articles))]
    weights = _weigh([_words(text) for text in articles["text"]])
    likeness = (weights @ weights.T).toarray()
    outlets = articles["outlet_id"].fillna("").to_numpy(object)
    days = articles["published_at"].dt.tz_localize(None).to_numpy().astype("datetime64[D]")
    happened = np.array(events, dtype=object)
    alike = []
    for place in range(len(articles)):
        is_same_event = (happened == happened[place]) & (happened[place] != "")
        apart = np.abs(days - days[place])
        is_near = np.isnat(apart) | (apart <= np.timedelta64(MAX_DAYS, "D"))
        may = is_near & (likeness[place] >= LEAST) & (likeness[place] < COPY)
        may |= is_same_event
        may &= (outlets != outlets[place]) | (outlets == "")
        may[place] = False
        rank = likeness[place] + 2 * is_same_event
        order = np.argsort(-rank, kind="stable")
        alike.append([int(n) for n in order if may[n]][:N_ALIKE])
    return alike


def _words(text: str) -> list[str]:
    """List the beginnings of the longer words of a text, so that forms of one word are alike."""
    return [word[:6] for word in map(str.casefold, WORD.findall(text)) if len(word) > 3]


def _weigh(texts: Sequence[Sequence[str]]) -> sparse.csr_matrix:
    """Weigh the words of texts: one row a text, of length one."""
    places: dict[str, int] = {}
    rows = [n for n, words in enumerate(texts) for _ in words]
    columns = [places.setdefault(word, len(places)) for words in texts for word in words]
    shape = (len(texts), max(1, len(places)))
    counts = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    counts.data = 1 + np.log(counts.data)
    n_texts = np.bincount(counts.indices, minlength=shape[1])
    counts = counts.multiply(np.log((1 + len(texts)) / (1 + n_texts)) + 1e-9).tocsr()
    length = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    return sparse.diags(1 / np.maximum(length, 1e-12)) @ counts
