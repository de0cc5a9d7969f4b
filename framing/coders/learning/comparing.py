"""What a reviewer asks of learners: where they err, for whom, and whether the texts drift away."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ...codebook import Codebook, read_codebook
from ...measures import Readings, Seen, judge_sentences, see_sentences
from ..codings import final_codes
from .judging import Counts, count_errors
from .learner import Learner
from .units import Units, gather_units

FAR = 0.95
"""A sentence is far from the codes if it is further from all of them than this share of the coded
sentences are from the others."""
MIN_CODES = 10
"""Codes that a group needs for its rates to be shown."""
_N_RESAMPLES = 500
_ENDS = ("", "_low", "_high")
_NORMAL = 1.959964


def compare_learners(
    learners: Learner | Sequence[Learner],
    codings: pd.DataFrame,
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: Sequence[str] = ("outlet_id", "actor_id"),
    codebook: Codebook | None = None,
    readings: Readings | None = None,
    period: str = "month",
    show_progress: bool = False,
) -> dict[str, pd.DataFrame]:
    """Compare learners with codes: rates by outlet and actor, errors to read, and drift.

    Parameters
    ----------
    learners : Learner or sequence of Learner
        From `learn_frame`. Coded sentences that one learnt from are judged by what a learner said
        that had not seen their article.
    codings : DataFrame
        Table of codings of each learner's variable.
    sentences, mentions, articles : DataFrame
        Tables of the corpus. All sentences are asked for drift, so that `readings` save time.
    by : sequence of str
        Columns of the articles or the mentions.
    codebook : Codebook, optional
        Whose keywords the learners ask for; the shipped one if there is none.
    readings : Readings, optional
        From `read_sentences(..., with_vectors=True)`.
    period : str
        ``month`` or ``year``, for drift.
    show_progress : bool
        Draw a bar on standard error while the network reads.

    Returns
    -------
    dict of str to DataFrame
        ``rates``: a row is a learner and a group: ``column``, ``group``, n_codes, n_articles,
        precision and recall, each with ``_low`` and ``_high`` (Wilson, articles counted and not
        codes, so rather too wide), and f1 with ``f1_low`` and ``f1_high`` (articles resampled);
        missing below `MIN_CODES` codes. ``errors``: a row is a coded unit that a learner gets
        wrong, the surest errors first, with its text. ``drift``: a row is a learner and a period:
        ``n_sentences`` and ``share_far``, the share that lies further from all coded sentences
        than 95 in 100 coded ones lie from the others.

    Raises
    ------
    LearnerError
        If a learner was learnt with another width of vectors, as another network has.
    ValueError
        If a column is nowhere, or nobody coded a variable.
    """
    book = codebook or read_codebook()
    given = [learners] if isinstance(learners, Learner) else list(learners)
    seen = see_sentences(mentions, sentences, book, readings=readings, show_progress=show_progress)
    place = pd.Index(seen.ids)
    rates, errors, drifts = [], [], []
    for learner in given:
        codes = final_codes(codings, learner.learnt.variable).dropna()
        units = gather_units(codes, sentences, mentions, None)
        row = place.get_indexer(sentences["sentence_id"].iloc[units.sentence])
        units, row = units.take(row >= 0), row[row >= 0]
        if units.classes != learner.learnt.classes:
            units = _renumber(units, learner)
        said = judge_sentences(learner.learnt, _take(seen, row), book)
        decided = decide_answers(learner, said)
        groups = _group(units, mentions, articles, by)
        for column in by:
            rates += _rate(learner.name, column, groups[column], decided, units)
        errors.append(_list_errors(learner, units, said, decided, row, seen))
        drifts.append(_drift(learner.name, seen, row, sentences, articles, period))
    columns = ["learner", "column", "group", "n_codes", "n_articles"]
    columns += [f"{what}{end}" for what in ("precision", "recall", "f1") for end in _ENDS]
    return {
        "rates": pd.DataFrame(rates, columns=columns),
        "errors": pd.concat(errors, ignore_index=True),
        "drift": pd.concat(drifts, ignore_index=True),
    }


def decide_answers(learner: Learner, said: np.ndarray) -> np.ndarray:
    """Say one answer for each row of probabilities: yes from the learner's threshold on."""
    if learner.learnt.is_frame:
        return np.asarray((said[:, 1] >= learner.learnt.threshold).astype(int))
    return np.asarray(said.argmax(axis=1))


def _renumber(units: Units, learner: Learner) -> Units:
    """Number answers as the learner does."""
    place = {one: number for number, one in enumerate(learner.learnt.classes)}
    strange = sorted(set(units.classes) - place.keys())
    if strange:
        raise ValueError(
            f"{strange[0]!r} is coded, and no answer of {learner.name!r}: it knows "
            f"{', '.join(learner.learnt.classes)}"
        )
    code = np.array([place[units.classes[one]] for one in units.code])
    return units._replace(code=code, classes=learner.learnt.classes)


def _take(seen: Seen, row: np.ndarray) -> Seen:
    return Seen([seen.ids[n] for n in row], seen.vectors[row], [seen.texts[n] for n in row])


