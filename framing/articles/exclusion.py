"""Which articles are analysed, and why the others are not."""

import numpy as np
import pandas as pd

from ..tables import COPIES, SEVERITIES, check, make
from .placeholders import PLACEHOLDER

_EMPTY = r"^\W*$"


def choose_articles(
    articles: pd.DataFrame,
    findings: pd.DataFrame,
    duplicates: pd.DataFrame | None = None,
    *,
    exclude: str | None = None,
    languages: tuple[str, ...] | None = ("en",),
    drop_duplicates: str | None = "exact",
) -> pd.DataFrame:
    """Say for each article whether it is analysed, or at which stage of the funnel it leaves.

    Parameters
    ----------
    articles, findings : DataFrame
        Tables of articles and of what is wrong with their texts, as `read_articles` and
        `audit_articles` give it. What is found to be a ``placeholder``, such as an error page in
        place of an article, is never analysed.
    duplicates : DataFrame, optional
        From `find_duplicates` over the same articles.
    exclude : {'note', 'warning', 'error'}, optional
        Articles with a finding of this severity, or a worse one, are left out; none if it is
        missing.
    languages : tuple of str, optional
        ISO 639-1 codes of what is analysed; any language if it is missing. An article that names no
        language, or English, leaves by the check ``wrong_language`` where that is sure (severity
        *error*).
    drop_duplicates : {'exact', 'near'}, optional
        *exact* leaves out articles with the words of an earlier one, *near* all but the first of
        each cluster. If it is missing, none. Copies are counted among those that no earlier stage
        has taken, and where the first of a cluster has left, the next one stays.

    Returns
    -------
    DataFrame
        Table of choices (`framing.tables.schema`): one row is an article, in their order. Each
        leaves at one stage only, the first that applies: ``empty``, ``not_english``, ``excluded``,
        ``exact_duplicates``, ``near_duplicates``; the others are ``analysed``. So the counts of the
        statuses add up to the articles.

    Raises
    ------
    SchemaError
        If a column is missing.
    ValueError
        If `exclude` or `drop_duplicates` is not one of its words.

    Examples
    --------
    >>> import framing as fr
    >>> articles = fr.make_articles({"a": "Talks failed.", "b": "...", "c": "Talks failed!"})
    >>> findings, duplicates = fr.audit_articles(articles), fr.find_duplicates(articles)
    >>> choices = fr.choose_articles(articles, findings, duplicates)
    >>> choices.values.tolist()
    [['a', 'analysed'], ['b', 'empty'], ['c', 'exact_duplicates']]
    """
    check(articles, "articles")
    check(findings, "findings")
    if exclude is not None and exclude not in SEVERITIES:
        raise ValueError(f"exclude must be one of {', '.join(SEVERITIES)} or None, not {exclude!r}")
    if drop_duplicates is not None and drop_duplicates not in COPIES:
        raise ValueError(
            f"drop_duplicates must be one of {', '.join(COPIES)} or None, not {drop_duplicates!r}"
        )
    ids = articles["article_id"]
    status = pd.Series("analysed", index=ids.to_numpy(), dtype="str")

    def take(name: str, leaving: pd.Series | np.ndarray) -> None:
        status[(status == "analysed").to_numpy() & np.asarray(leaving, dtype=bool)] = name

    take("empty", articles["text"].str.match(_EMPTY))
    if languages is not None:
        said = articles["language"].str.lower().str[:2]
        foreign = findings.loc[
            (findings["check"] == "wrong_language") & (findings["severity"] == "error"),
            "article_id",
        ]
        may_be_english = said.isna() | (said == "en")
        take(
            "not_english",
            (said.notna() & ~said.isin(languages)) | (may_be_english & ids.isin(foreign)),
        )
    take("excluded", ids.isin(findings.loc[findings["check"] == PLACEHOLDER, "article_id"]))
    if exclude is not None:
        bad = SEVERITIES[SEVERITIES.index(exclude) :]
        take(
            "excluded",
            ids.isin(findings.loc[findings["severity"].isin(bad), "article_id"].dropna()),
        )
    if drop_duplicates is not None and duplicates is not None:
        check(duplicates, "duplicates")
        is_left = status.reindex(duplicates["article_id"]) == "analysed"
        copies = duplicates[is_left.to_numpy()]
        copies = copies[copies.duplicated("cluster_id")]
        take("exact_duplicates", ids.isin(copies.loc[copies["kind"] == "exact", "article_id"]))
        if drop_duplicates == "near":
            take("near_duplicates", ids.isin(copies["article_id"]))
    return make("choices", zip(status.index, status, strict=True))
