"""Portrayal over time: the days on which a level changes, and how sure they are."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ...tables import CHANGE_KINDS, TABLES, empty
from ..grouping import Grouping
from ..observations import Evidence, Observations, Values, observe
from .shifts import MIN_DAYS, Series, Shift, find_shift, weigh_days

MIN_SEGMENT = 5
"""Articles that a stretch of time must hold on each side of a change."""
STEP, TREND = CHANGE_KINDS


def find_changes(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    frame_hits: pd.DataFrame | None = None,
    measures: Sequence[str] | None = None,
    by: Sequence[str] = ("actor_id",),
    readings: Sequence[str] = ("actor",),
    cluster: str | None = None,
    alpha: float = 0.05,
    min_segment: int = MIN_SEGMENT,
    n_resamples: int = 1_000,
    level: float = 0.95,
    seed: int = 1,
) -> pd.DataFrame:
    """Find the days on which the mean of a measure changes, with how sure the day is.

    Articles of one day stand together, so that a change falls between two days and never inside
    one. It is put where the means before and after it differ most for what they weigh, and held
    against series that do not change but whose days vary, and resemble their neighbours, as these
    do. Where a straight trend explains it as well, it is called a trend. After a step, each side is
    searched again (binary segmentation).

    Parameters
    ----------
    mentions, articles, scores, frame_hits, by, readings
        As for `summarise_portrayal`. A day is a day in UTC, as the periods there are; articles
        without a date are left out.
    cluster : str, optional
        Column of the articles with clusters of copies, each of which counts as one article that
        appeared on its first day; those of ``cluster_id``, if the articles have it.
    alpha : float
        A change is told, and its sides are searched on, only where p is below it, 0..1.
    min_segment : int
        Articles that each side of a change must hold, on three days or more.
    n_resamples : int
        Drawn series for each p-value, and for the interval of the day.
    level : float
        Coverage of the intervals, 0..1.
    seed : int
        Seed of the draws.

    Returns
    -------
    DataFrame
        Table of changes (`framing.tables`): one row is a change. ``kind`` says whether it is a step
        or a trend. ``changed_at`` is the day of the first article after a step, and ``earliest``
        and ``latest`` the interval of that day; a trend has no day: its ``earliest`` and ``latest``
        are the first and the last day of its stretch, parted by ``changed_at`` where the halves
        differ most. ``before`` and ``after`` are the means over the mentions on the two sides, as
        far as the next change. ``p_value`` is the share of series without a change that have as
        large a one, and ``p_step`` the share of series with a straight trend that a step fits as
        much better than the trend: a change is a step where it is at most `alpha`. p-values are of
        each search alone: of twenty searches without a change, one finds one at the usual alpha.

    Notes
    -----
    Without a row a group shows no change, or has too little for one to be looked for
    (`list_searched`).

    What persists for months (an autocorrelation above .7 from day to day) cannot be told from a
    change. Two steps in the same direction are often told as one trend.

    References
    ----------
    Andrews, D. W. K. 1993. "Tests for Parameter Instability and Structural Change with Unknown
    Change Point." Econometrica 61: 821-856. Vogelsang, T. J. 1999. "Sources of Nonmonotonic Power
    When Testing for a Shift in Mean of a Dynamic Time Series." Journal of Econometrics 88: 283-299.
    Vostrikova, L. J. 1981. "Detecting Disorder in Multidimensional Random Processes." Soviet Math.
    Doklady 24: 55-59.

    Examples
    --------
    Twelve articles, one a day, that turn from 0.5 to -0.5 on the seventh.

    >>> import pandas as pd, framing as fr
    >>> articles = fr.make_articles({f"a{n:02}": "China met." for n in range(12)})
    >>> articles["published_at"] = pd.date_range("2023-03-01", periods=12, tz="UTC", unit="us")
    >>> mentions = fr.find_mentions(fr.split_sentences(articles), fr.read_codebook())
    >>> scores = pd.DataFrame({"mention_id": mentions["mention_id"], "measure": "m",
    ...                        "window": "sentence", "value": [0.5] * 6 + [-0.5] * 6})
    >>> row = fr.find_changes(mentions, articles, scores).iloc[0]
    >>> print(row["changed_at"].date(), row["before"], row["after"], row["kind"])
    2023-03-07 0.5 -0.5 step
    """
    evidence = Evidence(mentions, articles, scores, frame_hits)
    seen = observe(evidence, Grouping(by, readings, cluster))
    days = _days_of(articles)
    how = {
        "alpha": alpha,
        "min_segment": min_segment,
        "n_resamples": n_resamples,
        "level": level,
    }
    rows = [
        (*key, values.measure, values.window, *change)
        for values in seen.values
        if measures is None or values.measure in measures
        for key, dated in _series(seen, values, days)
        for change in _find_in(dated, np.random.default_rng(seed), how)
    ]
    by = seen.grouping.columns
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


def list_searched(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    measures: Sequence[str] | None = None,
    by: Sequence[str] = ("actor_id",),
    readings: Sequence[str] = ("actor",),
    cluster: str | None = None,
    min_segment: int = MIN_SEGMENT,
) -> pd.DataFrame:
    """List the groups that hold enough for `find_changes` to look for a change.

    Of a group that is not among them it is not known whether it changes.

    Parameters
    ----------
    mentions, articles, scores, measures, by, readings, cluster, min_segment
        As for `find_changes`.

    Returns
    -------
    DataFrame
        One row is a group, a measure and a window: the columns of `by`, measure, window.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = fr.make_articles({f"a{n:02}": "China met." for n in range(9)})
    >>> articles["published_at"] = pd.date_range("2023-03-01", periods=9, tz="UTC", unit="us")
    >>> mentions = fr.find_mentions(fr.split_sentences(articles), fr.read_codebook())
    >>> scores = pd.DataFrame({"mention_id": mentions["mention_id"], "measure": "m",
    ...                        "window": "sentence", "value": 0.5})
    >>> len(list_searched(mentions, articles, scores))  # nine articles are not twice five
    0
    >>> len(list_searched(mentions, articles, scores, min_segment=4))
    1
    """
    seen = observe(Evidence(mentions, articles, scores), Grouping(by, readings, cluster))
    days = _days_of(articles)
    rows = [
        (*key, values.measure, values.window)
        for values in seen.values
        if measures is None or values.measure in measures
        for key, dated in _series(seen, values, days)
        if _is_enough(dated, min_segment)
    ]
    return pd.DataFrame(rows, columns=[*seen.grouping.columns, "measure", "window"])


def _days_of(articles: pd.DataFrame) -> pd.Series:
    """article_id -> its day in UTC."""
    days = pd.to_datetime(articles["published_at"], utc=True).dt.normalize()
    return days.set_axis(articles["article_id"])


def _series(
    seen: Observations, values: Values, days: pd.Series
) -> Iterator[tuple[tuple[object, ...], pd.DataFrame]]:
    """Each group and its articles in the order of their days, each cluster of copies as one."""
    by = seen.grouping.columns
    codes = seen.keys.groupby(by, sort=True, observed=True).ngroup().to_numpy()
    keys = seen.keys.iloc[values.row]
    observations = pd.DataFrame(
        {
            "code": codes[values.row],
            "article_id": keys["article_id"].to_numpy(),
            "unit": keys["unit"].to_numpy(),
            "day": keys["article_id"].map(days).to_numpy(),
            "value": values.value,
        }
    )
    is_dated = (observations["code"] >= 0) & observations["day"].notna()
    for code, group in observations[is_dated].groupby("code", sort=True):
        key = tuple(seen.keys[by].iloc[int(np.flatnonzero(codes == code)[0])])
        units = group.groupby("unit", sort=True)
        dated = units.agg(
            day=("day", "min"),
            total=("value", "sum"),
            n=("value", "size"),
            copies=("article_id", "nunique"),
        )
        yield key, dated.sort_values("day", kind="stable")


def _is_enough(dated: pd.DataFrame, min_segment: int) -> bool:
    """Whether a change may fall between two of a group's days."""
    n = dated.groupby("day").size().to_numpy(float)
    return bool(Series(n, n, n).may_split(min_segment).any())


