"""Differences between two sides, such as two outlets: how large, how sure, of how many questions.

A side is a value of any column. Where every article is on one side only (outlets, periods), chance
is what an exchange of articles between the sides would do; where both sides stand in the same
articles (actors, voices), it is what an exchange inside each article would do. Matched comparisons
look at the difference inside each stratum, such as the coverage of one event.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np
import pandas as pd

from ...tables import empty, scale_of
from ..grouping import Grouping
from ..intervals import MIN_ARTICLES, MIN_MENTIONS, Resampling
from ..observations import VOICE_COLUMNS, Evidence, Observations, Values, observe
from .differences import MIN_STRATA, compare_strata, compare_units, tally_sides
from .discoveries import find_q_values
from .picking import WIDEST, allow_for_picking, find_widest

_ESTIMATES = (
    *("measure", "window", "between", "side_a", "side_b", "estimate_a", "estimate_b"),
    *("difference", "ci_low", "ci_high", "p_value", "degrees", "cohens_d", "n_mentions_a"),
    *("n_mentions_b", "n_articles_a", "n_articles_b", "n_clusters_a", "n_clusters_b", "n_strata"),
)


@dataclass(frozen=True)
class _Question:
    """What is compared: two values of the column `between`, inside each value of `match`."""

    between: str
    pair: tuple[str, str]
    match: list[str]
    weight: str
    n_questions: int
    """Questions that are asked together, at most."""


def compare_portrayal(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    between: str,
    sides: Sequence[tuple[str, str]] | str | None = None,
    match: Sequence[str] = (),
    frame_hits: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
    roles: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    outlets: pd.DataFrame | None = None,
    measures: Sequence[str] | None = None,
    by: Sequence[str] = ("actor_id",),
    readings: Sequence[str] = ("actor",),
    cluster: str | None = None,
    weight: str = "mention",
    min_mentions: int = MIN_MENTIONS,
    min_articles: int = MIN_ARTICLES,
    n_resamples: int = 2_000,
    level: float = 0.95,
    seed: int = 1,
) -> pd.DataFrame:
    """Compare two sides in each group: difference, interval, p-value and false discoveries.

    Parameters
    ----------
    mentions, articles, scores, frame_hits, voices, roles, sentences, outlets, by, readings
        As for `summarise_portrayal`.
    between : str
        The column whose values are the sides: ``outlet_id``, ``month``, ``actor_id``,
        ``voice_group`` or any other.
    sides : sequence of pairs of str or "widest", optional
        Which values to compare, (a, b); each pair of values if there is none. The difference is
        always a less b. ``"widest"`` keeps the pair that lies farthest apart, in the mean of what
        is reportable, and tests it as picked for that.
    match : sequence of str
        Columns inside of whose values the sides are compared, for example ``["week", "topic"]``
        (`tag_topics`), so that outlets are compared on the same events. What only one side covers
        is left out. Each stratum weighs n_a n_b / (n_a + n_b) for its numbers of mentions, which
        gives the difference the smallest variance. Each stratum then counts as one, whatever it
        holds, so that what an event does to an outlet is part of chance.
    measures : sequence of str, optional
        Which measures to compare; all if there is none.
    cluster, weight, level
        As for `summarise_portrayal`.
    min_mentions, min_articles : int
        What each side must hold to be reportable, articles that are copies counted once; a matched
        comparison also needs `MIN_STRATA` strata.
    n_resamples : int
        Random exchanges of the sides, at least; there are more where many rows are asked for.
    seed : int
        Seed of the exchanges.

    Returns
    -------
    DataFrame
        Table of comparisons (`framing.tables`): one row is a group, a measure, a window and a pair
        of sides. ``difference`` is estimate_a less estimate_b; ``ci_low``, ``ci_high`` and
        ``p_value`` come from one statistic, the difference over its standard error, so that the
        interval leaves out 0 where p is below 1 - level. p is the share of random exchanges of the
        sides that reach the statistic in either direction, or Student's where there is `match`, and
        where there are so many articles that the two do not differ. ``q_value`` is p after the
        procedure of Benjamini and Hochberg over the reportable rows, which are chosen without a
        look at the difference; missing for the others. ``cohens_d`` is the difference in standard
        deviations of single mentions. A side with one article, and a match with one stratum, have
        neither interval nor p; sides of 3 and 3 articles, and others so small that no difference
        could have a p below 1 - level, have a p and no interval.

    Raises
    ------
    SchemaError
        If a column of a table is missing.
    ValueError
        If `between` names a column that is nowhere, a side is no value of it, or `sides` is
        "widest" and no pair is reportable.

    References
    ----------
    Benjamini, Y., and Y. Hochberg. 1995. "Controlling the False Discovery Rate." JRSS B 57:
    289-300. Bourgon, R., R. Gentleman, and W. Huber. 2010. "Independent Filtering Increases
    Detection Power for High-Throughput Experiments." PNAS 107: 9546-9551. Chung, E., and J. P.
    Romano. 2013. "Exact and Asymptotically Robust Permutation Tests." Annals of Statistics 41:
    484-507. Games, P. A., and J. F. Howell. 1976. "Pairwise Multiple Comparison Procedures with
    Unequal N's and/or Variances." Journal of Educational Statistics 1: 113-125. Janssen, A. 1997.
    "Studentized Permutation Tests for Non-i.i.d. Hypotheses and the Generalized Behrens-Fisher
    Problem." Statistics and Probability Letters 36: 9-21.

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
    seen = observe(evidence, Grouping(columns, readings, cluster, weight))
    needs_voices = (VOICE_COLUMNS & set(columns)) - set(mentions.columns)
    if voices is None and needs_voices:
        raise ValueError(f"{', '.join(sorted(VOICE_COLUMNS & set(columns)))} needs voices=")
    resampling = Resampling(n_resamples, level, seed, min_mentions, min_articles)
    values = [one for one in seen.values if measures is None or one.measure in measures]
    ask = _Ask(seen, values, groups, between, list(match), resampling)
    if not isinstance(sides, str):
        return _finish(ask.compare(_pairs(seen.keys[between], sides, between)), groups)
    if sides != WIDEST:
        raise ValueError(f"sides= takes pairs of values, or {WIDEST!r}, not {sides!r}")
    pair, n_sides = find_widest(ask.compare(_pairs(seen.keys[between], None, between), n_draws=1))
    return _finish(allow_for_picking(ask.compare([pair]), n_sides, level), groups)


