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


_LOSSES = {
    "unreadable_files": "files that could not be read: {}",
    "unreadable": "articles that could not be read: {}",
    "empty": "without a word: {}",
    "not_english": "not in English: {} (framing analyse --any-language keeps them)",
    "excluded": "left out for what was found in them: {} (--exclude)",
    "exact_duplicates": "copies: {}",
    "near_duplicates": "near copies: {} (--drop-near-duplicates)",
}
"""What is said of the files or articles that leave at a stage."""


class NothingToAnalyseError(ValueError):
    """No article is left to analyse; the message says where they left."""


def check_funnel(funnel: pd.DataFrame) -> None:
    """Make sure that an article was analysed.

    Raises
    ------
    NothingToAnalyseError
        If there is none; the message says at which stages they left, and what keeps them.
    """
    counts = dict(zip(funnel["stage"], funnel["n"], strict=True))
    if counts.get("analysed", 0):
        return
    removed = set(funnel.loc[funnel["is_removed"], "stage"]) | {"unreadable_files"}
    losses = [
        words.format(f"{counts[stage]:,}")
        for stage, words in _LOSSES.items()
        if stage in removed and counts.get(stage, 0)
    ]
    reasons = "; ".join(losses) or "there is no article"
    raise NothingToAnalyseError(f"no article is left to analyse; {reasons}")


def tell_funnel(funnel: pd.DataFrame) -> list[str]:
    """Tell how many files and articles there were at each stage, a line each."""
    lines = ["from files to articles:"]
    for stage, n, is_removed in funnel[["stage", "n", "is_removed"]].itertuples(index=False):
        if n or stage in ("files", "articles_found", "analysed"):
            name = ("- " if is_removed else "") + stage.replace("_", " ")
            is_kept = stage in ("not_english", "near_duplicates") and not is_removed
            lines.append(f"  {name:<20}{n:>12,}{' (kept)' if is_kept else ''}")
    return lines
