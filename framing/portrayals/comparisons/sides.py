"""Differences between two sides, such as two outlets: how large, how sure, of how many questions.

A side is a value of any column. Where every article is on one side only (outlets, periods), chance
is what an exchange of articles between the sides would do; where both sides stand in the same
articles (actors, voices), it is what an exchange inside each article would do. Matched comparisons
do so inside each stratum, such as the coverage of one event.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
import scipy  # and not stats from it, which takes half a second to load and is seldom used

from ...tables import check, empty
from ...text import WordList
from ..grouping import Grouping
from ..intervals import MIN_ARTICLES, MIN_MENTIONS, Resampling
from ..observations import VOICE_COLUMNS, Evidence, Observations, Values, observe
from .differences import estimate_sides, permute, resample_difference, tally_sides

_ESTIMATES = (
    *("measure", "window", "between", "side_a", "side_b", "estimate_a", "estimate_b"),
    *("difference", "ci_low", "ci_high", "p_value", "cohens_d", "n_mentions_a", "n_mentions_b"),
    *("n_articles_a", "n_articles_b", "n_strata"),
)


@dataclass(frozen=True)
class _Question:
    """What is compared: two values of the column `between`, inside each value of `match`."""

    between: str
    pair: tuple[str, str]
    match: list[str]


def compare_portrayal(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    between: str,
    sides: Sequence[tuple[str, str]] | None = None,
    match: Sequence[str] = (),
    frame_hits: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
    roles: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    outlets: pd.DataFrame | None = None,
    measures: Sequence[str] | None = None,
    by: Sequence[str] = ("actor_id",),
    readings: Sequence[str] = ("actor",),
    cluster: str = "article_id",
    min_mentions: int = MIN_MENTIONS,
    min_articles: int = MIN_ARTICLES,
    n_resamples: int = 2_000,
    level: float = 0.95,
    seed: int = 1,
) -> pd.DataFrame:
    """Compare two sides in each group: difference, interval, p-value and false discoveries.

    Parameters
    ----------
    mentions, articles, scores, frame_hits, voices, roles, sentences, outlets, by, readings, cluster
        As for `summarise_portrayal`.
    between : str
        The column whose values are the sides: ``outlet_id``, ``month``, ``actor_id``,
        ``voice_group`` or any other.
    sides : sequence of pairs of str, optional
        Which values to compare, (a, b); each pair of values if there is none. The difference is
        always a less b.
    match : sequence of str
        Columns inside of whose values the sides are compared, for example ``["week", "topic"]``
        (`tag_topics`), so that outlets are compared on the same events. What only one side covers
        is left out. Each stratum weighs n_a n_b / (n_a + n_b) for its numbers of mentions, which
        gives the difference the smallest variance.
    measures : sequence of str, optional
        Which measures to compare; all if there is none.
    min_mentions, min_articles : int
        What each side must hold to be reportable.
    n_resamples : int
        Bootstrap draws, and random exchanges for the p-value.
    level, seed
        As for `summarise_portrayal`.

    Returns
    -------
    DataFrame
        Table of comparisons (`framing.tables`): one row is a group, a measure, a window and a pair
        of sides. ``difference`` is estimate_a less estimate_b; ci_low and ci_high are its bootstrap
        interval, with articles drawn inside each side, or strata drawn as wholes where there is
        `match`. ``p_value`` is the share of random exchanges with a difference as large in either
        direction. ``q_value`` is the p-value after the procedure of Benjamini and Hochberg over all
        rows of the table: choose the rows before you look. ``cohens_d`` is the difference in
        standard deviations of single mentions.

    Raises
    ------
    SchemaError
        If a column of a table is missing.
    ValueError
        If `between` names a column that is nowhere, or a side is no value of it.

    Notes
    -----
    With few articles or strata the bootstrap's interval is too narrow and the p-value, which needs
    no theory, is the better guide; they may then disagree.

    References
    ----------
    Benjamini, Y., and Y. Hochberg. 1995. "Controlling the False Discovery Rate." JRSS B 57:
    289-300. Good, P. 2005. Permutation, Parametric and Bootstrap Tests of Hypotheses. 3rd ed.
    Springer.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = fr.make_articles({f"{side}{n}": "China met." for side in "ab" for n in range(6)})
    >>> articles["outlet_id"] = articles["article_id"].str[0]
    >>> sentences = fr.split_sentences(articles)
    >>> mentions = fr.find_mentions(sentences, fr.read_codebook())
    >>> scores = pd.DataFrame({"mention_id": mentions["mention_id"], "measure": "m",
    ...                        "window": "sentence",
    ...                        "value": [0.9, 0.8, 1.0] * 2 + [0.1, 0.2, 0.0] * 2})
    >>> row = fr.compare_portrayal(mentions, articles, scores, between="outlet_id").iloc[0]
    >>> print(row["side_a"], row["side_b"], round(row["difference"], 2), row["p_value"] < 0.01)
    a b 0.8 True
    """
    groups = [name for name in by if name != between]
    columns = list(dict.fromkeys([*groups, between, *match]))
    evidence = Evidence(mentions, articles, scores, frame_hits, voices, roles, sentences, outlets)
    seen = observe(evidence, Grouping(columns, readings, cluster))
    needs_voices = (VOICE_COLUMNS & set(columns)) - set(mentions.columns)
    if voices is None and needs_voices:
        raise ValueError(f"{', '.join(sorted(VOICE_COLUMNS & set(columns)))} needs voices=")
    resampling = Resampling(n_resamples, level, seed, min_mentions, min_articles)
    questions = [
        _Question(between, pair, list(match)) for pair in _pairs(seen.keys[between], sides, between)
    ]
    chosen = [one for one in seen.values if measures is None or one.measure in measures]
    rows = []
    for key, is_in_group in _groups(seen.keys, groups):
        for values in chosen:
            for question in questions:
                answer = _compare(seen, values, is_in_group[values.row], question, resampling)
                if answer is not None:
                    kind = (values.measure, values.window, between, *question.pair)
                    rows.append((*key, *kind, *answer))
    table = pd.DataFrame(rows, columns=[*groups, *_ESTIMATES])
    return _finish(table, groups, resampling)


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


def _pairs(
    values: pd.Series, sides: Sequence[tuple[str, str]] | None, between: str
) -> list[tuple[str, str]]:
    known = sorted(values.dropna().unique())
    if sides is None:
        return list(combinations(known, 2))
    strange = [side for pair in sides for side in pair if side not in known]
    if strange:
        raise ValueError(
            f"{strange[0]!r} is no value of {between}; there are {', '.join(map(str, known[:12]))}"
        )
    return [(a, b) for a, b in sides]


def _groups(keys: pd.DataFrame, groups: list[str]) -> list[tuple[tuple[object, ...], np.ndarray]]:
    if not groups:
        return [((), np.ones(len(keys), dtype=bool))]
    # A missing value is in no group.
    codes = keys.groupby(groups, sort=True, observed=True).ngroup().to_numpy()
    firsts = (
        [int(np.flatnonzero(codes == code)[0]) for code in range(codes.max() + 1)]
        if len(codes)
        else []
    )
    return [(tuple(keys[groups].iloc[first]), codes == codes[first]) for first in firsts]


def _compare(
    seen: Observations,
    values: Values,
    is_chosen: np.ndarray,
    question: _Question,
    resampling: Resampling,
) -> tuple[float, ...] | None:
    """The estimates of one question for some values; None where the sides share no stratum."""
    keys, value = seen.keys.iloc[values.row[is_chosen]], values.value[is_chosen]
    (a, b), match = question.pair, question.match
    sides = keys[question.between]
    side = np.select([sides == a, sides == b], [0, 1], default=-1)
    is_asked = side >= 0
    if match:
        is_asked &= keys[match].notna().all(axis=1).to_numpy()
    keys, side, value = keys[is_asked], side[is_asked], value[is_asked]
    stratum = (
        keys.groupby(match, sort=True).ngroup().to_numpy()
        if match
        else np.zeros(len(keys), dtype=int)
    )
    is_shared = _in_shared_strata(side, stratum)
    if not is_shared.any():
        return None
    keys, side, value = keys[is_shared], side[is_shared], value[is_shared]
    stratum = np.unique(stratum[is_shared], return_inverse=True)[1]
    cells = tally_sides(keys["unit"], side, value, stratum)
    estimate_a, estimate_b = estimate_sides(cells)
    difference = estimate_a - estimate_b
    ends = resampling.find_ends(resample_difference(cells, bool(match), resampling))
    of_side = [side == 0, side == 1]
    variances = [value[own].var(ddof=1) if own.sum() > 1 else np.nan for own in of_side]
    spread = np.sqrt(np.mean(variances))
    articles = keys["article_id"].to_numpy()
    return (
        estimate_a,
        estimate_b,
        difference,
        *ends,
        permute(cells, difference, resampling),
        difference / spread if spread > 0 else np.nan,
        *(int(own.sum()) for own in of_side),
        *(len(set(articles[own])) for own in of_side),
        int(stratum.max()) + 1,
    )


def _in_shared_strata(side: np.ndarray, stratum: np.ndarray) -> np.ndarray:
    """Whether each mention stands in a stratum that holds mentions of both sides."""
    if not len(stratum):
        return np.zeros(0, dtype=bool)
    n = np.zeros((2, stratum.max() + 1))
    np.add.at(n, (side, stratum), 1)
    is_shared: np.ndarray = np.asarray((n > 0).all(axis=0))
    return np.asarray(is_shared[stratum])


def _finish(table: pd.DataFrame, groups: list[str], resampling: Resampling) -> pd.DataFrame:
    """Add what needs all rows, the q-values, and what is reportable; set the types."""
    q_value = scipy.stats.false_discovery_control(table["p_value"]) if len(table) else np.zeros(0)
    table.insert(table.columns.get_loc("p_value") + 1, "q_value", q_value)
    table["is_reportable"] = resampling.is_reportable(
        table[["n_mentions_a", "n_mentions_b"]].min(axis=1),
        table[["n_articles_a", "n_articles_b"]].min(axis=1),
    ).astype(bool)
    dtypes = {name: dtype for name, dtype in empty("comparisons").dtypes.items() if name in table}
    return table.astype(dtypes).astype({name: "str" for name in groups if not len(table)})