class _Found(NamedTuple):
    """A change in a stretch of days."""

    start: int
    end: int
    shift: Shift
    kind: str


def _find_in(
    dated: pd.DataFrame, rng: np.random.Generator, how: dict[str, float]
) -> list[tuple[object, ...]]:
    """Find the changes of a group, as the table of changes has them."""
    names, day = np.unique(dated["day"].to_numpy(), return_inverse=True)
    if len(names) < 2 * MIN_DAYS:
        return []
    size = (dated["n"] / dated["copies"]).to_numpy(float)
    total = (dated["total"] / dated["copies"]).to_numpy(float)
    series = weigh_days(day, total / size, size, int(how["min_segment"]))
    changes = _segment(series, 0, len(names), rng, how)
    borders = [0, *(start + shift.at for start, _, shift, _ in changes), len(names)]
    rows: list[tuple[object, ...]] = []
    for found, first, last in zip(changes, borders, borders[2:], strict=False):
        start, end, shift, kind = found
        at = start + shift.at
        days = (start, end - 1) if kind == TREND else (start + shift.low, start + shift.high)
        moments = [names[n] for n in (at, *days)]
        if kind == STEP:
            moments[1] = names[days[0] - 1] + np.timedelta64(1, "D")
        sides = [(day >= first) & (day < at), (day >= at) & (day < last)]
        means = [total[side].sum() / size[side].sum() for side in sides]
        counts = [int(side.sum()) for side in sides]
        rows.append((*moments, *means, kind, shift.p_value, shift.p_step, *counts))
    return rows


def _segment(
    series: Series, start: int, end: int, rng: np.random.Generator, how: dict[str, float]
) -> list[_Found]:
    """The changes between two days in the order of time."""
    shift = find_shift(series.part(start, end), rng, **how)  # type: ignore[arg-type]
    if shift is None:
        return []
    if shift.p_step > how["alpha"]:
        return [_Found(start, end, shift, TREND)]
    at = start + shift.at
    left = _segment(series, start, at, rng, how)
    right = _segment(series, at, end, rng, how)
    return [*left, _Found(start, end, shift, STEP), *right]