@dataclass(frozen=True)
class _Ask:
    """What is asked of some observations, for any pair of sides."""

    seen: Observations
    values: list[Values]
    groups: list[str]
    between: str
    match: list[str]
    resampling: Resampling

    @cached_property
    def sides(self) -> tuple[np.ndarray, pd.Index]:
        """The side of each row as a number, and the names of the sides."""
        numbers, names = pd.factorize(self.seen.keys[self.between])
        return numbers, pd.Index(names)

    @cached_property
    def articles(self) -> np.ndarray:
        """The article of each row as a number."""
        return np.asarray(pd.factorize(self.seen.keys["article_id"])[0])

    @cached_property
    def units(self) -> np.ndarray:
        """The unit of each row as a number."""
        return np.asarray(pd.factorize(self.seen.keys["unit"])[0])

    @cached_property
    def has_stratum(self) -> np.ndarray:
        """Whether each row has a value in every column of the match."""
        return np.asarray(self.seen.keys[self.match].notna().all(axis=1))

    def compare(self, pairs: list[tuple[str, str]], n_draws: int | None = None) -> pd.DataFrame:
        """Compare the pairs in each group, by each measure, with so many draws if given."""
        resampling = replace(self.resampling, n_resamples=n_draws or self.resampling.n_resamples)
        in_groups = _groups(self.seen.keys, self.groups)
        n_questions = 1 if n_draws else len(in_groups) * len(self.values) * len(pairs)
        weight = self.seen.grouping.weight
        questions = [_Question(self.between, p, self.match, weight, n_questions) for p in pairs]
        rows = []
        for key, is_in_group in in_groups:
            for values in self.values:
                is_chosen = is_in_group[values.row]
                for question in questions:
                    answer = _compare(self, values, is_chosen, question, resampling)
                    if answer is not None:
                        kind = (values.measure, values.window, self.between, *question.pair)
                        rows.append((*key, *kind, *answer))
        table = pd.DataFrame(rows, columns=[*self.groups, *_ESTIMATES])
        return table.assign(is_reportable=_is_reportable(table, bool(self.match), resampling))


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
    ask: _Ask, values: Values, is_chosen: np.ndarray, question: _Question, resampling: Resampling
) -> tuple[float, ...] | None:
    """The estimates of one question for some values; None where the sides share no stratum."""
    rows, value, match = values.row[is_chosen], values.value[is_chosen], question.match
    numbers, names = ask.sides
    a, b = names.get_indexer(list(question.pair))
    side = np.select([numbers[rows] == a, numbers[rows] == b], [0, 1], default=-1)
    is_asked = side >= 0
    if match:
        is_asked &= ask.has_stratum[rows]
    rows, side, value = rows[is_asked], side[is_asked], value[is_asked]
    stratum = (
        ask.seen.keys[match].iloc[rows].groupby(match, sort=True).ngroup().to_numpy()
        if match
        else np.zeros(len(rows), dtype=int)
    )
    is_shared = _in_shared_strata(side, stratum)
    if not is_shared.any():
        return None
    rows, side, value = rows[is_shared], side[is_shared], value[is_shared]
    stratum = np.unique(stratum[is_shared], return_inverse=True)[1]
    articles, units = ask.articles[rows], ask.units[rows]
    reach, spread = _reach(values.measure), value
    if question.weight == "article":
        once, value = _average_articles(articles, side, stratum, value)
        cells = tally_sides(units[once], side[once], value, stratum[once])
    else:
        cells = tally_sides(units, side, value, stratum)
    answer = (
        compare_strata(cells, resampling, reach)
        if match
        else compare_units(cells, resampling, reach, n_questions=question.n_questions)
    )
    of_side = [side == 0, side == 1]
    return (
        *answer,
        _cohens_d(answer.difference, [spread[own] for own in of_side]),
        *(int(own.sum()) for own in of_side),
        *(len(np.unique(articles[own])) for own in of_side),
        *(len(np.unique(units[own])) for own in of_side),
        cells.n_strata,
    )


