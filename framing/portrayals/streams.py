"""Summaries of corpora that are larger than the memory."""

import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from ..measures import score_frames
from ..tables import CLUSTER, TABLES, join_clusters, read_manifest, read_part, read_table
from .grouping import Grouping
from .intervals import MIN_ARTICLES, MIN_MENTIONS, Resampling
from .observations import Evidence, observe
from .summaries import DescriptiveWarning, resample
from .sums import Sums, add_up, join_sums

BRINGING = ("frame_hits", "frames_read", "voices", "roles")
"""Tables that bring measures, or columns to group by."""
USUAL_TABLES = ("frame_hits", "frames_read")


def summarise_dataset(
    folder: str | Path,
    *,
    by: Sequence[str] = ("actor_id",),
    tables: Sequence[str] = USUAL_TABLES,
    readings: Sequence[str] = ("actor",),
    min_mentions: int = MIN_MENTIONS,
    min_articles: int = MIN_ARTICLES,
    weight: str = "mention",
    level: float = 0.95,
) -> pd.DataFrame:
    """Summarise a dataset that need not fit into memory, as `summarise_portrayal` does tables.

    The parts are read one after the other and added up by article and group; only these sums are
    kept, some 200 bytes for each article and group. The result is that of `summarise_portrayal` on
    the same tables to the last bit, since both add up in the same order.

    Parameters
    ----------
    folder : str or Path
        A folder that `analyse_path` wrote.
    by, readings, min_mentions, min_articles, weight, level
        As for `summarise_portrayal`.
    tables : sequence of str
        Which of ``frame_hits``, ``frames_read``, ``voices`` and ``roles`` bring measures and
        columns; ``sentences`` and ``outlets`` are read where `by` needs them.

    Returns
    -------
    DataFrame
        Table of portrayals. Where the run found copies, they count as one.

    Raises
    ------
    FileNotFoundError
        If the folder holds no finished run.
    ValueError
        As for `summarise_portrayal`.
    """
    folder = Path(folder)
    manifest = read_manifest(folder)
    whole = {
        name: read_table(folder, name)
        for name in ("outlets", "duplicates")
        if name in manifest["rows"]
    }
    parts = manifest.get("shards") or [None]
    return summarise_parts(
        partial(load_part, folder),
        parts,
        Grouping(by, readings, weight=weight),
        Resampling(level=level, min_mentions=min_mentions, min_articles=min_articles),
        tables=tables,
        outlets=whole.get("outlets"),
        duplicates=whole.get("duplicates"),
    )


def load_part(
    folder: Path, part: str | None, name: str, columns: Sequence[str] | None
) -> pd.DataFrame:
    """Load a table of a part, or of a dataset that was written whole."""
    return (
        read_table(folder, name, columns)
        if part is None
        else read_part(folder, name, part, columns)
    )


Load = Callable[[Any, str, Sequence[str] | None], pd.DataFrame]
Each = Callable[[Callable[[Any], Sums], Sequence[Any]], Iterable[Sums]]


def summarise_parts(
    load: Load,
    parts: Sequence[Any],
    grouping: Grouping,
    resampling: Resampling,
    *,
    tables: Sequence[str] = USUAL_TABLES,
    outlets: pd.DataFrame | None = None,
    duplicates: pd.DataFrame | None = None,
    each: Each = map,
) -> pd.DataFrame:
    """Summarise the parts of a corpus.

    ``load(part, name, columns)`` gives a table of a part. ``each(function, parts)`` adds up the
    parts, in their order; other processes may do it. Where there are duplicates, clusters of copies
    are the independent units, whatever the grouping says.
    """
    strange = set(tables).difference(BRINGING)
    if strange:
        raise ValueError(f"tables= takes {', '.join(BRINGING)}, not {', '.join(sorted(strange))}")
    kinds: set[tuple[str, str]] = set()
    if "frame_hits" in tables:
        for part in parts:
            kinds |= set(
                load(part, "frame_hits", ["frame_id", "window"]).itertuples(index=False, name=None)
            )
    items: list[tuple[Any, pd.DataFrame | None]] = [(part, None) for part in parts]
    if duplicates is not None and len(duplicates):
        grouping = replace(grouping, cluster=CLUSTER)
        row_of_article = pd.Index(duplicates["article_id"])
        rows = (
            row_of_article.get_indexer(load(part, "articles", ["article_id"])["article_id"])
            for part in parts
        )
        items = [
            (part, duplicates.iloc[own[own >= 0]]) for part, own in zip(parts, rows, strict=True)
        ]
    add_up_one = partial(
        _add_up_part,
        load=load,
        tables=tables,
        kinds=sorted(kinds) if "frame_hits" in tables else None,
        outlets=outlets,
        grouping=grouping,
    )
    sums = join_sums(list(each(add_up_one, items)))
    with warnings.catch_warnings():
        # The column `resampled` says it for each row, and so do the figures.
        warnings.simplefilter("ignore", DescriptiveWarning)
        return resample(sums, resampling)


def _add_up_part(
    item: tuple[Any, pd.DataFrame | None],
    *,
    load: Load,
    tables: Sequence[str],
    kinds: list[tuple[str, str]] | None,
    outlets: pd.DataFrame | None,
    grouping: Grouping,
) -> Sums:
    """The sums of a part, with the copies among its articles if articles are drawn with them."""
    part, copies = item
    # Texts are by far the largest column, and say nothing here.
    columns = [name for name in TABLES["articles"].column_names if name not in ("text", "headline")]
    articles = load(part, "articles", columns).assign(headline=None, text="")
    if copies is not None:
        articles = join_clusters(articles, copies)
    mentions, scores = load(part, "mentions", None), load(part, "scores", None)
    if "frames_read" in tables:
        read = score_frames(mentions, load(part, "frames_read", None))
        scores = pd.concat([scores, read], ignore_index=True)
    wanted = [name for name in tables if name != "frames_read"]
    wanted += ["sentences"] if "part" in grouping.by else []
    extra: dict[str, Any] = {name: load(part, name, None) for name in wanted}
    evidence = Evidence(
        mentions,
        articles,
        scores,
        **extra,
        frame_kinds=kinds,
        outlets=outlets,
    )
    return add_up(observe(evidence, grouping))
