"""Observations into sums: what each article brings to each group, which is all that a summary needs
to know.

Sums of two parts of a corpus put together are the sums of the whole, number for number, as long as
no article is cut in two. So a corpus that does not fit into memory is summed up part by part, and
then resampled as any other.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from .observations import Observations, Values

Kind = tuple[str, str]
"""A measure and the window that it was taken over."""


class Added(NamedTuple):
    """The values of one measure, added up."""

    n: np.ndarray
    """Values in each cell."""
    total: np.ndarray
    """Their sum."""
    place: np.ndarray
    """The cell of each sentence, for groups that stand in one article only."""
    sentence_count: np.ndarray
    sentence_total: np.ndarray


@dataclass(frozen=True)
class Sums:
    """Sums by article and group: a row of `cells` is one article in one group, in the order of the
    articles.
    """

    cells: pd.DataFrame
    """The columns that make the group, and ``_unit``, the place of what is drawn among `units`."""
    added: dict[Kind, Added]
    units: pd.Index
    """What is drawn: all clusters of the corpus; numbers where each article is its own."""


def add_up(seen: Observations, by: Sequence[str], *, is_clustered: bool = False) -> Sums:
    """Add up the observations of every article in every group.

    Parameters
    ----------
    seen : Observations
        From `observe`.
    by : sequence of str
        The columns that make a group.
    is_clustered : bool
        Whether articles are drawn in clusters, so that two articles may share one.
    """
    keys = seen.keys
    article = pd.factorize(keys["article_id"])[0]
    sentence = pd.factorize(keys["sentence_id"])[0]
    group = keys.groupby(list(by), sort=True, dropna=False, observed=True).ngroup().to_numpy()
    n_groups = group.max(initial=-1) + 1
    pairs, first, cell = np.unique(
        article * n_groups + group, return_index=True, return_inverse=True
    )
    cells = keys.iloc[first][[*by]].reset_index(drop=True)
    cells["_unit"] = seen.units.get_indexer(pd.Index(keys["unit"].iloc[first]))
    added: dict[Kind, Added] = {}
    for own in _of_the_same_mentions(seen.values):
        at = cell[own[0].row]
        count = np.bincount(at, minlength=len(cells))
        is_alone = np.bincount(pairs[count > 0] % n_groups, minlength=n_groups) == 1
        inside = is_alone[group[own[0].row]]
        n_sentences = sentence.max(initial=-1) + 1
        named, of = np.unique(
            at[inside] * n_sentences + sentence[own[0].row[inside]], return_inverse=True
        )
        place, sentence_count = named // n_sentences, np.bincount(of, minlength=len(named))
        for values in own:
            added[values.measure, values.window] = Added(
                count,
                np.bincount(at, weights=values.value, minlength=len(cells)),
                place,
                sentence_count,
                np.bincount(of, weights=values.value[inside], minlength=len(place)),
            )
    return Sums(cells, added, seen.units if is_clustered else pd.RangeIndex(len(seen.units)))


def join_sums(parts: Sequence[Sums]) -> Sums:
    """The sums of a corpus from those of its parts, given in the order of the articles."""
    if len(parts) == 1:
        return parts[0]
    units, moved = _join_units([part.units for part in parts])
    full = [(part, to) for part, to in zip(parts, moved, strict=True) if len(part.cells)]
    if not full:
        return Sums(parts[0].cells, {}, units)
    cells = pd.concat(
        [part.cells.assign(_unit=to[part.cells["_unit"]]) for part, to in full], ignore_index=True
    )
    offsets = np.cumsum([0, *(len(part.cells) for part, _ in full)])
    added = {}
    for kind in dict.fromkeys(kind for part, _ in full for kind in part.added):
        own = [part.added.get(kind) or _nothing(len(part.cells)) for part, _ in full]
        places = [one.place + offset for one, offset in zip(own, offsets[:-1], strict=True)]
        added[kind] = Added(
            np.concatenate([one.n for one in own]),
            np.concatenate([one.total for one in own]),
            np.concatenate(places),
            np.concatenate([one.sentence_count for one in own]),
            np.concatenate([one.sentence_total for one in own]),
        )
    return Sums(cells, added, units)


def _join_units(indexes: list[pd.Index]) -> tuple[pd.Index, list[np.ndarray]]:
    """All units in the order of their first articles, and for each part the new places of its own."""
    if all(isinstance(index, pd.RangeIndex) for index in indexes):
        offsets = np.cumsum([0, *map(len, indexes)])
        return pd.RangeIndex(offsets[-1]), [np.arange(a, b) for a, b in itertools.pairwise(offsets)]
    units = indexes[0].append(indexes[1:]).unique()
    return units, [units.get_indexer(index) for index in indexes]


def _nothing(n_cells: int) -> Added:
    none = np.zeros(0)
    return Added(
        np.zeros(n_cells, dtype=int), np.zeros(n_cells), none.astype(int), none.astype(int), none
    )


def _of_the_same_mentions(values: Sequence[Values]) -> list[list[Values]]:
    """The measures in sets that scored the same mentions, since these share their counts."""
    found: list[list[Values]] = []
    for one in values:
        place = np.argsort(one.row, kind="stable")
        one = Values(one.measure, one.window, one.row[place], one.value[place])
        same = next((own for own in found if np.array_equal(own[0].row, one.row)), None)
        if same is None:
            found.append([one])
        else:
            same.append(one)
    return found
