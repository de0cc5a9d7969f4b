"""Terms that are distinctive of an outlet, an actor or any other group, and what makes them so.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words",
Political Analysis 16, 372-403): frequent words that all groups share get no score, and rare ones
get one with a large error.

Words come in bursts: an article that uses a word once uses it again, so that uses are no
independent draws, and the z of the log-odds finds differences where there are none (Lijffijt and
others 2016). Whether a term is distinctive is therefore a test over articles (`bursts`).
"""

from typing import TypeVar

import numpy as np
import pandas as pd

from ...tables import empty
from .bursts import N_RESAMPLES, find_dispersion, find_p_values, tally_uses
from .discoveries import find_q_values

PRIOR_STRENGTH = 500.0
"""Words that the prior is worth, in all: what a group must outweigh to move a word away from the
corpus.
"""
DRIVEN_SHARE = 0.5
"""A term is driven by one or two articles where they hold more than this share of its uses."""
Numbers = TypeVar("Numbers", np.ndarray, pd.Series)
"""Numbers of several terms."""


def measure_keyness(
    counts: pd.DataFrame,
    *,
    target: str | None = None,
    reference: str | None = None,
    min_count: int = 5,
    prior_strength: float = PRIOR_STRENGTH,
    n_resamples: int = N_RESAMPLES,
    seed: int = 1,
) -> pd.DataFrame:
    """Measure the log-odds of each term in a group against another, or against all others.

    They have an informative prior, which pulls the words that all groups share towards 0. Whether
    the sides differ by more than chance is tested article by article.

    Parameters
    ----------
    counts : DataFrame
        From `count_terms`: group, article_id, unit, term, n. Without ``unit`` each article counts
        as its own, copies too.
    target : str, optional
        The group whose terms are looked for; each group in turn if there is none.
    reference : str, optional
        The group that it is held against; all other groups together if there is none.
    min_count : int
        Terms that both sides together use less often are left out of the table (the prior knows
        them).
    prior_strength : float
        What the prior is worth, in words.
    n_resamples : int
        Draws for the p-values of terms that chance hardly ever makes so uneven; others need fewer.
    seed : int
        Seed of the draws.

    Returns
    -------
    DataFrame
        Table of keyness (`framing.tables`): one row is a term and two sides, in the order target,
        reference; those of the target come first. ``log_odds`` is above 0 where the target uses the
        term more; ``z`` is it divided by the standard error that it would have if uses were
        independent, which they are not: it orders terms and tests nothing. ``p_value`` is the share
        of ways to deal the articles out to the two sides in which their rates lie as far apart, for
        what they vary by, or that of Student's t if it is larger (`bursts`), and ``q_value`` is it
        with control of false discoveries over the table (Benjamini and Hochberg 1995); both are
        missing for terms in so few articles that no test could find them. ``dispersion`` is Gries'
        deviation of proportions on the side that uses the term more: 0 where every article uses it
        as often as its length lets expect, nearly 1 where one holds all its uses. ``prior`` is what
        the term got before counting, in words, in proportion to its share of the whole corpus.
        ``n_articles`` counts the articles of the side that uses it more; ``top_two_share`` is the
        share of that side's uses which stand in the two articles with most of them, and
        ``is_driven`` marks those above `DRIVEN_SHARE`, unless the side has no more than two
        articles in all.

    Raises
    ------
    ValueError
        If a group is not there, or there are fewer than two.

    References
    ----------
    Monroe, B. L., M. P. Colaresi, and K. M. Quinn. 2008. "Fightin' Words." Political Analysis 16:
    372-403, equations 15, 16, 19, 20 and 22. Gries, S. T. 2008. "Dispersions and Adjusted
    Frequencies in Corpora." International Journal of Corpus Linguistics 13: 403-437. Lijffijt, J.,
    T. Nevalainen, T. Säily, P. Papapetrou, K. Puolamäki, and H. Mannila. 2016. "Significance
    Testing of Word Frequencies in Corpora." Digital Scholarship in the Humanities 31: 374-397.

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
    if "unit" not in counts:
        counts = counts.assign(unit=counts["article_id"])
    parts = [
        _hold_against(counts, one, reference, prior, min_count, n_resamples, seed)
        for one in ([target] if target is not None else [g for g in groups if g != reference])
    ]
    table = pd.concat(parts, ignore_index=True)
    return table.assign(q_value=find_q_values(table["p_value"], table["p_value"].notna()))


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
    counts: pd.DataFrame,
    target: str,
    reference: str | None,
    prior: pd.Series,
    min_count: int,
    n_resamples: int,
    seed: int,
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
            "p_value": np.nan,
            "q_value": np.nan,
            "dispersion": np.nan,
            "prior": prior.to_numpy(),
            **{
                name: np.where(is_of_target, spread[0][name], spread[1][name])
                for name in ("n_articles", "top_two_share", "is_driven")
            },
        }
    )
    table = table[table["n_target"] + table["n_reference"] >= min_count]
    uses = tally_uses(*sides, pd.Index(table["term"]))
    dispersion = find_dispersion(uses)
    is_more = table["log_odds"].to_numpy() >= 0
    table = table.assign(
        p_value=find_p_values(uses, n_resamples=n_resamples, seed=seed),
        dispersion=np.where(is_more, dispersion["target"], dispersion["reference"]),
    )
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
