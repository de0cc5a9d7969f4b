"""How far a ranking of actors depends on choices that could have been made otherwise."""

import warnings
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy  # and not stats from it, which takes half a second to load and is seldom used

from ...tables import (
    CLUSTER,
    DIVERGING,
    empty,
    join_clusters,
    name_variant,
    of_measure,
    usual_window,
)
from ..grouping import Grouping
from ..intervals import MIN_ARTICLES, MIN_MENTIONS, Resampling
from ..observations import Evidence, Observations, join_voices, observe
from ..summaries import DescriptiveWarning, resample
from ..sums import add_up
from .ranks import find_rank_intervals


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

    Each rank has an interval, since means that hardly differ have ranks by chance.

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
        Column of the articles with clusters of copies, each of which is one unit for intervals;
        those of ``cluster_id`` or of the table ``duplicates``, if there are any.
    min_mentions, min_articles : int
        Only actors that reach both in every variant are ranked, so that all rankings have the same
        members.
    n_resamples, seed : int
        As for `summarise_portrayal`.

    Returns
    -------
    DataFrame
        Table of rankings (`framing.tables`): one row is a variant and an actor. Rank 1 is the most
        positive. ``rank_low`` and ``rank_high`` are the first and the last rank that the actor may
        have among those that are ranked: they count who surely lies above and below it, and hold
        for all actors of a variant together in 95 of 100 corpora. Where all go from 1 to the number
        of actors, no two can be told apart. ``tau`` is Kendall's rank correlation of the variant
        with the baseline, -1..1, the same in each row of a variant.

    Raises
    ------
    ValueError
        If no diverging measure was scored, or the baseline was not.

    References
    ----------
    Mogstad, M., J. P. Romano, A. M. Shaikh, and D. Wilhelm. 2024. "Inference for Ranks with
    Applications to Mobility across Neighbourhoods and Academic Achievement across Countries."
    Review of Economic Studies 91: 476-518.
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
    tables = _with_clusters(tables)
    choices = {name_variant(*pair): (tables, pair) for pair in pairs}
    if "voices" in tables:
        voiced = join_voices(tables["mentions"], tables["voices"]).query("voice == 'narrator'")
        mentions = voiced[tables["mentions"].columns]
        choices["without sources"] = ({**tables, "mentions": mentions}, base)
    firsts = _without_copies(tables, cluster)
    if firsts is not None:
        choices["without near-duplicates"] = (firsts, base)
    choices |= {name: (_with_clusters(other), base) for name, other in (others or {}).items()}
    resampling = Resampling(
        n_resamples, seed=seed, min_mentions=min_mentions, min_articles=min_articles
    )
    variants = {
        name: _portray(chosen, pair, Grouping([by], cluster=cluster), resampling)
        for name, (chosen, pair) in choices.items()
    }
    return _rank(variants, name_variant(*base), by, seed)


def _diverging(scores: pd.DataFrame) -> list[tuple[str, str]]:
    """The measures with a sign that were scored, with their windows, in their order."""
    scored = scores[["measure", "window"]].drop_duplicates()
    pairs = [pair for pair in scored.itertuples(index=False, name=None) if pair[0] in DIVERGING]
    return sorted(pairs, key=lambda pair: (DIVERGING.index(pair[0]), pair[1]))


def _with_clusters(tables: Mapping[str, pd.DataFrame]) -> Mapping[str, pd.DataFrame]:
    """The tables with the clusters of copies that the table of duplicates names."""
    articles = tables["articles"]
    if "duplicates" not in tables or CLUSTER in articles:
        return tables
    return {**tables, "articles": join_clusters(articles, tables["duplicates"])}


def _without_copies(
    tables: Mapping[str, pd.DataFrame], cluster: str | None
) -> Mapping[str, pd.DataFrame] | None:
    """The tables with the first article of each cluster alone; None where there are no clusters."""
    articles = tables["articles"]
    cluster = cluster or (CLUSTER if CLUSTER in articles else None)
    if cluster is None or not articles[cluster].dropna().duplicated().any():
        return None
    articles = articles.sort_values(["published_at", "article_id"], kind="stable")
    firsts = articles[articles[cluster].isna() | ~articles.duplicated(cluster)]
    mentions = tables["mentions"]
    kept = mentions[mentions["article_id"].isin(firsts["article_id"])]
    return {**tables, "mentions": kept, "articles": firsts}


class _Variant(NamedTuple):
    """A way to measure: its portrayals, and what they were made of."""

    portrayals: pd.DataFrame
    seen: Observations

    def rank(self, members: Sequence[str], seed: int) -> pd.DataFrame:
        """Rank the members, with the ranks that each may have."""
        table = self.portrayals.set_index(self.seen.grouping.columns[0]).loc[list(members)]
        (values,) = self.seen.values
        keys = self.seen.keys.iloc[values.row]
        group = pd.Index(members).get_indexer(pd.Index(keys[self.seen.grouping.columns[0]]))
        is_in, unit = group >= 0, self.seen.units.get_indexer(pd.Index(keys["unit"]))
        unit = np.unique(unit[is_in], return_inverse=True)[1]
        ranks = find_rank_intervals(
            group[is_in], unit, values.value[is_in], len(members), seed=seed
        )
        rank = (-table["estimate"]).rank(method="min")
        return table.assign(rank=rank, rank_low=ranks.low, rank_high=ranks.high)


def _portray(
    tables: Mapping[str, pd.DataFrame],
    pair: tuple[str, str],
    grouping: Grouping,
    resampling: Resampling,
) -> _Variant:
    """The portrayals of a variant: one measure over one window."""
    scores = of_measure(tables["scores"], *pair)
    seen = observe(Evidence(tables["mentions"], tables["articles"], scores), grouping)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DescriptiveWarning)  # only what is reportable is ranked
        return _Variant(resample(add_up(seen), resampling), seen)


def _rank(variants: Mapping[str, _Variant], base: str, by: str, seed: int) -> pd.DataFrame:
    members: Sequence[str] = sorted(
        set.intersection(
            *(
                set(one.portrayals.loc[one.portrayals["is_reportable"], by].dropna())
                for one in variants.values()
            )
        )
    )
    if not members:
        return empty("rankings").rename(columns={"actor_id": by})
    ranked = {name: variant.rank(members, seed) for name, variant in variants.items()}
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
