"""Terms of each group in each article, names of actors left out."""

import re
from collections.abc import Sequence

import pandas as pd

from ...mentions import portraying
from ...tables import PERIODS, check, name_periods, rows_of
from ...text import straighten
from ..grouping import Grouping

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def count_terms(
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    mentions: pd.DataFrame | None = None,
    by: str = "outlet_id",
    actor_id: str | None = None,
    max_words: int = 1,
    readings: Sequence[str] = ("actor",),
    cluster: str | None = None,
) -> pd.DataFrame:
    """Count how often each group uses each term in each article, names of actors left out.

    Parameters
    ----------
    sentences, articles : DataFrame
        Tables of sentences and of the articles that they stand in. Boilerplate is left out.
    mentions : DataFrame, optional
        Table of mentions: their words count for nothing, and end a phrase. Needed for `actor_id`
        and for groups by actor.
    by : str
        A column of the articles, a period of publication, or ``actor_id``: the sentences that
        mention the actor, so that a sentence with two actors counts for both.
    actor_id : str, optional
        Only the sentences that mention this actor.
    max_words : int
        Phrases of up to so many words count too.
    readings : sequence of str
        Which mentions bring their sentence in, as for `summarise_portrayal`.
    cluster : str, optional
        Column of the articles with clusters of copies, which count as one text in the tests of
        `measure_keyness`; ``cluster_id``, if the articles have it.

    Returns
    -------
    DataFrame
        One row is a group, an article and a term: group, article_id, unit (the cluster of copies or
        the article), term (in lower case), n.

    Raises
    ------
    SchemaError
        If a column is missing.
    ValueError
        If `by` is no column, or mentions are needed and there are none.

    Examples
    --------
    >>> import framing as fr
    >>> articles = fr.make_articles({"a": "The talks failed. The talks go on."})
    >>> articles = articles.assign(outlet_id="x")
    >>> counts = fr.count_terms(fr.split_sentences(articles), articles)
    >>> counts.set_index("term")["n"].to_dict()
    {'failed': 1, 'go': 1, 'on': 1, 'talks': 2, 'the': 2}
    """
    check(sentences, "sentences")
    check(articles, "articles")
    column = str(Grouping(cluster=cluster).settle(articles).cluster)
    if mentions is None and (actor_id is not None or by == "actor_id"):
        raise ValueError("terms near an actor need mentions=")
    read = sentences[sentences["part"] != "boilerplate"]
    if mentions is not None and actor_id is not None:
        near = portraying(mentions, readings).query("actor_id == @actor_id")["sentence_id"]
        read = read[read["sentence_id"].isin(near)]
    names = _names(mentions)
    columns = ["sentence_id", "article_id", "start", "text"]
    rows = [
        (sentence_id, article_id, term)
        for sentence_id, article_id, start, text in rows_of(read, columns)
        for term in _terms(
            straighten(text),
            [(a - start, b - start) for a, b in names.get(sentence_id, ())],
            max_words,
        )
    ]
    terms = pd.DataFrame(rows, columns=["sentence_id", "article_id", "term"], dtype="str")
    if by == "actor_id" and mentions is not None:
        portrayed = portraying(mentions, readings)[["sentence_id", "actor_id"]]
        pairs = portrayed.dropna().drop_duplicates().rename(columns={"actor_id": "group"})
        terms = terms.merge(pairs, on="sentence_id")
    else:
        if by in PERIODS and by not in articles:
            articles = articles.assign(**{by: name_periods(articles["published_at"], by)})
        if by not in articles:
            raise ValueError(f"by= names {by}, which is no column of the articles")
        groups = articles.set_index("article_id")[by].astype("str")
        terms["group"] = terms["article_id"].map(groups)
    counts = terms.groupby(["group", "article_id", "term"], sort=True).size()
    counts = counts.rename("n").reset_index().astype({"n": "int64"})
    units = articles[column].astype("str").set_axis(articles["article_id"])
    counts.insert(2, "unit", counts["article_id"].map(units).fillna(counts["article_id"]))
    return counts


def _names(mentions: pd.DataFrame | None) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = {}
    if mentions is not None:
        check(mentions, "mentions")
        for sentence_id, start, end in rows_of(mentions, ["sentence_id", "start", "end"]):
            spans.setdefault(sentence_id, []).append((start, end))
    return spans


def _terms(text: str, names: list[tuple[int, int]], max_words: int) -> list[str]:
    """The words of a sentence in lower case, and phrases that run over no name and no mark."""
    terms: list[str] = []
    run: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        if any(start < match.end() and match.start() < stop for start, stop in names):
            run = []
            continue
        if text[end : match.start()].strip():
            run = []
        end = match.end()
        run = [*run, match.group().lower()][-max_words:]
        terms += [" ".join(run[at:]) for at in range(len(run))]
    return terms
