"""Observations into sums: what each article brings to each group, all that a summary needs.

Sums of two parts of a corpus put together are the sums of the whole, number for number, as long as
no article is cut in two. So a corpus that does not fit into memory is summed up part by part, and
then summarised as any other.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from .grouping import Grouping
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
    """Sums by article and group: a row of `cells` is one article in one group, in their order."""

    grouping: Grouping
    cells: pd.DataFrame
    """The columns that make the group, and ``_unit``, the place of what is drawn among `units`."""
    added: dict[Kind, Added]
    units: pd.Index
    """What is drawn: all clusters of the corpus; numbers where each article is its own."""


def add_up(seen: Observations) -> Sums:
    """Add up the observations of every article in every group."""
    keys, columns = seen.keys, seen.grouping.columns
    article = pd.factorize(keys["article_id"])[0]
    sentence = pd.factorize(keys["sentence_id"])[0]
    n_sentences = sentence.max(initial=-1) + 1
    group = keys.groupby(columns, sort=True, dropna=False, observed=True).ngroup().to_numpy()
    n_groups = group.max(initial=-1) + 1
    pairs, first, cell = np.unique(
        article * n_groups + group, return_index=True, return_inverse=True
    )
    cells = keys.iloc[first][columns].reset_index(drop=True)
    cells["_unit"] = seen.units.get_indexer(pd.Index(keys["unit"].iloc[first]))
    added: dict[Kind, Added] = {}
    for alike in _of_the_same_mentions(seen.values):
        row = alike[0].row
        of_value = cell[row]
        count = np.bincount(of_value, minlength=len(cells))
        is_alone = np.bincount(pairs[count > 0] % n_groups, minlength=n_groups) == 1
        inside = is_alone[group[row]]
        sentences, of_sentence = np.unique(
            of_value[inside] * n_sentences + sentence[row[inside]], return_inverse=True
        )
        sentence_count = np.bincount(of_sentence, minlength=len(sentences))
        for values in alike:
            added[values.measure, values.window] = Added(
                count,
                np.bincount(of_value, weights=values.value, minlength=len(cells)),
                sentences // n_sentences,
                sentence_count,
                np.bincount(of_sentence, weights=values.value[inside], minlength=len(sentences)),
            )
    units = seen.units if seen.grouping.is_clustered else pd.RangeIndex(len(seen.units))
    return Sums(seen.grouping, cells, added, units)


def join_sums(parts: Sequence[Sums]) -> Sums:
    """Join the sums of the parts of a corpus, given in the order of the articles."""
    if len(parts) == 1:
        return parts[0]
    grouping = parts[0].grouping
    units, moved = _join_units([part.units for part in parts])
    full = [(part, to) for part, to in zip(parts, moved, strict=True) if len(part.cells)]
    if not full:
        return Sums(grouping, parts[0].cells, {}, units)
    cells = pd.concat(
        [part.cells.assign(_unit=to[part.cells["_unit"]]) for part, to in full], ignore_index=True
    )
    offsets = np.cumsum([0, *(len(part.cells) for part, _ in full)])
    added = {}
    for kind in dict.fromkeys(kind for part, _ in full for kind in part.added):
        each = [part.added.get(kind) or _nothing(len(part.cells)) for part, _ in full]
        places = [sums.place + offset for sums, offset in zip(each, offsets[:-1], strict=True)]
        added[kind] = Added(
            np.concatenate([sums.n for sums in each]),
            np.concatenate([sums.total for sums in each]),
            np.concatenate(places),
            np.concatenate([sums.sentence_count for sums in each]),
            np.concatenate([sums.sentence_total for sums in each]),
        )
    return Sums(grouping, cells, added, units)


def _join_units(indexes: list[pd.Index]) -> tuple[pd.Index, list[np.ndarray]]:
    """All units in the order of their first articles, and the new places of those of each part."""
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


def _of_the_same_mentions(all_values: Sequence[Values]) -> list[list[Values]]:
    """The measures in sets that scored the same mentions, since these share their counts."""
    sets: list[list[Values]] = []
    for values in all_values:
        order = np.argsort(values.row, kind="stable")
        values = Values(values.measure, values.window, values.row[order], values.value[order])
        alike = next((one for one in sets if np.array_equal(one[0].row, values.row)), None)
        if alike is None:
            sets.append([values])
        else:
            alike.append(values)
    return sets
