"""How far a ranking of actors depends on choices that could have been made otherwise."""

import warnings
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import scipy  # and not stats from it, which takes half a second to load and is seldom used

from ...tables import DIVERGING, empty, join_clusters, name_variant, of_measure, usual_window
from ..grouping import Grouping
from ..intervals import MIN_ARTICLES, MIN_MENTIONS, Resampling
from ..observations import Evidence, join_voices, observe
from ..summaries import DescriptiveWarning, resample
from ..sums import add_up


def rank_variants(
    tables: Mapping[str, pd.DataFrame],
    *,
    others: Mapping[str, Mapping[str, pd.DataFrame]] | None = None,
    baseline: tuple[str, str] | None = None,
    by: str = "actor_id",
    cluster: str | None = None,
    min_mentions: int = MIN_MENTIONS,
    min_articles: int = MIN_ARTICLES,
    n_resamples: int = 1_000,
    seed: int = 1,
) -> pd.DataFrame:
    """Rank actors by tone under every choice that the tables allow, and say how the ranking moves.

    The variants are: each diverging measure over each window; the baseline without quoted and
    reported voices; the baseline with only one article of each cluster of near-duplicates; and the
    baseline over other tables, such as those made with another version of the codebook.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        From `analyse`: ``mentions``, ``articles``, ``scores``, ``voices`` for the variant without
        sources, and ``duplicates`` for the one without near-duplicates.
    others : mapping of str to such mappings, optional
        Name of a variant -> tables of another analysis of the same articles.
    baseline : (str, str), optional
        Measure and window that the others are held against; the last of the diverging measures that
        was scored, over the sentence for the model and over the clause for a lexicon, if there is
        none.
    by : str
        What is ranked.
    cluster : str, optional
        Column of the articles with clusters of near-duplicates, if not those of ``duplicates``.
    min_mentions, min_articles : int
        Only actors that reach both in every variant are ranked, so that all rankings have the same
        members.
    n_resamples, seed : int
        As for `summarise_portrayal`.

    Returns
    -------
    DataFrame
        Table of rankings (`framing.tables`): one row is a variant and an actor. Rank 1 is the most
        positive; ``tau`` is Kendall's rank correlation of the variant with the baseline, -1..1, the
        same in each row of a variant.

    Raises
    ------
    ValueError
        If no diverging measure was scored, or the baseline was not.

    References
    ----------
    Steegen, S., F. Tuerlinckx, A. Gelman, and W. Vanpaemel. 2016. "Increasing Transparency Through
    a Multiverse Analysis." Perspectives on Psychological Science 11: 702-712.

    Examples
    --------
    >>> import framing as fr
    >>> texts = {"a": "France won great praise. Iran failed.",
    ...          "b": "Iran was bad. France was good."}
    >>> tables = fr.analyse(fr.make_articles(texts), measures=("vader", "textblob"))
    >>> ranks = fr.rank_variants(tables, min_mentions=1, min_articles=1)
    >>> ranks.query("variant == 'VADER, clause'")[["actor_id", "rank"]].values.tolist()
    [['FRA', 1], ['IRN', 2]]
    """
    pairs = _diverging(tables["scores"])
    if not pairs:
        raise ValueError(f"no scores of {', '.join(DIVERGING)} to rank by")
    base = baseline or next((p for p in reversed(pairs) if p[1] == usual_window(p[0])), pairs[-1])
    if base not in pairs:
        raise ValueError(f"there are no scores of {base[0]} over the window {base[1]}")
    choices = {name_variant(*pair): (tables, pair) for pair in pairs}
    if "voices" in tables:
        voiced = join_voices(tables["mentions"], tables["voices"]).query("voice == 'narrator'")
        mentions = voiced[tables["mentions"].columns]
        choices["without sources"] = ({**tables, "mentions": mentions}, base)
    firsts = _without_copies(tables, cluster)
    if firsts is not None:
        choices["without near-duplicates"] = (firsts, base)
    choices |= {name: (other, base) for name, other in (others or {}).items()}
    resampling = Resampling(
        n_resamples, seed=seed, min_mentions=min_mentions, min_articles=min_articles
    )
    variants = {
        name: _portray(chosen, pair, by, resampling) for name, (chosen, pair) in choices.items()
    }
    return _rank(variants, name_variant(*base), by)


def _diverging(scores: pd.DataFrame) -> list[tuple[str, str]]:
    """The measures with a sign that were scored, with their windows, in their order."""
    scored = scores[["measure", "window"]].drop_duplicates()
    pairs = [pair for pair in scored.itertuples(index=False, name=None) if pair[0] in DIVERGING]
    return sorted(pairs, key=lambda pair: (DIVERGING.index(pair[0]), pair[1]))


def _without_copies(
    tables: Mapping[str, pd.DataFrame], cluster: str | None
) -> Mapping[str, pd.DataFrame] | None:
    """The tables with the first article of each cluster alone; None where there are no clusters."""
    articles = tables["articles"]
    if cluster is None and "duplicates" in tables:
        articles = join_clusters(articles, tables["duplicates"])
        cluster = "cluster_id" if articles.duplicated("cluster_id").any() else None
    if cluster is None:
        return None
    articles = articles.sort_values(["published_at", "article_id"], kind="stable")
    firsts = articles[articles[cluster].isna() | ~articles.duplicated(cluster)]
    mentions = tables["mentions"]
    kept = mentions[mentions["article_id"].isin(firsts["article_id"])]
    return {**tables, "mentions": kept, "articles": firsts}


def _portray(
    tables: Mapping[str, pd.DataFrame], pair: tuple[str, str], by: str, resampling: Resampling
) -> pd.DataFrame:
    """The portrayals of a variant: one measure over one window."""
    scores = of_measure(tables["scores"], *pair)
    seen = observe(Evidence(tables["mentions"], tables["articles"], scores), Grouping([by]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DescriptiveWarning)  # only what is reportable is ranked
        return resample(add_up(seen), resampling)


def _rank(variants: Mapping[str, pd.DataFrame], base: str, by: str) -> pd.DataFrame:
    members: Sequence[str] = sorted(
        set.intersection(
            *(set(table.loc[table["is_reportable"], by].dropna()) for table in variants.values())
        )
    )
    if not members:
        return empty("rankings").rename(columns={"actor_id": by})
    ranked = {
        name: table.set_index(by)
        .loc[list(members)]
        .assign(rank=lambda t: (-t["estimate"]).rank(method="min"))
        for name, table in variants.items()
    }
    parts = []
    for name, table in ranked.items():
        tau = (
            float(scipy.stats.kendalltau(table["estimate"], ranked[base]["estimate"]).statistic)
            if len(members) > 1
            else np.nan
        )
        parts.append(table.reset_index().assign(variant=name, is_baseline=name == base, tau=tau))
    columns = [by if name == "actor_id" else name for name in empty("rankings").columns]
    table = pd.concat(parts, ignore_index=True)[columns].sort_values(
        ["variant", "rank"], kind="stable"
    )
    order = {name: position for position, name in enumerate(variants)}
    table = table.sort_values(
        "variant", key=lambda names: names.map(order), kind="stable"
    ).reset_index(drop=True)
    dtypes = empty("rankings").rename(columns={"actor_id": by}).dtypes.to_dict()
    return table.astype(dtypes)
