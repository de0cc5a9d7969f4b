"""Portrayal over time: the days on which a level changes, and how sure they are."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ...tables import TABLES, empty
from ..observations import observe
from ..resampling import CELLS_AT_ONCE

MIN_SEGMENT = 5
"""Articles that a stretch of time must hold on each side of a change."""


def find_changes(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    frame_hits: pd.DataFrame | None = None,
    measures: Sequence[str] | None = None,
    by: Sequence[str] = ("actor_id",),
    readings: Sequence[str] = ("actor",),
    alpha: float = 0.05,
    min_segment: int = MIN_SEGMENT,
    n_resamples: int = 1_000,
    level: float = 0.95,
    seed: int = 1,
) -> pd.DataFrame:
    """Days on which the mean of a measure changes, with how sure the day is.

    Articles stand in the order of their dates. The change is put where the two means differ most
    for their numbers (the cumulated sum of departures from the mean); how often an order of
    articles drawn by chance gives as large a departure is the p-value. After a change, each side is
    searched again (binary segmentation).

    Parameters
    ----------
    mentions, articles, scores, frame_hits, by, readings
        As for `summarise_portrayal`; articles without a date are left out.
    measures : sequence of str, optional
        Which measures to search; all if there is none.
    alpha : float
        A side is searched on only where p is below it, 0..1.
    min_segment : int
        Articles that each side of a change must hold.
    n_resamples : int
        Random orders for the p-value, and resamples of the articles of either side for the interval
        of the day.
    level : float
        Coverage of the intervals, 0..1.
    seed : int
        Seed of the draws.

    Returns
    -------
    DataFrame
        Table of changes (`framing.schema`): one row is a change. ``changed_at`` is the date of the
        first article after it, ``earliest`` and ``latest`` the interval of that date; ``before``
        and ``after`` are the means on the two sides, as far as the next change. p-values are of
        each search alone: of twenty searches without a change, one finds one at the usual alpha.

    References
    ----------
    Taylor, W. A. 2000. "Change-Point Analysis: A Powerful New Tool for Detecting Changes."
    Vostrikova, L. J. 1981. "Detecting Disorder in Multidimensional Random Processes." Soviet Math.
    Doklady 24: 55-59.

    Examples
    --------
    Twelve articles, one a day, that turn from 0.5 to -0.5 on the seventh.

    >>> import pandas as pd, framing as fr
    >>> articles = fr.make_articles({f"a{n:02}": "China met." for n in range(12)})
    >>> articles["published_at"] = pd.date_range("2023-03-01", periods=12, tz="UTC", unit="us")
    >>> mentions = fr.find_mentions(fr.split_sentences(articles), fr.read_codebook())
    >>> scores = pd.DataFrame({"mention_id": mentions["mention_id"], "measure": "m", "window": "sentence",
    ...                        "value": [0.5] * 6 + [-0.5] * 6})
    >>> row = fr.find_changes(mentions, articles, scores).iloc[0]
    >>> print(row["changed_at"].date(), row["before"], row["after"], row["p_value"] < 0.05)
    2023-03-07 0.5 -0.5 True
    """
    seen = observe(mentions, articles, scores, frame_hits=frame_hits, by=by, readings=readings)
    by = list(by)
    dates = articles.set_index("article_id")["published_at"]
    when = seen.keys["article_id"].map(dates)
    codes = seen.keys.groupby(by, sort=True, observed=True).ngroup().to_numpy()
    rows: list[tuple[object, ...]] = []
    for values in seen.values:
        if measures is not None and values.measure not in measures:
            continue
        own = pd.DataFrame(
            {
                "code": codes[values.row],
                "article_id": seen.keys["article_id"].to_numpy()[values.row],
                "when": when.to_numpy()[values.row],
                "value": values.value,
            }
        )
        own = own[(own["code"] >= 0) & own["when"].notna()]
        for code, group in own.groupby("code", sort=True):
            key = tuple(seen.keys[by].iloc[int(np.flatnonzero(codes == code)[0])])
            each = (
                group.groupby(["when", "article_id"], sort=True)["value"]
                .agg(["sum", "count"])
                .reset_index()
            )
            for found in _changes(each, alpha, min_segment, n_resamples, level, seed):
                rows.append((*key, values.measure, values.window, *found))
    names = [name for name in TABLES["changes"].column_names if name != "actor_id"]
    dtypes = {c.name: c.dtype for c in TABLES["changes"].columns if c.name in [*by, *names]}
    if not rows:
        return empty("changes")[names].assign(**{name: pd.Series(dtype="str") for name in by})[
            [*by, *names]
        ]
    table = pd.DataFrame(rows, columns=[*by, *names])
    for name in ("changed_at", "earliest", "latest"):
        table[name] = pd.to_datetime(table[name], utc=True).dt.as_unit("us")
    return table.astype(dtypes)


def _changes(
    each: pd.DataFrame, alpha: float, min_segment: int, n_resamples: int, level: float, seed: int
) -> list[tuple[object, ...]]:
    """The changes in one series of articles, as the table of changes has them."""
    rng = np.random.default_rng(seed)
    sums, counts = each["sum"].to_numpy(float), each["count"].to_numpy(float)
    found = dict(sorted(_segment(sums, counts, 0, len(each), alpha, min_segment, n_resamples, rng)))
    borders = [0, *found, len(each)]
    rows: list[tuple[object, ...]] = []
    for start, at, end in zip(borders, borders[1:], borders[2:], strict=False):
        low, high = _locate(sums, counts, (start, at, end), min_segment, n_resamples, level, rng)
        moments = [pd.Timestamp(each["when"].iloc[place]) for place in (at, low, high)]
        before, after = (
            sums[part].sum() / counts[part].sum() for part in (slice(start, at), slice(at, end))
        )
        rows.append((*moments, before, after, found[at], at - start, end - at))
    return rows


def _departures(sums: np.ndarray, counts: np.ndarray, min_segment: int) -> np.ndarray:
    """For each border between articles, how far the two means lie apart for their numbers; the last
    axis is time.
    """
    n, total = np.cumsum(counts, axis=-1)[..., :-1], counts.sum(axis=-1, keepdims=True)
    s, whole = np.cumsum(sums, axis=-1)[..., :-1], sums.sum(axis=-1, keepdims=True)
    gaps = np.abs(s / n - (whole - s) / (total - n)) * np.sqrt(n * (total - n) / total)
    gaps[..., : min_segment - 1] = 0.0
    gaps[..., gaps.shape[-1] - min_segment + 1 :] = 0.0
    return np.asarray(gaps)


def _segment(
    sums: np.ndarray,
    counts: np.ndarray,
    start: int,
    end: int,
    alpha: float,
    min_segment: int,
    n_resamples: int,
    rng: np.random.Generator,
) -> list[tuple[int, float]]:
    if end - start < 2 * min_segment:
        return []
    own_sums, own_counts = sums[start:end], counts[start:end]
    gaps = _departures(own_sums, own_counts, min_segment)
    at = int(gaps.argmax()) + 1
    n_as_large = 0
    for n in _blocks(n_resamples, end - start):
        orders = rng.permuted(np.tile(np.arange(end - start), (n, 1)), axis=1)
        by_chance = _departures(own_sums[orders], own_counts[orders], min_segment).max(axis=1)
        n_as_large += int((by_chance >= gaps.max() - 1e-12).sum())
    p_value = (1 + n_as_large) / (1 + n_resamples)
    if p_value >= alpha:
        return []
    left = _segment(sums, counts, start, start + at, alpha, min_segment, n_resamples, rng)
    right = _segment(sums, counts, start + at, end, alpha, min_segment, n_resamples, rng)
    return [*left, (start + at, p_value), *right]


def _locate(
    sums: np.ndarray,
    counts: np.ndarray,
    borders: tuple[int, int, int],
    min_segment: int,
    n_resamples: int,
    level: float,
    rng: np.random.Generator,
) -> tuple[int, int]:
    """The interval of a change: where it falls when the articles of each side are drawn again."""
    start, at, end = borders
    places = []
    for n in _blocks(n_resamples, end - start):
        sides = [
            rng.integers(start, at, size=(n, at - start)),
            rng.integers(at, end, size=(n, end - at)),
        ]
        drawn = np.concatenate(sides, axis=1)
        places.append(
            start + 1 + _departures(sums[drawn], counts[drawn], min_segment).argmax(axis=1)
        )
    low, high = np.quantile(
        np.concatenate(places), [(1 - level) / 2, (1 + level) / 2], method="nearest"
    )
    return int(low), int(high)


def _blocks(n_resamples: int, n_articles: int) -> list[int]:
    """Sizes of blocks of resamples that fit into memory."""
    size = max(1, min(n_resamples, CELLS_AT_ONCE // (4 * n_articles)))
    return [min(size, n_resamples - first) for first in range(0, n_resamples, size)]
