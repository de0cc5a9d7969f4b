"""Differences between two sides, such as two outlets: how large, how sure, and among how many
questions.

A side is a value of any column. Where every article is on one side only (outlets, periods), chance
is what an exchange of articles between the sides would do; where both sides stand in the same
articles (actors, voices), it is what an exchange inside each article would do. Matched comparisons
do so inside each stratum, such as the coverage of one event.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy  # and not stats from it, which takes half a second to load and is seldom used

from ...tables import check, empty
from ...text import WordList
from ..observations import Observations, Values, observe
from ..resampling import CELLS_AT_ONCE, draw_counts, find_intervals
from ..summaries import MIN_ARTICLES, MIN_MENTIONS


class _Cells(NamedTuple):
    """Sums and numbers of the two sides by unit (rows) and stratum."""

    stratum: np.ndarray
    sums: np.ndarray  # units x 2
    counts: np.ndarray  # units x 2


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
    """Difference between two sides for each group, with an interval, a p-value and control of false
    discoveries.

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
        Table of comparisons (`framing.schema`): one row is a group, a measure, a window and a pair
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
    >>> scores = pd.DataFrame({"mention_id": mentions["mention_id"], "measure": "m", "window": "sentence",
    ...                        "value": [0.9, 0.8, 1.0, 0.9, 0.8, 1.0, 0.1, 0.2, 0.0, 0.1, 0.2, 0.0]})
    >>> row = fr.compare_portrayal(mentions, articles, scores, between="outlet_id").iloc[0]
    >>> print(row["side_a"], row["side_b"], round(row["difference"], 2), row["p_value"] < 0.01)
    a b 0.8 True
    """
    groups = [name for name in by if name != between]
    columns = list(dict.fromkeys([*groups, between, *match]))
    uses_voices = {"voice", "voice_group", "speaker", "speaker_actor_id"} & set(columns)
    seen = observe(
        mentions,
        articles,
        scores,
        frame_hits=frame_hits,
        voices=voices,
        roles=roles,
        sentences=sentences,
        outlets=outlets,
        by=columns,
        readings=readings,
        cluster=cluster,
    )
    if voices is None and uses_voices - set(mentions.columns):
        raise ValueError(f"{', '.join(sorted(uses_voices))} needs voices=")
    pairs = _pairs(seen.keys[between], sides, between)
    chosen = [one for one in seen.values if measures is None or one.measure in measures]
    rows = []
    for key, at in _groups(seen.keys, groups):
        for values in chosen:
            own = at[values.row]
            for a, b in pairs:
                found = _compare(
                    seen, values, own, between, (a, b), list(match), n_resamples, level, seed
                )
                if found is not None:
                    rows.append((*key, values.measure, values.window, between, a, b, *found))
    names = [
        "measure",
        "window",
        "between",
        "side_a",
        "side_b",
        "estimate_a",
        "estimate_b",
        "difference",
        "ci_low",
        "ci_high",
        "p_value",
        "cohens_d",
        "n_mentions_a",
        "n_mentions_b",
        "n_articles_a",
        "n_articles_b",
        "n_strata",
    ]
    table = pd.DataFrame(rows, columns=[*groups, *names])
    return _finish(table, groups, min_mentions, min_articles)


def tag_topics(articles: pd.DataFrame, topics: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Give each article the topic whose keywords it has most of, so that comparisons can be matched
    by it.

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
    >>> articles = fr.make_articles({"one": "The balloon drifted over Montana.", "two": "Prices rose."})
    >>> fr.tag_topics(articles, {"balloon": ["balloon", "airship"]})["topic"].fillna("none").tolist()
    ['balloon', 'none']
    """
    check(articles, "articles")
    if not topics or not all(topics.values()):
        raise ValueError("topics= needs at least one topic, and each topic at least one word")
    lists = {topic: WordList(list(words), [False] * len(words)) for topic, words in topics.items()}
    hits = pd.DataFrame(
        {
            topic: [len(own.find_all(text)) for text in articles["text"]]
            for topic, own in lists.items()
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
    codes = (
        keys.groupby(groups, sort=True, observed=True).ngroup().to_numpy()
    )  # a missing value is in no group
    firsts = (
        [int(np.flatnonzero(codes == code)[0]) for code in range(codes.max() + 1)]
        if len(codes)
        else []
    )
    return [(tuple(keys[groups].iloc[first]), codes == codes[first]) for first in firsts]


def _compare(
    seen: Observations,
    values: Values,
    own: np.ndarray,
    between: str,
    pair: tuple[str, str],
    match: list[str],
    n_resamples: int,
    level: float,
    seed: int,
) -> tuple[float, ...] | None:
    keys = seen.keys.iloc[values.row[own]]
    side = np.select([keys[between] == pair[0], keys[between] == pair[1]], [0, 1], default=-1)
    told = side >= 0
    if match:
        told &= keys[match].notna().all(axis=1).to_numpy()
    keys, side, value = keys[told], side[told], values.value[own][told]
    stratum = (
        keys.groupby(match, sort=True).ngroup().to_numpy()
        if match
        else np.zeros(len(keys), dtype=int)
    )
    n = np.zeros((2, stratum.max() + 1 if len(stratum) else 1))
    np.add.at(n, (side, stratum), 1)
    shared = np.asarray((n > 0).all(axis=0))
    kept = shared[stratum] if len(stratum) else np.zeros(0, dtype=bool)
    if not kept.any():
        return None
    keys, side, value = keys[kept], side[kept], value[kept]
    stratum = np.unique(stratum[kept], return_inverse=True)[1]
    cells = _tally(keys["unit"], side, value, stratum)
    estimate_a, estimate_b = _weighted(cells)
    difference = estimate_a - estimate_b
    drawn = _bootstrap(cells, bool(match), n_resamples, seed)
    low, high = find_intervals(drawn[None, :], level)
    p_value = _permute(cells, difference, n_resamples, seed)
    spread = np.sqrt(
        np.mean([value[side == s].var(ddof=1) if (side == s).sum() > 1 else np.nan for s in (0, 1)])
    )
    articles = keys["article_id"].to_numpy()
    return (
        estimate_a,
        estimate_b,
        difference,
        float(low[0]),
        float(high[0]),
        p_value,
        difference / spread if spread > 0 else np.nan,
        int((side == 0).sum()),
        int((side == 1).sum()),
        len(set(articles[side == 0])),
        len(set(articles[side == 1])),
        int(stratum.max()) + 1,
    )


def _tally(unit: pd.Series, side: np.ndarray, value: np.ndarray, stratum: np.ndarray) -> _Cells:
    codes, _ = pd.factorize(unit)
    place = codes * (stratum.max() + 1) + stratum  # a unit that stands in two strata is two
    _, place = np.unique(place, return_inverse=True)
    sums, counts = np.zeros((place.max() + 1, 2)), np.zeros((place.max() + 1, 2))
    np.add.at(sums, (place, side), value)
    np.add.at(counts, (place, side), 1)
    at = np.zeros(place.max() + 1, dtype=int)
    at[place] = stratum
    return _Cells(at, sums, counts)


def _weighted(cells: _Cells) -> tuple[float, float]:
    """The mean of each side: over its strata, each with the same weight on both sides."""
    n_strata = cells.stratum.max() + 1
    sums, counts = np.zeros((n_strata, 2)), np.zeros((n_strata, 2))
    np.add.at(sums, cells.stratum, cells.sums)
    np.add.at(counts, cells.stratum, cells.counts)
    weights = counts.prod(axis=1) / counts.sum(axis=1)
    means = (sums / counts * weights[:, None]).sum(axis=0) / weights.sum()
    return float(means[0]), float(means[1])


def _difference(sums: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Weighted differences; the arrays have the shape (2 sides, draws, strata)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        means = sums / counts
        weights = counts.prod(axis=0) / counts.sum(axis=0)
        each = np.where(weights > 0, (means[0] - means[1]) * weights, 0.0)
        found: np.ndarray = each.sum(axis=-1) / np.nansum(weights, axis=-1)
    return found


def _bootstrap(cells: _Cells, is_matched: bool, n_resamples: int, seed: int) -> np.ndarray:
    """Differences in resamples: of strata where they are matched, otherwise of units, in each side
    apart.
    """
    n_strata = int(cells.stratum.max()) + 1
    if is_matched:
        if n_strata < 2:
            return np.full(n_resamples, np.nan)
        sums, counts = np.zeros((n_strata, 2)), np.zeros((n_strata, 2))
        np.add.at(sums, cells.stratum, cells.sums)
        np.add.at(counts, cells.stratum, cells.counts)
        weights = counts.prod(axis=1) / counts.sum(axis=1)
        gaps = (sums / counts) @ np.array([1.0, -1.0])
        drawn = np.concatenate(list(draw_counts(n_strata, n_resamples, seed)), axis=1)
        found: np.ndarray = ((gaps * weights) @ drawn) / (weights @ drawn)
        return found
    is_apart = not (cells.counts > 0).all(axis=1).any()
    means = []
    for side in (0, 1):
        # Where both sides stand in the same units, the same seed draws the same units for both.
        chosen = cells.counts[:, side] > 0 if is_apart else np.ones(len(cells.counts), dtype=bool)
        if chosen.sum() < 2:
            return np.full(n_resamples, np.nan)
        drawn = np.concatenate(
            list(draw_counts(int(chosen.sum()), n_resamples, seed + side * is_apart)), axis=1
        )
        with np.errstate(invalid="ignore", divide="ignore"):
            means.append((cells.sums[chosen, side] @ drawn) / (cells.counts[chosen, side] @ drawn))
    both: np.ndarray = means[0] - means[1]
    return both


def _permute(cells: _Cells, difference: float, n_permutations: int, seed: int) -> float:
    """Share of random exchanges of the sides that give a difference as large as the one that was
    seen.
    """
    rng = np.random.default_rng(seed)
    n_units, n_strata = len(cells.stratum), int(cells.stratum.max()) + 1
    of_stratum = (cells.stratum[:, None] == np.arange(n_strata)).astype(float)
    is_apart = not (cells.counts > 0).all(axis=1).any()
    on_a = cells.counts[:, 0] > 0
    n_a = of_stratum.T @ on_a
    size = max(1, CELLS_AT_ONCE // (8 * n_units))
    n_as_large = 0
    for first in range(0, n_permutations, size):
        n = min(size, n_permutations - first)
        if is_apart:
            # In each stratum as many units go to side a as before: those with the lowest random
            # numbers.
            order = np.argsort(cells.stratum + rng.random((n, n_units)), axis=1)
            begins = np.concatenate([[0], np.cumsum(of_stratum.sum(axis=0))[:-1]])
            sorted_stratum = np.sort(cells.stratum)
            goes_to_a = np.arange(n_units) - begins[sorted_stratum] < n_a[sorted_stratum]
            to_a = np.zeros((n, n_units), dtype=bool)
            np.put_along_axis(to_a, order, np.broadcast_to(goes_to_a, (n, n_units)), axis=1)
            first_sums, second_sums = cells.sums.sum(axis=1), np.zeros(n_units)
            first_counts, second_counts = cells.counts.sum(axis=1), np.zeros(n_units)
        else:
            to_a = rng.random((n, n_units)) < 0.5
            first_sums, second_sums = cells.sums.T
            first_counts, second_counts = cells.counts.T
        sums = [
            np.where(to_a, x, y) @ of_stratum
            for x, y in ((first_sums, second_sums), (second_sums, first_sums))
        ]
        counts = [
            np.where(to_a, x, y) @ of_stratum
            for x, y in ((first_counts, second_counts), (second_counts, first_counts))
        ]
        found = _difference(np.stack(sums), np.stack(counts))
        n_as_large += int((np.abs(np.nan_to_num(found)) >= abs(difference) - 1e-12).sum())
    return (1 + n_as_large) / (1 + n_permutations)


def _finish(
    table: pd.DataFrame, groups: list[str], min_mentions: int, min_articles: int
) -> pd.DataFrame:
    place = table.columns.get_loc("p_value") + 1
    q = scipy.stats.false_discovery_control(table["p_value"]) if len(table) else np.zeros(0)
    table.insert(place, "q_value", q)
    enough = (table[["n_mentions_a", "n_mentions_b"]].min(axis=1) >= min_mentions) & (
        table[["n_articles_a", "n_articles_b"]].min(axis=1) >= min_articles
    )
    table["is_reportable"] = enough.astype(bool)
    dtypes = {name: dtype for name, dtype in empty("comparisons").dtypes.items() if name in table}
    return table.astype(dtypes).astype({name: "str" for name in groups if not len(table)})
