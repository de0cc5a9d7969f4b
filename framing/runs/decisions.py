"""Which articles are analysed, and under which ids."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..articles import choose_articles, cluster_fingerprints, fingerprint_texts
from ..tables import empty, make


class Options(NamedTuple):
    """What a run is asked for; `analyse` describes each."""

    by: tuple[str, ...]
    measures: tuple[str, ...]
    exclude: str | None
    languages: tuple[str, ...] | None
    drop_duplicates: str | None
    with_nominals: bool = True


REASONS = {
    "unreadable": "The article was left out, since it could not be analysed.",
    "empty": "The article has no words and was left out.",
    "not_english": (
        "The article is not in English (--languages) and was left out; --any-language keeps it."
    ),
    "excluded": (
        "The article was left out for what else was found in it (a placeholder, or --exclude)."
    ),
    "exact_duplicates": (
        "The article has the words of another one (table of duplicates) and was left out."
    ),
    "near_duplicates": (
        "The article is a near-duplicate, as the table of duplicates says, and was left out."
    ),
}
"""Why an article leaves the funnel."""


class Roll(NamedTuple):
    """What has to be known of the articles of a shard to choose among those of all shards."""

    articles: pd.DataFrame
    """Table of articles, with no more of a text than whether it has words, and `base`: the id
    before it was mended.
    """
    findings: pd.DataFrame
    """Its findings that may exclude an article."""
    digests: np.ndarray
    signatures: np.ndarray


class Choice(NamedTuple):
    """What becomes of the articles of a shard, as far as it is not analysed as it was read."""

    names: tuple[tuple[str, str], ...] = ()
    """article_id in the shard, and in the corpus."""
    removed: tuple[tuple[str, str], ...] = ()
    """article_id in the corpus, and the stage of the funnel that it leaves at."""


def take_roll(articles: pd.DataFrame, read: pd.DataFrame, audited: pd.DataFrame) -> Roll:
    """Take the roll of a shard.

    Parameters
    ----------
    articles, read, audited : DataFrame
        Its articles, the findings of reading and those of `audit_articles`.
    """
    mended = read.loc[read["check"] == "duplicate_id", "article_id"]
    ids = articles["article_id"]
    base = ids.mask(ids.isin(mended), ids.str.replace(r"~\d+$", "", regex=True))
    slim = articles.assign(base=base, headline=None, url=None, text=_show_words(articles["text"]))
    return Roll(
        slim,
        audited[["article_id", "check", "severity"]].drop_duplicates(),
        *fingerprint_texts(articles["text"]),
    )


def _show_words(texts: pd.Series) -> pd.Series:
    return pd.Series(np.where(texts.str.contains(r"\w"), "w", ""), index=texts.index, dtype="str")


def choose(
    rolls: Sequence[Roll], options: Options, crashed: Mapping[str, str]
) -> tuple[list[Choice], pd.DataFrame, dict[str, int]]:
    """Choose the articles of each shard that are analysed, and the ids they get in the corpus.

    Parameters
    ----------
    rolls : sequence of Roll
        Of all shards, in the order of the articles.
    options : Options
        ``exclude``, ``languages`` and ``drop_duplicates`` count, as for `choose_articles`.
    crashed : mapping
        Articles that could not be analysed, as article_id -> why.

    Returns
    -------
    choices : list of Choice
        One a shard.
    duplicates : DataFrame
        Table of duplicates.
    counts : dict
        Stage of the funnel -> its articles.
    """
    articles = pd.concat([roll.articles for roll in rolls], ignore_index=True)
    ends = np.cumsum([0, *(len(roll.articles) for roll in rolls)])
    local_ids = articles["article_id"]
    articles["article_id"] = _name_apart(articles["base"])
    findings = _join_findings(rolls, local_ids, articles["article_id"])
    duplicates = cluster_fingerprints(
        articles["article_id"],
        np.concatenate([roll.digests for roll in rolls]),
        np.concatenate([roll.signatures for roll in rolls]),
        published_at=articles["published_at"],
    )
    status = choose_articles(
        articles,
        findings,
        duplicates,
        exclude=options.exclude,
        languages=options.languages,
        drop_duplicates=options.drop_duplicates,
    )["status"].to_numpy(object)
    status[articles["article_id"].isin(list(crashed)).to_numpy()] = "unreadable"
    choices = [
        _choice_of(
            local_ids.iloc[first:end], articles["article_id"].iloc[first:end], status[first:end]
        )
        for first, end in itertools.pairwise(ends)
    ]
    counts = dict(Counter(map(str, status)))
    kept = duplicates[duplicates["article_id"].isin(articles["article_id"][status == "analysed"])]
    counts["kept_copies"] = int(kept.duplicated("cluster_id").sum())
    if options.languages is None:
        would_leave = (
            choose_articles(articles, findings, drop_duplicates=None)["status"] == "not_english"
        )
        counts["kept_foreign"] = int((would_leave & (status == "analysed")).sum())
    return choices, duplicates, counts


def _join_findings(rolls: Sequence[Roll], local_ids: pd.Series, ids: pd.Series) -> pd.DataFrame:
    """Join the findings of all shards, with the ids of the corpus."""
    findings = []
    first = 0
    for roll in rolls:
        end = first + len(roll.articles)
        names = dict(zip(local_ids.iloc[first:end], ids.iloc[first:end], strict=True))
        findings.append(roll.findings.assign(article_id=roll.findings["article_id"].map(names)))
        first = end
    return pd.concat(findings, ignore_index=True).reindex(columns=empty("findings").columns)


def _choice_of(local_ids: pd.Series, ids: pd.Series, status: np.ndarray) -> Choice:
    renamed = [(old, new) for old, new in zip(local_ids, ids, strict=True) if old != new]
    removed = [(name, str(s)) for name, s in zip(ids, status, strict=True) if s != "analysed"]
    return Choice(tuple(renamed), tuple(removed))


def _name_apart(base: pd.Series) -> pd.Series:
    """Make the ids of the corpus: a second article of the same name, in any shard, gets ``~2``."""
    named = base.to_numpy(object, copy=True)
    # Only these can meet: names that stand twice, and names that look as if they had been mended.
    risky = np.flatnonzero(
        (base.duplicated(keep=False) | base.str.contains("~", regex=False)).to_numpy()
    )
    taken: dict[str, int] = {}
    for row in risky:
        name = str(named[row])
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            while (unique := f"{name}~{taken[name]}") in taken:
                taken[name] += 1
            taken[unique] = 1
            named[row] = unique
    return pd.Series(named, dtype="str")


def apply_choice(
    choice: Choice,
    articles: pd.DataFrame,
    read: pd.DataFrame,
    audited: pd.DataFrame,
    reasons: Mapping[str, str],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Take the articles of a shard that are analysed, and all findings, with ids of the corpus.

    Parameters
    ----------
    choice : Choice
        Of this shard.
    articles, read, audited : DataFrame
        Its articles, the findings of reading and those of `audit_articles`.
    reasons : mapping
        Why an article could not be analysed, by article_id.
    """
    names, removed = dict(choice.names), dict(choice.removed)
    articles = _rename(articles, names)
    findings = _rename(read, names)
    if len(audited):
        findings = pd.concat([findings, _rename(audited, names)], ignore_index=True)
        # What reading and audit both find is one finding.
        findings = findings.drop_duplicates(ignore_index=True)
    provenances = articles.set_index("article_id")["provenance"]
    mended = [
        (name, None, None, "duplicate_id", "warning", _taken(name), provenances[name])
        for _, name in choice.names
        if name.rpartition("~")[2].isdigit()
    ]
    # What the shard itself said of a name that it mended is said anew, with the name in the corpus.
    is_old = (findings["check"] == "duplicate_id") & findings["article_id"].isin(
        list(names.values())
    )
    left_out = []
    for name, stage in choice.removed:
        severity = "error" if stage == "unreadable" else "note"
        message = f"{REASONS[stage]} {reasons.get(name, '')}".strip()
        left_out.append((name, None, None, "left_out", severity, message, provenances[name]))
    rows = [
        table for table in (findings[~is_old], make("findings", [*mended, *left_out])) if len(table)
    ]
    findings = pd.concat(rows, ignore_index=True) if rows else empty("findings")
    return articles[~articles["article_id"].isin(list(removed))].reset_index(drop=True), findings


def _taken(name: str) -> str:
    return (
        f"The id {name.rpartition('~')[0]!r} was taken already; this article is kept as {name!r}."
    )


def _rename(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    if not names:
        return table
    return table.assign(
        article_id=table["article_id"].map(lambda name: names.get(name, name), na_action="ignore")
    )