def _group(
    units: Units, mentions: pd.DataFrame, articles: pd.DataFrame, by: Sequence[str]
) -> dict[str, np.ndarray]:
    """Find the group of each unit in each column; a unit that is no mention has no actor."""
    found = {}
    for column in by:
        if column in articles:
            of = articles.drop_duplicates("article_id").set_index("article_id")[column]
            found[column] = pd.Series(units.article).map(of).astype("str").to_numpy()
        elif column in mentions:
            of = mentions.drop_duplicates("mention_id").set_index("mention_id")[column]
            found[column] = pd.Series(units.ids).map(of).astype("str").to_numpy()
        else:
            raise ValueError(f"neither articles nor mentions have a column {column!r}")
    return found


def _rate(
    name: str, column: str, group: np.ndarray, decided: np.ndarray, units: Units
) -> list[tuple[object, ...]]:
    rows = []
    for value in sorted(pd.Series(group).dropna().unique()):
        at = np.flatnonzero(group == value)
        own = units.take(at)
        counts: Counts = count_errors(decided[at], own)
        n_articles = len(counts.hits)
        rates: tuple[float, ...] = (np.nan,) * 9
        if len(at) >= MIN_CODES:
            drawn = np.random.default_rng(1).multinomial(
                n_articles, np.full(n_articles, 1 / n_articles), _N_RESAMPLES
            )
            ends = np.quantile(counts.f1(drawn), [0.025, 0.975])
            rates = (
                *find_rate(counts.hits, counts.false),
                *find_rate(counts.hits, counts.missed),
                float(counts.f1()[0]),
                *map(float, ends),
            )
        rows.append((name, column, value, len(at), n_articles, *rates))
    return rows


def find_rate(right: np.ndarray, wrong: np.ndarray) -> tuple[float, float, float]:
    """Find the share of what is right, with the interval of Wilson for the number of articles.

    Parameters
    ----------
    right, wrong : ndarray
        Counts of each article and answer, shape (articles, answers).

    Returns
    -------
    tuple of float
        The share and its ends, each the mean over the answers; not a number where one has none.

    References
    ----------
    Wilson, E. B. 1927. "Probable Inference, the Law of Succession, and Statistical Inference."
    Journal of the American Statistical Association 22: 209-212.

    Examples
    --------
    >>> [round(end, 2) for end in find_rate(np.ones((4, 1)), np.zeros((4, 1)))]
    [1.0, 0.51, 1.0]
    """
    both = right + wrong
    with np.errstate(invalid="ignore", divide="ignore"):
        share = right.sum(axis=0) / both.sum(axis=0)
        # As if codes of an article always err together: so many articles of one size (Kish 1965).
        square = _NORMAL**2 * (both**2).sum(axis=0) / both.sum(axis=0) ** 2
        middle = (share + square / 2) / (1 + square)
        reach = np.sqrt(square * (share * (1 - share) + square / 4)) / (1 + square)
    ends = (share, middle - reach, middle + reach)
    value, low, high = (float(np.clip(one, 0, 1).mean()) for one in ends)
    return value, low, high


def _list_errors(
    learner: Learner,
    units: Units,
    said: np.ndarray,
    decided: np.ndarray,
    row: np.ndarray,
    seen: Seen,
) -> pd.DataFrame:
    wrong = np.flatnonzero(decided != units.code)
    names = np.array(learner.learnt.classes)
    table = pd.DataFrame(
        {
            "learner": learner.name,
            "unit_id": units.ids[wrong],
            "article_id": units.article[wrong],
            "coded": names[units.code[wrong]],
            "said": names[decided[wrong]],
            "probability": said[wrong, decided[wrong]].round(3),
            "text": [seen.texts[row[n]] for n in wrong],
        }
    )
    return table.sort_values("probability", ascending=False, kind="stable", ignore_index=True)


def _drift(
    name: str,
    seen: Seen,
    row: np.ndarray,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    period: str,
) -> pd.DataFrame:
    """Share of sentences of each period that are far from all codes."""
    coded = np.unique(row)
    center, spread = seen.vectors.mean(axis=0), seen.vectors.std(axis=0) + 1e-3
    points = (seen.vectors - center) / spread
    points = points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9)
    near = points @ points[coded].T
    # A coded sentence is not held against itself, nor against others of the same words.
    own = near[coded]
    own[own > 1 - 1e-6] = -1.0
    least = float(np.quantile(own.max(axis=1), 1 - FAR))
    is_far = near.max(axis=1) < least
    of_article = sentences.drop_duplicates("sentence_id").set_index("sentence_id")["article_id"]
    dates = articles.drop_duplicates("article_id").set_index("article_id")["published_at"]
    when = pd.to_datetime(pd.Series(seen.ids).map(of_article).map(dates), utc=True)
    form = {"month": "%Y-%m", "year": "%Y"}
    if period not in form:
        raise ValueError(f"period= is month or year, not {period!r}")
    table = pd.DataFrame({"period": when.dt.strftime(form[period]), "is_far": is_far})
    found = table.groupby("period", dropna=False)["is_far"].agg(
        n_sentences="size", share_far="mean"
    )
    return found.reset_index().assign(learner=name)[
        ["learner", "period", "n_sentences", "share_far"]
    ]
