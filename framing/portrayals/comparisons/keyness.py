"""Terms that are distinctive of an outlet, an actor or any other group, and what makes them so.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words",
Political Analysis 16, 372-403): frequent words that all groups share get no score, and rare ones
get one with a large error.
"""

import re
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import pandas as pd

from ...mentions import portraying
from ...tables import PERIODS, check, empty, name_periods, rows_of
from ...text import straighten

PRIOR_STRENGTH = 500.0
"""Words that the prior is worth, in all: what a group must outweigh to move a word away from the
corpus.
"""
DRIVEN_SHARE = 0.5
"""A term is driven by one or two articles where they hold more than this share of its uses."""
Numbers = TypeVar("Numbers", np.ndarray, pd.Series)
"""Numbers of several terms."""
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

    Returns
    -------
    DataFrame
        One row is a group, an article and a term: group, article_id, term (in lower case), n.

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
    return counts.rename("n").reset_index().astype({"n": "int64"})


def measure_keyness(
    counts: pd.DataFrame,
    *,
    target: str | None = None,
    reference: str | None = None,
    min_count: int = 5,
    prior_strength: float = PRIOR_STRENGTH,
) -> pd.DataFrame:
    """Measure the log-odds of each term in a group against another, or against all others.

    They have an informative prior, which pulls the words that all groups share towards 0.

    Parameters
    ----------
    counts : DataFrame
        From `count_terms`: group, article_id, term, n.
    target : str, optional
        The group whose terms are looked for; each group in turn if there is none.
    reference : str, optional
        The group that it is held against; all other groups together if there is none.
    min_count : int
        Terms that both sides together use less often are left out of the table (the prior knows
        them).
    prior_strength : float
        What the prior is worth, in words.

    Returns
    -------
    DataFrame
        Table of keyness (`framing.tables`): one row is a term and two sides, in the order target,
        reference; those of the target come first. ``log_odds`` is above 0 where the target uses the
        term more; ``z`` is it divided by its standard error. ``prior`` is what the term got before
        counting, in words, in proportion to its share of the whole corpus. ``n_articles`` counts
        the articles of the side that uses it more; ``top_two_share`` is the share of that side's
        uses which stand in the two articles with most of them, and ``is_driven`` marks those above
        `DRIVEN_SHARE`, unless the side has no more than two articles in all.

    Raises
    ------
    ValueError
        If a group is not there, or there are fewer than two.

    References
    ----------
    Monroe, B. L., M. P. Colaresi, and K. M. Quinn. 2008. "Fightin' Words." Political Analysis 16:
    372-403, equations 15, 16, 19, 20 and 22.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> counts = pd.DataFrame({"group": ["a", "a", "b", "b"], "article_id": ["1", "1", "2", "2"],
    ...                        "term": ["peace", "said", "threat", "said"], "n": [9, 50, 9, 50]})
    >>> terms = fr.measure_keyness(counts, target="a", reference="b")
    >>> terms[["term", "z"]].round(1).values.tolist()
    [['peace', 1.1], ['said', 0.0], ['threat', -1.1]]
    """
    missing = [name for name in ("group", "article_id", "term", "n") if name not in counts]
    if missing:
        raise ValueError(f"the table of terms lacks {', '.join(missing)}; make it with count_terms")
    groups = sorted(counts["group"].dropna().unique())
    if not len(counts):
        return empty("keyness")
    for name in (target, reference):
        if name is not None and name not in groups:
            raise ValueError(f"{name!r} is no group; there are {', '.join(map(str, groups[:12]))}")
    if len(groups) < 2:
        raise ValueError("keyness needs two groups or more")
    total = counts.groupby("term")["n"].sum()
    prior = prior_strength * total / total.sum()
    parts = [
        _hold_against(counts, one, reference, prior, min_count)
        for one in ([target] if target is not None else [g for g in groups if g != reference])
    ]
    return pd.concat(parts, ignore_index=True)


def measure_log_odds(
    n: tuple[Numbers, Numbers],
    n_all: tuple[float, float],
    prior: Numbers,
    prior_strength: float,
) -> tuple[Numbers, Numbers]:
    """Measure the log-odds of terms on one side against another, and their z, with a prior.

    Parameters
    ----------
    n : pair of arrays
        How often each side uses each term.
    n_all : pair of float
        How often each side uses any term.
    prior : array
        What each term gets before counting.
    prior_strength : float
        What all terms get together.

    Returns
    -------
    tuple of arrays
        ``log_odds``, and ``z``, which is it divided by its standard error.

    References
    ----------
    Monroe, Colaresi and Quinn 2008, equations 15, 16, 19, 20 and 22.
    """
    odds = [
        (own + prior) / (total + prior_strength - own - prior)
        for own, total in zip(n, n_all, strict=True)
    ]
    log_odds = np.log(odds[0]) - np.log(odds[1])
    return log_odds, log_odds / np.sqrt(1 / (n[0] + prior) + 1 / (n[1] + prior))


def _hold_against(
    counts: pd.DataFrame, target: str, reference: str | None, prior: pd.Series, min_count: int
) -> pd.DataFrame:
    is_target = counts["group"] == target
    is_reference = ~is_target if reference is None else counts["group"] == reference
    sides = counts[is_target], counts[is_reference]
    n_target, n_reference = (
        side.groupby("term")["n"].sum().reindex(prior.index, fill_value=0) for side in sides
    )
    log_odds, z = measure_log_odds(
        (n_target, n_reference), (n_target.sum(), n_reference.sum()), prior, prior.sum()
    )
    spread = [_spread(side, prior.index) for side in sides]
    is_of_target = log_odds >= 0
    table = pd.DataFrame(
        {
            "term": prior.index.astype("str"),
            "target": target,
            "reference": reference or "all others",
            "n_target": n_target.to_numpy(),
            "n_reference": n_reference.to_numpy(),
            "log_odds": log_odds.to_numpy(),
            "z": z.to_numpy(),
            "prior": prior.to_numpy(),
            **{
                name: np.where(is_of_target, spread[0][name], spread[1][name])
                for name in ("n_articles", "top_two_share", "is_driven")
            },
        }
    )
    table = table[table["n_target"] + table["n_reference"] >= min_count]
    table = table.sort_values(["z", "term"], ascending=[False, True]).reset_index(drop=True)
    return table.astype(empty("keyness").dtypes.to_dict())


def _spread(side: pd.DataFrame, terms: pd.Index) -> pd.DataFrame:
    """In how many articles of a side each term stands, and how much of it in the two with most."""
    by_article = side.groupby(["term", "article_id"])["n"].sum().sort_values(ascending=False)
    each = by_article.groupby("term")
    share = each.head(2).groupby("term").sum() / each.sum()
    spread = pd.DataFrame({"n_articles": each.size(), "top_two_share": share}).reindex(terms)
    spread["n_articles"] = spread["n_articles"].fillna(0)
    is_most = spread["top_two_share"] > DRIVEN_SHARE
    spread["is_driven"] = is_most & (side["article_id"].nunique() > 2)
    return spread


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
