"""The funnel from the files to the articles that are analysed."""

from collections.abc import Mapping, Sequence

import pandas as pd

from ..articles import EMPTY, UNREADABLE_ARTICLE, UNREADABLE_FILE
from ..tables import FUNNEL, make


def count_reading(
    names: Sequence[str], articles: pd.DataFrame, findings: pd.DataFrame
) -> dict[str, int]:
    """Count files and articles of some units: how many there are, and how many were not read.

    `names` holds the name of each file once.
    """
    checks = findings["check"]
    n_empty = int(checks.isin(EMPTY).sum())
    n_unreadable = int(checks.isin(UNREADABLE_ARTICLE).sum())
    return {
        "files": len(names),
        "unreadable_files": int(checks.isin(UNREADABLE_FILE).sum()),
        "articles_found": len(articles) + n_empty + n_unreadable,
        "unreadable": n_unreadable,
        "empty": n_empty,
    }


def make_funnel(
    reading: Mapping[str, int],
    counts: Mapping[str, int],
    *,
    languages: tuple[str, ...] | None,
    drop_duplicates: str | None,
) -> pd.DataFrame:
    """Make the table of the funnel: what was found, less what was removed, is what was analysed.

    Parameters
    ----------
    reading : mapping
        Sums of `count_reading`.
    counts : mapping
        From `choose`.
    languages, drop_duplicates
        As for `choose_articles`: a stage that removes nothing says how many of the analysed
        articles it would have removed, had it been asked to.
    """
    n = {stage: reading.get(stage, 0) + counts.get(stage, 0) for stage in FUNNEL}
    removing = {"unreadable", "empty", "excluded", "exact_duplicates"}
    removing |= {"not_english"} if languages is not None else set()
    removing |= {"near_duplicates"} if drop_duplicates == "near" else set()
    if drop_duplicates != "near":
        n["near_duplicates"] = counts.get("kept_copies", 0)
    if languages is None:
        n["not_english"] = counts.get("kept_foreign", 0)
    return make("funnel", [(stage, n[stage], stage in removing) for stage in FUNNEL])