def _reach(measure: str) -> float:
    """Find the largest difference that the scale of a measure allows."""
    low, high = scale_of(measure)
    return high - low


def _average_articles(
    articles: np.ndarray, side: np.ndarray, stratum: np.ndarray, value: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The mean of each article on each side, and the row that stands for it."""
    article = pd.factorize(articles)[0]
    cell = (article * 2 + side) * (stratum.max() + 1) + stratum
    _, once, of_row = np.unique(cell, return_index=True, return_inverse=True)
    return once, np.bincount(of_row, weights=value) / np.bincount(of_row)


def _cohens_d(difference: float, values: list[np.ndarray]) -> float:
    """Divide a difference by the standard deviation of single mentions."""
    variances = [own.var(ddof=1) if len(own) > 1 else np.nan for own in values]
    spread = np.sqrt(np.mean(variances))
    return float(difference / spread) if spread > 0 else np.nan


def _in_shared_strata(side: np.ndarray, stratum: np.ndarray) -> np.ndarray:
    """Whether each mention stands in a stratum that holds mentions of both sides."""
    if not len(stratum):
        return np.zeros(0, dtype=bool)
    n = np.zeros((2, stratum.max() + 1))
    np.add.at(n, (side, stratum), 1)
    is_shared: np.ndarray = np.asarray((n > 0).all(axis=0))
    return np.asarray(is_shared[stratum])


def _is_reportable(table: pd.DataFrame, is_matched: bool, resampling: Resampling) -> pd.Series:
    """Whether both sides hold enough, and enough strata; nothing of the difference is looked at."""
    n_mentions = table[["n_mentions_a", "n_mentions_b"]].min(axis=1)
    n_clusters = table[["n_clusters_a", "n_clusters_b"]].min(axis=1)
    enough = resampling.is_reportable(n_mentions, n_clusters)
    return (enough & (table["n_strata"] >= MIN_STRATA) if is_matched else enough).astype(bool)


def _finish(table: pd.DataFrame, groups: list[str]) -> pd.DataFrame:
    """Add the q-values of the reportable rows; set the types."""
    q_value = find_q_values(table["p_value"], table["is_reportable"])
    table.insert(table.columns.get_loc("p_value") + 1, "q_value", q_value)
    dtypes = {name: dtype for name, dtype in empty("comparisons").dtypes.items() if name in table}
    return table.astype(dtypes).astype({name: "str" for name in groups if not len(table)})
